//! Search: what it finds and says, what it offers where nothing is found, and how one goes from one place to the next.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use crate::common::app::{Desk, start};
use crate::common::programme::season;
use rcoi::app::overlays::Overlay;
use rcoi::app::screen::OneShown;
use rcoi::app::{ScreenId, Start};
use rcoi::domain::cmrt::Version;
use rcoi::domain::{
    Cid, Contents, ListBody, ListEntry, Metal, ReferenceList, Source, SourceId, SourceKind, Workspace,
};
use rcoi::import::sample;
use rcoi::query::FacilityRow;

const WIDE: (u16, u16) = (120, 40);

fn desk() -> Desk {
    Desk::sample(WIDE)
}

/// The sample, and a reference list with another name of one of its facilities, which has no CID there.
fn listed() -> Start {
    let (mut ws, mut contents) = (sample::workspace(), Contents::default());
    let entry = |cid: &str, name: &str, aliases: &[&str]| ListEntry {
        metal: Metal::Tin,
        cid: Cid::parse(cid).unwrap(),
        name: name.to_owned(),
        country: "THAILAND".to_owned(),
        city: String::new(),
        state: String::new(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        row: 5,
    };
    let entries =
        vec![entry("CID001898", "Thaisarco", &["Thailand Smelting & Refining Co., Ltd.", "Thai Solder"])];
    add_list(&mut ws, &mut contents, ListBody { sheet: "Smelter Look-up".to_owned(), entries });
    Start { contents, ..start(ws) }
}

fn add_list(ws: &mut Workspace, contents: &mut Contents, body: ListBody) {
    let source = Source {
        id: SourceId::new("list0001"),
        file: "list.xlsx".to_owned(),
        sha256: "list0001".to_owned(),
        kind: SourceKind::ReferenceList,
        role: None,
        title: "list.xlsx".to_owned(),
        as_of: None,
        imported_at: "2026-10-01T09:00:00Z".parse().unwrap(),
        rows: 0,
        statements: Vec::new(),
    };
    let list = ReferenceList {
        source: source.id.clone(),
        title: "Look-up of CMRT 6.5".to_owned(),
        version: Version::parse("6.5"),
        as_of: None,
        body: "list".to_owned(),
        facilities: 1,
    };
    contents.lists.insert(list.body.clone(), Arc::new(body));
    ws.lists.insert(source.id.clone(), list);
    ws.sources.insert(source.id.clone(), source);
}

/// The facilities shown, in order.
fn rows(desk: &Desk) -> Vec<&FacilityRow> {
    let smelters = &desk.app.screens.smelters;
    smelters.grid.indexes().filter_map(|index| desk.app.core.rows.get(index)).collect()
}

fn names(desk: &Desk) -> Vec<&str> {
    rows(desk).into_iter().map(|row| row.name.as_str()).collect()
}

fn has(desk: &Desk, text: &str) {
    assert!(desk.text().contains(text), "no {text:?} in:\n{}", desk.text());
}

fn searched(desk: &Desk) -> &str {
    desk.app.screens.smelters.filter.search.as_str()
}

#[test]
fn a_facility_is_found_by_the_names_of_lists_which_say_so() {
    let mut desk = Desk::begin(listed(), (200, 40));
    desk.keys("2/thailand smelting");
    assert_eq!(names(&desk), ["Thaisarco"]);
    has(&desk, "Thaisarco = Thailand Smelting & Re");
    desk.keys("<enter>");
    has(&desk, "Also known");
    has(&desk, "in the reference lists");
    // What the row shows needs no other name, and what must not occur is what is shown.
    desk.keys("/thaisarco");
    assert!(!desk.text().contains("Thaisarco = "), "{}", desk.text());
    desk.keys("<ctrl-u>sarco !refining");
    assert_eq!(names(&desk), ["Thaisarco"]);
    desk.keys("<ctrl-u>name:\"thailand smelting\"");
    assert!(rows(&desk).is_empty(), "a column is what stands in it");
}

#[test]
fn a_facility_is_found_as_suppliers_write_it() {
    let mut start = season();
    let mut desk = Desk::begin(start_deciding(&mut start), (200, 40));
    desk.keys("2/foxglove<enter>");
    assert_eq!(names(&desk), ["Borealis Refining"]);
    has(&desk, "Borealis Refining = Foxglove Gold");
    has(&desk, "as suppliers write it");
}

/// The season, in which the name that is open is decided to be Borealis Refining.
fn start_deciding(start: &mut Start) -> Start {
    let mut desk = Desk::begin(std::mem::replace(start, season()), WIDE);
    desk.keys("4");
    for _ in 0..4 {
        let hand = desk.app.screens.matches.hand.as_ref().unwrap();
        if hand.open.name.written == "Foxglove Gold" {
            break;
        }
        desk.keys("s");
    }
    desk.keys("/borealis<enter>.y");
    assert_eq!(desk.entries.len(), 1, "{}", desk.text());
    Start { workspace: desk.app.core.workspace.clone(), ..season() }
}

#[test]
fn where_nothing_is_found_the_likeliest_are_offered_and_gone_to() {
    let mut desk = desk();
    desk.keys("2/thailand smelting<enter>");
    assert!(rows(&desk).is_empty());
    has(&desk, "Nothing matches; likeliest:");
    has(&desk, "Tin       Thaisarco");
    let at = desk
        .app
        .screens
        .smelters
        .likely
        .iter()
        .position(|likely| desk.app.core.row(&likely.id).is_some_and(|row| row.name == "Thaisarco"));
    desk.keys(&"j".repeat(at.unwrap()));
    desk.keys("<enter>");
    let smelters = &desk.app.screens.smelters;
    assert_eq!(smelters.current(&desk.app.core).unwrap().name, "Thaisarco");
    assert_eq!((searched(&desk), rows(&desk).len()), ("", 249), "the search has led there");
    desk.keys("<ctrl-o>");
    assert_eq!(searched(&desk), "thailand smelting", "and is where one goes back to");
    // By the names of lists the first is the one.
    let mut desk = Desk::begin(listed(), WIDE);
    desk.keys("2/thailnd smeltng refinng<enter>");
    has(&desk, "Thaisarco = Thailand Smelting & Refining");
    desk.keys("<enter>");
    assert_eq!(desk.app.screens.smelters.current(&desk.app.core).unwrap().name, "Thaisarco");
    // What means nothing to anybody offers nothing.
    desk.keys("/<ctrl-u>qqqqq<enter>");
    has(&desk, "No facility passes the filter");
}

#[test]
fn what_the_filter_hides_is_offered_before_what_is_only_alike() {
    let mut desk = desk();
    desk.keys("2mg/minsur<enter>");
    has(&desk, "Nothing passes the filter; without it:");
    desk.keys("<enter>");
    assert_eq!(desk.app.screens.smelters.current(&desk.app.core).unwrap().name, "Minsur");
    // The cursor moves over what is offered.
    desk.keys("X/yunan tin<enter>");
    let likely = desk.app.screens.smelters.likely.clone();
    assert!(likely.len() > 1, "{}", desk.text());
    desk.keys("j<enter>");
    assert_eq!(desk.app.screens.smelters.here(&desk.app.core), Some(&likely[1].id));
}

#[test]
fn a_search_is_words_alternatives_exceptions_and_columns() {
    let mut desk = desk();
    desk.keys("2/au|ta");
    let both = rows(&desk).len();
    let metals = |desk: &Desk, metal: Metal| rows(desk).iter().filter(|row| row.metal == metal).count();
    assert_eq!((metals(&desk, Metal::Gold), metals(&desk, Metal::Tantalum)), (106, 34));
    assert!(both < 249);
    desk.keys("<ctrl-u>metal:au|metal:ta");
    assert_eq!(rows(&desk).len(), 106 + 34);
    desk.keys("<ctrl-u>!china");
    assert!(rows(&desk).iter().all(|row| !row.country_name.contains("CHINA")) && !rows(&desk).is_empty());
    desk.keys("<ctrl-u>country:china");
    let china = rows(&desk).len();
    assert_eq!(china, desk.app.core.rows.iter().filter(|row| row.country_name.contains("CHINA")).count());
    desk.keys(" !gold|tin status:indet");
    assert!(rows(&desk).iter().all(|row| !["Gold", "Tin"].contains(&row.metal.name())));
    assert!(rows(&desk).len() < china);
    for half in ["!", "china|", "country:", "\"", "china !"] {
        desk.keys(&format!("<ctrl-u>{half}"));
        assert!(!rows(&desk).is_empty(), "{half}");
    }
    desk.keys("<ctrl-u>\"metalor technologies\"");
    assert!(names(&desk).iter().all(|name| name.starts_with("Metalor Technologies")));
    assert!(desk.styled().contains("Match"));
}

#[test]
fn every_table_is_searched_by_column() {
    for (keys, id, shown) in [
        ("5/request:correction", ScreenId::Suppliers, 1),
        ("L/outcome:open supplier:delta", ScreenId::Rows, 2),
        ("L/facility:aurora !row:5", ScreenId::Rows, 1),
        ("I/kind:reference", ScreenId::Lists, 1),
        ("2annote<ctrl-s>6/due:2026|due:2027", ScreenId::Actions, 1),
        ("2nseen<ctrl-s>H/who:ana what:note", ScreenId::History, 1),
        ("8apolicy<enter><enter>/step:management state:evidence", ScreenId::Diligence, 1),
    ] {
        let mut desk = Desk::begin(season(), WIDE);
        desk.keys(keys);
        assert_eq!(desk.app.screens.shown, id, "{keys}");
        let grid = desk.app.screens.shown().grid().unwrap();
        assert_eq!(grid.layout(rcoi::text::Area::new(0, 0, 80, 30)).len, shown, "{keys}: {}", desk.text());
    }
}

#[test]
fn earlier_searches_come_back_with_up_also_at_the_next_start() {
    let mut desk = desk();
    desk.keys("2/korea<enter>/luna<enter><esc>/zzz<esc>");
    desk.keys("/<up>");
    assert_eq!(searched(&desk), "luna", "what was taken back was no search");
    desk.keys("<up><up>");
    assert_eq!(searched(&desk), "korea");
    desk.keys("<down><down>");
    assert_eq!(searched(&desk), "");
    desk.keys("<esc>");
    let again = Start { session: desk.app.session(), ..start(desk.app.core.workspace.clone()) };
    let mut again = Desk::begin(again, WIDE);
    again.keys("5").keys("2/<up><enter>");
    assert_eq!(searched(&again), "luna");
}

#[test]
fn a_second_search_replaces_the_first_when_one_types_and_filters_stay_in_view() {
    let mut desk = desk();
    desk.keys("2mg/korea<enter>");
    has(&desk, "metal Gold   / korea");
    desk.keys("/");
    assert_eq!(searched(&desk), "korea");
    has(&desk, "metal Gold  /  korea");
    desk.keys("luna");
    assert_eq!(searched(&desk), "luna");
    has(&desk, "metal Gold  /  luna");
    desk.keys("<esc>");
    assert_eq!(searched(&desk), "korea", "Esc goes back to the search before");
    desk.keys("/<end> united<enter>");
    assert_eq!(searched(&desk), "korea united");
}

#[test]
fn in_a_source_one_goes_from_place_to_place() {
    let mut desk = desk();
    desk.keys("2/luna<enter>o/rwanda");
    let view = |desk: &Desk| {
        let Some(Overlay::Text(view)) = desk.app.overlays.last() else { return (0, None, String::new()) };
        (view.offset, view.search.at, view.found())
    };
    assert_eq!(view(&desk).2, "/ rwanda 1/1");
    desk.keys("<ctrl-u>china<enter>");
    has(&desk, "/ china 12/19  n next  N before");
    let first = view(&desk);
    assert_eq!(first.2, "/ china 12/19", "from what is in sight on");
    desk.keys("n");
    let second = view(&desk);
    assert!(second.2 == "/ china 13/19" && second.1 > first.1, "{second:?}");
    assert!(desk.styled().contains("Match"));
    desk.keys("N");
    assert_eq!(view(&desk).1, first.1);
    desk.keys(&"N".repeat(12));
    assert_eq!(view(&desk).2, "/ china 19/19", "from the first to the last");
    let at = view(&desk).1.unwrap();
    let offset = view(&desk).0;
    assert!((offset..offset + 40).contains(&at), "it is in sight");
    desk.keys("<esc>");
    assert_eq!(view(&desk).2, "", "Esc ends the search first");
    desk.keys("n");
    has(&desk, "nothing is looked for: / does");
    desk.keys("/<up>");
    assert!(view(&desk).2.starts_with("/ china"), "searches are kept for all places");
    desk.keys("<esc><esc>");
    assert!(desk.app.overlays.is_empty());
}

#[test]
fn in_the_history_a_search_filters_and_n_shows_what_is_around_it() {
    let mut desk = desk();
    desk.keys("2nfirst<ctrl-s>jnsecond<ctrl-s>rhsecond<enter>jnthird<ctrl-s>H/rate<enter>");
    let history =
        |desk: &Desk| (desk.app.screens.history.grid.view.len(), desk.app.screens.history.current());
    let all = desk.app.core.history.entries().count();
    let (found, at) = history(&desk);
    assert_eq!(found, 1, "{}", desk.text());
    desk.keys("n");
    assert_eq!(history(&desk), (all, at), "the only one that is found, among the others");
    has(&desk, "/ rate 1/1");
    desk.keys("/note<enter>");
    assert_eq!(history(&desk).0, 3, "to search again filters again");
    let newest = history(&desk).1;
    desk.keys("n");
    assert_eq!(history(&desk).0, all);
    assert!(history(&desk).1 < newest);
    desk.keys("N");
    assert_eq!(history(&desk).1, newest);
    desk.keys("<esc>");
    assert_eq!(history(&desk).0, all);
    desk.keys("n");
    has(&desk, "nothing is looked for: / does");
}

fn palette(desk: &Desk) -> Vec<&str> {
    let Some(Overlay::Help(help)) = desk.app.overlays.last() else { return Vec::new() };
    let items = help.shown.iter().filter_map(|(index, _)| help.items.get(*index));
    items.map(|item| item.title.as_str()).collect()
}

#[test]
fn the_palette_ranks_and_cuts_noise() {
    let mut desk = desk();
    let smelters: Vec<String> = desk.app.core.rows.iter().map(|row| row.name.clone()).collect();
    desk.keys(":overdue");
    assert!(palette(&desk).iter().all(|title| !smelters.iter().any(|name| name == title)), "{}", desk.text());
    assert_eq!(palette(&desk), ["actions"], "what it does says so");
    desk.keys("<ctrl-u>qqq");
    has(&desk, "Nothing is called so.");
    desk.keys("<ctrl-u>export");
    assert_eq!(palette(&desk)[0], "export decisions", "{:?}", palette(&desk));
    desk.keys("<esc>2:metal");
    let shown = palette(&desk);
    let first = shown.iter().position(|title| smelters.iter().any(|name| name == title)).unwrap();
    assert!(first > 0, "commands come first: {shown:?}");
    desk.keys("<ctrl-u>thsrco");
    assert_eq!(palette(&desk), ["Thaisarco"]);
    desk.keys("<esc>");
}

#[test]
fn the_palette_knows_other_names_and_what_was_given_lately() {
    let mut desk = Desk::begin(listed(), WIDE);
    desk.keys(":thailand smelting");
    assert_eq!(palette(&desk), ["Thailand Smelting & Refining Co., Ltd."]);
    has(&desk, "= Thaisarco");
    desk.keys("<ctrl-u>thai");
    let shown = palette(&desk).into_iter().filter(|title| ["Thaisarco", "Thai Solder"].contains(title));
    assert_eq!(shown.collect::<Vec<_>>().len(), 1, "once: {:?}", palette(&desk));
    desk.keys("<ctrl-u>theme<enter>:theme<enter>:mouse<enter>:");
    assert_eq!(palette(&desk)[..3], ["Given lately", "mouse", "theme"]);
    assert!(!palette(&desk).contains(&"Thai Solder"), "other names are found, not listed");
    desk.keys("<esc>");
    let again = Start { session: desk.app.session(), ..listed() };
    let mut again = Desk::begin(again, WIDE);
    again.keys(":<enter>");
    assert_eq!(again.app.core.lately.commands().len(), 2);
}
