//! What the application knows of open names: who wrote them, and what the matcher says, asked in the background
//! and only about what a change can touch.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::core::Core;
use super::derived::Generations;
use super::effect::Effect;
use super::news::News;
use crate::domain::{FacilityId, NameKey};
use crate::query::{OtherNames, SearchedIn};
use crate::resolve::matching::Reference;
use crate::resolve::open::{BasisChange, MatchAnswer, MatchAnswers, MatchBasis, MatchOrder, OpenName};
use crate::resolve::rows::Moved;

/// What is known of open names.
#[derive(Debug, Default)]
pub struct Matching {
    /// The open names, by metal, name and country.
    pub waiting: Vec<OpenName>,
    /// Those of them that status lists leave to a person.
    elsewhere: BTreeMap<NameKey, OpenName>,
    /// What the matcher says of names, in short.
    pub answers: BTreeMap<NameKey, MatchAnswer>,
    /// What names are matched against; none until it was made.
    pub reference: Option<Arc<Reference>>,
    /// How many declared rows decisions on names have settled.
    pub rows_decided: usize,
    /// What the answers come from.
    match_basis: MatchBasis,
    /// The number of the last order.
    ordered: u64,
    /// Whether its answer is awaited.
    pub is_asking: bool,
    /// Whether the accept band is taken once the answers are there.
    pub(super) accepts_next: bool,
    /// Whether the question about the accept band waits for the answers.
    pub(super) asks_next: bool,
}

/// More names than these are not put in or taken out one by one: each moves those behind it.
const ONE_BY_ONE: usize = 64;

impl Matching {
    pub fn open(&self, key: &NameKey) -> Option<&OpenName> {
        let at = self.waiting.binary_search_by(|open| open.name.key.cmp(key)).ok()?;
        self.waiting.get(at)
    }

    /// Lets a name be open, or not any more.
    fn follow(&mut self, key: &NameKey, open: Option<OpenName>) {
        let place = self.waiting.binary_search_by(|open| open.name.key.cmp(key));
        match (place, open) {
            (Err(at), Some(open)) => self.waiting.insert(at, open),
            (Ok(at), None) => drop(self.waiting.remove(at)),
            (Ok(at), Some(open)) => {
                if let Some(held) = self.waiting.get_mut(at) {
                    *held = open;
                }
            }
            (Err(_), None) => {}
        }
    }

    /// How many declared rows the open names have.
    pub fn open_rows(&self) -> usize {
        self.waiting.iter().map(|open| open.rows).sum()
    }

    /// Whether the answers to all open names are there.
    pub fn is_settled(&self) -> bool {
        !self.is_asking && self.waiting.iter().all(|open| self.answers.contains_key(&open.name.key))
    }

    /// What names are matched against.
    pub fn match_basis(&self) -> &MatchBasis {
        &self.match_basis
    }
}

impl Core {
    /// Lets the other names of facilities follow lists and rows; whether they may be others.
    pub(super) fn refresh_other_names(&mut self) -> bool {
        let Generations { declared, contents, names, answers, .. } = self.generations;
        let of = Generations { declared, contents, names, answers, ..Generations::default() };
        let is_due = self.other_names.outdated_by(of);
        if is_due {
            *self.other_names = OtherNames::build(&self.rows, &self.matching.match_basis, &self.register);
        }
        is_due
    }

    /// What facilities are searched in.
    pub fn searched_in(&self) -> SearchedIn<'_> {
        SearchedIn { ws: &self.workspace, standings: &self.standings, names: &self.other_names }
    }

    /// The name of a facility that rows resolved to; empty for one that is not there.
    pub fn called(&self, id: &FacilityId) -> &str {
        self.row(id).map_or("", |row| row.name.as_str())
    }

    /// Looks again what status lists leave to a person; whether that is something else than before.
    pub(super) fn refresh_elsewhere(&mut self) -> bool {
        let elsewhere = self.classifier.open_names(&self.workspace, &self.register, &self.standings);
        let is_other = elsewhere != self.matching.elsewhere;
        self.matching.elsewhere = elsewhere;
        is_other
    }

    /// A name as it is open in declared rows and elsewhere.
    fn open_name(&self, key: &NameKey) -> Option<OpenName> {
        let elsewhere = self.matching.elsewhere.get(key);
        match (self.register.open_name(key).map(OpenName::from), elsewhere) {
            (Some(open), Some(elsewhere)) => Some(open.and_elsewhere(&elsewhere.elsewhere)),
            (open, elsewhere) => open.or_else(|| elsewhere.cloned()),
        }
    }

    /// All of them, by metal, name and country.
    fn open_names(&self) -> Vec<OpenName> {
        let declared = self.register.open_names().into_iter().map(OpenName::from);
        let mut all: BTreeMap<NameKey, OpenName> = self.matching.elsewhere.clone();
        for open in declared {
            let elsewhere = all.get(&open.name.key).map_or(&[][..], |held| &held.elsewhere);
            let open = open.and_elsewhere(elsewhere);
            all.insert(open.name.key.clone(), open);
        }
        all.into_values().collect()
    }

    /// Lets the open names follow the declared rows, and asks about those whose answers may be others by now.
    pub(super) fn refresh_matches(&mut self, moved: &Moved) {
        let is_made_anew = moved.everything || moved.names.len() > ONE_BY_ONE;
        if is_made_anew {
            self.matching.waiting = self.open_names();
        }
        for name in moved.names.iter().filter(|_| !is_made_anew) {
            let open = self.open_name(name);
            self.matching.follow(name, open);
        }
        self.matching.rows_decided = self.register.rows_decided();
        self.generations.names += 1;
        self.order_matches();
        self.tell(News::Names);
    }

    /// Orders the answers that are not known. While an order is out nothing is ordered; its answer orders the rest.
    fn order_matches(&mut self) {
        // Before the declarations are read there is no name to ask about.
        let is_early = self.matching.waiting.is_empty() && !self.register.unread().is_empty();
        if self.matching.is_asking || is_early {
            return;
        }
        let match_basis = MatchBasis::of(&self.workspace, &self.contents, self.register.lists());
        let matching = &mut self.matching;
        let has_same_lists =
            matching.reference.is_some() && match_basis.has_same_lists(&matching.match_basis);
        let decided_names = match_basis.decided_otherwise(&matching.match_basis);
        matching.match_basis = match_basis;
        if matching.match_basis.is_empty() {
            matching.answers.clear();
            matching.reference = None;
            self.generations.answers += 1;
            return;
        }
        if !decided_names.is_empty() {
            // What was said of names that are settled now may be otherwise when they come back.
            let waiting: BTreeSet<&NameKey> = matching.waiting.iter().map(|open| &open.name.key).collect();
            matching.answers.retain(|key, _| waiting.contains(key));
        }
        let change = if has_same_lists {
            BasisChange::Decisions { known: matching.answers.keys().cloned().collect(), decided_names }
        } else {
            matching.answers.clear();
            self.news.push(News::Lists);
            BasisChange::Lists
        };
        let names = matching.waiting.iter().map(|open| open.name.clone()).collect();
        matching.ordered += 1;
        let order =
            MatchOrder { number: matching.ordered, match_basis: matching.match_basis.clone(), names, change };
        // Without a name to ask about only what was decided matters, and only to the next name.
        if has_same_lists && !order.has_decided() && order.wanted().is_empty() {
            return;
        }
        matching.is_asking = true;
        self.ask(Effect::MatchNames(Box::new(order)));
    }

    /// Takes the answers to an order; whether it was the last one, and the answers are taken.
    pub(super) fn take_matched(&mut self, answered: MatchAnswers) -> bool {
        if answered.number != self.matching.ordered {
            return false;
        }
        self.matching.is_asking = false;
        self.matching.reference = Some(answered.reference);
        self.matching.answers.extend(answered.answers);
        self.generations.answers += 1;
        // Names may have come, or been decided, meanwhile.
        self.order_matches();
        self.tell(News::Answers);
        true
    }

    /// Whether the question about the accept band waited for the answers that are there now.
    pub(super) fn take_band_due(&mut self) -> bool {
        let is_due = self.matching.asks_next && self.matching.is_settled();
        self.matching.asks_next &= !is_due;
        is_due
    }
}
