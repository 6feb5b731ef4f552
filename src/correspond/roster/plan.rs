//! What an import of a supplier list would do: suppliers added and changed, as one edit, and every row accounted for.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::RosterColumn;
use super::read::{RosterDraft, RosterRow};
use super::supply::{self, Supply};
use super::{contacts, lines};
use crate::correspond::pick::names_of;
use crate::domain::{Contact, Edit, IdGen, Stamp, Supplier, SupplierId, Workspace};
use crate::import::headed::runs_on;
use crate::text::{count, fold};

/// What comes of a supplier, or of a line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RosterOutcome {
    /// It is new.
    Added,
    /// It changes: what of it.
    Changed(Vec<String>),
    /// It is so already.
    Same,
}

/// A row that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its line in the file, from 1.
    pub line: u64,
    pub why: String,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterPlan {
    /// The change: all or nothing. An empty batch when there is nothing to do.
    pub edit: Edit,
    /// The words for the history.
    pub title: String,
    /// What comes of each supplier, or of each line of the log, in the file's order: its name first.
    pub outcomes: Vec<(String, RosterOutcome)>,
    /// The rows that are not taken.
    pub refused: Vec<Refused>,
    /// What else is to be said of rows that are taken.
    pub remarks: Vec<Refused>,
}

impl RosterPlan {
    pub(super) fn new(what: (&str, &str), file: &str) -> Self {
        let title = format!("Import {} from {file}", what.1);
        Self {
            edit: Edit::Batch(Vec::new()),
            title,
            outcomes: Vec::new(),
            refused: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Adds an edit to the batch.
    pub(super) fn push(&mut self, edit: Edit) {
        if let Edit::Batch(edits) = &mut self.edit {
            edits.push(edit);
        }
    }

    pub(super) fn refuse(&mut self, line: u64, why: impl Into<String>) {
        self.refused.push(Refused { line, why: why.into() });
    }

    /// How many were added, changed, and the same.
    pub fn counts(&self) -> (usize, usize, usize) {
        let of = |test: fn(&RosterOutcome) -> bool| {
            self.outcomes.iter().filter(|(_, outcome)| test(outcome)).count()
        };
        (
            of(|outcome| *outcome == RosterOutcome::Added),
            of(|outcome| matches!(outcome, RosterOutcome::Changed(_))),
            of(|outcome| *outcome == RosterOutcome::Same),
        )
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        matches!(&self.edit, Edit::Batch(edits) if edits.is_empty())
    }

    /// The plan in a line: "3 added, 1 changed, 12 the same, 2 rows refused".
    pub fn summary(&self) -> String {
        let (added, changed, same) = self.counts();
        let refused = count(self.refused.len(), "row", "rows");
        format!("{added} added, {changed} changed, {same} the same, {refused} refused")
    }
}

/// What an import of a file would do to a workspace. New suppliers get ids of `ids`, lines of the log `stamp`.
///
/// A row is the supplier's of its number, else of its name; a row of a log must be one's that is known.
#[must_use]
pub fn plan(ws: &Workspace, draft: &RosterDraft, file: &str, ids: &mut IdGen, stamp: &Stamp) -> RosterPlan {
    if draft.is_log {
        return lines::plan(ws, draft, file, (ids, stamp));
    }
    let mut plan = RosterPlan::new(("supplier", "suppliers"), file);
    let mut touched = BTreeSet::new();
    for group in groups(draft, &mut plan) {
        match known(ws, &group) {
            Err(why) => plan.refuse(group.line, why),
            Ok(Some(supplier)) if !touched.insert(supplier.id.clone()) => {
                plan.refuse(group.line, format!("{} stands above already", supplier.name));
            }
            Ok(Some(supplier)) => change(&mut plan, supplier, &group),
            Ok(None) if group.name.is_empty() => {
                plan.refuse(group.line, format!("there is no supplier with the number {}", group.number));
            }
            Ok(None) => add(&mut plan, group, ids.supplier()),
        }
    }
    plan
}

/// The rows of one supplier, together.
#[derive(Debug, Default)]
struct Group {
    line: u64,
    /// All its lines.
    lines: Vec<u64>,
    name: String,
    number: String,
    aliases: Vec<String>,
    contacts: Vec<Contact>,
    notes: Vec<String>,
    supply: Supply,
}

impl Group {
    fn note(&self) -> String {
        self.notes.join("\n")
    }

    /// That its rows are taken together is said: the same name may have been meant for another supplier.
    fn remark_twice(&self) -> Option<Refused> {
        let lines: Vec<String> = self.lines.iter().map(u64::to_string).collect();
        let (last, others) = lines.split_last().filter(|(_, others)| !others.is_empty())?;
        let whose = if self.name.is_empty() { &self.number } else { &self.name };
        let why = format!("{whose} stands in lines {} and {last}: taken as one supplier", others.join(", "));
        Some(Refused { line: self.line, why })
    }

    /// Takes what a row says beside name and number; what a row above says otherwise does not fit.
    fn take(&mut self, row: &RosterRow, contacts: Vec<Contact>, supply: &Supply) -> Result<(), String> {
        self.supply.join(supply)?;
        self.lines.push(row.line);
        push_new(&mut self.aliases, row.text(RosterColumn::OtherName));
        push_new(&mut self.notes, row.text(RosterColumn::Note));
        for contact in contacts {
            if !self.contacts.contains(&contact) {
                self.contacts.push(contact);
            }
        }
        Ok(())
    }
}

fn push_new(all: &mut Vec<String>, text: String) {
    if !text.is_empty() && !all.contains(&text) {
        all.push(text);
    }
}

/// The rows by supplier, in the order in which they first come; rows that fit none are refused.
fn groups(draft: &RosterDraft, plan: &mut RosterPlan) -> Vec<Group> {
    let mut groups = Groups::default();
    for row in &draft.rows {
        if row.runs_on() {
            plan.refuse(row.line, runs_on());
            continue;
        }
        if let Err(why) = groups.take(row) {
            plan.refuse(row.line, why);
        }
    }
    plan.remarks.extend(groups.all.iter().filter_map(Group::remark_twice));
    groups.all
}

/// Groups found by number or name.
#[derive(Debug, Default)]
struct Groups {
    all: Vec<Group>,
    by_number: BTreeMap<String, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Groups {
    /// Takes a row to its supplier's.
    fn take(&mut self, row: &RosterRow) -> Result<(), String> {
        // Before the row's supplier is looked for: a row that is refused makes none.
        let contacts = contacts::of_row(row).map_err(|fault| fault.to_string())?;
        let supply = Supply::of_row(row)?;
        self.of(row.line, row.text(RosterColumn::Name), row.text(RosterColumn::Number))?
            .take(row, contacts, &supply)
    }

    /// The group that a row belongs to.
    fn of(&mut self, line: u64, name: String, number: String) -> Result<&mut Group, String> {
        let numbered = self.by_number.get(&number).copied();
        let named = self.by_name.get(&name).copied();
        let at = match (numbered, named) {
            _ if name.is_empty() && number.is_empty() => {
                return Err("this row names no supplier".to_owned());
            }
            (Some(a), Some(b)) if a != b => {
                return Err(format!("the number {number} and the name {name} are two suppliers' above"));
            }
            (Some(at), _) | (None, Some(at)) => at,
            (None, None) => {
                self.all.push(Group { line, ..Group::default() });
                self.all.len() - 1
            }
        };
        let group = self.all.get_mut(at).ok_or_else(String::new)?;
        fill(&mut group.name, &name, "name")?;
        fill(&mut group.number, &number, "number")?;
        for (index, key) in [(&mut self.by_name, name), (&mut self.by_number, number)] {
            if !key.is_empty() {
                index.insert(key, at);
            }
        }
        Ok(group)
    }
}

/// Puts a value where none is; another one than there is does not fit.
fn fill(known: &mut String, new: &str, what: &str) -> Result<(), String> {
    if known.is_empty() {
        new.clone_into(known);
    }
    if !new.is_empty() && known != new {
        return Err(format!("a row above gives this supplier the {what} {known}, this one {new}"));
    }
    Ok(())
}

/// What of a supplier changes, and what it was.
pub(super) fn was(what: &str, from: &str) -> String {
    match from {
        "" => format!("{what} (was empty)"),
        from => format!("{what} (was {from})"),
    }
}

/// The supplier of the workspace that a group is: by its number, else by its name.
fn known<'a>(ws: &'a Workspace, group: &Group) -> Result<Option<&'a Supplier>, String> {
    find(ws, &group.name, &group.number)
}

/// The supplier with a number, else with a name: as written, else the only one but for case and marks.
pub(super) fn find<'a>(ws: &'a Workspace, name: &str, number: &str) -> Result<Option<&'a Supplier>, String> {
    let numbered = of_number(ws, number)?;
    let named = of_name(ws, name)?;
    match (numbered, named) {
        (Some(a), Some(b)) if a.id != b.id => Err(format!(
            "the number {number} is that of {}, and there is another supplier {}",
            a.name, b.name
        )),
        (found, other) => Ok(found.or(other)),
    }
}

fn of_number<'a>(ws: &'a Workspace, number: &str) -> Result<Option<&'a Supplier>, String> {
    let mut fitting =
        ws.suppliers.values().filter(|supplier| !number.is_empty() && supplier.number == number);
    let first = fitting.next();
    match fitting.next() {
        Some(_) => Err(format!("several suppliers have the number {number}")),
        None => Ok(first),
    }
}

fn of_name<'a>(ws: &'a Workspace, name: &str) -> Result<Option<&'a Supplier>, String> {
    if let Some(supplier) = ws.suppliers.values().find(|supplier| supplier.name == name) {
        return Ok(Some(supplier));
    }
    let folded = fold(name);
    let is_so =
        |supplier: &&Supplier| !folded.is_empty() && names_of(supplier).any(|name| fold(name) == folded);
    let mut fitting = ws.suppliers.values().filter(is_so);
    let first = fitting.next();
    match fitting.next() {
        Some(_) => Err(format!("several suppliers are called {name} but for case and marks")),
        None => Ok(first),
    }
}

fn add(plan: &mut RosterPlan, mut group: Group, id: SupplierId) {
    group.aliases.retain(|alias| *alias != group.name);
    let supplier = Supplier {
        note: group.note(),
        number: group.number,
        aliases: group.aliases,
        contacts: group.contacts,
        ..group.supply.over(&Supplier::named(id, group.name.clone()))
    };
    plan.push(Edit::AddSupplier(Box::new(supplier)));
    plan.outcomes.push((group.name, RosterOutcome::Added));
}

fn change(plan: &mut RosterPlan, supplier: &Supplier, group: &Group) {
    let after = changed(supplier, group);
    let what = differences(supplier, &after);
    if what.is_empty() {
        plan.outcomes.push((after.name, RosterOutcome::Same));
        return;
    }
    plan.outcomes.push((after.name.clone(), RosterOutcome::Changed(what)));
    plan.push(Edit::ChangeSupplier { from: Box::new(supplier.clone()), to: Box::new(after) });
}

fn changed(supplier: &Supplier, group: &Group) -> Supplier {
    let mut after = group.supply.over(supplier);
    // A name that is the supplier's but for case is not a new one, nor is another name of it.
    if !group.name.is_empty() && names_of(supplier).all(|name| fold(name) != fold(&group.name)) {
        after.name.clone_from(&group.name);
    }
    for (known, new) in [(&mut after.number, &group.number), (&mut after.note, &group.note())] {
        if !new.is_empty() {
            known.clone_from(new);
        }
    }
    for alias in group.aliases.iter().filter(|alias| **alias != supplier.name) {
        push_new(&mut after.aliases, alias.clone());
    }
    after.contacts = contacts::joined(&supplier.contacts, &group.contacts);
    after
}

/// What of a supplier changes, in words.
fn differences(from: &Supplier, to: &Supplier) -> Vec<String> {
    let parts = [
        (from.name != to.name).then(|| was("name", &from.name)),
        (from.number != to.number).then(|| was("number", &from.number)),
        (from.aliases != to.aliases).then(|| "other names".to_owned()),
        (from.contacts != to.contacts).then(|| "contacts".to_owned()),
        (from.note != to.note).then(|| "note".to_owned()),
    ];
    parts.into_iter().flatten().chain(supply::differences(from, to)).collect()
}
