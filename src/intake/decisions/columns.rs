//! Which column of a table of decisions is which, by the words of its header.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::import::headers::{HeaderWords, unuse_repeated};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum DecisionColumn {
    Metal,
    /// The name as it was written.
    Written,
    /// The country as it was written.
    Country,
    /// What was decided: a facility, or what the name is instead.
    Decision,
    /// The facility's number.
    Cid,
    /// The facility's name.
    Facility,
    /// The facility's country.
    FacilityCountry,
    /// The facility's city.
    FacilityCity,
    /// The probability that the matcher gave.
    Score,
    /// Not known, or for the record of the workspace that it comes from.
    Unknown,
}

impl DecisionColumn {
    /// What the summary says that a column was taken for.
    pub fn taken_for(self) -> &'static str {
        match self {
            Self::Metal => "metal",
            Self::Written => "name as written",
            Self::Country => "country as written",
            Self::Decision => "decision",
            Self::Cid => "CID",
            Self::Facility => "facility",
            Self::FacilityCountry => "facility's country",
            Self::FacilityCity => "facility's city",
            Self::Score => "score",
            Self::Unknown => "not used",
        }
    }
}

static HEADERS: LazyLock<HeaderWords<DecisionColumn>> = LazyLock::new(|| {
    HeaderWords::embedded("data/decision_headers.ron", include_str!("../../../data/decision_headers.ron"))
});

fn of_header(written: &str) -> DecisionColumn {
    HEADERS.column(written).unwrap_or(DecisionColumn::Unknown)
}

/// The columns of a header row, in its order; `None` when the row heads no decisions: there must be metal, name and what
/// the name was decided to be.
pub fn of_header_row(cells: &[String]) -> Option<Vec<DecisionColumn>> {
    let mut columns: Vec<DecisionColumn> = cells.iter().map(|cell| of_header(cell)).collect();
    unuse_repeated(&mut columns, DecisionColumn::Unknown);
    let has = |column: DecisionColumn| columns.contains(&column);
    let decides = has(DecisionColumn::Decision) || has(DecisionColumn::Cid) || has(DecisionColumn::Facility);
    (has(DecisionColumn::Metal) && has(DecisionColumn::Written) && decides).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_has_metal_name_and_decision() {
        use DecisionColumn::{Cid, Country, Metal, Unknown, Written};
        let of = |header: &str| of_header_row(&header.split(',').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(of("metal,NAME (as written),Name,cid*"), Some(vec![Metal, Written, Unknown, Cid]));
        assert_eq!(of("Metal,Name,Country,ID,Method"), Some(vec![Metal, Written, Country, Cid, Unknown]));
        for header in ["Metal,Name", "Name,CID", "Supplier,Number,E-mail", ""] {
            assert_eq!(of(header), None, "{header}");
        }
    }
}
