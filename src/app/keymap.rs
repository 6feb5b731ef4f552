//! Keys to commands, read from `assets/keymap.ron` and a person's own file over it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::command::{COMMANDS, Command, CommandInfo};
use super::key::Key;
use super::scope::Scope;
use super::screen_id::{SCREENS, ScreenId};
use crate::data::ron_options;

/// The keymap that ships with the program.
pub const DEFAULT: &str = include_str!("../../assets/keymap.ron");

/// How a keymap to begin with begins.
const TEMPLATE_HEAD: &str = "\
// Keys of your own. What stands here takes the place of all keys of the command that it names; an empty list leaves it without any. Take
// the two slashes before a command away and write its keys: letters, signs, enter, tab, space, up, pagedown, f1, with ctrl-, alt- or
// shift- before them. Keys that mean the same everywhere (1 to 7, q, u, esc and so on) cannot mean something else on one screen.
";

/// Keys that mean the same on every screen and cannot be given another meaning there (`q`, digits, ...).
pub const RESERVED: &str = "1 2 3 4 5 6 7 [ ] tab shift-tab ? : / u ctrl-r E i H y q esc";

/// Commands that came when people had keymaps of their own already: a key of theirs that is taken there is the person's.
const LATER: [Command; 8] = [
    Command::Panel,
    Command::PanelSmaller,
    Command::PanelLarger,
    Command::Frequency,
    Command::Views,
    Command::AddSupplierAction,
    Command::ShowChanges,
    Command::Screen(ScreenId::Diligence),
];

/// One row of a keymap file: a command's id and its keys. An empty list unbinds.
#[derive(Debug, Deserialize)]
struct Binding(String, Vec<String>);

/// Keys by scope.
#[derive(Debug, Clone, Default)]
pub struct Keymap {
    bound: BTreeMap<(Scope, Key), Command>,
}

/// Why a keymap file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// Not RON of the expected form.
    #[error("{0}")]
    Syntax(String),
    /// A command that does not exist.
    #[error("there is no command {0:?}")]
    Command(String),
    /// A key that cannot be read.
    #[error("{0:?} is not a key")]
    Key(String),
    /// One key for two commands that can be given at the same place.
    #[error("the key {key} is bound to both {first} and {second}")]
    Conflict {
        key: String,
        /// One command's id.
        first: String,
        /// The other's.
        second: String,
    },
    /// A key whose meaning is fixed.
    #[error("the key {0} means the same everywhere and cannot be bound on one screen")]
    Reserved(String),
}

impl Keymap {
    /// A keymap of a person's own to begin with: every command with what it does and the keys that it has, each taken out by two slashes.
    pub fn template() -> String {
        let usual: Vec<Binding> = ron_options().from_str(DEFAULT).unwrap_or_default();
        let keys_of = |id: &str| {
            let found = usual.iter().find(|Binding(of, _)| of == id);
            let keys = found.into_iter().flat_map(|Binding(_, keys)| keys);
            keys.map(|key| format!("{key:?}")).collect::<Vec<_>>().join(", ")
        };
        let command = |info: &CommandInfo| {
            format!("    // {}\n    // ({:?}, [{}]),\n", info.doc, info.id, keys_of(info.id))
        };
        let commands: String = COMMANDS.iter().map(command).collect();
        format!("{TEMPLATE_HEAD}[\n{commands}]\n")
    }

    /// The keymap of a file's text.
    ///
    /// # Errors
    /// When the text is not a keymap, names unknown commands or keys, or binds one key twice.
    pub fn parse(text: &str) -> Result<Self, KeymapError> {
        let mut map = Self::default();
        map.read(text)?;
        map.check()?;
        Ok(map)
    }

    /// This keymap with the bindings of another file in place of its own for the commands named there.
    ///
    /// # Errors
    /// As [`Keymap::parse`].
    pub fn patched(&self, text: &str) -> Result<Self, KeymapError> {
        let mut map = self.clone();
        let named = map.read(text)?;
        map.give_way(&named);
        map.check()?;
        Ok(map)
    }

    /// Takes keys from commands that came later, where something else has them now; not from those that the file names.
    fn give_way(&mut self, named: &[Command]) {
        let may_yield = |command: &Command| LATER.contains(command) && !named.contains(command);
        let is_taken = |scope: Scope, key: Key, command: Command| {
            let mut screens = SCREENS.iter().filter(|screen| scope.includes(screen.id));
            screens.any(|screen| self.meanings(screen.id, key).any(|other| other != command))
        };
        let yielding = self.bound.iter().filter(|(_, command)| may_yield(command));
        let taken = yielding.filter(|((scope, key), command)| is_taken(*scope, *key, **command));
        for place in taken.map(|(place, _)| *place).collect::<Vec<_>>() {
            self.bound.remove(&place);
        }
    }

    /// Takes the bindings of a file; the commands that it names.
    fn read(&mut self, text: &str) -> Result<Vec<Command>, KeymapError> {
        let bindings: Vec<Binding> =
            ron_options().from_str(text).map_err(|error| KeymapError::Syntax(error.to_string()))?;
        let mut named = Vec::new();
        for Binding(id, keys) in bindings {
            let info =
                COMMANDS.iter().find(|info| info.id == id).ok_or_else(|| KeymapError::Command(id.clone()))?;
            self.bound.retain(|_, command| *command != info.command);
            named.push(info.command);
            for key in keys {
                let key = Key::parse(&key).ok_or(KeymapError::Key(key))?;
                let before = self.bound.insert((info.scope, key), info.command);
                if let Some(before) = before {
                    return Err(conflict(key, before, info.command));
                }
            }
        }
        Ok(named)
    }

    /// No key has two meanings at one place, and reserved keys are bound globally only.
    fn check(&self) -> Result<(), KeymapError> {
        let reserved: Vec<Key> = RESERVED.split(' ').filter_map(Key::parse).collect();
        for ((scope, key), command) in &self.bound {
            if *scope == Scope::Global {
                continue;
            }
            if reserved.contains(key) {
                return Err(KeymapError::Reserved(key.to_string()));
            }
            for screen in SCREENS.iter().filter(|screen| scope.includes(screen.id)) {
                let mut others = self.meanings(screen.id, *key).filter(|other| other != command);
                if let Some(other) = others.next() {
                    return Err(conflict(*key, other, *command));
                }
            }
        }
        Ok(())
    }

    /// The command of a key on a screen; Shift beside a key that moves changes nothing, unless the keymap says so.
    pub fn lookup(&self, screen: ScreenId, key: Key) -> Option<Command> {
        let plain = || self.meanings(screen, Key { shift: false, ..key }).next();
        self.meanings(screen, key).next().or_else(plain)
    }

    /// What a key means on a screen: one command at most, once the keymap is checked.
    fn meanings(&self, screen: ScreenId, key: Key) -> impl Iterator<Item = Command> {
        let here = self.bound.iter().filter(move |((scope, _), _)| scope.includes(screen));
        here.filter(move |((_, bound), _)| *bound == key).map(|(_, command)| *command)
    }

    /// The keys of a command, the shortest first.
    pub fn keys(&self, command: Command) -> Vec<Key> {
        let mut keys: Vec<Key> =
            self.bound.iter().filter(|(_, bound)| **bound == command).map(|((_, key), _)| *key).collect();
        keys.sort_by_key(|key| (key.to_string().chars().count(), *key));
        keys
    }

    /// The keys of a command as shown in help ("j ↓").
    pub fn label(&self, command: Command) -> String {
        self.keys(command).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    /// The first key of a command as shown in hints, or an empty text.
    pub fn first(&self, command: Command) -> String {
        self.keys(command).first().map_or(String::new(), ToString::to_string)
    }
}

fn conflict(key: Key, first: Command, second: Command) -> KeymapError {
    let id = |command: Command| command.info().map_or(String::new(), |info| info.id.to_owned());
    KeymapError::Conflict { key: key.to_string(), first: id(first), second: id(second) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_rebinds_and_unbinds() {
        let map = Keymap::parse(DEFAULT).unwrap().patched(r#"[("rate", ["z"]), ("copy", [])]"#).unwrap();
        assert_eq!(map.lookup(ScreenId::Triage, Key::char('z')), Some(Command::Rate));
        assert_eq!(map.lookup(ScreenId::Triage, Key::char('r')), None);
        assert!(map.keys(Command::Copy).is_empty());
    }

    #[test]
    fn a_keymap_to_begin_with_names_every_command_and_changes_nothing() {
        let (usual, text) = (Keymap::parse(DEFAULT).unwrap(), Keymap::template());
        assert_eq!(usual.clone().patched(&text).unwrap().bound, usual.bound);
        let taken: String = text.lines().map(|line| line.replace("    // (\"", "(\"") + "\n").collect();
        assert_eq!(usual.clone().patched(&taken).unwrap().bound, usual.bound, "each can be taken in");
        for info in COMMANDS {
            assert!(taken.contains(&format!("\n({:?}, [", info.id)), "{}", info.id);
        }
    }

    #[test]
    fn a_key_that_came_later_gives_way_to_a_persons_own() {
        let map = Keymap::parse(DEFAULT).unwrap();
        let own = map.patched(r#"[("rate", ["z"])]"#).unwrap();
        assert_eq!(own.lookup(ScreenId::Smelters, Key::char('z')), Some(Command::Rate));
        assert!(own.keys(Command::Panel).is_empty() && !own.keys(Command::PanelLarger).is_empty());
        let both = map.patched(r#"[("rate", ["z"]), ("panel", ["z"])]"#);
        assert!(matches!(both, Err(KeymapError::Conflict { .. })), "who names both means neither");
    }

    #[test]
    fn conflicts_and_unknown_names_are_refused() {
        let map = Keymap::parse(DEFAULT).unwrap();
        assert!(matches!(map.patched(r#"[("rate", ["d"])]"#), Err(KeymapError::Conflict { .. })));
        assert!(matches!(map.patched(r#"[("rate", ["q"])]"#), Err(KeymapError::Reserved(_))));
        assert_eq!(map.patched(r#"[("fly", ["x"])]"#).unwrap_err(), KeymapError::Command("fly".to_owned()));
        assert_eq!(
            map.patched(r#"[("rate", ["hyper-x"])]"#).unwrap_err(),
            KeymapError::Key("hyper-x".to_owned())
        );
    }
}
