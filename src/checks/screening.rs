//! Rules about what sanctions lists have: facilities of Annex I, and names in declared rows.

use super::{Basis, Finding, LooksAt, Rule, Severity};
use crate::domain::Place;
use crate::risk::{HitState, RiskBook, RiskHit};
use crate::standing::RowHit;
use crate::text::count;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "SANCTIONED_FACILITY",
        severity: Severity::Error,
        basis: Basis::Workspace,
        doc: "A sanctions list has a facility of Annex I: by its CID, by name and country, or because a person confirmed it.",
        looks_at: LooksAt::Screening(sanctioned),
    },
    Rule {
        id: "POSSIBLE_SANCTION_HIT",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A sanctions list has the name of a facility of Annex I, and nobody has said whether it is the same.",
        looks_at: LooksAt::Screening(possible),
    },
    Rule {
        id: "SANCTIONED_NAME_IN_ROWS",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A sanctions list has a name that stands in declared rows: of a rejected row, of one without a listed smelter, or a \
              mine\u{2019}s.",
        looks_at: LooksAt::Screening(names_in_rows),
    },
];

fn sanctioned(rule: &Rule, book: &RiskBook<'_>, _: &[RowHit]) -> Vec<Finding> {
    let remedy = "have it reviewed by sanctions counsel before anything is reported or bought; this is no legal advice";
    of_facilities(rule, book, HitState::Hit, ("is on", remedy))
}

fn possible(rule: &Rule, book: &RiskBook<'_>, _: &[RowHit]) -> Vec<Finding> {
    let remedy = "say in Triage whether it is the same: confirm or clear it, with the reason";
    of_facilities(rule, book, HitState::Possible, ("may be on", remedy))
}

fn of_facilities(
    rule: &Rule,
    book: &RiskBook<'_>,
    state: HitState,
    (verb, remedy): (&str, &str),
) -> Vec<Finding> {
    let members = book.standings.members().map(|(id, _)| id);
    let found = members.filter_map(|id| {
        let hits: Vec<String> = book.screening.of(id).hits_as(state).map(RiskHit::words).collect();
        let view = book.ws.view(id).filter(|_| !hits.is_empty())?;
        let message = format!("{} {verb} {}", view.name(), hits.join("; "));
        Some(rule.finding(Place::File, message, remedy).about_facilities([id]))
    });
    found.collect()
}

fn names_in_rows(rule: &Rule, book: &RiskBook<'_>, hits: &[RowHit]) -> Vec<Finding> {
    let open = hits.iter().filter(|found| found.hit.state() != HitState::Cleared);
    open.map(|found| of_name(rule, book, found)).collect()
}

fn of_name(rule: &Rule, book: &RiskBook<'_>, found: &RowHit) -> Finding {
    let ws = book.ws;
    let supplier = ws.suppliers.get(&found.supplier).map_or("", |supplier| supplier.name.as_str());
    let rows = count(found.rows, "row", "rows");
    let verb = match found.hit.state() {
        HitState::Hit => "is on",
        HitState::Possible | HitState::Cleared => "may be on",
    };
    let message = format!(
        "\u{201c}{}\u{201d}, {} in {rows}, first of {supplier}, row {}, {verb} {}",
        found.name,
        found.kind.words(),
        found.row,
        found.hit.words()
    );
    let remedy = "ask the supplier who or what it is, and have it reviewed before anything is bought";
    let finding = rule.finding(Place::File, message, remedy);
    match ws.declarations.get(&found.declaration) {
        Some(declaration) => finding.about_source(&declaration.source),
        None => finding,
    }
}
