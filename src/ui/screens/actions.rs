//! Actions: follow-ups under their groups.

use super::draw_lines;
use crate::app::App;
use crate::app::screens::actions::{ActionLine, Display, Group, display, first_shown};
use crate::text::{Area, matches, pad_right, words};
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let inner = Pane { title: "Follow-ups", note: "", focused: true }.draw(pen, body);
    if app.screens.actions.lines.is_empty() {
        let lines = [
            Line::of("No follow-up actions.", Role::Text),
            Line::new(),
            Line::of("a on a facility (Smelters, Triage) opens one in two keys;", Role::Muted),
            Line::of(". in Triage accepts the suggested one.", Role::Muted),
        ];
        draw_lines(pen, inner, &lines, 0);
        return;
    }
    let shown = display(&app.screens.actions.lines);
    let first = first_shown(&app.screens.actions, &shown, usize::from(inner.height));
    for (row, line) in shown.iter().skip(first).take(usize::from(inner.height)).enumerate() {
        let spot = Spot::row(inner, u16::try_from(row).unwrap_or(u16::MAX));
        match line {
            Display::Heading(group, count) => draw_heading(pen, spot, *group, *count),
            Display::Action(index) => {
                if let Some(line) = app.screens.actions.lines.get(*index) {
                    draw_action(app, pen, spot, line, *index == app.screens.actions.cursor);
                }
            }
        }
    }
}

fn draw_heading(pen: &mut Pen<'_>, spot: Spot, group: Group, count: usize) {
    let role = if group == Group::Overdue { Role::Error } else { Role::Heading };
    pen.line(spot, &Line::of(group.title(), role).with(format!(" {count}"), Role::Muted));
}

fn draw_action(app: &App, pen: &mut Pen<'_>, spot: Spot, line: &ActionLine, is_current: bool) {
    let due = if line.group == Group::Overdue { Role::Error } else { Role::Muted };
    let cursor = if is_current { pen.theme.signs().cursor } else { " " };
    let owners = app.screens.actions.lines.iter().map(|line| crate::text::width(&line.action.owner));
    let owner = pad_right(&line.action.owner, owners.max().unwrap_or(0).min(14));
    let state = pad_right(line.action.state.name(), 12);
    let left = Line::of(format!("{cursor} "), Role::Accent)
        .with(line.action.due.to_string(), due)
        .with(format!("  {state}  {owner}  {:<2} ", line.metal), Role::Muted);
    let used = pen.line(spot, &left);
    let rest = spot.skip(used);
    let name = pad_right(&line.facility, usize::from(rest.width) / 2);
    let searched = words(&app.screens.actions.search);
    let used = pen.highlighted(rest, &name, Role::Text, &matches(&name, &searched));
    let title = format!("  {}", line.action.title());
    pen.highlighted(rest.skip(used), &title, Role::Muted, &matches(&title, &searched));
    if is_current {
        pen.tint(Area::new(spot.x, spot.y, spot.width, 1), Role::Selected);
    }
}
