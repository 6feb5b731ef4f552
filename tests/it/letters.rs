//! From a smelter to its suppliers to the ask, and from the answer back to what was asked.

use crate::common::app::Desk;
use crate::common::at_hand::at_hand;
use crate::common::programme::season;
use rcoi::correspond::letter::{PointState, closing};
use rcoi::domain::{LetterKind, RequestState, SupplierId, Workspace};

const WIDE: (u16, u16) = (200, 60);

fn has(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "{text:?} is not on\n{}", desk.text());
}

/// The mails written last, decoded as far as a test looks: soft line breaks taken out.
fn mails(desk: &Desk) -> Vec<(String, String)> {
    let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).replace("=\r\n", "");
    desk.files.iter().map(|(name, bytes)| (name.clone(), text(bytes))).collect()
}

#[test]
fn all_suppliers_of_a_smelter_are_asked_in_five_keys() {
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("2/aurora<enter>");
    // b, *, r, a, Enter.
    desk.keys("b*ra");
    has(&desk, "2 suppliers, asked");
    has(&desk, "Alpha Assembly");
    desk.keys("<enter>");
    let asked = |desk: &Desk| {
        let rows = desk.app.core.suppliers.iter();
        let asked = rows.filter(|row| row.since == Some(desk.app.core.today()));
        asked.map(|row| (row.name.clone(), row.state)).collect::<Vec<_>>()
    };
    let both = ["Alpha Assembly", "Beta Boards"].map(|name| (name.to_owned(), Some(RequestState::Asked)));
    assert_eq!(asked(&desk), both);
    assert_eq!(desk.entries.len(), 1, "one edit");
    assert!(desk.app.screens.rows.grid.marked.is_empty(), "the selection has served");
    desk.keys("u");
    assert!(asked(&desk).is_empty());
}

#[test]
fn letters_about_a_smelter_name_only_what_their_supplier_wrote() {
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("2/aurora<enter>b*Pf");
    has(&desk, "about these facilities: 2 suppliers");
    desk.keys("<enter>");
    let mails = mails(&desk);
    assert_eq!(mails.len(), 2, "{mails:?}");
    let names = ["Alpha Assembly", "Beta Boards"];
    for ((file, text), (own, other)) in mails.iter().zip([(names[0], names[1]), (names[1], names[0])]) {
        assert!(file.contains("-facilities-") && file.ends_with(".eml"), "{file}");
        assert!(
            text.contains(own) && text.contains("Aurora Gold Works") && text.contains("replace it"),
            "{text}"
        );
        assert!(!text.contains(other), "{text}");
        assert!(!text.contains("Indeterminable") && !text.contains("rating"), "{text}");
    }
    let letters: Vec<_> = desk.app.core.workspace.letters.values().collect();
    assert!(letters.iter().all(|letter| letter.kind == LetterKind::Facilities && letter.points.len() == 1));
    assert_eq!((letters.len(), desk.entries.len()), (2, 1), "one edit for both");
    desk.keys("<ctrl-o>5gg");
    has(&desk, "about these facilities");
    has(&desk, "1 awaited");
    desk.keys("u");
    assert!(desk.app.core.workspace.letters.is_empty());
}

#[test]
fn every_kind_of_letter_is_written_logged_and_taken_back() {
    for kind in LetterKind::ALL {
        let mut desk = Desk::begin(season(), WIDE);
        desk.keys("5*P").keys(&kind.letter().to_string()).keys("<enter>");
        let recorded: Vec<_> = desk.app.core.workspace.letters.values().cloned().collect();
        let mails = mails(&desk);
        assert_eq!(mails.len(), recorded.len(), "{kind:?}");
        assert!(
            !mails.is_empty() || matches!(kind, LetterKind::Facilities | LetterKind::ParticipationPlan),
            "{kind:?}"
        );
        for letter in &recorded {
            assert_eq!((letter.kind, letter.day), (kind, desk.app.core.today()));
            assert!(mails.iter().any(|(file, _)| *file == letter.file), "{letter:?}");
        }
        if !mails.is_empty() {
            assert_eq!(desk.entries.len(), 1);
            desk.keys("<esc>u");
            assert!(desk.app.core.workspace.letters.is_empty());
        }
    }
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("5*Pe<enter>");
    let [(file, text)] = mails(&desk).try_into().expect("one memo");
    assert!(file.starts_with("memo-") && text.contains("Epsilon Electronics"), "{file} {text}");
    assert!(!text.contains("Alpha Assembly"), "who has answered is no matter for management: {text}");
}

/// The supplier of a name.
fn supplier(ws: &Workspace, name: &str) -> SupplierId {
    let found = ws.suppliers.values().find(|supplier| supplier.name.starts_with(name));
    found.map(|supplier| supplier.id.clone()).unwrap_or_else(|| SupplierId::new(""))
}

/// Imports a file with the list that it carries, as it is offered.
fn take(desk: &mut Desk, path: &std::path::Path) {
    desk.import(path).keys("ly");
}

#[test]
fn a_corrected_declaration_closes_the_points_that_it_mends_and_leaves_the_rest() {
    let (Some(first), Some(corrected)) = (
        at_hand("data/programme-2022/fjordlight-first.xlsx"),
        at_hand("data/programme-2022/fjordlight-corrected.xlsx"),
    ) else {
        return;
    };
    let charter = rcoi::domain::Charter { company: "Example Corp".to_owned(), year: 2022, sample: false };
    let mut desk = Desk::on(Workspace::new(charter), WIDE);
    take(&mut desk, &first);
    assert_eq!(desk.app.core.workspace.declarations.len(), 1, "{}", desk.text());
    let id = supplier(&desk.app.core.workspace, "Fjordlight");
    desk.keys("5Pc<enter>");
    let letter = desk.app.core.workspace.letters.values().next().expect("a letter").clone();
    assert_eq!(letter.supplier, id);
    let states = |desk: &Desk| closing(&letter, &desk.app.core.declared_now(&id));
    assert!(states(&desk).iter().all(|state| *state == PointState::Awaited) && !letter.points.is_empty());
    take(&mut desk, &corrected);
    let states = states(&desk);
    let with = |of: PointState| -> Vec<&str> {
        letter
            .points
            .iter()
            .zip(&states)
            .filter(|(_, it)| **it == of)
            .map(|(point, _)| point.rule.as_str())
            .collect()
    };
    // Seen from today both are old; whatever else was asked is answered.
    assert_eq!(with(PointState::Remains), ["DATE_OLD"]);
    assert_eq!((with(PointState::Corrected).len(), with(PointState::Awaited).len()), (10, 0));
    assert!(with(PointState::Corrected).contains(&"ANSWER_MISSING"));
    desk.keys("5");
    has(&desk, "10 corrected");
    has(&desk, "1 remains");
}

#[test]
fn a_letter_is_to_whom_is_selected_wherever_the_cursor_stands() {
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("5gjj ");
    let marked = desk.app.screens.suppliers.grid.marked.iter().next().cloned().expect("one is selected");
    assert_ne!(desk.app.screens.suppliers.current().map(|row| row.id.clone()), Some(marked.clone()));
    desk.keys("Pc<enter>");
    let letter = desk.app.core.workspace.letters.values().next().expect("a letter");
    assert_eq!(letter.supplier, marked);
    let [(file, text)] = mails(&desk).try_into().expect("one mail");
    assert!(file.starts_with("delta-cables") && text.contains("Delta Cables"), "{file}");
}

#[test]
fn letters_say_nothing_that_is_not_so() {
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("5*Pm<enter>");
    let waiting = |desk: &Desk| {
        let rows = desk.app.core.workspace.letters.values();
        rows.map(|letter| desk.app.core.workspace.suppliers[&letter.supplier].name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(waiting(&desk), ["Epsilon Electronics"], "who has answered is not reminded");
    has(&desk, "others are not written");
}

#[test]
fn a_draft_that_was_written_is_not_written_over() {
    let mut desk = Desk::begin(season(), WIDE);
    desk.keys("5gjjPc<enter>Pc<enter>");
    let mut files: Vec<&str> =
        desk.app.core.workspace.letters.values().map(|letter| letter.file.as_str()).collect();
    files.sort_unstable();
    assert_eq!(files.len(), 2);
    assert!(files.iter().any(|file| file.ends_with("-2.eml")) && files[0] != files[1], "{files:?}");
}
