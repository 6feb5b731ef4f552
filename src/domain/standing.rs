//! Where a facility stands: why it belongs to Annex I, and which status it has on a day, with what that rests on. Values
//! only; [`crate::standing`] computes them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Cid, Claim, FacilityId, ListKind, Metal, Programme, SourceId, Status};

/// Why a facility belongs to Annex I. One for which nothing speaks does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct WhyHere {
    /// A declared row that counts names it.
    pub rows: bool,
    /// An annex of record states it.
    pub annex: bool,
    /// A person added it.
    pub person: bool,
}

/// One reason why a facility belongs to Annex I.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Reason {
    /// See [`WhyHere::rows`].
    Rows,
    /// See [`WhyHere::annex`].
    Annex,
    /// See [`WhyHere::person`].
    Person,
}

impl Reason {
    /// All.
    pub const ALL: [Self; 3] = [Self::Rows, Self::Annex, Self::Person];

    /// The key of the machine-readable outputs, and the word on screen.
    pub fn key(self) -> &'static str {
        match self {
            Self::Rows => "rows",
            Self::Annex => "annex",
            Self::Person => "person",
        }
    }

    /// Its letter in pickers.
    pub fn letter(self) -> char {
        match self {
            Self::Rows => 'r',
            Self::Annex => 'a',
            Self::Person => 'p',
        }
    }

    /// What it means, in a few words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Rows => "declared rows name it",
            Self::Annex => "an annex of record states it",
            Self::Person => "added by hand",
        }
    }
}

impl WhyHere {
    /// The reasons, in order.
    pub fn reasons(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.into_iter().filter(move |reason| match reason {
            Reason::Rows => self.rows,
            Reason::Annex => self.annex,
            Reason::Person => self.person,
        })
    }

    /// Whether it belongs to Annex I.
    pub fn is_member(self) -> bool {
        self.rows || self.annex || self.person
    }

    /// The reasons in words: "rows, annex".
    pub fn words(self) -> String {
        self.reasons().map(Reason::key).collect::<Vec<_>>().join(", ")
    }
}

/// What one status list says of a facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusListing {
    /// Which list.
    pub list: SourceId,
    /// Its title.
    pub title: String,
    /// Whose audit it rests on.
    pub programme: Programme,
    /// Whether that is another programme's than the list's own, or the list is of one that RMAP recognises: cross-recognised.
    pub is_cross: bool,
    /// The day that the list speaks for.
    pub as_of: Date,
    pub kind: ListKind,
    /// The programme's own word; empty where the list has none.
    pub word: String,
    /// The row of the list.
    pub row: u32,
    /// The metal under which it stands there.
    pub metal: Metal,
    /// The CID that it has there.
    pub cid: Option<Cid>,
    /// The name and the country as the list writes them; empty where it has neither.
    pub named: String,
    pub last_audit: Option<Date>,
    /// Years from an audit to the next.
    pub cycle: Option<u8>,
    /// The day until which the audit holds.
    pub lapses: Option<Date>,
    pub reaudit: bool,
}

impl StatusListing {
    /// The name and the country of the row within a sentence.
    pub fn named_or_not(&self) -> String {
        if self.named.is_empty() {
            "not at all".to_owned()
        } else {
            format!("\u{201c}{}\u{201d}", self.named)
        }
    }

    /// Whether the audit has lapsed on a day: its day is over, and no re-audit is in progress.
    pub fn is_lapsed(&self, on: Date) -> bool {
        !self.reaudit && self.lapses.is_some_and(|lapses| lapses < on)
    }
}

/// What a status rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusBasis {
    /// A person's own claim.
    Own(Claim),
    /// An entry of a status list.
    Listed(Box<StatusListing>),
    /// It stands on none of the complete lists that cover its metal; these are the conformant and the active one.
    Absent { conformant: SourceId, active: SourceId, as_of: Date },
    /// An annex of record states it, or it follows from what that states.
    Annex(Claim),
    /// Nothing: the status is unresolved.
    Nothing,
}

/// Something about the status of a facility that a person should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusDoubt {
    /// Lists of one day have it as conformant and as active: it counts as conformant.
    OnBoth,
    /// The lists say otherwise than an annex of record states.
    ListsContradictAnnex(Status),
    /// A person's own claim says otherwise than the lists.
    OwnContradictsLists(Status),
    /// An annex of record states a status, and the facility is on none of the lists that are loaded.
    OnNoLoadedList,
    /// It has no CID, and the matcher would take it for a row of these lists: to be decided in Matches.
    MayBeListed,
    /// A row of the lists has its CID under another metal, or with another name and country; or its name and country with
    /// another CID. Whether it is on the list cannot be said.
    ListedOtherwise,
    /// The row on which its status rests calls it otherwise, and nothing else speaks against it.
    Renamed,
}

impl StatusDoubt {
    /// What is doubtful, in words.
    pub fn words(self) -> String {
        match self {
            Self::OnBoth => "lists of one day have it as conformant and as active".to_owned(),
            Self::ListsContradictAnnex(stated) => format!("the annex of record states {}", stated.name()),
            Self::OwnContradictsLists(listed) => format!("the lists say {}", listed.name()),
            Self::OnNoLoadedList => {
                "an annex of record states it, and no list that is loaded has it".to_owned()
            }
            Self::MayBeListed => "without a CID it may be on a list under another name".to_owned(),
            Self::ListedOtherwise => {
                "a row of the lists has its CID under another metal or name, or its name under another CID"
                    .to_owned()
            }
            Self::Renamed => "the list has its CID with another name".to_owned(),
        }
    }

    /// What to do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::OnBoth => {
                "it counts as conformant; ask the programme, or set the status by hand with the reason"
            }
            Self::ListsContradictAnnex(_) => {
                "the lists count; correct the annex, or set the status by hand with the reason"
            }
            Self::OwnContradictsLists(_) => "your own status counts; take it back if the lists are right",
            Self::OnNoLoadedList => "import the list that has it, or set the status by hand with the reason",
            Self::MayBeListed => "decide its name in Matches, or give it its CID",
            Self::ListedOtherwise => {
                "decide in Matches whose the row is, or set the status by hand with the reason"
            }
            Self::Renamed => "see that it was renamed; else set the status by hand with the reason",
        }
    }
}

/// Where a facility stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub why_here: WhyHere,
    pub status: Status,
    pub basis: StatusBasis,
    /// The annex of record's own word, where the status rests on one that says more than the status.
    pub word: String,
    /// The entry of the newest lists that has it, whatever the status rests on.
    pub listing: Option<Box<StatusListing>>,
    /// Whether the audit of a conformant facility has lapsed on the day. The status stays what the list says.
    pub is_lapsed: bool,
    pub doubts: Vec<StatusDoubt>,
    /// The row behind [`StatusDoubt::ListedOtherwise`].
    pub contested: Option<Box<StatusListing>>,
}

impl Default for Standing {
    /// Of a facility of which nothing is known.
    fn default() -> Self {
        Self {
            why_here: WhyHere::default(),
            status: Status::Unresolved,
            basis: StatusBasis::Nothing,
            word: String::new(),
            listing: None,
            is_lapsed: false,
            doubts: Vec::new(),
            contested: None,
        }
    }
}

impl Standing {
    /// Whether it belongs to Annex I.
    pub fn is_member(&self) -> bool {
        self.why_here.is_member()
    }

    /// The entry of a list on which the status rests, where it rests on one.
    pub fn rests_on(&self) -> Option<&StatusListing> {
        match &self.basis {
            StatusBasis::Listed(listing) => Some(listing),
            StatusBasis::Own(_)
            | StatusBasis::Absent { .. }
            | StatusBasis::Annex(_)
            | StatusBasis::Nothing => None,
        }
    }
}

static UNKNOWN: std::sync::LazyLock<Standing> = std::sync::LazyLock::new(Standing::default);

/// Where the facilities that stand for themselves stand, as of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standings {
    /// The day that statuses are of.
    pub day: Option<Date>,
    /// The status lists whose contents cannot be read, or are not yet: what they say is missing.
    pub unread: Vec<SourceId>,
    by_facility: BTreeMap<FacilityId, Standing>,
}

impl Standings {
    /// Those of some facilities on a day.
    pub fn new(day: Option<Date>, by_facility: BTreeMap<FacilityId, Standing>) -> Self {
        Self { day, unread: Vec::new(), by_facility }
    }

    /// Where a facility stands; nowhere for one that is not known.
    pub fn of(&self, id: &FacilityId) -> &Standing {
        self.by_facility.get(id).unwrap_or(&UNKNOWN)
    }

    /// Its status.
    pub fn status(&self, id: &FacilityId) -> Status {
        self.of(id).status
    }

    /// Whether it belongs to Annex I.
    pub fn is_member(&self, id: &FacilityId) -> bool {
        self.of(id).is_member()
    }

    /// Sets where one stands now.
    pub fn set(&mut self, id: FacilityId, standing: Standing) {
        self.by_facility.insert(id, standing);
    }

    /// Forgets one that does not stand for itself any more.
    pub fn remove(&mut self, id: &FacilityId) {
        self.by_facility.remove(id);
    }

    /// All, by facility.
    pub fn iter(&self) -> impl Iterator<Item = (&FacilityId, &Standing)> {
        self.by_facility.iter()
    }

    /// The facilities of Annex I.
    pub fn members(&self) -> impl Iterator<Item = (&FacilityId, &Standing)> {
        self.iter().filter(|(_, standing)| standing.is_member())
    }
}
