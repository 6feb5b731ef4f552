//! The tables that ship with the program: RON files in `data/` and `assets/`, embedded at build time.
//!
//! A test loads all of them, which is what makes [`embedded`] safe to call.

use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

/// RON as this program reads and writes it everywhere: `Some` is implicit, newtypes are bare.
pub fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_NEWTYPES)
}

/// Parses a RON file that is part of the program.
///
/// # Panics
/// When the embedded file is not valid for `T`; the tests load every one.
#[expect(
    clippy::panic,
    reason = "embedded at build time and loaded by a test, so this cannot fail at run time"
)]
pub fn embedded<T: DeserializeOwned>(name: &str, text: &str) -> T {
    match ron_options().from_str(text) {
        Ok(value) => value,
        Err(error) => panic!("{name} is part of the program and does not parse: {error}"),
    }
}
