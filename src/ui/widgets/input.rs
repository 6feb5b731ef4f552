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
        let used = pen.text(spot, self.prompt, Role::Accent);
        let gap = u16::from(used > 0);
        let spot = spot.skip(used.saturating_add(gap));
        if spot.width == 0 {
            return;
        }
        if self.value.is_empty() {
            pen.text(spot, self.hint, Role::Faint);
        }
        let before: String = self.value.chars().take(self.cursor).collect();
        let (shown, skipped) = scrolled(self.value, width(&before), usize::from(spot.width));
        pen.text(spot, &shown, Role::Text);
        if skipped > 0 {
            pen.text(Spot { width: 1, ..spot }, pen.theme.signs().cut, Role::Muted);
        }
        if self.focused {
            let column = columns_of(&before).saturating_sub(u16::try_from(skipped).unwrap_or(u16::MAX));
            let at = spot.skip(column.min(spot.width - 1));
            pen.tint(Area::new(at.x, at.y, 1, 1), Role::Cursor);
        }
    }
}

/// The end of the text from which on the cursor, at this column, is inside the room, and the columns left
/// out before it.
fn scrolled(text: &str, cursor: usize, room: usize) -> (String, usize) {
    // One column is kept for what follows the cursor.
    let least = cursor.saturating_sub(room.saturating_sub(2));
    let (mut skipped, mut shown) = (0, String::new());
    for grapheme in text.graphemes(true) {
        if skipped < least {
            skipped += width(grapheme);
        } else {
            shown.push_str(grapheme);
        }
    }
    (shown, skipped)
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
