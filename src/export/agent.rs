//! A sheet for the filing agent: the values of EDGAR's header, and which files of the bundle are filed as what. It is not filed
//! itself, and names nobody but those whom the form names.

use super::DRAFT;
use super::bundle::name_of;
use crate::report::Report;
use crate::text::as_written;

/// What the sheet calls itself, and what becomes of the other files.
pub(super) const ABOUT: &str = "For the filing agent. This sheet is not filed.";
const OTHERS: &str = "No other file of the bundle is filed.";

/// The text of the file.
pub(super) fn write(report: &Report) -> String {
    let heading = &report.heading;
    let company = as_written(&heading.company);
    let mut out = if report.is_draft() { format!("{DRAFT}\n\n") } else { String::new() };
    out.push_str(&format!("Form SD of {company} for {} on EDGAR\n\n{ABOUT}\n\nHeader\n\n", heading.year));
    for line in &report.header {
        let value = match &line.value {
            Ok(said) => said.clone(),
            Err(missing) => format!("[Missing: {missing}]"),
        };
        out.push_str(&format!("  {:<16} {}\n", line.field, as_written(&value)));
    }
    out.push_str("\nDocuments, in this order\n\n");
    for document in &report.documents {
        let (kind, name) = (document.kind, name_of(report, document.kind.key(), "htm"));
        out.push_str(&format!("  {:<16} {name:<32} {}\n", kind.edgar_type(), as_written(&document.title)));
    }
    out.push_str(&format!("\n{OTHERS}\n"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    /// What stands behind a field.
    fn field(text: &str, name: &str) -> String {
        let line = text.lines().find_map(|line| line.trim_start().strip_prefix(&format!("{name:<16} ")));
        line.unwrap_or_else(|| panic!("{name} in {text}")).to_owned()
    }

    #[test]
    fn what_is_said_stands_in_its_field_and_what_is_not_is_a_gap() {
        let mut ws = fixture::workspace();
        let text = write(&fixture::report(&ws).unwrap());
        assert_eq!(field(&text, "Submission type"), "SD");
        assert_eq!(field(&text, "Period"), "December 31, 2022");
        assert!(field(&text, "EIN").starts_with("[Missing: IRS employer identification number: say it by C"));
        assert!(field(&text, "Signed").starts_with("[Missing: "), "a form can do without, EDGAR cannot");
        for (key, said) in [
            ("registrant.ein", "12-3456789"),
            ("form.signed", "2023-05-31"),
            ("form.boxes", "13p-1 and 13q-1"),
            ("form.variant", "with report"),
            ("form.signer", "Sam Example"),
        ] {
            fixture::say(&mut ws, key, said);
        }
        let text = write(&fixture::report(&ws).unwrap());
        let said = ["EIN", "Signed", "Rule", "Items", "Signer"].map(|name| field(&text, name));
        let expected = ["12-3456789", "May 31, 2023", "13p-1 and 13q-1", "1.01, 1.02, 2.01", "Sam Example"];
        assert_eq!(said, expected);
    }

    #[test]
    fn the_files_are_named_that_are_filed_and_no_other() {
        let mut ws = fixture::workspace();
        let text = write(&fixture::report(&ws).unwrap());
        assert!(field(&text, "SD").starts_with("example-corp-sd-2022-draft.htm "), "{text}");
        assert!(field(&text, "EX-1.01").starts_with("example-corp-cmr-2022-draft.htm "), "{text}");
        fixture::say(&mut ws, "form.variant", "without report");
        let text = write(&fixture::report(&ws).unwrap());
        assert!(!text.contains("EX-1.01") && field(&text, "Items") == "1.01", "{text}");
    }
}
