//! What is typed or ticked over the list of files.

use std::collections::BTreeSet;

use crate::app::overlays::import::Asking;
use crate::domain::{Metal, Programme};
use crate::text::Area;
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
        Asking::Day(input, error) => {
            let (value, cursor) = (input.value(), input.cursor());
            let hint = "YYYY-MM-DD: the day that the list speaks for";
            let line = InputLine { prompt: "as of: ", value, cursor, hint, focused: true };
            line.draw(pen, Spot::row(top, 0));
            if let Some(error) = error {
                pen.text(Spot::row(rest, 0), error, Role::Error);
            }
        }
        Asking::Programme { input, shown, cursor } => {
            let hint = "whose list is it? type its name";
            let (value, at) = (input.value(), input.cursor());
            let line = InputLine { prompt: "programme: ", value, cursor: at, hint, focused: true };
            line.draw(pen, Spot::row(top, 0));
            let other = format!("another programme: {}", input.value());
            let item = |at: usize| shown.get(at).map_or_else(|| ListItem::new(other.clone()), programme);
            draw_list(pen, rest, (shown.len() + 1, Some(*cursor), true), &item);
        }
        Asking::Metals { ticked, cursor } => {
            pen.text(Spot::row(top, 0), "the metals that the list is for:", Role::Text);
            let item =
                |at: usize| Metal::ALL.get(at).map_or_else(|| ListItem::new(""), |it| metal(*it, ticked));
            draw_list(pen, rest, (Metal::ALL.len(), Some(*cursor), true), &item);
        }
    }
}

fn metal(metal: Metal, ticked: &BTreeSet<Metal>) -> ListItem<'static> {
    let tick = if ticked.contains(&metal) { "[x]" } else { "[ ]" };
    let mut item = ListItem::new(format!("{tick} {metal}"));
    item.letter = Some(metal.letter());
    item
}

fn programme(programme: &Programme) -> ListItem<'_> {
    let mut item = ListItem::new(programme.name());
    item.detail = programme.info().map_or("", |info| info.title.as_str()).into();
    item
}
