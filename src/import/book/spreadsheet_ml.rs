//! Workbooks as one XML document, as Excel 2003 wrote them and some portals still do (SpreadsheetML).

use std::sync::Arc;

use quick_xml::events::BytesStart;

use super::dates::serial;
use super::sheet::{CellValue, Collector, Sheet};
use super::xml::{Xml, XmlPiece, attribute, line_ends};
use super::{BookError, SheetInfo, limits};

/// An open workbook.
#[derive(Debug)]
pub struct SpreadsheetMlWorkbook {
    text: String,
    /// The sheets, and where the element of each begins.
    sheets: Vec<(SheetInfo, usize)>,
}

/// Whether a text is such a workbook.
pub fn is_workbook(text: &str) -> bool {
    let head = text.trim_start();
    let head = head.get(..head.floor_char_boundary(2000)).unwrap_or(head);
    (head.starts_with("<?xml") || head.starts_with("<Workbook"))
        && head.contains("urn:schemas-microsoft-com:office:spreadsheet")
}

impl SpreadsheetMlWorkbook {
    /// Opens a workbook and lists its sheets.
    pub fn open(text: String) -> Result<Self, BookError> {
        let sheets = listed(&text)?;
        Ok(Self { text, sheets })
    }

    pub fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.iter().map(|(info, _)| info.clone()).collect()
    }

    /// Reads the cells of a sheet, by its position.
    pub fn read(&self, at: usize, cells: Collector) -> Result<Sheet, BookError> {
        let start = self.sheets.get(at).map_or(usize::MAX, |(_, start)| *start);
        let text = self.text.get(start..).unwrap_or_default();
        let place = cells.sheet.clone();
        read(Xml::new(text, &place), cells)
    }
}

fn listed(text: &str) -> Result<Vec<(SheetInfo, usize)>, BookError> {
    let mut sheets: Vec<(SheetInfo, usize)> = Vec::new();
    let mut xml = Xml::new(text, "");
    // How deep the elements are within which the last sheet stands; the reader of a sheet would read those within it again.
    let mut outside = usize::MAX;
    loop {
        let start = xml.position();
        match xml.next()? {
            XmlPiece::Open(tag) => match tag.local_name().into_inner() {
                "Worksheet" => {
                    if xml.outside() > outside {
                        return Err(xml.damaged("a sheet begins within another"));
                    }
                    outside = xml.outside();
                    let name = attribute(&tag, "Name").unwrap_or_default().into_owned();
                    sheets.push((SheetInfo { name, hidden: false }, start));
                }
                "Visible" => {
                    let mut state = String::new();
                    xml.text_into(&mut state)?;
                    let last = sheets.last_mut().filter(|_| state.trim() != "SheetVisible");
                    last.into_iter().for_each(|(info, _)| info.hidden = true);
                }
                _ => {}
            },
            XmlPiece::Close(_) | XmlPiece::Text(_) => {}
            XmlPiece::End => return Ok(sheets),
        }
        if sheets.len() > limits::SHEETS {
            return Err(BookError::too_large("", format!("it has more than {} sheets", limits::SHEETS)));
        }
    }
}

/// Reads the cells of the sheet whose element comes first.
fn read(mut xml: Xml<'_>, mut cells: Collector) -> Result<Sheet, BookError> {
    let (mut row, mut next_row, mut next_col) = (0_u32, 1_u32, 1_u32);
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) => match tag.local_name().into_inner() {
                "Row" => {
                    row = number(&tag, "Index").unwrap_or(next_row);
                    next_row = row.saturating_add(1).saturating_add(number(&tag, "Span").unwrap_or(0));
                    next_col = 1;
                    if row > cells.bounds().last_row.min(limits::ROWS) {
                        break;
                    }
                }
                "Cell" => {
                    let col = number(&tag, "Index").unwrap_or(next_col);
                    // A merged cell takes the places of its neighbours.
                    next_col = col.saturating_add(1).saturating_add(number(&tag, "MergeAcross").unwrap_or(0));
                    if let Some(down) = number(&tag, "MergeDown") {
                        cells.merge(col, row, row.saturating_add(down));
                    }
                    let formula = attribute(&tag, "Formula").is_some();
                    let value = cell(&mut xml)?.or(formula.then_some(CellValue::Unvalued));
                    value.map_or(Ok(()), |value| cells.push((row, col), formula, value))?;
                }
                _ => {}
            },
            XmlPiece::Close(tag) if tag.local_name().into_inner() == "Worksheet" => break,
            XmlPiece::Close(_) | XmlPiece::Text(_) => {}
            XmlPiece::End => return Err(xml.damaged("it ends within a sheet")),
        }
    }
    Ok(cells.finish())
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

/// What the cell that was just opened holds.
fn cell(xml: &mut Xml<'_>) -> Result<Option<CellValue>, BookError> {
    let mut found = None;
    let outside = xml.outside();
    while xml.depth() > outside {
        match xml.next()? {
            XmlPiece::Open(tag) if tag.local_name().into_inner() == "Data" => {
                let kind = attribute(&tag, "Type").unwrap_or_default().into_owned();
                let mut text = String::new();
                xml.whole_text_into(&mut text)?;
                found = Some(value(&kind, &text));
            }
            XmlPiece::Open(_) => xml.skip()?,
            XmlPiece::Close(_) | XmlPiece::Text(_) => {}
            XmlPiece::End => return Err(xml.damaged("it ends within a cell")),
        }
    }
    Ok(found)
}

/// What a text stands for, by its type. What is no number where one should be stays text.
fn value(kind: &str, text: &str) -> CellValue {
    let as_text = || CellValue::Text(line_ends(text.into()).into());
    match kind {
        "Number" => match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => CellValue::Number(number),
            Ok(_) | Err(_) => as_text(),
        },
        "DateTime" => serial(text, false).map_or_else(as_text, CellValue::Date),
        "Boolean" => CellValue::Bool(text.trim() == "1"),
        "Error" => CellValue::Error(Arc::from(text.trim())),
        _ => as_text(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::book::sheet::Bounds;

    const TEXT: &str = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
        xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Worksheet ss:Name=\"One\"><Table>\
        <Row><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">a &amp; b&#10;c</Data></Cell>\
        <Cell><Data ss:Type=\"Number\">2.5</Data><Comment><ss:Data ss:Type=\"String\">no</ss:Data></Comment></Cell></Row>\
        <Row ss:Index=\"5\" ss:Span=\"2\"><Cell ss:Index=\"4\"><Data ss:Type=\"DateTime\">2022-01-15T00:00:00.000</Data></Cell>\
        <Cell ss:Formula=\"=1\"/><Cell/></Row>\
        <Row><Cell><Data ss:Type=\"Boolean\">1</Data></Cell><Cell><Data ss:Type=\"Error\">#N/A</Data></Cell>\
        <Cell><ss:Data ss:Type=\"String\"><B>bo</B>ld</ss:Data></Cell></Row></Table></Worksheet>\
        <Worksheet ss:Name=\"Two\"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>\
        </Workbook>";

    #[test]
    fn cells_stand_where_their_indices_say() {
        assert!(is_workbook(TEXT));
        let book = SpreadsheetMlWorkbook::open(TEXT.to_owned()).unwrap();
        let sheets: Vec<(String, bool)> = book.sheets().into_iter().map(|s| (s.name, s.hidden)).collect();
        assert_eq!(sheets, [("One".to_owned(), false), ("Two".to_owned(), true)]);
        let sheet = book.read(0, Collector::new("One", Bounds::ALL)).unwrap();
        let place = |cell: &crate::import::book::BookCell| {
            crate::import::book::cell_name(cell.row, u32::from(cell.col))
        };
        let shown: Vec<String> = sheet.cells().iter().map(|c| format!("{} {}", place(c), c.value)).collect();
        assert_eq!(shown, ["A1 a & b\nc", "C1 2.5", "D5 44576", "E5 ", "A8 TRUE", "B8 #N/A", "C8 bold"]);
        assert_eq!(sheet.at("E5").unwrap().value, CellValue::Unvalued);
        assert_eq!(book.read(0, Collector::new("One", Bounds::to(4, 9))).unwrap().cells().len(), 2);
        assert!(book.read(1, Collector::new("Two", Bounds::ALL)).unwrap().cells().is_empty());
    }

    #[test]
    fn what_is_cut_off_or_declares_entities_is_refused() {
        let cut = TEXT.get(..TEXT.len() / 2).unwrap();
        assert!(SpreadsheetMlWorkbook::open(cut.to_owned()).is_err());
        let (cut, _) = TEXT.split_once("</Worksheet>").unwrap();
        assert!(SpreadsheetMlWorkbook::open(cut.to_owned()).unwrap_err().to_string().contains("ends within"));
        let bomb = TEXT.replacen("<Workbook", "<!DOCTYPE x [<!ENTITY a \"b\">]><Workbook", 1);
        assert!(SpreadsheetMlWorkbook::open(bomb).unwrap_err().to_string().contains("document type"));
    }
}
