//! What lists and a file's own look-up know of what is written in a row.

use super::ResolutionMethod;
use super::written::{LookUpContext, WrittenKey};
use crate::domain::{Cid, Country, Metal};
use crate::resolve::lists::{ListNames, Lists};
use crate::resolve::near::NearMatch;

/// The names that count for a row: those of the imported lists, then those of the file's own look-up.
pub(super) struct Known<'a> {
    lists: &'a Lists,
    own: Option<&'a ListNames>,
}

impl<'a> Known<'a> {
    /// What counts beside a look-up. Where the list of its version is known, what the file's own copy says beyond it counts for
    /// nothing.
    pub fn beside(lists: &'a Lists, look_up: &'a LookUpContext) -> Self {
        Self { lists, own: look_up.names.as_deref().filter(|_| !lists.has_version(look_up.version)) }
    }

    pub fn has(&self, metal: Metal, cid: Cid) -> bool {
        let under = |names: &ListNames| names.metal(cid) == Some(metal);
        under(self.lists.names()) || self.own.is_some_and(under)
    }

    pub fn metal(&self, cid: Cid) -> Option<Metal> {
        self.lists.names().metal(cid).or_else(|| self.own?.metal(cid))
    }

    /// By the look-up name, else by the typed one.
    pub fn by_name(&self, metal: Metal, key: &WrittenKey) -> Option<(Cid, ResolutionMethod)> {
        let look_up = || Some((self.named(metal, &key.look_up)?, ResolutionMethod::LookUpName));
        look_up().or_else(|| Some((self.named(metal, &key.typed)?, ResolutionMethod::Name)))
    }

    fn named(&self, metal: Metal, name: &str) -> Option<Cid> {
        if name.is_empty() {
            return None;
        }
        self.lists.names().cid(metal, name).or_else(|| self.own?.cid(metal, name))
    }

    /// Whether a look-up name and a typed one are those of two facilities.
    pub fn has_two_names(&self, metal: Metal, key: &WrittenKey, are_one: impl Fn(Cid, Cid) -> bool) -> bool {
        let both = self.named(metal, &key.look_up).zip(self.named(metal, &key.typed));
        both.is_some_and(|(look_up, typed)| !are_one(look_up, typed))
    }

    /// Whether a row's country is another than every one that lists have had for a facility.
    pub fn is_elsewhere(&self, cid: Cid, key: &WrittenKey) -> bool {
        let Some(written) = Country::of_place(&key.country) else { return false };
        let of = |names: &'a ListNames| names.countries(cid).iter().copied();
        let mut listed = of(self.lists.names()).chain(self.own.into_iter().flat_map(of)).peekable();
        listed.peek().is_some() && listed.all(|country| country != written)
    }

    /// By a name that differs in typography and legal forms alone, in the same country.
    pub fn by_near_name(&self, metal: Metal, key: &WrittenKey) -> Option<(Cid, ResolutionMethod)> {
        if key.is_special() {
            return None;
        }
        let near = key.near()?;
        let found = match (self.lists.names().nearby().find(metal, near), self.own) {
            // Where the lists know nobody, the file's own look-up may.
            (NearMatch::Nobody, Some(own)) => own.nearby().find(metal, near),
            (found, _) => found,
        };
        match found {
            NearMatch::One(cid) => Some((cid, ResolutionMethod::NearName)),
            NearMatch::Nobody | NearMatch::Doubtful => None,
        }
    }
}
