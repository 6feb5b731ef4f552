//! The pen: every character of ours reaches the screen through it.
//!
//! It writes by role, never outside its buffer, never half of a wide character, and leaves out what has no
//! width: control and bidirectional characters cannot get to the terminal.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;

use super::{Line, Role, Theme};
use crate::text::{Area, as_written, width};

/// Our rectangle as the drawing library's.
pub fn rect(area: Area) -> Rect {
    Rect::new(area.x, area.y, area.width, area.height)
}

/// A place on one row: where it begins and how wide it is, in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Leftmost column.
    pub x: u16,
    /// Row.
    pub y: u16,
    /// Width in columns.
    pub width: u16,
}

impl Spot {
    /// A place of `width` columns from (`x`, `y`).
    pub fn new(x: u16, y: u16, width: u16) -> Self {
        Self { x, y, width }
    }

    /// Row `row` (from 0) of the area; without width when there is no such row.
    pub fn row(area: Area, row: u16) -> Self {
        let width = if row < area.height { area.width } else { 0 };
        Self::new(area.x, area.y.saturating_add(row), width)
    }

    /// The place without its first `columns`.
    #[must_use]
    pub fn skip(self, columns: u16) -> Self {
        Self { x: self.x.saturating_add(columns), width: self.width.saturating_sub(columns), ..self }
    }

    /// The place without its last `columns`.
    #[must_use]
    pub fn drop_right(self, columns: u16) -> Self {
        Self { width: self.width.saturating_sub(columns), ..self }
    }

    /// The last `columns` of the place.
    #[must_use]
    pub fn right(self, columns: u16) -> Self {
        self.skip(self.width.saturating_sub(columns))
    }
}

/// The width of a text in columns, for what no screen is wider than.
pub fn columns_of(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// Writes into a buffer with a theme.
#[derive(Debug)]
pub struct Pen<'a> {
    /// Where it writes.
    pub buffer: &'a mut Buffer,
    /// How roles look.
    pub theme: &'a Theme,
}

impl<'a> Pen<'a> {
    /// A pen for a buffer.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buffer, theme }
    }

    /// Blanks the area and gives it the style of `role`. A wide character that reaches into it from the left
    /// goes too, since a terminal would draw it over the area's first column.
    pub fn fill(&mut self, area: Area, role: Role) {
        let style = self.theme.style(role);
        for y in area.y..area.bottom() {
            let left = area.x.checked_sub(1).and_then(|x| self.buffer.cell_mut((x, y)));
            if let Some(cell) = left.filter(|cell| width(cell.symbol()) > 1) {
                cell.set_symbol(" ");
            }
        }
        self.each(area, |cell| {
            cell.reset();
            cell.set_style(style);
        });
    }

    /// Lays the style of `role` over what stands in the area.
    pub fn tint(&mut self, area: Area, role: Role) {
        let style = self.theme.style(role);
        self.each(area, |cell| {
            cell.set_style(style);
        });
    }

    /// Writes text cut to the place; returns the columns it took.
    pub fn text(&mut self, spot: Spot, text: &str, role: Role) -> u16 {
        self.highlighted(spot, text, role, &[])
    }

    /// Writes text at the right end of the place; returns the columns it took.
    pub fn text_right(&mut self, spot: Spot, text: &str, role: Role) -> u16 {
        self.text(spot.right(columns_of(text)), text, role)
    }

    /// Writes text in which the byte ranges `matches` (in order) are shown with [`Role::Match`]; returns the
    /// columns it took. Text that is too wide ends in the theme's cut sign, highlighted when what it hides is.
    pub fn highlighted(&mut self, spot: Spot, text: &str, role: Role, matches: &[Range<usize>]) -> u16 {
        let room = self.clip(spot);
        let style = self.theme.style(role);
        let found = self.theme.style(Role::Match);
        let style_at = |byte: usize| if hits(matches, byte) { style.patch(found) } else { style };
        let cuts = text.len() > usize::from(room) && width(text) > usize::from(room);
        let limit = if cuts { room.saturating_sub(1) } else { room };
        let mut used = 0;
        for (byte, grapheme) in text.grapheme_indices(true) {
            if grapheme.contains(char::is_control) {
                continue;
            }
            // What has no width can also hang on a letter.
            let grapheme = as_written(grapheme);
            let wide = columns_of(&grapheme);
            if wide == 0 {
                continue;
            }
            if used + wide > limit {
                if cuts && room > 0 {
                    let hidden = matches.iter().any(|range| range.end > byte);
                    let style = if hidden { style.patch(found) } else { style };
                    self.put(spot.skip(used), self.theme.signs().cut, style);
                    used += 1;
                }
                break;
            }
            self.put(Spot { width: wide, ..spot.skip(used) }, &grapheme, style_at(byte));
            used += wide;
        }
        used
    }

    /// Writes a line cut to the place; returns the columns it took.
    pub fn line(&mut self, spot: Spot, line: &Line) -> u16 {
        let mut rest = spot;
        for piece in &line.pieces {
            if rest.width == 0 {
                break;
            }
            let used = self.text(rest, &piece.text, piece.role);
            rest = rest.skip(used);
        }
        spot.width - rest.width
    }

    /// Writes a line at the right end of the place; returns the columns it took.
    pub fn line_right(&mut self, spot: Spot, line: &Line) -> u16 {
        let wide = u16::try_from(line.width()).unwrap_or(u16::MAX);
        self.line(spot.right(wide), line)
    }

    /// Repeats a sign of one column over the place.
    pub fn repeat(&mut self, spot: Spot, sign: &str, role: Role) {
        let style = self.theme.style(role);
        for at in 0..self.clip(spot) {
            self.put(Spot { width: 1, ..spot.skip(at) }, sign, style);
        }
    }

    /// How much of the place lies in the buffer, counted from its left end.
    fn clip(&self, spot: Spot) -> u16 {
        spot.width.min(self.buffer.area().right().saturating_sub(spot.x))
    }

    /// One grapheme as wide as the place, whose other cells it covers, in a style made of roles' styles. The
    /// background below stays; bold, dim and the like do not, for they were those of the text below.
    pub(super) fn put(&mut self, spot: Spot, grapheme: &str, style: Style) {
        for at in 0..spot.width {
            if let Some(cell) = self.buffer.cell_mut((spot.x.saturating_add(at), spot.y)) {
                cell.modifier = Modifier::empty();
                cell.set_symbol(if at == 0 { grapheme } else { " " }).set_style(style);
            }
        }
    }

    fn each(&mut self, area: Area, change: impl Fn(&mut ratatui::buffer::Cell)) {
        let inside = rect(area).intersection(*self.buffer.area());
        for y in inside.top()..inside.bottom() {
            for x in inside.left()..inside.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    change(cell);
                }
            }
        }
    }
}

fn hits(matches: &[Range<usize>], byte: usize) -> bool {
    matches.iter().any(|range| range.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::dump;

    fn drawn(columns: u16, draw: impl FnOnce(&mut Pen<'_>)) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, 1));
        draw(&mut Pen::new(&mut buffer, &Theme::probe()));
        dump::text(&buffer)
    }

    #[test]
    fn text_is_cut_to_its_place_and_never_inside_a_character() {
        let cut =
            |columns, text: &str| drawn(8, |pen| _ = pen.text(Spot::new(0, 0, columns), text, Role::Text));
        assert_eq!(cut(6, "abcdefgh"), "abcde…");
        assert_eq!(cut(8, "abcdefgh"), "abcdefgh");
        assert_eq!(cut(4, "銅業有"), "銅…");
        assert_eq!(cut(5, "銅業有"), "銅業…");
        assert_eq!(cut(3, "e\u{301}e\u{301}e\u{301}"), "e\u{301}e\u{301}e\u{301}");
        assert_eq!(cut(1, "ab"), "…");
        assert_eq!(cut(0, "ab"), "");
    }

    #[test]
    fn controls_and_bidirectional_marks_do_not_reach_the_screen() {
        let text = drawn(12, |pen| {
            pen.text(
                Spot::new(0, 0, 12),
                "a\u{1b}[31m\u{202e}b\u{200b}\tc\r\n\u{200c}d\u{e0041}",
                Role::Text,
            );
        });
        assert_eq!(text, "a[31mbcd");
    }

    #[test]
    fn a_cut_match_is_shown_at_the_cut() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
        let theme = Theme::probe();
        Pen::new(&mut buffer, &theme).highlighted(Spot::new(0, 0, 6), "abcdefgh", Role::Text, &[1..2, 6..8]);
        assert_eq!(dump::styled(&buffer), "abcde…\n---\n0: Match/Match 1-1 5-5");
    }

    #[test]
    fn text_over_text_keeps_the_background_and_nothing_else() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        let (mono, dark) = (Theme::mono(), Theme::dark());
        let spot = Spot::new(0, 0, 1);
        Pen::new(&mut buffer, &mono).text(spot, "x", Role::Faint);
        Pen::new(&mut buffer, &dark).tint(Area::new(0, 0, 1, 1), Role::Selected);
        Pen::new(&mut buffer, &mono).text(spot, "y", Role::Title);
        let cell = buffer.cell((0, 0)).expect("a cell");
        assert_eq!((cell.modifier, Some(cell.bg)), (Modifier::BOLD, dark.style(Role::Selected).bg));
    }

    #[test]
    fn nothing_is_written_outside() {
        for (x, y) in [(0, 0), (7, 0), (8, 0), (0, 1), (u16::MAX, u16::MAX)] {
            let text = drawn(8, |pen| {
                pen.text(Spot::new(x, y, u16::MAX), "銅業銅業銅業銅業", Role::Text);
                pen.fill(Area::new(x, y, u16::MAX, u16::MAX), Role::Overlay);
                pen.text_right(Spot::new(x, y, 9), "a long text", Role::Text);
                pen.repeat(Spot::new(x, y, 20), "-", Role::Border);
            });
            assert!(width(&text) <= 8);
        }
    }

    #[test]
    fn filling_takes_the_wide_character_that_reaches_in() {
        let text = drawn(6, |pen| {
            pen.text(Spot::new(0, 0, 6), "銅業有", Role::Text);
            pen.fill(Area::new(3, 0, 3, 1), Role::Overlay);
            pen.text(Spot::new(3, 0, 3), "|x|", Role::Text);
        });
        assert_eq!(text, "銅 |x|");
    }
}
