//! The list of smelters that the file brings along, against the list that its version really has; and the
//! declared rows against that list as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Basis, Finding, LooksAt, Rule, Severity};
use super::case::FormCase;
use crate::domain::cmrt::SmelterColumn;
use crate::domain::{Cid, ListBody, ListEntry, Metal, Place};
use crate::text::count;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "LOOK_UP_DIFFERS",
        severity: Severity::HighRisk,
        basis: Basis::Review,
        doc: "The file’s own list of smelters is not the one of its version, as it was imported.",
        looks_at: LooksAt::Declaration(look_up_differs),
    },
    Rule {
        id: "LIST_PASTED",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "The declared rows are nearly all of a metal’s look-up list, or a long part of it in its order.",
        looks_at: LooksAt::Declaration(list_pasted),
    },
];

/// Entries by metal and ID.
fn entries(body: &ListBody) -> BTreeMap<(Metal, Cid), &ListEntry> {
    body.entries.iter().map(|entry| ((entry.metal, entry.cid), entry)).collect()
}

/// Whether two entries say the same; where they stand does not matter.
fn is_same(a: &ListEntry, b: &ListEntry) -> bool {
    (&a.name, &a.country, &a.city, &a.state, &a.aliases)
        == (&b.name, &b.country, &b.city, &b.state, &b.aliases)
}

fn look_up_differs(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let version = case.form.version;
    let listed = case.context.lists.iter().find(|(list, _)| list.version == Some(version));
    let (Some(own), Some((_, listed))) = (case.own, listed) else { return Vec::new() };
    let (theirs, ours) = (entries(own), entries(listed));
    let added: Vec<_> = theirs.iter().filter(|(key, _)| !ours.contains_key(*key)).collect();
    let missing: Vec<_> = ours.iter().filter(|(key, _)| !theirs.contains_key(*key)).collect();
    let is_changed =
        |key: &(Metal, Cid), entry: &ListEntry| ours.get(key).is_some_and(|o| !is_same(o, entry));
    let changed: Vec<_> = theirs.iter().filter(|(key, entry)| is_changed(key, entry)).collect();
    let Some((_, first)) = added.first().or(changed.first()).or(missing.first()) else { return Vec::new() };
    let parts = [(added.len(), "added"), (changed.len(), "changed"), (missing.len(), "taken out")];
    let parts = parts.iter().filter(|(n, _)| *n > 0);
    let parts: Vec<String> =
        parts.map(|(n, what)| format!("{} {what}", count(*n, "entry", "entries"))).collect();
    let message = format!(
        "The workbook’s own list of smelters is not the one of version {version}: {}, the first {} ({})",
        parts.join(", "),
        first.cid,
        first.name
    );
    let is_there = theirs.contains_key(&(first.metal, first.cid));
    let place = match is_there {
        true => Place::Cell(own.sheet.clone(), format!("A{}", first.row)),
        false => Place::Cell(own.sheet.clone(), "A1".to_owned()),
    };
    let remedy = "fill in a template as RMI publishes it, and send that";
    vec![rule.finding(place, message, remedy)]
}

/// From which share of a metal's list on a declaration looks like the list itself, in percent.
const NEARLY_ALL: usize = 90;

/// How many entries a metal's list must have for a share of it to say anything.
const ENOUGH: usize = 10;

/// How many rows in a row that follow the list without a gap look like a part of it that was pasted.
const LONG_RUN: usize = 30;

/// The list's facilities of a metal by their order in the sheet.
fn ranks(body: &ListBody, metal: Metal) -> BTreeMap<Cid, usize> {
    let mut of_metal: Vec<&ListEntry> = body.entries.iter().filter(|entry| entry.metal == metal).collect();
    of_metal.sort_by_key(|entry| entry.row);
    of_metal.iter().enumerate().map(|(rank, entry)| (entry.cid, rank)).collect()
}

/// The longest run of ranks that follow each other.
fn longest_run(ranks: &[usize]) -> usize {
    let (mut longest, mut run) = (0, 0);
    let mut before = None;
    for rank in ranks {
        run = if before.is_some_and(|before: usize| before + 1 == *rank) { run + 1 } else { 1 };
        longest = longest.max(run);
        before = Some(*rank);
    }
    longest
}

fn pasted(case: &FormCase<'_>, body: &ListBody, metal: Metal) -> Option<String> {
    let ranks = ranks(body, metal);
    let declared = case.rows(metal).filter_map(|row| ranks.get(&case.known.of_row(row)?.cid).copied());
    let declared: Vec<usize> = declared.collect();
    let distinct = declared.iter().collect::<BTreeSet<_>>().len();
    let is_nearly_all = ranks.len() >= ENOUGH && distinct * 100 >= ranks.len() * NEARLY_ALL;
    let run = longest_run(&declared);
    if is_nearly_all {
        return Some(format!("{distinct} of the {} listed for {metal}", ranks.len()));
    }
    (run >= LONG_RUN).then(|| format!("{run} for {metal} one after the other as the list has them"))
}

fn list_pasted(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let Some(body) = case.own else { return Vec::new() };
    let found = Metal::ALL.into_iter().filter_map(|metal| Some((metal, pasted(case, body, metal)?)));
    let found: Vec<(Metal, String)> = found.collect();
    let Some((first, _)) = found.first() else { return Vec::new() };
    let row = case.rows(*first).next().map_or(0, |row| row.row);
    let parts: Vec<&str> = found.iter().map(|(_, part)| part.as_str()).collect();
    let message =
        format!("The smelter list looks like a copy of the template’s own list: {}", parts.join("; "));
    let remedy = "declare only the smelters that your suppliers named";
    vec![rule.finding(case.form.row_place(row, SmelterColumn::Metal), message, remedy)]
}

#[cfg(test)]
mod tests {
    use super::longest_run;

    #[test]
    fn a_run_ends_where_the_order_does() {
        assert_eq!(longest_run(&[3, 4, 5, 9, 10, 2]), 3);
        assert_eq!(longest_run(&[]), 0);
    }
}
