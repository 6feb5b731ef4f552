//! Lists: the reference lists that declared names are resolved against, with what each holds; they come in by import and
//! leave here.

use std::cmp::Reverse;

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask};
use crate::app::core::Core;
use crate::app::derived::Derived;
use crate::app::layout::TablePanes;
use crate::app::overlays::{Asks, Overlay, TextView};
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, search_chip};
use crate::app::session::Session;
use crate::app::table::{AnyGrid, Grid};
use crate::app::table_commands::{self, OnTable};
use crate::domain::{ListEntry, ReferenceList, SourceId, Workspace};
use crate::query::lists::{LIST_COPIED, ListField, ListRow};
use crate::query::{Field, column, copied};
use crate::text::{Area, count, fold, pad_right, width, words};

/// The screen's state. There are few lists, which searching tells apart, and each is withdrawn for itself: nothing is
/// filtered by kinds, nothing selected.
#[derive(Debug, Clone, Default)]
pub struct ListsScreen {
    /// All lists, the newest first.
    pub all: Derived<Vec<SourceId>, u64>,
    /// The table.
    pub grid: Grid<ListField, SourceId>,
    /// Words that every list shown must hold.
    pub search: String,
}

/// A list as a row.
fn row<'a>(ws: &'a Workspace, id: &SourceId) -> Option<ListRow<'a>> {
    let list = ws.lists.get(id)?;
    let file = ws.sources.get(&list.source).map_or("", |source| source.file.as_str());
    Some(ListRow { list, file, imported: None })
}

/// Whether a list holds all words; how many entries it has is nothing that is searched for.
fn holds(list: &ListRow<'_>, words: &[String]) -> bool {
    let texts = [ListField::Title, ListField::Template, ListField::AsOf, ListField::File];
    let text = fold(&texts.map(|field| field.text(list)).join(" "));
    words.iter().all(|word| text.contains(word.as_str()))
}

impl ListsScreen {
    /// The state at the start.
    pub fn new(session: &Session) -> Self {
        let kept = session.list_table.clone();
        Self { grid: Grid::new(kept.columns, kept.sort), ..Self::default() }
    }

    /// The list under the cursor.
    pub fn current<'a>(&self, core: &'a Core) -> Option<&'a ReferenceList> {
        core.workspace.lists.get(self.all.get(self.grid.current()?)?)
    }
}

impl OnTable for ListsScreen {
    type Field = ListField;
    type Key = SourceId;

    const NAMES: (&'static str, &'static str) = ("Reference lists", "lists");

    fn table(&self) -> &Grid<ListField, SourceId> {
        &self.grid
    }

    fn table_mut(&mut self) -> &mut Grid<ListField, SourceId> {
        &mut self.grid
    }

    fn key(&self, _core: &Core, index: usize) -> Option<SourceId> {
        self.all.get(index).cloned()
    }

    fn row<'a>(&'a self, core: &'a Core, index: usize) -> Option<ListRow<'a>> {
        row(&core.workspace, self.all.get(index)?)
    }
}

impl Screen for ListsScreen {
    fn prepare(&mut self, core: &mut Core) {
        if self.all.outdated_by(core.generations.workspace) {
            self.arrange(core);
        }
    }

    fn remember(&mut self, _core: &Core) {
        let here = self.grid.current().and_then(|index| self.all.get(index));
        self.grid.remember(here);
    }

    fn grid(&self) -> Option<&dyn AnyGrid> {
        Some(&self.grid)
    }

    fn grid_mut(&mut self) -> Option<&mut dyn AnyGrid> {
        Some(&mut self.grid)
    }

    fn table_panes(&self, body: Area) -> Option<TablePanes> {
        Some(TablePanes::without_detail(body.split_top(0), &self.grid))
    }

    fn arrange(&mut self, core: &Core) {
        let mut lists: Vec<&ReferenceList> = core.workspace.lists.values().collect();
        lists.sort_by_key(|list| (Reverse(list.as_of), &list.title));
        *self.all = lists.into_iter().map(|list| list.source.clone()).collect();
        let words = words(&self.search);
        let rows: Vec<Option<ListRow<'_>>> = self.all.iter().map(|id| row(&core.workspace, id)).collect();
        let rows = (0_u32..).zip(&rows).filter_map(|(index, row)| Some((index, row.as_ref()?)));
        let shown = rows.filter(|(_, row)| holds(row, &words)).collect();
        let view = column::sorted(&self.grid.sort, shown, |order, a, b| order(a, b));
        self.grid.take(view, |index| self.all.get(index));
    }

    fn hints(&self) -> &'static [C] {
        &[C::Open, C::WithdrawList, C::Import, C::Search, C::Sort, C::Undo, C::Back, C::Help]
    }

    fn about(&self) -> &'static str {
        "the reference lists that declared names are resolved against"
    }

    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        search_chip(&self.search).into_iter().collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        self.table_status(core, self.all.len())
    }

    fn copied(&self, core: &Core) -> String {
        let row = self.current(core).and_then(|list| row(&core.workspace, &list.source));
        row.map_or(String::new(), |row| copied(LIST_COPIED, &row))
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.search)
    }

    fn search(&mut self, core: &Core, text: String) {
        let before = self.current(core).map(|list| list.source.clone());
        self.search = text;
        self.arrange(core);
        // What is not found any more gives the cursor to what is found first.
        if before.as_ref() != self.current(core).map(|list| &list.source) {
            self.grid.go_to_top();
        }
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<ListsScreen>] = &[
    ask(C::Open, entries),
    act(C::Sort, table_commands::sort),
    act(C::SortAlso, table_commands::sort_also),
    ask(C::Columns, table_commands::columns),
    act(C::ExportTable, table_commands::export_table),
    act(C::WithdrawList, withdraw).unless(none_in_hand),
];

fn none_in_hand(screen: &ListsScreen, core: &Core) -> WhyNot {
    screen.current(core).is_none().then_some("there is no list")
}

/// Shows the entries of the list under the cursor, each with the row of its sheet.
fn entries(screen: &mut ListsScreen, core: &mut Core) -> Asks<ListsScreen> {
    let list = screen.current(core)?;
    let Some(body) = core.contents.list(&list.body) else {
        core.warn("its content is still being read, or missing: rcoi verify tells");
        return None;
    };
    let widest = body.entries.iter().map(|entry| width(&entry.name)).max().unwrap_or(0).min(LONGEST_NAME);
    let lines = body.entries.iter().map(|entry| (entry.row, entry_line(entry, widest))).collect();
    let title = format!("{}: {}", list.title, count(body.entries.len(), "entry", "entries"));
    Some(Overlay::Text(TextView { title, lines, marked: 0, offset: 0, whole: None }))
}

/// A longer name moves what stands behind it.
const LONGEST_NAME: usize = 56;

/// Metal, CID, name, country, and the other names.
fn entry_line(entry: &ListEntry, widest: usize) -> String {
    let metal = pad_right(entry.metal.symbol(), 2);
    let line = format!("{metal}  {}  {}  {}", entry.cid, pad_right(&entry.name, widest), entry.country);
    if entry.aliases.is_empty() { line } else { format!("{line}  = {}", entry.aliases.join("; ")) }
}

/// Lets it be planned how the list under the cursor leaves; the question comes with the plan.
fn withdraw(screen: &mut ListsScreen, core: &mut Core) {
    if let Some(id) = screen.current(core).map(|list| list.source.clone()) {
        core.ask_withdrawal(&id);
    }
}
