//! The lint over a real filing, which is not ours to publish: what is found on which line.

use rcoi::lint::{Filing, LintOptions, lint};

use crate::common::at_hand::at_hand;

/// Everything that is wrong in the filing for 2022.
const FOUND: [(u32, &str); 24] = [
    (11, "EMPLOYER_NUMBER"),
    (23, "RULE_13Q_1_BOX"),
    (37, "EXHIBITS_SECTION"),
    (55, "AUDIT_STATEMENT"),
    (79, "STALE_NAME"),
    (81, "COVERED_COUNTRY_IN_TABLE"),
    (81, "STALE_NAME"),
    (81, "WRONG_NAME"),
    (81, "ACTIVE_DEFINED_AS_OF_OLD"),
    (81, "LOW_RISK"),
    (81, "LIST_DATE"),
    (116, "STALE_NAME"),
    (116, "CONFLICT_FREE"),
    (116, "CONFLICT_FREE"),
    (120, "YEAR_OF_FILING"),
    (122, "TERM_NOT_DEFINED"),
    (128, "STALE_NAME"),
    (128, "WRONG_NAME"),
    (128, "ACTIVE_DEFINED_AS_OF_OLD"),
    (128, "CONFLICT_FREE"),
    (130, "STALE_NAME"),
    (188, "TABLE_DAMAGED"),
    (401, "FOSSIL"),
    (401, "CONFLICT_FREE"),
];

#[test]
fn a_real_filing_has_these_findings_and_no_other() {
    let Some(path) = at_hand("data/filing/form-sd-2022.txt") else { return };
    let filing = Filing::read("form-sd-2022.txt", &std::fs::read(path).unwrap()).unwrap();
    let findings = lint(&filing, &LintOptions::default());
    let found: Vec<(u32, &str)> = findings.iter().map(|finding| (finding.line, finding.id)).collect();
    assert_eq!(found, FOUND);
}

#[test]
fn the_sample_filing_is_read_with_its_damage() {
    let text = include_bytes!("../fixtures/annex-i-2022.txt");
    let filing =
        Filing::read("annex-i-2022.txt", &[b"Conflict Minerals Report\n".as_slice(), text].concat()).unwrap();
    let findings = lint(&filing, &LintOptions::default());
    let damaged = findings.iter().filter(|finding| finding.id == "TABLE_DAMAGED").count();
    assert_eq!((filing.rows.len(), damaged), (249, 1), "{findings:#?}");
}
