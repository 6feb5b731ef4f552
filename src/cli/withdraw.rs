//! `rcoi withdraw`: a file that was imported leaves again.

use super::context::{CommandOutcome, Context};
use super::output;
use super::record_edit::{open, record};
use crate::Problem;
use crate::domain::{Source, Workspace};
use crate::intake::{removed_facilities, withdraw_source};
use crate::text::{count, fold, visible};

/// See [`super::args::CliCommand::Withdraw`].
#[derive(Debug, clap::Args)]
pub struct WithdrawArgs {
    /// The file as it was called when it was imported, or the beginning of its SHA-256
    #[arg(value_name = "FILE")]
    pub file: String,
    /// Say what would leave, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

const SAMPLE: &str = "nothing was withdrawn: the sample is not changed";

pub(super) fn run(context: &Context, args: &WithdrawArgs) -> Result<CommandOutcome, Problem> {
    let opened = open(context, !args.dry_run, SAMPLE)?;
    let (ws, contents) = (&opened.workspace, context.contents(&opened));
    let source = find(ws, &args.file)?;
    let edit = withdraw_source(ws, &contents, &source.id, &mut context.host.ids()?)
        .map_err(|error| Problem::new(error.to_string(), &source.file, ""))?;
    let facilities = match removed_facilities(&edit) {
        0 => "no facility leaves with it".to_owned(),
        some => format!("{} leave with it", count(some, "facility", "facilities")),
    };
    let what = format!("{} ({}): {facilities}; decisions stay", source.file, source.title);
    if args.dry_run {
        output::out(&(visible(&format!("Would be withdrawn: {what}")) + "\n"))?;
        output::out("Nothing was changed: this was a dry run\n")?;
    } else {
        record(context, opened.store, format!("Withdraw {what}"), edit)?;
    }
    Ok(CommandOutcome::Good)
}

/// The source of this file: by its name, else by the beginning of its digest.
fn find<'a>(ws: &'a Workspace, asked: &str) -> Result<&'a Source, Problem> {
    let by_name = |source: &&Source| fold(&source.file) == fold(asked);
    let by_digest = |source: &&Source| asked.len() >= 8 && source.sha256.starts_with(&asked.to_lowercase());
    let mut found: Vec<&Source> = ws.sources.values().filter(by_name).collect();
    if found.is_empty() {
        found = ws.sources.values().filter(by_digest).collect();
    }
    match found.as_slice() {
        [] => Err(Problem::new(
            format!("no file called {asked} was imported"),
            "",
            "`rcoi list rows` and `rcoi list suppliers` name the files of declarations, `rcoi list lists` those of lists",
        )),
        [only] => Ok(only),
        several => {
            let each = |source: &&Source| {
                format!("{} ({})", source.sha256.get(..16).unwrap_or_default(), source.title)
            };
            let each: Vec<String> = several.iter().map(each).collect();
            Err(Problem::new(
                format!("{} files called {asked} were imported", several.len()),
                "",
                format!("give the beginning of its SHA-256: {}", each.join(", ")),
            ))
        }
    }
}
