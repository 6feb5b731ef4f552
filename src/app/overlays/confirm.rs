//! A question that only `y` answers with yes, before something that touches many.

use super::{AfterKey, Asks, Overlay};
use crate::app::core::Core;
use crate::app::key::{Code, Key};
use crate::app::layout;
use crate::app::look::{Line, Role};
use crate::app::screen::moved;
use crate::domain::Edit;
use crate::text::{Area, width};

/// So many lines of what it touches are seen at once: what it is asked about stays in view behind it.
const SHOWN: usize = 10;

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

/// A question as far as there is room for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmShown {
    /// How wide it is, frame included.
    pub columns: u16,
    pub question: Vec<Line>,
    /// The things that it touches, wrapped.
    pub lines: Vec<Line>,
    /// The first of them, an index.
    pub from: usize,
    /// The last index that they can begin with: not 0 where there is more than has room.
    pub last: usize,
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
        Overlay::Confirm(Self { question: question.into(), examples, offset: 0, then: Box::new(then) })
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
        match key.code {
            Code::Char('y' | 'Y') => return AfterKey::after((self.then)(asker, core)),
            Code::Char('n' | 'N' | 'q') | Code::Esc => {
                core.say("nothing was changed");
                return AfterKey::Close;
            }
            Code::Char(_)
            | Code::Enter
            | Code::Tab
            | Code::BackTab
            | Code::Erase(_)
            | Code::Move(_)
            | Code::F(_) => {}
        }
        let by = key.code.lines(page).unwrap_or(0);
        let last = self.shown(layout::body(core.size)).last;
        self.offset = moved(self.offset.min(last), by, last + 1);
        AfterKey::Stay(Overlay::Confirm(self))
    }

    /// What is shown of it in a body of this size.
    pub fn shown(&self, body: Area) -> ConfirmShown {
        // As wide as the widest example, so that what is about to happen is not cut; longer ones go on in the next line.
        let widest = self.examples.iter().map(|example| width(example) + 6).max().unwrap_or(0);
        let columns = u16::try_from(widest).unwrap_or(u16::MAX).clamp(72, 140).min(body.width);
        let text = usize::from(columns.saturating_sub(4));
        let question = Line::of(self.question.clone(), Role::Strong).wrap(text, 0);
        let room = usize::from(body.height).saturating_sub(question.len() + 2).min(SHOWN);
        let wrapped = |at: usize| {
            let example = self.examples.get(at).map_or("", String::as_str);
            Line::of(format!("  {example}"), Role::Muted).wrap(text, 10)
        };
        // From the end as many as there is room for: the last place that the list can begin at.
        let mut rows = 0;
        let fits = (0..self.examples.len()).rev().take_while(|at| {
            rows += wrapped(*at).len();
            rows <= room
        });
        let last = fits.last().unwrap_or(self.examples.len().saturating_sub(1));
        let from = self.offset.min(last);
        let mut lines: Vec<Line> = (from..self.examples.len()).take(room).flat_map(wrapped).collect();
        lines.truncate(room);
        ConfirmShown { columns, question, lines, from, last }
    }
}
