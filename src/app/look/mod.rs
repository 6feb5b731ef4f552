//! What a text means, for whoever draws it: roles instead of colours, and lines of text with roles.

mod line;
mod role;

pub use line::{Line, Piece};
pub use role::Role;
