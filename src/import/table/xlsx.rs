//! A workbook: the sheet that holds the longest list of facilities.

use crate::domain::Place;
use crate::import::book::{self, Book, BookCell, BookError, Bounds, CellValue, date_time, limits};
use crate::import::cell_grid::{CellGrid, GridReading, TableHeading};
use crate::import::columns::{FacilityColumn, MAX_COLUMNS};
use crate::import::merging::SourceLists;
use crate::import::{Bytes, Draft, ImportError, cmrt};

/// More sheets than a list has.
const MOST_SHEETS: usize = 64;
/// The last column that is looked at.
const COLUMNS: u32 = MAX_COLUMNS as u32;
/// So many rows of [`COLUMNS`] cells are read of any sheet, however large.
const FIRST_ROWS: u32 = limits::CELLS as u32 / COLUMNS;

/// How sure it is that the bytes are a workbook, 0 or 100.
pub fn sniff(bytes: &Bytes<'_>) -> u8 {
    match bytes {
        Bytes::Workbook(_) => 100,
        Bytes::Text(_) => 0,
    }
}

/// Reads a workbook.
///
/// # Errors
/// When it is damaged, is a supplier's declaration, or no sheet holds facilities.
pub fn read(file: &str, bytes: &Bytes<'_>) -> Result<Draft, ImportError> {
    let raw = match bytes {
        Bytes::Workbook(raw) => *raw,
        Bytes::Text(text) => text.as_bytes(),
    };
    let mut book = book::open(raw, None)?;
    if cmrt::is_template(&mut book) {
        return Err(DECLARATION);
    }
    facilities(file, grids(&mut book)?)
}

const DECLARATION: ImportError = ImportError::Refused {
    what: "a supplier\u{2019}s declaration (CMRT), where a list of facilities is wanted",
    remedy: "import it as the supplier\u{2019}s declaration",
};

/// The tables of a workbook, one a sheet.
///
/// # Errors
/// When no sheet can be read.
pub fn grids(book: &mut Book<'_>) -> Result<Vec<CellGrid>, ImportError> {
    let mut names: Vec<String> = Vec::new();
    // Sheets are known by their names: of several with one name the first is read, and once.
    for sheet in book.sheets().iter().take(MOST_SHEETS) {
        if !names.contains(&sheet.name) {
            names.push(sheet.name.clone());
        }
    }
    let date1904 = book.date1904();
    let (mut grids, mut failed) = (Vec::new(), None);
    for name in names {
        // A sheet that cannot be read must not hide the others, unless there are none.
        match grid(book, &name, date1904) {
            Ok(grid) => grids.push(grid),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    match failed {
        Some(error) if grids.iter().all(|grid| grid.rows.is_empty()) => Err(error.into()),
        Some(_) | None => Ok(grids),
    }
}

/// A sheet that lists facilities.
struct SheetList {
    sheet: String,
    columns: Vec<FacilityColumn>,
    /// What its name says of its rows, where they do not say it themselves.
    told: Told,
    reading: GridReading,
}

/// What a sheet's name says of its rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Metal,
    Status,
}

/// The draft of the table with the longest list of facilities, and of those whose sheets' names tell the status of their rows; or of
/// several whose names tell the metals apart.
///
/// # Errors
/// When no table lists facilities.
pub fn facilities(file: &str, grids: Vec<CellGrid>) -> Result<Draft, ImportError> {
    let read: Vec<SheetList> = grids.into_iter().filter_map(sheet_list).collect();
    let by_metal = are_one_list(&read);
    let rows = |list: &SheetList| list.reading.rows.len();
    let longest = read.iter().filter(|list| list.told == Told::Nothing).map(rows).max();
    let first = read.iter().position(|list| list.told == Told::Nothing && Some(rows(list)) == longest);
    let (mut whole, mut lists, mut others) = (GridReading::default(), SourceLists::default(), Vec::new());
    for (index, mut list) in read.into_iter().enumerate() {
        let taken = match list.told {
            Told::Metal => by_metal,
            Told::Nothing => !by_metal && Some(index) == first,
            Told::Status => true,
        };
        if taken {
            lists.end();
            lists.begin(list.columns);
            std::mem::take(&mut list.reading.rows).into_iter().for_each(|row| lists.push(row));
            whole.append(list.reading);
        } else if rows(&list) > 0 {
            others.push((list.sheet, list.reading.rows.len()));
        }
    }
    whole.remarks.extend(lists.remarks());
    whole.rows = lists.into_rows();
    whole.remarks.extend(others.into_iter().map(|(sheet, rows)| {
        let why = format!("this sheet lists {rows} facilities too; only the longest list is read");
        (Place::Cell(sheet, "A1".to_owned()), why)
    }));
    super::draft(file, "workbook", whole)
}

/// What a sheet lists, if it lists facilities.
fn sheet_list(mut grid: CellGrid) -> Option<SheetList> {
    let heading = grid.label.as_deref().and_then(TableHeading::of);
    let layout = grid.layout();
    let has_own = |column| layout.as_ref().is_some_and(|layout| layout.has(column));
    grid.metal = heading
        .as_ref()
        .and_then(|heading| heading.metals.first().copied().filter(|_| heading.metals.len() == 1));
    let status = heading.and_then(|heading| heading.status).filter(|_| !has_own(FacilityColumn::Status));
    grid.status = status.or(grid.status);
    let told = match (status, grid.metal) {
        (Some(_), _) => Told::Status,
        (None, Some(_)) if !has_own(FacilityColumn::Metal) => Told::Metal,
        (None, Some(_) | None) => Told::Nothing,
    };
    let columns = layout.map(|layout| layout.columns).unwrap_or_default();
    let reading = grid.read().filter(|reading| !reading.rows.is_empty() || !reading.columns.is_empty())?;
    Some(SheetList { sheet: grid.label.unwrap_or_default(), columns, told, reading })
}

/// Whether the sheets whose names tell a metal have more facilities together than any other sheet has.
fn are_one_list(read: &[SheetList]) -> bool {
    let rows = |wanted: Told| {
        let of_kind = read.iter().filter(move |list| list.told == wanted);
        of_kind.map(|list| list.reading.rows.len())
    };
    rows(Told::Metal).sum::<usize>() > rows(Told::Nothing).max().unwrap_or(0)
}

/// The cells of a sheet. Of one with more than is read, the first rows.
fn grid(book: &mut Book<'_>, sheet: &str, date1904: bool) -> Result<CellGrid, BookError> {
    let (read, cut) = match book.read(sheet, Bounds::to(limits::ROWS, COLUMNS)) {
        Err(BookError::TooLarge { .. }) => (book.read(sheet, Bounds::to(FIRST_ROWS, COLUMNS))?, true),
        read => (read?, false),
    };
    let rows = read.rows().map(|(row, cells)| (row, texts(cells, date1904)));
    let rows = rows.filter(|(_, cells)| !cells.is_empty()).collect();
    Ok(CellGrid { label: Some(sheet.to_owned()), rows, cut, ..CellGrid::default() })
}

/// The texts of a row's cells, each at the place of its column.
pub fn texts(cells: &[BookCell], date1904: bool) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for cell in cells {
        let text = text(&cell.value, date1904);
        if !text.trim().is_empty() {
            texts.resize(usize::from(cell.col).saturating_sub(1), String::new());
            texts.push(text.trim().to_owned());
        }
    }
    texts
}

fn text(value: &CellValue, date1904: bool) -> String {
    match value {
        CellValue::Date(serial) => {
            date_time(*serial, date1904).map_or(value.to_string(), |at| at.date().to_string())
        }
        CellValue::Text(_)
        | CellValue::Number(_)
        | CellValue::Bool(_)
        | CellValue::Error(_)
        | CellValue::Unvalued => value.to_string(),
    }
}
