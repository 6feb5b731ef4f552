//! The mouse: everything it can do, a key can do.

use super::Command;
use super::frame::frame;
use super::key::{Code, Key, Motion};
use super::layout;
use super::msg::MouseAct;
use super::screen::OneShown;
use super::state::App;
use super::typing::TypedRun;

impl App {
    /// Takes what the mouse did at a cell.
    pub(super) fn on_mouse(&mut self, act: MouseAct, at: (u16, u16)) {
        if layout::is_too_small(self.core.size) {
            return;
        }
        self.run = TypedRun::default();
        match act {
            MouseAct::Wheel(rows) if !self.overlays.is_empty() => self.on_overlay(rows),
            // A click over an overlay does nothing, so that none is a decision by accident.
            MouseAct::Click | MouseAct::DoubleClick if !self.overlays.is_empty() => {}
            MouseAct::Wheel(rows) => self.screens.shown_mut().move_by(&self.core, isize::from(rows)),
            MouseAct::Click => self.click(at),
            MouseAct::DoubleClick => self.double_click(at),
        }
    }

    /// Over an overlay the wheel moves its cursor.
    fn on_overlay(&mut self, rows: i16) {
        let code = if rows > 0 { Code::Move(Motion::Down) } else { Code::Move(Motion::Up) };
        for _ in 0..rows.unsigned_abs() {
            self.key_to_overlay(Key::plain(code));
        }
    }

    fn double_click(&mut self, at: (u16, u16)) {
        let body = layout::body(self.core.size);
        let is_frame = self.screens.shown().is_frame(&self.core, body, at);
        self.click(at);
        if body.contains(at.0, at.1) && !is_frame {
            self.give(Command::Open);
        }
    }

    fn click(&mut self, at: (u16, u16)) {
        let frame = frame(self);
        if let Some(tab) = frame.tabs.iter().find(|tab| tab.area.contains(at.0, at.1)) {
            self.screens.turn_to(&self.core, tab.screen);
        } else if let Some(hint) = frame.hint_slots.iter().find(|hint| hint.area.contains(at.0, at.1)) {
            self.give(hint.command);
        } else if frame.body.contains(at.0, at.1) {
            self.screens.shown_mut().click(&mut self.core, frame.body, at);
            self.screens.shown_mut().remember(&self.core);
        }
    }
}
