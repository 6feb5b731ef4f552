//! Tier, what it supplies and share of spend of suppliers: typed, of one or of several, shown, sorted, counted, and told with the
//! response rate.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use rcoi::domain::{SpendShare, Supplier};
use rcoi::query::suppliers::SupplierField;

use crate::common::app::Desk;
use crate::common::programme::season;

const WIDE: (u16, u16) = (200, 60);

fn desk() -> Desk {
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("5");
    desk
}

fn has(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "{text:?} is not on\n{}", desk.text());
}

fn of<'a>(desk: &'a Desk, name: &str) -> &'a Supplier {
    desk.app.core.workspace.suppliers.values().find(|supplier| supplier.name.starts_with(name)).unwrap()
}

#[test]
fn a_share_is_typed_in_percent_and_told_with_who_answered() {
    let mut desk = desk();
    has(&desk, "62.25 of 62.25 % of spend, 1 without share");
    has(&desk, "30.5 % of all");
    // The keys: j j j to Epsilon, e, p.
    desk.keys("jjjep0.125<enter>");
    has(&desk, "may be 0.125 % or a part of 1");
    assert!(desk.entries.is_empty());
    desk.keys("<ctrl-u>12,5<enter>");
    assert_eq!(of(&desk, "Epsilon").spend.map(SpendShare::hundredths), Some(1250));
    has(&desk, "62.25 of 74.75 % of spend");
    assert!(!desk.text().contains("without share"));
    desk.keys("u");
    assert_eq!(of(&desk, "Epsilon").spend, None);
    desk.keys("gep<ctrl-u><enter>");
    assert_eq!(of(&desk, "Alpha").spend, None, "an empty text is none");
}

#[test]
fn several_get_one_tier_or_what_they_supply_in_one_edit() {
    let mut desk = desk();
    desk.keys("  e");
    assert!(!desk.text().contains("share of spend"), "each has its own");
    desk.keys("t3");
    has(&desk, "Alpha Assembly");
    desk.keys("<enter>");
    let tiers = ["Alpha", "Beta", "Delta"].map(|name| of(&desk, name).tier.map(u8::from));
    assert_eq!((tiers, desk.entries.len()), ([Some(3), Some(3), Some(2)], 1));
    desk.keys("u");
    assert_eq!(["Alpha", "Beta"].map(|name| of(&desk, name).tier.map(u8::from)), [Some(1), Some(1)]);
    assert_eq!(desk.app.screens.suppliers.grid.marked.len(), 2, "undo brings the selection back");
    desk.keys("et10<enter>");
    has(&desk, "is no tier");
    desk.keys("<esc><esc>es<enter>");
    has(&desk, "must be given");
}

#[test]
fn columns_are_sorted_searched_and_counted() {
    let mut desk = desk();
    let go_to = |desk: &mut Desk, field: SupplierField| {
        let at = desk.app.screens.suppliers.grid.fields().iter().position(|shown| *shown == field).unwrap();
        desk.keys(&"h".repeat(30)).keys(&"l".repeat(at));
    };
    let names = |desk: &Desk| -> Vec<String> {
        let screen = &desk.app.screens.suppliers;
        let shown = screen.grid.indexes().map(|index| screen.rows[index].name.clone());
        shown.map(|name| name.split(' ').next().unwrap().to_owned()).collect()
    };
    // Without the detail beside it there is room for all columns.
    desk.keys("z");
    go_to(&mut desk, SupplierField::Spend);
    desk.keys("s");
    assert_eq!(names(&desk), ["Alpha", "Beta", "Delta", "Epsilon", "Zeta"], "most first, none last");
    desk.keys("s");
    assert_eq!(names(&desk)[..2], ["Epsilon", "Zeta"]);
    desk.keys("/spend:9.75<enter>");
    assert_eq!(names(&desk), ["Delta"]);
    desk.keys("/<ctrl-u>cables<enter>");
    assert!(names(&desk).contains(&"Delta".to_owned()), "without a column, too");
    desk.keys("X");
    go_to(&mut desk, SupplierField::Tier);
    desk.keys("F");
    has(&desk, "tier: 3 values");
    has(&desk, "(none)");
}

#[test]
fn shares_over_the_whole_are_a_finding_that_leads_to_those_suppliers() {
    let mut start = season();
    for supplier in start.workspace.suppliers.values_mut().filter(|supplier| supplier.spend.is_some()) {
        supplier.spend = SpendShare::try_from(5000).ok();
    }
    let mut desk = Desk::begin(start, WIDE);
    desk.keys("1");
    has(&desk, "the shares of spend of 3 suppliers add up to 150 %");
    let at = desk.app.core.findings.iter().position(|finding| finding.rule == "SPEND_OVER_WHOLE").unwrap();
    desk.keys("<tab>").keys(&"j".repeat(at)).keys("<enter>");
    assert_eq!(desk.app.screens.suppliers.grid.view.len(), 3);
}
