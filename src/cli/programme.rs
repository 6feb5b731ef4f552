//! `rcoi programme`.

use std::path::PathBuf;

use serde::Serialize;

use super::args::{Format, TextFormat};
use super::context::{CommandOutcome, Computed, Context};
use super::emit::emit;
use super::output;
use super::record_edit::{open, record, stamp};
use crate::Problem;
use crate::domain::{FactInfo, FactKey, FactOrigin, Workspace};
use crate::import::ImportError;
use crate::intake::{FactChange, add_section, change_facts, fact_info, move_section, remove_section};
use crate::report::{OwnProposals, proposals_file};
use crate::runtime::{clock, letters, reading};
use crate::store::Opened;
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::{pad_right, visible, width};

/// See [`super::args::CliCommand::Programme`].
#[derive(Debug, clap::Args)]
pub struct ProgrammeArgs {
    /// The fact to show, with its proposals, or to set
    #[arg(value_name = "FACT")]
    pub fact: Option<String>,
    /// What the company says of it
    #[arg(value_name = "TEXT", requires = "fact")]
    pub text: Option<String>,
    /// Take what the company says of the fact from a file
    #[arg(long, value_name = "FILE", requires = "fact", conflicts_with = "text")]
    pub file: Option<PathBuf>,
    /// Say something of a fact; may be given several times
    #[arg(long, value_name = "FACT=TEXT", value_parser = pair)]
    pub set: Vec<(String, String)>,
    /// Choose a proposal for a fact: the first, or the one of that number; may be given several times
    #[arg(long, value_name = "FACT[=N]")]
    pub propose: Vec<String>,
    /// Leave a section out, and say why; may be given several times
    #[arg(long, value_name = "FACT=REASON", value_parser = pair)]
    pub leave_out: Vec<(String, String)>,
    /// Take back what was said of a fact; may be given several times
    #[arg(long, value_name = "FACT")]
    pub clear: Vec<String>,
    /// Add a headed section of the company's own to the report
    #[arg(long, value_name = "TITLE", conflicts_with_all = ["fact", "set", "propose", "leave_out", "clear", "move_section", "remove_section"])]
    pub add_section: Option<String>,
    /// Put a section of the company's own elsewhere
    #[arg(long, value_name = "FACT", requires = "after", conflicts_with_all = ["fact", "set", "propose", "leave_out", "clear", "remove_section"])]
    pub move_section: Option<String>,
    /// Take a section of the company's own out, with what is said in it
    #[arg(long, value_name = "FACT", conflicts_with_all = ["fact", "set", "propose", "leave_out", "clear"])]
    pub remove_section: Option<String>,
    /// The section behind which it is to stand; the last, where nothing is said
    #[arg(long, value_name = "FACT")]
    pub after: Option<String>,
    /// Print the file of proposals that ships, to begin `templates/proposals.ron` of a workspace with
    #[arg(long, exclusive = true)]
    pub proposals: bool,
    /// The words given stood in last year's filing
    #[arg(long)]
    pub carried: bool,
    /// How to write the list
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Reads `KEY=TEXT`.
fn pair(text: &str) -> Result<(String, String), String> {
    let (key, rest) = text.split_once('=').ok_or("give it as FACT=TEXT, such as \"form.boxes=13p-1\"")?;
    Ok((key.trim().to_owned(), rest.to_owned()))
}

pub(super) fn run(context: &Context, args: &ProgrammeArgs) -> Result<CommandOutcome, Problem> {
    if args.proposals {
        output::out(proposals_file())?;
        return Ok(CommandOutcome::Good);
    }
    let changes = !args.set.is_empty()
        || !args.propose.is_empty()
        || !args.leave_out.is_empty()
        || !args.clear.is_empty()
        || args.text.is_some()
        || args.file.is_some();
    let sections = args.add_section.is_some() || args.move_section.is_some() || args.remove_section.is_some();
    let opened = open(context, changes || sections, "the sample files nothing")?;
    if sections {
        change_sections(context, opened, args)?;
    } else if changes {
        change(context, opened, args)?;
    } else if let Some(fact) = &args.fact {
        show(context, &opened, fact)?;
    } else {
        list(&opened.workspace, args.format)?;
    }
    Ok(CommandOutcome::Good)
}

fn change(context: &Context, opened: Opened, args: &ProgrammeArgs) -> Result<(), Problem> {
    let changes = changes(context, &opened, args)?;
    match change_facts(&opened.workspace, &changes, &stamp(context)).map_err(Problem::from)? {
        Some((title, edit)) => record(context, opened.store, title, edit),
        None => output::out("Nothing to do: it is so already\n"),
    }
}

/// Adds, moves or takes out a section of the company's own.
fn change_sections(context: &Context, opened: Opened, args: &ProgrammeArgs) -> Result<(), Problem> {
    let (ws, stamp) = (&opened.workspace, stamp(context));
    let after = args.after.as_deref().map(FactKey::new);
    let edit = match (&args.add_section, &args.move_section, &args.remove_section, &after) {
        (Some(title), ..) => {
            let (key, (title, edit)) = add_section(ws, title, after.as_ref(), &stamp)?;
            Some((format!("{title}: {key}"), edit))
        }
        (None, Some(key), _, Some(after)) => move_section(ws, &FactKey::new(key), after, &stamp)?,
        (None, _, Some(key), _) => Some(remove_section(ws, &FactKey::new(key))?),
        (None, ..) => None,
    };
    match edit {
        Some((title, edit)) => record(context, opened.store, title, edit),
        None => output::out("Nothing to do: it is so already\n"),
    }
}

/// The changes that are asked for, in order.
fn changes(
    context: &Context,
    opened: &Opened,
    args: &ProgrammeArgs,
) -> Result<Vec<(FactKey, FactChange)>, Problem> {
    let origin = if args.carried { FactOrigin::Carried } else { FactOrigin::Written };
    let said = |(key, text): &(String, String)| (FactKey::new(key), FactChange::Say(text.clone(), origin));
    let mut changes: Vec<(FactKey, FactChange)> = args.set.iter().map(said).collect();
    let given = match (&args.text, &args.file) {
        (Some(text), _) => Some(text.clone()),
        (None, Some(file)) => Some(text_of(context, file)?),
        (None, None) => None,
    };
    if let (Some(fact), Some(text)) = (&args.fact, given) {
        changes.push(said(&(fact.clone(), text)));
    }
    if !args.propose.is_empty() {
        let computed = context.computed(opened, None);
        let own = own(context, opened);
        let proposed = args.propose.iter().map(|wanted| proposed((&own, &computed), opened, wanted));
        changes.extend(proposed.collect::<Result<Vec<_>, Problem>>()?);
    }
    let left_out = |(key, why): &(String, String)| (FactKey::new(key), FactChange::LeaveOut(why.clone()));
    changes.extend(args.leave_out.iter().map(left_out));
    changes.extend(args.clear.iter().map(|key| (FactKey::new(key), FactChange::Clear)));
    Ok(changes)
}

fn text_of(context: &Context, file: &std::path::Path) -> Result<String, Problem> {
    let refused = ImportError::Refused { what: "this is no text", remedy: "save it as plain text, in UTF-8" };
    reading::read_with(&*context.host.disk, file, |raw| String::from_utf8(raw.to_vec()).map_err(|_| refused))
}

/// A proposal as `FACT`, the first, or `FACT=N`.
fn proposed(
    by: (&OwnProposals, &Computed),
    opened: &Opened,
    wanted: &str,
) -> Result<(FactKey, FactChange), Problem> {
    let (key, number) = wanted.split_once('=').unwrap_or((wanted, "1"));
    let key = fact_info(&opened.workspace, key)?.key();
    let texts = texts(by, opened, &key)?;
    let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let text = at.and_then(|at| texts.get(at)).cloned().ok_or_else(|| {
        let what = format!("nothing was changed: there is no proposal {number} for {key}");
        Problem::new(what, "", format!("rcoi programme {key} shows its proposals"))
    })?;
    Ok((key, FactChange::Say(text, FactOrigin::Proposed)))
}

/// The workspace's own proposals; what is wrong with them is told, and those that ship are used.
fn own(context: &Context, opened: &Opened) -> OwnProposals {
    letters::own_proposals(&*context.host.disk, opened.store.paths().dir()).unwrap_or_else(|problem| {
        output::note(&problem);
        OwnProposals::default()
    })
}

fn texts(
    (own, computed): (&OwnProposals, &Computed),
    opened: &Opened,
    key: &FactKey,
) -> Result<Vec<String>, Problem> {
    let found = own.texts(key, &opened.workspace, (&computed.standings, &computed.inquiry))?;
    found.problem.iter().for_each(output::note);
    Ok(found.texts)
}

/// A fact: what is said, by whom, where the filing has it, what is proposed.
fn show(context: &Context, opened: &Opened, key: &str) -> Result<(), Problem> {
    let info = fact_info(&opened.workspace, key)?;
    let mut out = format!("{}\n  used: {}\n  asks: {}\n", info.title, info.used, info.asks);
    match opened.workspace.facts.get(&info.key()) {
        Some(record) => {
            let (by, day) = (&record.stamp.by, record.stamp.at.strftime("%Y-%m-%d"));
            let what = if record.left_out { "left out" } else { record.origin.name() };
            out.push_str(&format!("  {what} by {by} on {day}:\n\n{}\n", record.text));
        }
        None => out.push_str("  nothing is said of it\n"),
    }
    for (number, text) in
        (1..).zip(texts((&own(context, opened), &context.computed(opened, None)), opened, &info.key())?)
    {
        out.push_str(&format!("\nProposal {number} (rcoi programme --propose {key}={number}):\n\n{text}\n"));
    }
    let shown: Vec<String> = out.lines().map(visible).collect();
    output::out(&(shown.join("\n") + "\n"))
}

/// A fact in a listing.
#[derive(Debug, Serialize)]
struct ListedFact {
    fact: String,
    title: String,
    /// What the company says; none where it says nothing.
    text: Option<String>,
    /// Whether the filing leaves it out; the text is then the reason.
    left_out: bool,
    origin: Option<&'static str>,
    by: Option<String>,
    at: Option<String>,
    used: String,
    /// Whether a filing can do without.
    optional: bool,
}

fn listed(ws: &Workspace) -> Vec<ListedFact> {
    let of = |info: FactInfo| {
        let record = ws.facts.get(&info.key());
        ListedFact {
            fact: info.id,
            title: info.title,
            text: record.map(|record| record.text.clone()),
            left_out: record.is_some_and(|record| record.left_out),
            origin: record.map(|record| record.origin.name()),
            by: record.map(|record| record.stamp.by.clone()),
            at: record.map(|record| record.stamp.at.to_string()),
            used: info.used,
            optional: info.optional,
        }
    };
    ws.fact_infos().into_iter().map(of).collect()
}

fn list(ws: &Workspace, format: TextFormat) -> Result<(), Problem> {
    let listed = listed(ws);
    match format {
        TextFormat::Text => {
            let widest = listed.iter().map(|fact| width(&fact.fact)).max().unwrap_or(0);
            output::out(&listed.iter().map(|fact| line(fact, widest)).collect::<String>())
        }
        TextFormat::Csv => emit(Format::Csv, &table(&listed), &listed),
        TextFormat::Json => emit(Format::Json, &table(&listed), &listed),
    }
}

/// How much of a text a line shows, in characters.
const SHOWN: usize = 60;

/// A fact in a line, its key in a column of this width.
fn line(fact: &ListedFact, widest: usize) -> String {
    let said = match &fact.text {
        Some(why) if fact.left_out => format!("left out: {why}"),
        Some(text) => text.clone(),
        None if fact.optional => "- (optional)".to_owned(),
        None => "- nothing is said yet".to_owned(),
    };
    let said: String = visible(&said).chars().take(SHOWN).collect();
    format!("{}  {}  {said}\n", pad_right(&fact.fact, widest), pad_right(&fact.title, 36))
}

fn table(listed: &[ListedFact]) -> Table {
    let columns = ["Fact", "Title", "Text", "Left out", "Origin", "By", "At", "Used"];
    let columns = columns.map(|title| (title, ColumnKind::Text));
    let or_empty = |text: Option<&str>| text.map_or(Cell::Empty, Cell::text);
    let row = |it: &ListedFact| {
        vec![
            Cell::text(&it.fact),
            Cell::text(&it.title),
            or_empty(it.text.as_deref()),
            if it.left_out { Cell::text("yes") } else { Cell::Empty },
            or_empty(it.origin),
            or_empty(it.by.as_deref()),
            or_empty(it.at.as_deref()),
            Cell::text(&it.used),
        ]
    };
    let mut table = Table::new("Facts for the filing", clock::today(), &columns);
    table.rows = listed.iter().map(row).collect();
    table
}
