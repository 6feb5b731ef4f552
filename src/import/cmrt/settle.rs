//! Where a workbook has its questions: where the layout says, unless the labels beside the cells say otherwise.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::labels::{LABELS, Labels};
use crate::cmrt::{
    Col, CompanyRow, DeclarationLayout, Layout, QuestionRow, company_of_label, fields_of_label,
    letter_of_label, newest_verified, number_of_label, question_of_label, released,
};
use crate::domain::cmrt::{CellAddress, CompanyField, LayoutTrust, Question, Version};
use crate::import::book::{CellValue, Sheet};

/// The last row in which a label can stand.
const LAST_LABEL: u32 = 120;
/// The last row in which a field of the company block can stand.
const LAST_FIELD: u32 = 60;
/// Rows after the last question by metal in which the company's questions stand.
const COMPANY_ROWS: u32 = 60;
/// So many labels, all elsewhere than the version has them, tell where their fields stand though most of the block's are missing.
const FEWEST_NAMED: usize = 3;
/// How far a block can have moved, in rows.
const FARTHEST: i64 = 25;

/// Where a workbook has its questions.
pub struct Settlement {
    pub layout: Cow<'static, DeclarationLayout>,
    /// Whether that is elsewhere than its version has them, because labels say so.
    pub moved: bool,
    /// The cell of the first label that is a formula without a value.
    pub unvalued: Option<CellAddress>,
    /// Whether too few labels are there for anything to be seen of them.
    pub labels_missing: bool,
}

/// Where a workbook has its questions, by its labels.
pub fn settle(sheet: &Sheet, layout: &Layout) -> Settlement {
    let labels = Labels::of(sheet, layout.declaration);
    let headers = labels.headers();
    let known = layout.reading == LayoutTrust::Verified;
    let settled = Settled { sheet, labels: &labels, layout, known };
    let mut own = Cow::Borrowed(layout.declaration);
    if let Some(questions) = settled.questions(&headers) {
        own.to_mut().questions = questions;
    }
    if let Some(fields) = settled.fields(&headers) {
        settled.move_fields(own.to_mut(), &fields);
    }
    if let Some(company) = settled.company() {
        own.to_mut().company = company;
    }
    settled.move_columns(&mut own);
    let moved = matches!(own, Cow::Owned(_)) || layout.reading == LayoutTrust::Labels;
    let rows = || layout.declaration.fields.values().map(|cell| cell.row);
    let expected: Vec<u32> = rows().collect();
    let there = expected.iter().filter(|row| labels.has(**row)).count();
    let is_cut = own.fields.len() * 2 <= expected.len();
    let unvalued = labels.first_unvalued(1..=LAST_LABEL).map(|row| CellAddress::new(row, labels.col));
    Settlement {
        labels_missing: is_cut || (!moved && there * 2 <= expected.len()),
        layout: own,
        moved,
        unvalued,
    }
}

/// The newest version whose questions stand where a workbook has them, up to the newest whose layout was verified.
pub fn fitting(sheet: &Sheet) -> Option<Version> {
    let headers = Labels::of(sheet, newest_layout()).headers();
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

/// The marks of the sheet with the questions: how many questions by metal it has, and how many fields of the company
/// block.
pub fn marks(sheet: &Sheet) -> (usize, usize) {
    let labels = Labels::of(sheet, newest_layout());
    let fields =
        labels.texts().filter(|(row, text)| *row < LAST_FIELD && fields_of_label(text).next().is_some());
    (labels.headers().len(), fields.count())
}

fn newest_layout() -> &'static DeclarationLayout {
    crate::cmrt::layout(newest_verified().version).declaration
}

struct Settled<'a> {
    sheet: &'a Sheet,
    labels: &'a Labels,
    layout: &'a Layout,
    /// Whether the version's layout is certain, so that labels only tell whether rows moved.
    known: bool,
}

impl Settled<'_> {
    /// The questions by metal, where they are others than the layout's: as most of their labels say, or, where these
    /// have no values, as most of them stand.
    fn questions(&self, headers: &[u32]) -> Option<Vec<QuestionRow>> {
        let expected = &self.layout.declaration.questions;
        if headers.len() * 2 <= expected.len() {
            let rows = expected.iter().flat_map(|asked| asked.row..=asked.row + 4);
            let gaps = expected.iter().map(|asked| asked.row + 5);
            let shift = self.shift(&rows.collect::<Vec<u32>>(), &gaps.collect::<Vec<u32>>(), |row| {
                self.labels.has(row)
            })?;
            let found =
                expected.iter().map(|asked| QuestionRow { row: moved(asked.row, shift), ..asked.clone() });
            return Some(found.collect());
        }
        let there = expected.iter().all(|row| headers.contains(&row.row));
        if self.known && there {
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

    /// By how many rows a block has moved: by most of its labels, and more than stand where the version has them.
    fn shift(&self, rows: &[u32], gaps: &[u32], is_label: impl Fn(u32) -> bool) -> Option<i64> {
        let at = |rows: &[u32], shift: i64| {
            let rows = rows.iter().filter_map(|row| u32::try_from(i64::from(*row) + shift).ok());
            rows.filter(|row| is_label(*row)).count()
        };
        let score = |shift: i64| {
            i64::try_from(at(rows, shift)).unwrap_or(0) - i64::try_from(at(gaps, shift)).unwrap_or(0)
        };
        let best = (-FARTHEST..=FARTHEST).max_by_key(|shift| (score(*shift), -shift.abs()))?;
        let most = at(rows, best) * 2 > rows.len() && at(rows, best) >= at(rows, 0);
        (best != 0 && most && score(best) > score(0)).then_some(best)
    }

    /// Where the company block stands, where that is elsewhere than in the version: by what its labels say, if most
    /// of them can be read; else by where most of them stand.
    fn fields(&self, headers: &[u32]) -> Option<BTreeMap<CompanyField, u32>> {
        let expected = &self.layout.declaration.fields;
        let end = headers.first().copied().unwrap_or(u32::MAX);
        let named = self.named(end);
        let is_there =
            |(field, row): (&CompanyField, &u32)| expected.get(field).map(|cell| cell.row) == Some(*row);
        if named.len() * 2 > expected.len() {
            return (!named.iter().all(is_there)).then(|| self.with_neighbours(&named));
        }
        if named.len() >= FEWEST_NAMED && !named.iter().any(is_there) {
            // A sheet that was laid anew: what bears no label of its own is not there.
            return Some(named);
        }
        let rows: Vec<u32> = expected.values().map(|cell| cell.row).collect();
        let shift = self.shift(&rows, &[], |row| row < end && self.labels.has(row))?;
        let at =
            |field: &CompanyField, row: u32| named.get(field).copied().unwrap_or_else(|| moved(row, shift));
        Some(expected.iter().map(|(field, cell)| (*field, at(field, cell.row))).collect())
    }

    /// The rows whose labels name a field of the version, each field once.
    fn named(&self, end: u32) -> BTreeMap<CompanyField, u32> {
        let mut named: BTreeMap<CompanyField, u32> = BTreeMap::new();
        for (row, label) in self.labels.texts().filter(|(row, _)| *row < end.min(LAST_FIELD)) {
            let has = |field: &CompanyField| self.layout.declaration.fields.contains_key(field);
            if let Some(field) = fields_of_label(label).find(has) {
                named.entry(field).or_insert(row);
            }
        }
        named
    }

    /// All fields: those without a name stand as far from the one above as in the version.
    fn with_neighbours(&self, named: &BTreeMap<CompanyField, u32>) -> BTreeMap<CompanyField, u32> {
        let mut in_order: Vec<(u32, CompanyField)> =
            self.layout.declaration.fields.iter().map(|(field, cell)| (cell.row, *field)).collect();
        in_order.sort_unstable();
        let shift_of = |(row, field): &(u32, CompanyField)| {
            named.get(field).map(|found| i64::from(*found) - i64::from(*row))
        };
        let mut shift = in_order.iter().find_map(shift_of).unwrap_or(0);
        let mut found: BTreeMap<CompanyField, u32> = BTreeMap::new();
        for place in &in_order {
            shift = shift_of(place).unwrap_or(shift);
            found.insert(place.1, moved(place.0, shift));
        }
        found
    }

    /// Puts the company block where it stands; the cell of the language moves with its first row.
    fn move_fields(&self, own: &mut DeclarationLayout, rows: &BTreeMap<CompanyField, u32>) {
        let first = |cells: &BTreeMap<CompanyField, CellAddress>| cells.values().map(|cell| cell.row).min();
        let before = first(&own.fields);
        let dated = own.fields.get(&CompanyField::Date).map(|cell| cell.row);
        own.fields.retain(|field, _| rows.contains_key(field));
        for (field, cell) in &mut own.fields {
            cell.row = rows.get(field).copied().unwrap_or(cell.row);
        }
        if let (Some(parts), Some(row)) = (&mut own.date_parts, dated.and(rows.get(&CompanyField::Date))) {
            for cell in [&mut parts.day, &mut parts.month, &mut parts.year] {
                cell.row = *row;
            }
        }
        if let (Some(before), Some(now)) = (before, first(&own.fields)) {
            own.language.row = moved(own.language.row, i64::from(now) - i64::from(before));
        }
    }

    /// Moves the columns of answers and comments to where most questions have the headings of theirs; where these
    /// cannot be seen, as far as the labels have moved.
    fn move_columns(&self, own: &mut Cow<'static, DeclarationLayout>) {
        let labels = i32::from(self.labels.col) - i32::from(LABELS);
        let answer = self.column(own, own.answer, (labels, 0));
        let comment = self.column(own, own.comment(), (answer, 1));
        if answer == 0 && comment == 0 {
            return;
        }
        let own = own.to_mut();
        own.answer = beside(own.answer, answer);
        own.comments.iter_mut().for_each(|col| *col = beside(*col, comment));
        for cell in own.fields.values_mut().chain([&mut own.language]) {
            cell.col = beside(Col(cell.col), answer).0;
        }
        if let Some(parts) = &mut own.date_parts {
            for cell in [&mut parts.day, &mut parts.month, &mut parts.year] {
                cell.col = beside(Col(cell.col), answer).0;
            }
        }
    }

    /// By how many columns one has moved: as far as expected, if most questions have a heading there; else to the
    /// heading of most of them at a place among those beside the label.
    fn column(&self, own: &DeclarationLayout, col: Col, (expected, place): (i32, usize)) -> i32 {
        let headings = |row: u32| {
            let cells = self.sheet.row(row).iter().filter(|cell| cell.col > self.labels.col);
            cells
                .filter(|cell| matches!(cell.value, CellValue::Text(_) | CellValue::Unvalued))
                .map(|cell| cell.col)
        };
        let most = |count: usize| count * 2 > own.questions.len();
        let usual = beside(col, expected);
        let there =
            own.questions.iter().filter(|asked| headings(asked.row).any(|col| col == usual.0)).count();
        if most(there) {
            return expected;
        }
        let mut found: BTreeMap<u16, usize> = BTreeMap::new();
        for col in own.questions.iter().filter_map(|asked| headings(asked.row).nth(place)) {
            *found.entry(col).or_default() += 1;
        }
        let found = found.into_iter().find(|(_, count)| most(*count));
        found.map_or(expected, |(found, _)| i32::from(found) - i32::from(col.0))
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
        if there && self.known {
            return None;
        }
        if lettered.len() * 2 <= expected.len() {
            let rows: Vec<u32> = expected.iter().map(|asked| asked.row).collect();
            let gaps: Vec<u32> = rows.iter().map(|row| row + 1).collect();
            // The words of drop-down lists stand below these questions, in the column of their labels.
            let is_label =
                |row: u32| self.labels.has(row) && (self.labels.at(row).is_empty() || letter(row).is_some());
            let shift = self.shift(&rows, &gaps, is_label)?;
            let found =
                expected.iter().map(|asked| CompanyRow { row: moved(asked.row, shift), ..asked.clone() });
            return Some(found.collect());
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
        let rows =
            self.labels.texts().filter(|(row, _)| (from..from.saturating_add(COMPANY_ROWS)).contains(row));
        rows.filter_map(|(row, label)| Some((row, letter_of_label(label)?.to_string()))).collect()
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

fn beside(col: Col, by: i32) -> Col {
    Col(u16::try_from((i32::from(col.0) + by).max(1)).unwrap_or(col.0))
}
