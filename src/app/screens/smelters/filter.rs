//! The filters of Smelters: each a picker that says how many facilities a choice would leave.

use std::collections::{BTreeMap, BTreeSet};

use super::SmeltersScreen;
use crate::app::core::Core;
use crate::app::overlays::Asks;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::screens::facilities::NO_COUNTRY;
use crate::app::screens::supplier_entries;
use crate::domain::{Metal, Rating, Status, SupplierId};
use crate::query::{FacilityRow, Filter};
use crate::risk::{FLAGS, Flag, FlagId};

/// The rows that pass the filter without the kind that `clear` takes out of it: what a choice would leave.
fn passing<'a>(screen: &SmeltersScreen, core: &'a Core, clear: impl Fn(&mut Filter)) -> Vec<&'a FacilityRow> {
    let mut filter = screen.filter.clone();
    clear(&mut filter);
    filter.passing(&core.rows)
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
pub(super) fn by_supplier(screen: &mut SmeltersScreen, core: &mut Core) -> Asks<SmeltersScreen> {
    let entries = supplier_entries(core, &screen.filter.suppliers)?;
    Some(Picker::many("Filter by supplier", entries, |screen: &mut SmeltersScreen, core, suppliers| {
        screen.filter.suppliers = suppliers.into_iter().collect::<BTreeSet<SupplierId>>();
        screen.name_again(core);
        screen.filter_changed(core);
    }))
}

/// What the filter by risk or flag chooses.
enum Risk {
    Rating(Rating),
    Flag(FlagId),
}

/// Opens the filter by rating and flag.
pub(super) fn by_more(screen: &mut SmeltersScreen, core: &mut Core) -> Asks<SmeltersScreen> {
    let filter = &screen.filter;
    let others = passing(screen, core, |filter| {
        filter.ratings.clear();
        filter.flags.clear();
    });
    let rating = |rating: Rating| {
        let count = others.iter().filter(|row| row.rating == rating).count();
        let item = PickerItem::new(rating.letter(), format!("risk {}", rating.name()), count.to_string());
        item.ticked(filter.ratings.contains(&rating)).means(Risk::Rating(rating))
    };
    let flag = |(number, flag): (usize, &Flag)| {
        let letter = u32::try_from(number + 1).ok().and_then(|n| char::from_digit(n, 10)).unwrap_or('?');
        let count = others.iter().filter(|row| row.flags.contains(&flag.id)).count();
        let item = PickerItem::new(letter, format!("flag {}", flag.title), count.to_string());
        item.ticked(filter.flags.contains(&flag.id)).means(Risk::Flag(flag.id))
    };
    let entries = Rating::ALL.into_iter().map(rating).chain(FLAGS.iter().enumerate().map(flag)).collect();
    Some(Picker::many("Filter by risk or flag", entries, |screen: &mut SmeltersScreen, core, chosen| {
        let filter = &mut screen.filter;
        filter.ratings.clear();
        filter.flags.clear();
        for risk in chosen {
            match risk {
                Risk::Rating(rating) => drop(filter.ratings.insert(rating)),
                Risk::Flag(flag) => drop(filter.flags.insert(flag)),
            }
        }
        screen.filter_changed(core);
    }))
}
