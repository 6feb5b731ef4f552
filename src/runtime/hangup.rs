//! A terminal that is closed.
//!
//! Nobody says so to a program that was started apart from its terminal, and what reads keys only sees that there are none, over
//! and over. So one thread waits for nothing else; it costs nothing while the terminal is there.

use std::io::{self, stdin};
use std::sync::mpsc::Sender;

use rustix::event::{PollFd, PollFlags, poll};

use super::parts;
use crate::app::Msg;

/// From now on, the end of the terminal is a message.
///
/// # Errors
/// When the system has no thread to give.
pub fn listen(messages: Sender<Msg>) -> io::Result<()> {
    let answers = messages.clone();
    parts::start("hangup", messages, move || {
        let input = stdin();
        loop {
            // Asked for nothing, the system still tells that the other end is gone.
            let mut waited_for = [PollFd::new(&input, PollFlags::empty())];
            match poll(&mut waited_for, None) {
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return tracing::warn!("the terminal cannot be watched: {error}"),
            }
        }
        tracing::warn!("the terminal was closed");
        answers.send(Msg::Terminate).ok();
    })?;
    Ok(())
}
