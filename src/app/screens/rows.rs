//! Declared rows: every row of every supplier's declaration that counts, filtered and sorted.

use std::collections::BTreeSet;

use super::declaration;
use super::suppliers::{
    OnSuppliers, follow_up, no_declaration, none_in_hand, questions, request_work, writing,
};
use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, act, ask};
use crate::app::core::Core;
use crate::app::deciding;
use crate::app::derived::Derived;
use crate::app::frequency;
use crate::app::jump::Jump;
use crate::app::layout::TablePanes;
use crate::app::measuring;
use crate::app::news::News;
use crate::app::overlays::Asks;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, chip, search_chip};
use crate::app::session::Session;
use crate::app::table::cell::{CellSign, CellSigns};
use crate::app::table::{AnyGrid, Grid};
use crate::app::table_commands::{self, OnTable};
use crate::domain::cmrt::SmelterColumn as FormColumn;
use crate::domain::{DeclarationId, FacilityId, Metal, NameKey, SupplierId};
use crate::query::declared::{DECLARED_COPIED, DeclaredField, RegisterRow};
use crate::query::{Field, SortKey, copied};
use crate::resolve::rows::{OutcomeKind, RowField, RowFilter};
use crate::text::Area;

/// The screen's state. What is done to selected rows is done to the suppliers that wrote them; what is decided is decided on a
/// name, whichever rows write it.
#[derive(Debug, Clone, Default)]
pub struct RowsScreen {
    pub filter: RowFilter,
    /// The table; without a sort it is by supplier, as declared.
    pub grid: Grid<DeclaredField, u32>,
    /// The generation of the declared rows among which those shown were found.
    found: Derived<(), u64>,
    /// The same of those selected.
    marked_in: Derived<(), u64>,
}

impl RowsScreen {
    /// The state at the start, with the filter and the order of last time.
    pub fn new(session: &Session) -> Self {
        let grid = Grid::new(session.row_columns.clone(), session.row_sort.clone());
        Self { filter: session.rows.clone(), grid, found: Derived::default(), marked_in: Derived::default() }
    }

    /// Finds the rows to show, if they may be others by now; keeps the cursor on its row.
    fn refresh(&mut self, core: &Core) {
        if !self.found.outdated_by(core.generations.declared) {
            return;
        }
        let key =
            |key: &SortKey<DeclaredField>| key.field.column().map(|column| (column.order, key.descending));
        let keys: Vec<(RowField, bool)> = self.grid.sort.iter().filter_map(key).collect();
        let found = core.register.select(&self.filter, &keys, &|id| core.called(id));
        let view = frequency::narrowed(self, core, found);
        self.grid.take_indexes(view);
    }

    /// Filters again after the filter or the sort changed.
    fn changed(&mut self, core: &mut Core) {
        self.arrange(core);
        if self.grid.view.is_empty() && !core.register.is_empty() {
            core.say("no row passes the filter; X clears it");
        }
    }

    /// The row under the cursor.
    pub fn current<'a>(&self, core: &'a Core) -> Option<RegisterRow<'a>> {
        self.grid.current().and_then(|index| core.named_row(index))
    }

    /// Shows the rows that pass a filter.
    pub fn show(&mut self, core: &mut Core, filter: RowFilter) {
        self.grid.only.clear();
        self.filter = filter;
        self.grid.go_to_top();
        self.changed(core);
    }

    /// The selected rows, or the one under the cursor, by their places in the register.
    fn in_hand(&self) -> Vec<usize> {
        let marked = self.grid.marked.iter().filter_map(|index| usize::try_from(*index).ok());
        if self.grid.marked.is_empty() { self.grid.current().into_iter().collect() } else { marked.collect() }
    }

    /// The declared name of the row under the cursor.
    fn name<'a>(&self, core: &'a Core) -> Option<&'a NameKey> {
        self.grid.current().and_then(|row| core.register.name_of(row))
    }
}

impl OnSuppliers for RowsScreen {
    fn hidden(&self, core: &Core) -> usize {
        self.marked_hidden(core)
    }

    fn suppliers(&self, core: &Core) -> Vec<SupplierId> {
        let suppliers: BTreeSet<&SupplierId> = self
            .in_hand()
            .into_iter()
            .filter_map(|index| core.register.row(index))
            .map(|row| row.supplier)
            .collect();
        suppliers.into_iter().cloned().collect()
    }

    fn facilities_in_hand(&self, core: &Core) -> Option<BTreeSet<FacilityId>> {
        let rows = self.in_hand().into_iter().filter_map(|index| core.register.row(index));
        Some(rows.filter_map(|row| row.facility.cloned()).collect())
    }

    fn declaration(&self, core: &Core) -> Option<DeclarationId> {
        self.current(core).map(|row| row.view.declaration.clone())
    }
}

impl OnTable for RowsScreen {
    type Field = DeclaredField;
    type Key = u32;

    const NAMES: (&'static str, &'static str) = ("Declared rows", "rows");

    fn table(&self) -> &Grid<DeclaredField, u32> {
        &self.grid
    }

    fn table_mut(&mut self) -> &mut Grid<DeclaredField, u32> {
        &mut self.grid
    }

    fn key(&self, _core: &Core, index: usize) -> Option<u32> {
        u32::try_from(index).ok()
    }

    fn row<'a>(&'a self, core: &'a Core, index: usize) -> Option<RegisterRow<'a>> {
        core.named_row(index)
    }

    fn signs(&self, core: &Core, field: DeclaredField, index: usize) -> CellSigns {
        if field != DeclaredField::Outcome {
            return [None, None];
        }
        [core.register.row(index).map(|row| CellSign::Outcome(row.outcome)), None]
    }
}

impl Screen for RowsScreen {
    fn follow(&mut self, _core: &Core, news: &News) {
        match news {
            News::SuppliersServed => self.grid.marked.clear(),
            News::Reverted(_)
            | News::Names
            | News::Lists
            | News::Answers
            | News::Decided
            | News::FacilitiesServed => {}
        }
    }

    fn prepare(&mut self, core: &mut Core) {
        if self.marked_in.outdated_by(core.generations.declared) {
            // Selected rows are places in the register, which are other ones now.
            self.grid.marked.clear();
        }
        self.refresh(core);
    }

    fn measure(&mut self, core: &Core) {
        measuring::measure(self, core);
    }

    fn remember(&mut self, _core: &Core) {
        let here = self.grid.view.get(self.grid.table.cursor).copied();
        self.grid.remember(here.as_ref());
    }

    fn grid(&self) -> Option<&dyn AnyGrid> {
        Some(&self.grid)
    }

    fn grid_mut(&mut self) -> Option<&mut dyn AnyGrid> {
        Some(&mut self.grid)
    }

    /// A line of figures, and the table.
    fn table_panes(&self, body: Area) -> Option<TablePanes> {
        Some(TablePanes::without_detail(body.split_top(1), &self.grid))
    }

    fn arrange(&mut self, core: &Core) {
        self.found.forget();
        self.refresh(core);
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Open,
            C::GoBack,
            C::Select,
            C::LogRequest,
            C::Decide,
            C::FilterOutcome,
            C::FilterMetal,
            C::FilterMore,
            C::Search,
            C::Source,
            C::Sort,
            C::ExportTable,
            C::Copy,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "Enter: supplier; on CID or facility the facility, elsewhere the declaration"
    }

    fn chips(&self, core: &Core) -> Vec<ChipText> {
        let filter = &self.filter;
        let chips = [
            chip("outcome", filter.outcomes.iter().map(|kind| kind.word())),
            chip("metal", filter.metals.iter().map(|metal| metal.name())),
            chip("supplier", core.names_of(&filter.suppliers)),
            core.chip_of_facilities("facility", &filter.facilities),
            chip("name", filter.name.as_ref().map(|key| key.name.as_str())),
            chip("only", filter.clashing.then_some("contradictions")),
            search_chip(&filter.search),
        ];
        chips.into_iter().flatten().chain(frequency::chips(self)).collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        self.table_status(core, core.register.len())
    }

    /// The row under the cursor: its columns with tabs between.
    fn copied(&self, core: &Core) -> String {
        self.current(core).map_or_else(String::new, |row| copied(DECLARED_COPIED, &row))
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
pub static COMMANDS: &[CommandRow<RowsScreen>] = &[
    act(C::Open, open),
    ask(C::FilterMetal, filter_metal),
    ask(C::FilterOutcome, filter_outcome),
    ask(C::FilterMore, filter_more),
    act(C::ClearFilters, clear_filters),
    act(C::Sort, table_commands::sort),
    act(C::SortAlso, table_commands::sort_also),
    ask(C::Columns, table_commands::columns),
    ask(C::Frequency, frequency::ask),
    act(C::Select, table_commands::select),
    act(C::SelectAll, table_commands::select_all),
    act(C::SelectInvert, table_commands::select_invert),
    ask(C::EditSupplier, questions::edit).unless(none_in_hand),
    ask(C::LogRequest, questions::request).unless(none_in_hand),
    ask(C::AddSupplierAction, follow_up::add).unless(none_in_hand),
    ask(C::NextStep, request_work::next_step).unless(none_in_hand),
    ask(C::WithdrawDeclaration, request_work::withdraw).unless(no_declaration),
    act(C::Letter, writing::show_letter).unless(no_declaration),
    ask(C::WriteLetter, writing::write).unless(none_in_hand),
    act(C::ExportTable, table_commands::export_table),
    ask(C::Source, source),
    act(C::Decide, decide),
    act(C::TakeBack, take_back),
];

/// Goes to the supplier of the row under the cursor; from what it resolved to, to that facility; from what is written in it, to
/// the row in its declaration.
fn open(screen: &mut RowsScreen, core: &mut Core) {
    let Some(row) = screen.current(core) else { return };
    let written = || Jump::DeclaredRow(row.view.declaration.clone(), row.view.row);
    let facility = || row.view.facility.map(|id| Jump::Facility(id.clone()));
    let jump = match screen.grid.column() {
        Some(DeclaredField::Supplier) | None => Jump::Supplier(row.view.supplier.clone()),
        Some(
            DeclaredField::Facility
            | DeclaredField::Cid
            | DeclaredField::Method
            | DeclaredField::List
            | DeclaredField::MethodAlone
            | DeclaredField::Score,
        ) => facility().unwrap_or_else(written),
        Some(
            DeclaredField::Row
            | DeclaredField::Metal
            | DeclaredField::Name
            | DeclaredField::Id
            | DeclaredField::Country
            | DeclaredField::Outcome
            | DeclaredField::OutcomeWord
            | DeclaredField::Reason
            | DeclaredField::File,
        ) => written(),
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
    let place = core.contents.form(&declaration.form)?.row_place(number, FormColumn::Metal);
    Some(declaration::source_at(core, &declaration, place))
}

fn clear_filters(screen: &mut RowsScreen, core: &mut Core) {
    screen.filter = RowFilter::default();
    screen.grid.only.clear();
    screen.changed(core);
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
        let item = PickerItem::new(metal.letter(), metal.name(), count.to_string());
        item.ticked(screen.filter.metals.contains(&metal)).means(metal)
    };
    let counts = core.register.count_by_metal(&screen.filter, &|id| core.called(id));
    let entries = Metal::ALL.into_iter().zip(counts).map(entry).collect();
    Some(Picker::many("Filter by metal", entries, |screen: &mut RowsScreen, core, metals| {
        screen.filter.metals = metals.into_iter().collect();
        screen.changed(core);
    }))
}

/// Opens the filter by outcome.
fn filter_outcome(screen: &mut RowsScreen, core: &mut Core) -> Asks<RowsScreen> {
    let entry = |(kind, count): (OutcomeKind, usize)| {
        let item = PickerItem::new(kind.letter(), kind.word(), count.to_string());
        item.ticked(screen.filter.outcomes.contains(&kind)).means(kind)
    };
    let counts = core.register.count_by_outcome(&screen.filter, &|id| core.called(id));
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

/// What the filter by more chooses.
enum More {
    Clashing,
    Supplier,
}

/// Opens the filter by what else is known of rows, and by who wrote them.
fn filter_more(screen: &mut RowsScreen, core: &mut Core) -> Asks<RowsScreen> {
    let filter = RowFilter { clashing: true, ..screen.filter.clone() };
    let count = core.register.select(&filter, &[], &|id| core.called(id)).len();
    let clashing = PickerItem::new('c', "contradicts itself or the lists", count.to_string());
    let entries = vec![
        clashing.ticked(screen.filter.clashing).means(More::Clashing),
        PickerItem::new('w', "written by a supplier \u{2026}", "").means(More::Supplier),
    ];
    Some(Picker::many_then("Filter rows", entries, |screen: &mut RowsScreen, core, chosen| {
        screen.filter.clashing = chosen.iter().any(|more| matches!(more, More::Clashing));
        screen.changed(core);
        let asks = chosen.iter().any(|more| matches!(more, More::Supplier));
        asks.then(|| filter_supplier(screen, core)).flatten()
    }))
}
