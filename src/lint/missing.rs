//! What a report says nothing of, though it has to, or its readers ask for it.

use super::prose::says;
use super::words::{PATTERNS, WORDS};
use super::{Filing, LintHit, LintOptions, LintParagraph, LintSentence};
use crate::domain::{Place, Statement, Status, TotalOf};
use crate::import::document::Pattern;

/// A shorter text behind the heading is no whole report. In words.
const WHOLE: usize = 120;
/// Longer paragraphs are no headings. In words.
const LONGEST_HEADING: usize = 60;
/// A caption or a heading of a column with a day needs no other word. In words.
const CAPTION: usize = 12;

pub(super) fn list_date(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    if !filing.has_statuses() || filing.sentences().any(dates_a_list) {
        return Vec::new();
    }
    let message = "statuses are given, and nowhere the day of the lists that they are from";
    vec![LintHit::new(first_status(filing), message)]
}

fn dates_a_list(sentence: &LintSentence) -> bool {
    let finds = |patterns: &[Pattern]| sentence.find(patterns).is_some();
    let is_caption = sentence.prose.words.len() <= CAPTION && finds(&PATTERNS.as_of);
    is_caption || finds(&PATTERNS.list_date) && finds(&PATTERNS.of_lists)
}

/// Where the first status is given: in the prose, else in the table.
fn first_status(filing: &Filing) -> u32 {
    let in_prose = filing.statements.iter().filter_map(|statement| match statement {
        Statement::Total { of: TotalOf::Of(_), place: Place::Line(line, _), .. } => Some(*line),
        Statement::Total { .. } | Statement::NoneInCoveredCountry { .. } | Statement::Damaged { .. } => None,
    });
    let in_table = filing.rows.iter().find(|row| row.status != Status::Unresolved).map(|row| row.line);
    in_prose.min().or(in_table).unwrap_or_default()
}

/// The heading of the report, where a whole report follows: the form names it as an exhibit only.
fn report(filing: &Filing) -> Option<u32> {
    let is_heading = |paragraph: &LintParagraph| {
        let names = says(&paragraph.folded, &WORDS.report);
        names
            && paragraph.length() <= LONGEST_HEADING
            && !paragraph.is_cell
            && !paragraph.says_any(&WORDS.entry)
    };
    let signed = filing.paragraphs.iter().rposition(|paragraph| says(&paragraph.folded, &WORDS.signature));
    let form = signed.map_or(0, |at| at + 1);
    let at = form + filing.paragraphs.iter().skip(form).position(is_heading)?;
    let behind = || filing.paragraphs.iter().skip(at);
    let words: usize = behind().filter(|paragraph| !paragraph.is_cell).map(LintParagraph::length).sum();
    behind().next().map(LintParagraph::line).filter(|_| words >= WHOLE)
}

pub(super) fn audit(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let line = report(filing).filter(|_| !filing.says_any(&WORDS.audit));
    let message = "the report does not say whether it was subject to an independent private sector audit";
    line.map(|line| LintHit::new(line, message)).into_iter().collect()
}

/// One finding for all that is missing.
pub(super) fn sections(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let missing = WORDS.sections.iter().filter(|section| !filing.says_any(&section.words));
    let missing: Vec<&str> = missing.map(|section| section.what.as_str()).collect();
    let line = report(filing).filter(|_| !missing.is_empty());
    let message = format!("the report says nothing of {}", missing.join("; nor of "));
    line.map(|line| LintHit::new(line, message)).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hits, lines};

    #[test]
    fn statuses_without_the_day_of_their_lists_are_found() {
        let id = "LIST_DATE";
        assert_eq!(lines(id, "Of the 5 smelters named,\n4 were conformant.\n"), [5]);
        assert_eq!(lines(id, "Of the 5 smelters named, 4 were conformant.\n\nDated: May 24, 2023\n"), [4]);
        for text in [
            "Of the 5 smelters named, 4 were conformant as of May 1, 2023.\n",
            "Of the 5 smelters named, 4 were conformant according to the RMI's list dated May 2023.\n",
            "Suppliers named 5 smelters.\n",
            "Of the 5 smelters named, 4 were conformant.\n\n(1) As of May 1, 2023.\n",
            "Of the 5 smelters named, 4 were conformant.\n\nStatus as of 2023-05-01\n",
        ] {
            assert_eq!(hits(id, text), [], "{text}");
        }
    }

    /// A report that says everything.
    const WHOLE: &str = "Our products are lamps. We asked suppliers for the smelters. We follow the OECD. The countries of origin are not \
        known, whatever our efforts to find the mine or location. We improve our due diligence. The report is unaudited.";

    fn report(text: &str) -> String {
        format!("{text}\n\n{}\n", "We write this sentence to fill the page of a book. ".repeat(12))
    }

    #[test]
    fn what_a_report_leaves_out_is_named_at_its_heading() {
        let text = report(
            &WHOLE
                .replace("We follow the OECD.", "")
                .replace("unaudited", "long")
                .replace("lamps", "those")
                .replace("products", "things"),
        );
        let found = hits("SECTION_MISSING", &text);
        assert_eq!(
            found,
            [(1, "the report says nothing of the due diligence framework; nor of the products".to_owned())]
        );
        assert_eq!(lines("AUDIT_STATEMENT", &text), [1]);
    }

    #[test]
    fn a_form_alone_is_no_report() {
        let exhibit = "Exhibit 1.01 - Conflict Minerals Report";
        let signed =
            "Pursuant to the requirements of the Securities Exchange Act of 1934, the registrant has signed.";
        let form = format!("{}\n\n{exhibit}\n\n{signed}\n\nName: A Person\n", report("Form SD"));
        for id in ["SECTION_MISSING", "AUDIT_STATEMENT"] {
            assert_eq!(hits(id, &form), []);
            assert_eq!(lines(id, &format!("{form}\n{}", report("Conflict Minerals Report"))).len(), 1);
        }
    }

    #[test]
    fn a_whole_report_and_a_part_of_one_leave_nothing_out() {
        for id in ["SECTION_MISSING", "AUDIT_STATEMENT"] {
            assert_eq!(hits(id, &report(WHOLE)), []);
            assert_eq!(hits(id, "A short text.\n"), []);
        }
    }
}
