//! Matches: the name as written and the queue on the left, the candidates and one of them compared on the right.

use super::{draw_lines, draw_list, empty};
use crate::app::layout::{inside, wrapped};
use crate::app::screens::matches::name_in_hand::{NameInHand, Offer};
use crate::app::screens::matches::{CANDIDATE_ROWS, MatchesPanes, compare, first_candidate, written_lines};
use crate::app::{App, Command};
use crate::domain::{Country, NameKey};
use crate::resolve::matching::DecisionBand;
use crate::resolve::open::percent;
use crate::text::{Area, count, cut, pad_left, visible, width};
use crate::ui::widgets::{Gauge, ListItem, Pane, Progress};
use crate::ui::{Line, Pen, Role, Spot};

/// Draws the screen.
pub fn draw(app: &App, pen: &mut Pen<'_>, body: Area) {
    let Some(hand) = &*app.screens.matches.hand else { return empty::matches(app, pen, body) };
    let panes = app.screens.matches.panes(body);
    draw_written(app, pen, hand, &panes);
    draw_queue(app, pen, &panes);
    draw_candidates(app, pen, hand, panes.candidates);
    draw_compare(app, pen, hand, panes.compare);
}

fn draw_written(app: &App, pen: &mut Pen<'_>, hand: &NameInHand, panes: &MatchesPanes) {
    let area = panes.written;
    if area.height < 3 {
        return;
    }
    // Where the queue has no room its progress stands here.
    let (done, whole) = progress(app);
    let mut note = match (hand.decided.is_some(), panes.queue.height < 3) {
        (true, _) => "decided".to_owned(),
        (false, true) => format!("{done} of {whole} done"),
        (false, false) => String::new(),
    };
    let inner = inside(area);
    let lines = wrapped(&written_lines(&app.core, hand), inner.width, 2);
    let below = lines.len().saturating_sub(usize::from(inner.height));
    if below > 0 {
        let more = count(below, "more line", "more lines");
        note = if note.is_empty() { more } else { format!("{more}, {note}") };
    }
    Pane { title: "As written", note: &note, focused: false }.draw(pen, area);
    draw_lines(pen, inner, &lines, 0);
}

fn draw_queue(app: &App, pen: &mut Pen<'_>, panes: &MatchesPanes) {
    if panes.queue.height < 3 {
        return;
    }
    let queue = &app.screens.matches.queue.open;
    let note = if queue.is_empty() { "empty".to_owned() } else { format!("{} left", queue.len()) };
    let focused = app.screens.matches.queue_focus;
    let inner = Pane { title: "Queue", note: &note, focused }.draw(pen, panes.queue);
    if queue.is_empty() {
        let is_all = app.core.matching.waiting.is_empty();
        let text = if is_all { "Every name is decided." } else { "No open name passes the filter." };
        pen.text(Spot::row(inner, 0).skip(1), text, Role::Good);
    }
    let columns = usize::from(panes.list.width);
    let item = |at: usize| queue_item(app, queue.get(at), columns);
    draw_list(pen, panes.list, (queue.len(), app.screens.matches.queue.position(), focused), &item);
    let (done, whole) = progress(app);
    Progress { gauge: Gauge { part: done, whole }, note: "done" }.draw(pen, Spot::row(panes.progress, 0));
}

/// How many names are decided, and how many there are with those that are open.
fn progress(app: &App) -> (u64, u64) {
    let done = u64::try_from(app.core.workspace.resolutions.len()).unwrap_or(0);
    (done, done + u64::try_from(app.core.matching.waiting.len()).unwrap_or(0))
}

/// Rows, the first candidate's probability, the name, and the metal.
fn queue_item(app: &App, key: Option<&NameKey>, columns: usize) -> ListItem<'static> {
    let Some(open) = key.and_then(|key| app.core.matching.open(key)) else { return ListItem::new("") };
    let answer = app.core.matching.answers.get(&open.name.key);
    let score = match answer {
        Some(answer) => answer.best.as_ref().map_or_else(String::new, |best| percent(best.score)),
        None => "\u{2026}".to_owned(),
    };
    let name = cut(&visible(&open.name.written), columns.saturating_sub(21));
    // The letters are those of the keys that fit: left for later, the accept band, none of them.
    let (letter, role) = match answer.map(|answer| answer.band) {
        _ if app.screens.matches.queue.is_later(&open.name.key) => ("s", Role::Faint),
        Some(DecisionBand::Accept) => ("A", Role::Good),
        Some(DecisionBand::None) => ("x", Role::Muted),
        Some(DecisionBand::Review) | None => (" ", Role::Text),
    };
    let rows = open.rows;
    let mut item = ListItem::new(format!("{letter} {rows:>3}\u{d7} {} {name}", pad_left(&score, 6)));
    item.role = role;
    item.detail = open.name.key.metal.symbol().into();
    item
}

fn draw_candidates(app: &App, pen: &mut Pen<'_>, hand: &NameInHand, area: Area) {
    if area.height < 3 {
        return;
    }
    let title = format!("Candidates{}", against(app));
    let note = band_words(app, hand);
    Pane { title: &title, note, focused: !app.screens.matches.queue_focus }.draw(pen, area);
    let inner = area.inset(1);
    let (list, below) = inner.split_bottom(1);
    pen.line(Spot::row(below, 0).skip(2), &elsewhere(hand));
    if hand.offers.is_empty() {
        return draw_none(app, pen, inside(area));
    }
    let first = first_candidate(hand, inner);
    let shown = hand.offers.iter().enumerate().skip(first);
    let places = (0..list.height / CANDIDATE_ROWS).map(|row| row * CANDIDATE_ROWS);
    for ((at, offer), row) in shown.zip(places) {
        let area = Area::new(list.x, list.y + row, list.width, CANDIDATE_ROWS);
        draw_offer(app, pen, (offer, at == hand.cursor), area);
    }
}

/// Which lists the candidates are from.
fn against(app: &App) -> String {
    match app.core.register.lists().heads().last() {
        Some(head) => format!(" ({})", head.title),
        None if app.core.matching.reference.is_some() => " (look-ups of the declarations)".to_owned(),
        None => String::new(),
    }
}

fn band_words(app: &App, hand: &NameInHand) -> &'static str {
    match hand.band {
        _ if hand.decided.is_some() => "decided",
        Some(DecisionBand::Accept) => "accept band",
        Some(DecisionBand::Review) => "to review",
        Some(DecisionBand::None) => "probably none of them",
        None if app.core.matching.is_asking => "the matcher is at work",
        None => "",
    }
}

fn draw_none(app: &App, pen: &mut Pen<'_>, area: Area) {
    let key = |command: Command| app.core.keymap.first(command);
    let text = match (&app.core.matching.reference, app.core.matching.is_asking) {
        (_, true) => "The matcher is at work.".to_owned(),
        (None, false) => format!(
            "There is no reference list to look in: {} imports one, or a CMRT that carries its look-up.",
            key(Command::Import)
        ),
        (Some(_), false) => format!(
            "No facility of the lists is like this name. {} looks one up, {} makes a new facility, {} says what it is.",
            key(Command::Search),
            key(Command::NewFacility),
            key(Command::NoneOfThem)
        ),
    };
    draw_lines(pen, area, &Line::of(text, Role::Text).wrap(usize::from(area.width), 0), 0);
}

/// Probability, standard name, CID and country; below, what speaks for and against.
fn draw_offer(app: &App, pen: &mut Pen<'_>, (offer, is_current): (&Offer, bool), area: Area) {
    let spot = Spot::row(area, 0);
    if is_current {
        pen.text(spot, pen.theme.signs().cursor, Role::Accent);
    }
    let score = offer.score.map_or_else(|| "picked".to_owned(), percent);
    let score_role = if is_current { Role::Strong } else { Role::Text };
    let used = pen.text(spot.skip(2), &pad_left(&score, 6), score_role);
    let right = tail(offer, area.width);
    let taken = pen.line_right(spot.drop_right(1), &right);
    let name = spot.skip(used + 4).drop_right(taken + 2);
    pen.text(name, &visible(&offer.name), if offer.is_listed { Role::Text } else { Role::Muted });
    pen.line(Spot::row(area, 1).skip(10), &compare::reasons(offer));
    if is_current {
        let role = if app.screens.matches.queue_focus { Role::SelectedDim } else { Role::Selected };
        pen.tint(Area::new(area.x, area.y, area.width, 1), role);
    }
}

/// CID and country, the country cut where there is little room.
fn tail(offer: &Offer, columns: u16) -> Line {
    let most = if columns >= 90 { 24 } else { 12 };
    let country = cut(offer.country.map_or("", Country::name), most);
    let removed = if offer.is_listed { "" } else { "removed  " };
    let blank = " ".repeat(most.saturating_sub(width(&country)));
    Line::of(removed, Role::Warn)
        .with(offer.whose.to_string(), Role::Muted)
        .with(format!("  {country}{blank}"), Role::Muted)
}

fn elsewhere(hand: &NameInHand) -> Line {
    let line = Line::of("under another metal: ", Role::Faint);
    if hand.elsewhere.is_empty() {
        return line.with("no such name", Role::Faint);
    }
    let told = hand.elsewhere.iter().map(|other| {
        let name = visible(&other.name);
        format!("{name} ({}, {})", other.metal, other.whose)
    });
    line.with(told.collect::<Vec<_>>().join("; "), Role::Warn)
}

fn draw_compare(app: &App, pen: &mut Pen<'_>, hand: &NameInHand, area: Area) {
    if area.height < 3 {
        return;
    }
    let title = hand.current().map_or(String::new(), |offer| visible(&offer.name));
    let inner = inside(area);
    let lines = wrapped(&compare::lines(&app.core, hand), inner.width, compare::LABEL);
    let below = lines.len().saturating_sub(app.screens.matches.detail.offset + usize::from(inner.height));
    let note = if below > 0 { count(below, "more line", "more lines") } else { String::new() };
    Pane { title: &title, note: &note, focused: app.screens.matches.detail.is_zoomed }.draw(pen, area);
    draw_lines(pen, inner, &lines, app.screens.matches.detail.offset);
}
