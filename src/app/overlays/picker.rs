//! A list to choose from: by letter, by typing, or with the cursor; one entry or several.

use crate::app::fuzzy::rank;
use crate::app::key::{Code, Key, Side, Way};
use crate::app::state::App;
use crate::app::targets::{self, Pick};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// The letter that chooses it at once.
    pub letter: Option<char>,
    /// The text.
    pub text: String,
    /// More, in grey, on the right.
    pub detail: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

impl Item {
    /// An entry with a letter.
    #[must_use]
    pub fn new(letter: char, text: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { letter: Some(letter), text: text.into(), detail: detail.into(), ticked: false }
    }

    /// An entry found by typing.
    #[must_use]
    pub fn typed(text: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { letter: None, text: text.into(), detail: detail.into(), ticked: false }
    }

    /// The entry, ticked or not.
    #[must_use]
    pub fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = ticked;
        self
    }
}

/// A picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picker {
    /// The title.
    pub title: String,
    /// All entries.
    pub items: Vec<Item>,
    /// Whether several can be ticked with Space.
    pub is_multiple: bool,
    /// What was typed, where entries are found by typing.
    pub typed: String,
    /// The entries shown, best first: index into `items` and the bytes that fit what was typed.
    pub shown: Vec<(usize, Vec<usize>)>,
    /// The cursor, an index into `shown`.
    pub cursor: usize,
    /// What the choice is for.
    pub pick: Pick,
    /// Whether an entry was ticked or unticked since it opened.
    has_ticked: bool,
}

impl Picker {
    /// A picker of one entry.
    #[must_use]
    pub fn one(title: impl Into<String>, items: Vec<Item>, pick: Pick) -> Self {
        let mut picker = Self {
            title: title.into(),
            items,
            is_multiple: false,
            typed: String::new(),
            shown: Vec::new(),
            cursor: 0,
            pick,
            has_ticked: false,
        };
        picker.find();
        picker
    }

    /// A picker of several entries.
    #[must_use]
    pub fn many(title: impl Into<String>, items: Vec<Item>, pick: Pick) -> Self {
        Self { is_multiple: true, ..Self::one(title, items, pick) }
    }

    /// Whether entries have letters; otherwise they are found by typing.
    #[must_use]
    pub fn has_letters(&self) -> bool {
        self.items.iter().any(|item| item.letter.is_some())
    }

    fn find(&mut self) {
        self.shown = rank(self.items.iter().map(|item| item.text.as_str()), &self.typed);
        self.cursor = 0;
    }

    fn current(&self) -> Option<usize> {
        self.shown.get(self.cursor).map(|(index, _)| *index)
    }

    fn toggle(&mut self) {
        if let Some(item) = self.current().and_then(|index| self.items.get_mut(index)) {
            item.ticked = !item.ticked;
            self.has_ticked = true;
        }
    }

    fn ticked(&self) -> Vec<usize> {
        let ticked = self.items.iter().enumerate().filter(|(_, item)| item.ticked);
        ticked.map(|(index, _)| index).collect()
    }

    fn move_by(&mut self, down: bool, rows: usize) {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = if down { (self.cursor + rows).min(last) } else { self.cursor.saturating_sub(rows) };
    }

    /// What Enter chooses. Where several can be ticked: what is ticked once something was; else what typing
    /// has found; else what was ticked before. Without any of these the entry under the cursor.
    fn chosen(&self) -> Vec<usize> {
        let ticked = if self.is_multiple { self.ticked() } else { Vec::new() };
        let is_found = !self.typed.trim().is_empty();
        if self.has_ticked || (!ticked.is_empty() && !is_found) {
            return ticked;
        }
        self.current().into_iter().collect()
    }
}

/// Gives the picker a key; `None` when it is done.
pub(super) fn step(app: &mut App, mut picker: Picker, key: Key) -> Option<Picker> {
    match key.code {
        Code::Esc => return None,
        Code::Move(Way::Down) => picker.move_by(true, 1),
        Code::Move(Way::Up) => picker.move_by(false, 1),
        Code::Move(Way::PageDown) => picker.move_by(true, 10),
        Code::Move(Way::PageUp) => picker.move_by(false, 10),
        Code::Move(Way::Home) => picker.cursor = 0,
        Code::Move(Way::End) => picker.move_by(true, usize::MAX / 2),
        Code::Char(' ') if picker.is_multiple => picker.toggle(),
        Code::Enter => {
            let chosen = picker.chosen();
            targets::picked(app, picker, &chosen);
            return None;
        }
        Code::Erase(Side::Before) => {
            picker.typed.pop();
            picker.find();
        }
        Code::Char(_) if picker.has_letters() => return letter(app, picker, key),
        Code::Char('u') if key.ctrl => {
            picker.typed.clear();
            picker.find();
        }
        Code::Char(_) => {
            picker.typed.extend(key.typed());
            picker.find();
        }
        Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
    }
    Some(picker)
}

/// A letter chooses its entry alone; where several can be chosen, one that is ticked alone is unticked.
fn letter(app: &mut App, mut picker: Picker, key: Key) -> Option<Picker> {
    let Some(typed) = key.typed() else { return Some(picker) };
    let found = picker.items.iter().position(|item| item.letter == Some(typed));
    match (found, typed) {
        (Some(index), _) => {
            let chosen =
                if picker.is_multiple && picker.ticked() == [index] { Vec::new() } else { vec![index] };
            targets::picked(app, picker, &chosen);
            return None;
        }
        (None, 'j') => picker.move_by(true, 1),
        (None, 'k') => picker.move_by(false, 1),
        (None, _) => {}
    }
    Some(picker)
}
