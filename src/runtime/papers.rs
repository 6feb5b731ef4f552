//! From what was read of a file to what can enter the workspace: its contents are made.

use std::sync::Arc;

use crate::Problem;
use crate::import::{CmrtDraft, ListDraft};
use crate::intake::{Offered, Received};
use crate::store::{Paper, StoreError};

fn not_made(file: &str) -> impl Fn(StoreError) -> Problem {
    move |error| {
        let problem = error.problem();
        Problem::new(problem.what, file, "please report this, with the file")
    }
}

/// A CMRT with its contents: the form, and its own look-up where it has one.
///
/// # Errors
/// When a value cannot be written, which no value of a form is.
pub fn received(draft: CmrtDraft) -> Result<(Received, Vec<Paper>), Problem> {
    let CmrtDraft { file, sha256, mut form, look_up } = draft;
    let mut papers = Vec::new();
    let mut own = None;
    if let Some(list) = look_up {
        let paper = Paper::list(&list).map_err(not_made(&file))?;
        form.look_up = Some(paper.sha256.clone());
        own = Some((paper.sha256.clone(), Arc::new(list)));
        papers.push(paper);
    }
    let paper = Paper::form(&form).map_err(not_made(&file))?;
    let form_sha = paper.sha256.clone();
    papers.push(paper);
    Ok((Received { file, sha256, form: Arc::new(form), form_sha, look_up: own }, papers))
}

/// A reference list with its content.
///
/// # Errors
/// When a value cannot be written, which no value of a list is.
pub fn offered(draft: ListDraft) -> Result<(Offered, Paper), Problem> {
    let paper = Paper::list(&draft.list).map_err(not_made(&draft.file))?;
    let offered = Offered {
        file: draft.file,
        sha256: draft.sha256,
        title: draft.title,
        version: draft.version,
        as_of: draft.as_of,
        body_sha: paper.sha256.clone(),
        body: Arc::new(draft.list),
    };
    Ok((offered, paper))
}
