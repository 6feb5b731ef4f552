//! `rcoi list`.

use jiff::civil::Date;

use super::args::{Format, ListArgs, What};
use super::emit::emit;
use super::output;
use super::records::{Change, FollowUp, Found, Smelter};
use super::select::Selection;
use super::{Context, Verdict, declared, names};
use crate::Problem;
use crate::checks::findings_with;
use crate::domain::Action;
use crate::query::Row;
use crate::resolve::rows::Register;
use crate::runtime::clock;
use crate::store::Opened;
use crate::tabular::{Cell, ColumnKind, Table};

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
            let register = Register::build(&opened.workspace, &context.papers(&opened));
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
    let columns = [
        ("Metal", ColumnKind::Text),
        ("CID", ColumnKind::Text),
        ("Name", ColumnKind::Text),
        ("Country", ColumnKind::Text),
        ("Status", ColumnKind::Text),
        ("Risk", ColumnKind::Text),
        ("Suppliers", ColumnKind::Number),
        ("Actions", ColumnKind::Number),
        ("Disposition", ColumnKind::Text),
        ("Flags", ColumnKind::Text),
        ("Status from", ColumnKind::Text),
    ];
    let mut table = Table::new("Smelters", dated(), &columns);
    let mut records = Vec::new();
    for row in &selection.rows {
        let record = Smelter::of(&opened.workspace, row);
        table.rows.push(smelter_cells(row, &record));
        records.push(record);
    }
    emit(format, &table, &records)
}

fn smelter_cells(row: &Row, record: &Smelter) -> Vec<Cell> {
    vec![
        Cell::text(row.metal.name()),
        row.cid.map_or(Cell::Empty, |cid| Cell::text(cid.to_string())),
        Cell::text(&row.name),
        Cell::text(&row.country_name),
        Cell::text(row.status.name()),
        Cell::text(row.rating.name()),
        Cell::count(row.suppliers),
        Cell::count(row.open_actions),
        row.disposition.map_or(Cell::Empty, |disposition| Cell::text(disposition.title())),
        Cell::text(row.flags.iter().map(|flag| flag.key()).collect::<Vec<_>>().join(" ")),
        Cell::text(record.status_place()),
    ]
}

fn actions(opened: &Opened, selection: &Selection, format: Format) -> Result<(), Problem> {
    let (ws, today) = (&opened.workspace, clock::today());
    let mut chosen: Vec<&Action> =
        ws.actions.values().filter(|action| selection.concerns(ws, [&action.facility])).collect();
    chosen.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    let columns = [
        ("Due", ColumnKind::Date),
        ("State", ColumnKind::Text),
        ("Overdue", ColumnKind::Text),
        ("Metal", ColumnKind::Text),
        ("Name", ColumnKind::Text),
        ("Action", ColumnKind::Text),
        ("Owner", ColumnKind::Text),
        ("Opened by", ColumnKind::Text),
    ];
    let mut table = Table::new("Actions", dated(), &columns);
    let records: Vec<FollowUp> = chosen.into_iter().map(|action| FollowUp::of(ws, action, today)).collect();
    let cells = |record: &FollowUp| {
        vec![
            Cell::Date(record.due),
            Cell::text(record.state),
            Cell::text(if record.overdue { "overdue" } else { "" }),
            Cell::text(record.metal),
            Cell::text(&record.name),
            Cell::text(&record.title),
            Cell::text(&record.owner),
            Cell::text(&record.opened_by),
        ]
    };
    table.rows = records.iter().map(cells).collect();
    emit(format, &table, &records)
}

fn found(context: &Context, opened: &Opened, selection: &Selection, format: Format) -> Result<(), Problem> {
    let ws = &opened.workspace;
    let register = Register::build(ws, &context.papers(opened));
    let records: Vec<Found> = findings_with(ws, &register)
        .into_iter()
        .filter(|finding| selection.concerns(ws, &finding.about.facilities))
        .map(|finding| Found::of(ws, finding))
        .collect();
    let columns = [
        ("Severity", ColumnKind::Text),
        ("Rule", ColumnKind::Text),
        ("Message", ColumnKind::Text),
        ("Place", ColumnKind::Text),
        ("What to do", ColumnKind::Text),
    ];
    let mut table = Table::new("Findings", dated(), &columns);
    let cells = |record: &Found| {
        let words = [record.severity, record.rule, &record.message, &record.place, &record.remedy];
        words.map(Cell::text).to_vec()
    };
    table.rows = records.iter().map(cells).collect();
    emit(format, &table, &records)
}

fn history(opened: &Opened, selection: &Selection, format: Format) -> Result<(), Problem> {
    let past = opened.store.load_history().map_err(|error| error.problem())?;
    past.notices.iter().for_each(output::note);
    let ws = &opened.workspace;
    let changes = past.entries.iter().map(Change::of);
    let records: Vec<Change> = changes.filter(|change| selection.concerns(ws, &change.facilities)).collect();
    let columns = [
        ("No.", ColumnKind::Number),
        ("When", ColumnKind::Text),
        ("Who", ColumnKind::Text),
        ("What", ColumnKind::Text),
        ("Undoes or redoes", ColumnKind::Text),
    ];
    let mut table = Table::new("History", dated(), &columns);
    let cells = |record: &Change| {
        vec![
            Cell::Number(i64::try_from(record.seq).unwrap_or(i64::MAX)),
            Cell::text(format!("{:.0}", record.at)),
            Cell::text(&record.by),
            Cell::text(&record.title),
            record.of.map_or(Cell::Empty, |seq| Cell::text(format!("{} {seq}", record.cause))),
        ]
    };
    table.rows = records.iter().map(cells).collect();
    emit(format, &table, &records)
}
