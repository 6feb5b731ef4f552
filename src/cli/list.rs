//! `rcoi list`.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::args::{Format, ListArgs, ListedThing};
use super::context::{CommandOutcome, Computed, Context};
use super::emit::emit;
use super::json_records::{ActionRecord, FacilityRecord, FindingRecord, HistoryRecord, MeasureRecord};
use super::output;
use super::select::Selection;
use super::{list_declared, list_names};
use crate::Problem;
use crate::checks::{Finding, findings_with};
use crate::domain::{Action, Entry};
use crate::query::actions::{ACTIONS_LISTED, ActionRow};
use crate::query::findings::{FINDINGS_LISTED, ListedFinding};
use crate::query::history::{HISTORY_LISTED, ListedEntry};
use crate::query::measures::{MEASURES_LISTED, MeasureFilter, MeasureRow};
use crate::query::{FACILITIES_LISTED, ListedFacility, listed};
use crate::runtime::clock;
use crate::store::Opened;

pub(super) fn run(context: &Context, args: &ListArgs) -> Result<CommandOutcome, Problem> {
    let opened = context.look()?;
    if let ListedThing::Rows | ListedThing::Suppliers | ListedThing::Lists = args.what {
        return list_declared::run(context, &opened, args);
    }
    if let ListedThing::Matches | ListedThing::Decisions = args.what {
        return list_names::run(context, &opened, args);
    }
    args.declared.refuse("a list of rows, suppliers or matches")?;
    let computed = context.computed(&opened, args.select.as_of);
    let mut selection = Selection::of(&computed.risk_book(&opened.workspace), &args.select)?;
    match args.what {
        ListedThing::Smelters => {
            for row in &mut selection.rows {
                row.suppliers = computed.register.naming(&row.id);
            }
            smelters(&opened, &computed, &selection, args.format)
        }
        ListedThing::Actions => actions(&opened, &selection, args.format),
        ListedThing::Measures => measures(&opened, args),
        ListedThing::Findings => found(&opened, &computed, &selection, args.format),
        ListedThing::History => history(&opened, &selection, args.format),
        ListedThing::Rows
        | ListedThing::Suppliers
        | ListedThing::Lists
        | ListedThing::Matches
        | ListedThing::Decisions => Ok(()),
    }?;
    Ok(CommandOutcome::Good)
}

/// The day that a listing of the workspace speaks for; it shows in no format of `list`.
fn dated() -> Date {
    clock::today()
}

fn smelters(
    opened: &Opened,
    computed: &Computed,
    selection: &Selection,
    format: Format,
) -> Result<(), Problem> {
    let (ws, standings) = (&opened.workspace, &computed.standings);
    let rows = selection.rows.iter().map(|row| ListedFacility { row, ws, standings });
    let table = listed(("Smelters", dated()), FACILITIES_LISTED, rows);
    let records: Vec<FacilityRecord> =
        selection.rows.iter().map(|row| FacilityRecord::of(ws, standings.of(&row.id), row)).collect();
    emit(format, &table, &records)
}

fn actions(opened: &Opened, selection: &Selection, format: Format) -> Result<(), Problem> {
    let (ws, today) = (&opened.workspace, clock::today());
    let mut chosen: Vec<&Action> =
        ws.actions.values().filter(|action| selection.concerns(ws, action.about.facility())).collect();
    chosen.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    let rows: Vec<ActionRow> = chosen.iter().map(|action| ActionRow::of(ws, action, today)).collect();
    let records: Vec<ActionRecord> = rows.iter().map(|row| ActionRecord::of(ws, row)).collect();
    let table = listed(("Actions", dated()), ACTIONS_LISTED, &rows);
    emit(format, &table, &records)
}

/// The register of due diligence, which has no facilities: of the options that narrow a list, `--search` alone narrows it.
fn measures(opened: &Opened, args: &ListArgs) -> Result<(), Problem> {
    let all = MeasureRow::all(&opened.workspace, clock::today());
    let filter = MeasureFilter { search: args.select.search.join(" "), ..MeasureFilter::default() };
    let chosen = filter.run(&[], &all).into_iter().filter_map(|at| all.get(usize::try_from(at).ok()?));
    let rows: Vec<&MeasureRow> = chosen.collect();
    let records: Vec<MeasureRecord> = rows.iter().map(|row| MeasureRecord::of(row)).collect();
    let table = listed(("Measures", dated()), MEASURES_LISTED, rows);
    emit(args.format, &table, &records)
}

fn found(opened: &Opened, computed: &Computed, selection: &Selection, format: Format) -> Result<(), Problem> {
    let ws = &opened.workspace;
    let found =
        findings_with(&computed.risk_book(ws), &computed.register, &computed.row_hits, clock::today());
    let chosen: Vec<Finding> =
        found.into_iter().filter(|finding| selection.concerns(ws, &finding.about.facilities)).collect();
    let rows = chosen.iter().map(|finding| ListedFinding { finding, ws });
    let table = listed(("Findings", dated()), FINDINGS_LISTED, rows);
    let records: Vec<FindingRecord> =
        chosen.iter().map(|finding| FindingRecord::of(ws, finding.clone())).collect();
    emit(format, &table, &records)
}

fn history(opened: &Opened, selection: &Selection, format: Format) -> Result<(), Problem> {
    let past = opened.store.load_history().map_err(|error| error.problem())?;
    past.notices.iter().for_each(output::note);
    let ws = &opened.workspace;
    let is_chosen = |entry: &&Entry| selection.concerns(ws, &entry.edit.facilities());
    let chosen: Vec<&Entry> = past.entries.iter().filter(is_chosen).collect();
    let records: Vec<HistoryRecord> = chosen.iter().map(|entry| HistoryRecord::of(entry)).collect();
    let zone = TimeZone::UTC;
    let entries = chosen.into_iter().map(|entry| ListedEntry { entry, zone: &zone });
    let table = listed(("History", dated()), HISTORY_LISTED, entries);
    emit(format, &table, &records)
}
