//! The lines around every screen: tabs and workspace, filters and counts, hints and toasts.

use super::widgets::{Chip, Chips, InputLine, Toast};
use super::{Line, Pen, Role, Spot};
use crate::app::layout::{Frame, WIDE, workspace_name};
use crate::app::overlays::Overlay;
use crate::app::{App, Command, Level, ScreenId};
use crate::domain::RequestState;
use crate::query::suppliers::SupplierFilter;
use crate::query::{Column, Filter, SortKey};
use crate::risk::FlagId;
use crate::text::{count, cut, plural, width};

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
        let role = if tab.screen == app.screen { Role::TabActive } else { Role::Tab };
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
    let name = workspace_name(app);
    let (sign, word, role) = match (app.read_only.is_some(), app.is_saved()) {
        (true, _) => ("read-only", "", Role::Warn),
        (false, true) => (signs.saved, " saved", Role::Good),
        (false, false) => (signs.unsaved, " saving", Role::Warn),
    };
    let least = width(sign) + 1;
    let with_word = app.size.0 >= WIDE && width(&name) + least + width(word) <= room;
    let word = if with_word { word } else { "" };
    let name = cut(&name, room.saturating_sub(least + width(word)));
    Line::of(name, Role::Muted).with(format!(" {sign}"), role).with(word, Role::Muted)
}

/// On Smelters the filter, the count and the sort; elsewhere a word on what the screen shows.
fn draw_chips(app: &App, pen: &mut Pen<'_>, line: Spot) {
    let line = line.skip(1).drop_right(1);
    let right = status_line(app, pen);
    let taken = pen.line_right(line, &right);
    let line = line.drop_right(taken.saturating_add(2));
    if let Some(Overlay::Search(_)) = app.overlays.last() {
        let value = app.search_text();
        let cursor = value.chars().count();
        let input =
            InputLine { prompt: "/ ", value, cursor, hint: "words, anywhere in the row", focused: true };
        input.draw(pen, line);
        return;
    }
    let chips = chips(app);
    let shown: Vec<Chip<'_>> = chips.iter().map(|(name, value)| Chip { name, value }).collect();
    if shown.is_empty() {
        pen.text(line, about(app), Role::Faint);
    } else {
        Chips(&shown).draw(pen, line);
    }
}

fn about(app: &App) -> &'static str {
    match app.screen {
        ScreenId::Overview => "where the programme stands, and what to do next",
        ScreenId::Smelters => "no filter: m metal, t status, c country, f more, / search",
        ScreenId::Triage => "facilities that need a judgement, the gravest first",
        ScreenId::Matches => "declared names that did not resolve, the most urgent first",
        ScreenId::Suppliers => "no filter: t request, f more, / search",
        ScreenId::Rows => "no filter: t outcome, m metal, F supplier, / search",
        ScreenId::Declaration => "one supplier’s declaration, as it was read",
        ScreenId::Actions => "follow-ups by due date",
        ScreenId::Report => {
            "the report as E exports it; [Counsel: ...] marks what the program does not write"
        }
        ScreenId::History => "every change, the latest first",
    }
}

/// The filters in force, as name and value.
fn chips(app: &App) -> Vec<(&'static str, String)> {
    match app.screen {
        ScreenId::Smelters => filter_chips(app, &app.smelters.query.filter),
        ScreenId::Suppliers => supplier_chips(&app.suppliers.query.filter),
        ScreenId::Rows => row_chips(app),
        ScreenId::Matches => match_chips(app),
        ScreenId::Actions | ScreenId::History => search_chip(app.search_text()).into_iter().collect(),
        ScreenId::Overview | ScreenId::Triage | ScreenId::Declaration | ScreenId::Report => Vec::new(),
    }
}

fn search_chip(search: &str) -> Option<(&'static str, String)> {
    (!search.trim().is_empty()).then(|| ("/", search.to_owned()))
}

fn filter_chips(app: &App, filter: &Filter) -> Vec<(&'static str, String)> {
    let mut chips = Vec::new();
    let mut add = |name: &'static str, values: Vec<&str>| {
        if !values.is_empty() {
            chips.push((name, values.join(" or ")));
        }
    };
    add("metal", filter.metals.iter().map(|metal| metal.name()).collect());
    add("status", filter.statuses.iter().map(|status| status.name()).collect());
    let country = |name: &'_ String| if name.is_empty() { "none".to_owned() } else { name.clone() };
    let countries: Vec<String> = filter.countries.iter().map(country).collect();
    add("country", countries.iter().map(String::as_str).collect());
    add("risk", filter.ratings.iter().map(|rating| rating.name()).collect());
    add("flag", filter.flags.iter().map(|flag: &FlagId| flag.title()).collect());
    let suppliers = filter.suppliers.iter().filter_map(|id| app.workspace.suppliers.get(id));
    add("named by", suppliers.map(|supplier| supplier.name.as_str()).collect());
    chips.extend(search_chip(&filter.search));
    chips
}

fn match_chips(app: &App) -> Vec<(&'static str, String)> {
    let filter = &app.matches.filter;
    let suppliers = filter.suppliers.iter().filter_map(|id| app.workspace.suppliers.get(id));
    let suppliers: Vec<&str> = suppliers.map(|supplier| supplier.name.as_str()).collect();
    let metals: Vec<&str> = filter.metals.iter().map(|metal| metal.name()).collect();
    let all = [("metal", metals), ("supplier", suppliers)];
    let some = all.into_iter().filter(|(_, values)| !values.is_empty());
    some.map(|(name, values)| (name, values.join(" or "))).collect()
}

/// Which name of the queue is in hand, and how many declared rows wait for a decision.
fn matches_status(app: &App, line: &mut Line) {
    let Some(key) = &app.matches.current else { return };
    let place = match app.matches.position() {
        Some(at) => format!("{} of {}", at + 1, app.matches.queue.len()),
        None => format!("decided; {} open", app.matches.queue.len()),
    };
    line.push(format!("{} · {place}", key.metal), Role::Strong);
    let left = app.matching.open_rows();
    let all = left + app.matching.rows_decided;
    if app.size.0 >= 76 {
        let rows = plural(left, "row", "rows");
        line.push(format!(" · {left} {rows} of {all} left"), Role::Muted);
    }
    if let Some(minutes) = app.matches.minutes_left().filter(|_| app.size.0 >= WIDE) {
        line.push(format!(" · about {minutes} min"), Role::Muted);
    }
}

fn row_chips(app: &App) -> Vec<(&'static str, String)> {
    let filter = &app.declared_rows.filter;
    let mut chips = Vec::new();
    let mut add = |name: &'static str, values: Vec<&str>| {
        if !values.is_empty() {
            chips.push((name, values.join(" or ")));
        }
    };
    add("outcome", filter.outcomes.iter().map(|kind| kind.word()).collect());
    add("metal", filter.metals.iter().map(|metal| metal.name()).collect());
    let suppliers = filter.suppliers.iter().filter_map(|id| app.workspace.suppliers.get(id));
    add("supplier", suppliers.map(|supplier| supplier.name.as_str()).collect());
    let facility = filter.facility.as_ref().and_then(|id| app.row(id));
    add("facility", facility.map(|row| row.name.as_str()).into_iter().collect());
    add("name", filter.name.as_ref().map(|key| key.name.as_str()).into_iter().collect());
    add("only", if filter.clashing { vec!["contradictions"] } else { Vec::new() });
    chips.extend(search_chip(&filter.search));
    chips
}

fn supplier_chips(filter: &SupplierFilter) -> Vec<(&'static str, String)> {
    let mut chips = Vec::new();
    let mut add = |name: &'static str, values: Vec<String>| {
        if !values.is_empty() {
            chips.push((name, values.join(" or ")));
        }
    };
    let state = |state: &Option<RequestState>| state.map_or("not asked", RequestState::name).to_owned();
    add("request", filter.states.iter().map(state).collect());
    add("CMRT", filter.versions.iter().map(ToString::to_string).collect());
    add("findings", filter.severities.iter().map(|severity| severity.name().to_owned()).collect());
    let only = [
        (filter.has_open, "open rows"),
        (filter.is_overdue, "overdue"),
        (filter.sent_nothing, "sent nothing"),
    ];
    for (_, words) in only.into_iter().filter(|(is_set, _)| *is_set) {
        add("only", vec![words.to_owned()]);
    }
    chips.extend(search_chip(&filter.search));
    chips
}

/// On the right of the second line: how many are shown, selected, sorted how.
fn status_line(app: &App, pen: &Pen<'_>) -> Line {
    let mut line = Line::new();
    match app.screen {
        ScreenId::Smelters => smelters_status(app, pen, &mut line),
        ScreenId::Triage => {
            let left = app.triage.queue.len();
            line.push(format!("{} of {} done", app.triage.done, app.triage.done + left), Role::Strong);
        }
        ScreenId::Actions => {
            line.push(count(app.actions.lines.len(), "action", "actions"), Role::Muted);
        }
        ScreenId::History => {
            let whole = if app.history_is_whole { "" } else { " (reading the archives)" };
            line.push(count(app.history_screen.shown.len(), "entry", "entries") + whole, Role::Muted);
        }
        ScreenId::Overview | ScreenId::Report => {
            line.push(format!("filing for {}", app.workspace.programme.year), Role::Muted);
        }
        ScreenId::Suppliers => suppliers_status(app, pen, &mut line),
        ScreenId::Rows => {
            shown_of(&mut line, app.declared_rows.grid.view.len(), app.register.len());
            sort_words(app, pen, &mut line, &app.declared_rows.sort);
        }
        ScreenId::Declaration => {
            let findings = app.declaration.marks.places.len();
            line.push(count(findings, "finding", "findings"), Role::Strong);
        }
        ScreenId::Matches => matches_status(app, &mut line),
    }
    line
}

fn suppliers_status(app: &App, pen: &Pen<'_>, line: &mut Line) {
    let suppliers = &app.suppliers;
    if !suppliers.marked.is_empty() {
        let hidden = match suppliers.marked_hidden() {
            0 => String::new(),
            hidden => format!(" ({hidden} not shown)"),
        };
        line.push(format!("{} selected{hidden}  ", suppliers.marked.len()), Role::Accent);
    }
    shown_of(line, suppliers.grid.view.len(), suppliers.rows.len());
    sort_words(app, pen, line, &suppliers.query.sort);
}

/// How many of all are shown.
fn shown_of(line: &mut Line, shown: usize, all: usize) {
    let count = if shown == all { all.to_string() } else { format!("{shown} of {all}") };
    line.push(count, Role::Strong);
}

/// By what a table is sorted, where there is room to say it.
fn sort_words<F: Column>(app: &App, pen: &Pen<'_>, line: &mut Line, sort: &[SortKey<F>]) {
    if app.size.0 < 80 || sort.is_empty() {
        return;
    }
    let signs = pen.theme.signs();
    let arrow = |descending| if descending { signs.descending } else { signs.ascending };
    let key = |key: &SortKey<F>| format!("{} {}", key.field.head().title, arrow(key.descending));
    let keys: Vec<String> = sort.iter().map(key).collect();
    line.push(format!("  sort {}", keys.join(", ")), Role::Muted);
}

fn smelters_status(app: &App, pen: &Pen<'_>, line: &mut Line) {
    let smelters = &app.smelters;
    if !smelters.marked.is_empty() {
        let hidden = match smelters.marked_hidden(&app.rows) {
            0 => String::new(),
            hidden => format!(" ({hidden} not shown)"),
        };
        line.push(format!("{} selected{hidden}  ", smelters.marked.len()), Role::Accent);
    }
    shown_of(line, smelters.view.len(), app.rows.len());
    sort_words(app, pen, line, &smelters.query.sort);
}

fn draw_hints(app: &App, pen: &mut Pen<'_>, frame: &Frame) {
    let line = Spot::row(frame.hints, 0);
    if let Some(toast) = &app.toast {
        let undo = app.keymap.first(Command::Undo);
        let hint = if toast.level == Level::Good { format!("{undo} undoes") } else { String::new() };
        Toast { level: toast.level, text: &toast.text, hint: &hint }.draw(pen, line);
        return;
    }
    for hint in &frame.hint_slots {
        let spot = Spot::new(hint.area.x, hint.area.y, hint.area.width);
        let (key, title) = if hint.enabled { (Role::Key, Role::Muted) } else { (Role::Faint, Role::Faint) };
        let used = pen.text(spot, &hint.key, key);
        pen.text(spot.skip(used + 1), hint.title, title);
    }
}
