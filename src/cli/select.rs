//! Filters of the command line: words to values, and the facilities that pass.

use std::collections::{BTreeMap, BTreeSet};

use super::args::SelectArgs;
use crate::Problem;
use crate::domain::{Country, FacilityId, Metal, Programme, Rating, Reason, Status, Workspace};
use crate::query::{FacilityRow, Filter, OtherNames, SearchedIn, rows};
use crate::resolve::lists::country_key;
use crate::resolve::rows::OutcomeKind;
use crate::risk::{FLAGS, FlagId, RiskBook};
use crate::text::fold;

/// Reads a word of a list, whatever its case; the failure names the words allowed.
fn parse_word<T: Copy>(word: &str, allowed: &[(&str, T)]) -> Result<T, String> {
    let found = allowed.iter().find(|(name, _)| fold(name) == fold(word));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = allowed.iter().map(|(name, _)| *name).collect();
        format!("give one of: {}", names.join(", "))
    })
}

/// A metal's name or symbol.
pub(super) fn parse_metal(word: &str) -> Result<Metal, String> {
    let names = Metal::ALL.map(|metal| (metal.name(), metal));
    let symbols = Metal::ALL.map(|metal| (metal.symbol(), metal));
    parse_word(word, &symbols).or_else(|_| parse_word(word, &names))
}

/// A status.
pub(super) fn parse_status(word: &str) -> Result<Status, String> {
    parse_word(word, &Status::ALL.map(|status| (status.key(), status)))
}

/// A rating.
pub(super) fn parse_rating(word: &str) -> Result<Rating, String> {
    parse_word(word, &Rating::ALL.map(|rating| (rating.key(), rating)))
}

/// An outcome of declared rows.
pub(super) fn parse_outcome(word: &str) -> Result<OutcomeKind, String> {
    parse_word(word, &OutcomeKind::ALL.map(|outcome| (outcome.word(), outcome)))
}

/// Why a facility belongs to Annex I.
pub(super) fn parse_reason(word: &str) -> Result<Reason, String> {
    parse_word(word, &Reason::ALL.map(|reason| (reason.key(), reason)))
}

/// A flag.
pub(super) fn parse_flag(word: &str) -> Result<FlagId, String> {
    let flags: Vec<(&str, FlagId)> = FLAGS.iter().map(|flag| (flag.key, flag.id)).collect();
    parse_word(word, &flags)
}

/// The facilities chosen.
#[derive(Debug)]
pub(super) struct Selection {
    /// Those that pass, in order.
    pub rows: Vec<FacilityRow>,
    /// Whether there is any filter at all.
    pub is_all: bool,
    ids: BTreeSet<FacilityId>,
}

impl Selection {
    /// The facilities of a workspace that pass the filters.
    ///
    /// # Errors
    /// When a country is none that is known, nor written so in the workspace.
    pub fn of(book: &RiskBook<'_>, args: &SelectArgs) -> Result<Self, Problem> {
        let rows = rows(book);
        let filter = Filter {
            metals: args.metal.iter().copied().collect(),
            statuses: args.status.iter().copied().collect(),
            countries: countries(args, &rows)?,
            ratings: args.risk.iter().copied().collect(),
            flags: args.flag.iter().copied().collect(),
            reasons: args.why_here.iter().copied().collect(),
            programmes: args.programme.iter().filter_map(|word| programme(word)).collect(),
            is_lapsed: args.lapsed,
            others: args.all,
            search: args.search.join(" "),
            ..Filter::default()
        };
        let is_all = Filter { others: false, ..filter.clone() }.is_empty();
        let names = OtherNames::default();
        let here = SearchedIn { ws: book.ws, standings: book.standings, names: &names };
        let passing = filter.run(&[], &rows, here);
        let mut all: BTreeMap<u32, FacilityRow> = (0..).zip(rows).collect();
        let rows: Vec<FacilityRow> = passing.iter().filter_map(|index| all.remove(index)).collect();
        let ids = rows.iter().map(|row| row.id.clone()).collect();
        Ok(Self { rows, is_all, ids })
    }

    /// Whether something about these facilities is chosen: any of them is, or nothing is filtered.
    pub fn concerns<'a>(
        &self,
        ws: &'a Workspace,
        facilities: impl IntoIterator<Item = &'a FacilityId>,
    ) -> bool {
        self.is_all || facilities.into_iter().any(|id| self.ids.contains(ws.resolve(id)))
    }
}

/// A programme as status lists have it, however it is written.
fn programme(word: &str) -> Option<String> {
    Programme::read(word).map(|programme| programme.name().to_owned())
}

/// The ISO code of a country asked for, or its words, folded; empty for "none".
pub(super) fn country_asked(word: &str) -> String {
    match fold(word).as_str() {
        "none" => String::new(),
        _ => country_key(&word.trim().to_uppercase()),
    }
}

/// The countries asked for, as rows show them.
fn countries(args: &SelectArgs, rows: &[FacilityRow]) -> Result<BTreeSet<String>, Problem> {
    args.country.iter().map(|word| country(word, rows)).collect()
}

fn country(word: &str, rows: &[FacilityRow]) -> Result<String, Problem> {
    if fold(word) == "none" {
        return Ok(String::new());
    }
    if let Some(country) = Country::parse(&word.trim().to_uppercase()) {
        return Ok(country.name().to_owned());
    }
    let written = rows.iter().find(|row| fold(&row.country_name) == fold(word) && !fold(word).is_empty());
    written.map(|row| row.country_name.clone()).ok_or_else(|| {
        let mut there: Vec<&str> = rows.iter().map(|row| row.country_name.as_str()).collect();
        there.sort_unstable();
        there.dedup();
        Problem::new(
            format!("{word:?} is no country that is known"),
            "--country",
            format!("give an ISO code, \"none\", or one of the workspace's: {}", there.join("; ")),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::Screening;

    #[test]
    fn words_are_read_in_any_case_and_unknown_ones_name_the_allowed() {
        assert_eq!(parse_metal("gOLD"), Ok(Metal::Gold));
        assert_eq!(parse_metal("sn"), Ok(Metal::Tin));
        assert_eq!(parse_status("Indeterminable"), Ok(Status::Indeterminable));
        assert_eq!(parse_flag("unresolved_status"), Ok(FlagId::UnresolvedStatus));
        assert_eq!(parse_metal("silver"), Err("give one of: Tantalum, Tin, Gold, Tungsten".to_owned()));
    }

    #[test]
    fn a_country_is_a_code_or_a_name_or_none() {
        let args = |country: &str| SelectArgs { country: vec![country.to_owned()], ..SelectArgs::default() };
        let ws = crate::import::sample::workspace();
        let (standings, screening) = (crate::standing::fixture::standings(&ws), Screening::default());
        let book = RiskBook { ws: &ws, standings: &standings, screening: &screening };
        let count =
            |country: &str| Selection::of(&book, &args(country)).map(|selection| selection.rows.len());
        assert_eq!(count("rw"), Ok(1));
        assert_eq!(count("Rwanda"), count("RW"));
        assert!(count("Atlantis").unwrap_err().remedy.contains("RWANDA"));
        assert_eq!(count("none"), Ok(0));
    }
}
