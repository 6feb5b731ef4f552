//! Terms that are used as if they had been defined.

use super::prose::says;
use super::words::{Initials, WORDS};
use super::{Filing, LintHit, LintOptions, LintSentence};

/// A shorter text is no whole report: what it leaves out may be defined elsewhere. In words.
const WHOLE: usize = 150;

pub(super) fn undefined(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let words: usize = filing.paragraphs.iter().map(super::LintParagraph::length).sum();
    if words < WHOLE {
        return Vec::new();
    }
    let defined = Defined::new(filing);
    let guidance = guidance(filing, &defined);
    let terms = WORDS.defined_terms.iter().filter(|term| !defined.has(term) && !is_told_at_all(filing, term));
    // The singular and the plural are one term.
    let mut terms: Vec<&str> = terms.map(String::as_str).collect();
    terms.dedup_by_key(|term| singular(term));
    let terms = terms.into_iter().filter_map(|term| used(filing, term));
    let initials = WORDS.initials.iter().filter_map(|initials| without_name(filing, &defined, initials));
    guidance.into_iter().chain(terms).chain(initials).collect()
}

/// What stands in quotation marks or alone in brackets: what a filing defines.
struct Defined(Vec<String>);

/// Longer quotations define nothing. In bytes.
const LONGEST: usize = 80;

impl Defined {
    fn new(filing: &Filing) -> Self {
        let mut found = Vec::new();
        for sentence in filing.sentences() {
            let quoted = sentence.text.split('"').skip(1).step_by(2);
            let bracketed = sentence.text.split('(').skip(1).filter_map(|rest| rest.split(')').next());
            found.extend(quoted.chain(bracketed).filter(|text| text.len() <= LONGEST).map(singular));
        }
        Self(found)
    }

    /// Whether a term is among them, in the singular or the plural.
    fn has(&self, term: &str) -> bool {
        let term = singular(term);
        self.0.iter().any(|defined| defined.contains(&term))
    }

    /// Whether the last word of a name is that of a definition: "OECD Framework" where "Framework" is defined.
    fn has_last_word_of(&self, name: &str) -> bool {
        let last = singular(name.rsplit(' ').next().unwrap_or_default());
        self.0.iter().any(|defined| defined.rsplit([' ', ',']).next() == Some(last.as_str()))
    }
}

/// A text in small letters, its last word in the singular.
fn singular(text: &str) -> String {
    let text = text.to_lowercase();
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    match text.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => text.strip_suffix('s').unwrap_or(text).to_owned(),
    }
}

/// Whether a sentence tells what a term is, in the singular or the plural.
fn is_told_at_all(filing: &Filing, term: &str) -> bool {
    let same = WORDS.defined_terms.iter().filter(|other| singular(other) == singular(term));
    same.into_iter().any(|other| is_told(filing, other))
}

/// Whether a sentence tells what a term is: "The Covered Countries are ..."
fn is_told(filing: &Filing, term: &str) -> bool {
    let tells = |sentence: &LintSentence, at: usize| {
        let (_, after) = sentence.around(at, term.len());
        let after = after.trim_start().to_lowercase();
        WORDS.tells.iter().any(|word| after.starts_with(word.as_str()))
    };
    filing
        .sentences()
        .any(|sentence| sentence.exact_places_of(term).into_iter().any(|at| tells(sentence, at)))
}

/// The first sentence that uses a term among other words.
fn used(filing: &Filing, term: &str) -> Option<LintHit> {
    let in_prose = |sentence: &&LintSentence| {
        let (before, _) = sentence.text.split_once(term).unwrap_or_default();
        before.trim_end().ends_with(|c: char| c.is_lowercase() || c == ',')
    };
    let sentence =
        filing.sentences().filter(|sentence| !sentence.exact_places_of(term).is_empty()).find(in_prose)?;
    let at = sentence.exact_places_of(term).first().copied()?;
    Some(LintHit::new(sentence.line_at(at), format!("\u{201c}{term}\u{201d} is never defined")))
}

/// The guidance of the OECD under another name than the one that is defined for it.
fn guidance(filing: &Filing, defined: &Defined) -> Vec<LintHit> {
    let Some(term) = term_of_guidance(filing) else { return Vec::new() };
    let mut hits = Vec::new();
    for name in
        WORDS.guidance.names.iter().filter(|name| !defined.has(name) && !defined.has_last_word_of(name))
    {
        for sentence in filing.sentences() {
            let places = sentence.exact_places_of(name).into_iter();
            hits.extend(places.filter(|at| !is_of_another(sentence, *at, name)).map(|at| {
                let message = format!("\u{201c}{name}\u{201d} is never defined; \u{201c}{term}\u{201d} is");
                LintHit::new(sentence.line_at(at), message)
            }));
        }
    }
    hits
}

/// The term that is defined in the sentence that names the guidance.
fn term_of_guidance(filing: &Filing) -> Option<&str> {
    let named = |sentence: &LintSentence| sentence.text.to_ascii_lowercase().find(&WORDS.guidance.document);
    filing.sentences().find_map(|sentence| {
        let (_, after) = sentence.around(named(sentence)?, WORDS.guidance.document.len());
        after.split('"').nth(1).filter(|term| term.len() <= LONGEST)
    })
}

fn is_of_another(sentence: &LintSentence, at: usize, name: &str) -> bool {
    let (_, after) = sentence.around(at, name.len());
    let after = after.trim_start().to_lowercase();
    WORDS.guidance.others.iter().any(|other| after.starts_with(other.as_str()))
}

/// Initials whose words stand nowhere.
fn without_name(filing: &Filing, defined: &Defined, initials: &Initials) -> Option<LintHit> {
    let named =
        |full: &String| filing.paragraphs.iter().any(|paragraph| says_within(&paragraph.folded, full));
    if defined.has(&initials.short) || initials.full.iter().any(named) {
        return None;
    }
    let sentence =
        filing.sentences().find(|sentence| !sentence.exact_places_of(&initials.short).is_empty())?;
    let at = sentence.exact_places_of(&initials.short).first().copied()?;
    Some(LintHit::new(
        sentence.line_at(at),
        format!("what \u{201c}{}\u{201d} stands for is never said", initials.short),
    ))
}

/// Whether a folded text has a phrase, also where its last word goes on.
fn says_within(folded: &str, phrase: &str) -> bool {
    says(folded, phrase) || folded.contains(phrase)
}

#[cfg(test)]
mod tests {
    use super::super::tests::hits;

    /// A text long enough to be a whole report.
    fn long(text: &str) -> String {
        format!("{text}\n\n{}\n", "We write this sentence to fill the page. ".repeat(20))
    }

    fn found(text: &str) -> Vec<(u32, String)> {
        hits("TERM_NOT_DEFINED", &long(text))
    }

    const GUIDANCE: &str =
        "We follow the OECD Due Diligence Guidance for Responsible Supply Chains (the \"Framework\"). ";

    #[test]
    fn another_name_of_the_guidance_than_the_defined_one_is_found() {
        let text = format!("{GUIDANCE}It conforms with\nthe OECD Guidelines.");
        assert_eq!(
            found(&text),
            [(
                5,
                "\u{201c}OECD Guidelines\u{201d} is never defined; \u{201c}Framework\u{201d} is".to_owned()
            )]
        );
        for text in [
            format!("{GUIDANCE}It conforms with the OECD Framework."),
            format!("{GUIDANCE}We follow the OECD Guidelines for Multinational Enterprises."),
            "We follow the OECD Due Diligence Guidance (\"OECD Guidelines\"). The OECD Guidelines are good."
                .to_owned(),
            "We follow the OECD Guidance.".to_owned(),
        ] {
            assert_eq!(found(&text), [], "{text}");
        }
    }

    #[test]
    fn terms_and_initials_that_are_never_defined_are_found() {
        assert_eq!(found("Minerals may come from Covered Countries.").len(), 1);
        assert_eq!(found("We asked for a CMRT.").len(), 1);
        for text in [
            "The ten countries (the \"Covered Countries\") are listed. Minerals may come from a Covered Country.",
            "The ten countries (collectively, the Covered Countries) are listed. Minerals may come from Covered Countries.",
            "We asked for the Conflict Minerals Reporting Template. A CMRT is long.",
            "The Covered Countries are ten. Minerals may come from a Covered Country.",
            "For the Reporting Period January 1 to December 31, 2022, we say what we did in the Reporting Period.",
            "Covered Products",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_part_of_a_report_defines_nothing() {
        assert_eq!(hits("TERM_NOT_DEFINED", "Minerals may come from Covered Countries.\n"), []);
    }
}
