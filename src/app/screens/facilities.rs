//! What Smelters and Triage have in common: the questions about the facilities in hand, each one value whoever asks it.

use jiff::civil::Date;

use crate::app::command::row::WhyNot;
use crate::app::core::Core;
use crate::app::detail::remaining_words;
use crate::app::jump::Jump;
use crate::app::news::News;
use crate::app::overlays::behind::of_facility;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::form::{FieldValue, FormField, FormOverlay};
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::overlays::prompt::Prompt;
use crate::app::overlays::{Asks, Overlay};
use crate::app::screen::hidden_words;
use crate::domain::{
    ActionKind, Cid, ClaimField, Country, CountryValue, Disposition, FacilityId, Metal, Rating, Status, Value,
};
use crate::intake::change::{self, Author, EvidenceGiven, FacilityChange};
use crate::query::{self, FACILITY_COPIED, ListedFacility};
use crate::resolve::rows::RowFilter;
use crate::text::count;

/// A screen that has facilities in hand.
pub trait OnFacilities: 'static {
    /// The facilities that an edit applies to: the selected ones, or the one under the cursor.
    fn facilities(&self, core: &Core) -> Vec<FacilityId>;

    /// How many of them are not shown.
    fn hidden(&self, _core: &Core) -> usize {
        0
    }
}

/// The entry for facilities without a country.
pub const NO_COUNTRY: &str = "(no country)";

/// The facilities that a question is about, as they were when it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
struct InHand {
    ids: Vec<FacilityId>,
    hidden: usize,
}

impl InHand {
    fn of<S: OnFacilities>(screen: &S, core: &Core) -> Self {
        Self { ids: screen.facilities(core), hidden: screen.hidden(core) }
    }

    /// What an edit applies to: "PAMP S.A." or "12 facilities".
    fn name(&self, core: &Core) -> String {
        match self.ids.as_slice() {
            [id] => core.row(id).map_or_else(|| id.to_string(), |row| row.name.clone()),
            many => count(many.len(), "facility", "facilities"),
        }
    }

    /// The names of the facilities, where they are several.
    fn touches(&self, core: &Core) -> Vec<String> {
        let rows = self.ids.iter().filter(|_| self.ids.len() > 1).filter_map(|id| core.row(id));
        rows.map(|row| row.name.clone()).collect()
    }

    /// A title that says what is asked and of which facility.
    fn titled(&self, core: &Core, what: &str) -> String {
        format!("{what}: {}", self.name(core))
    }
}

/// Whether a change wants a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Given(&'static str),
    Optional,
    Required,
}

/// Why nothing can be done to a facility: there is none in hand.
pub fn none_in_hand<S: OnFacilities>(screen: &S, core: &Core) -> WhyNot {
    screen.facilities(core).is_empty().then_some("no facility is under the cursor")
}

/// Asks which status to set, or which other value to edit.
pub fn edit<S: OnFacilities>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let hand = InHand::of(screen, core);
    Some(edited(hand.titled(core, "Edit"), hand, Reason::Required))
}

/// Asks for the status that the original document gives: no reason is asked.
pub fn status_in_original<S: OnFacilities>(screen: &mut S, core: &mut Core) -> Overlay<S> {
    let hand = InHand::of(screen, core);
    let title = hand.titled(core, "Status in the original document");
    edited(title, hand, Reason::Given("as in the original document"))
}

/// What is edited by hand. The letters are the same wherever it is asked.
enum Edited {
    Status(Status),
    ClearStatus,
    Cid,
    Name,
    Country,
}

/// Asks what to edit; a status is set for a reason.
fn edited<S: 'static>(title: String, hand: InHand, reason: Reason) -> Overlay<S> {
    // What is recorded without being asked stands beside what does it.
    let recorded = match reason {
        Reason::Given(reason) => format!("sets it at once, \u{201c}{reason}\u{201d}"),
        Reason::Optional | Reason::Required => String::new(),
    };
    let set = |status: Status| {
        PickerItem::new(status.letter(), format!("status {}", status.name()), recorded.clone())
            .means(Edited::Status(status))
    };
    let mut entries: Vec<(PickerItem, Edited)> = Status::STATED.into_iter().map(set).collect();
    let others = [
        ('x', "take back the status set by hand", Edited::ClearStatus),
        ('d', "CID", Edited::Cid),
        ('n', "name", Edited::Name),
        ('l', "country", Edited::Country),
    ];
    entries.extend(others.map(|(letter, words, edited)| PickerItem::new(letter, words, "").means(edited)));
    Picker::one(title, entries, move |_, core, answer| match answer {
        Edited::Status(status) => want(core, hand, FacilityChange::Set(Value::Status(status, None)), reason),
        Edited::ClearStatus => confirm_or_apply(core, hand, FacilityChange::Clear(ClaimField::Status), ""),
        Edited::Cid => Some(cid(core, hand)),
        Edited::Name => Some(name(core, hand)),
        Edited::Country => Some(country(core, hand)),
    })
}

fn cid<S: 'static>(core: &Core, hand: InHand) -> Overlay<S> {
    let hint = "CID and six digits; empty takes back what was set by hand";
    let read = |text: &str| read_cid(text).map(Value::Cid);
    value(core, hand, ClaimField::Cid, ("CID", hint, ""), read)
}

/// A CID as typed: six digits alone can only be meant as one.
///
/// # Errors
/// When it is none, with the reason for the person.
pub fn read_cid(text: &str) -> Result<Cid, String> {
    let is_bare = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    let text = if is_bare { format!("CID{text}") } else { text.to_owned() };
    Cid::parse(&text).map_err(|error| error.to_string())
}

fn name<S: 'static>(core: &Core, hand: InHand) -> Overlay<S> {
    let now = match hand.ids.as_slice() {
        [id] => core.row(id).map_or(String::new(), |row| row.name.clone()),
        _ => String::new(),
    };
    let hint = "the name; empty takes back what was set by hand";
    value(core, hand, ClaimField::Name, ("Name", hint, &now), |text| Ok(Value::Name(text.to_owned())))
}

/// Asks for a value: one that is typed wants a reason, nothing typed takes back what was set by hand.
fn value<S: 'static>(
    core: &Core,
    hand: InHand,
    field: ClaimField,
    (title, hint, now): (&str, &str, &str),
    read: fn(&str) -> Result<Value, String>,
) -> Overlay<S> {
    let read = move |_: &S, _: &Core, text: &str| match text {
        "" => Ok(None),
        text => read(text).map(Some),
    };
    Prompt::ask((hand.titled(core, title), hint, now), read, move |_, core, value| match value {
        Some(value) => want(core, hand.clone(), FacilityChange::Set(value), Reason::Optional),
        None => confirm_or_apply(core, hand.clone(), FacilityChange::Clear(field), ""),
    })
}

fn country<S: 'static>(core: &Core, hand: InHand) -> Overlay<S> {
    Picker::one(hand.titled(core, "Country"), all_countries(core), move |_, core, country| {
        want(core, hand, FacilityChange::Set(Value::Country(country)), Reason::Optional)
    })
}

/// Every country, for a picker: those that occur first, each part by name.
pub fn all_countries(core: &Core) -> Vec<(PickerItem, CountryValue)> {
    let occurring: std::collections::BTreeSet<Country> =
        core.members().filter_map(|row| row.country).collect();
    let mut countries: Vec<Country> = Country::all().collect();
    countries.sort_by_key(|country| (!occurring.contains(country), country.name()));
    let entry = |country: Country| {
        PickerItem::typed(country.name(), country.code()).means(CountryValue::read(country.name()))
    };
    countries.into_iter().map(entry).collect()
}

/// Asks for a rating; the last entry lets the computed one count again.
pub fn rate<S: OnFacilities>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let hand = InHand::of(screen, core);
    let rating = |rating: Rating| PickerItem::new(rating.letter(), rating.name(), "").means(Some(rating));
    let mut entries: Vec<(PickerItem, Option<Rating>)> = Rating::ALL.into_iter().map(rating).collect();
    entries.push(PickerItem::new('x', "let the computed rating count", "").means(None));
    Some(Picker::one(hand.titled(core, "Rate"), entries, move |_, core, rating| match rating {
        Some(rating) => want(core, hand, FacilityChange::Rate(rating), Reason::Required),
        None => confirm_or_apply(core, hand, FacilityChange::Unrate, ""),
    }))
}

/// Asks for a disposition.
pub fn dispose<S: OnFacilities>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let hand = InHand::of(screen, core);
    let all = Disposition::all().iter();
    let entries = all.map(|info| PickerItem::new(info.letter, &info.title, &info.doc).means(info)).collect();
    Some(Picker::one(hand.titled(core, "Disposition"), entries, move |_, core, info| {
        let reason = if info.needs_reason { Reason::Required } else { Reason::Given("") };
        want(core, hand, FacilityChange::Dispose(info.id), reason)
    }))
}

/// The kinds of action that can be opened on a facility.
fn facility_kinds() -> impl Iterator<Item = &'static ActionKind> {
    ActionKind::all().iter().filter(|kind| kind.on_facility)
}

/// Asks for the kind of a new follow-up.
pub fn add_action<S: OnFacilities>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let hand = InHand::of(screen, core);
    let entry = |kind: &'static ActionKind| {
        let detail = format!("{}, due in {} days", kind.id, kind.due_days);
        PickerItem::new(kind.letter, &kind.title, detail).means(kind)
    };
    let entries = facility_kinds().map(entry).collect();
    Some(Picker::one(hand.titled(core, "Open an action"), entries, move |_, core, kind| {
        confirm_or_apply(core, hand, FacilityChange::Act(kind), "")
    }))
}

/// Asks for a note; what it is on stands in the form, whose yes is the one asking.
pub fn add_note<S: OnFacilities>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let hand = InHand::of(screen, core);
    let fields = vec![FormField::note("note", "what should be remembered", "").required()];
    let title = format!("{}{}", hand.titled(core, "Note"), hidden_words(hand.hidden));
    let about = (core.today(), hand.touches(core));
    Some(FormOverlay::ask(title, fields, about, move |_, core, values| {
        let text = values.first().map_or("", FieldValue::text).to_owned();
        apply(core, &hand, &FacilityChange::Note(text), "");
        Ok(None)
    }))
}

/// Asks for evidence: a path or an address, and its date if it has one.
pub fn add_evidence<S: OnFacilities>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let hand = InHand::of(screen, core);
    let fields = vec![
        FormField::text("document", "a path or an address", "").required(),
        FormField::past_day("dated", None),
    ];
    let (title, about) = (hand.titled(core, "Evidence"), (core.today(), hand.touches(core)));
    Some(FormOverlay::ask(title, fields, about, move |_, core, values| {
        let [link, dated] = values else { return Ok(None) };
        Ok(Some(how_credible(core, hand.clone(), link.text().to_owned(), dated.day())))
    }))
}

/// Asks what evidence is: credible evidence rates the facility.
fn how_credible<S: 'static>(core: &Core, hand: InHand, link: String, dated: Option<Date>) -> Overlay<S> {
    let entries = vec![
        PickerItem::new('d', "a document that supports a judgement", "no rating follows").means(false),
        PickerItem::new('c', "credible evidence of conflict or other grave abuse", "rates it Critical")
            .means(true),
    ];
    Picker::one(hand.titled(core, "What it is"), entries, move |_, core, credible| {
        let change = FacilityChange::Evidence(EvidenceGiven { link, dated, credible });
        confirm_or_apply(core, hand, change, "")
    })
}

/// Asks for the reason if one is wanted, then makes the change: what it touches stands in the form, whose yes is the one asking.
fn want<S: 'static>(core: &mut Core, hand: InHand, change: FacilityChange, reason: Reason) -> Asks<S> {
    let hint = match reason {
        Reason::Given(reason) => return confirm_or_apply(core, hand, change, reason),
        Reason::Optional => "why (Enter alone gives none)",
        Reason::Required => "why (must be given)",
    };
    let field = FormField::text("reason", hint, "").recalling(core.reasons_lately());
    let field = if reason == Reason::Required { field.required() } else { field };
    let title = format!("{}{}", hand.titled(core, &change.title()), hidden_words(hand.hidden));
    let about = (core.today(), hand.touches(core));
    Some(FormOverlay::ask(title, vec![field], about, move |_, core, values| {
        let reason = values.first().map_or("", FieldValue::text);
        apply(core, &hand, &change, reason);
        Ok(None)
    }))
}

/// Applies a change to one facility; asks once before it touches several.
fn confirm_or_apply<S: 'static>(
    core: &mut Core,
    hand: InHand,
    change: FacilityChange,
    reason: &str,
) -> Asks<S> {
    if hand.ids.len() <= 1 {
        apply(core, &hand, &change, reason);
        return None;
    }
    let examples = hand.touches(core);
    let hidden = hidden_words(hand.hidden);
    let question = format!("{} on {} facilities{hidden}?", change.title(), hand.ids.len());
    let reason = reason.to_owned();
    Some(Confirm::before(question, examples, move |_, core| apply(core, &hand, &change, &reason)))
}

/// Applies a change to facilities and says so.
fn apply(core: &mut Core, hand: &InHand, change: &FacilityChange, reason: &str) {
    let (stamp, today) = (core.stamp(), core.today());
    let mut by = Author { stamp, today, ids: &mut core.ids };
    let Some(edit) = change.edit(&core.workspace, &hand.ids, reason, &mut by) else {
        core.warn(if hand.ids.is_empty() { "no facility is under the cursor" } else { "nothing to change" });
        return;
    };
    let title = hand.titled(core, &change.title());
    let was_contradicted = is_contradicted(core);
    if core.commit(title.clone(), edit) {
        if is_contradicted(core) && !was_contradicted {
            core.warn(format!("{title}; the source's totals no longer reconcile"));
        } else {
            core.done(title);
        }
        core.tell(News::FacilitiesServed);
    }
}

/// Whether statuses set by hand contradict a source's totals.
fn is_contradicted(core: &Core) -> bool {
    let ws = &core.workspace;
    ws.constraints.values().any(|constraint| ws.remaining(constraint).is_contradicted())
}

/// Asks whether what the constraints leave only one value for is derived, or says why nothing can be.
pub fn derive<S: OnFacilities>(_: &mut S, core: &mut Core) -> Asks<S> {
    let ws = &core.workspace;
    let Some((edit, rows, status)) = change::derive(ws) else {
        let left = ws.constraints.values().map(|c| ws.remaining(c)).find(|left| left.rows > 0);
        core.warn(match left {
            Some(left) if left.is_contradicted() => {
                "the statuses set contradict the totals: nothing can be derived".to_owned()
            }
            Some(left) => format!("cannot derive yet: {}", remaining_words(&left)),
            None => "no source's totals say anything about unresolved facilities".to_owned(),
        });
        return None;
    };
    let title = format!("Derive {status} for {rows} facilities from the source's totals");
    let question = format!("The totals leave only {status} for the {rows} unresolved rows. Set them?");
    Some(Confirm::edit(question, Vec::new(), (title, edit)))
}

/// Asks for the metal of a new facility, then its name, then its country.
pub fn add<S: OnFacilities>(_: &mut S, _: &mut Core) -> Asks<S> {
    let entry = |metal: Metal| PickerItem::new(metal.letter(), metal.name(), "").means(metal);
    let entries = Metal::ALL.into_iter().map(entry).collect();
    Some(Picker::one("New facility: its metal", entries, |_, _, metal| Some(new_name(metal))))
}

fn new_name<S: 'static>(metal: Metal) -> Overlay<S> {
    let title = format!("New {metal} facility: its name");
    let read = |_: &S, _: &Core, text: &str| match text {
        "" => Err("a facility must have a name".to_owned()),
        text => Ok(text.to_owned()),
    };
    Prompt::ask((title, "as the source writes it", ""), read, move |_, core, name: String| {
        Some(new_country(core, metal, name))
    })
}

fn new_country<S: 'static>(core: &Core, metal: Metal, name: String) -> Overlay<S> {
    let mut entries = vec![PickerItem::typed(NO_COUNTRY, "").means(None)];
    entries.extend(all_countries(core).into_iter().map(|(item, country)| (item, Some(country))));
    Picker::one_or_none(format!("Country of {name}"), entries, move |_, core, country| {
        make(core, metal, &name, country.flatten());
        None
    })
}

fn make(core: &mut Core, metal: Metal, name: &str, country: Option<CountryValue>) {
    let (stamp, today) = (core.stamp(), core.today());
    let mut by = Author { stamp, today, ids: &mut core.ids };
    let (id, edit) = change::add_facility(metal, name, country, &mut by);
    if core.commit_and_say(format!("Add {metal} facility {name}"), edit) {
        core.go(Jump::Facility(id));
    }
}

/// Shows the source of the first facility in hand: the claims of each place, and the file's own lines if kept.
pub fn source<S: OnFacilities>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let id = screen.facilities(core).into_iter().next()?;
    let shown = of_facility(core, &id);
    if shown.is_none() {
        core.warn("everything about this facility was set by hand");
    }
    shown
}

/// Shows the declared rows that name the first facility in hand.
pub fn rows_behind<S: OnFacilities>(screen: &mut S, core: &mut Core) {
    let ids = screen.facilities(core);
    if ids.is_empty() {
        return core.warn("no facility is in hand");
    }
    let facilities = ids.iter().map(|id| core.workspace.resolve(id).clone()).collect();
    core.go(Jump::Rows(Box::new(RowFilter { facilities, ..RowFilter::default() })));
}

/// The facilities in hand as copied, one a line.
pub fn copied<S: OnFacilities>(screen: &S, core: &Core) -> String {
    let ids = screen.facilities(core);
    let listed = ids.iter().filter_map(|id| core.row(id)).map(|row| ListedFacility {
        row,
        ws: &core.workspace,
        standings: &core.standings,
    });
    let rows: Vec<String> = listed.map(|row| query::copied(FACILITY_COPIED, &row)).collect();
    rows.join("\n")
}
