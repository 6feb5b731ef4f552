//! Writing of a workbook with every detail that a reader meets: constants over formulas, formulas with a value,
//! with an empty one or with none, error values, hidden sheets, both date systems. The library that writes our
//! exports gives every formula a value and knows one date system, so the few parts are written here.
//!
//! The same book gives the same bytes: parts stand in a fixed order and carry a fixed time.

mod encrypted;
mod parts;
mod xml;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::domain::cmrt::CellAddress;

/// What a cell holds, or what a formula came to.
#[derive(Debug, Clone, PartialEq)]
pub enum DemoValue {
    Text(String),
    /// A number; dates are numbers of days.
    Number(f64),
    /// An error, such as `#N/A`.
    Error(&'static str),
}

impl From<&str> for DemoValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for DemoValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// How a cell looks. The numbers are those of the cell formats in `parts::STYLES`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellFormat {
    #[default]
    Plain = 0,
    Heading = 1,
    Day = 2,
    /// A share in per cent.
    Share = 3,
    /// A cell to fill in.
    Input = 4,
    /// A note in italics.
    Note = 5,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct CellContent {
    /// The formula, without its equals sign, when there is one.
    pub formula: Option<String>,
    /// The constant, or the formula's value; `None` for a formula that was never calculated.
    pub value: Option<DemoValue>,
    pub look: CellFormat,
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct DemoSheet {
    pub name: String,
    pub hidden: bool,
    /// Its cells, row by row.
    pub cells: BTreeMap<CellAddress, CellContent>,
    /// Merged blocks, such as `D26:E26`.
    pub merged: Vec<String>,
    /// Widths of columns by number from 1, in characters.
    pub widths: BTreeMap<u16, u16>,
}

impl DemoSheet {
    /// An empty sheet.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Writes a constant.
    pub fn put(&mut self, cell: CellAddress, value: impl Into<DemoValue>, look: CellFormat) {
        self.cells.insert(cell, CellContent { formula: None, value: Some(value.into()), look });
    }

    /// Writes a formula with the value it came to, or with none.
    pub fn formula(&mut self, cell: CellAddress, formula: impl Into<String>, value: Option<DemoValue>) {
        self.cells
            .insert(cell, CellContent { formula: Some(formula.into()), value, look: CellFormat::Plain });
    }

    /// Takes rows out, as a user does: what lies below moves up.
    pub fn delete_rows(&mut self, first: u32, count: u32) {
        let moved = |cell: &CellAddress| match cell.row {
            row if row < first => Some(*cell),
            row if row < first + count => None,
            row => Some(CellAddress::new(row - count, cell.col)),
        };
        let cells = std::mem::take(&mut self.cells);
        self.cells = cells.into_iter().filter_map(|(cell, content)| Some((moved(&cell)?, content))).collect();
        self.merged.clear();
    }

    /// Puts empty rows in, as a user does: what lies from there on moves down.
    pub fn insert_rows(&mut self, before: u32, count: u32) {
        let cells = std::mem::take(&mut self.cells);
        let moved = |cell: CellAddress| {
            CellAddress::new(if cell.row < before { cell.row } else { cell.row + count }, cell.col)
        };
        self.cells = cells.into_iter().map(|(cell, content)| (moved(cell), content)).collect();
        self.merged.clear();
    }

    /// Puts an empty column in, as a user does: what stands from there on moves to the right.
    pub fn insert_column(&mut self, before: u16) {
        let cells = std::mem::take(&mut self.cells);
        let moved = |cell: CellAddress| {
            CellAddress::new(cell.row, if cell.col < before { cell.col } else { cell.col + 1 })
        };
        self.cells = cells.into_iter().map(|(cell, content)| (moved(cell), content)).collect();
        self.merged.clear();
    }

    /// Makes cells of a column one, as a user does: what stood in the later ones is gone.
    pub fn merge_down(&mut self, first: CellAddress, below: u32) {
        for row in first.row + 1..=first.row + below {
            self.cells.remove(&CellAddress::new(row, first.col));
        }
        self.merged.push(format!("{first}:{}", CellAddress::new(first.row + below, first.col)));
    }

    /// Makes formulas without values of the texts of a column from a cell on.
    pub fn forget_texts(&mut self, from: CellAddress) {
        for (_, content) in
            self.cells.iter_mut().filter(|(cell, _)| cell.col == from.col && cell.row >= from.row)
        {
            (content.formula, content.value) = (Some("\"\"".to_owned()), None);
        }
    }

    /// Makes a cell an error.
    pub fn error(&mut self, cell: CellAddress, error: &'static str) {
        self.put(cell, DemoValue::Error(error), CellFormat::Plain);
    }

    /// Takes the values away from all formulas.
    pub fn forget_values(&mut self) {
        for content in self.cells.values_mut().filter(|content| content.formula.is_some()) {
            content.value = None;
        }
    }

    /// Makes texts of the formulas, as happens in cells that are formatted as text.
    pub fn formulas_to_text(&mut self) {
        for content in self.cells.values_mut() {
            if let Some(formula) = content.formula.take() {
                content.value = Some(format!("={formula}").into());
            }
        }
    }
}

/// A workbook.
#[derive(Debug, Clone, Default)]
pub struct DemoBook {
    /// Its title, in the file's properties.
    pub title: String,
    /// Whether days are counted from 1904.
    pub date1904: bool,
    /// Its sheets, in order.
    pub sheets: Vec<DemoSheet>,
    /// Further parts that nothing refers to, by path.
    pub parts: Vec<(String, Vec<u8>)>,
}

impl DemoBook {
    /// The file.
    #[expect(clippy::expect_used, reason = "nothing fails when a package of this size is written to memory")]
    pub fn bytes(&self) -> Vec<u8> {
        self.zipped().expect("a small package is written to memory")
    }

    /// The file behind a password.
    #[expect(clippy::expect_used, reason = "nothing fails when a package of this size is written to memory")]
    pub fn encrypted(&self, password: &str) -> Vec<u8> {
        encrypted::encrypted(&self.bytes(), password).expect("a small package is written to memory")
    }

    fn zipped(&self) -> zip::result::ZipResult<Vec<u8>> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut part = |path: &str, bytes: &[u8]| -> zip::result::ZipResult<()> {
            zip.start_file(path, options)?;
            Ok(zip.write_all(bytes)?)
        };
        for (path, text) in parts::fixed(self) {
            part(path, text.as_bytes())?;
        }
        let mut strings = xml::StringTable::default();
        for (number, sheet) in (1..).zip(&self.sheets) {
            part(&format!("xl/worksheets/sheet{number}.xml"), xml::sheet(sheet, &mut strings).as_bytes())?;
        }
        part("xl/sharedStrings.xml", strings.part().as_bytes())?;
        for (path, bytes) in &self.parts {
            part(path, bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::{CellFormat, DemoBook, DemoSheet, DemoValue};
    use crate::domain::cmrt::CellAddress;

    fn book() -> DemoBook {
        let mut sheet = DemoSheet::new("One & two");
        sheet.put(CellAddress::new(1, 1), " a <b>\nc", CellFormat::Heading);
        sheet.put(CellAddress::new(2, 2), DemoValue::Number(0.5), CellFormat::Share);
        sheet.formula(CellAddress::new(2, 3), "IF(A1=\"\",1,2)", Some(DemoValue::Error("#N/A")));
        sheet.formula(CellAddress::new(2, 4), "A1", None);
        DemoBook { title: "A title".into(), sheets: vec![sheet], ..DemoBook::default() }
    }

    #[test]
    fn a_library_reads_what_is_written() {
        use calamine::{Data, Reader};
        let mut read = calamine::Xlsx::new(std::io::Cursor::new(book().bytes())).unwrap();
        let sheet = read.worksheet_range("One & two").unwrap();
        let at = |row: u32, col: u32| sheet.get_value((row - 1, col - 1)).cloned().unwrap_or(Data::Empty);
        assert_eq!(at(1, 1), Data::String(" a <b>\nc".into()));
        assert_eq!(at(2, 2), Data::Float(0.5));
        assert_eq!(at(2, 3), Data::Error(calamine::CellErrorType::NA));
        assert_eq!(at(2, 4), Data::Empty);
        let formulas = read.worksheet_formula("One & two").unwrap();
        assert_eq!(formulas.get_value((1, 3)).unwrap(), "A1");
    }

    #[test]
    fn the_same_book_gives_the_same_bytes() {
        assert_eq!(book().bytes(), book().bytes());
    }

    #[test]
    fn rows_below_deleted_ones_move_up() {
        let mut sheet = DemoSheet::new("S");
        for row in 1..=5 {
            sheet.put(CellAddress::new(row, 1), format!("row {row}"), CellFormat::Plain);
        }
        sheet.delete_rows(2, 2);
        let texts: Vec<_> =
            sheet.cells.iter().map(|(cell, c)| (cell.row, c.value.clone().unwrap())).collect();
        let expected = [(1, "row 1"), (2, "row 4"), (3, "row 5")];
        assert_eq!(texts, expected.map(|(row, text)| (row, DemoValue::from(text))));
    }
}
