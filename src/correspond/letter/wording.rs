//! The words of a letter: a template, filled with what the letter is about.

use std::io;

use jiff::civil::Date;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value, context};

use super::{LetterAsked, LetterError, LetterSubject, LetterWorkbook, Point, Sender, filters, language};
use crate::domain::{Contact, LetterKind};
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

    /// The words of a letter of a kind: for corrections a workspace's own, where it has some, else those that ship.
    pub fn of(kind: Option<LetterKind>, own: Option<&'a str>) -> Self {
        let ships = |name, text| Self { name, text };
        match kind {
            Some(LetterKind::Corrections) => Self::own_or_built_in(own),
            Some(LetterKind::Request) => {
                ships("request.txt", include_str!("../../../assets/templates/letters/request.txt"))
            }
            Some(LetterKind::Reminder) => {
                ships("reminder.txt", include_str!("../../../assets/templates/letters/reminder.txt"))
            }
            Some(LetterKind::Facilities) => {
                ships("facilities.txt", include_str!("../../../assets/templates/letters/facilities.txt"))
            }
            Some(LetterKind::ProductLevel) => ships(
                "product_level.txt",
                include_str!("../../../assets/templates/letters/product_level.txt"),
            ),
            Some(LetterKind::ParticipationPlan) => ships(
                "participation_plan.txt",
                include_str!("../../../assets/templates/letters/participation_plan.txt"),
            ),
            None => ships("memo.txt", include_str!("../../../assets/templates/letters/memo.txt")),
        }
    }

    fn wrong(&self, line: Option<usize>, why: impl Into<String>) -> LetterError {
        LetterError::Template { name: self.name.to_owned(), line, why: why.into() }
    }

    fn failed(&self, error: &Error) -> LetterError {
        let detail = error.detail().map_or_else(String::new, |detail| format!(": {detail}"));
        let why = if error.kind() == ErrorKind::OutOfFuel {
            "it takes too many steps; go through each list once, not once for every line of another"
                .to_owned()
        } else if error.kind() == ErrorKind::WriteFailure {
            "it makes a letter that is far longer than what it tells; go through each list once".to_owned()
        } else {
            format!("{}{detail}", error.kind())
        };
        self.wrong(error.line(), why)
    }

    /// Subject and text of a letter with these facts and points. What a template may take to write them is bounded: steps,
    /// text, and how deep it goes.
    pub(super) fn fill(&self, facts: &Value, points: &[Point]) -> Result<(String, String), LetterError> {
        let source = self.text.trim_start_matches('\u{feff}');
        language::check(source).map_err(|(line, why)| self.wrong(line, why))?;
        let bounds = Bounds::of(facts);
        let mut env = Environment::empty();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_fuel(Some(bounds.steps));
        env.set_recursion_limit(DEEPEST_FRAMES);
        filters::add(&mut env, bounds.bytes);
        let mut sheet = Sheet { text: Vec::new(), most: bounds.bytes };
        // Nothing is escaped: this is plain text.
        let template =
            env.template_from_named_str("letter.txt", source).map_err(|error| self.failed(&error))?;
        template.render_captured_to(facts.clone(), &mut sheet).map_err(|error| self.failed(&error))?;
        let filled = String::from_utf8_lossy(&sheet.text).replace("\r\n", "\n");
        let (first, body) = filled.split_once('\n').unwrap_or((&filled, ""));
        let subject = first.trim().strip_prefix("Subject:").map(clean).unwrap_or_default();
        if subject.is_empty() {
            return Err(self.wrong(Some(1), "its first line is no subject (Subject: ...)"));
        }
        let body = format!("{}\n", body.trim());
        match left_out(&fold(&body), points) {
            Some(point) => Err(self.wrong(None, format!("it leaves out \u{201c}{}\u{201d}", point.message))),
            None => Ok((subject, lines_as_written(&body))),
        }
    }
}

/// The first point that a folded text does not say. Most texts say them in their order, so each is looked for behind the one
/// before, and only then everywhere.
fn left_out<'a>(said: &str, points: &'a [Point]) -> Option<&'a Point> {
    let mut rest = said;
    points.iter().find(|point| {
        let message = fold(&point.message);
        match rest.split_once(message.as_str()) {
            Some((_, behind)) => {
                rest = behind;
                false
            }
            None => !said.contains(&message),
        }
    })
}

/// How deep the frames of a template may lie on each other; a template that is flat enough to be read needs fewer.
const DEEPEST_FRAMES: usize = 100;

/// What filling a template may take. Both grow with what the letter tells, so that a long letter is written as well as a
/// short one, and what is written more than a few times over is not.
struct Bounds {
    /// Steps of the template's program; the template that ships takes about one for ten bytes told.
    steps: u64,
    /// Bytes written, and bytes that filters work on.
    bytes: usize,
}

impl Bounds {
    fn of(facts: &Value) -> Self {
        let told = facts.to_string().len();
        Self {
            steps: 50_000 + 2 * u64::try_from(told).unwrap_or(u64::MAX / 4),
            bytes: (256 << 10) + 4 * told,
        }
    }
}

/// What is written, up to so many bytes.
struct Sheet {
    text: Vec<u8>,
    most: usize,
}

impl io::Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.text.len() + bytes.len() > self.most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A day as a letter writes it, the same for every reader: 3 March 2027.
fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// What a template can name; `docs/files.md` lists it.
pub(super) fn facts(
    about: LetterSubject<'_>,
    sender: Sender<'_>,
    (to, points): (Option<&Contact>, &[Point]),
) -> Value {
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

/// What a template of a letter that asks, or of a memo, can name: what is not known is empty.
pub(super) fn asking(
    asked: &LetterAsked<'_>,
    sender: Sender<'_>,
    (to, points): (Option<&Contact>, &[Point]),
) -> Value {
    let forms = || asked.declared.iter().filter_map(|(_, form)| *form);
    let mut templates: Vec<String> =
        forms().map(|form| format!("{} {}", form.template.name(), form.version)).collect();
    templates.dedup();
    let received = asked.declared.iter().map(|(declaration, _)| declaration.received).max();
    context! {
        analyst => clean(sender.analyst),
        company => clean(sender.company),
        supplier => asked.supplier.map(|supplier| clean(&supplier.name)).unwrap_or_default(),
        number => asked.supplier.map(|supplier| clean(&supplier.number)).unwrap_or_default(),
        contact => to.map(|to| clean(&to.name)).unwrap_or_default(),
        template => if templates.is_empty() { "CMRT".to_owned() } else { templates.join(", ") },
        received => received.map(long).unwrap_or_default(),
        asked => asked.first_asked.map(long).unwrap_or_default(),
        reminders => asked.reminders,
        year => asked.year,
        date => long(sender.at.to_zoned(jiff::tz::TimeZone::UTC).date()),
        due => long(sender.due),
        count => points.len(),
        sections => sections(points),
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
