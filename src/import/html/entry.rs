//! An entry of a list that is no table: a facility's name with what is known of it before and behind.

use crate::domain::{Cid, Country, CountryValue, Metal, Status, Value};
use crate::import::cell_grid::unmarked;
use crate::import::names::not_a_name;
use crate::import::table_words::WORDS;
use crate::text::{clean, fold};

/// Longer texts are no entries. In bytes.
const LONGEST: usize = 200;

/// What an entry says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LooseEntry {
    pub metal: Option<Metal>,
    pub name: String,
    pub cid: Option<Cid>,
    pub country: Option<CountryValue>,
    pub city: Option<String>,
    pub status: Option<Status>,
}

/// Why a text is no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEntry {
    /// What is left is no facility's name.
    NotAName(&'static str),
    /// Name and place cannot be told apart.
    Unclear,
}

/// What stands between the parts of an entry.
const BETWEEN: [&str; 9] = [", ", " - ", " \u{2013} ", " \u{2014} ", "; ", ": ", " | ", "\u{2014}", " / "];

impl LooseEntry {
    /// Reads "Alpine Refining AG, Switzerland", "CID900011 - Alpine Refining AG (Zurich, Switzerland) - Conformant" and the like.
    ///
    /// # Errors
    /// When no name is left, or it cannot be told from a place.
    pub fn read(text: &str) -> Result<Self, NoEntry> {
        let mut entry = Self::default();
        let (text, _) = unmarked(text, true);
        let mut rest = without_bullet(&text).to_owned();
        if rest.len() > LONGEST {
            return Err(NoEntry::NotAName("it is longer than a name"));
        }
        while let Some(shorter) = entry.take_front(&rest).or_else(|| entry.take_back(&rest)) {
            rest = shorter;
        }
        if let Some((name, city)) = rest.rsplit_once(", ").filter(|(_, last)| !WORDS.has_company_word(last)) {
            if !WORDS.ends_as_company(&fold(name)) {
                return Err(NoEntry::Unclear);
            }
            entry.city = Some(city.to_owned());
            rest = name.to_owned();
        }
        entry.name = rest;
        match not_a_name(&entry.name) {
            Some(why) => Err(NoEntry::NotAName(why)),
            None => Ok(entry),
        }
    }

    /// Takes a metal or a CID from the front, and gives what is left.
    fn take_front(&mut self, text: &str) -> Option<String> {
        let (first, rest) =
            BETWEEN.iter().filter_map(|mark| text.split_once(mark)).min_by_key(|(first, _)| first.len())?;
        if self.metal.is_none()
            && let Some(metal) = Metal::parse(first)
        {
            self.metal = Some(metal);
            return Some(rest.trim().to_owned());
        }
        let (word, after) = text.split_once(' ')?;
        let (written, rest) = if Cid::parse(first).is_ok() { (first, rest) } else { (word, after) };
        let cid = Cid::parse(written).ok().filter(|_| self.cid.is_none())?;
        self.cid = Some(cid);
        Some(rest.trim_start_matches(['-', '\u{2013}', ':', ' ']).to_owned())
    }

    /// Takes what is known of the facility from the end, in brackets or behind a mark, and gives what is left.
    fn take_back(&mut self, text: &str) -> Option<String> {
        let bracket = text.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
        if let Some((before, inner)) = bracket
            && !before.trim().is_empty()
            && self.take(inner)
        {
            return Some(trimmed(before));
        }
        let ends = BETWEEN.iter().flat_map(|mark| text.match_indices(mark));
        let mut ends: Vec<(usize, usize)> = ends.map(|(at, mark)| (at, at + mark.len())).collect();
        ends.sort_unstable();
        ends.into_iter().find_map(|(end, from)| {
            let (before, behind) = (text.get(..end)?, text.get(from..)?);
            (!before.trim().is_empty() && self.take(behind)).then(|| trimmed(before))
        })
    }

    /// Takes a text that is a country, a status, a CID or a metal, where none is there yet.
    fn take(&mut self, text: &str) -> bool {
        let text = clean(text);
        if self.country.is_none() && !WORDS.has_company_word(&text) && Country::parse(&text).is_some() {
            self.country = Some(CountryValue::read(&text));
        } else if self.status.is_none() && Status::parse(&text).is_some() {
            self.status = Status::parse(&text);
        } else if self.cid.is_none() && Cid::parse(&text).is_ok() {
            self.cid = Cid::parse(&text).ok();
        } else if self.metal.is_none() && Metal::parse(&text).is_some() {
            self.metal = Metal::parse(&text);
        } else {
            return false;
        }
        true
    }

    /// Whether anything but a name says that it is a facility.
    pub fn is_evident(&self) -> bool {
        self.country.is_some() || self.cid.is_some()
    }

    /// What it says of the facility.
    pub fn values(self) -> Vec<Value> {
        let country = self.country.map(Value::Country);
        let status = self.status.map(|status| Value::Status(status, None));
        let more = [self.cid.map(Value::Cid), country, self.city.map(Value::City), status];
        std::iter::once(Value::Name(self.name)).chain(more.into_iter().flatten()).collect()
    }
}

fn trimmed(text: &str) -> String {
    text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '\u{2013}'))
        .to_owned()
}

/// A text without the sign or the number that begins an entry of a list.
fn without_bullet(text: &str) -> &str {
    let signs = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{2022}' | '\u{b7}' | '-' | '\u{2013}' | '\u{25aa}' | '\u{25cf}' | '\u{25e6}')
    };
    let bare = text.trim_start_matches(signs);
    match bare.split_once(['.', ')']) {
        Some((number, rest)) if is_count(number) && rest.starts_with(' ') => rest.trim_start(),
        Some(_) | None => bare,
    }
}

fn is_count(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let entry = LooseEntry::read(text).unwrap();
        let metal = entry.metal.map(|metal| metal.name().to_owned());
        entry.values().iter().map(Value::text).chain(metal).collect()
    }

    #[test]
    fn an_entry_is_its_name_and_what_is_known_of_it() {
        for (text, expected) in [
            ("Alpine Refining AG, Switzerland", vec!["Alpine Refining AG", "Switzerland"]),
            ("\u{2022} Dragonfly Metals Co., Ltd., China*", vec!["Dragonfly Metals Co., Ltd.", "China"]),
            ("Nightjar Hard Metals, Korea, Republic Of", vec!["Nightjar Hard Metals", "Korea, Republic Of"]),
            ("12. Dowa (JAPAN) \u{2013} Conformant", vec!["Dowa", "JAPAN", "Conformant"]),
            ("CID900011 - Dowa - Japan", vec!["Dowa", "CID900011", "Japan"]),
            ("CID 900011: Dowa, Japan", vec!["Dowa", "CID900011", "Japan"]),
            ("Tin: Dowa (CID900011), Japan", vec!["Dowa", "CID900011", "Japan", "Tin"]),
            ("Alpine Refining AG, Zurich, Switzerland", vec!["Alpine Refining AG", "Switzerland", "Zurich"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(LooseEntry::read("Dowa, Akita, Japan"), Err(NoEntry::Unclear));
        assert!(matches!(LooseEntry::read("Peru"), Err(NoEntry::NotAName(_))));
        assert!(matches!(LooseEntry::read("Peru, Japan"), Err(NoEntry::NotAName(_))));
    }
}
