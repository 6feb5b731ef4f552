//! The register of due diligence: what the company does in each of the five steps of the OECD's guidance, and what shows that it
//! does. A measure speaks in a report only while something shows it and it is in force.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{EvidenceId, FactKey, MeasureId, Stamp, Workspace};
use crate::data::embedded;
use crate::text::cut;

/// A step of the framework of the OECD Due Diligence Guidance, Annex I.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum OecdStep {
    ManagementSystems,
    RiskAssessment,
    RiskResponse,
    SmelterAudits,
    Reporting,
}

/// One row of `data/oecd_steps.ron`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OecdStepInfo {
    pub id: OecdStep,
    /// Its digit, by which it is chosen.
    pub letter: char,
    /// Its short title.
    pub title: String,
    /// What the guidance asks for, in a sentence.
    pub doc: String,
    /// The section of the report in which its measures stand.
    pub section: FactKey,
}

static STEPS: LazyLock<Vec<OecdStepInfo>> =
    LazyLock::new(|| embedded("data/oecd_steps.ron", include_str!("../../data/oecd_steps.ron")));

impl OecdStep {
    /// All, in their order.
    pub const ALL: [Self; 5] = [
        Self::ManagementSystems,
        Self::RiskAssessment,
        Self::RiskResponse,
        Self::SmelterAudits,
        Self::Reporting,
    ];

    /// Every step with its words, in their order.
    pub fn all() -> &'static [OecdStepInfo] {
        &STEPS
    }

    /// Its row of the table.
    pub fn info(self) -> Option<&'static OecdStepInfo> {
        STEPS.iter().find(|info| info.id == self)
    }

    /// Its digit, by which it is chosen.
    pub fn letter(self) -> char {
        self.info().map_or(' ', |info| info.letter)
    }

    /// Its number and short title: `1 Management systems`.
    pub fn name(self) -> String {
        self.info().map_or_else(String::new, |info| format!("{} {}", info.letter, info.title))
    }
}

/// One row of `data/measures.ron`: a measure that many companies take.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsualMeasure {
    pub step: OecdStep,
    /// A word or two, to find it by.
    pub title: String,
    /// What it is, in a sentence as a report may have it.
    pub text: String,
}

static USUAL: LazyLock<Vec<UsualMeasure>> =
    LazyLock::new(|| embedded("data/measures.ron", include_str!("../../data/measures.ron")));

impl UsualMeasure {
    /// All, by step.
    pub fn all() -> &'static [Self] {
        &USUAL
    }
}

/// Something that shows that a measure is taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureEvidence {
    pub id: EvidenceId,
    /// A path, from the workspace's folder where it does not begin at the root; or an address.
    pub link: String,
    /// The document's date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Date>,
    /// SHA-256 of the file as it was when it was recorded, in hexadecimal; none for an address, and for a file that could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Who recorded it, and when.
    pub stamp: Stamp,
}

/// Whether a link is an address, which no file can be read of here.
pub fn is_address(link: &str) -> bool {
    let begins = |prefix| link.to_lowercase().starts_with(prefix);
    link.contains("://") || begins("www.") || begins("mailto:")
}

impl MeasureEvidence {
    /// Whether it shows anything: an address does, and a file that was read when it was recorded; the path of a file that was not
    /// there does not.
    pub fn shows(&self) -> bool {
        self.sha256.is_some() || is_address(&self.link)
    }
}

/// A measure of the company's due diligence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiligenceMeasure {
    pub id: MeasureId,
    pub step: OecdStep,
    /// What it is, in a sentence as it may stand in a report.
    pub text: String,
    /// Who sees to it, or empty. Internal, as is all that shows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// What shows it, in the order of recording.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<MeasureEvidence>,
    /// The last day on which it is in force; none for one that is until further notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// Who recorded it, and when.
    pub stamp: Stamp,
}

/// How a measure stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MeasureState {
    /// Nothing shows it, whether it is in force or not: no document, or only files that were not there.
    NoEvidence,
    /// Its last day has passed.
    Expired,
    /// In force; its last day comes within [`MeasureState::SOON`] days.
    ExpiresSoon,
    InForce,
}

impl MeasureState {
    /// All, what must be seen to first.
    pub const ALL: [Self; 4] = [Self::NoEvidence, Self::Expired, Self::ExpiresSoon, Self::InForce];

    /// Within how many days an end is soon.
    pub const SOON: i32 = 60;

    /// The words on screen and in machine-readable outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoEvidence => "no evidence",
            Self::Expired => "expired",
            Self::ExpiresSoon => "expires soon",
            Self::InForce => "in force",
        }
    }

    /// Its letter in pickers.
    pub fn letter(self) -> char {
        match self {
            Self::NoEvidence => 'n',
            Self::Expired => 'x',
            Self::ExpiresSoon => 's',
            Self::InForce => 'f',
        }
    }

    /// Whether a report can have the measure.
    pub fn counts(self) -> bool {
        match self {
            Self::InForce | Self::ExpiresSoon => true,
            Self::NoEvidence | Self::Expired => false,
        }
    }
}

/// How much of a measure's words names it, in terminal columns.
const LABEL: usize = 60;

impl DiligenceMeasure {
    /// Whether its last day is before `day`.
    pub fn is_expired(&self, day: Date) -> bool {
        self.valid_until.is_some_and(|until| until < day)
    }

    /// What shows it, in the order of recording.
    pub fn shown_by(&self) -> impl Iterator<Item = &MeasureEvidence> {
        self.evidence.iter().filter(|it| it.shows())
    }

    /// Whether something shows it.
    pub fn is_shown(&self) -> bool {
        self.shown_by().next().is_some()
    }

    /// How it stands on a day.
    pub fn state(&self, day: Date) -> MeasureState {
        let soon = day.saturating_add(jiff::Span::new().days(MeasureState::SOON));
        match self.valid_until {
            _ if !self.is_shown() => MeasureState::NoEvidence,
            Some(until) if until < day => MeasureState::Expired,
            Some(until) if until <= soon => MeasureState::ExpiresSoon,
            Some(_) | None => MeasureState::InForce,
        }
    }

    /// Its words, as far as they name it, and its step.
    pub fn label(&self) -> String {
        format!("\u{201c}{}\u{201d} (step {})", cut(&self.text, LABEL), self.step.letter())
    }

    /// The newest date of what shows it.
    pub fn newest(&self) -> Option<Date> {
        self.shown_by().filter_map(|evidence| evidence.dated).max()
    }
}

impl Workspace {
    /// The measures of a step, in the order of recording.
    pub fn measures_of(&self, step: OecdStep) -> Vec<&DiligenceMeasure> {
        let mut found: Vec<&DiligenceMeasure> =
            self.measures.values().filter(|measure| measure.step == step).collect();
        found.sort_by(|a, b| (a.stamp.at, &a.id).cmp(&(b.stamp.at, &b.id)));
        found
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::Timestamp;
    use jiff::civil::date;

    use super::*;
    use crate::domain::Charter;

    fn stamp(second: i64) -> Stamp {
        Stamp { by: "Ada".to_owned(), at: Timestamp::from_second(second).unwrap() }
    }

    fn measure(id: &str, valid_until: Option<Date>, evidence: usize) -> DiligenceMeasure {
        let shows = |at: usize| MeasureEvidence {
            id: EvidenceId::new(format!("e{at}")),
            link: "policy.pdf".to_owned(),
            dated: (at > 0).then(|| date(2026, 3, i8::try_from(at).unwrap())),
            sha256: Some("ab".repeat(32)),
            stamp: stamp(0),
        };
        DiligenceMeasure {
            id: MeasureId::new(id),
            step: OecdStep::ManagementSystems,
            text: "There is a policy.".to_owned(),
            owner: String::new(),
            evidence: (0..evidence).map(shows).collect(),
            valid_until,
            stamp: stamp(0),
        }
    }

    #[test]
    fn a_file_that_was_not_there_shows_nothing_and_an_address_does() {
        let mut only = measure("m", None, 1);
        let state = |measure: &DiligenceMeasure| measure.state(date(2026, 11, 22));
        only.evidence[0].sha256 = None;
        assert_eq!(state(&only), MeasureState::NoEvidence);
        only.evidence[0].link = "https://example.com/policy".to_owned();
        assert_eq!(state(&only), MeasureState::InForce);
    }

    #[test]
    fn an_address_is_no_path() {
        for (link, is) in [
            ("https://example.com/policy", true),
            ("www.example.com", true),
            ("mailto:a@example.com", true),
            ("policy.pdf", false),
            ("/srv/wwwroot/policy.pdf", false),
        ] {
            assert_eq!(is_address(link), is, "{link}");
        }
    }

    #[test]
    fn a_measure_stands_by_its_evidence_and_its_last_day() {
        let day = date(2026, 11, 22);
        for (until, evidence, state) in [
            (None, 0, MeasureState::NoEvidence),
            (Some(date(2026, 1, 1)), 0, MeasureState::NoEvidence),
            (None, 1, MeasureState::InForce),
            (Some(date(2026, 11, 21)), 1, MeasureState::Expired),
            (Some(day), 1, MeasureState::ExpiresSoon),
            (Some(date(2027, 1, 21)), 1, MeasureState::ExpiresSoon),
            (Some(date(2027, 1, 22)), 1, MeasureState::InForce),
        ] {
            assert_eq!(measure("m", until, evidence).state(day), state, "{until:?} {evidence}");
        }
        assert_eq!(measure("m", None, 3).newest(), Some(date(2026, 3, 2)));
        assert_eq!(measure("m", None, 1).newest(), None, "a document without a date has none");
    }

    #[test]
    fn the_steps_are_five_and_each_has_a_section_and_usual_measures() {
        let ids: Vec<OecdStep> = OecdStep::all().iter().map(|info| info.id).collect();
        assert_eq!(ids, OecdStep::ALL);
        for info in OecdStep::all() {
            assert!(info.section.info().is_some(), "{}", info.title);
            assert!(info.doc.ends_with('.') && info.id.name().starts_with(info.letter));
            assert!(UsualMeasure::all().iter().any(|usual| usual.step == info.id), "{}", info.title);
        }
        let texts: BTreeSet<&str> = UsualMeasure::all().iter().map(|usual| usual.text.as_str()).collect();
        assert_eq!(texts.len(), UsualMeasure::all().len());
        assert!(texts.iter().all(|text| text.ends_with('.') && !text.contains(|c: char| c.is_ascii_digit())));
    }

    #[test]
    fn measures_stand_in_the_order_of_recording() {
        let mut ws = Workspace::new(Charter { company: "Example".to_owned(), year: 2026, sample: false });
        for (id, second) in [("a", 9), ("b", 1), ("c", 5)] {
            let measure = DiligenceMeasure { stamp: stamp(second), ..measure(id, None, 1) };
            ws.measures.insert(measure.id.clone(), measure);
        }
        let order: Vec<&str> =
            ws.measures_of(OecdStep::ManagementSystems).iter().map(|measure| measure.id.as_str()).collect();
        assert_eq!(order, ["b", "c", "a"]);
        assert!(ws.measures_of(OecdStep::Reporting).is_empty());
    }

    #[test]
    fn a_measure_reads_back_as_it_was_written() {
        for measure in [measure("m", None, 0), measure("m", Some(date(2027, 1, 1)), 2)] {
            let written = ron::to_string(&measure).unwrap();
            assert_eq!(ron::from_str::<DiligenceMeasure>(&written).as_ref(), Ok(&measure), "{written}");
        }
    }
}
