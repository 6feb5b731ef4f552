//! A line of text being written.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{Area, width};
use crate::ui::pen::{Spot, columns_of};
use crate::ui::{Pen, Role};

/// A line of text being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InputLine<'a> {
    /// What stands before it.
    pub prompt: &'a str,
    pub value: &'a str,
    /// The cursor, in characters (`char`s) from the start, as `tui_input::Input::cursor` gives it.
    pub cursor: usize,
    /// What stands there while the text is empty.
    pub hint: &'a str,
    /// Whether the cursor is shown.
    pub focused: bool,
}

impl InputLine<'_> {
    /// Draws prompt, text and cursor; a long text scrolls so that the cursor is seen.
    pub fn draw(&self, pen: &mut Pen<'_>, spot: Spot) {
        self.draw_as(pen, spot, Role::Text);
    }

    /// Draws it as it is, or as one that what is typed replaces.
    pub fn draw_where(&self, pen: &mut Pen<'_>, spot: Spot, is_offered: bool) {
        if is_offered {
            self.draw_offered(pen, spot);
        } else {
            self.draw(pen, spot);
        }
    }

    /// Draws a text that what is typed replaces: as selected.
    pub fn draw_offered(&self, pen: &mut Pen<'_>, spot: Spot) {
        self.draw_as(pen, spot, Role::Selected);
    }

    fn draw_as(&self, pen: &mut Pen<'_>, spot: Spot, role: Role) {
        let used = pen.text(spot, self.prompt, Role::Accent);
        let gap = u16::from(used > 0);
        let spot = spot.skip(used.saturating_add(gap));
        if spot.width == 0 {
            return;
        }
        if self.value.is_empty() {
            pen.text(spot, self.hint, Role::Faint);
        }
        let seen = Seen::of(self.value, self.cursor, usize::from(spot.width));
        pen.text(spot, &format!("{}{}", seen.before, seen.after), role);
        if seen.is_cut {
            pen.text(Spot { width: 1, ..spot }, pen.theme.signs().cut, Role::Muted);
        }
        if self.focused {
            let at = spot.skip(columns_of(seen.before).min(spot.width - 1));
            pen.tint(Area::new(at.x, at.y, 1, 1), Role::Cursor);
        }
    }
}

/// What is seen of a text: only that is looked at, however long the text is.
struct Seen<'a> {
    /// Up to the cursor.
    before: &'a str,
    /// From the cursor on, at least what there is room for.
    after: &'a str,
    /// Whether there is more before.
    is_cut: bool,
}

impl<'a> Seen<'a> {
    /// As much of the text as there is room for, scrolled so far that the cursor is inside.
    fn of(text: &'a str, cursor: usize, room: usize) -> Self {
        let at = text.char_indices().nth(cursor).map_or(text.len(), |(at, _)| at);
        let (before, after) = text.split_at(at);
        // One column is kept for what follows the cursor, one for the cursor.
        let start = begin(before, room.saturating_sub(2));
        let end = after.grapheme_indices(true).nth(room + 1).map_or(after.len(), |(at, _)| at);
        let (_, before) = before.split_at(start);
        let (after, _) = after.split_at(end);
        Self { before, after, is_cut: start > 0 }
    }
}

/// Where the end of the text begins that is at most so many columns wide.
fn begin(text: &str, columns: usize) -> usize {
    let mut used = 0;
    let fits = |(_, grapheme): &(usize, &str)| {
        used += width(grapheme);
        used <= columns
    };
    text.grapheme_indices(true).rev().take_while(fits).last().map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing;

    fn draw(value: &'static str, cursor: usize) -> impl Fn(&mut Pen<'_>, Area) {
        move |pen, area| {
            let input = InputLine { prompt: "/", value, cursor, hint: "words", focused: true };
            input.draw(pen, Spot::row(area, 0));
        }
    }

    #[test]
    fn the_cursor_stands_where_the_next_letter_goes() {
        insta::assert_snapshot!(testing::styled((16, 1), draw("zijin", 5)), @r"
        / zijin
        ---
        0: /Cursor 7-7, Accent 0-0
        ");
        insta::assert_snapshot!(testing::styled((16, 1), draw("銅業 gold", 1)), @r"
        / 銅業 gold
        ---
        0: /Cursor 4-4, Accent 0-0
        ");
        insta::assert_snapshot!(testing::styled((16, 1), draw("", 0)), @r"
        / words
        ---
        0: Accent 0-0, Faint 3-6, Faint/Cursor 2-2
        ");
    }

    #[test]
    fn a_long_text_scrolls_with_the_cursor() {
        insta::assert_snapshot!(testing::styled((12, 1), draw("abcdefghijklmnop", 16)), @r"
        / …jklmnop
        ---
        0: /Cursor 10-10, Accent 0-0, Muted 2-2
        ");
        insta::assert_snapshot!(testing::styled((12, 1), draw("abcdefghijklmnop", 3)), @r"
        / abcdefghi…
        ---
        0: /Cursor 5-5, Accent 0-0
        ");
    }

    #[test]
    fn every_size_draws() {
        testing::every_size(draw("銅業銅業銅業銅業銅業銅業", 9));
        testing::every_size(draw("", 9));
    }
}
