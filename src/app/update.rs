//! Messages in, effects out.

use super::command::Command;
use super::deciding;
use super::detail;
use super::effect::Effect;
use super::everywhere;
use super::export;
use super::freezing;
use super::key::{Code, Key};
use super::letters;
use super::msg::{Clock, Msg, SourceAround};
use super::overlays::sheet::SheetView;
use super::overlays::{AfterKey, Overlay, TextView, import};
use super::screens::diligence;
use super::state::App;
use super::typing::only_moves;
use super::withdraw;
use super::{decisions_file, suppliers_file};
use crate::Problem;
use crate::domain::{Entry, History};

/// Takes a message; what comes back is for the runtime to do, in order.
pub fn update(app: &mut App, msg: Msg, clock: Clock) -> Vec<Effect> {
    let day_changed = app.core.clock.today != clock.today;
    app.core.clock = clock;
    if app.core.toast.as_ref().is_some_and(|toast| toast.until <= clock.now) {
        app.core.toast = None;
    }
    if day_changed {
        app.core.begin_day();
        app.catch_up();
    }
    app.take(msg);
    app.settle();
    std::mem::take(&mut app.core.effects)
}

impl App {
    fn take(&mut self, msg: Msg) {
        if matches!(msg, Msg::Key(_) | Msg::Typed(_) | Msg::Mouse(..) | Msg::Paste(_)) {
            self.core.acts_taken += 1;
        }
        match msg {
            Msg::Key(key) => self.on_key(key),
            Msg::Typed(text) => self.on_typed(&text),
            Msg::Mouse(act, x, y) => self.on_mouse(act, (x, y)),
            Msg::Paste(text) => self.on_paste(&text),
            Msg::Resize(columns, rows) => self.core.size = (columns, rows),
            Msg::Tick => {}
            Msg::Saved(seq) => self.core.saved_seq = self.core.saved_seq.max(seq),
            Msg::SaveFailed(seq, problem) => self.save_failed(seq, problem),
            Msg::HistoryLoaded(entries) => self.history_loaded(entries),
            Msg::ContentsLoaded(loaded) => self.core.take_contents(*loaded),
            Msg::Listed(asked, paths) => import::listed(&mut self.overlays, &asked, paths),
            Msg::ReadSoFar(job, done, total) => {
                import::progress(&self.core, &mut self.overlays, job, (done, total));
            }
            Msg::FilesRead(job, result) => {
                import::files_read(&mut self.core, &mut self.overlays, job, result);
            }
            Msg::ImportPlanned(job, planned) => {
                import::planned(&mut self.core, &mut self.overlays, job, *planned);
            }
            Msg::WithdrawalPlanned(job, planned) => {
                withdraw::planned(&mut self.core, &mut self.overlays, job, *planned);
            }
            Msg::LetterFilled(answer) => letters::filled(&mut self.core, &mut self.overlays, *answer),
            Msg::Checked(order, found) => self.core.take_checked(order, found),
            Msg::Matched(answered) => {
                if self.core.take_matched(*answered) {
                    self.catch_up();
                    self.after_answers();
                }
            }
            Msg::SuppliersRead(result) => {
                let asked = suppliers_file::read(&mut self.core, result);
                self.overlays.extend(asked);
            }
            Msg::DecisionsRead(result) => {
                let asked = decisions_file::read(&mut self.core, result);
                self.overlays.extend(asked);
            }
            Msg::Written(Ok(files)) => export::written(&mut self.core, &mut self.overlays, files),
            Msg::Frozen(Ok((entries, freeze))) => freezing::frozen(&mut self.core, (entries, *freeze)),
            Msg::SourceRead(result) => self.source_read(result),
            Msg::DocumentRead(order, document) => {
                diligence::recorded(&mut self.screens.diligence, &mut self.core, *order, document);
            }
            Msg::DocumentsSeen(seen) => self.screens.diligence.take_seen(seen),
            Msg::TextEdited(result) => self.text_edited(result),
            Msg::Notice(note) => self.overlays.push(Overlay::Note(note)),
            Msg::Written(Err(problem)) | Msg::Frozen(Err(problem)) | Msg::Failed(problem) => {
                self.core.problem(problem);
            }
            Msg::PartFailed(_) | Msg::Terminate => everywhere::quit(&mut self.screens, &mut self.core),
        }
    }

    pub(super) fn on_key(&mut self, key: Key) {
        let command = self.screens.command_of(&self.core, key);
        // In a text that is being written Ctrl-c copies, and one key does not throw it away.
        if command == Some(Command::Quit) && key.ctrl && !self.is_writing() {
            // What is half typed is not worth the program: it is cancelled first.
            if !self.overlays.is_empty() {
                return self.on_key(Key::plain(Code::Esc));
            }
            return self.give(Command::Quit);
        }
        // What is told is no question: a key that it has no use for closes it, and does what it does.
        if self.overlays.last().is_some_and(|top| top.gives_way(key)) {
            self.overlays.pop();
        }
        let chooses = self.overlays.last().map(|top| top.knows(key));
        let means_nothing = chooses.map_or(command.is_none(), |known| known == Some(false));
        // Where a letter chooses among several, one that is none of them may be a guess.
        let needed = if self.overlays.is_empty() { 1 } else { 2 };
        let is_text = self.run.takes(key, self.core.clock.now, means_nothing) >= needed;
        let is_decision = chooses.map_or(!command.is_some_and(only_moves), |known| known.is_some());
        if is_text && !means_nothing && is_decision {
            return self
                .core
                .warn(format!("{key} came among other letters, and did nothing; press it alone"));
        }
        self.core.toast = self.core.toast.take().filter(|_| is_text);
        if key.typed().is_some_and(|c| !self.has_room(c.len_utf8())) || self.key_to_overlay(key) {
            return;
        }
        match command {
            Some(command) => self.give(command),
            None => self.core.warn(format!("{key} does nothing here; ? lists the keys")),
        }
    }

    /// Gives a command on the screen shown, or says why it cannot be.
    pub(super) fn give(&mut self, command: Command) {
        let asked = self.screens.give(&mut self.core, command);
        self.overlays.extend(asked);
        self.catch_up();
    }

    /// Gives a key to the topmost overlay; whether there was one.
    pub(super) fn key_to_overlay(&mut self, key: Key) -> bool {
        let Some(overlay) = self.overlays.pop() else { return false };
        match overlay.step(&mut self.screens, &mut self.core, key) {
            AfterKey::Stay(overlay) | AfterKey::Open(overlay) => self.overlays.push(overlay),
            AfterKey::Over(below, above) => self.overlays.extend([below, above]),
            AfterKey::Close => {}
        }
        self.catch_up();
        true
    }

    /// What waited for the matcher's answers.
    fn after_answers(&mut self) {
        deciding::accept_awaited(&mut self.core);
        if self.overlays.is_empty() {
            let asked = self.screens.band_due(&mut self.core);
            self.overlays.extend(asked);
        } else {
            self.core.take_band_due();
        }
    }

    fn save_failed(&mut self, seq: u64, problem: Problem) {
        // Entries after a failed one fail too; the first report rolls them all back.
        if seq < self.core.next_seq {
            self.core.roll_back(seq);
            self.core.problem(problem);
        }
    }

    /// The archives were read: the history becomes whole, with what was done meanwhile.
    fn history_loaded(&mut self, mut entries: Vec<Entry>) {
        let last = entries.last().map_or(0, |entry| entry.seq);
        entries.extend(self.core.history.entries().filter(|entry| entry.seq > last).cloned());
        self.core.history = History::new(entries);
        self.core.history_is_whole = true;
        self.core.generations.history += 1;
    }

    /// A text came back from the person's own editor.
    fn text_edited(&mut self, result: Result<String, Problem>) {
        match (result, self.overlays.last_mut()) {
            (Ok(text), Some(Overlay::Editor(editor))) => editor.take_back(&mut self.core, &text),
            (Ok(text), Some(Overlay::Form(form))) => form.take_back(&mut self.core, &text),
            // Nothing can come over them while they wait, so one of them is there.
            (Ok(_), _) => {}
            (Err(problem), _) => self.core.problem(problem),
        }
    }

    /// What stands around a place takes the place of what was read there, while that is still shown.
    fn source_read(&mut self, result: Result<SourceAround, Problem>) {
        let Some(Overlay::Text(view)) = self.overlays.last_mut() else { return };
        let Some(title) = view.title.strip_suffix(detail::AS_READ).map(str::to_owned) else { return };
        let marked = view.marked;
        let shown = match result {
            Ok(SourceAround::Lines(lines)) => Overlay::Text(TextView::around(title, lines, marked)),
            Ok(SourceAround::Sheet(around)) => Overlay::Sheet(SheetView::new(title, around)),
            // The rows as they were read stay on screen.
            Err(problem) => return self.core.say(problem.what),
        };
        self.overlays.pop();
        self.overlays.push(shown);
    }
}
