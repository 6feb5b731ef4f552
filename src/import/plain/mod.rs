//! The plain text of a filing whose list is no table with columns, as it comes out of a PDF: one blank between columns, one
//! cell a line, metals as headings, entries in bullets.
//!
//! What such a text leaves one reading of becomes a table with its cells, which is read as a web page's are; what it does not
//! is named with its line and left open. A text whose rows keep their columns is read by [`super::filing`].

mod aligned;
mod one_a_line;
mod parts;
mod shape;
mod worded;

use std::collections::{BTreeMap, BTreeSet};

use super::html::tokens::{HtmlBlock, RawCell, RawTable};
use super::{Bytes, Draft, ImportError, filing, html};
use crate::domain::Place;
use crate::import::filing::is_page_mark;

/// More lines than any filing has.
const MOST_LINES: usize = 50_000;
/// What it is called in messages.
pub const KIND: &str = "text";
/// A longer text is none of a filing. In bytes.
const LONGEST_TEXT: usize = 8 << 20;
/// As much of the text is looked at to know its kind, in characters.
const HEAD: usize = 200_000;
/// How sure it is that a text is a filing's when its list is none with columns.
const NO_COLUMNS: u8 = 30;
/// Shorter lines are not broken for their width. In bytes.
const LONG_LINE: usize = 50;
/// As many rows that were left open are named when nothing was read.
const MOST_NAMED: usize = 3;

/// A line of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainLine<'a> {
    /// From 1.
    pub number: u32,
    pub text: &'a str,
}

impl PlainLine<'_> {
    /// Whether nothing but the mark of a page stands in it, or nothing at all.
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty() || is_page_mark(self.text)
    }
}

/// What a line was understood as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineUse {
    /// Rows of a table, its header before the first; tables of different numbers are different ones.
    Rows(usize, Vec<Vec<RawCell>>),
    /// It belongs to a row that begins in a line above.
    Part,
    /// It is a facility's row that cannot be read in one way: why.
    Open(String),
}

/// The lines that were understood, by their index.
pub type LineUses = BTreeMap<usize, LineUse>;

/// How sure it is that the bytes are a filing's text, 0 to 100.
pub fn sniff(bytes: &Bytes<'_>) -> u8 {
    let sure = filing::sniff(bytes);
    let head: String = bytes.text().unwrap_or_default().chars().take(HEAD).collect();
    let known = |head: &str| Understood::of(head).uses.values().any(|used| matches!(used, LineUse::Rows(..)));
    if sure < NO_COLUMNS && known(&head) { NO_COLUMNS } else { sure }
}

/// Reads a filing's text: by its columns, unless it has more rows otherwise.
///
/// # Errors
/// When it holds no facility row.
pub fn read(file: &str, bytes: &Bytes<'_>) -> Result<Draft, ImportError> {
    check_length(bytes)?;
    let by_columns = filing::read(file, bytes);
    let understood = Understood::of(bytes.text().unwrap_or_default());
    let open = understood.open();
    let cut = understood.cut.map(filing::cut);
    let otherwise = html::draft(file, "text", understood.blocks()).map(|mut draft| {
        draft.remarks.extend(cut);
        draft
    });
    match (by_columns, otherwise) {
        (Ok(columns), Ok(other)) if other.rows.len() > columns.rows.len() => Ok(with_open(other, open)),
        (Ok(columns), _) => Ok(with_open(columns, open)),
        (Err(_), Ok(other)) => Ok(with_open(other, open)),
        (Err(error), Err(_)) if open.is_empty() => Err(error),
        (Err(_), Err(_)) => Err(ImportError::NoRows { kind: "text", seen: seen(&open) }),
    }
}

/// The prose of a text as paragraphs: all its lines but those of rows that were read.
///
/// # Errors
/// When the text is longer than any filing.
pub fn prose(bytes: &Bytes<'_>, rows: &BTreeSet<u32>) -> Result<Vec<HtmlBlock>, ImportError> {
    check_length(bytes)?;
    let mut builder = Builder::default();
    for (number, text) in numbered_lines(bytes.text().unwrap_or_default()).take(MOST_LINES) {
        let line = PlainLine { number, text };
        let is_prose = !rows.contains(&number) && !line.is_blank();
        let piece = text.trim();
        let begins = parts::without_bullet(piece).is_some() && !builder.is_in_sentence(piece);
        if !is_prose || begins {
            builder.end_paragraph();
        }
        builder.paragraph.extend(is_prose.then(|| (number, piece.to_owned())));
    }
    builder.end_paragraph();
    Ok(builder.blocks)
}

/// The lines of a text with their numbers, whatever ends them.
fn numbered_lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (1..).zip(text.split('\n').flat_map(|line| line.trim_end_matches('\r').split('\r')))
}

/// Refuses a text that is longer than any filing.
pub(super) fn check_length(bytes: &Bytes<'_>) -> Result<(), ImportError> {
    if bytes.text().is_some_and(|text| text.len() > LONGEST_TEXT) {
        let what = format!("it is longer than {} MiB", LONGEST_TEXT >> 20);
        return Err(ImportError::TooMuch { kind: KIND, what });
    }
    Ok(())
}

fn with_open(mut draft: Draft, open: Vec<(Place, String)>) -> Draft {
    let line = |place: &Place| if let Place::Line(line, _) = place { Some(*line) } else { None };
    let rows = draft.rows.iter().flat_map(|row| &row.claims).filter_map(|claim| line(&claim.place));
    let told = draft.skipped.iter().filter_map(|(place, _)| line(place));
    let known: BTreeSet<u32> = rows.chain(told).collect();
    draft
        .skipped
        .extend(open.into_iter().filter(|(place, _)| line(place).is_none_or(|line| !known.contains(&line))));
    draft.skipped.sort();
    draft
}

fn seen(open: &[(Place, String)]) -> String {
    let named: Vec<String> =
        open.iter().take(MOST_NAMED).map(|(place, why)| format!("{place}: {why}")).collect();
    let more = open.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    named.join("; ") + &more
}

/// A text whose lines are understood.
struct Understood<'a> {
    lines: Vec<PlainLine<'a>>,
    uses: LineUses,
    /// The first line that was not read, where the text is longer than any filing.
    cut: Option<u32>,
}

impl<'a> Understood<'a> {
    fn of(text: &'a str) -> Self {
        let mut split = numbered_lines(text);
        let lines: Vec<PlainLine<'a>> =
            split.by_ref().take(MOST_LINES).map(|(number, text)| PlainLine { number, text }).collect();
        let cut = split.next().map(|(number, _)| number);
        let mut uses = LineUses::new();
        for reader in [worded::find, one_a_line::find, aligned::find] {
            let found = reader(&lines, &uses);
            uses.extend(found);
        }
        Self { lines, uses, cut }
    }

    /// The rows that were left open, each with its line.
    fn open(&self) -> Vec<(Place, String)> {
        let open = self.uses.iter().filter_map(|(at, used)| match used {
            LineUse::Open(why) => Some((Place::Line(self.lines.get(*at)?.number, 0), why.clone())),
            LineUse::Rows(..) | LineUse::Part => None,
        });
        open.collect()
    }

    /// The text as paragraphs and tables.
    fn blocks(&self) -> Vec<HtmlBlock> {
        let mut builder = Builder::default();
        for (at, line) in self.lines.iter().enumerate() {
            match self.uses.get(&at) {
                Some(LineUse::Rows(table, rows)) => builder.rows(*table, rows),
                Some(LineUse::Part | LineUse::Open(_)) => {}
                None if line.is_blank() => builder.end_paragraph(),
                None => builder.text(line),
            }
        }
        builder.end_table();
        builder.end_paragraph();
        builder.blocks
    }
}

/// Paragraphs and tables on their way.
#[derive(Default)]
struct Builder {
    blocks: Vec<HtmlBlock>,
    paragraph: Vec<(u32, String)>,
    table: Option<(usize, RawTable)>,
}

impl Builder {
    fn rows(&mut self, table: usize, rows: &[Vec<RawCell>]) {
        self.end_paragraph();
        if self.table.as_ref().is_none_or(|(open, _)| *open != table) {
            self.end_table();
            self.table = Some((table, RawTable::default()));
        }
        if let Some((_, open)) = &mut self.table {
            open.rows.extend_from_slice(rows);
        }
    }

    /// Entries in bullets stand for themselves, and so does a heading; other lines go on with their paragraph.
    fn text(&mut self, line: &PlainLine<'_>) {
        self.end_table();
        let piece = (line.number, line.text.trim().to_owned());
        if parts::without_bullet(line.text).is_some() && !self.is_in_sentence(&piece.1) {
            self.end_paragraph();
            self.blocks.push(HtmlBlock::Item(vec![piece]));
        } else if parts::is_heading(line.text) {
            self.end_paragraph();
            self.blocks.push(HtmlBlock::Text(vec![piece]));
        } else {
            self.paragraph.push(piece);
        }
    }

    /// Whether a line goes on with a sentence of the open paragraph, though it begins with a number: that has no end, and is as long
    /// as lines of prose are.
    fn is_in_sentence(&self, text: &str) -> bool {
        let is_open = |(_, last): &(u32, String)| last.len() >= LONG_LINE && !last.ends_with(['.', ':', ';']);
        text.starts_with(|c: char| c.is_ascii_digit()) && self.paragraph.last().is_some_and(is_open)
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        self.blocks.extend((!paragraph.is_empty()).then_some(HtmlBlock::Text(paragraph)));
    }

    fn end_table(&mut self) {
        self.blocks.extend(self.table.take().map(|(_, table)| HtmlBlock::Table(table)));
    }
}

/// For tests: the cells of each row that a way of reading finds, and the numbers of the lines that were left open.
#[cfg(test)]
fn read_by(find: fn(&[PlainLine<'_>], &LineUses) -> LineUses, text: &str) -> (Vec<String>, Vec<u32>) {
    let lines: Vec<PlainLine<'_>> =
        (1..).zip(text.lines()).map(|(number, text)| PlainLine { number, text }).collect();
    let (mut rows, mut open) = (Vec::new(), Vec::new());
    for (at, used) in find(&lines, &LineUses::new()) {
        match used {
            LineUse::Rows(_, found) => rows.extend(
                found
                    .iter()
                    .map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")),
            ),
            LineUse::Open(_) => open.push(lines[at].number),
            LineUse::Part => {}
        }
    }
    (rows, open)
}
