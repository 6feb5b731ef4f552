//! Tables of names to what the matcher takes: reference lists, aliases, and names to be matched.

use std::collections::HashMap;

use super::reference::{FacilityRef, NameQuery, ReferenceEntry};
use crate::domain::cmrt::{DeclaredRow, Form, SmelterColumn as FormColumn};
use crate::domain::{Cid, Country, Metal};
use crate::import::{Cells, FacilityColumn, of_header};
use crate::text::{clean, fold};

/// A name to be matched, with what stands beside it in its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameToMatch {
    /// What the table calls the row; its number, when it calls it nothing.
    pub id: String,
    pub name: String,
    pub metal_written: String,
    pub country_written: String,
    /// The identification number as written.
    pub cid_written: String,
}

impl NameToMatch {
    /// The question that the row asks.
    pub fn query(&self, with_id: bool) -> NameQuery<'_> {
        NameQuery {
            name: &self.name,
            metal: Metal::asked(&self.metal_written),
            country: Country::of_place(&self.country_written),
            id_written: if with_id { &self.cid_written } else { "" },
            leave_out: false,
        }
    }
}

/// What is wrong with a table of names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// No row of it is a header with the columns that are needed.
    #[error("no header row names the columns {0}")]
    NoHeader(&'static str),
}

/// A row that was not taken, or an oddity: the row's number, and what is wrong.
pub type Remark = (u32, String);

/// Headers are looked for in so many rows.
const DEEPEST_HEADER: usize = 60;

/// A table with its columns found.
struct Table<'a> {
    header: &'a [String],
    columns: HashMap<Slot, usize>,
    rows: &'a [(u32, Vec<String>)],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Slot {
    Id,
    Of(Key),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Metal,
    Cid,
    Name,
    Alias,
    Country,
}

fn slot(header: &str) -> Option<Slot> {
    let word = header.trim().to_ascii_lowercase();
    match word.as_str() {
        "qid" | "query" | "row" | "no" | "no." | "#" => return Some(Slot::Id),
        "cid" => return Some(Slot::Of(Key::Cid)),
        "alias" => return Some(Slot::Of(Key::Alias)),
        _ => {}
    }
    let key = match of_header(header)? {
        FacilityColumn::Metal => Key::Metal,
        FacilityColumn::Cid => Key::Cid,
        FacilityColumn::Name => Key::Name,
        FacilityColumn::Alias => Key::Alias,
        FacilityColumn::Country => Key::Country,
        FacilityColumn::City | FacilityColumn::Status | FacilityColumn::Passed | FacilityColumn::Unknown => {
            return None;
        }
    };
    Some(Slot::Of(key))
}

/// Of each kind the first column that is headed so.
fn by_words(header: &[String]) -> HashMap<Slot, usize> {
    let mut columns = HashMap::new();
    for (column, words) in header.iter().enumerate() {
        if let Some(slot) = slot(words) {
            columns.entry(slot).or_insert(column);
        }
    }
    columns
}

impl<'a> Table<'a> {
    fn of(
        sheets: &'a [Cells],
        needed: &[Key],
        words: &'static str,
        columns: &dyn Fn(&[String]) -> HashMap<Slot, usize>,
    ) -> Result<Self, ListError> {
        for sheet in sheets {
            for (at, (_, header)) in sheet.rows.iter().enumerate().take(DEEPEST_HEADER) {
                let columns = columns(header);
                if needed.iter().all(|key| columns.contains_key(&Slot::Of(*key))) {
                    return Ok(Self { header, columns, rows: sheet.rows.get(at + 1..).unwrap_or_default() });
                }
            }
        }
        Err(ListError::NoHeader(words))
    }

    fn cell(&self, cells: &'a [String], slot: Slot) -> &'a str {
        self.columns.get(&slot).and_then(|column| cells.get(*column)).map_or("", |cell| cell.trim())
    }
}

/// Reads a reference list: a row a facility, listed. Rows without a CID, metal or name are told and not taken.
///
/// # Errors
/// When it has no header with these columns.
pub fn reference(sheets: &[Cells]) -> Result<(Vec<ReferenceEntry>, Vec<Remark>), ListError> {
    let table = Table::of(sheets, &[Key::Cid, Key::Metal, Key::Name], "CID, metal and name", &by_words)?;
    let (mut entries, mut remarks) = (Vec::new(), Vec::new());
    let mut seen: HashMap<(Cid, Metal), String> = HashMap::new();
    for (number, cells) in table.rows.iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())) {
        let cell = |key| table.cell(cells, Slot::Of(key));
        let name = cell(Key::Name).to_owned();
        let (Ok(cid), Some(metal)) = (Cid::parse(cell(Key::Cid)), Metal::asked(cell(Key::Metal))) else {
            remarks.push((*number, "no CID or no metal: the row is not taken".to_owned()));
            continue;
        };
        match seen.get(&(cid, metal)) {
            Some(other) if *other != name => {
                remarks.push((
                    *number,
                    format!("{cid} is there twice, as {other} too: both names are taken for it"),
                ));
            }
            Some(_) | None => {}
        }
        seen.insert((cid, metal), name.clone());
        let aliases =
            Some(cell(Key::Alias).to_owned()).filter(|alias| !alias.is_empty()).into_iter().collect();
        entries.push(ReferenceEntry {
            whose: FacilityRef::Cid(cid),
            metal,
            name,
            country: Country::of_place(cell(Key::Country)),
            aliases,
            decided: Vec::new(),
            is_listed: true,
        });
    }
    Ok((entries, remarks))
}

/// Adds a table of aliases to a reference list. Aliases of facilities that it does not have are told and not taken.
///
/// # Errors
/// When it has no header with the columns CID and alias.
pub fn add_aliases(entries: &mut [ReferenceEntry], sheets: &[Cells]) -> Result<Vec<Remark>, ListError> {
    let table = Table::of(sheets, &[Key::Cid, Key::Alias], "CID and alias", &by_words)?;
    let mut remarks = Vec::new();
    let mut by_cid: HashMap<Cid, Vec<usize>> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(cid) = entry.whose.cid() {
            by_cid.entry(cid).or_default().push(at);
        }
    }
    for (number, cells) in table.rows {
        let cell = |key| table.cell(cells, Slot::Of(key));
        let metal = Metal::asked(cell(Key::Metal));
        let known = Cid::parse(cell(Key::Cid)).ok().and_then(|cid| by_cid.get(&cid));
        let fits = |entry: &&mut ReferenceEntry| metal.is_none_or(|metal| metal == entry.metal);
        let found =
            known.into_iter().flatten().copied().find(|at| entries.get_mut(*at).as_ref().is_some_and(fits));
        match found.and_then(|at| entries.get_mut(at)) {
            Some(entry) => entry.aliases.push(cell(Key::Alias).to_owned()),
            None => remarks.push((*number, "no facility of the list has this CID and metal".to_owned())),
        }
    }
    Ok(remarks)
}

/// The words for a column of identification numbers.
pub const CID: &str = "CID";

/// A column of a table of names: what it was taken for, and its header; none where there is no such column.
pub type Taken = (&'static str, Option<String>);

/// Reads names to be matched.
///
/// # Errors
/// When it has no header with a column of names.
pub fn asked(sheets: &[Cells]) -> Result<Vec<NameToMatch>, ListError> {
    asked_with_columns(sheets).map(|(asked, _)| asked)
}

/// As [`asked`], with the columns that were taken as name, metal, country and CID.
///
/// # Errors
/// When it has no header with a column of names.
pub fn asked_with_columns(sheets: &[Cells]) -> Result<(Vec<NameToMatch>, Vec<Taken>), ListError> {
    let table = Table::of(sheets, &[Key::Name], "name, and best metal and country", &as_written)?;
    let row = |(number, cells): &'_ (u32, Vec<String>)| {
        let cell = |key| {
            let at = table.columns.get(&Slot::Of(key)).and_then(|column| cells.get(*column));
            at.cloned().unwrap_or_default()
        };
        let id = table.columns.get(&Slot::Id).and_then(|column| cells.get(*column)).cloned();
        NameToMatch {
            id: id.filter(|id| !id.is_empty()).unwrap_or_else(|| number.to_string()),
            name: cell(Key::Name),
            metal_written: cell(Key::Metal),
            country_written: cell(Key::Country),
            cid_written: cell(Key::Cid),
        }
    };
    let taken = [("name", Key::Name), ("metal", Key::Metal), ("country", Key::Country), (CID, Key::Cid)].map(
        |(words, key)| {
            let header = table.columns.get(&Slot::Of(key)).and_then(|column| table.header.get(*column));
            (words, header.map(|header| clean(header)))
        },
    );
    Ok((table.rows.iter().map(row).collect(), taken.to_vec()))
}

/// The declared rows of a CMRT as names to be matched, each called by its row's number.
pub fn declared(form: &Form) -> Vec<NameToMatch> {
    let asked = |row: &DeclaredRow| NameToMatch {
        id: row.row.to_string(),
        name: row.name().to_owned(),
        metal_written: row.text(FormColumn::Metal).to_owned(),
        country_written: row.text(FormColumn::Country).trim().to_owned(),
        cid_written: row.id().to_owned(),
    };
    form.rows.iter().map(asked).collect()
}

/// What is headed as it was written, in listings that say of each name which facility it is, or may be.
const AS_WRITTEN: [(&str, Key); 5] = [
    ("Name as written", Key::Name),
    ("Metal", Key::Metal),
    ("Country as written", Key::Country),
    ("ID as written", Key::Cid),
    ("IDs as written", Key::Cid),
];

/// The columns of a table of names. Beside a name as written, another name is that of the facility found for it, and so
/// are the country and the CID that are not headed as written.
fn as_written(header: &[String]) -> HashMap<Slot, usize> {
    let mut written = HashMap::new();
    for (column, words) in header.iter().enumerate() {
        let words = fold(words);
        if let Some((_, key)) = AS_WRITTEN.iter().find(|(known, _)| fold(known) == words) {
            written.entry(Slot::Of(*key)).or_insert(column);
        }
    }
    let mut columns = by_words(header);
    if written.contains_key(&Slot::Of(Key::Name)) {
        let is_found = |words: &String| fold(words) == "standard name";
        if columns.contains_key(&Slot::Of(Key::Name)) || header.iter().any(is_found) {
            columns.remove(&Slot::Of(Key::Country));
            columns.remove(&Slot::Of(Key::Cid));
        }
        columns.extend(written);
    }
    columns
}
