//! Saying what the company states for the filing: facts, and sections in its own words. One list to choose from, then what fits
//! the fact: its choices, a proposal, words of one's own.

use super::core::Core;
use super::overlays::confirm::Confirm;
use super::overlays::picker::{Picker, PickerItem};
use super::overlays::prompt::Prompt;
use super::overlays::{Asks, Overlay};
use crate::Problem;
use crate::domain::{FactInfo, FactKind, FactOrigin, FactRecord};
use crate::intake::{FactChange, change_facts};
use crate::report::proposed_texts;
use crate::text::{clean, cut};

/// How much of what is said stands beside a fact, in columns.
const SHOWN: usize = 40;

/// What can be done with a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FactAnswer {
    Say(String, FactOrigin),
    Write,
    LeaveOut,
    Clear,
}

/// Asks which fact something is to be said of; those of which nothing is said come first.
pub(super) fn ask<S: 'static>(core: &mut Core) -> Asks<S> {
    let mut infos: Vec<&'static FactInfo> = FactInfo::all().iter().collect();
    infos.sort_by_key(|info| core.workspace.facts.contains_key(&info.key()) || info.optional);
    let open = infos.iter().filter(|info| !info.optional && !core.workspace.facts.contains_key(&info.key()));
    let title = match open.count() {
        0 => "What the company states: everything is said".to_owned(),
        lacking => format!("What the company states: {lacking} lacking"),
    };
    let entry = |info: &'static FactInfo| {
        let record = core.workspace.facts.get(&info.key());
        PickerItem::typed(info.title.clone(), said(info, record)).means(info)
    };
    let entries = infos.into_iter().map(entry).collect();
    Some(Picker::one(title, entries, |_, core, info| Some(about(core, info))))
}

/// What is said of a fact, cut to a line.
fn said(info: &FactInfo, record: Option<&FactRecord>) -> String {
    match record {
        Some(record) if record.left_out => format!("left out: {}", cut(&clean(&record.text), SHOWN)),
        Some(record) => cut(&clean(&record.text), SHOWN).to_string(),
        None if info.optional => "- (optional)".to_owned(),
        None => format!("lacks: {}", info.used),
    }
}

/// Asks what is to be said of a fact.
pub(super) fn about<S: 'static>(core: &Core, info: &'static FactInfo) -> Overlay<S> {
    let record = core.workspace.facts.get(&info.key());
    let mut entries = offered(core, info);
    if entries.is_empty() && record.is_none() && !info.can_be_left_out() {
        return write(core, info);
    }
    if !matches!(info.kind, FactKind::Choice(_)) {
        let item = PickerItem::new('w', "in words of your own", info.asks.clone());
        entries.push(item.means(FactAnswer::Write));
    }
    if info.can_be_left_out() {
        let item = PickerItem::new('l', "leave it out", "with a reason");
        entries.push(item.means(FactAnswer::LeaveOut));
    }
    if record.is_some() {
        let item = PickerItem::new('c', "take back what is said", said(info, record));
        entries.push(item.means(FactAnswer::Clear));
    }
    Picker::one(info.title.clone(), entries, move |_, core, answer| match answer {
        FactAnswer::Say(text, FactOrigin::Proposed) => Some(read_first(info, text)),
        FactAnswer::Say(text, origin) => change(core, info, FactChange::Say(text, origin)),
        FactAnswer::Write => Some(write(core, info)),
        FactAnswer::LeaveOut => Some(leave_out(info)),
        FactAnswer::Clear => change(core, info, FactChange::Clear),
    })
}

/// Shows the whole of a proposal before the company states it.
fn read_first<S: 'static>(info: &'static FactInfo, text: String) -> Overlay<S> {
    let question = format!("Shall the filing say this? {}", info.title);
    Confirm::before(question, vec![text.clone()], move |_, core| {
        change::<S>(core, info, FactChange::Say(text, FactOrigin::Proposed));
    })
}

/// The choices of a fact, or what is proposed for it, with numbers for letters.
fn offered(core: &Core, info: &'static FactInfo) -> Vec<(PickerItem, FactAnswer)> {
    let (texts, origin) = match &info.kind {
        FactKind::Choice(words) => (words.clone(), FactOrigin::Written),
        FactKind::Line | FactKind::Day | FactKind::Metals | FactKind::Columns | FactKind::Section => {
            let made = proposed_texts(&info.key(), &core.workspace, (&core.standings, &core.inquiry()));
            (made.unwrap_or_default(), FactOrigin::Proposed)
        }
    };
    let item = |(number, text): (char, String)| {
        let what = if origin == FactOrigin::Proposed { "proposed" } else { "" };
        PickerItem::new(number, text.clone(), what).means(FactAnswer::Say(text, origin))
    };
    ('1'..='9').zip(texts).map(item).collect()
}

/// Asks for words of one's own, beginning with what is said.
fn write<S: 'static>(core: &Core, info: &'static FactInfo) -> Overlay<S> {
    let before = core.workspace.facts.get(&info.key()).filter(|record| !record.left_out);
    if before.is_some_and(|record| record.text.contains('\n')) {
        let what = format!("{} has several paragraphs, which a line cannot hold", info.title);
        let remedy = format!("write them in a file, and take it by: rcoi programme {} --file FILE", info.id);
        return Overlay::Note(Problem::new(what, "", remedy));
    }
    let before = before.map(|record| clean(&record.text)).unwrap_or_default();
    let read = move |_: &S, _: &Core, text: &str| info.read(text).map_err(|error| error.to_string());
    Prompt::ask((info.title.clone(), info.asks.clone(), before.as_str()), read, move |_, core, text| {
        change(core, info, FactChange::Say(text, FactOrigin::Written))
    })
}

fn leave_out<S: 'static>(info: &'static FactInfo) -> Overlay<S> {
    let read = |_: &S, _: &Core, text: &str| {
        if text.trim().is_empty() { Err("a reason is needed".to_owned()) } else { Ok(text.to_owned()) }
    };
    let title = format!("Why is this left out: {}", info.within());
    Prompt::ask((title, "who reads the history sees it", ""), read, move |_, core, reason| {
        change(core, info, FactChange::LeaveOut(reason))
    })
}

/// Records a change of a fact; nothing follows.
fn change<S>(core: &mut Core, info: &FactInfo, change: FactChange) -> Asks<S> {
    match change_facts(&core.workspace, &[(info.key(), change)], &core.stamp()) {
        Ok(Some((title, edit))) => {
            core.commit_and_say(title, edit);
        }
        Ok(None) => core.say("it is so already"),
        Err(error) => core.problem(error.into()),
    }
    None
}
