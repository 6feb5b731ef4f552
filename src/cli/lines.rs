//! A checked file as lines to read, at most 80 columns wide.

use super::check::{Checked, Told};
use crate::domain::Severity;
use crate::text::{pad_right, plural, visible, width};

/// How wide lines are.
const WIDEST: usize = 80;

/// How wide the column of places is at most; a longer place has a line of its own.
const WIDEST_PLACE: usize = 22;

/// The sheet and cell of a finding, or that it is about the file.
pub(super) fn shown_place(told: &Told) -> &str {
    told.cell.as_deref().unwrap_or("")
}

/// A file with its outcome and its findings, the gravest first, and an empty line.
pub(super) fn file_block(file: &Checked) -> String {
    let mut lines = vec![visible(&file.file)];
    let what = [
        file.kind.clone().map(|kind| match file.version {
            Some(version) => format!("{kind} {version}"),
            None => kind,
        }),
        file.language.map(str::to_owned),
        file.version.map(|_| file.company.clone().unwrap_or_else(|| "no company name".to_owned())),
    ];
    let what: Vec<String> = what.into_iter().flatten().collect();
    lines.extend((!what.is_empty()).then(|| format!("  {}", visible(&what.join(", ")))));
    lines.push(format!("  {}{}", file.outcome.to_uppercase(), tally(file)));
    for severity in Severity::ALL {
        let of: Vec<&Told> = file.findings.iter().filter(|told| told.grave == severity).collect();
        if !of.is_empty() {
            lines.push(format!("  {}:", severity.name()));
            lines.extend(section(&of));
        }
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).chain(["\n".to_owned()]).collect()
}

fn tally(file: &Checked) -> String {
    let of = |severity: Severity| file.findings.iter().filter(|told| told.grave == severity).count();
    let words = [
        (Severity::HighRisk, "high-risk finding", "high-risk findings"),
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Info, "info", "info"),
    ];
    let counts = words.iter().map(|(severity, one, many)| (of(*severity), plural(of(*severity), one, many)));
    let counts: Vec<String> = counts.filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
    if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) }
}

/// Findings of one severity. What to do is said once for those that follow each other and need the same.
fn section(of: &[&Told]) -> Vec<String> {
    let fits = |told: &&Told| width(shown_place(told)) <= WIDEST_PLACE;
    let places = of.iter().copied().filter(fits).map(|told| width(shown_place(told))).max().unwrap_or(0);
    let indent = if places == 0 { 4 } else { 4 + places + 2 };
    let mut lines = Vec::new();
    for (index, told) in of.iter().enumerate() {
        let place = visible(shown_place(told));
        let mut head = format!("    {}  ", pad_right(&place, places));
        if places == 0 {
            head.truncate(4);
        }
        if width(&place) > places {
            lines.push(format!("    {place}"));
            head = " ".repeat(indent);
        }
        lines.extend(wrapped(&head, indent, &visible(&told.message)));
        let next = of.get(index + 1).map(|next| (next.rule, &next.remedy));
        if !told.remedy.is_empty() && next != Some((told.rule, &told.remedy)) {
            let head = format!("{}> ", " ".repeat(indent));
            lines.extend(wrapped(&head, indent + 2, &visible(&told.remedy)));
        }
    }
    lines
}

/// A text in lines: the first after `head`, the others indented; words longer than a line stand alone.
fn wrapped(head: &str, indent: usize, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = head.to_owned();
    let mut is_fresh = true;
    for word in text.split(' ') {
        if !is_fresh && width(&line) + 1 + width(word) > WIDEST {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            is_fresh = true;
        }
        if !is_fresh {
            line.push(' ');
        }
        line.push_str(word);
        is_fresh = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::declaration::Outcome;

    fn told(rule: &'static str, cell: &str, message: &str, grave: Severity) -> Told {
        Told {
            rule,
            severity: grave.name(),
            cell: (!cell.is_empty()).then(|| cell.to_owned()),
            message: message.to_owned(),
            remedy: "choose an answer from the list".to_owned(),
            grave,
        }
    }

    #[test]
    fn a_file_is_a_block_of_lines_that_fit() {
        let long = "word ".repeat(30).trim_end().to_owned();
        let file = Checked {
            file: "a.xlsx".to_owned(),
            kind: Some("CMRT".to_owned()),
            version: crate::domain::cmrt::Version::parse("6.5"),
            language: Some("English"),
            company: None,
            outcome: "high-risk",
            findings: vec![
                told("A", "Declaration!D40", "Gold: Yes", Severity::HighRisk),
                told("B", "Declaration!D8", &long, Severity::Error),
                told("B", "A very long name of a sheet!D9", "short", Severity::Error),
            ],
            came_to: Outcome::HighRisk,
        };
        let text = file_block(&file);
        assert!(text.lines().all(|line| width(line) <= WIDEST), "{text}");
        assert!(
            text.starts_with(
                "a.xlsx\n  CMRT 6.5, English, no company name\n  HIGH-RISK: 1 high-risk finding, 2 errors\n"
            ),
            "{text}"
        );
        assert_eq!(text.matches("> choose").count(), 2, "{text}");
        assert!(text.contains("    Declaration!D40  Gold: Yes\n"), "{text}");
    }
}
