//! Rows of facilities and of suppliers, and columns of declared rows, as screens, lists and exports show them: computed once, then filtered
//! and sorted.

pub mod column;
pub mod declared;
mod field;
mod filter;
mod row;
pub mod suppliers;

pub use column::{Align, Audience, ColumnHead, Field, Shown, SortKey, TableColumn, copied, listed};
pub use field::{FACILITIES_LISTED, FACILITY_COPIED, FIELDS, FieldId, ListedFacility};
pub use filter::{Filter, Query};
pub use row::{Row, row, rows};
