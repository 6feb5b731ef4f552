//! Names beside circles, so that none lies on another or on a circle.

use super::projection::MapSpot;

/// How broad a character of a name is at most, and how high a line.
const CHARACTER: f64 = 6.6;
const LINE: f64 = 12.0;

/// A rectangle along the axes of the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MapBox {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl MapBox {
    /// The square around a circle.
    pub fn around(at: MapSpot, radius: f64) -> Self {
        Self { left: at.x - radius, top: at.y - radius, right: at.x + radius, bottom: at.y + radius }
    }

    /// That of a text whose line begins at `at`.
    fn of_text(at: MapSpot, text: &str) -> Self {
        let width = text.chars().count() as f64 * CHARACTER;
        Self { left: at.x, top: at.y - LINE + 3.0, right: at.x + width, bottom: at.y + 3.0 }
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn is_within(&self, (width, height): (f64, f64)) -> bool {
        self.left >= 0.0 && self.top >= 0.0 && self.right <= width && self.bottom <= height
    }
}

/// Where each name begins: to the right of its circle, else to the left, above, below or at a corner; nowhere where all of these are taken. The
/// first ones have the choice.
pub(super) fn place_names(
    wanted: &[(MapSpot, f64, String)],
    circles: &[MapBox],
    map: (f64, f64),
) -> Vec<(Option<MapSpot>, String)> {
    let mut taken: Vec<MapBox> = Vec::new();
    let mut placed = Vec::new();
    for (at, radius, text) in wanted {
        let own = MapBox::around(*at, *radius);
        let free = |place: &MapSpot| {
            let here = MapBox::of_text(*place, text);
            let on_circle = circles.iter().any(|circle| *circle != own && here.meets(circle));
            here.is_within(map) && !on_circle && !taken.iter().any(|other| here.meets(other))
        };
        let found = places(*at, *radius, text).into_iter().find(free);
        taken.extend(found.map(|place| MapBox::of_text(place, text)));
        placed.push((found, text.clone()));
    }
    placed
}

fn places(at: MapSpot, radius: f64, text: &str) -> [MapSpot; 8] {
    let width = text.chars().count() as f64 * CHARACTER;
    // A corner of the square within the circle is the nearest that a name comes to it.
    let (beside, half, corner) = (radius + 3.0, width / 2.0, radius * 0.75 + 1.0);
    [
        MapSpot { x: at.x + beside, y: at.y + 4.0 },
        MapSpot { x: at.x - beside - width, y: at.y + 4.0 },
        MapSpot { x: at.x - half, y: at.y - beside - 2.0 },
        MapSpot { x: at.x - half, y: at.y + beside + 9.0 },
        MapSpot { x: at.x + corner, y: at.y - corner - 2.0 },
        MapSpot { x: at.x - corner - width, y: at.y - corner - 2.0 },
        MapSpot { x: at.x + corner, y: at.y + corner + 9.0 },
        MapSpot { x: at.x - corner - width, y: at.y + corner + 9.0 },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_lies_on_another_or_on_a_circle() {
        // A crowd of circles, closer to each other than names are long.
        let crowd: Vec<(MapSpot, f64, String)> = (0..60)
            .map(|n| {
                let (x, y) = (f64::from(n % 10) * 21.0 + 30.0, f64::from(n / 10) * 17.0 + 30.0);
                (MapSpot { x, y }, 5.0, format!("AA {n}"))
            })
            .collect();
        let circles: Vec<MapBox> = crowd.iter().map(|(at, radius, _)| MapBox::around(*at, *radius)).collect();
        let placed = place_names(&crowd, &circles, (300.0, 200.0));
        let boxes: Vec<MapBox> =
            placed.iter().filter_map(|(at, text)| Some(MapBox::of_text((*at)?, text))).collect();
        assert!(placed.len() == 60 && boxes.len() > 10, "{}", boxes.len());
        for (number, one) in boxes.iter().enumerate() {
            assert!(boxes.iter().skip(number + 1).all(|other| !one.meets(other)), "{number}");
            assert!(one.is_within((300.0, 200.0)), "{number}");
        }
    }

    #[test]
    fn a_name_alone_stands_on_the_right_and_at_the_edge_on_the_left() {
        let place = |x: f64| {
            let wanted = [(MapSpot { x, y: 50.0 }, 5.0, "US 9".to_owned())];
            place_names(&wanted, &[], (100.0, 100.0))[0].0.unwrap().x
        };
        assert!(place(20.0) > 20.0 && place(95.0) < 95.0);
    }
}
