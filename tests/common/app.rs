//! The application without a terminal or a disk: keys in, screen out.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;

use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rcoi::app::effect::FilesWanted;
use rcoi::app::keymap::{DEFAULT, Keymap};
use rcoi::app::{App, Clock, Code, Effect, Key, Msg, Session, Start, update};
use rcoi::domain::{Entry, Workspace};
use rcoi::runtime::documents::{self, DocumentPlaces};
use rcoi::runtime::imports::{Import, Shared};
use rcoi::store::RealDisk;
use rcoi::ui::{Theme, draw, dump};

/// An application that is driven by keys; its effects are kept, and commits acknowledged at once.
pub struct Desk {
    /// The application.
    pub app: App,
    /// The entries committed.
    pub entries: Vec<Entry>,
    /// Every other effect, as it is printed.
    pub effects: Vec<String>,
    /// The files of the last export.
    pub files: Vec<(String, Vec<u8>)>,
    /// Where documents are looked for; nowhere, until a test says where.
    pub places: DocumentPlaces,
    clock: Clock,
}

/// The time in tests: a day in the season after the sample's filing.
pub fn clock() -> Clock {
    Clock { now: "2026-11-22T10:00:00Z".parse().unwrap(), today: date(2026, 11, 22) }
}

/// A start on a workspace.
pub fn start(workspace: Workspace) -> Start {
    Start {
        workspace,
        contents: rcoi::domain::Contents::default(),
        tail: Vec::new(),
        next_seq: 1,
        read_only: None,
        zone: jiff::tz::TimeZone::UTC,
        person: "ana".to_owned(),
        keymap: Keymap::parse(DEFAULT).unwrap(),
        session: Session::default(),
        seed: [1; 16],
        mouse: true,
        letter_template: None,
        own_proposals: rcoi::report::OwnProposals::default(),
        themes: vec!["dark".to_owned(), "light".to_owned(), "mono".to_owned()],
    }
}

impl Desk {
    /// An application on the sample.
    pub fn sample(size: (u16, u16)) -> Self {
        Self::on(rcoi::import::sample::workspace(), size)
    }

    /// An application on a workspace.
    pub fn on(workspace: Workspace, size: (u16, u16)) -> Self {
        Self::begin(start(workspace), size)
    }

    /// An application from any start.
    pub fn begin(start: Start, size: (u16, u16)) -> Self {
        let clock = clock();
        let app = App::new(start, clock, size);
        let nowhere = || PathBuf::from("/nowhere");
        let places = DocumentPlaces { workspace: nowhere(), from: nowhere(), home: None };
        let (entries, effects, files) = (Vec::new(), Vec::new(), Vec::new());
        let mut desk = Self { app, entries, effects, files, places, clock };
        desk.send(Msg::Resize(size.0, size.1));
        desk
    }

    /// Gives the application a message.
    pub fn send(&mut self, msg: Msg) {
        // Every message a second later, so that what is set later counts.
        self.clock.now = self.clock.now.saturating_add(jiff::SignedDuration::from_secs(1)).unwrap();
        let effects = update(&mut self.app, msg, self.clock);
        for effect in effects {
            self.perform(effect);
        }
    }

    fn perform(&mut self, effect: Effect) {
        if let Effect::Commit(entry) = effect {
            let seq = entry.seq;
            self.entries.push(*entry);
            self.send(Msg::Saved(seq));
        } else if let Effect::CheckForms(number, context, forms) = effect {
            self.send(Msg::Checked(number, context.check_all(&forms)));
        } else if let Effect::MatchNames(order) = effect {
            self.send(Msg::Matched(Box::new(order.carry_out())));
        } else if let Effect::FillLetter(order) = effect {
            self.send(Msg::LetterFilled(Box::new(order.carry_out())));
        } else if let Effect::PlanImport(job, order, batch) = effect {
            self.send(Msg::ImportPlanned(job, Box::new(order.import(batch))));
        } else if let Effect::PlanWithdrawal(job, order, id) = effect {
            self.send(Msg::WithdrawalPlanned(job, Box::new(order.withdrawal(&id))));
        } else if let Effect::ReadDocument(order) = effect {
            let document = documents::read(&RealDisk, &self.places, &order.link);
            self.send(Msg::DocumentRead(order, document));
        } else if let Effect::LookAtDocuments(wanted) = effect {
            let seen = documents::look(&RealDisk, &self.places, &wanted);
            self.send(Msg::DocumentsSeen(seen));
        } else if let Effect::WriteReport(_, files) | Effect::WriteInternal(files) = effect {
            self.files = files;
        } else {
            self.effects.push(format!("{effect:?}"));
        }
    }

    /// Types keys: characters as they are, other keys in angle brackets (`<enter>`, `<ctrl-r>`).
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|after| after.split_once('>'));
            let (key, after) = match named.and_then(|(name, after)| Some((Key::parse(name)?, after))) {
                Some(found) => found,
                None => (Key::plain(Code::Char(c)), rest.strip_prefix(c).unwrap_or_default()),
            };
            self.send(Msg::Key(key));
            rest = after;
        }
        self
    }

    /// Lets the application read what lies under a path, as its background job does.
    pub fn import(&mut self, path: &Path) -> &mut Self {
        let typed = path.display().to_string();
        self.keys(&format!("i{typed}<enter>"));
        let (job, slot, (messages, inbox)) = (self.app.core.job.unwrap(), Shared::default(), channel());
        slot.want(job);
        let wanted = FilesWanted { typed, password: None, context: self.app.core.check_context() };
        Import { disk: Arc::new(RealDisk), job, wanted, slot, messages }.run();
        inbox.iter().for_each(|message| self.send(message));
        self
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        self.drawn(&Theme::dark())
    }

    /// The screen as text, drawn with a theme.
    pub fn drawn(&self, theme: &Theme) -> String {
        dump::text(&self.buffer(theme))
    }

    /// The screen as text with the roles of its pieces.
    pub fn styled(&self) -> String {
        dump::styled(&self.buffer(&Theme::probe()))
    }

    fn buffer(&self, theme: &Theme) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.app.core.size.0, self.app.core.size.1));
        draw(&self.app, theme, &mut buffer);
        buffer
    }
}

#[cfg(test)]
mod tests {
    use super::Desk;

    #[test]
    fn keys_reach_the_application_and_the_screen_follows() {
        let mut desk = Desk::sample((80, 24));
        desk.keys("2/zijin<enter>");
        assert!(desk.text().contains("1 of 249"), "{}", desk.text());
        assert!(desk.styled().contains("Match"));
        desk.keys("n").keys("checked<ctrl-s>E");
        assert_eq!((desk.entries.len(), desk.files.len()), (1, 14));
        assert!(desk.effects.is_empty(), "{:?}", desk.effects);
    }
}
