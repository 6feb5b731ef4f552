//! What every screen reads and changes: the workspace with all that is computed of it, and the few ways to change it.
//! It knows no screen; what happens to it the screens hear as [`News`].

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::checked::DeclarationFindings;
use super::derived::{Derived, Generations};
use super::effect::Effect;
use super::export::Writing;
use super::jump::Jump;
use super::keymap::Keymap;
use super::lately::Lately;
use super::level::Level;
use super::matching::Matching;
use super::msg::{Clock, JobId, LoadedContents};
use super::news::News;
use super::start::Start;
use crate::Problem;
use crate::checks::Finding;
use crate::correspond::inquiry;
use crate::correspond::requests::ResponseRate;
use crate::domain::{
    Cause, Contents, Edit, Entry, FacilityId, History, IdGen, Moves, Stamp, Standings, Status, SupplierId,
    Touched, Workspace,
};
use crate::query::suppliers::SupplierRow;
use crate::query::{self, FacilityRow, OtherNames};
use crate::report::{Inquiry, OwnProposals};
use crate::resolve::rows::{Moved, Register};
use crate::risk::{Need, RiskBook, Screening};
use crate::standing::{self, Classifier, Screener};

/// A message over the hint line that goes by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
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
    pub contents: Contents,
    /// Whether the contents were read, as far as they can be: before, what follows from them is not known.
    pub has_contents: bool,
    /// The declared rows of all suppliers, as far as their declarations are loaded.
    pub register: Register,
    /// What the status lists say on the workspace's day.
    pub classifier: Classifier,
    /// Where the facilities stand on that day.
    pub standings: Standings,
    /// What the risk lists say, the newest of each.
    pub screener: Screener,
    /// What they have of the facilities.
    pub screening: Screening,
    /// What the rules find of suppliers' declarations.
    pub checked: DeclarationFindings,
    /// Its facilities as rows, those of Annex I and others, by metal, then name.
    pub rows: Vec<FacilityRow>,
    /// Its suppliers as rows, by name; each of its own, so that an edit on one leaves the others alone.
    pub suppliers: Arc<Vec<Arc<SupplierRow>>>,
    /// How many suppliers somebody must see to.
    pub(super) suppliers_to_see: usize,
    /// How many of those asked have answered by today.
    pub response_rate: ResponseRate,
    /// What the rules find; computed when a screen that shows it is shown.
    pub findings: Derived<Vec<Finding>>,
    /// What lists and suppliers call the facilities; computed where they are searched.
    pub other_names: Derived<OtherNames>,
    /// How often each part of all this has become another.
    pub generations: Generations,
    /// What is known of open names.
    pub matching: Matching,
    /// The edits known.
    pub history: History,
    /// Whether the archives have been read, so that undo reaches back to the beginning.
    pub history_is_whole: bool,
    /// The number of the next entry.
    pub next_seq: u64,
    /// The number of the first entry of this session.
    pub(super) began_at: u64,
    /// The number of the last entry that is on disk.
    pub saved_seq: u64,
    /// Why nothing can be changed, if nothing can.
    pub read_only: Option<String>,
    /// Where the person's clock goes.
    pub zone: TimeZone,
    /// Who works.
    pub person: String,
    /// The time as of the last message.
    pub clock: Clock,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Keys.
    pub keymap: Keymap,
    /// The words of letters, when the workspace has its own; or why they cannot be read.
    pub letter_template: Option<Result<String, Problem>>,
    /// The workspace's own proposals for what the company says.
    pub own_proposals: OwnProposals,
    /// The message over the hint line.
    pub toast: Option<Toast>,
    /// What was searched for and given lately.
    pub lately: Lately,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The themes that can be changed between, the current one first.
    pub themes: VecDeque<String>,
    /// The job that an overlay waits for.
    pub job: Option<JobId>,
    /// What is remembered of files until they are written.
    pub(super) writing: Writing,
    places: HashMap<FacilityId, usize>,
    pub(super) supplier_places: HashMap<SupplierId, usize>,
    jobs_started: u64,
    /// How many keys and clicks were taken: what is answered later is not asked under a hand that has gone on.
    pub(super) acts_taken: u64,
    /// As of which of them it was asked to withdraw a source.
    pub(super) withdrawal_asked_at: u64,
    pub(super) ids: IdGen,
    pub(super) effects: Vec<Effect>,
    pub(super) news: Vec<News>,
    pub(super) problems: Vec<Problem>,
    pub(super) jumps: VecDeque<Jump>,
}

/// Whether a workspace has nothing whose content lies in a file of its own.
fn names_no_contents(ws: &Workspace) -> bool {
    let lists = ws.lists.len() + ws.status_lists.len() + ws.risk_lists.len();
    ws.declarations.is_empty() && lists == 0
}

/// The themes, the chosen one first.
fn themes(all: Vec<String>, chosen: Option<&str>) -> VecDeque<String> {
    let mut themes: VecDeque<String> = all.into();
    if let Some(at) = chosen.and_then(|name| themes.iter().position(|theme| theme == name)) {
        themes.rotate_left(at);
    }
    themes
}

impl Core {
    /// What the screens share at the start.
    pub fn new(start: Start, clock: Clock, size: (u16, u16)) -> Self {
        let (ws, contents) = (&start.workspace, &start.contents);
        let register = Register::build(ws, contents);
        let has_contents = names_no_contents(ws) || !contents.is_empty();
        let classifier = Classifier::build(ws, contents, &register, standing::day(ws));
        let standings = classifier.standings(ws, &register);
        let screener = Screener::build(ws, contents, &register, &Screener::default());
        let mut core = Self {
            rows: Vec::new(),
            screening: screener.screening(ws, &register),
            screener,
            classifier,
            standings,
            has_contents,
            suppliers: Arc::default(),
            suppliers_to_see: 0,
            response_rate: ResponseRate::default(),
            findings: Derived::default(),
            other_names: Derived::default(),
            generations: Generations::default(),
            register,
            workspace: start.workspace,
            checked: DeclarationFindings::default(),
            contents: start.contents,
            matching: Matching::default(),
            history_is_whole: start.next_seq <= 1,
            saved_seq: start.next_seq.saturating_sub(1),
            history: History::new(start.tail),
            next_seq: start.next_seq,
            began_at: start.next_seq,
            read_only: start.read_only,
            zone: start.zone,
            person: start.person,
            clock,
            size,
            keymap: start.keymap,
            letter_template: start.letter_template,
            own_proposals: start.own_proposals,
            toast: None,
            lately: Lately::of(&start.session),
            mouse: start.mouse,
            themes: themes(start.themes, start.session.theme.as_deref()),
            job: None,
            writing: Writing::default(),
            places: HashMap::new(),
            supplier_places: HashMap::new(),
            jobs_started: 0,
            acts_taken: 0,
            withdrawal_asked_at: 0,
            ids: IdGen::new(start.seed),
            effects: Vec::new(),
            news: Vec::new(),
            problems: Vec::new(),
            jumps: VecDeque::new(),
        };
        core.remake_rows();
        core.refresh_elsewhere();
        core.remake_suppliers();
        core.refresh_matches(&Moved { everything: true, ..Moved::default() });
        core.order_checks();
        core
    }

    /// The person and the time, for records.
    pub fn stamp(&self) -> Stamp {
        Stamp { by: self.person.clone(), at: self.clock.now }
    }

    /// All that risk is judged by.
    pub fn risk_book(&self) -> RiskBook<'_> {
        RiskBook { ws: &self.workspace, standings: &self.standings, screening: &self.screening }
    }

    /// What the inquiry came to.
    pub fn inquiry(&self) -> Inquiry {
        inquiry(&self.workspace, &self.contents, &self.register, &self.standings)
    }

    /// The day where the analyst is.
    pub fn today(&self) -> Date {
        self.clock.today
    }

    pub fn row(&self, id: &FacilityId) -> Option<&FacilityRow> {
        self.places.get(self.workspace.resolve(id)).and_then(|place| self.rows.get(*place))
    }

    /// How many judgements are to be made: one a facility; those whose audits lapsed are decided together.
    pub fn open_judgements(&self) -> usize {
        let open = self.rows.iter().filter(|row| row.need.is_open());
        let (lapsed, others): (Vec<_>, Vec<_>) = open.partition(|row| row.need == Need::Lapsed);
        others.len() + usize::from(!lapsed.is_empty())
    }

    /// The facilities of Annex I.
    pub fn members(&self) -> impl Iterator<Item = &FacilityRow> {
        self.rows.iter().filter(|row| row.is_member())
    }

    /// How many facilities of Annex I have a status.
    pub fn with_status(&self, status: Status) -> usize {
        self.members().filter(|row| row.status == status).count()
    }

    pub fn overdue_actions(&self) -> usize {
        self.workspace.actions.values().filter(|action| action.is_overdue(self.today())).count()
    }

    /// Whether every edit is on disk.
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

    /// Puts a text on the clipboard, and says so.
    pub fn copy(&mut self, text: String) {
        if text.is_empty() {
            return self.warn("nothing to copy");
        }
        self.say(format!("copied {} characters", text.chars().count()));
        self.ask(Effect::Copy(text));
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
        self.follow(&entry.edit);
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
    pub(super) fn take_contents(&mut self, loaded: LoadedContents) {
        let LoadedContents { contents, register, problems } = loaded;
        self.contents.extend(contents);
        self.has_contents = true;
        // Where the workspace has changed meanwhile, the register follows it.
        self.register = register;
        self.generations.contents += 1;
        self.refresh_declared();
        problems.into_iter().for_each(|problem| self.problem(problem));
    }

    /// Computes everything again, whatever happened to the workspace.
    pub(super) fn refresh_all(&mut self) {
        self.refresh_declared();
    }

    /// Computes again what follows from declared rows, whatever happened to them.
    fn refresh_declared(&mut self) {
        self.register.refresh(&self.workspace, &self.contents);
        self.classify();
        self.refresh_elsewhere();
        self.generations.workspace += 1;
        self.generations.declared += 1;
        self.refresh_matches(&Moved { everything: true, ..Moved::default() });
        self.order_checks();
        self.remake_suppliers();
    }

    /// Computes again what an edit touched, and counts it up.
    fn follow(&mut self, edit: &Edit) {
        self.generations.workspace += 1;
        let moves = edit.moves();
        let moved = match &moves {
            Moves::Nothing => Moved::default(),
            Moves::Names(names) => self.register.follow_decisions(&self.workspace, &self.contents, names),
            Moves::Anything => self.register.refresh(&self.workspace, &self.contents),
        };
        if moves != Moves::Nothing {
            self.generations.declared += 1;
        }
        self.follow_facilities(edit, &moved);
        let may_wait_otherwise = moves != Moves::Nothing || edit.renames() || edit.touched() == Touched::All;
        if may_wait_otherwise && self.refresh_elsewhere() {
            self.refresh_matches(&Moved { everything: true, ..Moved::default() });
        } else if moves != Moves::Nothing || edit.renames() {
            self.refresh_matches(&moved);
        }
        let is_unchecked = edit.touches_checks() && self.order_checks();
        if moved.everything || is_unchecked {
            self.remake_suppliers();
        } else {
            self.follow_suppliers(&edit.suppliers(), &moved.suppliers);
        }
    }

    /// Lets the facilities follow: all of them where the lists, the rows or what there is became other ones, else those that the
    /// edit and the rows touched.
    fn follow_facilities(&mut self, edit: &Edit, moved: &Moved) {
        let is_named = !edit.names().is_empty() && self.classifier.depends_on_names()
            || edit.identifies() && self.classifier.compares_names();
        let (mut ids, mut has_moved) = (moved.facilities.clone(), false);
        match edit.touched() {
            Touched::All => return self.classify(),
            Touched::Declared | Touched::Facilities(_) if moved.everything || is_named => {
                return self.classify();
            }
            Touched::Declared if edit.names().is_empty() => {}
            Touched::Declared => ids.extend(edit.facilities()),
            Touched::Facilities(touched) => {
                ids.extend(touched);
                has_moved = true;
            }
        }
        for id in &ids {
            has_moved |= self.refresh_row(id);
        }
        self.generations.facilities += u64::from(has_moved);
    }

    /// Where all facilities stand, and their rows, anew.
    fn classify(&mut self) {
        let day = standing::day(&self.workspace);
        self.classifier = Classifier::build(&self.workspace, &self.contents, &self.register, day);
        self.standings = self.classifier.standings(&self.workspace, &self.register);
        self.screener = Screener::build(&self.workspace, &self.contents, &self.register, &self.screener);
        self.screening = self.screener.screening(&self.workspace, &self.register);
        self.remake_rows();
        self.generations.facilities += 1;
    }

    fn remake_rows(&mut self) {
        self.rows = query::rows(&self.risk_book());
        self.index_rows();
        self.count_naming();
    }

    /// A new day: what depends on it is computed again.
    pub(super) fn begin_day(&mut self) {
        self.generations.day += 1;
        self.order_checks();
        self.remake_suppliers();
    }

    fn index_rows(&mut self) {
        self.places = self.rows.iter().enumerate().map(|(place, row)| (row.id.clone(), place)).collect();
    }

    /// One row anew; says whether it is another. The order by name may change with it, so a changed name sorts the rows again.
    fn refresh_row(&mut self, id: &FacilityId) -> bool {
        let Some(view) = self.workspace.view(id) else { return false };
        let (id, naming) = (view.facility.id.clone(), self.register.naming(&view.facility.id));
        self.standings.set(id.clone(), self.classifier.standing(&self.workspace, &view, naming > 0));
        self.screening.set(id.clone(), self.screener.of_one(&self.workspace, &self.register, &view));
        let Some(mut row) = query::row(&self.risk_book(), &id) else { return false };
        row.suppliers = naming;
        let place = self.places.get(&id).copied();
        match place.and_then(|place| self.rows.get_mut(place)) {
            Some(old) if *old == row => return false,
            Some(old) if old.name == row.name => *old = row,
            Some(_) | None => self.remake_rows(),
        }
        true
    }

    /// Counts again who names each facility.
    fn count_naming(&mut self) {
        for row in &mut self.rows {
            row.suppliers = self.register.naming(&row.id);
        }
    }
}
