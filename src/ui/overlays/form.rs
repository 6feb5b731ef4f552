//! A form: a line a field, or several of a note, what it is understood as below it, then what the form is about.

use tui_input::Input;

use super::editor::draw_text;
use super::{Sheet, centred, rows_of};
use crate::app::overlays::LEAVING;
use crate::app::overlays::edited::EditedText;
use crate::app::overlays::form::{FieldText, FormField, FormOverlay};
use crate::text::{Area, pad_right, width};
use crate::ui::widgets::InputLine;
use crate::ui::{Line, Pen, Role, Spot};

/// So many of the things that it is about are seen at once.
const TOUCHES: usize = 8;

/// So many lines of a note are seen at once.
const NOTE: u16 = 3;

/// How wide it is, frame included.
const COLUMNS: u16 = 84;

/// Draws the form over the body of the screen.
pub(super) fn draw<S: 'static>(form: &FormOverlay<S>, pen: &mut Pen<'_>, body: Area) {
    let touches = form.touches.len().min(TOUCHES);
    let fields: u16 = form.fields.iter().map(rows_of_field).sum();
    let rows = rows_of(touches + usize::from(touches > 0)).saturating_add(fields + 3);
    let inner =
        Sheet { title: &form.title, note: "", foot: &foot(form) }.draw(pen, centred(body, COLUMNS, rows));
    let label = form.fields.iter().map(|field| width(field.label)).max().unwrap_or(0);
    let mut row = 0;
    for (at, field) in form.fields.iter().enumerate() {
        let has_keys = at == form.at;
        let spot = Spot::row(inner, row);
        let used =
            pen.text(spot, &pad_right(field.label, label), if has_keys { Role::Accent } else { Role::Muted });
        let rest = spot.skip(used + 2);
        match field.choices() {
            Some((words, chosen)) => draw_choices(pen, rest, words, (chosen, has_keys)),
            None => match &field.text {
                FieldText::Line(input) => draw_input(pen, rest, (field, input), has_keys),
                FieldText::Note(note) => {
                    // As much of it as there is room for.
                    let height = NOTE.min(inner.split_top(row).1.height);
                    let area = Area::new(rest.x, rest.y, rest.width, height);
                    draw_note(pen, area, (field, note), has_keys);
                }
            },
        }
        let below = rows_of_field(field);
        draw_below(form, at, pen, Spot::row(inner, row + below - 1).skip(used + 4));
        row += below;
    }
    draw_refusal(form, pen, Spot::row(inner, row));
    draw_touches(form, pen, inner.split_top(row + 1).1);
}

/// How many rows a field has, with the one below it for what it is understood as.
fn rows_of_field(field: &FormField) -> u16 {
    if field.takes_lines() { NOTE + 1 } else { 2 }
}

/// Why the form is not taken, or what the next Esc does.
fn draw_refusal<S: 'static>(form: &FormOverlay<S>, pen: &mut Pen<'_>, spot: Spot) {
    // What is wrong with the field that has the keys stands below it already.
    let is_told = form.understood(form.at).is_err();
    if form.is_leaving {
        pen.text(spot, LEAVING, Role::Warn);
    } else if let Some(error) = form.error.as_ref().filter(|_| !is_told) {
        pen.text(spot, error, Role::Error);
    }
}

fn foot<S: 'static>(form: &FormOverlay<S>) -> String {
    let fields = if form.fields.len() > 1 { "Tab next  " } else { "" };
    let lately = if form.field().is_some_and(FormField::recalls) { "\u{2191} said lately  " } else { "" };
    let scroll = if form.touches.len() > TOUCHES { "PgDn more  " } else { "" };
    let takes = if form.field().is_some_and(FormField::takes_lines) {
        "Ctrl-s takes  Enter new line  Ctrl-e your editor"
    } else {
        "Enter takes"
    };
    format!("{takes}  {fields}{lately}{scroll}Esc leaves")
}

fn draw_note(pen: &mut Pen<'_>, area: Area, (field, note): (&FormField, &EditedText), has_keys: bool) {
    let spot = Spot::row(area, 0);
    if has_keys {
        pen.text(spot, ">", Role::Accent);
    }
    let spot = spot.skip(2);
    draw_text(note, pen, Area::new(spot.x, spot.y, spot.width, area.height), has_keys);
    if has_keys && note.text().is_empty() {
        pen.text(spot.skip(1), field.hint, Role::Faint);
    }
}

fn draw_input(pen: &mut Pen<'_>, spot: Spot, (field, input): (&FormField, &Input), has_keys: bool) {
    let hint = if has_keys { field.hint } else { "" };
    let (value, cursor) = (input.value(), input.cursor());
    let line = InputLine { prompt: if has_keys { ">" } else { " " }, value, cursor, hint, focused: has_keys };
    if field.is_offered && has_keys { line.draw_offered(pen, spot) } else { line.draw(pen, spot) }
}

/// The words that can be chosen from, the chosen one lit; around it as many as there is room for.
fn draw_choices(pen: &mut Pen<'_>, spot: Spot, words: &[(char, String)], (chosen, has_keys): (usize, bool)) {
    let mut line = Line::new();
    for (at, (letter, word)) in words.iter().enumerate() {
        let role = match (at == chosen, has_keys) {
            (true, true) => Role::Selected,
            (true, false) => Role::Strong,
            (false, _) => Role::Muted,
        };
        if has_keys {
            line.push(format!("{letter}"), Role::Accent);
            line.push(" ", Role::Text);
            line.push(word.clone(), role);
            line.push("  ", Role::Text);
        } else if at == chosen {
            line.push(format!("  {word}"), role);
        }
    }
    let wrapped = line.wrap(usize::from(spot.width), 0);
    for (row, line) in wrapped.iter().take(2).enumerate() {
        pen.line(Spot { y: spot.y.saturating_add(rows_of(row)), ..spot }, line);
    }
}

/// Below a field what it is understood as, or what is wrong with it.
fn draw_below<S: 'static>(form: &FormOverlay<S>, at: usize, pen: &mut Pen<'_>, spot: Spot) {
    if form.fields.get(at).is_some_and(|field| field.choices().is_some()) {
        return;
    }
    match form.understood(at) {
        Ok(Some(words)) => pen.text(spot, &format!("understood as {words}"), Role::Faint),
        Ok(None) => 0,
        Err(error) => pen.text(spot, &error, if at == form.at { Role::Warn } else { Role::Error }),
    };
}

fn draw_touches<S: 'static>(form: &FormOverlay<S>, pen: &mut Pen<'_>, area: Area) {
    let shown = form.touches.iter().skip(form.offset);
    for (row, text) in (0..area.height).zip(shown) {
        pen.text(Spot::row(area, row).skip(2), text, Role::Muted);
    }
    let shown = form.offset + usize::from(area.height);
    let below = form.touches.len().saturating_sub(shown);
    if below > 0 && area.height > 0 {
        let more = format!("and {} more", below + 1);
        let spot = Spot::row(area, area.height - 1);
        pen.text(spot.skip(2), &pad_right(&more, usize::from(spot.width)), Role::Muted);
    }
}
