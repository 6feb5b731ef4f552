//! The risk of a facility, as lines: rating with its reasons, flags, and what sanctions lists have.

use super::Command;
use super::core::Core;
use super::detail::{day, labelled};
use super::look::{Line, Role};
use crate::domain::FacilityView;
use crate::query::FacilityRow;
use crate::risk::{self, Assessment, FlagId, HitState, RiskHit};

/// All of it.
pub(super) fn lines(core: &Core, row: &FacilityRow, view: &FacilityView<'_>) -> Vec<Line> {
    let book = core.risk_book();
    let assessment = risk::assess(&book.facts(view));
    let mut lines = rating(core, row, &assessment);
    lines.extend(hits(core, row));
    for raised in assessment.flags.iter().filter(|raised| !is_told_by_hits(raised.flag)) {
        let mut line = labelled("Flag");
        line.push(raised.flag.title(), Role::Warn);
        line.push(format!("  {}", raised.reason), Role::Muted);
        lines.push(line);
        let doc = raised.flag.flag().map_or("", |flag| flag.doc);
        lines.push(labelled("").with(doc, Role::Faint));
    }
    lines
}

/// Hits have lines of their own.
fn is_told_by_hits(flag: FlagId) -> bool {
    matches!(flag, FlagId::SanctionMatch | FlagId::PossibleSanctionMatch)
}

/// The rating that counts, and the computed one with its reasons, whatever was set.
fn rating(core: &Core, row: &FacilityRow, assessment: &Assessment) -> Vec<Line> {
    let rating = labelled("Rating").with(row.rating.name(), Role::from(row.rating));
    let reasons = assessment.reasons();
    match core.workspace.rating(&row.id) {
        Some(record) => {
            let set = format!("  set by {}, {}: {}", record.stamp.by, day(record.stamp.at), record.reason);
            let computed = format!("computed: {}, {reasons}", assessment.rating.name());
            vec![rating.with(set, Role::Muted), labelled("").with(computed, Role::Muted)]
        }
        None => vec![rating.with(format!("  {reasons}"), Role::Muted)],
    }
}

/// The entries of sanctions lists that have it: what each counts as, the list with its day, the entry with its place.
pub(super) fn hits(core: &Core, row: &FacilityRow) -> Vec<Line> {
    core.screening.of(&row.id).hits.iter().flat_map(|hit| of_hit(core, hit)).collect()
}

fn of_hit(core: &Core, hit: &RiskHit) -> Vec<Line> {
    let role = match hit.state() {
        HitState::Hit => Role::Error,
        HitState::Possible => Role::Warn,
        HitState::Cleared => Role::Muted,
    };
    let title = match hit.state() {
        HitState::Hit => "Sanctioned",
        HitState::Possible => "Hit?",
        HitState::Cleared => "Cleared",
    };
    let words = match hit.state() {
        HitState::Possible => format!("possible hit: {}", hit.words()),
        HitState::Hit | HitState::Cleared => hit.words(),
    };
    let mut lines = vec![labelled(title).with(words, role)];
    let entry = &hit.entry;
    let more = [entry.listed_as.as_str(), entry.since.as_str(), entry.remarks.as_str()];
    let more: Vec<&str> = more.into_iter().filter(|words| !words.is_empty()).collect();
    if !more.is_empty() {
        lines.push(labelled("").with(more.join("; "), Role::Muted));
    }
    let key = core.keymap.first(Command::DecideHit);
    match (&hit.decided, hit.state()) {
        (Some(record), _) => {
            let who = format!("{} by {}, {}", record.verdict.name(), record.stamp.by, day(record.stamp.at));
            lines.push(labelled("").with(format!("{who}: {}", record.reason), Role::Muted));
        }
        (None, HitState::Possible) => {
            let line = labelled("").with(format!("{key} "), Role::Key);
            lines.push(line.with("says whether it is the same: c confirms, x clears", Role::Text));
        }
        (None, HitState::Hit | HitState::Cleared) => {}
    }
    lines
}
