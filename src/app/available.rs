//! Whether a command can be given now, and if not, why: for hints, help and the answer to its key.

use super::command::Command;
use super::screen::ScreenId;
use super::state::App;
use super::targets;
use crate::domain::Status;

/// Nothing can be changed at all; [`super::App::read_only`] says why.
pub const READ_ONLY: &str = "the workspace is open read-only";

/// Commands that need a facility under the cursor.
const ON_FACILITY: [Command; 6] = [
    Command::Edit,
    Command::Rate,
    Command::Dispose,
    Command::AddAction,
    Command::AddNote,
    Command::AddEvidence,
];

/// Commands that need a supplier under the cursor or on the screen.
const ON_SUPPLIER: [Command; 3] = [Command::EditSupplier, Command::LogRequest, Command::NextStep];

/// Commands that need a declaration that was received.
const ON_DECLARATION: [Command; 3] = [Command::WithdrawDeclaration, Command::Letter, Command::WriteLetter];

/// Why a command cannot be given now, if it cannot.
#[must_use]
pub fn why_not(app: &App, command: Command) -> Option<&'static str> {
    let info = command.info()?;
    if !info.scope.includes(app.screen) {
        return Some("not on this screen");
    }
    if app.read_only.is_some() && (info.edits || command == Command::Import) {
        return Some(READ_ONLY);
    }
    let why = [
        (command == Command::Import && app.workspace.programme.sample, "the sample takes no imports"),
        (command == Command::Undo && nothing_to_undo(app), "nothing to undo"),
        (command == Command::Redo && app.history.next_redo().is_none(), "nothing to redo"),
        (is_of_queue(command) && has_nothing_in_hand(app), "the queue is empty"),
        (on_name(command) && app.matches.current.is_none(), "no name is in hand"),
        (command == Command::Accept && is_unresolved(app), "nothing is suggested for an unresolved facility"),
        (on_action(app, command) && app.actions.current().is_none(), "there is no action"),
        (
            ON_SUPPLIER.contains(&command) && super::screens::suppliers::targets(app).is_empty(),
            "no supplier is in hand",
        ),
        (
            ON_DECLARATION.contains(&command)
                && super::screens::suppliers::declaration_in_hand(app).is_none(),
            "there is no declaration",
        ),
        (
            ON_FACILITY.contains(&command) && targets::targets(app).is_empty(),
            "no facility is under the cursor",
        ),
    ];
    why.into_iter().find(|(applies, _)| *applies).map(|(_, why)| why)
}

fn nothing_to_undo(app: &App) -> bool {
    app.history.next_undo().is_none() && app.history_is_whole
}

fn is_of_queue(command: Command) -> bool {
    command == Command::Accept || command == Command::Later
}

fn has_nothing_in_hand(app: &App) -> bool {
    if app.screen == ScreenId::Matches { app.matches.current.is_none() } else { app.triage.current.is_none() }
}

fn on_name(command: Command) -> bool {
    command == Command::NoneOfThem || command == Command::NewFacility
}

/// Whether the facility in hand has no status: what a source does not say cannot be suggested.
fn is_unresolved(app: &App) -> bool {
    let row = app.triage.current.as_ref().and_then(|id| app.row(id));
    app.screen == ScreenId::Triage && row.is_some_and(|row| row.status == Status::Unresolved)
}

fn on_action(app: &App, command: Command) -> bool {
    let changes =
        [Command::AdvanceState, Command::SetState, Command::SetDue, Command::SetOwner, Command::DeleteAction];
    app.screen == ScreenId::Actions && changes.contains(&command)
}
