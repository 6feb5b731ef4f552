//! The columns of a table, and how a row's room is shared among them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::query::Align;
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
    /// The width wished.
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
    pub(super) specs: &'a [ColumnSpec],
    pub(super) room: Area,
}

impl Placing<'_> {
    /// The first column, moved so that `wanted` is shown, and the columns shown.
    pub(super) fn place(&self, wanted: usize, first: usize) -> (usize, Vec<PlacedColumn>) {
        let last = self.specs.len().saturating_sub(1);
        let wanted = wanted.min(last);
        let mut first = first.min(wanted);
        while first < wanted && !self.fitting(first).contains(&wanted) {
            first += 1;
        }
        while first > 0 && self.fitting(first - 1).contains(&last) {
            first -= 1;
        }
        (first, self.spread(self.fitting(first)))
    }

    /// The columns from `first` on that fit at their least width; at least one as long as there is any room.
    fn fitting(&self, first: usize) -> Range<usize> {
        let mut used: u16 = 0;
        let mut end = first;
        for spec in self.specs.iter().skip(first) {
            let gap = if end == first { 0 } else { GAP };
            let with = used.saturating_add(gap).saturating_add(spec.least());
            if with > self.room.width && !(end == first && self.room.width > 0) {
                break;
            }
            used = with;
            end += 1;
        }
        first..end
    }

    /// Gives the columns their widths and places.
    fn spread(&self, fit: Range<usize>) -> Vec<PlacedColumn> {
        let specs = self.specs.get(fit.clone()).unwrap_or_default();
        let mut widths: Vec<u16> = specs.iter().map(|spec| spec.clamp(spec.ideal)).collect();
        let gaps = u16::try_from(fit.len().saturating_sub(1)).unwrap_or(u16::MAX).saturating_mul(GAP);
        let room = self.room.width.saturating_sub(gaps);
        shrink(specs, &mut widths, room);
        grow(specs, &mut widths, room);
        let mut x = self.room.x;
        let mut placed = Vec::with_capacity(fit.len());
        for (index, width) in fit.zip(widths) {
            let width = width.min(self.room.right().saturating_sub(x));
            placed.push(PlacedColumn { index, x, width });
            x = x.saturating_add(width).saturating_add(GAP);
        }
        placed
    }
}

fn sum(widths: &[u16]) -> u16 {
    widths.iter().fold(0, |sum: u16, width| sum.saturating_add(*width))
}

/// Takes what is too much from the flexible columns first, each time from the widest.
fn shrink(specs: &[ColumnSpec], widths: &mut [u16], room: u16) {
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
fn grow(specs: &[ColumnSpec], widths: &mut [u16], room: u16) {
    let mut left = room.saturating_sub(sum(widths));
    while left > 0 {
        let able = |(width, spec): &(&mut u16, &ColumnSpec)| spec.flex && **width < spec.max;
        let count = widths.iter_mut().zip(specs).filter(able).count();
        let Some(share) = u16::try_from(count).ok().and_then(|count| left.checked_div(count)) else { break };
        for (width, spec) in widths.iter_mut().zip(specs).filter(able) {
            let take = share.max(1).min(spec.max - *width).min(left);
            *width += take;
            left -= take;
        }
    }
}
