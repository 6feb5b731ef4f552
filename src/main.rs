//! The `rcoi` program: parses the command line and hands over.

use std::process::ExitCode;

use clap::Parser;
use rcoi::cli::{self, args::Args};

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way too; when nobody reads them, there is nobody to tell.
            error.print().ok();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    // A second report handler cannot be there yet; without ours, panics are reported plainly.
    color_eyre::install().ok();
    cli::run(&args)
}
