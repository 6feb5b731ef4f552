//! What the application asks the runtime to do: its only way to the outside.

use super::msg::JobId;
use super::session::Session;
use crate::domain::{Entry, PaperKind, Place, SourceId};

/// A file to write: its name and bytes.
pub type NamedFile = (String, Vec<u8>);

/// One request to the runtime.
#[derive(Debug)]
pub enum Effect {
    /// Append to the journal; answered by `Saved` or `SaveFailed`.
    Commit(Box<Entry>),
    /// Read a file and make a draft of it, off the interface thread; answered by `Drafted`.
    ReadImport(JobId, String),
    /// The result of this job is not wanted any more.
    Cancel(JobId),
    /// Keep the file of this job as it came (hash in hexadecimal), once its import is committed.
    KeepOriginal(JobId, String),
    /// Load the contents that the workspace names; answered by `PapersLoaded`.
    LoadPapers(Vec<(PaperKind, String)>),
    /// List the paths that begin with this text; answered by `Listed`.
    List(String),
    /// Write a bundle to `reports/` under this folder name; answered by `Written`.
    WriteReport(String, Vec<NamedFile>),
    /// Write files to `letters/`, which stays internal; answered by `Written`.
    WriteInternal(Vec<NamedFile>),
    /// Read the text around a place of a source; answered by `SourceText`.
    ReadSource(SourceId, Place),
    /// Put text on the clipboard.
    Copy(String),
    /// Turn mouse reporting on or off.
    SetMouse(bool),
    /// Remember the session.
    SaveSession(Box<Session>),
    /// End the program, once everything is on disk.
    Quit,
}
