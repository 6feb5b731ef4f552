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
use crate::app::frequency;
use crate::app::jump::Jump;
use crate::app::layout::{TablePanes, beside_or_below};
use crate::app::look::{Line, Role};
use crate::app::measuring;
use crate::app::news::News;
use crate::app::panel;
use crate::app::screen::{
    ChipText, Screen, Searched, StatusLine, chip, moved, search_chip, selected, shown_of,
};
use crate::app::session::Session;
use crate::app::table::cell::{CellSign, CellSigns};
use crate::app::table::{AnyGrid, Grid};
use crate::app::table_commands::{self, OnTable};
use crate::domain::FacilityId;
use crate::query::actions::ActionFilter;
use crate::query::{AlsoKnown, FacilityField, FacilityQuery, FacilityRow, Filter, ListedFacility, column};
use crate::resolve::rows::RowFilter;
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
    /// What is searched for, taken apart when it was searched.
    query: SearchQuery<FacilityField>,
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
        let grid = Grid::new(session.columns.clone(), sort);
        Self { filter, grid, detail: DetailPane::shaped(session.smelter_panel), ..Self::default() }
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
            self.grid.only.clear();
            self.filter = Filter { others, ..Filter::default() };
            self.arrange(core);
        }
    }

    /// Shows the facilities that pass a filter, from the first.
    pub fn show_passing(&mut self, core: &Core, filter: Filter) {
        self.grid.only.clear();
        self.filter = filter;
        self.name_again(core);
        self.grid.go_to_top();
        self.arrange(core);
    }

    /// Lets a filter that was set follow who names what.
    pub fn filter_by_names(&mut self, core: &Core) {
        self.name_again(core);
    }

    /// The name by which the search finds a facility whose row does not show what is looked for.
    pub fn found_by(&self, core: &Core, row: &FacilityRow) -> Option<AlsoKnown> {
        (!self.query.is_empty()).then(|| core.searched_in().found_by(row, &self.query)).flatten()
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

    /// A rating of the analyst's own is marked, and so are a lapsed audit and what does not belong to Annex I.
    fn signs(&self, core: &Core, field: FacilityField, index: usize) -> CellSigns {
        let Some(row) = core.rows.get(index) else { return [None, None] };
        match field {
            FacilityField::Status => [Some(CellSign::Status(row.status)), None],
            FacilityField::Risk => {
                let by_hand = row.is_rated_by_hand.then_some(CellSign::ByHand);
                [Some(CellSign::Rating(row.rating)), by_hand]
            }
            FacilityField::Lapses => [None, row.is_lapsed.then_some(CellSign::Warn)],
            FacilityField::Name => [(!row.is_member()).then_some(CellSign::Outside), None],
            FacilityField::Metal
            | FacilityField::Cid
            | FacilityField::Country
            | FacilityField::Suppliers
            | FacilityField::Actions
            | FacilityField::Disposition
            | FacilityField::Flags
            | FacilityField::FlagKeys
            | FacilityField::StatusFrom
            | FacilityField::Programme
            | FacilityField::StatusList
            | FacilityField::ListDate
            | FacilityField::LastAudit
            | FacilityField::WhyHere
            | FacilityField::Member => [None, None],
        }
    }

    fn found_behind(&self, core: &Core, field: FacilityField, index: usize) -> String {
        let row = core.rows.get(index).filter(|_| field == FacilityField::Name);
        let also = row.and_then(|row| self.found_by(core, row));
        also.map_or_else(String::new, |also| format!(" = {}", visible(&also.written)))
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
        let is_named_otherwise = core.refresh_other_names();
        let Generations { facilities, declared, .. } = core.generations;
        if self.made.outdated_by(Generations { facilities, declared, ..Generations::default() }) {
            self.name_again(core);
            self.follow_facilities(core);
            self.grid.bare = columns::bare(&core.rows);
            self.arrange(core);
        } else if is_named_otherwise && !self.filter.search.is_empty() {
            self.arrange(core);
        }
        if let Some(id) = self.reverted.take() {
            self.go_to(core, &id);
        }
    }

    fn measure(&mut self, core: &Core) {
        measuring::measure(self, core);
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
        let panes = if self.detail.is_zoomed {
            body.split_top(0)
        } else {
            beside_or_below(body, share, self.detail.shape, &self.grid)
        };
        Some(TablePanes::of(body.split_top(0).0, panes, &self.grid))
    }

    fn arrange(&mut self, core: &Core) {
        self.query = column::search(&self.filter.search);
        let view = self.filter.run(&self.grid.sort, &core.rows, core.searched_in());
        let view = frequency::narrowed(self, core, view);
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
            C::Panel,
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
            chip("in", filter.is_covered.then_some("a Covered Country")),
            chip("status", filter.is_doubtful.then_some("in doubt")),
            core.chip_of_facilities("only", &filter.picked),
            chip("with", filter.others.then_some("facilities outside Annex I")),
            search_chip(&filter.search),
        ];
        chips.into_iter().flatten().chain(frequency::chips(self)).collect()
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
    ask(C::FilterMore, filter::by_more),
    act(C::ClearFilters, clear_filters),
    act(C::Sort, table_commands::sort),
    act(C::SortAlso, table_commands::sort_also),
    ask(C::Columns, table_commands::columns),
    ask(C::Frequency, frequency::ask),
    act(C::Panel, panel::toggle),
    act(C::PanelSmaller, panel::smaller),
    act(C::PanelLarger, panel::larger),
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

/// Lets the detail fill the screen, or gives the room back; from a number of suppliers or of actions, these; goes to what may have been
/// meant where nothing is found.
fn zoom(screen: &mut SmeltersScreen, core: &mut Core) {
    if let Some(likely) = screen.likely.get(screen.likely_at) {
        return core.go(Jump::Facility(likely.id.clone()));
    }
    let Some(row) = screen.current(core) else { return screen.detail.zoom(false) };
    let of_one = || [row.id.clone()].into();
    let jump = match screen.grid.column() {
        Some(FacilityField::Suppliers) if row.suppliers > 0 => {
            Some(Jump::Rows(Box::new(RowFilter { facilities: of_one(), ..RowFilter::default() })))
        }
        Some(FacilityField::Actions) if row.open_actions > 0 => {
            Some(Jump::Actions(Box::new(ActionFilter { facilities: of_one(), ..ActionFilter::default() })))
        }
        Some(_) | None => None,
    };
    match jump {
        Some(jump) => core.go(jump),
        None => screen.detail.zoom(true),
    }
}

fn clear_filters(screen: &mut SmeltersScreen, core: &mut Core) {
    screen.filter = Filter::default();
    screen.grid.only.clear();
    screen.filter_changed(core);
}
