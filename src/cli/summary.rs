//! `rcoi summary`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::args::SummaryArgs;
use super::context::{CommandOutcome, Computed, Context};
use super::emit::emit;
use super::json_records::FindingRecord;
use crate::Problem;
use crate::checks::findings_with;
use crate::domain::{Metal, Severity, Status, Workspace};
use crate::query::{FacilityRow, rows};
use crate::resolve::rows::{Balance, Register};
use crate::runtime::clock;
use crate::tabular::{Cell, ColumnKind, Table};

/// The figures of a workspace. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
struct Summary {
    company: String,
    year: i16,
    facilities: usize,
    by_status: BTreeMap<&'static str, usize>,
    by_metal: BTreeMap<&'static str, usize>,
    /// By ISO code; a country that the table does not know as it is written, none as the empty text.
    by_country: BTreeMap<String, usize>,
    unresolved_constraint: Unresolved,
    suppliers: usize,
    /// Of the declarations that count.
    rows: Rows,
    findings: Vec<FindingRecord>,
}

/// Declared rows by what becomes of them: `declared` is the sum of the others.
#[derive(Debug, Default, Serialize)]
struct Rows {
    declared: usize,
    resolved: usize,
    duplicate: usize,
    special: usize,
    rejected: usize,
    open: usize,
}

/// What the sources' totals leave for the rows that have no status, all constraints together.
#[derive(Debug, Default, Serialize)]
struct Unresolved {
    rows: i64,
    conformant: i64,
    active: i64,
    indeterminable: i64,
}

pub(super) fn run(context: &Context, args: &SummaryArgs) -> Result<CommandOutcome, Problem> {
    let opened = context.look()?;
    let computed = context.computed(&opened, args.as_of);
    let summary = Summary::of(&opened.workspace, &computed);
    emit(args.format, &summary.table(), &summary)?;
    Ok(CommandOutcome::Good)
}

fn count<K: Ord>(counts: &mut BTreeMap<K, usize>, key: K) {
    *counts.entry(key).or_default() += 1;
}

fn country_key(row: &FacilityRow) -> String {
    row.country.map_or_else(|| row.country_written.clone(), |country| country.code().to_owned())
}

impl Summary {
    fn of(ws: &Workspace, computed: &Computed) -> Self {
        let register = &computed.register;
        let rows: Vec<FacilityRow> =
            rows(&computed.risk_book(ws)).into_iter().filter(FacilityRow::is_member).collect();
        let mut by_status: BTreeMap<_, _> = Status::ALL.iter().map(|status| (status.key(), 0)).collect();
        let mut by_metal: BTreeMap<_, _> = Metal::ALL.iter().map(|metal| (metal.name(), 0)).collect();
        let mut by_country = BTreeMap::new();
        for row in &rows {
            count(&mut by_status, row.status.key());
            count(&mut by_metal, row.metal.name());
            count(&mut by_country, country_key(row));
        }
        Self {
            company: ws.programme.company.clone(),
            year: ws.programme.year,
            facilities: rows.len(),
            by_status,
            by_metal,
            by_country,
            unresolved_constraint: Unresolved::of(ws),
            suppliers: ws.suppliers.len(),
            rows: Rows::of(register),
            findings: findings_with(&computed.risk_book(ws), register, &computed.row_hits, clock::today())
                .into_iter()
                .map(|finding| FindingRecord::of(ws, finding))
                .collect(),
        }
    }

    /// The figures for reading, one a line.
    fn table(&self) -> Table {
        let columns = [("Figure", ColumnKind::Text), ("Of", ColumnKind::Text), ("Count", ColumnKind::Number)];
        let mut table = Table::new("Summary", clock::today(), &columns);
        let mut add = |figure: &str, of: &str, n: i64| {
            table.rows.push(vec![Cell::text(figure), Cell::text(of), Cell::Number(n)]);
        };
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        add("facilities", "", number(self.facilities));
        add("suppliers", "", number(self.suppliers));
        self.by_status.iter().for_each(|(key, n)| add("status", key, number(*n)));
        self.by_metal.iter().for_each(|(key, n)| add("metal", key, number(*n)));
        self.by_country.iter().for_each(|(key, n)| add("country", key, number(*n)));
        let left = &self.unresolved_constraint;
        add("unresolved rows of the source's totals", "", left.rows);
        for (key, n) in [
            (Status::Conformant, left.conformant),
            (Status::Active, left.active),
            (Status::Indeterminable, left.indeterminable),
        ] {
            add("of these by the totals", key.key(), n);
        }
        self.rows.add_to(&mut add);
        for severity in Severity::ALL.map(Severity::name) {
            let found = self.findings.iter().filter(|finding| finding.severity == severity).count();
            add("findings", severity, number(found));
        }
        table
    }
}

impl Rows {
    fn of(register: &Register) -> Self {
        let Balance { rows, resolved, duplicate, special, rejected, open } = register.balance();
        Self { declared: rows, resolved, duplicate, special, rejected, open }
    }

    fn add_to(&self, add: &mut impl FnMut(&str, &str, i64)) {
        let Self { declared, resolved, duplicate, special, rejected, open } = self;
        let parts = [
            ("", declared),
            ("resolved", resolved),
            ("duplicate", duplicate),
            ("special", special),
            ("rejected", rejected),
            ("open", open),
        ];
        for (outcome, rows) in parts {
            add("declared rows", outcome, i64::try_from(*rows).unwrap_or(i64::MAX));
        }
    }
}

impl Unresolved {
    fn of(ws: &Workspace) -> Self {
        let mut sum = Self::default();
        for left in ws.constraints.values().map(|constraint| ws.remaining(constraint)) {
            sum.rows += left.rows;
            sum.conformant += left.counts.conformant.max(0);
            sum.active += left.counts.active.max(0);
            sum.indeterminable += left.counts.indeterminable.max(0);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_has_the_filings_figures() {
        let ws = crate::import::sample::workspace();
        let standings = crate::standing::fixture::standings(&ws);
        let register = Register::default();
        let summary = Summary::of(&ws, &Computed { register, standings, ..Computed::default() });
        assert_eq!(summary.facilities, 249);
        assert_eq!(summary.by_status.values().copied().collect::<Vec<_>>(), [7, 190, 13, 39]);
        assert_eq!(summary.by_metal.values().copied().collect::<Vec<_>>(), [106, 34, 70, 39]);
        let left = &summary.unresolved_constraint;
        assert_eq!((left.rows, left.conformant, left.active, left.indeterminable), (39, 36, 0, 3));
        assert_eq!(summary.by_country.values().sum::<usize>(), 249);
    }
}
