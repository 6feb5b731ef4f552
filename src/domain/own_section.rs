//! Sections that a company adds to its report: a title, and behind which section each stands. What it says there is a fact like any
//! other, of the same key.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{FactInfo, FactKey, FactKind, Stamp, Workspace};
use crate::text::plain_words;

/// What the keys of such sections begin with.
const PREFIX: &str = "section.";

/// The longest part of a key that is made of a title, in bytes.
const LONGEST_SLUG: usize = 40;

/// A section of a company's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnSection {
    /// Its heading.
    pub title: String,
    /// The section of the form behind which it stands.
    pub after: FactKey,
    /// Its place among those behind the same section, from 0.
    pub rank: u32,
    /// Who put it there, and when.
    pub stamp: Stamp,
}

impl OwnSection {
    /// A key for a section of this title that no other has.
    pub fn key(title: &str, taken: &BTreeMap<FactKey, Self>) -> FactKey {
        let mut slug = String::new();
        for word in plain_words(title).into_iter().filter(|word| word.is_ascii()) {
            if slug.len() + word.len() >= LONGEST_SLUG {
                break;
            }
            if !slug.is_empty() {
                slug.push('_');
            }
            slug.push_str(&word);
        }
        let slug = if slug.is_empty() { "own".to_owned() } else { slug };
        let free = |key: &FactKey| !taken.contains_key(key);
        let numbered = (2..).map(|number| FactKey::new(format!("{PREFIX}{slug}_{number}")));
        let mut keys = std::iter::once(FactKey::new(format!("{PREFIX}{slug}"))).chain(numbered);
        keys.find(free).unwrap_or_else(|| FactKey::new(format!("{PREFIX}{slug}")))
    }

    /// The section as a fact.
    pub fn info(&self, key: &FactKey) -> FactInfo {
        let after = self.after.info().map_or(self.after.as_str(), |info| info.title.as_str());
        FactInfo {
            id: key.as_str().to_owned(),
            title: self.title.clone(),
            kind: FactKind::Section,
            used: format!("report, a section of the company\u{2019}s own behind {after}"),
            asks: format!("what the report says under the heading {}", self.title),
            optional: false,
        }
    }
}

impl Workspace {
    /// A fact by its key: of the form, or a section of the company's own.
    pub fn fact_info(&self, key: &FactKey) -> Option<FactInfo> {
        key.info().cloned().or_else(|| Some(self.own_sections.get(key)?.info(key)))
    }

    /// All facts in the order of the form, each section of the company's own behind the one that it follows.
    pub fn fact_infos(&self) -> Vec<FactInfo> {
        let mut infos = Vec::new();
        for info in FactInfo::all() {
            let key = info.key();
            infos.push(info.clone());
            infos.extend(self.own_sections_after(&key).into_iter().map(|(key, own)| own.info(key)));
        }
        // What follows a section that is not there is not lost.
        let is_lost = |own: &&(&FactKey, &OwnSection)| own.1.after.info().is_none();
        infos.extend(self.own_sections.iter().filter(|own| is_lost(&own)).map(|(key, own)| own.info(key)));
        infos
    }

    /// The sections of the company's own behind a section of the form, in their order.
    pub fn own_sections_after(&self, after: &FactKey) -> Vec<(&FactKey, &OwnSection)> {
        let mut found: Vec<_> = self.own_sections.iter().filter(|(_, own)| own.after == *after).collect();
        found.sort_by_key(|(key, own)| (own.rank, *key));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Charter;

    fn own(title: &str, after: &str, rank: u32) -> OwnSection {
        let stamp = Stamp { by: "Ada".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        OwnSection { title: title.to_owned(), after: FactKey::new(after), rank, stamp }
    }

    #[test]
    fn keys_are_made_of_titles_and_no_two_are_the_same() {
        let mut taken = BTreeMap::new();
        let key = OwnSection::key("Grievance mechanism: how it works", &taken);
        assert_eq!(key.as_str(), "section.grievance_mechanism_how_it_works");
        taken.insert(key, own("x", "products", 0));
        assert_eq!(
            OwnSection::key("Grievance mechanism, how it works!", &taken).as_str(),
            "section.grievance_mechanism_how_it_works_2"
        );
        assert_eq!(OwnSection::key("!!", &taken).as_str(), "section.own");
        assert!(OwnSection::key(&"long ".repeat(40), &taken).as_str().len() < 60);
    }

    #[test]
    fn they_stand_behind_the_section_that_they_follow_in_their_order() {
        let mut ws = Workspace::new(Charter { company: "Example".to_owned(), year: 2026, sample: false });
        for (key, own) in [
            ("section.b", own("B", "products", 0)),
            ("section.a", own("A", "products", 1)),
            ("section.lost", own("Lost", "nowhere", 0)),
        ] {
            ws.own_sections.insert(FactKey::new(key), own);
        }
        let ids: Vec<String> = ws.fact_infos().into_iter().map(|info| info.id).collect();
        let at = ids.iter().position(|id| id == "products").unwrap();
        assert_eq!(ids.get(at..at + 3).unwrap(), ["products", "section.b", "section.a"]);
        assert_eq!(ids.last().map(String::as_str), Some("section.lost"));
        assert_eq!(ws.fact_info(&FactKey::new("section.a")).unwrap().title, "A");
        assert!(ws.fact_info(&FactKey::new("section.none")).is_none());
    }
}
