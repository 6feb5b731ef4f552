//! Declaration: one supplier's CMRT as a form, its findings beside it; each leads to its place in the other.

pub mod items;
pub mod marks;

use std::sync::Arc;

use crate::app::detail::AS_READ;
use crate::app::effect::Effect;
use crate::app::overlays::{Overlay, TextView};
use crate::app::screen::ScreenId;
use crate::app::state::App;
use crate::domain::cmrt::Form;
use crate::domain::{Declaration, DeclarationId, FacilityId, Place, SupplierId};
use items::{Item, items};
use marks::Marks;

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct DeclarationScreen {
    /// The declaration shown.
    pub shown: Option<DeclarationId>,
    /// The form as items, one a line.
    pub items: Vec<Item>,
    /// Where findings stand on the form.
    pub marks: Marks,
    /// The item under the cursor.
    pub cursor: usize,
    /// The column under the cursor, where an item has several answers.
    pub column: usize,
    /// The finding under the cursor.
    pub finding: usize,
    /// Whether the findings have the keys.
    pub findings_focus: bool,
    /// The form that the items were made of, to know whether they are still true.
    made_of: Option<Arc<Form>>,
}

impl DeclarationScreen {
    /// The supplier whose declaration is shown.
    #[must_use]
    pub fn supplier(&self, app: &App) -> Option<SupplierId> {
        let declaration = app.workspace.declarations.get(self.shown.as_ref()?)?;
        Some(declaration.supplier.clone())
    }

    /// The item under the cursor.
    #[must_use]
    pub fn current(&self) -> Option<&Item> {
        self.items.get(self.cursor)
    }
}

/// The declaration shown, if it is still there.
#[must_use]
pub fn declaration(app: &App) -> Option<&Declaration> {
    app.workspace.declarations.get(app.declaration.shown.as_ref()?)
}

/// Its content, when it is loaded.
#[must_use]
pub fn form(app: &App) -> Option<&Arc<Form>> {
    app.papers.form(&declaration(app)?.form)
}

/// Shows a declaration.
pub fn show(app: &mut App, id: &DeclarationId) {
    let made_of = None;
    app.declaration = DeclarationScreen { shown: Some(id.clone()), made_of, ..DeclarationScreen::default() };
    app.go_to_screen(ScreenId::Declaration);
    refresh(app);
    go_to_item(app, 0);
    app.declaration.findings_focus = !app.declaration.marks.places.is_empty();
    if app.declaration.findings_focus {
        go_to_finding(app);
    }
}

/// Shows a declaration at a row of its smelter list.
pub fn show_row(app: &mut App, id: &DeclarationId, row: u32) {
    show(app, id);
    let is_row = |item: &Item| {
        let Item::Row(at) = item else { return false };
        form(app).and_then(|form| form.rows.get(*at)).is_some_and(|found| found.row == row)
    };
    let at = app.declaration.items.iter().position(is_row);
    app.declaration.findings_focus = at.is_none() && app.declaration.findings_focus;
    app.declaration.cursor = at.unwrap_or(app.declaration.cursor);
}

/// Follows the workspace and the contents that were loaded.
pub fn refresh(app: &mut App) {
    let form = form(app).cloned();
    let is_same = match (&form, &app.declaration.made_of) {
        (Some(form), Some(made_of)) => Arc::ptr_eq(form, made_of),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    if !is_same {
        app.declaration.items = form.as_ref().map(|form| items(form)).unwrap_or_default();
    }
    let findings = app.declaration.shown.as_ref().map(|id| app.findings_on(id)).unwrap_or_default();
    let marks = form.as_ref().map(|form| Marks::of(form, &app.declaration.items, findings));
    app.declaration.marks = marks.unwrap_or_default();
    app.declaration.made_of = form;
    let last = app.declaration.items.len().saturating_sub(1);
    app.declaration.cursor = app.declaration.cursor.min(last);
    let last = app.declaration.marks.places.len().saturating_sub(1);
    app.declaration.finding = app.declaration.finding.min(last);
}

/// Moves in the pane that has the keys; a finding brings its place with it.
pub fn move_by(app: &mut App, rows: isize) {
    let by = |at: usize, len: usize| at.saturating_add_signed(rows).min(len.saturating_sub(1));
    if app.declaration.findings_focus {
        let to = by(app.declaration.finding, app.declaration.marks.places.len());
        app.declaration.finding = to;
        go_to_finding(app);
        return;
    }
    let to = by(app.declaration.cursor, app.declaration.items.len());
    // Headings and blank lines are passed over in the direction of the move.
    let down = to >= app.declaration.cursor;
    app.declaration.cursor = settle_on(&app.declaration.items, to, down);
}

/// Brings the cursor to an item, or to the nearest one after it that holds something.
pub fn go_to_item(app: &mut App, at: usize) {
    app.declaration.cursor = settle_on(&app.declaration.items, at, true);
}

/// The findings and the declaration in words, to copy: severity, cell and message a line.
#[must_use]
pub fn copied(app: &App) -> String {
    let findings = app.declaration.shown.as_ref().map(|id| app.findings_on(id)).unwrap_or_default();
    let line = |finding: &crate::app::declared::FormFinding| {
        format!("{}\t{}\t{}", finding.severity.name(), finding.place, finding.message)
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The nearest item that can be stood on, looked for first in the direction of the move.
fn settle_on(items: &[Item], from: usize, down: bool) -> usize {
    let after = (from..items.len()).find(|at| items.get(*at).is_some_and(Item::is_content));
    let before = (0..=from).rev().find(|at| items.get(*at).is_some_and(Item::is_content));
    let (first, second) = if down { (after, before) } else { (before, after) };
    first.or(second).unwrap_or(0)
}

/// One column to the left or right, among the metals of a question.
pub fn move_column(app: &mut App, right: bool) {
    let screen = &mut app.declaration;
    let columns = screen.items.get(screen.cursor).map_or(1, Item::columns);
    let at = screen.column.min(columns.saturating_sub(1));
    screen.column = if right { (at + 1).min(columns.saturating_sub(1)) } else { at.saturating_sub(1) };
}

/// Brings the form to the place of the finding under the cursor.
pub fn go_to_finding(app: &mut App) {
    let screen = &mut app.declaration;
    if let Some(Some((item, column))) = screen.marks.places.get(screen.finding).copied() {
        screen.cursor = item;
        screen.column = column;
    }
}

/// Goes from the finding to its place, or from a row of the form to its facility.
pub fn open(app: &mut App) {
    if app.declaration.findings_focus {
        match app.declaration.marks.places.get(app.declaration.finding) {
            Some(Some(_)) => app.declaration.findings_focus = false,
            Some(None) => app.say("this finding is on the whole file"),
            None => {}
        }
        return;
    }
    let facility = facility_here(app);
    match facility {
        Some(id) => app.show_facility(&id),
        None => app.say("Enter on a resolved row goes to its facility"),
    }
}

/// The facility that the row under the cursor resolved to.
fn facility_here(app: &App) -> Option<FacilityId> {
    let Some(Item::Row(at)) = app.declaration.current() else { return None };
    app.declared_row(declaration(app)?, *at)?.facility.cloned()
}

/// Gives the keys to the other pane; from the form to the findings on what is under the cursor there.
pub fn next_pane(app: &mut App) {
    let screen = &mut app.declaration;
    screen.findings_focus = !screen.findings_focus && !screen.marks.places.is_empty();
    if screen.findings_focus {
        let here = Some((screen.cursor, screen.column));
        let on = |place: &Option<(usize, usize)>| place.map(|(item, _)| item) == Some(screen.cursor);
        let exact = screen.marks.places.iter().position(|place| *place == here);
        let found = exact.or_else(|| screen.marks.places.iter().position(on));
        screen.finding = found.unwrap_or(screen.finding);
    }
}

/// Shows the declaration of the same supplier before or after this one.
pub fn beside(app: &mut App, older: bool) {
    let Some(supplier) = app.declaration.supplier(app) else { return };
    let all = app.workspace.declarations_of(&supplier);
    let at = all.iter().position(|declaration| Some(&declaration.id) == app.declaration.shown.as_ref());
    let to = at.and_then(|at| if older { at.checked_add(1) } else { at.checked_sub(1) });
    match to.and_then(|to| all.get(to)).map(|declaration| declaration.id.clone()) {
        Some(id) => show(app, &id),
        None => app.warn(if older { "there is none before this one" } else { "this is the newest one" }),
    }
}

/// The place under the cursor: the finding\u{2019}s, or the cell of the form.
#[must_use]
pub fn place(app: &App) -> Option<Place> {
    let form = form(app)?;
    if app.declaration.findings_focus {
        let findings = app.findings_on(app.declaration.shown.as_ref()?);
        return findings.get(app.declaration.finding).map(|finding| finding.place.clone());
    }
    app.declaration.current()?.place(form, app.declaration.column)
}

/// Shows the sheet around the place under the cursor; as long as that is not read, the form's own cells.
pub fn source(app: &mut App) {
    let Some((declaration, place)) = declaration(app).cloned().zip(place(app)) else {
        app.warn("no cell is under the cursor");
        return;
    };
    show_source(app, &declaration, place);
}

/// Shows the sheet of a declaration around a place.
pub fn show_source(app: &mut App, declaration: &Declaration, place: Place) {
    let file = app.workspace.sources.get(&declaration.source).map_or(String::new(), |s| s.file.clone());
    let lines = app.papers.form(&declaration.form).map(|form| items::as_read(form, &place));
    let marked = crate::app::detail::line_of(&place);
    let title = format!("{file}, {place}{AS_READ}");
    let mut view = TextView { title, lines: lines.unwrap_or_default(), marked, offset: 0 };
    view.go_to_marked();
    app.overlays.push(Overlay::Text(view));
    app.ask(Effect::ReadSource(declaration.source.clone(), place));
}
