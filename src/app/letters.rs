//! Letters that were asked for, and what is done with them. A workspace's own template can take a while to fill, so that is done
//! off the interface's thread, and the letters come back as a message.

use super::core::Core;
use super::effect::{Effect, NamedFile};
use super::export;
use super::news::News;
use super::overlays::{Overlay, TextView};
use crate::Problem;
use crate::correspond::letter::{Letter, LetterDraft, Wording};
use crate::domain::{Edit, LetterKind};
use crate::text::count;

/// The most columns that a letter is shown in.
const WIDEST: usize = 96;

/// What letters are wanted for.
#[derive(Debug, Clone)]
pub enum LetterUse {
    /// To be read, under this title.
    Show(String),
    /// To be copied; without a letter this text is.
    Copy(String),
    /// To be written as mails and recorded as one edit.
    Write {
        title: String,
        /// One for each letter.
        planned: Vec<PlannedLetter>,
        /// How many others are not written, and why the first of them.
        passed: Option<(usize, String)>,
    },
}

/// Where a letter is written, and what records it.
#[derive(Debug, Clone)]
pub struct PlannedLetter {
    pub file: String,
    pub edits: Vec<Edit>,
}

/// Letters to fill.
#[derive(Debug)]
pub struct LetterOrder {
    drafts: Vec<LetterDraft>,
    /// The workspace's own words.
    own: Option<String>,
    wanted: LetterUse,
    /// How many keys and clicks were taken when they were asked for.
    asked_at: u64,
}

/// Letters that were filled, or could not be.
#[derive(Debug)]
pub struct LetterAnswer {
    filled: Result<Vec<Letter>, Problem>,
    wanted: LetterUse,
    asked_at: u64,
}

impl LetterOrder {
    /// Fills them: all, or none.
    #[must_use]
    pub fn carry_out(self) -> LetterAnswer {
        let own = self.own.as_deref();
        let fill =
            |draft: LetterDraft| draft.clone().fill(Wording::of(draft.kind(), own)).map_err(Problem::from);
        let filled = self.drafts.into_iter().map(fill).collect();
        LetterAnswer { filled, wanted: self.wanted, asked_at: self.asked_at }
    }
}

impl LetterAnswer {
    /// What must be said where the program ends before the letters are written.
    pub fn unwritten(self) -> Option<Problem> {
        let LetterUse::Write { planned, .. } = self.wanted else { return None };
        let files: Vec<String> = planned.into_iter().map(|letter| letter.file).collect();
        let lost = |_| {
            let what = "the letter was not written: the program ended before";
            Problem::new(what, files.join(", "), "write it again")
        };
        Some(self.filled.map_or_else(|problem| problem, lost))
    }
}

impl Core {
    /// Has letters filled.
    pub(super) fn order_letters(&mut self, drafts: Vec<LetterDraft>, wanted: LetterUse) {
        let own = match &self.letter_template {
            Some(Err(problem))
                if drafts.iter().any(|draft| draft.kind() == Some(LetterKind::Corrections)) =>
            {
                let problem = problem.clone();
                return self.problem(problem);
            }
            Some(Ok(own)) => Some(own.clone()),
            Some(Err(_)) | None => None,
        };
        let order = LetterOrder { drafts, own, wanted, asked_at: self.acts_taken };
        self.ask(Effect::FillLetter(Box::new(order)));
    }

    /// Writes letters as mails, and records them where the workspace takes edits.
    fn write_letters(&mut self, letters: &[Letter], title: String, planned: Vec<PlannedLetter>) {
        let files: Vec<NamedFile> = planned
            .iter()
            .zip(letters)
            .map(|(planned, letter)| (planned.file.clone(), letter.eml()))
            .collect();
        let edits: Vec<Edit> = planned.into_iter().flat_map(|planned| planned.edits).collect();
        let takes_edits = self.read_only.is_none() && self.workspace.frozen().is_none();
        if takes_edits && !edits.is_empty() {
            if !self.commit_and_say(title, Edit::Batch(edits)) {
                return;
            }
            self.tell(News::SuppliersServed);
        } else if !takes_edits {
            self.say("written, and not recorded: the workspace takes no edits");
        }
        export::write(self, Effect::WriteInternal(files));
    }
}

/// Letters were filled. They are not shown under a hand that has gone on.
pub(super) fn filled<S>(core: &mut Core, overlays: &mut Vec<Overlay<S>>, answer: LetterAnswer) {
    let LetterAnswer { filled, wanted, asked_at } = answer;
    match (filled, wanted) {
        (Ok(_), LetterUse::Show(title)) if !overlays.is_empty() || core.acts_taken != asked_at => {
            core.say(format!("{title} is ready: ask again to read it"));
        }
        (Ok(letters), LetterUse::Show(title)) => {
            let columns = usize::from(core.size.0.saturating_sub(12)).min(WIDEST);
            let text = letters.first().map_or_else(String::new, Letter::text);
            overlays.push(Overlay::Text(TextView::wrapped(title, text, columns)));
        }
        (Ok(letters), LetterUse::Copy(_)) => {
            core.copy(letters.first().map_or_else(String::new, Letter::text));
        }
        (Err(_), LetterUse::Copy(otherwise)) => core.copy(otherwise),
        (Ok(letters), LetterUse::Write { title, planned, passed }) => {
            core.write_letters(&letters, title, planned);
            if let Some((others, why)) = passed {
                let others = count(others, "other is not written", "others are not written");
                let told = format!("{others}: {why}");
                if overlays.is_empty() && core.acts_taken == asked_at {
                    overlays.push(Overlay::Note(Problem::new(told, "", "")));
                } else {
                    core.say(told);
                }
            }
        }
        (Err(problem), LetterUse::Show(_) | LetterUse::Write { .. }) => core.problem(problem),
    }
}
