//! Everything that touches the machine: clock, folders, files, threads, terminal, signals.
//!
//! [`Host`] holds what both the interface and the headless commands need of it.

pub mod bundles;
pub mod clock;
pub mod config;
pub mod dirs;
pub mod host;
pub mod last;
pub mod person;
pub mod reading;

pub use dirs::Dirs;
pub use host::{Choice, Host};
