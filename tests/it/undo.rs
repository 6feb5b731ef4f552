//! Whatever was done can be undone to the last byte, done again, and read back from the disk.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use rcoi::domain::{
    Action, ActionId, ActionState, Cause, Charter, ChosenStyle, Cid, Claim, Constraint, CountryValue,
    DerivationRule, DiligenceMeasure, Disposition, DispositionRecord, Edit, Entry, EntryId, Evidence,
    EvidenceId, FacilityId, History, HitVerdict, LostColumn, MeasureEvidence, MeasureId, Metal, Note, NoteId,
    OecdStep, Origin, Place, Programme, Rating, RatingRecord, RiskKind, RiskList, Screened, ScreeningKey,
    ScreeningRecord, Settings, Source, SourceId, SourceKind, Stamp, Statement, Status, StatusCounts, TotalOf,
    Value, Workspace,
};
use rcoi::store::{Owner, RealDisk, Store, canonical, from_canonical};

/// A wish: what kind of edit, on which things, with which text. It becomes an edit of the workspace as it is
/// then, or nothing when none fits.
#[derive(Debug, Clone)]
struct Wish {
    kind: u8,
    on: usize,
    other: usize,
    text: String,
}

/// How many kinds of wishes there are.
const KINDS: u8 = 25;

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    // Facilities, sources and claims are wished for more often: everything else hangs on them.
    let kind = prop_oneof![2 => 0..KINDS, 1 => Just(0_u8), 1 => Just(2_u8), 1 => Just(4_u8)];
    let wish = (kind, any::<usize>(), any::<usize>(), any::<String>());
    prop::collection::vec(wish.prop_map(|(kind, on, other, text)| Wish { kind, on, other, text }), 0..40)
}

fn pick<T: Clone>(things: impl IntoIterator<Item = T>, index: usize) -> Option<T> {
    let things: Vec<T> = things.into_iter().collect();
    let index = index.checked_rem(things.len())?;
    things.into_iter().nth(index)
}

fn stamp(wish: &Wish) -> Stamp {
    let second = i64::try_from(wish.other % 1_000_000).unwrap();
    Stamp { by: wish.text.clone(), at: Timestamp::from_second(second).unwrap() }
}

/// An identifier that is nearly always new.
fn id(wish: &Wish) -> String {
    format!("{:x}", wish.on)
}

fn value(wish: &Wish) -> Value {
    let text = wish.text.clone();
    let status = pick(Status::STATED, wish.other).unwrap();
    match wish.other % 9 {
        0 => Value::Name(text),
        1 => Value::Alias(text),
        2 => Value::Cid(Cid::parse(&format!("CID{:06}", wish.on % 1_000_000)).unwrap()),
        3 => Value::Country(CountryValue::read(if wish.on.is_multiple_of(2) { "CHINA" } else { &text })),
        4 => Value::City(text),
        5 => Value::Status(
            status,
            pick([None, Programme::read("RMAP"), Programme::read("Fairmined")], wish.on).unwrap(),
        ),
        6 => Value::Removed,
        7 => Value::Ceased,
        _ => Value::NotASmelter,
    }
}

fn claim(ws: &Workspace, wish: &Wish) -> Claim {
    let place = match wish.on % 3 {
        0 => Place::Line(u32::try_from(wish.on % 9999).unwrap(), 2),
        1 => Place::Cell(wish.text.clone(), "C7".to_owned()),
        _ => Place::File,
    };
    let stamp = stamp(wish);
    let origin = match pick(ws.sources.keys().cloned(), wish.on) {
        Some(source) if wish.other.is_multiple_of(3) => Origin::Stated { source, place },
        Some(source) if wish.other % 3 == 1 => {
            Origin::Derived { source, place, rule: DerivationRule::TotalsLeaveOne }
        }
        Some(_) | None => Origin::Set { by: stamp.by, at: stamp.at, reason: wish.text.clone() },
    };
    let as_of = wish.on.is_multiple_of(4).then(|| jiff::civil::date(2025, 12, 31));
    Claim { value: value(wish), origin, as_of }
}

fn source(wish: &Wish) -> Source {
    let place = Place::Line(3, 0);
    Source {
        id: SourceId::new(id(wish)),
        file: wish.text.clone(),
        sha256: "0".repeat(64),
        kind: pick([SourceKind::Filing, SourceKind::FacilityTable], wish.other).unwrap(),
        role: None,
        title: wish.text.clone(),
        as_of: wish.other.is_multiple_of(2).then(|| jiff::civil::date(2024, 1, 1)),
        imported_at: stamp(wish).at,
        rows: 3,
        statements: vec![
            Statement::Total { of: TotalOf::Of(Status::Active), count: 3, place: place.clone() },
            Statement::NoneInCoveredCountry { place: place.clone() },
            Statement::Damaged {
                first: place,
                names: (wish.text.clone(), String::new()),
                rows: 2,
                countries: LostColumn::Holes { survive: 1 },
                statuses: LostColumn::Absent,
                words: StatusCounts { conformant: 2, ..StatusCounts::default() },
            },
        ],
    }
}

fn action(ws: &Workspace, wish: &Wish, facility: FacilityId) -> Action {
    let known = ws.actions.values().next().map_or(ActionId::new(id(wish)), |action| action.id.clone());
    let is_new = !wish.other.is_multiple_of(7);
    Action {
        id: if is_new { ActionId::new(id(wish)) } else { known },
        about: rcoi::domain::ActionSubject::Facility(facility),
        kind: "A9".to_owned(),
        owner: wish.text.clone(),
        due: jiff::civil::date(2026, 1, 1),
        state: pick(ActionState::ALL, wish.other).unwrap(),
        opened: stamp(wish),
        answer: None,
    }
}

/// Adds a measure, changes one with what shows it, or takes one out.
fn edit_of_measures(ws: &Workspace, wish: &Wish) -> Edit {
    let from = pick(ws.measures.values().cloned(), wish.on).filter(|_| !wish.other.is_multiple_of(3));
    let id = from.as_ref().map_or_else(|| MeasureId::new(id(wish)), |from| from.id.clone());
    let shows = MeasureEvidence {
        id: EvidenceId::new(id.as_str()),
        link: wish.text.clone(),
        dated: wish.on.is_multiple_of(2).then(|| jiff::civil::date(2026, 3, 1)),
        sha256: wish.on.is_multiple_of(3).then(|| "0".repeat(64)),
        stamp: stamp(wish),
    };
    let to = DiligenceMeasure {
        id: id.clone(),
        step: pick(OecdStep::ALL, wish.on).unwrap(),
        text: wish.text.clone(),
        owner: wish.text.clone(),
        evidence: (0..wish.other % 3).map(|_| shows.clone()).collect(),
        valid_until: wish.other.is_multiple_of(2).then(|| jiff::civil::date(2027, 1, 1)),
        stamp: stamp(wish),
    };
    let stays = from.is_none() || !wish.on.is_multiple_of(4);
    Edit::SetMeasure { id, from: from.map(Box::new), to: stays.then(|| Box::new(to)) }
}

/// Edits of facilities, claims, merges, sources and constraints.
fn edit_of_facts(ws: &Workspace, wish: &Wish) -> Option<Edit> {
    let facility = pick(ws.facilities.values(), wish.on);
    let other = pick(ws.facilities.keys().cloned(), wish.other);
    Some(match wish.kind {
        0 => Edit::AddFacility(FacilityId::new(id(wish)), pick(Metal::ALL, wish.other % 2)?),
        1 => Edit::RemoveFacility(facility?.id.clone(), facility?.metal),
        2 | 3 => Edit::AddClaim(facility?.id.clone(), claim(ws, wish)),
        4 => Edit::AddSource(Box::new(source(wish))),
        5 => Edit::RemoveSource(Box::new(pick(ws.sources.values().cloned(), wish.on)?)),
        6 => {
            let facility = pick(ws.facilities.values().filter(|f| !f.claims.is_empty()), wish.on)?;
            Edit::WithdrawClaim(facility.id.clone(), pick(facility.claims.iter().cloned(), wish.other)?)
        }
        7 => Edit::Merge { keep: facility?.id.clone(), absorbed: other? },
        8 => {
            let (absorbed, keep) = pick(ws.merges.iter(), wish.on)?;
            Edit::Unmerge { keep: keep.clone(), absorbed: absorbed.clone() }
        }
        9 => Edit::AddConstraint(Constraint {
            source: pick(ws.sources.keys().cloned(), wish.on)?,
            place: Place::File,
            rows: ws.facilities.keys().take(3).cloned().collect(),
            totals: StatusCounts { active: 2, conformant: 1, ..StatusCounts::default() },
        }),
        _ => Edit::RemoveConstraint(pick(ws.constraints.values().cloned(), wish.on)?),
    })
}

/// Edits of what the analyst decided.
fn edit_of_decisions(ws: &Workspace, wish: &Wish) -> Option<Edit> {
    let facility = pick(ws.facilities.keys().cloned(), wish.other)?;
    let is_set = !wish.on.is_multiple_of(3);
    let (reason, stamp) = (wish.text.clone(), stamp(wish));
    Some(match wish.kind {
        11 => {
            let disposition = pick(Disposition::all(), wish.on)?.id;
            let to = is_set.then_some(DispositionRecord { disposition, reason, stamp });
            Edit::SetDisposition { from: ws.dispositions.get(&facility).cloned(), facility, to }
        }
        12 => {
            let to = is_set.then_some(RatingRecord { rating: pick(Rating::ALL, wish.on)?, reason, stamp });
            Edit::SetRating { from: ws.ratings.get(&facility).cloned(), facility, to }
        }
        13 => Edit::AddNote(Note { id: NoteId::new(id(wish)), facility, text: reason, stamp }),
        14 => Edit::RemoveNote(pick(ws.notes.values().cloned(), wish.on)?),
        15 => {
            let dated = is_set.then(|| jiff::civil::date(2025, 5, 5));
            Edit::AddEvidence(Evidence {
                id: EvidenceId::new(id(wish)),
                facility,
                link: reason,
                dated,
                credible: wish.on.is_multiple_of(2),
                stamp,
            })
        }
        16 => Edit::RemoveEvidence(pick(ws.evidence.values().cloned(), wish.on)?),
        17 => Edit::AddAction(action(ws, wish, facility)),
        18 => Edit::RemoveAction(pick(ws.actions.values().cloned(), wish.on)?),
        19 => {
            let from = pick(ws.actions.values().cloned(), wish.on)?;
            let to = Action { state: pick(ActionState::ALL, wish.other)?, owner: reason, ..from.clone() };
            Edit::ChangeAction { from: Box::new(from), to: Box::new(to) }
        }
        20 => {
            let entry = format!("{:016x}", wish.on % 3);
            let key = ScreeningKey { of: Screened::Facility(facility), entry };
            let from = ws.screenings.get(&key).cloned().map(Box::new);
            let verdict = pick([HitVerdict::Confirmed, HitVerdict::Cleared], wish.on)?;
            let (entry, list) = (wish.text.clone(), wish.text.clone());
            let to = is_set.then(|| Box::new(ScreeningRecord { verdict, reason, entry, list, stamp }));
            Edit::SetScreening { key: Box::new(key), from, to }
        }
        21 => Edit::AddRiskList(Box::new(RiskList {
            source: pick(ws.sources.keys().cloned(), wish.on)?,
            title: reason,
            kind: pick(RiskKind::ALL, wish.on)?,
            as_of: jiff::civil::date(2026, 1, 1),
            body: "0".repeat(64),
            rows: 1,
        })),
        22 => Edit::RemoveRiskList(Box::new(pick(ws.risk_lists.values().cloned(), wish.on)?)),
        _ => {
            let style = pick([ChosenStyle::FullCompliant, ChosenStyle::Conformant], wish.on)?;
            let to = Settings { status_style: style, discard_originals: is_set, ..Settings::default() };
            Edit::change_settings(ws.settings.clone(), to)
        }
    })
}

/// Turns wishes into edits and applies them; every fourth run of them becomes a batch.
fn grant(wishes: &[Wish]) -> (Workspace, Vec<Edit>) {
    let mut ws = empty();
    let mut edits = Vec::new();
    for run in wishes.chunks(5) {
        let mut granted = Vec::new();
        for wish in run {
            let edit = match wish.kind {
                ..=10 => edit_of_facts(&ws, wish),
                24 => Some(edit_of_measures(&ws, wish)),
                _ => edit_of_decisions(&ws, wish),
            };
            granted.extend(edit.filter(|edit| edit.apply(&mut ws).is_ok()));
        }
        if run.iter().map(|wish| wish.on % 2).sum::<usize>().is_multiple_of(4) && !granted.is_empty() {
            edits.push(Edit::Batch(granted));
        } else {
            edits.extend(granted);
        }
    }
    (ws, edits)
}

fn empty() -> Workspace {
    Workspace::new(Charter { company: "Acme \"&\" Söhne\\".to_owned(), year: 2025, sample: false })
}

fn entry(seq: u64, cause: Cause, edit: Edit) -> Entry {
    Entry {
        seq,
        id: EntryId::new(format!("e{seq}")),
        by: "Ada".to_owned(),
        at: Timestamp::UNIX_EPOCH,
        cause,
        title: String::new(),
        edit,
    }
}

fn owner() -> Owner {
    Owner { host: "desk".to_owned(), pid: 1, since: Timestamp::UNIX_EPOCH, person: "Ada".to_owned() }
}

/// The name of each variant in an edit, those inside batches included.
fn kinds(edit: &Edit, into: &mut BTreeSet<String>) {
    let debug = format!("{edit:?}");
    into.extend(debug.split(|c: char| !c.is_ascii_alphanumeric()).next().map(str::to_owned));
    if let Edit::Batch(edits) = edit {
        edits.iter().for_each(|edit| kinds(edit, into));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn undoing_everything_gives_the_same_bytes_and_redoing_too(wishes in wishes()) {
        let (after, edits) = grant(&wishes);
        let mut ws = empty();
        let mut states = vec![canonical(&ws).unwrap()];
        for edit in &edits {
            edit.apply(&mut ws).unwrap();
            states.push(canonical(&ws).unwrap());
        }
        prop_assert_eq!(&ws, &after);
        for (edit, before) in edits.iter().zip(&states).rev() {
            edit.inverse().apply(&mut ws).unwrap();
            prop_assert_eq!(&canonical(&ws).unwrap(), before);
        }
        for (edit, then) in edits.iter().zip(states.iter().skip(1)) {
            edit.inverse().inverse().apply(&mut ws).unwrap();
            prop_assert_eq!(&canonical(&ws).unwrap(), then);
        }
    }

    #[test]
    fn a_workspace_reads_back_as_it_was_written(wishes in wishes()) {
        let (ws, _) = grant(&wishes);
        let text = canonical(&ws).unwrap();
        let back = from_canonical(&text).unwrap();
        prop_assert_eq!(&back, &ws);
        prop_assert_eq!(canonical(&back).unwrap(), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn undo_reaches_back_over_restarts_and_snapshots(wishes in wishes(), cut in 0_usize..40) {
        let (after, edits) = grant(&wishes);
        let temp = tempfile::TempDir::new().unwrap();
        let dir = temp.path().join("w");
        let mut store = Store::init(Arc::new(RealDisk), &dir, &empty(), &owner()).unwrap();
        for (index, edit) in edits.iter().enumerate() {
            if index == cut {
                store.snapshot().unwrap();
            }
            store.append(&entry(store.next_seq(), Cause::Do, edit.clone())).unwrap();
        }
        store.close().unwrap();
        let opened = Store::open(Arc::new(RealDisk), &dir, &owner()).unwrap();
        prop_assert_eq!(&opened.workspace, &after);
        let mut store = opened.store;
        let mut history = History::new(store.load_history().unwrap().entries);
        while let Some(last) = history.next_undo().cloned() {
            let undo = entry(store.next_seq(), Cause::Undo(last.seq), last.edit.inverse());
            store.append(&undo).unwrap();
            history.push(undo);
        }
        drop(store);
        let opened = Store::open(Arc::new(RealDisk), &dir, &owner()).unwrap();
        prop_assert_eq!(canonical(&opened.workspace).unwrap(), canonical(&empty()).unwrap());
        prop_assert_eq!(opened.store.next_seq(), 2 * edits.len() as u64 + 1);
    }
}

#[test]
fn the_wishes_lead_to_every_kind_of_edit() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..800 {
        let wishes = wishes().new_tree(&mut runner).unwrap().current();
        grant(&wishes).1.iter().for_each(|edit| kinds(edit, &mut seen));
    }
    // As many as `Edit` has variants on facilities, sources, risk lists, measures and settings, and the batch.
    assert_eq!(seen.len(), 25, "{seen:?}");
}

#[test]
fn a_source_in_use_stays_and_a_constraint_names_what_is_there() {
    let wish = Wish { kind: 4, on: 7, other: 0, text: "annex".to_owned() };
    let source = source(&wish);
    let facility = FacilityId::new("f");
    let claim = Claim {
        value: Value::Removed,
        origin: Origin::Stated { source: source.id.clone(), place: Place::File },
        as_of: None,
    };
    let constraint = Constraint {
        source: source.id.clone(),
        place: Place::File,
        rows: vec![facility.clone()],
        totals: StatusCounts::default(),
    };
    let mut ws = empty();
    assert!(Edit::AddConstraint(constraint.clone()).apply(&mut ws).is_err());
    Edit::AddSource(Box::new(source.clone())).apply(&mut ws).unwrap();
    assert!(Edit::AddConstraint(constraint.clone()).apply(&mut ws).is_err());
    Edit::AddFacility(facility.clone(), Metal::Tin).apply(&mut ws).unwrap();
    Edit::AddConstraint(constraint.clone()).apply(&mut ws).unwrap();
    let remove = Edit::RemoveSource(Box::new(source));
    assert!(remove.apply(&mut ws).is_err());
    Edit::RemoveConstraint(constraint).apply(&mut ws).unwrap();
    Edit::AddClaim(facility.clone(), claim.clone()).apply(&mut ws).unwrap();
    assert!(remove.apply(&mut ws).is_err());
    Edit::WithdrawClaim(facility, claim).apply(&mut ws).unwrap();
    remove.apply(&mut ws).unwrap();
}

#[test]
fn separating_within_a_chain_of_merges_can_be_taken_back() {
    let id = |name: &str| FacilityId::new(name);
    let merge = |keep: &str, absorbed: &str| Edit::Merge { keep: id(keep), absorbed: id(absorbed) };
    let mut ws = empty();
    for name in ["a", "b", "c"] {
        Edit::AddFacility(id(name), Metal::Gold).apply(&mut ws).unwrap();
    }
    merge("b", "c").apply(&mut ws).unwrap();
    merge("a", "b").apply(&mut ws).unwrap();
    assert!(merge("c", "a").apply(&mut ws).is_err(), "a circle");
    assert!(merge("a", "a").apply(&mut ws).is_err(), "a circle");
    let before = ws.clone();
    let separate = Edit::Unmerge { keep: id("b"), absorbed: id("c") };
    separate.apply(&mut ws).unwrap();
    separate.inverse().apply(&mut ws).unwrap();
    assert_eq!(ws, before);
}
