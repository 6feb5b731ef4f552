//! What is said of status lists: kind, day, programme and metals of the one under the cursor; of all, whether they are complete.

use std::collections::BTreeSet;

use tui_input::Input;

use super::asking::{AskedDay, Asking, DayOf};
use super::batch::FileBatch;
use super::choice::FileChoice;
use crate::app::core::Core;
use crate::app::fuzzy::rank_names;
use crate::app::key::{Code, Key, Motion};
use crate::app::overlays::prompt::request;
use crate::domain::{ListKind, Metal, Programme};

const NO_STATUS_LIST: &str = "this file is not taken for a status list: r says what it can be";

/// Says of all status lists that they are complete, then that they are not.
pub(super) fn turn_complete(core: &mut Core, batch: &mut FileBatch) {
    if batch.status_lists() == 0 {
        return core.warn("no file is taken for a status list");
    }
    batch.complete = Some(batch.complete != Some(true));
}

/// Says of the list under the cursor that it is of conformant facilities, then that it is of active ones.
pub(super) fn turn_kind(core: &mut Core, batch: &mut FileBatch) {
    match batch.status_mut() {
        None => core.warn(NO_STATUS_LIST),
        Some((status, _)) if !status.draft.kinds.is_empty() => {
            core.warn("its own column says of every row what it is");
        }
        Some((_, terms)) => {
            terms.kind = match terms.kind {
                Some(ListKind::Conformant) => Some(ListKind::Active),
                Some(ListKind::Active | ListKind::Other) | None => Some(ListKind::Conformant),
            };
        }
    }
}

/// Asks which day the list under the cursor speaks for, or on which day the declaration there was received: that one, or all.
pub(super) fn ask_day(core: &mut Core, batch: &mut FileBatch, all: bool) {
    let today = core.today();
    if batch.day_mut().is_some() {
        let said = batch.current().and_then(FileChoice::day);
        batch.asking = Some(Asking::Day(AskedDay::new(DayOf::List, said, today)));
    } else if batch.declaration().is_some() {
        let said = batch.current().and_then(|file| file.received_on).unwrap_or(today);
        batch.asking = Some(Asking::Day(AskedDay::new(DayOf::Received { all }, Some(said), today)));
    } else {
        core.warn("this file is taken for no list of a day and for no declaration: r says what it can be");
    }
}

/// Asks whose the list under the cursor is.
pub(super) fn ask_programme(core: &mut Core, batch: &mut FileBatch) {
    if batch.status_mut().is_none() {
        return core.warn(NO_STATUS_LIST);
    }
    batch.asking = Some(Asking::Programme { input: Input::default(), shown: programmes(""), cursor: 0 });
}

/// The programmes that fit what was typed, the best first.
pub(super) fn programmes(typed: &str) -> Vec<Programme> {
    let all = Programme::known();
    let named: Vec<String> = all.iter().map(|info| format!("{} {}", info.id, info.title)).collect();
    let ranked = rank_names(named.iter().map(String::as_str), typed);
    ranked.into_iter().filter_map(|(at, _)| Programme::read(&all.get(at)?.id)).collect()
}

/// Takes a key while the programme is asked for; what is asked then.
pub(super) fn programme_step(
    batch: &mut FileBatch,
    (mut input, mut shown, mut cursor): (Input, Vec<Programme>, usize),
    key: Key,
) -> Option<Asking> {
    match key.code {
        Code::Esc => return None,
        Code::Enter => {
            let chosen = shown.get(cursor).cloned().or_else(|| Programme::read(input.value()));
            let (chosen, (_, terms)) = (chosen?, batch.status_mut()?);
            // Each programme audits its own metals.
            (terms.programme, terms.metals) = (Some(chosen), BTreeSet::new());
            return None;
        }
        Code::Move(Motion::Down) => cursor = (cursor + 1).min(shown.len()),
        Code::Move(Motion::Up) => cursor = cursor.saturating_sub(1),
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
            if let Some(request) = request(key) {
                input.handle(request);
                (shown, cursor) = (programmes(input.value()), 0);
            }
        }
    }
    Some(Asking::Programme { input, shown, cursor })
}

/// Asks for which metals the list under the cursor is.
pub(super) fn ask_metals(core: &mut Core, batch: &mut FileBatch) {
    let Some((_, terms)) = batch.status_mut() else { return core.warn(NO_STATUS_LIST) };
    let ticked = terms.all_metals();
    batch.asking = Some(Asking::Metals { ticked, cursor: 0 });
}

/// Takes a key while metals are ticked; what is asked then.
pub(super) fn metals_step(
    core: &mut Core,
    batch: &mut FileBatch,
    (mut ticked, mut cursor): (BTreeSet<Metal>, usize),
    key: Key,
) -> Option<Asking> {
    let last = Metal::ALL.len() - 1;
    match key.code {
        Code::Esc => return None,
        Code::Enter if ticked.is_empty() => core.warn("tick at least one metal"),
        Code::Enter => {
            if let Some((_, terms)) = batch.status_mut() {
                terms.metals = ticked;
            }
            return None;
        }
        Code::Move(Motion::Down) | Code::Char('j') => cursor = (cursor + 1).min(last),
        Code::Move(Motion::Up) | Code::Char('k') => cursor = cursor.saturating_sub(1),
        Code::Char(' ') => turn(&mut ticked, Metal::ALL.get(cursor).copied()),
        Code::Char(letter) => {
            turn(&mut ticked, Metal::ALL.into_iter().find(|metal| metal.letter() == letter));
        }
        Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
    }
    Some(Asking::Metals { ticked, cursor })
}

fn turn(ticked: &mut BTreeSet<Metal>, metal: Option<Metal>) {
    if let Some(metal) = metal
        && !ticked.remove(&metal)
    {
        ticked.insert(metal);
    }
}
