//! Triage: the queue, and everything known of the facility in hand with the suggestion on top.

use super::{draw_lines, draw_list};
use crate::app::layout;
use crate::app::{App, Command, detail};
use crate::domain::{FacilityId, Rating, Status};
use crate::query::Row;
use crate::risk::{self, Need};
use crate::text::Area;
use crate::ui::widgets::{Gauge, ListItem, Pane, Progress};
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let layout = layout::triage(body);
    draw_queue(app, pen, layout.queue);
    draw_facility(app, pen, layout.detail);
}

fn draw_queue(app: &App, pen: &mut Pen<'_>, area: Area) {
    let focused = app.triage.position().is_some();
    let note = if app.triage.queue.is_empty() {
        "empty".to_owned()
    } else {
        format!("{} left", app.triage.queue.len())
    };
    let inner = Pane { title: "Queue", note: &note, focused }.draw(pen, area);
    if app.triage.queue.is_empty() {
        pen.text(Spot::row(inner, 0).skip(1), "Every facility has its judgement.", Role::Good);
        pen.text(Spot::row(inner, 1).skip(1), "E exports the report, R the triage register.", Role::Muted);
        return;
    }
    let (list, last) = inner.split_bottom(1);
    let item = |at: usize| queue_item(app, app.triage.queue.get(at), usize::from(list.width));
    let cursor = app.triage.position().unwrap_or(0);
    draw_list(pen, list, (app.triage.queue.len(), cursor, focused), &item);
    let done = u64::try_from(app.triage.done).unwrap_or(0);
    let whole = u64::try_from(app.triage.done + app.triage.queue.len()).unwrap_or(0);
    Progress { gauge: Gauge { part: done, whole }, note: "done" }.draw(pen, Spot::row(last, 0));
}

/// Rank, name cut to the room there is, metal and country.
fn queue_item(app: &App, id: Option<&FacilityId>, columns: usize) -> ListItem<'static> {
    let Some(row) = id.and_then(|id| app.row(id)) else { return ListItem::new("") };
    let mut item = ListItem::new(format!(
        "{:<8} {}",
        rank(row),
        crate::text::cut(&row.name, columns.saturating_sub(19))
    ));
    item.role = if row.need == Need::Unresolved { Role::Muted } else { Role::Text };
    item.detail =
        format!("{} {}", row.metal.symbol(), row.country.map_or(String::new(), |c| c.to_string())).into();
    item
}

/// Why it stands where it does in the queue.
fn rank(row: &Row) -> &'static str {
    match (row.need, row.rating) {
        (Need::Flag, Rating::None) => "Flag",
        (_, rating) => rating.name(),
    }
}

fn draw_facility(app: &App, pen: &mut Pen<'_>, area: Area) {
    let Some(row) = app.triage.current.as_ref().and_then(|id| app.row(id)) else {
        Pane { title: "", note: "", focused: false }.draw(pen, area);
        return;
    };
    let note = if row.need.is_open() { "" } else { "judged" };
    Pane { title: &row.name, note, focused: false }.draw(pen, area);
    let inner = layout::inside(area);
    let mut lines = suggestion(app, row);
    lines.extend(detail::lines(app, &row.id));
    let lines = layout::wrapped(&lines, inner.width, detail::LABEL);
    draw_lines(pen, inner, &lines, app.triage.detail_offset);
}

/// What to do, on top, with the reason.
fn suggestion(app: &App, row: &Row) -> Vec<Line> {
    let key = |command: Command| app.keymap.first(command);
    let label = |text: &str| Line::of(crate::text::pad_right(text, 12), Role::Heading);
    if !row.need.is_open() {
        return vec![label("Judged").with("- goes back, j k choose another", Role::Muted), Line::new()];
    }
    if row.status == Status::Unresolved {
        let derive = app
            .workspace
            .constraint_of(&row.id)
            .map(|c| app.workspace.remaining(c))
            .and_then(|left| left.only());
        let mut lines = vec![
            label("To do")
                .with(format!("{} ", key(Command::Edit)), Role::Key)
                .with("set the status from the original document; there is no suggestion", Role::Text),
        ];
        if let Some(status) = derive {
            let text = format!("derive {status} for all the rest: nothing else is left");
            lines
                .push(label("").with(format!("{} ", key(Command::Derive)), Role::Key).with(text, Role::Good));
        }
        lines.push(Line::new());
        return lines;
    }
    let view = app.workspace.view(&row.id);
    let suggested = view.and_then(|view| risk::suggest(view.status(), &risk::assess(&view)));
    let Some(suggested) = suggested else { return Vec::new() };
    vec![
        label("Suggested")
            .with(format!("{} ", key(Command::Accept)), Role::Key)
            .with(suggested.text(), Role::Strong),
        label("").with(format!("because {}", suggested.because), Role::Muted),
        Line::new(),
    ]
}
