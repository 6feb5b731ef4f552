//! The order of imports.

use std::collections::BTreeMap;

use jiff::civil::Date;
use proptest::prelude::*;

use super::season::{BEFORE, DAY, LATER, Season, list, named, programme, row};
use crate::domain::ListKind::{Active, Conformant, Other};
use crate::domain::{
    FacilityId, ListKind, Metal, Programme, SourceId, Status, StatusDoubt, StatusEntry, StatusList,
};

const CIDS: [&str; 3] = ["CID900001", "CID900002", "CID900003"];
const NAMES: [(&str, &str); 3] =
    [("Aurora Refining AG", "SWITZERLAND"), ("Beacon Gold Ltd.", "CANADA"), ("Cinder Works", "PERU")];

/// A list, but for what tells it from others.
#[derive(Debug, Clone)]
struct Made {
    programme: Programme,
    kind: ListKind,
    as_of: Date,
    complete: bool,
    /// Which facilities it has: by CID, or by name.
    rows: Vec<(usize, bool)>,
}

impl Made {
    fn list(&self, number: usize) -> StatusList {
        let of = list(&format!("list {number}"), self.kind);
        StatusList { programme: self.programme.clone(), as_of: self.as_of, complete: self.complete, ..of }
    }

    fn entries(&self) -> Vec<StatusEntry> {
        let entry = |(which, by_cid): &(usize, bool)| match by_cid {
            true => row(self.kind, Metal::Gold, CIDS[*which]),
            false => named(self.kind, Metal::Gold, NAMES[*which].0, NAMES[*which].1),
        };
        self.rows.iter().map(entry).collect()
    }
}

fn made() -> impl Strategy<Value = Made> {
    let programmes = ["RMAP", "RMAP", "LBMA", "DMCC"].map(programme).to_vec();
    let rows = prop::collection::vec((0..CIDS.len(), any::<bool>()), 0..4);
    (
        prop::sample::select(programmes),
        prop::sample::select(vec![Conformant, Active, Other]),
        prop::sample::select(vec![BEFORE, DAY, LATER]),
        any::<bool>(),
        rows,
    )
        .prop_map(|(programme, kind, as_of, complete, rows)| Made {
            programme,
            kind,
            as_of,
            complete,
            rows,
        })
}

/// Lists, and the order in which they come in.
fn ordered() -> impl Strategy<Value = (Vec<Made>, Vec<usize>)> {
    prop::collection::vec(made(), 1..7).prop_flat_map(|lists| {
        let order: Vec<usize> = (0..lists.len()).collect();
        (Just(lists), Just(order).prop_shuffle())
    })
}

/// A season with the facilities; the last has no CID.
fn season() -> Season {
    let mut season = Season::new();
    for (at, (name, cid)) in NAMES.into_iter().zip([CIDS[0], CIDS[1], ""]).enumerate() {
        season.plant(&format!("f{at}"), Metal::Gold, cid, name);
    }
    season.annex("f0", Status::Conformant);
    season
}

/// Statuses and doubts on a day, whatever the lists are called.
fn said(season: &Season, day: Date) -> BTreeMap<FacilityId, (Status, Vec<StatusDoubt>)> {
    let standings = season.on(day);
    standings.iter().map(|(id, it)| (id.clone(), (it.status, it.doubts.clone()))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_imports_makes_no_difference_on_any_day((lists, order) in ordered()) {
        let (mut first, mut second) = (season(), season());
        for (number, made) in lists.iter().enumerate() {
            first.lists(made.list(number), made.entries());
        }
        for number in &order {
            second.lists(lists[*number].list(*number), lists[*number].entries());
        }
        for day in [BEFORE, DAY, LATER] {
            prop_assert_eq!(first.on(day), second.on(day));
        }
    }

    #[test]
    fn neither_does_what_their_files_hash_to((lists, order) in ordered()) {
        let (mut first, mut second) = (season(), season());
        for (number, made) in lists.iter().enumerate() {
            first.lists(made.list(number), made.entries());
            let source = SourceId::new(format!("list {}", order[number]));
            second.lists(StatusList { source, ..made.list(number) }, made.entries());
        }
        for day in [BEFORE, DAY, LATER] {
            prop_assert_eq!(said(&first, day), said(&second, day));
        }
    }
}
