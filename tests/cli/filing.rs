//! A whole season as a filing: its figures computed, its sections filled from proposals, nothing left to fill. The files of the
//! season are no part of the project ([`crate::inquiry`] says where they are looked for).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Cursor, Read};
use std::path::PathBuf;

use crate::common::home::program;
use crate::inquiry::Season;
use rcoi::store::{RealDisk, write_atomic};

/// What the company states: the arguments of `rcoi programme`, one a line.
const FACTS: &str = include_str!("../fixtures/filing/facts.txt");

/// The sentences that a season's figures make.
const SENTENCES: [&str; 11] = [
    "The Company asked 7 suppliers for a declaration in the Conflict Minerals Reporting Template of the Responsible Minerals Initiative, \
     and took into account what was received by May 15, 2023.",
    "Of these, 7 (100.0%) answered.",
    "7 declarations count: 5 with version 6.22 and 2 with version 6.1 of the template.",
    "7 speak for the whole company.",
    "1 of 7 suppliers says Yes for one metal at least, 1 says No for every metal, and 5 say neither.",
    "name smelters and refiners in 525 rows: 504 name a facility,",
    "The Company's list of smelters and refiners for 2022 names 249 facilities.",
    "Annex I lists 249 facilities: 226 (90.8%) with the status Conformant, 7 (2.8%) Active and 16 (6.4%) Indeterminable.",
    "The statuses rest on the conformant list of RMAP of May 15, 2023 and the active list of RMAP of May 15, 2023.",
    "Compared with Annex I of the report for 2021, 23 facilities were added and 15 are not listed any more; 8 have another name and 6 another status.",
    "1 facility in Annex I is located in a Covered Country: Luna Smelter, Ltd. (tin, RWANDA,",
];

/// What the members of a zip archive hold, one after another; the file itself where it is none.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return bytes.to_vec() };
    let mut all = Vec::new();
    for at in 0..archive.len() {
        archive.by_index(at).unwrap().read_to_end(&mut all).unwrap();
    }
    all
}

/// The files of the report, with what they hold.
fn report(season: &Season) -> Vec<(String, Vec<u8>)> {
    let dir: PathBuf = season.folder().join("reports/2022");
    let names = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    names.map(|path| (path.display().to_string(), unpacked(&std::fs::read(&path).unwrap()))).collect()
}

#[test]
fn a_season_comes_out_as_a_filing_with_nothing_left_to_fill() {
    let Some(season) = Season::new() else { return };
    let args: Vec<&str> =
        ["programme"].into_iter().chain(FACTS.lines().filter(|line| !line.is_empty())).collect();
    season.run(&args, &[]);
    season.run(&["report"], &[]);
    let files = report(&season);
    let text = |ending: &str| {
        let (_, bytes) = files.iter().find(|(name, _)| name.ends_with(ending)).unwrap();
        String::from_utf8(bytes.clone()).unwrap()
    };
    let (form, cmr) = (text("-sd-2022.md"), text("-cmr-2022.md"));
    for sentence in SENTENCES {
        assert!(cmr.contains(sentence), "{sentence:?} not in\n{cmr}");
    }
    assert!(!cmr.contains("[Counsel") && !cmr.contains("[Missing"), "{cmr}");
    assert!(!form.contains("Counsel:") && !form.contains("Missing:"), "{form}");
    assert!(
        form.contains("12-3456789 (IRS employer identification number)") && form.contains("Not applicable.")
    );
    let suppliers = std::fs::read_to_string(season.files.join("suppliers.csv")).unwrap();
    let names: Vec<&str> = suppliers.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(names.len(), 7);
    for (file, bytes) in &files {
        let held = String::from_utf8_lossy(bytes);
        // The rules of a page's style begin with a sign that addresses hold as well.
        let held = held.split_once("</style>").map_or(&*held, |(_, body)| body);
        let planted = names
            .iter()
            .copied()
            .chain(["amberline", "corvus", ".xlsx\"", "@"])
            .find(|name| held.contains(name));
        // A name of one word may be one that a facility has as well.
        assert!(
            planted.is_none_or(|name| file.ends_with(".xlsx") && name.starts_with('.')),
            "{file}: {planted:?}"
        );
    }
}

#[test]
fn sections_of_one_s_own_are_added_moved_said_and_taken_out() {
    let home = tempfile::tempdir().unwrap();
    let plain = |args: &[&str]| {
        let out = program(home.path(), args).output().unwrap();
        let said = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
        (out.status.code().unwrap(), said)
    };
    assert_eq!(plain(&["init", "acme", "--company", "Acme Corp", "--year", "2025"]).0, 0);
    let run = |args: &[&str]| plain(&[&["-w", "acme", "programme"], args].concat());
    let (code, said) = run(&["--add-section", "Grievance mechanism", "--after", "step_1"]);
    assert!(code == 0 && said.contains("section.grievance_mechanism"), "{said}");
    assert_eq!(run(&["section.grievance_mechanism", "Concerns can be raised."]).0, 0);
    assert_eq!(run(&["--add-section", "Training", "--after", "section.grievance_mechanism"]).0, 0);
    let (_, listed) = run(&[]);
    let keys: Vec<&str> = listed.lines().filter_map(|line| line.split(' ').next()).collect();
    let at = keys.iter().position(|key| *key == "step_1").unwrap();
    assert_eq!(keys[at + 1..at + 3], ["section.grievance_mechanism", "section.training"]);
    assert_eq!(run(&["--move-section", "section.grievance_mechanism", "--after", "mine"]).0, 0);
    let (code, said) = run(&["--move-section", "section.grievance_mechanism", "--after", "disclosure"]);
    assert!(code == 2 && said.contains("no section can stand behind \"disclosure\""), "{said}");
    assert_eq!(run(&["--leave-out", "section.training=counsel adds it"]).0, 0);
    assert_eq!(plain(&["-w", "acme", "report"]).0, 0);
    let report =
        std::fs::read_to_string(home.path().join("acme/reports/2025/acme-corp-cmr-2025-draft.md")).unwrap();
    let (before, _) = report.split_once("Concerns can be raised.").unwrap();
    let last = before.lines().rev().find(|line| line.starts_with('#')).unwrap();
    assert_eq!(last.trim_start_matches(['#', ' ']), "Grievance mechanism", "{report}");
    assert_eq!(run(&["--remove-section", "section.training"]).0, 0);
    let (code, said) = run(&["--remove-section", "section.training"]);
    assert!(code == 2 && said.contains("no section of the company"), "{said}");
    assert_eq!(plain(&["-w", "acme", "verify"]).0, 0);
}

#[test]
fn a_workspace_s_own_proposals_are_used_and_broken_ones_are_told() {
    let home = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let out = program(home.path(), args).output().unwrap();
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (out.status.code().unwrap(), said(&out.stdout), said(&out.stderr))
    };
    assert_eq!(run(&["init", "acme", "--company", "Acme Corp", "--year", "2025"]).0, 0);
    let own = |text: &str| {
        std::fs::create_dir_all(home.path().join("acme/templates")).unwrap();
        write_atomic(&RealDisk, &home.path().join("acme/templates/proposals.ron"), text.as_bytes()).unwrap();
    };
    let (_, shipped, _) = run(&["programme", "--proposals"]);
    assert!(shipped.contains("(fact: \"company\""), "{shipped}");
    own(&shipped);
    let company = || run(&["-w", "acme", "programme", "company"]);
    assert!(company().1.contains("Acme Corp designs its products"));
    own("[(fact: \"company\", texts: [\"{{ company }} makes lamps.\"])]");
    assert!(company().1.contains("Acme Corp makes lamps."));
    assert_eq!(run(&["-w", "acme", "programme", "--propose", "company"]).0, 0);
    for (text, place, why) in [
        ("[\n(fact: 1)]", "proposals.ron, line 2", "cannot be read"),
        ("[\n\n(fact: \"company\", texts: [\"{{ rating }}\"])]", "proposals.ron, line 3", "cannot be filled"),
    ] {
        own(text);
        let (code, out, err) = company();
        assert!(code == 0 && out.contains("Acme Corp designs its products"), "{out}{err}");
        assert!(err.contains(place) && err.contains(why) && err.contains("mend it there"), "{err}");
    }
}
