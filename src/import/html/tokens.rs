//! The tags and text of an HTML document as paragraphs and tables, in its order.
//!
//! Only tokens are read, no tree is built: the cost stays linear however deep a hostile document nests, and
//! the tokenizer knows the line of everything.

use std::cell::RefCell;

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

/// A part of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HtmlBlock {
    /// A paragraph: pieces of text, each with its line.
    Text(Vec<(u32, String)>),
    Table(RawTable),
}

/// A table as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawTable {
    /// Its number in the document, from 1.
    pub number: usize,
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

/// Reads a document.
pub fn read(text: &str) -> Vec<HtmlBlock> {
    let sink = Sink::default();
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
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
}

#[derive(Default)]
struct Builder {
    blocks: Vec<HtmlBlock>,
    paragraph: Vec<(u32, String)>,
    tables: Vec<OpenTable>,
    /// Tables opened beyond [`DEEPEST_TABLE`].
    ignored: usize,
    /// How many tables have begun.
    begun: usize,
    cells: usize,
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
            "br" | "p" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr"
            | "section" | "article" | "header" | "footer" | "blockquote" | "pre" | "dt" | "dd"
            | "caption" | "tbody" | "thead" | "tfoot" | "page" | "text" | "document" => {
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

    /// A superscript that is a mark of a footnote is left out; any other is text.
    fn superscript(&mut self, start: bool, line: u64) {
        if start {
            self.raised.get_or_insert_default();
        } else if let Some(raised) = self.raised.take()
            && !is_mark(&raised)
        {
            self.text(&raised, line);
        }
    }

    fn text(&mut self, text: &str, line: u64) {
        if self.hidden.is_some() {
            return;
        }
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
                _ => self.paragraph.push((at, piece.to_owned())),
            }
        }
    }

    /// The end of a paragraph, or a blank within a cell; a line break is a blank anywhere.
    fn divide(&mut self, only_line: bool) {
        if let Some(cell) = self.tables.last_mut().and_then(|open| open.cell.as_mut()) {
            cell.text.push(' ');
        } else if !only_line {
            let paragraph = std::mem::take(&mut self.paragraph);
            if paragraph.iter().any(|(_, piece)| !piece.trim().is_empty()) {
                self.blocks.push(HtmlBlock::Text(paragraph));
            }
        } else if let Some((_, open)) = self.paragraph.last_mut() {
            open.push(' ');
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
        let table = RawTable { number: self.begun, rows: Vec::new() };
        self.tables.push(OpenTable { table, cell: None });
    }

    fn close_table(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        self.raised = None;
        if let Some(mut open) = self.tables.pop() {
            open.end_cell();
            self.blocks.push(HtmlBlock::Table(open.table));
        }
    }

    fn row(&mut self, start: bool) {
        if self.ignored > 0 {
            return;
        }
        if let Some(open) = self.tables.last_mut() {
            open.end_cell();
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
    fn end_cell(&mut self) {
        if let Some(cell) = self.cell.take() {
            if self.table.rows.is_empty() {
                self.table.rows.push(Vec::new());
            }
            self.table.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
        }
    }
}

fn span(tag: &Tag, name: &str, most: usize) -> usize {
    let value = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    let value = value.and_then(|attribute| attribute.value.trim().parse::<usize>().ok());
    value.unwrap_or(1).clamp(1, most)
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

    fn text(block: &HtmlBlock) -> String {
        match block {
            HtmlBlock::Text(pieces) => pieces.iter().map(|(_, piece)| piece.as_str()).collect(),
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
        assert_eq!(texts, ["One twothree", "[a & b][c][d]", "after"]);
        let HtmlBlock::Text(pieces) = &blocks[0] else { panic!() };
        assert_eq!(pieces.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_table_within_a_table_is_its_own() {
        let blocks = read("<table><tr><td>outer<table><tr><td>inner</table></td></tr></table>");
        assert_eq!(blocks.iter().map(text).collect::<Vec<_>>(), ["[inner]", "[outer ]"]);
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
