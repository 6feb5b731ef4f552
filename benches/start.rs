//! From starting the process to the first frame that shows a row and the count of 249 facilities, in a
//! pseudo-terminal of 120 by 40; and the same for VisiData (`vd`) on the same rows, where it is installed.
//! The goal is under 30 ms, and under a fifth of VisiData.

#![expect(clippy::unwrap_used, reason = "a bench that cannot be set up must stop")]

#[expect(
    dead_code,
    clippy::expect_used,
    reason = "the harness is of the tests, which use all of it and may panic"
)]
#[path = "../tests/common/pty.rs"]
mod pty;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use pty::{Launch, key};

const PROGRAM: &str = env!("CARGO_BIN_EXE_rcoi");
const RUNS: usize = 15;

fn main() {
    let home = tempfile::tempdir().unwrap();
    prepare(home.path());
    let ours = median(|| {
        let launch = at_home(Launch::new(PROGRAM).args(&["--sample"]), home.path());
        timed(launch, |screen| screen.contains("AMG Brasil") && screen.contains("249"))
    });
    println!("rcoi: start to rows and count   {:>8.1} ms (median of {RUNS})", millis(ours));
    match visidata(home.path()) {
        Some(theirs) => {
            println!("vd:   start to rows and count   {:>8.1} ms (median of {RUNS})", millis(theirs));
            println!("rcoi takes {:.2} of vd's time", ours.as_secs_f64() / theirs.as_secs_f64());
        }
        None => println!("vd is not installed; no comparison"),
    }
}

fn at_home(launch: Launch, home: &Path) -> Launch {
    let folder = |name: &str| home.join(name).display().to_string();
    launch
        .size(120, 40)
        .env("HOME", &folder("."))
        .env("XDG_DATA_HOME", &folder("data"))
        .env("XDG_STATE_HOME", &folder("state"))
        .env("XDG_CONFIG_HOME", &folder("config"))
}

/// Makes the sample, and leaves it on the table of facilities.
fn prepare(home: &Path) {
    let mut terminal = at_home(Launch::new(PROGRAM).args(&["--sample"]), home).start();
    terminal.wait_for_text("any key closes");
    terminal.send(key::ENTER);
    terminal.wait_for("the note gone", |screen| !screen.contents().contains("any key closes"));
    terminal.send("2");
    terminal.wait_for_text("AMG Brasil");
    terminal.send("q");
    terminal.wait_exit();
}

fn timed(launch: Launch, is_there: impl Fn(&str) -> bool) -> Duration {
    let begin = Instant::now();
    let mut terminal = launch.start();
    terminal.wait_for("rows and count", |screen| is_there(&screen.contents()));
    begin.elapsed()
}

fn median(run: impl Fn() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS).map(|_| run()).collect();
    times.sort();
    times.get(RUNS / 2).copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// VisiData on the same rows, written by our own list command.
fn visidata(home: &Path) -> Option<Duration> {
    Command::new("vd").arg("--version").output().ok().filter(|output| output.status.success())?;
    let rows = Command::new(PROGRAM)
        .args(["--sample", "list", "smelters", "--format", "csv"])
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_STATE_HOME", home.join("state"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .output()
        .ok()?;
    let file = home.join("smelters.csv");
    rcoi::store::write_atomic(&rcoi::store::RealDisk, &file, &rows.stdout).ok()?;
    let file = file.display().to_string();
    Some(median(|| {
        let launch = at_home(Launch::new("vd").args(&[&file]), home);
        timed(launch, |screen| screen.contains("AMG Brasil") && screen.contains("249"))
    }))
}
