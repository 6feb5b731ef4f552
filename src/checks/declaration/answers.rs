//! Whether the answers on the metals can be understood, agree with each other and with the smelter list, and
//! what they say of the minerals' origin.
//!
//! Only definite answers are compared: what is missing or not understood its own rules report. Answers on a
//! metal that is said to be unused are left alone; an earlier answer stays in such cells.

use super::super::{Basis, Finding, LooksAt, Rule, Severity};
use super::case::{FormCase, Generation};
use super::lines::{is_incomplete, is_unanswered};
use super::rows::{is_name_doubtful, row_cid};
use crate::cmrt::{self, Asked};
use crate::domain::Metal;
use crate::domain::cmrt::{Answer, OddityKind, Question, Reply, SmelterColumn, Special};
use crate::text::count;

/// The rules of this file.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "COVERED_COUNTRY_YES",
        severity: Severity::HighRisk,
        basis: Basis::Review,
        doc: "A metal is said to come from a covered country.",
        looks_at: LooksAt::Declaration(covered_country_yes),
    },
    Rule {
        id: "ANSWER_NOT_UNDERSTOOD",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "An answer is none that its list offers, in any language.",
        looks_at: LooksAt::Declaration(answer_not_understood),
    },
    Rule {
        id: "METAL_NOT_DECLARED",
        severity: Severity::Error,
        basis: Basis::Review,
        doc: "Smelters are listed for a metal that is said not to be used.",
        looks_at: LooksAt::Declaration(metal_not_declared),
    },
    Rule {
        id: "HIGH_RISK_AREA_YES",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "A metal is said to come from a conflict-affected or high-risk area.",
        looks_at: LooksAt::Declaration(high_risk_area_yes),
    },
    Rule {
        id: "IDENTIFIED_WITHOUT_ALL_ANSWERS",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "All smelters are said to be identified, and not all suppliers have answered.",
        looks_at: LooksAt::Declaration(identified_without_all_answers),
    },
    Rule {
        id: "IDENTIFIED_WITH_GAPS",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "All smelters are said to be identified, and rows say that some are not.",
        looks_at: LooksAt::Declaration(identified_with_gaps),
    },
    Rule {
        id: "ORIGIN_NOT_SUPPORTED",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "No covered country is named as origin although not all smelters are identified.",
        looks_at: LooksAt::Declaration(origin_not_supported),
    },
    Rule {
        id: "NOT_ALL_IDENTIFIED",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "Not all smelters are identified.",
        looks_at: LooksAt::Declaration(not_all_identified),
    },
    Rule {
        id: "NOT_ALL_REPORTED",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "Not all smelter information that was received is reported.",
        looks_at: LooksAt::Declaration(not_all_reported),
    },
    Rule {
        id: "LOW_RESPONSE",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "Half of the suppliers or fewer have answered.",
        looks_at: LooksAt::Declaration(low_response),
    },
    Rule {
        id: "RECYCLED_CONTRADICTED",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "The answer on recycled material does not agree with the smelter list.",
        looks_at: LooksAt::Declaration(recycled_contradicted),
    },
    Rule {
        id: "ANSWER_NOT_FROM_LIST",
        severity: Severity::Warning,
        basis: Basis::Review,
        doc: "An answer is understood, but not in the words of its list, so the template does not count it.",
        looks_at: LooksAt::Declaration(answer_not_from_list),
    },
    Rule {
        id: "IDENTIFIED_WITHOUT_ID",
        severity: Severity::Info,
        basis: Basis::Review,
        doc: "All smelters are said to be identified, and some are not in the list.",
        looks_at: LooksAt::Declaration(identified_without_id),
    },
];

/// Up to how many answers in other words than the list's are told each by its question; more of them are one habit (a
/// language, another program), told of each cell in the same words, so that a letter makes one point of them.
const MOST_WORDINGS: usize = 3;

/// One answer with what it answers.
struct Given<'a> {
    reply: &'a Reply,
    asked: Asked,
    /// "Tin: Q3 (from the covered countries)".
    label: String,
}

/// Every answer that was given and that counts.
fn given<'a>(case: &FormCase<'a>) -> Vec<Given<'a>> {
    let counts = |question: Question, metal: Metal| {
        matches!(question, Question::Added | Question::Remains) || !case.is_closed(metal)
    };
    let by_metal = case.form.answers.iter().filter(|((question, metal), _)| counts(*question, *metal));
    let by_metal = by_metal.map(|((question, metal), reply)| Given {
        reply,
        asked: Asked::Metal(*question),
        label: format!("{metal}: {}", case.question(*question)),
    });
    let company = case.form.company.iter().map(|(question, reply)| Given {
        reply,
        asked: Asked::Company(*question),
        label: case.company_question(*question),
    });
    by_metal.chain(company).filter(|given| !is_unanswered(given.reply)).collect()
}

fn choices(case: &FormCase<'_>, asked: Asked) -> String {
    let words =
        cmrt::permitted(asked, case.form.version).iter().map(|(_, word)| format!("“{}”", word.trim()));
    words.collect::<Vec<_>>().join(", ")
}

fn answer_not_understood(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    // A cell with an error value is reported as that.
    let is_error = |reply: &Reply| case.is_odd(OddityKind::ErrorValue) && reply.written.starts_with('#');
    let odd = given(case).into_iter().filter(|given| given.reply.answer.is_none() && !is_error(given.reply));
    let findings = odd.map(|given| {
        let message =
            format!("{} has “{}”, which is none of its answers", given.label, given.reply.written.trim());
        rule.finding(
            case.at(given.reply.cell),
            message,
            format!("choose one of {}", choices(case, given.asked)),
        )
    });
    findings.collect()
}

/// Whether an answer is written as the version's list has it, or as a number that the list itself stores.
fn is_from_list(case: &FormCase<'_>, given: &Given<'_>) -> bool {
    let written = cmrt::same_words(&given.reply.written);
    let version = case.form.version;
    let word = given.reply.answer.and_then(|answer| cmrt::word(answer, given.asked, version));
    let is_share = given.reply.is(Answer::Percent100) && matches!(written.as_str(), "1" | "1.0" | "100%");
    is_share || word.is_none_or(|word| cmrt::same_words(word) == written)
}

fn answer_not_from_list(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let mut other = given(case);
    other.retain(|given| given.reply.answer.is_some() && !is_from_list(case, given));
    if other.len() > MOST_WORDINGS {
        let findings = other.iter().map(|given| {
            let message = format!("“{}” is none of the list’s words", given.reply.written.trim());
            let remedy = "choose the answers from the lists: the template counts no other words";
            rule.finding(case.at(given.reply.cell), message, remedy)
        });
        return findings.collect();
    }
    let findings = other.into_iter().map(|given| {
        let message =
            format!("{} has “{}”, which is not the list’s word", given.label, given.reply.written.trim());
        rule.finding(
            case.at(given.reply.cell),
            message,
            format!("choose one of {}", choices(case, given.asked)),
        )
    });
    findings.collect()
}

/// A finding for each metal in use whose reply to a question passes.
fn on_metals(
    rule: &Rule,
    case: &FormCase<'_>,
    question: Question,
    found: impl Fn(Metal, &Reply) -> Option<(String, &'static str)>,
) -> Vec<Finding> {
    let findings = case.replies(question).filter_map(|(metal, reply)| {
        let (message, remedy) = found(metal, reply)?;
        Some(rule.finding(case.at(reply.cell), format!("{metal}: {message}"), remedy))
    });
    findings.collect()
}

fn origin_yes(rule: &Rule, case: &FormCase<'_>, question: Question) -> Vec<Finding> {
    on_metals(rule, case, question, |_, reply| {
        reply.answer.is_some_and(Answer::is_yes).then(|| {
            let asked = case.question(question);
            if reply.comment.trim().is_empty() {
                let remedy =
                    "name in the comment the smelters and the countries of origin, or correct the answer";
                (format!("{asked} is Yes, and no comment explains it"), remedy)
            } else {
                let remedy = "send what you know of the origin and of your due diligence on it";
                (format!("{asked} is Yes"), remedy)
            }
        })
    })
}

fn covered_country_yes(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    origin_yes(rule, case, Question::Covered)
}

fn high_risk_area_yes(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    origin_yes(rule, case, Question::HighRisk)
}

/// The reply that says that a metal is not used.
fn denial<'a>(case: &FormCase<'a>, metal: Metal) -> Option<(Question, &'a Reply)> {
    let replies = [Question::Added, Question::Remains].map(|question| {
        let reply = case.form.answers.get(&(question, metal))?;
        reply.is(Answer::No).then_some((question, reply))
    });
    replies.into_iter().flatten().next()
}

fn metal_not_declared(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for metal in Metal::ALL.into_iter().filter(|metal| case.is_closed(*metal)) {
        let rows = case.rows(metal).count();
        let Some((question, reply)) = denial(case, metal).filter(|_| rows > 0) else { continue };
        let message = format!(
            "{metal}: {} is No, and the smelter list has {} of {metal}",
            case.question(question),
            count(rows, "row", "rows")
        );
        findings.push(rule.finding(case.at(reply.cell), message, "correct the answer, or take the rows out"));
    }
    findings
}

fn is_under_half(answer: Answer) -> bool {
    matches!(answer, Answer::AtMost50 | Answer::Over25 | Answer::Under25 | Answer::NoneOfThem)
}

fn low_response(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    on_metals(rule, case, Question::Answered, |_, reply| {
        let asked = case.question(Question::Answered);
        let message = format!("{asked} is “{}”", reply.written.trim());
        let remedy = "ask the suppliers that have not answered, and send the declaration again";
        reply.answer.is_some_and(is_under_half).then_some((message, remedy))
    })
}

/// Whether the answer is that all smelters are identified; `None` where it is not known.
fn all_identified(case: &FormCase<'_>, metal: Metal) -> Option<bool> {
    case.answer(Question::Identified, metal).map(Answer::is_yes)
}

fn identified_without_all_answers(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    on_metals(rule, case, Question::Identified, |metal, _| {
        let share = case.answer(Question::Answered, metal).filter(|share| *share != Answer::Percent100);
        let is_contradicted = share.is_some() && all_identified(case, metal) == Some(true);
        let written =
            case.form.answers.get(&(Question::Answered, metal)).map_or("", |reply| reply.written.trim());
        let message = format!(
            "{} is Yes, and {} is “{written}”",
            case.question(Question::Identified),
            case.question(Question::Answered)
        );
        let remedy = "who has not heard from all suppliers cannot know all smelters: correct one of the two";
        is_contradicted.then_some((message, remedy))
    })
}

fn not_all_identified(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    on_metals(rule, case, Question::Identified, |metal, reply| {
        let message = format!("{} is {}", case.question(Question::Identified), reply.written.trim());
        let remedy = "identify the remaining smelters, and send the declaration again";
        (all_identified(case, metal) == Some(false)).then_some((message, remedy))
    })
}

fn not_all_reported(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    on_metals(rule, case, Question::Reported, |_, reply| {
        let message = format!("{} is {}", case.question(Question::Reported), reply.written.trim());
        let remedy = "report every smelter that your suppliers named";
        reply.answer.is_some_and(|answer| !answer.is_yes()).then_some((message, remedy))
    })
}

/// Where all smelters are said to be identified and not all suppliers answered, that contradiction is the
/// cause, and reported by itself.
fn origin_not_supported(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    on_metals(rule, case, Question::Covered, |metal, reply| {
        let message =
            format!("{} is No, although not all smelters are identified", case.question(Question::Covered));
        let remedy = "answer Unknown until the origin from every smelter is known";
        (reply.is(Answer::No) && all_identified(case, metal) == Some(false)).then_some((message, remedy))
    })
}

fn identified_with_gaps(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    identified_with(rule, case, Special::NotYetIdentified, |rows| {
        format!("{} “Smelter not yet identified”", count(rows, "row says", "rows say"))
    })
}

fn identified_without_id(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    identified_with(rule, case, Special::NotListed, |rows| {
        format!("{} “Smelter not listed”, without an ID", count(rows, "row says", "rows say"))
    })
}

fn identified_with(
    rule: &Rule,
    case: &FormCase<'_>,
    special: Special,
    words: impl Fn(usize) -> String,
) -> Vec<Finding> {
    on_metals(rule, case, Question::Identified, |metal, _| {
        let open = case.rows(metal).filter(|row| {
            let is_told = is_incomplete(row) || is_name_doubtful(case, row);
            row.special() == Some(special) && row_cid(row).is_none() && !is_told
        });
        let open = open.filter(|row| case.known.by_name(row).is_none()).count();
        let is_contradicted = open > 0 && all_identified(case, metal) == Some(true);
        let message = format!("{} is Yes, and {}", case.question(Question::Identified), words(open));
        let remedy = "identify these smelters, or correct the answer";
        is_contradicted.then_some((message, remedy))
    })
}

fn recycled_contradicted(rule: &Rule, case: &FormCase<'_>) -> Vec<Finding> {
    // Before 3.0 the question is whether any is recycled, and no column says it of a smelter.
    if case.generation == Generation::First || !case.form.columns.contains_key(&SmelterColumn::Recycled) {
        return Vec::new();
    }
    on_metals(rule, case, Question::Recycled, |metal, reply| {
        let rows: Vec<_> =
            case.rows(metal).filter(|row| row.special() != Some(Special::NotYetIdentified)).collect();
        let yes = rows.iter().filter(|row| case.is_recycled(row)).count();
        let asked = case.question(Question::Recycled);
        let remedy = "correct the answer, or the column for 100 % recycled in the smelter list";
        if reply.is(Answer::Yes) && yes < rows.len() {
            let others = count(rows.len() - yes, "smelter is not", "smelters are not");
            Some((format!("{asked} is Yes, and {others} marked as 100 % recycled"), remedy))
        } else if reply.is(Answer::No) && yes == rows.len() && yes > 0 {
            Some((format!("{asked} is No, and every smelter is marked as 100 % recycled"), remedy))
        } else {
            None
        }
    })
}

impl FormCase<'_> {
    /// Whether a row says that all of the smelter's material is recycled.
    pub(super) fn is_recycled(&self, row: &crate::domain::cmrt::DeclaredRow) -> bool {
        let written = row.text(SmelterColumn::Recycled);
        cmrt::answer(written, Asked::RecycledColumn, self.form.version) == Some(Answer::Yes)
    }
}
