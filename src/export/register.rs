//! The triage register: what was judged about each facility that needs a judgement, why and by whom.
//!
//! Internal: it never goes into the bundle.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{Action, Evidence, FacilityId, FacilityView, Note, Rating, Standing, Workspace};
use crate::risk::{Assessment, Need, RiskBook, assess, need};
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::{as_written, clean, clean_lines, fold};

const COLUMNS: [(&str, ColumnKind); 18] = [
    ("Metal", ColumnKind::Text),
    ("CID", ColumnKind::Text),
    ("Name", ColumnKind::Text),
    ("Country", ColumnKind::Text),
    ("Status", ColumnKind::Text),
    ("Flags", ColumnKind::Text),
    ("Judgement", ColumnKind::Text),
    ("Rating", ColumnKind::Text),
    ("Rating reason", ColumnKind::Text),
    ("Rated by", ColumnKind::Text),
    ("Rated on", ColumnKind::Date),
    ("Disposition", ColumnKind::Text),
    ("Reason", ColumnKind::Text),
    ("Person", ColumnKind::Text),
    ("Date", ColumnKind::Date),
    ("Notes", ColumnKind::Text),
    ("Evidence", ColumnKind::Text),
    ("Open actions", ColumnKind::Text),
];

/// How many characters of items a cell takes: what a workbook allows (32,767) less room for a last line.
const ROOM: usize = 32_000;

/// The register of a workspace, dated `dated`: every facility that needs or needed a judgement, and every
/// other one with a disposition, a rating of the analyst's, a note, evidence or an action; gravest first.
/// The analyst's rating stands in place of the computed one. Days are UTC. Notes and evidence stand oldest
/// first, open actions by due date, each on a line of its cell.
pub fn register(book: &RiskBook<'_>, dated: Date) -> Table {
    let ws = book.ws;
    let views = ws.live().filter_map(|facility| ws.view(&facility.id));
    let mut entries: Vec<Entry<'_>> =
        views.map(|view| Entry::of(book, view)).filter(Entry::belongs).collect();
    entries.sort_by_cached_key(|entry| {
        let facility = entry.view.facility;
        (entry.rating, facility.metal.name(), fold(entry.view.name()), facility.id.clone())
    });
    let mut table = Table::new("Triage register (internal)", dated, &COLUMNS);
    table.rows = entries.iter().map(Entry::cells).collect();
    table
}

/// One row on its way.
struct Entry<'a> {
    ws: &'a Workspace,
    view: FacilityView<'a>,
    standing: &'a Standing,
    assessment: Assessment,
    need: Need,
    rating: Rating,
}

impl<'a> Entry<'a> {
    fn of(book: &RiskBook<'a>, view: FacilityView<'a>) -> Self {
        let (ws, standing) = (book.ws, book.standings.of(&view.facility.id));
        let facts = book.facts(&view);
        let assessment = assess(&facts);
        let need = need(&facts, &assessment);
        let rating = ws.rating(&view.facility.id).map_or(assessment.rating, |record| record.rating);
        Self { ws, view, standing, assessment, need, rating }
    }

    fn id(&self) -> &'a FacilityId {
        &self.view.facility.id
    }

    fn belongs(&self) -> bool {
        let (ws, id) = (self.ws, self.id());
        self.need != Need::No
            || ws.disposition(id).is_some()
            || ws.rating(id).is_some()
            || !ws.notes_on(id).is_empty()
            || !ws.evidence_on(id).is_empty()
            || !ws.actions_on(id).is_empty()
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
        let flags: Vec<&str> = self.assessment.flags.iter().map(|raised| raised.flag.title()).collect();
        let judgement = match self.need {
            Need::PossibleHit | Need::Flag | Need::Indeterminable | Need::Lapsed | Need::Unresolved => "open",
            Need::Done => "made",
            Need::No => "",
        };
        vec![
            Cell::text(view.facility.metal.name()),
            view.cid().map_or(Cell::Empty, |cid| Cell::text(cid.to_string())),
            Cell::text(view.name()),
            Cell::text(country),
            Cell::text(self.standing.status.name()),
            Cell::text(flags.join("; ")),
            Cell::text(judgement),
        ]
    }

    /// Who rated it is empty where the rules did.
    fn rating(&self) -> Vec<Cell> {
        let record = self.ws.rating(self.id());
        let reason = record.map_or_else(|| self.assessment.reasons(), |record| record.reason.clone());
        let stamp = record.map(|record| &record.stamp);
        vec![
            Cell::text(self.rating.name()),
            Cell::text(reason),
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
        let open = ws.actions_on(id).into_iter().filter(|action| action.state.is_open());
        vec![
            lines(ws.notes_on(id).into_iter().map(note).collect()),
            lines(ws.evidence_on(id).into_iter().map(evidence).collect()),
            lines(open.map(action).collect()),
        ]
    }
}

/// A note; the lines after its first are set in, so that it is seen where the next note begins.
fn note(note: &Note) -> String {
    let text = clean_lines(&note.text).replace('\n', "\n  ");
    format!("{} {}: {text}", day(note.stamp.at), as_written(&note.stamp.by))
}

fn evidence(evidence: &Evidence) -> String {
    let dated = evidence.dated.map_or("undated".to_owned(), |day| format!("dated {day}"));
    let by = as_written(&evidence.stamp.by);
    format!("{} {by}: {} ({dated})", day(evidence.stamp.at), clean(&evidence.link))
}

fn action(action: &Action) -> String {
    let owner = if action.owner.is_empty() { "no owner" } else { &action.owner };
    let who = as_written(owner);
    format!("due {} {who}: {} ({})", action.due, as_written(action.title()), action.state.name())
}

/// The items, each on a line. Those that a cell cannot hold are counted on the last line.
fn lines(items: Vec<String>) -> Cell {
    let all = items.len();
    let (mut text, mut length) = (String::new(), 0);
    for (written, item) in items.into_iter().enumerate() {
        length += item.chars().count() + 1;
        if length > ROOM {
            let more = all - written;
            let verb = if more == 1 { "does" } else { "do" };
            text.push_str(&format!("(and {more} more that {verb} not fit here; see the program)"));
            return Cell::lines(&text);
        }
        text.push_str(&item);
        text.push('\n');
    }
    Cell::lines(text.trim_end())
}

fn day(at: jiff::Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_on_lines_and_those_beyond_the_cell_are_counted() {
        assert_eq!(lines(Vec::new()), Cell::Empty);
        assert_eq!(lines(vec!["a".to_owned(), "b".to_owned()]), Cell::lines("a\nb"));
        let long = || "x".repeat(ROOM / 2);
        let text = lines(vec![long(), long(), "c".to_owned()]).words();
        assert!(text.ends_with("x\n(and 2 more that do not fit here; see the program)"));
        assert!(text.chars().count() < 32_767);
    }
}
