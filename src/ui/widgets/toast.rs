//! A message over the line of hints.

use crate::app::Level;
use crate::text::Area;
use crate::ui::pen::{Spot, columns_of};
use crate::ui::{Pen, Role};

/// A message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToastView<'a> {
    /// How serious it is.
    pub level: Level,
    /// The message, one line.
    pub text: &'a str,
    /// At the right, how to get rid of it or what else can be done; left out when there is no room.
    pub hint: &'a str,
}

impl ToastView<'_> {
    /// Draws the message over the place.
    pub fn draw(&self, pen: &mut Pen<'_>, spot: Spot) {
        pen.fill(Area::new(spot.x, spot.y, spot.width, u16::from(spot.width > 0)), Role::Overlay);
        let role = Role::from(self.level);
        let inside = spot.skip(1).drop_right(1);
        pen.text(inside, pen.theme.signs().level(self.level), role);
        let text = inside.skip(2);
        let role = match self.level {
            Level::Info | Level::Good => Role::Text,
            Level::Warn | Level::Error => role,
        };
        let used = pen.text(text, self.text, role);
        let rest = text.skip(used.saturating_add(2));
        if columns_of(self.hint) <= rest.width {
            pen.text_right(rest, self.hint, Role::Muted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Theme;
    use crate::ui::widgets::testing;

    fn draw(level: Level) -> impl Fn(&mut Pen<'_>, Area) {
        move |pen, area| {
            let toast = ToastView { level, text: "exported to reports/2022", hint: "any key" };
            toast.draw(pen, Spot::row(area, 0));
        }
    }

    #[test]
    fn a_message_has_a_sign_and_a_colour() {
        insta::assert_snapshot!(testing::styled((40, 1), draw(Level::Good)), @r"
         ✓ exported to reports/2022     any key
        ---
        0: /Overlay 0-0 2-31 39-39, Good/Overlay 1-1, Muted/Overlay 32-38
        ");
        insta::assert_snapshot!(testing::styled((40, 1), draw(Level::Error)), @r"
         ✗ exported to reports/2022     any key
        ---
        0: /Overlay 0-0 2-2 27-31 39-39, Error/Overlay 1-1 3-26, Muted/Overlay 32-38
        ");
    }

    #[test]
    fn the_hint_leaves_before_the_message_is_cut() {
        let at = |width| testing::text((width, 1), &Theme::dark(), draw(Level::Info));
        assert_eq!(at(30), " i exported to reports/2022");
        assert_eq!(at(20), " i exported to rep…");
    }

    #[test]
    fn every_size_draws() {
        testing::every_size(draw(Level::Warn));
    }
}
