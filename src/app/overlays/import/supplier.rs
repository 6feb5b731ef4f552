//! To which supplier a declaration goes: one that is there, looked for by its name, or a new one.

use tui_input::Input;

use super::asking::Asking;
use super::batch::FileBatch;
use super::choice::{Attachment, FileChoice, NamedSupplier};
use crate::app::core::Core;
use crate::app::fuzzy::rank_names;
use crate::app::key::{Code, Key, Motion};
use crate::app::overlays::prompt::request;
use crate::domain::cmrt::CompanyField;
use crate::intake::Unread;
use crate::text::{clean, fold};

/// Lets the declaration under the cursor go to a new supplier of the name that it has.
pub(super) fn make_new(core: &mut Core, batch: &mut FileBatch) {
    let Some((received, attachment)) = batch.declaration() else {
        return core.warn("this file is no declaration");
    };
    match received.form.field(CompanyField::Name) {
        "" => core.warn("the declaration names no company; Enter takes a name"),
        name => *attachment = Attachment::New(name.to_owned()),
    }
}

/// Asks to whom the declaration under the cursor goes.
pub(super) fn ask(core: &mut Core, batch: &mut FileBatch) {
    if let Some(FileChoice { file: Err(Unread { problem, .. }), .. }) = batch.current() {
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
        Attachment::To(id, name) => vec![(id.clone(), name.clone())],
        Attachment::New(_) => Vec::new(),
    };
    let name = received.form.field(CompanyField::Name).to_owned();
    let shown = if typed.is_empty() { suppliers(core, &similar, "") } else { suppliers(core, &[], &typed) };
    let input = Input::new(if shown.is_empty() { name } else { typed });
    batch.asking = Some(Asking::Supplier { input, shown, cursor: 0 });
}

/// The suppliers that fit what was typed, the best first; before anything is typed, the one that it goes to or the similar ones lead.
pub(super) fn suppliers(core: &Core, similar: &[NamedSupplier], typed: &str) -> Vec<NamedSupplier> {
    let mut all: Vec<NamedSupplier> = core
        .workspace
        .suppliers
        .values()
        .map(|supplier| (supplier.id.clone(), supplier.name.clone()))
        .collect();
    all.sort_by_key(|(_, name)| fold(name));
    let ranked = rank_names(all.iter().map(|(_, name)| name.as_str()), typed);
    let fitting = ranked.into_iter().filter_map(|(at, _)| all.get(at));
    let mut shown = if typed.is_empty() { similar.to_vec() } else { Vec::new() };
    let others: Vec<NamedSupplier> = fitting.filter(|named| !shown.contains(named)).cloned().collect();
    shown.extend(others);
    shown
}

/// Takes a key while the supplier is asked for; what is asked then.
pub(super) fn step(
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
