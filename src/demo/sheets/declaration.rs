//! The sheet with the company block and the questions.

use super::{Job, NOTICE, revision};
use crate::cmrt::{Asked, language_name, newest_verified, permitted, word};
use crate::demo::filled::{CommentedAnswer, FilledAnswer, FilledDate};
use crate::demo::labels;
use crate::demo::package::{CellFormat, DemoSheet, DemoValue};
use crate::domain::Metal;
use crate::domain::cmrt::{Answer, CellAddress, CompanyField, Language, Question, SmelterColumn, Version};

/// The columns of labels and of what is not an answer.
const LABEL: u16 = 2;
const TITLE: CellAddress = CellAddress::new(2, 4);

pub(super) fn fill(job: &Job<'_>, sheet: &mut DemoSheet) {
    sheet.widths.extend([(1, 2), (2, 60), (3, 2), (4, 30), (5, 6), (6, 2), (7, 40)]);
    sheet.put(CellAddress::new(1, LABEL), NOTICE, CellFormat::Note);
    let template = job.filled.template;
    sheet.put(TITLE, format!("{} ({})", template.title(), template.name()), CellFormat::Heading);
    version(job, sheet);
    sheet.put(job.layout.declaration.language, language_name(job.filled.language), CellFormat::Input);
    fields(job, sheet);
    questions(job, sheet);
    company(job, sheet);
    helpers(job, sheet);
}

/// 1.00 has word and number in two cells, with the day in ordinals.
fn version(job: &Job<'_>, sheet: &mut DemoSheet) {
    match job.layout.declaration.version.as_slice() {
        [word, number] => {
            sheet.put(*word, "Revision", CellFormat::Plain);
            sheet.put(*number, "1.   July 18th 2011", CellFormat::Plain);
        }
        cells => {
            for cell in cells {
                sheet.put(*cell, revision(job.filled.version), CellFormat::Plain);
            }
        }
    }
}

fn fields(job: &Job<'_>, sheet: &mut DemoSheet) {
    let language = job.filled.language;
    for (field, cell) in &job.layout.declaration.fields {
        sheet.put(CellAddress::new(cell.row, LABEL), labels::field(*field, language), CellFormat::Plain);
        if let Some(text) = job.filled.fields.get(field).filter(|text| !text.is_empty()) {
            sheet.put(*cell, text.as_str(), CellFormat::Input);
        }
    }
    if let Some(cell) = job.layout.declaration.fields.get(&CompanyField::Scope) {
        let value = value(&job.filled.scope, Asked::Scope, job.filled.version);
        put(sheet, *cell, value, CellFormat::Input);
    }
    date(job, sheet);
}

fn date(job: &Job<'_>, sheet: &mut DemoSheet) {
    let Some(cell) = job.layout.declaration.fields.get(&CompanyField::Date) else { return };
    match (&job.filled.dated, &job.layout.declaration.date_parts) {
        (FilledDate::Blank, _) => {}
        (FilledDate::Text(text), _) => sheet.put(*cell, text.as_str(), CellFormat::Input),
        (FilledDate::Day(day), Some(parts)) => {
            sheet.put(parts.day, DemoValue::Number(f64::from(day.day())), CellFormat::Input);
            sheet.put(parts.month, day.strftime("%B").to_string(), CellFormat::Input);
            sheet.put(parts.year, DemoValue::Number(f64::from(day.year())), CellFormat::Input);
        }
        (FilledDate::Day(day), None) => {
            let first = match job.filled.date1904() {
                true => jiff::civil::date(1904, 1, 1),
                false => jiff::civil::date(1899, 12, 30),
            };
            let days = day.since(first).map_or(0, |span| span.get_days());
            sheet.put(*cell, DemoValue::Number(f64::from(days)), CellFormat::Day);
        }
    }
}

fn questions(job: &Job<'_>, sheet: &mut DemoSheet) {
    let (layout, language) = (job.layout.declaration, job.filled.language);
    for asked in &layout.questions {
        let label = labels::question(&asked.number, asked.asks, language);
        sheet.put(CellAddress::new(asked.row, LABEL), label, CellFormat::Heading);
        sheet.put(layout.answer.at(asked.row), labels::answer(language), CellFormat::Heading);
        sheet.put(layout.comment().at(asked.row), labels::comment(language), CellFormat::Heading);
        for (row, metal) in (asked.row + 1..).zip(Metal::ALL) {
            sheet.put(CellAddress::new(row, LABEL), labels::metal(metal, language), CellFormat::Plain);
            let told = job.filled.answers.get(&(asked.asks, metal));
            told_in(job, sheet, row, (told, asked.asks.into()));
        }
    }
}

fn company(job: &Job<'_>, sheet: &mut DemoSheet) {
    for asked in &job.layout.declaration.company {
        let label = labels::company(&asked.letter, asked.asks, job.filled.language);
        sheet.put(CellAddress::new(asked.row, LABEL), label, CellFormat::Plain);
        told_in(job, sheet, asked.row, (job.filled.company.get(&asked.asks), asked.asks.into()));
    }
}

/// Writes an answer with its comment into a row.
fn told_in(job: &Job<'_>, sheet: &mut DemoSheet, row: u32, (told, asked): (Option<&CommentedAnswer>, Asked)) {
    let layout = job.layout.declaration;
    sheet.merged.push(format!("{0}{row}:E{row}", layout.answer));
    let Some(told) = told else { return };
    let look = match asked {
        Asked::Metal(Question::Answered) => CellFormat::Share,
        Asked::Metal(_) | Asked::Company(_) | Asked::Scope | Asked::RecycledColumn => CellFormat::Input,
    };
    put(sheet, layout.answer.at(row), value(&told.said, asked, job.filled.version), look);
    if !told.comment.is_empty() {
        sheet.put(layout.comment().at(row), told.comment.as_str(), CellFormat::Input);
    }
}

fn put(sheet: &mut DemoSheet, cell: CellAddress, value: Option<DemoValue>, look: CellFormat) {
    if let Some(value) = value {
        sheet.put(cell, value, look);
    }
}

/// What the cell holds: an answer in the version's words, or in the newest ones where it does not offer it. To
/// 6.22 the list has 100 % as the number 1.
fn value(said: &FilledAnswer, asked: Asked, version: Version) -> Option<DemoValue> {
    match said {
        FilledAnswer::Blank => None,
        FilledAnswer::Words(words) => Some(words.as_str().into()),
        FilledAnswer::Number(number) => Some(DemoValue::Number(*number)),
        FilledAnswer::Means(Answer::Percent100)
            if (Version::new(600)..=Version::new(622)).contains(&version) =>
        {
            Some(DemoValue::Number(1.0))
        }
        FilledAnswer::Means(answer) => {
            let newest = newest_verified().version;
            word(*answer, asked, version).or_else(|| word(*answer, asked, newest)).map(Into::into)
        }
    }
}

/// What a reader sees of what was said, a share as a percentage; empty for nothing.
pub(in crate::demo) fn said(said: &FilledAnswer, asked: Asked, version: Version) -> String {
    match value(said, asked, version) {
        Some(DemoValue::Text(text)) => text,
        Some(DemoValue::Number(share)) if asked == Asked::Metal(Question::Answered) => {
            format!("{}%", (share * 1000.0).round() / 10.0)
        }
        Some(DemoValue::Number(number)) => number.to_string(),
        Some(DemoValue::Error(_)) | None => String::new(),
    }
}

/// What lies below the questions and must not be read as an answer: the entries of the drop-down lists, and to
/// 2.02 the labels in other languages.
fn helpers(job: &Job<'_>, sheet: &mut DemoSheet) {
    let version = job.filled.version;
    if version < Version::new(203) {
        for (row, asked) in (81..).zip(&job.layout.declaration.questions) {
            for (col, language) in (1..).zip([Language::English, Language::Chinese, Language::Japanese]) {
                let label = labels::question(&asked.number, asked.asks, language);
                sheet.put(CellAddress::new(row, col), label, CellFormat::Plain);
            }
        }
        return;
    }
    let offers = [Asked::from(Question::Covered), Question::Answered.into(), Asked::Scope];
    let words = offers.into_iter().flat_map(|asked| permitted(asked, version));
    for (row, (_, word)) in (96..).zip(words) {
        sheet.put(CellAddress::new(row, LABEL), word.as_str(), CellFormat::Plain);
    }
    for (col, column) in (16..).zip([SmelterColumn::Metal, SmelterColumn::LookUp]) {
        sheet.put(CellAddress::new(96, col), column.words(), CellFormat::Plain);
    }
}
