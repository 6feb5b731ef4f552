//! The shared strings of a workbook. They are held as one text; a string becomes a value of its own when a cell
//! first needs it, and is shared by all cells that hold it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::import::book::BookError;
use crate::import::book::xml::{Piece, Xml, plain};

/// Shared strings.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
    used: HashMap<usize, Arc<str>>,
}

impl Strings {
    /// Reads the part with the shared strings.
    pub fn read(text: &str, part: &str) -> Result<Self, BookError> {
        let mut strings = Self::default();
        let mut xml = Xml::new(text, part);
        loop {
            match xml.next()? {
                Piece::Open(tag) if tag.local_name().into_inner() == "si" => {
                    item_into(&mut xml, &mut strings.text)?;
                    strings.ends.push(u32::try_from(strings.text.len()).unwrap_or(u32::MAX));
                }
                Piece::Open(_) | Piece::Close(_) | Piece::Text(_) => {}
                Piece::End => return Ok(strings),
            }
        }
    }

    /// The string at a position; `None` when there is none.
    pub fn get(&mut self, at: usize) -> Option<Arc<str>> {
        if let Some(used) = self.used.get(&at) {
            return Some(Arc::clone(used));
        }
        let from = if at == 0 { 0 } else { *self.ends.get(at - 1)? };
        let range = usize::try_from(from).ok()?..usize::try_from(*self.ends.get(at)?).ok()?;
        let string: Arc<str> = plain(self.text.get(range)?).into();
        self.used.insert(at, Arc::clone(&string));
        Some(string)
    }
}

/// Appends the text of a string item that was just opened: its own and that of its runs, not how it is pronounced.
pub fn item_into(xml: &mut Xml<'_>, text: &mut String) -> Result<(), BookError> {
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Piece::Open(tag) => match tag.local_name().into_inner() {
                "t" => xml.text_into(text)?,
                "r" => depth += 1,
                _ => xml.skip()?,
            },
            Piece::Close(_) => depth -= 1,
            Piece::Text(_) => {}
            Piece::End => return Err(xml.damaged("it ends within a string")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_pronunciation_is_left_out() {
        let text = "<sst><si><t>one</t></si><si><r><rPr><b/></rPr><t>t</t></r><r><t xml:space=\"preserve\">wo </t></r>\
                    <rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si><si/><si><t>a_x000D_&#10;b</t></si></sst>";
        let mut strings = Strings::read(text, "strings").unwrap();
        let found: Vec<String> = (0..4).map(|at| strings.get(at).unwrap().to_string()).collect();
        assert_eq!(found, ["one", "two ", "", "a\nb"]);
        assert_eq!(strings.get(4), None);
        assert!(Arc::ptr_eq(&strings.get(1).unwrap(), &strings.get(1).unwrap()));
    }
}
