//! A workspace on disk whose every text holds what must not leave the program: controls, marks that turn the direction of
//! writing, characters without width, line ends.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use rcoi::domain::{Cause, ContentKind, Contents, Edit, Entry, EntryId, FacilityId, Metal};
use rcoi::store::{
    Content, Opened, Owner, Paths, RealDisk, Store, canonical, content_path, from_canonical, load_contents,
    named_by, write_atomic,
};

/// What is put into every text, as RON writes it.
const POISON: &str = "\\u{1b}]0;x\\u{7}\\u{202e}\\u{2066}\\u{200b}\\0\\r\\nZq";

/// What of it must stand nowhere; the line ends are found by what follows them.
const FORBIDDEN: [&str; 8] = ["\u{1b}", "\u{7}", "\u{202e}", "\u{2066}", "\u{200b}", "\0", "\nZq", "\rZq"];

/// What of the poison stands in a text, with what is around it.
pub fn found_in(text: &str) -> Option<String> {
    let at = FORBIDDEN.iter().find_map(|one| text.find(one))?;
    let (before, after) = text.split_at(at);
    let before: String = before.chars().rev().take(60).collect();
    let after: String = after.chars().take(60).collect();
    Some(format!("{:?}", before.chars().rev().collect::<String>() + &after))
}

/// Makes the workspace in a folder that is empty or new. It is made once for a test program.
pub fn workspace(dir: &Path) {
    static MADE: OnceLock<tempfile::TempDir> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let temp = tempfile::tempdir().unwrap();
        make(temp.path());
        temp
    });
    copy(made.path(), dir);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let there = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &there);
        } else {
            std::fs::copy(entry.path(), there).unwrap();
        }
    }
}

/// Makes it from the one in the fixtures.
fn make(dir: &Path) {
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/compat/workspace");
    let opened = Store::open_reading(Arc::new(RealDisk), &old).unwrap();
    let (contents, problems) = load_contents(&RealDisk, &Paths::new(&old), &named_by(&opened.workspace));
    assert!(problems.is_empty(), "{problems:?}");
    let mut text = canonical(&opened.workspace).unwrap();
    let held = tempfile::tempdir().unwrap();
    let names = poisoned_contents(&contents, held.path());
    for (before, after) in &names {
        text = text.replace(before, after);
    }
    // To an address that holds any no letter is written at all.
    let may_be = |value: &str| is_words(value) && !value.contains('@');
    let (text, poisoned) = poisoned(&text, &may_be, &|text| from_canonical(text).is_ok());
    assert!(poisoned > 300, "only {poisoned} texts hold the poison");
    let owner =
        Owner { host: "desk".into(), pid: 1, since: jiff::Timestamp::UNIX_EPOCH, person: "Ada".into() };
    let mut store = Store::init(Arc::new(RealDisk), dir, &from_canonical(&text).unwrap(), &owner).unwrap();
    for folder in ["declarations", "lists"] {
        for entry in std::fs::read_dir(held.path().join(folder)).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), dir.join(folder).join(entry.file_name())).unwrap();
        }
    }
    store.append(&entry(store.next_seq())).unwrap();
}

/// The workspace as it is read back, with its contents.
pub fn opened(dir: &Path) -> (Opened, Contents) {
    let opened = Store::open_reading(Arc::new(RealDisk), dir).unwrap();
    let (contents, problems) = load_contents(&RealDisk, &Paths::new(dir), &named_by(&opened.workspace));
    assert!(problems.is_empty(), "{problems:?}");
    (opened, contents)
}

/// An edit of somebody whose name is poisoned too.
fn entry(seq: u64) -> Entry {
    Entry {
        seq,
        id: EntryId::new("entry1"),
        by: "Ada\u{1b}\u{202e}\r\nZq".to_owned(),
        at: "2026-12-02T09:00:00Z".parse().unwrap(),
        cause: Cause::Do,
        title: "Added\u{7}\u{2066}\u{200b}\0\r\nZq".to_owned(),
        edit: Edit::AddFacility(FacilityId::new("f0000000000000added"), Metal::Tin),
    }
}

/// Writes the contents, poisoned; their names before and after.
fn poisoned_contents(contents: &Contents, dir: &Path) -> BTreeMap<String, String> {
    let forms = contents.forms.values().map(|form| Content::form(form).unwrap());
    let lists = contents.lists.values().map(|list| Content::list(list).unwrap());
    let renamed = forms.chain(lists).map(|content| {
        // What has blanks in it is no identifier; to try all the others takes too long.
        let is_phrase = |value: &str| value.contains(' ');
        let (text, _) = poisoned(&content.text, &is_phrase, &|text| is_read(content.kind, text));
        let after = rcoi::import::sha256(text.as_bytes());
        let path = content_path(&Paths::new(dir), content.kind, &after);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        write_atomic(&RealDisk, &path, text.as_bytes()).unwrap();
        (content.sha256, after)
    });
    renamed.collect()
}

fn is_read(kind: ContentKind, text: &str) -> bool {
    let temp = tempfile::tempdir().unwrap();
    let (paths, name) = (Paths::new(temp.path()), rcoi::import::sha256(text.as_bytes()));
    let path = content_path(&paths, kind, &name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    write_atomic(&RealDisk, &path, text.as_bytes()).unwrap();
    load_contents(&RealDisk, &paths, &[(kind, name)]).1.is_empty()
}

/// The text with the poison in every value that may be any text, and how many those are. A value that may not is found by
/// trying: the text is then not read.
fn poisoned(text: &str, may_be: &dyn Fn(&str) -> bool, reads: &dyn Fn(&str) -> bool) -> (String, usize) {
    let places = texts(text, may_be);
    let mut taken = Vec::new();
    try_all(text, &places, &mut taken, reads);
    taken.sort_unstable();
    (with_poison(text, &taken), taken.len())
}

fn try_all(text: &str, places: &[usize], taken: &mut Vec<usize>, reads: &dyn Fn(&str) -> bool) {
    if places.is_empty() {
        return;
    }
    let mut all = [taken.as_slice(), places].concat();
    all.sort_unstable();
    if reads(&with_poison(text, &all)) {
        taken.extend(places);
    } else if let (first @ [_, ..], second @ [_, ..]) = places.split_at(places.len() / 2) {
        try_all(text, first, taken, reads);
        try_all(text, second, taken, reads);
    }
}

fn with_poison(text: &str, places: &[usize]) -> String {
    let mut out = String::with_capacity(text.len() + places.len() * POISON.len());
    let (mut rest, mut from) = (text, 0);
    for at in places {
        let (before, behind) = rest.split_at(at - from);
        out.push_str(before);
        out.push_str(POISON);
        (rest, from) = (behind, *at);
    }
    out + rest
}

/// Where values end that may be any text.
fn texts(text: &str, may_be: &dyn Fn(&str) -> bool) -> Vec<usize> {
    let (mut places, mut start, mut is_escaped) = (Vec::new(), None, false);
    for (at, c) in text.char_indices() {
        match (start, c) {
            (_, _) if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (None, '"') => start = Some(at + 1),
            (Some(from), '"') => {
                if text.get(from..at).is_some_and(may_be) {
                    places.push(at);
                }
                start = None;
            }
            (_, _) => {}
        }
    }
    places
}

/// Whether a value looks like words: it is no identifier, hash, day or number.
fn is_words(value: &str) -> bool {
    let is_code = value.starts_with("CID") || value.starts_with(|c: char| c.is_ascii_digit());
    let is_id = value.len() >= 16 && value.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let is_day = value.len() >= 10 && value.as_bytes().get(4) == Some(&b'-') && value.starts_with('2');
    !value.is_empty() && !is_id && !is_day && !is_code
}

mod tests {
    use super::*;

    #[test]
    fn what_is_poisoned_is_read_and_told() {
        let text = "(a:\"x\",b:\"2026-01-01\",c:\"\",d:\"y \\\" z\")";
        let (all, count) = poisoned(text, &is_words, &|_| true);
        assert_eq!(
            (count, all),
            (2, format!("(a:\"x{POISON}\",b:\"2026-01-01\",c:\"\",d:\"y \\\" z{POISON}\")"))
        );
        let (some, count) = poisoned(text, &is_words, &|text| !text.contains(&format!("z{POISON}")));
        assert_eq!((count, some), (1, format!("(a:\"x{POISON}\",b:\"2026-01-01\",c:\"\",d:\"y \\\" z\")")));
        assert!(found_in("a\u{202e}b").is_some() && found_in("a\nb Zq").is_none());
        let temp = tempfile::tempdir().unwrap();
        workspace(temp.path());
        let (opened, contents) = opened(temp.path());
        assert!(opened.workspace.programme.company.contains('\u{1b}') && !contents.forms.is_empty());
    }
}
