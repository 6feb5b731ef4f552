//! What lies over the screen: pickers, prompts, the editor, help, import, problems.

mod editor;
mod form;
mod import;
mod sheet;

use std::ops::Range;

use super::frame::search_input;
use super::screens::{draw_lines, draw_list};
use super::widgets::{InputLine, ListItem, OverlayFrame as Sheet, SHORT_DETAIL, Segment, StackedBar};
use super::{Line, Pen, Role, Spot};
use crate::app::layout::scrolled;
use crate::app::overlays::behind::Behind;
use crate::app::overlays::columns::ColumnsOverlay;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::help::{Help, HelpTarget};
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::overlays::prompt::Prompt;
use crate::app::overlays::{LEAVING, Overlay, TextView};
use crate::problem::Problem;
use crate::query::{Audience, Shown};
use crate::text::{Area, pad_left, pad_right, width};

/// Draws an overlay over the body of the screen.
pub fn draw<S: 'static>(overlay: &Overlay<S>, pen: &mut Pen<'_>, body: Area) {
    match overlay {
        Overlay::Picker(picker) => draw_picker(picker, pen, body),
        Overlay::Prompt(prompt) => draw_prompt(prompt, pen, body),
        Overlay::Form(form) => form::draw(form, pen, body),
        Overlay::Editor(editor) => editor::draw(editor, pen, body),
        Overlay::Confirm(confirm) => draw_confirm(confirm, pen, body),
        Overlay::Help(help) => draw_help(help, pen, body),
        Overlay::Columns(columns) => draw_columns(columns, pen, body),
        Overlay::Import(overlay) => import::draw(overlay, pen, body),
        Overlay::Text(view) => draw_text(view, pen, body),
        Overlay::Sheet(view) => sheet::draw(view, pen, body),
        Overlay::Behind(behind) => draw_behind(behind, pen, body),
        Overlay::Problem(problem) => draw_box(("That did not work", Role::Error), problem, pen, body),
        Overlay::Note(note) => draw_box(("Note", Role::Strong), note, pen, body),
        // The search line stands in the second line of the frame.
        Overlay::Search(_) => {}
    }
}

/// An area of the wished size in the middle of the body, a little above it.
fn centred(body: Area, columns: u16, rows: u16) -> Area {
    let (width, height) = (columns.min(body.width), rows.min(body.height));
    let x = body.x + (body.width - width) / 2;
    let y = body.y + (body.height - height) / 3;
    Area::new(x, y, width, height)
}

fn rows_of(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Byte positions of single characters as ranges.
fn ranges(text: &str, positions: &[usize]) -> Vec<Range<usize>> {
    let ends = |at: usize| text.get(at..).and_then(|rest| rest.chars().next()).map(|c| at..at + c.len_utf8());
    positions.iter().filter_map(|at| ends(*at)).collect()
}

fn draw_picker<S: 'static>(picker: &Picker<S>, pen: &mut Pen<'_>, body: Area) {
    let typed = !picker.has_letters();
    let rows = rows_of(picker.items.len()).saturating_add(2 + u16::from(typed)).min(22);
    let widest = picker.items.iter().map(|item| width(&item.text) + width(&item.detail)).max().unwrap_or(0);
    let bars = if picker.items.iter().any(|item| item.share.is_some()) { usize::from(SHARE) + 2 } else { 0 };
    let columns = u16::try_from(widest + bars + 16).unwrap_or(u16::MAX).clamp(44, 110);
    let foot = match (typed, picker.is_multiple) {
        (true, true) => "type to find  Space ticks  Enter takes  Esc",
        (true, false) => "type to find  Enter takes  Esc",
        (false, true) => "letter takes  Space ticks  Enter takes ticked  Esc",
        (false, false) => "letter takes  Esc",
    };
    let inner = Sheet { title: &picker.title, note: "", foot }.draw(pen, centred(body, columns, rows));
    let list = if typed {
        let (top, list) = inner.split_top(1);
        let cursor = picker.typed.chars().count();
        let input =
            InputLine { prompt: "> ", value: &picker.typed, cursor, hint: "type to find", focused: true };
        input.draw(pen, Spot::row(top, 0));
        list
    } else {
        inner
    };
    let details_from = details_from(picker, list.width);
    let item = |at: usize| {
        let found =
            picker.shown.get(at).and_then(|(index, hits)| picker.items.get(*index).map(|i| (i, hits)));
        let Some((item, hits)) = found else { return ListItem::new("") };
        let tick = match (picker.is_multiple, item.ticked) {
            (false, _) => "",
            (true, true) => "[x] ",
            (true, false) => "[ ] ",
        };
        let mut shown = ListItem::new(format!("{tick}{}", item.text));
        let shifted = hits.iter().map(|at| at + tick.len()).collect::<Vec<_>>();
        shown.matches = ranges(&shown.text, &shifted);
        shown.letter = item.letter;
        shown.detail = item.detail.as_str().into();
        shown.detail_from = details_from;
        shown
    };
    draw_list(pen, list, (picker.shown.len(), Some(picker.cursor), true), &item);
    draw_shares(picker, pen, list);
}

/// How wide the bar of a share is, in columns.
const SHARE: u16 = 16;

/// Where details that are words begin, from the entries' texts: one below the other behind the longest of these. Short ones, such as
/// counts and keys, stand at the right.
fn details_from<S: 'static>(picker: &Picker<S>, columns: u16) -> Option<u16> {
    let widest = |of: fn(&PickerItem) -> &String| {
        let widths = picker.items.iter().map(|item| width(of(item)));
        widths.max().and_then(|widest| u16::try_from(widest).ok()).unwrap_or(u16::MAX)
    };
    let tick = if picker.is_multiple { 4 } else { 0 };
    let from = widest(|item| &item.text).saturating_add(tick + 2);
    let is_words =
        widest(|item| &item.detail) > SHORT_DETAIL && picker.items.iter().all(|item| item.share.is_none());
    (is_words && from <= columns / 2).then_some(from)
}

/// The shares of entries as bars, left of their details.
fn draw_shares<S: 'static>(picker: &Picker<S>, pen: &mut Pen<'_>, list: Area) {
    if picker.items.first().is_none_or(|item| item.share.is_none()) {
        return;
    }
    let details = picker.items.iter().map(|item| width(&item.detail)).max().unwrap_or(0);
    let from = u16::try_from(details).unwrap_or(u16::MAX).saturating_add(SHARE + 3);
    let first = scrolled(picker.cursor, picker.shown.len(), usize::from(list.height));
    for (row, (at, _)) in (0..list.height).zip(picker.shown.iter().skip(first)) {
        let Some((count, whole)) = picker.items.get(*at).and_then(|item| item.share) else { continue };
        let wide = (count * usize::from(SHARE)).div_ceil(whole.max(1));
        let bar = Spot::row(list, row).right(from);
        let bar = Spot { width: u16::try_from(wide).unwrap_or(SHARE).min(SHARE), ..bar };
        StackedBar(&[Segment { count: 1, role: Role::BarFull }]).draw_thin(pen, bar);
    }
}

fn draw_prompt<S>(prompt: &Prompt<S>, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, 76, 4);
    let foot = if prompt.is_offered {
        "type to replace, \u{2192} to change  Enter takes  Esc leaves"
    } else {
        "Enter takes  Esc leaves"
    };
    let inner = Sheet { title: &prompt.title, note: "", foot }.draw(pen, area);
    let input = InputLine {
        prompt: "> ",
        value: prompt.input.value(),
        cursor: prompt.input.cursor(),
        hint: &prompt.hint,
        focused: true,
    };
    if prompt.is_offered {
        input.draw_offered(pen, Spot::row(inner, 0));
    } else {
        input.draw(pen, Spot::row(inner, 0));
    }
    let (text, role) = match &prompt.error {
        _ if prompt.is_leaving => (LEAVING, Role::Warn),
        Some(error) => (error.as_str(), Role::Error),
        None if prompt.input.value().is_empty() => ("", Role::Faint),
        None => (prompt.hint.as_str(), Role::Faint),
    };
    pen.text(Spot::row(inner, 1).skip(2), text, role);
}

fn draw_confirm<S: 'static>(confirm: &Confirm<S>, pen: &mut Pen<'_>, body: Area) {
    let shown = confirm.shown(body);
    let (is_long, all) = (shown.last > 0, confirm.examples.len());
    let note = if is_long { format!("from {} of {all}", shown.from + 1) } else { String::new() };
    let foot = if is_long { "y yes  Esc no  j k scroll" } else { "y yes  Esc no" };
    let rows = rows_of(shown.question.len() + shown.lines.len()).saturating_add(2);
    let area = centred(body, shown.columns, rows);
    let inner = Sheet { title: "Confirm", note: &note, foot }.draw(pen, area);
    let (above, below) = inner.split_top(rows_of(shown.question.len()).min(inner.height));
    draw_lines(pen, above, &shown.question, 0);
    draw_lines(pen, below, &shown.lines, 0);
}

fn draw_help(help: &Help, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, 100, body.height);
    let note = format!("{} shown", help.shown.len());
    let foot = "type to search  Enter runs  Esc closes";
    let inner = Sheet { title: &help.title, note: &note, foot }.draw(pen, area);
    let (top, list) = inner.split_top(1);
    let cursor = help.typed.chars().count();
    InputLine { prompt: "> ", value: &help.typed, cursor, hint: "type to search", focused: true }
        .draw(pen, Spot::row(top, 0));
    let item = |at: usize| {
        let Some((index, hits)) = help.shown.get(at) else { return ListItem::new("") };
        let Some(item) = help.items.get(*index) else { return ListItem::new("") };
        if item.run == HelpTarget::Heading {
            let mut heading = ListItem::new(item.title.clone());
            heading.role = Role::Heading;
            return heading;
        }
        // Commands are short; of a facility the name is what one looks for.
        let columns =
            if matches!(item.run, HelpTarget::Facility(_) | HelpTarget::Supplier(_)) { 44 } else { 18 };
        let title = pad_right(&item.title, columns);
        let mut shown = ListItem::new(format!("{} {title} {}", pad_left(&item.keys, 14), item.doc));
        // What was searched is title, sentence and keys; the title's part is highlighted where it stands.
        let start = shown.text.find(title.as_str()).unwrap_or(0);
        let in_title: Vec<usize> =
            hits.iter().filter(|at| **at < item.title.len()).map(|at| at + start).collect();
        shown.matches = ranges(&shown.text, &in_title);
        shown.enabled = item.enabled;
        shown
    };
    if help.shown.is_empty() {
        pen.text(Spot::row(list, 0).skip(2), "Nothing is called so.", Role::Muted);
    }
    draw_list(pen, list, (help.shown.len(), Some(help.cursor), true), &item);
}

fn draw_columns(columns: &ColumnsOverlay, pen: &mut Pen<'_>, body: Area) {
    let rows = rows_of(columns.columns.len()).saturating_add(2);
    let foot = "Space shows  J K order  + - width  0 usual  Esc";
    let inner = Sheet { title: "Columns", note: "", foot }.draw(pen, centred(body, 56, rows));
    let item = |at: usize| {
        let Some(choice) = columns.columns.get(at) else { return ListItem::new("") };
        let tick = if choice.shown { "[x]" } else { "[ ]" };
        let mut item = ListItem::new(format!("{tick} {}", choice.head.title));
        let usual = match choice.head.shown {
            Shown::WhereWide => "where there is room",
            Shown::AtFirst | Shown::OnDemand | Shown::InFilesOnly => "as wide as its text",
        };
        let width = choice.width.map_or(usual.to_owned(), |width| format!("{width} wide"));
        let internal = if choice.head.audience == Audience::Internal { "internal  " } else { "" };
        item.detail = format!("{internal}{width}").into();
        item
    };
    draw_list(pen, inner, (columns.columns.len(), Some(columns.cursor), true), &item);
}

fn draw_text(view: &TextView, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, body.width.saturating_sub(4), body.height.saturating_sub(1));
    let foot = match view.found() {
        found if found.is_empty() => "j k scroll  / search  y copies  Esc closes".to_owned(),
        found => format!("{found}  n next  N before  y copies  Esc ends the search"),
    };
    let inner = Sheet { title: &view.title, note: "", foot: &foot }.draw(pen, area);
    let (inner, bottom) = inner.split_bottom(u16::from(view.typing.is_some()));
    if let Some(typing) = &view.typing {
        let input = search_input(&typing.field, "a text to find");
        input.draw_where(pen, Spot::row(bottom, 0), typing.field.is_offered);
    }
    let is_numbered = view.lines.iter().any(|(number, _)| *number > 0);
    for (row, (number, text)) in
        view.lines.iter().skip(view.offset).take(usize::from(inner.height)).enumerate()
    {
        let is_found = view.search.at == Some(view.offset + row);
        let marked = is_found || (*number == view.marked && *number > 0);
        let label = if *number == 0 { String::new() } else { number.to_string() };
        let label = if is_numbered { format!("{}  ", pad_left(&label, 6)) } else { " ".to_owned() };
        let line = Line::of(label, if marked { Role::Accent } else { Role::Faint })
            .with(crate::text::visible(text), if marked { Role::Strong } else { Role::Text });
        pen.line(Spot::row(inner, rows_of(row)), &view.search.mark(line));
    }
}

fn draw_behind(behind: &Behind, pen: &mut Pen<'_>, body: Area) {
    let area = centred(body, body.width.saturating_sub(4), body.height.saturating_sub(1));
    let note = format!("{} of {}", (behind.cursor + 1).min(behind.lines.len()), behind.lines.len());
    let foot = "o opens the source  Enter goes there  y copies  Esc closes";
    let inner = Sheet { title: &behind.title, note: &note, foot }.draw(pen, area);
    let item =
        |at: usize| ListItem::new(crate::text::visible(behind.lines.get(at).map_or("", String::as_str)));
    draw_list(pen, inner, (behind.lines.len(), Some(behind.cursor), true), &item);
}

fn draw_box((title, role): (&str, Role), text: &Problem, pen: &mut Pen<'_>, body: Area) {
    let columns = 76.min(body.width);
    let lines = problem_lines(text, role, columns.saturating_sub(4));
    let area = centred(body, columns, rows_of(lines.len()).saturating_add(2));
    let inner = Sheet { title, note: "", foot: "any key closes  y copies" }.draw(pen, area);
    draw_lines(pen, inner, &lines, 0);
}

fn problem_lines(problem: &Problem, role: Role, columns: u16) -> Vec<Line> {
    let columns = usize::from(columns);
    let mut lines = Line::of(crate::text::visible(&problem.what), role).wrap(columns, 0);
    if !problem.place.is_empty() {
        lines.extend(Line::of(crate::text::visible(&problem.place), Role::Muted).wrap(columns, 0));
    }
    if !problem.remedy.is_empty() {
        lines.extend(Line::of(crate::text::visible(&problem.remedy), Role::Text).wrap(columns, 0));
    }
    lines
}
