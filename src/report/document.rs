//! What a report's documents are made of, before any format.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::domain::{FactKey, MeasureId, Metal, OecdStep};

/// Which of the two documents of a filing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum DocumentKind {
    /// The form itself (17 CFR 249b.400).
    FormSd,
    /// The Conflict Minerals Report, Exhibit 1.01 to the form, with Annex I.
    ConflictMineralsReport,
}

impl DocumentKind {
    /// The part of a file name that says which document it is.
    pub fn key(self) -> &'static str {
        match self {
            Self::FormSd => "sd",
            Self::ConflictMineralsReport => "cmr",
        }
    }

    /// The type under which EDGAR takes it.
    pub fn edgar_type(self) -> &'static str {
        match self {
            Self::FormSd => "SD",
            Self::ConflictMineralsReport => "EX-1.01",
        }
    }
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub kind: DocumentKind,
    pub title: String,
    /// Its sections, in order.
    pub sections: Vec<Section>,
}

impl Document {
    /// Every sentence, with the section it stands in.
    pub fn sentences(&self) -> impl Iterator<Item = (&Section, &Sentence)> {
        let blocks =
            self.sections.iter().flat_map(|section| section.blocks.iter().map(move |it| (section, it)));
        blocks.flat_map(|(section, block)| {
            let sentences = match block {
                Block::Paragraph(sentences) => sentences.as_slice(),
                Block::Table(_) => &[],
            };
            sentences.iter().map(move |sentence| (section, sentence))
        })
    }
}

/// A heading with what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 2 for a section, 3 for a section within one; the title has 1.
    pub level: u8,
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Sentences that read on.
    Paragraph(Vec<Sentence>),
    /// A table of the report's figures or rows.
    Table(ReportTable),
}

/// Words of a report: the program's, or the company's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sentence {
    /// Follows from the workspace.
    Computed {
        /// The words, on one line.
        text: String,
        /// The names of the figures and values it was computed from, sorted; empty for fixed wording.
        from: BTreeSet<String>,
    },
    /// The company's own words: a fact, or a section.
    Written {
        /// The words, on one line.
        text: String,
        /// The fact that holds them.
        fact: FactKey,
    },
    /// A measure of the company's due diligence, in its own words: something shows it, and it is in force.
    Measure {
        /// The words, on one line.
        text: String,
        step: OecdStep,
        /// Which it is, for the screen.
        id: MeasureId,
    },
    /// A place for the company's own words that has none yet; the program writes nothing there.
    Place {
        /// What belongs there.
        place: String,
        /// The fact that would hold them.
        fact: FactKey,
    },
    /// A figure that nothing which was imported gives: the program says so instead of a zero.
    Gap {
        /// What is missing, and what to do.
        missing: String,
        /// The fact that is not said, where it is one.
        fact: Option<FactKey>,
        /// The step of due diligence whose measures lack something, where it is that.
        step: Option<OecdStep>,
    },
}

impl Sentence {
    /// The words as every format shows them; a place of counsel's, and a gap, stands in brackets.
    pub fn text(&self) -> String {
        match self {
            Self::Computed { text, .. } | Self::Written { text, .. } | Self::Measure { text, .. } => {
                text.clone()
            }
            Self::Place { place, .. } => format!("[Counsel: {place}]"),
            Self::Gap { missing, .. } => format!("[Missing: {missing}]"),
        }
    }

    /// Whether it stands for something that is still to be said.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Computed { .. } | Self::Written { .. } | Self::Measure { .. } => false,
            Self::Place { .. } | Self::Gap { .. } => true,
        }
    }
}

/// A table that a document shows; the formats build it from the report's figures and annex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum ReportTable {
    /// Facilities by metal and status.
    MetalByStatus,
    /// Facilities by country.
    Countries,
    /// The annex's rows of one metal.
    Annex(Metal),
}
