//! What a person types to search, taken apart: words that must all occur, `a|b`, `!word`, `"two words"`, `column:word`.
//!
//! Nothing that is typed is an error. What is half typed says nothing yet: `!`, `a|`, `"` and `column:` alone filter nothing.

use std::ops::Range;

use super::fold;

/// The most words that are looked for: as many as a mask has bits.
const MOST: usize = 64;

/// The longest text that is looked at, in bytes: of a page that was pasted the beginning is more than enough.
const LONGEST: usize = 2048;

/// A search as it was typed. `C` names the columns to which a word may be limited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery<C> {
    words: Vec<SearchWord<C>>,
    terms: Vec<Term>,
}

/// A word that is looked for, or several as they stand one behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchWord<C> {
    /// Folded; never empty.
    pub text: String,
    /// The only column that it may stand in; none where it may stand anywhere.
    pub column: Option<C>,
    /// Whether it must not occur.
    pub is_left_out: bool,
}

/// What must hold: one of these words occurs, or none of them does.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    words: Range<usize>,
    is_not: bool,
}

/// A search over words that were looked for before, each with a bit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchMask {
    wanted: u64,
    left_out: u64,
    /// Of which bits one must be as wanted, and which of them are wanted not to be there.
    either: Vec<(u64, u64)>,
}

/// A part of what was typed.
enum Piece<'a> {
    Word(&'a str),
    Or,
}

impl<C> Default for SearchQuery<C> {
    fn default() -> Self {
        Self { words: Vec::new(), terms: Vec::new() }
    }
}

impl<C: PartialEq> SearchQuery<C> {
    /// Takes apart what was typed; `column` knows the columns by what stands before a colon.
    pub fn parse(typed: &str, column: impl Fn(&str) -> Option<C>) -> Self {
        let mut query = Self::default();
        let end = typed.char_indices().map(|(at, _)| at).find(|at| *at >= LONGEST);
        for group in groups(end.and_then(|end| typed.get(..end)).unwrap_or(typed)) {
            if query.words.len() >= MOST {
                break;
            }
            query.take(&group, &column);
        }
        query
    }

    fn take(&mut self, group: &[&str], column: &impl Fn(&str) -> Option<C>) {
        let room = MOST - self.words.len();
        let mut found: Vec<(SearchWord<C>, bool)> =
            group.iter().filter_map(|raw| read(raw, column)).take(room).collect();
        let is_not = found.first().is_some_and(|(word, _)| word.is_left_out);
        if let [(word, false)] = found.as_slice()
            && !is_not
            && word.column.is_none()
        {
            // Each for itself, and once: a pasted page asks no row for its articles over and over.
            return word.text.split(' ').take(room).for_each(|text| self.take_plain(text));
        }
        found.iter_mut().for_each(|(word, _)| word.is_left_out |= is_not);
        let first = self.words.len();
        self.words.extend(found.into_iter().map(|(word, _)| word));
        if self.words.len() > first {
            self.terms.push(Term { words: first..self.words.len(), is_not });
        }
    }

    fn take_plain(&mut self, text: &str) {
        let word = SearchWord { text: text.to_owned(), column: None, is_left_out: false };
        if !self.words.contains(&word) {
            self.terms.push(Term { words: self.words.len()..self.words.len() + 1, is_not: false });
            self.words.push(word);
        }
    }

    /// Whether everything is found.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// All words, at most 64.
    pub fn words(&self) -> &[SearchWord<C>] {
        &self.words
    }

    /// The words that must occur, as texts.
    pub fn wanted(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter(|word| !word.is_left_out).map(|word| word.text.as_str())
    }

    /// What is found in a column, to be marked there.
    pub fn marks(&self, column: &C) -> Vec<String> {
        let is_here = |word: &&SearchWord<C>| {
            !word.is_left_out && word.column.as_ref().is_none_or(|only| only == column)
        };
        self.words.iter().filter(is_here).map(|word| word.text.clone()).collect()
    }

    /// Whether it finds something of which is known which words it has.
    pub fn finds(&self, mut has: impl FnMut(&SearchWord<C>) -> bool) -> bool {
        self.terms.iter().all(|term| {
            let words = self.words.get(term.words.clone()).unwrap_or_default();
            let is_so = |word: &SearchWord<C>| has(word) != (word.is_left_out && !term.is_not);
            words.iter().any(is_so) != term.is_not
        })
    }

    /// The search over the bits of its words.
    pub fn mask(&self) -> SearchMask {
        let mut mask = SearchMask::default();
        for term in &self.terms {
            let bits = term.words.clone().fold(0, |bits: u64, at| bits | 1 << at);
            let is_turned = |at: &usize| self.words.get(*at).is_some_and(|word| word.is_left_out);
            if term.is_not {
                mask.left_out |= bits;
            } else if term.words.len() == 1 {
                mask.wanted |= bits;
            } else {
                let turned = term.words.clone().filter(is_turned).fold(0, |bits: u64, at| bits | 1 << at);
                mask.either.push((bits, turned));
            }
        }
        mask
    }
}

impl SearchMask {
    /// Whether it finds what has the words of these bits.
    pub fn finds(&self, words: u64) -> bool {
        words & self.wanted == self.wanted
            && words & self.left_out == 0
            && self.either.iter().all(|(bits, turned)| (words ^ turned) & bits != 0)
    }
}

/// The column that is named: by one of its names whole, else by the beginning of the names of one column alone.
pub fn column_named<C: PartialEq>(
    typed: &str,
    columns: impl IntoIterator<Item = (C, [&'static str; 2])>,
) -> Option<C> {
    let typed = fold(typed);
    if typed.is_empty() {
        return None;
    }
    let mut begins: Vec<C> = Vec::new();
    for (column, names) in columns {
        let names = names.map(fold);
        if names.contains(&typed) {
            return Some(column);
        }
        if names.iter().any(|name| name.starts_with(&typed)) && !begins.contains(&column) {
            begins.push(column);
        }
    }
    begins.pop().filter(|_| begins.is_empty())
}

/// The words that were typed, those of which one is enough together.
fn groups(typed: &str) -> Vec<Vec<&str>> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    let mut joins = false;
    for piece in pieces(typed) {
        match piece {
            Piece::Or => {}
            Piece::Word(word) => match groups.last_mut().filter(|_| joins) {
                Some(last) => last.push(word),
                None => groups.push(vec![word]),
            },
        }
        joins = matches!(piece, Piece::Or);
    }
    groups
}

/// What was typed, cut at blanks and bars that are not in quotes.
fn pieces(typed: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut start, mut is_quoted, mut before) = (None, false, ' ');
    for (at, c) in typed.char_indices() {
        let is_cut = !is_quoted && (c.is_whitespace() || c == '|');
        if is_cut {
            pieces.extend(start.take().and_then(|start| typed.get(start..at)).map(Piece::Word));
            pieces.extend((c == '|').then_some(Piece::Or));
        } else {
            start = start.or(Some(at));
        }
        // Within a word a quote is a sign like any other.
        let may_open = before.is_whitespace() || matches!(before, '|' | '!' | ':');
        if c == '"' && (is_quoted || may_open) {
            is_quoted = !is_quoted;
        }
        before = c;
    }
    pieces.extend(start.and_then(|start| typed.get(start..)).map(Piece::Word));
    pieces
}

/// A word as it was typed, and whether it is a phrase; none where it says nothing yet.
fn read<C>(raw: &str, column: &impl Fn(&str) -> Option<C>) -> Option<(SearchWord<C>, bool)> {
    let bare = raw.trim_start_matches('!');
    let named = bare.split_once(':').filter(|_| !bare.starts_with('"'));
    let named = named.and_then(|(name, rest)| Some((column(name)?, rest)));
    let (column, rest) = named.map_or((None, bare), |(column, rest)| (Some(column), rest));
    let rest = rest.trim_start_matches('!');
    let text = fold(rest);
    let is_left_out = raw.starts_with('!') || (column.is_some() && bare.contains(":!"));
    let word = SearchWord { text, column, is_left_out };
    (!word.text.is_empty()).then_some((word, rest.starts_with('"')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::words;

    /// Three columns: `n` is none of them, since two begin with it.
    fn column(name: &str) -> Option<u8> {
        column_named(name, [(0, ["name", "Name"]), (1, ["number", "No."]), (2, ["country", "Land of it"])])
    }

    fn query(typed: &str) -> SearchQuery<u8> {
        SearchQuery::parse(typed, column)
    }

    /// Whether a search finds a row with these cells.
    fn finds(typed: &str, cells: [&str; 3]) -> bool {
        let cells = cells.map(fold);
        let has = |word: &SearchWord<u8>| match word.column {
            Some(column) => cells[usize::from(column)].contains(&word.text),
            None => cells.iter().any(|cell| cell.contains(&word.text)),
        };
        let query = query(typed);
        let found = query.finds(has);
        let bits = query.words().iter().enumerate();
        let bits = bits.fold(0, |bits: u64, (at, word)| bits | u64::from(has(word)) << at);
        assert_eq!(query.mask().finds(bits), found, "{typed}");
        found
    }

    const ROW: [&str; 3] = ["Thailand Smelting & Refining Co., Ltd.", "CID001898", "THAILAND"];

    #[test]
    fn all_words_one_of_them_or_none() {
        for typed in
            ["thai ltd", "au|thai", "au | thai", "au|thai smelt", "!china", "!china|japan thai", "au|!china"]
        {
            assert!(finds(typed, ROW), "{typed}");
        }
        for typed in
            ["thai gold", "au|ta|zz smelt zz", "!thai", "!china|thai", "! !thai", "!!thai", "au|!thai"]
        {
            assert!(!finds(typed, ROW), "{typed}");
        }
    }

    #[test]
    fn a_phrase_stands_together_and_a_column_is_one() {
        for typed in [
            "\"smelting refining\"",
            "\"smelting & ref",
            "co.,ltd",
            "name:thai",
            "c:thailand",
            "land-of-it:thai",
            "country:!china",
            "!country:china|japan",
            "name:\"smelting refining\" country:thai",
            "no:1898|name:zz",
        ] {
            assert!(finds(typed, ROW), "{typed}");
        }
        for typed in [
            "\"refining smelting\"",
            "!co,ltd",
            "country:smelting",
            "country:!thai",
            "name:1898",
            "!name:\"co ltd\"",
        ] {
            assert!(!finds(typed, ROW), "{typed}");
        }
    }

    #[test]
    fn what_is_half_typed_filters_nothing() {
        for typed in
            ["", " ", "!", "|", "||", "!|", "\"", "\"\"", "!\"", "name:", "!name:", "name:!", "name:\"", "&"]
        {
            assert!(query(typed).is_empty(), "{typed}");
        }
        for (typed, whole) in
            [("a|", "a"), ("|a", "a"), ("a |", "a"), ("a !", "a"), ("a \"", "a"), ("!|a", "a")]
        {
            assert_eq!(query(typed), query(whole), "{typed}");
        }
    }

    #[test]
    fn what_names_no_column_is_text() {
        for typed in ["n:thai", "zinc:thai", ":thai", "\"name:thai\""] {
            assert!(query(typed).words().iter().all(|word| word.column.is_none()), "{typed}");
        }
        assert_eq!(query("10:30"), query("10 30"));
        assert_eq!(query("nam:x").words()[0].column, Some(0));
        assert_eq!(query("numb:x").words()[0].column, Some(1));
    }

    #[test]
    fn what_is_found_is_marked_in_its_column() {
        let query = query("thai name:ltd !china au|ta");
        assert_eq!(query.marks(&0), ["thai", "ltd", "au", "ta"]);
        assert_eq!(query.marks(&2), ["thai", "au", "ta"]);
    }

    #[test]
    fn a_pasted_page_is_looked_for_by_its_first_words() {
        let page: String = (0..70_000).map(|n| format!("{n}|x ")).collect();
        assert_eq!(query(&page).words().len(), MOST);
        assert_eq!(query("tin tin TIN").words().len(), 1);
    }

    proptest! {
        #[test]
        fn plain_words_mean_what_they_always_did(
            typed in "[a-c .,é'&-]{0,24}",
            cells in proptest::array::uniform3("[a-c ]{0,8}"),
        ) {
            let text = cells.iter().map(|cell| fold(cell)).collect::<Vec<_>>().join("\n");
            let all = words(&typed);
            let texts: Vec<String> = query(&typed).wanted().map(str::to_owned).collect();
            prop_assert_eq!(&texts, &all);
            let found = query(&typed).finds(|word| text.contains(&word.text));
            prop_assert_eq!(found, all.iter().all(|word| text.contains(word.as_str())));
        }

        #[test]
        fn nothing_that_is_typed_is_an_error(typed in r#"([!|":a-c ]|name:|no:|\PC){0,20}"#, has in any::<u64>()) {
            let query = query(&typed);
            let mut at = 0;
            let bits = |word: &SearchWord<u8>| {
                at = query.words().iter().position(|other| std::ptr::eq(other, word)).unwrap();
                has >> at & 1 == 1
            };
            prop_assert_eq!(query.finds(bits), query.mask().finds(has));
            prop_assert!(query.words().iter().all(|word| !word.text.is_empty()));
        }
    }
}
