//! A hundred declared names decided by keyboard alone, in the real program, and what the workspace holds afterwards.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::PathBuf;

use crate::common::home::program;
use crate::common::names::{BY_ID, open_names};
use crate::common::pty::{Launch, Pty};
use rcoi::store::{RealDisk, write_atomic};
use serde_json::Value;
use tempfile::TempDir;
use vt100::Screen;

const WIDE: (u16, u16) = (120, 30);
const SMALL: (u16, u16) = (80, 24);

/// How many names the workspace has to decide, and how many of them are decided one by one.
const NAMES: usize = 140;
const HUNDRED: usize = 100;

/// The letters of the picker that `x` opens.
const KINDS: [&str; 6] = ["n", "t", "b", "m", "f", "u"];

/// A home with a workspace `acme`, into which one supplier's CMRT with open names was imported.
struct Desk(TempDir);

impl Desk {
    fn new(names: usize, seed: u64) -> Self {
        let desk = Self(TempDir::new().unwrap());
        desk.run(&["init", "acme", "--company", "Acme Ltd", "--year", "2026"]);
        let file = desk.path("names.xlsx");
        write_atomic(&RealDisk, &file, &open_names(names, seed).bytes).unwrap();
        desk.run(&["import", "names.xlsx", "--new-suppliers", "-w", "acme"]);
        let before = desk.rows();
        assert_eq!((before.open, before.listed), (names, BY_ID), "{before:?}");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// A headless command, which must not fail; what it prints.
    fn run(&self, args: &[&str]) -> String {
        let output = program(self.0.path(), args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, args: &[&str]) -> Value {
        let out = self.run(&[args, &["-w", "acme", "--format", "json"]].concat());
        serde_json::from_str(&out).expect("JSON")
    }

    /// What became of the rows, after the balance was found to be exact and the workspace sound.
    fn rows(&self) -> Rows {
        self.run(&["verify", "-w", "acme"]);
        let (mut rows, listed) = (Rows::default(), self.json(&["list", "rows"]));
        for row in listed.as_array().unwrap() {
            let outcome = row.pointer("/outcome").and_then(Value::as_str).unwrap();
            let method = row.pointer("/method").and_then(Value::as_str).unwrap_or_default();
            *match (outcome, method) {
                ("open", _) => &mut rows.open,
                ("rejected", "by hand") => &mut rows.rejected,
                // Two names that are decided to be one facility make the second row a duplicate.
                ("resolved" | "duplicate", "by hand") => &mut rows.accepted,
                ("resolved" | "duplicate", "accept band") => &mut rows.band,
                ("resolved", "ID" | "ID typed") => &mut rows.listed,
                _ => panic!("{row}"),
            } += 1;
        }
        let summary = self.json(&["summary"]);
        let count = |part: &str| {
            let found = summary.pointer(&format!("/rows/{part}")).and_then(Value::as_u64).unwrap();
            usize::try_from(found).unwrap()
        };
        let parts = ["resolved", "duplicate", "special", "rejected", "open"].map(count);
        assert_eq!(count("declared"), parts.iter().sum::<usize>(), "{summary}");
        assert_eq!((count("open"), count("rejected")), (rows.open, rows.rejected), "{summary}");
        rows
    }

    /// The program on the Matches screen, ready to decide.
    fn start(&self, size: (u16, u16)) -> Pty {
        let workspace = self.path("acme").display().to_string();
        let launch = Launch::new(env!("CARGO_BIN_EXE_rcoi")).args(&["-w", &workspace]);
        let mut pty = launch.env("RCOI_PERSON", "Ada").size(size.0, size.1).start();
        pty.wait_for("the program", |screen| screen.contents().contains(" rcoi "));
        pty.send("4");
        pty.wait_for("a name with its candidates", is_ready);
        pty
    }
}

/// What became of the rows, by what decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Rows {
    open: usize,
    /// Resolved without anybody's decision.
    listed: usize,
    /// Resolved by hand.
    accepted: usize,
    /// Said by hand to be none.
    rejected: usize,
    /// Resolved with the accept band.
    band: usize,
}

// What is read off the screen.

/// How many names are decided: the first number of `N of M done`.
fn decided(screen: &Screen) -> Option<usize> {
    let text = screen.contents();
    text.match_indices(" done").find_map(|(at, _)| {
        let mut words = text.get(..at)?.split_whitespace().rev();
        let (_, of, done) = (words.next()?, words.next()?, words.next()?);
        // A gauge may stand close before the number.
        let digits = done.trim_start_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok().filter(|_| of == "of")
    })
}

/// How many rows are open, of how many: `41 rows of 118 left`.
fn rows_left(screen: &Screen) -> Option<(usize, usize)> {
    let text = screen.contents();
    let before = text.split(" left").find(|before| before.contains(" rows of "))?;
    let (open, all) = before.rsplit_once(" rows of ")?;
    Some((open.split_whitespace().next_back()?.parse().ok()?, all.trim().parse().ok()?))
}

/// The name that is to be decided: the first line of the pane `As written`.
fn name_shown(screen: &Screen) -> Option<String> {
    let text = screen.contents();
    let mut lines = text.lines().skip_while(|line| !line.contains("As written"));
    let inside = lines.nth(1)?.split('\u{2502}').nth(1)?.trim().to_owned();
    Some(inside).filter(|name| !name.is_empty())
}

/// Whether a name stands there with its candidates.
fn is_ready(screen: &Screen) -> bool {
    decided(screen).is_some() && name_shown(screen).is_some() && screen.contents().contains(" %")
}

/// Whether a question waits for `y`.
fn asks(screen: &Screen) -> bool {
    screen.contents().contains("y yes")
}

/// Whether the picker of what a name is, when it is none of the candidates, is open.
fn picks(screen: &Screen) -> bool {
    let text = screen.contents();
    text.contains("fabricator") && text.contains("letter takes")
}

/// Whether everything is written: the sign at the end of the first line.
fn is_saved(screen: &Screen) -> bool {
    let text = screen.contents();
    text.lines().next().is_some_and(|line| line.trim_end().trim_end_matches(" saved").ends_with('\u{25cf}'))
}

// What is done with keys.

fn count(pty: &Pty) -> usize {
    decided(pty.screen()).expect("the progress is on the screen")
}

/// Waits until so many names are decided.
fn wait_for_count(pty: &mut Pty, wanted: usize) {
    let what = format!("{wanted} names decided");
    pty.wait_for(&what, |screen| decided(screen) == Some(wanted) && !asks(screen) && !picks(screen));
}

/// Presses keys that end with `.`, and `y` when it is asked whether so unlikely a candidate is meant.
fn accept(pty: &mut Pty, keys: &str) {
    let wanted = count(pty) + 1;
    pty.wait_for("candidates", is_ready);
    pty.send(keys);
    pty.wait_for("a decision or a question", |screen| decided(screen) == Some(wanted) || asks(screen));
    if asks(pty.screen()) {
        pty.send("y");
    }
    wait_for_count(pty, wanted);
}

/// Says that a name is none of the candidates.
fn reject(pty: &mut Pty, kind: &str) {
    let wanted = count(pty) + 1;
    pty.wait_for("candidates", is_ready);
    pty.send("x");
    pty.wait_for("the kinds", picks);
    pty.send(kind);
    wait_for_count(pty, wanted);
}

/// Leaves the name shown for later: the next one comes up.
fn leave(pty: &mut Pty) -> String {
    pty.wait_for("a name with its candidates", is_ready);
    let (before, name) = (count(pty), name_shown(pty.screen()).expect("a name"));
    pty.send("s");
    pty.wait_for("another name", |screen| name_shown(screen).is_some_and(|other| other != name));
    assert_eq!(count(pty), before, "nothing is decided by it");
    name
}

/// Goes back to the name shown before.
fn go_back(pty: &mut Pty, to: &str) {
    pty.send("-");
    pty.wait_for("the name before", |screen| name_shown(screen).as_deref() == Some(to));
}

/// Undoes the last decision.
fn undo(pty: &mut Pty) {
    let wanted = count(pty) - 1;
    pty.send("u");
    wait_for_count(pty, wanted);
}

/// Takes the accept band; how many names are decided then.
fn take_band(pty: &mut Pty) -> usize {
    let before = count(pty);
    pty.send("A");
    pty.wait_for("the question", asks);
    assert_eq!(count(pty), before, "nothing is decided before the answer");
    pty.send("y");
    let is_taken = |screen: &Screen| !asks(screen) && decided(screen).is_some_and(|count| count > before);
    pty.wait_for("the accept band taken", is_taken);
    count(pty)
}

fn quit(mut pty: Pty) {
    pty.wait_for("all saved", is_saved);
    pty.send("q");
    assert!(pty.wait_exit().success());
    assert!(pty.left_behind().is_empty(), "{:?}", pty.left_behind());
}

/// One decision, in the way whose turn it is; how many were accepted and rejected by it.
fn decide(pty: &mut Pty, turn: usize) -> (usize, usize) {
    match turn % 5 {
        0 | 1 => accept(pty, "."),
        2 => accept(pty, "jk."),
        3 => accept(pty, "j."),
        _ => {
            reject(pty, KINDS.get(turn / 5 % KINDS.len()).unwrap());
            return (0, 1);
        }
    }
    (1, 0)
}

/// So many decisions, now and then with a name left for later, one gone back to, or a decision undone.
fn decide_many(pty: &mut Pty, decisions: usize) -> (usize, usize) {
    let (mut accepted, mut rejected) = (0, 0);
    for turn in 0..decisions {
        if turn % 10 == 6 {
            let left = leave(pty);
            if turn % 20 == 6 {
                go_back(pty, &left);
            }
        }
        if turn % 25 == 20 {
            decide(pty, turn);
            undo(pty);
        }
        let (one, none) = decide(pty, turn);
        (accepted, rejected) = (accepted + one, rejected + none);
    }
    (accepted, rejected)
}

fn a_hundred_names_are_decided(size: (u16, u16), seed: u64) {
    let desk = Desk::new(NAMES, seed);
    let mut pty = desk.start(size);
    assert_eq!(count(&pty), 0);
    assert_eq!(rows_left(pty.screen()), Some((NAMES, NAMES)), "{}", pty.screen_text());
    let (accepted, rejected) = decide_many(&mut pty, HUNDRED);
    assert_eq!((count(&pty), accepted + rejected), (HUNDRED, HUNDRED));
    assert_eq!(rows_left(pty.screen()), Some((NAMES - HUNDRED, NAMES)), "{}", pty.screen_text());
    quit(pty);
    let open = NAMES - HUNDRED;
    assert_eq!(desk.rows(), Rows { open, listed: BY_ID, accepted, rejected, band: 0 });
}

#[test]
fn a_hundred_names_are_decided_by_keyboard_alone() {
    a_hundred_names_are_decided(WIDE, 11);
}

#[test]
fn a_hundred_names_are_decided_on_a_small_screen() {
    a_hundred_names_are_decided(SMALL, 12);
}

#[test]
fn the_accept_band_is_taken_undone_and_taken_again() {
    let desk = Desk::new(NAMES, 13);
    let mut pty = desk.start(WIDE);
    let (accepted, rejected) = decide_many(&mut pty, 10);
    let with_band = take_band(&mut pty);
    assert!(with_band >= 30, "{with_band}");
    pty.send("u");
    pty.wait_for_text("Take back: ");
    pty.send("y");
    wait_for_count(&mut pty, 10);
    assert_eq!(take_band(&mut pty), with_band, "one undo took all of it back");
    quit(pty);
    let (open, band) = (NAMES - with_band, with_band - 10);
    assert_eq!(desk.rows(), Rows { open, listed: BY_ID, accepted, rejected, band });
}

#[test]
fn what_was_decided_survives_a_kill() {
    let desk = Desk::new(NAMES, 14);
    let mut pty = desk.start(WIDE);
    let (accepted, rejected) = decide_many(&mut pty, 30);
    pty.wait_for("all saved", is_saved);
    pty.kill("KILL");
    assert!(!pty.wait_exit().success());
    let killed = Rows { open: NAMES - 30, listed: BY_ID, accepted, rejected, band: 0 };
    assert_eq!(desk.rows(), killed);
    let mut pty = desk.start(SMALL);
    assert_eq!(count(&pty), 30, "what was decided counts in the next session too");
    accept(&mut pty, ".");
    quit(pty);
    assert_eq!(desk.rows(), Rows { open: killed.open - 1, accepted: accepted + 1, ..killed });
}

/// A screen as it is drawn, without the program.
const DRAWN: &str = "\
 rcoi   3 Triage  4 Matches 38                              Acme \u{b7} RY 2026 \u{25cf} saved\r\n \
 Gold \u{b7} 3 of 38 \u{b7} 41 rows of 118 left                            2 of 40 done\r\n\
\u{256d} As written \u{2500}\u{256e}\u{256d} Candidates \u{2500}\u{2500}\u{2500}\u{256e}\r\n\
\u{2502} Zhao Jin   \u{2502}\u{2502} \u{25b8} 96 %  Shan \u{2502}\r\n\
\u{2502}\u{2590}\u{2588}\u{2591}\u{2591}\u{2591}\u{258c}2 of 40 done\u{2502}\u{2502}              \u{2502}\r\n";

#[test]
fn the_screen_is_read() {
    let mut parser = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    assert!(!is_ready(parser.screen()) && decided(parser.screen()).is_none());
    parser.process(DRAWN.as_bytes());
    let screen = parser.screen();
    assert_eq!((decided(screen), rows_left(screen)), (Some(2), Some((41, 118))));
    assert_eq!(name_shown(screen).as_deref(), Some("Zhao Jin"));
    assert!(is_ready(screen) && is_saved(screen) && !asks(screen) && !picks(screen));
}
