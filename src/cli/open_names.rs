//! The open names of a workspace, with what the matcher says of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Contents, NameKey, Workspace};
use crate::resolve::matching::Reference;
use crate::resolve::open::{BasisChange, MatchAnswer, MatchAnswers, MatchBasis, MatchOrder, OpenName};
use crate::resolve::rows::Register;
use crate::standing::{self, Classifier};

/// All open names, and the answers.
pub(super) struct OpenNames {
    /// The names, by metal, name and country.
    pub waiting: Vec<OpenName>,
    pub answers: BTreeMap<NameKey, MatchAnswer>,
    /// What they were matched against.
    pub reference: Arc<Reference>,
}

impl OpenNames {
    /// Puts the open names of a workspace to the matcher, on all cores.
    pub fn of(ws: &Workspace, contents: &Contents, register: &Register) -> Self {
        let waiting = waiting(ws, contents, register);
        let match_basis = MatchBasis::of(ws, contents, register.lists());
        let names = waiting.iter().map(|open| open.name.clone()).collect();
        let MatchAnswers { reference, answers, .. } =
            MatchOrder { number: 0, match_basis, names, change: BasisChange::Lists }.carry_out();
        Self { waiting, answers, reference }
    }
}

/// The names of declared rows, and those that status lists leave to a person, by metal, name and country.
fn waiting(ws: &Workspace, contents: &Contents, register: &Register) -> Vec<OpenName> {
    let classifier = Classifier::build(ws, contents, register, standing::day(ws));
    let mut all = classifier.open_names(ws, register, &classifier.standings(ws, register));
    for open in register.open_names().into_iter().map(OpenName::from) {
        let elsewhere = all.get(&open.name.key).map_or(&[][..], |held| &held.elsewhere);
        let open = open.and_elsewhere(elsewhere);
        all.insert(open.name.key.clone(), open);
    }
    all.into_values().collect()
}
