//! How far each supplier is on a day, and what to do next.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::Date;
use serde::Deserialize;

use crate::data::embedded;
use crate::domain::{Request, RequestState, SupplierId, Workspace};

/// How long is waited, in days, where no due date was given: `data/request_terms.ron`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestTerms {
    /// After the first request.
    pub asked: i16,
    /// After a reminder.
    pub reminded: i16,
    /// After corrections were requested.
    pub correction: i16,
    /// After so many reminders another is of no use.
    pub reminders: usize,
}

static TERMS: LazyLock<RequestTerms> =
    LazyLock::new(|| embedded("data/request_terms.ron", include_str!("../../../data/request_terms.ron")));

impl RequestTerms {
    pub fn customary() -> Self {
        *TERMS
    }

    /// The days that are waited in a state; none where nothing is waited for.
    fn days(self, state: RequestState) -> i16 {
        match state {
            RequestState::Asked => self.asked,
            RequestState::Reminded => self.reminded,
            RequestState::CorrectionRequested => self.correction,
            RequestState::Received
            | RequestState::UnderReview
            | RequestState::Accepted
            | RequestState::NoResponse => 0,
        }
    }
}

/// What to do next with a supplier: a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextStep {
    /// Ask: nothing was recorded yet.
    Ask,
    /// Wait until this day.
    Wait(Date),
    /// Remind: the day has passed.
    Remind,
    /// Something else than another reminder.
    Escalate,
    /// Look at what came.
    Review,
    /// Accept it, or request corrections.
    Decide,
    /// Nothing: accepted, or given up.
    Nothing,
}

impl NextStep {
    /// The words on screen.
    pub fn words(self) -> String {
        match self {
            Self::Ask => "ask for a CMRT".to_owned(),
            Self::Wait(day) => format!("wait until {day}"),
            Self::Remind => "remind".to_owned(),
            Self::Escalate => "pass it on, or record no response".to_owned(),
            Self::Review => "review what came".to_owned(),
            Self::Decide => "accept it, or request corrections".to_owned(),
            Self::Nothing => String::new(),
        }
    }
}

/// How far the request to a supplier is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestProgress {
    /// The state; none when nothing was recorded by then.
    pub state: Option<RequestState>,
    /// The day on which it came to that.
    pub since: Option<Date>,
    /// The day of the first request, where one was recorded.
    pub asked: Option<Date>,
    /// The day on which something was last received.
    pub received: Option<Date>,
    /// The day by which an answer is due, while one is waited for and a day was given.
    pub due: Option<Date>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// How often was reminded since the last request or correction.
    pub reminders: usize,
    pub step: NextStep,
}

impl RequestProgress {
    /// The state in words; "not asked" when nothing was recorded.
    pub fn words(&self) -> &'static str {
        self.state.map_or("not asked", RequestState::name)
    }

    /// From the lines of a supplier up to `day`, oldest first.
    fn of(lines: &[&Request], day: Date, terms: RequestTerms) -> Self {
        let last_day = |state| lines.iter().rev().find(|line| line.state == state).map(|line| line.day);
        let waiting = waiting(lines);
        let due = waiting.iter().rev().find_map(|line| line.due);
        let reminded = waiting.iter().rev().take_while(|line| line.state == RequestState::Reminded);
        let reminders = reminded.count();
        let last = lines.last();
        Self {
            state: last.map(|line| line.state),
            since: last.map(|line| line.day),
            asked: lines.iter().find(|line| line.state.is_request()).map(|line| line.day),
            received: last_day(RequestState::Received),
            due,
            overdue: due.is_some_and(|due| due < day),
            reminders,
            step: last.map_or(NextStep::Ask, |last| step(last, reminders, day, terms)),
        }
    }
}

/// The lines at the end of a log since which the supplier is to answer.
fn waiting<'a, 'b>(lines: &'a [&'b Request]) -> &'a [&'b Request] {
    let waits = |line: &&Request| match line.state {
        RequestState::Asked | RequestState::Reminded | RequestState::CorrectionRequested => true,
        RequestState::Received
        | RequestState::UnderReview
        | RequestState::Accepted
        | RequestState::NoResponse => false,
    };
    let before = lines.iter().rposition(|line| !waits(line)).map_or(0, |at| at + 1);
    lines.get(before..).unwrap_or_default()
}

fn step(last: &Request, reminders: usize, day: Date, terms: RequestTerms) -> NextStep {
    match last.state {
        RequestState::Asked | RequestState::Reminded | RequestState::CorrectionRequested => {
            let patience = last.day.saturating_add(Span::new().days(terms.days(last.state)));
            match last.due.unwrap_or(patience) {
                until if until >= day => NextStep::Wait(until),
                _ if reminders >= terms.reminders => NextStep::Escalate,
                _ => NextStep::Remind,
            }
        }
        RequestState::Received => NextStep::Review,
        RequestState::UnderReview => NextStep::Decide,
        RequestState::Accepted | RequestState::NoResponse => NextStep::Nothing,
    }
}

/// How far the request to a supplier is on a day: by the lines dated on it or before.
pub fn progress(ws: &Workspace, supplier: &SupplierId, day: Date) -> RequestProgress {
    let lines = ws.requests_of(supplier);
    let lines: Vec<&Request> = lines.into_iter().filter(|line| line.day <= day).collect();
    RequestProgress::of(&lines, day, RequestTerms::customary())
}

/// How far the requests to all suppliers are on a day, those without any line included.
pub fn progress_of_all(ws: &Workspace, day: Date) -> BTreeMap<&SupplierId, RequestProgress> {
    let logs = logs(ws, day);
    let of = |lines: &Vec<&Request>| RequestProgress::of(lines, day, RequestTerms::customary());
    logs.iter().map(|(supplier, lines)| (*supplier, of(lines))).collect()
}

/// The suppliers whose answer is overdue on a day, longest first, then by name.
pub fn overdue(ws: &Workspace, day: Date) -> Vec<(&SupplierId, RequestProgress)> {
    let all = progress_of_all(ws, day).into_iter();
    let mut late: Vec<(&SupplierId, RequestProgress)> =
        all.filter(|(_, progress)| progress.overdue).collect();
    let name = |id: &SupplierId| ws.suppliers.get(id).map(|supplier| supplier.name.as_str());
    late.sort_by_key(|(id, progress)| (progress.due, name(id)));
    late
}

/// The lines of every supplier up to a day, oldest first; in one pass over the log.
pub(in crate::correspond) fn logs(ws: &Workspace, day: Date) -> BTreeMap<&SupplierId, Vec<&Request>> {
    let mut logs: BTreeMap<&SupplierId, Vec<&Request>> =
        ws.suppliers.keys().map(|id| (id, Vec::new())).collect();
    for line in ws.requests.values().filter(|line| line.day <= day) {
        logs.entry(&line.supplier).or_default().push(line);
    }
    logs.values_mut().for_each(|lines| lines.sort_by(|a, b| a.order().cmp(&b.order())));
    logs
}
