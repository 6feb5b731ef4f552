//! Words of the review (`data/review_words.ron`), and the tests of text by them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::cmrt::{self, Asked};
use crate::data::embedded;
use crate::domain::cmrt::{Answer, Form, is_filler};
use crate::text::fold;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    placeholders: Vec<String>,
    same: Vec<String>,
    free_mail: Vec<String>,
    reserved_mail: Vec<String>,
    recycled: Vec<String>,
    no_country: Vec<String>,
}

struct Words {
    placeholders: BTreeSet<String>,
    same: BTreeSet<String>,
    free_mail: BTreeSet<String>,
    reserved_mail: BTreeSet<String>,
    recycled: BTreeSet<String>,
    no_country: BTreeSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let written: Written = embedded("data/review_words.ron", include_str!("../../../data/review_words.ron"));
    let folded = |words: Vec<String>| words.iter().map(|word| fold(word)).collect();
    Words {
        placeholders: folded(written.placeholders),
        same: folded(written.same),
        free_mail: written.free_mail.into_iter().collect(),
        reserved_mail: written.reserved_mail.into_iter().collect(),
        recycled: folded(written.recycled),
        no_country: folded(written.no_country),
    }
});

/// Whether a text only fills its cell.
pub(super) fn is_placeholder(text: &str) -> bool {
    is_filler(text) || WORDS.placeholders.contains(&fold(text))
}

/// Whether a text points at another cell ("same as above").
pub(super) fn says_same(text: &str) -> bool {
    WORDS.same.contains(&fold(text))
}

/// Whether anyone can have an address at this domain.
pub(super) fn is_free_mail(domain: &str) -> bool {
    WORDS.free_mail.contains(domain)
}

/// Whether a domain is reserved for examples.
pub(super) fn is_reserved(domain: &str) -> bool {
    WORDS.reserved_mail.contains(domain) || domain.ends_with(".example") || domain.ends_with(".test")
}

/// Whether a scope is one that needs no description: the company, or a list of products. Only as the version's
/// list writes it: the template decides so too.
pub(super) fn is_plain_scope(form: &Form, written: &str) -> bool {
    let plain = [Answer::ScopeCompany, Answer::ScopeProduct];
    plain.iter().any(|scope| {
        cmrt::word(*scope, Asked::Scope, form.version)
            .is_some_and(|word| cmrt::same_words(word) == cmrt::same_words(written))
    })
}

/// Whether a mine column says that the material is recycled.
pub(super) fn says_recycled(text: &str) -> bool {
    WORDS.recycled.contains(&fold(text))
}

/// Whether a country column says that the country is not known.
pub(super) fn says_no_country(text: &str) -> bool {
    WORDS.no_country.contains(&fold(text))
}

/// How many words a review goes by.
pub fn review_words() -> usize {
    WORDS.placeholders.len() + WORDS.same.len() + WORDS.recycled.len()
}

#[cfg(test)]
mod tests {
    use super::{is_placeholder, says_same};

    #[test]
    fn what_fills_a_cell_is_no_value() {
        for text in ["n/a", "N.A.", "TBD", " - ", "Same as above", "無"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["Nathan Abel", "A. Contact", "陈伟"] {
            assert!(!is_placeholder(text), "{text}");
        }
        assert!(says_same("SAME AS ABOVE") && says_same("同上") && !says_same("Sam Eason"));
    }
}
