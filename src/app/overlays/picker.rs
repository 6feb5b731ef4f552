//! A list to choose from: by letter, by typing, or with the cursor; one entry or several. Who asks gives each entry its
//! meaning, and gets back the meanings that were chosen.

use super::{AfterKey, Asks, Overlay};
use crate::app::core::Core;
use crate::app::fuzzy::rank_names;
use crate::app::key::{Code, EraseSide, Key, Motion};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PickerItem {
    /// The letter that chooses it at once.
    pub letter: Option<char>,
    pub text: String,
    /// More, in grey, on the right.
    pub detail: String,
    pub ticked: bool,
    /// A part of a whole that it stands for, drawn as a bar; none where there is nothing to compare.
    pub share: Option<(usize, usize)>,
}

impl PickerItem {
    /// An entry with a letter.
    pub fn new(letter: char, text: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { letter: Some(letter), text: text.into(), detail: detail.into(), ticked: false, share: None }
    }

    /// An entry found by typing.
    pub fn typed(text: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { letter: None, text: text.into(), detail: detail.into(), ticked: false, share: None }
    }

    /// The entry, ticked or not.
    #[must_use]
    pub fn ticked(mut self, ticked: bool) -> Self {
        self.ticked = ticked;
        self
    }

    /// The entry as so many of a whole.
    #[must_use]
    pub fn of(mut self, count: usize, whole: usize) -> Self {
        self.share = Some((count, whole));
        self
    }

    /// The entry with what it means to the one who asks.
    pub fn means<T>(self, meaning: T) -> (Self, T) {
        (self, meaning)
    }
}

/// What is done with the entries chosen, by their places among all.
type Chosen<S> = Box<dyn FnOnce(&mut S, &mut Core, Vec<usize>) -> Asks<S>>;

/// A picker, asked by `S`.
pub struct Picker<S> {
    pub title: String,
    /// All entries.
    pub items: Vec<PickerItem>,
    /// Whether several can be ticked with Space.
    pub is_multiple: bool,
    /// What was typed, where entries are found by typing.
    pub typed: String,
    /// The entries shown, best first: index into `items` and the bytes that fit what was typed.
    pub shown: Vec<(usize, Vec<usize>)>,
    /// The cursor, an index into `shown`.
    pub cursor: usize,
    /// Whether an entry was ticked or unticked since it opened.
    has_ticked: bool,
    then: Chosen<S>,
}

impl<S: 'static> Picker<S> {
    /// A question with one answer; nothing is done when there is none.
    #[must_use]
    pub fn one<T: 'static>(
        title: impl Into<String>,
        entries: Vec<(PickerItem, T)>,
        then: impl FnOnce(&mut S, &mut Core, T) -> Asks<S> + 'static,
    ) -> Overlay<S> {
        Self::one_or_none(title, entries, |asker, core, chosen| then(asker, core, chosen?))
    }

    /// The same question, with the cursor on the entry of this index.
    #[must_use]
    pub fn one_from<T: 'static>(
        title: impl Into<String>,
        (entries, at): (Vec<(PickerItem, T)>, usize),
        then: impl FnOnce(&mut S, &mut Core, T) -> Asks<S> + 'static,
    ) -> Overlay<S> {
        let mut asked = Self::one(title, entries, then);
        if let Overlay::Picker(picker) = &mut asked {
            picker.cursor = at.min(picker.shown.len().saturating_sub(1));
        }
        asked
    }

    /// A question with one answer; none when what was typed finds nothing.
    #[must_use]
    pub fn one_or_none<T: 'static>(
        title: impl Into<String>,
        entries: Vec<(PickerItem, T)>,
        then: impl FnOnce(&mut S, &mut Core, Option<T>) -> Asks<S> + 'static,
    ) -> Overlay<S> {
        let take =
            |asker: &mut S, core: &mut Core, chosen: Vec<T>| then(asker, core, chosen.into_iter().next());
        Self::asking(title.into(), entries, false, take)
    }

    /// A question with any number of answers, after which something else may be asked.
    #[must_use]
    pub fn many_then<T: 'static>(
        title: impl Into<String>,
        entries: Vec<(PickerItem, T)>,
        then: impl FnOnce(&mut S, &mut Core, Vec<T>) -> Asks<S> + 'static,
    ) -> Overlay<S> {
        Self::asking(title.into(), entries, true, then)
    }

    /// A question with any number of answers, none included.
    #[must_use]
    pub fn many<T: 'static>(
        title: impl Into<String>,
        entries: Vec<(PickerItem, T)>,
        then: impl FnOnce(&mut S, &mut Core, Vec<T>) + 'static,
    ) -> Overlay<S> {
        let take = |asker: &mut S, core: &mut Core, chosen: Vec<T>| {
            then(asker, core, chosen);
            None
        };
        Self::asking(title.into(), entries, true, take)
    }

    fn asking<T: 'static>(
        title: String,
        entries: Vec<(PickerItem, T)>,
        is_multiple: bool,
        then: impl FnOnce(&mut S, &mut Core, Vec<T>) -> Asks<S> + 'static,
    ) -> Overlay<S> {
        let (items, meanings): (Vec<PickerItem>, Vec<T>) = entries.into_iter().unzip();
        let then: Chosen<S> = Box::new(move |asker, core, chosen| {
            let meant = meanings.into_iter().enumerate().filter(|(at, _)| chosen.contains(at));
            then(asker, core, meant.map(|(_, meaning)| meaning).collect())
        });
        let (typed, shown) = (String::new(), Vec::new());
        let mut picker = Self { title, items, is_multiple, typed, shown, cursor: 0, has_ticked: false, then };
        picker.find();
        Overlay::Picker(picker)
    }

    /// The question as one of `W`, in which the asker is found.
    pub(super) fn lift<W: 'static>(self, asker: fn(&mut W) -> &mut S) -> Picker<W> {
        let Self { title, items, is_multiple, typed, shown, cursor, has_ticked, then } = self;
        let then: Chosen<W> =
            Box::new(move |all, core, chosen| Some(then(asker(all), core, chosen)?.lift(asker)));
        Picker { title, items, is_multiple, typed, shown, cursor, has_ticked, then }
    }

    /// Whether entries have letters; otherwise they are found by typing.
    pub fn has_letters(&self) -> bool {
        self.items.iter().any(|item| item.letter.is_some())
    }

    /// Whether a letter means something here, where letters choose.
    pub(super) fn knows(&self, key: Key) -> bool {
        let is_letter = |c: char| self.items.iter().any(|item| item.letter == Some(c));
        key.typed().is_none_or(|c| is_letter(c) || matches!(c, 'j' | 'k') || (c == ' ' && self.is_multiple))
    }

    fn find(&mut self) {
        self.shown = rank_names(self.items.iter().map(|item| item.text.as_str()), &self.typed);
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

    /// Puts a text behind what was typed.
    pub(super) fn insert(&mut self, text: &str) {
        self.typed.push_str(text);
        self.find();
    }

    /// Takes a key.
    pub(super) fn step(mut self, asker: &mut S, core: &mut Core, key: Key) -> AfterKey<S> {
        match key.code {
            Code::Esc => return AfterKey::Close,
            Code::Move(Motion::Down) => self.move_by(true, 1),
            Code::Move(Motion::Up) => self.move_by(false, 1),
            Code::Move(Motion::PageDown) => self.move_by(true, 10),
            Code::Move(Motion::PageUp) => self.move_by(false, 10),
            Code::Move(Motion::Home) => self.cursor = 0,
            Code::Move(Motion::End) => self.move_by(true, usize::MAX / 2),
            Code::Char(' ') if self.is_multiple => self.toggle(),
            Code::Enter => {
                let chosen = self.chosen();
                return AfterKey::after((self.then)(asker, core, chosen));
            }
            Code::Char(_) if self.has_letters() => return self.letter(asker, core, key),
            Code::Char(_) | Code::Erase(EraseSide::Before) => self.type_in(key),
            Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
        }
        AfterKey::Stay(Overlay::Picker(self))
    }

    fn type_in(&mut self, key: Key) {
        match key.code {
            Code::Erase(_) => drop(self.typed.pop()),
            Code::Char('u') if key.ctrl => self.typed.clear(),
            Code::Char(_) => self.typed.extend(key.typed()),
            Code::Enter | Code::Esc | Code::Tab | Code::BackTab | Code::Move(_) | Code::F(_) => {}
        }
        self.find();
    }

    /// A letter chooses its entry alone; where several can be chosen, one that is ticked alone is unticked.
    fn letter(mut self, asker: &mut S, core: &mut Core, key: Key) -> AfterKey<S> {
        let typed = key.typed();
        let found = typed.and_then(|typed| self.items.iter().position(|item| item.letter == Some(typed)));
        match (found, typed) {
            (Some(index), _) => {
                let is_taken_off = self.is_multiple && self.ticked() == [index];
                let chosen = if is_taken_off { Vec::new() } else { vec![index] };
                return AfterKey::after((self.then)(asker, core, chosen));
            }
            (None, Some('j')) => self.move_by(true, 1),
            (None, Some('k')) => self.move_by(false, 1),
            (None, _) => {}
        }
        AfterKey::Stay(Overlay::Picker(self))
    }
}
