//! What can be a facility's name.

use crate::domain::Metal;
use crate::text::fold;

/// Why a text is no facility's name; `None` when it may be one ("8853 S.p.A." is one).
pub fn not_a_name(text: &str) -> Option<&'static str> {
    if !text.chars().any(char::is_alphabetic) {
        return Some("it has no letter");
    }
    is_total(text).then_some("it heads a row of totals")
}

/// Whether a text heads a row of totals: "Total", "Sub-total (12)", "Total gold", "Total facilities".
fn is_total(text: &str) -> bool {
    const BESIDE: [&str; 9] =
        ["grand", "sub", "overall", "of", "all", "facilities", "smelters", "refiners", "and"];
    let total = |word: &str| matches!(word, "total" | "totals" | "subtotal" | "subtotals");
    let beside = |word: &str| {
        BESIDE.contains(&word) || Metal::parse(word).is_some() || word.bytes().all(|b| b.is_ascii_digit())
    };
    let folded = fold(text);
    folded.split(' ').any(total) && folded.split(' ').all(|word| total(word) || beside(word))
}

/// The sentence that says why a text was not taken for a name.
pub fn no_name(text: &str, why: &str) -> String {
    format!("\u{201c}{text}\u{201d} is no name: {why}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_totals_are_no_names() {
        for text in
            ["1", "23.3%", "106 (55,7 %)", "| 33 |", "-", "Total", "Sub-total", "TOTAL GOLD", "Total (249)"]
        {
            assert!(not_a_name(text).is_some(), "{text}");
        }
        for text in ["8853 S.p.A.", "Dowa", "\u{9285}", "Total Metals Ltd.", "TotalEnergies", "3M"] {
            assert_eq!(not_a_name(text), None, "{text}");
        }
    }
}
