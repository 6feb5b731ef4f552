//! Workbooks of Excel 97 to 2003: the records of BIFF8 ([MS-XLS]).
//!
//! The records are read here rather than by calamine, which takes memory for the rectangle of all cells (a sheet of
//! one cell at IV65536 costs 400 MB) and trusts offsets and counts. A walk that checks them has to visit every
//! record anyway; keeping the values met on the way is the lesser part, and nothing is taken on trust: the
//! declared dimensions are not even looked at.

mod cells;
mod records;

use std::collections::HashMap;

use records::{Record, Records, Text};

use super::crypt::decrypt_records;
use super::dates::{is_date_code, is_date_id};
use super::le::{size_at, u16_at};
use super::sheet::{Collector, Sheet};
use super::strings::Strings;
use super::{BookError, SheetInfo, limits};

/// The version of BIFF that is read, as the first record gives it.
const BIFF8: u16 = 0x0600;

/// An open workbook.
#[derive(Debug)]
pub struct XlsWorkbook {
    stream: Vec<u8>,
    sheets: Vec<(SheetInfo, usize)>,
    strings: Strings,
    formats: Formats,
    date1904: bool,
    encrypted: bool,
}

/// Which cell formats show dates.
#[derive(Debug, Default)]
struct Formats {
    /// Number formats of the workbook's own, and whether they show dates.
    own: HashMap<u16, bool>,
    /// The number format of every cell format.
    cells: Vec<u16>,
}

impl Formats {
    fn is_date(&self, cell_format: u16) -> bool {
        let Some(id) = self.cells.get(usize::from(cell_format)) else { return false };
        self.own.get(id).copied().unwrap_or_else(|| is_date_id(u32::from(*id)))
    }
}

impl XlsWorkbook {
    /// Opens the stream of a workbook, decrypts it if need be, and lists its sheets.
    pub fn open(stream: Vec<u8>, password: Option<&str>) -> Result<Self, BookError> {
        check_version(&stream)?;
        let file_pass =
            Records::new(&stream, 0).take(8).flatten().find(|record| record.id == Record::FILE_PASS);
        let (stream, encrypted) = match file_pass {
            Some(record) => (decrypt_records(&stream, record.content, password)?, true),
            None => (stream, false),
        };
        let mut workbook = Self {
            stream: Vec::new(),
            sheets: Vec::new(),
            strings: Strings::new(false),
            formats: Formats::default(),
            date1904: false,
            encrypted,
        };
        workbook.globals(&stream)?;
        workbook.stream = stream;
        Ok(workbook)
    }

    pub fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.iter().map(|(info, _)| info.clone()).collect()
    }

    pub fn date1904(&self) -> bool {
        self.date1904
    }

    pub fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    /// Reads the cells of a sheet, by its position.
    pub fn read(&mut self, at: usize, cells: Collector) -> Result<Sheet, BookError> {
        let offset = self.sheets.get(at).map_or(usize::MAX, |(_, offset)| *offset);
        let records = Records::new(&self.stream, offset);
        cells::read(records, (&mut self.strings, &self.formats), cells)
    }

    /// Reads the records before the sheets.
    fn globals(&mut self, stream: &[u8]) -> Result<(), BookError> {
        let mut records = Records::new(stream, 0);
        while let Some(record) = records.next().transpose()? {
            let content = record.content;
            match record.id {
                Record::END => return Ok(()),
                Record::DATE_MODE => self.date1904 = u16_at(content, 0) == Some(1),
                Record::BOUND_SHEET => self.sheet(&record)?,
                Record::FORMAT => {
                    let code = Text::after(&record, 2, &mut records)?;
                    if let Some(id) = u16_at(content, 0) {
                        self.formats.own.entry(id).or_insert_with(|| is_date_code(&code));
                    }
                }
                Record::CELL_FORMAT => self.formats.cells.extend(u16_at(content, 2)),
                Record::STRINGS => self.strings(&record, &mut records)?,
                _ => {}
            }
        }
        Err(BookError::damaged("", "it ends before its sheets"))
    }

    fn sheet(&mut self, record: &Record<'_>) -> Result<(), BookError> {
        if self.sheets.len() >= limits::SHEETS {
            return Err(BookError::too_large("", format!("it has more than {} sheets", limits::SHEETS)));
        }
        let content = record.content;
        let (Some(offset), Some([state, kind, length])) = (size_at(content, 0), super::le::array(content, 4))
        else {
            return Err(record.damaged("it is cut off"));
        };
        let mut text = Text::new(vec![content.get(7..).unwrap_or_default()]);
        let mut name = String::new();
        text.read(usize::from(length), &mut name).ok_or_else(|| record.damaged("its name is cut off"))?;
        if kind == 0 {
            if self.sheets.iter().any(|(_, other)| *other == offset) {
                return Err(record.damaged("several sheets begin where this one does"));
            }
            self.sheets.push((SheetInfo { name, hidden: state & 3 != 0 }, offset));
        }
        Ok(())
    }

    fn strings<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>) -> Result<(), BookError> {
        let count = size_at(record.content, 4).ok_or_else(|| record.damaged("it is cut off"))?;
        let mut text = Text::of(record, 8, records)?;
        for _ in 0..count {
            if text.read_rich(self.strings.text()).is_none() {
                // Cells that need what is cut off say so.
                break;
            }
            self.strings.end();
        }
        Ok(())
    }
}

fn check_version(stream: &[u8]) -> Result<(), BookError> {
    let first = Records::new(stream, 0).next().transpose()?;
    let first =
        first.filter(|record| record.id == Record::BEGIN || matches!(record.id, 0x0009 | 0x0209 | 0x0409));
    let first = first.ok_or_else(|| BookError::damaged("", "it does not begin like a workbook"))?;
    match (first.id, u16_at(first.content, 0)) {
        (Record::BEGIN, Some(BIFF8)) => Ok(()),
        _ => Err(BookError::NotAWorkbook {
            what: "a workbook of Excel 95 or older",
            remedy: "open it in Excel, and save it as .xlsx",
        }),
    }
}
