//! A small workspace for the tests of this room.

use crate::domain::{Charter, IdGen, Stamp, Supplier, SupplierId, Workspace};

/// A workspace with suppliers of these names and numbers.
pub(crate) fn workspace(suppliers: &[(&str, &str)]) -> Workspace {
    let programme = Charter { company: "Acme Ltd".to_owned(), year: 2026, sample: false };
    let mut ws = Workspace::new(programme);
    let mut ids = IdGen::new([3; 16]);
    for (name, number) in suppliers {
        let supplier = Supplier {
            id: ids.supplier(),
            name: (*name).to_owned(),
            number: (*number).to_owned(),
            aliases: Vec::new(),
            contacts: Vec::new(),
            note: String::new(),
        };
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
