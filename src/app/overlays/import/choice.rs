//! One file of an import: what it holds, what it is for, to whom it goes, and what must still be said of it.

use jiff::civil::Date;

use crate::app::msg::FileRead;
use crate::checks::Finding;
use crate::domain::cmrt::CompanyField;
use crate::domain::{SourceRole, SupplierId, Workspace};
use crate::intake::{
    self, ReadFile, ReceivedCmrt, ReceivedRisk, ReceivedStatus, RoleGuess, StatusTerms, SupplierSuggestion,
    Unread, Unsaid, guess_role,
};
use crate::text::visible;

/// To whom a declaration goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attachment {
    To(SupplierId, String),
    /// To a new supplier of this name.
    New(String),
    /// To nobody yet: these are similar, the most similar first.
    Undecided(Vec<NamedSupplier>),
}

/// A supplier and the name that is shown.
pub type NamedSupplier = (SupplierId, String);

/// One file.
#[derive(Debug)]
pub struct FileChoice {
    /// The file, or why nothing was read of it.
    pub file: Result<ReadFile, Unread>,
    /// What the rules find of it, where it is a declaration.
    pub findings: Vec<Finding>,
    /// What it is for, with the reason; none where nothing was read.
    pub role: Option<RoleGuess>,
    /// Why there is nothing to take: it was imported before.
    pub known: Option<String>,
    /// To whom it goes, where it is a filled declaration that is not known.
    pub to: Option<Attachment>,
    /// The day on which it was received, where it is a declaration and that is not today.
    pub received_on: Option<Date>,
    /// What is said of it where it is a status list; of a risk list, its day.
    pub terms: StatusTerms,
    /// Whether the analyst left it out.
    pub left_out: bool,
}

/// What must be said of a file before anything is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenQuestion {
    /// To whom it goes.
    Supplier,
    /// What it is for.
    Role,
    /// Something of a status list, or the day of a risk list.
    Status(Unsaid),
}

impl OpenQuestion {
    /// The question, with the key that answers it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Supplier => "to whom does it go? Enter chooses the supplier, x leaves it out",
            Self::Role => "what is this file for? r says it",
            Self::Status(Unsaid::Kind) => "a list of conformant or of active facilities? t says it",
            Self::Status(Unsaid::Day) => "which day does the list speak for? d says it",
            Self::Status(Unsaid::Metal) => {
                "it has no column of metals: m says the one that it is for, o whose it is"
            }
        }
    }
}

impl FileChoice {
    pub(super) fn new(ws: &Workspace, (file, findings): FileRead) -> Self {
        let role = file.as_ref().ok().map(|read| guess_role(ws, read));
        let of_file = file.as_ref().ok().and_then(ReadFile::status);
        let terms = of_file.map(|status| StatusTerms::default().or_of(&status.draft)).unwrap_or_default();
        let (known, to, received_on, left_out) = (None, None, None, false);
        let mut choice = Self { file, findings, role, known, to, received_on, terms, left_out };
        choice.look_up(ws);
        choice
    }

    /// Whether it is known in its role, and to whom it goes.
    fn look_up(&mut self, ws: &Workspace) {
        let held = self.file.as_ref().ok().zip(self.role.as_ref());
        (self.known, self.to) = held.map_or((None, None), |(read, role)| holds(ws, read, role.role));
    }

    /// The file's name, without its folder.
    pub fn name(&self) -> String {
        let path = self.file.as_ref().map_or_else(|unread| &unread.path, |read| &read.path);
        let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
        visible(&name)
    }

    /// The CMRT that it is, blank or known ones too.
    pub(super) fn received(&self) -> Option<&ReceivedCmrt> {
        self.file.as_ref().ok()?.declaration()
    }

    /// Whether it is taken for this.
    pub fn is_for(&self, role: SourceRole) -> bool {
        self.role.as_ref().is_some_and(|guess| guess.role == role)
    }

    /// The status list that it is taken for.
    pub fn status(&self) -> Option<&ReceivedStatus> {
        let read = self.file.as_ref().ok().filter(|_| self.is_for(SourceRole::Status))?;
        read.status().map(|status| &**status)
    }

    /// The risk list that it is taken for.
    pub fn risk(&self) -> Option<&ReceivedRisk> {
        let read = self.file.as_ref().ok().filter(|_| self.is_for(SourceRole::Risk))?;
        read.risk().map(|risk| &**risk)
    }

    /// The day that a list speaks for: as was said, else as the file says.
    pub fn day(&self) -> Option<Date> {
        let of_file = || self.risk()?.draft.as_of.map(|(day, _)| day);
        self.terms.as_of.or_else(of_file)
    }

    /// Whether it is a template that nobody filled in.
    pub(super) fn is_blank(&self) -> bool {
        self.received().is_some_and(|received| received.form.is_blank())
    }

    /// Whether the analyst must still say to whom it goes.
    pub fn is_undecided(&self) -> bool {
        self.question() == Some(OpenQuestion::Supplier)
    }

    /// What must be said of it first; nothing of one that is not taken.
    pub fn question(&self) -> Option<OpenQuestion> {
        if !self.is_taken() {
            return None;
        }
        if matches!(self.to, Some(Attachment::Undecided(_))) {
            return Some(OpenQuestion::Supplier);
        }
        if self.role.as_ref().is_some_and(|guess| guess.is_doubtful) {
            return Some(OpenQuestion::Role);
        }
        if self.risk().is_some_and(|risk| risk.joined_to.is_none()) && self.day().is_none() {
            return Some(OpenQuestion::Status(Unsaid::Day));
        }
        self.status()?.unsaid(&self.terms).map(OpenQuestion::Status)
    }

    pub fn is_taken(&self) -> bool {
        self.file.is_ok() && self.known.is_none() && !self.is_blank() && !self.left_out
    }

    /// What it can be, in the order in which it is offered.
    pub fn roles(&self) -> Vec<SourceRole> {
        let can_be = |role: &SourceRole| self.file.as_ref().is_ok_and(|read| read.can_be(*role));
        SourceRole::GIVEN.into_iter().filter(can_be).collect()
    }

    /// Gives it a role that it can have; one that was guessed with doubt is said to be right by that.
    pub(super) fn give_role(&mut self, ws: &Workspace, role: SourceRole) {
        self.role = Some(RoleGuess { role, why: "as you said".to_owned(), is_doubtful: false });
        self.look_up(ws);
    }
}

/// Why there is nothing to take of a file in its role, else to whom it goes.
fn holds(ws: &Workspace, read: &ReadFile, role: SourceRole) -> (Option<String>, Option<Attachment>) {
    let Some(received) = read.declaration() else {
        let source = read.source_as(ws, role);
        return (source.map(|source| format!("imported already: {}", source.title)), None);
    };
    if received.form.is_blank() {
        return (None, None);
    }
    let to = attachment(ws, received);
    match &to {
        Attachment::To(id, name) if intake::known(ws, id, &received.sha256).is_some() => {
            (Some(format!("imported already, for {name}")), None)
        }
        Attachment::To(..) | Attachment::New(_) | Attachment::Undecided(_) => (None, Some(to)),
    }
}

fn named(ws: &Workspace, id: SupplierId) -> NamedSupplier {
    let name = ws.suppliers.get(&id).map(|supplier| supplier.name.clone()).unwrap_or_default();
    (id, name)
}

fn attachment(ws: &Workspace, received: &ReceivedCmrt) -> Attachment {
    match intake::suggest(ws, &received.form) {
        SupplierSuggestion::Exact(id) => {
            let (id, name) = named(ws, id);
            Attachment::To(id, name)
        }
        SupplierSuggestion::Similar(similar) => {
            Attachment::Undecided(similar.into_iter().map(|(id, _)| named(ws, id)).collect())
        }
        SupplierSuggestion::Nobody => match received.form.field(CompanyField::Name) {
            "" => Attachment::Undecided(Vec::new()),
            name => Attachment::New(name.to_owned()),
        },
    }
}
