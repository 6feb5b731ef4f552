//! The columns of a table, and how a row's room is shared among them.
//!
//! Where all columns fit at the width of their text, each has it, and what is left stays blank: values that belong together are
//! read more easily close to each other. Else short forms come in place of words, as few as will do; then the columns that matter
//! least leave, the last one first; then the others are cut; the name last of all. The column under the cursor is always there.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::query::{Align, Importance};
use crate::text::Area;

/// Blank columns between two columns.
const GAP: u16 = 1;

/// A column: its head, and how wide it may be, in terminal columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSpec {
    /// The head.
    pub title: String,
    /// The least width; below it the column is left out.
    pub min: u16,
    /// The width at which nothing of it is cut.
    pub ideal: u16,
    /// What nearly all of its cells need: what is wider is cut first, and for a wider name no other column leaves.
    pub claim: u16,
    /// Where the text stands.
    pub align: Align,
    pub importance: Importance,
    /// The form that it takes where there is little room.
    pub short: Option<ShortSpec>,
}

/// A column in its short form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortSpec {
    /// The head.
    pub title: String,
    /// The least width.
    pub min: u16,
    /// The width at which nothing of it is cut.
    pub ideal: u16,
    /// What nearly all of its cells need.
    pub claim: u16,
}

impl ColumnSpec {
    /// A column of one width for text.
    pub fn fixed(title: impl Into<String>, width: u16) -> Self {
        Self {
            title: title.into(),
            min: width,
            ideal: width,
            claim: width,
            align: Align::Left,
            importance: Importance::Needed,
            short: None,
        }
    }

    /// A column for text that may be cut: at least `min`, `ideal` if it can.
    pub fn between(title: impl Into<String>, min: u16, ideal: u16) -> Self {
        Self { min, ..Self::fixed(title, ideal) }
    }

    /// The column with its text at the right.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// The head of the form that it is shown in.
    pub fn head(&self, is_short: bool) -> &str {
        self.short.as_ref().filter(|_| is_short).map_or(&self.title, |short| &short.title)
    }
}

/// A column that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlacedColumn {
    /// Its place among all columns.
    pub index: usize,
    /// Leftmost terminal column.
    pub x: u16,
    /// Width in terminal columns.
    pub width: u16,
    /// Whether it is in its short form.
    pub is_short: bool,
}

/// A column that the rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortMark {
    /// The column, among all columns.
    pub column: usize,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// How many terminal columns more a table would need; 0 where it has enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lacking {
    /// For all columns to be there in their words.
    pub words: u16,
    /// For all columns to be there, some of them in short forms.
    pub columns: u16,
    /// For names to be whole beside the columns that are there while names are cut.
    pub names: u16,
}

/// A column in one of its forms.
#[derive(Debug, Clone, Copy)]
struct Column {
    index: usize,
    least: u16,
    ideal: u16,
    claim: u16,
    importance: Importance,
    is_short: bool,
}

impl Column {
    fn new((index, spec): (usize, &ColumnSpec)) -> Self {
        let (least, importance) = (spec.min.max(1), spec.importance);
        let ideal = spec.ideal.max(least);
        Self { index, least, ideal, claim: spec.claim.clamp(least, ideal), importance, is_short: false }
    }

    fn shortened(self, short: &ShortSpec) -> Self {
        let least = short.min.max(1);
        let ideal = short.ideal.max(least);
        Self { least, ideal, claim: short.claim.clamp(least, ideal), is_short: true, ..self }
    }

    fn least(&self) -> u16 {
        self.least
    }

    fn ideal(&self) -> u16 {
        self.ideal
    }

    fn claim(&self) -> u16 {
        self.claim
    }

    /// The least width of a column in a row whose name is hardly ever cut.
    fn least_beside_name(&self) -> u16 {
        if self.importance == Importance::Name { self.claim } else { self.least }
    }

    /// The width at which hardly anything is cut.
    fn whole_but_for_rare_names(&self) -> u16 {
        if self.importance == Importance::Name { self.claim } else { self.ideal }
    }

    /// The least width of a column in a row whose name is whole.
    fn least_beside_whole_name(&self) -> u16 {
        if self.importance == Importance::Name { self.ideal } else { self.least }
    }
}

/// The room that columns take, with the gaps between them.
fn total(columns: &[Column], width: fn(&Column) -> u16) -> u16 {
    let gaps = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX).saturating_mul(GAP);
    columns.iter().fold(gaps, |sum, column| sum.saturating_add(width(column)))
}

/// Places columns in a row's room.
pub(super) struct Placing<'a> {
    pub(super) specs: &'a [ColumnSpec],
    pub(super) room: Area,
}

impl Placing<'_> {
    /// The first column, where some are scrolled out so that `wanted` is shown, and the columns shown.
    pub(super) fn place(&self, wanted: usize, first: usize) -> (usize, Vec<PlacedColumn>) {
        let wanted = wanted.min(self.specs.len().saturating_sub(1));
        let kept = self.staying(self.formed(), Some(wanted), Column::least_beside_name);
        if total(&kept, Column::least) <= self.room.width {
            return (0, self.spread(&kept));
        }
        let shown = kept.get(self.scrolled(&kept, wanted, first)).unwrap_or_default();
        (shown.first().map_or(0, |column| column.index), self.spread(shown))
    }

    /// Whether all columns fit in their words.
    pub(super) fn fit_in_words(&self) -> bool {
        total(&self.in_words(), Column::ideal) <= self.room.width
    }

    /// Whether all columns fit without being cut, but for names of rare length.
    pub(super) fn fit(&self) -> bool {
        total(&self.formed(), Column::whole_but_for_rare_names) <= self.room.width
    }

    /// What more room would bring.
    pub(super) fn lacking(&self) -> Lacking {
        let formed = self.formed();
        let more = |total: u16| total.saturating_sub(self.room.width);
        let (words, columns) = (total(&self.in_words(), Column::ideal), total(&formed, Column::ideal));
        let staying = self.staying(formed, None, Column::least);
        let names = total(&staying, Column::least_beside_whole_name);
        Lacking { words: more(words), columns: more(columns), names: more(names) }
    }

    fn in_words(&self) -> Vec<Column> {
        self.specs.iter().enumerate().map(Column::new).collect()
    }

    /// All columns, in short forms as far as they do not fit in words: the one that saves just enough, else that which saves
    /// most, and so on.
    fn formed(&self) -> Vec<Column> {
        let mut columns = self.in_words();
        let shorter = self.specs.iter().zip(&columns).filter_map(|(spec, column)| {
            let short = column.shortened(spec.short.as_ref()?);
            (short.ideal < column.ideal).then(|| (column.ideal - short.ideal, short))
        });
        let mut shorter: Vec<(u16, Column)> = shorter.collect();
        shorter.sort_by_key(|(saved, _)| *saved);
        loop {
            let over = total(&columns, Column::ideal).saturating_sub(self.room.width);
            if over == 0 || shorter.is_empty() {
                return columns;
            }
            let last = shorter.len() - 1;
            let at = shorter.iter().position(|(saved, _)| *saved >= over).unwrap_or(last);
            let (_, short) = shorter.remove(at);
            if let Some(column) = columns.get_mut(short.index) {
                *column = short;
            }
        }
    }

    /// The columns without those that matter least, as far as these do not fit beside the others at a width: of them the first
    /// ones stay first.
    fn staying(&self, columns: Vec<Column>, wanted: Option<usize>, width: fn(&Column) -> u16) -> Vec<Column> {
        let may_leave =
            |column: &Column| column.importance == Importance::Extra && Some(column.index) != wanted;
        let (extra, mut kept): (Vec<Column>, Vec<Column>) = columns.into_iter().partition(may_leave);
        for column in extra {
            kept.push(column);
            if total(&kept, width) > self.room.width {
                kept.pop();
            }
        }
        kept.sort_by_key(|column| column.index);
        kept
    }

    /// The columns shown of those that do not even fit at their least widths: `wanted` among them, from `first` on if they can.
    fn scrolled(&self, columns: &[Column], wanted: usize, first: usize) -> Range<usize> {
        let last = columns.len().saturating_sub(1);
        let wanted = columns.iter().position(|column| column.index == wanted).unwrap_or(0);
        let first = columns.iter().position(|column| column.index >= first).unwrap_or(0);
        let mut first = first.min(wanted);
        while first < wanted && !self.fitting(columns, first).contains(&wanted) {
            first += 1;
        }
        while first > 0 && self.fitting(columns, first - 1).contains(&last) {
            first -= 1;
        }
        self.fitting(columns, first)
    }

    /// The columns from `first` on that fit at their least width; at least one as long as there is any room.
    fn fitting(&self, columns: &[Column], first: usize) -> Range<usize> {
        let mut used: u16 = 0;
        let mut end = first;
        for column in columns.iter().skip(first) {
            let gap = if end == first { 0 } else { GAP };
            let with = used.saturating_add(gap).saturating_add(column.least);
            if with > self.room.width && !(end == first && self.room.width > 0) {
                break;
            }
            used = with;
            end += 1;
        }
        first..end
    }

    /// Gives the columns their widths and places.
    fn spread(&self, columns: &[Column]) -> Vec<PlacedColumn> {
        let mut widths: Vec<u16> = columns.iter().map(Column::ideal).collect();
        let gaps = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX).saturating_mul(GAP);
        let room = self.room.width.saturating_sub(gaps);
        shrink(columns, &mut widths, room);
        let mut x = self.room.x;
        let mut placed = Vec::with_capacity(columns.len());
        for (column, width) in columns.iter().zip(widths) {
            let width = width.min(self.room.right().saturating_sub(x));
            placed.push(PlacedColumn { index: column.index, x, width, is_short: column.is_short });
            x = x.saturating_add(width).saturating_add(GAP);
        }
        placed
    }
}

fn sum(widths: &[u16]) -> u32 {
    widths.iter().map(|width| u32::from(*width)).sum()
}

/// Takes what is too much: of each column what is of rare length before the rest, and from names last. A name of rare length is
/// cut before the columns that are needed beside all of them.
fn shrink(columns: &[Column], widths: &mut [u16], room: u16) {
    let claim: fn(&Column) -> u16 = Column::claim;
    let steps = [
        (Importance::Extra, claim),
        (Importance::Needed, claim),
        (Importance::Extra, Column::least),
        (Importance::Name, claim),
        (Importance::Needed, Column::least),
        (Importance::Name, Column::least),
    ];
    for (importance, floor) in steps {
        take(columns, widths, room, |column| (column.importance == importance).then(|| floor(column)));
    }
}

/// Takes what is too much from the columns that have a floor, down to it, each time from the widest.
fn take(columns: &[Column], widths: &mut [u16], room: u16, floor: impl Fn(&Column) -> Option<u16>) {
    let mut over = sum(widths).saturating_sub(room.into());
    while over > 0 {
        let with_floor =
            widths.iter_mut().zip(columns).filter_map(|(width, column)| Some((floor(column)?, width)));
        let able = with_floor.filter(|(floor, width)| **width > *floor);
        let Some((floor, width)) = able.max_by_key(|(_, width)| **width) else { break };
        // Half of what it could give, so that two wide columns end about as wide as each other.
        let give = ((*width - floor) / 2).max(1).min(u16::try_from(over).unwrap_or(u16::MAX));
        *width -= give;
        over -= u32::from(give);
    }
}
