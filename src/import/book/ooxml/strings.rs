//! The part with the shared strings.

use crate::import::book::strings::Strings;
use crate::import::book::xml::{Xml, XmlPiece};
use crate::import::book::{BookError, limits};

/// Reads the shared strings.
pub fn read(text: &str, part: &str) -> Result<Strings, BookError> {
    let mut strings = Strings::new(true);
    let mut xml = Xml::new(text, part);
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) if tag.local_name().into_inner() == "si" => {
                item_into(&mut xml, strings.text())?;
                strings.end();
                if strings.text().len() > limits::STRINGS {
                    let most = limits::STRINGS >> 20;
                    let what = format!("its cells share more than {most} MiB of text");
                    return Err(BookError::too_large(part, what));
                }
            }
            XmlPiece::Open(_) | XmlPiece::Close(_) | XmlPiece::Text(_) => {}
            XmlPiece::End => return Ok(strings),
        }
    }
}

/// Appends the text of a string item that was just opened: its own and that of its runs, not how it is pronounced.
pub fn item_into(xml: &mut Xml<'_>, text: &mut String) -> Result<(), BookError> {
    let outside = xml.outside();
    while xml.depth() > outside {
        match xml.next()? {
            XmlPiece::Open(tag) => match tag.local_name().into_inner() {
                "t" => xml.text_into(text)?,
                "r" => {}
                _ => xml.skip()?,
            },
            XmlPiece::Close(_) | XmlPiece::Text(_) => {}
            XmlPiece::End => return Err(xml.damaged("it ends within a string")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn runs_are_joined_and_pronunciation_is_left_out() {
        let text = "<sst><si><t>one</t></si><si><r><rPr><b/></rPr><t>t</t></r><r><t xml:space=\"preserve\">wo </t></r>\
                    <rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si><si/><si><t>a_x000D_&#10;b</t></si></sst>";
        let mut strings = read(text, "strings").unwrap();
        let found: Vec<String> = (0..4).map(|at| strings.get(at).unwrap().to_string()).collect();
        assert_eq!(found, ["one", "two ", "", "a\nb"]);
        assert_eq!(strings.get(4), None);
        assert!(Arc::ptr_eq(&strings.get(1).unwrap(), &strings.get(1).unwrap()));
    }
}
