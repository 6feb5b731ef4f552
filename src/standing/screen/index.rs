//! The entries of one sanctions list by what they can be found by.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::domain::{Cid, Country, Metal, RiskBody, RiskEntry};
use crate::resolve::matching::near_name;
use crate::risk::HitBy;
use crate::text::fold;

/// Who is looked for.
#[derive(Debug, Default)]
pub(super) struct ScreenQuery<'a> {
    pub names: Vec<&'a str>,
    pub cids: Vec<Cid>,
    pub country: Option<Country>,
    pub metal: Option<Metal>,
}

/// The entries of a list, as places in its content.
#[derive(Debug)]
pub(super) struct EntryIndex {
    body: Arc<RiskBody>,
    by_cid: HashMap<Cid, Vec<usize>>,
    /// By folded name.
    by_name: HashMap<String, Vec<usize>>,
    /// By the name without typography and legal forms; persons are not among them.
    by_near: HashMap<u64, Vec<usize>>,
}

impl EntryIndex {
    pub fn of(body: Arc<RiskBody>) -> Self {
        let (mut by_cid, mut by_name, mut by_near) = (HashMap::new(), HashMap::new(), HashMap::new());
        let keys: Vec<Keys> = body.entries.par_iter().map(Keys::of).collect();
        for (at, keys) in keys.into_iter().enumerate() {
            keys.cid.into_iter().for_each(|cid| by_cid.entry(cid).or_insert_with(Vec::new).push(at));
            keys.names.into_iter().for_each(|name| by_name.entry(name).or_insert_with(Vec::new).push(at));
            keys.near.into_iter().for_each(|near| by_near.entry(near).or_insert_with(Vec::new).push(at));
        }
        Self { body, by_cid, by_name, by_near }
    }

    /// The entries that have who is looked for, each with the strongest of what it was found by.
    pub fn find(&self, sought: &ScreenQuery<'_>) -> Vec<(&RiskEntry, HitBy)> {
        let mut found: BTreeMap<usize, HitBy> = BTreeMap::new();
        let mut note = |at: usize, by: HitBy| {
            let held = found.entry(at).or_insert(by);
            *held = by.min(*held);
        };
        let by_cid = sought.cids.iter().filter_map(|cid| self.by_cid.get(cid)).flatten();
        by_cid.for_each(|at| note(*at, HitBy::Cid));
        for name in &sought.names {
            for at in self.by_name.get(&fold(name)).into_iter().flatten() {
                note(*at, self.by_name_of(*at, sought));
            }
            self.near(name).into_iter().for_each(|at| note(at, HitBy::Name));
        }
        let entry = |(at, by)| Some((self.body.entries.get(at)?, by));
        found.into_iter().filter_map(entry).collect()
    }

    fn near(&self, name: &str) -> Vec<usize> {
        if self.by_near.is_empty() {
            return Vec::new();
        }
        let Some(near) = near_name(name) else { return Vec::new() };
        let keys = std::iter::once(near.whole).chain(near.bare.map(|(bare, _)| bare));
        keys.filter_map(|key| self.by_near.get(&key)).flatten().copied().collect()
    }

    /// With the country a name is a hit, unless the entry says by its CID or its metal that it is another.
    fn by_name_of(&self, at: usize, sought: &ScreenQuery<'_>) -> HitBy {
        let Some(entry) = self.body.entries.get(at) else { return HitBy::Name };
        let is_there = sought.country.is_some_and(|country| entry.countries.contains(&country));
        let is_other_cid =
            entry.cid.is_some_and(|cid| !sought.cids.is_empty() && !sought.cids.contains(&cid));
        let is_other_metal = entry.metal.is_some_and(|of| sought.metal.is_some_and(|metal| metal != of));
        if is_there && !is_other_cid && !is_other_metal { HitBy::NameAndCountry } else { HitBy::Name }
    }
}

/// What one entry can be found by.
struct Keys {
    cid: Option<Cid>,
    names: Vec<String>,
    near: Vec<u64>,
}

impl Keys {
    fn of(entry: &RiskEntry) -> Self {
        let unique = |mut names: Vec<String>| {
            names.sort_unstable();
            names.dedup();
            names
        };
        let names = entry.names().map(fold).filter(|name| !name.is_empty()).collect();
        let near = entry.names().filter(|_| !entry.is_person).filter_map(near_name);
        let mut near: Vec<u64> =
            near.flat_map(|near| [Some(near.whole), near.bare.map(|(bare, _)| bare)]).flatten().collect();
        near.sort_unstable();
        near.dedup();
        Self { cid: entry.cid, names: unique(names), near }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(entries: Vec<RiskEntry>, sought: &ScreenQuery<'_>) -> Vec<(String, HitBy)> {
        let index = EntryIndex::of(Arc::new(RiskBody { sheet: String::new(), entries }));
        index.find(sought).into_iter().map(|(entry, by)| (entry.name.clone(), by)).collect()
    }

    fn entry(name: &str) -> RiskEntry {
        RiskEntry { name: name.to_owned(), ..RiskEntry::default() }
    }

    fn by(entry: RiskEntry, sought: &ScreenQuery<'_>) -> Option<HitBy> {
        found(vec![entry], sought).first().map(|(_, by)| *by)
    }

    #[test]
    fn a_cid_or_a_name_in_its_country_is_a_hit_and_a_name_alone_is_not() {
        let (italy, peru) = (Country::from_code("IT"), Country::from_code("PE"));
        let cid = Cid::parse("CID900001").unwrap();
        let sought = ScreenQuery {
            names: vec!["Example Refining S.p.A.", "Old Example"],
            cids: vec![cid],
            country: italy,
            metal: Some(Metal::Gold),
        };
        let in_italy = |name: &str| RiskEntry { countries: italy.into_iter().collect(), ..entry(name) };
        assert_eq!(by(RiskEntry { cid: Some(cid), ..entry("") }, &sought), Some(HitBy::Cid));
        assert_eq!(by(in_italy("EXAMPLE REFINING, S.P.A."), &sought), Some(HitBy::NameAndCountry));
        assert_eq!(by(in_italy("Old Example"), &sought), Some(HitBy::NameAndCountry), "an alias");
        assert_eq!(by(entry("Example Refining S.p.A."), &sought), Some(HitBy::Name));
        assert_eq!(by(in_italy("Example Refining Ltd."), &sought), Some(HitBy::Name), "near alone");
        let in_peru = RiskEntry { countries: peru.into_iter().collect(), ..entry("Old Example") };
        assert_eq!(by(in_peru, &sought), Some(HitBy::Name));
        let other = Cid::parse("CID900002").unwrap();
        assert_eq!(by(RiskEntry { cid: Some(other), ..in_italy("Old Example") }, &sought), Some(HitBy::Name));
        let tin = RiskEntry { metal: Some(Metal::Tin), ..in_italy("Old Example") };
        assert_eq!(by(tin, &sought), Some(HitBy::Name));
        assert_eq!(by(entry("Example"), &sought), None);
    }

    #[test]
    fn a_person_is_found_by_the_whole_name_alone() {
        let sought = ScreenQuery { names: vec!["Orvik Zeta Ltd."], ..ScreenQuery::default() };
        let person = |name: &str| RiskEntry { is_person: true, ..entry(name) };
        assert_eq!(by(person("Orvik Zeta"), &sought), None);
        assert_eq!(by(entry("Orvik Zeta"), &sought), Some(HitBy::Name));
        assert_eq!(by(person("Orvik Zeta Ltd"), &sought), Some(HitBy::Name));
    }
}
