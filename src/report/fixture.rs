//! A small workspace for tests: every status, one merge, odd names, and something internal everywhere
//! that internal things can stand, each marked `XSECRET`.

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::{
    Annex, Block, DeclaredScope, Inquiry, InquiryFigure, InquiryKey, OverallAnswer, ReliedList, Report,
    ReportError,
};
use crate::domain::cmrt::Version;
use crate::domain::{
    Action, ActionId, ActionState, Charter, Cid, Claim, CountryValue, DerivationRule, DiligenceMeasure,
    Disposition, DispositionRecord, Evidence, EvidenceId, Facility, FacilityId, FactKey, FactOrigin,
    FactRecord, ListKind, MeasureEvidence, MeasureId, Metal, Note, NoteId, OecdStep, Origin, Place,
    Programme, Rating, RatingRecord, Source, SourceId, SourceKind, Stamp, Status, Value, Workspace,
};

/// Stands in every internal text of the workspace.
pub const SECRET: &str = "XSECRET";

/// Who did everything, and when.
pub fn stamp() -> Stamp {
    let at = Timestamp::from_second(1_676_462_400).expect("in range");
    Stamp { by: "XSECRET Person".to_owned(), at }
}

fn source() -> Source {
    Source {
        id: SourceId::new("0123456789abcdef"),
        file: "XSECRET supplier.csv".to_owned(),
        sha256: "0123456789abcdef".repeat(4),
        kind: SourceKind::FacilityTable,
        role: None,
        title: "XSECRET supplier's table".to_owned(),
        as_of: Some(date(2022, 12, 31)),
        imported_at: stamp().at,
        rows: 9,
        statements: Vec::new(),
    }
}

fn stated(value: Value) -> Claim {
    let origin = Origin::Stated { source: source().id, place: Place::Line(1, 0) };
    Claim { value, origin, as_of: None }
}

fn add(ws: &mut Workspace, id: &str, (metal, name): (Metal, &str), country: &str, status: Option<Status>) {
    let mut claims = vec![stated(Value::Name(name.to_owned()))];
    if !country.is_empty() {
        claims.push(stated(Value::Country(CountryValue::read(country))));
    }
    claims.extend(status.map(|status| stated(Value::Status(status, Some(Programme::rmap())))));
    claims.sort();
    let id = FacilityId::new(id);
    ws.facilities.insert(id.clone(), Facility { id, metal, claims });
}

fn judge(ws: &mut Workspace, facility: &FacilityId) {
    let disposition = DispositionRecord {
        disposition: Disposition::KeepAndMitigate,
        reason: "XSECRET disposition reason".to_owned(),
        stamp: stamp(),
    };
    ws.dispositions.insert(facility.clone(), disposition);
    let (rating, reason) = (Rating::High, "XSECRET rating reason".to_owned());
    ws.ratings.insert(facility.clone(), RatingRecord { rating, reason, stamp: stamp() });
    let id = NoteId::new("n1");
    let text = "=XSECRET note".to_owned();
    ws.notes.insert(id.clone(), Note { id, facility: facility.clone(), text, stamp: stamp() });
    let id = EvidenceId::new("e1");
    let link = "XSECRET evidence.pdf".to_owned();
    let evidence = Evidence {
        id: id.clone(),
        facility: facility.clone(),
        link,
        dated: None,
        credible: false,
        stamp: stamp(),
    };
    ws.evidence.insert(id, evidence);
    let id = ActionId::new("a1");
    let action = Action {
        id: id.clone(),
        about: crate::domain::ActionSubject::Facility(facility.clone()),
        kind: "A9".to_owned(),
        owner: "XSECRET Owner".to_owned(),
        due: date(2023, 3, 31),
        state: ActionState::Sent,
        opened: stamp(),
        answer: None,
    };
    ws.actions.insert(id, action);
}

/// Makes the status of f7 a derived one, and sets that of f4.
fn obtain_otherwise(ws: &mut Workspace) {
    let derived = Origin::Derived {
        source: source().id,
        place: Place::Line(1, 0),
        rule: DerivationRule::StatusesInOrder,
    };
    let set = Origin::Set { by: stamp().by, at: stamp().at, reason: "XSECRET reason of a status".to_owned() };
    for (id, origin) in [("f7", derived), ("f4", set)] {
        let facility = ws.facilities.get_mut(&FacilityId::new(id)).expect("a facility");
        let status = facility.claims.iter_mut().find(|claim| claim.value.as_status().is_some());
        status.expect("a status").origin = origin;
        facility.claims.sort();
    }
}

/// A workspace without facilities.
pub fn empty() -> Workspace {
    Workspace::new(Charter { company: "Example Corp.".to_owned(), year: 2022, sample: false })
}

/// Eight facilities that stand for themselves and one merged into another, in four metals.
pub fn workspace() -> Workspace {
    use Status::{Active, Conformant, Indeterminable};
    let mut ws = empty();
    ws.sources.insert(source().id, source());
    add(&mut ws, "f1", (Metal::Gold, "Beta Refining, Inc."), "Switzerland", Some(Conformant));
    add(&mut ws, "f2", (Metal::Gold, "alpha gold refinery"), "South Korea", Some(Conformant));
    add(&mut ws, "f3", (Metal::Gold, "-X Recycling & Söhne"), "GERMANY", Some(Indeterminable));
    add(&mut ws, "f4", (Metal::Gold, "Luna | Works"), "RWANDA", Some(Conformant));
    add(&mut ws, "f5", (Metal::Tin, "PT Gamma"), "INDONESIA", Some(Active));
    add(&mut ws, "f6", (Metal::Tin, "Alpha Tin"), "BRAZIL", None);
    add(&mut ws, "f7", (Metal::Tantalum, "Delta Tantalum"), "Freedonia", Some(Conformant));
    add(&mut ws, "f8", (Metal::Tungsten, "Omega <Tungsten>"), "", None);
    add(&mut ws, "f9", (Metal::Gold, "Old Beta Works"), "Switzerland", Some(Conformant));
    ws.merges.insert(FacilityId::new("f9"), FacilityId::new("f1"));
    if let Some(facility) = ws.facilities.get_mut(&FacilityId::new("f2")) {
        facility.claims.push(stated(Value::Cid(Cid::parse("CID000123").expect("a CID"))));
        let origin =
            Origin::Set { by: stamp().by, at: stamp().at, reason: "XSECRET reason of a claim".to_owned() };
        facility.claims.push(Claim { value: Value::City("XSECRET City".to_owned()), origin, as_of: None });
        facility.claims.sort();
    }
    obtain_otherwise(&mut ws);
    judge(&mut ws, &FacilityId::new("f3"));
    measures(&mut ws);
    ws
}

/// Adds a measure with so many documents that show it, and until when it is valid.
pub fn measure(ws: &mut Workspace, id: &str, step: OecdStep, (evidence, valid_until): (usize, Option<Date>)) {
    let shows = |at: usize| MeasureEvidence {
        id: EvidenceId::new(format!("{id}.{at}")),
        link: "XSECRET policy.pdf".to_owned(),
        dated: Some(date(2022, 11, 11)),
        sha256: Some("XSECRET hash".to_owned()),
        stamp: stamp(),
    };
    let measure = DiligenceMeasure {
        id: MeasureId::new(id),
        step,
        text: format!("The Company takes measure {id}."),
        owner: "XSECRET Owner".to_owned(),
        evidence: (0..evidence).map(shows).collect(),
        valid_until,
        stamp: stamp(),
    };
    ws.measures.insert(measure.id.clone(), measure);
}

/// Adds measures: two that a report has, one that nothing shows and one that has expired.
fn measures(ws: &mut Workspace) {
    measure(ws, "A", OecdStep::ManagementSystems, (1, None));
    measure(ws, "B", OecdStep::ManagementSystems, (2, Some(date(2023, 12, 31))));
    measure(ws, "XSECRET-C", OecdStep::RiskAssessment, (0, None));
    measure(ws, "XSECRET-D", OecdStep::Reporting, (1, Some(date(2023, 1, 31))));
}

/// Says something of a fact.
pub fn say(ws: &mut Workspace, key: &str, text: &str) {
    let (text, origin) = (text.to_owned(), FactOrigin::Written);
    let record = FactRecord { text, origin, left_out: false, stamp: stamp() };
    ws.facts.insert(FactKey::new(key), record);
}

/// An inquiry of seven suppliers, of whom six answered.
pub fn inquiry() -> Inquiry {
    let version = |raw| InquiryKey::Version(Version::new(raw));
    let counts = [
        (InquiryKey::Asked, 7),
        (InquiryKey::Answered, 6),
        (InquiryKey::AnsweredUnasked, 0),
        (InquiryKey::Accepted, 5),
        (InquiryKey::Declarations, 6),
        (version(622), 5),
        (version(610), 1),
        (InquiryKey::Scope(DeclaredScope::Company), 5),
        (InquiryKey::Scope(DeclaredScope::Product), 1),
        (InquiryKey::Scope(DeclaredScope::UserDefined), 0),
        (InquiryKey::Scope(DeclaredScope::Unsaid), 0),
        (InquiryKey::Covered(OverallAnswer::Yes), 1),
        (InquiryKey::Covered(OverallAnswer::No), 1),
        (InquiryKey::Covered(OverallAnswer::Neither), 4),
    ];
    let figure = |(key, value)| InquiryFigure { key, value, rows: Vec::new() };
    let day = date(2023, 5, 15);
    let list = ReliedList { programme: Programme::rmap(), kind: ListKind::Conformant, as_of: day };
    let figures = counts.into_iter().map(figure).collect();
    Inquiry { day: Some(day), figures, late: 0, lists: vec![list], compared_with: None }
}

/// The report of a workspace with what an inquiry came to.
pub fn report_with(ws: &Workspace, inquiry: &Inquiry) -> Result<Report, ReportError> {
    Report::of(ws, &crate::standing::fixture::standings(ws), inquiry)
}

/// The report of a workspace without contents.
pub fn report(ws: &Workspace) -> Result<Report, ReportError> {
    Report::of(ws, &crate::standing::fixture::standings(ws), &Inquiry::default())
}

/// The report of a workspace in which nothing is left to say.
pub fn finished(ws: &Workspace) -> Report {
    let mut report = report(ws).expect("a report");
    let sections = report.documents.iter_mut().flat_map(|document| &mut document.sections);
    for block in sections.flat_map(|section| &mut section.blocks) {
        if let Block::Paragraph(sentences) = block {
            sentences.retain(|sentence| !sentence.is_open());
        }
    }
    report
}

/// The annex of the workspace.
pub fn annex() -> Annex {
    let ws = workspace();
    Annex::of(&ws, &crate::standing::fixture::standings(&ws))
}
