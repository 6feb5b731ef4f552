//! The edits on the log of requests.

use jiff::civil::Date;

use crate::domain::{Declaration, Edit, Request, RequestId, RequestState, Stamp, SupplierId, Workspace};
use crate::text::{clean, clean_lines};

/// What is recorded of a request, but for whom it concerns and who recorded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// What the request became.
    pub state: RequestState,
    /// The day on which it did.
    pub day: Date,
    /// The day by which an answer is due, where one was given.
    pub due: Option<Date>,
    /// A note, or empty.
    pub note: String,
}

/// The edit that adds a line to the log of a supplier.
#[must_use]
pub fn log(supplier: &SupplierId, line: LogLine, id: RequestId, stamp: Stamp) -> Edit {
    let LogLine { state, day, due, note } = line;
    let supplier = supplier.clone();
    Edit::AddRequest(Box::new(Request { id, supplier, day, state, due, note: clean_lines(&note), stamp }))
}

/// The edit that logs the receipt of a declaration, which an import makes with it.
#[must_use]
pub fn received(declaration: &Declaration, file: &str, id: RequestId, stamp: Stamp) -> Edit {
    let line =
        LogLine { state: RequestState::Received, day: declaration.received, due: None, note: clean(file) };
    log(&declaration.supplier, line, id, stamp)
}

/// The edit that takes the receipt of a declaration out of the log again, when the declaration is withdrawn:
/// the line that the import of the file of this name made. `None` when there is none, or when another
/// declaration of the supplier came on that day in a file of the same name.
#[must_use]
pub fn taken_back(ws: &Workspace, declaration: &Declaration) -> Option<Edit> {
    let file = |source| ws.sources.get(source).map(|source| clean(&source.file));
    let name = file(&declaration.source)?;
    let twin = ws.declarations_of(&declaration.supplier).into_iter().any(|other| {
        other.id != declaration.id
            && other.received == declaration.received
            && file(&other.source).as_ref() == Some(&name)
    });
    let mut lines = ws.requests_of(&declaration.supplier).into_iter().rev();
    let line = lines.find(|line| {
        line.state == RequestState::Received && line.day == declaration.received && line.note == name
    });
    line.filter(|_| !twin).map(|line| Edit::RemoveRequest(Box::new(line.clone())))
}
