//! What enters the workspace and what leaves it: declarations with their suppliers, reference lists, the facilities
//! that their rows and the decisions on declared names bring, and the proposals that lists make about facilities that are there.
//! With it, what the analyst changes on facilities by hand ([`change`]), and says of the template's versions.
//!
//! Interface and command line import the same way: a [`ReadFile`] is a file with what it holds; [`offers()`] says which
//! look-ups of CMRTs may become reference lists; a [`Batch`] is what was decided about files, each by its role; and
//! [`plan()`] makes an [`ImportPlan`] of it, which is shown, then taken. A [`PlanOrder`] is the job that makes a plan on
//! another thread.
//!
//! Everything here is a plan: an edit that nobody has applied. A batch of files is one edit; so is a withdrawal, and
//! so is a change to many facilities.

mod accept_band;
pub mod change;
mod decide;
pub mod decisions;
mod drafting;
mod effect;
mod enter;
mod facts;
mod files;
mod freezing;
mod leave;
mod list_claims;
mod measures;
mod offers;
mod order;
mod own_sections;
mod propose;
mod risk_terms;
mod role;
mod status_terms;
mod suggest;
#[cfg(test)]
mod tests;
mod versions;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::checks::Finding;
use crate::domain::{
    Contents, Declaration, DeclarationId, Edit, Source, SourceId, SourceRole, SupplierId, Workspace,
};
use crate::import::Draft;
use crate::resolve::rows::{Balance, Register};
use crate::standing::RowsNotHere;

pub use accept_band::{band_decisions, band_title};
pub use decide::{DecidedAs, Decision, NewFacility, decide, take_back};
pub use effect::{StatusChange, StatusTurn, old_words};
pub use enter::plan;
pub use facts::{FactChange, FactRefused, change_facts, fact_info};
pub use files::{ReadFile, Readings, ReceivedCmrt, ReceivedList, ReceivedRisk, ReceivedStatus, Unread};
pub use freezing::{check_unfrozen, freeze_edit, unfreeze_edit};
pub use leave::{removed_facilities, withdraw, withdraw_list, withdraw_source};
pub use measures::{
    DocumentRead, MeasureChanges, MeasureOrder, MeasureRefused, checked_measure, remove_measures,
};
pub use offers::{Offers, contested_words, offers};
pub use order::{Edition, PlanOf, PlanOrder, Withdrawal};
pub use own_sections::{add_section, move_section, places as places_of_sections, remove_section};
pub use propose::{CidProposal, Proposals, TwinProposal, proposals};
pub use risk_terms::SettledRisk;
pub use role::{RoleGuess, guess_role};
pub use status_terms::{SettledStatus, StatusTerms, Unsaid, metals_words};
pub use suggest::{SupplierSuggestion, suggest};
pub use versions::{VersionChange, VersionChangeError, change_versions, versions_set};

/// Whose declaration it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attach {
    /// An existing supplier's.
    To(SupplierId),
    /// A new supplier's, by name; one who has just this name already is taken.
    New(String),
}

/// A CMRT with what was decided about it.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub received: ReceivedCmrt,
    pub attach: Attach,
    /// The day on which it came.
    pub day: Date,
}

/// Files that enter together, each by its role in the workspace.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Filings, and tables of facilities with their status: annexes of record or baselines.
    pub tables: Vec<TableAs>,
    /// CMRTs, with whose they are.
    pub arrivals: Vec<Arrival>,
    /// Reference lists.
    pub lists: Vec<ReceivedList>,
    /// Status lists, with what is said of them.
    pub statuses: Vec<StatusAs>,
    /// Risk lists, with their days.
    pub risks: Vec<RiskAs>,
}

/// A risk list with its day.
#[derive(Debug, Clone)]
pub struct RiskAs {
    pub received: Arc<ReceivedRisk>,
    pub settled: SettledRisk,
}

/// A status list with what was said of it.
#[derive(Debug, Clone)]
pub struct StatusAs {
    pub received: Arc<ReceivedStatus>,
    pub settled: SettledStatus,
}

/// A filing or a table of facilities, with what it is for.
#[derive(Debug, Clone)]
pub struct TableAs {
    pub draft: Arc<Draft>,
    /// [`SourceRole::Annex`] or [`SourceRole::Baseline`].
    pub role: SourceRole,
}

/// What becomes of a CMRT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    Enters {
        declaration: DeclarationId,
        supplier: SupplierId,
        /// Whether the supplier is new.
        is_new: bool,
    },
    /// This supplier's declaration of just this file is there already.
    Known { declaration: DeclarationId, supplier: SupplierId },
    /// Nobody filled it in.
    Blank,
}

/// A file of a plan by its role in the workspace, and what becomes of it.
#[derive(Debug, Clone)]
pub enum PlanLine {
    /// A filing or a table brings facilities with their status.
    Facilities {
        draft: Arc<Draft>,
        /// [`SourceRole::Annex`] or [`SourceRole::Baseline`].
        role: SourceRole,
        /// Rows that become new facilities.
        added: usize,
        /// Rows that are facilities already.
        known: usize,
    },
    /// A CMRT declares rows.
    Declaration {
        /// The CMRT, with whose it is.
        arrival: Arrival,
        /// What becomes of it.
        fate: Fate,
    },
    /// A reference list names facilities.
    List {
        offered: ReceivedList,
        /// Whether it is new; if not, nothing is done.
        is_new: bool,
    },
    /// A status list says which facilities are conformant or active.
    Status {
        taken: Box<StatusAs>,
        /// Whether it is new, or something else is said of it now; if not, nothing is done.
        is_new: bool,
        /// Whether it is old against the workspace's day.
        is_old: bool,
        /// Its rows that are no facility's here.
        not_here: RowsNotHere,
    },
    /// A risk list says who is sanctioned, or which areas are at risk.
    Risk {
        taken: Box<RiskAs>,
        /// Whether it is new; if not, nothing is done.
        is_new: bool,
    },
}

/// How a batch enters: what would be taken, as one edit.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    /// The edit; an empty batch when nothing is new.
    pub edit: Edit,
    /// What it does, for the history.
    pub title: String,
    /// Every file: the tables, then the CMRTs, then the lists, each as the batch has them.
    pub lines: Vec<PlanLine>,
    /// How many facilities are new because declared rows name them.
    pub facilities: usize,
    /// What the rules find of facilities then and do not find now, gravest first; looked for where there are tables.
    pub findings: Vec<Finding>,
    /// What becomes of the statuses of the facilities of Annex I, where there are status lists, on the day of the newest.
    pub effect: Vec<StatusChange>,
    pub after: Workspace,
    /// Its contents, those of the batch with them.
    pub contents: Contents,
}

impl ImportPlan {
    /// Whether nothing is new.
    pub fn is_empty(&self) -> bool {
        matches!(&self.edit, Edit::Batch(edits) if edits.is_empty())
    }

    /// The batch that it is of, to be planned anew.
    pub fn batch(&self) -> Batch {
        let mut batch = Batch::default();
        for line in &self.lines {
            match line {
                PlanLine::Facilities { draft, role, .. } => {
                    batch.tables.push(TableAs { draft: Arc::clone(draft), role: *role });
                }
                PlanLine::Declaration { arrival, .. } => batch.arrivals.push(arrival.clone()),
                PlanLine::List { offered, .. } => batch.lists.push(offered.clone()),
                PlanLine::Status { taken, .. } => batch.statuses.push((**taken).clone()),
                PlanLine::Risk { taken, .. } => batch.risks.push((**taken).clone()),
            }
        }
        batch
    }

    /// The day of its newest status list, on which its effect is told; none where it has no such list.
    pub fn effect_day(&self) -> Option<Date> {
        let day = |line: &PlanLine| match line {
            PlanLine::Status { taken, .. } => Some(taken.settled.list.as_of),
            PlanLine::Facilities { .. }
            | PlanLine::Declaration { .. }
            | PlanLine::List { .. }
            | PlanLine::Risk { .. } => None,
        };
        self.lines.iter().filter_map(day).max()
    }

    /// What becomes of each CMRT, in the order of the batch.
    pub fn fates(&self) -> impl Iterator<Item = (&Arrival, &Fate)> {
        self.lines.iter().filter_map(|line| match line {
            PlanLine::Declaration { arrival, fate } => Some((arrival, fate)),
            PlanLine::Facilities { .. }
            | PlanLine::List { .. }
            | PlanLine::Status { .. }
            | PlanLine::Risk { .. } => None,
        })
    }

    /// The contents of the files that enter, which are written before the edit that names them.
    pub fn contents(&self) -> Contents {
        let mut contents = Contents::default();
        for line in &self.lines {
            match line {
                PlanLine::Declaration { arrival, fate: Fate::Enters { .. } } => {
                    arrival.received.add_to(&mut contents);
                }
                PlanLine::List { offered, is_new: true } => offered.add_to(&mut contents),
                PlanLine::Status { taken, is_new: true, .. } => taken.received.add_to(&mut contents),
                PlanLine::Risk { taken, is_new: true } => taken.received.add_to(&mut contents),
                PlanLine::Declaration { fate: Fate::Known { .. } | Fate::Blank, .. }
                | PlanLine::List { is_new: false, .. }
                | PlanLine::Status { is_new: false, .. }
                | PlanLine::Risk { is_new: false, .. }
                | PlanLine::Facilities { .. } => {}
            }
        }
        contents
    }

    /// SHA-256 of the files that enter, which are kept as they came.
    pub fn originals(&self) -> BTreeSet<String> {
        let of_line = |line: &PlanLine| match line {
            PlanLine::Facilities { draft, .. } => vec![draft.sha256.clone()],
            PlanLine::Declaration { arrival, fate: Fate::Enters { .. } } => {
                vec![arrival.received.sha256.clone()]
            }
            PlanLine::List { offered, is_new: true } => vec![offered.sha256.clone()],
            PlanLine::Status { taken, is_new: true, .. } => vec![taken.received.draft.sha256.clone()],
            PlanLine::Risk { taken, is_new: true } => {
                let draft = &taken.received.draft;
                [std::slice::from_ref(&draft.sha256), draft.joined.as_slice()].concat()
            }
            PlanLine::Declaration { fate: Fate::Known { .. } | Fate::Blank, .. }
            | PlanLine::List { is_new: false, .. }
            | PlanLine::Status { is_new: false, .. }
            | PlanLine::Risk { is_new: false, .. } => Vec::new(),
        };
        self.lines.iter().flat_map(of_line).collect()
    }
}

/// The identifier of a source: the first digits of a hash.
fn source_id(sha256: &str) -> SourceId {
    SourceId::new(sha256.chars().take(16).collect::<String>())
}

/// The declaration that a supplier sent in just this file, if it is there.
pub fn known<'a>(ws: &'a Workspace, supplier: &SupplierId, sha256: &str) -> Option<&'a Declaration> {
    let of_file = |source: &Source| source.sha256 == sha256;
    let mut declarations = ws.declarations.values().filter(|declaration| declaration.supplier == *supplier);
    declarations.find(|declaration| ws.sources.get(&declaration.source).is_some_and(of_file))
}

/// What is told of a declaration that entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered<'a> {
    /// The supplier's name.
    pub supplier: &'a str,
    /// The words that follow the name of a new supplier; else empty.
    pub is_new: &'static str,
    /// The balance of its rows; where they do not count, why, in words that follow their number.
    pub balance: Result<Balance, String>,
    /// The words on another supplier who sent the same content; else empty.
    pub twin: String,
}

impl<'a> Entered<'a> {
    /// Of a declaration that the workspace has.
    pub fn of(ws: &'a Workspace, register: &Register, declaration: &DeclarationId, is_new: bool) -> Self {
        let name = |id| ws.suppliers.get(id).map_or("", |supplier| supplier.name.as_str());
        let sent = ws.declarations.get(declaration);
        let supplier = sent.map(|declaration| &declaration.supplier);
        let twin = same_content(ws, declaration);
        Self {
            supplier: supplier.map_or("", name),
            is_new: if is_new { ", a new supplier" } else { "" },
            balance: sent
                .and_then(|sent| register.declared(sent))
                .map_or_else(|| Err(not_counted(ws, register, declaration)), |(_, balance)| Ok(balance)),
            twin: twin.map_or_else(String::new, |twin| {
                format!("; the same content as {}\u{2019}s", name(&twin.supplier))
            }),
        }
    }
}

fn not_counted(ws: &Workspace, register: &Register, declaration: &DeclarationId) -> String {
    let by = register.repeated_by(declaration).and_then(|by| ws.declarations.get(by));
    match by {
        Some(by) => format!("which do not count: they are those of {}", ws.file_of(by)),
        None => "which do not count: a newer declaration does".to_owned(),
    }
}

/// Another declaration with the same content, as when one file was imported for two suppliers.
fn same_content<'a>(ws: &'a Workspace, declaration: &DeclarationId) -> Option<&'a Declaration> {
    let this = ws.declarations.get(declaration)?;
    ws.declarations.values().find(|other| other.id != this.id && other.form == this.form)
}
