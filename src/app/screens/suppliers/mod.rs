//! Suppliers: the table of those who are asked for a CMRT, filtered, sorted, with a selection.

pub(super) mod ask;
pub mod detail;
mod filter;
pub(super) mod work;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask as asks};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::export;
use crate::app::jump::Jump;
use crate::app::layout::{ROOMY, TablePanes, beside_or_below, inside, wrapped};
use crate::app::look::Line;
use crate::app::news::News;
use crate::app::overlays::Overlay;
use crate::app::overlays::columns::{ColumnItem, ColumnsOverlay, choices, entries};
use crate::app::screen::{
    ChipText, Screen, Searched, StatusLine, chip, moved, search_chip, selected, shown_of, some, sorted,
};
use crate::app::session::Session;
use crate::app::table::choice::usual_columns;
use crate::app::table::{Grid, Hit, choice};
use crate::correspond::requests::{Rate, response_rate};
use crate::domain::{DeclarationId, RequestState, SupplierId};
use crate::query::suppliers::{SupplierField, SupplierFilter, SupplierQuery, SupplierRow};
use crate::text::Area;

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct SuppliersScreen {
    /// All suppliers, by name, as they were when it was last shown.
    pub rows: Derived<Arc<Vec<Arc<SupplierRow>>>>,
    /// Filter and sort.
    pub query: SupplierQuery,
    /// The table.
    pub grid: Grid<SupplierField>,
    /// The selected suppliers.
    pub marked: BTreeSet<SupplierId>,
    /// Whether the detail has the keys.
    pub detail_focus: bool,
    /// The first line of the detail shown.
    pub detail_offset: usize,
    /// How many of those asked have answered by today.
    pub rate: Rate,
    /// What changed between a declaration and the one before it, in words; none while their contents are not loaded.
    pub changes: Derived<Option<Vec<String>>, Compared>,
}

/// What changes are found in: the newest declaration and the one before it, and the generation of contents; none for a
/// supplier that sent fewer.
type Compared = Option<(DeclarationId, DeclarationId, u64)>;

impl SuppliersScreen {
    /// The state at the start.
    #[must_use]
    pub fn new(session: &Session) -> Self {
        let grid = Grid::new(session.supplier_columns.clone());
        Self { query: session.suppliers.clone(), grid, ..Self::default() }
    }

    /// Takes the rows anew, keeping the cursor on its supplier.
    pub fn take(&mut self, rows: Arc<Vec<Arc<SupplierRow>>>) {
        let current = self.current().map(|row| row.id.clone());
        *self.rows = rows;
        let live: BTreeSet<&SupplierId> = self.rows.iter().map(|row| &row.id).collect();
        self.marked.retain(|id| live.contains(id));
        self.filter_again(current.as_ref());
    }

    /// Filters and sorts again, the cursor going to a supplier where it is shown.
    fn filter_again(&mut self, current: Option<&SupplierId>) {
        let view = self.query.run(&self.rows);
        let own = self.rows.iter().position(|row| Some(&row.id) == current);
        let own = own.and_then(|own| u32::try_from(own).ok());
        let at = view.iter().position(|index| Some(*index) == own);
        self.grid.take(view, at);
    }

    /// Filters and sorts again, keeping the cursor on its supplier where it is still shown.
    pub fn refresh(&mut self) {
        let current = self.current().map(|row| row.id.clone());
        self.filter_again(current.as_ref());
    }

    /// The supplier under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&SupplierRow> {
        let row = self.rows.get(self.grid.current()?)?;
        Some(row)
    }

    /// The supplier at a place of the view.
    #[must_use]
    pub fn shown(&self, at: usize) -> Option<&SupplierRow> {
        let row = self.rows.get(self.grid.index(at)?)?;
        Some(row)
    }

    /// Brings the cursor to a supplier where it is shown.
    pub fn stay_on(&mut self, id: &SupplierId) {
        self.filter_again(Some(id));
    }

    /// Brings the cursor to a supplier, taking the filter off when it hides it.
    pub fn go_to(&mut self, id: &SupplierId) {
        self.filter_again(Some(id));
        if self.current().is_none_or(|row| row.id != *id) {
            self.query.filter = SupplierFilter::default();
            self.filter_again(Some(id));
        }
        self.detail_offset = 0;
    }

    /// The selected suppliers, or the one under the cursor.
    #[must_use]
    pub fn targets(&self) -> Vec<SupplierId> {
        if self.marked.is_empty() {
            return self.current().map(|row| row.id.clone()).into_iter().collect();
        }
        self.rows.iter().filter(|row| self.marked.contains(&row.id)).map(|row| row.id.clone()).collect()
    }

    /// How many selected suppliers the filter hides.
    #[must_use]
    pub fn marked_hidden(&self) -> usize {
        let shown = self.grid.indexes().filter_map(|index| self.rows.get(index));
        self.marked.len() - shown.filter(|row| self.marked.contains(&row.id)).count()
    }

    /// Selects the supplier under the cursor, or takes it out of the selection.
    pub fn toggle(&mut self) {
        let Some(id) = self.current().map(|row| row.id.clone()) else { return };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
    }

    /// Selects all suppliers shown, or none when all are selected.
    pub fn select_all(&mut self) {
        let shown = self.grid.indexes().filter_map(|index| self.rows.get(index));
        let shown: Vec<SupplierId> = shown.map(|row| row.id.clone()).collect();
        if shown.iter().all(|id| self.marked.contains(id)) {
            self.marked.clear();
        } else {
            self.marked.extend(shown);
        }
    }

    /// Selects the suppliers shown that are not selected, and the other way round.
    pub fn invert(&mut self) {
        for row in self.grid.indexes().filter_map(|index| self.rows.get(index)) {
            if !self.marked.remove(&row.id) {
                self.marked.insert(row.id.clone());
            }
        }
    }

    /// Where figures, table and detail stand.
    #[must_use]
    pub fn panes(&self, body: Area) -> TablePanes {
        let (head, rest) = body.split_top(if body.width >= ROOMY { 1 } else { 2 });
        let (table_pane, detail_pane) = beside_or_below(rest, 64);
        let table = self.grid.table.layout(&self.grid.specs(), table_pane.inset(1), self.grid.view.len());
        TablePanes { head, table_pane, table, detail_pane }
    }

    /// Shows the suppliers that pass a filter.
    pub fn show(&mut self, filter: SupplierFilter) {
        self.query.filter = filter;
        self.refresh();
    }

    /// Filters again after the filter changed.
    fn filter_changed(&mut self, core: &mut Core) {
        self.refresh();
        if self.grid.view.is_empty() && !self.rows.is_empty() {
            core.say("no supplier passes the filter; X clears it");
        }
    }

    fn sort_by(&mut self, field: Option<SupplierField>, also: bool) {
        if let Some(field) = field {
            choice::sort(&mut self.query.sort, field, also);
            self.refresh();
        }
    }
}

/// A screen that has suppliers in hand.
pub trait OnSuppliers: 'static {
    /// The suppliers that an edit applies to: the selected ones, or the one in hand.
    fn suppliers(&self, core: &Core) -> Vec<SupplierId>;

    /// How many of them are not shown.
    fn hidden(&self) -> usize {
        0
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

    fn hidden(&self) -> usize {
        self.marked_hidden()
    }

    fn declaration(&self, _core: &Core) -> Option<DeclarationId> {
        self.current().and_then(|row| row.declaration.clone())
    }
}

impl Screen for SuppliersScreen {
    fn follow(&mut self, _core: &Core, news: &News) {
        match news {
            News::SuppliersServed => self.marked.clear(),
            News::Names
            | News::Lists
            | News::Answers
            | News::Decided
            | News::Reverted(_)
            | News::FacilitiesServed => {}
        }
    }

    fn prepare(&mut self, core: &mut Core) {
        let Generations { suppliers, day, .. } = core.generations;
        if self.rows.renew(Generations { suppliers, day, ..Generations::default() }) {
            self.take(Arc::clone(&core.suppliers));
            self.rate = response_rate(&core.workspace, core.today());
        }
        work::settle_changes(self, core);
    }

    fn settle(&mut self, core: &Core, body: Area) {
        let panes = self.panes(body);
        self.grid.table.settle(&panes.table);
        let inner = inside(panes.detail_pane);
        let lines = self
            .current()
            .map_or(0, |row| wrapped(&detail::lines(self, core, &row.id), inner.width, detail::LABEL).len());
        self.detail_offset = self.detail_offset.min(lines.saturating_sub(usize::from(inner.height)));
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
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "no filter: t request, f more, / search"
    }

    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        let filter = &self.query.filter;
        let state = |state: &Option<RequestState>| state.map_or("not asked", RequestState::name);
        let chips = [
            chip("request", filter.states.iter().map(state)),
            chip("CMRT", &filter.versions),
            chip("findings", filter.severities.iter().map(|severity| severity.name())),
            chip("only", filter.has_open.then_some("open rows")),
            chip("only", filter.is_overdue.then_some("overdue")),
            chip("only", filter.sent_nothing.then_some("sent nothing")),
            search_chip(&filter.search),
        ];
        chips.into_iter().flatten().collect()
    }

    fn status(&self, _core: &Core) -> StatusLine {
        let mut line = Line::new();
        selected(&mut line, self.marked.len(), self.marked_hidden());
        shown_of(&mut line, self.grid.view.len(), self.rows.len());
        StatusLine { line, sort: sorted(&self.query.sort) }
    }

    fn open_work(&self, core: &Core) -> String {
        some(core.suppliers_to_see)
    }

    fn move_by(&mut self, _core: &Core, rows: isize) {
        if self.detail_focus {
            self.detail_offset = moved(self.detail_offset, rows, crate::app::detail::MOST_LINES);
        } else {
            self.grid.move_by(rows);
            self.detail_offset = 0;
        }
    }

    fn move_sideways(&mut self, right: bool) {
        self.grid.move_sideways(right);
    }

    fn page(&self, _body: Area) -> usize {
        self.grid.table.page
    }

    fn next_pane(&mut self, _core: &Core) {
        self.detail_focus = !self.detail_focus;
    }

    fn click(&mut self, _core: &mut Core, body: Area, at: (u16, u16)) {
        let panes = self.panes(body);
        self.detail_focus = panes.detail_pane.contains(at.0, at.1);
        let hit = panes.table.hit(at.0, at.1);
        let head = self.grid.click(hit);
        self.sort_by(head, false);
        if !matches!(hit, Hit::None) {
            self.detail_offset = 0;
        }
    }

    fn is_frame(&self, _core: &Core, body: Area, at: (u16, u16)) -> bool {
        self.panes(body).table.hit(at.0, at.1).is_frame()
    }

    fn copied(&self, core: &Core) -> String {
        work::copied(self, core)
    }

    fn close(&mut self) -> bool {
        std::mem::take(&mut self.detail_focus)
    }

    fn unselect(&mut self) -> bool {
        let some = !self.marked.is_empty();
        self.marked.clear();
        some
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.query.filter.search)
    }

    fn search(&mut self, _core: &Core, text: String) {
        self.query.filter.search = text;
        self.refresh();
    }

    fn columns(&self) -> [Vec<ColumnItem>; 2] {
        [entries(&self.grid.columns), entries(&usual_columns::<SupplierField>())]
    }

    fn choose_columns(&mut self, columns: &[ColumnItem]) {
        self.grid.columns = choices(columns);
        self.grid.table.column = 0;
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<SuppliersScreen>] = &[
    act(C::Open, open),
    asks(C::FilterState, filter::by_state),
    asks(C::FilterMore, filter::by_more),
    act(C::ClearFilters, clear_filters),
    act(C::Sort, |screen, _| screen.sort_by(screen.grid.column(), false)),
    act(C::SortAlso, |screen, _| screen.sort_by(screen.grid.column(), true)),
    asks(C::Columns, |screen, _| Some(Overlay::Columns(ColumnsOverlay::new(screen)))),
    act(C::Select, select),
    act(C::SelectAll, |screen, _| screen.select_all()),
    act(C::SelectInvert, |screen, _| screen.invert()),
    act(C::ExportTable, export_table),
    asks(C::AddSupplier, ask::add),
    asks(C::EditSupplier, ask::edit).unless(none_in_hand),
    asks(C::LogRequest, ask::request).unless(none_in_hand),
    asks(C::NextStep, work::next_step).unless(none_in_hand),
    asks(C::WithdrawDeclaration, work::withdraw).unless(no_declaration),
    asks(C::Letter, work::show_letter).unless(no_declaration),
    act(C::WriteLetter, work::write_letter).unless(no_declaration),
    act(C::RowsBehind, work::rows_behind),
];

/// Opens the declaration of the supplier under the cursor.
fn open(screen: &mut SuppliersScreen, core: &mut Core) {
    let Some(row) = screen.current() else { return };
    match &row.declaration {
        Some(id) => core.go(Jump::Declaration(id.clone())),
        None => {
            let import = core.keymap.first(C::Import);
            core.say(format!("{} has sent nothing yet; {import} imports its CMRT", row.name));
        }
    }
}

fn clear_filters(screen: &mut SuppliersScreen, core: &mut Core) {
    screen.query.filter = SupplierFilter::default();
    screen.filter_changed(core);
}

/// Selects the supplier, or takes it out of the selection, and goes on to the next.
fn select(screen: &mut SuppliersScreen, core: &mut Core) {
    screen.toggle();
    screen.move_by(core, 1);
}

/// Exports the table as filtered and sorted.
fn export_table(screen: &mut SuppliersScreen, core: &mut Core) {
    let rows = screen.grid.indexes().filter_map(|index| screen.rows.get(index));
    let text = |field: SupplierField, row: &&Arc<SupplierRow>| {
        field.column().map_or(String::new(), |column| (column.text)(row))
    };
    let listing = export::shown(&screen.grid.fields(), rows, text);
    export::table(core, ("Suppliers", "suppliers"), listing);
}
