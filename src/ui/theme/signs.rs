//! The signs beside the colours, in Unicode and in plain ASCII.

use crate::app::Level;
use crate::app::table::cell::{CellSign, OUTSIDE};
use crate::domain::{Rating, Status};
use crate::resolve::rows::Outcome;

/// The pieces of a border, each one column wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Borders {
    /// Top left corner.
    pub top_left: &'static str,
    /// Top right corner.
    pub top_right: &'static str,
    /// Bottom left corner.
    pub bottom_left: &'static str,
    /// Bottom right corner.
    pub bottom_right: &'static str,
    /// A horizontal line.
    pub horizontal: &'static str,
    /// A vertical line.
    pub vertical: &'static str,
}

/// Every sign the screens use. All are one column wide unless they say otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    /// Conformant, active, indeterminable, unresolved.
    statuses: [&'static str; 4],
    /// Critical, high, medium, low, none, data.
    ratings: [&'static str; 6],
    /// Around panes.
    pub border: Borders,
    /// Where a text was cut.
    pub cut: &'static str,
    /// A row of the multiple selection.
    pub marked: &'static str,
    /// The entry under the cursor.
    pub cursor: &'static str,
    /// Sorted ascending.
    pub ascending: &'static str,
    /// Sorted descending.
    pub descending: &'static str,
    /// More columns to the left.
    pub more_left: &'static str,
    /// More columns to the right.
    pub more_right: &'static str,
    /// The part of a scrollbar that is shown.
    pub thumb: &'static str,
    /// Bars from one eighth to full, left to right.
    pub eighths: [&'static str; 8],
    /// A bar as a line.
    pub thin: &'static str,
    /// The rest of a bar.
    pub rest: &'static str,
    /// The left end of a progress bar.
    pub bar_start: &'static str,
    /// The right end of a progress bar.
    pub bar_end: &'static str,
    /// Fills of the segments of a stacked bar, told apart without colour.
    pub fills: [&'static str; 4],
    /// Between items of one line.
    pub dot: &'static str,
    /// Everything is saved.
    pub saved: &'static str,
    /// Something is not saved yet.
    pub unsaved: &'static str,
    /// Done, in order.
    pub good: &'static str,
    /// A remark.
    pub info: &'static str,
    /// Something to look at.
    pub warn: &'static str,
    /// Something wrong.
    pub error: &'static str,
    /// Leads to; one column wide.
    pub arrow: &'static str,
    /// A Covered Country, on the map and in lists.
    pub covered: &'static str,
    /// A Covered Country without facilities, on the map.
    pub covered_empty: &'static str,
    /// A country with few facilities, and one with many, on the map.
    pub places: [&'static str; 2],
    /// Land, where it cannot be drawn as the dots of braille signs.
    pub land: Option<&'static str>,
}

impl Signs {
    /// For terminals with Unicode.
    pub const UNICODE: Self = Self {
        statuses: ["●", "◐", "○", "?"],
        ratings: ["◆", "▲", "△", "▽", "·", "◇"],
        border: Borders {
            top_left: "╭",
            top_right: "╮",
            bottom_left: "╰",
            bottom_right: "╯",
            horizontal: "─",
            vertical: "│",
        },
        cut: "…",
        marked: "✓",
        cursor: "▸",
        ascending: "▲",
        descending: "▼",
        more_left: "‹",
        more_right: "›",
        thumb: "┃",
        eighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
        thin: "━",
        rest: "░",
        bar_start: "▐",
        bar_end: "▌",
        fills: ["█", "▓", "▒", "░"],
        dot: "·",
        saved: "●",
        unsaved: "○",
        good: "✓",
        info: "i",
        warn: "!",
        error: "✗",
        arrow: "→",
        covered: "▲",
        covered_empty: "△",
        places: ["•", "■"],
        land: None,
    };

    /// For terminals without Unicode.
    pub const ASCII: Self = Self {
        statuses: ["*", "%", "o", "?"],
        ratings: ["#", "^", "-", "v", ".", "?"],
        border: Borders {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            horizontal: "-",
            vertical: "|",
        },
        cut: "~",
        marked: "x",
        cursor: ">",
        ascending: "^",
        descending: "v",
        more_left: "<",
        more_right: ">",
        thumb: "#",
        eighths: [" ", " ", " ", "#", "#", "#", "#", "#"],
        thin: "=",
        rest: ".",
        bar_start: "[",
        bar_end: "]",
        fills: ["#", "%", "=", "."],
        dot: "-",
        saved: "*",
        unsaved: "o",
        good: "v",
        info: "i",
        warn: "!",
        error: "x",
        arrow: ">",
        covered: "^",
        covered_empty: ":",
        places: ["o", "#"],
        land: Some("."),
    };

    pub fn status(&self, status: Status) -> &'static str {
        let [conformant, active, indeterminable, unresolved] = self.statuses;
        match status {
            Status::Conformant => conformant,
            Status::Active => active,
            Status::Indeterminable => indeterminable,
            Status::Unresolved => unresolved,
        }
    }

    pub fn rating(&self, rating: Rating) -> &'static str {
        let [critical, high, medium, low, none, data] = self.ratings;
        match rating {
            Rating::Critical => critical,
            Rating::High => high,
            Rating::Medium => medium,
            Rating::Low => low,
            Rating::None => none,
            Rating::Data => data,
        }
    }

    /// The sign of what became of a declared row.
    pub fn outcome(&self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Resolved => self.good,
            Outcome::Duplicate => "=",
            Outcome::Special => self.dot,
            Outcome::Rejected(_) => self.error,
            Outcome::Open => "?",
        }
    }

    /// The sign beside the text of a cell.
    pub fn of_cell(&self, sign: CellSign) -> &'static str {
        match sign {
            CellSign::Status(status) => self.status(status),
            CellSign::Rating(rating) => self.rating(rating),
            CellSign::Outcome(outcome) => self.outcome(outcome),
            CellSign::Outside => OUTSIDE,
            CellSign::Warn => self.warn,
            CellSign::ByHand => "*",
        }
    }

    /// The sign of a message.
    pub fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Info => self.info,
            Level::Good => self.good,
            Level::Warn => self.warn,
            Level::Error => self.error,
        }
    }

    /// Whether bars can end within a cell.
    pub fn has_eighths(&self) -> bool {
        self.eighths != Self::ASCII.eighths
    }
}
