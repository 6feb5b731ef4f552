//! The records of a sheet that hold cells.

use std::sync::Arc;

use super::Formats;
use super::records::{Record, Records, Text};
use crate::import::book::BookError;
use crate::import::book::le::{array, u16_at, u32_at};
use crate::import::book::sheet::{CellValue, Collector, Sheet};
use crate::import::book::strings::Strings;

/// Reads the cells of a sheet, whose records begin here.
pub fn read(
    mut records: Records<'_>,
    (strings, formats): (&mut Strings, &Formats),
    cells: Collector,
) -> Result<Sheet, BookError> {
    let first = records.next().transpose()?;
    if first.is_none_or(|record| record.id != Record::BEGIN) {
        return Err(BookError::damaged(cells.sheet.clone(), "its records are not where the workbook says"));
    }
    let mut reader = Reader { strings, formats, cells, result: None };
    // Charts within the sheet have beginnings and ends of their own.
    let mut depth = 1;
    while depth > 0 {
        let Some(record) = records.next().transpose()? else {
            return Err(BookError::damaged(reader.cells.sheet.clone(), "it is cut off"));
        };
        match record.id {
            Record::BEGIN => depth += 1,
            Record::END => depth -= 1,
            _ if depth == 1 => reader.record(&record, &mut records)?,
            _ => {}
        }
    }
    Ok(reader.cells.finish())
}

struct Reader<'t> {
    strings: &'t mut Strings,
    formats: &'t Formats,
    cells: Collector,
    /// The formula whose text comes in a record of its own.
    result: Option<(u32, u32)>,
}

impl Reader<'_> {
    fn record<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>) -> Result<(), BookError> {
        let kept = match record.id {
            Record::RK => self.rk(record),
            Record::MANY_RK => return self.many_rk(record),
            Record::NUMBER => self.number(record),
            Record::SHARED_LABEL => return self.shared(record),
            Record::LABEL | Record::RICH_LABEL => return self.label(record, records),
            Record::BOOL_OR_ERROR => self.bool_or_error(record),
            Record::FORMULA => self.formula(record),
            Record::STRING => return self.string(record, records),
            Record::MERGED_CELLS => {
                self.merged(record);
                return Ok(());
            }
            _ => return Ok(()),
        };
        let cut = || record.damaged("it is cut off");
        let (at, value) = kept.ok_or_else(cut)?;
        match value {
            Some(value) => self.cells.push(at, record.id == Record::FORMULA, value),
            None => Ok(()),
        }
    }

    /// The blocks of merged cells ([MS-XLS] 2.4.168): each its first and last row and column, from 0.
    fn merged(&mut self, record: &Record<'_>) {
        let (blocks, _) = record.content.get(2..).unwrap_or_default().as_chunks::<8>();
        for block in blocks {
            let at = |place| u16_at(block, place).map(u32::from).unwrap_or_default();
            self.cells.merge(at(4) + 1, at(0) + 1, at(2) + 1);
        }
    }

    /// A number of a cell with a format.
    fn of_format(&self, number: f64, format: u16) -> CellValue {
        match (number.is_finite(), self.formats.is_date(format)) {
            (false, _) => CellValue::Error(Arc::from("#NUM!")),
            (true, true) => CellValue::Date(number),
            (true, false) => CellValue::Number(number),
        }
    }

    fn rk(&self, record: &Record<'_>) -> Option<((u32, u32), Option<CellValue>)> {
        let number = rk(u32_at(record.content, 6)?);
        Some((place(record)?, Some(self.of_format(number, u16_at(record.content, 4)?))))
    }

    fn number(&self, record: &Record<'_>) -> Option<((u32, u32), Option<CellValue>)> {
        let number = f64::from_le_bytes(array(record.content, 6)?);
        Some((place(record)?, Some(self.of_format(number, u16_at(record.content, 4)?))))
    }

    fn many_rk(&mut self, record: &Record<'_>) -> Result<(), BookError> {
        let (row, first) = place(record).ok_or_else(|| record.damaged("it is cut off"))?;
        let (pairs, _) = record.content.get(4..).unwrap_or_default().as_chunks::<6>();
        for (col, [low, high, number @ ..]) in (first..=256).zip(pairs) {
            let value = self.of_format(rk(u32::from_le_bytes(*number)), u16::from_le_bytes([*low, *high]));
            self.cells.push((row, col), false, value)?;
        }
        Ok(())
    }

    fn shared(&mut self, record: &Record<'_>) -> Result<(), BookError> {
        let at = place(record).ok_or_else(|| record.damaged("it is cut off"))?;
        if !self.cells.bounds().holds(at.0, at.1) {
            return Ok(());
        }
        let string = super::size_at(record.content, 6).and_then(|at| self.strings.get(at));
        let missing = || BookError::damaged(self.cells.place(at.0, at.1), "its shared string is missing");
        self.cells.push(at, false, CellValue::Text(string.ok_or_else(missing)?))
    }

    fn label<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>) -> Result<(), BookError> {
        let at = place(record).ok_or_else(|| record.damaged("it is cut off"))?;
        let text = Text::after(record, 6, records)?;
        self.cells.push(at, false, CellValue::Text(text.into()))
    }

    /// The text of the last formula.
    fn string<'s>(&mut self, record: &Record<'s>, records: &mut Records<'s>) -> Result<(), BookError> {
        let text = Text::after(record, 0, records)?;
        match self.result.take() {
            Some(at) => self.cells.push(at, true, CellValue::Text(text.into())),
            None => Ok(()),
        }
    }

    fn bool_or_error(&self, record: &Record<'_>) -> Option<((u32, u32), Option<CellValue>)> {
        let [value, is_error] = array(record.content, 6)?;
        Some((place(record)?, Some(if is_error == 0 { CellValue::Bool(value != 0) } else { error(value) })))
    }

    fn formula(&mut self, record: &Record<'_>) -> Option<((u32, u32), Option<CellValue>)> {
        let at = place(record)?;
        self.result = None;
        let value = match array::<8>(record.content, 6)? {
            [0, .., 0xFF, 0xFF] => {
                self.result = Some(at);
                None
            }
            [1, _, value, .., 0xFF, 0xFF] => Some(CellValue::Bool(value != 0)),
            [2, _, value, .., 0xFF, 0xFF] => Some(error(value)),
            [.., 0xFF, 0xFF] => None,
            number => Some(self.of_format(f64::from_le_bytes(number), u16_at(record.content, 4)?)),
        };
        Some((at, value))
    }
}

/// The row and column of a record's cell, from 1; `None` when it is cut off or outside of any sheet.
fn place(record: &Record<'_>) -> Option<(u32, u32)> {
    let col = u16_at(record.content, 2).filter(|col| *col < 256)?;
    Some((u32::from(u16_at(record.content, 0)?) + 1, u32::from(col) + 1))
}

/// A number packed into 32 bits ([MS-XLS] 2.5.122): an integer or the better half of a double, perhaps a hundredth.
fn rk(packed: u32) -> f64 {
    let number = match packed & 2 {
        0 => f64::from_bits(u64::from(packed & !3) << 32),
        _ => f64::from(packed.cast_signed() >> 2),
    };
    if packed & 1 == 0 { number } else { number / 100.0 }
}

fn error(code: u8) -> CellValue {
    CellValue::Error(Arc::from(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        assert_eq!(rk(0x3FF0_0000), 1.0);
        assert_eq!(rk(0x3FF0_0001), 0.01);
        assert_eq!(rk((40328 << 2) | 2), 40328.0);
        assert_eq!(rk(((-5_i32 << 2) | 3).cast_unsigned()), -0.05);
    }
}
