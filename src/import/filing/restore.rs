//! Putting back what damaged rows lost, as far as the filing itself says it, and saying what stays open.

use super::blocks::{COUNTRIES, DamagedBlock, RunText, STATUSES};
use super::lines::FilingRow;
use super::run::{Run, Split};
use super::totals::Totals;
use crate::domain::{
    Country, CountryValue, DerivationRule, LostColumn, Place, Statement, Status, StatusCounts, Value,
};
use crate::import::{DraftClaim, DraftConstraint, DraftRow};

/// What became of the statuses of one block.
struct Statuses {
    column: LostColumn,
    words: StatusCounts,
    /// The statuses in the rows' order, when the run has exactly one for every row.
    in_order: Vec<Status>,
}

/// The outcome for a table.
pub struct Restored {
    /// One for each block.
    pub statements: Vec<Statement>,
    /// What the totals say about the rows that stay without a status.
    pub constraint: Option<DraftConstraint>,
}

/// Adds derived claims to the rows of damaged blocks.
pub fn restore(
    rows: &[FilingRow],
    drafts: &mut [DraftRow],
    blocks: &[DamagedBlock],
    totals: &Totals,
) -> Restored {
    let countries: Vec<LostColumn> = blocks.iter().map(|block| countries(block, drafts)).collect();
    let mut statuses: Vec<Statuses> = blocks.iter().map(statuses).collect();
    if !order_fits_totals(drafts, blocks, &statuses, totals) {
        for found in statuses.iter_mut().filter(|found| !found.in_order.is_empty()) {
            found.in_order.clear();
            found.column = LostColumn::Ambiguous;
        }
    }
    for (block, found) in blocks.iter().zip(&statuses) {
        let place = block.statuses.as_ref().map_or(Place::File, RunText::place);
        for (index, status) in block.rows.iter().zip(&found.in_order) {
            add(drafts, *index, Value::Status(*status, None), &place, DerivationRule::StatusesInOrder);
        }
    }
    let constraint = constraint(rows, drafts, blocks, &statuses, totals);
    if let Some((constraint, status)) =
        constraint.as_ref().and_then(|constraint| Some((constraint, only(constraint)?)))
    {
        let place = totals.place(status);
        for index in &constraint.rows {
            add(drafts, *index, Value::Status(status, None), &place, DerivationRule::TotalsLeaveOne);
        }
        let open = statuses.iter_mut().zip(blocks).filter(|(_, block)| is_in(block, constraint));
        open.for_each(|(found, _)| found.column = LostColumn::ByTotals);
    }
    let outcomes = blocks.iter().zip(countries).zip(&statuses);
    let statements =
        outcomes.filter_map(|((block, countries), found)| statement(rows, block, countries, found));
    Restored { statements: statements.collect(), constraint }
}

fn is_in(block: &DamagedBlock, constraint: &DraftConstraint) -> bool {
    block.rows.first().is_some_and(|first| constraint.rows.binary_search(first).is_ok())
}

fn add(drafts: &mut [DraftRow], index: usize, value: Value, place: &Place, rule: DerivationRule) {
    if let Some(row) = drafts.get_mut(index) {
        row.claims.push(DraftClaim { value, place: place.clone(), rule: Some(rule) });
    }
}

fn length(labels: &[impl Sized]) -> u32 {
    u32::try_from(labels.len()).unwrap_or(u32::MAX)
}

/// Gives a block its countries back where the run of them has exactly one split with one for every row.
fn countries(block: &DamagedBlock, drafts: &mut [DraftRow]) -> LostColumn {
    if !block.lost.country {
        return LostColumn::Whole;
    }
    let Some(run) = &block.countries else {
        return LostColumn::Absent;
    };
    match Run::new(&run.text, &COUNTRIES).split(block.rows.len()) {
        Split::One(names) => {
            for (index, (country, written)) in block.rows.iter().zip(names) {
                let value = country_value(country, &written);
                add(drafts, *index, value, &run.place(), DerivationRule::CountriesInOrder);
            }
            LostColumn::Derived
        }
        Split::Many => LostColumn::Ambiguous,
        Split::Other(names) => LostColumn::Holes { survive: length(&names) },
    }
}

fn country_value(country: Country, written: &str) -> Value {
    Value::Country(CountryValue { code: Some(country), written: crate::text::clean(written) })
}

fn count(statuses: impl Iterator<Item = Status>) -> StatusCounts {
    let mut counts = StatusCounts::default();
    statuses.for_each(|status| counts.add(status, 1));
    counts
}

/// What a block's run of statuses gives. A run with holes gives no row its status: the order of what is left
/// cannot be checked.
fn statuses(block: &DamagedBlock) -> Statuses {
    let none = |column| Statuses { column, words: StatusCounts::default(), in_order: Vec::new() };
    if !block.lost.status {
        return none(LostColumn::Whole);
    }
    let Some(run) = &block.statuses else {
        return none(LostColumn::Absent);
    };
    match Run::new(&run.text, &STATUSES).split(block.rows.len()) {
        Split::One(found) => {
            let in_order: Vec<Status> = found.into_iter().map(|(status, _)| status).collect();
            Statuses { column: LostColumn::Derived, words: count(in_order.iter().copied()), in_order }
        }
        Split::Many => none(LostColumn::Ambiguous),
        Split::Other(found) => Statuses {
            column: LostColumn::Holes { survive: length(&found) },
            words: count(found.into_iter()),
            in_order: Vec::new(),
        },
    }
}

/// The statuses that rows have by now.
fn tally(drafts: &[DraftRow]) -> StatusCounts {
    count(drafts.iter().flat_map(|row| row.claims.iter().find_map(|claim| claim.value.as_status())))
}

/// Whether statuses taken in order stay within the totals that the filing states.
fn order_fits_totals(
    drafts: &[DraftRow],
    blocks: &[DamagedBlock],
    found: &[Statuses],
    totals: &Totals,
) -> bool {
    let mut sum = tally(drafts);
    found.iter().flat_map(|found| &found.in_order).for_each(|status| sum.add(*status, 1));
    let all_settled = blocks.iter().zip(found).all(|(b, f)| !b.lost.status || !f.in_order.is_empty());
    Status::STATED.into_iter().all(|status| {
        totals.of(status).is_none_or(|total| {
            let has = sum.get(status);
            if all_settled { has == total } else { has <= total }
        })
    })
}

/// The totals less what the other rows have, where that adds up to the rows without a status.
fn constraint(
    rows: &[FilingRow],
    drafts: &[DraftRow],
    blocks: &[DamagedBlock],
    found: &[Statuses],
    totals: &Totals,
) -> Option<DraftConstraint> {
    let open: Vec<(&DamagedBlock, &Statuses)> = blocks
        .iter()
        .zip(found)
        .filter(|(block, found)| block.lost.status && found.in_order.is_empty())
        .collect();
    let indexes: Vec<usize> = open.iter().flat_map(|(block, _)| block.rows.iter().copied()).collect();
    let first = rows.get(*indexes.first()?)?;
    if totals.all().is_some_and(|all| all != i64::from(length(drafts))) {
        return None;
    }
    let mut left = totals.statuses()?;
    let has = tally(drafts);
    let mut words = StatusCounts::default();
    for status in Status::STATED {
        left.add(status, -has.get(status));
        open.iter().for_each(|(_, found)| words.add(status, found.words.get(status)));
    }
    let bearable = Status::STATED.into_iter().all(|status| left.get(status) >= words.get(status));
    let adds_up = left.total() == i64::from(length(&indexes));
    (bearable && adds_up).then_some(DraftConstraint {
        place: Place::Line(first.line, 0),
        rows: indexes,
        totals: left,
    })
}

/// The one status that the totals leave for every open row.
fn only(constraint: &DraftConstraint) -> Option<Status> {
    let rows = i64::from(length(&constraint.rows));
    Status::STATED.into_iter().find(|status| constraint.totals.get(*status) == rows)
}

fn statement(
    rows: &[FilingRow],
    block: &DamagedBlock,
    countries: LostColumn,
    found: &Statuses,
) -> Option<Statement> {
    let first = rows.get(*block.rows.first()?)?;
    let last = rows.get(*block.rows.last()?)?;
    Some(Statement::Damaged {
        first: Place::Line(first.line, 0),
        names: (first.name.text.clone(), last.name.text.clone()),
        rows: length(&block.rows),
        countries,
        statuses: found.column,
        words: found.words,
    })
}

impl RunText {
    fn place(&self) -> Place {
        Place::Line(self.line, 0)
    }
}
