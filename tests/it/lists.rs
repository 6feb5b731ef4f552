//! The reference lists as the analyst works on them: what each holds, and how one leaves and comes back.

use rcoi::app::{Effect, Key, Msg, update};

use crate::common::app::{Desk, clock};
use crate::common::programme::{names, season};

fn desk() -> Desk {
    let mut desk = Desk::begin(names(), (120, 40));
    desk.keys("I");
    desk
}

#[test]
fn a_list_shows_its_entries_and_where_it_came_from() {
    let mut desk = desk();
    let core = &desk.app.core;
    let id = desk.app.screens.lists.current().expect("a list");
    let list = core.workspace.lists[&id.source].clone();
    let entries = core.contents.list(&list.body).expect("its content").entries.clone();
    let file = core.workspace.sources[&list.source].file.clone();
    assert!(desk.text().contains(&file), "{}", desk.text());
    desk.keys("<enter>");
    for entry in &entries {
        assert!(desk.text().contains(&entry.cid.to_string()), "{} in {}", entry.cid, desk.text());
    }
    desk.keys("<esc>");
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn a_list_is_withdrawn_after_one_question_and_one_undo_brings_it_back() {
    let mut desk = desk();
    let before = rcoi::store::canonical(&desk.app.core.workspace).expect("a text");
    let lists = desk.app.core.workspace.lists.len();
    let open = desk.app.core.register.balance().open;
    desk.keys("w");
    assert_eq!(desk.entries.len(), 0, "it asks first");
    desk.keys("n");
    assert_eq!(desk.entries.len(), 0, "and takes no for an answer");
    desk.keys("wy");
    assert_eq!((desk.entries.len(), desk.app.core.workspace.lists.len()), (1, lists - 1));
    assert_eq!(desk.app.screens.lists.grid.view.len(), lists - 1);
    let opened = desk.app.core.register.balance().open - open;
    assert!(
        opened > 1 && desk.text().contains(&format!("{opened} declared rows are open again")),
        "{opened}"
    );
    desk.keys("uy");
    assert_eq!(rcoi::store::canonical(&desk.app.core.workspace).expect("a text"), before);
    assert_eq!(desk.app.screens.lists.grid.view.len(), lists);
}

/// The title of the reference list under the cursor.
fn title_in_hand(desk: &Desk) -> Option<&str> {
    let id = desk.app.screens.lists.current()?;
    desk.app.core.workspace.lists.get(&id.source).map(|list| list.title.as_str())
}

/// The plan that `w` orders, before anybody has made it.
fn ordered(desk: &mut Desk) -> Option<Msg> {
    let effects = update(&mut desk.app, Msg::Key(Key::char('w')), clock());
    effects.into_iter().find_map(|effect| {
        let Effect::PlanWithdrawal(job, order, id) = effect else { return None };
        Some(Msg::WithdrawalPlanned(job, Box::new(order.withdrawal(&id))))
    })
}

#[test]
fn the_question_comes_with_the_plan_and_speaks_of_the_workspace_as_it_is_then() {
    let mut desk = desk();
    let lists = desk.app.core.workspace.lists.len();
    let planned = ordered(&mut desk).expect("an order");
    assert!(desk.app.overlays.is_empty(), "nobody waits for it");
    let from = desk.app.core.workspace.settings.clone();
    let to = rcoi::domain::Settings { discard_originals: true, ..from.clone() };
    desk.app.core.commit("Settings", rcoi::domain::Edit::change_settings(from, to));
    desk.send(planned);
    assert!(desk.text().contains("Rows that only it resolves are open again"), "{}", desk.text());
    desk.keys("y");
    assert_eq!(desk.app.core.workspace.lists.len(), lists - 1);
}

#[test]
fn the_question_is_not_asked_over_another() {
    let mut desk = desk();
    let planned = ordered(&mut desk).expect("an order");
    desk.keys(":");
    desk.send(planned);
    assert_eq!(desk.app.overlays.len(), 1);
    let toast = desk.app.core.toast.as_ref().map(|toast| toast.text.as_str());
    assert!(toast.is_some_and(|text| text.contains("ask again to withdraw")), "{toast:?}");
}

#[test]
fn lists_are_searched_and_ctrl_o_leads_back() {
    let mut desk = Desk::begin(season(), (120, 40));
    desk.keys("5I/nosuchlist<enter>");
    assert!(desk.app.screens.lists.grid.view.is_empty() && desk.text().contains("No list holds these words"));
    desk.keys("<esc>");
    assert_eq!(desk.app.screens.lists.grid.view.len(), desk.app.core.workspace.lists.len());
    desk.keys("<esc>");
    assert_eq!(desk.app.screens.shown, rcoi::app::ScreenId::Lists, "the screen stays");
    desk.keys("<ctrl-o>");
    assert!(desk.text().contains("Suppliers"));
    assert_eq!(desk.app.screens.shown, rcoi::app::ScreenId::Suppliers);
}

#[test]
fn without_a_list_the_screen_says_how_one_comes_in() {
    let mut desk = Desk::sample((120, 40));
    desk.keys("I");
    assert!(desk.text().contains("No list yet"), "{}", desk.text());
    desk.keys("w");
    assert!(desk.text().contains("there is no list"), "{}", desk.text());
}

#[test]
fn a_search_gives_the_cursor_to_what_it_finds() {
    let mut desk = desk();
    let core = &mut desk.app.core;
    // Two more lists, of other versions.
    for (at, (title, version)) in
        [("Look-up of CMRT 6.31", 631), ("Look-up of CMRT 3.01", 301)].iter().enumerate()
    {
        let mut list = core.workspace.lists.values().next().expect("a list").clone();
        list.source = rcoi::domain::SourceId::new(format!("other{at}"));
        (list.title, list.version) = ((*title).to_owned(), Some(rcoi::domain::cmrt::Version::new(*version)));
        list.facilities = 63;
        core.workspace.lists.insert(list.source.clone(), list);
    }
    desk.keys(":note<esc>/3.01<enter>");
    let found = title_in_hand(&desk);
    assert_eq!((found, desk.app.screens.lists.grid.view.len()), (Some("Look-up of CMRT 3.01"), 1));
    desk.keys("<esc>/63<enter>");
    let found = title_in_hand(&desk);
    assert_eq!((found, desk.app.screens.lists.grid.view.len()), (Some("Look-up of CMRT 6.31"), 1));
}

#[test]
fn nothing_is_asked_about_a_withdrawal_under_a_hand_that_has_gone_on() {
    let mut desk = desk();
    let effects = update(&mut desk.app, Msg::Key(Key::char('w')), clock());
    let planned = effects.into_iter().find_map(|effect| {
        let Effect::PlanWithdrawal(job, order, id) = effect else { return None };
        Some(Msg::WithdrawalPlanned(job, Box::new(order.withdrawal(&id))))
    });
    desk.keys("j");
    desk.send(planned.expect("a plan is ordered"));
    assert!(desk.app.overlays.is_empty());
    let said = desk.app.core.toast.as_ref().map_or("", |toast| toast.text.as_str());
    assert!(said.contains("ask again to withdraw"), "{said}");
}
