//! The seeds of the fuzz targets, and mutations of them that are always the same, through every door of the program
//! (`fuzz/src/doors.rs`). What breaks here lies in the folder of tests' temporary files, to be mended and made a seed.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rayon::prelude::*;

use crate::common::at_hand::at_hand;
use crate::fuzz::doors::{DOORS, Door};
use rcoi::import::sha256;
use rcoi::store::{RealDisk, write_atomic};

/// So many mutations of each seed go through each door.
const EVERYWHERE: usize = 1;

/// So many more go through the door that the seed is of.
const AT_HOME: usize = 4;

/// So many bytes of a seed go through the doors that it is not of.
const BEGINNING: usize = 100;

/// What the readers look for, by which a mutation comes further than by single bits.
const TOKENS: [&[u8]; 20] = [
    b"<row r=\"1048576\">",
    b"<c r=\"XFD1\" t=\"s\"><v>4294967295</v></c>",
    b"</",
    b"<![CDATA[",
    b"&#x10FFFF;",
    b"<table><tr><td rowspan=65535>",
    b"<mergeCell ref=\"B2:A1\"/>",
    b"\xFF\xFF\xFF\xFF",
    b"\0\0\0\0",
    b"\xEF\xBB\xBF",
    b"\r\n",
    b"\t|,;\"",
    b"\xE2\x80\xAE",
    b"CID000000",
    b"-9999-12-31",
    b"18446744073709551616",
    b"1e999",
    b"{% for a in sections %}",
    b"(seq:1,",
    b"[((((",
];

/// One change of a seed.
#[derive(Debug, Clone)]
enum Change {
    Flip(Index, u8),
    /// Takes bytes from one place to another out.
    Cut(Index, Index),
    /// Says bytes from one place to another twice.
    Double(Index, Index),
    Insert(Index, usize),
    /// Goes on as another seed does.
    Splice(Index, Index, Index),
}

fn any_change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    prop_oneof![
        (index(), 0..8_u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        (index(), index()).prop_map(|(a, b)| Change::Cut(a, b)),
        (index(), index()).prop_map(|(a, b)| Change::Double(a, b)),
        (index(), 0..TOKENS.len()).prop_map(|(at, token)| Change::Insert(at, token)),
        (index(), index(), index()).prop_map(|(at, of, from)| Change::Splice(at, of, from)),
    ]
}

impl Change {
    fn apply(&self, bytes: &[u8], seeds: &[Seed]) -> Vec<u8> {
        let place = |index: &Index| index.index(bytes.len() + 1);
        let between = |a, b| (place(a).min(place(b)), place(a).max(place(b)));
        match self {
            Self::Flip(at, bit) => {
                let mut flipped = bytes.to_vec();
                flipped.get_mut(place(at)).into_iter().for_each(|byte| *byte ^= 1 << bit);
                flipped
            }
            Self::Cut(a, b) => {
                let (from, to) = between(a, b);
                [&bytes[..from], &bytes[to..]].concat()
            }
            Self::Double(a, b) => {
                let (from, to) = between(a, b);
                [&bytes[..to], &bytes[from..]].concat()
            }
            Self::Insert(at, token) => {
                let (before, behind) = bytes.split_at(place(at));
                [before, TOKENS[*token], behind].concat()
            }
            Self::Splice(at, of, from) => {
                let other = &of.get(seeds).bytes;
                [&bytes[..place(at)], &other[from.index(other.len() + 1)..]].concat()
            }
        }
    }
}

#[derive(Debug)]
struct Seed {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl Seed {
    /// Whether it stands in the folder of a door; archives and compound files go through the one for whole files.
    fn is_of(&self, door: &Door) -> bool {
        let folder = self.path.parent().and_then(Path::file_name).unwrap();
        folder == door.name || (door.name == "file" && (folder == "archive" || folder == "compound"))
    }
}

fn seeds_in(folder: &Path) -> Vec<Seed> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| path.is_dir());
    let files = files.into_iter().map(|path| Seed { bytes: std::fs::read(&path).unwrap(), path });
    folders.iter().flat_map(|folder| seeds_in(folder)).chain(files).collect()
}

fn seeds() -> Vec<Seed> {
    seeds_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds"))
}

/// A seed or a mutation of it.
struct Case<'a> {
    seed: &'a Seed,
    /// Whether it goes through the doors that the seed is not of, too.
    everywhere: bool,
    /// For the door that the seed is of.
    whole: Vec<u8>,
    /// For the others, which a beginning shows as much: readers of text look long through what is none of theirs.
    beginning: Vec<u8>,
}

impl<'a> Case<'a> {
    fn of(seed: &'a Seed, changes: &[Change], seeds: &[Seed]) -> Self {
        let changed =
            |bytes: &[u8]| changes.iter().fold(bytes.to_vec(), |bytes, change| change.apply(&bytes, seeds));
        let cut = |mut bytes: Vec<u8>| {
            bytes.truncate(BEGINNING);
            bytes
        };
        let beginning = cut(changed(&cut(seed.bytes.clone())));
        Self { seed, everywhere: true, whole: changed(&seed.bytes), beginning }
    }

    fn for_door(&self, door: &Door) -> &[u8] {
        if self.seed.is_of(door) { &self.whole } else { &self.beginning }
    }
}

/// The seeds, and after each its mutations, which are the same at every run.
fn cases(seeds: &[Seed]) -> Vec<Case<'_>> {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let some = prop::collection::vec(any_change(), 1..4);
    let mut all = Vec::new();
    for seed in seeds {
        all.push(Case::of(seed, &[], seeds));
        for at in 0..EVERYWHERE + AT_HOME {
            let changes = some.new_tree(&mut runner).unwrap().current();
            all.push(Case { everywhere: at < EVERYWHERE, ..Case::of(seed, &changes, seeds) });
        }
    }
    all
}

/// Sends bytes through a door; a panic is told with the bytes that led to it.
fn sent(door: &Door, seed: &Path, bytes: &[u8]) -> Option<String> {
    let broken = catch_unwind(AssertUnwindSafe(|| (door.send)(bytes))).err()?;
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{}", door.name, sha256(bytes)));
    write_atomic(&RealDisk, &kept, bytes).unwrap();
    let why = broken.downcast_ref::<String>().cloned().unwrap_or_default();
    Some(format!("{} of {}, kept as {}: {why}", door.name, seed.display(), kept.display()))
}

#[test]
fn seeds_and_mutations_of_them_break_nothing() {
    let seeds = seeds();
    let runs = AtomicUsize::new(0);
    let send = |case: &Case<'_>| -> Vec<String> {
        let through = |door: &Door| {
            runs.fetch_add(1, Ordering::Relaxed);
            sent(door, &case.seed.path, case.for_door(door))
        };
        let doors = DOORS.iter().filter(|door| case.everywhere || case.seed.is_of(door));
        doors.filter_map(through).collect()
    };
    let broken: Vec<String> = cases(&seeds).par_iter().flat_map(send).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
    assert_eq!(runs.into_inner(), seeds.len() * (DOORS.len() * (1 + EVERYWHERE) + AT_HOME));
}

#[test]
fn every_door_has_seeds_of_its_own_and_reads_one_at_least() {
    let seeds = seeds();
    for door in DOORS {
        let mut own = seeds.iter().filter(|seed| seed.is_of(&door));
        assert!(own.any(|seed| (door.send)(&seed.bytes)), "{} reads none of its seeds", door.name);
    }
}

#[test]
fn files_that_broke_it_once_break_nothing() {
    let Some(one) = at_hand("cases/faults/letter-loop.txt") else { return };
    let mut hostile = seeds_in(one.parent().unwrap());
    let is_input = |seed: &Seed| {
        ["bin", "csv", "txt", "xlsx"].iter().any(|end| seed.path.extension() == Some(end.as_ref()))
    };
    hostile.retain(is_input);
    let sent = |seed: &Seed| {
        DOORS.iter().filter_map(|door| sent(door, &seed.path, &seed.bytes)).collect::<Vec<String>>()
    };
    let broken: Vec<String> = hostile.par_iter().flat_map(sent).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}
