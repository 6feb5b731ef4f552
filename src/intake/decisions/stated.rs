//! What a row of a table of decisions says.

use super::columns::DecisionColumn;
use super::read::DecisionFileRow;
use crate::domain::{Cid, Metal, NameKey, NoFacility, Resolved};
use crate::import::headed::runs_on;
use crate::resolve::lists::country_key;
use crate::resolve::open::AskedName;
use crate::tabular::unguard;
use crate::text::{as_written, clean, fold};

const FACILITY: &str = Resolved::FACILITY;

/// A decision as a row says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StatedDecision {
    pub name: AskedName,
    /// What it was decided to be.
    pub to: StatedChoice,
    /// The probability that the matcher gave, in thousandths.
    pub score: Option<u16>,
}

/// What a name was decided to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum StatedChoice {
    Facility(StatedFacility),
    /// None.
    Nothing(NoFacility),
}

/// A facility as a row describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StatedFacility {
    /// Its number.
    pub cid: Option<Cid>,
    /// Its name; not empty when there is no number.
    pub name: String,
    /// Its country as written, or empty.
    pub country: String,
    /// Its city, or empty.
    pub city: String,
}

impl StatedDecision {
    /// Reads a row.
    pub fn of(row: &DecisionFileRow) -> Result<Self, String> {
        if row.runs_on() {
            return Err(runs_on());
        }
        let to = to(row)?;
        Ok(Self { name: name(row)?, to, score: score(&text(row, DecisionColumn::Score))? })
    }
}

/// A column's cell, cleaned, the guard against formulas taken off.
fn text(row: &DecisionFileRow, column: DecisionColumn) -> String {
    clean(unguard(row.cell(column)))
}

/// A column's cell as it was written, but for what could harm.
fn written(row: &DecisionFileRow, column: DecisionColumn) -> String {
    as_written(unguard(row.cell(column))).trim().to_owned()
}

fn name(row: &DecisionFileRow) -> Result<AskedName, String> {
    let metal = text(row, DecisionColumn::Metal);
    let metal = Metal::asked(&metal).ok_or_else(|| {
        let all = Metal::ALL.map(Metal::name).join(", ");
        format!("\u{201c}{metal}\u{201d} is no metal; the metals are: {all}")
    })?;
    let (written, country) = (written(row, DecisionColumn::Written), written(row, DecisionColumn::Country));
    let key = NameKey { metal, name: fold(&written), country: country_key(&country) };
    if key.name.is_empty() {
        return Err("this row has no name as written".to_owned());
    }
    Ok(AskedName { key, written, country, id: String::new() })
}

fn to(row: &DecisionFileRow) -> Result<StatedChoice, String> {
    let decision = text(row, DecisionColumn::Decision);
    let facility = facility(row)?;
    let folded = fold(&decision);
    let kind = NoFacility::ALL.into_iter().find(|kind| fold(kind.name()) == folded);
    match (kind, facility) {
        (Some(kind), None) => Ok(StatedChoice::Nothing(kind)),
        (Some(kind), Some(_)) => {
            Err(format!("the decision is \u{201c}{}\u{201d}, and yet there is a facility", kind.name()))
        }
        (None, Some(facility)) if folded.is_empty() || folded == FACILITY => {
            Ok(StatedChoice::Facility(facility))
        }
        (None, None) if folded == FACILITY => {
            Err("there is neither a CID nor a name of the facility".to_owned())
        }
        (None, None) if folded.is_empty() => Err("this row says no decision".to_owned()),
        (None, _) => {
            let kinds = NoFacility::ALL.map(NoFacility::name).join(", ");
            Err(format!("\u{201c}{decision}\u{201d} is no decision; they are: {FACILITY}, {kinds}"))
        }
    }
}

/// The facility of a row; none where neither number nor name is given.
fn facility(row: &DecisionFileRow) -> Result<Option<StatedFacility>, String> {
    let number = text(row, DecisionColumn::Cid);
    let cid = if number.is_empty() {
        None
    } else {
        Some(Cid::parse(&number).map_err(|_| {
            format!("\u{201c}{number}\u{201d} is no CID: it is CID and six digits, such as CID002243")
        })?)
    };
    let name = text(row, DecisionColumn::Facility);
    if cid.is_none() && fold(&name).is_empty() {
        return Ok(None);
    }
    let (country, city) =
        (text(row, DecisionColumn::FacilityCountry), text(row, DecisionColumn::FacilityCity));
    Ok(Some(StatedFacility { cid, name, country, city }))
}

/// A probability in thousandths, from "0.973", "0,973" or "97.3 %"; none for an empty cell.
fn score(written: &str) -> Result<Option<u16>, String> {
    if written.is_empty() {
        return Ok(None);
    }
    let (number, scale) = written.strip_suffix('%').map_or((written, 1000.0), |percent| (percent, 10.0));
    let thousandths = number.trim().replace(',', ".").parse().map(|number: f64| (number * scale).round());
    match thousandths {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
        Ok(thousandths) if (0.0..=1000.0).contains(&thousandths) => Ok(Some(thousandths as u16)),
        Ok(_) | Err(_) => Err(format!("\u{201c}{written}\u{201d} is no score between 0 and 1")),
    }
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn scores_are_read_as_spreadsheets_write_them() {
        for (written, read) in [
            ("", Some(None)),
            ("0.973", Some(Some(973))),
            ("0,973", Some(Some(973))),
            ("97.3 %", Some(Some(973))),
            ("1", Some(Some(1000))),
            ("97.3", None),
            ("-0.1", None),
            ("NaN", None),
            ("sure", None),
        ] {
            assert_eq!(score(written).ok(), read, "{written}");
        }
    }
}
