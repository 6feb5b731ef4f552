//! The real program as a process that sees nothing of the machine: its home is a folder of the test.

use std::path::Path;
use std::process::Command;

/// The program in a home, where it also is; what it records is by Ada.
pub fn program(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rcoi"));
    command.args(args).current_dir(home).env_clear().env("HOME", home).env("RCOI_PERSON", "Ada");
    for name in ["CONFIG", "DATA", "STATE"] {
        command.env(format!("XDG_{name}_HOME"), home.join(name.to_lowercase()));
    }
    command
}
