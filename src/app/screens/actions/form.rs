//! The form of an action: what stands in its fields, and what of it was changed.

use jiff::civil::Date;

use crate::app::overlays::form::{FieldValue, FormField};
use crate::domain::{Action, ActionAnswer, ActionState, Stamp};

/// What a form of an action says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EnteredAction {
    state: ActionState,
    due: Date,
    owner: String,
    answer: Option<ActionAnswer>,
}

/// The fields, with what an action has. The answer comes second: it is what is recorded most often.
pub(super) fn fields(action: &Action) -> Vec<FormField> {
    let states = ActionState::ALL.map(|state| (state.letter(), state.name().to_owned())).to_vec();
    let chosen = ActionState::ALL.iter().position(|state| *state == action.state).unwrap_or(0);
    let answer = action.answer.as_ref();
    vec![
        FormField::choice("state", states, chosen),
        FormField::note("answer", "what came of it", answer.map_or("", |answer| &answer.text)),
        FormField::text("document", "a file or an address", answer.map_or("", |answer| &answer.link)),
        FormField::past_day("answered", answer.map(|answer| answer.day)),
        FormField::day("due", Some(action.due)).required(),
        FormField::text("owner", "who sees to it", &action.owner),
    ]
}

/// What the fields say. An answer without a day is of today; one that comes to an action that waited for it makes it responded.
///
/// # Errors
/// When a document or a day is given without what it says.
pub(super) fn entered(
    offered: &Action,
    values: &[FieldValue],
    (today, stamp): (Date, &Stamp),
) -> Result<EnteredAction, String> {
    let [FieldValue::Choice(state), text, link, answered, due, owner] = values else {
        return Err("the form lacks a field".to_owned());
    };
    let state = ActionState::ALL.get(*state).copied().unwrap_or(offered.state);
    let (text, link) = (text.text().to_owned(), link.text().to_owned());
    if text.is_empty() && (!link.is_empty() || answered.day().is_some()) {
        return Err("say in a word what came: the answer is empty".to_owned());
    }
    let day = answered.day().unwrap_or(today);
    if day > today {
        return Err("an answer of a day that is yet to come: give the day it came".to_owned());
    }
    let is_same = |answer: &ActionAnswer| answer.text == text && answer.link == link && answer.day == day;
    let answer = match &offered.answer {
        _ if text.is_empty() => None,
        Some(answer) if is_same(answer) => Some(answer.clone()),
        Some(_) | None => Some(ActionAnswer { day, text, link, stamp: stamp.clone() }),
    };
    let waits = [ActionState::Draft, ActionState::Sent, ActionState::Acknowledged].contains(&state);
    let came = answer.is_some() && offered.answer.is_none() && state == offered.state && waits;
    let state = if came { ActionState::Responded } else { state };
    let due = due.day().unwrap_or(offered.due);
    Ok(EnteredAction { state, due, owner: owner.text().to_owned(), answer })
}

impl EnteredAction {
    /// An action with what was changed against the one whose values were offered.
    pub(super) fn on(&self, offered: &Action, action: &Action) -> Action {
        let mut to = action.clone();
        if self.state != offered.state {
            to.state = self.state;
        }
        if self.due != offered.due {
            to.due = self.due;
        }
        if self.owner != offered.owner {
            to.owner.clone_from(&self.owner);
        }
        if self.answer != offered.answer {
            to.answer.clone_from(&self.answer);
        }
        to
    }

    /// What was changed, in words.
    pub(super) fn words(&self, offered: &Action) -> String {
        let parts = [
            (self.answer != offered.answer).then(|| match &self.answer {
                Some(_) => "Answer".to_owned(),
                None => "Answer taken back".to_owned(),
            }),
            (self.state != offered.state).then(|| format!("Action {}", self.state.name())),
            (self.due != offered.due).then(|| format!("Due {}", self.due)),
            (self.owner != offered.owner).then(|| format!("Owner {}", self.owner)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(", ")
    }
}
