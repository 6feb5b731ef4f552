//! `rcoi suppliers`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;

use super::args::{Format, parse_day};
use super::context::{CommandOutcome, Context};
use super::emit::{emit, emit_csv};
use super::json_records::percent;
use super::output;
use super::record_edit::{open, record, stamp};
use crate::Problem;
use crate::correspond::pick;
use crate::correspond::requests::{LogLine, ResponseRate, log, overdue, progress, response_rate};
use crate::correspond::roster::{self, RosterDraft, RosterOutcome, RosterPlan};
use crate::domain::{RequestState, Workspace};
use crate::runtime::{clock, reading};
use crate::store::Opened;
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::visible;

/// See [`super::args::CliCommand::Suppliers`].
#[derive(Debug, clap::Args)]
pub struct SuppliersArgs {
    /// What to do with them
    #[command(subcommand)]
    pub command: SuppliersCommand,
}

/// What to do with suppliers and the log of requests to them.
#[derive(Debug, clap::Subcommand)]
pub enum SuppliersCommand {
    /// Add and change suppliers by a CSV file, or add lines to the request log by one with a state and a day
    Import {
        /// The file, with a header row
        file: PathBuf,
        /// Say what would be taken, and take nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Write the suppliers and their contacts as CSV
    Export {
        /// The file to write; without it, to stdout
        file: Option<PathBuf>,
        /// Write the request log instead
        #[arg(long)]
        log: bool,
    },
    /// Record how far the request to a supplier is
    Log(LogArgs),
    /// Count who answered of those asked
    Rate {
        /// The day as of which to count, such as 2027-05-31; else today
        #[arg(long, value_name = "DAY", value_parser = parse_day)]
        day: Option<Date>,
        /// How to write it
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
    },
}

/// See [`SuppliersCommand::Log`].
#[derive(Debug, clap::Args)]
pub struct LogArgs {
    /// The supplier: its name, its number, or how its name begins
    pub supplier: String,
    /// asked, reminded, received, "under review", "correction requested", accepted or "no response"
    #[arg(value_parser = parse_state)]
    pub state: RequestState,
    /// The day on which it happened; else today
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub day: Option<Date>,
    /// The day by which an answer is due
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub due: Option<Date>,
    /// A note
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub note: String,
}

fn parse_state(text: &str) -> Result<RequestState, String> {
    let names = RequestState::ALL.map(RequestState::name);
    RequestState::parse(text).ok_or_else(|| format!("give one of: {}", names.join(", ")))
}

pub(super) fn run(context: &Context, args: &SuppliersArgs) -> Result<CommandOutcome, Problem> {
    match &args.command {
        SuppliersCommand::Import { file, dry_run } => import(context, file, *dry_run),
        SuppliersCommand::Export { file, log } => export(context, file.as_deref(), *log),
        SuppliersCommand::Log(args) => add_line(context, args),
        SuppliersCommand::Rate { day, format } => rate(context, day.unwrap_or_else(clock::today), *format),
    }
}

fn import(context: &Context, file: &Path, dry_run: bool) -> Result<CommandOutcome, Problem> {
    let shown = visible(&file.display().to_string());
    let raw = reading::bytes(&*context.host.disk, file, &shown)?;
    let draft = roster::read(&raw).map_err(|error| error.problem(&shown))?;
    let Opened { store, workspace, .. } = open(context, !dry_run, SAMPLE)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let stamp = stamp(context);
    let plan = roster::plan(&workspace, &draft, &visible(&name), &mut context.host.ids()?, &stamp);
    output::out(&preview(&draft, &plan))?;
    if dry_run {
        output::out("Nothing was taken: this was a dry run\n")?;
    } else if !plan.is_empty() {
        record(context, store, format!("{} ({})", plan.title, plan.summary()), plan.edit.clone())?;
    }
    Ok(if plan.refused.is_empty() { CommandOutcome::Good } else { CommandOutcome::Bad })
}

const SAMPLE: &str = "the sample has no suppliers";

/// How the file was understood and what comes of it, in lines.
fn preview(draft: &RosterDraft, plan: &RosterPlan) -> String {
    let what = if draft.is_log { "request log" } else { "supplier list" };
    let mut lines = vec![format!("{what}, {}", plan.summary()), "Columns:".to_owned()];
    lines.extend(draft.columns.iter().map(|(header, meaning)| format!("  {header} = {meaning}")));
    let outcomes = plan.outcomes.iter().filter_map(|(name, outcome)| match outcome {
        RosterOutcome::Added => Some(format!("added: {name}")),
        RosterOutcome::Changed(what) => Some(format!("changed: {name}: {}", what.join(", "))),
        RosterOutcome::Same => None,
    });
    lines.extend(outcomes);
    lines.extend(plan.refused.iter().map(|row| format!("refused: line {}: {}", row.line, row.why)));
    lines.extend(plan.remarks.iter().map(|row| format!("remark: line {}: {}", row.line, row.why)));
    lines.iter().map(|line| visible(line) + "\n").collect()
}

fn export(context: &Context, file: Option<&Path>, log: bool) -> Result<CommandOutcome, Problem> {
    let opened = context.look()?;
    let today = clock::today();
    let write = if log { roster::requests } else { roster::suppliers };
    let table = write(&opened.workspace, today);
    emit_csv(&*context.host.disk, file, &table)?;
    Ok(CommandOutcome::Good)
}

fn add_line(context: &Context, args: &LogArgs) -> Result<CommandOutcome, Problem> {
    let today = clock::today();
    let day = args.day.unwrap_or(today);
    if day > today {
        return Err(Problem::new(
            "nothing was recorded: the day is yet to come",
            "--day",
            "give the day it happened",
        ));
    }
    if args.due.is_some_and(|due| due < day) {
        return Err(Problem::new(
            "nothing was recorded: the answer would be due before the day of the request",
            "--due",
            "give a later day",
        ));
    }
    let Opened { store, workspace, .. } = open(context, true, SAMPLE)?;
    let supplier = pick(&workspace, &args.supplier)?;
    let line = LogLine { state: args.state, day, due: args.due, note: args.note.clone() };
    let edit = log(&supplier.id, line, context.host.ids()?.request(), stamp(context));
    let due = args.due.map_or_else(String::new, |due| format!(", due {due}"));
    let title = format!("Log {}: {} on {day}{due}", supplier.name, args.state.name());
    let mut after = workspace.clone();
    edit.apply(&mut after).map_err(|error| Problem::new(error.to_string(), "", "please report this"))?;
    record(context, store, title, edit)?;
    let next = progress(&after, &supplier.id, today).step.words();
    if !next.is_empty() {
        output::out(&format!("Next: {next}\n"))?;
    }
    Ok(CommandOutcome::Good)
}

/// The answers by a day. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
struct Answers {
    day: Date,
    #[serde(flatten)]
    rate: ResponseRate,
    /// In percent with one digit, rounded down; none when nobody was asked.
    percent: Option<f64>,
    /// What of all spend those asked stand for, in percent, as far as their shares are recorded; none where none is.
    spend_asked_percent: Option<f64>,
    /// What of it those of them that answered stand for.
    spend_answered_percent: Option<f64>,
    /// How many of those asked have no share recorded.
    without_spend: usize,
    /// The names of those whose answer is overdue, the longest first.
    overdue: Vec<String>,
}

impl Answers {
    fn of(ws: &Workspace, day: Date) -> Self {
        let rate = response_rate(ws, day);
        let thousandths = rate.thousandths().and_then(|n| u16::try_from(n).ok());
        let late = overdue(ws, day).into_iter();
        let names = late.filter_map(|(id, _)| ws.suppliers.get(id).map(|supplier| supplier.name.clone()));
        let spend = |sum| (rate.spend.stated > 0).then(|| percent(sum));
        Self {
            day,
            rate,
            percent: thousandths.map(|n| f64::from(n) / 10.0),
            spend_asked_percent: spend(rate.spend.asked),
            spend_answered_percent: spend(rate.spend.answered),
            without_spend: rate.spend.unstated,
            overdue: names.collect(),
        }
    }

    fn table(&self) -> Table {
        let columns = [
            ("Day", ColumnKind::Date),
            ("Suppliers", ColumnKind::Number),
            ("Asked", ColumnKind::Number),
            ("Answered", ColumnKind::Number),
            ("Accepted", ColumnKind::Number),
            ("Answered unasked", ColumnKind::Number),
            ("Rate", ColumnKind::Text),
            ("Spend answered", ColumnKind::Text),
            ("Overdue", ColumnKind::Text),
        ];
        let mut table = Table::new("Response rate", self.day, &columns);
        let ResponseRate { suppliers, asked, answered, unasked, accepted, spend } = self.rate;
        let mut row = vec![Cell::Date(self.day)];
        row.extend([suppliers, asked, answered, accepted, unasked].map(Cell::count));
        let words = [self.rate.words(), spend.words().unwrap_or_default(), self.overdue.join("; ")];
        row.extend(words.map(Cell::text));
        table.rows.push(row);
        table
    }
}

fn rate(context: &Context, day: Date, format: Format) -> Result<CommandOutcome, Problem> {
    let answers = Answers::of(&context.look()?.workspace, day);
    emit(format, &answers.table(), &answers)?;
    Ok(CommandOutcome::Good)
}
