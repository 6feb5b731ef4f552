//! What the application asks the runtime to do: its only way to the outside.

use super::letters::LetterOrder;
use super::msg::JobId;
use super::session::Session;
use crate::checks::declaration::{CheckContext, FormToCheck};
use crate::domain::{Contents, Entry, EvidenceId, Place, SourceId, Stamp};
use crate::intake::{Batch, MeasureOrder, PlanOrder};
use crate::report::Report;
use crate::resolve::open::MatchOrder;

/// A file to write: its name and bytes.
pub type NamedFile = (String, Vec<u8>);

/// Files to read.
#[derive(Debug, Clone)]
pub struct FilesWanted {
    /// The path as typed: a file, a folder, or a pattern.
    pub typed: String,
    /// A password to try on encrypted workbooks.
    pub password: Option<String>,
    /// What declarations are checked against.
    pub context: CheckContext,
}

/// A report to freeze.
#[derive(Debug, Clone)]
pub struct FreezeOrder {
    pub report: Report,
    /// Who freezes it, and when.
    pub stamp: Stamp,
    /// The number that the next entry has in the workspace that the report is of: with another one it is refused.
    pub next_seq: u64,
}

/// One request to the runtime.
#[derive(Debug)]
pub enum Effect {
    /// Append to the journal; answered by `Saved` or `SaveFailed`.
    Commit(Box<Entry>),
    /// Read files, off the interface thread; answered by `ReadSoFar` and `FilesRead`.
    ReadImport(JobId, Box<FilesWanted>),
    /// The result of this job is not wanted any more.
    Cancel(JobId),
    /// Plan how files enter, off the interface thread; answered by `ImportPlanned`.
    PlanImport(JobId, Box<PlanOrder>, Batch),
    /// Plan how a source leaves, off the interface thread; answered by `WithdrawalPlanned`.
    PlanWithdrawal(JobId, Box<PlanOrder>, SourceId),
    /// Write contents before the edit that names them.
    KeepContents(Box<Contents>),
    /// Keep files of this job as they came (hashes in hexadecimal), once their import is committed.
    KeepOriginals(JobId, Vec<String>),
    /// Fill a letter, off the interface thread; answered by `LetterFilled`.
    FillLetter(Box<LetterOrder>),
    /// Let the rules look at declarations, as the check of this number; answered by `Checked`.
    CheckForms(u64, Box<CheckContext>, Vec<FormToCheck>),
    /// Let the matcher look at open names; answered by `Matched`.
    MatchNames(Box<MatchOrder>),
    /// Read a list of suppliers or a log of requests; answered by `SuppliersRead`.
    ReadSuppliers(String),
    /// Read a table of decisions on names; answered by `DecisionsRead`.
    ReadDecisions(String),
    /// List the paths that begin with this text; answered by `Listed`.
    List(String),
    /// Write a bundle to `reports/` under this folder name; answered by `Written`.
    WriteReport(String, Vec<NamedFile>),
    /// Freeze a report; answered by `Frozen`.
    Freeze(Box<FreezeOrder>),
    /// Write files to `letters/`, which stays internal; answered by `Written`.
    WriteInternal(Vec<NamedFile>),
    /// Read what stands around a place of a source; answered by `SourceRead`.
    ReadSource(SourceId, Place),
    /// Read the document that shows measures, off the interface thread; answered by `DocumentRead`.
    ReadDocument(Box<MeasureOrder>),
    /// See what has become of files, each by its path and its hash then; answered by `DocumentsSeen`.
    LookAtDocuments(Vec<(EvidenceId, String, String)>),
    /// Let the person edit a text in their own editor; answered by `TextEdited`.
    EditText(String),
    /// Put text on the clipboard.
    Copy(String),
    /// Turn mouse reporting on or off.
    SetMouse(bool),
    /// Remember the session.
    SaveSession(Box<Session>),
    /// End the program, once everything is on disk.
    Quit,
}
