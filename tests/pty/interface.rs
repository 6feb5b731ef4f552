//! The program in a pseudo-terminal: it starts on the sample, and however it ends, the terminal is as it was.

use crate::common::pty::{Launch, Pty, key};

fn launch() -> Launch {
    Launch::new(env!("CARGO_BIN_EXE_rcoi")).size(120, 30)
}

/// The program on the sample, with what it says about having made it taken away.
fn on_the_sample() -> Pty {
    begun(launch())
}

fn begun(launch: Launch) -> Pty {
    let mut pty = launch.start();
    pty.wait_for_text("the sample was created");
    pty.send(key::ESC);
    pty.wait_for("the overview", |screen| {
        let text = screen.contents();
        text.contains("Overview") && !text.contains("the sample was created")
    });
    pty
}

fn assert_given_back(pty: &Pty) {
    assert!(pty.left_behind().is_empty(), "{:?}", pty.left_behind());
    assert!(!pty.screen().alternate_screen());
}

#[test]
fn it_starts_on_the_sample_and_quits() {
    let mut pty = on_the_sample();
    assert!(pty.screen_text().contains("Sample"), "{}", pty.screen_text());
    pty.send("q");
    assert!(pty.wait_exit().success());
    assert_given_back(&pty);
}

#[test]
fn ctrl_c_quits() {
    let mut pty = on_the_sample();
    pty.send(key::CTRL_C);
    assert!(pty.wait_exit().success());
    assert_given_back(&pty);
}

#[test]
fn signals_end_it_and_the_terminal_is_as_it_was() {
    for signal in ["TERM", "HUP", "INT", "QUIT"] {
        let mut pty = on_the_sample();
        pty.kill(signal);
        assert!(pty.wait_exit().success(), "{signal}");
        assert_given_back(&pty);
    }
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_gives_the_terminal_back_and_says_where_the_log_is() {
    let mut pty = begun(launch().env("RCOI_TEST_PANIC", "f9"));
    pty.send("\x1b[20~");
    assert!(!pty.wait_exit().success());
    assert_given_back(&pty);
    let text = pty.screen_text().replace('\n', "");
    assert!(text.contains("RCOI_TEST_PANIC asked for this") && text.contains("The log is"), "{text}");
    let log = std::fs::read_to_string(pty.home().join("state/rcoi/rcoi.log")).expect("there is a log");
    assert!(log.contains("RCOI_TEST_PANIC asked for this"), "{log}");
}

/// Whichever thread fails, the program ends in order; what only that thread knew is in the log.
#[cfg(debug_assertions)]
#[test]
fn a_panic_in_any_part_ends_the_program_and_gives_the_terminal_back() {
    for part in ["input", "signals", "hangup", "writer", "tasks", "plans"] {
        let mut pty = launch().env("RCOI_TEST_PANIC_IN", part).start();
        assert_eq!(pty.wait_exit().exit_code(), 2, "{part}");
        assert_given_back(&pty);
        let text = pty.screen_text().replace('\n', " ");
        assert!(text.contains("a part of the program has failed"), "{part}: {text}");
        let log = std::fs::read_to_string(pty.home().join("state/rcoi/rcoi.log")).expect("there is a log");
        assert!(log.contains("RCOI_TEST_PANIC_IN asked for this"), "{part}: {log}");
    }
}

#[test]
fn a_new_size_is_drawn() {
    let mut pty = on_the_sample();
    pty.resize(40, 10);
    pty.wait_for_text("rcoi needs");
    pty.resize(100, 24);
    pty.wait_for("the overview again", |screen| screen.contents().contains("Overview"));
    pty.send("q");
    assert!(pty.wait_exit().success());
}

#[test]
fn under_no_color_no_colour_is_written() {
    let mut pty = begun(launch().env("NO_COLOR", "1"));
    pty.send("2");
    pty.wait_for_text("AMG Brasil");
    let has_colour = |x, y| {
        let cell = pty.cell(x, y);
        (cell.fgcolor(), cell.bgcolor()) != (vt100::Color::Default, vt100::Color::Default)
    };
    assert!((0..30).all(|y| (0..120).all(|x| !has_colour(x, y))));
    assert!((0..30).any(|y| (0..120).any(|x| pty.cell(x, y).inverse())), "nothing shows where the cursor is");
}

#[test]
fn a_second_instance_says_who_has_the_first() {
    let first = on_the_sample();
    let data = first.home().join("data/rcoi/sample").display().to_string();
    let mut second = launch().args(&["--workspace", &data]).env("RCOI_PERSON", "Bea").start();
    second.wait_for_text("open for reading only");
    drop(first);
}

#[test]
fn what_cannot_be_opened_leaves_the_terminal_alone() {
    let mut pty = launch().args(&["--workspace", "nowhere"]).start();
    assert_eq!(pty.wait_exit().exit_code(), 2);
    assert!(!String::from_utf8_lossy(pty.raw()).contains("\x1b["), "{}", pty.screen_text());
    assert!(pty.screen_text().contains("there is no such folder"), "{}", pty.screen_text());
}

/// A shell with job control, in which the program can be stopped and continued.
#[test]
fn ctrl_z_stops_it_and_it_comes_back() {
    let mut pty = Launch::new("bash").args(&["--norc", "-i"]).env("PS1", "shell> ").size(120, 30).start();
    pty.wait_for_text("shell>");
    pty.send(&format!("{} --sample\r", env!("CARGO_BIN_EXE_rcoi")));
    pty.wait_for_text("the sample was created");
    pty.send(key::ESC);
    pty.wait_for("the overview", |screen| !screen.contents().contains("the sample was created"));
    pty.send("\x1a");
    let is_shell = |screen: &vt100::Screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("shell>")
    };
    pty.wait_for("the shell", is_shell);
    assert!(pty.screen_text().contains("Stopped"), "{}", pty.screen_text());
    assert!(!pty.screen().hide_cursor());
    pty.send("fg\r");
    pty.wait_for("the overview", |screen| {
        screen.alternate_screen() && screen.contents().contains("Annex I, as the filing states it")
    });
    pty.send("q");
    pty.wait_for("the shell again", is_shell);
    pty.send("exit\r");
    pty.wait_exit();
    assert_given_back(&pty);
}
