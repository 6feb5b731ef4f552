//! The screens: one table for tabs, keys and hints.

use serde::{Deserialize, Serialize};

use super::command::Command;

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ScreenId {
    /// Figures and what to do next.
    Overview,
    /// The table of facilities.
    Smelters,
    /// The queue of judgements.
    Triage,
    /// Declared names that did not resolve.
    Matches,
    /// Suppliers and their declarations.
    Suppliers,
    /// Follow-up actions.
    Actions,
    /// The report.
    Report,
    /// Every change.
    History,
    /// One supplier's declaration.
    Declaration,
    /// The declared rows of all suppliers.
    Rows,
}

/// One row of [`SCREENS`].
pub struct ScreenInfo {
    /// The screen.
    pub id: ScreenId,
    /// Its title in the tab bar.
    pub title: &'static str,
    /// Whether it has a tab; History is reached by its key.
    pub has_tab: bool,
    /// The commands of its hint line, the most useful first.
    pub hints: &'static [Command],
}

use Command as C;

/// Every screen, in the order of the tabs.
pub const SCREENS: &[ScreenInfo] = &[
    ScreenInfo {
        id: ScreenId::Overview,
        title: "Overview",
        has_tab: true,
        hints: &[C::Down, C::Open, C::Search, C::Import, C::Export, C::Palette, C::Undo, C::Help],
    },
    ScreenInfo {
        id: ScreenId::Smelters,
        title: "Smelters",
        has_tab: true,
        hints: &[
            C::Open,
            C::FilterMetal,
            C::FilterStatus,
            C::FilterCountry,
            C::Search,
            C::Edit,
            C::AddAction,
            C::Rate,
            C::Select,
            C::Sort,
            C::Undo,
            C::Export,
            C::Help,
        ],
    },
    ScreenInfo {
        id: ScreenId::Triage,
        title: "Triage",
        has_tab: true,
        hints: &[
            C::Accept,
            C::Dispose,
            C::Rate,
            C::AddAction,
            C::Edit,
            C::AddNote,
            C::AddEvidence,
            C::Later,
            C::Previous,
            C::Undo,
            C::Source,
            C::Help,
        ],
    },
    ScreenInfo {
        id: ScreenId::Matches,
        title: "Matches",
        has_tab: true,
        hints: &[
            C::Accept,
            C::NoneOfThem,
            C::Search,
            C::Later,
            C::AcceptBand,
            C::NewFacility,
            C::Open,
            C::Previous,
            C::Undo,
            C::Source,
            C::RowsBehind,
            C::FilterMetal,
            C::NextPane,
            C::Help,
        ],
    },
    ScreenInfo {
        id: ScreenId::Suppliers,
        title: "Suppliers",
        has_tab: true,
        hints: &[
            C::Open,
            C::Import,
            C::NextStep,
            C::LogRequest,
            C::Letter,
            C::RowsBehind,
            C::FilterState,
            C::FilterMore,
            C::EditSupplier,
            C::AddSupplier,
            C::Search,
            C::Undo,
            C::Help,
        ],
    },
    ScreenInfo {
        id: ScreenId::Actions,
        title: "Actions",
        has_tab: true,
        hints: &[
            C::AdvanceState,
            C::SetState,
            C::SetDue,
            C::SetOwner,
            C::Open,
            C::DeleteAction,
            C::Search,
            C::Undo,
            C::Help,
        ],
    },
    ScreenInfo {
        id: ScreenId::Report,
        title: "Report",
        has_tab: true,
        hints: &[C::Export, C::ExportRegister, C::ToggleStatusStyle, C::NextPane, C::Open, C::Copy, C::Help],
    },
    ScreenInfo {
        id: ScreenId::History,
        title: "History",
        has_tab: false,
        hints: &[C::Undo, C::Redo, C::UndoToHere, C::Open, C::Search, C::Back, C::Help],
    },
    ScreenInfo {
        id: ScreenId::Declaration,
        title: "Declaration",
        has_tab: false,
        hints: &[
            C::Back,
            C::NextPane,
            C::Open,
            C::Source,
            C::Letter,
            C::LogRequest,
            C::RowsBehind,
            C::OlderDeclaration,
            C::NewerDeclaration,
            C::WithdrawDeclaration,
            C::Copy,
            C::Help,
        ],
    },
    ScreenInfo {
        id: ScreenId::Rows,
        title: "Declared rows",
        has_tab: false,
        hints: &[
            C::Back,
            C::Open,
            C::Decide,
            C::FilterOutcome,
            C::FilterMetal,
            C::FilterSupplier,
            C::Search,
            C::Source,
            C::Sort,
            C::ExportTable,
            C::Copy,
            C::Help,
        ],
    },
];

impl ScreenId {
    /// The row of [`SCREENS`].
    #[must_use]
    pub fn info(self) -> Option<&'static ScreenInfo> {
        SCREENS.iter().find(|info| info.id == self)
    }

    /// The title in the tab bar.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.info().map_or("", |info| info.title)
    }

    /// The next tab, or the previous one, going round.
    #[must_use]
    pub fn beside(self, forward: bool) -> Self {
        let tabs: Vec<Self> = SCREENS.iter().filter(|info| info.has_tab).map(|info| info.id).collect();
        let at = tabs.iter().position(|id| *id == self).unwrap_or(0);
        let step = if forward { 1 } else { tabs.len().saturating_sub(1) };
        tabs.get((at + step) % tabs.len().max(1)).copied().unwrap_or(self)
    }
}
