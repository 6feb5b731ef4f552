//! The edits on suppliers, their declarations, reference lists, decisions on declared names, facts for the filing, and measures.

use super::apply::{insert, remove, set};
use super::{Edit, EditError};
use crate::domain::{
    Declaration, DiligenceMeasure, MeasureId, NameKey, ReferenceList, Request, Resolution, Screened,
    ScreeningKey, ScreeningRecord, SourceId, Supplier, SupplierId, Workspace,
};

/// Applies one of them; any other edit fits nothing here.
pub(super) fn apply(edit: &Edit, ws: &mut Workspace) -> Result<(), EditError> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the caller gives only the edits of this file")]
    match edit {
        Edit::AddSupplier(supplier) => add_supplier(ws, supplier),
        Edit::RemoveSupplier(supplier) => remove_supplier(ws, supplier),
        Edit::ChangeSupplier { from, to } => change_supplier(ws, from, to),
        Edit::AddRequest(request) => add_request(ws, request),
        Edit::RemoveRequest(request) => remove(&mut ws.requests, "request", &request.id, &**request),
        Edit::AddLetter(letter) => {
            check_supplier(ws, &letter.supplier)?;
            insert(&mut ws.letters, "letter", &letter.id, (**letter).clone())
        }
        Edit::RemoveLetter(letter) => remove(&mut ws.letters, "letter", &letter.id, &**letter),
        Edit::AddDeclaration(declaration) => add_declaration(ws, declaration),
        Edit::RemoveDeclaration(declaration) => {
            remove(&mut ws.declarations, "declaration", &declaration.id, &**declaration)
        }
        Edit::AddList(list) => add_list(ws, list),
        Edit::RemoveList(list) => remove(&mut ws.lists, "reference list", &list.source, &**list),
        Edit::AddStatusList(list) => {
            check_source(ws, &list.source)?;
            insert(&mut ws.status_lists, "status list", &list.source, (**list).clone())
        }
        Edit::RemoveStatusList(list) => remove(&mut ws.status_lists, "status list", &list.source, &**list),
        Edit::AddRiskList(list) => {
            check_source(ws, &list.source)?;
            insert(&mut ws.risk_lists, "risk list", &list.source, (**list).clone())
        }
        Edit::RemoveRiskList(list) => remove(&mut ws.risk_lists, "risk list", &list.source, &**list),
        Edit::SetScreening { key, from, to } => set_screening(ws, key, from.as_deref(), to.as_deref()),
        Edit::SetResolution { key, from, to } => set_resolution(ws, key, from.as_deref(), to.as_deref()),
        Edit::SetFact { key, from, to } => {
            let (from, to) = (from.as_deref().cloned(), to.as_deref().cloned());
            set(&mut ws.facts, "fact", key, (&from, &to))
        }
        Edit::SetOwnSection { key, from, to } => {
            let (from, to) = (from.as_deref().cloned(), to.as_deref().cloned());
            set(&mut ws.own_sections, "section", key, (&from, &to))
        }
        Edit::SetMeasure { id, from, to } => set_measure(ws, id, from.as_deref(), to.as_deref()),
        _ => Err(EditError::Rule("this edit is not one on suppliers, lists or names".to_owned())),
    }
}

/// What a name is decided to be must be there, and of the name's metal: else its rows would be open again, in silence.
fn set_resolution(
    ws: &mut Workspace,
    key: &NameKey,
    from: Option<&Resolution>,
    to: Option<&Resolution>,
) -> Result<(), EditError> {
    if let Some(id) = to.and_then(Resolution::facility) {
        let missing = || EditError::Missing { what: "facility", id: id.to_string() };
        if ws.facilities.get(id).ok_or_else(missing)?.metal != key.metal {
            return Err(EditError::Rule(format!("facility {id} is of another metal than the name")));
        }
    }
    set(&mut ws.resolutions, "resolution", key, (&from.cloned(), &to.cloned()))
}

/// A measure keeps its id, and says something: a report could have nothing of it else.
fn set_measure(
    ws: &mut Workspace,
    id: &MeasureId,
    from: Option<&DiligenceMeasure>,
    to: Option<&DiligenceMeasure>,
) -> Result<(), EditError> {
    if to.is_some_and(|to| to.id != *id) {
        return Err(EditError::Rule("the id of a measure never changes".to_owned()));
    }
    if to.is_some_and(|to| to.text.trim().is_empty()) {
        return Err(EditError::Rule("a measure says what it is".to_owned()));
    }
    set(&mut ws.measures, "measure", id, (&from.cloned(), &to.cloned()))
}

/// A facility that is screened must be there.
fn set_screening(
    ws: &mut Workspace,
    key: &ScreeningKey,
    from: Option<&ScreeningRecord>,
    to: Option<&ScreeningRecord>,
) -> Result<(), EditError> {
    if let Screened::Facility(id) = &key.of
        && !ws.facilities.contains_key(id)
    {
        return Err(EditError::Missing { what: "facility", id: id.to_string() });
    }
    set(&mut ws.screenings, "screening", key, (&from.cloned(), &to.cloned()))
}

fn add_supplier(ws: &mut Workspace, supplier: &Supplier) -> Result<(), EditError> {
    check_name(ws, supplier)?;
    insert(&mut ws.suppliers, "supplier", &supplier.id, supplier.clone())
}

/// Two suppliers of one name could not be told apart by anyone.
fn check_name(ws: &Workspace, supplier: &Supplier) -> Result<(), EditError> {
    if supplier.name.trim().is_empty() {
        return Err(EditError::Rule("a supplier needs a name".to_owned()));
    }
    let same = ws.suppliers.values().find(|other| other.id != supplier.id && other.name == supplier.name);
    match same {
        Some(other) => Err(EditError::Exists { what: "supplier", id: other.name.clone() }),
        None => Ok(()),
    }
}

fn remove_supplier(ws: &mut Workspace, supplier: &Supplier) -> Result<(), EditError> {
    let id = &supplier.id;
    let is_used = ws.declarations.values().any(|declaration| declaration.supplier == *id)
        || ws.requests.values().any(|request| request.supplier == *id)
        || ws.letters.values().any(|letter| letter.supplier == *id)
        || ws.actions.values().any(|action| action.about.supplier() == Some(id));
    if is_used {
        return Err(EditError::Rule(format!(
            "supplier {} still has declarations, requests, letters or actions",
            supplier.name
        )));
    }
    remove(&mut ws.suppliers, "supplier", id, supplier)
}

fn change_supplier(ws: &mut Workspace, from: &Supplier, to: &Supplier) -> Result<(), EditError> {
    if from.id != to.id {
        return Err(EditError::Rule("the id of a supplier never changes".to_owned()));
    }
    check_name(ws, to)?;
    set(&mut ws.suppliers, "supplier", &from.id, (&Some(from.clone()), &Some(to.clone())))
}

fn add_request(ws: &mut Workspace, request: &Request) -> Result<(), EditError> {
    check_supplier(ws, &request.supplier)?;
    insert(&mut ws.requests, "request", &request.id, request.clone())
}

/// Whether a supplier is there.
pub(super) fn check_supplier(ws: &Workspace, id: &SupplierId) -> Result<(), EditError> {
    if ws.suppliers.contains_key(id) {
        return Ok(());
    }
    Err(EditError::Missing { what: "supplier", id: id.to_string() })
}

fn check_source(ws: &Workspace, id: &SourceId) -> Result<(), EditError> {
    if ws.sources.contains_key(id) {
        return Ok(());
    }
    Err(EditError::Missing { what: "source", id: id.to_string() })
}

fn add_declaration(ws: &mut Workspace, declaration: &Declaration) -> Result<(), EditError> {
    check_source(ws, &declaration.source)?;
    check_supplier(ws, &declaration.supplier)?;
    insert(&mut ws.declarations, "declaration", &declaration.id, declaration.clone())
}

fn add_list(ws: &mut Workspace, list: &ReferenceList) -> Result<(), EditError> {
    check_source(ws, &list.source)?;
    insert(&mut ws.lists, "reference list", &list.source, list.clone())
}
