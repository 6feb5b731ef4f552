//! Ratings by the table, with their lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::domain::{
    Charter, Claim, Country, CountryValue, Edit, Evidence, EvidenceId, FacilityId, HitVerdict, Metal, Origin,
    Rating, RiskEntry, RiskKind, ScreeningRecord, SourceId, Stamp, Standing, Standings, Status, StatusBasis,
    Value, WhyHere, Workspace,
};

fn stamp() -> Stamp {
    Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH }
}

/// One facility of Annex I with all that it is judged by.
struct Case {
    ws: Workspace,
    id: FacilityId,
    standing: Standing,
    signals: Signals,
    declaring: usize,
    lists: Vec<CountingList>,
}

fn case(metal: Metal, country: &str, status: Status) -> Case {
    let mut ws = Workspace::new(Charter { company: "Example".to_owned(), year: 2025, sample: false });
    let id = FacilityId::new("f1");
    Edit::AddFacility(id.clone(), metal).apply(&mut ws).unwrap();
    let origin = Origin::Set { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH, reason: String::new() };
    let value = Value::Country(CountryValue::read(country));
    Edit::AddClaim(id.clone(), Claim { value, origin, as_of: None }).apply(&mut ws).unwrap();
    let source = || SourceId::new("s");
    let basis = StatusBasis::Absent { conformant: source(), active: source(), as_of: date(2025, 12, 31) };
    let why_here = WhyHere { rows: true, ..WhyHere::default() };
    let standing = Standing { status, basis, why_here, ..Standing::default() };
    let lists = RiskKind::ALL.map(|kind| CountingList { source: source(), kind, label: String::new() });
    Case { ws, id, standing, signals: Signals::default(), declaring: 0, lists: lists.into() }
}

fn hit(by: HitBy, verdict: Option<HitVerdict>) -> RiskHit {
    let entry = RiskEntry { name: "Example Refinery".to_owned(), row: 2, ..RiskEntry::default() };
    let decided = verdict.map(|verdict| ScreeningRecord {
        verdict,
        reason: "seen".to_owned(),
        entry: entry.name.clone(),
        list: String::new(),
        stamp: stamp(),
    });
    let (list, label) = (SourceId::new("s"), "sanctions of 2026-11-01".to_owned());
    RiskHit { list, label, key: entry.key(), entry, by, decided }
}

impl Case {
    fn judged(&self) -> (Assessment, Need) {
        let standings = Standings::new(None, BTreeMap::from([(self.id.clone(), self.standing.clone())]));
        let signals = BTreeMap::from([(self.id.clone(), Arc::new(self.signals.clone()))]);
        let screening = Screening::new(self.lists.clone(), self.declaring, signals);
        let book = RiskBook { ws: &self.ws, standings: &standings, screening: &screening };
        let view = self.ws.view(&self.id).unwrap();
        let facts = book.facts(&view);
        let assessment = assess(&facts);
        let need = need(&facts, &assessment);
        (assessment, need)
    }

    /// The same with the status stated by an annex of record, in a word of its own.
    fn stated_as(mut self, word: &str) -> Self {
        let origin =
            Origin::Set { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH, reason: String::new() };
        let value = Value::Status(self.standing.status, None);
        self.standing.basis = StatusBasis::Annex(Claim { value, origin, as_of: None });
        self.standing.word = word.to_owned();
        self
    }

    fn rated(&self) -> String {
        let (assessment, _) = self.judged();
        format!("{}: {}", assessment.rating.name(), assessment.reasons())
    }

    fn flags(&self) -> Vec<&'static str> {
        self.judged().0.flags.iter().map(|raised| raised.flag.key()).collect()
    }
}

#[test]
fn each_rating_has_its_lines() {
    let mut here = case(Metal::Tin, "RWANDA", Status::Indeterminable);
    assert_eq!(here.rated(), "High: on no list; located in RWANDA, a Covered Country");
    here.standing.status = Status::Conformant;
    assert_eq!(here.rated(), "None: conformant");
    assert_eq!(here.flags(), ["COVERED_COUNTRY_LOCATION"], "flagged all the same");
    here.standing.is_lapsed = true;
    assert_eq!(here.rated(), "Medium: conformant; its audit has lapsed");
    let mut elsewhere = case(Metal::Gold, "ITALY", Status::Indeterminable);
    assert_eq!(elsewhere.rated(), "Medium: on no list");
    elsewhere.lists.clear();
    assert_eq!(
        elsewhere.rated(),
        "Medium: on no list; no sanctions list and no list of high-risk areas is loaded"
    );
    assert_eq!(case(Metal::Gold, "ITALY", Status::Active).rated(), "Low: active: committed to an audit");
    assert!(case(Metal::Gold, "RWANDA", Status::Unresolved).rated().starts_with("Data: "));
}

#[test]
fn listed_areas_rate_gold_alone_and_say_nothing_of_where_the_plant_stands() {
    let mut gold = case(Metal::Gold, "INDIA", Status::Indeterminable);
    let india = Country::from_code("IN").unwrap();
    let label = "cahra of 2025-06-30".to_owned();
    gold.signals.areas = vec![ListedAreas { country: india, label, areas: 2, is_whole: false }];
    assert_eq!(gold.rated(), "High: on no list; INDIA contains listed areas (2 areas: cahra of 2025-06-30)");
    let tin = Case { signals: gold.signals.clone(), ..case(Metal::Tin, "INDIA", Status::Indeterminable) };
    assert_eq!(tin.rated(), "Medium: on no list");
}

#[test]
fn a_hit_is_critical_and_a_possible_one_changes_no_rating_until_it_is_decided() {
    let mut here = case(Metal::Gold, "ITALY", Status::Indeterminable);
    let before = here.rated();
    here.signals.hits = vec![hit(HitBy::Name, None)];
    assert_eq!((here.rated(), here.judged().1), (before.clone(), Need::PossibleHit));
    assert_eq!(here.flags(), ["POSSIBLE_SANCTION_MATCH", "UNAUDITED"]);
    here.signals.hits = vec![hit(HitBy::Name, Some(HitVerdict::Cleared))];
    assert_eq!((here.rated(), here.judged().1), (before, Need::Indeterminable));
    for found in [hit(HitBy::Name, Some(HitVerdict::Confirmed)), hit(HitBy::Cid, None)] {
        here.signals.hits = vec![found];
        let (assessment, need) = here.judged();
        assert_eq!((assessment.rating, need), (Rating::Critical, Need::Flag));
        assert!(assessment.reasons().starts_with("on sanctions of 2026-11-01, row 2: Example Refinery"));
        assert!(suggest(&here.standing, &assessment).is_some_and(|suggested| suggested.action == "A13"));
    }
    here.standing.status = Status::Unresolved;
    let (assessment, need) = here.judged();
    assert_eq!((assessment.rating, need), (Rating::Critical, Need::Flag), "whatever the lists say");
    assert!(suggest(&here.standing, &assessment).is_some());
}

#[test]
fn evidence_rates_only_where_a_person_holds_it_for_credible() {
    let mut here = case(Metal::Gold, "ITALY", Status::Conformant);
    let evidence = |credible| Evidence {
        id: EvidenceId::new("e1"),
        facility: here.id.clone(),
        link: "report.pdf".to_owned(),
        dated: Some(date(2025, 3, 1)),
        credible,
        stamp: stamp(),
    };
    let (plain, credible) = (evidence(false), evidence(true));
    Edit::AddEvidence(plain.clone()).apply(&mut here.ws).unwrap();
    assert_eq!(here.rated(), "None: conformant");
    Edit::RemoveEvidence(plain).apply(&mut here.ws).unwrap();
    Edit::AddEvidence(credible).apply(&mut here.ws).unwrap();
    assert_eq!(here.rated(), "Critical: credible evidence: report.pdf of 2025-03-01");
}

#[test]
fn a_status_of_last_year_that_is_lost_is_high() {
    let mut here = case(Metal::Gold, "ITALY", Status::Indeterminable);
    let title = "Annex I 2024".to_owned();
    here.signals.earlier = Some(EarlierStatus { as_of: None, status: Status::Conformant, title });
    assert_eq!(here.rated(), "High: on no list; Conformant in Annex I 2024");
    here.standing.status = Status::Active;
    assert!(!here.flags().contains(&"STATUS_LOST_SINCE_LAST_YEAR"));
}

#[test]
fn who_names_a_facility_says_something_where_it_is_neither_conformant_nor_active() {
    let mut here = case(Metal::Gold, "ITALY", Status::Indeterminable);
    (here.declaring, here.signals.suppliers) = (6, 3);
    assert_eq!(here.flags(), ["UNAUDITED", "WIDELY_REPORTED"]);
    (here.signals.suppliers, here.signals.is_company_level) = (1, true);
    assert_eq!(here.flags(), ["UNAUDITED", "SINGLE_SUPPLIER_SOURCE", "COMPANY_LEVEL_ONLY"]);
    here.declaring = 1;
    assert_eq!(here.flags(), ["UNAUDITED", "COMPANY_LEVEL_ONLY"]);
    here.standing.status = Status::Conformant;
    assert!(here.flags().is_empty());
}

#[test]
fn flags_have_unique_keys_and_their_docs_are_sentences() {
    for flag in FLAGS {
        assert_eq!(FLAGS.iter().filter(|other| other.key == flag.key || other.id == flag.id).count(), 1);
        assert!(flag.doc.ends_with('.') || flag.doc.ends_with(")."), "{}", flag.key);
    }
}

#[test]
fn the_word_of_an_annex_is_the_reason() {
    let case = case(Metal::Tin, "PERU", Status::Indeterminable).stated_as("Non-conformant");
    assert!(case.rated().contains("its source says \u{201c}Non-conformant\u{201d}"), "{}", case.rated());
    let because = suggest(&case.standing, &case.judged().0).map(|suggested| suggested.because);
    assert_eq!(because.as_deref(), Some("its source says \u{201c}Non-conformant\u{201d}"));
    let plain = self::case(Metal::Tin, "PERU", Status::Indeterminable).stated_as("");
    let because = suggest(&plain.standing, &plain.judged().0).map(|suggested| suggested.because);
    assert_eq!(because.as_deref(), Some("on no list of conformant or active smelters"));
}
