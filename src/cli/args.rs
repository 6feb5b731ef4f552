//! The words of the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::config::ConfigArgs;
use super::day::DayArgs;
use super::decisions::DecisionsArgs;
use super::freeze::{FreezeArgs, UnfreezeArgs};
use super::letter::LetterArgs;
use super::lint::LintArgs;
use super::measure::MeasureArgs;
use super::programme::ProgrammeArgs;
use super::programmes::ProgrammesArgs;
use super::rules::RulesArgs;
use super::select::{parse_flag, parse_metal, parse_outcome, parse_rating, parse_reason, parse_status};
use super::suppliers::SuppliersArgs;
use super::templates::TemplatesArgs;
use super::verify::VerifyArgs;
use super::withdraw::WithdrawArgs;
use crate::Problem;
use crate::domain::{ListKind, Metal, Rating, Reason, SourceRole, Status};
use crate::resolve::rows::OutcomeKind;
use crate::risk::FlagId;
use crate::runtime::WorkspaceChoice;

/// A terminal application for the analyst who runs a conflict-minerals programme.
///
/// Without a command it opens the workspace that was open last, or the sample when there is none.
#[derive(Debug, Parser)]
#[command(
    name = "rcoi",
    version,
    after_help = "Exit codes: 0 done; 1 from commands that judge, when they find something; 2 usage, or nothing could be read."
)]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do without the interface.
    #[command(subcommand)]
    pub command: Option<CliCommand>,
}

/// Options of the interface and of every command.
#[derive(Debug, Default, clap::Args)]
pub struct Global {
    /// The workspace's folder; else the environment's RCOI_WORKSPACE, else the last one opened
    #[arg(long, short = 'w', global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// The sample workspace: Annex I of a filing for 2022
    #[arg(long, global = true)]
    pub sample: bool,
    /// The name under which edits are recorded; else the environment's RCOI_PERSON
    #[arg(long, global = true, value_name = "NAME")]
    pub person: Option<String>,
    /// The theme of the interface
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// Leave the mouse to the terminal
    #[arg(long, global = true)]
    pub no_mouse: bool,
}

impl Global {
    /// Which workspace is asked for, given what the environment says.
    ///
    /// # Errors
    /// When both a folder and the sample are asked for.
    pub fn choice(&self, env: Option<OsString>) -> Result<WorkspaceChoice, Problem> {
        match (&self.workspace, self.sample) {
            (Some(_), true) => Err(Problem::new(
                "a workspace and the sample were asked for at once",
                "",
                "give --workspace or --sample",
            )),
            (Some(dir), false) => Ok(WorkspaceChoice::Folder(dir.clone())),
            (None, true) => Ok(WorkspaceChoice::Sample),
            (None, false) => {
                let dir = env.filter(|dir| !dir.is_empty());
                Ok(dir.map_or(WorkspaceChoice::Last, |dir| WorkspaceChoice::Folder(PathBuf::from(dir))))
            }
        }
    }
}

/// A day such as 2027-05-31.
pub(super) fn parse_day(text: &str) -> Result<Date, String> {
    Date::strptime("%Y-%m-%d", text).map_err(|_| "give a day such as 2027-05-31".to_owned())
}

/// The headless commands.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Make an empty workspace for one company and one reporting year
    Init(InitArgs),
    /// List smelters, declared rows, open names with their candidates, decisions on names, suppliers, lists,
    /// actions, measures of due diligence, findings or the history
    List(ListArgs),
    /// Find the facility of a reference list, such as a CMRT's look-up, for each name of a table
    Match(MatchArgs),
    /// Count the declared names that are open, by what the matcher says of them, and accept those that it is sure of
    Resolve(ResolveArgs),
    /// Take decisions on names to another workspace, or to a colleague
    Decisions(DecisionsArgs),
    /// Count facilities by status, metal and country
    Summary(SummaryArgs),
    /// Take files into the workspace: suppliers' CMRTs, status lists, reference lists, filings, tables of smelters; exit code 1
    /// when one was not taken
    Import(ImportArgs),
    /// List the assurance programmes and which of them give the status, or say so of others; say what a status word means
    Programmes(ProgrammesArgs),
    /// Say what the company states for the filing, and list it with what lacks
    Programme(ProgrammeArgs),
    /// Add a measure to the register of due diligence, with what shows it
    Measure(MeasureArgs),
    /// Give facilities without a CID the one that a reference list has under the same metal, name and country
    Cids(ProposalsArgs),
    /// Merge facilities that share metal and CID
    Twins(ProposalsArgs),
    /// Take a file that was imported out again: a declaration, a list, a filing or a table; decisions stay
    Withdraw(WithdrawArgs),
    /// Print the letter that asks a supplier for corrections, or write it into the workspace's letters/
    Letter(LetterArgs),
    /// Keep the list of suppliers and the log of requests to them
    Suppliers(SuppliersArgs),
    /// Check suppliers' declarations; exit code 1 when one is not green
    Check(CheckArgs),
    /// Look for what is wrong in any Form SD or Conflict Minerals Report; exit code 1 when something is found
    Lint(LintArgs),
    /// List the rules of the checks, or give them another severity in the workspace
    Rules(RulesArgs),
    /// List the versions of the CMRT and which of them the season accepts, or accept, refuse and add some
    Templates(TemplatesArgs),
    /// Say which day statuses are of and what it follows from, or set it
    Day(DayArgs),
    /// Write the report's files into the workspace's reports/
    Report(ReportArgs),
    /// Keep a report with what it was made of, and the workspace from being changed; exit code 1 when errors speak against it
    Freeze(FreezeArgs),
    /// Let a frozen workspace be changed again
    Unfreeze(UnfreezeArgs),
    /// Look over the workspace's files; exit code 1 when something is not as it should be
    Verify(VerifyArgs),
    /// Show where everything is kept
    Paths,
    /// Write settings, keys and a theme to begin with, or say where they are read from
    Config(ConfigArgs),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// See [`CliCommand::Init`].
#[derive(Debug, clap::Args)]
pub struct InitArgs {
    /// The folder to make, or an empty one
    pub dir: PathBuf,
    /// The company's name
    #[arg(long, value_name = "NAME", required_unless_present = "demo")]
    pub company: Option<String>,
    /// The reporting year, a calendar year
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i16).range(2010..=2199))]
    #[arg(required_unless_present = "demo")]
    pub year: Option<i16>,
    /// Make a workspace to try things on: seven fictional suppliers, with the CMRTs that they sent, in inbox/
    #[arg(long, conflicts_with_all = ["company", "year"])]
    pub demo: bool,
}

/// What to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListedThing {
    /// The facilities
    Smelters,
    /// The follow-up actions
    Actions,
    /// The measures of due diligence, by step, with how each stands today
    Measures,
    /// The results of the checks
    Findings,
    /// Every change, with who and when
    History,
    /// The declared rows of all suppliers, with what becomes of each
    Rows,
    /// The suppliers: how far the request is, what they declared, the balance of its rows
    Suppliers,
    /// The reference, status and risk lists: rows, how many are facilities here, how many statuses rest on each
    Lists,
    /// The declared names that are open, the most urgent first, each with its best candidate
    Matches,
    /// The decisions on declared names
    Decisions,
}

/// How to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Columns for reading
    Table,
    /// CSV for a spreadsheet
    Csv,
    /// JSON
    Json,
    /// RON
    Ron,
}

/// See [`CliCommand::List`].
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// What to list
    #[arg(value_enum)]
    pub what: ListedThing,
    /// Which ones.
    #[command(flatten)]
    pub select: SelectArgs,
    /// Which rows and suppliers.
    #[command(flatten)]
    pub declared: DeclaredArgs,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Which declared rows, and which suppliers. Each may be given several times.
#[derive(Debug, Default, clap::Args)]
pub struct DeclaredArgs {
    /// Of rows, suppliers and matches: a supplier's name or number, or how its name begins
    #[arg(long, value_name = "NAME")]
    pub supplier: Vec<String>,
    /// Of rows: resolved, duplicate, special, rejected or open
    #[arg(long, value_name = "OUTCOME", value_parser = parse_outcome)]
    pub outcome: Vec<OutcomeKind>,
}

/// Which facilities; actions, findings and history follow the facilities they are about. Each may be given
/// several times: of one kind any, between kinds all must fit.
#[derive(Debug, Default, clap::Args)]
pub struct SelectArgs {
    /// Tantalum, Tin, Gold or Tungsten
    #[arg(long, value_name = "METAL", value_parser = parse_metal)]
    pub metal: Vec<Metal>,
    /// conformant, active, indeterminable or unresolved
    #[arg(long, value_name = "STATUS", value_parser = parse_status)]
    pub status: Vec<Status>,
    /// A country's ISO code or name, or "none"
    #[arg(long, value_name = "COUNTRY")]
    pub country: Vec<String>,
    /// critical, high, medium, low, none or data
    #[arg(long, value_name = "RATING", value_parser = parse_rating)]
    pub risk: Vec<Rating>,
    /// A flag, such as SANCTION_MATCH, COVERED_COUNTRY_LOCATION or UNAUDITED; a wrong one names them all
    #[arg(long, value_name = "FLAG", value_parser = parse_flag)]
    pub flag: Vec<FlagId>,
    /// Why it belongs to Annex I: rows, annex or person
    #[arg(long, value_name = "REASON", value_parser = parse_reason)]
    pub why_here: Vec<Reason>,
    /// Whose status list has it: RMAP, LBMA, RJC and so on
    #[arg(long, value_name = "PROGRAMME")]
    pub programme: Vec<String>,
    /// Those whose audit has lapsed
    #[arg(long)]
    pub lapsed: bool,
    /// Of smelters: those that do not belong to Annex I too
    #[arg(long)]
    pub all: bool,
    /// Statuses as of this day, such as 2022-12-31; else the workspace's own
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// What must occur, anywhere in the row: words, a|b, !word, "two words"; in most lists column:word as well
    #[arg(long, value_name = "WORDS")]
    pub search: Vec<String>,
}

/// How to write what [`CliCommand::Match`] finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MatchFormat {
    /// CSV for a spreadsheet
    Csv,
    /// An Excel workbook, for --output
    Xlsx,
    /// Tab separated, without a header, for programs: id, ranked CID:probability, CID or NONE, band. The third column is
    /// the first candidate's CID when its probability is at least one half (0.5), else NONE; whether that may be taken
    /// without a look is for the band to say: accept, review or none
    Tsv,
}

/// See [`CliCommand::Match`].
#[derive(Debug, clap::Args)]
pub struct MatchArgs {
    /// The names: CSV, text with tabs, or XLSX with a header; name, and best metal and country. A column "Name as written"
    /// goes before others. Of a CMRT, the declared rows
    pub names: PathBuf,
    /// A reference list: a CMRT with its look-up, an export of RMI's list (XLSX, XML, CSV), or a table with CID, metal,
    /// name, country; several from the newest to the oldest (facilities that only older ones have were removed)
    #[arg(long, value_name = "FILE", required = true)]
    pub reference: Vec<PathBuf>,
    /// Other names of its facilities: CID and alias
    #[arg(long, value_name = "FILE")]
    pub aliases: Vec<PathBuf>,
    /// Use the names' CID column too
    #[arg(long)]
    pub with_ids: bool,
    /// For measuring: leave aliases out that equal the name
    #[arg(long)]
    pub leave_one_out: bool,
    /// How to write it; else as the file's ending says, else CSV
    #[arg(long, value_enum)]
    pub format: Option<MatchFormat>,
    /// The file to write, a new one; else it goes to stdout
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// See [`CliCommand::Resolve`].
#[derive(Debug, clap::Args)]
pub struct ResolveArgs {
    /// Take the best candidate of every name in the accept band, as one change
    #[arg(long)]
    pub accept_band: bool,
    /// Say what would be taken, and take nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// See [`CliCommand::Summary`].
#[derive(Debug, clap::Args)]
pub struct SummaryArgs {
    /// Statuses as of this day, such as 2022-12-31; else the workspace's own
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// See [`CliCommand::Import`].
#[derive(Debug, Default, clap::Args)]
pub struct ImportArgs {
    /// Files, folders or patterns: suppliers' CMRTs, status lists, reference lists, filings as text or HTML, tables of smelters
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Whose the CMRTs are: a supplier's whole name, or its number
    #[arg(long, value_name = "NAME")]
    pub supplier: Option<String>,
    /// Add a supplier for each company name that nobody has
    #[arg(long)]
    pub new_suppliers: bool,
    /// The day on which the CMRTs were received, such as 2027-03-31; else today
    #[arg(long, value_name = "DAY")]
    pub received: Option<Date>,
    /// The password of encrypted workbooks
    #[arg(long, value_name = "PASSWORD")]
    pub password: Option<String>,
    /// Take the smelter look-ups of filled CMRTs as reference lists too
    #[arg(long)]
    pub lists: bool,
    /// What the files are for: else it is guessed, and said
    #[arg(long = "as", value_name = "ROLE", value_enum)]
    pub as_role: Option<GivenRole>,
    /// Of status lists and risk lists: the day that they speak for, such as 2022-12-31; else what the file says
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Of status lists: what they say of the facilities that they name; else what the file says
    #[arg(long, value_name = "KIND", value_enum)]
    pub kind: Option<GivenKind>,
    /// Of status lists: whose they are, such as LBMA; else what the file says, else RMAP
    #[arg(long, value_name = "NAME")]
    pub programme: Option<String>,
    /// Of status lists: the metals that they are for; else all that the programme audits
    #[arg(long, value_name = "METAL", value_parser = parse_metal)]
    pub metal: Vec<Metal>,
    /// Of status lists: they have every facility of their kind, so that one that is on none is Indeterminable
    #[arg(long)]
    pub complete: bool,
    /// How to write what would be taken: json gives the effect of status lists on Annex I
    #[arg(long, value_enum, default_value_t = ImportFormat::Text)]
    pub format: ImportFormat,
    /// Say what would be taken, and take nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What a file is for, as it is said on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GivenRole {
    /// Its facilities belong to Annex I, with the statuses that it states
    Annex,
    /// Another year’s, kept for comparison
    Baseline,
    /// It says which facilities are conformant or active
    Status,
    /// It gives names, countries and CIDs
    Reference,
    /// It says who is sanctioned, or which areas are at risk
    Risk,
}

impl GivenRole {
    /// The role.
    pub fn role(self) -> SourceRole {
        match self {
            Self::Annex => SourceRole::Annex,
            Self::Baseline => SourceRole::Baseline,
            Self::Status => SourceRole::Status,
            Self::Reference => SourceRole::Reference,
            Self::Risk => SourceRole::Risk,
        }
    }
}

/// What a status list says of the facilities that it names, as it is said on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GivenKind {
    /// Their audits were passed
    Conformant,
    /// They are committed to an audit
    Active,
}

impl GivenKind {
    /// The kind of list.
    pub fn kind(self) -> ListKind {
        match self {
            Self::Conformant => ListKind::Conformant,
            Self::Active => ListKind::Active,
        }
    }
}

/// How to write what an import comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// Lines for reading
    #[default]
    Text,
    /// JSON
    Json,
}

/// See [`CliCommand::Cids`] and [`CliCommand::Twins`].
#[derive(Debug, clap::Args)]
pub struct ProposalsArgs {
    /// Say what would be changed, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// How to write what is mostly text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    /// Lines for reading
    Text,
    /// CSV for a spreadsheet
    Csv,
    /// JSON
    Json,
}

/// See [`CliCommand::Check`].
#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// The workbooks that suppliers sent, or folders of them
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// The password of workbooks that need one
    #[arg(long, value_name = "PASSWORD")]
    pub password: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// See [`CliCommand::Report`].
#[derive(Debug, clap::Args)]
pub struct ReportArgs {
    /// Another folder to write into: a new or empty one, or one with an earlier report
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Statuses as of this day, such as 2022-12-31; else the workspace's own
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Write it only when no error speaks against filing it; else exit code 1
    #[arg(long = "final", conflicts_with_all = ["register", "as_of"])]
    pub is_final: bool,
    /// Write the internal register of judgements instead, into letters/
    #[arg(long, conflicts_with = "out")]
    pub register: bool,
}
