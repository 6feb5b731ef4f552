//! What a panic leaves: a terminal that works, a report, and a line in the log.

use std::cell::Cell;
use std::io::{self, Write};
use std::panic;
use std::path::PathBuf;
use std::thread;

use super::terminal;

thread_local! {
    /// Whether panics of this thread are caught and told in another way.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Does something whose panics are caught: they go to the log, and the terminal stays as it is.
///
/// # Errors
/// When it panics.
pub fn catch<T>(doing: impl FnOnce() -> T) -> thread::Result<T> {
    let before = CAUGHT.replace(true);
    let done = panic::catch_unwind(panic::AssertUnwindSafe(doing));
    CAUGHT.set(before);
    done
}

/// From now on, a panic is logged. If it ends the program, because it is the main thread's and not caught, the
/// terminal is given back before it is reported, and the report ends with where the log is; the main thread
/// finds out by itself that another has failed. To be called after other hooks are installed.
pub fn install(log: PathBuf) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        tracing::error!("panic: {info}");
        let is_main = thread::current().name() == Some("main");
        if CAUGHT.get() || !is_main {
            return;
        }
        terminal::give_back();
        // A report that cannot be written would be a panic within this one, at which the system stops the program without letting
        // what waits be saved.
        let mut out = io::stderr();
        if writeln!(out).and_then(|()| out.flush()).is_err() {
            return;
        }
        report(info);
        let log = log.display();
        writeln!(out, "rcoi failed. What was acknowledged on screen is saved. The log is {log}").ok();
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_caught_within_leaves_the_rest_caught() {
        assert!(!CAUGHT.get());
        catch(|| {
            assert!(catch(|| panic!("within")).is_err());
            assert!(CAUGHT.get());
        })
        .unwrap();
        assert!(!CAUGHT.get());
    }
}
