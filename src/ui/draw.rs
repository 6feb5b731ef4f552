//! A whole frame: the screen shown, what lies over it, and the lines around it.

use ratatui::buffer::Buffer;

use super::{Pen, Role, Spot, Theme, frame, overlays, screens};
use crate::app::layout::{self, SMALLEST};
use crate::app::overlays::Overlay;
use crate::app::{App, ScreenId};
use crate::text::Area;

/// Draws the application into a buffer. Reads only.
pub fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = Area::new(0, 0, buffer.area.width, buffer.area.height);
    let mut pen = Pen::new(buffer, theme);
    pen.fill(area, Role::Base);
    if layout::is_too_small((area.width, area.height)) {
        return too_small(&mut pen, area);
    }
    let parts = layout::frame(app);
    frame::draw(app, &mut pen, &parts);
    match app.screen {
        ScreenId::Overview => screens::overview::draw(app, &mut pen, parts.body),
        ScreenId::Smelters => screens::smelters::draw(app, &mut pen, parts.body),
        ScreenId::Triage => screens::triage::draw(app, &mut pen, parts.body),
        ScreenId::Matches => screens::matches::draw(app, &mut pen, parts.body),
        ScreenId::Suppliers => screens::suppliers::draw(app, &mut pen, parts.body),
        ScreenId::Rows => screens::rows::draw(app, &mut pen, parts.body),
        ScreenId::Declaration => screens::declaration::draw(app, &mut pen, parts.body),
        ScreenId::Actions => screens::actions::draw(app, &mut pen, parts.body),
        ScreenId::Report => screens::report::draw(app, &mut pen, parts.body),
        ScreenId::History => screens::history::draw(app, &mut pen, parts.body),
    }
    for (at, overlay) in app.overlays.iter().enumerate() {
        // Of several boxes to read only the topmost is shown; the next one comes up when it is closed.
        let is_box = matches!(overlay, Overlay::Problem(_) | Overlay::Note(_));
        if !is_box || at + 1 == app.overlays.len() {
            overlays::draw(overlay, &mut pen, parts.body);
        }
    }
}

/// One line says how large the terminal must be.
fn too_small(pen: &mut Pen<'_>, area: Area) {
    let text = format!("rcoi needs {} x {} (now {} x {})", SMALLEST.0, SMALLEST.1, area.width, area.height);
    pen.text(Spot::row(area, area.height / 2), &text, Role::Warn);
}
