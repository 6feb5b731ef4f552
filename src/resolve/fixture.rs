//! Small forms, lists and workspaces for tests, all fictional.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;

use crate::domain::cmrt::{CellAddress, DeclaredRow, Form, LayoutTrust, SmelterColumn, Template, Version};
use crate::domain::{
    Charter, Cid, Contents, Declaration, DeclarationId, Edit, ListBody, ListEntry, Metal, ReferenceList,
    Source, SourceId, SourceKind, Supplier, SupplierId, Workspace,
};

pub fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

pub fn cid(text: &str) -> Cid {
    Cid::parse(text).unwrap()
}

/// One row: A, metal, C, D, E, F.
pub type Cells<'a> = [&'a str; 6];

pub fn row(number: u32, [typed, metal, look_up, name, country, id]: Cells<'_>) -> DeclaredRow {
    let known = Metal::parse(metal);
    let metal_text = if known.is_some() { "" } else { metal };
    let cells = [typed, metal_text, look_up, name, country, id].map(Box::from).to_vec();
    DeclaredRow { row: number, metal: known, cells, filled: false }
}

pub fn form(company: &str, of: &str, rows: &[Cells<'_>]) -> Form {
    let columns = [
        (SmelterColumn::IdInput, "A"),
        (SmelterColumn::Metal, "B"),
        (SmelterColumn::LookUp, "C"),
        (SmelterColumn::Name, "D"),
        (SmelterColumn::Country, "E"),
        (SmelterColumn::Id, "F"),
    ];
    let name = crate::domain::cmrt::InputCell { cell: CellAddress::new(8, 4), written: company.to_owned() };
    Form {
        template: Template::Cmrt,
        version: version(of),
        reading: LayoutTrust::Verified,
        language: None,
        declaration_sheet: "Declaration".to_owned(),
        smelter_sheet: "Smelter List".to_owned(),
        fields: BTreeMap::from([(crate::domain::cmrt::CompanyField::Name, name)]),
        scope: None,
        date: None,
        answers: BTreeMap::new(),
        numbers: BTreeMap::new(),
        company: BTreeMap::new(),
        letters: BTreeMap::new(),
        columns: columns.into_iter().map(|(column, letters)| (column, letters.to_owned())).collect(),
        rows: (5..).zip(rows).map(|(number, cells)| row(number, *cells)).collect(),
        first_product: CellAddress::new(6, 2),
        products: Vec::new(),
        look_up: None,
        checker: None,
        oddities: Vec::new(),
    }
}

/// One entry: metal, CID, standard name, country, aliases divided by `|`.
pub fn list(entries: &[(Metal, &str, &str, &str, &str)]) -> ListBody {
    let mut entries: Vec<ListEntry> = (5..)
        .zip(entries)
        .map(|(row, (metal, id, name, country, aliases))| ListEntry {
            metal: *metal,
            cid: cid(id),
            name: (*name).to_owned(),
            country: (*country).to_owned(),
            city: String::new(),
            state: String::new(),
            aliases: aliases.split('|').filter(|alias| !alias.is_empty()).map(str::to_owned).collect(),
            row,
        })
        .collect();
    entries.sort_by_key(|entry| (entry.metal, entry.cid));
    ListBody { sheet: "Smelter Look-up".to_owned(), entries }
}

/// Four fictional facilities; "Dowa" stands for one of each of two metals, as in real lists.
pub fn known() -> ListBody {
    list(&[
        (Metal::Gold, "CID900001", "Aurora Refining AG", "SWITZERLAND", "Aurora|Dowa"),
        (Metal::Gold, "CID900002", "Beacon Gold Ltd.", "CANADA", "Beacon"),
        (Metal::Tin, "CID900003", "Cassiter Smelting", "BOLIVIA", "Dowa|Cassiter"),
        (Metal::Tungsten, "CID900004", "Delta Wolfram", "AUSTRIA", ""),
    ])
}

pub fn workspace() -> Workspace {
    Workspace::new(Charter { company: "Example".to_owned(), year: 2025, sample: false })
}

pub fn source(id: &str, kind: SourceKind) -> Source {
    Source {
        id: SourceId::new(id),
        file: format!("{id}.xlsx"),
        sha256: id.repeat(4),
        kind,
        role: None,
        title: id.to_owned(),
        as_of: None,
        imported_at: Timestamp::UNIX_EPOCH,
        rows: 0,
        statements: Vec::new(),
    }
}

/// Adds a supplier of this name, unless it is there, and its declaration received on a day of May 2026.
pub fn declare(
    ws: &mut Workspace,
    contents: &mut Contents,
    (id, supplier, day): (&str, &str, i8),
    form: Form,
    look_up: Option<ListBody>,
) {
    let supplier_id = SupplierId::new(supplier);
    if !ws.suppliers.contains_key(&supplier_id) {
        let supplier = Supplier::named(supplier_id.clone(), supplier);
        Edit::AddSupplier(Box::new(supplier)).apply(ws).unwrap();
    }
    Edit::AddSource(Box::new(source(id, SourceKind::Declaration))).apply(ws).unwrap();
    let look_up = look_up.map(|body| {
        let sha256 = format!("look-up of {id}");
        contents.lists.insert(sha256.clone(), Arc::new(body));
        sha256
    });
    let declaration = Declaration {
        id: DeclarationId::new(id),
        supplier: supplier_id,
        source: SourceId::new(id),
        form: format!("form of {id}"),
        look_up,
        company: supplier.to_owned(),
        version: form.version,
        language: None,
        scope: form.scope,
        date: form.date,
        received: date(2026, 5, day),
        rows: u32::try_from(form.rows.len()).unwrap(),
    };
    contents.forms.insert(declaration.form.clone(), Arc::new(form));
    Edit::AddDeclaration(Box::new(declaration)).apply(ws).unwrap();
}

/// Adds a reference list, the look-up of a version released in a year.
pub fn know(ws: &mut Workspace, contents: &mut Contents, (of, year): (&str, i16), body: ListBody) {
    let id = format!("list {of}");
    Edit::AddSource(Box::new(source(&id, SourceKind::ReferenceList))).apply(ws).unwrap();
    let list = ReferenceList {
        source: SourceId::new(id.as_str()),
        title: format!("Look-up of CMRT {of}"),
        version: Some(version(of)),
        as_of: Some(date(year, 4, 25)),
        body: id.clone(),
        facilities: u32::try_from(body.entries.len()).unwrap(),
    };
    contents.lists.insert(id, Arc::new(body));
    Edit::AddList(Box::new(list)).apply(ws).unwrap();
}
