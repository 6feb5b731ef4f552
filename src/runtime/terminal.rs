//! The terminal: taken when the interface starts, and given back exactly once, however the program ends.

use std::io::{self, Stdout, Write, stdout};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue, style};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

use super::frame_output::FrameOutput;
use super::input;
use crate::app::App;
use crate::text::lines_as_written;
use crate::ui::{Theme, draw};

/// Whether the terminal is ours at the moment. Whoever sets it to `false` gives the terminal back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether somebody else uses the terminal, to whom its keys belong: those that end a program too.
static LENT: AtomicBool = AtomicBool::new(false);

/// Whether somebody else uses the terminal.
pub fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

/// Takes the terminal: no echo, a screen of our own, pasted text as one, the mouse if it is wanted.
fn take(mouse: bool) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
    if mouse { execute!(stdout(), EnableMouseCapture) } else { Ok(()) }
}

/// Gives the terminal back as it was, unless that was done. What fails on the way keeps nothing else from
/// being given back.
pub fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = stdout();
    // A panic may have come in the middle of a frame.
    queue!(out, EndSynchronizedUpdate, DisableMouseCapture, DisableBracketedPaste).ok();
    queue!(out, LeaveAlternateScreen, style::ResetColor, cursor::Show).ok();
    out.flush().ok();
    disable_raw_mode().ok();
}

/// Gathers a frame and writes it as one, between marks that make the terminal show it as one. What was not
/// flushed when it is dropped, in a panic, is never written.
#[derive(Debug)]
struct Whole {
    out: Stdout,
    frame: Vec<u8>,
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.frame.is_empty() {
            queue!(self.frame, BeginSynchronizedUpdate)?;
        }
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        // The drawing library shows the cursor when it is dropped, and complains to stderr where that fails. By then the terminal
        // is given back, or gone, and with it stderr: a complaint would end the program in the middle of its end.
        if !TAKEN.load(Ordering::SeqCst) {
            self.frame.clear();
        }
        if self.frame.is_empty() {
            return Ok(());
        }
        queue!(self.frame, EndSynchronizedUpdate)?;
        let written = self.out.write_all(&self.frame).and_then(|()| self.out.flush());
        self.frame.clear();
        written
    }
}

/// The terminal while it is ours. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct TerminalScreen {
    terminal: Terminal<CrosstermBackend<Whole>>,
    mouse: bool,
}

impl TerminalScreen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// When there is none, or it fails; it is then as it was.
    pub fn take(mouse: bool) -> io::Result<Self> {
        // Under NO_COLOR the terminal library would write a reset in place of each colour, which takes the
        // modifiers with it; the theme without colours writes none to begin with.
        style::force_color_output(true);
        let taken = take(mouse)
            .and_then(|()| Terminal::new(CrosstermBackend::new(Whole { out: stdout(), frame: Vec::new() })));
        if taken.is_err() {
            give_back();
        }
        Ok(Self { terminal: taken?, mouse })
    }

    /// Takes the terminal again, after somebody else had it.
    fn take_again(&mut self) -> io::Result<()> {
        take(self.mouse)?;
        // Makes the next frame a whole one. `clear` would ask the terminal where its cursor is, and the
        // thread that reads keys would have the answer.
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::new(0, 0, size.width, size.height))
    }
}

impl Drop for TerminalScreen {
    fn drop(&mut self) {
        give_back();
    }
}

impl FrameOutput for TerminalScreen {
    fn size(&self) -> io::Result<(u16, u16)> {
        self.terminal.size().map(|size| (size.width, size.height))
    }

    fn draw(&mut self, app: &App, theme: &Theme) -> io::Result<()> {
        self.terminal.draw(|frame| draw(app, theme, frame.buffer_mut())).map(|_| ())
    }

    fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(lines_as_written(text)))
    }

    fn lend(&mut self, uses: &mut dyn FnMut()) -> io::Result<()> {
        let held = input::hold()?;
        LENT.store(true, Ordering::SeqCst);
        give_back();
        uses();
        LENT.store(false, Ordering::SeqCst);
        let taken = self.take_again();
        drop(held);
        taken
    }

    #[cfg(unix)]
    fn suspend(&mut self) -> io::Result<()> {
        give_back();
        // Returns when the program is continued.
        signal_hook::low_level::raise(signal_hook::consts::SIGTSTP)?;
        self.take_again()
    }

    #[cfg(not(unix))]
    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }
}
