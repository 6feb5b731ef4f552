//! Tables and cells as values, in no format: what tables are made in, whoever makes them, and what every table
//! format takes. With them stands the guard against cells that a spreadsheet would compute, since whoever reads a
//! table back has to take it off again.

mod guard;
mod table;

pub use guard::{guard, unguard};
pub use table::{Cell, Column, ColumnKind, Table};
