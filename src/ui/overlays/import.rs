//! Import: the path, the files being read, what they hold.

use super::{centred, problem_lines, rows_of};
use crate::app::overlays::import::{
    Asking, Attachment, FileBatch, FileChoice, FilesBeingRead, ImportOverlay, Preview, Stage,
};
use crate::checks::Finding;
use crate::checks::Severity;
use crate::import::Incoming;
use crate::intake::{ReceivedCmrt, contested_words};
use crate::text::{Area, count, pad_left, pad_right};
use crate::ui::screens::report::{severity_role, severity_sign};
use crate::ui::screens::{draw_lines, draw_list};
use crate::ui::widgets::{Gauge, InputLine, ListItem, OverlayFrame as Sheet, Progress};
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the overlay.
pub(super) fn draw(import: &ImportOverlay, pen: &mut Pen<'_>, body: Area) {
    match &import.stage {
        Stage::Path => draw_path(import, pen, body),
        Stage::Reading(reading) => draw_reading(import.input.value(), reading, pen, body),
        Stage::Preview(_, preview) => draw_preview(preview, pen, body),
        Stage::Batch(batch) => draw_batch(batch, pen, body),
    }
}

fn draw_path(import: &ImportOverlay, pen: &mut Pen<'_>, body: Area) {
    let foot = "Tab completes  ↓ chooses  Enter reads  Esc";
    let inner = Sheet { title: "Import", note: "", foot }.draw(pen, centred(body, 90, 20));
    let (top, rest) = inner.split_top(1);
    let hint =
        "suppliers\u{2019} CMRTs, a list, a filing, a table: a file, a folder, or a pattern such as *.xlsx";
    InputLine {
        prompt: "> ",
        value: import.input.value(),
        cursor: import.input.cursor(),
        hint,
        focused: true,
    }
    .draw(pen, Spot::row(top, 0));
    if let Some(problem) = &import.error {
        draw_lines(pen, rest, &problem_lines(problem, Role::Error, rest.width), 0);
        return;
    }
    let item = |at: usize| ListItem::new(import.completions.get(at).cloned().unwrap_or_default());
    let cursor = import.cursor.unwrap_or(0);
    draw_list(pen, rest, (import.completions.len(), Some(cursor), import.cursor.is_some()), &item);
}

fn draw_preview(preview: &Preview, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, 110, body.height.saturating_sub(2));
    let title = format!("Import {}", preview.draft.file);
    let inner =
        Sheet { title: &title, note: "", foot: "y takes it  j k scroll  Esc leaves it" }.draw(pen, area);
    let mut lines: Vec<Line> =
        preview.summary().into_iter().map(|text| Line::of(text, Role::Strong)).collect();
    lines.extend(understood(preview));
    for finding in preview.findings().iter().take(5) {
        let role = severity_role(finding.severity);
        let sign = severity_sign(pen, finding.severity);
        lines.push(Line::of(format!("{sign} "), role).with(finding.message.clone(), Role::Text));
    }
    for (place, why) in preview.draft.skipped.iter().take(4) {
        lines.push(Line::of(format!("passed over, {place}: {why}"), Role::Warn));
    }
    for (place, words) in preview.draft.remarks.iter().take(4) {
        lines.push(Line::of(format!("{place}: {words}"), Role::Warn));
    }
    lines.push(Line::new());
    let lines: Vec<Line> = lines.iter().flat_map(|line| line.wrap(usize::from(inner.width), 2)).collect();
    let (top, rest) = inner.split_top(rows_of(lines.len()));
    draw_lines(pen, top, &lines, 0);
    let rows: Vec<Line> = preview.draft.rows.iter().map(draft_line).collect();
    draw_lines(pen, rest, &rows, preview.offset);
}

/// How a table's columns were understood.
fn understood(preview: &Preview) -> Option<Line> {
    let columns = &preview.draft.columns;
    if columns.is_empty() {
        return None;
    }
    let words: Vec<String> =
        columns.iter().map(|(header, taken)| format!("\"{header}\" is {taken}")).collect();
    Some(Line::of(format!("columns: {}", words.join(", ")), Role::Accent))
}

fn draft_line(row: &crate::import::DraftRow) -> Line {
    let mut line = Line::of(pad_right(row.metal.name(), 10), Role::Muted);
    let text = |found: Option<String>| found.unwrap_or_default();
    let cid = row.claims.iter().find_map(|claim| claim.value.as_cid()).map(|cid| cid.to_string());
    let name = row.claims.iter().find_map(|claim| claim.value.as_name()).map(str::to_owned);
    let country = row.claims.iter().find_map(|claim| claim.value.as_country()).map(|c| c.written.clone());
    let status = row.claims.iter().find_map(|claim| claim.value.as_status());
    line.push(pad_right(&text(cid), 11), Role::Muted);
    line.push(format!("{}  ", pad_right(&text(name), 44)), Role::Text);
    line.push(format!("{}  ", pad_right(&text(country), 22)), Role::Muted);
    match status {
        Some(status) => line.push(status.name(), Role::from(status)),
        None => line.push("Unresolved", Role::Unresolved),
    }
    line
}

/// The files being read: how many of how many, and how fast.
fn draw_reading(path: &str, reading: &FilesBeingRead, pen: &mut Pen<'_>, body: Area) {
    let inner = Sheet { title: "Import", note: "", foot: "Esc cancels" }.draw(pen, centred(body, 64, 4));
    pen.text(Spot::row(inner, 0), &format!("reading {path}"), Role::Text);
    if reading.total > 1 {
        let gauge = Gauge { part: reading.done as u64, whole: reading.total as u64 };
        let note =
            reading.per_second().map_or_else(|| "files".to_owned(), |rate| format!("files, {rate} a second"));
        Progress { gauge, note: &note }.draw(pen, Spot::row(inner, 1));
    }
}

fn draw_batch(batch: &FileBatch, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, 150, body.height.saturating_sub(2));
    let foot = if batch.asking.is_some() {
        "Enter takes it  \u{2193} chooses  Esc"
    } else {
        "y takes all  Esc  Enter supplier  n new  x leave out  l lists  p password"
    };
    let title = format!("Import {}", count(batch.files.len(), "file", "files"));
    let inner = Sheet { title: &title, note: "", foot }.draw(pen, area);
    let mut lines = vec![counts_line(batch)];
    lines.extend(offers_line(batch));
    let contested = batch.contested.iter().map(|version| Line::of(contested_words(*version), Role::Muted));
    lines.extend(contested);
    lines.push(Line::new());
    let (top, rest) = inner.split_top(rows_of(lines.len()));
    draw_lines(pen, top, &lines, 0);
    match &batch.asking {
        None => draw_files(batch, pen, rest),
        Some(asking) => draw_asking(asking, pen, rest),
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
        (Err(unread), _) => line.push(crate::text::visible(&unread.problem.what), Role::Error),
        (Ok(_), Some(known)) => line.push(known.clone(), Role::Muted),
        (Ok(read), None) => match &read.holds {
            Incoming::Declaration(received) => match &file.to {
                Some(to) => declaration(pen, &mut line, (received, to, &file.findings), (names, is_narrow)),
                None => {
                    let version = received.form.version;
                    line.push(
                        format!("a CMRT {version} that nobody filled in: only its look-up"),
                        Role::Muted,
                    );
                }
            },
            Incoming::Facilities(draft) => {
                let rows = count(draft.rows.len(), "row", "rows");
                line.push(format!("{}, {rows}", draft.title), Role::Muted);
            }
            Incoming::List(offered) => line.push(format!("reference list: {}", offered.title), Role::Text),
        },
    }
    line
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

fn draw_asking(asking: &Asking, pen: &mut Pen<'_>, area: Area) {
    let (top, rest) = area.split_top(1);
    match asking {
        Asking::Password(input) => {
            let hidden = "*".repeat(input.value().chars().count());
            let hint = "the password of the workbooks that need one";
            let cursor = input.cursor();
            InputLine { prompt: "password: ", value: &hidden, cursor, hint, focused: true }
                .draw(pen, Spot::row(top, 0));
        }
        Asking::Supplier { input, shown, cursor } => {
            let hint = "type the supplier\u{2019}s name";
            let line = InputLine {
                prompt: "supplier: ",
                value: input.value(),
                cursor: input.cursor(),
                hint,
                focused: true,
            };
            line.draw(pen, Spot::row(top, 0));
            let new = format!("+ a new supplier: {}", input.value());
            let item = |at: usize| {
                ListItem::new(shown.get(at).map_or_else(|| new.clone(), |(_, name)| name.clone()))
            };
            draw_list(pen, rest, (shown.len() + 1, Some(*cursor), true), &item);
        }
    }
}
