//! What is typed or ticked over the list of files.

use std::collections::BTreeSet;

use tui_input::Input;

use super::batch::FileBatch;
use super::choice::NamedSupplier;
use super::keys::AfterFiles;
use super::{status, supplier};
use crate::app::core::Core;
use crate::app::key::{Code, Key};
use crate::app::overlays::prompt::{insert, request};
use crate::domain::{Metal, Programme};

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
    /// A password is typed.
    Password(Input),
    /// The day of a status list is typed; with it, why the last Enter was refused.
    Day(Input, Option<String>),
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

impl Asking {
    /// The text in the field; none where characters are choices.
    pub(super) fn field(&self) -> Option<&str> {
        match self {
            Self::Supplier { input, .. }
            | Self::Password(input)
            | Self::Day(input, _)
            | Self::Programme { input, .. } => Some(input.value()),
            Self::Metals { .. } => None,
        }
    }

    /// Puts a text where the cursor of the field is.
    pub(super) fn insert(&mut self, core: &Core, text: &str) {
        match self {
            Self::Password(input) => insert(input, text),
            Self::Day(input, error) => {
                insert(input, text);
                *error = None;
            }
            Self::Supplier { input, shown, cursor } => {
                insert(input, text);
                (*shown, *cursor) = (supplier::suppliers(core, &[], input.value()), 0);
            }
            Self::Programme { input, shown, cursor } => {
                insert(input, text);
                (*shown, *cursor) = (status::programmes(input.value()), 0);
            }
            Self::Metals { .. } => {}
        }
    }
}

/// Gives what is asked a key.
pub(super) fn step(core: &mut Core, batch: &mut FileBatch, asking: Asking, key: Key) -> AfterFiles {
    batch.asking = match asking {
        Asking::Password(input) => return password_step(batch, input, key),
        Asking::Supplier { input, shown, cursor } => supplier::step(core, batch, (input, shown, cursor), key),
        Asking::Day(input, _) => status::day_step(core, batch, input, key),
        Asking::Programme { input, shown, cursor } => {
            status::programme_step(batch, (input, shown, cursor), key)
        }
        Asking::Metals { ticked, cursor } => status::metals_step(core, batch, (ticked, cursor), key),
    };
    AfterFiles::Stay
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
