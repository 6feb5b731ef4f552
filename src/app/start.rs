//! What the interface starts from.

use jiff::tz::TimeZone;

use super::keymap::Keymap;
use super::session::Session;
use crate::Problem;
use crate::domain::{Contents, Entry, Workspace};
use crate::report::OwnProposals;

/// What the application starts from.
pub struct Start {
    /// The workspace as it is on disk.
    pub workspace: Workspace,
    /// The contents that it names, as far as they are loaded; the rest is asked for.
    pub contents: Contents,
    /// The entries since its snapshot, oldest first.
    pub tail: Vec<Entry>,
    /// The number of the next entry.
    pub next_seq: u64,
    /// Why nothing can be changed, if nothing can.
    pub read_only: Option<String>,
    /// Where the person's clock goes.
    pub zone: TimeZone,
    /// Who works.
    pub person: String,
    /// Keys.
    pub keymap: Keymap,
    /// What was shown last time.
    pub session: Session,
    /// The words of letters, when the workspace has its own: `templates/letter.txt`; or why they cannot be read.
    pub letter_template: Option<Result<String, Problem>>,
    /// The workspace's own proposals for what the company says.
    pub own_proposals: OwnProposals,
    /// For new identifiers, drawn at random.
    pub seed: [u8; 16],
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The themes that can be changed between, the current one first.
    pub themes: Vec<String>,
}
