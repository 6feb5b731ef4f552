//! Rows with one blank between columns: known words at both ends leave one reading for most of them.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::{is_heading, numbered, without_bullet};
use super::shape::{LineCells, LineShape};
use super::{LineUse, LineUses, PlainLine};
use crate::import::FacilityColumn;
use crate::import::cell_grid::TableHeading;
use crate::import::columns::{of_header, of_header_row};
use crate::import::filing::cells;
use crate::import::html::tokens::RawCell;
use crate::import::names::is_sentence;
use crate::import::table_words::WORDS;

/// Fewer rows of one shape are no list.
const FEWEST: usize = 3;
/// A row goes over so many lines at most.
const MOST_LINES: usize = 3;
/// A header has so many words at most.
const LONGEST_HEADER: usize = 16;
/// So many ways to read a header are looked at.
const MOST_WAYS: usize = 50;

/// The rows of the shape that most lines have, and the rows that have another; none where most of them keep their columns.
pub fn find(lines: &[PlainLine<'_>], _: &LineUses) -> LineUses {
    let bare = without_row_numbers(lines);
    let lines = bare.as_deref().unwrap_or(lines);
    let shapes = shapes(lines);
    let in_columns = |at: &&usize| lines.get(**at).is_some_and(|line| cells(line.text).len() > 1);
    if shapes.keys().filter(in_columns).count() * 2 > shapes.len() {
        let lost = shapes.keys().filter(|at| !in_columns(at));
        let why = "its columns have only one blank between them, which those of the other rows do not";
        return lost.map(|at| (*at, LineUse::Open(why.to_owned()))).collect();
    }
    let mut counts: BTreeMap<&LineShape, usize> = BTreeMap::new();
    shapes.values().for_each(|shape| *counts.entry(shape).or_default() += 1);
    match counts.into_iter().max_by_key(|(_, count)| *count) {
        Some((shape, count)) if count >= FEWEST => Reader::new(lines, shape, &shapes).read(),
        Some(_) | None => LineUses::new(),
    }
}

/// The lines without the numbers that begin them, where most rows begin with one that is one more than that of the row before.
fn without_row_numbers<'a>(lines: &[PlainLine<'a>]) -> Option<Vec<PlainLine<'a>>> {
    let numbers: Vec<Option<(u32, &str)>> = lines.iter().map(|line| numbered(line.text)).collect();
    let (mut last, mut in_order) = (None, BTreeSet::new());
    for (at, (number, _)) in numbers.iter().enumerate().filter_map(|(at, found)| Some((at, (*found)?))) {
        if last.is_some_and(|last| number == last + 1) {
            in_order.insert(at);
        }
        last = Some(number);
    }
    if in_order.len() < FEWEST - 1 {
        return None;
    }
    let without = |(line, found): (&PlainLine<'a>, &Option<(u32, &'a str)>)| PlainLine {
        text: found.map_or(line.text, |(_, rest)| rest),
        ..*line
    };
    let bare: Vec<PlainLine<'a>> = lines.iter().zip(&numbers).map(without).collect();
    let shapes = shapes(&bare);
    let counted = shapes.keys().filter(|at| in_order.contains(at)).count();
    (counted * 2 >= shapes.len().saturating_sub(1)).then_some(bare)
}

/// The shape of each line that looks like a row by itself, where its paragraph is made of rows.
fn shapes(lines: &[PlainLine<'_>]) -> BTreeMap<usize, LineShape> {
    let mut found = BTreeMap::new();
    let mut under_metal = false;
    for paragraph in paragraphs(lines) {
        let mut own = BTreeMap::new();
        for at in paragraph.clone() {
            let text = lines.get(at).map_or("", |line| line.text);
            under_metal = match TableHeading::of(text.trim().trim_end_matches(':')) {
                Some(heading) => heading.metals.len() == 1,
                None => under_metal && !is_sentence(text),
            };
            let shape = LineShape::of(text).filter(|shape| is_row(shape, under_metal));
            own.extend(shape.map(|shape| (at, shape)));
        }
        if own.len() * MOST_LINES >= paragraph.len() {
            found.extend(own);
        }
    }
    found
}

/// Whether a shape is one of a facility's row: with a metal of its own or above it, and a country or a CID.
fn is_row(shape: &LineShape, under_metal: bool) -> bool {
    let known = shape.has(FacilityColumn::Country) || shape.has(FacilityColumn::Cid);
    known && (under_metal || shape.has(FacilityColumn::Metal))
}

/// Lines without a blank one between them.
fn paragraphs(lines: &[PlainLine<'_>]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for at in 0..lines.len() {
        if lines.get(at).is_none_or(PlainLine::is_blank) {
            continue;
        }
        match found.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = at + 1,
            None => found.push(at..at + 1),
        }
    }
    found
}

/// Reads the rows of one shape.
struct Reader<'a> {
    lines: &'a [PlainLine<'a>],
    shape: &'a LineShape,
    shapes: &'a BTreeMap<usize, LineShape>,
    header: ListHeader,
    /// Whether most of its countries are in capitals: a country in another case may be a part of a name ("Inner Mongolia").
    capitals: bool,
    uses: LineUses,
    /// The number of the table that is open.
    table: usize,
    /// Whether the next row begins a table.
    fresh: bool,
}

/// The line that heads a list.
enum ListHeader {
    None,
    /// Its cells, as many as a row has.
    Fits(Vec<String>),
    /// It has other columns than the rows.
    Differs,
}

impl<'a> Reader<'a> {
    fn new(lines: &'a [PlainLine<'a>], shape: &'a LineShape, shapes: &'a BTreeMap<usize, LineShape>) -> Self {
        let uses = LineUses::new();
        let header = ListHeader::None;
        let mut reader = Self { lines, shape, shapes, header, capitals: false, uses, table: 0, fresh: true };
        reader.capitals = reader.are_in_capitals();
        let first = shapes.keys().next().copied().unwrap_or(0);
        let above = (0..first).rev().filter(|at| !is_heading(reader.text(*at)));
        let above = above.into_iter().find(|at| lines.get(*at).is_some_and(|line| !line.is_blank()));
        reader.header = above.map_or(ListHeader::None, |at| reader.header_of(reader.text(at)));
        reader
    }

    fn are_in_capitals(&self) -> bool {
        let rows = self.shapes.keys().filter_map(|at| self.shape.read(self.text(*at)));
        let countries: Vec<bool> = rows.filter_map(|cells| in_capitals(&cells)).collect();
        countries.iter().filter(|capitals| **capitals).count() * 2 > countries.len()
    }

    /// The cells of a row in one way, with its country in the case of the others.
    fn cells(&self, text: &str) -> Option<LineCells> {
        let cells = self.shape.read(text)?;
        in_capitals(&cells).is_none_or(|capitals| capitals || !self.capitals).then_some(cells)
    }

    fn header_of(&self, text: &str) -> ListHeader {
        let mut ways = header_ways(text);
        let wanted = self.shape.columns();
        ways.iter_mut().for_each(without_number);
        let fits = |cells: &&Vec<String>| {
            let name = cells.iter().position(|cell| of_header(cell) == Some(FacilityColumn::Name));
            cells.len() == wanted.len() && name == Some(self.shape.front.len())
        };
        match ways.iter().find(fits) {
            Some(cells) => ListHeader::Fits(cells.clone()),
            None if is_sentence(text) => ListHeader::None,
            None if !ways.is_empty() || speaks_against(text) => ListHeader::Differs,
            None => ListHeader::None,
        }
    }

    fn read(mut self) -> LineUses {
        let paragraphs = paragraphs(self.lines);
        let is_list =
            |paragraph: &std::ops::Range<usize>| paragraph.clone().any(|at| self.shapes.contains_key(&at));
        let lists: Vec<bool> = paragraphs.iter().map(is_list).collect();
        let last = lists.iter().rposition(|list| *list).unwrap_or(0);
        for (order, paragraph) in paragraphs.into_iter().enumerate() {
            let single = paragraph.len() == 1 && order < last && self.table > 0;
            if lists.get(order) == Some(&true) || single {
                self.paragraph(paragraph);
            } else {
                self.fresh = true;
            }
        }
        self.uses
    }

    fn paragraph(&mut self, paragraph: std::ops::Range<usize>) {
        let rows = || paragraph.clone().filter(|at| self.shapes.contains_key(at));
        let (first, last) = (rows().next(), rows().next_back());
        let mut at = paragraph.start;
        while at < paragraph.end {
            let text = self.text(at);
            if is_heading(text) {
                self.fresh = true;
            } else if !header_ways(text).is_empty() {
                self.uses.insert(at, LineUse::Part);
            } else if let Some((cells, length)) = self.row(at, paragraph.end) {
                self.take(at, cells, length);
                at += length - 1;
            } else if self.shapes.contains_key(&at)
                || self.begins(text) && !is_sentence(text)
                || (first.is_some_and(|first| at > first) && last.is_some_and(|last| at < last))
            {
                self.uses.insert(at, LineUse::Open(unclear(text)));
            } else {
                self.fresh = true;
            }
            at += 1;
        }
    }

    /// Whether a line begins as a row does.
    fn begins(&self, text: &str) -> bool {
        let words: Vec<&str> = without_bullet(text).unwrap_or(text).split_whitespace().collect();
        self.shape.front.first().is_some_and(|column| super::parts::at_front(*column, &words).is_some())
            || LineShape::of(text).is_some_and(|shape| is_row(&shape, false))
    }

    /// The cells of the row that begins in a line, and over how many lines it goes; `None` where there is no one way to read it.
    fn row(&self, at: usize, end: usize) -> Option<(LineCells, usize)> {
        let more = (at + 1..end.min(at + MOST_LINES)).take_while(|next| self.may_go_on(*next)).count();
        let joined = |from: usize, length: usize| {
            let texts: Vec<&str> = (from..from + length).map(|at| self.text(at).trim()).collect();
            self.cells(&texts.join(" "))
        };
        let own = joined(at, 1);
        let longer = (2..=more + 1).find_map(|length| Some((joined(at, length)?, length)));
        let next_begins = more > 0 && self.shape.front.is_empty() && joined(at + 1, 2).is_some();
        let before_row = self.shape.front.is_empty()
            && at + 1 < end
            && own.is_none()
            && self.cells(self.text(at + 1)).is_some();
        match (own, longer) {
            (_, Some(_)) if next_begins => None,
            (None, None) if before_row => None,
            (_, Some(longer)) => Some(longer),
            (own, None) => own.map(|own| (own, 1)).filter(|_| !self.follows_open(at)),
        }
    }

    /// Whether the line before was left open, and may be the beginning of this row: nothing marks where one begins.
    fn follows_open(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.uses.get(&before));
        self.shape.front.is_empty()
            && without_bullet(self.text(at)).is_none()
            && matches!(before, Some(LineUse::Open(_)))
    }

    /// Whether a line may go on with the one before it: it is no row by itself, and begins none.
    fn may_go_on(&self, at: usize) -> bool {
        let text = self.text(at);
        let begins = !self.shape.front.is_empty() && self.begins(text);
        !begins
            && without_bullet(text).is_none()
            && TableHeading::of(text).is_none_or(|heading| heading.metals.is_empty())
            && header_ways(text).is_empty()
            && self.cells(text).is_none()
    }

    fn take(&mut self, at: usize, cells: LineCells, length: usize) {
        let line = self.lines.get(at).map_or(0, |line| line.number);
        let cell = |text: String| RawCell { line, text, columns: 1, rows: 1 };
        let row: Vec<RawCell> = cells.into_iter().map(|(_, text)| cell(text)).collect();
        let used = match &self.header {
            ListHeader::Differs => {
                LineUse::Open("the line above the list names other columns than this row has".to_owned())
            }
            ListHeader::Fits(header) if self.fresh => {
                // The header stands above the first list; before another it has no line.
                let head = |text: String| RawCell { line: 0, text, columns: 1, rows: 1 };
                let header = header.iter().cloned().map(head).collect();
                LineUse::Rows(self.table + 1, vec![header, row])
            }
            ListHeader::Fits(_) | ListHeader::None => {
                LineUse::Rows(self.table + usize::from(self.fresh), vec![row])
            }
        };
        self.table += usize::from(self.fresh);
        self.fresh = false;
        self.uses.insert(at, used);
        (1..length).for_each(|more| drop(self.uses.insert(at + more, LineUse::Part)));
    }

    fn text(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |line| line.text)
    }
}

/// Whether a row's country is in capitals; `None` without one.
fn in_capitals(cells: &LineCells) -> Option<bool> {
    let (_, country) = cells.iter().find(|(column, _)| *column == FacilityColumn::Country)?;
    Some(!country.chars().any(char::is_lowercase))
}

fn unclear(text: &str) -> String {
    format!("where the columns of \u{201c}{}\u{201d} begin cannot be told", crate::text::clean(text))
}

/// Whether a line that heads a list says that a column is something else than it looks like.
fn speaks_against(text: &str) -> bool {
    let columns = [FacilityColumn::Country, FacilityColumn::Status];
    let headed = text.split_whitespace().filter(|word| of_header(word).is_some()).count() >= 2;
    headed && columns.into_iter().any(|column| WORDS.speaks_against(text, column))
}

/// The ways in which a line is nothing but the headers of a list.
fn header_ways(text: &str) -> Vec<Vec<String>> {
    let words: Vec<&str> = text.split_whitespace().take(LONGEST_HEADER + 1).collect();
    if words.len() > LONGEST_HEADER {
        return Vec::new();
    }
    let mut ways: Vec<Vec<Vec<String>>> = vec![Vec::new(); words.len() + 1];
    if let Some(start) = ways.first_mut() {
        start.push(Vec::new());
    }
    for from in 0..words.len() {
        let before = ways.get(from).cloned().unwrap_or_default();
        if before.is_empty() {
            continue;
        }
        for to in (from + 1..=words.len()).rev() {
            let header = words.get(from..to).unwrap_or_default().join(" ");
            let known = of_header(&header).is_some() || is_number_header(&header);
            if let Some(slot) = ways.get_mut(to).filter(|slot| known && slot.len() < MOST_WAYS) {
                slot.extend(
                    before
                        .iter()
                        .map(|cells| cells.iter().cloned().chain([header.clone()]).collect::<Vec<_>>()),
                );
            }
        }
    }
    let whole = ways.pop().unwrap_or_default();
    whole.into_iter().filter(|cells| of_header_row(cells).is_some()).collect()
}

/// Whether a header heads the numbers of rows.
fn is_number_header(header: &str) -> bool {
    matches!(header.trim_end_matches('.'), "#" | "No" | "NO" | "Nr")
}

/// Leaves out the column of rows' numbers, which rows are read without.
fn without_number(cells: &mut Vec<String>) {
    if cells.first().is_some_and(|cell| is_number_header(cell)) {
        cells.remove(0);
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
    fn known_words_at_both_ends_leave_the_name() {
        let text = "Metal Smelter Name Country Status\n\
            Gold Gold Refinery of Zijin Co., Ltd. CHINA Conformant\n\
            Tin PT Fajar Timur INDONESIA Active\n\
            Tungsten Nightjar Hard Metals KOREA, REPUBLIC OF Not listed\n";
        let (rows, open) = read(text);
        assert_eq!(
            rows,
            [
                "Metal|Smelter Name|Country|Status",
                "Gold|Gold Refinery of Zijin Co., Ltd.|CHINA|Conformant",
                "Tin|PT Fajar Timur|INDONESIA|Active",
                "Tungsten|Nightjar Hard Metals|KOREA, REPUBLIC OF|Not listed",
            ]
        );
        assert_eq!(open, Vec::<u32>::new());
    }

    #[test]
    fn name_or_number_may_come_first_and_bullets_before_all() {
        let rows = read(
            "\u{2022} Dowa - JAPAN - Gold\n\u{2022} Alpine AG - PERU - Tin\n\u{2022} Boreal - CANADA - Tin",
        )
        .0;
        assert_eq!(rows, ["Dowa|JAPAN|Gold", "Alpine AG|PERU|Tin", "Boreal|CANADA|Tin"]);
        let rows = read(
            "1. CID900011 Gold Dowa JAPAN\n2. CID900012 Tin Boreal CANADA\n3. CID900013 Tin Alpine AG PERU",
        )
        .0;
        assert_eq!(
            rows,
            ["CID900011|Gold|Dowa|JAPAN", "CID900012|Tin|Boreal|CANADA", "CID900013|Tin|Alpine AG|PERU"]
        );
    }

    #[test]
    fn a_sentence_above_a_list_is_no_header() {
        let text = "Our suppliers identified smelters: their status and country of origin follow, as they are listed.\n\nTin\n\
            - Ember Tin Works S.A., Peru - Conformant\n- PT Fajar Timur, Indonesia - Active\n\
            Gold\n- Alpine Refining AG, Switzerland - Conformant\n";
        let (rows, open) = read(text);
        let expected = [
            "Ember Tin Works S.A.|Peru|Conformant",
            "PT Fajar Timur|Indonesia|Active",
            "Alpine Refining AG|Switzerland|Conformant",
        ];
        assert_eq!((rows, open), (expected.map(str::to_owned).to_vec(), vec![]));
    }

    #[test]
    fn a_row_may_go_on_in_the_next_line() {
        let text = "Gold Dowa JAPAN Active\nTin Boreal CANADA Active\nTin Harrow BELGIUM Active\nTin Alpine AG PERU Not\nlisted\n\
            Gold Inner Mongolia Qiankun\nShare Co., Ltd. CHINA Active\nTin Kestrel KOREA, REPUBLIC\nOF Active\n";
        let (rows, open) = read(text);
        assert_eq!(
            rows.get(3..).unwrap(),
            [
                "Tin|Alpine AG|PERU|Not listed",
                "Gold|Inner Mongolia Qiankun Share Co., Ltd.|CHINA|Active",
                "Tin|Kestrel|KOREA, REPUBLIC OF|Active",
            ]
        );
        assert_eq!(open, Vec::<u32>::new());
    }

    #[test]
    fn what_leaves_no_one_reading_is_left_open() {
        let text = "Gold Dowa JAPAN Active\nTin Boreal CANADA Active\nTin Alpine AG PERU Active\n\
            Tin Kestrel Utopia Active\nGold JAPAN Active\nTin Mill South SUDAN Active\nTin Moraine CHINA\n";
        let (rows, open) = read(text);
        assert_eq!((rows.len(), open), (3, vec![4, 5, 6, 7]));
        let text = "Gold\n\nDowa JAPAN\nBoreal CANADA\nAlpine AG PERU\nInner Mongolia\nQiankun Ltd. CHINA\n";
        let (rows, open) = read(text);
        assert_eq!((rows.len(), open), (3, vec![6, 7]), "nothing marks where a row begins");
        let text =
            "Metal Smelter Name Mine Country\nGold Dowa JAPAN\nTin Boreal CANADA\nTin Alpine AG PERU\n";
        assert!(!read(text).0.iter().any(|row| row.contains("Name|Country")));
    }

    #[test]
    fn prose_is_no_row() {
        let text = "Most of the smelters that our suppliers named process\nTin from PERU and other countries, and\n\
            Gold of smelters in CHINA\nwas named by some. We asked for\nTin of other mills in JAPAN\ntoo.\n";
        assert_eq!(read(text), (vec![], vec![]));
    }
}
