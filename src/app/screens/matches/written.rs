//! The name in hand as it was written, by whom, and what was decided on the same name before.

use std::ops::Range;

use super::name_in_hand::NameInHand;
use crate::app::core::Core;
use crate::app::deciding::{decided_words, same_name};
use crate::app::look::{Line, Role};
use crate::domain::NameKey;
use crate::resolve::matching::{Agreement, WordMark};
use crate::resolve::rows::RowView;
use crate::text::{count, visible};

/// The most rows that are shown one by one.
const ROWS: usize = 12;

/// How a word looks by how it stands to the other name.
pub fn role_of(agreement: Agreement) -> Role {
    match agreement {
        Agreement::Same => Role::Good,
        Agreement::Alike => Role::Warn,
        Agreement::Differs => Role::Error,
    }
}

/// Text with its marks: words that agree, that are alike, that stand alone; what is no word of the name is in grey.
pub(super) fn marked(text: &str, marks: &[WordMark]) -> Line {
    let mut line = Line::new();
    let mut at = 0;
    let mut push = |range: Range<usize>, role: Role| {
        if let Some(part) = text.get(range).filter(|part| !part.is_empty()) {
            line.push(visible(part), role);
        }
    };
    for mark in marks.iter().filter(|mark| text.get(mark.span.clone()).is_some()) {
        let start = mark.span.start.max(at);
        push(at..start, Role::Muted);
        push(start..mark.span.end.max(start), role_of(mark.agreement));
        at = mark.span.end.max(start);
    }
    push(at..text.len(), Role::Muted);
    line
}

/// The name in hand, its rows, and earlier decisions on the same name.
pub fn lines(core: &Core, hand: &NameInHand) -> Vec<Line> {
    let name = &hand.open.name;
    let title = match hand.current().filter(|_| !name.written.is_empty()) {
        Some(offer) => marked(&name.written, &offer.why.query),
        None => Line::of(visible(&name.written), Role::Strong),
    };
    let country = if name.country.is_empty() { "no country".to_owned() } else { visible(&name.country) };
    let mut lines = vec![title, Line::of(format!("{} · {country}", name.key.metal), Role::Text)];
    if !hand.open.ids.is_empty() {
        let ids: Vec<String> = hand.open.ids.iter().map(|id| visible(id)).collect();
        lines.push(Line::of("ID as written ", Role::Muted).with(ids.join(", "), Role::Text));
    }
    lines.extend(decision(core, hand));
    lines.extend(
        hand.open
            .elsewhere
            .iter()
            .map(|place| Line::of("stands in ", Role::Muted).with(visible(place), Role::Text)),
    );
    lines.extend(rows(core, hand));
    lines.extend(before(core, &name.key));
    lines
}

fn decision(core: &Core, hand: &NameInHand) -> Option<Line> {
    let decided = hand.decided.as_ref()?;
    let key = core.keymap.first(crate::app::Command::TakeBack);
    let line = Line::of("Decided: ", Role::Heading).with(decided_words(core, decided), Role::Strong);
    Some(line.with(format!("  {key} takes it back"), Role::Faint))
}

/// Who wrote it, row by row.
fn rows(core: &Core, hand: &NameInHand) -> Vec<Line> {
    let told = format!(
        "{} of {}",
        count(hand.open.rows, "row", "rows"),
        count(hand.open.suppliers.len(), "supplier", "suppliers")
    );
    let mut lines = vec![Line::new(), Line::of(told, Role::Heading)];
    let views = hand.rows.iter().filter_map(|row| core.register.row(*row));
    lines.extend(views.take(ROWS).map(|view| row(core, hand, &view)));
    if hand.rows.len() > ROWS {
        let key = core.keymap.first(crate::app::Command::RowsBehind);
        let more = format!("+{} more; {key} shows all", hand.rows.len() - ROWS);
        lines.push(Line::of(more, Role::Muted));
    }
    lines
}

fn row(core: &Core, hand: &NameInHand, view: &RowView<'_>) -> Line {
    let supplier = core.workspace.suppliers.get(view.supplier).map_or("", |supplier| supplier.name.as_str());
    let mut line = Line::of(visible(supplier), Role::Text).with(format!(" row {}", view.row), Role::Muted);
    if !view.cid.is_empty() {
        line.push(format!(" · {}", visible(view.cid)), Role::Muted);
    }
    if view.name != hand.open.name.written && !view.name.is_empty() {
        line.push(format!(" · \u{201c}{}\u{201d}", visible(view.name)), Role::Muted);
    }
    line
}

/// What was decided on the same name under another country or metal, and where else it waits.
fn before(core: &Core, key: &NameKey) -> Vec<Line> {
    let same = core.workspace.resolutions.iter().filter(|(other, _)| other.name == key.name && *other != key);
    let mut lines: Vec<Line> = same
        .take(ROWS)
        .map(|(other, decided)| {
            let place = format!("{} {}: ", other.metal, country(other));
            Line::of(place, Role::Muted).with(decided_words(core, decided), Role::Text)
        })
        .collect();
    let waiting = same_name(core, key);
    lines.extend(waiting.into_iter().take(ROWS).map(|other| {
        Line::of(format!("{} {}: ", other.metal, country(other)), Role::Muted).with("also open", Role::Text)
    }));
    if !lines.is_empty() {
        lines.insert(0, Line::of("The same name elsewhere", Role::Heading));
        lines.insert(0, Line::new());
    }
    lines
}

fn country(key: &NameKey) -> &str {
    if key.country.is_empty() { "without country" } else { &key.country }
}
