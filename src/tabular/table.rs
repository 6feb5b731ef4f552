//! A table as every table format takes it.

use jiff::civil::Date;

use crate::text::as_written;

/// What a column holds; numbers stand on the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    Text,
    Number,
    /// Days.
    Date,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The words of the header row.
    pub header: String,
    pub kind: ColumnKind,
    /// Its share of a page's width in percent, so that tables under each other line up; `None` where the
    /// width follows from the text.
    pub percent: Option<u8>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A text of one line.
    Text(String),
    /// A text of several lines.
    Lines(Vec<String>),
    Number(i64),
    Date(Date),
    /// Nothing.
    Empty,
}

impl Cell {
    /// A text, or nothing when it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A text with its lines, or nothing when it is empty.
    pub fn lines(text: &str) -> Self {
        match text.contains('\n') {
            true => Self::Lines(text.lines().map(str::to_owned).collect()),
            false => Self::text(text),
        }
    }

    /// A count of things.
    pub fn count(n: usize) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// The cell in words; a day as `2022-12-31`.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Lines(lines) => lines.join("\n"),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Empty => String::new(),
        }
    }

    /// The cell in words, as it may leave in a file: what came in with it and is no text stays behind.
    pub fn leaving(&self) -> String {
        match self {
            Self::Text(text) => as_written(text).into_owned(),
            Self::Lines(lines) => lines.iter().map(|line| as_written(line)).collect::<Vec<_>>().join("\n"),
            Self::Number(_) | Self::Date(_) | Self::Empty => self.words(),
        }
    }
}

/// A titled table. Every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its title, which names the sheet of a workbook.
    pub title: String,
    /// The day it speaks for; a workbook is marked as made on it, so that two exports are the same bytes.
    pub dated: Date,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// A last row of totals.
    pub total: Option<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(title: impl Into<String>, dated: Date, columns: &[(&str, ColumnKind)]) -> Self {
        let columns = columns.iter().map(|(header, kind)| Column {
            header: (*header).to_owned(),
            kind: *kind,
            percent: None,
        });
        Self { title: title.into(), dated, columns: columns.collect(), rows: Vec::new(), total: None }
    }

    /// The header row.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.header.as_str())
    }

    /// The rows, and the totals as the last one.
    pub fn lines(&self) -> impl Iterator<Item = &Vec<Cell>> {
        self.rows.iter().chain(&self.total)
    }
}
