//! What the company says for the filing: each change as one edit.

use crate::Problem;
use crate::domain::{BadFact, Edit, FactInfo, FactKey, FactOrigin, FactRecord, Stamp, Workspace};

/// A change of what is said of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactChange {
    /// It is this.
    Say(String, FactOrigin),
    /// The filing leaves it out, for a reason.
    LeaveOut(String),
    /// Nothing is said of it any more.
    Clear,
}

/// Why facts were not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactRefused {
    #[error("there is no fact {0:?}")]
    Unknown(String),
    /// Only one of them could be meant.
    #[error("{0} is given twice")]
    Twice(String),
    #[error(transparent)]
    Bad(#[from] BadFact),
    /// A filing needs it.
    #[error("{0} cannot be left out: a filing needs it")]
    Needed(String),
    #[error("a section needs a title")]
    NoTitle,
    #[error("a title has at most {0} characters")]
    LongTitle(usize),
    #[error("there is a section {0:?} already")]
    SectionThere(String),
    #[error("{0:?} is no section of the company\u{2019}s own")]
    NotOwn(String),
    /// The form has its own order.
    #[error(
        "no section can stand behind {0:?}: only behind a section of the report in the company\u{2019}s words"
    )]
    NoPlace(String),
}

impl From<FactRefused> for Problem {
    fn from(error: FactRefused) -> Self {
        let what = format!("nothing was changed: {error}");
        Self::new(what, "", "rcoi programme lists the facts, and shows of each what it asks for")
    }
}

/// The row of a fact, by its key.
///
/// # Errors
/// When there is no such fact.
pub fn fact_info(ws: &Workspace, key: &str) -> Result<FactInfo, FactRefused> {
    ws.fact_info(&FactKey::new(key)).ok_or_else(|| FactRefused::Unknown(key.to_owned()))
}

/// The one edit that makes all these changes, with its title; none where it is so already.
///
/// # Errors
/// When a fact is not known, or cannot be what is said; nothing is changed then.
pub fn change_facts(
    ws: &Workspace,
    changes: &[(FactKey, FactChange)],
    stamp: &Stamp,
) -> Result<Option<(String, Edit)>, FactRefused> {
    let (mut titles, mut edits) = (Vec::new(), Vec::new());
    let keys = || changes.iter().map(|(key, _)| key);
    if let Some((_, key)) = keys().enumerate().find(|(at, key)| keys().take(*at).any(|other| other == *key)) {
        return Err(FactRefused::Twice(key.as_str().to_owned()));
    }
    for (key, change) in changes {
        let info = fact_info(ws, key.as_str())?;
        let to = record(&info, change, stamp)?;
        let from = ws.facts.get(key).cloned();
        let said = |record: &FactRecord| (record.text.clone(), record.origin, record.left_out);
        if from.as_ref().map(said) != to.as_ref().map(said) {
            titles.push(title(&info, change));
            edits.push(Edit::SetFact { key: key.clone(), from: from.map(Box::new), to: to.map(Box::new) });
        }
    }
    // So many cannot be named in a line of the history.
    if titles.len() > 3 {
        titles = vec![format!("{} facts said", titles.len())];
    }
    let edit = if edits.len() == 1 { edits.pop() } else { Some(Edit::Batch(edits)) };
    Ok(edit.filter(|_| !titles.is_empty()).map(|edit| (format!("Filing: {}", titles.join(", ")), edit)))
}

/// What is recorded of a fact.
fn record(info: &FactInfo, change: &FactChange, stamp: &Stamp) -> Result<Option<FactRecord>, FactRefused> {
    let record = |text: String, origin: FactOrigin, left_out: bool| {
        Ok(Some(FactRecord { text, origin, left_out, stamp: stamp.clone() }))
    };
    match change {
        FactChange::Say(text, origin) => record(info.read(text)?, *origin, false),
        FactChange::LeaveOut(_) if !info.can_be_left_out() => Err(FactRefused::Needed(info.title.clone())),
        FactChange::LeaveOut(reason) => {
            let reason = crate::text::clean(reason);
            if reason.is_empty() {
                return Err(BadFact::Empty(format!("the reason why {} is left out", info.within())).into());
            }
            record(reason, FactOrigin::Written, true)
        }
        FactChange::Clear => Ok(None),
    }
}

fn title(info: &FactInfo, change: &FactChange) -> String {
    let what = info.within();
    match change {
        FactChange::Say(_, FactOrigin::Written) => format!("{what} said"),
        FactChange::Say(_, FactOrigin::Proposed) => format!("{what} as proposed"),
        FactChange::Say(_, FactOrigin::Carried) => format!("{what} as last year"),
        FactChange::LeaveOut(_) => format!("{what} left out"),
        FactChange::Clear => format!("{what} taken back"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Charter;

    fn stamp() -> Stamp {
        Stamp { by: "Ada".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
    }

    fn say(key: &str, text: &str) -> (FactKey, FactChange) {
        (FactKey::new(key), FactChange::Say(text.to_owned(), FactOrigin::Written))
    }

    #[test]
    fn facts_are_said_and_taken_back_in_one_edit() {
        let mut ws = Workspace::new(Charter { company: "Example".to_owned(), year: 2026, sample: false });
        let changes = [say("registrant.name", "Example Corp."), say("products.metals", "tin, gold")];
        let (title, edit) = change_facts(&ws, &changes, &stamp()).unwrap().unwrap();
        assert_eq!(title, "Filing: exact name of the registrant said, metals in the products said");
        edit.apply(&mut ws).unwrap();
        assert_eq!(ws.fact("registrant.name"), Some("Example Corp."));
        assert_eq!(ws.fact("products.metals"), Some("tin, gold"));
        assert_eq!(change_facts(&ws, &changes, &stamp()), Ok(None), "it is so already");
        edit.inverse().apply(&mut ws).unwrap();
        assert!(ws.facts.is_empty());
    }

    #[test]
    fn a_section_can_be_left_out_with_a_reason_and_the_name_cannot() {
        let ws = Workspace::new(Charter { company: "Example".to_owned(), year: 2026, sample: false });
        let leave = |key: &str, why: &str| {
            change_facts(&ws, &[(FactKey::new(key), FactChange::LeaveOut(why.to_owned()))], &stamp())
        };
        assert!(leave("forward_looking", "counsel adds them").unwrap().is_some());
        assert!(leave("forward_looking", " ").is_err());
        assert!(matches!(leave("registrant.name", "why"), Err(FactRefused::Needed(_))));
        assert!(matches!(leave("nothing", "why"), Err(FactRefused::Unknown(_))));
    }
}
