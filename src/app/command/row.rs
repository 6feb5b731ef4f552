//! A command is a row: which command, what it does to the state that owns it, and when it can be given.

use super::Command;
use crate::app::core::Core;
use crate::app::overlays::Asks;

/// Why a command cannot be given now, if it cannot.
pub type WhyNot = Option<&'static str>;

/// What a command does.
enum Does<S> {
    /// It is done at once.
    Act(fn(&mut S, &mut Core)),
    /// It asks or shows something first, unless it says why it does not.
    Ask(fn(&mut S, &mut Core) -> Asks<S>),
}

/// A command over the state `S` that owns it: a screen, or all of them.
pub struct CommandRow<S> {
    pub command: Command,
    /// Why it cannot be given now, if it cannot.
    why_not: fn(&S, &Core) -> WhyNot,
    /// Whether it is given all the same, since what it does says more than a word about why it cannot be.
    explains: bool,
    does: Does<S>,
}

/// A command that is done at once.
pub const fn act<S>(command: Command, does: fn(&mut S, &mut Core)) -> CommandRow<S> {
    CommandRow { command, why_not: always, explains: false, does: Does::Act(does) }
}

/// A command that asks or shows something.
pub const fn ask<S>(command: Command, does: fn(&mut S, &mut Core) -> Asks<S>) -> CommandRow<S> {
    CommandRow { command, why_not: always, explains: false, does: Does::Ask(does) }
}

fn always<S>(_: &S, _: &Core) -> WhyNot {
    None
}

impl<S> CommandRow<S> {
    /// The row, with what can stand against its command.
    pub const fn unless(self, why_not: fn(&S, &Core) -> WhyNot) -> Self {
        Self { why_not, ..self }
    }

    /// The row, given even where something stands against it: it says itself what and what to do.
    pub const fn explaining(self) -> Self {
        Self { explains: true, ..self }
    }

    /// Whether it is given even where something stands against it.
    pub fn explains(&self) -> bool {
        self.explains
    }

    /// Why the command cannot be given now, if it cannot.
    pub fn why_not(&self, state: &S, core: &Core) -> WhyNot {
        (self.why_not)(state, core)
    }

    /// Gives the command; what comes back is to lie over the screen.
    pub fn give(&self, state: &mut S, core: &mut Core) -> Asks<S> {
        match self.does {
            Does::Act(does) => {
                does(state, core);
                None
            }
            Does::Ask(does) => does(state, core),
        }
    }
}

/// The row of a command.
pub fn find<S>(rows: &'static [CommandRow<S>], command: Command) -> Option<&'static CommandRow<S>> {
    rows.iter().find(|row| row.command == command)
}
