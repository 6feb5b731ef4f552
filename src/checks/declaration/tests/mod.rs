//! Every rule fires where it should and keeps silent on a clean declaration, and one cause is told once.

mod cases;
mod checker;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};

use super::fixture::{TODAY, blank_form, clean_form, found, found_with, imported, look_up, places};
use super::{CheckContext, CheckerLine, DeclarationOutcome, ReadAs, open_lines, outcome};
use crate::checks::Severity;
use crate::cmrt::released;
use crate::domain::Metal::{Gold, Tin};
use crate::domain::cmrt::{Form, OddityKind, Product, Question, SmelterColumn, Version};
use crate::domain::{
    Cid, Contents, Edit, ListBody, Metal, Place, ReferenceList, Request, RequestId, RequestState, Stamp,
    VersionRuling, Workspace,
};
use crate::resolve::fixture::{declare, form, workspace};

type Spoil = fn(&mut Form);

fn spoilt(version: &str, spoil: Spoil) -> Form {
    let mut form = clean_form(version);
    spoil(&mut form);
    form
}

fn product(row: u32, number: &str) -> Product {
    Product { row, number: number.to_owned(), name: "Board".to_owned(), ..Product::default() }
}

const SCOPE_B: &str = "B. Product (or List of Products)";
const SCOPE_C: &str = "C. User defined [Specify in 'Description of scope']";
const NOT_LISTED: (SmelterColumn, &str) = (SmelterColumn::LookUp, "Smelter not listed");

#[test]
fn nothing_is_found_in_a_clean_declaration_but_its_age() {
    for release in released() {
        let version = release.version.to_string();
        let expected: &[&str] = if release.version < Version::new(650) { &["TEMPLATE_TOO_OLD"] } else { &[] };
        let day = TODAY.max(release.date);
        let found = CheckContext::new(day).check(&clean_form(&version), Some(&look_up()), day);
        let rules: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, expected, "{version}");
    }
    assert_eq!(outcome(&found(&clean_form("6.5"))), DeclarationOutcome::Green);
}

#[test]
fn a_blank_template_has_its_open_lines_and_nothing_else() {
    let found = places(&blank_form("6.5"));
    assert_eq!(found.len(), 52, "{found:#?}");
    let ids: BTreeSet<&str> = found.iter().filter_map(|place| place.split(' ').next()).collect();
    assert!(CheckerLine::all().iter().map(|line| line.rule()).collect::<BTreeSet<_>>().is_superset(&ids));
    assert!(found.contains(&"ANSWER_MISSING Declaration!D71".to_owned()));
    let others = ["3.01", "2.03a", "1.00"].map(|version| {
        let found = places(&blank_form(version));
        found.iter().filter(|place| !place.starts_with("TEMPLATE_TOO_OLD")).count()
    });
    assert_eq!(others, [48, 40, 39]);
}

/// The rules on age that a clean declaration of a version and of a day breaks.
fn on_age(context: &CheckContext, version: &str, day: Date) -> Vec<&'static str> {
    let mut form = clean_form(version);
    form.date = Some(day);
    let of_age = |rule: &&str| matches!(*rule, "TEMPLATE_TOO_OLD" | "DATE_BEFORE_RELEASE");
    let found = context.check(&form, Some(&look_up()), context.today);
    found.into_iter().map(|finding| finding.rule).filter(of_age).collect()
}

#[test]
fn four_one_is_older_than_four_two_though_it_is_dated_later() {
    let day = date(2017, 2, 1);
    let on = |version| on_age(&CheckContext::new(day), version, day);
    assert_eq!(on("4.2"), [""; 0]);
    assert_eq!(on("4.1"), ["TEMPLATE_TOO_OLD"]);
}

#[test]
fn an_uncalculated_workbook_is_told_once() {
    let form = spoilt("6.5", |form| {
        form.notice(OddityKind::NotCalculated).notice(OddityKind::NotCalculated);
        for (oddity, cell) in form.oddities.iter_mut().zip(["B5", "C5"]) {
            oddity.place = Place::Cell("Smelter List".to_owned(), cell.to_owned());
            oddity.detail = "in 41 cells of this column".to_owned();
        }
    });
    assert_eq!(places(&form), ["NOT_CALCULATED Smelter List!B5"]);
}

/// A hundred words of a habit are as many cells and one sentence, which a letter makes one point of.
#[test]
fn a_habit_of_other_words_names_every_cell_in_one_sentence() {
    let form = spoilt("6.5", |form| {
        form.reply_all(Question::Recycled, "Nein");
    });
    let found = found(&form);
    let cells: Vec<String> = found.iter().map(|finding| finding.at.to_string()).collect();
    assert_eq!(cells, ["D50", "D51", "D52", "D53"].map(|cell| format!("Declaration!{cell}")));
    let words: BTreeSet<(&str, &str)> = found.iter().map(|f| (&*f.message, &*f.remedy)).collect();
    assert_eq!(words.len(), 1, "{words:?}");
    assert!(found.iter().all(|finding| finding.rule == "ANSWER_NOT_FROM_LIST"));
}

/// An entirely blank metal is eight open answers and a missing smelter, and nothing is made of it besides.
#[test]
fn a_blank_metal_gives_only_its_open_lines() {
    let form = spoilt("6.5", |form| {
        form.without_rows(Gold);
        for question in Question::ALL.into_iter().filter(|question| *question != Question::Compliant) {
            form.reply(question, Gold, "");
        }
    });
    let found = places(&form);
    assert_eq!(found.len(), 9, "{found:#?}");
}

#[test]
fn an_answer_without_effect_is_told_with_the_one_that_is_missing() {
    let form = spoilt("6.5", |form| {
        form.reply(Question::Added, Gold, "");
    });
    let found = found(&form);
    assert_eq!(found.len(), 1);
    assert!(found[0].message.ends_with("so the answers after it do not count"), "{}", found[0].message);
    assert_eq!(open_lines(&form, ReadAs::Reader).len(), 8);
}

#[test]
fn not_knowing_all_smelters_is_one_thing_and_knowing_the_origin_another() {
    let form = spoilt("6.5", |form| {
        form.reply(Question::Identified, Gold, "No").reply(Question::Answered, Gold, "Greater than 75%");
    });
    let expected = ["ORIGIN_NOT_SUPPORTED Declaration!D40", "NOT_ALL_IDENTIFIED Declaration!D64"];
    assert_eq!(BTreeSet::from_iter(places(&form)), BTreeSet::from(expected.map(str::to_owned)));
    let honest = spoilt("6.5", |form| {
        form.reply(Question::Identified, Gold, "No").reply(Question::Answered, Gold, "Greater than 75%");
        form.reply(Question::Covered, Gold, "Unknown");
    });
    assert_eq!(places(&honest), ["NOT_ALL_IDENTIFIED Declaration!D64"]);
}

#[test]
fn yes_to_a_covered_country_is_high_risk_in_every_version() {
    for release in released() {
        let form = spoilt(&release.version.to_string(), |form| {
            form.reply(Question::Covered, Tin, "Yes");
        });
        assert_eq!(outcome(&found(&form)), DeclarationOutcome::HighRisk, "{}", release.version);
        // A stale answer on a metal that is not used says nothing.
        let mut stale = spoilt(&release.version.to_string(), |form| {
            form.reply(Question::Covered, Tin, "Yes").reply(Question::Remains, Tin, "No").without_rows(Tin);
        });
        if release.version.major() >= 3 {
            stale.reply(Question::Added, Tin, "No");
        }
        assert!(outcome(&found(&stale)) < DeclarationOutcome::HighRisk, "{}", release.version);
    }
}

#[test]
fn a_tampered_look_up_is_high_risk() {
    let (own, list) = (look_up(), imported("6.5", "Look-up of CMRT 6.5", date(2025, 4, 25)));
    let form = clean_form("6.5");
    let found_against = |body| {
        let found = found_with(&form, Some(&own), &[(&list, body)]);
        found.into_iter().filter(|finding| finding.rule == "LOOK_UP_DIFFERS").collect::<Vec<_>>()
    };
    assert_eq!(found_against(&own), []);
    let mut moved = own.clone();
    moved.entries.iter_mut().for_each(|entry| entry.row += 1);
    assert_eq!(found_against(&moved), [], "where an entry stands does not matter");
    let mut other = own.clone();
    other.entries[0].aliases.clear();
    let renamed = found_against(&other);
    assert!(renamed[0].message.contains("1 entry changed, the first CID900001"), "{}", renamed[0].message);
    assert_eq!(outcome(&renamed), DeclarationOutcome::HighRisk);
    let mut shorter = own.clone();
    shorter.entries.pop();
    assert!(found_against(&shorter)[0].message.contains("1 entry added"));
    let old = imported("6.4", "Look-up of CMRT 6.4", date(2024, 4, 26));
    let known = [(&old, &shorter)];
    assert_eq!(found_with(&form, Some(&own), &known), [], "another version has another list");
}

#[test]
fn a_smelter_that_left_the_newest_list_is_told() {
    let (own, list) = (look_up(), imported("6.5", "Look-up of CMRT 6.5", date(2025, 4, 25)));
    let mut newer = own.clone();
    newer.entries.remove(0);
    let known = [(&list, &newer)];
    let removed = |known: &[(&ReferenceList, &ListBody)]| -> Vec<String> {
        let found = found_with(&clean_form("6.4"), Some(&own), known).into_iter();
        let removed = found.filter(|finding| finding.rule == "ROW_ID_REMOVED");
        removed.map(|finding| finding.at.to_string()).collect()
    };
    assert_eq!(removed(&known), ["Smelter List!F5"]);
    // A list older than the template cannot know what came later.
    let old = imported("6.31", "Look-up of CMRT 6.31", date(2023, 5, 26));
    assert_eq!(removed(&[(&old, &newer)]), [""; 0]);
}

#[test]
fn a_list_newer_than_the_declaration_does_not_tell_who_left() {
    let (own, mut newer) = (look_up(), look_up());
    newer.entries.remove(0);
    let (then, since) = (
        imported("6.4", "Look-up of CMRT 6.4", date(2024, 4, 26)),
        imported("6.5", "Look-up of CMRT 6.5", date(2025, 4, 25)),
    );
    let removed = |dated: Date, lists: &[(&ReferenceList, &ListBody)]| {
        let mut form = clean_form("6.4");
        form.date = Some(dated);
        let found = found_with(&form, Some(&own), lists);
        found.into_iter().filter(|finding| finding.rule == "ROW_ID_REMOVED").count()
    };
    let lists = [(&then, &own), (&since, &newer)];
    assert_eq!(removed(date(2025, 4, 24), &lists), 0);
    assert_eq!(removed(date(2025, 4, 25), &lists), 1);
    // The older of two lists speaks where the newer one does not.
    assert_eq!(removed(date(2025, 4, 24), &[(&then, &newer), (&since, &own)]), 1);
    // A list without a day has that of its version.
    let undated = ReferenceList { as_of: None, ..since };
    assert_eq!(removed(date(2025, 4, 24), &[(&undated, &newer)]), 0);
    assert_eq!(removed(date(2025, 6, 1), &[(&undated, &newer)]), 1);
}

#[test]
fn a_declaration_that_copies_the_list_is_told_once() {
    let mut list = look_up();
    list.entries.retain(|entry| entry.metal != Gold && entry.metal != Tin);
    let mut form = clean_form("6.5");
    form.without_rows(Gold).without_rows(Tin);
    for (metal, first) in [(Gold, 100), (Tin, 300)] {
        for n in 0..40_u32 {
            let cid = format!("CID9{:05}", first + n);
            let mut entry = look_up().entries[0].clone();
            entry.name = format!("{metal} House {n}");
            entry.aliases.clear();
            (entry.metal, entry.cid, entry.row) = (metal, Cid::parse(&cid).unwrap(), 20 + first + n);
            form.declare(
                Some(metal),
                &[
                    (SmelterColumn::LookUp, &entry.name),
                    (SmelterColumn::Id, &cid),
                    (SmelterColumn::Country, "JAPAN"),
                ],
            );
            list.entries.push(entry);
        }
    }
    let found = found_with(&form, Some(&list), &[]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.contains("40 of the 40 listed for Gold"), "{}", found[0].message);
    form.rows.retain(|row| row.row % 3 != 0);
    assert_eq!(found_with(&form, Some(&list), &[]), []);
}

#[test]
fn without_a_list_ids_and_names_are_not_judged_and_countries_are_wanted() {
    let mut form = clean_form("2.02");
    form.declare(Some(Tin), &[(SmelterColumn::LookUp, "Tin House"), (SmelterColumn::Name, "Tin House")]);
    let found = found_with(&form, None, &[]);
    let found: Vec<_> = found.iter().map(|finding| (finding.rule, finding.at.to_string())).collect();
    assert_eq!(
        found,
        [
            ("TEMPLATE_TOO_OLD", "the whole file".to_owned()),
            ("ROW_COUNTRY_MISSING", "Smelter List!E9".to_owned())
        ]
    );
}

#[test]
fn a_whole_column_that_is_wrong_is_one_finding_that_names_its_rows() {
    let mut form = clean_form("6.5");
    for n in 0..200 {
        form.declare(Some(Metal::ALL[n % 4]), &[(SmelterColumn::LookUp, &format!("House {n}"))]);
    }
    let found = found(&form);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].message.starts_with("200 rows have a name"), "{}", found[0].message);
    assert!(found[0].message.ends_with("rows 9 to 208"), "{}", found[0].message);
}

#[test]
fn severities_that_the_analyst_set_decide_the_outcome() {
    let form = spoilt("6.5", |form| {
        form.reply(Question::Covered, Tin, "Yes");
    });
    let severities = BTreeMap::from([("COVERED_COUNTRY_YES".to_owned(), Severity::Info)]);
    let context = CheckContext { severities, ..CheckContext::new(TODAY) };
    assert_eq!(outcome(&context.check(&form, Some(&look_up()), TODAY)), DeclarationOutcome::Green);
}

/// When 6.6 was out.
const LATER: Date = date(2026, 5, 4);

#[test]
fn without_requests_a_template_is_judged_on_the_declaration_s_own_day() {
    let years_later = CheckContext::new(LATER);
    let too_old = |version, day| on_age(&years_later, version, day) == ["TEMPLATE_TOO_OLD"];
    assert!(!too_old("6.22", date(2023, 2, 1)), "6.3 came out on 5 May 2023");
    assert!(too_old("6.22", date(2023, 5, 5)) && !too_old("6.31", date(2024, 4, 25)));
    assert!(!too_old("6.6", LATER) && !too_old("6.7", LATER));
    let mut undated = clean_form("6.4");
    undated.date = None;
    let messages: Vec<String> =
        years_later.check(&undated, None, LATER).into_iter().map(|finding| finding.message).collect();
    let expected =
        "The template is too old: version 6.4; 6.6 was current on the declaration’s day (2026-05-04)";
    assert!(messages.contains(&expected.to_owned()), "{messages:?}");
}

#[test]
fn a_season_judges_templates_by_its_first_request_and_by_what_was_accepted() {
    let mut ws = workspace();
    let asked = |ws: &mut Workspace, day: Date| {
        let (id, supplier) = (RequestId::new(day.to_string()), ws.suppliers.keys().next().unwrap().clone());
        let stamp = Stamp { by: "ana".to_owned(), at: jiff::Timestamp::UNIX_EPOCH };
        let (state, due, note) = (RequestState::Asked, None, String::new());
        let request = Request { id, supplier, day, state, due, note, stamp };
        Edit::AddRequest(Box::new(request)).apply(ws).unwrap();
    };
    let mut contents = Contents::default();
    declare(&mut ws, &mut contents, ("d1", "Alpha", 1), form("Alpha", "6.5", &[]), None);
    asked(&mut ws, date(2023, 6, 1));
    asked(&mut ws, date(2023, 1, 16));
    let day = date(2023, 6, 15);
    let context = |ws: &Workspace| CheckContext::of(ws, &Contents::default(), LATER);
    let on = |ws: &Workspace, version| on_age(&context(ws), version, day);
    assert_eq!((on(&ws, "6.22"), on(&ws, "6.31")), (vec![], vec![]));
    assert_eq!(on(&ws, "6.1"), ["TEMPLATE_TOO_OLD"]);
    let points: Vec<(String, String)> = context(&ws)
        .check(&clean_form("6.1"), Some(&look_up()), LATER)
        .into_iter()
        .filter(|finding| finding.rule == "TEMPLATE_TOO_OLD")
        .map(|finding| (finding.message, finding.remedy))
        .collect();
    let message =
        "The template is too old: version 6.1; 6.22 was current when the requests went out (2023-01-16)";
    assert_eq!(points, [(message.to_owned(), "send the declaration on version 6.22".to_owned())]);
    let from = ws.settings.clone();
    let mut to = from.clone();
    to.version_rulings.insert(Version::new(610), VersionRuling::Accepted);
    to.version_rulings.insert(Version::new(631), VersionRuling::Refused);
    to.added_versions.insert(Version::new(670), date(2027, 4, 20));
    Edit::change_settings(from, to).apply(&mut ws).unwrap();
    assert_eq!(on(&ws, "6.1"), [""; 0]);
    assert_eq!(on(&ws, "6.31"), ["TEMPLATE_TOO_OLD"]);
    assert_eq!(on(&ws, "6.7"), ["DATE_BEFORE_RELEASE"], "a version that the workspace added has its day");
}
