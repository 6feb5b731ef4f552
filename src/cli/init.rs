//! `rcoi init`.

use std::path::PathBuf;
use std::sync::Arc;

use super::args::InitArgs;
use super::context::{CommandOutcome, Context};
use super::{demo, output};
use crate::Problem;
use crate::domain::{Charter, Workspace};
use crate::runtime::{dirs, last_workspace};
use crate::store::Store;
use crate::text::{clean, visible};

pub(super) fn run(context: &Context, args: &InitArgs) -> Result<CommandOutcome, Problem> {
    let (Some(company), Some(year)) = (&args.company, args.year) else {
        return demo::run(context, args);
    };
    let company = clean(company);
    if company.is_empty() {
        return Err(Problem::new(
            "the company has no name",
            "--company",
            "give its name as it stands in its filings",
        ));
    }
    let charter = Charter { company, year, sample: false };
    let dir = make(context, args, &Workspace::new(charter.clone()))?;
    output::out(&format!(
        "Made a workspace for {} ({}) in {}\nNext: rcoi import FILE, or rcoi to open it\n",
        charter.company,
        charter.year,
        visible(&dir.display().to_string()),
    ))?;
    Ok(CommandOutcome::Good)
}

/// Makes the workspace and remembers it as the last one; where it lies.
pub(super) fn make(context: &Context, args: &InitArgs, workspace: &Workspace) -> Result<PathBuf, Problem> {
    let host = &context.host;
    let dir = std::path::absolute(&args.dir).unwrap_or_else(|_| args.dir.clone());
    if let Some(parent) = dir.parent() {
        dirs::ensure(&*host.disk, parent)?;
    }
    let store = Store::init(Arc::clone(&host.disk), &dir, workspace, &host.owner())
        .map_err(|error| error.problem())?;
    store.close().map_err(|error| error.problem())?;
    if let Err(problem) = last_workspace::remember(&*host.disk, &host.dirs, &dir) {
        output::note(&problem);
    }
    Ok(dir)
}
