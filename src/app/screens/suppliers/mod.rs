//! Suppliers: the table of those who are asked for a CMRT, filtered, sorted, with a selection.

pub mod detail;
mod filter;
pub(super) mod follow_up;
pub(super) mod questions;
pub(super) mod request_work;
pub(super) mod writing;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask as asks};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::detail_pane::DetailPane;
use crate::app::frequency;
use crate::app::jump::Jump;
use crate::app::layout::{ROOMY, TablePanes, beside_or_below};
use crate::app::look::Line;
use crate::app::measuring;
use crate::app::news::News;
use crate::app::panel;
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, chip, count_or_blank, search_chip};
use crate::app::session::Session;
use crate::app::table::cell::{CellSign, CellSigns};
use crate::app::table::{AnyGrid, Grid};
use crate::app::table_commands::{self, OnTable};
use crate::domain::{DeclarationId, FacilityId, RequestState, SupplierId};
use crate::query::suppliers::{ListedSupplier, SupplierField, SupplierFilter, SupplierQuery, SupplierRow};
use crate::resolve::rows::{Balance, OutcomeKind, RowFilter};
use crate::text::{Area, count};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct SuppliersScreen {
    /// All suppliers, by name, as they were when it was last shown.
    pub rows: Derived<Arc<Vec<Arc<SupplierRow>>>>,
    pub filter: SupplierFilter,
    /// The table.
    pub grid: Grid<SupplierField, SupplierId>,
    /// Everything known of the supplier under the cursor.
    pub detail: DetailPane,
    /// The selection that the last change was made to.
    served: BTreeSet<SupplierId>,
    /// What changed between a declaration and the one before it, in words; none while their contents are not loaded.
    pub changes: Derived<Option<Vec<String>>, Compared>,
}

/// What changes are found in: the newest declaration and the one before it, and the generation of contents; none for a
/// supplier that sent fewer.
type Compared = Option<(DeclarationId, DeclarationId, u64)>;

impl SuppliersScreen {
    /// The state at the start.
    pub fn new(session: &Session) -> Self {
        let SupplierQuery { filter, sort } = session.suppliers.clone();
        let grid = Grid::new(session.supplier_columns.clone(), sort);
        Self { filter, grid, detail: DetailPane::shaped(session.supplier_panel), ..Self::default() }
    }

    /// The supplier under the cursor.
    pub fn current(&self) -> Option<&SupplierRow> {
        let row = self.rows.get(self.grid.current()?)?;
        Some(row)
    }

    /// Brings the cursor to a supplier where it is shown; whether it is.
    pub fn stay_on(&mut self, id: &SupplierId) -> bool {
        self.grid.go_to(id, |index| self.rows.get(index).map(|row| &row.id))
    }

    /// Brings the cursor to a supplier, taking the filter off when it hides it.
    pub fn go_to(&mut self, core: &Core, id: &SupplierId) {
        if !self.stay_on(id) {
            self.filter = SupplierFilter::default();
            self.grid.only.clear();
            self.arrange(core);
        }
        self.detail.offset = 0;
    }

    /// The selected suppliers, or the one under the cursor.
    pub fn targets(&self) -> Vec<SupplierId> {
        let marked = &self.grid.marked;
        if marked.is_empty() {
            return self.current().map(|row| row.id.clone()).into_iter().collect();
        }
        self.rows.iter().filter(|row| marked.contains(&row.id)).map(|row| row.id.clone()).collect()
    }

    /// Shows the suppliers that pass a filter.
    pub fn show(&mut self, core: &Core, filter: SupplierFilter) {
        self.grid.only.clear();
        self.filter = filter;
        self.arrange(core);
    }

    /// Filters again after the filter changed.
    fn filter_changed(&mut self, core: &mut Core) {
        self.arrange(core);
        if self.grid.view.is_empty() && !self.rows.is_empty() {
            core.say("no supplier passes the filter; X clears it");
        }
    }
}

/// A screen that has suppliers in hand.
pub trait OnSuppliers: 'static {
    /// The suppliers that an edit applies to: the selected ones, or the one in hand.
    fn suppliers(&self, core: &Core) -> Vec<SupplierId>;

    /// How many of them are not shown.
    fn hidden(&self, _core: &Core) -> usize {
        0
    }

    /// The facilities in hand beside them, which a letter can be about; none where there are only suppliers.
    fn facilities_in_hand(&self, _core: &Core) -> Option<BTreeSet<FacilityId>> {
        None
    }

    /// The declaration in hand.
    fn declaration(&self, core: &Core) -> Option<DeclarationId>;
}

/// Why nothing can be done to a supplier: there is none in hand.
pub fn none_in_hand<S: OnSuppliers>(screen: &S, core: &Core) -> WhyNot {
    screen.suppliers(core).is_empty().then_some("no supplier is in hand")
}

/// Why nothing can be done to a declaration: there is none in hand.
pub fn no_declaration<S: OnSuppliers>(screen: &S, core: &Core) -> WhyNot {
    screen.declaration(core).is_none().then_some("there is no declaration")
}

impl OnSuppliers for SuppliersScreen {
    fn suppliers(&self, _core: &Core) -> Vec<SupplierId> {
        self.targets()
    }

    fn hidden(&self, core: &Core) -> usize {
        self.marked_hidden(core)
    }

    fn declaration(&self, _core: &Core) -> Option<DeclarationId> {
        self.current().and_then(|row| row.declaration.clone())
    }
}

impl OnTable for SuppliersScreen {
    type Field = SupplierField;
    type Key = SupplierId;

    const NAMES: (&'static str, &'static str) = ("Suppliers", "suppliers");

    fn table(&self) -> &Grid<SupplierField, SupplierId> {
        &self.grid
    }

    fn table_mut(&mut self) -> &mut Grid<SupplierField, SupplierId> {
        &mut self.grid
    }

    fn key(&self, _core: &Core, index: usize) -> Option<SupplierId> {
        self.rows.get(index).map(|row| row.id.clone())
    }

    fn row<'a>(&'a self, core: &'a Core, index: usize) -> Option<ListedSupplier<'a>> {
        self.rows.get(index).map(|row| ListedSupplier { row, ws: &core.workspace })
    }

    fn signs(&self, _core: &Core, field: SupplierField, index: usize) -> CellSigns {
        let is_overdue =
            field == SupplierField::Due && self.rows.get(index).is_some_and(|row| row.is_overdue);
        [None, is_overdue.then_some(CellSign::Warn)]
    }
}

impl Screen for SuppliersScreen {
    fn follow(&mut self, _core: &Core, news: &News) {
        match news {
            News::SuppliersServed => self.served = std::mem::take(&mut self.grid.marked),
            News::Reverted(edit) => {
                let those = edit.suppliers();
                if self.grid.marked.is_empty()
                    && !those.is_empty()
                    && those.iter().all(|id| self.served.contains(*id))
                {
                    self.grid.marked = std::mem::take(&mut self.served);
                }
            }
            News::Names | News::Lists | News::Answers | News::Decided | News::FacilitiesServed => {}
        }
    }

    fn prepare(&mut self, core: &mut Core) {
        let Generations { suppliers, day, .. } = core.generations;
        if self.rows.outdated_by(Generations { suppliers, day, ..Generations::default() }) {
            *self.rows = Arc::clone(&core.suppliers);
            self.grid.marked.retain(|id| core.workspace.suppliers.contains_key(id));
            self.arrange(core);
        }
        request_work::settle_changes(self, core);
    }

    fn measure(&mut self, core: &Core) {
        measuring::measure(self, core);
    }

    fn remember(&mut self, _core: &Core) {
        let here = self.grid.current().and_then(|index| self.rows.get(index)).map(|row| &row.id);
        self.grid.remember(here);
    }

    fn grid(&self) -> Option<&dyn AnyGrid> {
        Some(&self.grid)
    }

    fn grid_mut(&mut self) -> Option<&mut dyn AnyGrid> {
        Some(&mut self.grid)
    }

    fn table_panes(&self, body: Area) -> Option<TablePanes> {
        let (head, rest) = body.split_top(if body.width >= ROOMY { 1 } else { 2 });
        Some(TablePanes::of(head, beside_or_below(rest, 64, self.detail.shape, &self.grid), &self.grid))
    }

    fn arrange(&mut self, core: &Core) {
        let view = self.filter.run(&self.grid.sort, &self.rows, &core.workspace);
        let view = frequency::narrowed(self, core, view);
        self.grid.take(view, |index| self.rows.get(index).map(|row| &row.id));
    }

    fn detail_mut(&mut self) -> Option<&mut DetailPane> {
        Some(&mut self.detail)
    }

    fn detail_lines(&self, core: &Core) -> Vec<Line> {
        self.current().map(|row| detail::lines(self, core, &row.id)).unwrap_or_default()
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Open,
            C::Import,
            C::NextStep,
            C::LogRequest,
            C::Letter,
            C::RowsBehind,
            C::FilterState,
            C::FilterMore,
            C::EditSupplier,
            C::AddSupplier,
            C::Search,
            C::Undo,
            C::Panel,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "no filter: t request, f more, / search"
    }

    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        let filter = &self.filter;
        let state = |state: &Option<RequestState>| state.map_or("not asked", RequestState::name);
        let chips = [
            chip("request", filter.states.iter().map(state)),
            chip("CMRT", &filter.versions),
            chip("findings", filter.severities.iter().map(|severity| severity.name())),
            chip("only", filter.has_open.then_some("open rows")),
            chip("only", filter.is_overdue.then_some("overdue")),
            chip("only", filter.sent_nothing.then_some("sent nothing")),
            chip("answer", filter.answers.iter().map(|it| it.words())),
            chip(
                "only",
                (!filter.picked.is_empty()).then(|| count(filter.picked.len(), "supplier", "suppliers")),
            ),
            search_chip(&filter.search),
        ];
        chips.into_iter().flatten().chain(frequency::chips(self)).collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        self.table_status(core, self.rows.len())
    }

    fn open_work(&self, core: &Core) -> String {
        count_or_blank(core.suppliers_to_see)
    }

    fn copied(&self, core: &Core) -> String {
        request_work::copied(self, core)
    }

    fn copy(&self, core: &mut Core) {
        writing::copy(self, core);
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
pub static COMMANDS: &[CommandRow<SuppliersScreen>] = &[
    act(C::Open, open),
    asks(C::FilterState, filter::by_state),
    asks(C::FilterMore, filter::by_more),
    act(C::ClearFilters, clear_filters),
    act(C::Sort, table_commands::sort),
    act(C::SortAlso, table_commands::sort_also),
    asks(C::Columns, table_commands::columns),
    asks(C::Frequency, frequency::ask),
    act(C::Panel, panel::toggle),
    act(C::PanelSmaller, panel::smaller),
    act(C::PanelLarger, panel::larger),
    act(C::Select, table_commands::select),
    act(C::SelectAll, table_commands::select_all),
    act(C::SelectInvert, table_commands::select_invert),
    act(C::ExportTable, table_commands::export_table),
    asks(C::AddSupplier, questions::add),
    asks(C::EditSupplier, questions::edit).unless(none_in_hand),
    asks(C::LogRequest, questions::request).unless(none_in_hand),
    asks(C::AddSupplierAction, follow_up::add).unless(none_in_hand),
    asks(C::NextStep, request_work::next_step).unless(none_in_hand),
    asks(C::WithdrawDeclaration, request_work::withdraw).unless(no_declaration),
    act(C::Letter, writing::show_letter).unless(no_declaration),
    asks(C::WriteLetter, writing::write).unless(none_in_hand),
    act(C::RowsBehind, request_work::rows_behind),
];

/// Opens the declaration of the supplier under the cursor; from a number of rows, these rows.
fn open(screen: &mut SuppliersScreen, core: &mut Core) {
    let Some(row) = screen.current() else { return };
    if let Some(outcomes) = screen.grid.column().and_then(|field| rows_counted(field, row)) {
        let suppliers = [row.id.clone()].into();
        return core.go(Jump::Rows(Box::new(RowFilter { suppliers, outcomes, ..RowFilter::default() })));
    }
    match &row.declaration {
        Some(id) => core.go(Jump::Declaration(id.clone())),
        None => {
            let import = core.keymap.first(C::Import);
            core.say(format!("{} has sent nothing yet; {import} imports its CMRT", row.name));
        }
    }
}

/// Which outcomes the rows have that a column counts, where it counts any.
fn rows_counted(field: SupplierField, row: &SupplierRow) -> Option<BTreeSet<OutcomeKind>> {
    let Balance { rows, resolved, duplicate, special, rejected, open } = row.balance;
    let (counted, outcomes) = match field {
        SupplierField::Rows => (rows, BTreeSet::new()),
        SupplierField::Resolved => (resolved, [OutcomeKind::Resolved].into()),
        SupplierField::Open => (open, [OutcomeKind::Open].into()),
        SupplierField::Duplicate => (duplicate, [OutcomeKind::Duplicate].into()),
        SupplierField::Special => (special, [OutcomeKind::Special].into()),
        SupplierField::Rejected => (rejected, [OutcomeKind::Rejected].into()),
        SupplierField::Name
        | SupplierField::State
        | SupplierField::Due
        | SupplierField::Version
        | SupplierField::HighRisk
        | SupplierField::Errors
        | SupplierField::Warnings
        | SupplierField::Asked
        | SupplierField::Received
        | SupplierField::Scope
        | SupplierField::Declarations
        | SupplierField::Infos
        | SupplierField::Number
        | SupplierField::Since
        | SupplierField::Overdue
        | SupplierField::File
        | SupplierField::Dated
        | SupplierField::CameIn
        | SupplierField::Outcome
        | SupplierField::Tier
        | SupplierField::Supplies
        | SupplierField::Spend => return None,
    };
    (counted > 0).then_some(outcomes)
}

fn clear_filters(screen: &mut SuppliersScreen, core: &mut Core) {
    screen.filter = SupplierFilter::default();
    screen.grid.only.clear();
    screen.filter_changed(core);
}
