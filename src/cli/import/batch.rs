//! CMRTs and reference lists of an import: whose they are, one edit for all, and what it comes to.

use super::roles::{self, FileAs};
use super::{ImportRun, output, record_edit, risks, statuses};
use crate::Problem;
use crate::checks::declaration::{CheckContext, outcome};
use crate::correspond::{NotPicked, pick, pick_exact};
use crate::domain::cmrt::CompanyField;
use crate::domain::cmrt::Version;
use crate::domain::{SourceRole, SupplierId, Workspace};
use crate::intake::{
    self, Arrival, Attach, Batch, Entered, Fate, ImportPlan, PlanLine, ReadFile, ReceivedCmrt,
    SupplierSuggestion, contested_words,
};
use crate::resolve::rows::Register;
use crate::runtime::clock;
use crate::text::{count, visible};

/// Takes them; how many were left.
pub(super) fn import(run: &mut ImportRun<'_>, files: Vec<FileAs>) -> Result<usize, Problem> {
    run.check()?;
    let ws = run.workspace();
    let asked = asked(run, ws)?;
    let day = run.args.received.unwrap_or_else(clock::today);
    let (mut batch, mut left) = (Batch::default(), 0);
    for received in files.iter().filter_map(|file| file.file.declaration()) {
        match attach(run, ws, asked.as_ref(), received) {
            Ok(attach) => batch.arrivals.push(Arrival { received: received.clone(), attach, day }),
            Err(why) => {
                left += 1;
                run.say(&line(&received.file, &why))?;
            }
        }
    }
    batch.lists =
        of_role(&files, SourceRole::Reference).filter_map(|file| file.file.reference().cloned()).collect();
    left += add_lists(run, &files, &mut batch)?;
    for FileAs { file, role, why } in &files {
        if let Some(why) = why {
            run.say(&line(&name(file), &format!("taken as a {}: {why}", role.name())))?;
        }
    }
    let files: Vec<ReadFile> = files.into_iter().map(|file| file.file).collect();
    enter(run, &files, batch)?;
    Ok(left)
}

fn of_role(files: &[FileAs], role: SourceRole) -> impl Iterator<Item = &FileAs> {
    files.iter().filter(move |file| file.role == role)
}

fn name(file: &ReadFile) -> String {
    file.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Adds the status lists and the risk lists; how many were left, because something that must be known of them is said nowhere. Where all are, nothing is imported.
fn add_lists(run: &ImportRun<'_>, files: &[FileAs], batch: &mut Batch) -> Result<usize, Problem> {
    let stamp = record_edit::stamp(run.context);
    let mut problems = risks::add(run.args, files, &stamp, batch);
    for file in of_role(files, SourceRole::Status) {
        match roles::status(run.workspace(), run.args, &file.file, &stamp) {
            Ok(taken) => batch.statuses.extend(taken),
            Err(problem) => problems.push(problem),
        }
    }
    // Where nothing at all is taken, that is no part of a batch.
    let is_all = problems.len() == files.len();
    match problems.pop() {
        Some(last) if is_all => {
            problems.iter().for_each(output::complain);
            Err(last)
        }
        last => {
            problems.extend(last);
            problems.iter().for_each(output::complain);
            Ok(problems.len())
        }
    }
}

/// Takes CMRTs of which it is decided whose they are, the lists of the files, and what the files offer.
pub(super) fn enter(run: &mut ImportRun<'_>, files: &[ReadFile], mut batch: Batch) -> Result<(), Problem> {
    let contents = run.context.contents(&run.opened);
    let offers = intake::offers(run.workspace(), files.iter().filter_map(ReadFile::declaration));
    batch.lists.extend(offers.blank);
    let mut contested = Vec::new();
    if run.args.lists {
        batch.lists.extend(offers.filled);
        contested = offers.contested;
    }
    let plan = run.plan(&contents, batch, ["the files do not fit", "", "please report this"])?;
    run.say(&told(&plan, &contested))?;
    statuses::tell(run, &plan)?;
    risks::tell(run, &plan)?;
    run.take(files, plan)
}

fn line(file: &str, words: &str) -> String {
    visible(&format!("{file}: {words}")) + "\n"
}

/// Whose all the CMRTs are, when that was said.
fn asked(run: &ImportRun<'_>, ws: &Workspace) -> Result<Option<Attach>, Problem> {
    let Some(words) = &run.args.supplier else { return Ok(None) };
    match pick_exact(ws, words) {
        Ok(supplier) => Ok(Some(Attach::To(supplier.id.clone()))),
        Err(NotPicked::Nobody(_)) if run.args.new_suppliers => Ok(Some(Attach::New(words.clone()))),
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
    run: &ImportRun<'_>,
    ws: &Workspace,
    asked: Option<&Attach>,
    received: &ReceivedCmrt,
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
        SupplierSuggestion::Exact(supplier) => Ok(Attach::To(supplier)),
        SupplierSuggestion::Similar(_) | SupplierSuggestion::Nobody
            if run.args.new_suppliers && !company.is_empty() =>
        {
            Ok(Attach::New(company.to_owned()))
        }
        SupplierSuggestion::Similar(similar) => {
            let name = |(id, _): &(SupplierId, u16)| Some(ws.suppliers.get(id)?.name.clone());
            let names: Vec<String> = similar.iter().filter_map(name).collect();
            Err(left(run, company, &format!("similar: {}; ", names.join("; "))))
        }
        SupplierSuggestion::Nobody => Err(left(run, company, "")),
    }
}

/// Why a CMRT is left, and what helps: where it names no company, only who says whose it is.
fn left(run: &ImportRun<'_>, company: &str, similar: &str) -> String {
    if !company.is_empty() {
        let whose = format!("\u{201c}{company}\u{201d} is no supplier's name");
        return format!("left: {whose}; {similar}give --supplier NAME, or --new-suppliers to add one");
    }
    let remedy = if run.args.new_suppliers {
        "so no supplier can be added by it; import it by itself with --supplier NAME --new-suppliers"
    } else {
        "give --supplier NAME, with --new-suppliers to add one of that name"
    };
    format!("left: it names no company; {similar}{remedy}")
}

/// What becomes of every file, what is to be said of lists, and what all rows come to.
fn told(plan: &ImportPlan, contested: &[Version]) -> String {
    let register = Register::build(&plan.after, &plan.contents);
    let context = CheckContext::of(&plan.after, &plan.contents, clock::today());
    let (mut text, mut remarks) = (String::new(), String::new());
    for planned in &plan.lines {
        match planned {
            PlanLine::Declaration { arrival, fate } => {
                let words = declaration(&plan.after, (&register, &context), &arrival.received, fate);
                text += &line(&arrival.received.file, &words);
            }
            PlanLine::List { offered, is_new } => {
                let facilities = count(offered.body.entries.len(), "facility", "facilities");
                let state = if *is_new {
                    "a reference list"
                } else {
                    "nothing to do: a reference list that is there"
                };
                text += &line(&offered.file, &format!("{state}: {}, {facilities}", offered.title));
                let of_list = offered.remarks.iter();
                remarks
                    .extend(of_list.map(|(place, words)| line(&offered.file, &format!("{place}: {words}"))));
            }
            PlanLine::Facilities { .. } | PlanLine::Status { .. } | PlanLine::Risk { .. } => {}
        }
    }
    text.extend(contested.iter().map(|version| contested_words(*version) + "\n"));
    text += &remarks;
    if plan.lines.iter().any(|line| !matches!(line, PlanLine::Status { .. } | PlanLine::Risk { .. })) {
        text += &format!("All rows that count: {}\n", register.balance().words());
    }
    text
}

/// What becomes of a CMRT, in the workspace as it will be.
fn declaration(
    after: &Workspace,
    (register, context): (&Register, &CheckContext),
    received: &ReceivedCmrt,
    fate: &Fate,
) -> String {
    let form = &received.form;
    let kind = format!("{} {}", form.template.name(), form.version);
    match fate {
        Fate::Blank => format!("a blank {kind}, which declares nothing"),
        Fate::Known { supplier, .. } => {
            let name = after.suppliers.get(supplier).map_or("", |supplier| supplier.name.as_str());
            format!("nothing to do: {name} sent this {kind}, and it is there")
        }
        Fate::Enters { declaration, is_new, .. } => {
            let Entered { supplier, is_new, balance, twin } =
                Entered::of(after, register, declaration, *is_new);
            let own = received.look_up.as_ref().map(|(_, own)| &**own);
            let day = after.declarations.get(declaration).map_or(context.today, |entered| entered.received);
            let outcome = outcome(&context.check(form, own, day)).name();
            let rows = match balance {
                Ok(balance) => format!("rows: {}", balance.words()),
                Err(why) => format!("{}, {why}", count(form.rows.len(), "row", "rows")),
            };
            format!("{kind} of {supplier}{is_new}, {outcome}; {rows}{twin}")
        }
    }
}
