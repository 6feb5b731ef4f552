//! The totals that a filing states, as numbers to reckon with.

use crate::domain::{Place, Statement, Status, StatusCounts, TotalOf};

/// The totals of the prose.
pub struct Totals<'a>(&'a [Statement]);

impl<'a> Totals<'a> {
    /// The totals among the statements.
    pub fn new(statements: &'a [Statement]) -> Self {
        Self(statements)
    }

    /// The one number stated for `wanted`; `None` when there is none, or two that differ.
    fn stated(&self, wanted: TotalOf) -> Option<(i64, &Place)> {
        let mut found = self.0.iter().filter_map(|statement| match statement {
            Statement::Total { of, count, place } if *of == wanted => Some((i64::from(*count), place)),
            Statement::Total { .. } | Statement::NoneInCoveredCountry { .. } | Statement::Damaged { .. } => {
                None
            }
        });
        let first = found.next()?;
        found.all(|(count, _)| count == first.0).then_some(first)
    }

    /// The total of one status.
    pub fn of(&self, status: Status) -> Option<i64> {
        self.stated(TotalOf::Of(status)).map(|(count, _)| count)
    }

    /// The total of all facilities.
    pub fn all(&self) -> Option<i64> {
        self.stated(TotalOf::All).map(|(count, _)| count)
    }

    /// The totals of all three statuses; `None` when one is missing.
    pub fn statuses(&self) -> Option<StatusCounts> {
        let mut counts = StatusCounts::default();
        for status in Status::STATED {
            counts.add(status, self.of(status)?);
        }
        Some(counts)
    }

    /// Where a status's total is stated.
    pub fn place(&self, status: Status) -> Place {
        self.stated(TotalOf::Of(status)).map_or(Place::File, |(_, place)| place.clone())
    }
}
