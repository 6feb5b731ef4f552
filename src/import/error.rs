//! Why a file was not read.

use crate::Problem;
use crate::domain::cmrt::Template;

use super::book::BookError;
use super::bytes::MAX_BYTES;

/// Why a file was not read. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It has no bytes, or nothing but blanks.
    #[error("the file is empty")]
    Empty,
    /// It is longer than [`MAX_BYTES`].
    #[error("the file is {} MiB long; at most {} MiB are read", bytes.div_ceil(1 << 20), MAX_BYTES >> 20)]
    TooLarge {
        /// Its length.
        bytes: u64,
    },
    /// It is of a known kind that is not read.
    #[error("this is {what}")]
    Refused {
        /// The kind, with its article.
        what: &'static str,
        /// What to do instead.
        remedy: &'static str,
    },
    /// It is text or a workbook, but none of the readers knows it.
    #[error("this is none of the kinds of file that are read: {kinds}")]
    Unknown {
        /// The kinds that are read.
        kinds: String,
    },
    /// It is of a kind that is read, but no list of facilities was found in it.
    #[error("no list of smelters and refiners was found in this {kind}")]
    NoRows {
        /// What it was read as.
        kind: &'static str,
        /// What was looked at and passed over, for the person to understand why; may be empty.
        seen: String,
    },
    /// It holds more than is read, however short it is.
    #[error("the {kind} is too large: {what}")]
    TooMuch {
        /// What it was read as.
        kind: &'static str,
        /// What is too much of it, and the limit.
        what: String,
    },
    /// It is damaged.
    #[error("the {kind} cannot be read: {reason}")]
    Broken {
        /// What it was read as.
        kind: &'static str,
        /// What the decoder said.
        reason: String,
    },
    /// It is another of RMI's templates than the CMRT.
    #[error("this is RMI\u{2019}s {} ({}){}, which is not read", template.title(), template.name(), of_version(version))]
    Template {
        template: Template,
        /// Its version as written; empty when it is not.
        version: String,
    },
    /// It is a CMRT without a sheet that it cannot be read without.
    #[error("this is a CMRT without its sheet \u{201c}{sheet}\u{201d}")]
    SheetMissing { sheet: &'static str },
    /// It is a workbook that was not read, or is none.
    #[error(transparent)]
    Book(#[from] BookError),
}

impl ImportError {
    /// Whether a password, or another one, would help.
    pub fn needs_password(&self) -> bool {
        matches!(self, Self::Book(BookError::PasswordNeeded | BookError::WrongPassword))
    }

    /// Whether it is an RMI template, or a part of one, which cannot be read as such and is nothing else.
    pub fn is_template(&self) -> bool {
        match self {
            Self::Template { .. } | Self::SheetMissing { .. } => true,
            Self::Refused { .. } => *self == super::FRAME || *self == super::ONE_SHEET,
            Self::Empty
            | Self::TooLarge { .. }
            | Self::Unknown { .. }
            | Self::NoRows { .. }
            | Self::TooMuch { .. }
            | Self::Broken { .. }
            | Self::Book(_) => false,
        }
    }

    /// Whether it is nothing of what is read.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown { .. })
    }

    /// Whether it holds more than is read: no other reader would do better. One that is too long for a filing's text may still
    /// be a list of another kind.
    pub fn is_too_large(&self) -> bool {
        match self {
            Self::TooMuch { kind, .. } => *kind != super::plain::KIND,
            Self::TooLarge { .. } | Self::Book(BookError::TooLarge { .. }) => true,
            Self::Empty
            | Self::Refused { .. }
            | Self::Unknown { .. }
            | Self::NoRows { .. }
            | Self::Broken { .. }
            | Self::Template { .. }
            | Self::SheetMissing { .. }
            | Self::Book(_) => false,
        }
    }

    /// The failure as a person needs it told: what, where, and what to do.
    pub fn problem(&self, file: &str) -> Problem {
        Problem::new(format!("nothing was imported: {self}"), self.place(file), self.remedy())
    }

    fn place(&self, file: &str) -> String {
        match self {
            Self::NoRows { seen, .. } if !seen.is_empty() => format!("{file} ({seen})"),
            Self::Book(error) if !error.place().is_empty() => format!("{file} ({})", error.place()),
            Self::Empty
            | Self::TooLarge { .. }
            | Self::Refused { .. }
            | Self::Unknown { .. }
            | Self::NoRows { .. }
            | Self::TooMuch { .. }
            | Self::Broken { .. }
            | Self::Template { .. }
            | Self::SheetMissing { .. }
            | Self::Book(_) => file.to_owned(),
        }
    }

    fn remedy(&self) -> &'static str {
        match self {
            Self::Empty => "save the file again from where it came, and import that",
            Self::TooLarge { .. } | Self::TooMuch { .. } => {
                "cut the file down to its list of facilities, or save that list as CSV"
            }
            Self::Refused { remedy, .. } => remedy,
            Self::Unknown { .. } => {
                "give a filing's text or HTML, or a table with the columns metal, name, country and status"
            }
            Self::NoRows { .. } => {
                "the list needs a metal and a name in every row; put it into a CSV table with the columns \
                 metal, name, country and status"
            }
            Self::Broken { .. } => "open the file where it came from, save it again, and import that",
            Self::Template { .. } => "ask for a CMRT; this template is about other minerals",
            Self::SheetMissing { .. } => "ask for the workbook with all of its sheets, none renamed",
            Self::Book(error) => error.remedy(),
        }
    }
}

fn of_version(version: &str) -> String {
    if version.is_empty() { String::new() } else { format!(" {version}") }
}
