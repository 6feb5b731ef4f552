//! Assurance programmes: who audits facilities, and whose word makes one conformant.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Metal;
use crate::data::embedded;
use crate::text::{clean, fold};

/// An assurance programme by its short name: one of `data/programmes.ron`, or any other as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "StoredProgramme", into = "StoredProgramme")]
pub struct Programme(String);

/// How a workspace's files hold a programme: three by words of their own, which the first workspaces had for them, and any
/// other by its name.
#[derive(Serialize, Deserialize)]
enum StoredProgramme {
    Rmap,
    Lbma,
    Rjc,
    Other(String),
}

impl Programme {
    /// Its place in the order in which claims are stored: those with words of their own come first.
    fn place(&self) -> (u8, &str) {
        let place = match self.name() {
            Self::RMAP => 0,
            "LBMA" => 1,
            "RJC" => 2,
            _ => 3,
        };
        (place, self.name())
    }
}

impl Ord for Programme {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Programme {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<StoredProgramme> for Programme {
    fn from(stored: StoredProgramme) -> Self {
        Self(match stored {
            StoredProgramme::Rmap => Self::RMAP.to_owned(),
            StoredProgramme::Lbma => "LBMA".to_owned(),
            StoredProgramme::Rjc => "RJC".to_owned(),
            StoredProgramme::Other(name) => name,
        })
    }
}

impl From<Programme> for StoredProgramme {
    fn from(programme: Programme) -> Self {
        match programme.name() {
            Programme::RMAP => Self::Rmap,
            "LBMA" => Self::Lbma,
            "RJC" => Self::Rjc,
            _ => Self::Other(programme.0),
        }
    }
}

/// One row of `data/programmes.ron`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeInfo {
    /// Its short name.
    pub id: String,
    pub title: String,
    /// Whether a conformant entry of its lists makes a facility Conformant.
    pub recognised: bool,
    /// Whether being on none of its complete lists is being on no list.
    pub by_absence: bool,
    /// The metals that it audits, where it does not audit all four.
    #[serde(default)]
    pub metals: Vec<Metal>,
    /// How sources write it.
    pub words: Vec<String>,
}

static PROGRAMMES: LazyLock<Vec<ProgrammeInfo>> =
    LazyLock::new(|| embedded("data/programmes.ron", include_str!("../../data/programmes.ron")));

static BY_WORD: LazyLock<HashMap<String, &'static ProgrammeInfo>> = LazyLock::new(|| {
    let words = PROGRAMMES.iter().flat_map(|info| info.words.iter().map(move |word| (fold(word), info)));
    words.collect()
});

impl Programme {
    /// The programme whose lists RMI publishes.
    pub const RMAP: &str = "RMAP";

    /// Reads a programme as written; none of an empty text.
    pub fn read(written: &str) -> Option<Self> {
        let written = clean(written);
        let known = BY_WORD.get(&fold(&written)).map(|info| info.id.clone());
        Some(Self(known.unwrap_or(written))).filter(|programme| !programme.0.is_empty())
    }

    /// [`Programme::RMAP`].
    pub fn rmap() -> Self {
        Self(Self::RMAP.to_owned())
    }

    /// The short name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// Every programme of the table, in its order.
    pub fn known() -> &'static [ProgrammeInfo] {
        &PROGRAMMES
    }

    /// Its row of the table; none for one that the table does not have.
    pub fn info(&self) -> Option<&'static ProgrammeInfo> {
        PROGRAMMES.iter().find(|info| info.id == self.0)
    }

    /// Whether being on none of its complete lists is being on no list.
    pub fn tells_by_absence(&self) -> bool {
        self.info().is_some_and(|info| info.by_absence)
    }

    /// The one metal that it audits, where it audits just one.
    pub fn only_metal(&self) -> Option<Metal> {
        match self.info()?.metals.as_slice() {
            [only] => Some(*only),
            [] | [_, _, ..] => None,
        }
    }
}

impl std::fmt::Display for Programme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programmes_are_read_as_sources_write_them() {
        let read = |written: &str| Programme::read(written).unwrap().name().to_owned();
        assert_eq!(
            ["rmap", "CFSP", "LBMA RGG", "rjc coc", "DMCC"].map(read),
            ["RMAP", "RMAP", "LBMA", "RJC", "DMCC"]
        );
        assert_eq!(read(" Fairmined "), "Fairmined");
        assert!(Programme::read(" ").is_none());
    }

    #[test]
    fn programmes_are_stored_as_the_first_workspaces_had_them() {
        let programmes = ["RMAP", "LBMA", "RJC", "DMCC"].map(|name| Programme::read(name).unwrap());
        let stored = crate::data::ron_options().to_string(&programmes).unwrap();
        assert_eq!(stored, "(Rmap,Lbma,Rjc,Other(\"DMCC\"))");
        assert!(programmes.is_sorted(), "claims are stored in this order");
        assert_eq!(crate::data::ron_options().from_str::<[Programme; 4]>(&stored).unwrap(), programmes);
    }

    #[test]
    fn of_the_programmes_only_rmap_tells_by_absence() {
        let telling: Vec<&str> =
            Programme::known().iter().filter(|info| info.by_absence).map(|info| info.id.as_str()).collect();
        assert_eq!(telling, [Programme::RMAP]);
        assert!(Programme::rmap().info().is_some_and(|info| info.recognised && info.metals.is_empty()));
    }
}
