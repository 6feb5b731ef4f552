//! Lines to look at: the text around a place in a source, a letter, what an import brought.

use super::search::{SearchField, SearchKey};
use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key, Motion};
use crate::app::look::{Line, Role};
use crate::app::text_search::TextSearch;
use crate::text::{cut, visible};

/// How much of what is looked for is said again, in columns.
const SAID: usize = 24;

/// Lines to look at, one of them marked.
#[derive(Debug, Clone, Default)]
pub struct TextView {
    pub title: String,
    /// Lines with their numbers; 0 for a line without one.
    pub lines: Vec<(u32, String)>,
    /// The number of the line that it is about.
    pub marked: u32,
    /// The first line shown.
    pub offset: usize,
    /// What `y` copies when it is not the lines as they are shown.
    pub whole: Option<String>,
    /// What is looked for in it.
    pub search: TextSearch,
    /// Whether it tells something that was not asked for: keys that it has no use for are those of the screen.
    pub is_told: bool,
    /// How that is typed, while it is.
    pub typing: Option<Box<TypedSearch>>,
}

/// What is typed to be looked for.
#[derive(Debug, Clone)]
pub struct TypedSearch {
    pub field: SearchField,
    /// What was looked for when typing began, and the first line shown then.
    before: (TextSearch, usize),
}

impl TextView {
    /// Lines with their numbers, scrolled so that the one which it is about is in sight.
    pub fn around(title: String, lines: Vec<(u32, String)>, marked: u32) -> Self {
        let mut view = Self { title, lines, marked, ..Self::default() };
        view.go_to_marked();
        view
    }

    /// A text, its lines wrapped at so many columns, the rest of each under its beginning. `y` copies it as it is.
    pub fn wrapped(title: String, text: String, columns: usize) -> Self {
        let indent = |line: &str| line.chars().take_while(|c| *c == ' ').count();
        let lines = text.lines().flat_map(|line| Line::of(line, Role::Text).wrap(columns, indent(line)));
        let lines = lines.map(|line| (0, line.text())).collect();
        Self { title, lines, whole: Some(text), ..Self::default() }
    }

    /// The same as something that is told.
    #[must_use]
    pub fn giving_way(self) -> Self {
        Self { is_told: true, ..self }
    }

    /// Whether it has a use for a key.
    pub(super) fn takes(&self, key: Key) -> bool {
        let reads = matches!(
            key.code,
            Code::Move(_)
                | Code::Esc
                | Code::Enter
                | Code::Char(' ' | 'j' | 'k' | 'g' | 'G' | '/' | 'n' | 'N' | 'y')
        );
        self.typing.is_some() || (reads && !key.ctrl && !key.alt)
    }

    /// Scrolls so that the marked line is in sight, with some before it.
    fn go_to_marked(&mut self) {
        let at = self.lines.iter().position(|(number, _)| *number == self.marked).unwrap_or(0);
        self.offset = at.saturating_sub(6);
    }

    /// What is typed to be looked for, while it is typed.
    pub fn field(&self) -> Option<&str> {
        self.typing.as_ref().map(|typing| typing.field.value())
    }

    /// How much of what is looked for there is, and where of that one is; empty while nothing is looked for.
    pub fn found(&self) -> String {
        if self.search.text.is_empty() {
            return String::new();
        }
        let (here, all) = self.search.count(&self.lines);
        format!("/ {} {here}/{all}", cut(&visible(&self.search.text), SAID))
    }

    /// Puts a text into the field.
    pub(super) fn insert(&mut self, core: &Core, text: &str) {
        if let Some(typing) = &mut self.typing {
            typing.field.insert(text);
            self.look(core);
        }
    }

    /// Takes a key; whether the text stays.
    pub(super) fn step(&mut self, core: &mut Core, key: Key) -> bool {
        if let Some(typing) = &mut self.typing {
            let does = typing.field.step(core.lately.searches(), key);
            self.searched(core, does);
            return true;
        }
        let (page, last) = (page(core), self.lines.len().saturating_sub(page(core)));
        let to = match key.code {
            Code::Move(Motion::Down) | Code::Char('j') => self.offset + 1,
            Code::Move(Motion::Up) | Code::Char('k') => self.offset.saturating_sub(1),
            Code::Move(Motion::PageDown) | Code::Char(' ') => self.offset + page,
            Code::Move(Motion::PageUp) => self.offset.saturating_sub(page),
            Code::Move(Motion::Home) | Code::Char('g') => 0,
            Code::Move(Motion::End) | Code::Char('G') => last,
            Code::Esc if !self.search.text.is_empty() => {
                self.search = TextSearch::default();
                self.offset
            }
            Code::Esc | Code::Enter | Code::Char('q' | 'o') => return false,
            Code::Char(letter @ ('/' | 'n' | 'N' | 'y')) => {
                self.letter(core, letter);
                self.offset
            }
            Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
                self.offset
            }
        };
        self.offset = to.min(last);
        true
    }

    fn letter(&mut self, core: &mut Core, letter: char) {
        match letter {
            '/' => {
                let field = SearchField::offering(&self.search.text);
                self.typing =
                    Some(Box::new(TypedSearch { field, before: (self.search.clone(), self.offset) }));
            }
            'y' => self.copy(core),
            _ if self.search.text.is_empty() => core.say("nothing is looked for: / does"),
            _ => {
                self.search.step(&self.lines, self.offset, letter == 'n');
                self.show_found(core);
            }
        }
    }

    fn searched(&mut self, core: &mut Core, does: SearchKey) {
        match does {
            SearchKey::Changed => self.look(core),
            SearchKey::Nothing => {}
            SearchKey::Kept => {
                core.lately.searched(&self.search.text);
                self.typing = None;
            }
            SearchKey::Left => {
                if let Some(typing) = self.typing.take() {
                    (self.search, self.offset) = typing.before;
                }
            }
        }
    }

    /// Looks for what is typed, from where that began.
    fn look(&mut self, core: &Core) {
        let Some(typing) = &self.typing else { return };
        self.offset = typing.before.1;
        self.search.look(&self.lines, self.offset, typing.field.value().to_owned());
        self.show_found(core);
    }

    /// Brings the line that was found into sight, with some before it.
    fn show_found(&mut self, core: &Core) {
        let Some(at) = self.search.at else { return };
        // The last line shown is the field's while one types.
        let in_sight = self.offset..(self.offset + page(core)).saturating_sub(1);
        if !in_sight.contains(&at) {
            self.offset = at.saturating_sub(page(core) / 3);
        }
    }

    fn copy(&self, core: &mut Core) {
        let shown = || self.lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
        core.ask(Effect::Copy(self.whole.clone().unwrap_or_else(shown)));
        core.say("copied");
    }
}

/// How many lines are shown.
fn page(core: &Core) -> usize {
    usize::from(core.size.1.saturating_sub(6)).max(1)
}
