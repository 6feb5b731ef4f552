//! Who was asked, who answered, what was accepted or went back: by the log of requests, and by what was received.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{InquiryCase, figure};
use crate::correspond::requests::logs;
use crate::domain::{Declaration, Request, RequestState, SpendShare, SupplierId, Workspace};
use crate::report::{Counted, InquiryFigure, InquiryKey};

/// What went back and forth with a supplier by the day.
struct Exchange<'a> {
    /// The lines of the log, the oldest first.
    lines: Vec<&'a Request>,
    /// The declarations received, whatever counts of them.
    declarations: Vec<&'a Declaration>,
}

/// By supplier.
type Exchanges<'a> = BTreeMap<&'a SupplierId, Exchange<'a>>;

pub(super) fn figures(case: &InquiryCase<'_>) -> Vec<InquiryFigure> {
    let (all, ws) = (exchanges(case), case.ws);
    let mut figures = Vec::new();
    if ws.requests.values().any(|line| line.state.is_request()) {
        figures.push(suppliers(&all, InquiryKey::Asked, Exchange::is_asked));
        figures.push(suppliers(&all, InquiryKey::Answered, |it| it.is_asked() && it.is_answered()));
        figures.push(suppliers(&all, InquiryKey::Accepted, |it| it.is_asked() && it.is_accepted()));
        figures.extend(spend(ws, &figures));
    }
    if !ws.requests.is_empty() || !ws.declarations.is_empty() {
        let is_unasked = |it: &Exchange<'_>| !it.is_asked() && it.is_answered();
        figures.push(suppliers(&all, InquiryKey::AnsweredUnasked, is_unasked));
    }
    if !ws.requests.is_empty() {
        figures.push(suppliers(&all, InquiryKey::Reviewed, Exchange::is_reviewed));
        figures.push(suppliers(&all, InquiryKey::CorrectionsAsked, |it| it.correction().is_some()));
        figures.push(suppliers(&all, InquiryKey::CorrectionsReceived, Exchange::is_corrected));
    }
    figures
}

/// The figure of the suppliers with such an exchange.
fn suppliers<'a>(
    all: &Exchanges<'a>,
    key: InquiryKey,
    holds: impl Fn(&Exchange<'a>) -> bool,
) -> InquiryFigure {
    let those = all.iter().filter(|(_, exchange)| holds(exchange));
    figure(key, those.map(|(supplier, _)| Counted::Supplier((*supplier).clone())))
}

/// What of all spend those asked and those that answered stand for, where the figures of both are there. None where one of those
/// asked has no share, because the sum would be too small, and where all shares come to more than the whole, because one is wrong. Nor is anything said where it, or what one sum has beyond the
/// other, would be the share of a single supplier: that is nobody else's business.
fn spend(ws: &Workspace, figures: &[InquiryFigure]) -> Vec<InquiryFigure> {
    let all: u32 = ws.suppliers.values().filter_map(|it| it.spend).map(SpendShare::hundredths).sum();
    let of = |counted: InquiryKey, key: InquiryKey| {
        let rows = figures.iter().find(|figure| figure.key == counted)?.rows.clone();
        let shares: Option<Vec<u32>> = rows.iter().map(|row| share(ws, row)).collect();
        let sum: u32 = shares?.into_iter().sum();
        let value = usize::try_from(sum / 100).ok()?;
        (rows.len() > 1).then_some(InquiryFigure { key, value, rows })
    };
    let asked = of(InquiryKey::Asked, InquiryKey::SpendAsked);
    let Some(asked) = asked.filter(|_| all <= SpendShare::ALL.hundredths()) else { return Vec::new() };
    let answered = of(InquiryKey::Answered, InquiryKey::SpendAnswered);
    let answered = answered.filter(|answered| asked.rows.len().abs_diff(answered.rows.len()) != 1);
    std::iter::once(asked).chain(answered).collect()
}

/// The share of a supplier that a figure counts, in hundredths of a percent.
fn share(ws: &Workspace, counted: &Counted) -> Option<u32> {
    let Counted::Supplier(id) = counted else { return None };
    ws.suppliers.get(id)?.spend.map(SpendShare::hundredths)
}

/// What went back and forth with every supplier by the day.
fn exchanges<'a>(case: &InquiryCase<'a>) -> Exchanges<'a> {
    let logs = logs(case.ws, case.day.unwrap_or(Date::MAX)).into_iter();
    let new = |lines| Exchange { lines, declarations: Vec::new() };
    let mut exchanges: Exchanges<'a> = logs.map(|(supplier, lines)| (supplier, new(lines))).collect();
    // By the day received, never by the form's date: what came late did not answer in time, whenever it was signed.
    for declaration in case.ws.declarations.values().filter(|it| case.is_by(it.received)) {
        let exchange = exchanges.entry(&declaration.supplier).or_insert_with(|| new(Vec::new()));
        exchange.declarations.push(declaration);
    }
    exchanges
}

/// Whether a line says that somebody looked at what came.
fn is_review(state: RequestState) -> bool {
    match state {
        RequestState::UnderReview | RequestState::CorrectionRequested | RequestState::Accepted => true,
        RequestState::Asked | RequestState::Reminded | RequestState::Received | RequestState::NoResponse => {
            false
        }
    }
}

impl Exchange<'_> {
    /// Asked only where a request is logged: that an answer came does not prove that somebody asked.
    fn is_asked(&self) -> bool {
        self.lines.iter().any(|line| line.state.is_request())
    }

    fn is_answered(&self) -> bool {
        !self.declarations.is_empty() || self.lines.iter().any(|line| line.state.is_response())
    }

    fn is_accepted(&self) -> bool {
        self.lines.last().is_some_and(|line| line.state == RequestState::Accepted)
    }

    fn is_reviewed(&self) -> bool {
        self.lines.iter().any(|line| is_review(line.state))
    }

    /// The last request for corrections, with its place in the log. Where one was made after the corrected declaration came,
    /// corrections are still to come.
    fn correction(&self) -> Option<(usize, &Request)> {
        let at = self.lines.iter().rposition(|line| line.state == RequestState::CorrectionRequested)?;
        Some((at, self.lines.get(at)?))
    }

    fn is_corrected(&self) -> bool {
        let Some((at, asked)) = self.correction() else { return false };
        let mut since = self.lines.iter().skip(at + 1);
        since.any(|line| line.state == RequestState::Received)
            || self.declarations.iter().any(|declaration| declaration.received > asked.day)
    }
}
