//! A supplier's CMRT full of names that have to be decided on: misspelt ones, changed ones, and ones that no list
//! knows. All of it is made up, and the same for the same seed.

use std::sync::Arc;

use rcoi::demo::{FilledCmrt, FilledRow, RowFilling, workbook};
use rcoi::domain::cmrt::{CompanyField, Version};
use rcoi::domain::{Cid, ListBody, ListEntry, Metal};

/// How many facilities the look-up has.
pub const FACILITIES: usize = 200;

/// The most names that there can be: no two of them mean the same facility, and some facilities are named by ID.
pub const MOST: usize = 180;

/// How many facilities are named by their ID, as well.
pub const BY_ID: usize = 12;

/// Words of three syllables, the third following from the other two: any two of them differ in two at least.
const FIRST: [&str; 16] = [
    "Bal", "Cor", "Dru", "Fen", "Gos", "Hul", "Jar", "Kep", "Lom", "Mir", "Nad", "Pel", "Rus", "Tov", "Vin",
    "Zab",
];
const SECOND: [&str; 16] = [
    "abo", "eck", "ilu", "omi", "ust", "and", "ery", "ivo", "oxa", "une", "alk", "edu", "ips", "oro", "ugh",
    "ask",
];
const THIRD: [&str; 16] = [
    "dan", "fex", "gild", "hope", "jak", "lin", "mund", "nok", "pir", "quar", "rell", "sund", "tash", "vik",
    "wen", "zor",
];

const COUNTRIES: [&str; 8] = ["BELGIUM", "BRAZIL", "CANADA", "GERMANY", "INDIA", "JAPAN", "MEXICO", "PERU"];
const KINDS: [&str; 6] = ["Smelting", "Refining", "Metals", "Refinery", "Metallurgical", "Industries"];
const FORMS: [&str; 6] = ["Ltd.", "Inc.", "S.A.", "Corporation", "GmbH", "LLC"];

/// What was done to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// A letter of it is wrong.
    Misspelt,
    /// Words were left out, added or put in another order.
    Changed,
    /// No list knows it.
    Unknown,
}

/// A name as the supplier writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The metal.
    pub metal: Metal,
    /// The name.
    pub name: String,
    /// The country.
    pub country: String,
    /// What was done to it.
    pub how: How,
    /// The facility that is meant; none for one that no list knows.
    pub means: Option<Cid>,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// Its look-up.
    pub look_up: ListBody,
    /// The names to be decided on, one row each.
    pub written: Vec<Written>,
}

/// Numbers that look drawn by chance and follow from a seed (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).expect("less than the bound")
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn shuffled<T>(&mut self, mut all: Vec<T>) -> Vec<T> {
        for last in (1..all.len()).rev() {
            all.swap(last, self.below(last + 1));
        }
        all
    }
}

/// All words, in an order that follows from the seed.
fn words(numbers: &mut Numbers) -> Vec<String> {
    let pairs = (0..FIRST.len()).flat_map(|a| (0..SECOND.len()).map(move |b| (a, b)));
    let word = |(a, b): (usize, usize)| [FIRST[a], SECOND[b], THIRD[(a + b) % THIRD.len()]].concat();
    let words = pairs.map(word).collect();
    numbers.shuffled(words)
}

fn facility(numbers: &mut Numbers, number: usize, word: &str) -> ListEntry {
    let metal = Metal::ALL[number % Metal::ALL.len()];
    ListEntry {
        metal,
        cid: Cid::parse(&format!("CID{:06}", 950_001 + number)).expect("a CID"),
        name: format!("{word} {} {}", numbers.of(&KINDS), numbers.of(&FORMS)),
        country: numbers.of(&COUNTRIES).to_owned(),
        city: format!("{word} Town"),
        state: String::new(),
        aliases: vec![format!("{word} {metal}")],
        row: 0,
    }
}

/// The first word of a name with a letter that is wrong, not the first one.
fn misspelt(numbers: &mut Numbers, name: &str) -> String {
    let (word, rest) = name.split_once(' ').expect("several words");
    let mut letters: Vec<char> = word.chars().collect();
    let at = 2 + numbers.below(letters.len() - 4);
    match numbers.below(3) {
        0 => letters.insert(at, letters[at]),
        1 => _ = letters.remove(at),
        _ if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => letters[at] = 'y',
    }
    format!("{} {rest}", letters.into_iter().collect::<String>())
}

fn changed(numbers: &mut Numbers, name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    match numbers.below(4) {
        0 => format!("{} Works", words[0]),
        1 => format!("{} {} Group Holding", words[0], words[1]),
        2 => format!("{} of {}", words[1], words[0]),
        _ => format!("{}, Plant of {}", words[1], words[0]),
    }
}

fn unknown(numbers: &mut Numbers, word: &str) -> String {
    match numbers.below(5) {
        0 => format!("{word} Trading FZE"),
        1 => format!("Bank of {word}"),
        2 => format!("{word} Mine"),
        3 => format!("{word} Wire and Cable Ltd."),
        _ => format!("Unit {}, {word} Road", 2 + numbers.below(40)),
    }
}

/// Of five names two are misspelt, two changed and one unknown.
const TURNS: [How; 5] = [How::Misspelt, How::Changed, How::Unknown, How::Misspelt, How::Changed];

/// As many names as asked for, at most [`MOST`], in the CMRT of one supplier, with a look-up of [`FACILITIES`].
pub fn open_names(names: usize, seed: u64) -> Made {
    assert!(names <= MOST, "{names} names");
    let mut numbers = Numbers(seed);
    let words = words(&mut numbers);
    let (listed, unlisted) = words.split_at(FACILITIES);
    let entries = listed.iter().enumerate().map(|(number, word)| facility(&mut numbers, number, word));
    let mut entries: Vec<ListEntry> = entries.collect();
    entries.sort_by_key(|entry| (entry.metal, entry.cid));
    let mut meant = numbers.shuffled(entries.clone()).into_iter();
    let by_id: Vec<Cid> = meant.by_ref().take(BY_ID).map(|entry| entry.cid).collect();
    let mut unlisted = unlisted.iter();
    let written = TURNS.into_iter().cycle().take(names).map(|how| {
        let entry = meant.next().expect("a facility for each name");
        let name = match how {
            How::Misspelt => misspelt(&mut numbers, &entry.name),
            How::Changed => changed(&mut numbers, &entry.name),
            How::Unknown => unknown(&mut numbers, unlisted.next().expect("a word for each unknown name")),
        };
        let means = Some(entry.cid).filter(|_| how != How::Unknown);
        Written { metal: entry.metal, name, country: entry.country, how, means }
    });
    let written: Vec<Written> = written.collect();
    let look_up = ListBody { sheet: "Smelter Look-up".to_owned(), entries };
    Made { bytes: book(&by_id, &written, &look_up), look_up, written }
}

fn book(by_id: &[Cid], written: &[Written], look_up: &ListBody) -> Vec<u8> {
    let known = by_id.iter().map(|cid| RowFilling::Id(*cid));
    let open = written.iter().map(|open| {
        RowFilling::NotListed(open.metal, open.name.clone(), open.country.clone(), String::new())
    });
    let lines: Vec<FilledRow> = known.chain(open).map(FilledRow::from).collect();
    let filled = FilledCmrt { lines, look_up: look_up.clone(), ..FilledCmrt::clean(Version::new(650)) };
    workbook(&filled.with_metals(&Metal::ALL).field(CompanyField::Name, "Misspelt Parts Ltd. (fictional)"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rcoi::domain::cmrt::Form;
    use rcoi::domain::{Charter, Contents, IdGen, Stamp, Workspace};
    use rcoi::import::{Incoming, receive};
    use rcoi::intake::{Arrival, Attach, Batch, ReceivedCmrt, plan};
    use rcoi::resolve::matching::DecisionBand;
    use rcoi::resolve::open::{AskedName, BasisChange, MatchAnswers, MatchBasis, MatchOrder};
    use rcoi::resolve::rows::Register;
    use rcoi::store::Content;

    use super::*;

    /// A workspace that took the workbook and nothing else.
    fn taken(made: &Made) -> (Workspace, Contents) {
        let Ok(Incoming::Declaration(draft)) = receive("names.xlsx", &made.bytes, None) else { panic!() };
        let body = draft.look_up.unwrap();
        let look_up = (Content::list(&body).unwrap().sha256, Arc::new(body));
        let form = Form { look_up: Some(look_up.0.clone()), ..draft.form };
        let form_sha = Content::form(&form).unwrap().sha256;
        let received = ReceivedCmrt {
            file: draft.file,
            sha256: draft.sha256,
            form: Arc::new(form),
            form_sha,
            look_up: Some(look_up),
        };
        let charter = Charter { company: "Example Corp".to_owned(), year: 2025, sample: false };
        let (mut ws, mut contents) = (Workspace::new(charter), Contents::default());
        let day = jiff::civil::date(2026, 5, 4);
        let arrivals = vec![Arrival { received, attach: Attach::New("Misspelt".to_owned()), day }];
        let stamp = Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let batch = Batch { arrivals, ..Batch::default() };
        let plan = plan(&ws, &contents, batch, &mut IdGen::new([5; 16]), &stamp).unwrap();
        plan.edit.apply(&mut ws).unwrap();
        contents.extend(plan.contents());
        (ws, contents)
    }

    fn answered(ws: &Workspace, contents: &Contents) -> (Vec<AskedName>, MatchAnswers) {
        let register = Register::build(ws, contents);
        let names = register.open_names();
        let names: Vec<AskedName> =
            names.into_iter().map(|open| rcoi::resolve::open::OpenName::from(open).name).collect();
        let match_basis = MatchBasis::of(ws, contents, register.lists());
        let order = MatchOrder { number: 1, match_basis, names: names.clone(), change: BasisChange::Lists };
        (names, order.carry_out())
    }

    #[test]
    fn every_name_is_open_and_every_other_row_resolved() {
        let made = open_names(MOST, 7);
        let (ws, contents) = taken(&made);
        let balance = Register::build(&ws, &contents).balance();
        assert_eq!((balance.rows, balance.resolved, balance.open), (MOST + BY_ID, BY_ID, MOST));
        assert_eq!(answered(&ws, &contents).0.len(), MOST, "no two are one");
    }

    #[test]
    fn the_names_fall_into_all_bands_and_none_is_taken_for_another() {
        let made = open_names(130, 7);
        let (ws, contents) = taken(&made);
        let (names, answered) = answered(&ws, &contents);
        let (mut bands, mut first, mut meant) = ([0; 3], 0, 0);
        for name in &names {
            let answer = &answered.answers[&name.key];
            let written = made.written.iter().find(|written| written.name == name.written).unwrap();
            let best = answer.best.as_ref().and_then(|best| best.whose.cid());
            println!(
                "{:6} {:4} {:?} {} {best:?}",
                answer.band.key(),
                answer.score(),
                written.how,
                written.name
            );
            assert!(answer.band != DecisionBand::Accept || best == written.means, "{written:?}");
            bands[answer.band as usize] += 1;
            meant += usize::from(written.means.is_some());
            first += usize::from(written.means.is_some() && best == written.means);
        }
        println!("{bands:?} {first} {meant}");
        assert!(bands.iter().all(|count| *count >= 20), "{bands:?}");
        assert!(first * 20 >= meant * 19, "{first} of {meant}");
    }

    #[test]
    fn the_same_seed_gives_the_same_workbook() {
        let names = |made: &Made| made.written.iter().map(|open| open.name.clone()).collect::<BTreeSet<_>>();
        let (one, again, other) = (open_names(40, 1), open_names(40, 1), open_names(40, 2));
        assert!(one.bytes == again.bytes && one.written == again.written);
        assert_eq!(one.look_up, again.look_up);
        assert_ne!(names(&again), names(&other));
    }
}
