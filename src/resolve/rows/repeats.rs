//! Declarations that only repeat another's rows: a supplier that sends the same smelters on two versions of the template
//! declares them once. Which do so depends on what the rows resolve to, so it is seen anew after every edit; the rows that
//! are compared are few.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use crate::domain::{Cid, Contents, Declaration, DeclarationId, FacilityId, Metal, Workspace};
use crate::resolve::counting::{InForce, of_one_day};
use crate::resolve::lists::Lists;

use super::judged::Judged;
use super::written::{Written, WrittenKey};

/// How declarations of one day for the same stand to each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct OneDay {
    /// Those that only repeat another's rows, each with the one that counts instead.
    pub repeats: BTreeMap<DeclarationId, DeclarationId>,
    /// Those that all count, in groups of several.
    pub groups: Vec<Vec<DeclarationId>>,
}

/// By what a row of one declaration is found in another: what it resolves to, or what is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Mark {
    Facility(FacilityId),
    Cid(Metal, Cid),
    Written(Option<Metal>, String),
}

/// The marks of each row of a declaration.
type Marked = Vec<[Option<Mark>; 2]>;

/// Takes the declarations that only repeat another of one day for the same from those in force.
pub(super) fn leave_out_repeats(
    ws: &Workspace,
    contents: &Contents,
    lists: &Lists,
    in_force: &mut InForce<'_>,
) -> OneDay {
    let groups: Vec<Vec<&Declaration>> =
        in_force.values().flat_map(|of_supplier| of_one_day(of_supplier, contents)).collect();
    if groups.is_empty() {
        return OneDay::default();
    }
    let compared = compared(ws, contents, lists, &groups);
    let repeats: BTreeMap<_, _> = groups.iter().flat_map(|group| repeats_among(group, &compared)).collect();
    in_force.values_mut().for_each(|all| all.retain(|declaration| !repeats.contains_key(&declaration.id)));
    let counting = |group: &Vec<&Declaration>| -> Vec<DeclarationId> {
        let all = group.iter().map(|declaration| &declaration.id);
        all.filter(|id| !repeats.contains_key(*id)).cloned().collect()
    };
    let groups = groups.iter().map(counting).filter(|group| group.len() > 1).collect();
    OneDay { repeats, groups }
}

/// The marks of the rows of each of these declarations; those that are not loaded are not here.
fn compared(
    ws: &Workspace,
    contents: &Contents,
    lists: &Lists,
    groups: &[Vec<&Declaration>],
) -> BTreeMap<DeclarationId, Marked> {
    let mut declarations = InForce::new();
    for declaration in groups.iter().flatten() {
        declarations.entry(&declaration.supplier).or_default().push(declaration);
    }
    let written = Written::build(ws, contents, lists, &declarations);
    let judged = Judged::build(ws, &written, lists);
    let of = |rows: Range<usize>| {
        let rows = rows.filter_map(|index| written.rows.get(index));
        rows.filter_map(|row| Some(marks(&judged, written.key_of(row)?, row.pair))).collect()
    };
    written.sent.iter().map(|sent| (sent.declaration.clone(), of(sent.rows.clone()))).collect()
}

fn marks(judged: &Judged, key: &WrittenKey, pair: u32) -> [Option<Mark>; 2] {
    let resolved = judged.target(&judged.verdict(pair)).and_then(|target| {
        let by_cid = || target.cid.map(|cid| Mark::Cid(target.metal, cid));
        target.facility.clone().map(Mark::Facility).or_else(by_cid)
    });
    let written = match &key.decided {
        Some(name) => format!("{}\n{}", name.name, name.country),
        None => key.search.to_string(),
    };
    [resolved, Some(Mark::Written(key.metal, written))]
}

/// Whether each row of one is found in the other.
fn is_within(rows: &Marked, other: &Marked) -> bool {
    let there: HashSet<&Mark> = other.iter().flatten().flatten().collect();
    rows.iter().all(|marks| marks.iter().flatten().any(|mark| there.contains(mark)))
}

/// Of those with the same rows the first counts.
fn repeats_among(
    group: &[&Declaration],
    compared: &BTreeMap<DeclarationId, Marked>,
) -> Vec<(DeclarationId, DeclarationId)> {
    let mut counting: Vec<(&DeclarationId, &Marked)> = Vec::new();
    let mut repeats = Vec::new();
    for declaration in group {
        let Some(rows) = compared.get(&declaration.id) else { continue };
        let same = counting.iter().find(|(_, other)| is_within(rows, other) && is_within(other, rows));
        match same {
            Some((first, _)) => repeats.push((declaration.id.clone(), (*first).clone())),
            None => counting.push((&declaration.id, rows)),
        }
    }
    repeats
}
