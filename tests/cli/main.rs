//! The headless commands of the real program. A test program of its own: each test runs the program as a process, with
//! a home folder, an environment and exit codes that belong to it alone.

mod check;
mod commands;
mod filing;
mod freeze;
mod import;
mod inquiry;
mod lint;
mod listed;
mod match_names;
mod resolve;
mod risk;
mod statuses;
mod suppliers;
mod way_out;

/// What they share with the other test programs.
#[cfg(test)]
#[path = "../common"]
mod common {
    pub mod app;
    pub mod at_hand;
    pub mod home;
    pub mod inbox;
    pub mod poison;
}
