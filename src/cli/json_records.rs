//! What programs read of a workspace: the records of `list` in JSON and RON.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::checks::Finding;
use crate::domain::{
    Cause, Claim, Entry, FacilityId, Metal, Reason, Standing, StatusBasis, SupplierId, Workspace,
};
use crate::query::FacilityRow;
use crate::query::actions::{ActionRow, When};
use crate::query::measures::MeasureRow;

/// A probability in thousandths as programs read it.
pub(super) fn fraction(thousandths: u16) -> f64 {
    f64::from(thousandths) / 1000.0
}

/// Hundredths of a percent as programs read them: in percent.
pub(super) fn percent(hundredths: u32) -> f64 {
    f64::from(hundredths) / 100.0
}

/// A facility. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
pub(super) struct FacilityRecord {
    id: String,
    metal: &'static str,
    cid: Option<String>,
    pub name: String,
    country: Option<String>,
    country_name: String,
    status: &'static str,
    status_source: Option<StatusSource>,
    rating: &'static str,
    flags: Vec<&'static str>,
    disposition: Option<String>,
    suppliers: usize,
    open_actions: usize,
    programme: Option<String>,
    /// The title of the status list that has it.
    list: Option<String>,
    list_date: Option<Date>,
    last_audit: Option<Date>,
    /// The day until which the audit holds.
    lapses: Option<Date>,
    why_here: Vec<&'static str>,
    /// Whether it belongs to Annex I.
    member: bool,
}

/// Where a status comes from.
#[derive(Debug, Serialize)]
pub(super) struct StatusSource {
    /// The file; none when the analyst set the status.
    file: Option<String>,
    /// Where in it.
    place: Option<String>,
    /// `listed`, `absent` (on none of the complete lists), `stated`, `derived` or `set`.
    how: &'static str,
}

impl StatusSource {
    fn of(ws: &Workspace, standing: &Standing) -> Option<Self> {
        let file = |id| ws.sources.get(id).map(|source| source.file.clone());
        match &standing.basis {
            StatusBasis::Own(claim) | StatusBasis::Annex(claim) => Some(Self::by(ws, claim)),
            StatusBasis::Listed(listing) => Some(Self {
                file: file(&listing.list),
                place: Some(format!("row {}", listing.row)),
                how: "listed",
            }),
            StatusBasis::Absent { conformant, .. } => {
                Some(Self { file: file(conformant), place: None, how: "absent" })
            }
            StatusBasis::Nothing => None,
        }
    }

    fn by(ws: &Workspace, claim: &Claim) -> Self {
        let source = claim.origin.source().and_then(|id| ws.sources.get(id));
        Self {
            file: source.map(|source| source.file.clone()),
            place: claim.origin.place().map(ToString::to_string),
            how: claim.origin.how(),
        }
    }
}

impl FacilityRecord {
    /// The record of a row.
    pub fn of(ws: &Workspace, standing: &Standing, row: &FacilityRow) -> Self {
        let listed = standing.rests_on().or(standing.listing.as_deref());
        Self {
            id: row.id.to_string(),
            metal: row.metal.name(),
            cid: row.cid.map(|cid| cid.to_string()),
            name: row.name.clone(),
            country: row.country.map(|country| country.code().to_owned()),
            country_name: row.country_written.clone(),
            status: row.status.key(),
            status_source: StatusSource::of(ws, standing),
            rating: row.rating.key(),
            flags: row.flags.iter().map(|flag| flag.key()).collect(),
            disposition: row.disposition.map(|disposition| disposition.key().to_owned()),
            suppliers: row.suppliers,
            open_actions: row.open_actions,
            programme: listed.map(|listing| listing.programme.name().to_owned()),
            list: listed.map(|listing| listing.title.clone()),
            list_date: listed.map(|listing| listing.as_of),
            last_audit: listed.and_then(|listing| listing.last_audit),
            lapses: listed.and_then(|listing| listing.lapses),
            why_here: standing.why_here.reasons().map(Reason::key).collect(),
            member: standing.is_member(),
        }
    }
}

/// A follow-up action.
#[derive(Debug, Serialize)]
pub(super) struct ActionRecord {
    pub id: String,
    /// The facility that it is on; absent where it is on a supplier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facility: Option<FacilityId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<SupplierId>,
    pub metal: &'static str,
    pub name: String,
    pub kind: String,
    pub title: String,
    pub owner: String,
    pub due: Date,
    pub state: &'static str,
    pub overdue: bool,
    pub opened_by: String,
    pub opened_at: Timestamp,
    /// What came of it, with the day and the file or address; absent while nothing came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<AnswerRecord>,
}

/// What came of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct AnswerRecord {
    pub day: Date,
    pub text: String,
    pub link: String,
    pub by: String,
}

impl ActionRecord {
    pub fn of(ws: &Workspace, row: &ActionRow) -> Self {
        let action = &row.action;
        Self {
            id: action.id.to_string(),
            facility: ws.acted_on(action).cloned(),
            supplier: action.about.supplier().cloned(),
            metal: row.metal.map_or("", Metal::name),
            name: row.on.clone(),
            kind: action.kind.clone(),
            title: action.title().to_owned(),
            owner: action.owner.clone(),
            due: action.due,
            state: action.state.name(),
            overdue: row.when == When::Overdue,
            opened_by: action.opened.by.clone(),
            opened_at: action.opened.at,
            answer: action.answer.as_ref().map(|answer| AnswerRecord {
                day: answer.day,
                text: answer.text.clone(),
                link: answer.link.clone(),
                by: answer.stamp.by.clone(),
            }),
        }
    }
}

/// A measure of due diligence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct MeasureRecord {
    pub id: String,
    /// The number of its step, from 1.
    pub step: String,
    pub step_title: String,
    pub text: String,
    /// How it stands today.
    pub state: &'static str,
    pub owner: String,
    pub valid_until: Option<Date>,
    pub evidence: Vec<EvidenceRecord>,
    pub recorded_by: String,
    pub recorded_at: Timestamp,
}

/// What shows a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct EvidenceRecord {
    pub link: String,
    pub dated: Option<Date>,
    /// Of the file, as it was when it was recorded.
    pub sha256: Option<String>,
    pub by: String,
    pub at: Timestamp,
}

impl MeasureRecord {
    pub fn of(row: &MeasureRow) -> Self {
        let measure = &row.measure;
        let evidence = measure.evidence.iter().map(|it| EvidenceRecord {
            link: it.link.clone(),
            dated: it.dated,
            sha256: it.sha256.clone(),
            by: it.stamp.by.clone(),
            at: it.stamp.at,
        });
        Self {
            id: measure.id.to_string(),
            step: measure.step.letter().to_string(),
            step_title: measure.step.info().map_or_else(String::new, |info| info.title.clone()),
            text: measure.text.clone(),
            state: row.state.name(),
            owner: measure.owner.clone(),
            valid_until: measure.valid_until,
            evidence: evidence.collect(),
            recorded_by: measure.stamp.by.clone(),
            recorded_at: measure.stamp.at,
        }
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct FindingRecord {
    pub rule: &'static str,
    pub severity: &'static str,
    pub place: String,
    pub message: String,
    pub remedy: String,
    pub facilities: Vec<FacilityId>,
}

impl FindingRecord {
    pub fn of(ws: &Workspace, finding: Finding) -> Self {
        Self {
            place: finding.place(ws),
            rule: finding.rule,
            severity: finding.severity.name(),
            message: finding.message,
            remedy: finding.remedy,
            facilities: finding.about.facilities,
        }
    }
}

/// An entry of the history.
#[derive(Debug, Serialize)]
pub(super) struct HistoryRecord {
    pub seq: u64,
    pub at: Timestamp,
    pub by: String,
    pub title: String,
    /// `do`, `undo` or `redo`.
    pub cause: &'static str,
    /// The entry that was undone or redone.
    pub of: Option<u64>,
    pub facilities: Vec<FacilityId>,
}

impl HistoryRecord {
    /// The record of an entry.
    pub fn of(entry: &Entry) -> Self {
        let (cause, of) = match entry.cause {
            Cause::Do => ("do", None),
            Cause::Undo(seq) => ("undo", Some(seq)),
            Cause::Redo(seq) => ("redo", Some(seq)),
        };
        Self {
            seq: entry.seq,
            at: entry.at,
            by: entry.by.clone(),
            title: entry.title.clone(),
            cause,
            of,
            facilities: entry.edit.facilities(),
        }
    }
}
