//! Which versions a season accepts, judged on days of its own and never by the newest version that there is.
//!
//! RMI's guidance to those who ask: use the version that is current when the survey starts, do not ask again because one
//! came out meanwhile, and take newer ones too.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::release::released;
use crate::domain::cmrt::{LayoutTrust, Version};
use crate::domain::{Settings, VersionRuling, Workspace};

/// A version that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownVersion {
    pub version: Version,
    /// The day of its release, as whoever made it known has it.
    pub date: Date,
    /// The day by which it was out; see [`super::Release::out_by`].
    pub out_by: Date,
    /// How well its layout is known.
    pub reading: LayoutTrust,
    /// Whether the workspace made it known, not this program.
    pub is_added: bool,
}

/// The day on which it is judged what was current.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionBasis {
    /// The one on which the season's first request went out.
    Requests(Date),
    /// A declaration's own, where no request is known.
    Declaration(Date),
}

impl VersionBasis {
    pub fn day(self) -> Date {
        match self {
            Self::Requests(day) | Self::Declaration(day) => day,
        }
    }

    /// The day in a sentence: "when the requests went out (2023-01-16)".
    pub fn words(self) -> String {
        match self {
            Self::Requests(day) => format!("when the requests went out ({day})"),
            Self::Declaration(day) => format!("on the declaration’s day ({day})"),
        }
    }
}

/// The versions that are known, and what a season makes of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeasonVersions {
    /// In the order of the versions.
    known: Vec<KnownVersion>,
    rulings: BTreeMap<Version, VersionRuling>,
    began: Option<Date>,
}

impl Default for SeasonVersions {
    /// For declarations that belong to no workspace.
    fn default() -> Self {
        Self::new(&Settings::default(), None)
    }
}

impl SeasonVersions {
    /// What a workspace knows, and its season accepts.
    pub fn of(ws: &Workspace) -> Self {
        Self::new(&ws.settings, ws.season_began())
    }

    /// What settings make known and accepted, in a season that began on a day.
    pub fn new(settings: &Settings, began: Option<Date>) -> Self {
        let add = |(version, date): (&Version, &Date)| KnownVersion {
            version: *version,
            date: *date,
            out_by: *date,
            reading: LayoutTrust::Labels,
            is_added: true,
        };
        let mut known: BTreeMap<Version, KnownVersion> =
            settings.added_versions.iter().map(add).map(|known| (known.version, known)).collect();
        // What a workspace added before this program knew it has the day that the program has.
        for release in released() {
            let (version, date, reading) = (release.version, release.date, release.reading);
            known.insert(version, KnownVersion { version, date, out_by: date, reading, is_added: false });
        }
        let mut known: Vec<KnownVersion> = known.into_values().collect();
        let mut first = Date::MAX;
        for known in known.iter_mut().rev() {
            first = first.min(known.date);
            known.out_by = first;
        }
        Self { known, rulings: settings.version_rulings.clone(), began }
    }

    /// The versions that are known, the oldest first.
    pub fn known(&self) -> &[KnownVersion] {
        &self.known
    }

    /// What is known of a version.
    pub fn find(&self, version: Version) -> Option<&KnownVersion> {
        self.known.iter().find(|known| known.version == version)
    }

    /// The day on which the season began, when a request is in the log.
    pub fn began(&self) -> Option<Date> {
        self.began
    }

    /// On which day a declaration of a day is judged.
    pub fn basis(&self, declared: Date) -> VersionBasis {
        self.began.map_or(VersionBasis::Declaration(declared), VersionBasis::Requests)
    }

    /// The version that was current on a day.
    pub fn current(&self, day: Date) -> Option<Version> {
        let out = self.known.iter().rfind(|known| known.out_by <= day);
        out.map(|known| known.version)
    }

    /// What the analyst said of a version.
    pub fn ruling(&self, version: Version) -> Option<VersionRuling> {
        self.rulings.get(&version).copied()
    }

    /// Whether a version is accepted: unless the analyst said otherwise, when it is not older than the one that was
    /// current.
    pub fn accepts(&self, version: Version, basis: VersionBasis) -> bool {
        match self.ruling(version) {
            Some(VersionRuling::Accepted) => true,
            Some(VersionRuling::Refused) => false,
            None => self.current(basis.day()).is_none_or(|current| version >= current),
        }
    }

    /// The version to ask for: the newest that the analyst accepted, or the one that was current, whichever is newer. A
    /// version that only came out since is never asked for unless it was accepted.
    pub fn asked_for(&self, basis: VersionBasis) -> Option<Version> {
        let accepted = |(version, ruling): (&Version, &VersionRuling)| {
            (*ruling == VersionRuling::Accepted).then_some(*version)
        };
        let current = self.current(basis.day()).filter(|current| self.accepts(*current, basis));
        self.rulings.iter().filter_map(accepted).chain(current).max()
    }

    /// Whether a version that is not known can have come out on a day, between those before and after it.
    ///
    /// # Errors
    /// When it is known, or a version before it came out later, or one after it earlier: which, and on which day.
    pub fn can_add(&self, version: Version, date: Date) -> Result<(), String> {
        if let Some(known) = self.find(version) {
            return Err(format!("{version} is known: it came out on {}", known.date));
        }
        let (before, after) =
            self.known.split_at(self.known.partition_point(|known| known.version < version));
        let before = before.iter().rfind(|known| known.out_by > date);
        match (before, after.first().filter(|known| known.out_by < date)) {
            (Some(other), _) => {
                Err(format!("{} came out on {}, before {version}", other.version, other.date))
            }
            (None, Some(other)) => {
                Err(format!("{} came out on {}, after {version}", other.version, other.date))
            }
            (None, None) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).unwrap()
    }

    fn season(rulings: &[(&str, VersionRuling)], began: Option<Date>) -> SeasonVersions {
        let version_rulings = rulings.iter().map(|(text, ruling)| (version(text), *ruling)).collect();
        SeasonVersions::new(&Settings { version_rulings, ..Settings::default() }, began)
    }

    #[test]
    fn what_was_current_when_the_season_began_counts_and_newer_ones_do() {
        let began = Some(date(2023, 1, 16));
        let season = season(&[], began);
        let basis = season.basis(date(2023, 6, 1));
        assert_eq!(basis, VersionBasis::Requests(date(2023, 1, 16)));
        let accepted = |text| season.accepts(version(text), basis);
        assert!(accepted("6.22") && accepted("6.31") && accepted("6.6") && accepted("9.9"));
        assert!(!accepted("6.21") && !accepted("6.1"));
        assert_eq!(season.asked_for(basis), Some(version("6.22")));
        let own = SeasonVersions::default().basis(date(2023, 6, 1));
        assert_eq!(SeasonVersions::default().asked_for(own), Some(version("6.31")));
        let before_all = VersionBasis::Declaration(date(2001, 1, 1));
        assert!(season.accepts(version("1.00"), before_all));
        assert_eq!(season.asked_for(before_all), None);
    }

    #[test]
    fn what_the_analyst_said_counts_before_what_was_current() {
        use VersionRuling::{Accepted, Refused};
        let basis = VersionBasis::Requests(date(2023, 1, 16));
        let older = season(&[("6.1", Accepted)], None);
        assert!(older.accepts(version("6.1"), basis) && !older.accepts(version("6.2"), basis));
        assert_eq!(older.asked_for(basis), Some(version("6.22")), "the newest of both");
        let newer = season(&[("6.31", Accepted), ("6.22", Refused)], None);
        assert!(!newer.accepts(version("6.22"), basis));
        assert_eq!(newer.asked_for(basis), Some(version("6.31")));
        assert_eq!(season(&[("6.22", Refused)], None).asked_for(basis), None, "6.3 was not out");
    }

    #[test]
    fn a_workspace_adds_versions_in_their_order() {
        let program = SeasonVersions::default();
        assert_eq!(program.can_add(version("6.7"), date(2027, 4, 20)), Ok(()));
        assert!(program.can_add(version("6.5"), date(2025, 4, 25)).is_err());
        assert!(program.can_add(version("6.7"), date(2026, 4, 16)).is_err(), "6.6 came out later");
        assert!(program.can_add(version("6.45"), date(2025, 6, 1)).is_err(), "6.5 came out before");
        let added_versions =
            [("6.7", date(2027, 4, 20)), ("6.5", date(2025, 5, 1))].map(|(text, day)| (version(text), day));
        let settings = Settings { added_versions: added_versions.into(), ..Settings::default() };
        let season = SeasonVersions::new(&settings, None);
        assert_eq!(season.current(date(2027, 4, 19)), Some(version("6.6")));
        assert_eq!(season.current(date(2027, 4, 20)), Some(version("6.7")));
        assert_eq!(season.find(version("6.5")).unwrap().date, date(2025, 4, 25), "the program's day counts");
        assert!(season.known().is_sorted_by_key(|known| (known.version, known.out_by)));
    }
}
