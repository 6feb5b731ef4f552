//! Rules over all declared rows together: what no single declaration shows.

use jiff::civil::Date;

use super::{Basis, Finding, LooksAt, Rule, Severity};
use crate::domain::{Declaration, FacilityId, NameKey, Place, Resolved, SourceKind, Workspace};
use crate::resolve::rows::{Cids, Register};

/// The rules over the register of declared rows.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "DECLARATION_NOT_READ",
        severity: Severity::Error,
        basis: Basis::Workspace,
        doc: "The content of a declaration that counts cannot be read, so its rows are in no figure.",
        looks_at: LooksAt::Register(not_read),
    },
    Rule {
        id: "NAMED_BY_NOBODY",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "Only reference lists know a facility of the workspace: no declaration that counts names it any more, so it left Annex I.",
        looks_at: LooksAt::Register(named_by_nobody),
    },
    Rule {
        id: "DECISION_LEFT_LIST",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A declared name was decided to be a facility that had left the reference lists when the name was last declared.",
        looks_at: LooksAt::Register(decision_left_list),
    },
    Rule {
        id: "DECISION_DIFFERS_FROM_LIST",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A declared name was decided to be one facility, or none, and the reference lists have this very name for another.",
        looks_at: LooksAt::Register(decision_differs_from_list),
    },
];

fn not_read(rule: &Rule, ws: &Workspace, register: &Register) -> Vec<Finding> {
    let unread = register.unread().iter().filter_map(|id| ws.declarations.get(id));
    let finding = |declaration: &Declaration| {
        let supplier = ws.suppliers.get(&declaration.supplier).map_or("", |supplier| supplier.name.as_str());
        let rows = declaration.rows;
        let message =
            format!("the {rows} rows that {supplier} declared are missing: their content cannot be read");
        let remedy = "put the file of declarations/ back, or withdraw the declaration and import it again";
        rule.finding(Place::File, message, remedy).about_source(&declaration.source)
    };
    unread.map(finding).collect()
}

fn named_by_nobody(rule: &Rule, ws: &Workspace, register: &Register) -> Vec<Finding> {
    let named = |id: &FacilityId| register.naming(id) > 0;
    let mut findings = Vec::new();
    for facility in ws.live().filter(|facility| !named(&facility.id)) {
        let Some(view) = ws.view(&facility.id) else { continue };
        // Claims of a declaration come from the look-up that it carries.
        let is_list = |source| {
            let kind = ws.sources.get(source).map(|source| source.kind);
            matches!(kind, Some(SourceKind::ReferenceList | SourceKind::Declaration))
        };
        let only_listed = view.claims.iter().all(|claim| claim.origin.source().is_some_and(is_list));
        if view.claims.is_empty() || !only_listed {
            continue;
        }
        let message = format!("{} is named by no declaration that counts, and so left Annex I", view.name());
        let remedy = "find out who named it, and see that its row is not missing by mistake";
        findings.push(rule.finding(Place::File, message, remedy).about_facilities([&facility.id]));
    }
    findings
}

/// The last day on which a declaration that counts writes a name; of names that none is seen to write, the last day on
/// which anything was declared.
fn last_written(ws: &Workspace, register: &Register, name: &NameKey) -> Date {
    let rows = register.rows_named(name).into_iter().filter_map(|index| register.row(index));
    let days = rows.filter_map(|row| ws.declarations.get(row.declaration)).map(Declaration::day);
    days.max().or_else(|| ws.last_declared_on()).unwrap_or(Date::MAX)
}

fn decision_left_list(rule: &Rule, ws: &Workspace, register: &Register) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, resolution) in &ws.resolutions {
        let Resolved::Facility(id) = &resolution.to else { continue };
        let Some(view) = ws.view(id) else { continue };
        let day = last_written(ws, register, key);
        let removed = view.cid().and_then(|cid| register.lists().removed_by(key.metal, cid, day));
        if let (Some(cid), Some(list)) = (view.cid(), removed) {
            let written = &resolution.written;
            let message =
                format!("\u{201c}{written}\u{201d} was decided to be {cid}, which {} has not", list.title);
            let remedy = "see whether the decision still holds";
            findings.push(rule.finding(Place::File, message, remedy).about_facilities([&view.facility.id]));
        }
    }
    findings
}

fn decision_differs_from_list(rule: &Rule, ws: &Workspace, register: &Register) -> Vec<Finding> {
    let (lists, cids) = (register.lists(), Cids::of(ws));
    let mut findings = Vec::new();
    for (key, resolution) in &ws.resolutions {
        let Some(listed) = lists.names().cid(key.metal, &key.name) else { continue };
        let here = cids.facility(key.metal, listed);
        let decided = resolution.facility().map(|id| ws.resolve(id));
        if decided.is_some() && decided == here {
            continue;
        }
        let name = lists.newest(key.metal, listed).map_or("", |(_, said)| said.name.as_str());
        let message = format!(
            "\u{201c}{}\u{201d} was decided to be {}, and the reference lists have this name for {listed} {name}",
            resolution.written,
            resolution.to.words(ws)
        );
        let remedy = "see whether the decision still holds; it counts before the lists until it is changed or taken back";
        findings.push(
            rule.finding(Place::File, message, remedy).about_facilities(decided.into_iter().chain(here)),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::checks::findings_with;
    use crate::domain::{
        Claim, Contents, DecisionMethod, Edit, FacilityId, Metal, NameKey, NoFacility, Origin, Place,
        Resolution, Resolved, SourceId, Stamp, Value, Workspace,
    };
    use crate::resolve::fixture::{cid, declare, form, know, known, list, workspace};
    use crate::resolve::rows::Register;
    use crate::text::fold;

    #[test]
    fn what_no_single_declaration_shows_is_found() {
        let (mut ws, mut contents) = (workspace(), Contents::default());
        know(&mut ws, &mut contents, ("6.4", 2024), known());
        know(
            &mut ws,
            &mut contents,
            ("6.5", 2025),
            list(&[(Metal::Gold, "CID900002", "Beacon", "CANADA", "")]),
        );
        let rows = [["", "Gold", "Smelter not listed", "Auroora", "PERU", ""]];
        declare(&mut ws, &mut contents, ("d1", "Alpha", 1), form("Alpha", "6.5", &rows), None);
        let facility = FacilityId::new("f1");
        Edit::AddFacility(facility.clone(), Metal::Gold).apply(&mut ws).unwrap();
        let origin = Origin::Stated { source: SourceId::new("list 6.4"), place: Place::File };
        let claim = Claim { value: Value::Cid(cid("CID900001")), origin, as_of: None };
        Edit::AddClaim(facility.clone(), claim).apply(&mut ws).unwrap();
        let ids = |ws: &_, contents: &_| -> Vec<&str> {
            found(ws, contents).iter().map(|finding| finding.rule).collect()
        };
        assert_eq!(ids(&ws, &contents), ["NAMED_BY_NOBODY"]);
        let key = NameKey { metal: Metal::Gold, name: "auroora".to_owned(), country: "PE".to_owned() };
        let stamp = Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let (to, written) = (Resolved::Facility(facility), "Auroora".to_owned());
        let (country, list) = (String::new(), String::new());
        let resolution =
            Resolution { to, written, country, method: DecisionMethod::Hand, score: None, list, stamp };
        let to = Some(Box::new(resolution));
        Edit::SetResolution { key: Box::new(key), from: None, to }.apply(&mut ws).unwrap();
        assert_eq!(ids(&ws, &contents), ["DECISION_LEFT_LIST"]);
        contents.forms.clear();
        assert_eq!(ids(&ws, &contents), ["DECLARATION_NOT_READ", "NAMED_BY_NOBODY", "DECISION_LEFT_LIST"]);
        ws.declarations.values_mut().for_each(|declared| declared.date = Some(date(2025, 4, 24)));
        assert_eq!(ids(&ws, &contents), ["DECLARATION_NOT_READ", "NAMED_BY_NOBODY"], "6.5 was not out");
    }

    fn found(ws: &Workspace, contents: &Contents) -> Vec<crate::checks::Finding> {
        let register = Register::build(ws, contents);
        let (standings, screening) =
            (crate::standing::standings(ws, contents, &register), crate::risk::Screening::default());
        let book = crate::risk::RiskBook { ws, standings: &standings, screening: &screening };
        findings_with(&book, &register, &[])
    }

    /// Decides a name of gold, without a country.
    fn decide(ws: &mut Workspace, written: &str, to: Resolved) {
        let key = NameKey { metal: Metal::Gold, name: fold(written), country: String::new() };
        let stamp = Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let (written, country, list) = (written.to_owned(), String::new(), String::new());
        let resolution =
            Resolution { to, written, country, method: DecisionMethod::Hand, score: None, list, stamp };
        let to = Some(Box::new(resolution));
        Edit::SetResolution { key: Box::new(key), from: None, to }.apply(ws).unwrap();
    }

    #[test]
    fn a_decision_on_a_name_that_the_lists_have_for_another_is_found() {
        let (mut ws, mut contents) = (workspace(), Contents::default());
        know(&mut ws, &mut contents, ("6.5", 2025), known());
        for (id, number) in [("f1", "CID900001"), ("f2", "CID900002"), ("f3", "CID900777")] {
            let facility = FacilityId::new(id);
            Edit::AddFacility(facility.clone(), Metal::Gold).apply(&mut ws).unwrap();
            let origin =
                Origin::Set { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH, reason: String::new() };
            let claim = Claim { value: Value::Cid(cid(number)), origin, as_of: None };
            Edit::AddClaim(facility, claim).apply(&mut ws).unwrap();
        }
        let facility = |id: &str| Resolved::Facility(FacilityId::new(id));
        decide(&mut ws, "Aurora", facility("f1"));
        decide(&mut ws, "Unheard of", facility("f1"));
        decide(&mut ws, "Cassiter", Resolved::Nothing(NoFacility::Trader));
        let found = |ws: &Workspace| -> Vec<(String, Vec<FacilityId>)> {
            let all = found(ws, &contents).into_iter();
            let differ = all.filter(|finding| finding.rule == "DECISION_DIFFERS_FROM_LIST");
            differ.map(|finding| (finding.message, finding.about.facilities)).collect()
        };
        assert_eq!(found(&ws), [], "the lists say the same, or nothing, or of another metal");
        decide(&mut ws, "Beacon", Resolved::Nothing(NoFacility::Bank));
        decide(&mut ws, "Dowa", facility("f3"));
        let (f1, f2, f3) = (FacilityId::new("f1"), FacilityId::new("f2"), FacilityId::new("f3"));
        let bank = "\u{201c}Beacon\u{201d} was decided to be no facility (bank), and the reference lists have this name for \
            CID900002 Beacon Gold Ltd.";
        let dowa = "\u{201c}Dowa\u{201d} was decided to be CID900777, and the reference lists have this name for CID900001 \
            Aurora Refining AG";
        assert_eq!(
            found(&ws),
            [(bank.to_owned(), vec![f2]), (dowa.to_owned(), vec![f3.clone(), f1.clone()])]
        );
        Edit::Merge { keep: f1, absorbed: f3 }.apply(&mut ws).unwrap();
        assert_eq!(found(&ws).len(), 1, "a facility with both numbers is the same");
    }
}
