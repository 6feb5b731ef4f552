//! What must hold between the rows of a workspace, and of its values, beyond what opening it needs.

use std::collections::BTreeSet;
use std::str::Chars;

use crate::domain::{
    Facility, FacilityId, NameKey, Resolution, Screened, ScreeningKey, SourceId, SupplierId, Workspace,
};
use crate::text::{cut, is_unclean, visible};

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
    let asked = ws
        .actions
        .values()
        .filter_map(|action| Some(("an action", action.about.facility()?, action.id.as_str())));
    let screened = ws.screenings.keys().filter_map(screened);
    let rows = decided.chain(rated).chain(noted).chain(shown).chain(asked).chain(screened);
    found.extend(rows.filter_map(|(what, of, id)| facility(ws, what, of, id)));
    let asked = ws
        .actions
        .values()
        .filter_map(|action| Some(("an action", action.about.supplier()?, action.id.as_str())));
    let written = ws.letters.values().map(|letter| ("a letter", &letter.supplier, letter.id.as_str()));
    found.extend(asked.chain(written).filter_map(|(what, of, id)| supplier(ws, what, of, id)));
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

fn supplier(ws: &Workspace, what: &str, of: &SupplierId, id: &str) -> Option<Dangling> {
    let message = || format!("{what} ({id}) names supplier {of}, who is not there");
    (!ws.suppliers.contains_key(of)).then(|| Dangling { message: message(), id: id.to_owned() })
}

/// The longest that a value is told, in columns.
const TOLD: usize = 60;

/// The values in the text of a file that hold characters which are no text, each with its line, from 1. Notes may have lines.
pub(super) fn unclean(text: &str) -> Vec<(usize, String)> {
    let told =
        |(number, line)| values(line).into_iter().filter_map(move |value| Some((number, holds(&value)?)));
    (1..).zip(text.lines()).flat_map(told).collect()
}

fn holds(value: &str) -> Option<String> {
    let no_text = value.chars().filter(|c| *c != '\n' && is_unclean(c.encode_utf8(&mut [0; 4])));
    let no_text: BTreeSet<char> = no_text.collect();
    let names: Vec<String> = no_text.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
    let told = cut(&visible(value), TOLD);
    let what = format!("\u{201c}{told}\u{201d} holds characters that are no text ({})", names.join(", "));
    (!names.is_empty()).then(|| what + "; whatever leaves the program is without them")
}

/// The texts that stand in a line between quotation marks, as they are meant.
fn values(line: &str) -> Vec<String> {
    let mut all = Vec::new();
    let (mut chars, mut value) = (line.chars(), None);
    while let Some(c) = chars.next() {
        match (&mut value, c) {
            (None, '"') => value = Some(String::new()),
            (Some(_), '"') => all.extend(value.take()),
            (Some(text), '\\') => text.extend(escaped(&mut chars)),
            (Some(text), _) => text.push(c),
            (None, _) => {}
        }
    }
    all
}

/// The character that the rest of an escape means.
fn escaped(chars: &mut Chars<'_>) -> Option<char> {
    match chars.next()? {
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        '0' => Some('\0'),
        'x' => number(&chars.by_ref().take(2).collect::<String>()),
        'u' => number(chars.by_ref().take_while(|c| *c != '}').collect::<String>().trim_start_matches('{')),
        plain => Some(plain),
    }
}

fn number(digits: &str) -> Option<char> {
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_are_no_text_are_named_with_their_line() {
        let text = "(\n(name:\"Luna\\u{202e} \\\"x\\\"\",note:\"two\\nlines\"),\n\"\\x1b\u{200b}\"\n";
        let found = unclean(text);
        let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3]);
        assert!(found[0].1.contains("Luna<U+202E>") && found[0].1.contains("(U+202E)"), "{found:?}");
        assert!(found[1].1.contains("(U+001B, U+200B)"), "{found:?}");
    }
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
