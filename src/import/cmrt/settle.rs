//! Where a workbook has its questions: where the layout says, unless the labels beside the cells say otherwise.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::cmrt::{
    CompanyRow, DeclarationLayout, Layout, QuestionRow, company_of_label, field_of_label, letter_of_label,
    metal_of_label, newest_verified, number_of_label, question_of_label, released,
};
use crate::domain::Metal;
use crate::domain::cmrt::{CellAddress, LayoutTrust, Question, Version};
use crate::import::book::Sheet;

/// The column of labels.
const LABELS: u32 = 2;
/// Rows after the last question by metal in which the company's questions stand.
const COMPANY_ROWS: u32 = 60;
/// How far a block can have moved, in rows.
const FARTHEST: i64 = 25;

/// The labels of a sheet by row.
struct Labels(BTreeMap<u32, String>);

impl Labels {
    fn of(sheet: &Sheet) -> Self {
        let cells = sheet.cells().iter().filter(|cell| u32::from(cell.col) == LABELS);
        let texts = cells.filter_map(|cell| Some((cell.row, cell.value.text()?.trim().to_owned())));
        Self(texts.filter(|(_, text)| !text.is_empty()).collect())
    }

    fn has(&self, row: u32) -> bool {
        self.0.contains_key(&row)
    }

    fn at(&self, row: u32) -> &str {
        self.0.get(&row).map_or("", String::as_str)
    }

    /// The rows of questions by metal: those above rows of the four metals.
    fn headers(&self) -> Vec<u32> {
        let metals = |row: u32| {
            let mut below = Metal::ALL.into_iter().zip(row + 1..);
            below.all(|(metal, row)| metal_of_label(self.at(row)) == Some(metal))
        };
        let rows: BTreeSet<u32> = self.0.keys().map(|row| row.saturating_sub(1)).collect();
        rows.into_iter().filter(|row| metals(*row)).collect()
    }
}

/// The layout of a workbook, and whether it is another than its version's because labels say so.
pub fn settle(sheet: &Sheet, layout: &Layout) -> (Cow<'static, DeclarationLayout>, bool) {
    let labels = Labels::of(sheet);
    let headers = labels.headers();
    let settled = Settled { labels: &labels, layout, known: layout.reading == LayoutTrust::Verified };
    let (questions, fields, company) =
        (settled.questions(&headers), settled.fields(&headers), settled.company());
    let moved =
        questions.is_some() || fields.is_some() || company.is_some() || layout.reading == LayoutTrust::Labels;
    let mut own = Cow::Borrowed(layout.declaration);
    if let Some(questions) = questions {
        own.to_mut().questions = questions;
    }
    if let Some(shift) = fields {
        settled.move_fields(own.to_mut(), shift);
    }
    if let Some(company) = company {
        own.to_mut().company = company;
    }
    (own, moved)
}

/// The newest version whose questions stand where a workbook has them, up to the newest whose layout was verified.
pub fn fitting(sheet: &Sheet) -> Option<Version> {
    let headers = Labels::of(sheet).headers();
    let fits = |version: &Version| {
        let rows: Vec<u32> =
            crate::cmrt::layout(*version).declaration.questions.iter().map(|row| row.row).collect();
        headers.starts_with(&rows)
    };
    let newest = newest_verified().version;
    let mut versions: Vec<Version> =
        released().iter().map(|release| release.version).filter(|version| *version <= newest).collect();
    versions.sort_by_key(|version| crate::cmrt::layout(*version).declaration.questions.len());
    versions.into_iter().rfind(fits)
}

struct Settled<'a> {
    labels: &'a Labels,
    layout: &'a Layout,
    /// Whether the version's layout is certain, so that labels only tell whether rows moved.
    known: bool,
}

impl Settled<'_> {
    /// The questions by metal, where they are others than the layout's.
    fn questions(&self, headers: &[u32]) -> Option<Vec<QuestionRow>> {
        let expected = &self.layout.declaration.questions;
        let there = expected.iter().all(|row| headers.contains(&row.row));
        if headers.is_empty() || (self.known && there) {
            return None;
        }
        let found = if self.known { self.in_order(headers) } else { self.by_label(headers) };
        (!found.is_empty() && found != *expected).then_some(found)
    }

    /// The questions of a known version, by their order or number.
    fn in_order(&self, headers: &[u32]) -> Vec<QuestionRow> {
        let expected = &self.layout.declaration.questions;
        if expected.len() == headers.len() {
            let rows = expected.iter().zip(headers);
            return rows.map(|(asked, row)| QuestionRow { row: *row, ..asked.clone() }).collect();
        }
        let numbered = |asked: &QuestionRow| {
            let number: Option<u32> = asked.number.trim_start_matches('Q').parse().ok();
            headers
                .iter()
                .copied()
                .find(|row| number_of_label(self.labels.at(*row)) == number && number.is_some())
        };
        let mut shift = 0_i64;
        let mut found = Vec::with_capacity(expected.len());
        for asked in expected {
            if let Some(row) = numbered(asked) {
                shift = i64::from(row) - i64::from(asked.row);
            }
            found.push(QuestionRow { row: moved(asked.row, shift), ..asked.clone() });
        }
        found
    }

    /// The questions of a version that is not known for certain: by their English words, else by their numbers.
    fn by_label(&self, headers: &[u32]) -> Vec<QuestionRow> {
        let mut taken: Vec<QuestionRow> = Vec::new();
        let mut left = Vec::new();
        let free = |taken: &[QuestionRow], asks: Question| taken.iter().all(|row| row.asks != asks);
        for row in headers {
            let label = self.labels.at(*row);
            match question_of_label(label).filter(|asks| free(&taken, *asks)) {
                Some(asks) => taken.push(QuestionRow { asks, number: self.number(label, *row), row: *row }),
                None => left.push(*row),
            }
        }
        for row in left {
            let number = self.number(self.labels.at(row), row);
            let same = self.layout.declaration.questions.iter().find(|asked| asked.number == number);
            if let Some(asks) = same.map(|asked| asked.asks).filter(|asks| free(&taken, *asks)) {
                taken.push(QuestionRow { asks, number, row });
            }
        }
        taken.sort_by_key(|asked| asked.row);
        taken
    }

    /// The number of a question, as its label has it; else that of the layout's question in the same row.
    fn number(&self, label: &str, row: u32) -> String {
        let same_row = || self.layout.declaration.questions.iter().find(|asked| asked.row == row);
        let written = number_of_label(label).map(|number| format!("Q{number}"));
        written.or_else(|| same_row().map(|asked| asked.number.clone())).unwrap_or_default()
    }

    /// By how many rows the company block has moved, where it has.
    fn fields(&self, headers: &[u32]) -> Option<i64> {
        let expected: Vec<u32> = self.layout.declaration.fields.values().map(|cell| cell.row).collect();
        let end = headers.first().copied().unwrap_or(u32::MAX);
        let hits = |shift: i64| {
            let rows = expected.iter().map(|row| moved(*row, shift));
            rows.filter(|row| *row < end && self.labels.has(*row)).count()
        };
        let here = hits(0);
        if here == expected.len() || self.labels.0.is_empty() {
            return None;
        }
        let best = (-FARTHEST..=FARTHEST).max_by_key(|shift| (hits(*shift), -shift.abs()))?;
        (best != 0 && hits(best) > here).then_some(best)
    }

    /// Moves the company block, then sets right what English labels name.
    fn move_fields(&self, own: &mut DeclarationLayout, shift: i64) {
        for cell in own.fields.values_mut() {
            cell.row = moved(cell.row, shift);
        }
        if let Some(parts) = &mut own.date_parts {
            for cell in [&mut parts.day, &mut parts.month, &mut parts.year] {
                cell.row = moved(cell.row, shift);
            }
        }
        own.language.row = moved(own.language.row, shift);
        let end = own.questions.first().map_or(u32::MAX, |asked| asked.row);
        for (row, label) in self.labels.0.range(..end) {
            if let Some(cell) = field_of_label(label).and_then(|field| own.fields.get_mut(&field)) {
                *cell = CellAddress::new(*row, cell.col);
            }
        }
    }

    /// The questions about the company, where they are others than the layout's.
    fn company(&self) -> Option<Vec<CompanyRow>> {
        let expected = &self.layout.declaration.company;
        let letter = |row: u32| letter_of_label(self.labels.at(row)).map(String::from);
        let fits = |asked: &&CompanyRow| {
            self.labels.has(asked.row) && letter(asked.row).is_none_or(|letter| letter == asked.letter)
        };
        let there = expected.iter().filter(fits).count() * 2 > expected.len();
        let lettered = self.lettered();
        if lettered.is_empty() || (there && self.known) {
            return None;
        }
        let found =
            if self.known { self.company_in_order(&lettered) } else { self.company_by_label(&lettered) };
        (!found.is_empty() && found != *expected).then_some(found)
    }

    /// The rows below the questions by metal whose labels begin with a letter.
    fn lettered(&self) -> Vec<(u32, String)> {
        let last = self.labels.headers();
        let expected = self.layout.declaration.questions.len();
        let last = last.get(expected.saturating_sub(1)).or(last.last()).copied();
        let from =
            last.or_else(|| self.layout.declaration.questions.last().map(|asked| asked.row)).unwrap_or(0) + 5;
        let rows = self.labels.0.range(from..from.saturating_add(COMPANY_ROWS));
        rows.filter_map(|(row, label)| Some((*row, letter_of_label(label)?.to_string()))).collect()
    }

    fn company_in_order(&self, lettered: &[(u32, String)]) -> Vec<CompanyRow> {
        let mut shift = 0_i64;
        let mut found = Vec::new();
        for asked in &self.layout.declaration.company {
            if let Some((row, _)) = lettered.iter().find(|(_, letter)| *letter == asked.letter) {
                shift = i64::from(*row) - i64::from(asked.row);
            }
            found.push(CompanyRow { row: moved(asked.row, shift), ..asked.clone() });
        }
        found
    }

    fn company_by_label(&self, lettered: &[(u32, String)]) -> Vec<CompanyRow> {
        let mut taken: Vec<CompanyRow> = Vec::new();
        for (row, letter) in lettered {
            let by_letter = || self.layout.declaration.company.iter().find(|asked| asked.letter == *letter);
            let asks = company_of_label(self.labels.at(*row)).or_else(|| by_letter().map(|asked| asked.asks));
            if let Some(asks) = asks.filter(|asks| taken.iter().all(|row| row.asks != *asks)) {
                taken.push(CompanyRow { asks, letter: letter.clone(), row: *row });
            }
        }
        taken
    }
}

fn moved(row: u32, shift: i64) -> u32 {
    u32::try_from((i64::from(row) + shift).max(1)).unwrap_or(row)
}
