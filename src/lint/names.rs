//! Bodies and programmes under names of the past, or under names that nobody has.

use std::collections::BTreeMap;

use super::words::{PATTERNS, StaleName, WORDS};
use super::{Filing, LintHit, LintOptions, LintSentence};

/// So many bytes before a name and after it, a word says that it is one of the past.
const BESIDE: usize = 48;

/// One finding a line: all names on it.
pub(super) fn stale(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let Some(year) = filing.year() else { return Vec::new() };
    let mut by_line: BTreeMap<u32, Vec<&StaleName>> = BTreeMap::new();
    for sentence in filing.sentences() {
        for name in WORDS.stale_names.iter().filter(|name| year > name.until && !explains(sentence, name)) {
            for at in sentence.places_of(&name.name).into_iter().filter(|at| !is_former(sentence, *at, name))
            {
                let names = by_line.entry(sentence.line_at(at)).or_default();
                if !names.iter().any(|known| std::ptr::eq(*known, name)) {
                    names.push(name);
                }
            }
        }
    }
    by_line.into_iter().map(|(line, names)| LintHit::new(line, message(&names))).collect()
}

/// The names, those of one body together.
fn message(names: &[&StaleName]) -> String {
    let mut bodies: Vec<(&str, Vec<&StaleName>)> = Vec::new();
    for name in names {
        match bodies.iter_mut().find(|(now, _)| *now == name.now) {
            Some((_, of_body)) => of_body.push(name),
            None => bodies.push((&name.now, vec![name])),
        }
    }
    let quoted = |name: &&StaleName| format!("\u{201c}{}\u{201d}", name.name);
    let one = |(now, names): &(&str, Vec<&StaleName>)| {
        let (short, until) = names.first().map_or(("", 0), |name| (name.short.as_str(), name.until));
        let names = names.iter().map(quoted).collect::<Vec<_>>().join(", ");
        format!("{names}: since {until} the {now} ({short})")
    };
    bodies.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Whether a sentence names the body by its name of today too: it explains one by the other.
fn explains(sentence: &LintSentence, name: &StaleName) -> bool {
    !sentence.places_of(&name.now).is_empty() || !sentence.exact_places_of(&name.short).is_empty()
}

fn is_former(sentence: &LintSentence, at: usize, name: &StaleName) -> bool {
    let (before, after) = sentence.around(at, name.name.len());
    let before = before.get(before.floor_char_boundary(before.len().saturating_sub(BESIDE))..);
    let after = after.get(..after.floor_char_boundary(BESIDE));
    let says = |text: Option<&str>| {
        let text = text.unwrap_or_default().to_lowercase();
        WORDS.former.iter().any(|former| text.contains(former.as_str()))
    };
    says(before) || says(after)
}

pub(super) fn wrong(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    let mut hits = Vec::new();
    for sentence in filing.sentences() {
        for name in &WORDS.wrong_names {
            hits.extend(sentence.places_of(&name.name).into_iter().map(|at| {
                let message =
                    format!("nobody is called \u{201c}{}\u{201d}; meant is the {}", name.name, name.meant);
                LintHit::new(sentence.line_at(at), message)
            }));
        }
    }
    hits.dedup();
    hits
}

pub(super) fn active(filing: &Filing, _: &LintOptions<'_>) -> Vec<LintHit> {
    if filing.year().is_none_or(|year| year <= WORDS.active_until) {
        return Vec::new();
    }
    let hit = |sentence: &LintSentence| {
        let found = sentence.find(&PATTERNS.active)?;
        let message = "\u{201c}active\u{201d} is defined to take in participants of LBMA or RJC; their audits count as conformant";
        Some(LintHit::new(found.line, message))
    };
    filing.sentences().filter_map(hit).collect()
}

#[cfg(test)]
mod tests {
    use super::super::LintOptions;
    use super::super::tests::{found, hits, lines};

    #[test]
    fn names_of_the_past_are_found_once_a_line() {
        let text = "We used the Conflict-Free Sourcing Initiative's (\"CFSI\") template.\n\nThe Conflict\u{2011}Free\nSmelter Program is good.\n";
        let found = hits("STALE_NAME", text);
        assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [4, 6]);
        assert!(
            found[0].1.contains("Responsible Minerals Initiative") && found[0].1.contains("CFSI"),
            "{found:?}"
        );
    }

    #[test]
    fn names_of_their_time_and_explained_ones_are_none() {
        for text in [
            "We used the template of the Responsible Minerals Initiative (formerly the Conflict-Free Sourcing Initiative).",
            "The RMI, previously CFSI, keeps lists.",
            "In 2017 the CFSI became the RMI.",
            "We asked for conflict-free sourcing.",
        ] {
            assert_eq!(hits("STALE_NAME", text), [], "{text}");
        }
        let old = "Conflict Minerals Report for the year ended December 31, 2016\n\nWe asked the CFSI.\n";
        assert_eq!(found("STALE_NAME", old, &LintOptions::default()), []);
    }

    #[test]
    fn names_that_nobody_has_are_found() {
        assert_eq!(lines("WRONG_NAME", "It is certified by the Responsible\nJewelry Program.\n"), [4]);
        assert_eq!(
            lines("WRONG_NAME", "It is certified by the Responsible Jewellery Council (RJC).\n"),
            [0; 0]
        );
    }

    #[test]
    fn the_old_definition_of_active_is_found() {
        let id = "ACTIVE_DEFINED_AS_OF_OLD";
        let text = "\"Active\" means that it has committed to an audit\nor is participating in one of the programs of LBMA or RJC.\n";
        assert_eq!(lines(id, text), [4]);
        for text in [
            "\"Active\" means that it has committed to an audit of the RMAP.\n",
            "\"Conformant\" takes in who passed an audit of LBMA or RJC, \"active\" does not.\n",
            "We take an active part in the RMI. LBMA audits are recognised.\n",
        ] {
            assert_eq!(lines(id, text), [0; 0], "{text}");
        }
    }
}
