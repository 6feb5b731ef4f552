//! The world as a grid of dots that fits a pane, and the places of countries in it.

use std::collections::BTreeSet;

use super::CountryFigures;
use crate::domain::{Country, GeoPoint, land};

/// The latitudes between which the world is shown: no country's point lies beyond them, only ice and sea.
const NORTH: f64 = 80.0;
const SOUTH: f64 = -56.0;

/// How many dots a cell is wide and high. A cell is twice as high as wide, so that dots stand as far apart both ways.
const DOTS: (u16, u16) = (2, 4);

/// The least rows in which continents are known again.
const LEAST_ROWS: u16 = 6;

/// The least lines that a list of countries keeps below the map.
const LEAST_LIST: u16 = 4;

/// Land as dots. It depends on the size alone: what is where on it is asked for when it is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorldMap {
    columns: u16,
    rows: Vec<Vec<u8>>,
}

/// A country with facilities on the map, in cells from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapMark {
    /// The entry of the list of countries.
    pub entry: usize,
    pub at: (u16, u16),
    /// Whether its number has room to the right of the mark.
    pub has_number: bool,
}

impl WorldMap {
    /// The columns and rows of a map over a list in a room of this size; none where one of both would be too small.
    pub fn size_within((columns, rows): (u16, u16)) -> Option<(u16, u16)> {
        let most = (rows / 5 * 3 + rows % 5 * 3 / 5).min(rows.saturating_sub(LEAST_LIST));
        let height = (f64::from(columns) * rows_per_column()).round() as u16;
        let size = if height <= most {
            (columns, height)
        } else {
            ((f64::from(most) / rows_per_column()) as u16, most)
        };
        (size.1 >= LEAST_ROWS).then_some(size)
    }

    /// The land in so many columns and rows.
    pub(super) fn of((columns, rows): (u16, u16)) -> Self {
        let mut map = Self { columns, rows: vec![vec![0; usize::from(columns)]; usize::from(rows)] };
        for y in 0..rows.saturating_mul(DOTS.1) {
            let shores = shores(NORTH - (f64::from(y) + 0.5) * map.step());
            for x in 0..columns.saturating_mul(DOTS.0) {
                // Behind an odd number of shores is land: each begins it or ends it.
                if shores.partition_point(|shore| *shore <= map.east(x)) % 2 == 1 {
                    map.put(x, y);
                }
            }
        }
        map
    }

    /// The cells, row by row: the dots of each as the bits of a braille sign, which stand behind U+2800 in this order.
    pub fn rows(&self) -> &[Vec<u8>] {
        &self.rows
    }

    /// The cell in which a point lies, column and row; what lies beyond the edges is in the nearest.
    pub fn cell(&self, point: GeoPoint) -> (u16, u16) {
        let dots = |degrees: f64| (degrees / self.step()) as u16;
        let rows = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
        let (x, y) = (dots(point.longitude + 180.0) / DOTS.0, dots(NORTH - point.latitude) / DOTS.1);
        (x.min(self.columns.saturating_sub(1)), y.min(rows.saturating_sub(1)))
    }

    /// The marks of countries that find room, and their numbers as far as these do: the one under the cursor before all, then in
    /// the order of the list.
    pub fn marks(&self, countries: &[CountryFigures], lit: Option<usize>) -> Vec<MapMark> {
        let mut taken = BTreeSet::new();
        let mut order: Vec<usize> = (0..countries.len()).collect();
        order.sort_by_key(|entry| lit != Some(*entry));
        let marked = order.into_iter().filter_map(|entry| {
            let at = self.cell(countries.get(entry)?.country?.point()?);
            taken.insert(at).then_some(MapMark { entry, at, has_number: false })
        });
        let mut marks: Vec<MapMark> = marked.collect();
        for mark in &mut marks {
            let digits = countries.get(mark.entry).map_or(0, |country| country.count.to_string().len());
            let wide = u16::try_from(digits).unwrap_or(u16::MAX);
            let end = mark.at.0.saturating_add(wide);
            let mut cells = (mark.at.0 + 1..=end).map(|x| (x, mark.at.1));
            mark.has_number = end < self.columns && cells.clone().all(|cell| !taken.contains(&cell));
            if mark.has_number {
                taken.extend(&mut cells);
            }
        }
        marks
    }

    /// The Covered Countries, where they lie.
    pub fn covered(&self) -> impl Iterator<Item = (u16, u16)> {
        let points = Country::all().filter(Country::is_covered).filter_map(Country::point);
        points.map(|point| self.cell(point))
    }

    /// How many degrees a dot is wide and high.
    fn step(&self) -> f64 {
        360.0 / f64::from(self.columns.max(1)) / f64::from(DOTS.0)
    }

    /// The longitude of the middle of a column of dots.
    fn east(&self, x: u16) -> f64 {
        (f64::from(x) + 0.5) * self.step() - 180.0
    }

    fn put(&mut self, x: u16, y: u16) {
        let bit = match (x % DOTS.0, y % DOTS.1) {
            (0, 3) => 6,
            (_, 3) => 7,
            (0, row) => row,
            (_, row) => row + 3,
        };
        let row = self.rows.get_mut(usize::from(y / DOTS.1));
        if let Some(cell) = row.and_then(|row| row.get_mut(usize::from(x / DOTS.0))) {
            *cell |= 1 << bit;
        }
    }
}

fn rows_per_column() -> f64 {
    (NORTH - SOUTH) / 360.0 * f64::from(DOTS.0) / f64::from(DOTS.1)
}

/// The longitudes at which land begins and ends along a latitude, from the west.
fn shores(latitude: f64) -> Vec<f64> {
    let rings = land().iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
    let crossed = rings.filter(|(a, b)| (a.latitude > latitude) != (b.latitude > latitude));
    let mut shores: Vec<f64> = crossed
        .map(|(a, b)| {
            let part = (latitude - a.latitude) / (b.latitude - a.latitude);
            a.longitude + part * (b.longitude - a.longitude)
        })
        .collect();
    shores.sort_by(f64::total_cmp);
    shores
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (u16, u16) = (60, 12);

    fn country(code: &str, count: usize) -> CountryFigures {
        let country = Country::from_code(code).unwrap();
        CountryFigures {
            name: country.name().to_owned(),
            country: Some(country),
            is_covered: country.is_covered(),
            count,
        }
    }

    fn is_land(map: &WorldMap, (latitude, longitude): (f64, f64)) -> bool {
        let (x, y) = map.cell(GeoPoint { latitude, longitude });
        map.rows()[usize::from(y)][usize::from(x)] != 0
    }

    #[test]
    fn points_lie_where_they_are_on_the_globe() {
        let map = WorldMap::of(SIZE);
        let at = |latitude, longitude| map.cell(GeoPoint { latitude, longitude });
        assert_eq!(at(NORTH, -180.0), (0, 0));
        assert_eq!(at(0.0, 0.0).0, 30, "Greenwich is the middle");
        assert!(at(47.0, 8.0).1 < at(-15.0, 8.0).1, "north is above");
        assert_eq!((at(90.0, -180.0), at(-90.0, 180.0)), ((0, 0), (59, 11)), "beyond is at the edge");
    }

    #[test]
    fn every_country_lies_between_the_edges() {
        for country in Country::all().filter(|country| country.code() != "AQ") {
            let latitude = country.point().unwrap().latitude;
            assert!((SOUTH..NORTH).contains(&latitude), "{country}: {latitude}");
        }
    }

    #[test]
    fn land_has_dots_and_sea_has_none() {
        for size in [SIZE, (32, 6), (96, 19)] {
            let map = WorldMap::of(size);
            for land in
                [(40.0, -100.0), (-10.0, -55.0), (50.0, 30.0), (0.0, 22.0), (35.0, 105.0), (-25.0, 135.0)]
            {
                assert!(is_land(&map, land), "{land:?} in {size:?}");
            }
            for sea in [(0.0, -30.0), (-30.0, 80.0), (30.0, -150.0), (-50.0, 0.0), (45.0, -35.0)] {
                assert!(!is_land(&map, sea), "{sea:?} in {size:?}");
            }
        }
    }

    #[test]
    fn dots_are_the_bits_of_braille_signs() {
        let mut map = WorldMap { columns: 1, rows: vec![vec![0]] };
        let dots = [
            (0, 0, 0x01),
            (0, 1, 0x02),
            (0, 2, 0x04),
            (1, 0, 0x08),
            (1, 1, 0x10),
            (1, 2, 0x20),
            (0, 3, 0x40),
            (1, 3, 0x80),
        ];
        for (x, y, bit) in dots {
            map.rows = vec![vec![0]];
            map.put(x, y);
            assert_eq!(map.rows, [[bit]], "{x} {y}");
        }
    }

    #[test]
    fn a_map_takes_what_its_list_can_spare() {
        assert_eq!(WorldMap::size_within((56, 22)), Some((56, 11)), "as wide as the room");
        assert_eq!(WorldMap::size_within((96, 20)), Some((63, 12)), "as high as leaves lines for the list");
        assert_eq!(WorldMap::size_within((56, 10)), Some((31, 6)));
        assert_eq!(WorldMap::size_within((56, 9)), None);
        assert_eq!(WorldMap::size_within((20, 30)), None);
    }

    #[test]
    fn marks_give_way_to_the_country_under_the_cursor() {
        let map = WorldMap::of((32, 6));
        let countries = [country("CD", 4), country("DE", 11), country("CH", 6), country("US", 21)];
        let shown = |lit| map.marks(&countries, lit).iter().map(|mark| mark.entry).collect::<Vec<_>>();
        assert_eq!(
            map.cell(countries[1].country.unwrap().point().unwrap()),
            map.marks(&countries, None)[1].at
        );
        assert_eq!(shown(None)[..2], [0, 1]);
        assert_eq!(shown(Some(2))[0], 2);
        assert!(map.marks(&countries, Some(2))[0].has_number);
    }

    #[test]
    fn a_number_hides_no_mark() {
        let map = WorldMap::of(SIZE);
        let countries = ["DE", "CH", "IT", "AT", "BE", "FR", "JP", "KR", "CN"].map(|code| country(code, 100));
        let marks = map.marks(&countries, None);
        for mark in marks.iter().filter(|mark| mark.has_number) {
            let is_free = |other: &MapMark| {
                other.at.1 != mark.at.1 || !(mark.at.0 + 1..=mark.at.0 + 3).contains(&other.at.0)
            };
            assert!(marks.iter().all(is_free), "{mark:?}");
        }
        assert!(marks.iter().any(|mark| mark.has_number) && marks.iter().any(|mark| !mark.has_number));
    }
}
