//! What a piece of the screen means, which is what decides how it looks.

use serde::Deserialize;

use crate::app::Level;
use crate::domain::{Rating, Status};

macro_rules! roles {
    ($($(#[doc = $doc:literal])* $role:ident => $fallback:ident,)*) => {
        /// What a piece of the screen means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        pub enum Role { $($(#[doc = $doc])* $role,)* }

        impl Role {
            /// Every role.
            pub const ALL: [Self; [$(stringify!($role)),*].len()] = [$(Self::$role),*];

            /// The role whose look a theme that leaves this one out gives it; [`Role::Text`] is its own.
            #[must_use]
            pub fn fallback(self) -> Self {
                match self { $(Self::$role => Self::$fallback,)* }
            }

            /// What it is the look of, in a sentence.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$role => concat!($($doc),*).trim_ascii(),)* }
            }

            /// Its name, as in a theme file.
            pub fn name(self) -> &'static str {
                match self { $(Self::$role => stringify!($role),)* }
            }
        }
    };
}

roles! {
    /// Ordinary text.
    Text => Text,
    /// The screen's background and its default text colour.
    Base => Text,
    /// Text of the second rank: labels, units, what is not the point.
    Muted => Text,
    /// Text of the third rank: dots, empty values, disabled entries.
    Faint => Muted,
    /// Ordinary text that must be seen first.
    Strong => Text,
    /// The one accent colour: where you are.
    Accent => Text,
    /// The cursor row; a patch over the row.
    Selected => Accent,
    /// The cursor row of a pane without focus; a patch over the row.
    SelectedDim => Selected,
    /// A row of the multiple selection; a patch over the row.
    Marked => Accent,
    /// The words that a search found.
    Match => Accent,
    /// The border of a pane.
    Border => Faint,
    /// The border of the pane that has the focus.
    BorderFocus => Accent,
    /// The title in a border.
    Title => Strong,
    /// A heading inside a pane, and the heads of a table's columns.
    Heading => Muted,
    /// The head of the column under the cursor.
    HeadingActive => Accent,
    /// The tab of a screen that is not shown.
    Tab => Muted,
    /// The tab of the screen shown.
    TabActive => Accent,
    /// The name of a key.
    Key => Accent,
    /// The status conformant.
    Conformant => Text,
    /// The status active.
    Active => Text,
    /// The status indeterminable.
    Indeterminable => Text,
    /// A status that no source says yet.
    Unresolved => Text,
    /// Rated critical.
    RatingCritical => Error,
    /// Rated high.
    RatingHigh => Warn,
    /// Rated medium.
    RatingMedium => Warn,
    /// Rated low.
    RatingLow => Good,
    /// Rated none.
    RatingNone => Muted,
    /// Cannot be rated.
    RatingData => Unresolved,
    /// A remark.
    Info => Accent,
    /// Something to look at.
    Warn => Strong,
    /// Something wrong.
    Error => Strong,
    /// Something done or in order.
    Good => Text,
    /// The name of a filter in a chip.
    ChipName => Muted,
    /// The value of a filter in a chip.
    ChipValue => Strong,
    /// The filled part of a bar or gauge.
    BarFull => Accent,
    /// The rest of a bar or gauge.
    BarRest => Faint,
    /// The background of what lies over the screen, and its default text colour.
    Overlay => Base,
    /// The cell under the cursor of an input line.
    Cursor => Selected,
    /// Land without facilities on the map.
    Land => Faint,
    /// A cell shaded by its share, up to a quarter. It fills the cell, so it may not be reversed, nor may the next three.
    HeatLow => RatingLow,
    /// The same, up to a half.
    HeatMedium => Warn,
    /// The same, up to three quarters.
    HeatHigh => RatingMedium,
    /// The same, above.
    HeatMost => RatingHigh,
}

impl From<Status> for Role {
    fn from(status: Status) -> Self {
        match status {
            Status::Conformant => Self::Conformant,
            Status::Active => Self::Active,
            Status::Indeterminable => Self::Indeterminable,
            Status::Unresolved => Self::Unresolved,
        }
    }
}

impl From<Rating> for Role {
    fn from(rating: Rating) -> Self {
        match rating {
            Rating::Critical => Self::RatingCritical,
            Rating::High => Self::RatingHigh,
            Rating::Medium => Self::RatingMedium,
            Rating::Low => Self::RatingLow,
            Rating::None => Self::RatingNone,
            Rating::Data => Self::RatingData,
        }
    }
}

impl From<Level> for Role {
    fn from(level: Level) -> Self {
        match level {
            Level::Info => Self::Info,
            Level::Good => Self::Good,
            Level::Warn => Self::Warn,
            Level::Error => Self::Error,
        }
    }
}
