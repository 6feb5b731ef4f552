//! Going from one screen to another: by tab, by search, back, and where a jump leads.

use super::Screens;
use crate::app::core::Core;
use crate::app::jump::Jump;
use crate::app::overlays::Asks;
use crate::app::screen::{OneShown, Searched};
use crate::app::screen_id::ScreenId;

impl Screens {
    /// Shows a screen.
    pub fn go_to(&mut self, id: ScreenId) {
        self.shown = id;
    }

    /// Shows a screen, remembering the place left.
    pub(in crate::app) fn turn_to(&mut self, core: &Core, id: ScreenId) {
        if id != self.shown {
            self.leave(core);
            self.go_to(id);
        }
    }

    /// Shows a screen, with what it shows computed, so that something can be found there.
    fn go_to_prepared(&mut self, core: &mut Core, id: ScreenId) {
        self.go_to(id);
        self.shown_mut().prepare(core);
    }

    /// Goes to what the search key searches from here; a table that is searched is seen.
    pub(in crate::app) fn go_to_searched(&mut self, core: &Core) {
        match self.shown().searched() {
            Searched::Here(_) => {}
            Searched::Facilities => self.turn_to(core, ScreenId::Smelters),
            Searched::Suppliers => self.turn_to(core, ScreenId::Suppliers),
        }
        self.smelters.detail.is_zoomed = false;
    }

    /// Shows the tab to the right or left.
    pub(in crate::app) fn go_beside(&mut self, core: &Core, forward: bool) {
        self.turn_to(core, self.shown.beside(forward));
    }

    /// Goes where a jump leads; a command is given there.
    pub(in crate::app) fn follow_jump(&mut self, core: &mut Core, jump: Jump) -> Asks<Self> {
        if !matches!(jump, Jump::Command(_)) {
            self.leave(core);
        }
        match jump {
            Jump::Screen(id) => self.go_to(id),
            Jump::Command(command) => return self.give(core, command),
            Jump::Facility(id) => {
                self.go_to_prepared(core, ScreenId::Smelters);
                self.smelters.show(core, &id);
            }
            Jump::Facilities(filter) => {
                self.go_to_prepared(core, ScreenId::Smelters);
                self.smelters.show_passing(core, *filter);
            }
            Jump::Triage(need) => {
                self.go_to_prepared(core, ScreenId::Triage);
                self.triage.go_to_need(core, need);
            }
            Jump::Supplier(id) => {
                self.go_to_prepared(core, ScreenId::Suppliers);
                self.suppliers.go_to(core, &id);
            }
            Jump::Suppliers(filter) => {
                self.go_to_prepared(core, ScreenId::Suppliers);
                self.suppliers.show(core, *filter);
            }
            Jump::Declaration(id) => {
                self.go_to(ScreenId::Declaration);
                self.declaration.show(core, &id);
            }
            Jump::DeclaredRow(id, row) => {
                self.go_to(ScreenId::Declaration);
                self.declaration.show_row(core, &id, row);
            }
            Jump::Rows(filter) => {
                self.go_to(ScreenId::Rows);
                self.rows.show(core, *filter);
            }
            Jump::Actions(filter) => {
                self.go_to_prepared(core, ScreenId::Actions);
                self.actions.show(core, *filter);
            }
            Jump::Measure(id) => {
                self.go_to_prepared(core, ScreenId::Diligence);
                self.diligence.go_to(core, &id);
            }
            Jump::Measures(filter) => {
                self.go_to_prepared(core, ScreenId::Diligence);
                self.diligence.show(core, *filter);
            }
            Jump::Name(key) => {
                self.go_to(ScreenId::Matches);
                self.matches.take(Some(key));
            }
        }
        None
    }
}
