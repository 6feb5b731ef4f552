//! Views: a table with its filter, order and columns under a name and a letter. Three come with the program, others are saved from what is
//! shown, and outlive the program with the rest of the session.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Screens;
use crate::app::core::Core;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::overlays::prompt::Prompt;
use crate::app::overlays::{Asks, Overlay};
use crate::app::screen_id::ScreenId;
use crate::app::table::{ColumnChoice, Grid, choice};
use crate::data::embedded;
use crate::query::actions::{ActionField, ActionFilter};
use crate::query::declared::DeclaredField;
use crate::query::measures::{MeasureField, MeasureFilter};
use crate::query::suppliers::{SupplierField, SupplierFilter};
use crate::query::{FacilityField, Field, Filter, SortKey};
use crate::resolve::rows::RowFilter;

/// What of a table a view keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Viewed<T, F> {
    pub filter: T,
    pub sort: Vec<SortKey<F>>,
    /// The columns; empty for those that are shown anyway.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnChoice<F>>,
    /// Columns of which only some values are shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<(F, BTreeSet<String>)>,
}

impl<T: Default, F> Default for Viewed<T, F> {
    fn default() -> Self {
        Self { filter: T::default(), sort: Vec::new(), columns: Vec::new(), only: Vec::new() }
    }
}

impl<T: Clone, F: Field> Viewed<T, F> {
    fn of<K: Ord>(filter: &T, grid: &Grid<F, K>) -> Self {
        let (sort, only) = (grid.sort.clone(), grid.only.clone());
        Self { filter: filter.clone(), sort, columns: grid.kept().columns, only }
    }

    /// The same without columns: those stay as they are where one goes back.
    pub(super) fn visited<K: Ord>(filter: &T, grid: &Grid<F, K>) -> Self {
        let (sort, only) = (grid.sort.clone(), grid.only.clone());
        Self { filter: filter.clone(), sort, columns: Vec::new(), only }
    }

    pub(super) fn show<K: Ord>(self, filter: &mut T, grid: &mut Grid<F, K>) {
        *filter = self.filter;
        (grid.sort, grid.only) = (self.sort, self.only);
        if !self.columns.is_empty() {
            grid.columns = choice::restored(self.columns);
        }
        grid.go_to_top();
    }
}

/// Which table a view is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ViewedTable {
    Smelters(Viewed<Filter, FacilityField>),
    Suppliers(Viewed<SupplierFilter, SupplierField>),
    Rows(Viewed<RowFilter, DeclaredField>),
    Actions(Viewed<ActionFilter, ActionField>),
    Measures(Viewed<MeasureFilter, MeasureField>),
}

/// A view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedView {
    pub name: String,
    pub letter: char,
    pub table: ViewedTable,
}

static BUILT_IN: LazyLock<Vec<SavedView>> =
    LazyLock::new(|| embedded("data/views.ron", include_str!("../../../data/views.ron")));

/// How many views come with the program.
pub fn built_in_views() -> usize {
    BUILT_IN.len()
}

/// The letters of the entries that are no views.
const TAKEN: [char; 2] = ['+', '-'];

impl Screens {
    /// All views: those that come with the program, then those that were saved.
    pub fn all_views(&self) -> Vec<SavedView> {
        BUILT_IN.iter().chain(&self.views).cloned().collect()
    }

    /// What is shown, as a view; none where there is no table with filters.
    fn viewed(&self) -> Option<ViewedTable> {
        match self.shown {
            ScreenId::Smelters => {
                Some(ViewedTable::Smelters(Viewed::of(&self.smelters.filter, &self.smelters.grid)))
            }
            ScreenId::Suppliers => {
                Some(ViewedTable::Suppliers(Viewed::of(&self.suppliers.filter, &self.suppliers.grid)))
            }
            ScreenId::Rows => Some(ViewedTable::Rows(Viewed::of(&self.rows.filter, &self.rows.grid))),
            ScreenId::Actions => {
                Some(ViewedTable::Actions(Viewed::of(&self.actions.filter, &self.actions.grid)))
            }
            ScreenId::Diligence => {
                Some(ViewedTable::Measures(Viewed::of(&self.diligence.filter, &self.diligence.grid)))
            }
            ScreenId::Overview
            | ScreenId::Triage
            | ScreenId::Matches
            | ScreenId::Report
            | ScreenId::History
            | ScreenId::Declaration
            | ScreenId::Lists => None,
        }
    }

    /// Whether the filter holds facilities or suppliers that were led to, which no view keeps.
    fn shows_what_was_led_to(&self) -> bool {
        let actions = &self.actions.filter;
        match self.shown {
            ScreenId::Smelters => !self.smelters.filter.picked.is_empty(),
            ScreenId::Suppliers => !self.suppliers.filter.picked.is_empty(),
            ScreenId::Rows => self.rows.filter.facilities.len() > 1,
            ScreenId::Actions => !actions.facilities.is_empty() || !actions.suppliers.is_empty(),
            ScreenId::Overview
            | ScreenId::Triage
            | ScreenId::Matches
            | ScreenId::Report
            | ScreenId::History
            | ScreenId::Declaration
            | ScreenId::Lists
            | ScreenId::Diligence => false,
        }
    }

    /// Shows a view, remembering the place left.
    pub(in crate::app) fn show_view(&mut self, core: &mut Core, view: SavedView) {
        self.leave(core);
        let screen = match view.table {
            ViewedTable::Smelters(viewed) => {
                viewed.show(&mut self.smelters.filter, &mut self.smelters.grid);
                self.smelters.filter_by_names(core);
                ScreenId::Smelters
            }
            ViewedTable::Suppliers(viewed) => {
                viewed.show(&mut self.suppliers.filter, &mut self.suppliers.grid);
                ScreenId::Suppliers
            }
            ViewedTable::Rows(viewed) => {
                viewed.show(&mut self.rows.filter, &mut self.rows.grid);
                ScreenId::Rows
            }
            ViewedTable::Actions(viewed) => {
                viewed.show(&mut self.actions.filter, &mut self.actions.grid);
                ScreenId::Actions
            }
            ViewedTable::Measures(viewed) => {
                viewed.show(&mut self.diligence.filter, &mut self.diligence.grid);
                ScreenId::Diligence
            }
        };
        self.go_to(screen);
        let shown = self.get_mut(screen);
        shown.prepare(core);
        shown.arrange(core);
        core.say(view.name);
    }
}

/// What is chosen among the views.
enum Chosen {
    View(Box<SavedView>),
    Save,
    Remove,
}

/// Asks which view to show; what is shown can be saved as one.
pub fn ask(screens: &mut Screens, _: &mut Core) -> Asks<Screens> {
    let entry = |view: SavedView| {
        PickerItem::new(view.letter, view.name.clone(), table_name(&view.table))
            .means(Chosen::View(Box::new(view)))
    };
    let mut entries: Vec<(PickerItem, Chosen)> = screens.all_views().into_iter().map(entry).collect();
    if screens.viewed().is_some() {
        entries.push(PickerItem::new('+', "save what is shown", "").means(Chosen::Save));
    }
    if !screens.views.is_empty() {
        entries.push(PickerItem::new('-', "remove one that was saved", "").means(Chosen::Remove));
    }
    Some(Picker::one("Views", entries, |screens: &mut Screens, core, chosen| match chosen {
        Chosen::View(view) => {
            screens.show_view(core, *view);
            None
        }
        Chosen::Save if screens.shows_what_was_led_to() => {
            core.warn("what was led to is for now only: X, then filter what the view is to keep");
            None
        }
        Chosen::Save => Some(ask_name(screens)),
        Chosen::Remove => Some(ask_removal(screens)),
    }))
}

fn table_name(table: &ViewedTable) -> &'static str {
    match table {
        ViewedTable::Smelters(_) => "Smelters",
        ViewedTable::Suppliers(_) => "Suppliers",
        ViewedTable::Rows(_) => "Declared rows",
        ViewedTable::Actions(_) => "Actions",
        ViewedTable::Measures(_) => "Due diligence",
    }
}

/// Asks for the name of what is shown.
fn ask_name(screens: &Screens) -> Overlay<Screens> {
    let hint = "a name; its first free letter will show it";
    let all = screens.all_views();
    let read = move |_: &Screens, _: &Core, text: &str| match text {
        "" => Err("a view must have a name".to_owned()),
        name => free_letter(name, &all)
            .map(|letter| (name.to_owned(), letter))
            .ok_or_else(|| "no letter is free: remove a view first".to_owned()),
    };
    Prompt::ask(("Save as a view", hint, ""), read, |screens, core, (name, letter)| {
        if let Some(table) = screens.viewed() {
            core.say(format!("view {letter}: {name}"));
            screens.views.push(SavedView { name, letter, table });
        }
        None
    })
}

/// The first letter of a name that no view has, else any.
fn free_letter(name: &str, views: &[SavedView]) -> Option<char> {
    let is_free = |letter: &char| !TAKEN.contains(letter) && !views.iter().any(|view| view.letter == *letter);
    let of_name = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).find(is_free);
    of_name.or_else(|| ('a'..='z').chain('0'..='9').find(is_free))
}

/// Asks which of the saved views to remove.
fn ask_removal(screens: &Screens) -> Overlay<Screens> {
    let entry = |(at, view): (usize, &SavedView)| {
        PickerItem::new(view.letter, view.name.clone(), table_name(&view.table)).means(at)
    };
    let entries = screens.views.iter().enumerate().map(entry).collect();
    Picker::one("Remove a view", entries, |screens: &mut Screens, _, at| {
        let SavedView { name, letter, .. } = screens.views.get(at)?.clone();
        let question = format!("Remove the view {name}? Undo does not bring it back.");
        Some(Confirm::before(question, Vec::new(), move |screens: &mut Screens, core| {
            screens.views.retain(|view| view.letter != letter);
            core.say(format!("view {name} is removed"));
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_views_that_come_with_the_program_have_letters_of_their_own() {
        let letters: BTreeSet<char> = BUILT_IN.iter().map(|view| view.letter).collect();
        assert_eq!((letters.len(), BUILT_IN.len()), (3, 3));
        assert!(TAKEN.iter().all(|taken| !letters.contains(taken)));
    }

    #[test]
    fn a_name_gets_its_first_free_letter() {
        assert_eq!(free_letter("Indonesian tin", &BUILT_IN), Some('n'), "i is taken");
        assert_eq!(free_letter("+-", &BUILT_IN), Some('a'));
    }

    #[test]
    fn a_view_reads_back_as_it_was_written() {
        for view in BUILT_IN.iter() {
            let text = ron::to_string(view).unwrap();
            assert_eq!(ron::from_str::<SavedView>(&text).as_ref(), Ok(view), "{text}");
        }
    }
}
