//! Suppliers' CMRTs and reference lists as real files have them. The files are not part of the project: the tests look for
//! them in `$RCOI_SHARED` or `../shared`, and say so when they are not there.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use rcoi::domain::cmrt::{
    Answer, CompanyField, DeclaredRow, Form, Language, LayoutTrust, OddityKind, Question,
};
use rcoi::domain::cmrt::{SmelterColumn, Special, Version};
use rcoi::domain::{ListBody, Metal};
use rcoi::import::{self, CmrtDraft, ImportError, Incoming};
use serde_json::Value;

use crate::common::at_hand::at_hand;

/// A file that is not part of the project; `None`, loudly, when it is not at hand.
fn shared(path: &str) -> Option<Vec<u8>> {
    at_hand(&format!("data/{path}")).map(|path| std::fs::read(path).unwrap())
}

fn declaration(path: &str, password: Option<&str>) -> Option<CmrtDraft> {
    let raw = shared(path)?;
    match import::receive(path, &raw, password).unwrap() {
        Incoming::Declaration(draft) => Some(*draft),
        other @ (Incoming::Facilities(_) | Incoming::List(_)) => panic!("{path} was read as {other:?}"),
    }
}

fn truth(path: &str) -> Option<Value> {
    Some(serde_json::from_slice(&shared(path)?).unwrap())
}

/// The question of a number in 6.x.
fn question(form: &Form, number: &str) -> Question {
    *form.numbers.iter().find(|(_, own)| *own == number).unwrap().0
}

fn compare_answers(form: &Form, truth: &Value) {
    let answers = truth["answers"].as_object().unwrap();
    assert_eq!(answers.len(), form.answers.len());
    for (key, value) in answers {
        let (number, metal) = key.split_once('.').unwrap();
        let reply = &form.answers[&(question(form, number), Metal::parse(metal).unwrap())];
        assert_eq!(reply.written, value.as_str().unwrap_or(""), "{key}");
        assert_eq!(reply.answer.is_some(), value.is_string(), "{key} {reply:?}");
    }
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key].as_str().unwrap_or("")
}

/// One row against what was put in: the metal, and name, country and ID as far as the row has them.
fn compare_row(row: &DeclaredRow, wanted: &Value) {
    assert_eq!(u64::from(row.row), wanted["row"].as_u64().unwrap());
    let typed = text(wanted, "A");
    if !typed.is_empty() {
        assert_eq!(row.text(SmelterColumn::IdInput), typed, "{wanted}");
    }
    match (text(wanted, "kind"), wanted["truth"].as_array()) {
        (_, Some(truth)) => {
            // Metal, the name as it stands in the list, the standard name, country, ID.
            let truth: Vec<&str> = truth.iter().map(|value| value.as_str().unwrap()).collect();
            assert_eq!(row.metal.map(Metal::name), Some(truth[0]), "{wanted}");
            assert!([truth[1], truth[2]].contains(&row.name()), "{wanted} {row:?}");
            assert_eq!(
                (row.text(SmelterColumn::Country), row.id()),
                (truth[3], truth[4]),
                "{wanted} {row:?}"
            );
        }
        (kind @ ("not listed" | "not yet identified"), None) => {
            let special = if kind == "not listed" { Special::NotListed } else { Special::NotYetIdentified };
            assert_eq!(row.special(), Some(special));
            assert_eq!(row.metal.map(Metal::name), Some(text(wanted, "B")));
            assert_eq!(
                (row.name(), row.text(SmelterColumn::Country)),
                (text(wanted, "D"), text(wanted, "E"))
            );
        }
        _ => assert_eq!(row.id(), typed, "{wanted}"),
    }
}

fn compare(name: &str, ending: &str) -> Option<CmrtDraft> {
    let draft = declaration(&format!("cmrt/{name}.{ending}"), None)?;
    let truth = truth(&format!("cmrt/{name}.truth.json"))?;
    let form = &draft.form;
    assert_eq!(form.version.to_string(), text(&truth["case"], "version"));
    assert_eq!(form.reading, LayoutTrust::Verified);
    assert_eq!(form.field(CompanyField::Name), text(&truth["case"], "company"));
    compare_answers(form, &truth);
    let rows = truth["rows"].as_array().unwrap();
    assert_eq!(form.rows.len(), rows.len());
    for (row, wanted) in form.rows.iter().zip(rows) {
        compare_row(row, wanted);
    }
    Some(draft)
}

fn kinds(form: &Form) -> Vec<OddityKind> {
    form.oddities.iter().map(|oddity| oddity.kind).collect()
}

#[test]
fn a_filled_workbook_of_6_22_is_read_whole() {
    let Some(draft) = compare("alpha-assembly-6.22", "xlsx") else { return };
    assert_eq!(draft.form.date, Some(jiff::civil::date(2023, 5, 1)));
    assert_eq!(draft.form.language, Some(Language::English));
    assert_eq!(draft.form.checker, Some(0));
    assert_eq!(draft.form.rows.iter().filter(|row| row.filled).count(), 1);
    assert_eq!(kinds(&draft.form), [OddityKind::NotCalculated]);
}

#[test]
fn a_german_one_with_products_and_metals_out_of_scope_is_read_whole() {
    let Some(draft) = compare("borealis-circuits-6.5", "xlsx") else { return };
    let form = &draft.form;
    assert_eq!((form.language, form.scope), (Some(Language::German), Some(Answer::ScopeProduct)));
    let products: Vec<_> =
        form.products.iter().map(|p| (p.row, p.number.as_str(), p.name.as_str())).collect();
    assert_eq!(products, [(6, "BC-1001", "Control board"), (7, "BC-1002", "Power board")]);
}

#[test]
fn an_incomplete_one_that_was_never_calculated_is_filled_from_its_own_list() {
    let Some(draft) = compare("cedar-power-6.5-incomplete", "xlsx") else { return };
    let form = &draft.form;
    assert_eq!(form.field(CompanyField::ContactEmail), "n/a");
    assert_eq!(form.date, Some(jiff::civil::date(2027, 4, 23)));
    let by_id: Vec<_> = form.rows.iter().filter(|row| row.filled).map(DeclaredRow::id).collect();
    assert_eq!(by_id.len(), 8, "{by_id:?}");
    let unknown = form.rows.iter().find(|row| row.id() == "CID999999").unwrap();
    assert_eq!((unknown.metal, unknown.filled, unknown.name()), (None, false, ""));
}

#[test]
fn an_old_container_is_read_the_same() {
    let Some(draft) = compare("delta-cables-6.22", "xls") else { return };
    assert_eq!(draft.form.language, Some(Language::Japanese));
    assert_eq!(draft.form.checker, Some(0));
}

/// Facilities, other names, of the list that a workbook brings along.
fn counts(list: Option<&ListBody>) -> Option<(usize, usize)> {
    list.map(|list| (list.entries.len(), list.entries.iter().map(|entry| entry.aliases.len()).sum()))
}

#[test]
fn older_versions_are_read_by_their_own_layouts() {
    for (path, version, rows, list) in
        [("cmrt/filled-2.02.xlsx", "2.02", 4, None), ("cmrt/filled-3.01.xlsx", "3.01", 4, Some(217))]
    {
        let Some(draft) = declaration(path, None) else { return };
        let form = &draft.form;
        assert_eq!((form.version.to_string().as_str(), form.reading), (version, LayoutTrust::Verified));
        assert_eq!(form.rows.len(), rows);
        // Its serial counts from 1904.
        assert_eq!(form.date, Some(jiff::civil::date(2014, 5, 31)));
        assert!(form.answers.values().chain(form.company.values()).all(|reply| reply.answer.is_some()));
        assert_eq!(form.products.first().unwrap().number, "ABCDEFG12345678");
        assert_eq!(counts(draft.look_up.as_ref()).map(|(facilities, _)| facilities), list);
        assert_eq!(kinds(form), []);
    }
    let Some(draft) = declaration("cmrt/filled-2.02.xlsx", None) else { return };
    assert_eq!(draft.form.answer(Question::Answered, Metal::Tin), Some(Answer::Over75));
    assert_eq!(draft.form.answer(Question::Answered, Metal::Gold), Some(Answer::Percent100));
    assert_eq!(draft.form.answer(Question::Covered, Metal::Gold), Some(Answer::Unknown));
}

#[test]
fn what_excel_opens_without_asking_is_opened() {
    for (path, version) in [("cmrt/blank-2.03-encrypted.xlsx", 203), ("cmrt/blank-3.01-encrypted.xls", 301)] {
        let Some(draft) = declaration(path, None) else { return };
        assert_eq!(draft.form.version, Version::new(version));
        assert!(draft.form.is_blank());
        assert_eq!(kinds(&draft.form), [OddityKind::Encrypted]);
    }
}

#[test]
fn official_templates_are_blank_and_bring_their_lists() {
    for (path, facilities, aliases) in
        [("cmrt/template-6.22.xlsx", 350, 620), ("cmrt/template-6.5.xlsx", 349, 629)]
    {
        let Some(draft) = declaration(path, None) else { return };
        assert!(draft.form.is_blank() && draft.form.products.is_empty());
        assert_eq!((draft.form.checker, draft.form.language), (Some(52), Some(Language::Chinese)));
        assert_eq!(kinds(&draft.form), []);
        let list = draft.look_up.unwrap();
        assert!(list.entries.is_sorted_by(|a, b| (a.metal, a.cid) < (b.metal, b.cid)));
        // Every standard name is an alias of its own in the sheet's rows.
        assert_eq!(counts(Some(&list)), Some((facilities, aliases - facilities)));
        assert!(list.entries.iter().all(|entry| !entry.country.is_empty() && entry.row >= 5));
    }
}

#[test]
fn exports_of_lists_are_lists() {
    for (path, facilities, metal) in
        [("lists/conformant.csv", 187, Metal::Gold), ("lists/active.xml", 7, Metal::Tin)]
    {
        let Some(raw) = shared(path) else { return };
        let Incoming::List(draft) = import::receive(path, &raw, None).unwrap() else { panic!("{path}") };
        assert_eq!(draft.list.entries.len(), facilities);
        assert!(draft.list.entries.iter().any(|entry| entry.metal == metal && !entry.state.is_empty()));
        assert_eq!(draft.remarks.len(), 1, "{:?}", draft.remarks);
        assert!(draft.remarks.first().unwrap().1.contains("Last Audit Date"));
    }
}

#[test]
fn other_kinds_are_refused_by_what_they_are() {
    let error = import::receive("cmrt.xls", b"\xFF\xD8\xFF\xE0....JFIF", None).unwrap_err();
    assert!(error.to_string().contains("a JPEG image"), "{error}");
    assert_eq!(import::receive("a.csv", b"", None), Err(ImportError::Empty));
}
