//! What a person can ask of the program: one table from which keys, help, palette, hints and README come.
//!
//! A command is an intent; `Action` is the field's word for a follow-up and stays with the domain.

use super::scope::Scope;
use super::screen::ScreenId;

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
    /// The command palette.
    Palette,
    /// Search as you type.
    Search,
    /// Takes the last edit back.
    Undo,
    /// Does it again.
    Redo,
    /// Exports the report bundle.
    Export,
    /// Exports the triage register.
    ExportRegister,
    /// Exports the table as shown.
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
    /// Turns the mouse on or off.
    ToggleMouse,
    /// Changes the theme.
    NextTheme,
    /// Changes the wording of statuses in the report.
    ToggleStatusStyle,
    /// Keeps imported files as they came, or not.
    ToggleOriginals,
    /// One row down.
    Down,
    /// One row up.
    Up,
    /// Half a page down.
    HalfPageDown,
    /// Half a page up.
    HalfPageUp,
    /// A page down.
    PageDown,
    /// A page up.
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
    /// Filters by metal.
    FilterMetal,
    /// Filters by status.
    FilterStatus,
    /// Filters by country.
    FilterCountry,
    /// Filters by the state of the request.
    FilterState,
    /// Filters by a row's outcome.
    FilterOutcome,
    /// Filters by supplier.
    FilterSupplier,
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
    /// Adds a note.
    AddNote,
    /// Adds evidence.
    AddEvidence,
    /// Accepts the suggestion.
    Accept,
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
    /// Deletes an action.
    DeleteAction,
    /// Takes everything back to the entry under the cursor.
    UndoToHere,
    /// Adds a supplier by hand.
    AddSupplier,
    /// Edits a supplier.
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
    /// The command.
    pub command: Command,
    /// A word or two for the hint line.
    pub title: &'static str,
    /// A sentence for help, palette and README.
    pub doc: &'static str,
    /// Where it can be given.
    pub scope: Scope,
    /// Whether it changes the workspace.
    pub edits: bool,
}

const fn row(
    id: &'static str,
    command: Command,
    title: &'static str,
    doc: &'static str,
    scope: Scope,
) -> CommandInfo {
    CommandInfo { id, command, title, doc, scope, edits: false }
}

const fn edit(
    id: &'static str,
    command: Command,
    title: &'static str,
    doc: &'static str,
    scope: Scope,
) -> CommandInfo {
    CommandInfo { id, command, title, doc, scope, edits: true }
}

use Command as C;
use Scope::{Facilities, Global, List, Named, On, Places, Selection, Sources, Supplier, Tables};
use ScreenId as S;

/// Every command, in the order of help.
pub const COMMANDS: &[CommandInfo] = &[
    row(
        "overview",
        C::Screen(S::Overview),
        "overview",
        "Figures, findings and the next best thing to do.",
        Global,
    ),
    row("smelters", C::Screen(S::Smelters), "smelters", "The table of facilities (Annex I).", Global),
    row("triage", C::Screen(S::Triage), "triage", "The queue of facilities that need a judgement.", Global),
    row("matches", C::Screen(S::Matches), "matches", "Declared names that did not resolve.", Global),
    row("suppliers", C::Screen(S::Suppliers), "suppliers", "Suppliers and their declarations.", Global),
    row("actions", C::Screen(S::Actions), "actions", "Follow-up actions by due date.", Global),
    row("report", C::Screen(S::Report), "report", "The report as it would be exported.", Global),
    row("history", C::Screen(S::History), "history", "Every change: who, when, on what.", Global),
    row("rows", C::Screen(S::Rows), "declared rows", "The declared rows of all suppliers.", Global),
    row("next_screen", C::NextScreen, "next screen", "Go to the next screen.", Global),
    row("previous_screen", C::PreviousScreen, "previous screen", "Go to the previous screen.", Global),
    row("next_pane", C::NextPane, "pane", "Go to the other pane.", Global),
    row("help", C::Help, "help", "Help for this screen; type to search, Enter runs.", Global),
    row("palette", C::Palette, "command", "Find any command or facility by typing.", Global),
    row("search", C::Search, "search", "Search as you type; Enter keeps it, Esc takes it back.", Global),
    row("undo", C::Undo, "undo", "Take the last edit back, imports included.", Global),
    row("redo", C::Redo, "redo", "Do again what undo took back.", Global),
    row("export", C::Export, "report", "Export the report bundle to the workspace's reports folder.", Global),
    row(
        "export_register",
        C::ExportRegister,
        "register",
        "Export the triage register (internal) as CSV and XLSX.",
        Global,
    ),
    row(
        "import",
        C::Import,
        "import",
        "Import suppliers\u{2019} CMRTs, lists, a filing or a table of facilities.",
        Global,
    ),
    edit(
        "withdraw_source",
        C::WithdrawSource,
        "withdraw",
        "Take an old import back; decisions made since stay.",
        Global,
    ),
    edit(
        "take_cids",
        C::TakeCids,
        "CIDs",
        "Give facilities the CIDs that reference lists have under the same metal, name and country.",
        Global,
    ),
    edit("merge_twins", C::MergeTwins, "twins", "Merge facilities that share metal and CID.", Global),
    row("copy", C::Copy, "copy", "Copy the row or the section to the clipboard.", Global),
    row("quit", C::Quit, "quit", "End the program; everything is saved already.", Global),
    row("back", C::Back, "back", "One level back: overlay, detail, search, selection, screen.", Global),
    row(
        "toggle_mouse",
        C::ToggleMouse,
        "mouse",
        "Turn the mouse on or off (off lets the terminal select text).",
        Global,
    ),
    edit(
        "originals",
        C::ToggleOriginals,
        "originals",
        "Keep imported files as they came, or stop keeping them.",
        Global,
    ),
    row("next_theme", C::NextTheme, "theme", "Change between the dark, light and mono themes.", Global),
    edit(
        "status_style",
        C::ToggleStatusStyle,
        "wording",
        "Change the report's status words: filing's or today's.",
        Global,
    ),
    row("down", C::Down, "down", "Move down.", List),
    row("up", C::Up, "up", "Move up.", List),
    row("half_page_down", C::HalfPageDown, "half page down", "Move half a page down.", List),
    row("half_page_up", C::HalfPageUp, "half page up", "Move half a page up.", List),
    row("page_down", C::PageDown, "page down", "Move a page down.", List),
    row("page_up", C::PageUp, "page up", "Move a page up.", List),
    row("top", C::Top, "top", "Go to the first row.", List),
    row("bottom", C::Bottom, "bottom", "Go to the last row.", List),
    row("left", C::Left, "left", "Go to the column on the left.", List),
    row("right", C::Right, "right", "Go to the column on the right.", List),
    row("open", C::Open, "open", "Open what the cursor is on.", List),
    row("filter_metal", C::FilterMetal, "metal", "Filter by metal.", Places),
    row("filter_status", C::FilterStatus, "status", "Filter by status.", On(S::Smelters)),
    row("filter_country", C::FilterCountry, "country", "Filter by country.", On(S::Smelters)),
    row("filter_supplier", C::FilterSupplier, "supplier", "Filter by the supplier that names it.", Places),
    row("filter_state", C::FilterState, "state", "Filter by the state of the request.", On(S::Suppliers)),
    row("filter_outcome", C::FilterOutcome, "outcome", "Filter by outcome.", On(S::Rows)),
    row(
        "filter_more",
        C::FilterMore,
        "more filters",
        "Filter by rating or flag; suppliers by version, findings, open rows; rows by method.",
        Tables,
    ),
    row("clear_filters", C::ClearFilters, "clear", "Clear all filters.", Tables),
    row("sort", C::Sort, "sort", "Sort by the column under the cursor; again reverses.", Tables),
    row(
        "sort_also",
        C::SortAlso,
        "sort also",
        "Add the column under the cursor as a further sort key.",
        Tables,
    ),
    row("columns", C::Columns, "columns", "Show, hide and order columns, and set their widths.", Tables),
    row("select", C::Select, "select", "Select the row; edits then apply to all selected.", Selection),
    row("select_all", C::SelectAll, "select all", "Select all rows shown.", Selection),
    row(
        "select_invert",
        C::SelectInvert,
        "invert",
        "Select the rows shown that are not selected.",
        Selection,
    ),
    row(
        "export_table",
        C::ExportTable,
        "export table",
        "Export the table as filtered to CSV and XLSX (internal).",
        Tables,
    ),
    edit("add_facility", C::AddFacility, "new facility", "Add a facility by hand.", On(S::Smelters)),
    edit(
        "merge",
        C::Merge,
        "merge",
        "Merge the selected facilities into the one under the cursor.",
        On(S::Smelters),
    ),
    edit("unmerge", C::Unmerge, "unmerge", "Separate what was merged into this facility.", On(S::Smelters)),
    edit("edit", C::Edit, "edit", "Edit status, CID, name or country, with a reason.", Facilities),
    edit("rate", C::Rate, "rate", "Rate the risk, with a reason.", Facilities),
    edit("dispose", C::Dispose, "disposition", "Set what becomes of the facility.", Facilities),
    edit("add_action", C::AddAction, "action", "Open a follow-up action.", Facilities),
    edit("add_note", C::AddNote, "note", "Add a note.", Facilities),
    edit(
        "add_evidence",
        C::AddEvidence,
        "evidence",
        "Add evidence: a path or an address, and its date.",
        Facilities,
    ),
    edit(
        "derive",
        C::Derive,
        "derive",
        "Derive the statuses that the remaining constraint leaves one value for.",
        Facilities,
    ),
    row(
        "source",
        C::Source,
        "source",
        "Go to the source: file, sheet and cell or line, shown in place.",
        Sources,
    ),
    edit(
        "accept",
        C::Accept,
        "accept suggestion",
        "Accept the suggested disposition and action.",
        On(S::Triage),
    ),
    row("later", C::Later, "later", "Leave it for later and go to the next.", On(S::Triage)),
    row("previous", C::Previous, "back", "Go back to the one before.", On(S::Triage)),
    edit(
        "advance_state",
        C::AdvanceState,
        "next state",
        "Move the action to its next state.",
        On(S::Actions),
    ),
    edit("set_state", C::SetState, "state", "Set the action's state.", On(S::Actions)),
    edit("set_due", C::SetDue, "due", "Set the action's due date.", On(S::Actions)),
    edit("set_owner", C::SetOwner, "owner", "Set who sees to the action.", On(S::Actions)),
    edit("delete_action", C::DeleteAction, "delete", "Delete the action.", On(S::Actions)),
    edit(
        "undo_to_here",
        C::UndoToHere,
        "undo to here",
        "Take back everything after the entry under the cursor.",
        On(S::History),
    ),
    edit("add_supplier", C::AddSupplier, "new supplier", "Add a supplier by hand.", On(S::Suppliers)),
    edit("edit_supplier", C::EditSupplier, "edit", "Edit name, number, contacts or note.", Supplier),
    edit(
        "log_request",
        C::LogRequest,
        "request",
        "Log a state of the request: asked, reminded, received, accepted and so on.",
        Supplier,
    ),
    edit("next_step", C::NextStep, "next step", "Log the step of the request that comes next.", Supplier),
    edit(
        "withdraw_declaration",
        C::WithdrawDeclaration,
        "withdraw",
        "Take a declaration back: its rows leave, decisions stay.",
        Supplier,
    ),
    row("letter", C::Letter, "letter", "Show the letter with the corrections; y copies it.", Supplier),
    row(
        "write_letter",
        C::WriteLetter,
        "write letter",
        "Write the letter as a mail (.eml) into the workspace\u{2019}s letters folder.",
        Supplier,
    ),
    row(
        "rows_behind",
        C::RowsBehind,
        "its rows",
        "Show the declared rows of this supplier, or those that name this facility.",
        Named,
    ),
    row("older", C::OlderDeclaration, "older", "Show the declaration before this one.", On(S::Declaration)),
    row("newer", C::NewerDeclaration, "newer", "Show the declaration after this one.", On(S::Declaration)),
];

impl Command {
    /// The row of [`COMMANDS`].
    #[must_use]
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
