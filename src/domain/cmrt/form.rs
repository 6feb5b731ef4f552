//! A declaration's content: one supplier's CMRT as it was read, every value with its cell. It never changes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Answer, CellAddress, CompanyField, CompanyQuestion, Question, Special, Template, Version, is_filler,
};
use crate::domain::{Cid, CidReading, Metal, Place};

/// A language that a template can be set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    English,
    Chinese,
    Japanese,
    Korean,
    French,
    Portuguese,
    German,
    Spanish,
    Italian,
    Turkish,
}

impl Language {
    /// Its English name, on screen and in machine-readable outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "Chinese",
            Self::Japanese => "Japanese",
            Self::Korean => "Korean",
            Self::French => "French",
            Self::Portuguese => "Portuguese",
            Self::German => "German",
            Self::Spanish => "Spanish",
            Self::Italian => "Italian",
            Self::Turkish => "Turkish",
        }
    }
}

/// How the cells of a declaration were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LayoutTrust {
    /// By the layout of its version, which was verified on official templates.
    Verified,
    /// By a layout that was inferred for its version, no official template having been at hand (4.x, 5.x).
    Inferred,
    /// By the labels beside the cells: its version is not known, or its rows were moved.
    Labels,
}

/// What one input cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputCell {
    /// Where.
    pub cell: CellAddress,
    /// The text as written, without control characters; empty for a blank cell.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub written: String,
}

impl InputCell {
    /// Whether nothing is written there but white space.
    pub fn is_blank(&self) -> bool {
        self.written.trim().is_empty()
    }
}

/// An answer with its comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The cell of the answer.
    pub cell: CellAddress,
    /// The answer as written; empty for a blank cell.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub written: String,
    /// What it means, when the words are known for this question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    pub comment_cell: CellAddress,
    /// The comment; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

impl Reply {
    /// Whether nothing is answered but white space.
    pub fn is_blank(&self) -> bool {
        self.written.trim().is_empty()
    }

    /// Whether the answer is this one.
    pub fn is(&self, answer: Answer) -> bool {
        self.answer == Some(answer)
    }
}

/// A column of the smelter list, in the order of 6.x; other versions have some of them, elsewhere. The last three
/// are those of 1.00 alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SmelterColumn {
    /// The ID that the supplier typed (6.x column A; the sheet fills in the rest from it).
    IdInput,
    Metal,
    /// The name in the look-up list, or one of the special entries.
    LookUp,
    /// The name, typed when the smelter is not listed.
    Name,
    Country,
    /// The smelter's ID.
    Id,
    /// Who gave the ID.
    IdSource,
    Street,
    City,
    /// The state or province.
    State,
    Contact,
    /// Their e-mail address.
    ContactEmail,
    /// Proposed next steps.
    NextSteps,
    /// The mine, or "Recycled", "Scrap".
    Mine,
    /// The mine's country, or "Recycled", "Scrap".
    MineCountry,
    /// Whether all of it is recycled or scrap.
    Recycled,
    Comments,
    /// Whether it is on the list of compliant smelters (1.00).
    OnList,
    /// The category of the products (1.00).
    ProductCategory,
    /// Details of the products (1.00).
    ProductDetails,
}

impl SmelterColumn {
    /// All, in order.
    pub const ALL: [Self; 20] = [
        Self::IdInput,
        Self::Metal,
        Self::LookUp,
        Self::Name,
        Self::Country,
        Self::Id,
        Self::IdSource,
        Self::Street,
        Self::City,
        Self::State,
        Self::Contact,
        Self::ContactEmail,
        Self::NextSteps,
        Self::Mine,
        Self::MineCountry,
        Self::Recycled,
        Self::Comments,
        Self::OnList,
        Self::ProductCategory,
        Self::ProductDetails,
    ];

    /// Its heading on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::IdInput => "ID typed",
            Self::Metal => "metal",
            Self::LookUp => "look-up name",
            Self::Name => "name",
            Self::Country => "country",
            Self::Id => "ID",
            Self::IdSource => "ID source",
            Self::Street => "street",
            Self::City => "city",
            Self::State => "state",
            Self::Contact => "contact",
            Self::ContactEmail => "contact e-mail",
            Self::NextSteps => "next steps",
            Self::Mine => "mine",
            Self::MineCountry => "mine country",
            Self::Recycled => "100 % recycled",
            Self::Comments => "comments",
            Self::OnList => "on the compliant list",
            Self::ProductCategory => "product category",
            Self::ProductDetails => "product details",
        }
    }
}

/// One declared row of a smelter list, as the supplier wrote it. Wholly blank rows are not declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclaredRow {
    /// The worksheet's row number.
    pub row: u32,
    /// The metal, when its word is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metal: Option<Metal>,
    /// The texts by [`SmelterColumn`], in its order; blank ones at the end are left out. The metal's text is empty
    /// where it is the English word of [`DeclaredRow::metal`].
    pub cells: Vec<Box<str>>,
    /// Whether only the ID was there, its formulas having no values, and the rest was taken from the file's
    /// own look-up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub filled: bool,
}

impl DeclaredRow {
    /// The text of a column; empty for blank.
    pub fn text(&self, column: SmelterColumn) -> &str {
        let written = self.cells.get(column as usize).map_or("", AsRef::as_ref);
        match (column, self.metal) {
            (SmelterColumn::Metal, Some(metal)) if written.is_empty() => metal.name(),
            _ => written,
        }
    }

    /// The name as written: what was typed for a smelter that is not listed, else the look-up name, else
    /// the standard name. An ID in a column for names is none, and what only fills the cell stands back.
    pub fn name(&self) -> &str {
        let look_up = self.naming(SmelterColumn::LookUp);
        if !is_filler(look_up) {
            return look_up;
        }
        let name = self.naming(SmelterColumn::Name);
        if look_up.is_empty() || !is_filler(name) { name } else { look_up }
    }

    /// The text of a column for names, where it is meant as a name.
    fn naming(&self, column: SmelterColumn) -> &str {
        let text = self.text(column).trim();
        if Special::of(text).is_some() || Cid::read(text).is_some() { "" } else { text }
    }

    /// The ID as written: the ID column's, else the one typed, else one in a column for names.
    pub fn id(&self) -> &str {
        let columns = [SmelterColumn::Id, SmelterColumn::IdInput].map(|column| self.text(column).trim());
        let named = || {
            let mut texts = NAMING.map(|column| self.text(column).trim()).into_iter();
            texts.find(|text| Cid::read(text).is_some()).unwrap_or_default()
        };
        columns.into_iter().find(|id| !id.is_empty()).unwrap_or_else(named)
    }

    /// What the column of the smelters' IDs says, or where that is blank a column for names that holds an ID.
    pub fn stated_id(&self) -> CidReading {
        let ids = std::iter::once(SmelterColumn::Id).map(|column| CidReading::of(self.text(column)));
        let named = NAMING.into_iter().filter_map(|column| Cid::read(self.text(column)));
        let mut all = ids.chain(named.map(CidReading::Is));
        all.find(|id| *id != CidReading::None).unwrap_or(CidReading::None)
    }

    /// What was typed as an ID for the sheet to fill in the rest.
    pub fn typed_id(&self) -> CidReading {
        CidReading::of(self.text(SmelterColumn::IdInput))
    }

    /// The ID that counts: the stated one, else the one typed. None where a cell has several.
    pub fn cid(&self) -> Option<Cid> {
        match self.stated_id() {
            CidReading::Is(cid) => Some(cid),
            CidReading::Several => None,
            CidReading::None | CidReading::Perhaps(_) => self.typed_id().is(),
        }
    }

    /// The entry for no smelter that the row holds, in the look-up column, or where a name should stand.
    pub fn special(&self) -> Option<Special> {
        let look_up = self.text(SmelterColumn::LookUp).trim();
        let named = || Special::of(self.text(SmelterColumn::Name).trim());
        match Special::of(look_up) {
            Some(Special::NotListed) => named().or(Some(Special::NotListed)),
            Some(Special::NotYetIdentified) => Some(Special::NotYetIdentified),
            None if look_up.is_empty() => named(),
            None => None,
        }
    }
}

/// The columns for names.
const NAMING: [SmelterColumn; 2] = [SmelterColumn::LookUp, SmelterColumn::Name];

/// One row of the product list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// The worksheet's row number.
    pub row: u32,
    /// The product's number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The number by which who asks knows it (6.6 and later).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub requester_number: String,
    /// The name by which who asks knows it (6.6 and later).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub requester_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comment: String,
}

/// What a reader noticed of a workbook; rules make findings of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OddityKind {
    /// The version is not one that RMI had released when this program was made.
    VersionNotKnown,
    /// Two places of the workbook name different versions.
    VersionsDiffer,
    /// The layout was inferred for this version.
    LayoutInferred,
    /// Cells were found by their labels.
    ReadByLabels,
    /// A cell that is read holds an error value.
    ErrorValue,
    /// A cell holds the text of a formula.
    FormulaAsText,
    /// Formulas without values: the workbook was not calculated after it was filled.
    NotCalculated,
    /// A sheet that the version has is missing.
    SheetMissing,
    /// A sheet has another name than the template gave it.
    SheetRenamed,
    /// The list of smelters that the version brings along is nowhere in the workbook.
    LookUpMissing,
    /// Labels are missing by which it could be seen whether rows were moved.
    LabelsMissing,
    /// A value stands beside the cell that the template has for it, in another cell of its block.
    ValueBeside,
    /// Rows beyond the table's end.
    RowsBeyondEnd,
    /// There are more rows than are read.
    NotReadFurther,
    /// The workbook was protected with Excel's default password, or with the given one.
    Encrypted,
    /// The date could not be read, or can be read in two ways.
    DateUnclear,
    /// The workbook refers to other workbooks.
    ExternalLinks,
    /// The workbook carries macros; they were not run.
    Macros,
}

/// One thing that a reader noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Oddity {
    pub kind: OddityKind,
    /// Where.
    pub place: Place,
    /// What stands there, or how many, in words; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// A declaration's content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    pub template: Template,
    pub version: Version,
    /// How the cells were found.
    pub reading: LayoutTrust,
    /// The language it is set to, when known.
    pub language: Option<Language>,
    /// The name of the sheet with the questions, as the workbook has it.
    pub declaration_sheet: String,
    pub smelter_sheet: String,
    /// The company block: every field that the version has, blank ones too.
    pub fields: BTreeMap<CompanyField, InputCell>,
    /// The scope's meaning, when its words are known.
    pub scope: Option<Answer>,
    /// The date of the declaration, when it can be read.
    pub date: Option<Date>,
    /// The answers by metal: every one that the version asks for, blank ones too.
    pub answers: BTreeMap<(Question, Metal), Reply>,
    /// The numbers that the version gives the questions ("Q3").
    pub numbers: BTreeMap<Question, String>,
    /// The answers about the company.
    pub company: BTreeMap<CompanyQuestion, Reply>,
    /// The letters that the version gives these ("B").
    pub letters: BTreeMap<CompanyQuestion, String>,
    /// The column letters of the smelter list, for places: only those that the version has.
    pub columns: BTreeMap<SmelterColumn, String>,
    /// The declared rows, in the sheet's order.
    pub rows: Vec<DeclaredRow>,
    /// The first row that the product list can have, for the place of a missing product.
    pub first_product: CellAddress,
    pub products: Vec<Product>,
    /// SHA-256 of the file's own look-up as a [`crate::domain::ListBody`], when it has one.
    pub look_up: Option<String>,
    /// The number of open fields that the workbook's own Checker had when it was saved (6.x `Checker!D2`).
    pub checker: Option<u32>,
    /// What the reader noticed.
    pub oddities: Vec<Oddity>,
}

impl Form {
    /// A field's text; empty for blank, or when the version does not have the field.
    pub fn field(&self, field: CompanyField) -> &str {
        self.fields.get(&field).map_or("", |input| input.written.trim())
    }

    /// The answer on a metal, if its meaning is known.
    pub fn answer(&self, question: Question, metal: Metal) -> Option<Answer> {
        self.answers.get(&(question, metal)).and_then(|reply| reply.answer)
    }

    /// The answer about the company, if its meaning is known.
    pub fn company_answer(&self, question: CompanyQuestion) -> Option<Answer> {
        self.company.get(&question).and_then(|reply| reply.answer)
    }

    /// The place of a cell of a declared row.
    pub fn row_place(&self, row: u32, column: SmelterColumn) -> Place {
        let letters = self.columns.get(&column).map_or("A", String::as_str);
        Place::Cell(self.smelter_sheet.clone(), format!("{letters}{row}"))
    }

    /// The place of a cell of the sheet with the questions.
    pub fn place(&self, cell: CellAddress) -> Place {
        Place::Cell(self.declaration_sheet.clone(), cell.to_string())
    }

    /// Whether no answer, no company name and no row is there: a template that nobody filled in.
    pub fn is_blank(&self) -> bool {
        self.rows.is_empty()
            && self.field(CompanyField::Name).is_empty()
            && self.answers.values().all(Reply::is_blank)
    }
}
