//! Matches: the declared names that nothing resolves, one at a time, with the facilities that may be meant.

pub mod compare;
pub mod exchange;
pub mod hand;
mod pace;
mod pick;
pub mod work;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::app::session::Session;
use crate::app::state::App;
use crate::domain::{Metal, NameKey, SupplierId};
use crate::resolve::open::{self, Waiting};
use hand::Hand;
use pace::Pace;

pub use pick::{MatchPick, MatchPrompt, NewName, entered, filter_metal, filter_supplier, new_facility};
pub use written::lines as written_lines;

/// Which of the queue's names are shown. Nothing chosen lets all pass.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MatchFilter {
    /// Of these metals.
    pub metals: BTreeSet<Metal>,
    /// That these suppliers wrote.
    pub suppliers: BTreeSet<SupplierId>,
}

impl MatchFilter {
    pub(super) fn passes(&self, open: &Waiting) -> bool {
        (self.metals.is_empty() || self.metals.contains(&open.name.key.metal))
            && (self.suppliers.is_empty() || open.suppliers.iter().any(|id| self.suppliers.contains(id)))
    }
}

/// The screen's state.
#[derive(Debug, Default)]
pub struct MatchesScreen {
    /// The open names that pass the filter, the most urgent first; what was left for later comes last.
    pub queue: Vec<NameKey>,
    /// The name in hand: the head of the queue, one chosen from it, or one gone back to.
    pub current: Option<NameKey>,
    /// What is known of the name in hand.
    pub hand: Option<Hand>,
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
    pub(in crate::app) is_unsorted: bool,
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
}

/// Puts the queue into the order of urgency; until a name was chosen the first is in hand.
pub fn sort(app: &mut App) {
    app.matches.places.clear();
    app.matches.is_unsorted = false;
    if !app.matches.is_chosen {
        app.matches.current = None;
    }
    refresh(app);
}

/// Lets the queue follow the open names: what was decided leaves it, and the next one comes up by itself. The others keep
/// their places, though a decision may change what the matcher says of them; what comes back stands where it stood.
pub fn refresh(app: &mut App) {
    let waiting = &app.matching.waiting;
    let order = open::queue(waiting, &app.matching.answers);
    let shown = order.into_iter().filter_map(|at| waiting.get(at));
    let screen = &mut app.matches;
    let mut queue: Vec<NameKey> =
        shown.filter(|open| screen.filter.passes(open)).map(|open| open.name.key.clone()).collect();
    for key in &queue {
        let next = screen.places.len();
        if !screen.places.contains_key(key) {
            screen.is_unsorted |= !app.matching.answers.contains_key(key);
            screen.places.insert(key.clone(), next);
        }
    }
    let later = |key: &NameKey| screen.later.iter().position(|other| other == key).map_or(0, |at| at + 1);
    queue.sort_by_cached_key(|key| (later(key), screen.places.get(key).copied()));
    let at = screen.position();
    screen.queue = queue;
    let is_settled = at.is_some() && screen.position().is_none();
    if is_settled {
        let next = screen.queue.get(at.unwrap_or(0)).or_else(|| screen.queue.first()).cloned();
        screen.take(next);
    }
    // While declarations are still being read the name of last time may come yet.
    let is_known = |key: &NameKey| is_known(app, key) || !app.register.unread().is_empty();
    if !app.matches.current.as_ref().is_some_and(is_known) {
        app.matches.current = app.matches.queue.first().cloned();
        app.matches.is_chosen = false;
    }
}

/// Whether a name is open or decided.
fn is_known(app: &App, key: &NameKey) -> bool {
    app.matching.open(key).is_some() || app.workspace.resolutions.contains_key(key)
}

/// Goes back to the name in hand before; whether there was one.
pub fn previous(app: &mut App) -> bool {
    while let Some(key) = app.matches.trail.pop() {
        if is_known(app, &key) {
            app.matches.current = Some(key);
            app.matches.detail_offset = 0;
            return true;
        }
    }
    false
}

/// Leaves the name in hand for later: it goes to the end of the queue.
pub fn later(app: &mut App) {
    let Some(key) = app.matches.current.clone() else { return };
    let Some(at) = app.matches.position() else {
        // One that is decided is not left for later; the queue goes on.
        return app.matches.go(0);
    };
    app.matches.later.retain(|other| *other != key);
    app.matches.later.push(key);
    refresh(app);
    let next = app.matches.queue.get(at).or_else(|| app.matches.queue.first()).cloned();
    app.matches.take(next);
}

/// Filters again after the filter changed.
pub fn filter_changed(app: &mut App) {
    sort(app);
    if app.matches.position().is_none() {
        let first = app.matches.queue.first().cloned();
        app.matches.take(first);
    }
    if app.matches.queue.is_empty() && !app.matching.waiting.is_empty() {
        app.say("no name passes the filter; X clears it");
    }
}

/// Before the screen is drawn: what is known of the name in hand is made, unless it is.
pub fn settle(app: &mut App) {
    let is_fresh = match (&app.matches.hand, &app.matches.current) {
        (Some(hand), Some(key)) => hand.is_of(key, app),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    if !is_fresh {
        let before = app.matches.hand.take();
        app.matches.hand = Hand::make(app, before.as_ref());
    }
}

/// Moves over the candidates, or through the queue when that has the keys.
pub fn move_by(app: &mut App, rows: isize) {
    let by = |at: usize, len: usize| at.saturating_add_signed(rows).min(len.saturating_sub(1));
    if app.matches.zoomed {
        app.matches.detail_offset = by(app.matches.detail_offset, crate::app::detail::MOST_LINES);
    } else if app.matches.queue_focus {
        let to = app.matches.position().map_or(0, |at| by(at, app.matches.queue.len()));
        app.matches.go(to);
    } else if let Some(hand) = &mut app.matches.hand {
        hand.cursor = by(hand.cursor, hand.offers.len());
        app.matches.detail_offset = 0;
    }
}

/// Shows the decision on the name of the declared row under the cursor.
pub fn decide(app: &mut App) {
    let row = app.declared_rows.grid.current();
    let key = row.and_then(|row| app.register.name_of(row)).cloned();
    let Some(key) = key else { return app.warn("this row has no name that could be decided on") };
    let is_open = app.matching.open(&key).is_some();
    if !is_open && !app.workspace.resolutions.contains_key(&key) {
        return app.warn("an ID or a list resolves this row; only open names are decided on");
    }
    app.go_to_screen(crate::app::ScreenId::Matches);
    app.matches.take(Some(key));
}
