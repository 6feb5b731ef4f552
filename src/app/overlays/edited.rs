//! A text of several lines that is being edited: lines, cursor, selection and undo, as the crate of the text area keeps them. The
//! only file of this room that names it. The crate draws with the drawing library, and wraps and scrolls by the area in which it was
//! last drawn; nothing here draws.

use ratatui_textarea::{CursorMove, Scrolling, TextArea, WrapMode};

use crate::app::key::{Code, EraseSide, Key, Motion};
use crate::text::{is_unclean, lines_as_written};

/// So many changes can be undone while the text is open.
const REMEMBERED: usize = 5_000;

/// The text, with its cursor.
#[derive(Debug, Clone)]
pub struct EditedText {
    area: TextArea<'static>,
    /// The lines as one text.
    text: String,
}

impl EditedText {
    /// A text with the cursor at its beginning.
    pub fn new(text: &str) -> Self {
        let text = passed(text);
        let mut area = TextArea::from(text.split('\n'));
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_max_histories(REMEMBERED);
        Self { area, text }
    }

    /// A text with the cursor at its end.
    pub(super) fn at_end(text: &str) -> Self {
        let mut edited = Self::new(text);
        edited.area.move_cursor(CursorMove::Bottom);
        edited.area.move_cursor(CursorMove::End);
        edited
    }

    /// The line and the column of the cursor, counted in characters.
    pub(super) fn place(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0, cursor.1)
    }

    /// The crate's own, for drawing.
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The first and the last line and column, counted in characters, of what is selected; the last is not.
    pub fn selected(&self) -> Option<((usize, usize), (usize, usize))> {
        self.area.selection_range().filter(|(from, to)| from != to)
    }

    /// Puts a text where the cursor is, in place of what is selected.
    pub(super) fn insert(&mut self, text: &str) {
        self.area.insert_str(passed(text));
        self.follow();
    }

    /// Puts a text in place of the whole; one undo takes it back.
    pub(super) fn replace(&mut self, text: &str) {
        self.area.select_all();
        self.insert(text);
        self.area.move_cursor(CursorMove::Jump(0, 0));
    }

    /// Takes a text as the person's own editor left it, which one undo takes back; whether it is another one.
    pub(super) fn take_back(&mut self, text: &str) -> bool {
        let is_other = passed(text) != self.text;
        if is_other {
            self.replace(text);
        }
        is_other
    }

    /// What is selected; taken out of the text where it is cut.
    pub(super) fn taken(&mut self, cuts: bool) -> Option<String> {
        self.selected()?;
        if cuts {
            self.area.cut();
            self.follow();
        } else {
            self.area.copy();
        }
        Some(self.area.yank_text())
    }

    /// Takes a key; whether the text is another one after it.
    pub(super) fn step(&mut self, key: Key) -> bool {
        match key.code {
            Code::Char(c) if key.ctrl => self.control(c),
            Code::Char('b') if key.alt => self.go(key, CursorMove::WordBack),
            Code::Char('f') if key.alt => self.go(key, CursorMove::WordForward),
            Code::Char('d') if key.alt => drop(self.area.delete_next_word()),
            Code::Char(_) => {
                if let Some(c) = key.typed().filter(|c| !is_unclean(c.encode_utf8(&mut [0; 4]))) {
                    self.area.insert_char(c);
                }
            }
            Code::Enter => self.area.insert_newline(),
            Code::Erase(side) => self.erase(side, key.ctrl || key.alt),
            Code::Move(motion) => self.go_by(key, motion),
            Code::Esc | Code::Tab | Code::BackTab | Code::F(_) => {}
        }
        self.follow()
    }

    fn control(&mut self, c: char) {
        match c {
            'a' => self.area.select_all(),
            'z' => self.turn(TextArea::undo),
            'y' | 'r' => self.turn(TextArea::redo),
            'v' => drop(self.area.paste()),
            'w' => drop(self.area.delete_word()),
            'k' => drop(self.area.delete_line_by_end()),
            'u' => drop(self.area.delete_line_by_head()),
            _ => {}
        }
    }

    fn erase(&mut self, side: EraseSide, word: bool) {
        match (side, word) {
            (EraseSide::Before, false) => self.area.delete_char(),
            (EraseSide::Before, true) => self.area.delete_word(),
            (EraseSide::After, false) => self.area.delete_next_char(),
            (EraseSide::After, true) => self.area.delete_next_word(),
        };
    }

    /// Moves; with Shift the text passed over is selected, without it nothing stays selected.
    fn go(&mut self, key: Key, to: CursorMove) {
        self.select(key);
        self.area.move_cursor(to);
    }

    fn select(&mut self, key: Key) {
        if !key.shift {
            self.area.cancel_selection();
        } else if !self.area.is_selecting() {
            self.area.start_selection();
        }
    }

    fn go_by(&mut self, key: Key, motion: Motion) {
        let to = match (motion, key.ctrl || key.alt) {
            (Motion::Left, false) => CursorMove::Back,
            (Motion::Left, true) => CursorMove::WordBack,
            (Motion::Right, false) => CursorMove::Forward,
            (Motion::Right, true) => CursorMove::WordForward,
            (Motion::Up, false) => CursorMove::Up,
            (Motion::Up, true) => CursorMove::ParagraphBack,
            (Motion::Down, false) => CursorMove::Down,
            (Motion::Down, true) => CursorMove::ParagraphForward,
            (Motion::Home, false) => self.drawn_line(0),
            (Motion::Home, true) => CursorMove::Jump(0, 0),
            (Motion::End, false) => return self.go_to_end(key),
            (Motion::End, true) => CursorMove::Jump(u16::MAX, u16::MAX),
            (Motion::PageUp | Motion::PageDown, _) => {
                self.select(key);
                let page = if motion == Motion::PageUp { Scrolling::PageUp } else { Scrolling::PageDown };
                return self.area.scroll(page);
            }
        };
        self.go(key, to);
    }

    /// A column of the line under the cursor, as it is drawn: a paragraph runs over several.
    fn drawn_line(&self, column: usize) -> CursorMove {
        let at = self.area.screen_to_data(self.area.screen_cursor().row, column);
        let narrow = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
        CursorMove::Jump(narrow(at.0), narrow(at.1))
    }

    /// Goes to the end of the drawn line. Where the paragraph goes on, that is before its last character: behind it begins the next.
    fn go_to_end(&mut self, key: Key) {
        let row = self.area.screen_cursor().row;
        let end = self.drawn_line(usize::from(u16::MAX));
        self.go(key, end);
        if self.area.screen_cursor().row > row {
            self.area.move_cursor(CursorMove::Back);
        }
    }

    /// Takes changes back, or makes them again: a word that was typed is one.
    fn turn(&mut self, one: fn(&mut TextArea<'static>) -> bool) {
        loop {
            let (letters, blanks) = sizes(self.area.lines());
            if !one(&mut self.area) {
                return;
            }
            // Nothing but the middle of a text put in place of another one is empty.
            if self.area.is_empty() {
                continue;
            }
            let (letters_now, blanks_now) = sizes(self.area.lines());
            if letters.abs_diff(letters_now) != 1 || blanks != blanks_now {
                return;
            }
        }
    }

    fn follow(&mut self) -> bool {
        let text = self.area.lines().join("\n");
        let is_other = text != self.text;
        self.text = text;
        is_other
    }
}

/// What of a text from outside enters: its lines, without what cannot be seen.
fn passed(text: &str) -> String {
    lines_as_written(&text.replace("\r\n", "\n").replace('\r', "\n")).replace('\t', " ")
}

/// How many characters lines have, and how many of them are blanks or end a line.
fn sizes(lines: &[String]) -> (usize, usize) {
    let letters = lines.iter().map(|line| line.chars().filter(|c| !c.is_whitespace()).count()).sum();
    let blanks: usize = lines.iter().map(|line| line.chars().filter(|c| c.is_whitespace()).count()).sum();
    (letters, blanks + lines.len())
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::widgets::Widget;

    use super::*;

    /// A text after keys, in columns by which it wraps.
    fn after(text: &str, columns: u16, keys: &str) -> EditedText {
        let mut edited = EditedText::new(text);
        for name in keys.split(' ') {
            let area = Rect::new(0, 0, columns, 4);
            edited.area().render(area, &mut Buffer::empty(area));
            edited.step(Key::parse(name).unwrap());
        }
        edited
    }

    #[test]
    fn words_are_typed_erased_and_undone() {
        assert_eq!(after("", 20, "o n e space t w o").text(), "one two");
        assert_eq!(after("", 20, "o n e space t w o ctrl-z").text(), "one");
        assert_eq!(after("", 20, "o n e space t w o ctrl-z ctrl-z ctrl-z ctrl-y").text(), "one ");
        assert_eq!(after("one two", 20, "ctrl-end ctrl-w").text(), "one ");
        assert_eq!(after("one two", 20, "right enter").text(), "o\nne two");
    }

    #[test]
    fn home_and_end_are_those_of_the_line_as_it_is_drawn() {
        let cursor = |keys: &str| {
            let edited = after("one two three four", 9, keys);
            (edited.area().cursor().0, edited.area().cursor().1)
        };
        assert_eq!(cursor("down right home"), (0, 8));
        assert_eq!(cursor("ctrl-end home"), (0, 14));
        assert!(cursor("end").1 < 8);
        assert_eq!(cursor("ctrl-end"), (0, 18));
    }

    #[test]
    fn what_shift_passes_over_is_selected_cut_and_put_elsewhere() {
        let mut edited = after("one two", 20, "ctrl-shift-right");
        assert_eq!(edited.taken(true).as_deref(), Some("one "));
        assert_eq!(edited.text(), "two");
        edited.step(Key::parse("ctrl-end").unwrap());
        edited.step(Key::parse("ctrl-v").unwrap());
        assert_eq!(edited.text(), "twoone ");
        assert_eq!(edited.taken(false), None);
        edited.replace("another\ntext");
        assert_eq!(edited.text(), "another\ntext");
        edited.step(Key::parse("ctrl-z").unwrap());
        assert_eq!(edited.text(), "twoone ", "{edited:?}");
    }

    #[test]
    fn what_cannot_be_seen_does_not_enter() {
        let mut edited = EditedText::new("a\u{202e}b\rc\td\u{1b}");
        assert_eq!(edited.text(), "ab\nc d");
        edited.insert("x\r\ny\u{200b}");
        edited.step(Key::char('\u{202e}'));
        assert_eq!(edited.text(), "x\nyab\nc d");
    }
}
