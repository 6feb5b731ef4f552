//! The labels of a workbook: our own short words, in the language it is set to where `data/demo/labels.ron` has
//! them, else in English.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::data::embedded;
use crate::domain::Metal;
use crate::domain::cmrt::{CompanyField, CompanyQuestion, Language, Question};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    metals: BTreeMap<Metal, String>,
    #[serde(default)]
    answer: Option<String>,
    #[serde(default)]
    comment: Option<String>,
    #[serde(default)]
    fields: BTreeMap<CompanyField, String>,
    #[serde(default)]
    questions: BTreeMap<Question, String>,
    #[serde(default)]
    company: BTreeMap<CompanyQuestion, String>,
}

static LABELS: LazyLock<BTreeMap<Language, Labels>> =
    LazyLock::new(|| embedded("data/demo/labels.ron", include_str!("../../data/demo/labels.ron")));

fn of<T>(language: Language, pick: impl Fn(&'static Labels) -> Option<T>) -> Option<T> {
    LABELS.get(&language).and_then(pick)
}

/// The label of a company field; those that are asked of everyone carry an asterisk in brackets.
pub(super) fn field(field: CompanyField, language: Language) -> String {
    let words = of(language, |labels| labels.fields.get(&field)).map_or(field.words(), String::as_str);
    format!("{} (*):", capitalised(words))
}

/// The label of a question by metal: `1) ...`, with a wide bracket in Chinese and Japanese.
pub(super) fn question(number: &str, asked: Question, language: Language) -> String {
    let words = of(language, |labels| labels.questions.get(&asked)).map_or(asked.words(), String::as_str);
    let wide = matches!(language, Language::Chinese | Language::Japanese);
    let bracket = if wide { "\u{ff09}" } else { ") " };
    format!("{}{bracket}{} (*)", number.trim_start_matches('Q'), capitalised(words))
}

/// The label of a question about the company: `A. ...`.
pub(super) fn company(letter: &str, asked: CompanyQuestion, language: Language) -> String {
    let words = of(language, |labels| labels.company.get(&asked)).map_or(asked.words(), String::as_str);
    format!("{letter}. {} (*)", capitalised(words))
}

/// The label of a metal.
pub(super) fn metal(metal: Metal, language: Language) -> String {
    let words = of(language, |labels| labels.metals.get(&metal)).map_or(metal.name(), String::as_str);
    words.to_owned()
}

/// The heading over answers.
pub(super) fn answer(language: Language) -> &'static str {
    of(language, |labels| labels.answer.as_deref()).unwrap_or("Answer")
}

/// The heading over comments.
pub(super) fn comment(language: Language) -> &'static str {
    of(language, |labels| labels.comment.as_deref()).unwrap_or("Comments")
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + chars.as_str()
}

#[cfg(test)]
mod tests {
    use super::{LABELS, company, field, metal, question};
    use crate::domain::Metal;
    use crate::domain::cmrt::{CompanyField, CompanyQuestion, Language, Question};

    #[test]
    fn labels_begin_as_the_templates_do() {
        assert!(question("Q3", Question::Covered, Language::English).starts_with("3) From the covered"));
        assert!(question("Q3", Question::Covered, Language::Japanese).starts_with("3\u{ff09}"));
        assert!(company("B", CompanyQuestion::PolicyPublic, Language::German).starts_with("B. "));
        assert_eq!(field(CompanyField::Name, Language::English), "Company name (*):");
        assert_eq!(metal(Metal::Tungsten, Language::German), "Wolfram");
    }

    #[test]
    fn metals_are_understood_in_every_language() {
        for language in LABELS.keys() {
            for expected in Metal::ALL {
                assert_eq!(crate::cmrt::metal(&metal(expected, *language)), Some(expected), "{language:?}");
            }
        }
    }
}
