//! What a frame of a large table costs: layout and drawing at 200 by 60, scrolled by one row each time.

use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rcoi::app::table::{ColumnSpec, SortMark, TableState};
use rcoi::text::Area;
use rcoi::ui::table::{CellText, TableSource, TableView};
use rcoi::ui::{Pen, Role, Theme};

fn main() {
    divan::main();
}

/// Rows made up as they are asked for, as a filtered view over a workspace would.
struct Rows(usize);

impl TableSource for Rows {
    fn len(&self) -> usize {
        self.0
    }

    fn cell(&self, row: usize, column: usize) -> CellText<'_> {
        match column {
            0 => CellText::new("Tungsten", Role::Text),
            1 => CellText::new(format!("CID{:06}", row % 1_000_000), Role::Muted),
            2 => CellText::new(format!("Ganzhou Tungsten 銅業 Works Number {row}"), Role::Text)
                .found(std::iter::once(0..7).collect()),
            3 => CellText::new("KOREA, REPUBLIC OF", Role::Text),
            4 => CellText::new("● Conformant", Role::Conformant),
            5 => CellText::new("▲ High", Role::RatingHigh),
            6 => CellText::new((row % 97).to_string(), Role::Text),
            _ => CellText::new((row % 7).to_string(), Role::Muted),
        }
    }

    fn is_marked(&self, row: usize) -> bool {
        row.is_multiple_of(5)
    }
}

fn specs() -> Vec<ColumnSpec> {
    vec![
        ColumnSpec::fixed("Metal", 9),
        ColumnSpec::fixed("CID", 9),
        ColumnSpec::between("Name", 20, 40),
        ColumnSpec::fixed("Country", 24),
        ColumnSpec::fixed("Status", 16),
        ColumnSpec::fixed("Risk", 10),
        ColumnSpec::fixed("Suppliers", 11).right(),
        ColumnSpec::fixed("Actions", 9).right(),
    ]
}

#[divan::bench(args = [250, 100_000, 1_000_000])]
fn scroll_by_one(bencher: Bencher<'_, '_>, len: usize) {
    let (rows, specs, theme) = (Rows(len), specs(), Theme::dark());
    let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 60));
    let mut state = TableState::default();
    state.go(len / 2, len);
    let sort = [SortMark { column: 3, descending: false }];
    bencher.bench_local(|| {
        state.go((state.cursor + 1) % len, len);
        let layout = state.layout(&specs, Area::new(0, 0, 200, 60), len);
        state.settle(&layout);
        let mut pen = Pen::new(&mut buffer, &theme);
        pen.fill(Area::new(0, 0, 200, 60), Role::Base);
        let view = TableView {
            source: &rows,
            specs: &specs,
            state: &state,
            layout: &layout,
            sort: &sort,
            focused: true,
        };
        view.draw(&mut pen);
    });
}
