//! Writing to stdout and stderr: nothing that a terminal would obey, and no panic when nobody reads.

use std::io::{self, ErrorKind, Write};

use crate::Problem;
use crate::text::visible;

/// Writes text to stdout. Whoever reads may stop early; that is no failure.
///
/// # Errors
/// When stdout cannot be written to for another reason.
pub(super) fn out(text: &str) -> Result<(), Problem> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Problem::new(
            format!("the output cannot be written: {error}"),
            "stdout",
            "check where it goes to",
        )),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Says on stderr what went wrong: what, where, what to do.
pub(super) fn complain(problem: &Problem) {
    say("rcoi", problem);
}

/// Says on stderr what the person should know.
pub(super) fn note(problem: &Problem) {
    say("rcoi: note", problem);
}

/// Says on stderr, in a line, what was passed over and needs nothing of the person.
pub(super) fn remark(words: &str) {
    writeln!(io::stderr().lock(), "rcoi: note: {}", visible(words)).ok();
}

fn say(prefix: &str, problem: &Problem) {
    let shown = Problem::new(visible(&problem.what), visible(&problem.place), visible(&problem.remedy));
    // When stderr is gone there is nobody to tell.
    writeln!(io::stderr().lock(), "{prefix}: {shown}").ok();
}
