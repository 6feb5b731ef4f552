//! The open names of a workspace, with what the matcher says of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Contents, NameKey, Workspace};
use crate::resolve::matching::Reference;
use crate::resolve::open::{BasisChange, MatchAnswer, MatchAnswers, MatchBasis, MatchOrder, OpenName};
use crate::resolve::rows::Register;

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
        let waiting: Vec<OpenName> = register.open_names().into_iter().map(OpenName::from).collect();
        let match_basis = MatchBasis::of(ws, contents, register.lists());
        let names = waiting.iter().map(|open| open.name.clone()).collect();
        let MatchAnswers { reference, answers, .. } =
            MatchOrder { number: 0, match_basis, names, change: BasisChange::Lists }.carry_out();
        Self { waiting, answers, reference }
    }
}
