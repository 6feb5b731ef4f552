//! What is asked about suppliers, and what is made of the answers: new ones, their names and contacts, lines
//! of the request log.

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
use crate::domain::{Contact, Edit, RequestState, Supplier, SupplierId};
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
}

/// The parts with their letters and words.
const PARTS: [(char, Part, &str); 4] = [
    ('n', Part::Name, "name"),
    ('c', Part::Contacts, "contacts"),
    ('i', Part::Number, "number"),
    ('o', Part::Note, "note"),
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
    let supplier = Supplier {
        id: id.clone(),
        name,
        number: String::new(),
        aliases: Vec::new(),
        contacts: Vec::new(),
        note: String::new(),
    };
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

/// Asks which part of the supplier to edit.
pub fn edit<S: OnSuppliers>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let ids = screen.suppliers(core);
    let [id] = ids.as_slice() else {
        core.warn("suppliers are edited one at a time; Esc clears the selection");
        return None;
    };
    let entry = |(letter, part, words): (char, Part, &'static str)| {
        PickerItem::new(letter, words, "").means((part, words))
    };
    let (id, title) = (id.clone(), format!("Edit: {}", name_of(core, id)));
    Some(Picker::one(title, PARTS.map(entry).to_vec(), move |_, core, part| ask_part(core, &id, part)))
}

/// Asks for the text of a part, starting from the one it has.
fn ask_part<S: 'static>(core: &Core, id: &SupplierId, (part, words): (Part, &'static str)) -> Asks<S> {
    let supplier = core.workspace.suppliers.get(id)?;
    if part == Part::Note {
        return Some(ask_note(core, supplier, words));
    }
    let (text, hint) = match part {
        Part::Name => (supplier.name.clone(), "as your company writes it"),
        Part::Number => (supplier.number.clone(), "your company\u{2019}s number for it"),
        Part::Note => (supplier.note.clone(), "what should be remembered"),
        Part::Contacts => {
            (contacts_text(&supplier.contacts), "Ana Li <ana@delta.example> +41 22 1; Bo <b@d.example>")
        }
    };
    let (id, title) = (id.clone(), format!("{}: {words}", supplier.name));
    let read = move |_: &S, core: &Core, text: &str| with_part(core, &id, part, text);
    Some(Prompt::ask((title, hint, &text), read, move |_, core, changed| {
        commit_part(core, changed, words);
        None
    }))
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
    }
    Ok((*from != to).then(|| (Box::new(from.clone()), Box::new(to))))
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
        FormField::day("day", Some(today)).required(),
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
