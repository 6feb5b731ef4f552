//! How fast names are matched: prints each figure beside its goal. With `$RCOI_SHARED` (or `../shared`) the names are
//! real ones; else all are made up.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench stops at what is wrong")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use rcoi::domain::{Cid, Country, Metal};
use rcoi::resolve::matching::{FacilityRef, NameQuery, Reference, ReferenceEntry, distinct};

const SYLLABLES: [&str; 24] = [
    "zan", "bel", "kor", "mi", "ra", "tung", "shi", "lo", "pei", "quan", "der", "fu", "hai", "ster", "val",
    "no", "gar", "xi", "om", "tar", "ul", "ven", "wei", "yar",
];
const TRADES: [&str; 8] =
    ["Tin", "Gold", "Smelting", "Refinery", "Metals", "Nonferrous Metals", "Mining", "Materials"];
const FORMS: [&str; 6] = ["Co., Ltd.", "GmbH", "S.A.", "Inc.", "Ltda.", "JSC"];
const PLACES: [&str; 6] = ["Yunnan", "Guangdong", "", "", "", "Jiangxi"];

/// Numbers that look drawn and are always the same.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.below(words.len())).copied().unwrap_or_default()
    }

    fn name(&mut self) -> String {
        let brand: String = (0..2 + self.below(2)).map(|_| self.of(&SYLLABLES)).collect();
        let parts = [self.of(&PLACES), &brand, self.of(&TRADES), self.of(&TRADES), self.of(&FORMS)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// A name with a letter left out.
    fn misspelt(&mut self, name: &str) -> String {
        let at = self.below(name.len());
        name.chars().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c).collect()
    }
}

fn entries(n: usize) -> Vec<ReferenceEntry> {
    let mut drawn = Drawn(7);
    let countries: Vec<Country> =
        ["CN", "JP", "DE", "BR", "US", "ID"].iter().map(|c| Country::from_code(c).unwrap()).collect();
    (0..n)
        .map(|i| ReferenceEntry {
            whose: FacilityRef::Cid(Cid::parse(&format!("CID{i:06}")).unwrap()),
            metal: Metal::ALL[i % 4],
            name: drawn.name(),
            country: countries.get(drawn.below(countries.len())).copied(),
            aliases: vec![drawn.name()],
            decided: Vec::new(),
            is_listed: true,
        })
        .collect()
}

/// A row to be matched.
type Row = (String, Option<Metal>, Option<Country>);

/// Rows of a table with tabs: the cells of the columns asked for.
fn table(path: &PathBuf, columns: &[&str]) -> Option<Vec<Vec<String>>> {
    let text = std::fs::read_to_string(path).ok()?;
    let head: Vec<&str> = text.lines().next()?.split('\t').collect();
    let at: Vec<usize> = columns.iter().filter_map(|c| head.iter().position(|h| h == c)).collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        at.iter().map(|i| cells.get(*i).copied().unwrap_or_default().to_owned()).collect()
    };
    Some(text.lines().skip(1).map(row).collect())
}

fn real() -> Option<(Vec<ReferenceEntry>, Vec<Row>)> {
    let shared = std::env::var_os("RCOI_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let names = shared.join("data/names");
    let aliases = table(&names.join("aliases_6.5.tsv"), &["cid", "alias"])?;
    let entry = |row: Vec<String>| {
        let [cid, metal, name, country] = row.try_into().unwrap();
        let own = aliases.iter().filter(|a| a.first() == Some(&cid)).filter_map(|a| a.get(1).cloned());
        ReferenceEntry {
            whose: FacilityRef::Cid(Cid::parse(&cid).unwrap()),
            metal: Metal::parse(&metal).unwrap(),
            name,
            country: Country::parse(&country),
            aliases: own.collect(),
            decided: Vec::new(),
            is_listed: true,
        }
    };
    let entries = table(&names.join("reference.tsv"), &["cid", "metal", "name", "country"])?
        .into_iter()
        .map(entry)
        .collect();
    let mut rows = Vec::new();
    for set in ["alias-2013", "drift", "suppliers", "filers", "negatives", "typos"] {
        let found = table(&names.join(format!("dev_{set}.tsv")), &["name", "metal", "country"])?;
        rows.extend(found.into_iter().map(|row| {
            let [name, metal, country] = row.try_into().unwrap();
            (name, Metal::parse(&metal), Country::parse(&country))
        }));
    }
    Some((entries, rows))
}

fn query((name, metal, country): &Row) -> NameQuery<'_> {
    NameQuery { name, metal: *metal, country: *country, ..NameQuery::default() }
}

/// Every query three times, of which the fastest counts: what other programs take is not the matcher's.
fn speed(title: &str, reference: &Reference, rows: &[Row]) {
    let mut times = vec![Duration::MAX; rows.len()];
    for _ in 0..3 {
        for (row, best) in rows.iter().zip(&mut times) {
            let one = Instant::now();
            std::hint::black_box(reference.candidates(&query(row)));
            *best = one.elapsed().min(*best);
        }
    }
    let all: Duration = times.iter().sum();
    times.sort();
    let slow = times.get(times.len() * 99 / 100).copied().unwrap_or_default();
    println!(
        "{title}: {:.0} queries a second (goal 10000); 99th percentile {slow:.0?} (goal 1ms)",
        rows.len() as f64 / all.as_secs_f64()
    );
}

fn main() {
    std::hint::black_box(Reference::new(&entries(4)));
    let large = entries(5_000);
    let reference = Reference::new(&large);
    let took = (0..5).map(|_| {
        let began = Instant::now();
        std::hint::black_box(Reference::new(&large));
        began.elapsed()
    });
    println!(
        "index of 5,000 made-up facilities with one alias each: {:.1?} (goal 50ms)",
        took.min().unwrap_or_default()
    );
    let mut drawn = Drawn(11);
    let rows: Vec<Row> = (0..5_000)
        .map(|_| {
            let entry = &large[drawn.below(large.len())];
            (drawn.misspelt(&entry.name), Some(entry.metal), entry.country)
        })
        .collect();
    speed("5,000 made-up facilities", &reference, &rows);
    match real() {
        Some((entries, rows)) => {
            let began = Instant::now();
            let reference = Reference::new(&entries);
            println!("index of the real list: {:.1?}", began.elapsed());
            speed("the real list and real names", &reference, &rows);
            many(&reference, &rows);
        }
        None => println!("no real names here: set RCOI_SHARED"),
    }
}

/// Three million rows, which repeat.
fn many(reference: &Reference, rows: &[Row]) {
    let began = Instant::now();
    let found = distinct(rows.iter().cycle().take(3_000_000).map(query));
    for query in &found.queries {
        std::hint::black_box(reference.candidates(query));
    }
    println!("3,000,000 rows, {} distinct: {:.1?} (goal 10s)", found.queries.len(), began.elapsed());
}
