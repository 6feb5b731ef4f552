//! Where a facility stands, as lines: its status with what that rests on, the audit, doubts with what to do, why it is here,
//! and what each list said.

use super::Command;
use super::core::Core;
use super::detail::{heading, labelled, origin, remaining_words};
use super::look::{Line, Role, kept_together};
use crate::domain::{Claim, FacilityView, Programme, Reason, SourceId, Standing, StatusBasis, StatusListing};
use crate::query::FacilityRow;
use crate::standing::{ListDay, StatusGap, history};
use crate::text::count;

/// Its status and all that belongs to it.
pub(super) fn lines(core: &Core, row: &FacilityRow, view: &FacilityView<'_>) -> Vec<Line> {
    let standing = core.standings.of(&row.id);
    let mut lines = vec![Line::new()];
    if let Some(day) = core.standings.day {
        lines = heading(&format!("Status as of {day}")).into();
    }
    lines.extend(status(core, row, standing));
    lines.extend(missing(core, view, standing));
    lines.extend(listed(core, standing));
    for doubt in &standing.doubts {
        lines.push(labelled("Doubt").with(doubt.words(), Role::Warn));
        lines.push(labelled("").with(doubt.remedy(), Role::Muted));
    }
    lines.push(why_here(row));
    lines
}

/// The status, and in words what it rests on.
fn status(core: &Core, row: &FacilityRow, standing: &Standing) -> Vec<Line> {
    let status = labelled("Status").with(row.status.name(), Role::from(row.status));
    let title = |id: &SourceId| title_of(core, id);
    match &standing.basis {
        StatusBasis::Own(claim) | StatusBasis::Annex(claim) => {
            vec![status.with(format!("  {}", origin(core, &claim.origin)), Role::Muted)]
        }
        StatusBasis::Listed(listing) => {
            vec![status.with(format!("  {}", row_of(listing)), Role::Muted)]
        }
        StatusBasis::Absent { conformant, active, as_of } => {
            let lists = format!("neither in {} nor in {}", title(conformant), title(active));
            vec![
                status.with(format!("  on none of the complete lists as of {as_of}"), Role::Muted),
                labelled("").with(lists, Role::Muted),
            ]
        }
        StatusBasis::Nothing => vec![status.with("  no list and no source says it", Role::Muted)],
    }
}

fn title_of(core: &Core, id: &SourceId) -> String {
    let ws = &core.workspace;
    let list = ws.status_lists.get(id).map(|list| list.title.clone());
    list.or_else(|| ws.sources.get(id).map(|source| source.title.clone())).unwrap_or_else(|| id.to_string())
}

/// What would resolve an unresolved status.
fn missing(core: &Core, view: &FacilityView<'_>, standing: &Standing) -> Vec<Line> {
    let Some(gap) = core.classifier.gap(view, standing) else { return Vec::new() };
    let mut lines = vec![labelled("Missing").with(gap_words(core, view, &gap), Role::Text)];
    if gap == StatusGap::Original
        && let Some(constraint) = core.workspace.constraint_of(&view.facility.id)
    {
        let left = core.workspace.remaining(constraint);
        lines.push(labelled("").with(format!("by its totals: {}", remaining_words(&left)), Role::Text));
    }
    lines
}

/// What is missing where a status is unresolved, and the key that brings it.
pub fn gap_words(core: &Core, view: &FacilityView<'_>, gap: &StatusGap) -> String {
    match gap {
        StatusGap::Original => "the source lost the column: the original document has it".to_owned(),
        StatusGap::Name => "it may be on a list under another name: decide it in Matches".to_owned(),
        StatusGap::Lists(kinds) => {
            let kinds: Vec<String> =
                kinds.iter().map(|kind| format!("no complete {} list", kind.key())).collect();
            let import = core.keymap.first(Command::Import);
            let metal = view.facility.metal.name();
            format!("{} for {metal}: {import} imports it", kinds.join(" and "))
        }
    }
}

/// What the list that has it says beside the status: the programme and its own word, the audit and how long it holds.
fn listed(core: &Core, standing: &Standing) -> Vec<Line> {
    let Some(listing) = standing.rests_on().or(standing.listing.as_deref()) else { return Vec::new() };
    let mut programme = labelled("Programme").with(programme_words(listing), Role::Text);
    if !listing.word.is_empty() {
        programme.push(format!("  its word: {}", listing.word), Role::Muted);
    }
    let mut lines = vec![programme];
    if standing.rests_on().is_none() {
        let said = row_of(listing);
        let why = match &standing.basis {
            StatusBasis::Own(_) => "  what is set by hand goes before it",
            StatusBasis::Listed(_)
            | StatusBasis::Absent { .. }
            | StatusBasis::Annex(_)
            | StatusBasis::Nothing => "  this programme gives no status here",
        };
        let said = format!("{} by {said}", listing.kind.key());
        lines.push(labelled("Listed").with(said, Role::Text).with(why, Role::Muted));
    }
    lines.extend(audit(core, standing, listing));
    lines
}

/// The row of a list and the day that it speaks for; a title, a row and a day are not broken over lines.
fn row_of(listing: &StatusListing) -> String {
    let (row, day) = (format!("row {}", listing.row), format!("as of {}", listing.as_of));
    [&listing.title, &row, &day].map(|part| kept_together(part)).join(", ")
}

fn programme_words(listing: &StatusListing) -> String {
    if listing.is_cross {
        format!("{}, cross-recognised by {}", listing.programme, Programme::RMAP)
    } else {
        listing.programme.to_string()
    }
}

fn audit(core: &Core, standing: &Standing, listing: &StatusListing) -> Option<Line> {
    let last = listing.last_audit.map(|day| format!("last {day}"));
    let cycle = listing.cycle.map(|years| format!("every {}", count(usize::from(years), "year", "years")));
    let reaudit = listing.reaudit.then(|| "re-audit in progress".to_owned());
    let lapses = listing.lapses.map(|day| format!("lapses {day}"));
    let parts: Vec<String> = [last, cycle, lapses, reaudit].into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    let mut line = labelled("Audit").with(parts.join(", "), Role::Text);
    if standing.is_lapsed {
        let day = core.standings.day.map_or_else(String::new, |day| format!(" as of {day}"));
        line.push(format!("  lapsed{day}; the status stays what the list says"), Role::Warn);
    }
    Some(line)
}

fn why_here(row: &FacilityRow) -> Line {
    if !row.is_member() {
        let words = "outside Annex I: no row that counts, no annex of record and nobody names it";
        return labelled("Why here").with(words, Role::Warn);
    }
    let reasons: Vec<&str> = row.why_here.reasons().map(Reason::title).collect();
    labelled("Why here").with(reasons.join("; "), Role::Text)
}

/// What each list that covers its metal said of it, the oldest first.
pub(super) fn by_list(core: &Core, view: &FacilityView<'_>) -> Vec<Line> {
    let days = history(&core.workspace, &core.contents, view);
    if days.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<Line> = heading("Status by list").into();
    lines.extend(days.iter().map(list_day));
    lines
}

fn list_day(day: &ListDay) -> Line {
    let line = labelled(&day.as_of.to_string());
    match &day.said {
        Some(said) => {
            let word = if said.word.is_empty() { String::new() } else { format!(" ({})", said.word) };
            let role = Role::from(said.kind.status());
            line.with(format!("{}{word}", said.kind.key()), role)
                .with(format!("  {}, row {}", day.title, said.row), Role::Muted)
        }
        None => {
            let complete = if day.complete { "" } else { ", not complete" };
            line.with("not on it", Role::Faint).with(format!("  {}{complete}", day.title), Role::Muted)
        }
    }
}

/// Whether the status rests on a claim.
pub(super) fn counts(standing: &Standing, claim: &Claim) -> bool {
    match &standing.basis {
        StatusBasis::Own(counting) | StatusBasis::Annex(counting) => counting == claim,
        StatusBasis::Listed(_) | StatusBasis::Absent { .. } | StatusBasis::Nothing => false,
    }
}
