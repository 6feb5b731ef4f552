//! The pictures of the README: the real program on the sample and on the demo, on a fixed day, as SVG. They are no test,
//! so it takes a word to make them anew:
//!
//! ```sh
//! cargo test --test pty pictures -- --ignored
//! ```

use std::path::Path;

use rcoi::store::{RealDisk, write_atomic};
use tempfile::TempDir;

use super::svg;
use crate::common::home::program;
use crate::common::pty::{Launch, Pty, key};

/// When the pictures are made: some weeks before the day on which Form SD is due.
const NOW: &str = "2026-04-20T09:00:00Z";

/// Wide enough for every column that a picture is about, small enough to be read in a README.
const SIZE: (u16, u16) = (120, 32);

/// Where a picture is made.
enum On {
    Sample,
    Demo,
}

/// A picture: its file's name without the ending, where it is made, what is typed, and what is shown when it is taken.
struct Picture(&'static str, On, &'static [Step]);

/// Keys, and a text that is on the screen once they are done.
type Step = (&'static str, &'static str);

const PICTURES: [Picture; 7] = [
    Picture("overview", On::Sample, &[("1", "Where they are")]),
    Picture("triage", On::Sample, &[("3", "0 of 53 done")]),
    Picture("smelters", On::Sample, &[("2", "AMG Brasil"), ("mg", "106 of 249"), ("jj", "line 136")]),
    Picture("report", On::Sample, &[("7", "Form SD")]),
    Picture("suppliers", On::Demo, &[("5", "Brightwater"), ("G", "Findings: 11"), ("gj", "Findings: 5")]),
    Picture(
        "declaration",
        On::Demo,
        &[("5", "Dongshan"), ("G", "Findings: 11"), ("gjjj", "Findings: 18"), (key::ENTER, "CID999001")],
    ),
    Picture("matches", On::Demo, &[("4", "Probability"), ("sssss", "both in RUSSIAN FEDERATION")]),
];

#[test]
#[ignore = "it writes assets/screenshots"]
fn pictures_are_made_anew() {
    let home = TempDir::new().expect("a folder");
    let made = program(home.path(), &["init", "--demo", "demo"]).env("RCOI_TEST_NOW", NOW).output();
    assert!(made.expect("it runs").status.success());
    // What the demo leaves to be imported is in the pictures.
    let taken =
        program(home.path(), &["-w", "demo", "import", "demo/inbox"]).env("RCOI_TEST_NOW", NOW).output();
    assert!(taken.expect("it runs").status.code().is_some_and(|code| code < 2));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screenshots");
    for Picture(name, on, steps) in &PICTURES {
        let mut pty = start(on, home.path());
        for (keys, text) in *steps {
            pty.send(keys);
            pty.wait_for_text(text);
        }
        pty.wait_for_frame();
        let file = folder.join(format!("{name}.svg"));
        write_atomic(&RealDisk, &file, svg::draw(pty.screen()).as_bytes()).expect("it is written");
        pty.send("q");
        assert!(pty.wait_exit().success());
    }
}

/// The program, with nothing to say but what the workspace holds.
fn start(on: &On, home: &Path) -> Pty {
    let launch = Launch::new(env!("CARGO_BIN_EXE_rcoi"))
        .size(SIZE.0, SIZE.1)
        .env("RCOI_TEST_NOW", NOW)
        .env("RCOI_PERSON", "Ada");
    match on {
        On::Demo => {
            let demo = home.join("demo").display().to_string();
            let mut pty = launch.args(&["--workspace", &demo]).start();
            pty.wait_for_text("5 declarations to review");
            pty
        }
        On::Sample => {
            let mut pty = launch.start();
            pty.wait_for_text("the sample was created");
            pty.send(key::ESC);
            pty.wait_for("the overview", |screen| !screen.contents().contains("the sample was created"));
            pty
        }
    }
}
