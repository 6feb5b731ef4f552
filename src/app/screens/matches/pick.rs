//! The pickers and prompts of Matches: filters, looking up, a new facility field by field.

use std::collections::{BTreeMap, BTreeSet};

use super::{exchange, work};
use crate::app::overlays::Overlay;
use crate::app::overlays::picker::{Item, Picker};
use crate::app::overlays::prompt::Prompt;
use crate::app::state::App;
use crate::app::targets::{NO_COUNTRY, Pick, Prompted, all_countries};
use crate::domain::{Cid, CountryValue, Decided, Metal, SupplierId};
use crate::intake::{Choice, Decision, NewFacility};
use crate::resolve::matching::{Facility, Whose};
use crate::resolve::open::Name;
use crate::text::fold;

/// What a choice on Matches is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchPick {
    /// What this name is instead of a facility.
    None(Box<Name>),
    /// A facility that was looked up for this name: those of the entries, in their order.
    LookUp(Box<Name>, Vec<Whose>),
    /// The country of a new facility.
    Country(Box<NewName>),
    /// Filter by metal.
    Metal,
    /// Filter by supplier.
    Supplier,
}

/// What a text on Matches is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchPrompt {
    /// The file that decisions are taken from.
    File,
    /// The name of a new facility, for this declared name.
    Name(Box<Name>),
    /// Its city.
    City(Box<NewName>),
    /// Its CID.
    Cid(Box<NewName>),
}

/// A new facility as far as it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewName {
    /// The declared name that it is for.
    of: Name,
    name: String,
    country: Option<CountryValue>,
    city: String,
}

impl MatchPick {
    /// Entries were chosen.
    pub(in crate::app) fn picked(self, app: &mut App, items: &[Item], chosen: &[usize]) {
        let first = chosen.first().copied();
        match self {
            Self::None(name) => work::kind_chosen(app, &name, first),
            Self::LookUp(name, facilities) => {
                if let Some(whose) = first.and_then(|at| facilities.get(at)) {
                    work::looked_up(app, &name, whose);
                }
            }
            Self::Country(new) => country_chosen(app, *new, items, first),
            Self::Metal => {
                let metals = chosen.iter().filter_map(|at| Metal::ALL.get(*at));
                app.matches.filter.metals = metals.copied().collect();
                super::filter_changed(app);
            }
            Self::Supplier => {
                let suppliers = writers(app).into_keys();
                let all: Vec<SupplierId> = suppliers.map(|(_, id)| id).collect();
                app.matches.filter.suppliers = chosen.iter().filter_map(|at| all.get(*at)).cloned().collect();
                super::filter_changed(app);
            }
        }
    }
}

/// The facilities of a metal as entries of a picker, each with its CID and country, then once more by every other name
/// that the lists have for it.
pub(super) fn facilities(app: &App, metal: Metal) -> Vec<(Item, Whose)> {
    let Some(reference) = &app.matching.reference else { return Vec::new() };
    let here = reference.facilities().iter().filter(|facility| facility.metal == metal);
    let mut entries = Vec::new();
    let mut others = Vec::new();
    for facility in here {
        let country = facility.country.map_or("", crate::domain::Country::name);
        let left = if facility.is_listed { "" } else { ", removed" };
        let text = format!("{}  {}", facility.name, facility.whose);
        entries.push((Item::typed(text, format!("{country}{left}")), facility.whose.clone()));
        for alias in aliases(app, facility) {
            let text = format!("{alias} = {}  {}", facility.name, facility.whose);
            others.push((Item::typed(text, country), facility.whose.clone()));
        }
    }
    entries.extend(others);
    entries
}

/// The other names that the lists have for a facility.
fn aliases(app: &App, facility: &Facility) -> BTreeSet<String> {
    let Some(cid) = facility.whose.cid() else { return BTreeSet::new() };
    let entries = app.matching.grounds().entries_of(facility.metal, cid);
    let names = entries.flat_map(|(_, entry)| entry.aliases.iter().chain([&entry.name]));
    names.filter(|name| **name != facility.name).cloned().collect()
}

/// Asks for a new facility's name, starting from the one in hand.
pub fn new_facility(app: &mut App) {
    let Some(name) = work::name_in_hand(app) else { return };
    let title = format!("New {} facility: its name", name.key.metal.name().to_lowercase());
    let hint = "the name as it should stand in the annex";
    let text = crate::text::clean(&name.written);
    let prompt = Prompt::new(title, hint, &text, Prompted::Match(MatchPrompt::Name(Box::new(name))));
    app.overlays.push(Overlay::Prompt(prompt));
}

/// A text was entered.
///
/// # Errors
/// When it is not what was asked, with the reason for the person.
pub fn entered(app: &mut App, prompt: &MatchPrompt, text: &str) -> Result<(), String> {
    match prompt {
        MatchPrompt::File => exchange::named(app, text)?,
        MatchPrompt::Name(_) if text.is_empty() => return Err("a facility must have a name".to_owned()),
        MatchPrompt::Name(of) => {
            is_new_name(app, of, text)?;
            ask_country(app, of, text);
        }
        MatchPrompt::City(new) => {
            let new = NewName { city: text.to_owned(), ..(**new).clone() };
            let title = format!("CID of {}", new.name);
            let hint = "CID and six digits; Enter alone for none";
            let prompt = Prompt::new(title, hint, "", Prompted::Match(MatchPrompt::Cid(Box::new(new))));
            app.overlays.push(Overlay::Prompt(prompt));
        }
        MatchPrompt::Cid(new) => {
            let cid = if text.is_empty() { None } else { Some(read_cid(text)?) };
            if let Some(cid) = cid {
                is_new_cid(app, cid)?;
            }
            make(app, new, cid);
        }
    }
    Ok(())
}

/// Six digits alone can only be meant as a CID.
fn read_cid(text: &str) -> Result<Cid, String> {
    let is_bare = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    let text = if is_bare { format!("CID{text}") } else { text.to_owned() };
    Cid::parse(&text).map_err(|error| error.to_string())
}

/// A name that the lists have is no new facility's.
fn is_new_name(app: &App, of: &Name, text: &str) -> Result<(), String> {
    let metal = of.key.metal;
    let here = app.matching.reference.iter().flat_map(|reference| reference.facilities());
    let mut same = here.filter(|facility| facility.metal == metal && fold(&facility.name) == fold(text));
    match same.next() {
        Some(known) => Err(format!("that is {}, {}: / looks it up, to be accepted", known.name, known.whose)),
        None => Ok(()),
    }
}

/// A number that a list or the workspace has, under whatever metal, is no new facility's.
fn is_new_cid(app: &App, cid: Cid) -> Result<(), String> {
    let listed = app.matching.reference.iter().flat_map(|reference| reference.facilities());
    let listed = listed.filter(|facility| facility.whose == Whose::Cid(cid));
    let known = listed.map(|facility| (facility.metal, facility.name.as_str())).next();
    let here = app.rows.iter().find(|row| row.cid == Some(cid)).map(|row| (row.metal, row.name.as_str()));
    match known.or(here) {
        Some((metal, name)) => Err(format!("{cid} is {name} ({metal}): / looks it up, to be accepted")),
        None => Ok(()),
    }
}

/// Asks for the country, that of the row first.
fn ask_country(app: &mut App, of: &Name, name: &str) {
    let of_row = crate::domain::Country::parse(&of.country);
    let mut items: Vec<Item> =
        of_row.map(|country| Item::typed(country.name(), "as the row says")).into_iter().collect();
    items.push(Item::typed(NO_COUNTRY, ""));
    items.extend(all_countries(app).into_iter().filter(|item| of_row.is_none_or(|c| c.name() != item.text)));
    let new = NewName { of: of.clone(), name: name.to_owned(), country: None, city: String::new() };
    let title = format!("Country of {name}");
    app.overlays.push(Overlay::Picker(Picker::one(
        title,
        items,
        Pick::Match(MatchPick::Country(Box::new(new))),
    )));
}

fn country_chosen(app: &mut App, new: NewName, items: &[Item], first: Option<usize>) {
    let item = first.and_then(|at| items.get(at)).filter(|item| item.text != NO_COUNTRY);
    let new = NewName { country: item.map(|item| CountryValue::read(&item.text)), ..new };
    let title = format!("City of {}", new.name);
    let prompt =
        Prompt::new(title, "Enter alone for none", "", Prompted::Match(MatchPrompt::City(Box::new(new))));
    app.overlays.push(Overlay::Prompt(prompt));
}

fn make(app: &mut App, new: &NewName, cid: Option<Cid>) {
    let NewName { of: name, name: called, country, city } = new.clone();
    let choice = Choice::New(NewFacility { name: called, country, city, cid });
    work::decide(app, &Decision { name, choice, method: Decided::Hand, score: None });
}

/// Opens the filter by metal.
pub fn filter_metal(app: &mut App) {
    let letters = ['a', 'i', 'g', 'u'];
    let chosen = &app.matches.filter.metals;
    let items = letters.into_iter().zip(Metal::ALL).map(|(letter, metal)| {
        let open = app.matching.waiting.iter().filter(|open| open.name.key.metal == metal).count();
        Item::new(letter, metal.name(), open.to_string()).ticked(chosen.contains(&metal))
    });
    let picker = Picker::many("Filter by metal", items.collect(), Pick::Match(MatchPick::Metal));
    app.overlays.push(Overlay::Picker(picker));
}

/// The suppliers that wrote open names, by name, with how many.
fn writers(app: &App) -> BTreeMap<(String, SupplierId), usize> {
    let mut writers = BTreeMap::new();
    for id in app.matching.waiting.iter().flat_map(|open| &open.suppliers) {
        if let Some(supplier) = app.workspace.suppliers.get(id) {
            *writers.entry((supplier.name.clone(), id.clone())).or_default() += 1;
        }
    }
    writers
}

/// Opens the filter by supplier.
pub fn filter_supplier(app: &mut App) {
    let chosen = &app.matches.filter.suppliers;
    let items: Vec<Item> = writers(app)
        .into_iter()
        .map(|((name, id), names)| Item::typed(name, names.to_string()).ticked(chosen.contains(&id)))
        .collect();
    if items.is_empty() {
        return app.warn("no supplier wrote an open name");
    }
    let picker = Picker::many("Filter by supplier", items, Pick::Match(MatchPick::Supplier));
    app.overlays.push(Overlay::Picker(picker));
}
