//! The frequency table of a column: which values it has, how often, and only those shown that are chosen.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::core::Core;
use super::overlays::Asks;
use super::overlays::picker::{Picker, PickerItem};
use super::screen::{ChipText, chip};
use super::table_commands::OnTable;
use crate::query::Field;

/// A value that is empty, as told.
const EMPTY: &str = "(none)";

/// The rows of a view that pass what columns are narrowed to.
pub(super) fn narrowed<S: OnTable>(screen: &S, core: &Core, mut view: Vec<u32>) -> Vec<u32> {
    let only = &screen.table().only;
    if only.is_empty() {
        return view;
    }
    view.retain(|index| {
        let row = usize::try_from(*index).ok().and_then(|index| screen.row(core, index));
        row.is_some_and(|row| only.iter().all(|(field, values)| values.contains(&field.text(&row))))
    });
    view
}

/// What columns are narrowed to, as chips.
pub(super) fn chips<S: OnTable>(screen: &S) -> Vec<ChipText> {
    let told = |value: &String| if value.is_empty() { EMPTY.to_owned() } else { value.clone() };
    let only = screen.table().only.iter();
    only.filter_map(|(field, values)| chip(field.head().title, values.iter().map(told))).collect()
}

/// Shows the values of the column under the cursor in the rows shown, the most frequent first; those chosen are shown alone.
pub fn ask<S: OnTable>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let field = screen.table().column()?;
    let before = screen.table_mut().only.iter().position(|(it, _)| *it == field);
    let chosen = before.map(|at| screen.table_mut().only.remove(at).1).unwrap_or_default();
    // What a choice would leave: all other columns stay as narrow as they are.
    screen.arrange(core);
    let mut counts = counts(screen, core, field);
    // What was chosen stays chosen, also where no row has it now.
    let is_counted = |value: &&String| counts.iter().any(|(it, _)| it == *value);
    let gone: Vec<String> = chosen.iter().filter(|value| !is_counted(value)).cloned().collect();
    counts.extend(gone.into_iter().map(|value| (value, 0)));
    if !chosen.is_empty() {
        screen.table_mut().only.push((field, chosen.clone()));
        screen.arrange(core);
    }
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    let entry = |(value, count): (String, usize)| {
        let text = if value.is_empty() { EMPTY.to_owned() } else { value.clone() };
        let item = PickerItem::typed(text, format!("{count}  {}", crate::report::share(count, all)));
        item.of(count, all).ticked(chosen.contains(&value)).means(value)
    };
    let title = format!("{}: {} values", field.head().title, counts.len());
    let entries = counts.into_iter().map(entry).collect();
    Some(Picker::many(title, entries, move |screen: &mut S, core, values| {
        screen.table_mut().only.retain(|(it, _)| *it != field);
        let values: BTreeSet<String> = values.into_iter().collect();
        if !values.is_empty() {
            screen.table_mut().only.push((field, values));
        }
        screen.arrange(core);
    }))
}

/// The values of a column in the rows shown, the most frequent first.
fn counts<S: OnTable>(screen: &S, core: &Core, field: S::Field) -> Vec<(String, usize)> {
    let mut counts = BTreeMap::<String, usize>::new();
    for row in screen.table().indexes().filter_map(|index| screen.row(core, index)) {
        *counts.entry(field.text(&row)).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

/// Lets all values be shown again.
pub fn clear<S: OnTable>(screen: &mut S, core: &mut Core) {
    screen.table_mut().only.clear();
    screen.arrange(core);
}
