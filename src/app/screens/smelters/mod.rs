//! Smelters: the table of facilities (Annex I), filtered, sorted, with a selection.

mod columns;
mod filter;
pub mod likely;
mod merge;

use std::collections::BTreeSet;

use super::facilities::{self, OnFacilities};
use super::{hits, suggested};
use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::detail::{self, labelled};
use crate::app::detail_pane::DetailPane;
use crate::app::jump::Jump;
use crate::app::layout::{ROOMY, TablePanes, beside_or_below};
use crate::app::look::{Line, Role};
use crate::app::news::News;
use crate::app::screen::{
    ChipText, Screen, Searched, StatusLine, chip, moved, search_chip, selected, shown_of,
};
use crate::app::session::Session;
use crate::app::table::{AnyGrid, Grid};
use crate::app::table_commands::{self, OnTable};
use crate::domain::FacilityId;
use crate::query::{AlsoKnown, FacilityField, FacilityQuery, FacilityRow, Filter, ListedFacility, column};
use crate::text::{Area, SearchQuery, visible};
use likely::{LikelyFacility, likely};

/// From this width on, names are seen whole beside the columns of lists.
const VERY_WIDE: u16 = 180;

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct SmeltersScreen {
    pub filter: Filter,
    /// The table.
    pub grid: Grid<FacilityField, FacilityId>,
    /// Everything known of the facility under the cursor.
    pub detail: DetailPane,
    /// What may have been meant, where the search finds nothing.
    pub likely: Vec<LikelyFacility>,
    /// The cursor over that.
    pub likely_at: usize,
    /// The facility that undo or redo changed: the cursor goes there once the view has followed.
    reverted: Option<FacilityId>,
    /// The selection that the last change was made to.
    served: BTreeSet<FacilityId>,
    /// What the view was made of.
    made: Derived,
}

impl SmeltersScreen {
    /// The state at the start.
    pub fn new(session: &Session) -> Self {
        let FacilityQuery { filter, sort } = session.query.clone();
        Self { filter, grid: Grid::new(session.columns.clone(), sort), ..Self::default() }
    }

    /// The row under the cursor.
    pub fn current<'a>(&self, core: &'a Core) -> Option<&'a FacilityRow> {
        core.rows.get(self.grid.current()?)
    }

    /// Brings the cursor to a facility; whether it is shown.
    pub fn go_to(&mut self, core: &Core, id: &FacilityId) -> bool {
        self.detail.offset = 0;
        self.grid.go_to(id, |index| core.rows.get(index).map(|row| &row.id))
    }

    /// The facility under the cursor when it was last shown, if it is there still.
    pub fn here<'a>(&self, core: &'a Core) -> Option<&'a FacilityId> {
        core.row(self.grid.here()?).map(|row| &row.id)
    }

    /// The selected facilities, in the order of all, or the one under the cursor.
    pub fn targets(&self, core: &Core) -> Vec<FacilityId> {
        let marked = &self.grid.marked;
        if marked.is_empty() {
            return self.current(core).map(|row| row.id.clone()).into_iter().collect();
        }
        core.rows.iter().filter(|row| marked.contains(&row.id)).map(|row| row.id.clone()).collect()
    }

    /// Shows a facility, taking the search off when it hides it, and the filter when that does.
    pub fn show(&mut self, core: &Core, id: &FacilityId) {
        let id = core.workspace.resolve(id);
        let mut is_shown = self.go_to(core, id);
        if !is_shown && !self.filter.search.is_empty() {
            self.search(core, String::new());
            is_shown = self.go_to(core, id);
        }
        if !is_shown {
            let others = core.row(id).is_some_and(|row| !row.is_member());
            self.filter = Filter { others, ..Filter::default() };
            self.arrange(core);
        }
    }

    /// Shows the facilities that pass a filter, from the first.
    pub fn show_passing(&mut self, core: &Core, filter: Filter) {
        self.filter = filter;
        self.name_again(core);
        self.grid.go_to_top();
        self.arrange(core);
    }

    /// What is searched for.
    pub fn query(&self) -> SearchQuery<FacilityField> {
        column::search(&self.filter.search)
    }

    /// The name by which the search finds a facility whose row does not show what is looked for.
    pub fn found_by(&self, core: &Core, row: &FacilityRow) -> Option<AlsoKnown> {
        core.searched_in().found_by(row, &self.query())
    }

    /// Lets the filter by supplier know which facilities those suppliers name.
    fn name_again(&mut self, core: &Core) {
        let suppliers = &self.filter.suppliers;
        self.filter.named = (!suppliers.is_empty()).then(|| core.named_by(suppliers));
    }

    /// Filters again after the filter changed.
    fn filter_changed(&mut self, core: &mut Core) {
        self.arrange(core);
        if self.grid.view.is_empty() && self.likely.is_empty() {
            core.say("no row passes the filter; X clears it");
        }
    }

    /// Takes what has gone out of the selection; what was merged into another is followed by the cursor.
    fn follow_facilities(&mut self, core: &Core) {
        self.grid.marked.retain(|id| core.workspace.resolve(id) == id && core.row(id).is_some());
        let here = self.grid.here().map(|id| core.workspace.resolve(id).clone());
        self.grid.remember(here.as_ref());
    }
}

impl OnFacilities for SmeltersScreen {
    fn facilities(&self, core: &Core) -> Vec<FacilityId> {
        self.targets(core)
    }

    fn hidden(&self, core: &Core) -> usize {
        self.marked_hidden(core)
    }
}

impl OnTable for SmeltersScreen {
    type Field = FacilityField;
    type Key = FacilityId;

    const NAMES: (&'static str, &'static str) = ("Smelters", "smelters");

    fn table(&self) -> &Grid<FacilityField, FacilityId> {
        &self.grid
    }

    fn table_mut(&mut self) -> &mut Grid<FacilityField, FacilityId> {
        &mut self.grid
    }

    fn key(&self, core: &Core, index: usize) -> Option<FacilityId> {
        core.rows.get(index).map(|row| row.id.clone())
    }

    fn row<'a>(&'a self, core: &'a Core, index: usize) -> Option<ListedFacility<'a>> {
        core.rows.get(index).map(|row| ListedFacility {
            row,
            ws: &core.workspace,
            standings: &core.standings,
        })
    }
}

impl Screen for SmeltersScreen {
    fn follow(&mut self, core: &Core, news: &News) {
        match news {
            News::Reverted(edit) => {
                let changed = edit.facilities();
                if let [id] = changed.as_slice() {
                    self.reverted = Some(core.workspace.resolve(id).clone());
                } else if self.grid.marked.is_empty()
                    && !changed.is_empty()
                    && changed.iter().all(|id| self.served.contains(id))
                {
                    // What they were selected for is not done: the next try is on the same ones.
                    self.grid.marked = std::mem::take(&mut self.served);
                }
            }
            News::FacilitiesServed => self.served = std::mem::take(&mut self.grid.marked),
            News::Names | News::Lists | News::Answers | News::Decided | News::SuppliersServed => {}
        }
    }

    fn prepare(&mut self, core: &mut Core) {
        self.grid.is_narrow = core.size.0 < ROOMY;
        let is_named_otherwise = core.refresh_other_names();
        let Generations { facilities, declared, .. } = core.generations;
        if self.made.outdated_by(Generations { facilities, declared, ..Generations::default() }) {
            self.name_again(core);
            self.follow_facilities(core);
            self.grid.squeeze = columns::squeeze(&core.rows);
            self.arrange(core);
        } else if is_named_otherwise && !self.filter.search.is_empty() {
            self.arrange(core);
        }
        if let Some(id) = self.reverted.take() {
            self.go_to(core, &id);
        }
    }

    fn remember(&mut self, core: &Core) {
        let here = self.current(core).map(|row| &row.id);
        self.grid.remember(here);
    }

    fn grid(&self) -> Option<&dyn AnyGrid> {
        Some(&self.grid)
    }

    fn grid_mut(&mut self) -> Option<&mut dyn AnyGrid> {
        Some(&mut self.grid)
    }

    fn table_panes(&self, body: Area) -> Option<TablePanes> {
        // Where there is much room, the columns of lists take more of it than the detail.
        let share = if body.width >= VERY_WIDE { 72 } else { 66 };
        let panes = if self.detail.is_zoomed { body.split_top(0) } else { beside_or_below(body, share) };
        Some(TablePanes::of(body.split_top(0).0, panes, &self.grid))
    }

    fn arrange(&mut self, core: &Core) {
        let view = self.filter.run(&self.grid.sort, &core.rows, core.searched_in());
        let likely = if view.is_empty() { likely(core, &self.filter) } else { Vec::new() };
        (self.likely, self.likely_at) = (likely, 0);
        self.grid.take(view, |index| core.rows.get(index).map(|row| &row.id));
    }

    fn move_by(&mut self, _core: &Core, rows: isize) {
        if self.detail.move_by(rows) {
            return;
        }
        self.likely_at = moved(self.likely_at, rows, self.likely.len());
        self.grid.move_by(rows);
        self.scroll_detail_to_top();
    }

    fn detail_mut(&mut self) -> Option<&mut DetailPane> {
        Some(&mut self.detail)
    }

    fn detail_lines(&self, core: &Core) -> Vec<Line> {
        let Some(row) = self.current(core) else { return Vec::new() };
        let mut lines = detail::lines(core, &row.id);
        if let Some(AlsoKnown { written, by }) = self.found_by(core, row) {
            let line = labelled("Also known").with(visible(&written), Role::Match);
            lines.insert(1.min(lines.len()), line.with(format!("  {}", by.words()), Role::Muted));
        }
        lines
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Open,
            C::FilterMetal,
            C::FilterStatus,
            C::FilterCountry,
            C::Search,
            C::Edit,
            C::AddAction,
            C::Rate,
            C::Select,
            C::Sort,
            C::Undo,
            C::Export,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "no filter: m metal, t status, c country, f more, / search"
    }

    fn chips(&self, core: &Core) -> Vec<ChipText> {
        let filter = &self.filter;
        let country = |name: &String| if name.is_empty() { "none".to_owned() } else { name.clone() };
        let chips = [
            chip("metal", filter.metals.iter().map(|metal| metal.name())),
            chip("status", filter.statuses.iter().map(|status| status.name())),
            chip("country", filter.countries.iter().map(country)),
            chip("risk", filter.ratings.iter().map(|rating| rating.name())),
            chip("flag", filter.flags.iter().map(|flag| flag.title())),
            chip("named by", core.names_of(&filter.suppliers)),
            chip("why here", filter.reasons.iter().map(|reason| reason.key())),
            chip("programme", &filter.programmes),
            chip("audit", filter.is_lapsed.then_some("lapsed")),
            chip("status", filter.is_doubtful.then_some("in doubt")),
            chip("with", filter.others.then_some("facilities outside Annex I")),
            search_chip(&filter.search),
        ];
        chips.into_iter().flatten().collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        let all = core.members().count();
        let mut status = self.table_status(core, all);
        if self.filter.others {
            let is_outside = |index: &usize| core.rows.get(*index).is_some_and(|row| !row.is_member());
            let outside = self.grid.indexes().filter(is_outside).count();
            let mut line = Line::new();
            selected(&mut line, self.grid.marked.len(), self.marked_hidden(core));
            shown_of(&mut line, self.grid.view.len().saturating_sub(outside), all);
            status.line = line.with(format!(", {outside} outside"), Role::Muted);
        }
        status
    }

    fn copied(&self, core: &Core) -> String {
        facilities::copied(self, core)
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.filter.search)
    }

    fn search(&mut self, core: &Core, text: String) {
        self.filter.search = text;
        self.arrange(core);
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<SmeltersScreen>] = &[
    act(C::Open, zoom),
    ask(C::FilterMetal, filter::by_metal),
    ask(C::FilterStatus, filter::by_status),
    ask(C::FilterCountry, filter::by_country),
    ask(C::FilterSupplier, filter::by_supplier),
    ask(C::FilterMore, filter::by_more),
    act(C::ClearFilters, clear_filters),
    act(C::Sort, table_commands::sort),
    act(C::SortAlso, table_commands::sort_also),
    ask(C::Columns, table_commands::columns),
    act(C::Select, table_commands::select),
    act(C::SelectAll, table_commands::select_all),
    act(C::SelectInvert, table_commands::select_invert),
    act(C::ExportTable, table_commands::export_table),
    ask(C::AddFacility, facilities::add),
    ask(C::Merge, merge::merge),
    act(C::Unmerge, merge::unmerge),
    ask(C::Accept, suggested::accept).unless(suggested::nothing_suggested),
    ask(C::DecideHit, hits::decide).unless(hits::no_hit),
    ask(C::Edit, facilities::edit).unless(facilities::none_in_hand),
    ask(C::Rate, facilities::rate).unless(facilities::none_in_hand),
    ask(C::Dispose, facilities::dispose).unless(facilities::none_in_hand),
    ask(C::AddAction, facilities::add_action).unless(facilities::none_in_hand),
    ask(C::AddNote, facilities::add_note).unless(facilities::none_in_hand),
    ask(C::AddEvidence, facilities::add_evidence).unless(facilities::none_in_hand),
    ask(C::Derive, facilities::derive),
    ask(C::Source, facilities::source),
    act(C::RowsBehind, facilities::rows_behind),
];

/// Lets the detail fill the screen, or gives the room back; goes to what may have been meant where nothing is found.
fn zoom(screen: &mut SmeltersScreen, core: &mut Core) {
    if let Some(likely) = screen.likely.get(screen.likely_at) {
        return core.go(Jump::Facility(likely.id.clone()));
    }
    let is_something = screen.current(core).is_some();
    screen.detail.zoom(is_something);
}

fn clear_filters(screen: &mut SmeltersScreen, core: &mut Core) {
    screen.filter = Filter::default();
    screen.filter_changed(core);
}
