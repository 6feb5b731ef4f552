//! A declaration against the one that the same supplier sent before it.

use super::{ComparedForm, Comparison, compare};
use crate::domain::cmrt::{DeclaredRow, SmelterColumn};
use crate::domain::{Cid, Contents, Declaration, Metal, NameKey, Workspace};
use crate::resolve::counting::before;
use crate::resolve::lists::{ListNames, Lists, country_key};
use crate::text::fold;

/// What changed from the declaration before this one; `None` for the first, or when the content of one of them is not
/// loaded. Rows of both are told by the same lists and the decisions of today, so that only the supplier's own
/// changes show.
pub fn since_before(
    ws: &Workspace,
    contents: &Contents,
    lists: &Lists,
    declaration: &Declaration,
) -> Option<Comparison> {
    let earlier = before(ws, contents, declaration)?;
    let (was, is) = (contents.form(&earlier.form)?, contents.form(&declaration.form)?);
    let (of_was, of_is) = (own(contents, earlier), own(contents, declaration));
    let cid_was = |row: &DeclaredRow| cid(ws, (lists.names(), &of_was), row);
    let cid_is = |row: &DeclaredRow| cid(ws, (lists.names(), &of_is), row);
    Some(compare(ComparedForm { form: was, cid: &cid_was }, ComparedForm { form: is, cid: &cid_is }))
}

/// The names of a declaration's own look-up.
fn own(contents: &Contents, declaration: &Declaration) -> ListNames {
    let look_up = declaration.look_up.as_ref().and_then(|hash| contents.list(hash));
    look_up.map_or_else(ListNames::default, |body| ListNames::of(body))
}

/// The number of the smelter that a row names: by its ID, by a list, by the file's own look-up, by decision.
fn cid(ws: &Workspace, (lists, own): (&ListNames, &ListNames), row: &DeclaredRow) -> Option<Cid> {
    let metal = row.metal?;
    let name = fold(row.name());
    let by_id = row.cid();
    let by_name = || lists.cid(metal, &name).or_else(|| own.cid(metal, &name));
    by_id.or_else(by_name).or_else(|| decided(ws, metal, row))
}

/// The number of the facility that an analyst decided a row to be.
fn decided(ws: &Workspace, metal: Metal, row: &DeclaredRow) -> Option<Cid> {
    let name = if row.name().is_empty() { row.id() } else { row.name() };
    let key = NameKey { metal, name: fold(name), country: country_key(row.text(SmelterColumn::Country)) };
    ws.view(ws.resolutions.get(&key)?.facility()?)?.cid()
}
