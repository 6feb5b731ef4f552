//! The jump list: where one was, as it was, and the way back and forth between these places.

use super::Screens;
use super::declaration::DeclarationScreen;
use super::views::Viewed;
use crate::app::core::Core;
use crate::app::screen::{OneShown, Screen};
use crate::app::screen_id::ScreenId;
use crate::domain::{ActionId, DeclarationId, FacilityId, MeasureId, NameKey, SupplierId};
use crate::query::actions::{ActionField, ActionFilter};
use crate::query::declared::DeclaredField;
use crate::query::measures::{MeasureField, MeasureFilter};
use crate::query::suppliers::{SupplierField, SupplierFilter};
use crate::query::{FacilityField, Filter};
use crate::resolve::rows::RowFilter;

/// How many places are remembered.
const MOST: usize = 100;

/// A place that was left.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    screen: ScreenId,
    view: VisitedView,
}

/// What a screen showed, where a jump can have it show something else.
#[derive(Debug, Clone, PartialEq)]
enum VisitedView {
    /// What it shows anyway.
    Own,
    Facilities(Box<Viewed<Filter, FacilityField>>, Option<FacilityId>),
    Suppliers(Box<Viewed<SupplierFilter, SupplierField>>, Option<SupplierId>),
    Actions(Box<Viewed<ActionFilter, ActionField>>, Option<ActionId>),
    Measures(Box<Viewed<MeasureFilter, MeasureField>>, Option<MeasureId>),
    /// The rows that passed, and the one under the cursor, an index.
    Rows(Box<Viewed<RowFilter, DeclaredField>>, usize),
    /// The declaration, the item and the finding under the cursor, indexes, and whether the findings have the keys.
    Declaration(Option<DeclarationId>, (usize, usize, bool)),
    /// The name in hand.
    Name(Option<NameKey>),
    /// The facility in hand.
    Judged(Option<FacilityId>),
}

/// The places before and after the present one.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    before: Vec<Visit>,
    after: Vec<Visit>,
}

impl Screens {
    /// The present place.
    fn visit(&self, core: &Core) -> Visit {
        let view = match self.shown {
            ScreenId::Smelters => VisitedView::Facilities(
                Box::new(Viewed::visited(&self.smelters.filter, &self.smelters.grid)),
                self.smelters.here(core).cloned(),
            ),
            ScreenId::Suppliers => {
                let here = self.suppliers.current().map(|row| row.id.clone());
                VisitedView::Suppliers(
                    Box::new(Viewed::visited(&self.suppliers.filter, &self.suppliers.grid)),
                    here,
                )
            }
            ScreenId::Rows => VisitedView::Rows(
                Box::new(Viewed::visited(&self.rows.filter, &self.rows.grid)),
                self.rows.grid.table.cursor,
            ),
            ScreenId::Declaration => {
                let DeclarationScreen { shown, cursor, finding, findings_focus, .. } = &self.declaration;
                VisitedView::Declaration(shown.clone(), (*cursor, *finding, *findings_focus))
            }
            ScreenId::Matches => VisitedView::Name(self.matches.queue.current.clone()),
            ScreenId::Triage => VisitedView::Judged(self.triage.queue.current.clone()),
            ScreenId::Actions => {
                let here = self.actions.current().map(|row| row.action.id.clone());
                VisitedView::Actions(
                    Box::new(Viewed::visited(&self.actions.filter, &self.actions.grid)),
                    here,
                )
            }
            ScreenId::Diligence => {
                let here = self.diligence.current().map(|row| row.measure.id.clone());
                VisitedView::Measures(
                    Box::new(Viewed::visited(&self.diligence.filter, &self.diligence.grid)),
                    here,
                )
            }
            ScreenId::Overview | ScreenId::Report | ScreenId::History | ScreenId::Lists => VisitedView::Own,
        };
        Visit { screen: self.shown, view }
    }

    /// Remembers the present place before another is gone to; from it there is no way forward any more.
    pub(in crate::app) fn leave(&mut self, core: &Core) {
        let here = self.visit(core);
        let Trail { before, after } = &mut self.trail;
        after.clear();
        if before.last() != Some(&here) {
            before.push(here);
        }
        let many = before.len().saturating_sub(MOST);
        before.drain(..many);
    }

    /// Goes to the place before, or after; whether there was one.
    pub(in crate::app) fn step_trail(&mut self, core: &mut Core, forward: bool) -> bool {
        let here = self.visit(core);
        let Trail { before, after } = &mut self.trail;
        let (from, to) = if forward { (after, before) } else { (before, after) };
        // Where nothing was done on the way there is nothing to go back to.
        let mut there = from.pop();
        while there.as_ref() == Some(&here) {
            there = from.pop();
        }
        let Some(there) = there else { return false };
        to.push(here);
        self.show(core, there);
        true
    }

    /// Shows the measures that passed, with the cursor on one.
    fn show_measures(
        &mut self,
        core: &Core,
        filter: Viewed<MeasureFilter, MeasureField>,
        id: Option<MeasureId>,
    ) {
        if Viewed::visited(&self.diligence.filter, &self.diligence.grid) != filter {
            filter.show(&mut self.diligence.filter, &mut self.diligence.grid);
            self.diligence.arrange(core);
        }
        if let Some(id) = id {
            self.diligence.stay_on(&id);
        }
    }

    /// Shows a place as it was.
    fn show(&mut self, core: &mut Core, Visit { screen, view }: Visit) {
        self.shown = screen;
        self.shown_mut().prepare(core);
        match view {
            VisitedView::Own => {}
            VisitedView::Facilities(filter, id) => {
                if Viewed::visited(&self.smelters.filter, &self.smelters.grid) != *filter {
                    filter.show(&mut self.smelters.filter, &mut self.smelters.grid);
                    self.smelters.filter_by_names(core);
                    self.smelters.arrange(core);
                }
                if let Some(id) = id {
                    self.smelters.go_to(core, core.workspace.resolve(&id));
                }
            }
            VisitedView::Suppliers(filter, id) => {
                if Viewed::visited(&self.suppliers.filter, &self.suppliers.grid) != *filter {
                    filter.show(&mut self.suppliers.filter, &mut self.suppliers.grid);
                    self.suppliers.arrange(core);
                }
                if let Some(id) = id {
                    self.suppliers.stay_on(&id);
                }
            }
            VisitedView::Actions(filter, id) => {
                if Viewed::visited(&self.actions.filter, &self.actions.grid) != *filter {
                    filter.show(&mut self.actions.filter, &mut self.actions.grid);
                    self.actions.arrange(core);
                }
                if let Some(id) = id {
                    self.actions.stay_on(&id);
                }
            }
            VisitedView::Measures(filter, id) => self.show_measures(core, *filter, id),
            VisitedView::Rows(filter, cursor) => {
                if Viewed::visited(&self.rows.filter, &self.rows.grid) != *filter {
                    filter.show(&mut self.rows.filter, &mut self.rows.grid);
                    self.rows.arrange(core);
                }
                let by = isize::try_from(cursor).unwrap_or(0)
                    - isize::try_from(self.rows.grid.table.cursor).unwrap_or(0);
                self.rows.move_by(core, by);
            }
            VisitedView::Name(key) if self.matches.queue.current != key => self.matches.take(key),
            VisitedView::Judged(id) if self.triage.queue.current != id => self.triage.queue.take(id),
            VisitedView::Name(_) | VisitedView::Judged(_) => {}
            VisitedView::Declaration(id, (cursor, finding, findings_focus)) => {
                if let Some(id) = id.filter(|id| self.declaration.shown.as_ref() != Some(id)) {
                    self.declaration.show(core, &id);
                    self.declaration.finding =
                        finding.min(self.declaration.marks.places.len().saturating_sub(1));
                    self.declaration.findings_focus = findings_focus;
                }
                self.declaration.cursor = cursor.min(self.declaration.items.len().saturating_sub(1));
            }
        }
    }
}
