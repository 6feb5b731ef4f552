//! Workspace to [`Report`]: figures and sentences, computed or counsel's, in no format.
//!
//! Confidential by construction: nothing here has a field for ratings, notes, evidence, names of people, suppliers or files, so no
//! format can print them. Of a measure of due diligence it has the words alone. Figures hold identifiers of what they count, for the screen; what of them is published,
//! [`Figures::published`] knows.

mod annex;
mod basis;
mod dates;
mod document;
mod facts;
mod figures;
#[cfg(test)]
pub(crate) mod fixture;
mod header;
mod inquiry;
mod language;
mod measures;
mod proposed;
mod wording;

pub use annex::{ANNEX_METALS, Annex, AnnexLayout, AnnexRow, Location, Obtained};
pub use basis::ReportBasis;
pub use dates::{filing_date, filing_day, long_date};
pub use document::{Block, Document, DocumentKind, ReportTable, Section, Sentence};
pub use facts::Heading;
pub use figures::{Figure, FigureKey, Figures, share};
pub use header::HeaderLine;
pub use inquiry::{
    Change, Counted, DeclaredScope, Inquiry, InquiryFigure, InquiryKey, OverallAnswer, ReliedList, RowFate,
};
pub use proposed::{
    LONGEST_PROPOSALS, OWN_PROPOSALS, OwnProposals, ProposedTexts, proposals_file, proposals_in_all,
};
pub use wording::section_places;

use crate::domain::{SourceKind, Standings, Workspace};
use crate::problem::Problem;
use facts::Values;
use wording::Filler;

/// Why no report could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The reporting year has no last day or no due date in the calendar.
    #[error("the reporting year {0} is beyond the calendar")]
    Year(i16),
    /// A sentence of the wording file cannot be filled: the template, and why.
    #[error("the report's wording cannot be filled: {1}, in {0:?}")]
    Wording(String, String),
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        let remedy = match error {
            ReportError::Year(_) => "make a workspace with a calendar year as its reporting year",
            ReportError::Wording(..) => "this is a fault of the program; please report it with this message",
        };
        Self::new(error.to_string(), "report", remedy)
    }
}

/// What a company publishes for a reporting year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whose, for which period, in which words.
    pub heading: Heading,
    /// The form and the Conflict Minerals Report.
    pub documents: Vec<Document>,
    /// Annex I.
    pub annex: Annex,
    pub figures: Figures,
    /// What the figures rest on.
    pub basis: ReportBasis,
    /// The fields of EDGAR's header.
    pub header: Vec<HeaderLine>,
    /// Whether something else speaks against filing it: whoever exports it knows.
    pub has_errors: bool,
    /// The files that it rests on, without their names: those say who named which smelter.
    pub sources: Vec<ReportSource>,
}

/// A file that a report rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportSource {
    /// What it is: a declaration, a status list.
    pub kind: SourceKind,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

impl Report {
    /// The report of a workspace, with where its facilities stand and what the inquiry came to. The same values give the same report.
    ///
    /// # Errors
    /// When the reporting year is beyond the calendar.
    pub fn of(ws: &Workspace, standings: &Standings, inquiry: &Inquiry) -> Result<Self, ReportError> {
        let heading = Heading::of(ws)?;
        let annex = Annex::of(ws, standings);
        let mut figures = Figures::of(&annex);
        figures.add(inquiry);
        let values = facts::values((&heading, ws), &annex, (&figures, inquiry));
        let documents = wording::documents(ws, &values)?;
        let header = header::header(&Filler::new(ws, &values))?;
        let basis = ReportBasis::of(standings, inquiry);
        let sources = ws.sources.values().map(|it| ReportSource { kind: it.kind, sha256: it.sha256.clone() });
        let mut sources: Vec<ReportSource> = sources.collect();
        sources.sort();
        Ok(Self { heading, documents, annex, figures, basis, header, has_errors: false, sources })
    }

    /// Whether a document has a place for the company's words, or a gap, or something else speaks against filing it: what is made of it is then marked, lest it is filed.
    pub fn is_draft(&self) -> bool {
        self.has_errors
            || self.documents.iter().flat_map(Document::sentences).any(|(_, sentence)| sentence.is_open())
    }

    /// The values that sentences may use.
    fn values(ws: &Workspace, standings: &Standings, inquiry: &Inquiry) -> Result<Values, ReportError> {
        let annex = Annex::of(ws, standings);
        let mut figures = Figures::of(&annex);
        figures.add(inquiry);
        Ok(facts::values((&Heading::of(ws)?, ws), &annex, (&figures, inquiry)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::{ChosenStyle, Country, Status};

    fn sentences(report: &Report) -> Vec<&Sentence> {
        report.documents.iter().flat_map(Document::sentences).map(|(_, sentence)| sentence).collect()
    }

    fn computed(report: &Report) -> String {
        let computed = sentences(report).into_iter().filter_map(|sentence| match sentence {
            Sentence::Computed { text, .. } => Some(text.as_str()),
            Sentence::Written { .. }
            | Sentence::Measure { .. }
            | Sentence::Place { .. }
            | Sentence::Gap { .. } => None,
        });
        computed.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn sentences_state_the_figures() {
        let text = computed(&fixture::report(&fixture::workspace()).unwrap());
        let expected = [
            "Annex I lists 8 facilities: 4 (50.0%) with the status Conformant, 1 (12.5%) Active, 1 (12.5%) \
             Indeterminable and 2 (25.0%) Unresolved.",
            "For 2 of 8 facilities the status is unresolved",
            "1 facility in Annex I is located in a Covered Country: Luna | Works (gold, RWANDA, No. 3 in Annex I).",
            "6 of 8 facilities in Annex I are located in 6 different countries.",
            "The country of 2 facilities is not identified.",
        ];
        for sentence in expected {
            assert!(text.contains(sentence), "{sentence:?} not in\n{text}");
        }
    }

    #[test]
    fn one_facility_is_written_in_the_singular() {
        let mut ws = fixture::workspace();
        ws.facilities.retain(|id, _| id.as_str() == "f6");
        ws.merges.clear();
        let text = computed(&fixture::report(&ws).unwrap());
        assert!(text.contains("names 1 facility."), "{text}");
        assert!(text.contains("1 facility in Annex I is located in 1 country."), "{text}");
        assert!(text.contains("No facility in Annex I whose country is identified"), "{text}");
    }

    #[test]
    fn an_empty_workspace_states_no_shares() {
        let text = computed(&fixture::report(&fixture::empty()).unwrap());
        assert!(!text.contains("facility.") && !text.contains("Annex I lists"), "{text}");
        assert!(!text.contains('%') && !text.contains("Covered Country:"), "{text}");
    }

    fn gaps(report: &Report) -> String {
        let all = sentences(report).into_iter().filter(|sentence| matches!(sentence, Sentence::Gap { .. }));
        all.map(Sentence::text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_status_that_nothing_states_is_a_gap_and_never_a_zero() {
        let mut ws = fixture::workspace();
        let found = gaps(&fixture::report(&ws).unwrap());
        assert!(found.contains("[Missing: the status of 2 facilities: import "), "{found}");
        for facility in ws.facilities.values_mut() {
            facility.claims.retain(|claim| claim.value.as_status().is_none());
        }
        let report = fixture::report(&ws).unwrap();
        let text = computed(&report);
        assert!(text.contains("Annex I lists 8 facilities.") && !text.contains("0.0%"), "{text}");
        assert!(!text.contains("the status Conformant") && !text.contains("means that an"), "{text}");
        let gaps = gaps(&report);
        assert!(
            gaps.contains("how many facilities have the status Conformant: the status of 8 of 8"),
            "{gaps}"
        );
        let none = fixture::report(&fixture::empty()).unwrap();
        assert!(self::gaps(&none).contains("the facilities: nothing that was imported names one"));
    }

    #[test]
    fn statuses_that_no_source_states_are_a_gap_until_the_company_says_what_they_rest_on() {
        let wanted = "on what 2 statuses rest that the Company recorded itself or derived by a rule";
        let mut ws = fixture::workspace();
        assert!(gaps(&fixture::report(&ws).unwrap()).contains(wanted));
        assert!(!gaps(&fixture::report(&fixture::empty()).unwrap()).contains("on what"));
        fixture::say(&mut ws, "own_statuses", "They rest on letters.");
        let report = fixture::report(&ws).unwrap();
        assert!(!gaps(&report).contains("on what"));
        assert!(sentences(&report).iter().any(|sentence| sentence.text() == "They rest on letters."));
    }

    #[test]
    fn what_is_not_said_is_a_place_or_a_gap_and_what_is_left_out_is_neither() {
        let texts = |ws: &Workspace| -> Vec<String> {
            sentences(&fixture::report(ws).unwrap()).iter().map(|sentence| sentence.text()).collect()
        };
        let mut ws = fixture::empty();
        let open = texts(&ws);
        assert!(
            open.iter().any(|text| text.starts_with("[Missing: IRS employer identification number: say it")),
            "{open:?}"
        );
        assert!(open.iter().any(|text| text == "[Counsel: the company and its business]"), "{open:?}");
        assert!(!open.iter().any(|text| text.contains("day of the signature")), "a form can do without");
        for info in crate::domain::FactInfo::all() {
            fixture::say(&mut ws, &info.id, if info.id == "form.boxes" { "13p-1" } else { "2023-05-31" });
        }
        let said = texts(&ws);
        assert!(!said.iter().any(|text| text.starts_with("[Counsel")), "{said:?}");
        assert!(said.iter().any(|text| text.starts_with("[X] Rule 13p-1")));
        assert!(said.iter().any(|text| text.starts_with("[ ] Rule 13q-1")));
        assert!(said.iter().any(|text| text == "Date: May 31, 2023"), "{said:?}");
        ws.facts.values_mut().for_each(|record| record.left_out = true);
        assert!(!texts(&ws).iter().any(|text| text.contains("2023-05-31")));
    }

    #[test]
    fn sections_of_the_company_s_own_are_headed_and_stand_where_they_were_put() {
        let mut ws = fixture::workspace();
        let own = |title: &str, after: &str, rank| crate::domain::OwnSection {
            title: title.to_owned(),
            after: crate::domain::FactKey::new(after),
            rank,
            stamp: fixture::stamp(),
        };
        for (key, section) in [
            ("section.b", own("Grievances", "step_1", 0)),
            ("section.a", own("Training", "step_1", 1)),
            ("section.form", own("Nowhere", "disclosure", 0)),
        ] {
            ws.own_sections.insert(crate::domain::FactKey::new(key), section);
        }
        fixture::say(&mut ws, "section.b", "Concerns can be raised.\n\nBy anybody.");
        let report = fixture::report(&ws).unwrap();
        let headings: Vec<(u8, &str)> = report
            .documents
            .iter()
            .flat_map(|document| &document.sections)
            .map(|section| (section.level, section.heading.as_str()))
            .collect();
        let at = headings.iter().position(|(_, heading)| heading.starts_with("Step 1.")).unwrap();
        assert_eq!(headings[at + 1..at + 3], [(3, "Grievances"), (3, "Training")]);
        assert!(!headings.iter().any(|(_, heading)| *heading == "Nowhere"), "the form keeps its own order");
        let texts: Vec<String> = sentences(&report).iter().map(|sentence| sentence.text()).collect();
        assert!(texts.contains(&"By anybody.".to_owned()));
        assert!(texts.contains(&"[Counsel: what the report says under the heading Training]".to_owned()));
        ws.facts.get_mut(&crate::domain::FactKey::new("section.b")).unwrap().left_out = true;
        let left_out = fixture::report(&ws).unwrap();
        assert!(!sentences(&left_out).iter().any(|sentence| sentence.text() == "By anybody."));
    }

    #[test]
    fn what_has_a_place_or_a_gap_is_a_draft() {
        let ws = fixture::workspace();
        assert!(fixture::report(&ws).unwrap().is_draft());
        let mut report = fixture::finished(&ws);
        assert!(!report.is_draft());
        let gap = Sentence::Gap { missing: "the day".to_owned(), fact: None, step: None };
        report.documents[0].sections[0].blocks.push(Block::Paragraph(vec![gap]));
        assert!(report.is_draft());
    }

    #[test]
    fn a_filing_without_a_report_is_the_form_alone() {
        let mut ws = fixture::workspace();
        fixture::say(&mut ws, "form.variant", "without report");
        let report = fixture::report(&ws).unwrap();
        assert_eq!(report.documents.len(), 1);
        let texts: Vec<String> = sentences(&report).iter().map(|sentence| sentence.text()).collect();
        assert!(texts.contains(&"Not applicable.".to_owned()) && texts.contains(&"None.".to_owned()));
        assert!(!texts.iter().any(|text| text.contains("Exhibit 1.01")));
    }

    #[test]
    fn the_inquiry_is_said_as_it_was_counted_and_what_was_not_counted_is_a_gap() {
        let ws = fixture::workspace();
        let said = computed(&fixture::report_with(&ws, &fixture::inquiry()).unwrap());
        for sentence in [
            "The Company asked 7 suppliers for a declaration in the Conflict Minerals Reporting Template of the \
             Responsible Minerals Initiative, and took into account what was received by May 15, 2023.",
            "Of these, 6 (85.7%) answered, and the declarations of 5 were accepted.",
            "6 declarations count: 5 with version 6.22 and 1 with version 6.1 of the template.",
            "5 speak for the whole company and 1 speaks for products.",
            "1 of 6 suppliers says Yes for one metal at least, 1 says No for every metal, and 4 say neither.",
            "0 of the statuses rest on the conformant list of RMAP of May 15, 2023.",
        ] {
            assert!(said.contains(sentence), "{sentence:?} not in\n{said}");
        }
        let none = fixture::report(&ws).unwrap();
        assert!(!computed(&none).contains("suppliers"), "{}", computed(&none));
        assert!(
            gaps(&none)
                .contains("how many suppliers were asked, and how many answered: no request is logged")
        );
    }

    #[test]
    fn the_style_chooses_the_words() {
        let mut ws = fixture::workspace();
        let text = computed(&fixture::report(&ws).unwrap());
        assert!(text.contains("the status Conformant") && !text.contains("Compliant"), "{text}");
        ws.settings.status_style = ChosenStyle::FullCompliant;
        let text = computed(&fixture::report(&ws).unwrap());
        assert!(text.contains("the status Full Compliant") && !text.contains("Conformant"), "{text}");
    }

    #[test]
    fn computed_sentences_name_figures_or_values_that_exist() {
        let report = fixture::report(&fixture::workspace()).unwrap();
        let mut names: BTreeSet<String> = report.figures.all.iter().map(|figure| figure.key.name()).collect();
        let values = ["company", "year", "period_end", "covered_rows", "lists", "versions", "disposed_of"];
        names.extend(values.map(str::to_owned));
        names.extend(
            crate::domain::FactInfo::all().iter().map(|info| format!("said.{}", info.id.replace('.', "_"))),
        );
        names.extend(Status::ALL.map(|status| format!("word.{}", status.key())));
        for sentence in sentences(&report) {
            if let Sentence::Computed { text, from } = sentence {
                assert!(from.is_subset(&names), "{text}: {from:?}");
                let has_figure = text.contains(" facilities") && text.chars().any(|c| c.is_ascii_digit());
                assert!(!has_figure || !from.is_empty(), "{text}");
            }
        }
    }

    #[test]
    fn no_computed_sentence_draws_a_conclusion() {
        let text = computed(&fixture::report(&fixture::workspace()).unwrap()).to_lowercase();
        for phrase in
            ["conflict free", "conflict-free", "low risk", "high risk", "we believe", "compliance with"]
        {
            assert!(!text.contains(phrase), "{phrase}");
        }
    }

    #[test]
    fn the_ten_countries_are_those_of_the_table() {
        let text = computed(&fixture::report(&fixture::empty()).unwrap());
        let (_, list) = text.split_once("The \"Covered Countries\" are ").unwrap();
        let (list, _) = list.split_once('.').unwrap();
        let named = list.replace(" and ", ", ");
        let named: BTreeSet<Option<Country>> =
            named.split(", ").map(|name| Country::parse(name.trim_start_matches("the "))).collect();
        assert_eq!(named, Country::all().filter(Country::is_covered).map(Some).collect());
    }

    #[test]
    fn nothing_internal_enters_a_report() {
        let ws = fixture::workspace();
        assert!(format!("{ws:?}").contains(fixture::SECRET));
        let report = fixture::report(&ws).unwrap();
        assert!(!format!("{report:?}").contains(fixture::SECRET));
    }

    #[test]
    fn a_year_beyond_the_calendar_is_refused() {
        let mut ws = fixture::empty();
        ws.programme.year = 9999;
        assert_eq!(fixture::report(&ws), Err(ReportError::Year(9999)));
    }
}
