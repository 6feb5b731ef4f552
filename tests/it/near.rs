//! What resolves by itself, without being asked: names that differ from a list's in typography, legal forms and the smallest
//! words alone, in the same country.
//! Labelled names of others are no part of the project: the test looks for them in `$RCOI_SHARED` or `../shared`, and says so
//! when they are not there.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use rcoi::domain::{Cid, ListBody, ListEntry, Metal};
use rcoi::resolve::lists::ListNames;
use rcoi::resolve::near::{Near, NearMatch};
use rcoi::text::fold;

use crate::common::at_hand::at_hand;

type Row = BTreeMap<String, String>;

/// The rows of a table with tabs, by column; `None`, loudly, when it is not at hand.
fn table(name: &str) -> Option<Vec<Row>> {
    let text = std::fs::read_to_string(at_hand(&format!("data/names/{name}"))?).unwrap();
    let head: Vec<&str> = text.lines().next().unwrap().split('\t').collect();
    let row = |line: &str| {
        head.iter().copied().map(str::to_owned).zip(line.split('\t').map(str::to_owned)).collect()
    };
    Some(text.lines().skip(1).map(row).collect())
}

/// The list, with those of its other names that are kept.
fn names(aliases: &[Row], keep: impl Fn(&str) -> bool) -> Option<ListNames> {
    let entry = |row: &Row| {
        let own = aliases.iter().filter(|alias| alias["cid"] == row["cid"]);
        ListEntry {
            metal: Metal::parse(&row["metal"]).unwrap(),
            cid: Cid::parse(&row["cid"]).unwrap(),
            name: row["name"].clone(),
            country: row["country"].clone(),
            city: String::new(),
            state: String::new(),
            aliases: own.map(|alias| alias["alias"].clone()).filter(|alias| keep(alias)).collect(),
            row: 0,
        }
    };
    let entries = table("reference.tsv")?.iter().map(entry).collect();
    Some(ListNames::of(&ListBody { sheet: String::new(), entries }))
}

/// How many names of a set resolve rightly by more than their very letters; none of them wrongly.
fn resolved(names: &ListNames, rows: &[Row]) -> usize {
    let mut right = 0;
    for row in rows {
        let metal = Metal::parse(&row["metal"]).unwrap();
        let exact = names.cid(metal, &fold(&row["name"]));
        let near = || match names.nearby().find(metal, Near::of(&row["name"], &row["country"])?) {
            NearMatch::One(cid) => Some(cid),
            NearMatch::Nobody | NearMatch::Doubtful => None,
        };
        if let Some(found) = exact.or_else(near) {
            assert_eq!(found.to_string(), row["cid"], "{row:?}");
            right += usize::from(exact.is_none());
        }
    }
    right
}

#[test]
fn nothing_resolves_by_itself_wrongly() {
    let Some(aliases) = table("aliases_6.5.tsv") else { return };
    for (with, expected) in [(&aliases[..], 72), (&[], 66)] {
        let names = names(with, |_| true).unwrap();
        let sets = ["alias-6.5", "drift", "alias-2013", "suppliers", "filers", "typos", "negatives"];
        let right = sets.map(|set| resolved(&names, &table(&format!("dev_{set}.tsv")).unwrap()));
        assert_eq!(right.iter().sum::<usize>(), expected, "{right:?}");
        assert_eq!(right[6], 0, "no name that is nobody's resolves");
    }
}

#[test]
fn a_name_that_a_list_does_not_know_yet_resolves_rightly_or_not() {
    let (Some(aliases), Some(rows)) = (table("aliases_6.5.tsv"), table("dev_aliasloo.tsv")) else { return };
    let right = rows.iter().map(|row| {
        let hidden = fold(&row["name"]);
        resolved(&names(&aliases, |alias| fold(alias) != hidden).unwrap(), std::slice::from_ref(row))
    });
    assert_eq!(right.sum::<usize>(), 5);
}
