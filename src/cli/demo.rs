//! `rcoi init --demo`: a workspace to try things on. Its suppliers and what they sent are made up
//! ([`crate::demo`]); the workbooks lie in `inbox/`, and enter as any other file does, but for two that are left to be
//! imported; status lists lie in `status-lists/`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::args::InitArgs;
use super::context::{CommandOutcome, Context};
use super::{import, init, output, record_edit};
use crate::Problem;
use crate::cmrt::newest_verified;
use crate::correspond::requests::{LogLine, log};
use crate::demo::{DemoStatusList, DemoSupplier, status_lists_on, suppliers_on, workbook};
use crate::domain::{
    Charter, Edit, IdGen, RequestState, Settings, Stamp, SupplierId, VersionRuling, Workspace,
};
use crate::runtime::{clock, dirs};
use crate::store::write_atomic;
use crate::text::{count, visible};

/// Whose the workspace is, and where the workbooks and the status lists lie in it.
const COMPANY: &str = "Example Corp (fictional demo)";
const INBOX: &str = "inbox";
const LISTS: &str = "status-lists";

pub(super) fn run(context: &Context, args: &InitArgs) -> Result<CommandOutcome, Problem> {
    let today = clock::today();
    let workspace =
        Workspace::new(Charter { company: COMPANY.to_owned(), year: reporting_year(today), sample: false });
    let dir = init::make(context, args, &workspace)?;
    let suppliers = suppliers_on(today);
    let (edit, ids) = introduction(&suppliers, &mut context.host.ids()?, &stamp(context));
    let store = context.host.open(&dir)?.store;
    let title = format!("Add {} and what was asked of them", count(ids.len(), "supplier", "suppliers"));
    record_edit::record(context, store, title, edit)?;
    let mut files = Vec::new();
    for (supplier, id) in suppliers.iter().zip(ids) {
        for file in &supplier.files {
            let path = written(context, &dir.join(INBOX), (&file.name, &workbook(&file.filled)))?;
            if !file.waits {
                files.push((path, id.clone(), file.received));
            }
        }
    }
    for list in lists(today)? {
        written(context, &dir.join(LISTS), (&list.name, &list.raw))?;
    }
    import::take_known(context, &dir, files)?;
    output::out(&next(&dir, workspace.programme.year))?;
    Ok(CommandOutcome::Good)
}

/// The year whose report is due next: Form SD is due on 31 May of the year after.
fn reporting_year(today: Date) -> i16 {
    if today.month() <= 5 { today.year() - 1 } else { today.year() }
}

fn stamp(context: &Context) -> Stamp {
    Stamp { by: context.host.person.clone(), at: clock::now() }
}

/// The edit that accepts the version that the made-up workbooks are of, whatever came out since: the newest whose layout
/// was verified.
fn taking() -> Edit {
    let mut to = Settings::default();
    to.version_rulings.insert(newest_verified().version, VersionRuling::Accepted);
    Edit::change_settings(Settings::default(), to)
}

/// The edit that adds the suppliers with their requests, and the suppliers' identifiers. What was received is
/// logged by the import.
fn introduction(suppliers: &[DemoSupplier], ids: &mut IdGen, stamp: &Stamp) -> (Edit, Vec<SupplierId>) {
    let (mut edits, mut made) = (vec![taking()], Vec::new());
    for supplier in suppliers {
        let id = ids.supplier();
        edits.push(Edit::AddSupplier(Box::new(supplier.entered(id.clone()))));
        for request in supplier.requests.iter().filter(|request| request.state != RequestState::Received) {
            let line = LogLine {
                state: request.state,
                day: request.day,
                due: request.due,
                note: request.note.clone(),
            };
            edits.push(log(&id, line, ids.request(), stamp.clone()));
        }
        made.push(id);
    }
    (Edit::Batch(edits), made)
}

fn lists(today: Date) -> Result<Vec<DemoStatusList>, Problem> {
    let failed =
        |error| Problem::new(format!("the demo\u{2019}s status lists cannot be written: {error}"), "", "");
    status_lists_on(today).map_err(failed)
}

/// Writes a file into a folder; where it lies.
fn written(context: &Context, folder: &Path, (name, raw): (&str, &[u8])) -> Result<PathBuf, Problem> {
    let disk = &*context.host.disk;
    dirs::ensure(disk, folder)?;
    let path = folder.join(name);
    write_atomic(disk, &path, raw).map_err(|error| error.problem())?;
    Ok(path)
}

fn next(dir: &Path, year: i16) -> String {
    let dir = visible(&dir.display().to_string());
    format!(
        "Made a demo for {COMPANY} ({year}) in {dir}\n\
         Everything in it is fictional: suppliers, persons, smelters. The workbooks lie in {dir}/{INBOX}, two of them not imported yet;\n\
         lists of conformant and active smelters in {dir}/{LISTS}\n\
         Next: rcoi -w {dir} to open it, or rcoi -w {dir} list rows\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::DAY;

    #[test]
    fn the_suppliers_enter_an_empty_workspace() {
        let suppliers = suppliers_on(DAY);
        let stamp = Stamp { by: "A".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let (edit, ids) = introduction(&suppliers, &mut IdGen::new([7; 16]), &stamp);
        let charter = Charter { company: COMPANY.to_owned(), year: reporting_year(DAY), sample: false };
        let mut ws = Workspace::new(charter);
        edit.apply(&mut ws).unwrap();
        assert_eq!((ws.suppliers.len(), ids.len()), (7, 7));
        assert!(ws.requests.len() > 10);
    }

    #[test]
    fn the_year_is_the_one_whose_report_is_due_next() {
        assert_eq!(reporting_year(jiff::civil::date(2026, 5, 31)), 2025);
        assert_eq!(reporting_year(jiff::civil::date(2026, 6, 1)), 2026);
    }
}
