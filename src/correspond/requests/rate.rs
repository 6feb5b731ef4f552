//! How many of those asked have answered.

use jiff::civil::Date;

use super::progress::logs;
use crate::domain::{RequestState, Workspace};

/// The answers by a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct ResponseRate {
    /// Suppliers on the list.
    pub suppliers: usize,
    /// Those with a request in the log on the day or before it: that an answer came does not prove that somebody asked.
    pub asked: usize,
    /// Those of them of whom something was received on the day or before it, whatever became of it since.
    pub answered: usize,
    /// Those that answered without a request in the log.
    pub unasked: usize,
    /// Those of them whose declaration is accepted as of the day.
    pub accepted: usize,
}

impl ResponseRate {
    /// The share of those asked that answered, in thousandths, rounded down; `None` when nobody was asked.
    pub fn thousandths(&self) -> Option<usize> {
        (self.answered * 1000).checked_div(self.asked)
    }

    /// The share in words: "57.1 %"; "none asked" when nobody was. Only all of them are 100.0 %.
    pub fn words(&self) -> String {
        let share = |n: usize| format!("{}.{} %", n / 10, n % 10);
        self.thousandths().map_or_else(|| "none asked".to_owned(), share)
    }
}

/// How many of the suppliers asked by a day have answered by it. A line dated later does not count, even if it
/// was recorded before.
pub fn response_rate(ws: &Workspace, day: Date) -> ResponseRate {
    let mut rate = ResponseRate { suppliers: ws.suppliers.len(), ..ResponseRate::default() };
    for lines in logs(ws, day).values() {
        let is_asked = lines.iter().any(|line| line.state.is_request());
        let has_answered = lines.iter().any(|line| line.state.is_response());
        let is_accepted = lines.last().is_some_and(|line| line.state == RequestState::Accepted);
        rate.asked += usize::from(is_asked);
        rate.answered += usize::from(is_asked && has_answered);
        rate.unasked += usize::from(!is_asked && has_answered);
        rate.accepted += usize::from(is_asked && is_accepted);
    }
    rate
}
