//! The open names of a workspace, with what the matcher says of each.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::domain::{NameKey, Papers, Workspace};
use crate::resolve::matching::Reference;
use crate::resolve::open::{Answer, Grounds, Waiting};
use crate::resolve::rows::Register;

/// All open names, and the answers.
pub(super) struct OpenNames {
    /// The names, by metal, name and country.
    pub waiting: Vec<Waiting>,
    /// An answer for each.
    pub answers: BTreeMap<NameKey, Answer>,
    /// What they were matched against.
    pub reference: Reference,
}

impl OpenNames {
    /// Puts the open names of a workspace to the matcher, on all cores.
    pub fn of(ws: &Workspace, papers: &Papers, register: &Register) -> Self {
        let reference = Reference::new(&Grounds::of(ws, papers, register.lists()).entries());
        let waiting: Vec<Waiting> = register.open_names().into_iter().map(Waiting::from).collect();
        let answer = |open: &Waiting| (open.name.key.clone(), open.name.answer(&reference));
        let answers = waiting.par_iter().map(answer).collect();
        Self { waiting, answers, reference }
    }
}
