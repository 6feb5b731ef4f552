//! The event loop: waits for a message, hands all that wait to the application, does what it asks for, draws
//! once. While nothing happens, nothing runs.

use std::time::Duration;

use super::appearance::Looks;
use super::frame_output::FrameOutput;
use super::inbox::Inbox;
use super::parts;
use super::perform::{LoopControl, Performer};
use crate::Problem;
use crate::app::{App, Clock, Code, Key, Msg, update};

/// The most messages between two frames, so that a flood of them cannot keep the screen from changing.
const MOST: usize = 1_000;

/// How often the screen follows a running job.
const JOB_TICK: Duration = Duration::from_millis(100);

/// Everything the interface consists of.
pub struct EventLoop<S> {
    /// The state.
    pub app: App,
    /// The terminal.
    pub screen: S,
    /// What happens.
    pub inbox: Inbox,
    /// Who does what is asked for.
    pub performer: Performer,
    /// The themes.
    pub looks: Looks,
    /// Reads the clock.
    pub clock: fn() -> Clock,
    /// The key at which a panic is raised, to test what it leaves.
    #[cfg(debug_assertions)]
    pub panic_at: Option<Key>,
}

impl<S: FrameOutput> EventLoop<S> {
    /// Runs until the end. When this returns, the terminal is given back and everything is on the disk; what
    /// could not be saved at the very end is returned.
    ///
    /// # Errors
    /// When a part of the program has failed.
    pub fn run(mut self) -> Result<Vec<Problem>, Problem> {
        let ended = self.go_on();
        let Self { screen, performer, mut inbox, .. } = self;
        drop(screen);
        performer.finish()?;
        ended?;
        Ok(std::iter::from_fn(|| inbox.waiting()).filter_map(too_late).collect())
    }

    fn go_on(&mut self) -> Result<(), Problem> {
        let mut next = self.draw()?;
        self.performer.begin(&self.app)?;
        while next == LoopControl::GoOn {
            next = self.batch()?;
            if next == LoopControl::GoOn {
                next = self.draw()?;
            }
        }
        Ok(())
    }

    /// Takes the next message and those that wait behind it.
    fn batch(&mut self) -> Result<LoopControl, Problem> {
        let mut message = Some(self.inbox.wait(self.timeout()));
        let mut taken = 0;
        while let Some(now) = message {
            let now = if self.app.takes_text() { self.inbox.with_typed_behind(now) } else { now };
            if self.take(now)? == LoopControl::End {
                return Ok(LoopControl::End);
            }
            taken += 1;
            message = if taken < MOST { self.inbox.waiting() } else { None };
        }
        Ok(LoopControl::GoOn)
    }

    /// How long to wait at most; `None` when nothing on the screen goes by itself.
    pub(super) fn timeout(&self) -> Option<Duration> {
        if self.app.core.job.is_some() {
            return Some(JOB_TICK);
        }
        let until = self.app.core.toast.as_ref()?.until;
        let left = until.duration_since((self.clock)().now);
        // A moment more, so that the toast is over when its time has come.
        Some(Duration::try_from(left).unwrap_or_default() + Duration::from_millis(5))
    }

    fn take(&mut self, message: Msg) -> Result<LoopControl, Problem> {
        if let Msg::Key(key) = &message {
            self.panic_if_asked(*key);
            if self.is_suspend(*key) {
                return Ok(self.suspend());
            }
        }
        if let Msg::PartFailed(part) = message {
            return Err(parts::failed(part));
        }
        let effects = update(&mut self.app, message, (self.clock)());
        for effect in effects {
            if self.performer.perform(&self.app, effect, &mut self.screen)? == LoopControl::End {
                return Ok(LoopControl::End);
            }
        }
        Ok(LoopControl::GoOn)
    }

    /// Ctrl-Z stops the program as everywhere, unless the keymap gives it a meaning, or it undoes in a text that is being written.
    fn is_suspend(&self, key: Key) -> bool {
        let ctrl_z = Key { code: Code::Char('z'), ctrl: true, alt: false, shift: false };
        let is_free = !self.app.is_writing();
        is_free && key == ctrl_z && self.app.core.keymap.lookup(self.app.screens.shown, key).is_none()
    }

    fn suspend(&mut self) -> LoopControl {
        match self.screen.suspend() {
            Ok(()) => LoopControl::GoOn,
            Err(error) => self.terminal_is_gone(&error),
        }
    }

    fn draw(&mut self) -> Result<LoopControl, Problem> {
        if let Some(name) = self.app.core.themes.front() {
            self.looks.follow(name);
        }
        // The application lays out for the size that is drawn, also when the message about it is still on
        // its way.
        match self.screen.size() {
            Ok(size) if size != self.app.core.size => {
                self.take(Msg::Resize(size.0, size.1))?;
            }
            Ok(_) => {}
            Err(error) => return Ok(self.terminal_is_gone(&error)),
        }
        match self.screen.draw(&self.app, self.looks.current()) {
            Ok(()) => Ok(LoopControl::GoOn),
            Err(error) => Ok(self.terminal_is_gone(&error)),
        }
    }

    /// Nobody can see or press anything any more: the program ends as if asked to.
    fn terminal_is_gone(&mut self, error: &std::io::Error) -> LoopControl {
        tracing::warn!("the terminal is gone: {error}");
        if let Err(problem) = self.take(Msg::Terminate) {
            tracing::error!("{problem}");
        }
        LoopControl::End
    }

    #[cfg(debug_assertions)]
    #[expect(clippy::panic, reason = "only in debug builds, when a test asks for it")]
    fn panic_if_asked(&self, key: Key) {
        if self.panic_at == Some(key) {
            panic!("RCOI_TEST_PANIC asked for this");
        }
    }

    #[cfg(not(debug_assertions))]
    fn panic_if_asked(&self, _: Key) {}
}

/// What must still be told when the interface has ended.
fn too_late(message: Msg) -> Option<Problem> {
    match message {
        Msg::SaveFailed(_, problem)
        | Msg::Written(Err(problem))
        | Msg::Frozen(Err(problem))
        | Msg::Notice(problem)
        | Msg::Failed(problem) => Some(problem),
        Msg::LetterFilled(answer) => answer.unwritten(),
        Msg::DocumentRead(order, _) => {
            let what =
                format!("{} was not recorded: the program ended before its evidence was read", order.what);
            Some(Problem::new(what, order.link, "record it again"))
        }
        Msg::Frozen(Ok((_, freeze))) => {
            let what = "the report was frozen and that is not recorded: the program ended before";
            Some(Problem::new(
                what,
                format!("frozen/{}", freeze.name),
                "remove that folder and the one with its sources, and freeze it again",
            ))
        }
        Msg::Key(_)
        | Msg::Typed(_)
        | Msg::Mouse(..)
        | Msg::Paste(_)
        | Msg::Resize(..)
        | Msg::Tick
        | Msg::Saved(_)
        | Msg::HistoryLoaded(_)
        | Msg::ContentsLoaded(..)
        | Msg::Listed(..)
        | Msg::ReadSoFar(..)
        | Msg::FilesRead(..)
        | Msg::ImportPlanned(..)
        | Msg::WithdrawalPlanned(..)
        | Msg::Checked(..)
        | Msg::Matched(..)
        | Msg::SuppliersRead(..)
        | Msg::DecisionsRead(..)
        | Msg::Written(Ok(_))
        | Msg::SourceRead(..)
        | Msg::DocumentsSeen(_)
        | Msg::TextEdited(_)
        | Msg::PartFailed(_)
        | Msg::Terminate => None,
    }
}
