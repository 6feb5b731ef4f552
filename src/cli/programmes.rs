//! `rcoi programmes`.

use serde::Serialize;

use super::args::{Format, TextFormat};
use super::context::{CommandOutcome, Context};
use super::emit::emit;
use super::output;
use super::record_edit::{open, record};
use super::select::parse_status;
use crate::Problem;
use crate::domain::{Edit, Programme, Settings, Status, Workspace};
use crate::runtime::clock;
use crate::store::Opened;
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::{fold, pad_right, visible};

/// See [`super::args::CliCommand::Programmes`].
#[derive(Debug, clap::Args)]
pub struct ProgrammesArgs {
    /// Let a conformant entry of this programme’s lists give the status
    #[arg(long, value_name = "NAME")]
    pub recognise: Vec<String>,
    /// Keep this programme’s entries, and let them give no status: as before it was recognised here
    #[arg(long, value_name = "NAME")]
    pub disregard: Vec<String>,
    /// Say what a word in a list’s column of statuses means: conformant, active or indeterminable
    #[arg(long, value_name = "WORD=STATUS", value_parser = parse_word)]
    pub word: Vec<(String, Status)>,
    /// Take back what was said of a word
    #[arg(long, value_name = "WORD")]
    pub forget: Vec<String>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Reads `WORD=STATUS`.
fn parse_word(text: &str) -> Result<(String, Status), String> {
    let (word, status) =
        text.rsplit_once('=').ok_or("give it as WORD=STATUS, such as \"Listed=conformant\"")?;
    match parse_status(status)? {
        Status::Unresolved => Err("a list says conformant, active or indeterminable".to_owned()),
        status @ (Status::Conformant | Status::Active | Status::Indeterminable) => {
            Ok((word.trim().to_owned(), status))
        }
    }
}

/// A programme in a listing.
#[derive(Debug, Serialize)]
struct ListedProgramme {
    programme: String,
    title: String,
    /// Whether a conformant entry of its lists gives the status.
    recognised: bool,
    /// Whether the workspace says so, and not the table of programmes.
    set: bool,
}

pub(super) fn run(context: &Context, args: &ProgrammesArgs) -> Result<CommandOutcome, Problem> {
    let is_change = [&args.recognise, &args.disregard, &args.forget].iter().any(|said| !said.is_empty());
    let opened = open(context, is_change || !args.word.is_empty(), "the sample has no status lists")?;
    if is_change || !args.word.is_empty() {
        change(context, opened, args)?;
    } else {
        list(&opened.workspace, args.format)?;
    }
    Ok(CommandOutcome::Good)
}

fn change(context: &Context, opened: Opened, args: &ProgrammesArgs) -> Result<(), Problem> {
    let from = opened.workspace.settings;
    if let Some(programme) = args.disregard.iter().filter_map(|name| Programme::read(name)).find(by_table) {
        return Err(Problem::new(
            "nothing was changed: the table of programmes recognises it for every workspace",
            programme.name(),
            "set a status of your own where you know better, or withdraw its lists",
        ));
    }
    let to = changed(&from, args);
    if from == to {
        return output::out("Nothing to do: it is so already\n");
    }
    record(context, opened.store, title(args), Edit::change_settings(from, to))
}

/// Whether the table of programmes lets its conformant entries give the status.
fn by_table(programme: &Programme) -> bool {
    programme.info().is_some_and(|info| info.recognised)
}

fn changed(from: &Settings, args: &ProgrammesArgs) -> Settings {
    let mut to = from.clone();
    let named = |names: &[String]| -> Vec<Programme> {
        names.iter().filter_map(|name| Programme::read(name)).collect()
    };
    to.recognised.extend(named(&args.recognise).into_iter().filter(|programme| !by_table(programme)));
    for programme in named(&args.disregard) {
        to.recognised.remove(&programme);
    }
    for word in &args.forget {
        to.status_words.remove(&fold(word));
    }
    to.status_words.extend(args.word.iter().map(|(word, status)| (fold(word), *status)));
    to
}

fn title(args: &ProgrammesArgs) -> String {
    let recognised = args.recognise.iter().map(|name| format!("{name} gives the status"));
    let disregarded = args.disregard.iter().map(|name| format!("{name} gives no status"));
    let words = args.word.iter().map(|(word, status)| format!("\u{201c}{word}\u{201d} means {status}"));
    let forgotten = args.forget.iter().map(|word| format!("\u{201c}{word}\u{201d} as the table has it"));
    let all = recognised.chain(disregarded).chain(words).chain(forgotten);
    format!("Programmes: {}", all.collect::<Vec<_>>().join(", "))
}

/// Those of the table, then those that the workspace recognises besides, and those that its lists are of.
fn programmes(ws: &Workspace) -> Vec<ListedProgramme> {
    let known = Programme::known().iter().filter_map(|info| Programme::read(&info.id));
    let own =
        ws.settings.recognised.iter().chain(ws.status_lists.values().map(|list| &list.programme)).cloned();
    let mut all: Vec<Programme> = known.collect();
    for programme in own {
        if !all.contains(&programme) {
            all.push(programme);
        }
    }
    let listed = all.into_iter().map(|programme| {
        let by_table = by_table(&programme);
        let is_set = ws.settings.recognised.contains(&programme);
        ListedProgramme {
            title: programme.info().map_or_else(String::new, |info| info.title.clone()),
            recognised: by_table || is_set,
            set: is_set,
            programme: programme.name().to_owned(),
        }
    });
    listed.collect()
}

fn list(ws: &Workspace, format: TextFormat) -> Result<(), Problem> {
    let listed = programmes(ws);
    match format {
        TextFormat::Text => output::out(&text(ws, &listed)),
        TextFormat::Csv => emit(Format::Csv, &table(&listed), &listed),
        TextFormat::Json => emit(Format::Json, &table(&listed), &listed),
    }
}

fn text(ws: &Workspace, listed: &[ListedProgramme]) -> String {
    let programme = |it: &ListedProgramme| {
        let gives = match (it.recognised, it.set) {
            (true, true) => "gives the status, as set here",
            (true, false) => "gives the status",
            (false, _) => "is kept and shown, gives no status",
        };
        let title = if it.title.is_empty() { String::new() } else { format!("  ({})", it.title) };
        visible(&format!("{}  {gives}{title}", pad_right(&it.programme, 8))) + "\n"
    };
    let word = |(word, status): (&String, &Status)| {
        visible(&format!("\u{201c}{word}\u{201d} means {status}")) + "\n"
    };
    listed.iter().map(programme).chain(ws.settings.status_words.iter().map(word)).collect()
}

fn table(listed: &[ListedProgramme]) -> Table {
    let columns = [
        ("Programme", ColumnKind::Text),
        ("Title", ColumnKind::Text),
        ("Gives the status", ColumnKind::Text),
        ("Set", ColumnKind::Text),
    ];
    let yes = |is: bool| if is { Cell::text("yes") } else { Cell::Empty };
    let row = |it: &ListedProgramme| {
        vec![Cell::text(&it.programme), Cell::text(&it.title), yes(it.recognised), yes(it.set)]
    };
    let mut table = Table::new("Programmes", clock::today(), &columns);
    table.rows = listed.iter().map(row).collect();
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(recognise: &[&str], disregard: &[&str]) -> ProgrammesArgs {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        ProgrammesArgs {
            recognise: owned(recognise),
            disregard: owned(disregard),
            word: vec![("Listed".to_owned(), Status::Conformant)],
            forget: Vec::new(),
            format: TextFormat::Text,
        }
    }

    #[test]
    fn what_the_table_recognises_is_not_set() {
        let set = changed(&Settings::default(), &args(&["dmcc", "LBMA RGG"], &[]));
        assert_eq!(set.recognised.iter().map(Programme::name).collect::<Vec<_>>(), ["DMCC"]);
        assert_eq!(set.status_words.get("listed"), Some(&Status::Conformant));
        assert!(changed(&set, &args(&[], &["DMCC"])).recognised.is_empty());
    }

    #[test]
    fn words_mean_a_status_that_lists_say() {
        assert_eq!(parse_word("On the list=Active"), Ok(("On the list".to_owned(), Status::Active)));
        assert!(parse_word("Listed=unresolved").is_err() && parse_word("Listed").is_err());
    }
}
