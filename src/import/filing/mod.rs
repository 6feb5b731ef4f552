//! The text of a filing (Form SD with its Conflict Minerals Report), as it comes out of a PDF.
//!
//! The list of facilities has one row a line; rows that lost columns are damaged, and what survives of these
//! columns as runs of words is put back only where the filing itself leaves one way to do so.

mod annex;
mod blocks;
mod by_metal;
mod dates;
mod lines;
mod period;
mod phrase;
mod prose;
mod restore;
mod run;
mod sets;
mod totals;
mod words;

pub(super) use annex::{is_heading_word, is_in_filing};
use blocks::Lost;
pub use by_metal::{MetalTotal, metal_totals};
pub use dates::date_at;
use lines::{FilingCell, FilingLine, FilingRow, FilingText};
pub(super) use lines::{Placed, cells, is_page_mark};
pub use period::period_end;
pub use phrase::{Match, Pattern, patterns};
pub(super) use prose::heading;
pub use prose::statements as stated;
pub use sets::is_of_another_set;
pub use words::{ProseSentence, Sentences, Word, ends_sentence};

use super::cell_grid::{plain, status_unmarked};
use super::columns::FacilityColumn;
use super::legend::Legends;
use super::{Bytes, Draft, DraftClaim, DraftRow, ImportError};
use crate::domain::{Cid, CountryValue, Place, SourceKind, Status, Value};

/// How sure it is that the bytes are a filing's text, 0 to 100. One that says its reporting period is surer than any table: a short
/// report may be little more than a heading and a table with tabs.
pub fn sniff(bytes: &Bytes<'_>) -> u8 {
    let Some(text) = bytes.text() else {
        return 0;
    };
    let head: String = text.chars().take(200_000).collect();
    let items = lines::read(&head).items;
    let rows = items.iter().filter(|item| matches!(item, FilingLine::Row(_))).count();
    let lower = head.to_lowercase();
    let named = ["form sd", "conflict minerals", "13p-1"].iter().any(|words| lower.contains(words));
    match (rows, named) {
        (0, false) => 5,
        (0, true) => 40,
        (_, false) => 60,
        (_, true) if period_end(&sentences(&items)).is_some() => 85,
        (_, true) => 70,
    }
}

/// Reads a filing's text.
///
/// # Errors
/// When it holds no facility row.
pub fn read(file: &str, bytes: &Bytes<'_>) -> Result<Draft, ImportError> {
    let text = bytes.text().unwrap_or_default();
    let lines = lines::read(text);
    let rows: Vec<FilingRow> = lines.items.iter().filter_map(as_row).cloned().collect();
    if rows.is_empty() {
        return Err(ImportError::NoRows { kind: "text", seen: String::new() });
    }
    let sentences = sentences(&lines.items);
    let mut statements = prose::statements(&sentences);
    let named = |column: FacilityColumn| lines.header.iter().flatten().any(|(_, known)| *known == column);
    let named = Lost { country: named(FacilityColumn::Country), status: named(FacilityColumn::Status) };
    let blocks = blocks::find(&lines.items, &rows, named);
    let mut drafts: Vec<DraftRow> = rows.iter().map(draft).collect();
    let restored = restore::restore(&rows, &mut drafts, &blocks, &totals::Totals::new(&statements));
    statements.extend(restored.statements);
    statements.sort();
    let remarks = remarks(&lines, &rows);
    let as_of = period_end(&sentences);
    let heading = heading(above(&lines.items).into_iter());
    Ok(Draft {
        file: file.to_owned(),
        sha256: String::new(),
        kind: SourceKind::Filing,
        title: title(heading, as_of.map(jiff::civil::Date::year)),
        as_of,
        rows: drafts,
        statements,
        constraint: restored.constraint,
        columns: columns(&lines),
        skipped: lines.passed,
        remarks,
    })
}

/// The short title of a filing's list.
pub(super) fn title(heading: Option<String>, year: Option<i16>) -> String {
    let heading = heading.unwrap_or_else(|| "Smelter list".to_owned());
    year.map_or(heading.clone(), |year| format!("{heading} {year}"))
}

fn as_row<'a>(item: &'a FilingLine<'_>) -> Option<&'a FilingRow> {
    if let FilingLine::Row(row) = item { Some(row) } else { None }
}

/// The prose as sentences: all lines that are no rows.
fn sentences(items: &[FilingLine<'_>]) -> Vec<ProseSentence> {
    let mut all = Sentences::default();
    let mut broken = false;
    for item in items {
        match item {
            FilingLine::Text(line, text) => {
                if std::mem::take(&mut broken) {
                    all.paragraph(text);
                }
                all.line(*line, text);
            }
            FilingLine::Row(_) | FilingLine::Break => broken = true,
        }
    }
    all.finish()
}

/// The lines of text above the first row, the nearest first.
fn above<'a>(items: &[FilingLine<'a>]) -> Vec<&'a str> {
    let before = items.iter().take_while(|item| !matches!(item, FilingLine::Row(_)));
    let mut texts: Vec<&str> = before
        .filter_map(|item| if let FilingLine::Text(_, text) = item { Some(*text) } else { None })
        .collect();
    texts.reverse();
    texts
}

fn columns(lines: &FilingText<'_>) -> Vec<(String, String)> {
    let header = lines.header.iter().flatten();
    header.map(|(written, column)| (crate::text::clean(written), column.taken_for().to_owned())).collect()
}

/// The claims that a row states.
fn draft(row: &FilingRow) -> DraftRow {
    let place = |cell: &FilingCell| Place::Line(row.line, cell.column);
    let mut claims = vec![DraftClaim::stated(Value::Name(row.name.text.clone()), place(&row.name))];
    if let Some(cell) = &row.cid
        && let Ok(cid) = Cid::parse(&cell.text)
    {
        claims.push(DraftClaim::stated(Value::Cid(cid), place(cell)));
    }
    if let Some(cell) = &row.country {
        claims.push(DraftClaim::stated(Value::Country(CountryValue::read(&cell.text)), place(cell)));
    }
    if let Some(cell) = &row.status {
        match Status::in_column("", &cell.text) {
            Some(status) => claims.extend(super::stated_status(status, &cell.text, &place(cell))),
            None => claims.extend(super::unknown_status(&cell.text, &place(cell)).map(|(claim, _)| claim)),
        }
    }
    DraftRow { metal: row.metal, claims }
}

/// What is said of a text from the first line that was not read.
pub(super) fn cut(line: u32) -> (Place, String) {
    (Place::Line(line, 0), "the text is longer than any filing; from here on it was not read".to_owned())
}

/// Status words that nobody knows, marks of footnotes on the others, and where reading ended.
fn remarks(lines: &FilingText<'_>, rows: &[FilingRow]) -> Vec<(Place, String)> {
    let mut legends = Legends::default();
    for item in &lines.items {
        if let FilingLine::Text(_, text) = item {
            legends.text(text);
        }
    }
    for row in rows {
        let Some(cell) = &row.status else { continue };
        let place = Place::Line(row.line, cell.column);
        let marks = status_unmarked(&cell.text).1.into_iter();
        legends.status_marked(marks.map(|mark| (plain(&mark), vec![place.clone()])));
    }
    let unknown = rows.iter().filter_map(unknown_status);
    unknown.chain(legends.remarks()).chain(lines.cut.map(cut)).collect()
}

fn unknown_status(row: &FilingRow) -> Option<(Place, String)> {
    let cell = row.status.as_ref().filter(|cell| Status::in_column("", &cell.text).is_none())?;
    let place = Place::Line(row.line, cell.column);
    super::unknown_status(&cell.text, &place).map(|(_, why)| (place, why))
}
