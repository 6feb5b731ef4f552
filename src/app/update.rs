//! Messages in, effects out.

use super::available::{READ_ONLY, why_not};
use super::command::Command;
use super::detail;
use super::effect::Effect;
use super::key::{Code, Key};
use super::layout;
use super::mouse;
use super::msg::{Clock, Msg};
use super::overlays::{self, Overlay};
use super::run;
use super::screen::ScreenId;
use super::screens::matches;
use super::screens::report::written;
use super::state::App;
use crate::Problem;
use crate::domain::History;

/// Takes a message; what comes back is for the runtime to do, in order.
pub fn update(app: &mut App, msg: Msg, clock: Clock) -> Vec<Effect> {
    let day_changed = app.clock.today != clock.today;
    app.clock = clock;
    if app.toast.as_ref().is_some_and(|toast| toast.until <= clock.now) {
        app.toast = None;
    }
    if day_changed {
        app.order_checks();
        app.refresh_suppliers();
        app.refresh_screens();
    }
    match msg {
        Msg::Key(key) => on_key(app, key),
        Msg::Mouse(act, x, y) => mouse::on_mouse(app, act, x, y),
        Msg::Paste(text) => overlays::on_paste(app, &text),
        Msg::Resize(columns, rows) => app.size = (columns, rows),
        Msg::Tick => {}
        Msg::Saved(seq) => app.saved_seq = app.saved_seq.max(seq),
        Msg::SaveFailed(seq, problem) => save_failed(app, seq, problem),
        Msg::HistoryLoaded(entries) => history_loaded(app, entries),
        Msg::PapersLoaded(loaded) => app.take_papers(*loaded),
        Msg::Listed(asked, paths) => listed(app, &asked, paths),
        Msg::ReadSoFar(job, done, total) => overlays::import::progress(app, job, done, total),
        Msg::FilesRead(job, result) => overlays::import::files_read(app, job, result),
        Msg::Checked(order, found) => app.take_checked(order, found),
        Msg::Matched(answered) => app.take_matched(*answered),
        Msg::DecisionsRead(result) => matches::exchange::read(app, result),
        Msg::Written(result) => match result {
            Ok(place) => {
                let text = written(app, &place);
                app.say(text);
            }
            Err(problem) => app.problem(problem),
        },
        Msg::SourceText(result) => source_text(app, result),
        Msg::Notice(note) => app.overlays.push(Overlay::Note(note)),
        Msg::Failed(problem) => app.problem(problem),
        Msg::Terminate => run::quit(app),
    }
    settle(app);
    std::mem::take(&mut app.effects)
}

/// After every message: the table's scroll follows its cursor, and what is shown is computed.
pub(super) fn settle(app: &mut App) {
    if app.screen == ScreenId::Report || app.screen == ScreenId::Overview {
        app.refresh_findings();
    }
    if app.screen == ScreenId::Report {
        app.report.prepare(&app.workspace);
    }
    if app.screen == ScreenId::Matches {
        matches::settle(app);
    }
    layout::settle(app);
}

fn on_key(app: &mut App, key: Key) {
    let quits = app.keymap.lookup(app.screen, key) == Some(Command::Quit) && key.ctrl;
    if quits {
        return run::quit(app);
    }
    app.toast = None;
    let only_closes = matches!(key.code, Code::Esc | Code::Enter | Code::Char(' ' | 'y'));
    if matches!(app.overlays.last(), Some(Overlay::Note(_))) && !only_closes {
        // A note is no question: a key that means something closes it and does that.
        app.overlays.pop();
    }
    if overlays::on_key(app, key) {
        return;
    }
    match app.keymap.lookup(app.screen, key) {
        Some(wanted) => command(app, wanted),
        None => app.warn(format!("{key} does nothing here; ? lists the keys")),
    }
}

fn save_failed(app: &mut App, seq: u64, problem: Problem) {
    // Entries after a failed one fail too; the first report rolls them all back.
    if seq < app.next_seq {
        app.roll_back(seq);
        app.problem(problem);
    }
}

/// The archives were read: the history becomes whole, with what was done meanwhile.
fn history_loaded(app: &mut App, mut entries: Vec<crate::domain::Entry>) {
    let last = entries.last().map_or(0, |entry| entry.seq);
    entries.extend(app.history.entries().filter(|entry| entry.seq > last).cloned());
    app.history = History::new(entries);
    app.history_is_whole = true;
    app.history_screen.refresh(&app.history);
}

fn listed(app: &mut App, asked: &str, paths: Vec<String>) {
    if let Some(Overlay::Import(import)) = app.overlays.last_mut()
        && import.input.value() == asked
    {
        import.completions = paths;
    }
}

fn source_text(app: &mut App, result: Result<Vec<(u32, String)>, Problem>) {
    let Some(Overlay::Text(view)) = app.overlays.last_mut() else { return };
    match result {
        Ok(lines) => {
            view.title = view.title.trim_end_matches(detail::AS_READ).to_owned();
            view.lines = lines;
            view.go_to_marked();
        }
        // The rows as they were read stay on screen.
        Err(problem) => app.say(problem.what),
    }
}

/// Carries out a command, or says why it cannot be.
pub fn command(app: &mut App, command: Command) {
    match (why_not(app, command), app.read_only.clone()) {
        (Some(why @ READ_ONLY), Some(cause)) => app.warn(format!("{why}: {cause}")),
        // Says more than a word: where imports can be made.
        (Some(_), _) if command == Command::Import => app.run_import(),
        (Some(why), _) => app.warn(why),
        (None, _) => run::run(app, command),
    }
}
