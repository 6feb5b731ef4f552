//! A checked file as lines to read, at most 80 columns wide.

use super::check::CheckedFile;
use crate::checks::Finding;
use crate::domain::{Metal, Place, Severity};
use crate::text::{pad_right, plural, visible, width};

/// How wide lines are.
const WIDEST: usize = 80;

/// How wide the column of places is at most; a longer place has a line of its own.
const WIDEST_PLACE: usize = 22;

/// The sheet and cell of a finding; empty for one on the file as a whole.
pub(super) fn shown_place(finding: &Finding) -> String {
    if finding.at == Place::File { String::new() } else { finding.at.to_string() }
}

/// A file with its outcome and its findings, the gravest first, and an empty line.
pub(super) fn file_block(file: &CheckedFile) -> String {
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
    if !what.is_empty() {
        lines.extend(wrapped("  ", 4, &visible(&what.join(", "))));
    }
    lines.push(format!("  {}{}", file.outcome.name().to_uppercase(), tally(file)));
    for severity in Severity::ALL {
        let of: Vec<&Finding> = file.findings.iter().filter(|found| found.severity == severity).collect();
        if !of.is_empty() {
            lines.push(format!("  {}:", severity.name()));
            lines.extend(section(&of));
        }
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).chain(["\n".to_owned()]).collect()
}

fn tally(file: &CheckedFile) -> String {
    let of = |severity: Severity| file.findings.iter().filter(|found| found.severity == severity).count();
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

/// Findings that say the same of several metals.
struct Said<'a> {
    finding: &'a Finding,
    /// What is said, without the metal.
    rest: &'a str,
    /// The metals, each with its place.
    metals: Vec<(Metal, String)>,
}

impl<'a> Said<'a> {
    fn of(finding: &'a Finding) -> Self {
        let split = finding.message.split_once(": ");
        let of_metal = split.and_then(|(head, rest)| {
            let metal = Metal::ALL.into_iter().find(|metal| metal.name() == head)?;
            Some((metal, rest))
        });
        match of_metal {
            Some((metal, rest)) => Self { finding, rest, metals: vec![(metal, shown_place(finding))] },
            None => Self { finding, rest: &finding.message, metals: Vec::new() },
        }
    }

    fn goes_with(&self, other: &Self) -> bool {
        let what = |said: &Self| (said.finding.rule, said.finding.remedy.clone(), said.rest.to_owned());
        !self.metals.is_empty() && !other.metals.is_empty() && what(self) == what(other)
    }

    fn message(&self) -> String {
        let metals = match self.metals.as_slice() {
            [] => return self.rest.to_owned(),
            [(metal, _)] => metal.name().to_owned(),
            several => {
                let each = several
                    .iter()
                    .map(|(metal, place)| format!("{metal} ({})", place.rsplit('!').next().unwrap_or(place)));
                each.collect::<Vec<_>>().join(", ")
            }
        };
        format!("{metals}: {}", self.rest)
    }
}

/// Findings of one severity, those that differ by the metal alone as one.
fn gathered<'a>(of: &[&'a Finding]) -> Vec<Said<'a>> {
    let mut all: Vec<Said<'a>> = Vec::new();
    for said in of.iter().map(|finding| Said::of(finding)) {
        match all.last_mut().filter(|last| last.goes_with(&said)) {
            Some(last) => last.metals.extend(said.metals),
            None => all.push(said),
        }
    }
    all
}

/// Findings of one severity in lines. What to do is said once for those that follow each other and need the
/// same.
fn section(of: &[&Finding]) -> Vec<String> {
    let all = gathered(of);
    let shown: Vec<usize> = all.iter().map(|said| width(&shown_place(said.finding))).collect();
    let places = shown.into_iter().filter(|width| *width <= WIDEST_PLACE).max().unwrap_or(0);
    let indent = if places == 0 { 4 } else { 4 + places + 2 };
    let mut lines = Vec::new();
    for (index, said) in all.iter().enumerate() {
        let place = visible(&shown_place(said.finding));
        let fits = width(&place) <= places && places > 0;
        lines.extend((!fits && !place.is_empty()).then(|| format!("    {place}")));
        let head = if fits { format!("    {}  ", pad_right(&place, places)) } else { " ".repeat(indent) };
        lines.extend(wrapped(&head, indent, &visible(&said.message())));
        let (rule, remedy) = (said.finding.rule, &said.finding.remedy);
        let is_said_next = all
            .get(index + 1)
            .is_some_and(|next| next.finding.rule == rule && next.finding.remedy == *remedy);
        if !remedy.is_empty() && !is_said_next {
            let head = format!("{}> ", " ".repeat(indent));
            lines.extend(wrapped(&head, indent + 2, &visible(remedy)));
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
    use crate::checks::About;
    use crate::checks::declaration::DeclarationOutcome;

    fn found(rule: &'static str, cell: &str, message: &str, severity: Severity) -> Finding {
        let (sheet, cell) = cell.split_once('!').unwrap();
        Finding {
            rule,
            severity,
            at: Place::Cell(sheet.to_owned(), cell.to_owned()),
            message: message.to_owned(),
            remedy: "choose an answer from the list".to_owned(),
            about: About::default(),
        }
    }

    #[test]
    fn a_file_is_a_block_of_lines_that_fit() {
        let long = "word ".repeat(30).trim_end().to_owned();
        let file = CheckedFile {
            file: "a.xlsx".to_owned(),
            kind: Some("CMRT".to_owned()),
            version: crate::domain::cmrt::Version::parse("6.5"),
            language: Some("English"),
            company: None,
            outcome: DeclarationOutcome::HighRisk,
            findings: vec![
                found("A", "Declaration!D40", "Gold: Yes", Severity::HighRisk),
                found("B", "Declaration!D8", &long, Severity::Error),
                found("C", "Declaration!D56", "Tantalum: low", Severity::Error),
                found("C", "Declaration!D57", "Tin: low", Severity::Error),
                found("B", "A very long name of a sheet!D9", "short", Severity::Error),
            ],
        };
        let text = file_block(&file);
        assert!(text.lines().all(|line| width(line) <= WIDEST), "{text}");
        assert!(
            text.starts_with(
                "a.xlsx\n  CMRT 6.5, English, no company name\n  HIGH-RISK: 1 high-risk finding, 4 errors\n"
            ),
            "{text}"
        );
        assert_eq!(text.matches("> choose").count(), 4, "{text}");
        assert!(text.contains("    Declaration!D40  Gold: Yes\n"), "{text}");
        assert!(text.contains("    Declaration!D56  Tantalum (D56), Tin (D57): low\n"), "{text}");
    }
}
