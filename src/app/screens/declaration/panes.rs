//! Where form and findings of a declaration stand: one computation for drawing and for the mouse.

use super::DeclarationScreen;
use crate::app::layout::{WIDE, inside, scrolled};
use crate::text::Area;

/// Form and findings of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeclarationPanes {
    /// The lines of figures on top.
    pub head: Area,
    pub form_pane: Area,
    /// The items in it.
    pub form: Area,
    /// The whole text of the cell under the cursor, below them; empty where there is no room.
    pub cell: Area,
    pub findings_pane: Area,
}

/// Where form and findings stand.
pub fn panes(body: Area) -> DeclarationPanes {
    let (head, rest) = body.split_top(2);
    let (form_pane, findings_pane) = if body.width >= WIDE {
        rest.split_left(rest.width / 100 * 64 + rest.width % 100 * 64 / 100)
    } else {
        rest.split_top(rest.height - rest.height * 2 / 5)
    };
    let inner = inside(form_pane);
    let below = if inner.height >= 20 { 3 } else { u16::from(inner.height >= 6) };
    let (form, cell) = inner.split_bottom(below);
    DeclarationPanes { head, form_pane, form, cell, findings_pane }
}

impl DeclarationPanes {
    /// The first item of the form that is shown.
    pub fn first_item(&self, screen: &DeclarationScreen) -> usize {
        scrolled(screen.cursor, screen.items.len(), usize::from(self.form.height))
    }
}
