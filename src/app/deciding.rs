//! Decisions on declared names, whoever makes them: a person on Matches, or the accept band after an import.

use super::core::Core;
use super::news::News;
use crate::domain::{Edit, NameKey, Resolution, Settings};
use crate::intake::{self, DecidedAs, Decision};
use crate::resolve::open::{OpenName, accept_band, percent};
use crate::text::count;

/// Makes one decision and says what it settles. `closed` is what is known of the name when it is not open any more.
pub fn decide(core: &mut Core, decision: &Decision, closed: Option<&OpenName>) {
    let Some(edit) = planned(core, std::slice::from_ref(decision)) else { return };
    let is_open = core.matching.open(&decision.name.key).is_some();
    let title = title(core, decision);
    let settled = settles(core, &decision.name.key, closed);
    if core.commit(title.clone(), edit) {
        if is_open {
            core.tell(News::Decided);
        }
        // What it settles comes first: names are long, and a narrow line cuts the end.
        core.done(format!("{settled}: {title}"));
    }
}

/// Makes decisions under one title.
pub fn carry_out(core: &mut Core, title: String, decisions: &[Decision]) {
    if let [one] = decisions {
        decide(core, one, None);
    } else if let Some(edit) = planned(core, decisions) {
        core.commit_and_say(title, edit);
    }
}

/// After an import: the accept band is taken once the matcher has answered, if the settings say so.
pub fn accept_after_import(core: &mut Core) {
    if !core.workspace.settings.accept_after_import {
        return;
    }
    if core.matching.is_settled() {
        accept_all(core);
    } else {
        core.matching.accepts_next = true;
    }
}

/// Takes the accept band that waited for the matcher's answers, once they are there.
pub fn accept_awaited(core: &mut Core) {
    if core.matching.accepts_next && core.matching.is_settled() {
        core.matching.accepts_next = false;
        if core.workspace.settings.accept_after_import {
            accept_all(core);
        }
    }
}

/// Takes the decision on a name back, if one was made.
pub fn take_back(core: &mut Core, key: Option<&NameKey>) {
    let decided = key.and_then(|key| core.workspace.resolutions.get(key));
    let (Some(key), Some(decided)) = (key, decided) else {
        return core.warn("nothing was decided on this name");
    };
    let title = format!("\u{201c}{}\u{201d} is open again", crate::text::visible(&decided.written));
    match intake::take_back(&core.workspace, &core.register, &[key]) {
        Ok(edit) => drop(core.commit_and_say(title, edit)),
        Err(error) => core.warn(format!("not done: {error}")),
    }
}

/// What a decision says, for the history.
pub fn title(core: &Core, decision: &Decision) -> String {
    let written = crate::text::visible(&decision.name.written);
    match &decision.choice {
        DecidedAs::Nothing(kind) => format!("\u{201c}{written}\u{201d} is none: {}", kind.name()),
        DecidedAs::New(new) => format!("\u{201c}{written}\u{201d} is a new facility, {}", new.name),
        DecidedAs::Numbered(id, new) => {
            let cid = new.cid.map_or_else(String::new, |cid| format!(", {cid}"));
            format!("\u{201c}{written}\u{201d} is {}{cid}", core.called(id))
        }
        DecidedAs::Facility(whose) => {
            let known = core.matching.reference.iter().flat_map(|reference| reference.facilities());
            let metal = decision.name.key.metal;
            let mut meant = known.filter(|facility| facility.whose == *whose && facility.metal == metal);
            let name = meant.next().map_or("", |facility| facility.name.as_str());
            format!("\u{201c}{written}\u{201d} is {name}, {whose}")
        }
    }
}

/// How many rows a decision on a name settles, and whether the same name waits elsewhere.
fn settles(core: &Core, key: &NameKey, closed: Option<&OpenName>) -> String {
    let open = core.matching.open(key).or(closed);
    let (rows, suppliers) = open.map_or((0, 0), |open| (open.rows, open.suppliers.len()));
    let of = format!("{} of {}", count(rows, "row", "rows"), count(suppliers, "supplier", "suppliers"));
    match same_name(core, key).len() {
        0 => of,
        more => format!("{of}; the same name waits {} more", count(more, "time", "times")),
    }
}

/// Other open names that are the same word for word, under another country or metal.
pub fn same_name<'a>(core: &'a Core, key: &NameKey) -> Vec<&'a NameKey> {
    let keys = core.matching.waiting.iter().map(|open| &open.name.key);
    keys.filter(|other| other.name == key.name && *other != key).collect()
}

/// The edit of decisions; what does not fit is told.
fn planned(core: &mut Core, decisions: &[Decision]) -> Option<Edit> {
    let stamp = core.stamp();
    let made =
        intake::decide(&core.workspace, &core.contents, &core.register, decisions, (&mut core.ids, &stamp));
    match made {
        Ok(edit) => Some(edit),
        Err(error) => {
            core.warn(format!("not done: {error}"));
            None
        }
    }
}

/// Whether decisions may be made against the lists: not while one of them cannot be read.
pub fn are_lists_read(core: &mut Core) -> bool {
    let are_read = core.register.lists().unread().is_empty();
    if !are_read {
        core.warn("a reference list is not read: rcoi verify tells what is missing");
    }
    are_read
}

/// Takes the accept band without asking, as the settings say for after an import.
pub fn accept_all(core: &mut Core) {
    let found = accept_band(&core.matching.waiting, &core.matching.answers);
    let rows = found.iter().map(|(open, _)| open.rows).sum();
    let decisions = intake::band_decisions(&found);
    if decisions.is_empty() || !are_lists_read(core) {
        return;
    }
    let title = intake::band_title(decisions.len(), rows);
    carry_out(core, title, &decisions);
}

/// Turns on or off that the accept band is taken after each import.
pub fn toggle_accept_after_import(core: &mut Core) {
    let from = core.workspace.settings.clone();
    let to = Settings { accept_after_import: !from.accept_after_import, ..from.clone() };
    let title = if to.accept_after_import {
        "The accept band is taken after each import"
    } else {
        "The accept band waits for a key"
    };
    core.commit_and_say(title, Edit::change_settings(from, to));
}

/// What a decision says in words, with who made it and when.
pub fn decided_words(core: &Core, decided: &Resolution) -> String {
    let what = decided.to.words(&core.workspace);
    let score = decided.score.map_or(String::new(), |score| format!(" at {}", percent(score)));
    let day = decided.stamp.at.strftime("%Y-%m-%d");
    format!("{what} ({}{score}, {}, {day})", decided.method.words(), decided.stamp.by)
}
