//! Facilities that one source names in several lists: one facility, with what each list says.

use std::collections::{HashMap, HashSet};

use super::columns::FacilityColumn;
use super::{DraftClaim, DraftRow};
use crate::domain::{Cid, CountryValue, Metal, Place};
use crate::text::fold;

/// The rows of a source's lists. A row of one list is joined to the facility of another list that has its metal and CID, or its
/// metal and name where neither country nor CID contradicts; two rows of one list are never joined.
#[derive(Debug, Default)]
pub struct SourceLists {
    rows: Vec<DraftRow>,
    /// How many rows earlier lists have.
    earlier: usize,
    /// The columns of the list that is being read.
    columns: Vec<FacilityColumn>,
    by_cid: HashMap<(Metal, Cid), Vec<usize>>,
    by_name: HashMap<(Metal, String), Vec<usize>>,
    /// The claims of facilities that very many lists name.
    claims: HashMap<usize, HashSet<DraftClaim>>,
    remarks: Vec<(Place, String)>,
}

/// A facility with more claims than this has them in a set as well: of each new one it is asked whether it is there.
const MANY_CLAIMS: usize = 64;

impl SourceLists {
    /// Begins a list; one with the columns of the list before it goes on with that.
    pub fn begin(&mut self, columns: Vec<FacilityColumn>) {
        if columns != self.columns {
            self.columns = columns;
            self.end();
        }
    }

    /// Ends a list: what follows is another.
    pub fn end(&mut self) {
        for (index, row) in self.rows.iter().enumerate().skip(self.earlier) {
            cids(row).for_each(|cid| self.by_cid.entry((row.metal, cid)).or_default().push(index));
            names(row).for_each(|name| self.by_name.entry((row.metal, fold(name))).or_default().push(index));
        }
        self.earlier = self.rows.len();
    }

    /// Takes a row of the list.
    pub fn push(&mut self, row: DraftRow) {
        let found = self.same(&row);
        let (Some(only), 1) = (found.first(), found.len()) else {
            if let Some(claim) = row.claims.first().filter(|_| found.len() > 1) {
                let why =
                    "several facilities of an earlier list have this name; which of them it is remains open";
                self.remarks.push((claim.place.clone(), why.to_owned()));
            }
            self.rows.push(row);
            return;
        };
        let Some(held) = self.rows.get_mut(*only) else { return };
        if held.claims.len() < MANY_CLAIMS {
            let new: Vec<DraftClaim> =
                row.claims.into_iter().filter(|claim| !held.claims.contains(claim)).collect();
            held.claims.extend(new);
            return;
        }
        let known = self.claims.entry(*only).or_insert_with(|| held.claims.iter().cloned().collect());
        held.claims.extend(row.claims.into_iter().filter(|claim| known.insert(claim.clone())));
    }

    /// The facilities of earlier lists that a row can be: by its CID, else by its name.
    fn same(&self, row: &DraftRow) -> Vec<usize> {
        let by_cid = cids(row).find_map(|cid| self.by_cid.get(&(row.metal, cid)));
        if let Some(found) = by_cid {
            return found.clone();
        }
        let by_name = names(row).find_map(|name| self.by_name.get(&(row.metal, fold(name))));
        let agrees = |index: &usize| self.rows.get(*index).is_some_and(|held| agree(held, row));
        by_name.into_iter().flatten().copied().filter(agrees).collect()
    }

    /// What is to be said of rows that are open.
    pub fn remarks(&mut self) -> Vec<(Place, String)> {
        std::mem::take(&mut self.remarks)
    }

    /// The facilities, in the order in which the lists first name them.
    pub fn into_rows(self) -> Vec<DraftRow> {
        self.rows
    }

    /// Whether no facility was taken.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn cids(row: &DraftRow) -> impl Iterator<Item = Cid> {
    row.claims.iter().filter_map(|claim| claim.value.as_cid())
}

fn names(row: &DraftRow) -> impl Iterator<Item = &str> {
    row.claims.iter().filter_map(|claim| claim.value.as_name())
}

/// Whether two rows of one name do not contradict each other in country or CID.
fn agree(one: &DraftRow, other: &DraftRow) -> bool {
    let country = |row: &DraftRow| row.claims.iter().find_map(|claim| claim.value.as_country()).map(key);
    let same_country = country(one).zip(country(other)).is_none_or(|(one, other)| one == other);
    let same_cid = cids(one).next().zip(cids(other).next()).is_none_or(|(one, other)| one == other);
    same_country && same_cid
}

fn key(country: &CountryValue) -> String {
    country.code.map_or_else(|| fold(&country.written), |code| code.code().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Country, Status, Value};

    fn row(name: &str, country: Option<&str>, status: Option<Status>) -> DraftRow {
        let stated = |value| DraftClaim::stated(value, Place::File);
        let country =
            country.map(|code| CountryValue { code: Country::from_code(code), written: code.to_owned() });
        let claims = [Value::Name(name.to_owned())].into_iter().chain(country.map(Value::Country));
        let claims = claims.chain(status.map(|status| Value::Status(status, None))).map(stated).collect();
        DraftRow { metal: Metal::Gold, claims }
    }

    #[test]
    fn a_facility_of_two_lists_has_the_claims_of_both() {
        let mut lists = SourceLists::default();
        [row("Dowa", Some("JP"), None), row("Agosi", Some("DE"), None)]
            .into_iter()
            .for_each(|row| lists.push(row));
        lists.end();
        lists.push(row("DOWA", None, Some(Status::Active)));
        lists.push(row("Agosi", Some("TH"), None));
        let rows = lists.into_rows();
        assert_eq!(rows.iter().map(|row| row.claims.len()).collect::<Vec<_>>(), [4, 2, 2]);
    }

    #[test]
    fn rows_of_one_list_and_names_of_several_facilities_stay_apart() {
        let mut lists = SourceLists::default();
        [row("Dowa", Some("JP"), None), row("Dowa", Some("TH"), None)]
            .into_iter()
            .for_each(|row| lists.push(row));
        lists.end();
        lists.push(row("Dowa", None, None));
        assert_eq!(lists.remarks().len(), 1);
        assert_eq!(lists.into_rows().len(), 3);
    }
}
