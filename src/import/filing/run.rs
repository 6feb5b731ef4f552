//! Runs: a column that survives as one line of words after its rows lost it.
//!
//! A run is put back in order only when exactly one split of it into known phrases has as many phrases as
//! there are rows. Phrases overlap ("TAIWAN, PROVINCE OF CHINA" ends in a country's name), so splits are
//! counted, not guessed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::text::fold;

/// More words than any run has.
const MAX_WORDS: usize = 5_000;
/// More ways of standing at a step than a run of real names gives.
const MAX_STATES: usize = 256;

/// Known phrases by their folded words, with what each means.
pub struct LabelPhrases<L> {
    /// The meaning, and after which words a comma may stand, as bits.
    by_words: HashMap<String, (L, u32)>,
    longest: usize,
}

impl<L: Copy + Ord> LabelPhrases<L> {
    /// A table of phrases.
    pub fn new<'a>(phrases: impl Iterator<Item = (&'a str, L)>) -> Self {
        let mut by_words = HashMap::new();
        let mut longest = 0;
        for (phrase, label) in phrases {
            let folded = fold(phrase);
            longest = longest.max(folded.split(' ').count());
            let (_, commas) = by_words.entry(folded).or_insert((label, 0));
            *commas |= commas_in(phrase.split_whitespace());
        }
        Self { by_words, longest }
    }

    /// The phrase made of exactly these folded words.
    fn get(&self, words: &str) -> Option<(L, u32)> {
        self.by_words.get(words).copied()
    }
}

/// After which words a comma stands, the last left out: bit 0 for the first word.
fn commas_in<'a>(words: impl Iterator<Item = &'a str>) -> u32 {
    let bits: Vec<bool> = words.take(32).map(ends_in_comma).collect();
    let inner = bits.iter().take(bits.len().saturating_sub(1)).enumerate();
    inner.filter(|(_, comma)| **comma).fold(0, |mask, (at, _)| mask | 1 << at)
}

fn ends_in_comma(word: &str) -> bool {
    word.ends_with([',', ';'])
}

/// A step through a run: the phrase from one word to before another, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step<L> {
    to: usize,
    label: L,
    /// Whether commas stand only where the known spelling has them.
    plain: bool,
}

/// Where one name may end and the next begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Boundaries {
    /// Not at a comma, which joins a name ("KOREA, REPUBLIC OF"), and not before brackets.
    Joined,
    /// Only at commas: the run is a list with commas between.
    Listed,
    Anywhere,
}

/// A run of words with every known phrase in it found.
pub struct Run<L> {
    words: Vec<String>,
    /// For each word, the phrases that begin there.
    steps: Vec<Vec<Step<L>>>,
}

/// How a run splits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Split<L> {
    /// One way: what each phrase means, and the words as they stand.
    One(Vec<(L, String)>),
    /// More than one way with the number asked for.
    Many,
    /// No way with the number asked for; the labels of the split with the fewest phrases, which is how the
    /// run reads when the longest names are taken. Unknown words are left out.
    Other(Vec<L>),
}

impl<L: Copy + Ord> Run<L> {
    /// Finds the phrases in a text.
    pub fn new(text: &str, phrases: &LabelPhrases<L>) -> Self {
        let words: Vec<String> = text
            .split_whitespace()
            .filter(|word| !fold(word).is_empty())
            .take(MAX_WORDS)
            .map(str::to_owned)
            .collect();
        let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
        let all = (0..words.len()).map(|at| steps_at(at, &words, &folded, phrases)).collect();
        let mut run = Self { words, steps: all };
        for boundaries in [Boundaries::Joined, Boundaries::Listed, Boundaries::Anywhere] {
            let steps = run.allowed(boundaries);
            if boundaries == Boundaries::Anywhere || fewest(&steps).is_some() {
                run.steps = steps;
                break;
            }
        }
        run
    }

    fn allowed(&self, boundaries: Boundaries) -> Vec<Vec<Step<L>>> {
        let free = boundaries == Boundaries::Anywhere;
        let keep = |step: &&Step<L>| (free || step.plain) && self.is_boundary(step.to, boundaries);
        self.steps.iter().map(|steps| steps.iter().filter(keep).copied().collect()).collect()
    }

    /// Whether a name may end before the word at `to`.
    fn is_boundary(&self, to: usize, boundaries: Boundaries) -> bool {
        let (Some(next), Some(last)) = (self.words.get(to), self.words.get(to.wrapping_sub(1))) else {
            return true;
        };
        let comma = ends_in_comma(last);
        match boundaries {
            Boundaries::Joined => !comma && !next.starts_with('('),
            Boundaries::Listed => comma,
            Boundaries::Anywhere => true,
        }
    }

    /// How many words the run has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether the run is nothing but known phrases.
    pub fn is_complete(&self) -> bool {
        fewest(&self.steps).is_some()
    }

    /// How many words belong to known phrases, when unknown words are skipped.
    pub fn covered(&self) -> usize {
        self.longest_first().iter().map(|(from, step)| step.to - from).sum()
    }

    /// Known phrases from the left, the longest at each word, unknown words skipped.
    fn longest_first(&self) -> Vec<(usize, Step<L>)> {
        let mut at = 0;
        let mut found = Vec::new();
        while at < self.words.len() {
            match self.steps.get(at).and_then(|steps| steps.last()) {
                Some(step) => {
                    found.push((at, *step));
                    at = step.to;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Splits the run into exactly `count` phrases.
    ///
    /// Two splits are two only if they differ in meaning: where both name the same countries in the same
    /// order, the longer first name is taken as written.
    pub fn split(&self, count: usize) -> Split<L> {
        let reached = forward(&self.steps, count);
        let Some(reached) = reached else {
            return Split::Many;
        };
        let end = self.words.len();
        let ends = reached.last().into_iter().flatten();
        let ends: Vec<_> = ends.filter(|(positions, _)| positions.contains(&end)).collect();
        let ways = ends.iter().fold(0_u32, |sum, (_, trail)| sum.saturating_add(trail.ways));
        match (ways, ends.first()) {
            (1, Some((positions, _))) => {
                let labels = labels_back(&reached, positions);
                Split::One(self.written(&labels))
            }
            (0, _) | (_, None) => Split::Other(self.fewest_labels()),
            _ => Split::Many,
        }
    }

    fn fewest_labels(&self) -> Vec<L> {
        let best = fewest(&self.steps);
        best.unwrap_or_else(|| self.longest_first().into_iter().map(|(_, step)| step.label).collect())
    }

    /// The words of each phrase, for labels that are known to fit.
    fn written(&self, labels: &[L]) -> Vec<(L, String)> {
        let end = self.words.len();
        let mut fits: Vec<BTreeSet<usize>> = vec![BTreeSet::from([end])];
        for label in labels.iter().rev() {
            let after = fits.last().cloned().unwrap_or_default();
            let starts = after.iter().flat_map(|to| to.saturating_sub(16)..*to);
            let starts = starts.filter(|from| {
                let steps = self.steps.get(*from).into_iter().flatten();
                steps.into_iter().any(|step| step.label == *label && after.contains(&step.to))
            });
            fits.push(starts.collect());
        }
        fits.reverse();
        let mut at = 0;
        let mut found = Vec::with_capacity(labels.len());
        for (label, after) in labels.iter().zip(fits.iter().skip(1)) {
            let steps = self.steps.get(at).into_iter().flatten();
            let longest =
                steps.into_iter().rev().find(|step| step.label == *label && after.contains(&step.to));
            let to = longest.map_or(at, |step| step.to);
            let words = self.words.get(at..to).unwrap_or_default().join(" ");
            found.push((*label, words.trim_end_matches([',', ';']).to_owned()));
            at = to;
        }
        found
    }
}

/// The known phrases that begin at a word, the shortest first.
fn steps_at<L: Copy + Ord>(
    at: usize,
    words: &[String],
    folded: &[String],
    phrases: &LabelPhrases<L>,
) -> Vec<Step<L>> {
    let mut joined = String::new();
    let mut found = Vec::new();
    for (offset, word) in folded.iter().skip(at).take(phrases.longest).enumerate() {
        if offset > 0 {
            joined.push(' ');
        }
        joined.push_str(word);
        if let Some((label, commas)) = phrases.get(&joined) {
            let here = commas_in(words.iter().skip(at).take(offset + 1).map(String::as_str));
            found.push(Step { to: at + offset + 1, label, plain: here & !commas == 0 });
        }
    }
    found
}

/// The words at which a sequence of labels can have arrived: several, when the same labels can be written
/// with fewer or more words.
type Positions = BTreeSet<usize>;

/// How positions were reached.
struct Trail<L> {
    /// How many sequences of labels lead here.
    ways: u32,
    /// One of them: the positions before, and the last label.
    from: Option<(Positions, L)>,
}

type Layer<L> = BTreeMap<Positions, Trail<L>>;

/// The layers of positions after 0 to `count` phrases; `None` when there are too many to count.
fn forward<L: Copy + Ord>(steps: &[Vec<Step<L>>], count: usize) -> Option<Vec<Layer<L>>> {
    let start = BTreeMap::from([(BTreeSet::from([0]), Trail { ways: 1, from: None })]);
    let mut layers: Vec<Layer<L>> = vec![start];
    for _ in 0..count.min(steps.len() + 1) {
        let mut next: Layer<L> = BTreeMap::new();
        for (positions, trail) in layers.last().into_iter().flatten() {
            let mut by_label: BTreeMap<L, Positions> = BTreeMap::new();
            for step in positions.iter().filter_map(|at| steps.get(*at)).flatten() {
                by_label.entry(step.label).or_default().insert(step.to);
            }
            for (label, to) in by_label {
                let from = Some((positions.clone(), label));
                let entry = next.entry(to).or_insert(Trail { ways: 0, from });
                entry.ways = entry.ways.saturating_add(trail.ways);
            }
        }
        if next.len() > MAX_STATES {
            return None;
        }
        layers.push(next);
    }
    if layers.len() <= count {
        layers.push(BTreeMap::new());
    }
    Some(layers)
}

fn labels_back<L: Copy + Ord>(layers: &[Layer<L>], end: &Positions) -> Vec<L> {
    let mut labels = Vec::with_capacity(layers.len());
    let mut at = end.clone();
    for layer in layers.iter().rev() {
        let Some((before, label)) = layer.get(&at).and_then(|trail| trail.from.clone()) else {
            break;
        };
        labels.push(label);
        at = before;
    }
    labels.reverse();
    labels
}

/// The split of the whole run with the fewest phrases; `None` when there is none.
fn fewest<L: Copy>(steps: &[Vec<Step<L>>]) -> Option<Vec<L>> {
    let end = steps.len();
    let mut best: Vec<Option<(usize, Option<Step<L>>)>> = vec![None; end + 1];
    if let Some(last) = best.last_mut() {
        *last = Some((0, None));
    }
    for at in (0..end).rev() {
        let options = steps.get(at).into_iter().flatten().filter_map(|step| {
            let (after, _) = best.get(step.to).copied().flatten()?;
            Some((after + 1, Some(*step)))
        });
        let option = options.min_by_key(|(length, _)| *length);
        if let Some(slot) = best.get_mut(at) {
            *slot = option;
        }
    }
    let mut labels = Vec::new();
    let mut at = 0;
    while at < end {
        let step = best.get(at).copied().flatten()?.1?;
        labels.push(step.label);
        at = step.to;
    }
    Some(labels)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::Country;

    fn countries() -> LabelPhrases<Country> {
        LabelPhrases::new(Country::spellings())
    }

    fn codes(text: &str, count: usize) -> Option<String> {
        match Run::new(text, &countries()).split(count) {
            Split::One(found) => Some(found.iter().map(|(c, _)| c.code()).collect::<Vec<_>>().join(" ")),
            Split::Many | Split::Other(_) => None,
        }
    }

    #[test]
    fn names_with_commas_and_names_within_names_are_split_as_counted() {
        let text = "CHINA TAIWAN, PROVINCE OF CHINA KOREA, REPUBLIC OF COLOMBIA";
        assert_eq!(codes(text, 4).as_deref(), Some("CN TW KR CO"));
        assert_eq!(codes(text, 5), None);
        let Split::One(found) = Run::new(text, &countries()).split(4) else { panic!() };
        assert_eq!(found[2].1, "KOREA, REPUBLIC OF");
        assert_eq!(codes("BOLIVIA (PLURINATIONAL STATE OF) IRAN", 2).as_deref(), Some("BO IR"));
    }

    #[test]
    fn a_comma_joins_a_name_unless_it_separates_all() {
        assert_eq!(codes("KOREA, REPUBLIC OF CHINA", 2).as_deref(), Some("KR CN"));
        assert_eq!(codes("JAPAN, KOREA, REPUBLIC OF, CHINA", 3).as_deref(), Some("JP KR CN"));
    }

    #[test]
    fn two_meanings_with_the_same_count_are_ambiguous() {
        let run = Run::new("KOREA REPUBLIC OF CHINA", &countries());
        assert_eq!(run.split(2), Split::Many);
        assert_eq!(codes("KOREA REPUBLIC OF COLOMBIA", 2).as_deref(), Some("KR CO"), "one meaning");
    }

    #[test]
    fn a_name_followed_by_junk_does_not_count() {
        let run = Run::new("JAPAN KOREA of the CHINA", &countries());
        assert!(!run.is_complete());
        let Split::Other(found) = run.split(3) else { panic!("{:?}", run.split(3)) };
        assert_eq!(found.len(), 3);
        assert_eq!(run.covered(), 3);
    }

    #[test]
    fn a_hostile_run_ends() {
        let text = "KOREA REPUBLIC OF CHINA ".repeat(1200);
        let run = Run::new(&text, &countries());
        assert!(matches!(run.split(2400), Split::Many));
    }

    proptest! {
        #[test]
        fn a_run_made_of_names_never_splits_wrong(picks in prop::collection::vec(0_usize..249, 1..30)) {
            let all: Vec<Country> = Country::all().collect();
            let made: Vec<Country> = picks.iter().map(|i| all[*i]).collect();
            let text = made.iter().map(|c| c.name()).collect::<Vec<_>>().join(" ");
            match Run::new(&text, &countries()).split(made.len()) {
                Split::One(found) => {
                    let read: Vec<Country> = found.iter().map(|(c, _)| *c).collect();
                    prop_assert_eq!(read, made);
                }
                Split::Many => {}
                Split::Other(_) => prop_assert!(false, "no split of {}", text),
            }
        }

        #[test]
        fn no_text_makes_the_splitter_panic(text in ".{0,200}", count in 0_usize..50) {
            let run = Run::new(&text, &countries());
            let _ = (run.split(count), run.covered(), run.len());
        }
    }
}
