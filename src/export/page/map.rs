//! Where facilities are: a map of the world with a circle a country, and the countries as a table.

mod names;
mod projection;

use std::collections::BTreeSet;

use self::names::{MapBox, place_names};
use self::projection::{MapSpot, WIDTH, height, spot};
use super::figures::{part, value};
use super::gap;
use super::markup::{PageTable, Picture, label, paragraph, px};
use super::words::words;
use crate::domain::{Country, GeoPoint, land};
use crate::export::htm::escape;
use crate::export::tables::shown_place;
use crate::report::{FigureKey, Location, Report};
use crate::text::count;

/// The radius of the largest circle, and the least that is seen.
const LARGEST: f64 = 26.0;
const LEAST: f64 = 1.8;

/// How high the legend below the map is.
const LEGEND: f64 = 64.0;

/// A country with facilities.
struct Placed {
    country: Country,
    count: usize,
    at: MapSpot,
    radius: f64,
}

/// The part of the page.
pub(super) fn map(report: &Report, out: &mut String) {
    let words = words();
    let all = placed(report);
    if all.is_empty() {
        return gap(
            if report.annex.rows.is_empty() { &words.facilities.lacks } else { &words.map.lacks },
            out,
        );
    }
    out.push_str(&paragraph("", &words.map.says));
    picture(&all, out);
    out.push_str(&paragraph("about", &words.letters));
    let unplaced = value(report, &FigureKey::NotLocated).unwrap_or_default();
    if unplaced > 0 {
        let lacking = count(unplaced, "facility", "facilities");
        gap(&format!("{lacking} {}", words.not_on_map), out);
    }
    table(report, out);
}

/// The countries that have a point, the most frequent first.
fn placed(report: &Report) -> Vec<Placed> {
    let known = |(place, value): (&Location, usize)| match place {
        Location::Known(country) => Some((*country, value, country.point()?)),
        Location::Written(_) | Location::NotStated => None,
    };
    let places = report.figures.places().map(|(place, figure)| (place, figure.value));
    let known: Vec<(Country, usize, GeoPoint)> = places.filter_map(known).collect();
    let most = known.iter().map(|(_, count, _)| *count).max().unwrap_or(1);
    let one = |(country, count, point): (Country, usize, GeoPoint)| Placed {
        country,
        count,
        at: spot(point),
        radius: radius(count, most),
    };
    known.into_iter().map(one).collect()
}

/// The radius of a circle whose area is as the count, of which the greatest has the largest.
fn radius(count: usize, most: usize) -> f64 {
    ((count as f64 / most.max(1) as f64).sqrt() * LARGEST).max(LEAST)
}

fn picture(all: &[Placed], out: &mut String) {
    let mut inside = ground();
    for covered in Country::all().filter(Country::is_covered) {
        if !all.iter().any(|each| each.country == covered) {
            inside.push_str(&covered.point().map(|point| diamond(spot(point))).unwrap_or_default());
        }
    }
    all.iter().for_each(|each| circle(each, &mut inside));
    names(all, &mut inside);
    legend(all, &mut inside);
    let told: Vec<String> =
        all.iter().map(|each| format!("{} {}", each.country.name(), each.count)).collect();
    let (says, title) = (super::says_all(&told), &words().map.title);
    let size = (WIDTH, height() + LEGEND);
    out.push_str("<div class=\"scrolls\">\n");
    Picture { id: "map", title, says: &says, size, inside: &inside }.write(out);
    out.push_str("</div>\n");
}

/// The land, and lines of latitude and longitude.
fn ground() -> String {
    let rings = land().iter().map(|ring| path(ring.iter().copied(), true));
    let land: String = rings.collect();
    let parallel =
        |latitude: f64| path([-180.0, 180.0].map(|longitude| GeoPoint { latitude, longitude }), false);
    let meridian = |longitude: f64| {
        path((-57..=84).step_by(3).map(|at| GeoPoint { latitude: f64::from(at), longitude }), false)
    };
    let parallels = [60.0, 30.0, 0.0, -30.0].map(parallel).concat();
    let meridians: String = (-180..=180).step_by(60).map(|at| meridian(f64::from(at))).collect();
    format!("<path class=\"net\" d=\"{parallels}{meridians}\"/>\n<path class=\"land\" d=\"{land}\"/>\n")
}

/// A line through points, in steps from one to the next.
fn path(points: impl IntoIterator<Item = GeoPoint>, closed: bool) -> String {
    let mut out = String::new();
    for (number, at) in points.into_iter().map(spot).enumerate() {
        let letter = if number == 0 { "M" } else { "L" };
        out.push_str(&format!("{letter}{} {}", px(at.x), px(at.y)));
    }
    if closed { out + "Z" } else { out }
}

fn circle(each: &Placed, out: &mut String) {
    let class = if each.country.is_covered() { "spot covered" } else { "spot" };
    let title = escape(&format!("{}: {}", each.country.name(), count(each.count, "facility", "facilities")));
    let (x, y, radius) = (px(each.at.x), px(each.at.y), px(each.radius));
    out.push_str(&format!(
        "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"><title>{title}</title></circle>\n"
    ));
}

/// The mark of a Covered Country without a facility.
fn diamond(at: MapSpot) -> String {
    let corner = |x: f64, y: f64| format!("{},{}", px(at.x + x), px(at.y + y));
    let corners = [corner(0.0, -4.5), corner(4.5, 0.0), corner(0.0, 4.5), corner(-4.5, 0.0)].join(" ");
    format!("<polygon class=\"none\" points=\"{corners}\"/>\n")
}

/// Codes with numbers beside the circles, as far as there is room: Covered Countries first, then the most frequent.
fn names(all: &[Placed], out: &mut String) {
    let mut order: Vec<&Placed> = all.iter().collect();
    order.sort_by_key(|each| (!each.country.is_covered(), std::cmp::Reverse(each.count), each.country));
    let circles: Vec<MapBox> = all.iter().map(|each| MapBox::around(each.at, each.radius)).collect();
    let wanted: Vec<(MapSpot, f64, String)> =
        order.iter().map(|each| (each.at, each.radius, format!("{} {}", each.country, each.count))).collect();
    for ((at, text), each) in place_names(&wanted, &circles, (WIDTH, height())).into_iter().zip(order) {
        let class = if each.country.is_covered() { "code covered" } else { "code" };
        if let Some(at) = at {
            out.push_str(&label((at.x, at.y), class, &text));
        }
    }
}

/// What circles and marks mean, below the map.
fn legend(all: &[Placed], out: &mut String) {
    let [facilities, lit, without] = &words().legend;
    let most = all.iter().map(|each| each.count).max().unwrap_or(1);
    let (row, mut x) = (height() + 34.0, 10.0);
    for sample in BTreeSet::from([1, most.div_ceil(4), most]) {
        let wide = radius(sample, most);
        out.push_str(&format!(
            "<circle class=\"spot\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n",
            px(x + wide),
            px(row),
            px(wide)
        ));
        out.push_str(&label((x + wide * 2.0 + 5.0, row + 4.0), "code", &sample.to_string()));
        x += wide * 2.0 + 16.0 + sample.to_string().len() as f64 * 7.0;
    }
    out.push_str(&label((x, row + 4.0), "code", facilities));
    x += 84.0;
    out.push_str(&format!(
        "<circle class=\"spot covered\" cx=\"{}\" cy=\"{}\" r=\"7\"/>\n",
        px(x),
        px(row - 9.0)
    ));
    out.push_str(&label((x + 14.0, row - 5.0), "code", lit));
    out.push_str(&diamond(MapSpot { x, y: row + 13.0 }));
    out.push_str(&label((x + 14.0, row + 17.0), "code", without));
}

fn table(report: &Report, out: &mut String) {
    let whole = report.figures.value(&FigureKey::Facilities);
    let mut table = PageTable::new(
        "Facilities by country",
        &["Country", "Code", "Facilities and share", "Covered Country"],
    );
    for (place, figure) in report.figures.places() {
        let code = if let Location::Known(country) = place { country.code() } else { "" };
        let covered = if place.is_covered() { "yes" } else { "" };
        let name = shown_place(place).to_owned();
        table.rows.push(vec![name, code.to_owned(), part(figure.value, whole), covered.to_owned()]);
    }
    table.rows.push(vec!["All".to_owned(), String::new(), part(whole, whole), String::new()]);
    table.has_total = true;
    out.push_str("<div class=\"columns\">\n");
    table.write(out);
    out.push_str("</div>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixture;

    #[test]
    fn areas_are_as_the_counts() {
        assert_eq!((radius(100, 100), radius(25, 100)), (LARGEST, LARGEST / 2.0));
        assert_eq!(radius(1, 1_000_000), LEAST, "one is seen beside many");
    }

    #[test]
    fn every_country_with_facilities_has_a_circle_and_covered_ones_are_lit() {
        let report = fixture::report(&fixture::workspace()).unwrap();
        let mut out = String::new();
        map(&report, &mut out);
        let (drawn, _) = out.split_once("</svg>").unwrap();
        for name in ["KOREA, REPUBLIC OF", "SWITZERLAND", "RWANDA", "GERMANY", "BRAZIL", "INDONESIA"] {
            assert_eq!(drawn.matches(&format!("<title>{name}: 1 facility</title>")).count(), 1, "{name}");
        }
        assert_eq!(drawn.matches("spot covered").count(), 2, "Rwanda, and the legend");
        assert_eq!(drawn.matches("<polygon class=\"none\"").count(), 10, "nine others, and the legend");
        assert!(out.contains("2 facilities not on the map"), "Freedonia and one without a country");
        assert!(out.contains("<th scope=\"row\">Freedonia</th>") && out.contains("Not stated"));
    }
}
