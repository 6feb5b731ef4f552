//! Declarations in bulk, for measuring: as many suppliers, rows and different names as asked for, the same for the
//! same seed. The names are made of syllables, the IDs are `CID9xxxxx`.

use super::facilities::numbered;
use super::filled::{FilledCmrt, FilledRow, RowFilling};
use super::form::{declared, form, place};
use super::workbook;
use crate::domain::cmrt::{CompanyField, DeclaredRow, Form, SmelterColumn, Version};
use crate::domain::{Cid, Country, ListBody, ListEntry, Metal};

const SYLLABLES: [&str; 24] = [
    "ka", "ri", "mo", "ten", "shan", "bel", "vor", "lu", "ost", "gra", "pe", "zin", "dal", "hu", "mar",
    "qui", "ser", "no", "bra", "tol", "wei", "fal", "jo", "um",
];
const KINDS: [&str; 8] =
    ["Smelting", "Refining", "Metals", "Refinery", "Non-Ferrous", "Industry", "Mint", "Metallurgical"];
const FORMS: [&str; 8] = ["Co., Ltd.", "GmbH", "Inc.", "S.A.", "K.K.", "PT", "LLC", "JSC"];

/// How many of the names of a facility there are on average: the standard name and three others.
const NAMES: usize = 4;

/// Every how many rows one names something that no list knows.
const UNKNOWN: u64 = 12;

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
        let drawn = self.next() % (bound.max(1) as u64);
        usize::try_from(drawn).unwrap_or_default()
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let at = self.below(words.len());
        words.get(at).copied().unwrap_or_default()
    }

    fn town(&mut self) -> String {
        let town: String = (0..2 + self.below(2)).map(|_| self.of(&SYLLABLES)).collect();
        let mut letters = town.chars();
        letters
            .next()
            .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
            .unwrap_or_default()
    }
}

/// A look-up with about this many names, four to a facility. At most 400,000 names: there are no more IDs.
pub fn scale_look_up(names: usize, seed: u64) -> ListBody {
    let mut numbers = Numbers(seed);
    let countries: Vec<Country> = Country::all().collect();
    let ids = (900_000..1_000_000_u32).take(names.div_ceil(NAMES));
    let entries = ids.zip(Metal::ALL.into_iter().cycle()).filter_map(|(id, metal)| {
        let country = countries.get(numbers.below(countries.len()))?;
        let cid = Cid::parse(&format!("CID{id:06}")).ok()?;
        Some(entry(&mut numbers, metal, cid, *country))
    });
    let mut entries: Vec<ListEntry> = entries.collect();
    entries.sort_by_key(|entry| (entry.metal, entry.cid));
    numbered(ListBody { sheet: "Smelter Look-up".to_owned(), entries })
}

fn entry(numbers: &mut Numbers, metal: Metal, cid: Cid, country: Country) -> ListEntry {
    // The ID's last digits keep the names of two facilities apart.
    let (town, kind, form) = (numbers.town(), numbers.of(&KINDS), numbers.of(&FORMS));
    let number = cid.to_string().split_off(4);
    let stem = format!("{town} {kind} {number}");
    let mut aliases = vec![stem.clone(), format!("{town} {metal} {number}"), stem.to_uppercase()];
    aliases.sort();
    ListEntry {
        metal,
        cid,
        name: format!("{stem} {form}"),
        country: country.name().to_owned(),
        city: town,
        state: String::new(),
        aliases,
        row: 0,
    }
}

/// Supplier names with their declarations: `suppliers` of them with `rows` rows each, which name `names` different
/// facilities' names between them, most of them known to [`scale_look_up`] of the same numbers.
pub fn scale(suppliers: usize, rows: usize, names: usize, seed: u64) -> impl Iterator<Item = (String, Form)> {
    let list = scale_look_up(names - names / 10, seed);
    let template = FilledCmrt { lines: Vec::new(), ..FilledCmrt::clean(Version::new(650)) };
    (0..suppliers).map(move |number| {
        let name = supplier_name(number);
        let mut numbers = Numbers(seed ^ (number as u64 + 1));
        let mut form = form(&template.clone().field(CompanyField::Name, &name));
        form.rows = (5..).take(rows).map(|row| drawn(&mut numbers, &list, row, names / 10)).collect();
        (name, form)
    })
}

fn supplier_name(number: usize) -> String {
    format!("Supplier {number:04} (fictional)")
}

/// A row: mostly a facility by ID or by one of its names, now and then a name that no list has.
fn drawn(numbers: &mut Numbers, list: &ListBody, row: u32, unknown: usize) -> DeclaredRow {
    let mut texts = [""; SmelterColumn::ALL.len()];
    let mut put = |column: SmelterColumn, text| {
        if let Some(cell) = texts.get_mut(place(column)) {
            *cell = text;
        }
    };
    let entry = list.entries.get(numbers.below(list.entries.len()));
    let Some(entry) = entry.filter(|_| !numbers.next().is_multiple_of(UNKNOWN)) else {
        let number = numbers.below(unknown);
        let metal = Metal::ALL.into_iter().nth(number % Metal::ALL.len());
        let name = format!("Unlisted {} {number}", KINDS.get(number % KINDS.len()).unwrap_or(&""));
        put(SmelterColumn::LookUp, "Smelter not listed");
        put(SmelterColumn::Name, &name);
        put(SmelterColumn::Country, "CHINA");
        return declared(row, metal, &texts);
    };
    let cid = entry.cid.to_string();
    let names: Vec<&String> = entry.aliases.iter().chain([&entry.name]).collect();
    let name = names.get(numbers.below(names.len())).map_or("", |name| name.as_str());
    if numbers.next().is_multiple_of(2) {
        put(SmelterColumn::IdInput, &cid);
        put(SmelterColumn::Id, &cid);
    }
    put(SmelterColumn::LookUp, name);
    put(SmelterColumn::Country, &entry.country);
    declared(row, Some(entry.metal), &texts)
}

/// File names with workbooks of 6.5 in their full size, as [`scale`] would declare them, `rows` rows each by ID.
pub fn scale_workbooks(files: usize, rows: usize, seed: u64) -> impl Iterator<Item = (String, Vec<u8>)> {
    // As many names as the look-up of 6.5 has.
    let list = scale_look_up(630, seed);
    (0..files).map(move |number| {
        let mut numbers = Numbers(seed ^ (number as u64 + 1));
        let lines = (0..rows).filter_map(|_| list.entries.get(numbers.below(list.entries.len())));
        let lines: Vec<FilledRow> = lines.map(|entry| RowFilling::Id(entry.cid).into()).collect();
        let filled = FilledCmrt { lines, look_up: list.clone(), ..FilledCmrt::clean(Version::new(650)) };
        let filled = filled.with_metals(&Metal::ALL).field(CompanyField::Name, &supplier_name(number));
        let filled = filled.fault(super::Fault::FullSize);
        (format!("supplier-{number:04}.xlsx"), workbook(&filled))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{scale, scale_look_up, scale_workbooks};

    #[test]
    fn there_are_as_many_as_asked_for() {
        let forms: Vec<_> = scale(20, 200, 400, 7).collect();
        assert_eq!(forms.len(), 20);
        let mut names = BTreeSet::new();
        for (_, form) in &forms {
            assert_eq!(form.rows.len(), 200);
            names.extend(form.rows.iter().map(|row| (row.metal, row.name().to_owned())));
        }
        assert!((360..=400).contains(&names.len()), "{}", names.len());
        let again: Vec<_> = scale(20, 200, 400, 7).collect();
        assert_eq!(forms, again);
        assert_ne!(forms, scale(20, 200, 400, 8).collect::<Vec<_>>());
    }

    #[test]
    fn names_of_a_look_up_are_one_facilitys() {
        let list = scale_look_up(4_500, 7);
        let names =
            |entry: &crate::domain::ListEntry| [entry.aliases.clone(), vec![entry.name.clone()]].concat();
        let all: Vec<_> = list
            .entries
            .iter()
            .flat_map(|entry| names(entry).into_iter().map(|n| (entry.metal, n)))
            .collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
        assert!((4_400..=4_600).contains(&all.len()), "{}", all.len());
    }

    #[test]
    fn workbooks_are_of_full_size() {
        let files: Vec<_> = scale_workbooks(1, 100, 7).collect();
        let (name, bytes) = files.first().unwrap();
        assert_eq!(name, "supplier-0000.xlsx");
        assert!(bytes.len() > 200_000, "{}", bytes.len());
    }
}
