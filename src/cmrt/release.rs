//! The versions that were released.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::data::embedded;
use crate::domain::cmrt::{LayoutTrust, Version};

/// A released version of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    pub version: Version,
    /// The day of its release, as the template's own history has it.
    pub date: Date,
    /// Whether its layout was verified or inferred.
    pub reading: LayoutTrust,
}

impl Release {
    /// The day by which it was out, at the latest: its own, or the first of a later version. The template's history
    /// gives 4.1 a day after 4.2's.
    pub fn out_by(&self) -> Date {
        let later = RELEASES.iter().filter(|release| release.version > self.version);
        later.map(|release| release.date).fold(self.date, Date::min)
    }
}

static RELEASES: LazyLock<Vec<Release>> =
    LazyLock::new(|| embedded("data/cmrt/versions.ron", include_str!("../../data/cmrt/versions.ron")));

/// Every version that was released when this program was made, the oldest first.
pub fn released() -> &'static [Release] {
    &RELEASES
}

/// The release of a version, if it was released; of a correction such as 6.6.1 that is not among the releases, that of
/// the version which it corrects.
pub fn release(version: Version) -> Option<&'static Release> {
    let of = |version: Version| RELEASES.iter().find(|release| release.version == version);
    of(version).or_else(|| of(version.corrected()))
}

/// The newest release whose layout was verified: what a workbook that names no version is read as.
pub fn newest_verified() -> &'static Release {
    static NEWEST: LazyLock<Release> = LazyLock::new(|| {
        let verified = RELEASES.iter().copied().filter(|release| release.reading == LayoutTrust::Verified);
        let newest = verified.max_by_key(|release| release.version);
        newest.unwrap_or(Release { version: Version::new(0), date: Date::ZERO, reading: LayoutTrust::Labels })
    });
    &NEWEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_in_order_and_each_once() {
        assert!(released().is_sorted_by(|a, b| a.version < b.version));
        assert_eq!(released().len(), 31);
        assert_eq!(newest_verified().version, Version::new(650));
        assert_eq!(release(Version::new(622)).unwrap().date, jiff::civil::date(2022, 5, 11));
        assert_eq!(release(Version::new(660)).unwrap().date, jiff::civil::date(2026, 4, 17));
        assert_eq!(release(Version::parse("6.6.1").unwrap()), release(Version::new(660)));
        assert_eq!(release(Version::new(670)), None);
        assert_eq!(release(Version::parse("6.7.1").unwrap()), None);
    }

    #[test]
    fn no_version_is_out_after_a_later_one() {
        assert!(released().is_sorted_by_key(Release::out_by));
        let slip = release(Version::new(410)).unwrap();
        assert_eq!(slip.out_by(), release(Version::new(420)).unwrap().date);
        assert!(released().iter().filter(|release| release.out_by() != release.date).eq([slip]));
    }
}
