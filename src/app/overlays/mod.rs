//! What lies over a screen and takes the keys: pickers, prompts, confirmations, help, palette, import.

pub mod columns;
pub mod help;
pub mod import;
pub mod picker;
pub mod prompt;

use super::effect::Effect;
use super::key::{Code, Key, Side, Way};
use super::look::{Line, Role};
use super::state::App;
use crate::Problem;
use crate::domain::{Edit, FacilityId};
use crate::intake::Decision;
use crate::intake::change::Change;
use columns::ColumnsOverlay;
use help::Help;
use import::ImportOverlay;
use picker::Picker;
use prompt::Prompt;

/// Something over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// Chooses from a list.
    Picker(Picker),
    /// Asks for a line of text.
    Prompt(Prompt),
    /// Asks once before something that touches many.
    Confirm(Confirm),
    /// Help, or the palette: commands to search and run.
    Help(Help),
    /// Chooses columns.
    Columns(ColumnsOverlay),
    /// Imports a file.
    Import(Box<ImportOverlay>),
    /// The text around a place in a source.
    Text(TextView),
    /// Something that did not work, until a key is pressed.
    Problem(Problem),
    /// Something to know, until a key is pressed.
    Note(Problem),
    /// The search line; holds what was searched before.
    Search(String),
}

/// Lines to look at, one of them marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextView {
    /// The title.
    pub title: String,
    /// Lines with their numbers; 0 for a line without one.
    pub lines: Vec<(u32, String)>,
    /// The number of the line that it is about.
    pub marked: u32,
    /// The first line shown.
    pub offset: usize,
    /// What `y` copies when it is not the lines as they are shown.
    pub whole: Option<String>,
}

impl TextView {
    /// A text, its lines wrapped at so many columns, the rest of each under its beginning. `y` copies it as it is.
    #[must_use]
    pub fn wrapped(title: String, text: String, columns: usize) -> Self {
        let indent = |line: &str| line.chars().take_while(|c| *c == ' ').count();
        let lines = text.lines().flat_map(|line| Line::of(line, Role::Text).wrap(columns, indent(line)));
        let lines = lines.map(|line| (0, line.text())).collect();
        Self { title, lines, marked: 0, offset: 0, whole: Some(text) }
    }

    /// Scrolls so that the marked line is in sight, with some before it.
    pub fn go_to_marked(&mut self) {
        let at = self.lines.iter().position(|(number, _)| *number == self.marked).unwrap_or(0);
        self.offset = at.saturating_sub(6);
    }
}

/// What is done after a `y`.
#[derive(Debug, Clone)]
pub enum Then {
    /// Change these facilities, for this reason.
    Change(Change, Vec<FacilityId>, String),
    /// Make this edit.
    Edit(String, Box<Edit>),
    /// Make these decisions on declared names, under this title.
    Decide(String, Vec<Decision>),
    /// Take back everything after this entry.
    UndoTo(u64),
}

/// A question that only `y` answers with yes.
#[derive(Debug)]
pub struct Confirm {
    /// What is about to happen, with how many it touches.
    pub question: String,
    /// A few of the things it touches.
    pub examples: Vec<String>,
    /// What is done then.
    pub then: Then,
}

/// What an overlay wants after a key.
enum Next {
    Stay(Overlay),
    Close,
}

/// Gives a key to the topmost overlay. Whether there was one.
pub fn on_key(app: &mut App, key: Key) -> bool {
    let Some(overlay) = app.overlays.pop() else { return false };
    if let Next::Stay(overlay) = step(app, overlay, key) {
        app.overlays.push(overlay);
    }
    true
}

fn step(app: &mut App, overlay: Overlay, key: Key) -> Next {
    match overlay {
        Overlay::Picker(picker) => {
            picker::step(app, picker, key).map_or(Next::Close, |p| Next::Stay(Overlay::Picker(p)))
        }
        Overlay::Prompt(prompt) => {
            prompt::step(app, prompt, key).map_or(Next::Close, |p| Next::Stay(Overlay::Prompt(p)))
        }
        Overlay::Confirm(confirm) => confirm_step(app, confirm, key),
        Overlay::Help(help) => {
            help::step(app, help, key).map_or(Next::Close, |h| Next::Stay(Overlay::Help(h)))
        }
        Overlay::Columns(columns) => {
            columns::step(app, columns, key).map_or(Next::Close, |c| Next::Stay(Overlay::Columns(c)))
        }
        Overlay::Import(import) => {
            import::step(app, *import, key).map_or(Next::Close, |i| Next::Stay(Overlay::Import(Box::new(i))))
        }
        Overlay::Text(view) => text_step(app, view, key),
        Overlay::Problem(problem) => {
            box_step(app, problem, key).map_or(Next::Close, |p| Next::Stay(Overlay::Problem(p)))
        }
        Overlay::Note(note) => box_step(app, note, key).map_or(Next::Close, |n| Next::Stay(Overlay::Note(n))),
        Overlay::Search(before) => search_step(app, before, key),
    }
}

fn confirm_step(app: &mut App, confirm: Confirm, key: Key) -> Next {
    match key.code {
        Code::Char('y' | 'Y') => {
            carry_out(app, confirm.then);
            Next::Close
        }
        Code::Char('n' | 'N' | 'q') | Code::Esc => {
            app.say("nothing was changed");
            Next::Close
        }
        Code::Char(_)
        | Code::Enter
        | Code::Tab
        | Code::BackTab
        | Code::Erase(_)
        | Code::Move(_)
        | Code::F(_) => Next::Stay(Overlay::Confirm(confirm)),
    }
}

fn carry_out(app: &mut App, then: Then) {
    match then {
        Then::Change(change, targets, reason) => super::targets::apply(app, &change, &targets, &reason),
        Then::Edit(title, edit) => {
            if app.commit(title.clone(), *edit) {
                app.done(title);
            }
        }
        Then::Decide(title, decisions) => super::screens::matches::work::carry_out(app, title, &decisions),
        Then::UndoTo(seq) => super::screens::history::undo_to(app, seq),
    }
}

fn text_step(app: &mut App, mut view: TextView, key: Key) -> Next {
    let page = usize::from(app.size.1.saturating_sub(6)).max(1);
    let last = view.lines.len().saturating_sub(page);
    let to = match key.code {
        Code::Move(Way::Down) | Code::Char('j') => view.offset + 1,
        Code::Move(Way::Up) | Code::Char('k') => view.offset.saturating_sub(1),
        Code::Move(Way::PageDown) | Code::Char(' ') => view.offset + page,
        Code::Move(Way::PageUp) => view.offset.saturating_sub(page),
        Code::Move(Way::Home) | Code::Char('g') => 0,
        Code::Move(Way::End) | Code::Char('G') => last,
        Code::Esc | Code::Enter | Code::Char('q' | 'o') => return Next::Close,
        Code::Char('y') => {
            let shown = || view.lines.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
            let text = view.whole.clone().unwrap_or_else(shown);
            app.ask(Effect::Copy(text));
            app.say("copied");
            view.offset
        }
        Code::Char(_) | Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {
            view.offset
        }
    };
    view.offset = to.min(last);
    Next::Stay(Overlay::Text(view))
}

/// Any key closes a box; `y` copies its text first.
fn box_step(app: &mut App, text: Problem, key: Key) -> Option<Problem> {
    if key.code != Code::Char('y') {
        return None;
    }
    app.ask(Effect::Copy(text.to_string()));
    app.say("copied");
    Some(text)
}

fn search_step(app: &mut App, before: String, key: Key) -> Next {
    let mut text = app.search_text().to_owned();
    match key.code {
        Code::Enter | Code::Move(Way::Down) | Code::Move(Way::Up) => return Next::Close,
        Code::Esc => {
            app.set_search(before);
            return Next::Close;
        }
        Code::Erase(Side::Before) => {
            text.pop();
        }
        Code::Char('u') if key.ctrl => text.clear(),
        Code::Char('w') if key.ctrl => {
            let kept = text.trim_end().rfind(' ').map_or(0, |at| at + 1);
            text.truncate(kept);
        }
        Code::Char(_) => text.extend(key.typed()),
        Code::Tab | Code::BackTab | Code::Erase(_) | Code::Move(_) | Code::F(_) => {}
    }
    app.set_search(text);
    Next::Stay(Overlay::Search(before))
}

/// Gives pasted text to the topmost overlay that takes text.
pub fn on_paste(app: &mut App, text: &str) {
    let line = crate::text::clean(text);
    for c in line.chars() {
        if !app.overlays.last().is_some_and(takes_text) {
            return;
        }
        on_key(app, Key::char(c));
    }
}

/// Whether characters are text there. Where they are choices, what is pasted must not choose.
fn takes_text(overlay: &Overlay) -> bool {
    match overlay {
        Overlay::Prompt(_) | Overlay::Search(_) | Overlay::Help(_) => true,
        Overlay::Picker(picker) => !picker.has_letters(),
        Overlay::Import(import) => import.takes_text(),
        Overlay::Confirm(_)
        | Overlay::Columns(_)
        | Overlay::Text(_)
        | Overlay::Problem(_)
        | Overlay::Note(_) => false,
    }
}
