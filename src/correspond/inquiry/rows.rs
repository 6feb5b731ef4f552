//! What became of the declared rows.

use super::{InquiryCase, figure};
use crate::report::{Counted, InquiryFigure, InquiryKey, RowFate};
use crate::resolve::rows::OutcomeKind;

pub(super) fn figures(case: &InquiryCase<'_>) -> Vec<InquiryFigure> {
    if case.declarations.is_empty() || !case.register.unread().is_empty() {
        return Vec::new();
    }
    let rows = rows(case);
    let all = rows.iter().map(|(_, row)| row.clone());
    let mut figures = vec![figure(InquiryKey::Rows, all)];
    figures.extend(RowFate::ALL.map(|fate| {
        let those = rows.iter().filter(|(of, _)| *of == fate).map(|(_, row)| row.clone());
        figure(InquiryKey::RowsBy(fate), those)
    }));
    figures
}

/// Every declared row that counts.
fn rows(case: &InquiryCase<'_>) -> Vec<(RowFate, Counted)> {
    let mut rows = Vec::with_capacity(case.register.len());
    for declaration in &case.declarations {
        let Some((range, _)) = case.register.declared(declaration) else { continue };
        let views = range.filter_map(|index| case.register.row(index));
        let of = |(at, kind)| (fate(kind), Counted::Row(declaration.id.clone(), at));
        rows.extend((0..).zip(views.map(|view| view.outcome.kind())).map(of));
    }
    rows
}

fn fate(kind: OutcomeKind) -> RowFate {
    match kind {
        OutcomeKind::Resolved => RowFate::Resolved,
        OutcomeKind::Duplicate => RowFate::Duplicate,
        OutcomeKind::Special => RowFate::Special,
        OutcomeKind::Rejected => RowFate::Rejected,
        OutcomeKind::Open => RowFate::Open,
    }
}
