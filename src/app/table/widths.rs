//! How wide the cells of a table's columns are. It is measured when other rows or columns are shown, never while a frame is
//! drawn; of a table of many rows so many that it costs no more than a key may: some spread evenly over all, and those that
//! come into view, whose widest make their columns wider from then on. While a search is typed the columns hold still: then
//! only what comes into view is measured, and the rest when the search is done.

use std::collections::HashMap;
use std::ops::Range;

use super::cell::{CellSigns, cell_text, signs_width};
use crate::app::derived::Generations;
use crate::query::Field;
use crate::text::width;

/// Of a table of at most so many rows all are measured. More of them would take longer than a key may.
pub const MOST_MEASURED: usize = 300;

/// Of a larger table so many rows are measured, and what is in view.
const SPREAD: usize = 150;

/// Of so many cells one may be of rare width.
const RARE: usize = 20;

/// How wide cells are, in terminal columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spread {
    /// The widest.
    pub widest: u16,
    /// What all but rare ones need.
    pub nearly_all: u16,
}

impl Spread {
    /// Of cells of these widths, of which others were measured before; whether those were of other rows.
    fn of(mut each: Vec<u16>, before: Option<Self>, were_others: bool) -> Self {
        each.sort_unstable();
        let widest = each.last().copied().unwrap_or(0);
        let rare = each.len() / RARE;
        let nearly_all = || each.iter().rev().nth(rare).copied().unwrap_or(0);
        match before {
            Some(before) if were_others => {
                Self { widest: widest.max(before.widest), nearly_all: nearly_all().max(before.nearly_all) }
            }
            // What comes into view is a part of all, and says nothing of what is rare.
            Some(before) => Self { widest: widest.max(before.widest), ..before },
            None => Self { widest, nearly_all: nearly_all() },
        }
    }
}

/// How wide the cells of a column are, and in its short form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellWidths {
    pub words: Spread,
    pub short: Spread,
}

/// The places of the rows to be measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub rows: Vec<usize>,
    /// Whether what was measured before is nothing any more.
    pub anew: bool,
}

/// What is measured of the columns of a table.
#[derive(Debug, Clone)]
pub(super) struct Widths<F: 'static> {
    of: Vec<(F, CellWidths)>,
    /// Whether there are rows, and all of them were measured.
    is_whole: bool,
    /// What was in view and as of which changes, when it was measured last; none after other rows or columns came.
    seen: Option<(Range<usize>, Generations)>,
    /// Whether other rows or columns came, and what was measured before stands for them no more.
    is_stale: bool,
    /// Whether columns only grow for now.
    holds: bool,
    /// Whether there were rows when all was measured: nothing can hold what none had.
    had_rows: bool,
}

impl<F> Default for Widths<F> {
    fn default() -> Self {
        Self { of: Vec::new(), is_whole: false, seen: None, is_stale: true, holds: false, had_rows: false }
    }
}

impl<F: Field> Widths<F> {
    /// Other rows or columns are shown.
    pub(super) fn forget(&mut self) {
        self.seen = None;
        self.is_stale = true;
    }

    /// Lets the columns hold still until further notice, or not.
    pub(super) fn hold(&mut self, holds: bool) {
        self.holds = holds;
    }

    /// What is to be measured of `len` rows, of which some are in view; none where all that is known.
    pub(super) fn due(&mut self, in_view: Range<usize>, len: usize, as_of: Generations) -> Option<Due> {
        let anew = self.is_stale && (!self.holds || !self.had_rows);
        let before = self.seen.replace((in_view.clone(), as_of));
        if !anew {
            let has_all = !self.is_stale && len <= MOST_MEASURED;
            let is_known =
                |(seen, then): (Range<usize>, Generations)| then == as_of && (has_all || seen == in_view);
            return (!before.is_some_and(is_known)).then(|| Due { rows: in_view.collect(), anew });
        }
        (self.is_stale, self.had_rows) = (false, len > 0);
        self.is_whole = (1..=MOST_MEASURED).contains(&len);
        let spread = if self.is_whole { len } else { len.min(SPREAD) };
        let all = (0..spread).filter_map(|n| n.saturating_mul(len).checked_div(spread));
        Some(Due { rows: all.chain(in_view.filter(|_| spread < len)).collect(), anew })
    }

    /// Takes what was measured.
    pub(super) fn take(&mut self, anew: bool, measured: Vec<Measure<F>>) {
        let (before, is_stale) = (std::mem::take(&mut self.of), self.is_stale);
        let was = |field: F| before.iter().find(|(of, _)| !anew && *of == field).map(|(_, widths)| *widths);
        let found = |measure: Measure<F>| {
            let field = measure.field;
            (field, measure.found(was(field), is_stale))
        };
        self.of = measured.into_iter().map(found).collect();
    }

    /// Whether no row has anything in a column.
    pub(super) fn is_empty(&self, field: F) -> bool {
        self.is_whole && self.of(field).is_some_and(|widths| widths.words.widest == 0)
    }

    /// What is known of a column.
    pub(super) fn of(&self, field: F) -> Option<CellWidths> {
        self.of.iter().find(|(of, _)| *of == field).map(|(_, widths)| *widths)
    }
}

/// What is found of a column while its cells are measured.
#[derive(Debug, Clone)]
pub struct Measure<F> {
    pub field: F,
    words: Vec<u16>,
    short: Vec<u16>,
    has_short_form: bool,
    /// How wide the short form of words is that were met: few columns have many, and some take long to be shortened.
    met: HashMap<String, usize>,
}

impl<F: Field> Measure<F> {
    /// Of a column of which nothing was measured yet.
    pub fn new(field: F) -> Self {
        let has_short_form = field.short_form().is_some();
        Self { field, words: Vec::new(), short: Vec::new(), has_short_form, met: HashMap::new() }
    }

    /// Measures the cell of a row, with its signs and so many columns of text behind it.
    pub fn cell(&mut self, row: &F::Row<'_>, (signs, behind): (CellSigns, usize)) {
        let signs = signs_width(signs) + behind;
        let with_signs = |columns: usize| u16::try_from(columns + signs).unwrap_or(u16::MAX);
        let words = cell_text(self.field, row, false);
        self.words.push(with_signs(width(&words)));
        if self.has_short_form {
            let shorten = || width(&cell_text(self.field, row, true));
            let short = self.met.get(&words).copied().unwrap_or_else(shorten);
            self.short.push(with_signs(short));
            self.met.insert(words, short);
        }
    }

    /// What was found, beside what was known before, perhaps of other rows.
    fn found(self, before: Option<CellWidths>, were_others: bool) -> CellWidths {
        CellWidths {
            words: Spread::of(self.words, before.map(|before| before.words), were_others),
            short: Spread::of(self.short, before.map(|before| before.short), were_others),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::history::EntryField;

    fn places(widths: &mut Widths<EntryField>, in_view: Range<usize>, len: usize) -> Option<usize> {
        widths.due(in_view, len, Generations::default()).map(|due| due.rows.len())
    }

    #[test]
    fn all_rows_of_a_small_table_are_measured_once() {
        let mut widths = Widths::default();
        assert_eq!(places(&mut widths, 0..0, 300), Some(300));
        assert_eq!(places(&mut widths, 0..0, 300), None);
        assert_eq!(places(&mut widths, 40..80, 300), None, "they were measured with all");
        widths.forget();
        assert_eq!(places(&mut widths, 40..80, 300), Some(300));
    }

    #[test]
    fn of_a_large_table_some_rows_are_measured_and_what_comes_into_view() {
        let mut widths: Widths<EntryField> = Widths::default();
        let due = widths.due(0..40, 3_000_000, Generations::default()).unwrap();
        assert!(due.anew && due.rows.len() == SPREAD + 40);
        assert_eq!(due.rows.get(1), Some(&20_000));
        assert_eq!(places(&mut widths, 0..40, 3_000_000), None);
        let due = widths.due(1..41, 3_000_000, Generations::default()).unwrap();
        assert_eq!((due.anew, due.rows), (false, (1..41).collect()));
    }

    #[test]
    fn while_columns_hold_still_only_what_comes_into_view_is_measured() {
        let mut widths: Widths<EntryField> = Widths::default();
        widths.hold(true);
        let due = widths.due(0..40, 5_000, Generations::default()).unwrap();
        assert!(due.anew, "nothing was measured that could hold");
        widths.forget();
        let due = widths.due(0..40, 200, Generations::default()).unwrap();
        assert_eq!((due.anew, due.rows), (false, (0..40).collect()));
        assert_eq!(places(&mut widths, 0..40, 200), None);
        assert_eq!(places(&mut widths, 40..80, 200), Some(40), "few as they are, not all were measured");
        widths.hold(false);
        let due = widths.due(40..80, 200, Generations::default()).unwrap();
        assert_eq!((due.anew, due.rows.len()), (true, 200));
    }

    #[test]
    fn what_is_in_view_is_measured_again_after_a_change() {
        let mut widths: Widths<EntryField> = Widths::default();
        assert!(widths.due(0..10, 50, Generations::default()).is_some());
        let changed = Generations { workspace: 1, ..Generations::default() };
        let due = widths.due(0..10, 50, changed).unwrap();
        assert_eq!((due.anew, due.rows), (false, (0..10).collect()));
    }
}
