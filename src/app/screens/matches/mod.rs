//! Matches: the declared names that nothing resolves, one at a time, with the facilities that may be meant.

mod actions_on_names;
pub mod compare;
pub mod name_in_hand;
mod pace;
mod panes;
mod questions;
mod written;

use std::collections::BTreeMap;

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::detail_pane::DetailPane;
use crate::app::layout::{WIDE, inside, row_at, scrolled, wrapped};
use crate::app::look::{Line, Role};
use crate::app::news::News;
use crate::app::queue::Queue;
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, chip, count_or_blank, moved};
use crate::app::session::Session;
use crate::domain::NameKey;
use crate::resolve::open::{self, MatchFilter};
use crate::text::{Area, plural};
use name_in_hand::NameInHand;
use pace::Pace;

pub use panes::{CANDIDATE_ROWS, MatchesPanes, first_candidate};
pub use written::lines as written_lines;

/// The screen's state. The queue is filtered, but no table: its order is that of urgency, a name has one line, and many are
/// taken at once by the accept band, not by selecting them.
#[derive(Debug, Default)]
pub struct MatchesScreen {
    /// The open names that pass the filter, the most urgent first, and the one in hand.
    pub queue: Queue<NameKey>,
    pub hand: Derived<Option<NameInHand>, (Option<NameKey>, u64, u64)>,
    /// Which names are shown.
    pub filter: MatchFilter,
    /// Whether the queue has the keys.
    pub queue_focus: bool,
    /// The comparison with the candidate under the cursor; it has the keys only while it fills the screen.
    pub detail: DetailPane,
    /// The place of each name, decided ones included, so that what comes back stands where it stood.
    places: BTreeMap<NameKey, usize>,
    /// Whether names have come whose urgency is not known yet: the queue is sorted once it is.
    is_unsorted: bool,
    /// Whether the name in hand was chosen: by going to it, or in the session before.
    is_chosen: bool,
    /// How fast names are decided.
    pace: Pace,
}

impl MatchesScreen {
    /// The state at the start, with the name and the filter of last time.
    pub fn new(session: &Session) -> Self {
        let (queue, is_chosen) = (Queue::new(session.name.clone()), session.name.is_some());
        Self { queue, is_chosen, filter: session.names.clone(), ..Self::default() }
    }

    /// Moves to another place of the queue.
    pub fn go(&mut self, at: usize) {
        if self.queue.go(at) {
            self.taken();
        }
    }

    /// Takes a name in hand, whether it is open or not.
    pub fn take(&mut self, key: Option<NameKey>) {
        self.queue.take(key);
        self.taken();
    }

    /// Another name has come to hand.
    fn taken(&mut self) {
        self.is_chosen = true;
        self.detail.offset = 0;
        self.detail.is_zoomed = false;
    }

    /// How long the rest of the queue takes at the pace so far, in minutes, rounded up; none before a pace is known.
    pub fn minutes_left(&self) -> Option<u64> {
        self.pace.minutes(self.queue.open.len())
    }

    /// Puts the queue into the order of urgency; until a name was chosen the first is in hand.
    fn sort(&mut self, core: &Core) {
        self.places.clear();
        self.is_unsorted = false;
        if !self.is_chosen {
            self.queue.current = None;
        }
        self.refresh(core);
    }

    /// Lets the queue follow the open names: what was decided leaves it, and the next one comes up by itself. The others
    /// keep their places, though a decision may change what the matcher says of them; what comes back stands where it
    /// stood.
    fn refresh(&mut self, core: &Core) {
        let open = self.ordered(core);
        if self.queue.follow(open) {
            self.taken();
        }
        // While declarations are still being read the name of last time may come yet.
        let is_known = |key: &NameKey| is_known(core, key) || !core.register.unread().is_empty();
        if self.queue.drop_unknown(is_known) {
            self.is_chosen = false;
        }
    }

    /// The open names that pass the filter, each at its place; one that is new comes after the others.
    fn ordered(&mut self, core: &Core) -> Vec<NameKey> {
        let waiting = &core.matching.waiting;
        let order = open::queue(waiting, &core.matching.answers);
        let shown = order.into_iter().filter_map(|at| waiting.get(at));
        let shown = shown.filter(|open| self.filter.passes(open));
        let mut queue: Vec<NameKey> = shown.map(|open| open.name.key.clone()).collect();
        for key in &queue {
            let next = self.places.len();
            if !self.places.contains_key(key) {
                self.is_unsorted |= !core.matching.answers.contains_key(key);
                self.places.insert(key.clone(), next);
            }
        }
        queue.sort_by_cached_key(|key| (self.queue.lateness(key), self.places.get(key).copied()));
        queue
    }

    /// Filters again after the filter changed.
    fn filter_changed(&mut self, core: &mut Core) {
        self.sort(core);
        if self.queue.position().is_none() {
            self.queue.take_at_or_first(0);
            self.taken();
        }
        if self.queue.open.is_empty() && !core.matching.waiting.is_empty() {
            core.say("no name passes the filter; X clears it");
        }
    }

    /// What is known of the name in hand is made, unless it is.
    fn take_in_hand(&mut self, core: &Core) {
        let Generations { names, answers, .. } = core.generations;
        if self.hand.outdated_by((self.queue.current.clone(), names, answers)) {
            let before = self.hand.take();
            *self.hand =
                self.queue.current.as_ref().and_then(|key| NameInHand::make(core, key, before.as_ref()));
        }
    }
}

/// Whether a name is open or decided.
fn is_known(core: &Core, key: &NameKey) -> bool {
    core.matching.open(key).is_some() || core.workspace.resolutions.contains_key(key)
}

impl Screen for MatchesScreen {
    fn follow(&mut self, core: &Core, news: &News) {
        match news {
            News::Names => self.refresh(core),
            News::Lists => self.is_unsorted = true,
            News::Decided => self.pace.count(core.clock.now),
            News::Answers => {
                if self.is_unsorted && core.matching.is_settled() {
                    self.sort(core);
                }
            }
            News::Reverted(edit) => {
                if let [name] = edit.names().as_slice() {
                    self.take(Some((*name).clone()));
                }
            }
            News::FacilitiesServed | News::SuppliersServed => {}
        }
    }

    fn prepare(&mut self, core: &mut Core) {
        self.take_in_hand(core);
    }

    fn settle(&mut self, core: &Core, body: Area) {
        let inner = inside(self.panes(body).compare);
        let lines = self
            .hand
            .as_ref()
            .map_or(0, |hand| wrapped(&compare::lines(core, hand), inner.width, compare::LABEL).len());
        self.detail.settle(lines, inner.height);
    }

    fn hints(&self) -> &'static [C] {
        &[
            C::Accept,
            C::NoneOfThem,
            C::Search,
            C::Later,
            C::AcceptBand,
            C::NewFacility,
            C::Open,
            C::Previous,
            C::Undo,
            C::Source,
            C::RowsBehind,
            C::FilterMetal,
            C::NextPane,
            C::Help,
        ]
    }

    fn about(&self) -> &'static str {
        "declared names that did not resolve, the most urgent first"
    }

    fn chips(&self, core: &Core) -> Vec<ChipText> {
        let metals = chip("metal", self.filter.metals.iter().map(|metal| metal.name()));
        let suppliers = chip("supplier", core.names_of(&self.filter.suppliers));
        metals.into_iter().chain(suppliers).collect()
    }

    /// Which name of the queue is in hand, and how many declared rows wait for a decision.
    fn status(&self, core: &Core) -> StatusLine {
        let mut line = Line::new();
        let Some(key) = &self.queue.current else { return line.into() };
        let place = match self.queue.position() {
            Some(at) => format!("{} of {}", at + 1, self.queue.open.len()),
            None => format!("decided; {} open", self.queue.open.len()),
        };
        line.push(format!("{} · {place}", key.metal), Role::Strong);
        let left = core.matching.open_rows();
        let all = left + core.matching.rows_decided;
        if core.size.0 >= 76 {
            let rows = plural(left, "row", "rows");
            line.push(format!(" · {left} {rows} of {all} left"), Role::Muted);
        }
        if let Some(minutes) = self.minutes_left().filter(|_| core.size.0 >= WIDE) {
            line.push(format!(" · about {minutes} min"), Role::Muted);
        }
        line.into()
    }

    fn open_work(&self, core: &Core) -> String {
        count_or_blank(core.matching.waiting.len())
    }

    /// Moves over the candidates, or through the queue when that has the keys.
    fn move_by(&mut self, _core: &Core, rows: isize) {
        if self.detail.move_by(rows) {
            return;
        }
        if self.queue_focus {
            self.go(self.queue.position().map_or(0, |at| moved(at, rows, self.queue.open.len())));
        } else if let Some(hand) = &mut *self.hand {
            hand.cursor = moved(hand.cursor, rows, hand.offers.len());
            self.detail.offset = 0;
        }
    }

    fn next_pane(&mut self, _core: &Core) {
        self.queue_focus = !self.queue_focus;
    }

    /// A click on a name of the queue takes it in hand, on a candidate puts the cursor there; neither decides anything.
    fn click(&mut self, _core: &mut Core, body: Area, at: (u16, u16)) {
        let panes = self.panes(body);
        self.queue_focus = panes.queue.contains(at.0, at.1);
        let (len, page) = (self.queue.open.len(), usize::from(panes.list.height));
        let first = scrolled(self.queue.position().unwrap_or(0), len, page);
        if let Some(row) = row_at(panes.list, at).filter(|row| first + row < len) {
            return self.go(first + row);
        }
        let inner = panes.candidates.inset(1);
        if let (Some(row), Some(hand)) = (row_at(inner, at), &mut *self.hand) {
            let offer = first_candidate(hand, inner) + row / usize::from(CANDIDATE_ROWS);
            if offer < hand.offers.len() {
                hand.cursor = offer;
                self.detail.offset = 0;
            }
        }
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Facilities
    }

    fn copied(&self, _core: &Core) -> String {
        actions_on_names::copied(self)
    }

    fn close(&mut self) -> bool {
        self.detail.close() | std::mem::take(&mut self.queue_focus)
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<MatchesScreen>] = &[
    act(C::Open, zoom),
    ask(C::Search, actions_on_names::look_up),
    ask(C::Accept, actions_on_names::accept).unless(queue_is_empty),
    act(C::Later, later).unless(queue_is_empty),
    act(C::Previous, previous),
    ask(C::NoneOfThem, actions_on_names::none_of_them).unless(no_name),
    ask(C::NewFacility, questions::new_facility).unless(no_name),
    ask(C::AcceptBand, actions_on_names::ask_band),
    act(C::TakeBack, actions_on_names::take_back),
    ask(C::FilterMetal, questions::filter_metal),
    ask(C::FilterSupplier, questions::filter_supplier),
    act(C::ClearFilters, clear_filters),
    ask(C::Source, actions_on_names::source),
    act(C::RowsBehind, actions_on_names::rows_behind),
];

fn queue_is_empty(screen: &MatchesScreen, _: &Core) -> WhyNot {
    screen.queue.current.is_none().then_some("the queue is empty")
}

fn no_name(screen: &MatchesScreen, _: &Core) -> WhyNot {
    screen.queue.current.is_none().then_some("no name is in hand")
}

/// Lets the comparison fill the screen, or gives the room back.
fn zoom(screen: &mut MatchesScreen, _: &mut Core) {
    screen.detail.zoom(screen.hand.is_some());
}

/// Leaves the name in hand for later: it goes to the end of the queue.
fn later(screen: &mut MatchesScreen, core: &mut Core) {
    let Some(at) = screen.queue.leave() else {
        // One that is decided is not left for later; the queue goes on.
        return screen.go(0);
    };
    screen.refresh(core);
    screen.queue.take_at_or_first(at);
    screen.taken();
}

/// Goes back to the name in hand before.
fn previous(screen: &mut MatchesScreen, core: &mut Core) {
    if screen.queue.previous(|key| is_known(core, key)) {
        screen.detail.offset = 0;
    } else {
        core.say("this is where you began");
    }
}

fn clear_filters(screen: &mut MatchesScreen, core: &mut Core) {
    screen.filter = MatchFilter::default();
    screen.filter_changed(core);
}
