//! The pickers and prompts of Matches: filters, looking up, a new facility field by field.

use std::collections::{BTreeMap, BTreeSet};

use super::{MatchesScreen, actions_on_names};
use crate::app::core::Core;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::overlays::prompt::Prompt;
use crate::app::overlays::{Asks, Overlay};
use crate::app::screens::facilities::{NO_COUNTRY, all_countries, read_cid};
use crate::domain::{Cid, Country, CountryValue, DecisionMethod, Metal, SupplierId};
use crate::intake::{DecidedAs, Decision, NewFacility};
use crate::resolve::matching::{FacilityRef, ReferenceFacility};
use crate::resolve::open::AskedName;
use crate::text::fold;

/// The facilities of a metal as entries of a picker, each with its CID and country, then once more by every other name
/// that the lists have for it.
pub(super) fn facilities(core: &Core, metal: Metal) -> Vec<(PickerItem, FacilityRef)> {
    let Some(reference) = &core.matching.reference else { return Vec::new() };
    let here = reference.facilities().iter().filter(|facility| facility.metal == metal);
    let mut entries = Vec::new();
    let mut others = Vec::new();
    for facility in here {
        let country = facility.country.map_or("", Country::name);
        let left = if facility.is_listed { "" } else { ", removed" };
        let text = format!("{}  {}", facility.name, facility.whose);
        entries.push((PickerItem::typed(text, format!("{country}{left}")), facility.whose.clone()));
        for alias in aliases(core, facility) {
            let text = format!("{alias} = {}  {}", facility.name, facility.whose);
            others.push((PickerItem::typed(text, country), facility.whose.clone()));
        }
    }
    entries.extend(others);
    entries
}

/// The other names that the lists have for a facility.
fn aliases(core: &Core, facility: &ReferenceFacility) -> BTreeSet<String> {
    let Some(cid) = facility.whose.cid() else { return BTreeSet::new() };
    let entries = core.matching.match_basis().entries_of(facility.metal, cid);
    let names = entries.flat_map(|(_, entry)| entry.aliases.iter().chain([&entry.name]));
    names.filter(|name| **name != facility.name).cloned().collect()
}

/// Asks for a new facility's name, starting from the one in hand; then for its country, city and CID.
pub fn new_facility(screen: &mut MatchesScreen, _: &mut Core) -> Asks<MatchesScreen> {
    let of = actions_on_names::name_in_hand(screen)?;
    let title = format!("New {} facility: its name", of.key.metal.name().to_lowercase());
    let hint = "the name as it should stand in the annex";
    let text = crate::text::clean(&of.written);
    let metal = of.key.metal;
    let read = move |_: &MatchesScreen, core: &Core, text: &str| new_name(core, metal, text);
    Some(Prompt::ask((title, hint, &text), read, move |_, core, name: String| {
        let new = NewFacility { name, country: None, city: String::new(), cid: None };
        Some(ask_country(core, of.clone(), new))
    }))
}

/// A name that the lists have is no new facility's.
fn new_name(core: &Core, metal: Metal, text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("a facility must have a name".to_owned());
    }
    let here = core.matching.reference.iter().flat_map(|reference| reference.facilities());
    let mut same = here.filter(|facility| facility.metal == metal && fold(&facility.name) == fold(text));
    match same.next() {
        Some(known) => Err(format!("that is {}, {}: / looks it up, to be accepted", known.name, known.whose)),
        None => Ok(text.to_owned()),
    }
}

/// Asks for the country, that of the row first.
fn ask_country(core: &Core, of: AskedName, new: NewFacility) -> Overlay<MatchesScreen> {
    let of_row = Country::of_place(&of.country);
    let mut entries: Vec<(PickerItem, Option<CountryValue>)> = of_row
        .map(|country| {
            PickerItem::typed(country.name(), "as the row says")
                .means(Some(CountryValue::read(country.name())))
        })
        .into_iter()
        .collect();
    entries.push(PickerItem::typed(NO_COUNTRY, "").means(None));
    let others = all_countries(core).into_iter();
    let others = others.filter(|(item, _)| of_row.is_none_or(|country| country.name() != item.text));
    entries.extend(others.map(|(item, country)| (item, Some(country))));
    Picker::one_or_none(format!("Country of {}", new.name), entries, move |_, _, country| {
        Some(ask_city(of, NewFacility { country: country.flatten(), ..new }))
    })
}

fn ask_city(of: AskedName, new: NewFacility) -> Overlay<MatchesScreen> {
    let asked = (format!("City of {}", new.name), "Enter alone for none", "");
    let read = |_: &MatchesScreen, _: &Core, text: &str| Ok(text.to_owned());
    Prompt::ask(asked, read, move |_, _, city| Some(ask_cid(of.clone(), NewFacility { city, ..new.clone() })))
}

fn ask_cid(of: AskedName, new: NewFacility) -> Overlay<MatchesScreen> {
    let asked = (format!("CID of {}", new.name), "CID and six digits; Enter alone for none", "");
    let read = |_: &MatchesScreen, core: &Core, text: &str| match text {
        "" => Ok(None),
        text => new_cid(core, read_cid(text)?).map(Some),
    };
    Prompt::ask(asked, read, move |screen, core, cid| {
        let choice = DecidedAs::New(NewFacility { cid, ..new.clone() });
        let name = of.clone();
        actions_on_names::decide(
            screen,
            core,
            &Decision { name, choice, method: DecisionMethod::Hand, score: None },
        );
        None
    })
}

/// A number that a list or the workspace has, under whatever metal, is no new facility's.
fn new_cid(core: &Core, cid: Cid) -> Result<Cid, String> {
    let listed = core.matching.reference.iter().flat_map(|reference| reference.facilities());
    let listed = listed.filter(|facility| facility.whose == FacilityRef::Cid(cid));
    let known = listed.map(|facility| (facility.metal, facility.name.as_str())).next();
    let here = core.rows.iter().find(|row| row.cid == Some(cid)).map(|row| (row.metal, row.name.as_str()));
    match known.or(here) {
        Some((metal, name)) => Err(format!("{cid} is {name} ({metal}): / looks it up, to be accepted")),
        None => Ok(cid),
    }
}

/// Opens the filter by metal.
pub fn filter_metal(screen: &mut MatchesScreen, core: &mut Core) -> Asks<MatchesScreen> {
    let entry = |metal: Metal| {
        let open = core.matching.waiting.iter().filter(|open| open.name.key.metal == metal).count();
        let item = PickerItem::new(metal.letter(), metal.name(), open.to_string());
        item.ticked(screen.filter.metals.contains(&metal)).means(metal)
    };
    let entries = Metal::ALL.into_iter().map(entry).collect();
    Some(Picker::many("Filter by metal", entries, |screen: &mut MatchesScreen, core, metals| {
        screen.filter.metals = metals.into_iter().collect();
        screen.filter_changed(core);
    }))
}

/// The suppliers that wrote open names, by name, with how many.
fn writers(core: &Core) -> BTreeMap<(String, SupplierId), usize> {
    let mut writers = BTreeMap::new();
    for id in core.matching.waiting.iter().flat_map(|open| &open.suppliers) {
        if let Some(supplier) = core.workspace.suppliers.get(id) {
            *writers.entry((supplier.name.clone(), id.clone())).or_default() += 1;
        }
    }
    writers
}

/// Opens the filter by who wrote the names.
pub fn filter_supplier(screen: &mut MatchesScreen, core: &mut Core) -> Asks<MatchesScreen> {
    let entry = |((name, id), names): ((String, SupplierId), usize)| {
        PickerItem::typed(name, names.to_string()).ticked(screen.filter.suppliers.contains(&id)).means(id)
    };
    let entries: Vec<(PickerItem, SupplierId)> = writers(core).into_iter().map(entry).collect();
    if entries.is_empty() {
        core.warn("no supplier wrote an open name");
        return None;
    }
    Some(Picker::many("Filter by supplier", entries, |screen: &mut MatchesScreen, core, suppliers| {
        screen.filter.suppliers = suppliers.into_iter().collect();
        screen.filter_changed(core);
    }))
}
