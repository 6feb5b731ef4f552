//! Overview: figures, statuses over the lists' days, countries, the way from asking to a status, answers by weeks, suppliers by metal, what to
//! do next, findings. Each panel takes the keys, and every number in it leads to what it counts.

mod days;
mod figures;
mod heat;
mod panes;
mod todo;
mod weeks;
mod world;

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, act};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::jump::Jump;
use crate::app::look::{Line, Role};
use crate::app::screen::{Screen, Searched, StatusLine, moved};
use crate::checks::Finding;
use crate::domain::{FacilityId, SupplierId};
use crate::query::Filter;
use crate::query::measures::MeasureFilter;
use crate::query::suppliers::SupplierFilter;
use crate::text::{Area, as_written};

pub use days::DayFigures;
pub use figures::{CountryFigures, MetalFigures, OverviewFigures, OverviewStage, StageGroup};
pub use heat::{HEAT_COLUMNS, HEAT_METALS, HeatCell, SupplierHeat};
pub use panes::{
    FIGURE_COLUMNS, OverviewPanes, WEEK, figure_width, heat_name, heat_width, stages_in_line, week_width,
};
pub use todo::Todo;
pub(super) use todo::item;
pub use weeks::{WEEK_COLUMNS, WeekFigures};
pub use world::{MapMark, WorldMap};

/// A panel of Overview, which can have the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OverviewPanel {
    /// What to do next.
    #[default]
    Todo,
    Findings,
    /// Facilities by metal and status.
    Figures,
    Countries,
    /// From asking to a status.
    Stages,
    /// Answers, and days by which they are due, week by week; where there is room.
    Weeks,
    /// What of each metal suppliers name that must be seen to; where there is room.
    Heat,
    /// Statuses on each day that lists speak for; where there is room.
    Days,
}

impl OverviewPanel {
    /// All, in the order in which the keys go round.
    pub const ALL: [Self; 8] = [
        Self::Todo,
        Self::Findings,
        Self::Figures,
        Self::Countries,
        Self::Stages,
        Self::Weeks,
        Self::Heat,
        Self::Days,
    ];
}

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct OverviewScreen {
    /// What to do, the most urgent first.
    pub todo: Derived<Vec<Todo>>,
    /// What is counted.
    pub figures: Derived<OverviewFigures>,
    /// The land over the countries, made for the size of its place.
    pub world: Derived<WorldMap, (u16, u16)>,
    /// Suppliers by metal, made while there is room for them.
    pub heat: Derived<Vec<SupplierHeat>>,
    /// Statuses on the days of lists, made while there is room for them.
    pub days: Derived<Vec<DayFigures>>,
    /// The panel that has the keys.
    pub focus: OverviewPanel,
    /// The entry under the cursor of each panel, in the order of [`OverviewPanel::ALL`].
    cursors: [usize; OverviewPanel::ALL.len()],
    /// Whether the way from asking to a status stands in one line, for want of room.
    is_in_line: bool,
    /// Whether there is room for the weeks.
    has_weeks: bool,
    /// Whether there is room for suppliers by metal.
    has_heat: bool,
    /// Whether there is room for the days of lists.
    has_days: bool,
}

impl OverviewScreen {
    /// The entry under the cursor of a panel.
    pub fn cursor(&self, panel: OverviewPanel) -> usize {
        self.cursors.get(panel as usize).copied().unwrap_or(0)
    }

    /// The entry under the cursor of a panel, where it has the keys.
    pub fn lit(&self, panel: OverviewPanel) -> Option<usize> {
        (self.focus == panel).then(|| self.cursor(panel))
    }

    fn put_cursor(&mut self, panel: OverviewPanel, at: usize) {
        if let Some(cursor) = self.cursors.get_mut(panel as usize) {
            *cursor = at;
        }
    }

    /// The stages shown: all, or the steps alone in one line.
    pub fn stages(&self) -> impl Iterator<Item = &OverviewStage> {
        self.figures.stages.iter().filter(|stage| stage.is_step || !self.is_in_line)
    }

    /// How many entries a panel has.
    pub fn len(&self, core: &Core, panel: OverviewPanel) -> usize {
        match panel {
            OverviewPanel::Todo => self.todo.len(),
            OverviewPanel::Findings => core.findings.len(),
            OverviewPanel::Figures => self.figures.metals.len() * FIGURE_COLUMNS,
            OverviewPanel::Countries => self.figures.countries.len(),
            OverviewPanel::Stages => self.stages().count(),
            OverviewPanel::Weeks if self.has_weeks => self.figures.weeks.len() * WEEK_COLUMNS,
            OverviewPanel::Heat if self.has_heat => self.heat.len() * HEAT_COLUMNS,
            OverviewPanel::Days if self.has_days => self.days.len() * FIGURE_COLUMNS,
            OverviewPanel::Weeks | OverviewPanel::Heat | OverviewPanel::Days => 0,
        }
    }

    /// How many entries of a panel stand beside each other.
    pub fn columns(&self, panel: OverviewPanel) -> usize {
        match panel {
            OverviewPanel::Figures | OverviewPanel::Days => FIGURE_COLUMNS,
            OverviewPanel::Weeks => WEEK_COLUMNS,
            OverviewPanel::Heat => HEAT_COLUMNS,
            OverviewPanel::Stages if self.is_in_line => self.stages().count().max(1),
            OverviewPanel::Todo
            | OverviewPanel::Findings
            | OverviewPanel::Countries
            | OverviewPanel::Stages => 1,
        }
    }

    fn stay_inside(&mut self, core: &Core) {
        for panel in OverviewPanel::ALL {
            let last = self.len(core, panel).saturating_sub(1);
            self.put_cursor(panel, self.cursor(panel).min(last));
        }
        if self.len(core, self.focus) == 0 {
            self.focus = OverviewPanel::Todo;
        }
    }
}

impl Screen for OverviewScreen {
    fn prepare(&mut self, core: &mut Core) {
        core.refresh_findings();
        if self.todo.outdated_by(core.generations) {
            *self.todo = todo::todo(core);
            *self.figures = OverviewFigures::of(core);
            self.stay_inside(core);
        }
    }

    fn settle(&mut self, core: &Core, body: Area) {
        let panes = self.panes(body);
        self.is_in_line = panes.stages.height <= 1;
        self.has_weeks = panes.weeks.height > 0;
        self.has_heat = panes.heat.height > 0;
        self.has_days = panes.days.height > 0;
        // What is seen is made, once for what it is made of.
        let of = Generations { history: 0, answers: 0, names: 0, ..core.generations };
        if self.has_heat && self.heat.outdated_by(of) {
            *self.heat = heat::heat(core);
        }
        if self.has_days && self.days.outdated_by(of) {
            *self.days = days::days(core, &self.figures.list_days);
        }
        let size = (panes.map.width, panes.map.height);
        if self.world.outdated_by(size) {
            *self.world = WorldMap::of(size);
        }
        self.stay_inside(core);
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Down,
            C::NextPane,
            C::Open,
            C::GoBack,
            C::Search,
            C::Import,
            C::Export,
            C::Palette,
            C::Undo,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "where the programme stands, and what to do next"
    }

    fn status(&self, core: &Core) -> StatusLine {
        filing_for(core)
    }

    fn move_by(&mut self, core: &Core, rows: isize) {
        let (panel, columns) = (self.focus, self.columns(self.focus));
        let (at, len) = (self.cursor(panel), self.len(core, panel));
        // In one line there is nothing below: the way on is to the right.
        let to = if columns >= len { moved(at, rows, len) } else { by_rows(at, rows, columns, len) };
        self.put_cursor(panel, to);
    }

    fn move_sideways(&mut self, right: bool) {
        let (panel, columns) = (self.focus, self.columns(self.focus));
        let at = self.cursor(panel);
        if right && at % columns + 1 < columns {
            self.put_cursor(panel, at + 1);
        } else if !right && !at.is_multiple_of(columns) {
            self.put_cursor(panel, at - 1);
        }
    }

    fn page(&self, body: Area) -> usize {
        usize::from(self.lines(body, self.focus).height)
    }

    fn next_pane(&mut self, core: &Core) {
        let at = OverviewPanel::ALL.iter().position(|panel| *panel == self.focus).unwrap_or(0);
        let mut next = OverviewPanel::ALL.into_iter().cycle().skip(at + 1).take(OverviewPanel::ALL.len());
        self.focus = next.find(|panel| self.len(core, *panel) > 0).unwrap_or_default();
    }

    fn click(&mut self, core: &mut Core, body: Area, at: (u16, u16)) {
        let panel = OverviewPanel::ALL.into_iter().find(|panel| self.pane(body, *panel).contains(at.0, at.1));
        let Some(panel) = panel.filter(|panel| self.len(core, *panel) > 0) else { return };
        self.focus = panel;
        if let Some(entry) = self.entry_at(core, body, panel, at) {
            self.put_cursor(panel, entry);
        }
    }

    /// What lies beside the entries opens none.
    fn is_frame(&self, core: &Core, body: Area, at: (u16, u16)) -> bool {
        !OverviewPanel::ALL.into_iter().any(|panel| self.entry_at(core, body, panel, at).is_some())
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Facilities
    }

    fn copied(&self, core: &Core) -> String {
        core.findings.iter().map(|finding| as_written(&finding.message)).collect::<Vec<_>>().join("\n")
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<OverviewScreen>] = &[act(C::Open, open)];

/// The place `rows` below in a grid of `len` entries, in the same column.
fn by_rows(at: usize, rows: isize, columns: usize, len: usize) -> usize {
    let (row, column) = (at / columns, at % columns);
    (moved(row, rows, len.div_ceil(columns)) * columns + column).min(len.saturating_sub(1))
}

/// For which year the filing is.
pub(super) fn filing_for(core: &Core) -> StatusLine {
    Line::of(format!("filing for {}", core.workspace.programme.year), Role::Muted).into()
}

/// Where a finding leads: to its measure or the step of it, to its facilities, else to the declaration that it is about.
pub fn jump_of(core: &Core, finding: &Finding) -> Option<Jump> {
    let source = || {
        let source = finding.about.source.as_ref()?;
        let mut all = core.workspace.declarations.values();
        all.find(|declaration| declaration.source == *source)
            .map(|declaration| Jump::Declaration(declaration.id.clone()))
    };
    let measure = finding.about.measure.clone().map(Jump::Measure);
    let step = finding.about.step.map(|step| Jump::Measures(Box::new(MeasureFilter::of_step(step))));
    measure
        .or(step)
        .or_else(|| to_facilities(&finding.about.facilities))
        .or_else(|| to_suppliers(&finding.about.suppliers))
        .or_else(source)
}

/// To several suppliers together; nowhere for none.
fn to_suppliers(ids: &[SupplierId]) -> Option<Jump> {
    let picked = ids.iter().cloned().collect();
    let filter = SupplierFilter { picked, ..SupplierFilter::default() };
    (!ids.is_empty()).then(|| Jump::Suppliers(Box::new(filter)))
}

/// To a facility, or to several together; nowhere for none.
pub fn to_facilities(ids: &[FacilityId]) -> Option<Jump> {
    match ids {
        [] => None,
        [id] => Some(Jump::Facility(id.clone())),
        many => {
            let picked = many.iter().cloned().collect();
            Some(Jump::Facilities(Box::new(Filter { picked, ..Filter::default() })))
        }
    }
}

/// Opens what the cursor is on: the rows behind a number, where something is done, what a finding is about.
fn open(screen: &mut OverviewScreen, core: &mut Core) {
    let at = screen.cursor(screen.focus);
    let jump = match screen.focus {
        OverviewPanel::Todo => screen.todo.get(at).and_then(|todo| todo.jump.clone()),
        OverviewPanel::Findings => core.findings.get(at).and_then(|finding| jump_of(core, finding)),
        OverviewPanel::Figures => screen.figures.behind_metal(at),
        OverviewPanel::Countries => screen.figures.behind_country(at),
        OverviewPanel::Stages => screen.stages().nth(at).and_then(OverviewStage::behind),
        OverviewPanel::Weeks => weeks::behind_week(core, &screen.figures.weeks, at),
        OverviewPanel::Heat => heat::behind_heat(&screen.heat, at),
        OverviewPanel::Days => days::behind_day(core, &screen.days, at),
    };
    match jump {
        Some(jump) => core.go(jump),
        None => core.say("nothing stands behind this"),
    }
}
