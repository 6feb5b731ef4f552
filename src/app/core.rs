//! What every screen reads and changes: the workspace with all that is computed of it, and the few ways to change it.
//! It knows no screen; what happens to it the screens hear as [`News`].

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use jiff::civil::Date;

use super::checked::Checked;
use super::effect::Effect;
use super::jump::Jump;
use super::keymap::Keymap;
use super::level::Level;
use super::matching::Matching;
use super::msg::{Clock, JobId, Loaded};
use super::news::News;
use super::start::Start;
use crate::Problem;
use crate::checks::{self, Finding};
use crate::domain::{
    Cause, Edit, Entry, FacilityId, History, IdGen, Papers, Stamp, Status, Touched, Workspace,
};
use crate::query::suppliers::SupplierRow;
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

/// What all screens share.
pub struct Core {
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
    /// Its suppliers as rows, by name.
    pub suppliers: Arc<Vec<SupplierRow>>,
    /// What the rules find; computed when a screen that shows it is shown.
    pub findings: Vec<Finding>,
    /// What is known of open names.
    pub matching: Matching,
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
    /// The words of letters, when the workspace has its own.
    pub letter_template: Option<String>,
    /// The message over the hint line.
    pub toast: Option<Toast>,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The themes that can be changed between, the current one first.
    pub themes: VecDeque<String>,
    /// The job that an overlay waits for.
    pub job: Option<JobId>,
    /// How many errors and warnings there were when the report was exported, until that is said.
    pub(super) exported_with: Option<usize>,
    findings_are_stale: bool,
    places: HashMap<FacilityId, usize>,
    jobs_started: u64,
    pub(super) ids: IdGen,
    pub(super) effects: Vec<Effect>,
    pub(super) news: Vec<News>,
    pub(super) problems: Vec<Problem>,
    pub(super) jumps: VecDeque<Jump>,
}

impl Core {
    /// What the screens share at the start.
    #[must_use]
    pub fn new(start: Start, clock: Clock, size: (u16, u16)) -> Self {
        let mut themes: VecDeque<String> = start.themes.into();
        let chosen = start.session.theme.as_ref();
        if let Some(at) = chosen.and_then(|name| themes.iter().position(|theme| theme == name)) {
            themes.rotate_left(at);
        }
        let register = Register::build(&start.workspace, &start.papers);
        let mut core = Self {
            rows: query::rows(&start.workspace),
            suppliers: Arc::default(),
            findings: checks::findings_with(&start.workspace, &register),
            register,
            workspace: start.workspace,
            checked: Checked::default(),
            papers: start.papers,
            matching: Matching::default(),
            history_is_whole: start.next_seq <= 1,
            saved_seq: start.next_seq.saturating_sub(1),
            history: History::new(start.tail),
            next_seq: start.next_seq,
            read_only: start.read_only,
            person: start.person,
            clock,
            size,
            keymap: start.keymap,
            letter_template: start.letter_template,
            toast: None,
            mouse: start.mouse,
            themes,
            job: None,
            exported_with: None,
            findings_are_stale: false,
            places: HashMap::new(),
            jobs_started: 0,
            ids: IdGen::new(start.seed),
            effects: Vec::new(),
            news: Vec::new(),
            problems: Vec::new(),
            jumps: VecDeque::new(),
        };
        core.index_rows();
        core.refresh_suppliers();
        core.refresh_matches();
        core.order_checks();
        core.tell(News::Changed);
        core
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

    /// How many facilities need a judgement.
    #[must_use]
    pub fn open_judgements(&self) -> usize {
        self.rows.iter().filter(|row| row.need.is_open()).count()
    }

    /// How many facilities have a status.
    #[must_use]
    pub fn with_status(&self, status: Status) -> usize {
        self.rows.iter().filter(|row| row.status == status).count()
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
        self.problems.push(problem);
    }

    /// Asks the runtime for something.
    pub fn ask(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Goes elsewhere, once what is being done is done.
    pub fn go(&mut self, jump: Jump) {
        self.jumps.push_back(jump);
    }

    /// Lets the screens know of something; what they are to hear already is not said twice in a row.
    pub fn tell(&mut self, news: News) {
        if self.news.last() != Some(&news) {
            self.news.push(news);
        }
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

    /// Makes an edit and says so, by its title.
    pub fn commit_and_say(&mut self, title: impl Into<String>, edit: Edit) -> bool {
        let title = title.into();
        let is_made = self.commit(title.clone(), edit);
        if is_made {
            self.done(title);
        }
        is_made
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
        self.tell(News::Changed);
    }

    /// A new day: what depends on it is computed again.
    pub(super) fn begin_day(&mut self) {
        self.order_checks();
        self.refresh_suppliers();
        self.tell(News::Changed);
    }

    /// Computes every row again.
    fn recompute_rows(&mut self) {
        self.rows = query::rows(&self.workspace);
        self.index_rows();
    }

    fn index_rows(&mut self) {
        self.places = self.rows.iter().enumerate().map(|(place, row)| (row.id.clone(), place)).collect();
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
        if std::mem::take(&mut self.findings_are_stale) {
            self.findings = checks::findings_with(&self.workspace, &self.register);
            self.tell(News::Findings);
        }
    }
}
