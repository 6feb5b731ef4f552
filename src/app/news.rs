//! What happened to the core since the screens last followed it. They hear of it once what is being done is done, in the
//! order in which it happened.

use crate::domain::Edit;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// The workspace, or what is computed of it, is another by now.
    Changed,
    /// What the rules find is another by now.
    Findings,
    /// The open names, or who wrote them, are others by now.
    Names,
    /// Names are matched against other lists: their urgency is not known any more.
    Lists,
    /// The matcher has answered.
    Answers,
    /// A decision was made on an open name.
    Decided,
    /// This edit was taken back, or done again: what it is about comes to hand.
    Reverted(Box<Edit>),
    /// A change was made to the facilities in hand: their selection has served.
    FacilitiesServed,
    /// A change was made to the suppliers in hand: their selection has served.
    SuppliersServed,
    /// More of the history was read.
    History,
}
