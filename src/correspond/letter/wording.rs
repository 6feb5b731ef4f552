//! The words of a letter: a template, filled with what the letter is about.

use jiff::civil::Date;
use minijinja::{Environment, Error, UndefinedBehavior, Value, context};

use super::{LetterError, LetterSubject, LetterWorkbook, Point, Sender};
use crate::domain::Contact;
use crate::text::{clean, fold, lines_as_written};

/// Where a workspace can have a template of its own, from its folder.
pub const OWN_TEMPLATE: &str = "templates/letter.txt";

/// The template that ships.
const BUILT_IN: &str = include_str!("../../../assets/templates/letter.txt");

/// A template: its first line is `Subject: ...`, a blank line follows, then the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording<'a> {
    /// Its name, for messages.
    pub name: &'a str,
    pub text: &'a str,
}

impl Default for Wording<'_> {
    fn default() -> Self {
        Self { name: "assets/templates/letter.txt", text: BUILT_IN }
    }
}

impl<'a> Wording<'a> {
    /// A workspace's own template, else the one that ships.
    pub fn own_or_built_in(own: Option<&'a str>) -> Self {
        own.map_or_else(Self::default, |text| Self { name: OWN_TEMPLATE, text })
    }

    fn wrong(&self, line: Option<usize>, why: impl Into<String>) -> LetterError {
        LetterError::Template { name: self.name.to_owned(), line, why: why.into() }
    }

    fn failed(&self, error: &Error) -> LetterError {
        let detail = error.detail().map_or_else(String::new, |detail| format!(": {detail}"));
        self.wrong(error.line(), format!("{}{detail}", error.kind()))
    }

    /// Subject and text.
    pub(super) fn fill(
        &self,
        about: LetterSubject<'_>,
        sender: Sender<'_>,
        (to, points): (Option<&Contact>, &[Point]),
    ) -> Result<(String, String), LetterError> {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        let facts = facts(about, sender, (to, points));
        // No name ends in .html, so nothing is escaped: this is plain text.
        let filled = env.render_named_str("letter.txt", self.text.trim_start_matches('\u{feff}'), facts);
        let filled = filled.map_err(|error| self.failed(&error))?.replace("\r\n", "\n");
        let (first, body) = filled.split_once('\n').unwrap_or((&filled, ""));
        let subject = first.trim().strip_prefix("Subject:").map(clean).unwrap_or_default();
        if subject.is_empty() {
            return Err(self.wrong(Some(1), "its first line is no subject (Subject: ...)"));
        }
        let body = format!("{}\n", body.trim());
        let is_said = |text: &str| fold(&body).contains(&fold(text));
        match points.iter().find(|point| !is_said(&point.message)) {
            Some(point) => Err(self.wrong(None, format!("it leaves out \u{201c}{}\u{201d}", point.message))),
            None => Ok((subject, lines_as_written(&body))),
        }
    }
}

/// A day as a letter writes it, the same for every reader: 3 March 2027.
fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// What a template can name; `docs/files.md` lists it.
fn facts(about: LetterSubject<'_>, sender: Sender<'_>, (to, points): (Option<&Contact>, &[Point])) -> Value {
    let each = |of: fn(&LetterWorkbook<'_>) -> String| of_each(about.workbooks, of);
    let received = about.workbooks.iter().map(|one| one.declaration.received).max();
    context! {
        analyst => clean(sender.analyst),
        company => clean(sender.company),
        supplier => clean(&about.supplier.name),
        number => clean(&about.supplier.number),
        contact => to.map(|to| clean(&to.name)).unwrap_or_default(),
        file => each(|one| clean(one.file)),
        template => each(|one| format!("{} {}", one.form.template.name(), one.form.version)),
        dated => each(|one| one.form.date.map(long).unwrap_or_default()),
        received => received.map(long).unwrap_or_default(),
        due => long(sender.due),
        count => points.len(),
        sections => sections(points),
        changes => about.changes.iter().map(|change| clean(change)).collect::<Vec<String>>(),
    }
}

/// What stands of each workbook, each text once, in a row.
fn of_each(workbooks: &[LetterWorkbook<'_>], of: fn(&LetterWorkbook<'_>) -> String) -> String {
    let mut texts: Vec<String> = Vec::new();
    for text in workbooks.iter().map(of).filter(|text| !text.is_empty()) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts.join(", ")
}

/// The points by their headings, which name the file where there are points on several.
fn sections(points: &[Point]) -> Vec<Value> {
    let parts = points.chunk_by(|a, b| (&a.file, a.section) == (&b.file, b.section));
    let is_one_file = points.iter().all(|point| points.first().is_some_and(|first| first.file == point.file));
    let section = |part: &[Point]| {
        let heading = part.first().map_or_else(String::new, |point| match is_one_file {
            true => point.section.heading().to_owned(),
            false => format!("{}: {}", point.file, point.section.heading()),
        });
        context! { heading => heading, points => part.iter().map(item).collect::<Vec<Value>>() }
    };
    parts.map(section).collect()
}

fn item(point: &Point) -> Value {
    context! {
        number => point.number,
        message => point.message.clone(),
        remedy => point.remedy.clone(),
        cells => point.cells(),
    }
}
