//! What to do next: each a line that leads to where it is done.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::command::Command as C;
use crate::app::core::Core;
use crate::app::jump::Jump;
use crate::app::screen_id::ScreenId;
use crate::app::screens::statuses;
use crate::correspond::requests::{NextStep, escalation};
use crate::domain::{DiligenceMeasure, FactInfo, MeasureState, Rating, Severity, SupplierId};
use crate::query::measures::MeasureFilter;
use crate::query::suppliers::{SupplierFilter, SupplierRow};
use crate::resolve::rows::{OutcomeKind, RowFilter};
use crate::risk::Need;
use crate::text::count;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Todo {
    pub text: String,
    pub is_urgent: bool,
    /// Whether nothing is to be done: a fact worth seeing.
    pub is_done: bool,
    /// Where to do it.
    pub jump: Option<Jump>,
}

pub(in crate::app::screens) fn item(text: String, jump: Jump) -> Todo {
    Todo { text, is_urgent: false, is_done: false, jump: Some(jump) }
}

/// What to do next, the most urgent first.
pub(super) fn todo(core: &Core) -> Vec<Todo> {
    let mut todo = Vec::new();
    let overdue = core.overdue_actions();
    if overdue > 0 {
        let text = format!("{} overdue", count(overdue, "action is", "actions are"));
        todo.push(Todo { is_urgent: true, ..item(text, Jump::Screen(ScreenId::Actions)) });
    }
    let critical =
        core.rows.iter().filter(|row| row.need.is_open() && row.rating == Rating::Critical).count();
    if critical > 0 {
        let text =
            format!("{} to be judged", count(critical, "critical facility is", "critical facilities are"));
        todo.push(Todo { is_urgent: true, ..item(text, Jump::Screen(ScreenId::Triage)) });
    }
    for (need, one, many) in [
        (Need::PossibleHit, "possible hit of a sanctions list", "possible hits of sanctions lists"),
        (Need::Flag, "flag to answer", "flags to answer"),
        (
            Need::Indeterminable,
            "indeterminable facility without disposition",
            "indeterminable facilities without disposition",
        ),
    ] {
        let open = core.rows.iter().filter(|row| row.need == need).count();
        if open > 0 {
            todo.push(item(count(open, one, many), Jump::Triage(need)));
        }
    }
    todo.extend(statuses::todo(core));
    if core.members().next().is_none() {
        todo.push(item(
            "no facilities yet: import suppliers\u{2019} CMRTs, or a filing".to_owned(),
            Jump::Command(C::Import),
        ));
    }
    if todo.is_empty() {
        let text = "every facility has its judgement".to_owned();
        todo.push(Todo { is_done: true, ..item(text, Jump::Screen(ScreenId::Report)) });
    }
    todo.extend(proposed(core));
    todo.extend(suppliers(core));
    todo.extend(filing_date(core));
    todo.extend(not_said(core));
    todo.extend(measures(core));
    todo
}

/// What the company does not say yet of what its filing needs; nothing of the sample, which files nothing.
fn not_said(core: &Core) -> Option<Todo> {
    let ws = &core.workspace;
    let lacks = |info: &FactInfo| !info.optional && !ws.facts.contains_key(&info.key());
    let lacking = ws.fact_infos().into_iter().filter(lacks).count();
    let text = format!("{} lacking for the filing", count(lacking, "fact is", "facts are"));
    (lacking > 0 && !ws.programme.sample).then(|| item(text, Jump::Command(C::Programme)))
}

/// Measures of due diligence that the report does not have, or soon will not.
fn measures(core: &Core) -> Option<Todo> {
    let states = [MeasureState::NoEvidence, MeasureState::Expired, MeasureState::ExpiresSoon].into();
    let filter = MeasureFilter { states, ..MeasureFilter::default() };
    let state = |measure: &DiligenceMeasure| measure.state(core.today());
    let wanting = core.workspace.measures.values().filter(|it| filter.states.contains(&state(it))).count();
    let text = format!(
        "{} of due diligence without evidence, expired or soon to expire",
        count(wanting, "measure", "measures")
    );
    (wanting > 0).then(|| item(text, Jump::Measures(Box::new(filter))))
}

/// What reference lists propose about facilities; looked at only where there are lists.
fn proposed(core: &Core) -> Vec<Todo> {
    if core.workspace.lists.is_empty() {
        return Vec::new();
    }
    let proposals = core.proposals();
    let lines = [
        (proposals.gains.len(), "can gain a CID from the lists", C::TakeCids),
        (proposals.pairs.len(), "can be merged: one metal and CID", C::MergeTwins),
    ];
    let some = lines.into_iter().filter(|(found, ..)| *found > 0);
    some.map(|(found, words, command)| {
        item(format!("{} {words}", count(found, "facility", "facilities")), Jump::Command(command))
    })
    .collect()
}

/// Answers that are overdue, findings to send back, declarations to review, rows that are open.
fn suppliers(core: &Core) -> Vec<Todo> {
    use crate::domain::RequestState::{Received, UnderReview};
    let rows: &[Arc<SupplierRow>] = &core.suppliers;
    if rows.is_empty() {
        let text = "no suppliers yet: import their CMRTs, or add them by hand";
        return vec![item(text.to_owned(), Jump::Screen(ScreenId::Suppliers))];
    }
    let go = |text: String, filter: SupplierFilter| item(text, Jump::Suppliers(Box::new(filter)));
    let mut todo = Vec::new();
    let overdue = rows.iter().filter(|row| row.is_overdue).count();
    if overdue > 0 {
        let filter = SupplierFilter { is_overdue: true, ..SupplierFilter::default() };
        let text = format!("{} overdue", count(overdue, "supplier is", "suppliers are"));
        todo.push(Todo { is_urgent: true, ..go(text, filter) });
    }
    let in_vain = rows.iter().filter(|row| row.step == NextStep::Escalate);
    let to_pass_on = in_vain.filter(|row| escalation(&core.workspace, &row.id, core.today()).is_some());
    let picked: BTreeSet<SupplierId> = to_pass_on.map(|row| row.id.clone()).collect();
    if !picked.is_empty() {
        let text = format!(
            "{} in vain: pass on",
            count(picked.len(), "supplier was reminded", "suppliers were reminded")
        );
        todo.push(go(text, SupplierFilter { picked, ..SupplierFilter::default() }));
    }
    let high = rows.iter().filter(|row| row.found(Severity::HighRisk) > 0).count();
    if high > 0 {
        let severities = [Severity::HighRisk].into();
        let text = format!("{} with high-risk findings", count(high, "declaration", "declarations"));
        todo.push(go(text, SupplierFilter { severities, ..SupplierFilter::default() }));
    }
    let received = rows.iter().filter(|row| matches!(row.state, Some(Received | UnderReview))).count();
    if received > 0 {
        let states = [Some(Received), Some(UnderReview)].into();
        let text = format!("{} to review", count(received, "declaration", "declarations"));
        todo.push(go(text, SupplierFilter { states, ..SupplierFilter::default() }));
    }
    let (names, rows) = (core.matching.waiting.len(), core.matching.open_rows());
    if names > 0 {
        let rows = count(rows, "row", "rows");
        let text = format!("{} to decide ({rows})", count(names, "declared name", "declared names"));
        todo.push(item(text, Jump::Screen(ScreenId::Matches)));
    }
    // Rows without a metal or a name have nothing that could be decided on.
    let open = core.register.balance().open.saturating_sub(rows);
    if open > 0 {
        let text = format!("{} open", count(open, "declared row is", "declared rows are"));
        todo.push(item(text, open_rows()));
    }
    todo
}

fn filing_date(core: &Core) -> Option<Todo> {
    let due = crate::report::filing_date(core.workspace.programme.year)?;
    let days = core.today().until(due).ok()?.get_days();
    let text = match days {
        0 => format!("the filing date is today, {due}"),
        1.. => format!("{} until the filing date, {due}", count(usize::try_from(days).ok()?, "day", "days")),
        _ => format!("the filing date was {due}"),
    };
    Some(Todo {
        text,
        is_urgent: (0..=30).contains(&days),
        is_done: days < 0,
        jump: Some(Jump::Screen(ScreenId::Report)),
    })
}

/// The declared rows that are open.
fn open_rows() -> Jump {
    let outcomes = [OutcomeKind::Open].into();
    Jump::Rows(Box::new(RowFilter { outcomes, ..RowFilter::default() }))
}
