//! The tables of a web page as the sheets of a workbook that was saved as one.

use super::tokens::{self, HtmlBlock, RawTable};
use crate::import::ImportError;
use crate::import::book::{Book, BookError, Bounds, CellValue, Collector, Sheet};
use crate::text::clean;

/// More tables than a workbook that was saved so has sheets.
const MOST_TABLES: usize = 100;
/// Longer texts are no names of sheets.
const LONGEST_NAME: usize = 60;

/// The tables of a page, each a sheet with the name that stands above it.
///
/// # Errors
/// When a table holds more than is read of a sheet, or the page more than is read of a page.
pub fn workbook(text: &str) -> Result<Book<'static>, ImportError> {
    let (mut sheets, mut above): (Vec<Sheet>, String) = (Vec::new(), String::new());
    for block in tokens::read(text)? {
        match block {
            HtmlBlock::Text(pieces) | HtmlBlock::Item(pieces) => {
                above = clean(&pieces.iter().map(|(_, piece)| piece.as_str()).collect::<Vec<_>>().join(" "));
            }
            HtmlBlock::Table(table) => {
                let name = name(&above, &table, &sheets);
                sheets.push(sheet(&name, &table)?);
                above.clear();
            }
        }
        if sheets.len() >= MOST_TABLES {
            break;
        }
    }
    Ok(Book::of_web_page(sheets))
}

/// The name of a table: what stands right above it, without the number that programs put before it; else its number.
fn name(above: &str, table: &RawTable, sheets: &[Sheet]) -> String {
    let words = match above.split_once(':') {
        Some((before, after)) if before.chars().any(|c| c.is_ascii_digit()) => after.trim(),
        Some(_) | None => above.trim(),
    };
    let is_free = sheets.iter().all(|sheet| !sheet.name().eq_ignore_ascii_case(words));
    if words.is_empty() || words.len() > LONGEST_NAME || !is_free {
        return table.number.map_or_else(|| "table".to_owned(), |number| format!("table {number}"));
    }
    words.to_owned()
}

/// A table with every cell at its place; a cell that goes over several rows is a block of merged ones.
fn sheet(name: &str, table: &RawTable) -> Result<Sheet, BookError> {
    let mut cells = Collector::new(name, Bounds::ALL);
    // The rows for which each column is still taken by a cell above.
    let mut taken: Vec<usize> = Vec::new();
    for (row, line) in (1_u32..).zip(&table.rows) {
        let mut now = std::mem::take(&mut taken);
        let mut at = 0;
        for cell in line {
            while now.get(at).is_some_and(|left| *left > 0) {
                at += 1;
            }
            let col = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let text = clean(&cell.text);
            cells.push((row, col), false, CellValue::Text(text.into()))?;
            let below = u32::try_from(cell.rows - 1).unwrap_or(0);
            cells.merge(col, row, row.saturating_add(below));
            now.resize(now.len().max(at + cell.columns), 0);
            now.iter_mut().skip(at).take(cell.columns).for_each(|left| *left = cell.rows);
            at += cell.columns;
        }
        taken = now.into_iter().map(|left| left.saturating_sub(1)).collect();
    }
    Ok(cells.finish())
}

/// Whether a page is only the frame of a workbook whose sheets lie in files beside it.
pub fn is_frame(text: &str) -> bool {
    let head: String = text.chars().take(100_000).collect::<String>().to_ascii_lowercase();
    head.contains("<frame") && (head.contains("excelworkbook") || head.contains("sheet001.htm"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sheets_with_their_cells_in_place() {
        let page = "<h1>Sheet 2: <em>Prices</em></h1><table><tr><td rowspan=2>a<td colspan=2>b<td>c\
                    <tr><td>d<td>e<td>f</table><table><tr><td>x</table>";
        let mut book = workbook(page).unwrap();
        let names: Vec<&str> = book.sheets().iter().map(|sheet| sheet.name.as_str()).collect();
        assert_eq!(names, ["Prices", "table 2"]);
        let sheet = book.read("Prices", Bounds::ALL).unwrap();
        let at = |place: &str| sheet.at(place).map(|cell| cell.value.to_string());
        let texts = ["A1", "B1", "C1", "D1", "A2", "B2", "C2", "D2"].map(at);
        let texts: Vec<&str> = texts.iter().map(|text| text.as_deref().unwrap_or("")).collect();
        assert_eq!(texts, ["a", "b", "", "c", "", "d", "e", "f"]);
        assert_eq!(sheet.whole(2, 1).unwrap().value.text(), Some("a"));
    }

    #[test]
    fn a_frame_is_told_from_a_page() {
        assert!(is_frame(
            "<html><x:ExcelWorkbook></x:ExcelWorkbook><frameset><frame src=\"a_files/sheet001.htm\">"
        ));
        assert!(!is_frame("<html><table><tr><td>sheet001.htm</table>"));
    }
}
