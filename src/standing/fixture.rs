//! Where facilities stand in workspaces of tests.

use super::standings as of;
use crate::domain::{Contents, Standings, Workspace};
use crate::resolve::rows::Register;

/// In a workspace without contents: by its annexes of record and what was set.
pub fn standings(ws: &Workspace) -> Standings {
    of(ws, &Contents::default(), &Register::build(ws, &Contents::default()))
}
