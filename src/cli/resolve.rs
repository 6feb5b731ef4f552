//! `rcoi resolve`.

use super::args::{Format, ResolveArgs};
use super::context::{CommandOutcome, Context};
use super::emit::emit;
use super::open_names::OpenNames;
use super::output;
use super::record_edit::{open, record, stamp};
use crate::Problem;
use crate::domain::Contents;
use crate::intake::{band_decisions, band_title, decide};
use crate::query::column::percent;
use crate::resolve::matching::DecisionBand;
use crate::resolve::open::{MatchAnswer, OpenName, accept_band};
use crate::resolve::rows::Register;
use crate::runtime::clock;
use crate::store::Opened;
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::count;

/// So many of the accept band are shown: those that most deserve a look.
const SHOWN: usize = 10;

const SAMPLE: &str = "nothing was decided: the sample has no declared names";

pub(super) fn run(context: &Context, args: &ResolveArgs) -> Result<CommandOutcome, Problem> {
    let opened = open(context, args.accept_band && !args.dry_run, SAMPLE)?;
    let contents = context.contents(&opened);
    let register = Register::build(&opened.workspace, &contents);
    let names = OpenNames::of(&opened.workspace, &contents, &register);
    output::out(&bands(&names, register.balance().open))?;
    if args.accept_band {
        accept(context, args.dry_run, opened, (&contents, &register, &names))?;
    }
    Ok(CommandOutcome::Good)
}

/// Refuses to decide against lists that are not all there: a name could seem sure of one facility, while another list
/// knows it for another.
pub(super) fn check_lists(register: &Register) -> Result<(), Problem> {
    let unread = register.lists().unread();
    if unread.is_empty() {
        return Ok(());
    }
    let what = format!(
        "nothing was decided: {} cannot be read",
        count(unread.len(), "reference list", "reference lists")
    );
    Err(Problem::new(what, "lists/", "put the files back, or withdraw the lists and import them again"))
}

/// How many names and rows are open in each band.
fn bands(names: &OpenNames, open: usize) -> String {
    let rows: usize = names.waiting.iter().map(|open| open.rows).sum();
    let mut lines = vec![format!("{} open, in {}", named(names.waiting.len()), rowed(rows))];
    for band in [DecisionBand::Accept, DecisionBand::Review, DecisionBand::None] {
        let of_band = |open: &&OpenName| {
            names.answers.get(&open.name.key).is_some_and(|answer: &MatchAnswer| answer.band == band)
        };
        let all: Vec<&OpenName> = names.waiting.iter().filter(of_band).collect();
        let rows = all.iter().map(|open| open.rows).sum();
        lines.push(format!("  {:<6}  {}, {}", band.key(), named(all.len()), rowed(rows)));
    }
    if open > rows {
        lines.push(format!(
            "{} more open without a metal: no decision on a name reaches them",
            rowed(open - rows)
        ));
    }
    if names.reference.facilities().is_empty() && !names.waiting.is_empty() {
        lines.push("There is nothing to match them against: import a reference list".to_owned());
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn named(names: usize) -> String {
    count(names, "name", "names")
}

fn rowed(rows: usize) -> String {
    count(rows, "row", "rows")
}

/// Takes the accept band, after showing what is least certain in it.
fn accept(
    context: &Context,
    dry_run: bool,
    opened: Opened,
    (contents, register, names): (&Contents, &Register, &OpenNames),
) -> Result<(), Problem> {
    let band = accept_band(&names.waiting, &names.answers);
    if band.is_empty() {
        return output::out("Nothing was taken: the accept band is empty\n");
    }
    check_lists(register)?;
    let (all, rows) = (band.len(), band.iter().map(|(open, _)| open.rows).sum());
    let which = if all > SHOWN { format!(", the {SHOWN} least certain of them") } else { String::new() };
    output::out(&format!("The accept band: {}, {}{which}:\n", named(all), rowed(rows)))?;
    emit(Format::Table, &least_certain(&band), &())?;
    if dry_run {
        return output::out("Nothing was taken: this was a dry run\n");
    }
    let fresh = (&mut context.host.ids()?, &stamp(context));
    let edit = decide(&opened.workspace, contents, register, &band_decisions(&band), fresh);
    let edit = edit.map_err(|error| Problem::new(error.to_string(), "", "please report this"))?;
    record(context, opened.store, band_title(all, rows), edit)
}

fn least_certain(band: &[(&OpenName, &MatchAnswer)]) -> Table {
    let columns = [
        ("Metal", ColumnKind::Text),
        ("Name as written", ColumnKind::Text),
        ("Country as written", ColumnKind::Text),
        ("Rows", ColumnKind::Number),
        ("CID", ColumnKind::Text),
        ("Facility", ColumnKind::Text),
        ("Score", ColumnKind::Number),
    ];
    let mut table = Table::new("Accept band", clock::today(), &columns);
    for (open, answer) in band.iter().take(SHOWN) {
        let Some(best) = &answer.best else { continue };
        table.rows.push(vec![
            Cell::text(open.name.key.metal.name()),
            Cell::text(&open.name.written),
            Cell::text(&open.name.country),
            Cell::count(open.rows),
            Cell::text(best.whose.to_string()),
            Cell::text(&best.name),
            percent(Some(best.score)),
        ]);
    }
    table
}
