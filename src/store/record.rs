//! The snapshot as text: one row a line, sorted, the same content always the same bytes.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::data::ron_options;
use crate::domain::{
    Action, ActionId, Charter, Constraint, Declaration, DeclarationId, DiligenceMeasure, DispositionRecord,
    Evidence, EvidenceId, Facility, FacilityId, FactKey, FactRecord, Freeze, LetterId, MeasureId, NameKey,
    Note, NoteId, OwnSection, RatingRecord, ReferenceList, Request, RequestId, Resolution, RiskList,
    ScreeningKey, ScreeningRecord, SentLetter, Settings, Source, SourceId, StatusList, Supplier, SupplierId,
    Workspace,
};

use super::StoreResult;
use super::migrate::{self, FileKind, Migration, VERSION};
use super::text::{damage, damage_in, utf8};

/// A snapshot: a workspace, and where in the course of edits it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Snapshot {
    /// The format version that the text had before it was brought up to date.
    pub version: u32,
    /// The last entry that it holds, 0 for none.
    pub seq: u64,
    /// SHA-256 of the snapshot before it, in hexadecimal.
    pub parent: Option<String>,
    /// The content.
    pub workspace: Workspace,
}

/// The snapshot as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    version: u32,
    seq: u64,
    parent: Option<String>,
    programme: Charter,
    settings: Settings,
    sources: Vec<Source>,
    facilities: Vec<Facility>,
    merges: Vec<(FacilityId, FacilityId)>,
    constraints: Vec<Constraint>,
    dispositions: Vec<(FacilityId, DispositionRecord)>,
    ratings: Vec<(FacilityId, RatingRecord)>,
    notes: Vec<Note>,
    evidence: Vec<Evidence>,
    actions: Vec<Action>,
    #[serde(default)]
    suppliers: Vec<Supplier>,
    #[serde(default)]
    requests: Vec<Request>,
    #[serde(default)]
    declarations: Vec<Declaration>,
    #[serde(default)]
    lists: Vec<ReferenceList>,
    #[serde(default)]
    status_lists: Vec<StatusList>,
    #[serde(default)]
    risk_lists: Vec<RiskList>,
    #[serde(default)]
    screenings: Vec<(ScreeningKey, ScreeningRecord)>,
    #[serde(default)]
    resolutions: Vec<(NameKey, Resolution)>,
    #[serde(default)]
    facts: Vec<(FactKey, FactRecord)>,
    #[serde(default)]
    freezes: Vec<Freeze>,
    #[serde(default)]
    own_sections: Vec<(FactKey, OwnSection)>,
    #[serde(default)]
    letters: Vec<SentLetter>,
    #[serde(default)]
    measures: Vec<DiligenceMeasure>,
}

/// SHA-256 in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        write!(hex, "{byte:02x}").ok();
    }
    hex
}

/// Writes rows of the record, each on its own line.
struct Lines {
    options: ron::Options,
    text: String,
}

impl Lines {
    fn value<T: Serialize>(&mut self, value: &T) -> StoreResult<()> {
        Ok(self.options.to_writer(&mut self.text, value)?)
    }

    fn field<T: Serialize>(&mut self, name: &str, value: &T) -> StoreResult<()> {
        self.text.push_str(name);
        self.text.push(':');
        self.value(value)?;
        self.text.push_str(",\n");
        Ok(())
    }

    fn rows<T: Serialize>(&mut self, name: &str, rows: impl Iterator<Item = T>) -> StoreResult<()> {
        self.text.push_str(name);
        self.text.push_str(":[\n");
        for row in rows {
            self.value(&row)?;
            self.text.push_str(",\n");
        }
        self.text.push_str("],\n");
        Ok(())
    }

    /// A facility on a line, then each of its claims on a line.
    fn facilities(&mut self, workspace: &Workspace) -> StoreResult<()> {
        self.text.push_str("facilities:[\n");
        for facility in workspace.facilities.values() {
            self.text.push_str("(id:");
            self.value(&facility.id)?;
            self.text.push_str(",metal:");
            self.value(&facility.metal)?;
            self.text.push_str(",claims:[\n");
            for claim in &facility.claims {
                self.text.push(' ');
                self.value(claim)?;
                self.text.push_str(",\n");
            }
            self.text.push_str("]),\n");
        }
        self.text.push_str("],\n");
        Ok(())
    }

    fn workspace(&mut self, workspace: &Workspace) -> StoreResult<()> {
        self.field("programme", &workspace.programme)?;
        self.field("settings", &workspace.settings)?;
        self.rows("sources", workspace.sources.values())?;
        self.facilities(workspace)?;
        self.rows("merges", workspace.merges.iter())?;
        self.rows("constraints", workspace.constraints.values())?;
        self.rows("dispositions", workspace.dispositions.iter())?;
        self.rows("ratings", workspace.ratings.iter())?;
        self.rows("notes", workspace.notes.values())?;
        self.rows("evidence", workspace.evidence.values())?;
        self.rows("actions", workspace.actions.values())?;
        self.rows("suppliers", workspace.suppliers.values())?;
        self.rows("requests", workspace.requests.values())?;
        self.rows("declarations", workspace.declarations.values())?;
        self.rows("lists", workspace.lists.values())?;
        // Written only where there are any, so that the workspaces of earlier programs keep their bytes.
        if !workspace.status_lists.is_empty() {
            self.rows("status_lists", workspace.status_lists.values())?;
        }
        if !workspace.risk_lists.is_empty() {
            self.rows("risk_lists", workspace.risk_lists.values())?;
        }
        if !workspace.screenings.is_empty() {
            self.rows("screenings", workspace.screenings.iter())?;
        }
        if !workspace.facts.is_empty() {
            self.rows("facts", workspace.facts.iter())?;
        }
        if !workspace.own_sections.is_empty() {
            self.rows("own_sections", workspace.own_sections.iter())?;
        }
        if !workspace.letters.is_empty() {
            self.rows("letters", workspace.letters.values())?;
        }
        if !workspace.measures.is_empty() {
            self.rows("measures", workspace.measures.values())?;
        }
        if !workspace.freezes.is_empty() {
            self.rows("freezes", workspace.freezes.values())?;
        }
        self.rows("resolutions", workspace.resolutions.iter())
    }
}

fn lines() -> Lines {
    Lines { options: ron_options(), text: String::new() }
}

/// The bytes of a workspace without anything about its history: equal workspaces, and only they, have the
/// same.
///
/// # Errors
/// When a value cannot be written as RON, which no value of the domain is.
pub fn canonical(workspace: &Workspace) -> StoreResult<String> {
    let mut lines = lines();
    lines.workspace(workspace)?;
    Ok(lines.text)
}

/// Reads back what [`canonical`] wrote.
///
/// # Errors
/// When the text is damaged.
pub fn from_canonical(text: &str) -> StoreResult<Workspace> {
    let whole = format!("(version:{VERSION},seq:0,parent:None,\n{text})");
    read(Path::new("workspace.ron"), whole.as_bytes(), &[]).map(|snapshot| snapshot.workspace)
}

/// The text of a snapshot; its version is always the newest.
pub(super) fn write(workspace: &Workspace, seq: u64, parent: Option<&str>) -> StoreResult<String> {
    let mut lines = lines();
    lines.text.push_str("// rcoi workspace: the snapshot. Edits since then stand in journal.ron.\n(\n");
    lines.field("version", &VERSION)?;
    lines.field("seq", &seq)?;
    lines.field("parent", &parent)?;
    lines.workspace(workspace)?;
    lines.text.push_str(")\n");
    Ok(lines.text)
}

/// The text of the listing of sources.
pub(super) fn write_sources(workspace: &Workspace) -> StoreResult<String> {
    let mut lines = lines();
    lines.text.push_str("// rcoi sources: a listing made from workspace.ron, never read back.\n(\n");
    lines.field("version", &VERSION)?;
    lines.rows("sources", workspace.sources.values())?;
    lines.text.push_str(")\n");
    Ok(lines.text)
}

/// Reads a snapshot of this version or an older one.
pub(super) fn read(path: &Path, bytes: &[u8], migrations: &[Migration]) -> StoreResult<Snapshot> {
    let text = utf8(path, bytes)?;
    let version = migrate::version_of(text)
        .ok_or_else(|| damage(path, 1, 0, text, "the format version is missing from the beginning"))?;
    let current = migrate::bring_up(path, FileKind::Snapshot, version, text, migrations)?;
    let record: Record =
        ron_options().from_str(&current).map_err(|error| damage_in(path, &current, &error))?;
    let snapshot = gather(record, version).map_err(|(message, id)| {
        let line = 1 + current.lines().position(|line| line.contains(&id)).unwrap_or(0);
        damage(path, line, 0, &current, &message)
    })?;
    Ok(snapshot)
}

/// What is wrong with a record, and the identifier that shows where.
type Flaw = (String, String);

/// Gathers rows by identifier; two rows of one identifier are a flaw.
fn gather_rows<K: Ord + Clone + std::fmt::Display, V>(
    what: &str,
    rows: impl IntoIterator<Item = (K, V)>,
) -> Result<BTreeMap<K, V>, Flaw> {
    let mut map = BTreeMap::new();
    for (id, row) in rows {
        if map.insert(id.clone(), row).is_some() {
            return Err((format!("{what} {id} stands here twice"), id.to_string()));
        }
    }
    Ok(map)
}

fn by<K, V>(rows: Vec<V>, id: impl Fn(&V) -> K) -> impl Iterator<Item = (K, V)> {
    rows.into_iter().map(move |row| (id(&row), row))
}

fn gather(record: Record, version: u32) -> Result<Snapshot, Flaw> {
    debug_assert_eq!(record.version, VERSION);
    let mut facilities = record.facilities;
    for facility in &mut facilities {
        sort_claims(facility)?;
    }
    let workspace = Workspace {
        programme: record.programme,
        settings: record.settings,
        sources: gather_rows::<SourceId, _>("source", by(record.sources, |row| row.id.clone()))?,
        facilities: gather_rows("facility", by(facilities, |row| row.id.clone()))?,
        merges: gather_rows("the merge of facility", record.merges)?,
        constraints: gather_rows(
            "the constraint of source",
            by(sorted_constraints(record.constraints), |row| row.source.clone()),
        )?,
        dispositions: gather_rows("the disposition of facility", record.dispositions)?,
        ratings: gather_rows("the rating of facility", record.ratings)?,
        notes: gather_rows::<NoteId, _>("note", by(record.notes, |row| row.id.clone()))?,
        evidence: gather_rows::<EvidenceId, _>("evidence", by(record.evidence, |row| row.id.clone()))?,
        actions: gather_rows::<ActionId, _>("action", by(record.actions, |row| row.id.clone()))?,
        suppliers: gather_rows::<SupplierId, _>("supplier", by(record.suppliers, |row| row.id.clone()))?,
        requests: gather_rows::<RequestId, _>("request", by(record.requests, |row| row.id.clone()))?,
        declarations: gather_rows::<DeclarationId, _>(
            "declaration",
            by(record.declarations, |row| row.id.clone()),
        )?,
        lists: gather_rows::<SourceId, _>("reference list", by(record.lists, |row| row.source.clone()))?,
        status_lists: gather_rows::<SourceId, _>(
            "status list",
            by(record.status_lists, |row| row.source.clone()),
        )?,
        risk_lists: gather_rows::<SourceId, _>("risk list", by(record.risk_lists, |row| row.source.clone()))?,
        screenings: gather_rows("the screening of", record.screenings)?,
        resolutions: gather_rows("the resolution of", record.resolutions)?,
        facts: gather_rows("the fact", record.facts)?,
        freezes: gather_rows::<String, _>("the freeze", by(record.freezes, |row| row.name.clone()))?,
        own_sections: gather_rows("the section", record.own_sections)?,
        letters: gather_rows::<LetterId, _>("letter", by(record.letters, |row| row.id.clone()))?,
        measures: gather_rows::<MeasureId, _>("measure", by(record.measures, |row| row.id.clone()))?,
    };
    check_merges(&workspace)?;
    Ok(Snapshot { version, seq: record.seq, parent: record.parent, workspace })
}

/// Claims are looked up by halving, so a hand that moved a line must not make them unfindable.
fn sort_claims(facility: &mut Facility) -> Result<(), Flaw> {
    if facility.claims.is_sorted_by(|a, b| a < b) {
        return Ok(());
    }
    facility.claims.sort();
    let twice = facility.claims.iter().zip(facility.claims.iter().skip(1)).any(|(a, b)| a == b);
    if twice {
        let id = facility.id.to_string();
        return Err((format!("facility {id} has the same claim twice"), id));
    }
    Ok(())
}

fn sorted_constraints(mut constraints: Vec<Constraint>) -> Vec<Constraint> {
    for constraint in &mut constraints {
        constraint.rows.sort();
    }
    constraints
}

/// Merges must lead to a facility that is there, and never in a circle: everything follows them.
fn check_merges(workspace: &Workspace) -> Result<(), Flaw> {
    for (absorbed, keep) in &workspace.merges {
        for id in [absorbed, keep] {
            if !workspace.facilities.contains_key(id) {
                return Err((
                    format!("the merge of {absorbed} names {id}, which is not there"),
                    id.to_string(),
                ));
            }
        }
        let steps = std::iter::successors(Some(keep), |id| workspace.merges.get(*id));
        if steps.take(workspace.merges.len() + 1).any(|id| id == absorbed) {
            return Err((format!("the merges of {absorbed} go in a circle"), absorbed.to_string()));
        }
    }
    Ok(())
}
