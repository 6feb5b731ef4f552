//! Annex I of a real filing against the look-ups of two templates. The templates are not part of the project: the tests look
//! for them in `$RCOI_SHARED` or `../shared`, and say so when they are not there.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use rcoi::domain::{Country, ListBody, Metal};
use rcoi::import::{self, Incoming};
use rcoi::resolve::matching::{CandidateSource, DecisionBand, NameQuery, Reference, ReferenceEntry};
use rcoi::text::fold;

use crate::common::at_hand::at_hand;

/// A row of the annex, and what is found for it.
struct Found {
    name: String,
    band: DecisionBand,
    /// How the first candidate was found, its CID, its standard name, and whether it is listed still.
    best: (CandidateSource, String, String, bool),
    /// Whether the newest list has the very name, for the metal, as a standard name.
    is_exact: bool,
    /// Whether it has it as another name.
    is_alias: bool,
}

/// The look-up of a template; `None`, loudly, when it is not at hand.
fn look_up(version: &str) -> Option<ListBody> {
    let file = format!("template-{version}.xlsx");
    let raw = std::fs::read(at_hand(&format!("data/cmrt/{file}"))?).unwrap();
    match import::receive(&file, &raw, None).unwrap() {
        Incoming::Declaration(draft) => draft.look_up,
        other @ (Incoming::Facilities(_) | Incoming::List(_)) => panic!("{file} was read as {other:?}"),
    }
}

/// Puts every row of the annex to the look-ups of some templates, the newest first.
fn found(versions: &[&str]) -> Option<Vec<Found>> {
    let lists = versions.iter().map(|version| look_up(version)).collect::<Option<Vec<_>>>()?;
    let newest: BTreeSet<_> = lists[0].entries.iter().map(|entry| (entry.metal, entry.cid)).collect();
    let all = lists.iter().flat_map(|list| &list.entries);
    let entries: Vec<ReferenceEntry> =
        all.map(|entry| ReferenceEntry::of_list(entry, newest.contains(&(entry.metal, entry.cid)))).collect();
    let reference = Reference::new(&entries);
    let ws = import::sample::workspace();
    let row = |(metal, name, country): (Metal, &str, Option<Country>)| {
        let query = NameQuery { name, metal: Some(metal), country, ..NameQuery::default() };
        let matched = reference.candidates(&query);
        let first = &matched.candidates[0];
        let facility = &reference.facilities()[first.facility];
        let mut of_metal = lists[0].entries.iter().filter(|entry| entry.metal == metal);
        Found {
            name: name.to_owned(),
            band: matched.band,
            best: (first.how, first.whose.to_string(), facility.name.clone(), facility.is_listed),
            is_exact: of_metal.clone().any(|entry| entry.name == name),
            is_alias: of_metal.any(|entry| entry.aliases.iter().any(|alias| alias == name)),
        }
    };
    let views = ws.live().filter_map(|facility| Some((facility.metal, ws.view(&facility.id)?)));
    let rows: Vec<Found> = views
        .map(|(metal, view)| row((metal, view.name(), Country::parse(view.country_written()))))
        .collect();
    assert_eq!(rows.len(), 249);
    Some(rows)
}

/// How many rows are in each band, by whether the first candidate is listed still.
fn tally(rows: &[Found]) -> BTreeMap<(DecisionBand, bool), usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry((row.band, row.best.3)).or_insert(0) += 1;
    }
    counts
}

fn row<'r>(rows: &'r [Found], name: &str) -> &'r Found {
    rows.iter().find(|row| row.name == name).unwrap_or_else(|| panic!("{name} is not in the annex"))
}

/// Every row whose very name the newest list has is accepted as that facility.
fn exact_names_are_accepted(rows: &[Found]) {
    for row in rows.iter().filter(|row| row.is_exact) {
        let (_, _, standard, _) = &row.best;
        assert_eq!((row.band, standard), (DecisionBand::Accept, &row.name), "{}", row.name);
    }
}

/// What the later list alone knows.
const LATER: [&str; 2] = ["PT Premium Tin Indonesia", "PT Rajehan Ariq"];

/// What neither list knows.
const UNKNOWN: [&str; 2] = ["CV Ayi Jaya", "PT Lautan Harmonis Sejahtera"];

#[test]
fn the_annex_against_the_look_up_of_its_year() {
    let Some(rows) = found(&["6.22"]) else { return };
    assert_eq!(rows.iter().filter(|row| row.is_exact).count(), 244);
    assert_eq!(rows.iter().filter(|row| row.is_alias).count(), 0);
    exact_names_are_accepted(&rows);
    // One differs in an apostrophe alone; the other four are not on the list.
    let sancus = row(&rows, "Sancus ZFS (L'Orfebre, SA)");
    assert_eq!(
        (sancus.is_exact, sancus.band, sancus.best.0),
        (false, DecisionBand::Accept, CandidateSource::Name)
    );
    assert_eq!(fold(&sancus.best.2), fold(&sancus.name));
    for name in UNKNOWN.iter().chain(&LATER) {
        assert_eq!(row(&rows, name).band, DecisionBand::None, "{name}");
    }
    assert_eq!(
        tally(&rows),
        BTreeMap::from([((DecisionBand::Accept, true), 245), ((DecisionBand::None, true), 4)])
    );
}

#[test]
fn the_annex_against_a_later_look_up() {
    let Some(rows) = found(&["6.5"]) else { return };
    assert_eq!(rows.iter().filter(|row| row.is_exact).count(), 201);
    assert_eq!(rows.iter().filter(|row| row.is_alias).count(), 9);
    exact_names_are_accepted(&rows);
    for name in LATER {
        assert!(row(&rows, name).is_exact, "{name}");
    }
    for row in rows.iter().filter(|row| row.is_alias) {
        assert_eq!((row.band, row.best.0), (DecisionBand::Accept, CandidateSource::Alias), "{}", row.name);
    }
    for name in UNKNOWN {
        assert_eq!(row(&rows, name).band, DecisionBand::None, "{name}");
    }
    // One shares a rare word with an old name of another facility.
    assert_eq!(row(&rows, "PT Bangka Serumpun").band, DecisionBand::Review);
}

#[test]
fn the_annex_against_both_look_ups() {
    let (Some(rows), Some(newest), Some(older)) = (found(&["6.5", "6.22"]), look_up("6.5"), look_up("6.22"))
    else {
        return;
    };
    exact_names_are_accepted(&rows);
    let (mut renamed, mut removed, mut added) = (0, 0, 0);
    for row in &rows {
        let (how, cid, standard, is_listed) = &row.best;
        let has = |list: &'_ ListBody| list.entries.iter().position(|entry| entry.cid.to_string() == *cid);
        match (has(&newest), has(&older).map(|at| &older.entries[at])) {
            _ if UNKNOWN.contains(&row.name.as_str()) => {
                assert_eq!(row.band, DecisionBand::None, "{}", row.name);
            }
            // By the older list's CID, under the newest list's name.
            (Some(at), Some(old)) if old.name == row.name && !row.is_exact => {
                renamed += 1;
                assert_eq!((row.band, *is_listed), (DecisionBand::Accept, true), "{}", row.name);
                assert_eq!(newest.entries[at].name, *standard);
            }
            (Some(_), None) => {
                added += 1;
                assert_eq!((row.band, row.is_exact), (DecisionBand::Accept, true), "{}", row.name);
            }
            (None, Some(_)) => {
                removed += 1;
                assert_eq!(
                    (row.band, *how, *is_listed),
                    (DecisionBand::Review, CandidateSource::Name, false),
                    "{}",
                    row.name
                );
            }
            (Some(_), Some(_)) => assert!(row.is_exact, "{}", row.name),
            (None, None) => panic!("{cid} is in neither list"),
        }
    }
    assert_eq!((renamed, removed, added), (13, 33, 2));
    let accepted = rows.iter().filter(|row| row.band == DecisionBand::Accept);
    assert!(accepted.clone().all(|row| row.best.3));
    assert_eq!(accepted.count(), 214);
}
