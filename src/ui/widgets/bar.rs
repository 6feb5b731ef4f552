//! A bar whose segments are shares of a whole.

use crate::ui::pen::Spot;
use crate::ui::{Pen, Role};

/// A share of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    pub count: u64,
    pub role: Role,
}

/// A bar of segments. With colours and Unicode it is exact to an eighth of a cell; without, each segment has
/// a fill of its own. A segment with any count has at least one cell as long as there are enough.
#[derive(Debug, Clone, Copy)]
pub struct StackedBar<'a>(pub &'a [Segment]);

impl StackedBar<'_> {
    /// Draws the bar as wide as the place.
    pub fn draw(&self, pen: &mut Pen<'_>, spot: Spot) {
        if self.0.iter().all(|segment| segment.count == 0) {
            pen.repeat(spot, pen.theme.signs().rest, Role::BarRest);
        } else if self.is_smooth(pen) {
            self.draw_smooth(pen, spot);
        } else {
            self.draw_fills(pen, spot);
        }
    }

    /// Draws the bar as a line, to the cell, where bars stand one under the other.
    pub fn draw_thin(&self, pen: &mut Pen<'_>, spot: Spot) {
        if !self.is_smooth(pen) {
            return self.draw_fills(pen, spot);
        }
        let mut rest = spot;
        for (segment, share) in self.0.iter().zip(shares(self.0, spot.width, 1)) {
            let width = u16::try_from(share).unwrap_or(u16::MAX);
            pen.repeat(Spot { width, ..rest }, pen.theme.signs().thin, segment.role);
            rest = rest.skip(width);
        }
    }

    fn is_smooth(&self, pen: &Pen<'_>) -> bool {
        let mut shown = self.0.iter().filter(|segment| segment.count > 0);
        pen.theme.signs().has_eighths()
            && shown.all(|segment| pen.theme.style_on(segment.role, segment.role).bg.is_some())
    }

    fn draw_fills(&self, pen: &mut Pen<'_>, spot: Spot) {
        let mut rest = spot;
        let shares = shares(self.0, spot.width, 1);
        for ((segment, share), fill) in self.0.iter().zip(shares).zip(pen.theme.signs().fills.iter().cycle())
        {
            let width = u16::try_from(share).unwrap_or(u16::MAX);
            pen.repeat(Spot { width, ..rest }, fill, segment.role);
            rest = rest.skip(width);
        }
    }

    fn draw_smooth(&self, pen: &mut Pen<'_>, spot: Spot) {
        let mut ends = Vec::new();
        let mut end = 0;
        for (segment, share) in self.0.iter().zip(shares(self.0, spot.width, 8)) {
            end += share;
            ends.push((end, segment.role));
        }
        for cell in 0..spot.width {
            let first = u32::from(cell) * 8;
            let Some((end, role)) = ends.iter().find(|(end, _)| *end > first).copied() else { break };
            let next = ends.iter().find(|(next, _)| *next > end).map_or(role, |(_, role)| *role);
            let eighths = (end - first).min(8);
            let style = if eighths < 8 { pen.theme.style_on(role, next) } else { pen.theme.style(role) };
            let place = usize::try_from(eighths).unwrap_or(8).saturating_sub(1);
            let sign = pen.theme.signs().eighths.get(place).copied().unwrap_or(" ");
            pen.put(Spot { width: 1, ..spot.skip(cell) }, sign, style);
        }
    }
}

/// Shares `cells` among the segments, in parts of which `unit` make a cell. Each segment with a count gets a
/// cell as long as there are enough; what that and rounding cost or leave, the largest bear.
fn shares(segments: &[Segment], cells: u16, unit: u32) -> Vec<u32> {
    let whole: u128 = segments.iter().map(|segment| u128::from(segment.count)).sum();
    let parts = u32::from(cells) * unit;
    let share = |segment: &Segment| {
        let share = (u128::from(segment.count) * u128::from(parts)).checked_div(whole).unwrap_or(0);
        let share = u32::try_from(share).unwrap_or(parts);
        if segment.count > 0 { share.max(unit) } else { 0 }
    };
    let mut shares: Vec<u32> = segments.iter().map(share).collect();
    if whole == 0 {
        return shares;
    }
    loop {
        let sum: u32 = shares.iter().sum();
        let Some(largest) = shares.iter_mut().max() else { break };
        if sum < parts {
            *largest += parts - sum;
        } else if sum > parts {
            *largest -= (sum - parts).min(if *largest > unit { *largest - unit } else { *largest });
        } else {
            break;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Area;
    use crate::ui::widgets::testing;
    use crate::ui::{Signs, Theme};

    fn segments(counts: [u64; 4]) -> [Segment; 4] {
        let roles = [Role::Conformant, Role::Active, Role::Indeterminable, Role::Unresolved];
        std::array::from_fn(|at| Segment { count: counts[at], role: roles[at] })
    }

    fn draw(counts: [u64; 4]) -> impl Fn(&mut Pen<'_>, Area) {
        move |pen, area| StackedBar(&segments(counts)).draw(pen, Spot::row(area, 0))
    }

    #[test]
    fn segments_meet_within_a_cell() {
        insta::assert_snapshot!(testing::styled((30, 1), draw([190, 7, 13, 39])), @r"
        ██████████████████████▉▉█▍████
        ---
        0: Active/Indeterminable 23-23, Conformant 0-21, Conformant/Active 22-22, Indeterminable 24-24, Indeterminable/Unresolved 25-25, Unresolved 26-29
        ");
    }

    #[test]
    fn without_colour_each_segment_has_its_fill() {
        let mono = Theme::mono();
        insta::assert_snapshot!(testing::text((30, 1), &mono, draw([190, 7, 13, 39])), @"████████████████████████▓▒░░░░");
        let ascii = Theme::dark().with_signs(&Signs::ASCII);
        insta::assert_snapshot!(testing::text((30, 1), &ascii, draw([190, 0, 13, 39])), @"#########################=....");
    }

    #[test]
    fn nothing_is_an_empty_bar() {
        assert_eq!(testing::text((5, 1), &Theme::dark(), draw([0; 4])), "░░░░░");
    }

    proptest! {
        #[test]
        fn shares_fill_the_bar_and_hide_nothing(counts in proptest::array::uniform4(prop_oneof![Just(0), 1u64..500, any::<u64>()]), cells in 0u16..60) {
            for unit in [1, 8] {
                let shares = shares(&segments(counts), cells, unit);
                let some = counts.iter().filter(|count| **count > 0).count();
                if some > 0 {
                    prop_assert_eq!(shares.iter().sum::<u32>(), u32::from(cells) * unit);
                }
                for (count, share) in counts.iter().zip(&shares) {
                    prop_assert!(*count > 0 || *share == 0);
                    prop_assert!(*count == 0 || usize::from(cells) < some || *share >= unit);
                }
            }
        }
    }
}
