//! What there is to say of one file with facilities: what it is for and why, how it was understood, what was passed over.

use crate::app::overlays::import::{FileBatch, FileChoice, OpenQuestion};
use crate::domain::{ListKind, Place, SourceRole};
use crate::intake::{ReadFile, metals_words};
use crate::text::count;
use crate::ui::{Line, Role};

/// So many rows that were passed over, and so many remarks, are shown.
const MOST_NOTES: usize = 4;

/// What there is to say of the file under the cursor, in so many columns, below an empty line; of a declaration
/// when it was received.
pub(super) fn lines(batch: &FileBatch, columns: usize) -> Vec<Line> {
    let Some(file) = batch.current() else { return Vec::new() };
    if file.is_taken() && file.to.is_some() {
        return vec![Line::new(), received(file)];
    }
    if file.roles().is_empty() {
        return Vec::new();
    }
    let mut lines = vec![Line::new()];
    lines.extend(role(file));
    lines.extend(file.question().filter(|question| *question != OpenQuestion::Role).map(asked));
    let held = file.file.as_ref().ok();
    match file.role.as_ref().map(|guess| guess.role) {
        Some(SourceRole::Status) => lines.extend(status(file)),
        Some(SourceRole::Annex | SourceRole::Baseline) => {
            if let Some(draft) = held.and_then(ReadFile::facilities) {
                lines.extend(draft.counts(" \u{b7} ").map(|words| Line::of(words, Role::Text)));
                lines.extend(columns_and_notes(&draft.columns, &draft.skipped, &draft.remarks));
            }
        }
        Some(SourceRole::Reference) => {
            if let Some(offered) = held.and_then(ReadFile::reference) {
                let names = count(offered.body.entries.len(), "facility", "facilities");
                lines.push(Line::of(format!("{}: {names}", offered.title), Role::Text));
                lines.extend(notes("", &offered.remarks));
            }
        }
        Some(SourceRole::Risk) => {
            if let Some(risk) = file.risk() {
                lines.extend(columns_and_notes(&risk.draft.columns, &[], &risk.draft.remarks));
            }
        }
        Some(SourceRole::Declaration) | None => {}
    }
    lines.iter().flat_map(|line| line.wrap(columns, 2)).collect()
}

/// The day on which a declaration was received, with the keys that change it.
fn received(file: &FileChoice) -> Line {
    let day = file.received_on.map_or_else(|| "today".to_owned(), |day| day.to_string());
    Line::of("received ", Role::Muted)
        .with(day, Role::Text)
        .with("  d", Role::Key)
        .with(" another day  ", Role::Muted)
        .with("D", Role::Key)
        .with(" of all declarations", Role::Muted)
}

fn asked(question: OpenQuestion) -> Line {
    Line::of(question.words(), Role::Warn)
}

/// What a file is for, and why; as a question, where that is to be said first.
pub(super) fn role(file: &FileChoice) -> Vec<Line> {
    let Some(guess) = &file.role else { return Vec::new() };
    if !guess.is_doubtful {
        let name = Line::of(guess.role.name(), Role::Accent);
        return vec![name.with(format!(": {}", guess.why), Role::Text)];
    }
    let roles: Vec<&str> = file.roles().into_iter().map(SourceRole::name).collect();
    vec![
        Line::of(format!("{}? r says which: {}", guess.role.name(), roles.join(", ")), Role::Warn),
        Line::of(guess.why.clone(), Role::Text),
    ]
}

/// How a table's columns were understood.
pub(super) fn columns(columns: &[(String, String)]) -> Option<Line> {
    if columns.is_empty() {
        return None;
    }
    let words: Vec<String> =
        columns.iter().map(|(header, taken)| format!("\"{header}\" is {taken}")).collect();
    Some(Line::of(format!("columns: {}", words.join(", ")), Role::Accent))
}

/// What is said of a status list, each with the key that changes it, then how its table was understood.
fn status(file: &FileChoice) -> Vec<Line> {
    let Some(status) = file.status() else { return Vec::new() };
    let (draft, terms) = (&status.draft, &file.terms);
    let kinds = status.kinds(terms).map_or_else(|| "kind?".to_owned(), |kinds| ListKind::words(&kinds));
    let day = match (terms.as_of, draft.as_of) {
        (None, _) => "day?".to_owned(),
        (Some(day), Some((read, place))) if day == read => format!("as of {day}, by {place}"),
        (Some(day), _) => format!("as of {day}, as you said"),
    };
    let mut line = Line::new();
    let metals = metals_words(&terms.all_metals());
    for (key, words) in [("o", terms.whose().to_string()), ("t", kinds), ("d", day), ("m", metals)] {
        line.push(format!("{key} "), Role::Key);
        line.push(format!("{words}   "), Role::Text);
    }
    line.push(count(draft.body.entries.len(), "row", "rows"), Role::Text);
    let mut lines = vec![line];
    lines.extend(columns_and_notes(&draft.columns, &draft.skipped, &draft.remarks));
    lines
}

/// A place in a file, with what is to be said of it.
type Note = (Place, String);

fn columns_and_notes(headers: &[(String, String)], skipped: &[Note], remarks: &[Note]) -> Vec<Line> {
    let mut lines: Vec<Line> = columns(headers).into_iter().collect();
    lines.extend(notes("passed over, ", skipped));
    lines.extend(notes("", remarks));
    lines
}

/// The first notes, and how many there are more.
fn notes(before: &str, notes: &[Note]) -> Vec<Line> {
    let line = |(place, words): &Note| Line::of(format!("{before}{place}: {words}"), Role::Warn);
    let mut lines: Vec<Line> = notes.iter().take(MOST_NOTES).map(line).collect();
    let more = notes.len().saturating_sub(MOST_NOTES);
    if more > 0 {
        lines.push(Line::of(format!("{before}{more} more"), Role::Muted));
    }
    lines
}
