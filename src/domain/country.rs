//! Countries by ISO 3166-1 alpha-2 code, and the ten Covered Countries.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::data::embedded;
use crate::text::{fold, without_marks};

/// A country, known by its ISO 3166-1 alpha-2 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

/// A code that is not in the country table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not the ISO 3166 code of a country")]
pub struct UnknownCountry(String);

/// One row of `data/countries.ron`.
#[derive(Debug, Deserialize)]
struct Row {
    code: String,
    name: String,
    aliases: Vec<String>,
}

/// `data/country_names.ron`, as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    names: BTreeMap<String, Vec<String>>,
    others: BTreeMap<String, Vec<String>>,
    titles: Vec<String>,
    small: Vec<String>,
    short: BTreeMap<String, String>,
    provinces: Vec<String>,
}

struct Table {
    rows: Vec<Row>,
    by_code: HashMap<[u8; 2], usize>,
    /// Three letters to two.
    long_codes: HashMap<String, String>,
    by_name: HashMap<String, [u8; 2]>,
    /// By names without small words, with others in full; none where two countries have one.
    by_core: HashMap<String, Option<[u8; 2]>>,
    small: HashSet<String>,
    short: BTreeMap<String, String>,
    titles: Vec<String>,
    provinces: HashSet<String>,
    covered: Vec<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let rows: Vec<Row> = embedded("data/countries.ron", include_str!("../../data/countries.ron"));
    let more: Names = embedded("data/country_names.ron", include_str!("../../data/country_names.ron"));
    let long_codes = embedded("data/country_codes.ron", include_str!("../../data/country_codes.ron"));
    let by_code: HashMap<[u8; 2], usize> =
        rows.iter().enumerate().filter_map(|(index, row)| Some((code_bytes(&row.code)?, index))).collect();
    let written = written(&rows, &more);
    let mut by_name = HashMap::new();
    // Names as they are written come before the same with their parts turned round.
    for (name, code) in &written {
        by_name.entry(fold(name)).or_insert(*code);
    }
    for (name, code) in &written {
        if let Some(turned) = turned_round(name) {
            by_name.entry(turned).or_insert(*code);
        }
    }
    let covered = embedded("data/covered_countries.ron", include_str!("../../data/covered_countries.ron"));
    let titles = more.titles.iter().map(|title| fold(title)).collect();
    let provinces = more.provinces.iter().map(|name| fold(name)).collect();
    let small = more.small.iter().map(|word| fold(word)).collect();
    let (short, by_core) = (more.short, HashMap::new());
    let mut table =
        Table { rows, by_code, long_codes, by_name, by_core, small, short, titles, provinces, covered };
    let mut by_core: HashMap<String, Option<[u8; 2]>> = HashMap::new();
    for (name, code) in &table.by_name {
        let held = by_core.entry(table.core(name)).or_insert(Some(*code));
        *held = held.filter(|held| held == code);
    }
    table.by_core = by_core;
    table
});

/// Every name of every country, the tables' own before the others.
fn written<'a>(rows: &'a [Row], more: &'a Names) -> Vec<(&'a str, [u8; 2])> {
    let mut written = Vec::new();
    let own = |row: &'a Row| (std::iter::once(&row.name).chain(&row.aliases), row.code.as_str());
    for (names, code) in rows.iter().map(own) {
        written.extend(
            code_bytes(code)
                .into_iter()
                .flat_map(|code| names.clone().map(move |name| (name.as_str(), code))),
        );
    }
    for (code, names) in more.names.iter().chain(&more.others) {
        written.extend(
            code_bytes(code).into_iter().flat_map(|code| names.iter().map(move |name| (name.as_str(), code))),
        );
    }
    written
}

/// "Congo, Republic of the" as "Republic of the Congo", folded; none of a name without such parts.
fn turned_round(name: &str) -> Option<String> {
    let (first, rest) = name.split_once([',', '(', '\u{FF08}'])?;
    let (first, rest) = (fold(first), fold(rest));
    (!first.is_empty() && !rest.is_empty()).then(|| format!("{rest} {first}"))
}

impl Table {
    fn named(&self, folded: &str) -> Option<Country> {
        let by_core = || *self.by_core.get(&self.core(folded))?;
        self.by_name.get(folded).copied().or_else(by_core).map(Country)
    }

    /// A folded name without its small words, with shortened words in full and letters that stand alone joined ("d r congo").
    fn core(&self, folded: &str) -> String {
        let mut core = String::new();
        let mut is_letter = false;
        for word in folded.split(' ').filter(|word| !self.small.contains(*word)) {
            let joins = is_letter && word.len() == 1;
            if !core.is_empty() && !joins {
                core.push(' ');
            }
            core.push_str(self.short.get(word).map_or(word, String::as_str));
            is_letter = word.len() == 1;
        }
        core
    }

    /// A name as it is, or without what stands before or behind it and says no other country.
    fn with_titles(&self, folded: &str) -> Option<Country> {
        let bare = |title: &String| {
            let before = folded.strip_prefix(title.as_str()).and_then(|rest| rest.strip_prefix(' '));
            let behind = || folded.strip_suffix(title.as_str()).and_then(|rest| rest.strip_suffix(' '));
            self.named(before.or_else(behind)?)
        };
        self.named(folded).or_else(|| self.titles.iter().find_map(bare))
    }

    /// The country that one name or code names.
    fn one(&self, written: &str) -> Option<Country> {
        let written = written.trim();
        let by_code = || {
            let short = self.long_codes.get(written).map(String::as_str);
            Country::from_code(short.unwrap_or(written))
        };
        let by_name = || {
            let folded = fold(written);
            let turned = || self.with_titles(&turned_round(written)?);
            let spaced = || self.named(&fold(&written.replace('.', ". ")));
            if folded.is_empty() { None } else { self.with_titles(&folded).or_else(turned).or_else(spaced) }
        };
        by_code().or_else(by_name)
    }
}

fn code_bytes(code: &str) -> Option<[u8; 2]> {
    code.as_bytes().try_into().ok()
}

impl Country {
    /// The country of an ISO alpha-2 code in capitals.
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes = code_bytes(code)?;
        TABLE.by_code.contains_key(&bytes).then_some(Self(bytes))
    }

    /// The country of an ISO 3166-1 alpha-3 code in capitals.
    pub fn from_long_code(code: &str) -> Option<Self> {
        TABLE.long_codes.get(code).and_then(|code| Self::from_code(code))
    }

    /// Reads a text that is a country: a name in any language of the CMRT (case, accents and punctuation folded), a code in
    /// capitals, or several of these for the same country ("United States (US)", "CN - China").
    pub fn parse(written: &str) -> Option<Self> {
        if written.len() > LONGEST {
            return None;
        }
        let written = without_marks(written);
        let same = |parts: Vec<&str>| {
            let mut parts = parts.into_iter();
            let first = TABLE.one(parts.next()?)?;
            parts.all(|part| TABLE.one(part) == Some(first)).then_some(first)
        };
        TABLE.one(written).or_else(|| same(between(written, BRACKETS))).or_else(|| same(parts(written)))
    }

    /// Reads the cell of a column of countries or locations: a country, or one behind or beside its towns and provinces
    /// ("Lakeside, Ontario, Canada", "Geneva (Switzerland)"). Codes of two letters behind a town are as often provinces,
    /// and are not read.
    pub fn of_place(written: &str) -> Option<Self> {
        let place = written.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c.is_whitespace());
        Self::parse(written).or_else(|| last(place)).or_else(|| bracketed(place))
    }

    /// The ISO 3166-1 alpha-2 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// The name in the spelling of the reference lists, in capitals.
    pub fn name(self) -> &'static str {
        let row = TABLE.by_code.get(&self.0).and_then(|index| TABLE.rows.get(*index));
        row.map_or("", |row| row.name.as_str())
    }

    /// Whether this is one of the ten Covered Countries (Form SD, item 1.01(d)).
    pub fn is_covered(&self) -> bool {
        TABLE.covered.iter().any(|code| code == self.code())
    }

    /// Every country of the table, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.rows.iter().filter_map(|row| code_bytes(&row.code).map(Self))
    }

    /// Every way of writing a country that the table knows, with the country, names before aliases.
    pub fn spellings() -> impl Iterator<Item = (&'static str, Self)> {
        TABLE.rows.iter().filter_map(|row| Some((row, Self(code_bytes(&row.code)?)))).flat_map(
            |(row, country)| {
                std::iter::once(row.name.as_str())
                    .chain(row.aliases.iter().map(String::as_str))
                    .map(move |name| (name, country))
            },
        )
    }
}

/// A longer text is no country, in bytes.
const LONGEST: usize = 200;

const BRACKETS: &[char] = &['(', ')', '[', ']', '\u{FF08}', '\u{FF09}'];

/// The parts of a text between signs, and where it changes between Latin letters and others.
fn parts(written: &str) -> Vec<&str> {
    const SIGNS: &[char] = &[',', ';', ':', '/', '|', '\n'];
    let parts = between(written, BRACKETS).into_iter().flat_map(|part| between(part, SIGNS));
    let parts = parts.flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" \u{2013} "));
    let by_script = parts.flat_map(|part| {
        let (first, rest) = part.split_at_checked(end_of_script(part)).unwrap_or((part, ""));
        [first, rest]
    });
    by_script.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// What stands between signs, but for footnotes' numbers.
fn between<'a>(written: &'a str, signs: &[char]) -> Vec<&'a str> {
    let parts = written.split(|c| signs.contains(&c)).map(str::trim);
    parts.filter(|part| !is_footnote(part)).collect()
}

/// Where the first script of a text ends, of Latin letters and those of East Asia.
fn end_of_script(part: &str) -> usize {
    let mut first = None;
    for (at, c) in part.char_indices().filter(|(_, c)| c.is_alphabetic()) {
        if *first.get_or_insert(is_of_east_asia(c)) != is_of_east_asia(c) {
            return at;
        }
    }
    part.len()
}

/// Whether a letter is of a script that is written without blanks between words.
fn is_of_east_asia(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

/// Whether a part of a text is a footnote's number or nothing but signs.
fn is_footnote(part: &str) -> bool {
    part.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric())
}

/// The country at the end, behind a comma or the like: as many of the last parts as make one, for "Korea, Republic of" is one.
/// None where what stands before it is another country.
fn last(place: &str) -> Option<Country> {
    let signs = [',', ';', '/', '|', '\n', '\u{FF0C}', '\u{3001}'];
    let ends = place.char_indices().filter(|(_, c)| signs.contains(c)).map(|(at, c)| (at, at + c.len_utf8()));
    let dashes = [" - ", " \u{2013} "].into_iter().flat_map(|dash| place.match_indices(dash));
    let mut ends: Vec<(usize, usize)> = ends.chain(dashes.map(|(at, dash)| (at, at + dash.len()))).collect();
    ends.sort_unstable();
    let is_alone = |rest: &str| {
        let folded = fold(rest);
        !TABLE.provinces.contains(&folded)
            && (rest.chars().count() > 2 || TABLE.by_name.contains_key(&folded))
    };
    let read = |start: usize| {
        let rest = place.get(start..)?.trim();
        Country::parse(rest).filter(|_| is_alone(rest))
    };
    let (before, country) =
        ends.into_iter().find_map(|(end, start)| Some((place.get(..end)?, read(start)?)))?;
    // A first part of several is a town, whatever it is called.
    let nearest = before.rsplit_once(signs).map_or(before, |(_, nearest)| nearest);
    let is_other = |part: &str| {
        // Two letters are a province's as often.
        let is_name = part.trim().chars().count() > 2 && !TABLE.provinces.contains(&fold(part));
        is_name && Country::parse(part).is_some_and(|other| other != country)
    };
    (!is_other(before) && !is_other(nearest)).then_some(country)
}

/// The country before brackets or in them, where the other part is no country.
fn bracketed(place: &str) -> Option<Country> {
    let (outside, inside) = place.split_once(['(', '[', '\u{FF08}'])?;
    let inside = inside.trim_end().trim_end_matches([')', ']', '\u{FF09}']);
    match (Country::parse(outside), Country::parse(inside)) {
        (Some(country), None) => Some(country),
        (None, Some(country)) if inside.trim().chars().count() > 2 => Some(country),
        (None, None) => last(outside),
        (Some(_) | None, Some(_)) => None,
    }
}

impl TryFrom<String> for Country {
    type Error = UnknownCountry;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::from_code(&code).ok_or(UnknownCountry(code))
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_country_meet() {
        for written in ["KOREA, REPUBLIC OF", "South Korea", "Korea (Republic of)", "KR"] {
            assert_eq!(Country::parse(written).map(Country::name), Some("KOREA, REPUBLIC OF"), "{written}");
        }
        assert_eq!(Country::parse("Atlantis"), None);
    }

    fn read(text: &str) -> Option<String> {
        Country::parse(text).map(|country| country.code().to_owned())
    }

    #[test]
    fn a_country_is_read_in_every_spelling_with_its_codes() {
        for (code, texts) in [
            ("TW", &["Taiwan, R.O.C.", "TWN", "Republic of China (Taiwan)"][..]),
            ("US", &["United States (US)", "USA", "U.S.A.", "US - United States", "United States*"]),
            ("AE", &["United Arab Emirates (UAE)", "U.A.E.", "ARE"]),
            (
                "CD",
                &[
                    "Democratic Republic of Congo (DRC)",
                    "Congo (DRC)",
                    "Congo, Democratic Republic of the",
                    "COD",
                    "D.R. Congo",
                ],
            ),
            ("CG", &["Congo", "Republic of the Congo", "Congo-Brazzaville", "COG"]),
            ("LA", &["Lao PDR", "Laos"]),
            ("PH", &["The Philippines", "Philippines, The"]),
            ("RW", &["Republic of Rwanda", "Rwanda, Republic of"]),
            ("CH", &["Switzerland (CH)"]),
            ("CN", &["CHINA (1)", "China (PRC)", "P.R.C.", "CN/China"]),
        ] {
            for text in texts {
                assert_eq!(read(text).as_deref(), Some(code), "{text}");
            }
        }
        for text in [
            "Atlantis",
            "",
            "-",
            "Congo (Somewhere)",
            "China, Taiwan and Japan",
            "Alpine Refining AG, Switzerland",
            "China (Taiwan, Japan)",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_country_is_read_in_every_language() {
        for (code, texts) in [
            ("TW", &["\u{53f0}\u{7063}", "\u{53f0}\u{6e7e}", "Tayvan"][..]),
            ("US", &["EE. UU.", "\u{c9}tats-Unis", "\u{7f8e}\u{56fd}"]),
            ("AE", &["Emirati Arabi Uniti"]),
            (
                "CD",
                &[
                    "R\u{e9}publique d\u{e9}mocratique du Congo",
                    "\u{521a}\u{679c}\u{ff08}\u{91d1}\u{ff09}",
                    "RDC",
                    "Demokratische Republik Kongo",
                ],
            ),
            ("PH", &["Filipinas", "\u{83f2}\u{5f8b}\u{5bbe}"]),
            ("RW", &["Ruanda"]),
            ("CH", &["Schweiz", "Suisse", "\u{745e}\u{58eb}"]),
            ("CN", &["\u{4e2d}\u{56fd}", "\u{4e2d}\u{56fd} China", "China/\u{4e2d}\u{570b}"]),
            ("KR", &["S\u{fc}dkorea", "\u{d55c}\u{ad6d}"]),
            ("TR", &["T\u{fc}rkiye", "TURKEY", "Turchia"]),
        ] {
            for text in texts {
                assert_eq!(read(text).as_deref(), Some(code), "{text}");
            }
        }
    }

    #[test]
    fn a_place_has_its_country_at_the_end_or_in_brackets() {
        for (code, text) in [
            ("CH", "Springfield, Shropshire, Switzerland"),
            ("US", "Springfield, Shropshire, United States Of America"),
            ("KR", "Lakeside, Korea, Republic Of"),
            ("CD", "Lubumbashi, Congo, Democratic Republic of the"),
            ("US", "Springfield, IL, USA"),
            ("US", "Springfield, IL 62701, U.S."),
            ("TW", "Hsinchu, Taiwan, R.O.C."),
            ("CN", "Ganzhou; Jiangxi; China"),
            ("DE", "Pforzheim / Deutschland"),
            ("CH", "Geneva (Switzerland)"),
            ("CN", "China (mainland)"),
            ("JP", "Tokyo, Japan 100-0001"),
            ("BR", "S\u{e3}o Paulo - Brasil"),
            ("JP", "Japan"),
            ("US", "Lebanon, Pennsylvania, USA"),
            ("US", "Attleboro, MA, USA"),
            ("US", "Georgia, USA"),
        ] {
            assert_eq!(Country::of_place(text).map(|c| c.code().to_owned()).as_deref(), Some(code), "{text}");
        }
        for text in [
            "Los Angeles, CA",
            "Wilmington, DE",
            "Atlanta, Georgia",
            "Springfield",
            "Peru, Indiana",
            "New Mexico",
            "Georgia (USA)",
            "Rwanda / Burundi",
            "Rwanda, Burundi",
        ] {
            assert_eq!(Country::of_place(text), None, "{text}");
        }
    }

    #[test]
    fn every_country_has_its_long_code() {
        let known: HashSet<Country> =
            TABLE.long_codes.keys().filter_map(|code| Country::from_long_code(code)).collect();
        assert_eq!((known.len(), TABLE.long_codes.len()), (Country::all().count(), Country::all().count()));
        assert_eq!(Country::from_long_code("XXX"), None);
    }

    #[test]
    fn ten_countries_are_covered() {
        assert_eq!(Country::all().filter(Country::is_covered).count(), 10);
        assert_eq!(Country::all().count(), 249);
    }

    #[test]
    fn no_spelling_names_two_countries() {
        let more: Names = embedded("data/country_names.ron", include_str!("../../data/country_names.ron"));
        let mut seen: HashMap<String, [u8; 2]> = HashMap::new();
        for (name, code) in written(&TABLE.rows, &more) {
            let other = *seen.entry(fold(name)).or_insert(code);
            assert_eq!(Country(other), Country(code), "{name}");
        }
    }
}
