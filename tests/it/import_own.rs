//! What this program exports, it reads back.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::standing::{report, standings};
use rcoi::domain::{Metal, Status, Workspace};
use rcoi::import::{self, Draft};

/// Metal, name, country, status of a row.
type Shape = (Metal, String, String, Option<Status>);

fn exported(ws: &Workspace, ending: &str) -> Draft {
    let files = rcoi::export::bundle(&report(ws)).unwrap();
    let (name, bytes) = files.into_iter().find(|(name, _)| name.ends_with(ending)).unwrap();
    import::read(&name, &bytes).unwrap()
}

fn shapes(draft: &Draft) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = Vec::new();
    for row in &draft.rows {
        let values = || row.claims.iter().map(|claim| &claim.value);
        let name = values().find_map(|value| value.as_name()).unwrap_or("").to_owned();
        let country = values().find_map(|value| value.as_country()).map(|c| c.written.clone());
        let status = values().find_map(rcoi::domain::Value::as_status);
        shapes.push((row.metal, name, country.unwrap_or_default(), status));
    }
    shapes.sort();
    shapes
}

fn facilities(ws: &Workspace) -> Vec<Shape> {
    let standings = standings(ws);
    let views = ws.live().filter_map(|facility| ws.view(&facility.id).map(|view| (facility.metal, view)));
    let stated = |status: Status| (status != Status::Unresolved).then_some(status);
    let shape = |(metal, view): (Metal, rcoi::domain::FacilityView<'_>)| {
        let status = stated(standings.status(&view.facility.id));
        (metal, view.name().to_owned(), view.country_written().to_owned(), status)
    };
    let mut shapes: Vec<Shape> = views.map(shape).collect();
    shapes.sort();
    shapes
}

#[test]
fn the_annex_comes_back_from_every_format_row_by_row() {
    let ws = import::sample::workspace();
    let expected = facilities(&ws);
    assert_eq!(expected.len(), 249);
    for ending in ["cmr-2022-draft.htm", "cmr-2022-draft.md", "annex-2022-draft.csv", "annex-2022-draft.xlsx"]
    {
        let draft = exported(&ws, ending);
        assert_eq!(shapes(&draft), expected, "{ending}");
        assert_eq!((&draft.skipped, &draft.remarks), (&vec![], &vec![]), "{ending}");
    }
}

/// A workspace whose annex is printed with other columns, in one table a metal or in two.
fn chosen(columns: &str, split: &str) -> Workspace {
    let mut ws = import::sample::workspace();
    for (key, text) in [("annex.columns", columns), ("annex.split", split)] {
        let at = jiff::Timestamp::UNIX_EPOCH;
        let stamp = rcoi::domain::Stamp { by: "ana".to_owned(), at };
        let record = rcoi::domain::FactRecord {
            text: text.to_owned(),
            origin: rcoi::domain::FactOrigin::Written,
            left_out: false,
            stamp,
        };
        ws.facts.insert(rcoi::domain::FactKey::new(key), record);
    }
    ws
}

/// What comes back of all files with this ending.
fn back(ws: &Workspace, is_one: &dyn Fn(&str) -> bool) -> Vec<Shape> {
    let files = rcoi::export::bundle(&report(ws)).unwrap();
    let read = |(name, bytes): &(String, Vec<u8>)| shapes(&import::read(name, bytes).unwrap());
    let mut all: Vec<Shape> = files.iter().filter(|(name, _)| is_one(name)).flat_map(read).collect();
    all.sort();
    all
}

const FILES: [(&str, &str); 4] =
    [("-cmr-", ".htm"), ("-cmr-", ".md"), ("-annex", ".csv"), ("-annex", ".xlsx")];

#[test]
fn an_annex_with_every_column_and_conformant_facilities_apart_comes_back() {
    let ws = chosen("country, metal, status, programme, name, list date, CID", "conformant apart");
    let expected = facilities(&ws);
    for (what, end) in FILES {
        let read = back(&ws, &|name| name.contains(what) && name.ends_with(end));
        assert_eq!(read, expected, "{what} {end}");
    }
}

#[test]
fn of_an_annex_with_few_columns_what_is_kept_comes_back() {
    let ws = chosen("name, country, metal", "together");
    let kept = |(metal, name, country, _): Shape| (metal, name, country);
    let mut expected: Vec<_> = facilities(&ws).into_iter().map(kept).collect();
    expected.sort();
    for (what, end) in FILES {
        let read = back(&ws, &|name| name.contains(what) && name.ends_with(end));
        let mut read: Vec<_> = read.into_iter().map(kept).collect();
        read.sort();
        assert_eq!(read, expected, "{what} {end}");
    }
}

#[test]
fn the_documents_without_an_annex_are_no_lists() {
    let files = rcoi::export::bundle(&report(&import::sample::workspace())).unwrap();
    for ending in ["sd-2022-draft.htm", "sd-2022-draft.md"] {
        let (name, bytes) = files.iter().find(|(name, _)| name.ends_with(ending)).unwrap();
        assert!(import::read(name, bytes).is_err(), "{ending}");
    }
}

#[test]
fn tables_of_figures_alone_are_no_lists() {
    let files = rcoi::export::bundle(&report(&import::sample::workspace())).unwrap();
    for ending in ["cmr-2022-draft.htm", "cmr-2022-draft.md"] {
        let (name, bytes) = files.iter().find(|(name, _)| name.ends_with(ending)).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let (figures, _) = text.split_once("Annex I: Smelters and Refiners").unwrap();
        assert!(figures.contains("Facilities by country"));
        assert!(import::read(name, figures.as_bytes()).is_err(), "{ending}");
    }
}
