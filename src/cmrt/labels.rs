//! What labels say: the number, letter or metal of a question in any language, and its concept in English.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::words::metal;
use crate::data::embedded;
use crate::domain::Metal;
use crate::domain::cmrt::{CompanyField, CompanyQuestion, Question, SmelterColumn};
use crate::text::fold;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    questions: Vec<(Question, Vec<String>)>,
    company: Vec<(CompanyQuestion, Vec<String>)>,
    fields: BTreeMap<CompanyField, Vec<String>>,
    columns: BTreeMap<SmelterColumn, Vec<String>>,
    bare: BTreeMap<SmelterColumn, Vec<String>>,
}

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let mut labels: Labels = embedded("data/cmrt/labels.ron", include_str!("../../data/cmrt/labels.ron"));
    let lists = labels.fields.values_mut().chain(labels.columns.values_mut()).chain(labels.bare.values_mut());
    for words in lists.flatten() {
        *words = folded(words);
    }
    labels
});

/// How much of a label is looked at, in characters: some are followed by paragraphs.
const LOOKED_AT: usize = 400;

fn folded(label: &str) -> String {
    fold(&label.chars().take(LOOKED_AT).collect::<String>().replace("(*)", " "))
}

fn holding<T: Copy>(table: &[(T, Vec<String>)], label: &str) -> Option<T> {
    let label = folded(label);
    let holds = |words: &Vec<String>| words.iter().any(|words| label.contains(words.as_str()));
    table.iter().find(|(_, words)| holds(words)).map(|(asks, _)| *asks)
}

/// What a question by metal asks, by its English label.
pub fn question_of_label(label: &str) -> Option<Question> {
    holding(&LABELS.questions, label)
}

/// What a question about the company asks, by its English label.
pub fn company_of_label(label: &str) -> Option<CompanyQuestion> {
    holding(&LABELS.company, label)
}

/// The fields of the company block that a label names, in any of the languages: some words name one field in one
/// version, another in a later one.
pub fn fields_of_label(label: &str) -> impl Iterator<Item = CompanyField> {
    let label = folded(label);
    LABELS.fields.iter().filter(move |(_, words)| words.contains(&label)).map(|(field, _)| *field)
}

/// The column of the smelter list that a heading names, in any of the languages.
pub fn column_of_heading(heading: &str) -> Option<SmelterColumn> {
    let heading = folded(heading);
    if let Some((column, _)) = LABELS.bare.iter().find(|(_, words)| words.contains(&heading)) {
        return Some(*column);
    }
    let fits = |words: &&String| {
        heading.strip_prefix(words.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let found = LABELS.columns.iter().filter_map(|(column, words)| {
        words.iter().filter(fits).map(String::len).max().map(|longest| (longest, *column))
    });
    found.max_by_key(|(longest, _)| *longest).map(|(_, column)| column)
}

/// The number at the beginning of a label: 3 of `3) Do any` or of its full-width form.
pub fn number_of_label(label: &str) -> Option<u32> {
    let start: String = label.trim().chars().take(8).nfkc().collect();
    let digits = start.split_once([')', '.']).map(|(digits, _)| digits.trim())?;
    (digits.len() <= 2).then(|| digits.parse().ok())?
}

/// The letter at the beginning of a label: B of `B. Is your policy`.
pub fn letter_of_label(label: &str) -> Option<char> {
    let mut start = label.trim().chars().take(4).nfkc();
    let letter = start.next().filter(char::is_ascii_uppercase)?;
    matches!(start.find(|c| *c != ' '), Some('.' | ')' | ':')).then_some(letter)
}

/// The metal of a row of a question, by its label in any language, such as `Tin (Sn) (*)`.
pub fn metal_of_label(label: &str) -> Option<Metal> {
    metal(label.split(['(', '\u{ff08}']).next().unwrap_or(label).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_have_numbers_letters_and_metals_in_any_language() {
        assert_eq!(number_of_label("8) Has all"), Some(8));
        assert_eq!(number_of_label("\u{ff11}\u{ff09} \u{8cea}"), Some(1));
        assert_eq!(number_of_label("Answer 1) "), None);
        assert_eq!(letter_of_label("H. Is your"), Some('H'));
        assert_eq!(letter_of_label("Address:"), None);
        assert_eq!(metal_of_label("Tantalum (Ta) (*)"), Some(Metal::Tantalum));
        assert_eq!(metal_of_label("\u{9521}(*)"), Some(Metal::Tin));
    }

    #[test]
    fn english_labels_name_concepts() {
        let covered = "3) Do any of the smelters source the 3TG from the covered countries? (*)";
        assert_eq!(question_of_label(covered), Some(Question::Covered));
        let recycled = "5) Does 100 percent of the 3TG (necessary to the functionality or production of your \
                        products) originate from recycled or scrap sources? (*)";
        assert_eq!(question_of_label(recycled), Some(Question::Recycled));
        let fields = |label| fields_of_label(label).collect::<Vec<_>>();
        assert_eq!(fields("Email \u{2013} Contact (*):"), [CompanyField::ContactEmail]);
        assert_eq!(fields("Company Unique ID Authority:"), [CompanyField::UniqueIdAuthority]);
        assert_eq!(fields("Firmenname (*):"), [CompanyField::Name]);
        assert_eq!(fields("\u{751f}\u{6548}\u{65e5}\u{671f} (*)\u{ff1a}"), [CompanyField::Date]);
        let clerk = [CompanyField::ContactName, CompanyField::AuthorizerName];
        assert_eq!(fields("\u{b2f4}\u{b2f9}\u{c790} (*):"), clerk);
        assert_eq!(
            company_of_label("G. Does your review process include corrective action management? (*)"),
            Some(CompanyQuestion::Corrective)
        );
        assert_eq!(
            column_of_heading("Smelter Identification Number Input Column"),
            Some(SmelterColumn::IdInput)
        );
        assert_eq!(column_of_heading("Smelter Identification"), Some(SmelterColumn::Id));
        assert_eq!(column_of_heading("Smelter Name (1)"), Some(SmelterColumn::Name));
        for (heading, column) in [
            ("Schmelzh\u{fc}tten-Ansprechpartner: E-mail", SmelterColumn::ContactEmail),
            (
                "\u{c81c}\u{b828}\u{c18c} ID \u{bc88}\u{d638} \u{c785}\u{b825} \u{c5f4}",
                SmelterColumn::IdInput,
            ),
            ("\u{c81c}\u{b828}\u{c18c} ID", SmelterColumn::Id),
            ("M\u{e9}tal (*)", SmelterColumn::Metal),
            ("\u{91d1}\u{5c5e} (*)", SmelterColumn::Metal),
            ("mine country (*)", SmelterColumn::MineCountry),
        ] {
            assert_eq!(column_of_heading(heading), Some(column), "{heading}");
        }
        assert_eq!(column_of_heading("No."), None);
        assert_eq!(column_of_heading("Metalor Technologies"), None);
    }
}
