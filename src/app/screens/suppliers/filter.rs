//! The filters of Suppliers: by the state of the request, and by what else is known.

use std::collections::BTreeSet;

use super::SuppliersScreen;
use crate::app::core::Core;
use crate::app::overlays::Asks;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::domain::cmrt::Version;
use crate::domain::{RequestState, Severity};
use crate::query::suppliers::{SupplierFilter, SupplierRow};

/// The suppliers that pass the filter without the kind that `clear` takes out of it.
fn passing<'a>(
    screen: &'a SuppliersScreen,
    core: &Core,
    clear: impl Fn(&mut SupplierFilter),
) -> Vec<&'a SupplierRow> {
    let mut filter = screen.filter.clone();
    clear(&mut filter);
    filter.passing(&screen.rows, &core.workspace)
}

/// Opens the filter by the state of the request; "not asked" is none.
pub(super) fn by_state(screen: &mut SuppliersScreen, core: &mut Core) -> Asks<SuppliersScreen> {
    let others = passing(screen, core, |filter| filter.states.clear());
    let entry = |(letter, state): (char, Option<RequestState>)| {
        let count = others.iter().filter(|row| row.state == state).count();
        let name = state.map_or("not asked", RequestState::name);
        let item = PickerItem::new(letter, name, count.to_string());
        item.ticked(screen.filter.states.contains(&state)).means(state)
    };
    let logged = RequestState::ALL.into_iter().map(|state| (state.letter(), Some(state)));
    let entries = logged.chain([('x', None)]).map(entry).collect();
    Some(Picker::many("Filter by request", entries, |screen: &mut SuppliersScreen, core, states| {
        screen.filter.states = states.into_iter().collect();
        screen.filter_changed(core);
    }))
}

/// The most versions that the filter offers: each has a digit.
const MOST_VERSIONS: usize = 9;

/// The versions met, the newest first.
fn versions(screen: &SuppliersScreen) -> Vec<Version> {
    let met: BTreeSet<Version> = screen.rows.iter().filter_map(|row| row.version).collect();
    met.into_iter().rev().take(MOST_VERSIONS).collect()
}

/// What the filter by what else is known chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum More {
    HasOpen,
    Overdue,
    SentNothing,
    Finding(Severity),
    Version(Version),
}

impl More {
    fn is_so(self, row: &SupplierRow) -> bool {
        match self {
            Self::HasOpen => row.balance.open > 0,
            Self::Overdue => row.is_overdue,
            Self::SentNothing => row.declaration.is_none(),
            Self::Finding(severity) => row.found(severity) > 0,
            Self::Version(version) => row.version == Some(version),
        }
    }

    fn is_in(self, filter: &SupplierFilter) -> bool {
        match self {
            Self::HasOpen => filter.has_open,
            Self::Overdue => filter.is_overdue,
            Self::SentNothing => filter.sent_nothing,
            Self::Finding(severity) => filter.severities.contains(&severity),
            Self::Version(version) => filter.versions.contains(&version),
        }
    }

    fn put_in(self, filter: &mut SupplierFilter) {
        match self {
            Self::HasOpen => filter.has_open = true,
            Self::Overdue => filter.is_overdue = true,
            Self::SentNothing => filter.sent_nothing = true,
            Self::Finding(severity) => drop(filter.severities.insert(severity)),
            Self::Version(version) => drop(filter.versions.insert(version)),
        }
    }
}

/// The filter without what else is known.
fn without_more(filter: &SupplierFilter) -> SupplierFilter {
    let (states, search) = (filter.states.clone(), filter.search.clone());
    SupplierFilter { states, search, ..SupplierFilter::default() }
}

/// Opens the filter by what else is known: open rows, overdue, findings, version.
pub(super) fn by_more(screen: &mut SuppliersScreen, core: &mut Core) -> Asks<SuppliersScreen> {
    let others = passing(screen, core, |filter| *filter = without_more(filter));
    let entry = |(letter, text, more): (char, String, More)| {
        let count = others.iter().filter(|row| more.is_so(row)).count();
        let item = PickerItem::new(letter, text, count.to_string());
        item.ticked(more.is_in(&screen.filter)).means(more)
    };
    let fixed = [
        ('o', "open rows".to_owned(), More::HasOpen),
        ('d', "overdue".to_owned(), More::Overdue),
        ('n', "sent nothing".to_owned(), More::SentNothing),
    ];
    let finding = |severity: Severity| {
        (severity.letter(), format!("findings: {}", severity.name()), More::Finding(severity))
    };
    let version = |(digit, version)| (digit, format!("CMRT {version}"), More::Version(version));
    let rest = Severity::ALL.into_iter().map(finding);
    let rest = rest.chain(('1'..='9').zip(versions(screen)).map(version));
    let entries = fixed.into_iter().chain(rest).map(entry).collect();
    Some(Picker::many("Filter suppliers", entries, |screen: &mut SuppliersScreen, core, chosen| {
        let filter = &mut screen.filter;
        *filter = without_more(filter);
        chosen.into_iter().for_each(|more: More| more.put_in(filter));
        screen.filter_changed(core);
    }))
}
