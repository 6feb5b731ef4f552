//! One listing in the format asked for.

use std::path::Path;

use serde::Serialize;

use super::args::Format;
use super::output;
use crate::Problem;
use crate::data::ron_options;
use crate::export::{Exporter, FormatWriter};
use crate::store::{Disk, write_atomic};
use crate::tabular::{ColumnKind, Table};
use crate::text::{pad_left, pad_right, visible, width};

/// Writes a listing: its table for reading and for CSV, its records for programs.
pub(super) fn emit<T: Serialize>(format: Format, table: &Table, records: &T) -> Result<(), Problem> {
    let text = match format {
        Format::Table => columns(table),
        Format::Csv => csv(table)?,
        Format::Json => escaped(&json(records)?, |c| format!("\\u{c:04x}")),
        Format::Ron => escaped(&ron(records)?, |c| format!("\\u{{{c:x}}}")),
    };
    output::out(&text)
}

fn failed(error: &dyn std::fmt::Display) -> Problem {
    Problem::new(format!("the listing cannot be written: {error}"), "", "please report this")
}

fn json<T: Serialize>(records: &T) -> Result<String, Problem> {
    serde_json::to_string_pretty(records).map(|text| text + "\n").map_err(|error| failed(&error))
}

fn ron<T: Serialize>(records: &T) -> Result<String, Problem> {
    let pretty = ron::ser::PrettyConfig::new().new_line("\n");
    ron_options().to_string_pretty(records, pretty).map(|text| text + "\n").map_err(|error| failed(&error))
}

/// The text with every character that a terminal could obey as an escape of the format; in JSON and RON
/// these can only stand in strings.
fn escaped(text: &str, escape: impl Fn(u32) -> String) -> String {
    let is_harmless = |c: char| c == '\n' || c.is_ascii_graphic() || c == ' ';
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let mut buffer = [0; 4];
        let one: &str = c.encode_utf8(&mut buffer);
        if is_harmless(c) || visible(one) == one {
            out.push(c);
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&escape(u32::from(*unit)));
            }
        }
    }
    out
}

/// The table as the bytes of a CSV file.
pub(super) fn csv_file(table: &Table) -> Result<Vec<u8>, Problem> {
    let Some(FormatWriter::Table(write)) = Exporter::by_id("csv").map(|exporter| exporter.writer) else {
        return Err(failed(&"there is no CSV writer"));
    };
    write(table).map_err(Problem::from)
}

/// Writes a table as CSV: into a new file, or to stdout.
pub(super) fn emit_csv(disk: &dyn Disk, file: Option<&Path>, table: &Table) -> Result<(), Problem> {
    let Some(file) = file else {
        return output::out(&csv(table)?);
    };
    check_new(disk, file)?;
    write_atomic(disk, file, &csv_file(table)?).map_err(|error| error.problem())?;
    output::out(&(visible(&format!("Written to {}", file.display())) + "\n"))
}

/// Refuses to write over a file.
pub(super) fn check_new(disk: &dyn Disk, file: &Path) -> Result<(), Problem> {
    if disk.stat_through(file).is_err() {
        return Ok(());
    }
    Err(Problem::new(
        "nothing was written: there is such a file already",
        visible(&file.display().to_string()),
        "give another name",
    ))
}

fn csv(table: &Table) -> Result<String, Problem> {
    let bytes = csv_file(table)?;
    let text = String::from_utf8(bytes).map_err(|error| failed(&error))?;
    // A byte order mark serves files that a spreadsheet opens; on stdout it would be part of the first word.
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// The table in columns, numbers on the right.
fn columns(table: &Table) -> String {
    let mut lines: Vec<Vec<String>> = vec![table.headers().map(visible).collect()];
    lines.extend(table.lines().map(|row| row.iter().map(|cell| visible(&cell.words())).collect()));
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|column| {
            lines.iter().filter_map(|line| line.get(column)).map(|text| width(text)).max().unwrap_or(0)
        })
        .collect();
    let mut out = String::new();
    for line in lines {
        let cells =
            line.iter().zip(&widths).zip(&table.columns).map(|((text, width), column)| match column.kind {
                ColumnKind::Number => pad_left(text, *width),
                ColumnKind::Text | ColumnKind::Date => pad_right(text, *width),
            });
        let cells: Vec<String> = cells.collect();
        out.push_str(cells.join("  ").trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::Cell;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_nothing_is_lost() {
        let name = "a\u{9b}31m\u{202e}é銅\n\"\u{e0001}";
        let text = escaped(&json(&[name]).unwrap(), |c| format!("\\u{c:04x}"));
        assert!(!text.contains(['\u{9b}', '\u{202e}', '\u{e0001}']), "{text}");
        let back: Vec<String> = serde_json::from_str(&text).unwrap();
        assert_eq!(back, [name]);
    }

    #[test]
    fn columns_stand_under_their_headers() {
        let mut table = Table::new(
            "t",
            jiff::civil::date(2022, 12, 31),
            &[("Name", ColumnKind::Text), ("N", ColumnKind::Number)],
        );
        table.rows = vec![vec![Cell::text("銅\u{1b}"), Cell::count(12)], vec![Cell::Empty, Cell::count(3)]];
        assert_eq!(columns(&table), "Name         N\n銅<U+001B>  12\n             3\n");
    }
}
