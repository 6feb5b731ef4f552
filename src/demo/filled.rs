//! The description of a filled CMRT: what somebody wrote into which version of the template, and what is wrong
//! with the file.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::domain::cmrt::{
    Answer, CellAddress, CompanyField, CompanyQuestion, Language, Question, SmelterColumn, Template, Version,
};
use crate::domain::{Cid, ListBody, Metal};

/// What stands in a cell for an answer.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
pub enum FilledAnswer {
    /// Nothing.
    #[default]
    Blank,
    /// This answer, in the words of the version's own list.
    Means(Answer),
    Words(String),
    Number(f64),
}

/// An answer with its comment.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommentedAnswer {
    pub said: FilledAnswer,
    /// The comment, or empty.
    #[serde(default)]
    pub comment: String,
}

impl From<Answer> for CommentedAnswer {
    fn from(answer: Answer) -> Self {
        Self { said: FilledAnswer::Means(answer), comment: String::new() }
    }
}

impl From<&str> for CommentedAnswer {
    fn from(words: &str) -> Self {
        Self { said: FilledAnswer::Words(words.to_owned()), comment: String::new() }
    }
}

/// The date of a declaration.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub enum FilledDate {
    /// None.
    #[default]
    Blank,
    /// A day, stored as a number of the workbook's date system (1.00: in three cells).
    Day(Date),
    Text(String),
}

/// How a row of the smelter list came about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub enum RowFilling {
    /// The row was left untouched: a gap.
    Gap,
    /// The facility's ID was typed into column A, and the sheet filled in the rest. An ID that the look-up does
    /// not have gives `#N/A`. Before 5.x, which have no such column, metal and standard name were chosen instead.
    Id(Cid),
    /// The ID was typed into column A, and nothing calculated the rest: formulas without values.
    IdOnly(Cid),
    /// Metal and name were chosen, or typed; the sheet filled in the rest if its look-up has that name.
    Chosen(Metal, String),
    /// "Smelter not listed" with metal, name, country and, perhaps, an ID.
    NotListed(Metal, String, String, String),
    /// "Smelter not yet identified".
    NotIdentified(Metal),
    /// Constants over all formulas: nothing but what [`FilledRow::more`] says.
    Written,
}

/// A row of the smelter list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledRow {
    /// How it came about.
    pub row: RowFilling,
    /// Further constants, over what the sheet filled in.
    pub more: BTreeMap<SmelterColumn, String>,
}

impl From<RowFilling> for FilledRow {
    fn from(row: RowFilling) -> Self {
        Self { row, more: BTreeMap::new() }
    }
}

impl FilledRow {
    /// Writes a constant over a cell of the row.
    #[must_use]
    pub fn with(mut self, column: SmelterColumn, text: &str) -> Self {
        self.more.insert(column, text.to_owned());
        self
    }
}

/// A sheet, by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum SheetKind {
    /// The template's title and versions.
    Revision,
    Instructions,
    Definitions,
    /// The company block and the questions.
    Declaration,
    /// The smelter list.
    Smelters,
    /// The count of open fields.
    Checker,
    /// The product list.
    Products,
    /// The look-up list, under whichever name the version has it.
    LookUp,
    Hidden,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum Fault {
    /// A sheet has another name.
    Renamed(SheetKind, String),
    /// A sheet is missing.
    Missing(SheetKind),
    /// Rows of a sheet were deleted: the first, and how many.
    RowsDeleted(SheetKind, u32, u32),
    /// Rows were inserted into a sheet: before which, and how many.
    RowsInserted(SheetKind, u32, u32),
    /// An empty column was inserted into a sheet: before which, from 1.
    ColumnInserted(SheetKind, u16),
    /// Cells of a column were made one: the first, and how many below it.
    Merged(SheetKind, CellAddress, u32),
    /// The texts of a column from a row on are formulas without values, as libraries write what translates itself.
    TextsNotCalculated(SheetKind, CellAddress),
    /// A cell holds this text whatever should stand there; empty clears it.
    Text(SheetKind, CellAddress, String),
    /// A cell holds `#REF!`.
    RefError(SheetKind, CellAddress),
    /// No formula of the workbook has a value, as libraries write them.
    NotCalculated,
    /// The formulas of the smelter list are texts.
    FormulasAsText,
    /// The `Revision` sheet and the smelter list speak of this version, the declaration of its own.
    OtherVersion(Version),
    /// All rows of the smelter list have their formulas, as in an official file, not only some after the last.
    FullSize,
    /// The workbook refers to another one.
    ExternalLink,
    /// The workbook carries macros (an empty part of that name).
    Macros,
    /// The file is encrypted with a password. Excel's default, which it tries by itself, is `VelvetSweatshop`.
    Password(String),
}

/// A row of the product list: number, name, comment.
pub type ProductLine = (String, String, String);

/// A filled CMRT.
#[derive(Debug, Clone, PartialEq)]
pub struct FilledCmrt {
    /// The template. Others than the CMRT have its sheets and another title, which is enough to be refused.
    pub template: Template,
    pub version: Version,
    /// The language it is set to.
    pub language: Language,
    /// The texts of the company block, without scope and date.
    pub fields: BTreeMap<CompanyField, String>,
    pub scope: FilledAnswer,
    pub dated: FilledDate,
    pub answers: BTreeMap<(Question, Metal), CommentedAnswer>,
    /// The answers about the company.
    pub company: BTreeMap<CompanyQuestion, CommentedAnswer>,
    /// The smelter list, from its first row on.
    pub lines: Vec<FilledRow>,
    pub products: Vec<ProductLine>,
    /// The look-up that the workbook carries.
    pub look_up: ListBody,
    /// The number of open fields that the workbook's own Checker came to, when it was calculated.
    pub open_fields: Option<u32>,
    /// What is wrong with the file.
    pub faults: Vec<Fault>,
}

impl FilledCmrt {
    /// Writes into the company block.
    #[must_use]
    pub fn field(mut self, field: CompanyField, text: &str) -> Self {
        self.fields.insert(field, text.to_owned());
        self
    }

    /// Answers a question for a metal.
    #[must_use]
    pub fn answer(mut self, question: Question, metal: Metal, told: impl Into<CommentedAnswer>) -> Self {
        self.answers.insert((question, metal), told.into());
        self
    }

    /// Answers a question about the company.
    #[must_use]
    pub fn company(mut self, question: CompanyQuestion, told: impl Into<CommentedAnswer>) -> Self {
        self.company.insert(question, told.into());
        self
    }

    /// Adds a row to the smelter list.
    #[must_use]
    pub fn line(mut self, line: impl Into<FilledRow>) -> Self {
        self.lines.push(line.into());
        self
    }

    /// Adds a product.
    #[must_use]
    pub fn product(mut self, number: &str, name: &str) -> Self {
        self.products.push((number.to_owned(), name.to_owned(), String::new()));
        self
    }

    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Whether days are counted from 1904, as in the templates up to 3.x.
    pub fn date1904(&self) -> bool {
        self.version < Version::new(400)
    }
}
