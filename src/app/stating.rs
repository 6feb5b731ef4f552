//! Saying what the company states for the filing: facts, and sections in its own words. One list to choose from, then what fits
//! the fact: its choices, a proposal, words of one's own. After each the list comes again, at the next fact that lacks.

use super::core::Core;
use super::overlays::confirm::Confirm;
use super::overlays::editor::{Editor, EditorWords};
use super::overlays::form::FormOverlay;
use super::overlays::picker::{Picker, PickerItem};
use super::overlays::prompt::Prompt;
use super::overlays::{Asks, Overlay};
use super::sections;
use crate::domain::{FactInfo, FactKey, FactKind, FactOrigin, FactRecord};
use crate::intake::{FactChange, change_facts};
use crate::lint::DraftCheck;
use crate::report::Report;
use crate::text::{clean, cut};

/// How much of what is said stands beside a fact, in columns.
const SHOWN: usize = 40;

/// What can be done with a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FactAnswer {
    Say(String, FactOrigin),
    Write,
    /// A section of the company's own is put elsewhere, or taken out.
    Move,
    TakeOut,
    LeaveOut,
    Clear,
}

/// What comes after something was said of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AfterSaying {
    Nothing,
    /// The list of facts again.
    List,
}

/// Asks which fact something is to be said of; those of which nothing is said come first.
pub(super) fn ask<S: 'static>(core: &mut Core) -> Asks<S> {
    Some(list(core, None))
}

/// What can be chosen in the list.
enum ListEntry {
    Fact(FactInfo),
    AddSection,
}

/// The list of facts, with the cursor on the first that lacks behind another one.
pub(super) fn list<S: 'static>(core: &Core, behind: Option<&FactKey>) -> Overlay<S> {
    let said_of = |info: &FactInfo| core.workspace.facts.contains_key(&info.key());
    let mut infos = core.workspace.fact_infos();
    let place = behind.and_then(|key| infos.iter().position(|info| info.key() == *key));
    let after: Vec<FactKey> = infos.iter().skip(place.unwrap_or(0)).map(FactInfo::key).collect();
    infos.sort_by_key(|info| said_of(info) || info.optional);
    let lacking: Vec<FactKey> =
        infos.iter().filter(|info| !info.optional && !said_of(info)).map(FactInfo::key).collect();
    let title = match lacking.len() {
        0 => "What the company states: everything is said".to_owned(),
        lacking => format!("What the company states: {lacking} lacking"),
    };
    let next = lacking.iter().position(|key| after.contains(key)).unwrap_or(0);
    let entry = |info: FactInfo| {
        let record = core.workspace.facts.get(&info.key());
        PickerItem::typed(info.title.clone(), said(&info, record)).means(ListEntry::Fact(info))
    };
    let mut entries: Vec<_> = infos.into_iter().map(entry).collect();
    let add = PickerItem::typed("+ a section of your own", "a heading, and behind which it stands");
    entries.push(add.means(ListEntry::AddSection));
    Picker::one_from(title, (entries, next), |_, core, chosen| {
        Some(match chosen {
            ListEntry::Fact(info) => about(core, &info, AfterSaying::List),
            ListEntry::AddSection => sections::add(),
        })
    })
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
pub(super) fn about<S: 'static>(core: &mut Core, info: &FactInfo, after: AfterSaying) -> Overlay<S> {
    let mut entries = offered(core, info);
    let record = core.workspace.facts.get(&info.key());
    if entries.is_empty() && record.is_none() && !info.can_be_left_out() {
        return write(core, info, after);
    }
    if !matches!(info.kind, FactKind::Choice(_)) {
        let item = PickerItem::new('w', "in words of your own", info.asks.clone());
        entries.push(item.means(FactAnswer::Write));
    }
    if info.can_be_left_out() {
        let item = PickerItem::new('l', "leave it out", "with a reason");
        entries.push(item.means(FactAnswer::LeaveOut));
    }
    if core.workspace.own_sections.contains_key(&info.key()) {
        let places = "sections are in the order of the report";
        entries.push(PickerItem::new('m', "put it behind another section", places).means(FactAnswer::Move));
        entries
            .push(PickerItem::new('x', "take the section out", "with its words").means(FactAnswer::TakeOut));
    }
    if record.is_some() {
        let item = PickerItem::new('c', "take back what is said", said(info, record));
        entries.push(item.means(FactAnswer::Clear));
    }
    let info = info.clone();
    Picker::one(info.title.clone(), entries, move |_, core, answer| match answer {
        FactAnswer::Say(text, FactOrigin::Proposed) => Some(read_first(core, &info, text, after)),
        FactAnswer::Say(text, origin) => change(core, &info, FactChange::Say(text, origin), after),
        FactAnswer::Write => Some(write(core, &info, after)),
        FactAnswer::Move => Some(sections::put_elsewhere(core, &info)),
        FactAnswer::TakeOut => Some(sections::take_out(core, &info)),
        FactAnswer::LeaveOut => Some(leave_out(&info, after)),
        FactAnswer::Clear => change(core, &info, FactChange::Clear, after),
    })
}

/// Shows the whole of a proposal before the company states it: a section in the editor, where it can be changed first.
fn read_first<S: 'static>(core: &Core, info: &FactInfo, text: String, after: AfterSaying) -> Overlay<S> {
    if info.kind == FactKind::Section {
        return edit(core, info, Some(text), after);
    }
    let question = format!("Shall the filing say this? {}", info.title);
    let info = info.clone();
    Confirm::asking(question, vec![text.clone()], move |_, core| {
        change(core, &info, FactChange::Say(text, FactOrigin::Proposed), after)
    })
}

/// The choices of a fact, or what is proposed for it, with numbers for letters; what of the workspace's own proposals cannot be filled is
/// told.
fn offered(core: &mut Core, info: &FactInfo) -> Vec<(PickerItem, FactAnswer)> {
    let (texts, origin) = match &info.kind {
        FactKind::Choice(words) => (words.clone(), FactOrigin::Written),
        FactKind::Line | FactKind::Day | FactKind::Metals | FactKind::Columns | FactKind::Section => {
            let by = (&core.standings, &core.inquiry());
            let made = core.own_proposals.texts(&info.key(), &core.workspace, by).unwrap_or_default();
            made.problem.into_iter().for_each(|problem| core.problem(problem));
            (made.texts, FactOrigin::Proposed)
        }
    };
    let item = |(number, text): (char, String)| {
        let what = if origin == FactOrigin::Proposed { "proposed" } else { "" };
        PickerItem::new(number, text.clone(), what).means(FactAnswer::Say(text, origin))
    };
    ('1'..='9').zip(texts).map(item).collect()
}

/// Asks for words of one's own, beginning with what is said.
fn write<S: 'static>(core: &Core, info: &FactInfo, after: AfterSaying) -> Overlay<S> {
    if info.kind == FactKind::Section {
        return edit(core, info, None, after);
    }
    let before = kept(core, info).map(|record| clean(&record.text)).unwrap_or_default();
    if info.kind == FactKind::Day {
        let day = ("day", before.parse().ok(), core.today());
        let info = info.clone();
        return FormOverlay::ask_day(info.title.clone(), day, move |_, core, day| {
            Ok(change(core, &info, FactChange::Say(day.to_string(), FactOrigin::Written), after))
        });
    }
    let (asked, info) = (info.clone(), info.clone());
    let read = move |_: &S, _: &Core, text: &str| asked.read(text).map_err(|error| error.to_string());
    Prompt::ask((info.title.clone(), info.asks.clone(), before.as_str()), read, move |_, core, text| {
        change(core, &info, FactChange::Say(text, FactOrigin::Written), after)
    })
}

/// What is said of a fact, unless it is left out.
fn kept<'a>(core: &'a Core, info: &FactInfo) -> Option<&'a FactRecord> {
    core.workspace.facts.get(&info.key()).filter(|record| !record.left_out)
}

/// Opens a section in the editor, with a proposal in place of what is said.
pub(super) fn edit<S: 'static>(
    core: &Core,
    info: &FactInfo,
    proposed: Option<String>,
    after: AfterSaying,
) -> Overlay<S> {
    let kept = kept(core, info).map(|record| record.text.clone()).unwrap_or_default();
    let words = EditorWords {
        title: info.title.clone(),
        about: about_section(core, info),
        text: proposed.clone().unwrap_or_else(|| kept.clone()),
        kept: kept.clone(),
        check: check(core),
    };
    let info = info.clone();
    Editor::open(words, move |_, core, text| {
        let text = info.read(text).map_err(|error| error.to_string())?;
        let origin =
            if proposed.as_ref() == Some(&text) { FactOrigin::Proposed } else { FactOrigin::Written };
        // Saving a text that was not changed is no new word of anybody's.
        let is_so = text == kept && !text.is_empty();
        let change = |core: &mut Core| change(core, &info, FactChange::Say(text, origin), after);
        Ok(if is_so { follows(core, &info, after) } else { change(core) })
    })
}

/// What the texts of sections are held against; none where no report can be made.
fn check(core: &Core) -> Option<DraftCheck> {
    let report = Report::of(&core.workspace, &core.standings, &core.inquiry()).ok()?;
    Some(DraftCheck::of(&core.workspace, &report))
}

/// What a section is asked for, where the filing has it, and whose words stand there.
fn about_section(core: &Core, info: &FactInfo) -> Vec<String> {
    let mut about = vec![format!("Asked for: {}", info.asks), format!("Used in: {}", info.used)];
    about.extend(core.workspace.facts.get(&info.key()).map(|record| {
        let what = if record.left_out { "Left out" } else { by_origin(record.origin) };
        format!("{what} by {} on {}", clean(&record.stamp.by), record.stamp.at.strftime("%Y-%m-%d"))
    }));
    about
}

/// How words of an origin came to be there.
fn by_origin(origin: FactOrigin) -> &'static str {
    match origin {
        FactOrigin::Written => "Written",
        FactOrigin::Proposed => "Taken from a proposal",
        FactOrigin::Carried => "Carried from last year",
    }
}

fn leave_out<S: 'static>(info: &FactInfo, after: AfterSaying) -> Overlay<S> {
    let read = |_: &S, _: &Core, text: &str| {
        if text.trim().is_empty() { Err("a reason is needed".to_owned()) } else { Ok(text.to_owned()) }
    };
    let title = format!("Why is this left out: {}", info.within());
    let info = info.clone();
    Prompt::ask((title, "who reads the history sees it", ""), read, move |_, core, reason| {
        change(core, &info, FactChange::LeaveOut(reason), after)
    })
}

/// Records a change of a fact.
fn change<S: 'static>(core: &mut Core, info: &FactInfo, change: FactChange, after: AfterSaying) -> Asks<S> {
    match change_facts(&core.workspace, &[(info.key(), change)], &core.stamp()) {
        Ok(Some((title, edit))) => {
            core.commit_and_say(title, edit);
        }
        Ok(None) => core.say("it is so already"),
        Err(error) => {
            core.problem(error.into());
            return None;
        }
    }
    follows(core, info, after)
}

fn follows<S: 'static>(core: &Core, info: &FactInfo, after: AfterSaying) -> Asks<S> {
    match after {
        AfterSaying::Nothing => None,
        AfterSaying::List => Some(list(core, Some(&info.key()))),
    }
}
