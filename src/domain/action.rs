//! Follow-up actions: what was asked of whom, until when, and how far it is.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ActionId, FacilityId, Stamp, SupplierId};
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
    /// Whether it can be opened on a supplier.
    #[serde(default)]
    pub on_supplier: bool,
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

/// What an action is on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionSubject {
    Facility(FacilityId),
    Supplier(SupplierId),
}

impl ActionSubject {
    /// The facility, where it is on one.
    pub fn facility(&self) -> Option<&FacilityId> {
        match self {
            Self::Facility(id) => Some(id),
            Self::Supplier(_) => None,
        }
    }

    /// The supplier, where it is on one.
    pub fn supplier(&self) -> Option<&SupplierId> {
        match self {
            Self::Supplier(id) => Some(id),
            Self::Facility(_) => None,
        }
    }
}

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionAnswer {
    /// The day on which it came.
    pub day: Date,
    /// What it says.
    pub text: String,
    /// A file or an address, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
    /// Who recorded it, and when.
    pub stamp: Stamp,
}

/// A follow-up on a facility or on a supplier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "WrittenAction", into = "WrittenAction")]
pub struct Action {
    pub id: ActionId,
    pub about: ActionSubject,
    /// The id of its kind (`A9`).
    pub kind: String,
    /// Who sees to it.
    pub owner: String,
    pub due: Date,
    pub state: ActionState,
    /// Who opened it, and when.
    pub opened: Stamp,
    /// What came of it.
    pub answer: Option<ActionAnswer>,
}

/// An action as files have it: actions on facilities stand there as they always did.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Action", deny_unknown_fields)]
struct WrittenAction {
    id: ActionId,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "bare")]
    facility: Option<FacilityId>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "bare")]
    supplier: Option<SupplierId>,
    kind: String,
    owner: String,
    due: Date,
    state: ActionState,
    opened: Stamp,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "bare")]
    answer: Option<ActionAnswer>,
}

/// A value that may be absent, without `Some` around it.
mod bare {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(value: &Option<T>, to: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => value.serialize(to),
            None => to.serialize_none(),
        }
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<T>, D::Error> {
        T::deserialize(from).map(Some)
    }
}

impl TryFrom<WrittenAction> for Action {
    type Error = &'static str;

    fn try_from(written: WrittenAction) -> Result<Self, Self::Error> {
        let WrittenAction { id, facility, supplier, kind, owner, due, state, opened, answer } = written;
        let about = match (facility, supplier) {
            (Some(id), None) => ActionSubject::Facility(id),
            (None, Some(id)) => ActionSubject::Supplier(id),
            (Some(_), Some(_)) | (None, None) => return Err("an action is on a facility or on a supplier"),
        };
        Ok(Self { id, about, kind, owner, due, state, opened, answer })
    }
}

impl From<Action> for WrittenAction {
    fn from(action: Action) -> Self {
        let Action { id, about, kind, owner, due, state, opened, answer } = action;
        let (facility, supplier) = (about.facility().cloned(), about.supplier().cloned());
        Self { id, facility, supplier, kind, owner, due, state, opened, answer }
    }
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn action(about: ActionSubject, answer: Option<ActionAnswer>) -> Action {
        Action {
            id: ActionId::new("a1"),
            about,
            kind: "A9".to_owned(),
            owner: "Ana".to_owned(),
            due: date(2026, 12, 31),
            state: ActionState::Sent,
            opened: Stamp { by: "Ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH },
            answer,
        }
    }

    #[test]
    fn an_action_on_a_facility_is_written_as_it_always_was() {
        let written = ron::to_string(&action(ActionSubject::Facility(FacilityId::new("f1")), None)).unwrap();
        assert_eq!(
            written,
            "(id:\"a1\",facility:\"f1\",kind:\"A9\",owner:\"Ana\",due:\"2026-12-31\",state:Sent,opened:(by:\"Ana\",at:\"1970-01-01T00:00:00Z\"))"
        );
    }

    #[test]
    fn what_it_is_on_and_what_came_of_it_come_back() {
        let stamp = Stamp { by: "Bo".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let answer = ActionAnswer {
            day: date(2026, 11, 30),
            text: "in the plan".to_owned(),
            link: "plan.pdf".to_owned(),
            stamp,
        };
        for about in
            [ActionSubject::Facility(FacilityId::new("f1")), ActionSubject::Supplier(SupplierId::new("s1"))]
        {
            for answer in [None, Some(answer.clone())] {
                let action = action(about.clone(), answer);
                let written = ron::to_string(&action).unwrap();
                assert_eq!(ron::from_str::<Action>(&written).as_ref(), Ok(&action), "{written}");
            }
        }
        let on_nothing = "(id:\"a\",kind:\"A9\",owner:\"\",due:\"2026-12-31\",state:Sent,opened:(by:\"\",at:\"1970-01-01T00:00:00Z\"))";
        assert!(ron::from_str::<Action>(on_nothing).is_err());
    }
}
