//! Shares in percent beside the two numbers that they are of: "226 of the 249 smelters (91%)".

use super::{Filing, LintHit, LintOptions, LintSentence};

/// So many words behind the second number, a share may stand.
const NEAR: usize = 6;

/// A word of a sentence that is a number, as it is written.
#[derive(Clone, Copy)]
enum Figure {
    Count(u32),
    /// A share, and the last place of it.
    Share(f64, f64),
    Word,
}

pub(super) fn shares(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    filing.sentences().flat_map(in_sentence).collect()
}

fn in_sentence(sentence: &LintSentence) -> Vec<LintHit> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in sentence.text.split(' ') {
        let at = words.last().map_or(0, |(at, last)| at + last.len() + 1);
        words.push((at, word));
    }
    let figures: Vec<Figure> = words.iter().map(|(_, word)| figure(word)).collect();
    let text = |at: usize| words.get(at).map_or("", |(_, word)| *word);
    let hit = |at: usize| {
        let (part, whole, share, step) = shares_at(&figures, &text, at)?;
        let right = 100.0 * f64::from(part) / f64::from(whole);
        let message = format!("{part} of {whole} is {right:.1}%, not {share}%");
        let line = sentence.line_at(words.get(at)?.0);
        ((right - share).abs() >= step && whole >= part).then(|| LintHit::new(line, message))
    };
    (0..words.len()).filter_map(hit).collect()
}

fn figure(word: &str) -> Figure {
    let marks = ['(', ')', ',', ';', '.', '"', '[', ']'];
    let bare = word.trim_matches(marks);
    if let Some(share) = bare.strip_suffix('%') {
        let places = share.split_once('.').map_or(0, |(_, places)| places.len());
        let step = if places == 0 { 1.0 } else { 0.1_f64.powi(i32::try_from(places).unwrap_or(9)) };
        return share.parse().map_or(Figure::Word, |share| Figure::Share(share, step));
    }
    bare.replace(',', "").parse().map_or(Figure::Word, Figure::Count)
}

/// The part, the whole, their share and its last place, where the words at `at` begin with the part.
fn shares_at<'a>(
    figures: &[Figure],
    text: &impl Fn(usize) -> &'a str,
    at: usize,
) -> Option<(u32, u32, f64, f64)> {
    let count =
        |at: usize| if let Some(Figure::Count(count)) = figures.get(at) { Some(*count) } else { None };
    let share =
        |at: usize| if let Some(Figure::Share(s, step)) = figures.get(at) { Some((*s, *step)) } else { None };
    let part = count(at)?;
    // "226 (91%) of the 249"
    let early = share(at + 1).filter(|_| text(at + 1).starts_with('('));
    let of = if early.is_some() { at + 2 } else { at + 1 };
    if text(of) != "of" {
        return None;
    }
    let (whole, at) = (of + 1..of + 3).find_map(|at| Some((count(at)?, at)))?;
    // "226 of the 249 smelters (91%)", ", or 91%,"
    let late = || {
        let beside = |at: &usize| text(*at).starts_with('(') || text(at.saturating_sub(1)) == "or";
        let near = (at + 1..at + 1 + NEAR).take_while(|at| count(*at).is_none());
        near.filter(beside).find_map(share)
    };
    early.or_else(late).map(|(share, step)| (part, whole, share, step)).filter(|_| whole > 0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{hits, lines};

    #[test]
    fn a_share_is_computed_again() {
        let id = "SHARE_IS_WRONG";
        let found = hits(id, "Of these, 226 of the 249 smelters (81%) are on the list.");
        assert_eq!(found, [(4, "226 of 249 is 90.8%, not 81%".to_owned())]);
        assert_eq!(lines(id, "Answers came from 6 (90%) of the 7 suppliers.\n"), [4]);
        assert_eq!(lines(id, "Answers came from 6 of 7 suppliers, or\n90% of them.\n"), [4]);
    }

    #[test]
    fn a_share_that_fits_or_is_of_something_else_is_none() {
        for text in [
            "226 of the 249 smelters (91%) are on the list.",
            "226 of the 249 smelters (90.8%) are on the list, and 90% (by spend) of our suppliers.",
            "226 (90%) of the 249 smelters are on the list.",
            "6 of 7 suppliers answered, 95% of our spend.",
        ] {
            assert_eq!(hits("SHARE_IS_WRONG", text), [], "{text}");
        }
    }
}
