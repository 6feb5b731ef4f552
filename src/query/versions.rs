//! The template's versions as rows: what is known of each, what the season makes of it, who used it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::cmrt::SeasonVersions;
use crate::domain::cmrt::{LayoutTrust, Version};
use crate::domain::{Contents, Declaration, VersionRuling, Workspace};
use crate::resolve::counting::in_force;

/// A version of the template in a season.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    pub version: Version,
    /// The day of its release; none for one that is only known from a declaration.
    pub date: Option<Date>,
    /// How well its layout is known.
    pub reading: LayoutTrust,
    /// Whether the workspace made it known, not this program.
    pub is_added: bool,
    /// Whether it was current when the season began; none when no request tells when that was.
    pub was_current: Option<bool>,
    /// What the analyst said of it.
    pub ruling: Option<VersionRuling>,
    /// Whether it is accepted; none where that depends on a declaration's own day.
    pub is_accepted: Option<bool>,
    /// How many of the declarations that count use it.
    pub declarations: usize,
}

impl VersionRow {
    /// What the season makes of it, in words.
    pub fn standing(&self) -> String {
        let was_current = if self.was_current == Some(true) { ", current when the season began" } else { "" };
        match (self.ruling, self.is_accepted) {
            (Some(ruling), _) => format!("{} by hand{was_current}", ruling.name()),
            (None, Some(true)) => format!("accepted{was_current}"),
            (None, Some(false)) => "too old".to_owned(),
            (None, None) => "by the declaration\u{2019}s day".to_owned(),
        }
    }

    /// How its layout is known, in a word.
    pub fn layout(&self) -> &'static str {
        match self.reading {
            LayoutTrust::Verified => "verified",
            LayoutTrust::Inferred => "inferred",
            LayoutTrust::Labels => "by its labels",
        }
    }
}

/// The versions that are known or were used, the oldest first.
pub fn rows(ws: &Workspace, contents: &Contents) -> Vec<VersionRow> {
    let season = SeasonVersions::of(ws);
    let mut used: BTreeMap<Version, usize> = BTreeMap::new();
    for Declaration { version, .. } in in_force(ws, contents).into_values().flatten() {
        *used.entry(*version).or_default() += 1;
    }
    let known = season.known().iter().map(|known| known.version);
    let versions: BTreeSet<Version> = known.chain(used.keys().copied()).collect();
    let declarations = |version| used.get(&version).copied().unwrap_or(0);
    versions.into_iter().map(|version| row(&season, version, declarations(version))).collect()
}

fn row(season: &SeasonVersions, version: Version, declarations: usize) -> VersionRow {
    let known = season.find(version);
    let (ruling, basis) = (season.ruling(version), season.began().map(|began| season.basis(began)));
    let by_hand = ruling.map(|ruling| ruling == VersionRuling::Accepted);
    VersionRow {
        version,
        date: known.map(|known| known.date),
        reading: known.map_or(LayoutTrust::Labels, |known| known.reading),
        is_added: known.is_some_and(|known| known.is_added),
        was_current: basis.map(|basis| season.current(basis.day()) == Some(version)),
        ruling,
        is_accepted: basis.map(|basis| season.accepts(version, basis)).or(by_hand),
        declarations,
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::*;
    use crate::domain::{Edit, Request, RequestId, RequestState, Stamp, SupplierId};
    use crate::resolve::fixture::{declare, form, workspace};

    #[test]
    fn a_version_stands_as_the_season_has_it() {
        let (mut ws, mut contents) = (workspace(), Contents::default());
        for (id, supplier, version) in
            [("d1", "Alpha", "6.22"), ("d2", "Beta", "6.1"), ("d3", "Gamma", "7.0")]
        {
            declare(&mut ws, &mut contents, (id, supplier, 1), form(supplier, version, &[]), None);
        }
        let contents = &contents;
        let standing = |ws: &Workspace, version: &str| {
            let rows = rows(ws, contents);
            let row = rows.iter().find(|row| row.version.to_string() == version).unwrap();
            (row.standing(), row.declarations, row.date.is_some())
        };
        assert_eq!(standing(&ws, "6.1"), ("by the declaration\u{2019}s day".to_owned(), 1, true));
        let stamp = Stamp { by: "ana".to_owned(), at: Timestamp::UNIX_EPOCH };
        let (id, supplier, due, note) = (RequestId::new("q1"), SupplierId::new("Alpha"), None, String::new());
        let (day, state) = (date(2023, 1, 16), RequestState::Asked);
        let request = Request { id, supplier, day, state, due, note, stamp };
        Edit::AddRequest(Box::new(request)).apply(&mut ws).unwrap();
        assert_eq!(standing(&ws, "6.1"), ("too old".to_owned(), 1, true));
        assert_eq!(standing(&ws, "6.22"), ("accepted, current when the season began".to_owned(), 1, true));
        assert_eq!(standing(&ws, "6.5"), ("accepted".to_owned(), 0, true));
        assert_eq!(standing(&ws, "7.0"), ("accepted".to_owned(), 1, false), "nobody knows when it came out");
        ws.settings.version_rulings.insert(Version::new(610), VersionRuling::Accepted);
        assert_eq!(standing(&ws, "6.1"), ("accepted by hand".to_owned(), 1, true));
    }
}
