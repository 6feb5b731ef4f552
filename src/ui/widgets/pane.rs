//! A bordered pane with a title.

use crate::text::Area;
use crate::ui::pen::{Spot, columns_of};
use crate::ui::{Pen, Role};

/// A bordered pane. Its inside is [`Area::inset`] by 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pane<'a> {
    /// In the border, at the left.
    pub title: &'a str,
    /// In the border, at the right; left out when there is no room.
    pub note: &'a str,
    pub focused: bool,
}

impl Pane<'_> {
    /// Draws border, title and note; returns the inside.
    pub fn draw(&self, pen: &mut Pen<'_>, area: Area) -> Area {
        let role = if self.focused { Role::BorderFocus } else { Role::Border };
        border(pen, area, role);
        head(pen, area, self.title, self.note);
        area.inset(1)
    }
}

/// Draws a border around the inside of `area`; nothing in less than 2 by 2 cells.
pub(super) fn border(pen: &mut Pen<'_>, area: Area, role: Role) {
    if area.width < 2 || area.height < 2 {
        return;
    }
    let signs = &pen.theme.signs().border;
    let (top, bottom) = (Spot::row(area, 0), Spot::row(area, area.height - 1));
    for (spot, left, right) in
        [(top, signs.top_left, signs.top_right), (bottom, signs.bottom_left, signs.bottom_right)]
    {
        pen.text(Spot { width: 1, ..spot }, left, role);
        pen.repeat(spot.skip(1).drop_right(1), signs.horizontal, role);
        pen.text(spot.right(1), right, role);
    }
    for row in 1..area.height - 1 {
        pen.text(Spot { width: 1, ..Spot::row(area, row) }, signs.vertical, role);
        pen.text(Spot::row(area, row).right(1), signs.vertical, role);
    }
}

/// Writes a title and a note into the upper border.
pub(super) fn head(pen: &mut Pen<'_>, area: Area, title: &str, note: &str) {
    let spot = in_border(Spot::row(area, 0));
    let used = if title.is_empty() { 0 } else { framed(pen, spot, title, Role::Title) };
    let wide = columns_of(note).saturating_add(2);
    let rest = spot.skip(used);
    if !note.is_empty() && wide <= rest.width {
        framed(pen, rest.right(wide), note, Role::Muted);
    }
}

/// The part of a border's row that may hold text.
pub(super) fn in_border(row: Spot) -> Spot {
    row.skip(1).drop_right(1)
}

/// Text between two blanks; returns the columns taken.
pub(super) fn framed(pen: &mut Pen<'_>, spot: Spot, text: &str, role: Role) -> u16 {
    if spot.width < 3 {
        return 0;
    }
    pen.text(Spot { width: 1, ..spot }, " ", role);
    let used = pen.text(spot.skip(1).drop_right(1), text, role).saturating_add(1);
    pen.text(spot.skip(used), " ", role);
    used.saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::testing;
    use crate::ui::{Signs, Theme};

    fn draw(pen: &mut Pen<'_>, area: Area) {
        Pane { title: "Facilities", note: "12 of 249", focused: true }.draw(pen, area);
    }

    #[test]
    fn a_pane_has_a_title_and_a_note() {
        insta::assert_snapshot!(testing::styled((32, 3), draw), @r"
        ╭ Facilities ─────── 12 of 249 ╮
        │                              │
        ╰──────────────────────────────╯
        ---
        0: BorderFocus 0-0 13-19 31-31, Muted 20-30, Title 1-12
        1: BorderFocus 0-0 31-31
        2: BorderFocus 0-31
        ");
    }

    #[test]
    fn the_note_leaves_first_then_the_title_is_cut() {
        insta::assert_snapshot!(testing::text((20, 2), &Theme::dark(), draw), @r"
        ╭ Facilities ──────╮
        ╰──────────────────╯
        ");
        insta::assert_snapshot!(testing::text((9, 2), &Theme::dark(), draw), @r"
        ╭ Faci… ╮
        ╰───────╯
        ");
    }

    #[test]
    fn plain_borders_are_ascii() {
        let theme = Theme::mono().with_signs(&Signs::ASCII);
        insta::assert_snapshot!(testing::text((20, 3), &theme, draw), @r"
        + Facilities ------+
        |                  |
        +------------------+
        ");
    }

    #[test]
    fn every_size_draws() {
        testing::every_size(draw);
    }
}
