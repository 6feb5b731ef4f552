//! Risk lists: tables of sanctioned names, and of conflict-affected and high-risk areas, to a [`RiskDraft`].
//!
//! Columns are found by the words of their header, in any order (`data/risk_headers.ron`): our own form, documented in `docs/files.md`;
//! OpenSanctions' simple CSV; lists of areas. OFAC's three files have no header and are known by their columns ([`ofac`]). A file
//! that is none of these is refused with the place where it is not.

mod headed;
mod ofac;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use jiff::civil::Date;

use super::cell_grid::CellGrid;
use super::{ImportError, table};
use crate::domain::{Place, RiskBody, RiskKind};
use crate::text::clean;

pub use headed::RiskColumn;

/// Which part of a list a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RiskPart {
    /// All of it.
    Whole,
    /// OFAC's names (SDN.CSV), which is a list by itself.
    Names,
    /// OFAC's other names (ALT.CSV).
    Aliases,
    /// OFAC's addresses (ADD.CSV), with the countries.
    Addresses,
}

/// A risk list as read: nothing of it is in a workspace yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskDraft {
    /// The file's name, without its folder.
    pub file: String,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
    /// A short title: the file's name without its end.
    pub title: String,
    pub kind: RiskKind,
    /// Whether the file's words or columns can be of nothing but a risk list.
    pub is_evident: bool,
    pub part: RiskPart,
    /// SHA-256 of other files that were joined to it.
    pub joined: Vec<String>,
    /// The day that it speaks for, where something says it, with what does.
    pub as_of: Option<(Date, &'static str)>,
    pub body: Arc<RiskBody>,
    /// Headers as written, and what each was taken for.
    pub columns: Vec<(String, String)>,
    /// What is to be said of its rows: the place, and the words.
    pub remarks: Vec<(Place, String)>,
}

/// Why a file is no risk list, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskShape {
    pub place: Place,
    pub why: String,
}

/// So many remarks are kept.
const MOST_REMARKS: usize = 1_000;

/// Entries as they were read, with what is to be said of them.
#[derive(Debug, Default)]
struct Entries {
    body: RiskBody,
    remarks: Vec<(Place, String)>,
    /// How many entries are of kinds that are not kept.
    left_out: usize,
}

/// Reads a file as a risk list, given its name without the folder: the list, or where it is none.
///
/// # Errors
/// When the bytes are damaged, or need a password.
pub fn read(
    file: &str,
    raw: &[u8],
    password: Option<&str>,
) -> Result<Result<RiskDraft, RiskShape>, ImportError> {
    let grids = table::grids(raw, password, |grid| ofac::fit(grid).max(headed::fit(grid)))?;
    let best = grids.iter().max_by_key(|grid| (headed::fit(grid).min(2), grid.rows.len()));
    let Some(grid) = best else {
        return Ok(Err(RiskShape { place: Place::File, why: "there is no table in it".to_owned() }));
    };
    Ok(of_grid(clean(file), raw, grid))
}

fn of_grid(file: String, raw: &[u8], grid: &CellGrid) -> Result<RiskDraft, RiskShape> {
    if grid.cut {
        let why = "the table is longer than what is read; what is left out would not be screened";
        return Err(RiskShape { place: Place::File, why: why.to_owned() });
    }
    let title = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).to_owned();
    let draft = match ofac::part(grid) {
        Some(part) => ofac::read(grid, part, &title)?,
        None => headed::read(grid, title)?,
    };
    if draft.body.entries.is_empty() {
        return Err(RiskShape { place: Place::File, why: "it has no entries".to_owned() });
    }
    Ok(RiskDraft { file, sha256: super::sha256(raw), ..draft })
}

impl Entries {
    /// The draft of a list, without its file.
    fn draft(mut self, title: String, (kind, part): (RiskKind, RiskPart)) -> RiskDraft {
        let more = self.remarks.len().saturating_sub(MOST_REMARKS);
        self.remarks.truncate(MOST_REMARKS);
        if more > 0 {
            self.remarks.push((Place::File, format!("{more} more remarks are left out")));
        }
        if self.left_out > 0 {
            let words = format!("{} entries are vessels, aircraft and the like, and not kept", self.left_out);
            self.remarks.push((Place::File, words));
        }
        RiskDraft {
            file: String::new(),
            sha256: String::new(),
            title,
            kind,
            is_evident: false,
            part,
            joined: Vec::new(),
            as_of: None,
            body: Arc::new(self.body),
            columns: Vec::new(),
            remarks: self.remarks,
        }
    }
}

impl RiskDraft {
    /// OFAC's names together with its aliases and addresses, as far as they are there; what is missing is said.
    #[must_use]
    pub fn joined(&self, aliases: Option<&Self>, addresses: Option<&Self>) -> Self {
        ofac::join(self, aliases, addresses)
    }
}
