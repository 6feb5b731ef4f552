//! The shape of a list's lines: which columns stand before the name, and which behind it.

use super::parts::{at_back, at_front, bare, without_bullet};
use crate::import::FacilityColumn;
use crate::import::names::not_a_name;
use crate::import::table_words::WORDS;
use crate::text::fold;

/// Longer lines are prose. In bytes.
const LONGEST: usize = 300;

/// What can be known by its words.
const KNOWN: [FacilityColumn; 4] =
    [FacilityColumn::Cid, FacilityColumn::Metal, FacilityColumn::Status, FacilityColumn::Country];

/// The columns of a line in their order: those before the name, and those behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineShape {
    pub front: Vec<FacilityColumn>,
    pub back: Vec<FacilityColumn>,
}

/// The cells of a line in their order.
pub type LineCells = Vec<(FacilityColumn, String)>;

impl LineShape {
    /// The shape that a line has when everything at its ends that is known is taken.
    pub fn of(text: &str) -> Option<Self> {
        let words = words(text)?;
        let mut shape = Self::default();
        let (mut from, mut to) = (0, words.len());
        let open = |shape: &Self| KNOWN.into_iter().filter(|column| !shape.has(*column)).collect::<Vec<_>>();
        // A name may begin with a country ("Japan Mint"); no list has it there.
        loop {
            let left = words.get(from..to)?;
            let mut columns = open(&shape).into_iter().filter(|column| *column != FacilityColumn::Country);
            let Some((column, length)) = columns.find_map(|column| Some((column, at_front(column, left)?)))
            else {
                break;
            };
            shape.front.push(column);
            from += length;
        }
        loop {
            let left = words.get(from..to)?;
            let mut columns = open(&shape).into_iter();
            let Some((column, length)) = columns.find_map(|column| Some((column, at_back(column, left)?)))
            else {
                break;
            };
            shape.back.insert(0, column);
            to = to.checked_sub(length)?;
        }
        shape.read(text).map(|_| shape)
    }

    /// Whether one of the columns is this one.
    pub fn has(&self, column: FacilityColumn) -> bool {
        self.front.contains(&column) || self.back.contains(&column)
    }

    /// The columns in their order, with the name.
    pub fn columns(&self) -> Vec<FacilityColumn> {
        let name = std::iter::once(FacilityColumn::Name);
        self.front.iter().copied().chain(name).chain(self.back.iter().copied()).collect()
    }

    /// The cells of a line of this shape; `None` when it has another, or when what is left is no name.
    pub fn read(&self, text: &str) -> Option<LineCells> {
        let words = words(text)?;
        let mut left = words.as_slice();
        let mut front = LineCells::new();
        for column in &self.front {
            let (taken, rest) = left.split_at_checked(at_front(*column, left)?)?;
            front.push((*column, bare(&taken.join(" ")).to_owned()));
            left = rest;
        }
        let mut back = LineCells::new();
        for column in self.back.iter().rev() {
            let (rest, taken) = left.split_at_checked(left.len().checked_sub(at_back(*column, left)?)?)?;
            back.push((*column, bare(&taken.join(" ")).to_owned()));
            left = rest;
        }
        let name = left.join(" ");
        let name = name.trim_matches(|c: char| c.is_whitespace() || super::parts::BETWEEN.contains(&c));
        if !is_name(name) {
            return None;
        }
        front.push((FacilityColumn::Name, name.to_owned()));
        front.extend(back.into_iter().rev());
        Some(front)
    }
}

/// Whether a text can be a name, and has no place behind it.
fn is_name(text: &str) -> bool {
    let place = text.rsplit_once(", ").is_some_and(|(_, last)| !WORDS.has_company_word(last));
    let is_balanced = text.matches('(').count() == text.matches(')').count();
    let begins = text.chars().next().is_some_and(|c| !c.is_lowercase());
    let is_prose = WORDS.prose_words(&fold(text)) > 1;
    begins && !is_prose && is_balanced && !place && not_a_name(text).is_none()
}

/// The words of a line, without the sign or the number of an entry; `None` for prose.
fn words(text: &str) -> Option<Vec<&str>> {
    let text = text.trim();
    let text = without_bullet(text).unwrap_or(text);
    (text.len() <= LONGEST).then(|| text.split_whitespace().collect())
}
