//! How a batch of files enters.

use jiff::civil::Date;

use crate::checks::{Finding, findings};
use crate::correspond::requests::received as receipt;
use crate::domain::cmrt::CompanyField;
use crate::domain::{
    Contents, Declaration, Edit, EditError, IdGen, ReferenceList, Source, SourceKind, Stamp, Supplier,
    SupplierId, Workspace,
};
use crate::import::Entering;
use crate::resolve::rows::Register;
use crate::standing::{RowsNotHere, standings};
use crate::text::{clean, count, fold};

use super::drafting::Drafting;
use super::effect::{self, effect};
use super::{
    Arrival, Attach, Batch, Fate, ImportPlan, PlanLine, ReceivedCmrt, ReceivedList, RiskAs, SettledRisk,
    SettledStatus, StatusAs, TableAs, known, source_id,
};

/// The one edit by which a batch enters: what tables say of facilities, sources, lists, suppliers, declarations, a line of
/// the request log for each, and one facility with claims for everything that declared rows resolve to and that is not
/// there.
///
/// `contents` are the contents of the workspace; those of the batch are taken from it.
///
/// # Errors
/// When something does not fit the workspace, such as a supplier who is not there.
pub fn plan(
    ws: &Workspace,
    contents: &Contents,
    batch: Batch,
    ids: &mut IdGen,
    stamp: &Stamp,
) -> Result<ImportPlan, EditError> {
    let mut drafting = Drafting::new(ws);
    let (before, mut contents) = (contents, contents.clone());
    let mut lines = Vec::with_capacity(batch.tables.len() + batch.arrivals.len() + batch.lists.len());
    for TableAs { draft, role } in batch.tables {
        let Entering { edit, added, known } = draft.plan(&drafting.ws, role, ids, stamp.at);
        drafting.take(edit)?;
        lines.push(PlanLine::Facilities { draft, role, added, known });
    }
    let tables = drafting.edits.len();
    let mut lists = Vec::with_capacity(batch.lists.len());
    for offered in batch.lists {
        let is_new = add_list(&mut drafting, &mut contents, &offered, stamp)?;
        lists.push(PlanLine::List { offered, is_new });
    }
    for arrival in batch.arrivals {
        let fate = add_declaration(&mut drafting, &mut contents, &arrival, ids, stamp)?;
        lines.push(PlanLine::Declaration { arrival, fate });
    }
    lines.extend(lists);
    let is_declared = drafting.edits.len() > tables;
    let mut facilities = 0;
    if is_declared {
        let register = Register::build(&drafting.ws, &contents);
        facilities = drafting.add_wanting(&register, &contents, &[], ids)?;
    }
    let newest = batch.statuses.iter().map(|taken| taken.settled.list.as_of).max();
    for taken in batch.statuses {
        let is_new = add_status(&mut drafting, &mut contents, &taken)?;
        lines.push(PlanLine::Status {
            taken: Box::new(taken),
            is_new,
            is_old: false,
            not_here: RowsNotHere::default(),
        });
    }
    for taken in batch.risks {
        let is_new = add_risk(&mut drafting, &mut contents, &taken)?;
        lines.push(PlanLine::Risk { taken: Box::new(taken), is_new });
    }
    let title = title(&lines, facilities);
    let (edit, after) = drafting.end();
    mark_old(&mut lines, &after);
    if let Some(newest) = newest {
        mark_not_here(&mut lines, (&after, &contents), newest);
    }
    let effect = newest.map_or_else(Vec::new, |newest| effect((ws, before), (&after, &contents), newest));
    let findings = if tables == 0 { Vec::new() } else { new_findings((ws, &after), &contents) };
    Ok(ImportPlan { edit, title, lines, facilities, findings, effect, after, contents })
}

fn new_findings((before, after): (&Workspace, &Workspace), contents: &Contents) -> Vec<Finding> {
    let of = |ws: &Workspace| {
        let standings = standings(ws, contents, &Register::build(ws, contents));
        findings(ws, &standings)
    };
    let before = of(before);
    let is_new = |finding: &Finding| !before.iter().any(|old| old.message == finding.message);
    of(after).into_iter().filter(is_new).collect()
}

/// What is done, for the history: by name where it is one file.
fn title(lines: &[PlanLine], facilities: usize) -> String {
    let (mut tables, mut declared, mut lists, mut rows) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let (mut statuses, mut risks) = (Vec::new(), Vec::new());
    for line in lines {
        match line {
            PlanLine::Facilities { draft, role, added, known } => {
                let role = role.name();
                tables.push(format!("{} as {role} ({added} new facilities, {known} known)", draft.file));
            }
            PlanLine::Status { taken, is_new: true, .. } => {
                let list = &taken.settled.list;
                statuses.push(format!("{} of {}", list.title, list.as_of));
            }
            PlanLine::Declaration { arrival: Arrival { received, .. }, fate: Fate::Enters { .. } } => {
                declared.push(received.file.as_str());
                rows += received.form.rows.len();
            }
            PlanLine::List { offered, is_new: true } => lists.push(offered.title.as_str()),
            PlanLine::Risk { taken, is_new: true } => risks.push(taken.settled.list.label()),
            PlanLine::Declaration { fate: Fate::Known { .. } | Fate::Blank, .. }
            | PlanLine::Status { is_new: false, .. }
            | PlanLine::Risk { is_new: false, .. }
            | PlanLine::List { is_new: false, .. } => {}
        }
    }
    let mut words: Vec<String> = Vec::new();
    words.extend(named(&declared, "declaration", "declarations"));
    words.extend(named(&lists, "reference list", "reference lists"));
    let statuses: Vec<&str> = statuses.iter().map(String::as_str).collect();
    words.extend(named(&statuses, "status list", "status lists"));
    let risks: Vec<&str> = risks.iter().map(String::as_str).collect();
    words.extend(named(&risks, "risk list", "risk lists"));
    let mut brought = Vec::new();
    if !declared.is_empty() {
        brought.push(count(rows, "row", "rows"));
    }
    if facilities > 0 {
        brought.push(count(facilities, "new facility", "new facilities"));
    }
    let brought = if brought.is_empty() { String::new() } else { format!(" ({})", brought.join(", ")) };
    let with_lists = format!("{}{brought}", words.join(" and "));
    match (tables.as_slice(), words.is_empty()) {
        ([], _) => format!("Import {with_lists}"),
        ([only], true) => format!("Import {only}"),
        (_, is_alone) => {
            let tables = count(tables.len(), "list of facilities", "lists of facilities");
            if is_alone { format!("Import {tables}") } else { format!("Import {with_lists} and {tables}") }
        }
    }
}

/// One by its name, several by their number; nothing of none.
fn named(files: &[&str], one: &str, many: &str) -> Option<String> {
    match files {
        [] => None,
        [only] => Some((*only).to_owned()),
        several => Some(count(several.len(), one, many)),
    }
}

/// Adds a status list; one of which something else is said now takes the place of what was said before. Whether anything is new.
fn add_status(
    drafting: &mut Drafting,
    contents: &mut Contents,
    StatusAs { received, settled }: &StatusAs,
) -> Result<bool, EditError> {
    let SettledStatus { source, list, .. } = settled;
    match drafting.ws.status_lists.get(&list.source).cloned() {
        Some(there) if there == *list => return Ok(false),
        Some(there) => drafting.take(Edit::RemoveStatusList(Box::new(there)))?,
        None if drafting.ws.sources.contains_key(&source.id) => {}
        None => drafting.take(Edit::AddSource(Box::new(source.clone())))?,
    }
    drafting.take(Edit::AddStatusList(Box::new(list.clone())))?;
    received.add_to(contents);
    Ok(true)
}

/// Adds a risk list, unless it is there; whether it is new. What it replaces stays: the newest counts.
fn add_risk(
    drafting: &mut Drafting,
    contents: &mut Contents,
    RiskAs { received, settled }: &RiskAs,
) -> Result<bool, EditError> {
    let SettledRisk { source, list } = settled;
    if drafting.ws.risk_lists.contains_key(&list.source) {
        return Ok(false);
    }
    if !drafting.ws.sources.contains_key(&source.id) {
        drafting.take(Edit::AddSource(Box::new(source.clone())))?;
    }
    drafting.take(Edit::AddRiskList(Box::new(list.clone())))?;
    received.add_to(contents);
    Ok(true)
}

/// Notes which status lists are old against the day that the workspace is then of.
fn mark_old(lines: &mut [PlanLine], after: &Workspace) {
    for line in lines {
        if let PlanLine::Status { taken, is_old, .. } = line {
            *is_old = effect::is_old(after, &taken.settled.list);
        }
    }
}

/// Notes which rows of status lists are no facility's then.
fn mark_not_here(lines: &mut [PlanLine], (after, contents): (&Workspace, &Contents), newest: Date) {
    let mut statuses: Vec<(&StatusAs, &mut RowsNotHere)> = Vec::new();
    for line in lines {
        if let PlanLine::Status { taken, not_here, .. } = line {
            statuses.push((taken, not_here));
        }
    }
    let lists: Vec<_> = statuses.iter().map(|(taken, _)| taken.settled.list.clone()).collect();
    let found = RowsNotHere::of_lists(after, contents, newest, &lists);
    statuses.into_iter().zip(found).for_each(|((_, not_here), found)| *not_here = found);
}

/// Adds a list, unless it is there; whether it is new.
fn add_list(
    drafting: &mut Drafting,
    contents: &mut Contents,
    offered: &ReceivedList,
    stamp: &Stamp,
) -> Result<bool, EditError> {
    let id = offered.source_id();
    if drafting.ws.lists.contains_key(&id) {
        return Ok(false);
    }
    let facilities = u32::try_from(offered.body.entries.len()).unwrap_or(u32::MAX);
    if !drafting.ws.sources.contains_key(&id) {
        drafting.take(Edit::AddSource(Box::new(Source {
            id: id.clone(),
            file: offered.file.clone(),
            sha256: offered.sha256.clone(),
            kind: SourceKind::ReferenceList,
            role: None,
            title: offered.title.clone(),
            as_of: offered.as_of,
            imported_at: stamp.at,
            rows: facilities,
            statements: Vec::new(),
        })))?;
    }
    drafting.take(Edit::AddList(Box::new(ReferenceList {
        source: id,
        title: offered.title.clone(),
        version: offered.version,
        as_of: offered.as_of,
        body: offered.body_sha.clone(),
        facilities,
    })))?;
    offered.add_to(contents);
    Ok(true)
}

fn add_declaration(
    drafting: &mut Drafting,
    contents: &mut Contents,
    arrival: &Arrival,
    ids: &mut IdGen,
    stamp: &Stamp,
) -> Result<Fate, EditError> {
    let received = &arrival.received;
    if received.form.is_blank() {
        return Ok(Fate::Blank);
    }
    let (supplier, is_new) = attach(drafting, arrival, ids)?;
    if let Some(there) = known(&drafting.ws, &supplier, &received.sha256) {
        let declaration = there.id.clone();
        return Ok(Fate::Known { declaration, supplier });
    }
    let source = source_id(&received.sha256);
    if !drafting.ws.sources.contains_key(&source) {
        drafting.take(Edit::AddSource(Box::new(source_of(received, stamp))))?;
    }
    let declaration = declaration(received, arrival, &supplier, ids);
    let (id, log) =
        (declaration.id.clone(), receipt(&declaration, &received.file, ids.request(), stamp.clone()));
    drafting.take(Edit::AddDeclaration(Box::new(declaration)))?;
    drafting.take(log)?;
    received.add_to(contents);
    Ok(Fate::Enters { declaration: id, supplier, is_new })
}

fn source_of(received: &ReceivedCmrt, stamp: &Stamp) -> Source {
    let form = &received.form;
    let company = clean(form.field(CompanyField::Name));
    let company = if company.is_empty() { "no company name".to_owned() } else { company };
    Source {
        id: source_id(&received.sha256),
        file: received.file.clone(),
        sha256: received.sha256.clone(),
        kind: SourceKind::Declaration,
        role: None,
        title: format!("{} {}, {company}", form.template.name(), form.version),
        as_of: form.date,
        imported_at: stamp.at,
        rows: u32::try_from(form.rows.len()).unwrap_or(u32::MAX),
        statements: Vec::new(),
    }
}

fn declaration(
    received: &ReceivedCmrt,
    arrival: &Arrival,
    supplier: &SupplierId,
    ids: &mut IdGen,
) -> Declaration {
    let form = &received.form;
    Declaration {
        id: ids.declaration(),
        supplier: supplier.clone(),
        source: source_id(&received.sha256),
        form: received.form_sha.clone(),
        look_up: received.look_up.as_ref().map(|(sha256, _)| sha256.clone()),
        company: clean(form.field(CompanyField::Name)),
        version: form.version,
        language: form.language,
        scope: form.scope,
        date: form.date,
        received: arrival.day,
        rows: u32::try_from(form.rows.len()).unwrap_or(u32::MAX),
    }
}

/// The supplier, and whether it is new. A name that its declarations carry becomes another name of it, so that
/// the next one finds it.
fn attach(
    drafting: &mut Drafting,
    arrival: &Arrival,
    ids: &mut IdGen,
) -> Result<(SupplierId, bool), EditError> {
    let company = clean(arrival.received.form.field(CompanyField::Name));
    let there = match &arrival.attach {
        Attach::To(id) => {
            let missing = || EditError::Missing { what: "supplier", id: id.to_string() };
            Some(drafting.ws.suppliers.get(id).ok_or_else(missing)?)
        }
        Attach::New(name) => drafting.ws.suppliers.values().find(|other| fold(&other.name) == fold(name)),
    };
    if let Some(supplier) = there.cloned() {
        let id = supplier.id.clone();
        if let Some(named) = with_alias(&supplier, &company) {
            drafting.take(Edit::ChangeSupplier { from: Box::new(supplier), to: Box::new(named) })?;
        }
        return Ok((id, false));
    }
    let Attach::New(name) = &arrival.attach else {
        return Err(EditError::Missing { what: "supplier", id: company });
    };
    let supplier = Supplier::named(ids.supplier(), clean(name));
    let supplier = with_alias(&supplier, &company).unwrap_or(supplier);
    let id = supplier.id.clone();
    drafting.take(Edit::AddSupplier(Box::new(supplier)))?;
    Ok((id, true))
}

/// The supplier with one more name; nothing when it has that name already.
fn with_alias(supplier: &Supplier, company: &str) -> Option<Supplier> {
    let folded = fold(company);
    let has = |name: &String| fold(name) == folded;
    if folded.is_empty() || has(&supplier.name) || supplier.aliases.iter().any(has) {
        return None;
    }
    let mut named = supplier.clone();
    named.aliases.push(company.to_owned());
    Some(named)
}
