//! What happened to the core since the screens last followed it, beside that parts of it became others, which
//! [`super::derived::Generations`] tell. They hear of it once what is being done is done, in the order in which it happened.

use crate::domain::Edit;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
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
}
