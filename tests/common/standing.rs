//! Where the facilities of a workspace without contents stand, and what its report says.

use rcoi::domain::{Contents, Standings, Workspace};
use rcoi::query::{self, FacilityRow};
use rcoi::report::Report;
use rcoi::resolve::rows::Register;
use rcoi::risk::{RiskBook, Screening};
use rcoi::standing;

/// By the annexes of record and what was set.
pub fn standings(ws: &Workspace) -> Standings {
    standing::standings(ws, &Contents::default(), &Register::build(ws, &Contents::default()))
}

/// The rows of all facilities.
pub fn rows(ws: &Workspace) -> Vec<FacilityRow> {
    let (standings, screening) = (standings(ws), Screening::default());
    query::rows(&RiskBook { ws, standings: &standings, screening: &screening })
}

/// The report.
pub fn report(ws: &Workspace) -> Report {
    Report::of(ws, &standings(ws), &rcoi::report::Inquiry::default()).unwrap()
}

#[test]
fn the_sample_stands_by_its_annex() {
    let ws = rcoi::import::sample::workspace();
    let members = standings(&ws).members().count();
    assert_eq!((members, rows(&ws).len(), report(&ws).annex.rows.len()), (249, 249, 249));
}
