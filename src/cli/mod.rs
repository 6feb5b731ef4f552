//! The command line: one file a headless command, none with a logic of its own.
//!
//! Exit codes: 0 done; 1 only from commands that judge; 2 usage, or something could not be read or done.

pub mod args;
mod check;
mod check_lines;
pub mod config;
mod context;
pub mod day;
mod decisions;
mod demo;
mod emit;
pub mod freeze;
mod import;
mod init;
mod json_records;
pub mod letter;
pub mod lint;
mod list;
mod list_declared;
mod list_names;
mod r#match;
pub mod measure;
mod names_to_match;
mod open_names;
mod output;
mod paths;
pub mod programme;
pub mod programmes;
mod proposals;
mod record_edit;
mod references;
mod report;
mod resolve;
mod review;
pub mod rules;
mod select;
mod shell;
mod summary;
pub mod suppliers;
mod templates;
pub mod verify;
pub mod withdraw;

use std::process::ExitCode;

use crate::Problem;
use crate::runtime::interface::{self, InterfaceOptions};
use args::{Args, CliCommand};
use context::{CommandOutcome, Context};
use output::complain;

/// Runs the interface, or the headless command given, and says how the process ends.
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
        Ok(CommandOutcome::Good) => ExitCode::SUCCESS,
        Ok(CommandOutcome::Bad) => ExitCode::from(1),
        Err(problem) => failed(&problem),
    }
}

fn failed(problem: &Problem) -> ExitCode {
    complain(problem);
    ExitCode::from(2)
}

fn dispatch(context: &Context, command: &CliCommand) -> Result<CommandOutcome, Problem> {
    context.host.notices.iter().for_each(output::note);
    match command {
        CliCommand::Init(args) => init::run(context, args),
        CliCommand::List(args) => list::run(context, args),
        CliCommand::Match(args) => r#match::run(context, args),
        CliCommand::Resolve(args) => resolve::run(context, args),
        CliCommand::Summary(args) => summary::run(context, args),
        CliCommand::Import(args) => import::run(context, args),
        CliCommand::Measure(args) => measure::run(context, args),
        CliCommand::Programme(args) => programme::run(context, args),
        CliCommand::Programmes(args) => programmes::run(context, args),
        CliCommand::Cids(args) => proposals::cids(context, args),
        CliCommand::Twins(args) => proposals::twins(context, args),
        CliCommand::Check(args) => check::run(context, args),
        CliCommand::Lint(args) => lint::run(context, args),
        CliCommand::Rules(args) => rules::run(context, args),
        CliCommand::Templates(args) => templates::run(context, args),
        CliCommand::Day(args) => day::run(context, args),
        CliCommand::Report(args) => report::run(context, args),
        CliCommand::Freeze(args) => freeze::freeze(context, args),
        CliCommand::Unfreeze(args) => freeze::unfreeze(context, args),
        CliCommand::Decisions(args) => decisions::run(context, args),
        CliCommand::Letter(args) => letter::run(context, args),
        CliCommand::Suppliers(args) => suppliers::run(context, args),
        CliCommand::Withdraw(args) => withdraw::run(context, args),
        CliCommand::Verify(args) => verify::run(context, args),
        CliCommand::Paths => paths::run(context),
        CliCommand::Config(args) => config::run(context, args),
        CliCommand::Completions { shell } => shell::completions(*shell),
        CliCommand::Man => shell::man(),
    }
}
