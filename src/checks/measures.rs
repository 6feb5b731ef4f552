//! Rules about the register of due diligence.

use jiff::civil::Date;

use super::{Basis, Finding, LooksAt, Rule, Severity};
use crate::domain::{DiligenceMeasure, OecdStep, Place, Workspace};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "MEASURE_WITHOUT_EVIDENCE",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "Nothing shows that a measure of due diligence is taken: the report does not have it.",
        looks_at: LooksAt::Day(without_evidence),
    },
    Rule {
        id: "MEASURE_EXPIRED",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "The last day of a measure of due diligence has passed.",
        looks_at: LooksAt::Day(expired),
    },
    Rule {
        id: "STEP_WITHOUT_MEASURE",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "The register of due diligence is begun, and one of the OECD's five steps has no measure.",
        looks_at: LooksAt::Day(step_without_measure),
    },
];

/// The measures for which something is so, by step.
fn those<'a>(
    ws: &'a Workspace,
    is_so: impl Fn(&DiligenceMeasure) -> bool + 'a,
) -> impl Iterator<Item = &'a DiligenceMeasure> {
    OecdStep::ALL.into_iter().flat_map(|step| ws.measures_of(step)).filter(move |it| is_so(it))
}

fn without_evidence(rule: &Rule, ws: &Workspace, _: Date) -> Vec<Finding> {
    let found = those(ws, |measure| !measure.is_shown()).map(|measure| {
        let missing =
            if measure.evidence.is_empty() { "" } else { ": what is recorded was not there to be read" };
        let message = format!("nothing shows the measure {}{missing}", measure.label());
        let remedy = "add its evidence in the register of due diligence, or take the measure out";
        rule.finding(Place::File, message, remedy).about_measure(measure)
    });
    found.collect()
}

fn expired(rule: &Rule, ws: &Workspace, today: Date) -> Vec<Finding> {
    let found = those(ws, move |measure| measure.is_expired(today)).map(|measure| {
        let until = measure.valid_until.map_or_else(String::new, |until| until.to_string());
        let message = format!("the measure {} was valid until {until}", measure.label());
        let remedy = "set until when it is valid anew, with what shows that, or take the measure out";
        rule.finding(Place::File, message, remedy).about_measure(measure)
    });
    found.collect()
}

fn step_without_measure(rule: &Rule, ws: &Workspace, _: Date) -> Vec<Finding> {
    if ws.measures.is_empty() {
        return Vec::new();
    }
    let bare = OecdStep::ALL.into_iter().filter(|step| ws.measures_of(*step).is_empty());
    let found = bare.map(|step| {
        let message = format!("the register of due diligence has no measure of step {}", step.name());
        rule.finding(Place::File, message, "add one, of the usual ones or in your own words").about_step(step)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::checks::{findings_on, rule};
    use crate::report::fixture;

    fn found(ws: &Workspace, today: Date) -> Vec<(&'static str, Option<String>)> {
        let found = findings_on(ws, today).into_iter();
        found.map(|it| (it.rule, it.about.measure.map(|id| id.to_string()))).collect()
    }

    #[test]
    fn a_register_that_is_not_begun_lacks_nothing() {
        assert!(found(&fixture::empty(), date(2023, 5, 31)).is_empty());
    }

    #[test]
    fn what_nothing_shows_and_what_has_expired_is_found_with_the_steps_that_have_nothing() {
        let mut ws = fixture::empty();
        fixture::measure(&mut ws, "m1", OecdStep::ManagementSystems, (1, None));
        fixture::measure(&mut ws, "m2", OecdStep::RiskAssessment, (0, None));
        fixture::measure(&mut ws, "m3", OecdStep::RiskResponse, (1, Some(date(2023, 3, 1))));
        let measure = |rule, id: &str| (rule, Some(id.to_owned()));
        let bare = ("STEP_WITHOUT_MEASURE", None);
        let before = [measure("MEASURE_WITHOUT_EVIDENCE", "m2"), bare.clone(), bare.clone()];
        assert_eq!(found(&ws, date(2023, 3, 1)), before, "its last day is a day in force");
        let after = [
            measure("MEASURE_WITHOUT_EVIDENCE", "m2"),
            measure("MEASURE_EXPIRED", "m3"),
            bare.clone(),
            bare.clone(),
        ];
        assert_eq!(found(&ws, date(2023, 3, 2)), after);
        for step in [OecdStep::SmelterAudits, OecdStep::Reporting] {
            fixture::measure(&mut ws, step.name().as_str(), step, (1, None));
        }
        assert_eq!(found(&ws, date(2023, 3, 1)), [measure("MEASURE_WITHOUT_EVIDENCE", "m2")]);
        let told = findings_on(&ws, date(2023, 3, 2));
        assert!(told.iter().all(|finding| !finding.message.contains(fixture::SECRET)), "{told:?}");
        assert!(rule("measure_expired").is_some());
    }
}
