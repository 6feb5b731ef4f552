//! A letter that was asked for, and what is done with it. A workspace's own template can take a while to fill, so that is done
//! off the interface's thread, and the letter comes back as a message.

use super::core::Core;
use super::effect::{Effect, NamedFile};
use super::overlays::{Overlay, TextView};
use crate::Problem;
use crate::correspond::letter::{Letter, LetterDraft, Wording};

/// The most columns that a letter is shown in.
const WIDEST: usize = 96;

/// What a letter is wanted for.
#[derive(Debug, Clone)]
pub enum LetterUse {
    /// To be read, under this title.
    Show(String),
    /// To be copied; without a letter this text is.
    Copy(String),
    /// To be written as a mail, into the file of this name.
    Write(String),
}

/// A letter to fill.
#[derive(Debug)]
pub struct LetterOrder {
    draft: LetterDraft,
    /// The workspace's own words.
    own: Option<String>,
    wanted: LetterUse,
    /// How many keys and clicks were taken when it was asked for.
    asked_at: u64,
}

/// A letter that was filled, or could not be.
#[derive(Debug)]
pub struct LetterAnswer {
    filled: Result<Letter, Problem>,
    wanted: LetterUse,
    asked_at: u64,
}

impl LetterOrder {
    /// Fills it.
    #[must_use]
    pub fn carry_out(self) -> LetterAnswer {
        let wording = Wording::own_or_built_in(self.own.as_deref());
        let filled = self.draft.fill(wording).map_err(Problem::from);
        LetterAnswer { filled, wanted: self.wanted, asked_at: self.asked_at }
    }
}

impl LetterAnswer {
    /// What must be said where the program ends before the letter is written.
    pub fn unwritten(self) -> Option<Problem> {
        let LetterUse::Write(name) = self.wanted else { return None };
        let lost =
            |_| Problem::new("the letter was not written: the program ended before", name, "write it again");
        Some(self.filled.map_or_else(|problem| problem, lost))
    }
}

impl Core {
    /// Has a letter filled.
    pub(super) fn order_letter(&mut self, draft: LetterDraft, wanted: LetterUse) {
        let own = match &self.letter_template {
            Some(Err(problem)) => {
                let problem = problem.clone();
                return self.problem(problem);
            }
            Some(Ok(own)) => Some(own.clone()),
            None => None,
        };
        let order = LetterOrder { draft, own, wanted, asked_at: self.acts_taken };
        self.ask(Effect::FillLetter(Box::new(order)));
    }
}

/// A letter was filled. It is not shown under a hand that has gone on.
pub(super) fn filled<S>(core: &mut Core, overlays: &mut Vec<Overlay<S>>, answer: LetterAnswer) {
    let LetterAnswer { filled, wanted, asked_at } = answer;
    match (filled, wanted) {
        (Ok(_), LetterUse::Show(title)) if !overlays.is_empty() || core.acts_taken != asked_at => {
            core.say(format!("{title} is ready: ask again to read it"));
        }
        (Ok(letter), LetterUse::Show(title)) => {
            let columns = usize::from(core.size.0.saturating_sub(12)).min(WIDEST);
            overlays.push(Overlay::Text(TextView::wrapped(title, letter.text(), columns)));
        }
        (Ok(letter), LetterUse::Copy(_)) => core.copy(letter.text()),
        (Err(_), LetterUse::Copy(otherwise)) => core.copy(otherwise),
        (Ok(letter), LetterUse::Write(name)) => {
            let file: NamedFile = (name, letter.eml());
            core.ask(Effect::WriteInternal(vec![file]));
        }
        (Err(problem), LetterUse::Show(_) | LetterUse::Write(_)) => core.problem(problem),
    }
}
