//! The product list.

use super::notes::{Notes, Texts};
use crate::cmrt::{Col, Layout, ProductLayout};
use crate::domain::cmrt::{CellAddress, OddityKind, Product, Version};
use crate::import::ImportError;
use crate::import::book::{Book, BookCell, Bounds};

/// How far below its end the list is looked at.
const ROOM: u32 = 2000;

/// Reads the product list: the cell of its first product, and the products.
pub fn read(
    book: &mut Book<'_>,
    layout: &Layout,
    notes: &mut Notes,
) -> Result<(CellAddress, Vec<Product>), ImportError> {
    let Some(list) = layout.products else {
        return Ok((CellAddress::new(1, 1), Vec::new()));
    };
    let first = list.number.at(list.first);
    if book.find(&list.sheet).is_none() {
        let place = crate::domain::Place::File;
        notes.add(OddityKind::SheetMissing, place, list.sheet.clone());
        return Ok((first, Vec::new()));
    }
    let columns = Bounds::to(
        list.last.saturating_add(ROOM),
        list.columns().map(|col| u32::from(col.0)).max().unwrap_or(1),
    );
    let sheet = book.read(&list.sheet, columns)?;
    let mut texts = Texts { sheet: &sheet, date1904: book.date1904(), notes };
    // Older templates have other things below the list.
    let any_below = layout.version >= Version::new(300);
    let is_of_list = |(row, cells): &(u32, &[BookCell])| {
        (list.first..=list.last).contains(row) || any_below && *row > list.last && cells.iter().any(is_typed)
    };
    let rows: Vec<u32> = sheet.rows().filter(is_of_list).map(|(row, _)| row).collect();
    let products: Vec<Product> = rows.into_iter().filter_map(|row| product(&mut texts, list, row)).collect();
    for below in products.iter().filter(|product| product.row > list.last) {
        notes.cell(OddityKind::RowsBeyondEnd, sheet.name(), list.number.at(below.row), "");
    }
    Ok((first, products))
}

fn product(texts: &mut Texts<'_>, list: &ProductLayout, row: u32) -> Option<Product> {
    let mut text = |col: Col| texts.at(col.at(row)).trim().to_owned();
    let [number, name, comment] = [list.number, list.name, list.comment].map(&mut text);
    let (requester_number, requester_name) =
        list.requester.map(|(number, name)| (text(number), text(name))).unwrap_or_default();
    let product = Product { row, number, name, requester_number, requester_name, comment };
    let is_blank = product == Product { row, ..Product::default() };
    (!is_blank && !is_copyright(&product.number)).then_some(product)
}

/// Whether a cell holds something that somebody typed.
fn is_typed(cell: &BookCell) -> bool {
    !cell.formula && !cell.value.to_string().trim().is_empty()
}

/// Whether a text is the line with the copyright below the list.
fn is_copyright(text: &str) -> bool {
    text.trim_start().starts_with('\u{a9}')
}
