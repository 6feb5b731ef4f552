//! What stands around a place in an imported file that was kept: lines of a text, or cells of a table.

use std::path::{Path, PathBuf};

use crate::Problem;
use crate::app::msg::SourceAround;
use crate::app::overlays::sheet::SheetAround;
use crate::domain::Place;
use crate::import::book::{self, Book, BookError, Bounds};
use crate::import::{self, Bytes, NumberedRows};
use crate::store::Disk;
use crate::text::{count, visible};

/// How many lines or rows before and after the place are shown.
const AROUND: u32 = 2_500;

/// The last column of a sheet that is shown.
const LAST_COLUMN: u32 = 60;

/// The most characters of one cell that are shown.
const LONGEST: usize = 600;

/// Among the first rows of a table is its heading.
const TOP: u32 = 40;

/// A source as it is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceWanted {
    /// The folder of the originals.
    pub originals: PathBuf,
    /// The file's hash.
    pub sha256: String,
    /// The file's name, for messages.
    pub file: String,
    pub place: Place,
}

/// What stands around the place, safe to show.
///
/// # Errors
/// When the file was not kept or cannot be read, or its workbook needs a password.
pub fn read(disk: &dyn Disk, wanted: &SourceWanted) -> Result<SourceAround, Problem> {
    let place = format!("{}, {}", wanted.file, wanted.place);
    let path = kept(disk, wanted).ok_or_else(|| {
        Problem::new(
            "the file was not kept with the workspace",
            &place,
            "open the original document at this place",
        )
    })?;
    let bytes = disk.read(&path).map_err(|error| {
        Problem::new(format!("the kept file cannot be read: {error}"), shown(&path), "check the disk")
    })?;
    if let Place::Cell(sheet, cell) = &wanted.place
        && let Ok(book) = book::open(&bytes, None)
    {
        return sheet_around(book, sheet, cell)
            .map(SourceAround::Sheet)
            .map_err(|error| Problem::new(error.to_string(), place, in_a_spreadsheet(&path)));
    }
    let recognised = Bytes::recognise(&bytes)
        .map_err(|error| Problem::new(error.to_string(), shown(&path), "import the file again"))?;
    if let Some(rows) = import::table_around(&recognised, &wanted.place) {
        return Ok(SourceAround::Sheet(around(rows, position(&wanted.place))));
    }
    match recognised {
        Bytes::Text(text) => Ok(SourceAround::Lines(lines(&text, &wanted.place))),
        Bytes::Workbook(_) => {
            Err(Problem::new("this workbook is not shown here", place, in_a_spreadsheet(&path)))
        }
    }
}

fn in_a_spreadsheet(path: &Path) -> String {
    format!("open it in a spreadsheet: {}", shown(path))
}

/// The row of a place and its column, both from 1; the first ones where it has none.
fn position(place: &Place) -> (u32, u32) {
    let (row, column) = match place {
        Place::Line(line, column) => (*line, *column),
        Place::Cell(_, cell) => book::position(cell).unwrap_or_default(),
        Place::File => (1, 1),
    };
    (row.max(1), column.max(1))
}

/// The first and the last row that are shown around one.
fn near(row: u32) -> (u32, u32) {
    (row.saturating_sub(AROUND).max(1), row.saturating_add(AROUND))
}

/// The rows of a sheet around a cell.
fn sheet_around(mut book: Book<'_>, sheet: &str, cell: &str) -> Result<SheetAround, BookError> {
    let (row, column) = book::position(cell).unwrap_or((1, 1));
    let (first_row, last_row) = near(row);
    let found = book.read(sheet, Bounds { first_row, last_row, last_col: LAST_COLUMN })?;
    let date1904 = book.date1904();
    let mut rows = Vec::new();
    if first_row > 1 {
        // Without its heading a sheet is still shown.
        let last_top = TOP.min(first_row - 1);
        let top = book.read(sheet, Bounds::to(last_top, LAST_COLUMN)).ok();
        rows.extend(top.iter().flat_map(|top| import::rows_of(top, date1904, (1, last_top))));
    }
    // Rows without anything are there too: the numbers beside them are what the eye follows.
    rows.extend(import::rows_of(&found, date1904, (first_row, found.last_row().max(row))));
    Ok(around(rows, (row, column)))
}

/// Rows near a place, cleaned and bounded.
fn around(rows: NumberedRows, (row, column): (u32, u32)) -> SheetAround {
    let (first, last) = near(row);
    let is_near = |number: u32| (first..=last).contains(&number);
    let columns = usize::try_from(LAST_COLUMN).unwrap_or(usize::MAX);
    let cell = |text: String| bounded(&text);
    let wanted = rows.into_iter().filter(|(number, _)| *number <= TOP || is_near(*number));
    let cleaned = wanted.map(|(number, cells)| (number, cells.into_iter().take(columns).map(cell).collect()));
    let column = usize::try_from(column.clamp(1, LAST_COLUMN) - 1).unwrap_or_default();
    SheetAround::of(cleaned.collect(), (row, column), is_near)
}

/// The text of a cell as far as it is shown; one that goes on says so.
fn bounded(text: &str) -> String {
    let shown = visible(&text.chars().take(LONGEST).collect::<String>());
    match text.chars().count().saturating_sub(LONGEST) {
        0 => shown,
        more => format!("{shown}\u{2026} ({} more)", count(more, "character", "characters")),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Where the file of a hash is kept.
fn kept(disk: &dyn Disk, wanted: &SourceWanted) -> Option<PathBuf> {
    let names = disk.list(&wanted.originals).ok()?;
    let stem = |name: &str| name.split_once('.').map(|(stem, _)| stem.to_owned());
    let name = names.into_iter().find(|name| stem(name).as_deref() == Some(wanted.sha256.as_str()))?;
    Some(wanted.originals.join(name))
}

/// The lines, counted as the readers count them.
fn lines(text: &str, place: &Place) -> Vec<(u32, String)> {
    let middle = match place {
        Place::Line(line, _) => *line,
        Place::Cell(..) | Place::File => 1,
    };
    let first = middle.saturating_sub(AROUND).max(1);
    let numbered = (1..).zip(text.split('\n').flat_map(|line| line.trim_end_matches('\r').split('\r')));
    let wanted = numbered.skip_while(|(number, _)| *number < first);
    wanted
        .take_while(|(number, _)| *number <= middle.saturating_add(AROUND))
        .map(|(number, line)| (number, visible(line)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{RealDisk, write_atomic};

    #[test]
    fn lines_are_numbered_and_safe() {
        let shown = lines("a\tb\r\nc\u{1b}\rd\n", &Place::Line(2, 1));
        let expected = [(1, "a b"), (2, "c<U+001B>"), (3, "d"), (4, "")];
        assert_eq!(shown, expected.map(|(number, line)| (number, line.to_owned())));
    }

    #[test]
    fn a_long_text_is_cut_around_the_place() {
        let text = "x\n".repeat(20_000);
        let shown = lines(&text, &Place::Line(10_000, 1));
        assert_eq!((shown.first().map(|l| l.0), shown.last().map(|l| l.0)), (Some(7_500), Some(12_500)));
    }

    #[test]
    fn the_kept_file_is_found_by_its_hash() {
        let temp = tempfile::TempDir::new().unwrap();
        let wanted = |sha256: &str| SourceWanted {
            originals: temp.path().to_owned(),
            sha256: sha256.to_owned(),
            file: "annex.txt".to_owned(),
            place: Place::Line(1, 0),
        };
        write_atomic(&RealDisk, &temp.path().join("abc.txt"), b"one\ntwo").unwrap();
        let SourceAround::Lines(lines) = read(&RealDisk, &wanted("abc")).unwrap() else { panic!("a text") };
        assert_eq!(lines.len(), 2);
        assert!(read(&RealDisk, &wanted("abd")).unwrap_err().place.contains("annex.txt, line 1"));
    }

    /// The grid around a place of a file of these bytes.
    fn grid(bytes: &[u8], place: Place) -> SheetAround {
        let temp = tempfile::TempDir::new().unwrap();
        write_atomic(&RealDisk, &temp.path().join("abc.bin"), bytes).unwrap();
        let wanted = SourceWanted {
            originals: temp.path().to_owned(),
            sha256: "abc".to_owned(),
            file: "a".to_owned(),
            place,
        };
        match read(&RealDisk, &wanted).unwrap() {
            SourceAround::Sheet(around) => around,
            SourceAround::Lines(lines) => panic!("lines: {lines:?}"),
        }
    }

    /// The cell that a grid is about, and the number of its heading.
    fn in_question(around: &SheetAround) -> (&str, Option<u32>) {
        let row = around.rows.iter().find(|(number, _)| *number == around.place.0).unwrap();
        (&row.1[around.place.1], around.heading.as_ref().map(|(number, _)| *number))
    }

    #[test]
    fn a_table_of_any_kind_is_a_grid_around_its_place() {
        let csv = "metal,name,country\nGold,\"Aurora \u{1b}\nWorks\",CHINA\nTin,Cinder,PERU\n";
        let around = grid(csv.as_bytes(), Place::Line(4, 2));
        assert_eq!(in_question(&around), ("Cinder", Some(1)));
        assert_eq!(
            around.rows[1],
            (2, ["Gold", "Aurora <U+001B> Works", "CHINA"].map(str::to_owned).to_vec())
        );
        let page = "<html><body><p>Gold</p><table><tr><th>Metal</th><th>Name of smelter</th><th>Country</th></tr>\
            <tr><td>Gold</td><td>Aurora</td><td>CHINA</td></tr></table></body></html>";
        let around = grid(page.as_bytes(), Place::Cell("table 1".to_owned(), "B2".to_owned()));
        assert_eq!(in_question(&around), ("Aurora", Some(1)));
        let filled = crate::demo::FilledCmrt::clean(crate::domain::cmrt::Version::new(650));
        let around =
            grid(&crate::demo::workbook(&filled), Place::Cell("Smelter List".to_owned(), "B5".to_owned()));
        assert_eq!(around.place, (5, 1));
        assert_eq!(in_question(&around).1, Some(4));
    }

    #[test]
    fn far_below_the_heading_stays_and_the_rest_is_bounded() {
        let rows: String = (0..9_000).map(|at| format!("Gold,Works {at},CHINA\n")).collect();
        let around = grid(format!("metal,name,country\n{rows}").as_bytes(), Place::Line(8_000, 2));
        assert_eq!(in_question(&around), ("Works 7998", Some(1)));
        assert_eq!(around.rows.first().map(|row| row.0), Some(5_500));
    }
}
