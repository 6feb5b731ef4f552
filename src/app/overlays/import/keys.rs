//! The keys of the list of files.

use super::asking::{self, Asking};
use super::batch::{FileBatch, plan};
use super::{role, status, supplier};
use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key, Motion};
use crate::intake::contested_words;

/// What becomes of the overlay after a key.
pub(super) enum AfterFiles {
    Stay,
    Close,
    /// The files are to be read again, with this password.
    Again(String),
}

/// Gives the list of files a key.
pub(super) fn step(core: &mut Core, batch: &mut FileBatch, key: Key) -> AfterFiles {
    // While it is planned how they enter, nothing is decided about them, but that they do not: who stops it means that.
    if core.job == Some(batch.job) {
        return if key.code == Code::Esc { left(core, batch) } else { AfterFiles::Stay };
    }
    let was_leaving = std::mem::take(&mut batch.is_leaving);
    match batch.asking.take() {
        Some(asking) => asking::step(core, batch, asking, key),
        None => list_step(core, batch, key, was_leaving),
    }
}

/// Leaves the files; what was said of them is not thrown away by one key.
fn leave(core: &mut Core, batch: &mut FileBatch, was_leaving: bool) -> AfterFiles {
    if batch.is_decided() && !was_leaving {
        batch.is_leaving = true;
        core.warn("what was said of these files would be lost; once more leaves them");
        return AfterFiles::Stay;
    }
    left(core, batch)
}

fn left(core: &mut Core, batch: &FileBatch) -> AfterFiles {
    core.ask(Effect::Cancel(batch.job));
    core.job = None;
    core.say("nothing was taken");
    AfterFiles::Close
}

fn list_step(core: &mut Core, batch: &mut FileBatch, key: Key, was_leaving: bool) -> AfterFiles {
    match key.code {
        Code::Char('y') => plan(core, batch),
        Code::Esc | Code::Char('q') => return leave(core, batch, was_leaving),
        Code::Move(Motion::Down) | Code::Char('j') => batch.move_by(1),
        Code::Move(Motion::Up) | Code::Char('k') => batch.move_by(-1),
        Code::Move(Motion::PageDown) => batch.move_by(10),
        Code::Move(Motion::PageUp) => batch.move_by(-10),
        Code::Move(Motion::Home) | Code::Char('g') => batch.cursor = 0,
        Code::Move(Motion::End) | Code::Char('G') => batch.move_by(isize::MAX),
        Code::Enter | Code::Char('s') => supplier::ask(core, batch),
        Code::Char('x' | ' ') => leave_out(batch),
        Code::Char('n') => supplier::make_new(core, batch),
        Code::Char('r') => role::ask(core, batch),
        Code::Char('c') => status::turn_complete(core, batch),
        Code::Char('t') => status::turn_kind(core, batch),
        Code::Char(day @ ('d' | 'D')) => status::ask_day(core, batch, day == 'D'),
        Code::Char('o') => status::ask_programme(core, batch),
        Code::Char('m') => status::ask_metals(core, batch),
        Code::Char('l') => toggle_lists(core, batch),
        Code::Char('p') => ask_password(core, batch),
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
    }
    AfterFiles::Stay
}

fn leave_out(batch: &mut FileBatch) {
    if let Some(file) = batch.current_mut() {
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

fn ask_password(core: &mut Core, batch: &mut FileBatch) {
    if batch.files.iter().any(|file| matches!(&file.file, Err(unread) if unread.needs_password)) {
        batch.asking = Some(Asking::Password(Default::default()));
    } else {
        core.warn("no file needs a password");
    }
}
