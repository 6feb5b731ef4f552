//! What a conflict-minerals programme is made of: plain values, the edits that change them, the history.
//!
//! Pure: no files, no clock, no randomness. Time, identifiers and the person come in as values.

mod action;
mod claim;
pub mod cmrt;
mod contents;
mod country;
mod edit;
mod facility;
mod history;
mod ids;
mod judgement;
mod list;
mod metal;
mod resolution;
mod severity;
mod source;
mod status;
mod supplier;
mod workspace;

pub use action::{Action, ActionKind, ActionState};
pub use claim::{Claim, ClaimField, CountryValue, DerivationRule, Origin, Place, Value};
pub use contents::{ContentKind, Contents};
pub use country::{Country, UnknownCountry};
pub use edit::{Edit, EditError, Moves, Touched};
pub use facility::{Facility, FacilityView};
pub use history::{Cause, Entry, History};
pub use ids::{
    ActionId, BadCid, Cid, DeclarationId, EntryId, EvidenceId, FacilityId, IdGen, NoteId, RequestId,
    SourceId, SupplierId,
};
pub use judgement::{
    Disposition, DispositionInfo, DispositionRecord, Evidence, Note, Rating, RatingRecord, Stamp,
};
pub use list::{ListBody, ListEntry, ReferenceList};
pub use metal::Metal;
pub use resolution::{DecisionMethod, NameKey, NoFacility, Resolution, Resolved};
pub use severity::Severity;
pub use source::{Constraint, LostColumn, Source, SourceKind, Statement, TotalOf};
pub use status::{Programme, Status, StatusCounts, StatusStyle};
pub use supplier::{Contact, Declaration, Request, RequestState, Supplier, declared_on};
pub use workspace::{Charter, Remaining, Settings, VersionRuling, Workspace};
