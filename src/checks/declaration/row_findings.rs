//! Findings on rows, gathered: one a row while they can be read, one for all when the supplier has to mend a
//! whole column.

use super::super::{Finding, Rule};
use super::case::FormCase;
use crate::domain::cmrt::{DeclaredRow, SmelterColumn};

/// Up to how many rows a rule gives each its own finding. Nobody reads, or mends, two hundred numbered
/// corrections of one kind one by one; above this number one finding names all the rows.
pub(super) const MOST: usize = 20;

/// Findings on rows: one for each, or one that counts and names them. `all` says what the rows have in
/// common, after their number.
pub(super) fn rows_found<'a>(
    rule: &Rule,
    case: &FormCase<'_>,
    found: impl Iterator<Item = (&'a DeclaredRow, SmelterColumn, String)>,
    all: &str,
    remedy: &str,
) -> Vec<Finding> {
    let found: Vec<_> = found.collect();
    if let Some((first, column, _)) = found.first().filter(|_| found.len() > MOST) {
        let rows: Vec<u32> = found.iter().map(|(row, ..)| row.row).collect();
        let message = format!("{} {all}: rows {}", found.len(), runs(&rows));
        return vec![rule.finding(case.form.row_place(first.row, *column), message, remedy)];
    }
    let findings = found
        .into_iter()
        .map(|(row, column, message)| rule.finding(case.form.row_place(row.row, column), message, remedy));
    findings.collect()
}

/// Ascending numbers as runs: `5 to 9, 12, 14 to 20`.
pub(super) fn runs(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            Some(_) | None => runs.push((*number, *number)),
        }
    }
    let words = runs.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn rows_in_a_row_are_named_by_their_ends() {
        assert_eq!(runs(&[5, 6, 7, 9, 11, 12]), "5 to 7, 9, 11, 12");
        assert_eq!(runs(&[]), "");
    }
}
