//! README and `docs/`: what is made from the tables of the program is as the tables are, and what is linked is there.
//! When a page is stale, this writes it anew:
//!
//! ```sh
//! UPDATE_DOCS=1 cargo test --test it docs
//! ```

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::standing::report;
use clap::{Arg, CommandFactory};
use rcoi::app::keymap::{DEFAULT, Keymap};
use rcoi::app::{COMMANDS, Scope};
use rcoi::cli::args::Args;
use rcoi::export::{EXPORTERS, FormatWriter, bundle};
use rcoi::import::{IMPORTERS, sample};
use rcoi::lint::{LINTS, OWN_LINTS};
use rcoi::store::{RealDisk, write_atomic};

/// A picture larger than this makes a page slow to open.
const LARGEST_PICTURE: u64 = 80_000;

/// A page, its part that is made, and what makes it.
type Made = (&'static str, &'static str, fn() -> String);

const MADE: [Made; 6] = [
    ("docs/keys.md", "keys", keys),
    ("docs/commands.md", "commands", commands),
    ("docs/lints.md", "lints", lints),
    ("docs/lints.md", "own lints", own_lints),
    ("docs/files.md", "input", input),
    ("docs/files.md", "output", output),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap().replace('\r', "")
}

#[test]
fn what_is_made_from_tables_is_as_the_tables_are() {
    let mut stale = BTreeSet::new();
    for (name, part, make) in MADE {
        let old = page(name);
        let (start, end) = (format!("<!-- made: {part} -->\n"), format!("<!-- end: {part} -->\n"));
        let (before, rest) = old.split_once(&start).unwrap_or_else(|| panic!("{name}: no {start}"));
        let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("{name}: no {end}"));
        let new = format!("{before}{start}\n{}\n\n{end}{after}", make().trim());
        if new != old && std::env::var_os("UPDATE_DOCS").is_some() {
            write_atomic(&RealDisk, &root().join(name), new.as_bytes()).unwrap();
        } else if new != old {
            stale.insert(name);
        }
    }
    assert!(stale.is_empty(), "{stale:?} are stale: UPDATE_DOCS=1 cargo test --test it docs");
}

/// The text of a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

fn keys() -> String {
    let map = Keymap::parse(DEFAULT).unwrap();
    let mut scopes: Vec<Scope> = Vec::new();
    for info in COMMANDS {
        if !scopes.contains(&info.scope) {
            scopes.push(info.scope);
        }
    }
    let mut text = String::new();
    for scope in scopes {
        text.push_str(&format!("## {}\n\n| keys | does | name |\n|---|---|---|\n", scope.title()));
        for info in COMMANDS.iter().filter(|info| info.scope == scope) {
            let keys: Vec<String> = map.keys(info.command).iter().map(|key| format!("`{key}`")).collect();
            let keys = if keys.is_empty() { "palette".to_owned() } else { keys.join(" ") };
            text.push_str(&format!("| {keys} | {} | `{}` |\n", cell(info.doc), info.id));
        }
        text.push('\n');
    }
    text
}

fn commands() -> String {
    let mut root = Args::command();
    root.build();
    let global: Vec<&Arg> =
        root.get_arguments().filter(|arg| arg.is_global_set() && !arg.is_hide_set()).collect();
    let mut text = format!("## Options of every command\n\n{}", table(&global));
    text.push_str("| `-h`, `--help` | What the command does and its options. |\n\n");
    for command in root.get_subcommands() {
        describe(command, "rcoi", &mut text);
    }
    text
}

/// A command with its arguments and options, or each of the commands that it is made of.
fn describe(command: &clap::Command, parent: &str, text: &mut String) {
    if command.is_hide_set() || command.get_name() == "help" {
        return;
    }
    let name = format!("{parent} {}", command.get_name());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let level = if parent == "rcoi" { "##" } else { "###" };
    text.push_str(&format!("{level} {name}\n\n{}.\n\n", about.replace('<', "&lt;")));
    if command.has_subcommands() {
        for part in command.get_subcommands() {
            describe(part, &name, text);
        }
        return;
    }
    let usage = command.clone().render_usage().to_string();
    text.push_str(&format!("```text\n{}\n```\n\n", usage.trim_start_matches("Usage: ")));
    let of_help = |arg: &&Arg| !matches!(arg.get_id().as_str(), "help" | "version");
    let own: Vec<&Arg> = command
        .get_arguments()
        .filter(|arg| !arg.is_global_set() && !arg.is_hide_set())
        .filter(of_help)
        .collect();
    if !own.is_empty() {
        text.push_str(&format!("{}\n", table(&own)));
    }
}

fn table(args: &[&Arg]) -> String {
    let mut text = "| option | what |\n|---|---|\n".to_owned();
    for arg in args {
        text.push_str(&format!("| {} | {} |\n", spelled(arg), meaning(arg)));
    }
    text
}

/// An option as it is typed, such as `-w`, `--workspace DIR`.
fn spelled(arg: &Arg) -> String {
    let value =
        arg.get_value_names().and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default();
    let takes = arg.get_action().takes_values();
    let Some(long) = arg.get_long() else { return format!("`{value}`") };
    let short = arg.get_short().map(|short| format!("`-{short}`, ")).unwrap_or_default();
    if takes { format!("{short}`--{long} {value}`") } else { format!("{short}`--{long}`") }
}

/// What an option does, with the values that it takes and the one it has when it is not given.
fn meaning(arg: &Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut text = format!("{}.", cell(help.trim_end_matches('.')));
    let takes = arg.get_action().takes_values();
    for value in arg.get_possible_values().iter().filter(|value| takes && !value.is_hide_set()) {
        let what = value.get_help().map(|help| format!(": {}", cell(&help.to_string()))).unwrap_or_default();
        text.push_str(&format!("<br>`{}`{what}", value.get_name()));
    }
    for default in arg.get_default_values().iter().filter(|value| takes && !value.is_empty()) {
        text.push_str(&format!("<br>Without it: `{}`", default.display()));
    }
    text
}

fn lints() -> String {
    let mut text = "| name | severity | what it looks for | what to do |\n|---|---|---|---|\n".to_owned();
    for lint in LINTS {
        let (doc, remedy) = (cell(lint.doc), cell(lint.remedy));
        text.push_str(&format!("| `{}` | {} | {doc} | {remedy} |\n", lint.id, lint.severity.name()));
    }
    text
}

fn own_lints() -> String {
    let mut text = "| name | severity | what it looks for |\n|---|---|---|\n".to_owned();
    for lint in &OWN_LINTS {
        text.push_str(&format!("| `{}` | {} | {} |\n", lint.id, lint.severity.name(), cell(lint.doc)));
    }
    text
}

fn input() -> String {
    IMPORTERS.iter().map(|importer| format!("- {}\n", importer.title)).collect()
}

fn output() -> String {
    let ws = sample::workspace();
    let names: Vec<String> = bundle(&report(&ws)).unwrap().into_iter().map(|(name, _)| name).collect();
    let mut text = "| format | holds | in the sample's bundle |\n|---|---|---|\n".to_owned();
    for exporter in &EXPORTERS {
        let holds = match exporter.writer {
            FormatWriter::Document(_) | FormatWriter::Package(_) => "each document",
            FormatWriter::Data(_) => "the heading, figures, sentences and rows of Annex I, for programs",
            FormatWriter::Page(_) => "the figures for management, with pictures",
            FormatWriter::Table(_) => "Annex I as a table",
        };
        let end = format!(".{}", exporter.extension);
        let files: Vec<String> = names
            .iter()
            .filter(|name| name.ends_with(&end) && !name.contains("-trace-") && !name.contains("-edgar-"))
            .map(|name| format!("`{name}`"))
            .collect();
        text.push_str(&format!("| {end} | {holds} | {} |\n", files.join(", ")));
    }
    text
}

/// Pages that a reader may follow links on.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].iter().map(PathBuf::from).collect();
    for entry in fs::read_dir(root().join("docs")).unwrap() {
        pages.push(Path::new("docs").join(entry.unwrap().file_name()));
    }
    pages
}

/// The headings of a page as links name them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
    let kept = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_');
    headings
        .map(|line| {
            line.trim_start_matches('#').trim().to_lowercase().chars().filter(kept).collect::<String>()
        })
        .map(|heading| heading.replace(' ', "-"))
        .collect()
}

#[test]
fn what_is_linked_is_there() {
    for name in pages() {
        let text = page(&name.to_string_lossy());
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            if link.contains("://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = name.parent().unwrap().join(file);
            let target = if file.is_empty() { name.clone() } else { target };
            assert!(root().join(&target).exists(), "{}: {link} is not there", name.display());
            let there = anchor.is_empty() || anchors(&page(&target.to_string_lossy())).contains(anchor);
            assert!(there, "{}: no heading of {link}", name.display());
        }
    }
}

/// The texts of a folder's sources, those inside it too.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else {
            found.push(fs::read_to_string(&entry).unwrap());
        }
    }
}

#[test]
fn every_variable_of_the_environment_is_told() {
    let (files, mut texts) = (page("docs/files.md"), Vec::new());
    sources(&root().join("src"), &mut texts);
    let named =
        texts.iter().flat_map(|text| text.split("\"RCOI_").skip(1)).filter_map(|rest| rest.split('"').next());
    let named: BTreeSet<String> = named
        .filter(|name| !name.starts_with("TEST_") && !name.contains(' '))
        .map(|name| format!("RCOI_{name}"))
        .collect();
    assert!(named.contains("RCOI_PERSON") && named.contains("RCOI_WORKSPACE"), "{named:?}");
    for name in named {
        assert!(files.contains(&format!("| `{name}` |")), "docs/files.md does not tell of {name}");
    }
}

#[test]
fn every_picture_is_shown_and_small() {
    let readme = page("README.md");
    let folder = root().join("assets/screenshots");
    for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        assert!(readme.contains(&format!("](assets/screenshots/{name})")), "README.md does not show {name}");
        assert!(entry.metadata().unwrap().len() < LARGEST_PICTURE, "{name} is large");
    }
}
