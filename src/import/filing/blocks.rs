//! Damaged blocks: consecutive rows that lost columns, and the runs in which those survive nearby.

use std::sync::LazyLock;

use super::lines::{FilingLine, FilingRow};
use super::run::{LabelPhrases, Run};
use crate::domain::{Country, Status};

/// Every way of writing a country.
pub static COUNTRIES: LazyLock<LabelPhrases<Country>> =
    LazyLock::new(|| LabelPhrases::new(Country::spellings()));
/// Every status word.
pub static STATUSES: LazyLock<LabelPhrases<Status>> =
    LazyLock::new(|| LabelPhrases::new(Status::words_met().into_iter()));

/// Which columns rows lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lost {
    pub country: bool,
    pub status: bool,
}

impl Lost {
    fn any(self) -> bool {
        self.country || self.status
    }

    fn has(self, kind: Kind) -> bool {
        match kind {
            Kind::Countries => self.country,
            Kind::Statuses => self.status,
        }
    }
}

/// What a run is a run of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Countries,
    Statuses,
}

/// A run as it stands: its first line, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunText {
    pub line: u32,
    pub text: String,
}

/// Consecutive rows that lost the same columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedBlock {
    /// Indexes of the rows, in order.
    pub rows: Vec<usize>,
    pub lost: Lost,
    pub countries: Option<RunText>,
    pub statuses: Option<RunText>,
}

/// What the table is a sequence of, prose left out.
enum Piece {
    Row(usize),
    Run(Kind, RunText),
}

/// Finds the damaged blocks. A column that no row and no run has was never there, and is not lost, unless
/// the header names it (`named`: whether it names a country, a status).
pub fn find(items: &[FilingLine<'_>], rows: &[FilingRow], named: Lost) -> Vec<DamagedBlock> {
    let pieces = pieces(items);
    let run_of = |kind: Kind| pieces.iter().any(|piece| matches!(piece, Piece::Run(k, _) if *k == kind));
    let has_country = named.country || rows.iter().any(|r| r.country.is_some()) || run_of(Kind::Countries);
    let has_status = named.status || rows.iter().any(|r| r.status.is_some()) || run_of(Kind::Statuses);
    let lost = |row: &FilingRow| Lost {
        country: has_country && row.country.is_none(),
        status: has_status && row.status.is_none(),
    };
    let mut blocks = Vec::new();
    let mut gap = Gap::default();
    for piece in pieces {
        match piece {
            Piece::Run(kind, run) => gap.run(kind, run),
            Piece::Row(index) => match rows.get(index).map(lost) {
                Some(lost) if lost.any() => gap.row(index, lost),
                Some(_) | None => blocks.extend(std::mem::take(&mut gap).close()),
            },
        }
    }
    blocks.extend(gap.close());
    blocks
}

/// What lies between two whole rows.
#[derive(Default)]
struct Gap {
    blocks: Vec<DamagedBlock>,
    /// Whether a run stands after the last row.
    closed: bool,
    /// Runs, each with how many blocks precede it.
    runs: Vec<(Kind, usize, RunText)>,
}

impl Gap {
    fn row(&mut self, index: usize, lost: Lost) {
        match self.blocks.last_mut().filter(|block| !self.closed && block.lost == lost) {
            Some(block) => block.rows.push(index),
            None => {
                self.blocks.push(DamagedBlock { rows: vec![index], lost, countries: None, statuses: None });
            }
        }
        self.closed = false;
    }

    fn run(&mut self, kind: Kind, run: RunText) {
        let before = self.blocks.len();
        self.closed = true;
        match self.runs.iter_mut().find(|(k, at, _)| *k == kind && *at == before) {
            Some((_, _, open)) => open.append(&run),
            None => self.runs.push((kind, before, run)),
        }
    }

    /// Gives every run to a block that lost such a column: in order when there are as many, else to the
    /// block before it, or the first when there is none before.
    fn close(mut self) -> Vec<DamagedBlock> {
        for kind in [Kind::Countries, Kind::Statuses] {
            let takers: Vec<usize> = (0..self.blocks.len())
                .filter(|at| self.blocks.get(*at).is_some_and(|block| block.lost.has(kind)))
                .collect();
            let runs: Vec<(usize, RunText)> = self
                .runs
                .iter()
                .filter(|(k, ..)| *k == kind)
                .map(|(_, at, run)| (*at, run.clone()))
                .collect();
            let paired = runs.len() == takers.len();
            for (order, (before, run)) in runs.into_iter().enumerate() {
                let nearest = takers.iter().rev().find(|at| **at < before).or(takers.first());
                let taker = if paired { takers.get(order) } else { nearest };
                if let Some(block) = taker.and_then(|at| self.blocks.get_mut(*at)) {
                    block.give(kind, run);
                }
            }
        }
        self.blocks
    }
}

impl DamagedBlock {
    fn give(&mut self, kind: Kind, run: RunText) {
        let slot = match kind {
            Kind::Countries => &mut self.countries,
            Kind::Statuses => &mut self.statuses,
        };
        match slot {
            Some(held) => held.append(&run),
            None => *slot = Some(run),
        }
    }
}

impl RunText {
    fn append(&mut self, more: &Self) {
        self.text.push(' ');
        self.text.push_str(&more.text);
    }
}

fn pieces(items: &[FilingLine<'_>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut row, mut runs) = (0, 0);
    let mut paragraph: Vec<(u32, &str)> = Vec::new();
    for item in items.iter().chain([&FilingLine::Break]) {
        if let FilingLine::Text(line, text) = item {
            paragraph.push((*line, text));
            continue;
        }
        let paragraph = std::mem::take(&mut paragraph);
        if runs < MOST_RUNS {
            let found = runs_in(&paragraph);
            runs += found.len();
            pieces.extend(found);
        }
        if matches!(item, FilingLine::Row(_)) {
            pieces.push(Piece::Row(row));
            row += 1;
        }
    }
    pieces
}

/// A paragraph of more lines holds no runs.
const MOST_LINES: usize = 1_000;
/// A paragraph of more bytes holds no runs.
const MOST_BYTES: usize = 100_000;
/// As many lines are tried for the place where a run of countries gives way to one of statuses.
const MOST_TURNS: usize = 20;
/// More runs than any filing has; later ones are prose.
const MOST_RUNS: usize = 200;

/// The runs that a paragraph is made of: one, or one of each kind after another, or single lines of it.
fn runs_in(paragraph: &[(u32, &str)]) -> Vec<Piece> {
    let bytes: usize = paragraph.iter().map(|(_, text)| text.len()).sum();
    if paragraph.is_empty()
        || paragraph.len() > MOST_LINES
        || bytes > MOST_BYTES
        || !looks_like_a_run(paragraph)
    {
        return Vec::new();
    }
    if let Some(kind) = complete(paragraph) {
        return vec![piece(kind, paragraph)];
    }
    for at in 1..paragraph.len().min(MOST_TURNS) {
        if let Some((one, other)) = paragraph.split_at_checked(at)
            && let (Some(first), Some(second)) = (complete(one), complete(other))
        {
            return vec![piece(first, one), piece(second, other)];
        }
    }
    let single: Vec<Piece> = paragraph
        .iter()
        .filter_map(|line| complete(std::slice::from_ref(line)).map(|kind| piece(kind, &[*line])))
        .collect();
    if !single.is_empty() {
        return single;
    }
    let text = joined(paragraph);
    let kind = if mostly(&text, &COUNTRIES) {
        Kind::Countries
    } else if mostly(&text, &STATUSES) {
        Kind::Statuses
    } else {
        return Vec::new();
    };
    vec![piece(kind, paragraph)]
}

fn piece(kind: Kind, lines: &[(u32, &str)]) -> Piece {
    let line = lines.first().map_or(0, |(line, _)| *line);
    Piece::Run(kind, RunText { line, text: joined(lines) })
}

fn joined(lines: &[(u32, &str)]) -> String {
    lines.iter().map(|(_, text)| text.trim()).collect::<Vec<_>>().join(" ")
}

/// Whether one of the first lines has a run's words; cheap, to pass prose over.
fn looks_like_a_run(paragraph: &[(u32, &str)]) -> bool {
    paragraph.iter().take(8).any(|(_, text)| {
        let head: String = text.split_whitespace().take(24).collect::<Vec<_>>().join(" ");
        mostly(&head, &COUNTRIES) || mostly(&head, &STATUSES)
    })
}

/// What the lines are a run of, when they are nothing else.
fn complete(lines: &[(u32, &str)]) -> Option<Kind> {
    let text = joined(lines);
    if Run::new(&text, &COUNTRIES).is_complete() {
        return Some(Kind::Countries);
    }
    Run::new(&text, &STATUSES).is_complete().then_some(Kind::Statuses)
}

/// Whether at least three of five words belong to known phrases.
fn mostly<L: Copy + Ord>(text: &str, phrases: &LabelPhrases<L>) -> bool {
    let run = Run::new(text, phrases);
    run.len() > 0 && run.covered() * 5 >= run.len() * 3
}
