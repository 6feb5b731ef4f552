//! Why a workbook was not read, or a sheet of it.

use crate::import::ImportError;

/// Why a workbook was not opened, or a sheet of it not read. Nothing of the sheet is taken then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    /// The bytes are something else.
    #[error("this is {what}")]
    NotAWorkbook {
        /// What they are, with its article.
        what: &'static str,
        /// What to do instead.
        remedy: &'static str,
    },
    /// It is encrypted, Excel's own password does not open it, and no other was given.
    #[error("the workbook is protected by a password")]
    PasswordNeeded,
    /// It is encrypted, and neither the password given nor Excel's own opens it.
    #[error("the password does not open the workbook")]
    WrongPassword,
    /// It is encrypted by a method that is not known.
    #[error("the workbook is encrypted in a way that is not read: {0}")]
    Encryption(String),
    /// It holds, or claims to hold, more than is read.
    #[error("the workbook is too large: {what}")]
    TooLarge {
        /// The part, sheet or cell; empty when it is the file.
        place: String,
        /// What is too large, and the limit.
        what: String,
    },
    /// It contradicts its format.
    #[error("the workbook is damaged: {reason}")]
    Damaged {
        /// The part, sheet or cell; empty when it is the file.
        place: String,
        /// What does not fit.
        reason: String,
    },
    /// There is no sheet of that name.
    #[error("the workbook has no sheet \u{201c}{0}\u{201d}")]
    NoSheet(String),
}

impl BookError {
    /// A contradiction, at a part, sheet or cell.
    pub(super) fn damaged(place: impl Into<String>, reason: impl std::fmt::Display) -> Self {
        Self::Damaged { place: place.into(), reason: format!("{reason}") }
    }

    /// More than is read, at a part, sheet or cell.
    pub(super) fn too_large(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self::TooLarge { place: place.into(), what: what.into() }
    }

    /// The part, sheet or cell; empty when it is the file as a whole.
    pub fn place(&self) -> &str {
        match self {
            Self::TooLarge { place, .. } | Self::Damaged { place, .. } => place,
            Self::NotAWorkbook { .. }
            | Self::PasswordNeeded
            | Self::WrongPassword
            | Self::Encryption(_)
            | Self::NoSheet(_) => "",
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NotAWorkbook { remedy, .. } => remedy,
            Self::PasswordNeeded => "ask the sender for its password, and give that",
            Self::WrongPassword => {
                "ask the sender for the password, or for the workbook without one; capitals count"
            }
            Self::Encryption(_) => "open it in Excel, and save it as .xlsx without a password",
            Self::TooLarge { .. } => "ask the sender for the workbook as the template made it, nothing added",
            Self::Damaged { .. } => "open it in Excel, save it again as .xlsx, and import that",
            Self::NoSheet(_) => "ask the sender for the workbook with all of its sheets",
        }
    }
}

impl From<ImportError> for BookError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Refused { what, remedy } => Self::NotAWorkbook { what, remedy },
            ImportError::Book(error) => error,
            ImportError::Empty
            | ImportError::TooLarge { .. }
            | ImportError::Unknown { .. }
            | ImportError::NoRows { .. }
            | ImportError::Template { .. }
            | ImportError::SheetMissing { .. }
            | ImportError::TooMuch { .. }
            | ImportError::Broken { .. } => Self::damaged("", error),
        }
    }
}
