//! `rcoi match`.

use std::fmt::Write as _;

use rayon::prelude::*;

use super::args::{MatchArgs, MatchFormat};
use super::context::{CommandOutcome, Context};
use super::emit::check_new;
use super::{names_to_match, output, references};
use crate::Problem;
use crate::export::{Exporter, FormatWriter};
use crate::resolve::matching::lists::NameToMatch;
use crate::resolve::matching::{Candidate, Matched, NameQuery, Reference, distinct};
use crate::runtime::{clock, reading};
use crate::store::write_atomic;
use crate::tabular::{Cell, ColumnKind, Table};
use crate::text::visible;

pub(super) fn run(context: &Context, args: &MatchArgs) -> Result<CommandOutcome, Problem> {
    let format = format(args)?;
    if let Some(path) = &args.output {
        check_new(&*context.host.disk, path)?;
    }
    let reference = Reference::new(&references::entries(context, &args.reference, &args.aliases)?);
    let asked = names_to_match::asked(context, &args.names, args.with_ids)?;
    let rows = distinct(
        asked.iter().map(|row| NameQuery { leave_out: args.leave_one_out, ..row.query(args.with_ids) }),
    );
    let found: Vec<Matched> = rows.queries.par_iter().map(|query| reference.candidates(query)).collect();
    let answers: Vec<(&NameToMatch, &Matched)> =
        asked.iter().zip(&rows.of_row).filter_map(|(row, at)| Some((row, found.get(*at)?))).collect();
    let bytes = match format {
        MatchFormat::Tsv => tsv(&answers).into_bytes(),
        MatchFormat::Csv => written("csv", &table(&reference, &answers))?,
        MatchFormat::Xlsx => written("xlsx", &table(&reference, &answers))?,
    };
    match &args.output {
        Some(path) => write_atomic(&*context.host.disk, path, &bytes).map_err(|error| error.problem())?,
        None => output::out(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}'))?,
    }
    Ok(CommandOutcome::Good)
}

/// The format asked for, else that of the file's ending, else CSV.
fn format(args: &MatchArgs) -> Result<MatchFormat, Problem> {
    let Some(path) = &args.output else {
        let format = args.format.unwrap_or(MatchFormat::Csv);
        if format == MatchFormat::Xlsx {
            let remedy = "say with --output which file to write";
            return Err(Problem::new("a workbook is no text for stdout", "stdout", remedy));
        }
        return Ok(format);
    };
    let ending = reading::extension(&path.to_string_lossy()).to_ascii_lowercase();
    let by_ending = match ending.as_str() {
        "csv" => Some(MatchFormat::Csv),
        "tsv" => Some(MatchFormat::Tsv),
        "xlsx" => Some(MatchFormat::Xlsx),
        _ => None,
    };
    let format = args.format.or(by_ending).unwrap_or(MatchFormat::Csv);
    let is_workbook = |format| format == MatchFormat::Xlsx;
    let differs = by_ending.is_some_and(|other| is_workbook(other) != is_workbook(format));
    // Excel takes these for workbooks of other kinds.
    if differs || ["xls", "xlsm", "xlsb"].contains(&ending.as_str()) {
        let format = if is_workbook(format) { "an XLSX workbook" } else { "text" };
        return Err(Problem::new(
            format!("nothing was written: a file named .{} does not hold {format}", visible(&ending)),
            references::shown(path),
            "name it .xlsx, .csv or .tsv and leave --format out, or let both say the same",
        ));
    }
    Ok(format)
}

/// As programs read it: id, ranked candidates, decision, band.
fn tsv(answers: &[(&NameToMatch, &Matched)]) -> String {
    let mut out = String::new();
    for (asked, matched) in answers {
        let ranked: Vec<String> = matched
            .candidates
            .iter()
            .map(|found| format!("{}:{:.6}", found.whose, found.probability))
            .collect();
        let decided = matched.candidates.first().filter(|found| found.probability >= 0.5);
        let decision = decided.map_or("NONE".to_owned(), |found| found.whose.to_string());
        let id = asked.id.replace(['\t', '\n'], " ");
        writeln!(out, "{id}\t{}\t{decision}\t{}", ranked.join(" "), matched.band.key()).ok();
    }
    out
}

fn table(reference: &Reference, answers: &[(&NameToMatch, &Matched)]) -> Table {
    let columns = [
        ("Row", ColumnKind::Text),
        ("Metal", ColumnKind::Text),
        ("Name as written", ColumnKind::Text),
        ("Country as written", ColumnKind::Text),
        ("Band", ColumnKind::Text),
        ("CID", ColumnKind::Text),
        ("Standard name", ColumnKind::Text),
        ("Country", ColumnKind::Text),
        ("Listed", ColumnKind::Text),
        ("Found by", ColumnKind::Text),
        ("Percent", ColumnKind::Number),
        ("Why", ColumnKind::Text),
        ("Next", ColumnKind::Text),
        ("Under another metal", ColumnKind::Text),
    ];
    let mut table = Table::new("Matches", clock::today(), &columns);
    table.rows = answers.iter().map(|(asked, matched)| row(reference, asked, matched)).collect();
    table
}

fn row(reference: &Reference, asked: &NameToMatch, matched: &Matched) -> Vec<Cell> {
    let best = matched.candidates.first();
    let facility = best.and_then(|best| reference.facilities().get(best.facility));
    let next = matched.candidates.iter().skip(1).take(3).filter_map(|found| {
        let facility = reference.facilities().get(found.facility)?;
        Some(format!("{} {}", found.whose, facility.name))
    });
    let elsewhere = matched.elsewhere.iter().filter_map(|found| under_another_metal(reference, found));
    let percent = best.map_or(0.0, |best| (best.probability * 100.0).round());
    let why = best.map(|best| reference.explain(&asked.query(false), best));
    vec![
        Cell::text(&asked.id),
        Cell::text(&asked.metal_written),
        Cell::text(&asked.name),
        Cell::text(&asked.country_written),
        Cell::text(matched.band.key()),
        Cell::text(best.map_or(String::new(), |best| best.whose.to_string())),
        Cell::text(facility.map_or("", |facility| facility.name.as_str())),
        Cell::text(facility.and_then(|facility| facility.country).map_or("", |country| country.name())),
        Cell::text(facility.map_or("", |facility| if facility.is_listed { "yes" } else { "removed" })),
        Cell::text(best.map_or("", |best| best.how.word())),
        Cell::Number(percent as i64),
        Cell::text(why.map_or(String::new(), |why| why.text())),
        Cell::text(next.collect::<Vec<_>>().join("; ")),
        Cell::text(elsewhere.collect::<Vec<_>>().join("; ")),
    ]
}

/// A facility of another metal that bears the name: "Yunling Tin (Tin, CID900302)".
fn under_another_metal(reference: &Reference, found: &Candidate) -> Option<String> {
    let facility = reference.facilities().get(found.facility)?;
    Some(format!("{} ({}, {})", facility.name, facility.metal, found.whose))
}

fn written(format: &str, table: &Table) -> Result<Vec<u8>, Problem> {
    let failed = |error: &dyn std::fmt::Display| {
        Problem::new(format!("the matches cannot be written: {error}"), "", "please report this")
    };
    let Some(FormatWriter::Table(write)) = Exporter::by_id(format).map(|exporter| exporter.writer) else {
        return Err(failed(&format!("there is no writer for {format}")));
    };
    write(table).map_err(|error| failed(&error))
}
