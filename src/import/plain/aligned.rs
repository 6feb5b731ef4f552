//! Rows whose cells are set apart by tabs or by more than one blank, as tables.

use super::{LineUse, LineUses, PlainLine};
use crate::import::FacilityColumn;
use crate::import::filing::{Placed, cells};
use crate::import::html::tokens::RawCell;
use crate::import::names::ends_in_country;
use crate::import::plain::parts::is_value;

/// Cells this near to where a column begins belong to it, in characters.
const NEAR: usize = 1;
/// What a cell is known as by itself.
const VALUES: [FacilityColumn; 4] =
    [FacilityColumn::Metal, FacilityColumn::Cid, FacilityColumn::Country, FacilityColumn::Status];
/// The numbers of these tables begin here.
const FIRST_TABLE: usize = 2_000_000;

/// The rows of texts in columns.
pub fn find(lines: &[PlainLine<'_>], used: &LineUses) -> LineUses {
    let mut uses = LineUses::new();
    let mut open: Vec<(usize, Vec<Placed<'_>>)> = Vec::new();
    let mut table = FIRST_TABLE;
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() {
            continue;
        }
        let placed = cells(line.text);
        let filled = placed.iter().filter(|(_, cell)| !cell.is_empty()).count();
        let below = open.last().is_some_and(|(last, _)| last + 1 == at) && line.text.starts_with([' ', '\t']);
        if !used.contains_key(&at) && (filled > 1 || (filled == 1 && below)) {
            open.push((at, placed));
        } else {
            uses.extend(rows(&std::mem::take(&mut open), lines, table));
            table += 1;
        }
    }
    uses.extend(rows(&open, lines, table));
    uses
}

/// The rows of lines that follow each other.
fn rows(found: &[(usize, Vec<Placed<'_>>)], lines: &[PlainLine<'_>], table: usize) -> LineUses {
    let starts = starts(found);
    let mut uses = LineUses::new();
    let mut last: Option<usize> = None;
    for (at, cells) in found {
        let number = lines.get(*at).map_or(0, |line| line.number);
        let texts = by_column(cells, &starts);
        let above = last.and_then(|last| uses.get_mut(&last));
        if let Some(LineUse::Rows(_, rows)) = above
            && let Some(row) = rows.last_mut().filter(|row| is_rest(row, &texts))
        {
            append(row, &texts);
            uses.insert(*at, LineUse::Part);
            continue;
        }
        if let Some(lost) = lost_gap(&texts) {
            let why = format!(
                "where the name ends and the country begins in \u{201c}{lost}\u{201d} cannot be told"
            );
            uses.insert(*at, LineUse::Open(why));
            last = None;
            continue;
        }
        let row = texts.into_iter().map(|text| RawCell { line: number, text, columns: 1, rows: 1 });
        uses.insert(*at, LineUse::Rows(table, vec![row.collect()]));
        last = Some(*at);
    }
    uses
}

/// The cell of a row that lacks one which ends in a country, as where a gap was lost.
fn lost_gap(texts: &[String]) -> Option<&String> {
    let country = |text: &&String| is_value(FacilityColumn::Country, text);
    let lacks = texts.iter().any(String::is_empty) && !texts.iter().any(|text| country(&text));
    texts.iter().find(|text| lacks && ends_in_country(text))
}

/// Where the columns begin: in the line with the most cells.
fn starts(found: &[(usize, Vec<Placed<'_>>)]) -> Vec<usize> {
    let most = found.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let line = found.iter().find(|(_, cells)| cells.len() == most);
    line.into_iter().flat_map(|(_, cells)| cells.iter().map(|(at, _)| *at)).collect()
}

/// The texts of cells by their columns: by order in full lines and where places do not tell.
fn by_column(cells: &[Placed<'_>], starts: &[usize]) -> Vec<String> {
    let mut texts = vec![String::new(); starts.len()];
    let in_order = || cells.iter().map(|(_, text)| (*text).to_owned()).collect();
    if cells.len() >= starts.len() {
        return in_order();
    }
    for (at, text) in cells {
        let column = starts.iter().rposition(|start| *start <= at + NEAR).unwrap_or(0);
        match texts.get_mut(column) {
            Some(slot) if slot.is_empty() => (*text).clone_into(slot),
            Some(_) | None => return in_order(),
        }
    }
    texts
}

/// Whether texts are the rest of the row above: the first column is empty, none of them is a value by itself, and no value
/// above them ends to be one with them.
fn is_rest(above: &[RawCell], texts: &[String]) -> bool {
    let is_known = |text: &str| VALUES.into_iter().any(|column| is_value(column, text));
    let fits = |(cell, text): (&RawCell, &String)| {
        text.is_empty() || !is_known(&cell.text) || is_known(&format!("{} {text}", cell.text))
    };
    texts.first().is_some_and(String::is_empty)
        && !texts.iter().any(|text| is_known(text))
        && above.iter().zip(texts).all(fits)
}

fn append(row: &mut [RawCell], texts: &[String]) {
    for (cell, text) in row.iter_mut().zip(texts).filter(|(_, text)| !text.is_empty()) {
        if !cell.text.is_empty() {
            cell.text.push(' ');
        }
        cell.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_belong_to_the_columns_below_which_they_stand() {
        let text = "Metal  Name       Country\nGold   Dowa       JAPAN\n       Boreal     KOREA, REPUBLIC\n                  OF\n";
        let lines: Vec<PlainLine<'_>> =
            (1..).zip(text.lines()).map(|(number, text)| PlainLine { number, text }).collect();
        let rows = find(&lines, &LineUses::new()).into_values().filter_map(|used| match used {
            LineUse::Rows(_, rows) => {
                Some(rows.concat().into_iter().map(|cell| cell.text).collect::<Vec<_>>().join("|"))
            }
            LineUse::Part | LineUse::Open(_) => None,
        });
        let rows: Vec<String> = rows.collect();
        assert_eq!(rows, ["Metal|Name|Country", "Gold|Dowa|JAPAN", "|Boreal|KOREA, REPUBLIC OF"]);
    }
}
