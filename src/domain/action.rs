//! Follow-up actions: what was asked of whom, until when, and how far it is.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ActionId, FacilityId, Stamp};
use crate::data::embedded;

/// How far an action is. Overdue is computed from the due date, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActionState {
    /// Written down, not sent.
    Draft,
    Sent,
    /// The other side confirmed receipt.
    Acknowledged,
    /// The other side answered.
    Responded,
    /// The answer was checked.
    Verified,
    /// Done.
    Closed,
    /// Not needed any more.
    Waived,
    /// Passed on to somebody with more weight.
    Escalated,
}

impl ActionState {
    /// All, in the order of their course, the side states last.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Sent,
        Self::Acknowledged,
        Self::Responded,
        Self::Verified,
        Self::Closed,
        Self::Waived,
        Self::Escalated,
    ];

    /// The word on screen and in machine-readable outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Acknowledged => "acknowledged",
            Self::Responded => "responded",
            Self::Verified => "verified",
            Self::Closed => "closed",
            Self::Waived => "waived",
            Self::Escalated => "escalated",
        }
    }

    /// Its letter in the picker.
    pub fn letter(self) -> char {
        match self {
            Self::Draft => 'd',
            Self::Sent => 's',
            Self::Acknowledged => 'a',
            Self::Responded => 'r',
            Self::Verified => 'v',
            Self::Closed => 'c',
            Self::Waived => 'w',
            Self::Escalated => 'e',
        }
    }

    /// Whether something remains to be done.
    pub fn is_open(self) -> bool {
        match self {
            Self::Draft
            | Self::Sent
            | Self::Acknowledged
            | Self::Responded
            | Self::Verified
            | Self::Escalated => true,
            Self::Closed | Self::Waived => false,
        }
    }

    /// The next state of the usual course; the side states and `Closed` have none.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Draft => Some(Self::Sent),
            Self::Sent => Some(Self::Acknowledged),
            Self::Acknowledged => Some(Self::Responded),
            Self::Responded => Some(Self::Verified),
            Self::Verified | Self::Escalated => Some(Self::Closed),
            Self::Closed | Self::Waived => None,
        }
    }
}

/// One row of `data/action_kinds.ron`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ActionKind {
    /// `A1` to `A15`.
    pub id: String,
    /// Its letter in the picker.
    pub letter: char,
    /// Its words on screen.
    pub title: String,
    /// Days from opening until it is due.
    pub due_days: i32,
    /// Whether it can be opened on a facility.
    pub on_facility: bool,
    /// Whether it passes a matter on to somebody with more weight, whatever its state.
    #[serde(default)]
    pub escalates: bool,
}

static KINDS: LazyLock<Vec<ActionKind>> =
    LazyLock::new(|| embedded("data/action_kinds.ron", include_str!("../../data/action_kinds.ron")));

impl ActionKind {
    /// Every kind, in the picker's order.
    pub fn all() -> &'static [Self] {
        &KINDS
    }

    /// The kind of an id.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        KINDS.iter().find(|kind| kind.id == id)
    }
}

/// A follow-up on a facility.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub id: ActionId,
    /// The facility it is about.
    pub facility: FacilityId,
    /// The id of its kind (`A9`).
    pub kind: String,
    /// Who sees to it.
    pub owner: String,
    pub due: Date,
    pub state: ActionState,
    /// Who opened it, and when.
    pub opened: Stamp,
}

impl Action {
    /// The title of its kind, or the kind's id when the table does not know it.
    pub fn title(&self) -> &str {
        ActionKind::by_id(&self.kind).map_or(&self.kind, |kind| kind.title.as_str())
    }

    /// Whether it passes the matter on to somebody with more weight: by its kind, or by its state.
    pub fn escalates(&self) -> bool {
        self.state == ActionState::Escalated
            || ActionKind::by_id(&self.kind).is_some_and(|kind| kind.escalates)
    }

    /// Whether it is open and its due date is before `today`.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state.is_open() && self.due < today
    }
}
