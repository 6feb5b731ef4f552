//! Cells that a spreadsheet would take for a formula.
//!
//! A spreadsheet that opens a CSV file computes a cell that begins with `=`, `+`, `-` or `@`, and some do
//! so after blanks, a tab or a line end, or with the full-width forms of these signs. A facility's name
//! comes from a supplier, so such a cell gets an apostrophe in front, which spreadsheets show as text.

/// Signs with which a formula begins, the full-width forms included.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet could take the text for a formula, blanks and guards in front passed over.
fn is_formula(text: &str) -> bool {
    let begins_with_control = text.trim_start_matches('\'').starts_with(['\t', '\r', '\n']);
    let rest = text.trim_start_matches(|c: char| c == '\'' || c.is_whitespace() || c.is_control());
    begins_with_control || rest.starts_with(SIGNS)
}

/// The text as it may stand in a CSV cell.
#[must_use]
pub fn guard(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text that was guarded; a text that was not comes back as it is.
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_would_compute_gets_an_apostrophe() {
        for text in ["=1+1", "+1", "-X", "@SUM(A1)", "\t=1", "\rx", " =1", "\n-1", "＝1", "'=1", "-"] {
            assert_eq!(guard(text), format!("'{text}"), "{text:?}");
        }
    }

    #[test]
    fn names_stay_as_they_are() {
        for text in ["8853 S.p.A.", "A-X", "'s-Hertogenbosch", "", "L'Orfebre = x"] {
            assert_eq!(guard(text), text);
        }
    }

    proptest! {
        #[test]
        fn guarding_loses_nothing_and_lets_nothing_through(text in "['=+@ \t\r\nx-]{0,6}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
            prop_assert!(!guarded.trim_start().starts_with(['=', '+', '-', '@']));
        }
    }
}
