//! Recording one edit from the command line.

use super::{Context, output};
use crate::Problem;
use crate::domain::{Cause, Edit, Entry};
use crate::runtime::clock;
use crate::store::Store;
use crate::text::visible;

/// Appends an edit to the journal under a title, and says so.
pub(super) fn record(context: &Context, mut store: Store, title: String, edit: Edit) -> Result<(), Problem> {
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
    if let Err(error) = store.close() {
        output::note(&error.problem());
    }
    output::out(&(visible(&format!("Taken: {}", entry.title)) + "\n"))
}
