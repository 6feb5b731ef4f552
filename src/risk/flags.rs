//! The flags that a facility can raise.

use serde::{Deserialize, Serialize};

use super::facts::RiskFacts;
use super::rate::widely;
use super::screening::{HitState, ListedAreas, RiskHit};
use crate::domain::{ClaimField, Country, Evidence, ListKind, Status, StatusBasis};
use crate::text::count;

/// The identifier of a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FlagId {
    /// A sanctions list has it.
    SanctionMatch,
    /// A sanctions list has its name, and nothing else says whether it is the same.
    PossibleSanctionMatch,
    /// A person holds evidence on it for credible.
    CredibleEvidence,
    /// The source does not say the status.
    UnresolvedStatus,
    /// It stands in one of the ten Covered Countries.
    CoveredCountryLocation,
    /// Its country contains areas of a list of high-risk areas.
    CahraCountry,
    /// Neither conformant nor active by the lists.
    Unaudited,
    /// The audit of a conformant one has lapsed.
    AuditLapsed,
    /// Last year's report states it as conformant or active.
    StatusLostSinceLastYear,
    /// It was in the reference lists, and is not any more.
    RemovedFromReferenceList,
    /// A source or a person says that it smelts or refines nothing.
    NotASmelter,
    /// Rows write another facility's name beside its ID.
    IdNameMismatch,
    /// Rows write another country.
    CountryMismatch,
    /// One supplier alone names it.
    SingleSupplierSource,
    /// Many suppliers name it.
    WidelyReported,
    /// Nobody says of which products it is a part.
    CompanyLevelOnly,
}

/// A flag that is raised on a facility, with the reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaisedFlag {
    pub flag: FlagId,
    /// Why, in one line.
    pub reason: String,
}

/// One row of [`FLAGS`].
pub struct Flag {
    pub id: FlagId,
    /// The name in filters and machine-readable outputs.
    pub key: &'static str,
    /// A few words for the screen.
    pub title: &'static str,
    /// What it means and where the rule comes from.
    pub doc: &'static str,
    /// Whether a disposition or a rating with a reason answers it; otherwise only a change of the data does.
    pub answerable: bool,
    /// The reason, when the facility raises it.
    pub test: fn(&RiskFacts<'_>) -> Option<String>,
}

/// Every flag, the gravest first.
pub const FLAGS: &[Flag] = &[
    Flag {
        id: FlagId::SanctionMatch,
        key: "SANCTION_MATCH",
        title: "sanctioned",
        doc: "A sanctions list has its CID, or its name with its country, or a person confirmed a possible hit.",
        answerable: true,
        test: sanction_match,
    },
    Flag {
        id: FlagId::PossibleSanctionMatch,
        key: "POSSIBLE_SANCTION_MATCH",
        title: "possible hit",
        doc: "A sanctions list has its name alone. It changes no rating until a person confirms or clears it.",
        answerable: false,
        test: possible_match,
    },
    Flag {
        id: FlagId::CredibleEvidence,
        key: "CREDIBLE_EVIDENCE",
        title: "credible evidence",
        doc: "A person holds evidence on it for credible: of conflict, or of other grave abuse (OECD guidance, step 2).",
        answerable: true,
        test: credible_evidence,
    },
    Flag {
        id: FlagId::UnresolvedStatus,
        key: "UNRESOLVED_STATUS",
        title: "status unresolved",
        doc: "The source does not say whether the facility is conformant, active or neither.",
        answerable: false,
        test: unresolved_status,
    },
    Flag {
        id: FlagId::CoveredCountryLocation,
        key: "COVERED_COUNTRY_LOCATION",
        title: "in a Covered Country",
        doc: "The facility stands in one of the ten Covered Countries of Form SD, item 1.01(d). Where its ore comes from is \
              another question.",
        answerable: true,
        test: covered_country,
    },
    Flag {
        id: FlagId::CahraCountry,
        key: "CAHRA_COUNTRY",
        title: "country with listed areas",
        doc: "Its country contains areas of a list of conflict-affected and high-risk areas; whether it stands in one of them is \
              not said.",
        answerable: false,
        test: cahra_country,
    },
    Flag {
        id: FlagId::Unaudited,
        key: "UNAUDITED",
        title: "not audited",
        doc: "It is neither conformant nor active by the status lists.",
        answerable: false,
        test: unaudited,
    },
    Flag {
        id: FlagId::AuditLapsed,
        key: "AUDIT_LAPSED",
        title: "audit lapsed",
        doc: "Its last audit and the cycle end before the day that statuses are of, and no re-audit is in progress.",
        answerable: false,
        test: audit_lapsed,
    },
    Flag {
        id: FlagId::StatusLostSinceLastYear,
        key: "STATUS_LOST_SINCE_LAST_YEAR",
        title: "status lost",
        doc: "A report of an earlier year states it as conformant or active, and now it is neither.",
        answerable: false,
        test: status_lost,
    },
    Flag {
        id: FlagId::RemovedFromReferenceList,
        key: "REMOVED_FROM_REFERENCE_LIST",
        title: "left the look-up",
        doc: "An earlier look-up of the template has it, and one that was out when suppliers last declared has not.",
        answerable: false,
        test: removed_from_list,
    },
    Flag {
        id: FlagId::NotASmelter,
        key: "NOT_A_SMELTER",
        title: "no smelter",
        doc: "A source or a person says that it smelts or refines nothing.",
        answerable: false,
        test: not_a_smelter,
    },
    Flag {
        id: FlagId::IdNameMismatch,
        key: "ID_NAME_MISMATCH",
        title: "another name",
        doc: "Declared rows write beside its ID a name that the reference lists have for another facility.",
        answerable: false,
        test: name_mismatch,
    },
    Flag {
        id: FlagId::CountryMismatch,
        key: "COUNTRY_MISMATCH",
        title: "another country",
        doc: "Declared rows that name it write another country than its own.",
        answerable: false,
        test: country_mismatch,
    },
    Flag {
        id: FlagId::SingleSupplierSource,
        key: "SINGLE_SUPPLIER_SOURCE",
        title: "one supplier",
        doc: "It is neither conformant nor active, and of several suppliers who declare one alone names it.",
        answerable: false,
        test: single_supplier,
    },
    Flag {
        id: FlagId::WidelyReported,
        key: "WIDELY_REPORTED",
        title: "many suppliers",
        doc: "It is neither conformant nor active, and many of the suppliers who declare name it.",
        answerable: false,
        test: widely_reported,
    },
    Flag {
        id: FlagId::CompanyLevelOnly,
        key: "COMPANY_LEVEL_ONLY",
        title: "company level",
        doc: "It is neither conformant nor active, and all who name it declare for their whole company: it may be in no part \
              that was bought.",
        answerable: false,
        test: company_level,
    },
];

impl FlagId {
    /// The row of [`FLAGS`].
    pub fn flag(self) -> Option<&'static Flag> {
        FLAGS.iter().find(|flag| flag.id == self)
    }

    /// The name in filters and machine-readable outputs.
    pub fn key(self) -> &'static str {
        self.flag().map_or("", |flag| flag.key)
    }

    /// A few words for the screen.
    pub fn title(self) -> &'static str {
        self.flag().map_or("", |flag| flag.title)
    }
}

/// The flags that a facility raises, in the order of [`FLAGS`].
pub(super) fn raised(facts: &RiskFacts<'_>) -> Vec<RaisedFlag> {
    let raise = |flag: &Flag| Some(RaisedFlag { flag: flag.id, reason: (flag.test)(facts)? });
    FLAGS.iter().filter_map(raise).collect()
}

fn hits(facts: &RiskFacts<'_>, state: HitState) -> Option<String> {
    let words: Vec<String> = facts.signals.hits_as(state).map(RiskHit::words).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

fn sanction_match(facts: &RiskFacts<'_>) -> Option<String> {
    Some(format!("on {}", hits(facts, HitState::Hit)?))
}

fn possible_match(facts: &RiskFacts<'_>) -> Option<String> {
    Some(format!("perhaps on {}", hits(facts, HitState::Possible)?))
}

fn credible_evidence(facts: &RiskFacts<'_>) -> Option<String> {
    let of = |evidence: &Evidence| match evidence.dated {
        Some(day) => format!("{} of {day}", evidence.link),
        None => evidence.link.clone(),
    };
    let all: Vec<String> = facts.view.credible_evidence().into_iter().map(of).collect();
    (!all.is_empty()).then(|| format!("credible evidence: {}", all.join("; ")))
}

fn unresolved_status(facts: &RiskFacts<'_>) -> Option<String> {
    (facts.standing.status == Status::Unresolved).then(|| "no source states a status".to_owned())
}

fn covered_country(facts: &RiskFacts<'_>) -> Option<String> {
    let country = facts.view.country().filter(Country::is_covered)?;
    Some(format!("located in {}, a Covered Country", country.name()))
}

fn cahra_country(facts: &RiskFacts<'_>) -> Option<String> {
    let of = |listed: &ListedAreas| {
        let name = listed.country.name();
        let areas = count(listed.areas, "area", "areas");
        let whole = if listed.is_whole { ", as a whole" } else { "" };
        format!("{name} contains listed areas ({areas}{whole}: {})", listed.label)
    };
    let all: Vec<String> = facts.signals.areas.iter().map(of).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

fn unaudited(facts: &RiskFacts<'_>) -> Option<String> {
    if facts.standing.status != Status::Indeterminable {
        return None;
    }
    match &facts.standing.basis {
        StatusBasis::Absent { as_of, .. } => Some(format!("on none of the complete lists of {as_of}")),
        StatusBasis::Listed(listing) if listing.kind == ListKind::Other => {
            Some(format!("on {} of {} as neither", listing.title, listing.as_of))
        }
        StatusBasis::Listed(_) | StatusBasis::Own(_) | StatusBasis::Annex(_) | StatusBasis::Nothing => None,
    }
}

fn audit_lapsed(facts: &RiskFacts<'_>) -> Option<String> {
    let lapses = facts.standing.rests_on().and_then(|listing| listing.lapses);
    facts.standing.is_lapsed.then(|| match lapses {
        Some(day) => format!("its audit lapsed on {day}"),
        None => "its audit has lapsed".to_owned(),
    })
}

fn status_lost(facts: &RiskFacts<'_>) -> Option<String> {
    let earlier = facts.signals.earlier.as_ref()?;
    let had = matches!(earlier.status, Status::Conformant | Status::Active);
    let has_lost = facts.standing.status == Status::Indeterminable;
    (had && has_lost).then(|| format!("{} in {}", earlier.status.name(), earlier.title))
}

fn removed_from_list(facts: &RiskFacts<'_>) -> Option<String> {
    let claimed = facts.view.claim(ClaimField::Removed).map(|claim| claim.value.text());
    let left = facts.signals.left_list.as_ref().map(|list| format!("not in {list} any more"));
    left.or(claimed)
}

fn not_a_smelter(facts: &RiskFacts<'_>) -> Option<String> {
    facts.view.claim(ClaimField::NotASmelter).map(|claim| claim.value.text())
}

fn name_mismatch(facts: &RiskFacts<'_>) -> Option<String> {
    let name = facts.signals.clashes.name.as_ref()?;
    Some(format!("rows write \u{201c}{name}\u{201d} beside its ID"))
}

fn country_mismatch(facts: &RiskFacts<'_>) -> Option<String> {
    Some(format!("rows write {}", facts.signals.clashes.country?.name()))
}

/// Who names a facility says something where it is neither conformant nor active.
fn is_in_question(facts: &RiskFacts<'_>) -> bool {
    facts.standing.status == Status::Indeterminable
}

fn single_supplier(facts: &RiskFacts<'_>) -> Option<String> {
    let alone = facts.signals.suppliers == 1 && facts.screening.declaring > 1;
    (alone && is_in_question(facts)).then(|| format!("1 of {} suppliers names it", facts.screening.declaring))
}

fn widely_reported(facts: &RiskFacts<'_>) -> Option<String> {
    let (named, declaring, widely) = (facts.signals.suppliers, facts.screening.declaring, widely());
    let is_wide = named >= widely.suppliers && named * 100 >= declaring * widely.percent;
    (is_wide && is_in_question(facts)).then(|| format!("{named} of {declaring} suppliers name it"))
}

fn company_level(facts: &RiskFacts<'_>) -> Option<String> {
    (facts.signals.is_company_level && is_in_question(facts))
        .then(|| "all who name it declare for their whole company".to_owned())
}
