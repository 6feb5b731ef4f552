//! `rcoi list` of open names and of decisions on names.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::Serialize;

use super::args::{ListArgs, ListedThing};
use super::context::{CommandOutcome, Context};
use super::emit::emit;
use super::json_records::fraction;
use super::open_names::OpenNames;
use super::select::country_asked;
use crate::Problem;
use crate::domain::{Country, FacilityId, Metal, NameKey, Resolution, SupplierId, Workspace};
use crate::query::listed;
use crate::query::names::{DECISIONS_LISTED, DecisionRow, FullMatch, NAMES_LISTED, NameRow};
use crate::resolve::matching::{Candidate, DecisionBand, FacilityRef, Reference};
use crate::resolve::open::{MatchAnswer, OpenName, queue};
use crate::resolve::rows::{Cids, Register};
use crate::runtime::clock;
use crate::store::Opened;
use crate::text::{SearchQuery, fold};

pub(super) fn run(context: &Context, opened: &Opened, args: &ListArgs) -> Result<CommandOutcome, Problem> {
    refuse(args)?;
    let ws = &opened.workspace;
    let contents = context.contents(opened);
    let register = Register::build(ws, &contents);
    let asked = Asked::of(ws, args)?;
    if args.what == ListedThing::Matches {
        let open = OpenNames::of(ws, &contents, &register);
        matches(ws, &open, &asked, args)?;
    } else {
        decisions(ws, &register, &asked, args)?;
    }
    Ok(CommandOutcome::Good)
}

/// Refuses options that narrow neither list, or not this one.
fn refuse(args: &ListArgs) -> Result<(), Problem> {
    let (select, declared, is_matches) = (&args.select, &args.declared, args.what == ListedThing::Matches);
    let given = [
        ("--status", !select.status.is_empty()),
        ("--risk", !select.risk.is_empty()),
        ("--flag", !select.flag.is_empty()),
        ("--outcome", !declared.outcome.is_empty()),
        ("--supplier", !declared.supplier.is_empty() && !is_matches),
    ];
    let Some((option, _)) = given.into_iter().find(|(_, is_given)| *is_given) else { return Ok(()) };
    let remedy = if is_matches {
        "leave it out; --metal, --country, --supplier and --search narrow it"
    } else {
        "leave it out; --metal, --country and --search narrow it"
    };
    Err(Problem::new(format!("{option} does not narrow this list"), "rcoi list", remedy))
}

/// Which names are asked for.
struct Asked {
    metals: BTreeSet<Metal>,
    countries: BTreeSet<String>,
    suppliers: BTreeSet<SupplierId>,
    query: SearchQuery<()>,
}

impl Asked {
    fn of(ws: &Workspace, args: &ListArgs) -> Result<Self, Problem> {
        Ok(Self {
            metals: args.select.metal.iter().copied().collect(),
            countries: args.select.country.iter().map(|word| country_asked(word)).collect(),
            suppliers: args.declared.suppliers(ws)?,
            query: SearchQuery::parse(&args.select.search.join(" "), |_| None),
        })
    }

    /// Whether a name passes; `texts` are what search looks in.
    fn has<'a>(&self, key: &NameKey, texts: impl IntoIterator<Item = &'a str>) -> bool {
        let texts: Vec<String> = texts.into_iter().chain([key.metal.name()]).map(fold).collect();
        (self.metals.is_empty() || self.metals.contains(&key.metal))
            && (self.countries.is_empty() || self.countries.contains(&key.country))
            && self.query.finds(|word| texts.iter().any(|text| text.contains(&word.text)))
    }

    fn has_supplier(&self, suppliers: &[SupplierId]) -> bool {
        self.suppliers.is_empty() || suppliers.iter().any(|id| self.suppliers.contains(id))
    }
}

/// An open name. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
struct OpenNameRecord<'a> {
    metal: &'static str,
    name_as_written: &'a str,
    country_as_written: &'a str,
    ids_as_written: &'a [String],
    rows: usize,
    /// Who wrote it.
    suppliers: Vec<&'a str>,
    /// `accept`, `review` or `none`.
    band: &'static str,
    /// The best candidate; none where nothing is like the name.
    best: Option<Best<'a>>,
    /// Facilities that bear the name, or much the same, under another metal.
    under_another_metal: Vec<OtherMetal<'a>>,
}

/// A facility of another metal than the row's.
#[derive(Debug, Serialize)]
struct OtherMetal<'a> {
    metal: &'static str,
    cid: Option<String>,
    name: &'a str,
}

impl OtherMetal<'_> {
    fn words(&self) -> String {
        let in_brackets: Vec<&str> = [self.metal].into_iter().chain(self.cid.as_deref()).collect();
        format!("{} ({})", self.name, in_brackets.join(", "))
    }
}

/// The best candidate of an open name.
#[derive(Debug, Serialize)]
struct Best<'a> {
    cid: Option<String>,
    /// The identifier of the workspace's facility, where it is one.
    facility: Option<&'a str>,
    name: &'a str,
    country: Option<String>,
    country_name: &'static str,
    /// How likely it is the one meant, from 0 to 1.
    score: f64,
    /// `ID`, `name`, `alias` or `likeness`.
    how: &'static str,
    /// What speaks for and against.
    why: String,
}

/// What open names are shown with.
struct NamesListing<'a> {
    ws: &'a Workspace,
    cids: Cids<'a>,
    reference: &'a Reference,
}

impl<'a> NamesListing<'a> {
    fn record(&'a self, open: &'a OpenName, answer: Option<&MatchAnswer>) -> OpenNameRecord<'a> {
        let matched = self.reference.candidates(&open.name.query());
        OpenNameRecord {
            metal: open.name.key.metal.name(),
            name_as_written: &open.name.written,
            country_as_written: &open.name.country,
            ids_as_written: &open.ids,
            rows: open.rows,
            suppliers: open.suppliers.iter().map(|id| self.supplier(id)).collect(),
            band: answer.map_or(DecisionBand::None, |answer| answer.band).key(),
            best: matched.candidates.first().and_then(|best| self.best(open, best, answer)),
            under_another_metal: matched.elsewhere.iter().filter_map(|found| self.other(found)).collect(),
        }
    }

    fn other(&self, found: &Candidate) -> Option<OtherMetal<'a>> {
        let facility = self.reference.facilities().get(found.facility)?;
        let cid = facility.whose.cid().map(|cid| cid.to_string());
        Some(OtherMetal { metal: facility.metal.name(), cid, name: &facility.name })
    }

    fn supplier(&self, id: &SupplierId) -> &'a str {
        self.ws.suppliers.get(id).map_or("", |supplier| supplier.name.as_str())
    }

    fn best(
        &'a self,
        open: &OpenName,
        candidate: &Candidate,
        answer: Option<&MatchAnswer>,
    ) -> Option<Best<'a>> {
        let facility = self.reference.facilities().get(candidate.facility)?;
        let here = match &facility.whose {
            FacilityRef::Own(id) => Some(id),
            FacilityRef::Cid(cid) => self.cids.facility(facility.metal, *cid),
        };
        Some(Best {
            cid: facility.whose.cid().map(|cid| cid.to_string()),
            facility: here.map(FacilityId::as_str),
            name: &facility.name,
            country: facility.country.map(|country| country.code().to_owned()),
            country_name: facility.country.map_or("", Country::name),
            score: answer.map_or(0.0, |answer| fraction(answer.score())),
            how: candidate.how.word(),
            why: self.reference.explain(&open.name.query(), candidate).text(),
        })
    }
}

impl OpenNameRecord<'_> {
    fn elsewhere(&self) -> String {
        self.under_another_metal.iter().map(OtherMetal::words).collect::<Vec<_>>().join("; ")
    }

    /// What the kept answer does not tell.
    fn full<'a>(&'a self, elsewhere: &'a str) -> FullMatch<'a> {
        let (country, why) = self.best.as_ref().map_or(("", ""), |best| (best.country_name, &best.why));
        FullMatch { country, why, elsewhere }
    }
}

fn matches(ws: &Workspace, open: &OpenNames, asked: &Asked, args: &ListArgs) -> Result<(), Problem> {
    let listing = NamesListing { ws, cids: Cids::of(ws), reference: &open.reference };
    let passes = |waiting: &&OpenName| {
        let best = open.answers.get(&waiting.name.key).and_then(|answer| answer.best.as_ref());
        let cid = best.map_or_else(String::new, |best| best.whose.to_string());
        let own = [waiting.name.written.as_str(), &waiting.name.country, &cid];
        let names = waiting.suppliers.iter().map(|id| listing.supplier(id));
        let texts = own.into_iter().chain(best.map(|best| best.name.as_str())).chain(names);
        asked.has(&waiting.name.key, texts.chain(waiting.ids.iter().map(String::as_str)))
            && asked.has_supplier(&waiting.suppliers)
    };
    let order = queue(&open.waiting, &open.answers).into_iter().filter_map(|at| open.waiting.get(at));
    let chosen: Vec<&OpenName> = order.filter(passes).collect();
    let answer = |waiting: &OpenName| open.answers.get(&waiting.name.key);
    let records: Vec<OpenNameRecord<'_>> =
        chosen.par_iter().map(|waiting| listing.record(waiting, answer(waiting))).collect();
    let elsewhere: Vec<String> = records.iter().map(OpenNameRecord::elsewhere).collect();
    let full = records.iter().zip(&elsewhere).map(|(record, elsewhere)| record.full(elsewhere));
    let rows =
        chosen.iter().zip(full).map(|(open, full)| NameRow { open, answer: answer(open), full: Some(full) });
    let table = listed(("Open names", clock::today()), NAMES_LISTED, rows);
    emit(args.format, &table, &records)
}

/// A decision. The names of the fields are a contract with the programs that read them.
#[derive(Debug, Serialize)]
struct Decided<'a> {
    metal: &'static str,
    name_as_written: &'a str,
    country_as_written: &'a str,
    /// `facility`, or what the name is instead.
    decision: &'static str,
    cid: Option<String>,
    /// The identifier of the workspace's facility.
    facility: Option<&'a str>,
    facility_name: Option<&'a str>,
    method: &'static str,
    /// The probability that the matcher gave it, from 0 to 1.
    score: Option<f64>,
    /// The newest reference list that was there.
    list: &'a str,
    by: &'a str,
    at: Timestamp,
    /// How many rows it applies to now.
    rows: usize,
}

impl<'a> Decided<'a> {
    fn of(row: &DecisionRow<'a>) -> Self {
        let resolution = row.resolution;
        Self {
            metal: row.key.metal.name(),
            name_as_written: &resolution.written,
            country_as_written: &resolution.country,
            decision: resolution.to.word(),
            cid: row.cid.map(|cid| cid.to_string()),
            facility: row.facility.map(FacilityId::as_str),
            facility_name: row.facility.map(|_| row.name),
            method: resolution.method.words(),
            score: resolution.score.map(fraction),
            list: &resolution.list,
            by: &resolution.stamp.by,
            at: resolution.stamp.at,
            rows: row.rows,
        }
    }
}

fn decisions(ws: &Workspace, register: &Register, asked: &Asked, args: &ListArgs) -> Result<(), Problem> {
    let counts = register.decided();
    let row = |(key, resolution)| {
        let rows = counts.get(key).copied().unwrap_or(0);
        DecisionRow::new(ws, (key, resolution), clock::day_of(resolution.stamp.at), rows)
    };
    let passes = |row: &DecisionRow<'_>| {
        let Resolution { written, country, to, stamp, .. } = row.resolution;
        let cid = row.cid.map(|cid| cid.to_string());
        let own = [written.as_str(), country, to.word(), &stamp.by, row.name];
        asked.has(row.key, own.into_iter().chain(cid.as_deref()))
    };
    let rows: Vec<DecisionRow<'_>> = ws.resolutions.iter().map(row).filter(passes).collect();
    let records: Vec<Decided<'_>> = rows.iter().map(Decided::of).collect();
    let table = listed(("Decisions on names", clock::today()), DECISIONS_LISTED, rows);
    emit(args.format, &table, &records)
}
