//! What each command does.

use super::command::Command;
use super::effect::Effect;
use super::overlays::columns::ColumnsOverlay;
use super::overlays::help::Help;
use super::overlays::{Overlay, TextView};
use super::screen::ScreenId;
use super::screens::{
    actions, declaration, history, matches, overview, report, rows as declared, smelters, suppliers, triage,
};
use super::state::App;
use super::targets::Prompted;
use super::{ask, columns, detail, layout, targets};
use crate::domain::{Edit, Place, Settings};

#[expect(clippy::too_many_lines, reason = "one line a command: the table of what each does")]
pub(super) fn run(app: &mut App, command: Command) {
    match command {
        Command::Screen(screen) => app.go_to_screen(screen),
        Command::NextScreen => app.go_to_screen(app.screen.beside(true)),
        Command::PreviousScreen => app.go_to_screen(app.screen.beside(false)),
        Command::NextPane => next_pane(app),
        Command::Help => app.overlays.push(Overlay::Help(Help::for_screen(app))),
        Command::Palette => app.overlays.push(Overlay::Help(Help::palette(app))),
        Command::Search => search(app),
        Command::Undo => app.undo(),
        Command::Redo => app.redo(),
        Command::Export => report::export(app),
        Command::ExportRegister => report::export_register(app),
        Command::ExportTable => report::export_table(app),
        Command::Import => app.run_import(),
        Command::WithdrawSource => super::withdraw::ask(app),
        Command::TakeCids => super::proposals::ask_cids(app),
        Command::MergeTwins => super::proposals::ask_merges(app),
        Command::Copy => copy(app),
        Command::Quit => quit(app),
        Command::Back => back(app),
        Command::ToggleMouse => toggle_mouse(app),
        Command::NextTheme => {
            app.themes.rotate_left(1.min(app.themes.len()));
            let name = app.themes.front().cloned().unwrap_or_default();
            app.say(format!("theme {name}"));
        }
        Command::ToggleStatusStyle => report::toggle_style(app),
        Command::ToggleOriginals => toggle_originals(app),
        Command::Down => moves(app, 1),
        Command::Up => moves(app, -1),
        Command::HalfPageDown => moves(app, half_page(app)),
        Command::HalfPageUp => moves(app, -half_page(app)),
        Command::PageDown => moves(app, half_page(app) * 2),
        Command::PageUp => moves(app, -half_page(app) * 2),
        Command::Top => moves(app, isize::MIN / 2),
        Command::Bottom => moves(app, isize::MAX / 2),
        Command::Left => columns::sideways(app, false),
        Command::Right => columns::sideways(app, true),
        Command::Open => open(app),
        Command::FilterMetal => columns::filter_metal(app),
        Command::FilterSupplier => declared::filter_supplier(app),
        Command::FilterOutcome => declared::filter_outcome(app),
        Command::FilterStatus => smelters::filter_status(app),
        Command::FilterCountry => smelters::filter_country(app),
        Command::FilterState => suppliers::filter_state(app),
        Command::FilterMore => columns::filter_more(app),
        Command::ClearFilters => columns::clear_filters(app),
        Command::Sort => columns::sort(app, false),
        Command::SortAlso => columns::sort(app, true),
        Command::Columns => app.overlays.push(Overlay::Columns(ColumnsOverlay::new(app))),
        Command::Select => columns::select(app),
        Command::SelectAll => columns::select_all(app),
        Command::SelectInvert => columns::select_invert(app),
        Command::Edit => ask::edit(app),
        Command::Rate => ask::rate(app),
        Command::Dispose => ask::dispose(app),
        Command::AddAction => ask::add_action(app),
        Command::AddNote => ask::prompt(app, "Note", "what should be remembered", Prompted::Note),
        Command::AddEvidence => {
            ask::prompt(
                app,
                "Evidence",
                "a path or an address, then its date: report.pdf 2026-11-02",
                Prompted::Evidence,
            );
        }
        Command::Accept if app.screen == ScreenId::Matches => matches::work::accept(app),
        Command::Accept => triage::accept(app),
        Command::NoneOfThem => matches::work::none_of_them(app),
        Command::NewFacility => matches::new_facility(app),
        Command::AcceptBand => matches::work::ask_band(app),
        Command::Decide => matches::decide(app),
        Command::TakeBack => matches::work::take_back(app),
        Command::ExportDecisions => matches::exchange::export(app),
        Command::ImportDecisions => matches::exchange::ask_import(app),
        Command::ToggleAcceptAfterImport => matches::work::toggle_accept_after_import(app),
        Command::Derive => targets::derive(app),
        Command::Source => source(app),
        Command::AddFacility => ask::add_facility(app),
        Command::Merge => smelters::merge(app),
        Command::Unmerge => smelters::unmerge(app),
        Command::Later if app.screen == ScreenId::Matches => matches::later(app),
        Command::Later => app.triage.later(&app.rows),
        Command::Previous => previous(app),
        Command::AdvanceState => actions::advance(app),
        Command::SetState => ask::set_state(app),
        Command::SetDue => ask::due(app),
        Command::SetOwner => ask::owner(app),
        Command::DeleteAction => actions::delete(app),
        Command::UndoToHere => history::ask_undo_to_here(app),
        Command::AddSupplier => suppliers::ask::add(app),
        Command::EditSupplier => suppliers::ask::edit(app),
        Command::LogRequest => suppliers::ask::request(app),
        Command::NextStep => suppliers::work::next_step(app),
        Command::WithdrawDeclaration => suppliers::work::withdraw(app),
        Command::Letter => suppliers::work::show_letter(app),
        Command::WriteLetter => suppliers::work::write_letter(app),
        Command::RowsBehind => declared::behind(app),
        Command::OlderDeclaration => declaration::beside(app, true),
        Command::NewerDeclaration => declaration::beside(app, false),
    }
}

/// Remembers the session and ends the program.
pub(super) fn quit(app: &mut App) {
    let session = app.session();
    app.ask(Effect::SaveSession(Box::new(session)));
    app.ask(Effect::Quit);
}

/// Half of the rows that the list with the keys shows, at least one.
fn half_page(app: &App) -> isize {
    let page = match app.screen {
        ScreenId::Smelters => app.smelters.table.page,
        ScreenId::Suppliers => app.suppliers.grid.table.page,
        ScreenId::Rows => app.declared_rows.grid.table.page,
        ScreenId::Overview
        | ScreenId::Triage
        | ScreenId::Matches
        | ScreenId::Declaration
        | ScreenId::Actions
        | ScreenId::Report
        | ScreenId::History => usize::from(layout::frame(app).body.inset(1).height),
    };
    isize::try_from(page.max(2) / 2).unwrap_or(1)
}

/// Moves the cursor of whatever has the keys.
pub(super) fn moves(app: &mut App, rows: isize) {
    let by = |at: usize, len: usize| at.saturating_add_signed(rows).min(len.saturating_sub(1));
    match app.screen {
        ScreenId::Overview => {
            let len = app.overview.todo.len() + app.findings.len();
            app.overview.cursor = by(app.overview.cursor, len);
        }
        ScreenId::Smelters if app.smelters.detail_focus || app.smelters.zoomed => {
            app.smelters.detail_offset = by(app.smelters.detail_offset, detail::MOST_LINES);
        }
        ScreenId::Smelters => {
            let len = app.smelters.view.len();
            let to = by(app.smelters.table.cursor, len);
            app.smelters.table.go(to, len);
            app.smelters.detail_offset = 0;
        }
        ScreenId::Triage if app.triage.detail_focus => {
            app.triage.detail_offset = by(app.triage.detail_offset, detail::MOST_LINES);
        }
        ScreenId::Triage => {
            let to = app.triage.position().map_or(0, |at| by(at, app.triage.queue.len()));
            app.triage.go(to);
        }
        ScreenId::Actions => app.actions.cursor = by(app.actions.cursor, app.actions.lines.len()),
        ScreenId::History => {
            app.history_screen.cursor = by(app.history_screen.cursor, app.history_screen.shown.len());
        }
        ScreenId::Report => app.report.move_by(rows, app.findings.len()),
        ScreenId::Suppliers if app.suppliers.detail_focus => {
            app.suppliers.detail_offset = by(app.suppliers.detail_offset, detail::MOST_LINES);
        }
        ScreenId::Suppliers => {
            app.suppliers.grid.move_by(rows);
            app.suppliers.detail_offset = 0;
        }
        ScreenId::Rows => app.declared_rows.grid.move_by(rows),
        ScreenId::Declaration => declaration::move_by(app, rows),
        ScreenId::Matches => matches::move_by(app, rows),
    }
}

/// Goes back to what was in hand before.
fn previous(app: &mut App) {
    let went = if app.screen == ScreenId::Matches { matches::previous(app) } else { app.triage.previous() };
    if !went {
        app.say("this is where you began");
    }
}

fn next_pane(app: &mut App) {
    match app.screen {
        ScreenId::Smelters => app.smelters.detail_focus = !app.smelters.detail_focus,
        ScreenId::Report => app.report.findings_focus = !app.report.findings_focus,
        ScreenId::Overview => {
            let todo = app.overview.todo.len();
            app.overview.cursor =
                if app.overview.cursor < todo && !app.findings.is_empty() { todo } else { 0 };
        }
        ScreenId::Triage => app.triage.detail_focus = !app.triage.detail_focus,
        ScreenId::Suppliers => app.suppliers.detail_focus = !app.suppliers.detail_focus,
        ScreenId::Declaration => declaration::next_pane(app),
        ScreenId::Matches => app.matches.queue_focus = !app.matches.queue_focus,
        ScreenId::Actions | ScreenId::History | ScreenId::Rows => {}
    }
}

fn open(app: &mut App) {
    match app.screen {
        ScreenId::Overview => overview::open(app),
        ScreenId::Smelters => {
            app.smelters.zoomed = !app.smelters.zoomed && app.smelters.current(&app.rows).is_some();
            app.smelters.detail_offset = 0;
        }
        ScreenId::Triage => {
            if let Some(id) = app.triage.current.clone() {
                app.show_facility(&id);
            }
        }
        ScreenId::Actions => {
            if let Some(line) = app.actions.current().cloned() {
                app.show_facility(&line.action.facility);
            }
        }
        ScreenId::Report => report::open(app),
        ScreenId::History => open_history(app),
        ScreenId::Suppliers => suppliers::open(app),
        ScreenId::Declaration => declaration::open(app),
        ScreenId::Rows => declared::open(app),
        ScreenId::Matches => {
            app.matches.zoomed = !app.matches.zoomed && app.matches.hand.is_some();
            app.matches.detail_offset = 0;
        }
    }
}

fn open_history(app: &mut App) {
    let entry = app.history_screen.current().and_then(|seq| app.history.get(seq));
    let facility = entry.and_then(|entry| entry.edit.facilities().first().cloned());
    match facility.filter(|id| app.workspace.facilities.contains_key(id)) {
        Some(id) => app.show_facility(&id),
        None => app.say("this entry is on no facility that is there now"),
    }
}

/// One level back: search, selection, zoom, filter, screen.
fn back(app: &mut App) {
    let on_smelters = app.screen == ScreenId::Smelters;
    let on_suppliers = app.screen == ScreenId::Suppliers;
    if on_smelters && app.smelters.zoomed {
        app.smelters.zoomed = false;
    } else if on_smelters && app.smelters.detail_focus {
        app.smelters.detail_focus = false;
    } else if app.screen == ScreenId::Triage && app.triage.detail_focus {
        app.triage.detail_focus = false;
    } else if on_suppliers && app.suppliers.detail_focus {
        app.suppliers.detail_focus = false;
    } else if app.screen == ScreenId::Matches && (app.matches.zoomed || app.matches.queue_focus) {
        app.matches.zoomed = false;
        app.matches.queue_focus = false;
    } else if !app.search_text().is_empty() {
        app.set_search(String::new());
    } else if on_smelters && !app.smelters.marked.is_empty() {
        app.smelters.marked.clear();
    } else if on_suppliers && !app.suppliers.marked.is_empty() {
        app.suppliers.marked.clear();
    } else if let Some(screen) = app.trail.pop() {
        app.screen = screen;
    } else if app.screen.info().is_some_and(|info| !info.has_tab) {
        // What has no tab is left by Esc, wherever it was come from.
        app.screen = ScreenId::Overview;
    }
}

fn search(app: &mut App) {
    match app.screen {
        ScreenId::Smelters | ScreenId::Suppliers | ScreenId::Rows | ScreenId::Actions | ScreenId::History => {
        }
        ScreenId::Declaration => app.go_to_screen(ScreenId::Suppliers),
        ScreenId::Matches => return matches::work::look_up(app),
        ScreenId::Overview | ScreenId::Triage | ScreenId::Report => {
            app.go_to_screen(ScreenId::Smelters);
        }
    }
    let before = app.search_text().to_owned();
    app.smelters.zoomed = false;
    app.overlays.push(Overlay::Search(before));
}

fn toggle_originals(app: &mut App) {
    let from = app.workspace.settings.clone();
    let to = Settings { discard_originals: !from.discard_originals, ..from.clone() };
    let title = if to.discard_originals { "Imported files are not kept" } else { "Imported files are kept" };
    if app.commit(title, Edit::ChangeSettings { from, to }) {
        app.done(title);
    }
}

fn toggle_mouse(app: &mut App) {
    app.mouse = !app.mouse;
    app.ask(Effect::SetMouse(app.mouse));
    app.say(if app.mouse { "mouse on" } else { "mouse off: the terminal selects text" });
}

/// Shows the source of what is in hand.
fn source(app: &mut App) {
    if app.screen == ScreenId::Declaration {
        return declaration::source(app);
    }
    if app.screen == ScreenId::Rows {
        return declared::source(app);
    }
    if app.screen == ScreenId::Matches {
        return matches::work::source(app);
    }
    source_of_facility(app);
}

/// Shows the source of the current facility: the claims of each place, and the file's own lines if kept.
fn source_of_facility(app: &mut App) {
    let Some(id) = targets::targets(app).into_iter().next() else { return };
    let Some(found) = detail::source_of(app, &id) else {
        app.warn("everything about this facility was set by hand");
        return;
    };
    let (source, place, title, lines, marked) = found;
    let mut view = TextView { title, lines, marked, offset: 0, whole: None };
    view.go_to_marked();
    app.overlays.push(Overlay::Text(view));
    // Only a text has lines to show; a cell's rows are on screen already.
    if matches!(place, Place::Line(..)) {
        app.ask(Effect::ReadSource(source, place));
    }
}

fn copy(app: &mut App) {
    let text = match app.screen {
        ScreenId::Smelters | ScreenId::Triage => {
            let rows = targets::targets(app);
            let rows: Vec<String> = rows.iter().filter_map(|id| app.row(id)).map(detail::copied).collect();
            rows.join("\n")
        }
        ScreenId::Actions => app.actions.current().map_or(String::new(), |line| {
            format!(
                "{}\t{}\t{}\t{}",
                line.facility,
                line.action.title(),
                line.action.due,
                line.action.state.name()
            )
        }),
        ScreenId::Report => {
            app.report.lines.iter().map(super::look::Line::text).collect::<Vec<_>>().join("\n")
        }
        ScreenId::History => {
            let entry = app.history_screen.current().and_then(|seq| app.history.get(seq));
            entry.map_or(String::new(), |entry| format!("{}\t{}\t{}", entry.at, entry.by, entry.title))
        }
        ScreenId::Suppliers => suppliers::work::copied(app),
        ScreenId::Declaration => declaration::copied(app),
        ScreenId::Rows => declared::copied(app),
        ScreenId::Matches => matches::work::copied(app),
        ScreenId::Overview => {
            app.findings.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>().join("\n")
        }
    };
    if text.is_empty() {
        app.warn("nothing to copy");
        return;
    }
    app.say(format!("copied {} characters", text.chars().count()));
    app.ask(Effect::Copy(text));
}
