//! Everything that is a number can be entered: Enter shows the rows behind it, as many as it says, and Ctrl-o goes back.

use crate::common::app::Desk;
use crate::common::programme::{listed_season, season};
use rcoi::app::screen::Screen;
use rcoi::app::screens::overview::OverviewPanel;
use rcoi::app::{Key, Msg, ScreenId};
use rcoi::domain::Status;
use rcoi::query::Field;
use rcoi::query::suppliers::SupplierField;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// How many rows the screen shows that Enter led to.
fn shown(desk: &Desk) -> Option<usize> {
    let screens = &desk.app.screens;
    let of = [
        (ScreenId::Smelters, screens.smelters.grid.view.len()),
        (ScreenId::Suppliers, screens.suppliers.grid.view.len()),
        (ScreenId::Rows, screens.rows.grid.view.len()),
        (ScreenId::Actions, screens.actions.grid.view.len()),
    ];
    of.into_iter().find(|(screen, _)| *screen == screens.shown).map(|(_, rows)| rows)
}

/// Brings the keys to a panel.
fn focus(desk: &mut Desk, panel: OverviewPanel) {
    desk.keys("1");
    for _ in OverviewPanel::ALL {
        if desk.app.screens.overview.focus != panel {
            desk.keys("<tab>");
        }
    }
    assert_eq!(desk.app.screens.overview.focus, panel);
    desk.keys("g<left><left><left><left><left>");
}

/// Enters what the cursor is on, which says this number, and comes back to it.
fn enter(desk: &mut Desk, number: usize) {
    let before = desk.app.screens.overview.clone();
    desk.keys("<enter>");
    if number == 0 {
        assert_eq!(desk.app.screens.shown, ScreenId::Overview);
        assert!(desk.text().contains("nothing stands behind this"), "{}", desk.text());
        return;
    }
    assert_eq!(shown(desk), Some(number), "{}", desk.text());
    desk.keys("<ctrl-o>");
    let overview = &desk.app.screens.overview;
    assert_eq!(desk.app.screens.shown, ScreenId::Overview);
    for panel in OverviewPanel::ALL {
        assert_eq!(overview.cursor(panel), before.cursor(panel), "{panel:?}");
    }
    assert_eq!(overview.focus, before.focus);
}

fn every_number(mut desk: Desk) {
    focus(&mut desk, OverviewPanel::Figures);
    for line in desk.app.screens.overview.figures.metals.clone() {
        let numbers =
            Status::ALL.map(|status| line.counts.get(status)).into_iter().chain([line.counts.total()]);
        for number in numbers {
            enter(&mut desk, usize::try_from(number).unwrap_or_default());
            desk.keys("<right>");
        }
        desk.keys("<left><left><left><left>j");
    }
    focus(&mut desk, OverviewPanel::Countries);
    for country in desk.app.screens.overview.figures.countries.clone() {
        enter(&mut desk, country.count);
        desk.keys("j");
    }
    let stages: Vec<usize> = desk.app.screens.overview.stages().map(|stage| stage.count).collect();
    if stages.is_empty() {
        return;
    }
    focus(&mut desk, OverviewPanel::Stages);
    for count in stages {
        enter(&mut desk, count);
        desk.keys("j");
    }
    if desk.app.screens.overview.len(&desk.app.core, OverviewPanel::Weeks) == 0 {
        return;
    }
    focus(&mut desk, OverviewPanel::Weeks);
    for week in desk.app.screens.overview.figures.weeks.clone() {
        enter(&mut desk, week.answered);
        desk.keys("<right>");
        enter(&mut desk, week.due);
        desk.keys("<left>j");
    }
}

#[test]
fn every_number_of_overview_leads_to_as_many_rows() {
    for size in SIZES {
        every_number(Desk::begin(season(), size));
        every_number(Desk::begin(listed_season(), size));
    }
    every_number(Desk::sample(SIZES[1]));
}

#[test]
fn weeks_are_a_panel_where_there_is_room() {
    for (size, has_weeks) in [(SIZES[0], false), (SIZES[1], false), (SIZES[2], true)] {
        let desk = Desk::begin(season(), size);
        let overview = &desk.app.screens.overview;
        assert!(overview.figures.weeks.len() > 1);
        assert_eq!(overview.len(&desk.app.core, OverviewPanel::Weeks) > 0, has_weeks, "{size:?}");
    }
}

#[test]
fn numbers_of_suppliers_and_of_facilities_lead_to_rows() {
    let mut desk = Desk::begin(season(), SIZES[2]);
    desk.keys("5");
    let column = |field: SupplierField, desk: &Desk| {
        desk.app.screens.suppliers.grid.fields().iter().position(|shown| *shown == field).unwrap()
    };
    for field in [SupplierField::Rows, SupplierField::Resolved, SupplierField::Open] {
        let at = column(field, &desk);
        for supplier in 0..desk.app.screens.suppliers.grid.view.len() {
            desk.keys("5g").keys(&"h".repeat(20)).keys(&"l".repeat(at)).keys(&"j".repeat(supplier));
            let screen = &desk.app.screens.suppliers;
            let row = screen.current().unwrap().clone();
            let listed = rcoi::query::suppliers::ListedSupplier { row: &row, ws: &desk.app.core.workspace };
            let Ok(number) = field.text(&listed).parse::<usize>() else { continue };
            desk.keys("<enter>");
            assert_eq!(
                (desk.app.screens.shown, shown(&desk)),
                (ScreenId::Rows, Some(number)),
                "{}",
                row.name
            );
            desk.keys("<ctrl-o>");
            assert_eq!(desk.app.screens.suppliers.current().unwrap().id, row.id);
        }
    }
}

#[test]
fn panels_take_the_mouse() {
    let mut desk = Desk::begin(season(), SIZES[1]);
    desk.keys("1");
    let body = rcoi::app::layout::body(SIZES[1]);
    let panes = desk.app.screens.overview.panes(body);
    let countries = desk.app.screens.overview.lines(body, OverviewPanel::Countries);
    let (map, figures) = (panes.map, panes.figures);
    desk.app.screens.overview.click(&mut desk.app.core, body, (countries.x + 3, countries.y + 1));
    let overview = &desk.app.screens.overview;
    assert_eq!((overview.focus, overview.cursor(OverviewPanel::Countries)), (OverviewPanel::Countries, 1));
    // A mark of the map is its country in the list; the sea is none.
    let mark = overview.marks().into_iter().find(|mark| mark.entry == 2).unwrap();
    let at = (map.x + mark.at.0, map.y + mark.at.1);
    desk.app.screens.overview.click(&mut desk.app.core, body, at);
    assert_eq!(desk.app.screens.overview.cursor(OverviewPanel::Countries), 2);
    assert!(desk.app.screens.overview.is_frame(&desk.app.core, body, (map.x, map.bottom() - 1)));
    // The second number of the first metal: behind its name, in the line below the heads.
    desk.app.screens.overview.click(&mut desk.app.core, body, (figures.x + 2 + 10 + 8, figures.y + 2));
    let overview = &desk.app.screens.overview;
    assert_eq!((overview.focus, overview.cursor(OverviewPanel::Figures)), (OverviewPanel::Figures, 1));
    desk.send(Msg::Key(Key::char('j')));
    assert_eq!(desk.app.screens.overview.cursor(OverviewPanel::Figures), 6);
}

#[test]
fn land_is_made_when_the_map_becomes_another_size_and_not_for_a_frame() {
    let mut desk = Desk::begin(season(), SIZES[1]);
    // Made again, it stands elsewhere: the new one is there before the old one goes.
    let made = |desk: &Desk| desk.app.screens.overview.world.rows().as_ptr();
    let (first, rows) = (made(&desk), desk.app.screens.overview.world.rows().len());
    for keys in ["1", "j", "<tab><tab><tab>", "j", "2", "1"] {
        desk.keys(keys);
        desk.text();
        assert_eq!(made(&desk), first, "{keys}");
    }
    desk.send(Msg::Resize(200, 60));
    assert_ne!(made(&desk), first);
    assert!(desk.app.screens.overview.world.rows().len() > rows);
    desk.send(Msg::Resize(80, 24));
    assert!(desk.app.screens.overview.world.rows().is_empty());
}
