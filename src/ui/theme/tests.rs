use std::collections::BTreeSet;

use unicode_width::UnicodeWidthStr;

use super::depth::rgb;
use super::*;
use crate::app::table::cell::CellSign;
use crate::domain::{Rating, Status};
use crate::resolve::rows::{NoFacilityReason, Outcome};

fn all() -> Vec<Theme> {
    Theme::names().into_iter().filter_map(Theme::built_in).collect()
}

/// The contrast ratio of WCAG 2, from 1 to 21.
fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Color) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = rgb(color).expect("an RGB colour");
    0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
}

#[test]
fn every_role_of_every_theme_resolves() {
    assert_eq!(all().len(), 3);
    for theme in all() {
        assert_eq!(theme.shades.len(), Role::ALL.len(), "{}", theme.name);
        assert_eq!(theme.styles.len(), Role::ALL.len(), "{}", theme.name);
    }
    for (place, role) in Role::ALL.into_iter().enumerate() {
        assert_eq!(place, role as usize);
    }
}

#[test]
fn fallbacks_end() {
    for role in Role::ALL {
        let mut at = role;
        for _ in 0..Role::ALL.len() {
            at = at.fallback();
        }
        assert_eq!(at, Role::Text, "{}", role.name());
    }
}

/// What is read at length.
const READ: [Role; 6] = [Role::Text, Role::Base, Role::Strong, Role::Overlay, Role::Match, Role::ChipValue];
/// What is seen without being read.
const BACKGROUND: [Role; 4] = [Role::Faint, Role::Border, Role::BarRest, Role::Land];

#[test]
fn dark_and_light_are_legible_wherever_a_role_may_stand() {
    for theme in [Theme::dark(), Theme::light()] {
        let grounds = [Role::Base, Role::Overlay, Role::Marked, Role::Selected, Role::SelectedDim];
        for role in Role::ALL {
            let style = theme.style(role);
            let Some(fg) = style.fg else { continue };
            let least = if READ.contains(&role) {
                7.0
            } else if BACKGROUND.contains(&role) {
                1.8
            } else {
                4.0
            };
            let on = style.bg.map_or_else(
                || grounds.iter().filter_map(|ground| theme.style(*ground).bg).collect(),
                |bg| vec![bg],
            );
            for bg in on {
                let ratio = contrast(fg, bg);
                assert!(ratio >= least, "{} {}: {ratio:.1} on {bg}", theme.name, role.name());
            }
        }
    }
}

#[test]
fn mono_has_no_colour() {
    let mono = Theme::mono();
    for role in Role::ALL {
        let style = mono.style(role);
        for color in [style.fg, style.bg] {
            assert!(color.is_none_or(|color| color == Color::Reset), "{}", role.name());
        }
    }
}

#[test]
fn what_must_be_told_apart_differs_without_colour() {
    for signs in [&Signs::UNICODE, &Signs::ASCII] {
        let statuses: BTreeSet<_> = Status::ALL.map(|status| signs.status(status)).into();
        let ratings: BTreeSet<_> = Rating::ALL.map(|rating| signs.rating(rating)).into();
        let levels: BTreeSet<_> = [signs.good, signs.info, signs.warn, signs.error].into();
        assert_eq!((statuses.len(), ratings.len(), levels.len()), (4, 6, 4));
        let [few, many] = signs.places;
        let on_map: BTreeSet<_> =
            [signs.covered, signs.covered_empty, few, many, signs.land.unwrap_or(" ")].into();
        assert_eq!(on_map.len(), 5);
    }
    let mono = Theme::mono();
    let text = mono.style(Role::Text);
    for role in [
        Role::Selected,
        Role::SelectedDim,
        Role::Marked,
        Role::Match,
        Role::TabActive,
        Role::Key,
        Role::Warn,
        Role::Error,
        Role::RatingCritical,
        Role::RatingHigh,
        Role::BorderFocus,
        Role::Cursor,
    ] {
        assert_ne!(mono.style(role), text, "{}", role.name());
    }
    assert_ne!(mono.style(Role::Border), mono.style(Role::BorderFocus));
    assert_ne!(mono.style(Role::Selected), mono.style(Role::SelectedDim));
}

#[test]
fn signs_are_one_column_wide_and_ascii_is_ascii() {
    for signs in [&Signs::UNICODE, &Signs::ASCII] {
        let mut every = vec![signs.cut, signs.marked, signs.cursor, signs.ascending, signs.descending];
        every.extend([signs.more_left, signs.more_right, signs.thumb, signs.rest, signs.dot]);
        every.extend([signs.bar_start, signs.bar_end, signs.saved, signs.unsaved, signs.good, signs.info]);
        every.extend([signs.warn, signs.error, signs.arrow, signs.covered, signs.covered_empty]);
        every.extend(signs.places);
        every.extend(signs.land);
        every.extend(signs.eighths);
        every.extend(signs.fills);
        every.extend(Status::ALL.map(|status| signs.status(status)));
        every.extend(Rating::ALL.map(|rating| signs.rating(rating)));
        let border = &signs.border;
        every.extend([border.top_left, border.top_right, border.bottom_left, border.bottom_right]);
        every.extend([border.horizontal, border.vertical]);
        for sign in every {
            assert_eq!(sign.width(), 1, "{sign}");
            assert!(*signs != Signs::ASCII || sign.is_ascii(), "{sign}");
        }
    }
}

#[test]
fn sixteen_colours_keep_the_cursor_row_visible() {
    for theme in [Theme::dark(), Theme::light()] {
        let theme = theme.with_depth(ColorDepth::Ansi16);
        let ground = theme.style(Role::Base).bg;
        assert_ne!(theme.style(Role::Selected).bg, ground);
        assert_ne!(theme.style(Role::SelectedDim).bg, ground);
        for role in Role::ALL {
            let style = theme.style(role);
            assert!(style.fg.is_none() || style.fg != style.bg.or(ground), "{}", role.name());
            for color in [style.fg, style.bg].into_iter().flatten() {
                assert!(rgb(color).is_none(), "{}: {color}", role.name());
            }
        }
    }
}

#[test]
fn a_persons_theme_is_a_patch() {
    let theme = Theme::parse(
        r##"(name: "mine", base: "light", palette: {"sea": (full: "#006080", ansi: "cyan")},
             roles: {Accent: (fg: "sea", mods: [Bold])})"##,
    )
    .expect("a theme");
    assert_eq!(theme.name(), "mine");
    assert_eq!(theme.style(Role::Accent).fg, Some(Color::Rgb(0, 0x60, 0x80)));
    assert_eq!(theme.style(Role::Text), Theme::light().style(Role::Text));
    assert_eq!(theme.with_depth(ColorDepth::Ansi16).style(Role::Accent).fg, Some(Color::Cyan));
}

#[test]
fn a_wrong_theme_says_what_is_wrong() {
    let error = |text: &str| Theme::parse(text).expect_err("must fail");
    assert!(error(r#"(name: "x", base: "drak")"#).contains("drak"));
    assert!(error(r#"(name: "x", roles: {Accent: (fg: "sea")})"#).contains("Accent"));
    assert!(error(r#"(name: "x", roles: {Akzent: (fg: "red")})"#).contains("1:"));
    assert!(error(r#"(name: "x", colour: 1)"#).contains("colour"));
}

#[test]
fn signs_in_cells_are_as_wide_as_tables_measure_them() {
    let outcomes = [Outcome::Resolved, Outcome::Duplicate, Outcome::Special, Outcome::Open];
    let rejected = Outcome::Rejected(NoFacilityReason::NoMetal);
    let statuses = [Status::Conformant, Status::Active, Status::Indeterminable, Status::Unresolved];
    let ratings = [Rating::Critical, Rating::High, Rating::Medium, Rating::Low, Rating::None, Rating::Data];
    let others = [CellSign::Outside, CellSign::Warn, CellSign::ByHand];
    let all = outcomes.into_iter().chain([rejected]).map(CellSign::Outcome);
    let all = all.chain(statuses.map(CellSign::Status)).chain(ratings.map(CellSign::Rating)).chain(others);
    for sign in all {
        for signs in [Signs::UNICODE, Signs::ASCII] {
            assert_eq!(UnicodeWidthStr::width(signs.of_cell(sign)), sign.width(), "{sign:?}");
        }
    }
}
