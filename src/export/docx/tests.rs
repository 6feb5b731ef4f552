use std::io::Read;

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::domain::Metal;
use crate::report::{Block, ReportTable, fixture};

/// The parts of a file by path, each of them read as XML to its end.
fn unpacked(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        assert_eq!(part.last_modified(), Some(DateTime::default()));
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.push((part.name().unwrap().into_owned(), text));
    }
    for (path, text) in &parts {
        assert!(!events(text).is_empty(), "{path}");
    }
    parts
}

/// The elements of a part in their order: what begins, with its attributes, and the texts.
fn events(text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut events, mut depth) = (Vec::new(), 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                depth += 1;
                events.push(start.to_string());
            }
            Event::Empty(start) => events.push(start.to_string()),
            Event::End(_) => depth -= 1,
            Event::Text(_) | Event::GeneralRef(_) | Event::Decl(_) => {}
            Event::Eof => break,
            other @ (Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_)) => {
                panic!("{other:?}")
            }
        }
    }
    assert_eq!(depth, 0);
    events
}

fn part(report: &Report, number: usize, path: &str) -> Option<String> {
    let parts = unpacked(write(report, &report.documents[number]).unwrap());
    parts.into_iter().find(|(name, _)| name == path).map(|(_, text)| text)
}

fn report() -> Report {
    fixture::report(&fixture::workspace()).unwrap()
}

#[test]
fn headings_are_headings_and_tables_repeat_their_header_row() {
    let report = report();
    let document = &report.documents[1];
    let found = events(&part(&report, 1, "word/document.xml").unwrap());
    let styled =
        |style: &str| found.iter().filter(|event| **event == format!("w:pStyle w:val=\"{style}\"")).count();
    let within = document.sections.iter().filter(|section| section.level > 2).count();
    assert_eq!((styled("Title"), styled("Heading1")), (1, 1));
    assert_eq!((styled("Heading2"), styled("Heading3")), (document.sections.len() - within, within));
    let count = |name: &str| found.iter().filter(|event| event.split(' ').next() == Some(name)).count();
    let tables = document.sections.iter().flat_map(|section| &section.blocks);
    let tables = tables.filter(|block| matches!(block, Block::Table(_))).count();
    assert_eq!((count("w:tbl"), count("w:tblHeader"), styled("Caption")), (tables, tables, tables));
    let header = |at: usize| {
        found[at..].iter().take_while(|event| *event != "w:tbl").any(|event| event == "w:tblHeader")
    };
    let places = found.iter().enumerate().filter(|(_, event)| *event == "w:tbl").map(|(at, _)| at + 1);
    assert!(places.into_iter().all(header), "each table has its own");
    assert!(found.iter().any(|event| event == "w:pgSz w:w=\"12240\" w:h=\"15840\""));
    let footer = part(&report, 1, "word/footer.xml").unwrap();
    assert!(footer.contains(" PAGE ") && footer.contains(" NUMPAGES "));
}

#[test]
fn columns_are_as_wide_as_the_grid_says_and_fit_the_page() {
    let found = events(&part(&report(), 1, "word/document.xml").unwrap());
    let widths = |name: &str| -> Vec<usize> {
        let start = format!("{name} w:w=\"");
        let rests = found.iter().filter_map(|event| event.strip_prefix(start.as_str()));
        rests.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
    };
    let (tables, columns) = (widths("w:tblW"), widths("w:gridCol"));
    assert!(tables.iter().all(|wide| (1000..=9360).contains(wide)), "{tables:?}");
    assert_eq!(tables.iter().sum::<usize>(), columns.iter().sum::<usize>());
}

#[test]
fn only_a_draft_says_so_at_the_head_of_its_pages() {
    let (draft, finished) = (report(), fixture::finished(&fixture::workspace()));
    assert!(part(&draft, 0, "word/header.xml").unwrap().contains("<w:t>DRAFT</w:t>"));
    assert!(part(&draft, 0, "word/document.xml").unwrap().contains("r:id=\"header\""));
    assert_eq!(part(&finished, 0, "word/header.xml"), None);
    for (path, text) in unpacked(write(&finished, &finished.documents[0]).unwrap()) {
        assert!(
            !text.contains("DRAFT") && !text.contains("r:id=\"header\"") && !text.contains("header.xml"),
            "{path}"
        );
    }
}

#[test]
fn what_is_missing_is_bold_and_what_is_said_is_not() {
    let text = part(&report(), 1, "word/document.xml").unwrap();
    let runs: Vec<&str> = text.split("<w:r>").collect();
    let run = |words: &str| runs.iter().find(|run| run.contains(words)).unwrap();
    assert!(run("[Counsel: ").starts_with("<w:rPr><w:b/>") && run("[Missing: ").starts_with("<w:rPr><w:b/>"));
    assert!(run("Annex I lists 8 facilities").starts_with("<w:t "));
}

#[test]
fn the_properties_name_the_document_and_its_day_and_nobody() {
    let core = part(&report(), 0, "docProps/core.xml").unwrap();
    let names: Vec<String> =
        events(&core).into_iter().map(|event| event.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["cp:coreProperties", "dc:title", "dcterms:created", "dcterms:modified"]);
    assert_eq!(core.matches("2022-12-31T00:00:00Z").count(), 2);
}

#[test]
fn every_part_that_is_named_is_there() {
    let report = report();
    let parts = unpacked(write(&report, &report.documents[0]).unwrap());
    let text = |path: &str| &parts.iter().find(|(name, _)| name == path).unwrap().1;
    let named = |path: &str, from: &str, folder: &str| -> Vec<String> {
        let rests = text(path).split(from).skip(1).map(|rest| rest.split('"').next().unwrap());
        rests.map(|rest| format!("{folder}{rest}")).collect()
    };
    let mut all = named("[Content_Types].xml", "PartName=\"/", "");
    all.extend(named("_rels/.rels", "Target=\"", ""));
    all.extend(named("word/_rels/document.xml.rels", "Target=\"", "word/"));
    assert!(all.len() > 10 && all.iter().all(|path| parts.iter().any(|(name, _)| name == path)), "{all:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_name_makes_a_file_that_is_read(name in any::<String>()) {
        let mut report = report();
        report.heading.company.clone_from(&name);
        report.annex.rows.iter_mut().for_each(|row| row.name.clone_from(&name));
        report.documents[1].sections[0].blocks.push(Block::Table(ReportTable::Annex(Metal::Gold)));
        for (path, text) in unpacked(write(&report, &report.documents[1]).unwrap()) {
            let is_text = |c: char| c == '\n' || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
            prop_assert!(text.chars().all(is_text), "{}", path);
        }
    }
}
