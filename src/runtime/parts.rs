//! The threads of the interface. One that fails takes the program with it in order: the loop hears of it, the terminal is given
//! back, and what was told to be written is written.

use std::io;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};

use crate::Problem;
use crate::app::Msg;

/// Tells the loop when it is dropped by a panic.
struct Watch {
    part: &'static str,
    messages: Sender<Msg>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        if thread::panicking() {
            // Without a loop there is nothing left to end.
            self.messages.send(Msg::PartFailed(self.part)).ok();
        }
    }
}

/// Starts a part of the program.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(
    part: &'static str,
    messages: Sender<Msg>,
    work: impl FnOnce() + Send + 'static,
) -> io::Result<JoinHandle<()>> {
    thread::Builder::new().name(part.to_owned()).spawn(move || {
        let _watch = Watch { part, messages };
        panic_if_asked(part);
        work();
    })
}

/// What is told when a part has failed.
pub fn failed(part: &str) -> Problem {
    Problem::new(
        format!("a part of the program has failed: {part}"),
        "the log says why",
        "start the program anew; what was shown as saved is saved",
    )
}

#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "only in debug builds, when a test asks for it")]
fn panic_if_asked(part: &str) {
    if std::env::var("RCOI_TEST_PANIC_IN").is_ok_and(|wanted| wanted == part) {
        panic!("RCOI_TEST_PANIC_IN asked for this");
    }
}

#[cfg(not(debug_assertions))]
fn panic_if_asked(_: &str) {}
