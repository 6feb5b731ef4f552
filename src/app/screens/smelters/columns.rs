//! The columns of Smelters: which are shown where there is little room, and how wide.

use super::SmeltersScreen;
use crate::app::table::ColumnSpec;
use crate::app::table::choice::{self, ColumnChoice};
use crate::query::{ColumnHead, Field, FieldId, Row};

impl SmeltersScreen {
    /// The columns shown, in order. Where there is little room, those without any value are left out.
    #[must_use]
    pub fn shown_columns(&self) -> Vec<ColumnChoice> {
        let left_out = |field: &FieldId| self.is_narrow && self.empty.contains(field);
        self.columns.iter().filter(|choice| choice.shown && !left_out(&choice.field)).copied().collect()
    }

    /// The column under the cursor.
    #[must_use]
    pub fn column(&self) -> Option<FieldId> {
        self.shown_columns().get(self.table.column).map(|choice| choice.field)
    }

    /// What the table engine needs to know of the columns shown.
    #[must_use]
    pub fn specs(&self) -> Vec<ColumnSpec> {
        let shown = self.shown_columns();
        let spec = |choice: &ColumnChoice| {
            let head = choice.field.head();
            choice::spec(&head, self.width(choice, &head), choice.width.is_none())
        };
        shown.iter().map(spec).collect()
    }

    /// Least and usual width of a column: the person's, or the column's; where there is little room statuses
    /// are shortened and countries cut, so that names keep theirs.
    fn width(&self, choice: &ColumnChoice, head: &ColumnHead) -> (u16, u16) {
        match (choice.width, choice.field) {
            (Some(width), _) => (width, width),
            (None, FieldId::Status) if self.is_narrow => (12, 12),
            (None, FieldId::Country) if self.is_narrow => (10, 12),
            (None, FieldId::Risk) if self.is_narrow => (9, 9),
            (None, _) => head.width,
        }
    }
}

/// Columns without a value; CIDs and suppliers also when fewer than a fifth of the rows have one.
pub(super) fn sparse(rows: &[Row]) -> Vec<FieldId> {
    let hardly = |field: &FieldId| {
        let mut filled = rows.iter().filter(|row| has_value(*field, row));
        match field {
            FieldId::Cid | FieldId::Suppliers => filled.count() * 5 < rows.len().max(1),
            FieldId::Metal
            | FieldId::Name
            | FieldId::Country
            | FieldId::Status
            | FieldId::Risk
            | FieldId::Actions
            | FieldId::Disposition
            | FieldId::Flags
            | FieldId::FlagKeys
            | FieldId::StatusFrom => filled.next().is_none(),
        }
    };
    FieldId::choosable().into_iter().filter(hardly).collect()
}

fn has_value(field: FieldId, row: &Row) -> bool {
    match field {
        FieldId::Metal | FieldId::Name | FieldId::Status | FieldId::Risk | FieldId::StatusFrom => true,
        FieldId::Cid => row.cid.is_some(),
        FieldId::Country => !row.country_name.is_empty(),
        FieldId::Suppliers => row.suppliers > 0,
        FieldId::Actions => row.open_actions > 0,
        FieldId::Disposition => row.disposition.is_some(),
        FieldId::Flags | FieldId::FlagKeys => !row.flags.is_empty(),
    }
}
