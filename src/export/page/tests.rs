use std::collections::BTreeSet;

use super::*;
use crate::report::fixture::{self, SECRET};
use crate::report::{ANNEX_METALS, Change, InquiryFigure, Location, Obtained, RowFate};

/// A report with everything that the page can show.
fn whole() -> Report {
    let mut inquiry = fixture::inquiry();
    let mut figure = |key, value| inquiry.figures.push(InquiryFigure { key, value, rows: Vec::new() });
    figure(InquiryKey::Rows, 21);
    RowFate::ALL.into_iter().zip([12, 3, 2, 1, 3]).for_each(|(fate, n)| figure(InquiryKey::RowsBy(fate), n));
    Change::ALL
        .into_iter()
        .zip([3, 2, 1, 0, 0])
        .for_each(|(change, n)| figure(InquiryKey::Changed(change), n));
    figure(InquiryKey::Findings, 777_777);
    inquiry.compared_with = Some(2021);
    fixture::report_with(&fixture::workspace(), &inquiry).unwrap()
}

/// The rows of a table of the page, by its caption.
fn table(page: &str, caption: &str) -> Vec<Vec<String>> {
    let (_, rest) = page.split_once(&format!("<caption>{caption}</caption>")).unwrap();
    let (body, _) = rest.split_once("</table>").unwrap();
    let cells = |row: &str| -> Vec<String> {
        let cells = row.split("</").filter_map(|cell| Some(cell.rsplit_once('>')?.1.to_owned()));
        cells.collect()
    };
    let (_, body) = body.split_once("<tbody>").unwrap();
    body.lines()
        .filter(|line| line.starts_with("<tr"))
        .map(|line| {
            let line = line.trim_end_matches("</tr>");
            let mut cells = cells(line);
            cells.truncate(line.matches("<td>").count() + 1);
            cells
        })
        .collect()
}

/// The number that a cell begins with; one that is not known adds nothing.
fn number(cell: &str) -> usize {
    if cell == "not recorded" { 0 } else { cell.split(' ').next().unwrap().parse().unwrap() }
}

#[test]
fn the_page_reads_as_it_should() {
    let page = write(&whole());
    let (_, body) = page.split_once("<main>").unwrap();
    let ground = ["<path class=\"land\"", "<path class=\"net\""];
    let lines: Vec<&str> =
        body.lines().filter(|line| !ground.iter().any(|it| line.starts_with(it))).collect();
    insta::assert_snapshot!("page", lines.join("\n"));
}

#[test]
fn its_tables_have_the_figures_of_the_report_and_add_up() {
    let report = whole();
    let page = write(&report);
    let all = report.annex.rows.len();
    let metals = table(&page, "Status by metal");
    for (row, metal) in metals.iter().zip(ANNEX_METALS) {
        assert_eq!(row[0], metal.name());
        let numbers: Vec<usize> = row[1..].iter().map(|cell| number(cell)).collect();
        let (sum, parts) = numbers.split_last().unwrap();
        assert_eq!(
            (*sum, parts.iter().sum::<usize>()),
            (report.figures.value(&FigureKey::Metal(metal)), *sum)
        );
    }
    let total: Vec<usize> = metals[4][1..].iter().map(|cell| number(cell)).collect();
    assert_eq!(total, [4, 1, 1, 2, all]);
    let countries = table(&page, "Facilities by country");
    let (last, places) = countries.split_last().unwrap();
    assert_eq!(places.iter().map(|row| number(&row[2])).sum::<usize>(), all);
    assert_eq!((number(&last[2]), places.len()), (all, 8));
    let obtained = table(&page, "What the statuses rest on");
    assert_eq!(obtained.iter().map(|row| number(&row[1])).sum::<usize>(), all);
    assert_eq!(obtained.len(), Obtained::ALL.len());
    let steps: Vec<usize> = table(&page, "From asking to status").iter().map(|row| number(&row[1])).collect();
    assert_eq!(steps, [7, 6, 5, 21, 12, 3, 2, 1, 3, all, 4, 1, 1, 2]);
    let changes: Vec<usize> =
        table(&page, "Since last year's annex").iter().map(|row| number(&row[1])).collect();
    assert_eq!(changes, [3, 2, 1, 0, 0]);
}

#[test]
fn nothing_internal_stands_in_it_and_nothing_is_loaded() {
    let page = write(&whole());
    assert!(!page.contains(SECRET) && !page.contains("777777"), "findings are the programme's own");
    let lower = page.to_lowercase();
    for word in
        ["<script", "javascript:", " onload", "http://", "https://", "<link", "<img", "@import", "src="]
    {
        assert!(!lower.contains(word), "{word}");
    }
    assert!(page.is_ascii());
}

#[test]
fn what_was_not_recorded_is_a_gap_with_its_remedy_and_never_a_zero() {
    let page = write(&fixture::report(&fixture::empty()).unwrap());
    for gap in [
        "[Missing: how many suppliers were asked",
        "[Missing: what the suppliers declared",
        "[Missing: the facilities: nothing",
        "[Missing: how the annex differs from last year",
        "[Missing: the lists on which the statuses rest",
    ] {
        assert!(page.contains(gap), "{gap}");
    }
    assert!(page.contains("<dd>not recorded</dd><dt>suppliers that were asked and answered</dt>"), "{page}");
    let table = table(&page, "From asking to status");
    assert_eq!(table[0][1], "not recorded");
}

#[test]
fn only_a_draft_says_so() {
    let mut report = whole();
    assert!(write(&report).contains("class=\"draft\""));
    report.documents.clear();
    let page = write(&report);
    assert!(!page.contains("DRAFT") && page.contains("Nothing: every figure is known"));
    report.has_errors = true;
    assert!(write(&report).contains("Errors speak against filing"));
}

#[test]
fn what_a_source_wrote_is_no_markup() {
    let mut report = whole();
    report.heading.company = "<b>A</b> & Co \u{202e}".to_owned();
    let row = report.annex.rows.iter_mut().find(|row| row.location == Location::NotStated).unwrap();
    row.location = Location::Written("</table><script>".to_owned());
    report.figures = crate::report::Figures::of(&report.annex);
    let page = write(&report);
    assert!(!page.contains("<script") && !page.contains("<b>") && page.contains("&#60;b&#62;A"), "{page}");
}

#[test]
fn every_picture_says_what_it_shows_under_a_name_of_its_own() {
    let page = write(&whole());
    let pictures = page.matches("role=\"img\"").count();
    assert_eq!((pictures, page.matches("<desc id=").count()), (4, 4));
    let ids = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let all: Vec<&str> = ids.collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
}
