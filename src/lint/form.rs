//! The skeleton of Form SD by the day of its filing: sections, boxes and numbers of the cover.

use super::dates::due;
use super::words::WORDS;
use super::{Filing, LintHit, LintOptions, LintParagraph};

/// Longer paragraphs are no captions of the form. In words.
const LONGEST_CAPTION: usize = 60;
/// The cover ends within so many paragraphs.
const COVER: usize = 80;

/// Whether the filing has a Form SD that is filed on the form of today.
fn is_on_form(filing: &Filing, options: &LintOptions<'_>) -> bool {
    let filed = options.filed(filing).or_else(|| due(filing.year()?));
    let caption = |paragraph: &LintParagraph| {
        paragraph.length() <= LONGEST_CAPTION && paragraph.says_any(&WORDS.form.captions)
    };
    let has_form = filing.paragraphs.iter().take(COVER).any(caption) && filing.says_any(&WORDS.form.charter);
    has_form && filed.is_some_and(|day| day >= WORDS.form.since)
}

/// The cover: what stands before the first item.
fn cover(filing: &Filing) -> impl Iterator<Item = &LintParagraph> {
    let cover = filing.paragraphs.iter().take(COVER);
    cover.take_while(|paragraph| !paragraph.says_any(&WORDS.form.first_item))
}

pub(super) fn exhibits(filing: &Filing, options: &LintOptions<'_>) -> Vec<LintHit> {
    let caption = |phrases: &[String]| {
        let captions = filing.paragraphs.iter().filter(|paragraph| paragraph.length() <= LONGEST_CAPTION);
        captions.into_iter().find(|paragraph| paragraph.says_any(phrases)).map(LintParagraph::line)
    };
    let (section, item) = (caption(&WORDS.form.section), caption(&WORDS.form.item));
    let Some(line) = section.or(item).filter(|_| is_on_form(filing, options)) else { return Vec::new() };
    let item = item.map(|item| format!(", Item 2.01 ({})", filing.place(item))).unwrap_or_default();
    let message = format!(
        "exhibits stand under Section 2{item}, which is about resource extraction; they belong under Section 3, Item 3.01"
    );
    vec![LintHit::new(line, message)]
}

pub(super) fn other_box(filing: &Filing, options: &LintOptions<'_>) -> Vec<LintHit> {
    if !is_on_form(filing, options) || filing.says_any(&WORDS.form.other_rule) {
        return Vec::new();
    }
    let rule = cover(filing).find(|paragraph| paragraph.says_any(&WORDS.form.rule)).map(LintParagraph::line);
    let hit = |line| LintHit::new(line, "the cover has a box for Rule 13p-1, and none for Rule 13q-1");
    rule.map(hit).into_iter().collect()
}

pub(super) fn employer(filing: &Filing, options: &LintOptions<'_>) -> Vec<LintHit> {
    let charter = cover(filing).find(|paragraph| paragraph.says_any(&WORDS.form.charter));
    let has = cover(filing).any(|paragraph| paragraph.says_any(&WORDS.form.employer));
    let Some(line) = charter.map(LintParagraph::line).filter(|_| !has && is_on_form(filing, options)) else {
        return Vec::new();
    };
    vec![LintHit::new(line, "the cover gives no IRS Employer Identification Number")]
}

#[cfg(test)]
mod tests {
    use super::super::LintOptions;
    use super::super::tests::found;

    fn form(rest: &str) -> String {
        format!(
            "FORM SD\n\nSPECIALIZED DISCLOSURE REPORT\n\nExample Corp.\n\n(Exact name of registrant as specified in its charter)\n\n{rest}"
        )
    }

    fn lines(id: &str, rest: &str, filed: Option<jiff::civil::Date>) -> Vec<u32> {
        let options = LintOptions { filed, ..LintOptions::default() };
        found(id, &form(rest), &options).into_iter().map(|(line, _)| line).collect()
    }

    const RULE: &str = "Rule 13p-1 for the reporting period from January 1 to December 31, 2022.\n\n";

    #[test]
    fn exhibits_stand_in_section_3_since_2021() {
        let id = "EXHIBITS_SECTION";
        let old = format!("{RULE}SECTION 2 \u{2013} EXHIBITS\n\nItem 2.01 Exhibits\n");
        assert_eq!(lines(id, &old, None), [11]);
        assert_eq!(lines(id, &old, Some(jiff::civil::date(2020, 5, 29))), [0; 0]);
        let new = format!(
            "{RULE}Section 2 - Resource Extraction Issuer Disclosure\n\nItem 2.01 Resource Extraction\n\nItem 3.01 Exhibits\n"
        );
        assert_eq!(lines(id, &new, None), [0; 0]);
        let text = "Conflict Minerals Report for the year ended December 31, 2022\n\nSection 2 Exhibits\n";
        assert_eq!(found(id, text, &LintOptions::default()), []);
    }

    #[test]
    fn the_cover_has_two_boxes_and_a_number() {
        assert_eq!(lines("RULE_13Q_1_BOX", RULE, None), [9]);
        assert_eq!(lines("EMPLOYER_NUMBER", RULE, None), [7]);
        let whole = format!(
            "00-0000000 (I.R.S. Employer Identification No.)\n\n{RULE}Rule 13q-1 for the fiscal year ended\n"
        );
        assert_eq!(lines("RULE_13Q_1_BOX", &whole, None), [0; 0]);
        assert_eq!(lines("EMPLOYER_NUMBER", &whole, None), [0; 0]);
        assert_eq!(lines("RULE_13Q_1_BOX", RULE, Some(jiff::civil::date(2019, 5, 31))), [0; 0]);
    }
}
