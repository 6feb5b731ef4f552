//! How many of those asked have answered.

use jiff::civil::Date;

use super::progress::logs;
use crate::domain::{RequestState, SpendShare, Workspace, percent_of};

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
    /// The spend that those asked stand for.
    #[serde(skip)]
    pub spend: SpendRate,
}

/// The shares of spend of those asked and of those of them that answered, each as a sum in hundredths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SpendRate {
    pub asked: u32,
    pub answered: u32,
    /// How many of those asked have no share recorded: the sums are without them.
    pub unstated: usize,
    /// How many have one.
    pub stated: usize,
}

impl SpendRate {
    fn take(&mut self, share: Option<SpendShare>, has_answered: bool) {
        let Some(share) = share else {
            self.unstated += 1;
            return;
        };
        self.stated += 1;
        self.asked += share.hundredths();
        self.answered += if has_answered { share.hundredths() } else { 0 };
    }

    /// In words, with how many state none: "61.5 of 80 % of spend, 1 without share"; none where nobody asked has a share.
    pub fn words(&self) -> Option<String> {
        let without = match self.unstated {
            0 => String::new(),
            some => format!(", {some} without share"),
        };
        let sums = format!("{} of {} % of spend", percent_of(self.answered), percent_of(self.asked));
        (self.stated > 0).then(|| sums + &without)
    }
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
    for (id, lines) in logs(ws, day) {
        let is_asked = lines.iter().any(|line| line.state.is_request());
        let has_answered = lines.iter().any(|line| line.state.is_response());
        let is_accepted = lines.last().is_some_and(|line| line.state == RequestState::Accepted);
        if is_asked {
            rate.spend.take(ws.suppliers.get(id).and_then(|supplier| supplier.spend), has_answered);
        }
        rate.asked += usize::from(is_asked);
        rate.answered += usize::from(is_asked && has_answered);
        rate.unasked += usize::from(!is_asked && has_answered);
        rate.accepted += usize::from(is_asked && is_accepted);
    }
    rate
}
