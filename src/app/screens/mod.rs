//! One file a screen: its state, what it answers, and what its commands do. This file is the table of them: here they are
//! told apart; who draws each says a table of `ui`.

pub mod actions;
pub mod declaration;
pub mod diligence;
pub mod facilities;
mod going;
pub mod history;
mod hits;
pub mod lists;
pub mod matches;
pub mod overview;
pub mod preview;
pub mod report;
pub mod rows;
pub mod smelters;
mod statuses;
pub mod suggested;
pub mod suppliers;
mod trail;
pub mod triage;
pub mod views;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::command::row::{CommandRow, WhyNot, find};
use super::command::{COMMANDS, Command, CommandInfo};
use super::core::Core;
use super::everywhere;
use super::freezing::FROZEN;
use super::key::Key;
use super::news::News;
use super::overlays::Asks;
use super::overlays::picker::PickerItem;
use super::scope::Scope;
use super::screen::{OneShown, Screen};
use super::screen_id::{SCREENS, ScreenId};
use super::session::Session;
use crate::domain::SupplierId;
use crate::query::FacilityQuery;
use crate::query::suppliers::{SupplierQuery, SupplierRow};
use actions::ActionsScreen;
use declaration::DeclarationScreen;
use diligence::DiligenceScreen;
use history::HistoryScreen;
use lists::ListsScreen;
use matches::MatchesScreen;
use overview::OverviewScreen;
use report::ReportScreen;
use rows::RowsScreen;
use smelters::SmeltersScreen;
use suppliers::SuppliersScreen;
use trail::Trail;
use triage::TriageScreen;
use views::SavedView;

/// All screens, and which of them is shown.
pub struct Screens {
    pub shown: ScreenId,
    /// Those gone through on the way here.
    pub trail: Trail,
    pub overview: OverviewScreen,
    pub smelters: SmeltersScreen,
    pub triage: TriageScreen,
    pub matches: MatchesScreen,
    pub suppliers: SuppliersScreen,
    pub actions: ActionsScreen,
    pub report: ReportScreen,
    pub history: HistoryScreen,
    pub declaration: DeclarationScreen,
    /// The declared rows.
    pub rows: RowsScreen,
    pub lists: ListsScreen,
    /// The register of due diligence.
    pub diligence: DiligenceScreen,
    /// The views that were saved.
    pub views: Vec<SavedView>,
}

/// Nothing can be changed at all; [`Core::read_only`] says why.
pub const READ_ONLY: &str = "the workspace is open read-only";

impl Screens {
    /// The screens at the start, as they were left.
    pub fn new(session: &Session) -> Self {
        Self {
            shown: session.screen.unwrap_or(ScreenId::Overview),
            trail: Trail::default(),
            overview: OverviewScreen::default(),
            smelters: SmeltersScreen::new(session),
            triage: TriageScreen::new(session.triage.clone()),
            matches: MatchesScreen::new(session),
            suppliers: SuppliersScreen::new(session),
            actions: ActionsScreen::new(session),
            report: ReportScreen::default(),
            history: HistoryScreen::new(session),
            declaration: DeclarationScreen::default(),
            rows: RowsScreen::new(session),
            lists: ListsScreen::new(session),
            diligence: DiligenceScreen::new(session),
            views: session.views.clone(),
        }
    }

    /// Brings the cursors to where they were left, once the rows are there.
    pub(super) fn restore(&mut self, core: &mut Core, session: &Session) {
        self.smelters.prepare(core);
        self.suppliers.prepare(core);
        if let Some(id) = &session.smelter {
            self.smelters.go_to(core, id);
        }
        if let Some(id) = &session.supplier {
            self.suppliers.stay_on(id);
        }
    }

    /// What is restored at the next start.
    pub fn session(&self, core: &Core) -> Session {
        // A declaration is one of a supplier’s: the next start begins at the supplier.
        let is_declaration = self.shown == ScreenId::Declaration;
        Session {
            screen: Some(if is_declaration { ScreenId::Suppliers } else { self.shown }),
            query: FacilityQuery {
                filter: self.smelters.filter.clone(),
                sort: self.smelters.grid.sort.clone(),
            },
            columns: self.smelters.grid.kept().columns,
            smelter: self.smelters.here(core).cloned(),
            triage: self.triage.queue.current.clone(),
            rows: self.rows.filter.clone(),
            row_sort: self.rows.grid.sort.clone(),
            name: self.matches.queue.current.clone(),
            names: self.matches.filter.clone(),
            suppliers: SupplierQuery {
                filter: self.suppliers.filter.clone(),
                sort: self.suppliers.grid.sort.clone(),
            },
            supplier_columns: self.suppliers.grid.kept().columns,
            supplier: self.suppliers.current().map(|row| row.id.clone()),
            row_columns: self.rows.grid.kept().columns,
            actions: self.actions.filter.clone(),
            action_table: self.actions.grid.kept(),
            history_table: self.history.grid.kept(),
            list_table: self.lists.grid.kept(),
            measures: self.diligence.filter.clone(),
            measure_table: self.diligence.grid.kept(),
            measure_panel: self.diligence.detail.shape,
            views: self.views.clone(),
            smelter_panel: self.smelters.detail.shape,
            supplier_panel: self.suppliers.detail.shape,
            history_panel: self.history.detail.shape,
            searches: core.lately.searches().to_vec(),
            commands: core.lately.command_ids(),
            theme: core.themes.front().cloned(),
        }
    }

    pub fn get(&self, id: ScreenId) -> &dyn Screen {
        match id {
            ScreenId::Overview => &self.overview,
            ScreenId::Smelters => &self.smelters,
            ScreenId::Triage => &self.triage,
            ScreenId::Matches => &self.matches,
            ScreenId::Suppliers => &self.suppliers,
            ScreenId::Actions => &self.actions,
            ScreenId::Report => &self.report,
            ScreenId::History => &self.history,
            ScreenId::Declaration => &self.declaration,
            ScreenId::Rows => &self.rows,
            ScreenId::Lists => &self.lists,
            ScreenId::Diligence => &self.diligence,
        }
    }

    /// A screen, to change.
    pub fn get_mut(&mut self, id: ScreenId) -> &mut dyn Screen {
        match id {
            ScreenId::Overview => &mut self.overview,
            ScreenId::Smelters => &mut self.smelters,
            ScreenId::Triage => &mut self.triage,
            ScreenId::Matches => &mut self.matches,
            ScreenId::Suppliers => &mut self.suppliers,
            ScreenId::Actions => &mut self.actions,
            ScreenId::Report => &mut self.report,
            ScreenId::History => &mut self.history,
            ScreenId::Declaration => &mut self.declaration,
            ScreenId::Rows => &mut self.rows,
            ScreenId::Lists => &mut self.lists,
            ScreenId::Diligence => &mut self.diligence,
        }
    }

    /// Finds the row of a command on a screen, its own or the one of every screen, and takes it as one over all screens.
    fn row<R>(id: ScreenId, command: Command, take: impl FnOnce(Option<&dyn OnScreens>) -> R) -> R {
        match id {
            ScreenId::Overview => on(overview::COMMANDS, |s| &s.overview, |s| &mut s.overview, command, take),
            ScreenId::Smelters => on(smelters::COMMANDS, |s| &s.smelters, |s| &mut s.smelters, command, take),
            ScreenId::Triage => on(triage::COMMANDS, |s| &s.triage, |s| &mut s.triage, command, take),
            ScreenId::Matches => on(matches::COMMANDS, |s| &s.matches, |s| &mut s.matches, command, take),
            ScreenId::Suppliers => {
                on(suppliers::COMMANDS, |s| &s.suppliers, |s| &mut s.suppliers, command, take)
            }
            ScreenId::Actions => on(actions::COMMANDS, |s| &s.actions, |s| &mut s.actions, command, take),
            ScreenId::Report => on(report::COMMANDS, |s| &s.report, |s| &mut s.report, command, take),
            ScreenId::History => on(history::COMMANDS, |s| &s.history, |s| &mut s.history, command, take),
            ScreenId::Declaration => {
                on(declaration::COMMANDS, |s| &s.declaration, |s| &mut s.declaration, command, take)
            }
            ScreenId::Rows => on(rows::COMMANDS, |s| &s.rows, |s| &mut s.rows, command, take),
            ScreenId::Lists => on(lists::COMMANDS, |s| &s.lists, |s| &mut s.lists, command, take),
            ScreenId::Diligence => {
                on(diligence::COMMANDS, |s| &s.diligence, |s| &mut s.diligence, command, take)
            }
        }
    }

    /// Whether a command has a row on a screen: its own, or one of every screen.
    pub fn has_row(id: ScreenId, command: Command) -> bool {
        matches!(command, Command::Screen(_)) || Self::row(id, command, |row| row.is_some())
    }

    /// Why a command cannot be given on the screen shown, if it cannot.
    pub fn why_not(&self, core: &Core, command: Command) -> WhyNot {
        Self::row(self.shown, command, |row| self.stands_against(core, command, row))
    }

    fn stands_against(&self, core: &Core, command: Command, row: Option<&dyn OnScreens>) -> WhyNot {
        let info = command.info()?;
        if !info.scope.includes(self.shown) {
            return Some("not on this screen");
        }
        if info.edits && core.read_only.is_some() {
            return Some(READ_ONLY);
        }
        if info.edits && core.workspace.frozen().is_some() {
            return Some(FROZEN);
        }
        row?.why_not(self, core)
    }

    /// Gives a command on the screen shown, or says why it cannot be; what comes back is to lie over it.
    pub(super) fn give(&mut self, core: &mut Core, command: Command) -> Asks<Self> {
        if let Command::Screen(id) = command {
            self.turn_to(core, id);
            return None;
        }
        Self::row(self.shown, command, |row| {
            match (self.stands_against(core, command, row), core.read_only.clone()) {
                (Some(why @ READ_ONLY), Some(cause)) => core.warn(format!("{why}: {cause}")),
                (Some(why), _) if !row.is_some_and(OnScreens::explains) => core.warn(why),
                (Some(_) | None, _) => return row?.give(self, core),
            }
            None
        })
    }

    /// What a command is called on the screen shown: there search may look a facility up.
    pub fn title_of(&self, command: Command) -> Option<&'static str> {
        let is_look_up = command == Command::Search && self.shown == ScreenId::Matches;
        if is_look_up { Some("look up") } else { command.info().map(|info| info.title) }
    }

    /// The commands that can be given on the screen shown, by where they can be given, in the order of help.
    pub(super) fn commands(&self) -> Vec<(&'static str, Vec<&'static CommandInfo>)> {
        let of = |scope: Scope| COMMANDS.iter().filter(move |info| info.scope == scope).collect();
        Scope::on(self.shown).map(|scope| (scope.title(), of(scope))).collect()
    }

    /// Whether a command can be given on the screen shown, whatever is in hand.
    pub fn is_here(&self, info: &CommandInfo) -> bool {
        info.scope.includes(self.shown)
    }

    /// The command of a key on the screen shown.
    pub fn command_of(&self, core: &Core, key: Key) -> Option<Command> {
        core.keymap.lookup(self.shown, key)
    }

    /// Lets all screens follow what happened.
    pub(super) fn follow(&mut self, core: &Core, news: &News) {
        for info in SCREENS {
            self.get_mut(info.id).follow(core, news);
        }
    }

    /// The matcher has answered: the question about the accept band that waited for it, while Matches is shown.
    pub(super) fn band_due(&mut self, core: &mut Core) -> Asks<Self> {
        let is_due = core.take_band_due() && self.shown == ScreenId::Matches;
        is_due.then(|| self.give(core, Command::AcceptBand)).flatten()
    }
}

impl OneShown for Screens {
    fn shown(&self) -> &dyn Screen {
        self.get(self.shown)
    }

    fn shown_mut(&mut self) -> &mut dyn Screen {
        self.get_mut(self.shown)
    }
}

/// A command of one screen, as one over all of them.
trait OnScreens {
    fn why_not(&self, screens: &Screens, core: &Core) -> WhyNot;
    fn explains(&self) -> bool;
    fn give(&self, screens: &mut Screens, core: &mut Core) -> Asks<Screens>;
}

/// A row, and where its state is found among all screens.
struct Found<S: 'static> {
    row: &'static CommandRow<S>,
    get: fn(&Screens) -> &S,
    get_mut: fn(&mut Screens) -> &mut S,
}

impl<S> OnScreens for Found<S> {
    fn why_not(&self, screens: &Screens, core: &Core) -> WhyNot {
        self.row.why_not((self.get)(screens), core)
    }

    fn explains(&self) -> bool {
        self.row.explains()
    }

    fn give(&self, screens: &mut Screens, core: &mut Core) -> Asks<Screens> {
        Some(self.row.give((self.get_mut)(screens), core)?.lift(self.get_mut))
    }
}

/// Finds a command among those of a screen, else among those of every screen.
fn on<S: 'static, R>(
    commands: &'static [CommandRow<S>],
    get: fn(&Screens) -> &S,
    get_mut: fn(&mut Screens) -> &mut S,
    command: Command,
    take: impl FnOnce(Option<&dyn OnScreens>) -> R,
) -> R {
    if let Some(row) = find(commands, command) {
        return take(Some(&Found { row, get, get_mut }));
    }
    match find(everywhere::COMMANDS, command) {
        Some(row) => take(Some(&Found { row, get: |all| all, get_mut: |all| all })),
        None => take(None),
    }
}

/// The suppliers as entries of a filter, with how many rows each declares; none while there are none, which is said.
pub(super) fn supplier_entries(
    core: &mut Core,
    chosen: &BTreeSet<SupplierId>,
) -> Option<Vec<(PickerItem, SupplierId)>> {
    if core.suppliers.is_empty() {
        core.warn("there are no suppliers yet");
        return None;
    }
    let entry = |row: &Arc<SupplierRow>| {
        let item = PickerItem::typed(row.name.clone(), row.balance.rows.to_string());
        item.ticked(chosen.contains(&row.id)).means(row.id.clone())
    };
    Some(core.suppliers.iter().map(entry).collect())
}
