//! The declared rows by themselves: what each lacks, what cannot be right, and which repeat each other.

use std::collections::BTreeMap;

use super::super::{Basis, Finding, LooksAt, Rule, Severity};
use super::case::{FormCase, Generation};
use super::row_findings::rows_found;
use super::words::{is_placeholder, says_no_country, says_recycled};
use crate::domain::cmrt::{DeclaredRow, SmelterColumn, Special, is_filler};
use crate::domain::{Cid, CidReading, Country, Metal};
use crate::text::fold;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "ROW_METAL_MISSING",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "A row has no metal, or none of the four.",
        looks_at: LooksAt::Declaration(row_metal_missing),
    },
    Rule {
        id: "ROW_NAME_MISSING",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "A row names no smelter of the list and has no ID.",
        looks_at: LooksAt::Declaration(row_name_missing),
    },
    Rule {
        id: "ROW_ID_MALFORMED",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "A row’s ID is not CID and six digits (2.x: nor one of the older scheme).",
        looks_at: LooksAt::Declaration(row_id_malformed),
    },
    Rule {
        id: "ROW_IDS_DIFFER",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "The ID that was typed is not the one of the smelter that the row names.",
        looks_at: LooksAt::Declaration(row_ids_differ),
    },
    Rule {
        id: "ROW_OLD_ID_DIFFERS",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "2.x: the metal or the country within an ID is not the row’s, or is none.",
        looks_at: LooksAt::Declaration(row_old_id_differs),
    },
    Rule {
        id: "ROW_NAME_DOUBTFUL",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A row’s name says nothing: two letters, one sign repeated, or a word that fills the cell.",
        looks_at: LooksAt::Declaration(row_name_doubtful),
    },
    Rule {
        id: "ROW_COUNTRY_MISSING",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A row has no country, and no list tells it.",
        looks_at: LooksAt::Declaration(row_country_missing),
    },
    Rule {
        id: "ROW_COUNTRY_NOT_KNOWN",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A row’s country is none that the country table knows.",
        looks_at: LooksAt::Declaration(row_country_not_known),
    },
    Rule {
        id: "ROW_DUPLICATE",
        severity: Severity::Info,
        basis: Basis::Review,
        doc: "A smelter stands in two rows of one declaration.",
        looks_at: LooksAt::Declaration(row_duplicate),
    },
    Rule {
        id: "ROW_RECYCLED_SOURCE",
        severity: Severity::Info,
        basis: Basis::Instructions,
        doc: "A smelter is marked as 100 % recycled, and the mine columns do not say so.",
        looks_at: LooksAt::Declaration(row_recycled_source),
    },
];

/// A row's CID: the ID column's, else the typed one.
pub(super) fn row_cid(row: &DeclaredRow) -> Option<Cid> {
    row.cid()
}

/// Whether the typed ID is not the one beside the name.
pub(super) fn ids_differ(row: &DeclaredRow) -> bool {
    let (typed, beside) = (row.typed_id().is(), row.stated_id().is());
    typed.is_some() && beside.is_some() && typed != beside
}

/// An ID of 2.x: a digit for the metal, a country, a number (`4CHN005`).
struct OldId {
    metal: Metal,
    country: Option<Country>,
    code: String,
}

fn old_id(text: &str) -> Option<OldId> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (digit, rest) = bare.split_at_checked(1)?;
    let (code, number) = rest.split_at_checked(3)?;
    let metal = match digit {
        "1" => Metal::Gold,
        "2" => Metal::Tin,
        "3" => Metal::Tantalum,
        "4" => Metal::Tungsten,
        _ => return None,
    };
    let is_code = code.bytes().all(|b| b.is_ascii_uppercase());
    let is_number = number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit());
    (is_code && is_number).then(|| OldId {
        metal,
        country: Country::from_long_code(code),
        code: code.to_owned(),
    })
}

/// Whether a cell holds an error value, which its own rule reports.
fn is_error(text: &str) -> bool {
    text.starts_with('#')
}

fn row_metal_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter(|row| row.metal.is_none()).filter_map(|row| {
        let written = row.text(SmelterColumn::Metal).trim();
        // The sheet finds no metal for an ID that it does not know: then the ID is the cause.
        let has_unknown_id =
            row_cid(row).is_some_and(|cid| !case.known.is_empty() && case.known.entries(cid).is_empty());
        if has_unknown_id || is_error(written) {
            return None;
        }
        let said = if written.is_empty() {
            "The row has no metal".to_owned()
        } else {
            format!("“{written}” is none of the four metals")
        };
        let by_id = row_cid(row).and_then(|cid| case.known.entries(cid).first().copied());
        let message = match by_id {
            Some(entry) => format!("{said}; {} is {}, for {}", entry.cid, entry.name, entry.metal),
            None => said,
        };
        Some((row, SmelterColumn::Metal, message))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have no metal, or none of the four",
        "choose Tantalum, Tin, Gold or Tungsten",
    )
}

/// Whether a row says nothing of the smelter but the metal.
fn is_bare(row: &DeclaredRow) -> bool {
    row.special().is_none() && row.name().is_empty() && row.id().is_empty()
}

/// Whether smelters are chosen from a list; 1.00 has none, and its rows only name them.
fn has_list(case: &FormCase<'_>) -> bool {
    case.form.columns.contains_key(&SmelterColumn::LookUp)
}

/// Where a row says which smelter is meant, and what stands there.
fn choice<'a>(case: &FormCase<'_>, row: &'a DeclaredRow) -> (SmelterColumn, &'a str) {
    if has_list(case) {
        (SmelterColumn::LookUp, row.text(SmelterColumn::LookUp).trim())
    } else {
        (SmelterColumn::Name, row.name())
    }
}

fn row_name_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let has_list = has_list(case);
    let found = case.form.rows.iter().filter_map(|row| {
        let metal = row.metal?;
        let (column, chosen) = choice(case, row);
        // Where no row of a metal names a smelter, the missing smelter is the finding.
        let is_alone = case.rows(metal).all(is_bare) && case.is_declared(metal);
        let is_known = row_cid(row).is_some() || case.known.by_name(row).is_some();
        if !chosen.is_empty() || is_known || is_alone {
            return None;
        }
        let message = match row.name() {
            "" => "The row names no smelter".to_owned(),
            name => format!("“{name}” is not chosen from the list, nor marked as not listed"),
        };
        Some((row, column, message))
    });
    rows_found(
        rule,
        case,
        found,
        if has_list { "rows name no smelter of the list" } else { "rows name no smelter" },
        if has_list {
            "choose the smelter from the list, or “Smelter not listed” with its name and country"
        } else {
            "give the name of the smelter, or take the row out"
        },
    )
}

/// Whether a name says nothing: two letters or fewer, one sign repeated, or a word that fills the cell. Names
/// in other scripts are short.
fn is_no_name(name: &str) -> bool {
    let mut signs = name.chars().filter(|c| !c.is_whitespace());
    let first = signs.next();
    let is_repeated = signs.all(|c| Some(c) == first);
    let is_short = name.is_ascii() && name.chars().count() <= 2;
    is_short || is_repeated || is_placeholder(name)
}

/// Whether a row's name says nothing, and nothing else says which smelter it is.
pub(super) fn is_name_doubtful(case: &FormCase<'_>, row: &DeclaredRow) -> bool {
    !row.name().is_empty() && is_no_name(row.name()) && case.known.of_row(row).is_none()
}

fn row_name_doubtful(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter(|row| is_name_doubtful(case, row)).map(|row| {
        let column = if row.special().is_some() || row.text(SmelterColumn::LookUp).trim().is_empty() {
            SmelterColumn::Name
        } else {
            SmelterColumn::LookUp
        };
        (row, column, format!("“{}” is no name of a smelter", row.name()))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have a name that is none",
        "give the smelter’s name, or choose “Smelter not yet identified”",
    )
}

/// Where the name is not in the list, the sheet finds no country, and the name is the cause.
fn row_country_missing(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter_map(|row| {
        let is_missing = row.text(SmelterColumn::Country).trim().is_empty();
        let is_explained = case.known.knows_names() || case.known.of_row(row).is_some();
        let is_named = row.metal.is_some() && row.special().is_none() && !row.name().is_empty();
        (is_missing && is_named && !is_explained)
            .then(|| (row, SmelterColumn::Country, format!("The country of “{}” is missing", row.name())))
    });
    rows_found(rule, case, found, "rows have no country", "give the country where the smelter stands")
}

fn row_country_not_known(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter_map(|row| {
        let written = row.text(SmelterColumn::Country).trim();
        let is_listed = case.known.of_row(row).is_some_and(|entry| entry.country == written);
        let says_nothing = is_filler(written) || is_error(written) || says_no_country(written);
        if says_nothing || is_listed || Country::of_place(written).is_some() {
            return None;
        }
        Some((row, SmelterColumn::Country, format!("“{written}” is no country")))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have a country that is none",
        "choose the country where the smelter stands from the list",
    )
}

/// Whether an ID column holds something that is meant as an ID.
fn is_meant(text: &str) -> bool {
    !text.is_empty() && !is_error(text) && !is_placeholder(text) && Special::of(text).is_none()
}

fn row_id_malformed(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter_map(|row| {
        let columns = [SmelterColumn::Id, SmelterColumn::IdInput];
        let mut odd = columns.into_iter().filter_map(|column| {
            let written = row.text(column).trim();
            let read = CidReading::of(written);
            (is_meant(written) && read.is().is_none()).then_some((column, written, read))
        });
        let (column, written, read) = odd.next()?;
        let message = match (old_id(written), case.generation, read) {
            (Some(_), Generation::First, _) => return None,
            (Some(_), Generation::Second | Generation::Third, _) => {
                format!("“{written}” is an ID of the scheme before 2014")
            }
            (None, _, CidReading::Several) => format!("“{written}” is more than one smelter ID"),
            (None, _, CidReading::Perhaps(cid)) => {
                format!("“{written}” is no smelter ID as it stands; it may be {cid}")
            }
            (None, _, CidReading::None | CidReading::Is(_)) => format!("“{written}” is no smelter ID"),
        };
        Some((row, column, message))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have an ID that is none",
        "give the ID as the smelter list has it: CID and six digits",
    )
}

/// 2.x: the ID itself says metal and country.
fn row_old_id_differs(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter(|_| case.generation == Generation::First).filter_map(|row| {
        let written = row.text(SmelterColumn::Id).trim();
        let id = old_id(written)?;
        let message = match (row.metal, id.country) {
            (Some(metal), _) if metal != id.metal => {
                format!("{written} is an ID for {}, and the row says {metal}", id.metal)
            }
            (_, None) => format!("{written} names the country {}, which there is not", id.code),
            (_, Some(_)) => return None,
        };
        Some((row, SmelterColumn::Id, message))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have an ID that does not go with them",
        "correct the ID, or the metal",
    )
}

fn row_ids_differ(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter(|row| ids_differ(row)).map(|row| {
        let (typed, beside) = (row.text(SmelterColumn::IdInput).trim(), row.text(SmelterColumn::Id).trim());
        (row, SmelterColumn::IdInput, format!("{typed} was typed, and the row names {beside}"))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have another ID than the one that was typed",
        "decide which smelter is meant, and fill in the row anew",
    )
}

/// What makes two rows of one file the same smelter.
fn key(row: &DeclaredRow) -> Option<(Metal, String)> {
    let metal = row.metal?;
    if let Some(cid) = row_cid(row) {
        return Some((metal, cid.to_string()));
    }
    let name = fold(row.name());
    (!name.is_empty()).then(|| (metal, format!("{name}/{}", fold(row.text(SmelterColumn::Country)))))
}

fn row_duplicate(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let mut first: BTreeMap<(Metal, String), u32> = BTreeMap::new();
    let found = case.form.rows.iter().filter_map(|row| {
        let first = *first.entry(key(row)?).or_insert(row.row);
        (first != row.row).then(|| (row, id_or_name(row), format!("The same smelter as in row {first}")))
    });
    rows_found(
        rule,
        case,
        found,
        "rows repeat a smelter that stands further up",
        "it counts once; take the repeated row out",
    )
}

fn id_or_name(row: &DeclaredRow) -> SmelterColumn {
    match (row.text(SmelterColumn::IdInput).trim(), row.text(SmelterColumn::Id).trim()) {
        ("", "") => SmelterColumn::LookUp,
        ("", _) => SmelterColumn::Id,
        (_, _) => SmelterColumn::IdInput,
    }
}

fn row_recycled_source(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter(|row| case.is_recycled(row)).filter_map(|row| {
        let says =
            [SmelterColumn::Mine, SmelterColumn::MineCountry].map(|column| says_recycled(row.text(column)));
        let name = if row.name().is_empty() { row.id() } else { row.name() };
        (!says.contains(&true)).then(|| {
            let message = format!("{name} is marked as 100 % recycled, and the mine columns do not say so");
            (row, SmelterColumn::Mine, message)
        })
    });
    rows_found(
        rule,
        case,
        found,
        "rows are marked as 100 % recycled, and their mine columns do not say so",
        "put “Recycled” or “Scrap” into the columns for the mine and its country",
    )
}
