//! Lines to look at: the text around a place in a source, a letter, what an import brought.

use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key, Motion};
use crate::app::look::{Line, Role};

/// Lines to look at, one of them marked.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

impl TextView {
    /// A text, its lines wrapped at so many columns, the rest of each under its beginning. `y` copies it as it is.
    pub fn wrapped(title: String, text: String, columns: usize) -> Self {
        let indent = |line: &str| line.chars().take_while(|c| *c == ' ').count();
        let lines = text.lines().flat_map(|line| Line::of(line, Role::Text).wrap(columns, indent(line)));
        let lines = lines.map(|line| (0, line.text())).collect();
        Self { title, lines, marked: 0, offset: 0, whole: Some(text) }
    }

    /// Numbered lines, one of which is in question and in sight.
    pub fn around(title: String, lines: Vec<(u32, String)>, marked: u32) -> Self {
        let mut view = Self { title, lines, marked, offset: 0, whole: None };
        view.go_to_marked();
        view
    }

    /// Scrolls so that the marked line is in sight, with some before it.
    fn go_to_marked(&mut self) {
        let at = self.lines.iter().position(|(number, _)| *number == self.marked).unwrap_or(0);
        self.offset = at.saturating_sub(6);
    }

    /// Takes a key; whether the text stays.
    pub(super) fn step(&mut self, core: &mut Core, key: Key) -> bool {
        let page = usize::from(core.size.1.saturating_sub(6)).max(1);
        let last = self.lines.len().saturating_sub(page);
        let to = match key.code {
            Code::Move(Motion::Down) | Code::Char('j') => self.offset + 1,
            Code::Move(Motion::Up) | Code::Char('k') => self.offset.saturating_sub(1),
            Code::Move(Motion::PageDown) | Code::Char(' ') => self.offset + page,
            Code::Move(Motion::PageUp) => self.offset.saturating_sub(page),
            Code::Move(Motion::Home) | Code::Char('g') => 0,
            Code::Move(Motion::End) | Code::Char('G') => last,
            Code::Esc | Code::Enter | Code::Char('q' | 'o') => return false,
            Code::Char('y') => {
                self.copy(core);
                self.offset
            }
            Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
                self.offset
            }
        };
        self.offset = to.min(last);
        true
    }

    fn copy(&self, core: &mut Core) {
        let shown = || self.lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
        core.ask(Effect::Copy(self.whole.clone().unwrap_or_else(shown)));
        core.say("copied");
    }
}
