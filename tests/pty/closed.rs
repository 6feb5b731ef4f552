//! A terminal that is closed: the program ends by itself, with a code, and what was done is saved.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::process::Command;

use crate::common::pty::{Launch, closed_on};

const PROGRAM: &str = env!("CARGO_BIN_EXE_rcoi");

/// Opens Triage on the sample, accepts one, and waits until that is recorded.
const STEPS: [(&str, &str); 3] =
    [("the sample was created", "3"), ("0 of 53 done", "."), ("1 of 53 done", "")];

fn launch(program: &str) -> Launch {
    Launch::new(program).size(120, 30)
}

/// How many edits are recorded in the sample of a home.
fn recorded(home: &std::path::Path) -> usize {
    let mut command = Command::new(PROGRAM);
    command.args(["list", "history", "--format", "json", "--workspace"]).arg(home.join("data/rcoi/sample"));
    let out = command.env_clear().env("HOME", home).output().expect("it runs");
    let entries: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    entries.as_array().map_or(0, Vec::len)
}

fn log(home: &std::path::Path) -> String {
    std::fs::read_to_string(home.join("state/rcoi/rcoi.log")).unwrap_or_default()
}

#[test]
fn the_program_ends_with_a_code_and_everything_saved() {
    let home = tempfile::tempdir().expect("a folder");
    let status = closed_on(&launch(PROGRAM), &home, &STEPS);
    assert_eq!((status.exit_code(), status.signal()), (0, None), "{}", log(home.path()));
    assert!(!log(home.path()).contains("panic"), "{}", log(home.path()));
    assert_eq!(recorded(home.path()), 1);
}

/// In a session of its own no signal tells it that the terminal is gone.
#[cfg(target_os = "linux")]
#[test]
fn it_ends_too_where_no_signal_comes() {
    let home = tempfile::tempdir().expect("a folder");
    let script = "trap '' HUP; setsid -w \"$0\"; echo $? > status";
    let status = closed_on(&launch("sh").args(&["-c", script, PROGRAM]), &home, &STEPS);
    assert!(status.success(), "{status:?}");
    let code = std::fs::read_to_string(home.path().join("status")).expect("it has ended");
    assert_eq!(code.trim(), "0", "{}", log(home.path()));
    assert_eq!(recorded(home.path()), 1);
}

/// A panic cannot be told where stderr is gone; it still ends the program as a panic does, not by an abort.
#[cfg(all(debug_assertions, target_os = "linux"))]
#[test]
fn a_panic_with_nobody_to_read_it_is_no_abort() {
    let home = tempfile::tempdir().expect("a folder");
    let script = "trap '' HUP; \"$0\" 2>&-; echo $? > status";
    let mut steps = STEPS.to_vec();
    steps.push(("1 of 53 done", "\x1b[20~"));
    let launch = launch("sh").args(&["-c", script, PROGRAM]).env("RCOI_TEST_PANIC", "f9");
    let status = closed_on(&launch, &home, &steps);
    assert!(status.success(), "{status:?}");
    let code = std::fs::read_to_string(home.path().join("status")).expect("it has ended");
    assert!(matches!(code.trim(), "0" | "101"), "{code}: {}", log(home.path()));
    assert_eq!(recorded(home.path()), 1);
}
