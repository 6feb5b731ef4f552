//! What a conflict-minerals programme is made of: plain values, the edits that change them, the history.
//!
//! Pure: no files, no clock, no randomness. Time, identifiers and the person come in as values.

mod action;
mod annex_column;
mod cid;
mod claim;
pub mod cmrt;
mod contents;
mod country;
mod edit;
mod facility;
mod fact;
mod freeze;
mod geography;
mod history;
mod ids;
mod judgement;
mod letter;
mod list;
mod measure;
mod metal;
mod own_section;
mod programme;
mod resolution;
mod risk_list;
mod screening;
mod severity;
mod source;
mod standing;
mod status;
mod status_list;
mod supplier;
mod supply;
mod workspace;

pub use action::{Action, ActionAnswer, ActionKind, ActionState, ActionSubject};
pub use annex_column::AnnexColumn;
pub use cid::{BadCid, Cid, CidReading};
pub use claim::{
    ADDED_BY_HAND, Claim, ClaimField, CountryValue, DerivationRule, MADE_BY_DECISION, NUMBERED_BY_DECISION,
    Origin, Place, Value,
};
pub use contents::{ContentKind, Contents};
pub use country::{Country, UnknownCountry};
pub use edit::{Edit, EditError, Moves, Touched};
pub use facility::{Facility, FacilityView};
pub use fact::{BadFact, FactInfo, FactKey, FactKind, FactOrigin, FactRecord, LONGEST_SECTION};
pub use freeze::{Freeze, Unfreezing};
pub use geography::{GeoPoint, land};
pub use history::{Cause, Entry, History};
pub use ids::{
    ActionId, DeclarationId, EntryId, EvidenceId, FacilityId, IdGen, LetterId, MeasureId, NoteId, RequestId,
    SourceId, SupplierId,
};
pub use judgement::{
    Disposition, DispositionInfo, DispositionRecord, Evidence, Note, Rating, RatingRecord, Stamp,
};
pub use letter::{LetterKind, LetterPoint, SentLetter};
pub use list::{ListBody, ListEntry, ReferenceList};
pub use measure::{
    DiligenceMeasure, MeasureEvidence, MeasureState, OecdStep, OecdStepInfo, UsualMeasure, is_address,
};
pub use metal::Metal;
pub use own_section::OwnSection;
pub use programme::{Programme, ProgrammeInfo};
pub use resolution::{DecisionMethod, NameKey, NoFacility, Resolution, Resolved};
pub use risk_list::{RiskBody, RiskEntry, RiskKind, RiskList};
pub use screening::{HitVerdict, Screened, ScreeningKey, ScreeningRecord};
pub use severity::Severity;
pub use source::{Constraint, LostColumn, Source, SourceKind, SourceRole, Statement, TotalOf};
pub use standing::{Reason, Standing, Standings, StatusBasis, StatusDoubt, StatusListing, WhyHere};
pub use status::{ChosenStyle, Status, StatusCounts, StatusStyle};
pub use status_list::{ListKind, StatusBody, StatusEntry, StatusList};
pub use supplier::{Contact, Declaration, Request, RequestState, Supplier, declared_on};
pub use supply::{BadSpendShare, BadTier, SpendShare, Tier, percent_of};
pub use workspace::{Charter, Remaining, Settings, StatusDay, VersionRuling, Workspace};
