//! Where the panes of Matches stand: one computation for drawing and for the mouse.

use super::MatchesScreen;
use super::name_in_hand::NameInHand;
use crate::app::layout::{WIDE, scrolled};
use crate::text::Area;

/// Matches: the name as written, the queue, the candidates, one of them compared. Panes that there is no room for are
/// empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchesPanes {
    /// The pane of the name as it was written.
    pub written: Area,
    pub queue: Area,
    /// The names in it, one a row.
    pub list: Area,
    /// The line of progress under them.
    pub progress: Area,
    pub candidates: Area,
    /// The pane of the comparison.
    pub compare: Area,
}

/// How many rows a candidate takes: its name, and what speaks for and against it.
pub const CANDIDATE_ROWS: u16 = 2;

impl MatchesScreen {
    /// Where everything stands.
    pub fn panes(&self, body: Area) -> MatchesPanes {
        let nothing = Area::new(body.x, body.bottom(), body.width, 0);
        let (written, queue, candidates, compare) = if self.detail.is_zoomed {
            (nothing, nothing, nothing, body)
        } else if body.width >= WIDE {
            let (left, right) =
                body.split_left((body.width / 100 * 40 + body.width % 100 * 40 / 100).min(66));
            let (written, queue) = left.split_top(left.height - left.height / 5 * 3);
            let (candidates, compare) = right.split_top(right.height / 2);
            (written, queue, candidates, compare)
        } else {
            // One above the other: the queue takes the place of the candidates while it has the keys.
            let (written, rest) = body.split_top((body.height / 3).max(6));
            if self.queue_focus {
                (written, rest, nothing, nothing)
            } else {
                (written, nothing, rest, nothing)
            }
        };
        let (list, progress) = queue.inset(1).split_bottom(1);
        MatchesPanes { written, queue, list, progress, candidates, compare }
    }
}

/// The first candidate that is shown; the last line is for the same name under other metals.
pub fn first_candidate(hand: &NameInHand, inner: Area) -> usize {
    let page = usize::from(inner.height.saturating_sub(1) / CANDIDATE_ROWS);
    scrolled(hand.cursor, hand.offers.len(), page.max(1))
}
