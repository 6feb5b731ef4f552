//! The whole state of the interface: what all screens share, the screens, and what lies over them.

use super::core::Core;
use super::everywhere;
use super::layout;
use super::msg::Clock;
use super::overlays::Overlay;
use super::overlays::help::Help;
use super::screen::OneShown;
use super::screens::Screens;
use super::session::Session;
use super::start::Start;
use super::typing::TypedRun;

/// The state.
pub struct App {
    /// What all screens share.
    pub core: Core,
    pub screens: Screens,
    /// What lies over the screen, the topmost last.
    pub overlays: Vec<Overlay<Screens>>,
    /// What was typed just now where no field is.
    pub(super) run: TypedRun,
}

impl App {
    /// The state at the start.
    pub fn new(start: Start, clock: Clock, size: (u16, u16)) -> Self {
        let screens = Screens::new(&start.session);
        let session = start.session.clone();
        let core = Core::new(start, clock, size);
        let mut app = Self { core, screens, overlays: Vec::new(), run: TypedRun::default() };
        app.catch_up();
        app.screens.restore(&mut app.core, &session);
        app.settle();
        app
    }

    /// What is restored at the next start.
    pub fn session(&self) -> Session {
        self.screens.session(&self.core)
    }

    /// Lets the screens follow what happened to the core and the one shown compute what it shows, goes where it leads, and
    /// puts what did not work on top.
    pub(super) fn catch_up(&mut self) {
        loop {
            for news in std::mem::take(&mut self.core.news) {
                self.screens.follow(&self.core, &news);
            }
            self.screens.shown_mut().prepare(&mut self.core);
            let Some(jump) = self.core.jumps.pop_front() else { break };
            let asked = self.screens.follow_jump(&mut self.core, jump);
            self.overlays.extend(asked);
        }
        self.overlays.extend(self.core.problems.drain(..).map(Overlay::Problem));
    }

    /// Help for the screen shown.
    pub fn help(&self) -> Help {
        everywhere::help(&self.screens, &self.core)
    }

    /// After every message: what is shown is computed, and where there is room scroll positions follow from the sizes.
    pub(super) fn settle(&mut self) {
        self.catch_up();
        let is_searching = matches!(self.overlays.last(), Some(Overlay::Search(_)));
        if let Some(grid) = self.screens.shown_mut().grid_mut() {
            grid.hold_widths(is_searching);
        }
        if !layout::is_too_small(self.core.size) {
            let body = layout::body(self.core.size);
            self.screens.shown_mut().settle(&self.core, body);
        }
        self.screens.shown_mut().remember(&self.core);
    }
}
