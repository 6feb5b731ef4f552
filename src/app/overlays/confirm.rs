//! A question that only `y` answers with yes, before something that touches many.

use super::{AfterKey, Asks, Overlay};
use crate::app::core::Core;
use crate::app::key::{Code, Key};
use crate::domain::Edit;

/// What is done after a yes.
type Confirmed<S> = Box<dyn FnOnce(&mut S, &mut Core) -> Asks<S>>;

/// The question, asked by `S`.
pub struct Confirm<S> {
    /// What is about to happen, with how many it touches.
    pub question: String,
    /// A few of the things it touches.
    pub examples: Vec<String>,
    then: Confirmed<S>,
}

impl<S: 'static> Confirm<S> {
    /// Asks before `then`.
    #[must_use]
    pub fn before(
        question: impl Into<String>,
        examples: Vec<String>,
        then: impl FnOnce(&mut S, &mut Core) + 'static,
    ) -> Overlay<S> {
        Self::asking(question, examples, |asker, core| {
            then(asker, core);
            None
        })
    }

    /// Asks before `then`, after which something else may be asked.
    #[must_use]
    pub fn asking(
        question: impl Into<String>,
        examples: Vec<String>,
        then: impl FnOnce(&mut S, &mut Core) -> Asks<S> + 'static,
    ) -> Overlay<S> {
        Overlay::Confirm(Self { question: question.into(), examples, then: Box::new(then) })
    }

    /// Asks before an edit is made under a title.
    #[must_use]
    pub fn edit(
        question: impl Into<String>,
        examples: Vec<String>,
        (title, edit): (String, Edit),
    ) -> Overlay<S> {
        Self::before(question, examples, move |_, core| {
            core.commit_and_say(title, edit);
        })
    }

    /// The question as one of `W`, in which the asker is found.
    pub(super) fn lift<W: 'static>(self, asker: fn(&mut W) -> &mut S) -> Confirm<W> {
        let Self { question, examples, then } = self;
        let then: Confirmed<W> = Box::new(move |all, core| Some(then(asker(all), core)?.lift(asker)));
        Confirm { question, examples, then }
    }

    /// Takes a key.
    pub(super) fn step(self, asker: &mut S, core: &mut Core, key: Key) -> AfterKey<S> {
        match key.code {
            Code::Char('y' | 'Y') => AfterKey::after((self.then)(asker, core)),
            Code::Char('n' | 'N' | 'q') | Code::Esc => {
                core.say("nothing was changed");
                AfterKey::Close
            }
            Code::Char(_)
            | Code::Enter
            | Code::Tab
            | Code::BackTab
            | Code::Erase(_)
            | Code::Move(_)
            | Code::F(_) => AfterKey::Stay(Overlay::Confirm(self)),
        }
    }
}
