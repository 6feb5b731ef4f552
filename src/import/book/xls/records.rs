//! The records of a stream, and texts in them, which may go on in the records that follow.

use crate::import::book::BookError;
use crate::import::book::le::{array, range, size_at, u16_at};
use crate::import::book::xml::line_ends;

/// A record.
#[derive(Debug, Clone, Copy)]
pub struct Record<'s> {
    pub id: u16,
    pub content: &'s [u8],
    /// Where it stands.
    pub at: usize,
}

impl Record<'_> {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const DATE_MODE: u16 = 0x0022;
    pub const FILE_PASS: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const BOUND_SHEET: u16 = 0x0085;
    pub const MANY_RK: u16 = 0x00BD;
    pub const RICH_LABEL: u16 = 0x00D6;
    pub const CELL_FORMAT: u16 = 0x00E0;
    pub const MERGED_CELLS: u16 = 0x00E5;
    pub const STRINGS: u16 = 0x00FC;
    pub const SHARED_LABEL: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const LABEL: u16 = 0x0204;
    pub const BOOL_OR_ERROR: u16 = 0x0205;
    pub const STRING: u16 = 0x0207;
    pub const RK: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BEGIN: u16 = 0x0809;

    /// The error of a record that does not fit.
    pub fn damaged(&self, reason: &str) -> BookError {
        BookError::damaged(format!("record {:#06x} at byte {}", self.id, self.at), reason)
    }
}

/// The records of a stream, from a place on.
#[derive(Debug, Clone)]
pub struct Records<'s> {
    stream: &'s [u8],
    at: usize,
}

impl<'s> Records<'s> {
    pub fn new(stream: &'s [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The next record, if it is one of a kind; else it stays.
    fn next_if(&mut self, id: u16) -> Result<Option<Record<'s>>, BookError> {
        if u16_at(self.stream, self.at) == Some(id) { self.next().transpose() } else { Ok(None) }
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Result<Record<'s>, BookError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (at, stream) = (self.at, self.stream);
        let (id, length) = (u16_at(stream, at)?, u16_at(stream, at + 2)?);
        let content = range(at + 4, usize::from(length)).and_then(|range| stream.get(range));
        let Some(content) = content else {
            self.at = stream.len();
            return Some(Err(Record { id, content: &[], at }.damaged("it is cut off")));
        };
        self.at = at + 4 + content.len();
        Some(Ok(Record { id, content, at }))
    }
}

/// Texts in a record and in those that continue it.
#[derive(Debug)]
pub struct Text<'s> {
    /// What is not read yet, the last piece first.
    pieces: Vec<&'s [u8]>,
    /// UTF-16 of the text at hand; kept to save its memory for the next.
    units: Vec<u16>,
}

impl<'s> Text<'s> {
    /// Texts in pieces of records.
    pub fn new(mut pieces: Vec<&'s [u8]>) -> Self {
        pieces.reverse();
        Self { pieces, units: Vec::new() }
    }

    /// Texts from a place in a record on, and in the records that continue it.
    pub fn of(record: &Record<'s>, from: usize, records: &mut Records<'s>) -> Result<Self, BookError> {
        let mut pieces = vec![record.content.get(from..).unwrap_or_default()];
        while let Some(next) = records.next_if(Record::CONTINUE)? {
            pieces.push(next.content);
        }
        Ok(Self::new(pieces))
    }

    /// The text of a cell or format, from a place in a record on: its length, then its characters.
    pub fn after(record: &Record<'s>, from: usize, records: &mut Records<'s>) -> Result<String, BookError> {
        let mut text = Self::of(record, from, records)?;
        let cut = || record.damaged("its text is cut off");
        let length = text.bytes::<2>().map(u16::from_le_bytes).ok_or_else(cut)?;
        let mut out = String::new();
        text.read(usize::from(length), &mut out).ok_or_else(cut)?;
        Ok(line_ends(out.into()).into_owned())
    }

    /// The rest of the piece at hand, which has some.
    fn piece(&mut self) -> Option<&mut &'s [u8]> {
        while self.pieces.last()?.is_empty() {
            self.pieces.pop();
        }
        self.pieces.last_mut()
    }

    /// So many bytes, which stand together.
    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let piece = self.piece()?;
        let found = array(piece, 0)?;
        *piece = piece.get(N..)?;
        Some(found)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let piece = self.piece()?;
            let here = count.min(piece.len());
            *piece = piece.get(here..)?;
            count -= here;
        }
        Some(())
    }

    /// Appends a text of so many UTF-16 units, which begins with its flags.
    pub fn read(&mut self, length: usize, out: &mut String) -> Option<()> {
        let [flags] = self.bytes()?;
        self.characters(length, flags, out)
    }

    /// Appends a text that begins with its length and flags; its formatting and pronunciation are passed over.
    pub fn read_rich(&mut self, out: &mut String) -> Option<()> {
        let [low, high, flags] = self.bytes()?;
        let length = usize::from(u16::from_le_bytes([low, high]));
        let runs = if flags & 8 == 0 { 0 } else { usize::from(u16::from_le_bytes(self.bytes()?)) };
        let more = if flags & 4 == 0 { 0 } else { size_at(&self.bytes::<4>()?, 0)? };
        self.characters(length, flags, out)?;
        self.skip((runs * 4).checked_add(more)?)
    }

    /// Appends characters. Where they go on in another record, that begins with flags of its own.
    fn characters(&mut self, length: usize, flags: u8, out: &mut String) -> Option<()> {
        let (mut left, mut wide) = (length, flags & 1 != 0);
        self.units.clear();
        while left > 0 {
            if self.pieces.last()?.is_empty() {
                wide = self.bytes::<1>()?[0] & 1 != 0;
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let piece = self.pieces.last_mut()?;
            let here = left.min(piece.len() / width);
            let (characters, rest) = piece.split_at_checked(here * width)?;
            // Half a character at the end of a record is none.
            *piece = if here == 0 { &[] } else { rest };
            if wide {
                self.units.extend(characters.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit)));
            } else {
                self.units.extend(characters.iter().map(|byte| u16::from(*byte)));
            }
            left -= here;
        }
        let decoded = char::decode_utf16(self.units.iter().copied());
        out.extend(decoded.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record_with_flags_of_its_own() {
        let wide: Vec<u8> = "Łó".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let first = [&[9, 0, 0x0D, 1, 0, 4, 0, 0, 0][..], &wide].concat();
        let second = [&[0][..], b"dzki z", &[1]].concat();
        let third = [
            &[1][..],
            "\u{142}".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>().as_slice(),
            b"RUNS",
            b"more",
        ]
        .concat();
        let mut text = Text::new(vec![&first, second.get(..7).unwrap(), &third, b"\x02\0\0ok"]);
        let mut out = String::new();
        text.read_rich(&mut out).unwrap();
        assert_eq!(out, "Łódzki zł");
        out.clear();
        text.read_rich(&mut out).unwrap();
        assert_eq!(out, "ok");
        assert_eq!(text.read_rich(&mut out), None);
    }

    #[test]
    fn a_record_that_is_cut_off_is_damage_and_the_last() {
        let mut records = Records::new(b"\x0A\0\0\0\x09\x08\x10\0abc", 0);
        assert_eq!(records.next().unwrap().unwrap().id, Record::END);
        assert!(records.next().unwrap().is_err());
        assert!(records.next().is_none());
        assert!(Records::new(b"abc", usize::MAX - 3).next().is_none());
    }
}
