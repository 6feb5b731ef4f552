//! Declaration: the form with its answers, marked where something was found; the findings beside it.

use super::draw_lines;
use super::report::{severity_role, severity_sign};
use super::suppliers::draw_balance;
use crate::app::layout::{inside, scrolled};
use crate::app::screens::declaration::items::{FormItem, answer_text};
use crate::app::screens::declaration::{DeclarationPanes, panes};
use crate::app::{App, Command};
use crate::domain::cmrt::{CompanyQuestion, DeclaredRow, Form, Question, Reply, SmelterColumn};
use crate::domain::{Declaration, Metal, Place, Severity};
use crate::query::suppliers::scope_words;
use crate::resolve::rows::Outcome;
use crate::text::{Area, pad_right};
use crate::ui::pen::columns_of;
use crate::ui::widgets::Pane;
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let Some(declaration) = app.screens.declaration.declaration(&app.core) else {
        return draw_nothing(app, pen, body);
    };
    let panes = panes(body);
    draw_head(app, pen, panes.head, declaration);
    draw_form(app, pen, &panes);
    draw_findings(app, pen, panes.findings_pane);
}

/// Without a declaration: it was withdrawn, or none was opened.
fn draw_nothing(app: &App, pen: &mut Pen<'_>, body: Area) {
    let inner = Pane { title: "Declaration", note: "", focused: true }.draw(pen, body).inset(1);
    let (open, suppliers) = (
        app.core.keymap.first(Command::Open),
        app.core.keymap.first(Command::Screen(crate::app::ScreenId::Suppliers)),
    );
    let lines = [
        Line::of("No declaration is shown.", Role::Text),
        Line::new(),
        Line::of(format!("{suppliers} "), Role::Key)
            .with("goes to the suppliers; there ", Role::Muted)
            .with(format!("{open} "), Role::Key)
            .with("opens the declaration of the one under the cursor.", Role::Muted),
    ];
    draw_lines(pen, inner, &lines, 0);
}

/// Whose it is, of which file and version, and what became of its rows.
fn draw_head(app: &App, pen: &mut Pen<'_>, area: Area, declaration: &Declaration) {
    let supplier = app.core.workspace.suppliers.get(&declaration.supplier);
    let name = supplier.map_or("", |supplier| supplier.name.as_str());
    let mut line = Line::of(name, Role::Title).with(format!("  CMRT {}", declaration.version), Role::Text);
    line.push(format!("  received {}", declaration.received), Role::Muted);
    if let Some(date) = declaration.date {
        line.push(format!("  dated {date}"), Role::Muted);
    }
    if let Some(scope) = declaration.scope {
        line.push(format!("  scope {}", scope_words(scope)), Role::Muted);
    }
    if let Some(language) = declaration.language {
        line.push(format!("  {}", crate::cmrt::language_name(language)), Role::Muted);
    }
    if let Some(source) = app.core.workspace.sources.get(&declaration.source) {
        line.push(format!("  {}", source.file), Role::Muted);
    }
    let first = Spot::row(area, 0).skip(1).drop_right(1);
    let taken = pen.line_right(first, &versions(app, declaration));
    pen.line(first.drop_right(taken + 1), &line);
    let balance = app.core.balance_of(declaration);
    let second = Spot::row(area, 1).skip(1).drop_right(1);
    match balance {
        Some(balance) => draw_balance(pen, second, &balance),
        None => {
            let why = app.core.why_not_counted(declaration);
            pen.text(second, &format!("its rows do not count: {why}"), Role::Warn);
        }
    }
}

/// Which of the supplier's declarations it is, and the keys to the others.
fn versions(app: &App, declaration: &Declaration) -> Line {
    let all = app.core.workspace.declarations_of(&declaration.supplier);
    if all.len() < 2 {
        return Line::new();
    }
    let at = all.iter().position(|other| other.id == declaration.id).unwrap_or(0);
    let (older, newer) =
        (app.core.keymap.first(Command::OlderDeclaration), app.core.keymap.first(Command::NewerDeclaration));
    let counting = all.iter().filter(|other| app.core.register.counts(&other.id)).count();
    let which = if at == 0 { "newest".to_owned() } else { format!("{}", all.len() - at) };
    let count = if counting > 1 { format!(", {counting} count") } else { String::new() };
    let words = format!("{which} of {}{count}", all.len());
    Line::of(older, Role::Key).with(format!(" {words} "), Role::Muted).with(newer, Role::Key)
}

fn draw_form(app: &App, pen: &mut Pen<'_>, panes: &DeclarationPanes) {
    let focused = !app.screens.declaration.findings_focus;
    let note = app.screens.declaration.place(&app.core).map_or(String::new(), |place| short_place(&place));
    Pane { title: "Form", note: &note, focused }.draw(pen, panes.form_pane);
    let Some(form) = app.screens.declaration.form(&app.core) else {
        pen.text(Spot::row(panes.form, 0), "Its content is being read.", Role::Muted);
        return;
    };
    let first = panes.first_item(&app.screens.declaration);
    let shown =
        app.screens.declaration.items.iter().enumerate().skip(first).take(usize::from(panes.form.height));
    for (row, (at, item)) in shown.enumerate() {
        let spot = Spot::row(panes.form, u16::try_from(row).unwrap_or(u16::MAX));
        let sheet = Sheet { app, form, at, focused };
        sheet.draw(pen, spot, item);
    }
    draw_cell(app, pen, panes.cell, form);
}

/// The whole text of the cell under the cursor, which its place on the form may have cut.
fn draw_cell(app: &App, pen: &mut Pen<'_>, area: Area, form: &Form) {
    let Some(item) = app.screens.declaration.current() else { return };
    let text = item.whole(form, app.screens.declaration.column);
    let text = if text.trim().is_empty() { "(blank)".to_owned() } else { crate::text::visible(&text) };
    let lines = Line::of(text, Role::Text).wrap(usize::from(area.width), 0);
    draw_lines(pen, area, &lines, 0);
}

/// A place without its sheet where the cell says enough.
fn short_place(place: &Place) -> String {
    place.to_string()
}

/// One item of the form on its line.
struct Sheet<'a> {
    app: &'a App,
    form: &'a Form,
    at: usize,
    focused: bool,
}

/// The width of the labels of fields, in columns.
const LABEL: u16 = 22;

impl Sheet<'_> {
    fn draw(&self, pen: &mut Pen<'_>, spot: Spot, item: &FormItem) {
        match item {
            FormItem::Blank => {}
            FormItem::Heading(text) => {
                pen.text(spot, text, Role::Heading);
            }
            FormItem::Metals => self.metals(pen, spot),
            FormItem::Field(field) => {
                pen.text(Spot { width: LABEL.min(spot.width), ..spot.skip(2) }, field.words(), Role::Muted);
                let value = self.form.field(*field);
                self.cell(pen, spot.skip(LABEL + 3), (0, value));
            }
            FormItem::Question(question) => self.question(pen, spot, *question),
            FormItem::Comment(question, metal) => self.comment(pen, spot, *question, *metal),
            FormItem::Company(question) => self.company(pen, spot, *question),
            FormItem::Product(at) => {
                let text = item.whole(self.form, 0);
                let row = self.form.products.get(*at).map_or(0, |product| product.row);
                pen.text(spot.skip(2), &format!("{row:>4}"), Role::Faint);
                self.cell(pen, spot.skip(8), (0, &text));
            }
            FormItem::NoProducts => self.cell(pen, spot.skip(2), (0, "")),
            FormItem::RowHeads => self.row_heads(pen, spot),
            FormItem::Row(at) => {
                if let Some(row) = self.form.rows.get(*at) {
                    self.row(pen, spot, row);
                    self.outcome(pen, spot, *at);
                }
            }
        }
        if self.at == self.app.screens.declaration.cursor && item.columns() == 1 {
            self.tint(pen, spot);
        }
    }

    /// A value in its place: blank ones are said to be, what was found is marked by sign and role.
    fn cell(&self, pen: &mut Pen<'_>, spot: Spot, (column, text): (usize, &str)) {
        let severity = self.app.screens.declaration.marks.at(self.at, column);
        let blank = text.trim().is_empty();
        let role = match severity {
            Some(severity) => severity_role(severity),
            None if blank => Role::Faint,
            None => Role::Text,
        };
        let used = match severity {
            Some(severity) => pen.text(spot, severity_sign(pen, severity), role) + 1,
            None => 2,
        };
        let shown = if blank { pen.theme.signs().dot.to_owned() } else { crate::text::visible(text) };
        pen.text(spot.skip(used), &shown, role);
    }

    fn tint(&self, pen: &mut Pen<'_>, spot: Spot) {
        let role = if self.focused { Role::Selected } else { Role::SelectedDim };
        pen.tint(Area::new(spot.x, spot.y, spot.width, 1), role);
    }

    /// Where the answer on a metal stands.
    fn metal_spot(spot: Spot, column: usize) -> Spot {
        let width = (spot.width / 7).clamp(9, 18);
        let right = spot.right(width.saturating_mul(4));
        let from = width.saturating_mul(u16::try_from(column).unwrap_or(0));
        Spot { width: width.saturating_sub(1), ..right.skip(from) }
    }

    fn metals(&self, pen: &mut Pen<'_>, spot: Spot) {
        for (column, metal) in Metal::ALL.iter().enumerate() {
            // Over the answers, whose first two columns are for a sign; further left where it would be cut.
            let place = Self::metal_spot(spot, column);
            let spare = place.width.saturating_sub(columns_of(metal.name()));
            pen.text(place.skip(spare.min(2)), metal.name(), Role::Heading);
        }
    }

    fn question(&self, pen: &mut Pen<'_>, spot: Spot, question: Question) {
        let number = self.form.numbers.get(&question).map_or("", String::as_str);
        let left = Self::metal_spot(spot, 0).x.saturating_sub(spot.x);
        let label = Line::of(pad_right(number, 4), Role::Muted).with(question.words(), Role::Text);
        pen.line(Spot { width: left.saturating_sub(3), ..spot.skip(2) }, &label);
        for (column, metal) in Metal::ALL.iter().enumerate() {
            let place = Self::metal_spot(spot, column);
            let reply = self.form.answers.get(&(question, *metal));
            self.cell(pen, place, (column, reply.map_or("", answer_text)));
            if self.at == self.app.screens.declaration.cursor && column == self.app.screens.declaration.column
            {
                self.tint(pen, place);
            }
        }
    }

    fn comment(&self, pen: &mut Pen<'_>, spot: Spot, question: Question, metal: Metal) {
        let number = self.form.numbers.get(&question).map_or("", String::as_str);
        let label = format!("{} {}", pad_right(number, 4), metal.name());
        pen.text(Spot { width: LABEL.min(spot.width), ..spot.skip(2) }, &label, Role::Muted);
        let text = self.form.answers.get(&(question, metal)).map_or("", |reply| reply.comment.as_str());
        self.cell(pen, spot.skip(LABEL + 3), (0, text));
    }

    fn company(&self, pen: &mut Pen<'_>, spot: Spot, question: CompanyQuestion) {
        let letter = self.form.letters.get(&question).map_or("", String::as_str);
        let wide = spot.width / 2;
        let label = Line::of(pad_right(letter, 3), Role::Muted).with(question.words(), Role::Text);
        pen.line(Spot { width: wide.saturating_sub(3), ..spot.skip(2) }, &label);
        let Some(reply) = self.form.company.get(&question) else { return };
        let answer = Spot { width: 18.min(spot.width.saturating_sub(wide)), ..spot.skip(wide) };
        let comment = spot.skip(wide + 19);
        self.cell(pen, answer, (0, answer_text(reply)));
        self.company_comment(pen, comment, reply);
        if self.at == self.app.screens.declaration.cursor {
            let here = if self.app.screens.declaration.column == 0 { answer } else { comment };
            self.tint(pen, here);
        }
    }

    /// A comment is only shown where there is one, or where one was missed.
    fn company_comment(&self, pen: &mut Pen<'_>, spot: Spot, reply: &Reply) {
        if !reply.comment.trim().is_empty() || self.app.screens.declaration.marks.at(self.at, 1).is_some() {
            self.cell(pen, spot, (1, &reply.comment));
        }
    }

    /// Where the cells of a declared row stand: after its number the metal, then name, ID, country, outcome.
    fn row_spots(spot: Spot) -> [Spot; 5] {
        let body = spot.skip(6);
        let wide = body.width;
        let (metal, id) = (11.min(wide / 6), 13.min(wide / 5));
        let outcome = if wide >= 80 { 28 } else { 14.min(wide / 5) };
        let country = 18.min(wide / 6);
        let name = wide.saturating_sub(metal + id + outcome + country);
        let mut x = 0;
        [metal, name, id, country, outcome].map(|width| {
            let place = Spot { width: width.saturating_sub(1), ..body.skip(x) };
            x = x.saturating_add(width);
            place
        })
    }

    fn row_heads(&self, pen: &mut Pen<'_>, spot: Spot) {
        let heads = ["metal", "name as written", "ID", "country", "outcome"];
        pen.text(spot, " row", Role::Heading);
        for (place, head) in Self::row_spots(spot).into_iter().zip(heads) {
            pen.text(place.skip(2), head, Role::Heading);
        }
    }

    /// What became of a row, and the CID that it resolved to where there is room.
    fn outcome(&self, pen: &mut Pen<'_>, spot: Spot, at: usize) {
        let [.., place] = Self::row_spots(spot);
        let found = self
            .app
            .screens
            .declaration
            .declaration(&self.app.core)
            .and_then(|it| self.app.core.declared_row(it, at));
        let Some(row) = found else { return };
        let role = outcome_role(row.outcome);
        let used = pen.text(
            place,
            &format!("{} {}", pen.theme.signs().outcome(row.outcome), row.outcome.word()),
            role,
        );
        if let Some(cid) = row.cid_resolved {
            pen.text(place.skip(used + 1), &cid.to_string(), Role::Muted);
        }
        if let Outcome::Rejected(reason) = row.outcome {
            pen.text(place.skip(used + 1), reason.words(), Role::Muted);
        }
        if self.at == self.app.screens.declaration.cursor {
            self.tint(pen, spot);
        }
    }

    fn row(&self, pen: &mut Pen<'_>, spot: Spot, row: &DeclaredRow) {
        pen.text(spot, &format!("{:>4}", row.row), Role::Faint);
        let texts = [row.text(SmelterColumn::Metal), row.name(), row.id(), row.text(SmelterColumn::Country)];
        let places = Self::row_spots(spot);
        for (column, (place, text)) in places.into_iter().zip(texts).enumerate() {
            self.cell(pen, place, (column, text));
        }
    }
}

/// How an outcome looks; its sign and word stand beside it.
pub(super) fn outcome_role(outcome: Outcome) -> Role {
    match outcome {
        Outcome::Resolved => Role::Good,
        Outcome::Duplicate | Outcome::Special => Role::Muted,
        Outcome::Rejected(_) => Role::Warn,
        Outcome::Open => Role::Unresolved,
    }
}

fn draw_findings(app: &App, pen: &mut Pen<'_>, area: Area) {
    let findings =
        app.screens.declaration.shown.as_ref().map(|id| app.core.findings_on(id)).unwrap_or_default();
    let note = severities(app);
    Pane { title: "Findings", note: &note, focused: app.screens.declaration.findings_focus }.draw(pen, area);
    let inner = inside(area);
    if findings.is_empty() {
        pen.text(Spot::row(inner, 0), "Nothing was found.", Role::Muted);
        return;
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    for (at, finding) in findings.iter().enumerate() {
        let is_current = at == app.screens.declaration.finding;
        if is_current {
            start = lines.len();
        }
        let cursor = if is_current { pen.theme.signs().cursor } else { " " };
        let role = severity_role(finding.severity);
        let text = if is_current { Role::Strong } else { Role::Text };
        let line = Line::of(format!("{cursor} "), Role::Accent)
            .with(format!("{} ", severity_sign(pen, finding.severity)), role)
            .with(format!("{} ", cell_of(&finding.at)), Role::Muted)
            .with(finding.message.clone(), text);
        lines.extend(line.wrap(usize::from(inner.width), 4));
        if is_current && !finding.remedy.is_empty() {
            let remedy = Line::of("    ", Role::Text).with(finding.remedy.clone(), Role::Accent);
            lines.extend(remedy.wrap(usize::from(inner.width), 4));
        }
    }
    draw_lines(pen, inner, &lines, scrolled(start, lines.len(), usize::from(inner.height)));
}

/// The cell of a place alone, or the place.
fn cell_of(place: &Place) -> String {
    match place {
        Place::Cell(_, cell) => cell.clone(),
        Place::File => "file".to_owned(),
        Place::Line(..) => place.to_string(),
    }
}

/// How many findings there are of each severity.
fn severities(app: &App) -> String {
    let findings =
        app.screens.declaration.shown.as_ref().map(|id| app.core.findings_on(id)).unwrap_or_default();
    let of = |severity: Severity| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        (count > 0).then(|| format!("{count} {}", severity.name()))
    };
    Severity::ALL.into_iter().filter_map(of).collect::<Vec<_>>().join(", ")
}
