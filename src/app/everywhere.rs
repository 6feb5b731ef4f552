//! The commands that every screen has: between screens, moving, undo, import, export, help.

use super::command::row::{CommandRow, WhyNot, act, ask};
use super::command::{Command as C, CommandInfo};
use super::core::Core;
use super::effect::Effect;
use super::freezing::FROZEN;
use super::layout;
use super::overlays::help::{Help, HelpItem};
use super::overlays::import;
use super::overlays::search::SearchLine;
use super::overlays::{Asks, Overlay};
use super::screen::{OneShown, Screen, Searched};
use super::screens::{READ_ONLY, Screens, views};
use super::{
    deciding, decisions_file, export, proposals, revert, stating, status_day, suppliers_file, versions,
    withdraw,
};
use crate::domain::{Edit, Settings};

/// These commands.
pub static COMMANDS: &[CommandRow<Screens>] = &[
    act(C::NextScreen, |screens, core| screens.go_beside(core, true)),
    act(C::PreviousScreen, |screens, core| screens.go_beside(core, false)),
    act(C::NextPane, |screens, core| screens.shown_mut().next_pane(core)),
    ask(C::Help, |screens, core| Some(Overlay::Help(help(screens, core)))),
    ask(C::Palette, palette),
    ask(C::Search, search),
    ask(C::Undo, |_, core| revert::ask_undo(core)).unless(nothing_to_undo),
    act(C::Redo, |_, core| core.redo()).unless(nothing_to_redo),
    act(C::Export, |_, core| export::report(core)),
    act(C::ExportRegister, |_, core| export::register(core)),
    ask(C::Import, |_, core| import::open(core)).unless(takes_no_import).explaining(),
    ask(C::WithdrawSource, |_, core| withdraw::ask(core)),
    ask(C::TakeCids, |_, core| proposals::ask_cids(core)),
    ask(C::MergeTwins, |_, core| proposals::ask_merges(core)),
    act(C::Copy, copy),
    act(C::Quit, quit),
    act(C::Back, back),
    act(C::GoBack, |screens, core| step_trail(screens, core, false)),
    act(C::GoForward, |screens, core| step_trail(screens, core, true)),
    ask(C::Views, views::ask),
    act(C::ToggleMouse, toggle_mouse),
    act(C::NextTheme, next_theme),
    ask(C::StatusDay, |_, core| status_day::ask(core)),
    ask(C::Programme, |_, core| stating::ask(core)),
    act(C::ToggleStatusStyle, |_, core| export::toggle_style(core)),
    ask(C::TemplateVersions, |_, core| Some(versions::ask(core))),
    act(C::ToggleOriginals, toggle_originals),
    act(C::Down, |screens, core| screens.shown_mut().move_by(core, 1)),
    act(C::Up, |screens, core| screens.shown_mut().move_by(core, -1)),
    act(C::HalfPageDown, |screens, core| move_pages(screens, core, 1)),
    act(C::HalfPageUp, |screens, core| move_pages(screens, core, -1)),
    act(C::PageDown, |screens, core| move_pages(screens, core, 2)),
    act(C::PageUp, |screens, core| move_pages(screens, core, -2)),
    act(C::Top, |screens, core| screens.shown_mut().move_by(core, isize::MIN / 2)),
    act(C::Bottom, |screens, core| screens.shown_mut().move_by(core, isize::MAX / 2)),
    act(C::Left, |screens, _| screens.shown_mut().move_sideways(false)),
    act(C::Right, |screens, _| screens.shown_mut().move_sideways(true)),
    act(C::ExportDecisions, |_, core| decisions_file::export(core)),
    ask(C::ImportSuppliers, |_, core| suppliers_file::ask_import(core)).unless(takes_no_import),
    ask(C::ImportDecisions, |_, core| decisions_file::ask_import(core)),
    act(C::ToggleAcceptAfterImport, |_, core| deciding::toggle_accept_after_import(core)),
];

fn nothing_to_undo(_: &Screens, core: &Core) -> WhyNot {
    let is_nothing = core.history.next_undo().is_none() && core.history_is_whole;
    is_nothing.then_some("nothing to undo")
}

fn nothing_to_redo(_: &Screens, core: &Core) -> WhyNot {
    core.history.next_redo().is_none().then_some("nothing to redo")
}

fn takes_no_import(_: &Screens, core: &Core) -> WhyNot {
    let read_only = core.read_only.is_some().then_some(READ_ONLY);
    let read_only = read_only.or(core.workspace.frozen().map(|_| FROZEN));
    read_only.or(core.workspace.programme.sample.then_some("the sample takes no imports"))
}

/// Help for the screen shown: what can be done here, grouped.
pub(super) fn help(screens: &Screens, core: &Core) -> Help {
    let title = screens.shown.title();
    let item = |info| item(screens, core, info);
    let group = |(heading, commands): (_, Vec<_>)| (heading, commands.into_iter().map(item).collect());
    Help::grouped(title, screens.commands().into_iter().map(group))
}

fn item(screens: &Screens, core: &Core, info: &CommandInfo) -> HelpItem {
    HelpItem::command(info, screens.why_not(core, info.command), &core.keymap)
}

fn palette(screens: &mut Screens, core: &mut Core) -> Asks<Screens> {
    core.refresh_other_names();
    let core = &*core;
    let here = super::command::COMMANDS.iter().filter(|info| screens.is_here(info));
    Some(Overlay::Help(Help::palette(core, here.map(|info| item(screens, core, info)))))
}

/// Searches the screen shown, or the one that is searched from there.
fn search(screens: &mut Screens, core: &mut Core) -> Asks<Screens> {
    screens.go_to_searched(core);
    match screens.shown().searched() {
        Searched::Here(before) => Some(Overlay::Search(SearchLine::over(before))),
        Searched::Facilities | Searched::Suppliers => None,
    }
}

fn copy(screens: &mut Screens, core: &mut Core) {
    screens.shown().copy(core);
}

/// Remembers the session and ends the program.
pub(super) fn quit(screens: &mut Screens, core: &mut Core) {
    screens.triage.prepare(core);
    let session = screens.session(core);
    core.ask(Effect::SaveSession(Box::new(session)));
    core.ask(Effect::Quit);
}

/// One level back: what was opened within the screen, search, selection; the screen stays.
fn back(screens: &mut Screens, core: &mut Core) {
    let screen = screens.shown_mut();
    if screen.close() {
        return;
    }
    if matches!(screen.searched(), Searched::Here(text) if !text.is_empty()) {
        screen.search(core, String::new());
    } else if !screen.unselect() {
        let back = core.keymap.first(C::GoBack);
        core.say(format!("this screen stays; {back} goes back to where you were"));
    }
}

/// Goes to the place before, or after.
fn step_trail(screens: &mut Screens, core: &mut Core, forward: bool) {
    if !screens.step_trail(core, forward) {
        core.say(if forward {
            "there is nothing to go forward to"
        } else {
            "there is nothing to go back to"
        });
    }
}

/// Moves by so many halves of the rows that the list with the keys shows, at least by one row.
fn move_pages(screens: &mut Screens, core: &mut Core, halves: isize) {
    let screen = screens.shown_mut();
    let half = isize::try_from(screen.page(layout::body(core.size)).max(2) / 2).unwrap_or(1);
    screen.move_by(core, half * halves);
}

fn toggle_originals(_: &mut Screens, core: &mut Core) {
    let from = core.workspace.settings.clone();
    let to = Settings { discard_originals: !from.discard_originals, ..from.clone() };
    let title = if to.discard_originals { "Imported files are not kept" } else { "Imported files are kept" };
    core.commit_and_say(title, Edit::change_settings(from, to));
}

fn toggle_mouse(_: &mut Screens, core: &mut Core) {
    core.mouse = !core.mouse;
    core.ask(Effect::SetMouse(core.mouse));
    core.say(if core.mouse { "mouse on" } else { "mouse off: the terminal selects text" });
}

fn next_theme(_: &mut Screens, core: &mut Core) {
    core.themes.rotate_left(1.min(core.themes.len()));
    let name = core.themes.front().cloned().unwrap_or_default();
    core.say(format!("theme {name}"));
}
