//! A workspace for 2025 with facilities, and status lists of a few rows.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, date};

use crate::domain::{
    Claim, Contents, CountryValue, DecisionMethod, Edit, FacilityId, ListKind, Metal, NameKey, Origin, Place,
    Programme, Resolution, Resolved, SourceId, SourceKind, SourceRole, Stamp, Standing, Standings, Status,
    StatusBody, StatusEntry, StatusList, Value, Workspace,
};
use crate::resolve::fixture::{self, cid};
use crate::resolve::rows::Register;
use crate::standing::{Classifier, UnsureRow, standings, standings_on};

/// The day of most lists here.
pub const DAY: Date = date(2025, 6, 30);
/// A day before it.
pub const BEFORE: Date = date(2025, 3, 31);
/// A day after it.
pub const LATER: Date = date(2025, 9, 30);

pub struct Season {
    pub ws: Workspace,
    pub contents: Contents,
}

pub fn programme(name: &str) -> Programme {
    Programme::read(name).unwrap()
}

/// A row with a CID.
pub fn row(kind: ListKind, metal: Metal, id: &str) -> StatusEntry {
    StatusEntry { cid: Some(cid(id)), ..named(kind, metal, "", "") }
}

/// A row without one.
pub fn named(kind: ListKind, metal: Metal, name: &str, country: &str) -> StatusEntry {
    StatusEntry {
        metal: Some(metal),
        cid: None,
        name: name.to_owned(),
        country: country.to_owned(),
        kind: Some(kind),
        word: String::new(),
        programme: None,
        last_audit: None,
        cycle: None,
        next_audit: None,
        reaudit: false,
        row: 2,
    }
}

/// A list of RMAP of one kind, for all metals, not complete, of [`DAY`].
pub fn list(title: &str, kind: ListKind) -> StatusList {
    StatusList {
        source: SourceId::new(title),
        title: title.to_owned(),
        programme: Programme::rmap(),
        kinds: BTreeSet::from([kind]),
        as_of: DAY,
        complete: false,
        metals: Metal::ALL.into_iter().collect(),
        body: format!("body of {title}"),
        rows: 0,
    }
}

/// The same, complete.
pub fn complete(title: &str, kind: ListKind) -> StatusList {
    StatusList { complete: true, ..list(title, kind) }
}

pub fn stated_by(source: &str, value: Value) -> Claim {
    let origin = Origin::Stated { source: SourceId::new(source), place: Place::Line(1, 0) };
    Claim { value, origin, as_of: None }
}

pub fn set(value: Value, reason: &str) -> Claim {
    let Stamp { by, at } = stamp();
    Claim { value, origin: Origin::Set { by, at, reason: reason.to_owned() }, as_of: None }
}

fn stamp() -> Stamp {
    Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
}

impl Season {
    /// Without facilities and lists. What `known` states are names of a reference list.
    pub fn new() -> Self {
        let mut season = Self { ws: fixture::workspace(), contents: Contents::default() };
        season.source("known", SourceRole::Reference);
        season
    }

    pub fn source(&mut self, id: &str, role: SourceRole) {
        let mut source = fixture::source(id, SourceKind::FacilityTable);
        source.role = Some(role);
        Edit::AddSource(Box::new(source)).apply(&mut self.ws).unwrap();
    }

    /// A facility that the reference list knows: with a CID, or an empty one for none.
    pub fn plant(&mut self, id: &str, metal: Metal, number: &str, (name, country): (&str, &str)) {
        Edit::AddFacility(FacilityId::new(id), metal).apply(&mut self.ws).unwrap();
        self.claim(id, stated_by("known", Value::Name(name.to_owned())));
        self.claim(id, stated_by("known", Value::Country(CountryValue::read(country))));
        if !number.is_empty() {
            self.claim(id, stated_by("known", Value::Cid(cid(number))));
        }
    }

    /// Aurora, of gold, with CID900001.
    pub fn aurora(&mut self) {
        self.plant("aurora", Metal::Gold, "CID900001", ("Aurora Refining AG", "SWITZERLAND"));
    }

    pub fn claim(&mut self, id: &str, claim: Claim) {
        Edit::AddClaim(FacilityId::new(id), claim).apply(&mut self.ws).unwrap();
    }

    pub fn sets(&mut self, id: &str, status: Status) {
        self.claim(id, set(Value::Status(status, None), "they wrote so"));
    }

    /// An annex of record states a status of a facility.
    pub fn annex(&mut self, id: &str, status: Status) {
        if !self.ws.sources.contains_key(&SourceId::new("annex")) {
            self.source("annex", SourceRole::Annex);
        }
        self.claim(id, stated_by("annex", Value::Status(status, None)));
    }

    pub fn lists(&mut self, mut list: StatusList, entries: Vec<StatusEntry>) {
        list.rows = u32::try_from(entries.len()).unwrap();
        self.source(list.source.as_str(), SourceRole::Status);
        let body = StatusBody { sheet: String::new(), entries };
        self.contents.statuses.insert(list.body.clone(), Arc::new(body));
        Edit::AddStatusList(Box::new(list)).apply(&mut self.ws).unwrap();
    }

    /// Complete lists of both kinds, of some rows.
    pub fn pair(&mut self, entries: Vec<StatusEntry>) {
        let (active, conformant) =
            entries.into_iter().partition(|entry| entry.kind == Some(ListKind::Active));
        self.lists(complete("conformant", ListKind::Conformant), conformant);
        self.lists(complete("active", ListKind::Active), active);
    }

    /// Decides what a name with a country is.
    pub fn decide(&mut self, metal: Metal, (name, country): (&str, &str), to: Resolved) {
        let key = NameKey {
            metal,
            name: crate::text::fold(name),
            country: crate::resolve::lists::country_key(country),
        };
        let resolution = Resolution {
            to,
            written: name.to_owned(),
            country: country.to_owned(),
            method: DecisionMethod::Hand,
            score: None,
            list: String::new(),
            stamp: stamp(),
        };
        let edit = Edit::SetResolution { key: Box::new(key), from: None, to: Some(Box::new(resolution)) };
        edit.apply(&mut self.ws).unwrap();
    }

    pub fn register(&self) -> Register {
        Register::build(&self.ws, &self.contents)
    }

    pub fn standings(&self) -> Standings {
        standings(&self.ws, &self.contents, &self.register())
    }

    pub fn on(&self, day: Date) -> Standings {
        standings_on(&self.ws, &self.contents, &self.register(), Some(day))
    }

    /// Where a facility stands.
    pub fn of(&self, id: &str) -> Standing {
        self.standings().of(&FacilityId::new(id)).clone()
    }

    pub fn status(&self, id: &str) -> Status {
        self.of(id).status
    }

    pub fn status_on(&self, day: Date, id: &str) -> Status {
        self.on(day).status(&FacilityId::new(id))
    }

    /// The rows that wait for a person.
    pub fn unsure(&self) -> Vec<UnsureRow> {
        let (register, day) = (self.register(), crate::standing::day(&self.ws));
        let classifier = Classifier::build(&self.ws, &self.contents, &register, day);
        classifier.unsure(&self.ws, &register, &classifier.standings(&self.ws, &register))
    }
}
