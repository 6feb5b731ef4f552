//! Links and characters that EDGAR refuses. What else of its subset of HTML a filing agent gets away with is not looked at.

use std::collections::BTreeMap;

use super::{Filing, LintHit, LintOptions};
use crate::export::edgar;

/// As many flaws of a line are named.
const NAMED: usize = 3;

/// One finding a line.
pub(super) fn refused(filing: &Filing, options: &LintOptions<'_>) -> Vec<LintHit> {
    let Some(source) = filing.source.as_ref().filter(|_| options.edgar) else { return Vec::new() };
    let flaws = if filing.is_web_page { edgar::check_text(source) } else { edgar::check_letters(source) };
    let mut by_line: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for flaw in flaws {
        by_line.entry(flaw.line).or_default().push(flaw.message);
    }
    by_line.into_iter().map(|(line, flaws)| hit(line, &flaws)).collect()
}

fn hit(line: usize, flaws: &[String]) -> LintHit {
    let mut distinct: Vec<&str> = flaws.iter().map(String::as_str).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let more = distinct.len().saturating_sub(NAMED);
    distinct.truncate(NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    LintHit::new(u32::try_from(line).unwrap_or(u32::MAX), distinct.join("; ") + &more)
}

#[cfg(test)]
mod tests {
    use super::super::{Filing, LintOptions, lint};

    fn found(name: &str, text: &str, edgar: bool) -> Vec<(u32, String)> {
        let filing = Filing::read(name, text.as_bytes()).unwrap();
        let options = LintOptions { edgar, ..LintOptions::default() };
        let findings = lint(&filing, &options).into_iter().filter(|finding| finding.id == "EDGAR");
        findings.map(|finding| (finding.line, finding.message)).collect()
    }

    const PAGE: &str = "<html><body>\n<p>Conflict Minerals Report</p>\n<p><a href=\"https://example.com/x\">caf\u{e9} \u{2013}</a>\n\
                        <span>&#233; <a href=\"#top\">up</a></span></p></body></html>";

    #[test]
    fn links_and_characters_are_found_when_asked_for() {
        let found = found("a.htm", PAGE, true);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].0 == 3 && found[0].1.contains("leads outside") && found[0].1.contains("U+00E9"),
            "{found:?}"
        );
    }

    #[test]
    fn nothing_is_found_unasked_nor_an_address_in_a_text() {
        assert_eq!(found("a.htm", PAGE, false), []);
        let text = "Conflict Minerals Report\n\nSee https://example.com/x for more.\n";
        assert_eq!(found("a.txt", text, true), []);
        assert_eq!(found("a.txt", "Conflict Minerals Report\n\ncaf\u{e9}\n", true).len(), 1);
    }
}
