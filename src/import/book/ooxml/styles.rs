//! Which of a workbook's cell formats show dates.

use std::collections::BTreeSet;

use crate::import::book::BookError;
use crate::import::book::dates::{is_date_code, is_date_id};
use crate::import::book::xml::{Xml, XmlPiece, attribute};

/// The cell formats of a workbook: whether each shows dates.
#[derive(Debug, Default)]
pub struct Styles {
    dates: Vec<bool>,
}

impl Styles {
    /// Reads the part with the styles, as far as the cell formats.
    pub fn read(text: &str, part: &str) -> Result<Self, BookError> {
        let (mut own, mut general) = (BTreeSet::new(), BTreeSet::new());
        let mut styles = Self::default();
        let mut within = false;
        let mut xml = Xml::new(text, part);
        loop {
            match xml.next()? {
                XmlPiece::Open(tag) => {
                    let number = |name| attribute(&tag, name).and_then(|v| v.trim().parse::<u32>().ok());
                    match tag.local_name().into_inner() {
                        "numFmt" => {
                            let code = attribute(&tag, "formatCode").unwrap_or_default();
                            let set = if is_date_code(&code) { &mut own } else { &mut general };
                            set.extend(number("numFmtId"));
                        }
                        "cellXfs" => within = true,
                        "xf" if within => styles.dates.push(number("numFmtId").is_some_and(|id| {
                            own.contains(&id) || (is_date_id(id) && !general.contains(&id))
                        })),
                        _ => {}
                    }
                }
                XmlPiece::Close(tag) if tag.local_name().into_inner() == "cellXfs" => return Ok(styles),
                XmlPiece::Close(_) | XmlPiece::Text(_) => {}
                XmlPiece::End => return Ok(styles),
            }
        }
    }

    /// Whether a format, by its position, shows dates.
    pub fn is_date(&self, at: usize) -> bool {
        self.dates.get(at).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_dates_are_known() {
        let text = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"d\\-mmm\"/>\
                    <numFmt numFmtId=\"15\" formatCode=\"0.0\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
                    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"15\"/></cellXfs>";
        let styles = Styles::read(text, "styles").unwrap();
        let found: Vec<bool> = (0..5).map(|at| styles.is_date(at)).collect();
        assert_eq!(found, [false, true, true, false, false]);
    }
}
