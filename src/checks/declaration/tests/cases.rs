//! For every rule, what makes it fire, and where: at that place, and nothing else.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::{NOT_LISTED, SCOPE_B, SCOPE_C, Spoil, product, spoilt};
use crate::checks::declaration::fixture::{clean_form, found, places};
use crate::checks::{LooksAt, RULES};
use crate::domain::Metal::{Gold, Tantalum, Tin};
use crate::domain::cmrt::{CompanyField, CompanyQuestion, Language, OddityKind, Question, SmelterColumn};

/// A rule, the version, the places where it fires, and what makes it. The places are all that is found.
const FIRES: &[(&str, &str, Spoil)] = &[
    ("COMPANY_NAME_MISSING Declaration!D8", "6.5", |form| {
        form.put(CompanyField::Name, " ");
    }),
    ("SCOPE_MISSING Declaration!D9", "6.5", |form| {
        form.put(CompanyField::Scope, "");
    }),
    ("SCOPE_DESCRIPTION_MISSING Declaration!D10", "6.5", |form| {
        form.put(CompanyField::Scope, SCOPE_C);
    }),
    ("SCOPE_DESCRIPTION_MISSING Declaration!D10", "6.5", |form| {
        form.put(CompanyField::Scope, "Consumer goods");
    }),
    ("SCOPE_NOT_FROM_LIST Declaration!D9", "6.5", |form| {
        form.put(CompanyField::Scope, "Company").put(CompanyField::ScopeDescription, "All of it");
    }),
    ("SCOPE_NOT_FROM_LIST Declaration!D9", "6.5", |form| {
        form.put(CompanyField::Scope, "A. Company Level");
    }),
    ("CONTACT_MISSING Declaration!D15", "6.5", |form| {
        form.put(CompanyField::ContactName, "");
    }),
    ("CONTACT_MISSING Declaration!D17", "6.5", |form| {
        form.put(CompanyField::ContactPhone, "");
    }),
    ("EMAIL_NOT_VALID Declaration!D16", "6.5", |form| {
        form.put(CompanyField::ContactEmail, "n/a");
    }),
    ("AUTHORIZER_MISSING Declaration!D18", "6.5", |form| {
        form.put(CompanyField::AuthorizerName, "");
    }),
    ("DATE_MISSING Declaration!D22", "6.5", |form| {
        form.put(CompanyField::Date, "").date = None;
    }),
    ("ANSWER_MISSING Declaration!D52", "6.5", |form| {
        form.reply(Question::Recycled, Gold, "");
    }),
    ("ANSWER_MISSING Declaration!D28", "6.5", |form| {
        form.reply(Question::Added, Gold, "");
    }),
    ("COMPANY_ANSWER_MISSING Declaration!D85", "6.5", |form| {
        form.say(CompanyQuestion::Review, "", "");
    }),
    ("POLICY_ADDRESS_MISSING Declaration!G77", "6.5", |form| {
        form.say(CompanyQuestion::PolicyPublic, "Yes", "");
    }),
    ("POLICY_ADDRESS_DOUBTFUL Declaration!G77", "6.5", |form| {
        form.say(CompanyQuestion::PolicyPublic, "Yes", "on our website");
    }),
    ("PRODUCTS_MISSING Product List!B6", "6.5", |form| {
        form.put(CompanyField::Scope, SCOPE_B);
    }),
    ("PRODUCT_NUMBER_MISSING Product List!B7", "6.5", |form| {
        form.put(CompanyField::Scope, SCOPE_B).products.extend([product(6, "A1"), product(7, "")]);
    }),
    ("PRODUCTS_NOT_IN_SCOPE Product List!B6", "6.5", |form| form.products.push(product(6, "A1"))),
    ("SMELTER_MISSING Smelter List!B9", "6.5", |form| {
        form.without_rows(Tin);
    }),
    ("SMELTER_MISSING Smelter List!C9", "6.5", |form| {
        form.without_rows(Tin).declare(Some(Tin), &[(SmelterColumn::Country, "JAPAN")]);
    }),
    ("NOT_LISTED_INCOMPLETE Smelter List!D9", "6.5", |form| {
        form.declare(Some(Tin), &[NOT_LISTED, (SmelterColumn::Country, "JAPAN")]);
        form.reply(Question::Identified, Tin, "Yes");
    }),
    ("ANSWER_NOT_UNDERSTOOD Declaration!D40", "6.5", |form| {
        form.reply(Question::Covered, Gold, "perhaps");
    }),
    ("ANSWER_NOT_UNDERSTOOD Declaration!D28", "6.5", |form| {
        form.reply(Question::Added, Gold, "perhaps");
    }),
    ("ANSWER_NOT_FROM_LIST Declaration!D40", "6.5", |form| {
        form.reply(Question::Covered, Gold, "Nein");
    }),
    ("COVERED_COUNTRY_YES Declaration!D40", "6.5", |form| {
        form.reply(Question::Covered, Gold, "Yes");
    }),
    ("HIGH_RISK_AREA_YES Declaration!D46", "6.5", |form| {
        form.reply(Question::HighRisk, Gold, "Yes");
    }),
    ("METAL_NOT_DECLARED Declaration!D28", "6.5", |form| {
        form.reply(Question::Added, Gold, "No");
    }),
    ("METAL_NOT_DECLARED Declaration!D34", "6.5", |form| {
        form.reply(Question::Remains, Gold, "No");
    }),
    ("LOW_RESPONSE Declaration!D58", "6.5", |form| {
        form.reply(Question::Answered, Gold, "50% or less");
    }),
    ("IDENTIFIED_WITHOUT_ALL_ANSWERS Declaration!D64", "6.5", |form| {
        form.reply(Question::Answered, Gold, "Greater than 90%");
    }),
    ("NOT_ALL_REPORTED Declaration!D70", "6.5", |form| {
        form.reply(Question::Reported, Gold, "No");
    }),
    ("IDENTIFIED_WITH_GAPS Declaration!D63", "6.5", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::LookUp, "Smelter not yet identified")]);
    }),
    ("IDENTIFIED_WITHOUT_ID Declaration!D63", "6.5", |form| {
        form.declare(
            Some(Tin),
            &[NOT_LISTED, (SmelterColumn::Name, "Tin House"), (SmelterColumn::Country, "JAPAN")],
        );
    }),
    ("RECYCLED_CONTRADICTED Declaration!D51", "6.5", |form| {
        form.reply(Question::Recycled, Tin, "Yes");
    }),
    ("COMPANY_ANSWER_NO Declaration!D81", "6.5", |form| {
        form.say(CompanyQuestion::Diligence, "No", "");
    }),
    ("COMPANY_ANSWER_NO Declaration!D75", "6.5", |form| {
        form.say(CompanyQuestion::Policy, "No", "").say(CompanyQuestion::PolicyPublic, "No", "");
    }),
    ("SURVEY_FORMAT_NOT_DESCRIBED Declaration!G83", "6.5", |form| {
        form.say(CompanyQuestion::Survey, "Yes, using other format (describe)", "");
    }),
    ("CORRECTIVE_NOT_DESCRIBED Declaration!G87", "6.5", |form| {
        form.say(CompanyQuestion::Corrective, "Yes", "");
    }),
    ("AUTHORIZER_SAME Declaration!D18", "6.5", |form| {
        form.put(CompanyField::AuthorizerName, "same as above");
    }),
    ("CONTACT_PLACEHOLDER Declaration!D17", "6.5", |form| {
        form.put(CompanyField::ContactPhone, "N/A");
    }),
    ("EMAIL_ELSEWHERE Declaration!D16", "6.5", |form| {
        form.put(CompanyField::ContactEmail, "ann@gmail.com");
    }),
    ("EMAIL_ELSEWHERE Declaration!D20", "6.5", |form| {
        form.put(CompanyField::AuthorizerEmail, "ann@brightwell.co.uk");
    }),
    ("DATE_IN_FUTURE Declaration!D22", "6.5", |form| form.date = Some(date(2025, 9, 2))),
    ("DATE_BEFORE_RELEASE Declaration!D22", "6.5", |form| form.date = Some(date(2023, 5, 1))),
    ("DATE_OLD Declaration!D22", "6.4", |form| form.date = Some(date(2024, 8, 31))),
    ("LANGUAGE_NOT_ENGLISH Declaration!D3", "6.5", |form| form.language = Some(Language::German)),
    ("CHECKER_DIFFERS Checker!D2", "6.5", |form| form.checker = Some(52)),
    ("ROW_METAL_MISSING Smelter List!B9", "6.5", |form| {
        form.declare(None, &[(SmelterColumn::Metal, "Cobalt"), (SmelterColumn::Name, "Cobalt Works")]);
    }),
    ("ROW_NAME_MISSING Smelter List!C9", "6.5", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::Country, "JAPAN")]);
    }),
    ("ROW_NAME_MISSING Smelter List!C9", "6.5", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::Name, "Tin House"), (SmelterColumn::Country, "JAPAN")]);
    }),
    ("ROW_NAME_MISSING Smelter and Mine List!D10", "1.00", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::Country, "JAPAN")]);
    }),
    ("ROW_NAME_DOUBTFUL Smelter List!C9", "6.5", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::LookUp, "xx"), (SmelterColumn::Country, "JAPAN")]);
    }),
    ("ROW_NAME_DOUBTFUL Smelter List!D9", "6.5", |form| {
        form.declare(
            Some(Tin),
            &[NOT_LISTED, (SmelterColumn::Name, "aaaa"), (SmelterColumn::Country, "PERU")],
        );
    }),
    ("ROW_NAME_NOT_KNOWN Smelter List!C9", "6.5", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::LookUp, "Tin House"), (SmelterColumn::Country, "JAPAN")]);
    }),
    ("ROW_NAME_NOT_KNOWN Smelter List!C9", "6.5", |form| {
        form.declare(
            Some(Tin),
            &[(SmelterColumn::LookUp, "Gold Works 2"), (SmelterColumn::Country, "JAPAN")],
        );
    }),
    ("ROW_NOT_LISTED_IS_LISTED Smelter List!D9", "6.5", |form| {
        form.declare(
            Some(Tin),
            &[NOT_LISTED, (SmelterColumn::Name, "TIN WORKS 2 LTD"), (SmelterColumn::Country, "GERMANY")],
        );
    }),
    ("ROW_COUNTRY_NOT_KNOWN Smelter List!E9", "6.5", |form| {
        form.declare(
            Some(Tin),
            &[(SmelterColumn::LookUp, "Tin Works 2"), (SmelterColumn::Country, "Atlantis")],
        );
    }),
    ("ROW_COUNTRY_DIFFERS Smelter List!E9", "6.5", |form| {
        form.declare(
            Some(Tin),
            &[
                (SmelterColumn::LookUp, "Tin Works 2"),
                (SmelterColumn::Id, "CID900012"),
                (SmelterColumn::Country, "PERU"),
            ],
        );
    }),
    ("SMELTER_IN_COVERED_COUNTRY Smelter List!E9", "2.02", |form| {
        form.declare(
            Some(Tin),
            &[(SmelterColumn::LookUp, "Tin Works 2"), (SmelterColumn::Country, "R\u{e9}publique du Rwanda")],
        );
    }),
    ("ROW_COUNTRY_DIFFERS Smelter List!E9", "6.5", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::LookUp, "Tin Works 2"), (SmelterColumn::Country, "PERU")]);
    }),
    ("ROW_NAMES_DIFFER Smelter List!D9", "6.5", |form| {
        form.declare(
            Some(Tin),
            &[(SmelterColumn::LookUp, "Tin Works 2"), (SmelterColumn::Name, "Red Mesa Refining LLC")],
        );
    }),
    ("ROW_ID_MALFORMED Smelter List!F9", "6.5", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::LookUp, "Tin Works 2"), (SmelterColumn::Id, "CID12")]);
    }),
    ("ROW_ID_MALFORMED Smelter List!F9", "3.01", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::LookUp, "Tin Works 2"), (SmelterColumn::Id, "2CHN005")]);
    }),
    ("ROW_OLD_ID_DIFFERS Smelter List!F9", "2.02", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::LookUp, "Tin Works 2"), (SmelterColumn::Id, "4CHN005")]);
    }),
    ("ROW_OLD_ID_DIFFERS Smelter List!F9", "2.02", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::LookUp, "Tin Works 2"), (SmelterColumn::Id, "2XXX005")]);
    }),
    ("ROW_ID_NOT_KNOWN Smelter List!A9", "6.5", |form| {
        form.declare(None, &[(SmelterColumn::IdInput, "CID999999")]);
    }),
    ("ROW_ID_NOT_KNOWN Smelter List!F9", "6.5", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::LookUp, "Tin House"), (SmelterColumn::Id, "CID999999")]);
    }),
    ("ROW_ID_OTHER_METAL Smelter List!F9", "6.5", |form| {
        form.declare(Some(Tin), &[(SmelterColumn::LookUp, "Gold Works 2"), (SmelterColumn::Id, "CID900022")]);
    }),
    ("ROW_IDS_DIFFER Smelter List!A9", "6.5", |form| {
        form.declare(
            Some(Tin),
            &[
                (SmelterColumn::IdInput, "CID900022"),
                (SmelterColumn::LookUp, "Tin Works 2"),
                (SmelterColumn::Id, "CID900012"),
            ],
        );
    }),
    ("ROW_ID_NAME_DIFFER Smelter List!C9", "6.5", |form| {
        form.without_rows(Tin)
            .declare(Some(Tin), &[(SmelterColumn::LookUp, "Tin Works 1"), (SmelterColumn::Id, "CID900012")]);
    }),
    ("ROW_DUPLICATE Smelter List!F9", "6.5", |form| {
        form.declare(
            Some(Tin),
            &[(SmelterColumn::LookUp, "Tin Works 1"), (SmelterColumn::Id, " cid 900011")],
        );
    }),
    ("ROW_RECYCLED_SOURCE Smelter List!N9", "6.5", |form| {
        form.declare(
            Some(Tin),
            &[
                (SmelterColumn::LookUp, "Tin Works 2"),
                (SmelterColumn::Id, "CID900012"),
                (SmelterColumn::Recycled, "Yes"),
                (SmelterColumn::Mine, "Mina"),
            ],
        );
    }),
    ("VERSION_NOT_KNOWN Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::VersionNotKnown).notice(OddityKind::ReadByLabels);
    }),
    ("VERSIONS_DIFFER Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::VersionsDiffer);
    }),
    ("LAYOUT_INFERRED Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::LayoutInferred);
    }),
    ("READ_BY_LABELS Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::ReadByLabels);
    }),
    ("ERROR_VALUE Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::ErrorValue).reply(Question::Covered, Tantalum, "#REF!");
    }),
    ("FORMULA_AS_TEXT Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::FormulaAsText);
    }),
    ("NOT_CALCULATED Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::NotCalculated).checker = Some(52);
    }),
    ("SHEET_MISSING Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::SheetMissing);
    }),
    ("ROWS_BEYOND_END Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::RowsBeyondEnd);
    }),
    ("ROWS_NOT_READ Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::NotReadFurther);
    }),
    ("LOOK_UP_MISSING Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::LookUpMissing);
    }),
    ("SHEET_RENAMED Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::SheetRenamed);
    }),
    ("VALUE_BESIDE Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::ValueBeside);
    }),
    ("LABELS_MISSING Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::LabelsMissing);
    }),
    ("ENCRYPTED Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::Encrypted);
    }),
    ("DATE_UNCLEAR Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::DateUnclear);
    }),
    ("EXTERNAL_LINKS Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::ExternalLinks);
    }),
    ("MACROS Declaration!D38", "6.5", |form| {
        form.notice(OddityKind::Macros);
    }),
];

/// The rules that a clean declaration of a version breaks: the age of the template.
fn of_age(version: &str) -> Vec<String> {
    places(&clean_form(version))
}

/// What a case brings up by right besides its own: a share under half is low, and contradicts a Yes besides; the country
/// of a smelter that the list has elsewhere.
const BESIDES: [(&str, &str); 2] = [
    ("LOW_RESPONSE Declaration!D58", "IDENTIFIED_WITHOUT_ALL_ANSWERS Declaration!D64"),
    ("SMELTER_IN_COVERED_COUNTRY Smelter List!E9", "ROW_COUNTRY_DIFFERS Smelter List!E9"),
];

#[test]
fn each_rule_fires_where_it_should_and_alone() {
    let mut wrong = Vec::new();
    for (expected, version, spoil) in FIRES {
        let mut found = places(&spoilt(version, *spoil));
        found.retain(|place| {
            !of_age(version).contains(place) && !BESIDES.contains(&(*expected, place.as_str()))
        });
        if found != [*expected] {
            wrong.push(format!("{version}: {expected}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_rule_over_declarations_has_a_case() {
    let cases: BTreeSet<&str> = FIRES.iter().filter_map(|(found, ..)| found.split(' ').next()).collect();
    let elsewhere = [
        "TEMPLATE_TOO_OLD",
        "LOOK_UP_DIFFERS",
        "LIST_PASTED",
        "ROW_ID_REMOVED",
        "ROW_COUNTRY_MISSING",
        "NOT_ALL_IDENTIFIED",
        "ORIGIN_NOT_SUPPORTED",
    ];
    for rule in RULES.iter().filter(|rule| matches!(rule.looks_at, LooksAt::Declaration(_))) {
        assert!(cases.contains(rule.id) || elsewhere.contains(&rule.id), "{} has no case", rule.id);
    }
}

#[test]
fn findings_come_gravest_first_and_speak_to_the_supplier() {
    for (_, version, spoil) in FIRES {
        let found = found(&spoilt(version, *spoil));
        assert!(found.is_sorted_by_key(|finding| finding.severity));
        for finding in found {
            assert!(!finding.message.ends_with('.') && !finding.remedy.ends_with('.'), "{}", finding.message);
            assert!(!finding.message.is_empty());
        }
    }
}
