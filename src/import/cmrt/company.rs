//! The sheet with the company block and the questions: fields, answers, comments.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::date::{self, DateReading};
use super::notes::{Notes, Texts};
use crate::cmrt::{self, Asked, DeclarationLayout};
use crate::domain::cmrt::{
    Answer, CellAddress, CompanyField, CompanyQuestion, InputCell, Language, OddityKind, Question, Reply,
    Version,
};
use crate::domain::{Metal, Place};
use crate::import::book::{BookCell, CellValue, Sheet};

/// So many columns belong to the block of a comment besides its first, and to that of a field beyond the first of comments.
const BLOCK: u16 = 3;

/// Whether a cell says nothing.
fn is_blank(cell: &BookCell) -> bool {
    match &cell.value {
        CellValue::Text(text) => text.trim().is_empty(),
        CellValue::Number(number) | CellValue::Date(number) => *number == 0.0,
        CellValue::Bool(_) => cell.formula,
        CellValue::Error(_) => false,
        CellValue::Unvalued => true,
    }
}

/// What the sheet says.
#[derive(Debug)]
pub struct CompanySheet {
    /// The language it is set to.
    pub language: Option<Language>,
    pub fields: BTreeMap<CompanyField, InputCell>,
    /// What the scope means.
    pub scope: Option<Answer>,
    pub date: Option<Date>,
    pub answers: BTreeMap<(Question, Metal), Reply>,
    /// The answers about the company.
    pub company: BTreeMap<CompanyQuestion, Reply>,
}

/// Reads one sheet.
struct Reader<'a, 'n> {
    texts: Texts<'n>,
    layout: &'a DeclarationLayout,
    version: Version,
}

impl CompanySheet {
    /// Reads the sheet by a layout.
    pub fn read(
        sheet: &Sheet,
        layout: &DeclarationLayout,
        version: Version,
        date1904: bool,
        notes: &mut Notes,
    ) -> Self {
        let mut reader = Reader { texts: Texts { sheet, date1904, notes }, layout, version };
        let mut fields: BTreeMap<CompanyField, InputCell> = BTreeMap::new();
        let mut date = None;
        let last = layout.comments.last().map_or(layout.answer.0, |col| col.0).saturating_add(BLOCK);
        for (field, cell) in &layout.fields {
            let cell = reader.held(*cell, last);
            fields.insert(*field, InputCell { cell, written: reader.texts.at(cell) });
        }
        if let Some(input) = fields.get_mut(&CompanyField::Date) {
            (input.written, date) = reader.date(input.cell);
        }
        let scope = fields.get(&CompanyField::Scope);
        let scope = scope.and_then(|scope| cmrt::answer(&scope.written, Asked::Scope, version));
        Self {
            language: reader.language(),
            scope,
            date,
            answers: reader.answers(),
            company: reader.company(),
            fields,
        }
    }
}

impl Reader<'_, '_> {
    fn language(&mut self) -> Option<Language> {
        let cell = self.layout.language;
        let there = cmrt::language(&self.texts.at(cell));
        // A row that was put in above moves the cell; nothing else in these rows is the name of a language.
        let near = || {
            let cells = self.texts.sheet.cells().iter().take_while(|cell| cell.row <= 8);
            cells.filter_map(|cell| cmrt::language(cell.value.text()?)).next()
        };
        there.or_else(near)
    }

    /// The cell of a block that holds its value: the one of the template; where that is blank, the first of the block's
    /// others, to the last column, or one beside the label, in which something was entered.
    fn held(&mut self, cell: CellAddress, last: u16) -> CellAddress {
        let sheet = self.texts.sheet;
        let at = |col: u16| sheet.whole(cell.row, col);
        if at(cell.col).is_some_and(|found| !is_blank(found)) {
            return cell;
        }
        let before = cell.col.saturating_sub(1);
        let mut others = (cell.col.saturating_add(1)..=last).chain([before]);
        let entered = |col: &u16| at(*col).is_some_and(|found| !found.formula && !is_blank(found));
        let Some(col) = others.find(entered) else { return cell };
        let found = CellAddress::new(cell.row, col);
        let place = Place::Cell(sheet.name().to_owned(), found.to_string());
        self.texts.notes.add(OddityKind::ValueBeside, place, format!("{found} instead of {cell}"));
        found
    }

    /// The date as written, and what it is.
    fn date(&mut self, cell: CellAddress) -> (String, Option<Date>) {
        if let Some(parts) = self.layout.date_parts {
            let [day, month, year] = [parts.day, parts.month, parts.year].map(|cell| self.texts.at(cell));
            let written = [day.trim(), month.trim(), year.trim()].join(" ").trim().to_owned();
            let read = date::of_parts(&day, &month, &year);
            let date = self.unclear_unless_day(read, parts.day, &written);
            return (written, date);
        }
        let (sheet, date1904) = (self.texts.sheet, self.texts.date1904);
        let value = sheet.whole(cell.row, cell.col).map(|found| &found.value);
        let read = match value {
            Some(CellValue::Number(number) | CellValue::Date(number)) => date::of_number(*number, date1904),
            Some(CellValue::Text(text)) => date::of_text(text),
            Some(CellValue::Bool(_) | CellValue::Error(_) | CellValue::Unvalued) | None => {
                DateReading::Unclear
            }
        };
        let mut written = self.texts.at(cell);
        if let (DateReading::Day(day), Some(CellValue::Number(_))) = (read, value) {
            written = if written.is_empty() { written } else { day.to_string() };
        }
        let date = self.unclear_unless_day(read, cell, &written);
        (written, date)
    }

    /// The day; says so when something stands there that is no clear day.
    fn unclear_unless_day(&mut self, read: DateReading, cell: CellAddress, written: &str) -> Option<Date> {
        match read {
            _ if written.trim().is_empty() => None,
            DateReading::Day(day) => Some(day),
            DateReading::Unclear => {
                let place = Place::Cell(self.texts.sheet.name().to_owned(), cell.to_string());
                self.texts.notes.add(OddityKind::DateUnclear, place, written.trim().to_owned());
                None
            }
        }
    }

    fn answers(&mut self) -> BTreeMap<(Question, Metal), Reply> {
        let mut answers = BTreeMap::new();
        for asked in &self.layout.questions {
            for (metal, row) in Metal::ALL.into_iter().zip(asked.row + 1..) {
                let reply = self.reply(asked.asks.into(), row);
                answers.insert((asked.asks, metal), reply);
            }
        }
        answers
    }

    fn company(&mut self) -> BTreeMap<CompanyQuestion, Reply> {
        let rows = self.layout.company.iter();
        rows.map(|asked| (asked.asks, self.reply(asked.asks.into(), asked.row))).collect()
    }

    fn reply(&mut self, asked: Asked, row: u32) -> Reply {
        let cell = self.held(self.layout.answer.at(row), self.layout.comment().0.saturating_sub(1));
        let written = self.answer_text(asked, cell);
        let comments = self.layout.comments.clone();
        let last = comments.last().map_or(0, |col| col.0);
        let mut comment_cell = self.layout.comment().at(row);
        if comments.len() == 1 {
            comment_cell = self.held(comment_cell, last.saturating_add(BLOCK));
        }
        let first = comments.iter().take(1).map(|_| comment_cell);
        let cells = first.chain(comments.iter().skip(1).map(|col| col.at(row)));
        let comments: Vec<String> = cells.map(|cell| self.texts.at(cell)).collect();
        let comments = comments.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        Reply {
            answer: cmrt::answer(&written, asked, self.version),
            cell,
            written,
            comment_cell,
            comment: comments.collect::<Vec<&str>>().join(" "),
        }
    }

    /// An answer as written. A share is shown as the cell shows it, as a percentage: 100 % is stored as the number 1.
    fn answer_text(&mut self, asked: Asked, cell: CellAddress) -> String {
        let found = self.texts.sheet.whole(cell.row, cell.col);
        let number = match found.map(|found| &found.value) {
            Some(CellValue::Number(number)) => *number,
            Some(
                CellValue::Text(_)
                | CellValue::Date(_)
                | CellValue::Bool(_)
                | CellValue::Error(_)
                | CellValue::Unvalued,
            )
            | None => 0.0,
        };
        let is_share = asked == Asked::Metal(Question::Answered) && number > 0.0 && number <= 1.0;
        if is_share { format!("{}%", (number * 1000.0).round() / 10.0) } else { self.texts.at(cell) }
    }
}
