//! `rcoi list` of declared rows, suppliers and lists.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::args::{DeclaredArgs, ListArgs, ListedThing, SelectArgs};
use super::context::{CommandOutcome, Context};
use super::emit::emit;
use super::json_records::{fraction, percent};
use super::select::{Selection, country_asked};
use crate::Problem;
use crate::checks::declaration::{CheckContext, DeclarationOutcome};
use crate::checks::{Finding, Severity};
use crate::correspond::pick;
use crate::domain::{Contents, Declaration, FacilityId, Metal, SupplierId, Workspace};
use crate::query::declared::{DECLARED_LISTED, RegisterRow};
use crate::query::listed;
use crate::query::lists::{LISTS_LISTED, ListRow, ListsHere};
use crate::query::suppliers::{self, DeclarationFacts, ListedSupplier, SUPPLIERS_LISTED};
use crate::resolve::lists::country_key;
use crate::resolve::rows::{Register, RowFilter};
use crate::risk::RiskBook;
use crate::runtime::clock;
use crate::standing::{self, ListUses};
use crate::store::Opened;

pub(super) fn run(context: &Context, opened: &Opened, args: &ListArgs) -> Result<CommandOutcome, Problem> {
    let contents = context.contents(opened);
    let listing = Listing { ws: &opened.workspace, contents: &contents, args };
    match args.what {
        ListedThing::Suppliers => listing.suppliers(),
        ListedThing::Lists => listing.lists(),
        ListedThing::Rows
        | ListedThing::Matches
        | ListedThing::Decisions
        | ListedThing::Smelters
        | ListedThing::Actions
        | ListedThing::Measures
        | ListedThing::Findings
        | ListedThing::History => listing.rows(),
    }?;
    Ok(CommandOutcome::Good)
}

impl DeclaredArgs {
    /// Refuses them where they narrow nothing.
    pub fn refuse(&self, others: &str) -> Result<(), Problem> {
        if self.supplier.is_empty() && self.outcome.is_empty() {
            return Ok(());
        }
        Err(Problem::new(
            "--supplier and --outcome do not narrow this list",
            "rcoi list",
            format!("leave them out, or ask for {others}"),
        ))
    }

    /// The suppliers asked for; none for all.
    pub fn suppliers(&self, ws: &Workspace) -> Result<BTreeSet<SupplierId>, Problem> {
        self.supplier.iter().map(|words| Ok(pick(ws, words)?.id.clone())).collect()
    }
}

impl SelectArgs {
    /// The filters that are about facilities, not about what a row says itself.
    fn of_facilities(&self) -> Self {
        let (status, risk, flag) = (self.status.clone(), self.risk.clone(), self.flag.clone());
        let (why_here, programme) = (self.why_here.clone(), self.programme.clone());
        Self { status, risk, flag, why_here, programme, lapsed: self.lapsed, ..Self::default() }
    }
}

/// A declared row. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
struct RowRecord<'a> {
    supplier: &'a str,
    file: &'a str,
    /// The worksheet's row number.
    row: u32,
    metal: Option<&'static str>,
    name_as_written: &'a str,
    cid_as_written: &'a str,
    country_as_written: &'a str,
    outcome: &'static str,
    /// Of the facility that it resolved to.
    cid: Option<String>,
    /// Its identifier.
    facility: Option<&'a str>,
    method: Option<&'static str>,
    /// The probability that a matcher gave, from 0 to 1.
    score: Option<f64>,
    /// The newest list with the facility, or the one that was newest when the name was decided.
    list: Option<&'a str>,
}

impl<'a> RowRecord<'a> {
    fn of(row: &RegisterRow<'a>) -> Self {
        let view = row.view;
        Self {
            supplier: row.supplier(),
            file: row.file(),
            row: view.row,
            metal: view.metal.map(Metal::name),
            name_as_written: view.name,
            cid_as_written: view.cid,
            country_as_written: view.country,
            outcome: view.outcome.word(),
            cid: view.cid_resolved.map(|cid| cid.to_string()),
            facility: view.facility.map(FacilityId::as_str),
            method: Some(view.method.words()).filter(|words| !words.is_empty()),
            score: view.score.map(fraction),
            list: Some(view.list).filter(|list| !list.is_empty()),
        }
    }
}

/// A supplier. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
struct SupplierRecord<'a> {
    id: &'a str,
    name: &'a str,
    number: &'a str,
    state: &'static str,
    since: Option<Date>,
    due: Option<Date>,
    overdue: bool,
    /// How many declarations are kept, earlier ones included.
    declarations: usize,
    /// How many of them count side by side.
    counting: usize,
    /// Of the declaration that counts.
    file: Option<&'a str>,
    version: Option<String>,
    date: Option<Date>,
    received: Option<Date>,
    rows: usize,
    resolved: usize,
    duplicate: usize,
    special: usize,
    rejected: usize,
    open: usize,
    /// What the rules find of it: `green`, `validation-needed` or `high-risk`.
    outcome: Option<&'static str>,
    /// How many findings of each severity.
    findings: BTreeMap<&'static str, usize>,
    /// 1 for a direct supplier.
    tier: Option<u8>,
    /// What it supplies, or empty.
    supplies: &'a str,
    /// Its share of what the company spends, in percent.
    spend_percent: Option<f64>,
}

impl<'a> SupplierRecord<'a> {
    fn of(listed: &ListedSupplier<'a>) -> Self {
        let (row, balance) = (listed.row, &listed.row.balance);
        Self {
            id: row.id.as_str(),
            name: &row.name,
            number: &row.number,
            state: row.state_name(),
            since: row.since,
            due: row.due,
            overdue: row.is_overdue,
            declarations: row.declarations,
            counting: row.counting,
            file: row.declaration.as_ref().map(|_| listed.file()),
            version: row.version.map(|version| version.to_string()),
            date: row.dated,
            received: row.came_in,
            rows: balance.rows,
            resolved: balance.resolved,
            duplicate: balance.duplicate,
            special: balance.special,
            rejected: balance.rejected,
            open: balance.open,
            outcome: row.outcome.map(DeclarationOutcome::name),
            findings: Severity::ALL.map(|severity| (severity.name(), row.found(severity))).into(),
            tier: row.tier.map(u8::from),
            supplies: &row.supplies,
            spend_percent: row.spend.map(|share| percent(share.hundredths())),
        }
    }
}

/// A list. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
struct ListRecord<'a> {
    id: &'a str,
    title: &'a str,
    version: Option<String>,
    as_of: Option<Date>,
    facilities: u32,
    file: &'a str,
    imported: Option<Date>,
    /// `reference`, what a status list says of those that it names (`conformant + active`), or what a risk list is of: `sanctions`,
    /// `areas`; with `, older` where a newer one counts.
    kind: &'a str,
    programme: Option<&'a str>,
    /// Whether a status list has every facility of its kinds.
    complete: Option<bool>,
    /// How many of its rows are facilities of the workspace.
    matched: Option<usize>,
    /// How many statuses of Annex I rest on its entries.
    effect: Option<usize>,
}

impl<'a> ListRecord<'a> {
    fn of(row: &'a ListRow<'a>) -> Self {
        Self {
            id: row.id.source.as_str(),
            title: row.title,
            version: row.version.map(|version| version.to_string()),
            as_of: row.as_of,
            facilities: row.rows,
            file: row.file,
            imported: row.imported,
            kind: &row.kind,
            programme: row.programme,
            complete: row.complete,
            matched: row.matched,
            effect: row.effect.map(|effect| effect.listed),
        }
    }
}

/// What is listed.
struct Listing<'a> {
    ws: &'a Workspace,
    contents: &'a Contents,
    args: &'a ListArgs,
}

impl Listing<'_> {
    fn rows(&self) -> Result<(), Problem> {
        let register = Register::build(self.ws, self.contents);
        let (select, declared) = (&self.args.select, &self.args.declared);
        let day = select.as_of.or_else(|| standing::day(self.ws));
        let standings = standing::standings_on(self.ws, self.contents, &register, day);
        let screening = standing::screening(self.ws, self.contents, &register);
        let book = RiskBook { ws: self.ws, standings: &standings, screening: &screening };
        let facilities = Selection::of(&book, &select.of_facilities())?;
        let countries: BTreeSet<String> = select.country.iter().map(|word| country_asked(word)).collect();
        let filter = RowFilter {
            metals: select.metal.iter().copied().collect(),
            outcomes: declared.outcome.iter().copied().collect(),
            suppliers: declared.suppliers(self.ws)?,
            search: select.search.join(" "),
            ..RowFilter::default()
        };
        let named: BTreeMap<&FacilityId, &str> =
            facilities.rows.iter().map(|row| (&row.id, row.name.as_str())).collect();
        let called = |id: &FacilityId| named.get(id).copied().unwrap_or_default();
        let passing = register.select(&filter, &[], &called);
        let views = passing.iter().filter_map(|index| register.row(*index as usize));
        let views = views.filter(|view| {
            (countries.is_empty() || countries.contains(&country_key(view.country)))
                && facilities.concerns(self.ws, view.facility)
        });
        // No column says what the facility is called: its CID stands for it.
        let rows: Vec<RegisterRow<'_>> = views.map(|view| RegisterRow::new(self.ws, view, "")).collect();
        let records: Vec<RowRecord<'_>> = rows.iter().map(RowRecord::of).collect();
        let table = listed(("Rows", clock::today()), DECLARED_LISTED, rows);
        emit(self.args.format, &table, &records)
    }

    fn suppliers(&self) -> Result<(), Problem> {
        let register = Register::build(self.ws, self.contents);
        let chosen = self.args.declared.suppliers(self.ws)?;
        let today = clock::today();
        let context = CheckContext::of(self.ws, self.contents, today);
        let known = |declaration: &Declaration| {
            let found = self.findings(&context, declaration);
            DeclarationFacts::of(&register, declaration, found.as_deref())
        };
        let is_chosen = |id: &SupplierId| chosen.is_empty() || chosen.contains(id);
        let mut rows = suppliers::rows(self.ws, today, &known);
        rows.retain(|row| is_chosen(&row.id));
        rows.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let rows: Vec<ListedSupplier<'_>> =
            rows.iter().map(|row| ListedSupplier { row, ws: self.ws }).collect();
        let records: Vec<SupplierRecord<'_>> = rows.iter().map(SupplierRecord::of).collect();
        let table = listed(("Suppliers", today), SUPPLIERS_LISTED, rows);
        emit(self.args.format, &table, &records)
    }

    /// What the rules find of a declaration; none where its form is missing.
    fn findings(&self, context: &CheckContext, declaration: &Declaration) -> Option<Vec<Finding>> {
        let (form, own) = self.contents.declared(declaration)?;
        Some(context.check(form, own.map(AsRef::as_ref), declaration.received))
    }

    fn lists(&self) -> Result<(), Problem> {
        let register = Register::build(self.ws, self.contents);
        let day = self.args.select.as_of.or_else(|| standing::day(self.ws));
        let standings = standing::standings_on(self.ws, self.contents, &register, day);
        let screening = standing::screening(self.ws, self.contents, &register);
        let book = RiskBook { ws: self.ws, standings: &standings, screening: &screening };
        let uses = ListUses::of(&book, self.contents, &register);
        let here = ListsHere { ws: self.ws, standings: &standings, uses: &uses };
        let mut rows = here.rows(|at| Some(clock::day_of(at)));
        rows.sort_by(|a, b| (a.as_of, a.version, &a.id).cmp(&(b.as_of, b.version, &b.id)));
        let records: Vec<ListRecord<'_>> = rows.iter().map(ListRecord::of).collect();
        let table = listed(("Lists", clock::today()), LISTS_LISTED, rows.clone());
        emit(self.args.format, &table, &records)
    }
}
