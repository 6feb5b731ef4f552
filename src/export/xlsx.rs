//! A table as an Excel workbook of one sheet. The same table gives the same bytes: the workbook is marked
//! as made on the table's day.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::ExportError;
use super::tables::is_right;
use crate::tabular::{Cell, Table};
use crate::text::{as_written, width};

/// Columns are as wide as their text, within these bounds, in characters.
const NARROWEST: usize = 6;
const WIDEST: usize = 60;

/// Characters that a sheet's name must not have, and its greatest length.
const NOT_IN_NAMES: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
const LONGEST_NAME: usize = 31;

/// The bytes of the workbook. Text is written as text, so that no cell is a formula.
///
/// # Errors
/// When a text is longer than a cell may hold (32,767 characters), there are more rows than a sheet may have
/// (1,048,576), or a day is before 1900.
pub fn write(table: &Table) -> Result<Vec<u8>, ExportError> {
    build(table).map_err(|error| ExportError::Table(table.title.clone(), error.to_string()))
}

fn build(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = excel_date(table.dated)?;
    workbook.set_properties(
        &DocProperties::new().set_title(as_written(&table.title)).set_creation_datetime(&made),
    );
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(&as_written(&table.title)))?;
    headers(sheet, table)?;
    for (row, cells) in (1..).zip(table.lines()) {
        let total = table.total.is_some() && row as usize == table.rows.len() + 1;
        for (column, cell) in (0..).zip(cells) {
            write_cell(sheet, (row, column), cell, total)?;
        }
    }
    widths(sheet, table)?;
    page(sheet, table)?;
    workbook.save_to_buffer()
}

fn headers(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    for (number, column) in (0..).zip(&table.columns) {
        let align = if is_right(column) { FormatAlign::Right } else { FormatAlign::Left };
        let format = Format::new().set_bold().set_align(align).set_border_bottom(FormatBorder::Thin);
        sheet.write_string_with_format(0, number, as_written(&column.header), &format)?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    total: bool,
) -> Result<(), XlsxError> {
    let format = Format::new().set_align(FormatAlign::Top);
    let format = if total { format.set_bold() } else { format };
    match cell {
        Cell::Text(_) | Cell::Lines(_) => {
            let text = cell.leaving();
            let format = if wraps(&text) { format.set_text_wrap() } else { format };
            sheet.write_string_with_format(row, column, &text, &format)?
        }
        Cell::Number(number) => sheet.write_number_with_format(row, column, *number as f64, &format)?,
        Cell::Date(date) => {
            let format = format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left);
            sheet.write_datetime_with_format(row, column, &excel_date(*date)?, &format)?
        }
        Cell::Empty => return Ok(()),
    };
    Ok(())
}

/// Whether a text needs more than one line of the widest column.
fn wraps(text: &str) -> bool {
    text.contains('\n') || width(text) > WIDEST
}

fn excel_date(date: jiff::civil::Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |n: i8| u8::try_from(n).unwrap_or_default();
    let year = u16::try_from(date.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))
}

fn widest_line(text: &str) -> usize {
    text.lines().map(width).max().unwrap_or_default()
}

fn widths(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    for (index, column) in table.columns.iter().enumerate() {
        let cells = table.lines().filter_map(|row| row.get(index)).map(|cell| widest_line(&cell.leaving()));
        let widest = cells.chain([width(&column.header)]).max().unwrap_or_default();
        // One character more than the text, so that it does not touch its neighbour.
        let wide = (widest + 1).clamp(NARROWEST, WIDEST);
        sheet.set_column_width(u16::try_from(index).unwrap_or(u16::MAX), wide as f64)?;
    }
    Ok(())
}

/// The header row stays in sight and repeats on every printed page, one page wide.
fn page(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    let last_column = table.columns.len().checked_sub(1).and_then(|n| u16::try_from(n).ok());
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    if let (Some(last_column), 1..) = (last_column, last_row) {
        sheet.autofilter(0, 0, last_row, last_column)?;
    }
    Ok(())
}

fn sheet_name(title: &str) -> String {
    let kept = title.chars().filter(|c| !NOT_IN_NAMES.contains(c)).take(LONGEST_NAME).collect::<String>();
    let kept = kept.trim_matches(['\'', ' ']);
    if kept.is_empty() { "Table".to_owned() } else { kept.to_owned() }
}
