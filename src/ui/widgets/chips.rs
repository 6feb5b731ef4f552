//! The filters in force.

use crate::ui::pen::{Spot, columns_of};
use crate::ui::{Line, Pen, Role};

/// A filter: its name and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chip<'a> {
    /// What is filtered by.
    pub name: &'a str,
    pub value: &'a str,
}

impl Chip<'_> {
    fn line(&self) -> Line {
        let line = Line::of(" ", Role::ChipName);
        let line = if self.name.is_empty() {
            line
        } else {
            line.with(self.name, Role::ChipName).with(" ", Role::ChipName)
        };
        line.with(self.value, Role::ChipValue).with(" ", Role::ChipValue)
    }

    fn width(&self) -> u16 {
        u16::try_from(self.line().width()).unwrap_or(u16::MAX)
    }
}

/// Chips in a line.
#[derive(Debug, Clone, Copy)]
pub struct Chips<'a>(pub &'a [Chip<'a>]);

impl Chips<'_> {
    /// Where each chip that fits stands; the others are counted at the end.
    pub fn places(&self, spot: Spot) -> Vec<Spot> {
        let all = self.take(spot);
        if all.len() == self.0.len() {
            all
        } else {
            self.take(spot.drop_right(columns_of(&more(self.0.len()))))
        }
    }

    /// Draws what fits; returns the columns taken.
    pub fn draw(&self, pen: &mut Pen<'_>, spot: Spot) -> u16 {
        let places = self.places(spot);
        let mut used = 0;
        for (chip, place) in self.0.iter().zip(&places) {
            pen.line(*place, &chip.line());
            used = place.x.saturating_add(place.width).saturating_sub(spot.x);
        }
        let hidden = self.0.len() - places.len();
        if hidden > 0 {
            used = used.saturating_add(pen.text(spot.skip(used), &more(hidden), Role::Muted));
        }
        used
    }

    fn take(&self, spot: Spot) -> Vec<Spot> {
        let mut rest = spot;
        let mut places = Vec::new();
        for chip in self.0 {
            let width = chip.width();
            if width > rest.width {
                break;
            }
            places.push(Spot { width, ..rest });
            rest = rest.skip(width.saturating_add(1));
        }
        places
    }
}

fn more(hidden: usize) -> String {
    format!(" +{hidden}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Area;
    use crate::ui::Theme;
    use crate::ui::widgets::testing;

    fn draw(pen: &mut Pen<'_>, area: Area) {
        let chip = |name, value| Chip { name, value };
        let chips = [chip("metal", "Gold"), chip("country", "CHINA"), chip("", "/ zijin")];
        Chips(&chips).draw(pen, Spot::row(area, 0));
    }

    #[test]
    fn chips_name_and_value_look_different() {
        insta::assert_snapshot!(testing::styled((44, 1), draw), @r"
         metal Gold   country CHINA   / zijin
        ---
        0: ChipName/ChipName 0-6 13-21 29-29, ChipValue/ChipValue 7-11 22-27 30-37
        ");
    }

    #[test]
    fn chips_that_do_not_fit_are_counted() {
        let at = |width| testing::text((width, 1), &Theme::dark(), draw);
        assert_eq!(at(38), " metal Gold   country CHINA   / zijin");
        assert_eq!(at(37), " metal Gold   country CHINA  +1");
        assert_eq!(at(20), " metal Gold  +2");
        assert_eq!(at(5), " +3");
    }
}
