//! What happens to the application: the only way its state changes.

use jiff::{Timestamp, civil::Date};

use super::key::Key;
use super::letters::LetterAnswer;
use super::overlays::sheet::SheetAround;
use crate::Problem;
use crate::checks::Finding;
use crate::correspond::roster::RosterDraft;
use crate::domain::{Contents, DeclarationId, Entry, EvidenceId, Freeze};
use crate::intake::decisions::DecisionsDraft;
use crate::intake::{DocumentRead, ImportPlan, MeasureOrder, PlanOf, ReadFile, Unread, Withdrawal};
use crate::resolve::open::MatchAnswers;
use crate::resolve::rows::Register;

/// The time, as the runtime reads it before each message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The instant.
    pub now: Timestamp,
    /// The day where the analyst is.
    pub today: Date,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button went down.
    Click,
    /// The left button went down a second time at the same cell, shortly after.
    DoubleClick,
    /// The wheel turned by this many lines, downwards positive.
    Wheel(i16),
}

/// A background job; a later one of the same kind makes results of the earlier ones stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

/// A file of an import, read or not, and what the rules find of it where it is a declaration.
pub type FileRead = (Result<ReadFile, Unread>, Vec<Finding>);

/// The files of an import, and what was passed over.
#[derive(Debug, Default)]
pub struct FilesFound {
    pub files: Vec<FileRead>,
    /// What was not read, in a sentence.
    pub passed_over: Option<String>,
}

/// Files that were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFiles {
    /// Where they lie, with what was kept of what stood in their way; the file itself, where it is one.
    pub place: String,
    /// Their names.
    pub names: Vec<String>,
}

impl From<Vec<FileRead>> for FilesFound {
    fn from(files: Vec<FileRead>) -> Self {
        Self { files, passed_over: None }
    }
}

/// Contents that the workspace names, and the register made of them.
#[derive(Debug)]
pub struct LoadedContents {
    pub contents: Contents,
    /// The declared rows as the workspace had them when loading began; made where nobody waits for it.
    pub register: Register,
    /// What could not be loaded.
    pub problems: Vec<Problem>,
}

/// What stands around a place in an imported file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceAround {
    /// The lines of a text with their numbers.
    Lines(Vec<(u32, String)>),
    /// The cells of a sheet, or of another table.
    Sheet(SheetAround),
}

/// What has become of a file that was recorded with its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentState {
    Same,
    /// Its bytes are others.
    Changed,
    /// It is not read, and why.
    Gone(String),
}

/// One message.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// These characters were typed, one after the other, where [`App::takes_text`](super::App::takes_text): the same as as
    /// many keys.
    Typed(String),
    /// The mouse did something at a cell (column, row).
    Mouse(MouseAct, u16, u16),
    /// A text was pasted, as one.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// Time went on; sent only while something on screen depends on it.
    Tick,
    /// The entry of this number is on disk.
    Saved(u64),
    /// The entry of this number could not be written, nor any after it.
    SaveFailed(u64, Problem),
    /// All entries of the history, archives included, oldest first.
    HistoryLoaded(Vec<Entry>),
    /// Contents that the workspace names were loaded after the start.
    ContentsLoaded(Box<LoadedContents>),
    /// A folder's entries for completion: what was asked, and the paths (folders end in `/`).
    Listed(String, Vec<String>),
    /// So many files of an import are read, of so many.
    ReadSoFar(JobId, usize, usize),
    /// The files of an import were read, or could not be found.
    FilesRead(JobId, Result<FilesFound, Problem>),
    /// How the files of an import would enter.
    ImportPlanned(JobId, Box<PlanOf<ImportPlan>>),
    /// How a source would leave.
    WithdrawalPlanned(JobId, Box<PlanOf<Withdrawal>>),
    /// A letter was filled, or could not be.
    LetterFilled(Box<LetterAnswer>),
    /// What the rules find of declarations, in answer to the order of this number.
    Checked(u64, Vec<(DeclarationId, Vec<Finding>)>),
    /// What the matcher says of open names.
    Matched(Box<MatchAnswers>),
    /// A list of suppliers or a log of requests was read: the file's name, and what it says.
    SuppliersRead(Result<(String, RosterDraft), Problem>),
    /// A table of decisions on names was read: the file's name, and what it says.
    DecisionsRead(Result<(String, DecisionsDraft), Problem>),
    /// Files were written there.
    Written(Result<WrittenFiles, Problem>),
    /// A report was frozen, of a workspace with so many entries; it is still to be recorded.
    Frozen(Result<(u64, Box<Freeze>), Problem>),
    /// What stands around a place in an imported file, if the file is kept.
    SourceRead(Result<SourceAround, Problem>),
    /// What was found where a document is that shows measures, with the order to record them.
    DocumentRead(Box<MeasureOrder>, DocumentRead),
    /// What has become of files that show measures.
    DocumentsSeen(Vec<(EvidenceId, DocumentState)>),
    /// A text came back from the person's own editor, or did not.
    TextEdited(Result<String, Problem>),
    /// Something to know.
    Notice(Problem),
    /// Something that was asked for failed.
    Failed(Problem),
    /// A part of the program, by its name, has failed: nothing works as it should any more.
    PartFailed(&'static str),
    /// The program was asked to end (SIGTERM, SIGHUP, SIGINT, SIGQUIT), or its terminal was closed.
    Terminate,
}
