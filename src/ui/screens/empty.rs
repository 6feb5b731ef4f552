//! Screens that have nothing to show yet say what they will show, and which key imports.

use super::draw_lines;
use crate::app::App;
use crate::app::Command;
use crate::app::ScreenId;
use crate::text::{Area, count};
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role};

/// Matches when no name is open.
pub fn matches(app: &App, pen: &mut Pen<'_>, body: Area) {
    let rows = app.core.keymap.first(Command::Screen(ScreenId::Rows));
    if !app.core.matching.waiting.is_empty() {
        let clear = app.core.keymap.first(Command::ClearFilters);
        let open = count(app.core.matching.waiting.len(), "name is open", "names are open");
        let text = format!("{open}, and none of them passes the filter. {clear} clears it.");
        return draw(app, pen, body, ("Matches", &[&text]));
    }
    let decided = app.core.workspace.resolutions.len();
    let state = match (app.core.register.is_empty(), decided) {
        (true, _) => "No rows are declared yet, so no name is open.".to_owned(),
        (false, 0) => {
            "No name is open: an ID, a name or an alias of a list resolves every declared row.".to_owned()
        }
        (false, n) => format!("No name is open; {} decided.", count(n, "name is", "names are")),
    };
    let unnamed = app.core.register.balance().open;
    let unnamed = match unnamed {
        0 => String::new(),
        n => format!(
            "{} open without a metal or a name that could be decided on: ask the supplier. {rows} lists them.",
            count(n, "declared row is", "declared rows are")
        ),
    };
    let lines = [
        &*state,
        &*unnamed,
        "",
        "A name that no valid ID and no name or alias of the reference lists resolves comes here: as it was written on the left, \
         the facilities that may be meant on the right, each with its probability and with what speaks for and against it. \
         What is decided holds for all rows that write the name, and for what is imported later.",
    ];
    draw(app, pen, body, ("Matches", &lines));
}

/// Suppliers before there is any.
pub fn suppliers(app: &App, pen: &mut Pen<'_>, body: Area) {
    let add = app.core.keymap.first(Command::AddSupplier);
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
    let import = if app.core.workspace.programme.sample {
        "imports into a workspace of your own (the sample takes none): rcoi init DIR --company NAME --year YYYY"
    } else {
        "imports CMRTs, a filing (text or HTML) or a facility table (CSV or XLSX)"
    };
    let key = app.core.keymap.first(Command::Import);
    lines.push(Line::of(format!("{key} "), Role::Key).with(import, Role::Muted));
    let lines: Vec<Line> =
        lines.iter().flat_map(|line| line.wrap(usize::from(inner.width).min(90), 0)).collect();
    draw_lines(pen, inner, &lines, 0);
}
