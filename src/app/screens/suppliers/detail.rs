//! Everything known of a supplier, as lines: contacts, the request log, its declarations.

use super::SuppliersScreen;
use crate::app::command::Command;
use crate::app::core::Core;
use crate::app::detail::{action_lines, labelled, labelled_lines};
use crate::app::look::{Line, Role};
use crate::checks::Finding;
use crate::correspond::letter::{PointState, closing};
use crate::correspond::requests::NextStep;
use crate::domain::{Declaration, Request, SentLetter, Severity, Supplier, SupplierId};
use crate::query::suppliers::{SupplierRow, scope_words};
use crate::text::count;

/// The lines of the request log that are shown, the latest ones.
const LOG: usize = 8;

fn heading(title: impl Into<String>) -> [Line; 2] {
    [Line::new(), Line::of(title, Role::Heading)]
}

/// The detail of a supplier.
pub fn lines(screen: &SuppliersScreen, core: &Core, id: &SupplierId) -> Vec<Line> {
    let (Some(row), Some(supplier)) = (core.supplier(id), core.workspace.suppliers.get(id)) else {
        return Vec::new();
    };
    let mut lines = progress(core, row);
    lines.extend(about(supplier));
    lines.extend(actions(core, id));
    lines.extend(letters(core, id));
    lines.extend(findings(core, row));
    lines.extend(declarations(core, id));
    lines.extend(changes(screen, id));
    lines.extend(log(core, id));
    lines
}

/// The letters that are shown, the latest ones.
const LETTERS: usize = 3;

/// The latest letters to it, and what became of each point: what remains and what is awaited is named.
fn letters(core: &Core, id: &SupplierId) -> Vec<Line> {
    let letters = core.workspace.letters_to(id);
    if letters.is_empty() {
        return Vec::new();
    }
    let now = core.declared_now(id);
    let mut lines = heading("Letters").to_vec();
    for letter in letters.into_iter().rev().take(LETTERS) {
        let states = closing(letter, &now);
        lines.push(letter_line(letter, &states));
        let open = letter.points.iter().zip(states).filter(|(_, state)| *state == PointState::Remains);
        lines.extend(open.map(|(point, state)| {
            labelled("")
                .with(format!("{} ", state.words()), Role::Warn)
                .with(point.message.clone(), Role::Text)
        }));
    }
    lines
}

/// A letter: its day and kind, and how many of its points are corrected, remain or are awaited.
fn letter_line(letter: &SentLetter, states: &[PointState]) -> Line {
    let mut line = labelled(&letter.day.to_string()).with(letter.kind.name(), Role::Text);
    let all = [PointState::Corrected, PointState::Remains, PointState::Awaited];
    for state in all {
        let number = states.iter().filter(|it| **it == state).count();
        let role = match state {
            PointState::Corrected => Role::Good,
            PointState::Remains => Role::Warn,
            PointState::Awaited => Role::Muted,
        };
        if number > 0 {
            line.push(format!("  {number} {}", state.words()), role);
        }
    }
    line.with(format!("  due {}", letter.due), Role::Muted)
}

/// The follow-ups on it, with what came of them.
fn actions(core: &Core, id: &SupplierId) -> Vec<Line> {
    let actions = core.workspace.actions_with(id);
    let lines = actions.iter().flat_map(|action| action_lines(core, action));
    if actions.is_empty() { Vec::new() } else { heading("Actions").into_iter().chain(lines).collect() }
}

/// How far the request is.
fn progress(core: &Core, row: &SupplierRow) -> Vec<Line> {
    let mut line = labelled("Request");
    line.push(row.state_name(), Role::Strong);
    if let Some(due) = row.due {
        let (words, role) = if row.is_overdue { ("was due", Role::Error) } else { ("due", Role::Text) };
        line.push(format!("  {words} {due}"), role);
    }
    let days = row.asked.and_then(|asked| asked.until(core.today()).ok()).map(|span| span.get_days());
    if let Some(days) = days.and_then(|days| usize::try_from(days).ok()).filter(|_| !row.has_answered()) {
        line.push(format!("  asked {} ago", count(days, "day", "days")), Role::Muted);
    }
    let mut lines = vec![line];
    let words = row.step.words();
    if !words.is_empty() {
        let key = core.keymap.first(Command::NextStep);
        let next = labelled("Next").with(words, Role::Accent);
        let is_one_key = matches!(row.step, NextStep::Ask | NextStep::Remind | NextStep::Review);
        lines.push(if is_one_key { next.with(format!("  {key} logs it"), Role::Faint) } else { next });
    }
    lines
}

/// The most findings that are shown here; the declaration has them all.
const FINDINGS: usize = 5;

/// The gravest findings on the declarations that count.
fn findings(core: &Core, row: &SupplierRow) -> Vec<Line> {
    if row.declaration.is_none() {
        return Vec::new();
    }
    let counting = core.register.declarations_of(&core.workspace, &row.id);
    let all = counting.into_iter().flat_map(|declaration| core.findings_on(&declaration.id));
    let mut grave: Vec<&Finding> = all.filter(|finding| finding.severity != Severity::Info).collect();
    grave.sort_by_key(|finding| finding.severity);
    let number = grave.len();
    let mut lines = heading(if number == 0 {
        "Findings: nothing to correct".to_owned()
    } else {
        format!("Findings: {number}")
    })
    .to_vec();
    for finding in grave.into_iter().take(FINDINGS) {
        let line = labelled(finding.severity.name());
        lines.push(line.with(finding.message.clone(), severity_role(finding.severity)));
    }
    if number > FINDINGS {
        let open = core.keymap.first(Command::Open);
        let text = format!("{} more; {open} opens the declaration", number - FINDINGS);
        lines.push(Line::of(text, Role::Faint));
    }
    lines
}

/// How grave a finding is, as a role; its word stands beside it.
fn severity_role(severity: Severity) -> Role {
    match severity {
        Severity::HighRisk => Role::RatingCritical,
        Severity::Error => Role::Error,
        Severity::Warning => Role::Warn,
        Severity::Info => Role::Good,
    }
}

/// The most changes that are shown.
const CHANGES: usize = 12;

/// What changed since the declaration before the one that counts.
fn changes(screen: &SuppliersScreen, id: &SupplierId) -> Vec<Line> {
    let is_of = screen.current().is_some_and(|row| row.id == *id);
    let Some(all) = screen.changes.as_ref().filter(|_| is_of) else { return Vec::new() };
    let mut texts = all.iter();
    let mut lines = heading("Since the one before").to_vec();
    lines.extend(texts.next().map(|summary| Line::of(summary.clone(), Role::Strong)));
    lines.extend(texts.by_ref().take(CHANGES).map(|text| Line::of(text.clone(), Role::Text)));
    let more = texts.count();
    if more > 0 {
        lines.push(Line::of(format!("{more} more"), Role::Faint));
    }
    lines
}

/// Contacts, other names, number, what it is to the company, and note.
fn about(supplier: &Supplier) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, contact) in supplier.contacts.iter().enumerate() {
        let parts = [contact.name.as_str(), &contact.email, &contact.phone];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let label = if at == 0 { "Contact" } else { "" };
        lines.push(labelled(label).with(parts.join("  "), Role::Text));
    }
    if supplier.contacts.is_empty() {
        lines.push(labelled("Contact").with("none recorded; e adds one", Role::Faint));
    }
    for (label, text) in [
        ("Number", supplier.number.clone()),
        ("Tier", supplier.tier.map(|tier| tier.to_string()).unwrap_or_default()),
        ("Supplies", supplier.supplies.clone()),
        ("Spend", supplier.spend.map(|share| format!("{share} of all")).unwrap_or_default()),
        ("Also named", supplier.aliases.join(", ")),
        ("Note", supplier.note.clone()),
    ] {
        lines.extend(labelled_lines(label, &text, Role::Text));
    }
    lines
}

fn declarations(core: &Core, id: &SupplierId) -> Vec<Line> {
    let all = core.workspace.declarations_of(id);
    let mut lines = heading("Declarations").to_vec();
    if all.is_empty() {
        lines.push(Line::of("none yet", Role::Faint));
    }
    for declaration in all {
        lines.push(declaration_line(core, declaration));
    }
    lines
}

/// A declaration in a line; one that does not count says why.
fn declaration_line(core: &Core, declaration: &Declaration) -> Line {
    let counts = core.register.counts(&declaration.id);
    let role = if counts { Role::Text } else { Role::Faint };
    let mut line =
        labelled(&declaration.received.to_string()).with(format!("CMRT {}", declaration.version), role);
    if let Some(date) = declaration.date {
        line.push(format!("  dated {date}"), Role::Muted);
    }
    if let Some(scope) = declaration.scope {
        line.push(format!("  {}", scope_words(scope)), Role::Muted);
    }
    let rows = usize::try_from(declaration.rows).unwrap_or(usize::MAX);
    line.push(format!("  {}", count(rows, "row", "rows")), role);
    let source = core.workspace.sources.get(&declaration.source);
    if let Some(source) = source {
        line.push(format!("  {}", source.file), Role::Muted);
    }
    if !counts {
        line.push(format!("  {}", core.why_not_counted(declaration)), Role::Faint);
    }
    line
}

/// The request log, the latest line first.
fn log(core: &Core, id: &SupplierId) -> Vec<Line> {
    let all = core.workspace.requests_of(id);
    let mut lines = heading("Request log").to_vec();
    if all.is_empty() {
        lines.push(Line::of("nothing logged; r logs a state", Role::Faint));
    }
    lines.extend(all.iter().rev().take(LOG).flat_map(|request| log_lines(request)));
    if all.len() > LOG {
        lines.push(Line::of(format!("{} earlier", all.len() - LOG), Role::Faint));
    }
    lines
}

/// A line of the log; the lines of its note after the first stand below it.
fn log_lines(request: &Request) -> Vec<Line> {
    let mut line = labelled(&request.day.to_string()).with(request.state.name(), Role::Text);
    if let Some(due) = request.due {
        line.push(format!("  due {due}"), Role::Muted);
    }
    let mut note = request.note.lines();
    if let Some(first) = note.next() {
        line.push(format!("  {first}"), Role::Text);
    }
    line.push(format!("  {}", request.stamp.by), Role::Muted);
    let below = note.map(|more| labelled("").with(more, Role::Text));
    [line].into_iter().chain(below).collect()
}
