//! What an import of decisions would do: names decided as one edit, and every row accounted for.

use std::collections::BTreeMap;

use super::find::{KnownFacilities, ReceivingWorkspace};
use super::read::{DecisionFileRow, DecisionsDraft};
use super::stated::{StatedChoice, StatedDecision, StatedFacility};
use crate::domain::{Country, DecisionMethod, Edit, EditError, IdGen, NameKey, Stamp};
use crate::intake::decide::{DecidedAs, Decision, decide};
use crate::text::count;

/// What comes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecisionOutcome {
    /// The name is decided by it.
    Taken,
    /// It takes the place of another decision: which.
    Replaced(String),
    /// The name is decided so already.
    Same,
    /// The name is decided otherwise, and stays so: how.
    Kept(String),
}

/// Something about a row, with its line in the file, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowRemark {
    pub line: u64,
    pub words: String,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionsPlan {
    /// The change: all or nothing. An empty batch when there is nothing to do.
    pub edit: Edit,
    /// The words for the history.
    pub title: String,
    /// What comes of each row that can be read: the decision in words first.
    pub outcomes: Vec<(RowRemark, DecisionOutcome)>,
    /// The rows that cannot be, and why.
    pub refused: Vec<RowRemark>,
    /// What is odd about rows that can be read.
    pub notes: Vec<RowRemark>,
}

impl DecisionsPlan {
    fn count(&self, test: fn(&DecisionOutcome) -> bool) -> usize {
        self.outcomes.iter().filter(|(_, outcome)| test(outcome)).count()
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        matches!(&self.edit, Edit::Batch(edits) if edits.is_empty())
    }

    /// How many decisions stay although the file says otherwise.
    pub fn kept(&self) -> usize {
        self.count(|outcome| matches!(outcome, DecisionOutcome::Kept(_)))
    }

    /// The plan in a line: "12 taken, 1 replaced, 3 the same, 2 kept, 1 row refused".
    pub fn summary(&self) -> String {
        let taken = self.count(|outcome| *outcome == DecisionOutcome::Taken);
        let replaced = self.count(|outcome| matches!(outcome, DecisionOutcome::Replaced(_)));
        let same = self.count(|outcome| *outcome == DecisionOutcome::Same);
        let refused = count(self.refused.len(), "row", "rows");
        format!(
            "{taken} taken, {replaced} replaced, {same} the same, {} kept, {refused} refused",
            self.kept()
        )
    }
}

/// What an import of a file would do to a workspace. What is decided here already stays, unless it is to `replace`.
///
/// # Errors
/// When the edit does not fit the workspace.
pub fn plan(
    here: ReceivingWorkspace<'_>,
    draft: &DecisionsDraft,
    (file, replace): (&str, bool),
    (ids, stamp): (&mut IdGen, &Stamp),
) -> Result<DecisionsPlan, EditError> {
    let mut planning = Planning {
        known: KnownFacilities::of(here),
        here,
        replace,
        above: BTreeMap::new(),
        decisions: Vec::new(),
        outcomes: Vec::new(),
        refused: Vec::new(),
        notes: Vec::new(),
    };
    for row in &draft.rows {
        let said = row_is_whole(draft, row).and_then(|()| StatedDecision::of(row));
        if let Err(words) = said.and_then(|said| planning.take(row.line, said)) {
            planning.refused.push(RowRemark { line: row.line, words });
        }
    }
    let Planning { decisions, outcomes, refused, notes, .. } = planning;
    let edit = if decisions.is_empty() {
        Edit::Batch(Vec::new())
    } else {
        decide(here.ws, here.contents, here.register, &decisions, (ids, stamp))?
    };
    let title =
        format!("Import {} from {file}", count(decisions.len(), "decision on a name", "decisions on names"));
    Ok(DecisionsPlan { edit, title, outcomes, refused, notes })
}

/// Refuses a row in which cells stand under the wrong header.
fn row_is_whole(draft: &DecisionsDraft, row: &DecisionFileRow) -> Result<(), String> {
    let columns = draft.columns.len();
    if row.width <= columns {
        return Ok(());
    }
    Err(format!(
        "this row has {} cells, and the header {columns} columns; a name with a comma, such as \u{201c}Co., Ltd.\u{201d}, \
         needs quotation marks around it",
        row.width
    ))
}

/// A plan while it is made.
struct Planning<'a> {
    here: ReceivingWorkspace<'a>,
    known: KnownFacilities<'a>,
    replace: bool,
    /// What rows above say, with their lines.
    above: BTreeMap<NameKey, (u64, DecidedAs)>,
    decisions: Vec<Decision>,
    outcomes: Vec<(RowRemark, DecisionOutcome)>,
    refused: Vec<RowRemark>,
    notes: Vec<RowRemark>,
}

impl Planning<'_> {
    fn take(&mut self, line: u64, StatedDecision { name, to, score }: StatedDecision) -> Result<(), String> {
        let metal = name.key.metal;
        let choice = self.known.choice(&name.key, &to)?;
        let outcome = match self.above.get(&name.key) {
            Some((_, above)) if *above == choice => DecisionOutcome::Same,
            Some((above, _)) => return Err(format!("line {above} decides this name otherwise")),
            None => self.outcome(&name.key, &choice),
        };
        let decided = self.known.choice_words(metal, &choice);
        let words = format!("{metal} \u{201c}{}\u{201d}: {decided}", name.written);
        self.above.entry(name.key.clone()).or_insert_with(|| (line, choice.clone()));
        if matches!(outcome, DecisionOutcome::Taken | DecisionOutcome::Replaced(_)) {
            self.decisions.push(Decision { name, choice, method: DecisionMethod::File, score });
        }
        self.outcomes.push((RowRemark { line, words }, outcome));
        if let StatedChoice::Facility(StatedFacility { country, .. }) = &to
            && !country.is_empty()
            && Country::parse(country).is_none()
        {
            let words = format!(
                "\u{201c}{country}\u{201d}, the facility\u{2019}s country, is no country that is known"
            );
            self.notes.push(RowRemark { line, words });
        }
        Ok(())
    }

    /// Whether no row above gives the facility of a choice another number.
    fn is_first_number(&self, choice: &DecidedAs) -> bool {
        let DecidedAs::Numbered(id, new) = choice else { return false };
        let is_other = |(_, above): &(u64, DecidedAs)| match above {
            DecidedAs::Numbered(of, said) => of == id && said.cid != new.cid,
            DecidedAs::Facility(_) | DecidedAs::New(_) | DecidedAs::Nothing(_) => false,
        };
        !self.above.values().any(is_other)
    }

    fn outcome(&self, key: &NameKey, choice: &DecidedAs) -> DecisionOutcome {
        let Some(resolution) = self.here.ws.resolutions.get(key) else { return DecisionOutcome::Taken };
        if self.known.is_same(key.metal, &resolution.to, choice) {
            return DecisionOutcome::Same;
        }
        if self.known.is_its_number(&resolution.to, choice) && self.is_first_number(choice) {
            return DecisionOutcome::Taken;
        }
        let was = self.known.words(&resolution.to);
        if self.replace { DecisionOutcome::Replaced(was) } else { DecisionOutcome::Kept(was) }
    }
}
