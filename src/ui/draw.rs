//! A whole frame: the screen shown, what lies over it, and the lines around it.

use ratatui::buffer::Buffer;

use super::{Pen, Role, Spot, Theme, frame, overlays, screens};
use crate::app::App;
use crate::app::layout::{self, SMALLEST};
use crate::text::Area;

/// Draws the application into a buffer. Reads only.
pub fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = Area::new(0, 0, buffer.area.width, buffer.area.height);
    let mut pen = Pen::new(buffer, theme);
    pen.fill(area, Role::Base);
    if layout::is_too_small((area.width, area.height)) {
        return too_small(&mut pen, area);
    }
    let parts = crate::app::frame::frame(app);
    frame::draw(app, &mut pen, &parts);
    screens::draw(app, &mut pen, parts.body);
    for (at, overlay) in app.overlays.iter().enumerate() {
        // Of several boxes to read only the topmost is shown; the next one comes up when it is closed.
        if !overlay.is_box() || at + 1 == app.overlays.len() {
            overlays::draw(overlay, &mut pen, parts.body);
        }
    }
}

/// One line says how large the terminal must be.
fn too_small(pen: &mut Pen<'_>, area: Area) {
    let text = format!("rcoi needs {} x {} (now {} x {})", SMALLEST.0, SMALLEST.1, area.width, area.height);
    pen.text(Spot::row(area, area.height / 2), &text, Role::Warn);
}
