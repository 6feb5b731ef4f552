//! What was searched for and which commands were given by name lately, the latest first: offered again, and kept for the next
//! start.

use super::command::{COMMANDS, Command};
use super::session::Session;

/// How many searches are kept.
const SEARCHES: usize = 50;

/// How many commands are kept: what is above the others must be seen at once.
const COMMANDS_KEPT: usize = 6;

/// The longest search that is kept, in bytes: a page that was pasted is not looked for again.
const LONGEST: usize = 200;

/// What was done lately.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lately {
    searches: Vec<String>,
    commands: Vec<Command>,
}

impl Lately {
    /// What was done in sessions before. Commands that are none any more are left out.
    pub fn of(session: &Session) -> Self {
        let command = |id: &String| COMMANDS.iter().find(|info| info.id == id).map(|info| info.command);
        Self {
            searches: session.searches.iter().take(SEARCHES).cloned().collect(),
            commands: session.commands.iter().filter_map(command).take(COMMANDS_KEPT).collect(),
        }
    }

    /// What was searched for, on whichever screen.
    pub fn searches(&self) -> &[String] {
        &self.searches
    }

    /// Which commands were given by name.
    pub fn commands(&self) -> &[Command] {
        &self.commands
    }

    /// Their identifiers.
    pub(super) fn command_ids(&self) -> Vec<String> {
        self.commands.iter().filter_map(|command| Some(command.info()?.id.to_owned())).collect()
    }

    /// A search was kept.
    pub(super) fn searched(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() && text.len() <= LONGEST {
            put_first(&mut self.searches, text.to_owned(), SEARCHES);
        }
    }

    /// A command was given by name.
    pub(super) fn gave(&mut self, command: Command) {
        put_first(&mut self.commands, command, COMMANDS_KEPT);
    }
}

fn put_first<T: PartialEq>(all: &mut Vec<T>, one: T, most: usize) {
    all.retain(|other| *other != one);
    all.insert(0, one);
    all.truncate(most);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_comes_first_once_and_few_are_kept() {
        let mut lately = Lately::default();
        for n in 0..60 {
            lately.searched(&format!(" search {n} "));
        }
        lately.searched("search 57");
        lately.searched(" ");
        lately.searched(&"x".repeat(LONGEST + 1));
        assert_eq!(lately.searches()[..3], ["search 57", "search 59", "search 58"]);
        assert_eq!(lately.searches().len(), SEARCHES);
    }

    #[test]
    fn commands_come_back_by_their_identifiers() {
        let mut lately = Lately::default();
        [Command::NextTheme, Command::Undo, Command::NextTheme]
            .into_iter()
            .for_each(|command| lately.gave(command));
        let mut session = Session { commands: lately.command_ids(), ..Session::default() };
        session.commands.push("fly".to_owned());
        assert_eq!(Lately::of(&session).commands(), [Command::NextTheme, Command::Undo]);
    }
}
