//! Actions: the table of follow-ups, what is due first on top; their state, due date, owner and answer changed in place.

mod filter;
mod form;

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::frequency;
use crate::app::jump::Jump;
use crate::app::layout::TablePanes;
use crate::app::measuring;
use crate::app::overlays::Asks;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::form::FormOverlay;
use crate::app::overlays::prompt::Prompt;
use crate::app::screen::{
    ChipText, Screen, Searched, StatusLine, chip, count_or_blank, hidden_words, search_chip,
};
use crate::app::session::Session;
use crate::app::table::cell::{CellSign, CellSigns};
use crate::app::table::{AnyGrid, Grid};
use crate::app::table_commands::{self, OnTable};
use crate::domain::{Action, ActionId, ActionState, Edit};
use crate::query::actions::{ACTION_COPIED, ActionField, ActionFilter, ActionRow, When};
use crate::query::copied;
use crate::text::{Area, count};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct ActionsScreen {
    /// All actions: by when they are due, owner and facility.
    pub rows: Derived<Vec<ActionRow>>,
    pub filter: ActionFilter,
    /// The table.
    pub grid: Grid<ActionField, ActionId>,
}

impl ActionsScreen {
    /// The state at the start.
    pub fn new(session: &Session) -> Self {
        let kept = session.action_table.clone();
        let grid = Grid::new(kept.columns, kept.sort);
        Self { filter: session.actions.clone(), grid, ..Self::default() }
    }

    /// The action under the cursor.
    pub fn current(&self) -> Option<&ActionRow> {
        self.rows.get(self.grid.current()?)
    }

    /// The selected actions, in the order of all, or the one under the cursor.
    fn in_hand(&self) -> Vec<ActionRow> {
        let marked = &self.grid.marked;
        if marked.is_empty() {
            return self.current().cloned().into_iter().collect();
        }
        self.rows.iter().filter(|row| marked.contains(&row.action.id)).cloned().collect()
    }

    /// The same with how many of them the filter hides.
    fn hand(&self, core: &Core) -> InHand {
        InHand { rows: self.in_hand(), hidden: self.marked_hidden(core) }
    }

    /// Makes an edit and says so; the selection has served.
    fn commit(&mut self, core: &mut Core, title: String, edit: Edit) {
        if core.commit_and_say(title, edit) {
            self.grid.marked.clear();
        }
    }

    /// Brings the cursor to an action where it is shown.
    pub fn stay_on(&mut self, id: &ActionId) {
        self.grid.go_to(id, |index| self.rows.get(index).map(|row| &row.action.id));
    }

    /// Shows the actions that pass a filter.
    pub fn show(&mut self, core: &Core, filter: ActionFilter) {
        self.grid.only.clear();
        self.filter = filter;
        self.arrange(core);
    }

    /// Filters again after the filter changed.
    fn filter_changed(&mut self, core: &mut Core) {
        self.arrange(core);
        if self.grid.view.is_empty() && !self.rows.is_empty() {
            core.say("no action passes the filter; X clears it");
        }
    }
}

/// All actions as rows, what is due first on top.
fn rows(core: &Core) -> Vec<ActionRow> {
    let actions = core.workspace.actions.values();
    let mut rows: Vec<ActionRow> =
        actions.map(|action| ActionRow::of(&core.workspace, action, core.today())).collect();
    rows.sort_by(|a, b| a.order().cmp(&b.order()));
    rows
}

impl OnTable for ActionsScreen {
    type Field = ActionField;
    type Key = ActionId;

    const NAMES: (&'static str, &'static str) = ("Actions", "actions");

    fn table(&self) -> &Grid<ActionField, ActionId> {
        &self.grid
    }

    fn table_mut(&mut self) -> &mut Grid<ActionField, ActionId> {
        &mut self.grid
    }

    fn key(&self, _core: &Core, index: usize) -> Option<ActionId> {
        self.rows.get(index).map(|row| row.action.id.clone())
    }

    fn row<'a>(&'a self, _core: &'a Core, index: usize) -> Option<&'a ActionRow> {
        self.rows.get(index)
    }

    fn signs(&self, _core: &Core, field: ActionField, index: usize) -> CellSigns {
        let is_overdue = |row: &ActionRow| row.when == When::Overdue;
        let is_marked = field == ActionField::Due && self.rows.get(index).is_some_and(is_overdue);
        [None, is_marked.then_some(CellSign::Warn)]
    }
}

impl Screen for ActionsScreen {
    fn prepare(&mut self, core: &mut Core) {
        let Generations { workspace, day, .. } = core.generations;
        if self.rows.outdated_by(Generations { workspace, day, ..Generations::default() }) {
            *self.rows = rows(core);
            self.grid.marked.retain(|id| core.workspace.actions.contains_key(id));
            self.arrange(core);
        }
    }

    fn measure(&mut self, core: &Core) {
        measuring::measure(self, core);
    }

    fn remember(&mut self, _core: &Core) {
        let here = self.grid.current().and_then(|index| self.rows.get(index)).map(|row| &row.action.id);
        self.grid.remember(here);
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
        let view = self.filter.run(&self.grid.sort, &self.rows);
        let view = frequency::narrowed(self, core, view);
        self.grid.take(view, |index| self.rows.get(index).map(|row| &row.action.id));
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::AdvanceState,
            C::SetState,
            C::SetDue,
            C::SetOwner,
            C::Open,
            C::Search,
            C::FilterMore,
            C::Select,
            C::Sort,
            C::DeleteAction,
            C::Undo,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "no filter: t state, f due, owner or kind, / search"
    }

    fn chips(&self, core: &Core) -> Vec<ChipText> {
        let filter = &self.filter;
        let chips = [
            core.chip_of_facilities("on", &filter.facilities),
            chip("on", core.names_of(&filter.suppliers)),
            chip("owner", filter.owners.iter().map(|owner| filter::owner_name(owner))),
            chip("kind", &filter.kinds),
            chip("due", filter.when.iter().map(|when| when.title())),
            chip("state", filter.states.iter().map(|state| state.name())),
            search_chip(&filter.search),
        ];
        chips.into_iter().flatten().chain(frequency::chips(self)).collect()
    }

    fn status(&self, core: &Core) -> StatusLine {
        self.table_status(core, self.rows.len())
    }

    fn open_work(&self, core: &Core) -> String {
        let open = || core.workspace.actions.values().filter(|action| action.state.is_open()).count();
        match core.overdue_actions() {
            0 => count_or_blank(open()),
            overdue => format!("{overdue}!"),
        }
    }

    fn copied(&self, _core: &Core) -> String {
        let lines: Vec<String> = self.in_hand().iter().map(|row| copied(ACTION_COPIED, &row)).collect();
        lines.join("\n")
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
pub static COMMANDS: &[CommandRow<ActionsScreen>] = &[
    act(C::Open, open),
    ask(C::FilterMore, filter::by_more),
    ask(C::FilterActionState, filter::by_state),
    act(C::ExportTable, table_commands::export_table),
    act(C::ClearFilters, clear_filters),
    act(C::Sort, table_commands::sort),
    act(C::SortAlso, table_commands::sort_also),
    ask(C::Columns, table_commands::columns),
    ask(C::Frequency, frequency::ask),
    act(C::Select, table_commands::select),
    act(C::SelectAll, table_commands::select_all),
    act(C::SelectInvert, table_commands::select_invert),
    ask(C::AdvanceState, advance).unless(nothing_in_hand),
    ask(C::SetState, edit).unless(nothing_in_hand),
    ask(C::SetDue, ask_due).unless(nothing_in_hand),
    ask(C::SetOwner, ask_owner).unless(nothing_in_hand),
    ask(C::DeleteAction, delete).unless(nothing_in_hand),
];

fn nothing_in_hand(screen: &ActionsScreen, _: &Core) -> WhyNot {
    screen.in_hand().is_empty().then_some("there is no action")
}

/// Goes to what the action under the cursor is on.
fn open(screen: &mut ActionsScreen, core: &mut Core) {
    if let Some(row) = screen.current() {
        core.go(Jump::subject(&row.action.about));
    }
}

fn clear_filters(screen: &mut ActionsScreen, core: &mut Core) {
    screen.filter = ActionFilter::default();
    screen.grid.only.clear();
    screen.filter_changed(core);
}

fn example(row: &ActionRow) -> String {
    format!("{} ({})", row.action.title(), row.on)
}

/// The actions that a question is about, as they were when it was asked.
struct InHand {
    rows: Vec<ActionRow>,
    hidden: usize,
}

impl InHand {
    /// A title that says how many it is asked of, where they are several.
    fn titled(&self, of_one: &str, of_many: &str) -> String {
        match self.rows.len() {
            1 => of_one.to_owned(),
            many => format!("{of_many}: {}", count(many, "action", "actions")),
        }
    }
}

/// Changes actions, and says what by `what`; asks once before it changes several.
fn change(
    (screen, core): (&mut ActionsScreen, &mut Core),
    hand: &InHand,
    what: &str,
    to: impl Fn(&Action) -> Option<Action>,
) -> Asks<ActionsScreen> {
    let changed = hand.rows.iter().filter_map(|row| Some((row, to(&row.action)?)));
    let (rows, edits): (Vec<&ActionRow>, Vec<Edit>) = changed
        .filter(|(row, to)| *to != row.action)
        .map(|(row, to)| (row, Edit::ChangeAction { from: Box::new(row.action.clone()), to: Box::new(to) }))
        .unzip();
    make((screen, core), what, (&rows, hand), edits)
}

/// Makes edits on actions as one; asks once before it is on several. The selection has served.
fn make(
    (screen, core): (&mut ActionsScreen, &mut Core),
    what: &str,
    (rows, hand): (&[&ActionRow], &InHand),
    mut edits: Vec<Edit>,
) -> Asks<ActionsScreen> {
    let all = hand.rows.len();
    let many = match rows {
        [] => {
            core.warn("nothing to change");
            return None;
        }
        [row] if all == 1 => {
            let edit = edits.pop()?;
            screen.commit(core, format!("{what}: {}", example(row)), edit);
            return None;
        }
        many => many,
    };
    let actions = count(many.len(), "action", "actions");
    let examples = many.iter().map(|row| example(row)).collect();
    let (title, hidden) = (format!("{what}: {actions}"), hidden_words(hand.hidden));
    let others = match all - many.len() {
        0 => String::new(),
        some => format!(" {} as they are.", count(some, "other stays", "others stay")),
    };
    let question = format!("{what}: {actions}{hidden}?{others}");
    Some(Confirm::before(question, examples, |screen: &mut ActionsScreen, core| {
        screen.commit(core, title, Edit::Batch(edits));
    }))
}

/// Moves the actions in hand to their next state.
fn advance(screen: &mut ActionsScreen, core: &mut Core) -> Asks<ActionsScreen> {
    let hand = screen.hand(core);
    let next = |action: &Action| Some(Action { state: action.state.next()?, ..action.clone() });
    let states: Vec<ActionState> = hand.rows.iter().filter_map(|row| row.action.state.next()).collect();
    let what = match states.as_slice() {
        [] => {
            core.warn("it has no next state; choose one");
            return None;
        }
        [state] => format!("Action {}", state.name()),
        _ => "Next state".to_owned(),
    };
    change((screen, core), &hand, &what, next)
}

/// Asks for the state, due date and owner of the actions in hand and for what came of them, in one form; what is changed there is
/// changed on all of them.
fn edit(screen: &mut ActionsScreen, core: &mut Core) -> Asks<ActionsScreen> {
    let hand = screen.hand(core);
    let offered = hand.rows.first()?.action.clone();
    let (today, stamp) = (core.today(), core.stamp());
    let fields = form::fields(&offered);
    let touches = match hand.rows.as_slice() {
        [_] => Vec::new(),
        many => many.iter().map(example).collect(),
    };
    let title = format!("{}{}", hand.titled(&example(hand.rows.first()?), "Edit"), hidden_words(hand.hidden));
    Some(FormOverlay::ask(
        title,
        fields,
        (today, touches),
        move |screen: &mut ActionsScreen, core, values| {
            let entered = form::entered(&offered, values, (today, &stamp))?;
            let to = |action: &Action| entered.on(&offered, action);
            let what = entered.words(&offered);
            let changed: Vec<(&ActionRow, Action)> = hand
                .rows
                .iter()
                .map(|row| (row, to(&row.action)))
                .filter(|(row, to)| *to != row.action)
                .collect();
            let title = match changed.as_slice() {
                [] => {
                    core.say("nothing was changed");
                    return Ok(None);
                }
                [(row, _)] => format!("{what}: {}", example(row)),
                many => format!("{what}: {}", count(many.len(), "action", "actions")),
            };
            let edits = changed
                .into_iter()
                .map(|(row, to)| Edit::ChangeAction { from: Box::new(row.action.clone()), to: Box::new(to) });
            screen.commit(core, title, Edit::Batch(edits.collect()));
            Ok(None)
        },
    ))
}

/// Asks for their due date, starting from that of the first.
fn ask_due(screen: &mut ActionsScreen, core: &mut Core) -> Asks<ActionsScreen> {
    let hand = screen.hand(core);
    let due = hand.rows.first()?.action.due;
    let day = ("due", Some(due), core.today());
    Some(FormOverlay::ask_day(hand.titled("Due", "Due"), day, move |screen, core, due| {
        Ok(change((screen, core), &hand, &format!("Due {due}"), |action| {
            Some(Action { due, ..action.clone() })
        }))
    }))
}

/// Asks for their owner, starting from that of the first.
fn ask_owner(screen: &mut ActionsScreen, core: &mut Core) -> Asks<ActionsScreen> {
    let hand = screen.hand(core);
    let owner = hand.rows.first()?.action.owner.clone();
    let read = |_: &ActionsScreen, _: &Core, text: &str| Ok(text.to_owned());
    Some(Prompt::ask(
        (hand.titled("Owner", "Owner"), "who sees to it", &owner),
        read,
        move |screen, core, owner: String| {
            change((screen, core), &hand, &format!("Owner {owner}"), |action| {
                Some(Action { owner: owner.clone(), ..action.clone() })
            })
        },
    ))
}

/// Asks whether the actions in hand shall be deleted; undo brings them back.
fn delete(screen: &mut ActionsScreen, core: &mut Core) -> Asks<ActionsScreen> {
    let hand = screen.hand(core);
    let mut edits: Vec<Edit> = hand.rows.iter().map(|row| Edit::RemoveAction(row.action.clone())).collect();
    let rows: Vec<&ActionRow> = hand.rows.iter().collect();
    if let ([row], 1) = (rows.as_slice(), edits.len()) {
        let (title, edit) = (format!("Delete action: {}", example(row)), edits.pop()?);
        return Some(Confirm::before(
            "Delete the action?",
            vec![example(row)],
            |screen: &mut ActionsScreen, core| screen.commit(core, title, edit),
        ));
    }
    make((screen, core), "Delete action", (&rows, &hand), edits)
}
