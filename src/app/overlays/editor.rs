//! An editor of several lines: a text with what is asked for below it, and what its check finds after each key.

use super::edited::EditedText;
use super::{AfterKey, Asks, Overlay};
use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key};
use crate::lint::{DraftCheck, DraftVerdict};

/// What is done with a text that is to be kept; an error says why it is refused, and the editor stays.
type Kept<S> = Box<dyn FnMut(&mut S, &mut Core, &str) -> Result<Asks<S>, String>>;

/// What an editor begins with.
#[derive(Debug)]
pub struct EditorWords {
    pub title: String,
    /// What is asked for, where it is used, who wrote what is there: a paragraph each.
    pub about: Vec<String>,
    pub text: String,
    /// The text as it is kept, which may be another one.
    pub kept: String,
    /// What the text is held against; none where nothing can be computed.
    pub check: Option<DraftCheck>,
}

/// An editor, asked by `S`.
pub struct Editor<S> {
    pub title: String,
    /// What is asked for, where it is used, who wrote what is there: a paragraph each.
    pub about: Vec<String>,
    pub edited: EditedText,
    /// What the check finds of the text as it is.
    pub verdict: DraftVerdict,
    /// Why the text was not kept.
    pub error: Option<String>,
    /// Whether it is asked if what was written is to be thrown away.
    pub is_leaving: bool,
    /// The text as it is kept.
    kept: String,
    check: Option<DraftCheck>,
    then: Kept<S>,
}

impl<S: 'static> Editor<S> {
    /// An editor that begins with a text. `then` is given what is to be kept, and may refuse it with the reason.
    #[must_use]
    pub fn open(
        words: EditorWords,
        then: impl FnMut(&mut S, &mut Core, &str) -> Result<Asks<S>, String> + 'static,
    ) -> Overlay<S> {
        let EditorWords { title, about, text, kept, check } = words;
        let mut editor = Self {
            title,
            about,
            edited: EditedText::new(&text),
            kept: EditedText::new(&kept).text().to_owned(),
            verdict: DraftVerdict::default(),
            error: None,
            is_leaving: false,
            check,
            then: Box::new(then),
        };
        editor.look();
        Overlay::Editor(Box::new(editor))
    }

    /// The question as one of `W`, in which the asker is found.
    pub(super) fn lift<W: 'static>(self, asker: fn(&mut W) -> &mut S) -> Editor<W> {
        let Self { title, about, edited, verdict, error, is_leaving, kept, check, mut then } = self;
        let then: Kept<W> = Box::new(move |all, core, text| {
            let next = then(asker(all), core, text)?;
            Ok(next.map(|overlay| overlay.lift(asker)))
        });
        Editor { title, about, edited, verdict, error, is_leaving, kept, check, then }
    }

    /// Whether the text is another one than is kept.
    pub fn is_changed(&self) -> bool {
        self.edited.text() != self.kept
    }

    /// Puts a text where the cursor is.
    pub(super) fn insert(&mut self, text: &str) {
        self.edited.insert(text);
        self.look();
    }

    fn look(&mut self) {
        self.error = None;
        if let Some(check) = &mut self.check {
            self.verdict = check.look(self.edited.text());
        }
    }

    /// Takes a key.
    pub(super) fn step(mut self: Box<Self>, asker: &mut S, core: &mut Core, key: Key) -> AfterKey<S> {
        let saves = key.code == Code::Char('s') && key.ctrl;
        if std::mem::take(&mut self.is_leaving) && !saves {
            // A key that does not mean yes only takes the question away: nothing of it enters the text.
            if key != Key::char('y') {
                return AfterKey::Stay(Overlay::Editor(self));
            }
            core.say("what was written is thrown away");
            return AfterKey::Close;
        }
        match key.code {
            Code::Char(_) if saves => match (self.then)(asker, core, self.edited.text()) {
                Ok(next) => return AfterKey::after(next),
                Err(error) => self.error = Some(error),
            },
            Code::Esc if self.is_changed() => self.is_leaving = true,
            Code::Esc => return AfterKey::Close,
            Code::Char('e') if key.ctrl => core.ask(Effect::EditText(self.edited.text().to_owned())),
            Code::Char(c @ ('c' | 'x')) if key.ctrl => self.take(core, c == 'x'),
            Code::Char(_)
            | Code::Enter
            | Code::Tab
            | Code::BackTab
            | Code::Erase(_)
            | Code::Move(_)
            | Code::F(_) => {
                if self.edited.step(key) {
                    self.look();
                }
            }
        }
        AfterKey::Stay(Overlay::Editor(self))
    }

    /// Takes the text as the person's own editor left it; one undo takes it back.
    pub(in crate::app) fn take_back(&mut self, core: &mut Core, text: &str) {
        if self.edited.take_back(text) {
            self.look();
        } else {
            core.say("the text came back as it was");
        }
    }

    /// Copies what is selected, and cuts it out.
    fn take(&mut self, core: &mut Core, cuts: bool) {
        match self.edited.taken(cuts) {
            Some(text) => {
                core.ask(Effect::Copy(text));
                core.say(if cuts { "cut" } else { "copied" });
            }
            None => core.warn("nothing is selected: Shift with the arrows selects; Ctrl-s saves, Esc leaves"),
        }
        self.look();
    }
}
