//! Annex I: the facilities as they are published. Its types have no field for anything internal.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::{
    AnnexColumn, Cid, Claim, Country, FacilityId, FacilityView, Metal, Origin, Programme, Standing,
    Standings, Status, StatusBasis, Workspace,
};
use crate::text::fold;

/// The metals in the annex's order, which is alphabetical.
pub const ANNEX_METALS: [Metal; 4] = [Metal::Gold, Metal::Tantalum, Metal::Tin, Metal::Tungsten];

/// Where a facility stands, as the annex prints it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A country of the table.
    Known(Country),
    /// A text of the source that names no country of the table; never empty.
    Written(String),
    /// No source states it.
    NotStated,
}

impl Location {
    fn of(view: &FacilityView<'_>) -> Self {
        match (view.country(), view.country_written()) {
            (Some(country), _) => Self::Known(country),
            (None, "") => Self::NotStated,
            (None, written) => Self::Written(written.to_owned()),
        }
    }

    /// The reference lists' spelling, the source's own, or an empty text.
    pub fn text(&self) -> &str {
        match self {
            Self::Known(country) => country.name(),
            Self::Written(written) => written,
            Self::NotStated => "",
        }
    }

    /// Whether it is one of the ten Covered Countries (Form SD, item 1.01(d)).
    pub fn is_covered(&self) -> bool {
        match self {
            Self::Known(country) => country.is_covered(),
            Self::Written(_) | Self::NotStated => false,
        }
    }
}

/// How the status of a row was obtained. It says neither from which source nor by whom: both are internal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obtained {
    /// By the status lists: it is on one, or on none of those that are complete.
    Listed,
    /// A source states it.
    Stated,
    /// It follows by a rule from what a source states, or from that and what the company recorded.
    Derived,
    /// The company recorded it.
    Set,
    /// It was not: the status is unresolved.
    Missing,
}

impl Obtained {
    /// All, from what a source states to what none does.
    pub const ALL: [Self; 5] = [Self::Listed, Self::Stated, Self::Derived, Self::Set, Self::Missing];

    fn of(standing: &Standing) -> Self {
        match &standing.basis {
            _ if standing.status == Status::Unresolved => Self::Missing,
            StatusBasis::Own(claim) | StatusBasis::Annex(claim) => Self::by(claim),
            StatusBasis::Listed(_) | StatusBasis::Absent { .. } => Self::Listed,
            StatusBasis::Nothing => Self::Missing,
        }
    }

    fn by(claim: &Claim) -> Self {
        match &claim.origin {
            Origin::Stated { .. } => Self::Stated,
            Origin::Derived { .. } => Self::Derived,
            Origin::Set { .. } => Self::Set,
        }
    }

    /// The part of a figure's name that says it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Stated => "stated",
            Self::Derived => "derived",
            Self::Set => "set",
            Self::Missing => "missing",
        }
    }

    /// What is true of a facility whose status was obtained so.
    pub fn title(self) -> &'static str {
        match self {
            Self::Listed => "facilities whose status the loaded status lists give",
            Self::Stated => "facilities whose status a source states",
            Self::Derived => "facilities whose status follows by a rule from what is stated or recorded",
            Self::Set => "facilities whose status the Company recorded itself",
            Self::Missing => "facilities for which no status is recorded",
        }
    }
}

/// One row of Annex I. All of it may be published; the identifier is opaque and no export writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnexRow {
    /// The facility behind the row.
    pub facility: FacilityId,
    /// Its number in the annex, from 1 without gaps; figures name their rows by it.
    pub number: usize,
    pub metal: Metal,
    /// The identification number, where a list gave one.
    pub cid: Option<Cid>,
    pub name: String,
    /// Where it stands.
    pub location: Location,
    /// The status; [`Status::Unresolved`] where no source says.
    pub status: Status,
    /// How the status was obtained. The trace says it; the annex itself does not.
    pub obtained: Obtained,
    /// The programme on whose list the status rests, where it rests on one.
    pub programme: Option<Programme>,
    /// The day of the lists on which the status rests, also where it rests on the facility being on none.
    pub listed: Option<Date>,
}

impl AnnexRow {
    /// The name, or the CID, or words that say that neither is known.
    pub fn label(&self) -> String {
        match self.cid {
            _ if !self.name.is_empty() => self.name.clone(),
            Some(cid) => cid.to_string(),
            None => "(name not stated)".to_owned(),
        }
    }
}

/// How the annex is printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnnexLayout {
    /// The columns behind the number; none where nobody chose any.
    pub columns: Option<Vec<AnnexColumn>>,
    /// Whether conformant facilities and all others stand in tables of their own.
    pub is_apart: bool,
}

impl AnnexLayout {
    fn of(ws: &Workspace) -> Self {
        let columns = ws.fact("annex.columns").and_then(AnnexColumn::read);
        Self { columns, is_apart: ws.fact("annex.split") == Some("conformant apart") }
    }
}

/// The facilities of a workspace, by metal and name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annex {
    /// The rows, numbered in this order.
    pub rows: Vec<AnnexRow>,
    pub layout: AnnexLayout,
}

impl Annex {
    /// The annex of a workspace: every facility that belongs to it, as its claims and the status lists make it.
    pub fn of(ws: &Workspace, standings: &Standings) -> Self {
        let members = standings.members().filter_map(|(id, standing)| Some((ws.view(id)?, standing)));
        let mut rows: Vec<AnnexRow> = members.map(|(view, standing)| AnnexRow::of(&view, standing)).collect();
        rows.sort_by_cached_key(|row| {
            let place = (row.location.clone(), row.cid, row.facility.clone());
            (row.metal.name(), fold(&row.name), row.name.clone(), place)
        });
        for (number, row) in (1..).zip(&mut rows) {
            row.number = number;
        }
        Self { rows, layout: AnnexLayout::of(ws) }
    }

    pub fn of_metal(&self, metal: Metal) -> impl Iterator<Item = &AnnexRow> {
        self.rows.iter().filter(move |row| row.metal == metal)
    }

    /// The rows by the facility behind them.
    pub fn by_facility(&self) -> BTreeMap<&FacilityId, &AnnexRow> {
        self.rows.iter().map(|row| (&row.facility, row)).collect()
    }

    /// Whether any row has a CID; without one the printed annex needs no column for it.
    pub fn has_cids(&self) -> bool {
        self.rows.iter().any(|row| row.cid.is_some())
    }
}

/// The day of the lists on which a status rests.
fn listed(standing: &Standing) -> Option<Date> {
    match &standing.basis {
        StatusBasis::Listed(listing) => Some(listing.as_of),
        StatusBasis::Absent { as_of, .. } => Some(*as_of),
        StatusBasis::Own(_) | StatusBasis::Annex(_) | StatusBasis::Nothing => None,
    }
}

impl AnnexRow {
    fn of(view: &FacilityView<'_>, standing: &Standing) -> Self {
        Self {
            facility: view.facility.id.clone(),
            number: 0,
            metal: view.facility.metal,
            cid: view.cid(),
            name: view.name().to_owned(),
            location: Location::of(view),
            status: standing.status,
            obtained: Obtained::of(standing),
            programme: standing.rests_on().map(|listing| listing.programme.clone()),
            listed: listed(standing),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::fixture;

    #[test]
    fn rows_stand_by_metal_and_name_and_merged_ones_do_not() {
        let annex = fixture::annex();
        let names: Vec<(usize, &str, &str)> =
            annex.rows.iter().map(|row| (row.number, row.metal.symbol(), row.name.as_str())).collect();
        assert_eq!(
            names,
            [
                (1, "Au", "alpha gold refinery"),
                (2, "Au", "Beta Refining, Inc."),
                (3, "Au", "Luna | Works"),
                (4, "Au", "-X Recycling & Söhne"),
                (5, "Ta", "Delta Tantalum"),
                (6, "Sn", "Alpha Tin"),
                (7, "Sn", "PT Gamma"),
                (8, "W", "Omega <Tungsten>"),
            ]
        );
        let merged = annex.rows.iter().any(|row| row.name.contains("Old Beta Works"));
        assert!(!merged, "the absorbed facility stands nowhere");
    }

    #[test]
    fn countries_are_spelled_as_the_lists_do_or_as_written() {
        let annex = fixture::annex();
        let places: Vec<&str> = annex.rows.iter().map(|row| row.location.text()).collect();
        assert_eq!(
            places,
            [
                "KOREA, REPUBLIC OF",
                "SWITZERLAND",
                "RWANDA",
                "GERMANY",
                "Freedonia",
                "BRAZIL",
                "INDONESIA",
                ""
            ]
        );
        assert!(annex.rows.iter().filter(|row| row.location.is_covered()).count() == 1);
    }
}
