//! Rows of suppliers as the screen, the list and exports show them: computed once, then filtered and sorted.

mod field;
mod filter;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use field::{ListedSupplier, SUPPLIER_FIELDS, SUPPLIERS_LISTED, SupplierField, scope_words};
pub use filter::{SupplierFilter, SupplierQuery};

use crate::checks::Finding;
use crate::checks::declaration::{DeclarationOutcome, outcome};
use crate::correspond::requests::{NextStep, RequestProgress, progress, progress_of_all};
use crate::domain::cmrt::{Answer, Version};
use crate::domain::{
    Declaration, DeclarationId, RequestState, Severity, SpendShare, Supplier, SupplierId, Tier, Workspace,
};
use crate::query::row::folded;
use crate::resolve::rows::{Balance, Register};
use crate::text::fold;

/// What tables, filters and lists know of one supplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplierRow {
    pub id: SupplierId,
    pub name: String,
    /// The company's own number for it, or empty.
    pub number: String,
    /// How far it stands from the company.
    pub tier: Option<Tier>,
    /// What it supplies, or empty.
    pub supplies: String,
    /// Its share of what the company spends.
    pub spend: Option<SpendShare>,
    /// The state of the request; none when nothing was logged.
    pub state: Option<RequestState>,
    /// The day on which it came to that.
    pub since: Option<Date>,
    /// The day on which it was first asked.
    pub asked: Option<Date>,
    /// The day on which something was last received.
    pub received: Option<Date>,
    /// The day by which an answer is due, while one is awaited.
    pub due: Option<Date>,
    /// Whether that day has passed.
    pub is_overdue: bool,
    pub step: NextStep,
    /// The declaration that counts; of several the newest.
    pub declaration: Option<DeclarationId>,
    /// Its template version.
    pub version: Option<Version>,
    /// The day that it bears.
    pub dated: Option<Date>,
    pub came_in: Option<Date>,
    pub scope: Option<Answer>,
    pub declarations: usize,
    /// How many of them count.
    pub counting: usize,
    /// What became of the rows of all that count.
    pub balance: Balance,
    /// Findings on them by severity, in the order of [`Severity::ALL`].
    pub findings: [usize; 4],
    /// What they come to, the gravest; none where none could be checked.
    pub outcome: Option<DeclarationOutcome>,
    /// What search looks in, folded, a line each.
    pub haystack: String,
}

/// Whether a supplier was asked, and whether it answered: each is in one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AskedAndAnswered {
    /// Neither.
    NotAsked,
    /// Asked, and nothing came yet.
    Awaited,
    /// Asked, and something came.
    Answered,
    /// Something came without a request in the log.
    AnsweredUnasked,
}

impl AskedAndAnswered {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::NotAsked, Self::Awaited, Self::Answered, Self::AnsweredUnasked];

    pub fn words(self) -> &'static str {
        match self {
            Self::NotAsked => "not asked",
            Self::Awaited => "asked, no answer",
            Self::Answered => "asked and answered",
            Self::AnsweredUnasked => "answered unasked",
        }
    }

    pub fn is_asked(self) -> bool {
        matches!(self, Self::Awaited | Self::Answered)
    }
}

/// What is known of a declaration beside the workspace: its findings by severity, and what became of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DeclarationFacts {
    /// Findings, in the order of [`Severity::ALL`].
    pub findings: [usize; 4],
    /// What they come to; none where it could not be checked.
    pub outcome: Option<DeclarationOutcome>,
    /// Rows by outcome.
    pub balance: Balance,
}

impl DeclarationFacts {
    /// What is known where these were found; none where the declaration could not be checked.
    pub fn new(found: Option<&[Finding]>, balance: Balance) -> Self {
        let of =
            |severity| found.unwrap_or(&[]).iter().filter(|finding| finding.severity == severity).count();
        Self { findings: Severity::ALL.map(of), outcome: found.map(outcome), balance }
    }

    /// What is known of a declaration that counts, where these were found; none of one that does not count.
    pub fn of(register: &Register, declaration: &Declaration, found: Option<&[Finding]>) -> Option<Self> {
        let balance = |(_, balance)| balance;
        let balance = register.declared(declaration).map(balance).unwrap_or_default();
        register.counts(&declaration.id).then(|| Self::new(found, balance))
    }
}

impl SupplierRow {
    /// How many findings of a severity there are.
    pub fn found(&self, severity: Severity) -> usize {
        self.findings.get(severity as usize).copied().unwrap_or(0)
    }

    /// The gravest severity found, remarks left out.
    pub fn gravest(&self) -> Option<Severity> {
        let grave = Severity::ALL.into_iter().filter(|severity| *severity != Severity::Info);
        grave.into_iter().find(|severity| self.found(*severity) > 0)
    }

    /// The state of the request in words; a supplier without a request log was not asked.
    pub fn state_name(&self) -> &'static str {
        self.state.map_or("not asked", RequestState::name)
    }

    /// The scope of the newest declaration that counts, with how many others count beside it.
    pub fn scope_words(&self) -> Option<String> {
        let scope = self.scope.map_or("", scope_words);
        Some(format!("{scope}{}", self.beside())).filter(|words| !words.is_empty())
    }

    /// How many declarations count beside the newest: "+1"; empty for none.
    fn beside(&self) -> String {
        match self.counting {
            0 | 1 => String::new(),
            counting => format!("+{}", counting - 1),
        }
    }

    /// Whether somebody must see to it: remind, or look at what came. To ask is no duty of its own.
    pub fn needs_work(&self) -> bool {
        match self.step {
            NextStep::Remind | NextStep::Escalate | NextStep::Review | NextStep::Decide => true,
            NextStep::Ask | NextStep::Wait(_) | NextStep::Nothing => false,
        }
    }

    /// Whether it was asked, and whether it answered.
    pub fn asked_and_answered(&self) -> AskedAndAnswered {
        match (self.asked.is_some(), self.has_answered()) {
            (false, false) => AskedAndAnswered::NotAsked,
            (true, false) => AskedAndAnswered::Awaited,
            (true, true) => AskedAndAnswered::Answered,
            (false, true) => AskedAndAnswered::AnsweredUnasked,
        }
    }

    /// Whether the supplier has answered: something of it counts, or was received.
    pub fn has_answered(&self) -> bool {
        self.declaration.is_some() || self.state.is_some_and(RequestState::is_response)
    }
}

/// The rows of all suppliers by name, as of a day.
pub fn rows(
    ws: &Workspace,
    today: Date,
    known: &dyn Fn(&Declaration) -> Option<DeclarationFacts>,
) -> Vec<SupplierRow> {
    let progress = progress_of_all(ws, today);
    let mut declarations = BTreeMap::<&SupplierId, Vec<&Declaration>>::new();
    for declaration in ws.declarations.values() {
        declarations.entry(&declaration.supplier).or_default().push(declaration);
    }
    let row = |supplier: &Supplier| {
        let sent = declarations.remove(&supplier.id).unwrap_or_default();
        of_supplier(supplier, progress.get(&supplier.id), &sent, known)
    };
    let mut rows: Vec<SupplierRow> = ws.suppliers.values().map(row).collect();
    rows.sort_by_cached_key(|row| (fold(&row.name), row.id.clone()));
    rows
}

/// The row of one supplier as of a day; none for one that is not there.
pub fn row(
    ws: &Workspace,
    id: &SupplierId,
    today: Date,
    known: &dyn Fn(&Declaration) -> Option<DeclarationFacts>,
) -> Option<SupplierRow> {
    let (supplier, progress) = (ws.suppliers.get(id)?, progress(ws, id, today));
    let sent: Vec<&Declaration> = ws.declarations.values().filter(|one| one.supplier == *id).collect();
    Some(of_supplier(supplier, Some(&progress), &sent, known))
}

fn of_supplier(
    supplier: &Supplier,
    progress: Option<&RequestProgress>,
    sent: &[&Declaration],
    known: &dyn Fn(&Declaration) -> Option<DeclarationFacts>,
) -> SupplierRow {
    let mut row = SupplierRow { declarations: sent.len(), ..bare(supplier, progress) };
    let mut counting: Vec<(&Declaration, DeclarationFacts)> =
        sent.iter().filter_map(|sent| Some((*sent, known(sent)?))).collect();
    counting.sort_by(|(a, _), (b, _)| b.order().cmp(&a.order()));
    if let Some((newest, _)) = counting.first() {
        row.declaration = Some(newest.id.clone());
        row.version = Some(newest.version);
        row.scope = newest.scope;
        row.dated = newest.date;
        row.came_in = Some(newest.received);
        row.received = row.received.max(Some(newest.received));
    }
    row.counting = counting.len();
    for (_, facts) in &counting {
        row.findings.iter_mut().zip(facts.findings).for_each(|(sum, found)| *sum += found);
        row.outcome = row.outcome.max(facts.outcome);
        row.balance.add(&facts.balance);
    }
    row.haystack = haystack(&row, supplier, sent);
    row
}

/// What is known of a supplier without its declarations.
fn bare(supplier: &Supplier, progress: Option<&RequestProgress>) -> SupplierRow {
    SupplierRow {
        id: supplier.id.clone(),
        name: supplier.name.clone(),
        number: supplier.number.clone(),
        tier: supplier.tier,
        supplies: supplier.supplies.clone(),
        spend: supplier.spend,
        state: progress.and_then(|progress| progress.state),
        since: progress.and_then(|progress| progress.since),
        asked: progress.and_then(|progress| progress.asked),
        received: progress.and_then(|progress| progress.received),
        due: progress.and_then(|progress| progress.due),
        is_overdue: progress.is_some_and(|progress| progress.overdue),
        step: progress.map_or(NextStep::Ask, |progress| progress.step),
        declaration: None,
        version: None,
        dated: None,
        came_in: None,
        scope: None,
        declarations: 0,
        counting: 0,
        balance: Balance::default(),
        findings: [0; 4],
        outcome: None,
        haystack: String::new(),
    }
}

fn haystack(row: &SupplierRow, supplier: &Supplier, sent: &[&Declaration]) -> String {
    let mut words: Vec<&str> =
        vec![&supplier.name, &supplier.number, &supplier.note, &supplier.supplies, row.state_name()];
    words.extend(supplier.aliases.iter().map(String::as_str));
    for contact in &supplier.contacts {
        words.extend([contact.name.as_str(), &contact.email, &contact.phone]);
    }
    words.extend(sent.iter().map(|declaration| declaration.company.as_str()));
    let version = row.version.map_or(String::new(), |version| version.to_string());
    words.push(&version);
    folded(words)
}
