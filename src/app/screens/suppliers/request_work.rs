//! What is done with a supplier's request and declarations: the next step, its rows, taking one back.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;

use super::follow_up;
use super::questions::{self, name_of};
use super::{OnSuppliers, SuppliersScreen};
use crate::app::core::Core;
use crate::app::jump::Jump;
use crate::app::news::News;
use crate::app::overlays::Asks;
use crate::app::overlays::confirm::Confirm;
use crate::correspond::compare::{ComparedForm, compare};
use crate::correspond::requests::{LogLine, NextStep, RequestTerms, log};
use crate::domain::cmrt::DeclaredRow;
use crate::domain::{Declaration, Edit, RequestState, SupplierId};
use crate::resolve::counting::before;
use crate::resolve::rows::RowFilter;
use crate::text::{as_written, count};

/// The day by which an answer is customarily due after a line of the log; none where nothing is waited for.
pub fn usual_due(state: RequestState, day: Date) -> Option<Date> {
    let terms = RequestTerms::customary();
    let days = match state {
        RequestState::Asked => terms.asked,
        RequestState::Reminded => terms.reminded,
        RequestState::CorrectionRequested => terms.correction,
        RequestState::Received
        | RequestState::UnderReview
        | RequestState::Accepted
        | RequestState::NoResponse => return None,
    };
    Some(day.saturating_add(Span::new().days(days)))
}

/// Makes an edit and says so; the selection has served.
pub fn commit(core: &mut Core, title: String, edit: Edit) {
    if core.commit_and_say(title, edit) {
        core.tell(News::SuppliersServed);
    }
}

/// Logs the step that comes next, dated today; where there is a choice, asks.
pub fn next_step<S: OnSuppliers>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let ids = screen.suppliers(core);
    let [id] = ids.as_slice() else {
        core.warn("suppliers differ in their next step; r logs one state for all selected");
        return None;
    };
    let step = core.supplier(id)?.step;
    let state = match step {
        NextStep::Ask => RequestState::Asked,
        NextStep::Remind => RequestState::Reminded,
        NextStep::Review => RequestState::UnderReview,
        NextStep::Escalate => return follow_up::pass_on(core, id.clone()),
        NextStep::Decide => {
            core.say(step.words());
            return questions::request(screen, core);
        }
        NextStep::Wait(_) => {
            core.warn(step.words());
            return None;
        }
        NextStep::Nothing => {
            core.warn("nothing is left to do: accepted, or given up");
            return None;
        }
    };
    let day = core.today();
    let line = LogLine { state, day, due: usual_due(state, day), note: String::new() };
    let edit = log(id, line, core.ids.request(), core.stamp());
    let title = format!("Request {}: {}", state.name(), name_of(core, id));
    commit(core, title, edit);
    None
}

/// Asks whether to take the declaration in hand back, saying how many rows leave with it.
pub fn withdraw<S: OnSuppliers>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let id = screen.declaration(core)?;
    let Some(declaration) = core.workspace.declarations.get(&id).cloned() else {
        core.warn("there is no declaration to withdraw");
        return None;
    };
    let edit = match crate::intake::withdraw(&core.workspace, &core.contents, &declaration.id, &mut core.ids)
    {
        Ok(edit) => edit,
        Err(error) => {
            core.warn(format!("not done: {error}"));
            return None;
        }
    };
    let name = name_of(core, &declaration.supplier);
    let rows = count(usize::try_from(declaration.rows).unwrap_or(usize::MAX), "row", "rows");
    let facilities = match crate::intake::removed_facilities(&edit) {
        0 => String::new(),
        some => format!(" and {} that nothing else supports", count(some, "facility", "facilities")),
    };
    let question = format!(
        "Withdraw the declaration of {name} received {} (CMRT {})? Its {rows} leave{facilities}; decisions stay.",
        declaration.received, declaration.version
    );
    Some(Confirm::edit(question, Vec::new(), (format!("Withdraw the declaration of {name}"), edit)))
}

/// Shows the declared rows of the suppliers in hand.
pub fn rows_behind<S: OnSuppliers>(screen: &mut S, core: &mut Core) {
    let suppliers: BTreeSet<SupplierId> = screen.suppliers(core).into_iter().collect();
    if suppliers.is_empty() {
        return core.warn("no supplier is in hand");
    }
    core.go(Jump::Rows(Box::new(RowFilter { suppliers, ..RowFilter::default() })));
}

/// Lets the changes between the newest declaration of the supplier under the cursor and the one that it replaced be those
/// shown.
pub fn settle_changes(screen: &mut SuppliersScreen, core: &Core) {
    let several = screen.current().filter(|row| row.declarations > 1);
    let newest = several.and_then(|row| core.workspace.declarations.get(row.declaration.as_ref()?));
    let pair = newest.and_then(|new| Some((new, before(&core.workspace, &core.contents, new)?)));
    let of = pair.map(|(new, old)| (new.id.clone(), old.id.clone(), core.generations.contents));
    if screen.changes.outdated_by(of) {
        *screen.changes = pair.and_then(|(new, old)| changes(core, old, new));
    }
}

/// What changed from one declaration to another, in words; none while their contents are not loaded.
fn changes(core: &Core, before: &Declaration, after: &Declaration) -> Option<Vec<String>> {
    let (before, after) = (core.contents.form(&before.form)?, core.contents.form(&after.form)?);
    let cid = |row: &DeclaredRow| row.cid();
    let compared = compare(ComparedForm { form: before, cid: &cid }, ComparedForm { form: after, cid: &cid });
    let mut lines = vec![compared.summary()];
    lines.extend(compared.lines());
    Some(lines)
}

/// The suppliers in hand, a line each.
pub fn copied(screen: &SuppliersScreen, core: &Core) -> String {
    let line = |id| {
        let supplier = core.workspace.suppliers.get(id)?;
        let state = core.supplier(id).map_or("", |row| row.state_name());
        let contacts = questions::contacts_text(&supplier.contacts);
        Some([supplier.name.as_str(), &supplier.number, &contacts, state].map(as_written).join("\t"))
    };
    screen.targets().iter().filter_map(line).collect::<Vec<_>>().join("\n")
}
