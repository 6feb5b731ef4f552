//! History: every change, who, when, on what; undo to here.

use std::collections::BTreeSet;

use super::overview::to_facilities;
use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::detail_pane::DetailPane;
use crate::app::frequency;
use crate::app::jump::Jump;
use crate::app::layout::{TablePanes, beside_or_below};
use crate::app::look::{Line, Role};
use crate::app::measuring;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::{Asks, Overlay, TextView};
use crate::app::panel;
use crate::app::revert::is_freeze;
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, search_chip};
use crate::app::session::Session;
use crate::app::table::{AnyGrid, Grid};
use crate::app::table_commands::{self, OnTable};
use crate::domain::{FacilityId, SupplierId};
use crate::query::changes::{self, ChangeLine};
use crate::query::history::{ENTRY_COPIED, EntryField, ListedEntry};
use crate::query::suppliers::SupplierFilter;
use crate::query::{column, copied};
use crate::text::{Area, SearchQuery, count, cut, fold, visible};

/// The share of the room that the table has beside what an entry changed, in hundredths.
const SHARE: u16 = 55;

/// So many changes of an entry a pane shows at most: an import has thousands, and each is told again with every key.
const MOST_CHANGES: usize = 100;

/// So many are shown at most when all are asked for.
const MOST_SHOWN: usize = 20_000;

/// What of a value is shown in a line, in terminal columns: a section of the report is read where it stands.
const LONGEST_VALUE: usize = 240;

/// The screen's state. Its entries are not filtered by kinds, searching tells them apart; nor selected, since what is
/// taken back is everything after one of them.
#[derive(Debug, Clone, Default)]
pub struct HistoryScreen {
    /// The numbers of all entries, the latest first.
    pub all: Derived<Vec<u64>>,
    /// The table.
    pub grid: Grid<EntryField, u64>,
    /// What is searched for, as typed: only entries with it are shown, until one goes from one of them to the next.
    pub search: String,
    /// Whether all entries are shown, so that what is found stands among what was done before and after.
    shows_all: bool,
    /// The places of what is found among all, where they are shown.
    found: Vec<usize>,
    /// What the entry under the cursor changed.
    pub detail: DetailPane,
}

impl HistoryScreen {
    /// The state at the start.
    pub fn new(session: &Session) -> Self {
        let kept = session.history_table.clone();
        let detail = DetailPane::shaped(session.history_panel);
        Self { grid: Grid::new(kept.columns, kept.sort), detail, ..Self::default() }
    }

    /// The number of the entry under the cursor.
    pub fn current(&self) -> Option<u64> {
        self.all.get(self.grid.current()?).copied()
    }

    /// Goes to the next entry that is found, or the one before, among all of them.
    fn find(&mut self, core: &mut Core, forward: bool) {
        if !std::mem::replace(&mut self.shows_all, true) {
            self.arrange(core);
        }
        let here = self.grid.table.cursor;
        let (mut after, mut before) = (self.found.iter(), self.found.iter().rev());
        let next = match forward {
            true => after.find(|at| **at > here).or(self.found.first()),
            false => before.find(|at| **at < here).or(self.found.last()),
        };
        match next {
            Some(at) => self.grid.table.go(*at, self.grid.view.len()),
            None => core.say("no entry is found"),
        }
    }
}

/// An entry as it is listed, by its number.
fn listed(core: &Core, seq: u64) -> Option<ListedEntry<'_>> {
    Some(ListedEntry { entry: core.history.get(seq)?, zone: &core.zone })
}

/// Whether a search finds an entry.
fn is_found(listed: ListedEntry<'_>, query: &SearchQuery<EntryField>) -> bool {
    query.is_empty() || {
        let entry = listed.entry;
        let at = entry.at.to_zoned(listed.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
        let text = [&entry.title, &entry.by, &at].map(|text| fold(text)).join("\n");
        column::is_found(query, &text, &listed)
    }
}

impl OnTable for HistoryScreen {
    type Field = EntryField;
    type Key = u64;

    const NAMES: (&'static str, &'static str) = ("History", "history");

    fn table(&self) -> &Grid<EntryField, u64> {
        &self.grid
    }

    fn table_mut(&mut self) -> &mut Grid<EntryField, u64> {
        &mut self.grid
    }

    fn key(&self, _core: &Core, index: usize) -> Option<u64> {
        self.all.get(index).copied()
    }

    fn row<'a>(&'a self, core: &'a Core, index: usize) -> Option<ListedEntry<'a>> {
        listed(core, *self.all.get(index)?)
    }
}

impl Screen for HistoryScreen {
    fn prepare(&mut self, core: &mut Core) {
        let Generations { workspace, history, .. } = core.generations;
        if self.all.outdated_by(Generations { workspace, history, ..Generations::default() }) {
            *self.all = core.history.entries().rev().map(|entry| entry.seq).collect();
            // At the top the cursor stays at the top: the newest entry is what one has just done.
            if self.grid.table.cursor == 0 {
                self.grid.go_to_top();
            }
            self.arrange(core);
        }
    }

    fn measure(&mut self, core: &Core) {
        measuring::measure(self, core);
    }

    fn remember(&mut self, _core: &Core) {
        let here = self.current();
        self.grid.remember(here.as_ref());
    }

    fn grid(&self) -> Option<&dyn AnyGrid> {
        Some(&self.grid)
    }

    fn grid_mut(&mut self) -> Option<&mut dyn AnyGrid> {
        Some(&mut self.grid)
    }

    fn table_panes(&self, body: Area) -> Option<TablePanes> {
        let (head, rest) = body.split_top(0);
        Some(TablePanes::of(head, beside_or_below(rest, SHARE, self.detail.shape, &self.grid), &self.grid))
    }

    fn move_by(&mut self, _core: &Core, rows: isize) {
        if !self.detail.move_by(rows) {
            self.grid.move_by(rows);
            self.scroll_detail_to_top();
        }
    }

    fn detail_mut(&mut self) -> Option<&mut DetailPane> {
        Some(&mut self.detail)
    }

    fn detail_lines(&self, core: &Core) -> Vec<Line> {
        self.current().map(|seq| change_lines(core, seq)).unwrap_or_default()
    }

    fn arrange(&mut self, core: &Core) {
        let query = column::search(&self.search);
        let entries =
            (0_u32..).zip(self.all.iter()).filter_map(|(index, seq)| Some((index, listed(core, *seq)?)));
        let shown = entries.filter(|(_, it)| self.shows_all || is_found(*it, &query));
        let shown = shown.map(|(index, it)| (index, it.entry)).collect();
        let view = column::sorted(&self.grid.sort, shown, |order, a, b| order(a, b));
        let view = frequency::narrowed(self, core, view);
        self.grid.take(view, |index| self.all.get(index));
        let is_here = |index| self.shows_all && self.row(core, index).is_some_and(|it| is_found(it, &query));
        let found = self.grid.indexes().enumerate().filter(|(_, index)| is_here(*index));
        self.found = found.map(|(at, _)| at).collect();
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Undo,
            C::Redo,
            C::UndoToHere,
            C::Open,
            C::ShowChanges,
            C::Search,
            C::FindNext,
            C::Sort,
            C::GoBack,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        if self.grid.sort.is_empty() { "every change, the latest first" } else { "every change" }
    }

    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        let mut chip = search_chip(&self.search);
        if let Some((_, text)) = chip.as_mut().filter(|_| self.shows_all) {
            let here = self.found.iter().position(|at| *at == self.grid.table.cursor).map_or(0, |at| at + 1);
            text.push_str(&format!(" {here}/{}", self.found.len()));
        }
        chip.into_iter().chain(frequency::chips(self)).collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        let whole = if core.history_is_whole { "" } else { " (reading the archives)" };
        let line = Line::of(count(self.grid.view.len(), "entry", "entries") + whole, Role::Muted);
        StatusLine { line, sort: self.grid.sorted() }
    }

    fn copied(&self, core: &Core) -> String {
        let entry = self.current().and_then(|seq| listed(core, seq));
        entry.map_or(String::new(), |entry| copied(ENTRY_COPIED, &entry))
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.search)
    }

    fn search(&mut self, core: &Core, text: String) {
        (self.search, self.shows_all) = (text, false);
        if self.grid.table.cursor == 0 {
            self.grid.go_to_top();
        }
        self.arrange(core);
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<HistoryScreen>] = &[
    act(C::Open, open),
    act(C::Sort, table_commands::sort),
    act(C::SortAlso, table_commands::sort_also),
    ask(C::Columns, table_commands::columns),
    ask(C::Frequency, frequency::ask),
    act(C::ClearFilters, clear_filters),
    act(C::ExportTable, table_commands::export_table),
    act(C::Panel, panel::toggle),
    act(C::PanelSmaller, panel::smaller),
    act(C::PanelLarger, panel::larger),
    ask(C::ShowChanges, show_changes),
    ask(C::UndoToHere, ask_undo_to_here),
    act(C::FindNext, |screen: &mut HistoryScreen, core| screen.find(core, true)).unless(nothing_sought),
    act(C::FindPrevious, |screen: &mut HistoryScreen, core| screen.find(core, false)).unless(nothing_sought),
];

fn clear_filters(screen: &mut HistoryScreen, core: &mut Core) {
    screen.search(core, String::new());
    frequency::clear(screen, core);
}

fn nothing_sought(screen: &HistoryScreen, _: &Core) -> WhyNot {
    screen.search.trim().is_empty().then_some("nothing is looked for: / does")
}

/// What an entry changed, as far as a pane shows it.
fn change_lines(core: &Core, seq: u64) -> Vec<Line> {
    let Some(entry) = core.history.get(seq) else { return Vec::new() };
    let at = entry.at.to_zoned(core.zone.clone()).strftime("%Y-%m-%d %H:%M");
    let head = [
        Line::of(visible(&entry.title), Role::Strong),
        Line::of(format!("{} on {at}", visible(&entry.by)), Role::Muted),
        Line::new(),
    ];
    let mut all = changes::changes(&core.workspace, &entry.edit);
    let shown: Vec<Line> = all.by_ref().take(MOST_CHANGES).map(|change| change_line(&change)).collect();
    let rest = all.next().map(|_| Line::of("\u{2026} and more: o shows all", Role::Muted));
    head.into_iter().chain(shown).chain(rest).collect()
}

/// A change: whose, which value, from what to what, and why.
fn change_line(change: &ChangeLine) -> Line {
    let text = |value: &str| cut(&visible(value), LONGEST_VALUE);
    let of = if change.of.is_empty() { String::new() } else { format!("{}: ", visible(&change.of)) };
    let line = Line::of(of, Role::Text).with(format!("{} ", change.what), Role::Muted);
    let line = match (change.before.as_str(), change.after.as_str()) {
        (before, "") => line.with(text(before), Role::Faint).with(" taken away", Role::Muted),
        ("", after) => line.with(text(after), Role::Strong),
        (before, after) => line
            .with(text(before), Role::Faint)
            .with(" \u{2192} ", Role::Muted)
            .with(text(after), Role::Strong),
    };
    let reason =
        if change.reason.is_empty() { String::new() } else { format!("  ({})", text(&change.reason)) };
    line.with(reason, Role::Muted)
}

/// Shows everything that the entry under the cursor changed.
fn show_changes(screen: &mut HistoryScreen, core: &mut Core) -> Asks<HistoryScreen> {
    let entry = core.history.get(screen.current()?)?;
    let mut all = changes::changes(&core.workspace, &entry.edit);
    let mut lines: Vec<(u32, String)> =
        all.by_ref().take(MOST_SHOWN).map(|change| (0, change_line(&change).text())).collect();
    lines.extend(all.next().map(|_| (0, format!("\u{2026} and more than these {MOST_SHOWN}"))));
    Some(Overlay::Text(TextView::around(visible(&entry.title), lines, 0)))
}

/// Goes to the facilities, else to the suppliers, that the entry under the cursor is on.
fn open(screen: &mut HistoryScreen, core: &mut Core) {
    let entry = screen.current().and_then(|seq| core.history.get(seq));
    let Some(entry) = entry else { return };
    let facilities: BTreeSet<FacilityId> = entry
        .edit
        .facilities()
        .into_iter()
        .map(|id| core.workspace.resolve(&id).clone())
        .filter(|id| core.row(id).is_some())
        .collect();
    let picked: BTreeSet<SupplierId> =
        entry.edit.suppliers().into_iter().filter(|id| core.supplier(id).is_some()).cloned().collect();
    let jump = to_facilities(&facilities.into_iter().collect::<Vec<_>>()).or_else(|| match picked.first() {
        Some(id) if picked.len() == 1 => Some(Jump::Supplier(id.clone())),
        Some(_) => Some(Jump::Suppliers(Box::new(SupplierFilter { picked, ..SupplierFilter::default() }))),
        None => None,
    });
    match jump {
        Some(jump) => core.go(jump),
        None => core.say("this entry is on no facility or supplier that is there now"),
    }
}

/// Asks whether to take back everything after the entry under the cursor.
fn ask_undo_to_here(screen: &mut HistoryScreen, core: &mut Core) -> Asks<HistoryScreen> {
    let seq = screen.current()?;
    let in_effect =
        || core.history.entries().filter(|entry| entry.seq > seq && core.history.is_in_effect(entry.seq));
    if in_effect().any(|entry| is_freeze(&entry.edit)) {
        core.warn("what was done before the report was frozen is not taken back: change it anew");
        return None;
    }
    let after = in_effect();
    let mut titles: Vec<String> = after.map(|entry| entry.title.clone()).collect();
    titles.reverse();
    if titles.is_empty() {
        core.warn("nothing after this entry is in effect");
        return None;
    }
    let question = match titles.len() {
        1 => "Take back the edit after this one? Redo brings it back.".to_owned(),
        some => format!("Take back the {some} edits after this one? Redo brings them back one by one."),
    };
    Some(Confirm::before(question, titles, move |_, core| undo_to(core, seq)))
}

/// Takes back every entry in effect after `seq`.
fn undo_to(core: &mut Core, seq: u64) {
    let mut undone = 0;
    while core.history.next_undo().is_some_and(|entry| entry.seq > seq) {
        let before = core.next_seq;
        core.undo();
        if core.next_seq == before {
            return;
        }
        undone += 1;
    }
    core.say(format!("{} undone", count(undone, "edit", "edits")));
}
