//! Going elsewhere is a value: whoever wants to go leaves it in the core, and the application follows it.

use super::command::Command;
use super::screen_id::ScreenId;
use crate::domain::{ActionSubject, DeclarationId, FacilityId, MeasureId, NameKey, SupplierId};
use crate::query::Filter;
use crate::query::actions::ActionFilter;
use crate::query::measures::MeasureFilter;
use crate::query::suppliers::SupplierFilter;
use crate::resolve::rows::RowFilter;
use crate::risk::Need;

/// Where to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jump {
    Screen(ScreenId),
    /// To a facility in Smelters, whose filter is taken off when it hides it.
    Facility(FacilityId),
    /// To the facilities that pass this filter.
    Facilities(Box<Filter>),
    /// To the first facility of the queue of Triage that needs this.
    Triage(Need),
    /// To a supplier in Suppliers, whose filter is taken off when it hides it.
    Supplier(SupplierId),
    /// To the suppliers that pass this filter.
    Suppliers(Box<SupplierFilter>),
    Declaration(DeclarationId),
    /// To a declaration at this row of its smelter list.
    DeclaredRow(DeclarationId, u32),
    /// To the declared rows that pass this filter.
    Rows(Box<RowFilter>),
    /// To the actions that pass this filter.
    Actions(Box<ActionFilter>),
    /// To a measure in Due diligence, whose filter is taken off when it hides it.
    Measure(MeasureId),
    /// To the measures that pass this filter.
    Measures(Box<MeasureFilter>),
    /// To a declared name in Matches.
    Name(NameKey),
    /// Nowhere: gives this command.
    Command(Command),
}

impl Jump {
    /// To what an action is on.
    pub fn subject(about: &ActionSubject) -> Self {
        match about {
            ActionSubject::Facility(id) => Self::Facility(id.clone()),
            ActionSubject::Supplier(id) => Self::Supplier(id.clone()),
        }
    }
}
