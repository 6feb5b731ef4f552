//! From the description of a filled CMRT to its sheets, in the order and with the names that its version has.

mod declaration;
mod formulas;
mod look_up;
mod others;
mod smelters;

use super::filled::{Fault, FilledCmrt, SheetKind};
use super::package::{CellFormat, DemoBook, DemoSheet};
use crate::cmrt::{Layout, layout, release};
use crate::domain::cmrt::{CellAddress, Version};

pub(super) use declaration::said;
pub(super) use smelters::rows;

/// What every sheet of ours says, so that nobody takes it for a real one.
pub(super) const NOTICE: &str = "FICTIONAL EXAMPLE made by rcoi: no such company, person or smelter exists";

/// How a version is written in a workbook: `6.22`, but `2` for 2.00.
pub(super) fn number(version: Version) -> String {
    let text = version.to_string();
    match text.trim_end_matches('0').strip_suffix('.') {
        Some(whole) => whole.to_owned(),
        None => text,
    }
}

/// The text that names the version on several sheets.
pub(super) fn revision(version: Version) -> String {
    let number = number(version);
    match release(version) {
        Some(release) => format!("Revision {number}\n{}", release.date.strftime("%B %-d, %Y")),
        None => format!("Revision {number}"),
    }
}

/// What the sheets are made from.
pub(super) struct Job<'a> {
    pub filled: &'a FilledCmrt,
    pub layout: Layout,
}

impl Job<'_> {
    /// The version that the sheets beside the declaration speak of.
    fn said_elsewhere(&self) -> Version {
        let other =
            self.filled.faults.iter().find_map(|fault| {
                if let Fault::OtherVersion(version) = fault { Some(*version) } else { None }
            });
        other.unwrap_or(self.filled.version)
    }

    fn has(&self, fault: &Fault) -> bool {
        self.filled.faults.contains(fault)
    }
}

/// The workbook, its faults included, without encryption.
pub(super) fn book(filled: &FilledCmrt) -> DemoBook {
    let job = Job { filled, layout: layout(filled.version) };
    let mut sheets = Vec::new();
    for (kind, name, hidden) in names(&job) {
        let mut sheet = content(&job, kind, name);
        sheet.hidden = hidden;
        sheets.push((kind, sheet));
    }
    let mut parts = Vec::new();
    for fault in &filled.faults {
        spoil(&mut sheets, &mut parts, fault);
    }
    let sheets = sheets.into_iter().map(|(_, sheet)| sheet).collect();
    DemoBook { title: NOTICE.to_owned(), date1904: filled.date1904(), sheets, parts }
}

/// The sheets of the version: what each is for, its name, whether it is hidden.
fn names<'a>(job: &Job<'a>) -> Vec<(SheetKind, &'a str, bool)> {
    use SheetKind as Kind;
    let version = job.filled.version;
    let shown = |kind, name| (kind, name, false);
    let hidden = |name| (Kind::Hidden, name, true);
    let first = (Kind::Revision, "Revision", version < Version::new(202));
    let mut all = vec![
        first,
        shown(Kind::Instructions, "Instructions"),
        shown(Kind::Definitions, "Definitions"),
        shown(Kind::Declaration, job.layout.declaration.sheet.as_str()),
        shown(Kind::Smelters, job.layout.smelters.sheet.as_str()),
    ];
    let Some(products) = job.layout.products else {
        all.extend(["Tin", "Gold", "Tantalum", "Tungsten"].map(hidden));
        return all;
    };
    let look_up = job.layout.look_up.and_then(|look_up| look_up.sheets.first());
    let look_up = shown(Kind::LookUp, look_up.map_or("Standard Smelter Names", |list| list.sheet.as_str()));
    let rest = [shown(Kind::Checker, "Checker"), shown(Kind::Products, products.sheet.as_str())];
    if version < Version::new(500) {
        all.push(look_up);
        all.extend(rest);
    } else {
        all.extend(rest);
        all.push(look_up);
    }
    all.extend(hidden_names(version).iter().copied().map(hidden));
    all
}

fn hidden_names(version: Version) -> &'static [&'static str] {
    match version {
        version if version < Version::new(203) => &[],
        version if version < Version::new(300) => &["L", "K", "C"],
        version if version < Version::new(500) => &["L", "K", "C", "Sheet1"],
        _ => &["L", "C", "SorP"],
    }
}

fn content(job: &Job<'_>, kind: SheetKind, name: &str) -> DemoSheet {
    let mut sheet = DemoSheet::new(name);
    match kind {
        SheetKind::Revision => others::revisions(job, &mut sheet),
        SheetKind::Instructions | SheetKind::Definitions => others::note(&mut sheet),
        SheetKind::Declaration => declaration::fill(job, &mut sheet),
        SheetKind::Smelters => smelters::fill(job, &mut sheet),
        SheetKind::Checker => others::checker(job, &mut sheet),
        SheetKind::Products => others::products(job, &mut sheet),
        SheetKind::LookUp => look_up::fill(job, &mut sheet),
        SheetKind::Hidden if name == "K" => look_up::fill(job, &mut sheet),
        SheetKind::Hidden => others::hidden(&mut sheet),
    }
    sheet
}

/// Does to the sheets what a fault says.
fn spoil(sheets: &mut Vec<(SheetKind, DemoSheet)>, parts: &mut Vec<(String, Vec<u8>)>, fault: &Fault) {
    let mut each = |kind: SheetKind, change: &mut dyn FnMut(&mut DemoSheet)| {
        sheets.iter_mut().filter(|(found, _)| *found == kind).for_each(|(_, sheet)| change(sheet));
    };
    match fault {
        Fault::Renamed(kind, name) => each(*kind, &mut |sheet| sheet.name.clone_from(name)),
        Fault::Missing(kind) => sheets.retain(|(found, _)| found != kind),
        Fault::RowsDeleted(kind, first, count) => each(*kind, &mut |sheet| sheet.delete_rows(*first, *count)),
        Fault::RowsInserted(kind, before, count) => {
            each(*kind, &mut |sheet| sheet.insert_rows(*before, *count));
        }
        Fault::ColumnInserted(kind, before) => each(*kind, &mut |sheet| sheet.insert_column(*before)),
        Fault::Merged(kind, first, below) => each(*kind, &mut |sheet| sheet.merge_down(*first, *below)),
        Fault::TextsNotCalculated(kind, from) => each(*kind, &mut |sheet| sheet.forget_texts(*from)),
        Fault::Text(kind, cell, text) => each(*kind, &mut |sheet| write_over(sheet, *cell, text)),
        Fault::RefError(kind, cell) => each(*kind, &mut |sheet| sheet.error(*cell, "#REF!")),
        Fault::NotCalculated => sheets.iter_mut().for_each(|(_, sheet)| sheet.forget_values()),
        Fault::FormulasAsText => each(SheetKind::Smelters, &mut DemoSheet::formulas_to_text),
        Fault::ExternalLink => parts.push(part("xl/externalLinks/externalLink1.xml", others::EXTERNAL_LINK)),
        Fault::Macros => parts.push(part("xl/vbaProject.bin", "")),
        Fault::OtherVersion(_) | Fault::FullSize | Fault::Password(_) => {}
    }
}

fn part(path: &str, text: &str) -> (String, Vec<u8>) {
    (path.to_owned(), text.as_bytes().to_vec())
}

fn write_over(sheet: &mut DemoSheet, cell: CellAddress, text: &str) {
    sheet.cells.remove(&cell);
    if !text.is_empty() {
        sheet.put(cell, text, CellFormat::Input);
    }
}
