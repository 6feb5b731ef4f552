//! Everything known of a facility, as lines: identity, the claims behind every value, flags, decisions.

use super::core::Core;
use super::look::{Line, Role, kept_together};
use super::risk_lines;
use super::standing_lines;
use crate::domain::{
    Action, ActionAnswer, Cause, Claim, ClaimField, FacilityId, FacilityView, Origin, Place, SourceId,
    Status, SupplierId,
};
use crate::query::FacilityRow;

/// More lines than any facility's detail has; scrolling stops before.
pub const MOST_LINES: usize = 500;

/// The width of the labels on the left, in columns.
pub const LABEL: usize = 12;

/// The fields shown, in order.
const FIELDS: [ClaimField; 10] = [
    ClaimField::Name,
    ClaimField::Alias,
    ClaimField::Cid,
    ClaimField::Country,
    ClaimField::City,
    ClaimField::Status,
    ClaimField::StatusWord,
    ClaimField::Removed,
    ClaimField::Ceased,
    ClaimField::NotASmelter,
];

pub(super) fn labelled(label: &str) -> Line {
    Line::of(crate::text::pad_right(label, LABEL), Role::Muted)
}

/// A text of several lines behind a label: the first beside it, the others below that.
pub(super) fn labelled_lines(label: &str, text: &str, role: Role) -> Vec<Line> {
    let at = |(at, line): (usize, &str)| labelled(if at == 0 { label } else { "" }).with(line, role);
    text.lines().enumerate().map(at).collect()
}

/// The lines with something behind the last.
fn ended(mut lines: Vec<Line>, end: Line) -> Vec<Line> {
    if let Some(last) = lines.last_mut() {
        last.pieces.extend(end.pieces);
    }
    lines
}

pub(super) fn heading(title: &str) -> [Line; 2] {
    [Line::new(), Line::of(title, Role::Heading)]
}

/// Metal, country and CID in one line.
pub fn identity(row: &FacilityRow) -> Line {
    let country = if row.country_name.is_empty() { "country not known" } else { row.country_name.as_str() };
    let cid = row.cid.map_or_else(|| "no CID in any source".to_owned(), |cid| cid.to_string());
    Line::of(format!("{} · {country} · {cid}", row.metal), Role::Text)
}

/// The detail of a facility.
pub fn lines(core: &Core, id: &FacilityId) -> Vec<Line> {
    let (Some(row), Some(view)) = (core.row(id), core.workspace.view(id)) else { return Vec::new() };
    let mut lines = vec![identity(row)];
    lines.extend(standing_lines::lines(core, row, &view));
    lines.extend(heading("Values and their sources"));
    for field in FIELDS {
        lines.extend(claims(core, &view, field));
    }
    lines.extend(heading("Risk (internal)"));
    lines.extend(risk_lines::lines(core, row, &view));
    lines.extend(named_by(core, &row.id));
    lines.extend(judgement(core, id));
    lines.extend(work(core, id));
    lines.extend(standing_lines::by_list(core, &view));
    lines.extend(merged(core, id));
    lines.extend(changes(core, id));
    lines
}

/// The claims on a field: the one that counts, then the others.
fn claims(core: &Core, view: &FacilityView<'_>, field: ClaimField) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, claim) in view.claims_on(field).into_iter().enumerate() {
        let counts = match field {
            // The one that counts stands above, with all that belongs to the status.
            ClaimField::Status if standing_lines::counts(core.standings.of(&view.facility.id), claim) => {
                continue;
            }
            ClaimField::Status | ClaimField::StatusWord => false,
            ClaimField::Alias => true,
            ClaimField::Name
            | ClaimField::Cid
            | ClaimField::Country
            | ClaimField::City
            | ClaimField::Removed
            | ClaimField::Ceased
            | ClaimField::NotASmelter => index == 0,
        };
        let mut line = labelled(if lines.is_empty() { field.name() } else { "" });
        line.push(claim.value.text(), value_role(claim, counts));
        line.push("  ", Role::Text);
        line.push(origin(core, &claim.origin), Role::Muted);
        lines.push(line);
    }
    lines
}

fn value_role(claim: &Claim, counts: bool) -> Role {
    match claim.value.as_status() {
        Some(status) if counts => Role::from(status),
        Some(_) | None if counts => Role::Strong,
        Some(_) | None => Role::Faint,
    }
}

/// Where a value comes from, in words that [`Line::wrap`] keeps together where they belong together.
pub fn origin(core: &Core, origin: &Origin) -> String {
    let title = |id: &SourceId| {
        core.workspace.sources.get(id).map_or_else(|| id.to_string(), |source| kept_together(&source.title))
    };
    match origin {
        Origin::Stated { source, place } => format!("{}, {}", title(source), in_one_line(place)),
        Origin::Derived { source, place, rule } => {
            format!("derived: {} ({}, {})", rule.text(), title(source), in_one_line(place))
        }
        Origin::Set { by, at, reason } if reason.is_empty() => format!("set by {by}, {}", day(*at)),
        Origin::Set { by, at, reason } => format!("set by {by}, {}: {reason}", day(*at)),
    }
}

/// A place, whose words are not broken over lines; a line's number and its column may be.
fn in_one_line(place: &Place) -> String {
    let parts: Vec<String> = place.to_string().split(", ").map(kept_together).collect();
    parts.join(", ")
}

pub(super) fn day(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d").to_string()
}

/// The most suppliers that are named of those who name a facility.
const NAMED: usize = 8;

/// Who names a facility, and how: never for outsiders.
fn named_by(core: &Core, id: &FacilityId) -> Vec<Line> {
    let suppliers = core.register.suppliers_naming(id);
    let label = labelled("Named by");
    if suppliers.is_empty() {
        let none =
            if core.register.is_empty() { "no supplier: no declaration is here" } else { "no supplier" };
        return vec![label.with(none, Role::Muted)];
    }
    let name = |id: &&SupplierId| core.workspace.suppliers.get(*id).map(|supplier| supplier.name.as_str());
    let names: Vec<&str> = suppliers.iter().filter_map(name).take(NAMED).collect();
    let more = suppliers.len().saturating_sub(names.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let key = core.keymap.first(crate::app::Command::RowsBehind);
    let mut lines = vec![
        label
            .with(crate::text::count(suppliers.len(), "supplier", "suppliers"), Role::Strong)
            .with(format!(": {}{more}", names.join(", ")), Role::Text)
            .with(format!("  {key} shows the rows"), Role::Faint),
    ];
    for (at, (spelling, rows)) in core.register.spellings(id).into_iter().enumerate() {
        let spelling = if spelling.is_empty() { "(by its ID alone)".to_owned() } else { spelling };
        let label = labelled(if at == 0 { "Written" } else { "" }).with(spelling, Role::Text);
        lines.push(label.with(format!("  {}", crate::text::count(rows, "row", "rows")), Role::Muted));
    }
    lines
}

fn judgement(core: &Core, id: &FacilityId) -> Vec<Line> {
    let Some(record) = core.workspace.disposition(id) else { return Vec::new() };
    let mut line = labelled("Disposition");
    line.push(record.disposition.title(), Role::Strong);
    let reason = if record.reason.is_empty() { String::new() } else { format!(": {}", record.reason) };
    line.push(format!("  {}, {}{reason}", record.stamp.by, day(record.stamp.at)), Role::Muted);
    vec![line]
}

/// An action: its state, what it is, when it is due and who sees to it; below, what came of it.
pub(super) fn action_lines(core: &Core, action: &Action) -> Vec<Line> {
    let mut line = labelled(action.state.name());
    let overdue = action.is_overdue(core.today());
    line.push(action.title(), Role::Text);
    line.push(format!("  due {}", action.due), if overdue { Role::Error } else { Role::Muted });
    line.push(format!("  {}", action.owner), Role::Muted);
    let answered = |answer: &ActionAnswer| {
        let document = if answer.link.is_empty() { String::new() } else { format!("  {}", answer.link) };
        let by = format!("  {}, {}", answer.day, answer.stamp.by);
        let end = Line::of(document, Role::Accent).with(by, Role::Muted);
        ended(labelled_lines("", &answer.text, Role::Text), end)
    };
    [line].into_iter().chain(action.answer.as_ref().into_iter().flat_map(answered)).collect()
}

/// Actions, notes and evidence.
fn work(core: &Core, id: &FacilityId) -> Vec<Line> {
    let mut lines = Vec::new();
    let actions = core.workspace.actions_on(id);
    if !actions.is_empty() {
        lines.extend(heading("Actions"));
    }
    lines.extend(actions.into_iter().flat_map(|action| action_lines(core, action)));
    let (notes, evidence) = (core.workspace.notes_on(id), core.workspace.evidence_on(id));
    if !notes.is_empty() || !evidence.is_empty() {
        lines.extend(heading("Notes and evidence"));
    }
    for note in notes {
        let by = Line::of(format!("  {}", note.stamp.by), Role::Muted);
        lines.extend(ended(labelled_lines(&day(note.stamp.at), &note.text, Role::Text), by));
    }
    for item in evidence {
        let dated = item.dated.map_or(String::new(), |date| format!("  dated {date}"));
        let label = if item.credible { "credible" } else { "evidence" };
        let line = labelled(label).with(item.link.clone(), Role::Text);
        lines.push(line.with(format!("{dated}  {}, {}", item.stamp.by, day(item.stamp.at)), Role::Muted));
    }
    lines
}

fn merged(core: &Core, id: &FacilityId) -> Vec<Line> {
    let absorbed = core.workspace.absorbed_by(id);
    let mut lines = Vec::new();
    if !absorbed.is_empty() {
        lines.extend(heading("Merged into this facility"));
    }
    for facility in absorbed {
        let name = FacilityView::new(&core.workspace, facility).name().to_owned();
        lines.push(labelled("").with(name, Role::Text).with("  U separates", Role::Muted));
    }
    lines
}

/// The last changes of a facility, the newest first.
fn changes(core: &Core, id: &FacilityId) -> Vec<Line> {
    let family: Vec<FacilityId> = core.workspace.family(id).into_iter().cloned().collect();
    let of_facility = |entry: &&crate::domain::Entry| {
        let touched = entry.edit.facilities();
        // An import names every facility; it is the source of the claims above, not a change of this one.
        let is_new = entry.cause == Cause::Do && core.history.is_in_effect(entry.seq);
        is_new && touched.len() <= 50 && touched.iter().any(|id| family.contains(id))
    };
    let entries: Vec<_> = core.history.entries().rev().filter(of_facility).take(8).collect();
    let mut lines = Vec::new();
    if !entries.is_empty() {
        lines.extend(heading("History"));
    }
    for entry in entries {
        let line = labelled(&day(entry.at)).with(entry.title.clone(), Role::Text);
        lines.push(line.with(format!("  {}", entry.by), Role::Muted));
    }
    lines
}

/// What `o` shows before the file's own text is there: source, place, title, what was read there.
pub type SourceView = (SourceId, Place, String, Vec<(u32, String)>, u32);

/// The place that a facility's name (or, failing that, anything else) was read at.
pub fn source_of(core: &Core, id: &FacilityId) -> Option<SourceView> {
    let view = core.workspace.view(id)?;
    let named = view.claims_on(ClaimField::Name).into_iter().find(|claim| claim.origin.source().is_some());
    let claim =
        named.or_else(|| view.claims.iter().find(|claim| claim.origin.source().is_some()).copied())?;
    let (source, place) = (claim.origin.source()?.clone(), claim.origin.place()?.clone());
    let file = core.workspace.sources.get(&source).map_or(String::new(), |source| source.file.clone());
    let lines = read_around(core, &view.facility.id, &source);
    let line = line_of(&place);
    Some((source, place.clone(), format!("{file}, {place}{AS_READ}"), lines, line))
}

/// What the title of a source says while its rows are shown as they were read, not the file's own text.
pub const AS_READ: &str = ": the rows as they were read";

/// How many rows of the source are shown before and after the one asked for.
const AROUND: usize = 40;

/// The rows around a facility's as they were read from a source, for when the file itself was not kept.
fn read_around(core: &Core, id: &FacilityId, source: &SourceId) -> Vec<(u32, String)> {
    let mut rows: Vec<((String, u32), String, &FacilityId)> = Vec::new();
    for facility in core.workspace.facilities.values() {
        let of_source = |claim: &&Claim| claim.origin.source() == Some(source);
        let claims: Vec<&Claim> = facility.claims.iter().filter(of_source).collect();
        // What was derived has the place of what it follows from, not of the row.
        let derived = |claim: &&&Claim| matches!(claim.origin, Origin::Derived { .. });
        let Some(place) = claims.iter().min_by_key(derived).and_then(|claim| claim.origin.place()) else {
            continue;
        };
        let values: Vec<String> = claims.iter().map(|claim| claim.value.text()).collect();
        let text = format!("{}   {}", facility.metal, values.join("   "));
        rows.push(((sheet_of(place), line_of(place)), text, &facility.id));
    }
    rows.sort();
    let at = rows.iter().position(|(.., facility)| *facility == id).unwrap_or(0);
    let shown = rows.into_iter().skip(at.saturating_sub(AROUND)).take(2 * AROUND + 1);
    shown.map(|((_, line), text, _)| (line, text)).collect()
}

/// The sheet of a cell; empty for what is in a text.
fn sheet_of(place: &Place) -> String {
    match place {
        Place::Cell(sheet, _) => sheet.clone(),
        Place::Line(..) | Place::File => String::new(),
    }
}

/// The line of a place in a text, or the row of a cell; 0 for a whole file.
pub(super) fn line_of(place: &Place) -> u32 {
    match place {
        Place::Line(line, _) => *line,
        Place::Cell(_, cell) => cell.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0),
        Place::File => 0,
    }
}

/// What a constraint leaves, in words: "36 Conformant and 3 Indeterminable of 39 left".
pub fn remaining_words(left: &crate::domain::Remaining) -> String {
    if left.is_contradicted() {
        return format!("{} left; the totals are contradicted", left.rows);
    }
    let parts: Vec<String> = Status::STATED
        .iter()
        .filter(|status| left.counts.get(**status) != 0)
        .map(|status| format!("{} {status}", left.counts.get(*status)))
        .collect();
    let parts = if parts.is_empty() { "nothing".to_owned() } else { parts.join(" and ") };
    format!("{parts} of {} left", left.rows)
}
