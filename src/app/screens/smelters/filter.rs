//! The filters of Smelters: each a picker that says how many facilities a choice would leave.

use std::collections::{BTreeMap, BTreeSet};

use super::SmeltersScreen;
use crate::app::core::Core;
use crate::app::overlays::Asks;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::screens::facilities::NO_COUNTRY;
use crate::app::screens::supplier_entries;
use crate::domain::{Metal, Rating, Reason, Status, SupplierId};
use crate::query::{FacilityRow, Filter};
use crate::risk::{FLAGS, Flag, FlagId};

/// The rows that pass the filter without the kind that `clear` takes out of it: what a choice would leave.
fn passing<'a>(screen: &SmeltersScreen, core: &'a Core, clear: impl Fn(&mut Filter)) -> Vec<&'a FacilityRow> {
    let mut filter = screen.filter.clone();
    clear(&mut filter);
    filter.passing(&core.rows, core.searched_in())
}

/// Opens the metal filter.
pub(super) fn by_metal(screen: &mut SmeltersScreen, core: &mut Core) -> Asks<SmeltersScreen> {
    let others = passing(screen, core, |filter| filter.metals.clear());
    let entry = |metal: Metal| {
        let count = others.iter().filter(|row| row.metal == metal).count();
        let item = PickerItem::new(metal.letter(), metal.name(), count.to_string());
        item.ticked(screen.filter.metals.contains(&metal)).means(metal)
    };
    let entries = Metal::ALL.into_iter().map(entry).collect();
    Some(Picker::many("Filter by metal", entries, |screen: &mut SmeltersScreen, core, metals| {
        screen.filter.metals = metals.into_iter().collect();
        screen.filter_changed(core);
    }))
}

/// Opens the status filter.
pub(super) fn by_status(screen: &mut SmeltersScreen, core: &mut Core) -> Asks<SmeltersScreen> {
    let others = passing(screen, core, |filter| filter.statuses.clear());
    let entry = |status: Status| {
        let count = others.iter().filter(|row| row.status == status).count();
        let item = PickerItem::new(status.letter(), status.name(), count.to_string());
        item.ticked(screen.filter.statuses.contains(&status)).means(status)
    };
    let entries = Status::ALL.into_iter().map(entry).collect();
    Some(Picker::many("Filter by status", entries, |screen: &mut SmeltersScreen, core, statuses| {
        screen.filter.statuses = statuses.into_iter().collect();
        screen.filter_changed(core);
    }))
}

/// Opens the country filter: the countries that occur, by typing.
pub(super) fn by_country(screen: &mut SmeltersScreen, core: &mut Core) -> Asks<SmeltersScreen> {
    let others = passing(screen, core, |filter| filter.countries.clear());
    let mut counts = BTreeMap::<&str, usize>::new();
    for row in others {
        *counts.entry(row.country_name.as_str()).or_default() += 1;
    }
    let entry = |(name, count): (&str, usize)| {
        let text = if name.is_empty() { NO_COUNTRY } else { name };
        let item = PickerItem::typed(text, count.to_string());
        item.ticked(screen.filter.countries.contains(name)).means(name.to_owned())
    };
    let entries = counts.into_iter().map(entry).collect();
    Some(Picker::many("Filter by country", entries, |screen: &mut SmeltersScreen, core, countries| {
        screen.filter.countries = countries.into_iter().collect();
        screen.filter_changed(core);
    }))
}

/// Opens the filter by who names the facility, by typing.
fn by_supplier(screen: &mut SmeltersScreen, core: &mut Core) -> Asks<SmeltersScreen> {
    let entries = supplier_entries(core, &screen.filter.suppliers)?;
    Some(Picker::many("Filter by supplier", entries, |screen: &mut SmeltersScreen, core, suppliers| {
        screen.filter.suppliers = suppliers.into_iter().collect::<BTreeSet<SupplierId>>();
        screen.name_again(core);
        screen.filter_changed(core);
    }))
}

/// What the filter by more chooses.
enum More {
    Rating(Rating),
    Flag(FlagId),
    Reason(Reason),
    Programme(String),
    Lapsed,
    Doubtful,
    Covered,
    /// What does not belong to Annex I is shown too.
    Others,
    /// Asks which suppliers name it.
    Supplier,
}

impl More {
    /// Takes all of these out of a filter.
    fn clear(filter: &mut Filter) {
        filter.ratings.clear();
        filter.flags.clear();
        filter.reasons.clear();
        filter.programmes.clear();
        filter.is_lapsed = false;
        filter.is_doubtful = false;
        filter.is_covered = false;
        filter.others = false;
    }

    /// Puts it into a filter.
    fn choose(self, filter: &mut Filter) {
        match self {
            Self::Rating(rating) => drop(filter.ratings.insert(rating)),
            Self::Flag(flag) => drop(filter.flags.insert(flag)),
            Self::Reason(reason) => drop(filter.reasons.insert(reason)),
            Self::Programme(programme) => drop(filter.programmes.insert(programme)),
            Self::Lapsed => filter.is_lapsed = true,
            Self::Doubtful => filter.is_doubtful = true,
            Self::Covered => filter.is_covered = true,
            Self::Others => filter.others = true,
            Self::Supplier => {}
        }
    }
}

/// Opens the filter by rating, flag, why a facility is here, programme, audit, and who names it.
pub(super) fn by_more(screen: &mut SmeltersScreen, core: &mut Core) -> Asks<SmeltersScreen> {
    let filter = &screen.filter;
    let others = passing(screen, core, More::clear);
    let mut entries = by_risk(filter, &others);
    entries.extend(by_standing(filter, &others));
    let outside = core.rows.len().saturating_sub(core.members().count());
    let item = PickerItem::new('o', "facilities outside Annex I too", outside.to_string());
    entries.push(item.ticked(filter.others).means(More::Others));
    entries.push(PickerItem::new('w', "named by a supplier \u{2026}", "").means(More::Supplier));
    Some(Picker::many_then("More filters", entries, |screen: &mut SmeltersScreen, core, chosen| {
        More::clear(&mut screen.filter);
        let asks = chosen.iter().any(|more| matches!(more, More::Supplier));
        chosen.into_iter().for_each(|more| more.choose(&mut screen.filter));
        screen.filter_changed(core);
        asks.then(|| by_supplier(screen, core)).flatten()
    }))
}

/// Ratings, and the flags that any raises, by number as far as there are digits.
fn by_risk(filter: &Filter, others: &[&FacilityRow]) -> Vec<(PickerItem, More)> {
    let rating = |rating: Rating| {
        let count = others.iter().filter(|row| row.rating == rating).count();
        let item = PickerItem::new(rating.letter(), format!("risk {}", rating.name()), count.to_string());
        item.ticked(filter.ratings.contains(&rating)).means(More::Rating(rating))
    };
    let flag = |(number, flag): (usize, &Flag)| {
        let letter = u32::try_from(number + 1).ok().and_then(|n| char::from_digit(n, 10));
        let count = others.iter().filter(|row| row.flags.contains(&flag.id)).count();
        let item = PickerItem::typed(format!("flag {}", flag.title), count.to_string());
        PickerItem { letter, ..item }.ticked(filter.flags.contains(&flag.id)).means(More::Flag(flag.id))
    };
    let is_of_use = |flag: &&Flag| {
        filter.flags.contains(&flag.id) || others.iter().any(|row| row.flags.contains(&flag.id))
    };
    let flags = FLAGS.iter().filter(is_of_use).enumerate().map(flag);
    Rating::ALL.into_iter().map(rating).chain(flags).collect()
}

/// Why it is here, the programmes that have any of them by capital letters, lapsed audits and doubts.
fn by_standing(filter: &Filter, others: &[&FacilityRow]) -> Vec<(PickerItem, More)> {
    let reason = |reason: Reason| {
        let is_here = |row: &&&FacilityRow| row.why_here.reasons().any(|other| other == reason);
        let count = others.iter().filter(is_here).count();
        let item = PickerItem::new(reason.letter(), reason.title(), count.to_string());
        item.ticked(filter.reasons.contains(&reason)).means(More::Reason(reason))
    };
    let mut listed = BTreeMap::<&str, usize>::new();
    for listed_by in others.iter().filter_map(|row| row.listed.as_ref()) {
        *listed.entry(listed_by.programme.name()).or_default() += 1;
    }
    let programme = |(letter, (name, count)): (char, (&str, usize))| {
        let item = PickerItem::new(letter, format!("listed by {name}"), count.to_string());
        item.ticked(filter.programmes.contains(name)).means(More::Programme(name.to_owned()))
    };
    let lapsed = others.iter().filter(|row| row.is_lapsed).count();
    let lapsed = PickerItem::new('x', "audit lapsed", lapsed.to_string());
    let doubtful = others.iter().filter(|row| row.is_doubtful).count();
    let doubtful = PickerItem::new('u', "status in doubt", doubtful.to_string());
    let mut entries: Vec<(PickerItem, More)> = Reason::ALL.into_iter().map(reason).collect();
    entries.extend(('A'..='Z').zip(listed).map(programme));
    entries.push(lapsed.ticked(filter.is_lapsed).means(More::Lapsed));
    entries.push(doubtful.ticked(filter.is_doubtful).means(More::Doubtful));
    let is_covered = |row: &&&FacilityRow| row.country.is_some_and(|country| country.is_covered());
    let covered = others.iter().filter(is_covered).count();
    let covered = PickerItem::new('v', "in a Covered Country", covered.to_string());
    entries.push(covered.ticked(filter.is_covered).means(More::Covered));
    entries
}
