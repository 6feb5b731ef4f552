//! Overview: figures, findings, and the next best thing to do, each a jump.

use crate::app::command::Command;
use crate::app::screen::ScreenId;
use crate::app::state::App;
use crate::checks::Finding;
use crate::domain::{Severity, Status};
use crate::query::suppliers::SupplierFilter;
use crate::resolve::rows::{OutcomeKind, RowFilter};
use crate::risk::Need;
use crate::text::count;

/// Where an entry of the overview leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jump {
    /// A screen.
    Screen(ScreenId),
    /// Triage, at this facility.
    Triage(crate::domain::FacilityId),
    /// Smelters, at this facility.
    Facility(crate::domain::FacilityId),
    /// Suppliers, those that pass this filter.
    Suppliers(Box<SupplierFilter>),
    /// The declared rows that are open.
    OpenRows,
    /// A command.
    Command(Command),
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Todo {
    /// What.
    pub text: String,
    /// Whether it is urgent.
    pub is_urgent: bool,
    /// Whether nothing is to be done: a fact worth seeing.
    pub is_done: bool,
    /// Where to do it.
    pub jump: Option<Jump>,
}

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct OverviewScreen {
    /// What to do, the most urgent first.
    pub todo: Vec<Todo>,
    /// The cursor: first over the things to do, then over the findings.
    pub cursor: usize,
}

impl OverviewScreen {
    /// Takes the list of things to do.
    pub fn refresh(&mut self, todo: Vec<Todo>) {
        self.todo = todo;
    }
}

fn item(text: String, jump: Jump) -> Todo {
    Todo { text, is_urgent: false, is_done: false, jump: Some(jump) }
}

/// What to do next, the most urgent first.
#[must_use]
pub fn todo(app: &App) -> Vec<Todo> {
    let mut todo = Vec::new();
    let overdue = app.overdue_actions();
    if overdue > 0 {
        let text = format!("{} overdue", count(overdue, "action is", "actions are"));
        todo.push(Todo { is_urgent: true, ..item(text, Jump::Screen(ScreenId::Actions)) });
    }
    for (need, one, many) in [
        (Need::Flag, "flag to answer", "flags to answer"),
        (
            Need::Indeterminable,
            "indeterminable facility without disposition",
            "indeterminable facilities without disposition",
        ),
    ] {
        let open = app.rows.iter().filter(|row| row.need == need).count();
        if let Some(first) =
            app.triage.queue.iter().find(|id| app.row(id).is_some_and(|row| row.need == need))
        {
            todo.push(item(count(open, one, many), Jump::Triage(first.clone())));
        }
    }
    todo.extend(unresolved(app));
    if app.workspace.facilities.is_empty() {
        todo.push(item(
            "no facilities yet: import suppliers\u{2019} CMRTs, or a filing".to_owned(),
            Jump::Command(Command::Import),
        ));
    }
    if todo.is_empty() {
        let text = "every facility has its judgement".to_owned();
        todo.push(Todo { is_done: true, ..item(text, Jump::Screen(ScreenId::Report)) });
    }
    todo.extend(proposed(app));
    todo.extend(suppliers(app));
    todo.extend(filing_date(app));
    todo
}

/// What reference lists propose about facilities; looked at only where there are lists.
fn proposed(app: &App) -> Vec<Todo> {
    if app.workspace.lists.is_empty() || app.screen != ScreenId::Overview {
        return Vec::new();
    }
    let proposals = app.proposals();
    let lines = [
        (proposals.gains.len(), "can gain a CID from the lists", Command::TakeCids),
        (proposals.pairs.len(), "can be merged: one metal and CID", Command::MergeTwins),
    ];
    let some = lines.into_iter().filter(|(found, ..)| *found > 0);
    some.map(|(found, words, command)| {
        item(format!("{} {words}", count(found, "facility", "facilities")), Jump::Command(command))
    })
    .collect()
}

/// Answers that are overdue, findings to send back, declarations to review, rows that are open.
fn suppliers(app: &App) -> Vec<Todo> {
    use crate::domain::RequestState::{Received, UnderReview};
    let rows = &app.suppliers.rows;
    if rows.is_empty() {
        let text = "no suppliers yet: import their CMRTs, or add them by hand";
        return vec![item(text.to_owned(), Jump::Screen(ScreenId::Suppliers))];
    }
    let go = |text: String, filter: SupplierFilter| item(text, Jump::Suppliers(Box::new(filter)));
    let mut todo = Vec::new();
    let overdue = rows.iter().filter(|row| row.is_overdue).count();
    if overdue > 0 {
        let filter = SupplierFilter { is_overdue: true, ..SupplierFilter::default() };
        let text = format!("{} overdue", count(overdue, "supplier is", "suppliers are"));
        todo.push(Todo { is_urgent: true, ..go(text, filter) });
    }
    let high = rows.iter().filter(|row| row.found(Severity::HighRisk) > 0).count();
    if high > 0 {
        let severities = [Severity::HighRisk].into();
        let text = format!("{} with high-risk findings", count(high, "declaration", "declarations"));
        todo.push(go(text, SupplierFilter { severities, ..SupplierFilter::default() }));
    }
    let received = rows.iter().filter(|row| matches!(row.state, Some(Received | UnderReview))).count();
    if received > 0 {
        let states = [Some(Received), Some(UnderReview)].into();
        let text = format!("{} to review", count(received, "declaration", "declarations"));
        todo.push(go(text, SupplierFilter { states, ..SupplierFilter::default() }));
    }
    let (names, rows) = (app.matching.waiting.len(), app.matching.open_rows());
    if names > 0 {
        let rows = count(rows, "row", "rows");
        let text = format!("{} to decide ({rows})", count(names, "declared name", "declared names"));
        todo.push(item(text, Jump::Screen(ScreenId::Matches)));
    }
    // Rows without a metal or a name have nothing that could be decided on.
    let open = app.register.balance().open.saturating_sub(rows);
    if open > 0 {
        let text = format!("{} open", count(open, "declared row is", "declared rows are"));
        todo.push(item(text, Jump::OpenRows));
    }
    todo
}

fn unresolved(app: &App) -> Option<Todo> {
    let lost = app.with_status(Status::Unresolved);
    let first =
        app.triage.queue.iter().find(|id| app.row(id).is_some_and(|row| row.need == Need::Unresolved))?;
    let left =
        app.workspace.constraints.values().map(|c| app.workspace.remaining(c)).find(|left| left.rows > 0);
    let words =
        left.map_or(String::new(), |left| format!(" ({})", crate::app::targets::remaining_words(&left)));
    let text = format!("{}{words}", count(lost, "status to set", "statuses to set"));
    Some(item(text, Jump::Triage(first.clone())))
}

fn filing_date(app: &App) -> Option<Todo> {
    let due = crate::report::filing_date(app.workspace.programme.year)?;
    let days = app.today().until(due).ok()?.get_days();
    let text = match days {
        0 => format!("the filing date is today, {due}"),
        1.. => format!("{} until the filing date, {due}", count(usize::try_from(days).ok()?, "day", "days")),
        _ => format!("the filing date was {due}"),
    };
    Some(Todo {
        text,
        is_urgent: (0..=30).contains(&days),
        is_done: days < 0,
        jump: Some(Jump::Screen(ScreenId::Report)),
    })
}

/// Where a finding leads: its facilities, or nowhere.
#[must_use]
pub fn jump_of(finding: &Finding) -> Option<Jump> {
    finding.facilities.first().map(|id| Jump::Facility(id.clone()))
}

/// Opens what the cursor is on.
pub fn open(app: &mut App) {
    let at = app.overview.cursor;
    let jump = match app.overview.todo.get(at) {
        Some(todo) => todo.jump.clone(),
        None => app.findings.get(at - app.overview.todo.len()).and_then(jump_of),
    };
    match jump {
        Some(jump) => follow(app, jump),
        None => app.say("nothing to open here"),
    }
}

/// Goes where an entry leads.
pub fn follow(app: &mut App, jump: Jump) {
    match jump {
        Jump::Screen(screen) => app.go_to_screen(screen),
        Jump::Triage(id) => {
            app.go_to_screen(ScreenId::Triage);
            app.triage.revisit(&id);
        }
        Jump::Facility(id) => app.show_facility(&id),
        Jump::Command(command) => crate::app::update::command(app, command),
        Jump::Suppliers(filter) => {
            app.suppliers.query.filter = *filter;
            app.suppliers.refresh();
            app.go_to_screen(ScreenId::Suppliers);
        }
        Jump::OpenRows => {
            let outcomes = [OutcomeKind::Open].into();
            super::rows::show(app, RowFilter { outcomes, ..RowFilter::default() });
        }
    }
}
