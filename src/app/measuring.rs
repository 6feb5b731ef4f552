//! Measures how wide the cells of a table are, as they will be drawn.

use super::core::Core;
use super::table_commands::OnTable;
use crate::text::width;

/// Measures what a table shows, as far as it is not known yet.
pub fn measure<S: OnTable>(screen: &mut S, core: &Core) {
    let Some(due) = screen.table_mut().widths_due(core.generations) else { return };
    let mut measures = screen.table().measures();
    for index in due.rows.iter().filter_map(|at| screen.table().index(*at)) {
        let Some(row) = screen.row(core, index) else { continue };
        for measure in &mut measures {
            let behind = width(&screen.found_behind(core, measure.field, index));
            measure.cell(&row, (screen.signs(core, measure.field, index), behind));
        }
    }
    screen.table_mut().take_widths(due.anew, measures);
}
