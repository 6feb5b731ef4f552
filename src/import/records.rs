//! The records of CSV, each with its line. Only the first cells of a record are kept: of a line of millions of delimiters
//! nothing else takes memory.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::record_lines::RecordLines;

/// How much room a record gets at first, in bytes; it grows with the longest.
const ROOM: usize = 1 << 12;

/// Reads the records of a text.
pub struct CellRecords<'a> {
    reader: Reader,
    text: &'a [u8],
    at: usize,
    lines: RecordLines<'a>,
    /// The cells of the record at hand, one behind the other.
    cells: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<usize>,
}

/// What stands between cells, and how many of them are kept of a record.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    pub delimiter: u8,
    /// Whether quotation marks hold a cell together; else they are part of it.
    pub quoting: bool,
    pub most_cells: usize,
}

impl<'a> CellRecords<'a> {
    pub fn new(text: &'a str, dialect: Dialect) -> Self {
        let reader = ReaderBuilder::new().delimiter(dialect.delimiter).quoting(dialect.quoting).build();
        let (cells, ends) = (vec![0; ROOM], vec![0; dialect.most_cells]);
        Self { reader, text: text.as_bytes(), at: 0, lines: RecordLines::of(text), cells, ends }
    }

    /// Reads a record; how many of its cells are kept.
    fn read(&mut self) -> Option<usize> {
        let (mut written, mut kept) = (0, 0);
        // For cells beyond those that are kept.
        let (mut other_cells, mut other_ends) = ([0; 256], [0; 64]);
        loop {
            let text = self.text.get(self.at..).unwrap_or_default();
            let is_full = kept >= self.ends.len();
            let (cells, ends) = if is_full {
                (other_cells.as_mut_slice(), other_ends.as_mut_slice())
            } else {
                (self.cells.get_mut(written..)?, self.ends.get_mut(kept..)?)
            };
            let (result, read, wrote, ended) = self.reader.read_record(text, cells, ends);
            self.at += read;
            if !is_full {
                (written, kept) = (written + wrote, kept + ended);
            }
            match result {
                ReadRecordResult::OutputFull if !is_full => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::InputEmpty
                | ReadRecordResult::OutputFull
                | ReadRecordResult::OutputEndsFull => {}
                ReadRecordResult::Record => return Some(kept),
                ReadRecordResult::End => return None,
            }
        }
    }

    /// The cells that are kept of the record at hand.
    fn cells(&self, kept: usize) -> impl Iterator<Item = &str> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        let ranges = begins.zip(self.ends.iter().copied()).take(kept);
        // A text is cut at ASCII signs alone.
        ranges.map(|(from, to)| {
            self.cells.get(from..to).and_then(|cell| std::str::from_utf8(cell).ok()).unwrap_or_default()
        })
    }

    /// The next record: its line, from 1, and what is made of each of its cells.
    pub fn next_of<T>(&mut self, of_cell: impl Fn(&str) -> T) -> Option<(u64, Vec<T>)> {
        let begin = u64::try_from(self.at).unwrap_or(u64::MAX);
        let kept = self.read()?;
        let line = self.lines.of_record(begin);
        Some((line, self.cells(kept).map(of_cell).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, most_cells: usize) -> Vec<(u64, Vec<String>)> {
        let mut records = CellRecords::new(text, Dialect { delimiter: b',', quoting: true, most_cells });
        std::iter::from_fn(|| records.next_of(str::to_owned)).collect()
    }

    #[test]
    fn records_are_those_of_the_crate_for_csv_and_their_first_cells_are_kept() {
        let long = format!("\"{}\",é\r\n", "x, y\n".repeat(3_000));
        for text in
            ["a,b\n\"x, \"\"y\"\"\",z\n", "", "\n\n,\n,,\n", "a", "\u{feff}a,b\r\n\r\nc", "\"open,\nx", &long]
        {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let of_crate = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
            let of_crate: Vec<Vec<String>> = of_crate.collect();
            for most in [1, 2, 3, 64] {
                let found: Vec<Vec<String>> = rows(text, most).into_iter().map(|(_, cells)| cells).collect();
                let first: Vec<Vec<String>> =
                    of_crate.iter().map(|row| row.iter().take(most).cloned().collect()).collect();
                assert_eq!(found, first, "{text:?} {most}");
            }
        }
    }

    #[test]
    fn a_record_of_very_many_cells_is_one() {
        let text = format!("a,b\n{}c\nd\n", "x,".repeat(100_000));
        let found = rows(&text, 3);
        assert_eq!(
            found.iter().map(|(line, cells)| (*line, cells.len())).collect::<Vec<_>>(),
            [(1, 2), (2, 3), (3, 1)]
        );
    }
}
