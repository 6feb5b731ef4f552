//! Which template a workbook is, which version of it, and which of its sheets are which.

use super::notes::Notes;
use super::{settle, version};
use crate::cmrt::{newest_verified, same_words};
use crate::domain::Place;
use crate::domain::cmrt::{CellAddress, OddityKind, Template, Version};
use crate::import::ImportError;
use crate::import::book::{Book, Bounds, Sheet};

/// The names of the sheet with the questions.
const DECLARATION: &str = "Declaration";
/// The names of the sheet with the smelters, since 2.00 and in 1.00.
const SMELTERS: [&str; 2] = ["Smelter List", "Smelter and Mine List"];
/// The sheet with the template's history.
const REVISION: &str = "Revision";
/// The rows and columns of the sheet with the questions that are read: the questions end at row 90.
const QUESTIONS: Bounds = Bounds::to(140, 20);
/// Sheets that are looked through for one that was renamed.
const MOST_SHEETS: usize = 40;

/// A sheet that has another name than the template gave it.
#[derive(Debug)]
pub struct Renamed {
    /// The name it should have.
    pub wanted: String,
    pub found: String,
}

/// What a workbook is.
#[derive(Debug)]
pub struct Identity {
    pub template: Template,
    /// The version as written; empty when it is not.
    pub stated: String,
    /// The cell that states it.
    pub version_cell: CellAddress,
    /// The sheet with the questions, read.
    pub declaration: Sheet,
    /// The name of the sheet with the smelters, when there is one.
    pub smelters: Option<String>,
    /// Sheets with other names than the template's.
    pub renamed: Vec<Renamed>,
    /// The last version of the template's history, with its place.
    history: Option<(Place, Version)>,
}

/// Recognises one of RMI's templates; `None` when the workbook is none.
pub fn identify(book: &mut Book<'_>) -> Result<Option<Identity>, ImportError> {
    let has = |book: &Book<'_>, name: &str| book.find(name).is_some();
    let smelters = SMELTERS.iter().find_map(|name| book.find(name)).map(|sheet| sheet.name.clone());
    if !has(book, DECLARATION) && !has(book, REVISION) {
        return Ok(None);
    }
    let history = if has(book, REVISION) { Some(book.read(REVISION, Bounds::to(200, 8))?) } else { None };
    let titled = history.as_ref().and_then(title);
    if titled.is_none() && (!has(book, DECLARATION) || smelters.is_none()) {
        return Ok(None);
    }
    let mut renamed = Vec::new();
    let declaration = match book.find(DECLARATION).map(|sheet| sheet.name.clone()) {
        Some(name) => book.read(&name, QUESTIONS)?,
        None => match look_for(book, is_declaration)? {
            Some(sheet) => {
                renamed.push(Renamed { wanted: DECLARATION.to_owned(), found: sheet.name().to_owned() });
                sheet
            }
            None => return Err(ImportError::SheetMissing { sheet: DECLARATION }),
        },
    };
    let smelters = match smelters {
        Some(name) => Some(name),
        None => look_for(book, is_smelter_list)?.map(|sheet| {
            let found = sheet.name().to_owned();
            renamed.push(Renamed { wanted: "Smelter List".to_owned(), found: found.clone() });
            found
        }),
    };
    let template = match titled {
        Some(template) => template,
        None => by_sheets(book, smelters.as_deref())?,
    };
    let (stated, version_cell) = stated(&declaration);
    let history = history.as_ref().and_then(last_version);
    Ok(Some(Identity { template, stated, version_cell, declaration, smelters, renamed, history }))
}

/// The template whose title stands in the first rows of its history, where it is never translated.
fn title(revision: &Sheet) -> Option<Template> {
    let cells = revision.cells().iter().take_while(|cell| cell.row <= 12);
    let texts = cells.filter_map(|cell| cell.value.text()).map(same_words);
    let of = |text: String| {
        Template::ALL.into_iter().find(|template| {
            let title = template.title().to_lowercase();
            text == title || text == format!("{title} ({})", template.name().to_lowercase())
        })
    };
    texts.filter_map(of).next()
}

/// The template by its sheets, when its history is gone: only the other templates have a mine list or a sheet for
/// the choice of minerals, and only theirs have other metals above the smelter list.
fn by_sheets(book: &mut Book<'_>, smelters: Option<&str>) -> Result<Template, ImportError> {
    if book.find("Minerals Scope").is_some() {
        return Ok(Template::Amrt);
    }
    if book.find("Mine List").is_some() {
        return Ok(Template::Emrt);
    }
    let Some(name) = smelters else { return Ok(Template::Cmrt) };
    let sheet = book.read(name, Bounds::to(4, 40))?;
    let has = |word: &str| sheet.cells().iter().any(|cell| cell.value.text() == Some(word));
    Ok(match (has("Cobalt"), has("Mica")) {
        (true, true) => Template::Emrt,
        (true, false) => Template::Crt,
        (false, _) => Template::Cmrt,
    })
}

/// Whether a sheet that was renamed is the one with the questions: its version stands in column J.
fn is_declaration(sheet: &Sheet) -> bool {
    versions(sheet).any(|(cell, ..)| cell.col == 10)
}

/// Whether a sheet that was renamed is the one with the smelters: its version stands further to the right.
fn is_smelter_list(sheet: &Sheet) -> bool {
    versions(sheet).any(|(cell, ..)| cell.row == 3 && cell.col > 12)
}

fn look_for(book: &mut Book<'_>, is_it: fn(&Sheet) -> bool) -> Result<Option<Sheet>, ImportError> {
    let names: Vec<String> = book.sheets().iter().take(MOST_SHEETS).map(|sheet| sheet.name.clone()).collect();
    for name in names.iter().filter(|name| name.trim().to_lowercase() != REVISION.to_lowercase()) {
        // A sheet that cannot be read is not the one: it would have been found by its name.
        let head = book.read(name, Bounds::to(6, 20));
        if head.is_ok_and(|sheet| is_it(&sheet)) {
            return Ok(Some(book.read(name, QUESTIONS)?));
        }
    }
    Ok(None)
}

/// The versions that the first rows of a sheet name, each with its cell; 1.00 has the word in a cell of its own.
fn versions(sheet: &Sheet) -> impl Iterator<Item = (CellAddress, String, Option<Version>)> {
    let cells = sheet.cells().iter().take_while(|cell| cell.row <= 8);
    cells.filter_map(|cell| {
        let text = cell.value.text()?;
        let before = sheet.get(cell.row, u32::from(cell.col).saturating_sub(1));
        let before = before.and_then(|cell| cell.value.text()).filter(|text| same_words(text) == "revision");
        let found = match before {
            Some(word) => version::of_text(&format!("{word} {text}")),
            None => version::of_text(text),
        };
        found.map(|(stated, version)| (CellAddress::new(cell.row, cell.col), stated, version))
    })
}

/// The version that the sheet with the questions states, and where it does or would.
fn stated(declaration: &Sheet) -> (String, CellAddress) {
    let found = versions(declaration).max_by_key(|(cell, ..)| (*cell == VERSION, cell.col));
    found.map_or((String::new(), VERSION), |(cell, stated, _)| (stated, cell))
}

/// Where every template since 2.00 states its version.
const VERSION: CellAddress = CellAddress::new(3, 10);

/// The last version of a template's history: below the heading in column B, numbers and texts mixed.
fn last_version(revision: &Sheet) -> Option<(Place, Version)> {
    let cells = revision.cells().iter().filter(|cell| cell.row > 12 && (2..=5).contains(&cell.col));
    let versions = cells.filter_map(|cell| Some((cell, Version::parse(&cell.value.to_string())?)));
    // The history has one column of versions: the leftmost in which one stands.
    let versions: Vec<_> = versions.collect();
    let column = versions.iter().map(|(cell, _)| cell.col).min()?;
    let (cell, version) = versions.into_iter().rfind(|(cell, _)| cell.col == column)?;
    let place = CellAddress::new(cell.row, cell.col).to_string();
    Some((Place::Cell(revision.name().to_owned(), place), version))
}

impl Identity {
    /// The version to read it as: the one stated, else that of the history, else the newest. Says when places differ.
    pub fn version(&self, notes: &mut Notes) -> Version {
        let stated = Version::parse(&self.stated);
        let history = self.history.as_ref();
        if let (Some(stated), Some((place, other))) = (stated, history)
            && stated != *other
        {
            notes.add(
                OddityKind::VersionsDiffer,
                place.clone(),
                format!("{other} here, {stated} in the heading"),
            );
        }
        stated.or_else(|| history.map(|(_, version)| *version)).unwrap_or_else(|| self.nearest())
    }

    /// The version whose questions stand where the workbook has them, when it names none.
    fn nearest(&self) -> Version {
        settle::fitting(&self.declaration).unwrap_or_else(|| newest_verified().version)
    }

    /// Whether the version is only a guess: none is stated that can be read.
    pub fn is_guess(&self) -> bool {
        Version::parse(&self.stated).is_none()
    }
}
