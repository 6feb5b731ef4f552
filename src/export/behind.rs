//! The rows behind the report's figures, each with the file and the cell or line that it comes from.
//!
//! Internal: it says who named which smelter, so it never goes into the bundle.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::cmrt::SmelterColumn;
use crate::domain::{Contents, Declaration, DeclarationId, FacilityId, Place, Workspace};
use crate::report::{Counted, Report};
use crate::resolve::rows::Register;
use crate::tabular::{Cell, ColumnKind, Table};

const COLUMNS: [(&str, ColumnKind); 6] = [
    ("Figure", ColumnKind::Text),
    ("What", ColumnKind::Text),
    ("Value", ColumnKind::Number),
    ("Row", ColumnKind::Text),
    ("File", ColumnKind::Text),
    ("Place", ColumnKind::Text),
];

/// What figures are looked up in.
#[derive(Debug, Clone, Copy)]
pub struct BehindCase<'a> {
    pub ws: &'a Workspace,
    pub contents: &'a Contents,
    pub register: &'a Register,
}

/// Every figure of a report with the rows that it counts, dated `dated`.
pub fn behind(report: &Report, case: &BehindCase<'_>, dated: Date) -> Table {
    let mut table = Table::new("Rows behind the figures (internal)", dated, &COLUMNS);
    let mut said: BTreeMap<&Counted, [String; 3]> = BTreeMap::new();
    let known = report.figures.all.iter().filter(|figure| report.figures.is_known(&figure.key));
    for figure in known {
        let (name, title) = (figure.key.name(), figure.key.title(report.heading.style));
        for row in &figure.rows {
            let [row, file, place] = said.entry(row).or_insert_with(|| case.said(row)).clone();
            table.rows.push(vec![
                Cell::text(name.as_str()),
                Cell::text(title.as_str()),
                Cell::Number(i64::try_from(figure.value).unwrap_or(i64::MAX)),
                Cell::text(row),
                Cell::text(file),
                Cell::text(place),
            ]);
        }
    }
    table
}

impl BehindCase<'_> {
    /// What a row is called, its file and its place in it; empty where it stands in no file.
    fn said(&self, row: &Counted) -> [String; 3] {
        let found = match row {
            Counted::Facility(id) => self.facility(id),
            Counted::Supplier(id) => self
                .ws
                .suppliers
                .get(id)
                .map(|supplier| [supplier.name.clone(), String::new(), String::new()]),
            Counted::Declaration(id) => {
                self.ws.declarations.get(id).map(|it| self.declaration(it, &Place::File))
            }
            Counted::Row(id, at) => self.declared(id, *at),
            Counted::Action(id) => self.ws.actions.get(id).map(|action| {
                let of = self.facility(&action.facility).map_or_else(String::new, |[name, ..]| name);
                [format!("{}: {of}", action.kind), String::new(), String::new()]
            }),
        };
        found.unwrap_or_default()
    }

    /// A facility, at the first place of a file that states it.
    fn facility(&self, id: &FacilityId) -> Option<[String; 3]> {
        let view = self.ws.view(id)?;
        let name = format!("{} / {} / {}", view.facility.metal, view.name(), view.country_written());
        let placed = view
            .facility
            .claims
            .iter()
            .find_map(|claim| Some((claim.origin.source()?, claim.origin.place()?)));
        let (file, place) = placed.map_or_else(Default::default, |(source, place)| {
            let file = self.ws.sources.get(source).map_or_else(String::new, |source| source.file.clone());
            (file, place.to_string())
        });
        Some([name, file, place])
    }

    fn declaration(&self, declaration: &Declaration, place: &Place) -> [String; 3] {
        let supplier = self.ws.suppliers.get(&declaration.supplier);
        let supplier = supplier.map_or_else(String::new, |supplier| supplier.name.clone());
        [supplier, self.ws.file_of(declaration).to_owned(), place.to_string()]
    }

    /// A row of a declaration, by its place among its rows.
    fn declared(&self, id: &DeclarationId, at: u32) -> Option<[String; 3]> {
        let declaration = self.ws.declarations.get(id)?;
        let (mut range, _) = self.register.declared(declaration)?;
        let row = self.register.row(range.nth(usize::try_from(at).ok()?)?)?;
        let place = self.contents.form(&declaration.form)?.row_place(row.row, SmelterColumn::Metal);
        let [supplier, file, place] = self.declaration(declaration, &place);
        Some([format!("{supplier}: {}", row.name), file, place])
    }
}
