//! Overview: figures by metal and status, countries, what to do, findings.

use super::draw_list;
use super::report::draw_finding_list;
use super::suppliers::{draw_balance, response};
use crate::app::jump::Jump;
use crate::app::layout;
use crate::app::{App, Command, ScreenId};
use crate::domain::{Metal, Status, StatusCounts};
use crate::text::{Area, count, pad_left, pad_right};
use crate::ui::widgets::{ListItem, Pane, Segment, StackedBar};
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let layout = app.screens.overview.panes(body);
    draw_figures(app, pen, layout.figures);
    draw_countries(app, pen, layout.countries);
    draw_todo(app, pen, layout.todo);
    draw_findings(app, pen, layout.findings);
}

fn counts_of(app: &App, metal: Option<Metal>) -> StatusCounts {
    let mut counts = StatusCounts::default();
    for row in app.core.members().filter(|row| metal.is_none_or(|metal| row.metal == metal)) {
        counts.add(row.status, 1);
    }
    counts
}

/// Stands for a count that is not known.
const NOT_KNOWN: &str = "\u{2013}";

/// The heads of the figures, wide and narrow.
const HEADS: [(&str, &str); 5] = [
    ("conformant", "conf"),
    ("active", "act"),
    ("indeterm.", "ind"),
    ("unresolved", "unr"),
    ("total", "all"),
];

fn draw_figures(app: &App, pen: &mut Pen<'_>, area: Area) {
    let (title, note) = (day_words(app), share_words(app));
    Pane { title: &title, note: &note, focused: false }.draw(pen, area);
    let inner = layout::inside(area);
    let wide = inner.width >= 66;
    let column = if wide { 11 } else { 6 };
    let mut head = Line::of(pad_right("", 10), Role::Heading);
    for (long, short) in HEADS {
        head.push(pad_left(if wide { long } else { short }, column), Role::Heading);
    }
    pen.line(Spot::row(inner, 0), &head);
    let mut row = 1;
    for metal in [Metal::Gold, Metal::Tantalum, Metal::Tin, Metal::Tungsten] {
        draw_metal(pen, Spot::row(inner, row), (metal.name(), counts_of(app, Some(metal))), column);
        row += 1;
    }
    let all = counts_of(app, None);
    draw_metal(pen, Spot::row(inner, row), ("all", all), column);
    let (_, rest) = inner.split_top(row + 2);
    if rest.height > 0 {
        StackedBar(&segments(&all)).draw(pen, Spot::row(rest, 0));
    }
    if rest.height > 2 {
        legend(pen, Spot::row(rest, 2));
    }
    if rest.height > 5 && !app.core.suppliers.is_empty() {
        pen.line(Spot::row(rest, 4), &response(app));
        draw_balance(pen, Spot::row(rest, 5), &app.core.register.balance());
    }
}

/// What the figures are of, and as of which day.
fn day_words(app: &App) -> String {
    let core = &app.core;
    if !core.has_contents {
        return "Annex I, still being read".to_owned();
    }
    match core.standings.day.filter(|_| !core.workspace.status_lists.is_empty()) {
        Some(day) => format!("Annex I, status as of {day}"),
        None if core.workspace.programme.sample => "Annex I, as the filing states it".to_owned(),
        None => "Annex I, no status list loaded".to_owned(),
    }
}

/// The share of conformant facilities in all, in words.
fn share_words(app: &App) -> String {
    let members = app.core.members().count();
    if members == 0 {
        return String::new();
    }
    let counts = counts_of(app, None);
    if !Status::STATED.into_iter().any(|status| counts.get(status) > 0) {
        return "no status known".to_owned();
    }
    if !counts.is_known(Status::Conformant) {
        return "conformant not known".to_owned();
    }
    let conformant = app.core.with_status(Status::Conformant);
    format!("{} conformant", crate::report::share(conformant, members))
}

fn draw_metal(pen: &mut Pen<'_>, spot: Spot, (name, counts): (&str, StatusCounts), column: usize) {
    let mut line = Line::of(pad_right(name, 10), if name == "all" { Role::Strong } else { Role::Text });
    for status in Status::ALL {
        let count = counts.get(status);
        let role = if count == 0 { Role::Faint } else { Role::from(status) };
        // Some of the unresolved may have it: a zero would say that none has.
        let shown = if counts.is_known(status) { count.to_string() } else { NOT_KNOWN.to_owned() };
        line.push(pad_left(&shown, column), role);
    }
    line.push(pad_left(&counts.total().to_string(), column), Role::Strong);
    let used = pen.line(spot, &line);
    let rest = spot.skip(used + 2);
    if rest.width >= 12 && counts.total() > 0 {
        StackedBar(&segments(&counts)).draw_thin(pen, Spot { width: rest.width.min(40), ..rest });
    }
}

fn segments(counts: &StatusCounts) -> [Segment; 4] {
    Status::ALL.map(|status| Segment {
        count: u64::try_from(counts.get(status)).unwrap_or(0),
        role: Role::from(status),
    })
}

fn legend(pen: &mut Pen<'_>, spot: Spot) {
    let mut line = Line::new();
    for status in Status::ALL {
        line.push(format!("{} ", pen.theme.sign(status)), Role::from(status));
        line.push(format!("{}  ", status.name()), Role::Muted);
    }
    pen.line(spot, &line);
}

/// Countries with most facilities, a bar each; Covered Countries are marked and never left out.
fn draw_countries(app: &App, pen: &mut Pen<'_>, area: Area) {
    let mut counts = std::collections::BTreeMap::<(&str, bool), usize>::new();
    for row in app.core.members() {
        let covered = row.country.is_some_and(|country| country.is_covered());
        *counts.entry((row.country_name.as_str(), covered)).or_default() += 1;
    }
    let mut countries: Vec<((&str, bool), usize)> = counts.into_iter().collect();
    countries.sort_by_key(|((name, _), count)| (std::cmp::Reverse(*count), *name));
    let legend = if app.core.members().any(|row| row.country.is_some_and(|country| country.is_covered())) {
        format!("{} Covered Country  ", pen.theme.signs().covered)
    } else {
        String::new()
    };
    let named = countries.iter().filter(|((name, _), _)| !name.is_empty()).count();
    let note = legend + &count(named, "country", "countries");
    Pane { title: "Where they are", note: &note, focused: false }.draw(pen, area);
    let inner = layout::inside(area);
    let room = usize::from(inner.height);
    let covered: Vec<((&str, bool), usize)> = countries.iter().filter(|((_, c), _)| *c).copied().collect();
    let kept = room.saturating_sub(covered.len());
    let mut shown: Vec<((&str, bool), usize)> =
        countries.iter().filter(|((_, c), _)| !*c).take(kept).copied().collect();
    shown.extend(covered);
    let most = countries.first().map_or(1, |(_, count)| *count).max(1);
    for (row, ((name, covered), count)) in shown.into_iter().take(room).enumerate() {
        let spot = Spot::row(inner, u16::try_from(row).unwrap_or(u16::MAX));
        draw_country(pen, spot, (name, covered), (count, most));
    }
}

fn draw_country(pen: &mut Pen<'_>, spot: Spot, (name, covered): (&str, bool), (count, most): (usize, usize)) {
    let label = usize::from(spot.width.saturating_sub(8)).min(34);
    let name = if name.is_empty() { "(no country)" } else { name };
    let sign = if covered { pen.theme.signs().covered } else { " " };
    let line = Line::of(format!("{sign} "), Role::Warn)
        .with(pad_right(name, label.saturating_sub(2)), if covered { Role::Warn } else { Role::Text })
        .with(pad_left(&count.to_string(), 5), Role::Strong);
    let used = pen.line(spot, &line);
    let rest = spot.skip(used + 2);
    if rest.width >= 10 {
        let full = usize::from(rest.width.min(40));
        let width = (count * full).div_ceil(most);
        let width = u16::try_from(width).unwrap_or(u16::MAX).min(rest.width);
        let segment = [Segment { count: 1, role: Role::BarFull }];
        StackedBar(&segment).draw_thin(pen, Spot { width, ..rest });
    }
}

fn draw_todo(app: &App, pen: &mut Pen<'_>, area: Area) {
    let focused = app.screens.overview.cursor < app.screens.overview.todo.len();
    let inner = Pane { title: "To do", note: "Enter goes there", focused }.draw(pen, area);
    let item = |at: usize| {
        let Some(todo) = app.screens.overview.todo.get(at) else { return ListItem::new("") };
        let mut item = ListItem::new(todo.text.clone());
        item.role = match (todo.is_urgent, todo.is_done) {
            (true, _) => Role::Error,
            (false, true) => Role::Muted,
            (false, false) => Role::Text,
        };
        item.detail = todo.jump.as_ref().map_or(String::new(), |jump| jump_key(app, jump)).into();
        item
    };
    let cursor = app.screens.overview.cursor.min(app.screens.overview.todo.len().saturating_sub(1));
    draw_list(pen, inner, (app.screens.overview.todo.len(), Some(cursor), focused), &item);
}

/// The key of the screen that an entry leads to.
fn jump_key(app: &App, jump: &Jump) -> String {
    let command = match jump {
        Jump::Screen(screen) => Command::Screen(*screen),
        Jump::Facility(_) | Jump::Facilities(_) => Command::Screen(ScreenId::Smelters),
        Jump::Triage(_) => Command::Screen(ScreenId::Triage),
        Jump::Supplier(_) | Jump::Suppliers(_) => Command::Screen(ScreenId::Suppliers),
        Jump::Declaration(_) | Jump::DeclaredRow(..) => Command::Open,
        Jump::Rows(_) => Command::Screen(ScreenId::Rows),
        Jump::Name(_) => Command::Screen(ScreenId::Matches),
        Jump::Command(command) => *command,
    };
    app.core.keymap.first(command)
}

fn draw_findings(app: &App, pen: &mut Pen<'_>, area: Area) {
    let todo = app.screens.overview.todo.len();
    let focused = app.screens.overview.cursor >= todo;
    let note = app.core.findings.len().to_string();
    Pane { title: "Findings", note: &note, focused }.draw(pen, area);
    let inner = layout::inside(area);
    let current = app.screens.overview.cursor.checked_sub(todo);
    draw_finding_list(&app.core.findings, pen, inner, current);
}
