//! What changed since last year's annex.

use super::bars::{BREADTH, Bar, STEP, bars};
use super::figures::named;
use super::markup::{PageTable, Picture, paragraph};
use super::words::words;
use super::{gap, says_all};
use crate::report::Report;

/// The part of the page.
pub(super) fn years(report: &Report, out: &mut String) {
    let words = words();
    let shown =
        |(name, few): &'static (String, String)| named(report, name).map(|shown| (few.as_str(), shown));
    let all: Vec<_> = words.changes.iter().filter_map(shown).collect();
    if all.is_empty() {
        return gap(&words.years.lacks, out);
    }
    out.push_str(&paragraph("", &words.years.says));
    if let Some(year) = report.basis.compared_with {
        out.push_str(&paragraph("", &format!("{} {year}.", words.compared)));
    }
    let text =
        |value: Option<usize>| value.map_or_else(|| words.not_recorded.clone(), |value| value.to_string());
    let drawn: Vec<Bar<'_>> = all
        .iter()
        .map(|(few, shown)| Bar { words: few, value: shown.value, says: text(shown.value), class: "plain" })
        .collect();
    let most = all.iter().filter_map(|(_, shown)| shown.value).max().unwrap_or_default();
    let told: Vec<String> = drawn.iter().map(|bar| format!("{}: {}", bar.words, bar.says)).collect();
    let (says, inside) = (says_all(&told), bars(&drawn, most.max(1), 4.0));
    let size = (BREADTH, STEP * drawn.len() as f64 + 4.0);
    out.push_str("<div class=\"beside\">\n");
    Picture { id: "years", title: &words.years.title, says: &says, size, inside: &inside }.write(out);
    let mut table = PageTable::new(&words.years.title, &["Change", "Facilities"]);
    table.rows = all.iter().map(|(_, shown)| vec![shown.title.clone(), text(shown.value)]).collect();
    table.write(out);
    out.push_str("</div>\n");
}
