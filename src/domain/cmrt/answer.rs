//! What a CMRT's answers mean, whatever the words: `data/cmrt/answers.ron` has the words.

use serde::{Deserialize, Serialize};

/// The meaning of an answer, over all versions and languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Answer {
    Yes,
    /// No.
    No,
    /// Unknown (1.x, 2.x also "Uncertain or Unknown").
    Unknown,
    Percent100,
    /// Greater than 90 % (6.x).
    Over90,
    /// Greater than 75 %.
    Over75,
    /// Greater than 50 %.
    Over50,
    /// 50 % or less (6.x).
    AtMost50,
    /// Greater than 25 % (2.x, 3.x).
    Over25,
    /// Less than 25 % (2.x, 3.x).
    Under25,
    /// None of them.
    NoneOfThem,
    /// Yes, all smelters have been provided (2.x).
    YesAllSmelters,
    /// Yes, included in standard contract language (2.x).
    YesInContracts,
    /// Planned once lists become available (2.x).
    Planned,
    /// Yes, by third-party audit (1.x, 2.x).
    YesAudited,
    /// Yes, by a review of documents only (1.x, 2.x).
    YesDocuments,
    /// Yes, by an internal audit (1.x, 2.x).
    YesInternal,
    /// Yes, by all methods (1.x, 2.x).
    YesAllMethods,
    /// Yes, in conformance with IPC-1755, such as a CMRT (6.x).
    YesIpc1755,
    /// Yes, using another format (6.x).
    YesOtherFormat,
    /// Yes, with the SEC (6.x).
    YesSec,
    /// Yes, with the EU (6.x).
    YesEu,
    /// Yes, with the SEC and the EU (6.x).
    YesSecAndEu,
    ScopeCompany,
    /// The scope is a product or a list of them.
    ScopeProduct,
    ScopeUserDefined,
    /// The scope is a division (2.x).
    ScopeDivision,
    /// The scope is a category of products (2.x).
    ScopeCategory,
}

impl Answer {
    /// Whether it says yes in any of its ways.
    pub fn is_yes(self) -> bool {
        match self {
            Self::Yes
            | Self::YesAllSmelters
            | Self::YesInContracts
            | Self::YesAudited
            | Self::YesDocuments
            | Self::YesInternal
            | Self::YesAllMethods
            | Self::YesIpc1755
            | Self::YesOtherFormat
            | Self::YesSec
            | Self::YesEu
            | Self::YesSecAndEu => true,
            Self::No
            | Self::Unknown
            | Self::Percent100
            | Self::Over90
            | Self::Over75
            | Self::Over50
            | Self::AtMost50
            | Self::Over25
            | Self::Under25
            | Self::NoneOfThem
            | Self::Planned
            | Self::ScopeCompany
            | Self::ScopeProduct
            | Self::ScopeUserDefined
            | Self::ScopeDivision
            | Self::ScopeCategory => false,
        }
    }
}
