//! The rows behind a figure: what it counts, one a line, each a way to where it stands.

use super::{AfterKey, Overlay};
use crate::app::core::Core;
use crate::app::detail;
use crate::app::effect::Effect;
use crate::app::jump::Jump;
use crate::app::key::{Code, Key};
use crate::app::overlays::TextView;
use crate::app::screen::moved;
use crate::app::screens::declaration::source_at;
use crate::domain::{ActionSubject, Declaration, DeclarationId, FacilityId, Place, SupplierId};
use crate::export::BehindCase;
use crate::report::{Counted, Figure, FigureKey};
use crate::resolve::rows::RowView;
use crate::text::pad_right;

/// The rows behind a figure, one of them under the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// The figure, in words.
    pub title: String,
    /// What each row says.
    pub lines: Vec<String>,
    pub cursor: usize,
    key: FigureKey,
    rows: Vec<Counted>,
}

impl Behind {
    pub fn of(core: &Core, title: String, figure: &Figure) -> Self {
        let Figure { key, rows, .. } = figure;
        let lines = rows.iter().map(|row| line(core, row)).collect();
        Self { title, lines, cursor: 0, key: key.clone(), rows: rows.clone() }
    }

    /// Takes a key: what is under the cursor opens over the list, or is gone to.
    pub(super) fn step<S>(mut self, core: &mut Core, key: Key) -> AfterKey<S> {
        let page = isize::try_from(core.size.1.saturating_sub(6)).unwrap_or(1).max(1);
        match key.code {
            Code::Esc | Code::Char('q') => return AfterKey::Close,
            Code::Enter => return self.go(core),
            Code::Char('o') => return self.open(core),
            Code::Char('y') => {
                core.ask(Effect::Copy(self.lines.join("\n")));
                core.say("copied");
            }
            Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
        }
        let by = key.code.lines(page).unwrap_or(0);
        self.cursor = moved(self.cursor, by, self.rows.len());
        AfterKey::Stay(Overlay::Behind(self))
    }

    /// Goes to where the row stands in the program.
    fn go<S>(self, core: &mut Core) -> AfterKey<S> {
        match self.rows.get(self.cursor).and_then(|row| jump(core, row)) {
            Some(jump) => {
                core.go(jump);
                AfterKey::Close
            }
            None => AfterKey::Stay(Overlay::Behind(self)),
        }
    }

    /// Opens the source of the row at its cell or line.
    fn open<S>(self, core: &mut Core) -> AfterKey<S> {
        match self.rows.get(self.cursor).cloned().and_then(|row| source(core, &self.key, &row)) {
            Some(view) => AfterKey::Over(Overlay::Behind(self), view),
            None => {
                core.warn("no file says this: it was recorded here");
                AfterKey::Stay(Overlay::Behind(self))
            }
        }
    }
}

fn line(core: &Core, row: &Counted) -> String {
    match row {
        Counted::Facility(id) => facility(core, id),
        Counted::Supplier(id) => supplier(core, id),
        Counted::Declaration(id) => {
            core.workspace.declarations.get(id).map_or_else(String::new, |it| declaration(core, it))
        }
        Counted::Row(id, at) => {
            declared(core, id, *at).map_or_else(String::new, |row| declared_line(core, &row))
        }
        Counted::Action(id) => core.workspace.actions.get(id).map_or_else(String::new, |action| {
            format!(
                "{}  {}  {}  due {}",
                match &action.about {
                    ActionSubject::Facility(id) => facility(core, id),
                    ActionSubject::Supplier(id) => supplier(core, id),
                },
                action.kind,
                action.state.name(),
                action.due
            )
        }),
    }
}

/// A declared row as written, who declared it last: names are what is looked for.
fn declared_line(core: &Core, row: &RowView<'_>) -> String {
    let number = pad_right(&format!("row {}", row.row), 8);
    let metal = pad_right(row.metal.map_or("", |metal| metal.name()), 8);
    let name = if row.name.is_empty() { row.outcome.word() } else { row.name };
    let (name, country) = (pad_right(name, 44), pad_right(row.country, 20));
    format!("{number}  {metal}  {name}  {country}  {}", supplier(core, row.supplier))
}

fn facility(core: &Core, id: &FacilityId) -> String {
    let Some(view) = core.workspace.view(id) else { return String::new() };
    let status = core.standings.status(id);
    let metal = view.facility.metal.name();
    format!(
        "{}  {}  {}  {status}",
        pad_right(metal, 8),
        pad_right(view.name(), 44),
        pad_right(view.country_written(), 24)
    )
}

fn supplier(core: &Core, id: &SupplierId) -> String {
    core.workspace.suppliers.get(id).map_or_else(String::new, |supplier| supplier.name.clone())
}

fn declaration(core: &Core, it: &Declaration) -> String {
    let file = core.workspace.sources.get(&it.source).map_or("", |source| source.file.as_str());
    format!(
        "{}  {file}  CMRT {}  received {}",
        pad_right(&supplier(core, &it.supplier), 32),
        it.version,
        it.received
    )
}

fn case(core: &Core) -> BehindCase<'_> {
    BehindCase { ws: &core.workspace, contents: &core.contents, register: &core.register }
}

/// A row of a declaration, by its place among its rows.
fn declared<'a>(core: &'a Core, id: &DeclarationId, at: u32) -> Option<RowView<'a>> {
    case(core).row(core.workspace.declarations.get(id)?, at)
}

fn jump(core: &Core, row: &Counted) -> Option<Jump> {
    Some(match row {
        Counted::Facility(id) => Jump::Facility(id.clone()),
        Counted::Supplier(id) => Jump::Supplier(id.clone()),
        Counted::Declaration(id) => Jump::Declaration(id.clone()),
        Counted::Row(id, at) => Jump::DeclaredRow(id.clone(), declared(core, id, *at)?.row),
        Counted::Action(id) => Jump::subject(&core.workspace.actions.get(id)?.about),
    })
}

/// The source of what is counted, at the very cell that the figure is about; none of what was recorded in the program alone.
fn source<S>(core: &mut Core, key: &FigureKey, row: &Counted) -> Option<Overlay<S>> {
    if let Counted::Facility(id) = row {
        return of_facility(core, id);
    }
    let (declaration, place) = case(core).declared_at(key, row)?;
    let declaration = declaration.clone();
    Some(source_at(core, &declaration, place))
}

/// What was read around a facility's name, to be shown in the file itself once that is read.
pub fn of_facility<S>(core: &mut Core, id: &FacilityId) -> Option<Overlay<S>> {
    let (source, place, title, lines, marked) = detail::source_of(core, id)?;
    if place != Place::File {
        core.ask(Effect::ReadSource(source, place));
    }
    Some(Overlay::Text(TextView::around(title, lines, marked)))
}
