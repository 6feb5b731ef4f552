//! A line of text to type. Who asks reads it, and may refuse it with the reason.

use tui_input::{Input, InputRequest};

use super::{AfterKey, Asks, Overlay};
use crate::app::core::Core;
use crate::app::key::{Code, EraseSide, Key, Motion};

/// What is done with a text; an error says why it is refused, and the prompt stays.
type Entered<S> = Box<dyn FnMut(&mut S, &mut Core, &str) -> Result<Asks<S>, String>>;

/// A prompt, asked by `S`.
pub struct Prompt<S> {
    /// What is asked.
    pub title: String,
    /// A word on what to type.
    pub hint: String,
    /// What was typed.
    pub input: Input,
    /// Whether the text is that which it began with: what is typed then replaces it.
    pub is_offered: bool,
    /// Why the last Enter was refused.
    pub error: Option<String>,
    /// Whether Esc was pressed over what was typed: the next one discards it.
    pub is_leaving: bool,
    /// The text that it began with.
    began: String,
    then: Entered<S>,
}

impl<S: 'static> Prompt<S> {
    /// A prompt with an initial text. `read` makes of what is typed what `then` takes, or says why it cannot.
    #[must_use]
    pub fn ask<T>(
        (title, hint, text): (impl Into<String>, impl Into<String>, &str),
        mut read: impl FnMut(&S, &Core, &str) -> Result<T, String> + 'static,
        mut then: impl FnMut(&mut S, &mut Core, T) -> Asks<S> + 'static,
    ) -> Overlay<S> {
        let then: Entered<S> = Box::new(move |asker, core, text| {
            let meant = read(asker, core, text)?;
            Ok(then(asker, core, meant))
        });
        let (title, hint, input) = (title.into(), hint.into(), Input::new(text.to_owned()));
        let (is_offered, began) = (!text.is_empty(), text.to_owned());
        Overlay::Prompt(Self { title, hint, input, is_offered, error: None, is_leaving: false, began, then })
    }

    /// The question as one of `W`, in which the asker is found.
    pub(super) fn lift<W: 'static>(self, asker: fn(&mut W) -> &mut S) -> Prompt<W> {
        let Self { title, hint, input, is_offered, error, is_leaving, began, mut then } = self;
        let then: Entered<W> = Box::new(move |all, core, text| {
            let next = then(asker(all), core, text)?;
            Ok(next.map(|overlay| overlay.lift(asker)))
        });
        Prompt { title, hint, input, is_offered, error, is_leaving, began, then }
    }

    /// Puts a text where the cursor is.
    pub(super) fn insert(&mut self, text: &str) {
        self.replace_offered();
        insert(&mut self.input, text);
        self.error = None;
    }

    /// What is typed takes the place of a text that is only offered; who wants to change that moves in it first.
    fn replace_offered(&mut self) {
        if std::mem::take(&mut self.is_offered) {
            self.input = Input::default();
        }
    }

    /// Whether something was typed that would be lost.
    fn is_half_typed(&self) -> bool {
        let written = self.input.value();
        !written.trim().is_empty() && written != self.began
    }

    /// Takes a key.
    pub(super) fn step(mut self, asker: &mut S, core: &mut Core, key: Key) -> AfterKey<S> {
        let was_leaving = std::mem::take(&mut self.is_leaving);
        match key.code {
            Code::Esc if !was_leaving && self.is_half_typed() => self.is_leaving = true,
            Code::Esc => return AfterKey::Close,
            Code::Enter => {
                let text = crate::text::clean(self.input.value());
                match (self.then)(asker, core, &text) {
                    Ok(next) => return AfterKey::after(next),
                    Err(error) => self.error = Some(error),
                }
            }
            Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
                if let Some(request) = request(key) {
                    if key.typed().is_some() {
                        self.replace_offered();
                    }
                    self.is_offered = false;
                    self.input.handle(request);
                    self.error = None;
                }
            }
        }
        AfterKey::Stay(Overlay::Prompt(self))
    }
}

/// Puts a text where the cursor of a field is, and the cursor behind it.
pub fn insert(input: &mut Input, text: &str) {
    let before = input.value().chars().take(input.cursor());
    let after = input.value().chars().skip(input.cursor());
    let whole = before.chain(text.chars()).chain(after).collect();
    *input = Input::new(whole).with_cursor(input.cursor() + text.chars().count());
}

/// The change of a text field that a key asks for.
pub fn request(key: Key) -> Option<InputRequest> {
    Some(match key.code {
        Code::Char('a') if key.ctrl => InputRequest::GoToStart,
        Code::Char('e') if key.ctrl => InputRequest::GoToEnd,
        Code::Char('u') if key.ctrl => InputRequest::DeleteLine,
        Code::Char('k') if key.ctrl => InputRequest::DeleteTillEnd,
        Code::Char('w') if key.ctrl => InputRequest::DeletePrevWord,
        Code::Char(_) => InputRequest::InsertChar(key.typed()?),
        Code::Erase(EraseSide::Before) => InputRequest::DeletePrevChar,
        Code::Erase(EraseSide::After) => InputRequest::DeleteNextChar,
        Code::Move(Motion::Left) if key.ctrl => InputRequest::GoToPrevWord,
        Code::Move(Motion::Right) if key.ctrl => InputRequest::GoToNextWord,
        Code::Move(Motion::Left) => InputRequest::GoToPrevChar,
        Code::Move(Motion::Right) => InputRequest::GoToNextChar,
        Code::Move(Motion::Home) => InputRequest::GoToStart,
        Code::Move(Motion::End) => InputRequest::GoToEnd,
        Code::Enter | Code::Esc | Code::Tab | Code::BackTab | Code::Move(_) | Code::F(_) => return None,
    })
}
