//! A declaration without a fault, to start descriptions from, and an empty template.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::facilities::look_up_of;
use super::filled::{CommentedAnswer, FilledAnswer, FilledCmrt, FilledDate, FilledRow, RowFilling};
use crate::cmrt::{Asked, layout, permitted, release};
use crate::domain::Metal;
use crate::domain::cmrt::{Answer, CompanyField, CompanyQuestion, Language, Question, Template, Version};

/// How long after a version's release its clean declaration is dated.
const AFTER_RELEASE: i32 = 40;

/// The date of declarations of versions that were never released.
const LATER: Date = jiff::civil::date(2026, 2, 20);

impl FilledCmrt {
    /// A template that nobody filled in.
    pub fn blank(version: Version) -> Self {
        Self {
            template: Template::Cmrt,
            version,
            language: Language::English,
            fields: BTreeMap::new(),
            scope: FilledAnswer::Blank,
            dated: FilledDate::Blank,
            answers: BTreeMap::new(),
            company: BTreeMap::new(),
            lines: Vec::new(),
            products: Vec::new(),
            look_up: look_up_of(version.max(Version::new(600))),
            open_fields: None,
            faults: Vec::new(),
        }
    }

    /// A declaration of a whole company without a fault: tin and gold are used, every supplier answered, every
    /// smelter is known, and the two of each metal are in the look-up.
    pub fn clean(version: Version) -> Self {
        let day = release(version).and_then(|release| release.date.checked_add(AFTER_RELEASE.days()).ok());
        let mut filled = Self {
            fields: company_block(),
            scope: FilledAnswer::Means(Answer::ScopeCompany),
            dated: FilledDate::Day(day.unwrap_or(LATER)),
            open_fields: Some(0),
            ..Self::blank(version)
        };
        filled = filled.with_metals(&[Metal::Tin, Metal::Gold]);
        for asked in &layout(version).declaration.company {
            filled.company.insert(asked.asks, best(asked.asks, version));
        }
        for metal in [Metal::Tin, Metal::Gold] {
            let known = filled.look_up.entries.iter().filter(|entry| entry.metal == metal);
            let lines: Vec<FilledRow> = known.take(2).map(|entry| RowFilling::Id(entry.cid).into()).collect();
            filled.lines.extend(lines);
        }
        filled
    }

    /// Declares these metals, with the answers of a supplier who knows everything, and no others.
    #[must_use]
    pub fn with_metals(mut self, metals: &[Metal]) -> Self {
        self.answers.clear();
        let questions = &layout(self.version).declaration.questions;
        for (at, asked) in questions.iter().enumerate() {
            for metal in Metal::ALL {
                if metals.contains(&metal) {
                    self.answers.insert((asked.asks, metal), told(asked.asks, self.version).into());
                } else if at == 0 {
                    self.answers.insert((asked.asks, metal), Answer::No.into());
                } else if asked.asks == Question::Remains && self.version < Version::new(600) {
                    // Before 6.0 a metal is out only when both of the first questions say so.
                    self.answers.insert((asked.asks, metal), Answer::No.into());
                }
            }
        }
        self
    }
}

fn company_block() -> BTreeMap<CompanyField, String> {
    [
        (CompanyField::Name, "Aldermoor Assemblies Ltd. (fictional)"),
        (CompanyField::UniqueId, "00-000-0001"),
        (CompanyField::UniqueIdAuthority, "Fictional register"),
        (CompanyField::Address, "1 Example Way, Aldermoor"),
        (CompanyField::ContactName, "Maren Holt"),
        (CompanyField::ContactEmail, "maren.holt@aldermoor.example.com"),
        (CompanyField::ContactPhone, "+44 1632 960001"),
        (CompanyField::AuthorizerName, "Tobias Renn"),
        (CompanyField::AuthorizerTitle, "Head of purchasing"),
        (CompanyField::AuthorizerEmail, "tobias.renn@aldermoor.example.com"),
        (CompanyField::AuthorizerPhone, "+44 1632 960002"),
    ]
    .map(|(field, text)| (field, text.to_owned()))
    .into()
}

/// What a supplier answers who knows all smelters, and that none lies where it should not.
fn told(asked: Question, version: Version) -> Answer {
    match asked {
        Question::Added | Question::Remains | Question::Reported | Question::Compliant => Answer::Yes,
        Question::Covered | Question::HighRisk | Question::Recycled => Answer::No,
        Question::Answered => Answer::Percent100,
        Question::Identified => {
            let offered = permitted(asked, version).first();
            offered.map_or(Answer::Yes, |(answer, _)| *answer)
        }
    }
}

/// What a supplier answers who does everything, with the comment that the answer calls for.
fn best(asked: CompanyQuestion, version: Version) -> CommentedAnswer {
    let offered = permitted(Asked::Company(asked), version).first();
    let answer = offered.map_or(Answer::Yes, |(answer, _)| *answer);
    let comment = match asked {
        CompanyQuestion::PolicyPublic => "https://www.aldermoor.example.com/minerals-policy",
        CompanyQuestion::Corrective => "Suppliers get a list of corrections and a date.",
        CompanyQuestion::Policy
        | CompanyQuestion::ConflictFree
        | CompanyQuestion::Validated
        | CompanyQuestion::Diligence
        | CompanyQuestion::Responses
        | CompanyQuestion::Survey
        | CompanyQuestion::AskNames
        | CompanyQuestion::Review
        | CompanyQuestion::Disclosure => "",
    };
    CommentedAnswer { said: FilledAnswer::Means(answer), comment: comment.to_owned() }
}

#[cfg(test)]
mod tests {
    use crate::cmrt::{released, word};
    use crate::demo::{FilledAnswer, FilledCmrt, workbook};
    use crate::domain::cmrt::Version;

    #[test]
    fn a_clean_declaration_says_what_its_version_offers() {
        for release in released() {
            let filled = FilledCmrt::clean(release.version);
            for ((question, metal), told) in &filled.answers {
                let FilledAnswer::Means(answer) = told.said else { panic!("{question:?} {metal}") };
                let word = word(answer, *question, release.version);
                assert!(word.is_some(), "{} {question:?} {metal} {answer:?}", release.version);
            }
            assert_eq!(filled.lines.len(), 4, "{}", release.version);
        }
    }

    #[test]
    fn the_same_description_gives_the_same_bytes() {
        for text in ["1.00", "2.02", "3.01", "6.5", "7.0"] {
            let filled = FilledCmrt::clean(Version::parse(text).unwrap());
            assert_eq!(workbook(&filled), workbook(&filled), "{text}");
        }
    }
}
