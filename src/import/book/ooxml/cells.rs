//! The cells of a worksheet's part.

use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::strings::item_into;
use super::styles::Styles;
use crate::import::book::dates::serial;
use crate::import::book::sheet::{CellValue, Collector, Sheet, position};
use crate::import::book::strings::Strings;
use crate::import::book::xml::{Xml, XmlPiece, plain};
use crate::import::book::{BookError, limits};

/// The tables that all sheets of a workbook share, and whether its dates count from 1904.
type Shared<'t> = (&'t mut Strings, &'t mut Styles, bool);

/// What a cell's value is, by its `t` attribute (ECMA-376, part 1, 18.18.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    Date,
}

impl Kind {
    fn of(written: &str) -> Self {
        match written {
            "s" => Self::Shared,
            "str" => Self::Text,
            "inlineStr" => Self::Inline,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Number,
        }
    }
}

/// The cell at hand.
#[derive(Debug)]
struct Open {
    at: (u32, u32),
    kind: Kind,
    style: usize,
}

/// Reads the cells of a sheet, up to the last row within bounds.
pub fn read(text: &str, part: &str, shared: Shared<'_>, cells: Collector) -> Result<Sheet, BookError> {
    let mut cells = cells;
    merged(text, &mut cells);
    let mut reader = Reader { xml: Xml::new(text, part), shared, cells, text: String::new() };
    let (mut row, mut col) = (0, 0);
    loop {
        match reader.xml.next()? {
            XmlPiece::Open(tag) => match tag.local_name().into_inner() {
                "row" => {
                    (row, col) = (number(&tag, "r").unwrap_or(row + 1), 0);
                    if row > reader.cells.bounds().last_row.min(limits::ROWS) {
                        break;
                    }
                }
                "c" => {
                    let open = open_cell(&tag, (row, col + 1));
                    (_, col) = open.at;
                    reader.cell(&open)?;
                }
                _ => {}
            },
            XmlPiece::Close(tag) if tag.local_name().into_inner() == "sheetData" => break,
            XmlPiece::Close(_) | XmlPiece::Text(_) => {}
            XmlPiece::End => break,
        }
    }
    Ok(reader.cells.finish())
}

/// The blocks of merged cells, which stand after the cells. They are looked for as text, so that the cells beyond the
/// bounds need not be read for them.
fn merged(text: &str, cells: &mut Collector) {
    let elements = text.split("mergeCell ").skip(1).filter_map(|rest| rest.split_once('>'));
    for (attributes, _) in elements {
        let place = attributes.split_once("ref=").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
        let corners = place.and_then(|place| place.split_once(':'));
        let corners = corners.and_then(|(first, last)| position(first).zip(position(last)));
        if let Some(((first, col), (last, _))) = corners {
            cells.merge(col, first, last);
        }
    }
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|a| a.key.0 == name)?;
    found.value.trim().parse().ok()
}

/// What the attributes of a cell say; one without a place stands where the last one's neighbour is.
fn open_cell(tag: &BytesStart<'_>, next: (u32, u32)) -> Open {
    let mut open = Open { at: next, kind: Kind::Number, style: 0 };
    for attribute in tag.attributes().with_checks(false).flatten() {
        match attribute.key.0 {
            "r" => open.at = position(&attribute.value).unwrap_or(next),
            "t" => open.kind = Kind::of(&attribute.value),
            "s" => open.style = attribute.value.parse().unwrap_or(0),
            _ => {}
        }
    }
    open
}

struct Reader<'x, 't> {
    xml: Xml<'x>,
    shared: Shared<'t>,
    cells: Collector,
    /// Text of the cell at hand; kept to save its memory for the next.
    text: String,
}

impl Reader<'_, '_> {
    /// Reads the cell that was just opened.
    fn cell(&mut self, open: &Open) -> Result<(), BookError> {
        let (row, col) = open.at;
        if !self.cells.bounds().holds(row, col) {
            return self.xml.skip();
        }
        let (mut formula, mut valued) = (false, false);
        self.text.clear();
        let outside = self.xml.outside();
        while self.xml.depth() > outside {
            match self.xml.next()? {
                XmlPiece::Open(tag) => match tag.local_name().into_inner() {
                    "f" => {
                        formula = true;
                        self.xml.skip()?;
                    }
                    "v" => {
                        valued = true;
                        self.xml.text_into(&mut self.text)?;
                    }
                    "is" => {
                        valued = true;
                        item_into(&mut self.xml, &mut self.text)?;
                    }
                    _ => self.xml.skip()?,
                },
                XmlPiece::Close(_) | XmlPiece::Text(_) => {}
                XmlPiece::End => return Err(self.xml.damaged("it ends within a cell")),
            }
        }
        self.keep(open, formula, valued)
    }

    fn keep(&mut self, open: &Open, formula: bool, valued: bool) -> Result<(), BookError> {
        let textual = matches!(open.kind, Kind::Text | Kind::Inline);
        if self.text.is_empty() {
            return match formula && !(valued && textual) {
                true => self.cells.push(open.at, true, CellValue::Unvalued),
                false => Ok(()),
            };
        }
        let value = self.value(open)?;
        self.cells.push(open.at, formula, value)
    }

    /// What the text of a cell stands for. What is no number where one should be stays text.
    fn value(&mut self, open: &Open) -> Result<CellValue, BookError> {
        let text = self.text.as_str();
        let as_text = || CellValue::Text(plain(text).into());
        let (strings, styles, date1904) = &mut self.shared;
        Ok(match open.kind {
            Kind::Shared => {
                let found = text.trim().parse().ok().and_then(|at| strings.get(at));
                let missing = || {
                    let (row, col) = open.at;
                    BookError::damaged(self.cells.place(row, col), "its shared string is missing")
                };
                CellValue::Text(found.ok_or_else(missing)?)
            }
            Kind::Text | Kind::Inline => as_text(),
            Kind::Bool => CellValue::Bool(matches!(text.trim(), "1" | "true")),
            Kind::Error => CellValue::Error(Arc::from(text)),
            Kind::Date => serial(text, *date1904).map_or_else(as_text, CellValue::Date),
            Kind::Number => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() && styles.is_date(open.style) => CellValue::Date(number),
                Ok(number) if number.is_finite() => CellValue::Number(number),
                Ok(_) | Err(_) => as_text(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::book::sheet::Bounds;

    fn sheet(rows: &str, bounds: Bounds) -> Result<Sheet, BookError> {
        let text =
            format!("<x:worksheet><x:dimension ref=\"A1:XFD1048576\"/><x:sheetData>{rows}</x:sheetData>");
        let mut strings =
            super::super::strings::read("<sst><si><t>shared</t></si></sst>", "strings").unwrap();
        let styles = "<s><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></s>";
        let mut styles = Styles::read(styles, "styles").unwrap();
        read(&text, "part", (&mut strings, &mut styles, false), Collector::new("S", bounds))
    }

    fn one(cell: &str) -> Option<CellValue> {
        let sheet = sheet(&format!("<row r=\"1\">{cell}</row>"), Bounds::ALL).unwrap();
        sheet.get(1, 1).map(|cell| cell.value.clone())
    }

    #[test]
    fn every_kind_of_value_is_read() {
        let text = |text: &str| Some(CellValue::Text(text.into()));
        assert_eq!(one("<c r=\"A1\" t=\"s\"><v>0</v></c>"), text("shared"));
        assert_eq!(one("<c r=\"A1\" t=\"str\"><f>B1&amp;\"\"</f><v>a&amp;b</v></c>"), text("a&b"));
        assert_eq!(one("<c t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c>"), text("inline"));
        assert_eq!(one("<c r=\"A1\" t=\"b\"><v>1</v></c>"), Some(CellValue::Bool(true)));
        assert_eq!(
            one("<c r=\"A1\" t=\"e\"><f>X</f><v>#REF!</v></c>"),
            Some(CellValue::Error("#REF!".into()))
        );
        assert_eq!(one("<c r=\"A1\" s=\"1\"><v>44576.5</v></c>"), Some(CellValue::Date(44576.5)));
        assert_eq!(one("<c r=\"A1\" t=\"d\"><v>2022-01-15</v></c>"), Some(CellValue::Date(44576.0)));
        assert_eq!(one("<c r=\"A1\" t=\"n\"><v>1E-2</v></c>"), Some(CellValue::Number(0.01)));
        assert_eq!(one("<c r=\"A1\"><v>NaN</v></c>"), text("NaN"));
        assert_eq!(one("<x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t> </x:t></x:is></x:c>"), text(" "));
    }

    #[test]
    fn an_empty_result_is_not_a_missing_one() {
        assert_eq!(one("<c r=\"A1\" s=\"7\"/>"), None);
        assert_eq!(one("<c r=\"A1\" t=\"str\"><f>\"\"</f><v></v></c>"), None);
        assert_eq!(one("<c r=\"A1\" t=\"str\"><f>\"\"</f><v/></c>"), None);
        assert_eq!(one("<c r=\"A1\"><f>1+1</f></c>"), Some(CellValue::Unvalued));
        assert_eq!(one("<c r=\"A1\"><f>1+1</f><v></v></c>"), Some(CellValue::Unvalued));
        assert_eq!(one("<c r=\"A1\" t=\"str\"><f t=\"shared\" si=\"0\"/></c>"), Some(CellValue::Unvalued));
    }

    #[test]
    fn rows_and_cells_without_a_place_follow_each_other() {
        let rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"7\"><c r=\"C7\"><v>3</v></c><c><v>4</v></c></row>";
        let sheet = sheet(rows, Bounds::ALL).unwrap();
        let found: Vec<(u32, u16)> = sheet.cells().iter().map(|cell| (cell.row, cell.col)).collect();
        assert_eq!(found, [(1, 1), (1, 2), (7, 3), (7, 4)]);
    }

    #[test]
    fn reading_stops_after_the_last_row_and_a_far_cell_takes_no_memory() {
        let rows = "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>9</v></c></row>";
        assert_eq!(sheet(rows, Bounds::ALL).unwrap().cells().len(), 2);
        let beyond = format!("{rows}<row r=\"1\"><c r=\"A1\" t=\"s\"><v>77</v></c></row>");
        assert_eq!(sheet(&beyond, Bounds::to(9, 9)).unwrap().cells().len(), 1);
        assert!(sheet(&beyond, Bounds::ALL).is_err());
    }

    #[test]
    fn what_does_not_fit_says_where() {
        let error = sheet("<row r=\"9\"><c r=\"B9\" t=\"s\"><v>77</v></c></row>", Bounds::ALL).unwrap_err();
        assert_eq!(error.place(), "S!B9");
        assert!(sheet("<row r=\"9\"><c r=\"B9\"", Bounds::ALL).is_err());
    }
}
