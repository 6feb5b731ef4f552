//! What goes back and forth with suppliers: the list of them, the log of requests, what changed between two of
//! their declarations, the letter that asks for corrections, the figures of the inquiry. Everything here is internal; of the
//! figures a report prints numbers alone.
//!
//! Touches neither a file nor a clock: bytes, days and stamps come in; edits, tables and texts go out.

pub mod compare;
mod inquiry;
pub mod letter;
mod pick;
pub mod requests;
pub mod roster;

#[cfg(test)]
pub(crate) mod fixture;

pub use inquiry::inquiry;
pub use pick::{NotPicked, pick, pick_exact};
pub use roster::{AddressFault, check_address, is_email};

/// The words with a capital first letter.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
