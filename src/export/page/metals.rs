//! Status by metal: a stacked bar a metal, and the same as a table.

use super::figures::{part, value};
use super::markup::{PageTable, Picture, bar, label, length, paragraph};
use super::words::words;
use super::{gap, says_all, status_class, statuses};
use crate::domain::Status;
use crate::report::{ANNEX_METALS, FigureKey, Report};

/// How broad the picture is, where bars begin, how long the longest is.
const BREADTH: f64 = 520.0;
const BARS_AT: f64 = 78.0;
const ROOM: f64 = 390.0;

/// From one bar to the next, and how high one is.
const STEP: f64 = 38.0;
const HIGH: f64 = 28.0;

/// How broad a character of a bar's number is at most.
const CHARACTER: f64 = 7.2;

/// A line of the table and its bar: what it is called, its number, its numbers by status, none where one is not known.
struct Line {
    name: &'static str,
    whole: usize,
    parts: Vec<(Status, Option<usize>)>,
}

/// The part of the page.
pub(super) fn metals(report: &Report, out: &mut String) {
    let words = &words().statuses;
    out.push_str(&paragraph("", &words.says));
    let (lines, total) = lines(report);
    if total.whole == 0 {
        return gap(&super::words::words().facilities.lacks, out);
    }
    out.push_str("<div class=\"beside\">\n");
    picture(report, &lines, out);
    table(report, &lines, &total, out);
    out.push_str("</div>\n");
    if total.parts.iter().any(|(status, known)| *status == Status::Unresolved && known.is_some_and(|n| n > 0))
    {
        gap(&words.lacks, out);
    }
}

fn lines(report: &Report) -> (Vec<Line>, Line) {
    let line = |name, whole: FigureKey, of: &dyn Fn(Status) -> FigureKey| {
        let parts = statuses(report).into_iter().map(|status| (status, value(report, &of(status)))).collect();
        Line { name, whole: report.figures.value(&whole), parts }
    };
    let metals = ANNEX_METALS.map(|metal| {
        line(metal.name(), FigureKey::Metal(metal), &|status| FigureKey::MetalStatus(metal, status))
    });
    (metals.into(), line("All", FigureKey::Facilities, &FigureKey::Status))
}

fn picture(report: &Report, lines: &[Line], out: &mut String) {
    let most = lines.iter().map(|line| line.whole).max().unwrap_or_default();
    let mut inside = legend(report);
    let mut told = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let at = 30.0 + STEP * number as f64;
        inside.push_str(&label((BARS_AT - 8.0, at + 19.0), "end", line.name));
        let end = stacked(line, most, at, &mut inside);
        inside.push_str(&label((end + 6.0, at + 19.0), "number", &line.whole.to_string()));
        told.push(format!("{}: {}", line.name, said(report, line)));
    }
    let (says, title) = (says_all(&told), &words().statuses.title);
    let size = (BREADTH, 30.0 + STEP * lines.len() as f64);
    Picture { id: "metals", title, says: &says, size, inside: &inside }.write(out);
}

/// Draws the parts of a bar beside each other; where it ends.
fn stacked(line: &Line, most: usize, top: f64, out: &mut String) -> f64 {
    let mut at = BARS_AT;
    for (status, known) in &line.parts {
        let value = known.unwrap_or_default();
        let long = length(value, most, ROOM);
        if value > 0 {
            out.push_str(&bar((at, top), (long, HIGH), status_class(*status)));
            let texts = [part(value, line.whole), value.to_string()];
            let fits = |text: &&String| text.len() as f64 * CHARACTER + 6.0 <= long;
            if let Some(text) = texts.iter().find(fits) {
                let class = format!("on {}", status_class(*status));
                out.push_str(&label((at + long / 2.0, top + 19.0), &class, text));
            }
        }
        at += long;
    }
    at
}

/// What each pattern means.
fn legend(report: &Report) -> String {
    let (mut out, mut at) = (String::new(), BARS_AT);
    for status in statuses(report) {
        let word = status.word(report.heading.style);
        out.push_str(&bar((at, 4.0), (14.0, 14.0), status_class(status)));
        out.push_str(&label((at + 19.0, 15.0), "", word));
        at += 19.0 + word.len() as f64 * CHARACTER + 16.0;
    }
    out
}

fn said(report: &Report, line: &Line) -> String {
    let style = report.heading.style;
    let parts = line
        .parts
        .iter()
        .map(|(status, known)| format!("{} {}", cell(*known, line.whole), status.word(style)));
    parts.collect::<Vec<_>>().join(", ")
}

fn cell(known: Option<usize>, whole: usize) -> String {
    known.map_or_else(|| words().not_recorded.clone(), |value| part(value, whole))
}

fn table(report: &Report, lines: &[Line], total: &Line, out: &mut String) {
    let style = report.heading.style;
    let mut headers = vec!["Metal"];
    headers.extend(statuses(report).iter().map(|status| status.word(style)));
    headers.push("Facilities");
    let mut table = PageTable::new(&words().statuses.title, &headers);
    for line in lines.iter().chain([total]) {
        let mut cells = vec![line.name.to_owned()];
        cells.extend(line.parts.iter().map(|(_, known)| cell(*known, line.whole)));
        cells.push(line.whole.to_string());
        table.rows.push(cells);
    }
    table.has_total = true;
    table.write(out);
}
