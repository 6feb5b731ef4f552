//! Rows with one cell a line, below a header with one cell a line, or in groups of lines that are alike.

use std::cell::OnceCell;

use super::parts::{is_heading, is_value};
use super::{LineUse, LineUses, PlainLine};
use crate::import::FacilityColumn;
use crate::import::cell_grid::TableHeading;
use crate::import::columns::{of_header, of_header_row};
use crate::import::html::tokens::RawCell;
use crate::import::names::{is_sentence, not_a_name};

/// Longer lines are no cells. In bytes.
const LONGEST: usize = 160;
/// A row has so many cells.
const CELLS: std::ops::RangeInclusive<usize> = 2..=8;
/// Fewer groups that are alike are no list when no header says so.
const FEWEST: usize = 3;
/// A row has so many lines more than cells.
const MOST_MORE: usize = 3;
/// So many rows one after another that cannot be read do not end a list.
const MOST_UNREAD: usize = 4;
/// The numbers of these tables begin here.
const FIRST_TABLE: usize = 1_000_000;

/// A line that may be a cell.
#[derive(Debug, Clone, Copy)]
struct Cell<'a> {
    at: usize,
    line: u32,
    text: &'a str,
}

/// The rows of lists with one cell a line.
pub fn find(lines: &[PlainLine<'_>], used: &LineUses) -> LineUses {
    let cell = |(at, line): (usize, &'_ PlainLine<'_>)| -> Option<(usize, u32)> {
        (!line.is_blank() && !used.contains_key(&at)).then_some((at, line.number))
    };
    let cells: Vec<Cell<'_>> = lines
        .iter()
        .enumerate()
        .filter_map(cell)
        .map(|(at, line)| Cell { at, line, text: lines.get(at).map_or("", |line| line.text.trim()) })
        .collect();
    let kinds = vec![OnceCell::new(); cells.len()];
    let mut finder = Finder { cells: &cells, kinds, uses: LineUses::new(), table: FIRST_TABLE };
    let mut at = 0;
    while at < cells.len() {
        at = finder.list(at).unwrap_or(at + 1);
    }
    finder.uses
}

struct Finder<'a> {
    cells: &'a [Cell<'a>],
    /// What each cell by itself is, once it was asked: every list that may begin above asks again.
    kinds: Vec<OnceCell<Option<FacilityColumn>>>,
    uses: LineUses,
    table: usize,
}

/// The columns of a list, and the words of its header.
struct List<'a> {
    columns: Vec<FacilityColumn>,
    header: &'a [Cell<'a>],
}

impl<'a> Finder<'a> {
    /// Reads the list that begins at a cell; gives the cell behind it.
    fn list(&mut self, from: usize) -> Option<usize> {
        let list = self.headed(from).or_else(|| self.alike(from))?;
        let begins = from + list.header.len();
        let mut at = begins;
        let mut fresh = true;
        while at < self.cells.len() {
            if let Some(header) = self.headed(at).map(|again| again.header.len()) {
                self.part(at, header);
                at += header;
            } else if is_heading(self.text(at)) && !list.columns.contains(&FacilityColumn::Metal) {
                fresh = true;
                at += 1;
            } else if let Some(length) = self.length(&list, at) {
                self.take(&list, (at, length), std::mem::take(&mut fresh));
                at += length;
            } else if let Some(next) = self.next_row(&list, at) {
                self.open(&list, at, next);
                at = next;
            } else {
                self.open_rest(&list, (begins, at));
                break;
            }
        }
        let read = at > begins;
        if read {
            self.part(from, list.header.len());
        }
        read.then_some(at)
    }

    /// The list whose header begins at a cell, one header a line.
    fn headed(&self, from: usize) -> Option<List<'a>> {
        let known = |cell: &&Cell<'_>| of_header(cell.text).is_some();
        let length = self.cells.iter().skip(from).take(*CELLS.end()).take_while(known).count();
        let header = self.cells.get(from..from + length)?;
        let words: Vec<&str> = header.iter().map(|cell| cell.text).collect();
        let columns = of_header_row(&words)?;
        (header.len() >= *CELLS.start()).then_some(List { columns, header })
    }

    /// The list of groups that begins at a cell: so many of them have the same kinds of cells, one of them a name.
    fn alike(&self, from: usize) -> Option<List<'a>> {
        CELLS.rev().find_map(|length| {
            let columns: Vec<FacilityColumn> =
                (from..from + length).map(|at| self.kind(at)).collect::<Option<_>>()?;
            let count = |wanted: FacilityColumn| columns.iter().filter(|column| **column == wanted).count();
            let under_metal = from.checked_sub(1).is_some_and(|above| self.is_metal(above));
            let once = count(FacilityColumn::Name) == 1 && (count(FacilityColumn::Metal) == 1 || under_metal);
            let known = count(FacilityColumn::Country) == 1 || count(FacilityColumn::Cid) == 1;
            let rest =
                [FacilityColumn::Metal, FacilityColumn::Country, FacilityColumn::Cid, FacilityColumn::Status];
            let list = List { columns: columns.clone(), header: &[] };
            let fits = once && known && rest.into_iter().all(|column| count(column) <= 1);
            (fits && self.repeats(&list, from)).then_some(list)
        })
    }

    /// Whether enough rows of a list follow each other, but for metals that head them.
    fn repeats(&self, list: &List<'_>, from: usize) -> bool {
        let heads = |at: usize| !list.columns.contains(&FacilityColumn::Metal) && self.is_metal(at);
        let mut at = from;
        (0..FEWEST).all(|_| {
            at += usize::from(heads(at));
            let is_row = self.is_row(list, at);
            at += list.columns.len();
            is_row
        })
    }

    fn is_metal(&self, at: usize) -> bool {
        TableHeading::of(self.text(at).trim_end_matches(':')).is_some_and(|heading| heading.metals.len() == 1)
    }

    /// What a cell by itself is; `None` for prose.
    fn kind(&self, at: usize) -> Option<FacilityColumn> {
        let text = self.cells.get(at)?.text;
        *self.kinds.get(at)?.get_or_init(|| kind_of(text))
    }

    /// Whether a row with one line for each cell begins at a cell.
    fn is_row(&self, list: &List<'_>, at: usize) -> bool {
        let fits = |(offset, column): (usize, &FacilityColumn)| {
            self.cells.get(at + offset).is_some_and(|cell| can_be(*column, cell.text))
        };
        list.columns.iter().enumerate().all(fits)
    }

    /// Over how many lines the row goes that begins at a cell; `None` where it cannot be read in one way. Of two lengths the
    /// one behind which a row begins, or the list ends, is right.
    fn length(&self, list: &List<'_>, at: usize) -> Option<usize> {
        let fitting: Vec<usize> = self.fitting(list, at);
        let ends = |length: &&usize| {
            let behind = at + **length;
            !self.fitting(list, behind).is_empty()
                || self.headed(behind).is_some()
                || !self.is_cell(behind)
                || is_heading(self.text(behind))
        };
        let ending: Vec<usize> = fitting.iter().filter(ends).copied().collect();
        match (ending.as_slice(), fitting.as_slice()) {
            ([length, ..], _) if *length == list.columns.len() => Some(*length),
            ([length], _) | ([], [length]) => Some(*length),
            _ => None,
        }
    }

    /// The numbers of lines that can be shared out among the columns in one way.
    fn fitting(&self, list: &List<'_>, at: usize) -> Vec<usize> {
        let least = list.columns.len();
        (least..=least + MOST_MORE).filter(|length| self.splits(list, at, *length).len() == 1).collect()
    }

    /// The ways to share so many lines out among the columns of a row, as the number of lines of each.
    fn splits(&self, list: &List<'_>, at: usize, length: usize) -> Vec<Vec<usize>> {
        let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
        for (order, column) in list.columns.iter().enumerate() {
            let left = list.columns.len() - order - 1;
            let mut next = Vec::new();
            for way in ways {
                let used: usize = way.iter().sum();
                let most = length.saturating_sub(used + left);
                let counts = if left == 0 { most..=most } else { 1..=most };
                for count in counts.filter(|count| *count > 0) {
                    if self.can_share(*column, at + used, count) {
                        next.push(way.iter().copied().chain([count]).collect());
                    }
                }
            }
            ways = next;
        }
        ways
    }

    /// Whether so many lines together can be a cell of a column; none of several of a name is a value.
    fn can_share(&self, column: FacilityColumn, at: usize, count: usize) -> bool {
        let of_name = |at: usize| self.kind(at) == Some(FacilityColumn::Name);
        let names = column != FacilityColumn::Name || count == 1 || (at..at + count).all(of_name);
        names && can_be(column, &self.joined(at, count))
    }

    fn joined(&self, at: usize, count: usize) -> String {
        let cells = self.cells.iter().skip(at).take(count);
        if at + count > self.cells.len() {
            return String::new();
        }
        cells.map(|cell| cell.text).collect::<Vec<_>>().join(" ")
    }

    /// The next cell at which a row begins, with nothing but cells between.
    fn next_row(&self, list: &List<'_>, at: usize) -> Option<usize> {
        let most = at + MOST_UNREAD * (list.columns.len() + MOST_MORE);
        (at + 1..=most).take_while(|next| self.is_cell(*next - 1)).find(|next| self.is_row(list, *next))
    }

    /// Leaves the last lines of a list open where they look like its cells and make no row.
    fn open_rest(&mut self, list: &List<'_>, (begins, at): (usize, usize)) {
        let most = at + list.columns.len();
        let heads = |at: usize| is_heading(self.text(at)) && !list.columns.contains(&FacilityColumn::Metal);
        let end = (at..most).find(|at| !self.is_cell(*at) || heads(*at)).unwrap_or(most);
        let is_value = |at: usize| self.kind(at).is_some_and(|kind| kind != FacilityColumn::Name);
        if at > begins && (at..end).any(is_value) {
            self.open(list, at, end);
        }
    }

    fn is_cell(&self, at: usize) -> bool {
        self.cells.get(at).is_some_and(|cell| cell.text.len() <= LONGEST && !is_sentence(cell.text))
    }

    fn take(&mut self, list: &List<'_>, (at, length): (usize, usize), fresh: bool) {
        let Some(split) = self.splits(list, at, length).pop() else { return };
        let mut from = at;
        let mut row = Vec::new();
        for count in split {
            let line = self.cells.get(from).map_or(0, |cell| cell.line);
            row.push(RawCell { line, text: self.joined(from, count), columns: 1, rows: 1 });
            from += count;
        }
        self.table += usize::from(fresh);
        let header = || {
            let cells = list.header.iter();
            cells
                .map(|cell| RawCell { line: cell.line, text: cell.text.to_owned(), columns: 1, rows: 1 })
                .collect()
        };
        let rows = if fresh && !list.header.is_empty() { vec![header(), row] } else { vec![row] };
        self.part(at, length);
        if let Some(cell) = self.cells.get(at) {
            self.uses.insert(cell.at, LineUse::Rows(self.table, rows));
        }
    }

    /// Leaves a row open.
    fn open(&mut self, list: &List<'_>, from: usize, to: usize) {
        self.part(from, to - from);
        let why = format!(
            "\u{201c}{}\u{201d} and the lines below it are not the {} cells of a row",
            crate::text::clean(self.text(from)),
            list.columns.len()
        );
        if let Some(cell) = self.cells.get(from) {
            self.uses.insert(cell.at, LineUse::Open(why));
        }
    }

    fn part(&mut self, from: usize, length: usize) {
        let cells = self.cells.iter().skip(from).take(length);
        self.uses.extend(cells.map(|cell| (cell.at, LineUse::Part)));
    }

    fn text(&self, at: usize) -> &'a str {
        self.cells.get(at).map_or("", |cell| cell.text)
    }
}

/// What a cell by itself is; `None` for prose.
fn kind_of(text: &str) -> Option<FacilityColumn> {
    let kinds = [FacilityColumn::Cid, FacilityColumn::Metal, FacilityColumn::Status, FacilityColumn::Country];
    let known = kinds.into_iter().find(|kind| is_value(*kind, text));
    known.or_else(|| can_be(FacilityColumn::Name, text).then_some(FacilityColumn::Name))
}

/// Whether a text can be a cell of a column.
fn can_be(column: FacilityColumn, text: &str) -> bool {
    let short = !text.is_empty() && text.len() <= LONGEST && !is_sentence(text);
    short
        && match column {
            FacilityColumn::Metal
            | FacilityColumn::Cid
            | FacilityColumn::Country
            | FacilityColumn::Status => is_value(column, text),
            FacilityColumn::Name => not_a_name(text).is_none() && of_header(text).is_none(),
            FacilityColumn::Alias
            | FacilityColumn::City
            | FacilityColumn::Passed
            | FacilityColumn::Unknown => true,
        }
}

#[cfg(test)]
mod tests {
    use super::super::read_by;
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<u32>) {
        read_by(find, text)
    }

    #[test]
    fn a_header_tells_the_cells_of_a_row() {
        let text = "ANNEX I\n\nSMELTER NAME\nMINERAL\nSMELTER COUNTRY\nDowa\nGold\nJapan\n\nNightjar\nHard Metals\nTungsten\n\
            Korea, Republic\nOf\nAlpine AG\nTin\nPeru\nSome prose ends it, and it is of our suppliers.\n";
        let (rows, open) = read(text);
        assert_eq!(
            rows,
            [
                "SMELTER NAME|MINERAL|SMELTER COUNTRY",
                "Dowa|Gold|Japan",
                "Nightjar Hard Metals|Tungsten|Korea, Republic Of",
                "Alpine AG|Tin|Peru"
            ]
        );
        assert_eq!(open, Vec::<u32>::new());
    }

    #[test]
    fn groups_that_are_alike_need_no_header() {
        let text = "ANNEX I\nGold\nDowa\nJAPAN\nTin\nBoreal\nCANADA\nTin\nAlpine AG\nPERU\nTin\nKestrel\nTin\nMoraine\nCHINA\n";
        let (rows, open) = read(text);
        assert_eq!(rows, ["Gold|Dowa|JAPAN", "Tin|Boreal|CANADA", "Tin|Alpine AG|PERU", "Tin|Moraine|CHINA"]);
        assert_eq!(open, [11]);
    }

    #[test]
    fn metals_as_headings_stand_between_rows() {
        let text = "Gold\nName\nCountry\nDowa\nJAPAN\nBoreal\nCANADA\nTin\nAlpine AG\nPERU\n";
        let rows = read(text).0;
        assert_eq!(rows, ["Name|Country", "Dowa|JAPAN", "Boreal|CANADA", "Name|Country", "Alpine AG|PERU"]);
        let rows = read("ANNEX I\nGold\nDowa\nJAPAN\nBoreal\nCANADA\nTin\nAlpine AG\nPERU\n").0;
        assert_eq!(rows, ["Dowa|JAPAN", "Boreal|CANADA", "Alpine AG|PERU"]);
    }
}
