//! What words mean, in the ten languages of the templates: answers, metals, languages.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::data::embedded;
use crate::domain::Metal;
use crate::domain::cmrt::{Answer, Language};
use crate::text::clean;

/// The form in which two writings of one answer are equal: widths, capitals, kinds of quotes and dashes, blanks and
/// the side of a percent sign do not matter.
pub fn same_words(text: &str) -> String {
    let compatible: String = text.nfkc().map(plain).collect();
    let mut words = clean(&compatible).to_lowercase();
    if words.contains('%') {
        words = words.replace(" %", "%");
    }
    words.trim_matches(['-', ' ']).to_owned()
}

fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{00B4}' | '`' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    answer: Answer,
    words: BTreeMap<Language, Vec<String>>,
}

static MEANINGS: LazyLock<HashMap<String, Vec<Answer>>> = LazyLock::new(|| {
    let table: Vec<Words> = embedded("data/cmrt/answers.ron", include_str!("../../data/cmrt/answers.ron"));
    let mut meanings: HashMap<String, Vec<Answer>> = HashMap::new();
    for row in table {
        for word in row.words.values().flatten() {
            let known = meanings.entry(same_words(word)).or_default();
            if !known.contains(&row.answer) {
                known.push(row.answer);
            }
        }
    }
    meanings
});

/// Everything that an answer's words can mean, in any language and version; empty when nobody knows them.
pub fn meanings(text: &str) -> &'static [Answer] {
    MEANINGS.get(&same_words(text)).map_or(&[], Vec::as_slice)
}

/// The metal that the cell of a column of metals names, in any of the languages, or by its symbol.
pub fn metal(text: &str) -> Option<Metal> {
    let plain = Metal::ALL.into_iter().find(|metal| metal.name() == text);
    plain.or_else(|| Metal::asked(text))
}

static LANGUAGES: LazyLock<BTreeMap<Language, Vec<String>>> =
    LazyLock::new(|| embedded("data/cmrt/languages.ron", include_str!("../../data/cmrt/languages.ron")));

/// The language that a template's language cell names.
pub fn language(text: &str) -> Option<Language> {
    let wanted = same_words(text);
    let is_it = |names: &&Vec<String>| names.iter().any(|name| same_words(name) == wanted);
    LANGUAGES.iter().find(|(_, names)| is_it(names)).map(|(language, _)| *language)
}

/// What a template's language cell holds for a language.
pub fn language_name(language: Language) -> &'static str {
    LANGUAGES.get(&language).and_then(|names| names.first()).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writings_of_one_answer_are_the_same() {
        for (a, b) in [
            ("100 %", "100%"),
            ("\u{ff11}\u{ff10}\u{ff10}\u{ff05}", "100%"),
            (" No\u{a0}", "no"),
            ("Oui, avec l\u{2019}UE", "oui,  avec l'ue"),
            ("\u{2013} Supérieur à 90 %", "Supérieur à 90%"),
            ("N\u{200b}o", "no"),
        ] {
            assert_eq!(same_words(a), same_words(b), "{a} {b}");
        }
        assert_ne!(same_words("Yes"), same_words("Yes, 100%"));
    }

    #[test]
    fn metals_are_known_in_every_language() {
        for (text, metal_of_it) in [
            ("Tantalum", Metal::Tantalum),
            ("Tantalum (Ta)", Metal::Tantalum),
            ("  tin  (sn)", Metal::Tin),
            ("\u{91d1}", Metal::Gold),
            ("Or", Metal::Gold),
            ("Oro ", Metal::Gold),
            ("\u{c9}tain", Metal::Tin),
            ("Tungst\u{ea}nio", Metal::Tungsten),
            ("W", Metal::Tungsten),
            ("\u{30bf}\u{30f3}\u{30bf}\u{30eb}", Metal::Tantalum),
        ] {
            assert_eq!(metal(text), Some(metal_of_it), "{text}");
        }
        assert_eq!(metal("Cobalt"), None);
        assert_eq!(metal(""), None);
    }

    #[test]
    fn languages_are_known_by_the_text_of_their_cell() {
        assert_eq!(language("italiano"), Some(Language::Italian));
        assert_eq!(language("\u{65e5}\u{672c}\u{8a9e} Japanese"), Some(Language::Japanese));
        assert_eq!(language("Klingon"), None);
        for known in [Language::English, Language::Turkish, Language::Chinese] {
            assert_eq!(language(language_name(known)), Some(known));
        }
    }

    #[test]
    fn translated_answers_have_one_meaning() {
        let two: Vec<&String> =
            MEANINGS.iter().filter(|(_, meanings)| meanings.len() > 1).map(|(word, _)| word).collect();
        assert!(two.is_empty(), "{two:?}");
        assert_eq!(meanings("Uncertain or Unknown"), [Answer::Unknown]);
        assert_eq!(meanings("perhaps"), []);
    }
}
