//! Whatever the texts of a workspace hold, no control and no character that turns or hides others leaves the program: every
//! file of a bundle, the register, letters, what is copied, and what is drawn are searched.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcoi::app::Start;
use rcoi::correspond::letter::{LetterSubject, LetterWorkbook, Sender, Wording, letter};
use rcoi::export::{self, EXPORTERS, FormatWriter};
use rcoi::tabular::Table;
use tempfile::TempDir;

use crate::common::app::{Desk, clock, start};
use crate::common::poison;

fn poisoned() -> (TempDir, Start) {
    let temp = TempDir::new().unwrap();
    poison::workspace(temp.path());
    let (opened, contents) = poison::opened(temp.path());
    let start = Start { contents, tail: opened.tail, next_seq: 2, ..start(opened.workspace) };
    (temp, start)
}

fn assert_clean(what: &str, text: &str) {
    assert_eq!(poison::found_in(text), None, "{what}");
}

/// The parts of an archive as text, with the escapes that its writer has for controls.
fn unpacked(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).unwrap().read_to_string(&mut all).unwrap();
    }
    ["_x001B_", "_x0007_", "_x0000_", "_x000D_"].iter().fold(all, |all, one| all.replace(one, "\u{1b}"))
}

fn assert_file_is_clean(name: &str, bytes: &[u8]) {
    let is_archive = name.ends_with(".xlsx") || name.ends_with(".docx");
    let text = if is_archive { unpacked(bytes) } else { String::from_utf8(bytes.to_vec()).unwrap() };
    assert_clean(name, &text);
    for entity in
        ["&#27;", "&#8238;", "&#8294;", "&#8203;", "&#x1B;", "&#x202E;", "\\u001b", "\\u0007", "\\u202e"]
    {
        assert!(!text.contains(entity), "{name} has {entity}");
    }
}

fn assert_table_is_clean(name: &str, table: &Table) {
    for exporter in &EXPORTERS {
        if let FormatWriter::Table(write) = exporter.writer {
            assert_file_is_clean(&format!("{name}.{}", exporter.extension), &write(table).unwrap());
        }
    }
}

#[test]
fn no_file_of_a_bundle_and_no_register_holds_any() {
    let (_temp, start) = poisoned();
    let desk = Desk::begin(start, (120, 40));
    let core = &desk.app.core;
    let report = rcoi::report::Report::of(&core.workspace, &core.standings, &core.inquiry()).unwrap();
    let files = export::bundle(&report).unwrap();
    assert!(files.len() > 11);
    for end in EXPORTERS.iter().map(|exporter| exporter.extension) {
        assert!(files.iter().any(|(name, _)| name.ends_with(end)), "{end}");
    }
    for (name, bytes) in &files {
        assert_file_is_clean(name, bytes);
    }
    assert_table_is_clean("register", &export::register(&core.risk_book(), clock().today));
    let mut ws = core.workspace.clone();
    // Notes may have lines.
    ws.suppliers.values_mut().for_each(|supplier| supplier.note = supplier.note.replace('\n', " "));
    assert_table_is_clean("suppliers", &rcoi::correspond::roster::suppliers(&ws, clock().today));
    ws.requests.values_mut().for_each(|request| request.note = request.note.replace('\n', " "));
    assert_table_is_clean("requests", &rcoi::correspond::roster::requests(&ws, clock().today));
}

/// A message with what it encodes in its plain form.
fn decoded(eml: &str) -> String {
    // A long line goes on behind such an end.
    let mut all = eml.replace("=\r\n", "");
    for word in eml.split("=?utf-8?B?").skip(1).filter_map(|rest| rest.split("?=").next()) {
        all.push_str(&String::from_utf8_lossy(&STANDARD.decode(word).unwrap()));
    }
    let (head, body) = eml.split_once("\r\n\r\n").unwrap();
    if head.to_lowercase().contains("base64") {
        let body: String = body.split_whitespace().collect();
        all.push_str(&String::from_utf8_lossy(&STANDARD.decode(body).unwrap()));
    }
    for (encoded, plain) in [
        ("=1B", "\u{1b}"),
        ("=07", "\u{7}"),
        ("=00", "\0"),
        ("=E2=80=AE", "\u{202e}"),
        ("=E2=80=8B", "\u{200b}"),
    ] {
        all = all.replace(encoded, plain);
    }
    all
}

#[test]
fn no_letter_holds_any_in_its_head_or_its_body() {
    let (_temp, start) = poisoned();
    let mut desk = Desk::begin(start, (120, 40));
    desk.keys("5");
    let core = &desk.app.core;
    let ws = &core.workspace;
    let mut letters = 0;
    for declaration in ws.declarations.values() {
        let form = core.contents.form(&declaration.form).unwrap();
        let supplier = ws.suppliers.get(&declaration.supplier).unwrap();
        let (file, findings) = (
            &ws.sources[&declaration.source].file,
            core.checked.findings.get(&declaration.id).map_or(&[][..], Vec::as_slice),
        );
        let workbooks = [LetterWorkbook { declaration, form, file, findings }];
        let changes = ["a change\u{202e}\r\nZq".to_owned()];
        let about = LetterSubject { supplier, workbooks: &workbooks, changes: &changes };
        let (analyst, company) = ("Ada\u{1b}\nZq", ws.programme.company.as_str());
        let sender = Sender { analyst, company, at: clock().now, due: clock().today };
        let Ok(letter) = letter(about, sender, Wording::default()) else { continue };
        letters += 1;
        assert_clean("the text", &letter.text());
        assert_clean("the message", &decoded(&String::from_utf8(letter.eml()).unwrap()));
        assert_table_is_clean("corrections", &letter.table(clock().today));
    }
    assert!(letters > 3, "{letters}");
}

#[test]
fn nothing_that_is_drawn_or_copied_holds_any() {
    let (_temp, start) = poisoned();
    let mut desk = Desk::begin(start, (200, 60));
    for keys in [
        "1", "2", "2<enter>", "3", "4", "5", "5<enter>", "6", "7", "H", "L", "I", "2o", "5p", ":", "4d", "2F",
    ] {
        desk.keys(keys);
        assert_clean(keys, &desk.text().replace('\n', " "));
        desk.keys("<esc>y");
        assert_clean(keys, &desk.text().replace('\n', " "));
        desk.keys("<esc><esc>");
    }
    let copied: Vec<&String> = desk.effects.iter().filter(|effect| effect.starts_with("Copy(")).collect();
    assert!(copied.len() > 8, "{}", copied.len());
    for effect in copied {
        for one in ["\\u{1b}", "\\u{7}", "\\u{202e}", "\\u{2066}", "\\u{200b}", "\\0", "\\nZq", "\\r"] {
            assert!(!effect.contains(one), "{one} in {effect}");
        }
    }
}
