//! What risk lists, last year and suppliers say of facilities: computed by [`crate::standing`], where it can be, and judged here.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;

use crate::domain::{
    Country, FacilityId, HitVerdict, RiskEntry, RiskKind, ScreeningRecord, SourceId, Status,
};

/// By what an entry of a sanctions list was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HitBy {
    /// It has the same CID.
    Cid,
    /// It has the same name, and the same country.
    NameAndCountry,
    /// It has the same name, or one that differs in typography and legal forms alone.
    Name,
}

impl HitBy {
    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Cid => "by CID",
            Self::NameAndCountry => "by name and country",
            Self::Name => "by name alone",
        }
    }
}

/// What a hit counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HitState {
    /// It is the same.
    Hit,
    /// A person must say whether it is.
    Possible,
    /// A person said that it is not.
    Cleared,
}

impl HitState {
    /// The words on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Possible => "possible hit",
            Self::Cleared => "cleared",
        }
    }
}

/// An entry of a sanctions list that has a facility, or a name in a declared row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskHit {
    /// Which list.
    pub list: SourceId,
    /// The list with its day: "sanctions of 2026-11-01".
    pub label: String,
    pub entry: RiskEntry,
    /// [`RiskEntry::key`].
    pub key: String,
    pub by: HitBy,
    /// What a person decided about it.
    pub decided: Option<ScreeningRecord>,
}

impl RiskHit {
    /// What it counts as: a name alone is possible until a person decides.
    pub fn state(&self) -> HitState {
        match (self.by, self.decided.as_ref().map(|record| record.verdict)) {
            (HitBy::Cid | HitBy::NameAndCountry, _) | (HitBy::Name, Some(HitVerdict::Confirmed)) => {
                HitState::Hit
            }
            (HitBy::Name, None) => HitState::Possible,
            (HitBy::Name, Some(HitVerdict::Cleared)) => HitState::Cleared,
        }
    }

    /// The entry with its list: "sanctions of 2026-11-01, row 2: Example Refinery (IT), by CID".
    pub fn words(&self) -> String {
        let RiskHit { label, entry, by, .. } = self;
        let countries: Vec<&str> = entry.countries.iter().map(Country::code).collect();
        let countries =
            if countries.is_empty() { String::new() } else { format!(" ({})", countries.join(", ")) };
        let cid = || entry.cid.map_or_else(String::new, |cid| cid.to_string());
        let name = if entry.name.is_empty() { cid() } else { entry.name.clone() };
        let is_confirmed =
            self.decided.as_ref().is_some_and(|record| record.verdict == HitVerdict::Confirmed);
        let confirmed = if is_confirmed { ", confirmed" } else { "" };
        format!("{label}, row {}: {name}{countries}, {}{confirmed}", entry.row, by.words())
    }
}

/// What a list of high-risk areas says of a country. It says nothing of where in that country a plant stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAreas {
    pub country: Country,
    /// The list with its day.
    pub label: String,
    /// How many areas of the country it lists.
    pub areas: usize,
    /// Whether it lists the country as a whole.
    pub is_whole: bool,
}

/// A status that a report of an earlier year states.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EarlierStatus {
    /// The last day of that report's period, where it is known.
    pub as_of: Option<Date>,
    pub status: Status,
    /// The title of that report.
    pub title: String,
}

/// What declared rows that name a facility say otherwise than is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowClashes {
    /// A name that rows write beside its ID and that is another facility's.
    pub name: Option<String>,
    /// A country that rows write.
    pub country: Option<Country>,
}

/// What is known of one facility beside its own values and its standing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signals {
    /// Entries of sanctions lists, those that count most first.
    pub hits: Vec<RiskHit>,
    pub areas: Vec<ListedAreas>,
    pub earlier: Option<EarlierStatus>,
    /// The reference list in which it is missing since it was last there, with its day.
    pub left_list: Option<String>,
    pub clashes: RowClashes,
    /// How many suppliers name it.
    pub suppliers: usize,
    /// Whether all of them declare for the whole company alone.
    pub is_company_level: bool,
}

impl Signals {
    /// The hits that count as this.
    pub fn hits_as(&self, state: HitState) -> impl Iterator<Item = &RiskHit> {
        self.hits.iter().filter(move |hit| hit.state() == state)
    }
}

/// A risk list that counts: the newest of its kind and title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountingList {
    pub source: SourceId,
    pub kind: RiskKind,
    /// The list with its day.
    pub label: String,
}

/// What risk lists, last year and suppliers say of all facilities.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Screening {
    /// The risk lists that count, as far as their contents are loaded.
    pub lists: Vec<CountingList>,
    /// How many suppliers have declared rows.
    pub declaring: usize,
    by_facility: BTreeMap<FacilityId, Arc<Signals>>,
}

static NOTHING: LazyLock<Signals> = LazyLock::new(Signals::default);

impl Screening {
    pub fn new(
        lists: Vec<CountingList>,
        declaring: usize,
        by_facility: BTreeMap<FacilityId, Arc<Signals>>,
    ) -> Self {
        Self { lists, declaring, by_facility }
    }

    /// What is known of a facility; nothing of one that is not there.
    pub fn of(&self, id: &FacilityId) -> &Signals {
        self.by_facility.get(id).map_or(&NOTHING, AsRef::as_ref)
    }

    /// Sets what is known of one now.
    pub fn set(&mut self, id: FacilityId, signals: Signals) {
        self.by_facility.insert(id, Arc::new(signals));
    }

    /// All facilities of which anything is known.
    pub fn iter(&self) -> impl Iterator<Item = (&FacilityId, &Signals)> {
        self.by_facility.iter().map(|(id, signals)| (id, signals.as_ref()))
    }

    /// Whether a list of a kind is loaded.
    pub fn has(&self, kind: RiskKind) -> bool {
        self.lists.iter().any(|list| list.kind == kind)
    }

    /// The kinds of which no list is loaded, in words; none where there is one of each.
    pub fn lacking(&self) -> Option<String> {
        let lacking = RiskKind::ALL.into_iter().filter(|kind| !self.has(*kind));
        let words: Vec<String> = lacking.map(|kind| format!("no {}", kind.name())).collect();
        (!words.is_empty()).then(|| format!("{} is loaded", words.join(" and ")))
    }
}
