//! From a chosen or typed value to a change: what pickers and prompts are for, reasons, confirmations.

use jiff::civil::Date;

use super::declared::DeclaredPick;
use super::overlays::picker::{Item, Picker};
use super::overlays::prompt::Prompt;
use super::overlays::{Confirm, Overlay, Then};
use super::screen::ScreenId;
use super::screens::matches::{self, MatchPick, MatchPrompt};
use super::screens::suppliers::ask as suppliers;
use super::state::App;
use crate::domain::{
    ActionKind, ActionState, Cid, ClaimField, Country, CountryValue, Disposition, FacilityId, Metal, Rating,
    RequestState, Status, Value,
};
use crate::intake::change::{self, By, Change};
use crate::risk::FLAGS;
use crate::text::count;

/// What a picker's choice is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// Filter by metal.
    FilterMetal,
    /// Filter by status.
    FilterStatus,
    /// Filter by country.
    FilterCountry,
    /// Filter by rating or flag.
    FilterMore,
    /// Which field to edit.
    Field,
    /// The status as the original document gives it: no reason is asked.
    StatusInOriginal,
    /// A status, with a reason.
    Status,
    /// A country, with a reason.
    Country,
    /// A rating.
    Rating,
    /// A disposition.
    Disposition,
    /// The kind of a new action.
    ActionKind,
    /// An action's state.
    ActionState,
    /// The metal of a new facility.
    NewMetal,
    /// The source to withdraw.
    Source,
    /// The country of a new facility.
    NewCountry(Metal, String),
    /// Something about suppliers or declared rows.
    Declared(DeclaredPick),
    /// Something on Matches.
    Match(MatchPick),
}

/// What a prompt's text is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prompted {
    /// The reason of a change; whether it must be given.
    Reason(Change, bool),
    /// A facility's name.
    Name,
    /// A facility's CID.
    Cid,
    /// A note.
    Note,
    /// Evidence: a path or address, and a date behind it.
    Evidence,
    /// An action's due date.
    Due,
    /// An action's owner.
    Owner,
    /// The name of a new facility.
    NewName(Metal),
    /// The name of a new supplier.
    NewSupplier,
    /// A part of a supplier.
    SupplierPart(suppliers::Part),
    /// A line of the request log: day, due day, note.
    Request(RequestState),
    /// Something on Matches.
    Match(MatchPrompt),
}

/// Whether a change wants a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Given(&'static str),
    Optional,
    Required,
}

/// The facilities that an edit applies to: the selected ones, or the one under the cursor.
#[must_use]
pub fn targets(app: &App) -> Vec<FacilityId> {
    match app.screen {
        ScreenId::Smelters => app.smelters.targets(&app.rows),
        ScreenId::Triage => app.triage.current.clone().into_iter().collect(),
        ScreenId::Overview
        | ScreenId::Matches
        | ScreenId::Suppliers
        | ScreenId::Declaration
        | ScreenId::Rows
        | ScreenId::Actions
        | ScreenId::Report
        | ScreenId::History => Vec::new(),
    }
}

/// The name of what an edit applies to: "PAMP S.A." or "12 facilities".
pub(super) fn name_of(app: &App, targets: &[FacilityId]) -> String {
    match targets {
        [id] => app.row(id).map_or_else(|| id.to_string(), |row| row.name.clone()),
        many => count(many.len(), "facility", "facilities"),
    }
}

/// A title that says what is asked and of which facility.
pub(super) fn titled(app: &App, what: &str) -> String {
    format!("{what}: {}", name_of(app, &targets(app)))
}

/// A picker's entries were chosen.
pub fn picked(app: &mut App, picker: Picker, chosen: &[usize]) {
    let first = chosen.first().copied();
    match picker.pick {
        Pick::FilterMetal => {
            app.smelters.query.filter.metals =
                chosen.iter().filter_map(|i| Metal::ALL.get(*i)).copied().collect();
            app.filter_changed();
        }
        Pick::FilterStatus => {
            let statuses = chosen.iter().filter_map(|i| Status::ALL.get(*i)).copied().collect();
            app.smelters.query.filter.statuses = statuses;
            app.filter_changed();
        }
        Pick::FilterCountry => {
            let names = chosen.iter().filter_map(|i| picker.items.get(*i));
            let countries =
                names.map(|item| if item.text == NO_COUNTRY { String::new() } else { item.text.clone() });
            app.smelters.query.filter.countries = countries.collect();
            app.filter_changed();
        }
        Pick::FilterMore => filter_more(app, chosen),
        Pick::Field => pick_field(app, first),
        Pick::StatusInOriginal if first == Some(Status::STATED.len()) => super::ask::field(app),
        Pick::StatusInOriginal => pick_status(app, first, Reason::Given("as in the original document")),
        Pick::Status => pick_status(app, first, Reason::Required),
        Pick::Country => {
            if let Some(country) = country_of(&picker, first) {
                want(app, Change::Set(Value::Country(country)), Reason::Optional);
            }
        }
        Pick::Rating => pick_rating(app, first),
        Pick::Disposition => {
            if let Some(info) = first.and_then(|i| Disposition::all().get(i)) {
                let reason = if info.needs_reason { Reason::Required } else { Reason::Given("") };
                want(app, Change::Dispose(info.id), reason);
            }
        }
        Pick::ActionKind => {
            if let Some(kind) = first.and_then(|i| facility_kinds().nth(i)) {
                want(app, Change::Act(kind), Reason::Given(""));
            }
        }
        Pick::ActionState => {
            if let Some(state) = first.and_then(|i| ActionState::ALL.get(i)) {
                super::screens::actions::set_state(app, *state);
            }
        }
        Pick::NewMetal => new_name(app, first),
        Pick::Source => super::withdraw::chosen(app, first),
        Pick::NewCountry(metal, name) => {
            let country = picker_country(&picker.items, first);
            add_facility(app, metal, &name, country);
        }
        Pick::Declared(pick) => pick.picked(app, chosen),
        Pick::Match(pick) => pick.picked(app, &picker.items, chosen),
    }
}

/// Asks for the name of a new facility.
fn new_name(app: &mut App, first: Option<usize>) {
    if let Some(metal) = first.and_then(|i| Metal::ALL.get(i)) {
        let title = format!("New {metal} facility: its name");
        let prompt = Prompt::new(title, "as the source writes it", "", Prompted::NewName(*metal));
        app.overlays.push(Overlay::Prompt(prompt));
    }
}

/// The entry for facilities without a country.
pub const NO_COUNTRY: &str = "(no country)";

fn country_of(picker: &Picker, first: Option<usize>) -> Option<CountryValue> {
    picker_country(&picker.items, first)
}

fn picker_country(items: &[Item], first: Option<usize>) -> Option<CountryValue> {
    let item = first.and_then(|index| items.get(index)).filter(|item| item.text != NO_COUNTRY)?;
    Some(CountryValue::read(&item.text))
}

fn filter_more(app: &mut App, chosen: &[usize]) {
    let ratings = chosen.iter().filter_map(|i| Rating::ALL.get(*i)).copied().collect();
    let flags = chosen.iter().filter_map(|i| i.checked_sub(Rating::ALL.len()));
    app.smelters.query.filter.flags = flags.filter_map(|i| FLAGS.get(i)).map(|flag| flag.id).collect();
    app.smelters.query.filter.ratings = ratings;
    app.filter_changed();
}

fn pick_status(app: &mut App, first: Option<usize>, reason: Reason) {
    let change = match first.and_then(|i| Status::STATED.get(i)) {
        Some(status) => Change::Set(Value::Status(*status, None)),
        None => Change::Clear(ClaimField::Status),
    };
    let reason = if matches!(change, Change::Clear(_)) { Reason::Given("") } else { reason };
    want(app, change, reason);
}

fn pick_rating(app: &mut App, first: Option<usize>) {
    match first.and_then(|i| Rating::ALL.get(i)) {
        Some(rating) => want(app, Change::Rate(*rating), Reason::Required),
        None => want(app, Change::Unrate, Reason::Given("")),
    }
}

fn pick_field(app: &mut App, first: Option<usize>) {
    let overlay = match first {
        Some(0) => Overlay::Picker(status_picker("Status", Pick::Status)),
        Some(1) => {
            let hint = "CID and six digits; empty takes back what was set by hand";
            Overlay::Prompt(Prompt::new(titled(app, "CID"), hint, "", Prompted::Cid))
        }
        Some(2) => {
            let name = match targets(app).as_slice() {
                [id] => app.row(id).map_or(String::new(), |row| row.name.clone()),
                _ => String::new(),
            };
            let hint = "the name; empty takes back what was set by hand";
            Overlay::Prompt(Prompt::new(titled(app, "Name"), hint, &name, Prompted::Name))
        }
        Some(3) => Overlay::Picker(Picker::one(titled(app, "Country"), all_countries(app), Pick::Country)),
        Some(_) | None => return,
    };
    app.overlays.push(overlay);
}

/// The picker of a status; the last entry takes back what was set by hand.
#[must_use]
pub fn status_picker(title: &str, pick: Pick) -> Picker {
    let letters = ['c', 'a', 'i'];
    let mut items: Vec<Item> = letters
        .into_iter()
        .zip(Status::STATED)
        .map(|(letter, status)| Item::new(letter, status.name(), ""))
        .collect();
    items.push(if pick == Pick::StatusInOriginal {
        Item::new('o', "another value: CID, name, country", "")
    } else {
        Item::new('x', "take back what was set by hand", "")
    });
    Picker::one(title, items, pick)
}

/// Every country, for a picker: those that occur first, each part by name.
pub(super) fn all_countries(app: &App) -> Vec<Item> {
    let occurring: std::collections::BTreeSet<Country> =
        app.rows.iter().filter_map(|row| row.country).collect();
    let mut countries: Vec<Country> = Country::all().collect();
    countries.sort_by_key(|country| (!occurring.contains(country), country.name()));
    countries.into_iter().map(|country| Item::typed(country.name(), country.code())).collect()
}

/// The kinds of action that can be opened on a facility.
pub fn facility_kinds() -> impl Iterator<Item = &'static ActionKind> {
    ActionKind::all().iter().filter(|kind| kind.on_facility)
}

/// A text was entered.
///
/// # Errors
/// When it is not what was asked, with the reason for the person.
pub fn entered(app: &mut App, prompted: &Prompted, text: &str) -> Result<(), String> {
    match prompted {
        Prompted::Reason(change, required) => {
            if *required && text.is_empty() {
                return Err("a reason must be given".to_owned());
            }
            confirm_or_apply(app, change.clone(), text.to_owned());
        }
        Prompted::Name if text.is_empty() => {
            confirm_or_apply(app, Change::Clear(ClaimField::Name), String::new());
        }
        Prompted::Name => want(app, Change::Set(Value::Name(text.to_owned())), Reason::Optional),
        Prompted::Cid if text.is_empty() => {
            confirm_or_apply(app, Change::Clear(ClaimField::Cid), String::new());
        }
        Prompted::Cid => {
            // Six digits alone can only be meant as one.
            let is_bare = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
            let text = if is_bare { format!("CID{text}") } else { text.to_owned() };
            let cid = Cid::parse(&text).map_err(|error| error.to_string())?;
            want(app, Change::Set(Value::Cid(cid)), Reason::Optional);
        }
        Prompted::Note if text.is_empty() => return Err("a note must have a text".to_owned()),
        Prompted::Note => confirm_or_apply(app, Change::Note(text.to_owned()), String::new()),
        Prompted::Evidence => {
            let (link, dated) = read_evidence(text)?;
            confirm_or_apply(app, Change::Evidence(link, dated), String::new());
        }
        Prompted::Due => {
            let due = read_date(text)?;
            super::screens::actions::set_due(app, due);
        }
        Prompted::Owner => super::screens::actions::set_owner(app, text),
        Prompted::NewName(_) if text.is_empty() => return Err("a facility must have a name".to_owned()),
        Prompted::NewName(metal) => {
            let mut items = vec![Item::typed(NO_COUNTRY, "")];
            items.extend(all_countries(app));
            let picker =
                Picker::one(format!("Country of {text}"), items, Pick::NewCountry(*metal, text.to_owned()));
            app.overlays.push(Overlay::Picker(picker));
        }
        Prompted::NewSupplier => suppliers::added(app, text)?,
        Prompted::SupplierPart(part) => suppliers::part_entered(app, *part, text)?,
        Prompted::Request(state) => suppliers::request_entered(app, *state, text)?,
        Prompted::Match(prompt) => matches::entered(app, prompt, text)?,
    }
    Ok(())
}

fn read_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("{text:?} is no date; dates are year, month, day: 2027-03-31"))
}

/// A path or address, with a date behind it if the last word is one.
fn read_evidence(text: &str) -> Result<(String, Option<Date>), String> {
    if text.is_empty() {
        return Err("type a path or an address, then its date if it has one".to_owned());
    }
    match text.rsplit_once(' ') {
        Some((link, date)) if looks_like_date(date) => Ok((link.trim().to_owned(), Some(read_date(date)?))),
        Some(_) | None => Ok((text.to_owned(), None)),
    }
}

/// Whether a word was meant as a date, right or wrong: three groups of digits, one of them a year.
fn looks_like_date(word: &str) -> bool {
    let groups: Vec<&str> = word.split(['-', '/', '.']).collect();
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    groups.len() == 3 && groups.iter().all(digits) && groups.iter().any(|year| year.len() == 4)
}

/// Asks for the reason if one is wanted, then goes on to [`confirm_or_apply`].
fn want(app: &mut App, change: Change, reason: Reason) {
    match reason {
        Reason::Given(reason) => confirm_or_apply(app, change, reason.to_owned()),
        Reason::Optional | Reason::Required => {
            let required = reason == Reason::Required;
            let hint = if required { "why (must be given)" } else { "why (Enter alone gives none)" };
            let title = format!("{}, reason", change.title());
            let title = titled(app, &title);
            let prompt = Prompt::new(title, hint, "", Prompted::Reason(change, required));
            app.overlays.push(Overlay::Prompt(prompt));
        }
    }
}

/// Applies a change to one facility; asks once before it touches several.
fn confirm_or_apply(app: &mut App, change: Change, reason: String) {
    let targets = targets(app);
    if targets.len() <= 1 {
        apply(app, &change, &targets, &reason);
        return;
    }
    let examples = targets.iter().take(10).filter_map(|id| app.row(id)).map(|row| row.name.clone()).collect();
    let hidden = match app.smelters.marked_hidden(&app.rows) {
        0 => String::new(),
        hidden => format!(", {hidden} of them not shown"),
    };
    let question = format!("{} on {} facilities{hidden}?", change.title(), targets.len());
    let then = Then::Change(change, targets, reason);
    app.overlays.push(Overlay::Confirm(Confirm { question, examples, then }));
}

/// Applies a change to facilities and says so.
pub fn apply(app: &mut App, change: &Change, targets: &[FacilityId], reason: &str) {
    let (stamp, today) = (app.stamp(), app.today());
    let mut by = By { stamp, today, ids: &mut app.ids };
    let Some(edit) = change.edit(&app.workspace, targets, reason, &mut by) else {
        app.warn(if targets.is_empty() { "no facility is under the cursor" } else { "nothing to change" });
        return;
    };
    let title = format!("{}: {}", change.title(), name_of(app, targets));
    let contradicted = is_contradicted(app);
    if app.commit(title.clone(), edit) {
        if is_contradicted(app) && !contradicted {
            app.warn(format!("{title}; the source's totals no longer reconcile"));
        } else {
            app.done(title);
        }
        app.smelters.marked.clear();
    }
}

/// Whether statuses set by hand contradict a source's totals.
fn is_contradicted(app: &App) -> bool {
    app.workspace.constraints.values().any(|constraint| app.workspace.remaining(constraint).is_contradicted())
}

/// Derives what the constraints leave only one value for, or says why nothing can be.
pub fn derive(app: &mut App) {
    let Some((edit, rows, status)) = change::derive(&app.workspace) else {
        let left =
            app.workspace.constraints.values().map(|c| app.workspace.remaining(c)).find(|left| left.rows > 0);
        app.warn(match left {
            Some(left) if left.is_contradicted() => {
                "the statuses set contradict the totals: nothing can be derived".to_owned()
            }
            Some(left) => format!("cannot derive yet: {}", remaining_words(&left)),
            None => "no source's totals say anything about unresolved facilities".to_owned(),
        });
        return;
    };
    let title = format!("Derive {status} for {rows} facilities from the source's totals");
    let question = format!("The totals leave only {status} for the {rows} unresolved rows. Set them?");
    let then = Then::Edit(title, Box::new(edit));
    app.overlays.push(Overlay::Confirm(Confirm { question, examples: Vec::new(), then }));
}

/// What a constraint leaves, in words: "36 Conformant and 3 Indeterminable of 39 left".
#[must_use]
pub fn remaining_words(left: &crate::domain::Remaining) -> String {
    if left.is_contradicted() {
        return format!("{} left; the totals are contradicted", left.rows);
    }
    let parts: Vec<String> = Status::STATED
        .iter()
        .filter(|status| left.counts.get(**status) != 0)
        .map(|status| format!("{} {status}", left.counts.get(*status)))
        .collect();
    let parts = if parts.is_empty() { "nothing".to_owned() } else { parts.join(" and ") };
    format!("{parts} of {} left", left.rows)
}

fn add_facility(app: &mut App, metal: Metal, name: &str, country: Option<CountryValue>) {
    let (stamp, today) = (app.stamp(), app.today());
    let mut by = By { stamp, today, ids: &mut app.ids };
    let (id, edit) = change::add_facility(metal, name, country, &mut by);
    let title = format!("Add {metal} facility {name}");
    if app.commit(title.clone(), edit) {
        app.show_facility(&id);
        app.done(title);
    }
}
