//! What is restored at the next start: screen, filter, sort, columns, cursor.

use serde::{Deserialize, Serialize};

use super::detail_pane::PaneShape;
use super::screen_id::ScreenId;
use super::screens::views::SavedView;
use super::table::ColumnChoice;
use crate::domain::{FacilityId, NameKey, SupplierId};
use crate::query::actions::{ActionField, ActionFilter};
use crate::query::declared::DeclaredField;
use crate::query::history::EntryField;
use crate::query::lists::ListField;
use crate::query::measures::{MeasureField, MeasureFilter};
use crate::query::suppliers::{SupplierField, SupplierQuery};
use crate::query::{FacilityQuery, SortKey};
use crate::resolve::open::MatchFilter;
use crate::resolve::rows::RowFilter;

/// The part of the interface's state that outlives the program, per workspace.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    pub screen: Option<ScreenId>,
    /// Filter and sort of Smelters.
    pub query: FacilityQuery,
    /// Columns of Smelters; empty for the usual ones.
    pub columns: Vec<ColumnChoice>,
    /// The facility under the cursor of Smelters.
    pub smelter: Option<FacilityId>,
    pub triage: Option<FacilityId>,
    /// Filter of the declared rows.
    pub rows: RowFilter,
    /// Their order.
    pub row_sort: Vec<SortKey<DeclaredField>>,
    /// The name in hand in Matches.
    pub name: Option<NameKey>,
    pub names: MatchFilter,
    /// Filter and sort of Suppliers.
    pub suppliers: SupplierQuery,
    /// Columns of Suppliers; empty for the usual ones.
    pub supplier_columns: Vec<ColumnChoice<SupplierField>>,
    /// The supplier under the cursor of Suppliers.
    pub supplier: Option<SupplierId>,
    /// Columns of the declared rows; empty for the usual ones. This and the tables below are written only where they
    /// were changed, so that programs of before read what they know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub row_columns: Vec<ColumnChoice<DeclaredField>>,
    #[serde(skip_serializing_if = "is_default")]
    pub actions: ActionFilter,
    /// Columns and order of Actions.
    #[serde(skip_serializing_if = "is_default")]
    pub action_table: KeptTable<ActionField>,
    /// Columns and order of History.
    #[serde(skip_serializing_if = "is_default")]
    pub history_table: KeptTable<EntryField>,
    /// Columns and order of the reference lists.
    #[serde(skip_serializing_if = "is_default")]
    pub list_table: KeptTable<ListField>,
    #[serde(skip_serializing_if = "is_default")]
    pub measures: MeasureFilter,
    /// Columns and order of Due diligence.
    #[serde(skip_serializing_if = "is_default")]
    pub measure_table: KeptTable<MeasureField>,
    /// How its panel was shaped.
    #[serde(skip_serializing_if = "is_default")]
    pub measure_panel: PaneShape,
    /// The views that were saved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<SavedView>,
    /// How the panel of Smelters was shaped.
    #[serde(skip_serializing_if = "is_default")]
    pub smelter_panel: PaneShape,
    /// How the panel of Suppliers was shaped.
    #[serde(skip_serializing_if = "is_default")]
    pub supplier_panel: PaneShape,
    /// How the panel of History was shaped.
    #[serde(skip_serializing_if = "is_default")]
    pub history_panel: PaneShape,
    /// What was searched for, the latest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub searches: Vec<String>,
    /// The identifiers of the commands given by name, the latest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<String>,
    /// The theme chosen by hand.
    pub theme: Option<String>,
}

/// Columns and order of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeptTable<F> {
    /// The columns; empty for the usual ones.
    pub columns: Vec<ColumnChoice<F>>,
    /// The order.
    pub sort: Vec<SortKey<F>>,
}

impl<F> Default for KeptTable<F> {
    fn default() -> Self {
        Self { columns: Vec::new(), sort: Vec::new() }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
