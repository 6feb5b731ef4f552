//! From asking to status: suppliers asked and answered, what became of declared rows, facilities and their statuses.

use super::bars::{BREADTH, Bar, STEP, bars};
use super::figures::{named, part, value};
use super::markup::{PageTable, Picture, label, paragraph};
use super::words::{StepsWords, words};
use super::{gap, says_all, status_class, statuses};
use crate::report::{FigureKey, Report};

/// A step: a few words, the words of the figure, its number, how its bar looks.
struct Step {
    few: String,
    title: String,
    value: Option<usize>,
    class: &'static str,
}

/// Steps of one kind. The first is the whole.
struct Group {
    words: &'static StepsWords,
    steps: Vec<Step>,
}

impl Group {
    fn of(report: &Report, words: &'static StepsWords) -> Self {
        let step = |(name, few): &(String, String)| {
            let shown = named(report, name);
            let value = shown.as_ref().and_then(|shown| shown.value);
            let title = shown.map_or_else(|| few.clone(), |shown| shown.title);
            Step { few: few.clone(), title, value, class: "plain" }
        };
        Self { words, steps: words.steps.iter().map(step).collect() }
    }

    /// The whole; none where it is not recorded, or there is nothing.
    fn whole(&self) -> Option<usize> {
        self.steps.first().and_then(|first| first.value).filter(|whole| *whole > 0)
    }

    /// What stands behind a step's bar.
    fn behind(&self, step: &Step, is_first: bool) -> String {
        match (step.value, self.whole()) {
            (Some(value), Some(whole)) if !is_first => part(value, whole),
            (Some(value), _) => value.to_string(),
            (None, _) => words().not_recorded.clone(),
        }
    }
}

/// The part of the page.
pub(super) fn funnel(report: &Report, out: &mut String) {
    let words = words();
    let mut groups = [&words.suppliers, &words.rows, &words.facilities].map(|each| Group::of(report, each));
    if let Some(last) = groups.last_mut() {
        last.steps.extend(of_status(report));
    }
    out.push_str(&paragraph("", &words.funnel.says));
    out.push_str("<div class=\"beside\">\n");
    picture(&groups, out);
    table(&groups, out);
    out.push_str("</div>\n");
    for group in groups.iter().filter(|group| group.whole().is_none()) {
        gap(&group.words.lacks, out);
    }
}

fn of_status(report: &Report) -> Vec<Step> {
    let style = report.heading.style;
    let step = |status| {
        let key = FigureKey::Status(status);
        let value = value(report, &key);
        Step {
            few: status.word(style).to_owned(),
            title: key.title(style),
            value,
            class: status_class(status),
        }
    };
    statuses(report).into_iter().map(step).collect()
}

fn picture(groups: &[Group], out: &mut String) {
    let (mut inside, mut at, mut told) = (String::new(), 16.0, Vec::new());
    for group in groups {
        inside.push_str(&label((0.0, at), "group", &group.words.title));
        let bar = |(number, step): (usize, &Step)| {
            let says = group.behind(step, number == 0);
            (step.few.clone(), step.value, says, step.class)
        };
        let made: Vec<_> = group.steps.iter().enumerate().map(bar).collect();
        told.extend(made.iter().map(|(few, _, says, _)| format!("{}, {few}: {says}", group.words.title)));
        let all: Vec<Bar<'_>> = made
            .iter()
            .map(|(few, value, says, class)| Bar { words: few, value: *value, says: says.clone(), class })
            .collect();
        inside.push_str(&bars(&all, group.whole().unwrap_or(1), at + 10.0));
        at += 10.0 + STEP * all.len() as f64 + 22.0;
    }
    let says = says_all(&told);
    let title = &words().funnel.title;
    Picture { id: "funnel", title, says: &says, size: (BREADTH, at - 24.0), inside: &inside }.write(out);
}

fn table(groups: &[Group], out: &mut String) {
    let mut table = PageTable::new(&words().funnel.title, &["Step", "Count and share"]);
    for group in groups {
        for (number, step) in group.steps.iter().enumerate() {
            table.rows.push(vec![step.title.clone(), group.behind(step, number == 0)]);
        }
    }
    table.write(out);
}
