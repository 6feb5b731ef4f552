//! Last year's annex: what it lists, and which facility of today each row of it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::InquiryCase;
use crate::domain::{
    Cid, ClaimField, Country, FacilityId, FacilityView, Metal, Source, SourceId, SourceRole, Status, Value,
    Workspace,
};
use crate::resolve::matching::{Candidate, DecisionBand, FacilityRef, Matched, Model, NameQuery, Reference};
use crate::resolve::open::MatchBasis;
use crate::text::fold;

/// A facility as last year's annex lists it.
pub(super) struct Listed<'a> {
    /// The facility that its claims made or were put on.
    pub facility: &'a FacilityId,
    metal: Metal,
    /// The names stated; several where two rows were merged.
    pub names: Vec<&'a str>,
    cids: Vec<Cid>,
    country: Option<Country>,
    /// The statuses stated, as far as they are known.
    pub statuses: Vec<Status>,
}

/// What a row of last year's annex is today.
pub(super) enum Today<'a> {
    /// This facility of the annex.
    Is(&'a FacilityId),
    /// Perhaps one of these: a person would be asked.
    MayBe(BTreeSet<&'a FacilityId>),
    /// None of them.
    Gone,
}

impl<'a> Today<'a> {
    fn for_sure(&self) -> Option<&'a FacilityId> {
        match self {
            Self::Is(id) => Some(id),
            Self::MayBe(_) | Self::Gone => None,
        }
    }
}

/// The files of last year's annex: the baselines of the newest day that is not after the reporting year. Those of one day are its
/// parts, or the same in another format.
pub(super) fn baseline(ws: &Workspace) -> Vec<&Source> {
    let year = ws.programme.year;
    let is_earlier = |source: &&Source| source.as_of.is_none_or(|day| day.year() <= year);
    let mut all: Vec<&Source> =
        ws.sources.values().filter(|source| source.role_in(year) == SourceRole::Baseline).collect();
    all.retain(is_earlier);
    let newest = all.iter().map(|source| source.as_of).max();
    all.retain(|source| Some(source.as_of) == newest);
    all
}

/// What these files list.
pub(super) fn listed<'a>(ws: &'a Workspace, files: &[&Source]) -> Vec<Listed<'a>> {
    let files: BTreeSet<&SourceId> = files.iter().map(|source| &source.id).collect();
    ws.live().filter_map(|facility| Listed::of(FacilityView::new(ws, facility), &files)).collect()
}

impl<'a> Listed<'a> {
    fn of(mut view: FacilityView<'a>, files: &BTreeSet<&SourceId>) -> Option<Self> {
        view.claims.retain(|claim| claim.origin.source().is_some_and(|source| files.contains(source)));
        if view.claims.is_empty() {
            return None;
        }
        let stated = |field| view.claims_on(field).into_iter().map(|claim| &claim.value);
        let statuses = stated(ClaimField::Status).filter_map(Value::as_status);
        Some(Self {
            facility: &view.facility.id,
            metal: view.facility.metal,
            names: stated(ClaimField::Name).filter_map(|value| value.as_name()).collect(),
            cids: stated(ClaimField::Cid).filter_map(Value::as_cid).collect(),
            country: view.country(),
            statuses: statuses.filter(|status| *status != Status::Unresolved).collect(),
        })
    }
}

/// The facilities of the annex by what a row of last year's can be known by.
struct Members<'a> {
    ids: BTreeSet<&'a FacilityId>,
    by_cid: HashMap<(Metal, Cid), &'a FacilityId>,
}

impl<'a> Members<'a> {
    fn of(case: &InquiryCase<'a>) -> Self {
        let ids: BTreeSet<&FacilityId> = case.standings.members().map(|(id, _)| id).collect();
        let views: Vec<FacilityView<'a>> = ids.iter().filter_map(|id| case.ws.view(id)).collect();
        let mut by_cid = HashMap::new();
        let id = |view: &FacilityView<'a>| &view.facility.id;
        // Whose CID it is goes before one that only had it once.
        for view in &views {
            view.cid().map(|cid| by_cid.entry((view.facility.metal, cid)).or_insert_with(|| id(view)));
        }
        for view in &views {
            for cid in view.claims.iter().filter_map(|claim| claim.value.as_cid()) {
                by_cid.entry((view.facility.metal, cid)).or_insert_with(|| id(view));
            }
        }
        Self { ids, by_cid }
    }

    fn with_cid(&self, metal: Metal, cids: &[Cid]) -> Option<&'a FacilityId> {
        cids.iter().find_map(|cid| self.by_cid.get(&(metal, *cid)).copied())
    }

    fn of_reference(&self, metal: Metal, whose: &FacilityRef) -> Option<&'a FacilityId> {
        match whose {
            FacilityRef::Cid(cid) => self.with_cid(metal, &[*cid]),
            FacilityRef::Own(id) => self.ids.get(id).copied(),
        }
    }
}

/// What each row is today: by its CID, then as the facility that holds the claims of both, then by the CID under which the
/// reference lists know its name, then by the matcher.
pub(super) fn today<'a>(case: &InquiryCase<'a>, listed: &[Listed<'a>]) -> Vec<Today<'a>> {
    let members = Members::of(case);
    let known: Vec<Known<'a>> = listed.iter().map(|row| known(case, &members, row)).collect();
    // The reference takes a while, and most years every row is known.
    let reference = known.iter().any(|it| matches!(it, Known::Unsure)).then(|| reference(case, &members));
    let ask = |row: &Listed<'_>| reference.as_ref().map_or(Today::Gone, |it| matched(&members, it, row));
    let told = known.into_iter().zip(listed).map(|(known, row)| match known {
        Known::Is(id) => Today::Is(id),
        Known::Other => Today::Gone,
        Known::Unsure => ask(row),
    });
    let mut told: Vec<Today<'a>> = told.collect();
    keep_open(&mut told);
    told
}

/// What is known of a row without the matcher.
enum Known<'a> {
    Is(&'a FacilityId),
    /// A facility with a CID, which none of the annex has.
    Other,
    Unsure,
}

fn known<'a>(case: &InquiryCase<'a>, members: &Members<'a>, row: &Listed<'a>) -> Known<'a> {
    if let Some(id) = members.with_cid(row.metal, &row.cids) {
        return Known::Is(id);
    }
    if let Some(id) = members.ids.get(row.facility) {
        return Known::Is(id);
    }
    let cids = if row.cids.is_empty() { cids_by_name(case, row) } else { row.cids.clone() };
    match members.with_cid(row.metal, &cids) {
        Some(id) => Known::Is(id),
        None if cids.is_empty() => Known::Unsure,
        None => Known::Other,
    }
}

/// The CIDs under which the reference lists know the names of a row, in its country where both say one.
fn cids_by_name(case: &InquiryCase<'_>, row: &Listed<'_>) -> Vec<Cid> {
    let names = case.register.lists().names();
    let is_there = |cid: &Cid| {
        let countries = names.countries(*cid);
        countries.is_empty() || row.country.is_none_or(|country| countries.contains(&country))
    };
    let cids = row.names.iter().filter_map(|name| names.cid(row.metal, &fold(name)));
    cids.filter(is_there).collect()
}

/// The facilities that names are matched against, without those that only last year's annex made: a row would be itself.
fn reference(case: &InquiryCase<'_>, members: &Members<'_>) -> Reference {
    let mut entries = MatchBasis::of(case.ws, case.contents, case.register.lists()).entries();
    entries.retain(|entry| match &entry.whose {
        FacilityRef::Own(id) => members.ids.contains(id),
        FacilityRef::Cid(_) => true,
    });
    Reference::new(&entries)
}

fn matched<'a>(members: &Members<'a>, reference: &Reference, row: &Listed<'_>) -> Today<'a> {
    let query =
        |name| NameQuery { name, metal: Some(row.metal), country: row.country, ..NameQuery::default() };
    let Some(name) = row.names.first() else { return Today::Gone };
    let Matched { candidates, band, .. } = reference.candidates(&query(name));
    let member = |candidate: &Candidate| members.of_reference(row.metal, &candidate.whose);
    match band {
        DecisionBand::Accept => candidates.first().and_then(member).map_or(Today::Gone, Today::Is),
        DecisionBand::Review => {
            // Below the lower of the two limits nothing is asked, however little the lists know.
            let enough = Model::built_in().thresholds.reject_bare;
            let likely = candidates.iter().filter(|candidate| candidate.probability >= enough);
            Today::MayBe(likely.filter_map(member).collect())
        }
        DecisionBand::None => Today::Gone,
    }
}

/// A facility that another row is for sure is not what a doubtful row may be.
fn keep_open(told: &mut [Today<'_>]) {
    let taken: BTreeSet<&FacilityId> = told.iter().filter_map(Today::for_sure).collect();
    for today in told {
        if let Today::MayBe(ids) = today {
            ids.retain(|id| !taken.contains(id));
            if ids.is_empty() {
                *today = Today::Gone;
            }
        }
    }
}

/// The rows of each facility of the annex, as far as they are told for sure.
pub(super) fn by_member<'a, 'l>(
    listed: &'l [Listed<'a>],
    today: &[Today<'a>],
) -> BTreeMap<&'a FacilityId, Vec<&'l Listed<'a>>> {
    let mut by_member: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (row, today) in listed.iter().zip(today) {
        if let Some(id) = today.for_sure() {
            by_member.entry(id).or_default().push(row);
        }
    }
    by_member
}
