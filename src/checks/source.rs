//! Rules about what a source states as a whole, against its table and what was set since.

use std::collections::BTreeMap;

use super::{Finding, Rule};
use crate::domain::{
    Constraint, LostColumn, Origin, Place, Source, SourceId, SourceKind, SourceRole, Standings, Statement,
    Status, StatusCounts, TotalOf, Workspace,
};

/// The totals that a source states, the first of each kind.
pub(super) fn totals(source: &Source) -> BTreeMap<TotalOf, (u32, &Place)> {
    let mut totals = BTreeMap::new();
    for statement in &source.statements {
        if let Statement::Total { of, count, place } = statement {
            totals.entry(*of).or_insert((*count, place));
        }
    }
    totals
}

/// The statuses that the source's own table gives, stated or derived from its totals; never what the
/// analyst set or derived later.
fn counted(ws: &Workspace, source: &SourceId) -> StatusCounts {
    let mut counts = StatusCounts::default();
    for claim in ws.facilities.values().flat_map(|facility| &facility.claims) {
        if let (Origin::Stated { source: of, .. }, Some(status)) = (&claim.origin, claim.value.as_status())
            && of == source
        {
            counts.add(status, 1);
        }
    }
    if let Some(constraint) = ws.constraints.get(source) {
        for status in Status::STATED {
            counts.add(status, constraint.totals.get(status));
        }
    }
    counts
}

/// Another year's figures are told as such.
fn whose(ws: &Workspace, source: &Source) -> String {
    match source.role_in(ws.programme.year) {
        SourceRole::Baseline => format!("{}, for comparison: ", source.title),
        SourceRole::Annex
        | SourceRole::Declaration
        | SourceRole::Status
        | SourceRole::Reference
        | SourceRole::Risk => String::new(),
    }
}

/// The sources but those that are kept for comparison only: what a baseline says is not corrected here.
fn of_record(ws: &Workspace) -> impl Iterator<Item = &Source> {
    ws.sources.values().filter(|source| source.role_in(ws.programme.year) != SourceRole::Baseline)
}

fn damaged_rows(source: &Source) -> u32 {
    let damaged = source.statements.iter().map(|statement| match statement {
        Statement::Damaged { rows, statuses, .. } if *statuses != LostColumn::Whole => *rows,
        Statement::Damaged { .. } | Statement::Total { .. } | Statement::NoneInCoveredCountry { .. } => 0,
    });
    damaged.sum()
}

/// The ways in which stated totals disagree with the table or among themselves, each with its place.
fn disagreements(ws: &Workspace, source: &Source) -> Vec<(Place, String)> {
    let totals = totals(source);
    let counts = counted(ws, &source.id);
    let open = damaged_rows(source) > 0 && !ws.constraints.contains_key(&source.id);
    let mut found = Vec::new();
    for (of, (count, place)) in &totals {
        let table = match of {
            TotalOf::All => i64::from(source.rows),
            TotalOf::Of(status) => counts.get(*status),
        };
        // Without a constraint the table's own counts are a lower bound: damaged rows may add to them.
        let fits = match of {
            TotalOf::All => i64::from(*count) == table,
            TotalOf::Of(_) => i64::from(*count) == table || (open && i64::from(*count) > table),
        };
        if !fits {
            let message = format!("the text says {count} {}, the table has {table}", of.name());
            found.push(((*place).clone(), message));
        }
    }
    found.extend(sum_disagreement(&totals));
    found
}

fn sum_disagreement(totals: &BTreeMap<TotalOf, (u32, &Place)>) -> Option<(Place, String)> {
    let (all, place) = totals.get(&TotalOf::All)?;
    let mut parts = Vec::new();
    for status in Status::STATED {
        parts.push(totals.get(&TotalOf::Of(status))?.0);
    }
    let sum: u32 = parts.iter().sum();
    let terms: Vec<String> = parts.iter().map(u32::to_string).collect();
    (sum != *all).then(|| {
        let message = format!("the text's totals do not add up: {} = {sum}, not {all}", terms.join(" + "));
        ((*place).clone(), message)
    })
}

pub(super) fn totals_do_not_reconcile(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let remedy = "compare the source's text and table; correct the report before it is filed";
    let of_source = |source: &Source| {
        let found = |(place, message)| rule.finding(place, message, remedy).about_source(&source.id);
        disagreements(ws, source).into_iter().map(found).collect::<Vec<_>>()
    };
    of_record(ws).flat_map(of_source).collect()
}

pub(super) fn totals_reconcile(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in ws.sources.values() {
        let totals = totals(source);
        let contradicted = ws
            .constraints
            .get(&source.id)
            .is_some_and(|constraint| ws.remaining(constraint).is_contradicted());
        let open = damaged_rows(source) > 0 && !ws.constraints.contains_key(&source.id);
        let Some((all, place)) = totals.get(&TotalOf::All) else { continue };
        if contradicted || open || !disagreements(ws, source).is_empty() {
            continue;
        }
        let parts: Vec<String> = Status::STATED
            .iter()
            .filter_map(|s| totals.get(&TotalOf::Of(*s)))
            .map(|t| t.0.to_string())
            .collect();
        let equation = if parts.len() == Status::STATED.len() {
            format!("{}totals reconcile: {all} = {}", whose(ws, source), parts.join(" + "))
        } else {
            format!("{}the stated total of {all} facilities agrees with the table", whose(ws, source))
        };
        findings.push(rule.finding((*place).clone(), equation, "").about_source(&source.id));
    }
    findings
}

pub(super) fn totals_contradicted(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    let of = |constraint| contradiction(rule, (ws, standings), constraint);
    ws.constraints.values().filter_map(of).collect()
}

fn contradiction(
    rule: &Rule,
    (ws, standings): (&Workspace, &Standings),
    constraint: &Constraint,
) -> Option<Finding> {
    let left = ws.remaining(constraint);
    let source = ws.sources.get(&constraint.source)?;
    let over = Status::STATED.into_iter().find(|status| left.counts.get(*status) < 0)?;
    let allowed = constraint.totals.get(over);
    let message = format!(
        "the totals no longer reconcile: {} of the damaged rows are set to {over}, the source's totals leave {allowed}",
        allowed - left.counts.get(over),
    );
    let remedy = "compare the statuses that were set with the original document; or its totals are wrong";
    let set = constraint.rows.iter().filter(|id| standings.status(ws.resolve(id)) == over);
    Some(
        rule.finding(constraint.place.clone(), message, remedy)
            .about_source(&source.id)
            .about_facilities(set),
    )
}

pub(super) fn covered_country_statement(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in of_record(ws) {
        let said = source.statements.iter().find_map(|statement| match statement {
            Statement::NoneInCoveredCountry { place } => Some(place),
            Statement::Total { .. } | Statement::Damaged { .. } => None,
        });
        let Some(place) = said else { continue };
        for facility in ws.live() {
            let Some(view) = ws.view(&facility.id) else { continue };
            let by_source = view.claims.iter().any(|claim| claim.origin.source() == Some(&source.id));
            let Some(country) = view.country().filter(|c| by_source && c.is_covered()) else { continue };
            let message = format!(
                "\"no smelter in a Covered Country\", but the table lists {}, {}",
                view.name(),
                country.name()
            );
            let remedy = "correct the sentence, or say which smelters it speaks of";
            findings.push(
                rule.finding(place.clone(), message, remedy)
                    .about_source(&source.id)
                    .about_facilities([&facility.id]),
            );
        }
    }
    findings
}

pub(super) fn table_damaged(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in of_record(ws) {
        for statement in &source.statements {
            let Statement::Damaged { first, names, rows, countries, statuses, .. } = statement else {
                continue;
            };
            let message = format!(
                "table damaged: {rows} rows lost columns ({} to {}); countries {}; statuses {}",
                names.0,
                names.1,
                fate(*countries, *rows),
                fate(*statuses, *rows),
            );
            let remedy = "set what is missing from the original document";
            let lost = ws.constraints.get(&source.id).map(|constraint| ws.unsettled(constraint));
            let finding = rule.finding(first.clone(), message, remedy).about_source(&source.id);
            findings.push(finding.about_facilities(lost.into_iter().flatten()));
        }
    }
    findings
}

fn fate(column: LostColumn, rows: u32) -> String {
    match column {
        LostColumn::Absent => "lost".to_owned(),
        LostColumn::Derived => "put back in their order".to_owned(),
        LostColumn::ByTotals => "put back by the totals, which leave one for all of these rows".to_owned(),
        LostColumn::Holes { survive } => format!("lost but for {survive} of {rows}, which are not used"),
        LostColumn::Ambiguous => "survive as a run that can be split in more than one way".to_owned(),
        LostColumn::Whole => "whole".to_owned(),
    }
}

pub(super) fn countries_not_assigned(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in of_record(ws) {
        for statement in &source.statements {
            let Statement::Damaged { first, rows, countries, .. } = statement else { continue };
            if matches!(countries, LostColumn::Derived | LostColumn::ByTotals | LostColumn::Whole) {
                continue;
            }
            let message = format!("the countries of {rows} rows stay empty: {}", fate(*countries, *rows));
            let remedy = "set the countries from the original document";
            findings.push(rule.finding(first.clone(), message, remedy).about_source(&source.id));
        }
    }
    findings
}

pub(super) fn totals_not_stated(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let open = of_record(ws).filter(|s| damaged_rows(s) > 0 && !ws.constraints.contains_key(&s.id));
    let finding = |source: &Source| {
        let message = format!(
            "{} rows without a status, and the text's totals do not say how many have which",
            damaged_rows(source)
        );
        rule.finding(Place::File, message, "set each status from the original document")
            .about_source(&source.id)
    };
    open.map(finding).collect()
}

/// A list holds for whoever it is compared with. A filing that was given no role is a baseline from now on, which is told; one
/// that was taken as a baseline is known to be of another year. Declarations have a rule of their own.
pub(super) fn source_of_another_year(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let year = ws.programme.year;
    let others = ws.sources.values().filter_map(|source| {
        let as_of = source.as_of.filter(|date| date.year() != year)?;
        let (message, remedy) = match source.kind {
            SourceKind::ReferenceList
            | SourceKind::StatusList
            | SourceKind::RiskList
            | SourceKind::Declaration => return None,
            SourceKind::Filing | SourceKind::FacilityTable if source.role == Some(SourceRole::Baseline) => {
                return None;
            }
            SourceKind::Filing if source.role.is_none() => (
                format!("{} speaks for {as_of}, this workspace for {year}: it is a baseline", source.title),
                "nothing where it is for comparison; its facilities are in Annex I only where rows name them",
            ),
            SourceKind::Filing | SourceKind::FacilityTable => (
                format!("{} speaks for {as_of}, this workspace for {year}", source.title),
                "check that its statuses still hold, or keep it in a workspace of its year",
            ),
        };
        Some(rule.finding(Place::File, message, remedy).about_source(&source.id))
    });
    others.collect()
}

/// Such a filing counts for this year, as nothing says that it does not; an old one would do so unseen.
pub(super) fn period_not_read(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let year = ws.programme.year;
    let unread = of_record(ws).filter(|source| source.kind == SourceKind::Filing && source.as_of.is_none());
    let finding = |source: &Source| {
        let message = format!(
            "nothing in {} that could be read says its reporting period: it counts as an annex of {year}",
            source.file
        );
        let remedy = format!(
            "nothing where it is of {year}; else take it out and import it for comparison: rcoi withdraw {file}, then rcoi \
             import {file} --as baseline",
            file = quoted(&source.file)
        );
        rule.finding(Place::File, message, remedy).about_source(&source.id)
    };
    unread.map(finding).collect()
}

/// A file's name as a shell takes it.
fn quoted(file: &str) -> String {
    if file.contains(' ') { format!("\"{file}\"") } else { file.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;
    use crate::checks;
    use crate::domain::Contents;
    use crate::resolve::fixture;

    /// The files of which it is told that they are of another year than 2025, the workspace's.
    fn of_another_year(ws: &Workspace) -> Vec<String> {
        let all = checks::findings(ws, &crate::standing::fixture::standings(ws)).into_iter();
        all.filter(|finding| finding.rule == "SOURCE_OF_ANOTHER_YEAR")
            .map(|finding| finding.place(ws))
            .collect()
    }

    fn dated(ws: &mut Workspace, id: &str, year: i16) {
        ws.sources.get_mut(&SourceId::new(id)).unwrap().as_of = Some(date(year, 3, 1));
    }

    #[test]
    fn lists_are_of_any_year_and_filings_of_this_one() {
        let (mut ws, mut contents) = (fixture::workspace(), Contents::default());
        fixture::know(&mut ws, &mut contents, ("6.22", 2022), fixture::known());
        fixture::declare(&mut ws, &mut contents, ("second", "A", 2), fixture::form("A", "6.5", &[]), None);
        dated(&mut ws, "list 6.22", 2022);
        dated(&mut ws, "second", 2027);
        assert!(of_another_year(&ws).is_empty());
        ws.sources.get_mut(&SourceId::new("second")).unwrap().kind = SourceKind::Filing;
        dated(&mut ws, "second", 2026);
        assert_eq!(of_another_year(&ws), ["second.xlsx"]);
        ws.sources.get_mut(&SourceId::new("second")).unwrap().role = Some(SourceRole::Baseline);
        assert!(of_another_year(&ws).is_empty(), "it was taken as what it is");
    }

    #[test]
    fn a_filing_without_a_period_is_told() {
        let mut ws = crate::import::sample::workspace();
        let told = |ws: &Workspace| -> Vec<(String, String)> {
            let found = checks::findings(ws, &crate::standing::fixture::standings(ws)).into_iter();
            let found = found.filter(|finding| finding.rule == "PERIOD_NOT_READ");
            found.map(|finding| (finding.message, finding.remedy)).collect()
        };
        assert!(told(&ws).is_empty());
        let id = ws.sources.keys().next().unwrap().clone();
        let source = ws.sources.get_mut(&id).unwrap();
        (source.as_of, source.file) = (None, "old report.txt".to_owned());
        let (message, remedy) = told(&ws).pop().unwrap();
        assert!(message.contains("old report.txt") && message.contains("an annex of 2022"), "{message}");
        assert!(remedy.contains("rcoi import \"old report.txt\" --as baseline"), "{remedy}");
        ws.sources.get_mut(&id).unwrap().role = Some(SourceRole::Baseline);
        assert!(told(&ws).is_empty(), "it was taken as a baseline");
    }

    #[test]
    fn what_a_baseline_says_is_not_held_against_this_year() {
        let mut ws = crate::import::sample::workspace();
        let rules = |ws: &Workspace| -> BTreeSet<&str> {
            let found = checks::findings(ws, &crate::standing::fixture::standings(ws));
            found.into_iter().map(|finding| finding.rule).collect()
        };
        let of_record = ["COVERED_COUNTRY_STATEMENT", "TABLE_DAMAGED"];
        assert!(of_record.iter().all(|rule| rules(&ws).contains(rule)), "{:?}", rules(&ws));
        ws.programme.year = 2023;
        let found = rules(&ws);
        assert!(!of_record.iter().any(|rule| found.contains(rule)), "{found:?}");
        assert!(found.contains("SOURCE_OF_ANOTHER_YEAR") && found.contains("TOTALS_RECONCILE"));
    }
}
