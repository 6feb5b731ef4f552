//! What a text means, for whoever draws it: roles instead of colours, and lines of text with roles.

mod line;
mod role;

pub use line::{Line, Piece, kept_together};
pub use role::Role;
