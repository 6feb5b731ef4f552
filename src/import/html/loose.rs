//! Lists of facilities that are no tables: entries in bullets or paragraphs below the heading of a metal.

use super::entry::{LooseEntry, NoEntry};
use super::tokens::LINE_BREAK;
use crate::domain::Value;
use crate::domain::{Place, Status};
use crate::import::cell_grid::{TableHeading, Under};
use crate::import::filing::is_heading_word;
use crate::import::names::{is_sentence, no_name};
use crate::import::table_words::WORDS;
use crate::import::{DraftClaim, DraftRow};
use crate::text::{clean, fold};

/// Longer texts head no list. In bytes.
const LONGEST_HEADING: usize = 120;

/// A text that may be an entry.
#[derive(Debug)]
struct Open {
    line: u32,
    text: String,
    in_bullets: bool,
}

/// Entries on their way to a list.
#[derive(Debug, Default)]
pub struct LooseLists {
    under: Under,
    open: Vec<Open>,
    /// Whether a heading said that facilities are listed.
    announced: bool,
    /// Whether prose stands between the last heading and what follows.
    in_prose: bool,
}

/// A list that ended.
#[derive(Debug, Default)]
pub struct LooseList {
    pub rows: Vec<DraftRow>,
    pub skipped: Vec<(Place, String)>,
}

impl LooseLists {
    /// Takes a paragraph, or an entry in bullets; gives the list that it ends.
    pub fn text(&mut self, pieces: &[(u32, String)], in_bullets: bool) -> LooseList {
        let mut ended = LooseList::default();
        for (line, text) in entries(pieces) {
            let list = self.line(Open { line, text, in_bullets });
            ended.rows.extend(list.rows);
            ended.skipped.extend(list.skipped);
        }
        ended
    }

    fn line(&mut self, open: Open) -> LooseList {
        self.announced |= announces(&open.text);
        if let Some(heading) = TableHeading::of(open.text.trim_end_matches(':')) {
            let ended = self.end();
            self.under.take(&heading);
            self.in_prose = false;
            return ended;
        }
        if !is_sentence(&open.text) && !announces_more(&open.text) {
            let other = self.open.last().is_some_and(|last| last.in_bullets != open.in_bullets);
            let ended = if other { self.end() } else { LooseList::default() };
            self.open.push(open);
            return ended;
        }
        let goes_on = self.open.is_empty() && !self.in_prose;
        let ended = self.end();
        if !goes_on {
            self.under = Under::default();
        }
        self.in_prose = true;
        ended
    }

    /// Ends the list that is open: what was taken for entries is one where most of them look so.
    pub fn end(&mut self) -> LooseList {
        let open = std::mem::take(&mut self.open);
        let read: Vec<Result<LooseEntry, NoEntry>> =
            open.iter().map(|open| LooseEntry::read(&open.text)).collect();
        if !self.is_list(&open, &read) {
            return LooseList::default();
        }
        let mut list = LooseList::default();
        for (open, read) in open.iter().zip(read) {
            let place = Place::Line(open.line, 0);
            match self.row(&open.text, read, &place) {
                Ok(row) => list.rows.push(row),
                Err(why) => list.skipped.push((place, why)),
            }
        }
        list
    }

    /// The facility of an entry, or why it is none.
    fn row(&self, text: &str, read: Result<LooseEntry, NoEntry>, place: &Place) -> Result<DraftRow, String> {
        let entry = read.map_err(|no| match no {
            NoEntry::NotAName(why) => no_name(text, why),
            NoEntry::Unclear => format!("name and place cannot be told apart in \u{201c}{text}\u{201d}"),
        })?;
        let metal = entry.metal.or(self.under.metal);
        let metal = metal.ok_or_else(|| format!("no metal is said of \u{201c}{text}\u{201d}"))?;
        Ok(DraftRow { metal, claims: claims(entry, self.under.status, place) })
    }

    /// Whether entries make a list of facilities: they stand where facilities are listed, below a metal or with their own; at least
    /// half have the words of a company, and at least half a country or CID, unless all are in bullets.
    fn is_list(&self, open: &[Open], read: &[Result<LooseEntry, NoEntry>]) -> bool {
        let entries = || read.iter().filter_map(|entry| entry.as_ref().ok());
        let half = |found: usize| found > 0 && found * 2 >= open.len();
        let companies = entries().filter(|entry| WORDS.has_company_word(&entry.name)).count();
        let evident = read.iter().filter(|entry| match entry {
            Ok(entry) => entry.is_evident(),
            Err(NoEntry::Unclear) => true,
            Err(NoEntry::NotAName(_)) => false,
        });
        let metal =
            self.under.metal.is_some() || half(entries().filter(|entry| entry.metal.is_some()).count());
        let in_bullets = open.iter().all(|open| open.in_bullets);
        self.announced && metal && half(companies) && (in_bullets || half(evident.count()))
    }
}

/// The texts between line breaks, each with the line in which it begins.
fn entries(pieces: &[(u32, String)]) -> Vec<(u32, String)> {
    let mut all: Vec<(u32, String)> = Vec::new();
    let mut is_open = false;
    for (line, piece) in pieces {
        for (order, part) in piece.split(LINE_BREAK).enumerate() {
            is_open &= order == 0;
            match all.last_mut().filter(|_| is_open) {
                Some((_, open)) => {
                    open.push(' ');
                    open.push_str(part);
                }
                None => all.extend((!part.trim().is_empty()).then(|| (*line, part.to_owned()))),
            }
            is_open |= !part.trim().is_empty();
        }
    }
    all.into_iter().map(|(line, text)| (line, clean(&text))).collect()
}

fn claims(entry: LooseEntry, status: Option<Status>, place: &Place) -> Vec<DraftClaim> {
    let status = status.filter(|_| entry.status.is_none()).map(|status| Value::Status(status, None));
    entry.values().into_iter().chain(status).map(|value| DraftClaim::stated(value, place.clone())).collect()
}

/// Whether a short text says that facilities are listed: it begins as an annex does, or speaks of smelters.
fn announces(text: &str) -> bool {
    let folded = fold(text);
    let heads = folded.split(' ').next().is_some_and(is_heading_word);
    text.len() <= LONGEST_HEADING && (heads || WORDS.names_facilities(&folded))
}

/// Whether a text leads to what follows it.
fn announces_more(text: &str) -> bool {
    text.ends_with(':')
}
