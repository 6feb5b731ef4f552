//! Drawing with ratatui: theme, pen, table, widgets. Reads only; nothing here changes state or touches a file.

pub mod dump;
pub mod line;
pub mod pen;
pub mod table;
pub mod theme;
pub mod widgets;

pub use line::{Line, Piece};
pub use pen::{Pen, Spot};
pub use theme::{ColorDepth, Role, Signs, Theme};
