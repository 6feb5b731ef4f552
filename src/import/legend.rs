//! Marks of footnotes on names and statuses, and what the document says of them.

use std::collections::BTreeMap;

use super::cell_grid::footnote;
use super::html::tokens::LINE_BREAK;
use super::table_words::WORDS;
use crate::domain::{Place, Status};
use crate::text::{clean, count, fold};

/// Longer texts are no legends. In bytes.
const LONGEST: usize = 400;
/// So many places of a mark are named.
const NAMED: usize = 4;
/// A status is written in so many words at most.
const MOST_WORDS: usize = 5;

/// What a document says of marks, and which names bear them.
#[derive(Debug, Default)]
pub struct Legends {
    /// The texts that may explain a mark.
    texts: Vec<String>,
    marked: BTreeMap<String, Vec<Place>>,
    /// Which statuses bear them.
    status_marked: BTreeMap<String, Vec<Place>>,
}

impl Legends {
    /// Takes a paragraph, a cell or a note.
    pub fn text(&mut self, text: &str) {
        let lines = text.split(LINE_BREAK).map(clean);
        self.texts.extend(lines.filter(|line| line.len() <= LONGEST && has_sign(line)));
    }

    /// Takes the names of a list that bear marks.
    pub fn marked(&mut self, marked: BTreeMap<String, Vec<Place>>) {
        for (mark, places) in marked {
            self.marked.entry(mark).or_default().extend(places);
        }
    }

    /// Takes the statuses of a list that bear marks.
    pub fn status_marked(&mut self, marked: impl IntoIterator<Item = (String, Vec<Place>)>) {
        for (mark, places) in marked {
            self.status_marked.entry(mark).or_default().extend(places);
        }
    }

    /// What is to be said of marks: on names those that stand for a status, on statuses all, as they may take the status back.
    pub fn remarks(&self) -> Vec<(Place, String)> {
        self.of_names().into_iter().chain(self.of_statuses()).collect()
    }

    /// The status stays as it is written: what a mark says of it is a reading.
    fn of_statuses(&self) -> Vec<(Place, String)> {
        let remark = |(mark, places): (&String, &Vec<Place>)| {
            let statuses = count(places.len(), "status bears", "statuses bear");
            let at: Vec<String> = places.iter().take(NAMED).map(Place::to_string).collect();
            let more = places.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let said = match self.said_of(mark) {
                Some(said) => format!(
                    "of which the text says \u{201c}{said}\u{201d}: set another status where it says so"
                ),
                None => "which nothing that was read explains: see what the document says of it".to_owned(),
            };
            let why = format!(
                "{statuses} the mark \u{201c}{mark}\u{201d} ({}{more}), {said}; until then the status is taken as it is written",
                at.join("; ")
            );
            Some((places.first()?.clone(), why))
        };
        self.status_marked.iter().filter_map(remark).collect()
    }

    /// What is to be said of marks that stand for a status: it is proposed, not taken, as what a mark stands for is a reading.
    fn of_names(&self) -> Vec<(Place, String)> {
        let remark = |(mark, places): (&String, &Vec<Place>)| {
            let said = self.said_of(mark)?;
            let status = status_of(&said)?;
            let names = count(places.len(), "name bears", "names bear");
            let why = format!(
                "{names} the mark \u{201c}{mark}\u{201d}, of which the text says \u{201c}{said}\u{201d}: a mark alone gives no \
                 status; set {status} where it holds"
            );
            Some((places.first()?.clone(), why))
        };
        self.marked.iter().filter_map(remark).collect()
    }

    /// What a text says of a mark: after it, where the text begins with it, else the whole text that shows it.
    fn said_of(&self, mark: &str) -> Option<String> {
        let notes = || self.texts.iter().filter_map(|text| footnote(text));
        let begins = notes().find(|(own, _)| own == mark).map(|(_, said)| said.to_owned());
        let signs = !mark.chars().any(|c| c.is_ascii_digit());
        let shows = |text: &&String| signs && footnote(text).is_none() && shows(text, mark);
        begins.or_else(|| self.texts.iter().find(shows).cloned())
    }
}

fn has_sign(text: &str) -> bool {
    footnote(text).is_some() || text.contains(['*', '†', '‡', '§', '¶', '#', '^'])
}

/// Whether a mark stands alone among the words of a text: "marked with *", "an asterisk (*)".
fn shows(text: &str, mark: &str) -> bool {
    let around = |c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '"' | '\u{201c}' | '\u{201d}' | '\'' | ',')
    };
    text.split(around).any(|word| word == mark)
}

/// The one status that a text speaks of; none where it denies something.
fn status_of(text: &str) -> Option<Status> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    if words.iter().any(|word| WORDS.denies(word)) {
        return None;
    }
    let windows = (1..=MOST_WORDS).flat_map(|length| words.windows(length));
    let mut found = windows.filter_map(|window| Status::parse(&window.join(" ")));
    let status = found.next()?;
    found.all(|other| other == status).then_some(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, mark: &str) -> Option<String> {
        let mut legends = Legends::default();
        legends.text(text);
        legends.marked([(mark.to_owned(), vec![Place::File])].into());
        legends.remarks().into_iter().next().map(|(_, why)| why)
    }

    #[test]
    fn a_mark_on_a_status_is_always_told() {
        let told = |text: &str| {
            let mut legends = Legends::default();
            legends.text(text);
            let places = (1..=6).map(|row| Place::Cell("S".to_owned(), format!("D{row}"))).collect();
            legends.status_marked([("*".to_owned(), places)]);
            legends.remarks().remove(0).1
        };
        let said = told("* Removed from the list in 2023");
        assert!(
            said.contains("6 statuses bear the mark \u{201c}*\u{201d} (S!D1; S!D2; S!D3; S!D4 and 2 more)"),
            "{said}"
        );
        assert!(said.contains("\u{201c}Removed from the list in 2023\u{201d}"), "{said}");
        let said = told("nothing");
        assert!(said.contains("which nothing that was read explains"), "{said}");
    }

    #[test]
    fn a_mark_that_stands_for_a_status_is_told() {
        for (text, mark) in [
            ("* Conformant with the programme as of May 1, 2023.", "*"),
            ("(1) Listed as active by the RMI", "1"),
            ("Facilities marked with an asterisk (*) are conformant.", "*"),
            ("* Conformant\u{2028}** Active", "**"),
        ] {
            assert!(said(text, mark).is_some(), "{text}");
        }
        for (text, mark) in [
            ("* Not conformant.", "*"),
            ("* Conformant or active.", "*"),
            ("** Conformant", "*"),
            ("* As of May", "*"),
        ] {
            assert_eq!(said(text, mark), None, "{text}");
        }
    }
}
