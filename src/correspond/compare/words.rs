//! A comparison in words, for the screen and for letters.

use super::{Comparison, FormChange, NamedSmelter};
use crate::correspond::capital;
use crate::domain::Metal;
use crate::text::{clean, count};

impl FormChange {
    /// "Yes to No"; a blank is said to be one.
    pub fn words(&self) -> String {
        let shown = |text: &str| if text.is_empty() { "blank".to_owned() } else { quoted(text) };
        format!("{} to {}", shown(&self.from), shown(&self.to))
    }
}

/// A text of the supplier's within a sentence of ours, on one line.
fn quoted(text: &str) -> String {
    format!("\u{201c}{}\u{201d}", clean(text))
}

impl NamedSmelter {
    /// "Gold: Example Refinery, ITALY (CID900001)".
    pub fn words(&self) -> String {
        let metal = self.metal.map_or("no metal", Metal::name);
        let name = if self.name.is_empty() { "no name" } else { &self.name };
        let id = self.cid.map_or_else(|| self.id.clone(), |cid| cid.to_string());
        let country = if self.country.is_empty() { String::new() } else { format!(", {}", self.country) };
        let id = if id.is_empty() { id } else { format!(" ({id})") };
        clean(&format!("{metal}: {name}{country}{id}"))
    }
}

impl Comparison {
    /// The comparison in a line: "2 answers, 1 company field, 3 smelters added, 1 dropped"; "no changes" when empty.
    pub fn summary(&self) -> String {
        let answers = self.answers.len() + self.company.len();
        let some = |n: usize, one, many| (n > 0).then(|| count(n, one, many));
        let parts = [
            self.version.map(|(from, to)| format!("template {from} to {to}")),
            self.scope.as_ref().map(|_| "scope".to_owned()),
            some(answers, "answer", "answers"),
            some(self.fields.len(), "company field", "company fields"),
            some(self.smelters.added.len(), "smelter added", "smelters added"),
            some(self.smelters.dropped.len(), "smelter dropped", "smelters dropped"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        match (parts.is_empty(), self.is_empty()) {
            (false, _) => parts.join(", "),
            (true, true) => "no changes".to_owned(),
            (true, false) => "only its date, or rows without a smelter".to_owned(),
        }
    }

    /// Every change, one a line: the template, the company, the answers, the smelters.
    pub fn lines(&self) -> Vec<String> {
        let day =
            |day: Option<jiff::civil::Date>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
        let mut lines = Vec::new();
        lines.extend(self.version.map(|(from, to)| format!("Template: {from} to {to}")));
        lines.extend(self.date.map(|(from, to)| format!("Date: {} to {}", day(from), day(to))));
        lines.extend(self.scope.iter().map(|change| format!("Scope: {}", change.words())));
        let fields = self.fields.iter();
        lines.extend(fields.map(|(field, change)| format!("{}: {}", capital(field.words()), change.words())));
        let answers = self.answers.iter().map(|(question, metal, change)| {
            format!("{}, {metal}: {}", capital(question.words()), change.words())
        });
        lines.extend(answers);
        let company = self.company.iter();
        lines.extend(
            company.map(|(question, change)| format!("{}: {}", capital(question.words()), change.words())),
        );
        lines.extend(self.smelters.added.iter().map(|named| format!("Added: {}", named.words())));
        lines.extend(self.smelters.dropped.iter().map(|named| format!("Dropped: {}", named.words())));
        let (before, now) = self.smelters.unidentified;
        if before != now {
            lines.push(format!("Rows without an identified smelter: {before} to {now}"));
        }
        lines
    }
}
