//! Which suppliers name what is not settled, metal by metal: a row a supplier, the one with most to do first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::app::core::Core;
use crate::app::jump::Jump;
use crate::domain::{FacilityId, Metal, Status, SupplierId};
use crate::query::Filter;
use crate::resolve::rows::{OutcomeKind, RowFilter};

/// The metals, a column each.
pub const HEAT_METALS: [Metal; 4] = [Metal::Tantalum, Metal::Tin, Metal::Gold, Metal::Tungsten];

/// How many numbers a supplier has: one a metal, and its open rows.
pub const HEAT_COLUMNS: usize = HEAT_METALS.len() + 1;

/// The statuses of facilities that somebody must see to: neither conformant nor on the way there.
const UNSETTLED: [Status; 2] = [Status::Indeterminable, Status::Unresolved];

/// The facilities of each metal apart: settled ones, and others.
const SLOTS: usize = HEAT_METALS.len() * 2;

/// How many of the things that a supplier names must be seen to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HeatCell {
    pub count: usize,
    /// All that it names.
    pub of: usize,
}

impl HeatCell {
    /// The quarter that its share is in, from 0 to 3; none where nothing is counted.
    pub fn quarter(self) -> Option<usize> {
        (self.count > 0).then(|| (self.count * 4).div_ceil(self.of.max(1)).clamp(1, 4) - 1)
    }
}

/// What a supplier has to be seen to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplierHeat {
    pub supplier: SupplierId,
    pub name: String,
    /// Facilities of Annex I by metal, in the order of [`HEAT_METALS`]; last its declared rows that are open.
    pub cells: [HeatCell; HEAT_COLUMNS],
}

impl SupplierHeat {
    fn of(core: &Core, id: &SupplierId, named: [usize; SLOTS]) -> Option<Self> {
        let row = core.supplier(id)?;
        let mut cells = [HeatCell { count: row.balance.open, of: row.balance.rows }; HEAT_COLUMNS];
        for (cell, by_metal) in cells.iter_mut().zip(named.chunks_exact(2)) {
            let [settled, unsettled] = by_metal else { continue };
            *cell = HeatCell { count: *unsettled, of: settled + unsettled };
        }
        Some(Self { supplier: id.clone(), name: row.name.clone(), cells })
    }

    fn to_do(&self) -> usize {
        self.cells.iter().map(|cell| cell.count).sum()
    }
}

/// The suppliers whose rows count, those with most to do first.
pub(super) fn heat(core: &Core) -> Vec<SupplierHeat> {
    let slot = |id: &FacilityId| {
        let row = core.row(id).filter(|row| row.is_member())?;
        let metal = HEAT_METALS.iter().position(|metal| *metal == row.metal)?;
        Some(metal * 2 + usize::from(UNSETTLED.contains(&row.status)))
    };
    let named = core.register.named_by_supplier(slot).into_iter();
    let mut rows: Vec<SupplierHeat> =
        named.filter_map(|(supplier, named)| SupplierHeat::of(core, supplier, named)).collect();
    rows.sort_by_key(|row| Reverse(row.to_do()));
    rows
}

/// What a number counts, row by row: facilities of a metal, or open rows; none where it counts none.
pub(super) fn behind_heat(heat: &[SupplierHeat], entry: usize) -> Option<Jump> {
    let (row, column) = (heat.get(entry / HEAT_COLUMNS)?, entry % HEAT_COLUMNS);
    row.cells.get(column).filter(|cell| cell.count > 0)?;
    let suppliers = BTreeSet::from([row.supplier.clone()]);
    Some(match HEAT_METALS.get(column) {
        Some(metal) => {
            let (metals, statuses) = ([*metal].into(), UNSETTLED.into());
            Jump::Facilities(Box::new(Filter { metals, statuses, suppliers, ..Filter::default() }))
        }
        None => {
            let outcomes = [OutcomeKind::Open].into();
            Jump::Rows(Box::new(RowFilter { suppliers, outcomes, ..RowFilter::default() }))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_in_quarters() {
        let quarter = |count, of| HeatCell { count, of }.quarter();
        assert_eq!((quarter(0, 9), quarter(0, 0)), (None, None));
        let told = [quarter(1, 100), quarter(25, 100), quarter(26, 100), quarter(75, 100), quarter(76, 100)];
        assert_eq!(told.map(Option::unwrap), [0, 0, 1, 2, 3]);
        assert_eq!(quarter(7, 7), Some(3));
    }
}
