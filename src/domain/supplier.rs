//! Suppliers: who is asked for a declaration, how far that is, and what they sent.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::cmrt::{Answer, Language, Version};
use super::{DeclarationId, RequestId, SourceId, SpendShare, Stamp, SupplierId, Tier};

/// A person to write to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Their name, or empty.
    #[serde(default)]
    pub name: String,
    /// Their e-mail address, or empty.
    #[serde(default)]
    pub email: String,
    /// Their telephone number, or empty.
    #[serde(default)]
    pub phone: String,
}

/// Somebody who is asked for a CMRT.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplier {
    pub id: SupplierId,
    /// The name that the analyst's company has for it.
    pub name: String,
    /// The number that the analyst's company has for it, or empty.
    #[serde(default)]
    pub number: String,
    /// Other names that its declarations carry.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Whom to write to, the first one first.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// A note, or empty.
    #[serde(default)]
    pub note: String,
    /// How far it stands from the company, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// What it supplies, in words; or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub supplies: String,
    /// Its share of what the company spends, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spend: Option<SpendShare>,
}

impl Supplier {
    /// A supplier of which only the name is known.
    pub fn named(id: SupplierId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            number: String::new(),
            aliases: Vec::new(),
            contacts: Vec::new(),
            note: String::new(),
            tier: None,
            supplies: String::new(),
            spend: None,
        }
    }
}

/// How far the request to a supplier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RequestState {
    /// A CMRT was asked for.
    Asked,
    /// It was asked for again.
    Reminded,
    /// It came.
    Received,
    UnderReview,
    /// It went back with corrections.
    CorrectionRequested,
    Accepted,
    /// The supplier did not answer, and is not asked any more.
    NoResponse,
}

impl RequestState {
    /// All, in the order of their course.
    pub const ALL: [Self; 7] = [
        Self::Asked,
        Self::Reminded,
        Self::Received,
        Self::UnderReview,
        Self::CorrectionRequested,
        Self::Accepted,
        Self::NoResponse,
    ];

    /// The words on screen and in machine-readable outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Reminded => "reminded",
            Self::Received => "received",
            Self::UnderReview => "under review",
            Self::CorrectionRequested => "correction requested",
            Self::Accepted => "accepted",
            Self::NoResponse => "no response",
        }
    }

    /// Its letter in the picker.
    pub fn letter(self) -> char {
        match self {
            Self::Asked => 'a',
            Self::Reminded => 'm',
            Self::Received => 'r',
            Self::UnderReview => 'u',
            Self::CorrectionRequested => 'c',
            Self::Accepted => 'k',
            Self::NoResponse => 'n',
        }
    }

    /// Reads the words, whatever their case.
    pub fn parse(text: &str) -> Option<Self> {
        let folded = crate::text::fold(text);
        Self::ALL.into_iter().find(|state| state.name() == folded)
    }

    /// Whether a line of this state asks for a declaration.
    pub fn is_request(self) -> bool {
        match self {
            Self::Asked | Self::Reminded => true,
            Self::Received
            | Self::UnderReview
            | Self::CorrectionRequested
            | Self::Accepted
            | Self::NoResponse => false,
        }
    }

    /// Whether a supplier in this state has answered: something of theirs was received.
    pub fn is_response(self) -> bool {
        match self {
            Self::Received | Self::UnderReview | Self::CorrectionRequested | Self::Accepted => true,
            Self::Asked | Self::Reminded | Self::NoResponse => false,
        }
    }
}

/// One line of the request log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    pub id: RequestId,
    /// Whom it concerns.
    pub supplier: SupplierId,
    /// The day on which it happened.
    pub day: Date,
    /// What the request became.
    pub state: RequestState,
    /// The day by which an answer is due, where one was given.
    #[serde(default)]
    pub due: Option<Date>,
    /// A note, or empty.
    #[serde(default)]
    pub note: String,
    /// Who recorded it, and when.
    pub stamp: Stamp,
}

impl Request {
    /// By what the lines of one supplier are ordered, the newest last: the day, then when it was recorded; what
    /// was recorded at once follows the course of a request.
    pub fn order(&self) -> (Date, Timestamp, RequestState, &RequestId) {
        (self.day, self.stamp.at, self.state, &self.id)
    }
}

/// A declaration that a supplier sent. Its content lies in a file of its own, which never changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    pub id: DeclarationId,
    /// Who sent it.
    pub supplier: SupplierId,
    /// The file that it was read from.
    pub source: SourceId,
    /// SHA-256 of its content, a [`super::cmrt::Form`] in `declarations/`.
    pub form: String,
    /// SHA-256 of its own look-up, a [`super::ListBody`] in `lists/`, when it has one.
    pub look_up: Option<String>,
    /// The company name that it carries, or empty.
    pub company: String,
    /// The version of the template.
    pub version: Version,
    /// The language that it is set to.
    pub language: Option<Language>,
    /// What it covers, when that is known.
    pub scope: Option<Answer>,
    /// The date that it carries.
    pub date: Option<Date>,
    pub received: Date,
    /// How many rows it declares.
    pub rows: u32,
}

impl Declaration {
    /// By what the declarations of one supplier are ordered, the newest last: their age, their version, then the
    /// file's own digest, so that the same files always have the same order.
    pub fn order(&self) -> ((Date, Date), Version, &SourceId, &DeclarationId) {
        (self.age(), self.version, &self.source, &self.id)
    }

    /// How new it is: the day that it speaks for, then the day received.
    pub fn age(&self) -> (Date, Date) {
        (self.day(), self.received)
    }

    /// The day that it speaks for.
    pub fn day(&self) -> Date {
        declared_on(self.date, self.received)
    }
}

/// The day that a declaration speaks for: the date that it carries, unless that lies after the day on which it was
/// received, else that day.
pub fn declared_on(date: Option<Date>, received: Date) -> Date {
    date.map_or(received, |date| date.min(received))
}
