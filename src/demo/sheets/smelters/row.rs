//! One row of the smelter list: what somebody typed, and what the formulas of the version came to.

use std::collections::BTreeMap;

use super::{Known, Match};
use crate::demo::facilities::{self, SPECIAL};
use crate::demo::filled::{FilledRow, RowFilling};
use crate::demo::package::DemoValue;
use crate::demo::sheets::Job;
use crate::demo::sheets::look_up::{SOURCE, old_metal};
use crate::domain::cmrt::{SmelterColumn, Version};
use crate::domain::{Cid, ListEntry, Metal};

/// The first version whose list resolves a known name that was typed for a smelter "not listed".
const RESOLVES_TYPED: Version = Version::new(622);

/// A row as its sheet shows it.
#[derive(Default)]
pub(super) struct SheetRow<'a> {
    pub typed: BTreeMap<SmelterColumn, DemoValue>,
    /// What formulas came to, in the columns where nothing was typed; an empty text where nothing is named.
    pub came: BTreeMap<SmelterColumn, DemoValue>,
    /// The facility that the sheet found.
    pub matched: Option<Match<'a>>,
    /// Whether the formulas are still there.
    pub has_formulas: bool,
    /// Whether they were calculated.
    pub calculated: bool,
    /// The name of the look-up sheet.
    pub sheet: &'a str,
}

impl SheetRow<'_> {
    /// The text that a column shows; empty for none.
    pub(super) fn text(&self, column: SmelterColumn) -> &str {
        match self.typed.get(&column).or_else(|| self.came.get(&column)) {
            Some(DemoValue::Text(text)) => text,
            Some(DemoValue::Number(_) | DemoValue::Error(_)) | None => "",
        }
    }

    fn type_in(&mut self, column: SmelterColumn, text: &str) {
        if !text.is_empty() {
            self.typed.insert(column, text.into());
        }
    }
}

pub(super) fn shown<'a>(job: &Job<'_>, known: &Known<'a>, line: &FilledRow) -> SheetRow<'a> {
    let mut shown =
        SheetRow { has_formulas: true, calculated: true, sheet: known.sheet, ..SheetRow::default() };
    let columns = &job.layout.smelters.columns;
    match &line.row {
        RowFilling::Gap => {}
        RowFilling::Written => shown.has_formulas = false,
        RowFilling::Id(id) | RowFilling::IdOnly(id) if columns.contains_key(&SmelterColumn::IdInput) => {
            by_id(&mut shown, known, *id);
        }
        RowFilling::Id(id) | RowFilling::IdOnly(id) => {
            if let Some(entry) = known.id(*id) {
                by_name(job, &mut shown, known, (entry.metal, &entry.name));
            }
        }
        RowFilling::Chosen(metal, name) => by_name(job, &mut shown, known, (*metal, name)),
        RowFilling::NotListed(metal, name, country, id) => {
            not_listed(job, &mut shown, known, (*metal, [name, country, id]));
        }
        RowFilling::NotIdentified(metal) => not_identified(job, &mut shown, *metal),
    }
    shown.calculated = !matches!(line.row, RowFilling::IdOnly(_));
    if !shown.calculated && !columns.contains_key(&SmelterColumn::IdInput) {
        shown.came.clear();
    }
    for (column, text) in &line.more {
        shown.typed.insert(*column, text.as_str().into());
    }
    shown
}

/// From 5.x on: the ID is typed, everything else follows.
fn by_id<'a>(shown: &mut SheetRow<'a>, known: &Known<'a>, id: Cid) {
    shown.type_in(SmelterColumn::IdInput, &id.to_string());
    match known.id(id) {
        Some(entry) => {
            shown.came.insert(SmelterColumn::Metal, entry.metal.name().into());
            shown.came.insert(SmelterColumn::LookUp, entry.name.as_str().into());
            found(shown, known.name(entry.metal, &entry.name));
        }
        None => {
            for column in [SmelterColumn::Metal, SmelterColumn::LookUp, SmelterColumn::IdSource] {
                shown.came.insert(column, DemoValue::Error("#N/A"));
            }
        }
    }
}

/// What the sheet shows of the facility that it found: the number 0 where the look-up has nothing.
fn found<'a>(shown: &mut SheetRow<'a>, matched: Option<Match<'a>>) {
    shown.matched = matched;
    let Some((_, entry)) = matched else { return };
    let or_zero = |text: &str| if text.is_empty() { DemoValue::Number(0.0) } else { text.into() };
    shown.came.extend([
        (SmelterColumn::Country, entry.country.as_str().into()),
        (SmelterColumn::Id, entry.cid.to_string().into()),
        (SmelterColumn::IdSource, SOURCE.into()),
        (SmelterColumn::Street, DemoValue::Number(0.0)),
        (SmelterColumn::City, or_zero(&entry.city)),
        (SmelterColumn::State, or_zero(&entry.state)),
    ]);
}

/// Metal and name are chosen, the rest follows; in 1.00 all of it is typed.
fn by_name<'a>(job: &Job<'_>, shown: &mut SheetRow<'a>, known: &Known<'a>, (metal, name): (Metal, &str)) {
    let (columns, version) = (&job.layout.smelters.columns, job.filled.version);
    let matched = known.name(metal, name);
    if !columns.contains_key(&SmelterColumn::LookUp) {
        shown.type_in(SmelterColumn::Metal, &old_metal(version, metal));
        shown.type_in(SmelterColumn::Name, name);
        shown.type_in(SmelterColumn::Country, matched.map_or("", |(_, entry)| entry.country.as_str()));
        return;
    }
    shown.type_in(SmelterColumn::Metal, metal.name());
    shown.type_in(SmelterColumn::LookUp, name);
    if columns.contains_key(&SmelterColumn::IdInput) {
        found(shown, matched);
    } else if let Some((_, entry)) = matched {
        found_before(shown, version, entry);
    }
}

/// What the sheet shows of a facility before 5.x: standard name, country, ID, which was of another kind in 2.x.
fn found_before(shown: &mut SheetRow<'_>, version: Version, entry: &ListEntry) {
    let id = match version < Version::new(300) {
        true => facilities::old_id(entry.cid).unwrap_or_default().to_owned(),
        false => entry.cid.to_string(),
    };
    shown.came.extend([
        (SmelterColumn::Name, entry.name.as_str().into()),
        (SmelterColumn::Country, entry.country.as_str().into()),
        (SmelterColumn::Id, id.into()),
    ]);
}

fn not_listed<'a>(
    job: &Job<'_>,
    shown: &mut SheetRow<'a>,
    known: &Known<'a>,
    (metal, [name, country, id]): (Metal, [&String; 3]),
) {
    let (columns, version) = (&job.layout.smelters.columns, job.filled.version);
    if !columns.contains_key(&SmelterColumn::LookUp) {
        by_name(job, shown, known, (metal, name));
        shown.type_in(SmelterColumn::Country, country);
        return;
    }
    let modern = columns.contains_key(&SmelterColumn::IdInput);
    if modern && version >= RESOLVES_TYPED {
        shown.came.insert(SmelterColumn::IdSource, "Enter smelter details".into());
        found(shown, known.name(metal, name));
    } else if modern {
        zeros(shown, [SmelterColumn::Id, SmelterColumn::Street, SmelterColumn::City, SmelterColumn::State]);
    }
    shown.type_in(SmelterColumn::Metal, metal.name());
    let [special, _] = SPECIAL;
    shown.type_in(
        SmelterColumn::LookUp,
        if version < Version::new(500) { "Smelter Not Listed" } else { special },
    );
    shown.type_in(SmelterColumn::Name, name);
    shown.type_in(SmelterColumn::Country, country);
    shown.type_in(SmelterColumn::Id, id);
}

fn not_identified(job: &Job<'_>, shown: &mut SheetRow<'_>, metal: Metal) {
    let [_, special] = SPECIAL;
    let columns = &job.layout.smelters.columns;
    if !columns.contains_key(&SmelterColumn::LookUp) {
        shown.type_in(SmelterColumn::Metal, &old_metal(job.filled.version, metal));
        shown.type_in(SmelterColumn::Name, special);
        return;
    }
    shown.type_in(SmelterColumn::Metal, metal.name());
    shown.type_in(SmelterColumn::LookUp, special);
    if columns.contains_key(&SmelterColumn::IdInput) && job.filled.version < RESOLVES_TYPED {
        shown.came.insert(SmelterColumn::Country, "Unknown".into());
        zeros(shown, [SmelterColumn::Id, SmelterColumn::Street, SmelterColumn::City, SmelterColumn::State]);
    }
}

fn zeros(shown: &mut SheetRow<'_>, columns: [SmelterColumn; 4]) {
    shown.came.extend(columns.map(|column| (column, DemoValue::Number(0.0))));
}
