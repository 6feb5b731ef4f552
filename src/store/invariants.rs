//! What must hold between the rows of a workspace beyond what opening it needs.

use crate::domain::{Facility, FacilityId, NameKey, Resolution, Screened, ScreeningKey, SourceId, Workspace};

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
    let screened = ws.screenings.keys().filter_map(screened);
    let rows = decided.chain(rated).chain(noted).chain(shown).chain(asked).chain(screened);
    found.extend(rows.filter_map(|(what, of, id)| facility(ws, what, of, id)));
    found.extend(ws.resolutions.iter().filter_map(|(key, resolution)| decision(ws, key, resolution)));
    found
}

fn screened(key: &ScreeningKey) -> Option<(&'static str, &FacilityId, &str)> {
    match &key.of {
        Screened::Facility(id) => Some(("a screening", id, &key.entry)),
        Screened::Name(_) => None,
    }
}

/// A decision on a name whose facility is not there, or of another metal: the rows of that name are open.
fn decision(ws: &Workspace, key: &NameKey, resolution: &Resolution) -> Option<Dangling> {
    let of = resolution.facility()?;
    let what = match ws.facilities.get(of) {
        Some(facility) if facility.metal == key.metal => return None,
        Some(_) => "is of another metal",
        None => "is not there",
    };
    let message = format!("the decision on {key} names facility {of}, which {what}");
    Some(Dangling { message, id: format!("{:?}", resolution.written) })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Charter, DecisionMethod, Edit, EditError, Metal, Resolved, Stamp};

    fn decided(written: &str, to: Resolved) -> Resolution {
        let stamp = Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let (written, country, list) = (written.to_owned(), String::new(), String::new());
        Resolution { to, written, country, method: DecisionMethod::Hand, score: None, list, stamp }
    }

    /// No edit brings such a decision; a person who edits or merges the text files may.
    #[test]
    fn decisions_name_a_facility_of_their_metal() {
        let mut ws = Workspace::new(Charter { company: "Example".to_owned(), year: 2026, sample: false });
        let tin = FacilityId::new("f1");
        Edit::AddFacility(tin.clone(), Metal::Tin).apply(&mut ws).unwrap();
        let key = |metal| NameKey { metal, name: "aurora".to_owned(), country: String::new() };
        let set = |metal, to: &FacilityId| Edit::SetResolution {
            key: Box::new(key(metal)),
            from: None,
            to: Some(Box::new(decided("Aurora", Resolved::Facility(to.clone())))),
        };
        assert!(matches!(set(Metal::Gold, &tin).apply(&mut ws), Err(EditError::Rule(_))));
        let gone = FacilityId::new("f2");
        assert!(matches!(set(Metal::Tin, &gone).apply(&mut ws), Err(EditError::Missing { .. })));
        set(Metal::Tin, &tin).apply(&mut ws).unwrap();
        assert!(dangling(&ws).is_empty());
        ws.resolutions.insert(key(Metal::Gold), decided("Aurora", Resolved::Facility(tin)));
        ws.resolutions.insert(key(Metal::Tungsten), decided("Aurora", Resolved::Facility(gone)));
        let messages: Vec<String> = dangling(&ws).into_iter().map(|flaw| flaw.message).collect();
        let of =
            |metal: &str, what: &str| format!("the decision on {metal} \u{201c}aurora\u{201d} names {what}");
        assert_eq!(
            messages,
            [
                of("Gold", "facility f1, which is of another metal"),
                of("Tungsten", "facility f2, which is not there")
            ]
        );
    }
}
