//! What is typed in a row, and what is pasted: text for the field on top, put there as one and looked for once. Where no field is, a
//! sentence that hits the wrong pane is known by its first letter that means nothing there: what follows it does nothing.

use jiff::{SignedDuration, Timestamp};

use super::command::Command;
use super::key::Key;
use super::overlays::{Overlay, ROOM};
use super::scope::Scope;
use super::state::App;
use crate::text::{as_written, in_kilobytes};

/// Characters that follow one another within this time may be one text: as slowly as people type who look at their keys.
const ONE_TEXT: SignedDuration = SignedDuration::from_millis(700);

/// So long after a character that means nothing those that follow are taken for text. A sentence has another one by then; a hand
/// that only slipped is not held back for longer.
const HELD: SignedDuration = SignedDuration::from_millis(1_500);

/// Characters that were typed one after another where they are no text.
#[derive(Debug, Clone, Copy, Default)]
pub struct TypedRun {
    /// When the last one came.
    last: Option<Timestamp>,
    /// When one came that means nothing there, and how many of these came: then all of them are text that was meant for somewhere
    /// else.
    meaningless: Option<(Timestamp, u32)>,
}

impl TypedRun {
    /// Takes a key, and whether it means nothing; how many that mean nothing came before it in its text, itself included. 0 where it
    /// is no part of one.
    pub(super) fn takes(&mut self, key: Key, now: Timestamp, means_nothing: bool) -> u32 {
        let before = std::mem::take(self);
        if key.typed().is_none() {
            return 0;
        }
        let within = |since: Option<Timestamp>, most| since.is_some_and(|at| now.duration_since(at) <= most);
        let going_on = before.meaningless.filter(|_| within(before.last, ONE_TEXT));
        let came = going_on.map_or(0, |(_, came)| came);
        self.last = Some(now);
        self.meaningless = if means_nothing { Some((now, came + 1)) } else { going_on };
        self.meaningless.filter(|(at, _)| within(Some(*at), HELD)).map_or(0, |(_, came)| came)
    }
}

/// Whether a command does no more than move, which it may do by a letter of a text, too.
pub(super) fn only_moves(command: Command) -> bool {
    command.info().is_some_and(|info| info.scope == Scope::List)
}

impl App {
    /// Whether characters are text, rather than commands or choices: those that wait together may then be taken as one.
    pub fn takes_text(&self) -> bool {
        self.field().is_some()
    }

    fn field(&self) -> Option<&str> {
        self.overlays.last()?.field()
    }

    /// Whether a text of several lines is being written, in which more keys than elsewhere are the text's own.
    pub fn is_writing(&self) -> bool {
        matches!(self.overlays.last(), Some(Overlay::Editor(_)))
    }

    /// Puts pasted text into the field on top, whole or not at all. In a field of one line line ends become blanks; those around the
    /// text, which are copied along with a line, do not belong to it.
    pub(super) fn on_paste(&mut self, pasted: &str) {
        self.core.toast = None;
        self.run = TypedRun::default();
        let Some(held) = self.field().map(str::len) else {
            return self.core.warn("not pasted: nothing takes text here");
        };
        if pasted.len() > ROOM {
            let (size, most) = (in_kilobytes(pasted.len()), in_kilobytes(ROOM));
            return self.core.warn(format!("not pasted: it is {size}, and a field takes {most} at most"));
        }
        if held + pasted.len() > ROOM {
            let (size, held, most) = (in_kilobytes(pasted.len()), in_kilobytes(held), in_kilobytes(ROOM));
            let why = format!("it is {size}, the field holds {held} and takes {most} at most");
            return self.core.warn(format!("not pasted: {why}"));
        }
        let trimmed = pasted.trim_matches(['\r', '\n']);
        if self.is_writing() {
            self.put(pasted);
        } else if self.overlays.last().is_some_and(Overlay::takes_lines) {
            self.put(trimmed);
        } else {
            self.put(&as_written(trimmed));
        }
    }

    /// Takes characters that were typed quicker than they could be shown, as if each had come alone.
    pub(super) fn on_typed(&mut self, typed: &str) {
        let mut rest = typed;
        while let Some(first) = rest.chars().next() {
            let is_text =
                |c: char| self.overlays.last().is_some_and(|top| top.field().is_some() && top.is_text(c));
            let (run, behind) = rest.split_at(rest.find(|c| !is_text(c)).unwrap_or(rest.len()));
            if run.is_empty() {
                self.on_key(Key::char(first));
                rest = behind.strip_prefix(first).unwrap_or_default();
            } else {
                self.core.toast = None;
                if self.has_room(run.len()) {
                    self.put(run);
                }
                rest = behind;
            }
        }
    }

    /// Whether so many bytes more can be typed here; where they cannot, that is said.
    pub(super) fn has_room(&mut self, more: usize) -> bool {
        let is_full = self.field().is_some_and(|held| held.len() + more > ROOM);
        if is_full {
            self.core.warn(format!("the field takes {} at most", in_kilobytes(ROOM)));
        }
        !is_full
    }

    fn put(&mut self, text: &str) {
        let Some(mut top) = self.overlays.pop() else { return };
        top.insert(&mut self.screens, &mut self.core, text);
        self.overlays.push(top);
        self.catch_up();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::Code;

    #[test]
    fn letters_are_text_as_long_as_they_follow_one_that_means_nothing() {
        let mut run = TypedRun::default();
        let mut at = Timestamp::UNIX_EPOCH;
        let mut counts = |key: Key, after: i64, means_nothing: bool| {
            at = at.saturating_add(SignedDuration::from_millis(after)).unwrap();
            run.takes(key, at, means_nothing)
        };
        let mut takes = |key, after, means_nothing| counts(key, after, means_nothing) > 0;
        let (known, unknown) = (Key::char('d'), Key::char(';'));
        assert!(!takes(known, 0, false) && !takes(known, 10, false), "commands may come quickly");
        assert!(takes(unknown, 300, true));
        assert!(takes(known, 700, false) && takes(known, 700, false), "it goes on");
        assert!(!takes(known, 200, false), "not for ever");
        assert!(takes(unknown, 100, true) && takes(known, 600, false) && takes(unknown, 600, true));
        assert!(takes(known, 600, false), "another one prolongs it");
        assert!(!takes(known, 701, false), "a pause ends it");
        assert!(takes(unknown, 100, true));
        assert!(
            !takes(Key::plain(Code::Enter), 100, false) && !takes(known, 100, false),
            "so does another key"
        );
    }
}
