//! Words of the sources: names that only one type has, and docs where a reader needs them.

use std::collections::BTreeMap;

use super::{Source, before_tests, sources, words};

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
    assert!(
        shared.is_empty(),
        "public types share their name. Leave it to the one that is the field's word, and say of \
         the others what they are of (`RowRemark`, `CellAddress`), or make private what only its file uses: {shared:#?}"
    );
}

/// The public types, traits and free functions of a source that have no docs, with their lines.
fn without_docs(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = before_tests(&source.text).lines().collect();
    let is_asked = |line: &str| {
        let item = line.strip_prefix("pub ").unwrap_or_default();
        let mut words =
            item.split([' ', '<', '(']).filter(|word| !["const", "unsafe", "async"].contains(word));
        words.next().is_some_and(|word| word == "fn" || TYPES.contains(&word))
    };
    let has_docs = |at: usize| {
        let above = lines.iter().take(at).rev().map(|line| line.trim());
        // Attributes may stand between an item and its docs, and one may be several lines long.
        let mut above = above
            .skip_while(|line| !line.is_empty() && !line.ends_with([';', '}']) && !line.starts_with("//"));
        above.next().is_some_and(|line| line.starts_with("/// "))
    };
    let items = lines.iter().enumerate().filter(|(at, line)| is_asked(line) && !has_docs(*at));
    items.map(|(at, line)| format!("src/{}:{}: {line}", source.path, at + 1)).collect()
}

#[test]
fn docs_are_missed_where_they_are_missing() {
    let text = "/// Says why.\n#[derive(Debug,\n    Clone)]\npub struct A;\n\npub struct B {\n    pub c: D,\n}\n\
        pub const fn e() {}\n// A remark.\npub trait F {\n    fn g();\n}\nstruct H;\npub(super) fn i() {}\n\
        #[cfg(test)]\nmod tests {\n}\n";
    let source = Source { path: "x.rs".to_owned(), text: text.to_owned() };
    let found = without_docs(&source);
    let lines: Vec<&str> = found.iter().filter_map(|found| found.split(' ').next()).collect();
    assert_eq!(lines, ["src/x.rs:6:", "src/x.rs:9:", "src/x.rs:11:"]);
}

#[test]
fn modules_types_traits_and_free_functions_have_docs() {
    let sources = sources();
    let modules = sources.iter().filter(|source| !source.text.starts_with("//! "));
    let modules = modules.map(|source| format!("src/{}: say what the module is for", source.path));
    let missing: Vec<String> = modules.chain(sources.iter().flat_map(without_docs)).collect();
    assert!(missing.is_empty(), "without docs: {missing:#?}");
}
