//! What screens, lists and exports show: rows of facilities, suppliers and actions, computed once, then filtered and
//! sorted; and the columns of these and of everything else that is shown in tables, one table of columns a thing.

pub mod actions;
pub mod changes;
pub mod column;
pub mod declared;
mod facilities;
mod filter;
pub mod findings;
pub mod history;
pub mod lists;
pub mod measures;
pub mod names;
mod other_names;
mod row;
pub mod suppliers;
pub mod versions;

pub use column::{
    Align, Audience, ColumnHead, Field, Importance, Shown, SortKey, TableColumn, copied, listed,
};
pub use facilities::{FACILITIES_LISTED, FACILITY_COPIED, FACILITY_FIELDS, FacilityField, ListedFacility};
pub use filter::{FacilityQuery, Filter};
pub use other_names::{AlsoKnown, NameGiver, OtherNames, SearchedIn};
pub use row::{FacilityRow, ListedStatus, row, rows};
