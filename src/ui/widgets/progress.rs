//! How much of something is done.

use crate::ui::pen::{Spot, columns_of};
use crate::ui::{Pen, Role};

/// A part of a whole as a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gauge {
    pub part: u64,
    /// The whole; of nothing, nothing is done.
    pub whole: u64,
}

impl Gauge {
    /// Draws the bar as wide as the place. It is full only when the part is the whole, and empty only when
    /// the part is nothing.
    pub fn draw(&self, pen: &mut Pen<'_>, spot: Spot) {
        let signs = pen.theme.signs();
        let unit = if signs.has_eighths() { 8 } else { 1 };
        let filled = self.filled(spot.width.saturating_mul(unit));
        let full = filled / unit;
        pen.repeat(spot, signs.rest, Role::BarRest);
        pen.repeat(Spot { width: full, ..spot }, signs.eighths[7], Role::BarFull);
        if let Some(sign) =
            usize::from(filled % unit).checked_sub(1).and_then(|place| signs.eighths.get(place))
        {
            pen.text(Spot { width: 1, ..spot.skip(full) }, sign, Role::BarFull);
        }
    }

    /// How many of `parts` are filled.
    fn filled(self, parts: u16) -> u16 {
        if self.part == 0 || self.whole == 0 {
            return 0;
        }
        if self.part >= self.whole {
            return parts;
        }
        let share = u128::from(self.part) * u128::from(parts) / u128::from(self.whole);
        u16::try_from(share).unwrap_or(parts).clamp(1.min(parts), parts.saturating_sub(1).max(1.min(parts)))
    }
}

/// A gauge with ends and words: `▐███░░▌ 7 of 53 done`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// How much is done.
    pub gauge: Gauge,
    /// What follows the numbers, such as "done".
    pub note: &'a str,
}

impl Progress<'_> {
    /// The least cells of a bar worth drawing.
    const LEAST: u16 = 4;

    /// Draws bar and words as wide as the place; the words alone when there is little room.
    pub fn draw(&self, pen: &mut Pen<'_>, spot: Spot) {
        let words = format!("{} of {} {}", self.gauge.part, self.gauge.whole, self.note);
        let words = words.trim_end();
        let bar = spot.drop_right(columns_of(words).saturating_add(1));
        if bar.width < Self::LEAST + 2 {
            pen.text_right(spot, words, Role::Text);
            return;
        }
        let signs = pen.theme.signs();
        let end = |reached: bool| if reached { Role::BarFull } else { Role::BarRest };
        pen.text(Spot { width: 1, ..bar }, signs.bar_start, end(self.gauge.part > 0));
        pen.text(bar.right(1), signs.bar_end, end(self.gauge.filled(2) == 2));
        self.gauge.draw(pen, bar.skip(1).drop_right(1));
        pen.text(spot.skip(bar.width.saturating_add(1)), words, Role::Text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Area;
    use crate::ui::widgets::testing;
    use crate::ui::{Signs, Theme};

    fn draw(part: u64, whole: u64) -> impl Fn(&mut Pen<'_>, Area) {
        move |pen, area| {
            Progress { gauge: Gauge { part, whole }, note: "done" }.draw(pen, Spot::row(area, 0));
        }
    }

    #[test]
    fn progress_is_a_bar_and_words() {
        insta::assert_snapshot!(testing::styled((32, 1), draw(21, 53)), @r"
        ▐██████▎░░░░░░░░░▌ 21 of 53 done
        ---
        0: BarFull 0-7, BarRest 8-17
        ");
        insta::assert_snapshot!(testing::text((32, 1), &Theme::mono().with_signs(&Signs::ASCII), draw(21, 53)), @"[######..........] 21 of 53 done");
    }

    #[test]
    fn little_is_not_nothing_and_much_is_not_all() {
        let bar = |part, whole| testing::text((24, 1), &Theme::dark(), draw(part, whole));
        assert_eq!(bar(0, 0), "▐░░░░░░░░░░▌ 0 of 0 done");
        assert_eq!(bar(1, 9999), "▐▏░░░░░░▌ 1 of 9999 done");
        assert_eq!(bar(9998, 9999), "▐███▉▌ 9998 of 9999 done");
        assert_eq!(bar(53, 53), "▐████████▌ 53 of 53 done");
    }

    #[test]
    fn every_size_draws() {
        testing::every_size(draw(u64::MAX, u64::MAX));
        testing::every_size(draw(3, 7));
    }
}
