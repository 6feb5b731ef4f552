//! Where the panels of Overview stand, and which entry a cell of the screen belongs to.

use super::{HEAT_COLUMNS, MapMark, OverviewPanel, OverviewScreen, OverviewStage, WorldMap};
use crate::app::core::Core;
use crate::app::layout::{WIDE, inside, row_at, scrolled};
use crate::domain::Status;
use crate::text::{Area, width};

/// How many numbers a line of the table by metal and status has: each status, and the total.
pub const FIGURE_COLUMNS: usize = Status::ALL.len() + 1;

/// How wide the name of a metal stands before its numbers.
const METAL: u16 = 10;

/// How high the table by metal and status is with bar and legend, frame included.
const FIGURES: u16 = 12;

/// Where everything stands; the panel of stages is a line without a frame where there is little room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverviewPanes {
    /// Figures by metal and status.
    pub figures: Area,
    pub countries: Area,
    /// The map in the pane of the countries, over their list; empty where there is no room for both.
    pub map: Area,
    pub stages: Area,
    /// Answers by weeks, below the stages; empty where there is no room.
    pub weeks: Area,
    /// Suppliers by metal, below the countries; empty where there is no room.
    pub heat: Area,
    /// Statuses on the days of lists, below the figures; empty where there is no room.
    pub days: Area,
    pub todo: Area,
    pub findings: Area,
}

/// How wide a number of the table by metal and status stands in a pane.
pub fn figure_width(inner: Area) -> u16 {
    if inner.width >= 66 { 11 } else { 6 }
}

/// How wide the name of a week stands before its numbers.
pub const WEEK: u16 = 12;

/// The least height of the weeks, frame and heads included.
const LEAST_WEEKS: u16 = 7;

/// How wide a number of a week stands in a pane, its bar included.
pub fn week_width(inner: Area) -> u16 {
    inner.width.saturating_sub(WEEK) / 2
}

/// The least height of suppliers by metal and of the days of lists, frame and heads included.
const LEAST_TABLE: u16 = 5;

/// The height that the countries keep for a map and some lines of their list.
const LEAST_COUNTRIES: u16 = 16;

/// How wide a number of a supplier stands in a pane, its shade included; the name has the rest.
pub fn heat_width(inner: Area) -> u16 {
    let columns = u16::try_from(HEAT_COLUMNS).unwrap_or(u16::MAX);
    (inner.width.saturating_sub(20) / columns).clamp(6, 12)
}

/// How wide the name of a supplier stands before its numbers.
pub fn heat_name(inner: Area) -> u16 {
    let columns = u16::try_from(HEAT_COLUMNS).unwrap_or(u16::MAX);
    inner.width.saturating_sub(heat_width(inner).saturating_mul(columns))
}

/// The lines of so many entries with their head and frame.
fn with_head(entries: usize) -> u16 {
    u16::try_from(entries).unwrap_or(u16::MAX).saturating_add(3)
}

/// Stages in one line: where each stands and what it says, as far as there is room.
pub fn stages_in_line<'a>(
    stages: impl Iterator<Item = &'a OverviewStage>,
    line: Area,
) -> Vec<(Area, String)> {
    let mut placed: Vec<(Area, String)> = Vec::new();
    let mut rest = line;
    for text in stages.map(OverviewStage::words) {
        let wide = u16::try_from(width(&text)).unwrap_or(u16::MAX);
        let gap = if placed.is_empty() { 0 } else { 3 };
        if wide.saturating_add(gap) > rest.width {
            break;
        }
        let (area, after) = rest.split_left(gap).1.split_left(wide);
        placed.push((area, text));
        rest = after;
    }
    placed
}

impl OverviewScreen {
    /// Where everything stands.
    pub fn panes(&self, body: Area) -> OverviewPanes {
        let todo_rows = u16::try_from(self.todo.len()).unwrap_or(u16::MAX).saturating_add(2);
        let stage_rows = u16::try_from(self.figures.stages.len()).unwrap_or(u16::MAX);
        if body.width >= WIDE {
            // What is to be done and found needs its lines; the figures and countries take the rest.
            let below = todo_rows.max(12).min(body.height / 2);
            let (top, bottom) = body.split_top(body.height - below);
            let (left, right) = top.split_left(top.width / 2);
            let (countries, heat) = self.countries_and_heat(right);
            let stages = if stage_rows == 0 { 0 } else { stage_rows + 2 };
            let has_room = left.height >= FIGURES + stages.min(7);
            let stages = if has_room { left.height - FIGURES } else { stages.min(1) };
            let (figures, stages) =
                left.split_top(if stage_rows == 0 { left.height } else { left.height - stages });
            let (figures, days, stages) = self.with_days(figures, stages);
            let (todo, findings) = bottom.split_left(bottom.width / 2);
            let (map, (stages, weeks)) = (self.map(countries), self.stages_and_weeks(stages));
            return OverviewPanes { figures, countries, map, stages, weeks, heat, days, todo, findings };
        }
        let (figures, rest) = body.split_top(8.min(body.height / 2));
        let (figures, countries) = figures.split_left(figures.width.saturating_sub(26));
        let (stages, rest) = rest.split_top(stage_rows.min(1));
        let (todo, findings) = rest.split_top(todo_rows.min(rest.height.saturating_sub(4)));
        let map = inside(countries).split_top(0).0;
        let none = stages.split_top(0).0;
        OverviewPanes { figures, countries, map, stages, weeks: none, heat: none, days: none, todo, findings }
    }

    /// A pane of the countries, and that of suppliers by metal below if there are any and both have room.
    fn countries_and_heat(&self, pane: Area) -> (Area, Area) {
        let wanted = with_head(self.figures.declaring).min(pane.height / 2);
        let height = wanted.min(pane.height.saturating_sub(LEAST_COUNTRIES));
        let has_heat = self.figures.declaring > 0 && height >= LEAST_TABLE.min(wanted);
        pane.split_top(pane.height - if has_heat { height } else { 0 })
    }

    /// The panes of the figures and of the stages, and that of the lists' days between them if there are any and all have room.
    fn with_days(&self, figures: Area, stages: Area) -> (Area, Area, Area) {
        let height = with_head(self.figures.list_days.len());
        let has_days = !self.figures.list_days.is_empty();
        if has_days && figures.height >= FIGURES.saturating_add(height) {
            let (figures, days) = figures.split_top(figures.height - height);
            return (figures, days, stages);
        }
        let stage_rows = with_head(self.figures.stages.len()).saturating_sub(1);
        if has_days && stages.height >= stage_rows.saturating_add(height) {
            let (days, stages) = stages.split_top(height);
            return (figures, days, stages);
        }
        (figures, figures.split_top(0).0, stages)
    }

    /// A pane of the stages, and that of the weeks below if there are any and both have room.
    fn stages_and_weeks(&self, pane: Area) -> (Area, Area) {
        let stages = u16::try_from(self.figures.stages.len()).unwrap_or(u16::MAX).saturating_add(2);
        let has_weeks = !self.figures.weeks.is_empty() && pane.height >= stages.saturating_add(LEAST_WEEKS);
        pane.split_top(if has_weeks { stages } else { pane.height })
    }

    /// Where the map stands in the pane of the countries: in the middle, over their list, if any has a place on it.
    fn map(&self, pane: Area) -> Area {
        let inner = inside(pane);
        let has_place = self.figures.countries.iter().any(|country| country.country.is_some());
        let size = has_place.then(|| WorldMap::size_within((inner.width, inner.height))).flatten();
        let (columns, rows) = size.unwrap_or_default();
        let (_, map) = inner.split_left(inner.width.saturating_sub(columns) / 2);
        map.split_left(columns).0.split_top(rows).0
    }

    /// The marks of the map, the country under the cursor before all.
    pub fn marks(&self) -> Vec<MapMark> {
        self.world.marks(&self.figures.countries, self.lit(OverviewPanel::Countries))
    }

    /// Where the lines of a panel stand: in its frame, of the countries below the map.
    pub fn lines(&self, body: Area, panel: OverviewPanel) -> Area {
        let inner = inside(self.pane(body, panel));
        match panel {
            OverviewPanel::Countries => inner.split_top(self.panes(body).map.height).1,
            OverviewPanel::Figures | OverviewPanel::Weeks | OverviewPanel::Heat | OverviewPanel::Days => {
                inner.split_top(1).1
            }
            OverviewPanel::Todo | OverviewPanel::Findings | OverviewPanel::Stages => inner,
        }
    }

    /// The country whose mark stands in a cell of the map.
    fn marked_at(&self, map: Area, (x, y): (u16, u16)) -> Option<usize> {
        let (x, y) = (x.checked_sub(map.x)?, y.checked_sub(map.y)?);
        let mark = self.marks().into_iter().find(|mark| mark.at == (x, y))?;
        Some(mark.entry)
    }

    /// Where a panel stands.
    pub(super) fn pane(&self, body: Area, panel: OverviewPanel) -> Area {
        let panes = self.panes(body);
        match panel {
            OverviewPanel::Todo => panes.todo,
            OverviewPanel::Findings => panes.findings,
            OverviewPanel::Figures => panes.figures,
            OverviewPanel::Countries => panes.countries,
            OverviewPanel::Stages => panes.stages,
            OverviewPanel::Weeks => panes.weeks,
            OverviewPanel::Heat => panes.heat,
            OverviewPanel::Days => panes.days,
        }
    }

    /// The first line of a panel that `rows` lines show, where each has several numbers; the figures always begin with theirs.
    pub fn first_line(&self, core: &Core, panel: OverviewPanel, rows: u16) -> usize {
        if panel == OverviewPanel::Figures {
            return 0;
        }
        let columns = self.columns(panel);
        scrolled(self.cursor(panel) / columns, self.len(core, panel) / columns, usize::from(rows))
    }

    /// The first entry of a panel of one column that `rows` lines show.
    pub fn first(&self, core: &Core, panel: OverviewPanel, rows: u16) -> usize {
        scrolled(self.cursor(panel), self.len(core, panel), usize::from(rows))
    }

    /// The number of a panel with several in a line that stands in a cell of the screen; none on a name and behind the last.
    fn number_at(&self, core: &Core, panel: OverviewPanel, lines: Area, at: (u16, u16)) -> Option<usize> {
        let (name, column) = match panel {
            OverviewPanel::Weeks => (WEEK, week_width(lines)),
            OverviewPanel::Heat => (heat_name(lines), heat_width(lines)),
            OverviewPanel::Todo
            | OverviewPanel::Findings
            | OverviewPanel::Figures
            | OverviewPanel::Countries
            | OverviewPanel::Stages
            | OverviewPanel::Days => (METAL, figure_width(lines)),
        };
        let line = self.first_line(core, panel, lines.height) + row_at(lines, at)?;
        let column = usize::from(at.0.checked_sub(lines.x + name)?.checked_div(column)?);
        (column < self.columns(panel)).then(|| line * self.columns(panel) + column)
    }

    /// The entry of a panel that a cell of the screen belongs to.
    pub(super) fn entry_at(
        &self,
        core: &Core,
        body: Area,
        panel: OverviewPanel,
        at: (u16, u16),
    ) -> Option<usize> {
        let pane = self.pane(body, panel);
        let inner = self.lines(body, panel);
        let map = self.panes(body).map;
        let entry = match panel {
            OverviewPanel::Figures | OverviewPanel::Weeks | OverviewPanel::Heat | OverviewPanel::Days => {
                self.number_at(core, panel, inner, at)
            }
            OverviewPanel::Stages if pane.height <= 1 => {
                let placed = stages_in_line(self.stages(), pane.split_left(1).1);
                placed.iter().position(|(area, _)| area.contains(at.0, at.1))
            }
            // A finding takes several lines: a click gives the keys to the list, and the cursor stays where it is.
            OverviewPanel::Findings => row_at(inner, at).map(|_| self.cursor(panel)),
            OverviewPanel::Countries if map.contains(at.0, at.1) => self.marked_at(map, at),
            OverviewPanel::Todo | OverviewPanel::Countries | OverviewPanel::Stages => {
                row_at(inner, at).map(|row| self.first(core, panel, inner.height) + row)
            }
        };
        entry.filter(|entry| *entry < self.len(core, panel))
    }
}
