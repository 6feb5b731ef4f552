//! `rcoi templates`.

use jiff::civil::Date;
use serde::Serialize;

use super::args::{Format, TextFormat, parse_day};
use super::context::{CommandOutcome, Context};
use super::emit::emit;
use super::output;
use super::record_edit::{open, record};
use super::review::workspace_if_any;
use crate::Problem;
use crate::cmrt::SeasonVersions;
use crate::domain::cmrt::Version;
use crate::domain::{Charter, Contents, VersionRuling, Workspace};
use crate::intake::{VersionChange, change_versions, versions_set};
use crate::query::versions::{VersionRow, rows};
use crate::runtime::clock;
use crate::store::Opened;
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::{count, pad_right};

/// See [`super::args::CliCommand::Templates`].
#[derive(Debug, clap::Args)]
pub struct TemplatesArgs {
    /// Accept a version that is older than the one that was current, or ask for a newer one
    #[arg(long, value_name = "VERSION", value_parser = parse_version)]
    pub accept: Vec<Version>,
    /// Refuse a version
    #[arg(long, value_name = "VERSION", value_parser = parse_version)]
    pub refuse: Vec<Version>,
    /// Make a version known that this program does not know, with the day of its release
    #[arg(long, value_name = "VERSION=DAY", value_parser = parse_added)]
    pub add: Vec<(Version, Date)>,
    /// Take back what was said of a version, or of all when none is named
    #[arg(long, value_name = "VERSION", value_parser = parse_version, num_args = 0..)]
    pub reset: Option<Vec<Version>>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// A version in a listing; what is not known is null.
#[derive(Debug, Serialize)]
struct ListedVersion {
    version: Version,
    /// The day of its release.
    date: Option<Date>,
    layout: &'static str,
    /// Whether the workspace made it known.
    added: bool,
    /// Whether it was current when the season's first request went out.
    current: Option<bool>,
    accepted: Option<bool>,
    /// What was said of it: `accepted`, `refused`.
    set: Option<&'static str>,
    /// How many of the declarations that count use it.
    declarations: usize,
}

impl ListedVersion {
    fn of(row: &VersionRow) -> Self {
        Self {
            version: row.version,
            date: row.date,
            layout: row.layout(),
            added: row.is_added,
            current: row.was_current,
            accepted: row.is_accepted,
            set: row.ruling.map(VersionRuling::name),
            declarations: row.declarations,
        }
    }
}

/// Reads a version.
///
/// # Errors
/// When it is none.
fn parse_version(text: &str) -> Result<Version, String> {
    Version::parse(text).ok_or_else(|| "give a version such as 6.22".to_owned())
}

/// Reads `VERSION=DAY`.
///
/// # Errors
/// When it is none.
fn parse_added(text: &str) -> Result<(Version, Date), String> {
    let (version, day) = text.split_once('=').ok_or("give it as VERSION=DAY, such as 6.7=2027-04-20")?;
    Ok((parse_version(version)?, parse_day(day.trim())?))
}

pub(super) fn run(context: &Context, args: &TemplatesArgs) -> Result<CommandOutcome, Problem> {
    let is_change =
        args.reset.is_some() || !(args.accept.is_empty() && args.refuse.is_empty() && args.add.is_empty());
    if is_change {
        change(context, args)?;
    } else {
        let opened = workspace_if_any(context)?;
        // Without a workspace there is no season, and the versions are those of the program.
        let none = || Workspace::new(Charter { company: String::new(), year: 0, sample: false });
        let contents = opened.as_ref().map_or_else(Contents::default, |(_, opened)| context.contents(opened));
        list(&opened.map_or_else(none, |(_, opened)| opened.workspace), &contents, args.format)?;
    }
    Ok(CommandOutcome::Good)
}

fn list(ws: &Workspace, contents: &Contents, format: TextFormat) -> Result<(), Problem> {
    let rows = rows(ws, contents);
    let listed: Vec<ListedVersion> = rows.iter().map(ListedVersion::of).collect();
    match format {
        TextFormat::Text => output::out(&text(&SeasonVersions::of(ws), &rows)),
        TextFormat::Csv => emit(Format::Csv, &table(&rows), &listed),
        TextFormat::Json => emit(Format::Json, &table(&rows), &listed),
    }
}

fn text(season: &SeasonVersions, rows: &[VersionRow]) -> String {
    let head = match season.began().map(|day| (day, season.current(day))) {
        Some((day, Some(current))) => {
            format!("The first request went out on {day}; {current} was current then\n")
        }
        Some((day, None)) => format!("The first request went out on {day}, before all versions\n"),
        None => "No request is in the log: each declaration is judged on its own day\n".to_owned(),
    };
    head + &rows.iter().map(line).collect::<String>()
}

fn line(row: &VersionRow) -> String {
    let day = row.date.map_or_else(|| "day not known".to_owned(), |day| day.to_string());
    let added = if row.is_added { ", added here" } else { "" };
    let used = match row.declarations {
        0 => String::new(),
        used => format!(", {}", count(used, "declaration", "declarations")),
    };
    let missing = if row.date.is_none() { "; rcoi templates --add gives it its day" } else { "" };
    let version = pad_right(&row.version.to_string(), 6);
    format!("{version} {day}  {}, layout {}{added}{used}{missing}\n", row.standing(), row.layout())
}

fn table(rows: &[VersionRow]) -> Table {
    let columns = [
        ("Version", ColumnKind::Text),
        ("Day", ColumnKind::Date),
        ("Layout", ColumnKind::Text),
        ("Current when the season began", ColumnKind::Text),
        ("Accepted", ColumnKind::Text),
        ("Set", ColumnKind::Text),
        ("Declarations", ColumnKind::Number),
    ];
    let mut table = Table::new("Template versions", clock::today(), &columns);
    table.rows.extend(rows.iter().map(cells));
    table
}

fn cells(row: &VersionRow) -> Vec<Cell> {
    let said = |said: Option<bool>| match said {
        Some(true) => Cell::text("yes"),
        Some(false) => Cell::text("no"),
        None => Cell::Empty,
    };
    vec![
        Cell::text(row.version.to_string()),
        row.date.map_or(Cell::Empty, Cell::Date),
        Cell::text(row.layout()),
        said(row.was_current),
        said(row.is_accepted),
        row.ruling.map_or(Cell::Empty, |ruling| Cell::text(ruling.name())),
        Cell::count(row.declarations),
    ]
}

fn change(context: &Context, args: &TemplatesArgs) -> Result<(), Problem> {
    let Opened { store, workspace, .. } = open(context, true, "the sample has no season")?;
    let settings = &workspace.settings;
    let all = || versions_set(settings).into_iter().collect();
    let reset = args.reset.as_ref().map(|named| if named.is_empty() { all() } else { named.clone() });
    let rule = |versions: &[Version], ruling| -> Vec<VersionChange> {
        versions.iter().map(|version| VersionChange::Rule(*version, ruling)).collect()
    };
    let mut changes: Vec<VersionChange> =
        reset.unwrap_or_default().into_iter().map(VersionChange::Reset).collect();
    changes.extend(args.add.iter().map(|(version, day)| VersionChange::Add(*version, *day)));
    changes.extend(rule(&args.accept, VersionRuling::Accepted));
    changes.extend(rule(&args.refuse, VersionRuling::Refused));
    match change_versions(settings, &changes)? {
        Some((title, edit)) => record(context, store, title, edit),
        None => output::out("Nothing to do: the versions are so already\n"),
    }
}
