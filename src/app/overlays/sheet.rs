//! The cells around a place of a source, in columns as they stand there.

use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key, Motion};
use crate::app::screen::moved;
use crate::import::NumberedRows;
use crate::import::book::cell_name;
use crate::text::{count, width};

/// The widest that a column is, in columns of the screen.
const WIDEST: usize = 40;

/// The widest that its heading alone makes it: headings of templates are sentences.
const WIDEST_BY_HEADING: usize = 20;

/// Of so many cells one may be too long for its column: a list of words to choose from far below must not widen all rows.
const FEW: usize = 20;

/// The narrowest: room for the letters of a column.
const NARROWEST: usize = 3;

/// What a formula gives that found nothing. Templates hold whole blocks of them.
pub const NOT_AVAILABLE: &str = "#N/A";

/// The rows around a place of a source, safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetAround {
    /// Every row that there is around the place, empty ones too.
    pub rows: NumberedRows,
    /// The number of the row that it is about, and the column, from 0.
    pub place: (u32, usize),
    /// The row that heads the columns, where one is known.
    pub heading: Option<(u32, Vec<String>)>,
}

impl SheetAround {
    /// The rows for which `is_near` holds, with the heading that is found among all of them.
    pub fn of(mut rows: NumberedRows, place: (u32, usize), is_near: impl Fn(u32) -> bool) -> Self {
        let heading = heading(&rows, place.0);
        rows.retain(|(number, _)| is_near(*number));
        Self { rows, place, heading }
    }
}

/// The first row above the place with words in most of the columns that any row fills, side by side. None where no row has: what
/// stands scattered over a row of a form heads nothing.
fn heading(rows: &NumberedRows, place: u32) -> Option<(u32, Vec<String>)> {
    let filled = |cells: &[String]| cells.iter().filter(|cell| is_said(cell)).count();
    let most = rows.iter().map(|(_, cells)| filled(cells)).max().unwrap_or(0);
    let is_word = |cell: &String| is_said(cell) && cell.chars().any(char::is_alphabetic);
    let heads = |cells: &[String]| {
        let words = cells.iter().filter(|cell| is_word(cell)).count();
        let from = cells.iter().position(is_word).unwrap_or(0);
        let to = cells.iter().rposition(is_word).unwrap_or(0);
        words > 1 && words * 3 >= most * 2 && words * 2 > to - from
    };
    rows.iter().take_while(|(number, _)| *number < place).find(|(_, cells)| heads(cells)).cloned()
}

fn is_said(cell: &str) -> bool {
    !cell.is_empty() && cell != NOT_AVAILABLE
}

/// What stands in one line of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetLine {
    /// A row, by its place among the rows.
    Row(usize),
    /// Rows that say nothing: how many, and whether formulas stand in them that found nothing.
    Folded(usize, bool),
}

impl SheetLine {
    /// What a line of folded rows says.
    pub fn folded(rows: usize, is_not_available: bool) -> String {
        if is_not_available {
            format!("{} of {NOT_AVAILABLE}", count(rows, "row", "rows"))
        } else {
            count(rows, "empty row", "empty rows")
        }
    }
}

/// What a row holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowContent {
    Filled,
    Empty,
    NotAvailable,
}

fn content(cells: &[String]) -> RowContent {
    if cells.iter().all(String::is_empty) {
        RowContent::Empty
    } else if cells.iter().any(|cell| is_said(cell)) {
        RowContent::Filled
    } else {
        RowContent::NotAvailable
    }
}

/// The rows in lines, those that say nothing folded where they are several; never the one that it is about.
fn fold(rows: &NumberedRows, place: u32) -> Vec<SheetLine> {
    let of = |row: &(u32, Vec<String>)| if row.0 == place { RowContent::Filled } else { content(&row.1) };
    let (mut lines, mut at) = (Vec::new(), 0);
    for run in rows.chunk_by(|one, next| of(one) == of(next)) {
        match run.first().map_or(RowContent::Filled, of) {
            RowContent::Empty if run.len() > 1 => lines.push(SheetLine::Folded(run.len(), false)),
            RowContent::NotAvailable if run.len() > 1 => lines.push(SheetLine::Folded(run.len(), true)),
            RowContent::Filled | RowContent::Empty | RowContent::NotAvailable => {
                lines.extend((at..at + run.len()).map(SheetLine::Row));
            }
        }
        at += run.len();
    }
    lines
}

/// How wide the columns are: so that the text of nearly every cell has room. What stands alone in its row is a title or prose, which
/// goes on over empty cells: it makes none wide, unless nothing else does.
fn widths(around: &SheetAround, columns: usize) -> Vec<usize> {
    let (mut beside, mut alone) = (vec![Vec::new(); columns], vec![Vec::new(); columns]);
    let heading = around.heading.as_ref();
    for (_, cells) in around.rows.iter().filter(|(number, _)| heading.is_none_or(|(at, _)| at != number)) {
        let is_alone = cells.iter().filter(|cell| !cell.is_empty()).nth(1).is_none();
        let all = if is_alone { &mut alone } else { &mut beside };
        let filled = all.iter_mut().zip(cells).filter(|(_, cell)| !cell.is_empty());
        filled.for_each(|(all, cell)| all.push(width(cell)));
    }
    let by_cells = if beside.iter().all(Vec::is_empty) { alone } else { beside };
    let of_heading = |at: usize| heading.and_then(|(_, cells)| cells.get(at)).map_or(0, |cell| width(cell));
    let wide = |(at, cells): (usize, Vec<usize>)| {
        nearly_widest(cells).max(of_heading(at).min(WIDEST_BY_HEADING)).clamp(NARROWEST, WIDEST)
    };
    by_cells.into_iter().enumerate().map(wide).collect()
}

/// The width that not one in [`FEW`] exceeds.
fn nearly_widest(mut widths: Vec<usize>) -> usize {
    widths.sort_unstable();
    let few = widths.len() / FEW;
    widths.into_iter().nth_back(few).unwrap_or(0)
}

/// The grid over a screen, a cell of it under the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetView {
    pub title: String,
    pub around: SheetAround,
    pub lines: Vec<SheetLine>,
    /// How wide each column is; there is one for every column that is shown.
    pub widths: Vec<usize>,
    /// The line of the cursor.
    pub line: usize,
    /// The column of the cursor, from 0.
    pub column: usize,
}

impl SheetView {
    /// The grid with the cursor on the place that it is about.
    pub fn new(title: String, around: SheetAround) -> Self {
        let (place, column) = around.place;
        let all = around.rows.iter().chain(&around.heading);
        let columns = all.map(|(_, cells)| cells.len()).max().unwrap_or(0).max(column + 1);
        let lines = fold(&around.rows, place);
        let at = around.rows.iter().position(|(number, _)| *number == place);
        let line = lines.iter().position(|line| at.is_some_and(|at| *line == SheetLine::Row(at)));
        let widths = widths(&around, columns);
        Self { title, around, lines, widths, line: line.unwrap_or(0), column }
    }

    /// The row of a line; none for rows that are folded.
    pub fn row(&self, line: usize) -> Option<&(u32, Vec<String>)> {
        match self.lines.get(line)? {
            SheetLine::Row(at) => self.around.rows.get(*at),
            SheetLine::Folded(..) => None,
        }
    }

    /// The cell under the cursor: its name, and what stands in it.
    pub fn cell(&self) -> Option<(String, &str)> {
        let (number, cells) = self.row(self.line)?;
        let name = cell_name(*number, u32::try_from(self.column + 1).unwrap_or(u32::MAX));
        Some((name, cells.get(self.column).map_or("", String::as_str)))
    }

    /// Takes a key; whether the grid stays.
    pub(super) fn step(&mut self, core: &mut Core, key: Key) -> bool {
        let page = isize::try_from(core.size.1.saturating_sub(12)).unwrap_or(1).max(1);
        match key.code {
            Code::Esc | Code::Enter | Code::Char('q' | 'o') => return false,
            Code::Char('y') => self.copy(core),
            Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
                self.go(key.code, page);
            }
        }
        true
    }

    /// Moves the cursor.
    fn go(&mut self, code: Code, page: isize) {
        let aside = match code {
            Code::Char('h') | Code::Move(Motion::Left) => -1,
            Code::Char('l') | Code::Move(Motion::Right) => 1,
            Code::Char(_)
            | Code::Enter
            | Code::Esc
            | Code::Tab
            | Code::BackTab
            | Code::Erase(_)
            | Code::Move(_)
            | Code::F(_) => 0,
        };
        self.column = moved(self.column, aside, self.widths.len());
        self.line = moved(self.line, code.lines(page).unwrap_or(0), self.lines.len());
    }

    fn copy(&self, core: &mut Core) {
        match self.cell().filter(|(_, text)| !text.is_empty()) {
            Some((name, text)) => {
                core.ask(Effect::Copy(text.to_owned()));
                core.say(format!("{name} copied"));
            }
            None => core.warn("nothing stands in this cell"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(texts: &[&str]) -> NumberedRows {
        let cells = |text: &&str| match *text {
            "" => Vec::new(),
            text => text.split('|').map(str::to_owned).collect(),
        };
        (1..).zip(texts.iter().map(cells)).collect()
    }

    fn view(texts: &[&str], place: (u32, usize)) -> SheetView {
        SheetView::new(String::new(), SheetAround::of(rows(texts), place, |_| true))
    }

    #[test]
    fn rows_that_say_nothing_are_folded_but_for_the_one_in_question() {
        use SheetLine::{Folded, Row};
        let texts = ["a|b", "", "", "", "c", "", "#N/A||#N/A", "#N/A", "|", "", "", "d|#N/A"];
        let lines = view(&texts, (10, 0)).lines;
        let expected =
            [Row(0), Folded(3, false), Row(4), Row(5), Folded(2, true), Row(8), Row(9), Row(10), Row(11)];
        assert_eq!(lines, expected);
        assert_eq!(SheetLine::folded(12, false), "12 empty rows");
        assert_eq!(SheetLine::folded(2, true), "2 rows of #N/A");
    }

    #[test]
    fn the_heading_is_the_first_row_above_with_words_in_most_columns() {
        let texts = ["A long title", "1|2|3", "Metal|Name|Country", "Gold|Aurora|", "Tin|Cinder|PERU"];
        let heading = |place| SheetAround::of(rows(&texts), (place, 0), |_| true).heading.map(|(row, _)| row);
        assert_eq!((heading(5), heading(4), heading(3), heading(1)), (Some(3), Some(3), None, None));
        let form = ["Company|Acme", "Day|2026", "a|b|c|d|e|f"];
        assert_eq!(SheetAround::of(rows(&form), (3, 0), |_| true).heading, None);
        let scattered = ["Scope|A|||||||||A. Company|B. Product", "Contact|Ada|||||||||*", "Day|today"];
        assert_eq!(SheetAround::of(rows(&scattered), (3, 1), |_| true).heading, None);
        let far = SheetAround::of(rows(&texts), (5, 0), |row| row > 3);
        assert_eq!((far.heading.map(|(row, _)| row), far.rows.len()), (Some(3), 2), "it stays in sight");
    }

    #[test]
    fn columns_are_as_wide_as_their_cells_and_no_title_widens_one() {
        let prose = "x".repeat(60);
        let long = format!("Gold|{}|b", "y".repeat(50));
        let heading = format!("Metal|N|{}", "z".repeat(30));
        let texts = [prose.as_str(), &heading, "Gold|A|Switzerland", &long];
        assert_eq!(view(&texts, (3, 0)).widths, [5, WIDEST, WIDEST_BY_HEADING]);
        assert_eq!(view(&["one name", "a longer name"], (1, 0)).widths, [13], "a list of one column");
        let few: Vec<&str> =
            (0..40).map(|at| if at == 7 { "a very long cell|b" } else { "Gold|b" }).collect();
        assert_eq!(view(&few, (1, 0)).widths, [4, 3], "one long cell among many widens nothing");
        assert_eq!(view(&["a"], (1, 4)).widths, [3; 5], "up to the place, though nothing stands there");
    }

    #[test]
    fn the_cursor_begins_at_the_place_and_stays_in_the_grid() {
        let mut view = view(&["a|b", "", "", "c|d|e", "f"], (4, 1));
        assert_eq!(view.cell(), Some(("B4".to_owned(), "d")));
        let keys =
            |keys: &str, view: &mut SheetView| keys.chars().for_each(|key| view.go(Code::Char(key), 3));
        keys("lllll", &mut view);
        assert_eq!(view.cell(), Some(("C4".to_owned(), "e")));
        keys("k", &mut view);
        assert_eq!(view.cell(), None, "folded rows have no cells");
        keys("Gjj", &mut view);
        assert_eq!(view.cell(), Some(("C5".to_owned(), "")));
        keys("hhhhhg", &mut view);
        assert_eq!(view.cell(), Some(("A1".to_owned(), "a")));
        view.go(Code::Move(Motion::PageDown), 2);
        assert_eq!(view.cell(), Some(("A4".to_owned(), "c")));
    }
}
