//! What a person can ask of the program: one table from which keys, help, palette, hints and docs come.
//!
//! A command is an intent; `Action` is the field's word for a follow-up and stays with the domain.

pub mod row;
mod table;

use super::scope::Scope;
use super::screen_id::ScreenId;

pub use table::COMMANDS;

/// An intent of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// Shows a screen.
    Screen(ScreenId),
    /// The screen to the right.
    NextScreen,
    /// The screen to the left.
    PreviousScreen,
    /// The other pane.
    NextPane,
    /// Help for this screen.
    Help,
    Palette,
    /// Search as you type.
    Search,
    /// Takes the last edit back.
    Undo,
    /// Does it again.
    Redo,
    /// Exports the report bundle.
    Export,
    /// Freezes the report, or unfreezes it.
    Freeze,
    /// Goes to the next place of what is looked for.
    FindNext,
    FindPrevious,
    /// Exports the triage register.
    ExportRegister,
    ExportTable,
    /// Imports a file.
    Import,
    /// Takes an old import back, keeping the work done since.
    WithdrawSource,
    /// Give facilities the CIDs that reference lists have for them.
    TakeCids,
    /// Merge facilities with one metal and CID.
    MergeTwins,
    /// Copies the row or section.
    Copy,
    /// Ends the program.
    Quit,
    /// One level back.
    Back,
    /// Goes to where one was before.
    GoBack,
    /// Goes forward again.
    GoForward,
    /// Turns the mouse on or off.
    ToggleMouse,
    /// Views of tables.
    Views,
    /// Changes the theme.
    NextTheme,
    /// Sets the day that statuses are of.
    StatusDay,
    /// Says what the company states for the filing.
    Programme,
    /// Changes the wording of statuses in the report.
    ToggleStatusStyle,
    /// Says which versions of the template there are and which the season takes.
    TemplateVersions,
    /// Keeps imported files as they came, or not.
    ToggleOriginals,
    /// One row down.
    Down,
    /// One row up.
    Up,
    HalfPageDown,
    HalfPageUp,
    PageDown,
    PageUp,
    /// The first row.
    Top,
    /// The last row.
    Bottom,
    /// The column to the left.
    Left,
    /// The column to the right.
    Right,
    /// Opens what the cursor is on.
    Open,
    FilterMetal,
    FilterStatus,
    FilterCountry,
    /// Filters by the state of the request.
    FilterState,
    /// Filters by a row's outcome.
    FilterOutcome,
    /// Filters actions by their state.
    FilterActionState,
    FilterSupplier,
    /// The values of a column.
    Frequency,
    /// Filters by what else the screen knows.
    FilterMore,
    /// Shows everything again.
    ClearFilters,
    /// Sorts by the column under the cursor.
    Sort,
    /// Adds that column as a further sort key.
    SortAlso,
    /// Chooses columns.
    Columns,
    /// Hides the panel beside the table, or shows it again.
    Panel,
    /// Gives it less of the room.
    PanelSmaller,
    /// Gives it more.
    PanelLarger,
    /// Selects the row.
    Select,
    /// Selects all rows shown.
    SelectAll,
    /// Selects those that are not selected.
    SelectInvert,
    /// Edits a value.
    Edit,
    /// Rates the risk.
    Rate,
    /// Sets the disposition.
    Dispose,
    /// Opens a follow-up action.
    AddAction,
    AddNote,
    AddEvidence,
    /// Says whether a possible hit of a sanctions list is one.
    DecideHit,
    /// Accepts the suggestion, or the candidate under the cursor.
    Accept,
    /// Takes everything in the matcher's accept band.
    AcceptBand,
    /// Says that a declared name is no facility of the lists, and what it is.
    NoneOfThem,
    /// Makes a facility of a declared name.
    NewFacility,
    /// Goes to the decision on a row's name.
    Decide,
    /// Takes a decision on a name back.
    TakeBack,
    /// Writes the decisions on names as a table.
    ExportDecisions,
    /// Takes decisions on names from a table.
    ImportDecisions,
    ImportSuppliers,
    /// Takes the accept band by itself after each import, or not.
    ToggleAcceptAfterImport,
    /// Derives what the remaining constraint leaves one value for.
    Derive,
    /// Goes to the source.
    Source,
    /// Adds a facility by hand.
    AddFacility,
    /// Merges facilities.
    Merge,
    /// Separates what was merged.
    Unmerge,
    /// Leaves the facility for later.
    Later,
    /// Goes back to the one before.
    Previous,
    /// Moves an action to its next state.
    AdvanceState,
    /// Sets an action's state.
    SetState,
    /// Sets an action's due date.
    SetDue,
    /// Sets an action's owner.
    SetOwner,
    DeleteAction,
    /// Filters measures of due diligence by how they stand.
    FilterMeasureState,
    /// Adds a measure of due diligence.
    AddMeasure,
    EditMeasure,
    /// Adds a document that shows a measure.
    AddMeasureEvidence,
    /// Takes such a document back.
    RemoveMeasureEvidence,
    /// Looks at the files again.
    CheckMeasureEvidence,
    DeleteMeasure,
    /// Takes everything back to the entry under the cursor.
    UndoToHere,
    ShowChanges,
    /// Adds a supplier by hand.
    AddSupplier,
    AddSupplierAction,
    EditSupplier,
    /// Writes a line of the request log.
    LogRequest,
    /// Logs the step that comes next.
    NextStep,
    /// Takes a declaration back.
    WithdrawDeclaration,
    /// Shows the letter with the corrections.
    Letter,
    /// Writes that letter as a mail into `letters/`.
    WriteLetter,
    /// Takes a list back.
    WithdrawList,
    /// Shows the rows of a list that are no facility of the workspace.
    NoFacility,
    /// Shows the declared rows behind what is in hand.
    RowsBehind,
    /// The supplier's declaration before this one.
    OlderDeclaration,
    /// The supplier's declaration after this one.
    NewerDeclaration,
}

/// One row of [`COMMANDS`].
#[derive(Debug)]
pub struct CommandInfo {
    /// The identifier in `keymap.ron`.
    pub id: &'static str,
    pub command: Command,
    /// A word or two for the hint line.
    pub title: &'static str,
    /// A sentence for help, palette and docs.
    pub doc: &'static str,
    /// Where it can be given.
    pub scope: Scope,
    /// Whether it changes the workspace.
    pub edits: bool,
}

impl Command {
    /// The row of [`COMMANDS`].
    pub fn info(self) -> Option<&'static CommandInfo> {
        COMMANDS.iter().find(|info| info.command == self)
    }
}

#[cfg(test)]
mod tests {
    use super::COMMANDS;

    #[test]
    fn ids_and_commands_are_unique_and_documented() {
        for info in COMMANDS {
            assert_eq!(COMMANDS.iter().filter(|other| other.id == info.id).count(), 1, "{}", info.id);
            assert_eq!(
                COMMANDS.iter().filter(|other| other.command == info.command).count(),
                1,
                "{}",
                info.id
            );
            assert!(info.doc.ends_with('.') && !info.title.is_empty(), "{}", info.id);
        }
    }
}
