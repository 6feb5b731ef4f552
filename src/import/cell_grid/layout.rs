//! Which column of a table is which, and where its lists begin: a table may have several headers, each with its own columns.

use super::{CellGrid, metals};
use crate::domain::{Metal, Status};
use crate::import::columns::{self, FacilityColumn, MAX_COLUMNS};
use crate::import::names::not_a_name;
use crate::import::table_words::{CellMark, WORDS};
use crate::text::{clean, fold};

/// A header stands within so many rows of the top, or of the heading of a metal.
const DEEPEST_HEADER: usize = 60;
/// Rows that are looked at to tell columns by their content.
const SAMPLE: usize = 200;
/// Longer cells head no column. In bytes.
const LONGEST_HEADER: usize = 80;

/// What a mark in a column says of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// The facility processes this metal.
    Metal(Metal),
    /// The facility has this status.
    Status(Status),
}

/// Which column is which, and where the rows begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridLayout {
    pub columns: Vec<FacilityColumn>,
    /// The metal that the header itself names: "Gold refiners | Country".
    pub metal: Option<Metal>,
    /// The columns in which marks stand: their indexes, and what a mark says.
    pub marks: Vec<(usize, Marked)>,
    /// Whether one sign alone stands in them.
    pub is_one_sign: bool,
    /// The header as written; empty when there is none.
    pub header: Vec<String>,
    /// The index of the first row below the header.
    pub first: usize,
}

/// A part of a table from a header, or the top, to the next header.
#[derive(Debug)]
pub struct GridSegment {
    /// The index of the header's row; none for rows that have no header.
    pub header: Option<usize>,
    /// The columns; none when what stands here is no list of facilities.
    pub layout: Option<GridLayout>,
}

/// The cells of a header row, understood.
struct Head {
    columns: Vec<FacilityColumn>,
    metal: Option<Metal>,
    marks: Vec<(usize, Marked)>,
}

impl GridLayout {
    /// What a mark says in this table.
    pub fn mark(&self, cell: &str) -> Option<CellMark> {
        match WORDS.mark(cell) {
            Some(CellMark::Perhaps) => self.is_one_sign.then_some(CellMark::Yes),
            mark => mark,
        }
    }

    /// Whether one of the columns is this one.
    pub fn has(&self, column: FacilityColumn) -> bool {
        self.columns.contains(&column)
    }

    /// Where a column stands.
    pub fn at(&self, column: FacilityColumn) -> Option<usize> {
        self.columns.iter().position(|other| *other == column)
    }

    /// Whether marks tell the metals.
    pub fn marks_metals(&self) -> bool {
        self.marks.iter().any(|(_, marked)| matches!(marked, Marked::Metal(_)))
    }

    /// The same columns for a table without a header of its own. The metal that the header names is none of its rows'.
    pub fn below(&self) -> Self {
        Self { header: Vec::new(), first: 0, metal: None, ..self.clone() }
    }

    /// The header's words with what each column was taken for.
    pub fn preview(&self) -> Vec<(String, String)> {
        let columns = self.columns.iter().enumerate();
        let shown = columns.filter_map(|(at, column)| {
            let marked =
                self.marks.iter().find(|(other, _)| *other == at).map(|(_, marked)| marked.taken_for());
            let written = self.header.get(at).map(|header| clean(header)).filter(|header| !header.is_empty());
            let of_use = marked.is_some() || is_of_use(*column);
            let unnamed = || of_use.then(|| format!("column {}", super::letters(at)));
            Some((written.or_else(unnamed)?, marked.unwrap_or(column.taken_for()).to_owned()))
        });
        shown.collect()
    }
}

impl Marked {
    fn taken_for(self) -> &'static str {
        match self {
            Self::Metal(_) => "metal, by marks",
            Self::Status(_) => "status, by marks",
        }
    }
}

impl CellGrid {
    /// The columns of the first list; `None` when the table is no list of facilities.
    pub fn layout(&self) -> Option<GridLayout> {
        self.parts().iter().find_map(|part| part.segments().into_iter().find_map(|segment| segment.layout))
    }

    /// The parts of the table that headers begin, in order; the rows above the first header are one when they have columns of
    /// their own.
    pub fn segments(&self) -> Vec<GridSegment> {
        let headers = self.headers();
        let heading = self.first_heading();
        let is_headed = |end: usize| heading.is_some_and(|at| at < end);
        let Some(first) = headers.first() else {
            let layout = self.layout_of(None, self.rows.len(), heading.is_some());
            return vec![GridSegment { header: None, layout }];
        };
        let above = self.layout_of(None, *first, is_headed(*first)).filter(is_sure_without_header);
        let above = above.map(|layout| GridSegment { header: None, layout: Some(layout) });
        let ends = headers.iter().skip(1).copied().chain([self.rows.len()]);
        let below = headers
            .iter()
            .zip(ends)
            .map(|(at, end)| (at, self.layout_of(Some(*at), end, is_headed(end))))
            .map(|(at, layout)| GridSegment { header: Some(*at), layout });
        above.into_iter().chain(below).collect()
    }

    /// The indexes of the rows that are headers: by their words, or, where there is none, by how they stand.
    fn headers(&self) -> Vec<usize> {
        let by_words = |cells: &[String]| head(cells).is_some();
        let rows = || self.rows.iter().enumerate();
        let known: Vec<usize> = rows().filter(|(_, (_, cells))| by_words(cells)).map(|(at, _)| at).collect();
        let above = self.rows.iter().take(known.first().copied().unwrap_or(0));
        if !known.is_empty() && above.filter(|(_, cells)| filled(cells) > 1).count() < DEEPEST_HEADER {
            return known;
        }
        let Some(found) = rows().find(|(at, _)| self.stands_as_header(*at)).map(|(at, _)| at) else {
            return known;
        };
        let same = |cells: &[String]| self.rows.get(found).is_some_and(|(_, other)| other == cells);
        rows().filter(|(_, (_, cells))| same(cells)).map(|(at, _)| at).collect()
    }

    /// Whether a row stands as a header does: the first of several cells below a heading or the top, none of them a value where
    /// the rows below have values.
    fn stands_as_header(&self, at: usize) -> bool {
        let Some((_, cells)) = self.rows.get(at) else { return false };
        let is_text = |cell: &String| {
            cell.len() <= LONGEST_HEADER && !columns::is_value(cell) && Status::parse(cell).is_none()
        };
        if at >= DEEPEST_HEADER
            || filled(cells) < 2
            || !cells.iter().filter(|cell| !cell.is_empty()).all(is_text)
        {
            return false;
        }
        let first = self.rows.iter().take(at).all(|(_, above)| filled(above) < 2);
        let others = self.rows.iter().skip(at + 1);
        let below = sample(others.clone().filter(|(_, other)| other != cells));
        let kinds = columns::kinds(&below);
        let of_value = |kind: &Option<FacilityColumn>| kind.is_some_and(|kind| kind != FacilityColumn::Name);
        let misses =
            cells.iter().zip(&kinds).filter(|(cell, kind)| !cell.is_empty() && of_value(kind)).count();
        let again = others.filter(|(_, other)| other == cells).count() > 0;
        let named = cells.iter().any(|cell| names_a_column(cell));
        first && misses > 0 && (again || named || misses > 1)
    }

    /// The columns of the rows from a header, or the top, to `end`; `is_headed` when a metal's heading stands above `end`.
    fn layout_of(&self, header: Option<usize>, end: usize, is_headed: bool) -> Option<GridLayout> {
        let first = header.map_or(0, |at| at + 1);
        let cells =
            header.and_then(|at| self.rows.get(at)).map(|(_, cells)| cells.clone()).unwrap_or_default();
        let rows = self.rows.iter().take(end).skip(first);
        let sample = sample(rows.filter(|(_, row)| *row != cells));
        let Head { mut columns, metal, mut marks } = head_of(&cells);
        let metal = metal.or_else(|| names_below_a_metal(&mut columns, &mut marks, &sample));
        self.pass_what_a_group_speaks_against(header, &cells, &mut columns);
        pass_words_without_values(&mut columns, &cells, &sample);
        let settled = columns::settle_name(&mut columns, &cells, &sample);
        columns::by_content(&mut columns, &cells, &sample);
        columns.resize(columns.len().max(cells.len()).min(MAX_COLUMNS), FacilityColumn::Unknown);
        marks.retain(|(at, _)| *at < MAX_COLUMNS);
        let is_one_sign = self.has_one_sign(&marks, first, end);
        let layout = GridLayout { columns, metal, marks, is_one_sign, header: cells, first };
        (settled && self.is_list(&layout, is_headed)).then_some(layout)
    }

    /// Whether the marks in some columns of the rows from `first` to `end` are all one sign.
    fn has_one_sign(&self, marks: &[(usize, Marked)], first: usize, end: usize) -> bool {
        let rows = self.rows.iter().take(end).skip(first);
        let cells = rows.flat_map(|(_, cells)| marks.iter().filter_map(|(at, _)| cells.get(*at)));
        let says = |cell: &&String| matches!(WORDS.mark(cell), Some(CellMark::Yes | CellMark::Perhaps));
        let mut signs = cells.filter(says).map(|cell| clean(cell).to_lowercase());
        let sign = signs.next();
        signs.all(|other| Some(other) == sign)
    }

    /// The index of the first row that is a metal's heading.
    fn first_heading(&self) -> Option<usize> {
        let is_heading =
            |cells: &[String]| super::heading(cells).is_some_and(|found| !found.metals.is_empty());
        self.rows.iter().position(|(_, cells)| is_heading(cells))
    }

    /// Whether columns make a list of facilities: a metal, which may be a heading above or among the rows, a name or a CID, and
    /// something more.
    fn is_list(&self, layout: &GridLayout, is_headed: bool) -> bool {
        let has = |column| layout.has(column);
        let metal = has(FacilityColumn::Metal)
            || layout.marks_metals()
            || layout.metal.or(self.metal).is_some()
            || is_headed;
        let evident = has(FacilityColumn::Country) || has(FacilityColumn::Status) || has(FacilityColumn::Cid);
        let name = layout.at(FacilityColumn::Name);
        let headed = name.and_then(|at| layout.header.get(at)).is_some_and(|cell| names_facilities(cell));
        let headed = headed || layout.metal.is_some();
        let more = evident || headed || !layout.marks.is_empty() || self.names_only;
        metal && more && (name.is_some() || has(FacilityColumn::Cid))
    }

    /// Passes over columns whose group, named in the row above the header, speaks against them: "Origin" above "Country".
    fn pass_what_a_group_speaks_against(
        &self,
        header: Option<usize>,
        cells: &[String],
        columns: &mut [FacilityColumn],
    ) {
        let above = header.and_then(|at| at.checked_sub(1)).and_then(|at| self.rows.get(at));
        let Some((_, groups)) =
            above.filter(|(_, cells)| filled(cells) > 1 && cells.iter().all(|cell| !columns::is_value(cell)))
        else {
            return;
        };
        let mut group = "";
        let of_column = |at: usize| -> &str { groups.get(at).map_or("", String::as_str) };
        let mut against: Vec<bool> = Vec::with_capacity(columns.len());
        for (at, column) in columns.iter_mut().enumerate() {
            group = Some(of_column(at)).filter(|cell| !cell.is_empty()).unwrap_or(group);
            let own = cells.get(at).and_then(|cell| columns::of_header(cell)).unwrap_or(*column);
            let speaks = WORDS.speaks_against(group, own);
            against.push(speaks);
            if speaks {
                *column = FacilityColumn::Passed;
            }
        }
        // A column that had to stand back behind one that is passed over now.
        for at in (0..against.len()).filter(|at| against.get(*at) == Some(&false)) {
            let own = cells.get(at).and_then(|cell| columns::of_header(cell));
            let free = own.filter(|own| is_of_use(*own) && !columns.contains(own));
            columns.get_mut(at).into_iter().zip(free).for_each(|(column, own)| *column = own);
        }
    }
}

/// Rows to tell columns by: the first that are no headings.
fn sample<'a>(rows: impl Iterator<Item = &'a (u32, Vec<String>)>) -> Vec<&'a [String]> {
    let of_values = rows.filter(|(_, cells)| super::heading(cells).is_none());
    of_values.take(SAMPLE).map(|(_, cells)| cells.as_slice()).collect()
}

/// Rows without a header are a list only where they have a metal, a name, and a country, status or CID of their own.
fn is_sure_without_header(layout: &GridLayout) -> bool {
    let has = |column| layout.has(column);
    let more = has(FacilityColumn::Country) || has(FacilityColumn::Status) || has(FacilityColumn::Cid);
    has(FacilityColumn::Metal) && has(FacilityColumn::Name) && more
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !cell.is_empty()).count()
}

fn is_of_use(column: FacilityColumn) -> bool {
    !matches!(column, FacilityColumn::Passed | FacilityColumn::Unknown)
}

/// Whether a cell names a column of facilities, or one below which none stand.
fn names_a_column(cell: &str) -> bool {
    columns::of_header(cell).is_some()
        || WORDS.column_of_words(cell).is_some()
        || WORDS.speaks_against(cell, FacilityColumn::Name)
}

/// Whether a row is a header by its words.
pub fn is_header(cells: &[String]) -> bool {
    head(cells).is_some()
}

/// The columns of a row that is a header by its words: it names a name or a CID, and at least one column more, or metals or
/// statuses to be marked; no cell of it is another value.
fn head(cells: &[String]) -> Option<Head> {
    let has_metal = has_metal(cells);
    // From the end, where the short values of a row stand: most rows are no header, and this is asked of every one.
    let is_value = |cell: &String| columns::is_value(cell) && HeaderCell::of(cell, has_metal).is_nothing();
    if cells.len() > MAX_COLUMNS || cells.iter().rev().any(is_value) {
        return None;
    }
    let head = head_of(cells);
    let by_metal = head.marks.iter().filter(|(_, marked)| matches!(marked, Marked::Metal(_))).count();
    let known = cells.iter().filter_map(|cell| columns::of_header(cell)).filter(|column| is_of_use(*column));
    // A metal beside a name alone is a row without a facility rather than a header.
    let beside = known.filter(|column| by_metal > 1 || *column != FacilityColumn::Name).count();
    if by_metal > 0 && beside == 0 {
        return None;
    }
    let has = |column| head.columns.contains(&column);
    let named = has(FacilityColumn::Name) || has(FacilityColumn::Cid) || by_metal > 0;
    let of_use = head.columns.iter().filter(|column| is_of_use(**column)).count();
    (named && of_use + head.marks.len() >= 2).then_some(head)
}

/// What each cell of a header row names.
fn head_of(cells: &[String]) -> Head {
    let mut head = Head { columns: Vec::with_capacity(cells.len()), metal: None, marks: Vec::new() };
    let has_metal = has_metal(cells);
    for (at, cell) in cells.iter().enumerate().take(MAX_COLUMNS) {
        let HeaderCell { column, marked, metal } = HeaderCell::of(cell, has_metal);
        head.marks.extend(marked.map(|marked| (at, marked)));
        head.metal = head.metal.or(metal);
        let twice = is_of_use(column) && head.columns.contains(&column);
        head.columns.push(if twice { FacilityColumn::Passed } else { column });
    }
    head
}

/// Whether a header has a column of metals.
fn has_metal(cells: &[String]) -> bool {
    cells.iter().any(|cell| columns::of_header(cell) == Some(FacilityColumn::Metal))
}

/// What one cell of a header names.
struct HeaderCell {
    column: FacilityColumn,
    /// What a sign below it says.
    marked: Option<Marked>,
    /// The metal of the facilities below it.
    metal: Option<Metal>,
}

impl HeaderCell {
    fn of(cell: &str, has_metal: bool) -> Self {
        let own = columns::of_header(cell);
        let marked = if own.is_some() || cell.is_empty() { None } else { marked(cell, has_metal) };
        let metal = if own.is_none() && marked.is_none() { metal_of_names(cell) } else { None };
        let column = match (own, marked) {
            (Some(own), _) => own,
            (None, Some(_)) => FacilityColumn::Passed,
            (None, None) if metal.is_some() => FacilityColumn::Name,
            (None, None) => of_words(cell),
        };
        Self { column, marked, metal }
    }

    /// Whether it names nothing that is known.
    fn is_nothing(&self) -> bool {
        self.column == FacilityColumn::Unknown && self.marked.is_none()
    }
}

/// The metal of a header that names the facilities by it: "Tin smelters", not "Tin" alone.
fn metal_of_names(cell: &str) -> Option<Metal> {
    let heading = super::TableHeading::of(cell).filter(|found| found.status.is_none())?;
    let rest: Vec<String> =
        fold(cell).split(' ').filter(|word| Metal::parse(word).is_none()).map(str::to_owned).collect();
    let named = WORDS.column_of_words(&rest.join(" ")) == Some(FacilityColumn::Name);
    heading.metals.first().copied().filter(|_| named && heading.metals.len() == 1)
}

/// Gives the name to the one column that a metal heads and that holds names: "Gold | Country".
fn names_below_a_metal(
    columns: &mut [FacilityColumn],
    marks: &mut Vec<(usize, Marked)>,
    rows: &[&[String]],
) -> Option<Metal> {
    let mut metals = marks.iter().filter_map(|(at, marked)| match marked {
        Marked::Metal(metal) => Some((*at, *metal)),
        Marked::Status(_) => None,
    });
    let (at, metal) = metals.next()?;
    if metals.next().is_some() || columns.contains(&FacilityColumn::Name) {
        return None;
    }
    let cells = || rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty());
    let names = cells().filter(|cell| WORDS.mark(cell).is_none() && not_a_name(cell).is_none()).count();
    if names == 0 || names * 2 < cells().count() {
        return None;
    }
    columns.get_mut(at).into_iter().for_each(|column| *column = FacilityColumn::Name);
    marks.retain(|(other, _)| *other != at);
    Some(metal)
}

fn of_words(cell: &str) -> FacilityColumn {
    if cell.is_empty() || cell.len() > LONGEST_HEADER {
        return FacilityColumn::Unknown;
    }
    WORDS.column_of_words(cell).unwrap_or(FacilityColumn::Unknown)
}

/// What a mark below a header says. A metal is one only where no column holds metals.
fn marked(header: &str, has_metal: bool) -> Option<Marked> {
    if WORDS.speaks_against(header, FacilityColumn::Status) {
        return None;
    }
    let question = header.split('(').next().unwrap_or(header);
    let heading = super::TableHeading::of(header).or_else(|| super::TableHeading::of(question))?;
    match (heading.metals.as_slice(), heading.status) {
        ([metal], None) if !has_metal && !metals(header).is_empty() => Some(Marked::Metal(*metal)),
        ([], Some(status)) => Some(Marked::Status(status)),
        _ => None,
    }
}

/// Passes over columns that are a status, a country or a metal by words of their own only, and hold none of it.
fn pass_words_without_values(columns: &mut [FacilityColumn], header: &[String], rows: &[&[String]]) {
    for (at, column) in columns.iter_mut().enumerate() {
        let known = header.get(at).is_some_and(|cell| columns::of_header(cell).is_some());
        let holds: fn(&str) -> bool = match column {
            FacilityColumn::Status => |cell| Status::parse(cell).is_some() || Status::is_none_word(cell),
            FacilityColumn::Metal => |cell| !metals(cell).is_empty(),
            FacilityColumn::Cid => |cell| crate::domain::Cid::parse(cell).is_ok(),
            FacilityColumn::Country
            | FacilityColumn::Name
            | FacilityColumn::Alias
            | FacilityColumn::City
            | FacilityColumn::Passed
            | FacilityColumn::Unknown => continue,
        };
        if !known && !rows.iter().filter_map(|row| row.get(at)).any(|cell| holds(cell)) {
            *column = FacilityColumn::Passed;
        }
    }
}

/// Where the columns of a row part that has the same columns several times side by side: the ranges of each time, those before
/// the first repeated one kept for all. Empty for a header that repeats nothing.
pub fn repeats(cells: &[String]) -> Vec<Vec<usize>> {
    let words: Vec<String> = cells.iter().map(|cell| fold(cell)).collect();
    let own = |at: &usize| words.get(*at).is_some_and(|word| !word.is_empty());
    let used: Vec<usize> = (0..words.len()).filter(own).collect();
    let word = |at: &usize| words.get(*at).map_or("", String::as_str);
    let again = |at: &&usize| used.iter().filter(|other| word(other) == word(at)).count() > 1;
    let Some(lead) = used.iter().find(again) else { return Vec::new() };
    let begins: Vec<usize> = used.iter().filter(|at| word(at) == word(lead)).copied().collect();
    let ends = begins.iter().skip(1).copied().chain([words.len()]);
    let ranges: Vec<Vec<usize>> = begins.iter().zip(ends).map(|(from, to)| (*from..to).collect()).collect();
    let says = |range: &Vec<usize>| range.iter().filter(|at| own(at)).map(&word).collect::<Vec<_>>();
    let first = ranges.first().map(says).unwrap_or_default();
    let names = first.iter().any(|cell| names_facilities(cell));
    if !names || ranges.iter().any(|range| says(range) != first) {
        return Vec::new();
    }
    let shared: Vec<usize> = (0..*lead).collect();
    ranges.into_iter().map(|range| shared.iter().copied().chain(range).collect()).collect()
}

fn names_facilities(cell: &str) -> bool {
    let column = columns::of_header(cell).or_else(|| WORDS.column_of_words(cell));
    matches!(column, Some(FacilityColumn::Name | FacilityColumn::Cid))
}

/// Whether a cell can be a facility's name where nothing but its place says so: it has words of a company or a plant.
pub fn can_be_a_company(cell: &str) -> bool {
    let other = WORDS.speaks_against(cell, FacilityColumn::Name);
    not_a_name(cell).is_none() && WORDS.has_company_word(cell) && !other
}
