//! Rules over all declared rows together: what no single declaration shows.

use jiff::civil::Date;

use super::{Basis, Finding, LooksAt, Rule, Severity};
use crate::domain::{
    Declaration, DeclarationId, FacilityId, NameKey, Place, Resolved, SourceKind, Workspace,
};
use crate::resolve::rows::{Cids, Register};
use crate::text::count;

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
        id: "DECLARATION_OF_ANOTHER_YEAR",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A declaration that counts is dated in neither the workspace's year nor the next.",
        looks_at: LooksAt::Register(of_another_year),
    },
    Rule {
        id: "DECLARATIONS_OF_ONE_DAY",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A supplier sent several declarations of one day for the same, with different rows: all of them count.",
        looks_at: LooksAt::Register(of_one_day),
    },
    Rule {
        id: "DECLARATION_REPEATED",
        severity: Severity::Info,
        basis: Basis::Workspace,
        doc: "A supplier sent the same rows of one day twice: those on the newer template count.",
        looks_at: LooksAt::Register(repeated),
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
        let (supplier, rows) = (supplier_of(ws, declaration), declaration.rows);
        let message =
            format!("the {rows} rows that {supplier} declared are missing: their content cannot be read");
        let remedy = "put the file of declarations/ back, or withdraw the declaration and import it again";
        rule.finding(Place::File, message, remedy).about_source(&declaration.source)
    };
    unread.map(finding).collect()
}

/// The declarations that count, by supplier, the newest of each first.
fn counting<'a>(ws: &'a Workspace, register: &'a Register) -> impl Iterator<Item = &'a Declaration> {
    register.declarations().filter_map(|id| ws.declarations.get(id))
}

fn supplier_of<'a>(ws: &'a Workspace, declaration: &Declaration) -> &'a str {
    ws.suppliers.get(&declaration.supplier).map_or("", |supplier| supplier.name.as_str())
}

/// A declaration for a year is dated in it or in the next.
fn of_another_year(rule: &Rule, ws: &Workspace, register: &Register) -> Vec<Finding> {
    let year = ws.programme.year;
    let finding = |declaration: &Declaration| {
        let source = ws.sources.get(&declaration.source)?;
        let as_of = source.as_of.filter(|date| date.year() != year && date.year() != year + 1)?;
        let message = format!("{} is dated {as_of}, this workspace is for {year}", source.title);
        let remedy = "ask the supplier for a declaration of this year";
        Some(rule.finding(Place::File, message, remedy).about_source(&source.id))
    };
    counting(ws, register).filter_map(finding).collect()
}

fn of_one_day(rule: &Rule, ws: &Workspace, register: &Register) -> Vec<Finding> {
    let finding = |group: &[DeclarationId]| {
        let sent: Vec<&Declaration> = group.iter().filter_map(|id| ws.declarations.get(id)).collect();
        let newest = *sent.first()?;
        let files: Vec<String> = sent
            .iter()
            .map(|one| format!("{} (CMRT {}, {} rows)", ws.file_of(one), one.version, one.rows))
            .collect();
        let (supplier, day) = (supplier_of(ws, newest), newest.day());
        let message = format!(
            "{supplier} sent {} of {day} for the same, with different rows: {}; all count",
            count(sent.len(), "declaration", "declarations"),
            files.join(", ")
        );
        let remedy = "nothing where they are parts of one; else withdraw the one that should not count, on its screen or by rcoi withdraw FILE";
        Some(rule.finding(Place::File, message, remedy).about_source(&newest.source))
    };
    register.of_one_day().iter().filter_map(|group| finding(group)).collect()
}

fn repeated(rule: &Rule, ws: &Workspace, register: &Register) -> Vec<Finding> {
    let finding = |(repeat, by): (&DeclarationId, &DeclarationId)| {
        let (repeat, by) = (ws.declarations.get(repeat)?, ws.declarations.get(by)?);
        let message = format!(
            "{} sent the same rows twice of {}: {} counts, not {}",
            supplier_of(ws, by),
            by.day(),
            ws.file_of(by),
            ws.file_of(repeat)
        );
        Some(rule.finding(Place::File, message, "nothing").about_source(&repeat.source))
    };
    register.repeats().filter_map(finding).collect()
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
        findings_with(&book, &register, &[], date(2026, 11, 22))
    }

    #[test]
    fn what_several_declarations_of_a_supplier_are_to_each_other_is_told() {
        let (mut ws, mut contents) = (workspace(), Contents::default());
        let aurora = ["", "Gold", "Aurora", "", "", "CID900001"];
        let beacon = ["", "Gold", "Beacon", "", "", "CID900002"];
        for (id, day, rows) in
            [("d1", 1, [aurora]), ("d2", 2, [aurora]), ("d3", 2, [beacon]), ("d4", 2, [beacon])]
        {
            declare(&mut ws, &mut contents, (id, "Alpha", day), form("Alpha", "6.5", &rows), Some(known()));
        }
        let year_of = |ws: &mut Workspace, id: &str, year| {
            ws.sources.get_mut(&SourceId::new(id)).unwrap().as_of = Some(date(year, 4, 1));
        };
        year_of(&mut ws, "d1", 2023);
        let told = |ws: &Workspace| -> Vec<(&str, String)> {
            let all = found(ws, &contents).into_iter();
            let all = all.filter(|finding| finding.rule.starts_with("DECLARATION"));
            all.map(|finding| (finding.rule, finding.place(ws))).collect()
        };
        // Of the two with the same rows on one version the later digest counts.
        let expected = [("DECLARATIONS_OF_ONE_DAY", "d4.xlsx"), ("DECLARATION_REPEATED", "d3.xlsx")];
        assert_eq!(told(&ws), expected.map(|(rule, file)| (rule, file.to_owned())), "d1 counts no more");
        for (year, is_told) in [(2024, true), (2025, false), (2026, false), (2027, true)] {
            year_of(&mut ws, "d2", year);
            let is_of =
                |(rule, file): &(&str, String)| *rule == "DECLARATION_OF_ANOTHER_YEAR" && file == "d2.xlsx";
            assert_eq!(told(&ws).iter().any(is_of), is_told, "{year}");
        }
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
