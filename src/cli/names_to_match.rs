//! The names that `rcoi match` is given: a table with a header, or the declared rows of a CMRT.

use std::path::Path;

use super::context::Context;
use super::output;
use super::references::{shown, unmatched, unread};
use crate::Problem;
use crate::import::{self, Bytes, Cells, CmrtDraft, ImportError, Incoming, cells};
use crate::resolve::matching::lists::{self, NameToMatch};
use crate::runtime::reading;

/// What a file of names is.
enum Names {
    Table(Vec<Cells>),
    Cmrt(Box<CmrtDraft>),
}

/// The names of a file. Where they stand in it is said on stderr.
pub(super) fn asked(context: &Context, path: &Path, with_ids: bool) -> Result<Vec<NameToMatch>, Problem> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let read = reading::read_with(&*context.host.disk, path, |raw| names(&file, raw)).map_err(unmatched)?;
    match read {
        Names::Table(sheets) => {
            let (asked, columns) =
                lists::asked_with_columns(&sheets).map_err(|error| unread(&error, path))?;
            let said: Vec<String> =
                columns.iter().map(|(what, header)| from(what, header, with_ids)).collect();
            tell(path, &said.join(", "));
            Ok(asked)
        }
        Names::Cmrt(draft) => {
            let asked = lists::declared(&draft.form);
            if asked.is_empty() {
                let remedy = "give one that is filled in, or a table of names";
                return Err(Problem::new("this CMRT declares no smelters", shown(path), remedy));
            }
            tell(path, "this is a CMRT, its declared rows are the names");
            Ok(asked)
        }
    }
}

fn names(file: &str, raw: &[u8]) -> Result<Names, ImportError> {
    if let Bytes::Text(_) = Bytes::recognise(raw)? {
        return cells(raw).map(Names::Table);
    }
    match import::receive(file, raw, None) {
        Ok(Incoming::Declaration(draft)) => Ok(Names::Cmrt(draft)),
        Err(
            error @ (ImportError::Template { .. }
            | ImportError::SheetMissing { .. }
            | ImportError::TooMuch { .. }
            | ImportError::Book(_)),
        ) => Err(error),
        // Whatever else the workbook is, it has rows.
        Ok(Incoming::List(_) | Incoming::Facilities(_))
        | Err(
            ImportError::Empty
            | ImportError::TooLarge { .. }
            | ImportError::Refused { .. }
            | ImportError::Unknown { .. }
            | ImportError::NoRows { .. }
            | ImportError::Broken { .. },
        ) => cells(raw).map(Names::Table),
    }
}

fn from(what: &str, header: &Option<String>, with_ids: bool) -> String {
    let unused = if what == lists::CID && !with_ids { " (not used without --with-ids)" } else { "" };
    match header {
        Some(header) => format!("{what} from \u{201c}{header}\u{201d}{unused}"),
        None => format!("no {what}"),
    }
}

fn tell(path: &Path, words: &str) {
    output::note(&Problem::new(format!("{}: {words}", shown(path)), "", ""));
}
