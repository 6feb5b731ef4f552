//! What each status list said of a facility, the oldest first.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::chosen::{Counting, listing};
use super::classify::cids_of;
use super::named_rows::key_of;
use crate::domain::{Cid, Contents, FacilityView, StatusList, StatusListing, Workspace};

/// What a list says of a facility, or that it says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDay {
    /// The list's title.
    pub title: String,
    /// The day that it speaks for.
    pub as_of: Date,
    /// Whether it has every facility of its kinds.
    pub complete: bool,
    /// What it says; none where it does not have the facility.
    pub said: Option<StatusListing>,
}

/// What every status list that covers the metal says of a facility, the oldest first: by its CID, where a row has none by a
/// decision or by the facility's name and country as written.
pub fn history(ws: &Workspace, contents: &Contents, view: &FacilityView<'_>) -> Vec<ListDay> {
    let cids: BTreeSet<Cid> = cids_of(view);
    let metal = view.facility.metal;
    let covering = ws.status_lists.values().filter(|list| list.metals.contains(&metal));
    let mut days: Vec<ListDay> = covering
        .filter_map(|list| {
            let body = contents.status(&list.body)?;
            let entries =
                body.entries.iter().filter_map(|entry| Counting::of(&ws.settings.status_words, list, entry));
            let mut own = entries.filter(|it| it.metal == metal);
            let entry = own.find(|it| match it.entry.cid {
                Some(cid) => cids.contains(&cid),
                None => is_named(ws, view, it),
            });
            Some(of(list, entry.map(listing)))
        })
        .collect();
    days.sort_by(|a, b| (a.as_of, &a.title).cmp(&(b.as_of, &b.title)));
    days
}

/// Whether a row without a CID names a facility.
fn is_named(ws: &Workspace, view: &FacilityView<'_>, row: &Counting<'_>) -> bool {
    let key = key_of(row.metal, &row.entry.name, &row.entry.country);
    if let Some(resolution) = ws.resolutions.get(&key) {
        return resolution.facility().is_some_and(|id| *ws.resolve(id) == view.facility.id);
    }
    let mut names = std::iter::once(view.name()).chain(view.other_names());
    names.any(|name| key_of(row.metal, name, view.country_written()) == key)
}

fn of(list: &StatusList, said: Option<StatusListing>) -> ListDay {
    ListDay { title: list.title.clone(), as_of: list.as_of, complete: list.complete, said }
}
