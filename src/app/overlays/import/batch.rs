//! The files of an import: what is decided about them, and whether all of it is.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::asking::{Asking, DayOf};
use super::choice::{Attachment, FileChoice, OpenQuestion};
use super::said::SaidOfFiles;
use crate::Problem;
use crate::app::core::Core;
use crate::app::msg::{FilesFound, JobId};
use crate::domain::SourceRole;
use crate::domain::cmrt::Version;
use crate::intake::{
    self, Arrival, Attach, Batch, Offers, ReadFile, ReceivedCmrt, ReceivedList, ReceivedStatus, RiskAs,
    StatusAs, StatusTerms, TableAs,
};
use crate::text::{count, fold};

/// The files of an import.
#[derive(Debug)]
pub struct FileBatch {
    /// The job that read them.
    pub job: JobId,
    /// The files, those that need a decision first, then as they were read.
    pub files: Vec<FileChoice>,
    /// The file under the cursor.
    pub cursor: usize,
    /// Look-ups of the files that can become reference lists, and whether they are to.
    pub offers: Vec<(ReceivedList, bool)>,
    /// The versions of which the files' look-ups differ, so that none is offered.
    pub contested: Vec<Version>,
    /// Whether the status lists have every facility of their kinds; none as long as that is not said. One answer for all.
    pub complete: Option<bool>,
    /// What was not read, in a sentence.
    pub passed_over: Option<String>,
    /// What is typed or ticked, if something is.
    pub asking: Option<Asking>,
    /// What stood of them when they were read.
    as_read: SaidOfFiles,
    /// Whether it was asked to leave them: the next time that is done.
    pub(super) is_leaving: bool,
}

impl FileBatch {
    /// The files as they were read.
    pub(super) fn new(core: &Core, job: JobId, found: FilesFound) -> Self {
        let FilesFound { files, passed_over } = found;
        let ws = &core.workspace;
        let choices = files.into_iter().map(|file| FileChoice::new(ws, file));
        let mut files: Vec<FileChoice> = choices.collect();
        let Offers { blank, filled, contested } =
            intake::offers(ws, files.iter().filter_map(FileChoice::received));
        let offers =
            blank.into_iter().map(|list| (list, true)).chain(filled.into_iter().map(|list| (list, false)));
        let offers = offers.filter(|(list, _)| !ws.lists.contains_key(&list.source_id())).collect();
        files.sort_by_key(|file| file.question().is_none());
        let mut batch = Self {
            job,
            files,
            cursor: 0,
            offers,
            contested,
            complete: None,
            passed_over,
            asking: None,
            as_read: SaidOfFiles::default(),
            is_leaving: false,
        };
        batch.as_read = SaidOfFiles::of(&batch);
        batch
    }

    /// Whether anything was said of them.
    pub(super) fn is_decided(&self) -> bool {
        self.as_read != SaidOfFiles::of(self)
    }

    /// The file under the cursor.
    pub fn current(&self) -> Option<&FileChoice> {
        self.files.get(self.cursor)
    }

    pub(super) fn current_mut(&mut self) -> Option<&mut FileChoice> {
        self.files.get_mut(self.cursor)
    }

    /// The declaration under the cursor, and to whom it goes.
    pub(super) fn declaration(&mut self) -> Option<(&ReceivedCmrt, &mut Attachment)> {
        let FileChoice { file, to, .. } = self.files.get_mut(self.cursor)?;
        Some((file.as_ref().ok()?.declaration()?, to.as_mut()?))
    }

    /// The status list under the cursor, and what is said of it.
    pub(super) fn status_mut(&mut self) -> Option<(&ReceivedStatus, &mut StatusTerms)> {
        let FileChoice { file, role, terms, .. } = self.files.get_mut(self.cursor)?;
        role.as_ref().filter(|guess| guess.role == SourceRole::Status)?;
        Some((file.as_ref().ok()?.status()?, terms))
    }

    /// The day of the status list or the risk list under the cursor, as it was said.
    pub(super) fn day_mut(&mut self) -> Option<&mut Option<Date>> {
        let FileChoice { role, terms, .. } = self.files.get_mut(self.cursor)?;
        let role = role.as_ref()?.role;
        matches!(role, SourceRole::Status | SourceRole::Risk).then_some(&mut terms.as_of)
    }

    /// Says the day that a list speaks for, or on which declarations were received.
    pub(super) fn say_day(&mut self, of: DayOf, day: Date) {
        match of {
            DayOf::List => {
                if let Some(said) = self.day_mut() {
                    *said = Some(day);
                }
            }
            DayOf::Received { all: true } => {
                let declarations = self.files.iter_mut().filter(|file| file.to.is_some());
                declarations.for_each(|file| file.received_on = Some(day));
            }
            DayOf::Received { all: false } => {
                if let Some(file) = self.current_mut() {
                    file.received_on = Some(day);
                }
            }
        }
    }

    pub(super) fn move_by(&mut self, by: isize) {
        let last = self.files.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    fn taken(&self) -> impl Iterator<Item = &FileChoice> {
        self.files.iter().filter(|file| file.is_taken())
    }

    /// Whether it is one filing or table alone, of which a plan is shown at once.
    pub(super) fn is_one_table(&self) -> bool {
        let is_table = |file: &FileChoice| {
            file.is_taken() && (file.is_for(SourceRole::Annex) || file.is_for(SourceRole::Baseline))
        };
        matches!(self.files.as_slice(), [only] if is_table(only))
    }

    /// How many status lists would be taken.
    pub fn status_lists(&self) -> usize {
        self.taken().filter(|file| file.is_for(SourceRole::Status)).count()
    }

    pub fn new_suppliers(&self) -> usize {
        let new = self.taken().filter_map(|file| match &file.to {
            Some(Attachment::New(name)) => Some(fold(name)),
            Some(Attachment::To(..) | Attachment::Undecided(_)) | None => None,
        });
        new.collect::<BTreeSet<String>>().len()
    }

    /// Files that carry nothing new: imported before, or templates that nobody filled in.
    pub fn nothing_new(&self) -> usize {
        self.files.iter().filter(|file| file.known.is_some() || file.is_blank()).count()
    }

    /// How many files would be taken, how many wait for a supplier, and how many were not read.
    pub fn counts(&self) -> (usize, usize, usize) {
        (
            self.taken().count(),
            self.files.iter().filter(|file| file.is_undecided()).count(),
            self.files.iter().filter(|file| file.file.is_err()).count(),
        )
    }

    /// What must be said first, and of which file.
    fn question(&self) -> Option<(usize, String)> {
        let mut asked = self.files.iter().enumerate().filter_map(|(at, file)| Some((at, file.question()?)));
        let first = asked.next();
        let (_, undecided, _) = self.counts();
        let is_complete_open = self.complete.is_none().then(|| self.first_status()).flatten();
        match first {
            Some((at, OpenQuestion::Supplier)) => {
                let files = count(undecided, "declaration goes", "declarations go");
                Some((at, format!("{files} to nobody yet: Enter chooses the supplier, x leaves it out")))
            }
            Some((at, question)) => Some((at, question.words().to_owned())),
            None => is_complete_open.map(|at| (at, COMPLETE_QUESTION.to_owned())),
        }
    }

    fn first_status(&self) -> Option<usize> {
        self.files.iter().position(|file| file.is_taken() && file.is_for(SourceRole::Status))
    }

    /// What was decided, to be planned.
    ///
    /// # Errors
    /// When a status list cannot be taken as it is, with its place among the files.
    pub(super) fn decided(&self, core: &Core) -> Result<Batch, (usize, Problem)> {
        let mut batch = Batch::default();
        for (at, choice) in self.files.iter().enumerate().filter(|(_, file)| file.is_taken()) {
            let (Ok(read), Some(guess)) = (&choice.file, &choice.role) else { continue };
            match guess.role {
                SourceRole::Declaration => batch.arrivals.extend(arrival(core, choice, read)),
                SourceRole::Annex | SourceRole::Baseline => {
                    let table = |draft| TableAs { draft: Arc::clone(draft), role: guess.role };
                    batch.tables.extend(read.facilities().map(table));
                }
                SourceRole::Reference => batch.lists.extend(read.reference().cloned()),
                SourceRole::Status => {
                    let status = self.status_as(core, read, &choice.terms);
                    batch.statuses.extend(status.map_err(|problem| (at, problem))?);
                }
                SourceRole::Risk => {
                    let risk = risk_as(core, choice, read);
                    batch.risks.extend(risk.map_err(|problem| (at, problem))?);
                }
            }
        }
        let offers = self.offers.iter().filter(|(_, take)| *take);
        batch.lists.extend(offers.map(|(offered, _)| offered.clone()));
        Ok(batch)
    }

    fn status_as(
        &self,
        core: &Core,
        read: &ReadFile,
        terms: &StatusTerms,
    ) -> Result<Option<StatusAs>, Problem> {
        let Some(received) = read.status() else { return Ok(None) };
        let terms = StatusTerms { complete: self.complete.unwrap_or_default(), ..terms.clone() };
        let settled = received.settle(&terms, &core.stamp(), core.today())?;
        Ok(Some(StatusAs { received: Arc::clone(received), settled }))
    }
}

/// A risk list with its day; none of one that enters with another's file.
fn risk_as(core: &Core, choice: &FileChoice, read: &ReadFile) -> Result<Option<RiskAs>, Problem> {
    let Some(received) = read.risk().filter(|risk| risk.joined_to.is_none()) else { return Ok(None) };
    let settled = received.settle(choice.day(), &core.stamp(), core.today())?;
    Ok(Some(RiskAs { received: Arc::clone(received), settled }))
}

/// What is asked once of all status lists of an import. Absence from a list means something only where it is complete.
const COMPLETE_QUESTION: &str = "do these lists have every facility of their kinds? c: yes, c again: no";

fn arrival(core: &Core, choice: &FileChoice, read: &ReadFile) -> Option<Arrival> {
    let attach = match choice.to.as_ref()? {
        Attachment::To(id, _) => Attach::To(id.clone()),
        Attachment::New(name) => Attach::New(name.clone()),
        Attachment::Undecided(_) => return None,
    };
    let day = choice.received_on.unwrap_or_else(|| core.today());
    Some(Arrival { received: read.declaration()?.clone(), attach, day })
}

/// Lets it be planned how the files enter, if there is something to take and nothing to say before.
pub(super) fn plan(core: &mut Core, batch: &mut FileBatch) {
    if let Some((at, question)) = batch.question() {
        batch.cursor = at;
        return core.warn(question);
    }
    if batch.counts().0 == 0 && !batch.offers.iter().any(|(_, take)| *take) {
        return core.warn("there is nothing to take; Esc closes");
    }
    plan_as_it_is(core, batch);
}

/// Lets it be planned how the files enter, whatever is still to be said of them: to show it.
pub(super) fn plan_as_it_is(core: &mut Core, batch: &mut FileBatch) {
    match batch.decided(core) {
        Ok(decided) => core.plan_import(batch.job, decided),
        Err((at, problem)) => {
            batch.cursor = at;
            core.warn(format!("{}; {}", problem.what, problem.remedy));
        }
    }
}
