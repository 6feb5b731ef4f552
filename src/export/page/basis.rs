//! How statuses were obtained, the lists behind them, and what is missing.

use super::figures::{part, value};
use super::gap;
use super::markup::{PageTable, paragraph};
use super::words::words;
use crate::export::htm::escape;
use crate::report::{Document, FigureKey, Obtained, Report, Sentence, long_date};

/// The part on what the statuses rest on.
pub(super) fn basis(report: &Report, out: &mut String) {
    let words = words();
    out.push_str(&paragraph("", &words.basis.says));
    out.push_str("<div class=\"beside\">\n");
    obtained(report, out);
    if !report.basis.lists.is_empty() {
        let mut table = PageTable::new(&words.lists, &["List", "Day"]);
        let line = |list: &crate::report::ReliedList| {
            vec![format!("{}, {}", list.programme, list.kind.key()), long_date(list.as_of)]
        };
        table.rows = report.basis.lists.iter().map(line).collect();
        table.write(out);
    }
    out.push_str("</div>\n");
    if report.basis.lists.is_empty() {
        gap(&words.basis.lacks, out);
    }
}

fn obtained(report: &Report, out: &mut String) {
    let whole = report.figures.value(&FigureKey::Facilities);
    let mut table = PageTable::new(&words().basis.title, &["How", "Facilities and share"]);
    for how in Obtained::ALL {
        let key = FigureKey::Obtained(how);
        let text = value(report, &key).map_or_else(|| words().not_recorded.clone(), |n| part(n, whole));
        table.rows.push(vec![how.title().to_owned(), text]);
    }
    table.write(out);
}

/// The part on what is missing, each thing with what to do.
pub(super) fn gaps(report: &Report, out: &mut String) {
    let words = words();
    out.push_str(&paragraph("", &words.gaps.says));
    let (mut gaps, mut places): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    for (_, sentence) in report.documents.iter().flat_map(Document::sentences) {
        match sentence {
            Sentence::Gap { missing, .. } if !gaps.contains(&missing.as_str()) => gaps.push(missing),
            Sentence::Place { place, fact } => places.push(format!("{place}: rcoi programme {fact} TEXT")),
            Sentence::Gap { .. }
            | Sentence::Computed { .. }
            | Sentence::Written { .. }
            | Sentence::Measure { .. } => {}
        }
    }
    if report.has_errors {
        out.push_str(&paragraph("gap", &words.errors));
    }
    if gaps.is_empty() && places.is_empty() {
        out.push_str(&paragraph("", &words.none_missing));
    }
    items(&gaps, out);
    if !places.is_empty() {
        out.push_str(&paragraph("", &format!("{}: {}", words.places, places.len())));
        items(&places, out);
    }
}

fn items(all: &[impl AsRef<str>], out: &mut String) {
    if all.is_empty() {
        return;
    }
    out.push_str("<ul>\n");
    for each in all {
        out.push_str(&format!("<li>{}</li>\n", escape(each.as_ref())));
    }
    out.push_str("</ul>\n");
}
