//! What a workspace gives to the review of declarations: its reference lists and the severities that were set.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Context, output};
use crate::Problem;
use crate::checks::declaration::KnownList;
use crate::domain::{ListBody, PaperKind, ReferenceList, Severity};
use crate::runtime::{Choice, last};
use crate::store::{self, Opened, Paths};

/// Reference lists with their contents, and severities.
#[derive(Debug, Default)]
pub(super) struct Library {
    held: Vec<(ReferenceList, Arc<ListBody>)>,
    pub severities: BTreeMap<String, Severity>,
}

impl Library {
    /// The lists as the rules take them.
    pub fn lists(&self) -> Vec<KnownList<'_>> {
        self.held.iter().map(|(list, body)| KnownList { list, body }).collect()
    }
}

/// The workspace asked for, or else the last one open; none when there was none, or it is gone. Nothing is
/// created for a review.
pub(super) fn workspace_if_any(context: &Context) -> Result<Option<(PathBuf, Opened)>, Problem> {
    let host = &context.host;
    match &context.choice {
        Choice::Folder(_) | Choice::Sample => Ok(Some((context.dir()?, context.look()?))),
        Choice::Last => {
            let last = last::recall(&*host.disk, &host.dirs);
            Ok(last.and_then(|dir| host.open_reading(&dir).ok().map(|opened| (dir, opened))))
        }
    }
}

/// What the workspace that was asked for has for a review; nothing when none was.
///
/// # Errors
/// When a workspace was asked for by name and cannot be opened.
pub(super) fn library(context: &Context) -> Result<Library, Problem> {
    // Only a workspace that was asked for: what was open last must not decide what a file is worth.
    if matches!(context.choice, Choice::Last) {
        return Ok(Library::default());
    }
    let Some((dir, opened)) = workspace_if_any(context)? else { return Ok(Library::default()) };
    let (ws, paths) = (&opened.workspace, Paths::new(&dir));
    let names: Vec<_> = ws.lists.values().map(|list| (PaperKind::List, list.body.clone())).collect();
    let (papers, problems) = store::load_papers(&*context.host.disk, &paths, &names);
    problems.iter().for_each(output::note);
    let held =
        ws.lists.values().filter_map(|list| Some((list.clone(), Arc::clone(papers.list(&list.body)?))));
    Ok(Library { held: held.collect(), severities: ws.settings.severities.clone() })
}
