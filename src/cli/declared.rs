//! `rcoi list` of declared rows, suppliers and reference lists.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::args::{DeclaredArgs, ListArgs, SelectArgs, What};
use super::emit::emit;
use super::records::{fraction, percent};
use super::select::{Selection, country_asked};
use super::{Context, Verdict};
use crate::Problem;
use crate::checks::declaration::{CheckContext, outcome};
use crate::checks::{Finding, Severity};
use crate::correspond::pick;
use crate::correspond::requests::progress;
use crate::domain::{Declaration, Papers, ReferenceList, Supplier, SupplierId, Workspace};
use crate::resolve::lists::country_key;
use crate::resolve::rows::{Balance, Outcome, Register, RowFilter, RowView};
use crate::runtime::clock;
use crate::store::Opened;
use crate::tabular::{Cell, ColumnKind, Table};

pub(super) fn run(context: &Context, opened: &Opened, args: &ListArgs) -> Result<Verdict, Problem> {
    let papers = context.papers(opened);
    let listing = Listing { ws: &opened.workspace, papers: &papers, args };
    match args.what {
        What::Suppliers => listing.suppliers(),
        What::Lists => listing.lists(),
        What::Rows
        | What::Matches
        | What::Decisions
        | What::Smelters
        | What::Actions
        | What::Findings
        | What::History => listing.rows(),
    }?;
    Ok(Verdict::Good)
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
        Self { status, risk, flag, ..Self::default() }
    }
}

/// A declared row. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
struct DeclaredRow<'a> {
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

impl<'a> DeclaredRow<'a> {
    fn of(ws: &'a Workspace, view: &RowView<'a>) -> Self {
        let supplier = ws.suppliers.get(view.supplier);
        Self {
            supplier: supplier.map_or("", |supplier| &supplier.name),
            file: ws.declarations.get(view.declaration).map_or("", |declaration| file_of(ws, declaration)),
            row: view.row,
            metal: view.metal.map(crate::domain::Metal::name),
            name_as_written: view.name,
            cid_as_written: view.cid,
            country_as_written: view.country,
            outcome: view.outcome.word(),
            cid: view.cid_resolved.map(|cid| cid.to_string()),
            facility: view.facility.map(crate::domain::FacilityId::as_str),
            method: Some(view.method.words()).filter(|words| !words.is_empty()),
            score: view.score.map(fraction),
            list: Some(view.list).filter(|list| !list.is_empty()),
        }
    }

    fn cells(&self, view: &RowView<'_>) -> Vec<Cell> {
        vec![
            Cell::text(self.supplier),
            Cell::text(self.file),
            Cell::Number(i64::from(self.row)),
            Cell::text(self.metal.unwrap_or("")),
            Cell::text(self.name_as_written),
            Cell::text(self.cid_as_written),
            Cell::text(self.country_as_written),
            Cell::text(self.outcome),
            Cell::text(reason(view.outcome)),
            Cell::text(self.cid.as_deref().unwrap_or("")),
            Cell::text(self.method.unwrap_or("")),
            view.score.map_or(Cell::Empty, |score| Cell::text(percent(score))),
            Cell::text(view.list),
        ]
    }
}

const ROW_COLUMNS: [(&str, ColumnKind); 13] = [
    ("Supplier", ColumnKind::Text),
    ("File", ColumnKind::Text),
    ("Row", ColumnKind::Number),
    ("Metal", ColumnKind::Text),
    ("Name", ColumnKind::Text),
    ("ID", ColumnKind::Text),
    ("Country", ColumnKind::Text),
    ("Outcome", ColumnKind::Text),
    ("Reason", ColumnKind::Text),
    ("CID", ColumnKind::Text),
    ("Method", ColumnKind::Text),
    ("Score", ColumnKind::Number),
    ("List", ColumnKind::Text),
];

/// Why a row was rejected; empty for others.
fn reason(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Rejected(reason) => reason.words(),
        Outcome::Resolved | Outcome::Duplicate | Outcome::Special | Outcome::Open => "",
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
}

impl<'a> SupplierRecord<'a> {
    fn of(
        ws: &'a Workspace,
        supplier: &'a Supplier,
        balance: Balance,
        (today, found): (Date, Option<&[Finding]>),
    ) -> Self {
        let of = |severity: Severity| {
            let found = found.unwrap_or(&[]).iter().filter(|finding| finding.severity == severity);
            (severity.name(), found.count())
        };
        let progress = progress(ws, &supplier.id, today);
        let all = ws.declarations_of(&supplier.id);
        let current = all.first().copied();
        Self {
            id: supplier.id.as_str(),
            name: &supplier.name,
            number: &supplier.number,
            state: progress.words(),
            since: progress.since,
            due: progress.due,
            overdue: progress.overdue,
            declarations: all.len(),
            file: current.map(|declaration| file_of(ws, declaration)),
            version: current.map(|declaration| declaration.version.to_string()),
            date: current.and_then(|declaration| declaration.date),
            received: current.map(|declaration| declaration.received),
            rows: balance.rows,
            resolved: balance.resolved,
            duplicate: balance.duplicate,
            special: balance.special,
            rejected: balance.rejected,
            open: balance.open,
            outcome: found.map(|found| outcome(found).name()),
            findings: Severity::ALL.map(of).into(),
        }
    }

    fn cells(&self) -> Vec<Cell> {
        let day = |day: Option<Date>| day.map_or(Cell::Empty, Cell::Date);
        vec![
            Cell::text(self.name),
            Cell::text(self.number),
            Cell::text(self.state),
            day(self.since),
            day(self.due),
            Cell::text(if self.overdue { "overdue" } else { "" }),
            Cell::text(self.file.unwrap_or("")),
            Cell::text(self.version.as_deref().unwrap_or("")),
            day(self.date),
            day(self.received),
            Cell::count(self.rows),
            Cell::count(self.resolved),
            Cell::count(self.duplicate),
            Cell::count(self.special),
            Cell::count(self.rejected),
            Cell::count(self.open),
            Cell::text(self.outcome.unwrap_or("")),
        ]
    }
}

const SUPPLIER_COLUMNS: [(&str, ColumnKind); 17] = [
    ("Supplier", ColumnKind::Text),
    ("Number", ColumnKind::Text),
    ("State", ColumnKind::Text),
    ("Since", ColumnKind::Date),
    ("Due", ColumnKind::Date),
    ("Overdue", ColumnKind::Text),
    ("File", ColumnKind::Text),
    ("CMRT", ColumnKind::Text),
    ("Dated", ColumnKind::Date),
    ("Received", ColumnKind::Date),
    ("Rows", ColumnKind::Number),
    ("Resolved", ColumnKind::Number),
    ("Duplicate", ColumnKind::Number),
    ("Special", ColumnKind::Number),
    ("Rejected", ColumnKind::Number),
    ("Open", ColumnKind::Number),
    ("Outcome", ColumnKind::Text),
];

/// A reference list. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
struct ListRecord<'a> {
    id: &'a str,
    title: &'a str,
    version: Option<String>,
    as_of: Option<Date>,
    facilities: u32,
    file: &'a str,
    imported: Option<Date>,
}

impl<'a> ListRecord<'a> {
    fn of(ws: &'a Workspace, list: &'a ReferenceList) -> Self {
        let source = ws.sources.get(&list.source);
        Self {
            id: list.source.as_str(),
            title: &list.title,
            version: list.version.map(|version| version.to_string()),
            as_of: list.as_of,
            facilities: list.facilities,
            file: source.map_or("", |source| &source.file),
            imported: source.map(|source| clock::day_of(source.imported_at)),
        }
    }

    fn cells(&self) -> Vec<Cell> {
        let day = |day: Option<Date>| day.map_or(Cell::Empty, Cell::Date);
        vec![
            Cell::text(self.title),
            Cell::text(self.version.as_deref().unwrap_or("")),
            day(self.as_of),
            Cell::Number(i64::from(self.facilities)),
            Cell::text(self.file),
            day(self.imported),
        ]
    }
}

const LIST_COLUMNS: [(&str, ColumnKind); 6] = [
    ("List", ColumnKind::Text),
    ("CMRT", ColumnKind::Text),
    ("As of", ColumnKind::Date),
    ("Facilities", ColumnKind::Number),
    ("File", ColumnKind::Text),
    ("Imported", ColumnKind::Date),
];

/// The name of a declaration's file.
fn file_of<'a>(ws: &'a Workspace, declaration: &Declaration) -> &'a str {
    ws.sources.get(&declaration.source).map_or("", |source| source.file.as_str())
}

/// What is listed.
struct Listing<'a> {
    ws: &'a Workspace,
    papers: &'a Papers,
    args: &'a ListArgs,
}

impl Listing<'_> {
    fn rows(&self) -> Result<(), Problem> {
        let register = Register::build(self.ws, self.papers);
        let (select, declared) = (&self.args.select, &self.args.declared);
        let facilities = Selection::of(self.ws, &select.of_facilities())?;
        let countries: BTreeSet<String> = select.country.iter().map(|word| country_asked(word)).collect();
        let filter = RowFilter {
            metals: select.metal.iter().copied().collect(),
            outcomes: declared.outcome.iter().copied().collect(),
            suppliers: declared.suppliers(self.ws)?,
            search: select.search.join(" "),
            ..RowFilter::default()
        };
        let passing = register.select(&filter, &[]);
        let views = passing.iter().filter_map(|index| register.row(*index as usize));
        let views = views.filter(|view| {
            (countries.is_empty() || countries.contains(&country_key(view.country)))
                && facilities.concerns(self.ws, view.facility)
        });
        let mut table = Table::new("Rows", clock::today(), &ROW_COLUMNS);
        let mut records = Vec::new();
        for view in views {
            let record = DeclaredRow::of(self.ws, &view);
            table.rows.push(record.cells(&view));
            records.push(record);
        }
        emit(self.args.format, &table, &records)
    }

    fn suppliers(&self) -> Result<(), Problem> {
        let register = Register::build(self.ws, self.papers);
        let chosen = self.args.declared.suppliers(self.ws)?;
        let mut suppliers: Vec<&Supplier> = self.ws.suppliers.values().collect();
        suppliers.retain(|supplier| chosen.is_empty() || chosen.contains(&supplier.id));
        suppliers.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let today = clock::today();
        let context = CheckContext::of(self.ws, self.papers, today);
        let mut records = Vec::with_capacity(suppliers.len());
        for supplier in suppliers {
            let found = self.findings(&context, supplier);
            let balance = register.balance_of(&supplier.id);
            records.push(SupplierRecord::of(self.ws, supplier, balance, (today, found.as_deref())));
        }
        let mut table = Table::new("Suppliers", today, &SUPPLIER_COLUMNS);
        table.rows = records.iter().map(SupplierRecord::cells).collect();
        emit(self.args.format, &table, &records)
    }

    /// What the rules find of a supplier's declaration that counts.
    fn findings(&self, context: &CheckContext, supplier: &Supplier) -> Option<Vec<Finding>> {
        let declaration = self.ws.current_declaration(&supplier.id)?;
        let (form, own) = self.papers.declared(declaration)?;
        Some(context.check(form, own.map(AsRef::as_ref)))
    }

    fn lists(&self) -> Result<(), Problem> {
        let mut lists: Vec<&ReferenceList> = self.ws.lists.values().collect();
        lists.sort_by_key(|list| (list.as_of, list.version, &list.source));
        let records: Vec<ListRecord<'_>> =
            lists.into_iter().map(|list| ListRecord::of(self.ws, list)).collect();
        let mut table = Table::new("Reference lists", clock::today(), &LIST_COLUMNS);
        table.rows = records.iter().map(ListRecord::cells).collect();
        emit(self.args.format, &table, &records)
    }
}
