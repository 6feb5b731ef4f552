//! Lists: the reference lists that declared names are resolved against, the status lists that say what each facility is and the
//! risk lists that they are screened against, with what each holds; they come in by import and leave here.

use std::cmp::Reverse;

use super::overview::to_facilities;
use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::frequency;
use crate::app::jump::Jump;
use crate::app::layout::TablePanes;
use crate::app::measuring;
use crate::app::overlays::{Asks, Overlay, TextView};
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, search_chip};
use crate::app::session::Session;
use crate::app::table::cell::{CellSign, CellSigns};
use crate::app::table::{AnyGrid, Grid};
use crate::app::table_commands::{self, OnTable};
use crate::domain::{
    Country, ListEntry, ListKind, Metal, RiskEntry, SourceRole, StatusBasis, StatusEntry, StatusList,
};
use crate::query::lists::{LIST_COPIED, ListField, ListId, ListRow, ListsHere};
use crate::query::{Field, column, copied};
use crate::standing::{ListUses, MatchedRows};
use crate::text::{Area, SearchQuery, count, fold, pad_right, width};

/// The screen's state. There are few lists, which searching tells apart, and each is withdrawn for itself: nothing is
/// filtered by kinds, nothing selected.
#[derive(Debug, Clone, Default)]
pub struct ListsScreen {
    /// All lists, the newest first.
    pub all: Vec<ListId>,
    /// What they have to do with the workspace.
    uses: ListUses,
    /// What both were made of.
    made: Derived,
    /// The table.
    pub grid: Grid<ListField, ListId>,
    /// What is searched for, as typed.
    pub search: String,
}

/// Whether a search finds a list; how many entries it has is nothing that words without a column are looked for in.
fn is_found(list: &ListRow<'_>, query: &SearchQuery<ListField>) -> bool {
    let searched = [
        ListField::Title,
        ListField::Kind,
        ListField::Programme,
        ListField::Template,
        ListField::AsOf,
        ListField::File,
    ];
    let text = searched.map(|field| fold(&field.text(list))).join("\n");
    column::is_found(query, &text, list)
}

impl ListsScreen {
    /// The state at the start.
    pub fn new(session: &Session) -> Self {
        let kept = session.list_table.clone();
        Self { grid: Grid::new(kept.columns, kept.sort), ..Self::default() }
    }

    /// The list under the cursor.
    pub fn current(&self) -> Option<&ListId> {
        self.all.get(self.grid.current()?)
    }

    fn here<'a>(&'a self, core: &'a Core) -> ListsHere<'a> {
        ListsHere { ws: &core.workspace, standings: &core.standings, uses: &self.uses }
    }
}

impl OnTable for ListsScreen {
    type Field = ListField;
    type Key = ListId;

    const NAMES: (&'static str, &'static str) = ("Lists", "lists");

    fn table(&self) -> &Grid<ListField, ListId> {
        &self.grid
    }

    fn table_mut(&mut self) -> &mut Grid<ListField, ListId> {
        &mut self.grid
    }

    fn key(&self, _core: &Core, index: usize) -> Option<ListId> {
        self.all.get(index).cloned()
    }

    fn row<'a>(&'a self, core: &'a Core, index: usize) -> Option<ListRow<'a>> {
        self.here(core).row(self.all.get(index)?)
    }

    fn signs(&self, core: &Core, field: ListField, index: usize) -> CellSigns {
        if field != ListField::AsOf {
            return [None, None];
        }
        [None, self.row(core, index).filter(|row| row.is_stale).map(|_| CellSign::Warn)]
    }
}

impl Screen for ListsScreen {
    fn prepare(&mut self, core: &mut Core) {
        let Generations { workspace, facilities, declared, contents, .. } = core.generations;
        let of = Generations { workspace, facilities, declared, contents, ..Generations::default() };
        if self.made.outdated_by(of) {
            self.uses = ListUses::of(&core.risk_book(), &core.contents, &core.register);
            self.arrange(core);
        }
    }

    fn measure(&mut self, core: &Core) {
        measuring::measure(self, core);
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
        let here = ListsHere { ws: &core.workspace, standings: &core.standings, uses: &self.uses };
        let mut rows = here.rows(|_| None);
        rows.sort_by(|a, b| (Reverse(a.as_of), a.title).cmp(&(Reverse(b.as_of), b.title)));
        self.all = rows.iter().map(|row| row.id.clone()).collect();
        let query = column::search(&self.search);
        let shown = (0_u32..).zip(&rows).filter(|(_, row)| is_found(row, &query)).collect();
        let view = column::sorted(&self.grid.sort, shown, |order, a, b| order(a, b));
        let view = frequency::narrowed(self, core, view);
        self.grid.take(view, |index| self.all.get(index));
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Open,
            C::NoFacility,
            C::WithdrawList,
            C::Import,
            C::StatusDay,
            C::Search,
            C::Sort,
            C::Undo,
            C::GoBack,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "what names are resolved against, and what statuses and screening rest on"
    }

    fn chips(&self, _core: &Core) -> Vec<ChipText> {
        search_chip(&self.search).into_iter().chain(frequency::chips(self)).collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        self.table_status(core, self.all.len())
    }

    fn copied(&self, core: &Core) -> String {
        let row = self.current().and_then(|list| self.here(core).row(list));
        row.map_or(String::new(), |row| copied(LIST_COPIED, &row))
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Here(&self.search)
    }

    fn search(&mut self, core: &Core, text: String) {
        let before = self.current().cloned();
        self.search = text;
        self.arrange(core);
        // What is not found any more gives the cursor to what is found first.
        if before.as_ref() != self.current() {
            self.grid.go_to_top();
        }
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<ListsScreen>] = &[
    ask(C::Open, entries),
    ask(C::NoFacility, no_facility).unless(none_in_hand),
    act(C::Sort, table_commands::sort),
    act(C::SortAlso, table_commands::sort_also),
    ask(C::Columns, table_commands::columns),
    ask(C::Frequency, frequency::ask),
    act(C::ClearFilters, clear_filters),
    act(C::ExportTable, table_commands::export_table),
    act(C::WithdrawList, withdraw).unless(none_in_hand),
];

fn none_in_hand(screen: &ListsScreen, _core: &Core) -> WhyNot {
    screen.current().is_none().then_some("there is no list")
}

/// A list with its rows, each with the row of its sheet, and which of them are no facility of the workspace.
struct Entries<'a> {
    title: &'a str,
    lines: Vec<(u32, String)>,
    rows: &'a MatchedRows,
}

/// The rows of the list under the cursor; says why there are none.
fn entries_of<'a>(screen: &'a ListsScreen, core: &'a Core) -> Option<Entries<'a>> {
    let id = screen.current()?;
    let title = screen.here(core).row(id)?.title;
    match id.role {
        SourceRole::Status => {
            let body = core.contents.status(&core.workspace.status_lists.get(&id.source)?.body)?;
            let widest = widest(body.entries.iter().map(|entry| entry.name.as_str()));
            let list = core.workspace.status_lists.get(&id.source)?;
            let lines = body.entries.iter().map(|entry| (entry.row, status_line(list, entry, widest)));
            Some(Entries { title, lines: lines.collect(), rows: screen.uses.statuses.get(&id.source)? })
        }
        SourceRole::Risk => {
            let body = core.contents.risk(&core.workspace.risk_lists.get(&id.source)?.body)?;
            let widest = widest(body.entries.iter().map(|entry| entry.name.as_str()));
            let lines = body.entries.iter().map(|entry| (entry.row, risk_line(entry, widest)));
            Some(Entries { title, lines: lines.collect(), rows: screen.uses.risks.get(&id.source)? })
        }
        SourceRole::Reference | SourceRole::Annex | SourceRole::Baseline | SourceRole::Declaration => {
            let body = core.contents.list(&core.workspace.lists.get(&id.source)?.body)?;
            let widest = widest(body.entries.iter().map(|entry| entry.name.as_str()));
            let lines = body.entries.iter().map(|entry| (entry.row, entry_line(entry, widest)));
            Some(Entries { title, lines: lines.collect(), rows: screen.uses.references.get(&id.source)? })
        }
    }
}

/// Why nothing is shown of a list.
const NOT_LOADED: &str = "its content is still being read, or missing: rcoi verify tells";

/// The facilities whose status rests on a list, by an entry or by having none, where a column counts them.
fn resting_on(core: &Core, id: &ListId, field: ListField) -> Option<Jump> {
    let rests = |basis: &StatusBasis| match basis {
        StatusBasis::Listed(listing) => field == ListField::Effect && listing.list == id.source,
        StatusBasis::Absent { conformant, active, .. } => {
            field == ListField::Absent && [conformant, active].contains(&&id.source)
        }
        StatusBasis::Own(_) | StatusBasis::Annex(_) | StatusBasis::Nothing => false,
    };
    let those = core.members().filter(|row| rests(&core.standings.of(&row.id).basis));
    to_facilities(&those.map(|row| row.id.clone()).collect::<Vec<_>>())
}

/// Shows the rows of the list under the cursor; from a number of statuses, the facilities that have them.
fn entries(screen: &mut ListsScreen, core: &mut Core) -> Asks<ListsScreen> {
    let id = screen.current()?;
    if let Some(jump) = screen.grid.column().and_then(|field| resting_on(core, id, field)) {
        core.go(jump);
        return None;
    }
    let Some(Entries { title, lines, .. }) = entries_of(screen, core) else {
        core.warn(NOT_LOADED);
        return None;
    };
    let title = format!("{title}: {}", count(lines.len(), "entry", "entries"));
    Some(Overlay::Text(TextView::around(title, lines, 0)))
}

/// Shows the rows that are no facility of the workspace.
fn no_facility(screen: &mut ListsScreen, core: &mut Core) -> Asks<ListsScreen> {
    let Some(Entries { title, mut lines, rows }) = entries_of(screen, core) else {
        core.warn(NOT_LOADED);
        return None;
    };
    if rows.others.is_empty() {
        core.say("every row of it is a facility of the workspace");
        return None;
    }
    let others = rows.others.iter().filter_map(|at| lines.get_mut(*at).map(std::mem::take));
    let lines: Vec<(u32, String)> = others.collect();
    let title = format!("{title}: {} no facility here", count(lines.len(), "entry is", "entries are"));
    Some(Overlay::Text(TextView::around(title, lines, 0)))
}

/// A longer name moves what stands behind it.
const LONGEST_NAME: usize = 56;

fn widest<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.map(width).max().unwrap_or(0).min(LONGEST_NAME)
}

/// Metal, CID, name, country, and the other names.
fn entry_line(entry: &ListEntry, widest: usize) -> String {
    let metal = pad_right(entry.metal.symbol(), 2);
    let line = format!("{metal}  {}  {}  {}", entry.cid, pad_right(&entry.name, widest), entry.country);
    if entry.aliases.is_empty() { line } else { format!("{line}  = {}", entry.aliases.join("; ")) }
}

/// Metal, CID, kind, name, country, and what the list says of the audit.
fn status_line(list: &StatusList, entry: &StatusEntry, widest: usize) -> String {
    let metal = pad_right(list.metal_of(entry).map_or("?", Metal::symbol), 2);
    let cid = entry.cid.map_or_else(String::new, |cid| cid.to_string());
    let name = pad_right(&entry.name, widest);
    let kind = pad_right(list.kind_of(entry).map_or("?", ListKind::key), 10);
    let mut line = format!("{metal}  {}  {kind}  {name}  {}", pad_right(&cid, 9), entry.country);
    let own = [Some(entry.word.clone()), entry.programme.as_ref().map(ToString::to_string)];
    for word in own.into_iter().flatten().filter(|word| !word.is_empty()) {
        line.push_str(&format!("  {word}"));
    }
    line.push_str(&entry.last_audit.map_or_else(String::new, |day| format!("  audit {day}")));
    line.push_str(&entry.lapses().map_or_else(String::new, |day| format!("  lapses {day}")));
    line.push_str(if entry.reaudit { "  re-audit in progress" } else { "" });
    line
}

/// Name, countries, CID, and what the list says of it.
fn risk_line(entry: &RiskEntry, widest: usize) -> String {
    let countries: Vec<&str> = entry.countries.iter().map(Country::code).collect();
    let cid = entry.cid.map_or_else(String::new, |cid| cid.to_string());
    let mut line =
        format!("{}  {}  {cid}", pad_right(&entry.name, widest), pad_right(&countries.join(","), 5));
    for words in [&entry.listed_as, &entry.since, &entry.remarks].into_iter().filter(|it| !it.is_empty()) {
        line.push_str(&format!("  {words}"));
    }
    if entry.aliases.is_empty() { line } else { format!("{line}  = {}", entry.aliases.join("; ")) }
}

fn clear_filters(screen: &mut ListsScreen, core: &mut Core) {
    screen.search(core, String::new());
    frequency::clear(screen, core);
}

/// Lets it be planned how the list under the cursor leaves; the question comes with the plan.
fn withdraw(screen: &mut ListsScreen, core: &mut Core) {
    if let Some(id) = screen.current().map(|list| list.source.clone()) {
        core.ask_withdrawal(&id);
    }
}
