//! The source of a declared row, opened in the file that was kept.

use tempfile::TempDir;

use crate::common::home::program;
use crate::common::pty::{Launch, key};

#[test]
fn o_on_a_declared_row_opens_its_sheet_with_the_cell_lit_without_colours() {
    let home = TempDir::new().expect("a folder");
    let made = program(home.path(), &["init", "--demo", "demo"]).output().expect("it runs");
    assert!(made.status.success());
    let demo = home.path().join("demo").display().to_string();
    let launch = Launch::new(env!("CARGO_BIN_EXE_rcoi")).size(120, 40).env("NO_COLOR", "1");
    let mut pty = launch.args(&["--workspace", &demo]).start();
    pty.wait_for_text("declarations to review");
    pty.send("L");
    pty.wait_for_text("Meridian Refiners");
    pty.send("o");
    pty.wait_for_text("h l j k move");
    let text = pty.screen_text();
    assert!(text.contains("Smelter List!") && !text.contains("as they were read"), "{text}");
    let lit = |screen: &vt100::Screen| -> String {
        let cells = (4..30).flat_map(|row| (0..120).map(move |column| (row, column)));
        let cells = cells.filter_map(|(row, column)| screen.cell(row, column).filter(|cell| cell.inverse()));
        cells
            .map(|cell| if cell.has_contents() { cell.contents().to_owned() } else { " ".to_owned() })
            .collect()
    };
    let first = lit(pty.screen()).trim().to_owned();
    assert!(first.len() > 3 && text.matches(&first).count() > 1, "{first:?} stands below, too:\n{text}");
    pty.send("l");
    pty.wait_for("another cell", |screen| lit(screen).trim() != first);
    pty.send(key::ESC);
    pty.wait_for("the rows", |screen| !screen.contents().contains("h l j k move"));
}
