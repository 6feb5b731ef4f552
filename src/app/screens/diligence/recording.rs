//! What is done to measures: added, of the usual ones or in one's own words, changed, shown by documents, taken out.

use super::{DiligenceScreen, form};
use crate::app::core::Core;
use crate::app::effect::Effect;
use crate::app::overlays::confirm::Confirm;
use crate::app::overlays::form::FormOverlay;
use crate::app::overlays::picker::{Picker, PickerItem};
use crate::app::overlays::{Asks, Overlay};
use crate::app::screen::hidden_words;
use crate::app::table_commands::OnTable;
use crate::domain::{DiligenceMeasure, Edit, EvidenceId, OecdStep, UsualMeasure};
use crate::intake::{DocumentRead, MeasureOrder, remove_measures};
use crate::text::count;

/// Asks which of the usual measures is to be added, or one in the company's own words; then for all of it in a form, which claims
/// nothing before it is taken.
pub(super) fn add(screen: &mut DiligenceScreen, core: &mut Core) -> Asks<DiligenceScreen> {
    let step = screen.step_in_hand();
    let is_new = |usual: &&UsualMeasure| {
        !core.workspace.measures_of(usual.step).iter().any(|measure| measure.text == usual.text)
    };
    let entry = |usual: &UsualMeasure| {
        let text = format!("{} {}", usual.step.letter(), usual.title);
        PickerItem::typed(text, usual.text.clone()).means((usual.step, usual.text.clone()))
    };
    let own = PickerItem::typed("in your own words", format!("step {}", step.name()));
    let mut entries = vec![own.means((step, String::new()))];
    // Those of the step that is meant come first.
    let (of_step, others): (Vec<_>, Vec<_>) =
        UsualMeasure::all().iter().filter(is_new).partition(|usual| usual.step == step);
    entries.extend(of_step.into_iter().chain(others).map(entry));
    Some(Picker::one("Which measure?", entries, |_, core, (step, text)| Some(ask_added(core, step, text))))
}

/// The form of a new measure.
fn ask_added(core: &mut Core, step: OecdStep, text: String) -> Overlay<DiligenceScreen> {
    let offered = DiligenceMeasure {
        id: core.ids.measure(),
        step,
        text,
        owner: String::new(),
        evidence: Vec::new(),
        valid_until: None,
        stamp: core.stamp(),
    };
    let fields = form::fields(&offered, true);
    let about = (core.today(), Vec::new());
    FormOverlay::ask("New measure", fields, about, move |screen: &mut DiligenceScreen, core, values| {
        let entered = form::entered(&offered, values)?;
        let order = entered.added(&core.workspace).map_err(|error| error.to_string())?;
        record(screen, core, order);
        Ok(None)
    })
}

/// A title that says how many it is asked of, where they are several.
fn titled(screen: &DiligenceScreen, core: &Core, what: &str, hand: &[DiligenceMeasure]) -> String {
    let hidden = hidden_words(screen.marked_hidden(core));
    match hand {
        [one] => format!("{what}: {}{hidden}", one.label()),
        many => format!("{what}: {}{hidden}", count(many.len(), "measure", "measures")),
    }
}

/// What a question touches, where that is several.
fn touches(hand: &[DiligenceMeasure]) -> Vec<String> {
    if hand.len() > 1 { hand.iter().map(DiligenceMeasure::label).collect() } else { Vec::new() }
}

/// Asks for all of the measures in hand in one form; what is changed there is changed on all of them.
pub(super) fn edit(screen: &mut DiligenceScreen, core: &mut Core) -> Asks<DiligenceScreen> {
    let hand = screen.in_hand();
    let offered = hand.first()?.clone();
    let fields = form::fields(&offered, hand.len() == 1);
    let title = titled(screen, core, "Edit", &hand);
    let about = (core.today(), touches(&hand));
    Some(FormOverlay::ask(title, fields, about, move |screen: &mut DiligenceScreen, core, values| {
        let entered = form::entered(&offered, values)?;
        let order = entered.on(&core.workspace, &offered, &hand).map_err(|error| error.to_string())?;
        record(screen, core, order);
        Ok(None)
    }))
}

/// Asks for a document that shows the measures in hand.
pub(super) fn add_evidence(screen: &mut DiligenceScreen, core: &mut Core) -> Asks<DiligenceScreen> {
    let hand = screen.in_hand();
    let [link, dated] = form::document_fields();
    let fields = vec![link.required(), dated];
    let title = titled(screen, core, "Evidence", &hand);
    let about = (core.today(), touches(&hand));
    Some(FormOverlay::ask(title, fields, about, move |screen: &mut DiligenceScreen, core, values| {
        let [link, dated] = values else { return Ok(None) };
        let (link, dated) = form::document(link, dated)?;
        let changes = hand.iter().map(|measure| (Some(measure.clone()), measure.clone())).collect();
        record(screen, core, MeasureOrder { what: "Evidence".to_owned(), changes, link, dated });
        Ok(None)
    }))
}

/// Records measures: at once, or once the file was read that shows them.
fn record(screen: &mut DiligenceScreen, core: &mut Core, order: MeasureOrder) {
    if order.names_a_file() {
        core.ask(Effect::ReadDocument(Box::new(order)));
        return;
    }
    let document = (!order.link.is_empty()).then(|| DocumentRead::address(&order.link));
    take(screen, core, order, document);
}

/// The file was looked for that shows measures: records them with what was found.
pub fn recorded(screen: &mut DiligenceScreen, core: &mut Core, order: MeasureOrder, document: DocumentRead) {
    take(screen, core, order, Some(document));
}

fn take(screen: &mut DiligenceScreen, core: &mut Core, order: MeasureOrder, document: Option<DocumentRead>) {
    let first = order.changes.first().map(|(_, to)| to.id.clone());
    let stamp = core.stamp();
    let Some((title, edit)) = order.edit(document.as_ref(), &mut core.ids, &stamp) else {
        return core.say("nothing was changed");
    };
    if !core.commit(title.clone(), edit) {
        return;
    }
    screen.grid.marked.clear();
    if let Some(id) = first {
        screen.stay_on(&id);
    }
    match document.and_then(|document| document.lacking) {
        Some(why) => core.warn(format!("recorded, but it shows nothing yet: {why}")),
        None => core.done(title),
    }
}

/// Asks which documents do not show the measure in hand any more.
pub(super) fn remove_evidence(screen: &mut DiligenceScreen, core: &mut Core) -> Asks<DiligenceScreen> {
    let hand = screen.in_hand();
    let [measure] = hand.as_slice() else {
        core.warn("evidence is taken from one measure at a time: take the selection off");
        return None;
    };
    if measure.evidence.is_empty() {
        core.warn("nothing shows this measure; p adds its evidence");
        return None;
    }
    let entry = |evidence: &crate::domain::MeasureEvidence| {
        let dated = evidence.dated.map_or_else(String::new, |day| day.to_string());
        PickerItem::typed(evidence.link.clone(), dated).means(evidence.id.clone())
    };
    let entries = measure.evidence.iter().map(entry).collect();
    let measure = measure.clone();
    Some(Picker::many("Which evidence goes?", entries, |screen: &mut DiligenceScreen, core, gone| {
        take_evidence(screen, core, measure, &gone);
    }))
}

fn take_evidence(screen: &mut DiligenceScreen, core: &mut Core, from: DiligenceMeasure, gone: &[EvidenceId]) {
    if gone.is_empty() {
        return core.say("nothing was changed");
    }
    let mut to = from.clone();
    to.evidence.retain(|evidence| !gone.contains(&evidence.id));
    let title = format!("Evidence taken back: {}", from.label());
    screen.commit(core, title, Edit::change_measure(from, to));
}

/// Asks whether the measures in hand shall leave the register; undo brings them back.
pub(super) fn delete(screen: &mut DiligenceScreen, core: &mut Core) -> Asks<DiligenceScreen> {
    let hand = screen.in_hand();
    let hidden = hidden_words(screen.marked_hidden(core));
    let measures = match hand.as_slice() {
        [_] => "the measure".to_owned(),
        many => count(many.len(), "measure", "measures"),
    };
    let title = match hand.as_slice() {
        [one] => format!("Delete measure: {}", one.label()),
        many => format!("Delete measure: {}", count(many.len(), "measure", "measures")),
    };
    let question = format!(
        "Delete {measures}{hidden}, with what shows {}?",
        if hand.len() == 1 { "it" } else { "them" }
    );
    let examples = hand.iter().map(DiligenceMeasure::label).collect();
    Some(Confirm::before(question, examples, move |screen: &mut DiligenceScreen, core| {
        screen.commit(core, title, remove_measures(&hand));
    }))
}
