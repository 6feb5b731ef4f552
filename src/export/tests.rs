use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::{ActionId, ActionState, ChosenStyle, Disposition, EvidenceId, NoteId, Workspace};
use crate::report::Location;
use crate::report::fixture::{self, SECRET};
use crate::tabular::{Cell, ColumnKind, Table, unguard};

fn files(ws: &Workspace) -> Vec<(String, Vec<u8>)> {
    bundle(&fixture::report(ws).unwrap()).unwrap()
}

fn registered(ws: &Workspace) -> Table {
    let (standings, screening) = (crate::standing::fixture::standings(ws), crate::risk::Screening::default());
    register(&crate::risk::RiskBook { ws, standings: &standings, screening: &screening }, date(2023, 4, 1))
}

fn file(name: &str) -> Vec<u8> {
    files(&fixture::workspace()).into_iter().find(|(other, _)| other == name).unwrap().1
}

fn text(name: &str) -> String {
    String::from_utf8(file(name)).unwrap()
}

fn is_archive(name: &str) -> bool {
    name.ends_with(".xlsx") || name.ends_with(".docx")
}

/// The parts of a zipped file.
fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.push((part.name().unwrap().into_owned(), content));
    }
    parts
}

fn sheet(bytes: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn the_bundle_has_each_document_and_the_annex_in_every_format() {
    let names: Vec<String> = files(&fixture::workspace()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        [
            "example-corp-sd-2022-draft.htm",
            "example-corp-cmr-2022-draft.htm",
            "example-corp-sd-2022-draft.docx",
            "example-corp-cmr-2022-draft.docx",
            "example-corp-sd-2022-draft.txt",
            "example-corp-cmr-2022-draft.txt",
            "example-corp-sd-2022-draft.md",
            "example-corp-cmr-2022-draft.md",
            "example-annex-2022-draft.csv",
            "example-annex-2022-draft.xlsx",
            "example-data-2022-draft.json",
            "example-page-2022-draft.html",
            "example-edgar-2022-draft.txt",
            "example-trace-2022-draft.txt",
        ]
    );
}

#[test]
fn a_draft_is_marked_in_every_file_and_what_is_finished_in_none() {
    let is_marked = |(name, bytes): &(String, Vec<u8>)| {
        let parts = if is_archive(name) { unzip(bytes) } else { vec![(name.clone(), bytes.clone())] };
        let text: String = parts.iter().map(|(_, part)| String::from_utf8_lossy(part)).collect();
        text.contains("DRAFT") || text.contains("\"draft\": true")
    };
    for file in files(&fixture::workspace()) {
        // A remark in rows of data would be taken for a row.
        assert_eq!(is_marked(&file), !file.0.ends_with(".csv"), "{}", file.0);
        assert!(file.0.contains("-draft.") && file.0.len() <= edgar::LONGEST_NAME, "{}", file.0);
    }
    let finished = bundle(&fixture::finished(&fixture::workspace())).unwrap();
    assert_eq!(finished.len(), 14);
    for file in finished {
        assert!(!is_marked(&file) && !file.0.contains("draft"), "{}", file.0);
    }
}

#[test]
fn the_trace_lists_every_other_file_with_its_hash() {
    let files = files(&fixture::workspace());
    let (trace, others) = files.split_last().unwrap();
    let trace = String::from_utf8(trace.1.clone()).unwrap();
    for (name, bytes) in others {
        assert!(trace.contains(&format!("  {name:<32} {}\n", crate::import::sha256(bytes))), "{name}");
    }
}

#[test]
fn names_keep_to_the_rules_whatever_the_company_is_called() {
    let companies = [
        "",
        "...",
        "Ångström & Søhne Internationale Verwaltungsgesellschaft mbH",
        "銅業",
        "-x",
        "A B C D E F G H I J K L M N O P",
    ];
    for company in companies {
        let mut ws = fixture::empty();
        ws.programme.company = company.to_owned();
        for what in ["cmr", "annex", "triage-register"] {
            let name = file_name((company, 2022), what, "htm");
            assert_eq!(edgar::check_name(&name), [], "{company:?}: {name}");
        }
        assert_eq!(files(&ws).len(), 14, "{company:?}");
    }
}

#[test]
fn two_exports_of_a_workspace_are_the_same_bytes() {
    assert_eq!(files(&fixture::workspace()), files(&fixture::workspace()));
}

#[test]
fn what_of_a_bundle_is_not_filed_says_so() {
    for report in [fixture::report(&fixture::workspace()).unwrap(), fixture::finished(&fixture::workspace())]
    {
        for (name, bytes) in bundle(&report).unwrap() {
            let beside = ["-trace-", "-edgar-", "-page-"].iter().any(|part| name.contains(part));
            assert_eq!(is_not_filed(&bytes), beside, "{name}");
        }
    }
    let quoting = format!("Report\n\n\n\n{}\n", trace::TITLE);
    assert!(!is_not_filed(quoting.as_bytes()));
}

#[test]
fn a_bundle_gives_nothing_internal_away() {
    let ws = fixture::workspace();
    let internal = [SECRET, "keep and mitigate", "request RMAP participation plan"];
    for (name, bytes) in files(&ws) {
        let mut parts = if is_archive(&name) { unzip(&bytes) } else { Vec::new() };
        parts.push((name.clone(), bytes));
        for (part, content) in parts {
            let content = String::from_utf8_lossy(&content).to_lowercase();
            for word in internal {
                assert!(!content.contains(&word.to_lowercase()), "{word:?} in {name}, {part}");
            }
        }
    }
}

#[test]
fn every_facility_stands_in_every_annex_once() {
    let ws = fixture::workspace();
    let mut rows = ::csv::Reader::from_reader(file("example-annex-2022-draft.csv").as_slice())
        .records()
        .map(|row| row.unwrap().iter().map(|cell| unguard(cell).to_owned()).collect())
        .collect::<Vec<Vec<String>>>();
    let book = sheet(file("example-annex-2022-draft.xlsx"));
    let read: Vec<Vec<String>> =
        book.iter().skip(1).map(|row| row.iter().map(Data::to_string).collect()).collect();
    assert_eq!(rows, read, "CSV and workbook say the same");
    let names: BTreeSet<String> = rows.drain(..).map(|row| row[3].clone()).collect();
    assert_eq!(names.len(), ws.live().count());
    let markdown = text("example-corp-cmr-2022-draft.md");
    assert!(
        names
            .iter()
            .all(|name| markdown.contains(&name.replace('|', "\\|").replace('<', "\\<").replace('>', "\\>")))
    );
}

#[test]
fn a_workbook_holds_text_as_text_and_numbers_as_numbers() {
    let book = sheet(file("example-annex-2022-draft.xlsx"));
    assert_eq!(book[4][3], Data::String("-X Recycling & Söhne".to_owned()));
    assert_eq!(book[4][0], Data::Float(4.0));
    let parts = unzip(&file("example-annex-2022-draft.xlsx"));
    let part =
        |name: &str| String::from_utf8(parts.iter().find(|(n, _)| n == name).unwrap().1.clone()).unwrap();
    assert_eq!(part("docProps/core.xml").matches("2022-12-31T00:00:00Z").count(), 2, "created and modified");
    assert!(part("xl/worksheets/sheet1.xml").contains("state=\"frozen\""));
    assert!(!part("xl/worksheets/sheet1.xml").contains("<f>"));
}

#[test]
fn a_day_is_a_day_in_a_workbook_and_too_long_a_text_is_refused() {
    let mut table = Table::new("A/B: [x]?", date(2022, 12, 31), &[("Day", ColumnKind::Date)]);
    table.rows.push(vec![Cell::Date(date(2023, 5, 31))]);
    let book = sheet(xlsx::write(&table).unwrap());
    assert!(matches!(&book[1][0], Data::DateTime(day) if day.as_f64() == 45077.0), "{book:?}");
    table.rows.push(vec![Cell::text("x".repeat(32_768))]);
    assert!(matches!(xlsx::write(&table), Err(ExportError::Table(..))));
}

#[test]
fn the_trace_lists_the_rows_of_a_figure() {
    let trace = text("example-trace-2022-draft.txt");
    let expected = "  covered = 1 (facilities located in a Covered Country)\n    No. 3     Gold / Luna | Works / RWANDA / Conformant\n";
    assert!(trace.contains(expected), "{trace}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_name_makes_a_document_that_edgar_refuses(name in any::<String>(), country in any::<String>()) {
        let mut report = fixture::report(&fixture::workspace()).unwrap();
        report.heading.company.clone_from(&name);
        for row in &mut report.annex.rows {
            row.name.clone_from(&name);
            row.location = Location::Written(country.clone());
        }
        prop_assert!(bundle(&report).is_ok());
    }
}

#[test]
fn chosen_words_reach_every_format() {
    let mut ws = fixture::workspace();
    ws.settings.status_style = ChosenStyle::FullCompliant;
    for (name, bytes) in files(&ws)
        .into_iter()
        .filter(|(name, _)| !name.contains("-sd-") && !name.contains("-edgar-") && !is_archive(name))
    {
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("Full Compliant") && !text.contains("Conformant"), "{name}");
    }
}

/// Hashes change with the library that writes workbooks, so they are no part of a snapshot.
fn without_hash(line: &str) -> String {
    let words = line.split(' ').map(|word| if word.len() == 64 { "(hash)" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_documents_read_as_they_should() {
    for name in [
        "example-corp-cmr-2022-draft.htm",
        "example-corp-cmr-2022-draft.md",
        "example-corp-cmr-2022-draft.txt",
        "example-corp-sd-2022-draft.md",
        "example-data-2022-draft.json",
        "example-edgar-2022-draft.txt",
        "example-trace-2022-draft.txt",
    ] {
        let lines: Vec<String> = text(name).lines().map(without_hash).collect();
        insta::assert_snapshot!(name, lines.join("\n"));
    }
}

/// The fixture with a second note and a second document of evidence, and an action that is closed.
fn with_more_work() -> Workspace {
    let mut ws = fixture::workspace();
    let mut note = ws.notes.values().next().unwrap().clone();
    note.id = NoteId::new("n2");
    note.text = "two\n lines".to_owned();
    ws.notes.insert(note.id.clone(), note);
    let mut evidence = ws.evidence.values().next().unwrap().clone();
    evidence.id = EvidenceId::new("e2");
    evidence.link = "https://example.com/x".to_owned();
    evidence.dated = Some(date(2022, 11, 22));
    ws.evidence.insert(evidence.id.clone(), evidence);
    let mut action = ws.actions.values().next().unwrap().clone();
    action.id = ActionId::new("a2");
    action.state = ActionState::Closed;
    ws.actions.insert(action.id.clone(), action);
    ws
}

#[test]
fn lines_of_a_cell_are_kept_and_wrapped_in_a_workbook() {
    let bytes = xlsx::write(&registered(&with_more_work())).unwrap();
    let styles = unzip(&bytes).into_iter().find(|(name, _)| name == "xl/styles.xml").unwrap().1;
    assert!(String::from_utf8(styles).unwrap().contains("wrapText=\"1\""));
    let notes = sheet(bytes)[1][15].to_string();
    assert_eq!(notes.lines().count(), 3, "a line a note, and those of the second: {notes:?}");
}

#[test]
fn a_disposition_changes_the_register_and_nothing_in_the_bundle() {
    let ws = fixture::workspace();
    for info in Disposition::all() {
        let mut judged = ws.clone();
        let mut record = ws.dispositions.values().next().unwrap().clone();
        record.disposition = info.id;
        record.reason = "XSECRET other reason".to_owned();
        for facility in ws.live() {
            judged.dispositions.insert(facility.id.clone(), record.clone());
        }
        assert_eq!(files(&judged), files(&ws), "{}", info.title);
        let table = registered(&judged);
        assert_eq!(table.rows.len(), ws.live().count());
        assert!(table.rows.iter().all(|row| row[11] == Cell::text(&info.title)), "{}", info.title);
    }
}

#[test]
fn the_trace_says_how_statuses_were_obtained() {
    let trace = text("example-trace-2022-draft.txt");
    let expected = "  obtained.derived = 1 (facilities whose status follows by a rule from what is stated or recorded)\n    \
         No. 5     Tantalum / Delta Tantalum / Freedonia / Conformant\n\n  \
         obtained.set = 1 (facilities whose status the Company recorded itself)\n    \
         No. 3     Gold / Luna | Works / RWANDA / Conformant\n";
    assert!(trace.contains(expected), "{trace}");
}

#[test]
fn apostrophes_and_ampersands_stand_right_in_a_page() {
    let mut report = fixture::report(&fixture::workspace()).unwrap();
    report.annex.rows[0].name = "L'Orf\u{e8}bre & Co".to_owned();
    let files = bundle(&report).unwrap();
    let (_, page) = files.iter().find(|(name, _)| name.ends_with("cmr-2022-draft.htm")).unwrap();
    let page = String::from_utf8(page.clone()).unwrap();
    assert!(page.contains(">L'Orf&#232;bre &#38; Co</td>"), "{page}");
}

#[test]
fn the_register_holds_what_needs_a_judgement_the_gravest_first() {
    let table = registered(&with_more_work());
    let words: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(Cell::words).collect()).collect();
    let heads: Vec<(&str, &str)> = words.iter().map(|row| (row[2].as_str(), row[6].as_str())).collect();
    let expected = [
        ("-X Recycling & Söhne", "made"),
        ("Luna | Works", "open"),
        ("Alpha Tin", "open"),
        ("Omega <Tungsten>", "open"),
    ];
    assert_eq!(heads, expected, "neither a conformant facility without a flag nor an active one");
    assert_eq!(
        words[0][7..],
        [
            "High",
            "XSECRET rating reason",
            "XSECRET Person",
            "2023-02-15",
            "keep and mitigate",
            "XSECRET disposition reason",
            "XSECRET Person",
            "2023-02-15",
            "2023-02-15 XSECRET Person: =XSECRET note\n2023-02-15 XSECRET Person: two\n  lines",
            "2023-02-15 XSECRET Person: XSECRET evidence.pdf (undated)\n\
             2023-02-15 XSECRET Person: https://example.com/x (dated 2022-11-22)",
            "due 2023-03-31 XSECRET Owner: request RMAP participation plan (sent)",
        ]
    );
    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
}

#[test]
fn any_table_can_be_written_by_every_table_format() {
    let formats = EXPORTERS.iter().filter_map(|exporter| match exporter.writer {
        FormatWriter::Table(write) => Some(write(&registered(&fixture::workspace()))),
        FormatWriter::Document(_)
        | FormatWriter::Package(_)
        | FormatWriter::Data(_)
        | FormatWriter::Page(_) => None,
    });
    assert_eq!(formats.map(|bytes| bytes.map(|b| b.is_empty())).collect::<Vec<_>>(), [Ok(false), Ok(false)]);
}
