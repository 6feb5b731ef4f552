//! Rules over all declared rows together: what no single declaration shows.

use super::{Basis, Finding, Look, Rule, Severity};
use crate::domain::{FacilityId, Resolved, SourceKind, Workspace};
use crate::resolve::rows::Register;

/// The rules over the register of declared rows.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "DECLARATION_NOT_READ",
        severity: Severity::Error,
        basis: Basis::Workspace,
        doc: "The content of a declaration that counts cannot be read, so its rows are in no figure.",
        look: Look::Register(not_read),
    },
    Rule {
        id: "NAMED_BY_NOBODY",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "Only reference lists know a facility of the workspace: no declaration that counts names it any more.",
        look: Look::Register(named_by_nobody),
    },
    Rule {
        id: "DECISION_LEFT_LIST",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A declared name was decided to be a facility that has left the newest reference list since.",
        look: Look::Register(decision_left_list),
    },
];

fn not_read(rule: &Rule, ws: &Workspace, register: &Register) -> Vec<Finding> {
    let unread = register.unread().iter().filter_map(|id| ws.declarations.get(id));
    let finding = |declaration: &crate::domain::Declaration| {
        let supplier = ws.suppliers.get(&declaration.supplier).map_or("", |supplier| supplier.name.as_str());
        let file = ws.sources.get(&declaration.source).map_or("", |source| source.file.as_str());
        let rows = declaration.rows;
        let message =
            format!("the {rows} rows that {supplier} declared are missing: their content cannot be read");
        rule.finding(
            file.to_owned(),
            message,
            "put the file of declarations/ back, or withdraw the declaration and import it again",
        )
    };
    unread.map(finding).collect()
}

fn named_by_nobody(rule: &Rule, ws: &Workspace, register: &Register) -> Vec<Finding> {
    let named = |id: &FacilityId| register.naming(id) > 0;
    let mut findings = Vec::new();
    for facility in ws.live().filter(|facility| !named(&facility.id)) {
        let Some(view) = ws.view(&facility.id) else { continue };
        let is_list =
            |source| ws.sources.get(source).is_some_and(|source| source.kind == SourceKind::ReferenceList);
        let only_listed = view.claims.iter().all(|claim| claim.origin.source().is_some_and(is_list));
        if view.claims.is_empty() || !only_listed {
            continue;
        }
        let message = format!("{} is named by no declaration that counts", view.name());
        let remedy = "judge it as removed by the supplier, or find out who names it";
        let mut finding = rule.finding(String::new(), message, remedy);
        finding.facilities.push(facility.id.clone());
        findings.push(finding);
    }
    findings
}

fn decision_left_list(rule: &Rule, ws: &Workspace, register: &Register) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, resolution) in &ws.resolutions {
        let Resolved::Facility(id) = &resolution.to else { continue };
        let Some(view) = ws.view(id) else { continue };
        let removed = view.cid().and_then(|cid| register.lists().removed_in(key.metal, cid));
        if let (Some(cid), Some(list)) = (view.cid(), removed) {
            let written = &resolution.written;
            let message =
                format!("\u{201c}{written}\u{201d} was decided to be {cid}, which {} has not", list.title);
            let mut finding = rule.finding(String::new(), message, "see whether the decision still holds");
            finding.facilities.push(view.facility.id.clone());
            findings.push(finding);
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::checks::findings_with;
    use crate::domain::{
        Claim, Decided, Edit, FacilityId, Metal, NameKey, Origin, Papers, Place, Resolution, Resolved,
        SourceId, Stamp, Value,
    };
    use crate::resolve::fixture::{cid, declare, form, know, known, list, workspace};
    use crate::resolve::rows::Register;

    #[test]
    fn what_no_single_declaration_shows_is_found() {
        let (mut ws, mut papers) = (workspace(), Papers::default());
        know(&mut ws, &mut papers, ("6.4", 2024), known());
        know(
            &mut ws,
            &mut papers,
            ("6.5", 2025),
            list(&[(Metal::Gold, "CID900002", "Beacon", "CANADA", "")]),
        );
        let rows = [["", "Gold", "Smelter not listed", "Auroora", "PERU", ""]];
        declare(&mut ws, &mut papers, ("d1", "Alpha", 1), form("Alpha", "6.5", &rows), None);
        let facility = FacilityId::new("f1");
        Edit::AddFacility(facility.clone(), Metal::Gold).apply(&mut ws).unwrap();
        let origin = Origin::Stated { source: SourceId::new("list 6.4"), place: Place::File };
        let claim = Claim { value: Value::Cid(cid("CID900001")), origin, as_of: None };
        Edit::AddClaim(facility.clone(), claim).apply(&mut ws).unwrap();
        let ids = |ws: &_, papers: &_| -> Vec<&str> {
            findings_with(ws, &Register::build(ws, papers)).iter().map(|finding| finding.rule).collect()
        };
        assert_eq!(ids(&ws, &papers), ["NAMED_BY_NOBODY"]);
        let key = NameKey { metal: Metal::Gold, name: "auroora".to_owned(), country: "PE".to_owned() };
        let stamp = Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let (to, written) = (Resolved::Facility(facility), "Auroora".to_owned());
        let (country, list) = (String::new(), String::new());
        let resolution = Resolution { to, written, country, method: Decided::Hand, score: None, list, stamp };
        let to = Some(Box::new(resolution));
        Edit::SetResolution { key: Box::new(key), from: None, to }.apply(&mut ws).unwrap();
        assert_eq!(ids(&ws, &papers), ["DECISION_LEFT_LIST"]);
        papers.forms.clear();
        assert_eq!(ids(&ws, &papers), ["DECLARATION_NOT_READ", "NAMED_BY_NOBODY", "DECISION_LEFT_LIST"]);
    }
}
