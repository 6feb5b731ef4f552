//! Text from outside, made safe and measurable: cleaning, folding, width, cutting, and our own [`Area`].
//!
//! Used by every other room and depending on none of them.

mod area;
mod clean;
mod fold;
mod width;

pub use area::Area;
pub use clean::{clean, visible};
pub use fold::{fold, matches, words};
pub use width::{cut, pad_left, pad_right, width};
