//! The letter that asks a supplier for corrections: as text, as a draft for a mail program, as a table.
//!
//! Every finding on the declaration but remarks is a point of it, those that say and ask the same as one, by section, row
//! and column (`points`). It is about what one supplier declared, in one workbook or in several that count side by side. It knows
//! nothing of other suppliers, of ratings or of what was decided about a smelter, so it cannot tell of them. Its words are a template,
//! which a workspace can have of its own: `language` says what one may say, `wording` bounds what filling it takes.

mod asking;
mod cells;
mod closing;
mod filters;
mod language;
mod mail;
mod points;
mod wording;

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use minijinja::Value;

use super::requests::RequestTerms;
use super::roster::{AddressFault, check_address, is_email};
use crate::Problem;
use crate::checks::Finding;
use crate::domain::cmrt::{CompanyField, Form};
use crate::domain::{
    Contact, Declaration, DeclarationId, LetterId, LetterKind, LetterPoint, Place, SentLetter, Severity,
    Stamp, Supplier, SupplierId, Workspace,
};
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::{clean, fold};

pub use asking::{LetterAsked, LetterDesk};
pub use closing::{DeclaredNow, PointState, closing};
pub use language::{LONGEST_TEMPLATE, words_refused};
pub use points::{LetterSection, Point};
pub use wording::{OWN_TEMPLATE, Wording};

/// What a letter is about.
#[derive(Debug, Clone, Copy)]
pub struct LetterSubject<'a> {
    /// Whom it goes to.
    pub supplier: &'a Supplier,
    /// What they sent, the newest first; never none.
    pub workbooks: &'a [LetterWorkbook<'a>],
    /// What changed since the declaration before, one a line; empty to say nothing of it.
    pub changes: &'a [String],
}

/// A workbook that a letter is about.
#[derive(Debug, Clone, Copy)]
pub struct LetterWorkbook<'a> {
    pub declaration: &'a Declaration,
    /// Its content.
    pub form: &'a Form,
    pub file: &'a str,
    /// What was found in it. What is only worth knowing is left out of the letter.
    pub findings: &'a [Finding],
}

/// Who writes, and when.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'a> {
    pub analyst: &'a str,
    /// The analyst's company.
    pub company: &'a str,
    /// The moment that the mail is dated.
    pub at: Timestamp,
    /// The day by which the corrections are asked for.
    pub due: Date,
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Whom it goes to, when somebody is known.
    pub to: Option<Contact>,
    /// The subject, one line.
    pub subject: String,
    pub body: String,
    /// The points that it lists.
    pub points: Vec<Point>,
    /// The moment that it is dated.
    pub at: Timestamp,
}

/// Why there is no letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// There is nothing to correct: the supplier's name.
    #[error("there is nothing that {0} should correct")]
    Nothing(String),
    /// It declares none of the facilities that are asked about: the supplier's name.
    #[error("{0} names none of the facilities that are asked about")]
    NothingToAsk(String),
    /// What the letter says does not hold of them: whose, and of which kind it is.
    #[error("a letter ({kind}) to {supplier} would say what is not so")]
    NotForThem { supplier: String, kind: &'static str },
    /// No answer is overdue.
    #[error("the answer of no supplier in hand is overdue")]
    NobodyWaits,
    /// The supplier's contact has no address that a mail could go to: why.
    #[error("there is no letter to {supplier}: {why}")]
    Address { supplier: String, why: AddressFault },
    /// The template cannot be filled.
    #[error("the template of the letter cannot be used: {why}")]
    Template {
        name: String,
        /// The line, from 1, when known.
        line: Option<usize>,
        why: String,
    },
}

impl From<LetterError> for Problem {
    fn from(error: LetterError) -> Self {
        let what = error.to_string();
        match error {
            LetterError::Nothing(_)
            | LetterError::NothingToAsk(_)
            | LetterError::NotForThem { .. }
            | LetterError::NobodyWaits => Self::new(what, "", ""),
            LetterError::Address { supplier, .. } => Self::new(
                what,
                format!("Suppliers, {supplier}, contacts"),
                "edit the supplier\u{2019}s contacts: one address each, name@host",
            ),
            LetterError::Template { name, line, .. } => {
                let place = line.map_or_else(|| name.clone(), |line| format!("{name}, line {line}"));
                Self::new(what, place, "mend the template, or remove it to use the one of the program")
            }
        }
    }
}

/// The day by which corrections are due when none is given: two weeks after `today`.
pub fn customary_due(today: Date) -> Date {
    today.saturating_add(Span::new().days(RequestTerms::customary().correction))
}

/// A letter that is still without its words. It owns all that a template can name, so that it can be filled where nobody
/// waits.
#[derive(Debug, Clone)]
pub struct LetterDraft {
    to: Option<Contact>,
    points: Vec<Point>,
    at: Timestamp,
    facts: Value,
    /// Of which kind, and to whom; none for the memo.
    kind: Option<(LetterKind, SupplierId)>,
    due: Date,
    /// The declarations that it is about.
    about: Vec<DeclarationId>,
}

impl LetterDraft {
    /// What is to be written.
    ///
    /// # Errors
    /// When nothing is to be corrected, or the address of the supplier is none.
    pub fn of(about: LetterSubject<'_>, sender: Sender<'_>) -> Result<Self, LetterError> {
        let points = points::points(about.workbooks);
        let Some(first) = about.workbooks.first().filter(|_| !points.is_empty()) else {
            return Err(LetterError::Nothing(about.supplier.name.clone()));
        };
        let to = recipient(about.supplier, Some(first.form))?;
        let facts = wording::facts(about, sender, (to.as_ref(), &points));
        let kind = Some((LetterKind::Corrections, about.supplier.id.clone()));
        let declarations = about.workbooks.iter().map(|one| one.declaration.id.clone()).collect();
        Ok(Self { to, points, at: sender.at, facts, kind, due: sender.due, about: declarations })
    }

    /// Of which kind it is; none for the memo.
    pub fn kind(&self) -> Option<LetterKind> {
        self.kind.as_ref().map(|(kind, _)| *kind)
    }

    /// The record of the letter once it is written into a file; none of the memo, which goes to no supplier.
    pub fn record(&self, id: LetterId, (file, day): (&str, Date), stamp: Stamp) -> Option<SentLetter> {
        let (kind, supplier) = self.kind.clone()?;
        let point = |point: &Point| LetterPoint {
            message: point.message.clone(),
            rule: point.rule.to_owned(),
            facilities: point.facilities.clone(),
        };
        let (points, about) = (self.points.iter().map(point).collect(), self.about.clone());
        Some(SentLetter {
            id,
            supplier,
            kind,
            day,
            due: self.due,
            file: file.to_owned(),
            about,
            points,
            stamp,
        })
    }

    /// The letter in the words of a template. A template can take a good part of a second: where somebody waits for the
    /// next key, this is done on another thread.
    ///
    /// # Errors
    /// When the template cannot be filled or leaves a correction out.
    pub fn fill(self, wording: Wording<'_>) -> Result<Letter, LetterError> {
        let (subject, body) = wording.fill(&self.facts, &self.points)?;
        let to = self.to.map(|to| Contact { name: clean(&to.name), phone: clean(&to.phone), ..to });
        Ok(Letter { to, subject, body, points: self.points, at: self.at })
    }
}

/// Writes the letter.
///
/// # Errors
/// When nothing is to be corrected, the address of the supplier is none, or the template cannot be filled or leaves a
/// correction out.
pub fn letter(
    about: LetterSubject<'_>,
    sender: Sender<'_>,
    wording: Wording<'_>,
) -> Result<Letter, LetterError> {
    LetterDraft::of(about, sender)?.fill(wording)
}

/// Whom to write to: the supplier's first contact with an address, else the first with a name, else the contact that
/// the declaration names. What stands for an address in the list of suppliers and is none is not passed over: another
/// contact, or none, would not be who was meant.
fn recipient(supplier: &Supplier, form: Option<&Form>) -> Result<Option<Contact>, LetterError> {
    let kept = supplier.contacts.iter().find(|contact| !contact.email.is_empty());
    if let Some(contact) = kept {
        let wrong = |why| LetterError::Address { supplier: supplier.name.clone(), why };
        check_address(&contact.email).map_err(wrong)?;
    }
    let declared = Contact {
        name: clean(form.map_or("", |form| form.field(CompanyField::ContactName))),
        email: clean(form.map_or("", |form| form.field(CompanyField::ContactEmail))),
        phone: String::new(),
    };
    let all = || supplier.contacts.iter().chain([&declared]);
    let addressed = all().find(|contact| is_email(&contact.email));
    Ok(addressed.or_else(|| all().find(|contact| !contact.name.is_empty())).cloned())
}

impl Letter {
    /// The letter as a person reads it: recipient, subject, text.
    pub fn text(&self) -> String {
        let written = |to: &Contact| if is_email(&to.email) { to.email.clone() } else { String::new() };
        let to = self.to.as_ref().map(|to| match (to.name.as_str(), written(to).as_str()) {
            (name, "") => format!("{name} (no e-mail address is known)"),
            ("", email) => email.to_owned(),
            (name, email) => format!("{name} <{email}>"),
        });
        let to = to.map_or_else(String::new, |to| format!("To: {to}\n"));
        format!("{to}Subject: {}\n\n{}", self.subject, self.body)
    }

    /// The letter as a message (RFC 5322) that mail programs open as a draft. The same letter gives the same bytes.
    pub fn eml(&self) -> Vec<u8> {
        mail::eml(self)
    }

    /// Every correction with the number of its point in the letter.
    pub fn table(&self, dated: Date) -> Table {
        let columns = [
            ("No.", ColumnKind::Number),
            ("Severity", ColumnKind::Text),
            ("Sheet", ColumnKind::Text),
            ("Cell", ColumnKind::Text),
            ("Message", ColumnKind::Text),
            ("What to do", ColumnKind::Text),
            ("File", ColumnKind::Text),
        ];
        let mut table = Table::new("Corrections", dated, &columns);
        table.rows = self.points.iter().flat_map(rows).collect();
        table
    }
}

fn rows(point: &Point) -> Vec<Vec<Cell>> {
    let row = |(place, severity): &(Place, Severity)| {
        let (sheet, cell) = match place {
            Place::Cell(sheet, cell) => (sheet.clone(), cell.clone()),
            Place::Line(..) => (String::new(), place.to_string()),
            Place::File => (String::new(), String::new()),
        };
        let number = Cell::count(point.number);
        let Point { message, remedy, file, .. } = point;
        let words = [severity.name().to_owned(), sheet, cell, message.clone(), remedy.clone(), file.clone()];
        std::iter::once(number).chain(words.map(Cell::text)).collect()
    };
    point.places.iter().map(row).collect()
}

/// The longest a supplier's name stands in a file's name, in characters.
const LONGEST_STEM: usize = 60;

/// The name of the file that a letter of a kind and day is kept in. No two suppliers of a workspace share one, and none that was recorded
/// is written over: somebody may have gone on writing in it.
pub fn file_name(ws: &Workspace, (supplier, kind): (&Supplier, LetterKind), day: Date) -> String {
    let stem_of = |supplier: &Supplier| -> String {
        let stem: String = fold(&supplier.name).replace(' ', "-").chars().take(LONGEST_STEM).collect();
        if stem.is_empty() { "supplier".to_owned() } else { stem }
    };
    let stem = stem_of(supplier);
    let is_shared = ws.suppliers.values().any(|other| other.id != supplier.id && stem_of(other) == stem);
    let id = if is_shared { format!("-{}", supplier.id) } else { String::new() };
    let name = format!("{stem}{id}-{}-{day}", kind.key());
    let is_taken = |file: &str| ws.letters.values().any(|letter| letter.file == file);
    let numbered = (2..).map(|number| format!("{name}-{number}.eml"));
    let mut names = std::iter::once(format!("{name}.eml")).chain(numbered);
    names.find(|file| !is_taken(file)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
