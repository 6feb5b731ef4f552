//! What is done with a supplier's request and declarations: the next step, the letter, taking one back.

use jiff::Span;
use jiff::civil::Date;

use super::ask::{self, name_of};
use super::{declaration_in_hand, targets};
use crate::Problem;
use crate::app::effect::Effect;
use crate::app::overlays::{Confirm, Overlay, TextView, Then};
use crate::app::state::App;
use crate::correspond::compare::{Sent, compare};
use crate::correspond::letter::{
    Correction, Letter, Matter, Sender, Wording, customary_due, file_name, letter,
};
use crate::correspond::requests::{Line, Step, Terms, log};
use crate::domain::cmrt::DeclaredRow;
use crate::domain::{Cid, Declaration, DeclarationId, Edit, RequestState, SupplierId};
use crate::text::count;

/// The day by which an answer is customarily due after a line of the log; none where nothing is waited for.
#[must_use]
pub fn usual_due(state: RequestState, day: Date) -> Option<Date> {
    let terms = Terms::customary();
    let days = match state {
        RequestState::Asked => terms.asked,
        RequestState::Reminded => terms.reminded,
        RequestState::CorrectionRequested => terms.correction,
        RequestState::Received
        | RequestState::UnderReview
        | RequestState::Accepted
        | RequestState::NoResponse => return None,
    };
    Some(day.saturating_add(Span::new().days(days)))
}

/// A line of the log as it is offered: today, and the due date that is customary.
#[must_use]
pub fn usual_line(state: RequestState, today: Date) -> String {
    match usual_due(state, today) {
        Some(due) => format!("{today} due {due}"),
        None => today.to_string(),
    }
}

/// Makes an edit and says so; the selection has served.
pub fn commit(app: &mut App, title: String, edit: Edit) {
    if app.commit(title.clone(), edit) {
        app.suppliers.marked.clear();
        app.done(title);
    }
}

/// Logs the step that comes next, dated today; where there is a choice, asks.
pub fn next_step(app: &mut App) {
    let ids = targets(app);
    let [id] = ids.as_slice() else {
        app.warn("suppliers differ in their next step; r logs one state for all selected");
        return;
    };
    let Some(step) = app.suppliers.row(id).map(|row| row.step) else { return };
    let state = match step {
        Step::Ask => RequestState::Asked,
        Step::Remind => RequestState::Reminded,
        Step::Review => RequestState::UnderReview,
        Step::Decide | Step::Escalate => {
            ask::request(app);
            app.say(step.words());
            return;
        }
        Step::Wait(_) => return app.warn(step.words()),
        Step::Nothing => return app.warn("nothing is left to do: accepted, or given up"),
    };
    let day = app.today();
    let line = Line { state, day, due: usual_due(state, day), note: String::new() };
    let edit = log(id, line, app.ids.request(), app.stamp());
    let title = format!("Request {}: {}", state.name(), name_of(app, id));
    commit(app, title, edit);
}

/// Asks whether to take the declaration in hand back, saying how many rows leave with it.
pub fn withdraw(app: &mut App) {
    let declaration = declaration_in_hand(app).and_then(|id| app.workspace.declarations.get(&id)).cloned();
    let Some(declaration) = declaration else {
        app.warn("there is no declaration to withdraw");
        return;
    };
    let edit = match crate::intake::withdraw(&app.workspace, &app.papers, &declaration.id, &mut app.ids) {
        Ok(edit) => edit,
        Err(error) => return app.warn(format!("not done: {error}")),
    };
    let name = name_of(app, &declaration.supplier);
    let rows = count(usize::try_from(declaration.rows).unwrap_or(usize::MAX), "row", "rows");
    let leaving = crate::intake::removed_facilities(&edit);
    let facilities = match leaving {
        0 => String::new(),
        some => format!(" and {} that nothing else supports", count(some, "facility", "facilities")),
    };
    let question = format!(
        "Withdraw the declaration of {name} received {} (CMRT {})? Its {rows} leave{facilities}; decisions stay.",
        declaration.received, declaration.version
    );
    let then = Then::Edit(format!("Withdraw the declaration of {name}"), Box::new(edit));
    app.overlays.push(Overlay::Confirm(Confirm { question, examples: Vec::new(), then }));
}

/// Lets the changes between the last two declarations of the supplier under the cursor be those shown.
pub fn settle_changes(app: &mut App) {
    let Some(id) = app.suppliers.current().filter(|row| row.declarations > 1).map(|row| row.id.clone())
    else {
        app.suppliers.changes = None;
        return;
    };
    let all = app.workspace.declarations_of(&id);
    let [new, old, ..] = all.as_slice() else { return };
    let is_known = |(a, b, _): &(DeclarationId, DeclarationId, Vec<String>)| *a == new.id && *b == old.id;
    if !app.suppliers.changes.as_ref().is_some_and(is_known) {
        let changes = changes(app, old, new).map(|lines| (new.id.clone(), old.id.clone(), lines));
        app.suppliers.changes = changes;
    }
}

/// What changed from one declaration to another, in words; none while their contents are not loaded.
fn changes(app: &App, before: &Declaration, after: &Declaration) -> Option<Vec<String>> {
    let (before, after) = (app.papers.form(&before.form)?, app.papers.form(&after.form)?);
    let cid = |row: &DeclaredRow| Cid::parse(row.id()).ok();
    let compared = compare(Sent { form: before, cid: &cid }, Sent { form: after, cid: &cid });
    let mut lines = vec![compared.summary()];
    lines.extend(compared.lines());
    Some(lines)
}

/// The letter about the declaration in hand.
fn write(app: &App) -> Result<(Letter, SupplierId), Problem> {
    let nothing =
        || Problem::new("no declaration has been received", "", "a letter asks for corrections of one");
    let id = declaration_in_hand(app).ok_or_else(nothing)?;
    let declaration = app.workspace.declarations.get(&id).ok_or_else(nothing)?;
    let supplier = app.workspace.suppliers.get(&declaration.supplier).ok_or_else(nothing)?;
    let reading = || Problem::new("its content is still being read", &supplier.name, "try again in a moment");
    let form = app.papers.form(&declaration.form).ok_or_else(reading)?;
    let corrections: Vec<Correction> = app.findings_on(&id).iter().map(correction).collect();
    let file = app.workspace.sources.get(&declaration.source).map_or("", |source| source.file.as_str());
    let matter = Matter { supplier, declaration, form, file, corrections: &corrections, changes: &[] };
    let sender = Sender {
        analyst: &app.person,
        company: &app.workspace.programme.company,
        at: app.clock.now,
        due: customary_due(app.today()),
    };
    let letter = letter(matter, sender, Wording::own_or_built_in(app.letter_template.as_deref()))?;
    Ok((letter, supplier.id.clone()))
}

fn correction(finding: &crate::checks::declaration::FormFinding) -> Correction {
    Correction {
        place: finding.place.clone(),
        severity: finding.severity,
        message: finding.message.clone(),
        remedy: finding.remedy.clone(),
    }
}

/// The most columns that a letter is shown in.
const LETTER_COLUMNS: usize = 96;

/// Shows the letter.
pub fn show_letter(app: &mut App) {
    match write(app) {
        Ok((letter, supplier)) => {
            let write = app.keymap.first(crate::app::Command::WriteLetter);
            let title =
                format!("Letter to {} (Esc, then {write} writes it as a mail)", name_of(app, &supplier));
            let columns = usize::from(app.size.0.saturating_sub(12)).min(LETTER_COLUMNS);
            let view = TextView::wrapped(title, letter.text(), columns);
            app.overlays.push(Overlay::Text(view));
        }
        Err(problem) => app.problem(problem),
    }
}

/// Writes the letter as a mail into `letters/`.
pub fn write_letter(app: &mut App) {
    let written = write(app).and_then(|(letter, supplier)| {
        let missing = || Problem::new("the supplier is gone", "", "");
        let supplier = app.workspace.suppliers.get(&supplier).ok_or_else(missing)?;
        Ok((file_name(&app.workspace, supplier, app.today()), letter.eml()))
    });
    match written {
        Ok(file) => app.ask(Effect::WriteInternal(vec![file])),
        Err(problem) => app.problem(problem),
    }
}

/// What `y` copies: the letter when there is something to correct, else the supplier in a line.
#[must_use]
pub fn copied(app: &App) -> String {
    if app.suppliers.marked.is_empty()
        && let Ok((letter, _)) = write(app)
    {
        return letter.text();
    }
    let line = |id| {
        let supplier = app.workspace.suppliers.get(id)?;
        let state = app.suppliers.row(id).map_or("", |row| row.state_name());
        let contacts = ask::contacts_text(&supplier.contacts);
        Some([supplier.name.as_str(), &supplier.number, &contacts, state].join("\t"))
    };
    targets(app).iter().filter_map(line).collect::<Vec<_>>().join("\n")
}
