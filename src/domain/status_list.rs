//! Status lists: which facilities an assurance programme names as conformant or active, as of a day.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

use super::{Cid, Metal, Programme, SourceId, Status};
use crate::data::embedded;

/// What a list says of the facilities that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ListKind {
    /// Its audits were passed.
    Conformant,
    /// Committed to an audit, or in corrective action.
    Active,
    /// Something else, which says neither: eligible, in communication and the like.
    Other,
}

impl ListKind {
    /// All, the one that counts most first.
    pub const ALL: [Self; 3] = [Self::Conformant, Self::Active, Self::Other];

    /// The lower-case key of the machine-readable outputs.
    pub fn key(self) -> &'static str {
        match self {
            Self::Conformant => "conformant",
            Self::Active => "active",
            Self::Other => "other",
        }
    }

    /// Several: "conformant + active".
    pub fn words(kinds: &BTreeSet<Self>) -> String {
        kinds.iter().map(|kind| kind.key()).collect::<Vec<_>>().join(" + ")
    }

    /// The status of a facility that stands on such a list.
    pub fn status(self) -> Status {
        match self {
            Self::Conformant => Status::Conformant,
            Self::Active => Status::Active,
            Self::Other => Status::Indeterminable,
        }
    }

    /// The kind of list on which a status that a source states stands; none for an unresolved one.
    pub fn of(status: Status) -> Option<Self> {
        match status {
            Status::Conformant => Some(Self::Conformant),
            Status::Active => Some(Self::Active),
            Status::Indeterminable => Some(Self::Other),
            Status::Unresolved => None,
        }
    }
}

/// A status list that was imported. Its content lies in a file of its own, which never changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusList {
    /// The file that it was read from.
    pub source: SourceId,
    /// A short title ("conformant-2022-12-31").
    pub title: String,
    /// Whose list it is.
    pub programme: Programme,
    /// What it says of the facilities that it names: one kind, or those that its status column has.
    pub kinds: BTreeSet<ListKind>,
    /// The day that it speaks for.
    pub as_of: Date,
    /// Whether it has every facility of its kinds, for its programme and metals.
    pub complete: bool,
    /// The metals that it is for.
    pub metals: BTreeSet<Metal>,
    /// SHA-256 of its content, a [`StatusBody`] in `lists/`.
    pub body: String,
    /// How many rows it has.
    pub rows: u32,
}

/// See `data/list_age.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListAge {
    months: i32,
}

static LIST_AGE: LazyLock<ListAge> =
    LazyLock::new(|| embedded("data/list_age.ron", include_str!("../../data/list_age.ron")));

impl StatusList {
    /// The last day about which a list of a day says much; none beyond the calendar.
    pub fn stale_after(as_of: Date) -> Option<Date> {
        as_of.checked_add(LIST_AGE.months.months()).ok()
    }

    /// After so many months a list says little about a day.
    pub fn months_to_stale() -> i32 {
        LIST_AGE.months
    }

    /// Whether it is too old to say much about a day.
    pub fn is_stale(&self, on: Date) -> bool {
        Self::stale_after(self.as_of).is_some_and(|last| last < on)
    }

    /// What it says of those that it names: "conformant + active".
    pub fn kind_words(&self) -> String {
        ListKind::words(&self.kinds)
    }

    /// The metal of a row; none where neither the row nor the list says one.
    pub fn metal_of(&self, entry: &StatusEntry) -> Option<Metal> {
        let only = self.metals.first().copied().filter(|_| self.metals.len() == 1);
        entry.metal.or(only)
    }

    /// What a row says; none where neither the row nor the list says it.
    pub fn kind_of(&self, entry: &StatusEntry) -> Option<ListKind> {
        let only = self.kinds.first().copied().filter(|_| self.kinds.len() == 1);
        entry.kind.or(only)
    }
}

/// The content of a status list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusBody {
    /// The sheet's name, or empty for a text.
    #[serde(default)]
    pub sheet: String,
    /// Its rows, in the file's order.
    pub entries: Vec<StatusEntry>,
}

/// One row of a status list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusEntry {
    /// The metal; none where the file has no column of metals: then it is the list's only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metal: Option<Metal>,
    /// The identification number, where the list has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cid: Option<Cid>,
    /// The name, or empty where only the number stands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The country as the list writes it, or empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// What the row says; none where the file has no column of statuses: then it is the list's only kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<ListKind>,
    /// The programme's own word, where a column of the list has one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub word: String,
    /// Whose audit it rests on, where a column says so: another programme's is cross-recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<Programme>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_audit: Option<Date>,
    /// Years from an audit to the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<u8>,
    /// The day of the next audit, where the list gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_audit: Option<Date>,
    /// Whether a re-audit is in progress, which keeps an entry past its date.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reaudit: bool,
    /// The row of the sheet, or the line of the text.
    pub row: u32,
}

impl StatusEntry {
    /// The day until which the audit holds: that of the next one, else the last one and its cycle; none where the list says too
    /// little.
    pub fn lapses(&self) -> Option<Date> {
        let years = |years: u8| -> Span { i32::from(years).years() };
        self.next_audit.or_else(|| self.last_audit?.checked_add(years(self.cycle?)).ok())
    }

    /// Whether the audit has lapsed on a day: its day is over, and no re-audit is in progress.
    pub fn is_lapsed(&self, on: Date) -> bool {
        !self.reaudit && self.lapses().is_some_and(|lapses| lapses < on)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn audited(last: Option<Date>, cycle: Option<u8>) -> StatusEntry {
        StatusEntry {
            metal: Some(Metal::Gold),
            cid: None,
            name: "Alpha".to_owned(),
            country: String::new(),
            kind: Some(ListKind::Conformant),
            word: String::new(),
            programme: None,
            last_audit: last,
            cycle,
            next_audit: None,
            reaudit: false,
            row: 2,
        }
    }

    #[test]
    fn an_audit_lapses_the_day_after_its_cycle() {
        let entry = audited(Some(date(2021, 11, 15)), Some(1));
        assert_eq!(entry.lapses(), Some(date(2022, 11, 15)));
        assert!(!entry.is_lapsed(date(2022, 11, 15)) && entry.is_lapsed(date(2022, 11, 16)));
        assert!(!StatusEntry { reaudit: true, ..entry.clone() }.is_lapsed(date(2030, 1, 1)));
        let next = StatusEntry { next_audit: Some(date(2024, 2, 29)), ..entry };
        assert!(!next.is_lapsed(date(2024, 2, 29)) && next.is_lapsed(date(2024, 3, 1)));
        let leap = audited(Some(date(2020, 2, 29)), Some(1));
        assert_eq!(leap.lapses(), Some(date(2021, 2, 28)));
    }

    #[test]
    fn a_list_is_stale_after_three_months() {
        let list = StatusList {
            source: SourceId::new("s"),
            title: "conformant".to_owned(),
            programme: Programme::rmap(),
            kinds: [ListKind::Active, ListKind::Conformant].into(),
            as_of: date(2022, 12, 31),
            complete: true,
            metals: Metal::ALL.into(),
            body: String::new(),
            rows: 0,
        };
        assert_eq!(list.kind_words(), "conformant + active");
        assert!(!list.is_stale(date(2023, 3, 31)) && list.is_stale(date(2023, 4, 1)));
        assert!(!list.is_stale(date(2020, 1, 1)));
    }

    #[test]
    fn an_entry_without_a_cycle_never_lapses() {
        assert!(!audited(Some(date(2001, 1, 1)), None).is_lapsed(date(2030, 1, 1)));
        assert!(!audited(None, Some(1)).is_lapsed(date(2030, 1, 1)));
    }
}
