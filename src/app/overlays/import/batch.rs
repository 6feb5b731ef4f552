//! Several files, or a declaration: what each holds, to which supplier it goes, and what to take.

use std::collections::BTreeSet;

use tui_input::Input;

use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::fuzzy::rank;
use crate::app::key::{Code, Key, Motion};
use crate::app::msg::{FileRead, JobId};
use crate::app::overlays::prompt::request;
use crate::checks::Finding;
use crate::domain::cmrt::{CompanyField, Version};
use crate::domain::{SupplierId, Workspace};
use crate::import::Incoming;
use crate::intake::{
    self, Arrival, Attach, Batch, Offers, ReadFile, ReceivedCmrt, ReceivedList, SupplierSuggestion, Unread,
    contested_words,
};
use crate::text::{clean, count, fold, visible};

/// To whom a declaration goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attachment {
    To(SupplierId, String),
    /// To a new supplier of this name.
    New(String),
    /// To nobody yet: these are similar, the most similar first.
    Undecided(Vec<NamedSupplier>),
}

/// A supplier and the name that is shown.
pub type NamedSupplier = (SupplierId, String);

/// One file.
#[derive(Debug)]
pub struct FileChoice {
    /// The file, or why nothing was read of it.
    pub file: Result<ReadFile, Unread>,
    /// What the rules find of it, where it is a declaration.
    pub findings: Vec<Finding>,
    /// Why there is nothing to take: it was imported before.
    pub known: Option<String>,
    /// To whom it goes, where it is a filled declaration that is not known.
    pub to: Option<Attachment>,
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
        shown: Vec<NamedSupplier>,
        cursor: usize,
    },
    /// A password is typed.
    Password(Input),
}

/// The files of an import.
#[derive(Debug)]
pub struct FileBatch {
    /// The job that read them.
    pub job: JobId,
    /// The files, those that need a decision first, then as they were read.
    pub files: Vec<FileChoice>,
    /// The file under the cursor.
    pub cursor: usize,
    /// Look-ups of the files that can become reference lists, and whether they are to.
    pub offers: Vec<(ReceivedList, bool)>,
    /// The versions of which the files' look-ups differ, so that none is offered.
    pub contested: Vec<Version>,
    /// What is typed, if something is.
    pub asking: Option<Asking>,
}

/// What becomes of the overlay after a key.
pub(super) enum AfterFiles {
    Stay,
    Close,
    /// The files are to be read again, with this password.
    Again(String),
}

impl FileChoice {
    fn new(ws: &Workspace, (file, findings): FileRead) -> Self {
        let (known, to) = file.as_ref().map_or((None, None), |read| holds(ws, read));
        Self { file, findings, known, to, left_out: false }
    }

    /// The file's name, without its folder.
    pub fn name(&self) -> String {
        let path = self.file.as_ref().map_or_else(|unread| &unread.path, |read| &read.path);
        let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
        visible(&name)
    }

    /// The CMRT that it is, blank or known ones too.
    fn received(&self) -> Option<&ReceivedCmrt> {
        self.file.as_ref().ok()?.declaration()
    }

    /// Whether it is a template that nobody filled in.
    fn is_blank(&self) -> bool {
        self.received().is_some_and(|received| received.form.is_blank())
    }

    /// Whether the analyst must still say to whom it goes.
    pub fn is_undecided(&self) -> bool {
        !self.left_out && matches!(self.to, Some(Attachment::Undecided(_)))
    }

    pub fn is_taken(&self) -> bool {
        self.file.is_ok() && self.known.is_none() && !self.is_blank() && !self.left_out
    }
}

/// Why there is nothing to take of a file, else to whom it goes.
fn holds(ws: &Workspace, read: &ReadFile) -> (Option<String>, Option<Attachment>) {
    let title = match &read.holds {
        Incoming::Facilities(draft) => &draft.title,
        Incoming::List(offered) => &offered.title,
        Incoming::Declaration(received) if received.form.is_blank() => return (None, None),
        Incoming::Declaration(received) => {
            let to = attachment(ws, received);
            return match &to {
                Attachment::To(id, name) if intake::known(ws, id, &received.sha256).is_some() => {
                    (Some(format!("imported already, for {name}")), None)
                }
                Attachment::To(..) | Attachment::New(_) | Attachment::Undecided(_) => (None, Some(to)),
            };
        }
    };
    (read.source_in(ws).map(|_| format!("imported already: {title}")), None)
}

fn named(ws: &Workspace, id: SupplierId) -> NamedSupplier {
    let name = ws.suppliers.get(&id).map(|supplier| supplier.name.clone()).unwrap_or_default();
    (id, name)
}

fn attachment(ws: &Workspace, received: &ReceivedCmrt) -> Attachment {
    match intake::suggest(ws, &received.form) {
        SupplierSuggestion::Exact(id) => {
            let (id, name) = named(ws, id);
            Attachment::To(id, name)
        }
        SupplierSuggestion::Similar(similar) => {
            Attachment::Undecided(similar.into_iter().map(|(id, _)| named(ws, id)).collect())
        }
        SupplierSuggestion::Nobody => match received.form.field(CompanyField::Name) {
            "" => Attachment::Undecided(Vec::new()),
            name => Attachment::New(name.to_owned()),
        },
    }
}

impl FileBatch {
    /// The files as they were read.
    pub(super) fn new(core: &Core, job: JobId, files: Vec<FileRead>) -> Self {
        let ws = &core.workspace;
        let choices = files.into_iter().map(|file| FileChoice::new(ws, file));
        let mut files: Vec<FileChoice> = choices.collect();
        let Offers { blank, filled, contested } =
            intake::offers(ws, files.iter().filter_map(FileChoice::received));
        let offers =
            blank.into_iter().map(|list| (list, true)).chain(filled.into_iter().map(|list| (list, false)));
        let offers = offers.filter(|(list, _)| !ws.lists.contains_key(&list.source_id())).collect();
        files.sort_by_key(|file| !file.is_undecided());
        Self { job, files, cursor: 0, offers, contested, asking: None }
    }

    /// Whether characters are text, rather than choices.
    pub(super) fn takes_text(&self) -> bool {
        self.asking.is_some()
    }

    fn current(&mut self) -> Option<&mut FileChoice> {
        self.files.get_mut(self.cursor)
    }

    /// The declaration under the cursor, and to whom it goes.
    fn declaration(&mut self) -> Option<(&ReceivedCmrt, &mut Attachment)> {
        let FileChoice { file, to, .. } = self.files.get_mut(self.cursor)?;
        Some((file.as_ref().ok()?.declaration()?, to.as_mut()?))
    }

    fn move_by(&mut self, by: isize) {
        let last = self.files.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    pub fn new_suppliers(&self) -> usize {
        let new = self.files.iter().filter(|file| file.is_taken()).filter_map(|file| match &file.to {
            Some(Attachment::New(name)) => Some(fold(name)),
            Some(Attachment::To(..) | Attachment::Undecided(_)) | None => None,
        });
        new.collect::<BTreeSet<String>>().len()
    }

    /// Files that carry nothing new: imported before, or templates that nobody filled in.
    pub fn nothing_new(&self) -> usize {
        self.files.iter().filter(|file| file.known.is_some() || file.is_blank()).count()
    }

    /// How many files would be taken, how many wait for a supplier, and how many were not read.
    pub fn counts(&self) -> (usize, usize, usize) {
        (
            self.files.iter().filter(|file| file.is_taken()).count(),
            self.files.iter().filter(|file| file.is_undecided()).count(),
            self.files.iter().filter(|file| file.file.is_err()).count(),
        )
    }

    /// What was decided, to be planned.
    fn decided(&self, core: &Core) -> Batch {
        let mut batch = Batch::default();
        for choice in self.files.iter().filter(|file| file.is_taken()) {
            let Ok(read) = &choice.file else { continue };
            match (&read.holds, &choice.to) {
                (Incoming::Facilities(draft), _) => batch.tables.push(draft.clone()),
                (Incoming::List(offered), _) => batch.lists.push((**offered).clone()),
                (Incoming::Declaration(received), Some(to)) => {
                    let attach = match to {
                        Attachment::To(id, _) => Attach::To(id.clone()),
                        Attachment::New(name) => Attach::New(name.clone()),
                        Attachment::Undecided(_) => continue,
                    };
                    let received = (**received).clone();
                    batch.arrivals.push(Arrival { received, attach, day: core.today() });
                }
                (Incoming::Declaration(_), None) => {}
            }
        }
        let offers = self.offers.iter().filter(|(_, take)| *take);
        batch.lists.extend(offers.map(|(offered, _)| offered.clone()));
        batch
    }
}

/// Lets it be planned how the files enter, if there is something to take and nothing to decide before.
fn plan(core: &mut Core, batch: &mut FileBatch) {
    if let Some(at) = batch.files.iter().position(FileChoice::is_undecided) {
        let (_, undecided, _) = batch.counts();
        batch.cursor = at;
        let files = count(undecided, "declaration goes", "declarations go");
        return core.warn(format!("{files} to nobody yet: Enter chooses the supplier, x leaves it out"));
    }
    if batch.counts().0 == 0 && !batch.offers.iter().any(|(_, take)| *take) {
        return core.warn("there is nothing to take; Esc closes");
    }
    let decided = batch.decided(core);
    core.plan_import(batch.job, decided);
}

/// Gives the list of files a key.
pub(super) fn step(core: &mut Core, batch: &mut FileBatch, key: Key) -> AfterFiles {
    // While it is planned how they enter, nothing is decided about them.
    if core.job == Some(batch.job) && key.code != Code::Esc {
        return AfterFiles::Stay;
    }
    match batch.asking.take() {
        Some(asking) => asking_step(core, batch, asking, key),
        None => list_step(core, batch, key),
    }
}

fn list_step(core: &mut Core, batch: &mut FileBatch, key: Key) -> AfterFiles {
    match key.code {
        Code::Char('y') => plan(core, batch),
        Code::Esc | Code::Char('q') => {
            core.ask(Effect::Cancel(batch.job));
            core.job = None;
            core.say("nothing was taken");
            return AfterFiles::Close;
        }
        Code::Move(Motion::Down) | Code::Char('j') => batch.move_by(1),
        Code::Move(Motion::Up) | Code::Char('k') => batch.move_by(-1),
        Code::Move(Motion::PageDown) => batch.move_by(10),
        Code::Move(Motion::PageUp) => batch.move_by(-10),
        Code::Move(Motion::Home) | Code::Char('g') => batch.cursor = 0,
        Code::Move(Motion::End) | Code::Char('G') => batch.move_by(isize::MAX),
        Code::Enter | Code::Char('s') => ask_supplier(core, batch),
        Code::Char('x' | ' ') => leave_out(batch),
        Code::Char('n') => make_new(core, batch),
        Code::Char('l') => toggle_lists(core, batch),
        Code::Char('p') => ask_password(core, batch),
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
    }
    AfterFiles::Stay
}

fn leave_out(batch: &mut FileBatch) {
    if let Some(file) = batch.current() {
        file.left_out = !file.left_out;
    }
    batch.move_by(1);
}

fn toggle_lists(core: &mut Core, batch: &mut FileBatch) {
    let all = batch.offers.iter().all(|(_, take)| *take);
    if batch.offers.is_empty() {
        core.warn(match batch.contested.first() {
            Some(version) => contested_words(*version),
            None => "no file carries a look-up of a version without a reference list".to_owned(),
        });
    }
    batch.offers.iter_mut().for_each(|(_, take)| *take = !all);
}

fn make_new(core: &mut Core, batch: &mut FileBatch) {
    let Some((received, attachment)) = batch.declaration() else {
        return core.warn("this file is no declaration");
    };
    match received.form.field(CompanyField::Name) {
        "" => core.warn("the declaration names no company; Enter takes a name"),
        name => *attachment = Attachment::New(name.to_owned()),
    }
}

fn ask_supplier(core: &mut Core, batch: &mut FileBatch) {
    if let Some(FileChoice { file: Err(Unread { problem, .. }), .. }) = batch.files.get(batch.cursor) {
        return core.warn(format!("{}; {}", problem.what, problem.remedy));
    }
    let Some((received, attachment)) = batch.declaration() else {
        return core.warn("only a declaration goes to a supplier");
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
fn suppliers(core: &Core, similar: &[NamedSupplier], typed: &str) -> Vec<NamedSupplier> {
    let all: Vec<NamedSupplier> = core
        .workspace
        .suppliers
        .values()
        .map(|supplier| (supplier.id.clone(), supplier.name.clone()))
        .collect();
    let ranked = rank(all.iter().map(|(_, name)| name.as_str()), typed);
    let fitting = ranked.into_iter().filter_map(|(at, _)| all.get(at));
    let mut shown = if typed.is_empty() { similar.to_vec() } else { Vec::new() };
    let others: Vec<NamedSupplier> = fitting.filter(|named| !shown.contains(named)).cloned().collect();
    shown.extend(others);
    shown
}

fn ask_password(core: &mut Core, batch: &mut FileBatch) {
    if batch.files.iter().any(|file| matches!(&file.file, Err(unread) if unread.needs_password)) {
        batch.asking = Some(Asking::Password(Input::default()));
    } else {
        core.warn("no file needs a password");
    }
}

fn asking_step(core: &mut Core, batch: &mut FileBatch, asking: Asking, key: Key) -> AfterFiles {
    match asking {
        Asking::Password(mut input) => match key.code {
            Code::Esc => AfterFiles::Stay,
            Code::Enter => AfterFiles::Again(input.value().to_owned()),
            Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
                if let Some(request) = request(key) {
                    input.handle(request);
                }
                batch.asking = Some(Asking::Password(input));
                AfterFiles::Stay
            }
        },
        Asking::Supplier { input, shown, cursor } => {
            batch.asking = supplier_step(core, batch, (input, shown, cursor), key);
            AfterFiles::Stay
        }
    }
}

fn supplier_step(
    core: &mut Core,
    batch: &mut FileBatch,
    (mut input, mut shown, mut cursor): (Input, Vec<NamedSupplier>, usize),
    key: Key,
) -> Option<Asking> {
    match key.code {
        Code::Esc => return None,
        Code::Enter => {
            let name = clean(input.value());
            let to = match shown.get(cursor) {
                Some((id, name)) => Some(Attachment::To(id.clone(), name.clone())),
                None if !name.is_empty() => Some(Attachment::New(name)),
                None => None,
            };
            attach(batch, to?);
            return None;
        }
        Code::Move(Motion::Down) => cursor = (cursor + 1).min(shown.len()),
        Code::Move(Motion::Up) => cursor = cursor.saturating_sub(1),
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
fn attach(batch: &mut FileBatch, to: Attachment) {
    if let Some((_, attachment)) = batch.declaration() {
        *attachment = to;
    }
    if let Some(next) = batch.files.iter().position(FileChoice::is_undecided) {
        batch.cursor = next;
    }
}
