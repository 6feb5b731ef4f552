//! A search over declared rows: each word has a bit, found once for what is written, for who sent it and for what it resolved
//! to, and only where a word is limited to what differs from row to row in the row itself.

use crate::domain::{FacilityId, Metal};
use crate::text::{SearchMask, SearchQuery, SearchWord, column_named, fold};

use super::judge::Verdict;
use super::targets::Target;
use super::written::{StoredDeclaration, WrittenKey};
use super::{Outcome, Register};

/// What a facility is called, for words that are limited to its column.
pub type CalledBy<'a> = &'a dyn Fn(&FacilityId) -> &'a str;

/// A column that a word can be limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RowColumn {
    Supplier,
    Row,
    Metal,
    Name,
    Id,
    Country,
    Outcome,
    Facility,
    Cid,
    Method,
    List,
    File,
}

use RowColumn as C;

/// Their titles and headings, as they stand over the table.
pub const ROW_COLUMN_NAMES: [[&str; 2]; 12] = [
    ["supplier", "Supplier"],
    ["row", "Row"],
    ["metal", "Metal"],
    ["name as written", "Name"],
    ["ID as written", "ID"],
    ["country", "Country"],
    ["outcome", "Outcome"],
    ["facility", "Facility"],
    ["CID", "CID"],
    ["by", "Resolved by"],
    ["list", "List"],
    ["file", "File"],
];

const COLUMNS: [RowColumn; 12] = [
    C::Supplier,
    C::Row,
    C::Metal,
    C::Name,
    C::Id,
    C::Country,
    C::Outcome,
    C::Facility,
    C::Cid,
    C::Method,
    C::List,
    C::File,
];

/// A search, taken apart.
pub(super) struct RowQuery {
    query: SearchQuery<RowColumn>,
    mask: SearchMask,
    /// Whether a word is limited to what follows from what is written.
    asks_of_verdict: bool,
    /// Whether one is limited to what is a row's alone.
    asks_of_row: bool,
}

impl RowQuery {
    pub fn of(typed: &str) -> Self {
        let columns = || COLUMNS.into_iter().zip(ROW_COLUMN_NAMES);
        let query = SearchQuery::parse(typed, |name| column_named(name, columns()));
        let columns: Vec<RowColumn> = query.words().iter().filter_map(|word| word.column).collect();
        let asks_of = |some: &[RowColumn]| some.iter().any(|column| columns.contains(column));
        Self {
            mask: query.mask(),
            asks_of_verdict: asks_of(&[C::Metal, C::Method, C::List]),
            asks_of_row: asks_of(&[C::Row, C::Outcome]),
            query,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// Whether it finds a row that has the words of these bits.
    pub fn finds(&self, words: u64) -> bool {
        self.mask.finds(words)
    }

    /// The bits of the words that are there.
    fn bits(&self, is_there: impl Fn(&SearchWord<RowColumn>) -> bool) -> u64 {
        let words = self.query.words().iter().enumerate();
        words.filter(|(_, word)| is_there(word)).fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// What the declaration of a row says of it.
    pub fn of_sent(&self, sent: &StoredDeclaration) -> u64 {
        self.bits(|word| match word.column {
            None | Some(C::Supplier) => sent.name.contains(&word.text),
            Some(C::File) => sent.file.contains(&word.text),
            Some(_) => false,
        })
    }

    /// What is written in it.
    pub fn of_key(&self, key: &WrittenKey) -> u64 {
        self.bits(|word| match word.column {
            None => key.search.contains(&word.text),
            Some(C::Name) => {
                [&fold(&key.name), &*key.look_up, &*key.typed].iter().any(|t| t.contains(&word.text))
            }
            Some(C::Id) => fold(&key.id).contains(&word.text),
            Some(C::Country) => fold(&key.country).contains(&word.text),
            Some(_) => false,
        })
    }

    /// What it resolved to.
    pub fn of_target(&self, target: &Target, called: CalledBy<'_>) -> u64 {
        let cid = target.cid.map_or(String::new(), |cid| cid.to_string().to_lowercase());
        self.bits(|word| match word.column {
            None | Some(C::Cid) => cid.contains(&word.text),
            Some(C::Facility) => {
                target.facility.as_ref().is_some_and(|id| fold(called(id)).contains(&word.text))
            }
            Some(_) => false,
        })
    }

    /// What follows from what is written beside its look-up.
    pub fn of_verdict(&self, register: &Register, key: &WrittenKey, verdict: &Verdict) -> u64 {
        if !self.asks_of_verdict {
            return 0;
        }
        let metal = register.metal_of(key, verdict);
        let list = register.judged.list(verdict, register.judged.target(verdict), &register.lists);
        let (metal, list) = (metal.map_or(String::new(), metal_words), fold(list));
        self.bits(|word| match word.column {
            Some(C::Metal) => metal.contains(&word.text),
            Some(C::Method) => fold(verdict.method.words()).contains(&word.text),
            Some(C::List) => list.contains(&word.text),
            Some(_) | None => false,
        })
    }

    /// What is the row's alone.
    pub fn of_row(&self, number: u32, outcome: impl Fn() -> Outcome) -> u64 {
        if !self.asks_of_row {
            return 0;
        }
        let said = match outcome() {
            Outcome::Rejected(reason) => fold(&format!("rejected: {}", reason.words())),
            other @ (Outcome::Resolved | Outcome::Duplicate | Outcome::Special | Outcome::Open) => {
                fold(other.word())
            }
        };
        let number = number.to_string();
        self.bits(|word| match word.column {
            Some(C::Row) => number.contains(&word.text),
            Some(C::Outcome) => said.contains(&word.text),
            Some(_) | None => false,
        })
    }
}

/// A metal as search finds it: by its name, and by its symbol.
pub(super) fn metal_words(metal: Metal) -> String {
    format!("{}\n{}", metal.name(), metal.symbol()).to_lowercase()
}
