//! A facility with everything that tables show of it, computed.

use jiff::civil::Date;

use crate::domain::{
    Cid, Country, Disposition, FacilityId, FacilityView, Metal, Programme, Rating, Standing, Status, WhyHere,
    Workspace,
};
use crate::risk::{self, FlagId, Need, RiskBook};
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
    /// Why it belongs to Annex I.
    pub why_here: WhyHere,
    /// What the status list says of it on which its status rests, or that has it without giving one.
    pub listed: Option<ListedStatus>,
    /// Whether the audit on which its status rests has lapsed.
    pub is_lapsed: bool,
    /// Whether something about its status is doubtful.
    pub is_doubtful: bool,
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
    /// What search looks in: what is shown, folded, a line each.
    pub haystack: String,
    /// What it looks in then: the other names that sources have, folded, a line each.
    pub also: String,
}

/// An entry of a status list, as tables show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedStatus {
    /// The list's title.
    pub list: String,
    pub programme: Programme,
    /// The day that the list speaks for.
    pub as_of: Date,
    /// The programme's own word; empty where the list has none.
    pub word: String,
    pub last_audit: Option<Date>,
    /// The day until which the audit holds.
    pub lapses: Option<Date>,
}

impl ListedStatus {
    fn of(standing: &Standing) -> Option<Self> {
        let listing = standing.rests_on().or(standing.listing.as_deref())?;
        Some(Self {
            list: listing.title.clone(),
            programme: listing.programme.clone(),
            as_of: listing.as_of,
            word: listing.word.clone(),
            last_audit: listing.last_audit,
            lapses: listing.lapses,
        })
    }
}

impl FacilityRow {
    /// Whether it belongs to Annex I.
    pub fn is_member(&self) -> bool {
        self.why_here.is_member()
    }
}

/// The rows of all facilities that stand for themselves, those of Annex I and others, by metal, then name.
pub fn rows(book: &RiskBook<'_>) -> Vec<FacilityRow> {
    let ws = book.ws;
    let of = |facility| of_view(book, &FacilityView::new(ws, facility));
    let mut rows: Vec<FacilityRow> = ws.live().map(of).collect();
    count_work(ws, &mut rows);
    rows.sort_by_cached_key(|row| (row.metal, fold(&row.name), row.id.clone()));
    rows
}

/// The row of one facility, or of the one it was merged into; `None` for an unknown id.
pub fn row(book: &RiskBook<'_>, id: &FacilityId) -> Option<FacilityRow> {
    let view = book.ws.view(id)?;
    let mut row = [of_view(book, &view)];
    count_work(book.ws, &mut row);
    let [row] = row;
    Some(row)
}

fn of_view(book: &RiskBook<'_>, view: &FacilityView<'_>) -> FacilityRow {
    let (ws, id, facts) = (book.ws, view.facility.id.clone(), book.facts(view));
    let standing = facts.standing;
    let assessment = risk::assess(&facts);
    let by_hand = ws.rating(&id).map(|record| record.rating);
    let country = view.country();
    let country_name = country.map_or_else(|| view.country_written().to_owned(), |c| c.name().to_owned());
    let status = standing.status;
    let mut row = FacilityRow {
        metal: view.facility.metal,
        cid: view.cid(),
        name: name_shown(view),
        country,
        country_name,
        country_written: view.country_written().to_owned(),
        status,
        why_here: standing.why_here,
        listed: ListedStatus::of(standing),
        is_lapsed: standing.is_lapsed,
        is_doubtful: !standing.doubts.is_empty(),
        rating: by_hand.unwrap_or(assessment.rating),
        is_rated_by_hand: by_hand.is_some(),
        flags: assessment.flags.iter().map(|raised| raised.flag).collect(),
        disposition: ws.disposition(&id).map(|record| record.disposition),
        need: risk::need(&facts, &assessment),
        suppliers: 0,
        open_actions: 0,
        notes: 0,
        haystack: String::new(),
        also: folded(view.other_names()),
        id,
    };
    row.haystack = haystack(&row);
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

fn haystack(row: &FacilityRow) -> String {
    let cid = row.cid.map_or_else(String::new, |cid| cid.to_string());
    folded([
        row.metal.name(),
        row.metal.symbol(),
        &row.name,
        &row.country_name,
        row.status.name(),
        &row.country_written,
        &cid,
    ])
}

/// Texts folded, a line each: no phrase is found across two of them.
pub(super) fn folded<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(fold).collect::<Vec<_>>().join("\n")
}

/// Counts actions, notes and evidence in one pass over them.
fn count_work(ws: &Workspace, rows: &mut [FacilityRow]) {
    if ws.actions.is_empty() && ws.notes.is_empty() && ws.evidence.is_empty() {
        return;
    }
    let open = ws.actions.values().filter(|action| action.state.is_open());
    let mut actions = std::collections::BTreeMap::<&FacilityId, usize>::new();
    for facility in open.filter_map(|action| ws.acted_on(action)) {
        *actions.entry(facility).or_default() += 1;
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
