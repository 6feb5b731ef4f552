//! The tags and text of an HTML document as paragraphs and tables, in its order.
//!
//! Only tokens are read, no tree is built: the cost stays linear however deep a hostile document nests, and
//! the tokenizer knows the line of everything.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::bounded::bounded;
use crate::import::ImportError;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// More cells than all tables of a filing have together.
pub const MOST_CELLS: usize = 1_000_000;
/// Tables deeper in other tables than this are read as text.
const DEEPEST_TABLE: usize = 30;
/// Most columns that a cell may span.
const WIDEST_SPAN: usize = 64;
/// Most rows that a cell may span.
const HIGHEST_SPAN: usize = 2_000;

/// Stands for a line break within a paragraph; a blank to whoever reads words.
pub const LINE_BREAK: char = '\u{2028}';

/// A part of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HtmlBlock {
    /// A paragraph: pieces of text, each with its line.
    Text(Vec<(u32, String)>),
    /// A paragraph of a list in bullets or numbers.
    Item(Vec<(u32, String)>),
    Table(RawTable),
}

/// A table as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawTable {
    /// Its number in the document, from 1; none for rows of a plain text, which are known by their lines.
    pub number: Option<usize>,
    pub rows: Vec<Vec<RawCell>>,
}

/// A cell as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawCell {
    pub line: u32,
    pub text: String,
    /// Columns it covers, from 1.
    pub columns: usize,
    /// Rows it covers, from 1.
    pub rows: usize,
}

/// What a document may take: its text, with [`CELL`], [`ROW`] and [`PIECE`] for each of them. In bytes.
const MOST: usize = 48 << 20;
/// What a cell takes besides its text, in bytes.
const CELL: usize = 72;
/// What a row of a table takes besides its cells, in bytes.
const ROW: usize = 100;
/// What a piece of a paragraph takes besides its text, in bytes.
const PIECE: usize = 100;
/// The tokenizer gets a copy of so much of the document at a time, in bytes, and of what follows up to the next tag.
const CHUNK: usize = 1 << 18;

/// Reads a document.
///
/// # Errors
/// When its text and tables take more than is read.
pub fn read(text: &str) -> Result<Vec<HtmlBlock>, ImportError> {
    let input = BufferQueue::default();
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let bounded = bounded(text);
    let mut rest: &str = &bounded;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at_checked(chunk(rest)).unwrap_or((rest, ""));
        input.push_back(StrTendril::from_slice(chunk));
        let _ = tokenizer.feed(&input);
        if tokenizer.sink.0.borrow().takes > MOST {
            let what = format!("its text and tables take more than {} MiB", MOST >> 20);
            return Err(ImportError::TooMuch { kind: "web page", what });
        }
        rest = after;
    }
    tokenizer.end();
    Ok(tokenizer.sink.0.into_inner().finish())
}

/// How much of a text the tokenizer gets next: no tag is cut, unless it is long.
fn chunk(text: &str) -> usize {
    let at_least = text.floor_char_boundary(CHUNK);
    let behind = text.get(at_least..).unwrap_or_default();
    let tag = behind.get(..behind.floor_char_boundary(CHUNK)).unwrap_or(behind).find('<');
    at_least + tag.unwrap_or(behind.floor_char_boundary(CHUNK))
}

#[derive(Default)]
struct Sink(RefCell<Builder>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut builder = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return builder.tag(&tag, line),
            Token::CharacterTokens(text) => builder.text(&text, line),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// A table that is still open.
#[derive(Default)]
struct OpenTable {
    table: RawTable,
    cell: Option<RawCell>,
    nested: Vec<NestedTable>,
}

/// What stands within a cell of a table.
struct NestedTable {
    /// The row and the cell in which it stands, from 0.
    at: (usize, usize),
    /// How much of the cell's text stands before it, in bytes.
    before: usize,
    /// It, after the tables that it holds itself.
    blocks: Vec<HtmlBlock>,
}

#[derive(Default)]
struct Builder {
    blocks: Vec<HtmlBlock>,
    paragraph: Vec<(u32, String)>,
    /// Whether what follows is an entry of a list.
    in_item: bool,
    tables: Vec<OpenTable>,
    /// Tables opened beyond [`DEEPEST_TABLE`].
    ignored: usize,
    /// How many tables have begun.
    begun: usize,
    cells: usize,
    /// What was read takes so much of [`MOST`].
    takes: usize,
    /// The element whose text is no text of the document.
    hidden: Option<String>,
    /// The text of an open superscript.
    raised: Option<String>,
}

impl Builder {
    fn tag(&mut self, tag: &Tag, line: u64) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let start = tag.kind == TagKind::StartTag;
        match name {
            "script" | "style" | "title" | "textarea" | "noscript" => return self.hide(name, start),
            "sup" => self.superscript(start, line),
            "table" if start => self.open_table(),
            "table" => self.close_table(),
            "tr" => self.row(start),
            "td" | "th" => self.cell(start.then_some(tag), line),
            "li" | "dd" => {
                self.divide(false);
                self.in_item = start;
            }
            // An entry need not be closed: its list's beginning or end does it.
            "ul" | "ol" | "dl" => {
                self.divide(false);
                self.in_item = false;
            }
            "br" | "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "section" | "article"
            | "header" | "footer" | "blockquote" | "pre" | "dt" | "caption" | "tbody" | "thead" | "tfoot"
            | "page" | "text" | "document" => {
                self.divide(name == "br");
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn hide(&mut self, name: &str, start: bool) -> TokenSinkResult<()> {
        if !start {
            self.hidden = None;
            return TokenSinkResult::Continue;
        }
        self.hidden = Some(name.to_owned());
        match name {
            "script" | "style" | "noscript" => TokenSinkResult::RawData(RawKind::Rawtext),
            _ => TokenSinkResult::RawData(RawKind::Rcdata),
        }
    }

    /// A superscript that is a mark of a footnote stays a raised one in cells and at the begin of a paragraph, where it says
    /// something, and is left out elsewhere; any other is text.
    fn superscript(&mut self, start: bool, line: u64) {
        if start {
            self.raised.get_or_insert_default();
        } else if let Some(raised) = self.raised.take() {
            let in_cell = self.tables.last().is_some_and(|open| open.cell.is_some());
            let begins = self.paragraph.iter().all(|(_, piece)| piece.trim().is_empty());
            if !is_mark(&raised) {
                self.text(&raised, line);
            } else if in_cell || begins {
                self.text(&as_raised(&raised), line);
            }
        }
    }

    fn text(&mut self, text: &str, line: u64) {
        if self.hidden.is_some() {
            return;
        }
        self.takes += text.len();
        if let Some(raised) = &mut self.raised {
            raised.push_str(text);
            return;
        }
        if let Some(cell) = self.tables.last_mut().and_then(|open| open.cell.as_mut()) {
            cell.text.push_str(text);
            return;
        }
        // A token may go over several lines; `line` is the one on which it ends.
        let breaks = text.matches('\n').count();
        let ends = usize::try_from(line).unwrap_or(usize::MAX);
        for (offset, piece) in text.split('\n').enumerate() {
            let at = u32::try_from((ends + offset).saturating_sub(breaks)).unwrap_or(u32::MAX);
            match self.paragraph.last_mut() {
                Some((line, open)) if *line == at => open.push_str(piece),
                _ => {
                    self.takes += PIECE;
                    self.paragraph.push((at, piece.to_owned()));
                }
            }
        }
    }

    /// The end of a paragraph, or a blank within a cell; a line break is a blank anywhere.
    fn divide(&mut self, only_line: bool) {
        if let Some(cell) = self.tables.last_mut().and_then(|open| open.cell.as_mut()) {
            cell.text.push(if only_line { ' ' } else { '\n' });
        } else if !only_line {
            let paragraph = std::mem::take(&mut self.paragraph);
            if paragraph.iter().any(|(_, piece)| !piece.trim().is_empty()) {
                let block = if self.in_item { HtmlBlock::Item } else { HtmlBlock::Text };
                self.blocks.push(block(paragraph));
            }
        } else if let Some((_, open)) = self.paragraph.last_mut() {
            open.push(LINE_BREAK);
        }
    }

    fn open_table(&mut self) {
        self.raised = None;
        if self.tables.len() >= DEEPEST_TABLE {
            self.ignored += 1;
            return;
        }
        self.divide(false);
        self.begun += 1;
        self.takes += ROW;
        let table = RawTable { number: Some(self.begun), rows: Vec::new() };
        self.tables.push(OpenTable { table, ..OpenTable::default() });
    }

    fn close_table(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        self.raised = None;
        let Some(mut open) = self.tables.pop() else { return };
        let blocks = open.close();
        match self.tables.last_mut().filter(|parent| parent.cell.is_some()) {
            Some(parent) => parent.nest(blocks),
            None => self.blocks.extend(blocks),
        }
    }

    fn row(&mut self, start: bool) {
        if self.ignored > 0 {
            return;
        }
        if let Some(open) = self.tables.last_mut() {
            open.end_cell();
            self.takes += ROW;
            if start {
                open.table.rows.push(Vec::new());
            }
        }
    }

    fn cell(&mut self, start: Option<&Tag>, line: u64) {
        if self.ignored > 0 {
            return self.divide(true);
        }
        self.raised = None;
        let Some(open) = self.tables.last_mut() else {
            return;
        };
        open.end_cell();
        if let Some(tag) = start
            && self.cells < MOST_CELLS
        {
            self.cells += 1;
            self.takes += CELL;
            open.cell = Some(RawCell {
                line: u32::try_from(line).unwrap_or(u32::MAX),
                text: String::new(),
                columns: span(tag, "colspan", WIDEST_SPAN),
                rows: span(tag, "rowspan", HIGHEST_SPAN),
            });
        }
    }

    fn finish(mut self) -> Vec<HtmlBlock> {
        while !self.tables.is_empty() {
            self.ignored = 0;
            self.close_table();
        }
        self.divide(false);
        self.blocks
    }
}

impl OpenTable {
    /// Takes what stands within the open cell.
    fn nest(&mut self, blocks: Vec<HtmlBlock>) {
        let row = self.table.rows.len().saturating_sub(1);
        let at = (row, self.table.rows.last().map_or(0, Vec::len));
        let before = self.cell.as_ref().map_or(0, |cell| cell.text.len());
        self.nested.push(NestedTable { at, before, blocks });
    }

    /// What it is, in order, itself the last. Tables of one row within the cells of a grid are these cells; others are tables of
    /// their own, after the text before them, as are those that a table of one cell holds.
    fn close(&mut self) -> Vec<HtmlBlock> {
        self.end_cell();
        let table = std::mem::take(&mut self.table);
        let nested = std::mem::take(&mut self.nested);
        let is_grid = table.rows.iter().map(Vec::len).sum::<usize>() > 1;
        if is_grid && nested.iter().all(|inner| inner.blocks.iter().all(is_a_row)) {
            vec![HtmlBlock::Table(with_nested(table, nested))]
        } else {
            with_text_between(table, nested)
        }
    }

    fn end_cell(&mut self) {
        if let Some(cell) = self.cell.take() {
            if self.table.rows.is_empty() {
                self.table.rows.push(Vec::new());
            }
            if let Some(row) = self.table.rows.last_mut() {
                row.push(cell);
            }
        }
    }
}

fn is_filled(cell: &RawCell) -> bool {
    !cell.text.trim().is_empty()
}

/// Whether a block is a table of one row, those without text left away.
fn is_a_row(block: &HtmlBlock) -> bool {
    match block {
        HtmlBlock::Text(_) | HtmlBlock::Item(_) => false,
        HtmlBlock::Table(table) => table.rows.iter().filter(|row| row.iter().any(is_filled)).count() <= 1,
    }
}

/// A table with the cells of the tables within it: one alone is the text of the cell that holds it, several are cells beside
/// each other.
fn with_nested(table: RawTable, nested: Vec<NestedTable>) -> RawTable {
    let mut held: BTreeMap<(usize, usize), Vec<RawCell>> = BTreeMap::new();
    for inner in nested {
        held.entry(inner.at).or_default().extend(inner.blocks.into_iter().flat_map(filled_cells));
    }
    let mut rows = Vec::with_capacity(table.rows.len());
    for (at, row) in table.rows.into_iter().enumerate() {
        let mut cells = Vec::with_capacity(row.len());
        for (column, mut cell) in row.into_iter().enumerate() {
            let mut inner = held.remove(&(at, column)).unwrap_or_default();
            if inner.len() > 1 {
                cells.extend(Some(cell).filter(is_filled));
                cells.append(&mut inner);
                continue;
            }
            for one in inner {
                cell.text.push(' ');
                cell.text.push_str(&one.text);
            }
            cells.push(cell);
        }
        rows.push(cells);
    }
    RawTable { number: table.number, rows }
}

fn filled_cells(block: HtmlBlock) -> Vec<RawCell> {
    match block {
        HtmlBlock::Text(_) | HtmlBlock::Item(_) => Vec::new(),
        HtmlBlock::Table(table) => table.rows.into_iter().flatten().filter(is_filled).collect(),
    }
}

/// The tables within a table, each after the text of its cell that stands before it; last the table with the rest of its text.
fn with_text_between(mut table: RawTable, nested: Vec<NestedTable>) -> Vec<HtmlBlock> {
    let mut blocks = Vec::new();
    let mut taken: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for inner in nested {
        let gone = taken.entry(inner.at).or_default();
        let (row, column) = inner.at;
        if let Some(cell) = table.rows.get(row).and_then(|row| row.get(column)) {
            let before = cell.text.get(*gone..inner.before).unwrap_or_default();
            let texts = before.split('\n').filter(|text| !text.trim().is_empty());
            blocks.extend(texts.map(|text| HtmlBlock::Text(vec![(cell.line, text.to_owned())])));
        }
        *gone = inner.before;
        blocks.extend(inner.blocks);
    }
    for ((row, column), gone) in taken {
        if let Some(cell) = table.rows.get_mut(row).and_then(|row| row.get_mut(column)) {
            cell.text = cell.text.get(gone..).unwrap_or_default().to_owned();
        }
    }
    blocks.push(HtmlBlock::Table(table));
    blocks
}

fn span(tag: &Tag, name: &str, most: usize) -> usize {
    let value = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    let value = value.and_then(|attribute| attribute.value.trim().parse::<usize>().ok());
    value.unwrap_or(1).clamp(1, most)
}

/// A mark of digits or signs as raised signs, set off by a blank; nothing for one of letters.
fn as_raised(mark: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| c.to_digit(10).and_then(|digit| RAISED.get(digit as usize).copied());
    let signs =
        mark.chars().filter(|c| !c.is_alphabetic() && !matches!(c, '(' | ')' | '[' | ']' | ',' | '.'));
    let raised: String = signs.map(|c| digit(c).unwrap_or(c)).collect();
    raised.trim().to_owned()
}

/// Whether a superscript is the mark of a footnote: a number, a letter, or signs.
fn is_mark(raised: &str) -> bool {
    let inner = raised.trim().trim_matches(['(', ')', '[', ']', ',', '.', ' ']);
    let signs = inner.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric());
    inner.chars().count() <= 5 && (signs || inner.chars().count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<HtmlBlock> {
        super::read(text).unwrap()
    }

    fn text(block: &HtmlBlock) -> String {
        match block {
            HtmlBlock::Text(pieces) | HtmlBlock::Item(pieces) => {
                pieces.iter().map(|(_, piece)| piece.as_str()).collect()
            }
            HtmlBlock::Table(table) => {
                table.rows.iter().flatten().map(|cell| format!("[{}]", cell.text)).collect()
            }
        }
    }

    #[test]
    fn paragraphs_and_tables_come_in_order_with_their_lines() {
        let html = "<title>no</title><p>One<br>two\nthree</p>\n<table><tr><td>a &amp; b<sup>(1)</sup><td>c\
                    <tr><td>d</table>after<script>if (1 < 2) no</script>";
        let blocks = read(html);
        let texts: Vec<String> = blocks.iter().map(text).collect();
        assert_eq!(texts, ["One\u{2028}twothree", "[a & b¹][c][d]", "after"]);
        let HtmlBlock::Text(pieces) = &blocks[0] else { panic!() };
        assert_eq!(pieces.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_table_within_a_table_is_its_own() {
        let texts = |html: &str| read(html).iter().map(text).collect::<Vec<_>>();
        assert_eq!(
            texts("<table><tr><td>outer<table><tr><td>inner</table></td></tr></table>"),
            ["outer", "[inner]", "[]"]
        );
        assert_eq!(
            texts("<table><tr><td><table><tr><td>a<tr><td>b</table><td>c</table>"),
            ["[a][b]", "[][c]"]
        );
    }

    #[test]
    fn tables_of_one_row_within_a_grid_are_its_cells() {
        let texts = |html: &str| read(html).iter().map(text).collect::<Vec<_>>();
        assert_eq!(
            texts(
                "<table><tr><td><table><tr><td>a</table><td>b<td><table><tr><td><table><tr><td>c</table></table></table>"
            ),
            ["[\n a][b][\n c]"]
        );
        assert_eq!(
            texts(
                "<table><tr><td><table><tr><td>a<td><td>b</table><tr><td><table><tr><td>c<td>d</table></table>"
            ),
            ["[a][b][c][d]"]
        );
    }

    #[test]
    fn a_superscript_that_is_no_mark_stays() {
        let blocks = read("1<sup>st</sup> of<sup>2</sup> x<sup>a</sup>");
        assert_eq!(text(&blocks[0]), "1st of x");
    }

    #[test]
    fn hostile_nesting_ends() {
        for tag in ["<table>", "<table><tr><td>", "<b>", "<div>", "<sup>"] {
            assert!(read(&tag.repeat(50_000)).len() <= 100_000, "{tag}");
        }
    }
}
