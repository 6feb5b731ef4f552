//! Searching: the field that is typed in, in which earlier searches come back, and the line with it over a screen.

use tui_input::Input;

use super::prompt::{insert, request};
use super::{AfterKey, Overlay};
use crate::app::core::Core;
use crate::app::key::{Code, Key, Motion};
use crate::app::screen::{OneShown, Searched};

/// What is typed to search.
#[derive(Debug, Clone, Default)]
pub struct SearchField {
    pub input: Input,
    /// Whether the text is the search before: what is typed then replaces it.
    pub is_offered: bool,
    /// What was typed before an earlier search came back, and how many are later than that one.
    recalled: Option<(String, usize)>,
}

/// What a key does to the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SearchKey {
    /// Another text is searched for.
    Changed,
    /// The search stays, and the field goes.
    Kept,
    /// What was searched before comes back, and the field goes.
    Left,
    Nothing,
}

impl SearchField {
    /// A field that offers what is searched now.
    pub fn offering(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()), is_offered: !text.is_empty(), recalled: None }
    }

    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Puts a text where the cursor is, in place of one that is only offered.
    pub(super) fn insert(&mut self, text: &str) {
        self.replace_offered();
        self.recalled = None;
        insert(&mut self.input, text);
    }

    fn replace_offered(&mut self) {
        if std::mem::take(&mut self.is_offered) {
            self.input = Input::default();
        }
    }

    /// Takes a key; `earlier` are the searches kept, the latest first.
    pub(super) fn step(&mut self, earlier: &[String], key: Key) -> SearchKey {
        match key.code {
            Code::Enter => return SearchKey::Kept,
            Code::Esc => return SearchKey::Left,
            Code::Move(Motion::Up) => return self.recall(earlier, true),
            Code::Move(Motion::Down) => return self.recall(earlier, false),
            Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
        }
        let Some(request) = request(key) else { return SearchKey::Nothing };
        if key.typed().is_some() {
            self.replace_offered();
        }
        (self.is_offered, self.recalled) = (false, None);
        self.input.handle(request);
        SearchKey::Changed
    }

    /// Brings the search before back, or the one after it; after the latest what was typed.
    fn recall(&mut self, earlier: &[String], older: bool) -> SearchKey {
        let (typed, at) = match self.recalled.take() {
            Some((typed, at)) => (typed, Some(at)),
            None => (self.value().to_owned(), None),
        };
        let others: Vec<&String> = earlier.iter().filter(|text| **text != typed).collect();
        let next = match (at, older) {
            (Some(at), true) => Some(at.saturating_add(1).min(others.len().saturating_sub(1))),
            (None, true) => Some(0).filter(|_| !others.is_empty()),
            (Some(at), false) => at.checked_sub(1),
            (None, false) => None,
        };
        if at == next {
            self.recalled = at.map(|at| (typed, at));
            return SearchKey::Nothing;
        }
        let text = next.and_then(|at| others.get(at)).map_or(typed.clone(), |text| (*text).clone());
        self.recalled = next.map(|at| (typed, at));
        (self.input, self.is_offered) = (Input::new(text), false);
        SearchKey::Changed
    }
}

/// The search line over a screen.
#[derive(Debug, Clone)]
pub struct SearchLine {
    pub field: SearchField,
    /// What was searched before it opened.
    before: String,
}

impl SearchLine {
    /// The line over a screen that is searched for this now.
    pub fn over(searched: &str) -> Self {
        Self { field: SearchField::offering(searched), before: searched.to_owned() }
    }

    /// Puts a text into it, and lets the screen search for what stands there then.
    pub(super) fn insert(&mut self, screens: &mut impl OneShown, core: &Core, text: &str) {
        self.field.insert(text);
        screens.shown_mut().search(core, self.field.value().to_owned());
    }

    /// Takes a key.
    pub(super) fn step<S: OneShown>(mut self, screens: &mut S, core: &mut Core, key: Key) -> AfterKey<S> {
        let screen = screens.shown_mut();
        if !matches!(screen.searched(), Searched::Here(_)) {
            return AfterKey::Close;
        }
        match self.field.step(core.lately.searches(), key) {
            SearchKey::Changed => screen.search(core, self.field.value().to_owned()),
            SearchKey::Nothing => {}
            SearchKey::Kept => {
                core.lately.searched(self.field.value());
                return AfterKey::Close;
            }
            SearchKey::Left => {
                screen.search(core, self.before);
                return AfterKey::Close;
            }
        }
        AfterKey::Stay(Overlay::Search(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(field: &mut SearchField, earlier: &[String], keys: &str) -> String {
        for key in keys.split(' ') {
            field.step(earlier, Key::parse(key).unwrap());
        }
        field.value().to_owned()
    }

    #[test]
    fn earlier_searches_come_back_and_what_was_typed_after_them() {
        let earlier = ["korea".to_owned(), "luna".to_owned(), "ind".to_owned()];
        let mut field = SearchField::default();
        assert_eq!(press(&mut field, &earlier, "i n d"), "ind");
        assert_eq!(press(&mut field, &earlier, "up"), "korea");
        assert_eq!(press(&mut field, &earlier, "up"), "luna");
        assert_eq!(press(&mut field, &earlier, "up"), "luna", "what was typed is no search before it");
        assert_eq!(press(&mut field, &earlier, "down"), "korea");
        assert_eq!(press(&mut field, &earlier, "down"), "ind");
        assert_eq!(field.step(&earlier, Key::parse("down").unwrap()), SearchKey::Nothing);
        assert_eq!(press(&mut field, &earlier, "up x"), "koreax", "what comes back is changed, not replaced");
        assert_eq!(press(&mut field, &[], "up"), "koreax");
    }

    #[test]
    fn what_is_offered_is_replaced_by_typing_and_kept_by_moving_in_it() {
        assert_eq!(press(&mut SearchField::offering("korea"), &[], "x"), "x");
        assert_eq!(press(&mut SearchField::offering("korea"), &[], "right x"), "koreax");
        assert_eq!(press(&mut SearchField::offering("korea"), &[], "backspace"), "kore");
        let mut field = SearchField::offering("korea");
        field.insert("tin");
        assert_eq!(field.value(), "tin");
    }
}
