//! What a person said of the files of an import: kept while they are read again with a password, and not thrown away by one key.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::batch::FileBatch;
use super::choice::{Attachment, FileChoice};
use crate::intake::{RoleGuess, StatusTerms};

/// What stands of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SaidOfFile {
    role: Option<RoleGuess>,
    to: Option<Attachment>,
    received_on: Option<Date>,
    terms: StatusTerms,
    left_out: bool,
}

/// What stands of all files, each known by its content, and of all of them together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct SaidOfFiles {
    files: BTreeMap<String, SaidOfFile>,
    offers: Vec<bool>,
    complete: Option<bool>,
}

impl SaidOfFiles {
    pub(super) fn of(batch: &FileBatch) -> Self {
        let keyed = |file: &FileChoice| Some((file.file.as_ref().ok()?.sha256.clone(), of_file(file)));
        Self {
            files: batch.files.iter().filter_map(keyed).collect(),
            offers: batch.offers.iter().map(|(_, take)| *take).collect(),
            complete: batch.complete,
        }
    }

    /// Says the same of files that were read again. Of those that could not be read before nothing was said.
    pub(super) fn say_again(self, batch: &mut FileBatch) {
        for file in &mut batch.files {
            let Ok(read) = &file.file else { continue };
            let Some(said) = self.files.get(&read.sha256).cloned() else { continue };
            let SaidOfFile { role, to, received_on, terms, left_out } = said;
            (file.role, file.to, file.received_on, file.terms, file.left_out) =
                (role, to, received_on, terms, left_out);
        }
        if self.offers.len() == batch.offers.len() {
            batch.offers.iter_mut().zip(self.offers).for_each(|((_, take), said)| *take = said);
        }
        batch.complete = self.complete;
    }
}

fn of_file(file: &FileChoice) -> SaidOfFile {
    SaidOfFile {
        role: file.role.clone(),
        to: file.to.clone(),
        received_on: file.received_on,
        terms: file.terms.clone(),
        left_out: file.left_out,
    }
}
