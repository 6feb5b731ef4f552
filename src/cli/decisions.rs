//! `rcoi decisions`.

use std::path::{Path, PathBuf};

use super::context::{CommandOutcome, Context};
use super::emit::emit_csv;
use super::output;
use super::record_edit::{open, record, stamp};
use super::resolve::check_lists;
use crate::Problem;
use crate::intake::decisions::{
    self, DecisionOutcome, DecisionsDraft, DecisionsPlan, ReceivingWorkspace, RowRemark,
};
use crate::resolve::rows::Register;
use crate::runtime::{clock, reading};
use crate::text::visible;

/// See [`super::args::CliCommand::Decisions`].
#[derive(Debug, clap::Args)]
pub struct DecisionsArgs {
    /// What to do with them
    #[command(subcommand)]
    pub command: DecisionsCommand,
}

/// What to do with the decisions on declared names.
#[derive(Debug, clap::Subcommand)]
pub enum DecisionsCommand {
    /// Write all decisions as CSV, for another workspace
    Export {
        /// The file to write; else it goes to stdout
        #[arg(long, short = 'o', value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Take decisions from a CSV file, as one change; exit code 1 when a row was not taken
    Import(DecisionsImportArgs),
}

/// See [`DecisionsCommand::Import`].
#[derive(Debug, clap::Args)]
pub struct DecisionsImportArgs {
    /// The file, with a header row as the export writes it
    pub file: PathBuf,
    /// Take what the file says also where the workspace has another decision
    #[arg(long)]
    pub replace: bool,
    /// Say what would be taken, and take nothing
    #[arg(long)]
    pub dry_run: bool,
}

const SAMPLE: &str = "nothing was decided: the sample has no declared names";

pub(super) fn run(context: &Context, args: &DecisionsArgs) -> Result<CommandOutcome, Problem> {
    match &args.command {
        DecisionsCommand::Export { output } => export(context, output.as_deref()),
        DecisionsCommand::Import(args) => import(context, args),
    }
}

fn export(context: &Context, file: Option<&Path>) -> Result<CommandOutcome, Problem> {
    let opened = context.look()?;
    emit_csv(&*context.host.disk, file, &decisions::decisions(&opened.workspace, clock::today()))?;
    Ok(CommandOutcome::Good)
}

fn import(context: &Context, args: &DecisionsImportArgs) -> Result<CommandOutcome, Problem> {
    let shown = visible(&args.file.display().to_string());
    let raw = reading::bytes(&*context.host.disk, &args.file, &shown)?;
    let draft = decisions::read(&raw).map_err(|error| error.problem(&shown))?;
    let opened = open(context, !args.dry_run, SAMPLE)?;
    let contents = context.contents(&opened);
    let register = Register::build(&opened.workspace, &contents);
    check_lists(&register)?;
    let name = visible(&args.file.file_name().unwrap_or_default().to_string_lossy());
    let here = ReceivingWorkspace { ws: &opened.workspace, contents: &contents, register: &register };
    let fresh = (&mut context.host.ids()?, &stamp(context));
    let plan = decisions::plan(here, &draft, (&name, args.replace), fresh)
        .map_err(|error| Problem::new(error.to_string(), &shown, "please report this"))?;
    output::out(&preview(&draft, &plan))?;
    if args.dry_run {
        output::out("Nothing was taken: this was a dry run\n")?;
    } else if !plan.is_empty() {
        record(context, opened.store, plan.title.clone(), plan.edit.clone())?;
    }
    let is_whole = plan.refused.is_empty() && plan.kept() == 0;
    Ok(if is_whole { CommandOutcome::Good } else { CommandOutcome::Bad })
}

/// How the file was understood and what comes of it, in lines.
fn preview(draft: &DecisionsDraft, plan: &DecisionsPlan) -> String {
    let mut lines = vec![format!("decisions on names, {}", plan.summary()), "Columns:".to_owned()];
    lines.extend(draft.columns.iter().map(|(header, meaning)| format!("  {header} = {meaning}")));
    lines.extend(plan.outcomes.iter().filter_map(|(told, outcome)| said(told, outcome)));
    lines.extend(plan.refused.iter().map(|told| format!("refused: line {}: {}", told.line, told.words)));
    lines.extend(plan.notes.iter().map(|told| format!("note: line {}: {}", told.line, told.words)));
    if plan.kept() > 0 {
        lines
            .push("What is kept stays as it was decided here; --replace takes what the file says".to_owned());
    }
    lines.iter().map(|line| visible(line) + "\n").collect()
}

fn said(RowRemark { line, words }: &RowRemark, outcome: &DecisionOutcome) -> Option<String> {
    match outcome {
        DecisionOutcome::Taken => Some(format!("taken: line {line}: {words}")),
        DecisionOutcome::Replaced(was) => Some(format!("replaced: line {line}: {words}; it was {was}")),
        DecisionOutcome::Kept(is) => Some(format!("kept: line {line}: {words}; here it is {is}")),
        DecisionOutcome::Same => None,
    }
}
