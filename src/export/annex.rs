//! Annex I as tables: as data, and as a document shows it, with the columns that were chosen, and with conformant facilities apart
//! where that is.

use super::tables::shown_place;
use crate::domain::{AnnexColumn, Metal, Status};
use crate::report::{AnnexRow, Report};
use crate::tabular::{Cell, Column, ColumnKind, Table};

/// The columns where nobody chose any; the documents leave the CID out where no facility has one.
const USUAL: [AnnexColumn; 5] =
    [AnnexColumn::Metal, AnnexColumn::Cid, AnnexColumn::Name, AnnexColumn::Country, AnnexColumn::Status];

/// Which facilities a table of the annex has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AnnexPart {
    All,
    Conformant,
    Others,
}

impl AnnexPart {
    /// The parts of a report's annex, in order.
    fn of(report: &Report) -> &'static [Self] {
        if report.annex.layout.is_apart { &[Self::Conformant, Self::Others] } else { &[Self::All] }
    }

    fn has(self, row: &AnnexRow) -> bool {
        match self {
            Self::All => true,
            Self::Conformant => row.status == Status::Conformant,
            Self::Others => row.status != Status::Conformant,
        }
    }

    /// What its files are called by.
    fn key(self) -> &'static str {
        match self {
            Self::All => "annex",
            Self::Conformant => "annex-conf",
            Self::Others => "annex-rest",
        }
    }

    /// What stands behind a title, before the number of rows.
    fn words(self, report: &Report) -> String {
        match self {
            Self::All => String::new(),
            Self::Conformant => format!(" - {}", Status::Conformant.word(report.heading.style)),
            Self::Others => " - other facilities".to_owned(),
        }
    }
}

/// Annex I as data: a table, or one of the conformant facilities and one of the others, each with what its files are called by.
pub(super) fn data(report: &Report) -> Vec<(&'static str, Table)> {
    let columns = report.annex.layout.columns.as_deref().unwrap_or(&USUAL);
    let mut heads = vec![("No.", ColumnKind::Number)];
    heads.extend(columns.iter().map(|column| (column.header(), kind(*column))));
    let table = |part: &AnnexPart| {
        let title = format!("Annex I{}", part.words(report));
        let mut table = Table::new(title, report.heading.period_end, &heads);
        let rows = report.annex.rows.iter().filter(|row| part.has(row));
        let cells = |row: &AnnexRow| {
            let cells = columns.iter().map(|column| plain(report, row, *column));
            [Cell::count(row.number)].into_iter().chain(cells).collect()
        };
        table.rows = rows.map(cells).collect();
        (part.key(), table)
    };
    AnnexPart::of(report).iter().map(table).collect()
}

fn kind(column: AnnexColumn) -> ColumnKind {
    match column {
        AnnexColumn::ListDate => ColumnKind::Date,
        AnnexColumn::Metal
        | AnnexColumn::Cid
        | AnnexColumn::Name
        | AnnexColumn::Country
        | AnnexColumn::Status
        | AnnexColumn::Programme => ColumnKind::Text,
    }
}

/// A cell as data: empty where nothing is known.
fn plain(report: &Report, row: &AnnexRow, column: AnnexColumn) -> Cell {
    match column {
        AnnexColumn::Metal => Cell::text(row.metal.name()),
        AnnexColumn::Cid => row.cid.map_or(Cell::Empty, |cid| Cell::text(cid.to_string())),
        AnnexColumn::Name => Cell::text(&row.name),
        AnnexColumn::Country => Cell::text(row.location.text()),
        AnnexColumn::Status => Cell::text(row.status.word(report.heading.style)),
        AnnexColumn::Programme => row.programme.as_ref().map_or(Cell::Empty, |it| Cell::text(it.name())),
        AnnexColumn::ListDate => row.listed.map_or(Cell::Empty, Cell::Date),
    }
}

/// A cell for who reads: a word where an empty one would look like an oversight.
fn told(report: &Report, row: &AnnexRow, column: AnnexColumn) -> Cell {
    match column {
        AnnexColumn::Name => Cell::text(row.label()),
        AnnexColumn::Country => Cell::text(shown_place(&row.location)),
        AnnexColumn::Metal
        | AnnexColumn::Cid
        | AnnexColumn::Status
        | AnnexColumn::Programme
        | AnnexColumn::ListDate => plain(report, row, column),
    }
}

/// The annex's rows of one metal, as a document shows them: one table, or one of the conformant facilities and one of the others.
pub(super) fn of_metal(report: &Report, metal: Metal) -> Vec<Table> {
    AnnexPart::of(report).iter().map(|part| of_part(report, metal, *part)).collect()
}

fn of_part(report: &Report, metal: Metal, part: AnnexPart) -> Table {
    let columns = columns(report);
    let rows: Vec<&AnnexRow> = report.annex.of_metal(metal).filter(|row| part.has(row)).collect();
    let title = format!("{}{} ({})", metal.name(), part.words(report), rows.len());
    let mut table = Table::new(title, report.heading.period_end, &[]);
    table.columns = vec![headed("No.", ColumnKind::Number, NUMBER)];
    table
        .columns
        .extend(columns.iter().map(|(column, percent)| headed(column.header(), kind(*column), *percent)));
    let cells = |row: &AnnexRow| {
        let cells = columns.iter().map(|(column, _)| told(report, row, *column));
        [Cell::count(row.number)].into_iter().chain(cells).collect()
    };
    table.rows = rows.into_iter().map(cells).collect();
    table
}

/// Shares of the page's width in percent: of the number, and of the usual columns with and without CID.
const NUMBER: u8 = 6;
const WITH_CID: [(AnnexColumn, u8); 4] =
    [(AnnexColumn::Cid, 12), (AnnexColumn::Name, 42), (AnnexColumn::Country, 24), (AnnexColumn::Status, 16)];
const WITHOUT_CID: [(AnnexColumn, u8); 3] =
    [(AnnexColumn::Name, 50), (AnnexColumn::Country, 28), (AnnexColumn::Status, 16)];

/// The columns of a document's table with their shares. The metal stands in its title.
fn columns(report: &Report) -> Vec<(AnnexColumn, u8)> {
    let Some(chosen) = &report.annex.layout.columns else {
        return if report.annex.has_cids() { WITH_CID.into() } else { WITHOUT_CID.into() };
    };
    let shown = chosen.iter().filter(|column| **column != AnnexColumn::Metal);
    let shares: Vec<(AnnexColumn, u8)> = shown.map(|column| (*column, share(*column))).collect();
    let taken: u8 = shares.iter().map(|(_, share)| share).sum();
    let left = 100_u8.saturating_sub(NUMBER).saturating_sub(taken);
    // The name takes what the others leave.
    shares.into_iter().map(|(column, own)| (column, if own == 0 { left } else { own })).collect()
}

/// The share of a column that was chosen; none is that of the name.
fn share(column: AnnexColumn) -> u8 {
    match column {
        AnnexColumn::Metal | AnnexColumn::Name => 0,
        AnnexColumn::Cid | AnnexColumn::Programme => 11,
        AnnexColumn::ListDate => 12,
        AnnexColumn::Country => 20,
        AnnexColumn::Status => 15,
    }
}

fn headed(header: &str, kind: ColumnKind, percent: u8) -> Column {
    Column { header: header.to_owned(), kind, percent: Some(percent) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    fn report(columns: Option<&str>, split: Option<&str>) -> Report {
        let mut ws = fixture::workspace();
        columns.into_iter().for_each(|text| fixture::say(&mut ws, "annex.columns", text));
        split.into_iter().for_each(|text| fixture::say(&mut ws, "annex.split", text));
        fixture::report(&ws).unwrap()
    }

    fn heads(table: &Table) -> Vec<&str> {
        table.headers().collect()
    }

    #[test]
    fn columns_stand_as_they_were_chosen_and_the_number_before_them() {
        let usual = report(None, None);
        assert_eq!(heads(&data(&usual)[0].1), ["No.", "Metal", "CID", "Name", "Country", "Status"]);
        let chosen = report(Some("name, list date, metal"), None);
        assert_eq!(heads(&data(&chosen)[0].1), ["No.", "Name", "List date", "Metal"]);
        let gold = &of_metal(&chosen, Metal::Gold)[0];
        assert_eq!(heads(gold), ["No.", "Name", "List date"]);
        let all = report(Some("metal, CID, name, country, status, programme, list date"), None);
        for report in [&usual, &chosen, &all] {
            let shares: Vec<u8> =
                of_metal(report, Metal::Gold)[0].columns.iter().filter_map(|it| it.percent).collect();
            assert_eq!(shares.iter().sum::<u8>(), 100, "{shares:?}");
            assert!(shares.iter().all(|share| *share > 5), "{shares:?}");
        }
    }

    #[test]
    fn conformant_facilities_stand_apart_and_none_is_lost() {
        let report = report(None, Some("conformant apart"));
        let gold: Vec<(String, usize)> =
            of_metal(&report, Metal::Gold).into_iter().map(|table| (table.title, table.rows.len())).collect();
        assert_eq!(
            gold,
            [("Gold - Conformant (3)".to_owned(), 3), ("Gold - other facilities (1)".to_owned(), 1)]
        );
        let parts: Vec<(&str, usize)> =
            data(&report).iter().map(|(key, table)| (*key, table.rows.len())).collect();
        assert_eq!(parts, [("annex-conf", 4), ("annex-rest", 4)]);
        let mut numbers: Vec<String> =
            data(&report).iter().flat_map(|(_, table)| &table.rows).map(|row| row[0].words()).collect();
        numbers.sort();
        assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8"]);
    }
}
