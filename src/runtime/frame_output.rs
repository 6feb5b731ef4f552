//! What the event loop needs of a terminal; tests have one that is none.

use std::io;

use crate::app::App;
use crate::ui::Theme;

/// A terminal as the event loop uses it.
pub trait FrameOutput {
    /// Columns and rows.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn size(&self) -> io::Result<(u16, u16)>;

    /// Draws one frame.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn draw(&mut self, app: &App, theme: &Theme) -> io::Result<()>;

    /// Turns mouse reporting on or off.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn set_mouse(&mut self, on: bool) -> io::Result<()>;

    /// Puts text on the clipboard.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn copy(&mut self, text: &str) -> io::Result<()>;

    /// Gives the terminal back for as long as something else uses it, and takes it again.
    ///
    /// # Errors
    /// When it cannot be given away, and nothing has used it; or when it is gone afterwards.
    fn lend(&mut self, uses: &mut dyn FnMut()) -> io::Result<()>;

    /// Gives the terminal back and stops the program until it is continued.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn suspend(&mut self) -> io::Result<()>;
}
