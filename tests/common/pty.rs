//! A program in a pseudo-terminal: keys in, a screen out, and what it leaves behind.
//!
//! Waiting is always for a condition with a deadline, on a channel; nothing sleeps. The program is killed,
//! with its children, when the [`Pty`] is dropped.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Long enough for a busy machine; a test that passes never waits this long.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// What ends a frame that a terminal is to show at once.
pub const END_OF_FRAME: &[u8] = b"\x1b[?2026l";

/// Keys as a terminal sends them.
pub mod key {
    pub const ENTER: &str = "\r";
    pub const ESC: &str = "\x1b";
    pub const CTRL_C: &str = "\x03";
    pub const CTRL_D: &str = "\x04";
    pub const DOWN: &str = "\x1b[B";
}

/// How to start a program.
pub struct Launch {
    program: String,
    args: Vec<String>,
    env: Vec<(String, String)>,
    cwd: Option<PathBuf>,
    size: (u16, u16),
}

impl Launch {
    /// A program on a screen of 80 by 24, with a home of its own and hardly any environment.
    pub fn new(program: &str) -> Self {
        Self { program: program.to_owned(), args: Vec::new(), env: Vec::new(), cwd: None, size: (80, 24) }
    }

    /// With these arguments.
    pub fn args(mut self, args: &[&str]) -> Self {
        self.args.extend(args.iter().map(|arg| (*arg).to_owned()));
        self
    }

    /// With an environment variable.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// In a folder; its home otherwise.
    pub fn cwd(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cwd = Some(folder.into());
        self
    }

    /// On a screen of this many columns and rows.
    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    /// Starts it.
    pub fn start(self) -> Pty {
        let home = tempfile::tempdir().expect("a temporary folder");
        let pair = native_pty_system().openpty(pty_size(self.size)).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(self.command(&home)).expect("the program starts");
        // Ours must be closed, or the reader never sees the end.
        drop(pair.slave);
        let pid = child.process_id().expect("a process id");
        let (events, received) = channel();
        read_in_thread(pair.master.try_clone_reader().expect("a reader"), events.clone());
        wait_in_thread(child, events);
        Pty {
            pid,
            writer: pair.master.take_writer().expect("a writer"),
            master: pair.master,
            events: received,
            parser: vt100::Parser::new(cells(self.size.1), cells(self.size.0), 0),
            raw: Vec::new(),
            exit: None,
            closed: false,
            home,
        }
    }

    fn command(&self, home: &tempfile::TempDir) -> CommandBuilder {
        let mut command = CommandBuilder::new(&self.program);
        command.args(&self.args);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", home.path());
        for (name, folder) in [
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            command.env(name, home.path().join(folder));
        }
        for (name, value) in
            [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8"), ("TZ", "UTC")]
        {
            command.env(name, value);
        }
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command.cwd(self.cwd.as_deref().unwrap_or(home.path()));
        command
    }
}

/// Starts a program in a terminal, types when it shows what it should, and closes the terminal once it shows what came of that; how
/// the program ends.
///
/// # Panics
/// When it does not show that, or does not end by the deadline.
pub fn closed_on(launch: &Launch, home: &tempfile::TempDir, steps: &[(&str, &str)]) -> ExitStatus {
    let pair = native_pty_system().openpty(pty_size(launch.size)).expect("a pseudo-terminal");
    let mut child = pair.slave.spawn_command(launch.command(home)).expect("the program starts");
    drop(pair.slave);
    let mut parser = vt100::Parser::new(cells(launch.size.1), cells(launch.size.0), 0);
    let mut reader = pair.master.try_clone_reader().expect("a reader");
    let mut writer = pair.master.take_writer().expect("a writer");
    let steps: Vec<(String, String)> =
        steps.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    let mut killer = child.clone_killer();
    let (events, ended) = channel();
    let closed = events.clone();
    thread::spawn(move || {
        let mut buffer = [0; 8192];
        for (shown, keys) in steps {
            while !parser.screen().contents().contains(&shown) {
                let Ok(count @ 1..) = reader.read(&mut buffer) else { return };
                parser.process(buffer.get(..count).unwrap_or_default());
            }
            writer.write_all(keys.as_bytes()).expect("keys are taken");
        }
        // Nobody else holds the terminal open.
        drop((reader, writer, pair.master));
        _ = closed.send(Event::Closed);
    });
    thread::spawn(move || events.send(Event::Exited(child.wait().expect("it can be waited for"))));
    let end = Instant::now() + DEADLINE;
    let mut is_closed = false;
    let status = loop {
        match ended.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(Event::Closed) => is_closed = true,
            Ok(Event::Exited(status)) => break Some(status),
            Ok(Event::Output(_)) => {}
            Err(_) => {
                _ = killer.kill();
                break None;
            }
        }
    };
    assert!(is_closed, "it does not show what it should, but {status:?}");
    status.expect("it ends when its terminal is closed")
}

enum Event {
    Output(Vec<u8>),
    Closed,
    Exited(ExitStatus),
}

/// A running program.
pub struct Pty {
    pid: u32,
    writer: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    events: Receiver<Event>,
    parser: vt100::Parser,
    raw: Vec<u8>,
    exit: Option<ExitStatus>,
    closed: bool,
    home: tempfile::TempDir,
}

impl Pty {
    /// Types keys.
    pub fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).and_then(|()| self.writer.flush()).expect("keys are taken");
    }

    /// Waits until the screen is as `condition` says.
    ///
    /// # Panics
    /// When it is not by the deadline, with the screen.
    pub fn wait_for(&mut self, what: &str, condition: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !condition(self.parser.screen()) {
            let more = self.receive(end);
            assert!(
                more || condition(self.parser.screen()),
                "no {what} on the screen:\n{}",
                self.screen_text()
            );
        }
    }

    /// Waits until a text is on the screen.
    pub fn wait_for_text(&mut self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    /// Waits until what is shown is a whole frame, with its end read too.
    pub fn wait_for_frame(&mut self) {
        let end = Instant::now() + DEADLINE;
        while !self.raw.ends_with(END_OF_FRAME) {
            assert!(self.receive(end), "no end of the frame:\n{}", self.screen_text());
        }
    }

    /// Waits until it has ended, and all it wrote was read.
    pub fn wait_exit(&mut self) -> ExitStatus {
        let end = Instant::now() + DEADLINE;
        while self.exit.is_none() || !self.closed {
            assert!(self.receive(end), "it does not end; the screen:\n{}", self.screen_text());
        }
        self.exit.clone().expect("it has ended")
    }

    /// Sends a signal by name, such as `TERM`, to the program alone.
    pub fn kill(&self, signal: &str) {
        assert!(send_signal(signal, &self.pid.to_string()), "it has ended before {signal}");
    }

    /// Makes the screen this many columns and rows.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.master.resize(pty_size((columns, rows))).expect("the new size is taken");
        self.parser.screen_mut().set_size(cells(rows), cells(columns));
    }

    /// The screen as read so far.
    pub fn screen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    /// The text of the screen as read so far.
    pub fn screen_text(&self) -> String {
        self.screen().contents()
    }

    /// The cell at a column and row, both from 0.
    pub fn cell(&self, x: u16, y: u16) -> &vt100::Cell {
        self.screen().cell(y, x).expect("a cell of the screen")
    }

    /// Every byte read so far.
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// The folder that is its home.
    pub fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    /// What it switched on in the terminal and did not switch off again, or the other way round; empty when
    /// the terminal is as it was.
    pub fn left_behind(&self) -> Vec<String> {
        left_behind(&self.raw)
    }

    /// Takes in what comes next; `false` when nothing came by `end` or nothing can come any more.
    fn receive(&mut self, end: Instant) -> bool {
        let Ok(event) = self.events.recv_timeout(end.saturating_duration_since(Instant::now())) else {
            return false;
        };
        match event {
            Event::Output(bytes) => {
                self.parser.process(&bytes);
                self.raw.extend(bytes);
            }
            Event::Closed => self.closed = true,
            Event::Exited(status) => self.exit = Some(status),
        }
        true
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // It leads a session, so its group is itself and what it started. Once its end was seen, its number
        // may be another's.
        while let Ok(event) = self.events.try_recv() {
            if let Event::Exited(status) = event {
                self.exit = Some(status);
            }
        }
        if self.exit.is_none() {
            // It may be ending by itself just now.
            _ = send_signal("KILL", &format!("-{}", self.pid));
        }
    }
}

/// Sends a signal to a process or, with `-` before its number, to its group; `false` when there is none.
fn send_signal(signal: &str, to: &str) -> bool {
    let mut kill = Command::new("/bin/sh");
    kill.args(["-c", "kill -s \"$0\" -- \"$1\" 2>/dev/null", signal, to]);
    kill.status().is_ok_and(|status| status.success())
}

fn read_in_thread(mut reader: Box<dyn Read + Send>, events: Sender<Event>) {
    thread::spawn(move || {
        let mut buffer = [0; 8192];
        // A closed terminal is an error on Linux and an end elsewhere.
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if events.send(Event::Output(buffer.get(..count).unwrap_or_default().to_vec())).is_err() {
                return;
            }
        }
        _ = events.send(Event::Closed);
    });
}

fn wait_in_thread(mut child: Box<dyn Child + Send + Sync>, events: Sender<Event>) {
    thread::spawn(move || {
        let status = child.wait().expect("the program can be waited for");
        _ = events.send(Event::Exited(status));
    });
}

fn pty_size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN)
}

/// Private modes (`ESC [ ? … h` and `l`) and keyboard flags (`ESC [ > … u`, `ESC [ < u`) that are not at the
/// end as they were at the start.
fn left_behind(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw);
    // Wrapping and the cursor are on from the start.
    let initially = BTreeSet::from(["7".to_owned(), "25".to_owned()]);
    let (mut modes, mut keyboard) = (initially.clone(), 0);
    for sequence in text.split("\x1b[").skip(1) {
        let Some(end) = sequence.find(|c: char| c.is_ascii_alphabetic()) else { continue };
        let (parameters, rest) = sequence.split_at(end);
        let last = rest.chars().next();
        if let Some(numbers) = parameters.strip_prefix('?') {
            for number in numbers.split(';').map(str::to_owned) {
                match last {
                    Some('h') => _ = modes.insert(number),
                    Some('l') => _ = modes.remove(&number),
                    _ => {}
                }
            }
        }
        match (parameters.chars().next(), last) {
            (Some('>'), Some('u')) => keyboard += 1,
            (Some('<'), Some('u')) => keyboard -= 1,
            _ => {}
        }
    }
    let mut left: Vec<String> =
        modes.difference(&initially).map(|mode| format!("mode {mode} is on")).collect();
    left.extend(initially.difference(&modes).map(|mode| format!("mode {mode} is off")));
    if keyboard != 0 {
        left.push(format!("keyboard flags are pushed {keyboard} times"));
    }
    left
}

mod tests {
    use super::*;

    fn shell(script: &str) -> Launch {
        Launch::new("/bin/sh").args(&["-c", script])
    }

    #[test]
    fn keys_go_in_and_the_screen_comes_out() {
        let mut pty = Launch::new("cat").size(40, 5).start();
        pty.send("Ganzhou 銅業");
        pty.send(key::ENTER);
        pty.wait_for("the echo twice", |screen| screen.contents().matches("銅業").count() == 2);
        pty.send(key::CTRL_D);
        assert!(pty.wait_exit().success());
        assert!(pty.left_behind().is_empty());
    }

    #[test]
    fn the_home_is_its_own_and_the_environment_is_given() {
        let mut pty = shell("echo \"<$HOME> <$XDG_DATA_HOME> <$EXTRA> $(pwd)\"; cd /; pwd; stty size")
            .env("EXTRA", "this")
            .size(200, 20)
            .cwd("/usr")
            .start();
        assert!(pty.wait_exit().success());
        let home = pty.home().display();
        assert!(
            pty.screen_text().contains(&format!("<{home}> <{home}/data> <this> /usr")),
            "{}",
            pty.screen_text()
        );
        assert!(pty.screen_text().contains("20 200"));
    }

    #[test]
    fn styles_of_cells_are_known() {
        let mut pty = shell("printf '\\033[7;38;5;9mab\\033[0mc'").start();
        pty.wait_for_text("abc");
        assert!(pty.cell(0, 0).inverse() && !pty.cell(2, 0).inverse());
        assert_eq!(pty.cell(1, 0).fgcolor(), vt100::Color::Idx(9));
    }

    #[test]
    fn a_new_size_reaches_the_program() {
        let mut pty = shell("trap 'stty size' WINCH; echo ready; while :; do read -r line; done").start();
        pty.wait_for_text("ready");
        pty.resize(61, 17);
        pty.wait_for_text("17 61");
    }

    #[test]
    fn signals_and_their_exit_are_seen() {
        let mut pty =
            shell("trap 'echo caught; exit 3' TERM; echo ready; while :; do read -r line; done").start();
        pty.wait_for_text("ready");
        pty.kill("TERM");
        assert_eq!(pty.wait_exit().exit_code(), 3);
        assert!(pty.screen_text().contains("caught"));
        let mut pty = Launch::new("cat").start();
        pty.send("here\r");
        pty.wait_for("the echo twice", |screen| screen.contents().matches("here").count() == 2);
        pty.send(key::CTRL_C);
        assert!(!pty.wait_exit().success());
    }

    #[test]
    fn what_is_left_switched_on_is_told() {
        let mut pty = shell("printf '\\033[?1049h\\033[?25l\\033[?1000;1006h\\033[>1u\\033[?1000l'").start();
        pty.wait_exit();
        let left =
            ["mode 1006 is on", "mode 1049 is on", "mode 25 is off", "keyboard flags are pushed 1 times"];
        assert_eq!(pty.left_behind(), left);
        assert!(pty.screen().alternate_screen() && pty.raw().starts_with(b"\x1b[?1049h"));
    }

    #[test]
    fn a_program_does_not_outlive_its_terminal() {
        let pid = {
            let mut pty = shell("trap '' HUP TERM; echo ready; cat").start();
            pty.wait_for_text("ready");
            pty.send(key::ESC);
            pty.send(key::DOWN);
            pty.pid
        };
        // Killed and not yet waited for is dead enough.
        let is_alive = || {
            let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            !state.is_empty() && !state.contains(") Z ")
        };
        let end = Instant::now() + DEADLINE;
        let mut alive = is_alive();
        while alive && Instant::now() < end {
            thread::yield_now();
            alive = is_alive();
        }
        // Seen dead once is enough: its number may be another's by now.
        assert!(!alive);
    }
}
