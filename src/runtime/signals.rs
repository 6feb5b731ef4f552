//! Signals that ask the program to end.

use std::io;
use std::sync::mpsc::Sender;

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use super::{parts, terminal};
use crate::app::Msg;

/// From now on, each such signal is a message.
///
/// # Errors
/// When the system does not permit it.
pub fn listen(messages: Sender<Msg>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    let answers = messages.clone();
    parts::start("signals", messages, move || {
        for signal in signals.forever() {
            // What is pressed while an editor has the terminal is the editor's; the system tells all that belong to the terminal.
            if terminal::is_lent() && matches!(signal, SIGINT | SIGQUIT) {
                continue;
            }
            if answers.send(Msg::Terminate).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
