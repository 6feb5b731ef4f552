//! The rules of the house that no compiler checks, read from the sources and the tables.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod words;

#[path = "../common/standing.rs"]
mod standing;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rcoi::app::keymap::{DEFAULT, Keymap, RESERVED};
use rcoi::app::overlays::help::HelpTarget;
use rcoi::app::screens::Screens;
use rcoi::app::{App, COMMANDS, Clock, Command, Key, SCREENS, Session, Start};
use rcoi::checks::RULES;
use rcoi::domain::{ActionKind, Country, Disposition, Status, StatusList};
use rcoi::export::EXPORTERS;
use rcoi::import::IMPORTERS;
use rcoi::lint::LINTS;
use rcoi::query::FACILITY_FIELDS;
use rcoi::risk::{FLAGS, Suggestion};
use rcoi::runtime::config::{Config, TEMPLATE};
use rcoi::ui::{Theme, draw};

use standing::report;

/// The rooms, from the bottom up. The code of a room names rooms before it and no other; its tests may look up.
const ROOMS: [&str; 23] = [
    "text",
    "data",
    "problem",
    "tabular",
    "domain",
    "report",
    "risk",
    "cmrt",
    "demo",
    "import",
    "resolve",
    "standing",
    "checks",
    "correspond",
    "intake",
    "query",
    "export",
    "lint",
    "app",
    "store",
    "ui",
    "runtime",
    "cli",
];

/// The first room that may touch the machine. Those before it are pure: they touch neither terminal nor disk, clock,
/// environment or chance.
const FIRST_IMPURE: &str = "store";

/// What a pure room does not name, in code.
const IMPURE: [&str; 15] = [
    "ratatui",
    "crossterm",
    "std::fs",
    "std::process",
    "std::env",
    "std::net",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
    "getrandom",
    "rand::",
    "File::open",
    "File::create",
];

/// The one file below the terminal side that names the text area: it holds the text of the editor, its cursor and its undo, as the
/// crate keeps them. Drawing it is left to `ui`.
const HOLDS_THE_TEXT_AREA: &str = "app/overlays/edited.rs";

/// The longest a source file may be before its tests, in lines.
const LONGEST: usize = 500;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under a folder, sorted; what is built and what git keeps is left out.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // Beside the first working tree, `.git` is a file that says where the repository lies.
        if name == "target" || name == ".git" {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A source file: where it is from `src` on, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The room it stands in: the first folder, or the file's name without its end.
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    /// The code alone: no comments, no string contents, nothing from the tests at its end on.
    fn code(&self) -> String {
        let code = without_comments_and_strings(&self.text);
        before_tests(&code).to_owned()
    }

    /// The code without the name of the text area, where that may stand.
    fn code_but_for_the_text_area(&self) -> String {
        let code = self.code();
        if self.path == HOLDS_THE_TEXT_AREA { code.replace("ratatui_textarea::", "") } else { code }
    }

    /// How deep its module lies: one is the room itself, and as many `super::` lead out of it.
    fn depth(&self) -> usize {
        let module = self.path.strip_suffix(".rs").unwrap();
        module.strip_suffix("/mod").unwrap_or(module).split('/').count()
    }

    /// Whether it is this module or lies in it.
    fn is_of(&self, module: &str) -> bool {
        self.path.strip_prefix(module).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    }
}

/// Every source of the library that is not only for tests.
fn sources() -> Vec<Source> {
    let src = root().join("src");
    let all: Vec<Source> = files(&src)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| Source {
            text: std::fs::read_to_string(&path).unwrap(),
            path: path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/"),
        })
        .collect();
    let for_tests: BTreeSet<String> = all.iter().flat_map(test_modules).collect();
    all.into_iter().filter(|source| !for_tests.iter().any(|module| source.is_of(module))).collect()
}

/// The modules that a file declares under `cfg(test)`, as paths without an end.
fn test_modules(source: &Source) -> Vec<String> {
    let folder = match source.path.strip_suffix(".rs").unwrap() {
        "lib" | "main" => String::new(),
        path => format!("{}/", path.strip_suffix("/mod").unwrap_or(path)),
    };
    let mut found = Vec::new();
    let mut is_test = false;
    for line in source.text.lines().map(str::trim) {
        if let Some(name) =
            line.strip_suffix(';').and_then(|line| line.split("mod ").nth(1)).filter(|_| is_test)
        {
            found.push(format!("{folder}{name}"));
        }
        is_test = line == "#[cfg(test)]" || (is_test && line.starts_with("#["));
    }
    found
}

/// The text up to a module of tests that stands in the file itself.
fn before_tests(text: &str) -> &str {
    let mut at = 0;
    while let Some(found) = text.get(at..).unwrap().find("#[cfg(test)]") {
        let start = at + found;
        let after = text.get(start + "#[cfg(test)]".len()..).unwrap();
        let item = after.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("#["));
        if item.is_some_and(|item| item.contains("mod ") && item.ends_with('{')) {
            return text.get(..start).unwrap();
        }
        at = start + 1;
    }
    text
}

/// The code with comments left out and strings emptied, so that only what is compiled is looked at.
fn without_comments_and_strings(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |at| rest.get(at..).unwrap());
        } else if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, after)| after);
        } else if let Some(end) = raw_string_end(rest) {
            out.push_str("\"\"");
            rest = rest.get(end..).unwrap();
        } else if c == '"' {
            out.push_str("\"\"");
            rest = after_string(rest.get(1..).unwrap());
        } else if let Some(after) = after_char(rest) {
            out.push_str("' '");
            rest = after;
        } else {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap();
        }
    }
    out
}

/// Where a raw string that begins here ends.
fn raw_string_end(text: &str) -> Option<usize> {
    let hashes = text.strip_prefix('r')?.chars().take_while(|c| *c == '#').count();
    let start = 1 + hashes;
    let inside = text.get(start..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    Some(start + 1 + inside.find(&end)? + end.len())
}

/// What follows a string whose inside begins here.
fn after_string(text: &str) -> &str {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if !escaped => return text.get(at + 1..).unwrap(),
            _ => escaped = c == '\\' && !escaped,
        }
    }
    ""
}

/// What follows a character literal that begins here; a lifetime is none.
fn after_char(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        return escape.get(1..)?.split_once('\'').map(|(_, after)| after);
    }
    let c = inside.chars().next()?;
    inside.get(c.len_utf8()..)?.strip_prefix('\'')
}

/// The words (identifiers) of code.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// `use std::{fs, env}` names what `std::fs` names: the names of every group behind `std::`.
fn std_groups(code: &str) -> Vec<String> {
    let flat: String = code.split_whitespace().collect();
    let groups = flat.match_indices("std::{").filter_map(|(at, start)| {
        let inside = flat.get(at + start.len()..)?;
        Some(inside.get(..inside.find("};").unwrap_or(inside.len()))?.to_owned())
    });
    groups.flat_map(|group| words(&group).map(|word| format!("std::{word}")).collect::<Vec<_>>()).collect()
}

/// What the paths of code begin with behind `crate::`: one name a path, and a name for each path of a group.
fn behind_crate(code: &str) -> Vec<&str> {
    let paths = code.match_indices("crate::").filter(|(at, _)| {
        let before = code.get(..*at).unwrap().chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    });
    let paths = paths.map(|(at, start)| code.get(at + start.len()..).unwrap().trim_start());
    paths.flat_map(|path| path.strip_prefix('{').map_or_else(|| vec![first_name(path)], group)).collect()
}

/// The name that a path begins with; nothing for a star.
fn first_name(path: &str) -> &str {
    path.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()
}

/// The names that the paths of a group begin with, whose inside begins here.
fn group(inside: &str) -> Vec<&str> {
    let (mut names, mut depth) = (Vec::new(), 0);
    for piece in inside.split_inclusive(['{', '}', ',']) {
        if depth == 0 {
            names.push(first_name(piece));
        }
        match piece.chars().next_back() {
            Some('{') => depth += 1,
            Some('}') if depth == 0 => break,
            Some('}') => depth -= 1,
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The names that `lib.rs` takes up out of a room, so that they stand behind `crate::` themselves.
fn taken_up(lib: &str) -> Vec<(&str, &str)> {
    let lines = lib.lines().filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix(';'));
    lines.map(|path| path.split_once("::").unwrap()).map(|(room, name)| (name, room)).collect()
}

/// Where a room stands, the ground first.
fn floor(room: &str) -> Option<usize> {
    ROOMS.iter().position(|each| *each == room)
}

fn lib() -> String {
    std::fs::read_to_string(root().join("src/lib.rs")).unwrap()
}

#[test]
fn the_sources_are_read_as_a_compiler_would() {
    let text = "let a = \"std::fs // no\"; // std::fs\nlet b = '\"'; /* std::fs */ let c = r#\"std::fs\"#;\nfn f<'a>() {}";
    let code = without_comments_and_strings(text);
    assert!(!code.contains("fs"), "{code}");
    assert!(code.contains("let b = ' ';") && code.contains("fn f<'a>() {}"), "{code}");
    assert_eq!(before_tests("a\n#[cfg(test)]\nmod tests {\n std::fs }"), "a\n");
    assert_eq!(before_tests("#[cfg(test)]\nmod tests;\nb"), "#[cfg(test)]\nmod tests;\nb");
    let source = Source { path: "x/mod.rs".into(), text: "#[cfg(test)]\npub(crate) mod sim;\nmod y;".into() };
    assert_eq!(test_modules(&source), ["x/sim"]);
    let is_of = |path: &str| Source { path: path.into(), text: String::new() }.is_of("x/sim");
    assert!(is_of("x/sim.rs") && is_of("x/sim/a.rs") && !is_of("x/simple.rs"));
    assert_eq!(std_groups("use std::{fs, env::var};"), ["std::fs", "std::env", "std::var"]);
}

#[test]
fn the_rooms_that_code_names_are_found_wherever_they_stand() {
    let code = "use crate::a::{x, y};\nfn f(t: &crate::b::T) -> c::D { my_crate::e::f(super::g::h()) }";
    assert_eq!(behind_crate(code), ["a", "b"]);
    let code = "pub use crate::{\n    a::{self, b::{c, d}, e},\n    f,\n    g::*,\n};\nuse std::{h, i};";
    assert_eq!(behind_crate(code), ["a", "f", "g"]);
    assert_eq!(behind_crate("use crate::*;"), [""]);
    assert_eq!(taken_up("pub mod a;\npub use a::B;\n"), [("B", "a")]);
    let depth = |path: &str| Source { path: path.into(), text: String::new() }.depth();
    assert_eq!(["x.rs", "x/mod.rs", "x/y.rs", "x/y/z.rs"].map(depth), [1, 1, 2, 3]);
}

#[test]
fn rooms_name_only_rooms_below_them() {
    let lib = lib();
    let taken_up = taken_up(&lib);
    let mut steps = Vec::new();
    for source in sources().into_iter().filter(|source| !["lib", "main"].contains(&source.room())) {
        let own = floor(source.room());
        assert!(own.is_some(), "src/{} stands in a room that ROOMS does not have", source.path);
        let code = source.code();
        for name in behind_crate(&code) {
            let room = taken_up.iter().find(|(taken, _)| *taken == name).map_or(name, |(_, room)| *room);
            let named = floor(room);
            assert!(named.is_some(), "src/{} names crate::{name}, which is in no room", source.path);
            if named > own {
                steps.push(format!("src/{} names {room}", source.path));
            }
        }
        let way_out = "super::".repeat(source.depth());
        assert!(!code.contains(&way_out), "src/{} leaves its room by {way_out}", source.path);
    }
    assert!(steps.is_empty(), "steps up from a room to one above it: {steps:#?}");
}

#[test]
fn pure_rooms_touch_nothing_outside() {
    let pure = |source: &Source| floor(source.room()) < floor(FIRST_IMPURE) && floor(source.room()).is_some();
    let pure: Vec<Source> = sources().into_iter().filter(pure).collect();
    assert!(pure.len() > 80, "only {} files found", pure.len());
    for source in pure {
        let code = source.code_but_for_the_text_area();
        for name in IMPURE {
            assert!(!code.contains(name), "src/{} names {name}, and its room is pure", source.path);
        }
        for name in std_groups(&code) {
            assert!(
                !IMPURE.contains(&name.as_str()),
                "src/{} names {name}, and its room is pure",
                source.path
            );
        }
    }
}

#[test]
fn only_the_terminal_side_names_the_drawing_library() {
    for source in sources() {
        let draws = ["ui", "runtime"].contains(&source.room());
        let code = source.code_but_for_the_text_area();
        assert!(draws || !code.contains("ratatui"), "src/{} names ratatui", source.path);
    }
}

#[test]
fn drawing_reads_only() {
    for source in sources().into_iter().filter(|source| source.room() == "ui") {
        let code = source.code();
        for name in ["std::fs", "&mut App", "std::env", "Timestamp::now"] {
            assert!(!code.contains(name), "src/{} names {name}: drawing reads only", source.path);
        }
    }
}

#[test]
fn colours_are_named_in_the_theme_alone() {
    for source in sources().into_iter().filter(|source| !source.path.starts_with("ui/theme")) {
        let code = source.code();
        assert!(!words(&code).any(|word| word == "Color"), "src/{} names a colour", source.path);
    }
}

#[test]
fn no_file_is_long() {
    for source in sources() {
        let lines = before_tests(&source.text).lines().count();
        assert!(lines <= LONGEST, "src/{} has {lines} lines before its tests", source.path);
    }
}

#[test]
fn the_maps_of_the_house_show_every_room_in_its_order() {
    let lib = lib();
    let there: BTreeSet<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(there, BTreeSet::from(ROOMS), "src/lib.rs has these rooms, and ROOMS has those");
    let map = lib.lines().filter_map(|line| Some(line.strip_prefix("//! - [`")?.split_once("`]: ")?.0));
    assert_eq!(map.collect::<Vec<_>>(), ROOMS, "src/lib.rs has a paragraph a room, from the bottom up");
    let rules = std::fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    let rules = rules.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(rules.contains(&format!("`{}`", ROOMS.join(" "))), "CONTRIBUTING.md has another list of rooms");
    let pure = format!("before `{FIRST_IMPURE}`");
    assert!(lib.contains(&pure) && rules.contains(&pure), "say that the rooms {pure} are pure");
}

/// Gives back how many things a file of ours holds, read by the code that uses it.
type Loader = fn() -> usize;

/// Who reads each RON file.
const LOADERS: &[(&str, Loader)] = &[
    ("assets/config.ron", || {
        let read = rcoi::data::ron_options().from_str::<Config>(TEMPLATE);
        usize::from(read == Ok(Config::default()))
    }),
    ("assets/keymap.ron", || COMMANDS.iter().filter(|i| !keymap().keys(i.command).is_empty()).count()),
    ("assets/templates/edgar_header.ron", || report(&sample()).header.len()),
    ("assets/templates/page.ron", || {
        rcoi::export::bundle(&report(&sample()))
            .unwrap()
            .iter()
            .filter(|(name, _)| name.ends_with(".html"))
            .count()
    }),
    ("assets/templates/report.ron", || report(&sample()).documents.len()),
    ("assets/themes/dark.ron", || usize::from(Theme::built_in("dark").is_some())),
    ("assets/themes/light.ron", || usize::from(Theme::built_in("light").is_some())),
    ("assets/themes/mono.ron", || usize::from(Theme::built_in("mono").is_some())),
    ("data/action_kinds.ron", || ActionKind::all().len()),
    ("data/cmrt/answers.ron", || rcoi::cmrt::meanings("yes").len()),
    ("data/cmrt/labels.ron", || {
        usize::from(rcoi::cmrt::question_of_label("1) Is any 3TG intentionally added").is_some())
    }),
    ("data/cmrt/languages.ron", || usize::from(rcoi::cmrt::language("english").is_some())),
    ("data/cmrt/layouts.ron", || {
        rcoi::cmrt::released().iter().map(|r| rcoi::cmrt::layout(r.version).declaration.fields.len()).sum()
    }),
    ("data/cmrt/typed.ron", || {
        let share = rcoi::cmrt::answer(
            "95%",
            rcoi::domain::cmrt::Question::Answered,
            rcoi::cmrt::newest_verified().version,
        );
        usize::from(share.is_some())
    }),
    ("data/cmrt/permitted.ron", || {
        rcoi::cmrt::permitted(rcoi::domain::cmrt::Question::Covered, rcoi::cmrt::newest_verified().version)
            .len()
    }),
    ("data/cmrt/row_words.ron", || usize::from(rcoi::domain::cmrt::is_filler("none"))),
    ("data/cmrt/versions.ron", || rcoi::cmrt::released().len()),
    ("data/facts.ron", || rcoi::domain::FactInfo::all().len()),
    ("assets/templates/proposals.ron", rcoi::report::proposals_in_all),
    ("data/letter_language.ron", rcoi::correspond::letter::words_refused),
    ("data/list_age.ron", || usize::from(StatusList::stale_after(jiff::civil::Date::ZERO).is_some())),
    ("data/countries.ron", || Country::all().count()),
    ("data/country_codes.ron", || usize::from(Country::from_long_code("CHE").is_some())),
    ("data/country_names.ron", || usize::from(Country::parse("Schweiz").is_some())),
    ("data/coordinates.ron", || Country::all().filter(|country| country.point().is_some()).count()),
    ("data/views.ron", rcoi::app::screens::views::built_in_views),
    ("data/land.ron", || rcoi::domain::land().len()),
    ("data/covered_countries.ron", || Country::all().filter(Country::is_covered).count()),
    ("data/decision_headers.ron", || {
        rcoi::intake::decisions::read(b"Metal,Name as written,CID\nGold,A,\n").unwrap().columns.len()
    }),
    ("data/demo/facilities.ron", || rcoi::demo::look_up().entries.len()),
    ("data/demo/labels.ron", || rcoi::demo::workbook(&demo_declaration()).len()),
    ("data/demo/status_lists.ron", || rcoi::demo::status_lists_on(rcoi::demo::DAY).unwrap().len()),
    ("data/demo/suppliers.ron", || rcoi::demo::suppliers().len()),
    ("data/dispositions.ron", || Disposition::all().len()),
    ("data/edgar.ron", || rcoi::export::edgar::check("<script>").len()),
    ("data/filing_phrases.ron", || filing().statements.len()),
    ("data/measures.ron", || rcoi::domain::UsualMeasure::all().len()),
    ("data/metals.ron", || usize::from(rcoi::domain::Metal::parse("tin").is_some())),
    ("data/programmes.ron", || rcoi::domain::Programme::known().len()),
    ("data/review_words.ron", rcoi::checks::declaration::review_words),
    ("data/request_terms.ron", || rcoi::correspond::requests::RequestTerms::customary().reminders),
    ("data/lint_words.ron", rcoi::lint::words_known),
    ("data/list_headers.ron", || {
        let list = b"CID,Name,Metal,Country\nCID900001,Aurora,Gold,ITALY\n";
        let received = rcoi::import::receive("t.csv", list, None).unwrap();
        usize::from(matches!(received, rcoi::import::Incoming::List(_)))
    }),
    ("data/oecd_steps.ron", || rcoi::domain::OecdStep::all().len()),
    ("data/ratings.ron", rcoi::risk::ratings_known),
    ("data/risk_headers.ron", || risk_list().columns.len()),
    ("data/strays.ron", || usize::from(rcoi::runtime::import_paths::is_stray("Thumbs.db"))),
    ("data/risk_words.ron", || usize::from(risk_list().is_evident)),
    ("data/sample/annex-i-2022.ron", || sample().facilities.len()),
    ("data/matcher/places.ron", rcoi::resolve::matching::words_known),
    ("data/matcher/plants.ron", rcoi::resolve::matching::words_known),
    ("data/matcher/scripts.ron", rcoi::resolve::matching::words_known),
    ("data/matcher/weights.ron", || rcoi::resolve::matching::Model::built_in().rank.len()),
    ("data/matcher/words.ron", rcoi::resolve::matching::words_known),
    ("data/status_list_headers.ron", || status_list().columns.len()),
    ("data/status_list_words.ron", || usize::from(status_list().kind.is_some())),
    ("data/status_words.ron", || Status::words_met().len()),
    ("data/suggestions.ron", || Suggestion::all().len()),
    ("data/supplier_headers.ron", || {
        rcoi::correspond::roster::read(b"Supplier,Number\nA,1\n").unwrap().columns.len()
    }),
    ("data/table_words.ron", rcoi::import::table_words),
    ("data/table_headers.ron", || {
        rcoi::import::read("t.csv", b"metal,name\nGold,A\nTin,B\n").unwrap().columns.len()
    }),
];

fn risk_list() -> rcoi::import::RiskDraft {
    rcoi::import::risk::read("sanctions.csv", b"name,cid\nA,CID900001\n", None).unwrap().unwrap()
}

fn demo_declaration() -> rcoi::demo::FilledCmrt {
    rcoi::demo::FilledCmrt::clean(rcoi::domain::cmrt::Version::new(650))
}

fn sample() -> rcoi::domain::Workspace {
    rcoi::import::sample::workspace()
}

fn status_list() -> rcoi::import::StatusDraft {
    let list = b"CID,Name,Metal,Last Audit Date\nCID900001,A,Gold,2022-01-31\n";
    rcoi::import::status::read("conformant.csv", list, None).unwrap().unwrap()
}

fn filing() -> rcoi::import::Draft {
    let text = std::fs::read(root().join("tests/fixtures/annex-i-2022.txt")).unwrap();
    rcoi::import::read("annex-i-2022.txt", &text).unwrap()
}

fn keymap() -> Keymap {
    Keymap::parse(DEFAULT).unwrap()
}

#[test]
fn every_table_that_ships_is_read_by_someone() {
    for folder in ["data", "assets"] {
        for path in files(&root().join(folder)) {
            if path.extension().is_none_or(|end| end != "ron") {
                continue;
            }
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            let loader = LOADERS.iter().find(|(file, _)| *file == name);
            let Some((_, load)) = loader else { panic!("{name}: say in LOADERS who reads it") };
            assert!(load() > 0, "{name} holds nothing");
        }
    }
    for (file, _) in LOADERS {
        assert!(root().join(file).is_file(), "{file} is gone");
    }
}

fn is_unique<T: Ord + std::fmt::Debug>(what: &str, ids: impl Iterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        let shown = format!("{id:?}");
        assert!(seen.insert(id), "{what}: {shown} is there twice");
    }
    assert!(!seen.is_empty(), "{what} is empty");
}

fn is_documented<'a>(what: &str, docs: impl Iterator<Item = (&'a str, &'a str)>) {
    for (id, doc) in docs {
        assert!(doc.len() > 6 && doc.ends_with('.'), "{what}: {id} is not documented in a sentence: {doc:?}");
    }
}

#[test]
fn tables_hold_everything_once_and_say_what_it_is() {
    is_unique("SCREENS", SCREENS.iter().map(|screen| screen.id));
    is_unique("SCREENS", SCREENS.iter().map(|screen| screen.title));
    is_unique("COMMANDS", COMMANDS.iter().map(|info| info.command));
    is_unique("COMMANDS", COMMANDS.iter().map(|info| info.id));
    is_documented("COMMANDS", COMMANDS.iter().map(|info| (info.id, info.doc)));
    is_unique("FIELDS", FACILITY_FIELDS.iter().map(|field| field.id));
    is_unique("FIELDS", FACILITY_FIELDS.iter().map(|field| field.head.title));
    is_unique("FLAGS", FLAGS.iter().map(|flag| flag.id));
    is_unique("FLAGS", FLAGS.iter().map(|flag| flag.key));
    is_documented("FLAGS", FLAGS.iter().map(|flag| (flag.key, flag.doc)));
    is_unique("RULES", RULES.iter().map(|rule| rule.id));
    is_documented("RULES", RULES.iter().map(|rule| (rule.id, rule.doc)));
    is_unique("LINTS", LINTS.iter().map(|lint| lint.id));
    is_documented("LINTS", LINTS.iter().map(|lint| (lint.id, lint.doc)));
    is_unique("EXPORTERS", EXPORTERS.iter().map(|exporter| exporter.id));
    is_unique("EXPORTERS", EXPORTERS.iter().map(|exporter| exporter.extension));
    is_unique("IMPORTERS", IMPORTERS.iter().map(|importer| importer.title));
}

#[test]
fn pickers_letters_are_unique() {
    is_unique("dispositions", Disposition::all().iter().map(|info| info.letter));
    is_unique("action kinds", ActionKind::all().iter().map(|kind| kind.letter));
    is_unique("OECD steps", rcoi::domain::OecdStep::all().iter().map(|info| info.letter));
    is_unique("measure states", rcoi::domain::MeasureState::ALL.iter().map(|state| state.letter()));
    is_unique("action states", rcoi::domain::ActionState::ALL.iter().map(|state| state.letter()));
    is_documented("dispositions", Disposition::all().iter().map(|i| (i.title.as_str(), i.doc.as_str())));
}

/// Commands that the palette alone gives.
const WITHOUT_KEYS: &[&str] = &[
    "toggle_mouse",
    "next_theme",
    "withdraw_source",
    "originals",
    "take_cids",
    "merge_twins",
    "accept_after_import",
    "template_versions",
    "export_decisions",
    "import_decisions",
    "import_suppliers",
];

#[test]
fn every_command_has_keys_or_is_for_the_palette_alone() {
    let map = keymap();
    for info in COMMANDS {
        let has_keys = !map.keys(info.command).is_empty();
        assert_ne!(
            has_keys,
            WITHOUT_KEYS.contains(&info.id),
            "{}: give it a key in assets/keymap.ron, or name it in WITHOUT_KEYS if the palette alone gives it",
            info.id
        );
    }
}

#[test]
fn reserved_keys_mean_the_same_on_every_screen() {
    let map = keymap();
    for name in RESERVED.split(' ') {
        let key = Key::parse(name).unwrap();
        let meanings: BTreeSet<_> = SCREENS.iter().map(|screen| map.lookup(screen.id, key)).collect();
        assert!(meanings.len() == 1 && !meanings.contains(&None), "{name}: {meanings:?}");
    }
    // The reflex keys record nothing.
    for name in ["enter", "space", "1", "7"] {
        for screen in SCREENS {
            let command = map.lookup(screen.id, Key::parse(name).unwrap());
            let edits = command.and_then(Command::info).is_some_and(|info| info.edits);
            assert!(!edits, "{name} edits on {}", screen.title);
        }
    }
}

fn app_on(screen: rcoi::app::ScreenId) -> App {
    let clock = Clock { now: "2026-11-22T10:00:00Z".parse().unwrap(), today: "2026-11-22".parse().unwrap() };
    let start = Start {
        workspace: sample(),
        contents: rcoi::domain::Contents::default(),
        tail: Vec::new(),
        next_seq: 1,
        read_only: None,
        zone: jiff::tz::TimeZone::UTC,
        person: "ana".to_owned(),
        keymap: keymap(),
        session: Session { screen: Some(screen), ..Session::default() },
        seed: [1; 16],
        mouse: true,
        letter_template: None,
        own_proposals: rcoi::report::OwnProposals::default(),
        themes: Vec::new(),
    };
    App::new(start, clock, (120, 40))
}

/// The commands in the help of a screen.
fn in_help(app: &App) -> Vec<Command> {
    let items = app.help().items.into_iter();
    items
        .filter_map(|item| if let HelpTarget::Command(command) = item.run { Some(command) } else { None })
        .collect()
}

#[test]
fn every_command_is_in_the_help_of_a_screen_once() {
    let mut found = BTreeSet::new();
    for screen in SCREENS {
        let commands = in_help(&app_on(screen.id));
        is_unique(screen.title, commands.iter());
        found.extend(commands);
    }
    for info in COMMANDS {
        assert!(found.contains(&info.command), "{} is in no help", info.id);
    }
}

#[test]
fn hints_are_commands_of_their_screen_that_have_keys() {
    let map = keymap();
    for screen in SCREENS {
        let app = app_on(screen.id);
        let (commands, hints) = (in_help(&app), app.screens.get(screen.id).hints());
        is_unique(screen.title, hints.iter());
        for hint in hints {
            assert!(commands.contains(hint), "{}: {hint:?} is not in its help", screen.title);
            assert!(!map.first(*hint).is_empty(), "{}: {hint:?} has no key", screen.title);
        }
        assert_eq!(hints.last(), Some(&Command::Help), "{}", screen.title);
    }
}

#[test]
fn every_command_has_its_row_where_it_can_be_given_and_nowhere_else() {
    for (screen, info) in SCREENS.iter().flat_map(|screen| COMMANDS.iter().map(move |info| (screen, info))) {
        let (wanted, found) = (info.scope.includes(screen.id), Screens::has_row(screen.id, info.command));
        assert_eq!(
            found, wanted,
            "{} on {}: its scope, and whether it has a row there",
            info.id, screen.title
        );
    }
}

#[test]
fn every_screen_answers_and_is_drawn_by_its_own_file() {
    let mut bodies = BTreeSet::new();
    for info in SCREENS {
        let app = app_on(info.id);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
        draw(&app, &Theme::dark(), &mut buffer);
        let text = rcoi::ui::dump::text(&buffer);
        // The lines of tabs and hints are the frame's.
        let body: Vec<&str> = text.lines().skip(2).collect();
        assert!(bodies.insert(body.join("\n")), "{} looks like another screen", info.title);
    }
    let app = app_on(rcoi::app::ScreenId::Overview);
    is_unique("about", SCREENS.iter().map(|info| app.screens.get(info.id).about()));
}

/// Where screens are told apart: the table, the listing and scopes of commands, session, keymap, and their own files.
const TELLS_SCREENS_APART: [&str; 8] = [
    "app/screen_id.rs",
    "app/screens/",
    "app/command/",
    "app/scope.rs",
    "app/session.rs",
    "app/keymap.rs",
    "ui/screens/",
    "lib.rs",
];

/// So often the word may stand elsewhere.
const SCREENS_NAMED_ELSEWHERE: usize = 5;

#[test]
fn screens_are_told_apart_in_their_table() {
    let elsewhere = |source: &Source| !TELLS_SCREENS_APART.iter().any(|part| source.path.starts_with(part));
    let named = |source: &Source| words(&source.code()).filter(|word| *word == "ScreenId").count();
    let found: Vec<(String, usize)> = sources()
        .into_iter()
        .filter(elsewhere)
        .map(|source| (source.path.clone(), named(&source)))
        .filter(|(_, times)| *times > 0)
        .collect();
    let times: usize = found.iter().map(|(_, times)| times).sum();
    assert!(times <= SCREENS_NAMED_ELSEWHERE, "{times} times: {found:?}");
    // Another name for it would go unseen.
    for source in sources().into_iter().filter(elsewhere) {
        let code = source.code();
        assert!(!code.contains("ScreenId as") && !code.contains("= ScreenId;"), "{} renames it", source.path);
    }
}

#[test]
fn nothing_is_left_to_do_and_no_machine_is_named() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("dbg", "!("), concat!("X", "XX ")];
    let places = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
    let begins_a_path = |text: &str, place: &str| {
        let before = |at: usize| text.get(..at).and_then(|text| text.chars().next_back());
        text.match_indices(place).any(|(at, _)| !before(at).is_some_and(char::is_alphanumeric))
    };
    for path in files(&root()) {
        // Pictures and workbooks are no text.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for mark in marks {
            assert!(!text.contains(mark), "{} says {mark}", path.display());
        }
        for place in places {
            assert!(!begins_a_path(&text, place), "{} names {place}", path.display());
        }
    }
}
