//! Likeness of names by three letters at a time, rare ones counting more: TF-IDF and the cosine.

use std::ops::Range;

/// How many letters there are: the two ends of a name, digits, `a` to `z`.
const ALPHABET: u16 = 38;

/// How many runs of three letters there are.
const ALL: usize = 38 * 38 * 38;

/// The beginning and the end of a name, as letters.
const ENDS: (u16, u16) = (0, 1);

/// Runs are looked at from the rarest on until those left have so small a share of the length squared.
const FEW: f32 = 0.15;

/// More than rounding can add to a likeness.
const ROUNDING: f32 = 0.001;

/// Likenesses from which on names are counted until there are enough.
const STEPS: [f32; 8] = [0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.07];

fn place_of(letter: u8) -> u16 {
    match letter {
        b'0'..=b'9' => u16::from(letter - b'0') + 2,
        b'a'..=b'z' => u16::from(letter - b'a') + 12,
        _ => ENDS.1,
    }
}

/// Three letters in a row as numbers, the ends of the name being letters too; each once, in order.
fn grams(letters: &[u8]) -> Vec<u16> {
    let Some((first, rest)) = letters.split_first() else { return Vec::new() };
    let (mut before, mut last) = (ENDS.0, place_of(*first));
    let mut out = Vec::with_capacity(letters.len());
    for place in rest.iter().map(|letter| place_of(*letter)).chain([ENDS.1]) {
        out.push((before * ALPHABET + last) * ALPHABET + place);
        (before, last) = (last, place);
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The names of a list by the runs of three letters that they have.
#[derive(Debug)]
pub(super) struct Grams {
    /// The runs of each name, and its length.
    names: Vec<(Vec<u16>, f32)>,
    /// For each run, where its names begin in `with`; one more than there are.
    starts: Vec<u32>,
    /// Names with their share of the name's length, by run.
    with: Vec<(u32, f32)>,
    /// How much a run says, by how many names have it.
    rarities: Vec<f32>,
}

impl Grams {
    /// Indexes names, given as letters.
    pub fn of<'a>(names: impl ExactSizeIterator<Item = &'a [u8]>) -> Self {
        let all = names.len();
        let rarities = (0..=all).map(|with| rarity(all, with)).collect();
        let names: Vec<(Vec<u16>, f32)> = names.map(|letters| (grams(letters), 0.0)).collect();
        let starts = starts(&names);
        let mut out = Self { names, starts, with: Vec::new(), rarities };
        let length = |(set, _): &(Vec<u16>, f32)| out.length(set);
        let lengths: Vec<f32> = out.names.iter().map(length).collect();
        out.names.iter_mut().zip(lengths).for_each(|((_, slot), length)| *slot = length);
        out.with = out.filled();
        out
    }

    fn filled(&self) -> Vec<(u32, f32)> {
        let mut out = vec![(0, 0.0); self.names.iter().map(|(set, _)| set.len()).sum()];
        let mut next = self.starts.clone();
        for (at, (set, length)) in (0_u32..).zip(&self.names) {
            for gram in set {
                let Some(place) = next.get_mut(usize::from(*gram)) else { continue };
                if let Some(slot) = out.get_mut(*place as usize) {
                    *slot = (at, self.rarity(*gram) / length);
                }
                *place += 1;
            }
        }
        out
    }

    /// How much a run says: the more, the fewer names have it.
    fn rarity(&self, gram: u16) -> f32 {
        self.rarities.get(self.range(gram).len()).copied().unwrap_or_default()
    }

    fn length(&self, set: &[u16]) -> f32 {
        set.iter().map(|gram| self.rarity(*gram).powi(2)).sum::<f32>().sqrt()
    }

    fn range(&self, gram: u16) -> Range<usize> {
        let gram = usize::from(gram);
        let ends = self.starts.get(gram).zip(self.starts.get(gram + 1));
        ends.map_or(0..0, |(from, to)| *from as usize..*to as usize)
    }

    /// The query's runs, each with its share of the query's length.
    fn shares(&self, query: &[u8]) -> Vec<(u16, f32)> {
        let set = grams(query);
        let length = self.length(&set);
        set.into_iter().map(|gram| (gram, self.rarity(gram) / length)).collect()
    }

    /// Adds to each name what a run that it shares with a query makes them alike.
    fn add(&self, gram: u16, share: f32, likeness: &mut [f32]) {
        for (at, of_name) in self.with.get(self.range(gram)).unwrap_or_default() {
            if let Some(slot) = likeness.get_mut(*at as usize) {
                *slot += share * of_name;
            }
        }
    }

    /// How much each name is like a query, 0 to 1.
    pub fn likeness(&self, query: &[u8]) -> Vec<f32> {
        let mut out = vec![0.0; self.names.len()];
        self.shares(query).into_iter().for_each(|(gram, share)| self.add(gram, share, &mut out));
        out
    }

    /// Whether a name is at least so much like a query. Its rare runs tell which names may be: squared, all shares make 1,
    /// so that those left add no more than the root of their sum.
    pub fn has_like(&self, query: &[u8], least: f64) -> bool {
        let shares = self.shares(query);
        let mut rarest = shares.clone();
        rarest.sort_by_cached_key(|(gram, _)| self.range(*gram).len());
        let (mut likeness, mut left) = (vec![0.0; self.names.len()], 1.0);
        for (gram, share) in rarest {
            if left < FEW {
                break;
            }
            self.add(gram, share, &mut likeness);
            left -= share.powi(2);
        }
        let added = left.max(0.0).sqrt() + ROUNDING;
        let mut near = self.names.iter().zip(likeness).filter(|(_, like)| f64::from(like + added) >= least);
        near.any(|((set, length), _)| f64::from(self.like(&shares, set, *length)) >= least)
    }

    /// How much a name is like a query, to the same bit as in [`Self::likeness`].
    fn like(&self, shares: &[(u16, f32)], set: &[u16], length: f32) -> f32 {
        let in_name = |gram: u16| set.binary_search(&gram).is_ok();
        let both = shares.iter().filter(|(gram, _)| in_name(*gram));
        both.fold(0.0, |sum, (gram, share)| sum + share * (self.rarity(*gram) / length))
    }
}

/// The names that are more like a query than `least`, at most `most` of them, the likest.
pub(super) fn likest(likeness: &[f32], least: f32, most: usize) -> Vec<u32> {
    let above = |from: f32| likeness.iter().map(|like| u32::from(*like > from)).sum::<u32>();
    let is_enough = |from: &f32| above(*from) as usize >= most;
    let from = STEPS.into_iter().find(is_enough).unwrap_or(least).max(least);
    let mut out: Vec<u32> = (0..).zip(likeness).filter(|(_, like)| **like > from).map(|(at, _)| at).collect();
    if out.len() > most {
        let like = |at: u32| likeness.get(at as usize).copied().unwrap_or(0.0);
        out.select_nth_unstable_by(most, |a, b| like(*b).total_cmp(&like(*a)).then(a.cmp(b)));
        out.truncate(most);
    }
    out
}

/// Where the names of each run begin, when those of all runs follow each other.
fn starts(names: &[(Vec<u16>, f32)]) -> Vec<u32> {
    let mut out = vec![0_u32; ALL + 1];
    for gram in names.iter().flat_map(|(set, _)| set) {
        if let Some(count) = out.get_mut(usize::from(*gram) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for count in &mut out {
        sum += *count;
        *count = sum;
    }
    out
}

fn rarity(all: usize, with: usize) -> f32 {
    ((all as f32 + 1.0) / (with as f32 + 1.0)).ln() + 0.3
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn indexed(names: &[String]) -> Grams {
        Grams::of(names.iter().map(String::as_bytes))
    }

    proptest! {
        #[test]
        fn rare_runs_alone_tell_the_same_as_all(names in prop::collection::vec("[a-d]{1,12}", 1..30), least in 0.0..1.0_f64) {
            let grams = indexed(&names);
            for name in ["abcd", "aabbccdd", "dcbadcba", "zz", ""] {
                let likeness = grams.likeness(name.as_bytes());
                let is_like = likeness.iter().any(|like| f64::from(*like) >= least);
                prop_assert_eq!(grams.has_like(name.as_bytes(), least), is_like && !name.is_empty(), "{}", name);
            }
        }

        #[test]
        fn the_likest_are_those_of_a_full_sort(likeness in prop::collection::vec(0.0..1.0_f32, 0..80), most in 1_usize..30) {
            let mut all: Vec<u32> = (0..).zip(&likeness).filter(|(_, like)| **like > 0.04).map(|(at, _)| at).collect();
            all.sort_by(|a, b| likeness[*b as usize].total_cmp(&likeness[*a as usize]).then(a.cmp(b)));
            all.truncate(most);
            all.sort_unstable();
            let mut found = likest(&likeness, 0.04, most);
            found.sort_unstable();
            prop_assert_eq!(found, all);
        }
    }

    #[test]
    fn equal_names_are_wholly_alike_and_rare_runs_count_more() {
        let grams = indexed(&["zellmar".to_owned(), "zellgold".to_owned(), "irongold".to_owned()]);
        let likeness = grams.likeness(b"zellmar");
        assert!((likeness[0] - 1.0).abs() < 1e-6 && likeness[1] > 0.1 && likeness[2] == 0.0);
    }
}
