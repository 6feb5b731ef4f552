//! Proposals for what a company says in its own words: `assets/templates/proposals.ron`, or a workspace's own, filled like the
//! report's wording. A person chooses one; the program takes none by itself.

use std::sync::LazyLock;

use serde::Deserialize;

use super::language;
use super::wording::Filler;
use super::{Inquiry, Report, ReportError};
use crate::data::{embedded, ron_options};
use crate::domain::{FactKey, Standings, Workspace};
use crate::problem::Problem;

/// Where a workspace can have proposals of its own, from its folder.
pub const OWN_PROPOSALS: &str = "templates/proposals.ron";

/// Longer ones are not read. In bytes.
pub const LONGEST_PROPOSALS: usize = 64_000;

/// The proposals that ship.
const BUILT_IN: &str = include_str!("../../assets/templates/proposals.ron");

/// The proposals for one fact.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct FactProposals {
    fact: FactKey,
    /// Templates, the likeliest first.
    texts: Vec<String>,
}

static PROPOSALS: LazyLock<Vec<FactProposals>> =
    LazyLock::new(|| embedded("assets/templates/proposals.ron", BUILT_IN));

/// How many proposals ship.
pub fn proposals_in_all() -> usize {
    PROPOSALS.iter().map(|proposals| proposals.texts.len()).sum()
}

/// The file of the proposals that ship, to begin one's own with.
pub fn proposals_file() -> &'static str {
    BUILT_IN
}

/// A workspace's own proposals. What they say of a fact stands in place of what ships for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnProposals {
    own: Vec<FactProposals>,
    /// Their file, to tell lines of it.
    file: String,
}

/// The proposals for a fact, the likeliest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProposedTexts {
    pub texts: Vec<String>,
    /// Why the workspace's own could not be filled; the texts are then those that ship.
    pub problem: Option<Problem>,
}

impl OwnProposals {
    /// Reads a workspace's own proposals.
    ///
    /// # Errors
    /// When the file is no table of proposals, names a fact that is not there, or has a template that says more than proposals may.
    pub fn read(file: &str) -> Result<Self, Problem> {
        let file = file.trim_start_matches('\u{feff}').to_owned();
        let own: Vec<FactProposals> = ron_options().from_str(&file).map_err(|error| {
            let at = error.span.start;
            refused(Some((at.line, Some(at.col))), &format!("it cannot be read: {}", error.code))
        })?;
        let read = Self { own, file };
        for proposals in &read.own {
            if proposals.fact.info().is_none() {
                let why = format!("there is no fact {:?}", proposals.fact.as_str());
                return Err(refused(read.line(&proposals.fact), &why));
            }
            for text in &proposals.texts {
                language::check(text).map_err(|why| refused(read.line(&proposals.fact), &why))?;
            }
        }
        Ok(read)
    }

    /// The line in which a fact is named.
    fn line(&self, key: &FactKey) -> Option<(usize, Option<usize>)> {
        let named = format!("{:?}", key.as_str());
        let at = self.file.lines().position(|line| line.contains(&named))?;
        Some((at + 1, None))
    }

    /// The proposals for a fact; none for most facts that are no section. A template of the workspace's own that cannot be filled is
    /// told, and those that ship stand in its place.
    ///
    /// # Errors
    /// When the reporting year is beyond the calendar.
    pub fn texts(
        &self,
        key: &FactKey,
        ws: &Workspace,
        (standings, inquiry): (&Standings, &Inquiry),
    ) -> Result<ProposedTexts, ReportError> {
        let values = Report::values(ws, standings, inquiry)?;
        let filler = Filler::new(ws, &values);
        let fill = |all: &[FactProposals]| -> Result<Vec<String>, ReportError> {
            let of_fact = all.iter().filter(|proposals| proposals.fact == *key);
            of_fact.flat_map(|proposals| &proposals.texts).map(|text| filler.text(text)).collect()
        };
        let problem = match fill(&self.own) {
            Ok(texts) if !texts.is_empty() => return Ok(ProposedTexts { texts, problem: None }),
            Ok(_) => None,
            Err(ReportError::Wording(_, why)) => {
                Some(refused(self.line(key), &format!("a template for {key} cannot be filled: {why}")))
            }
            Err(error @ ReportError::Year(_)) => return Err(error),
        };
        Ok(ProposedTexts { texts: fill(&PROPOSALS)?, problem })
    }
}

/// What is told of a file that is not used.
fn refused(at: Option<(usize, Option<usize>)>, why: &str) -> Problem {
    let place = match at {
        Some((line, Some(column))) => format!("{OWN_PROPOSALS}, line {line}, column {column}"),
        Some((line, None)) => format!("{OWN_PROPOSALS}, line {line}"),
        None => OWN_PROPOSALS.to_owned(),
    };
    let what = format!("the workspace\u{2019}s own proposals are not used: {why}");
    let remedy = "mend it there, or remove the file; rcoi programme --proposals prints the one that ships";
    Problem::new(what, place, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{FactInfo, FactKind};
    use crate::report::fixture;
    use crate::standing::fixture::standings;

    fn proposed(own: &OwnProposals, key: &str) -> ProposedTexts {
        let ws = fixture::workspace();
        own.texts(&FactKey::new(key), &ws, (&standings(&ws), &Inquiry::default())).unwrap()
    }

    #[test]
    fn every_section_that_a_filing_needs_has_a_proposal_that_can_be_said() {
        for info in FactInfo::all() {
            let found = proposed(&OwnProposals::default(), &info.id);
            assert_eq!(found.problem, None);
            assert!(found.texts.iter().all(|text| info.read(text).as_ref() == Ok(text)), "{}", info.id);
            assert_eq!(
                found.texts.is_empty(),
                info.kind != FactKind::Section && !PROPOSALS.iter().any(|p| p.fact == info.key())
            );
        }
        assert_eq!(
            OwnProposals::read(proposals_file()).unwrap().own,
            *PROPOSALS,
            "ours are of their language"
        );
    }

    #[test]
    fn a_workspace_s_own_stand_in_place_of_those_that_ship_for_the_same_fact() {
        let own = OwnProposals::read(
            "[(fact: \"company\", texts: [\"{{ company }} makes lamps in {{ year }}.\", \"B\"])]",
        );
        let own = own.unwrap();
        assert_eq!(proposed(&own, "company").texts, ["Example Corp. makes lamps in 2022.", "B"]);
        assert_eq!(proposed(&own, "mine"), proposed(&OwnProposals::default(), "mine"));
    }

    #[test]
    fn what_cannot_be_read_or_filled_is_told_with_its_line_and_those_that_ship_are_used() {
        let refused = |file: &str| OwnProposals::read(file).unwrap_err();
        assert!(refused("[\n(fact: 1)]").place.contains("line 2, column"), "{}", refused("[\n(fact: 1)]"));
        assert!(refused("[\n\n(fact: \"none\", texts: [])]").place.ends_with("line 3"));
        for (template, why) in [
            ("{% for x in lists %}{{ x }}{% endfor %}", "for"),
            ("{{ company * 1000 }}", "*"),
            ("{{ range(9) }}", "a call"),
            ("{{ company|upper }}", "upper"),
            ("{% set a = 1 %}", "set"),
            ("{{ company", "cannot be read"),
        ] {
            let problem = refused(&format!("[\n(fact: \"company\",\ntexts: [{template:?}])]"));
            assert!(problem.what.contains(why) && problem.place.ends_with("line 2"), "{template}: {problem}");
        }
        let own = OwnProposals::read("[\n(fact: \"company\", texts: [\"{{ rating }}\"])]").unwrap();
        let found = proposed(&own, "company");
        assert_eq!(found.texts, proposed(&OwnProposals::default(), "company").texts);
        let problem = found.problem.unwrap();
        assert!(
            problem.what.contains("company cannot be filled") && problem.place.ends_with("line 2"),
            "{problem}"
        );
    }
}
