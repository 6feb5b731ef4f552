//! A file that was read: what it holds, with the names of its contents, and whether it is in a workspace already.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use crate::Problem;
use crate::domain::cmrt::{Form, Version};
use crate::domain::{Contents, ListBody, Place, Source, SourceId, SourceRole, Workspace};
use crate::import::{Draft, Incoming, RiskDraft, RiskShape, StatusDraft};
use crate::text::visible;

use super::source_id;

/// A file that was read. Nothing of it is in a workspace yet.
#[derive(Debug, Clone)]
pub struct ReadFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Of the file's bytes.
    pub sha256: String,
    /// What it holds by itself; none where only a role makes something of it.
    pub holds: Option<Incoming<ReceivedCmrt, ReceivedList>>,
    /// The same otherwise, for when a role asks for it.
    pub others: Readings,
}

/// What a table is when it is read as something else than it is by itself; none where it cannot be that.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    pub facilities: Option<Arc<Draft>>,
    pub reference: Option<Box<ReceivedList>>,
    pub status: Option<Arc<ReceivedStatus>>,
    /// As a risk list, or where the file is none; none where it was not tried.
    pub risk: Option<Result<Arc<ReceivedRisk>, RiskShape>>,
}

/// A table that was read as a risk list, its content named but nothing written or recorded.
#[derive(Debug, Clone)]
pub struct ReceivedRisk {
    pub draft: RiskDraft,
    /// SHA-256 of the list as a content.
    pub body_sha: String,
    /// The file that it was joined to, where it is a part of another's list: with that it enters.
    pub joined_to: Option<String>,
}

/// A table that was read as a status list, its content named but nothing written or recorded.
#[derive(Debug, Clone)]
pub struct ReceivedStatus {
    pub draft: StatusDraft,
    /// SHA-256 of the list as a content.
    pub body_sha: String,
}

/// A file of which nothing was read.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Where it lies.
    pub path: PathBuf,
    /// Why.
    pub problem: Problem,
    /// Whether a password, or another one, would help.
    pub needs_password: bool,
    /// Whether it is one of RMI's templates, or a part of one, so that it is nothing else.
    pub is_template: bool,
    /// Whether it holds more than is read, as whatever it is.
    pub is_too_large: bool,
    /// Whether it is a text that is nothing of what is read, such as a note beside the files.
    pub is_unknown: bool,
}

/// A CMRT that was read, its contents named but nothing written or recorded.
#[derive(Debug, Clone)]
pub struct ReceivedCmrt {
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

/// A reference list that was read, its content named but nothing written or recorded.
#[derive(Debug, Clone)]
pub struct ReceivedList {
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
    pub body: Arc<ListBody>,
    /// What its reader remarked: the place, and the words.
    pub remarks: Vec<(Place, String)>,
}

impl ReadFile {
    /// The source as which it was taken before, in a role that says so by the file alone. Whether a declaration was depends on
    /// whose it is: [`super::known`]; whether a status list was, on what is said of it.
    pub fn source_as<'a>(&self, ws: &'a Workspace, role: SourceRole) -> Option<&'a Source> {
        match role {
            SourceRole::Annex | SourceRole::Baseline => ws.sources.get(&self.facilities()?.source_id()),
            SourceRole::Reference => {
                let list = ws.lists.get(&self.reference()?.source_id())?;
                ws.sources.get(&list.source)
            }
            SourceRole::Status | SourceRole::Risk | SourceRole::Declaration => None,
        }
    }

    /// It as facilities with their status.
    pub fn facilities(&self) -> Option<&Arc<Draft>> {
        match &self.holds {
            Some(Incoming::Facilities(draft)) => Some(draft),
            Some(Incoming::Declaration(_) | Incoming::List(_)) | None => self.others.facilities.as_ref(),
        }
    }

    /// It as a reference list.
    pub fn reference(&self) -> Option<&ReceivedList> {
        match &self.holds {
            Some(Incoming::List(offered)) => Some(offered),
            Some(Incoming::Declaration(_) | Incoming::Facilities(_)) | None => {
                self.others.reference.as_deref()
            }
        }
    }

    /// It as a status list.
    pub fn status(&self) -> Option<&Arc<ReceivedStatus>> {
        self.others.status.as_ref()
    }

    /// It as a risk list.
    pub fn risk(&self) -> Option<&Arc<ReceivedRisk>> {
        self.others.risk.as_ref()?.as_ref().ok()
    }

    /// Whether it can be given a role.
    pub fn can_be(&self, role: SourceRole) -> bool {
        match role {
            SourceRole::Annex | SourceRole::Baseline => self.facilities().is_some(),
            SourceRole::Status => self.status().is_some(),
            SourceRole::Reference => self.reference().is_some(),
            SourceRole::Risk => self.risk().is_some(),
            SourceRole::Declaration => self.declaration().is_some(),
        }
    }

    /// The CMRT that it is, if it is one.
    pub fn declaration(&self) -> Option<&ReceivedCmrt> {
        match self.holds.as_ref()? {
            Incoming::Declaration(received) => Some(received),
            Incoming::Facilities(_) | Incoming::List(_) => None,
        }
    }
}

impl Unread {
    /// Its path, safe to show.
    pub fn shown(&self) -> String {
        visible(&self.path.display().to_string())
    }
}

impl ReceivedCmrt {
    /// Adds the form, and the look-up that it names.
    pub(super) fn add_to(&self, contents: &mut Contents) {
        contents.forms.insert(self.form_sha.clone(), self.form.clone());
        contents.lists.extend(self.look_up.clone());
    }

    /// Its own look-up as a reference list; its day is the release of its version.
    pub fn offers(&self) -> Option<ReceivedList> {
        let (body_sha, body) = self.look_up.clone()?;
        let version = self.form.version;
        Some(ReceivedList {
            file: self.file.clone(),
            sha256: self.sha256.clone(),
            title: format!("Look-up of {} {version}", self.form.template.name()),
            version: Some(version),
            as_of: crate::cmrt::release(version).map(|release| release.date),
            body_sha,
            body,
            remarks: Vec::new(),
        })
    }
}

impl ReceivedStatus {
    pub(super) fn add_to(&self, contents: &mut Contents) {
        contents.statuses.insert(self.body_sha.clone(), Arc::clone(&self.draft.body));
    }
}

impl ReceivedRisk {
    pub(super) fn add_to(&self, contents: &mut Contents) {
        contents.risks.insert(self.body_sha.clone(), Arc::clone(&self.draft.body));
    }
}

impl ReceivedList {
    pub(super) fn add_to(&self, contents: &mut Contents) {
        contents.lists.insert(self.body_sha.clone(), self.body.clone());
    }

    /// The identifier of its source: from its content, so that the same list from two files is one.
    pub fn source_id(&self) -> SourceId {
        source_id(&self.body_sha)
    }
}
