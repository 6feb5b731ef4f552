//! The register of due diligence: measures are added, shown by documents, found lacking, said in the report, and taken back.

use crate::common::app::Desk;
use rcoi::app::ScreenId;
use rcoi::domain::{Charter, DiligenceMeasure, MeasureState, OecdStep, Workspace};
use rcoi::store::{RealDisk, write_atomic};
use tempfile::TempDir;

const WIDE: (u16, u16) = (200, 60);

fn desk() -> Desk {
    let programme = Charter { company: "Example Corp".to_owned(), year: 2026, sample: false };
    Desk::on(Workspace::new(programme), WIDE)
}

fn has(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "{text:?} is not on\n{}", desk.text());
}

fn measures(desk: &Desk) -> Vec<DiligenceMeasure> {
    OecdStep::ALL.into_iter().flat_map(|step| desk.app.core.workspace.measures_of(step)).cloned().collect()
}

/// The rules of measures that find something, as Report shows them.
fn found(desk: &mut Desk) -> Vec<&'static str> {
    desk.keys("7");
    let rules = desk.app.core.findings.iter().map(|finding| finding.rule);
    rules.filter(|rule| rule.contains("MEASURE")).collect()
}

/// The report as it is previewed.
fn report(desk: &Desk) -> String {
    let lines = desk.app.screens.report.preview.lines.iter();
    lines.map(rcoi::app::look::Line::text).collect::<Vec<_>>().join("\n")
}

/// A usual measure of step 1, taken as it is offered.
const POLICY: &str = "8apolicy<enter><enter>";

#[test]
fn a_measure_is_found_lacking_until_something_shows_it_and_then_the_report_says_it() {
    let mut desk = desk();
    let temp = TempDir::new().unwrap();
    write_atomic(&RealDisk, &temp.path().join("policy.pdf"), b"a policy").unwrap();
    desk.places.workspace = temp.path().to_owned();
    desk.keys("8");
    has(&desk, "5 Reporting");
    desk.keys(POLICY);
    let [measure] = measures(&desk).try_into().unwrap();
    assert_eq!(measure.step, OecdStep::ManagementSystems);
    has(&desk, "no evidence");
    let lacking = found(&mut desk);
    let bare = "STEP_WITHOUT_MEASURE";
    assert_eq!(lacking, ["MEASURE_WITHOUT_EVIDENCE", bare, bare, bare, bare]);
    assert!(report(&desk).contains("[Missing: the evidence of 1 measure of step 1"));
    assert!(!report(&desk).contains(&measure.text), "nothing shows it yet");

    desk.keys("8ppolicy.pdf<tab>2026-03-01<enter>");
    let [shown] = measures(&desk).try_into().unwrap();
    let evidence = shown.evidence.first().unwrap();
    assert_eq!(evidence.sha256.as_deref(), Some(rcoi::import::sha256(b"a policy").as_str()));
    assert_eq!((evidence.link.as_str(), evidence.dated), ("policy.pdf", "2026-03-01".parse().ok()));
    has(&desk, "the file is as it was");
    assert_eq!(found(&mut desk), [bare; 4]);
    assert!(report(&desk).contains(&measure.text));
    assert!(!report(&desk).contains("[Missing: the evidence"));

    desk.keys("8uu");
    assert!(measures(&desk).is_empty());
    assert!(found(&mut desk).is_empty(), "a register that is not begun lacks nothing");
}

#[test]
fn a_file_that_has_changed_is_told_and_one_that_is_not_there_has_no_hash() {
    let mut desk = desk();
    let temp = TempDir::new().unwrap();
    let file = temp.path().join("minutes.pdf");
    write_atomic(&RealDisk, &file, b"minutes").unwrap();
    desk.places.workspace = temp.path().to_owned();
    desk.keys(POLICY).keys("pminutes.pdf<enter>");
    write_atomic(&RealDisk, &file, b"others").unwrap();
    has(&desk, "the file is as it was");
    desk.keys("c");
    has(&desk, "the file is another by now");
    desk.keys("pnowhere.pdf<enter>");
    has(&desk, "recorded, but it shows nothing yet: there is no file");
    let [measure] = measures(&desk).try_into().unwrap();
    assert_eq!(measure.evidence.iter().filter(|it| !it.shows()).count(), 1);
    has(&desk, "no file was there: it shows nothing until it is added again");
    desk.keys("phttps://example.com/policy<enter>");
    assert_eq!(measures(&desk)[0].evidence.len(), 3, "an address is taken as it is");
    desk.keys("wnowhere<enter>");
    assert_eq!(measures(&desk)[0].evidence.len(), 2);
    desk.keys("u");
    assert_eq!(measures(&desk)[0].evidence.len(), 3);
}

#[test]
fn several_are_changed_in_one_form_and_leave_after_one_question() {
    let mut desk = desk();
    desk.keys("8aown<enter>3<tab>We report to management<tab>Bo<tab>2026-12-15<tab>https://example.com/minutes<enter>");
    desk.keys("awebsite<enter><enter>").keys(POLICY);
    let [policy, minutes, website] = measures(&desk).try_into().unwrap();
    assert_eq!((minutes.step, minutes.owner.as_str()), (OecdStep::RiskResponse, "Bo"));
    assert_eq!(minutes.text, "We report to management.", "a sentence ends");
    let state = |measure: &DiligenceMeasure| measure.state(desk.app.core.today());
    assert_eq!(state(&minutes), MeasureState::ExpiresSoon);
    assert_eq!([&policy, &website].map(state), [MeasureState::NoEvidence; 2]);
    // Said of one alone, it stays as it is on the others.
    desk.keys("*e<tab>Ana<tab><tab>https://example.com<enter>");
    let after = measures(&desk);
    assert!(after.iter().all(|measure| measure.owner == "Ana"));
    assert_eq!(after[1].valid_until, minutes.valid_until);
    assert_eq!((after[1].evidence.len(), after[0].evidence.len()), (2, 1));
    assert_eq!(desk.entries.len(), 4, "one edit for all");
    desk.keys("fstep: 3<enter>");
    assert_eq!(desk.app.screens.diligence.grid.view.len(), 1);
    desk.keys("X*<delete>");
    has(&desk, "Delete 3 measures");
    desk.keys("y");
    assert!(measures(&desk).is_empty());
    desk.keys("u");
    assert_eq!(measures(&desk).len(), 3);
}

#[test]
fn what_cannot_be_a_measure_is_refused_in_its_form() {
    let mut desk = desk();
    desk.keys("8aown<enter><tab><ctrl-s>");
    has(&desk, "measure must be given");
    desk.keys("There is a policy.<tab><tab><tab><tab>2026-03-01<enter>");
    has(&desk, "say which document is of this day");
    desk.keys("<ctrl-u><enter>");
    assert_eq!(measures(&desk).len(), 1);
    desk.keys("aown<enter><tab>There is a policy<ctrl-s>");
    has(&desk, "the step has this measure already");
}

#[test]
fn findings_and_sentences_lead_to_their_measure() {
    let mut desk = desk();
    desk.keys(POLICY).keys("phttps://example.com<enter>").keys("awebsite<enter><enter>");
    let website = measures(&desk)[1].id.clone();
    desk.keys("7<tab>");
    let at = desk.app.screens.report.findings.iter().position(|it| it.about.measure.is_some()).unwrap();
    desk.keys(&"j".repeat(at)).keys("<enter>");
    assert_eq!(desk.app.screens.shown, ScreenId::Diligence);
    assert_eq!(desk.app.screens.diligence.current().unwrap().measure.id, website);
    desk.keys("<ctrl-o>");
    assert_eq!(desk.app.screens.shown, ScreenId::Report);
    desk.keys("<tab>/which is public<enter><enter>");
    assert_eq!(desk.app.screens.diligence.current().unwrap().measure.id, measures(&desk)[0].id);
    // Overview asks for what is lacking.
    desk.keys("1");
    has(&desk, "1 measure of due diligence without evidence");
}

#[test]
fn nothing_of_a_measure_but_its_words_leaves_in_a_bundle() {
    let mut desk = desk();
    let temp = TempDir::new().unwrap();
    write_atomic(&RealDisk, &temp.path().join("XSECRET.pdf"), b"a policy").unwrap();
    desk.places.workspace = temp.path().to_owned();
    desk.keys("8apolicy<enter><tab><tab>Xsecret Owner<tab><tab>XSECRET.pdf<enter>");
    desk.keys("aown<enter><tab>Xsecret unproven measure<ctrl-s>E");
    let hash = rcoi::import::sha256(b"a policy");
    let said = &measures(&desk)[0].text.clone();
    let mut saying = 0;
    for (name, bytes) in &desk.files {
        let text = String::from_utf8_lossy(bytes);
        saying += usize::from(text.contains(said.as_str()));
        for secret in ["xsecret", hash.as_str()] {
            assert!(!text.to_lowercase().contains(secret), "{secret} in {name}");
        }
    }
    assert!(saying >= 3, "page, text, Markdown, data and trace say it: {saying}");
}

#[test]
fn the_register_begins_the_next_time_as_it_was_left() {
    let mut desk = desk();
    desk.keys(POLICY).keys("awebsite<enter><enter>").keys("lstn");
    let session = desk.app.session();
    let again = rcoi::app::Start {
        session: session.clone(),
        ..crate::common::app::start(desk.app.core.workspace.clone())
    };
    let again = Desk::begin(again, WIDE);
    assert_eq!(again.app.screens.shown, ScreenId::Diligence);
    assert_eq!(again.app.session(), session);
    has(&again, "state no evidence");
}
