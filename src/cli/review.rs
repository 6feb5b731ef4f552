//! What a workspace gives to the review of declarations: its reference lists and the severities that were set.

use std::path::PathBuf;

use super::context::Context;
use super::output;
use crate::Problem;
use crate::checks::declaration::CheckContext;
use crate::domain::ContentKind;
use crate::runtime::{WorkspaceChoice, clock, last_workspace};
use crate::store::{self, Opened, Paths};

/// The workspace asked for, or else the last one open; none when there was none, or it is gone. Nothing is
/// created for a review.
pub(super) fn workspace_if_any(context: &Context) -> Result<Option<(PathBuf, Opened)>, Problem> {
    let host = &context.host;
    match &context.choice {
        WorkspaceChoice::Folder(_) | WorkspaceChoice::Sample => Ok(Some((context.dir()?, context.look()?))),
        WorkspaceChoice::Last => {
            let last = last_workspace::recall(&*host.disk, &host.dirs);
            Ok(last.and_then(|dir| host.open_reading(&dir).ok().map(|opened| (dir, opened))))
        }
    }
}

/// What declarations are checked against: the workspace that was asked for, or nothing but the day.
///
/// # Errors
/// When a workspace was asked for by name and cannot be opened.
pub(super) fn check_context(context: &Context) -> Result<CheckContext, Problem> {
    let today = clock::today();
    // Only a workspace that was asked for: what was open last must not decide what a file is worth.
    if matches!(context.choice, WorkspaceChoice::Last) {
        return Ok(CheckContext::new(today));
    }
    let Some((dir, opened)) = workspace_if_any(context)? else { return Ok(CheckContext::new(today)) };
    let (ws, paths) = (&opened.workspace, Paths::new(&dir));
    let names: Vec<_> = ws.lists.values().map(|list| (ContentKind::List, list.body.clone())).collect();
    let (contents, problems) = store::load_contents(&*context.host.disk, &paths, &names);
    problems.iter().for_each(output::note);
    Ok(CheckContext::of(ws, &contents, today))
}
