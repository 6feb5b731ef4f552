//! The reference lists that a command is given as files: CMRTs with their look-ups, exports, plain tables.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::output;
use crate::Problem;
use crate::import::{Cells, CmrtDraft, Incoming, ListDraft, cells};
use crate::resolve::matching::ReferenceEntry;
use crate::resolve::matching::lists::{self, ListError, Remark};
use crate::runtime::reading;
use crate::text::visible;

/// What can be given.
const REMEDY: &str =
    "give a CMRT, an export of RMI\u{2019}s list, or a table with CID, metal, name and country";

/// A list as read.
struct List {
    entries: Vec<ReferenceEntry>,
    /// Whether it may be a choice, such as the audited ones: what it lacks may be on the lists all the same.
    is_choice: bool,
}

/// The rows of all lists, the first of which is the newest, with their aliases. Facilities of older lists alone are not
/// listed any more.
pub(super) fn entries(
    context: &Context,
    references: &[PathBuf],
    aliases: &[PathBuf],
) -> Result<Vec<ReferenceEntry>, Problem> {
    let lists = references.iter().map(|path| list(context, path)).collect::<Result<Vec<_>, _>>()?;
    let newest = lists.iter().position(|list| !list.is_choice).unwrap_or(usize::MAX);
    let mut out = Vec::new();
    for (number, list) in lists.into_iter().enumerate() {
        let is_listed = number <= newest;
        out.extend(list.entries.into_iter().map(|entry| ReferenceEntry { is_listed, ..entry }));
    }
    for path in aliases {
        let sheets = sheets(context, path)?;
        let remarks = lists::add_aliases(&mut out, &sheets).map_err(|error| unread(&error, path))?;
        remarks.iter().for_each(|remark| told(remark, path));
    }
    Ok(out)
}

/// The sheets of a table.
fn sheets(context: &Context, path: &Path) -> Result<Vec<Cells>, Problem> {
    reading::read_with(&*context.host.disk, path, cells).map_err(unmatched)
}

/// A failure of reading, in the words of a command that imports nothing.
pub(super) fn unmatched(problem: Problem) -> Problem {
    let what = problem.what.replacen("nothing was imported: ", "nothing was matched: ", 1);
    Problem { what, remedy: problem.remedy.replace("import that", "give that"), ..problem }
}

/// A table without the columns that are needed.
pub(super) fn unread(error: &ListError, path: &Path) -> Problem {
    Problem::new(error.to_string(), shown(path), "give the columns these headers")
}

fn list(context: &Context, path: &Path) -> Result<List, Problem> {
    let received = reading::receive(&*context.host.disk, path, None);
    match received.map(|(incoming, _)| incoming) {
        Ok(Incoming::Declaration(draft)) => look_up(&draft, path),
        Ok(Incoming::List(draft)) if draft.has_aliases || draft.has_audits => Ok(exported(&draft, path)),
        // Of a plain table it is said which CIDs are there twice.
        Ok(Incoming::List(draft)) => plain(context, path).or_else(|_| Ok(exported(&draft, path))),
        Ok(Incoming::Facilities(_)) => plain(context, path),
        Err(unread) => {
            let problem = unmatched(unread.problem);
            let Ok(sheets) = sheets(context, path) else { return Err(problem) };
            of_table(&sheets, path).map_err(|_| Problem { remedy: REMEDY.to_owned(), ..problem })
        }
    }
}

fn look_up(draft: &CmrtDraft, path: &Path) -> Result<List, Problem> {
    let missing = || {
        let remedy = "give one that has its Smelter Look-up still, or an export of RMI\u{2019}s list";
        Problem::new("this CMRT brings along no list of smelters with CIDs", shown(path), remedy)
    };
    let body = draft.look_up.as_ref().ok_or_else(missing)?;
    let entries = body.entries.iter().map(|entry| ReferenceEntry::of_list(entry, true)).collect();
    Ok(List { entries, is_choice: false })
}

fn exported(draft: &ListDraft, path: &Path) -> List {
    for (place, words) in &draft.remarks {
        output::note(&Problem::new(words.clone(), format!("{}, {place}", shown(path)), ""));
    }
    let entries = draft.list.entries.iter().map(|entry| ReferenceEntry::of_list(entry, true)).collect();
    List { entries, is_choice: draft.has_audits }
}

fn plain(context: &Context, path: &Path) -> Result<List, Problem> {
    of_table(&sheets(context, path)?, path)
}

fn of_table(sheets: &[Cells], path: &Path) -> Result<List, Problem> {
    let (entries, remarks) = lists::reference(sheets).map_err(|error| unread(&error, path))?;
    remarks.iter().for_each(|remark| told(remark, path));
    if entries.is_empty() {
        let what = "no row of this list has a CID, a metal and a name";
        return Err(Problem::new(what, shown(path), REMEDY));
    }
    Ok(List { entries, is_choice: false })
}

fn told((row, what): &Remark, path: &Path) {
    output::note(&Problem::new(what.clone(), format!("{}, row {row}", shown(path)), ""));
}

/// A path as it can be shown.
pub(super) fn shown(path: &Path) -> String {
    visible(&path.display().to_string())
}
