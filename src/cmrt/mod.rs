//! The Conflict Minerals Reporting Template as a format: which versions there are, where each has its inputs, what its
//! drop-down lists offer, and what the words of answers, metals and languages mean. The tables are in `data/cmrt/`.
//!
//! It reads no workbook: [`crate::import`] does, by what stands here. The same tables serve whoever checks a
//! declaration or writes a workbook.

mod labels;
mod layout;
mod permitted;
mod release;
mod season;
mod typed;
mod words;

pub use labels::{
    column_of_heading, company_of_label, fields_of_label, letter_of_label, metal_of_label, number_of_label,
    question_of_label,
};
pub use layout::{
    CheckerLayout, Col, CompanyRow, DateParts, DeclarationLayout, Layout, ListColumn, ListSheet,
    LookUpLayout, ProductLayout, QuestionRow, SmelterLayout, layout,
};
pub use permitted::{Asked, answer, permitted, word};
pub use release::{Release, newest_verified, release, released};
pub use season::{KnownVersion, SeasonVersions, VersionBasis};
pub use words::{language, language_name, meanings, metal, same_words};
