//! Rows of facilities as screens, lists and exports show them: computed once, then filtered and sorted.

mod field;
mod filter;
mod row;

pub use field::{Align, Audience, FIELDS, Field, FieldId};
pub use filter::{Filter, Query, SortKey};
pub use row::{Row, row, rows};
