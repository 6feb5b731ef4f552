//! What the drop-down lists of each version offer, and what an answer means as an answer to its question.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{meanings, release, same_words, typed};
use crate::data::embedded;
use crate::domain::cmrt::{Answer, CompanyQuestion, LayoutTrust, Question, Version};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    Metal(Question),
    /// A question about the company.
    Company(CompanyQuestion),
    /// What the declaration covers.
    Scope,
    /// Whether a smelter's feedstock is all recycled or scrap, in the smelter list.
    RecycledColumn,
}

impl From<Question> for Asked {
    fn from(question: Question) -> Self {
        Self::Metal(question)
    }
}

impl From<CompanyQuestion> for Asked {
    fn from(question: CompanyQuestion) -> Self {
        Self::Company(question)
    }
}

/// What a list offers: meanings, and the words as the list has them.
type Offers = Vec<(Answer, String)>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    from: Version,
    questions: BTreeMap<Question, Offers>,
    #[serde(default)]
    company: BTreeMap<CompanyQuestion, Offers>,
    #[serde(default)]
    scope: Offers,
    #[serde(default)]
    recycled: Offers,
}

static LISTS: LazyLock<Vec<Lists>> =
    LazyLock::new(|| embedded("data/cmrt/permitted.ron", include_str!("../../data/cmrt/permitted.ron")));

static YES_OR_NO: LazyLock<Offers> =
    LazyLock::new(|| vec![(Answer::Yes, "Yes".to_owned()), (Answer::No, "No".to_owned())]);

impl Lists {
    fn offers(&'static self, asked: Asked) -> &'static [(Answer, String)] {
        match asked {
            Asked::Metal(question) => self.questions.get(&question).map_or(&[], Vec::as_slice),
            Asked::Company(question) => self.company.get(&question).unwrap_or(&YES_OR_NO),
            Asked::Scope => &self.scope,
            Asked::RecycledColumn => &self.recycled,
        }
    }
}

/// What a version's drop-down list offers: each meaning with its exact words. Empty for what the version does not ask.
pub fn permitted(asked: impl Into<Asked>, version: Version) -> &'static [(Answer, String)] {
    let lists = LISTS.iter().rev().find(|lists| lists.from <= version).or_else(|| LISTS.first());
    lists.map_or(&[], |lists| lists.offers(asked.into()))
}

/// The words that a version's list has for an answer.
pub fn word(answer: Answer, asked: impl Into<Asked>, version: Version) -> Option<&'static str> {
    permitted(asked, version).iter().find(|(meaning, _)| *meaning == answer).map(|(_, word)| word.as_str())
}

/// What an answer's words mean as an answer to a question of a version; `None` when the words are not known, or
/// mean nothing that the question permits. Words of any language count.
pub fn answer(text: &str, asked: impl Into<Asked>, version: Version) -> Option<Answer> {
    let (asked, words) = (asked.into(), same_words(text));
    if words.is_empty() {
        return None;
    }
    // What the lists of a version that was not verified offer is not known for certain: any version's may be its own.
    let is_certain = release(version).is_some_and(|release| release.reading == LayoutTrust::Verified);
    let others = LISTS.iter().rev().filter(|_| !is_certain).map(|lists| lists.offers(asked));
    let lists = || [permitted(asked, version)].into_iter().chain(others.clone());
    let exact = lists().find_map(|offers| answer_among(offers, &words));
    exact.or_else(|| lists().find_map(|offers| typed_among(offers, asked, &words)))
}

fn answer_among(offers: &[(Answer, String)], words: &str) -> Option<Answer> {
    let same = |(_, word): &&(Answer, String)| same_words(word) == words;
    let by_meaning = || {
        let permits = |meaning: &&Answer| offers.iter().any(|(offered, _)| offered == *meaning);
        let known = meanings(words).iter().find(permits).copied();
        known.or_else(|| everything(words).filter(|all| permits(&all)))
    };
    let exact = offers.iter().find(same).map(|(answer, _)| *answer);
    exact.or_else(by_meaning)
}

/// The offer that other words than a list's fall into.
fn typed_among(offers: &[(Answer, String)], asked: Asked, words: &str) -> Option<Answer> {
    match asked {
        Asked::Scope => typed::scope(words, offers),
        Asked::Metal(Question::Answered) => typed::share(words, offers),
        Asked::Metal(_) | Asked::Company(_) | Asked::RecycledColumn => None,
    }
}

/// A number that stands for all of them: cells hold 100 % as the number 1.
fn everything(words: &str) -> Option<Answer> {
    matches!(words, "1" | "1.0" | "100").then_some(Answer::Percent100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmrt::{layout, released};

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn every_offer_is_read_as_what_it_means() {
        for release in released() {
            let layout = layout(release.version).declaration;
            let metal = layout.questions.iter().map(|row| Asked::Metal(row.asks));
            let company = layout.company.iter().map(|row| Asked::Company(row.asks));
            for asked in metal.chain(company).chain([Asked::Scope, Asked::RecycledColumn]) {
                for (meaning, word) in permitted(asked, release.version) {
                    let read = answer(word, asked, release.version);
                    assert_eq!(read, Some(*meaning), "{word} {asked:?} {}", release.version);
                }
            }
            for row in &layout.questions {
                assert!(!permitted(row.asks, release.version).is_empty(), "{} {row:?}", release.version);
            }
        }
    }

    #[test]
    fn the_question_decides_what_a_word_means() {
        assert_eq!(answer("Yes", Question::Answered, version("2.02")), Some(Answer::Percent100));
        assert_eq!(answer("Yes", Question::Covered, version("2.02")), Some(Answer::Yes));
        assert_eq!(answer("Yes", Question::Answered, version("6.5")), None);
        assert_eq!(answer("Unknown", Question::Added, version("6.5")), None);
        assert_eq!(answer("unknown", Question::Covered, version("2.02")), Some(Answer::Unknown));
        assert_eq!(answer("", Question::Covered, version("6.5")), None);
    }

    #[test]
    fn all_of_them_is_written_in_many_ways() {
        for text in ["1", "1.0", "100%", "100 %", "100\u{ff05}", "%100"] {
            assert_eq!(answer(text, Question::Answered, version("6.22")), Some(Answer::Percent100), "{text}");
        }
        assert_eq!(answer("1", Question::Covered, version("6.22")), None);
    }

    #[test]
    fn answers_are_understood_in_other_languages() {
        for (text, asked, meaning) in [
            ("\u{662f}", Question::Added, Answer::Yes),
            ("  Nein ", Question::Covered, Answer::No),
            ("Nicht bekannt", Question::HighRisk, Answer::Unknown),
            ("\u{2013} Sup\u{e9}rieur \u{e0} 90 %", Question::Answered, Answer::Over90),
            ("Hay\u{131}r", Question::Reported, Answer::No),
        ] {
            assert_eq!(answer(text, asked, version("6.4")), Some(meaning), "{text}");
        }
    }

    #[test]
    fn a_scope_is_known_by_its_letter_but_not_by_a_words_first() {
        let scope = |text: &str, v: &str| answer(text, Asked::Scope, version(v));
        assert_eq!(scope("B. Product (or List of Products)", "6.5"), Some(Answer::ScopeProduct));
        assert_eq!(scope("b)", "6.5"), Some(Answer::ScopeProduct));
        assert_eq!(scope("B. Division Level", "2.02"), Some(Answer::ScopeDivision));
        assert_eq!(scope("D", "2.02"), Some(Answer::ScopeProduct));
        assert_eq!(scope("Company", "6.5"), Some(Answer::ScopeCompany));
        assert_eq!(scope("Consumer goods", "6.5"), None);
    }

    #[test]
    fn versions_that_are_not_known_take_any_versions_words() {
        assert_eq!(answer("Greater than 90%", Question::Answered, version("5.12")), Some(Answer::Over90));
        assert_eq!(
            answer("Yes, with the EU", CompanyQuestion::Disclosure, version("5.1")),
            Some(Answer::YesEu)
        );
    }
}
