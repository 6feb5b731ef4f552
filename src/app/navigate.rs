//! Between screens, and searching on them.

use super::overlays;
use super::screen::ScreenId;
use super::state::App;
use crate::Problem;
use crate::domain::Status;

impl App {
    /// Shows a screen, remembering the one left for Esc.
    pub fn go_to_screen(&mut self, screen: ScreenId) {
        if screen != self.screen {
            self.trail.retain(|other| *other != screen);
            self.trail.push(self.screen);
            self.screen = screen;
        }
    }

    /// Filters Smelters again after its filter changed.
    pub fn filter_changed(&mut self) {
        self.smelters.refresh(&self.rows);
        if self.smelters.view.is_empty() {
            self.say("no row passes the filter; X clears it");
        }
    }

    /// Opens the import, or says where imports can be made.
    pub fn run_import(&mut self) {
        if self.workspace.programme.sample {
            self.problem(Problem::new(
                "the sample takes no imports: its facilities are one company's Annex I",
                "",
                "make a workspace of your own: rcoi init DIR --company NAME --year YYYY",
            ));
        } else {
            overlays::import::open(self);
        }
    }

    /// What is searched on the screen shown.
    #[must_use]
    pub fn search_text(&self) -> &str {
        match self.screen {
            ScreenId::Smelters => &self.smelters.query.filter.search,
            ScreenId::Suppliers => &self.suppliers.query.filter.search,
            ScreenId::Rows => &self.declared_rows.filter.search,
            ScreenId::Actions => &self.actions.search,
            ScreenId::History => &self.history_screen.search,
            ScreenId::Overview
            | ScreenId::Triage
            | ScreenId::Matches
            | ScreenId::Declaration
            | ScreenId::Report => "",
        }
    }

    /// Searches on the screen shown.
    pub fn set_search(&mut self, text: String) {
        match self.screen {
            ScreenId::Smelters => {
                self.smelters.query.filter.search = text;
                self.smelters.refresh(&self.rows);
            }
            ScreenId::Suppliers => {
                self.suppliers.query.filter.search = text;
                self.suppliers.refresh();
            }
            ScreenId::Rows => {
                self.declared_rows.filter.search = text;
                self.declared_rows.is_stale = true;
                super::screens::rows::refresh(self);
            }
            ScreenId::Actions => {
                self.actions.search = text;
                self.refresh_actions();
            }
            ScreenId::History => {
                self.history_screen.search = text;
                self.history_screen.refresh(&self.history);
            }
            ScreenId::Overview
            | ScreenId::Triage
            | ScreenId::Matches
            | ScreenId::Declaration
            | ScreenId::Report => {}
        }
    }

    /// How many facilities have a status.
    #[must_use]
    pub fn with_status(&self, status: Status) -> usize {
        self.rows.iter().filter(|row| row.status == status).count()
    }
}
