//! Rows of facilities and of suppliers, and columns of declared rows, as screens, lists and exports show them: computed once, then filtered
//! and sorted.

pub mod column;
pub mod declared;
mod field;
mod filter;
mod row;
pub mod suppliers;

pub use column::{Column, Head, SortKey};
pub use field::{Align, Audience, FIELDS, Field, FieldId};
pub use filter::{Filter, Query};
pub use row::{Row, row, rows};
