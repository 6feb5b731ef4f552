//! Which template a workbook is, which version of it, and which of its sheets are which.

use super::notes::Notes;
use super::{heading, settle, version};
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

/// Recognises one of RMI's templates, by the names of its sheets or by what stands in them; `None` when the workbook is
/// none.
pub fn identify(book: &mut Book<'_>) -> Result<Option<Identity>, ImportError> {
    let named = |book: &Book<'_>, names: &[&str]| {
        names.iter().find_map(|name| book.find(name)).map(|sheet| sheet.name.clone())
    };
    let (declaration, smelters) = (named(book, &[DECLARATION]), named(book, &SMELTERS));
    let mut history = match named(book, &[REVISION]) {
        Some(name) => Some(book.read(&name, Bounds::to(200, 8))?),
        None => None,
    };
    let mut titled = history.as_ref().and_then(title);
    let by_name = declaration.is_some() && (titled.is_some() || smelters.is_some());
    let heads = if by_name { Heads::default() } else { Heads::read(book, declaration.as_deref()) };
    if titled.is_none() {
        history = heads.history.or(history);
        titled = history.as_ref().and_then(title);
    }
    if !by_name && !heads.has_questions && titled.is_none() {
        let alone = heads.declaration.is_none() && heads.smelters.is_some_and(|(_, is_stated)| is_stated);
        return if alone { Err(ImportError::SheetMissing { sheet: DECLARATION }) } else { Ok(None) };
    }
    let mut renamed = Vec::new();
    let declaration = match (declaration, heads.declaration) {
        (Some(name), _) => book.read(&name, QUESTIONS)?,
        (None, Some(sheet)) => {
            renamed.push(Renamed { wanted: DECLARATION.to_owned(), found: sheet.name().to_owned() });
            sheet
        }
        (None, None) => return Err(ImportError::SheetMissing { sheet: DECLARATION }),
    };
    let smelters = match smelters {
        Some(name) => Some(name),
        None => smelters_of(book, declaration.name(), &mut renamed),
    };
    let template = match titled {
        Some((template, _)) => template,
        None => by_sheets(book, smelters.as_deref())?,
    };
    let (stated, version_cell) = stated(&declaration);
    let history = history.as_ref().and_then(last_version);
    Ok(Some(Identity { template, stated, version_cell, declaration, smelters, renamed, history }))
}

/// Whether a table is a sheet of a CMRT by what stands in it: that with the questions, or the smelter list with its
/// version.
pub fn is_sheet(sheet: &Sheet) -> bool {
    is_declaration(sheet) == Likeness::Sure || (is_smelter_list(sheet) && versions(sheet).next().is_some())
}

/// The sheet with the smelters, when it has another name.
fn smelters_of(book: &mut Book<'_>, declaration: &str, renamed: &mut Vec<Renamed>) -> Option<String> {
    let names = names(book).into_iter().filter(|name| name != declaration);
    let names: Vec<String> = names.collect();
    let found =
        names.into_iter().find(|name| read_head(book, name).is_some_and(|sheet| is_smelter_list(&sheet)))?;
    renamed.push(Renamed { wanted: "Smelter List".to_owned(), found: found.clone() });
    Some(found)
}

/// What the first rows of a workbook's sheets look like, whatever their names.
#[derive(Debug, Default)]
struct Heads {
    /// The sheet that looks most like the one with the questions.
    declaration: Option<Sheet>,
    /// Whether it has questions or the company block beyond doubt.
    has_questions: bool,
    /// The first smelter list, and whether it states a version.
    smelters: Option<(String, bool)>,
    /// The sheet with a template's title and its versions.
    history: Option<Sheet>,
}

impl Heads {
    /// Looks through the sheets; only one of them can be that with the questions when it has its name.
    fn read(book: &mut Book<'_>, declaration: Option<&str>) -> Self {
        let mut heads = Self::default();
        for name in names(book) {
            // A sheet that cannot be read is not the one: it would have been found by its name.
            let Some(sheet) = read_head(book, &name) else { continue };
            if is_smelter_list(&sheet) {
                let is_stated = versions(&sheet).next().is_some();
                heads.smelters.get_or_insert((name, is_stated));
                continue;
            }
            let likeness = if declaration.is_some_and(|only| only != name) {
                Likeness::None
            } else {
                is_declaration(&sheet)
            };
            match likeness {
                Likeness::Sure if !heads.has_questions => {
                    heads.has_questions = true;
                    heads.declaration = Some(sheet);
                }
                Likeness::Likely if heads.declaration.is_none() => heads.declaration = Some(sheet),
                Likeness::Sure | Likeness::Likely => {}
                Likeness::None if title(&sheet).is_some() && last_version(&sheet).is_some() => {
                    heads.history.get_or_insert(sheet);
                }
                Likeness::None => {}
            }
        }
        heads
    }
}

fn names(book: &Book<'_>) -> Vec<String> {
    book.sheets().iter().take(MOST_SHEETS).map(|sheet| sheet.name.clone()).collect()
}

fn read_head(book: &mut Book<'_>, name: &str) -> Option<Sheet> {
    book.read(name, QUESTIONS).ok()
}

/// The template whose title stands in the first rows of its history, where it is never translated, and the row.
fn title(revision: &Sheet) -> Option<(Template, u32)> {
    let cells = revision.cells().iter().take_while(|cell| cell.row <= 12);
    let texts = cells.filter_map(|cell| Some((cell.row, same_words(cell.value.text()?))));
    let of = |(row, text): (u32, String)| {
        let is_it = |template: &Template| {
            let title = template.title().to_lowercase();
            text == title || text == format!("{title} ({})", template.name().to_lowercase())
        };
        Template::ALL.into_iter().find(is_it).map(|template| (template, row))
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

/// How much a sheet looks like the one with the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    None,
    /// It states a version where that one does.
    Likely,
    /// It has questions by metal, or the company block, too.
    Sure,
}

/// Whether a sheet is the one with the questions: its version stands no further to the right than its comments; it
/// asks about the four metals, or for most of the company block.
fn is_declaration(sheet: &Sheet) -> Likeness {
    let is_stated = versions(sheet).any(|(cell, ..)| cell.col <= 12);
    let (questions, fields) = settle::marks(sheet);
    match (is_stated, questions, fields) {
        (_, 3.., _) | (true, 1.., _) | (true, _, 4..) | (false, 1.., 4..) => Likeness::Sure,
        (true, ..) => Likeness::Likely,
        (false, ..) => Likeness::None,
    }
}

/// Whether a sheet is the one with the smelters: its version stands further to the right, or it has the headings.
fn is_smelter_list(sheet: &Sheet) -> bool {
    versions(sheet).any(|(cell, ..)| cell.row == 3 && cell.col > 12) || heading::is_list(sheet)
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

/// The last version of a template's history: below its heading in the first of its columns, numbers and texts mixed.
fn last_version(revision: &Sheet) -> Option<(Place, Version)> {
    let below = |row: u32| last_version_below(revision, row);
    // Where blank rows were left out the history begins further up, right below the title.
    below(12).or_else(|| below(title(revision)?.1))
}

fn last_version_below(revision: &Sheet, row: u32) -> Option<(Place, Version)> {
    let cells = revision.cells().iter().filter(|cell| cell.row > row && cell.col <= 5);
    let versions = cells.filter_map(|cell| Some((cell, Version::parse(&cell.value.to_string())?)));
    // The history has one column of versions: the leftmost in which one stands.
    let versions: Vec<_> = versions.collect();
    let column = versions.iter().map(|(cell, _)| cell.col).min()?;
    let (cell, version) = versions.into_iter().rfind(|(cell, _)| cell.col == column)?;
    let place = CellAddress::new(cell.row, cell.col).to_string();
    Some((Place::Cell(revision.name().to_owned(), place), version))
}

impl Renamed {
    /// Says so.
    pub fn note(&self, notes: &mut Notes) {
        let place = Place::Cell(self.found.clone(), "A1".to_owned());
        notes.add(OddityKind::SheetRenamed, place, self.wanted.clone());
    }
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
