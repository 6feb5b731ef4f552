//! Due diligence: the register of what the company does in each of the OECD's five steps, with what shows it; what stands in the
//! report and what does not.

pub mod detail;
mod filter;
mod form;
mod recording;

use std::collections::{BTreeMap, BTreeSet};

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::detail_pane::DetailPane;
use crate::app::effect::Effect;
use crate::app::frequency;
use crate::app::layout::{TablePanes, beside_or_below};
use crate::app::look::Line;
use crate::app::measuring;
use crate::app::msg::DocumentState;
use crate::app::panel;
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, chip, search_chip};
use crate::app::session::Session;
use crate::app::table::cell::{CellSign, CellSigns};
use crate::app::table::{AnyGrid, Grid};
use crate::app::table_commands::{self, OnTable};
use crate::domain::{DiligenceMeasure, Edit, EvidenceId, MeasureId, MeasureState, OecdStep};
use crate::query::copied;
use crate::query::measures::{MEASURE_COPIED, MeasureField, MeasureFilter, MeasureRow};
use crate::text::Area;

pub use recording::recorded;

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct DiligenceScreen {
    /// All measures, by step.
    pub rows: Derived<Vec<MeasureRow>>,
    pub filter: MeasureFilter,
    /// The table.
    pub grid: Grid<MeasureField, MeasureId>,
    /// Everything known of the measure under the cursor.
    pub detail: DetailPane,
    /// What was found of the documents that were looked at.
    seen: BTreeMap<EvidenceId, DocumentState>,
    /// Those that are being looked at, or were.
    looked_at: BTreeSet<EvidenceId>,
}

impl DiligenceScreen {
    /// The state at the start.
    pub fn new(session: &Session) -> Self {
        let kept = session.measure_table.clone();
        let grid = Grid::new(kept.columns, kept.sort);
        let detail = DetailPane::shaped(session.measure_panel);
        Self { filter: session.measures.clone(), grid, detail, ..Self::default() }
    }

    /// The measure under the cursor.
    pub fn current(&self) -> Option<&MeasureRow> {
        self.rows.get(self.grid.current()?)
    }

    /// What was found where the document of a piece of evidence is; none before it was looked at.
    pub fn document(&self, id: &EvidenceId) -> Option<&DocumentState> {
        self.seen.get(id)
    }

    /// Whether a document of a measure is not as it was recorded.
    fn has_other_documents(&self, measure: &DiligenceMeasure) -> bool {
        let states = measure.evidence.iter().filter_map(|evidence| self.seen.get(&evidence.id));
        states.into_iter().any(|state| *state != DocumentState::Same)
    }

    /// The selected measures, in the order of all, or the one under the cursor.
    fn in_hand(&self) -> Vec<DiligenceMeasure> {
        let marked = &self.grid.marked;
        if marked.is_empty() {
            return self.current().map(|row| row.measure.clone()).into_iter().collect();
        }
        let rows = self.rows.iter().filter(|row| marked.contains(&row.measure.id));
        rows.map(|row| row.measure.clone()).collect()
    }

    /// The step that is meant where nothing else says it: the one that is filtered by, else that of the measure under the cursor.
    fn step_in_hand(&self) -> OecdStep {
        let filtered = self.filter.steps.first().filter(|_| self.filter.steps.len() == 1);
        let here = || self.current().map(|row| row.measure.step);
        filtered.copied().or_else(here).unwrap_or(OecdStep::ManagementSystems)
    }

    /// Makes an edit and says so; the selection has served.
    fn commit(&mut self, core: &mut Core, title: String, edit: Edit) {
        if core.commit_and_say(title, edit) {
            self.grid.marked.clear();
        }
    }

    /// Brings the cursor to a measure where it is shown; whether it is.
    pub fn stay_on(&mut self, id: &MeasureId) -> bool {
        self.grid.go_to(id, |index| self.rows.get(index).map(|row| &row.measure.id))
    }

    /// Brings the cursor to a measure, taking the filter off when it hides it.
    pub fn go_to(&mut self, core: &Core, id: &MeasureId) {
        if !self.stay_on(id) {
            self.show(core, MeasureFilter::default());
            self.stay_on(id);
        }
        self.detail.offset = 0;
    }

    /// Shows the measures that pass a filter.
    pub fn show(&mut self, core: &Core, filter: MeasureFilter) {
        self.grid.only.clear();
        self.filter = filter;
        self.arrange(core);
    }

    /// Filters again after the filter changed.
    fn filter_changed(&mut self, core: &mut Core) {
        self.arrange(core);
        if self.grid.view.is_empty() && !self.rows.is_empty() {
            core.say("no measure passes the filter; X clears it");
        }
    }

    /// Has the files looked at that were not yet.
    fn look_at_files(&mut self, core: &mut Core) {
        let evidence = self.rows.iter().flat_map(|row| &row.measure.evidence);
        let hashed = evidence.filter_map(|it| Some((it.id.clone(), it.link.clone(), it.sha256.clone()?)));
        let wanted: Vec<(EvidenceId, String, String)> =
            hashed.filter(|(id, ..)| !self.looked_at.contains(id)).collect();
        if !wanted.is_empty() {
            self.looked_at.extend(wanted.iter().map(|(id, ..)| id.clone()));
            core.ask(Effect::LookAtDocuments(wanted));
        }
    }

    /// Takes what was found of documents.
    pub fn take_seen(&mut self, seen: Vec<(EvidenceId, DocumentState)>) {
        self.seen.extend(seen);
    }
}

impl OnTable for DiligenceScreen {
    type Field = MeasureField;
    type Key = MeasureId;

    const NAMES: (&'static str, &'static str) = ("Due diligence", "measures");

    fn table(&self) -> &Grid<MeasureField, MeasureId> {
        &self.grid
    }

    fn table_mut(&mut self) -> &mut Grid<MeasureField, MeasureId> {
        &mut self.grid
    }

    fn key(&self, _core: &Core, index: usize) -> Option<MeasureId> {
        self.rows.get(index).map(|row| row.measure.id.clone())
    }

    fn row<'a>(&'a self, _core: &'a Core, index: usize) -> Option<&'a MeasureRow> {
        self.rows.get(index)
    }

    fn signs(&self, _core: &Core, field: MeasureField, index: usize) -> CellSigns {
        let Some(row) = self.rows.get(index) else { return [None, None] };
        let is_marked = match field {
            MeasureField::State => row.state != MeasureState::InForce,
            MeasureField::Evidence => self.has_other_documents(&row.measure),
            MeasureField::Step
            | MeasureField::Measure
            | MeasureField::Owner
            | MeasureField::Newest
            | MeasureField::ValidUntil
            | MeasureField::Documents
            | MeasureField::RecordedBy
            | MeasureField::Recorded => false,
        };
        [None, is_marked.then_some(CellSign::Warn)]
    }
}

impl Screen for DiligenceScreen {
    fn prepare(&mut self, core: &mut Core) {
        let Generations { workspace, day, .. } = core.generations;
        if self.rows.outdated_by(Generations { workspace, day, ..Generations::default() }) {
            *self.rows = MeasureRow::all(&core.workspace, core.today());
            self.grid.marked.retain(|id| core.workspace.measures.contains_key(id));
            self.arrange(core);
            self.look_at_files(core);
        }
    }

    fn measure(&mut self, core: &Core) {
        measuring::measure(self, core);
    }

    fn remember(&mut self, _core: &Core) {
        let here = self.grid.current().and_then(|index| self.rows.get(index)).map(|row| &row.measure.id);
        self.grid.remember(here);
    }

    fn grid(&self) -> Option<&dyn AnyGrid> {
        Some(&self.grid)
    }

    fn grid_mut(&mut self) -> Option<&mut dyn AnyGrid> {
        Some(&mut self.grid)
    }

    /// A line of figures, the table, and the detail.
    fn table_panes(&self, body: Area) -> Option<TablePanes> {
        let (head, rest) = body.split_top(1);
        let panes = if self.detail.is_zoomed {
            (Area::new(rest.x, rest.y, rest.width, 0), rest)
        } else {
            beside_or_below(rest, 60, self.detail.shape, &self.grid)
        };
        Some(TablePanes::of(head, panes, &self.grid))
    }

    fn arrange(&mut self, core: &Core) {
        let view = self.filter.run(&self.grid.sort, &self.rows);
        let view = frequency::narrowed(self, core, view);
        self.grid.take(view, |index| self.rows.get(index).map(|row| &row.measure.id));
    }

    fn detail_mut(&mut self) -> Option<&mut DetailPane> {
        Some(&mut self.detail)
    }

    fn detail_lines(&self, core: &Core) -> Vec<Line> {
        self.current().map(|row| detail::lines(self, core, row)).unwrap_or_default()
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::AddMeasure,
            C::EditMeasure,
            C::AddMeasureEvidence,
            C::FilterMeasureState,
            C::FilterMore,
            C::Search,
            C::Select,
            C::DeleteMeasure,
            C::Undo,
            C::Open,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "no filter: t state, f step or owner, / search"
    }

    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        let filter = &self.filter;
        let chips = [
            chip("step", filter.steps.iter().map(|step| step.name())),
            chip("state", filter.states.iter().map(|state| state.name())),
            chip("owner", filter.owners.iter().map(|owner| filter::owner_name(owner))),
            search_chip(&filter.search),
        ];
        chips.into_iter().flatten().chain(frequency::chips(self)).collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        self.table_status(core, self.rows.len())
    }

    fn copied(&self, _core: &Core) -> String {
        let marked = &self.grid.marked;
        let is_marked = |row: &&MeasureRow| marked.contains(&row.measure.id);
        let rows: Vec<&MeasureRow> = match self.current() {
            Some(row) if marked.is_empty() => vec![row],
            Some(_) | None => self.rows.iter().filter(is_marked).collect(),
        };
        rows.into_iter().map(|row| copied(MEASURE_COPIED, &row)).collect::<Vec<_>>().join("\n")
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
pub static COMMANDS: &[CommandRow<DiligenceScreen>] = &[
    act(C::Open, open),
    ask(C::FilterMore, filter::by_more),
    ask(C::FilterMeasureState, filter::by_state),
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
    ask(C::AddMeasure, recording::add),
    ask(C::EditMeasure, recording::edit).unless(nothing_in_hand),
    ask(C::AddMeasureEvidence, recording::add_evidence).unless(nothing_in_hand),
    ask(C::RemoveMeasureEvidence, recording::remove_evidence).unless(nothing_in_hand),
    act(C::CheckMeasureEvidence, check_files),
    ask(C::DeleteMeasure, recording::delete).unless(nothing_in_hand),
];

fn nothing_in_hand(screen: &DiligenceScreen, _: &Core) -> WhyNot {
    let why = if screen.rows.is_empty() {
        "there is no measure; a adds one"
    } else {
        "no measure is shown; X shows all"
    };
    screen.in_hand().is_empty().then_some(why)
}

/// Shows everything known of the measure under the cursor, or the table again.
fn open(screen: &mut DiligenceScreen, _: &mut Core) {
    let is_something = screen.current().is_some();
    screen.detail.zoom(is_something);
}

fn clear_filters(screen: &mut DiligenceScreen, core: &mut Core) {
    screen.filter = MeasureFilter::default();
    screen.grid.only.clear();
    screen.filter_changed(core);
}

/// Has all files looked at again.
fn check_files(screen: &mut DiligenceScreen, core: &mut Core) {
    screen.looked_at.clear();
    screen.seen.clear();
    screen.look_at_files(core);
    if screen.looked_at.is_empty() {
        core.say("no evidence was recorded with the hash of a file");
    }
}
