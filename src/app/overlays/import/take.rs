//! Taking the files of an import: one edit for all of them, and what came of it in words.

use std::collections::BTreeSet;

use super::batch::{Attachment, Batch, Choice, Next, Standing};
use crate::app::core::Core;
use crate::app::deciding;
use crate::app::effect::Effect;
use crate::app::overlays::TextView;
use crate::domain::{Edit, EditError, Papers};
use crate::intake::{self, Arrival, Attach, Fate, Intake, Offered};
use crate::text::count;

/// What the files come to.
struct Taking {
    edit: Edit,
    /// How many of its parts change something.
    edits: usize,
    title: String,
    intake: Intake,
    /// The files of [`Intake::fates`], as indexes into the batch.
    arrived: Vec<usize>,
    /// The contents.
    papers: Papers,
    /// SHA-256 of the files that are kept.
    originals: Vec<String>,
}

/// Takes the files, if there is something to take and nothing to decide before.
pub(super) fn take(core: &mut Core, batch: &mut Batch) -> Next {
    match why_not(batch) {
        Some(why) => core.warn(why),
        None => match plan(core, batch) {
            Ok(taking) if taking.edits == 0 => core.warn("there is nothing new to take; Esc closes"),
            Ok(taking) => return carry_out(core, batch, taking),
            Err(error) => core.warn(format!("nothing was taken: {error}")),
        },
    }
    Next::Stay
}

/// Why nothing can be taken yet; the cursor goes to what must be decided.
fn why_not(batch: &mut Batch) -> Option<String> {
    if let Some(at) = batch.files.iter().position(Choice::is_undecided) {
        let (_, undecided, _) = batch.counts();
        batch.cursor = at;
        let files = count(undecided, "declaration goes", "declarations go");
        return Some(format!("{files} to nobody yet: Enter chooses the supplier, x leaves it out"));
    }
    let is_empty = batch.counts().0 == 0 && !batch.offers.iter().any(|(_, take)| *take);
    is_empty.then(|| "there is nothing to take; Esc closes".to_owned())
}

fn plan(core: &mut Core, batch: &Batch) -> Result<Taking, EditError> {
    let (arrived, arrivals) = arrivals(core, batch);
    let lists = lists(batch);
    let mut ws = core.workspace.clone();
    let (mut edits, mut originals, mut tables) = (Vec::new(), BTreeSet::new(), 0);
    for file in batch.files.iter().filter(|file| file.is_taken()) {
        if let Standing::Facilities(draft) = &file.standing {
            let plan = draft.plan(&ws, &mut core.ids, core.clock.now);
            plan.edit.apply(&mut ws)?;
            edits.push(plan.edit);
            originals.insert(draft.sha256.clone());
            tables += 1;
        }
    }
    let stamp = core.stamp();
    let files = intake::Batch { arrivals: &arrivals, lists: &lists };
    let intake = intake::plan(&ws, &core.papers, files, &mut core.ids, &stamp)?;
    originals.extend(arrivals.iter().map(|arrival| arrival.received.sha256.clone()));
    originals.extend(lists.iter().map(|offered| offered.sha256.clone()));
    let title = if tables == 0 {
        intake.title.clone()
    } else {
        let tables = count(tables, "list of facilities", "lists of facilities");
        if intake.is_empty() { format!("Import {tables}") } else { format!("{} and {tables}", intake.title) }
    };
    if !intake.is_empty() {
        edits.push(intake.edit.clone());
    }
    let papers = papers(&arrivals, &lists);
    let originals = originals.into_iter().collect();
    Ok(Taking { edits: edits.len(), edit: Edit::Batch(edits), title, intake, arrived, papers, originals })
}

fn arrivals(core: &Core, batch: &Batch) -> (Vec<usize>, Vec<Arrival>) {
    let arrival = |(at, file): (usize, &Choice)| {
        let Standing::Declaration(received, _, attachment) = &file.standing else { return None };
        let attach = match attachment {
            Attachment::To(id, _) => Attach::To(id.clone()),
            Attachment::New(name) => Attach::New(name.clone()),
            Attachment::Undecided(_) => return None,
        };
        Some((at, Arrival { received: (**received).clone(), attach, day: core.today() }))
    };
    let taken = batch.files.iter().enumerate().filter(|(_, file)| file.is_taken());
    taken.filter_map(arrival).unzip()
}

fn lists(batch: &Batch) -> Vec<Offered> {
    let offered = batch.offers.iter().filter(|(_, take)| *take).map(|(offered, _)| offered.clone());
    let read = batch.files.iter().filter(|file| file.is_taken()).filter_map(|file| match &file.standing {
        Standing::List(offered) => Some((**offered).clone()),
        Standing::Facilities(_)
        | Standing::Declaration(..)
        | Standing::Blank(_)
        | Standing::Known(_)
        | Standing::Failed(_)
        | Standing::Locked(_) => None,
    });
    offered.chain(read).collect()
}

fn papers(arrivals: &[Arrival], lists: &[Offered]) -> Papers {
    let mut papers = Papers::default();
    for Arrival { received, .. } in arrivals {
        papers.forms.insert(received.form_sha.clone(), received.form.clone());
        papers.lists.extend(received.look_up.clone());
    }
    papers.lists.extend(lists.iter().map(|offered| (offered.body_sha.clone(), offered.body.clone())));
    papers
}

fn carry_out(core: &mut Core, batch: &Batch, taking: Taking) -> Next {
    let Taking { edit, title, intake, arrived, papers, originals, .. } = taking;
    if core.read_only.is_none() {
        let hashes = papers.forms.keys().chain(papers.lists.keys()).cloned().collect();
        core.ask(Effect::KeepPapers(batch.job, hashes));
    }
    core.papers.extend(papers);
    if !core.commit(title.clone(), edit) {
        return Next::Stay;
    }
    if !core.workspace.settings.discard_originals {
        core.ask(Effect::KeepOriginals(batch.job, originals));
    }
    core.done(title);
    deciding::accept_after_import(core);
    let is_told = batch.files.len() > 1 || batch.counts().2 > 0;
    Next::Close(is_told.then(|| {
        let lines = summary(core, batch, &intake, &arrived);
        let columns = usize::from(core.size.0.saturating_sub(12));
        TextView::wrapped("What the import brought".to_owned(), lines.join("\n"), columns)
    }))
}

/// What came of each file, a line each; what was not read last, with the reason.
fn summary(core: &Core, batch: &Batch, intake: &Intake, arrived: &[usize]) -> Vec<String> {
    let fate_of = |at: usize| {
        let place = arrived.iter().position(|arrived| *arrived == at)?;
        intake.fates.get(place)
    };
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    for (at, file) in batch.files.iter().enumerate() {
        let told = match &file.standing {
            _ if file.left_out => "left out".to_owned(),
            Standing::Failed(problem) | Standing::Locked(problem) => {
                failed.push(format!("{}: {}; {}", file.path, problem.what, problem.remedy));
                continue;
            }
            Standing::Facilities(draft) => count(draft.rows.len(), "row", "rows"),
            Standing::Declaration(received, ..) => arrival_told(core, received.form.rows.len(), fate_of(at)),
            Standing::Blank(_) => "a template that nobody filled in".to_owned(),
            Standing::List(offered) => format!("reference list: {}", offered.title),
            Standing::Known(known) => known.clone(),
        };
        lines.push(format!("{}: {told}", file.name()));
    }
    let balance = core.register.balance();
    lines.push(String::new());
    lines.push(format!(
        "all rows that count: {} = {} resolved + {} duplicate + {} special + {} rejected + {} open",
        balance.rows, balance.resolved, balance.duplicate, balance.special, balance.rejected, balance.open
    ));
    let lists = intake.lists.iter().filter(|is_new| **is_new).count();
    if lists > 0 {
        lines.push(format!("{} taken", count(lists, "reference list", "reference lists")));
    }
    let proposals = core.proposals();
    for (found, words) in [
        (proposals.gains.len(), "can gain a CID from the lists: Overview leads there"),
        (proposals.pairs.len(), "can be merged, having one metal and CID: Overview leads there"),
    ] {
        if found > 0 {
            lines.push(format!("{} {words}", count(found, "facility", "facilities")));
        }
    }
    if !failed.is_empty() {
        lines.push(String::new());
        lines.push(format!("{} not read:", count(failed.len(), "file was", "files were")));
        lines.extend(failed);
    }
    lines
}

fn arrival_told(core: &Core, rows: usize, fate: Option<&Fate>) -> String {
    let name = |id: &crate::domain::SupplierId| {
        core.workspace.suppliers.get(id).map_or("", |supplier| supplier.name.as_str())
    };
    match fate {
        Some(Fate::Enters { declaration, supplier, is_new }) => {
            let twin = intake::same_content(&core.workspace, declaration);
            let twin = twin.map_or_else(String::new, |twin| {
                format!("; the same content as {}\u{2019}s", name(&twin.supplier))
            });
            let new = if *is_new { ", a new supplier" } else { "" };
            let current = core.workspace.current_declaration(supplier);
            let is_current = current.is_some_and(|current| current.id == *declaration);
            let counts = if is_current {
                format!("{} open", core.register.balance_of(supplier).open)
            } else {
                "which do not count: a newer declaration does".to_owned()
            };
            format!("{}{new}: {}, {counts}{twin}", name(supplier), count(rows, "row", "rows"))
        }
        Some(Fate::Known { supplier, .. }) => format!("imported already, for {}", name(supplier)),
        Some(Fate::Blank) | None => "not taken".to_owned(),
    }
}
