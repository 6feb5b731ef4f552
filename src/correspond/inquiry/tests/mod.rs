//! Inquiries of made-up workspaces, a file a group of figures.

mod answers;
mod change;
mod declarations;
mod facilities;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::inquiry;
use crate::correspond::fixture::stamp;
use crate::correspond::requests::{LogLine, log};
use crate::domain::cmrt::Form;
use crate::domain::{
    Claim, Contents, CountryValue, Facility, FacilityId, FactKey, FactOrigin, FactRecord, IdGen, Metal,
    Origin, Place, RequestState, Source, SourceId, SourceKind, SourceRole, Status, Supplier, SupplierId,
    Value, Workspace,
};
use crate::report::{Counted, Inquiry, InquiryKey};
use crate::resolve::fixture::{cid, declare, source, workspace};
use crate::resolve::rows::Register;
use crate::standing::standings;

/// A day of 2026, when the inquiry for 2025 is made.
fn day(month: i8, day: i8) -> Date {
    date(2026, month, day)
}

/// A workspace in the making.
struct Made {
    ws: Workspace,
    contents: Contents,
    ids: IdGen,
}

impl Made {
    fn new() -> Self {
        Self { ws: workspace(), contents: Contents::default(), ids: IdGen::new([7; 16]) }
    }

    /// Says by which day is counted.
    fn cut_off(&mut self, day: Date) {
        let record = FactRecord {
            text: day.to_string(),
            origin: FactOrigin::Written,
            left_out: false,
            stamp: stamp(),
        };
        self.ws.facts.insert(FactKey::new("inquiry.cutoff"), record);
    }

    /// Adds a line to the log of a supplier, who is added too.
    fn log(&mut self, name: &str, state: RequestState, day: Date) {
        let id = SupplierId::new(name);
        let new = || Supplier::named(id.clone(), name);
        self.ws.suppliers.entry(id.clone()).or_insert_with(new);
        let line = LogLine { state, day, due: None, note: String::new() };
        log(&id, line, self.ids.request(), stamp()).apply(&mut self.ws).unwrap();
    }

    /// Adds a declaration, received on a day of May.
    fn declare(&mut self, id: &str, supplier: &str, day: i8, form: Form) {
        declare(&mut self.ws, &mut self.contents, (id, supplier, day), form, None);
    }

    /// Adds a file of facilities.
    fn file(&mut self, id: &str, role: SourceRole, as_of: Date) {
        let made = source(id, SourceKind::FacilityTable);
        let made = Source { role: Some(role), as_of: Some(as_of), ..made };
        self.ws.sources.insert(made.id.clone(), made);
    }

    /// States a facility in a file: metal, CID or nothing, name, country, status. One that is there gets one more.
    fn state(
        &mut self,
        (file, id): (&str, &str),
        metal: Metal,
        [number, name, country]: [&str; 3],
        status: Option<Status>,
    ) {
        let mut values = vec![Value::Name(name.to_owned())];
        values.extend((!number.is_empty()).then(|| Value::Cid(cid(number))));
        values.extend((!country.is_empty()).then(|| Value::Country(CountryValue::read(country))));
        values.extend(status.map(|status| Value::Status(status, None)));
        let origin = Origin::Stated { source: SourceId::new(file), place: Place::File };
        let claims = values.into_iter().map(|value| Claim { value, origin: origin.clone(), as_of: None });
        let id = FacilityId::new(id);
        let new = || Facility { id: id.clone(), metal, claims: Vec::new() };
        let facility = self.ws.facilities.entry(id.clone()).or_insert_with(new);
        facility.claims.extend(claims);
        facility.claims.sort();
    }

    fn inquiry(&self) -> Inquiry {
        let register = Register::build(&self.ws, &self.contents);
        let standings = standings(&self.ws, &self.contents, &register);
        inquiry(&self.ws, &self.contents, &register, &standings)
    }
}

/// The numbers of figures; none for one that is not there.
fn numbers<const N: usize>(inquiry: &Inquiry, keys: [InquiryKey; N]) -> [Option<usize>; N] {
    keys.map(|key| inquiry.value(&key))
}

/// The facilities that a figure counts, in words.
fn facilities(inquiry: &Inquiry, key: &InquiryKey) -> String {
    let of = |counted: &Counted| match counted {
        Counted::Facility(id) => id.to_string(),
        Counted::Supplier(_) | Counted::Declaration(_) | Counted::Row(..) | Counted::Action(_) => {
            panic!("{counted:?} is no facility")
        }
    };
    inquiry.get(key).map_or_else(String::new, |it| it.rows.iter().map(of).collect::<Vec<_>>().join(" "))
}

#[test]
fn nothing_recorded_is_no_figure() {
    assert_eq!(Made::new().inquiry(), Inquiry::default());
}

#[test]
fn figures_are_in_order_each_once_and_as_many_as_they_count() {
    let mut made = Made::new();
    made.log("Alpha", RequestState::Asked, day(1, 10));
    made.declare("a", "Alpha", 4, declarations::used(Metal::Gold));
    made.file("annex", SourceRole::Annex, date(2025, 12, 31));
    made.file("old", SourceRole::Baseline, date(2024, 12, 31));
    made.state(("annex", "f1"), Metal::Gold, ["", "Orvik Gold", "CANADA"], Some(Status::Indeterminable));
    made.state(("old", "f2"), Metal::Gold, ["", "Quill Refining", "PERU"], Some(Status::Active));
    let inquiry = made.inquiry();
    assert!(inquiry.figures.is_sorted_by(|a, b| a.key < b.key));
    let by_findings = |key: &InquiryKey| *key == InquiryKey::Findings;
    for figure in inquiry.figures.iter().filter(|figure| !by_findings(&figure.key)) {
        assert_eq!(figure.value, figure.rows.len(), "{}", figure.key.name());
    }
    let names: BTreeMap<String, usize> = inquiry.figures.iter().map(|it| (it.key.name(), it.value)).collect();
    assert_eq!(names.len(), inquiry.figures.len());
}
