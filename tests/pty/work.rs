//! Work at the program in a pseudo-terminal: what is decided is there again, even after the program was killed.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::process::Command;
use std::thread;

use crate::common::pty::{END_OF_FRAME, Launch, Pty, key};
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_rcoi");

/// The program on a sample of its own.
fn start() -> Pty {
    let mut pty = Launch::new(PROGRAM).size(120, 30).env("RCOI_PERSON", "Ada").start();
    pty.wait_for_text("the sample was created");
    pty.send(key::ESC);
    pty.wait_for("the overview", |screen| !screen.contents().contains("the sample was created"));
    pty
}

fn workspace(pty: &Pty) -> PathBuf {
    pty.home().join("data/rcoi/sample")
}

/// What a headless command says of the program's workspace, as JSON.
fn ask(pty: &Pty, args: &[&str]) -> Value {
    let mut command = Command::new(PROGRAM);
    command
        .args(args)
        .args(["--format", "json", "--workspace"])
        .arg(workspace(pty))
        .env_clear()
        .env("HOME", pty.home());
    let out = command.output().expect("it runs");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("JSON")
}

fn titles(history: &Value) -> Vec<&str> {
    history.as_array().expect("a list").iter().filter_map(|entry| entry["title"].as_str()).collect()
}

fn saved(pty: &mut Pty, done: usize) {
    let done = format!("{done} of 53 done");
    pty.wait_for(&done, |screen| screen.contents().contains(&done) && screen.contents().contains("● saved"));
}

#[test]
fn a_morning_is_there_again_in_the_afternoon() {
    let mut pty = start();
    pty.send("2");
    pty.wait_for_text("AMG Brasil");
    pty.send("mg");
    pty.wait_for_text("106 of 249");
    pty.send("ti");
    pty.wait_for_text("4 of 249");
    pty.send("3");
    pty.wait_for_text("0 of 53 done");
    for done in 1..=3 {
        pty.send(".");
        saved(&mut pty, done);
    }
    pty.send("a");
    pty.wait_for_text("Esc");
    pty.send(key::ENTER);
    pty.wait_for_text("Actions 4");
    pty.send("u");
    pty.wait_for_text("Actions 3");
    pty.send("E");
    pty.wait_for_text("written to");
    pty.send("q");
    assert!(pty.wait_exit().success());
    let history = ask(&pty, &["list", "history"]);
    assert_eq!(titles(&history).len(), 5, "{history:#}");
    assert_eq!(history[4]["cause"], "undo");
    assert_eq!(ask(&pty, &["list", "actions"]).as_array().map(Vec::len), Some(3));
    assert!(workspace(&pty).join("reports/2022").is_dir());
    let data = workspace(&pty).display().to_string();
    let mut again = Launch::new(PROGRAM)
        .size(120, 30)
        .args(&["--workspace", &data])
        .env("XDG_STATE_HOME", &pty.home().join("state").display().to_string())
        .start();
    again.wait_for_text("3 of 53 done");
    again.send("2");
    again.wait_for_text("4 of 249");
    // Undo reaches back once the history is read.
    again.send("H");
    again.wait_for_text("Undo: ");
    again.send("u");
    again.wait_for_text("of an earlier session");
    again.send("y");
    again.wait_for_text("Triage 51");
    again.send("q");
    assert!(again.wait_exit().success());
    assert_eq!(titles(&ask(&pty, &["list", "history"])).len(), 6);
}

/// The most decisions that a whole frame showed as done and saved.
fn acknowledged(pty: &Pty) -> usize {
    let (rows, columns) = (std::num::NonZeroU16::new(30), std::num::NonZeroU16::new(120));
    let mut parser = vt100::Parser::new(rows.expect("rows"), columns.expect("columns"), 0);
    let raw = pty.raw();
    let ends = (0..raw.len()).filter(|at| raw[*at..].starts_with(END_OF_FRAME));
    let (mut shown, mut read) = (0, 0);
    for end in ends {
        parser.process(&raw[read..end]);
        read = end;
        let text = parser.screen().contents();
        let before = text.split(" of 53 done").next().unwrap_or("");
        let done = before.rsplit(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0);
        if text.contains("● saved") {
            shown = shown.max(done);
        }
    }
    shown
}

/// Numbers that look like chance and are the same every time.
fn chance(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

/// How often the program is killed: more than a test needs where `RCOI_KILLS` says so.
fn kills() -> usize {
    std::env::var("RCOI_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(50)
}

#[test]
fn being_killed_at_any_moment_loses_nothing_that_was_shown_as_saved() {
    let mut seed = 0x9e37_79b9_7f4a_7c15;
    let mut acknowledged_in_all = 0;
    let kills = kills();
    for round in 0..kills {
        let mut pty = start();
        pty.send("3");
        pty.wait_for_text("0 of 53 done");
        let waited_for = (chance(&mut seed) % 4) as usize;
        for done in 1..=waited_for {
            pty.send(".");
            saved(&mut pty, done);
        }
        pty.send(&".".repeat((chance(&mut seed) % 8) as usize));
        for _ in 0..chance(&mut seed) % 3_000 {
            thread::yield_now();
        }
        pty.kill("KILL");
        pty.wait_exit();
        // What was waited for was seen in a frame whose end may not have come before the end of the program.
        let shown = acknowledged(&pty).max(waited_for);
        let recorded = titles(&ask(&pty, &["list", "history"])).len();
        assert!(recorded >= shown, "round {round}: {shown} shown, {recorded} recorded");
        acknowledged_in_all += shown;
    }
    println!("{acknowledged_in_all} acknowledged before {kills} kills");
    assert!(acknowledged_in_all > kills);
}

#[test]
fn while_it_runs_commands_can_look_and_not_write() {
    let mut pty = start();
    pty.send("3.");
    saved(&mut pty, 1);
    assert_eq!(titles(&ask(&pty, &["list", "history"])).len(), 1);
    let mut report = Command::new(PROGRAM);
    report.args(["report", "--workspace"]).arg(workspace(&pty)).env_clear().env("HOME", pty.home());
    let out = report.output().expect("it runs");
    assert_eq!(out.status.code(), Some(2));
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(said.contains("Ada") && said.contains("close it there"), "{said}");
}
