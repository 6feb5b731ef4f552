//! `rcoi cids` and `rcoi twins`: what reference lists propose about facilities that are there, taken as one change.

use super::args::ProposalsArgs;
use super::context::{CommandOutcome, Context};
use super::output;
use super::record_edit::{open, record};
use crate::Problem;
use crate::domain::{Edit, FacilityId, Workspace};
use crate::intake::{self, Proposals};
use crate::resolve::rows::Register;
use crate::text::{count, visible};

const SAMPLE: &str = "nothing was changed: the sample has no reference lists";

/// Gives facilities the CIDs that lists have for them.
pub(super) fn cids(context: &Context, args: &ProposalsArgs) -> Result<CommandOutcome, Problem> {
    run(context, args, |ws, proposals| {
        let gains = &proposals.gains;
        let line = |gain: &intake::CidProposal| format!("{} gains {}", named(ws, &gain.facility), gain.cid);
        let title = format!("Take CIDs from the lists for {}", count(gains.len(), "facility", "facilities"));
        Found { lines: gains.iter().map(line).collect(), title, edit: proposals.gain_all() }
    })
}

/// Merges facilities that share metal and CID.
pub(super) fn twins(context: &Context, args: &ProposalsArgs) -> Result<CommandOutcome, Problem> {
    run(context, args, |ws, proposals| {
        let pairs = &proposals.pairs;
        let line = |pair: &intake::TwinProposal| {
            format!("{}: {} into {}", pair.cid, named(ws, &pair.absorbed), named(ws, &pair.keep))
        };
        let title = format!("Merge {} of one metal and CID", count(pairs.len(), "facility", "facilities"));
        Found { lines: pairs.iter().map(line).collect(), title, edit: proposals.merge_all() }
    })
}

/// What is proposed, a line each, and the edit by which all of it is taken.
struct Found {
    lines: Vec<String>,
    title: String,
    edit: Edit,
}

fn named(ws: &Workspace, id: &FacilityId) -> String {
    ws.view(id).map_or_else(String::new, |view| format!("{} {}", view.facility.metal, view.name()))
}

fn run(
    context: &Context,
    args: &ProposalsArgs,
    find: impl Fn(&Workspace, &Proposals) -> Found,
) -> Result<CommandOutcome, Problem> {
    let opened = open(context, !args.dry_run, SAMPLE)?;
    let contents = context.contents(&opened);
    let register = Register::build(&opened.workspace, &contents);
    let found = find(&opened.workspace, &intake::proposals(&opened.workspace, &contents, &register));
    found.lines.iter().try_for_each(|line| output::out(&(visible(line) + "\n")))?;
    if found.lines.is_empty() {
        output::out("Nothing was changed: there is nothing to propose\n")?;
    } else if args.dry_run {
        output::out("Nothing was changed: this was a dry run\n")?;
    } else {
        record(context, opened.store, found.title, found.edit)?;
    }
    Ok(CommandOutcome::Good)
}
