//! The content that a reader finds in the workbook of a description, made without a workbook: what tests compare a
//! reader's work with, and what large workspaces are filled with.

use std::collections::BTreeMap;

use super::filled::{CommentedAnswer, FilledCmrt, FilledDate};
use super::sheets;
use crate::cmrt::{Asked, Layout, answer, layout};
use crate::domain::Metal;
use crate::domain::cmrt::{
    CellAddress, CompanyField, CompanyQuestion, DeclaredRow, Form, InputCell, Product, Question, Reply,
    SmelterColumn,
};

/// The form of a description, as if the workbook had none of its faults: no oddities are noted, and the look-up is
/// left to whoever keeps it.
pub fn form(filled: &FilledCmrt) -> Form {
    let layout = layout(filled.version);
    let declaration = layout.declaration;
    Form {
        template: filled.template,
        version: filled.version,
        reading: layout.reading,
        language: Some(filled.language),
        declaration_sheet: declaration.sheet.clone(),
        smelter_sheet: layout.smelters.sheet.clone(),
        fields: fields(filled, &layout),
        scope: answer(
            &sheets::said(&filled.scope, Asked::Scope, filled.version),
            Asked::Scope,
            filled.version,
        ),
        date: if let FilledDate::Day(day) = filled.dated { Some(day) } else { None },
        answers: answers(filled, &layout),
        numbers: declaration.questions.iter().map(|asked| (asked.asks, asked.number.clone())).collect(),
        company: company(filled, &layout),
        letters: declaration.company.iter().map(|asked| (asked.asks, asked.letter.clone())).collect(),
        columns: layout.smelters.columns.iter().map(|(column, col)| (*column, col.to_string())).collect(),
        rows: sheets::rows(filled),
        first_product: layout.products.map_or(CellAddress::new(1, 1), |list| list.number.at(list.first)),
        products: products(filled, &layout),
        look_up: None,
        checker: layout.checker.and(filled.open_fields),
        oddities: Vec::new(),
    }
}

fn fields(filled: &FilledCmrt, layout: &Layout) -> BTreeMap<CompanyField, InputCell> {
    let cells = layout.declaration.fields.iter();
    cells
        .map(|(field, cell)| {
            let written = match (field, &filled.dated) {
                (CompanyField::Scope, _) => sheets::said(&filled.scope, Asked::Scope, filled.version),
                (CompanyField::Date, FilledDate::Day(day)) if layout.declaration.date_parts.is_some() => {
                    day.strftime("%-d %B %Y").to_string()
                }
                (CompanyField::Date, FilledDate::Day(day)) => day.to_string(),
                (CompanyField::Date, FilledDate::Text(text)) => text.clone(),
                (_, _) => filled.fields.get(field).cloned().unwrap_or_default(),
            };
            (*field, InputCell { cell: *cell, written })
        })
        .collect()
}

/// A reply in a row, blank where nothing was told.
fn reply(
    filled: &FilledCmrt,
    layout: &Layout,
    row: u32,
    (told, asked): (Option<&CommentedAnswer>, Asked),
) -> Reply {
    let written = told.map(|told| sheets::said(&told.said, asked, filled.version)).unwrap_or_default();
    Reply {
        cell: layout.declaration.answer.at(row),
        answer: answer(&written, asked, filled.version),
        written,
        comment_cell: layout.declaration.comment().at(row),
        comment: told.map(|told| told.comment.clone()).unwrap_or_default(),
    }
}

fn answers(filled: &FilledCmrt, layout: &Layout) -> BTreeMap<(Question, Metal), Reply> {
    let asked = layout.declaration.questions.iter().flat_map(|asked| Metal::ALL.map(|metal| (asked, metal)));
    asked
        .filter_map(|(asked, metal)| {
            let row = layout.declaration.answer_row(asked.asks, metal)?;
            let told = filled.answers.get(&(asked.asks, metal));
            Some(((asked.asks, metal), reply(filled, layout, row, (told, asked.asks.into()))))
        })
        .collect()
}

fn company(filled: &FilledCmrt, layout: &Layout) -> BTreeMap<CompanyQuestion, Reply> {
    let asked = layout.declaration.company.iter();
    asked
        .map(|asked| {
            let told = filled.company.get(&asked.asks);
            (asked.asks, reply(filled, layout, asked.row, (told, asked.asks.into())))
        })
        .collect()
}

fn products(filled: &FilledCmrt, layout: &Layout) -> Vec<Product> {
    let Some(list) = layout.products else { return Vec::new() };
    let lines = (list.first..=list.last).zip(&filled.products);
    lines
        .map(|(row, (number, name, comment))| Product {
            row,
            number: number.clone(),
            name: name.clone(),
            comment: comment.clone(),
            ..Product::default()
        })
        .collect()
}

/// A declared row of these texts: blank ones at the end are cut off, and the metal's is left out.
pub(super) fn declared(row: u32, metal: Option<Metal>, texts: &[&str]) -> DeclaredRow {
    let end = texts.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
    let cells = texts.iter().take(end).map(|text| Box::from(*text)).collect();
    DeclaredRow { row, metal, cells, filled: false }
}

/// The place of a column among the texts of a declared row.
pub(super) fn place(column: SmelterColumn) -> usize {
    column as usize
}
