//! Which columns of a table are shown, in which order and how wide.

use serde::{Deserialize, Serialize};

use super::widths::CellWidths;
use super::{ColumnSpec, ShortSpec};
use crate::query::column::ShortForm;
use crate::query::{FacilityField, Field, Shown};
use crate::text::width;

/// Whether and how a column is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice<F = FacilityField> {
    pub field: F,
    pub shown: bool,
    /// Its width in terminal columns, when the person set one.
    pub width: Option<u16>,
}

/// The columns as they are at first.
pub fn usual_columns<F: Field>() -> Vec<ColumnChoice<F>> {
    let choice = |field: F| {
        let shown = match field.head().shown {
            Shown::AtFirst | Shown::WhereWide => true,
            Shown::OnDemand | Shown::InFilesOnly => false,
        };
        ColumnChoice { field, shown, width: None }
    };
    F::choosable().into_iter().map(choice).collect()
}

/// Whether a column waits for a wide screen: it does until a person chooses it, which gives it a width.
pub fn waits_for_room<F: Field>(choice: &ColumnChoice<F>) -> bool {
    choice.field.head().shown == Shown::WhereWide && choice.width.is_none()
}

/// The columns as they were left; columns that this version adds come last, hidden as the table says.
pub fn restored<F: Field>(mut columns: Vec<ColumnChoice<F>>) -> Vec<ColumnChoice<F>> {
    let known: Vec<F> = columns.iter().map(|choice| choice.field).collect();
    columns.extend(usual_columns().into_iter().filter(|choice| !known.contains(&choice.field)));
    columns
}

/// What the table engine needs to know of a column: as wide as the person set it, else as its text, and its head with the mark of
/// the order that takes `mark` columns.
pub fn spec<F: Field>(choice: &ColumnChoice<F>, text: Option<CellWidths>, mark: u16) -> ColumnSpec {
    let head = choice.field.head();
    if let Some(width) = choice.width {
        let align = head.align;
        return ColumnSpec { align, importance: head.importance, ..ColumnSpec::fixed(head.title, width) };
    }
    let (least, usual) = head.width;
    let beside_head = |title: &str, widest: u16| widest.max(columns_of(title).saturating_add(mark));
    let ideal = text.map_or(usual, |text| beside_head(head.title, text.words.widest));
    let shortened = |form: &ShortForm<F>, text: CellWidths| {
        let ideal = beside_head(form.title, text.short.widest);
        let claim = beside_head(form.title, text.short.nearly_all);
        ShortSpec { title: form.title.to_owned(), min: least.min(claim), ideal, claim }
    };
    ColumnSpec {
        title: head.title.to_owned(),
        min: least.min(ideal),
        ideal,
        claim: text.map_or(ideal, |text| beside_head(head.title, text.words.nearly_all)),
        align: head.align,
        importance: head.importance,
        short: choice.field.short_form().zip(text).map(|(form, text)| shortened(form, text)),
    }
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
