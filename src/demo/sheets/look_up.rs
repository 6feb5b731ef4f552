//! The list that a workbook brings along, on one sheet or two, as its version has it.

use super::{Job, NOTICE};
use crate::cmrt::{ListColumn, ListSheet};
use crate::demo::facilities::{self, LookUpRow};
use crate::demo::package::{CellFormat, DemoSheet, DemoValue};
use crate::domain::cmrt::{CellAddress, Version};
use crate::domain::{ListEntry, Metal};

/// Who gave the IDs; the real lists name their publisher.
pub(super) const SOURCE: &str = "fictional";

pub(super) fn fill(job: &Job<'_>, sheet: &mut DemoSheet) {
    let lists = job.layout.look_up.map_or(&[][..], |look_up| look_up.sheets.as_slice());
    match lists.iter().find(|list| list.sheet == sheet.name) {
        Some(list) => listed(job, sheet, list),
        None => old(job, sheet),
    }
}

fn listed(job: &Job<'_>, sheet: &mut DemoSheet, list: &ListSheet) {
    sheet.put(CellAddress::new(1, 1), NOTICE, CellFormat::Note);
    for (column, col) in &list.columns {
        sheet.put(col.at(list.header), heading(*column), CellFormat::Heading);
    }
    let with_aliases = list.columns.contains_key(&ListColumn::Alias);
    let rows = if with_aliases {
        facilities::sheet_rows(&job.filled.look_up)
    } else {
        facilities::names_only(&job.filled.look_up)
    };
    for (row, found) in (list.first..).zip(rows) {
        entry(sheet, list, row, found);
        if job.filled.version >= Version::new(500) {
            let key = format!("{}{}", found.metal, found.alias);
            sheet.put(CellAddress::new(row, 6), SOURCE, CellFormat::Plain);
            sheet.formula(CellAddress::new(row, 10), format!("A{row}&B{row}"), Some(key.into()));
        }
    }
}

fn heading(column: ListColumn) -> &'static str {
    match column {
        ListColumn::Metal => "Metal",
        ListColumn::Alias => "Name or other name",
        ListColumn::Name => "Standard name",
        ListColumn::Country => "Country",
        ListColumn::Cid => "Smelter ID",
        ListColumn::City => "City",
        ListColumn::State => "State or province",
    }
}

fn entry(sheet: &mut DemoSheet, list: &ListSheet, row: u32, found: LookUpRow<'_>) {
    for (column, col) in &list.columns {
        let text = match (column, found.entry) {
            (ListColumn::Metal, _) => found.metal.name().to_owned(),
            (ListColumn::Alias, _) => found.alias.to_owned(),
            (ListColumn::Name, Some(entry)) => entry.name.clone(),
            (ListColumn::Country, Some(entry)) => entry.country.clone(),
            (ListColumn::Cid, Some(entry)) => entry.cid.to_string(),
            (ListColumn::City, Some(entry)) => entry.city.clone(),
            (ListColumn::State, Some(entry)) => entry.state.clone(),
            // The second special entry has a name and a country of its own.
            (ListColumn::Name | ListColumn::Country, None) if found.alias.contains("identified") => {
                "Unknown".to_owned()
            }
            (
                ListColumn::Name
                | ListColumn::Country
                | ListColumn::Cid
                | ListColumn::City
                | ListColumn::State,
                None,
            ) => String::new(),
        };
        if !text.is_empty() {
            sheet.put(col.at(row), text, CellFormat::Plain);
        }
    }
}

/// The list of 2.x: standard names with other names in one cell, and IDs of the old kind. 1.00 has none.
fn old(job: &Job<'_>, sheet: &mut DemoSheet) {
    sheet.put(CellAddress::new(1, 1), NOTICE, CellFormat::Note);
    let headings = ["Metal", "Standard name", "Other names", "Country", "Smelter ID"];
    for (col, heading) in (1..).zip(headings) {
        sheet.put(CellAddress::new(2, col), heading, CellFormat::Heading);
    }
    for (row, found) in (3..).zip(facilities::names_only(&job.filled.look_up)) {
        let Some(entry) = found.entry else { continue };
        for (col, text) in (1..).zip(old_entry(job.filled.version, entry)) {
            sheet.put(CellAddress::new(row, col), DemoValue::from(text), CellFormat::Plain);
        }
    }
}

fn old_entry(version: Version, entry: &ListEntry) -> [String; 5] {
    let metal = old_metal(version, entry.metal);
    let id = facilities::old_id(entry.cid).unwrap_or_default().to_owned();
    [metal, entry.name.clone(), entry.aliases.join(","), entry.country.clone(), id]
}

/// The metal with its symbol, as lists to 2.02 have it.
pub(super) fn old_metal(version: Version, metal: Metal) -> String {
    if version < Version::new(203) { format!("{metal} ({})", metal.symbol()) } else { metal.to_string() }
}
