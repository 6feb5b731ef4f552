//! Everything that touches the machine: clock, folders, files, threads, terminal, signals.
//!
//! [`Host`] holds what both the interface and the headless commands need of it; [`interface`] runs the
//! interface. One thread, the loop, has the state and draws; one has the store and writes; one reads keys, one
//! waits for signals, one for the end of the terminal, and a few do what takes time. Each is one of [`parts`]. They talk through channels only.

pub mod appearance;
pub mod bundles;
pub mod clock;
pub mod complete;
pub mod config;
pub mod dirs;
pub mod documents;
pub mod event_loop;
pub mod frame_output;
pub mod freezing;
#[cfg(unix)]
pub mod hangup;
pub mod host;
pub mod import_paths;
pub mod imports;
pub mod inbox;
pub mod input;
pub mod interface;
pub mod jobs;
pub mod last_workspace;
pub mod letters;
pub mod log;
pub mod other_editor;
pub mod panics;
pub mod parts;
pub mod perform;
pub mod person;
pub mod reading;
pub mod room;
pub mod sessions;
#[cfg(unix)]
pub mod signals;
pub mod source_text;
pub mod terminal;
#[cfg(test)]
mod tests;
pub mod writer;

pub use dirs::Dirs;
pub use host::{Host, WorkspaceChoice};
