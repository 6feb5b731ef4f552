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
    if hits.is_empty() {
        hits.extend(without_country(filing));
    }
    hits.extend(passed(filing));
    hits
}

/// Fewer rows without a country are ones of which none is known.
const FEWEST: usize = 3;

/// Rows without a country in a table of rows that have one.
fn without_country(filing: &Filing) -> Option<LintHit> {
    let lost: Vec<u32> = filing.rows.iter().filter(|row| !row.has_country).map(|row| row.line).collect();
    let is_loss = lost.len() >= FEWEST && lost.len() * 4 <= filing.rows.len();
    let message = || format!("{} have no country, and the others have one", count(lost.len(), "row", "rows"));
    lost.first().filter(|_| is_loss).map(|line| LintHit::new(*line, message()))
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
    use super::*;

    #[test]
    fn rows_without_their_columns_are_found() {
        let text = "ANNEX I\n\nGold\tA Refining\tITALY\tActive\nGold\tB Refining\nGold\tC Refining\n\n\
                    PERU CHINA\n\nActive\n\nTin\tD Works\tPERU\tConformant\n";
        let found = hits("TABLE_DAMAGED", text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].0 == 7 && found[0].1.starts_with("2 rows lost columns"), "{found:?}");
    }

    #[test]
    fn rows_of_a_web_page_without_a_country_are_found() {
        let row = |at: usize| {
            let country = if (4..7).contains(&at) { "" } else { "Italy" };
            format!("<tr><td>Gold</td><td>Refinery {at} Ltd.</td><td>{country}</td></tr>\n")
        };
        let rows: String = (1..16).map(row).collect();
        let head = "<html><body><p>Conflict Minerals Report</p>\n<table><tr><td>Metal</td><td>Smelter</td><td>Country</td></tr>";
        let page = format!("{head}\n{rows}</table></body></html>");
        let filing = Filing::read("a.htm", page.as_bytes()).unwrap();
        let found = damaged(&filing, &LintOptions::default());
        assert!(found.len() == 1 && found[0].line == 6, "{found:?}");
        assert!(found[0].message.starts_with("3 rows have no country"), "{found:?}");
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
