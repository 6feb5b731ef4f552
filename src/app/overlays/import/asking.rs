//! What is typed or ticked over the list of files.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tui_input::Input;

use super::batch::FileBatch;
use super::choice::NamedSupplier;
use super::keys::AfterFiles;
use super::{role, status, supplier};
use crate::app::core::Core;
use crate::app::key::{Code, Key};
use crate::app::overlays::prompt::{insert, request};
use crate::domain::{Metal, Programme, SourceRole};
use crate::text::{DayLies, clean, read_day};

/// What is typed or ticked over the list.
#[derive(Debug, Clone)]
pub enum Asking {
    /// A supplier is looked for: what was typed, the suppliers that fit, and the cursor among them; the entry
    /// after the last is the new supplier.
    Supplier {
        /// What was typed.
        input: Input,
        /// Suppliers that fit, the best first.
        shown: Vec<NamedSupplier>,
        cursor: usize,
    },
    /// What a file is for: what it can be, and the cursor there.
    Role { roles: Vec<SourceRole>, cursor: usize },
    /// A password is typed.
    Password(Input),
    /// A day is typed.
    Day(AskedDay),
    /// Whose a status list is: what was typed, the programmes that fit, and the cursor among them; the entry after the last is
    /// one of the name that was typed.
    Programme {
        /// What was typed.
        input: Input,
        /// Programmes that fit, the best first.
        shown: Vec<Programme>,
        cursor: usize,
    },
    /// The metals of a status list are ticked.
    Metals {
        ticked: BTreeSet<Metal>,
        /// The metal under the cursor, an index into [`Metal::ALL`].
        cursor: usize,
    },
}

/// A day that is typed.
#[derive(Debug, Clone)]
pub struct AskedDay {
    pub input: Input,
    /// Whether the text is that which it began with: what is typed then replaces it.
    pub is_offered: bool,
    pub of: DayOf,
    /// The day that days are read from.
    pub today: Date,
}

/// What a day is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOf {
    /// A list speaks for it.
    List,
    /// The declaration under the cursor, or every one, was received on it.
    Received { all: bool },
}

impl AskedDay {
    pub(super) fn new(of: DayOf, said: Option<Date>, today: Date) -> Self {
        let text = said.map_or_else(String::new, |day| day.to_string());
        Self { is_offered: !text.is_empty(), input: Input::new(text), of, today }
    }

    /// The day; none yet to come.
    ///
    /// # Errors
    /// When what is typed is none, with the reason for the person.
    pub fn day(&self) -> Result<Date, String> {
        match read_day(&clean(self.input.value()), self.today, DayLies::Behind)? {
            day if day > self.today => Err(format!("{day} is still to come")),
            day => Ok(day),
        }
    }

    fn replace_offered(&mut self) {
        if std::mem::take(&mut self.is_offered) {
            self.input = Input::default();
        }
    }

    fn insert(&mut self, text: &str) {
        self.replace_offered();
        insert(&mut self.input, text);
    }

    fn step(&mut self, key: Key) {
        let Some(request) = request(key) else { return };
        if key.typed().is_some() {
            self.replace_offered();
        }
        self.is_offered = false;
        self.input.handle(request);
    }
}

impl Asking {
    /// The text in the field; none where characters are choices.
    pub(super) fn field(&self) -> Option<&str> {
        match self {
            Self::Supplier { input, .. } | Self::Password(input) | Self::Programme { input, .. } => {
                Some(input.value())
            }
            Self::Day(asked) => Some(asked.input.value()),
            Self::Metals { .. } | Self::Role { .. } => None,
        }
    }

    /// Puts a text where the cursor of the field is.
    pub(super) fn insert(&mut self, core: &Core, text: &str) {
        match self {
            Self::Password(input) => insert(input, text),
            Self::Day(asked) => asked.insert(text),
            Self::Supplier { input, shown, cursor } => {
                insert(input, text);
                (*shown, *cursor) = (supplier::suppliers(core, &[], input.value()), 0);
            }
            Self::Programme { input, shown, cursor } => {
                insert(input, text);
                (*shown, *cursor) = (status::programmes(input.value()), 0);
            }
            Self::Metals { .. } | Self::Role { .. } => {}
        }
    }
}

/// Gives what is asked a key.
pub(super) fn step(core: &mut Core, batch: &mut FileBatch, asking: Asking, key: Key) -> AfterFiles {
    batch.asking = match asking {
        Asking::Password(input) => return password_step(batch, input, key),
        Asking::Supplier { input, shown, cursor } => supplier::step(core, batch, (input, shown, cursor), key),
        Asking::Day(asked) => day_step(batch, asked, key),
        Asking::Programme { input, shown, cursor } => {
            status::programme_step(batch, (input, shown, cursor), key)
        }
        Asking::Role { roles, cursor } => role::step(core, batch, (roles, cursor), key),
        Asking::Metals { ticked, cursor } => status::metals_step(core, batch, (ticked, cursor), key),
    };
    AfterFiles::Stay
}

/// Takes a key while a day is asked for; what is asked then.
fn day_step(batch: &mut FileBatch, mut asked: AskedDay, key: Key) -> Option<Asking> {
    match (key.code, asked.day()) {
        (Code::Esc, _) => return None,
        (Code::Enter, Ok(day)) => {
            batch.say_day(asked.of, day);
            return None;
        }
        // Why it is refused stands below it.
        (Code::Enter, Err(_)) => {}
        (
            Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_),
            Ok(_) | Err(_),
        ) => asked.step(key),
    }
    Some(Asking::Day(asked))
}

fn password_step(batch: &mut FileBatch, mut input: Input, key: Key) -> AfterFiles {
    match key.code {
        Code::Esc => AfterFiles::Stay,
        Code::Enter => AfterFiles::Again(input.value().to_owned()),
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
            if let Some(request) = request(key) {
                input.handle(request);
            }
            batch.asking = Some(Asking::Password(input));
            AfterFiles::Stay
        }
    }
}
