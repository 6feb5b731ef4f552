//! The smelter list: what was typed, and what the sheet's formulas made of it.

mod row;

use std::collections::BTreeMap;

use super::formulas::{self, HELPERS, Helper};
use super::{Job, NOTICE, others};
use crate::cmrt::{self, layout};
use crate::demo::filled::{Fault, FilledCmrt, FilledRow, RowFilling};
use crate::demo::package::{CellFormat, DemoSheet, DemoValue};
use crate::demo::{facilities, form};
use crate::domain::cmrt::{CellAddress, DeclaredRow, SmelterColumn, Version};
use crate::domain::{Country, ListEntry, Metal};
use row::SheetRow;

/// How many untouched rows follow the last one, with formulas and without anything typed. An official file has
/// them to the end of the list.
const UNTOUCHED: u32 = 20;

/// A facility with its row in the look-up sheet.
type Match<'a> = (u32, &'a ListEntry);

/// The look-up by metal and name, whatever the case.
struct Known<'a> {
    by_name: BTreeMap<(Metal, String), Match<'a>>,
    entries: &'a [ListEntry],
    sheet: &'a str,
}

impl<'a> Known<'a> {
    fn of(job: &'a Job<'a>) -> Self {
        let list = &job.filled.look_up;
        let rows = facilities::sheet_rows(list).into_iter().filter_map(|row| {
            let key = (row.metal, row.alias.to_lowercase());
            row.entry.map(|entry| (key, (row.row, entry)))
        });
        let sheet = job.layout.look_up.and_then(|look_up| look_up.sheets.first());
        Self {
            by_name: rows.collect(),
            entries: &list.entries,
            sheet: sheet.map_or("", |list| list.sheet.as_str()),
        }
    }

    fn name(&self, metal: Metal, name: &str) -> Option<Match<'a>> {
        self.by_name.get(&(metal, name.to_lowercase())).copied()
    }

    fn id(&self, id: crate::domain::Cid) -> Option<&'a ListEntry> {
        self.entries.iter().find(|entry| entry.cid == id)
    }
}

/// The rows as a reader declares them. A row with only an ID is filled in from the workbook's own look-up.
pub(in crate::demo) fn rows(filled: &FilledCmrt) -> Vec<DeclaredRow> {
    let job = Job { filled, layout: layout(filled.version) };
    let known = Known::of(&job);
    let rows = (job.layout.smelters.first..).zip(&filled.lines);
    let declared = rows.filter_map(|(row, line)| declared(&job, &known, row, line));
    declared.collect()
}

fn declared(job: &Job<'_>, known: &Known<'_>, row: u32, line: &FilledRow) -> Option<DeclaredRow> {
    let shown = row::shown(job, known, line);
    let text_of = |column: SmelterColumn| if has(job, column) { shown.text(column) } else { "" };
    let word = text_of(SmelterColumn::Metal);
    let metal = cmrt::metal(word);
    let plain = metal.is_some_and(|metal| metal.name() == word);
    let filled =
        matches!(line.row, RowFilling::IdOnly(_)) && has(job, SmelterColumn::IdInput) && metal.is_some();
    // What a reader fills in itself is without the giver of the ID: lists are kept without it.
    let is_left_out =
        |column| (plain && column == SmelterColumn::Metal) || (filled && column == SmelterColumn::IdSource);
    let texts = SmelterColumn::ALL.map(|column| if is_left_out(column) { "" } else { text_of(column) });
    let is_declared = metal.is_some() || texts.iter().any(|text| !text.trim().is_empty());
    is_declared.then(|| DeclaredRow { filled, ..form::declared(row, metal, &texts) })
}

fn has(job: &Job<'_>, column: SmelterColumn) -> bool {
    job.layout.smelters.columns.contains_key(&column)
}

pub(super) fn fill(job: &Job<'_>, sheet: &mut DemoSheet) {
    let layout = job.layout.smelters;
    sheet.put(CellAddress::new(1, 2), NOTICE, CellFormat::Note);
    others::version_mark(job, sheet);
    for (column, col) in &layout.columns {
        let words = column.words();
        sheet.put(col.at(layout.header), format!("{words} (*)"), CellFormat::Heading);
        sheet.widths.insert(col.0, if *column == SmelterColumn::LookUp { 36 } else { 18 });
    }
    if job.filled.version >= Version::new(600) {
        for (col, metal) in (23..).zip([Metal::Tantalum, Metal::Tin, Metal::Tungsten, Metal::Gold]) {
            sheet.put(CellAddress::new(3, col), metal.name(), CellFormat::Plain);
        }
    }
    let known = Known::of(job);
    let last = if job.has(&Fault::FullSize) {
        layout.last
    } else {
        let filled = u32::try_from(job.filled.lines.len()).unwrap_or(u32::MAX);
        layout.first.saturating_add(filled).saturating_add(UNTOUCHED).min(layout.last)
    };
    let untouched = FilledRow::from(RowFilling::Gap);
    let lines = job.filled.lines.iter().chain(std::iter::repeat(&untouched));
    for (row, line) in (layout.first..=last).zip(lines) {
        one(job, sheet, row, &row::shown(job, &known, line));
    }
    sheet.put(CellAddress::new(layout.last + 1, 2), NOTICE, CellFormat::Note);
}

/// Writes one row: what was typed, else the formula with what it came to.
fn one(job: &Job<'_>, sheet: &mut DemoSheet, row: u32, shown: &SheetRow<'_>) {
    let modern = job.layout.smelters.columns.contains_key(&SmelterColumn::IdInput);
    for (column, col) in &job.layout.smelters.columns {
        if let Some(value) = shown.typed.get(column) {
            sheet.put(col.at(row), value.clone(), CellFormat::Input);
            continue;
        }
        let formula = if modern {
            formulas::of_column(*column, row, shown.sheet)
        } else if job.layout.smelters.columns.contains_key(&SmelterColumn::LookUp) {
            formulas::of_old_column(*column, row)
        } else {
            None
        };
        if let Some(formula) = formula.filter(|_| shown.has_formulas) {
            let value = shown.came.get(column).cloned().unwrap_or_else(|| "".into());
            sheet.formula(col.at(row), formula, shown.calculated.then_some(value));
        }
    }
    if modern && shown.has_formulas {
        for (col, helper) in HELPERS {
            let formula = formulas::of_helper(helper, row, shown.sheet);
            sheet.formula(
                CellAddress::new(row, col),
                formula,
                shown.calculated.then(|| helper_value(helper, shown)),
            );
        }
    }
}

fn helper_value(helper: Helper, shown: &SheetRow<'_>) -> DemoValue {
    match (helper, shown.matched) {
        (Helper::Standard, found) => found.map_or("", |(_, entry)| entry.name.as_str()).into(),
        (Helper::Match, Some((row, _))) => DemoValue::Number(f64::from(row)),
        (Helper::Match, None) => DemoValue::Error("#N/A"),
        (Helper::CountryCode, _) if shown.text(SmelterColumn::Metal).is_empty() => "".into(),
        (Helper::CountryCode, _) => {
            let country = Country::parse(shown.text(SmelterColumn::Country));
            country.map_or_else(|| "Unknown".into(), |country| country.code().into())
        }
        (Helper::Key, _) => {
            format!("{}{}", shown.text(SmelterColumn::Metal), shown.text(SmelterColumn::LookUp)).into()
        }
    }
}
