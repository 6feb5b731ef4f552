//! Where findings stand on a form: each finding's item, and each item's gravest finding.

use std::collections::BTreeMap;

use super::items::{FormItem, ROW_COLUMNS};
use crate::checks::Finding;
use crate::domain::cmrt::{CellAddress, Form, SmelterColumn, column_number};
use crate::domain::{Metal, Place, Severity};

/// A place on the form: an item and one of its columns.
pub type FormSpot = (usize, usize);

/// Where the findings on a form stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// The place of each finding; none for a finding on the whole file.
    pub places: Vec<Option<FormSpot>>,
    /// The gravest severity found at a place.
    pub severities: BTreeMap<FormSpot, Severity>,
}

impl Marks {
    /// Finds the places of the findings among a form\u{2019}s items.
    pub fn of(form: &Form, items: &[FormItem], findings: &[Finding]) -> Self {
        let index = Index::of(form, items);
        let mut marks = Self::default();
        for finding in findings {
            let place = index.find(form, &finding.at);
            if let Some(spot) = place {
                let gravest = marks.severities.entry(spot).or_insert(finding.severity);
                *gravest = (*gravest).min(finding.severity);
            }
            marks.places.push(place);
        }
        marks
    }

    /// The gravest severity found at a place.
    pub fn at(&self, item: usize, column: usize) -> Option<Severity> {
        self.severities.get(&(item, column)).copied()
    }

    /// The gravest severity found on an item.
    pub fn on(&self, item: usize) -> Option<Severity> {
        self.severities.range((item, 0)..=(item, usize::MAX)).map(|(_, severity)| *severity).min()
    }
}

/// The items by the cells that they stand for.
struct Index {
    questions: BTreeMap<CellAddress, FormSpot>,
    rows: BTreeMap<u32, usize>,
    products: BTreeMap<u32, usize>,
    no_products: Option<usize>,
}

impl Index {
    fn of(form: &Form, items: &[FormItem]) -> Self {
        let mut index = Self {
            questions: BTreeMap::new(),
            rows: BTreeMap::new(),
            products: BTreeMap::new(),
            no_products: None,
        };
        for (at, item) in items.iter().enumerate() {
            index.add(form, at, item);
        }
        index
    }

    fn add(&mut self, form: &Form, at: usize, item: &FormItem) {
        match item {
            FormItem::Field(field) => {
                self.questions.extend(form.fields.get(field).map(|input| (input.cell, (at, 0))));
            }
            FormItem::Question(question) => {
                for (column, metal) in Metal::ALL.iter().enumerate() {
                    if let Some(reply) = form.answers.get(&(*question, *metal)) {
                        self.questions.insert(reply.cell, (at, column));
                        self.questions.insert(reply.comment_cell, (at, column));
                    }
                }
            }
            FormItem::Comment(question, metal) => {
                let reply = form.answers.get(&(*question, *metal));
                self.questions.extend(reply.map(|reply| (reply.comment_cell, (at, 0))));
            }
            FormItem::Company(question) => {
                if let Some(reply) = form.company.get(question) {
                    self.questions.insert(reply.cell, (at, 0));
                    self.questions.insert(reply.comment_cell, (at, 1));
                }
            }
            FormItem::Product(product) => {
                self.products.extend(form.products.get(*product).map(|product| (product.row, at)));
            }
            FormItem::NoProducts => self.no_products = Some(at),
            FormItem::Row(row) => self.rows.extend(form.rows.get(*row).map(|row| (row.row, at))),
            FormItem::Blank | FormItem::Heading(_) | FormItem::Metals | FormItem::RowHeads => {}
        }
    }

    fn find(&self, form: &Form, place: &Place) -> Option<FormSpot> {
        let Place::Cell(sheet, cell) = place else { return None };
        let cell = CellAddress::parse(cell)?;
        if *sheet == form.smelter_sheet {
            return self.rows.get(&cell.row).map(|item| (*item, shown_column(form, cell.col)));
        }
        if *sheet == form.declaration_sheet {
            return self.questions.get(&cell).copied();
        }
        // The form does not name the product list's sheet; its rows and the place of its first product do.
        let first = self.no_products.filter(|_| cell == form.first_product);
        self.products.get(&cell.row).copied().or(first).map(|item| (item, 0))
    }
}

/// The shown column of a declared row that stands for a column of the sheet; the name for those not shown.
fn shown_column(form: &Form, number: u16) -> usize {
    let is_it = |letters: &String| column_number(letters) == Some(number);
    let column = form.columns.iter().find(|(_, letters)| is_it(letters)).map(|(column, _)| *column);
    let shown = match column {
        Some(SmelterColumn::IdInput) => Some(SmelterColumn::Id),
        Some(SmelterColumn::LookUp) | None => Some(SmelterColumn::Name),
        Some(column) => Some(column),
    };
    ROW_COLUMNS.iter().position(|column| Some(*column) == shown).unwrap_or(1)
}
