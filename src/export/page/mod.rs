//! The page for management: one file of HTML with pictures in it, without script and without anything from elsewhere. It is made
//! of the report alone, so that it has nothing internal to give away; beside every picture stands a table with the same numbers.
//!
//! - `words`, `figures`, `markup`: its words, the report's figures as it shows them, how it is written.
//! - `bars`: bars under each other, of which `funnel` and `years` are made; `metals` has stacked ones, `map` the world.
//! - `basis`: what statuses rest on, and what is missing.

mod bars;
mod basis;
mod figures;
mod funnel;
mod map;
mod markup;
mod metals;
mod words;
mod years;

use super::DRAFT;
use super::htm::escape;
use crate::domain::Status;
use crate::report::{FigureKey, InquiryKey, Report, long_date};
use crate::text::clean;
use figures::{part, value};
use markup::paragraph;
use words::{PartWords, words};

/// How it looks: in light and in dark, on a telephone, on paper.
const STYLE: &str = include_str!("../../../assets/templates/page.css");

/// The patterns of the statuses, so that none is told by its colour alone.
const PATTERNS: &str = include_str!("../../../assets/templates/page_patterns.svg");

/// What the browser may load: nothing.
const NOTHING: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// What the page says of itself.
pub(super) const NOT_FILED: &str = "This page is not filed";

/// The text of the file.
pub fn write(report: &Report) -> String {
    let words = words();
    let (company, year) = (escape(&clean(&report.heading.company)), report.heading.year);
    let subject = escape(&words.subject);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{NOTHING}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{company} - {subject} {year}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{PATTERNS}<main>\n"
    );
    out.push_str(&format!("<header>\n<h1>{company}</h1>\n<p class=\"subject\">{subject} {year}</p>\n"));
    if report.is_draft() {
        out.push_str(&paragraph("draft", DRAFT));
    }
    days(report, &mut out);
    out.push_str(&paragraph("about", &words.about));
    out.push_str("</header>\n");
    headline(report, &mut out);
    for (part, write) in [
        (&words.funnel, funnel::funnel as fn(&Report, &mut String)),
        (&words.statuses, metals::metals),
        (&words.map, map::map),
        (&words.years, years::years),
        (&words.basis, basis::basis),
        (&words.gaps, basis::gaps),
    ] {
        section(part, report, write, &mut out);
    }
    out.push_str(&format!("<footer>{}</footer>\n</main>\n</body>\n</html>\n", escape(&words.foot)));
    out
}

fn section(words: &PartWords, report: &Report, write: fn(&Report, &mut String), out: &mut String) {
    out.push_str(&format!("<section>\n<h2>{}</h2>\n", escape(&words.title)));
    write(report, out);
    out.push_str("</section>\n");
}

/// The days that the figures are of.
fn days(report: &Report, out: &mut String) {
    let (heading, basis, words) = (&report.heading, &report.basis, words());
    let days = [Some(heading.period_end), basis.statuses_of, basis.counted_by, Some(heading.due)];
    out.push_str("<dl class=\"days\">\n");
    for (what, day) in words.days.iter().zip(days) {
        let day = day.map_or_else(|| words.not_recorded.clone(), long_date);
        out.push_str(&format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escape(what), escape(&day)));
    }
    out.push_str("</dl>\n");
}

/// The few figures that everybody asks for.
fn headline(report: &Report, out: &mut String) {
    let style = report.heading.style;
    let inquiry = FigureKey::Inquiry;
    let facilities = FigureKey::Facilities;
    let tiles = [
        (inquiry(InquiryKey::Answered), Some(inquiry(InquiryKey::Asked))),
        (facilities.clone(), None),
        (FigureKey::Status(Status::Conformant), Some(facilities.clone())),
        (FigureKey::Status(Status::Indeterminable), Some(facilities.clone())),
        (FigureKey::Status(Status::Unresolved), Some(facilities.clone())),
        (FigureKey::Countries, None),
        (FigureKey::Covered, None),
    ];
    out.push_str(&format!("<section>\n<h2>{}</h2>\n<dl class=\"tiles\">\n", escape(&words().headline)));
    let is_told = |key: &FigureKey| {
        // That no status is unresolved goes without saying.
        *key != FigureKey::Status(Status::Unresolved) || value(report, key).is_some_and(|count| count > 0)
    };
    for (key, of) in tiles.into_iter().filter(|(key, _)| is_told(key)) {
        let whole = of.map(|whole| value(report, &whole).unwrap_or_default());
        let text = match (value(report, &key), whole) {
            (Some(value), Some(whole)) => part(value, whole),
            (Some(value), None) => value.to_string(),
            (None, _) => words().not_recorded.clone(),
        };
        let title = escape(&key.title(style));
        out.push_str(&format!("<div><dd>{}</dd><dt>{title}</dt></div>\n", escape(&text)));
    }
    out.push_str("</dl>\n</section>\n");
}

/// What is missing, with what to do.
fn gap(lacks: &str, out: &mut String) {
    out.push_str(&paragraph("gap", &format!("[Missing: {lacks}]")));
}

/// What a picture shows, in one sentence.
fn says_all(told: &[String]) -> String {
    format!("{}.", told.join("; "))
}

/// The statuses that pictures show: those that lists know, and Unresolved where any facility is.
fn statuses(report: &Report) -> Vec<Status> {
    super::tables::statuses(report)
}

/// How a status looks.
fn status_class(status: Status) -> &'static str {
    match status {
        Status::Conformant => "conformant",
        Status::Active => "active",
        Status::Indeterminable => "indeterminable",
        Status::Unresolved => "unresolved",
    }
}

#[cfg(test)]
mod tests;
