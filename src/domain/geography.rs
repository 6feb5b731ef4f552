//! Where countries are, and where land is, for small maps of the world; in no projection and for no medium.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Country;
use crate::data::embedded;

/// A point of the globe, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(from = "(f64, f64)")]
pub struct GeoPoint {
    /// North of the equator; -90 to 90.
    pub latitude: f64,
    /// East of Greenwich; -180 to 180.
    pub longitude: f64,
}

impl From<(f64, f64)> for GeoPoint {
    fn from((latitude, longitude): (f64, f64)) -> Self {
        Self { latitude, longitude }
    }
}

static POINTS: LazyLock<BTreeMap<Country, GeoPoint>> =
    LazyLock::new(|| embedded("data/coordinates.ron", include_str!("../../data/coordinates.ron")));

static LAND: LazyLock<Vec<Vec<GeoPoint>>> =
    LazyLock::new(|| embedded("data/land.ron", include_str!("../../data/land.ron")));

impl Country {
    /// A point that stands for the country: near its middle, not where anything in it is.
    pub fn point(self) -> Option<GeoPoint> {
        POINTS.get(&self).copied()
    }
}

/// The outlines of the land, each a ring that is closed from its last point to its first; without Antarctica, lakes and small islands.
pub fn land() -> &'static [Vec<GeoPoint>] {
    &LAND
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_on_the_globe(point: &GeoPoint) -> bool {
        point.latitude.abs() <= 90.0 && point.longitude.abs() <= 180.0
    }

    #[test]
    fn every_country_has_a_point() {
        let lacking: Vec<Country> = Country::all().filter(|country| country.point().is_none()).collect();
        assert_eq!(lacking, []);
        assert_eq!(POINTS.len(), Country::all().count());
        assert!(POINTS.values().all(is_on_the_globe));
    }

    #[test]
    fn north_and_east_are_positive() {
        let of = |code: &str| Country::from_code(code).and_then(Country::point).unwrap();
        assert_eq!(of("CH"), GeoPoint { latitude: 47.0, longitude: 8.0 });
        let (brazil, japan) = (of("BR"), of("JP"));
        assert!(brazil.latitude < 0.0 && brazil.longitude < 0.0, "{brazil:?}");
        assert!(japan.latitude > 30.0 && japan.longitude > 130.0, "{japan:?}");
    }

    /// Whether a point lies within a ring, by how often a line to the east of it crosses it.
    fn is_within(point: GeoPoint, ring: &[GeoPoint]) -> bool {
        let edges = ring.iter().zip(ring.iter().cycle().skip(1));
        let crossed = edges.filter(|(a, b)| {
            let spans = (a.latitude > point.latitude) != (b.latitude > point.latitude);
            let part = (point.latitude - a.latitude) / (b.latitude - a.latitude);
            spans && point.longitude < a.longitude + part * (b.longitude - a.longitude)
        });
        crossed.count() % 2 == 1
    }

    #[test]
    fn rings_of_land_hold_the_large_countries_and_no_sea() {
        assert!(land().iter().all(|ring| ring.len() > 2 && ring.iter().all(is_on_the_globe)));
        let is_land = |point: GeoPoint| land().iter().any(|ring| is_within(point, ring));
        for code in ["US", "BR", "CD", "CN", "RU", "AU", "IN", "DE", "GL", "MG"] {
            assert!(Country::from_code(code).and_then(Country::point).is_some_and(is_land), "{code}");
        }
        for sea in [(0.0, -30.0), (-30.0, 80.0), (30.0, -150.0), (-60.0, 0.0)] {
            assert!(!is_land(sea.into()), "{sea:?}");
        }
    }
}
