//! Signals that ask the program to end.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::app::Msg;

/// From now on, each such signal is a message.
///
/// # Errors
/// When the system does not permit it.
pub fn listen(messages: Sender<Msg>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for _ in signals.forever() {
            if messages.send(Msg::Terminate).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}
