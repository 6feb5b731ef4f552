//! Claims that a filing should not make without an audit or a figure: "conflict free", "low risk".

use super::words::{PATTERNS, WORDS};
use super::{Filing, LintHit, LintOptions, LintSentence};
use crate::text::fold;

/// So many words before a claim, one of them takes it back.
const BEFORE: usize = 8;

/// How the claim is written.
const SPELLINGS: [&str; 2] = ["conflict-free", "conflict free"];
/// How long it is, in bytes.
const LENGTH: usize = "conflict-free".len();

/// One finding for each time.
pub(super) fn conflict_free(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    if filing.says_any(&WORDS.audited_by) {
        return Vec::new();
    }
    let claims = |sentence: &'_ LintSentence| {
        let places = SPELLINGS.iter().flat_map(|spelling| sentence.places_of(spelling));
        let mut places: Vec<usize> = places.filter(|at| is_claim(sentence, *at)).collect();
        places.sort_unstable();
        let hit = |at: usize| {
            let words = excerpt(sentence, at);
            LintHit::new(
                sentence.line_at(at),
                format!("\u{201c}{words}\u{201d} is said without an audit of this report"),
            )
        };
        places.into_iter().map(hit).collect::<Vec<_>>()
    };
    filing.sentences().flat_map(claims).collect()
}

/// Whether the words at a place say it of something: they are part of no name, title or address, and nothing takes them back.
fn is_claim(sentence: &LintSentence, at: usize) -> bool {
    let (before, rest) = sentence.around(at, 0);
    let (written, after) = rest.split_at_checked(LENGTH).unwrap_or((rest, ""));
    let next = after.trim_start().to_lowercase();
    let is_name = WORDS.conflict_free_names.iter().any(|name| next.starts_with(name.as_str()));
    let is_title = written.contains(" F") || written.contains("-F");
    !is_name && !is_title && !is_in_address(before, after) && !is_taken_back(before)
}

/// Whether what stands beside a place makes it part of an address on the web.
fn is_in_address(before: &str, after: &str) -> bool {
    let mut next = after.chars();
    let goes_on = match next.next() {
        Some('/' | '-' | '_' | '@') => true,
        Some('.') => next.next().is_some_and(char::is_alphanumeric),
        Some(_) | None => false,
    };
    goes_on || before.ends_with(['/', '.', '-', '_', '@'])
}

/// Whether one of the last words takes back what follows, or it is the term of the rule that is spoken of.
fn is_taken_back(before: &str) -> bool {
    let folded = fold(before);
    let last: Vec<&str> = folded.rsplit(' ').take(BEFORE).collect();
    let of_rule = last.first() == Some(&"drc") && before.trim_end().ends_with("\"DRC");
    of_rule || last.iter().any(|word| WORDS.takes_back.contains(*word))
}

/// The claim with the word after it.
fn excerpt(sentence: &LintSentence, at: usize) -> String {
    let (_, rest) = sentence.around(at, 0);
    let (claim, after) = rest.split_at_checked(LENGTH).unwrap_or((rest, ""));
    let next = after.strip_prefix(' ').and_then(|after| after.split(' ').next()).unwrap_or_default();
    format!("{claim} {next}").trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

pub(super) fn low_risk(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let claims = filing.sentences().filter(|sentence| !sentence.has_any(&WORDS.graded));
    let hit = |sentence: &LintSentence| {
        let hit = sentence.find(&PATTERNS.low_risk)?;
        let has_figure = hit.words.iter().any(|word| word.number.is_some());
        let words: Vec<&str> = hit.words.iter().map(|word| word.text.as_str()).collect();
        let message = format!(
            "\u{201c}{}\u{201d} is said without how many, which, or by what measure",
            words.join(" ")
        );
        (!has_figure).then(|| LintHit::new(hit.line, message))
    };
    claims.filter_map(hit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hits, lines};

    #[test]
    fn conflict_free_is_found_each_time() {
        let id = "CONFLICT_FREE";
        let text = "We buy from audited, conflict-free smelters, validated as conflict-\u{200b}free by the program.\n";
        assert_eq!(lines(id, text), [4, 4]);
        assert_eq!(lines(id, "It has a \"conflict free\" designation.\n"), [4]);
        assert_eq!(lines(id, "Our products are DRC conflict free.\n"), [4]);
    }

    #[test]
    fn names_denials_and_audited_reports_are_no_claims() {
        for text in [
            "The Conflict-Free Smelter Program of the Conflict-Free Sourcing Initiative is old.",
            "We have not found our products to be \"DRC conflict free\".",
            "We cannot say whether any smelter is conflict-free.",
            "See https://example.com/conflict-free-policy.pdf and conflict-free.example.com.",
            "The term \"DRC conflict free\" has a meaning in the rule.",
            "Our products are conflict free. We obtained an independent private sector audit of this report.",
        ] {
            assert_eq!(hits("CONFLICT_FREE", text), [], "{text}");
        }
    }

    #[test]
    fn low_risk_without_a_figure_is_found() {
        let id = "LOW_RISK";
        let text = "We looked at these 16 facilities and determined that most of these are\nof low risk.\n";
        assert_eq!(lines(id, text), [4]);
        assert_eq!(lines(id, "The smelters are of low risk.\n"), [4]);
        for text in [
            "Of the smelters, 12 are of low risk by their location outside of the areas listed.",
            "Each smelter is rated of low, medium or high risk.",
            "Most of our suppliers answered. A low response is a risk.",
        ] {
            assert_eq!(hits(id, text), [], "{text}");
        }
    }
}
