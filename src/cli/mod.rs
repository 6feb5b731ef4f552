//! The command line: one file a headless command, none with a logic of its own.
//!
//! Exit codes: 0 done; 1 only from commands that judge; 2 usage, or something could not be read or done.

pub mod args;
mod asked;
mod check;
pub mod decisions;
mod declared;
mod demo;
mod emit;
mod import;
mod init;
pub mod letter;
mod lines;
mod list;
mod r#match;
mod names;
mod open;
mod output;
mod paths;
mod record;
mod records;
mod references;
mod report;
mod resolve;
mod review;
mod rules;
mod select;
mod shell;
mod summary;
pub mod suppliers;
mod verify;

use std::process::ExitCode;
use std::sync::Arc;

use crate::Problem;
use crate::domain::Contents;
use crate::runtime::interface::{self, InterfaceOptions};
use crate::runtime::{Host, WorkspaceChoice, log, panics};
use crate::store::{self, Opened};
use args::{Args, Command, Global};
use output::complain;

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
    choice: WorkspaceChoice,
}

impl Context {
    fn new(global: &Global) -> Result<Self, Problem> {
        let choice = global.choice(std::env::var_os("RCOI_WORKSPACE"))?;
        let mut host = Host::of_platform(global.person.as_deref())?;
        let level = std::env::var("RCOI_LOG").ok();
        host.notices.extend(log::begin(Arc::clone(&host.disk), &host.dirs, level.as_deref()).err());
        panics::install(host.dirs.log());
        Ok(Self { host, choice })
    }

    /// Opens the chosen workspace to look at it, telling on stderr what the person should know.
    fn look(&self) -> Result<Opened, Problem> {
        let dir = self.dir()?;
        let opened = self.host.open_reading(&dir)?;
        opened.notices.iter().for_each(output::note);
        Ok(opened)
    }

    /// The contents of a workspace's declarations and lists, telling on stderr which cannot be read.
    fn contents(&self, opened: &Opened) -> Contents {
        let wanted = store::named_by(&opened.workspace);
        let (contents, problems) = store::load_contents(&*self.host.disk, opened.store.paths(), &wanted);
        problems.iter().for_each(output::note);
        contents
    }

    /// The chosen workspace's folder; the sample is created when it is wanted and not there.
    fn dir(&self) -> Result<std::path::PathBuf, Problem> {
        let chosen = self.host.choose(&self.choice)?;
        chosen.notice.iter().for_each(output::note);
        Ok(chosen.dir)
    }
}

/// Runs the interface, or the headless command given, and says how the process ends.
#[must_use]
pub fn run(args: &Args) -> ExitCode {
    let context = match Context::new(&args.global) {
        Ok(context) => context,
        Err(problem) => return failed(&problem),
    };
    let Some(command) = &args.command else {
        let (theme, no_mouse) = (args.global.theme.clone(), args.global.no_mouse);
        let asked = InterfaceOptions { choice: context.choice, theme, no_mouse };
        return interface::run(&context.host, &asked, complain);
    };
    match dispatch(&context, command) {
        Ok(Verdict::Good) => ExitCode::SUCCESS,
        Ok(Verdict::Bad) => ExitCode::from(1),
        Err(problem) => failed(&problem),
    }
}

fn failed(problem: &Problem) -> ExitCode {
    complain(problem);
    ExitCode::from(2)
}

fn dispatch(context: &Context, command: &Command) -> Result<Verdict, Problem> {
    context.host.notices.iter().for_each(output::note);
    match command {
        Command::Init(args) => init::run(context, args),
        Command::List(args) => list::run(context, args),
        Command::Match(args) => r#match::run(context, args),
        Command::Resolve(args) => resolve::run(context, args),
        Command::Summary(args) => summary::run(context, args),
        Command::Import(args) => import::run(context, args),
        Command::Check(args) => check::run(context, args),
        Command::Rules(args) => rules::run(context, args),
        Command::Report(args) => report::run(context, args),
        Command::Decisions(args) => decisions::run(context, args),
        Command::Letter(args) => letter::run(context, args),
        Command::Suppliers(args) => suppliers::run(context, args),
        Command::Verify(args) => verify::run(context, args),
        Command::Paths => paths::run(context),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man => shell::man(),
    }
}
