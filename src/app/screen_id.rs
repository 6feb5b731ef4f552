//! Which screens there are: one table for tabs and keys.

use serde::{Deserialize, Serialize};

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
    Report,
    /// Every change.
    History,
    /// One supplier's declaration.
    Declaration,
    /// The declared rows of all suppliers.
    Rows,
    /// The reference lists.
    Lists,
    /// The register of due diligence.
    Diligence,
}

/// One row of [`SCREENS`].
pub struct ScreenInfo {
    pub id: ScreenId,
    /// Its title in the tab bar.
    pub title: &'static str,
    /// Whether it has a tab; the others are reached by a key or from another screen.
    pub has_tab: bool,
}

/// Every screen, in the order of the tabs.
pub const SCREENS: &[ScreenInfo] = &[
    ScreenInfo { id: ScreenId::Overview, title: "Overview", has_tab: true },
    ScreenInfo { id: ScreenId::Smelters, title: "Smelters", has_tab: true },
    ScreenInfo { id: ScreenId::Triage, title: "Triage", has_tab: true },
    ScreenInfo { id: ScreenId::Matches, title: "Matches", has_tab: true },
    ScreenInfo { id: ScreenId::Suppliers, title: "Suppliers", has_tab: true },
    ScreenInfo { id: ScreenId::Actions, title: "Actions", has_tab: true },
    ScreenInfo { id: ScreenId::Report, title: "Report", has_tab: true },
    ScreenInfo { id: ScreenId::History, title: "History", has_tab: false },
    ScreenInfo { id: ScreenId::Declaration, title: "Declaration", has_tab: false },
    ScreenInfo { id: ScreenId::Rows, title: "Declared rows", has_tab: false },
    ScreenInfo { id: ScreenId::Lists, title: "Reference lists", has_tab: false },
    ScreenInfo { id: ScreenId::Diligence, title: "Due diligence", has_tab: false },
];

impl ScreenId {
    /// The row of [`SCREENS`].
    pub fn info(self) -> Option<&'static ScreenInfo> {
        SCREENS.iter().find(|info| info.id == self)
    }

    /// The title in the tab bar.
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
