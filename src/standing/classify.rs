//! Where one facility stands, given the lists that speak.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use jiff::civil::Date;

use super::absence::{CompletePair, complete, complete_pairs};
use super::chosen::{Chosen, Counting, is_recognised, listing};
use super::named_rows::{UnsureRow, key_of};
use super::taken::{RowOwner, RowTaker, TakenRow};
use crate::domain::{
    Cid, ClaimField, Contents, Country, FacilityId, FacilityView, ListKind, Metal, SourceId, Standing,
    Standings, Status, StatusBasis, StatusDoubt, StatusListing, WhyHere, Workspace,
};
use crate::resolve::matching::{DecisionBand, FacilityRef, NameQuery, Reference, ReferenceEntry};
use crate::resolve::rows::Register;

/// What the lists that speak on a day say, ready to be asked about each facility.
#[derive(Debug)]
pub struct Classifier {
    day: Option<Date>,
    chosen: Chosen,
    /// Whether whose a row that counts is depends on decisions on names.
    has_names: bool,
    /// Whether a row that counts has a name to be held against that of its CID.
    compares_names: bool,
    by_cid: HashMap<(Metal, Cid), Vec<Said>>,
    /// Of rows that are somebody's by name.
    by_facility: HashMap<FacilityId, Vec<Said>>,
    /// The facilities that rows may be about, which are nobody's for sure.
    contested: HashMap<FacilityId, StatusListing>,
    pairs: BTreeMap<Metal, CompletePair>,
    /// The rows of the lists by which absence is told, for facilities without a CID; made when one asks.
    listed: OnceLock<Reference>,
}

/// What an entry says, and whether its programme gives a status.
#[derive(Debug, Clone)]
struct Said {
    listing: StatusListing,
    is_recognised: bool,
    /// Whether the list that has the entry is of a programme that tells by absence: who stands on it is not absent from it,
    /// whatever the entry gives.
    is_on_telling_list: bool,
    /// Whether the row has another name.
    is_renamed: bool,
}

/// What rows say, by whom they are about.
#[derive(Debug, Default)]
struct SaidOfAll {
    by_cid: HashMap<(Metal, Cid), Vec<Said>>,
    by_facility: HashMap<FacilityId, Vec<Said>>,
    contested: HashMap<FacilityId, StatusListing>,
    has_names: bool,
    compares_names: bool,
}

impl SaidOfAll {
    fn of(ws: &Workspace, register: &Register, chosen: &Chosen) -> Self {
        let taker = RowTaker::new(ws, register, chosen.entries());
        let mut all = Self::default();
        chosen.entries().for_each(|row| all.add(ws, row, taker.taken(row)));
        all
    }

    fn add(&mut self, ws: &Workspace, row: Counting<'_>, TakenRow { owner, contested }: TakenRow<'_>) {
        let listing = listing(row);
        for id in contested {
            self.contested.entry(id.clone()).or_insert_with(|| listing.clone());
        }
        let is_named = row.entry.cid.is_none() || !matches!(owner, RowOwner::Cid { .. });
        self.has_names |= is_named;
        self.compares_names |= is_named || !row.entry.name.is_empty();
        let said = Said {
            is_recognised: is_recognised(ws, &listing.programme),
            is_on_telling_list: row.list.programme.tells_by_absence(),
            is_renamed: matches!(owner, RowOwner::Cid { renamed: true }),
            listing,
        };
        match (owner, row.entry.cid) {
            (RowOwner::Cid { .. }, Some(cid)) => self.by_cid.entry((row.metal, cid)).or_default().push(said),
            (RowOwner::Named(id), _) => self.by_facility.entry(id.clone()).or_default().push(said),
            (RowOwner::Cid { .. }, None) | (RowOwner::Waits | RowOwner::Nobody, _) => {}
        }
    }
}

impl Said {
    /// The one that counts most is the greatest: one that gives a status, the newest, conformant before active; then the own audit
    /// before a cross-recognised one, and the later audit.
    fn weight(&self) -> impl Ord + use<'_> {
        let StatusListing { as_of, kind, list, is_cross, last_audit, .. } = &self.listing;
        let (kind, list) = (std::cmp::Reverse(*kind), std::cmp::Reverse(list));
        (self.is_recognised, *as_of, kind, !is_cross, *last_audit, list)
    }
}

impl Classifier {
    /// What the lists of a workspace say on a day, as far as their contents are loaded.
    pub fn build(ws: &Workspace, contents: &Contents, register: &Register, day: Option<Date>) -> Self {
        let chosen = Chosen::on(ws, contents, day);
        let SaidOfAll { by_cid, by_facility, contested, has_names, compares_names } =
            SaidOfAll::of(ws, register, &chosen);
        let pairs = complete_pairs(&chosen);
        let listed = OnceLock::new();
        Self { day, chosen, has_names, compares_names, by_cid, by_facility, contested, pairs, listed }
    }

    /// The lists that would speak, and whose contents are not loaded.
    pub fn unread(&self) -> &[SourceId] {
        self.chosen.unread()
    }

    /// The day that it is of.
    pub fn day(&self) -> Option<Date> {
        self.day
    }

    /// Whether whose a row is depends on decisions on names.
    pub fn depends_on_names(&self) -> bool {
        self.has_names
    }

    /// Whether whose a row is depends on what facilities are called, where they stand, and which CIDs they have.
    pub fn compares_names(&self) -> bool {
        self.compares_names
    }

    /// Whether no row is known by its name alone, and no facility without a CID was held against the lists.
    pub(super) fn is_sure(&self) -> bool {
        !self.depends_on_names() && self.listed.get().is_none()
    }

    /// The rows of which a person must say which facility of Annex I they name: without a CID, or with one that their name speaks
    /// against.
    pub fn unsure(&self, ws: &Workspace, register: &Register, standings: &Standings) -> Vec<UnsureRow> {
        if !self.has_names {
            return Vec::new();
        }
        let taker = RowTaker::new(ws, register, self.chosen.entries());
        let unnamed = self.chosen.entries().filter(|it| it.entry.cid.is_none());
        let mut unsure = taker.named().unsure(unnamed, |id| standings.is_member(id));
        let waits = |row: &Counting<'_>| {
            let TakenRow { owner, contested } = taker.taken(*row);
            matches!(owner, RowOwner::Waits) && contested.iter().any(|id| standings.is_member(id))
        };
        let with_cid = self.chosen.entries().filter(|it| it.entry.cid.is_some());
        unsure.extend(with_cid.filter(waits).map(UnsureRow::of));
        unsure
    }

    /// Whether a complete list of a programme that tells by absence covers a metal.
    pub(super) fn has_complete(&self, kind: ListKind, metal: Metal) -> bool {
        let mut telling =
            self.chosen.programmes().into_iter().filter(|programme| programme.tells_by_absence());
        telling.any(|programme| complete(&self.chosen, programme, kind, metal).is_some())
    }

    /// Where a facility stands; `is_named` says whether a declared row that counts names it.
    pub fn standing(&self, ws: &Workspace, view: &FacilityView<'_>, is_named: bool) -> Standing {
        let why_here =
            WhyHere { rows: is_named, annex: view.is_in_annex_of_record(), person: view.is_added_by_hand() };
        let said = self.said(ws, view);
        let listing = said.iter().max_by_key(|said| said.weight());
        let by_lists = listing.filter(|said| said.is_recognised).map(|said| said.listing.clone());
        let mut standing = Standing {
            why_here,
            listing: listing.map(|said| Box::new(said.listing.clone())),
            ..Standing::default()
        };
        let is_told = by_lists.is_some() || said.iter().any(|said| said.is_on_telling_list);
        let contested = self.contested.get(ws.resolve(&view.facility.id)).filter(|_| !is_told);
        let untold = is_told || contested.is_some();
        let (absent, may_be_listed) = if untold { (None, false) } else { self.absence(ws, view) };
        if let Some(row) = contested {
            standing.doubts.push(StatusDoubt::ListedOtherwise);
            standing.contested = Some(Box::new(row.clone()));
        }
        if by_lists.is_some() && listing.is_some_and(|said| said.is_renamed) {
            standing.doubts.push(StatusDoubt::Renamed);
        }
        if may_be_listed {
            standing.doubts.push(StatusDoubt::MayBeListed);
        }
        self.settle(&mut standing, view, by_lists, absent);
        if is_on_both(&said, &standing) {
            standing.doubts.push(StatusDoubt::OnBoth);
        }
        standing
    }

    fn said(&self, ws: &Workspace, view: &FacilityView<'_>) -> Vec<&Said> {
        let metal = view.facility.metal;
        let cids = cids_of(view);
        let by_cid = cids.iter().filter_map(|cid| self.by_cid.get(&(metal, *cid))).flatten();
        let by_name = self.by_facility.get(ws.resolve(&view.facility.id)).into_iter().flatten();
        by_cid.chain(by_name).collect()
    }

    /// The status, by the first that says one: the own claim, the lists, an annex of record.
    fn settle(
        &self,
        standing: &mut Standing,
        view: &FacilityView<'_>,
        listed: Option<StatusListing>,
        absent: Option<&CompletePair>,
    ) {
        let by_lists = match (listed, absent) {
            (Some(listing), _) => Some((listing.kind.status(), StatusBasis::Listed(Box::new(listing)))),
            (None, Some(pair)) => Some((Status::Indeterminable, pair.basis())),
            (None, None) => None,
        };
        let (own, annex) = (view.own_status(), view.annex_status());
        standing.doubts.extend(self.doubts(
            view.facility.metal,
            own.map(|(own, _)| own),
            &by_lists,
            annex.map(|(annex, _)| annex),
        ));
        (standing.status, standing.basis) = match (own, by_lists, annex) {
            (Some((status, claim)), ..) => (status, StatusBasis::Own(claim.clone())),
            (None, Some(by_lists), _) => by_lists,
            (None, None, Some((status, claim))) => (status, StatusBasis::Annex(claim.clone())),
            (None, None, None) => (Status::Unresolved, StatusBasis::Nothing),
        };
        if matches!(standing.basis, StatusBasis::Annex(_)) {
            standing.word = view.annex_word().unwrap_or_default().to_owned();
        }
        standing.is_lapsed = self.day.is_some_and(|day| {
            let lapsed = standing.rests_on().is_some_and(|listing| listing.is_lapsed(day));
            lapsed && standing.status == Status::Conformant
        });
    }

    fn doubts(
        &self,
        metal: Metal,
        own: Option<Status>,
        by_lists: &Option<(Status, StatusBasis)>,
        annex: Option<Status>,
    ) -> Option<StatusDoubt> {
        let lists = by_lists.as_ref().map(|(status, _)| *status);
        match (own, lists, annex) {
            (Some(own), Some(lists), _) => (own != lists).then_some(StatusDoubt::OwnContradictsLists(lists)),
            (None, Some(lists), Some(annex)) => {
                (lists != annex).then_some(StatusDoubt::ListsContradictAnnex(annex))
            }
            (None, None, Some(Status::Conformant | Status::Active)) => {
                self.chosen.covers(metal).then_some(StatusDoubt::OnNoLoadedList)
            }
            (None, None, Some(Status::Indeterminable | Status::Unresolved) | None)
            | (None, Some(_), None)
            | (Some(_), None, _) => None,
        }
    }

    /// The complete lists that a facility is on none of; and whether it cannot be told, because it has no CID and the matcher
    /// would take it for one of their rows.
    fn absence(&self, ws: &Workspace, view: &FacilityView<'_>) -> (Option<&CompletePair>, bool) {
        let Some(pair) = self.pairs.get(&view.facility.metal) else { return (None, false) };
        if view.cid().is_some() || self.is_decided(ws, view) {
            return (Some(pair), false);
        }
        let query = NameQuery {
            name: view.name(),
            metal: Some(view.facility.metal),
            country: view.country(),
            ..NameQuery::default()
        };
        match self.listed.get_or_init(|| self.listed()).candidates(&query).band {
            DecisionBand::Accept => (None, true),
            DecisionBand::Review | DecisionBand::None => (Some(pair), false),
        }
    }

    /// Whether it was decided that the name is this facility's own, and so no row's of the lists.
    fn is_decided(&self, ws: &Workspace, view: &FacilityView<'_>) -> bool {
        let key = key_of(view.facility.metal, view.name(), view.country_written());
        let decided = ws.resolutions.get(&key).and_then(|resolution| resolution.facility());
        decided.is_some_and(|id| *ws.resolve(id) == view.facility.id)
    }

    fn listed(&self) -> Reference {
        let telling = self.chosen.entries().filter(|it| it.list.programme.tells_by_absence());
        let entry = |(at, Counting { entry, metal, .. }): (usize, Counting<'_>)| ReferenceEntry {
            whose: match entry.cid {
                Some(cid) => FacilityRef::Cid(cid),
                None => FacilityRef::Own(FacilityId::new(format!("row {at}"))),
            },
            metal,
            name: entry.name.clone(),
            country: Country::of_place(&entry.country),
            aliases: Vec::new(),
            decided: Vec::new(),
            is_listed: true,
        };
        Reference::new(&telling.enumerate().map(entry).collect::<Vec<_>>())
    }
}

/// The CIDs under which lists may have a facility: the one that a person set, else those of its sources and of what was merged into
/// it.
pub(super) fn cids_of(view: &FacilityView<'_>) -> BTreeSet<Cid> {
    let set = view.claim(ClaimField::Cid).filter(|claim| claim.origin.source().is_none());
    match set.and_then(|claim| claim.value.as_cid()) {
        Some(cid) => [cid].into(),
        None => view.claims.iter().filter_map(|claim| claim.value.as_cid()).collect(),
    }
}

/// Whether lists of the day that counts have a facility as conformant and as active.
fn is_on_both(said: &[&Said], standing: &Standing) -> bool {
    let Some(listing) = &standing.listing else { return false };
    let has = |kind: ListKind| {
        said.iter().any(|said| {
            said.is_recognised && said.listing.kind == kind && said.listing.as_of == listing.as_of
        })
    };
    has(ListKind::Conformant) && has(ListKind::Active)
}
