//! `rcoi config`.

use std::path::{Path, PathBuf};

use clap::Subcommand;

use super::context::{CommandOutcome, Context};
use super::output;
use crate::Problem;
use crate::app::keymap::Keymap;
use crate::runtime::{config, dirs};
use crate::store::{Disk, write_atomic};
use crate::text::visible;
use crate::ui::Theme;
use crate::ui::theme::{OWN_NAME, template};

/// See [`super::args::CliCommand::Config`].
#[derive(Debug, clap::Args)]
pub struct ConfigArgs {
    /// What to do.
    #[command(subcommand)]
    pub what: ConfigCommand,
}

/// What is done with the settings.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Write files to begin with: settings, keys and a theme, each with comments; files that are there stay
    Init(ConfigInitArgs),
    /// Print the folder that settings, keys and themes are read from
    Path,
}

/// See [`ConfigCommand::Init`].
#[derive(Debug, clap::Args)]
pub struct ConfigInitArgs {
    /// Replace files that are there; each is kept beside the new one, its name ending in .old
    #[arg(long)]
    pub force: bool,
    /// The theme to copy: dark, light or mono
    #[arg(long, value_name = "NAME", default_value = "dark")]
    pub from: String,
}

pub(super) fn run(context: &Context, args: &ConfigArgs) -> Result<CommandOutcome, Problem> {
    match &args.what {
        ConfigCommand::Init(args) => init(context, args),
        ConfigCommand::Path => {
            let path = context.host.dirs.config().display().to_string();
            output::out(&format!("{}\n", visible(&path)))?;
            Ok(CommandOutcome::Good)
        }
    }
}

/// What became of a file.
enum Fate {
    Written,
    /// One is there already.
    Stays,
    /// The one that was there is kept under another name.
    Replaced(PathBuf),
    /// It is there as it would be written.
    Same,
}

fn init(context: &Context, args: &ConfigInitArgs) -> Result<CommandOutcome, Problem> {
    let (disk, dirs) = (&*context.host.disk, &context.host.dirs);
    let theme = template(&args.from).ok_or_else(|| {
        let what = format!("no theme that ships is called {:?}", args.from);
        Problem::new(what, "--from", format!("give one of: {}", Theme::names().join(", ")))
    })?;
    let files = [
        (dirs.config_file(), config::TEMPLATE.to_owned(), "settings"),
        (dirs.keymap(), Keymap::template(), "keys"),
        (dirs.themes().join(format!("{OWN_NAME}.ron")), theme, "a theme"),
    ];
    dirs::ensure(disk, &dirs.themes())?;
    let mut lines = String::new();
    for (path, text, what) in &files {
        let shown = visible(&path.display().to_string());
        lines.push_str(&match write(disk, (path, text), args.force)? {
            Fate::Written => format!("wrote {shown}: {what}\n"),
            Fate::Replaced(old) => {
                let old = visible(&old.display().to_string());
                format!("wrote {shown}: {what}; the one before is {old}\n")
            }
            Fate::Same => format!("{shown} is as it would be written\n"),
            Fate::Stays => format!("{shown} is there already and stays; --force replaces it\n"),
        });
    }
    output::out(&lines)?;
    Ok(CommandOutcome::Good)
}

/// Where what a file held is kept: beside it, under a name that nothing has.
fn free_name(disk: &dyn Disk, path: &Path) -> PathBuf {
    let named = |end: String| {
        let mut name = path.to_path_buf().into_os_string();
        name.push(end);
        PathBuf::from(name)
    };
    let mut names =
        std::iter::once(".old".to_owned()).chain((2..).map(|number: u32| format!(".old{number}")));
    let free = names.find(|end| disk.stat(&named(end.clone())).is_err());
    named(free.unwrap_or_else(|| ".old".to_owned()))
}

/// Writes a file, unless another one is there and that is not to be replaced.
fn write(disk: &dyn Disk, (path, text): (&PathBuf, &str), force: bool) -> Result<Fate, Problem> {
    let unread = |error: std::io::Error| {
        let what = format!("a file of the configuration could not be read, and stays: {error}");
        Problem::new(what, path.display().to_string(), "check the disk and the permissions of the file")
    };
    // A link that leads nowhere is there, too.
    if disk.stat(path).is_err() {
        write_atomic(disk, path, text.as_bytes()).map_err(|error| error.problem())?;
        return Ok(Fate::Written);
    }
    if !force {
        return Ok(Fate::Stays);
    }
    let before = disk.read_through(path).map_err(unread)?;
    if before == text.as_bytes() {
        return Ok(Fate::Same);
    }
    let old = free_name(disk, path);
    write_atomic(disk, &old, &before).map_err(|error| error.problem())?;
    write_atomic(disk, path, text.as_bytes()).map_err(|error| error.problem())?;
    Ok(Fate::Replaced(old))
}
