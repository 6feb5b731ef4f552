//! Phrases of filings: patterns over words, from `data/filing_phrases.ron`.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::dates::date_at;
use super::words::Word;
use crate::data::embedded;
use crate::domain::{Country, TotalOf};
use crate::text::fold;

/// `data/filing_phrases.ron` as it stands.
#[derive(Deserialize)]
struct File {
    classes: BTreeMap<String, Vec<String>>,
    stops: HashSet<String>,
    counted: HashSet<String>,
    back: HashSet<String>,
    totals: Vec<TotalFile>,
    none_covered: Vec<String>,
    hedges: HashSet<String>,
    period: Vec<String>,
    report_years: Vec<String>,
    report_words: HashSet<String>,
    no_period: HashSet<String>,
    headings: Vec<String>,
    asides: Vec<String>,
    other_sets: Vec<String>,
    this_set: Vec<String>,
    comparisons: Vec<String>,
    owners: Vec<String>,
    no_subject: HashSet<String>,
    months: HashSet<String>,
    refers_back: Vec<String>,
    parts_whole: Vec<String>,
    part_counts: Vec<String>,
    of_status: Vec<String>,
}

#[derive(Deserialize)]
struct TotalFile {
    of: TotalOf,
    patterns: Vec<String>,
}

/// The phrases, ready to be matched.
pub struct FilingPhrases {
    /// Words that a facility is called by; a sentence without one holds no total.
    pub facility: HashSet<String>,
    /// Words that a gap does not run over.
    stops: HashSet<String>,
    /// Words that a gap after a number does not run over: the number counts them.
    counted: HashSet<String>,
    /// Words before a number that refers back.
    pub back: HashSet<String>,
    pub totals: Vec<(TotalOf, Vec<Pattern>)>,
    /// Patterns of "no facility in a Covered Country".
    pub none_covered: Vec<Pattern>,
    /// Words that make such a sentence say less.
    pub hedges: HashSet<String>,
    /// Patterns of the reporting period, the surest first.
    pub period: Vec<Pattern>,
    /// Patterns of the report's name with a year.
    pub report_years: Vec<Pattern>,
    /// Words of headings in which a year is the report's.
    pub report_words: HashSet<String>,
    /// Words after which a year or a day is not the period's.
    pub no_period: HashSet<String>,
    /// Words of the list's heading, folded.
    pub headings: Vec<String>,
    /// Patterns of words that say nothing of a set, whatever they look like.
    pub asides: Vec<Pattern>,
    /// Patterns that make a sentence one of another set of facilities.
    pub other_sets: Vec<Pattern>,
    /// Patterns that make a sentence one of this period's list again.
    pub this_set: Vec<Pattern>,
    /// Patterns with which what is compared begins.
    pub comparisons: Vec<Pattern>,
    /// Patterns of a list's owner and a number.
    pub owners: Vec<Pattern>,
    /// Words before a noun that is no subject.
    pub no_subject: HashSet<String>,
    pub months: HashSet<String>,
    /// Patterns of a sentence's beginning that goes on with the set of the one before.
    pub refers_back: Vec<Pattern>,
    /// Patterns of a sentence's beginning that parts the whole of the one before.
    pub parts_whole: Vec<Pattern>,
    /// Patterns of numbers that count a part of the list, or nothing exactly.
    pub part_counts: Vec<Pattern>,
    /// Patterns of what a facility is said to be: its status, or that it is on a list.
    pub of_status: Vec<Pattern>,
    /// Names of phrases that may stand in a pattern.
    classes: BTreeMap<String, Vec<String>>,
}

/// The phrases of the program.
pub static PHRASES: LazyLock<FilingPhrases> = LazyLock::new(|| {
    let mut file: File =
        embedded("data/filing_phrases.ron", include_str!("../../../data/filing_phrases.ron"));
    file.classes
        .insert("country".to_owned(), Country::spellings().map(|(name, _)| name.to_owned()).collect());
    file.classes.insert("month".to_owned(), file.months.iter().cloned().collect());
    let parse = |texts: &[String]| -> Vec<Pattern> {
        texts.iter().map(|text| Pattern::parse(text, &file.classes)).collect()
    };
    let facility = file.classes.get("facility").into_iter().flatten();
    FilingPhrases {
        facility: facility.map(|word| fold(word)).collect(),
        back: file.back.clone(),
        totals: file.totals.iter().map(|total| (total.of, parse(&total.patterns))).collect(),
        none_covered: parse(&file.none_covered),
        hedges: file.hedges.clone(),
        period: parse(&file.period),
        report_years: parse(&file.report_years),
        report_words: file.report_words.clone(),
        no_period: file.no_period.clone(),
        headings: file.headings.iter().map(|word| fold(word)).collect(),
        asides: parse(&file.asides),
        other_sets: parse(&file.other_sets),
        this_set: parse(&file.this_set),
        comparisons: parse(&file.comparisons),
        owners: parse(&file.owners),
        no_subject: file.no_subject,
        months: file.months,
        refers_back: parse(&file.refers_back),
        parts_whole: parse(&file.parts_whole),
        part_counts: parse(&file.part_counts),
        of_status: parse(&file.of_status),
        stops: file.stops,
        counted: file.counted,
        classes: file.classes,
    }
});

/// Patterns of another table, over the classes of this one and `more`.
pub fn patterns(texts: &[String], more: &BTreeMap<String, Vec<String>>) -> Vec<Pattern> {
    let mut classes = PHRASES.classes.clone();
    classes.extend(more.iter().map(|(name, phrases)| (name.clone(), phrases.clone())));
    texts.iter().map(|text| Pattern::parse(text, &classes)).collect()
}

/// One part of a pattern.
#[derive(Debug)]
enum Part {
    /// One of these phrases, each as its words.
    Any(Vec<Vec<String>>),
    /// A number, which is taken.
    Number,
    /// A number, which is not.
    OtherNumber,
    /// A year, which is taken.
    Year,
    /// A whole day, which is taken.
    Date,
    /// Up to so many words; `true` right after the number that is taken.
    Gap(usize, bool),
}

/// A pattern over the words of a sentence.
#[derive(Debug)]
pub struct Pattern(Vec<Part>);

/// Where a pattern matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The word that was taken: the number, the year, or the first of a day; the first word when the pattern takes none.
    pub taken: usize,
    /// The word after the match.
    pub end: usize,
}

impl Pattern {
    fn parse(text: &str, classes: &BTreeMap<String, Vec<String>>) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for part in text.split_whitespace() {
            let gap = part.strip_prefix('~').and_then(|count| count.parse().ok());
            let after_number = matches!(parts.last(), Some(Part::Number));
            parts.push(match (part, gap) {
                ("{n}", _) => Part::Number,
                ("{m}", _) => Part::OtherNumber,
                ("{year}", _) => Part::Year,
                ("{date}", _) => Part::Date,
                (_, Some(count)) => Part::Gap(count, after_number),
                (words, None) => {
                    Part::Any(words.split('|').flat_map(|word| alternatives(word, classes)).collect())
                }
            });
        }
        Self(parts)
    }

    /// The match that begins at word `at` and ends first.
    pub fn match_at(&self, words: &[Word], at: usize) -> Option<Match> {
        let mut states: Vec<(usize, Option<usize>)> = vec![(at, None)];
        for part in &self.0 {
            let mut next = Vec::new();
            for (position, taken) in states {
                part.advance(words, position, |to, takes| {
                    next.push((to, if takes { Some(position) } else { taken }));
                });
            }
            next.sort_unstable();
            next.dedup();
            if next.is_empty() {
                return None;
            }
            states = next;
        }
        let (end, taken) = states.into_iter().min()?;
        Some(Match { taken: taken.unwrap_or(at), end })
    }

    /// Every number that a match takes in a sentence.
    pub fn taken(&self, words: &[Word]) -> impl Iterator<Item = usize> {
        (0..words.len()).filter_map(|at| self.match_at(words, at)).map(|hit| hit.taken)
    }

    /// The first match in a sentence.
    pub fn find(&self, words: &[Word]) -> Option<Match> {
        (0..words.len()).find_map(|at| self.match_at(words, at))
    }
}

/// The phrases that one alternative of a pattern stands for.
fn alternatives(word: &str, classes: &BTreeMap<String, Vec<String>>) -> Vec<Vec<String>> {
    let words = |phrase: &str| fold(phrase).split(' ').map(str::to_owned).collect();
    let class = word.strip_prefix('{').and_then(|word| word.strip_suffix('}'));
    match class.and_then(|class| classes.get(class)) {
        Some(phrases) => phrases.iter().map(|phrase| words(phrase)).collect(),
        None => vec![words(word)],
    }
}

impl Part {
    /// Calls `found` with every place after this part when it begins at `at`, and whether it takes a word.
    fn advance(&self, words: &[Word], at: usize, mut found: impl FnMut(usize, bool)) {
        match self {
            Self::Any(phrases) => {
                for phrase in phrases {
                    let here = words.get(at..at + phrase.len());
                    if here.is_some_and(|here| here.iter().zip(phrase).all(|(a, b)| a.text == *b)) {
                        found(at + phrase.len(), false);
                    }
                }
            }
            Self::Number | Self::OtherNumber => {
                if words.get(at).is_some_and(|word| word.number.is_some()) {
                    found(at + 1, matches!(self, Self::Number));
                }
            }
            Self::Year => {
                if words.get(at).is_some_and(|word| word.year().is_some()) {
                    found(at + 1, true);
                }
            }
            Self::Date => {
                if let Some((_, end)) = date_at(words, at) {
                    found(end, true);
                }
            }
            Self::Gap(most, counting) => {
                found(at, false);
                let free = |word: &&Word| {
                    word.number.is_none()
                        && !PHRASES.stops.contains(&word.text)
                        && !(*counting && PHRASES.counted.contains(&word.text))
                };
                let length = words.iter().skip(at).take(*most).take_while(free).count();
                (1..=length).for_each(|length| found(at + length, false));
            }
        }
    }
}
