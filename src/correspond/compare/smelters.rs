//! Which smelters two declarations name, and which only one of them.
//!
//! A smelter is the same on both sides by metal and, in this order: the number it was resolved to, or its ID when that
//! is a number; its ID as written; its name and country, unless both sides give it different numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::ComparedForm;
use crate::domain::cmrt::{DeclaredRow, SmelterColumn, Special, is_filler};
use crate::domain::{Cid, Metal};
use crate::resolve::lists::country_key;
use crate::text::fold;

/// A smelter as a declaration names it, in the first row that does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSmelter {
    /// The worksheet's row number.
    pub row: u32,
    /// The metal, when its word is known.
    pub metal: Option<Metal>,
    pub name: String,
    pub id: String,
    pub country: String,
    /// The number of the facility: resolved, or the ID when it is one.
    pub cid: Option<Cid>,
}

/// What became of the smelters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SmelterChanges {
    /// Named now and not before, by metal, then name.
    pub added: Vec<NamedSmelter>,
    /// Named before and not now.
    pub dropped: Vec<NamedSmelter>,
    /// How many are named on both sides.
    pub kept: usize,
    /// Rows for a smelter that is not yet identified, or not listed and not named: before, and now.
    pub unidentified: (usize, usize),
}

impl NamedSmelter {
    fn of(sent: ComparedForm<'_>, row: &DeclaredRow) -> Self {
        let id = row.id();
        Self {
            row: row.row,
            metal: row.metal,
            name: row.name().to_owned(),
            id: id.to_owned(),
            country: row.text(SmelterColumn::Country).trim().to_owned(),
            cid: (sent.cid)(row).or_else(|| row.cid()),
        }
    }

    fn by_cid(&self) -> Option<Key> {
        self.cid.map(|cid| (self.metal, cid.to_string(), String::new()))
    }

    fn by_id(&self) -> Option<Key> {
        let id = fold(&self.id);
        (!is_filler(&self.id)).then_some((self.metal, id, String::new()))
    }

    fn by_name(&self) -> Option<Key> {
        let name = fold(&self.name);
        (!is_filler(&self.name)).then(|| (self.metal, name, country_key(&self.country)))
    }

    /// Whether it is told by nothing: no number, no ID, no name, or only what fills their cells.
    fn is_nobody(&self) -> bool {
        self.by_cid().is_none() && self.by_id().is_none() && self.by_name().is_none()
    }
}

/// By what two rows are the same: the metal, then a number or a name, then a country.
type Key = (Option<Metal>, String, String);

/// One way of telling that two are the same.
type By = fn(&NamedSmelter) -> Option<Key>;

/// All ways, the surest first.
const WAYS: [By; 3] = [NamedSmelter::by_cid, NamedSmelter::by_id, NamedSmelter::by_name];

/// A side: the smelters that it names, each once, and how many rows name none.
fn side(sent: ComparedForm<'_>) -> (Vec<NamedSmelter>, usize) {
    let (mut all, mut unidentified): (Vec<NamedSmelter>, usize) = (Vec::new(), 0);
    let mut seen: BTreeSet<(usize, Key)> = BTreeSet::new();
    for row in &sent.form.rows {
        let named = NamedSmelter::of(sent, row);
        let unknown = row.special() == Some(Special::NotYetIdentified) && named.cid.is_none();
        if unknown || named.is_nobody() {
            unidentified += 1;
            continue;
        }
        // The surest way that a row has tells whether it was named before.
        let key = WAYS.iter().enumerate().find_map(|(at, by)| Some((at, by(&named)?)));
        if key.is_some_and(|key| seen.insert(key)) {
            all.push(named);
        }
    }
    (all, unidentified)
}

pub(super) fn compare(before: ComparedForm<'_>, after: ComparedForm<'_>) -> SmelterChanges {
    let ((mut dropped, gone), (mut added, came)) = (side(before), side(after));
    let mut kept = 0;
    for by in WAYS {
        let matched = matched(&dropped, &added, by);
        kept += matched.len();
        let (of_before, of_after): (BTreeSet<u32>, BTreeSet<u32>) = matched.into_iter().unzip();
        dropped.retain(|named| !of_before.contains(&named.row));
        added.retain(|named| !of_after.contains(&named.row));
    }
    for side in [&mut dropped, &mut added] {
        side.sort_by_cached_key(|named| (named.metal, fold(&named.name), named.row));
    }
    SmelterChanges { added, dropped, kept, unidentified: (gone, came) }
}

/// The rows that are the same by one way, each in one pair.
fn matched(before: &[NamedSmelter], after: &[NamedSmelter], by: By) -> Vec<(u32, u32)> {
    let mut by_key: BTreeMap<Key, Vec<&NamedSmelter>> = BTreeMap::new();
    for named in before.iter().rev() {
        if let Some(key) = by(named) {
            by_key.entry(key).or_default().push(named);
        }
    }
    let differ = |a: &NamedSmelter, b: &NamedSmelter| a.cid.is_some() && b.cid.is_some() && a.cid != b.cid;
    let pairs = after.iter().filter_map(|named| {
        let there = by_key.get_mut(&by(named)?)?;
        let at = there.iter().rposition(|other| !differ(other, named))?;
        Some((there.remove(at).row, named.row))
    });
    pairs.collect()
}
