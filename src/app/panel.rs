//! The commands on the panel beside or below a table: hiding it, and giving it more or less of the room.

use super::command::Command;
use super::core::Core;
use super::layout::body;
use super::screen::Screen;

/// By how many columns a panel beside its table is made wider or narrower at once.
const COLUMNS: i16 = 4;

/// By how many rows one below its table is made higher or lower.
const ROWS: i16 = 2;

/// Hides the panel, or shows it again.
pub fn toggle<S: Screen>(screen: &mut S, core: &mut Core) {
    let Some(detail) = screen.detail_mut() else { return };
    detail.close();
    detail.has_keys = false;
    detail.shape.is_hidden = !detail.shape.is_hidden;
    if detail.shape.is_hidden {
        let how = match core.keymap.first(Command::Panel) {
            key if key.is_empty() => "the command \u{201c}panel\u{201d}".to_owned(),
            key => key,
        };
        core.say(format!("the panel is hidden; {how} shows it again"));
    }
}

/// Gives the panel less of the room.
pub fn smaller<S: Screen>(screen: &mut S, core: &mut Core) {
    resize(screen, core, -1);
}

/// Gives the panel more of the room.
pub fn larger<S: Screen>(screen: &mut S, core: &mut Core) {
    resize(screen, core, 1);
}

fn resize<S: Screen>(screen: &mut S, core: &mut Core, steps: i16) {
    let Some(panes) = screen.table_panes(body(core.size)) else { return };
    let (table, panel) = (panes.table_pane, panes.detail_pane);
    let Some(detail) = screen.detail_mut() else { return };
    if table.height == 0 || panel.height == 0 {
        return core.warn("the panel has no table beside it");
    }
    let is_beside = panel.y == table.y;
    if is_beside {
        detail.shape.columns = Some(panel.width.saturating_add_signed(steps.saturating_mul(COLUMNS)));
    } else {
        detail.shape.rows = Some(panel.height.saturating_add_signed(steps.saturating_mul(ROWS)));
    }
    // What is kept is what there is room for, so that the way back takes as many keys.
    let Some(panes) = screen.table_panes(body(core.size)) else { return };
    let Some(detail) = screen.detail_mut() else { return };
    if is_beside {
        detail.shape.columns = Some(panes.detail_pane.width);
    } else {
        detail.shape.rows = Some(panes.detail_pane.height);
    }
}
