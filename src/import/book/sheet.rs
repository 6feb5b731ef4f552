//! The cells of a sheet that hold something, in the order of reading.

use std::fmt;
use std::sync::Arc;

use super::{BookError, limits};
use crate::domain::cmrt::column_letters;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// Text; never empty. Line ends are line feeds, Excel's `_x000D_` escapes are resolved.
    Text(Arc<str>),
    Number(f64),
    /// A number formatted as a date or time: a serial in the workbook's date system ([`super::Book::date1904`]).
    Date(f64),
    /// True or false.
    Bool(bool),
    /// An error, such as `#REF!`.
    Error(Arc<str>),
    /// A formula whose value was not saved with it.
    Unvalued,
}

impl CellValue {
    /// The text, if it is text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(_) | Self::Date(_) | Self::Bool(_) | Self::Error(_) | Self::Unvalued => None,
        }
    }

    /// What it counts for of [`limits::cell_text`].
    fn takes(&self) -> usize {
        limits::CELL
            + match self {
                Self::Text(text) | Self::Error(text) => text.len(),
                Self::Number(_) | Self::Date(_) | Self::Bool(_) | Self::Unvalued => 0,
            }
    }

    /// The number, if it is one, or a date's serial.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) | Self::Date(number) => Some(*number),
            Self::Text(_) | Self::Bool(_) | Self::Error(_) | Self::Unvalued => None,
        }
    }
}

/// The value as plain text: a date as its serial, a formula without a value as nothing.
impl fmt::Display for CellValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Error(text) => f.write_str(text),
            Self::Number(number) | Self::Date(number) => write!(f, "{number}"),
            Self::Bool(true) => f.write_str("TRUE"),
            Self::Bool(false) => f.write_str("FALSE"),
            Self::Unvalued => Ok(()),
        }
    }
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct BookCell {
    /// Its row, from 1.
    pub row: u32,
    /// Its column, from 1.
    pub col: u16,
    /// Whether a formula stands in it; the value is what the formula gave when the workbook was saved.
    pub formula: bool,
    pub value: CellValue,
}

/// Which cells of a sheet are kept. Rows and columns count from 1, the last ones included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Rows before it are passed over.
    pub first_row: u32,
    /// Rows after it are not read.
    pub last_row: u32,
    /// Columns after it are passed over.
    pub last_col: u32,
}

impl Bounds {
    /// Every cell that a sheet can have.
    pub const ALL: Self = Self { first_row: 1, last_row: limits::ROWS, last_col: limits::COLUMNS };

    /// The first rows and columns.
    pub const fn to(last_row: u32, last_col: u32) -> Self {
        Self { first_row: 1, last_row, last_col }
    }

    /// Whether a cell is kept.
    pub fn holds(&self, row: u32, col: u32) -> bool {
        (self.first_row..=self.last_row).contains(&row) && (1..=self.last_col).contains(&col)
    }
}

/// Cells that were made one; what stands in the first of them holds for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merged {
    /// Its first column, from 1.
    pub col: u16,
    /// Its first row.
    pub first: u32,
    /// Its last row.
    pub last: u32,
}

/// The cells of a sheet that hold something, by row and column.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    name: String,
    cells: Vec<BookCell>,
    /// The blocks of merged cells that go over several rows, by column and row.
    merged: Vec<Merged>,
}

impl Sheet {
    /// The sheet's name, as written.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The cell at a row and column, both from 1; `None` when it holds nothing.
    pub fn get(&self, row: u32, col: u32) -> Option<&BookCell> {
        let found = self.cells.binary_search_by_key(&(row, col), |cell| (cell.row, u32::from(cell.col)));
        found.ok().and_then(|at| self.cells.get(at))
    }

    /// The cell at a row and column; where it holds nothing, the first of those that it is merged with.
    pub fn whole(&self, row: u32, col: u16) -> Option<&BookCell> {
        let own = self.get(row, u32::from(col)).filter(|cell| cell.value != CellValue::Unvalued);
        own.or_else(|| self.merged_with(row, col)).or_else(|| self.get(row, u32::from(col)))
    }

    /// The first cell of the merged ones of which that at a row and column is a later one.
    pub fn merged_with(&self, row: u32, col: u16) -> Option<&BookCell> {
        let after = self.merged.partition_point(|block| (block.col, block.first) <= (col, row));
        let block = self.merged.get(after.checked_sub(1)?)?;
        let holds = block.col == col && block.first < row && row <= block.last;
        self.get(block.first, u32::from(col)).filter(|_| holds)
    }

    /// The part of it within bounds.
    pub(super) fn within(&self, bounds: Bounds) -> Self {
        let held = |cell: &&BookCell| bounds.holds(cell.row, u32::from(cell.col));
        let cells = self.cells.iter().filter(held).cloned().collect();
        Self { name: self.name.clone(), cells, merged: self.merged.clone() }
    }

    /// The cell at a place such as `D26`.
    pub fn at(&self, place: &str) -> Option<&BookCell> {
        let (row, col) = position(place)?;
        self.get(row, col)
    }

    /// What its cells count for of [`limits::cell_text`].
    pub(super) fn takes(&self) -> usize {
        self.cells.iter().map(|cell| cell.value.takes()).sum()
    }

    /// Every cell that holds something, row by row.
    pub fn cells(&self) -> &[BookCell] {
        &self.cells
    }

    /// The rows that hold something: the number of each, and its cells from left to right.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &[BookCell])> {
        let rows = self.cells.chunk_by(|a, b| a.row == b.row);
        rows.filter_map(|cells| cells.first().map(|first| (first.row, cells)))
    }

    /// The cells of one row, from left to right.
    pub fn row(&self, row: u32) -> &[BookCell] {
        let from = self.cells.partition_point(|cell| cell.row < row);
        let rest = self.cells.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|cell| cell.row == row)).unwrap_or_default()
    }

    /// The last row that holds something; 0 when none does.
    pub fn last_row(&self) -> u32 {
        self.cells.last().map_or(0, |cell| cell.row)
    }
}

/// Collects the cells of a sheet, in any order, within bounds.
#[derive(Debug)]
pub struct Collector {
    pub(super) sheet: String,
    bounds: Bounds,
    cells: Vec<BookCell>,
    merged: Vec<Merged>,
    /// What is left of [`limits::cell_text`], and what that is for the workbook.
    left: (usize, usize),
}

impl Collector {
    /// Collects the cells of a sheet.
    pub fn new(sheet: &str, bounds: Bounds) -> Self {
        let (sheet, left) = (sheet.to_owned(), (limits::CELL_TEXT, limits::CELL_TEXT));
        Self { sheet, bounds, cells: Vec::new(), merged: Vec::new(), left }
    }

    /// The same for a workbook of which some cells are read already: what they left of the most that is read of it.
    pub fn with_left(self, left: usize, most: usize) -> Self {
        Self { left: (left, most), ..self }
    }

    pub(super) fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Where a cell stands, for messages.
    pub(super) fn place(&self, row: u32, col: u32) -> String {
        format!("{}!{}", self.sheet, cell_name(row, col))
    }

    /// Keeps a block of merged cells that goes over several rows.
    pub fn merge(&mut self, col: u32, first: u32, last: u32) {
        let last = last.min(limits::ROWS);
        if let Ok(col) = u16::try_from(col)
            && first < last
            && self.merged.len() < limits::MERGED
        {
            self.merged.push(Merged { col, first, last });
        }
    }

    /// Keeps a cell; empty text and cells out of bounds are passed over.
    ///
    /// # Errors
    /// When the sheet holds more than [`limits`] allows.
    pub fn push(&mut self, at: (u32, u32), formula: bool, value: CellValue) -> Result<(), BookError> {
        let (row, col) = at;
        let Ok(narrow) = u16::try_from(col) else { return Ok(()) };
        if !self.bounds.holds(row, col) || value.text().is_some_and(str::is_empty) {
            return Ok(());
        }
        if value.text().is_some_and(|text| text.len() > limits::TEXT) {
            let most = limits::TEXT >> 20;
            return Err(BookError::too_large(
                self.place(row, col),
                format!("a cell of more than {most} MiB"),
            ));
        }
        if self.cells.len() >= limits::CELLS {
            let what = format!("a sheet with more than {} filled cells", limits::CELLS);
            return Err(BookError::too_large(self.sheet.clone(), what));
        }
        let takes = value.takes();
        let (left, most) = self.left;
        self.left.0 = left.checked_sub(takes).ok_or_else(|| {
            let most = most >> 20;
            BookError::too_large(self.sheet.clone(), format!("cells with more than {most} MiB of text"))
        })?;
        self.cells.push(BookCell { row, col: narrow, formula, value });
        Ok(())
    }

    /// The sheet. Of two cells at one place, the later one counts.
    pub fn finish(mut self) -> Sheet {
        let at = |cell: &BookCell| (cell.row, cell.col);
        if !self.cells.is_sorted_by(|a, b| at(a) < at(b)) {
            self.cells.sort_by_key(at);
            self.cells.dedup_by(|later, earlier| {
                let same = at(later) == at(earlier);
                if same {
                    std::mem::swap(later, earlier);
                }
                same
            });
        }
        self.merged.sort_unstable();
        Sheet { name: self.sheet, cells: self.cells, merged: self.merged }
    }
}

/// The row and column, both from 1, of a place such as `D26` or `$D$26`; `None` when it is none that a sheet has.
pub fn position(place: &str) -> Option<(u32, u32)> {
    let (mut row, mut col) = (0_u32, 0_u32);
    for byte in place.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                col = col * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1;
            }
            b'0'..=b'9' if col > 0 => row = row * 10 + u32::from(byte - b'0'),
            b'$' => {}
            _ => return None,
        }
        if row > limits::ROWS || col > limits::COLUMNS {
            return None;
        }
    }
    (row > 0 && col > 0).then_some((row, col))
}

/// The letters of a column, which counts from 1.
pub fn column_name(col: u32) -> String {
    u16::try_from(col).map_or_else(|_| String::new(), column_letters)
}

/// The place of a cell as Excel writes it, such as `D26`; rows and columns count from 1.
pub fn cell_name(row: u32, col: u32) -> String {
    format!("{}{row}", column_name(col))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(at: (u32, u32), value: f64, into: &mut Collector) {
        into.push(at, false, CellValue::Number(value)).unwrap();
    }

    #[test]
    fn cells_come_in_order_the_later_of_two_counts_and_what_is_outside_stays_out() {
        let mut cells = Collector::new("S", Bounds { first_row: 2, last_row: 9, last_col: 4 });
        for (at, value) in [((5, 4), 1.0), ((2, 1), 2.0), ((5, 4), 3.0), ((1, 1), 4.0), ((5, 5), 5.0)] {
            number(at, value, &mut cells);
        }
        cells.push((3, 1), false, CellValue::Text("".into())).unwrap();
        let sheet = cells.finish();
        assert_eq!(sheet.at("D5").unwrap().value, CellValue::Number(3.0));
        assert_eq!(sheet.cells().len(), 2);
        let rows: Vec<(u32, usize)> = sheet.rows().map(|(row, cells)| (row, cells.len())).collect();
        assert_eq!(rows, [(2, 1), (5, 1)]);
        assert_eq!((sheet.row(5).len(), sheet.row(4).len(), sheet.last_row()), (1, 0, 5));
    }

    #[test]
    fn places_are_read_as_excel_writes_them() {
        assert_eq!(position("D26"), Some((26, 4)));
        assert_eq!(position("$XFD$1048576"), Some((1 << 20, 1 << 14)));
        for wrong in ["", "D", "26", "XFE1", "A1048577", "A0", "1A", "A1B", "A99999999999999999999", "Ä1"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
        assert_eq!(cell_name(1 << 20, 1 << 14), "XFD1048576");
    }

    proptest! {
        #[test]
        fn a_place_reads_back(row in 1..=limits::ROWS, col in 1..=limits::COLUMNS) {
            prop_assert_eq!(position(&cell_name(row, col)), Some((row, col)));
        }
    }
}
