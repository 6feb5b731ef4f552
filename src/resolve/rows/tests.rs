//! Tests of the register.

use proptest::prelude::*;

use super::*;
use crate::domain::cmrt::Form;
use crate::domain::{
    Claim, DecisionMethod, Edit, Facility, NameKey, Origin, Place, Resolution, Resolved, SourceKind, Stamp,
    Value,
};
use crate::resolve::fixture::{self, Cells, cid, declare, form, know, known, workspace};

/// A workspace with one declaration, which carries the list in its own look-up.
fn one(rows: &[Cells<'_>]) -> (Workspace, Contents) {
    let (mut ws, mut contents) = (workspace(), Contents::default());
    declare(&mut ws, &mut contents, ("d1", "Alpha", 1), form("Alpha", "6.5", rows), Some(known()));
    (ws, contents)
}

fn outcomes(register: &Register) -> Vec<Outcome> {
    register.rows().map(|row| row.outcome).collect()
}

/// Row, outcome, method, CID.
type Case<'a> = (Cells<'a>, Outcome, ResolutionMethod, Option<&'a str>);

#[test]
fn every_row_has_the_outcome_that_its_cells_give() {
    use Outcome as O;
    use ResolutionMethod as M;
    let not_listed = "Smelter not listed";
    let cases: [Case<'_>; 20] = [
        (["", "Gold", "", "", "", "CID900001"], O::Resolved, M::Id, Some("CID900001")),
        ([" cid900002 ", "Gold", "", "", "", ""], O::Resolved, M::IdTyped, Some("CID900002")),
        (["", "Tin", "dowa", "", "", ""], O::Resolved, M::LookUpName, Some("CID900003")),
        (["", "Tungsten", not_listed, "DELTA  wolfram", "", ""], O::Resolved, M::Name, Some("CID900004")),
        (["", "Tin", "", "Cassiter", "", "4BOL001"], O::Duplicate, M::Name, Some("CID900003")),
        (["", "Tin", "Dowa", "", "", "CID900001"], O::Open, M::None, None),
        (["", "Gold", "Aurora", "", "", "CID999999"], O::Open, M::None, None),
        (["", "Gold", not_listed, "Unheard Of", "PERU", ""], O::Open, M::None, None),
        (["", "Gold", not_listed, "", "", "CID999999"], O::Open, M::None, None),
        (["", "Gold", not_listed, "", "PERU", ""], O::Special, M::None, None),
        (["", "Gold", not_listed, " - ", "PERU", ""], O::Special, M::None, None),
        (["", "Tin", "SMELTER NOT YET IDENTIFIED", "", "", ""], O::Special, M::None, None),
        (["", "", "Aurora", "", "", "CID900001"], O::Open, M::None, None),
        (["", "Silver", "Aurora", "", "", ""], O::Rejected(NoFacilityReason::NoMetal), M::None, None),
        (["", "Gold", "", "", "PERU", ""], O::Rejected(NoFacilityReason::Nothing), M::None, None),
        (["", "", "", "", "PERU", " - "], O::Rejected(NoFacilityReason::Nothing), M::None, None),
        (["CID900002", "Gold", "Beacon", "", "CANADA", "CID900001"], O::Duplicate, M::Id, Some("CID900001")),
        (["CID900004", "", "", "", "", ""], O::Duplicate, M::IdTyped, Some("CID900004")),
        (["CID999999", "#N/A", "", "", "", ""], O::Open, M::None, None),
        (["CID900001", "Silver", "", "", "", ""], O::Open, M::None, None),
    ];
    let rows: Vec<Cells<'_>> = cases.iter().map(|case| case.0).collect();
    let (ws, contents) = one(&rows);
    let register = Register::build(&ws, &contents);
    for (row, (cells, outcome, method, id)) in register.rows().zip(cases) {
        assert_eq!((row.outcome, row.method, row.cid_resolved), (outcome, method, id.map(cid)), "{cells:?}");
    }
    let balance = register.balance();
    let counts = [balance.resolved, balance.duplicate, balance.special, balance.rejected, balance.open];
    assert_eq!((balance.rows, counts, balance.off()), (20, [4, 3, 3, 3, 7], 0));
    assert_eq!(register.balance_of(&SupplierId::new("Alpha")), balance);
}

#[test]
fn an_id_is_read_however_and_wherever_it_is_written() {
    use Outcome as O;
    use ResolutionMethod as M;
    let not_listed = "Not listed";
    let cases: [Case<'_>; 14] = [
        (["CID 900001", "", "", "", "", ""], O::Resolved, M::IdTyped, Some("CID900001")),
        (["", "Tin", "", "", "", "\u{ff23}\u{ff29}\u{ff24}-900003"], O::Resolved, M::Id, Some("CID900003")),
        (["", "Gold", "cid900002", "", "", ""], O::Resolved, M::Id, Some("CID900002")),
        (["", "Tungsten", not_listed, "CID 900004", "", ""], O::Resolved, M::Id, Some("CID900004")),
        // To be judged: a bare number, an ID among words, several, a malformed one; no metal, or none that can be read.
        (["900001", "", "", "", "", ""], O::Open, M::None, None),
        (["", "Gold", "", "", "", "RMI CID900002"], O::Open, M::None, None),
        (["CID900001, CID900002", "", "", "", "", ""], O::Open, M::None, None),
        (["", "Gold", "Aurora", "", "", "CID900001 / 900002"], O::Open, M::None, None),
        (["CID90002", "", "", "", "", ""], O::Open, M::None, None),
        (["", "Wolfrm", "Delta Wolfram", "", "", "CID900004"], O::Open, M::None, None),
        // A number beside a name that is another's.
        (["", "Gold", "Aurora", "", "", "900002"], O::Open, M::None, None),
        (["", "Gold", "Aurora", "", "", "900001"], O::Duplicate, M::LookUpName, Some("CID900001")),
        // What fills the cell is no ID.
        (["", "Gold", "", "", "PERU", "N/A"], O::Rejected(NoFacilityReason::Nothing), M::None, None),
        (["n/a", "Gold", "Beacon", "", "", "-"], O::Duplicate, M::LookUpName, Some("CID900002")),
    ];
    let rows: Vec<Cells<'_>> = cases.iter().map(|case| case.0).collect();
    let (ws, contents) = one(&rows);
    let register = Register::build(&ws, &contents);
    for (row, (cells, outcome, method, id)) in register.rows().zip(cases) {
        assert_eq!((row.outcome, row.method, row.cid_resolved), (outcome, method, id.map(cid)), "{cells:?}");
    }
    let proposed = |name: &str| {
        let open = register.open_names().into_iter().find(|open| open.written == name).unwrap();
        (open.key.metal, open.ids.into_iter().collect::<Vec<_>>())
    };
    assert_eq!(proposed("900001"), (Metal::Gold, vec!["900001"]), "the metal of the ID");
    assert_eq!(proposed("Delta Wolfram"), (Metal::Tungsten, vec!["CID900004"]));
    assert_eq!(proposed("CID900001, CID900002").0, Metal::Gold);
    assert!(register.open_names().iter().all(|open| open.written != "CID90002"), "no metal is known");
}

#[test]
fn a_row_without_a_metal_is_decided_under_the_metal_of_its_id() {
    let (mut ws, contents) = one(&[["", "", "Aurora the First", "", "Peru", "CID900001"]]);
    hold(&mut ws, "f1", "CID900001");
    let mut register = Register::build(&ws, &contents);
    let key = in_peru("aurora the first");
    assert_eq!(register.name_of(0), Some(&key));
    decide(&mut ws, &key, Some(Resolved::Facility(FacilityId::new("f1"))));
    register.follow_decisions(&ws, &contents, &[&key]);
    let row = register.row(0).unwrap();
    assert_eq!((row.outcome, row.cid_resolved), (Outcome::Resolved, Some(cid("CID900001"))));
}

#[test]
fn words_that_fill_the_cell_have_one_outcome_and_are_no_names() {
    let words = [
        "N/A",
        "TBD",
        "None",
        "Unknown",
        "-",
        "?",
        "xxx",
        "\u{65e0}",
        "unbekannt",
        "Smelter name",
        "\u{306a}\u{3057}",
    ];
    let rows: Vec<Cells<'_>> = words.iter().map(|word| ["", "Gold", word, "", "", ""]).collect();
    let (ws, contents) = one(&rows);
    let register = Register::build(&ws, &contents);
    assert!(outcomes(&register).iter().all(|found| *found == Outcome::Rejected(NoFacilityReason::Nothing)));
    assert!(register.open_names().is_empty());
    let said: Vec<&str> = register.rows().map(|row| row.name).collect();
    assert_eq!(said, words, "what is written is shown");
    // "Not listed" in other words, without and with a name; a name beside what fills the cell.
    let (ws, contents) = one(&[
        ["", "Gold", "\u{51b6}\u{70bc}\u{5382}\u{672a}\u{5217}\u{51fa}", "N/A", "PERU", ""],
        ["", "Gold", "nicht aufgef\u{fc}hrt", "Unheard Of", "PERU", ""],
        ["", "Gold", "", "Not yet identified", "PERU", ""],
        ["", "Gold", "-", "Unheard Of", "PERU", ""],
    ]);
    let register = Register::build(&ws, &contents);
    assert_eq!(outcomes(&register), [Outcome::Special, Outcome::Open, Outcome::Special, Outcome::Open]);
    let names: Vec<&str> = register.open_names().iter().map(|open| open.written).collect();
    assert_eq!(names, ["Unheard Of"]);
}

#[test]
fn a_bare_name_resolves_only_where_nothing_beside_it_says_otherwise() {
    let not_listed = "Smelter not listed";
    let (ws, contents) = one(&[
        ["", "Gold", not_listed, "Aurora", "Schweiz", ""],
        ["", "Gold", not_listed, "Aurora", "", ""],
        ["", "Gold", not_listed, "Aurora", "PERU", ""],
        ["", "Gold", not_listed, "Aurora", "Nowhere", ""],
        // A look-up name is chosen from the list: a finding says that the country is another.
        ["", "Gold", "Beacon", "", "PERU", ""],
        ["", "Gold", "Beacon", "Aurora", "", ""],
    ]);
    let found = outcomes(&Register::build(&ws, &contents));
    use Outcome as O;
    assert_eq!(found, [O::Resolved, O::Duplicate, O::Open, O::Duplicate, O::Resolved, O::Open]);
}

#[test]
fn a_decision_holds_where_the_country_is_known_since() {
    let (mut ws, contents) = one(&[["", "Gold", "Smelter not listed", "Unheard Of", "Schweiz", ""]]);
    hold(&mut ws, "f1", "CID900001");
    let key = NameKey { country: "schweiz".to_owned(), ..in_peru("unheard of") };
    decide(&mut ws, &key, Some(Resolved::Facility(FacilityId::new("f1"))));
    assert_eq!(outcomes(&Register::build(&ws, &contents)), [Outcome::Resolved]);
}

#[test]
fn what_a_row_contradicts_is_kept() {
    let rows: [Cells<'_>; 4] = [
        ["", "Tin", "", "", "", "CID900001"],
        ["", "Gold", "Beacon", "", "", "CID900001"],
        ["CID900002", "Gold", "Aurora", "", "", "CID900001"],
        ["CID900002", "Gold", "Beacon", "", "", "CID900002"],
    ];
    let (ws, contents) = one(&rows);
    let clashes: Vec<Option<Clash>> = Register::build(&ws, &contents).rows().map(|row| row.clash).collect();
    let two = cid("CID900002");
    let expected = [Some(Clash::Metal(Metal::Gold)), Some(Clash::Name(two)), Some(Clash::Ids(two)), None];
    assert_eq!(clashes, expected);
}

#[test]
fn the_list_of_a_files_version_counts_instead_of_its_own_look_up() {
    let rows: [Cells<'_>; 2] = [["", "Gold", "", "", "", "CID900001"], ["", "Gold", "Beacon", "", "", ""]];
    let (mut ws, mut contents) = one(&rows);
    let mut register = Register::build(&ws, &contents);
    assert_eq!(outcomes(&register), [Outcome::Resolved; 2]);
    let other = fixture::list(&[(Metal::Gold, "CID900001", "Aurora Refining AG", "SWITZERLAND", "")]);
    know(&mut ws, &mut contents, ("6.4", 2024), other.clone());
    register.refresh(&ws, &contents);
    assert_eq!(outcomes(&register), [Outcome::Resolved; 2], "another version's list");
    know(&mut ws, &mut contents, ("6.5", 2025), other);
    register.refresh(&ws, &contents);
    assert_eq!(outcomes(&register), [Outcome::Resolved, Outcome::Open]);
}

/// Decides on a name, or lets it be open again.
pub(super) fn decide(ws: &mut Workspace, key: &NameKey, to: Option<Resolved>) {
    let stamp = Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
    let resolution = |to| Resolution {
        to,
        written: key.name.clone(),
        country: "Peru".to_owned(),
        method: DecisionMethod::Hand,
        score: Some(900),
        list: "Look-up of CMRT 6.5".to_owned(),
        stamp,
    };
    let from = ws.resolutions.get(key).cloned().map(Box::new);
    let to = to.map(resolution).map(Box::new);
    Edit::SetResolution { key: Box::new(key.clone()), from, to }.apply(ws).unwrap();
}

/// A name of gold in Peru.
fn in_peru(name: &str) -> NameKey {
    NameKey { metal: Metal::Gold, name: name.to_owned(), country: "PE".to_owned() }
}

/// Adds a facility with a CID from a table.
pub(super) fn hold(ws: &mut Workspace, id: &str, of: &str) {
    let source = fixture::source("table", SourceKind::FacilityTable);
    ws.sources.entry(source.id.clone()).or_insert(source.clone());
    let origin = Origin::Stated { source: source.id, place: Place::File };
    let claim = Claim { value: Value::Cid(cid(of)), origin, as_of: None };
    let facility = Facility { id: FacilityId::new(id), metal: Metal::Gold, claims: vec![claim] };
    ws.facilities.insert(facility.id.clone(), facility);
}

#[test]
fn decisions_resolve_or_reject_open_rows_and_name_the_facility() {
    let unheard = ["", "Gold", "Smelter not listed", "Unheard Of", "Peru", ""];
    let bank = ["", "Gold", "Smelter not listed", "Some Bank", "PERU", ""];
    let aurora = ["", "Gold", "Aurora", "", "PERU", ""];
    let (mut ws, contents) = one(&[unheard, bank, aurora, unheard]);
    hold(&mut ws, "f1", "CID900002");
    decide(&mut ws, &in_peru("unheard of"), Some(Resolved::Facility(FacilityId::new("f1"))));
    decide(&mut ws, &in_peru("some bank"), Some(Resolved::Nothing(NoFacility::Bank)));
    decide(&mut ws, &in_peru("aurora"), Some(Resolved::Nothing(NoFacility::Trader)));
    let register = Register::build(&ws, &contents);
    let rejected = Outcome::Rejected(NoFacilityReason::NoFacility(NoFacility::Bank));
    let trader = Outcome::Rejected(NoFacilityReason::NoFacility(NoFacility::Trader));
    let expected = [Outcome::Resolved, rejected, trader, Outcome::Duplicate];
    assert_eq!(outcomes(&register), expected, "a decision is stronger than a list's name");
    assert_eq!(register.decided().values().copied().collect::<Vec<_>>(), [1, 1, 2]);
    let first = register.row(0).unwrap();
    let shown = (first.facility, first.cid_resolved, first.method, first.score);
    assert_eq!(
        shown,
        (Some(&FacilityId::new("f1")), Some(cid("CID900002")), ResolutionMethod::Hand, Some(900))
    );
    assert_eq!(register.suppliers_naming(&FacilityId::new("f1")), [&SupplierId::new("Alpha")]);
    assert_eq!(register.spellings(&FacilityId::new("f1")), [("Unheard Of".to_owned(), 2)]);
}

#[test]
fn rows_follow_merges() {
    let (mut ws, contents) =
        one(&[["", "Gold", "", "", "", "CID900001"], ["", "Gold", "", "", "", "CID900002"]]);
    hold(&mut ws, "f1", "CID900001");
    hold(&mut ws, "f2", "CID900002");
    let mut register = Register::build(&ws, &contents);
    assert_eq!(outcomes(&register), [Outcome::Resolved; 2]);
    let merge = Edit::Merge { keep: FacilityId::new("f1"), absorbed: FacilityId::new("f2") };
    merge.apply(&mut ws).unwrap();
    register.refresh(&ws, &contents);
    assert_eq!(outcomes(&register), [Outcome::Resolved, Outcome::Duplicate]);
    assert!(register.rows().all(|row| row.facility == Some(&FacilityId::new("f1"))));
}

#[test]
fn only_the_newest_declaration_of_a_supplier_counts() {
    let (mut ws, mut contents) = one(&[["", "Gold", "", "", "", "CID900001"]]);
    let newer: [Cells<'_>; 2] = [["", "Tin", "", "", "", "CID900003"], ["", "Gold", "", "x", "", ""]];
    declare(&mut ws, &mut contents, ("d2", "Alpha", 2), form("Alpha", "6.5", &newer), Some(known()));
    let register = Register::build(&ws, &contents);
    assert!(register.rows().all(|row| row.declaration == &DeclarationId::new("d2")));
    assert_eq!(register.len(), 2);
    contents.forms.remove("form of d2");
    let register = Register::build(&ws, &contents);
    assert_eq!((register.len(), register.unread()), (0, [DeclarationId::new("d2")].as_slice()));
}

/// Four rows of two suppliers.
fn two_suppliers() -> Register {
    let alpha: [Cells<'_>; 3] = [
        ["", "Gold", "Beacon", "", "CANADA", ""],
        ["", "Tin", "Cassiter", "", "BOLIVIA", ""],
        ["", "Gold", "Smelter not listed", "Zeta", "PERU", ""],
    ];
    let (mut ws, mut contents) = one(&alpha);
    let beta = form("Beta", "6.5", &[["", "Gold", "Aurora", "", "SWITZERLAND", ""]]);
    declare(&mut ws, &mut contents, ("d2", "Beta", 2), beta, Some(known()));
    Register::build(&ws, &contents)
}

/// The rows that a search finds.
fn found(register: &Register, search: &str) -> Vec<u32> {
    let filter = RowFilter { search: search.to_owned(), ..RowFilter::default() };
    register.select(&filter, &[], &|_| "")
}

#[test]
fn rows_are_found_by_the_parts_of_a_search() {
    let register = two_suppliers();
    for (search, rows) in [
        ("sn|bolivia", &[1][..]),
        ("metal:sn", &[1]),
        ("!gold", &[1]),
        ("beacon|aurora", &[0, 3]),
        ("supplier:beta", &[3]),
        ("name:alpha", &[]),
        ("country:!peru gold", &[0, 3]),
        ("outcome:open", &[2]),
        ("row:6 supplier:alpha", &[1]),
        ("!outcome:resolved", &[2]),
        ("by:name cid:900001", &[3]),
        ("file:d2", &[3]),
    ] {
        assert_eq!(found(&register, search), rows, "{search}");
    }
}

#[test]
fn rows_are_found_as_one_types_and_sorted() {
    let register = two_suppliers();
    let called = |_: &FacilityId| "";
    let found = |search: &str| found(&register, search);
    assert_eq!(found(""), [0, 1, 2, 3]);
    assert_eq!(found("alpha gold"), [0, 2]);
    assert_eq!(found("CID900001"), [3]);
    assert_eq!(found("beta canada"), [] as [u32; 0]);
    let all = RowFilter::default();
    assert_eq!(register.select(&all, &[(RowField::Name, false)], &called), [3, 0, 1, 2]);
    assert_eq!(register.select(&all, &[(RowField::Name, true)], &called), [2, 1, 0, 3]);
    assert_eq!(
        register.select(&all, &[(RowField::Metal, false), (RowField::Row, true)], &called),
        [1, 2, 0, 3]
    );
    let open = RowFilter { outcomes: [OutcomeKind::Open].into(), ..RowFilter::default() };
    assert_eq!(register.select(&open, &[], &called), [2]);
    let chosen = RowFilter { metals: [Metal::Tin].into(), ..open };
    assert_eq!(
        register.count_by_outcome(&chosen, &called),
        [1, 0, 0, 0, 0],
        "the outcome chosen does not count"
    );
    assert_eq!(
        register.count_by_metal(&chosen, &called).into_iter().sum::<usize>(),
        1,
        "the metal chosen does not count"
    );
    for (metal, count) in Metal::ALL.into_iter().zip(register.count_by_metal(&all, &called)) {
        let one = RowFilter { metals: [metal].into(), ..RowFilter::default() };
        assert_eq!(register.select(&one, &[], &called).len(), count);
    }
    let names = register.open_names();
    assert_eq!(names.len(), 1);
    assert_eq!((names[0].written, names[0].rows, names[0].key.country.as_str()), ("Zeta", 1, "PE"));
}

pub(super) fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "",
        "Gold",
        "Tin",
        "Silver",
        "Aurora",
        "Dowa",
        "beacon",
        "x",
        "-",
        "CID900001",
        "CID900003",
        "CID999999",
        "CID12",
        "Smelter not listed",
        "smelter not yet identified",
        "PERU",
        "n/a",
    ])
}

proptest! {
    #[test]
    fn the_balance_is_exact_and_every_row_is_there(
        forms in prop::collection::vec(prop::collection::vec(prop::array::uniform6(word()), 0..20), 0..5),
        listed in any::<bool>(),
    ) {
        let (mut ws, mut contents) = (workspace(), Contents::default());
        if listed {
            know(&mut ws, &mut contents, ("6.5", 2025), known());
        }
        let mut declared = 0;
        for (number, rows) in forms.iter().enumerate() {
            let form: Form = form("x", if number % 2 == 0 { "6.5" } else { "6.4" }, rows);
            declared += form.rows.len();
            let (id, supplier) = (format!("d{number}"), format!("S{number}"));
            declare(&mut ws, &mut contents, (&id, &supplier, 1), form, Some(known()));
        }
        let register = Register::build(&ws, &contents);
        let balance = register.balance();
        prop_assert_eq!((balance.rows, balance.off()), (declared, 0));
        let mut counted = Balance::default();
        register.rows().for_each(|row| counted.count(row.outcome));
        prop_assert_eq!(counted, balance);
        let mut of_suppliers = Balance::default();
        ws.suppliers.keys().for_each(|id| of_suppliers.add(&register.balance_of(id)));
        prop_assert_eq!(of_suppliers, balance);
        let (mut named, mut targets) = (balance.resolved, BTreeSet::new());
        for row in register.rows() {
            if row.outcome == Outcome::Resolved {
                prop_assert!(targets.insert((row.supplier, row.metal, row.cid_resolved)));
                named -= 1;
            }
        }
        prop_assert_eq!(named, 0);
    }
}
