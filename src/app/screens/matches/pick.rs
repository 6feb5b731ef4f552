//! The pickers and prompts of Matches: filters, looking up, a new facility field by field.

use std::collections::BTreeMap;

use super::{exchange, work};
use crate::app::overlays::Overlay;
use crate::app::overlays::picker::{Item, Picker};
use crate::app::overlays::prompt::Prompt;
use crate::app::state::App;
use crate::app::targets::{NO_COUNTRY, Pick, Prompted, all_countries};
use crate::domain::{Cid, CountryValue, Decided, Metal, SupplierId};
use crate::intake::{Choice, Decision, NewFacility};
use crate::resolve::matching::Whose;

/// What a choice on Matches is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatchPick {
    /// What the name is instead of a facility.
    None,
    /// A facility that was looked up.
    LookUp,
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
    /// The name of a new facility.
    Name,
    /// Its city.
    City(Box<NewName>),
    /// Its CID.
    Cid(Box<NewName>),
}

/// A new facility as far as it was told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewName {
    name: String,
    country: Option<CountryValue>,
    city: String,
}

impl MatchPick {
    /// Entries were chosen.
    pub(in crate::app) fn picked(self, app: &mut App, items: &[Item], chosen: &[usize]) {
        let first = chosen.first().copied();
        match self {
            Self::None => work::kind_chosen(app, first),
            Self::LookUp => looked_up(app, items.len(), first),
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

/// The facilities of a metal as entries of a picker: name, CID and country; the metal's lists in their order.
pub(super) fn facilities(app: &App, metal: Metal) -> Vec<(String, String)> {
    let Some(reference) = &app.matching.reference else { return Vec::new() };
    let here = reference.facilities().iter().filter(|facility| facility.metal == metal);
    let entry = |facility: &crate::resolve::matching::Facility| {
        let country = facility.country.map_or("", crate::domain::Country::name);
        let left = if facility.is_listed { "" } else { ", removed" };
        (format!("{}  {}", facility.name, facility.whose), format!("{country}{left}"))
    };
    here.map(entry).collect()
}

fn looked_up(app: &mut App, offered: usize, first: Option<usize>) {
    let metal = work::name_in_hand(app).map(|name| name.key.metal);
    let (Some(metal), Some(at), Some(reference)) = (metal, first, &app.matching.reference) else { return };
    let here: Vec<&Whose> = reference
        .facilities()
        .iter()
        .filter(|facility| facility.metal == metal)
        .map(|facility| &facility.whose)
        .collect();
    // The lists may have changed while the picker was open: then what was chosen is not what stands there now.
    if here.len() == offered
        && let Some(whose) = here.get(at).map(|whose| (*whose).clone())
    {
        work::looked_up(app, &whose);
    }
}

/// Asks for a new facility's name, starting from the one in hand.
pub fn new_facility(app: &mut App) {
    let Some(name) = work::name_in_hand(app) else { return };
    let title = format!("New {} facility: its name", name.key.metal.name().to_lowercase());
    let hint = "the name as it should stand in the annex";
    let text = crate::text::clean(&name.written);
    let prompt = Prompt::new(title, hint, &text, Prompted::Match(MatchPrompt::Name));
    app.overlays.push(Overlay::Prompt(prompt));
}

/// A text was entered.
///
/// # Errors
/// When it is not what was asked, with the reason for the person.
pub fn entered(app: &mut App, prompt: &MatchPrompt, text: &str) -> Result<(), String> {
    match prompt {
        MatchPrompt::File => exchange::named(app, text)?,
        MatchPrompt::Name if text.is_empty() => return Err("a facility must have a name".to_owned()),
        MatchPrompt::Name => ask_country(app, text),
        MatchPrompt::City(new) => {
            let new = NewName { city: text.to_owned(), ..(**new).clone() };
            let title = format!("CID of {}", new.name);
            let hint = "CID and six digits; Enter alone for none";
            let prompt = Prompt::new(title, hint, "", Prompted::Match(MatchPrompt::Cid(Box::new(new))));
            app.overlays.push(Overlay::Prompt(prompt));
        }
        MatchPrompt::Cid(new) => {
            let cid = if text.is_empty() { None } else { Some(read_cid(text)?) };
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

/// Asks for the country, that of the row first.
fn ask_country(app: &mut App, name: &str) {
    let written = work::name_in_hand(app).map(|name| name.country).unwrap_or_default();
    let of_row = crate::domain::Country::parse(&written);
    let mut items: Vec<Item> =
        of_row.map(|country| Item::typed(country.name(), "as the row says")).into_iter().collect();
    items.push(Item::typed(NO_COUNTRY, ""));
    items.extend(all_countries(app).into_iter().filter(|item| of_row.is_none_or(|c| c.name() != item.text)));
    let new = NewName { name: name.to_owned(), ..NewName::default() };
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
    let Some(name) = work::name_in_hand(app) else { return };
    let NewName { name: called, country, city } = new.clone();
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
