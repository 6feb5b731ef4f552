//! `rcoi paths`.

use super::context::{CommandOutcome, Context};
use super::output;
use crate::Problem;
use crate::runtime::{WorkspaceChoice, last_workspace};
use crate::text::visible;

pub(super) fn run(context: &Context) -> Result<CommandOutcome, Problem> {
    let (host, dirs) = (&context.host, &context.host.dirs);
    let workspace = match &context.choice {
        WorkspaceChoice::Folder(dir) => std::path::absolute(dir).unwrap_or_else(|_| dir.clone()),
        WorkspaceChoice::Sample => dirs.sample(),
        WorkspaceChoice::Last => last_workspace::recall(&*host.disk, dirs).unwrap_or_else(|| dirs.sample()),
    };
    let lines = [
        ("config", dirs.config().to_owned()),
        ("data", dirs.data().to_owned()),
        ("state", dirs.state().to_owned()),
        ("log", dirs.log()),
        ("sample", dirs.sample()),
        ("workspace", workspace),
    ];
    let lines = lines.map(|(what, path)| format!("{what:<9}  {}\n", visible(&path.display().to_string())));
    output::out(&lines.concat())?;
    Ok(CommandOutcome::Good)
}
