//! What the bytes of a file are. Decided by the bytes alone, never by the file's name.

use std::borrow::Cow;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{ImportError, book, kinds};

/// The longest file that is read, in bytes (64 MiB). Callers check a file's length against it first.
pub const MAX_BYTES: u64 = 64 << 20;

/// A file's content, recognised.
#[derive(Debug)]
pub enum Bytes<'a> {
    /// Text, decoded.
    Text(Cow<'a, str>),
    /// A workbook of any container that [`book`] opens without a password of its own.
    Workbook(&'a [u8]),
}

impl<'a> Bytes<'a> {
    /// Recognises `raw`.
    ///
    /// # Errors
    /// When it is empty, too long, of a kind that is not read, or a workbook that is damaged or asks for a password.
    pub fn recognise(raw: &'a [u8]) -> Result<Self, ImportError> {
        let bytes = u64::try_from(raw.len()).unwrap_or(u64::MAX);
        if bytes > MAX_BYTES {
            return Err(ImportError::TooLarge { bytes });
        }
        if book::is_packed(raw) {
            return Self::workbook(raw);
        }
        if let Some(refused) = kinds::refused(raw) {
            return Err(refused);
        }
        let (text, _) = decode(raw)?;
        if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
            return Err(ImportError::Empty);
        }
        if book::is_xml(&text) {
            return Self::workbook(raw);
        }
        Ok(Self::Text(text))
    }

    fn workbook(raw: &'a [u8]) -> Result<Self, ImportError> {
        book::open(raw, None)?;
        Ok(Self::Workbook(raw))
    }

    /// The text, if it is text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Workbook(_) => None,
        }
    }
}

/// Text and the name of its encoding: by its byte order mark; else UTF-16 by its zero bytes; else UTF-8 if it is valid; else Windows-1252,
/// in which any byte is a character.
pub(super) fn decode(raw: &[u8]) -> Result<(Cow<'_, str>, &'static str), ImportError> {
    if raw.is_empty() {
        return Err(ImportError::Empty);
    }
    let encoding = match encoding_rs::Encoding::for_bom(raw) {
        Some((encoding, _)) => encoding,
        None => utf_16(raw).unwrap_or(if std::str::from_utf8(raw).is_ok() { UTF_8 } else { WINDOWS_1252 }),
    };
    let (text, _) = encoding.decode_with_bom_removal(raw);
    if is_binary(&text) {
        return Err(kinds::BINARY);
    }
    Ok((text, encoding.name()))
}

/// UTF-16 without a mark: in mostly Latin text, every other byte is zero.
fn utf_16(raw: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = raw.get(..raw.len().min(4096)).unwrap_or(raw);
    let zeros = |odd: usize| {
        let bytes = sample.iter().skip(odd).step_by(2);
        (bytes.clone().filter(|b| **b == 0).count(), bytes.count())
    };
    let mostly = |(zero, all): (usize, usize)| all > 1 && zero * 10 >= all * 7;
    let hardly = |(zero, all): (usize, usize)| zero * 10 <= all;
    let (even, odd) = (zeros(0), zeros(1));
    if mostly(odd) && hardly(even) {
        Some(UTF_16LE)
    } else if mostly(even) && hardly(odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether decoded text holds what text does not: zero bytes, or more than one control character in fifty.
fn is_binary(text: &str) -> bool {
    let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{b}' | '\u{85}');
    let sample: Vec<char> = text.chars().take(65_536).collect();
    let odd_ones = sample.iter().filter(|c| odd(c)).count();
    text.contains('\0') || odd_ones * 50 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16_bytes(text: &str, big: bool) -> Vec<u8> {
        let units = text.encode_utf16();
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Gold\tMetalúrgica Peñoles\tMEXICO";
        assert_eq!(decode(text.as_bytes()), Ok((text.into(), "UTF-8")));
        assert_eq!(decode(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()).unwrap().0, text);
        for big in [false, true] {
            let bytes = utf_16_bytes(text, big);
            assert_eq!(decode(&bytes).unwrap().0, text);
            let mark: &[u8] = if big { b"\xFE\xFF" } else { b"\xFF\xFE" };
            assert_eq!(decode(&[mark, &bytes].concat()).unwrap().0, text);
        }
        let western = b"Gold\tMetal\xFArgica Pe\xF1oles\tMEXICO";
        assert_eq!(decode(western), Ok((text.into(), "windows-1252")));
    }

    #[test]
    fn what_is_not_read_is_named() {
        let what = |raw: &[u8]| Bytes::recognise(raw).unwrap_err().to_string();
        assert!(what(b"").contains("empty"));
        assert!(what(b" \n\t ").contains("empty"));
        assert!(what(b"\xFF\xD8\xFF\xE0....JFIF").contains("a JPEG image"));
        assert!(what(b"%PDF-1.7\n...").contains("a PDF"));
        assert!(what(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....").contains("damaged"));
        assert!(what(b"MZ\x90\x00\x03\x00\x00\x00").contains("program"));
        assert!(what(&[0, 1, 2, 3, 200, 0, 7, 9, 9, 1, 1]).contains("binary"));
        assert!(what(b"PK\x03\x04 and then nothing").contains("damaged"));
    }

    #[test]
    fn a_file_longer_than_the_limit_is_refused_before_it_is_decoded() {
        let error = Bytes::recognise(&vec![b' '; usize::try_from(MAX_BYTES).unwrap() + 1]).unwrap_err();
        assert!(matches!(error, ImportError::TooLarge { .. }));
        assert!(error.problem("big.txt").to_string().contains("64 MiB"));
    }
}
