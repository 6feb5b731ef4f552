//! Rows of the table that lost columns or cannot be read.

use super::{Filing, LintHit, LintOptions};
use crate::domain::{LostColumn, Place, Statement};
use crate::text::count;

pub(super) fn damaged(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let of = |statement: &Statement| match statement {
        Statement::Damaged { first, rows, countries, statuses, .. } => {
            let line = if let Place::Line(line, _) = first { *line } else { 0 };
            Some(LintHit::new(line, lost(*rows, *countries, *statuses)))
        }
        Statement::Total { .. } | Statement::NoneInCoveredCountry { .. } => None,
    };
    let mut hits: Vec<LintHit> = filing.statements.iter().filter_map(of).collect();
    hits.extend(passed(filing));
    hits
}

/// One finding for all rows that were not read, at the first of them.
fn passed(filing: &Filing) -> Option<LintHit> {
    let (line, why) = filing.passed.first()?;
    let rows = count(filing.passed.len(), "row of the table", "rows of the table");
    Some(LintHit::new(*line, format!("{rows} cannot be read; here: {why}")))
}

/// What is said of rows that lost columns.
fn lost(rows: u32, countries: LostColumn, statuses: LostColumn) -> String {
    let column = |name: &str, lost: LostColumn| match lost {
        LostColumn::Whole => None,
        LostColumn::Absent => Some(format!("{name} are lost")),
        LostColumn::Derived | LostColumn::ByTotals => Some(format!("{name} stand apart from their rows")),
        LostColumn::Holes { survive } => Some(format!("{survive} {name} are left, apart from their rows")),
        LostColumn::Ambiguous => Some(format!("{name} stand apart, and can be read in several ways")),
    };
    let told: Vec<String> =
        [column("countries", countries), column("statuses", statuses)].into_iter().flatten().collect();
    let rows = usize::try_from(rows).unwrap_or(usize::MAX);
    format!("{} lost columns: {}", count(rows, "row", "rows"), told.join("; "))
}

#[cfg(test)]
mod tests {
    use super::super::tests::hits;

    #[test]
    fn rows_without_their_columns_are_found() {
        let text = "ANNEX I\n\nGold\tA Refining\tITALY\tActive\nGold\tB Refining\nGold\tC Refining\n\n\
                    PERU CHINA\n\nActive\n\nTin\tD Works\tPERU\tConformant\n";
        let found = hits("TABLE_DAMAGED", text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].0 == 7 && found[0].1.starts_with("2 rows lost columns"), "{found:?}");
    }

    #[test]
    fn whole_tables_are_none() {
        let text = "ANNEX I\n\nMetal\tName\tCountry\nGold\tA Refining\tITALY\nTin\tB Works\tPERU\n";
        assert_eq!(hits("TABLE_DAMAGED", text), []);
    }

    #[test]
    fn a_row_without_a_name_is_found() {
        let text = "ANNEX I\n\nMetal       Smelter Name          Country        Status\n\
                    Gold        A Refining            ITALY          Conformant\n\
                    Gold                              JAPAN          Conformant\n\
                    Tin         B Works               PERU           Conformant\n";
        let found = hits("TABLE_DAMAGED", text);
        assert!(found.len() == 1 && found[0].0 == 8, "{found:?}");
    }
}
