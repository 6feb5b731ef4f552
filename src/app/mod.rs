//! The interface without a terminal: state, commands, keys, layout, as plain values. Messages come in,
//! effects go out; nothing here draws, reads a file or asks the time.

mod ask;
pub mod available;
pub mod checked;
mod columns;
pub mod command;
pub mod declared;
pub mod detail;
pub mod effect;
pub mod fuzzy;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod level;
pub mod look;
pub mod matching;
pub mod mouse;
pub mod msg;
mod navigate;
pub mod overlays;
pub mod panes;
pub mod proposals;
mod revert;
mod run;
pub mod scope;
pub mod screen;
pub mod screens;
pub mod session;
pub mod state;
pub mod table;
pub mod targets;
pub mod update;
mod withdraw;

pub use command::{COMMANDS, Command};
pub use effect::Effect;
pub use key::{Code, Key};
pub use level::Level;
pub use msg::{Clock, Msg};
pub use scope::Scope;
pub use screen::{SCREENS, ScreenId};
pub use session::Session;
pub use state::{App, Start};
pub use update::update;
