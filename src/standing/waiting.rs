//! What status lists leave to a person: names that wait in Matches beside those of declared rows. A row without a CID that may be a
//! facility of Annex I, and a facility without a CID that may be a row of the complete lists.

use std::collections::BTreeMap;

use super::Classifier;
use super::named_rows::{UnsureRow, key_of};
use crate::domain::{FacilityId, NameKey, Standing, Standings, StatusDoubt, Workspace};
use crate::resolve::open::{AskedName, OpenName};
use crate::resolve::rows::Register;

impl Classifier {
    /// The names that wait, by what a decision on each is about.
    pub fn open_names(
        &self,
        ws: &Workspace,
        register: &Register,
        standings: &Standings,
    ) -> BTreeMap<NameKey, OpenName> {
        let mut waiting = BTreeMap::new();
        // Where nothing tells by absence and every row has a CID, nothing waits, and nobody is looked at.
        if self.is_sure() {
            return waiting;
        }
        for row in self.unsure(ws, register, standings) {
            let place = format!("{}, row {}", row.title, row.row);
            open(&mut waiting, of_row(row)).elsewhere.push(place);
        }
        let may_be = |standing: &Standing| standing.doubts.contains(&StatusDoubt::MayBeListed);
        for (id, _) in standings.members().filter(|(_, standing)| may_be(standing)) {
            // A name that is decided to be something else waits no longer; the facility stays without a status.
            let name = of_facility(ws, id).filter(|name| !ws.resolutions.contains_key(&name.key));
            if let Some(name) = name {
                open(&mut waiting, name).elsewhere.push("a facility of Annex I without a CID".to_owned());
            }
        }
        waiting
    }
}

fn open(waiting: &mut BTreeMap<NameKey, OpenName>, name: AskedName) -> &mut OpenName {
    waiting.entry(name.key.clone()).or_insert_with(|| OpenName::elsewhere(name))
}

fn of_row(row: UnsureRow) -> AskedName {
    AskedName { key: row.key, written: row.written, country: row.country, id: String::new() }
}

fn of_facility(ws: &Workspace, id: &FacilityId) -> Option<AskedName> {
    let view = ws.view(id)?;
    let (written, country) = (view.name().to_owned(), view.country_written().to_owned());
    let key = key_of(view.facility.metal, &written, &country);
    Some(AskedName { key, written, country, id: String::new() })
}
