//! The formulas of the smelter list, in our own words but to the same effect, so that a spreadsheet program
//! comes to the values that stand beside them.

use crate::domain::cmrt::SmelterColumn;

/// The columns that follow from the ID, with the column of the look-up that they take.
const BY_ID: [(SmelterColumn, char); 2] = [(SmelterColumn::Metal, 'A'), (SmelterColumn::LookUp, 'C')];

/// The columns that follow from metal and name, with the column of the look-up that they take.
const BY_MATCH: [(SmelterColumn, char); 6] = [
    (SmelterColumn::Country, 'D'),
    (SmelterColumn::Id, 'E'),
    (SmelterColumn::IdSource, 'F'),
    (SmelterColumn::Street, 'G'),
    (SmelterColumn::City, 'H'),
    (SmelterColumn::State, 'I'),
];

/// The columns that follow from the name before 5.x, with the place in the list that they take.
const OLD: [(SmelterColumn, u8); 3] =
    [(SmelterColumn::Name, 1), (SmelterColumn::Country, 2), (SmelterColumn::Id, 4)];

/// The hidden columns of the smelter list from 5.x on, by number.
pub(super) const HELPERS: [(u16, Helper); 4] =
    [(18, Helper::Standard), (19, Helper::CountryCode), (22, Helper::Match), (28, Helper::Key)];

/// A hidden column of the smelter list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Helper {
    /// The standard name.
    Standard,
    /// The country's code.
    CountryCode,
    /// The row of the look-up that has metal and name.
    Match,
    /// Metal and name together.
    Key,
}

/// The formula of a column in a row, from 5.x on; `None` for columns to type into.
pub(super) fn of_column(column: SmelterColumn, row: u32, sheet: &str) -> Option<String> {
    if let Some((_, letter)) = BY_ID.iter().find(|(of, _)| *of == column) {
        return Some(format!(
            "IF($A{row}=\"\",\"\",INDEX('{sheet}'!${letter}:${letter},MATCH($A{row},'{sheet}'!$E:$E,0)))"
        ));
    }
    BY_MATCH.iter().find(|(of, _)| *of == column).map(|(_, letter)| matched(*letter, row, sheet))
}

fn matched(letter: char, row: u32, sheet: &str) -> String {
    format!("IF(ISERROR($V{row}),\"\",INDEX('{sheet}'!${letter}:${letter},$V{row}))")
}

/// The formula of a hidden column in a row.
pub(super) fn of_helper(helper: Helper, row: u32, sheet: &str) -> String {
    match helper {
        Helper::Standard => matched('C', row, sheet) + "&\"\"",
        Helper::CountryCode => {
            format!("IF($B{row}=\"\",\"\",IFERROR(INDEX('C'!$A:$A,MATCH($E{row},'C'!$B:$B,0)),\"Unknown\"))")
        }
        Helper::Match => format!("IF($C{row}=\"\",NA(),MATCH($B{row}&$C{row},'{sheet}'!$J:$J,0))"),
        Helper::Key => format!("$B{row}&$C{row}"),
    }
}

/// The formula of a column in a row before 5.x; `None` for columns to type into.
pub(super) fn of_old_column(column: SmelterColumn, row: u32) -> Option<String> {
    let (_, at) = OLD.iter().find(|(of, _)| *of == column)?;
    Some(format!("IFERROR(VLOOKUP($C{row},'Standard Smelter Names'!$B:$E,{at},FALSE),\"\")"))
}
