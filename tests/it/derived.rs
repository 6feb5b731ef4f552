//! What is computed follows what is done: whatever keys are pressed, it is what would be made from nothing; and what was
//! not touched is not made again.

use std::sync::Arc;

use crate::common::app::Desk;
use crate::common::programme::{names, season};
use proptest::prelude::*;
use rcoi::app::derived::Generations;
use rcoi::app::{Core, SCREENS, ScreenId, Start};
use rcoi::checks;
use rcoi::correspond::requests::response_rate;
use rcoi::domain::{Declaration, Standings};
use rcoi::query::suppliers::{self, DeclarationFacts, SupplierRow};
use rcoi::query::{self, FacilityRow};
use rcoi::resolve::open::OpenName;
use rcoi::resolve::rows::Register;
use rcoi::risk::{RiskBook, Screening};
use rcoi::standing;

fn facilities(core: &Core, register: &Register) -> Vec<FacilityRow> {
    let (standings, screening) = (standing_now(core, register), screening_now(core, register));
    let book = RiskBook { ws: &core.workspace, standings: &standings, screening: &screening };
    let rows = query::rows(&book).into_iter();
    rows.map(|row| FacilityRow { suppliers: register.naming(&row.id), ..row }).collect()
}

fn standing_now(core: &Core, register: &Register) -> Standings {
    standing::standings(&core.workspace, &core.contents, register)
}

fn screening_now(core: &Core, register: &Register) -> Screening {
    standing::screening(&core.workspace, &core.contents, register)
}

fn supplier_rows(core: &Core, register: &Register) -> Vec<Arc<SupplierRow>> {
    let known = |declaration: &Declaration| {
        let found = core.checked.findings.get(&declaration.id);
        DeclarationFacts::of(register, declaration, found.map(Vec::as_slice))
    };
    suppliers::rows(&core.workspace, core.today(), &known).into_iter().map(Arc::new).collect()
}

/// What the core has is what the workspace and the contents loaded give.
fn check(desk: &Desk) {
    let core = &desk.app.core;
    let register = Register::build(&core.workspace, &core.contents);
    assert!(core.register.rows().eq(register.rows()));
    assert_eq!(core.register.balance(), register.balance());
    assert_eq!(core.register.decided(), register.decided());
    assert_eq!(core.standings, standing_now(core, &register));
    assert_eq!(core.screening, screening_now(core, &register));
    assert_eq!(core.rows, facilities(core, &register));
    assert_eq!(*core.suppliers, supplier_rows(core, &register));
    assert_eq!(core.response_rate, response_rate(&core.workspace, core.today()));
    for row in core.suppliers.iter() {
        assert_eq!(core.supplier(&row.id), Some(&**row));
    }
    for (supplier, [named]) in core.register.named_by_supplier(|_| Some(0)) {
        assert_eq!(named, core.named_by(&[supplier.clone()].into()).len(), "{supplier}");
    }
    let waiting: Vec<OpenName> = register.open_names().into_iter().map(OpenName::from).collect();
    assert_eq!(core.matching.waiting, waiting);
    assert_eq!(core.matching.rows_decided, register.rows_decided());
}

/// What a screen shows is what one that was never shown before shows of the same.
fn check_shown(desk: &Desk) {
    let (core, screens) = (&desk.app.core, &desk.app.screens);
    match screens.shown {
        ScreenId::Suppliers => assert_eq!(**screens.suppliers.rows, *core.suppliers),
        ScreenId::Triage => {
            assert_eq!(
                screens.triage.queue.open.len(),
                core.rows.iter().filter(|row| row.need.is_open()).count()
            );
        }
        ScreenId::Smelters => {
            let smelters = &screens.smelters;
            assert_eq!(
                smelters.grid.view,
                smelters.filter.run(&smelters.grid.sort, &core.rows, core.searched_in())
            );
        }
        ScreenId::Overview | ScreenId::Report => {
            let standings = standing_now(core, &core.register);
            let screening = screening_now(core, &core.register);
            let book = RiskBook { ws: &core.workspace, standings: &standings, screening: &screening };
            let hits = core.screener.row_hits(&core.workspace, &core.contents, &core.register);
            assert!(*core.findings == checks::findings_with(&book, &core.register, &hits, core.today()));
        }
        ScreenId::Rows => {
            let all = screens.rows.filter == rcoi::resolve::rows::RowFilter::default();
            assert!(!all || screens.rows.grid.view.len() == core.register.len());
        }
        ScreenId::History => assert_eq!(screens.history.all.len(), core.history.entries().count()),
        ScreenId::Actions => assert_eq!(screens.actions.rows.len(), core.workspace.actions.len()),
        ScreenId::Diligence => assert_eq!(screens.diligence.rows.len(), core.workspace.measures.len()),
        ScreenId::Matches | ScreenId::Declaration | ScreenId::Lists => {}
    }
}

fn key() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        3 => prop::sample::select(vec!["1", "2", "3", "4", "5", "6", "7", "8", "H", "L", "I"]),
        4 => prop::sample::select(vec![
            "4.", "4xu", "4xb", "4s", "4-", "LU", "5ra<enter>", "5rw<enter>", "5n", "5Wy", "4j.", "4G.",
            "2nnote<ctrl-s>", "2dk", "3.", "2ap", "IGwy", "6<space>", "5+New Supplier<enter>", "IWy",
            "2 jMy", "2Uy", "2edCID000123<enter><enter>", "2en<ctrl-u>Aaa Works<enter><enter>", "4+One<enter>peru<enter><enter>",
            "8apolicy<enter><enter>", "8<delete>y", "8phttps://example.com<enter>",
        ]),
        3 => prop::sample::select(vec!["u", "u", "u", "<ctrl-r>", "<esc>", "<enter>", "y", "j", "k", "G"]),
    ]
}

fn any_keys(start: Start, keys: &[&str]) {
    let mut desk = Desk::begin(start, (120, 40));
    check(&desk);
    for key in keys {
        desk.keys(key);
        check(&desk);
        check_shown(&desk);
    }
    while !desk.app.overlays.is_empty() {
        desk.keys("<esc>");
    }
    while desk.app.core.history.next_undo().is_some() {
        crate::fingers::undo(&mut desk);
        check(&desk);
    }
    for info in SCREENS.iter().filter(|info| info.has_tab) {
        desk.app.screens.go_to(info.id);
        desk.keys("<esc>");
        check_shown(&desk);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_computed_follows_any_keys(keys in prop::collection::vec(key(), 1..16), is_season in any::<bool>()) {
        any_keys(if is_season { season() } else { names() }, &keys);
    }
}

#[test]
fn a_note_on_a_facility_makes_nothing_of_suppliers_or_rows_again() {
    let mut desk = Desk::begin(names(), (120, 40));
    desk.keys("4.").keys("2");
    assert!(!desk.app.core.rows.is_empty(), "accepting brought a facility");
    let (before, suppliers) = (desk.app.core.generations, Arc::clone(&desk.app.core.suppliers));
    desk.keys("nnote<ctrl-s>");
    let after = desk.app.core.generations;
    assert!(Arc::ptr_eq(&suppliers, &desk.app.core.suppliers), "no row of a supplier was made");
    let (workspace, facilities) = (before.workspace + 1, before.facilities + 1);
    assert_eq!(after, Generations { workspace, facilities, ..before }, "nothing else has moved");
    assert_eq!(desk.app.core.rows.iter().map(|row| row.notes).sum::<usize>(), 1);
}

#[test]
fn a_decision_leaves_the_rows_of_other_suppliers_alone() {
    let mut desk = Desk::begin(names(), (120, 40));
    desk.keys("4");
    let wrote = |desk: &Desk| desk.app.screens.matches.hand.as_ref().unwrap().open.suppliers.clone();
    while wrote(&desk).len() == desk.app.core.suppliers.len() {
        desk.keys("s");
    }
    let wrote = wrote(&desk);
    let before = Arc::clone(&desk.app.core.suppliers);
    desk.keys("xb");
    let after = &desk.app.core.suppliers;
    assert_eq!((desk.entries.len(), before.len()), (1, after.len()));
    for (before, after) in before.iter().zip(after.iter()) {
        assert_eq!(Arc::ptr_eq(before, after), !wrote.contains(&after.id), "{}", after.name);
    }
}
