//! The name in hand: who wrote it, and the facilities that may be meant, with what speaks for and against each.

use std::sync::Arc;

use crate::app::core::Core;
use crate::domain::{Country, NameKey, Resolution};
use crate::resolve::matching::{
    Candidate, CandidateSource, DecisionBand, Explanation, FacilityRef, NameQuery, Reference,
};
use crate::resolve::open::{AskedName, OpenName, the_only, thousandths};

/// The most candidates that are offered.
const MOST: usize = 12;

/// So many are offered even when they are hardly likely.
const FEW: usize = 4;

/// From this probability on, in thousandths, a candidate is offered.
const LIKELY: u16 = 5;

/// A facility that may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    pub whose: FacilityRef,
    /// Its standard name.
    pub name: String,
    /// The name of it that is most like the one in hand.
    pub like: String,
    /// Where it stands.
    pub country: Option<Country>,
    /// How likely it is the one meant, in thousandths; none for one that a person looked up and the matcher did not
    /// think of.
    pub score: Option<u16>,
    /// How it was found.
    pub how: CandidateSource,
    /// What speaks for and against it.
    pub why: Explanation,
    /// Whether the newest list has it.
    pub is_listed: bool,
}

/// The same name under another metal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub metal: crate::domain::Metal,
    pub whose: FacilityRef,
    /// Its standard name.
    pub name: String,
}

/// The name in hand.
#[derive(Debug, Clone)]
pub struct NameInHand {
    /// The name, and who wrote it.
    pub open: OpenName,
    /// What was decided on it, when it is decided.
    pub decided: Option<Resolution>,
    /// What may be done with the first candidate; none while nothing is known.
    pub band: Option<DecisionBand>,
    /// The facilities that may be meant, the likeliest first; what a person looked up on top.
    pub offers: Vec<Offer>,
    /// The cursor over them.
    pub cursor: usize,
    /// The same or a very similar name under other metals.
    pub elsewhere: Vec<Elsewhere>,
    /// The rows of the register that write it.
    pub rows: Vec<usize>,
    /// What a person looked up for it.
    looked_up: Vec<FacilityRef>,
    /// What it was matched against.
    reference: Option<Arc<Reference>>,
}

impl NameInHand {
    /// What is known of the name in hand; `before` is what was in hand, whose look-ups and cursor stay while the name
    /// does.
    pub fn make(core: &Core, key: &NameKey, before: Option<&Self>) -> Option<Self> {
        let decided = core.workspace.resolutions.get(key).cloned();
        let rows = core.register.rows_named(key);
        let open = match core.matching.open(key) {
            Some(open) => open.clone(),
            None => closed(core, key, decided.as_ref(), &rows)?,
        };
        let before = before.filter(|before| before.open.name.key == *key);
        let looked_up = before.map_or_else(Vec::new, |before| before.looked_up.clone());
        let reference = core.matching.reference.clone();
        let mut hand = Self {
            open,
            decided,
            band: None,
            offers: Vec::new(),
            cursor: 0,
            elsewhere: Vec::new(),
            rows,
            looked_up,
            reference,
        };
        hand.offer();
        let at = before.and_then(Self::current).map(|offer| offer.whose.clone());
        hand.go_to(at.as_ref());
        Some(hand)
    }

    /// The candidate under the cursor.
    pub fn current(&self) -> Option<&Offer> {
        self.offers.get(self.cursor)
    }

    /// Puts a facility that a person looked up on top, and the cursor on it.
    pub fn look_up(&mut self, whose: &FacilityRef) {
        self.looked_up.retain(|other| other != whose);
        self.looked_up.insert(0, whose.clone());
        self.offer();
        self.go_to(Some(whose));
    }

    fn go_to(&mut self, whose: Option<&FacilityRef>) {
        let at = whose.and_then(|whose| self.offers.iter().position(|offer| offer.whose == *whose));
        self.cursor = at.unwrap_or(0);
    }

    /// Asks the matcher, and explains what it says.
    fn offer(&mut self) {
        let Some(reference) = self.reference.clone() else { return };
        let name = self.open.name.clone();
        let query = name.query();
        let matched = reference.candidates(&query);
        let offered =
            |(at, candidate): &(usize, &Candidate)| *at < FEW || thousandths(candidate.probability) >= LIKELY;
        let likely = matched.candidates.iter().take(MOST).enumerate().filter(offered);
        self.offers = likely.filter_map(|(_, candidate)| offer(&reference, &query, candidate)).collect();
        self.put_looked_up(&reference, &query);
        self.band = Some(matched.band);
        self.elsewhere = matched.elsewhere.iter().filter_map(|found| elsewhere(&reference, found)).collect();
    }

    fn put_looked_up(&mut self, reference: &Reference, query: &NameQuery<'_>) {
        for whose in self.looked_up.iter().rev() {
            let found = match self.offers.iter().position(|offer| offer.whose == *whose) {
                Some(at) => Some(self.offers.remove(at)),
                None => looked_up(reference, query, whose),
            };
            if let Some(found) = found {
                self.offers.insert(0, found);
            }
        }
    }
}

fn offer(reference: &Reference, query: &NameQuery<'_>, candidate: &Candidate) -> Option<Offer> {
    let facility = reference.facilities().get(candidate.facility)?;
    Some(Offer {
        whose: candidate.whose.clone(),
        name: facility.name.clone(),
        like: candidate.name.clone(),
        country: facility.country,
        score: Some(thousandths(candidate.probability)),
        how: candidate.how,
        why: reference.explain(query, candidate),
        is_listed: facility.is_listed,
    })
}

/// A facility that the matcher did not think of.
fn looked_up(reference: &Reference, query: &NameQuery<'_>, whose: &FacilityRef) -> Option<Offer> {
    let is_meant = |facility: &crate::resolve::matching::ReferenceFacility| {
        facility.whose == *whose && Some(facility.metal) == query.metal
    };
    let at = reference.facilities().iter().position(is_meant)?;
    let candidate = reference.looked_up(query, at)?;
    Some(Offer { score: None, ..offer(reference, query, &candidate)? })
}

fn elsewhere(reference: &Reference, found: &Candidate) -> Option<Elsewhere> {
    let facility = reference.facilities().get(found.facility)?;
    let (metal, whose, name) = (facility.metal, found.whose.clone(), facility.name.clone());
    Some(Elsewhere { metal, whose, name })
}

/// A name that is decided already, or that no row writes any more.
fn closed(core: &Core, key: &NameKey, decided: Option<&Resolution>, rows: &[usize]) -> Option<OpenName> {
    let decided = decided?;
    let views: Vec<_> = rows.iter().filter_map(|row| core.register.row(*row)).collect();
    let mut suppliers: Vec<_> = views.iter().map(|view| view.supplier.clone()).collect();
    suppliers.dedup();
    let mut ids: Vec<String> =
        views.iter().map(|view| view.cid.to_owned()).filter(|id| !id.is_empty()).collect();
    ids.sort();
    ids.dedup();
    let (written, country) = (decided.written.clone(), decided.country.clone());
    let id = the_only(ids.iter().map(String::as_str)).to_owned();
    let name = AskedName { key: key.clone(), written, country, id };
    Some(OpenName { rows: rows.len(), suppliers, ids, ..OpenName::elsewhere(name) })
}
