//! Everything that is a number can be entered: Enter shows the rows behind it, as many as it says, and Ctrl-o goes back.

use crate::common::app::Desk;
use crate::common::programme::{listed_season, season};
use rcoi::app::screen::Screen;
use rcoi::app::screens::overview::{HEAT_COLUMNS, OverviewPanel};
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
    every_supplier_and_day(&mut desk);
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

/// The numbers of suppliers by metal and of the days of lists, where there is room for them.
fn every_supplier_and_day(desk: &mut Desk) {
    let has = |desk: &Desk, panel| desk.app.screens.overview.len(&desk.app.core, panel) > 0;
    let back = "<left>".repeat(HEAT_COLUMNS) + "j";
    if has(desk, OverviewPanel::Heat) {
        focus(desk, OverviewPanel::Heat);
        let suppliers: Vec<_> = desk.app.screens.overview.heat.iter().cloned().collect();
        for supplier in suppliers {
            for cell in supplier.cells {
                enter(desk, cell.count);
                desk.keys("<right>");
            }
            desk.keys(&back);
        }
    }
    if has(desk, OverviewPanel::Days) {
        focus(desk, OverviewPanel::Days);
        let days: Vec<_> = desk.app.screens.overview.days.iter().copied().collect();
        for day in days {
            let counts = Status::ALL.map(|status| day.counts.get(status)).into_iter();
            for number in counts.chain([day.counts.total()]) {
                enter(desk, usize::try_from(number).unwrap_or_default());
                desk.keys("<right>");
            }
            desk.keys(&back);
        }
    }
}

#[test]
fn suppliers_by_metal_and_days_of_lists_are_made_where_there_is_room_and_once_for_a_change() {
    for (size, has_heat, has_days) in
        [(SIZES[0], false, false), (SIZES[1], true, false), (SIZES[2], true, true)]
    {
        let desk = Desk::begin(listed_season(), size);
        let overview = &desk.app.screens.overview;
        let made = (!overview.heat.is_empty(), !overview.days.is_empty());
        assert_eq!(made, (has_heat, has_days), "{size:?}");
    }
    let mut desk = Desk::begin(listed_season(), SIZES[2]);
    let made = |desk: &Desk| {
        let overview = &desk.app.screens.overview;
        (overview.heat.as_ptr(), overview.days.as_ptr())
    };
    let first = made(&desk);
    for keys in ["1", "j", "<tab><tab>", "l", "2", "1"] {
        desk.keys(keys);
        desk.text();
        assert_eq!(made(&desk), first, "{keys}");
    }
}

#[test]
fn suppliers_stand_by_what_is_to_be_done_and_days_by_what_was_so_then() {
    let desk = Desk::begin(season(), SIZES[2]);
    let heat = &desk.app.screens.overview.heat;
    let to_do: Vec<usize> = heat.iter().map(|row| row.cells.iter().map(|cell| cell.count).sum()).collect();
    assert!(heat.len() == 3 && to_do.is_sorted_by(|a, b| a >= b), "{to_do:?}");
    for row in heat.iter() {
        let balance = desk.app.core.supplier(&row.supplier).unwrap().balance;
        assert_eq!((row.cells[4].count, row.cells[4].of), (balance.open, balance.rows));
    }
    let desk = Desk::begin(listed_season(), SIZES[2]);
    let days = &desk.app.screens.overview.days;
    let conformant: Vec<i64> = days.iter().map(|day| day.counts.get(Status::Conformant)).collect();
    assert_eq!((days.len(), days[1].is_now, conformant[0]), (2, true, 1));
    let now = desk.app.core.with_status(Status::Conformant);
    assert_eq!(usize::try_from(conformant[1]), Ok(now));
    assert!(now > 1, "the second list has more");
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
    // The open rows of the second supplier: the last number of its line.
    let heat = desk.app.screens.overview.lines(body, OverviewPanel::Heat);
    desk.app.screens.overview.click(&mut desk.app.core, body, (heat.right() - 2, heat.y + 1));
    let overview = &desk.app.screens.overview;
    assert_eq!((overview.focus, overview.cursor(OverviewPanel::Heat)), (OverviewPanel::Heat, 9));
    assert!(overview.is_frame(&desk.app.core, body, (heat.x, heat.y)), "a name is no number");
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
