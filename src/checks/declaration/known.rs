//! What reference lists know of the declared rows: the file's own look-up, and the lists that were imported.

use std::collections::{HashMap, HashSet};

use super::super::{Basis, Finding, LooksAt, Rule, Severity};
use super::case::FormCase;
use super::context::LoadedList;
use super::row_findings::rows_found;
use super::rows::{is_name_doubtful, row_cid};
use crate::domain::cmrt::{Answer, DeclaredRow, Question, SmelterColumn, Special, Version, is_filler};
use crate::domain::{Cid, Country, ListBody, ListEntry, Metal, ReferenceList};
use crate::resolve::matching::near_name;
use crate::text::fold;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "ROW_ID_NOT_KNOWN",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "A row’s ID is in no list, neither the file’s own nor any imported one.",
        looks_at: LooksAt::Declaration(row_id_not_known),
    },
    Rule {
        id: "ROW_ID_OTHER_METAL",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "A row’s ID belongs to a smelter of another metal.",
        looks_at: LooksAt::Declaration(row_id_other_metal),
    },
    Rule {
        id: "ROW_ID_NAME_DIFFER",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "A row’s ID is one smelter’s and its name another’s.",
        looks_at: LooksAt::Declaration(row_id_name_differ),
    },
    Rule {
        id: "SMELTER_IN_COVERED_COUNTRY",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A smelter stands in a covered country, and no metal is said to come from one.",
        looks_at: LooksAt::Declaration(smelter_in_covered_country),
    },
    Rule {
        id: "ROW_NAME_NOT_KNOWN",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A row’s name is not in the list of its version, or not for its metal, and there is no ID.",
        looks_at: LooksAt::Declaration(row_name_not_known),
    },
    Rule {
        id: "ROW_COUNTRY_DIFFERS",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A row’s country is not the one that the lists have for its ID or its name.",
        looks_at: LooksAt::Declaration(row_country_differs),
    },
    Rule {
        id: "ROW_NAMES_DIFFER",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "Beside a row’s look-up name stands the name of another smelter, or one that the lists do not have for it.",
        looks_at: LooksAt::Declaration(row_names_differ),
    },
    Rule {
        id: "ROW_ID_REMOVED",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A row’s smelter is no longer in the newest imported list that is not after the declaration’s day.",
        looks_at: LooksAt::Declaration(row_id_removed),
    },
    Rule {
        id: "ROW_NOT_LISTED_IS_LISTED",
        severity: Severity::Info,
        basis: Basis::Review,
        doc: "A smelter that is said not to be listed is in the list.",
        looks_at: LooksAt::Declaration(row_not_listed_is_listed),
    },
];

/// The newest list of a declaration's day, with what stands in it.
struct Newest<'a> {
    list: &'a ReferenceList,
    entries: HashSet<(Metal, Cid)>,
}

/// Everything that the lists know, by ID and by name.
pub(super) struct KnownSmelters<'a> {
    /// By ID: the file's own entry first, then those of the lists, in their order.
    by_cid: HashMap<Cid, Vec<&'a ListEntry>>,
    /// By metal and folded name, of one list: the file's own look-up, else an imported one of its version.
    by_name: HashMap<(Metal, String), &'a ListEntry>,
    /// The newest of the imported lists that is not after the declaration's day, when it is not older than the file's
    /// template.
    newest: Option<Newest<'a>>,
}

impl<'a> KnownSmelters<'a> {
    /// For declarations of a version that have this look-up of their own, and for whose day this list is the newest.
    pub(super) fn new(
        version: Version,
        own: Option<&'a ListBody>,
        lists: &'a [LoadedList],
        newest: Option<&'a LoadedList>,
    ) -> Self {
        let mut by_cid: HashMap<Cid, Vec<&ListEntry>> = HashMap::new();
        let bodies = own.into_iter().chain(lists.iter().map(|(_, body)| &**body));
        for entry in bodies.flat_map(|body| &body.entries) {
            by_cid.entry(entry.cid).or_default().push(entry);
        }
        let same = lists.iter().find(|(list, _)| list.version == Some(version));
        let names = own.or(same.map(|(_, body)| &**body));
        let newest = newest.map(|(list, body)| Newest {
            list,
            entries: body.entries.iter().map(|entry| (entry.metal, entry.cid)).collect(),
        });
        Self { by_cid, by_name: names.map(names_of).unwrap_or_default(), newest }
    }

    /// Whether no list says anything about IDs.
    pub(super) fn is_empty(&self) -> bool {
        self.by_cid.is_empty()
    }

    /// What the lists have under an ID.
    pub(super) fn entries(&self, cid: Cid) -> &[&'a ListEntry] {
        self.by_cid.get(&cid).map_or(&[], Vec::as_slice)
    }

    /// What the lists have under an ID and a metal.
    pub(super) fn entry(&self, cid: Cid, metal: Metal) -> Option<&'a ListEntry> {
        self.entries(cid).iter().find(|entry| entry.metal == metal).copied()
    }

    /// The facility that a row's name stands for, under its metal.
    pub(super) fn by_name(&self, row: &DeclaredRow) -> Option<&'a ListEntry> {
        self.named(row.metal?, row.name())
    }

    fn named(&self, metal: Metal, name: &str) -> Option<&'a ListEntry> {
        let folded = fold(name);
        if folded.is_empty() { None } else { self.by_name.get(&(metal, folded)).copied() }
    }

    /// The facility of a row, by its ID under its metal, else by its name.
    pub(super) fn of_row(&self, row: &DeclaredRow) -> Option<&'a ListEntry> {
        let by_id = row.metal.and_then(|metal| self.entry(row_cid(row)?, metal));
        by_id.or_else(|| self.by_name(row))
    }

    /// Whether a name that is not there is none. A list without other names (3.x) knows only some.
    pub(super) fn knows_names(&self) -> bool {
        self.by_name.values().any(|entry| !entry.aliases.is_empty())
    }
}

fn names_of(body: &ListBody) -> HashMap<(Metal, String), &ListEntry> {
    let mut names = HashMap::new();
    for entry in &body.entries {
        for name in std::iter::once(&entry.name).chain(&entry.aliases) {
            names.entry((entry.metal, fold(name))).or_insert(entry);
        }
    }
    names
}

/// What to say of rows in a metal and with an ID: the message for each that is odd.
fn on_ids<'a>(
    case: &FormCase<'a>,
    found: impl Fn(&'a DeclaredRow, Metal, Cid) -> Option<(SmelterColumn, String)>,
) -> impl Iterator<Item = (&'a DeclaredRow, SmelterColumn, String)> {
    case.form.rows.iter().filter_map(move |row| {
        let (column, message) = found(row, row.metal?, row_cid(row)?)?;
        Some((row, column, message))
    })
}

/// The column that a row's ID was taken from.
fn id_column(row: &DeclaredRow) -> SmelterColumn {
    if row.text(SmelterColumn::Id).trim().is_empty() { SmelterColumn::IdInput } else { SmelterColumn::Id }
}

/// An ID without a metal is tested too: the sheet finds no metal for an ID that it does not know.
fn row_id_not_known(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let unknown = case.form.rows.iter().filter_map(|row| {
        let cid = row_cid(row).filter(|cid| !case.known.is_empty() && case.known.entries(*cid).is_empty())?;
        Some((row, id_column(row), format!("{cid} is in no list of smelters")))
    });
    rows_found(
        rule,
        case,
        unknown,
        "rows have an ID that is in no list of smelters",
        "correct the ID, or choose “Smelter not listed” and give name and country",
    )
}

fn row_id_other_metal(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = on_ids(case, |row, metal, cid| {
        let entry = case.known.entries(cid).first().filter(|_| case.known.entry(cid, metal).is_none())?;
        let message = format!("{cid} is {}, for {}, and the row says {metal}", entry.name, entry.metal);
        Some((id_column(row), message))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have the ID of a smelter of another metal",
        "correct the metal or the ID",
    )
}

fn row_id_removed(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let Some(newest) = &case.known.newest else { return Vec::new() };
    let found = on_ids(case, |row, metal, cid| {
        let entry = case.known.entry(cid, metal).filter(|_| !newest.entries.contains(&(metal, cid)))?;
        let message = format!("{} ({cid}) is no longer in {}", entry.name, newest.list.title);
        Some((id_column(row), message))
    });
    rows_found(
        rule,
        case,
        found,
        &format!("rows name smelters that are no longer in {}", newest.list.title),
        "say whether it is still in your supply chain",
    )
}

/// Where the typed ID and the ID beside the name differ, that is the cause, and its own rule says it.
fn row_id_name_differ(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = on_ids(case, |row, metal, cid| {
        let by_id = case.known.entry(cid, metal)?;
        let by_name = case.known.by_name(row).filter(|entry| entry.cid != cid)?;
        if super::rows::ids_differ(row) || is_alias_of(by_id, row.name()) {
            return None;
        }
        let message = format!(
            "{cid} is {}, and the name “{}” stands for {} ({})",
            by_id.name,
            row.name(),
            by_name.name,
            by_name.cid
        );
        Some((SmelterColumn::LookUp, message))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have the ID of one smelter and the name of another",
        "correct the name or the ID",
    )
}

fn is_alias_of(entry: &ListEntry, name: &str) -> bool {
    let folded = fold(name);
    std::iter::once(&entry.name).chain(&entry.aliases).any(|known| fold(known) == folded)
}

fn row_country_differs(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter_map(|row| {
        let written = Country::of_place(row.text(SmelterColumn::Country))?;
        let entry = case.known.of_row(row)?;
        let listed = Country::of_place(&entry.country).filter(|listed| *listed != written)?;
        let entries = case.known.entries(entry.cid);
        if entries.iter().any(|entry| Country::of_place(&entry.country) == Some(written)) {
            return None;
        }
        let message = format!(
            "{} ({}) is in {}, and the row says {}",
            entry.name,
            entry.cid,
            listed.name(),
            written.name()
        );
        Some((row, SmelterColumn::Country, message))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have another country than the list has for their smelter",
        "correct the country: it is where the smelter stands, not where the ore comes from",
    )
}

/// The sheet fills in the standard name beside a look-up name: another one was typed over it.
fn row_names_differ(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter(|row| row.special().is_none()).filter_map(|row| {
        let (look_up, name) = (row.text(SmelterColumn::LookUp).trim(), row.text(SmelterColumn::Name).trim());
        let chosen = case.known.named(row.metal?, look_up)?;
        let is_another = name != chosen.name
            && !is_filler(name)
            && Cid::read(name).is_none()
            && !case.known.entries(chosen.cid).iter().any(|entry| is_name_of(entry, name));
        let message =
            || format!("“{look_up}” is {} ({}), and the name beside it is “{name}”", chosen.name, chosen.cid);
        is_another.then(|| (row, SmelterColumn::Name, message()))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have a look-up name and another name beside it",
        "choose the smelter from the list, or “Smelter not listed” with its name and country",
    )
}

/// Whether a name is one of an entry's, but for typography and legal forms.
fn is_name_of(entry: &ListEntry, name: &str) -> bool {
    let near = near_name(name).map(|near| near.whole);
    let is_near = |known: &String| near.is_some() && near_name(known).map(|known| known.whole) == near;
    is_alias_of(entry, name) || std::iter::once(&entry.name).chain(&entry.aliases).any(is_near)
}

fn row_name_not_known(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter_map(|row| {
        let metal = row.metal?;
        let name = row.text(SmelterColumn::LookUp).trim();
        let is_judged = case.known.knows_names() && row.special().is_none() && !name.is_empty();
        if !is_judged
            || row_cid(row).is_some()
            || is_name_doubtful(case, row)
            || case.known.by_name(row).is_some()
        {
            return None;
        }
        let mut others = Metal::ALL.into_iter().filter_map(|other| case.known.named(other, name));
        let message = match others.next() {
            Some(entry) => {
                format!("“{name}” is a name of {}, for {}, and the row says {metal}", entry.name, entry.metal)
            }
            None => format!("“{name}” is no name of the smelter list for {metal}"),
        };
        Some((row, SmelterColumn::LookUp, message))
    });
    rows_found(
        rule,
        case,
        found,
        "rows have a name that the smelter list does not have for their metal",
        "choose the smelter from the list, or “Smelter not listed” with its name and country",
    )
}

fn row_not_listed_is_listed(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter_map(|row| {
        let entry = case.known.by_name(row).filter(|_| row.special() == Some(Special::NotListed))?;
        Some((
            row,
            SmelterColumn::Name,
            format!("“{}” is listed, as {} ({})", row.name(), entry.name, entry.cid),
        ))
    });
    rows_found(
        rule,
        case,
        found,
        "rows say that a smelter is not listed, and it is",
        "choose it from the list, so that its ID is there",
    )
}

fn smelter_in_covered_country(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let found = case.form.rows.iter().filter_map(|row| {
        let metal = row.metal.filter(|metal| !case.is_closed(*metal))?;
        let is_denied = case.answer(Question::Covered, metal) == Some(Answer::No);
        let written = row.text(SmelterColumn::Country);
        let listed = case.known.of_row(row).map_or("", |entry| entry.country.as_str());
        let country = Country::of_place(written).or_else(|| Country::of_place(listed))?;
        let name = if row.name().is_empty() { row.id() } else { row.name() };
        (is_denied && country.is_covered()).then(|| {
            let asked = case.question(Question::Covered);
            (
                row,
                SmelterColumn::Country,
                format!("{name} stands in {}, and for {metal} {asked} is No", country.name()),
            )
        })
    });
    rows_found(
        rule,
        case,
        found,
        "rows name smelters in covered countries for metals that are said not to come from there",
        "say where its material comes from, or correct the answer",
    )
}
