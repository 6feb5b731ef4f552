//! The headless commands of the real program. A test program of its own: each test runs the program as a process, with
//! a home folder, an environment and exit codes that belong to it alone.

mod check;
mod commands;
mod match_names;
mod resolve;
mod suppliers;
