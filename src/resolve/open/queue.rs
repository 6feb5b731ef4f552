//! The order in which open names are decided.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::ask::{AskedName, MatchAnswer};
use crate::domain::{NameKey, SupplierId};
use crate::resolve::matching::DecisionBand;
use crate::resolve::rows::OpenNameView;

/// An open name, with who wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenName {
    pub name: AskedName,
    pub rows: usize,
    /// Whose rows, by the suppliers' names.
    pub suppliers: Vec<SupplierId>,
    /// The IDs that stand beside it, as written, sorted.
    pub ids: Vec<String>,
    /// Where else than in declared rows it stands: rows of status lists, facilities without a CID.
    pub elsewhere: Vec<String>,
}

impl OpenName {
    /// A name that no declared row writes.
    pub fn elsewhere(name: AskedName) -> Self {
        Self { name, rows: 0, suppliers: Vec::new(), ids: Vec::new(), elsewhere: Vec::new() }
    }

    /// The same with where else it stands.
    #[must_use]
    pub fn and_elsewhere(self, places: &[String]) -> Self {
        Self { elsewhere: places.to_vec(), ..self }
    }

    /// In how many places a decision settles it.
    fn places(&self) -> usize {
        self.rows + self.elsewhere.len()
    }
}

impl From<OpenNameView<'_>> for OpenName {
    fn from(open: OpenNameView<'_>) -> Self {
        Self {
            name: AskedName {
                key: open.key.clone(),
                written: open.written.to_owned(),
                country: open.country.to_owned(),
                id: the_only(open.ids.iter().copied()).to_owned(),
            },
            rows: open.rows,
            suppliers: open.suppliers.into_iter().cloned().collect(),
            ids: open.ids.into_iter().map(str::to_owned).collect(),
            elsewhere: Vec::new(),
        }
    }
}

/// The one ID of those beside a name; empty for none, and for several.
pub fn the_only<'a>(mut ids: impl Iterator<Item = &'a str>) -> &'a str {
    match (ids.next(), ids.next()) {
        (Some(only), None) => only,
        (Some(_) | None, _) => "",
    }
}

/// How uncertain an answer is, 0 to 1: the entropy of its first candidate being the one meant, in bits. A name
/// without an answer is as uncertain as can be.
pub fn uncertainty(answer: Option<&MatchAnswer>) -> f64 {
    let Some(answer) = answer else { return 1.0 };
    let p = f64::from(answer.score()) / 1000.0;
    let bits = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
    bits(p) + bits(1.0 - p)
}

/// Open names in the order of their urgency, as indexes: those first where a decision settles most, rows times
/// uncertainty; then by rows, metal and name.
pub fn queue(waiting: &[OpenName], answers: &BTreeMap<NameKey, MatchAnswer>) -> Vec<usize> {
    let urgency = |at: &usize| {
        waiting.get(*at).map_or(0.0, |open| open.places() as f64 * uncertainty(answers.get(&open.name.key)))
    };
    let then = |at: &usize| waiting.get(*at).map(|open| (Reverse(open.places()), &open.name.key));
    let mut order: Vec<(f64, usize)> = (0..waiting.len()).map(|at| (urgency(&at), at)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| then(&a.1).cmp(&then(&b.1))));
    order.into_iter().map(|(_, at)| at).collect()
}

/// The open names of the accept band with their answers, the least certain first.
pub fn accept_band<'a>(
    waiting: &'a [OpenName],
    answers: &'a BTreeMap<NameKey, MatchAnswer>,
) -> Vec<(&'a OpenName, &'a MatchAnswer)> {
    let answered = waiting.iter().filter_map(|open| Some((open, answers.get(&open.name.key)?)));
    let mut band: Vec<(&OpenName, &MatchAnswer)> =
        answered.filter(|(_, answer)| answer.band == DecisionBand::Accept).collect();
    band.sort_by(|a, b| (a.1.score(), &a.0.name.key).cmp(&(b.1.score(), &b.0.name.key)));
    band
}
