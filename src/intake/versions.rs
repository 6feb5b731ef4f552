//! What the analyst says of the template's versions: which there are, which the season takes.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::Problem;
use crate::cmrt::SeasonVersions;
use crate::domain::cmrt::Version;
use crate::domain::{Edit, Settings, VersionRuling};

/// One thing that is said of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionChange {
    /// It came out on a day; this program does not know it.
    Add(Version, Date),
    /// The season takes or refuses it.
    Rule(Version, VersionRuling),
    /// Nothing is said of it any more, nor that it came out.
    Reset(Version),
}

/// Why nothing is changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VersionChangeError {
    #[error("version {0} of the template is not known")]
    Unknown(Version),
    /// It cannot have come out on that day.
    #[error("version {version} of the template is not added: {why}")]
    Day { version: Version, why: String },
    #[error("two things are said of version {0} of the template")]
    Twice(Version),
}

impl From<VersionChangeError> for Problem {
    fn from(error: VersionChangeError) -> Self {
        let remedy = match &error {
            VersionChangeError::Unknown(version) => {
                format!("add it with the day of its release: {version}=2027-04-20")
            }
            VersionChangeError::Day { .. } => {
                "give the day of its release, as its Revision sheet has it".to_owned()
            }
            VersionChangeError::Twice(_) => "say one thing of each version".to_owned(),
        };
        Self::new(error.to_string(), "", remedy)
    }
}

/// The versions of which the settings say something.
pub fn versions_set(settings: &Settings) -> BTreeSet<Version> {
    settings.added_versions.keys().chain(settings.version_rulings.keys()).copied().collect()
}

/// The changes as one edit with its title; none where all is so already.
///
/// # Errors
/// When a version is not known, a day cannot be its release's, or two changes are about one version and do not go together.
pub fn change_versions(
    from: &Settings,
    changes: &[VersionChange],
) -> Result<Option<(String, Edit)>, VersionChangeError> {
    let mut to = from.clone();
    let mut ruled = BTreeSet::new();
    for change in changes {
        if let VersionChange::Rule(version, _) | VersionChange::Reset(version) = change
            && !ruled.insert(*version)
        {
            return Err(VersionChangeError::Twice(*version));
        }
        make(&mut to, *change)?;
    }
    if *from == to {
        return Ok(None);
    }
    let words: Vec<String> = changes.iter().map(words).collect();
    let edit = Edit::change_settings(from.clone(), to);
    Ok(Some((format!("Template versions: {}", words.join(", ")), edit)))
}

fn make(settings: &mut Settings, change: VersionChange) -> Result<(), VersionChangeError> {
    let known = SeasonVersions::new(settings, None);
    match change {
        VersionChange::Add(version, day) if settings.added_versions.get(&version) == Some(&day) => {}
        VersionChange::Add(version, day) => {
            known.can_add(version, day).map_err(|why| VersionChangeError::Day { version, why })?;
            settings.added_versions.insert(version, day);
        }
        VersionChange::Rule(version, _) if known.find(version).is_none() => {
            return Err(VersionChangeError::Unknown(version));
        }
        VersionChange::Rule(version, ruling) => drop(settings.version_rulings.insert(version, ruling)),
        VersionChange::Reset(version) => {
            settings.version_rulings.remove(&version);
            settings.added_versions.remove(&version);
        }
    }
    Ok(())
}

fn words(change: &VersionChange) -> String {
    match change {
        VersionChange::Add(version, day) => format!("{version} came out on {day}"),
        VersionChange::Rule(version, ruling) => format!("{version} is {}", ruling.name()),
        VersionChange::Reset(version) => format!("nothing is said of {version}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::VersionChange::{Add, Reset, Rule};
    use super::*;

    const NEXT: Version = Version::new(670);
    const OLD: Version = Version::new(610);

    fn changed(from: &Settings, changes: &[VersionChange]) -> (String, Settings) {
        match change_versions(from, changes) {
            Ok(Some((title, Edit::ChangeSettings { to, .. }))) => (title, *to),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_said_and_taken_back_leaves_the_settings_as_they_were() {
        let (from, day) = (Settings::default(), date(2027, 4, 20));
        let changes =
            [Add(NEXT, day), Rule(NEXT, VersionRuling::Refused), Rule(OLD, VersionRuling::Accepted)];
        let (title, set) = changed(&from, &changes);
        assert_eq!(title, "Template versions: 6.7 came out on 2027-04-20, 6.7 is refused, 6.1 is accepted");
        assert_eq!(versions_set(&set), BTreeSet::from([OLD, NEXT]));
        assert_eq!(change_versions(&set, &changes), Ok(None), "it is so already");
        let back: Vec<VersionChange> = versions_set(&set).into_iter().map(Reset).collect();
        assert_eq!(changed(&set, &back).1, from);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let refused = |changes: &[VersionChange]| change_versions(&Settings::default(), changes).unwrap_err();
        assert_eq!(refused(&[Rule(NEXT, VersionRuling::Accepted)]), VersionChangeError::Unknown(NEXT));
        let early = refused(&[Add(NEXT, date(2026, 1, 1))]).to_string();
        assert!(early.contains("6.6 came out on 2026-04-17"), "{early}");
        let both = [Rule(OLD, VersionRuling::Accepted), Rule(OLD, VersionRuling::Refused)];
        assert_eq!(refused(&both), VersionChangeError::Twice(OLD));
    }
}
