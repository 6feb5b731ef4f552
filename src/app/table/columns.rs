//! The columns of a table, and how a row's room is shared among them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::Area;

/// Blank columns between two columns.
const GAP: u16 = 1;

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Text.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// A column: its head, and how wide it may be, in terminal columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSpec {
    /// The head.
    pub title: String,
    /// The least width; below it the column is left out.
    pub min: u16,
    /// The width wished when the content's is not asked for.
    pub ideal: u16,
    /// The greatest width.
    pub max: u16,
    /// Where the text stands.
    pub align: Align,
    /// Whether it takes what room is left, and gives way first.
    pub flex: bool,
}

impl ColumnSpec {
    /// A column of one width for text.
    pub fn fixed(title: impl Into<String>, width: u16) -> Self {
        Self { title: title.into(), min: width, ideal: width, max: width, align: Align::Left, flex: false }
    }

    /// A column for text that takes what room is left: at least `min`, `ideal` if it can.
    pub fn flexible(title: impl Into<String>, min: u16, ideal: u16) -> Self {
        Self { title: title.into(), min, ideal, max: u16::MAX, align: Align::Left, flex: true }
    }

    /// The column with its text at the right.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    fn least(&self) -> u16 {
        self.min.max(1)
    }

    fn clamp(&self, width: u16) -> u16 {
        width.clamp(self.least(), self.max.max(self.least()))
    }
}

/// Gives the natural width of a column over some visible rows, in terminal columns.
pub type NaturalWidth<'a> = &'a dyn Fn(usize, Range<usize>) -> u16;

/// The columns of a table as a layout needs them.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    /// Every column, in order.
    pub specs: &'a [ColumnSpec],
    /// How many of the first ones stay when the others scroll.
    pub frozen: usize,
    /// The width of the content; without it widths come from the specs alone and never change while
    /// scrolling.
    pub natural: Option<NaturalWidth<'a>>,
}

impl<'a> Columns<'a> {
    /// Columns of which none is frozen and whose widths come from the specs.
    #[must_use]
    pub fn new(specs: &'a [ColumnSpec]) -> Self {
        Self { specs, frozen: 0, natural: None }
    }

    /// The same with the first `frozen` staying where they are.
    #[must_use]
    pub fn frozen(mut self, frozen: usize) -> Self {
        self.frozen = frozen;
        self
    }

    /// The same with widths from the content.
    #[must_use]
    pub fn natural(mut self, natural: NaturalWidth<'a>) -> Self {
        self.natural = Some(natural);
        self
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
}

/// A column that the rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortMark {
    /// The column, among all columns.
    pub column: usize,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// Places columns in a row's room.
pub(super) struct Placing<'a> {
    pub(super) columns: Columns<'a>,
    pub(super) room: Area,
    pub(super) rows: Range<usize>,
}

impl Placing<'_> {
    /// The first column after the frozen ones, moved so that `wanted` is shown, and the columns shown.
    pub(super) fn place(&self, wanted: usize, first: usize) -> (usize, Vec<PlacedColumn>) {
        let count = self.columns.specs.len();
        let wanted = wanted.min(count.saturating_sub(1));
        let mut frozen = self.columns.frozen.min(count);
        let mut first = first.clamp(frozen, count.max(frozen));
        if wanted >= frozen {
            first = first.min(wanted);
            while first < wanted && !self.shows(frozen, first, wanted) {
                first += 1;
            }
        }
        if !self.shows(frozen, first, wanted) {
            (frozen, first) = (0, wanted);
        }
        while first > frozen && self.shows(frozen, first - 1, count.saturating_sub(1)) {
            first -= 1;
        }
        (first, self.spread(&self.fitting(frozen, first)))
    }

    fn shows(&self, frozen: usize, first: usize, wanted: usize) -> bool {
        self.fitting(frozen, first).contains(&wanted)
    }

    /// The columns that fit at their least width; at least one as long as there is any room.
    fn fitting(&self, frozen: usize, first: usize) -> Vec<usize> {
        let mut used: u16 = 0;
        let mut fit = Vec::new();
        for index in (0..frozen).chain(first..self.columns.specs.len()) {
            let least = self.columns.specs.get(index).map_or(1, ColumnSpec::least);
            let gap = if fit.is_empty() { 0 } else { GAP };
            let with = used.saturating_add(gap).saturating_add(least);
            if with > self.room.width && !(fit.is_empty() && self.room.width > 0) {
                break;
            }
            used = with;
            fit.push(index);
        }
        fit
    }

    /// Gives the columns their widths and places.
    fn spread(&self, fit: &[usize]) -> Vec<PlacedColumn> {
        let specs: Vec<&ColumnSpec> = fit.iter().filter_map(|index| self.columns.specs.get(*index)).collect();
        let mut widths: Vec<u16> =
            specs.iter().zip(fit).map(|(spec, index)| spec.clamp(self.wish(spec, *index))).collect();
        let gaps = u16::try_from(fit.len().saturating_sub(1)).unwrap_or(u16::MAX).saturating_mul(GAP);
        let room = self.room.width.saturating_sub(gaps);
        shrink(&specs, &mut widths, room);
        grow(&specs, &mut widths, room);
        let mut x = self.room.x;
        let mut placed = Vec::with_capacity(fit.len());
        for (index, width) in fit.iter().zip(widths) {
            let width = width.min(self.room.right().saturating_sub(x));
            placed.push(PlacedColumn { index: *index, x, width });
            x = x.saturating_add(width).saturating_add(GAP);
        }
        placed
    }

    fn wish(&self, spec: &ColumnSpec, index: usize) -> u16 {
        self.columns.natural.map_or(spec.ideal, |natural| natural(index, self.rows.clone()))
    }
}

fn sum(widths: &[u16]) -> u16 {
    widths.iter().fold(0, |sum: u16, width| sum.saturating_add(*width))
}

/// Takes what is too much from the flexible columns first, each time from the widest.
fn shrink(specs: &[&ColumnSpec], widths: &mut [u16], room: u16) {
    for flex in [true, false] {
        let mut over = sum(widths).saturating_sub(room);
        while over > 0 {
            let able = widths
                .iter_mut()
                .zip(specs)
                .filter(|(width, spec)| spec.flex == flex && **width > spec.least());
            let Some((width, spec)) = able.max_by_key(|(width, _)| **width) else { break };
            // Half of what it could give, so that two wide columns end about as wide as each other.
            let give = ((*width - spec.least()) / 2).clamp(1, over);
            *width -= give;
            over -= give;
        }
    }
}

/// Gives what is left to the flexible columns, in equal parts.
fn grow(specs: &[&ColumnSpec], widths: &mut [u16], room: u16) {
    let mut left = room.saturating_sub(sum(widths));
    while left > 0 {
        let able = |(width, spec): &(&mut u16, &&ColumnSpec)| spec.flex && **width < spec.max;
        let count = widths.iter_mut().zip(specs).filter(able).count();
        let Some(share) = u16::try_from(count).ok().and_then(|count| left.checked_div(count)) else { break };
        for (width, spec) in widths.iter_mut().zip(specs).filter(able) {
            let take = share.max(1).min(spec.max - *width).min(left);
            *width += take;
            left -= take;
        }
    }
}
