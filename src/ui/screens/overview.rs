//! Overview: figures by metal and status, and over the days of lists; countries, the way from asking to a status, answers by weeks, suppliers
//! by metal, what to do, findings.

use super::draw_list;
use super::report::draw_finding_list;
use crate::app::jump::Jump;
use crate::app::layout;
use crate::app::screens::overview::{
    CountryFigures, FIGURE_COLUMNS, HEAT_COLUMNS, HEAT_METALS, OverviewPanel, OverviewScreen, SupplierHeat,
    WEEK, WEEK_COLUMNS, WeekFigures, figure_width, heat_name, heat_width, stages_in_line, week_width,
};
use crate::app::{App, Command, ScreenId};
use crate::domain::{Metal, Status, StatusCounts};
use crate::text::{Area, count, pad_left, pad_right, width};
use crate::ui::widgets::{ListItem, Pane, Segment, StackedBar};
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let panes = app.screens.overview.panes(body);
    draw_figures(app, pen, panes.figures);
    draw_countries(app, pen, body);
    draw_stages(app, pen, panes.stages);
    draw_weeks(app, pen, body);
    draw_heat(app, pen, body);
    draw_days(app, pen, body);
    draw_todo(app, pen, panes.todo);
    draw_findings(app, pen, panes.findings);
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
    let screen = &app.screens.overview;
    let (title, note) = (day_words(app), share_words(app));
    Pane { title: &title, note: &note, focused: screen.focus == OverviewPanel::Figures }.draw(pen, area);
    let inner = layout::inside(area);
    let column = usize::from(figure_width(inner));
    draw_heads(pen, Spot::row(inner, 0), column);
    let mut row = 1;
    for (at, line) in screen.figures.metals.iter().enumerate() {
        let lit = screen.lit(OverviewPanel::Figures).and_then(|cell| cell.checked_sub(at * FIGURE_COLUMNS));
        let (name, role) = line.metal.map_or(("all", Role::Strong), |metal| (metal.name(), Role::Text));
        draw_counts(pen, Spot::row(inner, row), (name, role), &line.counts, (column, lit));
        row += 1;
    }
    let (_, rest) = inner.split_top(row + 1);
    let Some(all) = screen.figures.metals.last() else { return };
    if rest.height > 0 {
        StackedBar(&segments(&all.counts)).draw(pen, Spot::row(rest, 0));
    }
    if rest.height > 1 {
        legend(pen, Spot::row(rest, rest.height.min(3) - 1));
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
    let Some(all) = app.screens.overview.figures.metals.last() else { return String::new() };
    let (counts, members) = (&all.counts, app.core.members().count());
    if members == 0 {
        return String::new();
    }
    if !Status::STATED.into_iter().any(|status| counts.get(status) > 0) {
        return "no status known".to_owned();
    }
    if !counts.is_known(Status::Conformant) {
        return "conformant not known".to_owned();
    }
    format!("{} conformant", crate::report::share(app.core.with_status(Status::Conformant), members))
}

/// The heads of numbers by status.
fn draw_heads(pen: &mut Pen<'_>, spot: Spot, column: usize) {
    let mut head = Line::of(pad_right("", 10), Role::Heading);
    for (long, short) in HEADS {
        head.push(pad_left(if long.len() < column { long } else { short }, column), Role::Heading);
    }
    pen.line(spot, &head);
}

/// A line of numbers by status, with a bar; the number under the cursor, counted from the left, is lit.
fn draw_counts(
    pen: &mut Pen<'_>,
    spot: Spot,
    (name, role): (&str, Role),
    counts: &StatusCounts,
    (column, lit): (usize, Option<usize>),
) {
    let mut line = Line::of(pad_right(name, 10), role);
    let numbers = Status::ALL.into_iter().map(|status| {
        let count = counts.get(status);
        let role = if count == 0 { Role::Faint } else { Role::from(status) };
        // Some of the unresolved may have it: a zero would say that none has.
        let shown = if counts.is_known(status) { count.to_string() } else { NOT_KNOWN.to_owned() };
        (shown, role)
    });
    let total = (counts.total().to_string(), Role::Strong);
    for (at, (number, role)) in numbers.chain([total]).enumerate() {
        if lit == Some(at) {
            let number = format!(" {number}");
            line.push(pad_left("", column.saturating_sub(width(&number))), role);
            line.push(number, Role::Selected);
        } else {
            line.push(pad_left(&number, column), role);
        }
    }
    let used = pen.line(spot, &line);
    let rest = spot.skip(used + 2);
    if rest.width >= 12 && counts.total() > 0 {
        StackedBar(&segments(counts)).draw_thin(pen, Spot { width: rest.width.min(40), ..rest });
    }
}

/// Statuses on each day that lists speak for; nothing where there is no room.
fn draw_days(app: &App, pen: &mut Pen<'_>, body: Area) {
    let screen = &app.screens.overview;
    let pane = screen.panes(body).days;
    if pane.height == 0 {
        return;
    }
    let focused = screen.focus == OverviewPanel::Days;
    let note = count(screen.days.len(), "day", "days");
    Pane { title: "Annex I by the days of lists", note: &note, focused }.draw(pen, pane);
    let (inner, lines) = (layout::inside(pane), screen.lines(body, OverviewPanel::Days));
    let column = usize::from(figure_width(inner));
    draw_heads(pen, Spot::row(inner, 0), column);
    let first = screen.first_line(&app.core, OverviewPanel::Days, lines.height);
    for (row, (at, day)) in (0..lines.height).zip(screen.days.iter().enumerate().skip(first)) {
        let lit = screen.lit(OverviewPanel::Days).and_then(|cell| cell.checked_sub(at * FIGURE_COLUMNS));
        let role = if day.is_now { Role::Strong } else { Role::Text };
        draw_counts(pen, Spot::row(lines, row), (&day.day.to_string(), role), &day.counts, (column, lit));
    }
}

/// What of each metal suppliers name that must be seen to, shaded by its share; nothing where there is no room.
fn draw_heat(app: &App, pen: &mut Pen<'_>, body: Area) {
    let screen = &app.screens.overview;
    let pane = screen.panes(body).heat;
    if pane.height == 0 {
        return;
    }
    let focused = screen.focus == OverviewPanel::Heat;
    let note = count(screen.heat.len(), "supplier", "suppliers");
    Pane { title: "Neither conformant nor active, by supplier", note: &note, focused }.draw(pen, pane);
    let (inner, lines) = (layout::inside(pane), screen.lines(body, OverviewPanel::Heat));
    let (name, column) = (heat_name(inner), heat_width(inner));
    let long = "shade: its share of what each names";
    let title = if long.len() < usize::from(name) { long } else { "supplier" };
    let mut head = Line::of(pad_right(title, usize::from(name)), Role::Heading);
    for title in HEAT_METALS.map(Metal::symbol).into_iter().chain(["open"]) {
        head.push(pad_left(title, usize::from(column) - 1) + " ", Role::Heading);
    }
    pen.line(Spot::row(inner, 0), &head);
    let first = screen.first_line(&app.core, OverviewPanel::Heat, lines.height);
    for (row, (at, supplier)) in (0..lines.height).zip(screen.heat.iter().enumerate().skip(first)) {
        let lit = screen.lit(OverviewPanel::Heat).and_then(|cell| cell.checked_sub(at * HEAT_COLUMNS));
        draw_supplier(pen, Spot::row(lines, row), supplier, (name, column, lit));
    }
}

/// The shades of the quarters, from the least.
const SHADES: [Role; 4] = [Role::HeatLow, Role::HeatMedium, Role::HeatHigh, Role::HeatMost];

/// How wide a number stands in a shaded cell, with the blank behind it.
const SHADED_NUMBER: u16 = 5;

/// A line of suppliers by metal; the number under the cursor, counted from the left, is lit.
fn draw_supplier(
    pen: &mut Pen<'_>,
    spot: Spot,
    supplier: &SupplierHeat,
    (name, column, lit): (u16, u16, Option<usize>),
) {
    pen.text(Spot { width: name.saturating_sub(2).min(spot.width), ..spot }, &supplier.name, Role::Text);
    let mut rest = spot.skip(name);
    for (at, cell) in supplier.cells.iter().enumerate() {
        if let Some(quarter) = cell.quarter() {
            let signs = pen.theme.signs();
            let sign = signs.fills.iter().rev().nth(quarter).copied().unwrap_or(signs.dot);
            let role = SHADES.get(quarter).copied().unwrap_or(Role::Text);
            pen.repeat(
                Spot { width: column.saturating_sub(SHADED_NUMBER).min(rest.width), ..rest },
                sign,
                role,
            );
        }
        let role = if cell.count == 0 { Role::Faint } else { Role::Strong };
        // That it names none of the metal is another thing than that none is open.
        let number = if cell.of == 0 { pen.theme.signs().dot.to_owned() } else { cell.count.to_string() };
        let number = format!(" {number}");
        let padding = pad_left("", usize::from(SHADED_NUMBER - 1).saturating_sub(width(&number)));
        let line = Line::of(padding, role).with(number, if lit == Some(at) { Role::Selected } else { role });
        pen.line(rest.skip(column.saturating_sub(SHADED_NUMBER)), &line);
        rest = rest.skip(column);
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

/// Where they are on the map, where there is room for it, over Covered Countries, marked, then those with most facilities; a
/// bar each.
fn draw_countries(app: &App, pen: &mut Pen<'_>, body: Area) {
    let screen = &app.screens.overview;
    let panes = screen.panes(body);
    let countries = &screen.figures.countries;
    let signs = pen.theme.signs();
    let is_covered = countries.iter().any(|country| country.is_covered);
    let legend = match (panes.map.height > 0, is_covered) {
        (true, _) => format!("{}{} Covered Country  ", signs.covered, signs.covered_empty),
        (false, true) => format!("{} Covered Country  ", signs.covered),
        (false, false) => String::new(),
    };
    let named = countries.iter().filter(|country| !country.name.is_empty()).count();
    let note = legend + &count(named, "country", "countries");
    let focused = screen.focus == OverviewPanel::Countries;
    Pane { title: "Where they are", note: &note, focused }.draw(pen, panes.countries);
    draw_map(screen, pen, panes.map);
    let inner = screen.lines(body, OverviewPanel::Countries);
    let most = countries.iter().map(|country| country.count).max().unwrap_or(1);
    let first = screen.first(&app.core, OverviewPanel::Countries, inner.height);
    let lit = screen.lit(OverviewPanel::Countries);
    for (row, (at, country)) in (0..inner.height).zip(countries.iter().enumerate().skip(first)) {
        draw_country(pen, Spot::row(inner, row), country, most);
        light(pen, inner, row, lit == Some(at));
    }
}

/// From how many facilities on a country has the larger sign on the map.
const MANY: usize = 10;

/// The land, and countries with facilities on it, each with its number where there is room; the one under the cursor is lit.
fn draw_map(screen: &OverviewScreen, pen: &mut Pen<'_>, area: Area) {
    if area.height == 0 {
        return;
    }
    let signs = pen.theme.signs();
    for (row, cells) in (0..area.height).zip(screen.world.rows()) {
        let land: String = cells.iter().map(|dots| land_sign(*dots, signs.land)).collect();
        pen.text(Spot::row(area, row), &land, Role::Land);
    }
    let spot = |(x, y): (u16, u16)| Spot::row(area, y).skip(x);
    for cell in screen.world.covered() {
        pen.text(Spot { width: 1, ..spot(cell) }, signs.covered_empty, Role::Muted);
    }
    let lit = screen.lit(OverviewPanel::Countries);
    for mark in screen.marks() {
        let Some(country) = screen.figures.countries.get(mark.entry) else { continue };
        let [few, many] = signs.places;
        let (sign, role) = match (country.is_covered, country.count >= MANY) {
            (true, _) => (signs.covered, Role::Warn),
            (false, true) => (many, Role::BarFull),
            (false, false) => (few, Role::BarFull),
        };
        let number = if mark.has_number { country.count.to_string() } else { String::new() };
        let is_lit = lit == Some(mark.entry);
        let roles = if is_lit { (Role::Selected, Role::Selected) } else { (role, Role::Strong) };
        pen.line(spot(mark.at), &Line::of(sign, roles.0).with(number, roles.1));
    }
}

/// The dots of a cell as a braille sign, or as the theme's sign of land where it is land for the greater part.
fn land_sign(dots: u8, plain: Option<&'static str>) -> String {
    match plain {
        _ if dots == 0 => " ".to_owned(),
        None => char::from_u32(BRAILLE + u32::from(dots)).unwrap_or(' ').to_string(),
        Some(sign) if dots.count_ones() >= 3 => sign.to_owned(),
        Some(_) => " ".to_owned(),
    }
}

/// The braille sign without dots, behind which those with dots stand.
const BRAILLE: u32 = 0x2800;

/// Lays the look of the cursor over a row.
fn light(pen: &mut Pen<'_>, inner: Area, row: u16, is_lit: bool) {
    if is_lit {
        let (_, rest) = inner.split_top(row);
        pen.tint(rest.split_top(1).0, Role::Selected);
    }
}

fn draw_country(pen: &mut Pen<'_>, spot: Spot, country: &CountryFigures, most: usize) {
    let label = usize::from(spot.width.saturating_sub(8)).min(34);
    let name = if country.name.is_empty() { "(no country)" } else { &country.name };
    let sign = if country.is_covered { pen.theme.signs().covered } else { " " };
    let role = if country.is_covered { Role::Warn } else { Role::Text };
    let line = Line::of(format!("{sign} "), Role::Warn)
        .with(pad_right(name, label.saturating_sub(2)), role)
        .with(pad_left(&country.count.to_string(), 5), Role::Strong);
    let used = pen.line(spot, &line);
    draw_share(pen, spot.skip(used + 2), (country.count, most), Role::BarFull);
}

/// A thin bar for a part of a whole; nothing where there is hardly any room.
fn draw_share(pen: &mut Pen<'_>, rest: Spot, (count, whole): (usize, usize), role: Role) {
    if rest.width < 10 || count == 0 {
        return;
    }
    let wide = (count * usize::from(rest.width.min(40))).div_ceil(whole.max(1));
    let width = u16::try_from(wide).unwrap_or(u16::MAX).min(rest.width);
    StackedBar(&[Segment { count: 1, role }]).draw_thin(pen, Spot { width, ..rest });
}

/// The corners, blanks and line between the title and the note of a pane, in columns.
const NOTE_FRAME: usize = 8;

/// From asking to a status: a bar a stage, or one line where there is little room.
fn draw_stages(app: &App, pen: &mut Pen<'_>, area: Area) {
    let screen = &app.screens.overview;
    if area.height <= 1 {
        return draw_stage_line(app, pen, area);
    }
    let rate = app.core.response_rate;
    let title = "From asking to a status";
    let mut note = if rate.asked > 0 { format!("{} answered", rate.words()) } else { String::new() };
    let with_spend = rate.spend.words().map(|spend| format!("{note}, {spend}"));
    // A note without room is not there at all: who answered goes before what they stand for.
    let has_room = |text: &String| width(title) + width(text) + NOTE_FRAME <= usize::from(area.width);
    note = with_spend.filter(has_room).unwrap_or(note);
    let focused = screen.focus == OverviewPanel::Stages;
    Pane { title, note: &note, focused }.draw(pen, area);
    let inner = layout::inside(area);
    let stages: Vec<_> = screen.stages().collect();
    let first = screen.first(&app.core, OverviewPanel::Stages, inner.height);
    let lit = screen.lit(OverviewPanel::Stages);
    for (row, (at, stage)) in (0..inner.height).zip(stages.iter().enumerate().skip(first)) {
        let before = at.checked_sub(1).and_then(|before| stages.get(before));
        let is_first = row == 0 || before.is_none_or(|before| before.group != stage.group);
        let spot = Spot::row(inner, row);
        let line = Line::of(pad_right(if is_first { stage.group.name() } else { "" }, 15), Role::Heading)
            .with(pad_right(stage.what, 17), Role::Text)
            .with(pad_left(&stage.count.to_string(), 6), Role::Strong);
        let used = pen.line(spot, &line);
        draw_share(pen, spot.skip(used + 2), (stage.count, stage.of), stage.role);
        light(pen, inner, row, lit == Some(at));
    }
}

fn draw_stage_line(app: &App, pen: &mut Pen<'_>, area: Area) {
    let screen = &app.screens.overview;
    let lit = screen.lit(OverviewPanel::Stages);
    let placed = stages_in_line(screen.stages(), area.split_left(1).1);
    for (at, (place, text)) in placed.iter().enumerate() {
        let spot = Spot::row(*place, 0);
        if at > 0 {
            let sign = pen.theme.signs().more_right;
            pen.text(Spot { x: spot.x.saturating_sub(2), width: 1, ..spot }, sign, Role::Faint);
        }
        pen.text(spot, text, if lit == Some(at) { Role::Selected } else { Role::Text });
    }
}

/// Who answered and whose answer is due, a line a week; nothing where there is no room.
fn draw_weeks(app: &App, pen: &mut Pen<'_>, body: Area) {
    let screen = &app.screens.overview;
    let pane = screen.panes(body).weeks;
    if pane.height == 0 {
        return;
    }
    let weeks = &screen.figures.weeks;
    let focused = screen.focus == OverviewPanel::Weeks;
    let note = count(weeks.len(), "week", "weeks");
    Pane { title: "Answers by weeks", note: &note, focused }.draw(pen, pane);
    let lines = screen.lines(body, OverviewPanel::Weeks);
    let column = week_width(lines);
    let head = Line::of(pad_right("from", usize::from(WEEK)), Role::Heading)
        .with(pad_right("answered", usize::from(column)), Role::Heading)
        .with("answer due", Role::Heading);
    pen.line(Spot::row(layout::inside(pane), 0), &head);
    let most = weeks.iter().map(|week| week.answered.max(week.due)).max().unwrap_or(1);
    let first = screen.first_line(&app.core, OverviewPanel::Weeks, lines.height);
    for (row, (at, week)) in (0..lines.height).zip(weeks.iter().enumerate().skip(first)) {
        let lit = screen.lit(OverviewPanel::Weeks).and_then(|cell| cell.checked_sub(at * WEEK_COLUMNS));
        draw_week(pen, Spot::row(lines, row), week, (column, most, lit));
    }
}

/// A line of the weeks; the number under the cursor, counted from the left, is lit.
fn draw_week(
    pen: &mut Pen<'_>,
    spot: Spot,
    week: &WeekFigures,
    (column, most, lit): (u16, usize, Option<usize>),
) {
    let role = if week.is_now { Role::Strong } else { Role::Text };
    pen.text(spot, &if week.is_now { "this week".to_owned() } else { week.monday.to_string() }, role);
    let (due, sign) = if week.is_overdue { (Role::Error, pen.theme.signs().warn) } else { (Role::Warn, " ") };
    let numbers = [(week.answered, Role::BarFull, " "), (week.due, due, sign)];
    for (at, (number, role, sign)) in numbers.into_iter().enumerate() {
        let skipped = if at == 0 { WEEK } else { WEEK.saturating_add(column) };
        let place = Spot { width: column.saturating_sub(2), ..spot.skip(skipped) };
        let number_role = if number == 0 { Role::Faint } else { Role::Strong };
        let text = format!(" {number}");
        let padding = pad_left("", 6_usize.saturating_sub(width(&text)));
        let line = Line::of(padding, number_role)
            .with(text, if lit == Some(at) { Role::Selected } else { number_role })
            .with(sign, role);
        let used = pen.line(place, &line);
        draw_share(pen, place.skip(used + 1), (number, most), role);
    }
}

fn draw_todo(app: &App, pen: &mut Pen<'_>, area: Area) {
    let screen = &app.screens.overview;
    let focused = screen.focus == OverviewPanel::Todo;
    let inner = Pane { title: "To do", note: "Enter goes there", focused }.draw(pen, area);
    let item = |at: usize| {
        let Some(todo) = screen.todo.get(at) else { return ListItem::new("") };
        let mut item = ListItem::new(todo.text.clone());
        item.role = match (todo.is_urgent, todo.is_done) {
            (true, _) => Role::Error,
            (false, true) => Role::Muted,
            (false, false) => Role::Text,
        };
        item.detail = todo.jump.as_ref().map_or(String::new(), |jump| jump_key(app, jump)).into();
        item
    };
    draw_list(pen, inner, (screen.todo.len(), Some(screen.cursor(OverviewPanel::Todo)), focused), &item);
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
        Jump::Actions(_) => Command::Screen(ScreenId::Actions),
        Jump::Measure(_) | Jump::Measures(_) => Command::Screen(ScreenId::Diligence),
        Jump::Name(_) => Command::Screen(ScreenId::Matches),
        Jump::Command(command) => *command,
    };
    app.core.keymap.first(command)
}

fn draw_findings(app: &App, pen: &mut Pen<'_>, area: Area) {
    let screen = &app.screens.overview;
    let (focused, note) = (screen.focus == OverviewPanel::Findings, app.core.findings.len().to_string());
    Pane { title: "Findings", note: &note, focused }.draw(pen, area);
    draw_finding_list(&app.core.findings, pen, layout::inside(area), screen.lit(OverviewPanel::Findings));
}
