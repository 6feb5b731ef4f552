//! Every screen as an analyst sees it, in the three sizes that matter, and at no size a panic.

use crate::common::app::Desk;
use crate::common::programme::{names, season};
use rcoi::app::Msg;
use rcoi::ui::{Signs, Theme};

/// A screen, and the keys that lead to it from a fresh start with something to see on it.
const SCREENS: [(&str, &str); 8] = [
    ("overview", "1"),
    ("smelters", "2"),
    ("triage", "3"),
    ("matches", "4"),
    ("suppliers", "5"),
    ("actions", "3...6."),
    ("report", "7"),
    ("history", "3..nasked by mail<enter>uH"),
];

/// The screens of declarations, on a workspace that has some, and the keys that lead there.
const DECLARED: [(&str, &str); 10] = [
    ("season_overview", "1"),
    ("rows", "L"),
    ("rows_of_a_supplier", "5jjb"),
    ("lists", "Ij"),
    ("list_entries", "I<enter>"),
    ("letter", "5jjp"),
    ("season_suppliers", "5jj"),
    ("season_suppliers_searched", "5/delta<enter>"),
    ("declaration", "5jj<enter>"),
    ("declaration_rows", "5jj<enter><tab>Gkk"),
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
    ("prompt_with_error", "2eiCID12<enter>"),
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

/// An application where the keys lead, without the toasts of the way.
fn at(size: (u16, u16), keys: &str) -> Desk {
    led(Desk::sample(size), keys)
}

/// The same on a workspace with suppliers and declarations.
fn in_season(size: (u16, u16), keys: &str) -> Desk {
    led(Desk::begin(season(), size), keys)
}

/// The same on a workspace with open names.
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
fn roles_stand_where_they_belong() {
    for (name, keys) in SCREENS {
        insta::assert_snapshot!(format!("{name}_roles"), at((120, 40), keys).styled());
    }
    insta::assert_snapshot!("declaration_roles", in_season((120, 40), "5jj<enter>").styled());
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
    insta::assert_snapshot!("smelters_ascii", at((100, 20), "2s").drawn(&theme));
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
    for (mut desk, keys) in of_sample.chain(of_season).chain(of_names) {
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
