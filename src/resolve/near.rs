//! Names that differ from a list's in typography, legal forms and the smallest words alone, in the same country: these are
//! the same company's, whoever reads them.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::domain::{Cid, Country, Metal};
use crate::resolve::matching::{NearName, near_name};

/// A row's name as it is compared, with the country beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    name: NearName,
    country: Country,
}

impl Near {
    /// That of a row; none for a name without a word of its own, and for a row whose country is not known: then only a
    /// person can say whether another legal form is another company.
    pub fn of(name: &str, country: &str) -> Option<Self> {
        Some(Self { country: Country::of_place(country)?, name: near_name(name)? })
    }
}

/// Whose name it is: a CID's, or whatever facilities are known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NearMatch<W = Cid> {
    /// No list has such a name.
    Nobody,
    /// Several facilities have it, or one in another country.
    Doubtful,
    /// This facility's.
    One(W),
}

/// A name as a list writes it.
#[derive(Debug, Clone)]
struct Written<W> {
    metal: Metal,
    name: Box<str>,
    beside: Beside<W>,
}

/// Whose a name is, and where that facility stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Beside<W> {
    whose: W,
    country: Option<Country>,
}

/// Names as they are compared, by metal; none where several facilities have one.
type NameIndex<W> = HashMap<(Metal, u64), Option<Beside<W>>>;

/// The names of lists as they are compared, made when they are first asked for.
#[derive(Debug, Clone)]
pub struct Nearby<W = Cid> {
    written: Vec<Written<W>>,
    index: OnceLock<NameIndex<W>>,
}

impl<W> Default for Nearby<W> {
    fn default() -> Self {
        Self { written: Vec::new(), index: OnceLock::new() }
    }
}

impl<W: Copy + PartialEq> Nearby<W> {
    /// Adds a name of a facility.
    pub fn add(&mut self, metal: Metal, name: &str, (whose, country): (W, Option<Country>)) {
        self.index = OnceLock::new();
        self.written.push(Written { metal, name: name.into(), beside: Beside { whose, country } });
    }

    /// Whose a row's name is under a metal.
    pub fn find(&self, metal: Metal, near: Near) -> NearMatch<W> {
        let index = self.index.get_or_init(|| self.all());
        let of = |name: u64| index.get(&(metal, name)).copied();
        // A country at the end of the name is one more word that the list may not have.
        let bare = near.name.bare.filter(|(_, said)| *said == near.country);
        match of(near.name.whole).or_else(|| of(bare?.0)) {
            None => NearMatch::Nobody,
            Some(Some(Beside { whose, country: Some(country) })) if country == near.country => {
                NearMatch::One(whose)
            }
            Some(_) => NearMatch::Doubtful,
        }
    }

    /// Names of several facilities are nobody's.
    fn all(&self) -> NameIndex<W> {
        let mut all: NameIndex<W> = HashMap::new();
        for Written { metal, name, beside } in &self.written {
            let Some(key) = near_name(name) else { continue };
            let held = all.entry((*metal, key.whole)).or_insert(Some(*beside));
            *held = held.filter(|held| held.whose == beside.whose).map(|_| *beside);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::fixture::cid;

    fn nearby() -> Nearby {
        let mut nearby = Nearby::default();
        let (ch, ca) = (Country::from_code("CH"), Country::from_code("CA"));
        for (name, id, country) in [
            ("Aurora Refining AG", "CID900001", ch),
            ("L\u{2019}Orvik (Zeta), S.A. de C.V.", "CID900002", ca),
            ("Twin Falls Metals Ltd.", "CID900003", ca),
            ("Twin Falls Metals Inc.", "CID900004", ca),
            ("Nowhere Gold", "CID900005", None),
            ("Smelting Works Co.", "CID900006", ca),
            ("Gold- und Silberwerk Orvik", "CID900007", ch),
        ] {
            nearby.add(Metal::Gold, name, (cid(id), country));
        }
        nearby
    }

    fn found(name: &str, country: &str) -> NearMatch {
        Near::of(name, country).map_or(NearMatch::Nobody, |near| nearby().find(Metal::Gold, near))
    }

    #[test]
    fn typography_and_legal_forms_are_the_same_company() {
        let aurora = NearMatch::One(cid("CID900001"));
        for name in [
            "Aurora Refining AG",
            "AURORA  REFINING",
            "Aurora Refining Ltd.",
            "The Aurora Refining Co., Ltd.*",
            "Aurora Refining AG (1)",
            "Aurora Refining AG, Switzerland",
        ] {
            assert_eq!(found(name, "SWITZERLAND"), aurora, "{name}");
        }
        assert_eq!(found("Gold- & Silberwerk Orvik AG", "SWITZERLAND"), NearMatch::One(cid("CID900007")));
        assert_eq!(found("L'Orvik \"Zeta\" SA de CV", "Canada"), NearMatch::One(cid("CID900002")));
    }

    #[test]
    fn another_word_or_country_is_for_a_person() {
        for name in [
            "Aurora Refining Trading AG",
            "Aurora Refinery AG",
            "Aurora Mine AG",
            "Aurora Holding AG",
            "Aurora Refining AG, Canada",
            "Aurora",
            "Formerly Aurora Refining AG",
        ] {
            assert_eq!(found(name, "SWITZERLAND"), NearMatch::Nobody, "{name}");
        }
        assert_eq!(found("Aurora Refining Ltd.", "CANADA"), NearMatch::Doubtful);
        assert_eq!(found("Aurora Refining Ltd.", ""), NearMatch::Nobody, "without a country");
        assert_eq!(found("Aurora Refining Ltd.", "Atlantis"), NearMatch::Nobody);
        assert_eq!(found("Twin Falls Metals", "CANADA"), NearMatch::Doubtful, "two have this name");
        assert_eq!(found("Nowhere Gold Ltd.", "CANADA"), NearMatch::Doubtful, "the list does not say where");
        assert_eq!(found("Smelting Works Ltd.", "CANADA"), NearMatch::Nobody, "no word of its own");
        let near = Near::of("Aurora Refining", "SWITZERLAND").unwrap();
        assert_eq!(nearby().find(Metal::Tin, near), NearMatch::Nobody, "another metal");
    }
}
