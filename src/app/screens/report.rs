//! Report: a preview of what would be exported, with the findings beside it.

use super::preview::{ReportPreview, Stop, StopAt};
use crate::Problem;
use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask};
use crate::app::core::Core;
use crate::app::derived::Derived;
use crate::app::export;
use crate::app::freezing;
use crate::app::jump::Jump;
use crate::app::layout::{WIDE, inside};
use crate::app::overlays::behind::Behind;
use crate::app::overlays::{Asks, Overlay};
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, moved, search_chip};
use crate::app::stating::{self, AfterSaying};
use crate::app::text_search::TextSearch;
use crate::checks::Finding;
use crate::query::measures::MeasureFilter;
use crate::report::{Figure, Report};
use crate::text::{Area, as_written};
use jiff::civil::Date;

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct ReportScreen {
    /// The report, or why there is none. Computed when the screen is first shown after a change.
    pub report: Derived<Option<Result<Report, Problem>>, ReportOf>,
    pub preview: ReportPreview,
    /// What speaks against filing it, then what else the rules find; the gravest of each first.
    pub findings: Vec<Finding>,
    /// The stop under the cursor, an index.
    pub stop: usize,
    /// The line that the next frame must show: it was moved to.
    follows: Option<usize>,
    /// What is looked for in the preview.
    pub search: TextSearch,
    /// Where the preview was when that began: the first line shown, the stop, and whether the findings had the keys.
    before_search: (usize, usize, bool),
    /// Whether the person moved since: the search goes on from there.
    has_moved: bool,
    /// The first line shown.
    pub offset: usize,
    /// Whether the findings have the keys.
    pub findings_focus: bool,
    /// The finding under the cursor.
    pub cursor: usize,
    /// The last line that the preview can begin with, as drawn.
    pub length: usize,
    /// With which line, as drawn, each line of the preview begins.
    starts: Vec<usize>,
}

/// What a preview is of: the generation of the workspace, and the day.
type ReportOf = (u64, Option<Date>);

impl ReportScreen {
    /// Computes the preview, if that has not been done since the last change.
    fn preview(&mut self, core: &Core) {
        // What is overdue or old is so on a day.
        if self.report.outdated_by((core.generations.workspace, Some(core.today()))) {
            let report = Report::of(&core.workspace, &core.standings, &core.inquiry()).map_err(Problem::from);
            self.preview = report.as_ref().map(ReportPreview::of).unwrap_or_default();
            self.findings =
                report.as_ref().map_or_else(|_| core.findings.to_vec(), |report| found(core, report));
            self.stop = self.stop.min(self.preview.stops.len().saturating_sub(1));
            *self.report = Some(report);
        }
    }
}

impl ReportScreen {
    /// The stop under the cursor; none while the findings have the keys.
    pub fn current(&self) -> Option<&Stop> {
        self.preview.stops.get(self.stop).filter(|_| !self.findings_focus)
    }

    /// The figure under the cursor, with its rows.
    fn figure(&self) -> Option<&Figure> {
        let StopAt::Figure(key) = &self.current()?.at else { return None };
        let Some(Ok(report)) = &*self.report else { return None };
        report.figures.get(key)
    }

    /// What is under the cursor, in words.
    pub fn about_stop(&self, core: &Core) -> String {
        let style = core.workspace.settings.status_style.style(core.workspace.programme.year);
        match self.current().map(|stop| &stop.at) {
            Some(StopAt::Figure(key)) => {
                let value = self.figure().map_or(0, |figure| figure.value);
                format!("{value}: {}", key.title(style))
            }
            Some(StopAt::Fact(key)) => {
                let by = core
                    .workspace
                    .facts
                    .get(key)
                    .map(|record| format!(", {} by {}", record.origin.name(), record.stamp.by));
                let title = core.workspace.fact_info(key).map_or(key.as_str().to_owned(), |info| info.title);
                format!("{title}{}", by.unwrap_or_default())
            }
            Some(StopAt::Measure(id)) => {
                let recorded = core.workspace.measures.get(id).map(|measure| &measure.stamp.by);
                format!("register of due diligence, by {}", recorded.map_or("", String::as_str))
            }
            Some(StopAt::Step(step)) => format!("register of due diligence: {}", step.name()),
            None => String::new(),
        }
    }

    /// The line of the report at the top of the preview.
    fn top(&self) -> usize {
        self.starts.partition_point(|start| *start < self.offset)
    }

    /// Goes to the next place of what is looked for, or the one before.
    fn find(&mut self, forward: bool) {
        self.has_moved = true;
        let from = self.top();
        self.search.step(&self.preview.lines, from, forward);
        self.found();
    }

    /// Shows what was found; the cursor goes to the first stop from there on.
    fn found(&mut self) {
        let Some(line) = self.search.at else { return };
        self.follows = Some(line);
        self.findings_focus = false;
        let after = self.preview.stops.iter().position(|stop| stop.line >= line);
        self.stop = after.unwrap_or(self.stop);
    }

    /// Scrolls by lines; the cursor goes to the first stop in sight.
    fn scroll(&mut self, rows: isize) {
        self.offset = moved(self.offset, rows, self.length + 1);
        let in_sight = |stop: &Stop| self.starts.get(stop.line).is_some_and(|start| *start >= self.offset);
        let first = self.preview.stops.iter().position(in_sight);
        self.stop = first.unwrap_or(self.preview.stops.len().saturating_sub(1));
    }
}

/// What speaks against filing a report, then what else the rules find.
fn found(core: &Core, report: &Report) -> Vec<Finding> {
    let mut all = export::against_filing(core, report);
    let others = core.findings.iter().filter(|finding| !all.contains(finding)).cloned().collect::<Vec<_>>();
    all.extend(others);
    all
}

/// Where the preview and the findings stand.
pub fn panes(body: Area) -> (Area, Area) {
    if body.width >= WIDE {
        body.split_left(body.width / 100 * 64 + body.width % 100 * 64 / 100)
    } else {
        body.split_top(body.height - body.height / 3)
    }
}

impl Screen for ReportScreen {
    fn prepare(&mut self, core: &mut Core) {
        core.refresh_findings();
        self.preview(core);
        self.cursor = self.cursor.min(self.findings.len().saturating_sub(1));
    }

    fn settle(&mut self, _core: &Core, body: Area) {
        let inner = inside(panes(body).0);
        let mut lines = 0;
        self.starts = self
            .preview
            .lines
            .iter()
            .map(|line| {
                let start = lines;
                lines += line.wrap(usize::from(inner.width), 0).len();
                start
            })
            .collect();
        self.length = lines.saturating_sub(usize::from(inner.height));
        let start = self.follows.take().and_then(|line| self.starts.get(line));
        if let Some(start) = start {
            let in_sight = self.offset..(self.offset + usize::from(inner.height).saturating_sub(3));
            if !in_sight.contains(start) {
                self.offset = start.saturating_sub(usize::from(inner.height) / 3);
            }
        }
        self.offset = self.offset.min(self.length);
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Export,
            C::Programme,
            C::ExportRegister,
            C::Freeze,
            C::ToggleStatusStyle,
            C::NextPane,
            C::Open,
            C::Copy,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "the report as E exports it; [Counsel: ...] marks words that are the company's own"
    }

    fn status(&self, core: &Core) -> StatusLine {
        super::overview::filing_for(core)
    }

    fn move_by(&mut self, _core: &Core, rows: isize) {
        self.has_moved = true;
        if self.findings_focus {
            self.cursor = moved(self.cursor, rows, self.findings.len());
        } else if rows.abs() == 1 && !self.preview.stops.is_empty() {
            self.stop = moved(self.stop, rows, self.preview.stops.len());
            self.follows = self.preview.stops.get(self.stop).map(|stop| stop.line);
        } else {
            self.scroll(rows);
        }
    }

    fn next_pane(&mut self, _core: &Core) {
        self.findings_focus = !self.findings_focus;
    }

    fn click(&mut self, _core: &mut Core, body: Area, at: (u16, u16)) {
        self.findings_focus = panes(body).1.contains(at.0, at.1);
    }

    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        let mut chips: Vec<ChipText> = search_chip(&self.search.text).into_iter().collect();
        let (here, all) = self.search.count(&self.preview.lines);
        chips.iter_mut().for_each(|(_, value)| value.push_str(&format!(" {here}/{all}")));
        chips
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.search.text)
    }

    fn search(&mut self, _core: &Core, text: String) {
        // Where it began is where it looks from, whatever the letters before led to.
        if self.search.text.is_empty() || std::mem::take(&mut self.has_moved) {
            self.before_search = (self.offset, self.stop, self.findings_focus);
        }
        (self.offset, self.stop, self.findings_focus) = self.before_search;
        let from = self.top();
        self.search.look(&self.preview.lines, from, text);
        self.found();
    }

    fn search_hint(&self) -> &'static str {
        "a text to find"
    }

    fn copied(&self, _core: &Core) -> String {
        self.preview
            .lines
            .iter()
            .map(|line| as_written(&line.text()).into_owned())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<ReportScreen>] = &[
    ask(C::Open, open),
    ask(C::Freeze, |_, core| freezing::ask(core)),
    act(C::FindNext, |screen: &mut ReportScreen, _| screen.find(true)).unless(nothing_sought),
    act(C::FindPrevious, |screen: &mut ReportScreen, _| screen.find(false)).unless(nothing_sought),
];

fn nothing_sought(screen: &ReportScreen, _: &Core) -> WhyNot {
    screen.search.text.is_empty().then_some("nothing is looked for: / does")
}

/// Opens what is under the cursor: the rows behind a figure, the fact of the company's own words, or a finding.
fn open(screen: &mut ReportScreen, core: &mut Core) -> Asks<ReportScreen> {
    if screen.findings_focus {
        let finding = screen.findings.get(screen.cursor);
        if let Some(fact) = finding.and_then(|finding| finding.about.fact.as_ref()) {
            return Some(stating::about(core, &core.workspace.fact_info(fact)?, AfterSaying::Nothing));
        }
        if let Some(jump) = finding.and_then(|finding| super::overview::jump_of(core, finding)) {
            core.go(jump);
        } else {
            core.say("nothing to open here");
        }
        return None;
    }
    if let Some(StopAt::Fact(key)) = screen.current().map(|stop| &stop.at) {
        let info = core.workspace.fact_info(key)?;
        return Some(stating::about(core, &info, AfterSaying::Nothing));
    }
    let register = match screen.current().map(|stop| &stop.at) {
        Some(StopAt::Measure(id)) => Some(Jump::Measure(id.clone())),
        Some(StopAt::Step(step)) => Some(Jump::Measures(Box::new(MeasureFilter::of_step(*step)))),
        Some(StopAt::Figure(_) | StopAt::Fact(_)) | None => None,
    };
    if let Some(jump) = register {
        core.go(jump);
        return None;
    }
    let figure = screen.figure()?;
    Some(Overlay::Behind(Behind::of(core, screen.about_stop(core), figure)))
}
