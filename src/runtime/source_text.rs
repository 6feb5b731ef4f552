//! The text around a place in an imported file that was kept.

use std::path::{Path, PathBuf};

use crate::Problem;
use crate::domain::Place;
use crate::import::Bytes;
use crate::import::book::{self, Book, BookError, Bounds};
use crate::store::Disk;
use crate::text::visible;

/// How many lines before and after the place are shown.
const AROUND: u32 = 2_500;

/// The last column of a sheet that is shown.
const LAST_COLUMN: u32 = 60;

/// The most characters of one cell that are shown.
const LONGEST: usize = 200;

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

/// The lines around the place with their numbers, safe to show.
///
/// # Errors
/// When the file was not kept or cannot be read, or its workbook needs a password.
pub fn read(disk: &dyn Disk, wanted: &SourceWanted) -> Result<Vec<(u32, String)>, Problem> {
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
        return sheet_lines(book, sheet, cell)
            .map_err(|error| Problem::new(error.to_string(), place, in_a_spreadsheet(&path)));
    }
    let recognised = Bytes::recognise(&bytes)
        .map_err(|error| Problem::new(error.to_string(), shown(&path), "import the file again"))?;
    match recognised {
        Bytes::Text(text) => Ok(lines(&text, &wanted.place)),
        Bytes::Workbook(_) => {
            Err(Problem::new("this workbook is not shown here", place, in_a_spreadsheet(&path)))
        }
    }
}

fn in_a_spreadsheet(path: &Path) -> String {
    format!("open it in a spreadsheet: {}", shown(path))
}

/// The rows of a sheet around a cell: each cell that holds something, after its column's letters.
fn sheet_lines(mut book: Book<'_>, sheet: &str, cell: &str) -> Result<Vec<(u32, String)>, BookError> {
    let middle = book::position(cell).map_or(1, |(row, _)| row);
    let first_row = middle.saturating_sub(AROUND).max(1);
    let bounds = Bounds { first_row, last_row: middle.saturating_add(AROUND), last_col: LAST_COLUMN };
    let sheet = book.read(sheet, bounds)?;
    let written = |cells: &[book::BookCell]| {
        let cells = cells.iter().map(|cell| {
            let text: String = cell.value.to_string().chars().take(LONGEST).collect();
            format!("{} {}", book::column_name(u32::from(cell.col)), visible(&text))
        });
        cells.collect::<Vec<_>>().join(" \u{2502} ")
    };
    // Rows without anything are shown too: the numbers beside them are what the eye follows.
    let last = sheet.last_row().max(middle);
    Ok((first_row..=last).map(|row| (row, written(sheet.row(row)))).collect())
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
        assert_eq!(read(&RealDisk, &wanted("abc")).unwrap().len(), 2);
        assert!(read(&RealDisk, &wanted("abd")).unwrap_err().place.contains("annex.txt, line 1"));
    }
}
