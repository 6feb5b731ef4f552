//! A facility with everything that tables show of it, computed.

use crate::domain::{Cid, Country, Disposition, FacilityId, FacilityView, Metal, Rating, Status, Workspace};
use crate::risk::{self, FlagId, Need};
use crate::text::fold;

/// What tables, filters and lists know of one facility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacilityRow {
    pub id: FacilityId,
    pub metal: Metal,
    pub cid: Option<Cid>,
    pub name: String,
    /// Its country's code.
    pub country: Option<Country>,
    /// Its country in the reference lists' spelling, or as written where the table does not know it.
    pub country_name: String,
    /// Its country as the source wrote it.
    pub country_written: String,
    pub status: Status,
    /// Its rating: the analyst's, or the computed one.
    pub rating: Rating,
    /// Whether the rating is the analyst's.
    pub is_rated_by_hand: bool,
    /// The flags it raises.
    pub flags: Vec<FlagId>,
    pub disposition: Option<Disposition>,
    /// Whether it needs a judgement.
    pub need: Need,
    /// How many suppliers name it, as the declared rows have it; counted by whoever has them.
    pub suppliers: usize,
    pub open_actions: usize,
    /// How many notes and pieces of evidence it has.
    pub notes: usize,
    /// The folded text that search looks in.
    pub haystack: String,
}

/// The rows of all facilities that stand for themselves, by metal, then name.
pub fn rows(ws: &Workspace) -> Vec<FacilityRow> {
    let mut rows: Vec<FacilityRow> =
        ws.live().map(|facility| of_view(ws, &FacilityView::new(ws, facility))).collect();
    count_work(ws, &mut rows);
    rows.sort_by_cached_key(|row| (row.metal, fold(&row.name), row.id.clone()));
    rows
}

/// The row of one facility, or of the one it was merged into; `None` for an unknown id.
pub fn row(ws: &Workspace, id: &FacilityId) -> Option<FacilityRow> {
    let mut row = [of_view(ws, &ws.view(id)?)];
    count_work(ws, &mut row);
    let [row] = row;
    Some(row)
}

fn of_view(ws: &Workspace, view: &FacilityView<'_>) -> FacilityRow {
    let id = view.facility.id.clone();
    let assessment = risk::assess(view);
    let by_hand = ws.rating(&id).map(|record| record.rating);
    let country = view.country();
    let country_name = country.map_or_else(|| view.country_written().to_owned(), |c| c.name().to_owned());
    let status = view.status();
    let mut row = FacilityRow {
        metal: view.facility.metal,
        cid: view.cid(),
        name: name_shown(view),
        country,
        country_name,
        country_written: view.country_written().to_owned(),
        status,
        rating: by_hand.unwrap_or(assessment.rating),
        is_rated_by_hand: by_hand.is_some(),
        flags: assessment.flags.iter().map(|raised| raised.flag).collect(),
        disposition: ws.disposition(&id).map(|record| record.disposition),
        need: risk::need(ws, view, &assessment),
        suppliers: 0,
        open_actions: 0,
        notes: 0,
        haystack: String::new(),
        id,
    };
    row.haystack = haystack(&row, &view.other_names());
    row
}

/// The name; where no source gives one, the CID stands in for it.
fn name_shown(view: &FacilityView<'_>) -> String {
    match (view.name(), view.cid()) {
        ("", Some(cid)) => format!("(no name, {cid})"),
        ("", None) => "(no name)".to_owned(),
        (name, _) => name.to_owned(),
    }
}

fn haystack(row: &FacilityRow, other_names: &[&str]) -> String {
    let mut text = format!("{} {} {} {}", row.metal.name(), row.name, row.country_name, row.status.name());
    for more in other_names.iter().chain([&row.country_written.as_str()]) {
        text.push_str(" \u{1f} ");
        text.push_str(more);
    }
    if let Some(cid) = row.cid {
        text.push_str(&format!(" {cid}"));
    }
    fold(&text)
}

/// Counts actions, notes and evidence in one pass over them.
fn count_work(ws: &Workspace, rows: &mut [FacilityRow]) {
    if ws.actions.is_empty() && ws.notes.is_empty() && ws.evidence.is_empty() {
        return;
    }
    let open = ws.actions.values().filter(|action| action.state.is_open());
    let mut actions = std::collections::BTreeMap::<&FacilityId, usize>::new();
    for action in open {
        *actions.entry(ws.resolve(&action.facility)).or_default() += 1;
    }
    let mut notes = std::collections::BTreeMap::<&FacilityId, usize>::new();
    let of_notes = ws.notes.values().map(|note| &note.facility);
    for facility in of_notes.chain(ws.evidence.values().map(|evidence| &evidence.facility)) {
        *notes.entry(ws.resolve(facility)).or_default() += 1;
    }
    for row in rows {
        row.open_actions = actions.get(&row.id).copied().unwrap_or(0);
        row.notes = notes.get(&row.id).copied().unwrap_or(0);
    }
}
