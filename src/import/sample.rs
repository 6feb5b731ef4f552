//! The sample: Annex I of a real filing for 2022, as this program's own reader took it from the text.
//!
//! `data/sample/annex-i-2022.ron` holds the facts: metal, name, country and status of every row with its
//! line, the damage, the totals. `examples/make_sample.rs` makes it from the filing; a test holds the two
//! together.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Draft, DraftRow};
use crate::data::{embedded, ron_options};
use crate::domain::{
    Charter, Claim, Constraint, Country, CountryValue, DerivationRule, Facility, FacilityId, IdGen, Metal,
    Origin, Place, Source, SourceRole, Status, StatusCounts, Value, Workspace,
};

/// The sample as its file holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// The filing.
    pub source: Source,
    /// The line that holds the countries of the damaged rows.
    pub run_of_countries: u32,
    /// How many damaged rows have each status, by the filing's totals.
    pub totals: StatusCounts,
    /// The rows, in the filing's order.
    pub rows: Vec<SampleRow>,
}

/// One row of Annex I.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleRow {
    /// The facility's identifier in the sample workspace.
    pub id: FacilityId,
    /// The line of the filing's text.
    pub line: u32,
    pub metal: Metal,
    pub name: String,
    /// The country, as the filing writes it.
    pub country: String,
    /// The status; a damaged row has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// The day on which the filing was made (31 May 2023, midnight UTC): the sample must be the same wherever
/// and whenever it is opened, so it cannot bear the time of an import.
const IMPORTED_AT: Timestamp = Timestamp::constant(1_685_491_200, 0);

/// The seed of the sample's identifiers, drawn once.
const SEED: [u8; 16] = *b"\x8e\x1c\x57\xa2\x03\xf9\x64\xd0\xbb\x2a\x91\x4e\xc5\x38\x7f\x16";

/// The columns of Annex I: name, country, status.
const COLUMNS: [u32; 3] = [2, 3, 4];

/// The sample workspace.
pub fn workspace() -> Workspace {
    embedded::<Sample>("data/sample/annex-i-2022.ron", include_str!("../../data/sample/annex-i-2022.ron"))
        .into_workspace()
}

impl Sample {
    /// The sample that a reading of the filing gives, with the sample's own identifiers; `None` when the
    /// reading is of another shape (a row without a country, other derived values, no constraint).
    pub fn of(draft: &Draft) -> Option<Self> {
        let mut ids = IdGen::new(SEED);
        let derived = draft.rows.iter().flat_map(|row| &row.claims).find(|claim| claim.rule.is_some())?;
        let rows = draft.rows.iter().map(|row| SampleRow::of(row, ids.facility()));
        Some(Self {
            source: Source { role: None, ..draft.source(SourceRole::Annex, IMPORTED_AT) },
            run_of_countries: line_of(&derived.place)?,
            totals: draft.constraint.as_ref()?.totals,
            rows: rows.collect::<Option<_>>()?,
        })
    }

    /// The text of the sample's file: one row a line.
    ///
    /// # Errors
    /// When a value cannot be written as RON.
    pub fn to_text(&self) -> Result<String, ron::Error> {
        let options = ron_options();
        let pretty = ron::ser::PrettyConfig::new().indentor("    ").new_line("\n");
        let mut text = String::from(
            "// Annex I of a filing for 2022: made from the filing's text by examples/make_sample.rs.\n\
             // A row without a status is one of those that lost their columns in the text.\n(\n    source: ",
        );
        text.push_str(&options.to_string_pretty(&self.source, pretty)?.replace('\n', "\n    "));
        text.push_str(&format!(",\n    run_of_countries: {},\n    totals: ", self.run_of_countries));
        text.push_str(&options.to_string(&self.totals)?);
        text.push_str(",\n    rows: [\n");
        for row in &self.rows {
            text.push_str(&format!("        {},\n", options.to_string(row)?));
        }
        text.push_str("    ],\n)\n");
        Ok(text)
    }

    /// The workspace that holds the sample.
    pub fn into_workspace(self) -> Workspace {
        let mut ws = Workspace::new(Charter { company: "Sample".to_owned(), year: 2022, sample: true });
        if let Some(constraint) = self.constraint() {
            ws.constraints.insert(self.source.id.clone(), constraint);
        }
        for row in &self.rows {
            ws.facilities.insert(row.id.clone(), row.facility(&self));
        }
        ws.sources.insert(self.source.id.clone(), self.source);
        ws
    }

    fn constraint(&self) -> Option<Constraint> {
        let damaged = || self.rows.iter().filter(|row| row.status.is_none());
        let mut rows: Vec<FacilityId> = damaged().map(|row| row.id.clone()).collect();
        rows.sort();
        let place = Place::Line(damaged().next()?.line, 0);
        Some(Constraint { source: self.source.id.clone(), place, rows, totals: self.totals })
    }
}

impl SampleRow {
    fn of(row: &DraftRow, id: FacilityId) -> Option<Self> {
        let name = row.claims.iter().find(|claim| claim.value.as_name().is_some())?;
        Some(Self {
            id,
            line: line_of(&name.place)?,
            metal: row.metal,
            name: name.value.as_name()?.to_owned(),
            country: row.claims.iter().find_map(|claim| claim.value.as_country())?.written.clone(),
            status: row.claims.iter().find_map(|claim| claim.value.as_status()),
        })
    }

    fn facility(&self, sample: &Sample) -> Facility {
        let [name, country, status] = COLUMNS;
        let source = &sample.source.id;
        let stated = |value: Value, column: u32| Claim {
            value,
            origin: Origin::Stated { source: source.clone(), place: Place::Line(self.line, column) },
            as_of: None,
        };
        let written = self.country.clone();
        let at = Value::Country(CountryValue { code: Country::parse(&written), written });
        let mut claims = vec![stated(Value::Name(self.name.clone()), name)];
        match self.status {
            Some(found) => claims.extend([stated(at, country), stated(Value::Status(found, None), status)]),
            None => claims.push(Claim {
                value: at,
                origin: Origin::Derived {
                    source: source.clone(),
                    place: Place::Line(sample.run_of_countries, 0),
                    rule: DerivationRule::CountriesInOrder,
                },
                as_of: None,
            }),
        }
        claims.sort();
        Facility { id: self.id.clone(), metal: self.metal, claims }
    }
}

fn line_of(place: &Place) -> Option<u32> {
    match place {
        Place::Line(line, _) => Some(*line),
        Place::Cell(..) | Place::File => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_has_the_facts_of_annex_i() {
        let ws = workspace();
        let of = |metal| ws.facilities.values().filter(|facility| facility.metal == metal).count();
        assert_eq!(Metal::ALL.map(of), [34, 70, 106, 39]);
        let standings = crate::standing::fixture::standings(&ws);
        let mut counts = StatusCounts::default();
        for facility in ws.live() {
            let view = ws.view(&facility.id).unwrap();
            counts.add(standings.status(&facility.id), 1);
            assert!(view.country().is_some(), "{}", view.name());
        }
        let expected = StatusCounts { conformant: 190, active: 7, indeterminable: 13, unresolved: 39 };
        assert_eq!(counts, expected);
        assert_eq!(IMPORTED_AT.to_string(), "2023-05-31T00:00:00Z");
    }

    #[test]
    fn what_the_file_says_is_what_it_was_written_from() {
        let text = include_str!("../../data/sample/annex-i-2022.ron");
        let sample: Sample = embedded("the sample", text);
        assert_eq!(sample.to_text().unwrap(), text);
    }
}
