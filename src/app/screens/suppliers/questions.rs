//! What is asked about suppliers, and what is made of the answers: new ones, their names and contacts, lines
//! of the request log.

use std::collections::BTreeSet;

use super::{OnSuppliers, SuppliersScreen, request_work};
use crate::app::core::Core;
use crate::app::jump::Jump;
use crate::app::overlays::form::{FieldValue, FormField, FormOverlay};
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::overlays::prompt::Prompt;
use crate::app::overlays::{Asks, Overlay};
use crate::app::screen::hidden_words;
use crate::correspond::check_address;
use crate::correspond::requests::{LogLine, log};
use crate::domain::{Contact, Edit, RequestState, SpendShare, Supplier, SupplierId, Tier};
use crate::text::count;

/// A part of a supplier that can be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Name,
    /// Whom to write to.
    Contacts,
    /// The company's number for it.
    Number,
    Note,
    /// How far it stands from the company.
    Tier,
    /// What it supplies.
    Supplies,
    /// Its share of what the company spends.
    Spend,
}

impl Part {
    /// Whether several suppliers can have the same.
    fn is_common(self) -> bool {
        match self {
            Self::Tier | Self::Supplies => true,
            Self::Name | Self::Contacts | Self::Number | Self::Note | Self::Spend => false,
        }
    }

    /// What it is of a supplier, as it is typed, and a word on what to type.
    fn text(self, supplier: &Supplier) -> (String, &'static str) {
        match self {
            Self::Name => (supplier.name.clone(), "as your company writes it"),
            Self::Number => (supplier.number.clone(), "your company\u{2019}s number for it"),
            Self::Note => (supplier.note.clone(), "what should be remembered"),
            Self::Contacts => {
                (contacts_text(&supplier.contacts), "Ana Li <ana@delta.example> +41 22 1; Bo <b@d.example>")
            }
            Self::Tier => (shown(supplier.tier), "1 supplies you, 2 supplies one of those; empty: not known"),
            Self::Supplies => (supplier.supplies.clone(), "what you buy of it: cables, circuit boards"),
            Self::Spend => (shown(supplier.spend), "12.5 %, of all that you spend; empty: not known"),
        }
    }
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The parts with their letters and words.
const PARTS: [(char, Part, &str); 7] = [
    ('n', Part::Name, "name"),
    ('c', Part::Contacts, "contacts"),
    ('i', Part::Number, "number"),
    ('o', Part::Note, "note"),
    ('t', Part::Tier, "tier"),
    ('s', Part::Supplies, "what it supplies"),
    ('p', Part::Spend, "share of spend"),
];

/// The name of a supplier.
pub(super) fn name_of(core: &Core, id: &SupplierId) -> String {
    core.workspace.suppliers.get(id).map_or_else(|| id.to_string(), |supplier| supplier.name.clone())
}

/// The name of what an edit applies to: "Delta Cables" or "12 suppliers".
pub(super) fn names(core: &Core, ids: &[SupplierId]) -> String {
    match ids {
        [id] => name_of(core, id),
        many => count(many.len(), "supplier", "suppliers"),
    }
}

/// Asks for the name of a new supplier.
pub fn add(_: &mut SuppliersScreen, _: &mut Core) -> Asks<SuppliersScreen> {
    let asked = ("New supplier: its name", "as your company writes it", "");
    let read = |_: &SuppliersScreen, core: &Core, text: &str| check_name(core, None, text);
    Some(Prompt::ask(asked, read, |_, core, name| {
        make(core, name);
        None
    }))
}

fn make(core: &mut Core, name: String) {
    let id = core.ids.supplier();
    let title = format!("Add supplier {name}");
    let supplier = Supplier::named(id.clone(), name);
    if core.commit_and_say(title, Edit::AddSupplier(Box::new(supplier))) {
        core.go(Jump::Supplier(id));
    }
}

fn check_name(core: &Core, own: Option<&SupplierId>, name: &str) -> Result<String, String> {
    if name.is_empty() {
        return Err("a supplier must have a name".to_owned());
    }
    let is_other = |supplier: &&Supplier| supplier.name == name && Some(&supplier.id) != own;
    match core.workspace.suppliers.values().find(is_other) {
        Some(_) => Err(format!("there is a supplier named {name} already")),
        None => Ok(name.to_owned()),
    }
}

/// Asks which part of the suppliers to edit; of several, one that they can have in common.
pub fn edit<S: OnSuppliers>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let (ids, hidden) = (screen.suppliers(core), screen.hidden(core));
    let parts = PARTS.into_iter().filter(|(_, part, _)| ids.len() == 1 || part.is_common());
    let entry = |(letter, part, words): (char, Part, &'static str)| {
        PickerItem::new(letter, words, "").means((part, words))
    };
    let title = format!("Edit: {}{}", names(core, &ids), hidden_words(hidden));
    Some(Picker::one(title, parts.map(entry).collect(), move |_, core, part| match ids.as_slice() {
        [id] => ask_part(core, id, part),
        _ => Some(ask_common(core, ids, hidden, part)),
    }))
}

/// Asks for the text of a part, starting from the one it has.
fn ask_part<S: 'static>(core: &Core, id: &SupplierId, (part, words): (Part, &'static str)) -> Asks<S> {
    let supplier = core.workspace.suppliers.get(id)?;
    if part == Part::Note {
        return Some(ask_note(core, supplier, words));
    }
    let (text, hint) = part.text(supplier);
    let (id, title) = (id.clone(), format!("{}: {words}", supplier.name));
    let read = move |_: &S, core: &Core, text: &str| with_part(core, &id, part, text);
    Some(Prompt::ask((title, hint, &text), read, move |_, core, changed| {
        commit_part(core, changed, words);
        None
    }))
}

/// Asks for the text of a part that several get; whom it concerns stands in the form, whose yes is the one asking. The one that all
/// have is offered.
fn ask_common<S: 'static>(
    core: &Core,
    ids: Vec<SupplierId>,
    hidden: usize,
    (part, words): (Part, &'static str),
) -> Overlay<S> {
    let suppliers = || ids.iter().filter_map(|id| core.workspace.suppliers.get(id));
    let texts: BTreeSet<(String, &str)> = suppliers().map(|supplier| part.text(supplier)).collect();
    // Nothing typed takes nothing from several: what they have is not all in sight.
    let hint = texts.first().and_then(|(_, hint)| hint.split(';').next()).unwrap_or("");
    let offered = texts.first().filter(|_| texts.len() == 1).map_or("", |(text, _)| text);
    let fields = vec![FormField::text(words, hint, offered).required()];
    let touches = suppliers().map(|supplier| supplier.name.clone()).collect();
    let title = format!("{}: {words}{}", names(core, &ids), hidden_words(hidden));
    FormOverlay::ask(title, fields, (core.today(), touches), move |_, core, values| {
        let text = values.first().map_or("", FieldValue::text);
        let changed: Result<Vec<_>, String> = ids.iter().map(|id| with_part(core, id, part, text)).collect();
        let edits = changed?.into_iter().flatten().map(|(from, to)| Edit::ChangeSupplier { from, to });
        let edits: Vec<Edit> = edits.collect();
        if edits.is_empty() {
            return Err("they have that already".to_owned());
        }
        let title = format!("Edit {}: {words} {text}", names(core, &ids));
        request_work::commit(core, title, Edit::Batch(edits));
        Ok(None)
    })
}

/// Asks for the note on a supplier, starting from the one it has.
fn ask_note<S: 'static>(core: &Core, supplier: &Supplier, words: &'static str) -> Overlay<S> {
    let fields = vec![FormField::note("note", "what should be remembered", &supplier.note)];
    let (id, title) = (supplier.id.clone(), format!("{}: {words}", supplier.name));
    FormOverlay::ask(title, fields, (core.today(), Vec::new()), move |_, core, values| {
        let note = values.first().map_or("", FieldValue::text);
        commit_part(core, with_part(core, &id, Part::Note, note)?, words);
        Ok(None)
    })
}

fn commit_part(core: &mut Core, changed: Option<Changed>, words: &str) {
    if let Some((from, to)) = changed {
        let title = format!("Edit supplier {}: {words}", from.name);
        core.commit_and_say(title, Edit::ChangeSupplier { from, to });
    }
}

/// A supplier before and after a change.
type Changed = (Box<Supplier>, Box<Supplier>);

/// The supplier with a part as typed; none where it is gone, or nothing changes.
fn with_part(core: &Core, id: &SupplierId, part: Part, text: &str) -> Result<Option<Changed>, String> {
    let Some(from) = core.workspace.suppliers.get(id) else { return Ok(None) };
    let mut to = from.clone();
    match part {
        Part::Name => to.name = check_name(core, Some(id), text)?,
        Part::Number => text.clone_into(&mut to.number),
        Part::Note => text.clone_into(&mut to.note),
        Part::Contacts => to.contacts = read_contacts(text)?,
        Part::Tier => to.tier = read_or_none(text, Tier::parse)?,
        Part::Supplies => text.clone_into(&mut to.supplies),
        Part::Spend => to.spend = read_or_none(text, SpendShare::parse)?,
    }
    Ok((*from != to).then(|| (Box::new(from.clone()), Box::new(to))))
}

/// What is typed, read; an empty text is none.
fn read_or_none<T, E: ToString>(
    text: &str,
    read: impl Fn(&str) -> Result<T, E>,
) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some).map_err(|error| error.to_string()) }
}

/// Contacts in a line: `Ana Li <ana@delta.example> +41 22 1; <b@d.example>`.
pub fn contacts_text(contacts: &[Contact]) -> String {
    let one = |contact: &Contact| {
        let email = if contact.email.is_empty() { String::new() } else { format!("<{}>", contact.email) };
        let parts = [contact.name.as_str(), &email, &contact.phone];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    };
    contacts.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Reads such a line: what stands before the address is the name, what stands behind it the telephone number.
/// Without angle brackets a word with an `@` is the address.
fn read_contacts(text: &str) -> Result<Vec<Contact>, String> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(read_contact).collect()
}

fn read_contact(text: &str) -> Result<Contact, String> {
    let bare = || {
        let word = text.split_whitespace().find(|word| word.contains('@'))?;
        text.split_once(word).map(|(before, after)| (before, word, after))
    };
    let bracketed = || {
        let (before, rest) = text.split_once('<')?;
        let (email, after) = rest.split_once('>')?;
        Some((before, email, after))
    };
    let (name, email, phone) = bracketed().or_else(bare).unwrap_or((text, "", ""));
    let email = email.trim_matches(' ');
    if !email.is_empty() {
        check_address(email).map_err(|fault| fault.to_string())?;
    }
    // What is left of a second address, or of a bracket, is no part of a name or of a number.
    if let Some(sign) = [name, phone].iter().find_map(|part| part.chars().find(|c| "<>@".contains(*c))) {
        return Err(format!(
            "\u{201c}{sign}\u{201d} stands beside the address: write name <name@host> number, one address a contact"
        ));
    }
    Ok(Contact { name: name.trim().to_owned(), email: email.to_owned(), phone: phone.trim().to_owned() })
}

/// Asks which state to log.
pub fn request<S: OnSuppliers>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let (ids, hidden) = (screen.suppliers(core), screen.hidden(core));
    let entry = |state: RequestState| PickerItem::new(state.letter(), state.name(), "").means(state);
    let entries = RequestState::ALL.into_iter().map(entry).collect();
    let title = format!("Log the request: {}", names(core, &ids));
    Some(Picker::one(title, entries, move |_, core, state| Some(ask_line(core, ids, hidden, state))))
}

/// Asks for the day of a state, when an answer is due, and a note; whom it concerns stands in the form, whose yes is the one asking.
fn ask_line<S: 'static>(core: &Core, ids: Vec<SupplierId>, hidden: usize, state: RequestState) -> Overlay<S> {
    let today = core.today();
    let fields = vec![
        FormField::past_day("day", Some(today)).required(),
        FormField::day("due", request_work::usual_due(state, today)),
        FormField::note("note", "by telephone, with whom", ""),
    ];
    let touches = match ids.len() {
        1 => Vec::new(),
        _ => ids.iter().map(|id| name_of(core, id)).collect(),
    };
    let title = format!("{}, {}{}", names(core, &ids), state.name(), hidden_words(hidden));
    FormOverlay::ask(title, fields, (today, touches), move |_, core, values| {
        let [day, due, note] = values else { return Ok(None) };
        let (due, note) = (due.day(), note.text().to_owned());
        let day = day.day().unwrap_or(today);
        if day > today {
            return Err("that day is yet to come: give the day it happened".to_owned());
        }
        if due.is_some_and(|due| due < day) {
            return Err("it would be due before it is asked".to_owned());
        }
        log_line(core, &ids, &LogLine { state, day, due, note });
        Ok(None)
    })
}

/// Logs a line for each of the suppliers.
fn log_line(core: &mut Core, ids: &[SupplierId], line: &LogLine) {
    let stamp = core.stamp();
    let edits: Vec<Edit> =
        ids.iter().map(|id| log(id, line.clone(), core.ids.request(), stamp.clone())).collect();
    let title = format!("Request {}: {}", line.state.name(), names(core, ids));
    request_work::commit(core, title, Edit::Batch(edits));
}

#[cfg(test)]
mod tests {
    use super::{contacts_text, read_contacts};

    #[test]
    fn contacts_are_read_as_they_are_shown() {
        let line = "Ana Li <ana@delta.example> +41 22 1; <b@d.example>; Cy";
        let contacts = read_contacts(line).unwrap();
        assert_eq!(contacts.len(), 3);
        assert_eq!((contacts[0].name.as_str(), contacts[0].phone.as_str()), ("Ana Li", "+41 22 1"));
        assert_eq!(contacts_text(&contacts), line);
        let bare = read_contacts("Ana Li ana@delta.example 123").unwrap();
        assert_eq!(contacts_text(&bare), "Ana Li <ana@delta.example> 123");
        for (typed, sign) in [
            ("Ana <ana at delta>", "no blank"),
            ("Ana <ana.delta>", "this none"),
            ("Ana <a@b@c>", "this several"),
            ("Ana <a@b", "\u{201c}<\u{201d}"),
            ("Ana <ana", "\u{201c}<\u{201d}"),
            ("a@b>", "\u{201c}>\u{201d}"),
            ("Ana <a@b> <c@d>", "\u{201c}<\u{201d}"),
            ("a@b, c@d", "\u{201c},\u{201d}"),
            ("a@b c@d", "\u{201c}@\u{201d}"),
            ("Ana <a@b,c@d>", "\u{201c},\u{201d}"),
            ("Ana <a@b;c@d>", "\u{201c}<\u{201d}"),
            ("Ana <\"a\"@b>", "no quote"),
        ] {
            let told = read_contacts(typed).unwrap_err();
            assert!(told.contains(sign) && told.contains("name@host"), "{typed}: {told}");
        }
        assert!(read_contacts("").unwrap().is_empty());
    }
}
