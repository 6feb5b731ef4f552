//! The triage register: what was judged about each facility that needs a judgement, why and by whom.
//!
//! Internal: it never goes into the bundle.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::table::{Cell, ColumnKind, Table};
use crate::domain::{FacilityId, FacilityView, Rating, Status, Workspace};
use crate::text::fold;

/// A rating as the rules compute it, with the reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    /// The rating.
    pub rating: Rating,
    /// Why.
    pub reason: String,
}

const COLUMNS: [(&str, ColumnKind); 18] = [
    ("Metal", ColumnKind::Text),
    ("CID", ColumnKind::Text),
    ("Name", ColumnKind::Text),
    ("Country", ColumnKind::Text),
    ("Covered Country", ColumnKind::Text),
    ("Status", ColumnKind::Text),
    ("Rating", ColumnKind::Text),
    ("Rating reason", ColumnKind::Text),
    ("Rated by", ColumnKind::Text),
    ("Rated on", ColumnKind::Date),
    ("Disposition", ColumnKind::Text),
    ("Reason", ColumnKind::Text),
    ("Person", ColumnKind::Text),
    ("Date", ColumnKind::Date),
    ("Notes", ColumnKind::Number),
    ("Evidence", ColumnKind::Number),
    ("Open actions", ColumnKind::Number),
    ("Next action", ColumnKind::Text),
];

/// The register of a workspace, dated `dated`: every facility that is not conformant, is rated other than
/// [`Rating::None`], or has a judgement, a note, evidence or an action; gravest first. `rated` is the
/// rules' rating of a facility; the analyst's own, where there is one, stands in its place. Days are UTC.
#[must_use]
pub fn register(ws: &Workspace, dated: Date, rated: &dyn Fn(&FacilityId) -> Rated) -> Table {
    let views = ws.live().filter_map(|facility| ws.view(&facility.id));
    let entries = views.map(|view| Entry::of(ws, view, rated));
    let mut entries: Vec<Entry<'_>> = entries.filter(Entry::needs_judgement).collect();
    entries.sort_by_cached_key(|entry| {
        let facility = entry.view.facility;
        (entry.rated.rating, facility.metal.name(), fold(entry.view.name()), facility.id.clone())
    });
    let mut table = Table::new("Triage register (internal)", dated, &COLUMNS);
    table.rows = entries.iter().map(Entry::cells).collect();
    table
}

/// One row on its way.
struct Entry<'a> {
    ws: &'a Workspace,
    view: FacilityView<'a>,
    rated: Rated,
}

impl<'a> Entry<'a> {
    fn of(ws: &'a Workspace, view: FacilityView<'a>, rated: &dyn Fn(&FacilityId) -> Rated) -> Self {
        let id = &view.facility.id;
        let rated = match ws.rating(id) {
            Some(record) => Rated { rating: record.rating, reason: record.reason.clone() },
            None => rated(id),
        };
        Self { ws, view, rated }
    }

    fn id(&self) -> &'a FacilityId {
        &self.view.facility.id
    }

    fn needs_judgement(&self) -> bool {
        let (ws, id) = (self.ws, self.id());
        let judged = ws.disposition(id).is_some() || ws.rating(id).is_some();
        let worked =
            !ws.notes_on(id).is_empty() || !ws.evidence_on(id).is_empty() || !ws.actions_on(id).is_empty();
        self.view.status() != Status::Conformant || self.rated.rating != Rating::None || judged || worked
    }

    fn cells(&self) -> Vec<Cell> {
        let mut cells = self.facility();
        cells.extend(self.rating());
        cells.extend(self.disposition());
        cells.extend(self.work());
        cells
    }

    fn facility(&self) -> Vec<Cell> {
        let view = &self.view;
        let country = view.country().map_or(view.country_written(), |country| country.name());
        let covered = view.country().is_some_and(|country| country.is_covered());
        vec![
            Cell::text(view.facility.metal.name()),
            view.cid().map_or(Cell::Empty, |cid| Cell::text(cid.to_string())),
            Cell::text(view.name()),
            Cell::text(country),
            Cell::text(if covered { "yes" } else { "" }),
            Cell::text(view.status().name()),
        ]
    }

    /// Who rated it is empty where the rules did.
    fn rating(&self) -> Vec<Cell> {
        let stamp = self.ws.rating(self.id()).map(|record| &record.stamp);
        vec![
            Cell::text(self.rated.rating.name()),
            Cell::text(&self.rated.reason),
            stamp.map_or(Cell::Empty, |stamp| Cell::text(&stamp.by)),
            stamp.map_or(Cell::Empty, |stamp| Cell::Date(day(stamp.at))),
        ]
    }

    fn disposition(&self) -> Vec<Cell> {
        let Some(record) = self.ws.disposition(self.id()) else {
            return vec![Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
        };
        vec![
            Cell::text(record.disposition.title()),
            Cell::text(&record.reason),
            Cell::text(&record.stamp.by),
            Cell::Date(day(record.stamp.at)),
        ]
    }

    fn work(&self) -> Vec<Cell> {
        let (ws, id) = (self.ws, self.id());
        let open: Vec<_> = ws.actions_on(id).into_iter().filter(|action| action.state.is_open()).collect();
        let next = open.first().map(|action| {
            format!("{} ({}, {}, due {})", action.title(), action.state.name(), action.owner, action.due)
        });
        vec![
            Cell::count(ws.notes_on(id).len()),
            Cell::count(ws.evidence_on(id).len()),
            Cell::count(open.len()),
            Cell::text(next.unwrap_or_default()),
        ]
    }
}

fn day(at: jiff::Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}
