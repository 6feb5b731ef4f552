//! A form: several things to say at once, each in a field of its own, with what it is understood as beside it. What it
//! is about stands below; saying yes to the form is the one time that is asked. Notes are fields of several lines, in which
//! Enter makes one; `Ctrl-s` takes the form from every field.

use jiff::civil::Date;
use tui_input::{Input, InputRequest};

use super::edited::EditedText;
use super::prompt::{insert, request};
use super::{AfterKey, Asks, Overlay};
use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::key::{Code, Key, Motion};
use crate::app::screen::moved;
use crate::text::{DayLies, clean, clean_lines, day_words, read_day};

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
    /// Why the form was not taken.
    pub error: Option<String>,
    /// Whether Esc was pressed over what was typed: the next one discards it.
    pub is_leaving: bool,
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
    pub text: FieldText,
    /// Whether the text is that which it began with: what is typed then replaces it; never in a note.
    pub is_offered: bool,
    kind: FieldKind,
    /// The text or the choice that it began with.
    began: (String, usize),
    /// What was said lately in such a field, the latest first, and which of it is shown.
    recalled: (Vec<String>, Option<usize>),
    /// What stood there before something said lately was shown.
    typed: String,
}

/// The text of a field.
#[derive(Debug, Clone)]
pub enum FieldText {
    Line(Input),
    /// Several lines.
    Note(Box<EditedText>),
}

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FieldKind {
    /// A text, of one line or of several, and whether there must be one.
    Text { is_required: bool },
    /// A day; without one where that may be.
    Day { is_required: bool, lies: DayLies },
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
        let chosen = match &kind {
            FieldKind::Choice { chosen, .. } => *chosen,
            FieldKind::Text { .. } | FieldKind::Day { .. } => 0,
        };
        Self {
            label,
            hint,
            text: FieldText::Line(Input::new(offered.to_owned())),
            is_offered: !offered.is_empty(),
            kind,
            began: (offered.to_owned(), chosen),
            recalled: (Vec::new(), None),
            typed: String::new(),
        }
    }

    /// A field for a text that may be left empty.
    pub fn text(label: &'static str, hint: &'static str, offered: &str) -> Self {
        Self::new(label, hint, offered, FieldKind::Text { is_required: false })
    }

    /// A field for a text of several lines, or for a long one, that may be left empty. Unlike a line, what it begins with is not replaced by typing: it is
    /// gone on with at its end.
    pub fn note(label: &'static str, hint: &'static str, offered: &str) -> Self {
        let note = EditedText::at_end(offered);
        let began = (note.text().to_owned(), 0);
        Self {
            text: FieldText::Note(Box::new(note)),
            is_offered: false,
            began,
            ..Self::text(label, hint, offered)
        }
    }

    /// A field for a day to come, such as a due day; `offered` stands there at first.
    pub fn day(label: &'static str, offered: Option<Date>) -> Self {
        Self::of_day((label, "2027-03-31, +14d, fri, end of march"), offered, DayLies::Ahead)
    }

    /// A field for a day that has been, such as the date of a document; `offered` stands there at first.
    pub fn past_day(label: &'static str, offered: Option<Date>) -> Self {
        Self::of_day((label, "2026-03-31, -3d, fri, end of march"), offered, DayLies::Behind)
    }

    fn of_day((label, hint): (&'static str, &'static str), offered: Option<Date>, lies: DayLies) -> Self {
        let text = offered.map_or_else(String::new, |day| day.to_string());
        Self::new(label, hint, &text, FieldKind::Day { is_required: false, lies })
    }

    /// A field for one of several words, each with its letter.
    pub fn choice(label: &'static str, words: Vec<(char, String)>, chosen: usize) -> Self {
        Self::new(label, "a letter, or the arrows", "", FieldKind::Choice { words, chosen })
    }

    /// The field with something that must be said.
    #[must_use]
    pub fn required(mut self) -> Self {
        match &mut self.kind {
            FieldKind::Text { is_required } | FieldKind::Day { is_required, .. } => *is_required = true,
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

    /// What stands in it.
    pub fn written(&self) -> &str {
        match &self.text {
            FieldText::Line(input) => input.value(),
            FieldText::Note(note) => note.text(),
        }
    }

    /// Whether it takes several lines.
    pub fn takes_lines(&self) -> bool {
        matches!(self.text, FieldText::Note(_))
    }

    /// Whether something was typed or chosen in it that would be lost. What was said lately can be chosen again.
    fn is_half_typed(&self) -> bool {
        let (text, chosen) = &self.began;
        match &self.kind {
            FieldKind::Choice { chosen: now, .. } => now != chosen,
            FieldKind::Text { .. } | FieldKind::Day { .. } => {
                let written = self.written();
                !written.trim().is_empty() && written != text && self.recalled.1.is_none()
            }
        }
    }

    /// What it says; an error says what must be typed.
    fn value(&self, today: Date) -> Result<FieldValue, String> {
        let text = match &self.text {
            FieldText::Line(input) => clean(input.value()),
            FieldText::Note(note) => clean_lines(note.text()),
        };
        let text = text.trim();
        match &self.kind {
            FieldKind::Text { is_required: true } if text.is_empty() => {
                Err(format!("{} must be given", self.label))
            }
            FieldKind::Text { .. } => Ok(FieldValue::Text(text.to_owned())),
            FieldKind::Day { is_required: false, .. } if text.is_empty() => Ok(FieldValue::Day(None)),
            FieldKind::Day { lies, .. } => read_day(text, today, *lies).map(|day| FieldValue::Day(Some(day))),
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
            Err(_) if self.written().is_empty() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Puts a text where the cursor is.
    fn insert(&mut self, text: &str) {
        if self.choices().is_some() {
            return;
        }
        self.replace_offered();
        self.recalled.1 = None;
        match &mut self.text {
            FieldText::Line(input) => insert(input, text),
            FieldText::Note(note) => note.insert(text),
        }
    }

    fn replace_offered(&mut self) {
        if std::mem::take(&mut self.is_offered) {
            self.text = FieldText::Line(Input::default());
        }
    }

    /// Shows what was said earlier, or later, in such a field.
    fn recall(&mut self, earlier: bool) {
        if self.recalled.1.is_none() {
            if !earlier {
                return;
            }
            self.typed = self.written().to_owned();
        }
        let (lately, at) = &mut self.recalled;
        *at = match (*at, earlier) {
            (None, true) => Some(0),
            (Some(at), true) => Some((at + 1).min(lately.len().saturating_sub(1))),
            (Some(0) | None, false) => None,
            (Some(at), false) => Some(at - 1),
        };
        let text = at.and_then(|at| lately.get(at)).cloned().unwrap_or_else(|| self.typed.clone());
        self.is_offered = false;
        self.text = FieldText::Line(Input::new(text));
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
        if key.typed().is_some() && request(key).is_some() {
            self.replace_offered();
        }
        match &mut self.text {
            FieldText::Line(input) => {
                let Some(request) = request(key) else { return };
                (self.is_offered, self.recalled.1) = (false, None);
                input.handle(request);
            }
            FieldText::Note(note) => drop(note.step(key)),
        }
    }

    /// Moves within the lines of a note; whether there was somewhere to go.
    fn moves(&mut self, key: Key) -> bool {
        let FieldText::Note(note) = &mut self.text else { return false };
        let before = note.place();
        note.step(key);
        note.place() != before
    }

    /// Puts the cursor at the end; that of a note stays where it was.
    fn go_to_end(&mut self) {
        if let FieldText::Line(input) = &mut self.text {
            input.handle(InputRequest::GoToEnd);
        }
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
        let (title, is_leaving) = (title.into(), false);
        Overlay::Form(Box::new(Self {
            title,
            fields,
            at: 0,
            touches,
            offset: 0,
            error: None,
            is_leaving,
            today,
            then,
        }))
    }

    /// A form for a day alone, of which something stands there at first where there is something to offer.
    #[must_use]
    pub fn ask_day(
        title: impl Into<String>,
        (label, offered, today): (&'static str, Option<Date>, Date),
        mut then: impl FnMut(&mut S, &mut Core, Date) -> Result<Asks<S>, String> + 'static,
    ) -> Overlay<S> {
        let fields = vec![FormField::day(label, offered).required()];
        Self::ask(title, fields, (today, Vec::new()), move |asker, core, values| {
            let day = values.first().and_then(FieldValue::day).unwrap_or(today);
            then(asker, core, day)
        })
    }

    /// The question as one of `W`, in which the asker is found.
    pub(super) fn lift<W: 'static>(self, asker: fn(&mut W) -> &mut S) -> FormOverlay<W> {
        let Self { title, fields, at, touches, offset, error, is_leaving, today, mut then } = self;
        let then: Filled<W> = Box::new(move |all, core, values| {
            let next = then(asker(all), core, values)?;
            Ok(next.map(|overlay| overlay.lift(asker)))
        });
        FormOverlay { title, fields, at, touches, offset, error, is_leaving, today, then }
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

    /// Takes the text of the note that has the keys as the person's own editor left it.
    pub(in crate::app) fn take_back(&mut self, core: &mut Core, text: &str) {
        let Some(FieldText::Note(note)) = self.fields.get_mut(self.at).map(|field| &mut field.text) else {
            return;
        };
        if !note.take_back(text) {
            core.say("the text came back as it was");
        }
    }

    /// Takes a key.
    pub(super) fn step(mut self: Box<Self>, asker: &mut S, core: &mut Core, key: Key) -> AfterKey<S> {
        self.error = None;
        let was_leaving = std::mem::take(&mut self.is_leaving);
        let takes_lines = self.field().is_some_and(FormField::takes_lines);
        match key.code {
            Code::Esc if !was_leaving && self.fields.iter().any(FormField::is_half_typed) => {
                self.is_leaving = true;
            }
            Code::Esc => return AfterKey::Close,
            Code::Char('s') if key.ctrl => return self.take_or_say(asker, core),
            Code::Enter if !takes_lines => return self.take_or_say(asker, core),
            Code::Char('e') if key.ctrl && takes_lines => self.edit_elsewhere(core),
            Code::Tab => self.go(1),
            Code::BackTab => self.go(-1),
            Code::Move(motion @ (Motion::Up | Motion::Down)) => self.go_by_line(key, motion),
            Code::Move(motion @ (Motion::PageUp | Motion::PageDown)) => {
                let by = if motion == Motion::PageDown { 5 } else { -5 };
                self.offset = moved(self.offset, by, self.touches.len());
            }
            Code::Char(_) | Code::Enter | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
                if let Some(field) = self.fields.get_mut(self.at) {
                    field.step(key);
                }
            }
        }
        AfterKey::Stay(Overlay::Form(self))
    }

    fn take_or_say(mut self: Box<Self>, asker: &mut S, core: &mut Core) -> AfterKey<S> {
        match self.take(asker, core) {
            Ok(next) => AfterKey::after(next),
            Err(error) => {
                self.error = Some(error);
                AfterKey::Stay(Overlay::Form(self))
            }
        }
    }

    /// Up and down go through what was said lately, or the lines of a note, else to the next field.
    fn go_by_line(&mut self, key: Key, motion: Motion) {
        let stays = match self.fields.get_mut(self.at) {
            Some(field) if field.recalls() => {
                field.recall(motion == Motion::Up);
                true
            }
            Some(field) => field.moves(key),
            None => false,
        };
        if !stays {
            self.go(if motion == Motion::Up { -1 } else { 1 });
        }
    }

    fn edit_elsewhere(&self, core: &mut Core) {
        if let Some(field) = self.field() {
            core.ask(Effect::EditText(field.written().to_owned()));
        }
    }
}
