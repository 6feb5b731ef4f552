//! Keys as the keymap writes them, without the terminal library.

use std::fmt;

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A character, as typed: `E` is `e` with Shift.
    Char(char),
    Enter,
    /// Escape.
    Esc,
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Erases a character.
    Erase(EraseSide),
    Move(Motion),
    /// A function key, from 1.
    F(u8),
}

impl Code {
    /// By how many lines the key moves in a list that is read, with pages of so many lines; none for any other key.
    pub fn lines(self, page: isize) -> Option<isize> {
        Some(match self {
            Self::Move(Motion::Down) | Self::Char('j') => 1,
            Self::Move(Motion::Up) | Self::Char('k') => -1,
            Self::Move(Motion::PageDown) | Self::Char(' ') => page,
            Self::Move(Motion::PageUp) => -page,
            Self::Move(Motion::Home) | Self::Char('g') => isize::MIN / 2,
            Self::Move(Motion::End) | Self::Char('G') => isize::MAX / 2,
            Self::Char(_)
            | Self::Enter
            | Self::Esc
            | Self::Tab
            | Self::BackTab
            | Self::Erase(_)
            | Self::Move(Motion::Left | Motion::Right)
            | Self::F(_) => return None,
        })
    }
}

/// Which character a key erases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EraseSide {
    /// The one before the cursor: Backspace.
    Before,
    /// The one after it: Delete.
    After,
}

/// Where a key moves to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Motion {
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    pub alt: bool,
    /// With Shift, of a key that moves; of characters the capital says it.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    pub fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// Reads a key as the keymap writes it: `j`, `E`, `space`, `enter`, `ctrl-r`, `shift-tab`, `f1`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text;
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        loop {
            if let Some(after) = rest.strip_prefix("ctrl-") {
                (ctrl, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("alt-") {
                (alt, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("shift-").filter(|after| *after != "tab") {
                (shift, rest) = (true, after);
            } else {
                break;
            }
        }
        let code = parse_code(rest)?;
        let can_be_shifted = matches!(code, Code::Move(_)) || !shift;
        can_be_shifted.then_some(Self { code, ctrl, alt, shift })
    }

    /// The character that this key types, if it types one.
    pub fn typed(&self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            Code::Char(_)
            | Code::Enter
            | Code::Esc
            | Code::Tab
            | Code::BackTab
            | Code::Erase(_)
            | Code::Move(_)
            | Code::F(_) => None,
        }
    }
}

/// The names that the keymap uses, with what they stand for and how they are shown.
const NAMES: &[(&str, Code, &str)] = &[
    ("space", Code::Char(' '), "Space"),
    ("enter", Code::Enter, "Enter"),
    ("esc", Code::Esc, "Esc"),
    ("tab", Code::Tab, "Tab"),
    ("shift-tab", Code::BackTab, "Shift-Tab"),
    ("backspace", Code::Erase(EraseSide::Before), "Backspace"),
    ("delete", Code::Erase(EraseSide::After), "Del"),
    ("up", Code::Move(Motion::Up), "↑"),
    ("down", Code::Move(Motion::Down), "↓"),
    ("left", Code::Move(Motion::Left), "←"),
    ("right", Code::Move(Motion::Right), "→"),
    ("home", Code::Move(Motion::Home), "Home"),
    ("end", Code::Move(Motion::End), "End"),
    ("pageup", Code::Move(Motion::PageUp), "PgUp"),
    ("pagedown", Code::Move(Motion::PageDown), "PgDn"),
];

fn parse_code(text: &str) -> Option<Code> {
    if let Some((_, code, _)) = NAMES.iter().find(|(name, _, _)| *name == text) {
        return Some(*code);
    }
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some(Code::Char(c)),
        (Some('f'), Some(_)) => text.get(1..)?.parse().ok().filter(|n| (1..=24).contains(n)).map(Code::F),
        _ => None,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        if let Some((_, _, shown)) = NAMES.iter().find(|(_, code, _)| *code == self.code) {
            return f.write_str(shown);
        }
        match self.code {
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            // Every other key has a row in NAMES.
            Code::Enter | Code::Esc | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) => {
                write!(f, "{:?}", self.code)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Key};

    #[test]
    fn keys_are_read_and_shown() {
        for (text, shown) in
            [("j", "j"), ("ctrl-r", "Ctrl-r"), ("shift-tab", "Shift-Tab"), ("f12", "F12"), ("-", "-")]
        {
            assert_eq!(Key::parse(text).map(|key| key.to_string()).as_deref(), Some(shown), "{text}");
        }
        assert_eq!(Key::parse("space"), Some(Key::char(' ')));
        assert_eq!(Key::parse("ctrl-shift-left").map(|key| key.to_string()).as_deref(), Some("Ctrl-Shift-←"));
        assert_eq!(Key::parse("shift-a"), None, "that is A");
        assert_eq!(Key::parse("ctrl-"), None);
        assert_eq!(Key::parse("banana"), None);
        assert_eq!(Key::plain(Code::Enter).typed(), None);
    }
}
