//! Tests of declarations of one day for the same.

use super::tests::{decide, hold};
use super::*;
use crate::domain::Resolved;
use crate::resolve::fixture::{Cells, declare, form, known, workspace};

/// Two declarations of Alpha of one day, on the versions given.
fn of_one_day(one: (&str, &[Cells<'_>]), other: (&str, &[Cells<'_>])) -> (Workspace, Contents) {
    let (mut ws, mut contents) = (workspace(), Contents::default());
    for (id, (version, rows)) in [("d1", one), ("d2", other)] {
        declare(&mut ws, &mut contents, (id, "Alpha", 1), form("Alpha", version, rows), Some(known()));
    }
    (ws, contents)
}

#[test]
fn parts_of_one_day_all_count_and_a_supplier_names_a_facility_once() {
    let aurora = ["", "Gold", "", "", "", "CID900001"];
    let one: [Cells<'_>; 2] = [aurora, ["", "Tin", "", "", "", "CID900003"]];
    let other: [Cells<'_>; 2] = [aurora, ["", "Gold", "", "Unheard Of", "PERU", ""]];
    let (mut ws, contents) = of_one_day(("6.5", &one), ("6.5", &other));
    hold(&mut ws, "f1", "CID900001");
    let register = Register::build(&ws, &contents);
    assert_eq!((register.len(), register.of_one_day().len(), register.repeats().count()), (4, 1, 0));
    assert_eq!(register.balance_of(&SupplierId::new("Alpha")), register.balance());
    assert_eq!((register.balance().resolved, register.balance().open), (3, 1), "no duplicate across parts");
    let facility = FacilityId::new("f1");
    assert_eq!((register.naming(&facility), register.suppliers_naming(&facility).len()), (1, 1));
    for id in ["d1", "d2"] {
        let (rows, balance) = register.declared(&ws.declarations[&DeclarationId::new(id)]).unwrap();
        assert_eq!((rows.len(), balance.rows), (2, 2));
    }
}

#[test]
fn the_same_rows_of_one_day_count_on_the_newer_template() {
    let by_name: [Cells<'_>; 2] =
        [["", "Gold", "Aurora", "", "", ""], ["", "Gold", "", "Unheard Of", "PERU", ""]];
    let by_id: [Cells<'_>; 2] =
        [["", "Gold", "", "Unheard of", "PERU", ""], ["", "Gold", "Aurora Refining", "", "", "CID900001"]];
    let (ws, contents) = of_one_day(("6.22", &by_id), ("6.5", &by_name));
    let register = Register::build(&ws, &contents);
    let (repeat, counting) = (DeclarationId::new("d1"), DeclarationId::new("d2"));
    assert_eq!(register.repeats().collect::<Vec<_>>(), [(&repeat, &counting)]);
    assert!(register.counts(&counting) && !register.counts(&repeat) && register.of_one_day().is_empty());
    assert_eq!(register.len(), 2);
}

#[test]
fn a_decision_can_make_two_declarations_the_same() {
    let one: [Cells<'_>; 1] = [["", "Gold", "", "Aurora Works", "PERU", ""]];
    let other: [Cells<'_>; 1] = [["", "Gold", "", "", "", "CID900001"]];
    let (mut ws, contents) = of_one_day(("6.22", &one), ("6.5", &other));
    hold(&mut ws, "f1", "CID900001");
    let mut register = Register::build(&ws, &contents);
    assert_eq!(register.len(), 2);
    let key = register.open_names()[0].key.clone();
    decide(&mut ws, &key, Some(Resolved::Facility(FacilityId::new("f1"))));
    let moved = register.follow_decisions(&ws, &contents, &[&key]);
    assert!(moved.everything);
    assert_eq!((register.len(), register.repeats().count()), (1, 1));
}
