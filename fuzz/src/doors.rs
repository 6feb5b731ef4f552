//! The doors of the program: whatever bytes come, they are read or refused. A door panics where the program would, where it
//! caught a panic, and where what was read is not what it must be; else it says whether something was read.

use std::fmt::Display;
use std::path::Path;

use rcoi::app::Session;
use rcoi::app::keymap::{DEFAULT, Keymap};
use rcoi::checks::declaration::CheckContext;
use rcoi::correspond::letter::{OWN_TEMPLATE, Wording};
use rcoi::correspond::roster;
use rcoi::data::ron_options;
use rcoi::domain::{Charter, ContentKind, Contents, FactInfo, Standings, Workspace};
use rcoi::import::book::{self, Bounds, Sheet};
use rcoi::import::{self, CmrtDraft, ImportError, Incoming, risk, sha256, status};
use rcoi::intake::decisions;
use rcoi::report::{Inquiry, OwnProposals, Report};
use rcoi::resolve::matching::lists;
use rcoi::resolve::rows::Register;
use rcoi::risk::{RiskBook, Screening};
use rcoi::runtime::config::Config;
use rcoi::store::{self, Paths};
use rcoi::ui::Theme;
use rcoi::{Problem, checks, correspond, demo, query, standing};

use super::memory::Memory;
use super::{letters, packed, stored};

/// A door.
#[derive(Clone, Copy)]
pub struct Door {
    /// The name of its fuzz target, and of the folder of its seeds.
    pub name: &'static str,
    /// Sends bytes through it, and says whether something was read.
    pub send: fn(&[u8]) -> bool,
}

/// Every door once. (The targets `archive` and `compound` send their seeds through `file`.)
pub const DOORS: [Door; 20] = [
    Door { name: "file", send: file },
    Door { name: "table_parts", send: table_parts },
    Door { name: "cmrt_parts", send: cmrt_parts },
    Door { name: "records", send: records },
    Door { name: "encryption", send: encryption },
    Door { name: "spreadsheet_ml", send: spreadsheet_ml },
    Door { name: "html", send: html },
    Door { name: "filing", send: filing },
    Door { name: "csv", send: csv },
    Door { name: "markdown", send: markdown },
    Door { name: "lists", send: lists_of_all_kinds },
    Door { name: "workspace", send: workspace },
    Door { name: "snapshot", send: snapshot },
    Door { name: "journal", send: journal },
    Door { name: "entries", send: entries },
    Door { name: "store_files", send: store_files },
    Door { name: "contents", send: contents },
    Door { name: "settings", send: settings },
    Door { name: "letter", send: letter },
    Door { name: "proposals", send: proposals },
];

/// What is caught of a panic is told by these words.
fn foreseen(error: &impl Display) {
    assert!(!error.to_string().contains("not foreseen"), "{error}");
}

fn is_read<T>(read: &Result<T, ImportError>) -> bool {
    let refused = read.as_ref().err();
    refused.inspect(|error| foreseen(*error)).map(|error| error.problem("file")).is_none()
}

// Files from outside

/// A file of any kind, whole: a ZIP archive, a compound file, a text.
pub fn file(raw: &[u8]) -> bool {
    let read = [workbook(raw), received(raw), lists_of_all_kinds(raw)];
    read.contains(&true)
}

/// A part of a workbook of facilities; the first byte says which.
pub fn table_parts(bytes: &[u8]) -> bool {
    file(&packed::replaced(packed::FACILITIES, bytes))
}

/// A part of a CMRT; the first byte says which.
pub fn cmrt_parts(bytes: &[u8]) -> bool {
    let raw = packed::replaced(packed::CMRT, bytes);
    workbook(&raw) & received(&raw)
}

/// The records of a workbook of Excel 97 to 2003.
pub fn records(bytes: &[u8]) -> bool {
    file(&packed::compound(&[("/Workbook", bytes)]))
}

/// What says how a package is encrypted.
pub fn encryption(bytes: &[u8]) -> bool {
    workbook(&packed::compound(&[("/EncryptionInfo", bytes), ("/EncryptedPackage", packed::PACKAGE)]))
}

/// A workbook of Excel 2003's XML.
pub fn spreadsheet_ml(bytes: &[u8]) -> bool {
    let head = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
    file(&[head.as_bytes(), bytes].concat())
}

/// A web page.
pub fn html(bytes: &[u8]) -> bool {
    received(&[b"<html>", bytes].concat())
}

/// The text of a filing.
pub fn filing(bytes: &[u8]) -> bool {
    let head = "Conflict Minerals Report\nMetal\tSmelter\tCountry\tStatus\n";
    received(&[head.as_bytes(), bytes].concat())
}

/// A table of facilities.
pub fn csv(bytes: &[u8]) -> bool {
    file(&[b"Metal,Smelter name,Country,Status,CID\n", bytes].concat())
}

/// A text with a table.
pub fn markdown(bytes: &[u8]) -> bool {
    received(&[b"| Metal | Smelter name | Country |\n|---|---|---|\n", bytes].concat())
}

/// Lists that are asked for by their kind: of references, statuses, risks, suppliers, decisions, names.
pub fn lists_of_all_kinds(raw: &[u8]) -> bool {
    let read = [
        is_read(&import::read_list("list", raw, Some("secret"))),
        is_read(&status::read("list", raw, Some("secret"))),
        is_read(&risk::read("list", raw, Some("secret"))),
        is_read(
            &import::cells(raw).map(|cells| lists::asked(&cells).is_ok() | lists::reference(&cells).is_ok()),
        ),
        roster::read(raw).map_err(|error| error.problem("list")).is_ok(),
        decisions::read(raw).map_err(|error| error.problem("list")).is_ok(),
    ];
    decisions::is_decisions(raw);
    read.contains(&true)
}

fn received(raw: &[u8]) -> bool {
    let received = import::receive("file", raw, Some("secret"));
    match &received {
        Ok(Incoming::Facilities(draft)) => assert!(!draft.rows.is_empty(), "a draft holds facilities"),
        Ok(Incoming::Declaration(draft)) => declared(draft),
        Ok(Incoming::List(draft)) => assert!(!draft.list.entries.is_empty(), "a list holds facilities"),
        Err(_) => {}
    }
    is_read(&received)
}

/// A declaration that was read is checked.
fn declared(draft: &CmrtDraft) {
    CheckContext::new(demo::DAY).check(&draft.form, draft.look_up.as_ref(), demo::DAY);
    lists::declared(&draft.form);
}

/// Most sheets of a workbook that are read one by one.
const MOST_SHEETS: usize = 12;

fn workbook(raw: &[u8]) -> bool {
    let mut opened = match book::open(raw, Some("secret")) {
        Ok(opened) => opened,
        Err(error) => {
            foreseen(&error);
            return false;
        }
    };
    let names: Vec<String> =
        opened.sheets().iter().map(|sheet| sheet.name.clone()).take(MOST_SHEETS).collect();
    let read = names.iter().map(|name| match opened.read(name, Bounds::ALL) {
        Ok(sheet) => in_order(&sheet),
        Err(error) => {
            foreseen(&error);
            false
        }
    });
    read.fold(false, |before, read| before | read)
}

/// Whether a sheet has cells; they stand in their order, and each is found at its place.
fn in_order(sheet: &Sheet) -> bool {
    let cells = sheet.cells();
    assert!(cells.is_sorted_by(|a, b| (a.row, a.col) < (b.row, b.col)), "cells stand in their order");
    let found = cells.iter().all(|cell| sheet.get(cell.row, u32::from(cell.col)) == Some(cell));
    assert!(found, "each cell is found at its place");
    !cells.is_empty()
}

// Files of a workspace

/// The content of a workspace; it is written and read back as it was.
pub fn workspace(bytes: &[u8]) -> bool {
    let Some(Ok(workspace)) = std::str::from_utf8(bytes).ok().map(store::from_canonical) else {
        return false;
    };
    let written = store::canonical(&workspace).expect("a workspace can be written");
    let again = store::from_canonical(&written);
    assert_eq!(
        again.as_ref().ok(),
        Some(&workspace),
        "what was written reads otherwise: {:?}",
        again.as_ref().err()
    );
    computed(&workspace);
    true
}

/// What screens, lists and the report show of a workspace without its contents.
fn computed(ws: &Workspace) {
    let none = Contents::default();
    let register = Register::build(ws, &none);
    let (standings, screening) = (standing::standings(ws, &none, &register), Screening::default());
    query::rows(&RiskBook { ws, standings: &standings, screening: &screening });
    checks::findings(ws, &standings);
    let inquiry = correspond::inquiry(ws, &none, &register, &standings);
    Report::of(ws, &standings, &inquiry).ok();
}

/// A snapshot, under a journal that names it.
pub fn snapshot(bytes: &[u8]) -> bool {
    stored::opens_with(&[("workspace.ron", bytes), ("journal.ron", stored::header(bytes).as_bytes())])
}

/// A journal, whole.
pub fn journal(bytes: &[u8]) -> bool {
    stored::opens_with(&[("journal.ron", bytes)])
}

/// The entries of a journal.
pub fn entries(bytes: &[u8]) -> bool {
    stored::opens_with(&[("journal.ron", &[stored::sound_header().as_bytes(), bytes].concat())])
}

/// The files beside snapshot and journal.
pub fn store_files(bytes: &[u8]) -> bool {
    let names = [
        ".acknowledged",
        ".owner",
        "history/0001.ron",
        "sources.ron",
        "backups/0001.ron",
        "workspace.ron.tmp",
    ];
    stored::opens_with(&names.map(|name| (name, bytes)))
}

/// The content of a declaration or a list, as a workspace keeps it.
pub fn contents(bytes: &[u8]) -> bool {
    let (disk, paths, name) = (Memory::default(), Paths::new("/w"), sha256(bytes));
    let kinds = [ContentKind::Form, ContentKind::List, ContentKind::Status, ContentKind::Risk];
    for kind in kinds {
        disk.put(&store::content_path(&paths, kind, &name), bytes);
    }
    let (contents, _) = store::load_contents(&disk, &paths, &kinds.map(|kind| (kind, name.clone())));
    for form in contents.forms.values() {
        CheckContext::new(demo::DAY).check(form, None, demo::DAY);
        lists::declared(form);
    }
    !contents.is_empty()
}

// Files of a person

/// The files of the configuration, and what was shown last time.
pub fn settings(bytes: &[u8]) -> bool {
    let (disk, path) = (Memory::default(), Path::new("/config.ron"));
    disk.put(path, bytes);
    let config = Config::load(&disk, path).is_ok();
    let Ok(text) = std::str::from_utf8(bytes) else { return config };
    let shipped = Keymap::parse(DEFAULT).expect("the keymap that ships is sound");
    let keymap = Keymap::parse(text).is_ok() | shipped.patched(text).is_ok();
    let session = ron_options().from_str::<Session>(text).is_ok();
    config | keymap | session | Theme::parse(text).is_ok()
}

/// The template of a letter. Whatever it says, the letter stays of a size that a person can read.
pub fn letter(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    match letters::draft().fill(Wording { name: OWN_TEMPLATE, text }) {
        Ok(letter) => {
            assert!(letter.text().len() < 1 << 20, "a letter is longer than what it tells");
            letter.eml();
            true
        }
        Err(error) => Problem::from(error).what.is_empty(),
    }
}

/// A workspace's own proposals. Whatever they say, what is made of them stays of a size that a section may have a few times.
pub fn proposals(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Ok(own) = OwnProposals::read(text) else { return false };
    let ws = Workspace::new(Charter { company: "Example Corp".to_owned(), year: 2026, sample: false });
    for info in FactInfo::all() {
        let made = own.texts(&info.key(), &ws, (&Standings::default(), &Inquiry::default()));
        let length: usize = made.iter().flat_map(|made| &made.texts).map(String::len).sum();
        assert!(length < 1 << 20, "proposals are longer than what they tell");
    }
    true
}
