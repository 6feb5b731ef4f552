//! What status lists would change, before they are taken: for the facilities of Annex I, the difference between before and after all
//! of them, on the day of the newest.

use std::cmp::Ordering;

use crate::domain::{
    Cid, Contents, FacilityId, Metal, Standing, Standings, Status, StatusBasis, StatusList, Workspace,
};
use crate::resolve::rows::Register;
use crate::standing::{day, standings_on};

/// What becomes of one facility's status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChange {
    pub facility: FacilityId,
    pub metal: Metal,
    pub cid: Option<Cid>,
    pub name: String,
    pub from: Status,
    pub to: Status,
    pub turn: StatusTurn,
    /// What it rests on then, in words.
    pub cause: String,
}

/// Which way a status turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusTurn {
    /// To conformant or active, from less.
    Gained,
    /// To less, by what a list says; or to nothing that is known.
    Lost,
    /// To nothing, because it stands on none of the lists.
    OnNoList,
    /// To what a list or an annex says of one that has neither gained nor lost by it.
    Otherwise,
}

impl StatusTurn {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Gained, Self::Lost, Self::OnNoList, Self::Otherwise];

    /// The words on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::OnNoList => "now on no list",
            Self::Otherwise => "told otherwise",
        }
    }

    fn of(from: Status, standing: &Standing) -> Self {
        if matches!(standing.basis, StatusBasis::Absent { .. }) {
            return Self::OnNoList;
        }
        if standing.status == Status::Unresolved {
            return Self::Lost;
        }
        let counts = |status: Status| match status {
            Status::Conformant => 2,
            Status::Active => 1,
            Status::Indeterminable | Status::Unresolved => 0,
        };
        match counts(standing.status).cmp(&counts(from)) {
            Ordering::Greater => Self::Gained,
            Ordering::Less => Self::Lost,
            Ordering::Equal => Self::Otherwise,
        }
    }
}

/// A workspace with its contents.
pub(super) type State<'a> = (&'a Workspace, &'a Contents);

/// What becomes of the statuses of the facilities of Annex I from one state to another. Those that enter Annex I with the same
/// files are new, not changed.
pub(super) fn effect(before: State<'_>, after: State<'_>, newest: jiff::civil::Date) -> Vec<StatusChange> {
    let of = |(ws, contents): State<'_>| {
        let register = Register::build(ws, contents);
        standings_on(ws, contents, &register, Some(newest))
    };
    let (was, is) = (of(before), of(after));
    let changed = is.members().filter(|(id, standing)| differs(&was, id, standing));
    let mut changes: Vec<StatusChange> =
        changed.filter_map(|(id, standing)| change(after.0, (id, standing), was.status(id))).collect();
    changes.sort_by(|a, b| (a.metal, &a.name, a.cid).cmp(&(b.metal, &b.name, b.cid)));
    changes
}

fn differs(was: &Standings, id: &FacilityId, standing: &Standing) -> bool {
    was.is_member(id) && was.status(id) != standing.status
}

fn change(ws: &Workspace, (id, standing): (&FacilityId, &Standing), from: Status) -> Option<StatusChange> {
    let view = ws.view(id)?;
    Some(StatusChange {
        facility: id.clone(),
        metal: view.facility.metal,
        cid: view.cid(),
        name: view.name().to_owned(),
        from,
        to: standing.status,
        turn: StatusTurn::of(from, standing),
        cause: cause(ws, standing),
    })
}

/// What a status rests on, in words.
fn cause(ws: &Workspace, standing: &Standing) -> String {
    let title = |id| ws.sources.get(id).map_or("", |source| source.title.as_str());
    match &standing.basis {
        StatusBasis::Listed(listing) => {
            let word = if listing.word.is_empty() {
                String::new()
            } else {
                format!(" as \u{201c}{}\u{201d}", listing.word)
            };
            format!("on \u{201c}{}\u{201d} of {}{word}, row {}", listing.title, listing.as_of, listing.row)
        }
        StatusBasis::Absent { conformant, active, as_of } if conformant == active => {
            format!("not on \u{201c}{}\u{201d}, as of {as_of}", title(conformant))
        }
        StatusBasis::Absent { conformant, active, as_of } => {
            format!(
                "neither on \u{201c}{}\u{201d} nor on \u{201c}{}\u{201d}, as of {as_of}",
                title(conformant),
                title(active)
            )
        }
        StatusBasis::Own(_) => "set by hand".to_owned(),
        StatusBasis::Annex(_) => "stated by the annex of record".to_owned(),
        StatusBasis::Nothing => "no list and no annex says".to_owned(),
    }
}

/// Whether a list is old against the day that a workspace is of.
pub(super) fn is_old(after: &Workspace, list: &StatusList) -> bool {
    day(after).is_some_and(|day| list.is_stale(day))
}

/// What is said of a list that is old.
pub fn old_words() -> String {
    format!("more than {} months older than the workspace\u{2019}s day", StatusList::months_to_stale())
}
