//! Drawing with ratatui: theme, pen, table, widgets. Reads only; nothing here changes state or touches a file.

mod draw;
pub mod dump;
mod frame;
mod overlays;
pub mod pen;
mod screens;
pub mod table;
pub mod theme;
pub mod widgets;

pub use crate::app::look::{Line, Piece};
pub use draw::draw;
pub use pen::{Pen, Spot};
pub use theme::{ColorDepth, Role, Signs, Theme};
