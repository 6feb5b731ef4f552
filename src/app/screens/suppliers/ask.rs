//! What is asked about suppliers, and what is made of the answers: new ones, their names and contacts, lines
//! of the request log.

use jiff::civil::Date;

use super::{targets, work};
use crate::app::overlays::picker::{Item, Picker};
use crate::app::overlays::prompt::Prompt;
use crate::app::overlays::{Confirm, Overlay, Then};
use crate::app::state::App;
use crate::app::targets::{Pick, Prompted};
use crate::correspond::requests::{Line, log};
use crate::domain::{Contact, Edit, RequestState, Supplier, SupplierId};
use crate::text::count;

/// A part of a supplier that can be edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its name.
    Name,
    /// Whom to write to.
    Contacts,
    /// The company's number for it.
    Number,
    /// A note.
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
pub(super) fn name_of(app: &App, id: &SupplierId) -> String {
    app.workspace.suppliers.get(id).map_or_else(|| id.to_string(), |supplier| supplier.name.clone())
}

/// The name of what an edit applies to: "Delta Cables" or "12 suppliers".
fn names(app: &App, ids: &[SupplierId]) -> String {
    match ids {
        [id] => name_of(app, id),
        many => count(many.len(), "supplier", "suppliers"),
    }
}

/// Asks for the name of a new supplier.
pub fn add(app: &mut App) {
    let prompt =
        Prompt::new("New supplier: its name", "as your company writes it", "", Prompted::NewSupplier);
    app.overlays.push(Overlay::Prompt(prompt));
}

/// The name of a new supplier was entered.
///
/// # Errors
/// When it has no name, or one that another supplier has.
pub fn added(app: &mut App, name: &str) -> Result<(), String> {
    check_name(app, None, name)?;
    let id = app.ids.supplier();
    let supplier = Supplier {
        id: id.clone(),
        name: name.to_owned(),
        number: String::new(),
        aliases: Vec::new(),
        contacts: Vec::new(),
        note: String::new(),
    };
    let title = format!("Add supplier {name}");
    if app.commit(title.clone(), Edit::AddSupplier(Box::new(supplier))) {
        app.suppliers.go_to(&id);
        app.done(title);
    }
    Ok(())
}

fn check_name(app: &App, own: Option<&SupplierId>, name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("a supplier must have a name".to_owned());
    }
    let is_other = |supplier: &&Supplier| supplier.name == name && Some(&supplier.id) != own;
    match app.workspace.suppliers.values().find(is_other) {
        Some(_) => Err(format!("there is a supplier named {name} already")),
        None => Ok(()),
    }
}

/// Asks which part of the supplier to edit.
pub fn edit(app: &mut App) {
    match targets(app).as_slice() {
        [id] => {
            let items = PARTS.map(|(letter, _, words)| Item::new(letter, words, "")).to_vec();
            let title = format!("Edit: {}", name_of(app, id));
            app.overlays.push(Overlay::Picker(Picker::one(title, items, Pick::SupplierPart)));
        }
        [] => app.warn("no supplier is under the cursor"),
        _ => app.warn("suppliers are edited one at a time; Esc clears the selection"),
    }
}

/// A part was chosen: asks for its text, starting from the one it has.
pub fn part_chosen(app: &mut App, first: Option<usize>) {
    let Some((_, part, words)) = first.and_then(|at| PARTS.get(at)) else { return };
    let targets = targets(app);
    let Some(supplier) = targets.first().and_then(|id| app.workspace.suppliers.get(id)) else { return };
    let (text, hint) = match part {
        Part::Name => (supplier.name.clone(), "as your company writes it"),
        Part::Number => (supplier.number.clone(), "your company\u{2019}s number for it"),
        Part::Note => (supplier.note.clone(), "what should be remembered"),
        Part::Contacts => {
            (contacts_text(&supplier.contacts), "Ana Li <ana@delta.example> +41 22 1; Bo <b@d.example>")
        }
    };
    let title = format!("{}: {words}", supplier.name);
    let prompt = Prompt::new(title, hint, &text, Prompted::SupplierPart(*part));
    app.overlays.push(Overlay::Prompt(prompt));
}

/// The text of a part was entered.
///
/// # Errors
/// When the name is missing or taken, or an e-mail address is none.
pub fn part_entered(app: &mut App, part: Part, text: &str) -> Result<(), String> {
    let found = targets(app).first().and_then(|id| app.workspace.suppliers.get(id)).cloned();
    let Some(from) = found else { return Ok(()) };
    let mut to = from.clone();
    match part {
        Part::Name => {
            check_name(app, Some(&from.id), text)?;
            text.clone_into(&mut to.name);
        }
        Part::Number => text.clone_into(&mut to.number),
        Part::Note => text.clone_into(&mut to.note),
        Part::Contacts => to.contacts = read_contacts(text)?,
    }
    if from == to {
        return Ok(());
    }
    let words = PARTS.iter().find(|(_, other, _)| *other == part).map_or("", |(_, _, words)| *words);
    let title = format!("Edit supplier {}: {words}", from.name);
    if app.commit(title.clone(), Edit::ChangeSupplier { from: Box::new(from), to: Box::new(to) }) {
        app.done(title);
    }
    Ok(())
}

/// Contacts in a line: `Ana Li <ana@delta.example> +41 22 1; <b@d.example>`.
#[must_use]
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
    let email = email.trim();
    if !email.is_empty() && !crate::correspond::is_email(email) {
        return Err(format!("{email:?} is no e-mail address"));
    }
    Ok(Contact { name: name.trim().to_owned(), email: email.to_owned(), phone: phone.trim().to_owned() })
}

/// Asks which state to log.
pub fn request(app: &mut App) {
    let ids = targets(app);
    if ids.is_empty() {
        app.warn("no supplier is under the cursor");
        return;
    }
    let items = RequestState::ALL.iter().map(|state| Item::new(state.letter(), state.name(), "")).collect();
    let title = format!("Log the request: {}", names(app, &ids));
    app.overlays.push(Overlay::Picker(Picker::one(title, items, Pick::Request)));
}

/// A state was chosen: asks for its day, when an answer is due, and a note.
pub fn request_chosen(app: &mut App, first: Option<usize>) {
    let Some(state) = first.and_then(|at| RequestState::ALL.get(at)).copied() else { return };
    let text = work::usual_line(state, app.today());
    let title = format!("{}, {}", names(app, &targets(app)), state.name());
    let hint = "the day, then \u{201c}due\u{201d} and a day, then a note, as far as there are any";
    let prompt = Prompt::new(title, hint, &text, Prompted::Request(state));
    app.overlays.push(Overlay::Prompt(prompt));
}

/// A line of the log was entered: asks once before it goes to several suppliers.
///
/// # Errors
/// When its days cannot be read.
pub fn request_entered(app: &mut App, state: RequestState, text: &str) -> Result<(), String> {
    let (day, due, note) = read_line(text, app.today())?;
    let ids = targets(app);
    let edits: Vec<Edit> = ids
        .iter()
        .map(|supplier| {
            let line = Line { state, day, due, note: note.clone() };
            log(supplier, line, app.ids.request(), app.stamp())
        })
        .collect();
    let title = format!("Request {}: {}", state.name(), names(app, &ids));
    match edits.len() {
        0 => app.warn("no supplier is under the cursor"),
        1 => work::commit(app, title, Edit::Batch(edits)),
        many => {
            let examples = ids.iter().take(10).map(|id| name_of(app, id)).collect();
            let hidden = match app.suppliers.marked_hidden() {
                0 => String::new(),
                hidden => format!(", {hidden} of them not shown"),
            };
            let question = format!("Log \u{201c}{}\u{201d} for {many} suppliers{hidden}?", state.name());
            let then = Then::Edit(title, Box::new(Edit::Batch(edits)));
            app.overlays.push(Overlay::Confirm(Confirm { question, examples, then }));
        }
    }
    Ok(())
}

/// Reads a line of the log: `2026-11-22 due 2026-12-06 by telephone`. Without a day it is today's.
fn read_line(text: &str, today: Date) -> Result<(Date, Option<Date>, String), String> {
    let mut words = text.split_whitespace().peekable();
    let day = match words.peek() {
        Some(word) if word.starts_with(|c: char| c.is_ascii_digit()) => {
            let day = read_date(word)?;
            words.next();
            day
        }
        Some(_) | None => today,
    };
    let due = match words.next_if_eq(&"due") {
        Some(_) => Some(read_date(words.next().unwrap_or_default())?),
        None => None,
    };
    if due.is_some_and(|due| due < day) {
        return Err("it would be due before it is asked".to_owned());
    }
    Ok((day, due, words.collect::<Vec<_>>().join(" ")))
}

fn read_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("{text:?} is no date; dates are year, month, day: 2027-03-31"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{contacts_text, read_contacts, read_line};

    #[test]
    fn contacts_are_read_as_they_are_shown() {
        let line = "Ana Li <ana@delta.example> +41 22 1; <b@d.example>; Cy";
        let contacts = read_contacts(line).unwrap();
        assert_eq!(contacts.len(), 3);
        assert_eq!((contacts[0].name.as_str(), contacts[0].phone.as_str()), ("Ana Li", "+41 22 1"));
        assert_eq!(contacts_text(&contacts), line);
        let bare = read_contacts("Ana Li ana@delta.example 123").unwrap();
        assert_eq!(contacts_text(&bare), "Ana Li <ana@delta.example> 123");
        assert!(read_contacts("Ana <ana at delta>").is_err());
        assert!(read_contacts("").unwrap().is_empty());
    }

    #[test]
    fn a_line_has_a_day_a_due_day_and_a_note() {
        let today = date(2026, 11, 22);
        assert_eq!(read_line("", today), Ok((today, None, String::new())));
        let read = read_line("2026-11-20 due 2026-12-04 by telephone", today);
        assert_eq!(read, Ok((date(2026, 11, 20), Some(date(2026, 12, 4)), "by telephone".to_owned())));
        assert_eq!(read_line("by mail", today), Ok((today, None, "by mail".to_owned())));
        assert!(read_line("2026-13-01", today).is_err());
        assert!(read_line("2026-11-20 due", today).is_err());
        assert!(read_line("2026-11-20 due 2026-11-19", today).is_err());
    }
}
