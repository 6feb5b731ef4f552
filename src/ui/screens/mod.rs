//! One file a screen: how it is drawn.

pub mod actions;
pub mod declaration;
pub mod diligence;
pub mod empty;
mod grid;
pub mod history;
pub mod lists;
pub mod matches;
pub mod overview;
pub mod report;
pub mod rows;
pub mod smelters;
pub mod suppliers;
pub mod triage;

pub(super) use report::{severity_role, severity_sign};

use super::widgets::{ListItem, ListView};
use super::{Line, Pen, Spot};
use crate::app::layout::scrolled;
use crate::app::table::TableState;
use crate::app::{App, ScreenId};
use crate::text::Area;

/// Draws the screen that is shown.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    drawn_by(app.screens.shown)(app, pen, body);
}

/// Draws one screen into its body.
type Draw = fn(&App, &mut Pen<'_>, Area);

/// The table of screens: who draws each.
fn drawn_by(id: ScreenId) -> Draw {
    match id {
        ScreenId::Overview => overview::draw,
        ScreenId::Smelters => smelters::draw,
        ScreenId::Triage => triage::draw,
        ScreenId::Matches => matches::draw,
        ScreenId::Suppliers => suppliers::draw,
        ScreenId::Rows => rows::draw,
        ScreenId::Declaration => declaration::draw,
        ScreenId::Actions => actions::draw,
        ScreenId::Report => report::draw,
        ScreenId::History => history::draw,
        ScreenId::Lists => lists::draw,
        ScreenId::Diligence => diligence::draw,
    }
}

/// Draws lines that are wrapped already, from `offset` on; returns how many there are.
pub(super) fn draw_lines(pen: &mut Pen<'_>, area: Area, lines: &[Line], offset: usize) -> usize {
    for (row, line) in lines.iter().skip(offset).take(usize::from(area.height)).enumerate() {
        pen.line(Spot::row(area, u16::try_from(row).unwrap_or(u16::MAX)), line);
    }
    lines.len()
}

/// The state of a list whose cursor stands in the middle where it can.
pub(super) fn list_state(cursor: usize, len: usize, area: Area) -> TableState {
    TableState { cursor, offset: scrolled(cursor, len, usize::from(area.height)), ..TableState::default() }
}

/// Draws a list with a cursor.
pub(super) fn draw_list<'i>(
    pen: &mut Pen<'_>,
    area: Area,
    (len, cursor, focused): (usize, Option<usize>, bool),
    item: &dyn Fn(usize) -> ListItem<'i>,
) {
    let state = list_state(cursor.unwrap_or(0), len, area);
    ListView { len, item, state: &state, marked: cursor.is_some(), focused }.draw(pen, area);
}
