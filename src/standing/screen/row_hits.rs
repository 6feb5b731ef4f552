//! Names in declared rows that are no facility of the workspace, and names of mines, against the sanctions lists.

use std::collections::BTreeMap;

use super::Screener;
use super::index::ScreenQuery;
use crate::domain::cmrt::SmelterColumn;
use crate::domain::{Cid, Contents, Country, DeclarationId, Screened, ScreeningKey, SupplierId, Workspace};
use crate::resolve::rows::{OutcomeKind, Register};
use crate::risk::RiskHit;
use crate::text::fold;

/// Whose name it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowNameKind {
    /// That of a row that was rejected.
    Rejected,
    /// That of a row for a smelter that is not listed, or not yet identified.
    Special,
    /// A mine's.
    Mine,
}

impl RowNameKind {
    /// The words on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Rejected => "the name of a rejected row",
            Self::Special => "the name of a row without a listed smelter",
            Self::Mine => "a mine\u{2019}s name",
        }
    }
}

/// A name in declared rows that an entry of a sanctions list has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowHit {
    /// As written where it stands first.
    pub name: String,
    pub kind: RowNameKind,
    pub supplier: SupplierId,
    pub declaration: DeclarationId,
    /// The worksheet's row number there.
    pub row: u32,
    /// How many rows have it.
    pub rows: usize,
    pub hit: RiskHit,
}

impl RowHit {
    /// What a decision on it is about.
    pub fn key(&self) -> ScreeningKey {
        ScreeningKey { of: Screened::Name(fold(&self.name)), entry: self.hit.key.clone() }
    }
}

/// A name with where it stands first, and in how many rows.
struct Place<'a> {
    name: &'a str,
    cid: Option<Cid>,
    country: Option<Country>,
    supplier: &'a SupplierId,
    declaration: &'a DeclarationId,
    row: u32,
    rows: usize,
}

/// Names by whose they are, folded, and country.
type Names<'a> = BTreeMap<(RowNameKind, String, Option<Country>), Place<'a>>;

impl Screener {
    /// The names in declared rows that entries have: of rejected and special rows, and of mines. Each name once an entry.
    pub fn row_hits(&self, ws: &Workspace, contents: &Contents, register: &Register) -> Vec<RowHit> {
        if self.sanctions.is_empty() {
            return Vec::new();
        }
        let mut names = Names::new();
        add_rows(&mut names, register);
        add_mines(&mut names, (ws, contents), register);
        names.into_iter().flat_map(|((kind, ..), place)| self.of_name(ws, kind, &place)).collect()
    }

    fn of_name(&self, ws: &Workspace, kind: RowNameKind, place: &Place<'_>) -> Vec<RowHit> {
        let cids = place.cid.into_iter().collect();
        let sought = ScreenQuery { names: vec![place.name], cids, country: place.country, metal: None };
        let decided = |hit: RiskHit| {
            let mut found = RowHit {
                name: place.name.to_owned(),
                kind,
                supplier: place.supplier.clone(),
                declaration: place.declaration.clone(),
                row: place.row,
                rows: place.rows,
                hit,
            };
            found.hit.decided = ws.screenings.get(&found.key()).cloned();
            found
        };
        self.find(&sought).into_iter().map(decided).collect()
    }
}

fn add<'a>(names: &mut Names<'a>, kind: RowNameKind, place: Place<'a>) {
    let folded = fold(place.name);
    if folded.is_empty() && place.cid.is_none() {
        return;
    }
    names.entry((kind, folded, place.country)).and_modify(|held| held.rows += 1).or_insert(place);
}

fn add_rows<'a>(names: &mut Names<'a>, register: &'a Register) {
    for row in register.rows() {
        let kind = match row.outcome.kind() {
            OutcomeKind::Rejected => RowNameKind::Rejected,
            OutcomeKind::Special => RowNameKind::Special,
            OutcomeKind::Resolved | OutcomeKind::Duplicate | OutcomeKind::Open => continue,
        };
        let place = Place {
            name: row.name,
            cid: Cid::parse(row.cid).ok(),
            country: Country::of_place(row.country),
            supplier: row.supplier,
            declaration: row.declaration,
            row: row.row,
            rows: 1,
        };
        add(names, kind, place);
    }
}

fn add_mines<'a>(
    names: &mut Names<'a>,
    (ws, contents): (&'a Workspace, &'a Contents),
    register: &'a Register,
) {
    for declaration in register.declarations().filter_map(|id| ws.declarations.get(id)) {
        let Some(form) = contents.form(&declaration.form) else { continue };
        for row in &form.rows {
            let name = row.text(SmelterColumn::Mine).trim();
            let country = Country::of_place(row.text(SmelterColumn::MineCountry));
            let (supplier, declaration, number) = (&declaration.supplier, &declaration.id, row.row);
            let place = Place { name, cid: None, country, supplier, declaration, row: number, rows: 1 };
            add(names, RowNameKind::Mine, place);
        }
    }
}
