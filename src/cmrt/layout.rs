//! Where each version has its inputs.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::release;
use crate::data::embedded;
use crate::domain::Metal;
use crate::domain::cmrt::{
    CellAddress, CompanyField, CompanyQuestion, LayoutTrust, Question, SmelterColumn, Version,
    column_letters, column_number,
};

/// A column of a sheet by its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Col(
    /// Its number, from 1.
    pub u16,
);

impl Col {
    /// The cell of this column in a row, from 1.
    pub fn at(self, row: u32) -> CellAddress {
        CellAddress::new(row, self.0)
    }
}

impl fmt::Display for Col {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&column_letters(self.0))
    }
}

impl<'de> Deserialize<'de> for Col {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = column_number(&text).ok_or_else(|| D::Error::custom(format!("{text} is no column")))?;
        Ok(Self(number))
    }
}

/// The three cells of the date in 1.00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateParts {
    /// The day of the month, a number.
    pub day: CellAddress,
    /// The month, an English word.
    pub month: CellAddress,
    /// The year, a number.
    pub year: CellAddress,
}

/// A question by metal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionRow {
    pub asks: Question,
    /// Its number in this version ("Q3").
    pub number: String,
    /// The row of its header; the metals stand in the four rows below, in the order of [`Metal::ALL`].
    pub row: u32,
}

/// A question about the company.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompanyRow {
    pub asks: CompanyQuestion,
    /// Its letter in this version ("B").
    pub letter: String,
    pub row: u32,
}

/// The sheet with the company block and the questions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclarationLayout {
    from: Version,
    /// The sheet's name.
    pub sheet: String,
    /// The cells whose texts, joined by a blank, name the version.
    pub version: Vec<CellAddress>,
    pub language: CellAddress,
    /// The column of answers.
    pub answer: Col,
    /// The columns of comments; only 1.00 has more than one.
    pub comments: Vec<Col>,
    /// The company block; the date of 1.00 by its first cell.
    pub fields: BTreeMap<CompanyField, CellAddress>,
    /// The date, where it stands in three cells.
    #[serde(default)]
    pub date_parts: Option<DateParts>,
    /// The questions by metal, in order.
    pub questions: Vec<QuestionRow>,
    /// The questions about the company, in order.
    pub company: Vec<CompanyRow>,
}

impl DeclarationLayout {
    /// The row of a question's answer on a metal.
    pub fn answer_row(&self, question: Question, metal: Metal) -> Option<u32> {
        let found = self.questions.iter().find(|asked| asked.asks == question)?;
        let below = Metal::ALL.iter().zip(1..).find(|(other, _)| **other == metal)?.1;
        Some(found.row + below)
    }

    /// The row of a question about the company.
    pub fn company_row(&self, question: CompanyQuestion) -> Option<u32> {
        self.company.iter().find(|asked| asked.asks == question).map(|asked| asked.row)
    }

    /// The column of comments, the first where there are several.
    pub fn comment(&self) -> Col {
        self.comments.first().copied().unwrap_or(self.answer)
    }
}

/// The sheet with the declared rows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmelterLayout {
    from: Version,
    /// The sheet's name.
    pub sheet: String,
    /// The row of the headings.
    pub header: u32,
    /// The first row that can declare a smelter.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// The columns that the version has.
    pub columns: BTreeMap<SmelterColumn, Col>,
}

/// The sheet with the products.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductLayout {
    from: Version,
    /// The sheet's name.
    pub sheet: String,
    /// The row of the headings.
    pub header: u32,
    /// The first row that can name a product.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// The column of product numbers.
    pub number: Col,
    /// The column of product names.
    pub name: Col,
    /// The columns of the number and the name by which who asks knows the product (6.6 and later).
    #[serde(default)]
    pub requester: Option<(Col, Col)>,
    /// The column of comments.
    pub comment: Col,
}

impl ProductLayout {
    /// The columns, in the order of the sheet.
    pub fn columns(&self) -> impl Iterator<Item = Col> {
        let requester = self.requester.map(|(number, name)| [number, name]);
        let responder = [self.number, self.name];
        responder.into_iter().chain(requester.into_iter().flatten()).chain([self.comment])
    }
}

/// A column of a reference list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum ListColumn {
    Metal,
    /// Another name.
    Alias,
    /// The standard name.
    Name,
    Country,
    Cid,
    City,
    /// The state or province.
    State,
}

/// One sheet of the list that a workbook brings along.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSheet {
    /// The sheet's name.
    pub sheet: String,
    /// The row of the headings.
    pub header: u32,
    /// The first row of the list; it goes on to the sheet's end.
    pub first: u32,
    pub columns: BTreeMap<ListColumn, Col>,
}

/// The list of smelters that a workbook brings along.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookUpLayout {
    from: Version,
    /// Its sheets, the one that names it first.
    pub sheets: Vec<ListSheet>,
}

/// Where the workbook counts its open fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckerLayout {
    from: Version,
    /// The sheet's name.
    pub sheet: String,
    pub cell: CellAddress,
}

/// Where a version has its inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The version it was asked for.
    pub version: Version,
    /// Whether it was verified or inferred; [`LayoutTrust::Labels`] for a version that was not released when this
    /// program was made: the layout is then that of the version before it.
    pub reading: LayoutTrust,
    /// The sheet with the company block and the questions.
    pub declaration: &'static DeclarationLayout,
    /// The sheet with the declared rows.
    pub smelters: &'static SmelterLayout,
    /// The sheet with the products; 1.00 has none.
    pub products: Option<&'static ProductLayout>,
    /// The list of smelters; before 3.00 there was none with CIDs.
    pub look_up: Option<&'static LookUpLayout>,
    /// The count of open fields, where a version has one.
    pub checker: Option<&'static CheckerLayout>,
}

impl Layout {
    /// The cell of an answer on a metal.
    pub fn answer_cell(&self, question: Question, metal: Metal) -> Option<CellAddress> {
        self.declaration.answer_row(question, metal).map(|row| self.declaration.answer.at(row))
    }

    /// The cell of an answer about the company.
    pub fn company_cell(&self, question: CompanyQuestion) -> Option<CellAddress> {
        self.declaration.company_row(question).map(|row| self.declaration.answer.at(row))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Layouts {
    declarations: Vec<DeclarationLayout>,
    smelters: Vec<SmelterLayout>,
    products: Vec<ProductLayout>,
    look_ups: Vec<LookUpLayout>,
    checkers: Vec<CheckerLayout>,
}

static LAYOUTS: LazyLock<Layouts> =
    LazyLock::new(|| embedded("data/cmrt/layouts.ron", include_str!("../../data/cmrt/layouts.ron")));

/// The newest part that is not newer than a version; the parts stand in the order of their versions.
fn newest_of<T>(parts: &'static [T], from: impl Fn(&T) -> Version, version: Version) -> Option<&'static T> {
    parts.iter().rev().find(|part| from(part) <= version)
}

static OLDEST: LazyLock<(&'static DeclarationLayout, &'static SmelterLayout)> =
    LazyLock::new(|| match (LAYOUTS.declarations.first(), LAYOUTS.smelters.first()) {
        (Some(declaration), Some(smelters)) => (declaration, smelters),
        (None | Some(_), _) => embedded_is_empty(),
    });

#[expect(clippy::panic, reason = "a table that ships with the program; a test loads it")]
fn embedded_is_empty() -> ! {
    panic!("data/cmrt/layouts.ron holds no layout")
}

/// Where a version has its inputs; for a version that was not released, where the one before it has them.
pub fn layout(version: Version) -> Layout {
    let all = &*LAYOUTS;
    let (declaration, smelters) = *OLDEST;
    Layout {
        version,
        reading: release(version).map_or(LayoutTrust::Labels, |release| release.reading),
        declaration: newest_of(&all.declarations, |part| part.from, version).unwrap_or(declaration),
        smelters: newest_of(&all.smelters, |part| part.from, version).unwrap_or(smelters),
        products: newest_of(&all.products, |part| part.from, version),
        look_up: newest_of(&all.look_ups, |part| part.from, version),
        checker: newest_of(&all.checkers, |part| part.from, version),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cmrt::released;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    #[test]
    fn cells_are_where_the_official_templates_have_them() {
        let cell = |v: &str, question, metal| {
            layout(version(v)).answer_cell(question, metal).map(|cell| cell.to_string())
        };
        assert_eq!(cell("6.5", Question::Covered, Metal::Gold).as_deref(), Some("D40"));
        assert_eq!(cell("6.01", Question::Reported, Metal::Tungsten).as_deref(), Some("D71"));
        assert_eq!(cell("3.01", Question::Answered, Metal::Tantalum).as_deref(), Some("D50"));
        assert_eq!(cell("2.03a", Question::Compliant, Metal::Tin).as_deref(), Some("D53"));
        assert_eq!(cell("1.00", Question::Remains, Metal::Tantalum).as_deref(), Some("D20"));
        assert_eq!(cell("3.01", Question::HighRisk, Metal::Gold), None);
        let letter =
            |v: &str, column| layout(version(v)).smelters.columns.get(&column).map(ToString::to_string);
        assert_eq!(letter("2.01", SmelterColumn::Id).as_deref(), Some("A"));
        assert_eq!(letter("2.02", SmelterColumn::Id).as_deref(), Some("F"));
        assert_eq!(letter("6.22", SmelterColumn::IdInput).as_deref(), Some("A"));
        assert_eq!(letter("3.01", SmelterColumn::IdInput), None);
        assert_eq!(layout(version("6.1")).products.map(|list| list.last), Some(1000));
        assert_eq!(layout(version("6.22")).products.map(|list| list.last), Some(2005));
        assert_eq!(layout(version("1.00")).products, None);
    }

    #[test]
    fn every_version_has_a_layout_in_itself_consistent() {
        for release in released() {
            let layout = layout(release.version);
            let rows: Vec<u32> = layout.declaration.questions.iter().map(|asked| asked.row).collect();
            assert!(rows.is_sorted_by(|a, b| a + 5 < *b), "{}", release.version);
            let rows: Vec<u32> = layout.declaration.company.iter().map(|asked| asked.row).collect();
            assert!(rows.is_sorted_by(|a, b| a + 1 < *b), "{}", release.version);
            assert!(
                layout.smelters.header < layout.smelters.first
                    && layout.smelters.first < layout.smelters.last
            );
            let mut columns: Vec<Col> = layout.smelters.columns.values().copied().collect();
            columns.sort_unstable();
            columns.dedup();
            assert_eq!(columns.len(), layout.smelters.columns.len(), "{}", release.version);
        }
    }

    #[test]
    fn a_version_that_was_not_released_is_read_like_the_one_before_it() {
        let next = layout(version("7.1"));
        assert_eq!(next.reading, LayoutTrust::Labels);
        assert_eq!(next.declaration, layout(version("6.5")).declaration);
        assert_eq!(layout(version("4.2")).reading, LayoutTrust::Inferred);
        assert_eq!(layout(Version::new(0)).declaration, layout(version("1.00")).declaration);
    }
}
