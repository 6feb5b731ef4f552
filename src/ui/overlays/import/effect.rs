//! What status lists would change, before they are taken.

use crate::app::overlays::import::{ImportEffect, WIDEST};
use crate::text::Area;
use crate::ui::Pen;
use crate::ui::overlays::centred;
use crate::ui::screens::draw_lines;
use crate::ui::widgets::OverlayFrame as Sheet;

/// Draws the effect.
pub(super) fn draw(effect: &ImportEffect, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, WIDEST, body.height.saturating_sub(2));
    let foot = "y takes it as one edit  j k scroll  Esc back to the files";
    let inner = Sheet { title: "What the import changes", note: "", foot }.draw(pen, area);
    draw_lines(pen, inner, &effect.lines(usize::from(inner.width)), effect.offset);
}
