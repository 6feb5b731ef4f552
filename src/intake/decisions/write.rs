//! Decisions on names as a table, to be written as CSV.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::find::city;
use crate::domain::{FacilityView, NameKey, Resolution, Workspace};
use crate::resolve::lists::country_key;
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::fold;

const COLUMNS: [(&str, ColumnKind); 13] = [
    ("Metal", ColumnKind::Text),
    ("Name as written", ColumnKind::Text),
    ("Country as written", ColumnKind::Text),
    ("Decision", ColumnKind::Text),
    ("CID", ColumnKind::Text),
    ("Facility", ColumnKind::Text),
    ("Facility country", ColumnKind::Text),
    ("Facility city", ColumnKind::Text),
    ("Method", ColumnKind::Text),
    ("Score", ColumnKind::Number),
    ("List", ColumnKind::Text),
    ("Decided by", ColumnKind::Text),
    ("Decided on", ColumnKind::Date),
];

/// All decisions by metal, name and country, dated `dated`.
pub fn decisions(ws: &Workspace, dated: Date) -> Table {
    let mut table = Table::new("Decisions on names (internal)", dated, &COLUMNS);
    table.rows = ws.resolutions.iter().map(|(key, resolution)| row(ws, key, resolution)).collect();
    table
}

fn row(ws: &Workspace, key: &NameKey, resolution: &Resolution) -> Vec<Cell> {
    let view = resolution.facility().and_then(|id| ws.view(id));
    let of = |part: &dyn Fn(&FacilityView<'_>) -> String| view.as_ref().map_or_else(String::new, part);
    let score = |score: u16| Cell::text(format!("{}.{:03}", score / 1000, score % 1000));
    vec![
        Cell::text(key.metal.name()),
        // Of what is written the key is made again when it is read.
        Cell::text(or(&resolution.written, fold(&resolution.written) == key.name, &key.name)),
        Cell::text(or(&resolution.country, country_key(&resolution.country) == key.country, &key.country)),
        Cell::text(resolution.to.word()),
        Cell::text(of(&|view| view.cid().map_or_else(String::new, |cid| cid.to_string()))),
        Cell::text(of(&|view| view.name().to_owned())),
        Cell::text(of(&|view| view.country_written().to_owned())),
        Cell::text(of(&|view| city(view).to_owned())),
        Cell::text(resolution.method.words()),
        resolution.score.map_or(Cell::Empty, score),
        Cell::text(&resolution.list),
        Cell::text(&resolution.stamp.by),
        Cell::Date(resolution.stamp.at.to_zoned(TimeZone::UTC).date()),
    ]
}

/// What is written, when the key is made of it; else the key's own words.
fn or<'a>(written: &'a str, is_key: bool, key: &'a str) -> &'a str {
    if is_key { written } else { key }
}
