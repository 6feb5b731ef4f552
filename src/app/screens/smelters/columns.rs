//! The columns of Smelters: which are shown where there is little room, and how wide.

use super::SmeltersScreen;
use crate::app::table::ColumnSpec;
use crate::app::table::choice::{self, ColumnChoice};
use crate::query::{self, Column, FIELDS, FieldId, Row};

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
        let known = shown.iter().filter_map(|choice| choice.field.field().map(|field| (choice, field)));
        known
            .map(|(choice, field)| {
                choice::spec(&field.id.head(), self.width(choice, field), choice.width.is_none())
            })
            .collect()
    }

    /// Least and usual width of a column: the person's, or the field's; where there is little room statuses
    /// are shortened and countries cut, so that names keep theirs.
    fn width(&self, choice: &ColumnChoice, field: &query::Field) -> (u16, u16) {
        match (choice.width, choice.field) {
            (Some(width), _) => (width, width),
            (None, FieldId::Status) if self.is_narrow => (12, 12),
            (None, FieldId::Country) if self.is_narrow => (10, 12),
            (None, FieldId::Risk) if self.is_narrow => (9, 9),
            (None, _) => field.width,
        }
    }
}

/// Columns without a value; CIDs and suppliers also when fewer than a fifth of the rows have one.
pub(super) fn sparse(rows: &[Row]) -> Vec<FieldId> {
    let hardly = |field: &&query::Field| {
        let mut filled = rows.iter().filter(|row| !(field.text)(row).is_empty());
        match field.id {
            FieldId::Cid | FieldId::Suppliers => filled.count() * 5 < rows.len().max(1),
            FieldId::Metal
            | FieldId::Name
            | FieldId::Country
            | FieldId::Status
            | FieldId::Risk
            | FieldId::Actions
            | FieldId::Disposition
            | FieldId::Flags => filled.next().is_none(),
        }
    };
    FIELDS.iter().filter(hardly).map(|field| field.id).collect()
}
