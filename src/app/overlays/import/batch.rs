//! Several files, or a declaration: what each holds, to which supplier it goes, and what to take.

use tui_input::Input;

use super::take;
use crate::Problem;
use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::fuzzy::rank;
use crate::app::key::{Code, Key, Way};
use crate::app::msg::{JobId, ReadFile, Seen};
use crate::app::overlays::TextView;
use crate::app::overlays::prompt::request;
use crate::checks::Finding;
use crate::domain::cmrt::CompanyField;
use crate::domain::{SupplierId, Workspace};
use crate::import::Draft;
use crate::intake::{self, Offered, Received, Suggestion};

/// To whom a declaration goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attachment {
    /// To this supplier, who has this name.
    To(SupplierId, String),
    /// To a new supplier of this name.
    New(String),
    /// To nobody yet: these are similar, the most similar first.
    Undecided(Vec<Named>),
}

/// A supplier and the name that is shown.
pub type Named = (SupplierId, String);

/// What a file holds, as far as it matters for taking it.
#[derive(Debug)]
pub enum Standing {
    /// A list of facilities, or a filing.
    Facilities(Box<Draft>),
    /// A declaration, what the rules find of it, and to whom it goes.
    Declaration(Box<Received>, Vec<Finding>, Attachment),
    /// A template that nobody filled in; its look-up can be taken as a reference list.
    Blank(Box<Received>),
    /// A reference list.
    List(Box<Offered>),
    /// It was imported before.
    Known(String),
    /// It was not read.
    Failed(Problem),
    /// It needs a password.
    Locked(Problem),
}

/// One file.
#[derive(Debug)]
pub struct Choice {
    /// Its path, for messages.
    pub path: String,
    /// What it holds.
    pub standing: Standing,
    /// Whether the analyst left it out.
    pub left_out: bool,
}

/// What is typed over the list.
#[derive(Debug, Clone)]
pub enum Asking {
    /// A supplier is looked for: what was typed, the suppliers that fit, and the cursor among them; the entry
    /// after the last is the new supplier.
    Supplier {
        /// What was typed.
        input: Input,
        /// Suppliers that fit, the best first.
        shown: Vec<Named>,
        /// The cursor.
        cursor: usize,
    },
    /// A password is typed.
    Password(Input),
}

/// The files of an import.
#[derive(Debug)]
pub struct Batch {
    /// The job that read them.
    pub job: JobId,
    /// The files, those that need a decision first, then as they were read.
    pub files: Vec<Choice>,
    /// The file under the cursor.
    pub cursor: usize,
    /// Look-ups of the files that could become reference lists, and whether they are to.
    pub offers: Vec<(Offered, bool)>,
    /// What is typed, if something is.
    pub asking: Option<Asking>,
}

/// What becomes of the overlay after a key.
pub(super) enum Next {
    Stay,
    /// It closes; what the import brought is shown.
    Close(Option<TextView>),
    /// The files are to be read again, with this password.
    Again(String),
}

impl Choice {
    fn new(core: &Core, file: ReadFile) -> Self {
        let ReadFile { path, seen } = file;
        let ws = &core.workspace;
        let standing = match seen {
            Seen::Facilities(draft) if ws.sources.contains_key(&draft.source_id()) => {
                Standing::Known(format!("imported already: {}", draft.title))
            }
            Seen::Facilities(draft) => Standing::Facilities(draft),
            Seen::Declaration(received, _) if received.form.is_blank() => Standing::Blank(received),
            Seen::Declaration(received, findings) => declared(ws, received, findings),
            Seen::List(offered) if ws.lists.contains_key(&offered.source_id()) => {
                Standing::Known(format!("imported already: {}", offered.title))
            }
            Seen::List(offered) => Standing::List(offered),
            Seen::Failed(problem) => Standing::Failed(problem),
            Seen::Locked(problem) => Standing::Locked(problem),
        };
        Self { path, standing, left_out: false }
    }

    /// The file's name, without its folder.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Whether the analyst must still say to whom it goes.
    #[must_use]
    pub fn is_undecided(&self) -> bool {
        !self.left_out && matches!(self.standing, Standing::Declaration(_, _, Attachment::Undecided(_)))
    }

    /// Whether it would be taken.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        let takes = match &self.standing {
            Standing::Facilities(_) | Standing::Declaration(..) | Standing::List(_) => true,
            Standing::Blank(_) | Standing::Known(_) | Standing::Failed(_) | Standing::Locked(_) => false,
        };
        takes && !self.left_out
    }
}

/// A declaration that its supplier sent in just this file before is known.
fn declared(ws: &Workspace, received: Box<Received>, findings: Vec<Finding>) -> Standing {
    let attachment = attachment(ws, &received);
    match &attachment {
        Attachment::To(id, name) if intake::known(ws, id, &received.sha256).is_some() => {
            Standing::Known(format!("imported already, for {name}"))
        }
        Attachment::To(..) | Attachment::New(_) | Attachment::Undecided(_) => {
            Standing::Declaration(received, findings, attachment)
        }
    }
}

fn named(ws: &Workspace, id: SupplierId) -> Named {
    let name = ws.suppliers.get(&id).map(|supplier| supplier.name.clone()).unwrap_or_default();
    (id, name)
}

fn attachment(ws: &Workspace, received: &Received) -> Attachment {
    match intake::suggest(ws, &received.form) {
        Suggestion::Exact(id) => {
            let (id, name) = named(ws, id);
            Attachment::To(id, name)
        }
        Suggestion::Similar(similar) => {
            Attachment::Undecided(similar.into_iter().map(|(id, _)| named(ws, id)).collect())
        }
        Suggestion::Nobody => match received.form.field(CompanyField::Name) {
            "" => Attachment::Undecided(Vec::new()),
            name => Attachment::New(name.to_owned()),
        },
    }
}

impl Batch {
    /// The files as they were read.
    #[must_use]
    pub(super) fn new(core: &Core, job: JobId, files: Vec<ReadFile>) -> Self {
        let mut files: Vec<Choice> = files.into_iter().map(|file| Choice::new(core, file)).collect();
        files.sort_by_key(|file| !file.is_undecided());
        let offers = offers(core, &files);
        Self { job, files, cursor: 0, offers, asking: None }
    }

    /// Whether characters are text, rather than choices.
    #[must_use]
    pub(super) fn takes_text(&self) -> bool {
        self.asking.is_some()
    }

    fn current(&mut self) -> Option<&mut Choice> {
        self.files.get_mut(self.cursor)
    }

    fn move_by(&mut self, by: isize) {
        let last = self.files.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// How many suppliers would be new.
    #[must_use]
    pub fn new_suppliers(&self) -> usize {
        let taken = self.files.iter().filter(|file| file.is_taken());
        let new = taken.filter_map(|file| match &file.standing {
            Standing::Declaration(_, _, Attachment::New(name)) => Some(crate::text::fold(name)),
            Standing::Declaration(..)
            | Standing::Facilities(_)
            | Standing::Blank(_)
            | Standing::List(_)
            | Standing::Known(_)
            | Standing::Failed(_)
            | Standing::Locked(_) => None,
        });
        new.collect::<std::collections::BTreeSet<String>>().len()
    }

    /// Files that carry nothing new: imported before, or templates that nobody filled in.
    #[must_use]
    pub fn nothing_new(&self) -> usize {
        let is_nothing = |file: &&Choice| matches!(file.standing, Standing::Known(_) | Standing::Blank(_));
        self.files.iter().filter(is_nothing).count()
    }

    /// How many files would be taken, how many wait for a supplier, and how many were not read.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let failed = |file: &&Choice| matches!(file.standing, Standing::Failed(_) | Standing::Locked(_));
        (
            self.files.iter().filter(|file| file.is_taken()).count(),
            self.files.iter().filter(|file| file.is_undecided()).count(),
            self.files.iter().filter(failed).count(),
        )
    }
}

/// Every look-up of the files that is no reference list of the workspace yet. One that only a blank template
/// carries is taken unless the analyst says no: for what else was it given?
fn offers(core: &Core, files: &[Choice]) -> Vec<(Offered, bool)> {
    let mut offers: Vec<(Offered, bool)> = Vec::new();
    for file in files {
        let (received, taken) = match &file.standing {
            Standing::Declaration(received, ..) => (received, false),
            Standing::Blank(received) => (received, true),
            Standing::Facilities(_)
            | Standing::List(_)
            | Standing::Known(_)
            | Standing::Failed(_)
            | Standing::Locked(_) => continue,
        };
        let Some(offered) = received.offers() else { continue };
        if core.workspace.lists.contains_key(&offered.source_id()) {
            continue;
        }
        match offers.iter_mut().find(|(other, _)| other.body_sha == offered.body_sha) {
            // The blank template is where the list comes from; a filled one only carries it along.
            Some(held) if taken => *held = (offered, true),
            Some(_) => {}
            None => offers.push((offered, taken)),
        }
    }
    offers.sort_by(|a, b| a.0.title.cmp(&b.0.title));
    offers
}

/// Gives the list of files a key.
pub(super) fn step(core: &mut Core, batch: &mut Batch, key: Key) -> Next {
    match batch.asking.take() {
        Some(asking) => asking_step(core, batch, asking, key),
        None => list_step(core, batch, key),
    }
}

fn list_step(core: &mut Core, batch: &mut Batch, key: Key) -> Next {
    match key.code {
        Code::Char('y') => return take::take(core, batch),
        Code::Esc | Code::Char('q') => {
            core.ask(Effect::Cancel(batch.job));
            core.say("nothing was taken");
            return Next::Close(None);
        }
        Code::Move(Way::Down) | Code::Char('j') => batch.move_by(1),
        Code::Move(Way::Up) | Code::Char('k') => batch.move_by(-1),
        Code::Move(Way::PageDown) => batch.move_by(10),
        Code::Move(Way::PageUp) => batch.move_by(-10),
        Code::Move(Way::Home) | Code::Char('g') => batch.cursor = 0,
        Code::Move(Way::End) | Code::Char('G') => batch.move_by(isize::MAX),
        Code::Enter | Code::Char('s') => ask_supplier(core, batch),
        Code::Char('x' | ' ') => leave_out(batch),
        Code::Char('n') => make_new(core, batch),
        Code::Char('l') => toggle_lists(core, batch),
        Code::Char('p') => ask_password(core, batch),
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
    }
    Next::Stay
}

fn leave_out(batch: &mut Batch) {
    if let Some(file) = batch.current() {
        file.left_out = !file.left_out;
    }
    batch.move_by(1);
}

fn toggle_lists(core: &mut Core, batch: &mut Batch) {
    let all = batch.offers.iter().all(|(_, take)| *take);
    if batch.offers.is_empty() {
        core.warn("no file carries a look-up that is not a reference list already");
    }
    batch.offers.iter_mut().for_each(|(_, take)| *take = !all);
}

fn make_new(core: &mut Core, batch: &mut Batch) {
    let Some(Choice { standing: Standing::Declaration(received, _, attachment), .. }) = batch.current()
    else {
        core.warn("this file is no declaration");
        return;
    };
    match received.form.field(CompanyField::Name) {
        "" => core.warn("the declaration names no company; Enter takes a name"),
        name => *attachment = Attachment::New(name.to_owned()),
    }
}

fn ask_supplier(core: &mut Core, batch: &mut Batch) {
    if let Some(Choice { standing: Standing::Failed(problem) | Standing::Locked(problem), .. }) =
        batch.files.get(batch.cursor)
    {
        core.warn(format!("{}; {}", problem.what, problem.remedy));
        return;
    }
    let Some(Choice { standing: Standing::Declaration(received, _, attachment), .. }) = batch.current()
    else {
        core.warn("only a declaration goes to a supplier");
        return;
    };
    let typed = match attachment {
        Attachment::Undecided(_) | Attachment::To(..) => String::new(),
        Attachment::New(name) => name.clone(),
    };
    let similar = match attachment {
        Attachment::Undecided(similar) => similar.clone(),
        Attachment::To(..) | Attachment::New(_) => Vec::new(),
    };
    let name = received.form.field(CompanyField::Name).to_owned();
    let shown = if typed.is_empty() { suppliers(core, &similar, "") } else { suppliers(core, &[], &typed) };
    let input = Input::new(if shown.is_empty() { name } else { typed });
    batch.asking = Some(Asking::Supplier { input, shown, cursor: 0 });
}

/// The suppliers that fit what was typed, the best first; before anything is typed, the similar ones lead.
fn suppliers(core: &Core, similar: &[Named], typed: &str) -> Vec<Named> {
    let all: Vec<Named> = core
        .workspace
        .suppliers
        .values()
        .map(|supplier| (supplier.id.clone(), supplier.name.clone()))
        .collect();
    let ranked = rank(all.iter().map(|(_, name)| name.as_str()), typed);
    let fitting = ranked.into_iter().filter_map(|(at, _)| all.get(at));
    let mut shown = if typed.is_empty() { similar.to_vec() } else { Vec::new() };
    let others: Vec<Named> = fitting.filter(|named| !shown.contains(named)).cloned().collect();
    shown.extend(others);
    shown
}

fn ask_password(core: &mut Core, batch: &mut Batch) {
    if batch.files.iter().any(|file| matches!(file.standing, Standing::Locked(_))) {
        batch.asking = Some(Asking::Password(Input::default()));
    } else {
        core.warn("no file needs a password");
    }
}

fn asking_step(core: &mut Core, batch: &mut Batch, asking: Asking, key: Key) -> Next {
    match asking {
        Asking::Password(mut input) => match key.code {
            Code::Esc => Next::Stay,
            Code::Enter => Next::Again(input.value().to_owned()),
            Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
                if let Some(request) = request(key) {
                    input.handle(request);
                }
                batch.asking = Some(Asking::Password(input));
                Next::Stay
            }
        },
        Asking::Supplier { input, shown, cursor } => {
            batch.asking = supplier_step(core, batch, (input, shown, cursor), key);
            Next::Stay
        }
    }
}

fn supplier_step(
    core: &mut Core,
    batch: &mut Batch,
    (mut input, mut shown, mut cursor): (Input, Vec<Named>, usize),
    key: Key,
) -> Option<Asking> {
    match key.code {
        Code::Esc => return None,
        Code::Enter => {
            let name = crate::text::clean(input.value());
            let to = match shown.get(cursor) {
                Some((id, name)) => Some(Attachment::To(id.clone(), name.clone())),
                None if !name.is_empty() => Some(Attachment::New(name)),
                None => None,
            };
            attach(batch, to?);
            return None;
        }
        Code::Move(Way::Down) => cursor = (cursor + 1).min(shown.len()),
        Code::Move(Way::Up) => cursor = cursor.saturating_sub(1),
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
            if let Some(request) = request(key) {
                input.handle(request);
                (shown, cursor) = (suppliers(core, &[], input.value()), 0);
            }
        }
    }
    Some(Asking::Supplier { input, shown, cursor })
}

/// Attaches the declaration under the cursor, and goes on to the next one that waits.
fn attach(batch: &mut Batch, to: Attachment) {
    if let Some(Choice { standing: Standing::Declaration(_, _, attachment), .. }) = batch.current() {
        *attachment = to;
    }
    if let Some(next) = batch.files.iter().position(Choice::is_undecided) {
        batch.cursor = next;
    }
}
