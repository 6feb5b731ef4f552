//! The figures of a report, each with the rows that it counts.

use std::collections::BTreeSet;

use super::annex::{ANNEX_METALS, Annex, AnnexRow, Location, Obtained};
use super::inquiry::{Counted, Inquiry, InquiryKey};
use crate::domain::{FacilityId, Metal, Status, StatusStyle};

/// What a figure counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureKey {
    Facilities,
    Status(Status),
    Metal(Metal),
    MetalStatus(Metal, Status),
    /// Those whose status was obtained in one way.
    Obtained(Obtained),
    /// The different countries in which facilities stand; its rows are the facilities with a known country.
    Countries,
    /// Those in one place.
    In(Location),
    /// Those in a Covered Country.
    Covered,
    /// Those whose country no source states, or whose country is not in the table.
    NotLocated,
    /// Something of the inquiry.
    Inquiry(InquiryKey),
}

impl FigureKey {
    /// The name by which sentences and the trace call the figure (`status.conformant`, `gold.active`).
    pub fn name(&self) -> String {
        match self {
            Self::Facilities => "facilities".to_owned(),
            Self::Status(status) => format!("status.{}", status.key()),
            Self::Metal(metal) => format!("metal.{}", metal_key(*metal)),
            Self::MetalStatus(metal, status) => format!("{}.{}", metal_key(*metal), status.key()),
            Self::Obtained(how) => format!("obtained.{}", how.key()),
            Self::Countries => "countries".to_owned(),
            Self::In(Location::Known(country)) => format!("country.{country}"),
            Self::In(Location::Written(written)) => format!("country.{written}"),
            Self::In(Location::NotStated) => "country.not_stated".to_owned(),
            Self::Covered => "covered".to_owned(),
            Self::NotLocated => "not_located".to_owned(),
            Self::Inquiry(key) => key.name(),
        }
    }

    /// What it is of the inquiry; none of a figure of Annex I.
    pub fn inquiry(&self) -> Option<&InquiryKey> {
        match self {
            Self::Inquiry(key) => Some(key),
            Self::Facilities
            | Self::Status(_)
            | Self::Metal(_)
            | Self::MetalStatus(..)
            | Self::Obtained(_)
            | Self::Countries
            | Self::In(_)
            | Self::Covered
            | Self::NotLocated => None,
        }
    }

    /// What it counts, in words.
    pub fn title(&self, style: StatusStyle) -> String {
        match self {
            Self::Facilities => "facilities in Annex I".to_owned(),
            Self::Status(status) => format!("facilities with the status {}", status.word(style)),
            Self::Metal(metal) => format!("facilities for {}", metal_key(*metal)),
            Self::MetalStatus(metal, status) => {
                format!("facilities for {} with the status {}", metal_key(*metal), status.word(style))
            }
            Self::Obtained(how) => how.title().to_owned(),
            Self::Countries => "different countries in which facilities are located".to_owned(),
            Self::In(Location::NotStated) => "facilities whose country is not stated".to_owned(),
            Self::In(place) => format!("facilities located in {}", place.text()),
            Self::Covered => "facilities located in a Covered Country".to_owned(),
            Self::NotLocated => "facilities whose country is not identified".to_owned(),
            Self::Inquiry(key) => key.title(),
        }
    }
}

fn metal_key(metal: Metal) -> String {
    metal.name().to_lowercase()
}

/// A number with the rows behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it counts.
    pub key: FigureKey,
    /// The number: of rows, or for [`FigureKey::Countries`] of countries.
    pub value: usize,
    /// What it counts: facilities in the annex's order, or what belongs to the inquiry.
    pub rows: Vec<Counted>,
}

impl Figure {
    /// The facilities among what it counts.
    pub fn facilities(&self) -> impl Iterator<Item = &FacilityId> {
        self.rows.iter().filter_map(|row| match row {
            Counted::Facility(id) => Some(id),
            Counted::Supplier(_) | Counted::Declaration(_) | Counted::Row(..) | Counted::Action(_) => None,
        })
    }
}

/// Every figure of a report: the fixed ones first, then the places, the most frequent first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// The figures, each key once.
    pub all: Vec<Figure>,
}

impl Figures {
    /// Counts an annex.
    pub fn of(annex: &Annex) -> Self {
        let mut all: Vec<Figure> = fixed_keys().into_iter().map(|key| count(annex, key)).collect();
        let places: BTreeSet<&Location> = annex.rows.iter().map(|row| &row.location).collect();
        let mut places: Vec<Figure> =
            places.into_iter().map(|place| count(annex, FigureKey::In(place.clone()))).collect();
        places.sort_by_cached_key(place_order);
        all.append(&mut places);
        Self { all }
    }

    /// Adds what the inquiry came to.
    pub(super) fn add(&mut self, inquiry: &Inquiry) {
        self.all.extend(inquiry.figures.iter().map(|figure| Figure {
            key: FigureKey::Inquiry(figure.key.clone()),
            value: figure.value,
            rows: figure.rows.clone(),
        }));
    }

    /// One figure; a place in which no facility stands has none.
    pub fn get(&self, key: &FigureKey) -> Option<&Figure> {
        self.all.iter().find(|figure| figure.key == *key)
    }

    /// The number of one figure; 0 for a place in which no facility stands.
    pub fn value(&self, key: &FigureKey) -> usize {
        self.get(key).map_or(0, |figure| figure.value)
    }

    /// Whether a figure is known: that none has a status is not, where the status of some is Unresolved.
    pub fn is_known(&self, key: &FigureKey) -> bool {
        let unresolved = match key {
            FigureKey::Status(_) => FigureKey::Status(Status::Unresolved),
            FigureKey::MetalStatus(metal, _) => FigureKey::MetalStatus(*metal, Status::Unresolved),
            FigureKey::Facilities
            | FigureKey::Metal(_)
            | FigureKey::Obtained(_)
            | FigureKey::Countries
            | FigureKey::In(_)
            | FigureKey::Covered
            | FigureKey::NotLocated
            | FigureKey::Inquiry(_) => return true,
        };
        self.value(key) > 0 || *key == unresolved || self.value(&unresolved) == 0
    }

    /// The figures that leave with the report: those that are known, and not the programme's alone.
    pub fn published(&self) -> impl Iterator<Item = &Figure> {
        let is_internal = |figure: &Figure| figure.key.inquiry().is_some_and(InquiryKey::is_internal);
        self.all.iter().filter(move |figure| self.is_known(&figure.key) && !is_internal(figure))
    }

    /// The places with their figures, the most frequent first.
    pub fn places(&self) -> impl Iterator<Item = (&Location, &Figure)> {
        self.all.iter().filter_map(|figure| match &figure.key {
            FigureKey::In(place) => Some((place, figure)),
            FigureKey::Facilities
            | FigureKey::Status(_)
            | FigureKey::Metal(_)
            | FigureKey::MetalStatus(..)
            | FigureKey::Obtained(_)
            | FigureKey::Countries
            | FigureKey::Covered
            | FigureKey::NotLocated
            | FigureKey::Inquiry(_) => None,
        })
    }
}

/// The keys that every report has.
fn fixed_keys() -> Vec<FigureKey> {
    let mut keys = vec![FigureKey::Facilities];
    keys.extend(Status::ALL.map(FigureKey::Status));
    keys.extend(ANNEX_METALS.map(FigureKey::Metal));
    for metal in ANNEX_METALS {
        keys.extend(Status::ALL.map(|status| FigureKey::MetalStatus(metal, status)));
    }
    keys.extend(Obtained::ALL.map(FigureKey::Obtained));
    keys.extend([FigureKey::Countries, FigureKey::Covered, FigureKey::NotLocated]);
    keys
}

/// The most frequent place first, those of one count by their text; "not stated", which is none, last.
fn place_order(figure: &Figure) -> (bool, std::cmp::Reverse<usize>, String) {
    let text = if let FigureKey::In(place) = &figure.key { place.text() } else { "" };
    (text.is_empty(), std::cmp::Reverse(figure.value), text.to_owned())
}

fn counts(key: &FigureKey, row: &AnnexRow) -> bool {
    let located = matches!(row.location, Location::Known(_));
    match key {
        FigureKey::Facilities => true,
        FigureKey::Status(status) => row.status == *status,
        FigureKey::Metal(metal) => row.metal == *metal,
        FigureKey::MetalStatus(metal, status) => row.metal == *metal && row.status == *status,
        FigureKey::Obtained(how) => row.obtained == *how,
        FigureKey::Countries => located,
        FigureKey::In(place) => row.location == *place,
        FigureKey::Covered => row.location.is_covered(),
        FigureKey::NotLocated => !located,
        // Counted elsewhere.
        FigureKey::Inquiry(_) => false,
    }
}

fn count(annex: &Annex, key: FigureKey) -> Figure {
    let rows: Vec<&AnnexRow> = annex.rows.iter().filter(|row| counts(&key, row)).collect();
    let value = if key == FigureKey::Countries {
        rows.iter().map(|row| &row.location).collect::<BTreeSet<_>>().len()
    } else {
        rows.len()
    };
    Figure { key, value, rows: rows.into_iter().map(|row| Counted::Facility(row.facility.clone())).collect() }
}

/// A part of a whole in percent with one decimal, rounded half up: `90.8%`.
///
/// Only the whole is `100.0%` and only nothing is `0.0%`: what would round to either is held one tenth off.
/// Empty when the whole is 0.
pub fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return String::new();
    }
    let mut tenths = part.saturating_mul(2000).saturating_add(whole) / whole.saturating_mul(2);
    if part < whole {
        tenths = tenths.min(999);
    }
    if part > 0 {
        tenths = tenths.max(1);
    }
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn every_figure_is_the_number_of_its_rows() {
        let annex = fixture::annex();
        let figures = Figures::of(&annex);
        for figure in figures.all.iter().filter(|figure| figure.key != FigureKey::Countries) {
            assert_eq!(figure.value, figure.rows.len(), "{:?}", figure.key);
        }
        assert_eq!(figures.value(&FigureKey::Countries), 6);
        let names: BTreeSet<String> = figures.all.iter().map(|figure| figure.key.name()).collect();
        assert_eq!(names.len(), figures.all.len(), "no two figures share a name");
    }

    #[test]
    fn metals_statuses_and_places_each_sum_to_all() {
        let figures = Figures::of(&fixture::annex());
        let all = figures.value(&FigureKey::Facilities);
        let by_status: usize = Status::ALL.iter().map(|s| figures.value(&FigureKey::Status(*s))).sum();
        let by_metal: usize = ANNEX_METALS.iter().map(|m| figures.value(&FigureKey::Metal(*m))).sum();
        let by_place: usize = figures.places().map(|(_, figure)| figure.value).sum();
        assert_eq!((all, by_status, by_metal, by_place), (8, 8, 8, 8));
        let obtained = Obtained::ALL.map(|how| figures.value(&FigureKey::Obtained(how)));
        assert_eq!(obtained, [0, 4, 1, 1, 2]);
        for metal in ANNEX_METALS {
            let of_metal = Status::ALL.iter().map(|s| figures.value(&FigureKey::MetalStatus(metal, *s)));
            assert_eq!(of_metal.sum::<usize>(), figures.value(&FigureKey::Metal(metal)));
        }
    }

    #[test]
    fn places_stand_by_frequency_and_the_unstated_last() {
        let mut annex = fixture::annex();
        for row in annex.rows.iter_mut().filter(|row| row.metal == Metal::Tin) {
            row.location = Location::NotStated;
        }
        for row in annex.rows.iter_mut().filter(|row| row.metal == Metal::Gold).skip(2) {
            row.location = Location::Written("Zembla".to_owned());
        }
        let figures = Figures::of(&annex);
        let places: Vec<(&str, usize)> =
            figures.places().map(|(place, figure)| (place.text(), figure.value)).collect();
        let expected =
            [("Zembla", 2), ("Freedonia", 1), ("KOREA, REPUBLIC OF", 1), ("SWITZERLAND", 1), ("", 3)];
        assert_eq!(places, expected);
    }

    #[test]
    fn that_none_has_a_status_is_not_known_beside_unresolved_ones() {
        let mut annex = fixture::annex();
        let known = |annex: &Annex| {
            let figures = Figures::of(annex);
            [
                FigureKey::Status(Status::Conformant),
                FigureKey::MetalStatus(Metal::Tungsten, Status::Active),
                FigureKey::Status(Status::Unresolved),
            ]
            .map(|key| figures.is_known(&key))
        };
        annex.rows.iter_mut().for_each(|row| row.status = Status::Unresolved);
        assert_eq!(known(&annex), [false, false, true]);
        annex.rows.iter_mut().for_each(|row| row.status = Status::Indeterminable);
        assert_eq!(known(&annex), [true; 3], "lists say so");
    }

    #[test]
    fn only_the_whole_is_a_hundred_percent() {
        assert_eq!(share(226, 249), "90.8%");
        assert_eq!(share(1, 8), "12.5%");
        assert_eq!(share(9999, 10_000), "99.9%");
        assert_eq!(share(1, 10_000), "0.1%");
        assert_eq!(
            (share(5, 5).as_str(), share(0, 5).as_str(), share(0, 0).as_str()),
            ("100.0%", "0.0%", "")
        );
    }
}
