//! A filing's text, line by line: facility rows, and all other lines.

use crate::domain::{Cid, Country, Metal, Place, Status};
use crate::import::cell_grid::is_note;
use crate::import::columns::{self, FacilityColumn};
use crate::import::names::{ends_in_country, no_name, not_a_name};

/// Longer lines are prose.
const LONGEST_ROW: usize = 2_000;
/// More cells than a facility row has.
const MOST_CELLS: usize = 16;

/// More lines than any filing has.
const MOST_LINES: u32 = 2_000_000;
/// More facilities than any filing lists.
const MOST_ROWS: usize = 100_000;

/// A cell's text, with the column of the table that it belongs to (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingCell {
    pub text: String,
    pub column: u32,
}

/// A facility row as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilingRow {
    /// The line, from 1.
    pub line: u32,
    pub metal: Metal,
    pub name: FilingCell,
    pub cid: Option<FilingCell>,
    pub country: Option<FilingCell>,
    pub status: Option<FilingCell>,
    /// Where its cells begin in the line, in characters or in tabs, for those that go on in the next line.
    at: Vec<(FacilityColumn, usize)>,
}

/// What a line with a metal in its column is.
enum Found {
    Row(FilingRow),
    /// It has a country, a status or a CID, and no name.
    Nameless(FacilityColumn),
    /// It lacks a cell, and its name ends in a country with one blank before it.
    Unclear(String),
}

/// One line of the text that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilingLine<'a> {
    /// A facility row.
    Row(Box<FilingRow>),
    /// Anything else; consecutive ones are a paragraph.
    Text(u32, &'a str),
    /// A blank line, a page break, a page number, a header row.
    Break,
}

/// The text as items, and the header rows as they were understood.
pub struct FilingText<'a> {
    pub items: Vec<FilingLine<'a>>,
    /// The columns of the last header row, if there was one.
    pub header: Option<Vec<(String, FacilityColumn)>>,
    /// Lines that have a metal as rows do, and no name: where, and why they are no rows.
    pub passed: Vec<(Place, String)>,
    /// The first line that was not read, where the text is longer than any filing.
    pub cut: Option<u32>,
}

/// A cell and where it begins in its line, in characters or in tabs.
pub type Placed<'a> = (usize, &'a str);

/// The columns of a filing's table when no header names them.
const USUAL: [FacilityColumn; 4] =
    [FacilityColumn::Metal, FacilityColumn::Name, FacilityColumn::Country, FacilityColumn::Status];

/// Reads the lines of a text.
pub fn read(text: &str) -> FilingText<'_> {
    let mut lines = FilingText { items: Vec::new(), header: None, passed: Vec::new(), cut: None };
    let mut rows = 0;
    let mut layout = USUAL.to_vec();
    let mut number = 0_u32;
    for line in text.split('\n').flat_map(|line| line.trim_end_matches('\r').split('\r')) {
        number = number.saturating_add(1);
        if rows >= MOST_ROWS || number > MOST_LINES {
            lines.cut = Some(number);
            break;
        }
        if line.trim().is_empty() || is_page_mark(line) {
            lines.items.push(FilingLine::Break);
            continue;
        }
        let cells = cells(line);
        if let Some(header) = header(&cells) {
            layout = header.iter().map(|(_, column)| *column).collect();
            lines.header = Some(header);
            lines.items.push(FilingLine::Break);
        } else if let Some(found) = row(number, &cells, &layout, line.contains('\t')) {
            rows += 1;
            lines.take(number, found);
        } else if !continues(&mut lines.items, &cells, line) {
            lines.items.push(FilingLine::Text(number, line));
        }
    }
    lines
}

impl FilingText<'_> {
    /// Takes a row whose name can be one; passes over any other ("Gold   106   55.7%").
    fn take(&mut self, line: u32, found: Found) {
        let mut pass = |why: String| {
            self.passed.push((Place::Line(line, 0), why));
            self.items.push(FilingLine::Break);
        };
        let row = match found {
            Found::Row(row) => row,
            Found::Nameless(column) => {
                return pass(format!("the row has a {} and no name", column.taken_for()));
            }
            Found::Unclear(name) => {
                return pass(format!(
                    "where the name ends and the country begins in \u{201c}{name}\u{201d} cannot be told"
                ));
            }
        };
        match not_a_name(&row.name.text) {
            Some(why) => {
                let place = Place::Line(row.line, row.name.column);
                self.passed.push((place, no_name(&row.name.text, why)));
                self.items.push(FilingLine::Break);
            }
            None => self.items.push(FilingLine::Row(Box::new(row))),
        }
    }
}

/// Page numbers: "12", "- 12 -", "Page 3 of 10".
pub fn is_page_mark(line: &str) -> bool {
    if line.len() > 40 {
        return false;
    }
    let folded = crate::text::fold(line);
    let words: Vec<&str> = folded.split(' ').collect();
    let number = |word: &str| word.len() <= 4 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    match words.as_slice() {
        [one] => number(one),
        ["page", one] => number(one),
        ["page", one, "of", all] => number(one) && number(all),
        _ => false,
    }
}

/// The cells of a line: between tabs, or between runs of two or more blanks. Empty for prose.
pub fn cells(line: &str) -> Vec<Placed<'_>> {
    if line.len() > LONGEST_ROW {
        return Vec::new();
    }
    let mut cells = if line.contains('\t') { tabbed(line) } else { spaced(line) };
    while cells.last().is_some_and(|(_, cell)| cell.is_empty()) {
        cells.pop();
    }
    cells.truncate(MOST_CELLS);
    cells
}

fn tabbed(line: &str) -> Vec<Placed<'_>> {
    line.split('\t').enumerate().map(|(index, cell)| (index, cell.trim())).collect()
}

fn spaced(line: &str) -> Vec<Placed<'_>> {
    let mut cells = Vec::new();
    let mut rest = line;
    let mut at = 0;
    loop {
        let trimmed = rest.trim_start();
        at += rest.chars().count() - trimmed.chars().count();
        if trimmed.is_empty() {
            return cells;
        }
        let mut end = trimmed.len();
        let mut blank_from = None;
        for (index, c) in trimmed.char_indices() {
            match (c.is_whitespace(), blank_from) {
                (true, None) => blank_from = Some((index, c.len_utf8())),
                (true, Some((from, _))) => {
                    end = from;
                    break;
                }
                (false, _) => blank_from = None,
            }
        }
        let (cell, after) = trimmed.split_at_checked(end).unwrap_or((trimmed, ""));
        cells.push((at, cell.trim_end()));
        at += cell.chars().count();
        rest = after;
    }
}

fn header(cells: &[Placed<'_>]) -> Option<Vec<(String, FacilityColumn)>> {
    if cells.len() < 2 {
        return None;
    }
    let words: Vec<&str> = cells.iter().map(|(_, cell)| *cell).collect();
    let columns = columns::of_header_row(&words)?;
    let metal = columns.contains(&FacilityColumn::Metal);
    let words = words.into_iter().map(str::to_owned);
    metal.then(|| words.zip(columns).collect())
}

/// A facility row: a metal in its column, and a name. By its place a cell is known in full rows only.
fn row(line: u32, cells: &[Placed<'_>], layout: &[FacilityColumn], in_tabs: bool) -> Option<Found> {
    let full = cells.len() == layout.len();
    let lost_a_gap = !full && !in_tabs;
    let expected = layout.iter().position(|column| *column == FacilityColumn::Metal)?;
    let metal_at = if full || layout == USUAL {
        expected
    } else {
        cells.iter().position(|(_, cell)| Metal::parse(cell).is_some())?
    };
    let metal = Metal::parse(cells.get(metal_at)?.1)?;
    let mut found: Vec<(FacilityColumn, Placed<'_>)> = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        if index == metal_at || cell.1.is_empty() {
            continue;
        }
        let by_place = layout.get(index).copied().filter(|_| full || layout == USUAL);
        let taken = |column: FacilityColumn| found.iter().any(|(other, _)| *other == column);
        let column = column_of(cell.1, (by_place, full), &taken);
        if !taken(column) {
            found.push((column, *cell));
        }
    }
    let cell = |column: FacilityColumn| {
        let (_, (_, text)) = found.iter().find(|(other, _)| *other == column)?;
        Some(FilingCell { text: crate::text::clean(text), column: number_of(column, layout) })
    };
    let Some(name) = cell(FacilityColumn::Name).filter(|name| !name.text.is_empty()) else {
        let values = [FacilityColumn::Country, FacilityColumn::Status, FacilityColumn::Cid];
        return values.into_iter().find(|column| cell(*column).is_some()).map(Found::Nameless);
    };
    if lost_a_gap && cell(FacilityColumn::Country).is_none() && ends_in_country(&name.text) {
        return Some(Found::Unclear(name.text));
    }
    Some(Found::Row(FilingRow {
        line,
        metal,
        name,
        cid: cell(FacilityColumn::Cid),
        country: cell(FacilityColumn::Country),
        status: cell(FacilityColumn::Status),
        at: found.iter().map(|(column, (at, _))| (*column, *at)).collect(),
    }))
}

/// The number of a column in the table, from 1.
fn number_of(column: FacilityColumn, layout: &[FacilityColumn]) -> u32 {
    let at = layout.iter().position(|other| *other == column);
    at.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(0)
}

/// What a cell of a row is: a CID, a status word and a country's name speak for themselves; the rest goes
/// by its place, and in a row that lacks cells, the name comes before the country.
fn column_of(
    cell: &str,
    (by_place, full): (Option<FacilityColumn>, bool),
    taken: &dyn Fn(FacilityColumn) -> bool,
) -> FacilityColumn {
    if Cid::parse(cell).is_ok() {
        return FacilityColumn::Cid;
    }
    if by_place == Some(FacilityColumn::Name) && full {
        return FacilityColumn::Name;
    }
    let by_place = by_place.filter(|place| full || !taken(*place));
    if (Status::parse(cell).is_some() || Status::is_none_word(cell)) && !taken(FacilityColumn::Status) {
        return FacilityColumn::Status;
    }
    let country = Country::parse(cell).is_some() && !taken(FacilityColumn::Country);
    match by_place {
        Some(place) if !country => place,
        _ if country => FacilityColumn::Country,
        _ if !taken(FacilityColumn::Name) => FacilityColumn::Name,
        _ if !taken(FacilityColumn::Country) => FacilityColumn::Country,
        _ => FacilityColumn::Unknown,
    }
}

/// Whether a line goes on with the row before it: a name wrapped to a second line, with or without the
/// columns after it. Changes that row.
fn continues(items: &mut [FilingLine<'_>], cells: &[Placed<'_>], line: &str) -> bool {
    let Some(FilingLine::Row(row)) = items.last_mut() else {
        return false;
    };
    let filled: Vec<Placed<'_>> = cells.iter().filter(|(_, cell)| !cell.is_empty()).copied().collect();
    let set_in = line.starts_with([' ', '\t', '\u{a0}']);
    if set_in && row.goes_on(&filled) {
        return true;
    }
    match filled.as_slice() {
        [(_, name), (_, country), (_, status)]
            if row.country.is_none()
                && row.status.is_none()
                && Country::parse(country).is_some()
                && Status::parse(status).is_some() =>
        {
            row.extend_name(name);
            row.country = Some(FilingCell { text: crate::text::clean(country), column: 3 });
            row.status = Some(FilingCell { text: crate::text::clean(status), column: 4 });
            true
        }
        _ => false,
    }
}

impl FilingRow {
    fn extend_name(&mut self, more: &str) {
        self.name.text.push(' ');
        self.name.text.push_str(&crate::text::clean(more));
    }

    /// Takes cells that each stand below one of its own and go on with it: all of them or none.
    fn goes_on(&mut self, cells: &[Placed<'_>]) -> bool {
        let near = |at: usize| self.at.iter().min_by_key(|(_, own)| own.abs_diff(at));
        let below = |at: usize| near(at).filter(|(_, own)| at > 0 && own.abs_diff(at) <= 1);
        let columns: Option<Vec<FacilityColumn>> =
            cells.iter().map(|(at, _)| below(*at).map(|(column, _)| *column)).collect();
        let Some(columns) = columns.filter(|columns| !columns.is_empty()) else { return false };
        let mut longer = self.clone();
        let taken = |(column, (_, cell)): (&FacilityColumn, &Placed<'_>)| longer.extend(*column, cell);
        if !columns.iter().zip(cells).all(taken) {
            return false;
        }
        *self = longer;
        true
    }

    /// Goes on with a cell. A country or a status goes on where the two lines together are one, or the first is none
    /// or has no end.
    fn extend(&mut self, column: FacilityColumn, more: &str) -> bool {
        let (cell, known): (_, fn(&str) -> bool) = match column {
            FacilityColumn::Name => {
                let a_value =
                    Status::parse(more).is_some() || Country::parse(more).is_some() || is_note(more);
                if !a_value {
                    self.extend_name(more);
                }
                return !a_value;
            }
            FacilityColumn::Country => (&mut self.country, |text| Country::parse(text).is_some()),
            FacilityColumn::Status => {
                (&mut self.status, |text| Status::parse(text).is_some() || Status::is_none_word(text))
            }
            FacilityColumn::Metal
            | FacilityColumn::Cid
            | FacilityColumn::Alias
            | FacilityColumn::City
            | FacilityColumn::Passed
            | FacilityColumn::Unknown => return false,
        };
        let Some(cell) = cell else { return false };
        let whole = format!("{} {}", cell.text, crate::text::clean(more));
        let fits = known(&whole) || !known(&cell.text) || cell.text.ends_with([',', '(']);
        if fits {
            cell.text = whole;
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<FilingRow> {
        let items = read(text).items.into_iter();
        items.filter_map(|item| if let FilingLine::Row(row) = item { Some(*row) } else { None }).collect()
    }

    fn shape(row: &FilingRow) -> (String, Option<String>, Option<String>) {
        let text = |cell: &Option<FilingCell>| cell.as_ref().map(|cell| cell.text.clone());
        (row.name.text.clone(), text(&row.country), text(&row.status))
    }

    #[test]
    fn tabs_and_runs_of_blanks_separate_columns() {
        for text in
            ["Gold\tDowa\tJAPAN\tActive", "  Gold   Dowa     JAPAN  Active", "Gold\u{a0} Dowa  JAPAN  Active"]
        {
            let row = rows(text).remove(0);
            assert_eq!(shape(&row), ("Dowa".into(), Some("JAPAN".into()), Some("Active".into())), "{text}");
            assert_eq!(row.status.map(|cell| cell.column), Some(4));
        }
    }

    #[test]
    fn a_header_row_sets_the_order() {
        let text = "Country  Smelter name  Status  Metal\nJAPAN  Dowa  Active  Gold\nChimet S.p.A.  Gold\n";
        let rows = rows(text);
        assert_eq!(shape(&rows[0]), ("Dowa".into(), Some("JAPAN".into()), Some("Active".into())));
        assert_eq!(rows[0].country.as_ref().map(|cell| cell.column), Some(1));
        assert_eq!(shape(&rows[1]), ("Chimet S.p.A.".into(), None, None));
    }

    #[test]
    fn rows_that_lack_a_cell_keep_the_others() {
        assert_eq!(shape(&rows("Gold\tDowa\tActive")[0]), ("Dowa".into(), None, Some("Active".into())));
        assert_eq!(shape(&rows("Gold\tDowa\tUtopia")[0]), ("Dowa".into(), Some("Utopia".into()), None));
        assert_eq!(shape(&rows("Gold\tDowa\t\tActive")[0]), ("Dowa".into(), None, Some("Active".into())));
    }

    #[test]
    fn a_name_may_go_on_in_the_next_line() {
        let text = "Gold    Inner Mongolia Qiankun    CHINA    Active\n        Refinery Share Co., Ltd.\n";
        assert_eq!(rows(text)[0].name.text, "Inner Mongolia Qiankun Refinery Share Co., Ltd.");
        let text = "Gold\tInner Mongolia Qiankun\nRefinery Share Co., Ltd.\tCHINA\tActive\n";
        assert_eq!(shape(&rows(text)[0]).1.as_deref(), Some("CHINA"));
    }

    #[test]
    fn a_country_or_a_status_may_go_on_in_the_next_line() {
        let text = "Tin    Nightjar Hard    KOREA, REPUBLIC    Not\n       Metals           OF                 listed\n";
        let wrapped = rows(text);
        let expected =
            ("Nightjar Hard Metals".into(), Some("KOREA, REPUBLIC OF".into()), Some("Not listed".into()));
        assert_eq!((wrapped.len(), shape(&wrapped[0])), (1, expected));
        let text = "Tin\tDowa\tCONGO,\tActive\n\t\tDEMOCRATIC REPUBLIC OF THE\n";
        assert_eq!(shape(&rows(text)[0]).1.as_deref(), Some("CONGO, DEMOCRATIC REPUBLIC OF THE"));
        let text = "Tin    Dowa    JAPAN    Active\n               PERU\n";
        assert_eq!(shape(&rows(text)[0]).1.as_deref(), Some("JAPAN"), "two countries are not one");
    }

    #[test]
    fn a_country_is_no_name_and_a_row_without_one_is_told() {
        for text in [
            "Metal  Smelter Name  Country  Status\nGold                JAPAN    Conformant\n",
            "Gold\t\tJAPAN\tConformant\n",
            "Gold\tJAPAN\tConformant\n",
            "Gold\tJAPAN\tJAPAN\tConformant\n",
        ] {
            let found = read(text);
            assert!(!found.items.iter().any(|item| matches!(item, FilingLine::Row(_))), "{text}");
            assert_eq!(found.passed.len(), 1, "{text}");
        }
    }

    #[test]
    fn a_count_beside_a_metal_is_no_row() {
        let lines = read("Gold\tDowa\tJAPAN\tUnresolved\nGold\t106\nTin  Total  70\n");
        assert_eq!(
            lines.passed.iter().map(|(place, _)| place.clone()).collect::<Vec<_>>(),
            [Place::Line(2, 2), Place::Line(3, 2)]
        );
        assert_eq!(lines.items.iter().filter(|item| matches!(item, FilingLine::Row(_))).count(), 1);
    }

    #[test]
    fn prose_and_page_numbers_are_no_rows() {
        assert!(rows("Gold is a metal.\nTin\nPage 3 of 10\n\u{c}12\nGolden  Gate  JAPAN").is_empty());
        assert_eq!(read("- 12 -").items, [FilingLine::Break]);
    }
}
