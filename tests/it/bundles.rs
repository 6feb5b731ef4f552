//! Whatever stands in a workspace, its report is written in every format: fifty of them, made at random, with odd names of
//! facilities, companies and countries beside suppliers, declarations and lists. Nothing fails, the figures add up, twice the same
//! bytes come out, and nothing internal does.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Read};

use jiff::civil::date;
use proptest::prelude::*;
use rcoi::correspond::inquiry;
use rcoi::domain::{
    Claim, Contents, CountryValue, Facility, FacilityId, FactKey, FactOrigin, FactRecord, Metal, Origin,
    Place, Programme, Rating, RatingRecord, Source, SourceId, SourceKind, Stamp, Status, Value, Workspace,
};
use rcoi::export::bundle;
use rcoi::report::{ANNEX_METALS, FigureKey, Obtained, Report};
use rcoi::resolve::rows::Register;
use rcoi::standing::standings;

use crate::common::programme::season;

/// Stands in every internal text, and in no name that is made at random.
const PLANTED: &str = "QXPLANTEDQX";

/// A facility to be: metal, name, country, status.
type Wanted = (Metal, String, String, Option<Status>);

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just(String::new()),
        Just("</td><script>alert(1)</script> & \"*_`|\" ]]>".to_owned()),
        Just("\u{202e}\u{5d0}\u{5d1}\u{5d2} \u{627}\u{644}\u{630}\u{647}\u{628}\u{2066}".to_owned()),
        Just("\u{1b}[31m\0\u{7}\r\n\u{fffe}".to_owned()),
        Just("=HYPERLINK(\"x\") ".repeat(200)),
        Just("\u{9285}\u{696d} So\u{308}hne".to_owned()),
    ]
}

fn country() -> impl Strategy<Value = String> {
    let known = ["China", "RW", "Germany", "Freedonia", "Antarctica", "DRC", "Fiji"].map(str::to_owned);
    prop_oneof![3 => proptest::sample::select(known.to_vec()), 1 => text()]
}

fn facilities() -> impl Strategy<Value = Vec<Wanted>> {
    let metal = proptest::sample::select(ANNEX_METALS.to_vec());
    let status = proptest::option::of(proptest::sample::select(Status::ALL.to_vec()));
    proptest::collection::vec((metal, text(), country(), status), 0..24)
}

/// What the company states, each or nothing.
fn facts() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let columns = prop_oneof![
        Just("metal, name".to_owned()),
        Just("list date, programme, status, country, name, CID, metal".to_owned()),
        text()
    ];
    let split = proptest::sample::select(vec!["together".to_owned(), "conformant apart".to_owned()]);
    let variant = proptest::sample::select(vec!["with report".to_owned(), "without report".to_owned()]);
    let one = prop_oneof![
        columns.prop_map(|text| ("annex.columns", text)),
        split.prop_map(|text| ("annex.split", text)),
        variant.prop_map(|text| ("form.variant", text)),
        text().prop_map(|text| ("registrant.name", text)),
        text().prop_map(|text| ("mitigation", text)),
        text().prop_map(|text| ("inquiry.cutoff", text)),
    ];
    proptest::collection::vec(one, 0..5)
}

fn stamp() -> Stamp {
    Stamp { by: PLANTED.to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
}

fn source() -> Source {
    Source {
        id: SourceId::new("annex of record"),
        file: format!("{PLANTED}.csv"),
        sha256: "0123456789abcdef".repeat(4),
        kind: SourceKind::FacilityTable,
        role: None,
        title: PLANTED.to_owned(),
        as_of: Some(date(2026, 12, 31)),
        imported_at: stamp().at,
        rows: 9,
        statements: Vec::new(),
    }
}

fn add(ws: &mut Workspace, number: usize, (metal, name, country, status): &Wanted) {
    let stated = |value| {
        let origin = Origin::Stated { source: source().id, place: Place::Line(1, 0) };
        Claim { value, origin, as_of: None }
    };
    let mut values = vec![Value::Name(name.clone()), Value::Country(CountryValue::read(country))];
    values.extend(status.map(|status| Value::Status(status, Some(Programme::rmap()))));
    let mut claims: Vec<Claim> = values.into_iter().map(stated).collect();
    claims.sort();
    let id = FacilityId::new(format!("random{number}"));
    let rating = RatingRecord { rating: Rating::High, reason: PLANTED.to_owned(), stamp: stamp() };
    ws.ratings.insert(id.clone(), rating);
    ws.facilities.insert(id.clone(), Facility { id, metal: *metal, claims });
}

/// The season's workspace with these facilities and facts, its internal texts replaced.
fn workspace(company: &str, facilities: &[Wanted], facts: &[(&str, String)]) -> (Workspace, Contents) {
    let start = season();
    let mut ws = start.workspace;
    company.clone_into(&mut ws.programme.company);
    for supplier in ws.suppliers.values_mut() {
        (supplier.name, supplier.note) = (PLANTED.to_owned(), PLANTED.to_owned());
        supplier.contacts.iter_mut().for_each(|contact| contact.email = format!("{PLANTED}@example.com"));
    }
    ws.sources.insert(source().id, source());
    facilities.iter().enumerate().for_each(|(number, wanted)| add(&mut ws, number, wanted));
    for (key, text) in facts {
        let record =
            FactRecord { text: text.clone(), origin: FactOrigin::Written, left_out: false, stamp: stamp() };
        ws.facts.insert(FactKey::new(*key), record);
    }
    (ws, start.contents)
}

fn report(ws: &Workspace, contents: &Contents) -> Report {
    let register = Register::build(ws, contents);
    let standings = standings(ws, contents, &register);
    Report::of(ws, &standings, &inquiry(ws, contents, &register, &standings)).unwrap()
}

fn add_up(report: &Report) {
    let value = |key| report.figures.value(&key);
    let all = report.annex.rows.len();
    assert_eq!(value(FigureKey::Facilities), all);
    assert_eq!(Status::ALL.map(|status| value(FigureKey::Status(status))).iter().sum::<usize>(), all);
    assert_eq!(Obtained::ALL.map(|how| value(FigureKey::Obtained(how))).iter().sum::<usize>(), all);
    assert_eq!(report.figures.places().map(|(_, figure)| figure.value).sum::<usize>(), all);
    let of =
        |metal| Status::ALL.map(|status| value(FigureKey::MetalStatus(metal, status))).iter().sum::<usize>();
    let metals = ANNEX_METALS.map(|metal| (value(FigureKey::Metal(metal)), of(metal)));
    assert!(metals.iter().all(|(whole, parts)| whole == parts), "{metals:?}");
    assert_eq!(metals.iter().map(|(whole, _)| whole).sum::<usize>(), all);
}

/// How many rows the tables of the annex in these files have.
fn rows(files: &[(String, Vec<u8>)]) -> usize {
    let annexes = files.iter().filter(|(name, _)| name.ends_with(".csv"));
    annexes.map(|(_, bytes)| csv::Reader::from_reader(bytes.as_slice()).into_records().count()).sum()
}

/// A file as text, the parts of an archive one after another.
fn unpacked(bytes: &[u8]) -> String {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let mut all = Vec::new();
    for at in 0..archive.len() {
        archive.by_index(at).unwrap().read_to_end(&mut all).unwrap();
    }
    String::from_utf8_lossy(&all).into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn every_workspace_is_written_in_every_format(
        company in text(),
        facilities in facilities(),
        facts in facts(),
    ) {
        let (ws, contents) = workspace(&company, &facilities, &facts);
        let report = report(&ws, &contents);
        add_up(&report);
        prop_assert!(report.annex.rows.len() >= facilities.len());
        let files = bundle(&report).unwrap();
        prop_assert_eq!(rows(&files), report.annex.rows.len());
        prop_assert_eq!(&files, &bundle(&self::report(&ws, &contents)).unwrap());
        for (name, bytes) in &files {
            prop_assert!(name.len() <= 32, "{}", name);
            let text = unpacked(bytes);
            prop_assert!(!text.contains(PLANTED), "{}", name);
            prop_assert!(!name.ends_with(".html") || !text.contains("<script"), "{}", name);
        }
    }
}
