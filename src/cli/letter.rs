//! `rcoi letter`.

use clap::ValueEnum;
use jiff::civil::Date;

use super::args::parse_day;
use super::context::{CommandOutcome, Context};
use super::emit::csv_file;
use super::output;
use super::record_edit::{record, stamp};
use crate::Problem;
use crate::checks::declaration::CheckContext;
use crate::correspond::compare::since_before;
use crate::correspond::letter::{
    Letter, LetterDesk, LetterDraft, LetterSubject, LetterWorkbook, Sender, Wording, customary_due, file_name,
};
use crate::correspond::pick;
use crate::correspond::requests::{LogLine, log};
use crate::domain::{Contents, Declaration, Edit, LetterKind, Status, Supplier, Workspace};
use crate::resolve::lists::Lists;
use crate::resolve::rows::Register;
use crate::runtime::{bundles, clock, letters};
use crate::standing::standings;
use crate::store::Opened;
use crate::text::visible;

/// See [`super::args::CliCommand::Letter`].
#[derive(Debug, clap::Args)]
pub struct LetterArgs {
    /// The supplier: its name, its number, or how its name begins
    pub supplier: String,
    /// What it is for
    #[arg(long, value_enum, default_value_t = LetterFor::Corrections)]
    pub kind: LetterFor,
    /// The day by which an answer is asked for; else in two weeks
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub due: Option<Date>,
    /// Tell also what changed since the supplier's declaration before
    #[arg(long)]
    pub changes: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = LetterFormat::Text)]
    pub format: LetterFormat,
    /// Write it into the workspace's letters/ as a draft for a mail program (.eml), and record it, instead of printing it
    #[arg(long, conflicts_with = "format")]
    pub write: bool,
}

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LetterFor {
    /// Asks for a CMRT
    Request,
    /// Reminds of one
    Reminder,
    /// Asks for the corrections that checks find
    Corrections,
    /// Asks what becomes of the facilities that it names and that are on no list: replace, explain, or declare by product
    Facilities,
    /// Asks for a declaration of the products alone
    ProductLevel,
    /// Asks by which plan the facilities that it names and that are on no list come into an audit programme
    Plan,
}

impl LetterFor {
    fn kind(self) -> LetterKind {
        match self {
            Self::Request => LetterKind::Request,
            Self::Reminder => LetterKind::Reminder,
            Self::Corrections => LetterKind::Corrections,
            Self::Facilities => LetterKind::Facilities,
            Self::ProductLevel => LetterKind::ProductLevel,
            Self::Plan => LetterKind::ParticipationPlan,
        }
    }
}

/// How to print a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LetterFormat {
    /// Text to read
    Text,
    /// A message as mail programs open it
    Eml,
    /// The corrections as CSV
    Csv,
}

pub(super) fn run(context: &Context, args: &LetterArgs) -> Result<CommandOutcome, Problem> {
    let opened = if args.write { context.host.open(&context.dir()?)? } else { context.look()? };
    if args.write {
        opened.notices.iter().for_each(output::note);
    }
    let contents = context.contents(&opened);
    let supplier = pick(&opened.workspace, &args.supplier)?;
    let template = letters::own_template(&*context.host.disk, opened.store.paths().dir())?;
    let draft = match args.kind {
        LetterFor::Corrections => corrections(context, &opened, &contents, (supplier, args))?,
        LetterFor::Request
        | LetterFor::Reminder
        | LetterFor::Facilities
        | LetterFor::ProductLevel
        | LetterFor::Plan => asking(context, &opened, &contents, (supplier, args))?,
    };
    let letter = draft.clone().fill(Wording::of(draft.kind(), template.as_deref()))?;
    if args.write {
        let name = file_name(&opened.workspace, (supplier, args.kind.kind()), clock::today());
        let path = bundles::write_internal(&opened.store, &[(name.clone(), letter.eml())])?;
        output::out(&(visible(&format!("Written to {}", path.display())) + "\n"))?;
        if opened.workspace.frozen().is_none() {
            let (kind, today, mut ids) = (args.kind.kind(), clock::today(), context.host.ids()?);
            let letter = draft.record(ids.letter(), (&name, today), stamp(context));
            let mut edits: Vec<Edit> =
                letter.map(|letter| Edit::AddLetter(Box::new(letter))).into_iter().collect();
            if let Some(state) = kind.brings_about() {
                let due = Some(args.due.unwrap_or_else(|| customary_due(today)));
                let line = LogLine { state, day: today, due, note: String::new() };
                edits.push(log(&supplier.id, line, ids.request(), stamp(context)));
            }
            let title = format!("1 letter: {} ({})", kind.name(), supplier.name);
            record(context, opened.store, title, Edit::Batch(edits))?;
        }
    } else {
        print(&letter, args.format)?;
    }
    Ok(CommandOutcome::Good)
}

fn print(letter: &Letter, format: LetterFormat) -> Result<(), Problem> {
    let text = match format {
        LetterFormat::Text => letter.text().lines().map(|line| visible(line) + "\n").collect(),
        LetterFormat::Eml => String::from_utf8_lossy(&letter.eml()).into_owned(),
        LetterFormat::Csv => {
            let bytes = csv_file(&letter.table(clock::today()))?;
            String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned()
        }
    };
    output::out(&text)
}

/// The letter that asks a supplier for something else than corrections.
fn asking(
    context: &Context,
    opened: &Opened,
    contents: &Contents,
    (supplier, args): (&Supplier, &LetterArgs),
) -> Result<LetterDraft, Problem> {
    let (ws, today) = (&opened.workspace, clock::today());
    let register = Register::build(ws, contents);
    let all = standings(ws, contents, &register);
    let on_no_list = all.members().filter(|(_, standing)| standing.status == Status::Indeterminable);
    let facilities = on_no_list.map(|(id, _)| id.clone()).collect();
    let due = args.due.unwrap_or_else(|| customary_due(today));
    let sender =
        Sender { analyst: &context.host.person, company: &ws.programme.company, at: clock::now(), due };
    let desk = LetterDesk { ws, contents, register: &register, today };
    Ok(desk.draft(args.kind.kind(), supplier, (&facilities, sender))?)
}

/// The letter on all declarations of a supplier that count.
fn corrections(
    context: &Context,
    opened: &Opened,
    contents: &Contents,
    (supplier, args): (&Supplier, &LetterArgs),
) -> Result<LetterDraft, Problem> {
    let (ws, today, at) = (&opened.workspace, clock::today(), clock::now());
    let declarations = counting(ws, contents, supplier)?;
    let check = CheckContext::of(ws, contents, today);
    let mut checked = Vec::with_capacity(declarations.len());
    for declaration in &declarations {
        // What could not be read was told with its place when it was loaded.
        let (form, own) = contents.declared(declaration).ok_or_else(|| unread(supplier))?;
        checked.push((form, check.check(form, own.map(AsRef::as_ref), declaration.received)));
    }
    let workbooks: Vec<LetterWorkbook<'_>> = declarations
        .iter()
        .zip(&checked)
        .map(|(declaration, (form, findings))| {
            let file = ws.file_of(declaration);
            LetterWorkbook { declaration, form, file, findings }
        })
        .collect();
    let all = declarations.iter().filter(|_| args.changes);
    let changes: Vec<String> = all.flat_map(|declaration| changes(ws, contents, declaration)).collect();
    let matter = LetterSubject { supplier, workbooks: &workbooks, changes: &changes };
    let due = args.due.unwrap_or_else(|| customary_due(today));
    let sender = Sender { analyst: &context.host.person, company: &ws.programme.company, at, due };
    Ok(LetterDraft::of(matter, sender)?)
}

/// The declarations of a supplier that count, the newest first.
fn counting<'a>(
    ws: &'a Workspace,
    contents: &Contents,
    supplier: &Supplier,
) -> Result<Vec<&'a Declaration>, Problem> {
    let register = Register::build(ws, contents);
    let all = register.declarations_of(ws, &supplier.id);
    if all.is_empty() {
        let what = format!("{} has sent nothing yet", supplier.name);
        return Err(Problem::new(what, "", "import its CMRT: rcoi import FILE"));
    }
    Ok(all)
}

fn unread(supplier: &Supplier) -> Problem {
    let what = format!("the declaration of {} cannot be read", supplier.name);
    Problem::new(what, "", "put its file in declarations/ back, or withdraw it and import the CMRT again")
}

fn changes(ws: &Workspace, contents: &Contents, declaration: &Declaration) -> Vec<String> {
    let comparison = since_before(ws, contents, &Lists::build(ws, contents), declaration);
    comparison.map(|comparison| comparison.lines()).unwrap_or_default()
}
