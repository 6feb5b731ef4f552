//! A section in the person's own editor, which gets the terminal and its keys, and every way in which that can fail.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

use crate::common::pty::{Launch, Pty, key};
use rcoi::store::{RealDisk, write_atomic};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_rcoi");

/// A workspace, and a script that is its editor.
struct Desk {
    home: TempDir,
}

impl Desk {
    fn new(script: &str) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        write_atomic(&RealDisk, &home.path().join("editor.sh"), script.as_bytes()).expect("it is written");
        let mut init = Command::new(PROGRAM);
        init.arg("init").arg(home.path().join("acme")).args(["--company", "Acme Corp", "--year", "2025"]);
        init.env_clear().env("HOME", home.path());
        assert!(init.output().expect("it runs").status.success());
        Self { home }
    }

    fn path(&self, name: &str) -> String {
        self.home.path().join(name).display().to_string()
    }

    /// The program with the editor open on a section, in which something is written.
    fn open(&self, editor: Option<&str>) -> Pty {
        let mut launch = Launch::new(PROGRAM).size(100, 30).args(&["--workspace", &self.path("acme")]);
        if let Some(editor) = editor {
            launch = launch.env("EDITOR", editor);
        }
        let mut pty = launch.start();
        pty.wait_for_text("Acme Corp");
        pty.send("C");
        pty.wait_for_text("What the company states");
        pty.send("overview\r");
        pty.wait_for_text("in words of your own");
        pty.send("w");
        pty.wait_for_text("Ctrl-s saves");
        pty.send("lamps");
        pty.wait_for_text("lamps");
        pty
    }

    /// The program, started with the script as its editor.
    fn with_script(&self) -> Pty {
        self.open(Some(&format!("sh '{}'", self.path("editor.sh"))))
    }
}

const CTRL_E: &str = "\x05";
const CTRL_S: &str = "\x13";

/// Whether the program's own screen is there again, with a text on it.
fn shows(pty: &mut Pty, text: &str) {
    pty.wait_for(text, |screen| screen.alternate_screen() && screen.contents().contains(text));
}

/// The names of what is left in the folder of texts that are being edited.
fn left_over(pty: &Pty) -> Vec<String> {
    let folder = pty.home().join("state/rcoi/editing");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn facts(desk: &Desk) -> String {
    let mut list = Command::new(PROGRAM);
    list.args(["programme", "company", "--workspace", &desk.path("acme")]);
    list.env_clear().env("HOME", desk.home.path());
    String::from_utf8_lossy(&list.output().expect("it runs").stdout).into_owned()
}

#[test]
fn the_editor_has_the_terminal_and_its_text_comes_back_unsaved() {
    // It asks at the terminal, as an editor does, and Ctrl-c there is the editor's.
    let script = "trap 'echo NOT ENDED' INT\nstty -a | grep -q -- ' icanon' && echo READY\nwhile :; do\nread -r line && break\ndone\n\
                  printf '\\n%s\\n' \"$line\" >> \"$1\"\nls -l \"$1\" | cut -c1-10 >> \"$1\"\n";
    let desk = Desk::new(script);
    let mut pty = desk.with_script();
    pty.send(CTRL_E);
    pty.wait_for("the editor", |screen| !screen.alternate_screen() && screen.contents().contains("READY"));
    pty.send(key::CTRL_C);
    pty.wait_for_text("NOT ENDED");
    pty.send("typed there\r");
    shows(&mut pty, "typed there");
    shows(&mut pty, "-rw-------");
    shows(&mut pty, "not saved");
    assert!(left_over(&pty).is_empty());
    assert!(facts(&desk).contains("nothing is said of it"));
    pty.send("and here ");
    shows(&mut pty, "and here lamps");
    pty.send(CTRL_S);
    shows(&mut pty, "What the company states");
    pty.send(key::ESC);
    pty.wait_for("the list to go", |screen| !screen.contents().contains("type to find"));
    pty.send("q");
    assert!(pty.wait_exit().success());
    assert!(pty.left_behind().is_empty(), "{:?}", pty.left_behind());
    let said = facts(&desk);
    assert!(said.contains("and here lamps\n") && said.contains("typed there"), "{said}");
}

/// The editor fails, and the program says how; the text is as it was before.
fn told(pty: &mut Pty, what: &str) {
    pty.send(CTRL_E);
    shows(pty, what);
    pty.send(key::ESC);
    pty.wait_for("the text", |screen| {
        let text = screen.contents();
        !text.contains("That did not work") && text.contains("lamps") && text.contains("not saved")
    });
}

#[test]
fn editors_that_fail_are_told_and_the_text_is_as_it_was() {
    for (editor, what) in [
        (None, "no editor is set"),
        (Some("no-such-editor-anywhere"), "was not found"),
        (Some("false"), "ended with status 1"),
        (Some("sh -c 'kill -9 $$'"), "ended by signal 9"),
        (Some("rm -f"), "the editor left no file"),
        (Some("vi \"x"), "a quotation mark is not closed"),
    ] {
        // A workspace each: the program before it may still be ending.
        let desk = Desk::new("");
        let mut pty = desk.open(editor);
        told(&mut pty, what);
        assert!(left_over(&pty).is_empty(), "{editor:?}");
        pty.send("x");
        shows(&mut pty, "lampsx");
    }
    let desk = Desk::new("");
    let mut pty = desk.open(Some("true"));
    pty.send(CTRL_E);
    shows(&mut pty, "came back as it was");
    pty.send("x");
    shows(&mut pty, "lampsx");
}

#[test]
fn what_is_no_text_or_far_too_long_is_not_taken_and_stays_where_it_is() {
    for (script, what) in [
        ("head -c 10000000 /dev/zero | tr '\\0' 'x' > \"$1\"\n", "and a section takes 64 KB"),
        ("printf 'ELF\\000\\001' > \"$1\"\n", "it is no text"),
        ("printf '\\377\\376' > \"$1\"\n", "is not UTF-8"),
    ] {
        let desk = Desk::new(script);
        let mut pty = desk.with_script();
        told(&mut pty, what);
        assert_eq!(left_over(&pty).len(), 1, "{what}");
        assert!(Path::new(&pty.home().join("state/rcoi/editing")).is_dir());
    }
}
