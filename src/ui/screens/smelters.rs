//! Smelters: the table and the detail of the row under the cursor.

use super::draw_lines;
use crate::app::layout;
use crate::app::screens::smelters::SmeltersPanes;
use crate::app::table::SortMark;
use crate::app::{App, detail};
use crate::domain::Status;
use crate::query::{Field, FieldId, ListedFacility, Row};
use crate::text::{Area, matches, words};
use crate::ui::table::{CellText, TableSource, TableView};
use crate::ui::widgets::Pane;
use crate::ui::{Pen, Role, Spot};

/// The rows shown, as cells.
struct Cells<'a> {
    app: &'a App,
    fields: Vec<FieldId>,
    words: Vec<String>,
    pen_signs: &'static crate::ui::Signs,
}

impl Cells<'_> {
    fn row(&self, row: usize) -> Option<&Row> {
        self.app.screens.smelters.shown(&self.app.core.rows, row)
    }
}

impl TableSource for Cells<'_> {
    fn len(&self) -> usize {
        self.app.screens.smelters.view.len()
    }

    fn cell(&self, row: usize, column: usize) -> CellText<'_> {
        let (Some(row), Some(id)) = (self.row(row), self.fields.get(column)) else {
            return CellText::new("", Role::Text);
        };
        let text = match id {
            FieldId::Status => {
                let short = self.app.screens.smelters.is_narrow && row.status == Status::Indeterminable;
                let name = if short { "Indeterm." } else { row.status.name() };
                format!("{} {name}", self.pen_signs.status(row.status))
            }
            FieldId::Risk => {
                let hand = if row.is_rated_by_hand { "*" } else { "" };
                format!("{} {}{hand}", self.pen_signs.rating(row.rating), row.rating.name())
            }
            FieldId::Metal
            | FieldId::Cid
            | FieldId::Name
            | FieldId::Country
            | FieldId::Suppliers
            | FieldId::Actions
            | FieldId::Disposition
            | FieldId::Flags
            | FieldId::FlagKeys
            | FieldId::StatusFrom => id.text(&ListedFacility { row, ws: &self.app.core.workspace }),
        };
        let found = if self.words.is_empty() { Vec::new() } else { matches(&text, &self.words) };
        CellText::new(text, role(*id, row)).found(found)
    }

    fn is_marked(&self, row: usize) -> bool {
        self.row(row).is_some_and(|row| self.app.screens.smelters.marked.contains(&row.id))
    }
}

fn role(field: FieldId, row: &Row) -> Role {
    match field {
        FieldId::Status => Role::from(row.status),
        FieldId::Risk => Role::from(row.rating),
        FieldId::Name => Role::Text,
        FieldId::Metal
        | FieldId::Cid
        | FieldId::Country
        | FieldId::Suppliers
        | FieldId::Actions
        | FieldId::Disposition
        | FieldId::Flags
        | FieldId::FlagKeys
        | FieldId::StatusFrom => Role::Muted,
    }
}

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let layout = app.screens.smelters.panes(body);
    if layout.table_pane.height > 0 {
        draw_table(app, pen, &layout);
    }
    if layout.detail_pane.height > 0 {
        draw_detail(app, pen, layout.detail_pane);
    }
}

fn draw_table(app: &App, pen: &mut Pen<'_>, layout: &SmeltersPanes) {
    let focused = !app.screens.smelters.detail_focus;
    let pane = Pane { title: "Facilities", note: "", focused };
    let inner = pane.draw(pen, layout.table_pane);
    let fields: Vec<FieldId> =
        app.screens.smelters.shown_columns().iter().map(|choice| choice.field).collect();
    let sort: Vec<SortMark> = app
        .screens
        .smelters
        .query
        .sort
        .iter()
        .filter_map(|key| {
            let column = fields.iter().position(|field| *field == key.field)?;
            Some(SortMark { column, descending: key.descending })
        })
        .collect();
    let source = Cells {
        app,
        fields,
        words: words(&app.screens.smelters.query.filter.search),
        pen_signs: pen.theme.signs(),
    };
    let specs = app.screens.smelters.specs();
    let table = TableView {
        source: &source,
        specs: &specs,
        state: &app.screens.smelters.table,
        layout: &layout.table,
        sort: &sort,
        focused,
    };
    table.draw(pen);
    if app.screens.smelters.view.is_empty() {
        draw_empty(app, pen, inner);
    }
}

fn draw_empty(app: &App, pen: &mut Pen<'_>, inner: Area) {
    let text = if app.core.rows.is_empty() {
        "No facilities yet. i imports a filing or a facility table; + adds one by hand."
    } else {
        "No facility passes the filter. X clears all filters, Esc the search."
    };
    pen.text(Spot::row(inner, 2).skip(2), text, Role::Muted);
}

fn draw_detail(app: &App, pen: &mut Pen<'_>, area: Area) {
    let Some(row) = app.screens.smelters.current(&app.core.rows) else {
        Pane { title: "", note: "", focused: false }.draw(pen, area);
        return;
    };
    let focused = app.screens.smelters.detail_focus || app.screens.smelters.zoomed;
    let inner = layout::inside(area);
    let lines = layout::wrapped(&detail::lines(&app.core, &row.id), inner.width, detail::LABEL);
    let below = lines.len().saturating_sub(app.screens.smelters.detail_offset + usize::from(inner.height));
    let note = if below > 0 { format!("{below} more lines") } else { String::new() };
    Pane { title: &row.name, note: &note, focused }.draw(pen, area);
    draw_lines(pen, inner, &lines, app.screens.smelters.detail_offset);
}
