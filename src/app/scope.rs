//! Where a command can be given: one table of scopes for keys, help and docs.

use super::screen_id::ScreenId;

/// Where a command can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everywhere.
    Global,
    /// Where a list has a cursor.
    List,
    /// Where the cursor is on facilities: Smelters and Triage.
    Facilities,
    /// Where the screen is a table with columns.
    Tables,
    /// Where a table leaves the program as a file.
    Files,
    /// Where what is known of a row stands in a panel beside or below its table.
    Panels,
    /// Where something can be filtered: tables of many kinds of rows, and Matches.
    Filters,
    /// Where a table is filtered by more than what has a key of its own.
    MoreFilters,
    /// Where several rows can be selected: what is done to one can be done to all of them.
    Selection,
    /// Where rows have a metal and suppliers: Smelters, Matches and declared rows.
    Places,
    /// Where one thing after the other is decided: Triage and Matches.
    Queues,
    /// Where what is suggested can be accepted.
    Suggestions,
    /// Where decisions on declared names are seen: Matches and declared rows.
    Decisions,
    /// Where a supplier is in hand: Suppliers, Declaration and declared rows.
    Supplier,
    /// Where declared rows stand behind what is in hand.
    Named,
    /// Where what is in hand was read from a file.
    Sources,
    /// Where one goes from one place of what is looked for to the next: Report and History.
    Texts,
    On(ScreenId),
}

use ScreenId as S;

/// The scopes of several screens, in the order of help.
const SHARED: [Scope; 15] = [
    Scope::Facilities,
    Scope::Suggestions,
    Scope::Queues,
    Scope::Decisions,
    Scope::Supplier,
    Scope::Places,
    Scope::Filters,
    Scope::MoreFilters,
    Scope::Tables,
    Scope::Panels,
    Scope::Files,
    Scope::Selection,
    Scope::Named,
    Scope::Sources,
    Scope::Texts,
];

impl Scope {
    /// The screens of a scope that several share.
    fn screens(self) -> &'static [ScreenId] {
        match self {
            Self::Global | Self::List | Self::On(_) => &[],
            Self::Facilities => &[S::Smelters, S::Triage],
            Self::Tables | Self::Files => {
                &[S::Smelters, S::Suppliers, S::Actions, S::History, S::Rows, S::Lists, S::Diligence]
            }
            Self::Panels => &[S::Smelters, S::Suppliers, S::History, S::Diligence],
            Self::Selection | Self::MoreFilters => {
                &[S::Smelters, S::Suppliers, S::Actions, S::Rows, S::Diligence]
            }
            Self::Filters => &[
                S::Smelters,
                S::Matches,
                S::Suppliers,
                S::Actions,
                S::Rows,
                S::History,
                S::Lists,
                S::Diligence,
            ],
            Self::Places => &[S::Smelters, S::Matches, S::Rows],
            Self::Queues => &[S::Triage, S::Matches],
            Self::Suggestions => &[S::Smelters, S::Triage, S::Matches],
            Self::Decisions => &[S::Matches, S::Rows],
            Self::Supplier => &[S::Suppliers, S::Declaration, S::Rows],
            Self::Named => &[S::Smelters, S::Triage, S::Matches, S::Suppliers, S::Declaration],
            Self::Sources => &[S::Smelters, S::Triage, S::Matches, S::Declaration, S::Rows],
            Self::Texts => &[S::Report, S::History],
        }
    }

    /// Whether a command of this scope can be given on a screen.
    pub fn includes(self, screen: ScreenId) -> bool {
        match self {
            Self::Global | Self::List => true,
            Self::On(only) => only == screen,
            Self::Facilities
            | Self::Tables
            | Self::Files
            | Self::Panels
            | Self::Filters
            | Self::MoreFilters
            | Self::Selection
            | Self::Places
            | Self::Queues
            | Self::Suggestions
            | Self::Decisions
            | Self::Supplier
            | Self::Named
            | Self::Sources
            | Self::Texts => self.screens().contains(&screen),
        }
    }

    /// The scopes of a screen, in the order of help: its own, those of several, then those of all.
    pub fn on(screen: ScreenId) -> impl Iterator<Item = Self> {
        let all = [Self::On(screen)].into_iter().chain(SHARED).chain([Self::List, Self::Global]);
        all.filter(move |scope| scope.includes(screen))
    }

    /// The heading in help.
    pub fn title(self) -> &'static str {
        match self {
            Self::Global => "Everywhere",
            Self::List => "Moving",
            Self::Facilities => "Facilities",
            Self::Tables => "Tables",
            Self::Files => "Tables that leave as files",
            Self::Panels => "The panel beside a table",
            Self::Filters => "Filters",
            Self::MoreFilters => "Filters of tables",
            Self::Queues => "Triage and Matches",
            Self::Suggestions => "Smelters, Triage and Matches",
            Self::Decisions => "Matches and Declared rows",
            Self::Selection => "Selection: Smelters, Suppliers, Actions, Declared rows, Due diligence",
            Self::Places => "Smelters, Matches and Declared rows",
            Self::Supplier => "Suppliers, Declaration and Declared rows",
            Self::Named => "Facilities, names and suppliers",
            Self::Sources => "What was read from a file",
            Self::Texts => "Report and History",
            Self::On(screen) => screen.title(),
        }
    }
}
