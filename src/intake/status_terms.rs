//! What must be known of a status list before it is taken: whose it is, what kind, of which day, and for what it is complete.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::Problem;
use crate::domain::{Cid, ListKind, Metal, Place, Programme, Source, SourceKind, StatusEntry, StatusList};
use crate::domain::{SourceRole, Stamp};
use crate::import::{StatusDraft, sha256};
use crate::text::count;

use super::{ReceivedStatus, source_id};

/// What is said of a status list, by the file or by a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusTerms {
    /// Whose it is; RMAP's where nothing says otherwise.
    pub programme: Option<Programme>,
    /// What kind it is, for a table without a column of statuses.
    pub kind: Option<ListKind>,
    /// The day that it speaks for.
    pub as_of: Option<Date>,
    /// Whether it has every facility of its kinds, for its programme and metals.
    pub complete: bool,
    /// The metals that it is for; all that the programme audits where none is said.
    pub metals: BTreeSet<Metal>,
}

/// A status list that is ready to enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettledStatus {
    pub source: Source,
    pub list: StatusList,
    /// What is to be said of its rows.
    pub remarks: Vec<(Place, String)>,
}

impl StatusTerms {
    /// What the file says, where nothing else was said.
    #[must_use]
    pub fn or_of(self, draft: &StatusDraft) -> Self {
        Self {
            programme: self.programme.or_else(|| draft.programme.clone()),
            kind: self.kind.or(draft.kind),
            as_of: self.as_of.or(draft.as_of.map(|(day, _)| day)),
            ..self
        }
    }

    /// The programme, RMAP where none is said.
    pub fn whose(&self) -> Programme {
        self.programme.clone().unwrap_or_else(Programme::rmap)
    }

    /// The metals that the list is for.
    pub fn all_metals(&self) -> BTreeSet<Metal> {
        let of_programme = || match self.whose().info().map(|info| info.metals.as_slice()) {
            Some([]) | None => Metal::ALL.into(),
            Some(metals) => metals.iter().copied().collect(),
        };
        if self.metals.is_empty() { of_programme() } else { self.metals.clone() }
    }
}

/// Something that must be known of a status list, and that nothing says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsaid {
    Kind,
    Day,
    /// Which metal its rows are of.
    Metal,
}

impl Unsaid {
    /// What is missing, in words.
    pub fn what(self) -> &'static str {
        match self {
            Self::Kind => {
                "neither a column of statuses nor the title, the sheet\u{2019}s or the file\u{2019}s name says what kind of list it is"
            }
            Self::Day => "nothing says which day the list speaks for",
            Self::Metal => "the table has no column of metals: which facility a row names cannot be told",
        }
    }

    /// What to do about it, at the command line and in the preview.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::Kind => "say it: --kind conformant or --kind active (in the preview: t)",
            Self::Day => "say it: --as-of YYYY-MM-DD (in the preview: d)",
            Self::Metal => {
                "say the one metal that it is for: --metal gold, or its programme: --programme LBMA (in the preview: m or o)"
            }
        }
    }
}

impl SettledStatus {
    /// What it is, in words.
    pub fn words(&self) -> String {
        let list = &self.list;
        let metals = metals_words(&list.metals);
        let complete =
            if list.complete { format!("complete for {metals}") } else { format!("{metals}, not complete") };
        let rows = usize::try_from(list.rows).unwrap_or(usize::MAX);
        format!(
            "status list of {}, {}, as of {}, {complete}, {}",
            list.programme,
            list.kind_words(),
            list.as_of,
            count(rows, "row", "rows")
        )
    }
}

/// The metals that a list is for, in words.
pub fn metals_words(metals: &BTreeSet<Metal>) -> String {
    if metals.len() == Metal::ALL.len() {
        return "all metals".to_owned();
    }
    metals.iter().map(|metal| metal.name()).collect::<Vec<_>>().join(", ")
}

impl ReceivedStatus {
    /// The kinds that its rows have, else what is said of all of them.
    pub fn kinds(&self, terms: &StatusTerms) -> Option<BTreeSet<ListKind>> {
        let own = &self.draft.kinds;
        if own.is_empty() { terms.kind.map(|kind| [kind].into()) } else { Some(own.clone()) }
    }

    /// What is still to be said before it can be taken.
    pub fn unsaid(&self, terms: &StatusTerms) -> Option<Unsaid> {
        self.known(terms).err()
    }

    fn known(&self, terms: &StatusTerms) -> Result<(BTreeSet<ListKind>, Date), Unsaid> {
        let kinds = self.kinds(terms).ok_or(Unsaid::Kind)?;
        let as_of = terms.as_of.ok_or(Unsaid::Day)?;
        if !self.draft.has_metals && terms.all_metals().len() > 1 {
            return Err(Unsaid::Metal);
        }
        Ok((kinds, as_of))
    }

    /// The list with its source, given what is said of it.
    ///
    /// # Errors
    /// When nothing says its kind, its day or its metals, the day is still to come, or the table is longer than what is read.
    pub fn settle(&self, terms: &StatusTerms, stamp: &Stamp, today: Date) -> Result<SettledStatus, Problem> {
        let draft = &self.draft;
        let refused = |what: &str, remedy: &str| {
            Problem::new(format!("nothing was imported: {what}"), &draft.file, remedy)
        };
        if draft.is_cut {
            return Err(refused(
                "the table is longer than any status list, so that what is missing from it means nothing",
                "give the programme\u{2019}s list alone, at most 200,000 rows",
            ));
        }
        if terms.complete && !draft.unread.is_empty() {
            return Err(refused(
                &format!("it cannot be complete: {} of it is not read", draft.unread.join(", ")),
                "save each sheet as a file of its own, or do not say that it is complete",
            ));
        }
        let (kinds, as_of) = self.known(terms).map_err(|unsaid| refused(unsaid.what(), unsaid.remedy()))?;
        if as_of > today {
            return Err(refused(
                &format!("the list\u{2019}s day, {as_of}, is still to come"),
                "give the day on which the list was downloaded",
            ));
        }
        let list = StatusList {
            source: self.source_id(terms, &kinds, as_of),
            title: draft.title.clone(),
            programme: terms.whose(),
            kinds,
            as_of,
            complete: terms.complete,
            metals: terms.all_metals(),
            body: self.body_sha.clone(),
            rows: u32::try_from(draft.body.entries.len()).unwrap_or(u32::MAX),
        };
        let remarks = remarks(draft, &list);
        Ok(SettledStatus { source: self.source(&list, stamp), list, remarks })
    }

    /// One file may be the list of several days, without a column of metals of several metals; and a reference list besides.
    fn source_id(
        &self,
        terms: &StatusTerms,
        kinds: &BTreeSet<ListKind>,
        as_of: Date,
    ) -> crate::domain::SourceId {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.key()).collect();
        let mut of = format!("status {} {} {} {as_of}", self.draft.sha256, terms.whose(), kinds.join("+"));
        if !self.draft.has_metals {
            of.push_str(&format!(" {}", metals_words(&terms.all_metals())));
        }
        source_id(&sha256(of.as_bytes()))
    }

    fn source(&self, list: &StatusList, stamp: &Stamp) -> Source {
        Source {
            id: list.source.clone(),
            file: self.draft.file.clone(),
            sha256: self.draft.sha256.clone(),
            kind: SourceKind::StatusList,
            role: Some(SourceRole::Status),
            title: list.title.clone(),
            as_of: Some(list.as_of),
            imported_at: stamp.at,
            rows: list.rows,
            statements: Vec::new(),
        }
    }
}

/// So many remarks on rows are kept.
const MOST_REMARKS: usize = 1_000;

/// What is odd in the rows: a CID twice, or under two metals; metals that the list is not for; days after the list's own.
fn remarks(draft: &StatusDraft, list: &StatusList) -> Vec<(Place, String)> {
    let mut said = Vec::new();
    let mut seen: BTreeMap<Cid, (Option<Metal>, u32)> = BTreeMap::new();
    for entry in &draft.body.entries {
        if let Some(cid) = entry.cid {
            match seen.get(&cid) {
                Some((metal, row)) if *metal == list.metal_of(entry) => {
                    said.push((place(draft, entry), format!("{cid} stands in row {row} too")));
                }
                Some((metal, row)) => {
                    let metal = metal.map_or("no metal", Metal::name);
                    said.push((place(draft, entry), format!("{cid} stands under {metal} too, in row {row}")));
                }
                None => drop(seen.insert(cid, (list.metal_of(entry), entry.row))),
            }
        }
        let late = entry.last_audit.filter(|audit| *audit > list.as_of);
        said.extend(late.map(|audit| {
            (place(draft, entry), format!("the last audit, {audit}, is after the list\u{2019}s day"))
        }));
    }
    let outside = draft
        .body
        .entries
        .iter()
        .filter(|entry| entry.metal.is_some_and(|metal| !list.metals.contains(&metal)));
    let outside = outside.count();
    let more = said.len().saturating_sub(MOST_REMARKS);
    said.truncate(MOST_REMARKS);
    if more > 0 {
        said.push((Place::File, format!("{more} more remarks are left out")));
    }
    if outside > 0 {
        let rows = count(outside, "row is", "rows are");
        said.push((Place::File, format!("{rows} of metals that the list is not taken for, and not used")));
    }
    said
}

fn place(draft: &StatusDraft, entry: &StatusEntry) -> Place {
    match draft.body.sheet.as_str() {
        "" => Place::Line(entry.row, 0),
        sheet => Place::Cell(sheet.to_owned(), format!("A{}", entry.row)),
    }
}
