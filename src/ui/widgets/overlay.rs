//! What lies over the screen: pickers, questions, help.

use super::pane;
use crate::text::Area;
use crate::ui::pen::Spot;
use crate::ui::{Pen, Role};

/// A frame that covers what is below it. Its inside is [`Area::inset`] by 1, then [`Area::pad`] by 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OverlayFrame<'a> {
    /// In the upper border, at the left.
    pub title: &'a str,
    /// In the upper border, at the right.
    pub note: &'a str,
    /// In the lower border, at the left: what can be pressed.
    pub foot: &'a str,
}

impl OverlayFrame<'_> {
    /// Clears the area and draws the frame; returns the inside.
    pub fn draw(&self, pen: &mut Pen<'_>, area: Area) -> Area {
        pen.fill(area, Role::Overlay);
        pane::border(pen, area, Role::BorderFocus);
        pane::head(pen, area, self.title, self.note);
        if !self.foot.is_empty() && area.height > 1 {
            let row = Spot::row(area, area.height - 1);
            pane::framed(pen, pane::in_border(row), self.foot, Role::Muted);
        }
        area.inset(1).pad(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing;

    fn draw(pen: &mut Pen<'_>, area: Area) {
        for row in 0..area.height {
            pen.repeat(Spot::row(area, row), "x", Role::Text);
        }
        let overlay = OverlayFrame { title: "Metal", note: "4", foot: "Esc back" };
        let inside = overlay.draw(
            pen,
            Area { x: area.x + 3, y: area.y + 1, width: area.width.min(20), height: area.height.min(4) },
        );
        pen.text(Spot::row(inside, 0), "inside", Role::Text);
    }

    #[test]
    fn an_overlay_covers_what_is_below() {
        insta::assert_snapshot!(testing::styled((26, 6), draw), @r"
        xxxxxxxxxxxxxxxxxxxxxxxxxx
        xxx╭ Metal ──────── 4 ╮xxx
        xxx│ inside           │xxx
        xxx│                  │xxx
        xxx╰ Esc back ────────╯xxx
        xxxxxxxxxxxxxxxxxxxxxxxxxx
        ---
        1: BorderFocus/Overlay 3-3 11-18 22-22, Muted/Overlay 19-21, Title/Overlay 4-10
        2: /Overlay 4-21, BorderFocus/Overlay 3-3 22-22
        3: /Overlay 4-21, BorderFocus/Overlay 3-3 22-22
        4: BorderFocus/Overlay 3-3 14-22, Muted/Overlay 4-13
        ");
    }

    #[test]
    fn every_size_draws() {
        testing::every_size(draw);
    }
}
