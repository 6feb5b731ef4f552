//! A form: several things to say at once, each in a field of its own, with what it is understood as beside it. What it
//! is about stands below; saying yes to the form is the one time that is asked.

use jiff::civil::Date;
use tui_input::{Input, InputRequest};

use super::prompt::{insert, request};
use super::{AfterKey, Asks, Overlay};
use crate::app::core::Core;
use crate::app::key::{Code, Key, Motion};
use crate::app::screen::moved;
use crate::text::{clean, day_words, read_day};

/// What is done with the fields; an error says why they are refused, and the form stays.
type Filled<S> = Box<dyn FnMut(&mut S, &mut Core, &[FieldValue]) -> Result<Asks<S>, String>>;

/// A form, asked by `S`.
pub struct FormOverlay<S> {
    pub title: String,
    pub fields: Vec<FormField>,
    /// The field that has the keys.
    pub at: usize,
    /// The things that it is about, where they are several.
    pub touches: Vec<String>,
    /// The first of them shown.
    pub offset: usize,
    /// Why the last Enter was refused.
    pub error: Option<String>,
    /// The day that days are read from.
    today: Date,
    then: Filled<S>,
}

/// A field of a form.
#[derive(Debug, Clone)]
pub struct FormField {
    pub label: &'static str,
    /// A word on what to type.
    pub hint: &'static str,
    /// What was typed.
    pub input: Input,
    /// Whether the text is that which it began with: what is typed then replaces it.
    pub is_offered: bool,
    kind: FieldKind,
    /// What was said lately in such a field, the latest first, and which of it is shown.
    recalled: (Vec<String>, Option<usize>),
    /// What stood there before something said lately was shown.
    typed: String,
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FieldKind {
    /// A text, and whether there must be one.
    Text { is_required: bool },
    /// A day; without one where that may be.
    Day { is_required: bool },
    /// One of these words, by its letter or with the arrows.
    Choice { words: Vec<(char, String)>, chosen: usize },
}

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    Text(String),
    Day(Option<Date>),
    /// The place of the word among those offered.
    Choice(usize),
}

impl FieldValue {
    /// The text of a field of text; empty for others.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Day(_) | Self::Choice(_) => "",
        }
    }

    /// The day of a field of a day.
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::Day(day) => *day,
            Self::Text(_) | Self::Choice(_) => None,
        }
    }
}

impl FormField {
    fn new(label: &'static str, hint: &'static str, offered: &str, kind: FieldKind) -> Self {
        let input = Input::new(offered.to_owned());
        Self {
            label,
            hint,
            input,
            is_offered: !offered.is_empty(),
            kind,
            recalled: (Vec::new(), None),
            typed: String::new(),
        }
    }

    /// A field for a text that may be left empty.
    pub fn text(label: &'static str, hint: &'static str, offered: &str) -> Self {
        Self::new(label, hint, offered, FieldKind::Text { is_required: false })
    }

    /// A field for a day; `offered` stands there at first.
    pub fn day(label: &'static str, offered: Option<Date>) -> Self {
        let text = offered.map_or_else(String::new, |day| day.to_string());
        Self::new(label, "2027-03-31, +14d, fri, end of march", &text, FieldKind::Day { is_required: false })
    }

    /// A field for one of several words, each with its letter.
    pub fn choice(label: &'static str, words: Vec<(char, String)>, chosen: usize) -> Self {
        Self::new(label, "a letter, or the arrows", "", FieldKind::Choice { words, chosen })
    }

    /// The field with something that must be said.
    #[must_use]
    pub fn required(mut self) -> Self {
        match &mut self.kind {
            FieldKind::Text { is_required } | FieldKind::Day { is_required } => *is_required = true,
            FieldKind::Choice { .. } => {}
        }
        self
    }

    /// The field with what was said lately, to be chosen with the arrows.
    #[must_use]
    pub fn recalling(mut self, lately: Vec<String>) -> Self {
        self.recalled = (lately, None);
        self
    }

    /// Whether the arrows up and down choose something said lately.
    pub fn recalls(&self) -> bool {
        !self.recalled.0.is_empty()
    }

    /// The words that can be chosen, and which of them is.
    pub fn choices(&self) -> Option<(&[(char, String)], usize)> {
        match &self.kind {
            FieldKind::Choice { words, chosen } => Some((words, *chosen)),
            FieldKind::Text { .. } | FieldKind::Day { .. } => None,
        }
    }

    /// What it says; an error says what must be typed.
    fn value(&self, today: Date) -> Result<FieldValue, String> {
        let text = clean(self.input.value());
        let text = text.trim();
        match &self.kind {
            FieldKind::Text { is_required: true } if text.is_empty() => {
                Err(format!("{} must be given", self.label))
            }
            FieldKind::Text { .. } => Ok(FieldValue::Text(text.to_owned())),
            FieldKind::Day { is_required: false } if text.is_empty() => Ok(FieldValue::Day(None)),
            FieldKind::Day { .. } => read_day(text, today).map(|day| FieldValue::Day(Some(day))),
            FieldKind::Choice { chosen, .. } => Ok(FieldValue::Choice(*chosen)),
        }
    }

    /// What it is understood as, where that is not what stands there; an error says what is wrong.
    fn understood(&self, today: Date) -> Result<Option<String>, String> {
        match self.value(today) {
            Ok(FieldValue::Day(Some(day))) => Ok(Some(day_words(day, today))),
            Ok(FieldValue::Day(None)) => Ok(Some("none".to_owned())),
            Ok(FieldValue::Text(_) | FieldValue::Choice(_)) => Ok(None),
            // What is not written yet is no mistake.
            Err(_) if self.input.value().is_empty() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Puts a text where the cursor is.
    fn insert(&mut self, text: &str) {
        if self.choices().is_some() {
            return;
        }
        self.replace_offered();
        insert(&mut self.input, text);
    }

    fn replace_offered(&mut self) {
        if std::mem::take(&mut self.is_offered) {
            self.input = Input::default();
        }
    }

    /// Shows what was said earlier, or later, in such a field.
    fn recall(&mut self, earlier: bool) {
        let (lately, at) = &mut self.recalled;
        if at.is_none() {
            if !earlier {
                return;
            }
            self.typed = self.input.value().to_owned();
        }
        *at = match (*at, earlier) {
            (None, true) => Some(0),
            (Some(at), true) => Some((at + 1).min(lately.len().saturating_sub(1))),
            (Some(0) | None, false) => None,
            (Some(at), false) => Some(at - 1),
        };
        let text = at.and_then(|at| lately.get(at)).cloned().unwrap_or_else(|| self.typed.clone());
        self.is_offered = false;
        self.input = Input::new(text);
    }

    /// Takes a key that is for the field alone.
    fn step(&mut self, key: Key) {
        if let FieldKind::Choice { words, chosen } = &mut self.kind {
            let by = match key.code {
                Code::Move(Motion::Left) => -1,
                Code::Move(Motion::Right) => 1,
                Code::Char(' ') => 1,
                Code::Char(letter) => {
                    *chosen = words.iter().position(|(it, _)| *it == letter).unwrap_or(*chosen);
                    0
                }
                Code::Enter
                | Code::Esc
                | Code::Tab
                | Code::BackTab
                | Code::Erase(_)
                | Code::Move(_)
                | Code::F(_) => 0,
            };
            *chosen = moved(*chosen, by, words.len());
            return;
        }
        let Some(request) = request(key) else { return };
        if key.typed().is_some() {
            self.replace_offered();
        }
        self.is_offered = false;
        self.input.handle(request);
    }

    /// Puts the cursor at the end.
    fn go_to_end(&mut self) {
        self.input.handle(InputRequest::GoToEnd);
    }
}

impl<S: 'static> FormOverlay<S> {
    /// A form seen from a day, about several things where `touches` names them.
    #[must_use]
    pub fn ask(
        title: impl Into<String>,
        fields: Vec<FormField>,
        (today, touches): (Date, Vec<String>),
        then: impl FnMut(&mut S, &mut Core, &[FieldValue]) -> Result<Asks<S>, String> + 'static,
    ) -> Overlay<S> {
        let then: Filled<S> = Box::new(then);
        let title = title.into();
        Overlay::Form(Box::new(Self { title, fields, at: 0, touches, offset: 0, error: None, today, then }))
    }

    /// The question as one of `W`, in which the asker is found.
    pub(super) fn lift<W: 'static>(self, asker: fn(&mut W) -> &mut S) -> FormOverlay<W> {
        let Self { title, fields, at, touches, offset, error, today, mut then } = self;
        let then: Filled<W> = Box::new(move |all, core, values| {
            let next = then(asker(all), core, values)?;
            Ok(next.map(|overlay| overlay.lift(asker)))
        });
        FormOverlay { title, fields, at, touches, offset, error, today, then }
    }

    /// The field that has the keys.
    pub fn field(&self) -> Option<&FormField> {
        self.fields.get(self.at)
    }

    /// What a field is understood as, where that is not what stands there; an error says what is wrong.
    ///
    /// # Errors
    /// When it cannot be understood, with the reason for the person.
    pub fn understood(&self, field: usize) -> Result<Option<String>, String> {
        self.fields.get(field).map_or(Ok(None), |field| field.understood(self.today))
    }

    /// Puts a text where the cursor is.
    pub(super) fn insert(&mut self, text: &str) {
        self.error = None;
        if let Some(field) = self.fields.get_mut(self.at) {
            field.insert(text);
        }
    }

    fn go(&mut self, by: isize) {
        let len = self.fields.len().max(1);
        self.at = self.at.saturating_add(len).saturating_add_signed(by) % len;
        if let Some(field) = self.fields.get_mut(self.at) {
            field.go_to_end();
        }
    }

    /// Takes what the fields say, or goes to the first that says nothing that could be taken.
    fn take(&mut self, asker: &mut S, core: &mut Core) -> Result<Asks<S>, String> {
        let mut values = Vec::with_capacity(self.fields.len());
        for (at, field) in self.fields.iter().enumerate() {
            match field.value(self.today) {
                Ok(value) => values.push(value),
                Err(error) => {
                    self.at = at;
                    return Err(error);
                }
            }
        }
        (self.then)(asker, core, &values)
    }

    /// Takes a key.
    pub(super) fn step(mut self: Box<Self>, asker: &mut S, core: &mut Core, key: Key) -> AfterKey<S> {
        self.error = None;
        match key.code {
            Code::Esc => return AfterKey::Close,
            Code::Enter => match self.take(asker, core) {
                Ok(next) => return AfterKey::after(next),
                Err(error) => self.error = Some(error),
            },
            Code::Tab => self.go(1),
            Code::BackTab => self.go(-1),
            Code::Move(motion @ (Motion::Up | Motion::Down)) => match self.fields.get_mut(self.at) {
                Some(field) if field.recalls() => field.recall(motion == Motion::Up),
                Some(_) | None => self.go(if motion == Motion::Up { -1 } else { 1 }),
            },
            Code::Move(motion @ (Motion::PageUp | Motion::PageDown)) => {
                let by = if motion == Motion::PageDown { 5 } else { -5 };
                self.offset = moved(self.offset, by, self.touches.len());
            }
            Code::Char(_) | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
                if let Some(field) = self.fields.get_mut(self.at) {
                    field.step(key);
                }
            }
        }
        AfterKey::Stay(Overlay::Form(self))
    }
}
