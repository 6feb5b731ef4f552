//! What a file is for: chosen among what it can be.

use super::asking::Asking;
use super::batch::{FileBatch, plan_as_it_is};
use super::choice::FileChoice;
use crate::app::core::Core;
use crate::app::key::{Code, Key, Motion};
use crate::domain::SourceRole;

/// Asks what the file under the cursor is for, beginning at what it was guessed to be.
pub(super) fn ask(core: &mut Core, batch: &mut FileBatch) {
    let roles = batch.current().map_or_else(Vec::new, FileChoice::roles);
    let guess = batch.current().and_then(|file| file.role.as_ref());
    if roles.len() < 2 && guess.is_none_or(|guess| !guess.is_doubtful) {
        return core.warn("this file can be nothing else");
    }
    let at = guess.and_then(|guess| roles.iter().position(|role| *role == guess.role));
    batch.asking = Some(Asking::Role { cursor: at.unwrap_or(0), roles });
}

/// Takes a key while the role is asked for; what is asked then.
pub(super) fn step(
    core: &mut Core,
    batch: &mut FileBatch,
    (roles, mut cursor): (Vec<SourceRole>, usize),
    key: Key,
) -> Option<Asking> {
    let chosen = match key.code {
        Code::Esc => return None,
        Code::Enter => roles.get(cursor).copied(),
        Code::Move(Motion::Down) | Code::Char('j') => {
            cursor = (cursor + 1).min(roles.len().saturating_sub(1));
            None
        }
        Code::Move(Motion::Up) | Code::Char('k') => {
            cursor = cursor.saturating_sub(1);
            None
        }
        Code::Char(letter) if key.typed().is_some() => {
            roles.iter().copied().find(|role| role.letter() == letter)
        }
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => None,
    };
    let Some(role) = chosen else { return Some(Asking::Role { roles, cursor }) };
    give(core, batch, role);
    None
}

/// Gives the file under the cursor a role. Of a table alone it is shown at once what it would change.
fn give(core: &mut Core, batch: &mut FileBatch, role: SourceRole) {
    if let Some(file) = batch.current_mut() {
        file.give_role(&core.workspace, role);
    }
    if batch.is_one_table() {
        plan_as_it_is(core, batch);
    }
}
