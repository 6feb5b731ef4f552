//! OOXML workbooks: the parts of a ZIP archive, read one by one as they are needed.
//!
//! They are read with quick-xml rather than with calamine, because only then is every part bounded while it is
//! inflated, is a formula without a value told from an empty one, and is a cell of blanks known. It is also
//! the quicker way: nothing is made of the cells that hold nothing.

mod cells;
mod package;
mod strings;
mod styles;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

pub use package::Package;
use styles::Styles;

use super::sheet::{Collector, Sheet};
use super::strings::Strings;
use super::xml::{Xml, XmlPiece, attribute};
use super::{BookError, Extras, SheetInfo, limits};
use crate::import::kinds::Zipped;

/// An open workbook.
#[derive(Debug)]
pub struct OoxmlWorkbook<'a> {
    package: Package<'a>,
    sheets: Vec<Entry>,
    strings: Source<Strings>,
    styles: Source<Styles>,
    date1904: bool,
}

/// A sheet, and the part that holds it; none when the workbook refers to none.
#[derive(Debug)]
struct Entry {
    info: SheetInfo,
    part: Option<String>,
}

/// A table that all sheets share: read when the first sheet is.
#[derive(Debug)]
enum Source<T> {
    Unread(Option<String>),
    Read(T),
}

/// One relationship of a part to another one of the same archive.
#[derive(Debug)]
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl<'a> OoxmlWorkbook<'a> {
    /// Opens a workbook and lists its sheets.
    pub fn open(raw: Cow<'a, [u8]>) -> Result<Self, BookError> {
        let mut package = Package::open(raw)?;
        let part = workbook_part(&mut package)?;
        let relations = relations(&mut package, &part)?;
        let text = package.text(&part)?;
        let (listed, date1904) = listed(&text, &part)?;
        let target = |kind: &str| relations.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
        let sheets = entries(listed, &relations)?;
        let strings = Source::Unread(target("sharedStrings"));
        let styles = Source::Unread(target("styles"));
        Ok(Self { package, sheets, strings, styles, date1904 })
    }

    pub fn sheets(&self) -> Vec<SheetInfo> {
        self.sheets.iter().map(|entry| entry.info.clone()).collect()
    }

    pub fn date1904(&self) -> bool {
        self.date1904
    }

    pub fn extras(&self) -> Extras {
        let has = |part: &str| self.package.names().any(|name| name.to_lowercase().contains(part));
        Extras { macros: has("vbaproject.bin"), external_links: has("xl/externallinks/") }
    }

    /// Reads the cells of a sheet, by its position.
    pub fn read(&mut self, at: usize, cells: Collector) -> Result<Sheet, BookError> {
        let part = self.sheets.get(at).and_then(|entry| entry.part.clone());
        let Some(part) = part.filter(|part| self.package.has(part)) else {
            return Err(BookError::damaged(cells.sheet.clone(), "the part with its cells is missing"));
        };
        let strings = read_once(&mut self.strings, &mut self.package, strings::read)?;
        let styles = read_once(&mut self.styles, &mut self.package, Styles::read)?;
        let text = self.package.text(&part)?;
        cells::read(&text, &part, (strings, styles, self.date1904), cells)
    }
}

/// The sheets with their parts. A part that is said to be several sheets is none of a spreadsheet program's, and would be read
/// as often as it is named.
fn entries(listed: Vec<(SheetInfo, String)>, relations: &[Relation]) -> Result<Vec<Entry>, BookError> {
    let by_id = relations.iter().rev().map(|relation| (relation.id.as_str(), relation));
    let by_id: HashMap<&str, &Relation> = by_id.collect();
    let (mut sheets, mut parts) = (Vec::new(), BTreeSet::new());
    for (info, id) in listed {
        let relation = by_id.get(id.as_str());
        if relation.is_some_and(|relation| relation.kind != "worksheet") {
            continue;
        }
        let part = relation.map(|relation| relation.target.clone());
        if part.as_ref().is_some_and(|part| !parts.insert(part.to_lowercase())) {
            return Err(BookError::damaged(part.unwrap_or_default(), "several sheets are this one part"));
        }
        sheets.push(Entry { info, part });
    }
    Ok(sheets)
}

/// The table, read now if it was not yet; empty when the workbook has none.
fn read_once<'t, T: Default>(
    source: &'t mut Source<T>,
    package: &mut Package<'_>,
    read: fn(&str, &str) -> Result<T, BookError>,
) -> Result<&'t mut T, BookError> {
    if let Source::Unread(part) = source {
        let part = part.take().filter(|part| package.has(part));
        let table = part.map(|part| read(&package.text(&part)?, &part)).transpose()?;
        *source = Source::Read(table.unwrap_or_default());
    }
    match source {
        Source::Read(table) => Ok(table),
        Source::Unread(_) => Err(BookError::damaged("", "a table shared by its sheets was not read")),
    }
}

/// The part that is the workbook: where the archive says, or else where it usually stands.
fn workbook_part(package: &mut Package<'_>) -> Result<String, BookError> {
    let relations = relations(package, "")?;
    let named = relations.into_iter().find(|relation| relation.kind == "officeDocument").map(|r| r.target);
    let part = named.filter(|part| package.has(part)).unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let is_workbook = package.has("[Content_Types].xml")
        && package.has(&part)
        && part.ends_with(".xml")
        && root(&package.text(&part)?, &part)? == "workbook";
    if is_workbook {
        return Ok(part);
    }
    match Zipped::of(package.names().map(Cow::Borrowed)) {
        Zipped::Refused(refused) => Err(refused.into()),
        Zipped::Workbook => Err(BookError::damaged(part, "it is not the part of a workbook")),
    }
}

/// The name of the first element.
fn root(text: &str, part: &str) -> Result<String, BookError> {
    let mut xml = Xml::new(text, part);
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) => return Ok(tag.local_name().into_inner().to_owned()),
            XmlPiece::Text(_) | XmlPiece::Close(_) => {}
            XmlPiece::End => return Ok(String::new()),
        }
    }
}

/// The relations of a part (of the archive itself, when it is empty) to parts of the same archive.
fn relations(package: &mut Package<'_>, of: &str) -> Result<Vec<Relation>, BookError> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let part = resolve(folder, &format!("_rels/{name}.rels"));
    let mut found = Vec::new();
    if !package.has(&part) {
        return Ok(found);
    }
    let text = package.text(&part)?;
    let mut xml = Xml::new(&text, &part);
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) if tag.local_name().into_inner() == "Relationship" => {
                let value = |name| attribute(&tag, name).map(Cow::into_owned).unwrap_or_default();
                if value("TargetMode") != "External" {
                    let kind = value("Type");
                    let kind = kind.rsplit_once('/').map_or(kind.as_str(), |(_, kind)| kind).to_owned();
                    found.push(Relation { id: value("Id"), kind, target: resolve(folder, &value("Target")) });
                }
            }
            XmlPiece::Open(_) | XmlPiece::Close(_) | XmlPiece::Text(_) => {}
            XmlPiece::End => return Ok(found),
        }
    }
}

/// The name of the part that a target names, seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let absolute = target.starts_with('/');
    let mut path: Vec<&str> = if absolute { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// The sheets of a workbook with the relation of each, and whether its dates count from 1904.
fn listed(text: &str, part: &str) -> Result<(Vec<(SheetInfo, String)>, bool), BookError> {
    let (mut sheets, mut date1904) = (Vec::new(), false);
    let mut xml = Xml::new(text, part);
    loop {
        match xml.next()? {
            XmlPiece::Open(tag) => match tag.local_name().into_inner() {
                "workbookPr" => {
                    date1904 = attribute(&tag, "date1904").is_some_and(|v| v == "1" || v == "true");
                }
                "sheet" => {
                    let value = |name| attribute(&tag, name).map(Cow::into_owned).unwrap_or_default();
                    let hidden = matches!(value("state").as_str(), "hidden" | "veryHidden");
                    sheets.push((SheetInfo { name: value("name"), hidden }, value("id")));
                }
                _ => {}
            },
            XmlPiece::Close(_) | XmlPiece::Text(_) => {}
            XmlPiece::End => return Ok((sheets, date1904)),
        }
        if sheets.len() > limits::SHEETS {
            return Err(BookError::too_large(part, format!("it has more than {} sheets", limits::SHEETS)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_the_folder_of_their_part() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl/worksheets", "../a.xml"), "xl/a.xml");
        assert_eq!(resolve("", "_rels/.rels"), "_rels/.rels");
        assert_eq!(resolve("xl", "../../../../etc/passwd"), "etc/passwd");
    }
}
