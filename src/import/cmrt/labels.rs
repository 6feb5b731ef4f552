//! The labels beside the cells of the sheet with the questions: in which column, and in which rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::cmrt::{DeclarationLayout, metal_of_label};
use crate::domain::Metal;
use crate::import::book::{BookCell, CellValue, Sheet};

/// The column of labels in every version.
pub(super) const LABELS: u16 = 2;
/// Labels stand at most so far to the right.
const RIGHTMOST: u16 = 6;

/// The labels of a sheet by row. One that is a formula without a value is known to stand there, not what it says.
pub(super) struct Labels {
    /// Their column.
    pub col: u16,
    texts: BTreeMap<u32, Option<String>>,
}

impl Labels {
    /// The labels: in the column with most rows of the four metals; where no metal can be read, in that of the
    /// version, or, where it has none, in the first that has something in most rows of the company block.
    pub fn of(sheet: &Sheet, layout: &DeclarationLayout) -> Self {
        let columns = || (1..=RIGHTMOST).map(|col| Self::in_column(sheet, col));
        let metals = columns().max_by_key(|labels| (labels.headers().len(), labels.col == LABELS));
        if let Some(labels) = metals.filter(|labels| !labels.headers().is_empty()) {
            return labels;
        }
        let rows = layout.fields.values().map(|cell| cell.row);
        let rows: BTreeSet<u32> = rows.collect();
        let in_block = |labels: &Self| rows.iter().filter(|row| labels.has(**row)).count();
        let usual = Self::in_column(sheet, LABELS);
        if in_block(&usual) > 0 {
            return usual;
        }
        columns().find(|labels| in_block(labels) * 2 > rows.len()).unwrap_or(usual)
    }

    fn in_column(sheet: &Sheet, col: u16) -> Self {
        let cells = sheet.cells().iter().filter(|cell| cell.col == col);
        let texts = cells.filter_map(|cell| Some((cell.row, label(cell)?)));
        Self { col, texts: texts.collect() }
    }

    /// Whether a label stands in a row.
    pub fn has(&self, row: u32) -> bool {
        self.texts.contains_key(&row)
    }

    /// The first label of some rows of which nobody knows what it says.
    pub fn first_unvalued(&self, mut rows: impl Iterator<Item = u32>) -> Option<u32> {
        rows.find(|row| matches!(self.texts.get(row), Some(None)))
    }

    /// What the label of a row says; empty when there is none, or nobody knows.
    pub fn at(&self, row: u32) -> &str {
        self.texts.get(&row).and_then(Option::as_deref).unwrap_or_default()
    }

    /// What labels say, by row.
    pub fn texts(&self) -> impl Iterator<Item = (u32, &str)> {
        self.texts.iter().filter_map(|(row, text)| Some((*row, text.as_deref()?)))
    }

    /// The rows of questions by metal: those above rows of the four metals.
    pub fn headers(&self) -> Vec<u32> {
        let metals = |row: u32| {
            let mut below = Metal::ALL.into_iter().zip(row + 1..);
            below.all(|(metal, row)| metal_of_label(self.at(row)) == Some(metal))
        };
        let rows: BTreeSet<u32> = self.texts.keys().map(|row| row.saturating_sub(1)).collect();
        rows.into_iter().filter(|row| metals(*row)).collect()
    }
}

/// What a cell says as a label: nothing, when it is none; an unknown text, when its formula has no value.
fn label(cell: &BookCell) -> Option<Option<String>> {
    match &cell.value {
        CellValue::Text(text) if text.trim().is_empty() => None,
        CellValue::Text(text) => Some(Some(text.trim().to_owned())),
        CellValue::Unvalued => Some(None),
        CellValue::Number(_) | CellValue::Date(_) | CellValue::Bool(_) | CellValue::Error(_) => None,
    }
}
