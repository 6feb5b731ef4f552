//! Declaration: one supplier's CMRT as a form, its findings beside it; each leads to its place in the other.

pub mod items;
pub mod marks;
mod panes;

use std::sync::Arc;

use super::suppliers::{self, OnSuppliers, questions as asking, request_work};
use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, act, ask};
use crate::app::core::Core;
use crate::app::derived::Derived;
use crate::app::detail::AS_READ;
use crate::app::effect::Effect;
use crate::app::jump::Jump;
use crate::app::layout::row_at;
use crate::app::look::{Line, Role};
use crate::app::overlays::{Asks, Overlay, TextView};
use crate::app::screen::{Screen, Searched, StatusLine, moved};
use crate::checks::Finding;
use crate::domain::cmrt::Form;
use crate::domain::{Declaration, DeclarationId, FacilityId, Place, SupplierId};
use crate::text::{Area, as_written, count};
use items::{FormItem, items};
use marks::Marks;

pub use panes::{DeclarationPanes, panes};

/// The screen's state.
#[derive(Debug, Clone, Default)]
pub struct DeclarationScreen {
    pub shown: Option<DeclarationId>,
    /// The form as items, one a line.
    pub items: Derived<Vec<FormItem>, Option<(DeclarationId, u64)>>,
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
}

impl DeclarationScreen {
    /// The supplier whose declaration is shown.
    pub fn supplier(&self, core: &Core) -> Option<SupplierId> {
        let declaration = core.workspace.declarations.get(self.shown.as_ref()?)?;
        Some(declaration.supplier.clone())
    }

    /// The item under the cursor.
    pub fn current(&self) -> Option<&FormItem> {
        self.items.get(self.cursor)
    }

    /// The declaration shown, if it is still there.
    pub fn declaration<'a>(&self, core: &'a Core) -> Option<&'a Declaration> {
        core.workspace.declarations.get(self.shown.as_ref()?)
    }

    /// Its content, when it is loaded.
    pub fn form<'a>(&self, core: &'a Core) -> Option<&'a Arc<Form>> {
        core.contents.form(&self.declaration(core)?.form)
    }

    /// What the rules find of it, the gravest first.
    fn findings<'a>(&self, core: &'a Core) -> &'a [Finding] {
        self.shown.as_ref().map(|id| core.findings_on(id)).unwrap_or_default()
    }

    pub fn show(&mut self, core: &Core, id: &DeclarationId) {
        *self = Self { shown: Some(id.clone()), ..Self::default() };
        self.refresh(core);
        self.go_to_item(0);
        self.findings_focus = !self.marks.places.is_empty();
        if self.findings_focus {
            self.go_to_finding();
        }
    }

    /// Shows a declaration at a row of its smelter list.
    pub fn show_row(&mut self, core: &Core, id: &DeclarationId, row: u32) {
        self.show(core, id);
        let form = self.form(core);
        let is_row = |item: &FormItem| {
            let FormItem::Row(at) = item else { return false };
            form.and_then(|form| form.rows.get(*at)).is_some_and(|found| found.row == row)
        };
        let at = self.items.iter().position(is_row);
        self.findings_focus = at.is_none() && self.findings_focus;
        self.cursor = at.unwrap_or(self.cursor);
    }

    /// Follows the workspace and the contents that were loaded.
    fn refresh(&mut self, core: &Core) {
        if !self.items.outdated_by(self.shown.clone().map(|id| (id, core.generations.contents))) {
            return;
        }
        let form = self.form(core);
        *self.items = form.map(|form| items(form)).unwrap_or_default();
        self.marks = form.map(|form| Marks::of(form, &self.items, self.findings(core))).unwrap_or_default();
        self.cursor = self.cursor.min(self.items.len().saturating_sub(1));
        self.finding = self.finding.min(self.marks.places.len().saturating_sub(1));
    }

    /// Brings the cursor to an item, or to the nearest one after it that holds something.
    fn go_to_item(&mut self, at: usize) {
        self.cursor = settle_on(&self.items, at, true);
    }

    /// Brings the form to the place of the finding under the cursor.
    fn go_to_finding(&mut self) {
        if let Some(Some((item, column))) = self.marks.places.get(self.finding).copied() {
            self.cursor = item;
            self.column = column;
        }
    }

    /// The facility that the row under the cursor resolved to.
    fn facility_here(&self, core: &Core) -> Option<FacilityId> {
        let Some(FormItem::Row(at)) = self.current() else { return None };
        core.declared_row(self.declaration(core)?, *at)?.facility.cloned()
    }

    /// Gives the keys to the other pane; from the form to the findings on what is under the cursor there.
    fn change_pane(&mut self) {
        self.findings_focus = !self.findings_focus && !self.marks.places.is_empty();
        if self.findings_focus {
            let here = Some((self.cursor, self.column));
            let on = |place: &Option<(usize, usize)>| place.map(|(item, _)| item) == Some(self.cursor);
            let exact = self.marks.places.iter().position(|place| *place == here);
            let found = exact.or_else(|| self.marks.places.iter().position(on));
            self.finding = found.unwrap_or(self.finding);
        }
    }

    /// The place under the cursor: the finding\u{2019}s, or the cell of the form.
    pub fn place(&self, core: &Core) -> Option<Place> {
        if self.findings_focus {
            return self.findings(core).get(self.finding).map(|finding| finding.at.clone());
        }
        self.current()?.place(self.form(core)?, self.column)
    }
}

/// The nearest item that can be stood on, looked for first in the direction of the move.
fn settle_on(items: &[FormItem], from: usize, down: bool) -> usize {
    let after = (from..items.len()).find(|at| items.get(*at).is_some_and(FormItem::is_content));
    let before = (0..=from).rev().find(|at| items.get(*at).is_some_and(FormItem::is_content));
    let (first, second) = if down { (after, before) } else { (before, after) };
    first.or(second).unwrap_or(0)
}

impl OnSuppliers for DeclarationScreen {
    fn suppliers(&self, core: &Core) -> Vec<SupplierId> {
        self.supplier(core).into_iter().collect()
    }

    fn declaration(&self, _core: &Core) -> Option<DeclarationId> {
        self.shown.clone()
    }
}

impl Screen for DeclarationScreen {
    fn prepare(&mut self, core: &mut Core) {
        self.refresh(core);
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::GoBack,
            C::NextPane,
            C::Open,
            C::Source,
            C::Letter,
            C::LogRequest,
            C::RowsBehind,
            C::OlderDeclaration,
            C::NewerDeclaration,
            C::WithdrawDeclaration,
            C::Copy,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "one supplier’s declaration, as it was read"
    }

    fn status(&self, _core: &Core) -> StatusLine {
        Line::of(count(self.marks.places.len(), "finding", "findings"), Role::Strong).into()
    }

    /// Moves in the pane that has the keys; a finding brings its place with it.
    fn move_by(&mut self, _core: &Core, rows: isize) {
        if self.findings_focus {
            self.finding = moved(self.finding, rows, self.marks.places.len());
            return self.go_to_finding();
        }
        let to = moved(self.cursor, rows, self.items.len());
        // Headings and blank lines are passed over in the direction of the move.
        self.cursor = settle_on(&self.items, to, to >= self.cursor);
    }

    /// One column to the left or right, among the metals of a question.
    fn move_sideways(&mut self, right: bool) {
        let last = self.current().map_or(1, FormItem::columns).saturating_sub(1);
        let at = self.column.min(last);
        self.column = if right { (at + 1).min(last) } else { at.saturating_sub(1) };
    }

    fn next_pane(&mut self, _core: &Core) {
        self.change_pane();
    }

    /// A click on the form goes to its item, on the findings gives them the keys.
    fn click(&mut self, _core: &mut Core, body: Area, at: (u16, u16)) {
        let panes = panes(body);
        if panes.findings_pane.contains(at.0, at.1) != self.findings_focus {
            self.change_pane();
        }
        let first = panes.first_item(self);
        if let Some(row) = row_at(panes.form, at).filter(|row| first + row < self.items.len()) {
            self.go_to_item(first + row);
        }
    }

    /// The findings in words: severity, cell and message a line.
    fn copied(&self, core: &Core) -> String {
        let line = |finding: &Finding| {
            let at = finding.at.to_string();
            [finding.severity.name(), &at, &finding.message].map(as_written).join("\t")
        };
        self.findings(core).iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Suppliers
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<DeclarationScreen>] = &[
    act(C::Open, open),
    ask(C::Source, source),
    act(C::OlderDeclaration, |screen, core| beside(screen, core, true)),
    act(C::NewerDeclaration, |screen, core| beside(screen, core, false)),
    ask(C::EditSupplier, asking::edit).unless(suppliers::none_in_hand),
    ask(C::LogRequest, asking::request).unless(suppliers::none_in_hand),
    ask(C::AddSupplierAction, suppliers::follow_up::add).unless(suppliers::none_in_hand),
    ask(C::NextStep, request_work::next_step).unless(suppliers::none_in_hand),
    ask(C::WithdrawDeclaration, request_work::withdraw).unless(suppliers::no_declaration),
    act(C::Letter, suppliers::writing::show_letter).unless(suppliers::no_declaration),
    ask(C::WriteLetter, suppliers::writing::write).unless(suppliers::none_in_hand),
    act(C::RowsBehind, request_work::rows_behind),
];

/// Goes from the finding to its place, or from a row of the form to its facility.
fn open(screen: &mut DeclarationScreen, core: &mut Core) {
    if screen.findings_focus {
        match screen.marks.places.get(screen.finding) {
            Some(Some(_)) => screen.findings_focus = false,
            Some(None) => core.say("this finding is on the whole file"),
            None => {}
        }
        return;
    }
    match screen.facility_here(core) {
        Some(id) => core.go(Jump::Facility(id)),
        None => core.say("Enter on a resolved row goes to its facility"),
    }
}

/// Shows the declaration of the same supplier before or after this one.
fn beside(screen: &mut DeclarationScreen, core: &mut Core, older: bool) {
    let Some(supplier) = screen.supplier(core) else { return };
    let all = core.workspace.declarations_of(&supplier);
    let at = all.iter().position(|declaration| Some(&declaration.id) == screen.shown.as_ref());
    let to = at.and_then(|at| if older { at.checked_add(1) } else { at.checked_sub(1) });
    match to.and_then(|to| all.get(to)).map(|declaration| declaration.id.clone()) {
        Some(id) => screen.show(core, &id),
        None => core.warn(if older { "there is none before this one" } else { "this is the newest one" }),
    }
}

/// Shows the sheet around the place under the cursor; as long as that is not read, the form's own cells.
fn source(screen: &mut DeclarationScreen, core: &mut Core) -> Asks<DeclarationScreen> {
    let Some((declaration, place)) = screen.declaration(core).cloned().zip(screen.place(core)) else {
        core.warn("no cell is under the cursor");
        return None;
    };
    Some(source_at(core, &declaration, place))
}

/// The sheet of a declaration around a place, to be read where nobody waits for it.
pub fn source_at<S>(core: &mut Core, declaration: &Declaration, place: Place) -> Overlay<S> {
    let file = core.workspace.sources.get(&declaration.source).map_or(String::new(), |s| s.file.clone());
    let lines = core.contents.form(&declaration.form).map(|form| items::as_read(form, &place));
    let marked = crate::app::detail::line_of(&place);
    let title = format!("{file}, {place}{AS_READ}");
    core.ask(Effect::ReadSource(declaration.source.clone(), place));
    Overlay::Text(TextView::around(title, lines.unwrap_or_default(), marked))
}
