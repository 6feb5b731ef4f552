//! What lies over a screen and takes the keys: pickers, prompts, confirmations, an editor, help, palette, import.
//!
//! A question belongs to the one who asks it: an [`Overlay`] of a screen gives its answer to that screen's state. Before
//! it lies over the screen it is lifted to one of all screens, in which the asker is found again.

pub mod behind;
pub mod columns;
pub mod confirm;
pub mod edited;
pub mod editor;
pub mod form;
pub mod help;
pub mod import;
pub mod picker;
pub mod prompt;
pub mod search;
pub mod sheet;
pub mod text;

use super::core::Core;
use super::effect::Effect;
use super::key::{Code, Key};
use super::screen::OneShown;
use crate::Problem;
use behind::Behind;
use columns::ColumnsOverlay;
use confirm::Confirm;
use editor::Editor;
use form::{FormField, FormOverlay};
use help::Help;
use import::ImportOverlay;
use picker::Picker;
use prompt::Prompt;
use search::SearchLine;
use sheet::SheetView;
pub use text::TextView;

/// The most that a field takes, in bytes: more than the longest reason or path, and little enough that each letter typed into
/// it is shown at once.
pub(super) const ROOM: usize = 64 * 1024;

/// What is said where something half typed would be lost.
pub const LEAVING: &str = "Esc again discards what was typed; any other key goes on";

/// Something over the screen, asked or shown by `S`.
pub enum Overlay<S> {
    /// Chooses from a list.
    Picker(Picker<S>),
    /// Asks for a line of text.
    Prompt(Prompt<S>),
    /// Asks for several things at once.
    Form(Box<FormOverlay<S>>),
    /// Edits a text of several lines.
    Editor(Box<Editor<S>>),
    /// Asks once before something that touches many.
    Confirm(Confirm<S>),
    /// Help, or the palette: commands to search and run.
    Help(Help),
    /// Chooses columns.
    Columns(ColumnsOverlay),
    /// Imports a file.
    Import(Box<ImportOverlay>),
    /// The text around a place in a source.
    Text(TextView),
    /// The cells around a place in a source.
    Sheet(SheetView),
    /// The rows behind a figure.
    Behind(Behind),
    /// Something that did not work, until a key is pressed.
    Problem(Problem),
    /// Something to know, until a key is pressed.
    Note(Problem),
    /// The search line.
    Search(SearchLine),
}

/// What comes over the screen of a command or of an answer, asked by `S`; often nothing.
pub type Asks<S> = Option<Overlay<S>>;

/// What becomes of an overlay after a key.
pub(super) enum AfterKey<S> {
    Stay(Overlay<S>),
    Close,
    /// It closes, and this comes in its place.
    Open(Overlay<S>),
    /// It stays, and the second comes over it.
    Over(Overlay<S>, Overlay<S>),
}

impl<S> AfterKey<S> {
    /// The overlay closes; what follows from the answer comes in its place.
    fn after(follows: Asks<S>) -> Self {
        follows.map_or(Self::Close, Self::Open)
    }
}

impl<S: 'static> Overlay<S> {
    /// The same as an overlay of `W`, in which the asker is found.
    pub(super) fn lift<W: 'static>(self, asker: fn(&mut W) -> &mut S) -> Overlay<W> {
        match self {
            Self::Picker(picker) => Overlay::Picker(picker.lift(asker)),
            Self::Prompt(prompt) => Overlay::Prompt(prompt.lift(asker)),
            Self::Form(form) => Overlay::Form(Box::new(form.lift(asker))),
            Self::Editor(editor) => Overlay::Editor(Box::new(editor.lift(asker))),
            Self::Confirm(confirm) => Overlay::Confirm(confirm.lift(asker)),
            Self::Help(help) => Overlay::Help(help),
            Self::Columns(columns) => Overlay::Columns(columns),
            Self::Import(import) => Overlay::Import(import),
            Self::Text(view) => Overlay::Text(view),
            Self::Sheet(view) => Overlay::Sheet(view),
            Self::Behind(behind) => Overlay::Behind(behind),
            Self::Problem(problem) => Overlay::Problem(problem),
            Self::Note(note) => Overlay::Note(note),
            Self::Search(line) => Overlay::Search(line),
        }
    }

    /// Whether it only tells something, and has no use for a key that may mean something where one is.
    pub(super) fn gives_way(&self, key: Key) -> bool {
        match self {
            Self::Note(_) => !matches!(key.code, Code::Esc | Code::Enter | Code::Char(' ' | 'y')),
            Self::Text(view) => view.is_told && !view.takes(key),
            Self::Picker(_)
            | Self::Prompt(_)
            | Self::Form(_)
            | Self::Editor(_)
            | Self::Confirm(_)
            | Self::Help(_)
            | Self::Columns(_)
            | Self::Import(_)
            | Self::Sheet(_)
            | Self::Behind(_)
            | Self::Problem(_)
            | Self::Search(_) => false,
        }
    }

    /// Whether a letter means something, where letters decide; none where they do not.
    pub(super) fn knows(&self, key: Key) -> Option<bool> {
        match self {
            Self::Picker(picker) => picker.has_letters().then(|| picker.knows(key)),
            Self::Confirm(_) => {
                let answers = matches!(key.code, Code::Char('y' | 'Y' | 'n' | 'N' | 'q'));
                Some(answers || key.code.lines(1).is_some())
            }
            Self::Prompt(_)
            | Self::Form(_)
            | Self::Editor(_)
            | Self::Help(_)
            | Self::Columns(_)
            | Self::Import(_)
            | Self::Text(_)
            | Self::Sheet(_)
            | Self::Behind(_)
            | Self::Problem(_)
            | Self::Note(_)
            | Self::Search(_) => None,
        }
    }

    /// Whether it is a box to read, which any key closes.
    pub fn is_box(&self) -> bool {
        matches!(self, Self::Problem(_) | Self::Note(_))
    }

    /// Whether the text in its field has several lines.
    pub(super) fn takes_lines(&self) -> bool {
        match self {
            Self::Editor(_) => true,
            Self::Form(form) => form.field().is_some_and(FormField::takes_lines),
            Self::Picker(_)
            | Self::Prompt(_)
            | Self::Confirm(_)
            | Self::Help(_)
            | Self::Columns(_)
            | Self::Import(_)
            | Self::Text(_)
            | Self::Sheet(_)
            | Self::Behind(_)
            | Self::Problem(_)
            | Self::Note(_)
            | Self::Search(_) => false,
        }
    }

    /// Whether a character is text in its field, rather than a choice.
    pub(super) fn is_text(&self, c: char) -> bool {
        !matches!(self, Self::Picker(picker) if picker.is_multiple && c == ' ')
    }
}

impl<S: OneShown + 'static> Overlay<S> {
    /// The text in its field; none where characters are choices: what is pasted must not choose.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Prompt(prompt) => Some(prompt.input.value()),
            Self::Form(form) => {
                form.field().filter(|field| field.choices().is_none()).map(FormField::written)
            }
            Self::Editor(editor) => (!editor.is_leaving).then(|| editor.edited.text()),
            Self::Help(help) => Some(&help.typed),
            Self::Picker(picker) => (!picker.has_letters()).then_some(&picker.typed),
            Self::Import(import) => import.field(),
            Self::Search(line) => Some(line.field.value()),
            Self::Text(view) => view.field(),
            Self::Confirm(_)
            | Self::Columns(_)
            | Self::Sheet(_)
            | Self::Behind(_)
            | Self::Problem(_)
            | Self::Note(_) => None,
        }
    }

    /// Puts a text where the cursor of its field is, of one line unless the field takes several; what fits is looked for once.
    pub(super) fn insert(&mut self, screens: &mut S, core: &mut Core, text: &str) {
        match self {
            Self::Prompt(prompt) => prompt.insert(text),
            Self::Form(form) => form.insert(text),
            Self::Editor(editor) => editor.insert(text),
            Self::Help(help) => help.insert(text),
            Self::Picker(picker) => picker.insert(text),
            Self::Import(import) => import::insert(core, import, text),
            Self::Search(line) => line.insert(screens, core, text),
            Self::Text(view) => view.insert(core, text),
            Self::Confirm(_)
            | Self::Columns(_)
            | Self::Sheet(_)
            | Self::Behind(_)
            | Self::Problem(_)
            | Self::Note(_) => {}
        }
    }

    /// Takes a key.
    pub(super) fn step(self, screens: &mut S, core: &mut Core, key: Key) -> AfterKey<S> {
        match self {
            Self::Picker(picker) => picker.step(screens, core, key),
            Self::Prompt(prompt) => prompt.step(screens, core, key),
            Self::Form(form) => form.step(screens, core, key),
            Self::Editor(editor) => editor.step(screens, core, key),
            Self::Confirm(confirm) => confirm.step(screens, core, key),
            Self::Help(mut help) => stay_if(help.step(core, key), Self::Help(help)),
            Self::Columns(mut columns) => {
                stay_if(columns.step(screens.shown_mut(), key), Self::Columns(columns))
            }
            Self::Import(import) => import::step(core, *import, key),
            Self::Text(mut view) => stay_if(view.step(core, key), Self::Text(view)),
            Self::Sheet(mut view) => stay_if(view.step(core, key), Self::Sheet(view)),
            Self::Behind(behind) => behind.step(core, key),
            Self::Problem(problem) => stay_if(copies(core, &problem, key), Self::Problem(problem)),
            Self::Note(note) => stay_if(copies(core, &note, key), Self::Note(note)),
            Self::Search(line) => line.step(screens, core, key),
        }
    }
}

fn stay_if<S>(stays: bool, overlay: Overlay<S>) -> AfterKey<S> {
    if stays { AfterKey::Stay(overlay) } else { AfterKey::Close }
}

/// Any key closes a box; `y` copies its text first, and it stays.
fn copies(core: &mut Core, text: &Problem, key: Key) -> bool {
    let copies = key.code == Code::Char('y');
    if copies {
        core.ask(Effect::Copy(text.to_string()));
        core.say("copied");
    }
    copies
}
