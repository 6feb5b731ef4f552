//! Letters to suppliers: the one with the corrections shown or copied, and letters of every kind written for all suppliers in hand.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::questions::{name_of, names};
use super::request_work::{copied, usual_due};
use super::{OnSuppliers, SuppliersScreen};
use crate::Problem;
use crate::app::command::Command;
use crate::app::core::Core;
use crate::app::letters::{LetterUse, PlannedLetter};
use crate::app::overlays::form::{FieldValue, FormField, FormOverlay};
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::overlays::{Asks, Overlay};
use crate::app::screen::hidden_words;
use crate::correspond::letter::{
    LetterDesk, LetterDraft, LetterError, LetterSubject, LetterWorkbook, Sender, customary_due, file_name,
};
use crate::correspond::requests::{LogLine, NextStep, log};
use crate::domain::{DeclarationId, Edit, FacilityId, LetterKind, Status, SupplierId};
use crate::text::count;

/// The letter about a declaration, still to be filled, with corrections due by a day.
fn corrections(core: &Core, id: &DeclarationId, due: Date) -> Result<LetterDraft, Problem> {
    let nothing =
        || Problem::new("no declaration has been received", "", "a letter asks for corrections of one");
    let declaration = core.workspace.declarations.get(id).ok_or_else(nothing)?;
    let supplier = core.workspace.suppliers.get(&declaration.supplier).ok_or_else(nothing)?;
    // One that was replaced has a letter of its own; those that count go out together.
    let all = match core.register.counts(id) {
        true => core.register.declarations_of(&core.workspace, &supplier.id),
        false => vec![declaration],
    };
    let reading = || Problem::new("its content is still being read", &supplier.name, "try again in a moment");
    let mut workbooks = Vec::with_capacity(all.len());
    for declaration in all {
        let form = core.contents.form(&declaration.form).ok_or_else(reading)?;
        let (file, findings) = (core.workspace.file_of(declaration), core.findings_on(&declaration.id));
        workbooks.push(LetterWorkbook { declaration, form, file, findings });
    }
    let about = LetterSubject { supplier, workbooks: &workbooks, changes: &[] };
    Ok(LetterDraft::of(about, sender(core, due))?)
}

fn sender(core: &Core, due: Date) -> Sender<'_> {
    Sender { analyst: &core.person, company: &core.workspace.programme.company, at: core.clock.now, due }
}

/// The corrections of the declaration in hand.
fn in_hand<S: OnSuppliers>(screen: &S, core: &Core) -> Result<LetterDraft, Problem> {
    let nothing =
        || Problem::new("no declaration has been received", "", "a letter asks for corrections of one");
    corrections(core, &screen.declaration(core).ok_or_else(nothing)?, customary_due(core.today()))
}

/// Shows the letter with the corrections, once it is filled.
pub fn show_letter<S: OnSuppliers>(screen: &mut S, core: &mut Core) {
    let declaration = screen.declaration(core).and_then(|id| core.workspace.declarations.get(&id));
    let supplier = declaration.map(|declaration| declaration.supplier.clone());
    match in_hand(screen, core) {
        Ok(draft) => {
            let name = supplier.map_or_else(String::new, |id| name_of(core, &id));
            let write = core.keymap.first(Command::WriteLetter);
            let title = format!("Letter to {name} (Esc, then {write} writes letters)");
            core.order_letters(vec![draft], LetterUse::Show(title));
        }
        Err(problem) => core.problem(problem),
    }
}

/// Copies the letter when there is something to correct, else the supplier in a line.
pub fn copy(screen: &SuppliersScreen, core: &mut Core) {
    let line = copied(screen, core);
    let one = screen.grid.marked.is_empty().then(|| in_hand(screen, core));
    match one {
        Some(Ok(draft)) => core.order_letters(vec![draft], LetterUse::Copy(line)),
        Some(Err(_)) | None => core.copy(line),
    }
}

/// What letters are written for, and to whom.
#[derive(Debug, Clone)]
struct Writing {
    ids: Vec<SupplierId>,
    hidden: usize,
    /// The declaration in hand, where it is one supplier.
    declaration: Option<DeclarationId>,
    /// The facilities to ask about, where rows are in hand; else those of each supplier that are on no list.
    facilities: Option<BTreeSet<FacilityId>>,
    /// None for the memo.
    kind: Option<LetterKind>,
}

/// Asks which letter to write to the suppliers in hand.
pub fn write<S: OnSuppliers>(screen: &mut S, core: &mut Core) -> Asks<S> {
    let ids = screen.suppliers(core);
    // The cursor may stand on another supplier than the one that is selected.
    let is_theirs = |id: &DeclarationId| {
        let declaration = core.workspace.declarations.get(id);
        declaration.is_some_and(|declaration| ids.as_slice() == std::slice::from_ref(&declaration.supplier))
    };
    let declaration = screen.declaration(core).filter(is_theirs);
    let facilities = screen.facilities_in_hand(core);
    let writing = Writing { ids, hidden: screen.hidden(core), declaration, facilities, kind: None };
    let entry = |kind: LetterKind| PickerItem::new(kind.letter(), kind.name(), "").means(Some(kind));
    let mut entries: Vec<_> = LetterKind::ALL.into_iter().map(entry).collect();
    entries.push(PickerItem::new('e', "memo to management on who does not answer", "").means(None));
    let title = format!("Write to {}", names(core, &writing.ids));
    let at = LetterKind::ALL.iter().position(|kind| *kind == usual(core, &writing.ids)).unwrap_or(0);
    Some(Picker::one_from(title, (entries, at), move |_, core, kind| {
        Some(ask_due(core, Writing { kind, ..writing }))
    }))
}

/// The letter that the first of the suppliers waits for.
fn usual(core: &Core, ids: &[SupplierId]) -> LetterKind {
    match ids.first().and_then(|id| core.supplier(id)).map(|row| row.step) {
        Some(NextStep::Review | NextStep::Decide | NextStep::Nothing) => LetterKind::Corrections,
        Some(NextStep::Remind | NextStep::Escalate | NextStep::Wait(_)) => LetterKind::Reminder,
        Some(NextStep::Ask) | None => LetterKind::Request,
    }
}

/// Asks by when an answer is due; whom it goes to stands in the form, whose yes is the one asking.
fn ask_due<S: 'static>(core: &Core, writing: Writing) -> Overlay<S> {
    let today = core.today();
    let due = writing.kind.and_then(LetterKind::brings_about).and_then(|state| usual_due(state, today));
    let fields = vec![FormField::day("due", Some(due.unwrap_or_else(|| customary_due(today)))).required()];
    let touches = match writing.ids.as_slice() {
        [_] => Vec::new(),
        many => many.iter().map(|id| name_of(core, id)).collect(),
    };
    let words = writing.kind.map_or("memo to management", LetterKind::name);
    let title = format!("{words}: {}{}", names(core, &writing.ids), hidden_words(writing.hidden));
    FormOverlay::ask(title, fields, (today, touches), move |_, core, values| {
        let due = values.first().and_then(FieldValue::day).unwrap_or(today);
        if due < today {
            return Err("it would be due before it is written".to_owned());
        }
        order(core, &writing, due);
        Ok(None)
    })
}

/// Has the letters filled, each with the edits that record it; who has nothing to be asked is passed over, and that is said.
fn order(core: &mut Core, writing: &Writing, due: Date) {
    let Some(kind) = writing.kind else { return order_memo(core, writing, due) };
    let (mut drafts, mut planned, mut passed) = (Vec::new(), Vec::new(), Vec::new());
    for id in &writing.ids {
        match draft(core, writing, (kind, id), due) {
            Ok(draft) => {
                planned.push(plan(core, (kind, id), &draft, due));
                drafts.push(draft);
            }
            Err(problem) => passed.push(problem),
        }
    }
    let letters = count(planned.len(), "letter", "letters");
    let title = format!("{letters}: {} ({})", kind.name(), names(core, &writing.ids));
    match (drafts.is_empty(), passed.into_iter().next()) {
        (true, Some(problem)) => core.problem(problem),
        (true, None) => core.warn("no supplier is in hand"),
        (false, passed) => {
            let passed = passed.map(|problem| (writing.ids.len() - drafts.len(), problem.what));
            core.order_letters(drafts, LetterUse::Write { title, planned, passed });
        }
    }
}

fn draft(
    core: &Core,
    writing: &Writing,
    (kind, id): (LetterKind, &SupplierId),
    due: Date,
) -> Result<LetterDraft, Problem> {
    if kind == LetterKind::Corrections {
        let newest = || core.supplier(id).and_then(|row| row.declaration.clone());
        let nothing = || Problem::from(LetterError::Nothing(name_of(core, id)));
        return corrections(core, &writing.declaration.clone().or_else(newest).ok_or_else(nothing)?, due);
    }
    let gone = || Problem::new("the supplier is gone", "", "");
    let supplier = core.workspace.suppliers.get(id).ok_or_else(gone)?;
    let on_no_list = |id: &FacilityId| core.row(id).is_some_and(|row| row.status == Status::Indeterminable);
    let mut facilities: BTreeSet<FacilityId> = match &writing.facilities {
        Some(facilities) => facilities.clone(),
        None => core.named_by(&[id.clone()].into()).into_iter().filter(on_no_list).collect(),
    };
    if kind == LetterKind::ParticipationPlan {
        // It says that they are on no list.
        facilities.retain(on_no_list);
    }
    let draft = desk(core).draft(kind, supplier, (&facilities, sender(core, due)));
    Ok(draft?)
}

fn desk(core: &Core) -> LetterDesk<'_> {
    LetterDesk {
        ws: &core.workspace,
        contents: &core.contents,
        register: &core.register,
        today: core.today(),
    }
}

/// The file of a letter, and the edits that record it: the letter, and what it makes of the request.
fn plan(
    core: &mut Core,
    (kind, id): (LetterKind, &SupplierId),
    draft: &LetterDraft,
    due: Date,
) -> PlannedLetter {
    let (today, stamp) = (core.today(), core.stamp());
    let supplier = core.workspace.suppliers.get(id);
    let file =
        supplier.map_or_else(String::new, |supplier| file_name(&core.workspace, (supplier, kind), today));
    let record = draft.record(core.ids.letter(), (&file, today), stamp.clone());
    let mut edits: Vec<Edit> = record.map(|letter| Edit::AddLetter(Box::new(letter))).into_iter().collect();
    if let Some(state) = kind.brings_about() {
        let line = LogLine { state, day: today, due: Some(due), note: String::new() };
        edits.push(log(id, line, core.ids.request(), stamp));
    }
    PlannedLetter { file, edits }
}

fn order_memo(core: &mut Core, writing: &Writing, due: Date) {
    let suppliers: Vec<_> = writing.ids.iter().filter_map(|id| core.workspace.suppliers.get(id)).collect();
    match desk(core).memo(&suppliers, sender(core, due)) {
        Ok(draft) => {
            let planned =
                vec![PlannedLetter { file: format!("memo-{}.eml", core.today()), edits: Vec::new() }];
            core.order_letters(vec![draft], LetterUse::Write { title: String::new(), planned, passed: None });
        }
        Err(error) => core.problem(error.into()),
    }
}
