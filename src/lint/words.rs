//! What the lint looks for in prose: `data/lint_words.ron`, with its patterns ready to be matched.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::data::embedded;
use crate::import::document::{Pattern, patterns};

/// `data/lint_words.ron` as it stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LintWords {
    /// Folded phrases, one of which every filing has.
    pub marks: Vec<String>,
    pub stale_names: Vec<StaleName>,
    pub wrong_names: Vec<WrongName>,
    /// Words that say of a name that it is one of the past.
    pub former: Vec<String>,
    /// The last reporting year in which "active" took in who passed LBMA or RJC.
    pub active_until: i16,
    active: Vec<String>,
    all_conformant: Vec<String>,
    none_in_country: Vec<String>,
    /// Words that make a sentence a wish, a rule, or a statement of a part.
    pub wishes: HashSet<String>,
    /// Words that make a number one of a narrower set.
    pub narrower: HashSet<String>,
    /// Words that make a number one of what suppliers wrote.
    pub as_written: HashSet<String>,
    filed_this: Vec<String>,
    as_of: Vec<String>,
    period: Vec<String>,
    plans: Vec<String>,
    since_end: Vec<String>,
    /// What stands before the day of filing in a submission's header, folded.
    pub filed_header: String,
    /// Folded phrases that speak of another period.
    pub past: Vec<String>,
    fossils: Vec<FossilTexts>,
    pub form: FormWords,
    /// Terms, as they are written.
    pub defined_terms: Vec<String>,
    /// What stands behind a term that is told what it is, in small letters.
    pub tells: Vec<String>,
    pub guidance: GuidanceWords,
    pub initials: Vec<Initials>,
    /// What follows "conflict free" where nothing is claimed to be so, in small letters.
    pub conflict_free_names: Vec<String>,
    /// Words before a claim that take it back.
    pub takes_back: HashSet<String>,
    /// Folded phrases of a filing with an audit of its own.
    pub audited_by: Vec<String>,
    low_risk: Vec<String>,
    /// Words of a scale, which claims nothing.
    pub graded: HashSet<String>,
    list_date: Vec<String>,
    of_lists: Vec<String>,
    /// Folded phrases that say whether the report was audited.
    pub audit: Vec<String>,
    pub sections: Vec<ReportSection>,
    /// The report's name, folded.
    pub report: String,
    /// How the form's signatures begin, folded: what stands before is the form.
    pub signature: String,
    /// Folded phrases beside the report's name where it is named among exhibits.
    pub entry: Vec<String>,
    /// How brackets begin that were to be filled in, in small letters.
    pub brackets: Vec<String>,
    /// Other words in their place, in small letters.
    pub blanks: Vec<String>,
    /// Words before a Roman number.
    pub numerals: HashSet<String>,
    pub counted: Vec<CountedNouns>,
    /// Words that may stand between a number and the noun that it counts.
    pub between: HashSet<String>,
    classes: BTreeMap<String, Vec<String>>,
}

/// A name that changed.
#[derive(Debug, Deserialize)]
pub struct StaleName {
    /// As it is written, but for capitals.
    pub name: String,
    /// The last reporting year for which it was the name.
    pub until: i16,
    pub now: String,
    pub short: String,
}

/// A name that nobody has.
#[derive(Debug, Deserialize)]
pub struct WrongName {
    pub name: String,
    /// Whose name was meant.
    pub meant: String,
}

#[derive(Debug, Deserialize)]
struct FossilTexts {
    from: i16,
    why: String,
    patterns: Vec<String>,
}

/// A wording that nobody can write any more.
#[derive(Debug)]
pub struct Fossil {
    /// The first reporting year for which it is out of date.
    pub from: i16,
    pub why: String,
    pub patterns: Vec<Pattern>,
}

/// Captions of the form, as folded phrases.
#[derive(Debug, Deserialize)]
pub struct FormWords {
    /// The first day of the form with exhibits in section 3.
    pub since: Date,
    pub captions: Vec<String>,
    pub section: Vec<String>,
    pub item: Vec<String>,
    pub first_item: Vec<String>,
    pub rule: Vec<String>,
    pub other_rule: Vec<String>,
    pub employer: Vec<String>,
    pub charter: Vec<String>,
}

/// What filings call the guidance of the OECD.
#[derive(Debug, Deserialize)]
pub struct GuidanceWords {
    /// A part of its title, in small letters.
    pub document: String,
    /// Names, as they are written.
    pub names: Vec<String>,
    /// What follows the name of another document, in small letters.
    pub others: Vec<String>,
}

/// Initials, and folded phrases that say what they are of.
#[derive(Debug, Deserialize)]
pub struct Initials {
    pub short: String,
    pub full: Vec<String>,
}

/// A part of the report, and folded phrases of which one stands in it.
#[derive(Debug, Deserialize)]
pub struct ReportSection {
    pub what: String,
    pub words: Vec<String>,
}

/// Nouns of what is counted, and the figures that a number before one may be.
#[derive(Debug, Deserialize)]
pub struct CountedNouns {
    /// Folded words.
    pub nouns: HashSet<String>,
    /// Names of figures, or of groups of them; the first is of all.
    pub figures: Vec<String>,
}

/// The words of the program.
pub static WORDS: LazyLock<LintWords> =
    LazyLock::new(|| embedded("data/lint_words.ron", include_str!("../../data/lint_words.ron")));

/// The patterns of the program's words.
#[derive(Debug)]
pub struct LintPatterns {
    pub active: Vec<Pattern>,
    pub all_conformant: Vec<Pattern>,
    pub none_in_country: Vec<Pattern>,
    pub filed_this: Vec<Pattern>,
    pub as_of: Vec<Pattern>,
    pub period: Vec<Pattern>,
    pub plans: Vec<Pattern>,
    pub since_end: Vec<Pattern>,
    pub fossils: Vec<Fossil>,
    pub low_risk: Vec<Pattern>,
    /// Of the day from which a list's statuses are.
    pub list_date: Vec<Pattern>,
    /// Of words that speak of lists and what is on them.
    pub of_lists: Vec<Pattern>,
}

/// The patterns of [`WORDS`].
pub static PATTERNS: LazyLock<LintPatterns> = LazyLock::new(|| {
    let words = &*WORDS;
    let parse = |texts: &[String]| patterns(texts, &words.classes);
    let fossil = |texts: &FossilTexts| Fossil {
        from: texts.from,
        why: texts.why.clone(),
        patterns: parse(&texts.patterns),
    };
    LintPatterns {
        active: parse(&words.active),
        all_conformant: parse(&words.all_conformant),
        none_in_country: parse(&words.none_in_country),
        filed_this: parse(&words.filed_this),
        as_of: parse(&words.as_of),
        period: parse(&words.period),
        plans: parse(&words.plans),
        since_end: parse(&words.since_end),
        fossils: words.fossils.iter().map(fossil).collect(),
        low_risk: parse(&words.low_risk),
        list_date: parse(&words.list_date),
        of_lists: parse(&words.of_lists),
    }
});
