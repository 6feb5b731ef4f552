//! Taking the files of an import: one edit for all of them, and what came of it in words.

use std::collections::BTreeSet;

use super::batch::{Attachment, Batch, Choice, Standing};
use crate::app::effect::Effect;
use crate::app::overlays::{Overlay, TextView};
use crate::app::state::App;
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

/// Takes the files; whether the overlay is done.
pub(super) fn take(app: &mut App, batch: &mut Batch) -> bool {
    if let Some(at) = batch.files.iter().position(Choice::is_undecided) {
        let (_, undecided, _) = batch.counts();
        batch.cursor = at;
        let files = count(undecided, "declaration goes", "declarations go");
        app.warn(format!("{files} to nobody yet: Enter chooses the supplier, x leaves it out"));
        return false;
    }
    if batch.counts().0 == 0 && !batch.offers.iter().any(|(_, take)| *take) {
        app.warn("there is nothing to take; Esc closes");
        return false;
    }
    match plan(app, batch) {
        Ok(taking) if taking.edits == 0 => {
            app.warn("there is nothing new to take; Esc closes");
            false
        }
        Ok(taking) => carry_out(app, batch, taking),
        Err(error) => {
            app.warn(format!("nothing was taken: {error}"));
            false
        }
    }
}

fn plan(app: &mut App, batch: &Batch) -> Result<Taking, EditError> {
    let (arrived, arrivals) = arrivals(app, batch);
    let lists = lists(batch);
    let mut ws = app.workspace.clone();
    let (mut edits, mut originals, mut tables) = (Vec::new(), BTreeSet::new(), 0);
    for file in batch.files.iter().filter(|file| file.is_taken()) {
        if let Standing::Facilities(draft) = &file.standing {
            let plan = draft.plan(&ws, &mut app.ids, app.clock.now);
            plan.edit.apply(&mut ws)?;
            edits.push(plan.edit);
            originals.insert(draft.sha256.clone());
            tables += 1;
        }
    }
    let stamp = app.stamp();
    let files = intake::Batch { arrivals: &arrivals, lists: &lists };
    let intake = intake::plan(&ws, &app.papers, files, &mut app.ids, &stamp)?;
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

fn arrivals(app: &App, batch: &Batch) -> (Vec<usize>, Vec<Arrival>) {
    let arrival = |(at, file): (usize, &Choice)| {
        let Standing::Declaration(received, _, attachment) = &file.standing else { return None };
        let attach = match attachment {
            Attachment::To(id, _) => Attach::To(id.clone()),
            Attachment::New(name) => Attach::New(name.clone()),
            Attachment::Undecided(_) => return None,
        };
        Some((at, Arrival { received: (**received).clone(), attach, day: app.today() }))
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

fn carry_out(app: &mut App, batch: &Batch, taking: Taking) -> bool {
    let Taking { edit, title, intake, arrived, papers, originals, .. } = taking;
    if app.read_only.is_none() {
        let hashes = papers.forms.keys().chain(papers.lists.keys()).cloned().collect();
        app.ask(Effect::KeepPapers(batch.job, hashes));
    }
    app.papers.extend(papers);
    if !app.commit(title.clone(), edit) {
        return false;
    }
    if !app.workspace.settings.discard_originals {
        app.ask(Effect::KeepOriginals(batch.job, originals));
    }
    app.done(title);
    app.accept_after_import();
    if batch.files.len() > 1 || batch.counts().2 > 0 {
        let lines = summary(app, batch, &intake, &arrived);
        let columns = usize::from(app.size.0.saturating_sub(12));
        let view = TextView::wrapped("What the import brought".to_owned(), lines.join("\n"), columns);
        app.overlays.push(Overlay::Text(view));
    }
    true
}

/// What came of each file, a line each; what was not read last, with the reason.
fn summary(app: &App, batch: &Batch, intake: &Intake, arrived: &[usize]) -> Vec<String> {
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
            Standing::Declaration(received, ..) => arrival_told(app, received.form.rows.len(), fate_of(at)),
            Standing::Blank(_) => "a template that nobody filled in".to_owned(),
            Standing::List(offered) => format!("reference list: {}", offered.title),
            Standing::Known(known) => known.clone(),
        };
        lines.push(format!("{}: {told}", file.name()));
    }
    let balance = app.register.balance();
    lines.push(String::new());
    lines.push(format!(
        "all rows that count: {} = {} resolved + {} duplicate + {} special + {} rejected + {} open",
        balance.rows, balance.resolved, balance.duplicate, balance.special, balance.rejected, balance.open
    ));
    let lists = intake.lists.iter().filter(|is_new| **is_new).count();
    if lists > 0 {
        lines.push(format!("{} taken", count(lists, "reference list", "reference lists")));
    }
    let proposals = app.proposals();
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

fn arrival_told(app: &App, rows: usize, fate: Option<&Fate>) -> String {
    let name = |id: &crate::domain::SupplierId| {
        app.workspace.suppliers.get(id).map_or("", |supplier| supplier.name.as_str())
    };
    match fate {
        Some(Fate::Enters { declaration, supplier, is_new }) => {
            let twin = intake::same_content(&app.workspace, declaration);
            let twin = twin.map_or_else(String::new, |twin| {
                format!("; the same content as {}\u{2019}s", name(&twin.supplier))
            });
            let new = if *is_new { ", a new supplier" } else { "" };
            let current = app.workspace.current_declaration(supplier);
            let is_current = current.is_some_and(|current| current.id == *declaration);
            let counts = if is_current {
                format!("{} open", app.register.balance_of(supplier).open)
            } else {
                "which do not count: a newer declaration does".to_owned()
            };
            format!("{}{new}: {}, {counts}{twin}", name(supplier), count(rows, "row", "rows"))
        }
        Some(Fate::Known { supplier, .. }) => format!("imported already, for {}", name(supplier)),
        Some(Fate::Blank) | None => "not taken".to_owned(),
    }
}
