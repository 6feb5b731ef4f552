//! What the rows that name facilities write: countries, other names, in which declarations.

use std::collections::{BTreeSet, HashMap};

use super::{Clash, Register};
use crate::domain::{Country, DeclarationId, FacilityId};

/// What the rows that name one facility write.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowsBehind<'a> {
    /// The countries that are known of those written.
    pub countries: BTreeSet<Country>,
    /// Names beside its ID that are another facility's.
    pub other_names: BTreeSet<&'a str>,
    /// The declarations that they stand in.
    pub declarations: BTreeSet<&'a DeclarationId>,
}

impl Register {
    /// What rows write of every facility that any names, or of one alone; all in one pass.
    pub fn behind(&self, only: Option<&FacilityId>) -> HashMap<&FacilityId, RowsBehind<'_>> {
        let mut behind: HashMap<&FacilityId, RowsBehind<'_>> = HashMap::new();
        for (pair, verdict) in (0_u32..).zip(self.judged.verdicts()) {
            let target = verdict.target.and_then(|target| self.judged.targets.get(target));
            let Some(facility) = target.and_then(|target| target.facility.as_ref()) else { continue };
            if only.is_none_or(|only| only == facility) {
                self.add(behind.entry(facility).or_default(), pair, verdict.clash);
            }
        }
        behind
    }

    fn add<'a>(&'a self, behind: &mut RowsBehind<'a>, pair: u32, clash: Option<Clash>) {
        let written = self.written.pairs.get(pair as usize).and_then(|pair| self.written.beside(pair));
        let Some((key, _)) = written else { return };
        behind.countries.extend(Country::of_place(&key.country));
        if let Some(Clash::Name(_)) = clash {
            behind.other_names.insert(&key.name);
        }
        let sent = self.written.rows_of(pair).iter().filter_map(|row| self.written.sent_by(*row));
        let sent = sent.filter_map(|sent| self.written.sent.get(sent as usize));
        behind.declarations.extend(sent.map(|sent| &sent.declaration));
    }
}
