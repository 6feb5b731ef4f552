//! Freezing and unfreezing a report, each as one edit.

use crate::Problem;
use crate::domain::{Edit, Freeze, Stamp, Unfreezing, Workspace};
use crate::text::clean;

/// How a workspace is unfrozen.
const UNFREEZE: &str =
    "to change it, unfreeze it: rcoi unfreeze --reason TEXT, or freeze on the Report screen";

/// Refuses a workspace that takes no edit because it is frozen.
///
/// # Errors
/// When it is.
pub fn check_unfrozen(ws: &Workspace) -> Result<(), Problem> {
    match ws.frozen() {
        None => Ok(()),
        Some(freeze) => {
            let what = format!("nothing was changed: this workspace is {}", freeze.since());
            Err(Problem::new(what, format!("frozen/{}", freeze.name), UNFREEZE))
        }
    }
}

/// The edit that records a freeze, with its title.
pub fn freeze_edit(freeze: Freeze) -> (String, Edit) {
    let title = format!("Freeze the report as {}", freeze.name);
    (title, Edit::SetFreeze { name: freeze.name.clone(), from: None, to: Some(Box::new(freeze)) })
}

/// The edit after which the workspace takes edits again, with its title.
///
/// # Errors
/// When it is not frozen, or no reason is given.
pub fn unfreeze_edit(ws: &Workspace, reason: &str, stamp: &Stamp) -> Result<(String, Edit), Problem> {
    let Some(freeze) = ws.frozen() else {
        return Err(Problem::new(
            "nothing was changed: this workspace is not frozen",
            "",
            "nothing: it takes edits",
        ));
    };
    let reason = clean(reason);
    if reason.is_empty() {
        let remedy = "say why: who reads the history sees it";
        return Err(Problem::new("nothing was changed: to unfreeze needs a reason", "", remedy));
    }
    let title = format!("Unfreeze {}: {reason}", freeze.name);
    let lifted = Some(Unfreezing { reason, stamp: stamp.clone() });
    let to = Some(Box::new(Freeze { lifted, ..freeze.clone() }));
    Ok((title, Edit::SetFreeze { name: freeze.name.clone(), from: Some(Box::new(freeze.clone())), to }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Charter, EditError, Settings};

    fn stamp(by: &str) -> Stamp {
        Stamp { by: by.to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
    }

    fn freeze(name: &str) -> Freeze {
        Freeze { name: name.to_owned(), manifest: "ab".to_owned(), stamp: stamp("Ada"), lifted: None }
    }

    fn workspace() -> Workspace {
        Workspace::new(Charter { company: "Acme".to_owned(), year: 2022, sample: false })
    }

    fn another_setting() -> Edit {
        let to = Settings { discard_originals: true, ..Settings::default() };
        Edit::change_settings(Settings::default(), to)
    }

    #[test]
    fn a_frozen_workspace_takes_one_edit_which_needs_a_reason() {
        let mut ws = workspace();
        assert!(check_unfrozen(&ws).is_ok() && unfreeze_edit(&ws, "late answer", &stamp("Bo")).is_err());
        freeze_edit(freeze("2022")).1.apply(&mut ws).unwrap();
        let before = ws.clone();
        assert!(matches!(another_setting().apply(&mut ws), Err(EditError::Frozen(_))));
        assert!(Edit::Batch(vec![another_setting()]).apply(&mut ws).is_err());
        assert!(freeze_edit(freeze("2022-2")).1.apply(&mut ws).is_err());
        assert_eq!(ws, before);
        assert!(check_unfrozen(&ws).unwrap_err().what.contains("frozen as 2022 by Ada on 1970-01-01"));
        assert!(unfreeze_edit(&ws, "  ", &stamp("Bo")).is_err());
        let (title, edit) = unfreeze_edit(&ws, "a late\nanswer", &stamp("Bo")).unwrap();
        assert_eq!(title, "Unfreeze 2022: a late answer");
        edit.apply(&mut ws).unwrap();
        another_setting().apply(&mut ws).unwrap();
        freeze_edit(freeze("2022-2")).1.apply(&mut ws).unwrap();
        // While the second is in force, the first cannot be put back into force.
        assert!(edit.inverse().apply(&mut ws).is_err());
    }

    #[test]
    fn every_freeze_can_be_taken_back_as_any_edit() {
        let mut ws = workspace();
        let begun = ws.clone();
        let (_, frozen) = freeze_edit(freeze("2022"));
        frozen.apply(&mut ws).unwrap();
        let in_force = ws.clone();
        let (_, lifted) = unfreeze_edit(&ws, "why", &stamp("Bo")).unwrap();
        lifted.apply(&mut ws).unwrap();
        lifted.inverse().apply(&mut ws).unwrap();
        assert_eq!(ws, in_force);
        frozen.inverse().apply(&mut ws).unwrap();
        assert_eq!(ws, begun);
    }
}
