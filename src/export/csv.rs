//! A table as CSV (RFC 4180): UTF-8, comma, CRLF, days as `2022-12-31`, cells safe against formulas
//! and without characters that are no text.

use super::ExportError;
use crate::tabular::{Cell, Table, guard};
use crate::text::as_written;

/// The byte order mark, without which Excel reads UTF-8 as the system's old code page.
const MARK: &str = "\u{feff}";

/// The bytes of the file. It begins with a byte order mark if, and only if, some text is not ASCII.
///
/// # Errors
/// When a row has more or fewer cells than there are columns.
pub fn write(table: &Table) -> Result<Vec<u8>, ExportError> {
    let wrong = |error: ::csv::Error| ExportError::Table(table.title.clone(), error.to_string());
    let mut out = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    out.write_record(table.headers().map(|header| guard(&as_written(header)))).map_err(wrong)?;
    for row in table.lines() {
        out.write_record(row.iter().map(cell)).map_err(wrong)?;
    }
    let body = out.into_inner().map_err(|error| wrong(error.into_error().into()))?;
    Ok(if body.is_ascii() { body } else { [MARK.as_bytes(), &body].concat() })
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(_) | Cell::Lines(_) => guard(&cell.leaving()),
        Cell::Number(_) | Cell::Date(_) | Cell::Empty => cell.words(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::tabular::{ColumnKind, unguard};

    fn table() -> Table {
        let columns = [("Name", ColumnKind::Text), ("N", ColumnKind::Number), ("Day", ColumnKind::Date)];
        let mut table = Table::new("T", date(2022, 12, 31), &columns);
        for name in ["Söhne, \"A\" & Co", "-X", "=HYPERLINK(\"x\")", "two\nlines"] {
            table.rows.push(vec![Cell::lines(name), Cell::Number(-3), Cell::Date(date(2023, 5, 31))]);
        }
        table.rows.push(vec![Cell::Empty, Cell::Empty, Cell::Empty]);
        table
    }

    #[test]
    fn what_is_written_reads_back_equal() {
        let bytes = write(&table()).unwrap();
        let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
        assert_eq!(reader.headers().unwrap(), vec!["Name", "N", "Day"]);
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|row| row.unwrap().iter().map(|c| unguard(c).to_owned()).collect())
            .collect();
        let written: Vec<Vec<String>> =
            table().rows.iter().map(|row| row.iter().map(Cell::words).collect()).collect();
        assert_eq!(read, written);
    }

    proptest! {
        #[test]
        fn any_text_reads_back_as_it_may_leave(texts in proptest::collection::vec(any::<String>(), 1..8)) {
            let mut table = Table::new("T", date(2022, 12, 31), &[("Text", ColumnKind::Text)]);
            table.rows = texts.iter().map(|text| vec![Cell::text(text)]).collect();
            let bytes = write(&table).unwrap();
            let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
            let read: Vec<String> = reader.records().map(|row| unguard(&row.unwrap()[0]).to_owned()).collect();
            let left: Vec<String> = texts.iter().map(|text| as_written(text).into_owned()).collect();
            prop_assert_eq!(read, left);
        }
    }

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        let text = String::from_utf8(write(&table()).unwrap()).unwrap();
        assert!(text.contains("\r\n'-X,-3,2023-05-31\r\n"), "{text}");
        assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{text}");
    }

    #[test]
    fn only_text_beyond_ascii_brings_the_mark() {
        let mut table = table();
        assert!(write(&table).unwrap().starts_with(MARK.as_bytes()));
        table.rows.remove(0);
        assert!(write(&table).unwrap().starts_with(b"Name"));
    }

    #[test]
    fn a_ragged_row_is_refused() {
        let mut table = table();
        table.rows.push(vec![Cell::Empty]);
        assert!(matches!(write(&table), Err(ExportError::Table(..))));
    }
}
