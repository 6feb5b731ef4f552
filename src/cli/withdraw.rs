//! `rcoi withdraw`: a file that was imported leaves again.

use super::context::{CommandOutcome, Context};
use super::output;
use super::record_edit::{open, record};
use crate::Problem;
use crate::domain::{Source, SourceKind, Workspace};
use crate::intake::{removed_facilities, withdraw_source};
use crate::text::{count, fold, visible};

/// See [`super::args::CliCommand::Withdraw`].
#[derive(Debug, clap::Args)]
pub struct WithdrawArgs {
    /// The file as it was called when it was imported, or the beginning of its SHA-256 or of its number
    #[arg(value_name = "FILE")]
    pub file: String,
    /// Of a declaration whose look-up list was taken too: withdraw that list
    #[arg(long)]
    pub list: bool,
    /// Say what would leave, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

const SAMPLE: &str = "nothing was withdrawn: the sample is not changed";

pub(super) fn run(context: &Context, args: &WithdrawArgs) -> Result<CommandOutcome, Problem> {
    let opened = open(context, !args.dry_run, SAMPLE)?;
    let (ws, contents) = (&opened.workspace, context.contents(&opened));
    let source = find(ws, &args.file, args.list)?;
    let stays = stays(ws, source, &args.file);
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
    stays.iter().try_for_each(|line| output::out(&(visible(line) + "\n")))?;
    Ok(CommandOutcome::Good)
}

/// The source of this file: by its name, else by the beginning of its digest or of its number. A CMRT may be a declaration and the
/// look-up list that it brought: the declaration is meant, unless the list was asked for.
fn find<'a>(ws: &'a Workspace, asked: &str, list: bool) -> Result<&'a Source, Problem> {
    let by_name = |source: &&Source| fold(&source.file) == fold(asked);
    let begins = |text: &str| asked.len() >= 8 && text.starts_with(&asked.to_lowercase());
    let by_digest = |source: &&Source| begins(&source.sha256) || begins(source.id.as_str());
    let mut found: Vec<&Source> = ws.sources.values().filter(by_name).collect();
    if found.is_empty() {
        found = ws.sources.values().filter(by_digest).collect();
    }
    let is_declaration = |source: &Source| source.kind == SourceKind::Declaration;
    if list {
        found.retain(|source| !is_declaration(source));
    } else if is_one_file(&found) && found.iter().any(|source| is_declaration(source)) {
        found.retain(|source| is_declaration(source));
    }
    match found.as_slice() {
        [] => Err(nothing(asked, list)),
        [only] => Ok(only),
        several => Err(ambiguous(asked, several)),
    }
}

fn is_one_file(sources: &[&Source]) -> bool {
    sources.iter().all(|source| sources.first().is_some_and(|first| first.sha256 == source.sha256))
}

fn nothing(asked: &str, list: bool) -> Problem {
    let what = if list { "no list of a file called" } else { "no file called" };
    Problem::new(
        format!("{what} {asked} was imported"),
        "",
        "`rcoi list rows` and `rcoi list suppliers` name the files of declarations, `rcoi list lists` those of lists",
    )
}

/// What tells several sources apart: the digests of files; of one file the numbers, and the days.
fn ambiguous(asked: &str, several: &[&Source]) -> Problem {
    let (by, is_one) = if is_one_file(several) { ("number", true) } else { ("SHA-256", false) };
    let each = |source: &&Source| {
        let number = if is_one { source.id.as_str() } else { source.sha256.as_str() };
        let day = source.as_of.map_or_else(String::new, |day| format!(", {day}"));
        let kind = source.kind.name();
        format!("{} ({kind} {}{day})", number.get(..16).unwrap_or(number), source.title)
    };
    let mut each: Vec<String> = several.iter().map(each).collect();
    each.sort();
    each.dedup();
    let what = if is_one { "several things of the file" } else { "several files called" };
    Problem::new(
        format!("{what} {asked} were imported"),
        "",
        format!("give the beginning of its {by}: {}", each.join("; ")),
    )
}

/// What else of a withdrawn declaration's file is there still.
fn stays(ws: &Workspace, withdrawn: &Source, asked: &str) -> Vec<String> {
    let is_other = |source: &&Source| source.sha256 == withdrawn.sha256 && source.id != withdrawn.id;
    let others = ws.sources.values().filter(is_other).filter(|_| withdrawn.kind == SourceKind::Declaration);
    let line = |source: &Source| {
        let kind = source.kind.name();
        format!("Its {kind} ({}) stays; to withdraw it too: rcoi withdraw {asked} --list", source.title)
    };
    others.map(line).collect()
}
