//! Matches: the declared names that nothing resolves, one at a time, with the facilities that may be meant.

pub mod compare;
pub mod hand;
mod pace;
mod panes;
mod pick;
mod work;
mod written;

use std::collections::BTreeMap;

use crate::app::command::Command as C;
use crate::app::command::row::{CommandRow, WhyNot, act, ask};
use crate::app::core::Core;
use crate::app::derived::{Derived, Generations};
use crate::app::detail::MOST_LINES;
use crate::app::layout::{WIDE, inside, row_at, scrolled, wrapped};
use crate::app::look::{Line, Role};
use crate::app::news::News;
use crate::app::screen::{ChipText, Screen, Searched, StatusLine, chip, moved, some};
use crate::app::session::Session;
use crate::domain::NameKey;
use crate::resolve::open::{self, MatchFilter};
use crate::text::{Area, plural};
use hand::Hand;
use pace::Pace;

pub use panes::{CANDIDATE_ROWS, MatchesPanes, first_candidate};
pub use written::lines as written_lines;

/// The screen's state.
#[derive(Debug, Default)]
pub struct MatchesScreen {
    /// The open names that pass the filter, the most urgent first; what was left for later comes last.
    pub queue: Vec<NameKey>,
    /// The name in hand: the head of the queue, one chosen from it, or one gone back to.
    pub current: Option<NameKey>,
    /// What is known of the name in hand.
    pub hand: Derived<Option<Hand>, (Option<NameKey>, u64, u64)>,
    /// Which names are shown.
    pub filter: MatchFilter,
    /// The names in hand before, the latest last.
    pub trail: Vec<NameKey>,
    /// Whether the queue has the keys.
    pub queue_focus: bool,
    /// Whether the comparison fills the screen.
    pub zoomed: bool,
    /// The first line of the comparison shown.
    pub detail_offset: usize,
    /// The place of each name, decided ones included, so that what comes back stands where it stood.
    places: BTreeMap<NameKey, usize>,
    /// Whether names have come whose urgency is not known yet: the queue is sorted once it is.
    is_unsorted: bool,
    /// Whether the name in hand was chosen: by going to it, or in the session before.
    is_chosen: bool,
    /// Names left for later in this session, the latest last.
    later: Vec<NameKey>,
    /// How fast names are decided.
    pace: Pace,
}

impl MatchesScreen {
    /// The state at the start, with the name and the filter of last time.
    #[must_use]
    pub fn new(session: &Session) -> Self {
        let (current, is_chosen) = (session.name.clone(), session.name.is_some());
        Self { current, is_chosen, filter: session.names.clone(), ..Self::default() }
    }

    /// The place of the name in hand in the queue, if it is in it.
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        self.current.as_ref().and_then(|key| self.queue.iter().position(|other| other == key))
    }

    /// Whether a name was left for later.
    #[must_use]
    pub fn is_later(&self, key: &NameKey) -> bool {
        self.later.contains(key)
    }

    /// Moves to another place of the queue.
    pub fn go(&mut self, at: usize) {
        let to = self.queue.get(at.min(self.queue.len().saturating_sub(1))).cloned();
        if to.is_some() && to != self.current {
            self.take(to);
        }
    }

    /// Takes a name in hand, whether it is open or not.
    pub fn take(&mut self, key: Option<NameKey>) {
        let before = std::mem::replace(&mut self.current, key);
        self.trail.extend(before.filter(|before| Some(before) != self.current.as_ref()));
        self.is_chosen = true;
        self.detail_offset = 0;
        self.zoomed = false;
    }

    /// How long the rest of the queue takes at the pace so far, in minutes, rounded up; none before a pace is known.
    #[must_use]
    pub fn minutes_left(&self) -> Option<u64> {
        self.pace.minutes(self.queue.len())
    }

    /// Puts the queue into the order of urgency; until a name was chosen the first is in hand.
    fn sort(&mut self, core: &Core) {
        self.places.clear();
        self.is_unsorted = false;
        if !self.is_chosen {
            self.current = None;
        }
        self.refresh(core);
    }

    /// Lets the queue follow the open names: what was decided leaves it, and the next one comes up by itself. The others
    /// keep their places, though a decision may change what the matcher says of them; what comes back stands where it
    /// stood.
    fn refresh(&mut self, core: &Core) {
        let at = self.position();
        self.queue = self.ordered(core);
        let is_settled = at.is_some() && self.position().is_none();
        if is_settled {
            let next = self.queue.get(at.unwrap_or(0)).or_else(|| self.queue.first()).cloned();
            self.take(next);
        }
        // While declarations are still being read the name of last time may come yet.
        let is_known = |key: &NameKey| is_known(core, key) || !core.register.unread().is_empty();
        if !self.current.as_ref().is_some_and(is_known) {
            self.current = self.queue.first().cloned();
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
        let later = |key: &NameKey| self.later.iter().position(|other| other == key).map_or(0, |at| at + 1);
        queue.sort_by_cached_key(|key| (later(key), self.places.get(key).copied()));
        queue
    }

    /// Goes back to the name in hand before; whether there was one.
    fn previous(&mut self, core: &Core) -> bool {
        while let Some(key) = self.trail.pop() {
            if is_known(core, &key) {
                self.current = Some(key);
                self.detail_offset = 0;
                return true;
            }
        }
        false
    }

    /// Filters again after the filter changed.
    fn filter_changed(&mut self, core: &mut Core) {
        self.sort(core);
        if self.position().is_none() {
            let first = self.queue.first().cloned();
            self.take(first);
        }
        if self.queue.is_empty() && !core.matching.waiting.is_empty() {
            core.say("no name passes the filter; X clears it");
        }
    }

    /// What is known of the name in hand is made, unless it is.
    fn take_in_hand(&mut self, core: &Core) {
        let Generations { names, answers, .. } = core.generations;
        if self.hand.renew((self.current.clone(), names, answers)) {
            let before = self.hand.take();
            *self.hand = self.current.as_ref().and_then(|key| Hand::make(core, key, before.as_ref()));
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
        self.detail_offset = self.detail_offset.min(lines.saturating_sub(usize::from(inner.height)));
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
        let Some(key) = &self.current else { return line.into() };
        let place = match self.position() {
            Some(at) => format!("{} of {}", at + 1, self.queue.len()),
            None => format!("decided; {} open", self.queue.len()),
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
        some(core.matching.waiting.len())
    }

    /// Moves over the candidates, or through the queue when that has the keys.
    fn move_by(&mut self, _core: &Core, rows: isize) {
        if self.zoomed {
            self.detail_offset = moved(self.detail_offset, rows, MOST_LINES);
        } else if self.queue_focus {
            self.go(self.position().map_or(0, |at| moved(at, rows, self.queue.len())));
        } else if let Some(hand) = &mut *self.hand {
            hand.cursor = moved(hand.cursor, rows, hand.offers.len());
            self.detail_offset = 0;
        }
    }

    fn next_pane(&mut self, _core: &Core) {
        self.queue_focus = !self.queue_focus;
    }

    /// A click on a name of the queue takes it in hand, on a candidate puts the cursor there; neither decides anything.
    fn click(&mut self, _core: &mut Core, body: Area, at: (u16, u16)) {
        let panes = self.panes(body);
        self.queue_focus = panes.queue.contains(at.0, at.1);
        let (len, page) = (self.queue.len(), usize::from(panes.list.height));
        let first = scrolled(self.position().unwrap_or(0), len, page);
        if let Some(row) = row_at(panes.list, at).filter(|row| first + row < len) {
            return self.go(first + row);
        }
        let inner = panes.candidates.inset(1);
        if let (Some(row), Some(hand)) = (row_at(inner, at), &mut *self.hand) {
            let offer = first_candidate(hand, inner) + row / usize::from(CANDIDATE_ROWS);
            if offer < hand.offers.len() {
                hand.cursor = offer;
                self.detail_offset = 0;
            }
        }
    }

    fn searched(&self) -> Searched<'_> {
        Searched::Facilities
    }

    fn copied(&self, _core: &Core) -> String {
        work::copied(self)
    }

    fn close(&mut self) -> bool {
        std::mem::take(&mut self.zoomed) | std::mem::take(&mut self.queue_focus)
    }
}

/// The commands of the screen.
pub static COMMANDS: &[CommandRow<MatchesScreen>] = &[
    act(C::Open, zoom),
    ask(C::Search, work::look_up),
    ask(C::Accept, work::accept).unless(queue_is_empty),
    act(C::Later, later).unless(queue_is_empty),
    act(C::Previous, previous),
    ask(C::NoneOfThem, work::none_of_them).unless(no_name),
    ask(C::NewFacility, pick::new_facility).unless(no_name),
    ask(C::AcceptBand, work::ask_band),
    act(C::TakeBack, work::take_back),
    ask(C::FilterMetal, pick::filter_metal),
    ask(C::FilterSupplier, pick::filter_supplier),
    act(C::ClearFilters, clear_filters),
    ask(C::Source, work::source),
    act(C::RowsBehind, work::rows_behind),
];

fn queue_is_empty(screen: &MatchesScreen, _: &Core) -> WhyNot {
    screen.current.is_none().then_some("the queue is empty")
}

fn no_name(screen: &MatchesScreen, _: &Core) -> WhyNot {
    screen.current.is_none().then_some("no name is in hand")
}

/// Lets the comparison fill the screen, or gives the room back.
fn zoom(screen: &mut MatchesScreen, _: &mut Core) {
    screen.zoomed = !screen.zoomed && screen.hand.is_some();
    screen.detail_offset = 0;
}

/// Leaves the name in hand for later: it goes to the end of the queue.
fn later(screen: &mut MatchesScreen, core: &mut Core) {
    let Some(key) = screen.current.clone() else { return };
    let Some(at) = screen.position() else {
        // One that is decided is not left for later; the queue goes on.
        return screen.go(0);
    };
    screen.later.retain(|other| *other != key);
    screen.later.push(key);
    screen.refresh(core);
    let next = screen.queue.get(at).or_else(|| screen.queue.first()).cloned();
    screen.take(next);
}

fn previous(screen: &mut MatchesScreen, core: &mut Core) {
    if !screen.previous(core) {
        core.say("this is where you began");
    }
}

fn clear_filters(screen: &mut MatchesScreen, core: &mut Core) {
    screen.filter = MatchFilter::default();
    screen.filter_changed(core);
}
