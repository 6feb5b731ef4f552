//! `rcoi list`.

use jiff::civil::Date;

use super::args::{Format, ListArgs, What};
use super::emit::emit;
use super::output;
use super::records::{Change, FollowUp, Found, Smelter};
use super::select::Selection;
use super::{Context, Verdict, declared, names};
use crate::Problem;
use crate::checks::{Finding, findings_with};
use crate::domain::{Action, Entry};
use crate::query::actions::{ACTIONS_LISTED, ActionRow};
use crate::query::findings::{FINDINGS_LISTED, ListedFinding};
use crate::query::history::HISTORY_LISTED;
use crate::query::{FACILITIES_LISTED, ListedFacility, listed};
use crate::resolve::rows::Register;
use crate::runtime::clock;
use crate::store::Opened;

pub(super) fn run(context: &Context, args: &ListArgs) -> Result<Verdict, Problem> {
    let opened = context.look()?;
    if let What::Rows | What::Suppliers | What::Lists = args.what {
        return declared::run(context, &opened, args);
    }
    if let What::Matches | What::Decisions = args.what {
        return names::run(context, &opened, args);
    }
    args.declared.refuse("a list of rows, suppliers or matches")?;
    let mut selection = Selection::of(&opened.workspace, &args.select)?;
    match args.what {
        What::Smelters => {
            let register = Register::build(&opened.workspace, &context.contents(&opened));
            for row in &mut selection.rows {
                row.suppliers = register.naming(&row.id);
            }
            smelters(&opened, &selection, args.format)
        }
        What::Actions => actions(&opened, &selection, args.format),
        What::Findings => found(context, &opened, &selection, args.format),
        What::History => history(&opened, &selection, args.format),
        What::Rows | What::Suppliers | What::Lists | What::Matches | What::Decisions => Ok(()),
    }?;
    Ok(Verdict::Good)
}

/// The day that a listing of the workspace speaks for; it shows in no format of `list`.
fn dated() -> Date {
    clock::today()
}

fn smelters(opened: &Opened, selection: &Selection, format: Format) -> Result<(), Problem> {
    let ws = &opened.workspace;
    let rows = selection.rows.iter().map(|row| ListedFacility { row, ws });
    let table = listed(("Smelters", dated()), FACILITIES_LISTED, rows);
    let records: Vec<Smelter> = selection.rows.iter().map(|row| Smelter::of(ws, row)).collect();
    emit(format, &table, &records)
}

fn actions(opened: &Opened, selection: &Selection, format: Format) -> Result<(), Problem> {
    let (ws, today) = (&opened.workspace, clock::today());
    let mut chosen: Vec<&Action> =
        ws.actions.values().filter(|action| selection.concerns(ws, [&action.facility])).collect();
    chosen.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    let row = |action: &&Action| {
        let view = ws.view(&action.facility);
        let name = view.as_ref().map_or("", |view| view.name()).to_owned();
        ActionRow::new(action, today, (view.map(|view| view.facility.metal), name))
    };
    let rows: Vec<ActionRow> = chosen.iter().map(row).collect();
    let records: Vec<FollowUp> = rows.iter().map(|row| FollowUp::of(ws, row)).collect();
    let table = listed(("Actions", dated()), ACTIONS_LISTED, &rows);
    emit(format, &table, &records)
}

fn found(context: &Context, opened: &Opened, selection: &Selection, format: Format) -> Result<(), Problem> {
    let ws = &opened.workspace;
    let register = Register::build(ws, &context.contents(opened));
    let found = findings_with(ws, &register);
    let chosen: Vec<Finding> =
        found.into_iter().filter(|finding| selection.concerns(ws, &finding.about.facilities)).collect();
    let rows = chosen.iter().map(|finding| ListedFinding { finding, ws });
    let table = listed(("Findings", dated()), FINDINGS_LISTED, rows);
    let records: Vec<Found> = chosen.iter().map(|finding| Found::of(ws, finding.clone())).collect();
    emit(format, &table, &records)
}

fn history(opened: &Opened, selection: &Selection, format: Format) -> Result<(), Problem> {
    let past = opened.store.load_history().map_err(|error| error.problem())?;
    past.notices.iter().for_each(output::note);
    let ws = &opened.workspace;
    let is_chosen = |entry: &&Entry| selection.concerns(ws, &entry.edit.facilities());
    let chosen: Vec<&Entry> = past.entries.iter().filter(is_chosen).collect();
    let records: Vec<Change> = chosen.iter().map(|entry| Change::of(entry)).collect();
    let table = listed(("History", dated()), HISTORY_LISTED, chosen);
    emit(format, &table, &records)
}
