//! `rcoi rules`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::args::{Format, TextFormat};
use super::context::{CommandOutcome, Context};
use super::emit::emit;
use super::output;
use super::record_edit::record;
use super::review::workspace_if_any;
use crate::Problem;
use crate::checks::{self, LooksAt, RULES, Rule};
use crate::domain::{Edit, Settings, Severity};
use crate::intake::check_unfrozen;
use crate::runtime::clock;
use crate::store::Opened;
use crate::tabular::{Cell, ColumnKind, Table};

/// A rule in a listing.
#[derive(Debug, Serialize)]
struct Listed {
    id: &'static str,
    severity: &'static str,
    /// What it is unless a workspace sets it.
    default: &'static str,
    /// What it looks at: `declaration`, `workspace`, `file`.
    over: &'static str,
    doc: &'static str,
    source: &'static str,
}

impl Listed {
    fn of(rule: &Rule, severities: &BTreeMap<String, Severity>) -> Self {
        Self {
            id: rule.id,
            severity: rule.severity_in(severities).name(),
            default: rule.severity.name(),
            over: rule.looks_at.name(),
            doc: rule.doc,
            source: rule.basis.words(),
        }
    }
}

/// See [`super::args::CliCommand::Rules`].
#[derive(Debug, clap::Args)]
pub struct RulesArgs {
    /// Give a rule another severity in the workspace: high-risk, error, warning or info
    #[arg(long, value_name = "ID=SEVERITY", value_parser = parse_set)]
    pub set: Vec<(&'static Rule, Severity)>,
    /// Give a rule its own severity back
    #[arg(long, value_name = "ID", value_parser = parse_rule)]
    pub reset: Vec<&'static Rule>,
    /// How to write the list
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

pub(super) fn run(context: &Context, args: &RulesArgs) -> Result<CommandOutcome, Problem> {
    if args.set.is_empty() && args.reset.is_empty() {
        let opened = workspace_if_any(context)?;
        let severities = opened.map(|(_, opened)| opened.workspace.settings.severities).unwrap_or_default();
        list(&severities, args.format)?;
    } else {
        change(context, args)?;
    }
    Ok(CommandOutcome::Good)
}

fn list(severities: &BTreeMap<String, Severity>, format: TextFormat) -> Result<(), Problem> {
    let rules: Vec<Listed> = RULES.iter().map(|rule| Listed::of(rule, severities)).collect();
    let titles = ["Rule", "Severity", "By default", "Over", "What it looks for", "Source"];
    let mut table = Table::new("Rules", clock::today(), &titles.map(|title| (title, ColumnKind::Text)));
    table.rows.extend(rules.iter().map(|rule| {
        let cells = [rule.id, rule.severity, rule.default, rule.over, rule.doc, rule.source];
        cells.iter().map(|cell| Cell::text(*cell)).collect()
    }));
    match format {
        TextFormat::Text => output::out(&rules.iter().map(lines).collect::<String>()),
        TextFormat::Csv => emit(Format::Csv, &table, &rules),
        TextFormat::Json => emit(Format::Json, &table, &rules),
    }
}

fn lines(rule: &Listed) -> String {
    let set =
        if rule.severity == rule.default { String::new() } else { format!(" (set; else {})", rule.default) };
    format!(
        "{}  {}{set}\n    {}\n    over the {}; source: {}\n",
        rule.id, rule.severity, rule.doc, rule.over, rule.source
    )
}

/// Reads `ID=SEVERITY`.
///
/// # Errors
/// When there is no such rule or severity, or the rule's severity decides nothing.
pub(super) fn parse_set(text: &str) -> Result<(&'static Rule, Severity), String> {
    let (id, severity) = text.split_once('=').ok_or("give it as ID=SEVERITY")?;
    let rule = parse_rule(id)?;
    let words = Severity::ALL.map(Severity::name).join(", ");
    let severity = Severity::parse(severity).ok_or(format!("give one of: {words}"))?;
    Ok((rule, severity))
}

/// Reads the identifier of a rule whose severity can be set.
///
/// # Errors
/// When there is no such rule, or its severity decides nothing.
pub(super) fn parse_rule(id: &str) -> Result<&'static Rule, String> {
    let rule = checks::rule(id).ok_or("there is no such rule; `rcoi rules` lists them")?;
    match rule.looks_at {
        LooksAt::File => Err("a file that is not read has no severity but this".to_owned()),
        LooksAt::Workspace(_)
        | LooksAt::Day(_)
        | LooksAt::Standings(_)
        | LooksAt::Screening(_)
        | LooksAt::Register(_)
        | LooksAt::Declaration(_) => Ok(rule),
    }
}

fn changed(from: &Settings, args: &RulesArgs) -> Settings {
    let mut to = from.clone();
    for rule in &args.reset {
        to.severities.remove(rule.id);
    }
    for (rule, severity) in &args.set {
        // What a rule has anyway is not set.
        if rule.severity == *severity {
            to.severities.remove(rule.id);
        } else {
            to.severities.insert(rule.id.to_owned(), *severity);
        }
    }
    to
}

fn title(args: &RulesArgs) -> String {
    let set = args.set.iter().map(|(rule, severity)| format!("{} is {}", rule.id, severity.name()));
    let reset = args.reset.iter().map(|rule| format!("{} is {} again", rule.id, rule.severity.name()));
    format!("Severity: {}", reset.chain(set).collect::<Vec<_>>().join(", "))
}

fn change(context: &Context, args: &RulesArgs) -> Result<(), Problem> {
    let Opened { store, workspace, notices, .. } = context.host.open(&context.dir()?)?;
    notices.iter().for_each(output::note);
    check_unfrozen(&workspace)?;
    let from = workspace.settings;
    let to = changed(&from, args);
    if from == to {
        return output::out("Nothing to do: the severities are so already\n");
    }
    store.check_writable().map_err(|error| error.problem())?;
    record(context, store, title(args), Edit::change_settings(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_are_set_by_the_words_of_the_lists() {
        let (rule, severity) = parse_set("row_duplicate=warning").unwrap();
        assert_eq!((rule.id, severity), ("ROW_DUPLICATE", Severity::Warning));
        for wrong in ["ROW_DUPLICATE", "NO_SUCH=warning", "ROW_DUPLICATE=grave", "FILE_UNREADABLE=info"] {
            assert!(parse_set(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_set_to_its_default_is_not_set() {
        let args = |set: &[&str], reset: &[&str]| RulesArgs {
            set: set.iter().map(|text| parse_set(text).unwrap()).collect(),
            reset: reset.iter().map(|text| parse_rule(text).unwrap()).collect(),
            format: TextFormat::Text,
        };
        let set = changed(&Settings::default(), &args(&["ROW_DUPLICATE=warning"], &[]));
        assert_eq!(set.severities["ROW_DUPLICATE"], Severity::Warning);
        assert_eq!(changed(&set, &args(&["ROW_DUPLICATE=info"], &[])), Settings::default());
        assert_eq!(changed(&set, &args(&[], &["ROW_DUPLICATE"])), Settings::default());
    }
}
