//! Asked, answered, accepted, corrected: by the day.

use super::{Made, day, numbers};
use crate::correspond::inquiry::tests::declarations::used;
use crate::domain::{Metal, RequestState, SpendShare, SupplierId};
use crate::report::InquiryKey;
use RequestState::{Accepted, Asked, CorrectionRequested, NoResponse, Received, Reminded, UnderReview};

/// Asked, answered, answered unasked, accepted.
fn answers(made: &Made) -> [Option<usize>; 4] {
    let keys = [InquiryKey::Asked, InquiryKey::Answered, InquiryKey::AnsweredUnasked, InquiryKey::Accepted];
    numbers(&made.inquiry(), keys)
}

#[test]
fn answers_count_by_the_day_received() {
    let mut made = Made::new();
    made.log("Alpha", Asked, day(1, 10));
    made.log("Alpha", Reminded, day(2, 10));
    made.log("Alpha", Received, day(3, 5));
    made.log("Beta", Reminded, day(3, 5));
    made.log("Beta", NoResponse, day(4, 1));
    made.log("Gamma", Asked, day(3, 6));
    for (by, expected) in [
        (day(1, 9), [Some(0), Some(0), Some(0), Some(0)]),
        (day(3, 4), [Some(1), Some(0), Some(0), Some(0)]),
        (day(3, 5), [Some(2), Some(1), Some(0), Some(0)]),
        (day(5, 1), [Some(3), Some(1), Some(0), Some(0)]),
    ] {
        made.cut_off(by);
        assert_eq!((made.inquiry().day, answers(&made)), (Some(by), expected), "{by}");
    }
}

#[test]
fn spend_is_told_only_of_several_and_where_every_one_asked_has_a_share() {
    let spend = |made: &Made| numbers(&made.inquiry(), [InquiryKey::SpendAsked, InquiryKey::SpendAnswered]);
    let mut made = Made::new();
    let share = |made: &mut Made, name: &str, hundredths: u16| {
        let share = SpendShare::try_from(hundredths).unwrap();
        made.ws.suppliers.get_mut(&SupplierId::new(name)).unwrap().spend = Some(share);
    };
    for (name, state) in [("Alpha", Received), ("Beta", Received), ("Gamma", Reminded)] {
        made.log(name, Asked, day(1, 10));
        made.log(name, state, day(2, 10));
    }
    share(&mut made, "Alpha", 4050);
    share(&mut made, "Beta", 2175);
    assert_eq!(spend(&made), [None, None], "Gamma has none");
    share(&mut made, "Gamma", 1000);
    assert_eq!(
        spend(&made),
        [Some(72), None],
        "72.25, rounded down; the other one would tell what Gamma has"
    );
    made.log("Delta", Received, day(2, 10));
    assert_eq!(spend(&made), [Some(72), None], "Delta was not asked");
    share(&mut made, "Delta", 2776);
    assert_eq!(spend(&made), [None, None], "all come to more than the whole");
    share(&mut made, "Delta", 2775);
    made.log("Beta", NoResponse, day(2, 11));
    made.log("Gamma", Received, day(2, 11));
    assert_eq!(spend(&made), [Some(72), Some(72)], "what came, came");
    made.cut_off(day(2, 9));
    assert_eq!(spend(&made), [Some(72), None], "nobody answered by then");
    let mut one = Made::new();
    one.log("Alpha", Asked, day(1, 10));
    share(&mut one, "Alpha", 4050);
    assert_eq!(spend(&one), [None, None], "it would be the share of one");
}

#[test]
fn a_form_that_came_late_is_no_answer_whenever_it_was_signed() {
    let mut made = Made::new();
    made.log("Alpha", Asked, day(1, 10));
    let mut form = used(Metal::Gold);
    form.date = Some(day(4, 1));
    made.declare("a", "Alpha", 20, form);
    made.cut_off(day(5, 19));
    assert_eq!(answers(&made), [Some(1), Some(0), Some(0), Some(0)]);
    made.cut_off(day(5, 20));
    assert_eq!(answers(&made), [Some(1), Some(1), Some(0), Some(0)]);
}

#[test]
fn who_was_not_asked_is_not_among_those_asked() {
    let mut made = Made::new();
    made.log("Alpha", Received, day(2, 1));
    made.log("Alpha", Accepted, day(2, 2));
    made.declare("b", "Beta", 4, used(Metal::Gold));
    assert_eq!(answers(&made), [None, None, Some(2), None], "no request is logged");
    made.log("Gamma", Asked, day(2, 1));
    assert_eq!(answers(&made), [Some(1), Some(0), Some(2), Some(0)]);
    // A request after the answer is a request nevertheless.
    made.log("Beta", Asked, day(5, 9));
    assert_eq!(answers(&made), [Some(2), Some(1), Some(1), Some(0)]);
    made.cut_off(day(5, 8));
    assert_eq!(answers(&made), [Some(1), Some(0), Some(2), Some(0)]);
}

#[test]
fn accepted_is_who_was_accepted_last() {
    let mut made = Made::new();
    for name in ["Alpha", "Beta"] {
        made.log(name, Asked, day(1, 10));
        made.log(name, Received, day(2, 1));
        made.log(name, Accepted, day(2, 2));
    }
    made.log("Beta", CorrectionRequested, day(2, 3));
    assert_eq!(answers(&made), [Some(2), Some(2), Some(0), Some(1)], "without a day all lines count");
    made.cut_off(day(2, 2));
    assert_eq!(answers(&made), [Some(2), Some(2), Some(0), Some(2)]);
}

#[test]
fn corrections_came_when_something_came_after_they_were_asked_for() {
    let mut made = Made::new();
    let reviewed = |made: &Made| {
        let keys = [InquiryKey::Reviewed, InquiryKey::CorrectionsAsked, InquiryKey::CorrectionsReceived];
        numbers(&made.inquiry(), keys)
    };
    made.declare("a", "Alpha", 4, used(Metal::Gold));
    assert_eq!(reviewed(&made), [None, None, None], "without a log");
    made.log("Alpha", Received, day(5, 4));
    made.log("Beta", UnderReview, day(5, 4));
    assert_eq!(reviewed(&made), [Some(1), Some(0), Some(0)]);
    made.log("Alpha", CorrectionRequested, day(5, 4));
    assert_eq!(reviewed(&made), [Some(2), Some(1), Some(0)], "what came before them is no correction");
    made.declare("b", "Alpha", 9, used(Metal::Gold));
    assert_eq!(reviewed(&made), [Some(2), Some(1), Some(1)]);
    made.cut_off(day(5, 8));
    assert_eq!(reviewed(&made), [Some(2), Some(1), Some(0)]);
    made.cut_off(day(5, 30));
    made.log("Alpha", CorrectionRequested, day(5, 10));
    assert_eq!(reviewed(&made), [Some(2), Some(1), Some(0)], "asked again, and nothing came since");
    made.log("Alpha", Received, day(5, 11));
    assert_eq!(reviewed(&made), [Some(2), Some(1), Some(1)]);
}
