//! What each file of an import is for: as it was said, else guessed, and said.

use std::path::Path;
use std::sync::Arc;

use super::{Context, ImportArgs};
use crate::Problem;
use crate::domain::{Programme, SourceRole, Workspace};
use crate::import::{Incoming, RiskShape};
use crate::intake::{ReadFile, StatusAs, StatusTerms, guess_role};
use crate::runtime::{clock, reading};

/// A file with its role, and why it has it; no reason where it was said, or where nothing else could be meant.
pub(super) struct FileAs {
    pub file: ReadFile,
    pub role: SourceRole,
    pub why: Option<String>,
}

impl FileAs {
    /// The role of a file.
    ///
    /// # Errors
    /// When it cannot be what was asked.
    pub fn of(ws: &Workspace, args: &ImportArgs, file: ReadFile) -> Result<Self, Problem> {
        if file.declaration().is_some() {
            return Ok(Self { file, role: SourceRole::Declaration, why: None });
        }
        if let Some(supplier) = &args.supplier {
            return Err(of_no_supplier(&file, supplier));
        }
        if let Some(role) = args.as_role.map(super::super::args::GivenRole::role) {
            return if file.can_be(role) {
                Ok(Self { file, role, why: None })
            } else {
                Err(cannot_be(&file, role))
            };
        }
        let guess = guess_role(ws, &file);
        // Without a day, a programme's export still gives names and CIDs.
        let has_day =
            args.as_of.is_some() || file.status().is_some_and(|status| status.draft.as_of.is_some());
        if guess.role == SourceRole::Status && !has_day && matches!(file.holds, Some(Incoming::List(_))) {
            let why = "nothing says its day; --as status --as-of DAY takes it as a status list".to_owned();
            return Ok(Self { file, role: SourceRole::Reference, why: Some(why) });
        }
        let why = (guess.role != SourceRole::Reference || guess.is_doubtful).then_some(guess.why);
        Ok(Self { file, role: guess.role, why })
    }
}

/// Why a file that cannot be read as anything is no risk list.
pub(super) fn no_risk_list(context: &Context, path: &Path) -> Option<Problem> {
    reading::risk_shape(&*context.host.disk, path).map(|shape| of_shape(path, &shape))
}

/// Where a file is no risk list, and what to do.
fn of_shape(path: &Path, shape: &RiskShape) -> Problem {
    let RiskShape { place, why } = shape;
    let what = format!("nothing was imported: this file cannot be read as a risk list: {place}: {why}");
    let remedy = "give it one of the forms of docs/files.md: our own, OFAC\u{2019}s, OpenSanctions\u{2019}, or a list of areas";
    Problem::new(what, super::super::references::shown(path), remedy)
}

/// Why a file that is no CMRT is not a supplier's declaration, as which it was given.
fn of_no_supplier(file: &ReadFile, supplier: &str) -> Problem {
    let what = format!("nothing was imported: this file is no CMRT, so it is no declaration of {supplier}");
    let remedy = "ask the supplier for the workbook itself; or import it without --supplier, as what it is";
    Problem::new(what, super::super::references::shown(&file.path), remedy)
}

fn cannot_be(file: &ReadFile, role: SourceRole) -> Problem {
    let what = format!("nothing was imported: this file cannot be read as a {}", role.name());
    if let (SourceRole::Risk, Some(Err(shape))) = (role, &file.others.risk) {
        return of_shape(&file.path, shape);
    }
    let remedy = match role {
        SourceRole::Annex | SourceRole::Baseline => "it needs rows with a metal, and a name or a CID",
        SourceRole::Status => {
            "it needs a header row with names or CIDs, and one of status, country or audits"
        }
        SourceRole::Reference => "it needs columns of metals, CIDs, names and countries",
        SourceRole::Risk => {
            "it needs the columns of a sanctions list or of a list of areas: see docs/files.md"
        }
        SourceRole::Declaration => "it is no CMRT",
    };
    Problem::new(what, super::super::references::shown(&file.path), remedy)
}

/// A file as a status list, with what the command line and the file say of it.
///
/// # Errors
/// When something that must be known of it is said nowhere.
pub(super) fn status(
    ws: &Workspace,
    args: &ImportArgs,
    file: &ReadFile,
    stamp: &crate::domain::Stamp,
) -> Result<Option<StatusAs>, Problem> {
    let Some(received) = file.status() else { return Ok(None) };
    let terms = StatusTerms {
        programme: args.programme.as_deref().and_then(Programme::read),
        kind: args.kind.map(super::super::args::GivenKind::kind),
        as_of: args.as_of,
        complete: args.complete,
        metals: args.metal.iter().copied().collect(),
    };
    let terms = terms.or_of(&received.draft);
    let mut settled = received.settle(&terms, stamp, clock::today())?;
    // What was said of the same list before holds, unless it is said otherwise now.
    if let Some(there) = ws.status_lists.get(&settled.list.source) {
        settled.list.complete |= there.complete;
        if args.metal.is_empty() {
            settled.list.metals = there.metals.clone();
        }
    }
    Ok(Some(StatusAs { received: Arc::clone(received), settled }))
}
