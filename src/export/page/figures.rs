//! The figures of a report as the page shows them: by name, known or not.

use crate::report::{FigureKey, InquiryKey, Report, share};

/// A figure for the page.
pub(super) struct PageFigure {
    /// What it counts, in words.
    pub title: String,
    /// None where nothing was recorded.
    pub value: Option<usize>,
}

/// The number of a figure; none where it is not known. That nobody was asked, that there is no facility and that none has a country
/// are not known either: nothing was recorded that would say so.
pub(super) fn value(report: &Report, key: &FigureKey) -> Option<usize> {
    let known = |key: &FigureKey| value_of(report, key).filter(|value| *value > 0).is_some();
    let is_recorded = match key {
        FigureKey::Inquiry(InquiryKey::Asked | InquiryKey::Answered | InquiryKey::Accepted) => {
            known(&FigureKey::Inquiry(InquiryKey::Asked))
        }
        FigureKey::Inquiry(_) => true,
        FigureKey::Countries | FigureKey::Covered => known(&FigureKey::Countries),
        FigureKey::Facilities
        | FigureKey::Status(_)
        | FigureKey::Metal(_)
        | FigureKey::MetalStatus(..)
        | FigureKey::Obtained(_)
        | FigureKey::In(_)
        | FigureKey::NotLocated => known(&FigureKey::Facilities),
    };
    value_of(report, key).filter(|_| is_recorded)
}

fn value_of(report: &Report, key: &FigureKey) -> Option<usize> {
    let published = report.figures.get(key).filter(|_| report.figures.is_known(key));
    published.map(|figure| figure.value)
}

/// A figure by its name; it is not recorded where the report has none of that name.
pub(super) fn named(report: &Report, name: &str) -> Option<PageFigure> {
    let found = report.figures.published().find(|figure| figure.key.name() == name)?;
    let title = found.key.title(report.heading.style);
    Some(PageFigure { title, value: value(report, &found.key) })
}

/// A number with its share of a whole.
pub(super) fn part(value: usize, whole: usize) -> String {
    if whole == 0 { value.to_string() } else { format!("{value} ({})", share(value, whole)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Status;
    use crate::report::fixture;

    #[test]
    fn what_was_not_recorded_has_no_number() {
        let ws = fixture::workspace();
        let mut report = fixture::report_with(&ws, &fixture::inquiry()).unwrap();
        let asked = |report: &Report| named(report, "asked").and_then(|shown| shown.value);
        assert_eq!(asked(&report), Some(7));
        let figure = report.figures.all.iter_mut().find(|figure| figure.key.name() == "asked").unwrap();
        figure.value = 0;
        assert_eq!(asked(&report), None, "no request is logged");
        assert_eq!(named(&report, "answered").and_then(|shown| shown.value), None);
        assert!(named(&report, "findings").is_none(), "internal");
        for row in &mut report.annex.rows {
            row.status = Status::Unresolved;
        }
        report.figures = crate::report::Figures::of(&report.annex);
        assert_eq!(value(&report, &FigureKey::Status(Status::Conformant)), None);
        assert_eq!(value(&report, &FigureKey::Status(Status::Unresolved)), Some(8));
    }

    #[test]
    fn a_part_has_its_share() {
        assert_eq!((part(226, 249), part(0, 0)), ("226 (90.8%)".to_owned(), "0".to_owned()));
    }
}
