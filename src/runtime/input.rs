//! Keys, mouse, pastes and sizes from the terminal, as messages.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use super::parts;
use crate::app::key::{EraseSide, Motion};
use crate::app::msg::MouseAct;
use crate::app::{Code, Key, Msg};

/// Two clicks at one cell within this time are a double click.
const DOUBLE: Duration = Duration::from_millis(400);

/// How many lines one notch of the wheel scrolls.
const NOTCH: i16 = 3;

/// Turns events into messages; remembers the last click.
#[derive(Debug, Default)]
pub struct TerminalInput {
    last_click: Option<(u16, u16, Instant)>,
}

impl TerminalInput {
    /// The message of an event at a time; `None` for what the application does not want.
    pub fn message(&mut self, event: Event, now: Instant) -> Option<Msg> {
        match event {
            Event::Key(key) => key_of(key).map(Msg::Key),
            Event::Mouse(mouse) => {
                self.mouse_act(mouse, now).map(|act| Msg::Mouse(act, mouse.column, mouse.row))
            }
            Event::Paste(text) => Some(Msg::Paste(text)),
            Event::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
            Event::FocusGained | Event::FocusLost => None,
        }
    }

    fn mouse_act(&mut self, mouse: MouseEvent, now: Instant) -> Option<MouseAct> {
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(self.click(mouse.column, mouse.row, now)),
            MouseEventKind::ScrollDown => Some(MouseAct::Wheel(NOTCH)),
            MouseEventKind::ScrollUp => Some(MouseAct::Wheel(-NOTCH)),
            MouseEventKind::Down(_)
            | MouseEventKind::Up(_)
            | MouseEventKind::Drag(_)
            | MouseEventKind::Moved
            | MouseEventKind::ScrollLeft
            | MouseEventKind::ScrollRight => None,
        }
    }

    fn click(&mut self, x: u16, y: u16, now: Instant) -> MouseAct {
        let is_second = self
            .last_click
            .is_some_and(|(at_x, at_y, at)| (at_x, at_y) == (x, y) && now.duration_since(at) <= DOUBLE);
        self.last_click = (!is_second).then_some((x, y, now));
        if is_second { MouseAct::DoubleClick } else { MouseAct::Click }
    }
}

fn key_of(event: KeyEvent) -> Option<Key> {
    let unwanted = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
    if event.kind == KeyEventKind::Release || event.modifiers.intersects(unwanted) {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = code_of(event.code)?;
    let code = if let Code::Char(c) = code {
        // Some terminals send the plain letter with Shift beside it, others the capital with Control.
        let capital = shift && !ctrl;
        Code::Char(if ctrl {
            c.to_ascii_lowercase()
        } else if capital {
            c.to_ascii_uppercase()
        } else {
            c
        })
    } else if code == Code::Tab && shift {
        Code::BackTab
    } else {
        code
    };
    Some(Key { code, ctrl, alt, shift: shift && matches!(code, Code::Move(_)) })
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the terminal library's enum; what we have no name for is no key"
)]
fn code_of(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Erase(EraseSide::Before),
        KeyCode::Delete => Code::Erase(EraseSide::After),
        KeyCode::Up => Code::Move(Motion::Up),
        KeyCode::Down => Code::Move(Motion::Down),
        KeyCode::Left => Code::Move(Motion::Left),
        KeyCode::Right => Code::Move(Motion::Right),
        KeyCode::Home => Code::Move(Motion::Home),
        KeyCode::End => Code::Move(Motion::End),
        KeyCode::PageUp => Code::Move(Motion::PageUp),
        KeyCode::PageDown => Code::Move(Motion::PageDown),
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    })
}

/// Who has the terminal's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeysOf {
    /// The thread that listens.
    Listener,
    /// It is asked to leave them.
    Asked,
    /// Somebody else: the thread waits.
    Other,
}

static KEYS_OF: Mutex<KeysOf> = Mutex::new(KeysOf::Listener);
static KEYS_CHANGED: Condvar = Condvar::new();

fn keys_of() -> MutexGuard<'static, KeysOf> {
    KEYS_OF.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How long the thread that listens may take to leave the keys.
const MOST_PATIENCE: Duration = Duration::from_secs(2);

/// While this is there, nothing of ours reads the terminal.
#[derive(Debug)]
pub struct KeysHeld(());

impl Drop for KeysHeld {
    fn drop(&mut self) {
        *keys_of() = KeysOf::Listener;
        KEYS_CHANGED.notify_all();
    }
}

/// Makes the thread that listens leave the terminal's keys to somebody else.
///
/// # Errors
/// When it does not, or the system does not permit it.
pub fn hold() -> io::Result<KeysHeld> {
    let end = Instant::now() + MOST_PATIENCE;
    let mut now = keys_of();
    *now = KeysOf::Asked;
    while *now == KeysOf::Asked {
        if Instant::now() >= end {
            *now = KeysOf::Listener;
            return Err(io::Error::new(io::ErrorKind::TimedOut, "its keys are still read here"));
        }
        wake()?;
        let soon = Duration::from_millis(100);
        now = KEYS_CHANGED.wait_timeout(now, soon).unwrap_or_else(PoisonError::into_inner).0;
    }
    Ok(KeysHeld(()))
}

/// Makes the terminal library come back from waiting: to it this is a new size, and a message about the size does no harm.
#[cfg(unix)]
fn wake() -> io::Result<()> {
    signal_hook::low_level::raise(signal_hook::consts::SIGWINCH)
}

#[cfg(not(unix))]
fn wake() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Leaves the keys where that is asked, until they are given back.
fn leave_if_asked() {
    let mut now = keys_of();
    if *now == KeysOf::Asked {
        *now = KeysOf::Other;
        KEYS_CHANGED.notify_all();
    }
    while *now == KeysOf::Other {
        now = KEYS_CHANGED.wait(now).unwrap_or_else(PoisonError::into_inner);
    }
}

/// From now on, what happens at the terminal is a message. When the terminal is gone, the program is asked to
/// end.
///
/// # Errors
/// When the system has no thread to give.
pub fn listen(messages: Sender<Msg>) -> io::Result<()> {
    let mut input = TerminalInput::default();
    let answers = messages.clone();
    parts::start("input", messages, move || {
        loop {
            leave_if_asked();
            let message = match event::read() {
                Ok(event) => input.message(event, Instant::now()),
                Err(error) => {
                    tracing::error!("the terminal cannot be read: {error}");
                    answers.send(Msg::Terminate).ok();
                    return;
                }
            };
            if let Some(message) = message
                && answers.send(message).is_err()
            {
                return;
            }
        }
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<String> {
        let event = Event::Key(KeyEvent::new(code, modifiers));
        match TerminalInput::default().message(event, Instant::now()) {
            Some(Msg::Key(key)) => Some(key.to_string()),
            Some(_) | None => None,
        }
    }

    #[test]
    fn keys_are_those_of_the_keymap() {
        for (code, modifiers, shown) in [
            (KeyCode::Char('j'), KeyModifiers::NONE, "j"),
            (KeyCode::Char('E'), KeyModifiers::SHIFT, "E"),
            (KeyCode::Char('e'), KeyModifiers::SHIFT, "E"),
            (KeyCode::Char('R'), KeyModifiers::CONTROL, "Ctrl-r"),
            (KeyCode::Tab, KeyModifiers::SHIFT, "Shift-Tab"),
            (KeyCode::F(1), KeyModifiers::NONE, "F1"),
            (KeyCode::Left, KeyModifiers::SHIFT, "Shift-←"),
        ] {
            assert_eq!(pressed(code, modifiers).as_deref(), Some(shown));
        }
        assert_eq!(pressed(KeyCode::Char('j'), KeyModifiers::SUPER), None);
        assert_eq!(pressed(KeyCode::CapsLock, KeyModifiers::NONE), None);
    }

    #[test]
    fn releases_are_no_keys() {
        let event = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(key_of(event), None);
    }

    #[test]
    fn two_clicks_at_one_cell_are_a_double_click_and_a_third_is_not() {
        let (mut input, start) = (TerminalInput::default(), Instant::now());
        let soon = start + Duration::from_millis(100);
        assert_eq!(input.click(3, 4, start), MouseAct::Click);
        assert_eq!(input.click(3, 4, soon), MouseAct::DoubleClick);
        assert_eq!(input.click(3, 4, soon), MouseAct::Click);
        assert_eq!(input.click(3, 5, soon), MouseAct::Click);
        assert_eq!(input.click(3, 5, soon + Duration::from_secs(1)), MouseAct::Click);
    }
}
