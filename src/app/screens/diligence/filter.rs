//! The filters of Due diligence: each a picker that says how many measures a choice would leave.

use std::collections::BTreeSet;

use super::DiligenceScreen;
use crate::app::core::Core;
use crate::app::overlays::Asks;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::domain::{MeasureState, OecdStep};
use crate::query::measures::MeasureRow;

/// What the filter chooses.
enum Chosen {
    Step(OecdStep),
    Owner(String),
}

/// An owner as told: nobody is somebody to look for.
pub(super) fn owner_name(owner: &str) -> &str {
    if owner.is_empty() { "(nobody)" } else { owner }
}

/// Opens the filter by step and by who sees to them; found by typing.
pub(super) fn by_more(screen: &mut DiligenceScreen, _: &mut Core) -> Asks<DiligenceScreen> {
    let (filter, rows) = (&screen.filter, &screen.rows);
    let entry = |text: String, is_chosen: bool, counts: &dyn Fn(&MeasureRow) -> bool| {
        let number = rows.iter().filter(|row| counts(row)).count();
        PickerItem::typed(text, number.to_string()).ticked(is_chosen)
    };
    let step = |step: OecdStep| {
        let text = format!("step: {}", step.name());
        let item = entry(text, filter.steps.contains(&step), &|row| row.measure.step == step);
        item.means(Chosen::Step(step))
    };
    let mut entries: Vec<(PickerItem, Chosen)> = OecdStep::ALL.into_iter().map(step).collect();
    let owners: BTreeSet<&String> = rows.iter().map(|row| &row.measure.owner).collect();
    entries.extend(owners.into_iter().map(|owner| {
        let text = format!("owner: {}", owner_name(owner));
        let item = entry(text, filter.owners.contains(owner), &|row| row.measure.owner == *owner);
        item.means(Chosen::Owner(owner.clone()))
    }));
    Some(Picker::many("Filter measures", entries, |screen: &mut DiligenceScreen, core, chosen| {
        let filter = &mut screen.filter;
        (filter.steps, filter.owners) = (BTreeSet::new(), BTreeSet::new());
        for kind in chosen {
            match kind {
                Chosen::Step(step) => drop(filter.steps.insert(step)),
                Chosen::Owner(owner) => drop(filter.owners.insert(owner)),
            }
        }
        screen.filter_changed(core);
    }))
}

/// Opens the filter by how measures stand.
pub(super) fn by_state(screen: &mut DiligenceScreen, _: &mut Core) -> Asks<DiligenceScreen> {
    let entry = |state: MeasureState| {
        let count = screen.rows.iter().filter(|row| row.state == state).count();
        let item = PickerItem::new(state.letter(), state.name(), count.to_string());
        item.ticked(screen.filter.states.contains(&state)).means(state)
    };
    let entries = MeasureState::ALL.into_iter().map(entry).collect();
    Some(Picker::many("Filter measures by state", entries, |screen: &mut DiligenceScreen, core, chosen| {
        screen.filter.states = chosen.into_iter().collect();
        screen.filter_changed(core);
    }))
}
