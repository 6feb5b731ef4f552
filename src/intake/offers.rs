//! Which look-ups of a batch are taken as reference lists.

use std::collections::BTreeMap;

use crate::domain::Workspace;
use crate::domain::cmrt::Version;

use super::{Offered, Received};

/// What a batch offers, and why something of it is not taken.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// The lists to take.
    pub lists: Vec<Offered>,
    /// The versions of which no list is taken, because the files' look-ups differ and none is in most of them.
    pub contested: Vec<Version>,
}

/// The lists that a batch of CMRTs offers: those of blank templates always; with `all`, of each version of
/// which there is no list yet, the look-up that most of the filled files carry. A look-up that only some files
/// carry may have been changed by whoever filled it in.
#[must_use]
pub fn offers<'a>(ws: &Workspace, received: impl IntoIterator<Item = &'a Received>, all: bool) -> Offers {
    let (blank, filled): (Vec<&Received>, Vec<&Received>) =
        received.into_iter().partition(|received| received.form.is_blank());
    let mut offers = Offers::default();
    for offered in blank.into_iter().filter_map(Received::offers) {
        if !offers.lists.iter().any(|list| list.body_sha == offered.body_sha) {
            offers.lists.push(offered);
        }
    }
    if all {
        offers.add_filled(ws, &filled);
    }
    offers
}

impl Offers {
    fn add_filled(&mut self, ws: &Workspace, filled: &[&Received]) {
        let listed = |version: Version| {
            let there = ws.lists.values().filter_map(|list| list.version);
            there.chain(self.lists.iter().filter_map(|list| list.version)).any(|one| one == version)
        };
        let mut carried: BTreeMap<Version, BTreeMap<String, (usize, &Received)>> = BTreeMap::new();
        for received in filled.iter().filter(|received| !listed(received.form.version)) {
            if let Some((sha256, _)) = &received.look_up {
                let of_version = carried.entry(received.form.version).or_default();
                of_version.entry(sha256.clone()).or_insert((0, received)).0 += 1;
            }
        }
        for (version, bodies) in carried {
            let files: usize = bodies.values().map(|(files, _)| files).sum();
            match bodies.into_values().find(|(carrying, _)| carrying * 2 > files) {
                Some((_, received)) => self.lists.extend(received.offers()),
                None => self.contested.push(version),
            }
        }
    }
}
