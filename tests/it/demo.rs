//! The demo's workbooks, read back through the ordinary import: what is read is what was described.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use rcoi::checks::declaration::{CheckContext, outcome};
use rcoi::cmrt::released;
use rcoi::demo::{DAY, Fault, FilledCmrt, RowFilling, SheetKind, form, suppliers_on, workbook};
use rcoi::domain::cmrt::{CellAddress, CompanyField, Form, LayoutTrust, OddityKind, Template, Version};
use rcoi::domain::{Cid, Metal};
use rcoi::import::{CmrtDraft, Incoming, receive};

fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

fn read(name: &str, filled: &FilledCmrt) -> CmrtDraft {
    let password = filled
        .faults
        .iter()
        .find_map(|fault| if let Fault::Password(password) = fault { Some(password.as_str()) } else { None });
    match receive(name, &workbook(filled), password).unwrap() {
        Incoming::Declaration(draft) => *draft,
        other @ (Incoming::Facilities(_) | Incoming::List(_)) => panic!("{name} is read as {other:?}"),
    }
}

/// What the reader noticed does not follow from the description alone.
fn comparable(form: Form) -> Form {
    Form { oddities: Vec::new(), ..form }
}

fn same(name: &str, read: &CmrtDraft, filled: &FilledCmrt) {
    let (read, expected) = (comparable(read.form.clone()), comparable(form(filled)));
    for (key, reply) in &expected.answers {
        assert_eq!(read.answers.get(key), Some(reply), "{name} {key:?}");
    }
    for (row, other) in expected.rows.iter().zip(&read.rows) {
        assert_eq!(other, row, "{name}");
    }
    assert_eq!(read, expected, "{name}");
}

#[test]
fn every_workbook_of_the_suppliers_is_read_as_described() {
    for supplier in suppliers_on(DAY) {
        for file in supplier.files {
            let draft = read(&file.name, &file.filled);
            same(&file.name, &draft, &file.filled);
        }
    }
}

#[test]
fn a_clean_declaration_of_every_version_is_read_as_described() {
    for release in released() {
        let filled = FilledCmrt::clean(release.version);
        let name = release.version.to_string();
        let draft = read(&name, &filled);
        same(&name, &draft, &filled);
        if release.version >= version("5.0") {
            assert_eq!(draft.look_up, Some(filled.look_up), "{name}");
        }
    }
}

/// The kinds of what the reader noticed, each once.
fn noticed(filled: &FilledCmrt) -> Vec<OddityKind> {
    let mut kinds: Vec<OddityKind> =
        read("faulty.xlsx", filled).form.oddities.iter().map(|oddity| oddity.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

#[test]
fn faults_are_noticed_and_the_rest_is_read_all_the_same() {
    let base = FilledCmrt::clean(version("6.5"));
    assert_eq!(noticed(&base), [], "nothing is odd about a clean one");
    for (fault, kind) in [
        (Fault::Renamed(SheetKind::Smelters, "Smelters".into()), OddityKind::SheetRenamed),
        (Fault::Missing(SheetKind::Products), OddityKind::SheetMissing),
        (Fault::RowsDeleted(SheetKind::Declaration, 4, 2), OddityKind::ReadByLabels),
        (Fault::RowsInserted(SheetKind::Declaration, 24, 3), OddityKind::ReadByLabels),
        (Fault::RefError(SheetKind::Smelters, CellAddress::new(6, 1)), OddityKind::ErrorValue),
        (Fault::NotCalculated, OddityKind::NotCalculated),
        (Fault::FormulasAsText, OddityKind::FormulaAsText),
        (Fault::OtherVersion(version("6.4")), OddityKind::VersionsDiffer),
        (Fault::ExternalLink, OddityKind::ExternalLinks),
        (Fault::Macros, OddityKind::Macros),
        (Fault::Password("VelvetSweatshop".into()), OddityKind::Encrypted),
    ] {
        let filled = base.clone().fault(fault.clone());
        let draft = read("faulty.xlsx", &filled);
        let kinds: Vec<OddityKind> = draft.form.oddities.iter().map(|oddity| oddity.kind).collect();
        assert!(kinds.contains(&kind), "{fault:?} gives {kinds:?}");
        let (company, answers) = (draft.form.field(CompanyField::Name), &draft.form.answers);
        assert!(company.starts_with("Aldermoor"), "{fault:?}");
        let meanings = |form: &Form| form.answers.values().map(|reply| reply.answer).collect::<Vec<_>>();
        assert_eq!(meanings(&draft.form), meanings(&form(&base)), "{fault:?} {answers:?}");
    }
}

#[test]
fn versions_to_come_are_read_by_their_labels() {
    for text in ["6.7", "7.0"] {
        let filled = FilledCmrt::clean(version(text));
        let draft = read(text, &filled);
        assert_eq!((draft.form.version, draft.form.reading), (version(text), LayoutTrust::Labels));
        assert_eq!(draft.form.rows, form(&filled).rows);
        assert_eq!(draft.form.answers, form(&filled).answers);
    }
}

#[test]
fn other_templates_are_refused_by_name_and_an_empty_one_is_empty() {
    for template in [Template::Emrt, Template::Crt, Template::Amrt] {
        let filled = FilledCmrt { template, ..FilledCmrt::blank(version("1.3")) };
        let error = receive("other.xlsx", &workbook(&filled), None).unwrap_err().to_string();
        assert!(error.contains(template.name()), "{error}");
    }
    for release in released() {
        let draft = read("blank.xlsx", &FilledCmrt::blank(release.version));
        assert!(draft.form.is_blank(), "{}", release.version);
    }
}

#[test]
fn rows_of_every_kind_are_read_in_every_version() {
    let id = |text: &str| Cid::parse(text).unwrap();
    for release in released() {
        let mut filled = FilledCmrt::clean(release.version);
        filled.lines.extend([
            RowFilling::Gap.into(),
            RowFilling::IdOnly(id("CID900302")).into(),
            RowFilling::Id(id("CID999999")).into(),
            RowFilling::Chosen(Metal::Gold, "nobody knows it".into()).into(),
            RowFilling::NotListed(Metal::Tin, "Somewhere Tin".into(), "PERU".into(), "X-1".into()).into(),
            RowFilling::NotIdentified(Metal::Tungsten).into(),
        ]);
        let draft = read("rows.xlsx", &filled);
        assert_eq!(draft.form.rows, form(&filled).rows, "{}", release.version);
    }
}

#[test]
fn the_suppliers_come_out_as_they_are_meant_to() {
    let context = CheckContext::new(DAY);
    let outcomes = suppliers_on(DAY).into_iter().filter_map(|supplier| {
        let file = supplier.files.last()?;
        let draft = read(&file.name, &file.filled);
        Some(outcome(&context.check(&draft.form, draft.look_up.as_ref(), DAY)).name())
    });
    let outcomes: Vec<&str> = outcomes.collect();
    let needed = "validation-needed";
    assert_eq!(outcomes, ["green", needed, needed, needed, needed, needed, "high-risk"]);
}
