//! The files of an import: what each is for, to whom it goes, what is to be said of it.

use super::{about, asking};
use crate::app::overlays::import::{Asking, Attachment, FileBatch, FileChoice, OpenQuestion};
use crate::checks::{Finding, Severity};
use crate::domain::{ListKind, SourceRole};
use crate::intake::{ReadFile, ReceivedCmrt, Unsaid, contested_words, metals_words};
use crate::text::{Area, count, pad_left, pad_right, visible};
use crate::ui::overlays::{centred, rows_of};
use crate::ui::screens::draw_lines;
use crate::ui::screens::report::{severity_role, severity_sign};
use crate::ui::widgets::OverlayFrame as Sheet;
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the list of files; below it, what there is to say of the one under the cursor, or what is asked.
pub(super) fn draw(batch: &FileBatch, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, 150, body.height.saturating_sub(2));
    let foot = foot(batch);
    let title = format!("Import {}", count(batch.files.len(), "file", "files"));
    let inner = Sheet { title: &title, note: "", foot }.draw(pen, area);
    let mut lines = vec![counts_line(batch)];
    lines.extend(complete_line(batch));
    lines.extend(offers_line(batch));
    let contested = batch.contested.iter().map(|version| Line::of(contested_words(*version), Role::Muted));
    lines.extend(contested);
    lines.extend(batch.passed_over.iter().map(|words| Line::of(words.clone(), Role::Muted)));
    lines.push(Line::new());
    let (top, rest) = inner.split_top(rows_of(lines.len()));
    draw_lines(pen, top, &lines, 0);
    match &batch.asking {
        None => {
            let about = about::lines(batch, usize::from(inner.width));
            let (list, below) = rest.split_top(list_rows(rest.height, batch.files.len(), about.len()));
            draw_files(batch, pen, list);
            draw_lines(pen, below, &about, 0);
        }
        Some(asking) => asking::draw(asking, pen, rest),
    }
}

/// How many rows the list has: all that it needs, where there is room; else not less than half of them.
fn list_rows(rows: u16, files: usize, about: usize) -> u16 {
    let wanted = rows_of(files).max(1);
    wanted.min(rows.saturating_sub(rows_of(about)).max(rows - rows / 2))
}

/// What can be pressed while it is asked what a file is for.
pub(super) const ROLE_FOOT: &str = "Enter or its letter takes it  \u{2193} chooses  Esc";

/// What can be pressed, by what is under the cursor.
fn foot(batch: &FileBatch) -> &'static str {
    match (&batch.asking, batch.current()) {
        (Some(Asking::Metals { .. }), _) => "Space or its letter ticks  Enter takes them  Esc",
        (Some(Asking::Role { .. }), _) => ROLE_FOOT,
        (Some(Asking::Password(_) | Asking::Day(_)), _) => "Enter takes it  Esc",
        (Some(Asking::Supplier { .. } | Asking::Programme { .. }), _) => {
            "Enter takes it  \u{2193} chooses  Esc"
        }
        (None, Some(file)) if file.status().is_some() => {
            "y takes  Esc  r role  t kind  d day  o whose  m metals  c complete  x out"
        }
        (None, Some(file)) if file.risk().is_some() => "y takes all  Esc  r role  d day  x leave out",
        (None, Some(file)) if !file.roles().is_empty() => {
            "y takes all  Esc  r role  x leave out  l lists  p password"
        }
        (None, _) => "y takes all  Esc  Enter supplier  n new  x leave out  l lists  p password",
    }
}

fn counts_line(batch: &FileBatch) -> Line {
    let (taken, undecided, failed) = batch.counts();
    let mut line = Line::of(count(taken, "file to take", "files to take"), Role::Strong);
    let new = batch.new_suppliers();
    if new > 0 {
        line.push(" \u{b7} ", Role::Faint);
        line.push(format!("+ {}", count(new, "new supplier", "new suppliers")), Role::Accent);
    }
    if undecided > 0 {
        line.push(" \u{b7} ", Role::Faint);
        line.push(format!("{undecided} without a supplier"), Role::Warn);
    }
    let asked = batch.files.iter().filter(|file| file.question().is_some()).count() - undecided;
    if asked > 0 {
        line.push(" \u{b7} ", Role::Faint);
        line.push(format!("{asked} to be told what they are"), Role::Warn);
    }
    let left_out = batch.files.iter().filter(|file| file.left_out).count();
    for (some, words) in [(batch.nothing_new(), "with nothing new"), (left_out, "left out")] {
        if some > 0 {
            line.push(" \u{b7} ", Role::Faint);
            line.push(format!("{some} {words}"), Role::Muted);
        }
    }
    if failed > 0 {
        line.push(" \u{b7} ", Role::Faint);
        line.push(format!("{failed} not read"), Role::Error);
    }
    line
}

/// Whether the status lists are complete, which is said once for all of them.
fn complete_line(batch: &FileBatch) -> Option<Line> {
    let lists = match batch.status_lists() {
        0 => return None,
        lists => count(lists, "status list", "status lists"),
    };
    Some(match batch.complete {
        Some(true) => Line::of(format!("{lists}: complete for their metals"), Role::Text),
        Some(false) => Line::of(format!("{lists}: not complete, so that absence means nothing"), Role::Text),
        None => Line::of(format!("{lists}: complete? c: yes, c again: no"), Role::Warn),
    })
}

fn offers_line(batch: &FileBatch) -> Option<Line> {
    if batch.offers.is_empty() {
        return None;
    }
    let mut line = Line::of("reference lists: ", Role::Muted);
    for (at, (offered, take)) in batch.offers.iter().enumerate() {
        let (sign, role) = if *take { ("[x] ", Role::Text) } else { ("[ ] ", Role::Muted) };
        let gap = if at == 0 { "" } else { "  " };
        line.push(format!("{gap}{sign}{}", offered.title), role);
    }
    Some(line)
}

fn draw_files(batch: &FileBatch, pen: &mut Pen<'_>, area: Area) {
    let shown = usize::from(area.height);
    let first = batch.cursor.saturating_sub(shown.saturating_sub(1));
    for (row, (at, file)) in batch.files.iter().enumerate().skip(first).take(shown).enumerate() {
        let spot = Spot::row(area, rows_of(row));
        let is_current = at == batch.cursor;
        pen.text(spot, if is_current { pen.theme.signs().cursor } else { "" }, Role::Accent);
        let line = file_line(pen, file, usize::from(area.width).saturating_sub(2));
        pen.line(spot.skip(2), &line);
        if is_current {
            pen.tint(Area::new(area.x, area.y + rows_of(row), area.width, 1), Role::Selected);
        }
    }
}

fn file_line(pen: &Pen<'_>, file: &FileChoice, columns: usize) -> Line {
    let is_narrow = columns < 100;
    let names = if is_narrow { (columns / 3).max(12) } else { (columns / 3).min(44) };
    let role = if file.left_out { Role::Faint } else { Role::Text };
    let mut line = Line::of(format!("{}  ", pad_right(&file.name(), names)), role);
    if file.left_out {
        return line.with("left out", Role::Faint);
    }
    match (&file.file, &file.known) {
        (Err(unread), _) => line.push(visible(&unread.problem.what), Role::Error),
        (Ok(_), Some(known)) => line.push(known.clone(), Role::Muted),
        (Ok(read), None) => match (read.declaration(), &file.to) {
            (Some(received), Some(to)) => {
                declaration(pen, &mut line, (received, to, &file.findings), (names, is_narrow));
            }
            (Some(received), None) => {
                let version = received.form.version;
                let words = format!("a CMRT {version} that nobody filled in: only its look-up");
                line.push(words, Role::Muted);
            }
            (None, _) => by_role(&mut line, file, is_narrow),
        },
    }
    line
}

/// What a file with facilities is for, and what it holds then.
fn by_role(line: &mut Line, file: &FileChoice, is_narrow: bool) {
    let Some(guess) = &file.role else { return };
    let (sign, role) = if guess.is_doubtful { ("? ", Role::Warn) } else { ("", Role::Accent) };
    line.push(format!("{}  ", pad_right(&format!("{sign}{}", guess.role.name()), 17)), role);
    let held = file.file.as_ref().ok();
    match guess.role {
        SourceRole::Status => status(line, file, is_narrow),
        SourceRole::Annex | SourceRole::Baseline => {
            if let Some(draft) = held.and_then(ReadFile::facilities) {
                let rows = count(draft.rows.len(), "row", "rows");
                line.push(format!("{}, {rows}", draft.title), Role::Muted);
            }
        }
        SourceRole::Reference => {
            if let Some(offered) = held.and_then(ReadFile::reference) {
                line.push(offered.title.clone(), Role::Text);
            }
        }
        SourceRole::Risk => risk(line, file),
        SourceRole::Declaration => {}
    }
}

/// What a risk list is of, and its day; one that is not known is asked.
fn risk(line: &mut Line, file: &FileChoice) {
    let Some(risk) = file.risk() else { return };
    if let Some(other) = &risk.joined_to {
        return line.push(format!("taken with {other}"), Role::Muted);
    }
    line.push(format!("{} ", risk.draft.kind.key()), Role::Text);
    match file.day() {
        Some(day) => line.push(day.to_string(), Role::Text),
        None => line.push("day?", Role::Warn),
    }
    let entries = count(risk.draft.body.entries.len(), "entry", "entries");
    line.push(format!("  {entries}"), Role::Muted);
}

/// Whose a status list is, of which kind and of which day; what is not known is asked.
fn status(line: &mut Line, file: &FileChoice, is_narrow: bool) {
    let Some(status) = file.status() else { return };
    line.push(format!("{} ", file.terms.whose()), Role::Text);
    match status.kinds(&file.terms) {
        Some(kinds) => line.push(format!("{} ", ListKind::words(&kinds)), Role::Text),
        None => line.push("kind? ", Role::Warn),
    }
    match file.terms.as_of {
        Some(day) => line.push(day.to_string(), Role::Text),
        None => line.push("day?", Role::Warn),
    }
    if file.question() == Some(OpenQuestion::Status(Unsaid::Metal)) {
        line.push(" metal?", Role::Warn);
    }
    if !is_narrow {
        let rows = count(status.draft.body.entries.len(), "row", "rows");
        line.push(format!("  {}, {rows}", metals_words(&file.terms.all_metals())), Role::Muted);
    }
}

/// To whom a declaration goes, how much it declares and what is found of it.
fn declaration(
    pen: &Pen<'_>,
    line: &mut Line,
    (received, to, findings): (&ReceivedCmrt, &Attachment, &[Finding]),
    (names, is_narrow): (usize, bool),
) {
    let (text, role) = attachment_words(to);
    line.push(format!("{}  ", pad_right(&text, names)), role);
    let version = received.form.version.to_string();
    line.push(format!("{}  ", pad_right(&version, 5)), Role::Muted);
    if !is_narrow {
        line.push(pad_left(&count(received.form.rows.len(), "row", "rows"), 9), Role::Muted);
    }
    for severity in [Severity::HighRisk, Severity::Error, Severity::Warning] {
        let found = findings.iter().filter(|finding| finding.severity == severity).count();
        if found > 0 {
            let sign = severity_sign(pen, severity);
            line.push(format!(" {sign} {found}"), severity_role(severity));
        }
    }
}

fn attachment_words(attachment: &Attachment) -> (String, Role) {
    match attachment {
        Attachment::To(_, name) => (name.clone(), Role::Text),
        Attachment::New(name) => (format!("+ {name}"), Role::Accent),
        Attachment::Undecided(similar) => match similar.first() {
            Some((_, name)) => (format!("? like {name}"), Role::Warn),
            None => ("? no company name".to_owned(), Role::Warn),
        },
    }
}
