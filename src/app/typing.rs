//! What is typed in a row, and what is pasted: text for the field on top, put there as one and looked for once.

use super::key::Key;
use super::overlays::{Overlay, ROOM};
use super::state::App;
use crate::text::{as_written, in_kilobytes};

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
