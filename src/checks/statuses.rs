//! Rules about statuses as of a day: what lists, annexes of record and people say of one facility, and what they say otherwise.

use std::collections::BTreeMap;

use super::source::totals;
use super::{Basis, Finding, LooksAt, Rule, Severity};
use crate::domain::{
    FacilityId, FacilityView, Place, Source, SourceRole, Standing, Standings, Status, StatusBasis,
    StatusCounts, StatusDoubt, StatusList, TotalOf, Workspace,
};

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "STATUS_LIST_NOT_READ",
        severity: Severity::Error,
        basis: Basis::Workspace,
        doc: "The content of a status list that counts cannot be read, so what it says is missing.",
        looks_at: LooksAt::Standings(not_read),
    },
    Rule {
        id: "TOTALS_DIFFER_FROM_STATUSES",
        severity: Severity::Error,
        basis: Basis::Workspace,
        doc: "An annex of record says how many facilities have which status, and their statuses as of the day are others.",
        looks_at: LooksAt::Standings(totals_differ),
    },
    Rule {
        id: "STATUS_CONTRADICTED",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "The status lists say of a facility otherwise than an annex of record states. The lists count.",
        looks_at: LooksAt::Standings(contradicted),
    },
    Rule {
        id: "STATUS_DIFFERS_FROM_LISTS",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A status was set by hand, and the status lists say otherwise. What was set counts.",
        looks_at: LooksAt::Standings(own_differs),
    },
    Rule {
        id: "ON_BOTH_LISTS",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "Lists of one day have a facility as conformant and as active. It counts as conformant.",
        looks_at: LooksAt::Standings(on_both),
    },
    Rule {
        id: "MAY_BE_LISTED",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A facility without a CID may be a row of the complete lists, so that it cannot be said to be on none.",
        looks_at: LooksAt::Standings(may_be_listed),
    },
    Rule {
        id: "LISTED_OTHERWISE",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A row of the status lists has a facility's CID under another metal or with another name and country, or its name with another CID: it gives no status.",
        looks_at: LooksAt::Standings(listed_otherwise),
    },
    Rule {
        id: "LISTED_UNDER_ANOTHER_NAME",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "A status rests on a row of a list that has the facility's CID with another name. It counts, as facilities are renamed.",
        looks_at: LooksAt::Standings(renamed),
    },
    Rule {
        id: "STATUS_LISTS_DIFFER",
        severity: Severity::Warning,
        basis: Basis::Workspace,
        doc: "Two status lists of one programme, kind and day differ. What either of them says counts.",
        looks_at: LooksAt::Workspace(lists_differ),
    },
    Rule {
        id: "ON_NO_LOADED_LIST",
        severity: Severity::Info,
        basis: Basis::Workspace,
        doc: "An annex of record states a facility as conformant or active, and none of the status lists has it.",
        looks_at: LooksAt::Standings(on_no_loaded_list),
    },
];

fn not_read(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    let unread = standings.unread.iter().filter_map(|id| ws.status_lists.get(id));
    let finding = |list: &StatusList| {
        let message = format!(
            "what the status list {} of {} says is missing: its content cannot be read",
            list.title, list.as_of
        );
        let remedy = "put the file of lists/ back, or withdraw the list in Lists and import it again";
        rule.finding(Place::File, message, remedy).about_source(&list.source)
    };
    unread.map(finding).collect()
}

/// The facilities of Annex I with a doubt, each with what is said of it.
fn doubted(
    rule: &Rule,
    ws: &Workspace,
    standings: &Standings,
    say: impl Fn(&FacilityView<'_>, &Standing, StatusDoubt) -> Option<(String, &'static str)>,
) -> Vec<Finding> {
    let doubts = standings.members().flat_map(|(id, standing)| {
        standing.doubts.iter().filter_map(move |doubt| Some((id, ws.view(id)?, standing, *doubt)))
    });
    let found = doubts.filter_map(|(id, view, standing, doubt)| {
        let (message, remedy) = say(&view, standing, doubt)?;
        Some(rule.finding(Place::File, message, remedy).about_facilities([id]))
    });
    found.collect()
}

/// What the lists say, with which: "Conformant (conformant-2022-12-31, 2022-12-31)".
fn by_lists(ws: &Workspace, standing: &Standing) -> String {
    let title = |id| ws.sources.get(id).map_or("", |source| source.title.as_str());
    match &standing.basis {
        StatusBasis::Listed(listing) => format!("{} ({}, {})", standing.status, listing.title, listing.as_of),
        StatusBasis::Absent { conformant, active, as_of } => {
            format!("{} (on neither {} nor {}, {as_of})", standing.status, title(conformant), title(active))
        }
        StatusBasis::Own(_) | StatusBasis::Annex(_) | StatusBasis::Nothing => standing.status.to_string(),
    }
}

fn contradicted(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    doubted(rule, ws, standings, |view, standing, doubt| match doubt {
        StatusDoubt::ListsContradictAnnex(annex) => {
            let lists = by_lists(ws, standing);
            let message =
                format!("{}: the annex of record states {annex}, the lists say {lists}", view.name());
            Some((message, "the lists count; see which of them holds before the report is filed"))
        }
        StatusDoubt::OnBoth
        | StatusDoubt::OwnContradictsLists(_)
        | StatusDoubt::OnNoLoadedList
        | StatusDoubt::MayBeListed
        | StatusDoubt::ListedOtherwise
        | StatusDoubt::Renamed => None,
    })
}

fn own_differs(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    doubted(rule, ws, standings, |view, standing, doubt| match doubt {
        StatusDoubt::OwnContradictsLists(lists) => {
            let own = standing.status;
            let message = format!("{} is set to {own} by hand, the status lists say {lists}", view.name());
            Some((message, "see that the reason on record holds, or clear the status with e"))
        }
        StatusDoubt::OnBoth
        | StatusDoubt::ListsContradictAnnex(_)
        | StatusDoubt::OnNoLoadedList
        | StatusDoubt::MayBeListed
        | StatusDoubt::ListedOtherwise
        | StatusDoubt::Renamed => None,
    })
}

fn on_both(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    doubted(rule, ws, standings, |view, standing, doubt| match doubt {
        StatusDoubt::OnBoth => {
            let day = standing
                .listing
                .as_ref()
                .map_or_else(String::new, |listing| format!(" of {}", listing.as_of));
            let message = format!("{} is on a conformant and on an active list{day}", view.name());
            Some((message, "it counts as conformant; see which list holds"))
        }
        StatusDoubt::ListsContradictAnnex(_)
        | StatusDoubt::OwnContradictsLists(_)
        | StatusDoubt::OnNoLoadedList
        | StatusDoubt::MayBeListed
        | StatusDoubt::ListedOtherwise
        | StatusDoubt::Renamed => None,
    })
}

fn may_be_listed(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    doubted(rule, ws, standings, |view, _, doubt| match doubt {
        StatusDoubt::MayBeListed => {
            let message = format!("{} has no CID, and may be a row of the complete lists", view.name());
            Some((message, "decide it in Matches, or set its CID with e"))
        }
        StatusDoubt::OnBoth
        | StatusDoubt::ListsContradictAnnex(_)
        | StatusDoubt::OwnContradictsLists(_)
        | StatusDoubt::OnNoLoadedList
        | StatusDoubt::ListedOtherwise
        | StatusDoubt::Renamed => None,
    })
}

fn listed_otherwise(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    doubted(rule, ws, standings, |view, standing, doubt| match doubt {
        StatusDoubt::ListedOtherwise => {
            let row = standing.contested.as_deref()?;
            let whose = match view.cid() {
                Some(cid) => format!("{} ({}, {cid})", view.name(), view.facility.metal),
                None => format!("{} ({})", view.name(), view.facility.metal),
            };
            let cid = row.cid.map_or_else(String::new, |cid| format!(", {cid}"));
            let message = format!(
                "row {} of {} of {} ({}{cid}, named {}) may be {whose}, and contradicts it: it gives no status",
                row.row,
                row.title,
                row.as_of,
                row.metal,
                row.named_or_not(),
            );
            Some((
                message,
                "decide in Matches whose the row is; or ask the programme, and correct the list or the CID",
            ))
        }
        StatusDoubt::OnBoth
        | StatusDoubt::ListsContradictAnnex(_)
        | StatusDoubt::OwnContradictsLists(_)
        | StatusDoubt::OnNoLoadedList
        | StatusDoubt::MayBeListed
        | StatusDoubt::Renamed => None,
    })
}

fn renamed(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    doubted(rule, ws, standings, |view, standing, doubt| match doubt {
        StatusDoubt::Renamed => {
            let row = standing.rests_on()?;
            let message = format!(
                "{} is {} by row {} of {} of {}, which has its CID with the name {}",
                view.name(),
                standing.status,
                row.row,
                row.title,
                row.as_of,
                row.named_or_not(),
            );
            Some((
                message,
                "see that it was renamed; else correct its CID, or set the status by hand with the reason",
            ))
        }
        StatusDoubt::OnBoth
        | StatusDoubt::ListsContradictAnnex(_)
        | StatusDoubt::OwnContradictsLists(_)
        | StatusDoubt::OnNoLoadedList
        | StatusDoubt::MayBeListed
        | StatusDoubt::ListedOtherwise => None,
    })
}

fn on_no_loaded_list(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    doubted(rule, ws, standings, |view, standing, doubt| match doubt {
        StatusDoubt::OnNoLoadedList => {
            let message = format!(
                "{} is {} as the annex of record states, and on no loaded status list",
                view.name(),
                standing.status
            );
            Some((message, "import the complete lists of the day, or note where its status stands"))
        }
        StatusDoubt::OnBoth
        | StatusDoubt::ListsContradictAnnex(_)
        | StatusDoubt::OwnContradictsLists(_)
        | StatusDoubt::MayBeListed
        | StatusDoubt::ListedOtherwise
        | StatusDoubt::Renamed => None,
    })
}

/// Unresolved facilities may have any status: what the totals leave for them is no difference.
fn totals_differ(rule: &Rule, ws: &Workspace, standings: &Standings) -> Vec<Finding> {
    let annexes = ws.sources.values().filter(|source| source.role_in(ws.programme.year) == SourceRole::Annex);
    annexes.filter_map(|source| of_annex(rule, ws, standings, source)).collect()
}

fn of_annex(rule: &Rule, ws: &Workspace, standings: &Standings, source: &Source) -> Option<Finding> {
    let totals = totals(source);
    let counts = counted(ws, standings, source);
    let stated = |status: Status| totals.get(&TotalOf::Of(status)).map(|(count, _)| i64::from(*count));
    let differs = |status: &Status| {
        let (stated, now) = (stated(*status), counts.get(*status));
        stated.is_some_and(|stated| now > stated || now + counts.unresolved < stated)
    };
    let first = Status::STATED.into_iter().find(differs)?;
    let (_, place) = totals.get(&TotalOf::Of(first))?;
    let words = |number: fn(i64) -> i64, of: &dyn Fn(Status) -> Option<i64>| {
        let numbers =
            Status::STATED.map(|status| of(status).map_or("?".to_owned(), |n| number(n).to_string()));
        numbers.join(" / ")
    };
    let said = words(|n| n, &stated);
    let now = words(|n| n, &|status| Some(counts.get(status)));
    let day = standings.day.map_or_else(String::new, |day| format!(" as of {day}"));
    let message = format!(
        "the text\u{2019}s totals are {said} (conformant / active / indeterminable); the statuses{day} are {now}"
    );
    let remedy = "see the contradictions, and correct the text or the lists before the report is filed";
    Some(rule.finding((*place).clone(), message, remedy).about_source(&source.id))
}

/// The statuses of the facilities that a source states.
fn counted(ws: &Workspace, standings: &Standings, source: &Source) -> StatusCounts {
    let mut counts = StatusCounts::default();
    let is_of = |id: &FacilityId| {
        let claims = ws.view(id).map(|view| view.claims).unwrap_or_default();
        claims.iter().any(|claim| claim.origin.source() == Some(&source.id))
    };
    for (_, standing) in standings.members().filter(|(id, _)| is_of(id)) {
        counts.add(standing.status, 1);
    }
    counts
}

/// Lists of one programme, kind and day for the same metals, with other contents.
fn lists_differ(rule: &Rule, ws: &Workspace) -> Vec<Finding> {
    let mut by_day: BTreeMap<_, Vec<&StatusList>> = BTreeMap::new();
    for list in ws.status_lists.values() {
        for kind in &list.kinds {
            by_day.entry((&list.programme, *kind, list.as_of)).or_default().push(list);
        }
    }
    let mut findings = Vec::new();
    for ((programme, kind, day), lists) in by_day {
        let pairs =
            lists.iter().enumerate().flat_map(|(at, a)| lists.iter().skip(at + 1).map(move |b| (*a, *b)));
        for (a, b) in pairs.filter(|(a, b)| a.body != b.body && !a.metals.is_disjoint(&b.metals)) {
            let message = format!(
                "two {} lists of {programme} of {day} differ: {} ({} rows) and {} ({} rows)",
                kind.key(),
                a.title,
                a.rows,
                b.title,
                b.rows
            );
            let remedy = "withdraw the one that does not hold, in Lists with w";
            findings.push(rule.finding(Place::File, message, remedy).about_source(&b.source));
        }
    }
    findings
}
