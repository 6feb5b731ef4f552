//! A small workspace for the tests of this room.

use jiff::civil::date;

use crate::domain::cmrt::{
    Answer, CellAddress, CompanyField, CompanyQuestion, DeclaredRow, Form, InputCell, Language, LayoutTrust,
    Question, Reply, SmelterColumn, Template, Version,
};
use crate::domain::{Charter, IdGen, Metal, Stamp, Supplier, SupplierId, Workspace};

/// A workspace with suppliers of these names and numbers.
pub(crate) fn workspace(suppliers: &[(&str, &str)]) -> Workspace {
    let programme = Charter { company: "Acme Ltd".to_owned(), year: 2026, sample: false };
    let mut ws = Workspace::new(programme);
    let mut ids = IdGen::new([3; 16]);
    for (name, number) in suppliers {
        let number = (*number).to_owned();
        let supplier = Supplier { number, ..Supplier::named(ids.supplier(), *name) };
        ws.suppliers.insert(supplier.id.clone(), supplier);
    }
    ws
}

/// The id of the supplier of a name.
pub(crate) fn id(ws: &Workspace, name: &str) -> SupplierId {
    ws.suppliers.values().find(|supplier| supplier.name == name).unwrap().id.clone()
}

/// Ana, on a morning in March.
pub(crate) fn stamp() -> Stamp {
    Stamp { by: "Ana".to_owned(), at: "2027-03-03T09:00:00Z".parse().unwrap() }
}

/// A row of a smelter list: number, metal, name, ID, country.
pub(crate) fn row(row: u32, metal: Metal, name: &str, id: &str, country: &str) -> DeclaredRow {
    let mut cells: Vec<Box<str>> = vec!["".into(); SmelterColumn::ALL.len()];
    for (column, text) in
        [(SmelterColumn::Name, name), (SmelterColumn::Id, id), (SmelterColumn::Country, country)]
    {
        cells[column as usize] = text.into();
    }
    DeclaredRow { row, metal: Some(metal), cells, filled: false }
}

/// A filled CMRT 6.5 of Delta Cables, of 15 February 2027.
pub(crate) fn form(rows: Vec<DeclaredRow>) -> Form {
    let input = |text: &str, row| InputCell { cell: CellAddress::new(row, 4), written: text.to_owned() };
    let reply = |text: &str, answer, row| Reply {
        cell: CellAddress::new(row, 4),
        written: text.to_owned(),
        answer: Some(answer),
        comment_cell: CellAddress::new(row, 7),
        comment: String::new(),
    };
    let metals = Metal::ALL.iter().zip(26..);
    Form {
        template: Template::Cmrt,
        version: Version::new(650),
        reading: LayoutTrust::Verified,
        language: Some(Language::English),
        declaration_sheet: "Declaration".to_owned(),
        smelter_sheet: "Smelter List".to_owned(),
        fields: [
            (CompanyField::Name, input("Delta Cables Ltd", 8)),
            (CompanyField::Scope, input("A. Company", 9)),
            (CompanyField::ContactName, input("Ana Lind", 15)),
            (CompanyField::ContactEmail, input("ana@delta.example", 16)),
        ]
        .into(),
        scope: Some(Answer::ScopeCompany),
        date: Some(date(2027, 2, 15)),
        answers: metals.map(|(m, row)| ((Question::Added, *m), reply("Yes", Answer::Yes, row))).collect(),
        numbers: [(Question::Added, "Q1".to_owned())].into(),
        company: [(CompanyQuestion::Policy, reply("Yes", Answer::Yes, 75))].into(),
        letters: [(CompanyQuestion::Policy, "A".to_owned())].into(),
        columns: [(SmelterColumn::Name, "D".to_owned()), (SmelterColumn::Id, "F".to_owned())].into(),
        rows,
        first_product: CellAddress::new(6, 2),
        products: Vec::new(),
        look_up: None,
        checker: None,
        oddities: Vec::new(),
    }
}
