//! What a file is for, guessed before its content means anything: shown before it is taken, and changed there.

use crate::domain::{SourceKind, SourceRole, Workspace};
use crate::import::{Draft, Incoming};

use super::{ReadFile, ReceivedStatus};

/// A guess, with the reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleGuess {
    pub role: SourceRole,
    pub why: String,
    /// Whether a person should be asked all the same.
    pub is_doubtful: bool,
}

impl RoleGuess {
    fn sure(role: SourceRole, why: impl Into<String>) -> Self {
        Self { role, why: why.into(), is_doubtful: false }
    }

    fn doubtful(role: SourceRole, why: impl Into<String>) -> Self {
        Self { role, why: why.into(), is_doubtful: true }
    }
}

/// What a file is for in a workspace. A declaration is one; every other file has facilities, which mean what the role says.
pub fn guess_role(ws: &Workspace, file: &ReadFile) -> RoleGuess {
    let status = file.status().map(|status| &**status);
    if let Some(role) = role_before(ws, file) {
        return RoleGuess::sure(role, "it was imported as that before");
    }
    match &file.holds {
        Some(Incoming::Declaration(_)) => RoleGuess::sure(SourceRole::Declaration, "it is a CMRT"),
        _ if is_evident_risk(file) => {
            RoleGuess::sure(SourceRole::Risk, "its name or its columns are those of a risk list")
        }
        None => by_role(file, status),
        Some(Incoming::Facilities(draft)) if draft.kind == SourceKind::Filing => of_filing(ws, draft),
        Some(Incoming::Facilities(_)) => of_table(ws, status),
        Some(Incoming::List(_)) if status.is_some_and(is_export_of_statuses) => RoleGuess::sure(
            SourceRole::Status,
            "it has the columns of a programme\u{2019}s list, and its name says which",
        ),
        Some(Incoming::List(_)) if status.is_some_and(|status| status.draft.kind.is_some()) => {
            RoleGuess::doubtful(SourceRole::Status, "its name is that of a status list, and it has no status")
        }
        Some(Incoming::List(_)) => {
            RoleGuess::sure(SourceRole::Reference, "it gives names and CIDs, and no status")
        }
    }
}

/// Of a table that is nothing by itself: names with countries may be either, so that a person is asked where nothing else says which.
fn by_role(file: &ReadFile, status: Option<&ReceivedStatus>) -> RoleGuess {
    let says_status = |status: &ReceivedStatus| {
        let draft = &status.draft;
        draft.kind.is_some() || !draft.kinds.is_empty() || draft.has_audits || draft.programme.is_some()
    };
    if status.is_some_and(says_status) {
        return RoleGuess::sure(SourceRole::Status, "it has the columns of a status list");
    }
    if file.risk().is_some() {
        return RoleGuess::doubtful(SourceRole::Risk, "it has names, and nothing of statuses or audits");
    }
    RoleGuess::doubtful(SourceRole::Status, "it has names and countries")
}

/// Whether a file can be nothing but a risk list; only a filing is one first, whatever its name.
fn is_evident_risk(file: &ReadFile) -> bool {
    let is_filing = file.facilities().is_some_and(|draft| draft.kind == SourceKind::Filing);
    !is_filing && file.risk().is_some_and(|risk| risk.draft.is_evident)
}

/// What the same file was taken as before, so that it is not taken as something else when it comes again.
fn role_before(ws: &Workspace, file: &ReadFile) -> Option<SourceRole> {
    ws.role_of(&super::source_id(&file.sha256)).filter(|role| file.can_be(*role))
}

/// Whether a table without a column of statuses is one of a programme's lists: it tells of audits, and something says of which kind.
fn is_export_of_statuses(status: &ReceivedStatus) -> bool {
    status.draft.has_audits && status.draft.kind.is_some()
}

fn of_filing(ws: &Workspace, draft: &Draft) -> RoleGuess {
    let year = ws.programme.year;
    match draft.as_of {
        Some(end) if end.year() == year => RoleGuess::sure(
            SourceRole::Annex,
            format!("its period ends on {end}, in this workspace\u{2019}s year"),
        ),
        Some(end) => RoleGuess::sure(
            SourceRole::Baseline,
            format!("its period ends on {end}, the workspace is for {year}"),
        ),
        None => RoleGuess::doubtful(SourceRole::Annex, "its period cannot be read"),
    }
}

fn of_table(ws: &Workspace, status: Option<&ReceivedStatus>) -> RoleGuess {
    let has_declarations = !ws.declarations.is_empty();
    match status {
        Some(status) if !status.draft.kinds.is_empty() && status.draft.has_audits => {
            RoleGuess::sure(SourceRole::Status, "it has statuses and audits, as programmes\u{2019} lists do")
        }
        Some(status) if !status.draft.kinds.is_empty() && has_declarations => {
            RoleGuess::sure(SourceRole::Status, "it has statuses, and the workspace has declarations")
        }
        Some(status) if status.draft.kind.is_some() && (status.draft.has_audits || has_declarations) => {
            RoleGuess::sure(SourceRole::Status, "its name says that it is a status list")
        }
        Some(status) if !status.draft.kinds.is_empty() => {
            RoleGuess::doubtful(SourceRole::Annex, "it has statuses, and the workspace has no declarations")
        }
        Some(status) if status.draft.kind.is_some() => RoleGuess::doubtful(
            SourceRole::Annex,
            "its name is that of a status list, and the workspace has no declarations",
        ),
        Some(_) | None => RoleGuess::sure(SourceRole::Annex, "a table of facilities without statuses"),
    }
}
