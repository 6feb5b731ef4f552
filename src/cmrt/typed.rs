//! What people type past the drop-down lists: a share of suppliers, a scope in other words. Each falls into what its
//! list offers, or into nothing where it can be two of them.

use std::sync::LazyLock;

use serde::Deserialize;

use super::same_words;
use crate::data::embedded;
use crate::domain::cmrt::Answer;

/// A word may have so many letters more behind it: a plural, a case ("products", "Unternehmens"), not another word.
const LONGEST_ENDING: usize = 2;
/// The first letter of the writings of East Asia.
const FIRST_UNSPACED: u32 = 0x1100;

/// An answer, and the percentage that bounds it.
type Bound = (Answer, u8);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    over: Vec<Bound>,
    at_most: Vec<Bound>,
    under: Vec<Bound>,
    more: Vec<String>,
    at_least: Vec<String>,
    fewer: Vec<String>,
    no_more: Vec<String>,
    scopes: Vec<(Answer, Vec<String>)>,
}

static TYPED: LazyLock<Typed> = LazyLock::new(|| {
    let mut typed: Typed = embedded("data/cmrt/typed.ron", include_str!("../../data/cmrt/typed.ron"));
    let Typed { more, at_least, fewer, no_more, scopes, .. } = &mut typed;
    let scopes = scopes.iter_mut().flat_map(|(_, words)| words);
    for word in more.iter_mut().chain(at_least).chain(fewer).chain(no_more).chain(scopes) {
        *word = same_words(word);
    }
    typed
});

/// How a share is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Exactly,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
}

/// The answer that a typed share falls into: `95%`, `0.95`, `> 90 %`.
pub(super) fn share(words: &str, offers: &[(Answer, String)]) -> Option<Answer> {
    let offered = |answer: Answer| offers.iter().any(|(offer, _)| *offer == answer);
    let (told, percent) = told_share(words)?;
    let exact = matches!(told, Told::Exactly | Told::AtLeast);
    if percent >= 100.0 && exact {
        return Some(Answer::Percent100).filter(|_| percent == 100.0);
    }
    if percent == 0.0 && matches!(told, Told::Exactly | Told::AtMost) {
        return Some(Answer::NoneOfThem).filter(|answer| offered(*answer));
    }
    let first = |bounds: &[Bound], holds: &dyn Fn(f64) -> bool| {
        let found = bounds.iter().find(|(answer, bound)| offered(*answer) && holds(f64::from(*bound)));
        found.map(|(answer, _)| *answer)
    };
    let typed = &*TYPED;
    match told {
        Told::MoreThan => first(&typed.over, &|bound| percent >= bound),
        Told::AtLeast => first(&typed.over, &|bound| percent > bound),
        Told::LessThan => first(&typed.under, &|bound| percent <= bound)
            .or_else(|| first(&typed.at_most, &|bound| percent <= bound)),
        Told::AtMost => first(&typed.under, &|bound| percent < bound)
            .or_else(|| first(&typed.at_most, &|bound| percent <= bound)),
        Told::Exactly => {
            let over = first(&typed.over, &|bound| percent > bound);
            let under = || first(&typed.under, &|bound| percent < bound);
            over.or_else(under).or_else(|| first(&typed.at_most, &|bound| percent <= bound))
        }
    }
}

/// How a share is told, and its percentage; numbers up to 1 without a percent sign are shares of 1.
fn told_share(words: &str) -> Option<(Told, f64)> {
    let typed = &*TYPED;
    let prefixes = [
        (Told::AtLeast, &typed.at_least),
        (Told::AtMost, &typed.no_more),
        (Told::MoreThan, &typed.more),
        (Told::LessThan, &typed.fewer),
    ];
    let found = prefixes.into_iter().find_map(|(told, words_before)| {
        words_before.iter().find_map(|before| Some((told, words.strip_prefix(before.as_str())?)))
    });
    let (told, rest) = found.unwrap_or((Told::Exactly, words));
    let rest = rest.trim();
    let bare = rest.strip_suffix('%').or_else(|| rest.strip_prefix('%')).unwrap_or(rest).trim();
    let number = bare.replace(',', ".");
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number: f64 = number.parse().ok().filter(|_| is_number)?;
    let percent = if bare.len() == rest.len() && number <= 1.0 { number * 100.0 } else { number };
    (percent <= 100.0).then_some((told, percent))
}

/// The scope that typed words mean: by the letter of an offer before them, unless they speak of another; else by the
/// words, if they speak of one.
pub(super) fn scope(words: &str, offers: &[(Answer, String)]) -> Option<Answer> {
    let letter = lettered(words);
    let by_letter = letter.and_then(|letter| {
        let is_it = |(_, offer): &&(Answer, String)| {
            offer.chars().next().is_some_and(|c| c.eq_ignore_ascii_case(&letter))
        };
        offers.iter().find(is_it).map(|(answer, _)| *answer)
    });
    let spoken = spoken_of(words);
    match (by_letter, spoken.as_slice()) {
        (Some(answer), []) => Some(answer),
        (Some(answer), spoken) if spoken.contains(&answer) => Some(answer),
        (_, [only]) => Some(*only).filter(|only| offers.iter().any(|(offer, _)| offer == only)),
        (_, _) => None,
    }
}

/// The letter that stands by itself before the words.
fn lettered(words: &str) -> Option<char> {
    let mut chars = words.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic)?;
    chars.next().is_none_or(|c| !c.is_alphanumeric() && c != '\'').then_some(letter)
}

/// The scopes that words speak of.
fn spoken_of(words: &str) -> Vec<Answer> {
    let mut found: Vec<(Answer, &str)> = Vec::new();
    for (answer, known) in &TYPED.scopes {
        let longest = known.iter().filter(|word| speaks_of(words, word)).max_by_key(|word| word.len());
        if let Some(word) = longest.filter(|word| found.iter().all(|(_, held)| !held.contains(word.as_str())))
        {
            found.push((*answer, word));
        }
    }
    found.into_iter().map(|(answer, _)| answer).collect()
}

/// Whether a text has a word, which begins where a word of the text does; in writing without blanks, anywhere.
fn speaks_of(text: &str, word: &str) -> bool {
    let begins = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        !word.starts_with(is_spaced) || before.is_none_or(|c| !is_spaced(c))
    };
    let ends = |at: usize| {
        let rest = text.get(at + word.len()..).unwrap_or_default();
        let more = rest.chars().take_while(|c| is_spaced(*c)).count();
        !word.starts_with(is_spaced) || more <= LONGEST_ENDING
    };
    text.match_indices(word).any(|(at, _)| begins(at) && ends(at))
}

/// Whether a letter is of a writing that sets words apart by blanks.
fn is_spaced(c: char) -> bool {
    c.is_alphabetic() && u32::from(c) < FIRST_UNSPACED
}

#[cfg(test)]
mod tests {
    use crate::cmrt::{Asked, answer};
    use crate::domain::cmrt::{Answer, Question, Version};

    #[test]
    fn a_typed_share_falls_into_the_range_that_is_true_of_it() {
        let six = |text: &str| answer(text, Question::Answered, Version::new(650));
        for (text, expected) in [
            ("95%", Some(Answer::Over90)),
            ("0.95", Some(Answer::Over90)),
            ("95,5 %", Some(Answer::Over90)),
            ("95", Some(Answer::Over90)),
            ("> 90 %", Some(Answer::Over90)),
            ("\u{2265}90%", Some(Answer::Over75)),
            ("90%", Some(Answer::Over75)),
            ("more than 75 %", Some(Answer::Over75)),
            ("0.5", Some(Answer::AtMost50)),
            ("<50%", Some(Answer::AtMost50)),
            ("\u{ff19}\u{ff15}\u{ff05}", Some(Answer::Over90)),
            ("0%", Some(Answer::NoneOfThem)),
            ("100.0%", Some(Answer::Percent100)),
            ("<90%", None),
            ("120%", None),
            ("90-95%", None),
            ("most", None),
        ] {
            assert_eq!(six(text), expected, "{text}");
        }
        let three = |text: &str| answer(text, Question::Answered, Version::new(301));
        assert_eq!(three("10%"), Some(Answer::Under25));
        assert_eq!(three("40%"), Some(Answer::Over25));
        assert_eq!((three("25%"), three("<50%")), (None, None));
        assert_eq!(answer("95%", Question::Covered, Version::new(650)), None);
    }

    #[test]
    fn a_typed_scope_is_known_by_its_letter_and_words() {
        let scope = |text: &str, version| answer(text, Asked::Scope, Version::new(version));
        for (text, expected) in [
            ("A. Company Level", Some(Answer::ScopeCompany)),
            ("A - Company", Some(Answer::ScopeCompany)),
            ("a", Some(Answer::ScopeCompany)),
            ("Company wide", Some(Answer::ScopeCompany)),
            ("B Products", Some(Answer::ScopeProduct)),
            ("D. Product Level", Some(Answer::ScopeProduct)),
            ("C: our plant in Lyon", Some(Answer::ScopeUserDefined)),
            ("Benutzerdefiniert", Some(Answer::ScopeUserDefined)),
            ("A. \u{516c}\u{53f8}", Some(Answer::ScopeCompany)),
            ("\u{88fd}\u{54c1}", Some(Answer::ScopeProduct)),
            ("B. Division Level", None),
            ("all products of the company", None),
            ("Amendment", None),
            ("Confirmation of parts", None),
            ("Customer parts", None),
            ("Accompanying parts", None),
            ("Production of parts", None),
        ] {
            assert_eq!(scope(text, 650), expected, "{text}");
        }
        assert_eq!(scope("Product category", 202), Some(Answer::ScopeCategory));
        assert_eq!(scope("B. Division Level", 202), Some(Answer::ScopeDivision));
    }
}
