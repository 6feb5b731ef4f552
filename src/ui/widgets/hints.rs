//! The line of keys that work here.

use crate::ui::pen::{Spot, columns_of};
use crate::ui::{Pen, Role};

/// Blank columns between two hints.
const GAP: u16 = 2;

/// A key and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint<'a> {
    /// The key's name.
    pub key: &'a str,
    /// What it does, in a word or two.
    pub label: &'a str,
    /// Whether it would do anything now.
    pub enabled: bool,
    /// How soon it leaves when there is no room: the greatest first.
    pub rank: u8,
}

impl Hint<'_> {
    fn width(&self) -> u16 {
        columns_of(self.key).saturating_add(1).saturating_add(columns_of(self.label))
    }
}

/// Hints in the order shown.
#[derive(Debug, Clone, Copy)]
pub struct Hints<'a>(pub &'a [Hint<'a>]);

impl Hints<'_> {
    /// Which hints fit into the place, by index, and where they stand.
    #[must_use]
    pub fn places(&self, spot: Spot) -> Vec<(usize, Spot)> {
        let mut order: Vec<(usize, &Hint<'_>)> = self.0.iter().enumerate().collect();
        order.sort_by_key(|(_, hint)| hint.rank);
        let mut room = spot.width.saturating_add(GAP);
        let mut kept: Vec<(usize, u16)> = Vec::new();
        for (index, hint) in order {
            let Some(left) = room.checked_sub(hint.width().saturating_add(GAP)) else { break };
            room = left;
            kept.push((index, hint.width()));
        }
        kept.sort_unstable();
        let mut rest = spot;
        let place = |(index, width): (usize, u16)| {
            let place = Spot { width, ..rest };
            rest = rest.skip(width.saturating_add(GAP));
            (index, place)
        };
        kept.into_iter().map(place).collect()
    }

    /// Draws what fits.
    pub fn draw(&self, pen: &mut Pen<'_>, spot: Spot) {
        for (index, place) in self.places(spot) {
            let Some(hint) = self.0.get(index) else { continue };
            let (key, label) =
                if hint.enabled { (Role::Key, Role::Muted) } else { (Role::Faint, Role::Faint) };
            let used = pen.text(place, hint.key, key);
            pen.text(place.skip(used.saturating_add(1)), hint.label, label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Area;
    use crate::ui::Theme;
    use crate::ui::widgets::testing;

    fn draw(pen: &mut Pen<'_>, area: Area) {
        let hint = |key, label, enabled, rank| Hint { key, label, enabled, rank };
        let hints = [
            hint("j/k", "move", true, 3),
            hint("Enter", "open", true, 1),
            hint("u", "undo", false, 2),
            hint("?", "help", true, 0),
        ];
        Hints(&hints).draw(pen, Spot::row(area, 0));
    }

    #[test]
    fn disabled_hints_are_faint() {
        insta::assert_snapshot!(testing::styled((40, 1), draw), @r"
        j/k move  Enter open  u undo  ? help
        ---
        0: Faint 22-22 24-27, Key 0-2 10-14 30-30, Muted 4-7 16-19 32-35
        ");
    }

    #[test]
    fn the_least_important_leave_first_and_order_stays() {
        let at = |width| testing::text((width, 1), &Theme::dark(), draw);
        assert_eq!(at(36), "j/k move  Enter open  u undo  ? help");
        assert_eq!(at(35), "Enter open  u undo  ? help");
        assert_eq!(at(25), "Enter open  ? help");
        assert_eq!(at(6), "? help");
        assert_eq!(at(5), "");
    }
}
