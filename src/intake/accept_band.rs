//! The matcher's accept band as decisions.

use super::{DecidedAs, Decision};
use crate::domain::DecisionMethod;
use crate::resolve::open::{MatchAnswer, OpenName};
use crate::text::count;

/// The decisions by which open names are taken for their first candidates; `band` comes from
/// [`crate::resolve::open::accept_band`].
#[must_use]
pub fn band_decisions(band: &[(&OpenName, &MatchAnswer)]) -> Vec<Decision> {
    let decision = |(open, answer): &(&OpenName, &MatchAnswer)| {
        let best = answer.best.as_ref()?;
        Some(Decision {
            name: open.name.clone(),
            choice: DecidedAs::Facility(best.whose.clone()),
            method: DecisionMethod::Band,
            score: Some(best.score),
        })
    };
    band.iter().filter_map(decision).collect()
}

/// What that does, for the history.
pub fn band_title(names: usize, rows: usize) -> String {
    format!("Accept {} of the accept band ({})", count(names, "name", "names"), count(rows, "row", "rows"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::{Contents, IdGen, NameKey, Stamp};
    use crate::intake::decide;
    use crate::resolve::fixture::{Cells, declare, form, know, known, workspace};
    use crate::resolve::matching::Reference;
    use crate::resolve::open::{MatchBasis, accept_band};
    use crate::resolve::rows::{Register, ResolutionMethod};

    #[test]
    fn the_band_is_taken_with_the_probability_of_each() {
        let (mut ws, mut contents) = (workspace(), Contents::default());
        know(&mut ws, &mut contents, ("6.5", 2025), known());
        let rows: [Cells<'_>; 4] = [
            ["", "Gold", "Smelter not listed", "Aurora Refinning", "SWITZERLAND", ""],
            ["", "Gold", "Smelter not listed", "aurora refinning", "SWITZERLAND", ""],
            ["", "Gold", "Smelter not listed", "Aurora Refiningg", "SWITZERLAND", ""],
            ["", "Gold", "Smelter not listed", "Quonset Bank", "PERU", ""],
        ];
        declare(&mut ws, &mut contents, ("d1", "Alpha", 1), form("Alpha", "6.5", &rows), None);
        let register = Register::build(&ws, &contents);
        let waiting: Vec<OpenName> = register.open_names().into_iter().map(OpenName::from).collect();
        let reference = Reference::new(&MatchBasis::of(&ws, &contents, register.lists()).entries());
        let answers: BTreeMap<NameKey, MatchAnswer> =
            waiting.iter().map(|open| (open.name.key.clone(), open.name.answer(&reference))).collect();
        let band = accept_band(&waiting, &answers);
        let decisions = band_decisions(&band);
        assert!(decisions.len() == 2 && decisions.is_sorted_by_key(|decision| decision.score));
        assert_eq!(band_title(2, 3), "Accept 2 names of the accept band (3 rows)");
        let stamp = Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let fresh = (&mut IdGen::new([3; 16]), &stamp);
        decide(&ws, &contents, &register, &decisions, fresh).unwrap().apply(&mut ws).unwrap();
        let register = Register::build(&ws, &contents);
        let by_band =
            register.rows().filter(|row| row.method == ResolutionMethod::Band && row.score.is_some());
        assert_eq!(by_band.count(), 3);
    }
}
