//! Fits the weights of the matcher to labelled names and measures them, cross-validated by facility.
//!
//! `cargo run --release --example fit_matcher -- DIR [--write FILE]` reads `reference.tsv`, `aliases_6.5.tsv` and the
//! `dev_*.tsv` sets of DIR (tab separated, with headers), prints the table of accuracy, and with `--write` replaces the
//! weights (`data/matcher/weights.ron`). Run again on the same sets it writes the same file, to the byte. `--errors` lists
//! the names that are judged wrongly; `--accept`, `--accept-bare`, `--reject` and `--reject-bare` give other thresholds than
//! those of the weights that ship, `--date` another day of fitting.
//!
//! The model is a choice among the candidates and "none of them": multinomial logistic regression over the features of
//! `rcoi::resolve::matching::Feature`, each weight held to its sign, with a ridge. Facilities are dealt into ten folds; a
//! name is always judged by weights fitted without any name of its facility. Bands here are by threshold alone: the
//! matcher refuses to accept some more (`deciding.rs`); `benches/accuracy.sh` measures the program as it ships.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a tool for developers, which stops at what is wrong and writes what it is told to"
)]

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use rcoi::domain::{Cid, Country, Metal};
use rcoi::resolve::matching::{
    ConfidenceModel, FacilityRef, Feature, Model, NameEvidence, NameQuery, Reference, ReferenceEntry,
    Thresholds, Weighed, log_odds, shares,
};

const N: usize = Feature::ALL.len();
const FOLDS: usize = 10;

/// The sets that are fitted to, by their files' names.
const SETS: [&str; 8] =
    ["alias-6.5", "drift", "alias-2013", "suppliers", "filers", "negatives", "typos", "aliasloo"];

/// A row of a set.
#[derive(Clone)]
struct Row {
    set: String,
    qid: String,
    name: String,
    metal: Metal,
    country: Option<Country>,
    /// The facility meant; none when no facility of the list is.
    cid: Option<Cid>,
}

fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().expect("a header").split('\t').collect();
    lines
        .map(|line| head.iter().map(|h| (*h).to_owned()).zip(line.split('\t').map(str::to_owned)).collect())
        .collect()
}

fn country(written: &str) -> Option<Country> {
    let found = Country::parse(written);
    assert!(found.is_some() || written.is_empty(), "no country: {written}");
    found
}

fn entries(dir: &Path, with_aliases: bool) -> Vec<ReferenceEntry> {
    let aliases = if with_aliases { table(&dir.join("aliases_6.5.tsv")) } else { Vec::new() };
    table(&dir.join("reference.tsv"))
        .iter()
        .map(|row| ReferenceEntry {
            whose: FacilityRef::Cid(Cid::parse(&row["cid"]).unwrap()),
            metal: Metal::parse(&row["metal"]).unwrap(),
            name: row["name"].clone(),
            country: country(&row["country"]),
            aliases: aliases.iter().filter(|a| a["cid"] == row["cid"]).map(|a| a["alias"].clone()).collect(),
            decided: Vec::new(),
            is_listed: true,
        })
        .collect()
}

fn rows(dir: &Path) -> Vec<Row> {
    let mut out = Vec::new();
    for set in SETS {
        for row in table(&dir.join(format!("dev_{set}.tsv"))) {
            out.push(Row {
                set: set.to_owned(),
                qid: row["qid"].clone(),
                name: row["name"].clone(),
                metal: Metal::parse(&row["metal"]).unwrap(),
                country: country(&row["country"]),
                cid: Cid::parse(&row["cid"]).ok(),
            });
        }
    }
    out
}

/// A row with the evidence for its candidates.
struct Case {
    row: Row,
    fold: usize,
    facilities: Vec<Cid>,
    /// For each candidate, for each of its names: the evidence.
    names: Vec<Vec<NameEvidence>>,
    truth: Option<usize>,
    weight: f64,
    aliased: bool,
}

fn cases(rows: &[Row], reference: &Reference, aliased: bool) -> Vec<Case> {
    let mut out = Vec::new();
    for row in rows {
        if aliased && row.set == "alias-6.5" || !aliased && row.set == "aliasloo" {
            continue;
        }
        let query = NameQuery {
            name: &row.name,
            metal: Some(row.metal),
            country: row.country,
            id_written: "",
            leave_out: row.set == "aliasloo",
        };
        let weighed: Vec<_> =
            reference.weigh(&query, row.metal).into_iter().filter(|w| !w.names.is_empty()).collect();
        let cid = |w: &Weighed| reference.facilities()[w.facility].whose.cid().unwrap();
        let facilities: Vec<Cid> = weighed.iter().map(cid).collect();
        let truth = row.cid.and_then(|cid| facilities.iter().position(|f| *f == cid));
        let key = row.cid.map_or_else(|| row.name.to_lowercase(), |cid| cid.to_string());
        let fold = key.bytes().fold(7_usize, |h, b| (h * 31 + usize::from(b)) % 1_000_003) % FOLDS;
        let names = weighed.into_iter().map(|w| w.names.into_iter().map(|(_, e)| e).collect()).collect();
        let same = rows
            .iter()
            .filter(|other| other.set != "typos" && other.set != "aliasloo" && is_same(other, row))
            .count();
        let weight = match row.set.as_str() {
            "typos" => 0.2,
            "aliasloo" => 0.5,
            _ => 1.0 / same as f64,
        };
        out.push(Case { row: row.clone(), fold, facilities, names, truth, weight, aliased });
    }
    out
}

/// Whether two rows are one name for one facility.
fn is_same(a: &Row, b: &Row) -> bool {
    let plain = |row: &Row| row.name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    a.cid == b.cid && a.metal == b.metal && plain(a) == plain(b)
}

/// Weights of the features, then the score of "none".
#[derive(Clone)]
struct Fitted {
    w: [f64; N],
    none: f64,
}

fn score(w: &[f64; N], names: &[NameEvidence]) -> (f64, usize) {
    let mut best = (f64::NEG_INFINITY, 0);
    for (at, evidence) in names.iter().enumerate() {
        let s = evidence.dot(w);
        if s > best.0 {
            best = (s, at);
        }
    }
    best
}

fn fit(cases: &[&Case]) -> Fitted {
    let ridge: f64 = 0.3;
    let mut at = Fitted { w: [0.0; N], none: 3.0 };
    for (slot, feature) in at.w.iter_mut().zip(Feature::ALL) {
        *slot = feature.prior();
    }
    let (mut m, mut v) = ([0.0; N + 1], [0.0; N + 1]);
    let total: f64 = cases.iter().map(|c| c.weight).sum();
    for step in 1..=600 {
        let mut gradient = [0.0; N + 1];
        for case in cases {
            let chosen: Vec<(f64, usize)> = case.names.iter().map(|names| score(&at.w, names)).collect();
            let top = chosen.iter().map(|c| c.0).fold(at.none, f64::max);
            let sum: f64 = (at.none - top).exp() + chosen.iter().map(|c| (c.0 - top).exp()).sum::<f64>();
            for (i, (s, name)) in chosen.iter().enumerate() {
                let p = (s - top).exp() / sum;
                let error = (p - f64::from(u8::from(case.truth == Some(i)))) * case.weight;
                if error.abs() > 1e-6 {
                    for (g, x) in gradient.iter_mut().zip(case.names[i][*name].values()) {
                        *g += error * x;
                    }
                }
            }
            gradient[N] +=
                ((at.none - top).exp() / sum - f64::from(u8::from(case.truth.is_none()))) * case.weight;
        }
        for i in 0..=N {
            let value = if i < N { at.w[i] - Feature::ALL[i].prior() } else { 0.0 };
            let g = (gradient[i] + ridge * value) / total;
            m[i] = 0.9 * m[i] + 0.1 * g;
            v[i] = 0.99 * v[i] + 0.01 * g * g;
            let bias = (1.0 - 0.9_f64.powi(step), 1.0 - 0.99_f64.powi(step));
            let rate = if step < 400 { 0.08 } else { 0.02 };
            let change = rate * (m[i] / bias.0) / ((v[i] / bias.1).sqrt() + 1e-9);
            if i < N {
                let sign = Feature::ALL[i].sign();
                at.w[i] = sign * (sign * (at.w[i] - change)).max(0.0);
            } else {
                at.none -= change;
            }
        }
    }
    at
}

/// What came out for a case.
struct Answer<'a> {
    case: &'a Case,
    ranked: Vec<(Cid, f64)>,
    any: f64,
    top: NameEvidence,
    sure: f64,
}

/// Weights for whether the first candidate is the right one: of the odds that ranking gives, of a rich reference, of each
/// feature, and the bias.
type SureWeights = [f64; N + 3];

fn inputs(answer: &Answer<'_>) -> [f64; N + 3] {
    let mut out = [0.0; N + 3];
    out[0] = log_odds(answer.ranked.first().map_or(0.0, |r| r.1));
    out[1] = f64::from(u8::from(answer.case.aliased));
    out[2] = 1.0;
    for (slot, value) in out[3..].iter_mut().zip(answer.top.values()) {
        *slot = *value;
    }
    out
}

fn fit_sure(answers: &[Answer<'_>]) -> SureWeights {
    let ridge: f64 = 1.0;
    let rows: Vec<([f64; N + 3], f64, f64)> =
        answers.iter().map(|a| (inputs(a), f64::from(u8::from(is_top(a, 1))), a.case.weight)).collect();
    let mut at: SureWeights = [0.0; N + 3];
    at[0] = 1.0;
    let (mut m, mut v) = ([0.0; N + 3], [0.0; N + 3]);
    let total: f64 = rows.iter().map(|r| r.2).sum();
    for step in 1..=800 {
        let mut gradient = [0.0; N + 3];
        for (x, y, weight) in &rows {
            let z: f64 = x.iter().zip(&at).map(|(x, w)| x * w).sum();
            let error = (1.0 / (1.0 + (-z).exp()) - y) * weight;
            for (g, x) in gradient.iter_mut().zip(x) {
                *g += error * x;
            }
        }
        for i in 0..N + 3 {
            let g = (gradient[i] + if i > 2 { ridge * at[i] } else { 0.0 }) / total;
            m[i] = 0.9 * m[i] + 0.1 * g;
            v[i] = 0.99 * v[i] + 0.01 * g * g;
            let bias = (1.0 - 0.9_f64.powi(step), 1.0 - 0.99_f64.powi(step));
            let change =
                if step < 600 { 0.05 } else { 0.01 } * (m[i] / bias.0) / ((v[i] / bias.1).sqrt() + 1e-9);
            at[i] -= change;
            if i > 2 {
                let sign = Feature::ALL[i - 3].sign();
                at[i] = sign * (sign * at[i]).max(0.0);
            }
        }
    }
    at
}

fn be_sure(answer: &mut Answer<'_>, sure: &SureWeights) {
    let z: f64 = inputs(answer).iter().zip(sure).map(|(x, w)| x * w).sum();
    answer.sure = 1.0 / (1.0 + (-z).exp());
}

fn answer<'a>(case: &'a Case, weights: &Fitted) -> Answer<'a> {
    let scores: Vec<f64> = case.names.iter().map(|names| score(&weights.w, names).0).collect();
    let shares = shares(&scores, weights.none);
    let any = shares.iter().sum();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    let ranked = order.iter().map(|i| (case.facilities[*i], shares[*i])).collect();
    let best = order
        .first()
        .map_or(NameEvidence::default(), |i| case.names[*i][score(&weights.w, &case.names[*i]).1]);
    Answer { case, ranked, any, top: best, sure: 0.0 }
}

fn is_top(answer: &Answer<'_>, n: usize) -> bool {
    answer.case.row.cid.is_some_and(|cid| answer.ranked.iter().take(n).any(|(c, _)| *c == cid))
}

fn pooled<'a, 'b>(answers: &'b [Answer<'a>], sets: &[&str]) -> Vec<&'b Answer<'a>> {
    let mut seen = HashSet::new();
    answers
        .iter()
        .filter(|a| sets.contains(&a.case.row.set.as_str()))
        .filter(|a| {
            let name = a.case.row.name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            let qid = if a.case.row.cid.is_some() { String::new() } else { a.case.row.qid.clone() };
            seen.insert((name, a.case.row.cid.map(|c| c.to_string()), qid))
        })
        .collect()
}

fn percent(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { 100.0 * part as f64 / of as f64 }
}

fn report(title: &str, answers: &[&Answer<'_>], accept: f64, reject: f64) {
    let known: Vec<_> = answers.iter().filter(|a| a.case.row.cid.is_some()).collect();
    let negatives: Vec<_> = answers.iter().filter(|a| a.case.row.cid.is_none()).collect();
    let (t1, t5) =
        (known.iter().filter(|a| is_top(a, 1)).count(), known.iter().filter(|a| is_top(a, 5)).count());
    print!(
        "{title:18} n {:4}  first {:5.1}  five {:5.1}",
        known.len(),
        percent(t1, known.len()),
        percent(t5, known.len())
    );
    let taken = |a: &&&Answer<'_>| a.sure >= accept;
    let accepted: Vec<_> = answers.iter().filter(|a| taken(a)).collect();
    let right = accepted.iter().filter(|a| is_top(a, 1)).count();
    let covered = known.iter().filter(|a| taken(a)).count();
    let wrong = negatives.iter().filter(|a| taken(a)).count();
    print!(
        "  accept: precision {:5.1} coverage {:5.1} negatives {:4.1} ({wrong}/{})",
        percent(right, accepted.len()),
        percent(covered, known.len()),
        percent(wrong, negatives.len()),
        negatives.len()
    );
    let caught = negatives.iter().filter(|a| a.sure <= reject).count();
    let lost = known.iter().filter(|a| a.sure <= reject).count();
    println!(
        "  none: caught {:5.1} lost {:4.1}",
        percent(caught, negatives.len()),
        percent(lost, known.len())
    );
}

fn curve(title: &str, answers: &[&Answer<'_>]) {
    let mut by: Vec<(f64, bool, bool)> =
        answers.iter().map(|a| (a.sure, is_top(a, 1), a.case.row.cid.is_some())).collect();
    by.sort_by(|a, b| b.0.total_cmp(&a.0));
    let matchable = by.iter().filter(|b| b.2).count();
    let negatives = by.len() - matchable;
    for goal in [0.995, 0.993, 0.99] {
        let (mut right, mut best, mut neg) = (0, (0.0, 1.0, 0), 0);
        for (i, (p, ok, known)) in by.iter().enumerate() {
            right += usize::from(*ok);
            neg += usize::from(!known);
            if right as f64 / (i + 1) as f64 >= goal {
                best = (percent(right, matchable), *p, neg);
            }
        }
        print!(
            "  {title} precision {:.1}: coverage {:.1} at {:.3}, negatives {:.1};",
            goal * 100.0,
            best.0,
            best.1,
            percent(best.2, negatives)
        );
    }
    println!();
    let mut any: Vec<(f64, bool)> = answers.iter().map(|a| (a.sure, a.case.row.cid.is_some())).collect();
    any.sort_by(|a, b| a.0.total_cmp(&b.0));
    for lost in [0.03, 0.05, 0.08] {
        let most = (matchable as f64 * lost) as usize;
        let (mut n, mut caught, mut at) = (0, 0, 0.0);
        for (p, known) in &any {
            n += usize::from(*known);
            if n > most {
                break;
            }
            caught += usize::from(!known);
            at = *p;
        }
        print!(
            "  {title} none, losing {:.0}: caught {:.1} at {at:.3};",
            lost * 100.0,
            percent(caught, negatives)
        );
    }
    println!();
}

fn calibration(answers: &[&Answer<'_>]) {
    let mut bins = [(0, 0.0, 0); 10];
    for a in answers {
        let p = a.sure;
        let bin = &mut bins[((p * 10.0) as usize).min(9)];
        bin.0 += 1;
        bin.1 += p;
        bin.2 += usize::from(is_top(a, 1));
    }
    let line: Vec<String> = bins
        .iter()
        .filter(|b| b.0 > 0)
        .map(|b| format!("{:.2}->{:.2} ({})", b.1 / f64::from(b.0), b.2 as f64 / f64::from(b.0), b.0))
        .collect();
    println!("  said -> was: {}", line.join("  "));
}

fn trained(cases: &[&Case]) -> (Fitted, SureWeights) {
    let weights = fit(cases);
    let answers: Vec<Answer<'_>> = cases.iter().map(|c| answer(c, &weights)).collect();
    let sure = fit_sure(&answers);
    (weights, sure)
}

fn sure_answer<'a>(case: &'a Case, (weights, sure): &(Fitted, SureWeights)) -> Answer<'a> {
    let mut out = answer(case, weights);
    be_sure(&mut out, sure);
    out
}

/// The words after the program's name.
struct Args(Vec<String>);

impl Args {
    fn option(&self, name: &str) -> Option<String> {
        self.0.iter().position(|a| a == name).map(|at| self.0[at + 1].clone())
    }

    /// The thresholds: those of the model unless others are given.
    fn limits(&self, of: Thresholds) -> Thresholds {
        let limit = |name: &str, built_in: f64| self.option(name).map_or(built_in, |t| t.parse().unwrap());
        Thresholds {
            accept: limit("--accept", of.accept),
            accept_bare: limit("--accept-bare", of.accept_bare),
            reject: limit("--reject", of.reject),
            reject_bare: limit("--reject-bare", of.reject_bare),
        }
    }
}

fn main() {
    let args = Args(std::env::args().skip(1).collect());
    let dir = PathBuf::from(args.0.first().expect("fit_matcher DIR"));
    let rows = rows(&dir);
    let plain = cases(&rows, &Reference::new(&entries(&dir, false)), false);
    let aliased = cases(&rows, &Reference::new(&entries(&dir, true)), true);
    let all: Vec<&Case> = plain.iter().chain(&aliased).collect();
    let folds: Vec<(Fitted, SureWeights)> = (0..FOLDS)
        .map(|fold| {
            let others: Vec<&Case> = all.iter().copied().filter(|c| c.fold != fold).collect();
            trained(&others)
        })
        .collect();
    let plain: Vec<Answer<'_>> = plain.iter().map(|c| sure_answer(c, &folds[c.fold])).collect();
    let aliased: Vec<Answer<'_>> = aliased.iter().map(|c| sure_answer(c, &folds[c.fold])).collect();
    let limits = args.limits(Model::built_in().thresholds);
    measure(&plain, &aliased, &limits);
    let (fitted, sure) = trained(&all);
    print_weights(&fitted, &sure);
    if args.0.iter().any(|a| a == "--errors") {
        errors("standard", &plain, &ALL_SETS);
        errors("aliased", &aliased, &["drift", "alias-2013", "suppliers", "filers", "typos", "negatives"]);
        errors("left out", &aliased, &["aliasloo"]);
    }
    if let Some(path) = args.option("--write") {
        let date = args.option("--date").unwrap_or_else(|| Model::built_in().date.clone());
        std::fs::write(path, written(date, limits, &fitted, &sure)).unwrap();
    }
}

const ALL_SETS: [&str; 6] = ["alias-6.5", "drift", "alias-2013", "suppliers", "filers", "negatives"];

/// Prints how good the answers are: those that know standard names alone, and those that know aliases.
fn measure(plain: &[Answer<'_>], aliased: &[Answer<'_>], limits: &Thresholds) {
    let Thresholds { accept, accept_bare, reject, reject_bare } = *limits;
    let no_alias = ["drift", "alias-2013", "suppliers", "filers", "negatives"];
    println!("standard names only");
    for set in ["alias-6.5", "drift", "alias-2013", "suppliers", "filers", "typos", "negatives"] {
        report(set, &pooled(plain, &[set]), accept_bare, reject_bare);
    }
    report("ALL", &pooled(plain, &ALL_SETS), accept_bare, reject_bare);
    curve("ALL", &pooled(plain, &ALL_SETS));
    calibration(&pooled(plain, &ALL_SETS));
    println!("with aliases");
    for set in ["drift", "alias-2013", "suppliers", "filers", "typos", "negatives", "aliasloo"] {
        report(set, &pooled(aliased, &[set]), accept, reject);
    }
    report("NOAL", &pooled(aliased, &no_alias), accept, reject);
    curve("NOAL", &pooled(aliased, &no_alias));
    curve("LOO+neg", &pooled(aliased, &["aliasloo", "negatives"]));
    calibration(&pooled(aliased, &no_alias));
}

fn print_weights(fitted: &Fitted, sure: &SureWeights) {
    for (feature, w) in Feature::ALL.iter().zip(&fitted.w) {
        print!("{feature:?} {w:.2}; ");
    }
    println!("none {:.2}", fitted.none);
    print!("sure: odds {:.2}; rich {:.2}; bias {:.2}; ", sure[0], sure[1], sure[2]);
    for (feature, w) in Feature::ALL.iter().zip(&sure[3..]).filter(|(_, w)| w.abs() > 0.005) {
        print!("{feature:?} {w:.2}; ");
    }
    println!();
}

/// The weights as the program's data.
fn written(date: String, thresholds: Thresholds, fitted: &Fitted, sure: &SureWeights) -> String {
    let named = |weights: &[f64]| -> BTreeMap<Feature, f64> {
        let rounded = Feature::ALL.iter().copied().zip(weights.iter().map(|w| round(*w)));
        rounded.filter(|(_, w)| *w != 0.0).collect()
    };
    let model = Model {
        date,
        sets: SETS.iter().map(|set| (*set).to_owned()).collect(),
        none: round(fitted.none),
        rank: named(&fitted.w),
        sure: ConfidenceModel {
            odds: round(sure[0]),
            rich: round(sure[1]),
            bias: round(sure[2]),
            weights: named(&sure[3..]),
        },
        thresholds,
    };
    let text = ron::ser::to_string_pretty(&model, ron::ser::PrettyConfig::new().new_line("\n")).unwrap();
    format!("// Weights of the matcher. Written by examples/fit_matcher.rs; change them there.\n{text}\n")
}

fn round(value: f64) -> f64 {
    let value = (value * 1000.0).round() / 1000.0;
    if value == 0.0 { 0.0 } else { value }
}

fn errors(title: &str, answers: &[Answer<'_>], sets: &[&str]) {
    for a in pooled(answers, sets) {
        let top = a.ranked.first();
        let wrong = if a.case.row.cid.is_some() { !is_top(a, 1) } else { a.sure > 0.3 };
        if wrong {
            let rank = a.case.row.cid.and_then(|cid| a.ranked.iter().position(|r| r.0 == cid));
            println!(
                "{title}\t{}\t{}\t{:?}\t{:?} at {rank:?}\tgot {} {:.2} any {:.2}",
                a.case.row.qid,
                a.case.row.name,
                a.case.row.metal,
                a.case.row.cid.map(|c| c.to_string()),
                top.map_or(String::new(), |t| t.0.to_string()),
                a.sure,
                a.any
            );
        }
    }
}
