//! A list to choose from.

use std::borrow::Cow;
use std::ops::Range;

use crate::app::table::TableState;
use crate::text::{Area, cut};
use crate::ui::pen::{Spot, columns_of};
use crate::ui::{Pen, Role};

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem<'a> {
    /// The letter that chooses it.
    pub letter: Option<char>,
    pub text: Cow<'a, str>,
    /// How `text` looks.
    pub role: Role,
    /// The byte ranges of `text` that a search found, in order.
    pub matches: Vec<Range<usize>>,
    /// At the right: more about it, or its key.
    pub detail: Cow<'a, str>,
    /// In which column from the text's own the detail begins; at the right where there is none.
    pub detail_from: Option<u16>,
    /// Whether it can be chosen.
    pub enabled: bool,
}

impl<'a> ListItem<'a> {
    /// An entry that can be chosen.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            letter: None,
            text: text.into(),
            role: Role::Text,
            matches: Vec::new(),
            detail: Cow::Borrowed(""),
            detail_from: None,
            enabled: true,
        }
    }
}

/// A list, whose entries may live longer (`'i`) than what is borrowed to draw it (`'a`).
#[derive(Clone, Copy)]
pub struct ListView<'a, 'i> {
    /// How many entries there are.
    pub len: usize,
    /// Gives an entry below `len`; asked only for what is visible.
    pub item: &'a dyn Fn(usize) -> ListItem<'i>,
    /// The cursor.
    pub state: &'a TableState,
    /// Whether an entry is under the cursor at all.
    pub marked: bool,
    pub focused: bool,
}

impl ListView<'_, '_> {
    /// Draws what is visible.
    pub fn draw(&self, pen: &mut Pen<'_>, area: Area) {
        let window = self.state.window(self.len, usize::from(area.height));
        for (row, index) in (0..area.height).zip(window) {
            let spot = Spot::row(area, row);
            let here = self.marked && index == self.state.cursor;
            if here {
                pen.text(Spot { width: spot.width.min(1), ..spot }, pen.theme.signs().cursor, Role::Accent);
            }
            draw_item(pen, spot.skip(2), &(self.item)(index));
            if here {
                let role = if self.focused { Role::Selected } else { Role::SelectedDim };
                pen.tint(Area::new(spot.x, spot.y, spot.width, 1), role);
            }
        }
    }
}

/// The widest detail that has its room before the text has, in columns.
pub const SHORT_DETAIL: u16 = 8;

fn draw_item(pen: &mut Pen<'_>, spot: Spot, item: &ListItem<'_>) {
    let role = |role| if item.enabled { role } else { Role::Faint };
    let mut spot = spot;
    if let Some(letter) = item.letter {
        let used = pen.text(spot, letter.encode_utf8(&mut [0; 4]), role(Role::Key));
        spot = spot.skip(used.saturating_add(2));
    }
    // A short detail (a key, a count, a country) always has its room; the text is cut before it.
    let short = columns_of(&item.detail);
    let kept =
        if (1..=SHORT_DETAIL).contains(&short) && spot.width >= 3 * SHORT_DETAIL { short + 3 } else { 0 };
    let used = pen.highlighted(spot.drop_right(kept), &item.text, role(item.role), &item.matches);
    let rest = spot.skip(used.saturating_add(2)).drop_right(1);
    if let Some(from) = item.detail_from {
        let behind = spot.skip(from.max(used.saturating_add(2))).drop_right(1);
        pen.text(behind, &cut(&item.detail, usize::from(behind.width)), role(Role::Muted));
        return;
    }
    // A detail of which only a few letters would remain says nothing.
    if columns_of(&item.detail) <= rest.width || rest.width > 12 {
        pen.text_right(rest, &item.detail, role(Role::Muted));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::Theme;
    use crate::ui::widgets::testing;

    fn item(at: usize) -> ListItem<'static> {
        let item = ListItem::new(format!("entry number {at}"));
        let letter = char::from_digit(u32::try_from(at).expect("small") + 10, 36);
        match at {
            1 => ListItem { enabled: false, letter, ..item },
            2 => ListItem { matches: std::iter::once(6..12).collect(), letter, ..item },
            _ => ListItem { detail: Cow::Borrowed("why it is here"), letter, ..item },
        }
    }

    fn draw(cursor: usize) -> impl Fn(&mut Pen<'_>, Area) {
        move |pen, area| {
            let state = TableState { cursor, ..TableState::default() };
            ListView { len: 9, item: &item, state: &state, marked: true, focused: true }.draw(pen, area);
        }
    }

    #[test]
    fn entries_have_letters_details_and_matches() {
        insta::assert_snapshot!(testing::styled((40, 4), draw(0)), @r"
        ▸ a  entry number 0      why it is here
          b  entry number 1
          c  entry number 2
          d  entry number 3      why it is here
        ---
        0: /Selected 1-1 3-24 39-39, Accent/Selected 0-0, Key/Selected 2-2, Muted/Selected 25-38
        1: Faint 2-2 5-18
        2: Key 2-2, Match/Match 11-16
        3: Key 2-2, Muted 25-38
        ");
    }

    #[test]
    fn the_cursor_stays_in_view() {
        insta::assert_snapshot!(testing::text((24, 3), &Theme::dark(), draw(7)), @r"
          g  entry number 6
        ▸ h  entry number 7
          i  entry number 8
        ");
    }

    #[test]
    fn every_size_draws() {
        testing::every_size(draw(3));
    }
}
