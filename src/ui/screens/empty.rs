//! Screens that have nothing to show yet say what they will show, and which key imports.

use super::draw_lines;
use crate::app::App;
use crate::app::Command;
use crate::app::ScreenId;
use crate::text::{Area, count};
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role};

/// Matches, which are counted and not yet decided.
pub fn matches(app: &App, pen: &mut Pen<'_>, body: Area) {
    let rows = app.keymap.first(Command::Screen(ScreenId::Rows));
    let open = match app.register.balance().open {
        0 => "No declared row is open.".to_owned(),
        open => {
            let are = count(open, "declared row is open: its name", "declared rows are open: their names");
            format!(
                "{are} did not resolve. {rows} lists them among the declared rows, with what is known of each."
            )
        }
    };
    let lines = [
        &*open,
        "",
        "Names that no valid ID or known alias resolves are to be decided here: the name as written on the left, the \
         ranked candidates of the reference lists on the right, with what speaks for and against each.",
        "",
        "This version counts them, and does not decide them; that comes with a later one.",
    ];
    draw(app, pen, body, ("Matches", &lines));
}

/// Suppliers before there is any.
pub fn suppliers(app: &App, pen: &mut Pen<'_>, body: Area) {
    let add = app.keymap.first(Command::AddSupplier);
    let by_hand = format!("{add} adds a supplier by hand, so that the request to it can be logged.");
    let lines = [
        "No suppliers yet.",
        "",
        "A supplier comes with its CMRT (.xlsx or .xls, any version and language). Each one stands here with the \
         state of its request, dates, template version, scope, findings by severity, and what became of its \
         declared rows: resolved, duplicate, special, rejected, open.",
        "",
        &by_hand,
    ];
    draw(app, pen, body, ("Suppliers", &lines));
}

fn draw(app: &App, pen: &mut Pen<'_>, body: Area, (title, text): (&str, &[&str])) {
    let inner = Pane { title, note: "", focused: true }.draw(pen, body).inset(1);
    let mut lines: Vec<Line> = text.iter().map(|line| Line::of(*line, Role::Text)).collect();
    lines.push(Line::new());
    let import = if app.workspace.programme.sample {
        "imports into a workspace of your own (the sample takes none): rcoi init DIR --company NAME --year YYYY"
    } else {
        "imports CMRTs, a filing (text or HTML) or a facility table (CSV or XLSX)"
    };
    let key = app.keymap.first(Command::Import);
    lines.push(Line::of(format!("{key} "), Role::Key).with(import, Role::Muted));
    let lines: Vec<Line> =
        lines.iter().flat_map(|line| line.wrap(usize::from(inner.width).min(90), 0)).collect();
    draw_lines(pen, inner, &lines, 0);
}
