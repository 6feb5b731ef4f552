//! Which look-ups of a batch are taken as reference lists.

use std::collections::BTreeMap;

use crate::domain::Workspace;
use crate::domain::cmrt::Version;

use super::{ReceivedCmrt, ReceivedList};

/// The look-ups of files, as reference lists. One that only some files carry may have been changed by whoever filled them
/// in.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// Those of blank templates, which are taken: for what else were they given?
    pub blank: Vec<ReceivedList>,
    /// Of each version of which there is no list yet, the look-up that most of the filled files carry; taken only when that
    /// is asked.
    pub filled: Vec<ReceivedList>,
    /// The versions of which none is taken, because the filled files' look-ups differ and none is in most of them.
    pub contested: Vec<Version>,
}

/// What CMRTs offer, whatever else becomes of them.
pub fn offers<'a>(ws: &Workspace, received: impl IntoIterator<Item = &'a ReceivedCmrt>) -> Offers {
    let (blank, filled): (Vec<&ReceivedCmrt>, Vec<&ReceivedCmrt>) =
        received.into_iter().partition(|received| received.form.is_blank());
    let mut offers = Offers::default();
    for offered in blank.into_iter().filter_map(ReceivedCmrt::offers) {
        if !offers.blank.iter().any(|list| list.body_sha == offered.body_sha) {
            offers.blank.push(offered);
        }
    }
    offers.add_filled(ws, &filled);
    offers
}

/// What is said of a version whose look-ups are contested.
pub fn contested_words(version: Version) -> String {
    format!("the look-ups of CMRT {version} differ from file to file: none is taken as a list")
}

impl Offers {
    fn add_filled(&mut self, ws: &Workspace, filled: &[&ReceivedCmrt]) {
        let listed = |version: Version| {
            let there = ws.lists.values().filter_map(|list| list.version);
            there.chain(self.blank.iter().filter_map(|list| list.version)).any(|one| one == version)
        };
        let mut carried: BTreeMap<Version, BTreeMap<&str, (usize, &ReceivedCmrt)>> = BTreeMap::new();
        for received in filled.iter().filter(|received| !listed(received.form.version)) {
            if let Some((sha256, _)) = &received.look_up {
                let of_version = carried.entry(received.form.version).or_default();
                of_version.entry(sha256).or_insert((0, received)).0 += 1;
            }
        }
        for (version, bodies) in carried {
            let files: usize = bodies.values().map(|(files, _)| files).sum();
            match bodies.into_values().find(|(carrying, _)| carrying * 2 > files) {
                Some((_, received)) => self.filled.extend(received.offers()),
                None => self.contested.push(version),
            }
        }
    }
}
