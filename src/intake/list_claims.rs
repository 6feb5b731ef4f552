//! Where a list says what it says of a facility, and the claims that come from there.

use crate::cmrt::{ListColumn, layout};
use crate::domain::cmrt::Version;
use crate::domain::{
    Cid, Claim, Contents, CountryValue, Declaration, ListBody, Metal, Origin, Place, SourceId, Value,
    Workspace,
};
use crate::resolve::lists::ListStatement;
use crate::resolve::rows::Register;
use crate::text::clean;

/// The place of a column in a row of a list: the cell where the template's layout is known, else the row.
fn place(body: &ListBody, version: Option<Version>, column: ListColumn, row: u32) -> Place {
    if body.sheet.is_empty() {
        return Place::Line(row, 0);
    }
    let look_up = version.and_then(|version| layout(version).look_up);
    let sheets = look_up.iter().flat_map(|look_up| &look_up.sheets);
    let mut sheets = sheets.filter(|sheet| sheet.sheet.trim().eq_ignore_ascii_case(body.sheet.trim()));
    let cell = sheets.find_map(|sheet| Some(sheet.columns.get(&column)?.at(row).to_string()));
    Place::Cell(body.sheet.clone(), cell.unwrap_or_else(|| format!("A{row}")))
}

/// A list as the origin of claims.
struct Origins<'a> {
    source: &'a SourceId,
    version: Option<Version>,
    body: &'a ListBody,
}

impl Origins<'_> {
    fn claim(&self, value: Value, column: ListColumn, row: u32) -> Claim {
        let place = place(self.body, self.version, column, row);
        Claim { value, origin: Origin::Stated { source: self.source.clone(), place }, as_of: None }
    }

    /// What is claimed of a facility: its CID and what else the list has.
    fn claims(&self, cid: Cid, said: &ListStatement) -> Vec<Claim> {
        let row = said.row;
        let mut claims = vec![self.claim(Value::Cid(cid), ListColumn::Cid, row)];
        let name = clean(&said.name);
        if !name.is_empty() {
            claims.push(self.claim(Value::Name(name), ListColumn::Name, row));
        }
        if !said.country.trim().is_empty() {
            let country = Value::Country(CountryValue::read(&said.country));
            claims.push(self.claim(country, ListColumn::Country, row));
        }
        let city = clean(&said.city);
        if !city.is_empty() {
            claims.push(self.claim(Value::City(city), ListColumn::City, row));
        }
        claims.sort();
        claims
    }
}

/// The claims on a facility that rows name: from the newest list that has it, else from the look-up of the file
/// whose row this is.
pub(super) fn claims_on(
    ws: &Workspace,
    contents: &Contents,
    register: &Register,
    (metal, cid): (Metal, Cid),
    row: usize,
) -> Vec<Claim> {
    if let Some((head, said)) = register.lists().newest(metal, cid)
        && let Some(body) = contents.list(&head.body)
    {
        return Origins { source: &head.source, version: head.version, body }.claims(cid, said);
    }
    own_claims(ws, contents, register, (metal, cid), row).unwrap_or_default()
}

fn own_claims(
    ws: &Workspace,
    contents: &Contents,
    register: &Register,
    (metal, cid): (Metal, Cid),
    row: usize,
) -> Option<Vec<Claim>> {
    let declaration = ws.declarations.get(register.row(row)?.declaration)?;
    let body = contents.list(declaration.look_up.as_ref()?)?;
    let entry = body.entries.iter().find(|entry| (entry.metal, entry.cid) == (metal, cid))?;
    let origins = Origins { source: &declaration.source, version: Some(declaration.version), body };
    Some(origins.claims(cid, &ListStatement::of(entry)))
}

/// The declarations that count, those with the newest look-ups first.
pub(super) fn by_version<'a>(ws: &'a Workspace, register: &Register) -> Vec<&'a Declaration> {
    let mut declarations: Vec<&Declaration> =
        register.declarations().filter_map(|id| ws.declarations.get(id)).collect();
    declarations.sort_by(|a, b| (b.version, &a.id).cmp(&(a.version, &b.id)));
    declarations
}

/// The claims on a facility that a decision brings: from the newest list that has it, else from the first look-up of
/// these declarations that has it; none without either, since nothing states anything of it then.
pub(super) fn claims_of(
    declarations: &[&Declaration],
    contents: &Contents,
    register: &Register,
    (metal, cid): (Metal, Cid),
) -> Vec<Claim> {
    if let Some((head, said)) = register.lists().newest(metal, cid)
        && let Some(body) = contents.list(&head.body)
    {
        return Origins { source: &head.source, version: head.version, body }.claims(cid, said);
    }
    let own = declarations.iter().find_map(|declaration| {
        let body = contents.list(declaration.look_up.as_ref()?)?;
        let at = body.entries.binary_search_by_key(&(metal, cid), |entry| (entry.metal, entry.cid)).ok()?;
        let origins = Origins { source: &declaration.source, version: Some(declaration.version), body };
        Some(origins.claims(cid, &ListStatement::of(body.entries.get(at)?)))
    });
    own.unwrap_or_default()
}

/// The claim by which a facility gains the CID that the newest list has for it.
pub(super) fn cid_claim(contents: &Contents, register: &Register, metal: Metal, cid: Cid) -> Option<Claim> {
    let (head, said) = register.lists().newest(metal, cid)?;
    let body = contents.list(&head.body)?;
    let origins = Origins { source: &head.source, version: head.version, body };
    Some(origins.claim(Value::Cid(cid), ListColumn::Cid, said.row))
}
