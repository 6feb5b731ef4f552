//! The lines around every screen: tabs and workspace, filters and counts, hints and toasts.

use super::widgets::{Chip, Chips, InputLine, ToastView};
use super::{Line, Pen, Role, Spot};
use crate::app::frame::{Frame, workspace_name};
use crate::app::layout::WIDE;
use crate::app::overlays::Overlay;
use crate::app::overlays::search::SearchField;
use crate::app::screen::{OneShown, SEARCH_CHIP, StatusLine};
use crate::app::{App, Command, Level};
use crate::text::{cut, width};

/// How many columns of the second line are kept for what is typed to search.
const SEARCHING: u16 = 28;

/// Draws the frame.
pub fn draw(app: &App, pen: &mut Pen<'_>, frame: &Frame) {
    draw_title(app, pen, frame);
    draw_chips(app, pen, Spot::row(frame.chips, 0));
    draw_hints(app, pen, frame);
}

fn draw_title(app: &App, pen: &mut Pen<'_>, frame: &Frame) {
    let line = Spot::row(frame.title, 0);
    pen.text(line.skip(1), "rcoi", Role::Title);
    for tab in &frame.tabs {
        let spot = Spot::new(tab.area.x, tab.area.y, tab.area.width);
        let role = if tab.screen == app.screens.shown { Role::TabActive } else { Role::Tab };
        let used = pen.text(spot, &tab.text, role);
        let count = if tab.count.ends_with('!') { Role::Error } else { Role::Strong };
        pen.text(spot.skip(used + 1), &tab.count, count);
    }
    let used = frame.tabs.last().map_or(6, |tab| tab.area.right().saturating_sub(frame.title.x));
    let room = line.skip(used + 1).drop_right(1);
    pen.line_right(room, &workspace_line(app, pen, usize::from(room.width)));
}

/// Whose workspace, and whether everything is on disk, which is always said: the name is cut before it.
fn workspace_line(app: &App, pen: &Pen<'_>, room: usize) -> Line {
    let signs = pen.theme.signs();
    let name = workspace_name(&app.core);
    let is_frozen = app.core.workspace.frozen().is_some();
    let (sign, word, role) = match (app.core.read_only.is_some(), app.core.is_saved()) {
        (true, _) => ("read-only", "", Role::Warn),
        (false, true) if is_frozen => ("frozen", "", Role::Good),
        (false, true) => (signs.saved, " saved", Role::Good),
        (false, false) => (signs.unsaved, " saving", Role::Warn),
    };
    let least = width(sign) + 1;
    let with_word = app.core.size.0 >= WIDE && width(&name) + least + width(word) <= room;
    let word = if with_word { word } else { "" };
    let name = cut(&name, room.saturating_sub(least + width(word)));
    Line::of(name, Role::Muted).with(format!(" {sign}"), role).with(word, Role::Muted)
}

/// The filters in force, or a word on what the screen shows; how much is shown on the right.
fn draw_chips(app: &App, pen: &mut Pen<'_>, line: Spot) {
    let line = line.skip(1).drop_right(1);
    let screen = app.screens.shown();
    let taken = pen.line_right(line, &status_line(app, pen));
    let line = line.drop_right(taken.saturating_add(2));
    let chips = screen.chips(&app.core);
    let shown = chips.iter().map(|(name, value)| Chip { name, value });
    if let Some(Overlay::Search(search)) = app.overlays.last() {
        let others: Vec<Chip<'_>> = shown.filter(|chip| chip.name != SEARCH_CHIP).collect();
        return draw_search(pen, line, (&search.field, screen.search_hint()), &others);
    }
    let shown: Vec<Chip<'_>> = shown.collect();
    if shown.is_empty() {
        pen.text(line, screen.about(), Role::Faint);
    } else {
        Chips(&shown).draw(pen, line);
    }
}

/// What is typed to search, behind the filters in force as far as there is room for both.
fn draw_search(pen: &mut Pen<'_>, line: Spot, (field, hint): (&SearchField, &str), filters: &[Chip<'_>]) {
    let used = Chips(filters).draw(pen, line.drop_right(SEARCHING.min(line.width)));
    let line = if used > 0 { line.skip(used.saturating_add(1)) } else { line };
    search_input(field, hint).draw_where(pen, line, field.is_offered);
}

/// The field of a search, as it is drawn.
pub(super) fn search_input<'a>(field: &'a SearchField, hint: &'a str) -> InputLine<'a> {
    InputLine { prompt: "/ ", value: field.value(), cursor: field.input.cursor(), hint, focused: true }
}

/// How many are shown, selected, and, where there is room to say it, sorted how.
fn status_line(app: &App, pen: &Pen<'_>) -> Line {
    let StatusLine { mut line, sort } = app.screens.shown().status(&app.core);
    if app.core.size.0 >= 80 && !sort.is_empty() {
        let signs = pen.theme.signs();
        let arrow = |descending| if descending { signs.descending } else { signs.ascending };
        let key = |(title, descending): &(&str, bool)| format!("{title} {}", arrow(*descending));
        let keys: Vec<String> = sort.iter().map(key).collect();
        line.push(format!("  sort {}", keys.join(", ")), Role::Muted);
    }
    line
}

fn draw_hints(app: &App, pen: &mut Pen<'_>, frame: &Frame) {
    let line = Spot::row(frame.hints, 0);
    if let Some(toast) = &app.core.toast {
        let undo = app.core.keymap.first(Command::Undo);
        let hint = if toast.level == Level::Good { format!("{undo} undoes") } else { String::new() };
        ToastView { level: toast.level, text: &toast.text, hint: &hint }.draw(pen, line);
        return;
    }
    // What lies over the screen says its own keys; those of the screen do nothing now.
    if app.overlays.iter().any(|overlay| !matches!(overlay, Overlay::Search(_))) {
        return;
    }
    for hint in &frame.hint_slots {
        let spot = Spot::new(hint.area.x, hint.area.y, hint.area.width);
        let (key, title) = if hint.enabled { (Role::Key, Role::Muted) } else { (Role::Faint, Role::Faint) };
        let used = pen.text(spot, &hint.key, key);
        pen.text(spot.skip(used + 1), hint.title, title);
    }
}
