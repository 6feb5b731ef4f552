//! Small pieces of screen, drawn from plain values: one file a piece, none knows the application's state.

pub mod bar;
pub mod chips;
pub mod input;
pub mod list;
pub mod overlay;
pub mod pane;
pub mod progress;
pub mod toast;

pub use bar::{Segment, StackedBar};
pub use chips::{Chip, Chips};
pub use input::InputLine;
pub use list::{ListItem, ListView, SHORT_DETAIL};
pub use overlay::OverlayFrame;
pub use pane::Pane;
pub use progress::{Gauge, Progress};
pub use toast::ToastView;

#[cfg(test)]
mod testing {
    //! Drawing a piece on a screen of its own.

    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use crate::text::Area;
    use crate::ui::{Pen, Theme, dump};

    /// The text that `draw` leaves on a screen of this size.
    pub fn text(size: (u16, u16), theme: &Theme, draw: impl Fn(&mut Pen<'_>, Area)) -> String {
        dump::text(&drawn(size, theme, draw))
    }

    /// The text and the roles.
    pub fn styled(size: (u16, u16), draw: impl Fn(&mut Pen<'_>, Area)) -> String {
        dump::styled(&drawn(size, &Theme::probe(), draw))
    }

    /// Draws at every size up to 20 by 20: what panics, panics here.
    pub fn every_size(draw: impl Fn(&mut Pen<'_>, Area)) {
        for width in 0..=20 {
            for height in 0..=20 {
                let buffer = drawn((width, height), &Theme::dark(), &draw);
                assert_eq!((buffer.area.width, buffer.area.height), (width, height));
            }
        }
    }

    fn drawn((width, height): (u16, u16), theme: &Theme, draw: impl Fn(&mut Pen<'_>, Area)) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        draw(&mut Pen::new(&mut buffer, theme), Area::new(0, 0, width, height));
        buffer
    }
}
