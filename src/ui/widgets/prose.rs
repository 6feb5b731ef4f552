//! Running text with roles, wrapped.

use crate::text::Area;
use crate::ui::pen::Spot;
use crate::ui::{Line, Pen};

/// Lines that wrap.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'a> {
    /// The lines as meant.
    pub lines: &'a [Line],
    /// The blanks before what continues a line.
    pub indent: usize,
}

impl Prose<'_> {
    /// The lines as they stand in this width.
    #[must_use]
    pub fn wrapped(&self, width: u16) -> Vec<Line> {
        self.lines.iter().flat_map(|line| line.wrap(usize::from(width), self.indent)).collect()
    }

    /// Draws from line `scroll` (counted after wrapping) on; returns how many lines there are after wrapping.
    pub fn draw(&self, pen: &mut Pen<'_>, area: Area, scroll: usize) -> usize {
        let wrapped = self.wrapped(area.width);
        for (row, line) in (0..area.height).zip(wrapped.iter().skip(scroll)) {
            pen.line(Spot::row(area, row), line);
        }
        wrapped.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Role;
    use crate::ui::widgets::testing;

    fn lines() -> Vec<Line> {
        vec![
            Line::of("Suggested  ", Role::Muted)
                .with("keep and mitigate", Role::Strong)
                .with("; ask for its RMAP plan", Role::Text),
            Line::new(),
            Line::of("because: on no list", Role::Muted),
        ]
    }

    #[test]
    fn lines_wrap_and_keep_their_roles() {
        let draw = |pen: &mut Pen<'_>, area| _ = Prose { lines: &lines(), indent: 2 }.draw(pen, area, 0);
        insta::assert_snapshot!(testing::styled((24, 6), draw), @r"
        Suggested  keep and
          mitigate; ask for its
          RMAP plan

        because: on no list

        ---
        0: Muted 0-10, Strong 11-18
        1: Strong 2-9
        4: Muted 0-18
        ");
    }

    #[test]
    fn scrolling_leaves_out_the_first_lines() {
        let theme = crate::ui::Theme::dark();
        let draw = |pen: &mut Pen<'_>, area| {
            assert_eq!(Prose { lines: &lines(), indent: 2 }.draw(pen, area, 2), 5);
        };
        insta::assert_snapshot!(testing::text((24, 2), &theme, draw), @"  RMAP plan");
    }

    #[test]
    fn every_size_draws() {
        testing::every_size(|pen, area| _ = Prose { lines: &lines(), indent: 4 }.draw(pen, area, 1));
    }
}
