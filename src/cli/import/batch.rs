//! CMRTs and reference lists of an import: whose they are, one edit for all, and what it comes to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{Desk, output};
use crate::Problem;
use crate::checks::declaration::{CheckContext, outcome};
use crate::correspond::{NotPicked, pick, pick_exact};
use crate::domain::cmrt::CompanyField;
use crate::domain::{Papers, Place, Stamp, SupplierId, Workspace};
use crate::intake::{
    self, Arrival, Attach, Batch, Fate, Intake, Offered, Offers, Received, Suggestion, same_content,
};
use crate::resolve::rows::{Balance, Register};
use crate::runtime::clock;
use crate::store::Paper;
use crate::text::{count, visible};

/// A CMRT, with its content as it will lie on the disk.
#[derive(Debug)]
pub(super) struct Declared {
    pub path: PathBuf,
    pub received: Received,
    pub paper: Paper,
    /// Whose it is and when it came, where that is known already.
    pub known: Option<(SupplierId, Date)>,
}

/// A reference list, and what its reader remarked.
#[derive(Debug)]
pub(super) struct Listed {
    pub path: PathBuf,
    pub offered: Offered,
    pub remarks: Vec<(Place, String)>,
}

/// The CMRTs and lists of an import.
#[derive(Debug, Default)]
pub(super) struct Batched {
    pub declared: Vec<Declared>,
    pub listed: Vec<Listed>,
}

impl Batched {
    pub fn is_empty(&self) -> bool {
        self.declared.is_empty() && self.listed.is_empty()
    }

    /// The file of a hash.
    fn path(&self, sha256: &str) -> Option<&Path> {
        let declared = self.declared.iter().map(|one| (&one.path, &one.received.sha256));
        let listed = self.listed.iter().map(|one| (&one.path, &one.offered.sha256));
        declared.chain(listed).find(|(_, of)| *of == sha256).map(|(path, _)| path.as_path())
    }
}

/// Takes them; how many were left.
pub(super) fn import(desk: &mut Desk<'_>, batched: &Batched) -> Result<usize, Problem> {
    desk.check()?;
    let ws = desk.store().workspace().clone();
    let papers = desk.context.papers(&desk.opened);
    let asked = asked(desk, &ws)?;
    let (mut arrivals, mut left) = (Vec::new(), 0);
    for Declared { received, known, .. } in &batched.declared {
        let (attached, day) = match known {
            Some((supplier, day)) => (Ok(Attach::To(supplier.clone())), *day),
            None => (attach(desk, &ws, asked.as_ref(), received), day(desk)),
        };
        match attached {
            Ok(attach) => arrivals.push(Arrival { received: received.clone(), attach, day }),
            Err(why) => {
                left += 1;
                output::out(&line(&received.file, &why))?;
            }
        }
    }
    let received = batched.declared.iter().map(|one| &one.received);
    let offers = intake::offers(&ws, received, desk.args.lists);
    let lists: Vec<Offered> =
        batched.listed.iter().map(|one| &one.offered).chain(&offers.lists).cloned().collect();
    let batch = Batch { arrivals: &arrivals, lists: &lists };
    let stamp = Stamp { by: desk.context.host.person.clone(), at: clock::now() };
    let intake =
        intake::plan(&ws, &papers, batch, &mut desk.context.host.ids()?, &stamp).map_err(|error| {
            Problem::new(
                format!("nothing was imported: the files do not fit the workspace: {error}"),
                "",
                "please report this",
            )
        })?;
    tell(
        batched,
        &Told { ws: &ws, papers, intake: &intake, arrivals: &arrivals, lists: &lists, offers: &offers },
    )?;
    if !desk.args.dry_run && !intake.is_empty() {
        take(desk, batched, intake, (&arrivals, &lists))?;
    }
    Ok(left)
}

fn day(desk: &Desk<'_>) -> Date {
    desk.args.received.unwrap_or_else(clock::today)
}

fn line(file: &str, words: &str) -> String {
    visible(&format!("{file}: {words}")) + "\n"
}

/// Whose all the CMRTs are, when that was said.
fn asked(desk: &Desk<'_>, ws: &Workspace) -> Result<Option<Attach>, Problem> {
    let Some(words) = &desk.args.supplier else { return Ok(None) };
    match pick_exact(ws, words) {
        Ok(supplier) => Ok(Some(Attach::To(supplier.id.clone()))),
        Err(NotPicked::Nobody(_)) if desk.args.new_suppliers => Ok(Some(Attach::New(words.clone()))),
        Err(NotPicked::Nobody(words)) => Err(nobody(ws, &words)),
        Err(error) => Err(error.into()),
    }
}

/// What is said of words that are no supplier's whole name; they may be the beginning of one.
fn nobody(ws: &Workspace, words: &str) -> Problem {
    let mut problem = Problem::from(NotPicked::Nobody(words.to_owned()));
    let begun = match pick(ws, words) {
        Ok(supplier) => supplier.name.clone(),
        Err(NotPicked::Several { names, .. }) => names.join("; "),
        Err(NotPicked::Nobody(_)) => return problem,
    };
    problem.remedy = format!("give the whole name, or the number; so begins {begun}");
    problem
}

/// Whose a CMRT is, or why it is left.
fn attach(
    desk: &Desk<'_>,
    ws: &Workspace,
    asked: Option<&Attach>,
    received: &Received,
) -> Result<Attach, String> {
    let company = received.form.field(CompanyField::Name);
    // Nobody sent a blank template; the plan leaves it out.
    if received.form.is_blank() {
        return Ok(Attach::New("-".to_owned()));
    }
    if let Some(asked) = asked {
        return Ok(asked.clone());
    }
    match intake::suggest(ws, &received.form) {
        Suggestion::Exact(supplier) => Ok(Attach::To(supplier)),
        Suggestion::Similar(_) | Suggestion::Nobody if desk.args.new_suppliers && !company.is_empty() => {
            Ok(Attach::New(company.to_owned()))
        }
        Suggestion::Similar(similar) => {
            let name = |(id, _): &(SupplierId, u16)| Some(ws.suppliers.get(id)?.name.clone());
            let names: Vec<String> = similar.iter().filter_map(name).collect();
            Err(left(company, &format!("similar: {}; ", names.join("; "))))
        }
        Suggestion::Nobody => Err(left(company, "")),
    }
}

fn left(company: &str, similar: &str) -> String {
    let whose = if company.is_empty() {
        "it names no company".to_owned()
    } else {
        format!("\u{201c}{company}\u{201d} is no supplier's name")
    };
    format!("left: {whose}; {similar}give --supplier NAME, or --new-suppliers to add one")
}

/// What is told of a batch.
struct Told<'a> {
    ws: &'a Workspace,
    papers: Papers,
    intake: &'a Intake,
    arrivals: &'a [Arrival],
    lists: &'a [Offered],
    offers: &'a Offers,
}

fn tell(batched: &Batched, told: &Told<'_>) -> Result<(), Problem> {
    let (after, papers) = told.after();
    let register = Register::build(&after, &papers);
    let after = After { context: CheckContext::of(&after, &papers, clock::today()), ws: after, register };
    for (arrival, fate) in told.arrivals.iter().zip(&told.intake.fates) {
        output::out(&line(&arrival.received.file, &after.of_declaration(arrival, fate)))?;
    }
    for (offered, is_new) in told.lists.iter().zip(&told.intake.lists) {
        let facilities = count(offered.body.entries.len(), "facility", "facilities");
        let state =
            if *is_new { "a reference list" } else { "nothing to do: a reference list that is there" };
        output::out(&line(&offered.file, &format!("{state}: {}, {facilities}", offered.title)))?;
    }
    for version in &told.offers.contested {
        let words =
            format!("the look-ups of CMRT {version} differ from file to file: none is taken as a list");
        output::out(&(words + "\n"))?;
    }
    for Listed { offered, remarks, .. } in &batched.listed {
        for (place, words) in remarks {
            output::out(&line(&offered.file, &format!("{place}: {words}")))?;
        }
    }
    if told.arrivals.is_empty() && told.lists.is_empty() {
        return Ok(());
    }
    output::out(&format!("All rows that count: {}\n", balance(&after.register.balance())))
}

fn balance(balance: &Balance) -> String {
    let Balance { rows, resolved, duplicate, special, rejected, open } = balance;
    format!(
        "{rows} = {resolved} resolved + {duplicate} duplicate + {special} special + {rejected} rejected + {open} open"
    )
}

impl Told<'_> {
    /// The workspace as it will be, with its contents.
    fn after(&self) -> (Workspace, Papers) {
        let (mut after, mut papers) = (self.ws.clone(), self.papers.clone());
        // The plan was made for this workspace, so it fits.
        self.intake.edit.apply(&mut after).ok();
        for Arrival { received, .. } in self.arrivals {
            papers.forms.insert(received.form_sha.clone(), received.form.clone());
            papers.lists.extend(received.look_up.clone());
        }
        papers.lists.extend(self.lists.iter().map(|list| (list.body_sha.clone(), list.body.clone())));
        (after, papers)
    }
}

/// The workspace as it will be, with its rows, and what declarations are checked against then.
struct After {
    ws: Workspace,
    register: Register,
    context: CheckContext,
}

impl After {
    fn of_declaration(&self, arrival: &Arrival, fate: &Fate) -> String {
        let form = &arrival.received.form;
        let name = |id| self.ws.suppliers.get(id).map_or("", |supplier| supplier.name.as_str());
        let kind = format!("{} {}", form.template.name(), form.version);
        match fate {
            Fate::Blank => format!("a blank {kind}, which declares nothing"),
            Fate::Known { supplier, .. } => {
                format!("nothing to do: {} sent this {kind}, and it is there", name(supplier))
            }
            Fate::Enters { declaration, supplier, is_new } => {
                let new = if *is_new { ", a new supplier" } else { "" };
                let own = arrival.received.look_up.as_ref().map(|(_, own)| &**own);
                let outcome = outcome(&self.context.check(form, own)).name();
                let is_current = self.ws.current_declaration(supplier).is_some_and(|d| d.id == *declaration);
                let rows = if is_current {
                    format!("rows: {}", balance(&self.register.balance_of(supplier)))
                } else {
                    let rows = count(form.rows.len(), "row", "rows");
                    format!("{rows}, which do not count: a newer declaration does")
                };
                let twin = same_content(&self.ws, declaration);
                let twin =
                    twin.map(|twin| format!("; the same content as {}\u{2019}s", name(&twin.supplier)));
                format!("{kind} of {}{new}, {outcome}; {rows}{}", name(supplier), twin.unwrap_or_default())
            }
        }
    }
}

/// Writes the contents, records the edit, keeps the files as they came.
fn take(
    desk: &mut Desk<'_>,
    batched: &Batched,
    intake: Intake,
    (arrivals, lists): (&[Arrival], &[Offered]),
) -> Result<(), Problem> {
    let papers: BTreeMap<&str, &Paper> =
        batched.declared.iter().map(|one| (one.received.form_sha.as_str(), &one.paper)).collect();
    let mut files: BTreeSet<&str> = BTreeSet::new();
    for (arrival, fate) in arrivals.iter().zip(&intake.fates) {
        let received = &arrival.received;
        let declared = papers.get(received.form_sha.as_str());
        if let (Fate::Enters { .. }, Some(paper)) = (fate, declared) {
            desk.keep_declaration(received, paper)?;
            files.insert(&received.sha256);
        }
    }
    for (offered, _) in lists.iter().zip(&intake.lists).filter(|(_, is_new)| **is_new) {
        desk.keep_offered(offered)?;
        files.insert(&offered.sha256);
    }
    desk.record(intake.title, intake.edit)?;
    for sha256 in files {
        if let Some(path) = batched.path(sha256) {
            desk.keep(path, sha256);
        }
    }
    Ok(())
}
