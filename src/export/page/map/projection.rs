//! The world on a flat map: the Natural Earth projection, which is made of sums and products alone, so that it gives the same
//! digits on every machine (T. Patterson, B. Šavrič, B. Jenny: "A polynomial equation for the Natural Earth projection", 2011).

use crate::domain::GeoPoint;

/// How wide the map is, in units of its picture.
pub(super) const WIDTH: f64 = 960.0;

/// The latitudes between which the map shows the world: no country lies further north, and further south there is ice alone.
const NORTH: f64 = 84.0;
const SOUTH: f64 = -57.0;

/// Half the width of the projected world, of a globe of radius 1.
const HALF: f64 = 0.8707 * std::f64::consts::PI;

/// A place on the map, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MapSpot {
    pub x: f64,
    pub y: f64,
}

/// How high the map is.
pub(super) fn height() -> f64 {
    (upright(NORTH) - upright(SOUTH)) * scale()
}

/// Where a point is on the map; what lies beyond its edges, at the edge.
pub(super) fn spot(point: GeoPoint) -> MapSpot {
    let latitude = point.latitude.clamp(SOUTH, NORTH);
    let x = point.longitude.to_radians() * breadth(latitude) * scale() + WIDTH / 2.0;
    MapSpot { x, y: (upright(NORTH) - upright(latitude)) * scale() }
}

fn scale() -> f64 {
    WIDTH / 2.0 / HALF
}

/// How broad a radian of longitude is at a latitude.
fn breadth(latitude: f64) -> f64 {
    let square = latitude.to_radians() * latitude.to_radians();
    let fourth = square * square;
    0.8707 - 0.131979 * square + fourth * (-0.013791 + fourth * (0.003971 * square - 0.001529 * fourth))
}

/// How far from the equator a latitude is.
fn upright(latitude: f64) -> f64 {
    let radians = latitude.to_radians();
    let square = radians * radians;
    let fourth = square * square;
    radians * (1.007226 + square * (0.015085 + fourth * (-0.044475 + 0.028874 * square - 0.005916 * fourth)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> MapSpot {
        spot(GeoPoint { latitude, longitude })
    }

    #[test]
    fn the_equator_spans_the_map_and_its_middle_is_greenwich() {
        let (west, middle, east) = (at(0.0, -180.0), at(0.0, 0.0), at(0.0, 180.0));
        assert!(
            west.x.abs() < 1e-9 && (middle.x - WIDTH / 2.0).abs() < 1e-9 && (east.x - WIDTH).abs() < 1e-9
        );
        assert!(at(60.0, 180.0).x < east.x, "it narrows to the poles");
    }

    #[test]
    fn north_is_above_and_what_is_beyond_stands_at_the_edge() {
        let heights = [84.0, 47.0, 0.0, -30.0, -57.0].map(|latitude| at(latitude, 8.0).y);
        assert!(heights.is_sorted() && heights[0] == 0.0, "{heights:?}");
        assert!((heights[4] - height()).abs() < 1e-9);
        assert_eq!(at(-90.0, 0.0).y, at(-57.0, 0.0).y);
    }

    #[test]
    fn it_is_the_projection_of_its_authors() {
        // From the table that they made the polynomial of: how long parallels are, of the equator.
        for (latitude, long) in [(30.0, 0.957), (45.0, 0.9006), (60.0, 0.8196)] {
            let ratio = breadth(latitude) / breadth(0.0);
            assert!((ratio - long).abs() < 0.002, "{latitude}: {ratio}");
        }
    }
}
