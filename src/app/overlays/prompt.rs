//! A line of text to type.

use tui_input::{Input, InputRequest};

use crate::app::key::{Code, Key, Side, Way};
use crate::app::state::App;
use crate::app::targets::{self, Prompted};

/// A prompt.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What is asked.
    pub title: String,
    /// A word on what to type.
    pub hint: String,
    /// What was typed.
    pub input: Input,
    /// Why the last Enter was refused.
    pub error: Option<String>,
    /// What the text is for.
    pub prompted: Prompted,
}

impl Prompt {
    /// A prompt with an initial text.
    #[must_use]
    pub fn new(title: impl Into<String>, hint: impl Into<String>, text: &str, prompted: Prompted) -> Self {
        let input = Input::new(text.to_owned());
        Self { title: title.into(), hint: hint.into(), input, error: None, prompted }
    }
}

/// The change of a text field that a key asks for.
#[must_use]
pub fn request(key: Key) -> Option<InputRequest> {
    Some(match key.code {
        Code::Char('a') if key.ctrl => InputRequest::GoToStart,
        Code::Char('e') if key.ctrl => InputRequest::GoToEnd,
        Code::Char('u') if key.ctrl => InputRequest::DeleteLine,
        Code::Char('k') if key.ctrl => InputRequest::DeleteTillEnd,
        Code::Char('w') if key.ctrl => InputRequest::DeletePrevWord,
        Code::Char(_) => InputRequest::InsertChar(key.typed()?),
        Code::Erase(Side::Before) => InputRequest::DeletePrevChar,
        Code::Erase(Side::After) => InputRequest::DeleteNextChar,
        Code::Move(Way::Left) if key.ctrl => InputRequest::GoToPrevWord,
        Code::Move(Way::Right) if key.ctrl => InputRequest::GoToNextWord,
        Code::Move(Way::Left) => InputRequest::GoToPrevChar,
        Code::Move(Way::Right) => InputRequest::GoToNextChar,
        Code::Move(Way::Home) => InputRequest::GoToStart,
        Code::Move(Way::End) => InputRequest::GoToEnd,
        Code::Enter | Code::Esc | Code::Tab | Code::BackTab | Code::Move(_) | Code::F(_) => return None,
    })
}

/// Gives the prompt a key; `None` when it is done.
pub(super) fn step(app: &mut App, mut prompt: Prompt, key: Key) -> Option<Prompt> {
    match key.code {
        Code::Esc => return None,
        Code::Enter => {
            let text = crate::text::clean(prompt.input.value());
            return match targets::entered(app, &prompt.prompted, &text) {
                Ok(()) => None,
                Err(error) => {
                    prompt.error = Some(error);
                    Some(prompt)
                }
            };
        }
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
            if let Some(request) = request(key) {
                prompt.input.handle(request);
                prompt.error = None;
            }
        }
    }
    Some(prompt)
}
