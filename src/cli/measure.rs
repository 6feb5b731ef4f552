//! `rcoi measure`: a measure into the register of due diligence.

use jiff::civil::Date;

use super::args::parse_day;
use super::context::{CommandOutcome, Context};
use super::output;
use super::record_edit::{open, record, stamp};
use crate::Problem;
use crate::domain::{DiligenceMeasure, OecdStep, UsualMeasure};
use crate::intake::{DocumentRead, MeasureOrder, MeasureRefused, checked_measure};
use crate::runtime::documents::{self, DocumentPlaces};
use crate::text::{pad_right, visible, width};

/// See [`super::args::CliCommand::Measure`].
#[derive(Debug, clap::Args)]
#[command(override_usage = "rcoi measure [OPTIONS] STEP TEXT\n       rcoi measure --usual")]
pub struct MeasureArgs {
    /// The step of the OECD's guidance, 1 to 5
    #[arg(value_name = "STEP", value_parser = parse_step, required_unless_present = "usual")]
    pub step: Option<OecdStep>,
    /// What is done, in a sentence as the report may have it
    #[arg(value_name = "TEXT", required_unless_present = "usual")]
    pub text: Option<String>,
    /// Who sees to it; never in the report
    #[arg(long, value_name = "NAME", default_value = "")]
    pub owner: String,
    /// The last day on which it is in force, such as 2027-12-31; else until further notice
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    pub until: Option<Date>,
    /// What shows it: a path, whose hash is kept, or an address
    #[arg(long, value_name = "LINK")]
    pub evidence: Option<String>,
    /// The date of that document
    #[arg(long, value_name = "DAY", value_parser = parse_day, requires = "evidence")]
    pub dated: Option<Date>,
    /// Print the usual measures of each step, and record none
    #[arg(long, exclusive = true)]
    pub usual: bool,
}

/// A step by its digit.
fn parse_step(word: &str) -> Result<OecdStep, String> {
    let found = OecdStep::all().iter().find(|info| word.trim() == info.letter.to_string());
    found.map(|info| info.id).ok_or_else(|| "give a step: 1, 2, 3, 4 or 5".to_owned())
}

impl From<MeasureRefused> for Problem {
    fn from(error: MeasureRefused) -> Self {
        let what = format!("nothing was recorded: {error}");
        Self::new(what, "rcoi measure", "rcoi list measures shows what is there")
    }
}

pub(super) fn run(context: &Context, args: &MeasureArgs) -> Result<CommandOutcome, Problem> {
    let (Some(step), Some(text), false) = (args.step, &args.text, args.usual) else {
        print_usual()?;
        return Ok(CommandOutcome::Good);
    };
    let opened = open(context, true, "the sample files nothing")?;
    let (mut ids, stamp) = (context.host.ids()?, stamp(context));
    let measure = DiligenceMeasure {
        id: ids.measure(),
        step,
        text: text.clone(),
        owner: args.owner.clone(),
        evidence: Vec::new(),
        valid_until: args.until,
        stamp: stamp.clone(),
    };
    let changes = vec![(None, checked_measure(&opened.workspace, measure)?)];
    let link = args.evidence.clone().unwrap_or_default();
    let order = MeasureOrder { what: "Measure added".to_owned(), changes, link, dated: args.dated };
    let document = document(context, opened.store.paths().dir(), &order);
    let lacking = document.as_ref().and_then(|document| document.lacking.clone());
    if let Some((title, edit)) = order.edit(document.as_ref(), &mut ids, &stamp) {
        record(context, opened.store, title, edit)?;
    }
    if let Some(why) = lacking {
        let what = format!("the evidence is recorded and shows nothing yet: {why}");
        output::note(&Problem::new(what, "--evidence", "add it again once the file is there"));
    }
    Ok(CommandOutcome::Good)
}

/// What is found where the evidence is said to be.
fn document(context: &Context, dir: &std::path::Path, order: &MeasureOrder) -> Option<DocumentRead> {
    if order.names_a_file() {
        let places = DocumentPlaces::of(dir.to_owned());
        return Some(documents::read(&*context.host.disk, &places, &order.link));
    }
    (!order.link.is_empty()).then(|| DocumentRead::address(&order.link))
}

fn print_usual() -> Result<(), Problem> {
    let widest = UsualMeasure::all().iter().map(|usual| width(&usual.title)).max().unwrap_or(0);
    let line = |usual: &UsualMeasure| {
        format!("{}  {}  {}\n", usual.step.letter(), pad_right(&usual.title, widest), visible(&usual.text))
    };
    output::out(&UsualMeasure::all().iter().map(line).collect::<String>())
}
