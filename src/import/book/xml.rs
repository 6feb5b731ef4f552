//! XML of workbooks, one piece at a time. Entities are never declared nor expanded: a document type is refused,
//! which ends every bomb made of them.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::{BookError, limits};

/// A piece of XML.
#[derive(Debug)]
pub enum XmlPiece<'a> {
    /// An element begins. An empty one has no end of its own, see [`Xml::outside`].
    Open(BytesStart<'a>),
    /// An element ends.
    Close(BytesEnd<'a>),
    /// Text, or a piece of it.
    Text(Cow<'a, str>),
    /// Nothing more.
    End,
}

/// A reader of XML.
#[derive(Debug)]
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    place: &'a str,
    depth: usize,
    /// Whether the last element that began is empty.
    empty: bool,
    /// Bytes that were passed over unread.
    passed: usize,
}

impl<'a> Xml<'a> {
    /// Reads a text; `place` says where it is from, in messages.
    pub fn new(text: &'a str, place: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, place, depth: 0, empty: false, passed: 0 }
    }

    /// The error of something that does not fit here.
    pub fn damaged(&self, reason: impl std::fmt::Display) -> BookError {
        BookError::damaged(self.place, format!("{reason} (byte {})", self.position()))
    }

    /// How many bytes of the text were read.
    pub fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).saturating_add(self.passed)
    }

    /// The next piece; comments and instructions are passed over.
    ///
    /// # Errors
    /// When it is not well formed, nests too deeply, or declares a document type.
    pub fn next(&mut self) -> Result<XmlPiece<'a>, BookError> {
        loop {
            if let Some(piece) = self.step()? {
                return Ok(piece);
            }
        }
    }

    /// The next piece; none for a comment or an instruction.
    fn step(&mut self) -> Result<Option<XmlPiece<'a>>, BookError> {
        let event = self.reader.read_event().map_err(|e| self.damaged(e))?;
        Ok(Some(match event {
            Event::Empty(tag) => {
                self.empty = true;
                XmlPiece::Open(tag)
            }
            Event::Start(tag) => {
                self.empty = false;
                self.depth += 1;
                if self.depth > limits::DEPTH {
                    return Err(self.damaged("its elements nest too deeply"));
                }
                XmlPiece::Open(tag)
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                XmlPiece::Close(tag)
            }
            Event::Text(text) => XmlPiece::Text(text.into_inner()),
            Event::CData(text) => XmlPiece::Text(text.into_inner()),
            Event::GeneralRef(reference) => XmlPiece::Text(self.resolve(&reference)?),
            Event::DocType(_) => {
                return Err(self.damaged("it declares a document type, which no workbook does"));
            }
            Event::Eof if self.depth > 0 => return Err(self.damaged("it ends within an element")),
            Event::Eof => XmlPiece::End,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => return Ok(None),
        }))
    }

    fn resolve(&self, reference: &quick_xml::events::BytesRef<'_>) -> Result<Cow<'a, str>, BookError> {
        if let Some(c) = reference.resolve_char_ref().map_err(|e| self.damaged(e))? {
            return Ok(Cow::Owned(c.to_string()));
        }
        let known = resolve_predefined_entity(reference);
        known.map(Cow::Borrowed).ok_or_else(|| self.damaged("it refers to an entity that is not declared"))
    }

    /// Passes over text, up to the next tag. Most of a workbook is the text of formulas.
    fn pass_text(&mut self) {
        let rest = self.reader.get_mut();
        let length = memchr::memchr(b'<', rest).unwrap_or(rest.len());
        *rest = rest.get(length..).unwrap_or_default();
        self.passed = self.passed.saturating_add(length);
    }

    /// Passes over the rest of the element that was just opened.
    pub fn skip(&mut self) -> Result<(), BookError> {
        let outside = self.outside();
        while self.depth > outside {
            // Also behind a comment: the reader must not stop at an entity in a text that is passed over.
            self.pass_text();
            if matches!(self.step()?, Some(XmlPiece::End)) {
                return Err(self.damaged("it ends within an element"));
            }
        }
        Ok(())
    }

    /// Appends the text of the element that was just opened, and of all elements within.
    pub fn whole_text_into(&mut self, text: &mut String) -> Result<(), BookError> {
        let outside = self.outside();
        while self.depth > outside {
            match self.next()? {
                XmlPiece::Text(piece) => text.push_str(&piece),
                XmlPiece::Open(_) | XmlPiece::Close(_) => {}
                XmlPiece::End => return Err(self.damaged("it ends within an element")),
            }
        }
        Ok(())
    }

    /// Appends the text of the element that was just opened; elements within are passed over.
    pub fn text_into(&mut self, text: &mut String) -> Result<(), BookError> {
        let outside = self.outside();
        while self.depth > outside {
            match self.next()? {
                XmlPiece::Text(piece) => text.push_str(&piece),
                XmlPiece::Open(_) => self.skip()?,
                XmlPiece::Close(_) => {}
                XmlPiece::End => return Err(self.damaged("it ends within an element")),
            }
        }
        Ok(())
    }

    /// How deep the end of the element that was just opened leaves the reader.
    pub fn outside(&self) -> usize {
        if self.empty { self.depth } else { self.depth.saturating_sub(1) }
    }

    /// How deep the reader is within elements.
    pub fn depth(&self) -> usize {
        self.depth
    }
}

/// The value of an attribute, by its name without a prefix.
pub fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name)?;
    match quick_xml::escape::unescape(&found.value) {
        Ok(Cow::Owned(value)) => Some(Cow::Owned(value)),
        Ok(Cow::Borrowed(_)) | Err(_) => Some(found.value),
    }
}

/// Text as a person reads it: Excel's escapes `_xHHHH_` resolved, line ends as line feeds.
pub fn plain(text: &str) -> Cow<'_, str> {
    let unescaped = if text.contains("_x") { Cow::Owned(unescaped(text)) } else { Cow::Borrowed(text) };
    line_ends(unescaped)
}

/// Text with its line ends as line feeds.
pub fn line_ends(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text }
}

/// Resolves `_xHHHH_`: UTF-16 units that Excel does not write as they are.
fn unescaped(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let Some((unit, after)) = escape_unit(escape) else {
            let (kept, after) = rest.split_at_checked(at + 2).unwrap_or((rest, ""));
            flush(&mut units, &mut out);
            out.push_str(kept);
            rest = after;
            continue;
        };
        if !before.is_empty() {
            flush(&mut units, &mut out);
            out.push_str(before);
        }
        units.push(unit);
        rest = after;
    }
    flush(&mut units, &mut out);
    out.push_str(rest);
    out
}

fn flush(units: &mut Vec<u16>, out: &mut String) {
    out.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

/// The unit that an escape at the beginning stands for, and what follows it.
fn escape_unit(text: &str) -> Option<(u16, &str)> {
    let (digits, after) = text.strip_prefix("_x")?.split_at_checked(4)?;
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let unit = u16::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)?;
    Some((unit, after.strip_prefix('_')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<String, BookError> {
        let mut xml = Xml::new(text, "part");
        let mut out = String::new();
        loop {
            match xml.next()? {
                XmlPiece::Open(tag) => {
                    let end = if xml.outside() == xml.depth() { ">" } else { "" };
                    out.push_str(&format!("<{}{end}", tag.local_name().into_inner()));
                }
                XmlPiece::Close(_) => out.push('>'),
                XmlPiece::Text(text) => out.push_str(&text),
                XmlPiece::End => return Ok(out),
            }
        }
    }

    #[test]
    fn pieces_come_with_their_entities_resolved() {
        let text = "<?xml version=\"1.0\"?><a><!-- no --><x:b/>1 &lt; &#50;&amp;<![CDATA[<3>]]></a>";
        assert_eq!(all(text).unwrap(), "<a<b>1 < 2&<3>>");
    }

    #[test]
    fn bombs_and_nests_are_refused() {
        let bomb = "<!DOCTYPE b [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><b>&b;</b>";
        assert!(all(bomb).unwrap_err().to_string().contains("document type"));
        assert!(all("<a><b/>").unwrap_err().to_string().contains("ends within"));
        assert!(all("<a>&b;</a>").unwrap_err().to_string().contains("not declared"));
        assert!(all(&"<a>".repeat(300)).unwrap_err().to_string().contains("deeply"));
    }

    #[test]
    fn escapes_of_excel_are_resolved_and_line_ends_are_one_kind() {
        assert_eq!(plain("a_x000D_\nb_x000d_c\rd"), "a\nb\nc\nd");
        assert_eq!(
            plain("_x005F_x000D_ _x00e9_ _xD83D__xDE00_ _xD83D_ _x12_ _xZZZZ_ _x"),
            "_x000D_ é 😀 \u{fffd} _x12_ _xZZZZ_ _x"
        );
        assert_eq!(plain("_x+123_"), "_x+123_");
        assert_eq!(plain("plain"), "plain");
    }
}
