//! The interface without a terminal: state and layout as plain values, so that drawing and mouse agree.

pub mod level;
pub mod table;

pub use level::Level;
