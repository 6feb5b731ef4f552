//! The interface without a terminal: state, commands, keys, layout, as plain values. Messages come in,
//! effects go out; nothing here draws, reads a file or asks the time.
//!
//! - [`Core`]: what every screen reads and changes. It names no screen: an edit raises the counters of the parts that it
//!   changed ([`derived::Generations`]); a screen recomputes when it is next shown and a counter differs from the one it
//!   computed with ([`derived::Derived`]). What else happens the screens hear as [`news::News`], and going elsewhere is a
//!   [`jump::Jump`] left in the core. `checked`,
//!   `supplier_facts`, `matching`, `planning`, `proposals`, `reasons`, `revert` are parts of it; `deciding`, `decisions_file`, `suppliers_file`, `export`, `letters`, `sections`, `stating`, `versions`,
//!   `withdraw` are what commands do to it, whichever screen they are given on.
//! - [`command`], `keymap`, `scope`: what a person can ask, by which key, where. Keys arrive in [`update()`], clicks in
//!   `mouse`, bursts of characters and pastes in `typing`.
//! - [`overlays`]: what lies over a screen. A question is made where it is asked, over the state of the one who asks, with
//!   what each answer means; its answer comes back to that state.
//! - [`screen::Screen`]: what the program asks of every screen. [`screens`] has a file or folder for each: its state, this
//!   trait, and its commands as rows ([`command::row`]) over that state, which say what they do and when they can.
//!   [`screens::Screens`] is the table of them: the interface tells them apart there.
//! - [`everywhere`]: the commands that every screen has, over all screens.
//! - `table`, `table_commands`, `frequency`: the grid under every table (cursor, columns, order, selection), and the commands that all
//!   tables share. `measuring`: how wide its columns are. `queue`: what is decided one at a time. `detail_pane`: what is known of
//!   the row in hand; `panel`: how much room that has beside a table.
//! - `look`, `layout`, `frame`: lines with roles, where everything stands. `session`: what the next start begins with;
//!   `lately`: what was searched for and given last. `fuzzy`: what fits what is typed, the best first.
//! - [`App`]: core, screens and overlays; [`update()`] takes a message and lets everything follow.

pub mod checked;
pub mod command;
pub mod core;
mod deciding;
mod decisions_file;
pub mod derived;
pub mod detail;
pub mod detail_pane;
pub mod effect;
pub mod everywhere;
mod export;
pub mod frame;
pub mod freezing;
mod frequency;
pub mod fuzzy;
pub mod jump;
pub mod key;
pub mod keymap;
pub mod lately;
pub mod layout;
pub mod letters;
pub mod level;
pub mod look;
pub mod matching;
mod measuring;
mod mouse;
pub mod msg;
pub mod news;
pub mod overlays;
mod panel;
mod planning;
mod proposals;
pub mod queue;
mod reasons;
mod revert;
pub mod risk_lines;
pub mod scope;
pub mod screen;
pub mod screen_id;
pub mod screens;
mod sections;
pub mod session;
mod standing_lines;
mod start;
pub mod state;
mod stating;
mod status_day;
mod supplier_facts;
mod suppliers_file;
pub mod table;
pub mod table_commands;
pub mod text_search;
mod typing;
pub mod update;
mod versions;
mod withdraw;

pub use command::{COMMANDS, Command};
pub use core::Core;
pub use effect::Effect;
pub use key::{Code, Key};
pub use level::Level;
pub use msg::{Clock, Msg};
pub use scope::Scope;
pub use screen_id::{SCREENS, ScreenId};
pub use session::Session;
pub use start::Start;
pub use state::App;
pub use update::update;
