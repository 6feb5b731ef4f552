//! What words of company names mean: legal forms, trades, metals, places, directions. Tables in `data/matcher/`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::keys::{ByNumber, number_of, number_of_all};
use super::letters::folded;
use crate::data::embedded;
use crate::domain::Country;

/// What sort of word a word of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Kind {
    /// A name of its own.
    Brand,
    /// A region or town.
    Place,
    Country,
    /// A direction or number: which of several plants.
    Direction,
    /// The name of a metal.
    Metal,
    /// A trade, or another word that many companies bear.
    Generic,
    /// A legal form.
    Legal,
    /// A word that binds others.
    Filler,
}

/// What a word means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    pub kind: Kind,
    /// The word by which it is compared: one for all words of one meaning.
    pub canon: &'static str,
    /// The number of that word.
    pub number: u64,
    /// The region that it names or lies in, as a number.
    pub region: Option<u16>,
    /// The country that it names or lies in.
    pub country: Option<Country>,
}

#[derive(Deserialize)]
struct WordsFile {
    legal: Vec<String>,
    fillers: Vec<String>,
    generic: BTreeMap<String, Vec<String>>,
    metals: BTreeMap<String, Vec<String>>,
    directions: BTreeMap<String, Vec<String>>,
    phrases: BTreeMap<String, String>,
    compounds: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Region {
    country: Country,
    region: String,
    towns: Vec<String>,
}

#[derive(Deserialize)]
struct PlacesFile {
    regions: Vec<Region>,
    countries: BTreeMap<Country, Vec<String>>,
}

/// Words in a row, and the one that they make.
pub(super) type Phrase = (Vec<&'static str>, &'static str);

/// The tables, ready to be asked.
pub(super) struct Words {
    meanings: ByNumber<Meaning>,
    /// By their first word: the words, and the one that they make.
    phrases: ByNumber<Vec<Phrase>>,
    compounds: ByNumber<Vec<&'static str>>,
    /// Words of other scripts by their first letter, longest first.
    scripts: HashMap<char, Vec<(Vec<char>, &'static str)>>,
    /// Names of plants, with the company's word to which each leads.
    plants: &'static BTreeMap<String, String>,
    /// Long words by what is left of them without one letter, and by themselves: among these a misspelt word is looked for.
    nearly: ByNumber<Vec<&'static str>>,
}

/// The shortest word that is recognised when one letter of it is wrong.
const LONG: usize = 7;

static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

impl Words {
    /// The tables that ship with the program.
    pub fn get() -> &'static Self {
        &WORDS
    }

    fn load() -> Self {
        // Leaked once, so that every canonical word is a plain reference.
        let words: &'static WordsFile = Box::leak(Box::new(embedded(
            "data/matcher/words.ron",
            include_str!("../../../data/matcher/words.ron"),
        )));
        let places: &'static PlacesFile = Box::leak(Box::new(embedded(
            "data/matcher/places.ron",
            include_str!("../../../data/matcher/places.ron"),
        )));
        let scripts: &'static BTreeMap<String, String> = Box::leak(Box::new(embedded(
            "data/matcher/scripts.ron",
            include_str!("../../../data/matcher/scripts.ron"),
        )));
        let plants: &'static BTreeMap<String, String> = Box::leak(Box::new(embedded(
            "data/matcher/plants.ron",
            include_str!("../../../data/matcher/plants.ron"),
        )));
        let meanings = meanings(words, places);
        let compounds =
            words.compounds.iter().map(|(word, parts)| (number_of(word), parts.split(' ').collect()));
        let nearly = nearly(&meanings);
        let meanings = meanings.into_iter().map(|(word, meaning)| (number_of(word), meaning)).collect();
        Self {
            meanings,
            phrases: phrases(words),
            compounds: compounds.collect(),
            scripts: by_letter(scripts),
            plants,
            nearly,
        }
    }

    /// How many words the tables know.
    pub fn len(&self) -> usize {
        self.meanings.len() + self.scripts.len() + self.compounds.len()
    }

    /// What a folded word means, by its number, if the tables know it.
    pub fn meaning(&self, word: u64) -> Option<&Meaning> {
        self.meanings.get(&word)
    }

    /// Whether the tables know the word of a number.
    pub fn knows(&self, word: u64) -> bool {
        self.meanings.contains_key(&word) || self.compounds.contains_key(&word)
    }

    /// The words that a compound says, by its number.
    pub fn compound(&self, word: u64) -> Option<&[&'static str]> {
        self.compounds.get(&word).map(Vec::as_slice)
    }

    /// The company's word to which the name of a plant leads.
    pub fn plant(&self, word: &str) -> Option<&'static str> {
        self.plants.get(word).map(String::as_str)
    }

    /// The phrases that begin with the word of a number, longest first.
    pub fn phrases(&self, first: u64) -> &[Phrase] {
        self.phrases.get(&first).map_or(&[], Vec::as_slice)
    }

    /// The words of other scripts that begin with a letter, longest first.
    pub fn scripts(&self, first: char) -> &[(Vec<char>, &'static str)] {
        self.scripts.get(&first).map_or(&[], Vec::as_slice)
    }

    /// The long word of the tables from which a word differs by one letter.
    pub fn misspelt(&self, word: &str, number: u64) -> Option<&Meaning> {
        if word.len() < LONG {
            return None;
        }
        let whole = self.nearly.get(&number).into_iter().flatten();
        let known = whole.copied().find(|known| is_one_off(known, word)).or_else(|| {
            without_one(word).find_map(|left| {
                let words = self.nearly.get(&left)?;
                words.iter().copied().find(|known| is_one_off(known, word))
            })
        });
        self.meanings.get(&number_of(known?))
    }
}

/// A word without each of its letters in turn.
fn without_one(word: &str) -> impl Iterator<Item = u64> {
    (0..word.len()).filter_map(move |at| Some(number_of_all([word.get(..at)?, word.get(at + 1..)?])))
}

fn nearly(meanings: &HashMap<&'static str, Meaning>) -> ByNumber<Vec<&'static str>> {
    let mut long: Vec<&'static str> = meanings.keys().copied().filter(|word| word.len() >= LONG).collect();
    long.sort_unstable();
    let mut out: ByNumber<Vec<&'static str>> = ByNumber::default();
    for word in long {
        for left in without_one(word).chain([number_of(word)]) {
            out.entry(left).or_default().push(word);
        }
    }
    out
}

/// Whether two words differ by one letter changed, left out, put in, or swapped with its neighbour.
fn is_one_off(a: &str, b: &str) -> bool {
    let args = rapidfuzz::distance::osa::Args::default().score_cutoff(1);
    rapidfuzz::distance::osa::distance_with_args(a.bytes(), b.bytes(), &args).is_some()
}

fn meanings(words: &'static WordsFile, places: &'static PlacesFile) -> HashMap<&'static str, Meaning> {
    let mut out: HashMap<&'static str, Meaning> = HashMap::new();
    let plain = |kind, canon| Meaning { kind, canon, number: number_of(canon), region: None, country: None };
    for word in &words.legal {
        out.entry(word).or_insert(plain(Kind::Legal, legal_canon(word)));
    }
    for word in &words.fillers {
        out.entry(word).or_insert(plain(Kind::Filler, word));
    }
    for (kind, groups) in
        [(Kind::Direction, &words.directions), (Kind::Metal, &words.metals), (Kind::Generic, &words.generic)]
    {
        for (canon, group) in groups {
            out.entry(canon).or_insert(plain(kind, canon));
            for word in group {
                out.entry(word).or_insert(plain(kind, canon));
            }
        }
    }
    add_places(&mut out, places);
    out
}

fn add_places(out: &mut HashMap<&'static str, Meaning>, places: &'static PlacesFile) {
    for (country, spellings) in &places.countries {
        let canon = spellings.first().map_or("", String::as_str);
        let meaning = of_country(canon, *country);
        for word in spellings {
            out.entry(word).or_insert_with(|| meaning.clone());
        }
    }
    for (spelling, country) in Country::spellings() {
        let word = folded(spelling);
        if word.is_empty() || word.contains(' ') || word.len() < 4 {
            continue;
        }
        let canon = places.countries.get(&country).and_then(|words| words.first()).map(String::as_str);
        let word: &'static str = Box::leak(word.into_boxed_str());
        out.entry(word).or_insert(of_country(canon.unwrap_or(word), country));
    }
    for (number, region) in (0_u16..).zip(&places.regions) {
        for word in std::iter::once(&region.region).chain(&region.towns) {
            let meaning = Meaning {
                kind: Kind::Place,
                canon: word,
                number: number_of(word),
                region: Some(number),
                country: Some(region.country),
            };
            out.entry(word).or_insert(meaning);
        }
    }
}

fn of_country(canon: &'static str, country: Country) -> Meaning {
    let number = number_of(canon);
    Meaning { kind: Kind::Country, canon, number, region: None, country: Some(country) }
}

/// Forms that are one form in several spellings.
fn legal_canon(word: &'static str) -> &'static str {
    match word {
        "co" | "cos" | "company" | "companies" => "co",
        "corp" | "corporation" | "corporate" => "corp",
        "inc" | "incorporated" | "unincorporated" => "inc",
        "ltd" | "limited" | "ltda" | "limitada" | "ltee" => "ltd",
        "bhd" | "berhad" => "bhd",
        "pvt" | "private" | "pvtltd" => "pvt",
        other => other,
    }
}

fn phrases(words: &'static WordsFile) -> ByNumber<Vec<Phrase>> {
    let mut out: ByNumber<Vec<Phrase>> = ByNumber::default();
    for (phrase, one) in &words.phrases {
        let parts: Vec<&'static str> = phrase.split(' ').collect();
        if let Some(first) = parts.first() {
            out.entry(number_of(first)).or_default().push((parts, one));
        }
    }
    for list in out.values_mut() {
        list.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
    }
    out
}

fn by_letter(scripts: &'static BTreeMap<String, String>) -> HashMap<char, Vec<(Vec<char>, &'static str)>> {
    let mut out: HashMap<char, Vec<(Vec<char>, &'static str)>> = HashMap::new();
    for (word, meaning) in scripts {
        let letters: Vec<char> = word.chars().collect();
        if let Some(first) = letters.first() {
            out.entry(*first).or_default().push((letters, meaning));
        }
    }
    for list in out.values_mut() {
        list.sort_by_key(|(letters, _)| std::cmp::Reverse(letters.len()));
    }
    out
}
