//! The lines of the template's Checker are open as the templates themselves count them.

use super::{NOT_LISTED, SCOPE_B, SCOPE_C, Spoil, product, spoilt};
use crate::checks::declaration::fixture::{blank_form, places, row};
use crate::checks::declaration::{CheckerLine, ReadAs, open_lines};
use crate::checks::{Basis, RULES};
use crate::domain::Metal::{Gold, Tantalum, Tin, Tungsten};
use crate::domain::cmrt::{CompanyField, CompanyQuestion, Form, Question, SmelterColumn};

#[test]
fn every_line_of_the_checker_has_its_number_and_its_rule() {
    let lines = CheckerLine::all();
    assert_eq!(lines.len(), 56);
    for (line, number) in lines.iter().zip(1..) {
        assert_eq!(line.number(), Some(number));
        let rule = RULES.iter().find(|rule| rule.id == line.rule()).unwrap();
        assert_eq!(rule.basis, Basis::Checker);
    }
    assert_eq!(CheckerLine::Field(CompanyField::AuthorizerPhone).number(), None);
    assert_eq!(CheckerLine::Answer(Question::Added, Tantalum).number(), Some(10));
    assert_eq!(CheckerLine::Answer(Question::Reported, Tungsten).number(), Some(41));
    assert_eq!(CheckerLine::PolicyAddress.number(), Some(44));
    assert_eq!(CheckerLine::Smelters(Tungsten).number(), Some(55));
}

fn count(form: &Form) -> usize {
    open_lines(form, ReadAs::Template).len()
}

/// What the templates themselves count when they are filled in so and recalculated.
const RECALCULATED: &[(&str, usize, Spoil)] = &[
    ("clean", 0, |_| ()),
    ("e-mails n/a", 2, |form| {
        form.put(CompanyField::ContactEmail, "n/a").put(CompanyField::AuthorizerEmail, "n/a");
    }),
    ("an @ alone is an e-mail", 0, |form| {
        form.put(CompanyField::ContactEmail, "@");
    }),
    ("scope B without a product", 1, |form| {
        form.put(CompanyField::Scope, SCOPE_B);
    }),
    ("a product only in the second line", 1, |form| {
        form.put(CompanyField::Scope, SCOPE_B).products.push(product(7, "A1"));
    }),
    ("a product", 0, |form| {
        form.put(CompanyField::Scope, SCOPE_B).products.push(product(6, "A1"));
    }),
    ("scope C without words", 1, |form| {
        form.put(CompanyField::Scope, SCOPE_C);
    }),
    ("a scope in free text without words", 1, |form| {
        form.put(CompanyField::Scope, "Company");
    }),
    ("Q6 the number 1", 0, |form| {
        form.reply(Question::Answered, Tin, "1");
    }),
    ("Q6 the number 0", 1, |form| {
        form.reply(Question::Answered, Tin, "0");
    }),
    ("no address", 1, |form| {
        form.say(CompanyQuestion::PolicyPublic, "Yes", "");
    }),
    ("an address of one letter", 1, |form| {
        form.say(CompanyQuestion::PolicyPublic, "Yes", "x");
    }),
    ("an address of two letters", 0, |form| {
        form.say(CompanyQuestion::PolicyPublic, "Yes", "xy");
    }),
    ("no address needed", 0, |form| {
        form.say(CompanyQuestion::PolicyPublic, "No", "");
    }),
    ("another format without a comment", 0, |form| {
        form.say(CompanyQuestion::Survey, "Yes, using other format (describe)", "");
    }),
    ("a metal set to No, its smelter left", 0, |form| {
        form.reply(Question::Added, Tin, "No");
    }),
    ("a smelter missing for a metal", 1, |form| {
        form.without_rows(Tin);
    }),
    ("a smelter not yet identified", 0, |form| {
        form.without_rows(Tin).declare(Some(Tin), &[(SmelterColumn::LookUp, "Smelter not yet identified")]);
    }),
    ("not listed, without a name", 1, |form| {
        form.declare(Some(Tin), &[NOT_LISTED, (SmelterColumn::Country, "JAPAN")]);
    }),
    ("not listed, without a country", 1, |form| {
        form.declare(Some(Tin), &[NOT_LISTED, (SmelterColumn::Name, "Tin House")]);
    }),
    ("two not listed, incomplete", 1, |form| {
        form.declare(Some(Tin), &[NOT_LISTED]).declare(Some(Gold), &[NOT_LISTED]);
    }),
    ("not listed, complete", 0, |form| {
        form.declare(
            Some(Tin),
            &[NOT_LISTED, (SmelterColumn::Name, "Tin House"), (SmelterColumn::Country, "JAPAN")],
        );
    }),
    ("a metal without a smelter's name", 1, |form| {
        form.without_rows(Tin).declare(Some(Tin), &[(SmelterColumn::Country, "JAPAN")]);
    }),
    ("any text for the smelter", 0, |form| {
        form.without_rows(Tin).declare(Some(Tin), &[(SmelterColumn::LookUp, "Whoever")]);
    }),
    ("a date as text", 0, |form| {
        form.put(CompanyField::Date, "sometime").date = None;
    }),
    ("the date 0", 1, |form| {
        form.put(CompanyField::Date, "0").date = None;
    }),
    ("a name of one blank", 0, |form| {
        form.put(CompanyField::Name, " ");
    }),
    ("a smelter only in row 2500", 1, |form| {
        form.without_rows(Tin);
        form.rows.push(row(2500, Some(Tin), &[(SmelterColumn::LookUp, "Tin Works 1")]));
    }),
    ("Q1 in Chinese", 28, |form| {
        form.reply_all(Question::Added, "是");
    }),
    ("Q1 blank, the rest filled in", 32, |form| {
        form.reply_all(Question::Added, "");
    }),
    ("yes in small letters", 0, |form| {
        form.reply_all(Question::Added, "yes");
    }),
    ("Q2 blank for a metal", 7, |form| {
        form.reply(Question::Remains, Gold, "");
    }),
    ("no metal used at all", 0, |form| {
        form.reply_all(Question::Added, "No").rows.clear();
        form.company.values_mut().for_each(|reply| reply.written.clear());
    }),
    ("no metal remains in the products", 0, |form| {
        form.reply_all(Question::Remains, "No").rows.clear();
        form.company.values_mut().for_each(|reply| reply.written.clear());
    }),
];

#[test]
fn the_checkers_lines_are_open_as_in_the_recalculated_templates() {
    for version in ["6.01", "6.22", "6.5"] {
        assert_eq!(count(&blank_form(version)), 52, "{version}");
        for (what, open, spoil) in RECALCULATED {
            assert_eq!(count(&spoilt(version, *spoil)), *open, "{version}: {what}");
        }
    }
}

/// What has no line of 6.x is open when nothing is filled in: 3.01 has 51 lines, 2.03a 42; the description of
/// the scope, the address and the products are asked for only after another answer.
#[test]
fn blank_forms_of_older_versions_leave_their_own_lines_open() {
    for (version, open) in
        [("3.01", 51 - 3), ("2.03a", 42 - 2), ("5.12", 51 - 3 - 1), ("1.00", 7 + 20 + 11 + 1)]
    {
        let lines = open_lines(&blank_form(version), ReadAs::Template);
        assert_eq!(lines.len(), open, "{version}: {lines:?}");
    }
}

#[test]
fn older_versions_have_their_own_conditions() {
    let open = |version, spoil: Spoil| open_lines(&spoilt(version, spoil), ReadAs::Reader);
    // 3.x: a metal is out when both are No, the second question is always asked, and any text is an e-mail.
    let one_no: Spoil = |form| {
        form.reply(Question::Added, Tin, "No").reply(Question::Covered, Tin, "");
    };
    assert_eq!(open("3.01", one_no), [CheckerLine::Answer(Question::Covered, Tin)]);
    let both_no: Spoil = |form| {
        form.reply(Question::Added, Tin, "No").reply(Question::Remains, Tin, "No");
        form.reply(Question::Covered, Tin, "");
    };
    assert_eq!(open("3.01", both_no), []);
    let second_blank: Spoil = |form| {
        form.reply(Question::Added, Tin, "No").reply(Question::Remains, Tin, "");
    };
    assert_eq!(open("3.01", second_blank), [CheckerLine::Answer(Question::Remains, Tin)]);
    let email: Spoil = |form| {
        form.put(CompanyField::ContactEmail, "n/a").put(CompanyField::AuthorizerPhone, "");
    };
    assert_eq!(open("3.01", email), [CheckerLine::Field(CompanyField::AuthorizerPhone)]);
    // 3.x wants `www` in the address; a person takes any address.
    let address: Spoil = |form| {
        form.say(CompanyQuestion::PolicyPublic, "Yes", "http://aldermoor.example");
    };
    assert_eq!(open("3.01", address), []);
    assert_eq!(open_lines(&spoilt("3.01", address), ReadAs::Template), [CheckerLine::PolicyAddress]);
    // Before 6.0 any smelter is enough for the Checker; a reviewer wants one for each metal.
    let no_tin: Spoil = |form| {
        form.without_rows(Tin);
    };
    assert_eq!(open("3.01", no_tin), []);
    assert_eq!(open("3.01", |form| form.rows.clear()), [CheckerLine::AnySmelter]);
    assert!(places(&spoilt("3.01", no_tin)).contains(&"SMELTER_MISSING Smelter List!B9".to_owned()));
    // 2.x: the one question decides, and products are scope D.
    let products: Spoil = |form| {
        form.put(CompanyField::Scope, "D. Product Level");
    };
    assert_eq!(open("2.03a", products), [CheckerLine::Products]);
    let division: Spoil = |form| {
        form.put(CompanyField::Scope, "B. Division Level [Specify in 'Description of scope']");
    };
    assert_eq!(open("2.03a", division), [CheckerLine::Field(CompanyField::ScopeDescription)]);
}
