//! Sections of the company's own: adding one, putting it elsewhere, taking it out.

use super::core::Core;
use super::overlays::confirm::Confirm;
use super::overlays::picker::{Picker, PickerItem};
use super::overlays::prompt::Prompt;
use super::overlays::{Asks, Overlay};
use super::stating::{self, AfterSaying};
use crate::domain::{FactInfo, FactKey};
use crate::intake::{FactRefused, add_section, move_section, places_of_sections, remove_section};

/// Asks for the heading of a new section, then behind which it is to stand; then what it says.
pub(super) fn add<S: 'static>() -> Overlay<S> {
    let read = |_: &S, core: &Core, text: &str| {
        // Whether it can be one, it is told before it is asked where it goes.
        let added = add_section(&core.workspace, text, None, &core.stamp());
        added.map(|_| text.to_owned()).map_err(|error| error.to_string())
    };
    let words = ("Heading of the section", "as the report has it", "");
    Prompt::ask(words, read, |_, core, title| Some(place(core, &title)))
}

fn place<S: 'static>(core: &Core, title: &str) -> Overlay<S> {
    let title = title.to_owned();
    behind(core, None, move |core, after| {
        let added = add_section(&core.workspace, &title, Some(&after), &core.stamp());
        let (key, (title, edit)) = shown(core, added)?;
        let is_made = core.commit_and_say(title, edit);
        let info = core.workspace.fact_info(&key).filter(|_| is_made)?;
        Some(stating::edit(core, &info, None, AfterSaying::List))
    })
}

/// Asks behind which other section one is to stand.
pub(super) fn put_elsewhere<S: 'static>(core: &Core, info: &FactInfo) -> Overlay<S> {
    let key = info.key();
    behind(core, Some(&info.key()), move |core, after| {
        let moved = move_section(&core.workspace, &key, &after, &core.stamp());
        match shown(core, moved)? {
            Some((title, edit)) => drop(core.commit_and_say(title, edit)),
            None => core.say("it stands there already"),
        }
        Some(stating::list(core, Some(&key)))
    })
}

/// Asks before a section is taken out with what it says.
pub(super) fn take_out<S: 'static>(core: &Core, info: &FactInfo) -> Overlay<S> {
    let key = info.key();
    let said: Vec<String> =
        core.workspace.facts.get(&key).map(|record| record.text.clone()).into_iter().collect();
    Confirm::asking(format!("Take out the section {}?", info.title), said, move |_, core| {
        let removed = remove_section(&core.workspace, &key);
        let (title, edit) = shown(core, removed)?;
        core.commit_and_say(title, edit);
        Some(stating::list(core, None))
    })
}

/// Asks for a section, in the order of the report, behind which one other than `but` can stand.
fn behind<S: 'static>(
    core: &Core,
    but: Option<&FactKey>,
    then: impl FnOnce(&mut Core, FactKey) -> Asks<S> + 'static,
) -> Overlay<S> {
    let entry = |info: FactInfo| {
        let own = core.workspace.own_sections.contains_key(&info.key());
        let detail = if own { "of your own" } else { info.used.as_str() };
        PickerItem::typed(info.title.clone(), detail).means(info.key())
    };
    let places = places_of_sections(&core.workspace);
    let entries = places.into_iter().filter(|info| but != Some(&info.key())).map(entry).collect();
    Picker::one("Behind which section does it stand?", entries, |_, core, after| then(core, after))
}

/// What was made; what was refused is told.
fn shown<T>(core: &mut Core, made: Result<T, FactRefused>) -> Option<T> {
    made.map_err(|error| core.problem(error.into())).ok()
}
