//! `rcoi freeze` and `rcoi unfreeze`.

use super::context::{CommandOutcome, Context};
use super::output;
use super::record_edit::{open, open_frozen, record, stamp};
use super::report::{has_no_errors, judged};
use crate::Problem;
use crate::intake::{freeze_edit, unfreeze_edit};
use crate::runtime::freezing;
use crate::text::visible;

/// See [`super::args::CliCommand::Freeze`].
#[derive(Debug, clap::Args)]
pub struct FreezeArgs {
    /// Freeze it although errors speak against filing it: it is a draft
    #[arg(long)]
    pub draft: bool,
}

/// See [`super::args::CliCommand::Unfreeze`].
#[derive(Debug, clap::Args)]
pub struct UnfreezeArgs {
    /// Why: it stands in the history
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

const SAMPLE: &str = "nothing was frozen: the sample files nothing";

pub(super) fn freeze(context: &Context, args: &FreezeArgs) -> Result<CommandOutcome, Problem> {
    let opened = open(context, true, SAMPLE)?;
    let (report, found) = judged(&opened, &context.computed(&opened, None))?;
    if !args.draft && !has_no_errors(&found, "freeze it as a draft: rcoi freeze --draft") {
        return Ok(CommandOutcome::Bad);
    }
    let frozen = freezing::freeze(&opened.store, &report, (&context.host.owner(), stamp(context)))?;
    let paths = opened.store.paths();
    let (dir, sources) = (paths.frozen_report(&frozen.name), paths.frozen_sources(&frozen.name));
    let (title, edit) = freeze_edit(frozen);
    record(context, opened.store, title, edit)?;
    let written = format!("Written to {}; what it was made of lies in {}", dir.display(), sources.display());
    output::out(&(visible(&written) + "\n"))?;
    output::out(
        "The workspace takes no edits until it is unfrozen; rcoi verify looks whether they belong together\n",
    )?;
    Ok(CommandOutcome::Good)
}

pub(super) fn unfreeze(context: &Context, args: &UnfreezeArgs) -> Result<CommandOutcome, Problem> {
    let opened = open_frozen(context, SAMPLE)?;
    let (title, edit) = unfreeze_edit(&opened.workspace, &args.reason, &stamp(context))?;
    record(context, opened.store, title, edit)?;
    Ok(CommandOutcome::Good)
}
