//! What every headless command is given, and what it comes to.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use super::args::Global;
use super::output;
use crate::Problem;
use crate::correspond::inquiry;
use crate::domain::{Contents, Standings, Workspace};
use crate::report::Inquiry;
use crate::resolve::rows::Register;
use crate::risk::{RiskBook, Screening};
use crate::runtime::{Host, WorkspaceChoice, log, panics};
use crate::standing::{self, RowHit, Screener};
use crate::store::{self, Opened};

/// What a command comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CommandOutcome {
    /// Done, or sound.
    Good,
    /// A command that judges found something.
    Bad,
}

/// What is computed of a workspace.
#[derive(Default)]
pub(super) struct Computed {
    pub register: Register,
    pub standings: Standings,
    pub screening: Screening,
    /// The names in declared rows that sanctions lists have.
    pub row_hits: Vec<RowHit>,
    /// What the inquiry came to.
    pub inquiry: Inquiry,
}

impl Computed {
    /// All that risk is judged by.
    pub fn risk_book<'a>(&'a self, ws: &'a Workspace) -> RiskBook<'a> {
        RiskBook { ws, standings: &self.standings, screening: &self.screening }
    }
}

/// What every command is given.
pub(super) struct Context {
    pub host: Host,
    pub choice: WorkspaceChoice,
}

impl Context {
    pub fn new(global: &Global) -> Result<Self, Problem> {
        let choice = global.choice(std::env::var_os("RCOI_WORKSPACE"))?;
        let mut host = Host::of_platform(global.person.as_deref())?;
        let level = std::env::var("RCOI_LOG").ok();
        host.notices.extend(log::begin(Arc::clone(&host.disk), &host.dirs, level.as_deref()).err());
        panics::install(host.dirs.log());
        Ok(Self { host, choice })
    }

    /// Opens the chosen workspace to look at it, telling on stderr what the person should know.
    pub fn look(&self) -> Result<Opened, Problem> {
        let dir = self.dir()?;
        let opened = self.host.open_reading(&dir)?;
        opened.notices.iter().for_each(output::note);
        Ok(opened)
    }

    /// The contents of a workspace's declarations and lists, telling on stderr which cannot be read.
    pub fn contents(&self, opened: &Opened) -> Contents {
        let wanted = store::named_by(&opened.workspace);
        let (contents, problems) = store::load_contents(&*self.host.disk, opened.store.paths(), &wanted);
        problems.iter().for_each(output::note);
        contents
    }

    /// A workspace with all that is computed of it, on a day: the workspace's own, where none is asked for.
    pub fn computed(&self, opened: &Opened, as_of: Option<Date>) -> Computed {
        let (ws, contents) = (&opened.workspace, self.contents(opened));
        let register = Register::build(ws, &contents);
        let day = as_of.or_else(|| standing::day(ws));
        let standings = standing::standings_on(ws, &contents, &register, day);
        let screener = Screener::build(ws, &contents, &register, &Screener::default());
        let screening = screener.screening(ws, &register);
        let row_hits = screener.row_hits(ws, &contents, &register);
        let inquiry = inquiry(ws, &contents, &register, &standings);
        Computed { register, standings, screening, row_hits, inquiry }
    }

    /// The chosen workspace's folder; the sample is created when it is wanted and not there.
    pub fn dir(&self) -> Result<PathBuf, Problem> {
        let chosen = self.host.choose(&self.choice)?;
        chosen.notice.iter().for_each(output::note);
        Ok(chosen.dir)
    }
}
