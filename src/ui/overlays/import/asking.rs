//! What is typed or ticked over the list of files.

use std::collections::BTreeSet;

use crate::app::overlays::import::{AskedDay, Asking, DayOf};
use crate::domain::{Metal, Programme, SourceRole};
use crate::text::{Area, day_words};
use crate::ui::screens::draw_list;
use crate::ui::widgets::{InputLine, ListItem};
use crate::ui::{Pen, Role, Spot};

/// Draws what is asked.
pub(super) fn draw(asking: &Asking, pen: &mut Pen<'_>, area: Area) {
    let (top, rest) = area.split_top(1);
    match asking {
        Asking::Password(input) => {
            let hidden = "*".repeat(input.value().chars().count());
            let hint = "the password of the workbooks that need one";
            let cursor = input.cursor();
            InputLine { prompt: "password: ", value: &hidden, cursor, hint, focused: true }
                .draw(pen, Spot::row(top, 0));
        }
        Asking::Supplier { input, shown, cursor } => {
            let hint = "type the supplier\u{2019}s name";
            let line = InputLine {
                prompt: "supplier: ",
                value: input.value(),
                cursor: input.cursor(),
                hint,
                focused: true,
            };
            line.draw(pen, Spot::row(top, 0));
            let new = format!("+ a new supplier: {}", input.value());
            let item = |at: usize| {
                ListItem::new(shown.get(at).map_or_else(|| new.clone(), |(_, name)| name.clone()))
            };
            draw_list(pen, rest, (shown.len() + 1, Some(*cursor), true), &item);
        }
        Asking::Day(asked) => draw_day(asked, pen, (top, rest)),
        Asking::Programme { input, shown, cursor } => {
            let hint = "whose list is it? type its name";
            let (value, at) = (input.value(), input.cursor());
            let line = InputLine { prompt: "programme: ", value, cursor: at, hint, focused: true };
            line.draw(pen, Spot::row(top, 0));
            let other = format!("another programme: {}", input.value());
            let item = |at: usize| shown.get(at).map_or_else(|| ListItem::new(other.clone()), programme);
            draw_list(pen, rest, (shown.len() + 1, Some(*cursor), true), &item);
        }
        Asking::Role { roles, cursor } => {
            pen.text(Spot::row(top, 0), "what the file is for:", Role::Text);
            let item = |at: usize| roles.get(at).map_or_else(|| ListItem::new(""), |it| role(*it));
            draw_list(pen, rest, (roles.len(), Some(*cursor), true), &item);
        }
        Asking::Metals { ticked, cursor } => {
            pen.text(Spot::row(top, 0), "the metals that the list is for:", Role::Text);
            let item =
                |at: usize| Metal::ALL.get(at).map_or_else(|| ListItem::new(""), |it| metal(*it, ticked));
            draw_list(pen, rest, (Metal::ALL.len(), Some(*cursor), true), &item);
        }
    }
}

/// A day that is typed, and below it what it is understood as.
fn draw_day(asked: &AskedDay, pen: &mut Pen<'_>, (top, rest): (Area, Area)) {
    let (prompt, hint) = match asked.of {
        DayOf::List => ("as of: ", "the day that the list speaks for: 2022-12-31, end of march"),
        DayOf::Received { all: false } => ("received: ", "the day it came: 2027-03-31, yesterday, -3d"),
        DayOf::Received { all: true } => ("all received: ", "the day they came: 2027-03-31, yesterday, -3d"),
    };
    let (value, cursor) = (asked.input.value(), asked.input.cursor());
    let line = InputLine { prompt, value, cursor, hint, focused: true };
    line.draw_where(pen, Spot::row(top, 0), asked.is_offered);
    match asked.day() {
        _ if value.is_empty() => 0,
        Ok(day) => {
            let words = format!("understood as {}", day_words(day, asked.today));
            pen.text(Spot::row(rest, 0), &words, Role::Faint)
        }
        Err(error) => pen.text(Spot::row(rest, 0), &error, Role::Warn),
    };
}

fn metal(metal: Metal, ticked: &BTreeSet<Metal>) -> ListItem<'static> {
    let tick = if ticked.contains(&metal) { "[x]" } else { "[ ]" };
    let mut item = ListItem::new(format!("{tick} {metal}"));
    item.letter = Some(metal.letter());
    item
}

/// In which column the words on a role begin, behind the longest name.
const DOC_FROM: u16 = 20;

fn role(role: SourceRole) -> ListItem<'static> {
    let mut item = ListItem::new(role.name());
    item.letter = Some(role.letter());
    item.detail = role.doc().into();
    item.detail_from = Some(DOC_FROM);
    item
}

fn programme(programme: &Programme) -> ListItem<'_> {
    let mut item = ListItem::new(programme.name());
    item.detail = programme.info().map_or("", |info| info.title.as_str()).into();
    item
}
