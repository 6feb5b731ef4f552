//! What must hold between the rows of a workspace beyond what opening it needs.

use crate::domain::{Facility, FacilityId, SourceId, Workspace};

/// A row that names something that is not there.
pub(super) struct Dangling {
    /// What is wrong.
    pub message: String,
    /// An identifier that stands in the row.
    pub id: String,
}

/// Every row that names something that is not there.
pub(super) fn dangling(ws: &Workspace) -> Vec<Dangling> {
    let mut found = Vec::new();
    for facility in ws.facilities.values() {
        found.extend(claims(ws, facility));
    }
    for constraint in ws.constraints.values() {
        found.extend(source(ws, "a constraint", &constraint.source));
        found
            .extend(constraint.rows.iter().filter_map(|row| facility(ws, "a constraint", row, row.as_str())));
    }
    let decided = ws.dispositions.keys().map(|id| ("a disposition", id, id.as_str()));
    let rated = ws.ratings.keys().map(|id| ("a rating", id, id.as_str()));
    let noted = ws.notes.values().map(|note| ("a note", &note.facility, note.id.as_str()));
    let shown = ws.evidence.values().map(|evidence| ("evidence", &evidence.facility, evidence.id.as_str()));
    let asked = ws.actions.values().map(|action| ("an action", &action.facility, action.id.as_str()));
    let rows = decided.chain(rated).chain(noted).chain(shown).chain(asked);
    found.extend(rows.filter_map(|(what, of, id)| facility(ws, what, of, id)));
    found
}

fn claims(ws: &Workspace, facility: &Facility) -> Option<Dangling> {
    let mut sources = facility.claims.iter().filter_map(|claim| claim.origin.source());
    let missing = sources.find(|id| !ws.sources.contains_key(*id))?;
    let id = &facility.id;
    let message = format!("a claim of facility {id} names source {missing}, which is not there");
    Some(Dangling { message, id: id.to_string() })
}

fn source(ws: &Workspace, what: &str, id: &SourceId) -> Option<Dangling> {
    let message = || format!("{what} names source {id}, which is not there");
    (!ws.sources.contains_key(id)).then(|| Dangling { message: message(), id: id.to_string() })
}

fn facility(ws: &Workspace, what: &str, of: &FacilityId, id: &str) -> Option<Dangling> {
    let message = || format!("{what} ({id}) names facility {of}, which is not there");
    (!ws.facilities.contains_key(of)).then(|| Dangling { message: message(), id: id.to_owned() })
}
