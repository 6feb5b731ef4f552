//! The open names of a workspace, with what the matcher says of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Contents, NameKey, Workspace};
use crate::resolve::matching::Reference;
use crate::resolve::open::{Answer, Answered, Change, Grounds, Order, Waiting};
use crate::resolve::rows::Register;

/// All open names, and the answers.
pub(super) struct OpenNames {
    /// The names, by metal, name and country.
    pub waiting: Vec<Waiting>,
    /// An answer for each.
    pub answers: BTreeMap<NameKey, Answer>,
    /// What they were matched against.
    pub reference: Arc<Reference>,
}

impl OpenNames {
    /// Puts the open names of a workspace to the matcher, on all cores.
    pub fn of(ws: &Workspace, contents: &Contents, register: &Register) -> Self {
        let waiting: Vec<Waiting> = register.open_names().into_iter().map(Waiting::from).collect();
        let grounds = Grounds::of(ws, contents, register.lists());
        let names = waiting.iter().map(|open| open.name.clone()).collect();
        let Answered { reference, answers, .. } =
            Order { number: 0, grounds, names, change: Change::Lists }.carry_out();
        Self { waiting, answers, reference }
    }
}
