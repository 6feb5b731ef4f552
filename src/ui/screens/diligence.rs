//! Due diligence: how the measures stand, the register as a table, the detail of the measure under the cursor.

use super::draw_lines;
use super::grid::{draw_detail, draw_grid, draw_no_detail};
use crate::app::layout::TablePanes;
use crate::app::screen::Screen;
use crate::app::screens::diligence::detail::state_role;
use crate::app::{App, Command};
use crate::domain::{MeasureState, OecdStep};
use crate::query::measures::{MeasureField, MeasureRow};
use crate::text::{Area, count, pad_right};
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let screen = &app.screens.diligence;
    if screen.rows.is_empty() {
        return draw_nothing(app, pen, body);
    }
    let Some(panes) = screen.table_panes(body) else { return };
    pen.line(Spot::row(panes.head, 0).skip(1).drop_right(1), &figures(&screen.rows));
    if panes.table_pane.height > 0 {
        draw_table(app, pen, &panes);
    }
    if panes.detail_pane.height == 0 {
        return;
    }
    match screen.current() {
        Some(row) => {
            let (name, lines) = (row.measure.step.name(), screen.detail_lines(&app.core));
            draw_detail(pen, panes.detail_pane, (&name, &lines), &screen.detail);
        }
        None => draw_no_detail(pen, panes.detail_pane),
    }
}

fn draw_table(app: &App, pen: &mut Pen<'_>, panes: &TablePanes) {
    let screen = &app.screens.diligence;
    let focused = !screen.detail.has_keys;
    let inner = Pane { title: "Measures", note: "", focused }.draw(pen, panes.table_pane);
    draw_grid(pen, (screen, &app.core), &panes.table, focused, &|field, index| {
        screen.rows.get(index).map_or(Role::Text, |row| role(field, row))
    });
    if screen.grid.view.is_empty() {
        let (clear, add) =
            (app.core.keymap.first(Command::ClearFilters), app.core.keymap.first(Command::AddMeasure));
        let text = format!("No measure passes the filter. {clear} clears it, {add} adds a measure.");
        pen.text(Spot::row(inner, 2).skip(2), &text, Role::Muted);
    }
}

/// How many stand in which state, and which steps have none; nothing of a kind is left out.
fn figures(rows: &[MeasureRow]) -> Line {
    let mut line = Line::of(count(rows.len(), "measure", "measures"), Role::Strong);
    let has = |step: &OecdStep| rows.iter().any(|row| row.measure.step == *step);
    let bare: Vec<String> =
        OecdStep::ALL.into_iter().filter(|step| !has(step)).map(|step| step.letter().to_string()).collect();
    if !bare.is_empty() {
        line.push(format!("  none in step {}", bare.join(", ")), Role::Warn);
    }
    for state in MeasureState::ALL {
        let number = rows.iter().filter(|row| row.state == state).count();
        if number > 0 {
            line.push(format!("  {number} {}", state.name()), state_role(state));
        }
    }
    line
}

fn role(field: MeasureField, row: &MeasureRow) -> Role {
    match field {
        MeasureField::Measure => Role::Text,
        MeasureField::State => state_role(row.state),
        MeasureField::ValidUntil if row.state == MeasureState::Expired => Role::Error,
        MeasureField::Step
        | MeasureField::Owner
        | MeasureField::Evidence
        | MeasureField::Newest
        | MeasureField::ValidUntil
        | MeasureField::Documents
        | MeasureField::RecordedBy
        | MeasureField::Recorded => Role::Muted,
    }
}

/// What the register is for, the five steps, and how to begin.
fn draw_nothing(app: &App, pen: &mut Pen<'_>, body: Area) {
    let inner = Pane { title: "Due diligence", note: "", focused: true }.draw(pen, body).inset(1);
    let add = app.core.keymap.first(Command::AddMeasure);
    let widest = OecdStep::all().iter().map(|info| info.title.len()).max().unwrap_or(0);
    let mut lines = vec![
        Line::of(
            "No measures yet: what the company does in each of the OECD\u{2019}s five steps.",
            Role::Text,
        ),
        Line::new(),
    ];
    lines.extend(OecdStep::all().iter().map(|info| {
        let title = format!("{} {}  ", info.letter, pad_right(&info.title, widest));
        Line::of(title, Role::Strong).with(info.doc.clone(), Role::Muted)
    }));
    lines.push(Line::new());
    lines.push(Line::of(format!("{add} "), Role::Key).with(
        "adds one, of the usual ones or in your own words: who sees to it, until when it is valid, and what shows it (a file, whose \
         hash is kept, or an address).",
        Role::Muted,
    ));
    lines.push(Line::new());
    lines.push(Line::of(
        "What something shows and is in force on the day of the filing stands in the report, in the section of its step; owner and \
         evidence never leave.",
        Role::Muted,
    ));
    let indent = widest + 4;
    let wrap = |line: &Line| {
        let hangs = line.pieces.len() > 1 && line.text().starts_with(|c: char| c.is_ascii_digit());
        line.wrap(usize::from(inner.width).min(90), if hangs { indent } else { 0 })
    };
    let lines: Vec<Line> = lines.iter().flat_map(wrap).collect();
    draw_lines(pen, inner, &lines, 0);
}
