//! What Overview says is to be done about statuses: what is missing for those that are unresolved, lapsed audits, doubts, and
//! lists that are too old for the day.

use std::collections::{BTreeMap, BTreeSet};

use super::overview::{Todo, item};
use crate::app::command::Command as C;
use crate::app::core::Core;
use crate::app::detail::remaining_words;
use crate::app::jump::Jump;
use crate::app::screen_id::ScreenId;
use crate::domain::{ListKind, Metal, Programme, SourceRole, StatusList};
use crate::query::Filter;
use crate::risk::Need;
use crate::standing::StatusGap;
use crate::text::count;

/// All of it, the most urgent first.
pub(super) fn todo(core: &Core) -> Vec<Todo> {
    let missing = Missing::of(core);
    let mut todo: Vec<Todo> = missing.original(core).into_iter().collect();
    todo.extend(missing.names());
    todo.extend(missing.lists(core));
    todo.extend(lapsed(core));
    todo.extend(doubts(core));
    if missing.by_lists == 0 {
        todo.extend(no_list(core));
    }
    todo.extend(stale(core));
    todo
}

/// The unresolved statuses of Annex I, by what is missing.
#[derive(Default)]
struct Missing {
    original: usize,
    names: usize,
    /// By the kind of list that is missing, the metals, and how many lack any.
    lists: BTreeMap<ListKind, BTreeSet<Metal>>,
    by_lists: usize,
}

impl Missing {
    fn of(core: &Core) -> Self {
        let mut missing = Self::default();
        for row in core.rows.iter().filter(|row| row.need == Need::Unresolved) {
            let Some(view) = core.workspace.view(&row.id) else { continue };
            match core.classifier.gap(&view, core.standings.of(&row.id)) {
                Some(StatusGap::Original) => missing.original += 1,
                Some(StatusGap::Name) => missing.names += 1,
                Some(StatusGap::Lists(kinds)) => {
                    missing.by_lists += 1;
                    kinds.into_iter().for_each(|kind| {
                        missing.lists.entry(kind).or_default().insert(row.metal);
                    });
                }
                None => {}
            }
        }
        missing
    }

    /// Those of damaged rows of an annex of record.
    fn original(&self, core: &Core) -> Option<Todo> {
        let ws = &core.workspace;
        let of_annex = |source| ws.role_of(source) == Some(SourceRole::Annex);
        let constraints = ws.constraints.values().filter(|constraint| of_annex(&constraint.source));
        let left = constraints.map(|c| ws.remaining(c)).find(|left| left.rows > 0);
        let words = left.map_or(String::new(), |left| format!(" ({})", remaining_words(&left)));
        let text = format!("{}{words}", count(self.original, "status to set", "statuses to set"));
        (self.original > 0).then(|| item(text, Jump::Triage(Need::Unresolved)))
    }

    fn names(&self) -> Option<Todo> {
        let may = count(self.names, "facility may be", "facilities may be");
        let text = format!("{may} on a list under another name: decide in Matches");
        (self.names > 0).then(|| item(text, Jump::Screen(ScreenId::Matches)))
    }

    fn lists(&self, core: &Core) -> Vec<Todo> {
        let import = core.keymap.first(C::Import);
        let all: BTreeSet<Metal> = core.members().map(|row| row.metal).collect();
        let line = |(kind, metals): (&ListKind, &BTreeSet<Metal>)| {
            let names: Vec<&str> = metals.iter().map(|metal| metal.name()).collect();
            let of = if *metals == all { String::new() } else { format!(" for {}", names.join(", ")) };
            let kind = kind.key();
            let text =
                format!("no complete {kind} list{of}: {import} imports it ({} unresolved)", self.by_lists);
            item(text, Jump::Command(C::Import))
        };
        self.lists.iter().map(line).collect()
    }
}

/// Conformant facilities whose audits lapsed and that nobody has decided about.
fn lapsed(core: &Core) -> Option<Todo> {
    let lapsed = core.rows.iter().filter(|row| row.need == Need::Lapsed).count();
    let day = core.standings.day.map_or_else(String::new, |day| format!(" as of {day}"));
    let text = format!("{} lapsed{day}", count(lapsed, "audit has", "audits have"));
    let filter = Filter { is_lapsed: true, ..Filter::default() };
    (lapsed > 0).then(|| item(text, Jump::Facilities(Box::new(filter))))
}

fn doubts(core: &Core) -> Option<Todo> {
    let doubtful = core.members().filter(|row| row.is_doubtful).count();
    let text = format!(
        "{} in doubt: lists, annex and your own disagree",
        count(doubtful, "status is", "statuses are")
    );
    let filter = Filter { is_doubtful: true, ..Filter::default() };
    (doubtful > 0).then(|| item(text, Jump::Facilities(Box::new(filter))))
}

/// There is no status list, or none that speaks on the day.
fn no_list(core: &Core) -> Option<Todo> {
    let lists = &core.workspace.status_lists;
    if core.workspace.programme.sample {
        return None;
    }
    if lists.is_empty() {
        let import = core.keymap.first(C::Import);
        let text = format!("no status list is loaded: {import} imports one");
        return Some(item(text, Jump::Command(C::Import)));
    }
    let day = core.standings.day?;
    let text = format!("no status list is as old as {day}, the day of the statuses");
    lists.values().all(|list| list.as_of > day).then(|| item(text, Jump::Command(C::StatusDay)))
}

/// The newest lists of the day that are too old for it.
fn stale(core: &Core) -> Vec<Todo> {
    let Some(day) = core.standings.day else { return Vec::new() };
    let mut newest: BTreeMap<(&Programme, ListKind), &StatusList> = BTreeMap::new();
    for list in core.workspace.status_lists.values().filter(|list| list.as_of <= day) {
        for kind in &list.kinds {
            let held = newest.entry((&list.programme, *kind)).or_insert(list);
            if held.as_of < list.as_of {
                *held = list;
            }
        }
    }
    let stale: BTreeSet<&StatusList> = newest.into_values().filter(|list| list.is_stale(day)).collect();
    let line = |list: &StatusList| {
        let text = format!("{} ({}) is of {}: old for {day}", list.title, list.programme, list.as_of);
        item(text, Jump::Screen(ScreenId::Lists))
    };
    stale.into_iter().map(line).collect()
}
