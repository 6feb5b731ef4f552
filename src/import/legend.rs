//! Marks of footnotes on names, and what the document says of them.

use std::collections::BTreeMap;

use super::cell_grid::footnote;
use super::html::tokens::LINE_BREAK;
use super::table_words::WORDS;
use crate::domain::{Place, Status};
use crate::text::{clean, count, fold};

/// Longer texts are no legends. In bytes.
const LONGEST: usize = 400;
/// A status is written in so many words at most.
const MOST_WORDS: usize = 5;

/// What a document says of marks, and which names bear them.
#[derive(Debug, Default)]
pub struct Legends {
    /// The texts that may explain a mark.
    texts: Vec<String>,
    marked: BTreeMap<String, Vec<Place>>,
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

    /// What is to be said of marks that stand for a status: it is proposed, not taken, as what a mark stands for is a reading.
    pub fn remarks(&self) -> Vec<(Place, String)> {
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
