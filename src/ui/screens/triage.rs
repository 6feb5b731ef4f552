//! Triage: the queue, and everything known of the facility in hand with the suggestion on top.

use super::{draw_lines, draw_list};
use crate::app::layout;
use crate::app::screens::triage::{TriagePanes, evidence, lapsed, panes};
use crate::app::{App, detail};
use crate::domain::{FacilityId, Rating};
use crate::query::FacilityRow;
use crate::risk::Need;
use crate::text::{Area, count};
use crate::ui::widgets::{Gauge, ListItem, Pane, Progress};
use crate::ui::{Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let layout = panes(body);
    draw_queue(app, pen, &layout);
    draw_facility(app, pen, layout.detail);
}

fn draw_queue(app: &App, pen: &mut Pen<'_>, layout: &TriagePanes) {
    let focused = app.screens.triage.queue.position().is_some() && !app.screens.triage.detail.has_keys;
    let note = if app.screens.triage.queue.open.is_empty() {
        "empty".to_owned()
    } else {
        format!("{} left", app.screens.triage.queue.open.len())
    };
    let inner = Pane { title: "Queue", note: &note, focused }.draw(pen, layout.queue);
    if app.screens.triage.queue.open.is_empty() {
        pen.text(Spot::row(inner, 0).skip(1), "Every facility has its judgement.", Role::Good);
        pen.text(Spot::row(inner, 1).skip(1), "E exports the report, R the triage register.", Role::Muted);
        return;
    }
    let columns = usize::from(layout.list.width);
    let item = |at: usize| queue_item(app, app.screens.triage.queue.open.get(at), columns);
    // One that was gone back to is not in the queue: nothing there is marked.
    let cursor = app.screens.triage.queue.position();
    draw_list(pen, layout.list, (app.screens.triage.queue.open.len(), cursor, focused), &item);
    let done = u64::try_from(app.screens.triage.done).unwrap_or(0);
    let whole = u64::try_from(app.screens.triage.done + app.screens.triage.queue.open.len()).unwrap_or(0);
    Progress { gauge: Gauge { part: done, whole }, note: "done" }.draw(pen, Spot::row(layout.progress, 0));
}

/// Rank, name cut to the room there is, metal and country.
fn queue_item(app: &App, id: Option<&FacilityId>, columns: usize) -> ListItem<'static> {
    let Some(row) = id.and_then(|id| app.core.row(id)) else { return ListItem::new("") };
    if row.need == Need::Lapsed {
        return ListItem::new(format!(
            "{:<8} {}",
            rank(row),
            crate::text::cut(&lapsed_title(app), columns.saturating_sub(11))
        ));
    }
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

/// What the lapsed audits are called together.
fn lapsed_title(app: &App) -> String {
    count(lapsed(&app.core).count(), "conformant facility", "conformant facilities")
}

/// Why it stands where it does in the queue.
fn rank(row: &FacilityRow) -> &'static str {
    match (row.need, row.rating) {
        (Need::PossibleHit, rating) if rating != Rating::Critical => "Hit?",
        (Need::Lapsed, _) => "Lapsed",
        (Need::Flag, Rating::None) => "Flag",
        (_, rating) => rating.name(),
    }
}

fn draw_facility(app: &App, pen: &mut Pen<'_>, area: Area) {
    let Some(row) = app.screens.triage.current(&app.core) else {
        Pane { title: "", note: "", focused: false }.draw(pen, area);
        return;
    };
    let inner = layout::inside(area);
    let lines = layout::wrapped(&evidence(&app.core, row), inner.width, detail::LABEL);
    let below = lines.len().saturating_sub(app.screens.triage.detail.offset + usize::from(inner.height));
    let note = match (below, row.need.is_open()) {
        (0, true) => String::new(),
        (0, false) => "judged".to_owned(),
        (below, _) => format!("{below} more lines"),
    };
    let lapsed = (row.need == Need::Lapsed).then(|| format!("Audits lapsed: {}", lapsed_title(app)));
    let title = lapsed.as_deref().unwrap_or(&row.name);
    Pane { title, note: &note, focused: app.screens.triage.detail.has_keys }.draw(pen, area);
    draw_lines(pen, inner, &lines, app.screens.triage.detail.offset);
}
