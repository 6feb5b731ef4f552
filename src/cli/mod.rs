//! The command line: one file a headless command, none with a logic of its own.
//!
//! Exit codes: 0 done; 1 only from commands that judge; 2 usage, or something could not be read or done.

pub mod args;
mod emit;
mod import;
mod init;
mod list;
mod output;
mod paths;
mod records;
mod report;
mod select;
mod summary;

use std::process::ExitCode;

use crate::Problem;
use crate::runtime::{Choice, Host};
use crate::store::Opened;
use args::{Args, Command, Global};

pub use output::complain;

/// What a command comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Done, or sound.
    Good,
    /// A command that judges found something.
    Bad,
}

/// What every command is given.
struct Context {
    host: Host,
    choice: Choice,
}

impl Context {
    fn new(global: &Global) -> Result<Self, Problem> {
        let choice = global.choice(std::env::var_os("RCOI_WORKSPACE"))?;
        Ok(Self { host: Host::of_platform(global.person.as_deref())?, choice })
    }

    /// Opens the chosen workspace to look at it, telling on stderr what the person should know.
    fn look(&self) -> Result<Opened, Problem> {
        let dir = self.dir()?;
        let opened = self.host.open_reading(&dir)?;
        opened.notices.iter().for_each(output::note);
        Ok(opened)
    }

    /// The chosen workspace's folder; the sample is created when it is wanted and not there.
    fn dir(&self) -> Result<std::path::PathBuf, Problem> {
        let chosen = self.host.choose(&self.choice)?;
        chosen.notice.iter().for_each(output::note);
        Ok(chosen.dir)
    }
}

/// Runs a headless command and says how the process ends.
#[must_use]
pub fn run(args: &Args, command: &Command) -> ExitCode {
    match dispatch(&args.global, command) {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        Ok(Verdict::Bad) => ExitCode::from(1),
        Err(problem) => {
            complain(&problem);
            ExitCode::from(2)
        }
    }
}

fn dispatch(global: &Global, command: &Command) -> Result<Verdict, Problem> {
    let context = Context::new(global)?;
    context.host.notices.iter().for_each(output::note);
    match command {
        Command::Init(args) => init::run(&context, args),
        Command::List(args) => list::run(&context, args),
        Command::Summary(args) => summary::run(&context, args),
        Command::Import(args) => import::run(&context, args),
        Command::Report(args) => report::run(&context, args),
        Command::Paths => paths::run(&context),
    }
}
