//! Words of the sources: names that only one type has.

use std::collections::BTreeMap;

use super::{sources, words};

/// How many of a hundred public types may have a name that another one has, too.
const SHARED_IN_A_HUNDRED: usize = 3;

/// What declares a type.
const TYPES: [&str; 4] = ["struct", "enum", "trait", "type"];

/// The names of the types that code declares as public, to everyone or to a part of the house. A type in a trait or an
/// `impl` has no `pub` before it.
fn public_types(code: &str) -> Vec<&str> {
    let found = code.match_indices("pub").filter_map(|(at, word)| {
        let before = code.get(..at)?.chars().next_back();
        let rest = code.get(at + word.len()..)?;
        let is_word =
            !before.is_some_and(|c| c.is_alphanumeric() || c == '_') && rest.starts_with([' ', '(', '\n']);
        let rest = match rest.strip_prefix('(') {
            Some(inside) => inside.split_once(')')?.1,
            None => rest,
        };
        let mut words = words(rest.split(['{', ';', '(', '=']).next()?).filter(|word| *word != "unsafe");
        let is_type = words.next().is_some_and(|word| TYPES.contains(&word));
        if is_word && is_type { words.next() } else { None }
    });
    found.collect()
}

#[test]
fn public_types_are_found_by_what_declares_them() {
    let code = "pub struct A { pub b: C }\npub(super) enum D<'a> {}\npub(in crate::x) unsafe trait E {}\n\
        pub type F = G; struct H; impl I { type J = K; pub fn l(m: N) {} }\npub const fn o() {}";
    assert_eq!(public_types(code), ["A", "D", "E", "F"]);
}

#[test]
fn a_name_belongs_to_one_type() {
    let sources: Vec<(String, String)> =
        sources().into_iter().map(|source| (source.code(), source.path)).collect();
    let mut places = BTreeMap::<&str, Vec<&str>>::new();
    for (code, path) in &sources {
        for name in public_types(code) {
            places.entry(name).or_default().push(path);
        }
    }
    let types: usize = places.values().map(Vec::len).sum();
    assert!(types > 300, "only {types} types found");
    let shared: Vec<_> = places.iter().filter(|(_, places)| places.len() > 1).collect();
    let sharing: usize = shared.iter().map(|(_, places)| places.len()).sum();
    assert!(
        sharing * 100 <= types * SHARED_IN_A_HUNDRED,
        "{sharing} of {types} public types share their name. Leave it to the one that is the field's word, and say of \
         the others what they are of (`RowRemark`, `CellAddress`), or make private what only its file uses: {shared:#?}"
    );
}
