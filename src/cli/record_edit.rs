//! Recording one edit from the command line.

use super::context::Context;
use super::output;
use crate::Problem;
use crate::domain::{Cause, Edit, Entry, Stamp};
use crate::intake::check_unfrozen;
use crate::runtime::clock;
use crate::store::{Opened, Store};
use crate::text::visible;

/// Opens the workspace, to change it when `writing`, which a frozen one refuses. The sample is not changed: `sample` says why.
pub(super) fn open(context: &Context, writing: bool, sample: &str) -> Result<Opened, Problem> {
    let opened = open_any(context, writing, sample)?;
    if writing {
        check_unfrozen(&opened.workspace)?;
    }
    Ok(opened)
}

/// Opens the workspace to change it, frozen or not.
pub(super) fn open_frozen(context: &Context, sample: &str) -> Result<Opened, Problem> {
    open_any(context, true, sample)
}

fn open_any(context: &Context, writing: bool, sample: &str) -> Result<Opened, Problem> {
    let dir = context.dir()?;
    let opened = if writing { context.host.open(&dir) } else { context.host.open_reading(&dir) }?;
    opened.notices.iter().for_each(output::note);
    if writing {
        if opened.workspace.programme.sample {
            return Err(Problem::new(
                sample,
                dir.display().to_string(),
                "make a workspace of your own: rcoi init DIR --company NAME --year YYYY",
            ));
        }
        opened.store.check_writable().map_err(|error| error.problem())?;
    }
    Ok(opened)
}

/// Who does what is recorded, and when.
pub(super) fn stamp(context: &Context) -> Stamp {
    Stamp { by: context.host.person.clone(), at: clock::now() }
}

/// Appends an edit to the journal under a title, says so, and closes the workspace.
pub(super) fn record(context: &Context, mut store: Store, title: String, edit: Edit) -> Result<(), Problem> {
    append(context, &mut store, title, edit)?;
    if let Err(error) = store.close() {
        output::note(&error.problem());
    }
    Ok(())
}

/// Appends an edit to the journal under a title, and says so.
pub(super) fn append(context: &Context, store: &mut Store, title: String, edit: Edit) -> Result<(), Problem> {
    let entry = Entry {
        seq: store.next_seq(),
        id: context.host.ids()?.entry(),
        by: context.host.person.clone(),
        at: clock::now(),
        cause: Cause::Do,
        title,
        edit,
    };
    store.append(&entry).map_err(|error| error.problem())?;
    output::out(&(visible(&format!("Taken: {}", entry.title)) + "\n"))
}
