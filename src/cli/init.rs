//! `rcoi init`.

use std::sync::Arc;

use super::args::InitArgs;
use super::{Context, Verdict, output};
use crate::Problem;
use crate::domain::{Charter, Workspace};
use crate::runtime::{dirs, last};
use crate::store::Store;
use crate::text::{clean, visible};

pub(super) fn run(context: &Context, args: &InitArgs) -> Result<Verdict, Problem> {
    let company = clean(&args.company);
    if company.is_empty() {
        return Err(Problem::new(
            "the company has no name",
            "--company",
            "give its name as it stands in its filings",
        ));
    }
    let host = &context.host;
    let dir = std::path::absolute(&args.dir).unwrap_or_else(|_| args.dir.clone());
    if let Some(parent) = dir.parent() {
        dirs::ensure(&*host.disk, parent)?;
    }
    let workspace = Workspace::new(Charter { company, year: args.year, sample: false });
    let store = Store::init(Arc::clone(&host.disk), &dir, &workspace, &host.owner())
        .map_err(|error| error.problem())?;
    store.close().map_err(|error| error.problem())?;
    if let Err(problem) = last::remember(&*host.disk, &host.dirs, &dir) {
        output::note(&problem);
    }
    output::out(&format!(
        "Made a workspace for {} ({}) in {}\nNext: rcoi import FILE, or rcoi to open it\n",
        workspace.programme.company,
        workspace.programme.year,
        visible(&dir.display().to_string()),
    ))?;
    Ok(Verdict::Good)
}
