//! The whole state of the interface, and the few ways to change it that everything else uses.

use std::collections::{HashMap, VecDeque};

use jiff::civil::Date;

use super::checked::Checked;
use super::effect::Effect;
use super::keymap::Keymap;
use super::level::Level;
use super::matching::Matching;
use super::msg::{Clock, JobId, Loaded};
use super::overlays::Overlay;
use super::screen::ScreenId;
use super::screens::actions::ActionsScreen;
use super::screens::declaration::DeclarationScreen;
use super::screens::history::HistoryScreen;
use super::screens::matches::MatchesScreen;
use super::screens::overview::OverviewScreen;
use super::screens::report::ReportScreen;
use super::screens::rows::RowsScreen;
use super::screens::smelters::SmeltersScreen;
use super::screens::suppliers::SuppliersScreen;
use super::screens::triage::TriageScreen;
use super::session::Session;
use crate::Problem;
use crate::checks::{self, Finding};
use crate::domain::{Cause, Edit, Entry, FacilityId, History, IdGen, Papers, Stamp, Touched, Workspace};
use crate::query::{self, Row};
use crate::resolve::rows::Register;

/// A message over the hint line that goes by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// The text.
    pub text: String,
    /// How serious it is; good news is of something that undo takes back.
    pub level: Level,
    /// When it goes.
    pub until: jiff::Timestamp,
}

/// How long a toast stays, in seconds.
const TOAST_SECONDS: i64 = 4;

/// What the application starts from.
pub struct Start {
    /// The workspace as it is on disk.
    pub workspace: Workspace,
    /// The contents that it names, as far as they are loaded; the rest is asked for.
    pub papers: Papers,
    /// The entries since its snapshot, oldest first.
    pub tail: Vec<Entry>,
    /// The number of the next entry.
    pub next_seq: u64,
    /// Why nothing can be changed, if nothing can.
    pub read_only: Option<String>,
    /// Who works.
    pub person: String,
    /// Keys.
    pub keymap: Keymap,
    /// What was shown last time.
    pub session: Session,
    /// The words of letters, when the workspace has its own: `templates/letter.txt`.
    pub letter_template: Option<String>,
    /// For new identifiers, drawn at random.
    pub seed: [u8; 16],
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The themes that can be changed between, the current one first.
    pub themes: Vec<String>,
}

/// The state.
pub struct App {
    /// The workspace with every edit made so far.
    pub workspace: Workspace,
    /// The contents that it names, as far as they are loaded.
    pub papers: Papers,
    /// The declared rows of all suppliers, as far as their declarations are loaded.
    pub register: Register,
    /// What the rules find of suppliers' declarations.
    pub checked: Checked,
    /// Its facilities as rows, by metal, then name.
    pub rows: Vec<Row>,
    /// What the rules find; computed when a screen that shows it is shown.
    pub findings: Vec<Finding>,
    /// The edits known.
    pub history: History,
    /// Whether the archives have been read, so that undo reaches back to the beginning.
    pub history_is_whole: bool,
    /// The number of the next entry.
    pub next_seq: u64,
    /// The number of the last entry that is on disk.
    pub saved_seq: u64,
    /// Why nothing can be changed, if nothing can.
    pub read_only: Option<String>,
    /// Who works.
    pub person: String,
    /// The time as of the last message.
    pub clock: Clock,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Keys.
    pub keymap: Keymap,
    /// The screen shown.
    pub screen: ScreenId,
    /// The screens gone through on the way here.
    pub trail: Vec<ScreenId>,
    /// Overview.
    pub overview: OverviewScreen,
    /// Smelters.
    pub smelters: SmeltersScreen,
    /// Triage.
    pub triage: TriageScreen,
    /// Suppliers.
    pub suppliers: SuppliersScreen,
    /// Declaration.
    pub declaration: DeclarationScreen,
    /// The declared rows.
    pub declared_rows: RowsScreen,
    /// What is known of open names.
    pub matching: Matching,
    /// Matches.
    pub matches: MatchesScreen,
    /// The words of letters, when the workspace has its own.
    pub letter_template: Option<String>,
    /// Actions.
    pub actions: ActionsScreen,
    /// Report.
    pub report: ReportScreen,
    /// History.
    pub history_screen: HistoryScreen,
    /// What lies over the screen, the topmost last.
    pub overlays: Vec<Overlay>,
    /// The message over the hint line.
    pub toast: Option<Toast>,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The themes that can be changed between, the current one first.
    pub themes: VecDeque<String>,
    /// The job that an overlay waits for.
    pub job: Option<JobId>,
    findings_are_stale: bool,
    places: HashMap<FacilityId, usize>,
    pub(super) jobs_started: u64,
    pub(super) ids: IdGen,
    pub(super) effects: Vec<Effect>,
}

impl App {
    /// The state at the start.
    #[must_use]
    pub fn new(start: Start, clock: Clock, size: (u16, u16)) -> Self {
        let session = start.session;
        let mut themes: VecDeque<String> = start.themes.into();
        if let Some(at) = session.theme.as_ref().and_then(|name| themes.iter().position(|t| t == name)) {
            themes.rotate_left(at);
        }
        let register = Register::build(&start.workspace, &start.papers);
        let mut app = Self {
            rows: query::rows(&start.workspace),
            findings: checks::findings_with(&start.workspace, &register),
            register,
            workspace: start.workspace,
            checked: Checked::default(),
            papers: start.papers,
            history_is_whole: start.next_seq <= 1,
            saved_seq: start.next_seq.saturating_sub(1),
            history: History::new(start.tail),
            next_seq: start.next_seq,
            read_only: start.read_only,
            person: start.person,
            clock,
            size,
            keymap: start.keymap,
            screen: session.screen.unwrap_or(ScreenId::Overview),
            trail: Vec::new(),
            overview: OverviewScreen::default(),
            smelters: SmeltersScreen::new(&session),
            triage: TriageScreen::new(session.triage.clone()),
            suppliers: SuppliersScreen::new(&session),
            declaration: DeclarationScreen::default(),
            declared_rows: RowsScreen::new(&session),
            matching: Matching::default(),
            matches: MatchesScreen::new(&session),
            letter_template: start.letter_template,
            actions: ActionsScreen::default(),
            report: ReportScreen::default(),
            history_screen: HistoryScreen::default(),
            overlays: Vec::new(),
            toast: None,
            mouse: start.mouse,
            themes,
            job: None,
            findings_are_stale: false,
            places: HashMap::new(),
            jobs_started: 0,
            ids: IdGen::new(start.seed),
            effects: Vec::new(),
        };
        app.index_rows();
        app.refresh_suppliers();
        app.refresh_matches();
        app.refresh_screens();
        if let Some(id) = session.smelter {
            app.smelters.go_to(&app.rows, &id);
        }
        app.order_checks();
        if let Some(id) = session.supplier {
            app.suppliers.stay_on(&id);
        }
        super::update::settle(&mut app);
        app
    }

    /// What is restored at the next start.
    #[must_use]
    pub fn session(&self) -> Session {
        Session {
            // A declaration is one of a supplier’s: the next start begins at the supplier.
            screen: Some(if self.screen == ScreenId::Declaration {
                ScreenId::Suppliers
            } else {
                self.screen
            }),
            query: self.smelters.query.clone(),
            columns: self.smelters.columns.clone(),
            smelter: self.smelters.current(&self.rows).map(|row| row.id.clone()),
            triage: self.triage.current.clone(),
            rows: self.declared_rows.filter.clone(),
            row_sort: self.declared_rows.sort.clone(),
            name: self.matches.current.clone(),
            names: self.matches.filter.clone(),
            suppliers: self.suppliers.query.clone(),
            supplier_columns: self.suppliers.grid.columns.clone(),
            supplier: self.suppliers.current().map(|row| row.id.clone()),
            theme: self.themes.front().cloned(),
        }
    }

    /// The person and the time, for records.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp { by: self.person.clone(), at: self.clock.now }
    }

    /// The day where the analyst is.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today
    }

    /// The row of a facility.
    #[must_use]
    pub fn row(&self, id: &FacilityId) -> Option<&Row> {
        self.places.get(self.workspace.resolve(id)).and_then(|place| self.rows.get(*place))
    }

    /// Computes every row again.
    fn recompute_rows(&mut self) {
        self.rows = query::rows(&self.workspace);
        self.index_rows();
    }

    fn index_rows(&mut self) {
        self.places = self.rows.iter().enumerate().map(|(place, row)| (row.id.clone(), place)).collect();
    }

    /// How many facilities need a judgement.
    #[must_use]
    pub fn open_judgements(&self) -> usize {
        self.rows.iter().filter(|row| row.need.is_open()).count()
    }

    /// How many actions are overdue.
    #[must_use]
    pub fn overdue_actions(&self) -> usize {
        self.workspace.actions.values().filter(|action| action.is_overdue(self.today())).count()
    }

    /// Whether every edit is on disk.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        self.saved_seq + 1 >= self.next_seq
    }

    /// Shows a message for a few seconds.
    pub fn say(&mut self, text: impl Into<String>) {
        self.toast(text.into(), Level::Info);
    }

    /// Shows for a few seconds what an edit did, which undo takes back.
    pub fn done(&mut self, text: impl Into<String>) {
        self.toast(text.into(), Level::Good);
    }

    /// Shows a message that something was not done, for a few seconds.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.toast(text.into(), Level::Warn);
    }

    fn toast(&mut self, text: String, level: Level) {
        let until = self.clock.now.saturating_add(jiff::SignedDuration::from_secs(TOAST_SECONDS));
        let until = until.unwrap_or(self.clock.now);
        self.toast = Some(Toast { text, level, until });
    }

    /// Shows a problem until a key is pressed.
    pub fn problem(&mut self, problem: Problem) {
        self.overlays.push(Overlay::Problem(problem));
    }

    /// Asks the runtime for something.
    pub fn ask(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// A new job's number.
    pub fn start_job(&mut self) -> JobId {
        self.jobs_started += 1;
        let job = JobId(self.jobs_started);
        self.job = Some(job);
        job
    }

    /// Makes an edit: changes the workspace, records it, has it written. Whether it was made.
    pub fn commit(&mut self, title: impl Into<String>, edit: Edit) -> bool {
        self.commit_as(title.into(), edit, Cause::Do)
    }

    pub(super) fn commit_as(&mut self, title: String, edit: Edit, cause: Cause) -> bool {
        if let Some(why) = &self.read_only {
            let why = why.clone();
            self.warn(format!("read-only: {why}"));
            return false;
        }
        if let Err(error) = edit.apply(&mut self.workspace) {
            self.warn(format!("not done: {error}"));
            return false;
        }
        let (id, by, at) = (self.ids.entry(), self.person.clone(), self.clock.now);
        let entry = Entry { seq: self.next_seq, id, by, at, cause, title, edit };
        self.next_seq += 1;
        self.history.push(entry.clone());
        // First of all it is written; what follows from it comes after.
        self.ask(Effect::Commit(Box::new(entry.clone())));
        if entry.edit.moves_rows() {
            self.register.refresh(&self.workspace, &self.papers);
            self.refresh_matches();
        } else if entry.edit.renames() {
            self.refresh_matches();
        }
        self.follow(&entry.edit.touched());
        true
    }

    /// Takes contents that were loaded.
    pub(super) fn take_papers(&mut self, loaded: Loaded) {
        let Loaded { papers, register, problems } = loaded;
        self.papers.extend(papers);
        // Where the workspace has changed meanwhile, the register follows it.
        self.register = register;
        self.refresh(&Touched::Declared);
        problems.into_iter().for_each(|problem| self.problem(problem));
    }

    /// Judges all rows anew, and computes what was touched.
    pub(super) fn refresh(&mut self, touched: &Touched) {
        self.register.refresh(&self.workspace, &self.papers);
        self.refresh_matches();
        self.follow(touched);
    }

    /// Computes again what an edit touched, the rows judged already.
    fn follow(&mut self, touched: &Touched) {
        // Asked before the rows change: the view of Smelters holds places among the old ones.
        let current = self.smelters.current(&self.rows).map(|row| row.id.clone());
        match touched {
            Touched::All => self.recompute_rows(),
            Touched::Declared => {}
            Touched::Facilities(ids) => {
                for id in ids {
                    self.refresh_row(id);
                }
            }
        }
        self.order_checks();
        self.refresh_suppliers();
        self.findings_are_stale = true;
        self.refresh_screens();
        if let Some(id) = current {
            let id = self.workspace.resolve(&id);
            self.smelters.stay_on(&self.rows, id);
        }
    }

    /// One row anew. The order by name may change with it, so a changed name sorts the rows again.
    fn refresh_row(&mut self, id: &FacilityId) {
        let Some(row) = query::row(&self.workspace, id) else { return };
        let place = self.places.get(&row.id).copied();
        match place.and_then(|place| self.rows.get_mut(place)) {
            Some(old) if old.name == row.name => *old = row,
            Some(_) | None => self.recompute_rows(),
        }
    }

    /// Lets the rules look at the workspace again, if it has changed since.
    pub(super) fn refresh_findings(&mut self) {
        if self.findings_are_stale {
            self.findings = checks::findings_with(&self.workspace, &self.register);
            self.findings_are_stale = false;
            let todo = super::screens::overview::todo(self);
            self.overview.refresh(todo);
            let last = self.findings.len().saturating_sub(1);
            self.report.cursor = self.report.cursor.min(last);
            let last = (self.overview.todo.len() + self.findings.len()).saturating_sub(1);
            self.overview.cursor = self.overview.cursor.min(last);
        }
    }

    /// Lets every screen follow the rows.
    pub fn refresh_screens(&mut self) {
        self.smelters.refresh(&self.rows);
        self.triage.refresh(&self.rows);
        self.refresh_actions();
        self.history_screen.refresh(&self.history);
        let todo = super::screens::overview::todo(self);
        self.overview.refresh(todo);
        self.report.refresh();
    }

    /// Lets Actions follow the workspace.
    pub fn refresh_actions(&mut self) {
        let lines = super::screens::actions::lines(self);
        self.actions.take(lines);
    }
}
