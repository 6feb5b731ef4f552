//! Everything known of a supplier, as lines: contacts, the request log, its declarations.

use crate::app::look::{Line, Role};
use crate::app::state::App;
use crate::domain::{Declaration, Request, Supplier, SupplierId};
use crate::query::suppliers::{SupplierRow, scope_words};
use crate::text::{count, pad_right};

/// The width of the labels on the left, in columns.
pub const LABEL: usize = 12;

/// The lines of the request log that are shown, the latest ones.
const LOG: usize = 8;

fn labelled(label: &str) -> Line {
    Line::of(pad_right(label, LABEL), Role::Muted)
}

fn heading(title: impl Into<String>) -> [Line; 2] {
    [Line::new(), Line::of(title, Role::Heading)]
}

/// The detail of a supplier.
#[must_use]
pub fn lines(app: &App, id: &SupplierId) -> Vec<Line> {
    let (Some(row), Some(supplier)) = (app.suppliers.row(id), app.workspace.suppliers.get(id)) else {
        return Vec::new();
    };
    let mut lines = standing(app, row);
    lines.extend(about(supplier));
    lines.extend(declarations(app, id));
    lines.extend(log(app, id));
    lines
}

/// How far the request is.
fn standing(app: &App, row: &SupplierRow) -> Vec<Line> {
    let mut line = labelled("Request");
    line.push(row.state_name(), Role::Strong);
    if let Some(due) = row.due {
        let (words, role) = if row.is_overdue { ("was due", Role::Error) } else { ("due", Role::Text) };
        line.push(format!("  {words} {due}"), role);
    }
    let days = row.asked.and_then(|asked| asked.until(app.today()).ok()).map(|span| span.get_days());
    if let Some(days) = days.and_then(|days| usize::try_from(days).ok()).filter(|_| !row.has_answered()) {
        line.push(format!("  asked {} ago", count(days, "day", "days")), Role::Muted);
    }
    vec![line]
}

/// Contacts, other names, number and note.
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
        ("Also named", supplier.aliases.join(", ")),
        ("Note", supplier.note.clone()),
    ] {
        if !text.is_empty() {
            lines.push(labelled(label).with(text, Role::Text));
        }
    }
    lines
}

fn declarations(app: &App, id: &SupplierId) -> Vec<Line> {
    let all = app.workspace.declarations_of(id);
    let mut lines = heading("Declarations").to_vec();
    if all.is_empty() {
        lines.push(Line::of("none yet", Role::Faint));
    }
    for (at, declaration) in all.into_iter().enumerate() {
        lines.push(declaration_line(app, declaration, at == 0));
    }
    lines
}

/// A declaration in a line; of several the newest counts.
fn declaration_line(app: &App, declaration: &Declaration, counts: bool) -> Line {
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
    let source = app.workspace.sources.get(&declaration.source);
    if let Some(source) = source {
        line.push(format!("  {}", source.file), Role::Muted);
    }
    line
}

/// The request log, the latest line first.
fn log(app: &App, id: &SupplierId) -> Vec<Line> {
    let all = app.workspace.requests_of(id);
    let mut lines = heading("Request log").to_vec();
    if all.is_empty() {
        lines.push(Line::of("nothing logged; r logs a state", Role::Faint));
    }
    lines.extend(all.iter().rev().take(LOG).map(|request| log_line(request)));
    if all.len() > LOG {
        lines.push(Line::of(format!("{} earlier", all.len() - LOG), Role::Faint));
    }
    lines
}

fn log_line(request: &Request) -> Line {
    let mut line = labelled(&request.day.to_string()).with(request.state.name(), Role::Text);
    if let Some(due) = request.due {
        line.push(format!("  due {due}"), Role::Muted);
    }
    if !request.note.is_empty() {
        line.push(format!("  {}", request.note), Role::Text);
    }
    line.with(format!("  {}", request.stamp.by), Role::Muted)
}
