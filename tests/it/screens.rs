//! Every screen as an analyst sees it, in the three sizes that matter, and at no size a panic.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::common::app::Desk;
use crate::common::programme::{listed_season, names, season};
use rcoi::app::Msg;
use rcoi::domain::{Charter, Workspace};
use rcoi::store::{RealDisk, write_atomic};
use rcoi::ui::{Signs, Theme};
use tempfile::TempDir;

/// A screen, and the keys that lead to it from a fresh start with something to see on it.
const SCREENS: [(&str, &str); 8] = [
    ("overview", "1"),
    ("smelters", "2"),
    ("triage", "3"),
    ("matches", "4"),
    ("suppliers", "5"),
    ("actions", "3...6."),
    ("report", "7"),
    ("history", "3..nasked by mail<ctrl-s>uH"),
];

/// The screens of declarations, on a workspace that has some, and the keys that lead there.
const DECLARED: [(&str, &str); 13] = [
    ("season_overview", "1"),
    ("rows", "L"),
    ("rows_of_a_supplier", "5jjb"),
    ("lists", "Ij"),
    ("list_entries", "I<enter>"),
    ("letter", "5jjp"),
    ("season_suppliers", "5jj"),
    ("season_suppliers_searched", "5/delta<enter>"),
    ("diligence_empty", "8"),
    ("diligence", MEASURES),
    ("diligence_form", "8apolicy<enter><tab>"),
    ("declaration", "5jj<enter>"),
    ("declaration_rows", "5jj<enter><tab>Gkk"),
];

/// Measures of three steps: shown by an address until further notice, until soon and no more, and by nothing.
const MEASURES: &str = "8apolicy<enter><tab><tab>Ana<tab><tab>https://example.com/policy<tab>2026-03-01<enter>\
    arecords<enter><tab><tab><tab>2026-12-31<tab>https://example.com/records<enter>\
    areviewed<enter><tab><tab>Bo<tab>2026-10-31<tab>https://example.com/review<enter>\
    areport to senior<enter><enter>gg";

/// What lists say of facilities, and the keys that lead there.
const LISTED: [(&str, &str); 4] = [
    ("listed_overview", "1"),
    ("listed_smelters", "2fo"),
    ("listed_triage", "3G"),
    ("listed_lists", "Od2027-02-01<enter>I"),
];

/// Matches, on a workspace with open names, and the keys that lead there.
const MATCHES: [(&str, &str); 4] = [
    ("names", "4"),
    ("names_elsewhere", "4sssssss"),
    ("names_queue", "4<tab>jj"),
    ("names_compared", "4<enter>"),
];

/// What can lie over Matches, and the keys that bring it up.
const MATCHES_OVERLAYS: [(&str, &str); 4] = [
    ("names_none_of_them", "4x"),
    ("names_looked_up", "4/cinder"),
    ("names_accept_band", "4A"),
    ("names_decided", "4xt-"),
];

/// What can lie over a screen or change its look, and the keys that bring it up.
const OVERLAYS: [(&str, &str); 18] = [
    ("help", "2?"),
    ("help_searched", "3?sugg"),
    ("palette", "2:umicore"),
    ("metal_filter", "2m"),
    ("country_picker", "2cjap"),
    ("more_filters", "2f"),
    ("disposition_picker", "3d"),
    ("status_of_unresolved", "3Ge"),
    ("prompt_with_error", "2edCID12<enter>"),
    ("reason", "3rh"),
    ("bulk_confirm", "2mg   dk"),
    ("columns", "2vjj +"),
    ("problem", "i"),
    ("search", "2/zhong gold"),
    ("filtered_and_sorted", "2mgtilllshSjj j "),
    ("source", "2o"),
    ("zoomed_detail", "2<enter>"),
    ("empty_result", "2/nosuchname<enter>"),
];

/// What an import shows of files of several roles, and the keys that lead there once they are read.
const IMPORTS: [(&str, &str); 3] =
    [("import_files", ""), ("import_status_list", "j"), ("import_effect", "cy")];

/// Files of several roles: lists of a day, one of which nothing says its kind, a table, and a list of names.
const FILES: [(&str, &str); 4] = [
    (
        "active-2026-06-30.csv",
        "Smelter ID,Metal,Smelter Name,Country,Last Audit Date,Cycle\nCID900002,Gold,Borealis Refining,CHINA,2026-02-10,Annual\n",
    ),
    (
        "conformant-2026-06-30.csv",
        "Smelter ID,Metal,Smelter Name,Country,Last Audit Date,Cycle\nCID900001,Gold,Aurora Gold Works,SWITZERLAND,2026-01-10,\n\
         CID900003,Tin,Cinder Tin Smelting,INDONESIA,soon,3 years\nCID900009,Zinc,Zephyr Zinc,PERU,2026-01-10,3 years\n",
    ),
    ("names.csv", "Metal,Smelter ID,Smelter Name,Country\nGold,CID900001,Aurora Gold Works,SWITZERLAND\n"),
    ("record.csv", "metal,name,country\nGold,Aurora Gold Works,SWITZERLAND\n"),
];

/// A table of facilities with statuses alone, in a workspace without declarations: what it is for is asked.
const TABLE: [(&str, &str); 1] = [(
    "table.csv",
    "metal,name,country,status\nGold,First Works,SWITZERLAND,Conformant\nTin,Second Works,PERU,Odd\n",
)];

/// The same on a workspace where these files were read.
fn with_files(desk: Desk, files: &[(&str, &str)], keys: &str) -> Desk {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        write_atomic(&RealDisk, &folder.path().join(name), text.as_bytes()).unwrap();
    }
    let mut desk = desk;
    desk.keys("6").import(folder.path());
    led(desk, keys)
}

fn with_imports(size: (u16, u16), keys: &str) -> Desk {
    with_files(Desk::begin(season(), size), &FILES, keys)
}

fn with_table(size: (u16, u16), keys: &str) -> Desk {
    let programme = Charter { company: "Example Corp".to_owned(), year: 2026, sample: false };
    with_files(Desk::on(Workspace::new(programme), size), &TABLE, keys)
}

/// An application where the keys lead, without the toasts of the way.
fn at(size: (u16, u16), keys: &str) -> Desk {
    led(Desk::sample(size), keys)
}

/// The same on a workspace with suppliers and declarations.
fn in_season(size: (u16, u16), keys: &str) -> Desk {
    led(Desk::begin(season(), size), keys)
}

/// The same on a workspace with open names.
fn with_lists(size: (u16, u16), keys: &str) -> Desk {
    let mut desk = Desk::begin(listed_season(), size);
    desk.keys(keys);
    desk
}

fn with_names(size: (u16, u16), keys: &str) -> Desk {
    led(Desk::begin(names(), size), keys)
}

fn led(mut desk: Desk, keys: &str) -> Desk {
    desk.keys(keys);
    for _ in 0..5 {
        desk.send(Msg::Tick);
    }
    desk
}

#[test]
fn screens_look_right_at_three_sizes() {
    for (name, keys) in SCREENS {
        for size in [(80, 24), (120, 40), (200, 60)] {
            let name = format!("{name}_{}x{}", size.0, size.1);
            insta::assert_snapshot!(name, at(size, keys).text());
        }
    }
    for (name, keys) in DECLARED {
        for size in [(80, 24), (120, 40), (200, 60)] {
            let name = format!("{name}_{}x{}", size.0, size.1);
            insta::assert_snapshot!(name, in_season(size, keys).text());
        }
    }
    for (name, keys) in MATCHES {
        for size in [(80, 24), (120, 40), (200, 60)] {
            let name = format!("{name}_{}x{}", size.0, size.1);
            insta::assert_snapshot!(name, with_names(size, keys).text());
        }
    }
    for (name, keys) in LISTED {
        for size in [(80, 24), (200, 60)] {
            let name = format!("{name}_{}x{}", size.0, size.1);
            insta::assert_snapshot!(name, with_lists(size, keys).text());
        }
    }
}

#[test]
fn overlays_look_right() {
    for (name, keys) in OVERLAYS {
        insta::assert_snapshot!(format!("over_{name}"), at((100, 30), keys).text());
    }
    for (name, keys) in MATCHES_OVERLAYS {
        insta::assert_snapshot!(format!("over_{name}"), with_names((100, 30), keys).text());
    }
}

#[test]
fn imports_look_right_in_small_and_in_large() {
    for size in [(80, 24), (200, 60)] {
        for (name, keys) in IMPORTS {
            insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), with_imports(size, keys).text());
        }
        insta::assert_snapshot!(format!("import_table_{}x{}", size.0, size.1), with_table(size, "").text());
    }
}

#[test]
fn roles_stand_where_they_belong() {
    for (name, keys) in SCREENS {
        insta::assert_snapshot!(format!("{name}_roles"), at((120, 40), keys).styled());
    }
    insta::assert_snapshot!("season_overview_roles", in_season((120, 40), "1").styled());
    insta::assert_snapshot!("overview_country_lit_roles", at((120, 40), "1<tab><tab><tab>jjjj").styled());
    insta::assert_snapshot!("declaration_roles", in_season((120, 40), "5jj<enter>").styled());
    insta::assert_snapshot!("diligence_roles", in_season((120, 40), MEASURES).styled());
    insta::assert_snapshot!("names_roles", with_names((120, 40), "4").styled());
    insta::assert_snapshot!("over_search_roles", at((100, 30), "2/zhong gold").styled());
    insta::assert_snapshot!("over_palette_roles", at((100, 30), "2:umicore").styled());
}

#[test]
fn plain_signs_serve_terminals_without_unicode() {
    let theme = Theme::mono().with_signs(&Signs::ASCII);
    for (name, keys) in SCREENS {
        plain(name, &at((120, 40), keys).drawn(&theme));
    }
    for (name, keys) in DECLARED {
        plain(name, &in_season((120, 40), keys).drawn(&theme));
    }
    for (name, keys) in MATCHES {
        plain(name, &with_names((120, 40), keys).drawn(&theme));
    }
    for (name, keys) in LISTED {
        plain(name, &with_lists((120, 40), keys).drawn(&theme));
    }
    insta::assert_snapshot!("smelters_ascii", at((100, 20), "2s").drawn(&theme));
    insta::assert_snapshot!("season_overview_ascii", in_season((200, 60), "1").drawn(&theme));
    let mono = Theme::mono();
    for size in [(120, 40), (200, 60)] {
        let name = format!("season_overview_mono_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, in_season(size, "1").drawn(&mono));
        let name = format!("listed_overview_mono_{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, with_lists(size, "1").drawn(&mono));
    }
    insta::assert_snapshot!("overview_ascii", at((120, 40), "1<tab><tab><tab>j").drawn(&theme));
}

fn plain(name: &str, text: &str) {
    for sign in ['╭', '│', '●', '◐', '○', '▸', '✓', '█', '━', '▲', '▼'] {
        assert!(!text.contains(sign), "{name} shows {sign}:\n{text}");
    }
}

/// Sizes just below, at and above every limit of the layouts, and a very large one.
const ODD: [(u16, u16); 16] = [
    (59, 15),
    (60, 15),
    (59, 16),
    (60, 16),
    (61, 17),
    (60, 300),
    (300, 16),
    (79, 19),
    (80, 20),
    (109, 30),
    (110, 16),
    (110, 30),
    (159, 22),
    (160, 60),
    (200, 18),
    (300, 90),
];

#[test]
fn no_size_panics() {
    let of_sample = SCREENS.into_iter().chain(OVERLAYS).map(|(_, keys)| (at((120, 40), keys), keys));
    let of_season = DECLARED.into_iter().map(|(_, keys)| (in_season((120, 40), keys), keys));
    let of_names =
        MATCHES.into_iter().chain(MATCHES_OVERLAYS).map(|(_, keys)| (with_names((120, 40), keys), keys));
    let of_lists = LISTED.into_iter().map(|(_, keys)| (with_lists((120, 40), keys), keys));
    let of_imports = IMPORTS.into_iter().map(|(_, keys)| (with_imports((120, 40), keys), keys));
    let of_table = std::iter::once((with_table((120, 40), ""), "a table"));
    let of_files = of_lists.chain(of_imports).chain(of_table);
    for (mut desk, keys) in of_sample.chain(of_season).chain(of_names).chain(of_files) {
        let small = (0..=20).flat_map(|columns| (0..=20).map(move |rows| (columns, rows)));
        for (columns, rows) in ODD.into_iter().chain(small) {
            desk.send(Msg::Resize(columns, rows));
            let text = desk.text();
            let lines = text.lines().count();
            assert!(lines <= usize::from(rows), "{keys} at {columns}x{rows}: {lines} lines");
        }
        // It recovers when there is room again.
        desk.send(Msg::Resize(120, 40));
        assert!(desk.text().contains("2 Smelters"), "{keys}");
    }
}

#[test]
fn a_terminal_that_is_too_small_says_how_large_it_must_be() {
    assert!(at((59, 15), "2").text().contains("rcoi needs 60 x 16 (now 59 x 15)"));
}
