//! A candidate beside the name in hand: both names with what agrees, the reasons, and everything the lists and the
//! workspace know of the facility.

use super::name_in_hand::{NameInHand, Offer};
use super::written::marked;
use crate::app::core::Core;
use crate::app::look::{Line, Role};
use crate::domain::{Country, FacilityId, ListEntry, Metal, Resolved};
use crate::resolve::lists::{ListEvent, ListHead};
use crate::resolve::matching::{Agreement, CandidateSource, FacilityRef, ReasonSide};
use crate::resolve::open::percent;
use crate::resolve::rows::Cids;
use crate::text::{count, pad_right, visible};

/// The width of the labels on the left, in columns.
pub const LABEL: usize = 12;

/// The most aliases, spellings and decisions that are shown of a facility.
const MOST: usize = 12;

fn labelled(label: &str) -> Line {
    Line::of(pad_right(label, LABEL), Role::Muted)
}

fn with(label: &str, value: Line) -> Line {
    let mut line = labelled(label);
    line.pieces.extend(value.pieces);
    line
}

/// How a candidate was found, in words.
pub fn found_words(how: CandidateSource) -> &'static str {
    match how {
        CandidateSource::Id => "its number",
        CandidateSource::Name => "its name",
        CandidateSource::Alias => "another name of it",
        CandidateSource::Scored => "likeness",
    }
}

/// The reasons of a candidate as one line: what speaks for it, then what against.
pub fn reasons(offer: &Offer) -> Line {
    let mut line = Line::new();
    for reason in &offer.why.reasons {
        if !line.pieces.is_empty() {
            line.push(" · ", Role::Faint);
        }
        let (sign, role) = sign(reason.speaks);
        line.push(format!("{sign} "), role);
        line.push(visible(&reason.text), Role::Muted);
    }
    line
}

fn sign(speaks: ReasonSide) -> (&'static str, Role) {
    match speaks {
        ReasonSide::For => ("+", Role::Good),
        ReasonSide::Against => ("-", Role::Warn),
    }
}

/// A candidate beside the name in hand.
pub fn lines(core: &Core, hand: &NameInHand) -> Vec<Line> {
    let Some(offer) = hand.current() else { return Vec::new() };
    let name = &hand.open.name;
    let like_label = if offer.like == offer.name { "List" } else { "Also known" };
    let mut lines = vec![
        with("As written", marked(&name.written, &offer.why.query)),
        with(like_label, marked(&offer.like, &offer.why.name)),
    ];
    if offer.like != offer.name {
        lines.push(labelled("Standard").with(visible(&offer.name), Role::Strong));
    }
    lines.push(match offer.score {
        Some(score) => labelled("Probability")
            .with(percent(score), Role::Strong)
            .with(format!("  by {}", found_words(offer.how)), Role::Muted),
        None => labelled("Probability").with("looked up; the matcher did not think of it", Role::Muted),
    });
    for (at, reason) in offer.why.reasons.iter().enumerate() {
        let (sign, role) = sign(reason.speaks);
        let line = labelled(if at == 0 { "Why" } else { "" });
        lines.push(line.with(format!("{sign} "), role).with(visible(&reason.text), Role::Text));
    }
    lines.extend(place(core, hand, offer));
    lines.extend(history(core, hand.open.name.key.metal, offer));
    lines.extend(here(core, hand.open.name.key.metal, offer));
    lines
}

/// Country, city and state, beside the country of the row.
fn place(core: &Core, hand: &NameInHand, offer: &Offer) -> Vec<Line> {
    let metal = hand.open.name.key.metal;
    let mut lines = vec![labelled("CID").with(offer.whose.to_string(), Role::Text)];
    let row = Country::of_place(&hand.open.name.country);
    let (agreement, said) = match (row, offer.country) {
        (Some(row), Some(country)) if row == country => (Agreement::Same, "as the row says".to_owned()),
        (Some(row), Some(_)) => (Agreement::Differs, format!("the row says {}", row.name())),
        (Some(row), None) => (Agreement::Alike, format!("the row says {}", row.name())),
        (None, _) => (Agreement::Alike, "the row says no country".to_owned()),
    };
    let country = offer.country.map_or("not known", Country::name);
    let role = super::written::role_of(agreement);
    lines.push(labelled("Country").with(country, role).with(format!("  {said}"), Role::Muted));
    if let Some(entry) = entries(core, metal, offer).first() {
        let parts = [entry.city.as_str(), entry.state.as_str()];
        let parts: Vec<String> =
            parts.iter().filter(|part| !part.is_empty()).map(|part| visible(part)).collect();
        if !parts.is_empty() {
            lines.push(labelled("City").with(parts.join(", "), Role::Text));
        }
    }
    lines
}

/// What the lists have of a facility, the newest first.
fn entries<'a>(core: &'a Core, metal: Metal, offer: &Offer) -> Vec<&'a ListEntry> {
    let Some(cid) = offer.whose.cid() else { return Vec::new() };
    core.matching.match_basis().entries_of(metal, cid).map(|(_, entry)| entry).collect()
}

/// The lists that have it, what happened to it from list to list, and its other names.
fn history(core: &Core, metal: Metal, offer: &Offer) -> Vec<Line> {
    let mut lines = Vec::new();
    let Some(cid) = offer.whose.cid() else { return lines };
    let versions = core.matching.match_basis().entries_of(metal, cid).filter_map(|(version, _)| version);
    let versions: Vec<String> = versions.map(|version| version.to_string()).collect();
    if !versions.is_empty() {
        lines.push(labelled("Lists").with(format!("CMRT {}", versions.join(", ")), Role::Text));
    }
    let lists = core.register.lists();
    let told = lists.history(metal, cid).into_iter().map(|happened| happened_words(lists.heads(), &happened));
    lines.extend(told.map(|text| labelled("").with(text, Role::Muted)));
    let mut aliases: Vec<&String> = Vec::new();
    for alias in entries(core, metal, offer).into_iter().flat_map(|entry| &entry.aliases) {
        if !aliases.contains(&alias) && *alias != offer.like {
            aliases.push(alias);
        }
    }
    for (at, alias) in aliases.iter().take(MOST).enumerate() {
        lines.push(labelled(if at == 0 { "Other names" } else { "" }).with(visible(alias), Role::Text));
    }
    lines.extend(more(aliases.len()));
    lines
}

fn more(all: usize) -> Option<Line> {
    (all > MOST).then(|| labelled("").with(format!("and {} more", all - MOST), Role::Muted))
}

/// What happened to a facility from one list to the next, in words.
fn happened_words(heads: &[ListHead], happened: &ListEvent) -> String {
    let title = |list: &usize| {
        let head = heads.get(*list);
        head.and_then(|head| head.version).map_or_else(String::new, |version| version.to_string())
    };
    match happened {
        ListEvent::Added { list } => format!("new in {}", title(list)),
        ListEvent::Removed { list } => format!("removed in {}", title(list)),
        ListEvent::Returned { list } => format!("back in {}", title(list)),
        ListEvent::Renamed { list, from, .. } => format!("until {} named {}", title(list), visible(from)),
        ListEvent::Moved { list, from, .. } => format!("until {} in {}", title(list), visible(from)),
    }
}

/// Who names the facility already, how, and which names were decided to be it.
fn here(core: &Core, metal: Metal, offer: &Offer) -> Vec<Line> {
    let cids = Cids::of(&core.workspace);
    let id: Option<&FacilityId> = match &offer.whose {
        FacilityRef::Cid(cid) => cids.facility(metal, *cid),
        FacilityRef::Own(id) => Some(core.workspace.resolve(id)),
    };
    let Some(id) = id else {
        return vec![labelled("Here").with("not in the workspace yet", Role::Muted)];
    };
    let named = count(core.register.naming(id), "supplier names it", "suppliers name it");
    let mut lines = vec![labelled("Here").with(named, Role::Text)];
    let spellings = core.register.spellings(id);
    for (spelling, rows) in spellings.iter().filter(|(spelling, _)| !spelling.is_empty()).take(MOST) {
        let line = labelled("").with(visible(spelling), Role::Text);
        lines.push(line.with(format!("  {}", count(*rows, "row", "rows")), Role::Muted));
    }
    let decided = core.workspace.resolutions.values().filter(|decided| match &decided.to {
        Resolved::Facility(to) => core.workspace.resolve(to) == id,
        Resolved::Nothing(_) => false,
    });
    for (at, decided) in decided.take(MOST).enumerate() {
        let line = labelled(if at == 0 { "Decided" } else { "" });
        let by = format!("  {}, {}", decided.method.words(), decided.stamp.by);
        lines.push(line.with(visible(&decided.written), Role::Text).with(by, Role::Muted));
    }
    lines
}
