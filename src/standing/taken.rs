//! What a row of a status list is taken for: a facility by its CID, where the row's name or country does not speak against it;
//! without a CID the one that its name stands for. What contradicts itself gives no status, and waits in Matches.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::chosen::Counting;
use super::named_rows::NamedFacilities;
use crate::domain::{Cid, Country, FacilityId, FacilityView, Metal, Workspace};
use crate::resolve::matching::{near_name, own_words};
use crate::resolve::rows::{Cids, Register};
use crate::text::fold;

/// Whose a row is.
pub(super) enum RowOwner<'a> {
    /// Whoever has its CID; under another name than the row's, where `renamed`.
    Cid {
        renamed: bool,
    },
    /// This facility's, by its name.
    Named(&'a FacilityId),
    /// Nobody can say: the CID is one facility's, and the name another's.
    Waits,
    Nobody,
}

/// A row with whose it is.
pub(super) struct TakenRow<'a> {
    pub owner: RowOwner<'a>,
    /// The facilities that it may be about all the same: that they are on no list cannot be said.
    pub contested: Vec<&'a FacilityId>,
}

impl<'a> TakenRow<'a> {
    fn of(owner: RowOwner<'a>) -> Self {
        Self { owner, contested: Vec::new() }
    }
}

/// Whether a row speaks of the facility that has its CID.
enum RowFit {
    Same,
    /// Another name, and nothing against it: a facility may be renamed.
    Renamed,
    /// Another name and another country, or the name of another facility.
    Other,
}

/// Takes rows for facilities.
pub(super) struct RowTaker<'a> {
    ws: &'a Workspace,
    register: &'a Register,
    cids: Cids<'a>,
    named: OnceCell<NamedFacilities<'a>>,
    /// What the rows have CIDs of.
    listed: HashSet<(Metal, Cid)>,
}

impl<'a> RowTaker<'a> {
    /// For rows that are looked at together.
    pub fn new<'e>(
        ws: &'a Workspace,
        register: &'a Register,
        rows: impl IntoIterator<Item = Counting<'e>>,
    ) -> Self {
        let listed = rows.into_iter().filter_map(|row| Some((row.metal, row.entry.cid?))).collect();
        Self { ws, register, cids: Cids::of(ws), named: OnceCell::new(), listed }
    }

    /// The facilities by their names.
    pub fn named(&self) -> &NamedFacilities<'a> {
        self.named.get_or_init(|| NamedFacilities::of(self.ws, self.register))
    }

    /// Whether a row is a facility's that is here.
    pub fn is_here(&self, row: Counting<'_>) -> bool {
        match (self.taken(row).owner, row.entry.cid) {
            (RowOwner::Named(_), _) => true,
            (RowOwner::Cid { .. }, Some(cid)) => self.cids.facility(row.metal, cid).is_some(),
            (RowOwner::Cid { .. }, None) | (RowOwner::Waits | RowOwner::Nobody, _) => false,
        }
    }

    /// What a row is taken for.
    pub fn taken(&self, row: Counting<'_>) -> TakenRow<'a> {
        let Some(cid) = row.entry.cid else {
            let named = self.named().named_by(row);
            return TakenRow::of(named.map_or(RowOwner::Nobody, RowOwner::Named));
        };
        match self.cids.facility(row.metal, cid) {
            Some(id) => match self.fit(row, cid, id) {
                RowFit::Same => TakenRow::of(RowOwner::Cid { renamed: false }),
                RowFit::Renamed => TakenRow::of(RowOwner::Cid { renamed: true }),
                RowFit::Other => self.contested(row, vec![id]),
            },
            None => match self.only_named(row) {
                Some(id) => self.contested(row, vec![id]),
                None => TakenRow {
                    owner: RowOwner::Cid { renamed: false },
                    contested: self.of_other_metals(row.metal, cid),
                },
            },
        }
    }

    /// By a decision on its name; else it waits.
    fn contested(&self, row: Counting<'_>, mut ids: Vec<&'a FacilityId>) -> TakenRow<'a> {
        match self.named().decided(row) {
            Some(Some(id)) => TakenRow::of(RowOwner::Named(id)),
            Some(None) => TakenRow::of(RowOwner::Nobody),
            None => {
                ids.extend(self.named().exactly(row));
                TakenRow { owner: RowOwner::Waits, contested: ids }
            }
        }
    }

    /// The facility that a row names exactly, where it has another CID, with which no row has it.
    fn only_named(&self, row: Counting<'_>) -> Option<&'a FacilityId> {
        let id = self.named().exactly(row).filter(|_| !row.entry.name.is_empty())?;
        let own = self.cids.of_facility(id)?;
        (!self.listed.contains(&(row.metal, own))).then_some(id)
    }

    fn of_other_metals(&self, metal: Metal, cid: Cid) -> Vec<&'a FacilityId> {
        let others = Metal::ALL.into_iter().filter(|other| *other != metal);
        others.filter_map(|other| self.cids.facility(other, cid)).collect()
    }

    fn fit(&self, row: Counting<'_>, cid: Cid, id: &FacilityId) -> RowFit {
        let (written, lists) = (fold(&row.entry.name), self.register.lists());
        let Some(view) = self.ws.view(id).filter(|_| !written.is_empty()) else { return RowFit::Same };
        let stated = lists.said(row.metal, cid).iter().map(|said| said.name.as_str());
        let names: Vec<&str> = names_of(&view).into_iter().chain(stated).collect();
        let is_listed = lists.names().cid(row.metal, &written) == Some(cid);
        if is_listed || names.is_empty() || names.iter().any(|name| fold(name) == written) {
            return RowFit::Same;
        }
        if self.named().exactly(row).is_some_and(|other| other != id) {
            return RowFit::Other;
        }
        if names.iter().any(|name| is_like(name, &row.entry.name)) {
            return RowFit::Same;
        }
        let own = view.country();
        let mut known = own.iter().chain(lists.names().countries(cid)).peekable();
        match Country::of_place(&row.entry.country) {
            Some(country) if known.peek().is_some() && !known.any(|known| *known == country) => RowFit::Other,
            Some(_) | None => RowFit::Renamed,
        }
    }
}

fn names_of<'a>(view: &FacilityView<'a>) -> Vec<&'a str> {
    let all = std::iter::once(view.name()).chain(view.other_names());
    all.filter(|name| !name.is_empty()).collect()
}

/// Whether two names share a word of their own, or one of them has none by which to tell.
fn is_like(a: &str, b: &str) -> bool {
    let near = |name| near_name(name).map(|near| near.whole);
    if near(a).is_some() && near(a) == near(b) {
        return true;
    }
    let (a, b) = (own_words(a), own_words(b));
    a.is_empty() || b.is_empty() || a.iter().any(|word| b.contains(word))
}
