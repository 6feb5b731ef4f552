//! A question that only `y` answers with yes, before something that touches many.

use super::{AfterKey, Asks, Overlay};
use crate::app::core::Core;
use crate::app::key::{Code, Key, Motion};
use crate::app::screen::moved;
use crate::domain::Edit;

/// What is done after a yes.
type Confirmed<S> = Box<dyn FnOnce(&mut S, &mut Core) -> Asks<S>>;

/// The question, asked by `S`.
pub struct Confirm<S> {
    /// What is about to happen, with how many it touches.
    pub question: String,
    /// The things it touches.
    pub examples: Vec<String>,
    /// The first of them shown.
    pub offset: usize,
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
        let then: Confirmed<S> = Box::new(|asker, core| {
            then(asker, core);
            None
        });
        Overlay::Confirm(Self { question: question.into(), examples, offset: 0, then })
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
        let Self { question, examples, offset, then } = self;
        let then: Confirmed<W> = Box::new(move |all, core| Some(then(asker(all), core)?.lift(asker)));
        Confirm { question, examples, offset, then }
    }

    /// Takes a key.
    pub(super) fn step(mut self, asker: &mut S, core: &mut Core, key: Key) -> AfterKey<S> {
        let page = isize::try_from(core.size.1 / 2).unwrap_or(1).max(1);
        let by = match key.code {
            Code::Char('y' | 'Y') => return AfterKey::after((self.then)(asker, core)),
            Code::Char('n' | 'N' | 'q') | Code::Esc => {
                core.say("nothing was changed");
                return AfterKey::Close;
            }
            Code::Move(Motion::Down) | Code::Char('j') => 1,
            Code::Move(Motion::Up) | Code::Char('k') => -1,
            Code::Move(Motion::PageDown) | Code::Char(' ') => page,
            Code::Move(Motion::PageUp) => -page,
            Code::Move(Motion::Home) | Code::Char('g') => isize::MIN / 2,
            Code::Move(Motion::End) | Code::Char('G') => isize::MAX / 2,
            Code::Char(_)
            | Code::Enter
            | Code::Tab
            | Code::BackTab
            | Code::Erase(_)
            | Code::Move(_)
            | Code::F(_) => 0,
        };
        self.offset = moved(self.offset, by, self.examples.len());
        AfterKey::Stay(Overlay::Confirm(self))
    }
}
