//! Proposals for what a company says in its own words: `assets/templates/proposals.ron`, filled like the report's wording. A person
//! chooses one; the program takes none by itself.

use std::sync::LazyLock;

use serde::Deserialize;

use super::wording::Filler;
use super::{Inquiry, Report, ReportError};
use crate::data::embedded;
use crate::domain::{FactKey, Standings, Workspace};

/// The proposals for one fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactProposals {
    fact: FactKey,
    /// Templates, the likeliest first.
    texts: Vec<String>,
}

static PROPOSALS: LazyLock<Vec<FactProposals>> = LazyLock::new(|| {
    embedded("assets/templates/proposals.ron", include_str!("../../assets/templates/proposals.ron"))
});

/// How many proposals there are.
pub fn proposals_in_all() -> usize {
    PROPOSALS.iter().map(|proposals| proposals.texts.len()).sum()
}

/// The proposals for a fact, the likeliest first; none for most facts that are no section.
///
/// # Errors
/// When the reporting year is beyond the calendar.
pub fn proposed_texts(
    key: &FactKey,
    ws: &Workspace,
    (standings, inquiry): (&Standings, &Inquiry),
) -> Result<Vec<String>, ReportError> {
    let values = Report::values(ws, standings, inquiry)?;
    let filler = Filler::new(ws, &values);
    let of_fact = PROPOSALS.iter().filter(|proposals| proposals.fact == *key);
    of_fact.flat_map(|proposals| &proposals.texts).map(|text| filler.text(text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::FactInfo;
    use crate::report::fixture;
    use crate::standing::fixture::standings;

    #[test]
    fn every_section_that_a_filing_needs_has_a_proposal_that_can_be_said() {
        let ws = fixture::workspace();
        for info in FactInfo::all() {
            let found = proposed_texts(&info.key(), &ws, (&standings(&ws), &Inquiry::default())).unwrap();
            assert!(found.iter().all(|text| info.read(text).as_ref() == Ok(text)), "{}", info.id);
            assert_eq!(
                found.is_empty(),
                info.kind != crate::domain::FactKind::Section
                    && !PROPOSALS.iter().any(|p| p.fact == info.key())
            );
        }
        assert!(PROPOSALS.iter().all(|proposals| proposals.fact.info().is_some()));
    }
}
