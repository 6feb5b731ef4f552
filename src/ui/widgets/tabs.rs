//! The bar of screens.

use crate::ui::pen::{Spot, columns_of};
use crate::ui::{Line, Pen, Role};

/// A tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tab<'a> {
    /// The key that goes there.
    pub key: &'a str,
    /// Its title.
    pub title: &'a str,
    /// How much open work there is; shown when there is any.
    pub count: usize,
    /// Whether some of it is overdue or wrong.
    pub urgent: bool,
}

/// How much of each tab is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Key, title, count.
    Full,
    /// Titles only where you are; elsewhere key and count.
    Counts,
    /// Titles only where you are; elsewhere the key.
    Keys,
}

/// A bar of tabs.
#[derive(Debug, Clone, Copy)]
pub struct Tabs<'a> {
    /// Its tabs.
    pub tabs: &'a [Tab<'a>],
    /// The one shown, from 0.
    pub active: usize,
}

impl Tabs<'_> {
    /// Where each tab stands; without width when there is no room for it.
    #[must_use]
    pub fn places(&self, spot: Spot) -> Vec<Spot> {
        self.layout(spot).into_iter().map(|(place, _)| place).collect()
    }

    /// Draws what fits: with less room, titles leave first, then counts.
    pub fn draw(&self, pen: &mut Pen<'_>, spot: Spot) {
        for (at, (place, line)) in self.layout(spot).into_iter().enumerate() {
            pen.line(place.skip(1).drop_right(1), &line);
            if at == self.active {
                pen.tint(crate::text::Area::new(place.x, place.y, place.width, 1), Role::TabActive);
            }
        }
    }

    fn layout(&self, spot: Spot) -> Vec<(Spot, Line)> {
        let full = |detail: &Detail| self.width(*detail) <= u32::from(spot.width);
        let detail = [Detail::Full, Detail::Counts].into_iter().find(full).unwrap_or(Detail::Keys);
        let mut rest = spot;
        let place = |(at, tab): (usize, &Tab<'_>)| {
            let line = tab.line(at == self.active, detail);
            let wide = u16::try_from(line.width()).unwrap_or(u16::MAX).saturating_add(2);
            let place = Spot { width: if wide <= rest.width { wide } else { 0 }, ..rest };
            rest = rest.skip(wide);
            (place, line)
        };
        self.tabs.iter().enumerate().map(place).collect()
    }

    fn width(&self, detail: Detail) -> u32 {
        let wide = |(at, tab): (usize, &Tab<'_>)| {
            let count = if detail == Detail::Keys { 0 } else { u32::from(columns_of(&tab.count_text())) };
            let title = if detail == Detail::Full || at == self.active {
                u32::from(columns_of(tab.title)) + 1
            } else {
                0
            };
            u32::from(columns_of(tab.key)) + title + count + 2
        };
        self.tabs.iter().enumerate().map(wide).sum()
    }
}

impl Tab<'_> {
    fn count_text(&self) -> String {
        match (self.count, self.urgent) {
            (0, _) => String::new(),
            (count, true) => format!(" {count}!"),
            (count, false) => format!(" {count}"),
        }
    }

    fn line(&self, active: bool, detail: Detail) -> Line {
        let mut line = Line::of(self.key, Role::Key);
        if active || detail == Detail::Full {
            line.push(" ", Role::Tab);
            line.push(self.title, Role::Tab);
        }
        if detail != Detail::Keys {
            line.push(self.count_text(), if self.urgent { Role::Warn } else { Role::Muted });
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Area;
    use crate::ui::Theme;
    use crate::ui::widgets::testing;

    const TABS: [Tab<'_>; 3] = [
        Tab { key: "1", title: "Overview", count: 0, urgent: false },
        Tab { key: "3", title: "Triage", count: 53, urgent: false },
        Tab { key: "6", title: "Actions", count: 2, urgent: true },
    ];

    fn draw(pen: &mut Pen<'_>, area: Area) {
        Tabs { tabs: &TABS, active: 1 }.draw(pen, Spot::row(area, 0));
    }

    #[test]
    fn tabs_show_where_you_are_and_what_is_open() {
        insta::assert_snapshot!(testing::styled((44, 1), draw), @r"
         1 Overview  3 Triage 53  6 Actions 2!
        ---
        0: Key 1-1 26-26, Tab 2-10 27-34, TabActive/TabActive 12-24, Warn 35-37
        ");
    }

    #[test]
    fn with_less_room_titles_leave_then_counts_then_tabs() {
        let at = |width| testing::text((width, 1), &Theme::dark(), draw);
        assert_eq!(at(39), " 1 Overview  3 Triage 53  6 Actions 2!");
        assert_eq!(at(38), " 1  3 Triage 53  6 2!");
        assert_eq!(at(20), " 1  3 Triage  6");
        assert_eq!(at(15), " 1  3 Triage");
        assert_eq!(at(2), "");
    }

    #[test]
    fn places_are_where_tabs_are_drawn() {
        let places = Tabs { tabs: &TABS, active: 0 }.places(Spot::new(5, 0, 60));
        let ends: Vec<(u16, u16)> = places.iter().map(|place| (place.x, place.width)).collect();
        assert_eq!(ends, [(5, 12), (17, 13), (30, 14)]);
    }
}
