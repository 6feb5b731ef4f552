//! `rcoi letter`.

use clap::ValueEnum;
use jiff::civil::Date;

use super::args::parse_day;
use super::context::{CommandOutcome, Context};
use super::emit::csv_file;
use super::output;
use crate::Problem;
use crate::checks::declaration::CheckContext;
use crate::correspond::compare::since_before;
use crate::correspond::letter::{Letter, LetterSubject, Sender, Wording, customary_due, file_name, letter};
use crate::correspond::pick;
use crate::domain::{Contents, Declaration, Supplier, Workspace};
use crate::resolve::lists::Lists;
use crate::runtime::{bundles, clock, letters};
use crate::store::Opened;
use crate::text::visible;

/// See [`super::args::CliCommand::Letter`].
#[derive(Debug, clap::Args)]
pub struct LetterArgs {
    /// The supplier: its name, its number, or how its name begins
    pub supplier: String,
    /// The day by which the corrections are asked for; else in two weeks
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub due: Option<Date>,
    /// Tell also what changed since the supplier's declaration before
    #[arg(long)]
    pub changes: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = LetterFormat::Text)]
    pub format: LetterFormat,
    /// Write it into the workspace's letters/ as a draft for a mail program (.eml), instead of printing it
    #[arg(long, conflicts_with = "format")]
    pub write: bool,
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
    let letter = written(context, &opened, &contents, (supplier, args))?;
    if args.write {
        let name = file_name(&opened.workspace, supplier, clock::today());
        let path = bundles::write_internal(&opened.store, &[(name, letter.eml())])?;
        output::out(&(visible(&format!("Written to {}", path.display())) + "\n"))?;
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

/// The letter on the supplier's newest declaration.
fn written(
    context: &Context,
    opened: &Opened,
    contents: &Contents,
    (supplier, args): (&Supplier, &LetterArgs),
) -> Result<Letter, Problem> {
    let (ws, today, at) = (&opened.workspace, clock::today(), clock::now());
    let declaration = ws.current_declaration(&supplier.id).ok_or_else(|| {
        let what = format!("{} has sent nothing yet", supplier.name);
        Problem::new(what, "", "import its CMRT: rcoi import FILE")
    })?;
    // What could not be read was told with its place when it was loaded.
    let (form, own) = contents.declared(declaration).ok_or_else(|| {
        let what = format!("the declaration of {} cannot be read", supplier.name);
        Problem::new(what, "", "put its file in declarations/ back, or withdraw it and import the CMRT again")
    })?;
    let template = letters::own_template(&*context.host.disk, opened.store.paths().dir())?;
    let source = ws.sources.get(&declaration.source);
    let changes = if args.changes { changes(ws, contents, declaration) } else { Vec::new() };
    let matter = LetterSubject {
        supplier,
        declaration,
        form,
        file: source.map_or("", |source| source.file.as_str()),
        findings: &CheckContext::of(ws, contents, today).check(
            form,
            own.map(AsRef::as_ref),
            declaration.received,
        ),
        changes: &changes,
    };
    let due = args.due.unwrap_or_else(|| customary_due(today));
    let sender = Sender { analyst: &context.host.person, company: &ws.programme.company, at, due };
    Ok(letter(matter, sender, Wording::own_or_built_in(template.as_deref()))?)
}

fn changes(ws: &Workspace, contents: &Contents, declaration: &Declaration) -> Vec<String> {
    let comparison = since_before(ws, contents, &Lists::build(ws, contents), declaration);
    comparison.map(|comparison| comparison.lines()).unwrap_or_default()
}
