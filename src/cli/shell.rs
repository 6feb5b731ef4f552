//! `rcoi completions` and `rcoi man`.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;
use super::context::CommandOutcome;
use super::output;
use crate::Problem;

/// The completions for a shell.
pub(super) fn completions(shell: Shell) -> Result<CommandOutcome, Problem> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "rcoi", &mut script);
    write(&script)
}

/// The manual page.
pub(super) fn man() -> Result<CommandOutcome, Problem> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command())
        .render(&mut page)
        .map_err(|error| Problem::new(format!("the page cannot be made: {error}"), "", ""))?;
    write(&page)
}

fn write(bytes: &[u8]) -> Result<CommandOutcome, Problem> {
    output::out(&String::from_utf8_lossy(bytes))?;
    Ok(CommandOutcome::Good)
}
