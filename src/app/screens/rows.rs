//! Declared rows: every row of every supplier's declaration that counts, filtered and sorted.

use std::collections::BTreeSet;

use super::declaration;
use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, act, ask};
use crate::app::core::Core;
use crate::app::derived::Derived;
use crate::app::jump::Jump;
use crate::app::layout::TablePanes;
use crate::app::look::Line;
use crate::app::overlays::columns::{ColumnItem, ColumnsOverlay, choices, entries};
use crate::app::overlays::picker::{Item, Picker};
use crate::app::overlays::{Asks, Overlay};
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, chip, search_chip, shown_of, sorted};
use crate::app::session::Session;
use crate::app::table::Grid;
use crate::app::table::choice::{sort, usual_columns};
use crate::app::{deciding, export};
use crate::domain::cmrt::Column as FormColumn;
use crate::domain::{Metal, NameKey, SupplierId};
use crate::query::SortKey;
use crate::query::declared::{DECLARED_FIELDS, DeclaredField, DeclaredRow};
use crate::resolve::rows::{OutcomeKind, RowField, RowFilter};
use crate::text::Area;

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct RowsScreen {
    /// What is shown.
    pub filter: RowFilter,
    /// In which order; none is by supplier, as declared.
    pub sort: Vec<SortKey<DeclaredField>>,
    /// The table.
    pub grid: Grid<DeclaredField>,
    /// The generation of the declared rows among which those shown were found.
    found: Derived<(), u64>,
}

impl RowsScreen {
    /// The state at the start, with the filter and the order of last time.
    #[must_use]
    pub fn new(session: &Session) -> Self {
        let (filter, sort) = (session.rows.clone(), session.row_sort.clone());
        Self { filter, sort, ..Self::default() }
    }

    /// Finds the rows to show, if they may be others by now; keeps the cursor on its row.
    fn refresh(&mut self, core: &Core) {
        if !self.found.renew(core.generations.declared) {
            return;
        }
        let key =
            |key: &SortKey<DeclaredField>| key.field.column().map(|column| (column.sort, key.descending));
        let keys: Vec<(RowField, bool)> = self.sort.iter().filter_map(key).collect();
        let view = core.register.select(&self.filter, &keys);
        let current = self.grid.view.get(self.grid.table.cursor).copied();
        let at = current.and_then(|current| view.iter().position(|index| *index == current));
        self.grid.take(view, at);
    }

    /// Filters again after the filter or the sort changed.
    fn changed(&mut self, core: &mut Core) {
        self.found.forget();
        self.refresh(core);
        if self.grid.view.is_empty() && !core.register.is_empty() {
            core.say("no row passes the filter; X clears it");
        }
    }

    /// The row under the cursor.
    #[must_use]
    pub fn current<'a>(&self, core: &'a Core) -> Option<DeclaredRow<'a>> {
        self.grid.current().and_then(|index| core.named_row(index))
    }

    /// Shows the rows that pass a filter.
    pub fn show(&mut self, core: &mut Core, filter: RowFilter) {
        self.filter = filter;
        self.grid.table.cursor = 0;
        self.changed(core);
    }

    /// A line of figures, and the table.
    #[must_use]
    pub fn panes(&self, body: Area) -> TablePanes {
        let (head, table_pane) = body.split_top(1);
        let table = self.grid.table.layout(&self.grid.specs(), table_pane.inset(1), self.grid.view.len());
        let detail_pane = Area::new(body.x, body.bottom(), body.width, 0);
        TablePanes { head, table_pane, table, detail_pane }
    }

    fn sort_by(&mut self, core: &mut Core, field: Option<DeclaredField>, also: bool) {
        if let Some(field) = field {
            sort(&mut self.sort, field, also);
            self.changed(core);
        }
    }

    /// The declared name of the row under the cursor.
    fn name<'a>(&self, core: &'a Core) -> Option<&'a NameKey> {
        self.grid.current().and_then(|row| core.register.name_of(row))
    }
}

impl Screen for RowsScreen {
    fn prepare(&mut self, core: &mut Core) {
        self.refresh(core);
    }

    fn settle(&mut self, _core: &Core, body: Area) {
        let panes = self.panes(body);
        self.grid.table.settle(&panes.table);
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Back,
            C::Open,
            C::Decide,
            C::FilterOutcome,
            C::FilterMetal,
            C::FilterSupplier,
            C::Search,
            C::Source,
            C::Sort,
            C::ExportTable,
            C::Copy,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "no filter: t outcome, m metal, F supplier, / search"
    }

    fn chips(&self, core: &Core) -> Vec<ChipText> {
        let filter = &self.filter;
        let facility = filter.facility.as_ref().and_then(|id| core.row(id));
        let chips = [
            chip("outcome", filter.outcomes.iter().map(|kind| kind.word())),
            chip("metal", filter.metals.iter().map(|metal| metal.name())),
            chip("supplier", core.names_of(&filter.suppliers)),
            chip("facility", facility.map(|row| row.name.as_str())),
            chip("name", filter.name.as_ref().map(|key| key.name.as_str())),
            chip("only", filter.clashing.then_some("contradictions")),
            search_chip(&filter.search),
        ];
        chips.into_iter().flatten().collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        let mut line = Line::new();
        shown_of(&mut line, self.grid.view.len(), core.register.len());
        StatusLine { line, sort: sorted(&self.sort) }
    }

    fn move_by(&mut self, _core: &Core, rows: isize) {
        self.grid.move_by(rows);
    }

    fn move_sideways(&mut self, right: bool) {
        self.grid.move_sideways(right);
    }

    fn page(&self, _body: Area) -> usize {
        self.grid.table.page
    }

    fn click(&mut self, core: &mut Core, body: Area, at: (u16, u16)) {
        let hit = self.panes(body).table.hit(at.0, at.1);
        let head = self.grid.click(hit);
        self.sort_by(core, head, false);
    }

    fn is_frame(&self, _core: &Core, body: Area, at: (u16, u16)) -> bool {
        self.panes(body).table.hit(at.0, at.1).is_frame()
    }

    /// The row under the cursor: its columns with tabs between.
    fn copied(&self, core: &Core) -> String {
        let Some(row) = self.current(core) else { return String::new() };
        DECLARED_FIELDS.iter().map(|column| (column.text)(&row)).collect::<Vec<_>>().join("\t")
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.filter.search)
    }

    fn search(&mut self, core: &Core, text: String) {
        self.filter.search = text;
        self.found.forget();
        self.refresh(core);
    }

    fn columns(&self) -> [Vec<ColumnItem>; 2] {
        [entries(&self.grid.columns), entries(&usual_columns::<DeclaredField>())]
    }

    fn choose_columns(&mut self, columns: &[ColumnItem]) {
        self.grid.columns = choices(columns);
        self.grid.table.column = 0;
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<RowsScreen>] = &[
    act(C::Open, open),
    ask(C::FilterMetal, filter_metal),
    ask(C::FilterOutcome, filter_outcome),
    ask(C::FilterSupplier, filter_supplier),
    ask(C::FilterMore, filter_more),
    act(C::ClearFilters, clear_filters),
    act(C::Sort, |screen, core| screen.sort_by(core, screen.grid.column(), false)),
    act(C::SortAlso, |screen, core| screen.sort_by(core, screen.grid.column(), true)),
    ask(C::Columns, |screen, _| Some(Overlay::Columns(ColumnsOverlay::new(screen)))),
    act(C::ExportTable, export_table),
    ask(C::Source, source),
    act(C::Decide, decide),
    act(C::TakeBack, take_back),
];

/// Goes to the facility of the row under the cursor, or, where it resolved to none, to its declaration.
fn open(screen: &mut RowsScreen, core: &mut Core) {
    let Some(row) = screen.current(core) else { return };
    let jump = match row.view.facility {
        Some(id) => Jump::Facility(id.clone()),
        None => Jump::DeclaredRow(row.view.declaration.clone(), row.view.row),
    };
    core.go(jump);
}

/// Shows the sheet around the row under the cursor.
fn source(screen: &mut RowsScreen, core: &mut Core) -> Asks<RowsScreen> {
    let Some(row) = screen.current(core) else {
        core.warn("no row is under the cursor");
        return None;
    };
    let number = row.view.row;
    let declaration = core.workspace.declarations.get(row.view.declaration).cloned()?;
    let place = core.papers.form(&declaration.form)?.row_place(number, FormColumn::Metal);
    Some(declaration::source_at(core, &declaration, place))
}

fn clear_filters(screen: &mut RowsScreen, core: &mut Core) {
    screen.filter = RowFilter::default();
    screen.changed(core);
}

/// Exports the table as filtered and sorted.
fn export_table(screen: &mut RowsScreen, core: &mut Core) {
    let rows = screen.grid.indexes().filter_map(|index| core.named_row(index));
    let text = |field: DeclaredField, row: &DeclaredRow<'_>| {
        field.column().map_or(String::new(), |column| (column.text)(row))
    };
    let listing = export::shown(&screen.grid.fields(), rows, text);
    export::table(core, ("Declared rows", "rows"), listing);
}

/// Shows the decision on the name of the row under the cursor.
fn decide(screen: &mut RowsScreen, core: &mut Core) {
    let Some(key) = screen.name(core).cloned() else {
        return core.warn("this row has no name that could be decided on");
    };
    let is_open = core.matching.open(&key).is_some();
    if !is_open && !core.workspace.resolutions.contains_key(&key) {
        return core.warn("an ID or a list resolves this row; only open names are decided on");
    }
    core.go(Jump::Name(key));
}

/// Takes the decision on its name back.
fn take_back(screen: &mut RowsScreen, core: &mut Core) {
    let key = screen.name(core).cloned();
    deciding::take_back(core, key.as_ref());
}

/// Opens the metal filter.
fn filter_metal(screen: &mut RowsScreen, core: &mut Core) -> Asks<RowsScreen> {
    let entry = |(metal, count): (Metal, usize)| {
        let item = Item::new(metal.letter(), metal.name(), count.to_string());
        item.ticked(screen.filter.metals.contains(&metal)).means(metal)
    };
    let counts = core.register.count_by_metal(&screen.filter);
    let entries = Metal::ALL.into_iter().zip(counts).map(entry).collect();
    Some(Picker::many("Filter by metal", entries, |screen: &mut RowsScreen, core, metals| {
        screen.filter.metals = metals.into_iter().collect();
        screen.changed(core);
    }))
}

/// Opens the filter by outcome.
fn filter_outcome(screen: &mut RowsScreen, core: &mut Core) -> Asks<RowsScreen> {
    let entry = |(kind, count): (OutcomeKind, usize)| {
        let item = Item::new(kind.letter(), kind.word(), count.to_string());
        item.ticked(screen.filter.outcomes.contains(&kind)).means(kind)
    };
    let counts = core.register.count_by_outcome(&screen.filter);
    let entries = OutcomeKind::ALL.into_iter().zip(counts).map(entry).collect();
    Some(Picker::many("Filter by outcome", entries, |screen: &mut RowsScreen, core, kinds| {
        screen.filter.outcomes = kinds.into_iter().collect();
        screen.changed(core);
    }))
}

/// Opens the filter by who wrote the rows, by typing.
fn filter_supplier(screen: &mut RowsScreen, core: &mut Core) -> Asks<RowsScreen> {
    let entries = super::supplier_entries(core, &screen.filter.suppliers)?;
    Some(Picker::many("Filter by supplier", entries, |screen: &mut RowsScreen, core, suppliers| {
        screen.filter.suppliers = suppliers.into_iter().collect::<BTreeSet<SupplierId>>();
        screen.changed(core);
    }))
}

/// Opens the filter by what else is known of rows.
fn filter_more(screen: &mut RowsScreen, core: &mut Core) -> Asks<RowsScreen> {
    let filter = RowFilter { clashing: true, ..screen.filter.clone() };
    let count = core.register.select(&filter, &[]).len();
    let item = Item::new('c', "contradicts itself or the lists", count.to_string());
    let item = item.ticked(screen.filter.clashing);
    Some(Picker::many("Filter rows", vec![item.means(())], |screen: &mut RowsScreen, core, chosen| {
        screen.filter.clashing = !chosen.is_empty();
        screen.changed(core);
    }))
}
