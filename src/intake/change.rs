//! Changes to facilities as the analyst means them, made into edits with titles.

use jiff::civil::Date;

use crate::domain::{
    ADDED_BY_HAND, Action, ActionKind, ActionState, ActionSubject, Claim, ClaimField, CountryValue,
    DerivationRule, Disposition, DispositionRecord, Edit, Evidence, FacilityId, HitVerdict, IdGen, Metal,
    Note, Origin, Rating, RatingRecord, Screened, ScreeningKey, ScreeningRecord, Stamp, Status, Value,
    Workspace,
};
use crate::risk::RiskHit;

/// What the analyst wants changed on one or more facilities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FacilityChange {
    /// Set a value by hand.
    Set(Value),
    /// Take back what was set by hand on a field, so that the sources count again.
    Clear(ClaimField),
    /// Set the disposition.
    Dispose(Disposition),
    /// Set the rating in place of the computed one.
    Rate(Rating),
    /// Let the computed rating count again.
    Unrate,
    /// Open an action of this kind.
    Act(&'static ActionKind),
    /// Add a note.
    Note(String),
    /// Add evidence.
    Evidence(EvidenceGiven),
}

/// Evidence as it is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceGiven {
    /// A path or an address.
    pub link: String,
    /// The document's date.
    pub dated: Option<Date>,
    /// See [`Evidence::credible`].
    pub credible: bool,
}

/// Who changes something, when, on which day and with which identifiers.
pub struct Author<'a> {
    /// The person and the time.
    pub stamp: Stamp,
    /// The day where the analyst is.
    pub today: Date,
    /// Where identifiers come from.
    pub ids: &'a mut IdGen,
}

impl FacilityChange {
    /// The change in words, for titles and confirmations ("Set status to Indeterminable").
    pub fn title(&self) -> String {
        match self {
            Self::Set(value) => format!("Set {} to {}", value.field().word(), value.text()),
            Self::Clear(field) => format!("Clear {} set by hand", field.word()),
            Self::Dispose(disposition) => format!("Disposition: {}", disposition.title()),
            Self::Rate(rating) => format!("Rate {}", rating.name()),
            Self::Unrate => "Clear the rating set by hand".to_owned(),
            Self::Act(kind) => format!("Action: {}", kind.title),
            Self::Note(_) => "Note".to_owned(),
            Self::Evidence(given) if given.credible => "Credible evidence".to_owned(),
            Self::Evidence(_) => "Evidence".to_owned(),
        }
    }

    /// The edit for all `targets`, or `None` when nothing would change.
    #[must_use]
    pub fn edit(
        &self,
        ws: &Workspace,
        targets: &[FacilityId],
        reason: &str,
        by: &mut Author<'_>,
    ) -> Option<Edit> {
        let mut edits = Vec::new();
        for id in targets {
            edits.extend(self.edits_of(ws, id, reason, by));
        }
        match edits.len() {
            0 => None,
            1 => edits.pop(),
            _ => Some(Edit::Batch(edits)),
        }
    }

    fn edits_of(&self, ws: &Workspace, id: &FacilityId, reason: &str, by: &mut Author<'_>) -> Vec<Edit> {
        let stamp = by.stamp.clone();
        let reason = crate::text::clean(reason);
        match self {
            Self::Set(value) => {
                let origin = Origin::Set { by: stamp.by, at: stamp.at, reason };
                vec![Edit::AddClaim(id.clone(), Claim { value: value.clone(), origin, as_of: None })]
            }
            Self::Clear(field) => clear(ws, id, *field),
            Self::Dispose(disposition) => dispose(ws, id, *disposition, &reason, &stamp),
            Self::Rate(rating) => rate(ws, id, RatingRecord { rating: *rating, reason, stamp }),
            Self::Unrate => unrate(ws, id),
            Self::Act(kind) => {
                vec![Edit::AddAction(open_action(kind, ActionSubject::Facility(id.clone()), by))]
            }
            Self::Note(text) => {
                vec![Edit::AddNote(Note {
                    id: by.ids.note(),
                    facility: id.clone(),
                    text: text.clone(),
                    stamp,
                })]
            }
            Self::Evidence(given) => vec![Edit::AddEvidence(Evidence {
                id: by.ids.evidence(),
                facility: id.clone(),
                link: given.link.clone(),
                dated: given.dated,
                credible: given.credible,
                stamp,
            })],
        }
    }
}

/// Withdraws what was set by hand on a field of a facility and of those merged into it.
fn clear(ws: &Workspace, id: &FacilityId, field: ClaimField) -> Vec<Edit> {
    let mut edits = Vec::new();
    for member in ws.family(id) {
        let Some(facility) = ws.facilities.get(member) else { continue };
        let by_hand = facility
            .claims
            .iter()
            .filter(|claim| claim.value.field() == field && matches!(claim.origin, Origin::Set { .. }));
        edits.extend(by_hand.map(|claim| Edit::WithdrawClaim(member.clone(), claim.clone())));
    }
    edits
}

fn dispose(
    ws: &Workspace,
    id: &FacilityId,
    disposition: Disposition,
    reason: &str,
    stamp: &Stamp,
) -> Vec<Edit> {
    let from = ws.dispositions.get(id).cloned();
    let record = DispositionRecord { disposition, reason: reason.to_owned(), stamp: stamp.clone() };
    vec![Edit::SetDisposition { facility: id.clone(), from, to: Some(record) }]
}

fn rate(ws: &Workspace, id: &FacilityId, to: RatingRecord) -> Vec<Edit> {
    vec![Edit::SetRating { facility: id.clone(), from: ws.ratings.get(id).cloned(), to: Some(to) }]
}

/// Clears the ratings of a facility and of those merged into it, which would show in its place.
fn unrate(ws: &Workspace, id: &FacilityId) -> Vec<Edit> {
    let rated = ws.family(id).into_iter().filter_map(|id| ws.ratings.get_key_value(id));
    let clear = |(id, from): (&FacilityId, &RatingRecord)| Edit::SetRating {
        facility: id.clone(),
        from: Some(from.clone()),
        to: None,
    };
    rated.map(clear).collect()
}

/// A new action of a kind, a draft, due by the kind's default.
#[must_use]
pub fn open_action(kind: &ActionKind, about: ActionSubject, by: &mut Author<'_>) -> Action {
    let due = by.today.saturating_add(jiff::Span::new().days(kind.due_days));
    Action {
        id: by.ids.action(),
        about,
        kind: kind.id.clone(),
        owner: by.stamp.by.clone(),
        due,
        state: ActionState::Draft,
        opened: by.stamp.clone(),
        answer: None,
    }
}

/// What is decided about a hit of a facility, with the reason; nothing takes a decision back. A decision on a facility that was merged
/// into it is changed where it stands.
#[must_use]
pub fn decide_hit(
    ws: &Workspace,
    (facility, hit): (&FacilityId, &RiskHit),
    verdict: Option<(HitVerdict, &str)>,
    stamp: &Stamp,
) -> Edit {
    let held = ws.screening(facility, &hit.key);
    let from = held.as_ref().map(|(_, record)| Box::new((*record).clone()));
    let new = || ScreeningKey { of: Screened::Facility(facility.clone()), entry: hit.key.clone() };
    let key = Box::new(held.map_or_else(new, |(key, _)| key));
    let to = verdict.map(|(verdict, reason)| {
        let entry = if hit.entry.name.is_empty() { hit.entry.id.clone() } else { hit.entry.name.clone() };
        let (reason, list) = (crate::text::clean(reason), hit.label.clone());
        Box::new(ScreeningRecord { verdict, reason, entry, list, stamp: stamp.clone() })
    });
    Edit::SetScreening { key, from, to }
}

/// Derives the statuses that constraints leave only one value for: the edit, how many rows, which status.
#[must_use]
pub fn derive(ws: &Workspace) -> Option<(Edit, usize, Status)> {
    for constraint in ws.constraints.values() {
        let Some(status) = ws.remaining(constraint).only() else { continue };
        let rows = ws.unsettled(constraint);
        let origin = Origin::Derived {
            source: constraint.source.clone(),
            place: constraint.place.clone(),
            rule: DerivationRule::ConstraintLeavesOne,
        };
        let claim = Claim { value: Value::Status(status, None), origin, as_of: None };
        let edits: Vec<Edit> = rows.iter().map(|id| Edit::AddClaim((*id).clone(), claim.clone())).collect();
        return Some((Edit::Batch(edits), rows.len(), status));
    }
    None
}

/// A new facility by hand: metal, name and country set by the person.
#[must_use]
pub fn add_facility(
    metal: Metal,
    name: &str,
    country: Option<CountryValue>,
    by: &mut Author<'_>,
) -> (FacilityId, Edit) {
    let id = by.ids.facility();
    let origin = Origin::Set { by: by.stamp.by.clone(), at: by.stamp.at, reason: ADDED_BY_HAND.to_owned() };
    let mut values = vec![Value::Name(crate::text::clean(name))];
    values.extend(country.map(Value::Country));
    let claims = values.into_iter().map(|value| Claim { value, origin: origin.clone(), as_of: None });
    let mut edits = vec![Edit::AddFacility(id.clone(), metal)];
    edits.extend(claims.map(|claim| Edit::AddClaim(id.clone(), claim)));
    (id, Edit::Batch(edits))
}
