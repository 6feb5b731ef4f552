//! What enters the workspace and what leaves it: declarations with their suppliers, reference lists, the facilities
//! that their rows and the decisions on declared names bring, and the proposals that lists make about facilities that are there.
//! With it, what the analyst changes on facilities by hand ([`change`]).
//!
//! Everything here is a plan: an edit that nobody has applied. A batch of files is one edit; so is a withdrawal, and
//! so is a change to many facilities.

mod band;
pub mod change;
mod decide;
pub mod decisions;
mod drafting;
mod enter;
mod leave;
mod offers;
mod places;
mod propose;
mod suggest;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::civil::Date;

use crate::domain::cmrt::{Form, Version};
use crate::domain::{Declaration, DeclarationId, Edit, ListBody, Source, SourceId, SupplierId, Workspace};
use crate::import::{CmrtDraft, ListDraft};

pub use band::{band_decisions, band_title};
pub use decide::{Choice, Decision, NewFacility, decide, take_back};
pub use enter::plan;
pub use leave::{removed_facilities, withdraw, withdraw_list, withdraw_source};
pub use offers::{Offers, offers};
pub use propose::{Gain, Pair, Proposals, proposals};
pub use suggest::{Suggestion, suggest};

/// A CMRT that was read, its contents made but nothing written or recorded.
#[derive(Debug, Clone)]
pub struct Received {
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What it says, [`Form::look_up`] filled in.
    pub form: Arc<Form>,
    /// SHA-256 of the form as a content.
    pub form_sha: String,
    /// The file's own look-up, with its SHA-256 as a content.
    pub look_up: Option<(String, Arc<ListBody>)>,
}

/// Whose declaration it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attach {
    /// A supplier's who is there.
    To(SupplierId),
    /// A new supplier's, by name; one who has just this name already is taken.
    New(String),
}

/// A CMRT with what was decided about it.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The CMRT.
    pub received: Received,
    /// Whose it is.
    pub attach: Attach,
    /// The day on which it came.
    pub day: Date,
}

/// A reference list that was read, its content made but nothing written or recorded.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// A short title.
    pub title: String,
    /// The version of the template that carries it, when one does.
    pub version: Option<Version>,
    /// The day that it speaks for.
    pub as_of: Option<Date>,
    /// SHA-256 of the list as a content.
    pub body_sha: String,
    /// What it says.
    pub body: Arc<ListBody>,
}

/// Files that enter together.
#[derive(Debug, Clone, Copy, Default)]
pub struct Batch<'a> {
    /// CMRTs, with whose they are.
    pub arrivals: &'a [Arrival],
    /// Reference lists.
    pub lists: &'a [Offered],
}

/// What becomes of a CMRT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It enters.
    Enters {
        /// The declaration.
        declaration: DeclarationId,
        /// Whose it is.
        supplier: SupplierId,
        /// Whether the supplier is new.
        is_new: bool,
    },
    /// This supplier's declaration of just this file is there already.
    Known {
        /// The declaration.
        declaration: DeclarationId,
        /// Whose it is.
        supplier: SupplierId,
    },
    /// Nobody filled it in.
    Blank,
}

/// How a batch enters: one edit, and what it comes to.
#[derive(Debug, Clone)]
pub struct Intake {
    /// The edit; an empty batch when nothing is new.
    pub edit: Edit,
    /// What it does, for the history.
    pub title: String,
    /// What becomes of each CMRT, in the order of the arrivals.
    pub fates: Vec<Fate>,
    /// For each list, in order, whether it is new.
    pub lists: Vec<bool>,
    /// How many facilities are new.
    pub facilities: usize,
}

impl Intake {
    /// Whether nothing is new.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.edit, Edit::Batch(edits) if edits.is_empty())
    }
}

/// The identifier of a source: the first digits of a hash.
fn source_id(sha256: &str) -> SourceId {
    SourceId::new(sha256.chars().take(16).collect::<String>())
}

/// The declaration that a supplier sent in just this file, if it is there.
#[must_use]
pub fn known<'a>(ws: &'a Workspace, supplier: &SupplierId, sha256: &str) -> Option<&'a Declaration> {
    let of_file = |source: &Source| source.sha256 == sha256;
    let mut declarations = ws.declarations.values().filter(|declaration| declaration.supplier == *supplier);
    declarations.find(|declaration| ws.sources.get(&declaration.source).is_some_and(of_file))
}

/// Another declaration with the same content, as when one file was imported for two suppliers.
#[must_use]
pub fn same_content<'a>(ws: &'a Workspace, declaration: &DeclarationId) -> Option<&'a Declaration> {
    let this = ws.declarations.get(declaration)?;
    ws.declarations.values().find(|other| other.id != this.id && other.form == this.form)
}

impl Received {
    /// What was read, with the SHA-256 of its look-up as a content; that of the form, which names the look-up,
    /// is to be filled in.
    #[must_use]
    pub fn new(draft: CmrtDraft, look_up_sha: Option<String>) -> Self {
        let look_up = look_up_sha.zip(draft.look_up).map(|(sha256, body)| (sha256, Arc::new(body)));
        let form = Form { look_up: look_up.as_ref().map(|(sha256, _)| sha256.clone()), ..draft.form };
        let (file, sha256) = (draft.file, draft.sha256);
        Self { file, sha256, form: Arc::new(form), form_sha: String::new(), look_up }
    }

    /// Its own look-up as a reference list; its day is the release of its version.
    #[must_use]
    pub fn offers(&self) -> Option<Offered> {
        let (body_sha, body) = self.look_up.clone()?;
        let version = self.form.version;
        Some(Offered {
            file: self.file.clone(),
            sha256: self.sha256.clone(),
            title: format!("Look-up of {} {version}", self.form.template.name()),
            version: Some(version),
            as_of: crate::cmrt::release(version).map(|release| release.date),
            body_sha,
            body,
        })
    }
}

impl Offered {
    /// A list that was read, with the SHA-256 of its content.
    #[must_use]
    pub fn new(draft: ListDraft, body_sha: String) -> Self {
        Self {
            file: draft.file,
            sha256: draft.sha256,
            title: draft.title,
            version: draft.version,
            as_of: draft.as_of,
            body_sha,
            body: Arc::new(draft.list),
        }
    }

    /// The identifier of its source: from its content, so that the same list from two files is one.
    #[must_use]
    pub fn source_id(&self) -> SourceId {
        source_id(&self.body_sha)
    }
}
