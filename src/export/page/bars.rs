//! Bars under each other: words on the left, a bar, its number behind it.

use super::markup::{bar, label, length};

/// How broad a picture of bars is, in units of its own: as many as a telephone has pixels, so that its words can be read there.
pub(super) const BREADTH: f64 = 480.0;

/// Where bars begin, and how long the longest is.
pub(super) const BARS_AT: f64 = 132.0;
const ROOM: f64 = 240.0;

/// From one bar to the next, and how high one is.
pub(super) const STEP: f64 = 26.0;
const HIGH: f64 = 18.0;

/// A bar.
pub(super) struct Bar<'a> {
    pub words: &'a str,
    /// What it counts; none where that is not recorded.
    pub value: Option<usize>,
    /// What stands behind it.
    pub says: String,
    /// How it looks.
    pub class: &'a str,
}

/// The bars of one scale, of which `most` has the whole room, from `top` down.
pub(super) fn bars(all: &[Bar<'_>], most: usize, top: f64) -> String {
    let mut out = String::new();
    let mut at = top;
    for each in all {
        let long = each.value.map_or(0.0, |value| length(value, most, ROOM));
        out.push_str(&label((BARS_AT - 8.0, at + 14.0), "end", each.words));
        match each.value {
            Some(_) => out.push_str(&bar((BARS_AT, at), (long, HIGH), each.class)),
            None => out.push_str(&bar((BARS_AT, at), (ROOM, HIGH), "gap")),
        }
        let behind = if each.value.is_some() { BARS_AT + long + 6.0 } else { BARS_AT + 8.0 };
        out.push_str(&label((behind, at + 14.0), "number", &each.says));
        at += STEP;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_it_counts_and_none_where_nothing_is_recorded() {
        let of = |value| Bar { words: "a", value, says: "x".to_owned(), class: "plain" };
        let drawn = bars(&[of(Some(10)), of(Some(5)), of(Some(0)), of(None)], 10, 0.0);
        let widths: Vec<&str> =
            drawn.split(" width=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(widths, ["240", "120", "0", "240"]);
        assert_eq!((drawn.matches("\"plain\"").count(), drawn.matches("\"gap\"").count()), (3, 1));
    }
}
