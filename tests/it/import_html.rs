//! Reading a filing's web page: which tables list facilities, and what the prose states.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use proptest::prelude::*;
use rcoi::domain::{Metal, Place, SourceKind, Statement, Status, TotalOf, Value};
use rcoi::import::{self, Draft, DraftRow};

const PAGE: &str = "<!DOCTYPE html>
<html><head><title>Exhibit 1.01: 900 smelters identified</title><style>p { color: red }</style></head><body>
<p>For the year ended December&nbsp;31, 2023. Our suppliers named a total of <b>four</b>
smelters and refiners.</p>
<table><tr><td>Of these, two smelters are conformant.</td></tr></table>
<p>None of the refiners is located in a Covered Country.</p>
<table><tr><th>Metal</th><th>Product</th></tr><tr><td>Gold</td><td>Plating</td></tr></table>
<h2>Appendix A</h2>
<table>
<tr><th>Smelter Country</th><th>Smelter Name<sup>(1)</sup></th><th>CID</th><th>Metal</th><th>RMAP Status</th></tr>
<tr><td>SWITZERLAND</td><td>Argor-Heraeus S.A.*</td><td>CID000077</td><td>Gold</td><td>Conformant<sup>2</sup></td></tr>
<tr><td>TAIWAN, PROVINCE OF CHINA</td><td>Solar &amp; Sons&nbsp;Corp. (2)</td><td></td><td>Gold</td><td></td></tr>
</table>
<p>12</p>
<table>
<tr><td>PERU</td><td>Minsur</td><td>CID001182</td><td>Tin</td><td>Conformant</td></tr>
<tr><td>BRAZIL</td><td>Super Ligas</td><td>CID002756</td><td>Tin</td><td>In review</td></tr>
</table>
<p>* A note.</p>
</body></html>";

fn read(page: &str) -> Draft {
    import::read("a5.htm", page.as_bytes()).unwrap()
}

fn texts(row: &DraftRow) -> Vec<String> {
    row.claims.iter().map(|claim| claim.value.text()).collect()
}

fn names(draft: &Draft) -> Vec<(Metal, &str)> {
    let name = |row: &'_ DraftRow| row.claims.iter().position(|claim| claim.value.as_name().is_some());
    let rows = draft.rows.iter();
    rows.map(|row| (row.metal, row.claims[name(row).unwrap()].value.as_name().unwrap())).collect()
}

#[test]
fn only_the_tables_of_facilities_are_taken_and_marks_are_dropped() {
    let draft = read(PAGE);
    assert_eq!((draft.kind, draft.title.as_str()), (SourceKind::Filing, "Appendix A 2023"));
    assert_eq!(draft.as_of.unwrap().to_string(), "2023-12-31");
    assert_eq!(draft.rows.len(), 4);
    assert_eq!(texts(&draft.rows[0]), ["Argor-Heraeus S.A.", "CID000077", "SWITZERLAND", "Conformant"]);
    assert_eq!(texts(&draft.rows[1]), ["Solar & Sons Corp.", "TAIWAN, PROVINCE OF CHINA"]);
    assert_eq!(texts(&draft.rows[2]), ["Minsur", "CID001182", "PERU", "Conformant"]);
    assert_eq!(draft.rows[0].claims[0].place, Place::Cell("table 3".into(), "B2".into()));
    assert_eq!(draft.rows[2].claims[0].place, Place::Cell("table 4".into(), "B1".into()));
}

#[test]
fn a_status_word_that_is_not_known_gives_no_status() {
    let draft = read(PAGE);
    assert!(draft.rows[3].claims.iter().all(|claim| claim.value.as_status().is_none()));
    assert_eq!(draft.skipped, []);
    assert_eq!(draft.remarks[0].0, Place::Cell("table 4".into(), "E2".into()));
    assert!(draft.remarks[0].1.contains("In review"));
}

#[test]
fn totals_are_read_from_the_prose_with_their_lines() {
    let total = |of, count, line| Statement::Total { of, count, place: Place::Line(line, 0) };
    let expected = [
        total(TotalOf::All, 4, 3),
        total(TotalOf::Of(Status::Conformant), 2, 5),
        Statement::NoneInCoveredCountry { place: Place::Line(6, 0) },
    ];
    assert_eq!(read(PAGE).statements, expected);
}

#[test]
fn the_preview_says_how_columns_were_understood() {
    let columns = read(PAGE).columns;
    let pairs: Vec<(&str, &str)> = columns.iter().map(|(a, b)| (a.as_str(), b.as_str())).take(3).collect();
    assert_eq!(pairs, [("Smelter Country", "country"), ("Smelter Name", "name"), ("CID", "CID")]);
}

#[test]
fn the_metal_may_stand_in_a_heading_or_in_a_row_of_its_own() {
    let table = |rows: &str| format!("<table><tr><td>Smelter</td><td>Location</td></tr>{rows}</table>");
    let row = |name: &str, country: &str| format!("<tr><td>{name}</td><td>{country}</td></tr>");
    let by_caption = format!(
        "<html><h3>Tin</h3>{}<p>Table 2 – Gold refiners</p>{}",
        table(&row("Minsur", "PERU")),
        table(&row("Dowa", "JAPAN"))
    );
    let by_row = format!(
        "<html>{}",
        table(&format!(
            "<tr><td colspan=2><b>TIN SMELTERS</b></td></tr>{}<tr><td colspan=2>Gold</td></tr>{}",
            row("Minsur", "PERU"),
            row("Dowa", "JAPAN")
        ))
    );
    for page in [by_caption, by_row] {
        assert_eq!(names(&read(&page)), [(Metal::Tin, "Minsur"), (Metal::Gold, "Dowa")], "{page}");
    }
}

#[test]
fn a_metal_belongs_to_the_table_below_its_heading_only() {
    let list =
        "<table><tr><td>Smelter</td><td>Location</td></tr><tr><td>Minsur</td><td>PERU</td></tr></table>";
    let more = "<table><tr><td>Minsur Branch</td><td>PERU</td></tr></table>";
    let other =
        "<table><tr><td>Name</td><td>Location</td></tr><tr><td>Acme Office</td><td>SPAIN</td></tr></table>";
    let count = |after: &str| read(&format!("<html><h3>Tin</h3>{list}{after}")).rows.len();
    assert_eq!(count(&format!("<p>12</p>{more}")), 2);
    assert_eq!(count(&format!("<p>Page 3</p>{list}")), 2);
    assert_eq!(count(other), 1);
    assert_eq!(count(&format!("<h3>Our offices</h3>{list}")), 1);
    let facts = "<table><tr><td>Gold</td><td>12</td></tr></table>";
    assert_eq!(count(&format!("{facts}<p>Our offices</p>{list}")), 1);
    assert_eq!(count(&format!("<p>One of them processes gold.</p>{list}")), 1);
}

#[test]
fn a_metal_that_spans_rows_counts_for_all_of_them() {
    let page = "<html><table><tr><th>Mineral</th><th>Facility</th><th>Country</th></tr>
        <tr><td rowspan=2>Tin</td><td>Minsur</td><td>PERU</td></tr><tr><td>Thaisarco</td><td>THAILAND</td></tr>
        <tr><td>Gold</td><td>Dowa</td><td>JAPAN</td></tr></table>";
    assert_eq!(
        names(&read(page)),
        [(Metal::Tin, "Minsur"), (Metal::Tin, "Thaisarco"), (Metal::Gold, "Dowa")]
    );
}

#[test]
fn columns_without_headers_are_known_by_their_content() {
    let page = "<html><table><tr><td>1</td><td>JAPAN</td><td></td><td>Dowa</td><td>Gold</td></tr>
        <tr><td>2</td><td>PERU</td><td></td><td>Minsur</td><td>Tin</td></tr></table>";
    let draft = read(page);
    assert_eq!(names(&draft), [(Metal::Gold, "Dowa"), (Metal::Tin, "Minsur")]);
    let Value::Country(country) = &draft.rows[1].claims[1].value else { panic!("no country") };
    assert_eq!(country.written, "PERU");
}

#[test]
fn a_page_without_a_list_says_what_was_looked_at() {
    let error = import::read("a.htm", b"<html><table><tr><td>Index</td></tr></table>").unwrap_err();
    let told = error.problem("a.htm").to_string();
    assert!(told.contains("1 table"), "{told}");
}

#[test]
fn headers_that_differ_and_attributes_without_end_take_no_more_than_their_length() {
    let table = |at: usize| {
        format!(
            "<table><tr><td>Metal<td>Smelter name<td>Country<td>c{at}<tr><td>Gold<td>Dowa<td>JAPAN<td>x</table>"
        )
    };
    let page = |tables: usize| format!("<html>{}", (0..tables).map(table).collect::<String>());
    let draft = import::read("x.htm", page(300).as_bytes()).unwrap();
    // One facility, with what each table says of it, and each header once.
    assert_eq!((draft.rows.len(), draft.columns.len()), (1, 303));
    assert_eq!(draft.rows.first().unwrap().claims.len(), 600);
    let attributes: String = (0..50_000).map(|at| format!(" a{at}=1")).collect();
    for tag in ["p", "/p", "td", "x-y"] {
        let page = format!("<html><{tag}{attributes}>{}", table(0));
        assert_eq!(import::read("x.htm", page.as_bytes()).unwrap().rows.len(), 1, "{tag}");
    }
}

#[test]
fn hostile_pages_end() {
    for piece in
        ["<table><tr><td rowspan=9999 colspan=9999>Gold", "<div><b><font>", "<table>", "<!--", "&amp"]
    {
        let page = format!("<html>{}", piece.repeat(20_000));
        let _ = import::read("x.htm", page.as_bytes());
    }
}

proptest! {
    #[test]
    fn no_change_to_a_page_makes_its_reader_panic(at in 0_usize..2000, cut in 0_usize..20, with in "[<>/&;a-z=0-9 \"]{0,12}") {
        let mut text: Vec<char> = PAGE.chars().collect();
        let at = at.min(text.len());
        let end = (at + cut).min(text.len());
        text.splice(at..end, with.chars());
        let _ = import::read("x.htm", text.into_iter().collect::<String>().as_bytes());
    }

    #[test]
    fn rows_are_never_invented(keep in prop::collection::vec(any::<bool>(), 4)) {
        let mut page = PAGE.to_owned();
        let cells = ["Argor-Heraeus S.A.*", "Solar &amp; Sons&nbsp;Corp. (2)", "Minsur", "Super Ligas"];
        let rows: Vec<&str> = PAGE.lines().filter(|l| cells.iter().any(|cell| l.contains(cell))).collect();
        for (row, keep) in rows.iter().zip(&keep) {
            if !keep {
                page = page.replace(row, "");
            }
        }
        let kept = keep.iter().filter(|keep| **keep).count();
        match import::read("x.htm", page.as_bytes()) {
            Ok(draft) => prop_assert_eq!(draft.rows.len(), kept),
            Err(_) => prop_assert_eq!(kept, 0),
        }
    }
}
