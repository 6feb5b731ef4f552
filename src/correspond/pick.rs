//! Which supplier a person means by a few words.

use crate::Problem;
use crate::domain::{Supplier, Workspace};
use crate::text::fold;

/// Why words stand for no one supplier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPicked {
    /// They fit nobody.
    #[error("there is no supplier \u{201c}{0}\u{201d}")]
    Nobody(String),
    /// They fit several: their names.
    #[error("\u{201c}{words}\u{201d} can be any of {}", names.join("; "))]
    Several {
        words: String,
        /// The names of those that they fit.
        names: Vec<String>,
    },
}

impl From<NotPicked> for Problem {
    fn from(error: NotPicked) -> Self {
        let remedy = match &error {
            NotPicked::Nobody(_) => "give the name or the number as `rcoi suppliers export` has it",
            NotPicked::Several { .. } => "give more of the name, or the number",
        };
        Self::new(error.to_string(), "", remedy)
    }
}

/// The supplier with exactly this name or number; else the one whose name or other name is the same but for case and
/// marks. For what nobody looks at before it is recorded.
///
/// # Errors
/// When the words fit nobody, or several equally well.
pub fn pick_exact<'a>(ws: &'a Workspace, words: &str) -> Result<&'a Supplier, NotPicked> {
    let (words, folded) = (words.trim(), fold(words));
    first_of(
        ws,
        words,
        &[
            &|supplier| supplier.name == words,
            &|supplier| !words.is_empty() && supplier.number == words,
            &|supplier| !folded.is_empty() && names_of(supplier).any(|name| fold(name) == folded),
        ],
    )
}

/// The supplier with this name or number; else the one whose name or other name is the same but for case and
/// marks; else the only one whose name begins so.
///
/// # Errors
/// When the words fit nobody, or several equally well.
pub fn pick<'a>(ws: &'a Workspace, words: &str) -> Result<&'a Supplier, NotPicked> {
    let folded = fold(words);
    let begins = |supplier: &Supplier| !folded.is_empty() && fold(&supplier.name).starts_with(&folded);
    match pick_exact(ws, words) {
        Err(NotPicked::Nobody(_)) => first_of(ws, words.trim(), &[&begins]),
        picked => picked,
    }
}

/// The one supplier that passes the first test that any passes.
fn first_of<'a>(
    ws: &'a Workspace,
    words: &str,
    tests: &[&dyn Fn(&Supplier) -> bool],
) -> Result<&'a Supplier, NotPicked> {
    for test in tests {
        let fitting: Vec<&Supplier> = ws.suppliers.values().filter(|supplier| test(supplier)).collect();
        match fitting.as_slice() {
            [] => {}
            [one] => return Ok(one),
            several => {
                let mut names: Vec<String> = several.iter().map(|supplier| supplier.name.clone()).collect();
                names.sort();
                return Err(NotPicked::Several { words: words.to_owned(), names });
            }
        }
    }
    Err(NotPicked::Nobody(words.to_owned()))
}

/// A supplier's name, then its other names.
pub(super) fn names_of(supplier: &Supplier) -> impl Iterator<Item = &str> {
    std::iter::once(supplier.name.as_str()).chain(supplier.aliases.iter().map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correspond::fixture;

    #[test]
    fn names_and_numbers_come_before_beginnings() {
        let ws =
            fixture::workspace(&[("Delta", "7"), ("Delta Cables", "8"), ("delta cables", "9"), ("8", "1")]);
        let name = |words| pick(&ws, words).map(|supplier| supplier.name.as_str());
        assert_eq!(name("Delta"), Ok("Delta"), "not the others that begin so");
        assert_eq!(name("9"), Ok("delta cables"));
        assert_eq!(name("8"), Ok("8"), "a name comes before a number");
        assert_eq!(name(" Delta Cables "), Ok("Delta Cables"));
        let several = vec!["Delta Cables".to_owned(), "delta cables".to_owned()];
        assert_eq!(
            name("DELTA CABLES"),
            Err(NotPicked::Several { words: "DELTA CABLES".to_owned(), names: several })
        );
        assert!(matches!(name("delt"), Err(NotPicked::Several { names, .. }) if names.len() == 3));
        for nobody in ["", "?", "Epsilon"] {
            assert_eq!(name(nobody), Err(NotPicked::Nobody(nobody.to_owned())));
        }
    }

    #[test]
    fn a_beginning_is_not_exact() {
        let ws = fixture::workspace(&[("Delta Cables", "8")]);
        assert_eq!(pick(&ws, "delta").unwrap().name, "Delta Cables");
        assert_eq!(pick_exact(&ws, "Delta"), Err(NotPicked::Nobody("Delta".to_owned())));
        assert!(["Delta Cables", "DELTA  cables", " 8 "].iter().all(|words| pick_exact(&ws, words).is_ok()));
    }

    #[test]
    fn other_names_count() {
        let mut ws = fixture::workspace(&[("Delta", "7")]);
        ws.suppliers.values_mut().for_each(|supplier| supplier.aliases.push("Löt & Co".to_owned()));
        assert_eq!(pick(&ws, "lot co").unwrap().name, "Delta");
        assert_eq!(pick(&ws, "del").unwrap().name, "Delta");
    }
}
