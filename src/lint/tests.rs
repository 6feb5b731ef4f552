//! What the tests of the lints share, and tests of the table.

use super::*;

/// A filing of a text.
pub fn filing(text: &str) -> Filing {
    Filing::read("filing.txt", text.as_bytes()).unwrap()
}

/// Two lines that make any text a report for 2022.
pub const HEAD: &str =
    "Conflict Minerals Report\nfor the reporting period from January 1, 2022 to December 31, 2022\n\n";

/// The lines and messages that one lint finds in a text behind [`HEAD`], whose lines count from 4.
pub fn hits(id: &str, text: &str) -> Vec<(u32, String)> {
    found(id, &format!("{HEAD}{text}"), &LintOptions::default())
}

/// The lines and messages that one lint finds in a whole text.
pub fn found(id: &str, text: &str, options: &LintOptions<'_>) -> Vec<(u32, String)> {
    assert!(LINTS.iter().any(|lint| lint.id == id), "{id}");
    let findings = lint(&filing(text), options).into_iter().filter(|finding| finding.id == id);
    findings.map(|finding| (finding.line, finding.message)).collect()
}

/// The lines on which one lint finds something in a text behind [`HEAD`].
pub fn lines(id: &str, text: &str) -> Vec<u32> {
    hits(id, text).into_iter().map(|(line, _)| line).collect()
}

#[test]
fn every_lint_has_its_own_name_and_says_what_to_do() {
    let ids: std::collections::BTreeSet<&str> = LINTS.iter().map(|lint| lint.id).collect();
    assert_eq!(ids.len(), LINTS.len());
    for lint in LINTS {
        assert!(lint.doc.ends_with('.') && lint.remedy.len() > 10, "{}", lint.id);
        assert!(
            lint.id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_'),
            "{}",
            lint.id
        );
    }
    assert!(words_known() > 10);
}

#[test]
fn findings_come_by_line_with_their_place_in_words() {
    let filing = filing(&format!("{HEAD}It is TBD.\n\nWe asked the CFSI.\n"));
    let findings = lint(&filing, &LintOptions::default());
    let found: Vec<(&str, String)> =
        findings.iter().map(|finding| (finding.id, filing.place(finding.line))).collect();
    assert_eq!(found, [("PLACEHOLDER", "line 4".to_owned()), ("STALE_NAME", "line 6".to_owned())]);
    assert_eq!(filing.place(0), "the whole file");
}

#[test]
fn a_report_without_a_fault_has_no_finding() {
    let text = "FORM SD\n\nSPECIALIZED DISCLOSURE REPORT\n\nExample Corp.\n(Exact name of registrant as specified in its charter)\n\n\
        Delaware 001-00001 00-0000000\n(State or other jurisdiction) (Commission File Number) (I.R.S. Employer Identification No.)\n\n\
        [X] Rule 13p-1 under the Securities Exchange Act for the reporting period from January 1 to December 31, 2022.\n\
        [ ] Rule 13q-1 under the Securities Exchange Act for the fiscal year ended ____.\n\nSECTION 3 - EXHIBITS\n\nItem 3.01 Exhibits\n\n\
        SIGNATURES\n\nDate: May 30, 2023\n\nConflict Minerals Report\nfor the reporting period from January 1, 2022 to December 31, 2022\n\n\
        This report was not subject to an independent private sector audit. Our product is a fictional lamp. In good faith, we\n\
        asked our four suppliers for a reasonable country of origin inquiry (\"RCOI\") whether minerals come from the \"Covered\n\
        Countries\". All four answered. The suppliers named 3 smelters and refiners, of which 2 were conformant and 1 was active\n\
        according to the list of the Responsible Minerals Initiative (\"RMI\") as of May 1, 2023. We follow the guidance of the OECD\n\
        in its five steps. Our efforts to determine the mine or location of origin rest on what the RMI's audits say. The countries\n\
        of origin are not known for all facilities. Since the end of 2022 we have asked our suppliers to improve their answers,\n\
        and we plan to mitigate risks further. One of the smelters listed lies in a country of the Covered Countries, as shown.\n\
        We keep all records for ten years and review our policy every spring, with the people who buy and build our lamps.\n\n\
        ANNEX I\n\nGold\tA Refining\tITALY\tConformant\nTin\tB Works\tRWANDA\tConformant\nTin\tC Works\tPERU\tActive\n";
    let findings = lint(&filing(text), &LintOptions::default());
    assert!(findings.is_empty(), "{findings:#?}");
}
